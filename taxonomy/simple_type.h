/*
 * simple_type.h: is a text a value of a simple type (XML Schema 1.0 part 2),
 * judged from the compiled image: white space, lexical space, every facet.
 */
#ifndef TAXONOMY_SIMPLE_TYPE_H
#define TAXONOMY_SIMPLE_TYPE_H

#include "base/arena.h"
#include "base/slice.h"
#include "taxonomy/taxonomy.h"

struct simple_types;		/* compiled patterns, made on first use */

/* How prefixes are looked up for xs:QName values: SLICE_NONE if unbound. */
typedef struct slice (*prefix_lookup)(void *ctx, struct slice prefix);

struct simple_types	*simple_types_new(const struct taxonomy *);
void			 simple_types_free(struct simple_types *);

/* What is wrong with a text: the datatype's own form, or a facet. */
enum simple_facet {
	SIMPLE_LEXICAL,		/* no text of the datatype `name` */
	SIMPLE_PREFIX,		/* a QName's prefix is bound to nothing */
	SIMPLE_UNION,		/* valid for none of the member types */
	SIMPLE_LENGTH, SIMPLE_MIN_LENGTH, SIMPLE_MAX_LENGTH,
	SIMPLE_TOTAL_DIGITS, SIMPLE_FRACTION_DIGITS,
	SIMPLE_MIN_INCLUSIVE, SIMPLE_MIN_EXCLUSIVE,
	SIMPLE_MAX_INCLUSIVE, SIMPLE_MAX_EXCLUSIVE,
	SIMPLE_ENUMERATION,
	SIMPLE_PATTERN,
	SIMPLE_GAVE_UP,		/* a pattern took too long: not known */
	SIMPLE_CIRCULAR		/* a damaged image: the type holds itself */
};

struct simple_fault {
	enum simple_facet facet;
	const char  *name;	/* of the facet or datatype: "decimal" */
	uint32_t     type;	/* row whose facet it is: an item's, a member's */
	struct slice limit;	/* the facet's value; "" where it has no one */
	struct slice value;	/* what was judged: normalised, a list's item */
};

/* Whether `value` (as written) is valid for type row `type`; if not, *fault
 * says what is wrong, its slices in the arena, the image or the value.  A
 * type that is no simple type and has no simple content takes everything. */
bool		 simple_type_judge(struct simple_types *, uint32_t type,
		    struct slice value, prefix_lookup, void *ctx,
		    struct arena *, struct simple_fault *);
/* Whether every text is valid for the type: nobody need look at it. */
bool		 simple_type_takes_all(const struct taxonomy *, uint32_t type);
/* What the value of a type may be, or hold as the item of a list. */
#define SIMPLE_HOLDS_NAMES	1	/* QName, NOTATION: depend on prefixes */
#define SIMPLE_HOLDS_KEYS	2	/* ID, IDREF, ENTITY: on the document */
unsigned	 simple_type_holds(const struct taxonomy *, uint32_t type);
/* The member of a union by which a value is valid, or NONE (2.5.1.3); of
 * another type, the type itself. */
uint32_t	 simple_type_member(struct simple_types *, uint32_t type,
		    struct slice value, prefix_lookup, void *ctx,
		    struct arena *);
/* Whether two texts, valid for the type, are equal values (4.2.1). */
bool		 simple_type_equal(struct simple_types *, uint32_t type,
		    struct slice a, struct slice b, prefix_lookup, void *ctx,
		    struct arena *);

/* A text that values share which are equal, of whatever types: one character
 * for the datatype, '[' for a list, and then the value.  Datatypes that are
 * primitive have no values in common (3.2; 2.5.1.2 for lists). */
struct slice	 simple_type_key(struct simple_types *, uint32_t type,
		    struct slice value, prefix_lookup, void *ctx,
		    struct arena *);

/*
 * Whether `value` (as written) is valid for type row `type`.  NULL, or what is
 * wrong as an English noun phrase that lives in the arena ("has more than 2
 * fraction digits"); *facet gets the facet or datatype name of it, such as
 * "pattern" or "decimal".
 */
const char	*simple_type_check(struct simple_types *, uint32_t type,
		    struct slice value, prefix_lookup, void *ctx,
		    struct arena *, const char **facet);

/* White space as the type has it; a slice of value where nothing changes. */
struct slice	simple_type_normalize(const struct taxonomy *, uint32_t type,
		    struct slice value, struct arena *);
/*
 * The canonical form of a value for s-equality (XBRL 2.1, 4.10): equal values
 * of one type give equal text ("1.0" and "1.00" as decimals), other types
 * are normalised text; a value of a union has one character for the datatype in
 * front.  NONE as type means untyped: the text itself.
 */
struct slice	simple_type_canonical(const struct taxonomy *, uint32_t type,
		    struct slice value, struct arena *);

#endif
