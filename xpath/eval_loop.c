/*
 * eval_loop.c: ranges (XPath 2.0, 3.3.1), "for" (3.7), "some" and "every"
 * (3.9).  A loop over a range does not make its numbers first.
 */
#include "xpath/eval_op.h"

#define ITEM_SIZE	(sizeof(struct xp_item))

/* --- ranges --- */

/* An operand of "to": an integer, or an untyped value that is one. */
static int
bound(struct xp_eval *ev, uint32_t op, struct xp_item *item)
{
	int n = xp_eval_atomic(ev, op, item);

	if (n <= 0)
		return n;
	if (item->type == XT_UNTYPED &&
	    xp_cast(*item, XT_INTEGER, ev->arena, item, ev->err) == -1)
		return -1;
	if (!xp_derives((enum xp_type)item->type, XT_INTEGER))
		return xp_fail(ev, "XPTY0004", "a range is from one integer "
		    "to another");
	return 1;
}

/* From where to where, and how many; 0: of none. */
static int
range(struct xp_eval *ev, const struct xp_op_row *op, struct xp_item *from,
    struct xp_item *to, uint64_t *count)
{
	struct dec d;
	int n = bound(ev, xp_kid(ev, op, 0), from), m;
	int64_t i;

	m = n == -1 ? -1 : bound(ev, xp_kid(ev, op, 1), to);
	*count = 0;
	if (n <= 0 || m <= 0)
		return n == -1 || m == -1 ? -1 : 0;
	d = dec_sub(xp_dec(*to), xp_dec(*from), ev->arena);
	if (dec_sign(d) < 0)
		return 0;
	*count = dec_to_int64(d, 0, &i) && i < INT64_MAX ? (uint64_t)i + 1 :
	    UINT64_MAX;
	return 0;
}

/* The i-th number after one. */
static struct xp_item
nth(struct xp_item from, uint64_t i, struct arena *arena)
{
	int64_t first, sum;

	if (xp_int64(from, &first) &&
	    !__builtin_add_overflow(first, (int64_t)i, &sum))
		return xp_integer(sum);
	return xp_number(XT_INTEGER, dec_add(xp_dec(from), dec_of((int64_t)i),
	    arena), arena);
}

int
xp_range_ends(struct xp_eval *ev, const struct xp_op_row *op,
    struct xp_seq *ends)
{
	struct xp_item from, to;
	uint64_t count;

	if (range(ev, op, &from, &to, &count) == -1)
		return -1;
	if (count > 0)
		xp_add(ends, nth(from, 0, ev->arena), ev->arena);
	if (count > 1)
		xp_add(ends, nth(to, 0, ev->arena), ev->arena);
	return 0;
}

int
xp_op_range(struct xp_eval *ev, const struct xp_op_row *op, uint32_t want,
    struct xp_seq *result)
{
	struct xp_item from, to, *v;
	uint64_t count, i;

	if (range(ev, op, &from, &to, &count) == -1)
		return -1;
	if (xp_enough(count > XP_MAX_ITEMS ? XP_MAX_ITEMS : (uint32_t)count,
	    want))
		count = want & ~WANT_ANY;
	if (count <= 1) {
		if (count == 1)
			*result = xp_one(nth(from, 0, ev->arena));
		return 0;
	}
	if (count > XP_MAX_ITEMS || xp_spend(ev, count) == -1 ||
	    xp_room(ev, count * ITEM_SIZE) == -1)
		return xp_limit_error(ev->err, "a range of so many integers "
		    "is more than is allowed");
	v = arena_alloc(ev->arena, count * ITEM_SIZE);
	for (i = 0; i < count; i++)
		v[i] = nth(from, i, ev->arena);
	result->n = (uint32_t)count;
	result->u.many = v;
	return 0;
}

/* --- what a loop runs over --- */

struct domain {
	struct xp_seq  seq;
	struct xp_item from;		/* of a range */
	uint64_t       n, at;
	bool           range;
};

static int
open_domain(struct xp_eval *ev, uint32_t op, struct domain *d)
{
	const struct xp_op_row *row = &ev->e->ops[op];
	struct xp_item to;

	*d = (struct domain){ .range = row->op == XO_RANGE };
	if (d->range)
		return range(ev, row, &d->from, &to, &d->n);
	if (xp_eval_want(ev, op, WANT_ALL, &d->seq) == -1)
		return -1;
	d->n = d->seq.n;
	return 0;
}

/* The variable gets the next item; false: there is none. */
static bool
next(struct xp_eval *ev, struct domain *d, uint32_t slot)
{
	if (d->at == d->n)
		return false;
	ev->slots[slot] = xp_one(d->range ? nth(d->from, d->at, ev->arena) :
	    xp_items(&d->seq)[d->at]);
	d->at++;
	return true;
}

int
xp_op_for(struct xp_eval *ev, const struct xp_op_row *op, uint32_t want,
    struct xp_seq *result)
{
	struct domain d;
	struct xp_seq s;

	if (open_domain(ev, xp_kid(ev, op, 0), &d) == -1)
		return -1;
	while (!xp_enough(result->n, want) && next(ev, &d, op->arg)) {
		s = XP_EMPTY;
		if (xp_eval_want(ev, xp_kid(ev, op, 1), want, &s) == -1 ||
		    xp_spend(ev, s.n) == -1)
			return -1;
		xp_append(result, &s, ev->arena);
	}
	return 0;
}

int
xp_op_quantified(struct xp_eval *ev, const struct xp_op_row *op,
    struct xp_seq *result)
{
	int decides = op->op == XO_SOME, t = !decides;
	struct domain d;

	if (open_domain(ev, xp_kid(ev, op, 0), &d) == -1)
		return -1;
	while (t != decides && next(ev, &d, op->arg))
		if ((t = xp_eval_cond(ev, xp_kid(ev, op, 1))) == -1)
			return -1;
	*result = xp_one(xp_boolean(t));
	return 0;
}
