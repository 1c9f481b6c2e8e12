/*
 * date.c: see date.h.  XML Schema Part 2 (second edition, 2004): 3.2.7 to
 * 3.2.14 for the lexical forms, on the proleptic Gregorian calendar.
 *
 * (1) There is no year 0000: -0001 is the year before 0001, which counts as
 *     year 0 in the arithmetic.
 * (2) A year of more than four digits has no leading zero.
 * (3) 24:00:00 is the first moment of the next day; :60 is no second.
 * (4) A zone reaches from -14:00 to +14:00.
 */
#include "base/date.h"

#include <stdio.h>

#define DAY		INT64_C(86400)
#define MINUTE		INT64_C(60)
#define MAX_YEAR_DIGITS	9

/* What is left to read; every take_ function moves s on only on success. */
struct cursor {
	const char *s, *end;
};

static struct cursor
cursor_of(struct slice s)
{
	return s.s == NULL ? (struct cursor){ "", "" } :
	    (struct cursor){ s.s, s.s + s.n };
}

static bool
at_end(const struct cursor *c)
{
	return c->s == c->end;
}

static bool
take(struct cursor *c, char x)
{
	if (at_end(c) || *c->s != x)
		return false;
	c->s++;
	return true;
}

static bool
is_digit(const struct cursor *c)
{
	return !at_end(c) && *c->s >= '0' && *c->s <= '9';
}

/* Exactly two digits from lo to hi. */
static bool
take_two(struct cursor *c, int lo, int hi, int *out)
{
	int x;

	if (c->end - c->s < 2 || c->s[0] < '0' || c->s[0] > '9' ||
	    c->s[1] < '0' || c->s[1] > '9')
		return false;
	x = (c->s[0] - '0') * 10 + (c->s[1] - '0');
	if (x < lo || x > hi)
		return false;
	c->s += 2;
	*out = x;
	return true;
}

/* 3.2.7.1: at least four digits; *year is astronomical, see (1). */
static bool
take_year(struct cursor *c, int64_t *year)
{
	bool negative = take(c, '-');
	const char *first = c->s;
	int64_t x = 0;
	int n = 0;

	for (; is_digit(c) && n <= MAX_YEAR_DIGITS; c->s++, n++)
		x = x * 10 + (*c->s - '0');
	if (n < 4 || n > MAX_YEAR_DIGITS || (n > 4 && *first == '0') || x == 0)
		return false;
	*year = negative ? 1 - x : x;
	return true;
}

static bool
is_leap(int64_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int
days_in_month(int64_t year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
	    30, 31 };

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Days since 1970-01-01; years of March to February, in eras of 400. */
static int64_t
days_of(int64_t year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t in_era = y - era * 400;
	int64_t in_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 +
	    day - 1;

	return era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 +
	    in_year - 719468;
}

static void
civil_of(int64_t days, int64_t *year, int *month, int *day)
{
	int64_t z = days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;

	*day = (int)(doy - (153 * mp + 2) / 5 + 1);
	*month = (int)(mp < 10 ? mp + 3 : mp - 9);
	*year = yoe + era * 400 + (*month <= 2);
}

/* 3.2.7.3; nothing at all is ZONE_NONE. */
static bool
take_zone(struct cursor *c, int16_t *zone)
{
	bool west;
	int h, m;

	*zone = ZONE_NONE;
	if (at_end(c))
		return true;
	if (take(c, 'Z')) {
		*zone = 0;
		return true;
	}
	west = *c->s == '-';
	if (!take(c, '-') && !take(c, '+'))
		return false;
	if (!take_two(c, 0, 14, &h) || !take(c, ':') ||
	    !take_two(c, 0, h == 14 ? 0 : 59, &m))
		return false;
	*zone = (int16_t)((h * 60 + m) * (west ? -1 : 1));
	return true;
}

static bool
take_date(struct cursor *c, int64_t *days)
{
	int64_t year;
	int month, day;

	if (!take_year(c, &year) || !take(c, '-') ||
	    !take_two(c, 1, 12, &month) || !take(c, '-') ||
	    !take_two(c, 1, days_in_month(year, month), &day))
		return false;
	*days = days_of(year, month, day);
	return true;
}

/* "." and digits after the seconds; the tenth digit and on are dropped. */
static bool
take_fraction(struct cursor *c, uint32_t *nanos, bool *zero)
{
	uint32_t unit = 100000000;

	*nanos = 0;
	*zero = true;
	if (!take(c, '.'))
		return true;
	if (!is_digit(c))
		return false;
	for (; is_digit(c); c->s++) {
		*nanos += unit * (uint32_t)(*c->s - '0');
		unit /= 10;
		if (*c->s != '0')
			*zero = false;
	}
	return true;
}

/* Seconds since midnight, 86,400 for 24:00:00. */
static bool
take_time(struct cursor *c, int64_t *seconds, uint32_t *nanos)
{
	int h, m, s;
	bool zero;

	if (!take_two(c, 0, 24, &h) || !take(c, ':') ||
	    !take_two(c, 0, 59, &m) || !take(c, ':') ||
	    !take_two(c, 0, 59, &s) || !take_fraction(c, nanos, &zero))
		return false;
	if (h == 24 && (m != 0 || s != 0 || !zero))
		return false;
	*seconds = h * 3600 + m * 60 + s;
	return true;
}

static int
parse(struct moment *out, struct slice s, bool may_date, bool may_datetime)
{
	struct moment m = { 0, 0, ZONE_NONE, true };
	struct cursor c = cursor_of(s);
	int64_t days, time = 0;

	if (!take_date(&c, &days))
		return -1;
	if (take(&c, 'T')) {
		m.date_only = false;
		if (!take_time(&c, &time, &m.nanos))
			return -1;
	}
	if (!take_zone(&c, &m.zone) || !at_end(&c))
		return -1;
	if (m.date_only ? !may_date : !may_datetime)
		return -1;
	m.seconds = days * DAY + time;
	if (m.zone != ZONE_NONE)
		m.seconds -= m.zone * MINUTE;
	*out = m;
	return 0;
}

int
moment_parse(struct moment *out, struct slice s)
{
	return parse(out, s, true, true);
}

int
moment_parse_date(struct moment *out, struct slice s)
{
	return parse(out, s, true, false);
}

bool
is_plain_date(struct slice s)
{
	struct moment m;

	return s.n == 10 && s.s[4] == '-' && s.s[7] == '-' &&
	    moment_parse_date(&m, s) == 0;
}

int
moment_parse_datetime(struct moment *out, struct slice s)
{
	return parse(out, s, false, true);
}

struct moment
moment_period_end(struct moment m)
{
	if (m.date_only)
		m.seconds += DAY;
	m.date_only = false;
	return m;
}

struct moment
moment_period_start(struct moment m)
{
	m.date_only = false;
	return m;
}

int
moment_cmp(struct moment a, struct moment b)
{
	if (a.seconds != b.seconds)
		return a.seconds < b.seconds ? -1 : 1;
	return (a.nanos > b.nanos) - (a.nanos < b.nanos);
}

/* The clock as it stands in the moment's own zone. */
static int64_t
local_seconds(struct moment m)
{
	return m.zone == ZONE_NONE ? m.seconds :
	    m.seconds + m.zone * MINUTE;
}

/* Whole days since 1970, rounded down; *time gets what is left. */
static int64_t
split_days(int64_t seconds, int64_t *time)
{
	int64_t days = seconds / DAY;

	*time = seconds % DAY;
	if (*time < 0) {
		*time += DAY;
		days--;
	}
	return days;
}

static bool
is_midnight(struct moment m)
{
	int64_t time;

	(void)split_days(local_seconds(m), &time);
	return time == 0 && m.nanos == 0;
}

static void
print_fraction(struct buf *b, uint32_t nanos)
{
	char text[16];
	int n;

	if (nanos == 0)
		return;
	n = snprintf(text, sizeof(text), ".%09u", nanos);
	while (n > 0 && text[n - 1] == '0')
		n--;
	buf_add(b, text, (size_t)n);
}

static void
print_zone(struct buf *b, int16_t zone)
{
	int m = zone < 0 ? -zone : zone;

	if (zone == ZONE_NONE)
		return;
	if (zone == 0)
		buf_char(b, 'Z');
	else
		buf_printf(b, "%c%02d:%02d", zone < 0 ? '-' : '+', m / 60,
		    m % 60);
}

void
moment_print(struct buf *b, struct moment m)
{
	int64_t year, time, days = split_days(local_seconds(m), &time);
	int month, day, t = (int)time;

	civil_of(days, &year, &month, &day);
	if (year <= 0)
		buf_printf(b, "-%04lld", (long long)(1 - year));
	else
		buf_printf(b, "%04lld", (long long)year);
	buf_printf(b, "-%02d-%02d", month, day);
	if (t != 0 || m.nanos != 0) {
		buf_printf(b, "T%02d:%02d:%02d", t / 3600, t / 60 % 60,
		    t % 60);
		print_fraction(b, m.nanos);
	}
	print_zone(b, m.zone);
}

void
moment_print_end(struct buf *b, struct moment m)
{
	if (is_midnight(m))
		m.seconds -= DAY;
	moment_print(b, m);
}

int
moment_end_year(struct moment m)
{
	int64_t year, time, seconds = local_seconds(m);
	int month, day;

	if (is_midnight(m))
		seconds--;
	civil_of(split_days(seconds, &time), &year, &month, &day);
	return (int)year;
}

/* --- the other types --- */

/* The zone is optional, and then there is nothing. */
static bool
finish(struct cursor *c)
{
	int16_t zone;

	return take_zone(c, &zone) && at_end(c);
}

bool
is_xs_time(struct slice s)
{
	struct cursor c = cursor_of(s);
	int64_t seconds;
	uint32_t nanos;

	return take_time(&c, &seconds, &nanos) && finish(&c);
}

bool
is_xs_gyearmonth(struct slice s)
{
	struct cursor c = cursor_of(s);
	int64_t year;
	int month;

	return take_year(&c, &year) && take(&c, '-') &&
	    take_two(&c, 1, 12, &month) && finish(&c);
}

bool
is_xs_gyear(struct slice s)
{
	struct cursor c = cursor_of(s);
	int64_t year;

	return take_year(&c, &year) && finish(&c);
}

bool
is_xs_gmonthday(struct slice s)
{
	struct cursor c = cursor_of(s);
	int month, day;

	/* 2000 is a leap year: --02-29 is a day of some year. */
	return take(&c, '-') && take(&c, '-') && take_two(&c, 1, 12, &month) &&
	    take(&c, '-') && take_two(&c, 1, days_in_month(2000, month), &day) &&
	    finish(&c);
}

bool
is_xs_gday(struct slice s)
{
	struct cursor c = cursor_of(s);
	int day;

	return take(&c, '-') && take(&c, '-') && take(&c, '-') &&
	    take_two(&c, 1, 31, &day) && finish(&c);
}

bool
is_xs_gmonth(struct slice s)
{
	struct cursor c = cursor_of(s);
	int month;

	return take(&c, '-') && take(&c, '-') && take_two(&c, 1, 12, &month) &&
	    finish(&c);
}

/* Digits, with a fraction where `fraction`; the designator that follows. */
static bool
take_count(struct cursor *c, bool *fraction, char *designator)
{
	*fraction = false;
	if (!is_digit(c))
		return false;
	while (is_digit(c))
		c->s++;
	if (take(c, '.')) {
		*fraction = true;
		if (!is_digit(c))
			return false;
		while (is_digit(c))
			c->s++;
	}
	if (at_end(c))
		return false;
	*designator = *c->s++;
	return true;
}

/* Counts with these designators in this order: how many; -1 where wrong.
 * Only seconds have a fraction. */
static int
take_counts(struct cursor *c, const char *designators)
{
	bool fraction;
	int n = 0;
	char d;

	for (; is_digit(c); n++) {
		if (!take_count(c, &fraction, &d) || (fraction && d != 'S'))
			return -1;
		while (*designators != '\0' && *designators != d)
			designators++;
		if (*designators++ == '\0')
			return -1;
	}
	return n;
}

/* 3.2.6.1: -PnYnMnDTnHnMnS. */
bool
is_xs_duration(struct slice s)
{
	struct cursor c = cursor_of(s);
	int days;

	(void)take(&c, '-');
	if (!take(&c, 'P') || (days = take_counts(&c, "YMD")) == -1)
		return false;
	if (take(&c, 'T'))
		return take_counts(&c, "HMS") > 0 && at_end(&c);
	return days > 0 && at_end(&c);
}
