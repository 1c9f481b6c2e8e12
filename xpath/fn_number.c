/*
 * fn_number.c: functions on numbers, and those that make one value of many
 * (Functions and Operators, 6.4 and 15.4).
 */
#include <math.h>

#include "xpath/atomic.h"
#include "xpath/eval.h"

/* --- 6.4 --- */

static int
rounded(struct xp_eval *ev, const struct xp_seq *args, enum xp_rounding how,
    struct xp_seq *result)
{
	const struct xp_item *x = xp_arg(&args[0]);

	*result = x == NULL ? XP_EMPTY : xp_one(xp_rounded(*x, how, ev->arena));
	return 0;
}

int
fn_abs(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	(void)n;
	return rounded(ev, args, XR_ABS, result);
}

int
fn_ceiling(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	(void)n;
	return rounded(ev, args, XR_CEILING, result);
}

int
fn_floor(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	(void)n;
	return rounded(ev, args, XR_FLOOR, result);
}

int
fn_round(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	(void)n;
	return rounded(ev, args, XR_ROUND, result);
}

int
fn_round_half_to_even(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n, struct xp_seq *result)
{
	const struct xp_item *x = xp_arg(&args[0]);
	int64_t digits = 0;

	*result = XP_EMPTY;
	if (x == NULL)
		return 0;
	if (n > 1 && !xp_int64(xp_only(&args[1]), &digits))
		digits = dec_sign(xp_dec(xp_only(&args[1]))) < 0 ?
		    INT32_MIN : INT32_MAX;
	digits = digits > INT32_MAX ? INT32_MAX :
	    digits < INT32_MIN ? INT32_MIN : digits;
	*result = xp_one(xp_round_half_even(*x, (int32_t)digits, ev->arena));
	return 0;
}

/* --- 15.4 --- */

int
fn_count(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	(void)ev, (void)n;
	*result = xp_one(xp_integer(args[0].n));
	return 0;
}

/* What an aggregate looks at together. */
enum family {
	FAMILY_NONE,
	FAMILY_NUMBER, FAMILY_YEAR_MONTH, FAMILY_DAY_TIME,	/* to add */
	FAMILY_STRING, FAMILY_BOOLEAN, FAMILY_DATETIME, FAMILY_DATE,
	FAMILY_TIME						/* to order */
};

static enum family
family_of(struct xp_item x)
{
	switch (xp_primitive((enum xp_type)x.type)) {
	case XT_UNTYPED:	/* is cast to xs:double */
	case XT_DECIMAL:
	case XT_FLOAT:
	case XT_DOUBLE:
		return FAMILY_NUMBER;
	case XT_DURATION:
		return x.type == XT_YEAR_MONTH ? FAMILY_YEAR_MONTH :
		    x.type == XT_DAY_TIME ? FAMILY_DAY_TIME : FAMILY_NONE;
	case XT_STRING:
	case XT_ANYURI:
		return FAMILY_STRING;
	case XT_BOOLEAN:
		return FAMILY_BOOLEAN;
	case XT_DATETIME:
		return FAMILY_DATETIME;
	case XT_DATE:
		return FAMILY_DATE;
	case XT_TIME:
		return FAMILY_TIME;
	default:
		return FAMILY_NONE;
	}
}

/* That all items are of one family up to `last`, and which; untyped ones are
 * cast in `out`, a copy where there are any.  -1 with FORG0006. */
static int
converted(struct xp_eval *ev, const struct xp_seq *in, enum family last,
    struct xp_seq *out)
{
	const struct xp_item *v = xp_items(in);
	enum family first = family_of(v[0]);
	struct xp_seq copy = XP_EMPTY;
	bool untyped = false;
	struct xp_item x;
	uint32_t i;

	if (xp_spend(ev, in->n) == -1)
		return -1;
	for (i = 0; i < in->n; i++) {
		untyped |= v[i].type == XT_UNTYPED;
		if (first != FAMILY_NONE && first <= last &&
		    family_of(v[i]) == first)
			continue;
		return xp_fail(ev, "FORG0006", "Values of the types xs:%s and "
		    "xs:%s do not go together here.",
		    xp_type_name((enum xp_type)v[0].type),
		    xp_type_name((enum xp_type)v[i].type));
	}
	*out = *in;
	if (!untyped)
		return 0;
	for (i = 0; i < in->n; i++) {
		x = v[i];
		if (x.type == XT_UNTYPED &&
		    xp_cast(x, XT_DOUBLE, ev->arena, &x, ev->err) == -1)
			return -1;
		xp_add(&copy, x, ev->arena);
	}
	*out = copy;
	return 0;
}

/* Of one item the sum is that item. */
static int
add_up(struct xp_eval *ev, const struct xp_seq *s, struct xp_item *sum)
{
	const struct xp_item *v = xp_items(s);

	*sum = v[0];
	for (uint32_t i = 1; i < s->n; i++)
		if (xp_arithmetic(ev, XA_ADD, *sum, v[i], sum) == -1)
			return -1;
	return 0;
}

int
fn_sum(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	struct xp_seq s;
	struct xp_item sum;

	if (args[0].n == 0) {
		*result = n > 1 ? args[1] : xp_one(xp_integer(0));
		return 0;
	}
	if (converted(ev, &args[0], FAMILY_DAY_TIME, &s) == -1 ||
	    add_up(ev, &s, &sum) == -1)
		return -1;
	*result = xp_one(sum);
	return 0;
}

int
fn_avg(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	struct xp_seq s;
	struct xp_item x;

	(void)n;
	*result = XP_EMPTY;
	if (args[0].n == 0)
		return 0;
	if (converted(ev, &args[0], FAMILY_DAY_TIME, &s) == -1 ||
	    add_up(ev, &s, &x) == -1 ||
	    xp_arithmetic(ev, XA_DIVIDE, x, xp_integer(s.n), &x) == -1)
		return -1;
	*result = xp_one(x);
	return 0;
}

/* The type that numbers, or strings and URIs, have in common. */
static enum xp_type
common_type(const struct xp_seq *s)
{
	const struct xp_item *v = xp_items(s);
	bool single = false, string = false, uri = false;

	for (uint32_t i = 0; i < s->n; i++) {
		if (v[i].type == XT_DOUBLE)
			return XT_DOUBLE;
		single |= v[i].type == XT_FLOAT;
		uri |= v[i].type == XT_ANYURI;
		string |= xp_primitive((enum xp_type)v[i].type) == XT_STRING;
	}
	return single ? XT_FLOAT : string && uri ? XT_STRING : XT_NONE;
}

static struct xp_item
promoted(struct xp_item x, enum xp_type to)
{
	switch (to) {
	case XT_DOUBLE:
		return xp_double(xp_as_double(x));
	case XT_FLOAT:
		return xp_float(xp_as_float(x));
	case XT_STRING:
		if (x.type == XT_ANYURI)
			x.type = XT_STRING;
		return x;
	default:
		return x;
	}
}

/* The item that is the first in order, or last where `sign` is 1; NaN is
 * either. */
static int
extreme(struct xp_eval *ev, const struct xp_seq *args, unsigned n, int sign,
    struct xp_seq *result)
{
	const struct xp_collation *collation = NULL;
	struct xp_seq s;
	struct xp_item best, x;
	enum xp_type type;
	uint32_t i;
	int order;

	*result = XP_EMPTY;
	if (args[0].n == 0)
		return 0;
	if (converted(ev, &args[0], FAMILY_TIME, &s) == -1)
		return -1;
	type = common_type(&s);
	best = promoted(xp_items(&s)[0], type);
	if (n > 1 && family_of(best) == FAMILY_STRING &&
	    (collation = xp_collation(ev, xp_arg_string(&args[1]))) == NULL)
		return -1;
	for (i = 0; i < s.n; i++) {
		x = promoted(xp_items(&s)[i], type);
		if ((type == XT_DOUBLE || type == XT_FLOAT) && isnan(x.u.d)) {
			best = x;
			break;
		}
		order = xp_order(ev, x, best, collation);
		if (order == -2)
			return -1;
		if (order == sign)
			best = x;
	}
	*result = xp_one(best);
	return 0;
}

int
fn_max(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	return extreme(ev, args, n, 1, result);
}

int
fn_min(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	return extreme(ev, args, n, -1, result);
}
