/*
 * eval.c: evaluating a compiled expression (XPath 2.0, 2.2.3.3 and 3).
 *
 * (1) A walk over the tree of operations, each giving a sequence.  One item
 *     needs no memory: it is in struct xp_seq itself.
 * (2) The tree is at most XP_MAX_DEPTH deep; where functions evaluate further
 *     expressions, the depths add up, to MAX_NESTING.
 * (3) Work is counted by xp_spend, memory is what the arena holds; both are
 *     looked at together, now and then.
 */
#include "xpath/eval.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "xpath/eval_op.h"
#include "xpath/kept.h"

#define MAX_NESTING	4096
#define CHECK_EVERY	1024	/* steps */
#define MAX_MESSAGE	400
#define FEW_SLOTS	8

/* --- errors --- */

static void
set_error(struct xp_error *err, const char *ns, const char *code,
    struct slice message)
{
	*err = (struct xp_error){ .ns = slice_of(ns),
	    .local = slice_of(code), .message = message };
}

int
xp_error_set(struct xp_error *err, const char *code, const char *message)
{
	set_error(err, NS_XPATH_ERROR, code, slice_of(message));
	return -1;
}

int
xp_limit_error(struct xp_error *err, const char *message)
{
	set_error(err, NS_XPATH_LIMIT, "XPathLimit", slice_of(message));
	return -1;
}

void
xp_raise(struct xp_eval *ev, const char *code, const char *fmt, ...)
{
	char text[MAX_MESSAGE];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	n = n < 0 ? 0 : n >= MAX_MESSAGE ? MAX_MESSAGE - 1 : n;
	set_error(ev->err, NS_XPATH_ERROR, code, arena_copy(ev->arena,
	    (struct slice){ text, (size_t)n }));
	ev->err->position = ev->position;
}

/* --- budgets (3) --- */

static int
too_much(struct xp_eval *ev, const char *message)
{
	xp_limit_error(ev->err, message);
	ev->err->position = ev->position;
	return -1;
}

static int
check_memory(struct xp_eval *ev, size_t more)
{
	size_t limit = ev->d->limits.memory, used = arena_size(ev->arena);

	if (limit == 0)
		limit = XP_MEMORY;
	if (used > limit || more > limit - used)
		return too_much(ev, "the expression needs more memory than "
		    "is allowed");
	return 0;
}

int
xp_room(struct xp_eval *ev, size_t bytes)
{
	return check_memory(ev, bytes);
}

int
xp_spend(struct xp_eval *ev, uint64_t steps)
{
	uint64_t limit;

	if (__builtin_add_overflow(ev->d->steps, steps, &ev->d->steps))
		ev->d->steps = UINT64_MAX;
	if (ev->d->steps < ev->check)
		return 0;
	limit = ev->d->limits.steps == 0 ? XP_STEPS : ev->d->limits.steps;
	if (ev->d->steps > limit)
		return too_much(ev, "the expression needs more steps than "
		    "are allowed");
	ev->check = limit - ev->d->steps < CHECK_EVERY ? limit + 1 :
	    ev->d->steps + CHECK_EVERY;
	return check_memory(ev, 0);
}

/* --- truth: 2.4.3 --- */

static bool
is_number(const struct xp_item *i)
{
	return (i->type >= XT_DECIMAL && i->type <= XT_POSITIVE) ||
	    i->type == XT_FLOAT || i->type == XT_DOUBLE;
}

/* 0 or 1; -1: it has none. */
static int
truth(const struct xp_seq *s)
{
	const struct xp_item *i;

	if (s->n == 0)
		return 0;
	i = xp_items(s);
	if (i->type == XT_NODE)
		return 1;
	if (s->n > 1)
		return -1;
	if (i->type == XT_BOOLEAN)
		return i->u.i != 0;
	if (i->type == XT_FLOAT || i->type == XT_DOUBLE)
		return !isnan(i->u.d) && i->u.d != 0;
	if (is_number(i))
		return dec_sign(xp_dec(*i)) != 0;
	if ((i->type >= XT_STRING && i->type <= XT_ENTITY) ||
	    i->type == XT_UNTYPED || i->type == XT_ANYURI)
		return i->n > 0;
	return -1;
}

int
xp_truth(const struct xp_seq *s, struct xp_error *err)
{
	int t = truth(s);

	return t != -1 ? t : xp_error_set(err, "FORG0006",
	    s->n > 1 ? "several values are neither true nor false" :
	    "a value of this type is neither true nor false");
}

int
xp_eval_cond(struct xp_eval *ev, uint32_t op)
{
	struct arena_mark mark = arena_mark(ev->arena);
	struct xp_seq s = XP_EMPTY;
	int t;

	if (xp_eval_want(ev, op, WANT_ANY | 2, &s) == -1)
		return -1;
	t = xp_truth(&s, ev->err);
	if (t == -1)
		ev->err->position = ev->e->ops[op].position;
	else
		arena_reset(ev->arena, mark);
	return t;
}

/* --- small operations --- */

int
xp_chain_start(struct xp_eval *ev, const struct xp_op_row *op,
    struct xp_chain *c)
{
	xp_chain_begin(ev->e, xp_at(ev, op), c);
	if (xp_spend(ev, c->n) == 0)
		return 0;
	xp_chain_end(c);
	return -1;
}

uint32_t
xp_chain_operand(struct xp_eval *ev, const struct xp_chain *c)
{
	const struct xp_op_row *op = &ev->e->ops[c->v[c->n - 1]];

	ev->position = op->position;
	return xp_kid(ev, op, 0);
}

const struct xp_op_row *
xp_chain_next(struct xp_eval *ev, struct xp_chain *c)
{
	const struct xp_op_row *op;

	if (c->n == 0)
		return NULL;
	op = &ev->e->ops[c->v[--c->n]];
	ev->position = op->position;
	return op;
}

int
xp_eval_atomic(struct xp_eval *ev, uint32_t op, struct xp_item *item)
{
	struct xp_seq s = XP_EMPTY, atoms = XP_EMPTY;

	if (xp_eval_want(ev, op, WANT_ALL, &s) == -1 ||
	    xp_atoms(ev, &s, &atoms) == -1)
		return -1;
	if (atoms.n > 1)
		return xp_fail(ev, "XPTY0004", "one value is needed here, "
		    "there are %u", (unsigned)atoms.n);
	if (atoms.n == 1)
		*item = *xp_items(&atoms);
	return (int)atoms.n;
}

/* 3.1.1.  Whole numbers of up to 18 digits, nearly all, are read here. */
static int
op_literal(struct xp_eval *ev, const struct xp_constant *c,
    struct xp_seq *result)
{
	struct slice text = xp_str(ev->e, c->text), ns, prefix;
	struct xp_item item;
	struct dec d;
	int64_t i = 0;
	size_t at;

	if (c->type == XT_STRING) {
		*result = xp_one(xp_string(text));
		return 0;
	}
	if (c->type == XT_QNAME) {
		xp_constant_name(ev->e, c, &ns, &prefix, &text);
		*result = xp_one(xp_name(ns, text, prefix, ev->arena));
		return 0;
	}
	if (c->type == XT_INTEGER && text.n <= 18) {
		for (at = 0; at < text.n; at++)
			i = 10 * i + (text.s[at] - '0');
		*result = xp_one(xp_integer(i));
		return 0;
	}
	if (c->type == XT_DOUBLE) {
		if (xp_cast(xp_string(text), XT_DOUBLE, ev->arena, &item,
		    ev->err) == -1)
			return -1;
	} else {
		if (dec_parse(&d, text, ev->arena) != 0)
			return xp_fail(ev, "FOCA0006", "the number has too "
			    "many digits");
		item = xp_number((enum xp_type)c->type, d, ev->arena);
	}
	*result = xp_one(item);
	return 0;
}

/* 3.3.1: the comma. */
static int
op_sequence(struct xp_eval *ev, const struct xp_op_row *op, uint32_t want,
    struct xp_seq *result)
{
	struct xp_seq s;
	unsigned i;

	if (op->n_kids == 1)
		return xp_eval_want(ev, xp_kid(ev, op, 0), want, result);
	for (i = 0; i < op->n_kids && !xp_enough(result->n, want); i++) {
		s = XP_EMPTY;
		if (xp_eval_want(ev, xp_kid(ev, op, i), want, &s) == -1 ||
		    xp_spend(ev, s.n) == -1)
			return -1;
		xp_append(result, &s, ev->arena);
	}
	return 0;
}

/* 3.6: the rest is not looked at where one decides. */
static int
op_logical(struct xp_eval *ev, const struct xp_op_row *op,
    struct xp_seq *result)
{
	int decides = op->op == XO_OR, t = !decides;
	unsigned i;

	for (i = 0; i < op->n_kids && t != decides; i++)
		if ((t = xp_eval_cond(ev, xp_kid(ev, op, i))) == -1)
			return -1;
	*result = xp_one(xp_boolean(t));
	return 0;
}

/* 3.4: an untyped operand is a double. */
static int
operand(struct xp_eval *ev, uint32_t op, struct xp_item *item)
{
	int n = xp_eval_atomic(ev, op, item);

	if (n == 1 && item->type == XT_UNTYPED &&
	    xp_cast(*item, XT_DOUBLE, ev->arena, item, ev->err) == -1)
		return -1;
	return n;
}

/* Two operands, of which *a is there already where n is 1. */
static int
calculate(struct xp_eval *ev, const struct xp_op_row *op, int n,
    struct xp_item *a)
{
	struct xp_item b, c;
	int m = operand(ev, xp_kid(ev, op, 1), &b);

	if (n == 0 || m <= 0)
		return m == -1 ? -1 : 0;
	if (xp_arithmetic(ev, (enum xp_arithmetic)op->flags, *a, b, &c) == -1)
		return -1;
	*a = c;
	return 1;
}

/* A chain of them. */
static int
op_arithmetic(struct xp_eval *ev, const struct xp_op_row *op,
    struct xp_seq *result)
{
	struct xp_chain c;
	struct xp_item a;
	int n;

	if (xp_chain_start(ev, op, &c) == -1)
		return -1;
	n = operand(ev, xp_chain_operand(ev, &c), &a);
	while (n != -1 && (op = xp_chain_next(ev, &c)) != NULL)
		n = calculate(ev, op, n, &a);
	xp_chain_end(&c);
	if (n == 1)
		*result = xp_one(a);
	return n == -1 ? -1 : 0;
}

/* 3.4: unary plus and minus. */
static int
op_sign(struct xp_eval *ev, const struct xp_op_row *op,
    struct xp_seq *result)
{
	struct xp_item a;
	int n = operand(ev, xp_kid(ev, op, 0), &a);
	enum xp_type kind;

	if (n <= 0)
		return n;
	kind = xp_numeric_kind((enum xp_type)a.type);
	if (kind == XT_NONE)
		return xp_fail(ev, "XPTY0004", "a sign stands before a value "
		    "that is no number");
	if (kind == XT_DOUBLE || kind == XT_FLOAT) {
		if (op->op == XO_NEGATE)
			a.u.d = -a.u.d;
	} else if (op->op == XO_NEGATE) {
		a = xp_number(kind, dec_neg(xp_dec(a), ev->arena), ev->arena);
	} else {
		a.type = (uint8_t)kind;
	}
	*result = xp_one(a);
	return 0;
}

/* 3.8 */
static int
op_if(struct xp_eval *ev, const struct xp_op_row *op, uint32_t want,
    struct xp_seq *result)
{
	int t = xp_eval_cond(ev, xp_kid(ev, op, 0));

	return t == -1 ? -1 :
	    xp_eval_want(ev, xp_kid(ev, op, t ? 1 : 2), want, result);
}

static int
op_context(struct xp_eval *ev, struct xp_seq *result)
{
	if (ev->focus.item == NULL)
		return xp_fail(ev, "XPDY0002", "there is no context item");
	*result = xp_one(*ev->focus.item);
	return 0;
}

/* --- all of them --- */

static int
dispatch(struct xp_eval *ev, const struct xp_op_row *op, uint32_t want,
    struct xp_seq *r)
{
	switch ((enum xp_op)op->op) {
	case XO_LITERAL:
		return op_literal(ev, &ev->e->constants[op->arg], r);
	case XO_SEQUENCE:
		return op_sequence(ev, op, want, r);
	case XO_RANGE:
		return xp_op_range(ev, op, want, r);
	case XO_OR:
	case XO_AND:
		return op_logical(ev, op, r);
	case XO_VALUE:
		return xp_op_value(ev, op, r);
	case XO_GENERAL:
		return xp_op_general(ev, op, r);
	case XO_IS:
	case XO_BEFORE:
	case XO_AFTER:
		return xp_op_nodes(ev, op, r);
	case XO_ARITHMETIC:
		return op_arithmetic(ev, op, r);
	case XO_NEGATE:
	case XO_PLUS:
		return op_sign(ev, op, r);
	case XO_UNION:
	case XO_INTERSECT:
	case XO_EXCEPT:
		return xp_op_set(ev, op, r);
	case XO_INSTANCE:
		return xp_op_instance(ev, op, r);
	case XO_TREAT:
		return xp_op_treat(ev, op, want, r);
	case XO_CASTABLE:
	case XO_CAST:
		return xp_op_cast(ev, op, r);
	case XO_FOR:
		return xp_op_for(ev, op, want, r);
	case XO_SOME:
	case XO_EVERY:
		return xp_op_quantified(ev, op, r);
	case XO_IF:
		return op_if(ev, op, want, r);
	case XO_VARIABLE:
		*r = xp_share(&ev->slots[op->arg]);
		return 0;
	case XO_CONTEXT:
		return op_context(ev, r);
	case XO_ROOT:
		return xp_op_root(ev, r);
	case XO_PATH:
		return xp_op_path(ev, op, want, r);
	case XO_STEP:
		return xp_op_step(ev, op, want, r);
	case XO_FILTER:
		return xp_op_filter(ev, op, want, r);
	case XO_CALL:
		return xp_op_call(ev, op, r);
	case XO_N:
		break;
	}
	return xp_fail(ev, "XPST0003", "the expression is damaged");
}

/* An error is of the innermost operation that failed. */
static void
note_place(struct xp_eval *ev)
{
	if (!ev->failed && ev->err->position == 0)
		ev->err->position = ev->position;
	ev->failed = true;
}

int
xp_eval_want(struct xp_eval *ev, uint32_t at, uint32_t want,
    struct xp_seq *result)
{
	const struct xp_op_row *op = &ev->e->ops[at];
	uint32_t outer = ev->position;
	int rc;

	if (xp_spend(ev, 1) == -1)
		return -1;
	ev->position = op->position;
	rc = dispatch(ev, op, want, result);
	if (rc == -1)
		note_place(ev);
	ev->position = outer;
	return rc;
}

int
xp_eval_op(struct xp_eval *ev, uint32_t op, struct xp_seq *result)
{
	*result = XP_EMPTY;
	return xp_eval_want(ev, op, WANT_ALL, result);
}

/* --- from outside --- */

/* Runs an operation for its value, or, if result is NULL, for its truth; with
 * so many slots that have values. */
static int
run(const struct xp_expr *e, uint32_t op, struct xp_dynamic *d,
    const struct xp_focus *focus, const struct xp_seq *slots, uint32_t n,
    struct xp_seq *result, struct xp_error *err)
{
	struct xp_seq few[FEW_SLOTS] = { XP_EMPTY };
	struct xp_eval ev = { .e = e, .d = d, .arena = d->arena, .err = err };
	int rc;

	if (e->h->depth > MAX_NESTING - d->depth)
		return xp_limit_error(err, "the expressions that call one "
		    "another are nested too deeply");
	*err = (struct xp_error){ .position = 0 };
	if (focus != NULL)
		ev.focus = *focus;
	ev.slots = e->h->n_slots <= FEW_SLOTS ? few :
	    arena_alloc(d->arena, e->h->n_slots * sizeof(*ev.slots));
	if (n > 0)
		memcpy(ev.slots, slots, n * sizeof(*ev.slots));
	d->depth += e->h->depth;
	rc = result == NULL ? xp_eval_cond(&ev, op) :
	    xp_eval_op(&ev, op, result);
	d->depth -= e->h->depth;
	return rc;
}

int
xp_eval(const struct xp_expr *e, struct xp_dynamic *d,
    const struct xp_focus *focus, const struct xp_seq *slots,
    struct xp_seq *result, struct xp_error *err)
{
	return run(e, e->h->root, d, focus, slots, e->h->n_variables, result,
	    err);
}

int
xp_eval_part(const struct xp_expr *e, uint32_t op, struct xp_dynamic *d,
    const struct xp_focus *focus, const struct xp_seq *slots,
    struct xp_seq *result, struct xp_error *err)
{
	return run(e, op, d, focus, slots, e->h->n_slots, result, err);
}

int
xp_eval_truth(const struct xp_expr *e, struct xp_dynamic *d,
    const struct xp_focus *focus, const struct xp_seq *slots,
    struct xp_error *err)
{
	struct arena_mark mark = arena_mark(d->arena);
	int t = run(e, e->h->root, d, focus, slots, e->h->n_variables, NULL,
	    err);

	if (t != -1)
		arena_reset(d->arena, mark);
	return t;
}

int
xp_add_tree(struct xp_dynamic *d, const struct xp_tree *tree)
{
	size_t cap = d->cap_trees;

	if (d->n_trees == UINT16_MAX)
		return -1;
	if (d->n_trees == cap) {
		cap = cap == 0 ? 4 : cap >= UINT16_MAX / 2 ? UINT16_MAX :
		    2 * cap;
		d->trees = mem_resize(d->trees, cap, sizeof(struct xp_tree *));
		d->cap_trees = (uint16_t)cap;
	}
	d->trees[d->n_trees] = tree;
	return d->n_trees++;
}

void
xp_dynamic_end(struct xp_dynamic *d)
{
	xp_kept_free(d);
	mem_free(d->trees);
	d->trees = NULL;
	d->n_trees = d->cap_trees = 0;
}

struct slice
xp_arg_string(const struct xp_seq *s)
{
	return s->n == 0 ? SLICE("") : xp_slice(*xp_items(s));
}
