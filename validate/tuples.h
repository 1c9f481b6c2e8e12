/* tuples.h: the content of tuples (XBRL 2.1, 4.9). */
#ifndef VALIDATE_TUPLES_H
#define VALIDATE_TUPLES_H

#include "base/finding.h"
#include "ingest/report.h"

/* Judges one tuple, its direct children only, by its type; *work as in
 * content_model.h. */
void	tuple_check(const struct report *, uint32_t fact,
	    const struct img_type *type, uint64_t *work,
	    struct findings *);

#endif
