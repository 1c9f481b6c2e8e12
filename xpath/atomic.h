/*
 * atomic.h: what the files on atomic values share: casting, comparing,
 * arithmetic, dates and durations.  Pure functions on values; where one can
 * fail it says so, the caller knows by which code.
 */
#ifndef XPATH_ATOMIC_H
#define XPATH_ATOMIC_H

#include "base/buf.h"
#include "base/date.h"
#include "xpath/value.h"
#include "xpath/xpath.h"

/* --- canonical.c: Functions and Operators, 17.1.2 --- */

/* The string of an atomic item; in the arena where it is not its own. */
struct slice	xp_atomic_string(struct xp_item, struct arena *);

/* --- cast_text.c: 17.1.1 --- */

/* The value of a text, as it was written, for a type that is no string type and
 * no name.  NULL, or the code of the error: "FORG0001". */
const char	*xp_parse(struct slice, enum xp_type, struct arena *,
		    struct xp_item *);
/* A text for a type derived from xs:string, its white space normalised; false
 * where it is not of the type. */
bool		 xp_parse_string(struct slice, enum xp_type, struct arena *,
		    struct xp_item *);

/* --- double.c --- */

/* The nearest double, or float, of any number. */
double		xp_as_double(struct xp_item);
double		xp_as_float(struct xp_item);
/* Exactly; of a finite one. */
struct dec	xp_double_dec(double, struct arena *);
/* Whether a text is one (XML Schema part 2, 3.2.4.1); `single`: an xs:float. */
bool		xp_double_parse(struct slice, bool single, struct arena *,
		    double *);
void		xp_double_print(struct buf *, double, bool single);

/* --- time.c: 10 --- */

#define XP_IS_TIME(t)	((t) >= XT_DATETIME && (t) <= XT_GMONTH)

/* 0; -1 no text of the type; -2 a year that is too large. */
int		xp_time_parse(struct xp_time *, enum xp_type, struct slice);
void		xp_time_print(struct buf *, enum xp_type,
		    const struct xp_time *);
/* What a type keeps of a moment; the rest as in value.h. */
struct xp_time	xp_time_part(struct xp_time, enum xp_type);
/* Orders by the moment; without a zone, that of `zone`. */
int		xp_time_cmp(const struct xp_time *, const struct xp_time *,
		    int16_t zone);
/* a - b; the result has no months. */
struct xp_duration xp_time_difference(const struct xp_time *a,
		    const struct xp_time *b, int16_t zone);
/* Both parts of a duration added (XML Schema part 2, E); false: overflow. */
bool		xp_time_add(struct xp_time *, struct xp_duration);
/* The same moment on another clock; false: overflow. */
bool		xp_time_to_zone(struct xp_time *, int16_t zone);

/* --- duration.c: 10.3 to 10.6 --- */

#define XP_IS_DURATION(t) ((t) >= XT_DURATION && (t) <= XT_DAY_TIME)

/* As above: -1, -2. */
int		xp_duration_parse(struct xp_duration *, enum xp_type,
		    struct slice);
void		xp_duration_print(struct buf *, enum xp_type,
		    struct xp_duration);
/* By months, then by seconds: an order where one of them is zero in both. */
int		xp_duration_cmp(struct xp_duration, struct xp_duration);
struct xp_duration xp_duration_neg(struct xp_duration);
/* false: overflow. */
bool		xp_duration_add(struct xp_duration *, struct xp_duration);
/* The time part in seconds, nine digits after the point. */
struct dec	xp_duration_seconds(struct xp_duration);
/* A duration of so many months (rounded as fn:round does), or seconds (rounded
 * to nanoseconds, half to even); false: overflow. */
bool		xp_duration_of_months(struct dec, struct xp_duration *,
		    struct arena *);
bool		xp_duration_of_seconds(struct dec, struct xp_duration *,
		    struct arena *);

/* --- rounding.c --- */

/* fn:round of a decimal: half goes up, -2.5 becomes -2. */
struct dec	xp_round_dec(struct dec, struct arena *);
enum xp_rounding { XR_ABS, XR_CEILING, XR_FLOOR, XR_ROUND };
/* fn:abs, fn:ceiling, fn:floor, fn:round of a number. */
struct xp_item	xp_rounded(struct xp_item, enum xp_rounding, struct arena *);
/* fn:round-half-to-even, to so many digits after the point. */
struct xp_item	xp_round_half_even(struct xp_item, int32_t digits,
		    struct arena *);

#endif
