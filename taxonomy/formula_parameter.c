/*
 * formula_parameter.c: the parameters of a DTS (Variables 1.0, 3.2): each name
 * once, and an order in which their expressions can be evaluated.
 */
#include "taxonomy/formulas.h"

#include <stdlib.h>

static int
by_name(const void *a, const void *b)
{
	const struct img_parameter *x = a, *y = b;

	if (x->name != y->name)
		return x->name < y->name ? -1 : 1;
	return x->resource < y->resource ? -1 : x->resource > y->resource;
}

/* 3.2: the first of those that share a name stays. */
static void
sort(struct dts *d)
{
	struct img_parameter *p = d->parameters.v;
	uint32_t i, kept = 0, object;
	struct finding *f;

	if (d->parameters.n > 1)
		qsort(p, d->parameters.n, sizeof(*p), by_name);
	for (i = 0; i < d->parameters.n; i++) {
		object = formula_object_of(d->formulas, p[i].resource);
		if (p[i].name != NONE &&
		    (kept == 0 || p[kept - 1].name != p[i].name)) {
			d->formulas->objects.v[object].row = kept;
			p[kept++] = p[i];
			continue;
		}
		d->formulas->objects.v[object].row = p[i].name == NONE ?
		    NONE : kept - 1;
		if (p[i].name == NONE)
			continue;
		f = formula_finding(d, F_xbrlve_parameterNameClash, object);
		finding_arg(f, "name", formula_name_text(d, p[i].name,
		    d->arena));
	}
	d->parameters.n = kept;
}

uint32_t
formula_find_parameter(const struct dts *d, uint32_t name)
{
	struct img_parameter key = { .name = name };
	uint32_t low = 0, high = (uint32_t)d->parameters.n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (d->parameters.v[mid].name < key.name)
			low = mid + 1;
		else
			high = mid;
	}
	return low < d->parameters.n && d->parameters.v[low].name == name ?
	    low : NONE;
}

static void
find_needs(struct dts *d, formula_needs *all)
{
	uint32_t i, k;
	struct finding *f;

	for (i = 0; i < d->parameters.n; i++) {
		struct img_parameter *p = &d->parameters.v[i];
		const struct img_expression *e = p->expression == NONE ?
		    NULL : &d->expressions.v[p->expression];

		if (e != NULL && e->code_size == 0)
			p->flags |= PARAMETER_BROKEN;
		for (k = 0; e != NULL && k < e->n_names; k++) {
			uint32_t name = d->formula_lists.v[e->names + k];
			struct formula_need n = {
			    formula_find_parameter(d, name), i };

			if (n.on != NONE) {
				VEC_PUSH(all, n);
				continue;
			}
			p->flags |= PARAMETER_BROKEN;
			f = formula_finding(d, F_xbrlve_unresolvedDependency_Parameter,
			    formula_object_of(d->formulas, p->resource));
			finding_arg(f, "name", formula_name_text(d, name,
			    d->arena));
		}
	}
}

void
formula_make_parameters(struct dts *d)
{
	formula_needs all = { NULL, 0, 0 };
	uint32_t *order, n, i;
	bool *taken;

	sort(d);
	order = mem_calloc(d->parameters.n + 1, sizeof(*order));
	taken = mem_calloc(d->parameters.n + 1, sizeof(*taken));
	find_needs(d, &all);
	n = formula_order(&all, (uint32_t)d->parameters.n, order);
	for (i = 0; i < n; i++) {
		d->parameters.v[i].turn = order[i];
		taken[order[i]] = true;
	}
	for (i = 0; i < d->parameters.n; i++) {
		if (taken[i])
			continue;
		d->parameters.v[i].flags |= PARAMETER_BROKEN;	/* 3.2 */
		(void)formula_finding(d, F_xbrlve_parameterCyclicDependencies,
		    formula_object_of(d->formulas,
		    d->parameters.v[i].resource));
	}
	VEC_FREE(&all);
	mem_free(order);
	mem_free(taken);
}
