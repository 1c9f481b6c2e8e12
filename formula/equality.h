/*
 * equality.h: typed dimension values by the equality definitions of a taxonomy
 * (Variables 1.0, 2.8): classes of values that are equal.
 */
#ifndef FORMULA_EQUALITY_H
#define FORMULA_EQUALITY_H

#include "formula/run.h"

struct equalities;

struct equalities	*equalities_new(struct formula_run *);
void			 equalities_free(struct equalities *);	/* NULL is fine */
/* The class of a typed value: `dimension` is a row of the report's dimensions,
 * in a context.  Below 2^31, and another number than any text has that is of no
 * equality definition. */
uint32_t	equalities_class(struct equalities *, uint32_t context,
		    uint32_t dimension);

#endif
