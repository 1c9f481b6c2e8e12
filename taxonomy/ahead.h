/*
 * ahead.h: the documents of a DTS, read and parsed before their turn comes,
 * by several threads; handed out in the order in which they were asked for.
 */
#ifndef TAXONOMY_AHEAD_H
#define TAXONOMY_AHEAD_H

#include <libxml/tree.h>

#include "base/sha256.h"
#include "base/xml.h"
#include "taxonomy/resolver.h"

struct ahead;

/* A document as it was read. */
struct ahead_document {
	const char  *missing;	/* why it could not be had; or NULL */
	const char  *path;	/* of what was had: see struct resolved */
	uint64_t     size;
	int64_t      mtime_ns;
	enum document_source source;
	unsigned char sha256[SHA256_SIZE];
	xmlDoc      *tree;	/* NULL: no well-formed XML, error says why */
	struct xml_error error;
};

/* With jobs 1 or less the caller does all the work and no thread is started;
 * with more there are jobs - 1 besides it, up to seven, or as many as can be
 * had.  The resolver is borrowed until ahead_free, used by one at a time. */
struct ahead	*ahead_new(struct resolver *, int jobs);
/* Asks for the document of an absolute URI, which is copied. */
void		 ahead_ask(struct ahead *, struct slice uri);
/* The next document in the order asked for; there must be one.  It and its
 * tree are good until the next call. */
const struct ahead_document *ahead_take(struct ahead *);
/* Ends the threads; NULL is fine. */
void		 ahead_free(struct ahead *);

#endif
