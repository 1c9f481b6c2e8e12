/*
 * record.h: the evaluations of a set that were, where a variable with a fallback
 * value has others that hang on it (bind.c, 4; Variables 1.0, 4.2).
 */
#ifndef FORMULA_RECORD_H
#define FORMULA_RECORD_H

#include "formula/plan.h"

struct records;

struct records	*records_new(const struct plan *);
void		 records_free(struct records *);	/* NULL is fine */
/*
 * Whether an evaluation is superfluous: one that was recorded has facts for a
 * variable that has its fallback value here, and the same for every other one
 * that does not hang on such.  One that is not is recorded.  Evaluations come
 * with facts before fallback values.
 */
bool		 records_superfluous(struct records *,
		    const struct evaluation *);

#endif
