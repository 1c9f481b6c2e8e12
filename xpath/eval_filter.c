/*
 * eval_filter.c: predicates (XPath 2.0, 3.2.2 and 3.3.2).
 *
 * A predicate whose value needs no context item is evaluated once: a number, a
 * variable, last(), and arithmetic on these.  What is a position by that goes
 * straight to its item.
 */
#include <math.h>

#include "xpath/eval_op.h"

#define NOWHERE	0		/* a position that no item has */

/* Whether the value is the same for each item; *last: it asks for last(). */
static bool
is_free(const struct xp_eval *ev, uint32_t at, bool *last)
{
	const struct xp_op_row *op = &ev->e->ops[at];

	switch ((enum xp_op)op->op) {
	case XO_LITERAL:
	case XO_VARIABLE:
		return true;
	case XO_ARITHMETIC:
		for (; xp_continues(ev->e, xp_at(ev, op));
		    op = &ev->e->ops[xp_kid(ev, op, 0)])
			if (!is_free(ev, xp_kid(ev, op, 1), last))
				return false;
		return is_free(ev, xp_kid(ev, op, 0), last) &&
		    is_free(ev, xp_kid(ev, op, 1), last);
	case XO_NEGATE:
	case XO_PLUS:
		return is_free(ev, xp_kid(ev, op, 0), last);
	case XO_CALL:
		*last = true;
		return xp_is_last(ev, op);
	case XO_SEQUENCE: case XO_RANGE: case XO_OR: case XO_AND:
	case XO_VALUE: case XO_GENERAL: case XO_IS: case XO_BEFORE:
	case XO_AFTER: case XO_UNION: case XO_INTERSECT: case XO_EXCEPT:
	case XO_INSTANCE: case XO_TREAT: case XO_CASTABLE: case XO_CAST:
	case XO_FOR: case XO_SOME: case XO_EVERY: case XO_IF: case XO_CONTEXT:
	case XO_ROOT: case XO_PATH: case XO_STEP: case XO_FILTER: case XO_N:
		break;
	}
	return false;
}

/* A number as the position that equals it; false where it is no number. */
static bool
position(const struct xp_seq *s, uint32_t *at)
{
	const struct xp_item *i = xp_items(s);
	int64_t n;

	*at = NOWHERE;
	if (s->n != 1 || xp_numeric_kind((enum xp_type)i->type) == XT_NONE)
		return false;
	if (i->type == XT_FLOAT || i->type == XT_DOUBLE) {
		if (i->u.d >= 1 && i->u.d < UINT32_MAX &&
		    i->u.d == floor(i->u.d))
			*at = (uint32_t)i->u.d;
	} else if (dec_to_int64(xp_dec(*i), 0, &n) && n > 0 &&
	    n < UINT32_MAX) {
		*at = (uint32_t)n;
	}
	return true;
}

int
xp_position_of(struct xp_eval *ev, uint32_t op, uint32_t *at)
{
	struct xp_seq s = XP_EMPTY;
	bool last = false;

	if (!is_free(ev, op, &last) || last)
		return 0;
	if (xp_eval_want(ev, op, WANT_ANY | 2, &s) == -1)
		return -1;
	return position(&s, at);
}

/* For one item, in the focus: 0, 1, -1. */
static int
holds(struct xp_eval *ev, uint32_t op)
{
	struct xp_seq s = XP_EMPTY;
	struct arena_mark mark = arena_mark(ev->arena);
	uint32_t at;
	int t;

	if (xp_eval_want(ev, op, WANT_ANY | 2, &s) == -1)
		return -1;
	t = position(&s, &at) ? at == ev->focus.position :
	    xp_truth(&s, ev->err);
	if (t != -1)
		arena_reset(ev->arena, mark);
	return t;
}

/* By one value for all: an item, all or none. */
static int
filter_once(struct xp_eval *ev, uint32_t op, const struct xp_seq *in,
    struct xp_seq *out)
{
	struct xp_seq s = XP_EMPTY;
	uint32_t at;
	int t;

	if (in->n == 0)
		return 0;
	ev->focus = (struct xp_focus){ xp_items(in), 1, in->n };
	if (xp_eval_want(ev, op, WANT_ANY | 2, &s) == -1)
		return -1;
	if (position(&s, &at)) {
		if (at != NOWHERE && at <= in->n)
			*out = xp_one(xp_items(in)[at - 1]);
		return 0;
	}
	if ((t = xp_truth(&s, ev->err)) == -1)
		return -1;
	if (t == 1)
		*out = xp_share(in);
	return 0;
}

static int
filter_each(struct xp_eval *ev, uint32_t op, const struct xp_seq *in,
    uint32_t want, struct xp_seq *out)
{
	const struct xp_item *v = xp_items(in);
	uint32_t i;
	int t;

	for (i = 0; i < in->n && !xp_enough(out->n, want); i++) {
		ev->focus = (struct xp_focus){ &v[i], i + 1, in->n };
		if ((t = holds(ev, op)) == -1)
			return -1;
		if (t == 1)
			xp_add(out, v[i], ev->arena);
	}
	return 0;
}

int
xp_predicate(struct xp_eval *ev, uint32_t op, const struct xp_seq *in,
    uint32_t want, struct xp_seq *out)
{
	struct xp_focus outer = ev->focus;
	bool last = false;
	int rc;

	*out = XP_EMPTY;
	rc = is_free(ev, op, &last) ? filter_once(ev, op, in, out) :
	    filter_each(ev, op, in, want, out);
	ev->focus = outer;
	return rc;
}

int
xp_op_filter(struct xp_eval *ev, const struct xp_op_row *op, uint32_t want,
    struct xp_seq *result)
{
	struct xp_seq s = XP_EMPTY, kept;
	uint32_t at, most = WANT_ALL;
	unsigned i;
	int rc = op->n_kids < 2 ? 0 : xp_position_of(ev, xp_kid(ev, op, 1),
	    &at);

	if (rc == -1)
		return -1;
	if (rc == 1)			/* no more than up to that item */
		most = at < WANT_ANY ? at : WANT_ALL;
	if (op->n_kids == 1)
		most = want;
	if (xp_eval_want(ev, xp_kid(ev, op, 0), most, &s) == -1)
		return -1;
	for (i = 1; i < op->n_kids; i++) {
		if (xp_predicate(ev, xp_kid(ev, op, i), &s,
		    i + 1u == op->n_kids ? want : WANT_ALL, &kept) == -1)
			return -1;
		s = kept;
	}
	*result = s;
	return 0;
}
