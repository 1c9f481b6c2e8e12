/*
 * statement_slots.c: in which column (or, turned, row) a fact stands.
 *
 * (1) A duration has a slot of its own, and so has an instant that no
 *     duration of the sheet takes in.
 * (2) A duration takes in the instants at its end; the longest one does where
 *     several end there.  So income of 2022 and cash at 31 December 2022
 *     stand in one column.
 * (3) In a row whose label is that of a period's start, a duration takes in
 *     the instant at its start instead; such an instant needs no slot in
 *     another row of the same concept.  Filers date it the day before the
 *     period or its first day: either is taken.
 */
#include "report/statement_parts.h"

#include <assert.h>
#include <stdlib.h>

#include "base/hash.h"

#define DAY		86400	/* seconds */
#define AXIS_FINANCIAL	"FinancialStatementsTypeAxis"
#define MEMBER_CONSOLIDATED "ConsolidatedMember"

/* Slots by a hash of two numbers. */
struct places {
	struct table table;		/* rows of slots */
	VEC(uint32_t) slots;
};

struct slotting {
	const struct maker *m;
	struct slots *s;
	bool by_set, rest_last;
	struct places exact, ends, starts;
	bool *has_start;		/* by row of the net: its concept has a
					 * row of (3) */
};

static const struct span_of_time *
period_at(const struct maker *m, uint32_t row)
{
	return row == NONE ? NULL : &m->st->periods.v[row];
}

static uint32_t
place_find(const struct places *p, uint64_t key)
{
	uint32_t i = table_find_int(&p->table, key);

	return i < p->slots.n ? p->slots.v[i] : NONE;
}

/* Sets the slot of a key; true where it is new. */
static void
place_set(struct places *p, uint64_t key, uint32_t slot)
{
	uint32_t i = table_find_int(&p->table, key);

	if (i < p->slots.n) {
		p->slots.v[i] = slot;
		return;
	}
	table_add_int(&p->table, key, (uint32_t)p->slots.n);
	VEC_PUSH(&p->slots, slot);
}

static uint64_t
key_of(uint32_t set, uint64_t what)
{
	return hash_mix((uint64_t)set + 1, what);
}

static uint32_t
set_of(const struct slotting *g, uint32_t fact)
{
	return g->by_set ? g->m->st->filed->facts.v[fact].set : NONE;
}

static uint32_t
slot_of(struct slotting *g, uint32_t set, uint32_t period)
{
	uint64_t key = key_of(set, period);
	uint32_t slot = place_find(&g->exact, key);

	if (slot != NONE)
		return slot;
	slot = (uint32_t)g->s->v.n;
	VEC_PUSH(&g->s->v, ((struct slot){ set, period }));
	place_set(&g->exact, key, slot);
	return slot;
}

/* Remembers that a duration begins or ends at a moment: the longest. */
static void
remember(struct slotting *g, struct places *p, uint32_t slot, int64_t at)
{
	uint64_t key = key_of(g->s->v.v[slot].set, (uint64_t)at);
	uint32_t other = place_find(p, key);
	const struct span_of_time *x, *y;

	if (other != NONE) {
		x = period_at(g->m, g->s->v.v[slot].period);
		y = period_at(g->m, g->s->v.v[other].period);
		assert(x != NULL && y != NULL);	/* of durations only */
		if (x->to - x->from <= y->to - y->from)
			return;
	}
	place_set(p, key, slot);
}

/* (1), durations. */
static void
place_durations(struct slotting *g)
{
	size_t i;

	for (i = 0; i < g->s->pairs.n; i++) {
		struct pair *p = &g->s->pairs.v[i];
		uint32_t row = g->m->st->period_of[p->fact];
		const struct span_of_time *t = period_at(g->m, row);

		p->slot = NONE;
		if (t != NULL && t->kind == FILED_INSTANT)
			continue;
		p->slot = slot_of(g, set_of(g, p->fact), row);
		if (t == NULL || t->kind != FILED_DURATION)
			continue;
		remember(g, &g->ends, p->slot, t->to);
		remember(g, &g->starts, p->slot, t->from);
	}
}

/* (2) and (3). */
static void
place_instants(struct slotting *g, const struct net *n)
{
	size_t i;

	for (i = 0; i < g->s->pairs.n; i++) {
		struct pair *p = &g->s->pairs.v[i];
		uint32_t row = g->m->st->period_of[p->fact];
		const struct span_of_time *t = period_at(g->m, row);
		uint32_t set = set_of(g, p->fact), start;
		uint64_t key;

		if (t == NULL || t->kind != FILED_INSTANT)
			continue;
		key = key_of(set, (uint64_t)t->to);
		start = place_find(&g->starts, key);
		if (start == NONE)
			start = place_find(&g->starts, key_of(set,
			    (uint64_t)(t->to - DAY)));
		if (n->rows.v[p->row].flags & ROW_START)
			p->slot = start;
		else if ((p->slot = place_find(&g->ends, key)) == NONE &&
		    !(g->has_start[p->row] && start != NONE))
			p->slot = slot_of(g, set, row);
	}
}

static void
find_starts(struct slotting *g, const struct net *n)
{
	struct places starts = { .slots = { 0 } };
	size_t i;

	g->has_start = mem_calloc(n->rows.n + 1, sizeof(bool));
	for (i = 0; i < n->rows.n; i++)
		if (n->rows.v[i].flags & ROW_START)
			place_set(&starts, n->rows.v[i].element, 0);
	for (i = 0; i < n->rows.n; i++)
		g->has_start[i] = place_find(&starts,
		    n->rows.v[i].element) != NONE;
	table_free(&starts.table);
	VEC_FREE(&starts.slots);
}

/* --- order --- */

/* Texts in which numbers stand in the order of their size. */
static int
compare_natural(struct slice a, struct slice b)
{
	size_t i = 0, j = 0;

	while (i < a.n && j < b.n) {
		size_t x = i, y = j;
		int order;

		while (x < a.n && a.s[x] >= '0' && a.s[x] <= '9')
			x++;
		while (y < b.n && b.s[y] >= '0' && b.s[y] <= '9')
			y++;
		if (x == i || y == j) {
			if (a.s[i] != b.s[j])
				return (unsigned char)a.s[i] <
				    (unsigned char)b.s[j] ? -1 : 1;
			i++;
			j++;
			continue;
		}
		if (x - i != y - j)
			return x - i < y - j ? -1 : 1;
		order = memcmp(a.s + i, b.s + j, x - i);
		if (order != 0)
			return order;
		i = x;
		j = y;
	}
	return a.n - i < b.n - j ? -1 : a.n - i > b.n - j;
}

/* 0 no dimensions; then the wanted kind of statements, then others. */
static int
set_rank(const struct maker *m, const struct filed_set *s, bool rest_last)
{
	uint32_t i;

	if (s->n == 0)
		return rest_last ? 9 : 0;
	for (i = s->first; i < s->first + s->n; i++) {
		const struct filed_dimension *d =
		    &m->st->filed->dimensions.v[i];

		if (slice_is(d->axis_local, AXIS_FINANCIAL))
			return slice_is(d->member_local, MEMBER_CONSOLIDATED) ==
			    m->st->options.consolidated ? 1 : 2;
	}
	return 1;
}

static int
compare_numbers(uint32_t a, uint32_t b)
{
	return a < b ? -1 : a > b;
}

static uint32_t
position(const struct maker *m, uint32_t element)
{
	return element == NONE ? NONE : m->position[element];
}

static int
compare_dimensions(const struct maker *m, uint32_t a, uint32_t b)
{
	const struct filed_dimension *x = &m->st->filed->dimensions.v[a];
	const struct filed_dimension *y = &m->st->filed->dimensions.v[b];
	int order;

	if ((order = compare_numbers(m->axis_of[a], m->axis_of[b])) != 0)
		return order;
	if (x->typed.s != NULL && y->typed.s != NULL)
		return compare_natural(x->typed, y->typed);
	if ((order = compare_numbers(position(m, m->member_of[a]),
	    position(m, m->member_of[b]))) != 0)
		return order;
	return compare_numbers(m->member_of[a], m->member_of[b]);
}

int
slots_compare_sets(const struct maker *m, uint32_t a, uint32_t b,
    bool rest_last)
{
	const struct filed_set *x, *y;
	uint32_t i;
	int order;

	if (a == b || a == NONE || b == NONE)
		return 0;
	x = &m->st->filed->sets.v[a];
	y = &m->st->filed->sets.v[b];
	order = set_rank(m, x, rest_last) - set_rank(m, y, rest_last);
	for (i = 0; order == 0 && i < x->n && i < y->n; i++)
		order = compare_dimensions(m, x->first + i, y->first + i);
	if (order == 0)
		order = compare_numbers(x->n, y->n);
	return order != 0 ? order : compare_numbers(a, b);
}

/* The newest first, of these the longest. */
static int
compare_periods(const struct maker *m, uint32_t a, uint32_t b)
{
	const struct span_of_time *x = period_at(m, a), *y = period_at(m, b);

	if (x == NULL || y == NULL)
		return compare_numbers(a, b);
	if (x->to != y->to)
		return x->to > y->to ? -1 : 1;
	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return compare_numbers(a, b);
}

static int
compare_slots(const void *a, const void *b, void *ctx)
{
	const struct slotting *g = ctx;
	const struct slot *x = &g->s->v.v[*(const uint32_t *)a];
	const struct slot *y = &g->s->v.v[*(const uint32_t *)b];
	int order = slots_compare_sets(g->m, x->set, y->set, g->rest_last);

	return order != 0 ? order : compare_periods(g->m, x->period,
	    y->period);
}

static void
sort_slots(struct slotting *g)
{
	size_t n = g->s->v.n, i;
	uint32_t *order = mem_calloc(n + 1, sizeof(*order));
	uint32_t *now = mem_calloc(n + 1, sizeof(*now));
	struct slot *old = mem_calloc(n + 1, sizeof(*old));

	for (i = 0; i < n; i++)
		order[i] = (uint32_t)i;
	if (n > 1)
		qsort_r(order, n, sizeof(*order), compare_slots, g);
	if (n > 0)
		memcpy(old, g->s->v.v, n * sizeof(*old));
	for (i = 0; i < n; i++) {
		g->s->v.v[i] = old[order[i]];
		now[order[i]] = (uint32_t)i;
	}
	for (i = 0; i < g->s->pairs.n; i++)
		if (g->s->pairs.v[i].slot != NONE)
			g->s->pairs.v[i].slot = now[g->s->pairs.v[i].slot];
	mem_free(order);
	mem_free(now);
	mem_free(old);
}

void
slots_make(const struct maker *m, const struct net *n, struct slots *s,
    bool by_set, bool rest_last)
{
	struct slotting g = { .m = m, .s = s, .by_set = by_set,
	    .rest_last = rest_last };
	struct places *all[] = { &g.exact, &g.ends, &g.starts };
	size_t i;

	find_starts(&g, n);
	place_durations(&g);
	place_instants(&g, n);
	sort_slots(&g);
	mem_free(g.has_start);
	for (i = 0; i < 3; i++) {
		table_free(&all[i]->table);
		VEC_FREE(&all[i]->slots);
	}
}

void
slots_free(struct slots *s)
{
	VEC_FREE(&s->v);
	VEC_FREE(&s->pairs);
}
