/*
 * parameter.c: the values of parameters (Variables 1.0, 2.2): from outside where
 * one is given, else of @select, cast to @as.  Those that could have none, by
 * their type or because they have to come from outside, are evaluated first; any
 * other when something first asks for it.
 */
#include "formula/expression.h"
#include "formula/report.h"
#include "xpath/eval.h"

enum known { PARAMETER_NOT, PARAMETER_HAS, PARAMETER_HAS_NONE };

/* --- from outside --- */

static bool
is_called(const struct taxonomy *t, const struct img_parameter *p,
    struct slice given)
{
	const struct img_name *n = taxonomy_name(t, p->name);
	struct slice ns = taxonomy_text(t, n->ns);
	struct slice local = taxonomy_text(t, n->local);
	struct slice prefix = taxonomy_text(t, n->prefix);

	if (!slice_ends(given, local))
		return false;
	given.n -= local.n;
	if (given.n == 0)
		return ns.n == 0 || prefix.n == 0;
	if (given.s[0] == '{')
		return given.n == ns.n + 2 && given.s[given.n - 1] == '}' &&
		    memcmp(given.s + 1, ns.s, ns.n) == 0;
	return given.n == prefix.n + 1 && given.s[prefix.n] == ':' &&
	    memcmp(given.s, prefix.s, prefix.n) == 0;
}

static const struct formula_given *
given_for(struct formula_run *run, const struct img_parameter *p)
{
	const struct formula_options *o = run->options;
	uint32_t i;

	for (i = o->n_given; i > 0; i--)	/* the last one counts */
		if (is_called(run->t, p, o->given[i - 1].name))
			return &o->given[i - 1];
	return NULL;
}

/* --- types --- */

static int
mismatch(struct xp_error *err, const char *why)
{
	xp_error_set(err, "parameterTypeMismatch", why);
	err->ns = SLICE("http://xbrl.org/2008/variable/error");
	return -1;
}

/* Each item as a type. */
static int
cast_all(struct formula_run *run, enum xp_type to, struct xp_seq *value,
    struct xp_error *err)
{
	struct xp_seq atoms = XP_EMPTY, out = XP_EMPTY;
	struct xp_item item;
	uint32_t i;

	if (xp_atomize(&run->d, value, &atoms, err) == -1)
		return mismatch(err, "it has no value that could be cast");
	for (i = 0; i < atoms.n; i++) {
		item = xp_items(&atoms)[i];
		if (!xp_derives(item.type, to) &&
		    xp_cast(item, to, run->d.arena, &item, err) == -1)
			return mismatch(err, arena_printf(run->keep,
			    "\"%.*s\" is no xs:%s", SLICE_ARG(xp_string_of(
			    &run->d, xp_items(&atoms)[i], run->d.arena)),
			    xp_type_name(to)));
		xp_add(&out, item, run->d.arena);
	}
	*value = out;
	return 0;
}

/* The type that a given text has where @as does not say: that of what @select
 * gives. */
static enum xp_type
type_of_select(struct formula_run *run, const struct img_parameter *p)
{
	struct xp_item item;
	struct xp_error err;

	if (p->expression == NONE || expression_atom(run, NULL, p->expression,
	    NULL, &item, &err) != 1)
		return XT_UNTYPED;
	return item.type;
}

static int
value_given(struct formula_run *run, const struct img_parameter *p,
    const struct formula_given *given, struct xp_seq *out,
    struct xp_error *err)
{
	enum xp_type type = given->type;

	if (type == XT_ANY_ATOMIC && p->type == XT_NONE)
		type = type_of_select(run, p);
	*out = xp_one(xp_text(XT_UNTYPED, given->value));
	if (type == XT_ANY_ATOMIC || type == XT_UNTYPED || type >= XT_N_ATOMIC)
		return 0;
	if (type == XT_STRING) {
		*out = xp_one(xp_string(given->value));
		return 0;
	}
	return cast_all(run, type, out, err);
}

/* --- one --- */

static int
without_value(struct xp_error *err)
{
	xp_error_set(err, "missingParameterValue",
	    "it needs a value from outside");
	err->ns = SLICE("http://xbrl.org/2008/variable/error");
	return -1;
}

static int
evaluate(struct formula_run *run, const struct img_parameter *p,
    struct xp_seq *out, struct xp_error *err)
{
	const struct formula_given *given = given_for(run, p);

	*out = XP_EMPTY;
	if (given != NULL) {
		if (value_given(run, p, given, out, err) == -1)
			return -1;
	} else if (p->flags & PARAMETER_REQUIRED || p->expression == NONE) {
		return without_value(err);
	} else if (p->flags & PARAMETER_BROKEN) {
		*err = (struct xp_error){ .local = SLICE("") };
		return -1;			/* the taxonomy told it */
	} else if (expression_eval(run, NULL, p->expression, NULL, out,
	    err) == -1) {
		return -1;
	}
	if (p->as == NONE)
		return 0;
	if (p->type >= XT_N_ATOMIC)
		return mismatch(err, "its type is none that a value can be "
		    "cast to");
	return cast_all(run, p->type, out, err);
}

/* Variable Instances 1.0, 2.1: the root of the report that is judged, or of one
 * whose place is given, seen from that. */
static int
find_instance(struct formula_run *run, const struct img_parameter *p,
    struct xp_seq *out, struct xp_error *err)
{
	const struct formula_given *given = given_for(run, p);
	const struct img_name *n = taxonomy_name(run->t, p->name);
	struct xp_item root = xfi_root(run->host, 0);
	const char *why;

	if (n == NULL || !slice_is(taxonomy_text(run->t, n->ns), NS_INSTANCE) ||
	    !slice_is(taxonomy_text(run->t, n->local),
	    "standard-input-instance")) {
		if (given == NULL)
			return without_value(err);
		if (!xfi_host_open(run->host, &run->d, given->value, run->keep,
		    &root, &why)) {
			xp_error_set(err, "unableToLoadXbrlInstance", why);
			err->ns = SLICE(NS_XFI_ERROR);
			return -1;
		}
	}
	*out = xp_one(root);
	return 0;
}

/* Evaluates one whose own parameters have been. */
static void
find_value(struct formula_run *run, uint32_t row)
{
	const struct img_parameter *p = formula_parameter_row(run->t, row);
	const struct evaluation *now = run->now;
	struct arena *before = run->d.arena;
	struct xp_error err = { .position = 0 };

	run->now = NULL;
	run->d.arena = run->keep;
	if ((p->flags & PARAMETER_INSTANCE ? find_instance : evaluate)(run, p,
	    &run->parameters[row], &err) == 0)
		run->parameter_known[row] = PARAMETER_HAS;
	else
		report_parameter_error(run, row, &err);
	run->d.arena = before;
	run->now = now;
}

/* Whether the value of @select is asked for, or its type. */
static bool
needs_select(struct formula_run *run, const struct img_parameter *p)
{
	const struct formula_given *given = given_for(run, p);

	if (given != NULL)
		return given->type == XT_ANY_ATOMIC && p->type == XT_NONE;
	return (p->flags & (PARAMETER_REQUIRED | PARAMETER_INSTANCE)) == 0;
}

/* A parameter, and which of the names in its expression is looked at next. */
struct asked { uint32_t row, next; };

/* The next parameter that its expression names and that has not been evaluated;
 * NONE. */
static uint32_t
next_needed(struct formula_run *run, struct asked *a)
{
	const struct img_parameter *p = formula_parameter_row(run->t, a->row);
	const struct img_expression *e = formula_expression(run->t,
	    p->expression);
	uint32_t row;

	if (e == NULL || (a->next == 0 && !needs_select(run, p)))
		return NONE;
	while (a->next < e->n_names) {
		row = formula_parameter(run->t, formula_list(run->t,
		    e->names + a->next++));
		if (row != NONE && run->parameter_known[row] == PARAMETER_NOT)
			return row;
	}
	return NONE;
}

/* Evaluates one, once, after those that it names, however many hang on each
 * other: without recursion.  Until it has a value it has none, so that circles
 * (in custom functions, which are not looked through) end. */
static void
find_values(struct formula_run *run, uint32_t row)
{
	VEC(struct asked) stack = { NULL, 0, 0 };

	while (row != NONE) {
		run->parameter_known[row] = PARAMETER_HAS_NONE;
		VEC_PUSH(&stack, ((struct asked){ row, 0 }));
		while (stack.n > 0 && (row = next_needed(run,
		    &stack.v[stack.n - 1])) == NONE)
			find_value(run, stack.v[--stack.n].row);
	}
	VEC_FREE(&stack);
}

/* Values for parameters that the taxonomy does not have are told: a name is
 * easily mistyped, and its default would be taken in silence. */
static void
tell_unknown(struct formula_run *run)
{
	const struct formula_options *o = run->options;
	uint32_t n = taxonomy_count(run->t, SEC_PARAMETERS), i, row;
	const struct img_parameter *p;

	for (i = 0; i < o->n_given; i++) {
		for (row = 0; row < n; row++)
			if ((p = formula_parameter_row(run->t, row)) != NULL &&
			    is_called(run->t, p, o->given[i].name))
				break;
		if (row == n)
			finding_arg(finding_add(run->findings,
			    F_formula_UnknownParameter,
			    (struct place){ run->report->path, 0, 0, 0, 0 }),
			    "name", o->given[i].name);
	}
}

void
parameters_begin(struct formula_run *run)
{
	uint32_t n = taxonomy_count(run->t, SEC_PARAMETERS), i, row;
	const struct img_parameter *p;

	run->parameters = mem_calloc(n, sizeof(*run->parameters));
	run->parameter_known = mem_calloc(n, 1);
	tell_unknown(run);
	for (i = 0; i < n; i++) {
		row = formula_parameter_row(run->t, i)->turn;
		if ((p = formula_parameter_row(run->t, row)) == NULL)
			break;
		if (run->parameter_known[row] == PARAMETER_NOT &&
		    (p->as != NONE || p->flags & PARAMETER_REQUIRED))
			find_values(run, row);
	}
}

int
parameter_value(struct formula_run *run, uint32_t row, struct xp_seq *out,
    struct xp_error *err)
{
	if (run->parameter_known[row] == PARAMETER_NOT)
		find_values(run, row);
	if (run->parameter_known[row] == PARAMETER_HAS) {
		*out = run->parameters[row];
		return 0;
	}
	*err = (struct xp_error){ .local = SLICE("") };
	return -1;
}
