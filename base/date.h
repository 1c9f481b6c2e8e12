/*
 * date.h: dates and times of XML Schema on the proleptic Gregorian calendar.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/slice.h"

/*
 * A point in time.  `seconds` counts from 1970-01-01T00:00:00, in UTC where
 * a zone was given and in an unnamed local time where not; `nanos` is the
 * fraction, digits beyond the ninth cut off.
 */
struct moment {
	int64_t  seconds;
	uint32_t nanos;
	int16_t  zone;		/* minutes east of UTC; ZONE_NONE: not given */
	bool     date_only;	/* written as xs:date */
};

#define ZONE_NONE	INT16_MIN

/* xs:date or xs:dateTime, white space already collapsed; -1: neither.
 * 24:00:00 is the next day's midnight.  Years of up to nine digits. */
int	moment_parse(struct moment *, struct slice);
/* Only xs:date, only xs:dateTime; -1 otherwise. */
int	moment_parse_date(struct moment *, struct slice);
int	moment_parse_datetime(struct moment *, struct slice);
/* YYYY-MM-DD and no more, and a day that there is. */
bool	is_plain_date(struct slice);
/*
 * The moment an XBRL period means (XBRL 2.1, 4.7.2): a date as an instant or
 * end is the midnight at its end, a date as a start the one at its beginning.
 */
struct moment	moment_period_end(struct moment);
struct moment	moment_period_start(struct moment);
/* -1, 0, 1 by seconds and nanos; zones are compared as they stand. */
int	moment_cmp(struct moment a, struct moment b);
/* "2022-12-31", or "2022-12-31T10:00:00" where it is not midnight. */
void	moment_print(struct buf *, struct moment);
/* The last day of the period that ends at m (an end as moment_period_end
 * makes it): midnight of 2023-01-01 prints as 2022-12-31. */
void	moment_print_end(struct buf *, struct moment);
/* The calendar year of the last day of a period that ends at m. */
int	moment_end_year(struct moment);

/* --- values by their parts --- */

enum date_form {
	FORM_DATETIME, FORM_DATE, FORM_TIME, FORM_GYEARMONTH, FORM_GYEAR,
	FORM_GMONTHDAY, FORM_GDAY, FORM_GMONTH
};

/* What is written, with its own clock; what a form has not is 1972, January,
 * 1 and midnight. */
struct date_parts {
	int64_t  year;		/* 0 is the year before 0001, written -0001 */
	uint8_t  month, day;
	uint8_t  hour, minute, second;
	uint32_t nanos;		/* digits beyond the ninth are cut off */
	int16_t  zone;		/* minutes east of UTC; ZONE_NONE */
};

#define DATE_MAX_YEAR	999999999	/* either way */

/* White space already collapsed.  0; -1 not of the form; -2 a year beyond
 * DATE_MAX_YEAR. 24:00:00 is the next day's midnight. */
int	date_parts_parse(struct date_parts *, enum date_form, struct slice);
/* As it is written in canonical form, with its own clock and zone. */
void	date_parts_print(struct buf *, enum date_form,
	    const struct date_parts *);
/* Seconds since 1970-01-01T00:00:00 of the same clock, and back (all but the
 * nanos and the zone). */
int64_t	date_parts_seconds(const struct date_parts *);
void	date_parts_set(struct date_parts *, int64_t seconds);
int	date_month_days(int64_t year, int month);	/* 28 to 31 */

/* The other calendar types: whether s is in the lexical space. */
bool	is_xs_time(struct slice);
bool	is_xs_gyearmonth(struct slice);
bool	is_xs_gyear(struct slice);
bool	is_xs_gmonthday(struct slice);
bool	is_xs_gday(struct slice);
bool	is_xs_gmonth(struct slice);
bool	is_xs_duration(struct slice);

/* xs:duration by its two parts, both of the same sign. */
struct duration_parts {
	int64_t  months;
	int64_t  seconds;
	int32_t  nanos;		/* digits beyond the ninth are cut off */
};

/* 0; -1 no duration; -2: too long for this. */
int	duration_parse(struct duration_parts *, struct slice);

#endif
