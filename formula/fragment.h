/*
 * fragment.h: elements of documents as part of what formulas make: as XML that
 * is complete in itself, and as a text that is the same for s-equal ones.
 */
#ifndef FORMULA_FRAGMENT_H
#define FORMULA_FRAGMENT_H

#include "base/buf.h"
#include "base/mem.h"
#include "taxonomy/simple_type.h"
#include "xpath/tree.h"

struct fragment {		/* an element */
	const struct xp_tree *tree;	/* its rows are there */
	uint32_t              row;
};
typedef VEC(struct fragment) fragments;

bool	fragment_is(struct fragment, const char *ns);	/* in a namespace */

/*
 * Writes the element with what stands in it, comments and instructions left out.
 * The namespaces that its names need, or that a text in it may need, are
 * declared on it.
 */
void	fragment_write(struct buf *, struct fragment);
/* Text of an element or attribute, with references for what a parser would make
 * something else of. */
void	fragment_text(struct buf *, struct slice, bool attribute);
/*
 * A text that s-equal elements (XBRL 2.1, 4.10) of one taxonomy have in common
 * and others have not: names by namespace, attributes by name, values by the
 * types of the schemas.  `types` may be NULL: text counts then.
 */
void	fragment_key(struct buf *, struct fragment, struct simple_types *,
	    struct arena *);

#endif
