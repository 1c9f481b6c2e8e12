/*
 * formula_scope.c: variable sets that see those of others (Variables-Scope
 * Relationships 1.0), and the instances that they read and write (Variable
 * Instances for Multi-Instance Processing and Chaining 1.0).
 *
 * (1) What hangs on a set that is not evaluated is not either: a set in the scope
 *     of a broken one is broken.
 * (2) An instance hangs on those that the formulas that write it read.  The
 *     standard input instance is the report and hangs on nothing.
 */
#include "taxonomy/formulas.h"

#include <stdlib.h>

/* --- scopes --- */

static bool
is_set(const struct dts *d, uint32_t object)
{
	return object != NONE &&
	    d->formulas->objects.v[object].kind == OBJECT_SET;
}

void
formula_make_scopes(struct dts *d)
{
	formula_edges to = { NULL, 0, 0 };
	uint32_t i;

	for (i = 0; i < d->formulas->edges[ARC_SCOPE].n; i++)
		VEC_PUSH(&to, d->formulas->edges[ARC_SCOPE].v[i]);
	/* From the set that is seen to the one that sees (Variables Scope 1.0). */
	if (to.n > 1)
		qsort(to.v, to.n, sizeof(*to.v), formula_edge_by_to);
	for (i = 0; i < to.n; i++) {
		struct img_variable_set *s;
		struct img_set_scope row = { .name = to.v[i].name };

		if (!is_set(d, to.v[i].from) || !is_set(d, to.v[i].to))
			continue;
		s = &d->variable_sets.v[
		    d->formulas->objects.v[to.v[i].to].row];
		row.set = d->formulas->objects.v[to.v[i].from].row;
		if (s->n_visible == 0)
			s->visible = (uint32_t)d->set_scopes.n;
		s->n_visible++;
		VEC_PUSH(&d->set_scopes, row);
	}
	VEC_FREE(&to);
}

/* Whether a set is a formula or makes tuples. */
static bool
makes_facts(const struct img_variable_set *s)
{
	return s->kind == SET_FORMULA || s->kind == SET_TUPLE;
}

/* 2.1: both of one aspect model, and if both make facts, into one instance. */
static void
check_scope(struct dts *d, uint32_t inner, uint32_t outer, uint32_t object)
{
	const struct img_variable_set *in = &d->variable_sets.v[inner];
	const struct img_variable_set *out = &d->variable_sets.v[outer];
	enum finding_code code = FINDING_CODES;
	struct finding *f;

	if (((formula_without(d, inner) | formula_without(d, outer)) &
	    WITHOUT_MODEL) == 0 &&
	    ((in->flags ^ out->flags) & SET_DIMENSIONAL) != 0)
		code = F_xbrlvarscopee_conflictingAspectModels;
	else if (makes_facts(in) && makes_facts(out) &&
	    d->outputs.v[in->owner].instance !=
	    d->outputs.v[out->owner].instance)
		code = F_xbrlvarscopee_differentInstances;
	if (code == FINDING_CODES)
		return;
	f = formula_finding(d, code, object);
	finding_arg(f, "set", formula_object_name(d, formula_object_of(
	    d->formulas, out->resource)));
	d->variable_sets.v[inner].flags |= SET_BROKEN;
}

/* (1); sets in the scope of each other are evaluated by none. */
static void
break_inner(struct dts *d, formula_needs *all)
{
	uint32_t n = (uint32_t)d->variable_sets.n, i, taken;
	uint32_t *order = mem_calloc((size_t)n + 1, sizeof(*order));
	bool *marked = mem_calloc((size_t)n + 1, sizeof(*marked));

	memset(marked, true, n);
	taken = formula_order(all, n, order);
	for (i = 0; i < taken; i++)
		marked[order[i]] = (d->variable_sets.v[order[i]].flags &
		    SET_BROKEN) != 0;
	formula_spread(all, marked, n);
	for (i = 0; i < n; i++)
		if (marked[i])
			d->variable_sets.v[i].flags |= SET_BROKEN;
	mem_free(order);
	mem_free(marked);
}

/* --- instances --- */

bool
formula_is_standard(const struct dts *d, uint32_t parameter,
    const char *local)
{
	uint32_t name = d->parameters.v[parameter].name;
	const struct img_name *n;

	if ((d->parameters.v[parameter].flags & PARAMETER_INSTANCE) == 0 ||
	    name == NONE)
		return false;
	n = &d->names.v[name];
	return slice_is(dts_text(d, n->ns), NS_INSTANCE) &&
	    slice_is(dts_text(d, n->local), local);
}

/* What a set writes hangs on an instance that it reads. */
static void
add_read(const struct dts *d, uint32_t read, uint32_t written,
    formula_needs *all)
{
	if (read != NONE && written != NONE &&
	    (d->parameters.v[read].flags & PARAMETER_INSTANCE) != 0 &&
	    !formula_is_standard(d, read, STANDARD_INPUT))
		VEC_PUSH(all, ((struct formula_need){ read, written }));
}

static void
add_names(const struct dts *d, uint32_t first, uint32_t n, uint32_t written,
    formula_needs *all)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		add_read(d, formula_find_parameter(d,
		    d->formula_lists.v[first + i]), written, all);
}

static void
add_set(const struct dts *d, const struct img_variable_set *s,
    uint32_t written, formula_needs *all)
{
	uint32_t i, k;

	for (i = 0; i < s->n_bindings; i++) {
		const struct img_binding *b =
		    &d->bindings.v[s->bindings + i];
		const struct img_variable *v;

		if (b->kind == BINDING_PARAMETER) {
			add_read(d, b->target, written, all);
			continue;
		}
		v = &d->variables.v[b->target];
		add_names(d, v->names, v->n_names, written, all);
		for (k = 0; k < v->n_instances; k++)
			add_read(d, d->formula_lists.v[v->instances + k],
			    written, all);
	}
	if (s->expression != NONE)
		add_names(d, d->expressions.v[s->expression].names,
		    d->expressions.v[s->expression].n_names, written, all);
}

/* Marks those that hang on themselves or on such as do. */
static void
mark_left(formula_needs *all, uint32_t n, uint8_t *left)
{
	uint32_t *order = mem_calloc((size_t)n + 1, sizeof(*order)), i;
	uint32_t taken = formula_order(all, n, order);

	for (i = 0; i < n; i++)
		left[i]++;
	for (i = 0; i < taken; i++)
		left[order[i]]--;
	mem_free(order);
}

/* 2.3: no instance hangs on itself: one in a circle hangs on one in it, and has
 * one in it hang on it. */
static void
check_instances(struct dts *d)
{
	uint32_t n = (uint32_t)d->parameters.n, standard = NONE, i;
	formula_needs all = { NULL, 0, 0 };
	uint8_t *left = mem_calloc((size_t)n + 1, 1);
	size_t k;

	for (i = 0; i < n; i++)
		if (formula_is_standard(d, i, STANDARD_OUTPUT))
			standard = i;
	for (i = 0; i < d->outputs.n; i++)
		add_set(d, &d->variable_sets.v[d->outputs.v[i].set],
		    d->outputs.v[i].instance != NONE ?
		    d->outputs.v[i].instance : standard, &all);
	if (all.n > 0) {
		mark_left(&all, n, left);
		for (k = 0; k < all.n; k++)
			all.v[k] = (struct formula_need){ all.v[k].of,
			    all.v[k].on };
		mark_left(&all, n, left);
	}
	for (i = 0; i < n; i++)
		if (left[i] == 2)
			finding_arg(formula_finding(d,
			    F_xbrlvarinste_instanceVariableRecursionCycle,
			    formula_object_of(d->formulas,
			    d->parameters.v[i].resource)), "name",
			    formula_name_text(d, d->parameters.v[i].name,
			    d->arena));
	for (i = 0; i < d->outputs.n; i++) {
		uint32_t to = d->outputs.v[i].instance != NONE ?
		    d->outputs.v[i].instance : standard;

		if (to != NONE && left[to] == 2)
			d->variable_sets.v[d->outputs.v[i].set].flags |=
			    SET_BROKEN;
	}
	VEC_FREE(&all);
	mem_free(left);
}

void
formula_check_scopes(struct dts *d)
{
	formula_needs all = { NULL, 0, 0 };
	uint32_t i, k;

	for (i = 0; i < d->variable_sets.n; i++) {
		const struct img_variable_set *s = &d->variable_sets.v[i];

		for (k = 0; k < s->n_visible; k++) {
			uint32_t outer = d->set_scopes.v[s->visible + k].set;

			check_scope(d, i, outer, formula_object_of(
			    d->formulas, s->resource));
			VEC_PUSH(&all, ((struct formula_need){ outer, i }));
		}
	}
	if (all.n > 0)
		break_inner(d, &all);
	VEC_FREE(&all);
	check_instances(d);
}
