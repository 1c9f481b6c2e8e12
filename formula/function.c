/*
 * function.c: custom functions that are implemented in XPath (Custom Functions
 * 1.0): inputs by their names, steps one after the other, then the output.
 */
#include "formula/expression.h"
#include "xpath/eval.h"

#define FEW	16

/* The run that an evaluation is in. */
static struct formula_run *
run_of(const struct xp_eval *ev)
{
	return (struct formula_run *)(void *)((char *)ev->d -
	    offsetof(struct formula_run, d));
}

/* Names that have values in an implementation. */
struct frame {
	struct formula_run *run;
	uint32_t        names[FEW], *name;
	struct xp_seq   values[FEW], *value;
	uint32_t        n;
};

static const struct xp_seq *
look(const struct frame *f, uint32_t name)
{
	uint32_t i;

	for (i = f->n; i > 0; i--)
		if (f->name[i - 1] == name)
			return &f->value[i - 1];
	return NULL;
}

static int
evaluate(struct xp_eval *ev, const struct frame *f, uint32_t expression,
    struct xp_seq *out)
{
	const struct xp_expr *view = expression_view(f->run, expression);
	const struct img_expression *img =
	    formula_expression(f->run->t, expression);
	const struct xp_focus nothing = { NULL, 0, 0 };
	const struct xp_seq *value;
	struct xp_seq *slots;
	uint32_t i, parameter, name;

	if (view == NULL)
		return xp_fail(ev, "XPST0017", "the implementation of a "
		    "function has an error");
	slots = arena_alloc(ev->arena, (img->n_names + 1) * sizeof(*slots));
	for (i = 0; i < img->n_names; i++) {
		name = formula_list(f->run->t, img->names + i);
		if ((value = look(f, name)) != NULL) {
			slots[i] = *value;
			continue;
		}
		if ((parameter = formula_parameter(f->run->t, name)) == NONE)
			return xp_fail(ev, "XPST0008", "a variable of a "
			    "function is not known");
		if (parameter_value(f->run, parameter, &slots[i],
		    ev->err) == -1)
			return -1;
	}
	return xp_eval(view, ev->d, &nothing, slots, out, ev->err);
}

/* --- the type of the result --- */

/* The result by the conversion rules (XPath 2.0, 3.1.5) for an atomic type. */
static int
convert(struct xp_eval *ev, enum xp_type to, struct xp_seq *value)
{
	struct xp_seq atoms = XP_EMPTY, out = XP_EMPTY;
	struct xp_item item;
	uint32_t i;

	if (xp_atomize(ev->d, value, &atoms, ev->err) == -1)
		return -1;
	for (i = 0; i < atoms.n; i++) {
		item = xp_items(&atoms)[i];
		if (item.type == XT_UNTYPED || (xp_numeric_kind(item.type) !=
		    XT_NONE && (to == XT_DOUBLE || to == XT_FLOAT) &&
		    item.type != XT_DOUBLE)) {
			if (xp_cast(item, to, ev->arena, &item, ev->err) == -1)
				return -1;
		} else if (!xp_derives(item.type, to)) {
			return xp_fail(ev, "XPTY0004", "a function gives "
			    "xs:%s where its signature says xs:%s",
			    xp_type_name(item.type), xp_type_name(to));
		}
		xp_add(&out, item, ev->arena);
	}
	*value = out;
	return 0;
}

static int
check_result(struct xp_eval *ev, struct slice type, struct xp_seq *value)
{
	char occurs = type.n == 0 ? '*' : type.s[type.n - 1];
	enum xp_type atomic;

	if (occurs == '?' || occurs == '*' || occurs == '+')
		type.n--;
	else
		occurs = ' ';
	if (slice_starts(type, SLICE("xs:"))) {
		atomic = xp_type_named(slice_from(type, 3));
		if (atomic < XT_N_ATOMIC && atomic != XT_ANY_ATOMIC &&
		    convert(ev, atomic, value) == -1)
			return -1;
	}
	if (value->n == 0 && (occurs == ' ' || occurs == '+'))
		return xp_fail(ev, "XPTY0004", "a function gives nothing "
		    "where its signature wants an item");
	if (value->n > 1 && (occurs == ' ' || occurs == '?'))
		return xp_fail(ev, "XPTY0004", "a function gives more than "
		    "the one item of its signature");
	return 0;
}

/* --- the call --- */

static int
call(struct xp_eval *ev, struct frame *f, const struct img_function *fn,
    const struct xp_seq *args, unsigned n_args, struct xp_seq *out)
{
	const struct taxonomy *t = f->run->t;
	uint32_t i;

	for (i = 0; i < n_args; i++) {
		f->name[f->n] = formula_function_input(t, fn->inputs + i)->name;
		f->value[f->n++] = args[i];
	}
	for (i = 0; i < fn->n_steps; i++) {
		const struct img_function_step *s =
		    formula_function_step(t, fn->steps + i);

		if (evaluate(ev, f, s->expression, &f->value[f->n]) == -1)
			return -1;
		f->name[f->n++] = s->name;
	}
	return evaluate(ev, f, fn->output, out) == -1 ? -1 :
	    check_result(ev, formula_text(t, fn->output_type), out);
}

static int
custom_function(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	struct frame f = { .run = run_of(ev) };
	const struct taxonomy *t = f.run->t;
	uint32_t row = formula_function_of_call(t, ev->call->library,
	    ev->call->function);
	const struct img_function *fn = formula_function(t, row);
	size_t n;

	if (fn == NULL || !(fn->flags & FUNCTION_IMPLEMENTED) ||
	    n_args != fn->n_inputs)
		return xp_fail(ev, "XPST0017", "a function has no "
		    "implementation");
	n = (size_t)n_args + fn->n_steps;
	f.name = f.names;
	f.value = f.values;
	if (n > FEW) {
		f.name = arena_alloc(ev->arena, n * sizeof(*f.name));
		f.value = arena_alloc(ev->arena, n * sizeof(*f.value));
	}
	return call(ev, &f, fn, args, n_args, out);
}

xp_function *const *const *
custom_calls(const struct taxonomy *t, struct arena *arena, uint16_t n)
{
	uint32_t most = taxonomy_count(t, SEC_FUNCTIONS), i;
	xp_function *const **all = arena_alloc(arena, n * sizeof(*all));
	xp_function **custom = arena_alloc(arena, most * sizeof(*custom));

	for (i = 0; i < most; i++)
		custom[i] = custom_function;
	for (i = 0; i < n; i++)
		all[i] = i < XFI_LIBRARIES ? xfi_calls[i] : custom;
	return all;
}
