/*
 * fn_time.c: functions on durations, dates and times (Functions and Operators,
 * 10.5 and 10.7, 5.2), and the clock of the dynamic context (16.3 to 16.6).
 */
#include <time.h>

#include "xpath/atomic.h"
#include "xpath/eval.h"

#define MAX_ZONE	INT64_C(840)	/* minutes */

/* --- parts: 10.5 --- */

static const struct xp_time *
time_arg(const struct xp_seq *args)
{
	return args[0].n == 0 ? NULL : xp_arg(&args[0])->u.time;
}

static struct xp_item
seconds_item(struct xp_eval *ev, int64_t seconds, int64_t nanos)
{
	struct dec d = { (int128)seconds * 1000000000 + nanos, NULL, 9 };

	return xp_number(XT_DECIMAL, dec_canonical(d, ev->arena), ev->arena);
}

static struct xp_item
zone_item(struct xp_eval *ev, int16_t zone)
{
	return xp_duration_item(XT_DAY_TIME,
	    (struct xp_duration){ 0, INT64_C(60) * zone, 0 }, ev->arena);
}

/* A function that gives a part of its only argument; () of (). */
#define PART(name, type, field, value)					\
int									\
name(struct xp_eval *ev, const struct xp_seq *args, unsigned n,	\
    struct xp_seq *result)						\
{									\
	const struct xp_item *x = xp_arg(&args[0]);			\
	const struct type *p;						\
									\
	(void)ev, (void)n;						\
	*result = XP_EMPTY;						\
	if (x == NULL)							\
		return 0;						\
	p = x->u.field;							\
	*result = xp_one(value);					\
	return 0;							\
}

PART(fn_years_from_duration, xp_duration, duration,
    xp_integer(p->months / 12))
PART(fn_months_from_duration, xp_duration, duration,
    xp_integer(p->months % 12))
PART(fn_days_from_duration, xp_duration, duration,
    xp_integer(p->seconds / 86400))
PART(fn_hours_from_duration, xp_duration, duration,
    xp_integer(p->seconds % 86400 / 3600))
PART(fn_minutes_from_duration, xp_duration, duration,
    xp_integer(p->seconds % 3600 / 60))
PART(fn_seconds_from_duration, xp_duration, duration,
    seconds_item(ev, p->seconds % 60, p->nanos))
/* There is no year 0: before 1 comes -1 (XML Schema 1.0 part 2, 3.2.7.1). */
PART(fn_year_from, xp_time, time,
    xp_integer(p->year <= 0 ? p->year - 1 : p->year))
PART(fn_month_from, xp_time, time, xp_integer(p->month))
PART(fn_day_from, xp_time, time, xp_integer(p->day))
PART(fn_hours_from, xp_time, time, xp_integer(p->hour))
PART(fn_minutes_from, xp_time, time, xp_integer(p->minute))
PART(fn_seconds_from, xp_time, time, seconds_item(ev, p->second, p->nanos))

int
fn_timezone_from(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	const struct xp_time *t = time_arg(args);

	(void)n;
	*result = t == NULL || t->zone == ZONE_NONE ? XP_EMPTY :
	    xp_one(zone_item(ev, t->zone));
	return 0;
}

/* --- zones: 10.7 --- */

/* The zone that a duration is; -1 with FODT0003. */
static int
zone_of(struct xp_eval *ev, const struct xp_item *x, int16_t *zone)
{
	const struct xp_duration *d = x->u.duration;

	if (d->nanos != 0 || d->seconds % 60 != 0 ||
	    d->seconds > MAX_ZONE * 60 || d->seconds < -MAX_ZONE * 60)
		return xp_fail(ev, "FODT0003", "A time zone is a number of "
		    "minutes, at most 14 hours either way.");
	*zone = (int16_t)(d->seconds / 60);
	return 0;
}

int
fn_adjust_to_timezone(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n, struct xp_seq *result)
{
	const struct xp_item *x = xp_arg(&args[0]);
	const struct xp_item *z = n > 1 ? xp_arg(&args[1]) : NULL;
	int16_t zone = n > 1 ? ZONE_NONE : ev->d->zone;
	struct xp_time t;

	*result = XP_EMPTY;
	if (x == NULL)
		return 0;
	if (z != NULL && zone_of(ev, z, &zone) == -1)
		return -1;
	t = *x->u.time;
	if (!xp_time_to_zone(&t, zone))
		return xp_fail(ev, "FODT0001", "In that time zone the year is "
		    "too large.");
	t = xp_time_part(t, (enum xp_type)x->type);
	*result = xp_one(xp_time_item((enum xp_type)x->type, t, ev->arena));
	return 0;
}

/* --- fn:dateTime: 5.2 --- */

int
fn_datetime(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	const struct xp_item *date = xp_arg(&args[0]), *time = xp_arg(&args[1]);
	struct xp_time t;

	(void)n;
	*result = XP_EMPTY;
	if (date == NULL || time == NULL)
		return 0;
	t = *time->u.time;
	if (t.zone != ZONE_NONE && date->u.time->zone != ZONE_NONE &&
	    t.zone != date->u.time->zone)
		return xp_fail(ev, "FORG0008", "The date and the time have "
		    "different time zones.");
	if (t.zone == ZONE_NONE)
		t.zone = date->u.time->zone;
	t.year = date->u.time->year;
	t.month = date->u.time->month;
	t.day = date->u.time->day;
	*result = xp_one(xp_time_item(XT_DATETIME, t, ev->arena));
	return 0;
}

/* --- the clock: 16.3 to 16.6 --- */

/* The same all through one evaluation and what shares its context; a caller
 * that gave none gets the clock of the system. */
static struct xp_time
now(struct xp_eval *ev)
{
	struct timespec ts = { 0, 0 };
	struct date_parts p;

	if (ev->d->now.month == 0) {
		(void)clock_gettime(CLOCK_REALTIME, &ts);
		date_parts_set(&p, ts.tv_sec + INT64_C(60) * ev->d->zone);
		ev->d->now = (struct xp_time){ p.year, p.month, p.day, p.hour,
		    p.minute, p.second, (uint32_t)ts.tv_nsec, ev->d->zone };
	}
	return ev->d->now;
}

static int
current(struct xp_eval *ev, enum xp_type type, struct xp_seq *result)
{
	*result = xp_one(xp_time_item(type, xp_time_part(now(ev), type),
	    ev->arena));
	return 0;
}

int
fn_current_datetime(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	(void)args, (void)n;
	return current(ev, XT_DATETIME, result);
}

int
fn_current_date(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	(void)args, (void)n;
	return current(ev, XT_DATE, result);
}

int
fn_current_time(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	(void)args, (void)n;
	return current(ev, XT_TIME, result);
}

int
fn_implicit_timezone(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n, struct xp_seq *result)
{
	(void)args, (void)n;
	*result = xp_one(zone_item(ev, ev->d->zone));
	return 0;
}
