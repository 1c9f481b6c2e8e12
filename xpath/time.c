/*
 * time.c: the date and time types (Functions and Operators, 10; XML Schema 1.0
 * part 2, 3.2.7 to 3.2.14 and E).  Years reach to DATE_MAX_YEAR either way;
 * what goes beyond is FODT0001 to the caller.
 */
#include "xpath/atomic.h"

#define MINUTE		INT64_C(60)
#define GIGA		1000000000

static const enum date_form forms[] = {
	[XT_DATETIME - XT_DATETIME] = FORM_DATETIME,
	[XT_DATE - XT_DATETIME] = FORM_DATE,
	[XT_TIME - XT_DATETIME] = FORM_TIME,
	[XT_GYEARMONTH - XT_DATETIME] = FORM_GYEARMONTH,
	[XT_GYEAR - XT_DATETIME] = FORM_GYEAR,
	[XT_GMONTHDAY - XT_DATETIME] = FORM_GMONTHDAY,
	[XT_GDAY - XT_DATETIME] = FORM_GDAY,
	[XT_GMONTH - XT_DATETIME] = FORM_GMONTH,
};

static struct date_parts
parts_of(const struct xp_time *t)
{
	return (struct date_parts){ t->year, t->month, t->day, t->hour,
	    t->minute, t->second, t->nanos, t->zone };
}

static struct xp_time
time_of(const struct date_parts *p)
{
	return (struct xp_time){ p->year, p->month, p->day, p->hour,
	    p->minute, p->second, p->nanos, p->zone };
}

int
xp_time_parse(struct xp_time *out, enum xp_type type, struct slice s)
{
	struct date_parts p;
	int rc;

	assert(XP_IS_TIME(type));
	if ((rc = date_parts_parse(&p, forms[type - XT_DATETIME], s)) == 0)
		*out = time_of(&p);
	return rc;
}

void
xp_time_print(struct buf *b, enum xp_type type, const struct xp_time *t)
{
	struct date_parts p = parts_of(t);

	assert(XP_IS_TIME(type));
	date_parts_print(b, forms[type - XT_DATETIME], &p);
}

struct xp_time
xp_time_part(struct xp_time t, enum xp_type type)
{
	bool whole = type == XT_DATETIME;
	bool date = whole || type == XT_DATE;

	if (!date && type != XT_GYEARMONTH && type != XT_GYEAR)
		t.year = 1972;
	if (!date && type != XT_GYEARMONTH && type != XT_GMONTHDAY &&
	    type != XT_GMONTH)
		t.month = 1;
	if (!date && type != XT_GMONTHDAY && type != XT_GDAY)
		t.day = 1;
	if (!whole && type != XT_TIME) {
		t.hour = t.minute = t.second = 0;
		t.nanos = 0;
	}
	return t;
}

/* Seconds on the clock of UTC. */
static int64_t
utc_seconds(const struct xp_time *t, int16_t zone)
{
	struct date_parts p = parts_of(t);

	if (t->zone != ZONE_NONE)
		zone = t->zone;
	return date_parts_seconds(&p) - zone * MINUTE;
}

int
xp_time_cmp(const struct xp_time *a, const struct xp_time *b, int16_t zone)
{
	int64_t x = utc_seconds(a, zone), y = utc_seconds(b, zone);

	if (x != y)
		return x < y ? -1 : 1;
	return (a->nanos > b->nanos) - (a->nanos < b->nanos);
}

struct xp_duration
xp_time_difference(const struct xp_time *a, const struct xp_time *b,
    int16_t zone)
{
	struct xp_duration d = { 0, 0, 0 };

	d.seconds = utc_seconds(a, zone) - utc_seconds(b, zone);
	d.nanos = (int32_t)a->nanos - (int32_t)b->nanos;
	if (d.seconds > 0 && d.nanos < 0) {
		d.seconds--;
		d.nanos += GIGA;
	} else if (d.seconds < 0 && d.nanos > 0) {
		d.seconds++;
		d.nanos -= GIGA;
	}
	return d;
}

static bool
has_year(int64_t year)
{
	return year <= DATE_MAX_YEAR && year >= 1 - DATE_MAX_YEAR;
}

static bool
add_months(struct xp_time *t, int64_t months)
{
	int64_t total, year;
	int last;

	if (__builtin_add_overflow(t->year * 12 + t->month - 1, months, &total))
		return false;
	year = total / 12 - (total % 12 < 0);
	if (!has_year(year))
		return false;
	t->year = year;
	t->month = (uint8_t)(total - year * 12 + 1);
	last = date_month_days(year, t->month);
	if (t->day > last)
		t->day = (uint8_t)last;
	return true;
}

/* The clock moved by so many seconds. */
static bool
add_seconds(struct xp_time *t, int64_t seconds)
{
	struct date_parts p = parts_of(t);
	/* Of more years than there are: days_of and its kin stay in range. */
	const int64_t most = INT64_C(3) * DATE_MAX_YEAR * 366 * 86400;

	if (seconds > most || seconds < -most)
		return false;
	date_parts_set(&p, date_parts_seconds(&p) + seconds);
	if (!has_year(p.year))
		return false;
	*t = time_of(&p);
	return true;
}

bool
xp_time_add(struct xp_time *t, struct xp_duration d)
{
	int64_t nanos = (int64_t)t->nanos + d.nanos;
	int64_t carry = nanos < 0 ? -1 : nanos >= GIGA ? 1 : 0;

	if (d.months != 0 && !add_months(t, d.months))
		return false;
	t->nanos = (uint32_t)(nanos - carry * GIGA);
	if (__builtin_add_overflow(d.seconds, carry, &d.seconds))
		return false;
	return d.seconds == 0 || add_seconds(t, d.seconds);
}

bool
xp_time_to_zone(struct xp_time *t, int16_t zone)
{
	int64_t moved = t->zone == ZONE_NONE || zone == ZONE_NONE ? 0 :
	    (zone - t->zone) * MINUTE;

	if (moved != 0 && !add_seconds(t, moved))
		return false;
	t->zone = zone;
	return true;
}
