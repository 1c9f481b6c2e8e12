/*
 * conformance_facts.h: the facts of a report with their effective dimensions
 * against the list that a conformance suite expects (Dimensions 1.0 suite,
 * out/ files).
 */
#ifndef CLI_CONFORMANCE_FACTS_H
#define CLI_CONFORMANCE_FACTS_H

#include <stddef.h>

#include "ingest/report.h"

/* Writes the first difference as one sentence into reason, which stays as it
 * is where there is none. */
void	conformance_facts(const struct report *, const char *path, char *reason,
	    size_t n);

#endif
