/*
 * resolver.h: from a URI to bytes, offline.
 *
 * Order: explicit catalogs (longest prefix first; http and https alike) →
 * taxonomy packages (their META-INF/catalog.xml) → the standard schemas that
 * ship → files on disk (file: URIs).  Nothing is ever fetched.
 *
 * A stranger's report may name any path.  While it is judged (resolver_about)
 * a file on disk is read only if, symbolic links followed, it lies below the
 * folder two above the report's own ("../../taxonomy/a.xsd" works), the folder
 * where the command runs, or one that was allowed by name.  The root of the
 * file system and its top folders never count as such a folder.
 */
#ifndef TAXONOMY_RESOLVER_H
#define TAXONOMY_RESOLVER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/finding.h"
#include "base/slice.h"
#include "taxonomy/image.h"

struct resolver;

/* Bytes of a document and where they came from. */
struct resolved {
	struct slice bytes;
	const char  *path;	/* a path, package.zip!entry or standard:name;
				 * lives as long as the resolver */
	enum document_source source;
	int64_t      mtime_ns;	/* SRC_FILE and SRC_CATALOG */
	void        *hold;	/* private: what resolver_release lets go */
};

struct resolver	*resolver_new(void);
void		 resolver_free(struct resolver *);	/* NULL is fine */

/* A catalog.json ({"map": {prefix: folder}}, "name" and others ignored) or an
 * OASIS XML catalog (rewriteURI, rewriteSystem, uri, system, nextCatalog not
 * followed).  0, or -1 with *why a sentence that lives as long as the
 * resolver. */
int	resolver_add_catalog(struct resolver *, const char *path,
	    const char **why);
/* From now on the rules of this catalog come before those of all others, and
 * those of an earlier such catalog are gone; NULL: of none.  It is no part of
 * the identity below: only for work without a cache. */
int	resolver_scope(struct resolver *, const char *path, const char **why);
/* A taxonomy package (Taxonomy Packages 1.0): a zip. Findings about the
 * package itself (tpe:…) go to the sink, which may be NULL. */
int	resolver_add_package(struct resolver *, const char *path,
	    struct findings *, const char **why);

/* Files below the folder may be read whatever report is judged. */
void	resolver_allow(struct resolver *, const char *folder);
/* From now on the report (schema, linkbase) at path is judged: see above. */
void	resolver_about(struct resolver *, const char *path);
/* Whether the file on disk may be read now; one that is not there may. */
bool	resolver_may_read(struct resolver *, const char *path);

/* How many packages there are. */
uint32_t	resolver_package_count(const struct resolver *);
/* Entry document i of a package, as its metadata names it: absolute URI and
 * name (may be empty), which live as long as the resolver; false past the
 * last.  For `taxonomy list`. */
bool		resolver_entry_point(const struct resolver *, uint32_t package,
		    uint32_t i, struct slice *uri, struct slice *name);

/* The bytes of the document (no fragment in uri).  0, or -1 with *why:
 * "not found in any catalog, package or on disk", "is a folder" … */
int	resolver_open(struct resolver *, struct slice uri, struct resolved *,
	    const char **why);
void	resolver_release(struct resolved *);

/* Appends what identifies the catalogs and packages (path, size, mtime), one
 * a line in the order given: a part of the cache key. */
void	resolver_identity(const struct resolver *, struct buf *);

#endif
