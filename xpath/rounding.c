/*
 * rounding.c: numbers to a whole number or to some digits (Functions and
 * Operators, 6.4).  A result is of the type xs:integer, xs:decimal, xs:float
 * or xs:double that its argument is, or is derived from.
 */
#include "xpath/atomic.h"

#include <math.h>

struct dec
xp_round_dec(struct dec d, struct arena *arena)
{
	const struct dec half = { 5, NULL, 1 };

	if (d.scale <= 0)
		return d;
	return dec_round(dec_add(d, half, arena), 0, ROUND_FLOOR, arena);
}

/* 6.4.4: half goes up; -0.5 to 0 is -0. */
static double
round_up(double d)
{
	double below = floor(d);

	if (d - below >= 0.5)
		below += 1;
	return copysign(below, d);
}

static double
round_double(double d, enum xp_rounding how)
{
	switch (how) {
	case XR_ABS:
		return fabs(d);
	case XR_CEILING:
		return ceil(d);
	case XR_FLOOR:
		return floor(d);
	case XR_ROUND:
		return isfinite(d) ? round_up(d) : d;
	}
	return d;
}

static struct dec
round_dec(struct dec d, enum xp_rounding how, struct arena *arena)
{
	switch (how) {
	case XR_ABS:
		return dec_sign(d) < 0 ? dec_neg(d, arena) : d;
	case XR_CEILING:
		return dec_round(d, 0, ROUND_CEILING, arena);
	case XR_FLOOR:
		return dec_round(d, 0, ROUND_FLOOR, arena);
	case XR_ROUND:
		return xp_round_dec(d, arena);
	}
	return d;
}

struct xp_item
xp_rounded(struct xp_item x, enum xp_rounding how, struct arena *arena)
{
	enum xp_type kind = xp_numeric_kind((enum xp_type)x.type);

	assert(kind != XT_NONE);
	if (kind == XT_DOUBLE)
		return xp_double(round_double(x.u.d, how));
	if (kind == XT_FLOAT)
		return xp_float(round_double(x.u.d, how));
	if (kind == XT_INTEGER && how != XR_ABS) {
		x.type = XT_INTEGER;
		return x;
	}
	return xp_number(kind, round_dec(xp_dec(x), how, arena), arena);
}

/* 6.4.5 */
struct xp_item
xp_round_half_even(struct xp_item x, int32_t digits, struct arena *arena)
{
	enum xp_type kind = xp_numeric_kind((enum xp_type)x.type);
	struct dec d;
	double from = x.u.d, r;

	assert(kind != XT_NONE);
	if (kind == XT_INTEGER || kind == XT_DECIMAL)
		return xp_number(kind, dec_round(xp_dec(x), digits,
		    ROUND_HALF_EVEN, arena), arena);
	if (!isfinite(from) || from == 0)
		return x;
	d = dec_round(xp_double_dec(from, arena), digits, ROUND_HALF_EVEN,
	    arena);
	x = xp_number(XT_DECIMAL, d, arena);
	/* A negative number that becomes zero is -0. */
	r = copysign(kind == XT_FLOAT ? xp_as_float(x) : xp_as_double(x), from);
	return kind == XT_FLOAT ? xp_float(r) : xp_double(r);
}
