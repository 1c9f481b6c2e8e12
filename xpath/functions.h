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


/* --- fn_time.c: 10 --- */


/* --- fn_string.c: 7 --- */


/* --- fn_regex.c: 7.6 --- */


/* --- fn_uri.c: 7.4.10 to 7.4.12, 8 --- */


/* --- fn_qname.c: 11 --- */


/* --- fn_sequence.c: 9, 15.1 to 15.3 --- */


/* --- fn_context.c: 3, 4, 16 --- */

