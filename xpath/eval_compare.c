/*
 * eval_compare.c: value, general and node comparisons (XPath 2.0, 3.5).
 *
 * A general comparison of few items tries them in pairs and ends at the first
 * that is true.  "=" between many looks one side's items up among the
 * other's by a key, "<" and its kin take the least and the greatest
 * (compare_many.c), so that n and m items cost n + m.  A range is not made
 * where its ends say it all.
 */
#include "xpath/eval_op.h"
#include "xpath/compare_many.h"

#define FEW_PAIRS	64

/* --- value comparisons: 3.5.1 --- */

int
xp_op_value(struct xp_eval *ev, const struct xp_op_row *op,
    struct xp_seq *result)
{
	struct xp_item a, b;
	int n = xp_eval_atomic(ev, xp_kid(ev, op, 0), &a), m, t;

	m = n == -1 ? -1 : xp_eval_atomic(ev, xp_kid(ev, op, 1), &b);
	if (n <= 0 || m <= 0)
		return n == -1 || m == -1 ? -1 : 0;
	t = xp_compare(ev, (enum xp_compare)op->flags, a, b, NULL);
	if (t == -1)
		return -1;
	*result = xp_one(xp_boolean(t));
	return 0;
}

/* --- general comparisons: 3.5.2 --- */

/* What an untyped item becomes beside another one. */
static int
fit(struct xp_eval *ev, struct xp_item *untyped, struct xp_item other)
{
	enum xp_type type = (enum xp_type)other.type;

	if (type == XT_UNTYPED || (type >= XT_STRING && type <= XT_ENTITY)) {
		untyped->type = XT_STRING;
		return 0;
	}
	if (xp_numeric_kind(type) != XT_NONE)
		type = XT_DOUBLE;
	return xp_cast(*untyped, type, ev->arena, untyped, ev->err);
}

int
xp_general_pair(struct xp_eval *ev, enum xp_compare how, struct xp_item a,
    struct xp_item b)
{
	struct xp_item old = a;

	if (a.type == XT_UNTYPED && fit(ev, &a, b) == -1)
		return -1;
	if (b.type == XT_UNTYPED && fit(ev, &b, old) == -1)
		return -1;
	return xp_compare(ev, how, a, b, NULL);
}

static int
pairs(struct xp_eval *ev, enum xp_compare how, const struct xp_seq *a,
    const struct xp_seq *b)
{
	const struct xp_item *va = xp_items(a), *vb = xp_items(b);
	uint32_t i, j;
	int t;

	for (i = 0; i < a->n; i++)
		for (j = 0; j < b->n; j++) {
			if (xp_spend(ev, 1) == -1)
				return -1;
			t = xp_general_pair(ev, how, va[i], vb[j]);
			if (t != 0)
				return t;
		}
	return 0;
}

static int
general(struct xp_eval *ev, enum xp_compare how, const struct xp_seq *a,
    const struct xp_seq *b)
{
	int t;

	if (how != XC_NE && (uint64_t)a->n * b->n > FEW_PAIRS) {
		t = how == XC_EQ ? xp_any_equal(ev, a, b) :
		    xp_any_ordered(ev, how, a, b);
		if (t != XP_CANNOT)
			return t;
	}
	return pairs(ev, how, a, b);
}

/*
 * The atomic values of an operand.  Of a range its two ends do for all but "=":
 * numbers are compared in a type to which the conversion keeps their order, so
 * what is true of one in between is true of an end.
 */
static int
operand(struct xp_eval *ev, uint32_t op, enum xp_compare how,
    struct xp_seq *atoms)
{
	const struct xp_op_row *row = &ev->e->ops[op];
	struct xp_seq s = XP_EMPTY;

	if (how != XC_EQ && row->op == XO_RANGE)
		return xp_range_ends(ev, row, atoms);
	return xp_eval_want(ev, op, WANT_ALL, &s) == -1 ? -1 :
	    xp_atoms(ev, &s, atoms);
}

int
xp_op_general(struct xp_eval *ev, const struct xp_op_row *op,
    struct xp_seq *result)
{
	struct xp_seq a = XP_EMPTY, b = XP_EMPTY;
	struct arena_mark mark = arena_mark(ev->arena);
	enum xp_compare how = (enum xp_compare)op->flags;
	int t;

	if (operand(ev, xp_kid(ev, op, 0), how, &a) == -1 ||
	    operand(ev, xp_kid(ev, op, 1), how, &b) == -1)
		return -1;
	if ((t = general(ev, how, &a, &b)) == -1)
		return -1;
	arena_reset(ev->arena, mark);
	*result = xp_one(xp_boolean(t));
	return 0;
}

/* --- node comparisons: 3.5.3 --- */

/* 1: a node; 0: none; -1. */
static int
node_operand(struct xp_eval *ev, uint32_t op, struct xp_item *node)
{
	struct xp_seq s = XP_EMPTY;

	if (xp_eval_want(ev, op, 2, &s) == -1)
		return -1;
	if (s.n == 0)
		return 0;
	*node = *xp_items(&s);
	if (s.n > 1 || !xp_is_node(*node))
		return xp_fail(ev, "XPTY0004", "nodes are compared one with "
		    "one");
	return 1;
}

int
xp_op_nodes(struct xp_eval *ev, const struct xp_op_row *op,
    struct xp_seq *result)
{
	struct xp_item a = xp_node(0, 0), b = a;
	int n = node_operand(ev, xp_kid(ev, op, 0), &a), m, order;

	m = n == -1 ? -1 : node_operand(ev, xp_kid(ev, op, 1), &b);
	if (n <= 0 || m <= 0)
		return n == -1 || m == -1 ? -1 : 0;
	order = xp_node_order(a, b);
	*result = xp_one(xp_boolean(op->op == XO_IS ? order == 0 :
	    op->op == XO_BEFORE ? order < 0 : order > 0));
	return 0;
}
