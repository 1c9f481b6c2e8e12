/*
 * test_regex.c: regular expressions of XML Schema: tests/data/regex.tsv, the
 * limits, and libxml2's own engine as a second opinion.
 */
#include "base/regex.h"

#include <libxml/xmlerror.h>
#include <libxml/xmlregexp.h>

#include "base/buf.h"
#include "tests/tap.h"
#include "tests/tsv.h"

/* Where libxml2 2.9.14 answers otherwise, and why it is mistaken. */
static const struct {
	const char *expression, *reason;
} known[] = {
	{ "a{2,1}", "accepts a quantity that ends before it begins" },
	{ "a}", "a brace is a metacharacter (F, before [10])" },
	{ "{2}", "a brace is a metacharacter (F, before [10])" },
	{ "[]", "a group has a member ([14])" },
	{ "[a-c-e]", "a hyphen is first or last (F.1)" },
	{ "[a-z-9]", "a hyphen is first or last (F.1)" },
	{ "[\\d-z]", "a hyphen is first or last (F.1)" },
	{ "[a--z]", "a hyphen is first or last (F.1)" },
	{ "[--a]", "a hyphen is first or last (F.1)" },
	{ "a{2}{3}", "one quantifier an atom ([3])" },
	{ "a{0,4000000000}b", "an int is too small for the number" },
	{ "\\p{IsNowhere}", "accepts unknown blocks" },
	{ "\\p{Is}", "accepts unknown blocks" },
	{ "[^a-]", "a hyphen may be last" },
	{ "[\\n-\\r]", "takes escapes at a range's ends for letters" },
	{ "[\\.-\\?]", "takes escapes at a range's ends for letters" },
	{ "[\\P{Lu}]", "forgets the complement inside a group" },
	{ "[a-z-[aeiou-[e]]]", "subtracts once only" },
	{ "[a-z-[b-y-[d-w-[m]]]]", "subtracts once only" },
	{ "[a-z-[^aeiou]]", "subtracts no negative group" },
	{ "[a--[b]]", "a hyphen may be last before a subtraction" },
	{ "[-[a]]", "there must be something to subtract from" },
	{ "[a-[]]", "a group has a member ([14])" },
	{ NULL, NULL }
};

static void
check_error(struct tsv *t, struct regex *re, const struct regex_error *err)
{
	long at = strtol(t->column[0].s + 4, NULL, 10);

	ok(re == NULL, "line %d: %s is bad", t->number, t->column[1].s);
	if (re == NULL)
		is_int((long long)err->position, at, err->message);
}

static void
check_row(struct tsv *t)
{
	struct regex_error err = { .message = NULL };
	struct regex *re = regex_compile(t->column[1], &err);
	int want = slice_is(t->column[0], "yes");

	if (slice_starts(t->column[0], SLICE("bad@"))) {
		check_error(t, re, &err);
	} else if (ok(re != NULL && t->n == 3, "line %d: %s", t->number,
	    t->column[1].s)) {
		if (!ok(regex_match(re, tsv_unescape(t->column[2])) == want,
		    "line %d: %s %s '%s'", t->number, t->column[1].s,
		    want ? "matches" : "does not match", t->column[2].s))
			printf("# wanted %s\n", t->column[0].s);
	} else {
		printf("# %s at %zu\n", err.message, err.position);
	}
	regex_free(re);
}

static void
test_rows(void)
{
	struct tsv t;

	if (!ok(tsv_open(&t, "tests/data/regex.tsv"), "regex.tsv is there"))
		return;
	while (tsv_next(&t))
		check_row(&t);
	tsv_close(&t);
}

/* Bounded work: neither hangs nor overflows a stack. */
static void
test_limits(void)
{
	struct regex_error err = { .message = NULL };
	struct buf b = BUF_ANY;
	struct regex *re;
	int i;

	for (i = 0; i < 10000; i++)
		buf_char(&b, '(');
	ok(regex_compile(buf_get(&b), &err) == NULL, "10,000 parentheses");
	buf_clear(&b);
	for (i = 0; i < 10000; i++)
		buf_puts(&b, "[a-");
	ok(regex_compile(buf_get(&b), &err) == NULL, "10,000 subtractions");
	buf_clear(&b);
	for (i = 0; i < 70000; i++)
		buf_char(&b, 'a');
	ok(regex_compile(buf_get(&b), &err) == NULL, "70,000 characters");
	ok(regex_compile(SLICE("(((a{60000}){60000}){60000}){60000}"),
	    &err) == NULL, "repeats of repeats are too large");
	ok(err.too_large, "which is no fault of the expression");
	ok(regex_compile(SLICE("a\0b"), &err) == NULL, "a NUL");
	ok(!err.too_large, "which is one");
	ok(regex_compile(SLICE("\xff"), &err) == NULL, "no UTF-8");

	re = regex_compile(SLICE("(a*)*b"), &err);
	if (ok(re != NULL, "(a*)*b is an expression"))
		for (i = 0; i < 12; i++)
			ok(regex_match(re, slice_from(buf_get(&b), 69000)) <= 0,
			    "(a*)*b does not match, time %d", i);
	ok(re != NULL && regex_match(re, SLICE("aab")) != 0,
	    "and is not said to mismatch what it matches");
	regex_free(re);
	re = regex_compile(SLICE("((a|b)c?)*"), &err);
	ok(re != NULL && regex_match(re, buf_get(&b)) != 0,
	    "70,000 rounds of a group");
	regex_free(re);
	regex_free(NULL);
	buf_free(&b);
}

static void
silence(void *ctx, xmlErrorPtr error)
{
	(void)ctx;
	(void)error;
}

static bool
is_known(const struct tsv *t)
{
	size_t i;

	for (i = 0; known[i].reason != NULL; i++)
		if (slice_is(t->column[1], known[i].expression))
			return true;
	return false;
}

/* The second opinion on every row whose text is text. */
static void
test_oracle(void)
{
	struct tsv t;
	struct slice text;
	int others = 0;

	if (!tsv_open(&t, "tests/data/regex.tsv"))
		return;
	xmlSetStructuredErrorFunc(NULL, silence);
	while (tsv_next(&t)) {
		xmlRegexpPtr re = xmlRegexpCompile(
		    (const xmlChar *)t.column[1].s);
		bool bad = slice_starts(t.column[0], SLICE("bad"));
		bool agrees;

		if (is_known(&t)) {
			xmlRegFreeRegexp(re);
			continue;
		}
		if (re == NULL || bad) {
			agrees = (re == NULL) == bad;
		} else {
			text = tsv_unescape(t.column[2]);
			((char *)(uintptr_t)text.s)[text.n] = '\0';
			agrees = (xmlRegexpExec(re, (const xmlChar *)text.s)
			    == 1) == slice_is(t.column[0], "yes");
		}
		if (!agrees) {
			printf("# line %d: libxml2 thinks otherwise of %s\n",
			    t.number, t.column[1].s);
			others++;
		}
		xmlRegFreeRegexp(re);
	}
	tsv_close(&t);
	is_int(others, 0, "libxml2 agrees but for the known ones");
}

int
main(void)
{
	test_rows();
	test_limits();
	test_oracle();
	return done();
}
