/*
 * eval_set.c: union, intersect and except (XPath 2.0, 3.3.3).  The operands of
 * unions are gathered and put in document order once, at the end of a chain
 * of them.
 */
#include "xpath/eval_op.h"

/* The nodes of an operand are added; the array is the caller's own. */
static int
add_operand(struct xp_eval *ev, uint32_t op, struct xp_seq *all)
{
	struct xp_seq got = XP_EMPTY;
	uint32_t i;

	if (xp_eval_want(ev, op, WANT_ALL, &got) == -1 ||
	    xp_spend(ev, got.n) == -1)
		return -1;
	for (i = 0; i < got.n; i++)
		if (!xp_is_node(xp_items(&got)[i]))
			return xp_fail(ev, "XPTY0004", "union, intersect and "
			    "except are for nodes");
	xp_append(all, &got, ev->arena);
	return 0;
}

/* What is left of a, in document order, by what is in b; in place. */
static void
keep(struct xp_seq *a, const struct xp_seq *b, bool common)
{
	const struct xp_item *vb = xp_items(b);
	uint32_t i, j = 0, n = 0;
	struct xp_item item;
	bool there;

	for (i = 0; i < a->n; i++) {
		item = xp_items(a)[i];
		while (j < b->n && xp_node_order(vb[j], item) < 0)
			j++;
		there = j < b->n && xp_node_order(vb[j], item) == 0;
		if (there != common)
			continue;
		if (a->cap == 0)	/* one item, in the struct itself */
			a->u.one = item;
		else
			a->u.many[n] = item;
		n++;
	}
	a->n = n;
}

/* One operation on the nodes gathered so far, which are in document order
 * unless a union added to them. */
static int
combine(struct xp_eval *ev, const struct xp_op_row *op, struct xp_seq *all)
{
	struct xp_seq other = XP_EMPTY;

	if (op->op == XO_UNION)
		return add_operand(ev, xp_kid(ev, op, 1), all);
	if (add_operand(ev, xp_kid(ev, op, 1), &other) == -1 ||
	    xp_spend(ev, all->n) == -1)
		return -1;
	xp_sort_nodes(all);
	xp_sort_nodes(&other);
	keep(all, &other, op->op == XO_INTERSECT);
	return 0;
}

/* A chain of them. */
int
xp_op_set(struct xp_eval *ev, const struct xp_op_row *op,
    struct xp_seq *result)
{
	struct xp_chain c;
	int rc;

	if (xp_chain_start(ev, op, &c) == -1)
		return -1;
	rc = add_operand(ev, xp_chain_operand(ev, &c), result);
	while (rc == 0 && (op = xp_chain_next(ev, &c)) != NULL)
		rc = combine(ev, op, result);
	xp_chain_end(&c);
	if (rc == 0)
		xp_sort_nodes(result);
	return rc;
}
