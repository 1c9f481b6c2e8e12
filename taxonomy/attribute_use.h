/*
 * attribute_use.h: how the type of an element declares an attribute (XML
 * Schema 1.0 part 1, 3.4.4, cvc-complex-type.3 and 4; 3.10.4).
 */
#ifndef TAXONOMY_ATTRIBUTE_USE_H
#define TAXONOMY_ATTRIBUTE_USE_H

#include "taxonomy/content.h"
#include "taxonomy/simple_type.h"

enum attribute_state {
	ATTRIBUTE_USED,		/* by name: `use` and `type` */
	ATTRIBUTE_GLOBAL,	/* by a wildcard, and declared: `type` */
	ATTRIBUTE_FREE,		/* by a wildcard that asks no more */
	ATTRIBUTE_UNDECLARED,	/* by a strict wildcard, but not declared */
	ATTRIBUTE_REFUSED	/* not at all */
};

struct attribute_found {
	enum attribute_state state;
	const struct img_attribute_use *use;
	uint32_t type;		/* NONE where nothing is known of values */
};

/* How an attribute (row of names) of an element of the type is declared.  Of
 * no type (NULL): as one that a lax wildcard lets in (3.4.7). */
struct attribute_found	attribute_find(const struct content_view *,
			    const struct img_type *, uint32_t name);
/* The same of any name: its namespace and local name. */
struct attribute_found	attribute_find_named(const struct taxonomy *,
			    const struct img_type *, const struct name *);
/* What is wrong with an attribute of an element of the type: NULL, or a facet,
 * a datatype or a word like "not allowed". */
const char		*attribute_fault(const struct content_view *,
			    struct simple_types *, const struct img_type *,
			    const struct attribute *, uint32_t scope,
			    struct arena *);
/* Whether a use is among n attributes of the view from `first` on. */
bool			attribute_given(const struct content_view *,
			    uint32_t first, uint32_t n,
			    const struct img_attribute_use *);

/* The local name of the first attribute that the type requires and that is
 * not among n of the view from `first` on; NULL where all are there. */
const char		*attribute_missing(const struct content_view *,
			    const struct img_type *, uint32_t first,
			    uint32_t n);

#endif
