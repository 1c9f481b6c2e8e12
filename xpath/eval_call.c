/*
 * eval_call.c: function calls (XPath 2.0, 3.1.5): arguments are converted to
 * the types of the signature, which the compiled form has, then the function
 * is called.
 */
#include <threads.h>

#include "xpath/eval_op.h"

#define FEW_ARGUMENTS	4

/* --- functions that are asked for less than the whole --- */

/* They need no more than some items of their argument. */
static const struct {
	const char *name;
	uint32_t    want;
} lazy[] = {
	{ "exists", WANT_ANY | 1 }, { "empty", WANT_ANY | 1 },
	{ "boolean", WANT_ANY | 2 }, { "not", WANT_ANY | 2 },
	{ "zero-or-one", 2 }, { "exactly-one", 2 },
};

#define N_LAZY	(sizeof(lazy) / sizeof(*lazy))

/* Their rows in fn:, and that of fn:last. */
static uint16_t lazy_rows[N_LAZY], last_row;

static uint16_t
row_of(const char *name)
{
	uint16_t i;

	for (i = 0; i < xp_fn.n; i++)
		if (strcmp(xp_fn.signatures[i].local, name) == 0)
			return i;
	return UINT16_MAX;
}

static void
find_rows(void)
{
	size_t i;

	for (i = 0; i < N_LAZY; i++)
		lazy_rows[i] = row_of(lazy[i].name);
	last_row = row_of("last");
}

static void
know_rows(void)
{
	static once_flag once = ONCE_FLAG_INIT;

	call_once(&once, find_rows);
}

bool
xp_is_last(const struct xp_eval *ev, const struct xp_op_row *op)
{
	const struct xp_call_row *call = &ev->e->calls[op->arg];

	know_rows();
	return call->library == 0 && call->function == last_row;
}

/* How much of its argument a function wants. */
static uint32_t
wanted(const struct xp_call_row *call)
{
	size_t i;

	know_rows();
	if (call->library == 0)
		for (i = 0; i < N_LAZY; i++)
			if (lazy_rows[i] == call->function)
				return lazy[i].want;
	return WANT_ALL;
}

/* --- the conversion rules --- */

static bool
is_promoted(enum xp_type to, enum xp_type from)
{
	enum xp_type kind = xp_numeric_kind(from);

	if (to == XT_DOUBLE)
		return kind != XT_NONE && kind != XT_DOUBLE;
	if (to == XT_FLOAT)
		return kind == XT_INTEGER || kind == XT_DECIMAL;
	return to == XT_STRING && from == XT_ANYURI;
}

enum xp_fit
xp_fit(const struct xp_test *p, enum xp_type from)
{
	enum xp_type to = (enum xp_type)p->atomic;

	if (from == XT_UNTYPED)
		return to == XT_ANY_ATOMIC || to == XT_UNTYPED ? XF_AS_IT_IS :
		    XF_CAST;
	if (p->flags & XTEST_NUMERIC)
		return xp_numeric_kind(from) != XT_NONE ? XF_AS_IT_IS : XF_NOT;
	return xp_derives(from, to) ? XF_AS_IT_IS : is_promoted(to, from) ?
	    XF_CAST : XF_NOT;
}

/* One atomic value for a parameter: 0, or -1 with the error. */
static int
convert_item(struct xp_eval *ev, const struct xp_test *p,
    struct xp_item *item)
{
	enum xp_type to = (enum xp_type)p->atomic;
	enum xp_type from = (enum xp_type)item->type;
	bool numeric = p->flags & XTEST_NUMERIC;

	switch (xp_fit(p, from)) {
	case XF_AS_IT_IS:
		return 0;
	case XF_CAST:
		if (from != XT_UNTYPED || to != XT_STRING)
			return xp_cast(*item, to, ev->arena, item, ev->err);
		item->type = XT_STRING;
		return 0;
	case XF_NOT:
		break;
	}
	return xp_fail(ev, "XPTY0004", "an argument is xs:%s, but %s%s is "
	    "needed", xp_type_name(from), numeric ? "" : "xs:",
	    numeric ? "a number" : xp_type_name(to));
}

static int
convert_atoms(struct xp_eval *ev, const struct xp_test *p,
    struct xp_seq *arg)
{
	struct xp_seq atoms = XP_EMPTY, out = XP_EMPTY;
	struct xp_item item;
	uint32_t i;

	if (xp_atoms(ev, arg, &atoms) == -1)
		return -1;
	if (p->atomic == XT_ANY_ATOMIC && !(p->flags & XTEST_NUMERIC)) {
		*arg = atoms;
		return 0;
	}
	for (i = 0; i < atoms.n; i++) {
		item = xp_items(&atoms)[i];
		if (convert_item(ev, p, &item) == -1)
			return -1;
		xp_add(&out, item, ev->arena);
	}
	*arg = out;
	return 0;
}

/* An argument as its parameter wants it. */
static int
convert(struct xp_eval *ev, struct xp_seqtype type, struct xp_seq *arg)
{
	const struct xp_test *p = &ev->e->tests[type.test];

	if (p->test == XIT_EMPTY)
		type.occurs = XOC_ANY;
	if (p->test == XIT_ATOMIC) {
		if (convert_atoms(ev, p, arg) == -1)
			return -1;
	} else if (p->test == XIT_EMPTY ? arg->n > 0 :
	    !xp_match_items(ev, arg, p)) {
		return xp_fail(ev, "XPTY0004", "an argument is not a node of "
		    "the kind that is needed");
	}
	if (!xp_match_count(arg->n, type.occurs))
		return xp_fail(ev, "XPTY0004", arg->n == 0 ? "an argument is "
		    "empty that has to be there" :
		    "an argument has more than one item");
	return 0;
}

/* --- the call --- */

/* Libraries have one code for an argument that is not of its type, also where it
 * is a node that has no value. */
static int
wrong_type(struct xp_eval *ev)
{
	if (slice_is(ev->err->local, "FOTY0012") &&
	    slice_is(ev->err->ns, NS_XPATH_ERROR))
		ev->err->local = SLICE("XPTY0004");
	return -1;
}

int
xp_op_call(struct xp_eval *ev, const struct xp_op_row *op,
    struct xp_seq *result)
{
	const struct xp_call_row *call = &ev->e->calls[op->arg];
	struct xp_seq few[FEW_ARGUMENTS], *args = few;
	xp_function *function = call->library == 0 ?
	    xp_fn_calls[call->function] :
	    ev->d->calls[call->library - 1][call->function];
	unsigned i;

	if (op->n_kids > FEW_ARGUMENTS)
		args = arena_alloc(ev->arena, op->n_kids * sizeof(*args));
	for (i = 0; i < op->n_kids; i++) {
		args[i] = XP_EMPTY;
		if (xp_eval_want(ev, xp_kid(ev, op, i), i == 0 ?
		    wanted(call) : WANT_ALL, &args[i]) == -1)
			return -1;
		if (convert(ev, xp_parameter(ev->e, call, i), &args[i]) == -1)
			return call->library == 0 ? -1 : wrong_type(ev);
	}
	ev->call = call;
	return function(ev, args, op->n_kids, result);
}
