/*
 * lexical.h: the datatypes of XML Schema 1.0 part 2: what texts they have,
 * when two texts mean the same value, which value is the greater.  White space
 * is normalised already.  Internal to taxonomy/.
 */
#ifndef TAXONOMY_LEXICAL_H
#define TAXONOMY_LEXICAL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/slice.h"
#include "taxonomy/image.h"
#include "taxonomy/simple_type.h"

/* --- lexical.c: lexical spaces --- */

/* Whether s is in the lexical space (3.2, 3.3).  Prefixes are not looked up;
 * whether an ID is unique or an IDREF has its target is not asked. */
bool		 lexical_valid(enum primitive, enum builtin, struct slice s);
/* The datatype's own name, such as "decimal" or "NCName". */
const char	*lexical_name(enum primitive, enum builtin);

/* Whether values are qualified names: QName and NOTATION. */
bool		 lexical_is_name(enum primitive);

/* A decimal without what means nothing: sign of zero, zeros at the ends. */
struct digits {
	bool         negative;
	struct slice whole;	/* no leading zeros; empty for 0.5 */
	struct slice fraction;	/* no trailing zeros */
};
/* false: not the lexical form of a decimal. */
bool		 digits_of(struct digits *, struct slice s);

/* Characters, octets of binary types (4.3.1); false where the facets of
 * length do not apply: QName and NOTATION. */
bool		 lexical_length(enum primitive, struct slice s, size_t *n);

/* --- value.c: value spaces --- */

enum order { ORDER_LESS, ORDER_EQUAL, ORDER_GREATER, ORDER_NONE };

/* How two values of an ordered datatype compare (3.2.x.1); ORDER_NONE: it
 * cannot be said, or one of them is no value. */
enum order	 value_compare(enum primitive, struct slice a, struct slice b,
		    struct arena *);
/* A text that equal values of the datatype share; a text that is no value is
 * its own.  A QName becomes {namespace}local where lookup is not NULL. */
struct slice	 value_canonical(enum primitive, struct slice s,
		    prefix_lookup, void *ctx, struct arena *);

#endif
