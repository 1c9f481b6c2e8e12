/*
 * lists.h: the facts of a concept and of a dimension's member, from which
 * filtering begins: the shortest list that all facts of a variable are in.
 */
#ifndef FORMULA_LISTS_H
#define FORMULA_LISTS_H

#include "formula/run.h"

struct lists;

struct lists	*lists_new(struct formula_run *);
void		 lists_free(struct lists *);	/* NULL is fine */

/* The facts of a concept (a row of the report's names), rising. */
uint32_t	 lists_concept(const struct lists *, uint32_t name,
		    const uint32_t **);
/* The facts that report a member of a dimension; member NONE: any. */
uint32_t	 lists_member(struct lists *, uint32_t dimension,
		    uint32_t member, const uint32_t **);

#endif
