/*
 * standard.h: the standard schemas that ship, as bytes in the program; made
 * at build time from taxonomy/standard/catalog.tsv.
 */
#ifndef TAXONOMY_STANDARD_H
#define TAXONOMY_STANDARD_H

#include "base/slice.h"

/* The schema that a URI (http or https) names; SLICE_NONE where none does.
 * *name (NULL is fine) gets its file name below taxonomy/standard/. */
struct slice	standard_schema(struct slice uri, const char **name);
/* The address by which the file that a URI names is known: the first that the
 * catalog gives it.  SLICE_NONE where the URI names none. */
struct slice	standard_address(struct slice uri);

#endif
