/*
 * cubes.c: has-hypercube relationships become cubes, and primary items get the
 * cubes that hold for them (Dimensions 1.0, 2.3, 2.6.1).
 *
 * (1) One cube row for each has-hypercube relationship; the cubes of one
 *     hypercube in one role share their dimensions.
 * (2) Whoever inherits has all cubes of the ancestor in the ancestor's role,
 *     beside what it has there of its own: those are judged together, roles
 *     apart (2.6.1, 3.1.1).
 * (3) Equal lists of cubes are stored once.
 */
#include "taxonomy/cubes.h"

#include <stdlib.h>

struct holding {		/* an element has cubes in a role */
	uint32_t element, role;
	uint32_t cubes, n_cubes;	/* rows of SEC_CUBES, consecutive */
	uint32_t network;
};

struct list {			/* of cubes, in primary_cubes */
	uint32_t first, n;
};

struct cube_maker {
	struct drs *s;
	uint32_t *dimensions;	/* by first hypercube-dimension edge: first
				 * row in SEC_CUBE_DIMENSIONS */
	VEC(struct holding) holdings;
	VEC(struct list) lists;
	struct table list_table;
};

/* --- dimensions of a cube (2.2) --- */

static int
cmp_dimensions(const void *a, const void *b)
{
	const struct img_cube_dimension *x = a, *y = b;

	if (x->dimension != y->dimension)
		return x->dimension < y->dimension ? -1 : 1;
	return x->domain < y->domain ? -1 : x->domain > y->domain;
}

static void
cube_dimensions(struct cube_maker *m, const struct dim_edge *has,
    struct img_cube *cube)
{
	struct dts *d = m->s->d;
	uint32_t first = drs_from(m->s, DIM_CUBE_DIMENSION, has->target,
	    has->to, &cube->n_dimensions), i;

	if (first == NONE)
		return;
	cube->dimensions = m->dimensions[first];
	if (cube->dimensions != NONE)
		return;
	cube->dimensions = m->dimensions[first] =
	    (uint32_t)d->cube_dimensions.n;
	for (i = first; i < first + cube->n_dimensions; i++) {
		const struct dim_edge *e =
		    &m->s->edges[DIM_CUBE_DIMENSION].all.v[i];
		struct img_cube_dimension row = { e->to, NONE };

		if ((d->elements.v[e->to].flags & EL_TYPED) == 0)
			row.domain = domain_of(m->s, e->to, e->target);
		VEC_PUSH(&d->cube_dimensions, row);
	}
	qsort(d->cube_dimensions.v + cube->dimensions, cube->n_dimensions,
	    sizeof(*d->cube_dimensions.v), cmp_dimensions);
}

/* --- polymorphism (2.5.3.2.1) --- */

/* A primary item may not be a valid member of a dimension of a cube that it
 * has or inherits. One finding for each cube dimension. */
static void
check_polymorphism(struct cube_maker *m, const struct holding *h,
    const uint32_t *items, size_t n)
{
	struct dts *d = m->s->d;
	struct finding *f;
	uint32_t c, i;
	size_t k;

	for (c = h->cubes; c < h->cubes + h->n_cubes; c++) {
		struct img_cube cube = d->cubes.v[c];

		/* The next cube of one hypercube has the same dimensions. */
		if (c > h->cubes && cube.n_dimensions > 0 &&
		    cube.dimensions == d->cubes.v[c - 1].dimensions)
			continue;
		for (i = 0; i < cube.n_dimensions; i++) {
			struct img_cube_dimension cd =
			    d->cube_dimensions.v[cube.dimensions + i];

			if (!drs_work(m->s, 1 + n))
				return;
			if (cd.domain == NONE)
				continue;
			for (k = 0; k < n; k++)
				if (domain_has(d, cd.domain, items[k]))
					break;
			if (k == n)
				continue;
			f = dimension_finding(d,
			    F_xbrldte_PrimaryItemPolymorphismError,
			    cube.relationship);
			dimension_qname(d, f, "item", items[k]);
			dimension_qname(d, f, "dimension", cd.dimension);
		}
	}
}

/* --- who has which cubes --- */

static void
add_cube(struct cube_maker *m, const struct dim_edge *e)
{
	struct img_cube cube = { .element = e->to,
	    .relationship = e->relationship, .not_all = e->not_all,
	    .closed = e->closed, .segment = e->segment };

	cube_dimensions(m, e, &cube);
	VEC_PUSH(&m->s->d->cubes, cube);
}

/* The has-hypercube arcs of one element in one role: edges first … + count. */
static void
add_group(struct cube_maker *m, uint32_t first, uint32_t count)
{
	const struct dim_edge *all = m->s->edges[DIM_HAS_CUBE].all.v;
	struct holding h = { .role = all[first].role,
	    .cubes = (uint32_t)m->s->d->cubes.n, .n_cubes = count,
	    .network = all[first].network };
	const uint32_t *items;
	size_t n, i;
	uint32_t k;

	for (k = first; k < first + count; k++)
		add_cube(m, &all[k]);
	items = primary_items(m->s, all[first].from, h.role, &n);
	check_polymorphism(m, &h, items, n);
	for (i = 0; i < n && drs_work(m->s, DIM_HEIR_WORK); i++) {
		h.element = items[i];
		VEC_PUSH(&m->holdings, h);
	}
}

static int
cmp_holdings(const void *a, const void *b)
{
	const struct holding *x = a, *y = b;

	if (x->element != y->element)
		return x->element < y->element ? -1 : 1;
	if (x->role != y->role)
		return x->role < y->role ? -1 : 1;
	return x->cubes < y->cubes ? -1 : x->cubes > y->cubes;
}

static bool
same_cubes(const void *ctx, uint32_t row, const void *key)
{
	const struct cube_maker *m = ctx;
	const struct list *have = &m->lists.v[row], *want = key;
	const uint32_t *cubes = m->s->d->primary_cubes.v;

	return have->n == want->n && memcmp(cubes + have->first,
	    cubes + want->first, have->n * sizeof(*cubes)) == 0;
}

/* The list that stands at the end of primary_cubes, or its equal before. */
static uint32_t
share_cubes(struct cube_maker *m, uint32_t first)
{
	struct dts *d = m->s->d;
	struct list list = { first, (uint32_t)d->primary_cubes.n - first };
	uint64_t h = hash_bytes(d->primary_cubes.v + first,
	    list.n * sizeof(uint32_t), hash_salt());
	uint32_t row = table_find(&m->list_table, h, same_cubes, m, &list);

	if (row != NONE) {
		d->primary_cubes.n = first;
		return m->lists.v[row].first;
	}
	table_add(&m->list_table, h, (uint32_t)m->lists.n);
	VEC_PUSH(&m->lists, list);
	return first;
}

/* All holdings of one element in one role become one row. */
static size_t
add_primary(struct cube_maker *m, size_t at)
{
	const struct holding *h = m->holdings.v;
	struct dts *d = m->s->d;
	struct img_primary row = { h[at].element, h[at].network, 0, 0 };
	uint32_t first = (uint32_t)d->primary_cubes.n, c;
	size_t i;

	for (i = at; i < m->holdings.n && h[i].element == h[at].element &&
	    h[i].role == h[at].role; i++) {
		if (i > at && h[i].cubes == h[i - 1].cubes)
			continue;
		if (!drs_work(m->s, h[i].n_cubes))
			continue;
		for (c = h[i].cubes; c < h[i].cubes + h[i].n_cubes; c++)
			VEC_PUSH(&d->primary_cubes, c);
	}
	row.n_cubes = (uint32_t)d->primary_cubes.n - first;
	row.cubes = share_cubes(m, first);
	VEC_PUSH(&d->primaries, row);
	return i;
}

void
cubes_finish(struct drs *s)
{
	const struct dim_edges *has = &s->edges[DIM_HAS_CUBE];
	struct cube_maker m = { .s = s };
	uint32_t i, count;
	size_t k;

	k = s->edges[DIM_CUBE_DIMENSION].all.n;
	m.dimensions = mem_resize(NULL, k + 1, sizeof(*m.dimensions));
	memset(m.dimensions, 0xff, (k + 1) * sizeof(*m.dimensions));
	for (i = 0; i < has->all.n; i += count) {
		(void)drs_from(s, DIM_HAS_CUBE, has->all.v[i].role,
		    has->all.v[i].from, &count);
		add_group(&m, i, count);
	}
	if (m.holdings.n > 0)
		qsort(m.holdings.v, m.holdings.n, sizeof(*m.holdings.v),
		    cmp_holdings);
	for (k = 0; k < m.holdings.n;)
		k = add_primary(&m, k);
	mem_free(m.dimensions);
	VEC_FREE(&m.holdings);
	VEC_FREE(&m.lists);
	table_free(&m.list_table);
}
