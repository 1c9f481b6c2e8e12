/*
 * arithmetic.c: + - * div idiv mod (XPath 2.0, 3.4 and B.2; Functions and
 * Operators, 6.2, 10.6, 10.8).
 *
 * Decimals and integers are exact.  A quotient of decimals that has no end is
 * rounded, half to even, to as many digits after the point as the longer
 * operand has, but at least 18, and more where it is small: it has 18
 * significant digits at least (6.2: the precision is the implementation's).
 * More than DEC_MAX_DIGITS digits are FOAR0002.
 */
#include "xpath/atomic.h"

#include <math.h>

#include "xpath/eval.h"

#define QUOTIENT_DIGITS	18

static const char *const signs[] = { "+", "-", "*", "div", "idiv", "mod" };

static int
mismatch(struct xp_eval *ev, enum xp_arithmetic op, struct xp_item a,
    struct xp_item b)
{
	return xp_fail(ev, "XPTY0004", "There is no %s of values of the types "
	    "xs:%s and xs:%s.", signs[op], xp_type_name((enum xp_type)a.type),
	    xp_type_name((enum xp_type)b.type));
}

static int
by_zero(struct xp_eval *ev)
{
	return xp_fail(ev, "FOAR0001", "A number is divided by zero.");
}

static int
overflow(struct xp_eval *ev)
{
	return xp_fail(ev, "FOAR0002", "The result of a calculation is "
	    "beyond what a number can hold.");
}

/* --- decimals and integers: 6.2 --- */

static struct dec
quotient(struct dec a, struct dec b, struct arena *arena)
{
	int32_t digits = QUOTIENT_DIGITS;
	int32_t small = QUOTIENT_DIGITS - dec_magnitude(a) + dec_magnitude(b);

	if (digits < a.scale)
		digits = a.scale;
	if (digits < b.scale)
		digits = b.scale;
	if (digits < small)
		digits = small;
	return dec_canonical(dec_div(a, b, digits, ROUND_HALF_EVEN, arena),
	    arena);
}

/* A result within our limits becomes an item. */
static int
finish(struct xp_eval *ev, struct dec d, enum xp_type type,
    struct xp_item *out)
{
	int64_t digits;

	if (d.scale > DEC_MAX_DIGITS)	/* 6.2: underflow gives 0 */
		d = dec_round(d, DEC_MAX_DIGITS, ROUND_HALF_EVEN, ev->arena);
	if (d.big != NULL) {
		digits = dec_digits(d);
		if (digits > DEC_MAX_DIGITS)
			return overflow(ev);
		/* Longer numbers take longer. */
		if (xp_spend(ev, (uint64_t)digits * 4) == -1)
			return -1;
	}
	*out = xp_number(type, d, ev->arena);
	return 0;
}

static int
decimals(struct xp_eval *ev, enum xp_arithmetic op, struct xp_item x,
    struct xp_item y, enum xp_type type, struct xp_item *out)
{
	struct dec a = xp_dec(x), b = xp_dec(y);

	if (op >= XA_DIVIDE && dec_sign(b) == 0)
		return by_zero(ev);
	switch (op) {
	case XA_ADD:
		return finish(ev, dec_add(a, b, ev->arena), type, out);
	case XA_SUBTRACT:
		return finish(ev, dec_sub(a, b, ev->arena), type, out);
	case XA_MULTIPLY:
		return finish(ev, dec_mul(a, b, ev->arena), type, out);
	case XA_DIVIDE:
		return finish(ev, quotient(a, b, ev->arena), XT_DECIMAL, out);
	case XA_IDIVIDE:
		return finish(ev, dec_div(a, b, 0, ROUND_DOWN, ev->arena),
		    XT_INTEGER, out);
	case XA_MOD:
		return finish(ev, dec_rem(a, b, ev->arena), type, out);
	}
	return -1;
}

/* Both in 64 bits, and the result too; false: the long way. */
static bool
short_integers(enum xp_arithmetic op, int64_t a, int64_t b,
    struct xp_item *out)
{
	int64_t r = 0;
	bool over = true;

	switch (op) {
	case XA_ADD:
		over = __builtin_add_overflow(a, b, &r);
		break;
	case XA_SUBTRACT:
		over = __builtin_sub_overflow(a, b, &r);
		break;
	case XA_MULTIPLY:
		over = __builtin_mul_overflow(a, b, &r);
		break;
	case XA_DIVIDE:
		if (b != 0 && b != -1 && a % b == 0) {
			*out = xp_integer(a / b);
			out->type = XT_DECIMAL;
			return true;
		}
		break;
	case XA_IDIVIDE:
		if ((over = b == 0 || b == -1) == false)
			r = a / b;
		break;
	case XA_MOD:
		if ((over = b == 0 || b == -1) == false)
			r = a % b;
		break;
	}
	*out = xp_integer(r);
	return !over;
}

/* --- doubles and floats: 6.2 --- */

/* 6.2.5 */
static int
divide_whole(struct xp_eval *ev, double x, double y, bool single,
    struct xp_item *out)
{
	double q;

	if (y == 0)
		return by_zero(ev);
	if (isnan(x) || isnan(y) || isinf(x))
		return overflow(ev);
	q = x / y;
	if (single)
		q = (double)(float)q;
	if (isinf(q))
		return overflow(ev);
	return xp_cast(xp_double(q), XT_INTEGER, ev->arena, out, ev->err);
}

static int
doubles(struct xp_eval *ev, enum xp_arithmetic op, double x, double y,
    bool single, struct xp_item *out)
{
	double r = 0;

	switch (op) {
	case XA_ADD:
		r = x + y;
		break;
	case XA_SUBTRACT:
		r = x - y;
		break;
	case XA_MULTIPLY:
		r = x * y;
		break;
	case XA_DIVIDE:
		r = x / y;
		break;
	case XA_IDIVIDE:
		return divide_whole(ev, x, y, single, out);
	case XA_MOD:
		r = fmod(x, y);
		break;
	}
	/* Of two floats a double loses nothing that a float would keep. */
	*out = single ? xp_float(r) : xp_double(r);
	return 0;
}

static int
numbers(struct xp_eval *ev, enum xp_arithmetic op, struct xp_item a,
    struct xp_item b, struct xp_item *out)
{
	enum xp_type p = xp_numeric_kind((enum xp_type)a.type);
	enum xp_type q = xp_numeric_kind((enum xp_type)b.type);

	if (p == XT_DOUBLE || q == XT_DOUBLE)
		return doubles(ev, op, xp_as_double(a), xp_as_double(b),
		    false, out);
	if (p == XT_FLOAT || q == XT_FLOAT)
		return doubles(ev, op, xp_as_float(a), xp_as_float(b), true,
		    out);
	if (p == XT_INTEGER && q == XT_INTEGER) {
		if (!((a.flags | b.flags) & XI_BIG) &&
		    short_integers(op, a.u.i, b.u.i, out))
			return 0;
		return decimals(ev, op, a, b, XT_INTEGER, out);
	}
	return decimals(ev, op, a, b, XT_DECIMAL, out);
}

/* --- durations: 10.6 --- */

static bool
is_ordered_duration(struct xp_item x)
{
	return x.type == XT_YEAR_MONTH || x.type == XT_DAY_TIME;
}

static int
too_long(struct xp_eval *ev)
{
	return xp_fail(ev, "FODT0002", "The result of a calculation with "
	    "durations is too long.");
}

static int
give_duration(struct xp_eval *ev, enum xp_type type, bool fits,
    struct xp_duration d, struct xp_item *out)
{
	if (!fits)
		return too_long(ev);
	*out = xp_duration_item(type, d, ev->arena);
	return 0;
}

static struct dec
amount(struct xp_item x)
{
	return x.type == XT_YEAR_MONTH ? dec_of(x.u.duration->months) :
	    xp_duration_seconds(*x.u.duration);
}

/* Two of one type: 10.6.1, 10.6.2, 10.6.5 to 10.6.7, 10.6.10. */
static int
durations(struct xp_eval *ev, enum xp_arithmetic op, struct xp_item a,
    struct xp_item b, struct xp_item *out)
{
	struct xp_duration d = *a.u.duration, e = *b.u.duration;

	if (a.type != b.type)
		return mismatch(ev, op, a, b);
	switch (op) {
	case XA_ADD:
	case XA_SUBTRACT:
		if (op == XA_SUBTRACT)
			e = xp_duration_neg(e);
		return give_duration(ev, (enum xp_type)a.type,
		    xp_duration_add(&d, e), d, out);
	case XA_DIVIDE:
		if (dec_sign(amount(b)) == 0)
			return by_zero(ev);
		return finish(ev, quotient(amount(a), amount(b), ev->arena),
		    XT_DECIMAL, out);
	case XA_MULTIPLY:
	case XA_IDIVIDE:
	case XA_MOD:
		break;
	}
	return mismatch(ev, op, a, b);
}

/* What an amount divided by x is rounded to: a / x + 1/2 to the next whole
 * number below, or nine digits. */
static struct dec
shorten(struct xp_item a, struct dec x, struct arena *arena)
{
	struct dec n = amount(a), twice;

	if (a.type != XT_YEAR_MONTH)
		return dec_div(n, x, 9, ROUND_HALF_EVEN, arena);
	n = dec_add(dec_add(n, n, arena), x, arena);
	twice = dec_add(x, x, arena);
	return dec_div(n, twice, 0, ROUND_FLOOR, arena);
}

/* What a duration is multiplied with or divided by: 10.6.3, 10.6.4, 10.6.8,
 * 10.6.9.  Exact: a double is the decimal that it stands for. */
static int
scale_duration(struct xp_eval *ev, bool divide, struct xp_item a,
    struct xp_item by, struct xp_item *out)
{
	bool floating = by.type == XT_DOUBLE || by.type == XT_FLOAT, fits;
	struct xp_duration d = { 0, 0, 0 };
	struct dec x;

	if (floating && isnan(by.u.d))
		return xp_fail(ev, "FOCA0005", "A duration is multiplied or "
		    "divided by NaN.");
	if (floating && isinf(by.u.d))
		return give_duration(ev, (enum xp_type)a.type, divide, d, out);
	x = floating ? xp_double_dec(by.u.d, ev->arena) : xp_dec(by);
	if (divide && dec_sign(x) == 0)
		return too_long(ev);
	x = divide ? shorten(a, x, ev->arena) :
	    dec_mul(amount(a), x, ev->arena);
	fits = a.type == XT_YEAR_MONTH ?
	    xp_duration_of_months(x, &d, ev->arena) :
	    xp_duration_of_seconds(x, &d, ev->arena);
	return give_duration(ev, (enum xp_type)a.type, fits, d, out);
}

/* --- dates and times: 10.8 --- */

static bool
is_moment(struct xp_item x)
{
	return x.type == XT_DATETIME || x.type == XT_DATE || x.type == XT_TIME;
}

/* 10.8.4 to 10.8.13 */
static int
move(struct xp_eval *ev, struct xp_item a, struct xp_duration d,
    struct xp_item *out)
{
	struct xp_time t = *a.u.time;

	if (a.type == XT_TIME)
		d.seconds %= 86400;
	if (!xp_time_add(&t, d))
		return xp_fail(ev, "FODT0001", "The result of a calculation "
		    "with dates has a year that is too large.");
	*out = xp_time_item((enum xp_type)a.type,
	    xp_time_part(t, (enum xp_type)a.type), ev->arena);
	return 0;
}

static int
moments(struct xp_eval *ev, enum xp_arithmetic op, struct xp_item a,
    struct xp_item b, struct xp_item *out)
{
	struct xp_duration d;

	if (op == XA_SUBTRACT && a.type == b.type) {
		d = xp_time_difference(a.u.time, b.u.time, ev->d->zone);
		*out = xp_duration_item(XT_DAY_TIME, d, ev->arena);
		return 0;
	}
	if (op == XA_ADD && is_moment(b)) {
		struct xp_item swap = a;

		a = b;
		b = swap;
	}
	if ((op != XA_ADD && op != XA_SUBTRACT) || !is_moment(a) ||
	    !is_ordered_duration(b) ||
	    (a.type == XT_TIME && b.type == XT_YEAR_MONTH))
		return mismatch(ev, op, a, b);
	d = *b.u.duration;
	return move(ev, a, op == XA_SUBTRACT ? xp_duration_neg(d) : d, out);
}

/* --- all of them --- */

/* XPath 2.0, 3.4: untyped operands are doubles. */
static int
typed(struct xp_eval *ev, struct xp_item *x)
{
	return x->type != XT_UNTYPED ? 0 :
	    xp_cast(*x, XT_DOUBLE, ev->arena, x, ev->err);
}

int
xp_arithmetic(struct xp_eval *ev, enum xp_arithmetic op, struct xp_item a,
    struct xp_item b, struct xp_item *out)
{
	bool number_a, number_b;

	if (typed(ev, &a) == -1 || typed(ev, &b) == -1)
		return -1;
	number_a = xp_numeric_kind((enum xp_type)a.type) != XT_NONE;
	number_b = xp_numeric_kind((enum xp_type)b.type) != XT_NONE;
	if (number_a && number_b)
		return numbers(ev, op, a, b, out);
	if (is_moment(a) || is_moment(b))
		return moments(ev, op, a, b, out);
	if (is_ordered_duration(a) && is_ordered_duration(b))
		return durations(ev, op, a, b, out);
	if (is_ordered_duration(a) && number_b &&
	    (op == XA_MULTIPLY || op == XA_DIVIDE))
		return scale_duration(ev, op == XA_DIVIDE, a, b, out);
	if (number_a && is_ordered_duration(b) && op == XA_MULTIPLY)
		return scale_duration(ev, false, b, a, out);
	return mismatch(ev, op, a, b);
}
