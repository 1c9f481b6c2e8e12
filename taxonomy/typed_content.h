/*
 * typed_content.h: is the content of a typed member what the taxonomy
 * demands (Dimensions 1.0, 3.1.4.4.3)?
 */
#ifndef TAXONOMY_TYPED_CONTENT_H
#define TAXONOMY_TYPED_CONTENT_H

#include "base/arena.h"
#include "taxonomy/content.h"
#include "taxonomy/simple_type.h"

enum typed_fault {
	TYPED_GOOD,
	TYPED_ELEMENT,	/* another element */
	TYPED_VALUE	/* a value that its type does not allow */
};

struct typed_verdict {
	enum typed_fault fault;
	uint32_t     element;	/* TYPED_VALUE: whose value it is */
	uint32_t     row;	/* and the row of the view where it stands */
	struct slice value;	/* as filed */
	const char  *facet;	/* what is not met: "pattern", "decimal" */
};

struct typed_check;

/* Borrows the rows of the view; free with typed_check_free. */
struct typed_check	*typed_check_new(struct content_view);
void			 typed_check_free(struct typed_check *);

/* Judges a typed member, whose first child is row `root` of the view, of n,
 * and whose dimension has the domain (an element); one with no or several
 * elements in it is left to the reader, whose schema forbids it.  Strings of
 * the verdict live in the arena, the view or the image. */
struct typed_verdict	typed_check(struct typed_check *, uint32_t root,
			    uint32_t n, uint32_t domain, struct arena *);
/* Judges what stands in row `root` of the view, and below it,
 * by its declaration: content models and values, not attributes. */
struct typed_verdict	typed_check_element(struct typed_check *,
			    uint32_t root, struct arena *);
/* Whether the content of a type has a place for an element of that name; of
 * no type: yes. */
bool			typed_check_takes(struct typed_check *, uint32_t type,
			    const struct name *);
/* The type by which that call judged a row at or below its root, or NONE; as
 * long as no other call was made. */
uint32_t		typed_check_type(const struct typed_check *,
			    uint32_t row);
/* Whether a wildcard there left the row alone (processContents="skip"). */
bool			typed_check_skipped(const struct typed_check *,
			    uint32_t row);
/* The compiled types that it uses. */
struct simple_types	*typed_check_values(struct typed_check *);

#endif
