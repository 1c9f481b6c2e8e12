/*
 * hints.h: schemas that a document names for its own content by
 * xsi:schemaLocation and xsi:noNamespaceSchemaLocation (XML Schema 1.0 part 1,
 * 4.3.2).  They are no part of the DTS (XBRL 2.1, 3.2), and one that leads
 * nowhere is no fault.
 */
#ifndef TAXONOMY_HINTS_H
#define TAXONOMY_HINTS_H

#include "taxonomy/taxonomy.h"

#define MAX_HINTS	100	/* of one document; real ones have a handful */

/* The next pair of a schemaLocation; false past the last.  *rest becomes what
 * follows it. */
bool		hint_next(struct slice *rest, struct slice *ns,
		    struct slice *location);
/* Whether the DTS has a schema of a namespace ("": of none). */
bool		hint_is_known(const struct taxonomy *, struct slice ns);

#endif
