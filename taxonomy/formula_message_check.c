/*
 * formula_message_check.c: what expressions beside an assertion may name, those of
 * messages (Validation Messages 1.0, 2), of severities (Assertion Severity 2.0,
 * 2) and of acceptance radii (Consistency Assertions 1.0, 2): parameters;
 * variables of the evaluation that a value assertion judges, those of the
 * formulas of a consistency assertion, none for an existence assertion; and
 * messages the names that specifications define for them.
 */
#include "taxonomy/formulas.h"

/* Names of an assertion's own namespace: va:test-expression … */
static bool
is_defined(const struct dts *d, uint32_t name)
{
	struct slice ns = dts_text(d, d->names.v[name].ns);

	return slice_is(ns, NS_VALUE) || slice_is(ns, NS_EXISTENCE) ||
	    slice_is(ns, NS_CONSISTENCY);
}

static bool
is_known(const struct dts *d, const struct img_assertion *a, uint32_t name)
{
	uint32_t i, binding;

	if (formula_find_parameter(d, name) != NONE)
		return true;
	for (i = 0; i < a->n_bindings; i++)
		if (d->bindings.v[a->bindings + i].name == name)
			return true;
	for (i = 0; i < a->n_sets; i++) {
		uint32_t set = d->formula_lists.v[a->sets + i];
		enum formula_meaning m = formula_meaning(d,
		    &d->variable_sets.v[set], name, &binding);

		if ((formula_without(d, set) & WITHOUT_NAMES) != 0)
			return true;	/* it may be */

		if (m == MEANS_PARAMETER || (m != MEANS_NOTHING &&
		    a->kind != ASSERTION_EXISTENCE))
			return true;
	}
	return false;
}

static void
check(struct dts *d, const struct img_assertion *a, uint32_t expression,
    uint32_t message)
{
	const struct img_expression *e = &d->expressions.v[expression];
	struct finding *f;
	uint32_t i;

	for (i = 0; i < e->n_names; i++) {
		uint32_t name = d->formula_lists.v[e->names + i];

		if (is_defined(d, name) || is_known(d, a, name))
			continue;
		f = finding_add(d->findings, F_err_XPST0008,
		    formula_place(d, message));
		finding_arg(f, "expression", formula_text_of(d, e->source));
		finding_arg(f, "reason", slice_of(arena_printf(d->arena,
		    "there is no variable $%s", formula_name_text(d, name,
		    d->arena).s)));
	}
}

void
formula_check_beside(struct dts *d, struct img_assertion *a,
    uint32_t expression, uint32_t object)
{
	const struct img_expression *e;
	struct finding *f;
	uint32_t i;

	if (expression == NONE || (a->flags & ASSERTION_BROKEN) != 0)
		return;			/* why has been told */
	e = &d->expressions.v[expression];
	if (e->code_size == 0)
		a->flags |= ASSERTION_BROKEN;
	for (i = 0; i < e->n_names; i++) {
		uint32_t name = d->formula_lists.v[e->names + i];

		if (is_known(d, a, name))
			continue;
		f = formula_finding(d, F_xbrlve_unresolvedDependency, object);
		finding_arg(f, "name", formula_name_text(d, name, d->arena));
		finding_arg(f, "set", formula_object_name(d, formula_object_of(
		    d->formulas, a->resource)));
		a->flags |= ASSERTION_BROKEN;
	}
}

void
formula_check_message(struct dts *d, const struct img_assertion *a,
    uint32_t message)
{
	const struct img_message *m =
	    &d->messages.v[d->formulas->objects.v[message].row];
	uint32_t i;

	for (i = 0; i < m->n_parts; i++) {
		uint32_t e = d->message_parts.v[m->parts + i].expression;

		if (e != NONE)
			check(d, a, e, message);
	}
}
