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
		o[e->from].state = WITHOUT_CODE;
	}
	for (i = 0; i < m->n_names && i < f->n_inputs; i++)
		d->function_inputs.v[f->inputs + i].name =
		    d->formula_lists.v[m->names + i];
	f->steps = m->steps;
	f->n_steps = m->n_steps;
	f->output = m->output;
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

/* --- what is in them --- */

/* A name of an expression of an implementation is an input or a step above. */
static bool
is_known(const struct dts *d, const struct img_function *f, uint32_t name,
    uint32_t steps)
{
	uint32_t k;

	for (k = 0; k < f->n_inputs; k++)
		if (d->function_inputs.v[f->inputs + k].name == name)
			return true;
	for (k = 0; k < steps; k++)
		if (d->function_steps.v[f->steps + k].name == name)
			return true;
	return false;
}

/* False where one is not known, or the expression has no code. */
static bool
check_names(struct dts *d, uint32_t function, uint32_t expression,
    uint32_t steps)
{
	const struct img_function *f = &d->functions.v[function];
	const struct img_expression *e;
	bool right = true;
	uint32_t i;
	struct finding *x;

	if (expression == NONE)
		return true;
	e = &d->expressions.v[expression];
	for (i = 0; i < e->n_names; i++) {
		uint32_t name = d->formula_lists.v[e->names + i];

		if (is_known(d, f, name, steps))
			continue;
		right = false;
		x = finding_add(d->findings, F_err_XPST0008,
		    dts_place_line(d, e->document, e->line));
		finding_arg(x, "expression", formula_text_of(d, e->source));
		finding_arg(x, "reason", slice_of(arena_printf(d->arena,
		    "there is no variable $%s", formula_name_text(d, name,
		    d->arena).s)));
	}
	return right && e->code_size > 0;
}

static void
check_function(struct dts *d, uint32_t function)
{
	const struct img_function *f = &d->functions.v[function];
	struct formula_object *o = &d->formulas->objects.v[
	    formula_object_of(d->formulas, f->resource)];
	uint32_t k;

	if (o->state != 0)
		return;			/* its inputs are not known */
	for (k = 0; k < f->n_steps; k++)
		if (!check_names(d, function, d->function_steps.v[f->steps +
		    k].expression, k))
			o->state = WITHOUT_CODE;
	if (!check_names(d, function, f->output, f->n_steps))
		o->state = WITHOUT_CODE;
}

/* Functions and expressions that hang on each other: functions are the numbers
 * from 0, expressions those after them. */
static void
find_needs(const struct dts *d, formula_needs *all)
{
	uint32_t n = (uint32_t)d->functions.n, i, k;

	for (i = 0; i < d->formulas->calls.n; i++) {
		const struct formula_call *c = &d->formulas->calls.v[i];

		VEC_PUSH(all, ((struct formula_need){ c->function,
		    n + c->expression }));
	}
	for (i = 0; i < n; i++) {
		const struct img_function *f = &d->functions.v[i];

		for (k = 0; k < f->n_steps; k++)
			VEC_PUSH(all, ((struct formula_need){ n +
			    d->function_steps.v[f->steps + k].expression, i }));
		if (f->output != NONE)
			VEC_PUSH(all, ((struct formula_need){ n + f->output,
			    i }));
	}
}

/* What calls a function that cannot be called has no code: why has been told
 * where the function stands. */
static void
drop_callers(struct dts *d)
{
	uint32_t n = (uint32_t)d->functions.n, i;
	uint32_t most = n + (uint32_t)d->expressions.n;
	bool *marked = mem_calloc((size_t)most + 1, sizeof(*marked));
	formula_needs all = { NULL, 0, 0 };

	for (i = 0; i < n; i++)
		marked[i] = d->formulas->objects.v[formula_object_of(
		    d->formulas, d->functions.v[i].resource)].state != 0;
	find_needs(d, &all);
	formula_spread(&all, marked, most);
	for (i = n; i < most; i++)
		if (marked[i])
			d->expressions.v[i - n].code_size = 0;
	VEC_FREE(&all);
	mem_free(marked);
}

void
formula_check_functions(struct dts *d)
{
	uint32_t i;

	for (i = 0; i < d->functions.n; i++)
		check_function(d, i);
	if (d->formulas->calls.n > 0)
		drop_callers(d);
}
