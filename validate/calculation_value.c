/*
 * calculation_value.c: the arithmetic of calculations; see calculation.h.
 *
 * XBRL 2.1, 4.6.6 (inferring decimals), 4.6.7.2 (rounding: half to even) and
 * 5.2.5.2; with `precision` the text before the errata of 2011, which inferred
 * precision and rounded half up (4.6.7.1).  Calculations 1.1, 5.2.3 and
 * 5.2.4 (intervals).
 */
#include "validate/calculation.h"

#include <assert.h>
#include <stdlib.h>

/*
 * Decimals beyond this make no visible difference to an interval, but would
 * make its bounds as long as the attribute is large.
 */
#define MAX_DECIMALS	1000
/* Sums of fractions whose denominator has more digits are given up. */
#define MAX_DENOMINATOR	10000

static const struct dec one = { 1, NULL, 0 };

static bool
is_one(struct dec d)
{
	return d.big == NULL && d.c == 1 && d.scale == 0;
}

/* To p significant figures, half up. */
static struct dec
round_precision(struct dec v, int32_t p, struct arena *arena)
{
	return p == DECIMALS_INF ? v : dec_round(v, operand_decimals_at(v, p),
	    ROUND_HALF_UP, arena);
}

static struct dec
round_decimals(struct dec v, int32_t decimals, struct arena *arena)
{
	return decimals == DECIMALS_INF ? v :
	    dec_round(v, decimals, ROUND_HALF_EVEN, arena);
}

void
summation_begin(struct summation *s, bool precision)
{
	*s = (struct summation){ precision, false, false, DEC_ZERO, one };
}

/* The value to the accuracy it claims; false where that is unknown. */
static bool
effective(const struct operand *o, bool precision, struct dec *out,
    struct arena *arena)
{
	int32_t x;

	*out = o->n;
	if (!is_one(o->d))
		return true;		/* fractions are exact: 4.6.3 */
	if (precision) {
		if ((x = operand_precision(o)) == 0)
			return false;
		*out = round_precision(o->n, x, arena);
		return true;
	}
	if (!operand_decimals(o, &x))
		return false;
	*out = round_decimals(o->n, x, arena);
	return true;
}

void
summation_add(struct summation *s, const struct operand *o,
    struct dec weight, struct arena *arena)
{
	struct dec v;

	if (s->unknown || s->unusable)
		return;
	if (!effective(o, s->precision, &v, arena)) {
		s->unknown = true;
		return;
	}
	v = dec_mul(v, weight, arena);
	if (!is_one(s->d))
		v = dec_mul(v, s->d, arena);
	if (!is_one(o->d)) {
		s->n = dec_mul(s->n, o->d, arena);
		s->d = dec_mul(s->d, o->d, arena);
		if (abs(dec_magnitude(s->d)) > MAX_DENOMINATOR ||
		    s->d.scale > MAX_DENOMINATOR)
			s->unusable = true;
	}
	s->n = dec_add(s->n, v, arena);
}

/* n / d is a tie between two neighbours of which t is one: whether it is
 * rounded to t, whose last place is `decimals`. */
static bool
tie_goes_to(const struct summation *s, struct dec t, int32_t decimals,
    struct arena *arena)
{
	struct dec half, whole;

	if (s->precision)		/* half up: to the larger magnitude */
		return dec_cmp(dec_mul(t, s->d, arena), s->n) * dec_sign(s->n)
		    > 0;
	half = dec_mul(dec_shift(t, decimals), (struct dec){ 5, NULL, 1 },
	    arena);
	whole = dec_round(half, 0, ROUND_DOWN, arena);
	return dec_cmp(half, whole) == 0;
}

/* Whether n / d rounds to t: |n - t d| against half of the last place. */
static bool
fraction_rounds_to(const struct summation *s, struct dec t, int32_t decimals,
    struct arena *arena)
{
	struct dec gap, place;
	int c;

	gap = dec_sub(s->n, dec_mul(t, s->d, arena), arena);
	if (dec_sign(gap) < 0)
		gap = dec_neg(gap, arena);
	if (decimals == DECIMALS_INF)
		return dec_sign(gap) == 0;
	place = dec_mul(dec_shift((struct dec){ 5, NULL, 1 }, -decimals),
	    s->d, arena);
	c = dec_cmp(gap, place);
	return c < 0 || (c == 0 && tie_goes_to(s, t, decimals, arena));
}

/* The decimals at which the total is rounded, in either way of reckoning. */
static bool
total_decimals(const struct operand *t, bool precision, int32_t *decimals)
{
	int32_t p;

	if (!precision)
		return operand_decimals(t, decimals);
	if ((p = operand_precision(t)) == 0)
		return false;
	*decimals = p == DECIMALS_INF ? p : operand_decimals_at(t->n, p);
	return true;
}

bool
summation_agrees(const struct summation *s, const struct operand *total,
    struct dec *reported, struct dec *computed, struct arena *arena)
{
	int32_t decimals;

	*reported = total->n;
	*computed = s->n;
	if (s->unknown || !effective(total, s->precision, reported, arena) ||
	    !total_decimals(total, s->precision, &decimals))
		return false;
	if (s->unusable)
		return true;
	if (!is_one(total->d))
		return dec_cmp(dec_mul(s->n, total->d, arena),
		    dec_mul(total->n, s->d, arena)) == 0;
	if (!is_one(s->d))
		return fraction_rounds_to(s, *reported, decimals, arena);
	*computed = s->precision ?
	    round_precision(s->n, operand_precision(total), arena) :
	    round_decimals(s->n, decimals, arena);
	return dec_cmp(*reported, *computed) == 0;
}

/* --- intervals --- */

struct interval
interval_of(const struct operand *o, bool truncation, struct arena *arena)
{
	struct interval i = { o->n, o->n, false, false };
	struct dec width = one;
	int32_t decimals;
	int sign = dec_sign(o->n);

	if (!operand_decimals(o, &decimals) || decimals == DECIMALS_INF)
		return i;
	if (decimals > MAX_DECIMALS)
		decimals = MAX_DECIMALS;
	if (decimals < -MAX_DECIMALS)
		decimals = -MAX_DECIMALS;
	if (!truncation)
		width = (struct dec){ 5, NULL, 1 };
	width = dec_shift(width, -decimals);
	if (!truncation || sign <= 0) {
		i.lo = dec_sub(o->n, width, arena);
		i.lo_open = truncation;
	}
	if (!truncation || sign >= 0) {
		i.hi = dec_add(o->n, width, arena);
		i.hi_open = truncation;
	}
	return i;
}

struct interval
interval_add(struct interval a, struct interval b, struct arena *arena)
{
	return (struct interval){ dec_add(a.lo, b.lo, arena),
	    dec_add(a.hi, b.hi, arena), a.lo_open || b.lo_open,
	    a.hi_open || b.hi_open };
}

struct interval
interval_scale(struct interval a, struct dec weight, struct arena *arena)
{
	struct interval r = { dec_mul(a.lo, weight, arena),
	    dec_mul(a.hi, weight, arena), a.lo_open, a.hi_open };

	if (dec_sign(weight) >= 0)
		return r;
	return (struct interval){ r.hi, r.lo, r.hi_open, r.lo_open };
}

bool
interval_meet(struct interval a, struct interval b, struct interval *out)
{
	struct interval r = a;
	int c = dec_cmp(a.lo, b.lo);

	if (c < 0) {
		r.lo = b.lo;
		r.lo_open = b.lo_open;
	} else if (c == 0) {
		r.lo_open = a.lo_open || b.lo_open;
	}
	c = dec_cmp(a.hi, b.hi);
	if (c > 0) {
		r.hi = b.hi;
		r.hi_open = b.hi_open;
	} else if (c == 0) {
		r.hi_open = a.hi_open || b.hi_open;
	}
	*out = r;
	c = dec_cmp(r.lo, r.hi);
	return c < 0 || (c == 0 && !r.lo_open && !r.hi_open);
}

bool
operand_has_excess(const struct operand *o, struct arena *arena)
{
	int32_t decimals;

	if (!operand_decimals(o, &decimals) || decimals >= o->n.scale)
		return false;
	return dec_cmp(dec_round(o->n, decimals, ROUND_DOWN, arena),
	    o->n) != 0;
}

/* --- duplicates --- */

static bool
same_value(const struct operand *a, const struct operand *b,
    struct arena *arena)
{
	if (is_one(a->d) && is_one(b->d))
		return dec_cmp(a->n, b->n) == 0;
	return dec_cmp(dec_mul(a->n, b->d, arena),
	    dec_mul(b->n, a->d, arena)) == 0;
}

/* By decimals, so that equal ones stand together. */
static int
by_decimals(const void *x, const void *y)
{
	const struct operand *a = x, *b = y;
	int32_t da, db;

	if (!operand_decimals(a, &da))
		da = DECIMALS_NONE;
	if (!operand_decimals(b, &db))
		db = DECIMALS_NONE;
	return (da > db) - (da < db);
}

bool
operands_consistent(const struct operand *all, size_t n, bool truncation,
    struct interval *meet, struct arena *arena)
{
	struct operand *sorted;
	size_t i;

	assert(n > 0);
	*meet = interval_of(&all[0], truncation, arena);
	if (n == 1)
		return true;
	sorted = arena_alloc(arena, n * sizeof(*sorted));
	memcpy(sorted, all, n * sizeof(*sorted));
	qsort(sorted, n, sizeof(*sorted), by_decimals);
	*meet = interval_of(&sorted[0], truncation, arena);
	for (i = 1; i < n; i++) {
		if (by_decimals(&sorted[i - 1], &sorted[i]) == 0) {
			if (!same_value(&sorted[i - 1], &sorted[i], arena))
				return false;
			continue;
		}
		if (!is_one(sorted[i].d) || !is_one(sorted[i - 1].d) ||
		    !interval_meet(*meet, interval_of(&sorted[i], truncation,
		    arena), meet))
			return false;
	}
	return true;
}

bool
operands_complete(const struct operand *all, size_t n, struct arena *arena)
{
	size_t i;

	for (i = 1; i < n; i++)
		if (by_decimals(&all[0], &all[i]) != 0 ||
		    !same_value(&all[0], &all[i], arena))
			return false;
	return true;
}
