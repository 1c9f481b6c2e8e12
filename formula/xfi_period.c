/*
 * xfi_period.c: periods (function registry, 80122 to 80129, 80217, 80218; XBRL
 * 2.1, 4.7.2): what a date alone means is what the reader of contexts made of it.
 */
#include "formula/xfi_local.h"

/* --- moments as xs:dateTime --- */

static struct xp_item
date_time(struct moment m, struct arena *a)
{
	struct date_parts p = { .year = 0 };
	int64_t local = m.seconds;

	if (m.zone != ZONE_NONE)
		local += (int64_t)m.zone * 60;
	date_parts_set(&p, local);
	return xp_time_item(XT_DATETIME, (struct xp_time){ .year = p.year,
	    .month = p.month, .day = p.day, .hour = p.hour,
	    .minute = p.minute, .second = p.second, .nanos = m.nanos,
	    .zone = m.zone }, a);
}

/* --- the period of a node --- */

static int
period_of(struct xp_eval *ev, const struct xp_seq *args,
    struct period *period)
{
	struct xfi_node n;
	uint32_t row;

	if (xfi_want(ev, &args[0], XFI_PERIOD, &n) == -1)
		return -1;
	row = xfi_context_row(&n)->period;
	if (row >= n.of->report->periods.n ||
	    n.of->report->periods.v[row].kind == PERIOD_BAD)
		return xp_fail(ev, "FORG0001", "the period is not well formed");
	*period = n.of->report->periods.v[row];
	return 0;
}

static int
is_of_kind(struct xp_eval *ev, const struct xp_seq *args, unsigned kinds,
    struct xp_seq *out)
{
	struct period p;

	if (period_of(ev, args, &p) == -1)
		return -1;
	return xfi_result(out, xp_boolean((kinds & 1u << p.kind) != 0));
}

#define IS_KIND(name, kinds)						\
	int								\
	name(struct xp_eval *ev, const struct xp_seq *args, unsigned n,	\
	    struct xp_seq *out)						\
	{								\
		(void)n;						\
		return is_of_kind(ev, args, kinds, out);		\
	}

IS_KIND(xfi_is_start_end_period, 1u << PERIOD_DURATION)
IS_KIND(xfi_is_forever_period, 1u << PERIOD_FOREVER)
IS_KIND(xfi_is_duration_period, 1u << PERIOD_DURATION | 1u << PERIOD_FOREVER)
IS_KIND(xfi_is_instant_period, 1u << PERIOD_INSTANT)

static int
forever(struct xp_eval *ev)
{
	return xfi_fail(ev, "PeriodIsForever", "the period is forever");
}

int
xfi_period_start(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	struct period p;

	(void)n_args;
	if (period_of(ev, args, &p) == -1)
		return -1;
	if (p.kind == PERIOD_FOREVER)
		return forever(ev);
	return xfi_result(out, date_time(p.kind == PERIOD_INSTANT ? p.end :
	    p.start, ev->arena));
}

int
xfi_period_end(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	struct period p;

	(void)n_args;
	if (period_of(ev, args, &p) == -1)
		return -1;
	if (p.kind == PERIOD_FOREVER)
		return forever(ev);
	return xfi_result(out, date_time(p.end, ev->arena));
}

int
xfi_period_instant(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	struct period p;

	(void)n_args;
	if (period_of(ev, args, &p) == -1)
		return -1;
	if (p.kind != PERIOD_INSTANT)
		return xfi_fail(ev, "PeriodIsNotInstant",
		    "the period is no instant");
	return xfi_result(out, date_time(p.end, ev->arena));
}

/* --- xbrli:dateUnion --- */

/* A date or a dateTime as the dateTime it stands for; *date tells which it
 * was. */
static int
as_date_time(struct xp_eval *ev, struct xp_item x, bool end,
    struct xp_item *out)
{
	struct xp_error *err = ev->err;
	struct xp_item day;

	if (x.type == XT_UNTYPED && xp_cast(x, XT_DATETIME, ev->arena, out,
	    err) == 0)
		return 0;
	if (x.type == XT_UNTYPED && xp_cast(x, XT_DATE, ev->arena, &x, err) ==
	    -1)
		return -1;
	if (x.type == XT_DATETIME) {
		*out = x;
		return 0;
	}
	if (x.type != XT_DATE)
		return xp_fail(ev, "XPTY0004", "a date or a moment is wanted");
	if (xp_cast(x, XT_DATETIME, ev->arena, out, err) == -1)
		return -1;
	if (!end)
		return 0;
	day = xp_duration_item(XT_DAY_TIME,
	    (struct xp_duration){ .seconds = 86400 }, ev->arena);
	return xp_arithmetic(ev, XA_ADD, *out, day, out);
}

static int
same_moment(struct xp_eval *ev, const struct xp_seq *args, bool end,
    struct xp_seq *out)
{
	struct xp_item a, b;
	int same;

	if (as_date_time(ev, *xp_items(&args[0]), end, &a) == -1 ||
	    as_date_time(ev, *xp_items(&args[1]), end, &b) == -1 ||
	    (same = xp_compare(ev, XC_EQ, a, b, NULL)) == -1)
		return -1;
	return xfi_result(out, xp_boolean(same == 1));
}

int
xfi_start_equal(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	(void)n_args;
	return same_moment(ev, args, false, out);
}

int
xfi_end_equal(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	(void)n_args;
	return same_moment(ev, args, true, out);
}
