/*
 * test_date.c: base/date.c against XML Schema Part 2 and XBRL 2.1, 4.7.2.
 * The slow second opinion counts days one at a time.
 */
#include "tests/tap.h"

#include "base/date.h"

static const char *
printed(struct moment m, void (*print)(struct buf *, struct moment))
{
	static char text[64];
	struct buf b = BUF(sizeof(text) - 1);

	print(&b, m);
	memcpy(text, b.s, b.n + 1);
	buf_free(&b);
	return text;
}

static void
test_lexical(void)
{
	static const char *const good[] = { "2022-12-31", "0001-01-01",
		"-0001-12-31", "2024-02-29", "2000-02-29", "12022-01-01",
		"999999999-12-31", "2022-12-31Z", "2022-12-31+14:00",
		"2022-12-31-14:00", "2022-12-31+13:59", "2022-12-31-00:00",
		"2022-12-31T00:00:00", "2022-12-31T24:00:00",
		"2022-12-31T24:00:00.000", "2022-12-31T23:59:59.999999999999",
		"2022-12-31T10:00:00.5Z", "2022-12-31T10:00:00-05:30" };
	static const char *const bad[] = { "", "0000-01-01", "-0000-01-01",
		"2022-13-01", "2022-00-01", "2022-01-00", "2022-01-32",
		"2023-02-29", "1900-02-29", "2022-04-31", "02022-01-01",
		"222-01-01", "2022-1-01", "2022-01-1", "2022-01-01T",
		"2022-01-01T24:00:01", "2022-01-01T24:01:00",
		"2022-01-01T24:00:00.1", "2022-01-01T25:00:00",
		"2022-01-01T00:60:00", "2022-01-01T00:00:60",
		"2022-01-01T00:00", "2022-01-01T00:00:00.",
		"2022-01-01T0:00:00", "2022-01-01+14:01", "2022-01-01+15:00",
		"2022-01-01-14:30", "2022-01-01+1:00", "2022-01-01+01",
		"2022-01-01z", "2022-01-01t00:00:00", "2022-01-01 ",
		" 2022-01-01", "+2022-01-01", "1000000000-01-01",
		"2022-01-01T00:00:00ZZ", "2022/01/01", "20220101" };
	struct moment m;

	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		ok(moment_parse(&m, slice_of(good[i])) == 0, "'%s'", good[i]);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		ok(moment_parse(&m, slice_of(bad[i])) == -1, "not '%s'",
		    bad[i]);
	ok(moment_parse(&m, SLICE_NONE) == -1, "not nothing");
	ok(moment_parse_date(&m, SLICE("2022-12-31")) == 0, "only a date");
	ok(moment_parse_date(&m, SLICE("2022-12-31T00:00:00")) == -1,
	    "a dateTime is no date");
	ok(moment_parse_datetime(&m, SLICE("2022-12-31T00:00:00")) == 0,
	    "only a dateTime");
	ok(moment_parse_datetime(&m, SLICE("2022-12-31")) == -1,
	    "a date is no dateTime");
}

static int64_t
seconds(const char *text)
{
	struct moment m = { -1, 0, 0, false };

	ok(moment_parse(&m, slice_of(text)) == 0, "'%s' parses", text);
	return m.seconds;
}

static void
test_values(void)
{
	struct moment m;

	is_int(seconds("1970-01-01"), 0, "the epoch");
	is_int(seconds("1969-12-31T23:59:59"), -1, "one second before");
	is_int(seconds("2000-03-01"), 951868800, "2000-03-01");
	is_int(seconds("2022-12-31T24:00:00"), seconds("2023-01-01T00:00:00"),
	    "24:00:00 is the next day");
	is_int(seconds("2022-12-31T12:00:00+02:00"),
	    seconds("2022-12-31T10:00:00Z"), "east of UTC");
	is_int(seconds("2022-12-31T20:00:00-14:00"),
	    seconds("2023-01-01T10:00:00Z"), "far west of UTC");
	is_int(seconds("2023-01-01T10:00:00+14:00"),
	    seconds("2022-12-31T20:00:00Z"), "far east of UTC");
	is_int(seconds("0001-01-01") - seconds("-0001-12-31"), 86400,
	    "no year 0000 between -0001 and 0001");
	is_int(seconds("0001-01-01"), -62135596800, "the year 1");
	moment_parse(&m, SLICE("2022-01-01T00:00:00.1234567899"));
	is_int(m.nanos, 123456789, "nine digits of a fraction");
	is_int(m.zone, ZONE_NONE, "no zone");
	ok(!m.date_only, "a dateTime");
	moment_parse(&m, SLICE("2022-01-01-05:30"));
	is_int(m.zone, -330, "a zone in minutes");
	ok(m.date_only, "a date");
}

static void
test_period(void)
{
	struct moment date, time, a, b;

	moment_parse(&date, SLICE("2022-12-31"));
	moment_parse(&time, SLICE("2023-01-01T00:00:00"));
	a = moment_period_end(date);
	is_int(moment_cmp(a, moment_period_end(time)), 0,
	    "4.7.2: an end date is the midnight at its end");
	is_int(moment_cmp(moment_period_end(a), a), 0, "once is enough");
	is_str(printed(a, moment_print), "2023-01-01", "printed as a moment");
	is_str(printed(a, moment_print_end), "2022-12-31", "printed as an end");
	is_int(moment_end_year(a), 2022, "the year of its last day");
	moment_parse(&date, SLICE("2023-01-01"));
	is_int(moment_cmp(moment_period_start(date),
	    moment_period_start(time)), 0,
	    "4.7.2: a start date is the midnight at its beginning");
	moment_parse(&a, SLICE("2022-12-31T10:00:00.5"));
	is_str(printed(a, moment_print), "2022-12-31T10:00:00.5", "a time");
	is_str(printed(a, moment_print_end), "2022-12-31T10:00:00.5",
	    "an end that is a time");
	is_int(moment_end_year(a), 2022, "its year");
	moment_parse(&b, SLICE("2022-12-31T10:00:00.25"));
	is_int(moment_cmp(a, b), 1, "the fraction counts");
	is_int(moment_cmp(b, a), -1, "both ways");
	moment_parse(&a, SLICE("2022-12-31+02:00"));
	a = moment_period_end(a);
	is_str(printed(a, moment_print_end), "2022-12-31+02:00", "with a zone");
	is_int(moment_end_year(a), 2022, "the year in its own zone");
	moment_parse(&a, SLICE("-0001-03-01"));
	is_str(printed(a, moment_print), "-0001-03-01", "before our era");
	moment_parse(&a, SLICE("12345-03-01"));
	is_str(printed(a, moment_print), "12345-03-01", "five digits");
	moment_parse(&a, SLICE("2024-03-01"));
	is_str(printed(a, moment_print_end), "2024-02-29", "a leap day");
	moment_parse(&a, SLICE("2022-01-01T23:59:59Z"));
	is_str(printed(a, moment_print), "2022-01-01T23:59:59Z", "UTC");
}

/* Day by day through 900 years; every day is the one after the last. */
static void
test_calendar(void)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
	    30, 31 };
	int64_t want = 0;
	bool good = true, first = true;
	char text[40];
	struct moment m;

	for (int y = 1599; y < 2500; y++)
		for (int mo = 0; mo < 12; mo++) {
			int n = days[mo];

			if (mo == 1 && y % 4 == 0 && (y % 100 != 0 ||
			    y % 400 == 0))
				n++;
			for (int d = 1; d <= n; d++) {
				snprintf(text, sizeof(text), "%04d-%02d-%02d",
				    y, mo + 1, d);
				good &= moment_parse(&m, slice_of(text)) == 0;
				if (first)
					want = m.seconds;
				first = false;
				good &= m.seconds == want;
				good &= strcmp(printed(m, moment_print),
				    text) == 0;
				want += 86400;
			}
			snprintf(text, sizeof(text), "%04d-%02d-%02d", y,
			    mo + 1, n + 1);
			good &= moment_parse(&m, slice_of(text)) == -1;
		}
	ok(good, "every day of 1599 to 2499 follows the one before");
}

static void
test_parts(void)
{
	static const struct { bool (*is)(struct slice); const char *text;
	    bool want; } t[] = {
		{ is_xs_time, "10:00:00", true },
		{ is_xs_time, "24:00:00", true },
		{ is_xs_time, "10:00:00.25+02:00", true },
		{ is_xs_time, "10:00", false },
		{ is_xs_time, "24:00:01", false },
		{ is_xs_gyearmonth, "2022-12", true },
		{ is_xs_gyearmonth, "-0044-03Z", true },
		{ is_xs_gyearmonth, "2022-13", false },
		{ is_xs_gyearmonth, "0000-01", false },
		{ is_xs_gyear, "2022", true },
		{ is_xs_gyear, "2022+01:00", true },
		{ is_xs_gyear, "-12022", true },
		{ is_xs_gyear, "0000", false },
		{ is_xs_gyear, "22", false },
		{ is_xs_gmonthday, "--02-29", true },
		{ is_xs_gmonthday, "--02-30", false },
		{ is_xs_gmonthday, "--12-31Z", true },
		{ is_xs_gmonthday, "-12-31", false },
		{ is_xs_gday, "---31", true },
		{ is_xs_gday, "---32", false },
		{ is_xs_gday, "--31", false },
		{ is_xs_gmonth, "--12", true },
		{ is_xs_gmonth, "--12-14:00", true },
		{ is_xs_gmonth, "--13", false },
		{ is_xs_gmonth, "--12--", false },
		{ is_xs_duration, "P1Y", true },
		{ is_xs_duration, "P1Y2M3DT10H30M12.5S", true },
		{ is_xs_duration, "-P120D", true },
		{ is_xs_duration, "PT0S", true },
		{ is_xs_duration, "P", false },
		{ is_xs_duration, "PT", false },
		{ is_xs_duration, "P1YT", false },
		{ is_xs_duration, "P-1Y", false },
		{ is_xs_duration, "P1M2Y", false },
		{ is_xs_duration, "P1D1D", false },
		{ is_xs_duration, "P1S", false },
		{ is_xs_duration, "P1.5D", false },
		{ is_xs_duration, "P1.5DT1H", false },
		{ is_xs_duration, "PT1.S", false },
		{ is_xs_duration, "PT.5S", false },
		{ is_xs_duration, "P1", false },
		{ is_xs_duration, "1Y", false },
		{ is_xs_duration, "", false },
	};

	for (size_t i = 0; i < sizeof(t) / sizeof(*t); i++)
		ok(t[i].is(slice_of(t[i].text)) == t[i].want, "%s '%s'",
		    t[i].want ? "takes" : "refuses", t[i].text);
}

int
main(void)
{
	test_lexical();
	test_values();
	test_period();
	test_calendar();
	test_parts();
	return done();
}
