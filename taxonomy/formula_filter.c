/*
 * formula_filter.c: filters, once relationships are there: and- and or-filters
 * get the filters in them (Boolean Filters 1.0, 2), and all get the names of
 * the variables that they speak of.
 */
#include "taxonomy/formulas.h"

enum { STATE_NEW, STATE_BUSY, STATE_DONE };

/* --- what a filter names and covers --- */

static void
add_name(struct formula_set *set, uint32_t name)
{
	if (name != NONE)
		VEC_PUSH(&set->copies, name);
}

static void
add_names(struct dts *d, uint32_t first, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		VEC_PUSH(&d->formulas->copies, d->formula_lists.v[first + i]);
}

/* Returns CAN_NOT where it does not compile. */
static uint32_t
add_expression_names(struct dts *d, uint32_t expression)
{
	const struct img_expression *e;

	if (expression == NONE)
		return 0;
	e = &d->expressions.v[expression];
	add_names(d, e->names, e->n_names);
	return e->code_size == 0 ? CAN_NOT : 0;
}

static void
describe(struct dts *d, uint32_t row)
{
	struct formula_set *set = d->formulas;
	struct img_filter *f = &d->filters.v[row];
	uint32_t i, can = f->aspects;

	set->copies.n = 0;
	add_name(set, f->variable);
	can |= add_expression_names(d, f->test);
	can |= add_expression_names(d, f->second);
	for (i = 0; i < f->n_items; i++) {
		const struct img_filter_item *item =
		    &d->filter_items.v[f->items + i];

		add_name(set, item->variable);
		can |= add_expression_names(d, item->expression);
	}
	for (i = 0; i < f->n_uses; i++) {
		const struct img_filter_use *use =
		    &d->filter_uses.v[f->uses + i];
		const struct img_filter *sub = &d->filters.v[use->filter];

		add_names(d, sub->names, sub->n_names);
		can |= set->can_cover.v[use->filter];
		if ((use->flags & FILTER_COVER) != 0)
			f->aspects |= sub->aspects;
	}
	f->n_names = formula_sort_names(set->copies.v,
	    (uint32_t)set->copies.n);
	f->names = formula_intern_list(d, set->copies.v, f->n_names);
	while (set->can_cover.n <= row) {
		VEC_PUSH(&set->can_cover, 0);
		VEC_PUSH(&set->within, 1);
	}
	set->can_cover.v[row] = can;
}

/* --- filters in filters --- */

/* What an arc to something that is no filter of ours leads to: a filter all the
 * same where its element is declared as one, else none. */
static uint32_t
unknown_filter(struct dts *d, const struct formula_edge *e)
{
	uint32_t node = d->relationships.v[e->relationship].to;
	struct img_filter f = { .kind = FILTER_UNKNOWN, .variable = NONE,
	    .test = NONE, .second = NONE };
	struct img_filter_item what = { .kind = ITEM_NAME, .given = 1,
	    .expression = NONE, .variable = NONE };
	uint32_t row;

	if (NODE_KIND(node) != NODE_RESOURCE ||
	    !link_substitutes(d, d->resources.v[NODE_ROW(node)].name,
	    NS_VARIABLE, "filter"))
		return NONE;
	f.resource = NODE_ROW(node);
	what.name = d->resources.v[f.resource].name;
	f.items = (uint32_t)d->filter_items.n;
	f.n_items = 1;
	VEC_PUSH(&d->filter_items, what);
	f.uses = (uint32_t)d->filter_uses.n;
	row = formula_intern_filter(d, &f);
	describe(d, row);
	return row;
}

uint32_t
formula_filter_of(struct dts *d, const struct formula_edge *e)
{
	const struct formula_object *o;

	if (e->to == NONE)
		return unknown_filter(d, e);
	o = &d->formulas->objects.v[e->to];
	return o->kind == OBJECT_FILTER ? o->row : NONE;
}

/* The uses that begin at an object, as the last rows of their section. */
void
formula_add_uses(struct dts *d, enum formula_arc arc, uint32_t object,
    uint32_t *first, uint32_t *count)
{
	uint32_t n, i;
	const struct formula_edge *e = formula_edges_of(d, arc, object, &n);

	*first = (uint32_t)d->filter_uses.n;
	for (i = 0; i < n; i++) {
		struct img_filter_use use = { formula_filter_of(d, &e[i]),
		    e[i].flags };

		if (use.filter != NONE)
			VEC_PUSH(&d->filter_uses, use);
	}
	*count = (uint32_t)d->filter_uses.n - *first;
}

#define TOO_DEEP	"filters nested more than 64 deep"
#define TOO_MANY	"more than 200,000 filters in a filter"

/* All that are in it, each as often as one walks into it. */
static uint32_t
count_within(struct dts *d, const struct img_filter *f)
{
	uint32_t i, all = 1;

	for (i = 0; i < f->n_uses && all <= MAX_FILTERS_WITHIN; i++)
		all += d->formulas->within.v[
		    d->filter_uses.v[f->uses + i].filter];
	return all;
}

/* One that is in itself, or too deep, has none in it: arcs that go in circles
 * are reported as such, depth as too large. */
static void
make(struct dts *d, uint32_t object, int depth)
{
	struct formula_object *o = &d->formulas->objects.v[object];
	struct img_filter f = { .kind = o->sub, .variable = NONE,
	    .test = NONE, .second = NONE, .resource = o->resource };
	uint32_t n, i;
	const struct formula_edge *e;

	if (o->kind != OBJECT_FILTER || o->row != NONE ||
	    o->state != STATE_NEW)
		return;
	o->state = STATE_BUSY;
	e = formula_edges_of(d, ARC_BOOLEAN, object, &n);
	if (depth == MAX_FILTER_DEPTH && n > 0)
		d->too_large = TOO_DEEP;
	for (i = 0; depth < MAX_FILTER_DEPTH && i < n; i++)
		if (e[i].to != NONE)
			make(d, e[i].to, depth + 1);
	f.items = (uint32_t)d->filter_items.n;
	formula_add_uses(d, ARC_BOOLEAN, object, &f.uses, &f.n_uses);
	for (i = 0; i < f.n_uses; i++) {
		uint8_t in = d->filters.v[d->filter_uses.v[f.uses +
		    i].filter].depth;

		if (in == MAX_FILTER_DEPTH) {	/* made from below */
			d->too_large = TOO_DEEP;
			f.n_uses = i;
		} else if (in >= f.depth) {
			f.depth = (uint8_t)(in + 1);
		}
	}
	n = count_within(d, &f);
	if (n > MAX_FILTERS_WITHIN) {
		d->too_large = TOO_MANY;
		f.n_uses = 0;
		n = 1;
	}
	o->row = formula_intern_filter(d, &f);
	o->state = STATE_DONE;
	describe(d, o->row);
	d->formulas->within.v[o->row] = n;
}

void
formula_make_filters(struct dts *d)
{
	uint32_t i;

	for (i = 0; i < d->filters.n; i++)
		describe(d, i);
	for (i = 0; i < d->formulas->objects.n; i++)
		make(d, i, 0);
}
