/*
 * duplicates.h: facts that are equal in all aspects of a model, and those that
 * moreover say the same, found once for the report when first asked for.
 */
#ifndef FORMULA_DUPLICATES_H
#define FORMULA_DUPLICATES_H

#include "formula/aspects.h"

struct classes;

struct classes	*classes_new(struct formula_run *);
void		 classes_free(struct classes *);	/* NULL is fine */

/* The first fact of the report that is equal in all aspects of the dimensional
 * or the other model. */
uint32_t	class_of_aspects(struct formula_run *, uint32_t fact,
		    bool dimensional);
/* The first one that is a duplicate of it and says the same: value, accuracy,
 * language, type. */
uint32_t	class_of_duplicates(struct formula_run *, uint32_t fact);
/* Whether a fact is alone in its class of duplicates. */
bool		is_alone(struct formula_run *, uint32_t fact);

/* A mark for each fact, for use in one loop at a time: what was noted for it
 * since the last marks_clear; NONE. */
void		marks_clear(struct formula_run *);
uint32_t	mark_of(const struct formula_run *, uint32_t fact);
void		mark_set(struct formula_run *, uint32_t fact, uint32_t);

#endif
