/*
 * test_simple_type.c: values of simple types: tests/data/simple_types.tsv
 * against the image and against libxml2; canonical texts; hostile images.
 */
#include "taxonomy/simple_type.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include "tests/tap.h"
#include "tests/tsv.h"
#include "tests/types.h"

static struct slice
lookup(void *ctx, struct slice prefix)
{
	(void)ctx;
	return slice_is(prefix, "p") || slice_is(prefix, "q") ?
	    SLICE("urn:p") : SLICE_NONE;
}

/* --- libxml2 as a second opinion --- */

static void
silence(void *ctx, xmlErrorPtr error)
{
	(void)ctx;
	(void)error;
}

/* Text of an element, every odd character by its number. */
static void
put_text(struct buf *b, struct slice s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if ((unsigned char)s.s[i] < 0x20 || strchr("<&>", s.s[i]))
			buf_printf(b, "&#%d;", s.s[i]);
		else
			buf_char(b, s.s[i]);
}

/* 1 valid, 0 not, -1 it takes no such schema. */
static int
ask_libxml2(struct slice type, struct slice value)
{
	struct buf xsd = BUF_ANY, xml = BUF_ANY;
	xmlSchemaParserCtxt *parser;
	xmlSchemaValidCtxt *valid;
	xmlSchema *schema;
	xmlDoc *doc;
	int rc = -1;

	buf_puts(&xsd, "<xs:schema xmlns:p=\"urn:p\" xmlns:xs="
	    "\"http://www.w3.org/2001/XMLSchema\"><xs:element name=\"v\">");
	buf_slice(&xsd, type);
	buf_puts(&xsd, "</xs:element></xs:schema>");
	buf_puts(&xml, "<v xmlns:p=\"urn:p\" xmlns:q=\"urn:p\">");
	put_text(&xml, value);
	buf_puts(&xml, "</v>");
	parser = xmlSchemaNewMemParserCtxt(xsd.s, (int)xsd.n);
	schema = xmlSchemaParse(parser);
	doc = xmlReadMemory(xml.s, (int)xml.n, NULL, NULL, XML_PARSE_NONET);
	if (schema != NULL && doc != NULL) {
		valid = xmlSchemaNewValidCtxt(schema);
		rc = xmlSchemaValidateDoc(valid, doc) == 0;
		xmlSchemaFreeValidCtxt(valid);
	}
	xmlFreeDoc(doc);
	xmlSchemaFree(schema);
	xmlSchemaFreeParserCtxt(parser);
	buf_free(&xsd);
	buf_free(&xml);
	return rc;
}

/* --- rows --- */

/* Where the specification speaks of a datatype or a facet. */
static const struct {
	const char *name, *section;
} sections[] = {
	{ "string", "3.2.1" }, { "boolean", "3.2.2" },
	{ "decimal", "3.2.3" }, { "float", "3.2.4" }, { "double", "3.2.5" },
	{ "duration", "3.2.6" }, { "dateTime", "3.2.7" },
	{ "time", "3.2.8" }, { "date", "3.2.9" }, { "gYearMonth", "3.2.10" },
	{ "gYear", "3.2.11" }, { "gMonthDay", "3.2.12" },
	{ "gDay", "3.2.13" }, { "gMonth", "3.2.14" },
	{ "hexBinary", "3.2.15" }, { "base64Binary", "3.2.16" },
	{ "anyURI", "3.2.17" }, { "QName", "3.2.18" },
	{ "NOTATION", "3.2.19" }, { "normalizedString", "3.3.1" },
	{ "token", "3.3.2" }, { "language", "3.3.3" },
	{ "NMTOKEN", "3.3.4" }, { "NMTOKENS", "3.3.5" },
	{ "Name", "3.3.6" }, { "NCName", "3.3.7" }, { "ID", "3.3.8" },
	{ "IDREF", "3.3.9" }, { "ENTITY", "3.3.11" },
	{ "integer", "3.3.13" }, { "nonPositiveInteger", "3.3.14" },
	{ "negativeInteger", "3.3.15" }, { "long", "3.3.16" },
	{ "int", "3.3.17" }, { "short", "3.3.18" }, { "byte", "3.3.19" },
	{ "nonNegativeInteger", "3.3.20" }, { "unsignedLong", "3.3.21" },
	{ "unsignedInt", "3.3.22" }, { "unsignedShort", "3.3.23" },
	{ "unsignedByte", "3.3.24" }, { "positiveInteger", "3.3.25" },
	{ "list", "2.5.1.2" }, { "union", "2.5.1.3" },
	{ "length", "4.3.1" }, { "minLength", "4.3.2" },
	{ "maxLength", "4.3.3" }, { "pattern", "4.3.4" },
	{ "enumeration", "4.3.5" }, { "whiteSpace", "4.3.6" },
	{ "maxInclusive", "4.3.7" }, { "maxExclusive", "4.3.8" },
	{ "minExclusive", "4.3.9" }, { "minInclusive", "4.3.10" },
	{ "totalDigits", "4.3.11" }, { "fractionDigits", "4.3.12" },
	{ "anySimpleType", "3" },
};

static const char *
find_section(struct slice name)
{
	size_t i;

	for (i = 0; i < sizeof(sections) / sizeof(sections[0]); i++)
		if (slice_is(name, sections[i].name))
			return sections[i].section;
	return NULL;
}

/* The section that a row is about: of the facet that is not met, else of the
 * last facet that the type has, else of its datatype. */
static const char *
section_of(struct slice type, struct slice verdict)
{
	const char *found = find_section(verdict);
	struct slice word;
	size_t from, i;

	for (i = 0; found == NULL && i < 2; i++)
		for (from = i == 0 ? type.n : 1; from > 0; from--) {
			if (from > 1 && type.s[from - 1] != ' ')
				continue;
			word = from > 1 ? slice_from(type, from) : type;
			word.n = strcspn(word.s, "=;,() ");
			if ((found = find_section(word)) != NULL)
				break;
		}
	return found == NULL ? "4.1.4" : found;
}

static void
check_row(struct tsv *t, int *agreed)
{
	struct types types = { .depth = 0 };
	struct arena *a = arena_new();
	struct slice bytes, value = tsv_unescape(t->column[1]);
	struct buf xsd = BUF_ANY;
	uint32_t row = types_add(&types, t->column[0], &xsd);
	struct taxonomy *tax = types_open(&types, &bytes, a);
	struct simple_types *st = simple_types_new(tax);
	const char *facet = "yes", *why;
	bool good = slice_is(t->column[2], "yes"), agrees;

	why = simple_type_check(st, row, value, lookup, NULL, a, &facet);
	ok(slice_is(t->column[2], facet) && (why == NULL) == good,
	    "XML Schema 1.0 part 2, %s: line %d: %s: '%.*s': %s",
	    section_of(t->column[0], t->column[2]), t->number,
	    t->column[0].s, SLICE_ARG(value), t->column[2].s);
	if (!slice_is(t->column[2], facet))
		printf("# got %s, %s\n", facet, why == NULL ? "valid" : why);
	agrees = ask_libxml2(buf_get(&xsd), value) == good;
	*agreed += agrees;
	if (t->n < 4)
		ok(agrees, "line %d: libxml2 agrees", t->number);
	else if (agrees)
		printf("# line %d: libxml2 agrees after all\n", t->number);
	simple_types_free(st);
	taxonomy_close(tax);
	mem_free((void *)(uintptr_t)bytes.s);
	types_free(&types);
	buf_free(&xsd);
	arena_free(a);
}

static void
test_rows(void)
{
	struct tsv t;
	int agreed = 0;

	if (!ok(tsv_open(&t, "tests/data/simple_types.tsv"), "rows are there"))
		return;
	xmlSetStructuredErrorFunc(NULL, silence);
	while (tsv_next(&t))
		check_row(&t, &agreed);
	tsv_close(&t);
	ok(agreed > 300, "libxml2 agrees on %d rows", agreed);
}

/* --- canonical texts --- */

static void
test_canonical(void)
{
	static const struct {
		const char *type, *a, *b;
		bool equal;
	} pairs[] = {
		{ "decimal", "1.0", "1.00", true },
		{ "decimal", "-0.0", "0", true },
		{ "decimal", " +007 ", "7", true },
		{ "decimal", "100", "1", false },
		{ "decimal", "0.10", ".1", true },
		{ "decimal", "0.01", "0.1", false },
		{ "decimal", "-1", "1", false },
		{ "double", "1E2", "100", true },
		{ "double", "-0", "0", true },
		{ "double", "INF", "1E999", true },
		{ "boolean", "1", "true", true },
		{ "boolean", "0", "1", false },
		{ "string", "a", "a ", false },
		{ "token", "a  b", " a b", true },
		{ "date", "2023-12-31", " 2023-12-31 ", true },
		{ "date", "2023-12-31Z", "2023-12-31+00:00", true },
		{ "date", "2023-12-31Z", "2023-12-31", false },
		{ "dateTime", "2023-12-31T24:00:00", "2024-01-01T00:00:00",
		    true },
		{ "dateTime", "2024-01-01T01:00:00+01:00",
		    "2024-01-01T00:00:00Z", true },
		{ "dateTime", "2024-01-01T00:00:00.10",
		    "2024-01-01T00:00:00.1", true },
		{ "time", "01:00:00+02:00", "23:00:00Z", true },
		{ "gYear", "2001", "2001Z", false },
		{ "duration", "P1Y", "P12M", true },
		{ "duration", "-PT60S", "-PT1M", true },
		{ "duration", "-PT1S", "PT1S", false },
		{ "hexBinary", "0f", "0F", true },
		{ "base64Binary", "YW Jj", "YWJj", true },
		{ "anyURI", "http://a", "http://A", false },
		{ "list(decimal)", "1 2.0", "1.0  2", true },
		{ "list(decimal)", "1 2", "12", false },
		{ "union(decimal, token)", "1.0", "1", true },
		{ "union(decimal, token)", "a", " a", true },
		{ "union(date, dateTime)", "2025-12-31Z",
		    "2025-12-31T00:00:00Z", false },
		{ "union(date, dateTime)", "2025-12-31",
		    "2025-12-31T00:00:00", false },
		{ "union(date, dateTime)", "2025-12-31Z", "2025-12-31+00:00",
		    true },
		{ "union(date, dateTime)", "2025-12-31T12:00:00Z",
		    "2025-12-31T13:00:00.0+01:00", true },
		{ "list(union(date, dateTime))", "2025-12-31Z 2025-12-31Z",
		    "2025-12-31Z 2025-12-31T00:00:00Z", false },
		{ "list(union(date, dateTime))", "2025-12-31Z",
		    "2025-12-31+00:00", true },
		{ "decimal", "abc", "abc", true },
		{ "date", "never", "ever", false },
	};
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		struct types types = { .depth = 0 };
		struct slice bytes, x, y;
		struct buf xsd = BUF_ANY;
		uint32_t row = types_add(&types, slice_of(pairs[i].type),
		    &xsd);
		struct taxonomy *t = types_open(&types, &bytes, a);

		x = simple_type_canonical(t, row, slice_of(pairs[i].a), a);
		y = simple_type_canonical(t, row, slice_of(pairs[i].b), a);
		ok(slice_eq(x, y) == pairs[i].equal, "%s: '%s' %s '%s'",
		    pairs[i].type, pairs[i].a, pairs[i].equal ? "equals" :
		    "differs from", pairs[i].b);
		taxonomy_close(t);
		mem_free((void *)(uintptr_t)bytes.s);
		types_free(&types);
		buf_free(&xsd);
	}
	is_slice(simple_type_canonical(NULL, NONE, SLICE("1.0"), a), "1.0",
	    "without a type the text itself");
	arena_free(a);
}

/* --- what an image must not do to us --- */

static void
test_hostile(void)
{
	struct types types = { .depth = 0 };
	struct arena *a = arena_new();
	struct simple_fault fault;
	struct img_type row = types_blank();
	struct simple_types *st;
	struct taxonomy *t;
	struct slice bytes;
	uint32_t i;

	/* Row 0: a union of itself, 40 times over; row 1: a list of itself;
	 * row 2: a union of 0 and 1, enumerated; row 3: nonsense. */
	types.strings = BUF_ANY;
	row.variety = VARIETY_UNION;
	row.n_members = 40;
	VEC_PUSH(&types.types, row);
	for (i = 0; i < 40; i++)
		VEC_PUSH(&types.members, 0);
	row.variety = VARIETY_LIST;
	row.item = 1;
	VEC_PUSH(&types.types, row);
	row.variety = VARIETY_UNION;
	row.members = 39;
	row.n_members = UINT32_MAX;
	row.enumerations = 0;
	VEC_PUSH(&types.members, 1);
	VEC_PUSH(&types.members, 2);
	types_enumerate(&types, &row, SLICE("x"));
	row.n_enumerations = UINT32_MAX;
	row.patterns = UINT32_MAX - 1;
	row.n_patterns = UINT32_MAX;
	VEC_PUSH(&types.types, row);
	row = types_blank();
	row.variety = 77;
	row.primitive = 99;
	row.builtin = 99;
	row.white_space = 9;
	row.content = CONTENT_SIMPLE;
	row.flags = 255;
	row.min.off = row.max.len = UINT32_MAX;
	VEC_PUSH(&types.types, row);
	row.variety = VARIETY_ATOMIC;
	VEC_PUSH(&types.types, row);
	t = types_open(&types, &bytes, a);
	st = simple_types_new(t);
	ok(!simple_type_judge(st, 0, SLICE("x"), NULL, NULL, a, &fault),
	    "a union of itself ends");
	ok(!simple_type_judge(st, 1, SLICE("x y z"), NULL, NULL, a, &fault) &&
	    fault.facet == SIMPLE_CIRCULAR, "a list of itself ends");
	ok(!simple_type_judge(st, 2, SLICE("x"), NULL, NULL, a, &fault),
	    "a union of both, enumerated, ends");
	(void)simple_type_judge(st, 3, SLICE("x"), NULL, NULL, a, &fault);
	(void)simple_type_judge(st, 4, SLICE("x"), NULL, NULL, a, &fault);
	ok(simple_type_judge(st, 5, SLICE("x"), NULL, NULL, a, &fault) &&
	    simple_type_judge(st, NONE, SLICE("x"), NULL, NULL, a, &fault),
	    "a type that is not there takes everything");
	for (i = 0; i < 5; i++)
		(void)simple_type_canonical(t, i, SLICE("x y"), a);
	ok(true, "and so do canonical texts");
	simple_types_free(st);
	simple_types_free(NULL);
	taxonomy_close(t);
	mem_free((void *)(uintptr_t)bytes.s);
	types_free(&types);
	arena_free(a);
}

int
main(void)
{
	test_rows();
	test_canonical();
	test_hostile();
	return done();
}
