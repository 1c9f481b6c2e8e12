/*
 * eval_set.c: union, intersect and except (XPath 2.0, 3.3.3): both sides in
 * document order, then merged.
 */
#include "xpath/eval_op.h"

/* An operand in document order; the array is our own. */
static int
operand(struct xp_eval *ev, uint32_t op, struct xp_seq *s)
{
	struct xp_seq got = XP_EMPTY;
	uint32_t i;

	*s = XP_EMPTY;
	if (xp_eval_want(ev, op, WANT_ALL, &got) == -1 ||
	    xp_spend(ev, got.n) == -1)
		return -1;
	for (i = 0; i < got.n; i++)
		if (!xp_is_node(xp_items(&got)[i]))
			return xp_fail(ev, "XPTY0004", "union, intersect and "
			    "except are for nodes");
	xp_append(s, &got, ev->arena);
	xp_sort_nodes(s);
	return 0;
}

int
xp_op_set(struct xp_eval *ev, const struct xp_op_row *op,
    struct xp_seq *result)
{
	struct xp_seq a, b;
	const struct xp_item *va, *vb;
	uint32_t i = 0, j = 0;
	int order;

	if (operand(ev, xp_kid(ev, op, 0), &a) == -1 ||
	    operand(ev, xp_kid(ev, op, 1), &b) == -1)
		return -1;
	va = xp_items(&a);
	vb = xp_items(&b);
	while (i < a.n || j < b.n) {
		order = i == a.n ? 1 : j == b.n ? -1 :
		    xp_node_order(va[i], vb[j]);
		if (order == 0 ? op->op != XO_EXCEPT : order < 0 ?
		    op->op != XO_INTERSECT : op->op == XO_UNION)
			xp_add(result, order <= 0 ? va[i] : vb[j], ev->arena);
		i += order <= 0;
		j += order >= 0;
	}
	return 0;
}
