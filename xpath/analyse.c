/*
 * analyse.c: what is certain about the value of an operation before it is
 * evaluated: whether its nodes come in document order, and whether a
 * predicate can be a position (XPath 2.0, 3.2, 3.2.2 and 2.3.4).
 *
 * Only what is sure is used.  A step alone gives its nodes in document order
 * whatever its axis.  Of a path E1/E2 that is known where
 *  (1) E1 is at most one node: whatever holds of E2;
 *  (2) E1 is sorted, and none of its nodes within another: what lies below the
 *      first comes wholly before what lies below the second;
 *  (3) E1 is sorted and E2 gives each node's attributes, or itself.
 */
#include "xpath/parse.h"

#define ALL_ORDERED	(P_ONE | P_SORTED | P_PEER)

/* What a step gives from one node. */
static uint8_t
axis_props(enum xp_axis axis)
{
	switch (axis) {
	case AXIS_SELF: case AXIS_PARENT:
		return ALL_ORDERED;
	case AXIS_CHILD: case AXIS_ATTRIBUTE: case AXIS_FOLLOWING_SIBLING:
	case AXIS_PRECEDING_SIBLING: case AXIS_NAMESPACE:
		return P_SORTED | P_PEER;
	case AXIS_DESCENDANT: case AXIS_DESCENDANT_OR_SELF:
	case AXIS_FOLLOWING: case AXIS_PRECEDING: case AXIS_ANCESTOR:
	case AXIS_ANCESTOR_OR_SELF:
		break;
	}
	return P_SORTED;
}

/* Whether a step leads nowhere but down. */
static bool
goes_down(enum xp_axis axis)
{
	return axis == AXIS_CHILD || axis == AXIS_DESCENDANT ||
	    axis == AXIS_ATTRIBUTE || axis == AXIS_SELF ||
	    axis == AXIS_DESCENDANT_OR_SELF;
}

static uint8_t
path_props(const struct xp_node *left, const struct xp_node *right)
{
	enum xp_axis axis = right->flags;
	uint8_t props = axis_props(axis);

	if (left->props & P_ONE)
		return right->props & ALL_ORDERED;
	if (right->op != XO_STEP || !(left->props & P_SORTED) ||
	    !goes_down(axis))
		return 0;
	if (axis == AXIS_SELF)
		return left->props & (P_SORTED | P_PEER);
	if (axis == AXIS_ATTRIBUTE)
		return P_SORTED | P_PEER;
	return left->props & P_PEER ? props & (P_SORTED | P_PEER) : 0;
}

/* What a result type of a signature says. */
static uint8_t
result_props(const struct xp_signature *s)
{
	struct slice text = slice_of(s->result);
	struct xp_test test;
	uint32_t occurs;
	uint8_t props = 0;

	if (!xp_signature_type(&text, &test, &occurs))
		return 0;
	if (occurs == XOC_ONE || occurs == XOC_OPTIONAL)
		props |= ALL_ORDERED;
	if (test.test != XIT_ITEM && (test.test != XIT_ATOMIC ||
	    (test.atomic != XT_ANY_ATOMIC &&
	    xp_numeric_kind(test.atomic) == XT_NONE)))
		props |= P_NO_NUMBER;
	return props;
}

static uint8_t
call_props(const struct xp_parser *p, const struct xp_node *n)
{
	const struct xp_call_row *c = &p->calls.v[n->arg];
	const struct xp_signature *s = xp_signature_of(p->st->libraries,
	    p->st->n_libraries, c);
	uint8_t props = result_props(s);

	if (c->library == 0 && (strcmp(s->local, "position") == 0 ||
	    strcmp(s->local, "last") == 0))
		props |= P_POSITION;
	return props;
}

/* A position, written as a number: at most one node has it. */
static bool
is_position(const struct xp_parser *p, const struct xp_node *n)
{
	return n->op == XO_LITERAL &&
	    p->constants.v[n->arg].type == XT_INTEGER;
}

/* Predicates take away, and leave the order. */
static uint8_t
filtered(const struct xp_parser *p, uint8_t props,
    const struct xp_node *predicate)
{
	for (; predicate != NULL; predicate = predicate->next)
		if (is_position(p, predicate))
			props |= ALL_ORDERED;
	return props;
}

void
xp_analyse(const struct xp_parser *p, struct xp_node *n)
{
	switch ((enum xp_op)n->op) {
	case XO_CONTEXT: case XO_ROOT:
		n->props |= ALL_ORDERED;
		break;
	case XO_OR: case XO_AND: case XO_VALUE: case XO_GENERAL: case XO_IS:
	case XO_BEFORE: case XO_AFTER: case XO_INSTANCE: case XO_CASTABLE:
	case XO_SOME: case XO_EVERY:
		n->props |= P_ONE | P_NO_NUMBER;
		break;
	case XO_UNION: case XO_INTERSECT: case XO_EXCEPT:
		n->props |= P_SORTED | P_NO_NUMBER;
		break;
	case XO_CAST:
		if (xp_numeric_kind(n->arg) == XT_NONE)
			n->props |= P_NO_NUMBER;
		n->props |= P_ONE;
		break;
	case XO_IF:
		n->props |= n->first->next->props & n->last->props &
		    (ALL_ORDERED | P_NO_NUMBER);
		break;
	case XO_TREAT:
		n->props |= n->first->props & (ALL_ORDERED | P_NO_NUMBER);
		break;
	case XO_STEP:
		n->props |= filtered(p, axis_props(n->flags), n->first) |
		    P_NO_NUMBER;
		break;
	case XO_FILTER:
		n->props |= filtered(p, n->first->props &
		    (ALL_ORDERED | P_NO_NUMBER), n->first->next);
		break;
	case XO_PATH:
		n->props |= path_props(n->first, n->last) |
		    (n->last->props & P_NO_NUMBER);
		if (n->props & P_SORTED)
			n->flags |= XP_SORTED;
		break;
	case XO_CALL:
		n->props |= call_props(p, n);
		break;
	case XO_LITERAL: case XO_SEQUENCE: case XO_RANGE: case XO_ARITHMETIC:
	case XO_NEGATE: case XO_PLUS: case XO_FOR: case XO_VARIABLE: case XO_N:
		break;
	}
}

/* descendant-or-self::node() without a predicate: what "//" stands for. */
static bool
is_deep(const struct xp_parser *p, const struct xp_node *n)
{
	return n->op == XO_STEP && n->flags == AXIS_DESCENDANT_OR_SELF &&
	    n->first == NULL && p->tests.v[n->arg].test == XIT_NODE;
}

/*
 * What an axis becomes when descendant-or-self::node()/ in front of it is taken
 * away; itself where it cannot be.  A predicate that asks for a position counts
 * among the children of one node, so it forbids that.
 */
static enum xp_axis
deepened(const struct xp_node *step)
{
	enum xp_axis axis = step->flags;

	for (const struct xp_node *k = step->first; k != NULL; k = k->next)
		if (!(k->props & P_NO_NUMBER) || k->props & P_POSITION)
			return axis;
	if (axis == AXIS_CHILD)
		return AXIS_DESCENDANT;
	return axis == AXIS_SELF ? AXIS_DESCENDANT_OR_SELF : axis;
}

struct xp_node *
xp_path_node(struct xp_parser *p, uint32_t at, struct xp_node *left,
    struct xp_node *right)
{
	enum xp_axis axis;

	if (left == NULL || right == NULL)
		return NULL;
	if (right->op == XO_STEP && left->op == XO_PATH &&
	    is_deep(p, left->last) &&
	    (axis = deepened(right)) != right->flags) {
		right->flags = (uint8_t)axis;
		right->props &= (uint8_t)~ALL_ORDERED;
		xp_analyse(p, right);
		left = left->first;
	}
	return xp_node_two(p, XO_PATH, at, left, right);
}
