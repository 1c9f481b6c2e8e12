/*
 * dimensions_effective.h: the dimensions that a fact has, those of its
 * context and the defaults that hold where it names none (Dimensions 1.0,
 * 2.7.1): a default holds for every fact whose context does not name the
 * dimension, whether or not a cube of the fact has it.
 */
#ifndef VALIDATE_DIMENSIONS_EFFECTIVE_H
#define VALIDATE_DIMENSIONS_EFFECTIVE_H

#include "ingest/report.h"

struct effective {
	uint32_t dimension;	/* element; NONE: not declared */
	uint32_t member;	/* element; NONE: typed, or not declared */
	uint32_t row;		/* of report->dimensions; NONE: the default */
};

/*
 * The effective dimensions of a context, by dimension element, those that are
 * not declared last.  The array lives in the arena; *n gets its length.
 */
const struct effective	*dimensions_effective(const struct report *,
			    const struct context *, struct arena *,
			    uint32_t *n);

#endif
