/*
 * eval_path.c: path expressions and axis steps (XPath 2.0, 3.2).
 *
 * (1) A step from one node gives nodes in document order; a reverse axis is
 *     turned round after its predicates have seen it in its own order.
 * (2) A path is sorted at the end, in linear time, and not at all where it
 *     came out in order, which is looked at first.
 * (3) A position in the first predicate of a step ends the walk there.
 */
#include "xpath/axes.h"
#include "xpath/eval_op.h"

/* The node in the focus. */
static int
context_node(struct xp_eval *ev, struct xp_item *node)
{
	*node = xp_node(0, 0);
	if (ev->focus.item == NULL)
		return xp_fail(ev, "XPDY0002", "there is no context item");
	if (!xp_is_node(*ev->focus.item))
		return xp_fail(ev, "XPTY0020", "the context item is no node");
	*node = *ev->focus.item;
	return 0;
}

/* 3.2: "/" */
int
xp_op_root(struct xp_eval *ev, struct xp_seq *result)
{
	struct xp_item node;

	if (context_node(ev, &node) == -1)
		return -1;
	if (xp_tree_of(ev, node)->rows[0].kind != XK_DOCUMENT)
		return xp_fail(ev, "XPDY0050", "the root above the context "
		    "item is no document");
	*result = xp_one(xp_node(node.tree, 0));
	return 0;
}

/* --- steps --- */

/* Namespace nodes of an element that match. */
static int
namespaces(struct xp_eval *ev, const struct xp_matcher *m,
    struct xp_item node, uint32_t want, struct xp_seq *out)
{
	const struct xp_tree *t = xp_tree_of(ev, node);
	const uint32_t *scopes;
	uint32_t i, n;

	if (node.flags & XI_NS || t->rows[node.n].kind != XK_ELEMENT)
		return 0;
	n = xp_tree_scopes(t, node.n, ev->arena, &scopes);
	if (xp_spend(ev, n) == -1)
		return -1;
	for (i = 0; i < n && !xp_enough(out->n, want); i++) {
		struct slice prefix = scopes[i] == NONE ? SLICE("xml") :
		    t->texts[t->scopes[scopes[i]].prefix];

		if (!xp_match_namespace(m, prefix))
			continue;
		node.flags = XI_NS;
		node.u.i = scopes[i];
		xp_add(out, node, ev->arena);
	}
	return 0;
}

/* Whether an axis has the node itself on it. */
static bool
has_self(enum xp_axis axis)
{
	return axis == AXIS_SELF || axis == AXIS_ANCESTOR_OR_SELF ||
	    axis == AXIS_DESCENDANT_OR_SELF;
}

/* The same for elements of a name below a node, where the tree knows them:
 * 1; 0: it does not; -1. */
static int
find_named(struct xp_eval *ev, const struct xp_matcher *m,
    struct xp_item node, uint32_t want, struct xp_seq *out)
{
	const uint32_t *rows;
	uint32_t i, n;

	if (m->any_ns || m->any_local || m->more != NULL ||
	    m->kinds != 1u << XK_ELEMENT || node.flags & XI_NS)
		return 0;
	rows = xp_tree_named(xp_tree_of(ev, node), node.n, m->ns, m->local,
	    &n);
	if (rows == NULL)
		return 0;
	for (i = 0; i < n && !xp_enough(out->n, want); i++) {
		if ((i & 0xff) == 0 && xp_spend(ev, 0x100) == -1)
			return -1;
		xp_add(out, xp_node(node.tree, rows[i]), ev->arena);
	}
	return 1;
}

/* What the axis and the node test find, in the order of the axis. */
static int
walk(struct xp_eval *ev, const struct xp_op_row *op, struct xp_item node,
    uint32_t want, struct xp_seq *out)
{
	enum xp_axis axis = (enum xp_axis)op->flags;
	struct xp_matcher m = xp_matcher(ev->e, &ev->e->tests[op->arg], axis);
	const struct xp_tree *t = xp_tree_of(ev, node);
	bool ns = node.flags & XI_NS;
	struct xp_walk w;
	struct xp_qname name;
	uint32_t row, steps = 0;
	int rc;

	if (axis == AXIS_NAMESPACE)
		return namespaces(ev, &m, node, want, out);
	if (axis == AXIS_DESCENDANT && (rc = find_named(ev, &m, node, want,
	    out)) != 0)
		return rc == 1 ? 0 : -1;
	if (ns && has_self(axis)) {
		(void)xp_node_name(t, node, &name);
		if (xp_match_namespace(&m, name.local))
			xp_add(out, node, ev->arena);
	}
	w = xp_walk_begin(t, node.n, ns, axis);
	while (!xp_enough(out->n, want) && (row = xp_walk_next(&w)) != NONE) {
		if ((++steps & 0xff) == 0 && xp_spend(ev, 0x100) == -1)
			return -1;
		if (xp_match_row(&m, t, row))
			xp_add(out, xp_node(node.tree, row), ev->arena);
	}
	return xp_spend(ev, steps & 0xff);
}

static void
turn_round(struct xp_seq *s)
{
	struct xp_item swap;
	uint32_t i;

	if (s->n < 2)
		return;
	for (i = 0; i < s->n / 2; i++) {
		swap = s->u.many[i];
		s->u.many[i] = s->u.many[s->n - 1 - i];
		s->u.many[s->n - 1 - i] = swap;
	}
}

/* The predicates of a step on what its axis found; the array is our own. */
static int
narrow(struct xp_eval *ev, const struct xp_op_row *op, uint32_t want,
    struct xp_seq *s)
{
	struct xp_seq kept, own = XP_EMPTY;
	unsigned i;

	for (i = 0; i < op->n_kids; i++) {
		if (xp_predicate(ev, xp_kid(ev, op, i), s,
		    i + 1u == op->n_kids ? want : WANT_ALL, &kept) == -1)
			return -1;
		*s = kept;
	}
	if (s->n > 1 && s->cap == 0) {
		xp_append(&own, s, ev->arena);
		*s = own;
	}
	return 0;
}

int
xp_step_from(struct xp_eval *ev, const struct xp_op_row *op,
    struct xp_item node, uint32_t want, struct xp_seq *result)
{
	bool reverse = xp_is_reverse((enum xp_axis)op->flags);
	struct xp_seq s = XP_EMPTY;
	uint32_t at, most = WANT_ALL;
	int rc = 0;

	if (reverse && !(want & WANT_ANY))
		want = WANT_ALL;	/* the first ones come last */
	if (op->n_kids == 0 && !reverse)
		return walk(ev, op, node, want, result);
	if (op->n_kids > 0)
		rc = xp_position_of(ev, xp_kid(ev, op, 0), &at);
	if (rc == -1)
		return -1;
	if (rc == 1 && at < WANT_ANY)
		most = at;
	else if (op->n_kids == 0)
		most = want;
	if (walk(ev, op, node, most, &s) == -1 ||
	    narrow(ev, op, want, &s) == -1)
		return -1;
	if (reverse)
		turn_round(&s);
	xp_append(result, &s, ev->arena);
	return 0;
}

int
xp_op_step(struct xp_eval *ev, const struct xp_op_row *op, uint32_t want,
    struct xp_seq *result)
{
	struct xp_item node;

	if (context_node(ev, &node) == -1)
		return -1;
	return xp_step_from(ev, op, node, want, result);
}

/* --- paths --- */

/* The items of one evaluation of the right side are added; all of them over
 * all evaluations are nodes, or none is (3.2, XPTY0018). */
static int
add_right(struct xp_eval *ev, const struct xp_seq *s, struct xp_seq *all)
{
	const struct xp_item *v = xp_items(s);
	uint32_t i;

	for (i = 0; i < s->n; i++)
		if (xp_is_node(v[i]) != xp_is_node(all->n == 0 ? v[0] :
		    xp_items(all)[0]))
			return xp_fail(ev, "XPTY0018", "a path ends in nodes "
			    "and in other values");
	if (xp_spend(ev, s->n) == -1)
		return -1;
	xp_append(all, s, ev->arena);
	return 0;
}

/* E2 for each node of E1. */
static int
each_node(struct xp_eval *ev, const struct xp_seq *left, uint32_t op,
    uint32_t want, struct xp_seq *all)
{
	const struct xp_op_row *right = &ev->e->ops[op];
	const struct xp_item *v = xp_items(left);
	struct xp_seq s;
	uint32_t i;

	for (i = 0; i < left->n && !xp_enough(all->n, want); i++) {
		if (right->op == XO_STEP) {
			if (xp_spend(ev, 1) == -1 ||
			    xp_step_from(ev, right, v[i], want, all) == -1)
				return -1;
			continue;
		}
		ev->focus = (struct xp_focus){ &v[i], i + 1, left->n };
		s = XP_EMPTY;
		if (xp_eval_want(ev, op, want, &s) == -1 ||
		    add_right(ev, &s, all) == -1)
			return -1;
	}
	return 0;
}

/* E1/E2 where the value of E1 is there already. */
static int
slash(struct xp_eval *ev, const struct xp_op_row *op,
    const struct xp_seq *left, uint32_t want, struct xp_seq *result)
{
	struct xp_focus outer = ev->focus;
	uint32_t right = xp_kid(ev, op, 1), i;
	int rc;

	for (i = 0; i < left->n; i++)
		if (!xp_is_node(xp_items(left)[i]))
			return xp_fail(ev, "XPTY0019", "what stands before "
			    "\"/\" is no node");
	if (!(op->flags & XP_SORTED) && !(want & WANT_ANY) &&
	    (left->n > 1 || ev->e->ops[right].op != XO_STEP))
		want = WANT_ALL;	/* the first ones may come last */
	rc = each_node(ev, left, right, want, result);
	ev->focus = outer;
	if (rc == -1)
		return -1;
	if (result->n > 1 && !(op->flags & XP_SORTED) &&
	    xp_is_node(result->u.many[0]))
		xp_sort_nodes(result);
	return 0;
}

/* A chain of them. */
int
xp_op_path(struct xp_eval *ev, const struct xp_op_row *op, uint32_t want,
    struct xp_seq *result)
{
	struct xp_seq left = XP_EMPTY;
	struct xp_chain c;
	int rc;

	if (xp_chain_start(ev, op, &c) == -1)
		return -1;
	rc = xp_eval_want(ev, xp_chain_operand(ev, &c), WANT_ALL, &left);
	while (rc == 0 && (op = xp_chain_next(ev, &c)) != NULL) {
		*result = XP_EMPTY;
		rc = slash(ev, op, &left, c.n == 0 ? want : WANT_ALL, result);
		left = *result;
	}
	xp_chain_end(&c);
	return rc;
}
