/*
 * leaves.h: sets of element and wildcard particles, and whether two of them
 * overlap (XML Schema 1.0 part 1, 3.8.6).  Private to ambiguity.c and
 * leaves.c.
 */
#ifndef TAXONOMY_LEAVES_H
#define TAXONOMY_LEAVES_H

#include "taxonomy/schema.h"

/* A particle that is no group, in one place of a content model. */
struct leaf {
	uint32_t row;		/* SEC_PARTICLES */
	uint32_t place;		/* its number in the model */
	uint32_t name;		/* SEC_NAMES; NONE: a wildcard */
	bool     wide;		/* members of its substitution group count too */
	uint32_t next;		/* in its set: the next of that name, or NONE */
};

/* What the namespaces of substitution groups are; filled when first asked. */
struct group_spaces {
	bool         filled;
	struct table heads;	/* name of a head: its first pair */
	struct table seen;	/* head and namespace: there already */
	VEC(struct group_space { struct istr ns; uint32_t next; }) pairs;
};

struct leaves {
	const struct dts    *d;
	struct group_spaces *spaces;
	VEC(struct leaf)     v;
	VEC(uint32_t)        wild;	/* those of v that are wildcards */
	bool                 indexed;
	struct table         exact;	/* name: its first leaf */
	struct table         below;	/* head: a leaf under it */
	struct table         known;	/* namespace: in `ns` already */
	VEC(struct leaf_space { struct istr ns; uint32_t leaf; }) ns;
};

struct leaves	*leaves_new(const struct dts *, struct group_spaces *);
void		 leaves_free(struct leaves *);	/* NULL is fine */
void		 leaves_add(struct leaves *, struct leaf);
/* A leaf of the set that overlaps with this one and stands elsewhere, or
 * NULL. */
const struct leaf *leaves_find(const struct leaves *, const struct leaf *);
void		 group_spaces_free(struct group_spaces *);

#endif
