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

/*
 * The member of a dimension by fact, NONE where a fact reports none, NO_CONTEXT
 * of a tuple; NULL where it is not worth it yet: made for who is about to ask it
 * of n facts, once it was asked of so many.
 */
#define NO_CONTEXT	(NONE - 1)
const uint32_t	*lists_column(struct lists *, uint32_t dimension, size_t n);
/* The same of one fact. */
uint32_t	 lists_member_of(const struct lists *, uint32_t fact,
		    uint32_t dimension);

#endif
