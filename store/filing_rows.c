/*
 * filing_rows.c: the rows of a filing, a table at a time, in the order of
 * store_columns; see filing_rows.h.
 *
 * (1) A fact or tuple is numbered by its place in the report, from 1.
 * (2) An amount is exact or absent: it has at most 18 digits after the point
 *     and fits 64 bits, trailing zeros left out.
 */
#include "store/filing_rows.h"

#include <stdlib.h>

#include "base/decimal.h"
#include "base/finding_rule.h"
#include "ingest/describe.h"

#define MAX_NUMBER	100	/* characters: what is longer does not fit */

/* Where the next column goes. */
struct out {
	struct store_value *v;
};

static void
put(struct out *o, struct slice s)
{
	*o->v++ = store_text(s);
}

/* Nothing is NULL. */
static void
put_some(struct out *o, struct slice s)
{
	*o->v++ = store_text(s.n == 0 ? SLICE_NONE : s);
}

static void
put_none(struct out *o)
{
	*o->v++ = store_text(SLICE_NONE);
}

static void
put_int(struct out *o, int64_t n)
{
	*o->v++ = store_int(n);
}

static void
put_place(struct out *o, const struct report *r, struct span s)
{
	struct place p = report_place(r, s);

	put_int(o, p.line);
	put_int(o, p.column);
	put_int(o, (int64_t)p.offset);
	put_int(o, (int64_t)p.length);
}

/* --- dimensions --- */

/* The text between the tags of a typed member is describe_member's affair;
 * of an empty one there is none. */
struct slice
filing_typed_value(const struct report *r, const struct dimension *d,
    struct arena *a)
{
	struct slice s;

	if (!d->is_typed)
		return SLICE_NONE;
	s = d->typed == 0 ? SLICE("") : describe_member(r, d, a);
	return s.s == NULL ? SLICE("") : s;
}

struct pair {
	struct slice axis, member;
};

static int
by_axis(const void *pa, const void *pb)
{
	const struct pair *a = pa, *b = pb;
	int c = slice_cmp(a->axis, b->axis);

	return c != 0 ? c : slice_cmp(a->member, b->member);
}

struct slice
filing_dimensions(const struct report *r, const struct context *c,
    struct arena *a)
{
	struct buf b = BUF_ANY;
	struct pair *pairs;
	struct slice s;
	uint32_t i;

	if (c->n_dimensions == 0)
		return SLICE("{}");
	pairs = arena_alloc(a, c->n_dimensions * sizeof(*pairs));
	for (i = 0; i < c->n_dimensions; i++) {
		const struct dimension *d =
		    &r->dimensions.v[c->dimensions + i];

		pairs[i].axis = describe_axis(r, d, a);
		pairs[i].member = d->is_typed ? filing_typed_value(r, d, a) :
		    describe_member(r, d, a);
	}
	qsort(pairs, c->n_dimensions, sizeof(*pairs), by_axis);
	for (i = 0; i < c->n_dimensions; i++) {
		buf_char(&b, i == 0 ? '{' : ',');
		buf_json(&b, pairs[i].axis);
		buf_char(&b, ':');
		buf_json(&b, pairs[i].member);
	}
	buf_char(&b, '}');
	s = arena_copy(a, buf_get(&b));
	buf_free(&b);
	return s;
}

struct name_text *
filing_concept(struct filing *f, uint32_t row)
{
	return row < f->report->names.n ? &f->names[row] : &f->no_name;
}

static void
dimension_row(struct filing *f, uint32_t i, struct out *o)
{
	const struct set_member *m = &f->members.v[i];
	const struct dimension *d = &f->report->dimensions.v[m->row];
	const struct name_text *axis = filing_concept(f, d->name);
	const struct name_text *member = filing_concept(f, d->value);

	put_int(o, m->set);
	put_int(o, m->position);
	put(o, axis->ns);
	put(o, axis->local);
	put(o, d->is_typed ? SLICE_NONE : member->ns);
	put(o, d->is_typed ? SLICE_NONE : member->local);
	put(o, filing_typed_value(f->report, d, f->arena));
}

/* --- facts and tuples --- */

static void
put_name(struct out *o, const struct name_text *n)
{
	put(o, n->ns);
	put(o, n->local);
	put(o, n->prefix);
}

/* A number in the filing; 0 is NULL. */
static void
put_number(struct out *o, uint32_t n)
{
	if (n == 0)
		put_none(o);
	else
		put_int(o, n);
}

/* The number of the tuple around a fact; NULL outside of one. */
static void
put_parent(struct filing *f, struct out *o, uint32_t parent)
{
	if (parent < f->report->facts.n &&
	    (f->report->facts.v[parent].flags & FACT_TUPLE))
		put_int(o, (int64_t)parent + 1);
	else
		put_none(o);
}

static void
put_string(struct filing *f, struct out *o, uint32_t id)
{
	put_some(o, id == 0 ? SLICE_NONE : report_string(f->report, id));
}

/* Whether a fact is a number: by its type, or where that is not known because
 * the concept is not declared, by having a unit. */
static bool
is_number(const struct filing *f, const struct fact *t)
{
	if (t->flags & (FACT_NIL | FACT_TUPLE | FACT_FRACTION | FACT_MARKUP))
		return false;
	return report_is_numeric(f->report, t) ||
	    (t->element == NONE && (t->flags & FACT_HAS_UNIT));
}

/* The number that most are written as, -12.50, of at most 18 digits; false for
 * any other text, which may be a number all the same. */
static bool
plain_number(struct slice s, int64_t *amount, int64_t *scale)
{
	size_t i = s.s[0] == '-', digits = 0, after = 0;
	bool point = false;
	int64_t n = 0;

	if (s.n > 20)
		return false;
	for (; i < s.n; i++) {
		if (s.s[i] >= '0' && s.s[i] <= '9') {
			if (digits == 18)
				return false;
			n = 10 * n + (s.s[i] - '0');
			digits++;
			after += point;
		} else if (s.s[i] == '.' && !point && digits > 0) {
			point = true;
		} else {
			return false;
		}
	}
	if (digits == 0 || (point && after == 0))
		return false;
	for (; after > 0 && n % 10 == 0; after--)
		n /= 10;
	*amount = s.s[0] == '-' ? -n : n;
	*scale = (int64_t)after;
	return true;
}

/* Any number (2). */
static bool
exact_number(struct filing *f, struct slice s, int64_t *amount,
    int64_t *scale)
{
	struct arena_mark mark = arena_mark(f->arena);
	struct dec d;
	bool fits = false;

	if (s.n <= MAX_NUMBER && (dec_parse(&d, s, f->arena) == 0 ||
	    dec_parse_float(&d, s, f->arena) == 0)) {
		d = dec_canonical(d, f->arena);
		*scale = d.scale < 0 ? 0 : d.scale;
		fits = d.scale <= 18 && dec_to_int64(d, (int)*scale, amount);
	}
	arena_reset(f->arena, mark);
	return fits;
}

static void
put_amount(struct filing *f, struct out *o, const struct fact *t)
{
	struct slice s = t->value.s == NULL ? SLICE("") :
	    slice_trim(t->value);
	int64_t amount, scale;

	if (is_number(f, t) && s.n > 0 &&
	    (plain_number(s, &amount, &scale) ||
	    exact_number(f, s, &amount, &scale))) {
		put_int(o, amount);
		put_int(o, scale);
	} else {
		put_none(o);
		put_none(o);
	}
}

/* decimals or precision. */
static void
put_accuracy(struct out *o, int32_t n)
{
	if (n == DECIMALS_NONE)
		put_none(o);
	else if (n == DECIMALS_INF)
		put(o, SLICE("INF"));
	else
		put_int(o, n);
}

static void
fact_row(struct filing *f, uint32_t i, struct out *o)
{
	uint32_t row = f->facts.v[i];
	const struct report *r = f->report;
	const struct fact *t = &r->facts.v[row];

	put_int(o, (int64_t)row + 1);
	put_parent(f, o, t->parent);
	put_int(o, filing_concept(f, t->name)->number);
	put_number(o, t->context < r->contexts.n ?
	    f->contexts[t->context].number : 0);
	put_number(o, t->unit < r->units.n ? f->units[t->unit].number : 0);
	put_string(f, o, t->lang);
	put(o, t->flags & (FACT_NIL | FACT_TUPLE) ? SLICE_NONE :
	    t->value.s == NULL ? SLICE("") : t->value);
	put(o, fact_denominator(t));
	put_int(o, (t->flags & FACT_NIL) != 0);
	put_amount(f, o, t);
	put_accuracy(o, t->decimals);
	put_accuracy(o, t->precision);
	put_some(o, report_fact_id(f->report, t));
	put_place(o, f->report, t->span);
}

uint32_t
filing_fact_concept(void *ctx, uint32_t i)
{
	struct filing *f = ctx;

	return filing_concept(f, f->report->facts.v[f->facts.v[i]].name)->number;
}

static void
context_row(struct filing *f, uint32_t i, struct out *o)
{
	const struct context_text *c = &f->contexts[f->used_contexts.v[i]];

	put_int(o, (int64_t)i + 1);
	put(o, c->scheme);
	put(o, c->identifier);
	put(o, c->period);
	put_some(o, c->start);
	put_some(o, c->end);
	put_int(o, c->set);
	put(o, c->dimensions);
	put_some(o, c->segment);
	put_some(o, c->scenario);
}

static void
unit_row(struct filing *f, uint32_t i, struct out *o)
{
	put_int(o, (int64_t)i + 1);
	put(o, f->units[f->used_units.v[i]].text);
}

static void
tuple_row(struct filing *f, uint32_t i, struct out *o)
{
	uint32_t row = f->tuples.v[i];
	const struct fact *t = &f->report->facts.v[row];

	put_int(o, (int64_t)row + 1);
	put_parent(f, o, t->parent);
	put_name(o, filing_concept(f, t->name));
	put_int(o, (t->flags & FACT_NIL) != 0);
	put_some(o, report_fact_id(f->report, t));
	put_place(o, f->report, t->span);
}

/* --- findings --- */

static struct slice
sentence(struct filing *f, int which, const struct finding *d, enum lang lang,
    void (*write)(struct buf *, const struct finding *, enum lang))
{
	buf_clear(&f->text[which]);
	write(&f->text[which], d, lang);
	return f->text[which].n == 0 ? SLICE("") : buf_get(&f->text[which]);
}

/* The sentence, and on a line of its own how a rule came to it. */
static void
whole_text(struct buf *b, const struct finding *d, enum lang lang)
{
	struct buf more = BUF_ANY;

	finding_text(b, d, lang);
	if (finding_explain(&more, d, lang)) {
		buf_char(b, '\n');
		buf_slice(b, buf_get(&more));
	}
	buf_free(&more);
}

static void
finding_row(struct filing *f, uint32_t i, struct out *o)
{
	const struct finding *d = findings_get(f->judged->findings, i);
	const struct message *m = message_of(d->code);

	put_int(o, (int64_t)i + 1);
	put(o, finding_code(d));
	put(o, slice_of(severity_name(d->severity)));
	put(o, slice_of(m->source));
	put(o, sentence(f, 0, d, LANG_NL, whole_text));
	put(o, sentence(f, 1, d, LANG_EN, whole_text));
	put(o, sentence(f, 2, d, LANG_NL, finding_help));
	put(o, sentence(f, 3, d, LANG_EN, finding_help));
	put(o, slice_of(d->place.file));
	put_int(o, d->place.line);
	put_int(o, d->place.column);
	put_int(o, (int64_t)d->place.offset);
	put_int(o, (int64_t)d->place.length);
	put_int(o, d->n_facts);
}

static void
link_row(struct filing *f, uint32_t i, struct out *o)
{
	const struct finding_link *l = &f->links.v[i];
	bool tuple = f->report->facts.v[l->row].flags & FACT_TUPLE;
	int64_t ordinal = (int64_t)l->row + 1;

	put_int(o, l->finding);
	put_int(o, l->position);
	*o->v++ = tuple ? store_text(SLICE_NONE) : store_int(ordinal);
	*o->v++ = tuple ? store_int(ordinal) : store_text(SLICE_NONE);
}

bool
filing_row(void *ctx, enum store_table t, uint32_t i, struct store_value *v)
{
	struct out o = { v };

	switch (t) {
	case TABLE_CONCEPT:
		put_name(&o, ((struct filing *)ctx)->used_names.v[i]);
		break;
	case TABLE_UNIT:
		unit_row(ctx, i, &o);
		break;
	case TABLE_CONTEXT:
		context_row(ctx, i, &o);
		break;
	case TABLE_TUPLE:
		tuple_row(ctx, i, &o);
		break;
	case TABLE_DIMENSION:
		dimension_row(ctx, i, &o);
		break;
	case TABLE_FACT:
		fact_row(ctx, i, &o);
		break;
	case TABLE_FINDING:
		finding_row(ctx, i, &o);
		break;
	case TABLE_FINDING_FACT:
		link_row(ctx, i, &o);
		break;
	case TABLE_SUBMISSION:		/* the store's own */
	case TABLE_FILING:
	case TABLE_AUDIT:
	case STORE_TABLES:
		return false;
	}
	return true;
}
