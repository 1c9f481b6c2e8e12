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

/* The other calendar types: whether s is in the lexical space. */
bool	is_xs_time(struct slice);
bool	is_xs_gyearmonth(struct slice);
bool	is_xs_gyear(struct slice);
bool	is_xs_gmonthday(struct slice);
bool	is_xs_gday(struct slice);
bool	is_xs_gmonth(struct slice);
bool	is_xs_duration(struct slice);

#endif
