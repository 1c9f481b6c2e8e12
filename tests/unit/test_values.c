/*
 * test_values.c: the findings of validate/values.c: which code, with which
 * arguments, in both languages.
 */
#include "base/xml.h"
#include "tests/tap.h"
#include "tests/types.h"
#include "validate/validate.h"

#define TUPLE	FACT_TUPLE
#define EMPTY	""

/* A fact of an element of the type, and the code of its finding, or NULL. */
static const struct row {
	const char *type, *value, *code, *english;
	const char *preset;		/* default or fixed of the element */
	uint8_t     element_flags;
	uint16_t    fact_flags;
} rows[] = {
	{ "decimal", "12.50", NULL, NULL, NULL, 0, 0 },
	{ "decimal", " 12.50\n", NULL, NULL, NULL, 0, 0 },
	{ "decimal", "12,50", "xsd:cvc-datatype-valid.number",
	    "p:e2 has \"12,50\", which is no number (decimal).", NULL, 0, 0 },
	{ "double", "1.5x", "xsd:cvc-datatype-valid.number", NULL, NULL, 0, 0 },
	{ "integer", "1.5", "xsd:cvc-datatype-valid.integer",
	    "p:e4 has \"1.5\", which is no whole number.", NULL, 0, 0 },
	{ "date", "2023-02-29", "xsd:cvc-datatype-valid.date", NULL, NULL,
	    0, 0 },
	{ "boolean", "ja", "xsd:cvc-datatype-valid.boolean", NULL, NULL, 0,
	    0 },
	{ "decimal", EMPTY, "xsd:cvc-datatype-valid.empty",
	    "Nothing is filled in for p:e7, where a value of type decimal "
	    "belongs.", NULL, 0, 0 },
	{ "decimal", "  ", "xsd:cvc-datatype-valid.empty", NULL, NULL, 0, 0 },
	{ "gYear", "24", "xsd:cvc-datatype-valid",
	    "p:e9 has \"24\", which is no valid value of type gYear.", NULL,
	    0, 0 },
	{ "string", EMPTY, NULL, NULL, NULL, 0, 0 },
	{ "string; maxLength=3", "abcd", "xsd:cvc-maxLength-valid",
	    "The value \"abcd\" of p:e11 is too long: its length is at most "
	    "3.", NULL, 0, 0 },
	{ "string; minLength=3", "ab", "xsd:cvc-minLength-valid", NULL, NULL,
	    0, 0 },
	{ "string; length=3", "ab", "xsd:cvc-length-valid", NULL, NULL, 0, 0 },
	{ "token; pattern=[A-Z]+", "ab", "xsd:cvc-pattern-valid",
	    "The value \"ab\" of p:e14 is not written in the form prescribed "
	    "([A-Z]+).", NULL, 0, 0 },
	{ "token; pattern=[A-Z]+", "AB", NULL, NULL, NULL, 0, 0 },
	{ "token; enumeration=a; enumeration=b", "c",
	    "xsd:cvc-enumeration-valid",
	    "The value \"c\" of p:e16 is none of the values allowed: a, b.",
	    NULL, 0, 0 },
	{ "token; enumeration=1; enumeration=2; enumeration=3; enumeration=4; "
	    "enumeration=5; enumeration=6; enumeration=7", "8",
	    "xsd:cvc-enumeration-valid", "The value \"8\" of p:e17 is none of "
	    "the values allowed: 1, 2, 3, 4, 5, 6, ….", NULL, 0, 0 },
	{ "decimal; minInclusive=0", "-1", "xsd:cvc-minInclusive-valid", NULL,
	    NULL, 0, 0 },
	{ "decimal; minExclusive=0", "0", "xsd:cvc-minExclusive-valid", NULL,
	    NULL, 0, 0 },
	{ "decimal; maxInclusive=9", "9.1", "xsd:cvc-maxInclusive-valid",
	    NULL, NULL, 0, 0 },
	{ "decimal; maxExclusive=9", "9.0", "xsd:cvc-maxExclusive-valid",
	    NULL, NULL, 0, 0 },
	{ "decimal; totalDigits=3", "1234", "xsd:cvc-totalDigits-valid", NULL,
	    NULL, 0, 0 },
	{ "decimal; fractionDigits=2", "1.234",
	    "xsd:cvc-fractionDigits-valid", NULL, NULL, 0, 0 },
	{ "union(decimal, date)", "x", "xsd:cvc-datatype-valid.union", NULL,
	    NULL, 0, 0 },
	{ "list(decimal)", "1 x", "xsd:cvc-datatype-valid.number",
	    "p:e25 has \"x\", which is no number (decimal).", NULL, 0, 0 },
	{ "token; pattern=(a*)*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac", NULL, NULL, NULL, 0,
	    FACT_NIL },
	{ "decimal", "x", NULL, NULL, NULL, 0, FACT_NIL },
	{ "decimal", "x", NULL, NULL, NULL, 0, TUPLE },
	{ "decimal", "x", NULL, NULL, NULL, 0, FACT_MARKUP },
	{ "decimal", EMPTY, NULL, NULL, "5", EL_HAS_DEFAULT, 0 },
	{ "decimal", "6", NULL, NULL, "5", EL_HAS_DEFAULT, 0 },
	{ "decimal", EMPTY, NULL, NULL, "5", EL_HAS_FIXED, 0 },
	{ "decimal", "5.0", NULL, NULL, "5", EL_HAS_FIXED, 0 },
	{ "decimal", "6", "xsd:cvc-elt.5.2.2",
	    "p:e34 has \"6\", but the taxonomy fixes its value to \"5\".",
	    "5", EL_HAS_FIXED, 0 },
	{ "decimal", "x", "xsd:cvc-datatype-valid.number", NULL, "5",
	    EL_HAS_FIXED, 0 },
	{ "QName; enumeration=p:a", "q:b", "xsd:cvc-datatype-valid.prefix",
	    NULL, NULL, 0, 0 },
	{ "QName", "5", "xsd:cvc-datatype-valid", NULL, NULL, 0, 0 },
};
#define ROWS	(sizeof(rows) / sizeof(rows[0]))

static struct fact *
add_fact(struct report *r, uint32_t element, const char *value)
{
	struct name *name = VEC_ADD(&r->names);
	struct fact *f = VEC_ADD(&r->facts);

	name->ns = SLICE("urn:p");
	name->local = SLICE("e");
	name->element = element;
	f->element = element;
	f->name = (uint32_t)(r->names.n - 1);
	f->parent = f->context = f->unit = NONE;
	f->value = slice_of(value);
	return f;
}

/* As the reader does, each fact has its element's type. */
static void
judge(struct report *r, const struct validate_options *o, struct findings *fs)
{
	const struct img_element *e;
	size_t i;

	for (i = 0; i < r->facts.n; i++) {
		e = taxonomy_element(r->taxonomy, r->facts.v[i].element);
		r->facts.v[i].type = e == NULL ? NONE : e->type;
	}
	validate_rule(&rule_values, r, o, fs);
}

static void
is_text(const struct finding *f, const char *want)
{
	struct buf b = BUF_ANY;

	finding_text(&b, f, LANG_EN);
	is_slice(buf_get(&b), want, want);
	buf_clear(&b);
	finding_text(&b, f, LANG_NL);
	ok(strchr(b.s, '?') == NULL && strchr(b.s, '{') == NULL,
	    "in Dutch too: %s", b.s);
	buf_free(&b);
}

static void
test_rows(void)
{
	struct types types = { .depth = 0 };
	struct validate_options o;
	struct report *r = report_new();
	struct findings *fs = findings_new();
	struct buf xsd = BUF_ANY;
	struct arena *a = arena_new();
	struct slice bytes;
	char local[16];
	uint32_t i, k = 0;

	memset(&o, 0, sizeof(o));
	for (i = 0; i < ROWS; i++) {
		snprintf(local, sizeof(local), "e%u", i);
		types_element(&types, "urn:p", local, types_add(&types,
		    slice_of(rows[i].type), &xsd), rows[i].element_flags,
		    rows[i].preset);
		add_fact(r, i, rows[i].value)->flags = rows[i].fact_flags;
	}
	r->taxonomy = types_open(&types, &bytes, a);
	judge(r, &o, fs);
	for (i = 0; i < ROWS; i++) {
		const struct finding *f = k < findings_count(fs) ?
		    findings_get(fs, k) : NULL;
		bool mine = f != NULL && f->n_facts == 1 && f->facts[0] == i;

		k += mine;
		if (rows[i].code == NULL)
			ok(!mine, "e%u: %s: '%s' is good", i, rows[i].type,
			    rows[i].value);
		else if (ok(mine, "e%u: %s: '%s' is not", i, rows[i].type,
		    rows[i].value))
			is_str(message_of(f->code)->code, rows[i].code,
			    rows[i].code);
		if (mine && rows[i].english != NULL)
			is_text(f, rows[i].english);
	}
	is_int(findings_count(fs), k, "no other finding");
	findings_free(fs);
	report_free(r);
	mem_free((void *)(uintptr_t)bytes.s);
	types_free(&types);
	buf_free(&xsd);
	arena_free(a);
}

/* A fraction (5.1.1.3): a number over a number other than zero. */
static void
test_fractions(void)
{
	static const struct {
		const char *numerator, *denominator, *code;
	} fractions[] = {
		{ "1", "3", NULL },
		{ "-1.5", "0.5", NULL },
		{ "0", "3", NULL },
		{ "1", "0", "xsd:cvc-datatype-valid.union" },
		{ "1", "0.00", "xsd:cvc-datatype-valid.union" },
		{ "one", "3", "xsd:cvc-datatype-valid.number" },
	};
	struct types types = { .depth = 0 };
	struct validate_options o;
	struct arena *a = arena_new();
	struct buf xsd = BUF_ANY;
	struct slice bytes;
	uint32_t i, element;

	memset(&o, 0, sizeof(o));
	types_element(&types, NS_XBRLI, "numerator", types_add(&types,
	    SLICE("decimal"), &xsd), 0, NULL);
	types_element(&types, NS_XBRLI, "denominator", types_add(&types,
	    SLICE("union(decimal; maxExclusive=0, decimal; minExclusive=0)"),
	    &xsd), 0, NULL);
	element = types_element(&types, "urn:p", "ratio", NONE, 0, NULL);
	for (i = 0; i < sizeof(fractions) / sizeof(fractions[0]); i++) {
		struct report *r = report_new();
		struct findings *fs = findings_new();
		struct fact *f = add_fact(r, element, fractions[i].numerator);

		f->flags = FACT_FRACTION | FACT_DENOMINATOR;
		f->value.s = arena_printf(a, "%s%c%s", fractions[i].numerator,
		    0, fractions[i].denominator);
		r->taxonomy = types_open(&types, &bytes, a);
		judge(r, &o, fs);
		is_int(findings_count(fs), fractions[i].code != NULL,
		    fractions[i].denominator);
		if (fractions[i].code != NULL && findings_count(fs) == 1)
			is_str(message_of(findings_get(fs, 0)->code)->code,
			    fractions[i].code, fractions[i].code);
		findings_free(fs);
		report_free(r);
		mem_free((void *)(uintptr_t)bytes.s);
	}
	types_free(&types);
	buf_free(&xsd);
	arena_free(a);
}

/* Equal texts are judged once: a pattern that gives up costs its time a few
 * times, not 20,000, and is a warning. */
static void
test_repeats(void)
{
	struct types types = { .depth = 0 };
	struct validate_options o;
	struct report *r = report_new();
	struct findings *fs = findings_new();
	struct buf xsd = BUF_ANY;
	struct arena *a = arena_new();
	struct slice bytes;
	uint32_t i;

	memset(&o, 0, sizeof(o));
	types_element(&types, "urn:p", "e", types_add(&types,
	    SLICE("token; pattern=((a|aa)+)+\\d"), &xsd), 0, NULL);
	for (i = 0; i < 20000; i++)
		add_fact(r, 0, i % 2 == 0 ? "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac" : "aa5");
	r->taxonomy = types_open(&types, &bytes, a);
	judge(r, &o, fs);
	is_int(findings_count(fs), 10000, "every other one is found");
	is_str(message_of(findings_get(fs, 9999)->code)->code,
	    "xsd:ValueNotJudged", "and was given up");
	is_int(findings_errors(fs), 0, "which is no error");
	findings_free(fs);
	report_free(r);
	mem_free((void *)(uintptr_t)bytes.s);
	types_free(&types);
	buf_free(&xsd);
	arena_free(a);
}

/* An attribute that a wildcard lets in has the type of its declaration. */
static void
test_attributes(void)
{
	static const char *const values[] = { "12", " 12 ", "twelve" };
	struct types types = { .depth = 0 };
	struct validate_options o;
	struct report *r = report_new();
	struct findings *fs = findings_new();
	struct buf xsd = BUF_ANY;
	struct arena *a = arena_new();
	struct slice bytes;
	struct name *name;
	uint32_t i;

	memset(&o, 0, sizeof(o));
	types_element(&types, "urn:p", "e", types_add(&types,
	    SLICE("string"), &xsd), 0, NULL);
	types.types.v[types.elements.v[0].type].flags |= TYPE_ANY_ATTRIBUTE;
	types_element(&types, "urn:q", "size", NONE, 0, NULL);
	types.names.v[1].attribute = types_add(&types, SLICE("integer"),
	    &xsd);
	for (i = 0; i < 3; i++) {
		struct fact *f = add_fact(r, 0, "text");
		struct attribute *at = VEC_ADD(&r->attributes);

		f->extras = i;
		f->n_extras = 1;
		name = VEC_ADD(&r->names);
		name->ns = SLICE("urn:q");
		name->local = SLICE("size");
		name->prefix = SLICE("q");
		name->element = NONE;
		at->name = (uint32_t)(r->names.n - 1);
		at->value = slice_of(values[i]);
	}
	r->taxonomy = types_open(&types, &bytes, a);
	judge(r, &o, fs);
	if (is_int(findings_count(fs), 1, "one attribute is wrong"))
		is_text(findings_get(fs, 0), "p:e has the attribute q:size "
		    "with \"twelve\", which is no valid value (integer).");
	findings_free(fs);
	report_free(r);
	mem_free((void *)(uintptr_t)bytes.s);
	types_free(&types);
	buf_free(&xsd);
	arena_free(a);
}

int
main(void)
{
	struct report *r = report_new();
	struct findings *fs = findings_new();
	struct validate_options o;

	memset(&o, 0, sizeof(o));
	test_rows();
	test_fractions();
	test_repeats();
	test_attributes();
	judge(r, &o, fs);
	is_int(findings_count(fs), 0, "without a taxonomy nothing is judged");
	findings_free(fs);
	report_free(r);
	return done();
}
