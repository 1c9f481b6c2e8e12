/*
 * aspects.c: entities, periods, dimension sets, contexts and units as small
 * integers, so that "the same" is a comparison of numbers.
 *
 * (1) Entities are equal by scheme and identifier, periods by their moments:
 *     a date and the dateTime it means are one (XBRL 2.1, 4.7.2, 4.10).
 * (2) A dimension set is a sorted list of dimension and value, wherever they
 *     stand and in whatever order (Dimensions 1.0); set 0 is the empty one.
 * (3) Contexts are s-equal when entity, period and the whole canonical segment
 *     and scenario are; their order counts (XBRL 2.1, 4.10).
 * (4) Units are s-equal as multisets of measures by QName, numerator and
 *     denominator apart.
 */
#include "ingest/xbrl_xml.h"

#include <stdlib.h>

void
aspects_free(struct aspects *a)
{
	table_free(&a->entities);
	table_free(&a->periods);
	table_free(&a->sets);
	table_free(&a->contexts);
	table_free(&a->units);
	VEC_FREE(&a->dimension_sets);
	VEC_FREE(&a->context_rows);
	VEC_FREE(&a->unit_rows);
}

uint32_t
aspects_entity(struct reader *r, struct slice scheme, struct slice identifier)
{
	struct report *p = r->report;
	uint32_t a, b, row = r->aspects.last_entity;
	struct entity *e;
	uint64_t key;

	if (row < p->entities.n && slice_eq(p->entities.v[row].scheme,
	    scheme) && slice_eq(p->entities.v[row].identifier, identifier))
		return row;		/* nearly always there is one */
	a = intern_add(p->strings, scheme);
	b = intern_add(p->strings, identifier);
	key = (uint64_t)a << 32 | b;
	row = r->aspects.last_entity = table_find_int(&r->aspects.entities,
	    key);
	if (row != NONE)
		return row;
	row = r->aspects.last_entity = (uint32_t)p->entities.n;
	e = VEC_ADD(&p->entities);
	e->scheme = intern_get(p->strings, a);
	e->identifier = intern_get(p->strings, b);
	table_add_int(&r->aspects.entities, key, row);
	return row;
}

/* --- periods --- */

static bool
same_moment(struct moment a, struct moment b)
{
	return moment_cmp(a, b) == 0 &&
	    (a.zone == ZONE_NONE) == (b.zone == ZONE_NONE);
}

static bool
is_period(const void *ctx, uint32_t row, const void *key)
{
	const struct report *p = ctx;
	const struct period *a = &p->periods.v[row], *b = key;

	return a->kind == b->kind && same_moment(a->start, b->start) &&
	    same_moment(a->end, b->end);
}

uint32_t
aspects_period(struct reader *r, struct period period)
{
	struct report *p = r->report;
	uint64_t h = hash_mix(hash_salt(), (uint64_t)period.kind);
	uint32_t row;

	h = hash_mix(h, (uint64_t)period.start.seconds);
	h = hash_mix(h, (uint64_t)period.end.seconds);
	row = table_find(&r->aspects.periods, h, is_period, p, &period);
	if (row != NONE)
		return row;
	row = (uint32_t)p->periods.n;
	VEC_PUSH(&p->periods, period);
	table_add(&r->aspects.periods, h, row);
	return row;
}

/* --- dimension sets --- */

static int
compare(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

static int
by_dimension(const void *a, const void *b)
{
	const struct dimension *x = a, *y = b;
	int c;

	if ((c = compare(x->element, y->element)) != 0 ||
	    (c = compare(x->name, y->name)) != 0 ||
	    (c = compare(x->value, y->value)) != 0 ||
	    (c = compare(x->typed, y->typed)) != 0)
		return c;
	return (x->span.offset > y->span.offset) -
	    (x->span.offset < y->span.offset);
}

static bool
is_set(const void *ctx, uint32_t row, const void *key)
{
	const struct reader *r = ctx;
	const struct range *a = &r->aspects.dimension_sets.v[row], *b = key;
	const struct dimension *v = r->report->dimensions.v;
	uint32_t i;

	if (a->n != b->n)
		return false;
	for (i = 0; i < a->n; i++)
		if (v[a->first + i].name != v[b->first + i].name ||
		    v[a->first + i].value != v[b->first + i].value ||
		    v[a->first + i].typed != v[b->first + i].typed)
			return false;
	return true;
}

uint64_t
aspects_dimensions_hash(struct reader *r, uint32_t first, uint32_t n)
{
	struct dimension *v;
	uint64_t h = hash_salt();
	uint32_t i;

	if (n == 0)
		return h;
	v = r->report->dimensions.v + first;
	qsort(v, n, sizeof(*v), by_dimension);
	for (i = 0; i < n; i++) {
		h = hash_mix(h, (uint64_t)v[i].name << 32 | v[i].value);
		h = hash_mix(h, v[i].typed);
	}
	table_fetch(&r->aspects.sets, h);
	return h;
}

uint32_t
aspects_dimensions(struct reader *r, uint32_t first, uint32_t n, uint64_t h)
{
	struct range range = { first, n };
	uint32_t row;

	if (n == 0)
		return 0;
	row = table_find(&r->aspects.sets, h, is_set, r, &range);
	if (row != NONE)
		return row + 1;
	row = (uint32_t)r->aspects.dimension_sets.n;
	VEC_PUSH(&r->aspects.dimension_sets, range);
	table_add(&r->aspects.sets, h, row);
	return row + 1;
}

/* --- contexts --- */

static bool
is_context(const void *ctx, uint32_t number, const void *key)
{
	const struct reader *r = ctx;
	uint32_t i = r->aspects.context_rows.v[number];
	uint32_t k = *(const uint32_t *)key;
	const struct context *a = &r->report->contexts.v[i];
	const struct context *b = &r->report->contexts.v[k];

	return a->entity == b->entity && a->period == b->period &&
	    a->all_segment == b->all_segment &&
	    a->all_scenario == b->all_scenario;
}

uint64_t
aspects_context_hash(struct reader *r, uint32_t row)
{
	const struct context *c = &r->report->contexts.v[row];
	uint64_t h = hash_salt();

	h = hash_mix(h, (uint64_t)c->entity << 32 | c->period);
	h = hash_mix(h, (uint64_t)c->all_segment << 32 | c->all_scenario);
	table_fetch(&r->aspects.contexts, h);
	return h;
}

uint32_t
aspects_context(struct reader *r, uint32_t row, uint64_t h)
{
	uint32_t number;

	number = table_find(&r->aspects.contexts, h, is_context, r, &row);
	if (number != NONE)
		return number;
	number = (uint32_t)r->aspects.context_rows.n;
	VEC_PUSH(&r->aspects.context_rows, row);
	table_add(&r->aspects.contexts, h, number);
	return number;
}

/* --- units --- */

/* Measures are sorted by name, so that one unit reads the same in every
 * report; the names come along because qsort has no context. */
struct measure {
	struct slice ns, local;
	uint32_t     name;
};

static int
by_measure(const void *a, const void *b)
{
	const struct measure *x = a, *y = b;
	int c = slice_cmp(x->ns, y->ns);

	return c != 0 ? c : slice_cmp(x->local, y->local);
}

static void
sort_measures(struct reader *r, uint32_t first, uint32_t n)
{
	struct report *p = r->report;
	struct measure *v;
	uint32_t i;

	if (n < 2)
		return;
	v = mem_calloc(n, sizeof(*v));
	for (i = 0; i < n; i++) {
		const struct name *m = &p->names.v[p->measures.v[first + i]];

		v[i] = (struct measure){ m->ns, m->local,
		    p->measures.v[first + i] };
	}
	qsort(v, n, sizeof(*v), by_measure);
	for (i = 0; i < n; i++)
		p->measures.v[first + i] = v[i].name;
	mem_free(v);
}

static bool
is_unit(const void *ctx, uint32_t number, const void *key)
{
	const struct reader *r = ctx;
	const struct report *p = r->report;
	const struct unit *a = &p->units.v[r->aspects.unit_rows.v[number]];
	const struct unit *b = &p->units.v[*(const uint32_t *)key];

	return a->n_numerator == b->n_numerator &&
	    a->n_denominator == b->n_denominator &&
	    (a->n_numerator + a->n_denominator == 0 ||
	    memcmp(p->measures.v + a->measures, p->measures.v + b->measures,
	    (a->n_numerator + a->n_denominator) * sizeof(uint32_t)) == 0);
}

uint32_t
aspects_unit(struct reader *r, uint32_t row)
{
	struct unit *u = &r->report->units.v[row];
	uint32_t i, number, n = u->n_numerator + u->n_denominator;
	uint64_t h = hash_mix(hash_salt(), u->n_numerator);

	sort_measures(r, u->measures, u->n_numerator);
	sort_measures(r, u->measures + u->n_numerator, u->n_denominator);
	for (i = 0; i < n; i++)
		h = hash_mix(h, r->report->measures.v[u->measures + i]);
	number = table_find(&r->aspects.units, h, is_unit, r, &row);
	if (number != NONE)
		return number;
	number = (uint32_t)r->aspects.unit_rows.n;
	VEC_PUSH(&r->aspects.unit_rows, row);
	table_add(&r->aspects.units, h, number);
	return number;
}
