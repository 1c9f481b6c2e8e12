/*
 * walk.h: the elements of a report once more, one after another, for rules
 * that are about XML and not about facts (validate/identity.c).
 *
 * A walk reads the document a second time and keeps nothing but the elements
 * that are open.  It is for reports that were read to their end, so it finds
 * no fault of its own.
 */
#ifndef INGEST_WALK_H
#define INGEST_WALK_H

#include "ingest/report.h"

#define WALK_DEPTH	256		/* elements open at a time, at most */

struct walk;

struct walk_attribute {			/* namespace declarations are none */
	struct slice ns, local;		/* ns "" for none */
	struct slice value;
};

struct walk_element {
	struct slice ns, local;		/* as long as the walk */
	struct slice prefix;		/* "" for none; as long as the walk */
	const struct walk_attribute *attributes;	/* as long as the call */
	size_t       n_attributes;
	uint32_t     node;		/* its number in this walk */
	uint32_t     depth;		/* 1: the root */
	struct span  span;		/* of the start tag */
};

struct walk_handler {
	/* An element begins. */
	void (*start)(void *ctx, struct walk *, const struct walk_element *);
	/* It ends: its content as filed, and where the whole of it is. */
	void (*end)(void *ctx, struct walk *, struct slice raw, struct span);
	void *ctx;
};

/* Hands over every element; -1 where the parser could not be started. */
int		 report_walk(const struct report *, const struct walk_handler *);
/* Ends the walk after this call. */
void		 walk_stop(struct walk *);
/* The text of raw content without that of child elements. */
struct slice	 walk_text(struct slice raw, struct arena *);
/* A prefix_lookup of simple_type.h, for the innermost element. */
struct slice	 walk_namespace(void *walk, struct slice prefix);

#endif
