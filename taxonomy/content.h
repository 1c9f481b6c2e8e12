/*
 * content.h: elements and attributes that the schemas of a taxonomy judge,
 * wherever they were read: in a context of a report, in a linkbase.
 *
 * A view borrows rows of its owner; it is good as long as those do not move.
 */
#ifndef TAXONOMY_CONTENT_H
#define TAXONOMY_CONTENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"
#include "taxonomy/taxonomy.h"

/* A range of bytes of a text; its lines are for the owner to find. */
struct span {
	uint64_t offset, length;
};
#define SPAN_NONE	((struct span){ UINT64_MAX, 0 })

struct name {			/* a QName met in a document; what was meant as
				 * one but resolves to none has ns "" and its
				 * text as local */
	struct slice ns, local;
	struct slice prefix;	/* the first one used for it; "" for none */
	uint32_t     element;	/* taxonomy element, or NONE */
};

struct attribute {		/* an attribute that no rule names */
	uint32_t     name;
	struct slice value;
};

/* Elements in document order, parents before children. */
struct content_element {
	uint32_t name;		/* row of names */
	uint32_t parent;	/* row of elements, or NONE: directly in its
				 * place */
	uint32_t dimension;	/* of a report: row of dimensions it stands in,
				 * or NONE */
	uint32_t xsi_type;	/* type row that xsi:type names, or NONE */
	uint32_t attributes;	/* first row of attributes: all but xmlns and xsi */
	uint32_t n_attributes;
	struct slice text;	/* its own text; beside children only the first
				 * piece that is not white space */
	bool     in_segment;	/* of a report */
	bool     has_children;
	bool     nil;
	bool     has_nil;	/* xsi:nil is there, true or false */
	bool     type_unknown;	/* xsi:type is there and names no type */
	uint32_t scope;		/* namespaces in force, for look_up */
	struct span span;	/* of a report */
};

struct content_view {
	const struct taxonomy        *taxonomy;
	const struct name            *names;
	const struct content_element *elements;
	uint32_t                      n_elements;
	const struct attribute       *attributes;
	/* The namespace of a prefix ("": the default) in a scope; SLICE_NONE
	 * for one that is unbound. */
	struct slice (*look_up)(const void *owner, uint32_t scope,
	    struct slice prefix);
	const void                   *owner;
};

/* A scope of a view, for content_lookup, which is a prefix_lookup. */
struct content_scope {
	const struct content_view *content;
	uint32_t scope;
};
struct slice	content_lookup(void *ctx, struct slice prefix);

/* The row after an element and all that stands in it. */
uint32_t	content_after(const struct content_view *, uint32_t row);

#endif
