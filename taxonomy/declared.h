/*
 * declared.h: how an element is declared where it stands (XML Schema 1.0 part
 * 1, 3.4.4 and 3.10.4).
 *
 * A child is declared by the particle of its parent's content model that
 * takes it, which is one only (3.8.6).  A wildcard lets it be judged by its
 * global declaration: must it have one (strict), if it has one (lax), or not
 * at all (skip).  What has no declaration is of anyType: its children are
 * judged as a lax wildcard lets them in.
 */
#ifndef TAXONOMY_DECLARED_H
#define TAXONOMY_DECLARED_H

#include "base/mem.h"
#include "taxonomy/content.h"

struct declared {
	bool     declared;	/* globally or locally */
	uint32_t type;		/* or NONE */
	unsigned flags;		/* EL_… */
	struct slice value;	/* default or fixed */
	bool     skipped;	/* by a wildcard */
	bool     missing;	/* a strict wildcard wants a declaration */
	uint32_t element;	/* the global one, or NONE */
	uint32_t identity;	/* of a local one, as img_particle has it */
};

/* The parent, as it was judged itself. */
struct assessed {
	uint32_t type;		/* by which it was judged, or NONE */
	bool     skipped;
};

/* Room for the search, which asks may share; begins as zeros. */
struct declaring {
	VEC(uint32_t) todo;	/* particles still to be looked at */
};
void		declaring_free(struct declaring *);

/* By its global declaration; of NONE: as one that has none. */
struct declared	declared_globally(const struct taxonomy *, uint32_t element);
/* In a parent; `typed`: it has an xsi:type, which is enough for a strict
 * wildcard. */
struct declared	declared_inside(struct declaring *, const struct taxonomy *,
		    struct assessed parent, const struct name *, bool typed);

/* Whether the content of a type lets an element of the name in. */
bool		declared_takes(struct declaring *, const struct taxonomy *,
		    uint32_t type, const struct name *);

#endif
