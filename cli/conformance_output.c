/*
 * conformance_output.c: see conformance_output.h.  Each side becomes lines of
 * text, a fact each, that are equal where the facts are; sorted, the first
 * line that one side has and the other has not is the difference.
 *
 * Contexts and units are compared as s-equality does (XBRL 2.1, 4.10), but of
 * dimensions neither the order counts nor whether they stand in the segment or the
 * scenario, where more than one hypercube would have them: instead, what formulas
 * make has to be valid by its hypercubes (Dimensions 1.0, 3.1) as far as what is
 * expected is.  Numbers are compared as they are to the accuracy that they claim
 * (4.6.6), which has to be the same, stated as decimals or as precision.
 */
#include "cli/conformance_output.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/uri.h"
#include "ingest/operand.h"
#include "taxonomy/simple_type.h"
#include "validate/validate.h"

#define DIGITS	15	/* that every xs:double keeps */

typedef VEC(struct slice) lines;

struct side {
	struct report       *report;
	struct simple_types *types;	/* NULL without a taxonomy */
	struct arena        *arena;
	lines                lines;
	bool                 valid;	/* by its hypercubes */
};

static void
put_name(struct buf *b, const struct report *r, uint32_t name)
{
	const struct name *n = &r->names.v[name];

	buf_printf(b, "{%.*s}%.*s", SLICE_ARG(n->ns), SLICE_ARG(n->local));
}

static int
by_text(const void *a, const void *b)
{
	return slice_cmp(*(const struct slice *)a, *(const struct slice *)b);
}

static void
sort_lines(lines *l)
{
	if (l->n > 1)
		qsort(l->v, l->n, sizeof(*l->v), by_text);
}

/* Adds them sorted, with a space before each, and empties the list. */
static void
put_sorted(struct buf *b, lines *l)
{
	size_t i;

	sort_lines(l);
	for (i = 0; i < l->n; i++)
		buf_printf(b, " %.*s", SLICE_ARG(l->v[i]));
	l->n = 0;
}

/* --- contexts --- */

static void
put_entity(struct buf *b, const struct report *r, uint32_t row)
{
	const struct entity *e = row == NONE ? NULL : &r->entities.v[row];

	if (e != NULL)
		buf_printf(b, " entity=%.*s#%.*s", SLICE_ARG(e->scheme),
		    SLICE_ARG(e->identifier));
}

static void
put_period(struct buf *b, const struct report *r, uint32_t row)
{
	const struct period *p = row == NONE ? NULL : &r->periods.v[row];

	if (p == NULL)
		return;
	switch (p->kind) {
	case PERIOD_INSTANT:
		buf_puts(b, " instant=");
		moment_print(b, p->end);
		break;
	case PERIOD_DURATION:
		buf_puts(b, " start=");
		moment_print(b, p->start);
		buf_puts(b, " end=");
		moment_print(b, p->end);
		break;
	case PERIOD_FOREVER:
		buf_puts(b, " forever");
		break;
	case PERIOD_BAD:
		buf_puts(b, " period?");
		break;
	}
}

/* An element of a segment or scenario with its attributes and text; where it
 * ends follows from the depth of the next one. */
static void
put_content(struct buf *b, const struct side *s, uint32_t row, uint32_t first)
{
	const struct report *r = s->report;
	const struct content_element *e = &r->contents.v[row];
	lines attributes = { NULL, 0, 0 };
	uint32_t i, depth = 0, up;

	for (up = e->parent; up != NONE && up >= first;
	    up = r->contents.v[up].parent)
		depth++;
	buf_printf(b, " %u", depth);
	put_name(b, r, e->name);
	for (i = 0; i < e->n_attributes; i++) {
		const struct attribute *a =
		    &r->attributes.v[e->attributes + i];
		const struct name *n = &r->names.v[a->name];

		VEC_PUSH(&attributes, slice_of(arena_printf(s->arena,
		    "@{%.*s}%.*s=%.*s", SLICE_ARG(n->ns),
		    SLICE_ARG(n->local), SLICE_ARG(a->value))));
	}
	put_sorted(b, &attributes);
	VEC_FREE(&attributes);
	buf_puts(b, " '");
	buf_slice(b, slice_trim(e->text));
	buf_char(b, '\'');
}

static struct slice
dimension_text(const struct side *s, uint32_t row)
{
	const struct report *r = s->report;
	const struct dimension *d = &r->dimensions.v[row];
	struct buf b = BUF_ANY;
	struct slice text;
	uint32_t i;

	put_name(&b, r, d->name);
	buf_char(&b, '=');
	if (!d->is_typed)
		put_name(&b, r, d->value);
	for (i = 0; d->is_typed && i < d->n_content; i++)
		put_content(&b, s, d->content + i, d->content);
	text = arena_copy(s->arena, buf_get(&b));
	buf_free(&b);
	return text;
}

static void
put_context(struct buf *b, const struct side *s, uint32_t row)
{
	const struct report *r = s->report;
	const struct context *c = &r->contexts.v[row];
	lines dimensions = { NULL, 0, 0 };
	uint32_t i;

	put_entity(b, r, c->entity);
	put_period(b, r, c->period);
	for (i = 0; i < c->n_dimensions; i++)
		VEC_PUSH(&dimensions, dimension_text(s, c->dimensions + i));
	put_sorted(b, &dimensions);
	VEC_FREE(&dimensions);
	for (i = c->contents; i < c->contents + c->n_contents; i++) {
		const struct content_element *e = &r->contents.v[i];

		if (e->dimension != NONE)
			continue;
		buf_puts(b, e->in_segment ? " segment" : " scenario");
		put_content(b, s, i, c->contents);
	}
}

/* --- units and values --- */

static void
put_unit(struct buf *b, const struct side *s, uint32_t row)
{
	const struct report *r = s->report;
	const struct unit *u = &r->units.v[row];
	struct buf one = BUF_ANY;
	lines measures = { NULL, 0, 0 };
	uint32_t i;

	buf_puts(b, " unit");
	for (i = 0; i < u->n_numerator + u->n_denominator; i++) {
		if (i == u->n_numerator) {
			put_sorted(b, &measures);
			buf_puts(b, " per");
		}
		buf_clear(&one);
		put_name(&one, r, r->measures.v[u->measures + i]);
		VEC_PUSH(&measures, arena_copy(s->arena, buf_get(&one)));
	}
	put_sorted(b, &measures);
	VEC_FREE(&measures);
	buf_free(&one);
}

/* A number that claims to be exact, or nothing.  How many digits a quotient has
 * is each processor's own (Functions and Operators, 6.2.4), so that of fractions
 * nothing is compared past those of an xs:double.  Whole numbers are compared
 * whole. */
static void
put_digits(struct buf *b, const struct side *s, struct dec n)
{
	n = dec_canonical(n, s->arena);
	if (n.scale > 0)
		n = dec_canonical(dec_round(n, DIGITS - 1 - dec_magnitude(n),
		    ROUND_HALF_EVEN, s->arena), s->arena);
	dec_print(b, n);
}

static void
put_number(struct buf *b, const struct side *s, const struct fact *f,
    const struct operand *o)
{
	int32_t d;

	if ((f->flags & FACT_DENOMINATOR) != 0) {
		dec_print(b, dec_canonical(o->n, s->arena));
		buf_char(b, '/');
		dec_print(b, dec_canonical(o->d, s->arena));
	} else if (!operand_decimals(o, &d)) {
		put_digits(b, s, o->n);
		buf_puts(b, " precision=0");
	} else if (d == DECIMALS_INF) {
		put_digits(b, s, o->n);
		buf_puts(b, " exact");
	} else {
		dec_print(b, dec_canonical(dec_round(o->n, d,
		    ROUND_HALF_EVEN, s->arena), s->arena));
		buf_printf(b, " decimals=%d", d);
	}
}

static void
put_value(struct buf *b, const struct side *s, const struct fact *f)
{
	struct in_scope scope = { s->report, f->scope };
	struct operand o;

	buf_puts(b, " value=");
	if (f->flags & FACT_NIL)
		buf_puts(b, "nil");
	else if (report_is_numeric(s->report, f) && operand_parse(&o,
	    f->value, fact_denominator(f), f->decimals, f->precision,
	    s->arena))
		put_number(b, s, f, &o);
	else if (s->types != NULL && f->type != NONE)
		buf_slice(b, simple_type_key(s->types, f->type, f->value,
		    report_lookup, &scope, s->arena));
	else
		buf_slice(b, slice_trim(f->value));
}

/* --- facts --- */

static void
put_place(struct buf *b, const struct report *r, uint32_t row)
{
	uint32_t up;

	for (up = r->facts.v[row].parent; up != NONE;
	    up = r->facts.v[up].parent) {
		buf_puts(b, " in ");
		put_name(b, r, r->facts.v[up].name);
	}
}

static void
put_fact(struct side *s, uint32_t row, struct buf *b)
{
	const struct fact *f = &s->report->facts.v[row];

	buf_clear(b);
	put_name(b, s->report, f->name);
	put_place(b, s->report, row);
	if (!(f->flags & FACT_TUPLE))
		put_value(b, s, f);
	if (f->unit != NONE)
		put_unit(b, s, f->unit);
	if (f->context != NONE)
		put_context(b, s, f->context);
	VEC_PUSH(&s->lines, arena_copy(s->arena, buf_get(b)));
}

static bool
is_valid(const struct report *r)
{
	const struct validate_options o = { .no_utr = true };
	struct findings *fs = findings_new();
	bool valid;

	if (r->taxonomy != NULL)
		validate_rule(&rule_dimensions, r, &o, fs);
	valid = findings_errors(fs) == 0;
	findings_free(fs);
	return valid;
}

static const char *
read_side(struct side *s, const char *path, const struct ingest_options *o)
{
	struct findings *ignored = findings_new();
	struct buf b = BUF_ANY;
	const char *why = NULL;
	uint32_t i;

	s->arena = arena_new();
	if (ingest_file(&s->report, path, o, ignored, s->arena, &why) == -1)
		goto out;
	why = s->report->whole ? NULL : "is not well-formed";
	if (s->report->taxonomy != NULL)
		s->types = simple_types_new(s->report->taxonomy);
	for (i = 0; i < s->report->facts.n; i++)
		put_fact(s, i, &b);
	sort_lines(&s->lines);
	s->valid = is_valid(s->report);
 out:
	buf_free(&b);
	findings_free(ignored);
	return why;
}

static void
free_side(struct side *s)
{
	VEC_FREE(&s->lines);
	simple_types_free(s->types);
	report_free(s->report);
	arena_free(s->arena);
}

static void
compare(const struct side *ours, const struct side *theirs, char *reason,
    size_t n)
{
	const lines *a = &theirs->lines, *b = &ours->lines;
	size_t i = 0;

	while (i < a->n && i < b->n && slice_eq(a->v[i], b->v[i]))
		i++;
	if (i == a->n && i == b->n) {
		if (theirs->valid && !ours->valid)
			snprintf(reason, n, "the facts that formulas make "
			    "do not fit their hypercubes");
		return;
	}
	snprintf(reason, n, "expected %zu facts, got %zu: expected '%.*s', "
	    "got '%.*s'", a->n, b->n,
	    SLICE_ARG(i < a->n ? a->v[i] : SLICE("nothing more")),
	    SLICE_ARG(i < b->n ? b->v[i] : SLICE("nothing more")));
}

void
conformance_output(struct slice ours, const char *path,
    const struct ingest_options *options, char *reason, size_t n)
{
	struct side a = { .report = NULL }, b = a;
	struct ingest_options o = *options;
	const char *why = read_side(&b, path, &o);

	if (why != NULL) {
		snprintf(reason, n, "the expected facts: %s", why);
		goto out;
	}
	o.bytes = ours;
	o.uri = uri_of_path(a.arena == NULL ? b.arena : a.arena, path);
	if ((why = read_side(&a, path, &o)) != NULL)
		snprintf(reason, n, "the facts that formulas make: %s", why);
	else
		compare(&a, &b, reason, n);
 out:
	free_side(&a);
	free_side(&b);
}
