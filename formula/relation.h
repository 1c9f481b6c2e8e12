/*
 * relation.h: concepts that stand in a relation to one (Concept Relation
 * Filters 1.0, 2.1; Dimension Filters 1.0, 2.1.2), by a walk over networks.
 */
#ifndef FORMULA_RELATION_H
#define FORMULA_RELATION_H

#include "base/mem.h"
#include "taxonomy/formula.h"

struct relation {
	uint32_t     source;		/* element; NONE: xfi:root */
	enum relation_axis axis;
	struct slice linkrole, arcrole;
	uint32_t     link, arc;		/* SEC_NAMES, or NONE: any */
	uint32_t     generations;	/* 0: as many as there are */
	/* Whether a relationship counts; NULL: each does.  -1 ends the walk. */
	int (*counts)(void *ctx, uint32_t relationship);
	void        *ctx;
};
typedef VEC(uint32_t) element_list;

/* Adds the elements, each once, in no certain order.  0; -1 where counts said
 * so. */
int	relation_walk(const struct taxonomy *, const struct relation *,
	    element_list *);

#endif
