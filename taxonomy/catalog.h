/* catalog.h: catalog files, ours and OASIS's, as rewrite rules. */
#ifndef TAXONOMY_CATALOG_H
#define TAXONOMY_CATALOG_H

#include <libxml/tree.h>

#include "base/arena.h"
#include "base/slice.h"
#include "taxonomy/rewrite.h"

#define NS_CATALOG	"urn:oasis:names:tc:entity:xmlns:xml:catalog"

/* Adds the rules of a catalog file (catalog.json or OASIS) with these bytes.
 * 0, or -1 with *why a sentence that lives in the arena. */
int	catalog_read(struct rewrites *, struct slice bytes, const char *path,
	    struct arena *, const char **why);
/* Adds the rules of an OASIS catalog's tree, which was read from `uri`; a rule
 * that leads elsewhere than below `within` (SLICE_NONE: anywhere) is left
 * out.  -1 where there are too many rules. */
int	catalog_read_oasis(struct rewrites *, const xmlNode *root,
	    struct slice uri, struct slice within, uint32_t owner,
	    struct arena *);

#endif
