/* tuples.h: the content of tuples (XBRL 2.1, 4.9). */
#ifndef VALIDATE_TUPLES_H
#define VALIDATE_TUPLES_H

#include "base/finding.h"
#include "ingest/report.h"

/* Judges one tuple, its direct children only; type is its type's row. */
void	tuple_check(const struct report *, uint32_t fact,
	    const struct img_type *type, struct findings *);

#endif
