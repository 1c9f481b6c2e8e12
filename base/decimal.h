/*
 * decimal.h: exact decimal numbers, coefficient × 10^-scale.
 *
 * The coefficient is a 128-bit integer while it fits and a GMP natural number
 * (mpn limbs in an arena) beyond; no operation ever rounds unless asked to.
 * A value whose `big` is not NULL lives as long as the arena it came from.
 */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/slice.h"

__extension__ typedef __int128 int128;

struct dec {
	int128         c;	/* the coefficient while big == NULL */
	const struct dec_big *big;	/* else its magnitude and sign */
	int32_t        scale;	/* digits after the point; may be negative */
};

enum rounding {
	ROUND_HALF_EVEN,	/* XBRL 2.1, 4.6.7.2 */
	ROUND_HALF_UP,		/* away from zero */
	ROUND_DOWN,		/* towards zero: truncation */
	ROUND_FLOOR,
	ROUND_CEILING
};

#define DEC_ZERO	((struct dec){ 0, NULL, 0 })
/* More digits than this are refused as hostile; a scale stops at four times
 * as many, either way. */
#define DEC_MAX_DIGITS	100000

/* The lexical form of xs:decimal, white space already collapsed.
 * 0; -1 not a decimal; -2 too many digits. */
int	dec_parse(struct dec *, struct slice, struct arena *);
/* The same with an optional exponent (xs:double without INF and NaN). */
int	dec_parse_float(struct dec *, struct slice, struct arena *);
struct dec	dec_of(int64_t);
int	dec_sign(struct dec);			/* -1, 0, 1 */
int	dec_cmp(struct dec a, struct dec b);	/* by value: 1.0 equals 1.00 */
struct dec	dec_neg(struct dec, struct arena *);
struct dec	dec_add(struct dec a, struct dec b, struct arena *);
struct dec	dec_sub(struct dec a, struct dec b, struct arena *);
struct dec	dec_mul(struct dec a, struct dec b, struct arena *);
/* a / b to `decimals` digits after the point (negative: before it), rounded; b
 * is not zero.  Zeros at the end are kept. */
struct dec	dec_div(struct dec a, struct dec b, int32_t decimals,
		    enum rounding, struct arena *);
/* What is left of a after dividing by b, not zero, to a whole number towards
 * zero: a - b × dec_div(a, b, 0, ROUND_DOWN).  Has the sign of a. */
struct dec	dec_rem(struct dec a, struct dec b, struct arena *);
/* × 10^n, exactly (only the scale changes). */
struct dec	dec_shift(struct dec, int32_t n);
/* To `decimals` digits after the point (negative: before it); no zeros are
 * added where there are fewer. */
struct dec	dec_round(struct dec, int32_t decimals, enum rounding,
		    struct arena *);
/* How many digits the coefficient has; 0 for zero. */
int64_t		dec_digits(struct dec);
/* The power of ten of the first significant digit: 1 for 12.3; 0 for zero. */
int32_t	dec_magnitude(struct dec);
/* Without trailing zeros after the point: 1.10 becomes 1.1, 100 stays, and 1e2
 * becomes 100: equal values get one form. */
struct dec	dec_canonical(struct dec, struct arena *);
/* Equal values, equal hashes. */
uint64_t	dec_hash(struct dec, uint64_t salt);
/* As xs:decimal: "-12.30" with the scale's zeros kept. */
void	dec_print(struct buf *, struct dec);
/* value × 10^scale_out as a 64-bit integer; false where it does not fit or
 * is not whole. */
bool	dec_to_int64(struct dec, int32_t scale_out, int64_t *);

#endif
