/*
 * test_filing.c: what a report is filed as (entity, report, year, period
 * end), and the rows that are made of it; the report is made up here.
 */
#include <unistd.h>

#include "base/mem.h"
#include "store/filing.h"
#include "store/filing_pack.h"
#include "tests/tap.h"

#define OW	"https://rekenschap.example/taxonomie/ow/2026/dictionary/ow-data"

static struct report *report;
static struct judged judged;

/* --- making a report --- */

static void
begin(void)
{
	report = report_new();
	report->file.bytes = SLICE("<xbrl>\n\n        a  fact </xbrl>");
	report_open_text(report);
	judged = (struct judged){ .path = "dir/a.xbrl", .report = report,
	    .findings = findings_new() };
}

static void
end(void)
{
	report->file.bytes = SLICE_NONE;	/* it is no mapped file */
	report_free(report);
	findings_free(judged.findings);
}

static void
add_entry(const char *href)
{
	struct reference *r = VEC_ADD(&report->references);

	r->kind = REF_SCHEMA;
	r->href = slice_of(href);
}

static struct moment
day(const char *z)
{
	struct moment m;

	if (moment_parse(&m, slice_of(z)) == -1)
		abort();
	return m;
}

/* A context; start NULL: an instant; end NULL: forever. Its row. */
static uint32_t
add_context(const char *identifier, const char *start, const char *last)
{
	struct entity *e = VEC_ADD(&report->entities);
	struct period *p = VEC_ADD(&report->periods);
	struct context *c = VEC_ADD(&report->contexts);

	e->scheme = SLICE("http://www.kvk.nl/kvk-id");
	e->identifier = slice_of(identifier);
	p->kind = last == NULL ? PERIOD_FOREVER : start == NULL ?
	    PERIOD_INSTANT : PERIOD_DURATION;
	if (start != NULL)
		p->start = moment_period_start(day(start));
	if (last != NULL)
		p->end = moment_period_end(day(last));
	c->entity = (uint32_t)report->entities.n - 1;
	c->period = (uint32_t)report->periods.n - 1;
	return (uint32_t)report->contexts.n - 1;
}

static uint32_t
add_name(const char *ns, const char *prefix, const char *local)
{
	struct name *n = VEC_ADD(&report->names);

	n->ns = slice_of(ns);
	n->prefix = slice_of(prefix);
	n->local = slice_of(local);
	n->element = NONE;
	return (uint32_t)report->names.n - 1;
}

static struct fact *
add_fact(const char *ns, const char *local, uint32_t context,
    const char *value)
{
	struct fact *f;
	uint32_t name = add_name(ns, "p", local);

	f = VEC_ADD(&report->facts);
	f->element = f->unit = f->parent = f->type = NONE;
	f->name = name;
	f->context = context;
	f->decimals = f->precision = DECIMALS_NONE;
	f->flags = context == NONE ? 0 : FACT_HAS_CONTEXT;
	f->value = slice_of(value);
	return f;
}

/* --- whose, which, when --- */

static void
is_filed_as(const char *entity, const char *entry, int year,
    const char *period_end, const char *name)
{
	struct filing *f = filing_new(&judged);
	const struct store_filing *h = filing_rows(f);

	printf("# %s\n", name);
	is_slice(h->entity, entity, "entity");
	is_slice(h->report, entry, "report");
	is_int(h->year, year, "year");
	is_slice(h->period_end, period_end, "period end");
	filing_free(f);
}

static void
test_identity(void)
{
	uint32_t c;

	begin();
	is_filed_as("", "", 0, "", "an empty report");
	add_context("90000009", NULL, NULL);
	is_filed_as("90000009", "", 0, "", "forever has no year");
	add_context("90000001", NULL, "2024-12-31");
	is_filed_as("90000001", "", 2024, "2024-12-31",
	    "an instant decides where there is no duration");
	c = add_context(" 90000002 ", "2022-01-01", "2022-12-31");
	add_context("90000003", "2021-01-01", "2021-12-31");
	add_entry("../entry.xsd#id");
	is_filed_as("90000002", "../entry.xsd", 2022, "2022-12-31",
	    "the latest duration decides, a later instant does not");
	add_context("90000004", "2022-07-01", "2023-06-30");
	add_context("90000005", "2022-01-01", "2023-06-30");
	add_entry("http://example.com/b.xsd");
	is_filed_as("90000004", "../entry.xsd http://example.com/b.xsd", 2023,
	    "2023-06-30", "a broken book year; the first of equal ones");
	add_fact("http://example.com/other", "BoardNumber", c, "99909");
	add_fact(OW, "BoardNumber", c, "09909");
	is_filed_as("90000004", "../entry.xsd http://example.com/b.xsd", 2023,
	    "2023-06-30", "no board number: another namespace, no such number");
	add_fact(OW, "BoardNumber", c, "\n 99901\t");
	add_fact(OW, "BoardNumber", c, "99902");
	is_filed_as("99901", "../entry.xsd http://example.com/b.xsd", 2023,
	    "2023-06-30", "the first board number");
	end();
}

/* --- rows --- */

static struct store_value row[STORE_MAX_COLUMNS];

static void
make_row(const struct filing *f, enum store_table t, uint32_t i)
{
	const struct store_filing *h = filing_rows(f);

	h->row(h->ctx, t, i, row);
}

/* The value of a column in the row last made, as text. */
static const char *
column(enum store_table t, const char *name)
{
	static char text[256];
	const char *c = store_columns(t);
	size_t n = strlen(name);
	int i = -1;		/* the filing is not in the row */

	for (; strncmp(c, name, n) != 0 || (c[n] != ',' && c[n] != '\0'); i++)
		c = strchr(c, ',') + 1;
	switch (row[i].type) {
	case STORE_NULL:
		return "NULL";
	case STORE_INT:
		snprintf(text, sizeof(text), "%lld", (long long)row[i].number);
		return text;
	case STORE_TEXT:
	case STORE_BLOB:
		snprintf(text, sizeof(text), "%.*s", SLICE_ARG(row[i].text));
		return text;
	}
	return "";
}

static void
is_amount(const char *value, const char *amount, const char *scale)
{
	struct filing *f;
	struct fact *t;

	begin();
	t = add_fact("u:x", "A", add_context("1", NULL, "2022-12-31"), value);
	t->flags |= FACT_HAS_UNIT;
	f = filing_new(&judged);
	make_row(f, TABLE_FACT, 0);
	is_str(column(TABLE_FACT, "value"), value, "the text stays");
	is_str(column(TABLE_FACT, "amount"), amount, value);
	is_str(column(TABLE_FACT, "scale"), scale, "and its scale");
	filing_free(f);
	end();
}

static void
test_amounts(void)
{
	is_amount("12", "12", "0");
	is_amount(" -12.340 ", "-1234", "2");
	is_amount("100", "100", "0");
	is_amount("1.0", "1", "0");
	is_amount("0.00", "0", "0");
	is_amount("-0", "0", "0");
	is_amount("+5", "5", "0");
	is_amount(".5", "5", "1");
	is_amount("5.", "5", "0");
	is_amount("000000000000000000012.50", "125", "1");
	is_amount("9999999999999999999", "NULL", "NULL");
	is_amount("-9223372036854775808", "-9223372036854775808", "0");
	is_amount("999999999999999999", "999999999999999999", "0");
	is_amount("-0.123456789012345678", "-123456789012345678", "18");
	is_amount("1.2.3", "NULL", "NULL");
	is_amount("-", "NULL", "NULL");
	is_amount("9223372036854775807", "9223372036854775807", "0");
	is_amount("9223372036854775808", "NULL", "NULL");
	is_amount("0.000000000000000001", "1", "18");
	is_amount("0.0000000000000000001", "NULL", "NULL");
	is_amount("1.5e3", "1500", "0");
	is_amount("twelve", "NULL", "NULL");
	is_amount("", "NULL", "NULL");
}

/* A tuple with a fact in it, a fact without a context, one that is nil. */
static void
test_facts(void)
{
	struct filing *f;
	const struct store_filing *h;
	struct finding *d;
	struct fact *t;
	uint32_t c;

	begin();
	c = add_context("1", "2022-01-01", "2022-12-31");
	t = add_fact("u:x", "T", NONE, NULL);
	t->flags = FACT_TUPLE;
	t->span = (struct span){ 10, 90 };
	t = add_fact("u:x", "Inner", c, "a");
	t->parent = 0;
	t->span = (struct span){ 20, 30 };
	t = add_fact("u:x", "Nil", c, "");
	t->flags |= FACT_NIL;
	t->parent = 1;			/* not a tuple: an error in the report */
	t = add_fact("u:x", "Lost", NONE, "b");
	t->decimals = DECIMALS_INF;
	t->precision = 3;
	t = add_fact("u:x", "Odd", c, NULL);
	t->flags = FACT_TUPLE | FACT_HAS_CONTEXT;
	d = finding_add(judged.findings, F_xml_NotWellFormed,
	    (struct place){ .file = "a", .line = 1 });
	finding_fact(d, 0);
	finding_fact(d, 1);
	finding_fact(d, 77);
	f = filing_new(&judged);
	h = filing_rows(f);
	is_int(h->facts, 3, "what has a contextRef counts as a fact");
	is_int(h->rows[TABLE_TUPLE], 2, "two tuples");
	is_int(h->rows[TABLE_FACT], 4, "four facts, the odd tuple one of them");
	is_int(h->rows[TABLE_FINDING_FACT], 2, "a fact that is not there is "
	    "not linked");
	is_int(h->errors, 1, "an error");
	is_int(h->rows[TABLE_CONCEPT], 4, "four concepts, of the facts only");
	is_int(h->rows[TABLE_CONTEXT], 1, "a context that they share");
	is_int(h->rows[TABLE_UNIT], 0, "no unit");
	make_row(f, TABLE_CONCEPT, 1);
	is_str(column(TABLE_CONCEPT, "namespace"), "u:x", "a namespace");
	is_str(column(TABLE_CONCEPT, "local"), "Nil", "the second concept");
	make_row(f, TABLE_CONTEXT, 0);
	is_str(column(TABLE_CONTEXT, "number"), "1", "numbered from 1");
	is_str(column(TABLE_CONTEXT, "period"), "duration", "period");
	is_str(column(TABLE_CONTEXT, "period_start"), "2022-01-01", "start");
	is_str(column(TABLE_CONTEXT, "period_end"), "2022-12-31", "end");
	make_row(f, TABLE_FACT, 0);
	is_str(column(TABLE_FACT, "ordinal"), "2", "numbered with the tuples");
	is_str(column(TABLE_FACT, "tuple"), "1", "in the tuple");
	is_str(column(TABLE_FACT, "concept"), "1", "of the first concept");
	is_str(column(TABLE_FACT, "context"), "1", "in the context");
	is_str(column(TABLE_FACT, "byte_offset"), "20", "offset");
	is_str(column(TABLE_FACT, "byte_length"), "30", "length");
	is_str(column(TABLE_FACT, "line"), "3", "line");
	is_str(column(TABLE_FACT, "col"), "13", "column");
	make_row(f, TABLE_FACT, 1);
	is_str(column(TABLE_FACT, "value"), "NULL", "nil has no value");
	is_str(column(TABLE_FACT, "nil"), "1", "and is said to be nil");
	is_str(column(TABLE_FACT, "tuple"), "NULL", "what is no tuple is no "
	    "parent");
	make_row(f, TABLE_FACT, 2);
	is_str(column(TABLE_FACT, "value"), "b", "without a context");
	is_str(column(TABLE_FACT, "context"), "NULL", "there is none");
	is_str(column(TABLE_FACT, "decimals"), "INF", "decimals");
	is_str(column(TABLE_FACT, "precision"), "3", "precision");
	make_row(f, TABLE_FINDING_FACT, 0);
	is_str(column(TABLE_FINDING_FACT, "tuple"), "1", "a finding's tuple");
	make_row(f, TABLE_FINDING_FACT, 1);
	is_str(column(TABLE_FINDING_FACT, "fact"), "2", "a finding's fact");
	filing_free(f);
	end();
}

static void
add_dimension(uint32_t axis, uint32_t member)
{
	struct dimension *d = VEC_ADD(&report->dimensions);

	d->element = d->member = NONE;
	d->name = axis;
	d->value = member;
}

static void
test_dimensions(void)
{
	struct filing *f;
	uint32_t c, z, a, m;

	begin();
	z = add_name("u:z", "z", "Axis");
	a = add_name("u:a", "a", "Axis");
	m = add_name("u:m", "m", "One");
	c = add_context("1", NULL, "2022-12-31");
	add_dimension(z, m);
	add_dimension(a, NONE);
	report->dimensions.v[1].is_typed = true;	/* an empty one */
	report->contexts.v[c].n_dimensions = 2;
	report->contexts.v[c].dimension_set = 5;
	c = add_context("1", NULL, "2021-12-31");
	report->contexts.v[c] = report->contexts.v[0];	/* the same set */
	add_fact("u:x", "A", c, "1");
	f = filing_new(&judged);
	is_int(filing_rows(f)->rows[TABLE_DIMENSION], 2,
	    "a set that two contexts have is there once");
	make_row(f, TABLE_CONTEXT, 0);
	is_str(column(TABLE_CONTEXT, "dimensions"),
	    "{\"a:Axis\":\"\",\"z:Axis\":\"m:One\"}", "sorted by axis");
	is_str(column(TABLE_CONTEXT, "dimension_set"), "5", "the set");
	make_row(f, TABLE_DIMENSION, 0);
	is_str(column(TABLE_DIMENSION, "axis_namespace"), "u:z", "axis");
	is_str(column(TABLE_DIMENSION, "member_local"), "One", "member");
	is_str(column(TABLE_DIMENSION, "typed_value"), "NULL", "explicit");
	make_row(f, TABLE_DIMENSION, 1);
	is_str(column(TABLE_DIMENSION, "member_local"), "NULL", "typed");
	is_str(column(TABLE_DIMENSION, "typed_value"), "", "with no text");
	filing_free(f);
	end();
}

/* Facts that need the same have the same numbers. */
static void
test_numbers(void)
{
	struct filing *f;
	uint32_t c, d;

	begin();
	c = add_context("1", NULL, "2022-12-31");
	(void)add_context("1", NULL, "2020-12-31");	/* no fact has it */
	d = add_context("1", NULL, "2021-12-31");
	add_fact("u:x", "B", d, "1");
	add_fact("u:x", "A", c, "1");
	add_fact("u:x", "B", c, "1");		/* another name, alike */
	add_fact("u:y", "B", d, "1");
	f = filing_new(&judged);
	is_int(filing_rows(f)->rows[TABLE_CONCEPT], 3, "three concepts");
	is_int(filing_rows(f)->rows[TABLE_CONTEXT], 2, "two contexts");
	make_row(f, TABLE_FACT, 1);
	is_str(column(TABLE_FACT, "concept"), "2", "the second concept");
	is_str(column(TABLE_FACT, "context"), "2", "the second context");
	make_row(f, TABLE_FACT, 2);
	is_str(column(TABLE_FACT, "concept"), "1", "the first again");
	make_row(f, TABLE_FACT, 3);
	is_str(column(TABLE_FACT, "concept"), "3", "of another namespace");
	make_row(f, TABLE_CONTEXT, 0);
	is_str(column(TABLE_CONTEXT, "period_end"), "2021-12-31",
	    "in the order in which the facts need them");
	filing_free(f);
	end();
}

/* What a store is given of a filing, as text; whether it is whole. */
static bool
transcribe(struct buf *b, const struct store_filing *f)
{
	struct store_value v[STORE_MAX_COLUMNS];
	enum store_table t;
	uint32_t i;
	int k, n;
	const char *p;

	buf_printf(b, "%s %.*s %.*s %.*s %lld %u %u %u %llu\n", f->sha256,
	    SLICE_ARG(f->entity), SLICE_ARG(f->report),
	    SLICE_ARG(f->period_end), (long long)f->year, f->facts,
	    f->errors, f->warnings, (unsigned long long)f->findings_dropped);
	for (t = FIRST_OF_FILING; t <= LAST_OF_FILING; t++) {
		for (n = 0, p = store_columns(t); *p != '\0'; p++)
			n += *p == ',';
		n -= t == TABLE_FINDING_FACT;	/* whose concept is the
						 * store's affair */
		for (i = 0; i < f->rows[t]; i++) {
			if (!f->row(f->ctx, t, i, v))
				return false;
			for (k = 0; k < n; k++)
				buf_printf(b, "%d %lld %.*s|", (int)v[k].type,
				    v[k].type == STORE_INT ?
				    (long long)v[k].number : 0,
				    v[k].type < STORE_TEXT ? 0 :
				    (int)v[k].text.n, v[k].text.s == NULL ?
				    "" : v[k].text.s);
		}
	}
	return true;
}

/* Whether bytes are a filing to the last row. */
static bool
is_whole(struct slice bytes)
{
	struct packed_filing p;
	struct buf b = BUF_ANY;
	bool whole = filing_unpack(&p, bytes) == 0 && transcribe(&b, &p.head);

	buf_free(&b);
	return whole;
}

/* A filing as bytes is the same filing; a part of the bytes is none. */
static void
test_pack(void)
{
	struct buf packed = BUF_ANY, one = BUF_ANY, other = BUF_ANY;
	struct packed_filing p;
	struct filing *f;
	size_t n, good = 0;
	uint32_t c;

	begin();
	c = add_context("99901", "2022-01-01", "2022-12-31");
	add_fact("u:x", "A", c, "1");
	add_fact("u:x", "B", c, "text");
	f = filing_new(&judged);
	(void)transcribe(&one, filing_rows(f));
	filing_pack(filing_rows(f), &packed);
	if (ok(filing_unpack(&p, buf_get(&packed)) == 0, "it is unpacked"))
		(void)transcribe(&other, &p.head);
	is_slice(buf_get(&other), buf_get(&one).s, "the same head and rows");
	for (n = 0; n < packed.n; n++)
		good += is_whole((struct slice){ packed.s, n });
	buf_char(&packed, 'x');
	good += is_whole(buf_get(&packed));
	is_int((long long)good, 0, "no part of it, nor more, is a filing");
	buf_free(&packed);
	buf_free(&one);
	buf_free(&other);
	filing_free(f);
	end();
}

int
main(void)
{
	test_identity();
	test_amounts();
	test_facts();
	test_dimensions();
	test_numbers();
	test_pack();
	return done();
}
