/*
 * typing.h: what the schemas of a taxonomy say about the nodes of a tree: type
 * annotations and typed values (XQuery 1.0 and XPath 2.0 Data Model, 3.3.1.1,
 * 6.2.2 and 6.3.2), from the compiled image.
 *
 * (1) An element has the type that xsi:type names, else that of the particle it
 *     stands for in its parent's content model, else that of the global element
 *     of its name.  An attribute has that of its use, else of the global one.
 * (2) The values of a union are of the member type by which they are valid,
 *     those of a list are several; of each atomic type the built-in type that
 *     it is derived from is the type of the item.
 */
#ifndef FORMULA_TYPING_H
#define FORMULA_TYPING_H

#include "taxonomy/simple_type.h"
#include "xpath/tree.h"

struct typing;

/* The taxonomy is borrowed and may be NULL: nothing has a type then. */
struct typing	*typing_new(const struct taxonomy *);
void		 typing_free(struct typing *);	/* NULL is fine */
/* As trees want it; lives as long as the typing. */
const struct xp_typing *typing_of_trees(struct typing *);

/*
 * The typed value of text of a type row (NONE: xs:untypedAtomic), added to the
 * sequence.  0; 1: it has
 * none (element-only content); -1: text that is not of its type.
 */
int	typing_value(struct typing *, uint32_t type, struct slice text,
	    prefix_lookup, void *ctx, struct arena *, struct xp_seq *);
/* The same of an attribute of the image: of an arc, a link, a concept; `element`
 * is the type row of the element it stands on, or NONE. */
int	typing_attribute(struct typing *, uint32_t element,
	    const struct img_attribute *, struct arena *, struct xp_seq *);
/* The built-in type that values of an atomic type row are of; XT_UNTYPED where
 * there is none. */
enum xp_type	typing_atomic(struct typing *, uint32_t type);

#endif
