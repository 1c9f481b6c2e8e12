/*
 * duration.c: xs:duration, xs:yearMonthDuration, xs:dayTimeDuration (Functions
 * and Operators, 10.3).  Months and seconds are 64 bits each, a fraction of a
 * second has nine digits; what does not fit is FODT0002 to the caller.  No
 * part is INT64_MIN, so that every duration has its negation.
 */
#include "xpath/atomic.h"

#include <stdio.h>

#define GIGA	1000000000

int
xp_duration_parse(struct xp_duration *out, enum xp_type type, struct slice s)
{
	struct duration_parts p;
	const char *t = s.n == 0 ? NULL : memchr(s.s, 'T', s.n);
	size_t date = t == NULL ? s.n : (size_t)(t - s.s);
	int rc = duration_parse(&p, s);

	if (rc == -1)
		return -1;
	/* 10.3.1.1: neither days nor time; 10.3.2.1: neither years nor
	 * months. */
	if (type == XT_YEAR_MONTH && (t != NULL || memchr(s.s, 'D', date)))
		return -1;
	if (type == XT_DAY_TIME &&
	    (memchr(s.s, 'Y', date) || memchr(s.s, 'M', date)))
		return -1;
	out->months = p.months;
	out->seconds = p.seconds;
	out->nanos = p.nanos;
	return rc;
}

static void
put_part(struct buf *b, int64_t n, char designator)
{
	if (n != 0)
		buf_printf(b, "%lld%c", (long long)n, designator);
}

static void
put_seconds(struct buf *b, int64_t seconds, int32_t nanos)
{
	char text[16];
	int n;

	if (seconds == 0 && nanos == 0)
		return;
	buf_printf(b, "%lld", (long long)seconds);
	if (nanos != 0) {
		n = snprintf(text, sizeof(text), ".%09d", nanos);
		while (text[n - 1] == '0')
			n--;
		buf_add(b, text, (size_t)n);
	}
	buf_char(b, 'S');
}

/* 17.1.2: the canonical form; parts that are zero are not there. */
void
xp_duration_print(struct buf *b, enum xp_type type, struct xp_duration d)
{
	bool months = type != XT_DAY_TIME && d.months != 0;
	bool seconds = type != XT_YEAR_MONTH &&
	    (d.seconds != 0 || d.nanos != 0);

	if (!months && !seconds) {
		buf_puts(b, type == XT_YEAR_MONTH ? "P0M" : "PT0S");
		return;
	}
	if (d.months < 0 || d.seconds < 0 || d.nanos < 0) {
		buf_char(b, '-');
		d = xp_duration_neg(d);
	}
	buf_char(b, 'P');
	if (months) {
		put_part(b, d.months / 12, 'Y');
		put_part(b, d.months % 12, 'M');
	}
	if (!seconds)
		return;
	put_part(b, d.seconds / 86400, 'D');
	if (d.seconds % 86400 != 0 || d.nanos != 0) {
		buf_char(b, 'T');
		put_part(b, d.seconds % 86400 / 3600, 'H');
		put_part(b, d.seconds % 3600 / 60, 'M');
		put_seconds(b, d.seconds % 60, d.nanos);
	}
}

int
xp_duration_cmp(struct xp_duration a, struct xp_duration b)
{
	if (a.months != b.months)
		return a.months < b.months ? -1 : 1;
	if (a.seconds != b.seconds)
		return a.seconds < b.seconds ? -1 : 1;
	return (a.nanos > b.nanos) - (a.nanos < b.nanos);
}

struct xp_duration
xp_duration_neg(struct xp_duration d)
{
	d.months = -d.months;
	d.seconds = -d.seconds;
	d.nanos = -d.nanos;
	return d;
}

/* Nanoseconds as seconds and a rest of the same sign. */
static bool
set_nanos(struct xp_duration *d, int128 nanos)
{
	int128 seconds = nanos / GIGA;

	if (seconds > INT64_MAX || seconds < -INT64_MAX)
		return false;
	d->seconds = (int64_t)seconds;
	d->nanos = (int32_t)(nanos % GIGA);
	return true;
}

static int128
all_nanos(struct xp_duration d)
{
	return (int128)d.seconds * GIGA + d.nanos;
}

bool
xp_duration_add(struct xp_duration *a, struct xp_duration b)
{
	return !__builtin_add_overflow(a->months, b.months, &a->months) &&
	    a->months != INT64_MIN &&
	    set_nanos(a, all_nanos(*a) + all_nanos(b));
}

struct dec
xp_duration_seconds(struct xp_duration d)
{
	return (struct dec){ all_nanos(d), NULL, 9 };
}

bool
xp_duration_of_months(struct dec months, struct xp_duration *out,
    struct arena *arena)
{
	*out = (struct xp_duration){ 0, 0, 0 };
	return dec_to_int64(xp_round_dec(months, arena), 0, &out->months) &&
	    out->months != INT64_MIN;
}

bool
xp_duration_of_seconds(struct dec seconds, struct xp_duration *out,
    struct arena *arena)
{
	*out = (struct xp_duration){ 0, 0, 0 };
	seconds = dec_round(seconds, 9, ROUND_HALF_EVEN, arena);
	/* To nine digits exactly. */
	seconds = dec_add(seconds, (struct dec){ 0, NULL, 9 }, arena);
	return seconds.big == NULL && set_nanos(out, seconds.c);
}
