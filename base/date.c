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
#define MAX_YEAR_DIGITS	9		/* as DATE_MAX_YEAR */

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

/* 3.2.7.1: at least four digits; *year is astronomical, see (1). A year that
 * has too many is INT64_MAX. */
static bool
take_year(struct cursor *c, int64_t *year)
{
	bool negative = take(c, '-');
	const char *first = c->s;
	int64_t x = 0;
	int n = 0;

	for (; is_digit(c); c->s++)
		if (n <= MAX_YEAR_DIGITS) {
			x = x * 10 + (*c->s - '0');
			n++;
		}
	if (n < 4 || (n > 4 && *first == '0') || x == 0)
		return false;
	*year = n > MAX_YEAR_DIGITS ? INT64_MAX : negative ? 1 - x : x;
	return true;
}

static bool
is_leap(int64_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int
date_month_days(int64_t year, int month)
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
take_month(struct cursor *c, struct date_parts *p)
{
	int month;

	if (!take_two(c, 1, 12, &month))
		return false;
	p->month = (uint8_t)month;
	return true;
}

/* A day that the month and year have. */
static bool
take_day(struct cursor *c, struct date_parts *p)
{
	int64_t year = p->year == INT64_MAX ? 2000 : p->year;
	int day;

	if (!take_two(c, 1, date_month_days(year, p->month), &day))
		return false;
	p->day = (uint8_t)day;
	return true;
}

static bool
take_date(struct cursor *c, struct date_parts *p)
{
	return take_year(c, &p->year) && take(c, '-') && take_month(c, p) &&
	    take(c, '-') && take_day(c, p);
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

/* The hour may be 24. */
static bool
take_time(struct cursor *c, struct date_parts *p)
{
	int h, m, s;
	bool zero;

	if (!take_two(c, 0, 24, &h) || !take(c, ':') ||
	    !take_two(c, 0, 59, &m) || !take(c, ':') ||
	    !take_two(c, 0, 59, &s) || !take_fraction(c, &p->nanos, &zero))
		return false;
	if (h == 24 && (m != 0 || s != 0 || !zero))
		return false;
	p->hour = (uint8_t)h;
	p->minute = (uint8_t)m;
	p->second = (uint8_t)s;
	return true;
}

static const struct date_parts no_parts = { .year = 1972, .month = 1,
	.day = 1, .zone = ZONE_NONE };

static int
parse(struct moment *out, struct slice s, bool may_date, bool may_datetime)
{
	struct moment m = { 0, 0, ZONE_NONE, true };
	struct date_parts p = no_parts;
	struct cursor c = cursor_of(s);

	if (!take_date(&c, &p) || p.year == INT64_MAX)
		return -1;
	if (take(&c, 'T')) {
		m.date_only = false;
		if (!take_time(&c, &p))
			return -1;
	}
	if (!take_zone(&c, &m.zone) || !at_end(&c))
		return -1;
	if (m.date_only ? !may_date : !may_datetime)
		return -1;
	m.nanos = p.nanos;
	m.seconds = date_parts_seconds(&p);
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

static void
print_year(struct buf *b, int64_t year)
{
	if (year <= 0)
		buf_printf(b, "-%04lld", (long long)(1 - year));
	else
		buf_printf(b, "%04lld", (long long)year);
}

static void
print_time(struct buf *b, const struct date_parts *p)
{
	buf_printf(b, "%02d:%02d:%02d", p->hour, p->minute, p->second);
	print_fraction(b, p->nanos);
}

static void
print_date(struct buf *b, const struct date_parts *p)
{
	print_year(b, p->year);
	buf_printf(b, "-%02d-%02d", p->month, p->day);
}

void
moment_print(struct buf *b, struct moment m)
{
	struct date_parts p = no_parts;

	date_parts_set(&p, local_seconds(m));
	p.nanos = m.nanos;
	print_date(b, &p);
	if (!is_midnight(m)) {
		buf_char(b, 'T');
		print_time(b, &p);
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

/* --- values by their parts --- */

int64_t
date_parts_seconds(const struct date_parts *p)
{
	return days_of(p->year, p->month, p->day) * DAY + (int64_t)p->hour * 60 * MINUTE +
	    p->minute * MINUTE + p->second;
}

void
date_parts_set(struct date_parts *p, int64_t seconds)
{
	int64_t time, days = split_days(seconds, &time);
	int month, day, t = (int)time;

	civil_of(days, &p->year, &month, &day);
	p->month = (uint8_t)month;
	p->day = (uint8_t)day;
	p->hour = (uint8_t)(t / 3600);
	p->minute = (uint8_t)(t / 60 % 60);
	p->second = (uint8_t)(t % 60);
}

/* 24:00:00 is the day after. */
static void
pass_midnight(struct date_parts *p)
{
	if (p->hour == 24 && p->year != INT64_MAX)
		date_parts_set(p, date_parts_seconds(p));
}

static bool
take_dashes(struct cursor *c, int n)
{
	while (n > 0 && take(c, '-'))
		n--;
	return n == 0;
}

static bool
take_form(struct cursor *c, enum date_form form, struct date_parts *p)
{
	switch (form) {
	case FORM_DATETIME:
		if (!take_date(c, p) || !take(c, 'T') || !take_time(c, p))
			return false;
		pass_midnight(p);
		return true;
	case FORM_DATE:
		return take_date(c, p);
	case FORM_TIME:
		if (!take_time(c, p))
			return false;
		p->hour %= 24;
		return true;
	case FORM_GYEARMONTH:
		return take_year(c, &p->year) && take(c, '-') &&
		    take_month(c, p);
	case FORM_GYEAR:
		return take_year(c, &p->year);
	case FORM_GMONTHDAY:
		return take_dashes(c, 2) && take_month(c, p) && take(c, '-') &&
		    take_day(c, p);	/* 1972 is a leap year */
	case FORM_GDAY:
		return take_dashes(c, 3) && take_day(c, p);
	case FORM_GMONTH:
		return take_dashes(c, 2) && take_month(c, p);
	}
	return false;
}

int
date_parts_parse(struct date_parts *out, enum date_form form, struct slice s)
{
	struct cursor c = cursor_of(s);
	struct date_parts p = no_parts;

	if (!take_form(&c, form, &p) || !take_zone(&c, &p.zone) || !at_end(&c))
		return -1;
	if (p.year > DATE_MAX_YEAR || p.year < 1 - DATE_MAX_YEAR)
		return -2;
	*out = p;
	return 0;
}

void
date_parts_print(struct buf *b, enum date_form form,
    const struct date_parts *p)
{
	switch (form) {
	case FORM_DATETIME:
		print_date(b, p);
		buf_char(b, 'T');
		print_time(b, p);
		break;
	case FORM_DATE:
		print_date(b, p);
		break;
	case FORM_TIME:
		print_time(b, p);
		break;
	case FORM_GYEARMONTH:
		print_year(b, p->year);
		buf_printf(b, "-%02d", p->month);
		break;
	case FORM_GYEAR:
		print_year(b, p->year);
		break;
	case FORM_GMONTHDAY:
		buf_printf(b, "--%02d-%02d", p->month, p->day);
		break;
	case FORM_GDAY:
		buf_printf(b, "---%02d", p->day);
		break;
	case FORM_GMONTH:
		buf_printf(b, "--%02d", p->month);
		break;
	}
	print_zone(b, p->zone);
}

/* --- the other types --- */

static bool
has_form(enum date_form form, struct slice s)
{
	struct date_parts p;

	return date_parts_parse(&p, form, s) == 0;
}

bool
is_xs_time(struct slice s)
{
	return has_form(FORM_TIME, s);
}

bool
is_xs_gyearmonth(struct slice s)
{
	return has_form(FORM_GYEARMONTH, s);
}

bool
is_xs_gyear(struct slice s)
{
	return has_form(FORM_GYEAR, s);
}

bool
is_xs_gmonthday(struct slice s)
{
	return has_form(FORM_GMONTHDAY, s);
}

bool
is_xs_gday(struct slice s)
{
	return has_form(FORM_GDAY, s);
}

bool
is_xs_gmonth(struct slice s)
{
	return has_form(FORM_GMONTH, s);
}

/* --- durations --- */

/* Digits as a number; what is too large is INT64_MAX. */
static int64_t
take_number(struct cursor *c)
{
	int64_t x = 0;

	for (; is_digit(c); c->s++)
		if (__builtin_mul_overflow(x, 10, &x) ||
		    __builtin_add_overflow(x, *c->s - '0', &x))
			x = INT64_MAX;
	return x;
}

/* What a duration is added up from; `full` once something is too large. */
struct sum {
	int64_t months, seconds;
	uint32_t nanos;
	bool full;
};

static void
add_to(int64_t *total, int64_t n, int64_t unit, bool *full)
{
	int64_t x;

	*full |= n == INT64_MAX || __builtin_mul_overflow(n, unit, &x) ||
	    __builtin_add_overflow(*total, x, total);
}

static void
add_count(struct sum *d, char designator, bool time, int64_t n)
{
	switch (designator) {
	case 'Y':
		add_to(&d->months, n, 12, &d->full);
		break;
	case 'M':
		if (time)
			add_to(&d->seconds, n, MINUTE, &d->full);
		else
			add_to(&d->months, n, 1, &d->full);
		break;
	case 'D':
		add_to(&d->seconds, n, DAY, &d->full);
		break;
	case 'H':
		add_to(&d->seconds, n, 3600, &d->full);
		break;
	default:
		add_to(&d->seconds, n, 1, &d->full);
		break;
	}
}

/* Counts with these designators in this order: how many; -1 where wrong.
 * Only seconds have a fraction. */
static int
take_counts(struct cursor *c, const char *designators, bool time,
    struct sum *d)
{
	const char *point;
	bool zero;
	int64_t x;
	int n = 0;

	for (; is_digit(c); n++) {
		x = take_number(c);
		point = c->s;
		if (!take_fraction(c, &d->nanos, &zero) || at_end(c) ||
		    (c->s != point && *c->s != 'S'))
			return -1;
		while (*designators != '\0' && *designators != *c->s)
			designators++;
		if (*designators == '\0')
			return -1;
		add_count(d, *designators++, time, x);
		c->s++;
	}
	return n;
}

int
duration_parse(struct duration_parts *out, struct slice s)
{
	struct cursor c = cursor_of(s);
	struct sum d = { 0, 0, 0, false };
	bool negative = take(&c, '-');
	int days;

	if (!take(&c, 'P') ||
	    (days = take_counts(&c, "YMD", false, &d)) == -1)
		return -1;
	if (take(&c, 'T') ? take_counts(&c, "HMS", true, &d) <= 0 : days == 0)
		return -1;
	if (!at_end(&c))
		return -1;
	if (d.full)
		return -2;
	out->months = negative ? -d.months : d.months;
	out->seconds = negative ? -d.seconds : d.seconds;
	out->nanos = negative ? -(int32_t)d.nanos : (int32_t)d.nanos;
	return 0;
}

/* 3.2.6.1: -PnYnMnDTnHnMnS. */
bool
is_xs_duration(struct slice s)
{
	struct duration_parts d;

	return duration_parse(&d, s) != -1;
}
