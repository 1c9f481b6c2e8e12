/*
 * xpointer.h: fragments that name an element by its position, element()
 * scheme (XBRL 2.1, 3.5.3.2 and 3.5.4; XPointer element() scheme).
 */
#ifndef TAXONOMY_XPOINTER_H
#define TAXONOMY_XPOINTER_H

#include "taxonomy/dts.h"

/*
 * The node of a fragment that is no id of the document: an element() pointer
 * or an escaped id.  The document is read again; the last one is kept.  NONE
 * where it names nothing that is a node, or where so much was read and walked
 * already that the taxonomy counts as too large.
 */
uint32_t	xpointer_find(struct dts *, uint32_t document,
		    struct slice fragment);
/* Lets go of the document that is kept; to be called again is fine. */
void		xpointer_free(struct dts *);

#endif
