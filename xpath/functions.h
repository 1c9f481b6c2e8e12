/*
 * functions.h: the functions of the namespace fn (Functions and Operators,
 * 2 to 16) once: name, arguments at least and at most, result, parameters and
 * the C function that does it.  Included with FUNCTION defined; has no include
 * guard on purpose.  The number of a row is kept in images: rows go to the end
 * of their group and a change of the table changes the images' compiler id.
 *
 *	FUNCTION("concat", 2, XP_MANY, "xs:string", "xs:anyAtomicType?,xs:anyAtomicType?", fn_concat)
 */

/* --- fn_node.c: 2, 14, 15.5.2 to 15.5.6 --- */


/* --- fn_number.c: 6.4, 15.4 --- */
FUNCTION("abs", 1, 1, "numeric?", "numeric?", fn_abs)
FUNCTION("ceiling", 1, 1, "numeric?", "numeric?", fn_ceiling)
FUNCTION("floor", 1, 1, "numeric?", "numeric?", fn_floor)
FUNCTION("round", 1, 1, "numeric?", "numeric?", fn_round)
FUNCTION("round-half-to-even", 1, 2, "numeric?", "numeric?,xs:integer",
    fn_round_half_to_even)
FUNCTION("count", 1, 1, "xs:integer", "item()*", fn_count)
FUNCTION("avg", 1, 1, "xs:anyAtomicType?", "xs:anyAtomicType*", fn_avg)
FUNCTION("max", 1, 2, "xs:anyAtomicType?", "xs:anyAtomicType*,xs:string",
    fn_max)
FUNCTION("min", 1, 2, "xs:anyAtomicType?", "xs:anyAtomicType*,xs:string",
    fn_min)
FUNCTION("sum", 1, 1, "xs:anyAtomicType", "xs:anyAtomicType*", fn_sum)
FUNCTION("sum", 2, 2, "xs:anyAtomicType?",
    "xs:anyAtomicType*,xs:anyAtomicType?", fn_sum)


/* --- fn_time.c: 5.2, 10, 16.3 to 16.6 --- */
FUNCTION("years-from-duration", 1, 1, "xs:integer?", "xs:duration?",
    fn_years_from_duration)
FUNCTION("months-from-duration", 1, 1, "xs:integer?", "xs:duration?",
    fn_months_from_duration)
FUNCTION("days-from-duration", 1, 1, "xs:integer?", "xs:duration?",
    fn_days_from_duration)
FUNCTION("hours-from-duration", 1, 1, "xs:integer?", "xs:duration?",
    fn_hours_from_duration)
FUNCTION("minutes-from-duration", 1, 1, "xs:integer?", "xs:duration?",
    fn_minutes_from_duration)
FUNCTION("seconds-from-duration", 1, 1, "xs:decimal?", "xs:duration?",
    fn_seconds_from_duration)
FUNCTION("year-from-dateTime", 1, 1, "xs:integer?", "xs:dateTime?",
    fn_year_from)
FUNCTION("month-from-dateTime", 1, 1, "xs:integer?", "xs:dateTime?",
    fn_month_from)
FUNCTION("day-from-dateTime", 1, 1, "xs:integer?", "xs:dateTime?",
    fn_day_from)
FUNCTION("hours-from-dateTime", 1, 1, "xs:integer?", "xs:dateTime?",
    fn_hours_from)
FUNCTION("minutes-from-dateTime", 1, 1, "xs:integer?", "xs:dateTime?",
    fn_minutes_from)
FUNCTION("seconds-from-dateTime", 1, 1, "xs:decimal?", "xs:dateTime?",
    fn_seconds_from)
FUNCTION("timezone-from-dateTime", 1, 1, "xs:dayTimeDuration?", "xs:dateTime?",
    fn_timezone_from)
FUNCTION("year-from-date", 1, 1, "xs:integer?", "xs:date?",
    fn_year_from)
FUNCTION("month-from-date", 1, 1, "xs:integer?", "xs:date?",
    fn_month_from)
FUNCTION("day-from-date", 1, 1, "xs:integer?", "xs:date?",
    fn_day_from)
FUNCTION("timezone-from-date", 1, 1, "xs:dayTimeDuration?", "xs:date?",
    fn_timezone_from)
FUNCTION("hours-from-time", 1, 1, "xs:integer?", "xs:time?",
    fn_hours_from)
FUNCTION("minutes-from-time", 1, 1, "xs:integer?", "xs:time?",
    fn_minutes_from)
FUNCTION("seconds-from-time", 1, 1, "xs:decimal?", "xs:time?",
    fn_seconds_from)
FUNCTION("timezone-from-time", 1, 1, "xs:dayTimeDuration?", "xs:time?",
    fn_timezone_from)
FUNCTION("adjust-dateTime-to-timezone", 1, 2, "xs:dateTime?",
    "xs:dateTime?,xs:dayTimeDuration?", fn_adjust_to_timezone)
FUNCTION("adjust-date-to-timezone", 1, 2, "xs:date?",
    "xs:date?,xs:dayTimeDuration?", fn_adjust_to_timezone)
FUNCTION("adjust-time-to-timezone", 1, 2, "xs:time?",
    "xs:time?,xs:dayTimeDuration?", fn_adjust_to_timezone)
FUNCTION("dateTime", 2, 2, "xs:dateTime?", "xs:date?,xs:time?", fn_datetime)
FUNCTION("current-dateTime", 0, 0, "xs:dateTime", "", fn_current_datetime)
FUNCTION("current-date", 0, 0, "xs:date", "", fn_current_date)
FUNCTION("current-time", 0, 0, "xs:time", "", fn_current_time)
FUNCTION("implicit-timezone", 0, 0, "xs:dayTimeDuration", "",
    fn_implicit_timezone)


/* --- fn_string.c: 7 --- */


/* --- fn_regex.c: 7.6 --- */


/* --- fn_uri.c: 7.4.10 to 7.4.12, 8 --- */


/* --- fn_qname.c: 11 --- */


/* --- fn_sequence.c: 9, 15.1 to 15.3 --- */


/* --- fn_context.c: 3, 4, 16 --- */

