/*
 * value.h: the values of XPath 2.0: items and sequences (XQuery 1.0 and XPath
 * 2.0 Data Model, 2.3 to 2.7).
 *
 * An item is 16 bytes and is copied freely.  What it points at (text, big
 * numbers, names) lives in the arena of the evaluation, in the compiled
 * expression or in a tree, all of which outlive it.  Numbers are exact: an
 * xs:decimal of up to 63 bits is in the item itself (i × 10^-n), a longer one a
 * struct dec; xs:integer is the same with n == 0.  double and float are what
 * they are, and never hold a reported figure.
 */
#ifndef XPATH_VALUE_H
#define XPATH_VALUE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/decimal.h"
#include "base/slice.h"

/*
 * The atomic types that are built in (XML Schema 1.0 part 2, 3; Data Model,
 * 2.6.2).  A derived type stands after its base.  XT_ANY_… are abstract: no
 * item has them, sequence types and signatures may.
 */
enum xp_type {
	XT_ANY_ATOMIC,		/* xs:anyAtomicType */
	XT_UNTYPED,		/* xs:untypedAtomic */
	XT_STRING, XT_NORMALIZED, XT_TOKEN, XT_LANGUAGE, XT_NMTOKEN, XT_NAME,
	XT_NCNAME, XT_ID, XT_IDREF, XT_ENTITY,
	XT_BOOLEAN,
	XT_DECIMAL, XT_INTEGER, XT_NON_POSITIVE, XT_NEGATIVE, XT_LONG, XT_INT,
	XT_SHORT, XT_BYTE, XT_NON_NEGATIVE, XT_UNSIGNED_LONG, XT_UNSIGNED_INT,
	XT_UNSIGNED_SHORT, XT_UNSIGNED_BYTE, XT_POSITIVE,
	XT_FLOAT, XT_DOUBLE,
	XT_DURATION, XT_YEAR_MONTH, XT_DAY_TIME,
	XT_DATETIME, XT_DATE, XT_TIME, XT_GYEARMONTH, XT_GYEAR, XT_GMONTHDAY,
	XT_GDAY, XT_GMONTH,
	XT_HEX, XT_BASE64, XT_ANYURI, XT_QNAME, XT_NOTATION,
	XT_N_ATOMIC,
	/* What no atomic value has: */
	XT_NODE = XT_N_ATOMIC,	/* a node of a tree */
	XT_NONE			/* no such type */
};

/* Flags of an item. */
#define XI_BIG	1		/* decimal, integer: in u.dec */
#define XI_NS	2		/* node: a namespace node, see tree.h */

/* An xs:QName or xs:NOTATION. */
struct xp_qname {
	struct slice ns, local;	/* ns "" for none */
	struct slice prefix;	/* as it was written; "" */
};

/*
 * A point in time or a part of one, with its time zone: the seven properties
 * of the date/time types (XML Schema 1.1 part 2, D.2.1); those that a type has
 * not are as in the comments.
 */
struct xp_time {
	int64_t  year;		/* 1972 where none; year 0 is 1 BCE inside,
				 * "-0001" outside (XML Schema 1.0) */
	uint8_t  month, day;	/* 1 where none */
	uint8_t  hour, minute, second;
	uint32_t nanos;		/* digits beyond the ninth are cut off */
	int16_t  zone;		/* minutes east of UTC; ZONE_NONE (date.h) */
};

/* xs:duration and its two subtypes: both parts have the same sign. */
struct xp_duration {
	int64_t  months;
	int64_t  seconds;	/* of days, hours, minutes, seconds */
	int32_t  nanos;		/* the fraction, of the same sign */
};

struct xp_binary {		/* xs:hexBinary, xs:base64Binary */
	const uint8_t *v;
	size_t n;
};

struct xp_item {
	uint8_t  type;		/* enum xp_type */
	uint8_t  flags;		/* XI_… */
	uint16_t tree;		/* nodes: number of the tree */
	uint32_t n;		/* nodes: row in the tree; strings: bytes;
				 * decimals that are not XI_BIG: the scale */
	union {
		const char *s;	/* strings, xs:anyURI, untyped; never NULL */
		int64_t     i;	/* xs:boolean; decimals, integers; XI_NS */
		double      d;	/* xs:double; xs:float, rounded to one */
		const struct dec         *dec;
		const struct xp_time     *time;
		const struct xp_duration *duration;
		const struct xp_qname    *qname;
		const struct xp_binary   *binary;
	} u;
};

/* A sequence; of one item it is in the struct itself.  Zeroed: empty. */
struct xp_seq {
	uint32_t n;
	uint32_t cap;		/* 0: items belong to somebody else */
	union {
		struct xp_item  one;	/* n == 1 and cap == 0 */
		struct xp_item *many;
	} u;
};

#define XP_EMPTY	((struct xp_seq){ .n = 0 })
#define XP_MAX_ITEMS	(UINT32_C(1) << 28)

static inline const struct xp_item *
xp_items(const struct xp_seq *s)
{
	return s->n == 1 && s->cap == 0 ? &s->u.one : s->u.many;
}

static inline struct xp_seq
xp_one(struct xp_item item)
{
	struct xp_seq s = { .n = 1, .cap = 0 };

	s.u.one = item;
	return s;
}

/* Appends; the array doubles in the arena. */
void	xp_add(struct xp_seq *, struct xp_item, struct arena *);
void	xp_append(struct xp_seq *, const struct xp_seq *, struct arena *);

/* --- types.c: the hierarchy --- */

/* The base of a type: XT_ANY_ATOMIC's is XT_NONE. */
enum xp_type	xp_base(enum xp_type);
bool		xp_derives(enum xp_type, enum xp_type from);	/* or is */
/* The primitive type (3.2), for decimals XT_DECIMAL; XT_INTEGER counts as one
 * of its own where arithmetic does so: xp_numeric_kind. */
enum xp_type	xp_primitive(enum xp_type);
/* XT_INTEGER, XT_DECIMAL, XT_FLOAT, XT_DOUBLE; XT_NONE for other types. */
enum xp_type	xp_numeric_kind(enum xp_type);
/* The type of an xs: name ("anyAtomicType" and "untypedAtomic" too); XT_NONE
 * where there is none, or it is not atomic. */
enum xp_type	xp_type_named(struct slice local);
const char	*xp_type_name(enum xp_type);	/* local name in xs: */

/* --- making items --- */

struct xp_item	xp_boolean(bool);
struct xp_item	xp_integer(int64_t);
struct xp_item	xp_double(double);
struct xp_item	xp_float(double);		/* rounds to a float */
/* Text of any string-like type; borrowed. */
struct xp_item	xp_text(enum xp_type, struct slice);
struct xp_item	xp_string(struct slice);	/* xs:string */
/* Of XT_DECIMAL, XT_INTEGER or a type derived from it (not checked). */
struct xp_item	xp_number(enum xp_type, struct dec, struct arena *);
struct xp_item	xp_name(struct slice ns, struct slice local,
		    struct slice prefix, struct arena *);
struct xp_item	xp_time_item(enum xp_type, struct xp_time, struct arena *);
struct xp_item	xp_duration_item(enum xp_type, struct xp_duration,
		    struct arena *);
/* XT_HEX or XT_BASE64; the bytes are borrowed. */
struct xp_item	xp_binary_item(enum xp_type, const uint8_t *, size_t,
		    struct arena *);
struct xp_item	xp_node(uint16_t tree, uint32_t row);

/* --- reading items --- */

struct slice	xp_slice(struct xp_item);	/* string-like types */
struct dec	xp_dec(struct xp_item);		/* decimals, integers */
/* An integer as int64_t; false where it is larger. */
bool		xp_int64(struct xp_item, int64_t *);

#endif
