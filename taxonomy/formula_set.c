/*
 * formula_set.c: variable sets (Variables 1.0, 3.5): what their names
 * mean, in which order their variables can be evaluated, preconditions, filters
 * of the group.
 *
 * (1) First all sets get their bindings, in the order of the arcs; then each is
 *     judged and its bindings put in order, for a set may see those of others.
 */
#include "taxonomy/formulas.h"

#include <stdlib.h>

uint8_t
formula_without(const struct dts *d, uint32_t set)
{
	return d->formulas->objects.v[formula_object_of(d->formulas,
	    d->variable_sets.v[set].resource)].state;
}

/* --- names --- */

#define FEW	16	/* bindings that are looked through one by one */

/* The position of a name among the bindings of a set, or NONE. */
static uint32_t
position_of(const struct dts *d, const struct img_variable_set *s,
    uint32_t name)
{
	struct formula_set *set = d->formulas;
	uint32_t i;

	if (s->n_bindings <= FEW) {
		for (i = 0; i < s->n_bindings; i++)
			if (d->bindings.v[s->bindings + i].name == name)
				return i;
		return NONE;
	}
	if (set->indexed != s->bindings + 1) {
		table_free(&set->index);
		for (i = 0; i < s->n_bindings; i++)
			table_add_int(&set->index,
			    d->bindings.v[s->bindings + i].name, i);
		set->indexed = s->bindings + 1;
	}
	return table_find_int(&set->index, name);
}

#define MAX_VISIBLE	1000	/* sets; past that no name is held to be wrong */

/* Whether a set sees a name by variables-scope, however far away. */
static bool
is_visible(const struct dts *d, const struct img_variable_set *s,
    uint32_t name)
{
	struct formula_set *set = d->formulas;
	struct table met = { .slots = NULL };
	bool found = false;
	uint32_t i, next = 0;

	set->seen.n = 0;
	for (; s != NULL && !found && set->seen.n < MAX_VISIBLE;
	    s = next < set->seen.n ?
	    &d->variable_sets.v[set->seen.v[next++]] : NULL)
		for (i = 0; i < s->n_visible && !found; i++) {
			const struct img_set_scope *v =
			    &d->set_scopes.v[s->visible + i];

			found = v->name == name || position_of(d,
			    &d->variable_sets.v[v->set], name) != NONE;
			if (table_find_int(&met, v->set) != NONE)
				continue;
			table_add_int(&met, v->set, 0);
			VEC_PUSH(&set->seen, v->set);
		}
	table_free(&met);
	return found || set->seen.n >= MAX_VISIBLE;
}

enum formula_meaning
formula_meaning(const struct dts *d, const struct img_variable_set *s,
    uint32_t name, uint32_t *binding)
{
	*binding = position_of(d, s, name);
	if (*binding != NONE)
		return d->bindings.v[s->bindings + *binding].kind ==
		    BINDING_PARAMETER ? MEANS_PARAMETER : MEANS_VARIABLE;
	if (formula_find_parameter(d, name) != NONE)
		return MEANS_PARAMETER;
	return s->n_visible > 0 && is_visible(d, s, name) ? MEANS_VISIBLE :
	    MEANS_NOTHING;
}

/* Where the name of a variable of the set is not known, it may be that one. */
static void
unresolved(struct dts *d, uint32_t set, uint32_t name, uint32_t object)
{
	struct finding *f;

	d->variable_sets.v[set].flags |= SET_BROKEN;
	if ((formula_without(d, set) & WITHOUT_NAMES) != 0)
		return;
	f = formula_finding(d, F_xbrlve_unresolvedDependency, object);
	finding_arg(f, "name", formula_name_text(d, name, d->arena));
	finding_arg(f, "set", formula_object_name(d, formula_object_of(
	    d->formulas, d->variable_sets.v[set].resource)));
}

void
formula_check_names(struct dts *d, uint32_t set, uint32_t expression,
    uint32_t object)
{
	const struct img_expression *e;
	uint32_t i, binding;

	if (expression == NONE)
		return;
	e = &d->expressions.v[expression];
	if (e->code_size == 0)
		d->variable_sets.v[set].flags |= SET_BROKEN;
	for (i = 0; i < e->n_names; i++) {
		uint32_t name = d->formula_lists.v[e->names + i];

		if (formula_meaning(d, &d->variable_sets.v[set], name,
		    &binding) == MEANS_NOTHING)
			unresolved(d, set, name, object);
	}
}

/* --- (1) bindings as the arcs have them --- */

static bool
binding_of(const struct dts *d, const struct formula_edge *e,
    struct img_binding *b)
{
	const struct formula_object *o = e->to == NONE ? NULL :
	    &d->formulas->objects.v[e->to];

	if (o == NULL || o->row == NONE || (o->kind != OBJECT_VARIABLE &&
	    o->kind != OBJECT_PARAMETER))
		return false;
	*b = (struct img_binding){ .name = e->name, .target = o->row };
	b->kind = o->kind == OBJECT_PARAMETER ? BINDING_PARAMETER :
	    o->sub == VARIABLE_FACT ? BINDING_FACT : BINDING_GENERAL;
	return true;
}

/* 3.5.1: a name of a set is of one variable; an arc that is there twice, of
 * different roles say, is one, and so are arcs to parameters that share their
 * name (3.2). */
static bool
is_new(struct dts *d, uint32_t object, const struct img_variable_set *s,
    const struct formula_edge *e, const struct img_binding *b)
{
	uint32_t at = position_of(d, s, e->name);
	const struct img_binding *old;
	struct finding *f;

	if (at == NONE)
		return true;
	old = &d->bindings.v[s->bindings + at];
	if (d->formulas->bound.v[s->bindings + at] == e->to ||
	    (b->kind == BINDING_PARAMETER && old->kind == b->kind &&
	    old->target == b->target))
		return false;
	f = formula_finding(d, F_xbrlve_duplicateVariableNames, object);
	finding_arg(f, "name", formula_name_text(d, e->name, d->arena));
	d->variable_sets.v[d->formulas->objects.v[object].row].flags |=
	    SET_BROKEN;
	return false;
}

static void
bind(struct dts *d, uint32_t object)
{
	uint32_t row = d->formulas->objects.v[object].row, n, i;
	struct img_variable_set *s = &d->variable_sets.v[row];
	const struct formula_edge *e = formula_edges_of(d, ARC_VARIABLE_SET,
	    object, &n);
	struct img_binding b;

	s->bindings = (uint32_t)d->bindings.n;
	for (i = 0; i < n; i++) {
		if (!binding_of(d, &e[i], &b))
			continue;
		if (b.name == NONE) {			/* reported */
			s->flags |= SET_BROKEN;
			d->formulas->objects.v[object].state |= WITHOUT_NAMES;
		}
		if (s->n_bindings == FORMULA_MAX_BINDINGS) {
			d->too_large = "more than 2,000 variables in a "
			    "variable set";
			s->flags |= SET_BROKEN;
		}
		if (b.name == NONE || s->n_bindings == FORMULA_MAX_BINDINGS ||
		    !is_new(d, object, s, &e[i], &b))
			continue;
		VEC_PUSH(&d->bindings, b);
		VEC_PUSH(&d->formulas->bound, e[i].to);
		if (d->formulas->indexed == s->bindings + 1)
			table_add_int(&d->formulas->index, b.name,
			    s->n_bindings);
		s->n_bindings++;
	}
}

/* --- dependencies (3.5) --- */

/* 4.2: a fallback value names no variables. */
static void
check_fallback(struct dts *d, uint32_t set, const struct img_variable *v,
    uint32_t object)
{
	const struct img_expression *e;
	uint32_t i, binding;
	struct finding *f;

	if (v->kind != VARIABLE_FACT || v->expression == NONE)
		return;
	e = &d->expressions.v[v->expression];
	for (i = 0; i < e->n_names; i++) {
		uint32_t name = d->formula_lists.v[e->names + i];

		if (formula_meaning(d, &d->variable_sets.v[set], name,
		    &binding) != MEANS_VARIABLE)
			continue;
		f = formula_finding(d,
		    F_xbrlve_fallbackValueVariableReferenceNotAllowed,
		    object);
		finding_arg(f, "name", formula_name_text(d, name, d->arena));
		d->variable_sets.v[set].flags |= SET_BROKEN;
	}
	formula_check_names(d, set, v->expression, object);
}

/* 2: what a filter could cover is in the aspect model of the set. */
static bool
fits_model(const struct img_variable_set *s, uint32_t can)
{
	static const uint32_t dimensional =
	    ASPECT_BIT(ASPECT_NON_XDT_SEGMENT) |
	    ASPECT_BIT(ASPECT_NON_XDT_SCENARIO) |
	    ASPECT_BIT(ASPECT_DIMENSION) | ASPECT_BIT(ASPECT_DIMENSIONS);
	static const uint32_t other = ASPECT_BIT(ASPECT_SEGMENT) |
	    ASPECT_BIT(ASPECT_SCENARIO);

	return (can & ((s->flags & SET_DIMENSIONAL) != 0 ? other :
	    dimensional)) == 0;
}

static void
check_filters(struct dts *d, uint32_t set, uint32_t first, uint32_t n,
    uint32_t object)
{
	struct img_variable_set *s = &d->variable_sets.v[set];
	uint32_t i, can = 0;

	for (i = 0; i < n; i++)
		can |= d->formulas->can_cover.v[
		    d->filter_uses.v[first + i].filter];
	if ((can & CAN_NOT) != 0)
		s->flags |= SET_BROKEN;
	if ((formula_without(d, set) & WITHOUT_MODEL) != 0 ||
	    fits_model(s, can))
		return;
	(void)formula_finding(d, F_xbrlve_filterAspectModelMismatch, object);
	s->flags |= SET_BROKEN;
}

static void
judge_variable(struct dts *d, uint32_t set, uint32_t binding)
{
	const struct img_binding *b = &d->bindings.v[binding];
	uint32_t object = d->formulas->bound.v[binding];
	const struct img_variable *v;

	if (b->kind == BINDING_PARAMETER)
		return;
	v = &d->variables.v[b->target];
	if (d->formulas->objects.v[object].state != 0)
		d->variable_sets.v[set].flags |= SET_BROKEN;
	check_filters(d, set, v->filters, v->n_filters, object);
	check_fallback(d, set, v, object);
	if (v->kind == VARIABLE_GENERAL && v->expression != NONE &&
	    d->expressions.v[v->expression].code_size == 0)
		d->variable_sets.v[set].flags |= SET_BROKEN;
}

/* The positions of the bindings that a binding hangs on. */
static void
find_needs(struct dts *d, uint32_t set, uint32_t binding)
{
	struct formula_set *all = d->formulas;
	struct img_binding *b = &d->bindings.v[binding];
	const struct img_variable *v;
	uint32_t i, at;

	if (b->kind == BINDING_PARAMETER)
		return;
	v = &d->variables.v[b->target];
	all->copies.n = 0;
	for (i = 0; i < v->n_names; i++) {
		uint32_t name = d->formula_lists.v[v->names + i];
		enum formula_meaning m = formula_meaning(d,
		    &d->variable_sets.v[set], name, &at);

		if (m == MEANS_NOTHING)
			unresolved(d, set, name, all->bound.v[binding]);
		else if (at != NONE)
			VEC_PUSH(&all->copies, at);
	}
	b->n_needs = formula_sort_names(all->copies.v,
	    (uint32_t)all->copies.n);
	b->needs = formula_intern_list(d, all->copies.v, b->n_needs);
}

/* Moves bindings to their places and renumbers what they need. */
static void
permute(struct dts *d, struct img_variable_set *s, const uint32_t *order)
{
	struct formula_set *set = d->formulas;
	struct img_binding *b = d->bindings.v + s->bindings, *old;
	uint32_t *bound = set->bound.v + s->bindings, *was, *place, i, k;

	old = mem_calloc(s->n_bindings, sizeof(*old));
	was = mem_calloc(s->n_bindings, sizeof(*was));
	place = mem_calloc(s->n_bindings, sizeof(*place));
	memcpy(old, b, s->n_bindings * sizeof(*old));
	memcpy(was, bound, s->n_bindings * sizeof(*was));
	set->indexed = 0;
	for (i = 0; i < s->n_bindings; i++)
		place[order[i]] = i;
	for (i = 0; i < s->n_bindings; i++) {
		b[i] = old[order[i]];
		bound[i] = was[order[i]];
		set->copies.n = 0;
		for (k = 0; k < b[i].n_needs; k++)
			VEC_PUSH(&set->copies,
			    place[d->formula_lists.v[b[i].needs + k]]);
		b[i].n_needs = formula_sort_names(set->copies.v,
		    (uint32_t)set->copies.n);
		b[i].needs = formula_intern_list(d, set->copies.v,
		    b[i].n_needs);
	}
	mem_free(old);
	mem_free(was);
	mem_free(place);
}

/* 3.5: no variable hangs on itself. */
static void
put_in_order(struct dts *d, uint32_t set, uint32_t object)
{
	struct formula_set *all = d->formulas;
	struct img_variable_set *s = &d->variable_sets.v[set];
	uint32_t *order, n, i, k;
	bool moved = false;

	all->needs.n = 0;
	for (i = 0; i < s->n_bindings; i++) {
		const struct img_binding *b =
		    &d->bindings.v[s->bindings + i];

		for (k = 0; k < b->n_needs; k++) {
			uint32_t on = d->formula_lists.v[b->needs + k];

			VEC_PUSH(&all->needs,
			    ((struct formula_need){ on, i }));
			moved |= on >= i;
		}
	}
	if (!moved)			/* as nearly all are */
		return;
	order = mem_calloc(s->n_bindings, sizeof(*order));
	n = formula_order(&all->needs, s->n_bindings, order);
	if (n == s->n_bindings) {
		permute(d, s, order);
	} else {
		(void)formula_finding(d, F_xbrlve_cyclicDependencies, object);
		s->flags |= SET_BROKEN;
	}
	mem_free(order);
}

/* --- the rest of a set --- */

static void
add_preconditions(struct dts *d, uint32_t set, uint32_t object)
{
	struct formula_set *all = d->formulas;
	struct img_variable_set *s = &d->variable_sets.v[set];
	uint32_t n, i;
	const struct formula_edge *e = formula_edges_of(d, ARC_PRECONDITION,
	    object, &n);

	all->copies.n = 0;
	for (i = 0; i < n; i++)
		if (e[i].to != NONE &&
		    all->objects.v[e[i].to].kind == OBJECT_PRECONDITION &&
		    all->objects.v[e[i].to].expression != NONE)
			VEC_PUSH(&all->copies,
			    all->objects.v[e[i].to].expression);
	s->n_preconditions = (uint32_t)all->copies.n;
	s->preconditions = formula_intern_list(d, all->copies.v,
	    s->n_preconditions);
	for (i = 0; i < n; i++)
		if (e[i].to != NONE &&
		    all->objects.v[e[i].to].kind == OBJECT_PRECONDITION)
			formula_check_names(d, set,
			    all->objects.v[e[i].to].expression, e[i].to);
}

/* 3.4: filters of the group speak of no variable. */
static void
check_group_names(struct dts *d, uint32_t set,
    const struct formula_edge *e)
{
	uint32_t row = formula_filter_of(d, e), i, binding;
	uint32_t object = e->to == NONE ? e->from : e->to;
	const struct img_filter *f;
	struct finding *x;

	if (row == NONE)
		return;
	f = &d->filters.v[row];
	for (i = 0; i < f->n_names; i++) {
		uint32_t name = d->formula_lists.v[f->names + i];
		enum formula_meaning m = formula_meaning(d,
		    &d->variable_sets.v[set], name, &binding);

		if (m == MEANS_NOTHING)
			unresolved(d, set, name, object);
		if (m != MEANS_VARIABLE)
			continue;
		x = formula_finding(d,
		    F_xbrlve_factVariableReferenceNotAllowed, object);
		finding_arg(x, "name", formula_name_text(d, name, d->arena));
		d->variable_sets.v[set].flags |= SET_BROKEN;
	}
}

static void
add_group(struct dts *d, uint32_t set, uint32_t object)
{
	struct img_variable_set *s = &d->variable_sets.v[set];
	uint32_t n, i;
	const struct formula_edge *e = formula_edges_of(d, ARC_SET_FILTER,
	    object, &n);

	formula_add_uses(d, ARC_SET_FILTER, object, &s->filters,
	    &s->n_filters);
	for (i = 0; i < s->n_filters; i++)
		d->filter_uses.v[s->filters + i].flags &= FILTER_COMPLEMENT;
	check_filters(d, set, s->filters, s->n_filters, object);
	for (i = 0; i < n; i++)
		check_group_names(d, set, &e[i]);
}

/* Existence Assertions 1.0, 2: its test is of how many, not of which. */
static void
check_existence(struct dts *d, uint32_t set, uint32_t object)
{
	struct img_variable_set *s = &d->variable_sets.v[set];
	const struct img_expression *e;
	uint32_t i, binding;
	struct finding *f;

	if (s->kind != SET_EXISTENCE || s->expression == NONE)
		return;
	e = &d->expressions.v[s->expression];
	for (i = 0; i < e->n_names; i++) {
		uint32_t name = d->formula_lists.v[e->names + i];

		if (formula_meaning(d, s, name, &binding) != MEANS_VARIABLE)
			continue;
		f = formula_finding(d, F_xbrleae_variableReferenceNotAllowed,
		    object);
		finding_arg(f, "name", formula_name_text(d, name, d->arena));
		s->flags |= SET_BROKEN;
	}
}

static void
judge(struct dts *d, uint32_t object)
{
	uint32_t set = d->formulas->objects.v[object].row, i;
	const struct img_variable_set *s = &d->variable_sets.v[set];

	for (i = 0; i < s->n_bindings; i++) {
		judge_variable(d, set, s->bindings + i);
		find_needs(d, set, s->bindings + i);
	}
	put_in_order(d, set, object);
	add_preconditions(d, set, object);
	add_group(d, set, object);
	formula_check_names(d, set, s->expression, object);
	check_existence(d, set, object);
}

void
formula_make_sets(struct dts *d)
{
	struct formula_set *set = d->formulas;
	uint32_t i;

	for (i = 0; i < set->objects.n; i++)
		if (set->objects.v[i].kind == OBJECT_SET)
			bind(d, i);
	formula_make_scopes(d);
	for (i = 0; i < set->objects.n; i++)
		if (set->objects.v[i].kind == OBJECT_SET)
			judge(d, i);
}
