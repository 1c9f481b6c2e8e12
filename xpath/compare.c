/*
 * compare.c: atomic values compared (XPath 2.0, 3.5.1 and B.2; Functions and
 * Operators, 6.3, 7.3, 9.2, 10.4, 11.2, 12.1, 13.1).
 */
#include "xpath/atomic.h"

#include <math.h>

#include "xpath/eval.h"

/* How two values stand to each other. */
enum relation {
	LESS = -1, EQUAL = 0, GREATER = 1,
	UNORDERED = 2,		/* one of them is NaN */
	UNEQUAL = 3,		/* of a type that has no order */
	SAME = 4,		/* likewise, and equal */
	DISTINCT_TYPES = 5	/* they cannot be compared */
};

static enum relation
relation_of(int cmp)
{
	return cmp < 0 ? LESS : cmp > 0 ? GREATER : EQUAL;
}

static bool
is_string(enum xp_type primitive)
{
	return primitive == XT_STRING || primitive == XT_UNTYPED ||
	    primitive == XT_ANYURI;
}

static enum relation
doubles(double x, double y)
{
	if (isnan(x) || isnan(y))
		return UNORDERED;
	return x < y ? LESS : x > y ? GREATER : EQUAL;
}

/* 6.3: both as the wider of their types (XPath 2.0, B.1). */
static enum relation
numbers(struct xp_item a, struct xp_item b)
{
	if (a.type == XT_DOUBLE || b.type == XT_DOUBLE)
		return doubles(xp_as_double(a), xp_as_double(b));
	if (a.type == XT_FLOAT || b.type == XT_FLOAT)
		return doubles(xp_as_float(a), xp_as_float(b));
	if (!((a.flags | b.flags) & XI_BIG) && a.n == b.n)
		return a.u.i < b.u.i ? LESS : a.u.i > b.u.i ? GREATER : EQUAL;
	return relation_of(dec_cmp(xp_dec(a), xp_dec(b)));
}

/* 10.4.1 to 10.4.5 */
static enum relation
durations(struct xp_item a, struct xp_item b)
{
	int r = xp_duration_cmp(*a.u.duration, *b.u.duration);

	if (a.type == b.type && a.type != XT_DURATION)
		return relation_of(r);
	return r == 0 ? SAME : UNEQUAL;
}

/* 10.4.6 to 10.4.19 */
static enum relation
times(struct xp_eval *ev, struct xp_item a, struct xp_item b)
{
	int r = xp_time_cmp(a.u.time, b.u.time, ev->d->zone);

	if (a.type == XT_DATETIME || a.type == XT_DATE || a.type == XT_TIME)
		return relation_of(r);
	return r == 0 ? SAME : UNEQUAL;
}

static enum relation
names(const struct xp_qname *a, const struct xp_qname *b)
{
	return slice_eq(a->local, b->local) && slice_eq(a->ns, b->ns) ? SAME :
	    UNEQUAL;
}

static enum relation
binaries(const struct xp_binary *a, const struct xp_binary *b)
{
	return a->n == b->n && (a->n == 0 || memcmp(a->v, b->v, a->n) == 0) ?
	    SAME : UNEQUAL;
}

static enum relation
relate(struct xp_eval *ev, struct xp_item a, struct xp_item b,
    const struct xp_collation *collation)
{
	enum xp_type p = xp_primitive((enum xp_type)a.type);
	enum xp_type q = xp_primitive((enum xp_type)b.type);

	if (is_string(p) && is_string(q)) {
		if (collation == NULL)
			collation = xp_default_collation(ev);
		return relation_of(xp_collate(collation, xp_slice(a),
		    xp_slice(b)));
	}
	if (xp_numeric_kind(p) != XT_NONE && xp_numeric_kind(q) != XT_NONE)
		return numbers(a, b);
	if (p != q)
		return DISTINCT_TYPES;
	switch (p) {
	case XT_BOOLEAN:
		return relation_of((int)(a.u.i - b.u.i));
	case XT_DURATION:
		return durations(a, b);
	case XT_QNAME:
	case XT_NOTATION:
		return names(a.u.qname, b.u.qname);
	case XT_HEX:
	case XT_BASE64:
		return binaries(a.u.binary, b.u.binary);
	default:
		return XP_IS_TIME(p) ? times(ev, a, b) : DISTINCT_TYPES;
	}
}

static int
cannot(struct xp_eval *ev, struct xp_item a, struct xp_item b)
{
	return xp_fail(ev, "XPTY0004", "Values of the types xs:%s and xs:%s "
	    "cannot be compared so.", xp_type_name((enum xp_type)a.type),
	    xp_type_name((enum xp_type)b.type));
}

int
xp_compare(struct xp_eval *ev, enum xp_compare op, struct xp_item a,
    struct xp_item b, const struct xp_collation *collation)
{
	enum relation r = relate(ev, a, b, collation);

	if (r == DISTINCT_TYPES)
		return cannot(ev, a, b);
	switch (op) {
	case XC_EQ:
		return r == EQUAL || r == SAME;
	case XC_NE:
		return r != EQUAL && r != SAME;
	case XC_LT:
	case XC_LE:
	case XC_GT:
	case XC_GE:
		break;
	}
	if (r == SAME || r == UNEQUAL)
		return cannot(ev, a, b);
	switch (op) {
	case XC_LT:
		return r == LESS;
	case XC_LE:
		return r == LESS || r == EQUAL;
	case XC_GT:
		return r == GREATER;
	case XC_GE:
		return r == GREATER || r == EQUAL;
	case XC_EQ:
	case XC_NE:
		break;
	}
	return 0;
}

int
xp_order(struct xp_eval *ev, struct xp_item a, struct xp_item b,
    const struct xp_collation *collation)
{
	enum relation r = relate(ev, a, b, collation);

	switch (r) {
	case LESS:
	case EQUAL:
	case GREATER:
	case UNORDERED:
		return (int)r;
	case SAME:
		return 0;
	case UNEQUAL:
		return 1;
	case DISTINCT_TYPES:
		(void)cannot(ev, a, b);
		break;
	}
	return -2;
}
