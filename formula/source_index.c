/*
 * source_index.c: the units of a source by the values of some parts (source.h).
 *
 * (1) Values of aspects are small numbers, most of them the same in all facts of
 *     a variable.  Where all that differ make no more than a few cells a unit,
 *     the index is an array by them: one look, in the order of the facts, where a
 *     table has to look at the fact that it found.
 * (2) Units of equal values are a chain, in their order.
 */
#include "formula/source.h"

#define CELLS_A_UNIT	4
#define FEW_CELLS	16

/* --- an array (1) --- */

/* The places of the values of all parts as one number; false: no unit has
 * them. */
static bool
cell_of(const struct index *x, const uint32_t *values, uint32_t *cell)
{
	uint32_t i, place, at = 0;

	for (i = 0; i < x->n_parts; i++) {
		const struct value_range *r = &x->ranges[i];

		if (values[i] == NONE) {
			if (!r->none)
				return false;
			place = r->n - 1;
		} else {
			place = values[i] - r->least;
			if (values[i] < r->least || place >= r->n - r->none)
				return false;
		}
		at = at * r->n + place;
	}
	*cell = at;
	return true;
}

static uint32_t
value_of(struct formula_run *run, const struct source *s, uint32_t unit,
    struct part part)
{
	return aspects_value(run->aspects, s->facts[s->units[unit].at], part);
}

/* Begins to fetch the facts of two units: aspects.h. */
static void
fetch_units(const struct formula_run *run, const struct source *s,
    uint32_t far, uint32_t near)
{
	aspects_fetch_row(run->report, s->facts[s->units[far].at]);
	aspects_fetch_context(run->report, s->facts[s->units[near].at]);
}

static void
widen(struct value_range *r, uint32_t *most, uint32_t value)
{
	if (value == NONE) {
		r->none = true;
		return;
	}
	r->least = value < r->least ? value : r->least;
	*most = value > *most ? value : *most;
}

/* The ranges of all parts; each fact is fetched once. */
static void
find_ranges(struct formula_run *run, const struct source *s, struct index *x)
{
	uint32_t *most = mem_calloc((size_t)x->n_parts + 1, sizeof(*most));
	uint32_t unit, i;

	for (i = 0; i < x->n_parts; i++)
		x->ranges[i].least = NONE;
	for (unit = 0; unit < s->n; unit++) {
		if (s->n - unit > AHEAD_FAR)
			fetch_units(run, s, unit + AHEAD_FAR,
			    unit + AHEAD_NEAR);
		for (i = 0; i < x->n_parts; i++)
			widen(&x->ranges[i], &most[i], value_of(run, s, unit,
			    x->parts[i]));
	}
	for (i = 0; i < x->n_parts; i++) {
		struct value_range *r = &x->ranges[i];

		if (r->least != NONE)
			r->n = most[i] - r->least < NONE - 2 ?
			    most[i] - r->least + 1 : NONE - 1;
		r->n += r->none;
	}
	mem_free(most);
}

/* How many cells there are; 0: too many. */
static uint32_t
count_cells(const struct source *s, const struct index *x)
{
	uint64_t most = (uint64_t)s->n * CELLS_A_UNIT + FEW_CELLS, n = 1;
	uint32_t i;

	for (i = 0; i < x->n_parts; i++)
		if (__builtin_mul_overflow(n, x->ranges[i].n, &n) || n > most)
			return 0;
	return (uint32_t)n;
}

static void
fill_cells(struct formula_run *run, const struct source *s, struct index *x,
    uint32_t cells)
{
	uint32_t *values = mem_calloc((size_t)x->n_parts + 1,
	    sizeof(*values)), unit, i, cell;

	x->direct = arena_alloc(run->keep, cells * sizeof(*x->direct));
	memset(x->direct, 0xff, cells * sizeof(*x->direct));
	for (unit = s->n; unit > 0; unit--) {
		if (unit > AHEAD_FAR)
			fetch_units(run, s, unit - 1 - AHEAD_FAR,
			    unit - 1 - AHEAD_NEAR);
		for (i = 0; i < x->n_parts; i++)
			values[i] = x->ranges[i].n == 1 ? x->ranges[i].least :
			    value_of(run, s, unit - 1, x->parts[i]);
		if (!cell_of(x, values, &cell))
			continue;	/* cannot be */
		x->next[unit - 1] = x->direct[cell];
		x->direct[cell] = unit - 1;
	}
	mem_free(values);
}

/* --- a table --- */

struct probe {
	struct formula_run  *run;
	const struct source *source;
	const struct index  *index;
};

/* Units are equal in the parts of an index as their first facts are. */
static bool
is_unit(const void *ctx, uint32_t unit, const void *key)
{
	const struct probe *p = ctx;
	const uint32_t *values = key;
	uint32_t i;

	for (i = 0; i < p->index->n_parts; i++)
		if (value_of(p->run, p->source, unit, p->index->parts[i]) !=
		    values[i])
			return false;
	return true;
}

static void
fill_table(struct formula_run *run, const struct source *s, struct index *x)
{
	uint32_t *values = mem_calloc((size_t)x->n_parts + 1,
	    sizeof(*values));
	uint32_t *last = mem_calloc((size_t)s->n + 1, sizeof(*last));
	struct probe p = { run, s, x };
	uint32_t unit, i, first;
	uint64_t h;

	table_reserve(&x->table, s->n);
	for (unit = 0; unit < s->n; unit++) {
		if (s->n - unit > AHEAD_FAR)
			fetch_units(run, s, unit + AHEAD_FAR,
			    unit + AHEAD_NEAR);
		x->next[unit] = NONE;
		for (i = 0; i < x->n_parts; i++)
			values[i] = value_of(run, s, unit, x->parts[i]);
		h = hash_bytes(values, x->n_parts * sizeof(*values),
		    hash_salt());
		first = table_find(&x->table, h, is_unit, &p, values);
		if (first == NONE) {
			table_add(&x->table, h, unit);
			last[unit] = unit;
		} else {
			x->next[last[first]] = unit;
			last[first] = unit;
		}
	}
	mem_free(values);
	mem_free(last);
}

/* --- either --- */

static void
fill(struct formula_run *run, const struct source *s, struct index *x)
{
	uint32_t cells;

	find_ranges(run, s, x);
	cells = count_cells(s, x);
	if (cells > 0)
		fill_cells(run, s, x, cells);
	else
		fill_table(run, s, x);
}

struct index *
source_index(struct formula_run *run, struct source *s,
    const struct part *parts, uint32_t n_parts)
{
	struct index *x;
	struct part *copy;

	for (x = s->indexes; x != NULL; x = x->more)
		if (x->n_parts == n_parts && memcmp(x->parts, parts,
		    n_parts * sizeof(*parts)) == 0)
			return x;
	x = arena_alloc(run->keep, sizeof(*x));
	copy = arena_alloc(run->keep, n_parts * sizeof(*copy));
	memcpy(copy, parts, n_parts * sizeof(*copy));
	x->parts = copy;
	x->n_parts = n_parts;
	x->ranges = arena_alloc(run->keep, n_parts * sizeof(*x->ranges));
	x->next = arena_alloc(run->keep, s->n * sizeof(*x->next));
	fill(run, s, x);
	x->more = s->indexes;
	s->indexes = x;
	return x;
}

uint32_t
source_find(struct formula_run *run, const struct source *s,
    const struct index *x, const uint32_t *values)
{
	struct probe p = { run, s, x };
	uint32_t cell;
	uint64_t h;

	if (x->direct != NULL)
		return cell_of(x, values, &cell) ? x->direct[cell] : NONE;
	h = hash_bytes(values, x->n_parts * sizeof(*values), hash_salt());
	return table_find(&x->table, h, is_unit, &p, values);
}

void
source_indexes_free(struct source *s)
{
	struct index *x;

	for (x = s->indexes; x != NULL; x = x->more)
		table_free(&x->table);
}
