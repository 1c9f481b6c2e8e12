/*
 * eval_type.c: values against sequence types (XPath 2.0, 2.5.4): instance of
 * (3.10.1), cast and castable (3.10.2 and 3.10.3), treat as (3.10.5).
 */
#include "xpath/axes.h"
#include "xpath/eval_op.h"

static bool
match_node(const struct xp_eval *ev, const struct xp_matcher *m,
    struct xp_item node)
{
	if (node.flags & XI_NS)
		return xp_match_namespace(m, SLICE(""));
	return xp_match_row(m, xp_tree_of(ev, node), node.n);
}

bool
xp_match_items(const struct xp_eval *ev, const struct xp_seq *s,
    const struct xp_test *test)
{
	const struct xp_item *v = xp_items(s);
	struct xp_matcher m;
	uint32_t i;

	if (test->test == XIT_ITEM)
		return true;
	if (test->test != XIT_ATOMIC)
		m = xp_matcher(ev->e, test, AXIS_CHILD);
	for (i = 0; i < s->n; i++) {
		if (xp_is_node(v[i]) == (test->test == XIT_ATOMIC))
			return false;
		if (test->test == XIT_NODE)
			continue;	/* of any kind: without its tree */
		if (test->test == XIT_ATOMIC ?
		    !xp_derives((enum xp_type)v[i].type,
		    (enum xp_type)test->atomic) : !match_node(ev, &m, v[i]))
			return false;
	}
	return true;
}

bool
xp_match_count(uint32_t n, uint32_t occurs)
{
	switch ((enum xp_occurs)occurs) {
	case XOC_ONE:
		return n == 1;
	case XOC_OPTIONAL:
		return n <= 1;
	case XOC_MANY:
		return n >= 1;
	case XOC_ANY:
		break;
	}
	return true;
}

bool
xp_matches(const struct xp_eval *ev, const struct xp_seq *s,
    const struct xp_seqtype *type)
{
	const struct xp_test *test = &ev->e->tests[type->test];

	if (test->test == XIT_EMPTY)
		return s->n == 0;
	return xp_match_count(s->n, type->occurs) &&
	    xp_match_items(ev, s, test);
}

int
xp_op_instance(struct xp_eval *ev, const struct xp_op_row *op,
    struct xp_seq *result)
{
	struct xp_seq s = XP_EMPTY;

	if (xp_eval_want(ev, xp_kid(ev, op, 0), WANT_ALL, &s) == -1 ||
	    xp_spend(ev, s.n) == -1)
		return -1;
	*result = xp_one(xp_boolean(xp_matches(ev, &s,
	    &ev->e->seqtypes[op->arg])));
	return 0;
}

int
xp_op_treat(struct xp_eval *ev, const struct xp_op_row *op, uint32_t want,
    struct xp_seq *result)
{
	(void)want;			/* all of it has to be looked at */
	if (xp_eval_want(ev, xp_kid(ev, op, 0), WANT_ALL, result) == -1 ||
	    xp_spend(ev, result->n) == -1)
		return -1;
	if (!xp_matches(ev, result, &ev->e->seqtypes[op->arg]))
		return xp_fail(ev, "XPDY0050", "the value is not of the type "
		    "that \"treat as\" names");
	return 0;
}

/* 1: done; 0: an empty sequence that may be; -1 with the error. */
static int
cast(struct xp_eval *ev, const struct xp_op_row *op, struct xp_seq *s,
    struct xp_item *item)
{
	struct xp_seq atoms = XP_EMPTY;

	if (xp_atoms(ev, s, &atoms) == -1)
		return -1;
	if (atoms.n == 0 && (op->flags & 1))
		return 0;
	if (atoms.n != 1)
		return xp_fail(ev, "XPTY0004", "one value is cast, here are "
		    "%u", (unsigned)atoms.n);
	return xp_cast(*xp_items(&atoms), (enum xp_type)op->arg, ev->arena,
	    item, ev->err) == -1 ? -1 : 1;
}

int
xp_op_cast(struct xp_eval *ev, const struct xp_op_row *op,
    struct xp_seq *result)
{
	struct xp_seq s = XP_EMPTY;
	struct xp_item item;
	int rc;

	if (xp_eval_want(ev, xp_kid(ev, op, 0), WANT_ALL, &s) == -1)
		return -1;
	rc = cast(ev, op, &s, &item);
	if (op->op == XO_CASTABLE) {
		if (rc == -1 && slice_is(ev->err->ns, NS_XPATH_LIMIT))
			return -1;
		*ev->err = (struct xp_error){ .position = 0 };
		*result = xp_one(xp_boolean(rc != -1));
		return 0;
	}
	if (rc == 1)
		*result = xp_one(item);
	return rc == -1 ? -1 : 0;
}
