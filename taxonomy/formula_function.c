/*
 * formula_function.c: custom functions: libraries by namespace, and the
 * relationship from a signature to its implementation (Custom Function
 * Implementation 1.0, 2).
 */
#include "taxonomy/formulas.h"

#include <stdlib.h>

/* --- libraries --- */

static struct slice
ns_of(const struct dts *d, const struct img_function *f)
{
	return f->name == NONE ? SLICE("") :
	    dts_text(d, d->names.v[f->name].ns);
}

static int
by_name(const void *a, const void *b, void *ctx)
{
	const struct dts *d = ctx;
	const struct img_function *x = a, *y = b;
	int r = slice_cmp(ns_of(d, x), ns_of(d, y));

	if (r == 0 && x->name != y->name && x->name != NONE &&
	    y->name != NONE)
		r = slice_cmp(dts_text(d, d->names.v[x->name].local),
		    dts_text(d, d->names.v[y->name].local));
	if (r == 0)
		r = x->n_inputs < y->n_inputs ? -1 :
		    x->n_inputs > y->n_inputs;
	return r != 0 ? r : x->resource < y->resource ? -1 :
	    x->resource > y->resource;
}

static void
sort(struct dts *d)
{
	uint32_t i, library = FORMULA_LIBRARIES - 1, row = 0;

	if (d->functions.n > UINT16_MAX - FORMULA_LIBRARIES) {
		d->too_large = "more than 65,000 custom functions";
		d->functions.n = UINT16_MAX - FORMULA_LIBRARIES;
	}
	if (d->functions.n > 1)
		qsort_r(d->functions.v, d->functions.n,
		    sizeof(*d->functions.v), by_name, d);
	for (i = 0; i < d->functions.n; i++, row++) {
		struct img_function *f = &d->functions.v[i];
		uint32_t object = formula_object_of(d->formulas, f->resource);

		if (i == 0 || !slice_eq(ns_of(d, f), ns_of(d, f - 1))) {
			library++;
			row = 0;
		}
		f->library = (uint16_t)library;
		f->row = (uint16_t)row;
		d->formulas->objects.v[object].row = i;
	}
}

/* --- implementations --- */

static bool
is_pair(const struct dts *d, const struct formula_edge *e)
{
	const struct formula_object *o = d->formulas->objects.v;

	return e->from != NONE && e->to != NONE &&
	    o[e->from].kind == OBJECT_FUNCTION &&
	    o[e->from].row < d->functions.n &&
	    o[e->to].kind == OBJECT_IMPLEMENTATION;
}

static void
implement(struct dts *d, const struct formula_edge *e)
{
	struct formula_object *o = d->formulas->objects.v;
	struct img_function *f = &d->functions.v[o[e->from].row];
	const struct formula_implementation *m =
	    &d->formulas->implementations.v[o[e->to].row];
	struct finding *x;
	uint32_t i;

	if ((f->flags & FUNCTION_IMPLEMENTED) != 0 || o[e->to].state > 0) {
		(void)formula_finding(d, F_xbrlcfie_tooManyCFIRelationships,
		    o[e->to].state > 0 ? e->to : e->from);
		o[e->to].state = 1;
		return;
	}
	o[e->to].state = 1;
	f->flags |= FUNCTION_IMPLEMENTED;
	if (m->n_names != f->n_inputs) {
		x = formula_finding(d, F_xbrlcfie_inputMismatch, e->from);
		finding_argf(x, "expected", "%u", f->n_inputs);
		finding_argf(x, "found", "%u", m->n_names);
		o[e->from].state = 1;
	}
	for (i = 0; i < m->n_names && i < f->n_inputs; i++)
		d->function_inputs.v[f->inputs + i].name =
		    d->formula_lists.v[m->names + i];
	f->steps = m->steps;
	f->n_steps = m->n_steps;
	f->output = m->output;
}

/* A name of an expression of an implementation is an input or a step above. */
static void
check_names(struct dts *d, uint32_t function, uint32_t expression,
    uint32_t steps)
{
	const struct img_function *f = &d->functions.v[function];
	const struct img_expression *e;
	uint32_t i, k;
	struct finding *x;

	if (expression == NONE)
		return;
	e = &d->expressions.v[expression];
	for (i = 0; i < e->n_names; i++) {
		uint32_t name = d->formula_lists.v[e->names + i];
		bool found = false;

		for (k = 0; k < f->n_inputs && !found; k++)
			found = d->function_inputs.v[f->inputs + k].name ==
			    name;
		for (k = 0; k < steps && !found; k++)
			found = d->function_steps.v[f->steps + k].name ==
			    name;
		if (found)
			continue;
		x = finding_add(d->findings, F_err_XPST0008,
		    dts_place_line(d, e->document, e->line));
		finding_arg(x, "expression", formula_text_of(d, e->source));
		finding_arg(x, "reason", slice_of(arena_printf(d->arena,
		    "there is no variable $%s", formula_name_text(d, name,
		    d->arena).s)));
	}
}

void
formula_make_functions(struct dts *d)
{
	struct formula_set *set = d->formulas;
	const formula_edges *edges = &set->edges[ARC_IMPLEMENTATION];
	uint32_t i;

	sort(d);
	for (i = 0; i < edges->n; i++)
		if (is_pair(d, &edges->v[i]))
			implement(d, &edges->v[i]);
	for (i = 0; i < set->objects.n; i++)
		if (set->objects.v[i].kind == OBJECT_IMPLEMENTATION &&
		    set->objects.v[i].state == 0)
			(void)formula_finding(d,
			    F_xbrlcfie_missingCFIRelationship, i);
}

void
formula_check_functions(struct dts *d)
{
	uint32_t i, k;

	for (i = 0; i < d->functions.n; i++) {
		const struct img_function *f = &d->functions.v[i];

		if (d->formulas->objects.v[formula_object_of(d->formulas,
		    f->resource)].state != 0)
			continue;	/* its inputs are not known */
		for (k = 0; k < f->n_steps; k++)
			check_names(d, i, d->function_steps.v[f->steps +
			    k].expression, k);
		check_names(d, i, f->output, f->n_steps);
	}
}
