/*
 * functions.h: the functions of the namespace fn (Functions and Operators,
 * 2 to 16) once: name, arguments at least and at most, result, parameters and
 * the C function that does it.  Included with FUNCTION defined; has no include
 * guard on purpose.  The number of a row is kept in images: rows go to the end
 * of their group and a change of the table changes the images' compiler id.
 *
 *	FUNCTION("concat", 2, XP_MANY, "xs:string",
 *	    "xs:anyAtomicType?,xs:anyAtomicType?", fn_concat)
 */

/* --- fn_node.c: 2, 14, 15.5.2 to 15.5.6 --- */

FUNCTION("node-name", 1, 1, "xs:QName?", "node()?", fn_node_name)
FUNCTION("nilled", 1, 1, "xs:boolean?", "node()?", fn_nilled)
FUNCTION("string", 0, 1, "xs:string", "item()?", fn_string)
FUNCTION("data", 1, 1, "xs:anyAtomicType*", "item()*", fn_data)
FUNCTION("base-uri", 0, 1, "xs:anyURI?", "node()?", fn_base_uri)
FUNCTION("document-uri", 1, 1, "xs:anyURI?", "node()?", fn_document_uri)
FUNCTION("name", 0, 1, "xs:string", "node()?", fn_name)
FUNCTION("local-name", 0, 1, "xs:string", "node()?", fn_local_name)
FUNCTION("namespace-uri", 0, 1, "xs:anyURI", "node()?", fn_namespace_uri)
FUNCTION("number", 0, 1, "xs:double", "xs:anyAtomicType?", fn_number)
FUNCTION("lang", 1, 2, "xs:boolean", "xs:string?,node()", fn_lang)
FUNCTION("root", 0, 1, "node()?", "node()?", fn_root)
FUNCTION("deep-equal", 2, 3, "xs:boolean", "item()*,item()*,xs:string",
    fn_deep_equal)
FUNCTION("id", 1, 2, "element()*", "xs:string*,node()", fn_id)
FUNCTION("idref", 1, 2, "node()*", "xs:string*,node()", fn_idref)
FUNCTION("doc", 1, 1, "document-node()?", "xs:string?", fn_doc)
FUNCTION("doc-available", 1, 1, "xs:boolean", "xs:string?", fn_doc_available)
FUNCTION("collection", 0, 1, "node()*", "xs:string?", fn_collection)


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
FUNCTION("codepoints-to-string", 1, 1, "xs:string",
    "xs:integer*", fn_codepoints_to_string)
FUNCTION("string-to-codepoints", 1, 1, "xs:integer*",
    "xs:string?", fn_string_to_codepoints)
FUNCTION("compare", 2, 3, "xs:integer?",
    "xs:string?,xs:string?,xs:string", fn_compare)
FUNCTION("codepoint-equal", 2, 2, "xs:boolean?",
    "xs:string?,xs:string?", fn_codepoint_equal)
FUNCTION("concat", 2, XP_MANY, "xs:string",
    "xs:anyAtomicType?,xs:anyAtomicType?", fn_concat)
FUNCTION("string-join", 2, 2, "xs:string",
    "xs:string*,xs:string", fn_string_join)
FUNCTION("substring", 2, 3, "xs:string",
    "xs:string?,xs:double,xs:double", fn_substring)
FUNCTION("string-length", 0, 1, "xs:integer", "xs:string?", fn_string_length)
FUNCTION("normalize-space", 0, 1, "xs:string", "xs:string?", fn_normalize_space)
FUNCTION("normalize-unicode", 1, 2, "xs:string",
    "xs:string?,xs:string", fn_normalize_unicode)
FUNCTION("upper-case", 1, 1, "xs:string", "xs:string?", fn_upper_case)
FUNCTION("lower-case", 1, 1, "xs:string", "xs:string?", fn_lower_case)
FUNCTION("translate", 3, 3, "xs:string",
    "xs:string?,xs:string,xs:string", fn_translate)
FUNCTION("contains", 2, 3, "xs:boolean",
    "xs:string?,xs:string?,xs:string", fn_contains)
FUNCTION("starts-with", 2, 3, "xs:boolean",
    "xs:string?,xs:string?,xs:string", fn_starts_with)
FUNCTION("ends-with", 2, 3, "xs:boolean",
    "xs:string?,xs:string?,xs:string", fn_ends_with)
FUNCTION("substring-before", 2, 3, "xs:string",
    "xs:string?,xs:string?,xs:string", fn_substring_before)
FUNCTION("substring-after", 2, 3, "xs:string",
    "xs:string?,xs:string?,xs:string", fn_substring_after)


/* --- fn_regex.c: 7.6 --- */
FUNCTION("matches", 2, 3, "xs:boolean",
    "xs:string?,xs:string,xs:string", fn_matches)
FUNCTION("replace", 3, 4, "xs:string",
    "xs:string?,xs:string,xs:string,xs:string", fn_replace)
FUNCTION("tokenize", 2, 3, "xs:string*",
    "xs:string?,xs:string,xs:string", fn_tokenize)


/* --- fn_uri.c: 7.4.10 to 7.4.12, 8 --- */
FUNCTION("encode-for-uri", 1, 1, "xs:string", "xs:string?", fn_encode_for_uri)
FUNCTION("iri-to-uri", 1, 1, "xs:string", "xs:string?", fn_iri_to_uri)
FUNCTION("escape-html-uri", 1, 1, "xs:string", "xs:string?", fn_escape_html_uri)
FUNCTION("resolve-uri", 1, 2, "xs:anyURI?",
    "xs:string?,xs:string", fn_resolve_uri)
FUNCTION("static-base-uri", 0, 0, "xs:anyURI?", "", fn_static_base_uri)


/* --- fn_qname.c: 11 --- */
FUNCTION("resolve-QName", 2, 2, "xs:QName?",
    "xs:string?,element()", fn_resolve_QName)
FUNCTION("QName", 2, 2, "xs:QName", "xs:string?,xs:string", fn_QName)
FUNCTION("prefix-from-QName", 1, 1, "xs:NCName?",
    "xs:QName?", fn_prefix_from_QName)
FUNCTION("local-name-from-QName", 1, 1, "xs:NCName?",
    "xs:QName?", fn_local_name_from_QName)
FUNCTION("namespace-uri-from-QName", 1, 1, "xs:anyURI?",
    "xs:QName?", fn_namespace_uri_from_QName)
FUNCTION("namespace-uri-for-prefix", 2, 2, "xs:anyURI?",
    "xs:string?,element()", fn_namespace_uri_for_prefix)
FUNCTION("in-scope-prefixes", 1, 1, "xs:string*",
    "element()", fn_in_scope_prefixes)


/* --- fn_sequence.c: 9, 15.1 to 15.3 --- */
FUNCTION("boolean", 1, 1, "xs:boolean", "item()*", fn_boolean)
FUNCTION("not", 1, 1, "xs:boolean", "item()*", fn_not)
FUNCTION("true", 0, 0, "xs:boolean", "", fn_true)
FUNCTION("false", 0, 0, "xs:boolean", "", fn_false)
FUNCTION("index-of", 2, 3, "xs:integer*",
    "xs:anyAtomicType*,xs:anyAtomicType,xs:string", fn_index_of)
FUNCTION("empty", 1, 1, "xs:boolean", "item()*", fn_empty)
FUNCTION("exists", 1, 1, "xs:boolean", "item()*", fn_exists)
FUNCTION("distinct-values", 1, 2, "xs:anyAtomicType*",
    "xs:anyAtomicType*,xs:string", fn_distinct_values)
FUNCTION("insert-before", 3, 3, "item()*",
    "item()*,xs:integer,item()*", fn_insert_before)
FUNCTION("remove", 2, 2, "item()*", "item()*,xs:integer", fn_remove)
FUNCTION("reverse", 1, 1, "item()*", "item()*", fn_reverse)
FUNCTION("subsequence", 2, 3, "item()*",
    "item()*,xs:double,xs:double", fn_subsequence)
FUNCTION("unordered", 1, 1, "item()*", "item()*", fn_unordered)
FUNCTION("zero-or-one", 1, 1, "item()?", "item()*", fn_zero_or_one)
FUNCTION("one-or-more", 1, 1, "item()+", "item()*", fn_one_or_more)
FUNCTION("exactly-one", 1, 1, "item()", "item()*", fn_exactly_one)


/* --- fn_context.c: 3, 4, 16 --- */
FUNCTION("position", 0, 0, "xs:integer", "", fn_position)
FUNCTION("last", 0, 0, "xs:integer", "", fn_last)
FUNCTION("default-collation", 0, 0, "xs:string", "", fn_default_collation)
FUNCTION("error", 0, 1, "item()*", "xs:QName", fn_error)
FUNCTION("error", 2, 3, "item()*", "xs:QName?,xs:string,item()*", fn_error)
FUNCTION("trace", 2, 2, "item()*", "item()*,xs:string", fn_trace)

