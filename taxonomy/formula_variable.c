/*
 * formula_variable.c: fact variables and general variables (Variables 1.0, 3.3)
 * with their filters, and equality definitions (2).
 */
#include "taxonomy/formulas.h"

#include <stdlib.h>

/* --- Aspect Cover Filters 1.0, 2: what covers, and what uncovers --- */

struct said {
	uint64_t aspect;	/* enum aspect_kind << 32 | name of a dimension */
	bool cover;
};

static int
by_aspect(const void *a, const void *b)
{
	const struct said *x = a, *y = b;

	return x->aspect < y->aspect ? -1 : x->aspect > y->aspect;
}

static bool
says(const struct img_filter_item *i, uint64_t *aspect)
{
	if (i->kind == ITEM_ASPECT && i->given)
		*aspect = (uint64_t)i->value << 32;
	else if (i->kind == ITEM_DIMENSION && i->name != NONE)
		*aspect = (uint64_t)ASPECT_DIMENSION << 32 | i->name;
	else
		return false;
	return true;
}

/* Two that name the same aspect cover it both or neither. */
static void
check_covers(struct dts *d, const struct img_variable *v, uint32_t object)
{
	VEC(struct said) all = { NULL, 0, 0 };
	struct said s;
	uint32_t i, k;

	for (i = 0; i < v->n_filters; i++) {
		const struct img_filter_use *use =
		    &d->filter_uses.v[v->filters + i];
		const struct img_filter *f = &d->filters.v[use->filter];

		s.cover = (use->flags & FILTER_COVER) != 0;
		for (k = 0; f->kind == FILTER_ASPECT_COVER &&
		    k < f->n_items; k++)
			if (says(&d->filter_items.v[f->items + k],
			    &s.aspect))
				VEC_PUSH(&all, s);
	}
	if (all.n > 1)
		qsort(all.v, all.n, sizeof(*all.v), by_aspect);
	for (i = 1; i < all.n; i++)
		if (all.v[i].aspect == all.v[i - 1].aspect &&
		    all.v[i].cover != all.v[i - 1].cover) {
			(void)formula_finding(d,
			    F_xbrlacfe_inconsistentAspectCoverFilters,
			    object);
			d->formulas->objects.v[object].state = 1;
			break;
		}
	VEC_FREE(&all);
}

/* --- variables --- */

static void
add_names(struct dts *d, uint32_t first, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		VEC_PUSH(&d->formulas->copies, d->formula_lists.v[first + i]);
}

static void
find_names(struct dts *d, struct img_variable *v)
{
	struct formula_set *set = d->formulas;
	uint32_t i;

	set->copies.n = 0;
	for (i = 0; i < v->n_filters; i++) {
		const struct img_filter *f = &d->filters.v[
		    d->filter_uses.v[v->filters + i].filter];

		add_names(d, f->names, f->n_names);
	}
	if (v->kind == VARIABLE_GENERAL && v->expression != NONE)
		add_names(d, d->expressions.v[v->expression].names,
		    d->expressions.v[v->expression].n_names);
	v->n_names = formula_sort_names(set->copies.v,
	    (uint32_t)set->copies.n);
	v->names = formula_intern_list(d, set->copies.v, v->n_names);
}

/* Instances 1.0: the rows of the parameters whose facts it binds; `to` are all
 * arcs from instances, by their end. */
static void
find_instances(struct dts *d, const formula_edges *to, uint32_t object,
    struct img_variable *v)
{
	struct formula_set *set = d->formulas;
	size_t low = 0, high = to->n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (to->v[mid].to < object)
			low = mid + 1;
		else
			high = mid;
	}
	set->copies.n = 0;
	for (; low < to->n && to->v[low].to == object; low++) {
		const struct formula_object *o = to->v[low].from == NONE ?
		    NULL : &set->objects.v[to->v[low].from];

		if (o != NULL && o->kind == OBJECT_PARAMETER &&
		    o->sub == PARAMETER_INSTANCE && o->row != NONE &&
		    !formula_is_standard(d, o->row, STANDARD_INPUT))
			VEC_PUSH(&set->copies, o->row);
	}
	v->n_instances = formula_sort_names(set->copies.v,
	    (uint32_t)set->copies.n);
	v->instances = formula_intern_list(d, set->copies.v, v->n_instances);
}

static void
make(struct dts *d, const formula_edges *instances, uint32_t object)
{
	struct formula_object *o = &d->formulas->objects.v[object];
	struct img_variable v = { .kind = o->sub, .flags = o->flags,
	    .expression = o->expression, .resource = o->resource };

	v.filters = (uint32_t)d->filter_uses.n;
	if (v.kind == VARIABLE_FACT) {
		formula_add_uses(d, ARC_VARIABLE_FILTER, object, &v.filters,
		    &v.n_filters);
		find_instances(d, instances, object, &v);
		check_covers(d, &v, object);
	}
	find_names(d, &v);
	o->row = formula_intern_variable(d, &v);
}

void
formula_make_variables(struct dts *d)
{
	struct formula_set *set = d->formulas;
	formula_edges instances = { NULL, 0, 0 };
	uint32_t i;

	for (i = 0; i < set->edges[ARC_INSTANCE_VARIABLE].n; i++)
		VEC_PUSH(&instances, set->edges[ARC_INSTANCE_VARIABLE].v[i]);
	if (instances.n > 1)
		qsort(instances.v, instances.n, sizeof(*instances.v),
		    formula_edge_by_to);
	for (i = 0; i < set->objects.n; i++)
		if (set->objects.v[i].kind == OBJECT_VARIABLE)
			make(d, &instances, i);
	VEC_FREE(&instances);
}

/* --- equality definitions --- */

static int
by_element(const void *a, const void *b)
{
	const struct img_equality *x = a, *y = b;

	if (x->element != y->element)
		return x->element < y->element ? -1 : 1;
	return x->expression < y->expression ? -1 :
	    x->expression > y->expression;
}

/* 2: a typed domain has no more than one. */
void
formula_make_equalities(struct dts *d)
{
	const formula_edges *edges = &d->formulas->edges[ARC_EQUALITY];
	struct finding *f;
	uint32_t i;

	for (i = 0; i < edges->n; i++) {
		const struct formula_edge *e = &edges->v[i];
		struct img_equality row = { NODE_ROW(e->from), NONE };

		if (NODE_KIND(e->from) != NODE_ELEMENT || e->to == NONE ||
		    d->formulas->objects.v[e->to].kind != OBJECT_EQUALITY)
			continue;
		row.expression = d->formulas->objects.v[e->to].expression;
		if (i > 0 && e[-1].from == e->from && e[-1].to == e->to)
			continue;	/* the same one, twice */
		if (i > 0 && e[-1].from == e->from) {
			f = finding_add(d->findings,
			    F_xbrlve_multipleTypedDimensionEqualityDefinitions,
			    formula_edge_place(d, e));
			finding_arg(f, "element", link_qname(d,
			    d->elements.v[row.element].name, d->arena));
			continue;
		}
		VEC_PUSH(&d->equalities, row);
	}
	if (d->equalities.n > 1)
		qsort(d->equalities.v, d->equalities.n,
		    sizeof(*d->equalities.v), by_element);
}
