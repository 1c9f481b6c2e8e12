/*
 * statement_sheet.c: from a network and its facts to a sheet.
 *
 * (1) A row is kept where it has a figure or stands above one that has.
 *     Hypercubes, dimensions and headings that repeat the title or the
 *     heading above are left out, and what is under them moves up.
 * (2) The layout follows from how many sets of dimension values there are;
 *     see statement.h.
 * (3) Instants that other statements show as the start of a period make no
 *     column here for themselves: see statement_sparse.c.
 */
#include "report/statement_parts.h"

#include <stdlib.h>

#define COLUMN_SETS	8	/* more sets than this are rows */
#define COLUMNS		16
#define UNITS		16	/* told apart on a sheet */
#define PERIODS		64	/* columns at most: more make a list */
#define MEMBER_COLUMNS	10	/* more concepts than this are rows */
#define TYPED_COLUMNS	24	/* likewise, where members are typed */
#define TYPED_SETS	3	/* as many typed members make a schedule */

struct sheeting {
	struct maker *m;
	const struct net *net;
	struct sheet *sheet;
	struct slots slots;
	VEC(uint32_t) sets;	/* of the facts, each once, sorted */
	uint32_t *out;		/* by row of the net: row of the sheet, NONE */
	uint32_t *inner;	/* by row of the net: depth of its children */
	bool *wanted;		/* by row of the net: (1) */
	bool *own;		/* by row of the net: it has a figure */
	uint32_t n_concepts;	/* rows of the net that have figures */
};

/* --- what there is --- */

static void
gather_pairs(struct sheeting *g, uint32_t net)
{
	struct maker *m = g->m;
	uint32_t row, i;

	for (row = 0; row < g->net->rows.n; row++) {
		uint32_t e = g->net->rows.v[row].element;

		for (i = m->first[e]; i < m->first[e + 1]; i++)
			if (maker_may(m) &&
			    network_shows(m, net, m->by_element[i]))
				VEC_PUSH(&g->slots.pairs, ((struct pair){ row,
				    m->by_element[i], NONE }));
	}
}

static int
by_set(const void *a, const void *b, void *ctx)
{
	return slots_compare_sets(ctx, *(const uint32_t *)a,
	    *(const uint32_t *)b, false);
}

static void
gather_sets(struct sheeting *g)
{
	const struct filed *f = g->m->st->filed;
	bool *seen = mem_calloc(f->sets.n, sizeof(*seen));
	size_t i;

	for (i = 0; i < g->slots.pairs.n; i++) {
		uint32_t s = f->facts.v[g->slots.pairs.v[i].fact].set;

		if (!seen[s])
			VEC_PUSH(&g->sets, s);
		seen[s] = true;
	}
	if (g->sets.n > 1)
		qsort_r(g->sets.v, g->sets.n, sizeof(uint32_t), by_set, g->m);
	mem_free(seen);
}

/* Which rows have a figure: those whose pairs have a slot. */
static void
mark_rows(struct sheeting *g)
{
	uint32_t row, up;
	size_t i;

	for (i = 0; i < g->slots.pairs.n; i++)
		if (g->slots.pairs.v[i].slot != NONE)
			g->own[g->slots.pairs.v[i].row] = true;
	for (row = 0; row < g->net->rows.n; row++) {
		if (!g->own[row])
			continue;
		g->n_concepts++;
		for (up = row; up != NONE && !g->wanted[up];
		    up = g->net->rows.v[up].parent)
			g->wanted[up] = true;
	}
}

/* How many sets have a typed member. */
static size_t
count_typed(const struct sheeting *g)
{
	const struct filed *f = g->m->st->filed;
	size_t i, n = 0;
	uint32_t j;

	for (i = 0; i < g->sets.n; i++) {
		const struct filed_set *s = &f->sets.v[g->sets.v[i]];

		for (j = 0; j < s->n; j++)
			if (f->dimensions.v[s->first + j].typed.s != NULL)
				break;
		n += j < s->n;
	}
	return n;
}

static enum layout
layout_for(const struct sheeting *g)
{
	if (count_typed(g) >= TYPED_SETS && g->n_concepts <= TYPED_COLUMNS)
		return LAYOUT_MEMBERS;
	if ((g->sets.n == 1 && g->slots.v.n <= PERIODS) ||
	    (g->sets.n <= COLUMN_SETS && g->slots.v.n <= COLUMNS))
		return LAYOUT_COLUMNS;
	return g->n_concepts <= MEMBER_COLUMNS ? LAYOUT_MEMBERS :
	    LAYOUT_NESTED;
}

static void
choose_layout(struct sheeting *g)
{
	slots_make(g->m, g->net, &g->slots, true, false);
	mark_rows(g);
	g->sheet->layout = layout_for(g);
	if (g->sheet->layout == LAYOUT_COLUMNS)
		return;
	g->slots.v.n = 0;
	slots_make(g->m, g->net, &g->slots,
	    g->sheet->layout == LAYOUT_MEMBERS, true);
	if (g->sheet->layout == LAYOUT_NESTED && g->slots.v.n > PERIODS)
		g->sheet->layout = LAYOUT_LIST;
	memset(g->own, 0, g->net->rows.n * sizeof(*g->own));
	memset(g->wanted, 0, g->net->rows.n * sizeof(*g->wanted));
	g->n_concepts = 0;
	mark_rows(g);
}

/* --- rows --- */

static struct label
row_label(const struct sheeting *g, const struct net_row *r)
{
	return label_of(g->m->t, NODE(NODE_ELEMENT, r->element), r->role,
	    g->m->st->options.lang,
	    taxonomy_element_local(g->m->t, r->element));
}

/* (1): whether a wanted row says nothing of its own. */
static bool
is_idle(const struct sheeting *g, const struct net_row *r, struct slice label,
    struct slice above)
{
	const struct img_element *e = taxonomy_element(g->m->t, r->element);

	if (e->kind == EL_HYPERCUBE || e->kind == EL_DIMENSION)
		return true;
	return (r->flags & ROW_ABSTRACT) != 0 && slice_eq(label, above);
}

/* The label of the kept row above, or the title. */
static struct slice
label_above(const struct sheeting *g, const struct net_row *r)
{
	uint32_t up;

	for (up = r->parent; up != NONE; up = g->net->rows.v[up].parent)
		if (g->out[up] != NONE)
			return g->sheet->rows.v[g->out[up]].label.text;
	return g->sheet->title.text;
}

static struct sheet_row *
add_row(struct sheeting *g, uint32_t element, uint32_t set, uint32_t period,
    uint32_t depth)
{
	struct sheet_row *r = VEC_ADD(&g->sheet->rows);

	*r = (struct sheet_row){ .element = element, .fact = NONE, .set = set,
	    .period = period, .depth = depth, .role = SLICE("") };
	return r;
}

static void
net_row_out(struct sheeting *g, uint32_t row)
{
	const struct net_row *r = &g->net->rows.v[row];
	uint32_t depth = r->parent == NONE ? 0 : g->inner[r->parent];
	struct label label;
	struct sheet_row *out;

	g->inner[row] = depth;
	if (!g->wanted[row])
		return;
	label = row_label(g, r);
	if (!g->own[row] && is_idle(g, r, label.text, label_above(g, r)))
		return;
	g->out[row] = (uint32_t)g->sheet->rows.n;
	g->inner[row] = depth + 1;
	out = add_row(g, r->element, NONE, NONE, depth);
	out->flags = r->flags;
	out->label = label;
	out->role = r->role;
}

static void
add_figure(struct sheeting *g, uint32_t row, uint32_t column, uint32_t fact)
{
	VEC_PUSH(&g->sheet->figures, ((struct figure){ row, column, fact }));
	g->m->placed[fact] = true;
}

static struct sheet_column *
add_column(struct sheeting *g, uint32_t set, uint32_t period,
    uint32_t element)
{
	struct sheet_column *c = VEC_ADD(&g->sheet->columns);

	*c = (struct sheet_column){ .set = set, .period = period,
	    .element = element };
	return c;
}

/* --- the layouts --- */

static void
lay_columns(struct sheeting *g)
{
	uint32_t row;
	size_t i;

	for (i = 0; i < g->slots.v.n; i++)
		(void)add_column(g, g->slots.v.v[i].set,
		    g->slots.v.v[i].period, NONE);
	for (row = 0; row < g->net->rows.n; row++)
		net_row_out(g, row);
	for (i = 0; i < g->slots.pairs.n; i++) {
		const struct pair *p = &g->slots.pairs.v[i];

		if (p->slot != NONE)
			add_figure(g, g->out[p->row], p->slot, p->fact);
	}
}

static void
lay_members(struct sheeting *g)
{
	uint32_t row;
	size_t i;

	g->sheet->period = g->slots.v.n == 0 ? NONE : g->slots.v.v[0].period;
	for (i = 0; i < g->slots.v.n; i++)
		if (g->slots.v.v[i].period != g->sheet->period)
			g->sheet->period = NONE;
	for (i = 0; i < g->slots.v.n; i++)
		(void)add_row(g, NONE, g->slots.v.v[i].set,
		    g->sheet->period != NONE ? NONE :
		    g->slots.v.v[i].period, 0);
	for (row = 0; row < g->net->rows.n; row++) {
		struct sheet_column *c;

		if (!g->own[row])
			continue;
		g->out[row] = (uint32_t)g->sheet->columns.n;
		c = add_column(g, NONE, NONE, g->net->rows.v[row].element);
		c->label = row_label(g, &g->net->rows.v[row]);
	}
	for (i = 0; i < g->slots.pairs.n; i++) {
		const struct pair *p = &g->slots.pairs.v[i];

		if (p->slot != NONE)
			add_figure(g, p->slot, g->out[p->row], p->fact);
	}
}

static int
by_row_and_set(const void *a, const void *b, void *ctx)
{
	const struct maker *m = ctx;
	const struct pair *x = a, *y = b;
	const struct filed *f = m->st->filed;
	int order;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	order = slots_compare_sets(m, f->facts.v[x->fact].set,
	    f->facts.v[y->fact].set, false);
	if (order != 0)
		return order;
	return x->fact < y->fact ? -1 : x->fact > y->fact;
}

/* The row of a pair's concept and set; pairs come sorted by these. */
static void
nested_figure(struct sheeting *g, const struct pair *p, uint32_t *last_row,
    uint32_t *last_set)
{
	const struct net_row *r = &g->net->rows.v[p->row];
	uint32_t set = g->m->st->filed->facts.v[p->fact].set;
	struct sheet_row *out;

	if (set == 0) {
		add_figure(g, g->out[p->row], p->slot, p->fact);
		return;
	}
	if (*last_row != p->row || *last_set != set) {
		out = add_row(g, NONE, set, NONE, g->inner[p->row]);
		out->flags = r->flags & ~(uint32_t)(ROW_TOTAL | ROW_ABSTRACT);
		*last_row = p->row;
		*last_set = set;
	}
	add_figure(g, (uint32_t)g->sheet->rows.n - 1, p->slot, p->fact);
}

static void
lay_nested(struct sheeting *g)
{
	uint32_t row, last_row = NONE, last_set = NONE;
	size_t i, at = 0;

	for (i = 0; i < g->slots.v.n; i++)
		(void)add_column(g, NONE, g->slots.v.v[i].period, NONE);
	if (g->slots.pairs.n > 1)
		qsort_r(g->slots.pairs.v, g->slots.pairs.n,
		    sizeof(struct pair), by_row_and_set, g->m);
	for (row = 0; row < g->net->rows.n; row++) {
		net_row_out(g, row);
		for (; at < g->slots.pairs.n &&
		    g->slots.pairs.v[at].row == row; at++)
			if (g->slots.pairs.v[at].slot != NONE)
				nested_figure(g, &g->slots.pairs.v[at],
				    &last_row, &last_set);
	}
}

/* A row for a fact, which says all of it. */
static void
list_fact(struct sheeting *g, uint32_t fact)
{
	const struct statements *st = g->m->st;
	const struct filed_fact *f = &st->filed->facts.v[fact];
	struct sheet_row *r = add_row(g, st->element_of[fact], f->set,
	    st->period_of[fact], 0);

	r->fact = fact;
	r->label = label_concept(st->taxonomy, f->ns, f->local,
	    st->options.lang);
	if (statement_is_numeric(st, fact))
		r->flags |= ROW_NUMERIC;
	add_figure(g, (uint32_t)g->sheet->rows.n - 1, 0, fact);
}

static void
lay_list(struct sheeting *g)
{
	size_t i;

	(void)add_column(g, NONE, NONE, NONE);
	for (i = 0; i < g->slots.pairs.n; i++)
		if (g->slots.pairs.v[i].slot != NONE)
			list_fact(g, g->slots.pairs.v[i].fact);
}

/* --- finishing --- */

static int
by_place(const void *a, const void *b)
{
	const struct figure *x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	return x->fact < y->fact ? -1 : x->fact > y->fact;
}

/* The unit that most figures have; plain numbers have none to speak of. */
static void
find_unit(const struct statements *st, struct sheet *s)
{
	struct { struct slice unit; size_t n; } units[UNITS];
	size_t n = 0, best = 0, i, k;
	const struct filed_fact *f;

	for (i = 0; i < s->figures.n; i++) {
		f = &st->filed->facts.v[s->figures.v[i].fact];
		if (f->unit.n == 0 || f->nil ||
		    slice_is(f->unit, "xbrli:pure"))
			continue;
		for (k = 0; k < n && !slice_eq(units[k].unit, f->unit); k++)
			;
		if (k == UNITS)
			continue;
		if (k == n) {
			units[n].unit = f->unit;
			units[n++].n = 0;
		}
		units[k].n++;
	}
	for (k = 1; k < n; k++)
		if (units[k].n > units[best].n)
			best = k;
	s->unit = n == 0 ? SLICE_NONE : units[best].unit;
	s->mixed = n > 1;
}

static void
finish(const struct statements *st, struct sheet *s)
{
	bool first = true;
	size_t i;

	if (s->figures.n > 1)
		qsort(s->figures.v, s->figures.n, sizeof(*s->figures.v),
		    by_place);
	find_unit(st, s);
	for (i = 0; i < s->figures.n; i++) {
		const struct filed_fact *f =
		    &st->filed->facts.v[s->figures.v[i].fact];

		if (f->unit.n == 0 || f->nil || !slice_eq(f->unit, s->unit))
			continue;
		if (first)
			s->decimals = f->decimals;
		else if (!slice_eq(s->decimals, f->decimals))
			s->decimals = SLICE_NONE;
		first = false;
	}
}

/* A link role may have several networks: then one sheet is one of them. */
static void
start_sheet(struct sheeting *g)
{
	const struct img_network *n = taxonomy_network(g->m->t,
	    g->net->network);

	g->sheet = VEC_ADD(&g->m->st->sheets);
	g->sheet->period = NONE;
	g->sheet->role = taxonomy_text(g->m->t, n->role);
	g->sheet->title = label_role(g->m->t, g->sheet->role,
	    g->m->st->options.lang);
	if (g->sheet->title.text.n > 0)
		return;
	g->sheet->title = row_label(g, &g->net->rows.v[0]);
}

void
sheet_make(struct maker *m, uint32_t net)
{
	struct sheeting g = { .m = m, .net = &m->nets.v[net] };
	size_t n = g.net->rows.n, i;

	gather_pairs(&g, net);
	if (g.slots.pairs.n == 0)
		return;
	g.out = mem_calloc(n, sizeof(*g.out));
	g.inner = mem_calloc(n, sizeof(*g.inner));
	g.wanted = mem_calloc(n, sizeof(*g.wanted));
	g.own = mem_calloc(n, sizeof(*g.own));
	memset(m->position, 0xff, taxonomy_count(m->t, SEC_ELEMENTS) *
	    sizeof(*m->position));
	for (i = n; i-- > 0;) {
		g.out[i] = NONE;
		m->position[g.net->rows.v[i].element] = (uint32_t)i;
	}
	start_sheet(&g);
	gather_sets(&g);
	choose_layout(&g);
	switch (g.sheet->layout) {
	case LAYOUT_COLUMNS:
		lay_columns(&g);
		break;
	case LAYOUT_MEMBERS:
		lay_members(&g);
		break;
	case LAYOUT_NESTED:
		lay_nested(&g);
		break;
	case LAYOUT_LIST:
		lay_list(&g);
		break;
	}
	finish(m->st, g.sheet);
	if (g.sheet->figures.n == 0)
		m->st->sheets.n--;
	slots_free(&g.slots);
	VEC_FREE(&g.sets);
	mem_free(g.out);
	mem_free(g.inner);
	mem_free(g.wanted);
	mem_free(g.own);
}

void
sheet_rest(struct maker *m)
{
	struct statements *st = m->st;
	const struct filed *f = st->filed;
	struct sheeting g = { .m = m };
	uint32_t i;

	for (i = 0; i < f->facts.n; i++) {
		if (m->placed[i])
			continue;
		if (g.sheet == NULL) {
			g.sheet = VEC_ADD(&st->sheets);
			g.sheet->layout = LAYOUT_LIST;
			g.sheet->period = NONE;
			(void)add_column(&g, NONE, NONE, NONE);
		}
		list_fact(&g, i);
	}
	if (g.sheet != NULL)
		finish(st, g.sheet);
}
