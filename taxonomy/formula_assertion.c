/*
 * formula_assertion.c: assertions (Validation 1.0; Value, Existence and
 * Consistency Assertions 1.0) with what belongs to them: messages (Validation
 * Messages 1.0), severity (Assertion Severity 1.0 and 2.0), the sets that they
 * are in.
 */
#include "taxonomy/formulas.h"

#include <stdlib.h>

/* --- rows --- */

static bool
is_assertion(const struct dts *d, uint32_t object)
{
	const struct formula_object *o;

	if (object == NONE)
		return false;
	o = &d->formulas->objects.v[object];
	return o->kind == OBJECT_CONSISTENCY || (o->kind == OBJECT_SET &&
	    (o->sub == SET_VALUE || o->sub == SET_EXISTENCE));
}

/* The row of the assertion that an object is. */
static uint32_t
row_of(const struct dts *d, uint32_t object)
{
	const struct formula_object *o = &d->formulas->objects.v[object];

	return o->kind == OBJECT_CONSISTENCY ? o->row :
	    d->variable_sets.v[o->row].owner;
}

static void
add_set_assertion(struct dts *d, uint32_t object, struct img_assertion *a)
{
	uint32_t set = d->formulas->objects.v[object].row;
	struct img_variable_set *s = &d->variable_sets.v[set];

	a->kind = s->kind == SET_VALUE ? ASSERTION_VALUE :
	    ASSERTION_EXISTENCE;
	a->sets = formula_intern_list(d, &set, 1);
	a->n_sets = 1;
	s->owner = (uint32_t)d->assertions.n;
	if ((s->flags & SET_BROKEN) != 0)
		a->flags |= ASSERTION_BROKEN;
}

/* Consistency Assertions 1.0, 2: the formulas of which it judges facts. */
static void
add_formulas(struct dts *d, uint32_t object, struct img_assertion *a)
{
	struct formula_set *set = d->formulas;
	uint32_t n, i;
	const struct formula_edge *e = formula_edges_of(d,
	    ARC_CONSISTENCY_FORMULA, object, &n);

	set->copies.n = 0;
	for (i = 0; i < n; i++) {
		const struct formula_object *o = e[i].to == NONE ? NULL :
		    &set->objects.v[e[i].to];

		if (o == NULL || o->kind != OBJECT_SET ||
		    o->sub != SET_FORMULA)
			continue;
		VEC_PUSH(&set->copies, o->row);
		if ((d->variable_sets.v[o->row].flags & SET_BROKEN) != 0)
			a->flags |= ASSERTION_BROKEN;
	}
	a->n_sets = formula_sort_names(set->copies.v,
	    (uint32_t)set->copies.n);
	a->sets = formula_intern_list(d, set->copies.v, a->n_sets);
}

/* 2: it has parameters, and no variables. */
static void
add_parameters(struct dts *d, uint32_t object, struct img_assertion *a)
{
	struct formula_set *set = d->formulas;
	uint32_t n, i;
	const struct formula_edge *e = formula_edges_of(d,
	    ARC_CONSISTENCY_PARAMETER, object, &n);

	a->bindings = (uint32_t)d->bindings.n;
	for (i = 0; i < n; i++) {
		const struct formula_object *o = e[i].to == NONE ? NULL :
		    &set->objects.v[e[i].to];
		struct img_binding b = { .kind = BINDING_PARAMETER,
		    .name = e[i].name };

		if (o != NULL && o->kind == OBJECT_VARIABLE) {
			(void)formula_finding(d,
			    F_xbrlcae_variablesNotAllowed, object);
			a->flags |= ASSERTION_BROKEN;
		}
		if (o == NULL || o->kind != OBJECT_PARAMETER ||
		    o->row == NONE || b.name == NONE)
			continue;
		b.target = o->row;
		VEC_PUSH(&d->bindings, b);
		VEC_PUSH(&set->bound, e[i].to);
		a->n_bindings++;
	}
}

static void
add_consistency(struct dts *d, uint32_t object, struct img_assertion *a)
{
	struct formula_object *o = &d->formulas->objects.v[object];

	a->kind = ASSERTION_CONSISTENCY;
	a->flags = o->flags;
	a->absolute = o->expression;
	a->proportional = o->second;
	o->row = (uint32_t)d->assertions.n;
	if (a->absolute != NONE && a->proportional != NONE) {	/* 2 */
		(void)formula_finding(d, F_xbrlcae_acceptanceRadiusConflict,
		    object);
		a->flags |= ASSERTION_BROKEN;
	}
	add_formulas(d, object, a);
	add_parameters(d, object, a);
	formula_check_beside(d, a, a->absolute, object);
	formula_check_beside(d, a, a->proportional, object);
}

/* --- messages --- */

static void
add_messages(struct dts *d, enum formula_arc arc, uint32_t object,
    struct img_assertion *a)
{
	uint32_t n, i;
	const struct formula_edge *e = formula_edges_of(d, arc, object, &n);

	for (i = 0; i < n; i++) {
		struct img_message_use use = { NONE,
		    arc == ARC_SATISFIED };

		if (e[i].to == NONE || d->formulas->objects.v[e[i].to].kind
		    != OBJECT_MESSAGE)
			continue;
		use.message = d->formulas->objects.v[e[i].to].row;
		VEC_PUSH(&d->message_uses, use);
		a->n_messages++;
		formula_check_message(d, a, e[i].to);
	}
}

/* --- severity --- */

/* One of those that the specification publishes, or an
 * expression. */
static bool
is_published(const struct dts *d, uint32_t object)
{
	const struct formula_object *o = &d->formulas->objects.v[object];
	uint32_t document = d->resources.v[o->resource].document;
	struct slice uri = dts_uri(d, document);

	return o->sub == ASSERTION_COMPUTED ||
	    slice_is(uri, "http://www.xbrl.org/2016/severities.xml") ||
	    slice_is(uri, "http://www.xbrl.org/2022/severities.xml");
}

static void
add_severity(struct dts *d, uint32_t object, struct img_assertion *a)
{
	uint32_t n, i;
	const struct formula_edge *e = formula_edges_of(d, ARC_SEVERITY,
	    object, &n);

	for (i = 0; i < n; i++) {
		const struct formula_object *o = e[i].to == NONE ? NULL :
		    &d->formulas->objects.v[e[i].to];

		if (o == NULL || o->kind != OBJECT_SEVERITY ||
		    !is_published(d, e[i].to))
			continue;
		a->severity = o->sub;
		a->computed = o->expression;
		a->flags |= ASSERTION_GRADED;
		formula_check_beside(d, a, a->computed, e[i].to);
	}
	if (n > 1) {
		(void)formula_finding(d,
		    F_seve_multipleSeveritiesForAssertionError, object);
		a->flags |= ASSERTION_BROKEN;
	}
}

/* Assertion Severity 1.0 and 2.0, 2: what the arcs are from and to. */
static void
check_severities(struct dts *d)
{
	const formula_edges *edges = &d->formulas->edges[ARC_SEVERITY];
	uint32_t i;

	for (i = 0; i < edges->n; i++) {
		const struct formula_edge *e = &edges->v[i];

		if (!is_assertion(d, e->from))
			(void)finding_add(d->findings,
			    F_seve_assertionSeveritySourceError,
			    formula_edge_place(d, e));
		if (e->to == NONE || d->formulas->objects.v[e->to].kind !=
		    OBJECT_SEVERITY || !is_published(d, e->to))
			(void)finding_add(d->findings,
			    F_seve_assertionSeverityTargetError,
			    formula_edge_place(d, e));
	}
}

/* --- all of them --- */

static void
add_assertion(struct dts *d, uint32_t object)
{
	struct img_assertion a = { .severity = ASSERTION_ERROR,
	    .absolute = NONE, .proportional = NONE, .computed = NONE };

	a.resource = d->formulas->objects.v[object].resource;
	if (d->formulas->objects.v[object].kind == OBJECT_CONSISTENCY)
		add_consistency(d, object, &a);
	else
		add_set_assertion(d, object, &a);
	a.messages = (uint32_t)d->message_uses.n;
	add_messages(d, ARC_UNSATISFIED, object, &a);
	add_messages(d, ARC_SATISFIED, object, &a);
	add_severity(d, object, &a);
	VEC_PUSH(&d->assertions, a);
}

/* Which assertion sets an assertion is in. */
struct pair {
	uint32_t assertion, set;
};
typedef VEC(struct pair) pairs;

static int
by_assertion(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->assertion != y->assertion)
		return x->assertion < y->assertion ? -1 : 1;
	return x->set < y->set ? -1 : x->set > y->set;
}

/* Validation 1.0, 2. */
static void
add_assertion_set(struct dts *d, uint32_t object, pairs *in)
{
	struct formula_set *set = d->formulas;
	struct img_assertion_set s = {
	    .resource = set->objects.v[object].resource };
	uint32_t n, i, row = (uint32_t)d->assertion_sets.n;
	const struct formula_edge *e = formula_edges_of(d,
	    ARC_ASSERTION_SET, object, &n);

	set->copies.n = 0;
	for (i = 0; i < n; i++)
		if (is_assertion(d, e[i].to)) {
			struct pair p = { row_of(d, e[i].to), row };

			VEC_PUSH(&set->copies, p.assertion);
			VEC_PUSH(in, p);
		}
	s.n_assertions = (uint32_t)set->copies.n;
	s.assertions = formula_intern_list(d, set->copies.v, s.n_assertions);
	set->objects.v[object].row = row;
	VEC_PUSH(&d->assertion_sets, s);
}

static void
note_groups(struct dts *d, pairs *in)
{
	struct formula_set *set = d->formulas;
	size_t i, k;

	if (in->n > 1)
		qsort(in->v, in->n, sizeof(*in->v), by_assertion);
	for (i = 0; i < in->n; i = k) {
		struct img_assertion *a = &d->assertions.v[in->v[i].assertion];

		set->copies.n = 0;
		for (k = i; k < in->n && in->v[k].assertion ==
		    in->v[i].assertion; k++)
			VEC_PUSH(&set->copies, in->v[k].set);
		a->n_groups = formula_sort_names(set->copies.v,
		    (uint32_t)set->copies.n);
		a->groups = formula_intern_list(d, set->copies.v,
		    a->n_groups);
	}
}

void
formula_make_assertions(struct dts *d)
{
	struct formula_set *set = d->formulas;
	pairs in = { NULL, 0, 0 };
	uint32_t i;

	for (i = 0; i < set->objects.n; i++)
		if (is_assertion(d, i))
			add_assertion(d, i);
	for (i = 0; i < set->objects.n; i++)
		if (set->objects.v[i].kind == OBJECT_ASSERTION_SET)
			add_assertion_set(d, i, &in);
	note_groups(d, &in);
	check_severities(d);
	VEC_FREE(&in);
}
