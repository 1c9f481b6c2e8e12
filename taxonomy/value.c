/*
 * value.c: value spaces of XML Schema 1.0 part 2 (second edition), 3.2:
 * equality by canonical text, and order.
 *
 * (1) Decimals compare digit by digit, exact at any length.
 * (2) A calendar value is a point in time: a year, month or day on a
 *     reference date that holds the rest.  Where only one of two has a zone,
 *     the other may lie fourteen hours either side (3.2.7.4).
 * (3) A duration is months and seconds; two compare as four reference dates
 *     compare after adding each (3.2.6.2).  Beyond a MAX_COUNT of anything
 *     nothing compares.
 * (4) NaN equals itself and compares with nothing else (3.2.4).
 */
#include "taxonomy/lexical.h"

#include <inttypes.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/decimal.h"

#define MAX_COUNT	INT64_C(1000000000000)	/* its years in attoseconds fit */
#define ATTO		INT64_C(1000000000000000000)
#define ATTO_DIGITS	18	/* digits of a second beyond are dropped */
#define DAY_SECONDS	86400
enum { MAX_ZONE = 14 * 3600 };

static enum order
order_of(int sign)
{
	return sign < 0 ? ORDER_LESS : sign > 0 ? ORDER_GREATER : ORDER_EQUAL;
}

/* --- decimals --- */

static int
compare_magnitude(const struct digits *a, const struct digits *b)
{
	size_t shared = a->fraction.n < b->fraction.n ? a->fraction.n :
	    b->fraction.n;
	int c;

	if (a->whole.n != b->whole.n)
		return a->whole.n < b->whole.n ? -1 : 1;
	if (a->whole.n > 0 &&
	    (c = memcmp(a->whole.s, b->whole.s, a->whole.n)) != 0)
		return c;
	if (shared > 0 &&
	    (c = memcmp(a->fraction.s, b->fraction.s, shared)) != 0)
		return c;
	return (a->fraction.n > b->fraction.n) -
	    (a->fraction.n < b->fraction.n);
}

static enum order
compare_decimal(struct slice a, struct slice b)
{
	struct digits x, y;

	if (!digits_of(&x, a) || !digits_of(&y, b))
		return ORDER_NONE;
	if (x.negative != y.negative)
		return x.negative ? ORDER_LESS : ORDER_GREATER;
	return x.negative ? order_of(compare_magnitude(&y, &x)) :
	    order_of(compare_magnitude(&x, &y));
}

static struct slice
canonical_decimal(struct slice s, struct arena *a)
{
	struct digits d;
	char *text, *p;

	if (!digits_of(&d, s))
		return s;
	p = text = arena_alloc(a, d.whole.n + d.fraction.n + 4);
	if (d.negative)
		*p++ = '-';
	if (d.whole.n == 0)
		*p++ = '0';
	memcpy(p, d.whole.s, d.whole.n);
	p += d.whole.n;
	if (d.fraction.n > 0) {
		*p++ = '.';
		memcpy(p, d.fraction.s, d.fraction.n);
		p += d.fraction.n;
	}
	return (struct slice){ text, (size_t)(p - text) };
}

/* --- binary floating point --- */

/* The number, read as in the C locale whatever the host's is. */
static double
float_of(enum primitive p, struct slice s, struct arena *a)
{
	locale_t mine = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	struct slice z = arena_copy(a, s);
	double x;

	if (slice_is(s, "INF"))
		x = (double)INFINITY;
	else if (slice_is(s, "-INF"))
		x = -(double)INFINITY;
	else if (slice_is(s, "NaN") ||
	    !lexical_valid(PRIM_DOUBLE, BUILTIN_NONE, s))
		x = (double)NAN;
	else if (p == PRIM_FLOAT)
		x = (double)strtof_l(z.s, NULL, mine);
	else
		x = strtod_l(z.s, NULL, mine);
	freelocale(mine);
	return x;
}

static enum order
compare_float(enum primitive p, struct slice a, struct slice b,
    struct arena *arena)
{
	double x = float_of(p, a, arena), y = float_of(p, b, arena);

	if (isnan(x) || isnan(y))
		return isnan(x) && isnan(y) ? ORDER_EQUAL : ORDER_NONE;
	return order_of((x > y) - (x < y));
}

/* Seventeen digits name one double only; the point is one in any locale. */
static struct slice
canonical_float(enum primitive p, struct slice s, struct arena *a)
{
	double x;
	char *text, *c;

	if (!lexical_valid(PRIM_DOUBLE, BUILTIN_NONE, s))
		return s;
	x = float_of(p, s, a);
	if (isnan(x))
		return SLICE("NaN");
	if (isinf(x))
		return x > 0 ? SLICE("INF") : SLICE("-INF");
	text = arena_printf(a, "%.17g", x > 0 || x < 0 ? x : 0.0);
	for (c = text; *c != '\0'; c++)
		if (*c == ',')
			*c = '.';
	return slice_of(text);
}

/* --- the calendar --- */

/* Where the zone of a year, month or day begins; the end where it has none.
 * Only a zone has a colon. */
static size_t
zone_at(struct slice s)
{
	if (s.n > 0 && s.s[s.n - 1] == 'Z')
		return s.n - 1;
	return s.n > 6 && s.s[s.n - 3] == ':' ? s.n - 6 : s.n;
}

/* A date on which the partial date s lies: (2). */
static bool
parse_partial(struct moment *m, const char *before, struct slice s,
    size_t skip, const char *after, struct arena *a)
{
	size_t zone = zone_at(s);
	struct slice tail = slice_from(s, zone);

	if (zone < skip)
		return false;
	return moment_parse_date(m, slice_of(arena_printf(a, "%s%.*s%s%.*s",
	    before, (int)(zone - skip), s.s + skip, after,
	    SLICE_ARG(tail)))) == 0;
}

/* 3.2.8: on some day; 24:00:00 is that day's first moment, as 00:00:00. */
static bool
parse_time(struct moment *m, struct slice s, struct arena *a)
{
	struct slice rest = s;
	const char *day = "1972-12-31T";

	if (slice_starts(s, SLICE("24"))) {
		rest = slice_from(s, 2);
		day = "1972-12-31T00";
	}
	return moment_parse_datetime(m, slice_of(arena_printf(a, "%s%.*s",
	    day, SLICE_ARG(rest)))) == 0;
}

static bool
parse_moment(enum primitive p, struct moment *m, struct slice s,
    struct arena *a)
{
	/* Longer texts are no sane date, and int counts them in printf. */
	if (!lexical_valid(p, BUILTIN_NONE, s) || s.n > 1000)
		return false;
	switch ((int)p) {
	case PRIM_DATETIME:
		return moment_parse_datetime(m, s) == 0;
	case PRIM_DATE:
		return moment_parse_date(m, s) == 0;
	case PRIM_TIME:
		return parse_time(m, s, a);
	case PRIM_GYEARMONTH:
		return parse_partial(m, "", s, 0, "-01", a);
	case PRIM_GYEAR:
		return parse_partial(m, "", s, 0, "-01-01", a);
	case PRIM_GMONTHDAY:
		return parse_partial(m, "1972", s, 1, "", a);
	case PRIM_GDAY:
		return parse_partial(m, "1972-12", s, 2, "", a);
	case PRIM_GMONTH:
		return parse_partial(m, "1972", s, 1, "-01", a);
	default:
		return false;
	}
}

/* 3.2.7.4 */
static enum order
compare_moments(struct moment x, struct moment y)
{
	struct moment early, late;
	bool swap = x.zone == ZONE_NONE;

	if ((x.zone == ZONE_NONE) == (y.zone == ZONE_NONE))
		return order_of(moment_cmp(x, y));
	early = late = swap ? x : y;
	early.seconds -= MAX_ZONE;
	late.seconds += MAX_ZONE;
	if (!swap)
		return moment_cmp(x, early) < 0 ? ORDER_LESS :
		    moment_cmp(x, late) > 0 ? ORDER_GREATER : ORDER_NONE;
	return moment_cmp(late, y) < 0 ? ORDER_LESS :
	    moment_cmp(early, y) > 0 ? ORDER_GREATER : ORDER_NONE;
}

static enum order
compare_calendar(enum primitive p, struct slice a, struct slice b,
    struct arena *arena)
{
	struct moment x, y;

	if (!parse_moment(p, &x, a, arena) || !parse_moment(p, &y, b, arena))
		return ORDER_NONE;
	return compare_moments(x, y);
}

/* Values with a zone as their moment in UTC; times are of every day. */
static struct slice
canonical_calendar(enum primitive p, struct slice s, struct arena *a)
{
	struct buf b = BUF(64);
	struct moment m;
	struct slice out;

	if (!parse_moment(p, &m, s, a))
		return s;
	if (m.zone != ZONE_NONE)
		m.zone = 0;
	if (p == PRIM_TIME)
		m.seconds = (m.seconds % DAY_SECONDS + DAY_SECONDS) %
		    DAY_SECONDS;
	else if (m.zone == ZONE_NONE && p != PRIM_DATETIME)
		return s;
	moment_print(&b, m);
	out = arena_copy(a, buf_get(&b));
	buf_free(&b);
	return out;
}

/* --- durations --- */

struct duration {
	int64_t months;
	int128  atto;		/* seconds × 10^18 */
};

/* The digits at *s as a number; false: too many. */
static bool
take_count(struct slice *s, int64_t *n)
{
	int64_t x = 0;

	for (; s->n > 0 && s->s[0] >= '0' && s->s[0] <= '9';
	    *s = slice_from(*s, 1))
		if (__builtin_mul_overflow(x, 10, &x) ||
		    __builtin_add_overflow(x, s->s[0] - '0', &x) ||
		    x > MAX_COUNT)
			return false;
	*n = x;
	return true;
}

static int64_t
take_atto(struct slice *s)
{
	int64_t x = 0;
	int i = 0;

	if (s->n == 0 || s->s[0] != '.')
		return 0;
	*s = slice_from(*s, 1);
	for (; s->n > 0 && s->s[0] >= '0' && s->s[0] <= '9';
	    *s = slice_from(*s, 1))
		if (i < ATTO_DIGITS) {
			x = x * 10 + (s->s[0] - '0');
			i++;
		}
	for (; i < ATTO_DIGITS; i++)
		x *= 10;
	return x;
}

/* 3.2.6.1 */
static bool
duration_of(struct duration *d, struct slice s)
{
	bool negative = s.n > 0 && s.s[0] == '-', time = false;
	int64_t n = 0, atto;

	*d = (struct duration){ 0, 0 };
	if (!is_xs_duration(s))
		return false;
	for (s = slice_from(s, negative ? 2 : 1); s.n > 0;
	    s = slice_from(s, 1)) {
		if (s.s[0] == 'T') {
			time = true;
			continue;
		}
		if (!take_count(&s, &n))
			return false;
		atto = take_atto(&s);
		switch (s.n == 0 ? 0 : s.s[0]) {
		case 'Y':
			d->months += n * 12;
			break;
		case 'M':
			if (time)
				d->atto += (int128)n * 60 * ATTO;
			else
				d->months += n;
			break;
		case 'D':
			d->atto += (int128)n * DAY_SECONDS * ATTO;
			break;
		case 'H':
			d->atto += (int128)n * 3600 * ATTO;
			break;
		default:
			d->atto += (int128)n * ATTO + atto;
		}
	}
	if (negative) {
		d->months = -d->months;
		d->atto = -d->atto;
	}
	return true;
}

/* Days from 0000-03-01 to the first of a month, counted from year 0. */
static int64_t
days_to_month(int64_t month)
{
	int64_t m = month - 2, years, in_year;

	years = (m >= 0 ? m : m - 11) / 12;
	in_year = m - years * 12;
	return years * 365 + (years >= 0 ? years : years - 3) / 4 -
	    (years >= 0 ? years : years - 99) / 100 +
	    (years >= 0 ? years : years - 399) / 400 +
	    (153 * in_year + 2) / 5;
}

/* 3.2.6.2: 1696-09-01, 1697-02-01, 1903-03-01, 1903-07-01. */
static enum order
compare_duration(struct slice a, struct slice b)
{
	static const int64_t months[] = { 1696 * 12 + 8, 1697 * 12 + 1,
	    1903 * 12 + 2, 1903 * 12 + 6 };
	enum order first = ORDER_NONE, now;
	struct duration x, y;
	int128 p, q;
	size_t i;

	if (!duration_of(&x, a) || !duration_of(&y, b))
		return ORDER_NONE;
	for (i = 0; i < sizeof(months) / sizeof(months[0]); i++) {
		p = (int128)days_to_month(months[i] + x.months) *
		    DAY_SECONDS * ATTO + x.atto;
		q = (int128)days_to_month(months[i] + y.months) *
		    DAY_SECONDS * ATTO + y.atto;
		now = order_of((p > q) - (p < q));
		if (i > 0 && now != first)
			return ORDER_NONE;
		first = now;
	}
	return first;
}

static struct slice
canonical_duration(struct slice s, struct arena *a)
{
	struct duration d;
	int128 atto;
	bool negative;

	if (!duration_of(&d, s))
		return s;
	negative = d.months < 0 || d.atto < 0;
	atto = d.atto < 0 ? -d.atto : d.atto;
	return slice_of(arena_printf(a, "%sP%" PRId64 "MT%" PRId64 ".%018"
	    PRId64 "S", negative ? "-" : "", d.months < 0 ? -d.months :
	    d.months, (int64_t)(atto / ATTO), (int64_t)(atto % ATTO)));
}

/* --- other types --- */

static struct slice
canonical_hex(struct slice s, struct arena *a)
{
	char *text = arena_alloc(a, s.n + 1);
	size_t i;

	for (i = 0; i < s.n; i++)
		text[i] = s.s[i] >= 'a' && s.s[i] <= 'f' ?
		    (char)(s.s[i] - 'a' + 'A') : s.s[i];
	return (struct slice){ text, s.n };
}

static struct slice
canonical_base64(struct slice s, struct arena *a)
{
	char *text = arena_alloc(a, s.n + 1);
	size_t i, n = 0;

	for (i = 0; i < s.n; i++)
		if (s.s[i] != ' ')
			text[n++] = s.s[i];
	return (struct slice){ text, n };
}

static struct slice
canonical_qname(struct slice s, prefix_lookup lookup, void *ctx,
    struct arena *a)
{
	const char *colon = s.n == 0 ? NULL : memchr(s.s, ':', s.n);
	size_t n = colon == NULL ? 0 : (size_t)(colon - s.s);
	struct slice local = colon == NULL ? s : slice_from(s, n + 1), ns;
	char *text;

	if (lookup == NULL || slice_starts(s, SLICE("{")))
		return s;		/* or expanded already, by a schema */
	ns = lookup(ctx, (struct slice){ s.s, n });
	text = arena_alloc(a, ns.n + local.n + 3);
	text[0] = '{';
	if (ns.n > 0)
		memcpy(text + 1, ns.s, ns.n);
	text[ns.n + 1] = '}';
	memcpy(text + ns.n + 2, local.s, local.n);
	return (struct slice){ text, ns.n + local.n + 2 };
}

enum order
value_compare(enum primitive p, struct slice a, struct slice b,
    struct arena *arena)
{
	switch ((int)p) {
	case PRIM_DECIMAL:
		return compare_decimal(a, b);
	case PRIM_FLOAT:
	case PRIM_DOUBLE:
		return compare_float(p, a, b, arena);
	case PRIM_DURATION:
		return compare_duration(a, b);
	case PRIM_DATETIME:
	case PRIM_TIME:
	case PRIM_DATE:
	case PRIM_GYEARMONTH:
	case PRIM_GYEAR:
	case PRIM_GMONTHDAY:
	case PRIM_GDAY:
	case PRIM_GMONTH:
		return compare_calendar(p, a, b, arena);
	default:
		return ORDER_NONE;
	}
}

struct slice
value_canonical(enum primitive p, struct slice s, prefix_lookup lookup,
    void *ctx, struct arena *a)
{
	switch (p) {
	case PRIM_NONE:
	case PRIM_ANY:
	case PRIM_STRING:
	case PRIM_ANYURI:
		return s;
	case PRIM_BOOLEAN:
		return slice_is(s, "1") ? SLICE("true") :
		    slice_is(s, "0") ? SLICE("false") : s;
	case PRIM_DECIMAL:
		return canonical_decimal(s, a);
	case PRIM_FLOAT:
	case PRIM_DOUBLE:
		return canonical_float(p, s, a);
	case PRIM_DURATION:
		return canonical_duration(s, a);
	case PRIM_DATETIME:
	case PRIM_TIME:
	case PRIM_DATE:
	case PRIM_GYEARMONTH:
	case PRIM_GYEAR:
	case PRIM_GMONTHDAY:
	case PRIM_GDAY:
	case PRIM_GMONTH:
		return canonical_calendar(p, s, a);
	case PRIM_HEXBINARY:
		return canonical_hex(s, a);
	case PRIM_BASE64BINARY:
		return canonical_base64(s, a);
	case PRIM_QNAME:
	case PRIM_NOTATION:
		return canonical_qname(s, lookup, ctx, a);
	}
	return s;		/* a damaged image */
}
