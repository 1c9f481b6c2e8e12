/*
 * conformance_output.h: the report that formulas make against the one that a
 * conformance suite expects.
 */
#ifndef CLI_CONFORMANCE_OUTPUT_H
#define CLI_CONFORMANCE_OUTPUT_H

#include <stddef.h>

#include "ingest/ingest.h"

/*
 * Whether the document in `ours`, as if it stood beside the file at `path`, has
 * the same facts as that: the same number of each, by concept, place, context
 * (XBRL 2.1, 4.10: s-equal, but for where dimensions stand), unit, value and
 * accuracy.  Writes the first
 * difference as one sentence into reason, which stays as it is where there is
 * none.
 */
void	conformance_output(struct slice ours, const char *path,
	    const struct ingest_options *, char *reason, size_t n);

#endif
