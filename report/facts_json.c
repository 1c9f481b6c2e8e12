/*
 * facts_json.c: see facts.h.  xBRL-JSON 1.0 (REC 2021-10-13).
 *
 * (1) Every namespace has one prefix, the one that the taxonomy or the report
 *     uses, made unique where two claim the same (section 3.1.1).
 * (2) Values are text as filed, white space collapsed but for strings; nil is
 *     null (3.2.2).  decimals INF is said by leaving it out (3.2.3).
 * (3) Periods are date-times, the unit xbrli:pure is left out (3.2.4).
 *
 * Footnotes are not written by this version.
 */
#include "base/date.h"
#include "base/decimal.h"
#include "base/names.h"
#include "ingest/describe.h"
#include "report/facts.h"
#include "taxonomy/simple_type.h"

struct json_out {
	const struct report *report;
	struct buf *b;
	struct intern *spaces;		/* namespaces that have a prefix */
	VEC(struct slice) prefixes;	/* by number in spaces */
	struct intern *taken;		/* prefixes that are in use */
	struct arena *arena;
	uint32_t made;			/* prefixes and ids of our own */
};

/* --- names --- */

static struct slice
prefix_for(struct json_out *o, struct slice ns, struct slice wish)
{
	uint32_t row = intern_add(o->spaces, ns);
	struct slice p = wish;

	if (row < o->prefixes.n && o->prefixes.v[row].s != NULL)
		return o->prefixes.v[row];
	while (p.n == 0 || intern_find(o->taken, p) != NONE)
		p = slice_of(arena_printf(o->arena, "%.*s%u",
		    SLICE_ARG(wish.n == 0 ? SLICE("ns") : wish), o->made++));
	intern_add(o->taken, p);
	while (o->prefixes.n <= row)
		VEC_PUSH(&o->prefixes, SLICE_NONE);
	o->prefixes.v[row] = arena_copy(o->arena, p);
	return o->prefixes.v[row];
}

static struct slice
qname(struct json_out *o, uint32_t name)
{
	const struct name *n = &o->report->names.v[name];
	struct slice shown = report_qname(o->report, name, o->arena), wish;
	const char *colon = shown.n == 0 ? NULL :
	    memchr(shown.s, ':', shown.n);

	wish = colon == NULL ? n->prefix :
	    (struct slice){ shown.s, (size_t)(colon - shown.s) };
	if (n->ns.n == 0)
		return n->local;
	return slice_of(arena_printf(o->arena, "%.*s:%.*s",
	    SLICE_ARG(prefix_for(o, n->ns, wish)), SLICE_ARG(n->local)));
}

/* --- dimensions of a fact --- */

static void
member(struct json_out *o, const char *key, struct slice value)
{
	buf_printf(o->b, ",\"%s\":", key);
	buf_json(o->b, value);
}

static void
date_time(struct buf *b, struct moment m)
{
	size_t from = b->n;

	moment_print(b, m);
	if (memchr(b->s + from, 'T', b->n - from) == NULL)
		buf_puts(b, "T00:00:00");
}

static void
period(struct json_out *o, const struct context *c)
{
	const struct period *p;
	struct buf text = BUF_ANY;

	if (c->period >= o->report->periods.n)
		return;
	p = &o->report->periods.v[c->period];
	if (p->kind == PERIOD_DURATION) {
		date_time(&text, p->start);
		buf_char(&text, '/');
	}
	if (p->kind == PERIOD_DURATION || p->kind == PERIOD_INSTANT) {
		date_time(&text, p->end);
		member(o, "period", buf_get(&text));
	}
	buf_free(&text);
}

static void
measures(struct json_out *o, struct buf *b, uint32_t first, uint32_t n,
    bool brackets)
{
	uint32_t i;

	if (brackets && n > 1)
		buf_char(b, '(');
	for (i = 0; i < n; i++) {
		if (i > 0)
			buf_char(b, '*');
		buf_slice(b, qname(o, o->report->measures.v[first + i]));
	}
	if (brackets && n > 1)
		buf_char(b, ')');
}

static bool
is_pure(const struct report *r, const struct unit *u)
{
	const struct name *n;

	if (u->n_numerator != 1 || u->n_denominator != 0)
		return false;
	n = &r->names.v[r->measures.v[u->measures]];
	return slice_is(n->ns, NS_XBRLI) && slice_is(n->local, "pure");
}

static void
unit(struct json_out *o, const struct fact *f)
{
	const struct unit *u;
	struct buf text = BUF_ANY;
	bool divide;

	if (f->unit == NONE || is_pure(o->report,
	    &o->report->units.v[f->unit]))
		return;
	u = &o->report->units.v[f->unit];
	divide = u->n_denominator > 0;
	measures(o, &text, u->measures, u->n_numerator, divide);
	if (divide) {
		buf_char(&text, '/');
		measures(o, &text, u->measures + u->n_numerator,
		    u->n_denominator, true);
	}
	member(o, "unit", buf_get(&text));
	buf_free(&text);
}

static void
taxonomy_dimensions(struct json_out *o, const struct context *c)
{
	uint32_t i;

	for (i = 0; i < c->n_dimensions; i++) {
		const struct dimension *d =
		    &o->report->dimensions.v[c->dimensions + i];

		buf_char(o->b, ',');
		buf_json(o->b, qname(o, d->name));
		buf_char(o->b, ':');
		buf_json(o->b, d->is_typed ? describe_member(o->report, d,
		    o->arena) : qname(o, d->value));
	}
}

static bool
is_string(const struct json_out *o, const struct fact *f)
{
	const struct img_type *t = o->report->taxonomy == NULL ? NULL :
	    taxonomy_type(o->report->taxonomy, report_type(o->report, f));

	return t == NULL || t->primitive == PRIM_STRING;
}

static void
dimensions(struct json_out *o, const struct fact *f)
{
	const struct context *c = &o->report->contexts.v[f->context];

	buf_puts(o->b, "\"dimensions\":{\"concept\":");
	buf_json(o->b, qname(o, f->name));
	if (c->entity < o->report->entities.n) {
		const struct entity *e = &o->report->entities.v[c->entity];

		member(o, "entity", slice_of(arena_printf(o->arena,
		    "%.*s:%.*s", SLICE_ARG(prefix_for(o, e->scheme,
		    SLICE("scheme"))), SLICE_ARG(e->identifier))));
	}
	period(o, c);
	unit(o, f);
	if (f->lang != 0 && is_string(o, f) &&
	    !report_is_numeric(o->report, f))
		member(o, "language", report_string(o->report, f->lang));
	taxonomy_dimensions(o, c);
	buf_char(o->b, '}');
}

/* --- a fact --- */

static void
accuracy(struct json_out *o, const struct fact *f)
{
	int32_t d = f->decimals;
	struct dec v;

	if (d == DECIMALS_NONE && f->precision != DECIMALS_NONE &&
	    f->precision != DECIMALS_INF &&
	    dec_parse_float(&v, slice_trim(f->value), o->arena) == 0 &&
	    dec_sign(v) != 0)		/* XBRL 2.1, 4.6.6 */
		d = f->precision - dec_magnitude(v) - 1;
	if (d != DECIMALS_NONE && d != DECIMALS_INF)
		buf_printf(o->b, "\"decimals\":%d,", d);
}

static struct slice
fact_id(struct json_out *o, const struct fact *f, size_t row)
{
	char *made;

	if (f->id != 0)
		return report_string(o->report, f->id);
	made = arena_printf(o->arena, "f%zu", row + 1);
	while (report_fact_by_id(o->report, slice_of(made)) != NONE)
		made = arena_printf(o->arena, "%s_", made);
	return slice_of(made);
}

static void
fact(struct json_out *o, size_t row, bool first)
{
	const struct fact *f = &o->report->facts.v[row];

	buf_puts(o->b, first ? "\n" : ",\n");
	buf_json(o->b, fact_id(o, f, row));
	buf_puts(o->b, ":{\"value\":");
	if (f->flags & FACT_NIL)
		buf_puts(o->b, "null");
	else
		buf_json(o->b, is_string(o, f) ? f->value :
		    slice_trim(f->value));
	buf_char(o->b, ',');
	if (report_is_numeric(o->report, f) && (f->flags & FACT_NIL) == 0)
		accuracy(o, f);
	dimensions(o, f);
	buf_char(o->b, '}');
}

/* --- the document --- */

static void
document_info(struct json_out *o, struct buf *b)
{
	bool first = true;
	size_t i;

	buf_puts(b, "{\"documentInfo\":{\"documentType\":"
	    "\"https://xbrl.org/2021/xbrl-json\",\"namespaces\":{");
	for (i = 0; i < o->prefixes.n; i++) {
		if (o->prefixes.v[i].s == NULL)
			continue;
		if (!first)
			buf_char(b, ',');
		first = false;
		buf_json(b, o->prefixes.v[i]);
		buf_char(b, ':');
		buf_json(b, intern_get(o->spaces, (uint32_t)i));
	}
	buf_puts(b, "},\"taxonomy\":[");
	for (first = true, i = 0; i < o->report->references.n; i++) {
		if (o->report->references.v[i].kind != REF_SCHEMA)
			continue;
		if (!first)
			buf_char(b, ',');
		first = false;
		buf_json(b, o->report->references.v[i].href);
	}
	buf_puts(b, "]},\n\"facts\":{");
}

void
facts_json(const struct report *r, struct buf *b, uint32_t *left_out)
{
	struct buf facts = BUF_ANY;
	struct json_out o = { .report = r, .b = &facts,
	    .spaces = intern_new(), .taken = intern_new(),
	    .arena = arena_new() };
	bool first = true;
	size_t i;

	*left_out = 0;
	for (i = 0; i < r->facts.n; i++) {
		const struct fact *f = &r->facts.v[i];

		if (f->flags & FACT_TUPLE)
			continue;
		if (f->context == NONE || f->flags & FACT_FRACTION) {
			(*left_out)++;
			continue;
		}
		fact(&o, i, first);
		first = false;
	}
	document_info(&o, b);
	buf_slice(b, buf_get(&facts));
	buf_puts(b, "\n}}\n");
	buf_free(&facts);
	intern_free(o.spaces);
	intern_free(o.taken);
	VEC_FREE(&o.prefixes);
	arena_free(o.arena);
}
