/* aspects.c: see aspects.h. */
#include "formula/aspects.h"

#include <stdlib.h>

#include "formula/equality.h"
#include "formula/join.h"

#define TYPED	UINT32_C(0x80000000)	/* a typed value's text or class */

/* Numbers among the pairs. */
struct content_range { uint32_t at, n; };

/* What a list leaves of each dimension set (NONE: not asked yet), once that was
 * asked often; who asks seldom goes to a table. */
struct reduced {
	uint32_t *ids;
	uint32_t  asked;
};
#define OFTEN		4	/* once for so many sets */
#define MAX_CELLS	((size_t)8 << 20)

struct fact_aspects {
	struct formula_run *run;
	const struct report *report;
	struct table names;		/* report's name by taxonomy's */
	uint32_t n_universe;		/* dimensions that some context has */
	bool    *in_universe;		/* by report's name */
	VEC(struct dimension_list) lists;
	struct table list_table;
	struct table both_table;	/* of two lists */
	VEC(uint32_t) both;
	/* Reduced dimension sets: by list and set, by both, and by content. */
	VEC(struct reduced) by_list;
	uint32_t n_sets;
	size_t   n_cells;
	struct table reduced;
	VEC(uint32_t) reduced_ids;
	VEC(uint32_t) pairs;		/* dimension, value … of each content */
	VEC(struct content_range) contents;
	struct table content_table;
	struct equalities *equalities;
};

struct fact_aspects *
fact_aspects_new(struct formula_run *run)
{
	struct fact_aspects *a = mem_calloc(1, sizeof(*a));
	const struct report *r = run->report;
	uint32_t i, name;

	a->run = run;
	a->report = r;
	table_reserve(&a->names, r->names.n);
	for (i = 0; i < r->names.n; i++) {
		name = taxonomy_find_name(run->t, r->names.v[i].ns,
		    r->names.v[i].local);
		if (name != NONE &&
		    table_find_int(&a->names, name) == NONE)
			table_add_int(&a->names, name, i);
	}
	for (i = 0; i < r->contexts.n; i++)
		if (r->contexts.v[i].dimension_set >= a->n_sets)
			a->n_sets = r->contexts.v[i].dimension_set + 1;
	a->in_universe = mem_calloc(r->names.n + 1, sizeof(bool));
	for (i = 0; i < r->dimensions.n; i++) {
		name = r->dimensions.v[i].name;
		a->n_universe += !a->in_universe[name];
		a->in_universe[name] = true;
	}
	(void)aspects_list(a, NULL, 0, false);
	VEC_PUSH(&a->lists, ((struct dimension_list){ .but = true }));
	if (taxonomy_count(run->t, SEC_EQUALITIES) > 0)
		a->equalities = equalities_new(run);
	return a;
}

void
fact_aspects_free(struct fact_aspects *a)
{
	size_t i;

	if (a == NULL)
		return;
	for (i = 0; i < a->by_list.n; i++)
		mem_free(a->by_list.v[i].ids);
	VEC_FREE(&a->by_list);
	mem_free(a->in_universe);
	table_free(&a->names);
	table_free(&a->list_table);
	table_free(&a->both_table);
	table_free(&a->reduced);
	table_free(&a->content_table);
	VEC_FREE(&a->lists);
	VEC_FREE(&a->both);
	VEC_FREE(&a->reduced_ids);
	VEC_FREE(&a->pairs);
	VEC_FREE(&a->contents);
	equalities_free(a->equalities);
	mem_free(a);
}

uint32_t
aspects_name(struct fact_aspects *a, uint32_t taxonomy_name)
{
	return taxonomy_name == NONE ? NONE :
	    table_find_int(&a->names, taxonomy_name);
}

uint32_t
run_report_name(struct formula_run *run, struct slice ns, struct slice local)
{
	const struct report *r = run->report;
	uint32_t name = taxonomy_find_name(run->t, ns, local), i;

	if (name != NONE)
		return aspects_name(run->aspects, name);
	for (i = 0; i < r->names.n; i++)
		if (slice_eq(r->names.v[i].local, local) &&
		    slice_eq(r->names.v[i].ns, ns))
			return i;
	return NONE;
}

/* --- lists (1) --- */

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static bool
is_list(const void *ctx, uint32_t row, const void *key)
{
	const struct fact_aspects *a = ctx;
	const struct dimension_list *x = &a->lists.v[row], *y = key;

	return x->n == y->n && x->but == y->but && (x->n == 0 ||
	    memcmp(x->names, y->names, x->n * sizeof(*x->names)) == 0);
}

uint32_t
aspects_list(struct fact_aspects *a, uint32_t *names, uint32_t n, bool but)
{
	struct dimension_list l = { names, 0, but };
	uint32_t i, row, *copy;
	uint64_t h;

	if (n > 1)
		qsort(names, n, sizeof(*names), by_number);
	for (i = 0; i < n; i++)
		if (names[i] != NONE && a->in_universe[names[i]] &&
		    (l.n == 0 || names[l.n - 1] != names[i]))
			names[l.n++] = names[i];
	if (but && (l.n == 0 || l.n == a->n_universe))
		return l.n == 0 ? DIMENSIONS_ALL : DIMENSIONS_NONE;
	h = hash_mix(hash_bytes(names, l.n * sizeof(*names), hash_salt()), but);
	row = table_find(&a->list_table, h, is_list, a, &l);
	if (row != NONE)
		return row;
	copy = arena_alloc(a->run->keep, l.n * sizeof(*copy));
	if (l.n > 0)
		memcpy(copy, names, l.n * sizeof(*copy));
	l.names = copy;
	row = (uint32_t)a->lists.n;
	VEC_PUSH(&a->lists, l);
	table_add(&a->list_table, h, row);
	return row;
}

const struct dimension_list *
aspects_list_row(const struct fact_aspects *a, uint32_t list)
{
	return &a->lists.v[list];
}

bool
aspects_list_has(const struct fact_aspects *a, uint32_t list, uint32_t name)
{
	const struct dimension_list *l = &a->lists.v[list];
	uint32_t low = 0, high = l->n;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (l->names[mid] < name)
			low = mid + 1;
		else
			high = mid;
	}
	return (low < l->n && l->names[low] == name) != l->but;
}

/* Names of x that are, or are not, in y. */
static uint32_t
pick(const struct dimension_list *x, const struct fact_aspects *a, uint32_t y,
    uint32_t *out)
{
	uint32_t i, n = 0;

	for (i = 0; i < x->n; i++)
		if (aspects_list_has(a, y, x->names[i]))
			out[n++] = x->names[i];
	return n;
}

static uint32_t
make_both(struct fact_aspects *a, uint32_t x, uint32_t y)
{
	const struct dimension_list lx = a->lists.v[x], ly = a->lists.v[y];
	uint32_t *names = mem_calloc((size_t)lx.n + ly.n + 1, sizeof(*names));
	uint32_t n = 0, i, row;

	if (lx.but && ly.but) {		/* all but those of either */
		for (i = 0; i < lx.n; i++)
			names[n++] = lx.names[i];
		for (i = 0; i < ly.n; i++)
			names[n++] = ly.names[i];
		row = aspects_list(a, names, n, true);
	} else {
		n = lx.but ? pick(&ly, a, x, names) : pick(&lx, a, y, names);
		row = aspects_list(a, names, n, false);
	}
	mem_free(names);
	return row;
}

uint32_t
aspects_list_both(struct fact_aspects *a, uint32_t x, uint32_t y)
{
	uint64_t key = x < y ? (uint64_t)x << 32 | y : (uint64_t)y << 32 | x;
	uint32_t row;

	if (x == y || y == DIMENSIONS_ALL)
		return x;
	if (x == DIMENSIONS_ALL)
		return y;
	row = table_find_int(&a->both_table, key);
	if (row != NONE)
		return a->both.v[row];
	row = make_both(a, x, y);
	table_add_int(&a->both_table, key, (uint32_t)a->both.n);
	VEC_PUSH(&a->both, row);
	return row;
}

uint32_t
aspects_list_not(struct fact_aspects *a, uint32_t x)
{
	const struct dimension_list l = a->lists.v[x];
	uint32_t *names = mem_calloc((size_t)l.n + 1, sizeof(*names));
	uint32_t row;

	if (l.n > 0)
		memcpy(names, l.names, l.n * sizeof(*names));
	row = aspects_list(a, names, l.n, !l.but);
	mem_free(names);
	return row;
}

uint32_t
aspects_list_either(struct fact_aspects *a, uint32_t x, uint32_t y)
{
	if (x == y || y == DIMENSIONS_NONE)
		return x;
	if (x == DIMENSIONS_NONE)
		return y;
	return aspects_list_not(a, aspects_list_both(a, aspects_list_not(a, x),
	    aspects_list_not(a, y)));
}

/* --- one dimension (3) --- */

static uint32_t
value_of(struct fact_aspects *a, uint32_t context, uint32_t row)
{
	const struct dimension *d = &a->report->dimensions.v[row];

	if (!d->is_typed)
		return d->value;
	if (a->equalities != NULL)
		return equalities_class(a->equalities, context, row) | TYPED;
	return d->typed | TYPED;
}

uint32_t
aspects_dimension(struct fact_aspects *a, uint32_t context, uint32_t dimension)
{
	const struct context *c;
	uint32_t i;

	if (context == NONE)
		return NONE;
	c = &a->report->contexts.v[context];
	for (i = 0; i < c->n_dimensions; i++)
		if (a->report->dimensions.v[c->dimensions + i].name ==
		    dimension)
			return value_of(a, context, c->dimensions + i);
	return NONE;
}

/* --- many of them (2) --- */

static bool
is_content(const void *ctx, uint32_t row, const void *key)
{
	const struct fact_aspects *a = ctx;
	const struct content_range *x = &a->contents.v[row], *y = key;

	return x->n == y->n && (x->n == 0 ||
	    memcmp(a->pairs.v + x->at, a->pairs.v + y->at,
	    x->n * sizeof(uint32_t)) == 0);
}

/* The number of what stands at the end of the pairs, from `at` on. */
static uint32_t
intern_pairs(struct fact_aspects *a, uint32_t at)
{
	struct content_range key = { at, (uint32_t)a->pairs.n - at };
	uint64_t h = hash_bytes(a->pairs.v + at, key.n * sizeof(uint32_t),
	    hash_salt());
	uint32_t row = table_find(&a->content_table, h, is_content, a, &key);

	if (row != NONE) {
		a->pairs.n = at;
		return row;
	}
	row = (uint32_t)a->contents.n;
	VEC_PUSH(&a->contents, key);
	table_add(&a->content_table, h, row);
	return row;
}

/* The dimensions of a context that a list has, as one number; without any it is
 * that of the empty content. */
static uint32_t
reduce(struct fact_aspects *a, uint32_t context, uint32_t list)
{
	const struct context *c = &a->report->contexts.v[context];
	uint32_t at = (uint32_t)a->pairs.n, i;

	VEC_INIT(&a->pairs);
	for (i = 0; i < c->n_dimensions; i++) {
		uint32_t row = c->dimensions + i;
		uint32_t name = a->report->dimensions.v[row].name;

		if (!aspects_list_has(a, list, name))
			continue;
		VEC_PUSH(&a->pairs, name);
		VEC_PUSH(&a->pairs, value_of(a, context, row));
	}
	return intern_pairs(a, at);
}

/* The numbers by dimension set, where a list has them; else NULL. */
static uint32_t *
ids_of(struct fact_aspects *a, uint32_t list)
{
	struct reduced *r;

	while (a->by_list.n <= list)
		(void)VEC_ADD(&a->by_list);
	r = &a->by_list.v[list];
	if (r->ids != NULL || r->asked++ < a->n_sets / OFTEN ||
	    a->n_sets > MAX_CELLS - a->n_cells)
		return r->ids;
	a->n_cells += a->n_sets;
	r->ids = mem_resize(NULL, a->n_sets, sizeof(*r->ids));
	memset(r->ids, 0xff, a->n_sets * sizeof(*r->ids));
	return r->ids;
}

static uint32_t
dimensions_value(struct fact_aspects *a, uint32_t context, uint32_t list)
{
	uint32_t set = a->report->contexts.v[context].dimension_set, row, *ids;
	/* An equality definition may tell apart what is one set. */
	uint64_t key = (uint64_t)(a->equalities != NULL ? context : set) <<
	    32 | list;

	if (list == DIMENSIONS_NONE)
		return 0;
	if (list == DIMENSIONS_ALL && a->equalities == NULL)
		return set;
	if (a->equalities == NULL && (ids = ids_of(a, list)) != NULL) {
		if (ids[set] == NONE)
			ids[set] = reduce(a, context, list);
		return ids[set];
	}
	row = table_find_int(&a->reduced, key);
	if (row != NONE)
		return a->reduced_ids.v[row];
	row = reduce(a, context, list);
	table_add_int(&a->reduced, key, (uint32_t)a->reduced_ids.n);
	VEC_PUSH(&a->reduced_ids, row);
	return row;
}

/* --- any aspect --- */

/* Aspects that items have and tuples do not. */
static uint32_t
context_value(struct fact_aspects *a, uint32_t context, struct part p)
{
	const struct context *c = &a->report->contexts.v[context];

	switch ((enum aspect_kind)p.aspect) {
	case ASPECT_ENTITY:
		return c->entity;
	case ASPECT_PERIOD:
		return c->period;
	case ASPECT_SEGMENT:
		return c->has_segment ? c->all_segment : NONE;
	case ASPECT_SCENARIO:
		return c->has_scenario ? c->all_scenario : NONE;
	case ASPECT_NON_XDT_SEGMENT:
		return c->segment == 0 ? NONE : c->segment;
	case ASPECT_NON_XDT_SCENARIO:
		return c->scenario == 0 ? NONE : c->scenario;
	case ASPECT_DIMENSION:
		return aspects_dimension(a, context, p.which);
	case ASPECT_DIMENSIONS:
		return dimensions_value(a, context, p.which);
	case ASPECT_CONCEPT:
	case ASPECT_LOCATION:
	case ASPECT_UNIT:
	case ASPECT_ALL:
	case ASPECTS:
		break;
	}
	return NONE;
}

uint32_t
aspects_value(struct fact_aspects *a, uint32_t fact, struct part p)
{
	const struct fact *f = &a->report->facts.v[fact];

	switch (p.aspect) {
	case ASPECT_CONCEPT:
		return f->name;
	case ASPECT_LOCATION:
		return f->parent == NONE ? 0 : f->parent + 1;
	case PART_JOIN:
		return join_value(a->run, p.which, fact);
	case ASPECT_UNIT:
		return f->unit == NONE ? NONE :
		    a->report->units.v[f->unit].s_equal;
	default:
		return f->context == NONE ? NONE :
		    context_value(a, f->context, p);
	}
}

uint32_t
run_aspect(struct formula_run *run, uint32_t fact, enum aspect_kind aspect,
    uint32_t dimension)
{
	struct part p = { aspect, aspect == ASPECT_DIMENSION ? dimension :
	    aspect == ASPECT_DIMENSIONS ? DIMENSIONS_ALL : 0 };

	return aspects_value(run->aspects, fact, p);
}

bool
run_dimension_uncovered(const struct formula_run *run, struct uncovered u,
    uint32_t dimension)
{
	return aspects_list_has(run->aspects, u.dimensions, dimension);
}
