/* test_reason.c: reasons in Dutch: the table is whole, forms are filled in. */
#include "base/reason.h"

#include "tests/tap.h"

static void
says(const char *why, enum lang lang, const char *want, const char *name)
{
	struct buf b = BUF_ANY;

	reason_text(&b, slice_of(why), lang);
	is_slice(buf_get(&b), want, name);
	buf_free(&b);
}

static int
holes(const char *s)
{
	int n = 0;

	for (; *s != '\0'; s++)
		n += *s == '%';
	return n;
}

/* Every row: as many holes in both, a text of its own, no full stop. */
static void
test_table(void)
{
	const char *en, *nl, *other, *ignored;
	size_t i, k, wrong = 0;

	for (i = 0; reason_row(i, &en, &nl); i++) {
		wrong += holes(en) != holes(nl) || holes(en) > 4;
		wrong += *en == '\0' || *nl == '\0' || strcmp(en, nl) == 0;
		wrong += en[strlen(en) - 1] == '.' &&
		    !slice_ends(slice_of(en), SLICE(".."));
		for (k = 0; k < i; k++)
			wrong += reason_row(k, &other, &ignored) &&
			    strcmp(en, other) == 0;
	}
	ok(i > 100, "%zu reasons", i);
	is_int((long long)wrong, 0, "each whole, and once");
}

int
main(void)
{
	test_table();
	says("no such file", LANG_NL, "bestaat niet", "a fixed reason");
	says("no such file", LANG_EN, "no such file", "in English as it is");
	says("no such files", LANG_NL, "no such files", "not a longer one");
	says("no such", LANG_NL, "no such", "nor a shorter one");
	says("", LANG_NL, "", "nothing");
	says("row 12 of the audit log was changed", LANG_NL,
	    "rij 12 van het logboek is veranderd", "with a number");
	says("is no XML: Document is empty, line 3", LANG_NL,
	    "is geen XML: het document is leeg, regel 3",
	    "a reason in a reason");
	says("the store refuses: %s%", LANG_NL, "de opslag weigert: %s%",
	    "a strange text in it");
	says("Namespace prefix a for b on c is not defined", LANG_NL,
	    "het voorvoegsel a van het attribuut b bij c is niet "
	    "gedeclareerd", "three texts");
	says("the store refuses: the store refuses: the store refuses: the "
	    "store refuses: x", LANG_NL, "de opslag weigert: de opslag "
	    "weigert: de opslag weigert: the store refuses: x",
	    "no deeper than it goes");
	says("\"twaalf\" is no value of xs:integer", LANG_NL,
	    "\"twaalf\" is geen waarde van xs:integer", "of an expression");
	says("an argument is xs:string, but a number is needed", LANG_NL,
	    "een argument is xs:string, maar een getal is nodig",
	    "of an expression, with a word that is one");
	says("an argument is xs:string, but xs:date is needed", LANG_NL,
	    "een argument is xs:string, maar xs:date is nodig",
	    "of an expression, with two types");
	says("expected an operator or the end, found \"of\"", LANG_NL,
	    "hier moet een operator of het einde staan, maar er staat \"of\"",
	    "how an expression is written");
	is_slice(reason_bare(SLICE("A number is divided by zero.")),
	    "A number is divided by zero", "without its full stop");
	return done();
}
