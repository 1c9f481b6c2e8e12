/*
 * tree.h: documents as flat tables of nodes (Data Model, 6).
 *
 * A tree is an array of rows in document order: an element's attributes come
 * right after it, then its content.  A row knows its parent and where its
 * subtree ends, so every axis is a walk over integers; a node's identity is its
 * tree and row, document order the order of (tree, row).  Row 0 is the root.
 *
 * Namespace nodes are no rows.  The item of one has the row of its element, the
 * flag XI_NS (value.h) and in u.i the row of scopes that declares it, or NONE
 * for that of the prefix xml, which nothing declares; by these it is compared
 * and put in order: after its element, before the attributes.
 *
 * Trees are read through SAX2 (tree_read.c) and hold their own text, or borrow
 * it.  Type annotations come from whoever knows the schemas, through struct
 * xp_typing; without one every element is xs:untyped.
 */
#ifndef XPATH_TREE_H
#define XPATH_TREE_H

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/slice.h"
#include "xpath/value.h"

enum xp_kind {
	XK_DOCUMENT, XK_ELEMENT, XK_ATTRIBUTE, XK_TEXT, XK_COMMENT, XK_PI,
	XK_NAMESPACE		/* of no row */
};

#define XR_ID		1	/* attribute, element: is-id */
#define XR_IDREF	2	/* is-idrefs */
#define XR_NILLED	4	/* element: nilled */

struct xp_row {
	uint8_t  kind;		/* enum xp_kind */
	uint8_t  flags;		/* XR_… */
	uint16_t depth;
	uint32_t name;		/* row of names; PI: local is the target */
	uint32_t parent;	/* NONE for the root */
	uint32_t end;		/* the row after its subtree */
	uint32_t text;		/* attribute, text, comment, PI: row of texts */
	uint32_t type;		/* annotation, by struct xp_typing; NONE: untyped
				 * or untypedAtomic */
	uint32_t line;
	uint32_t scope;		/* element: row of scopes, or NONE: what is
				 * declared on it, then `outer`; that of its
				 * parent where it declares nothing */
};

struct xp_scope {		/* one namespace declaration */
	uint32_t prefix, ns;	/* rows of texts; equal prefixes, equal rows */
	uint32_t outer;		/* NONE: none */
};

struct xp_key {			/* an ID, or one word of an IDREF(S) */
	uint64_t hash;		/* of its text, HASH_FIXED */
	uint32_t row;		/* the attribute or element that has it */
};

struct xp_tree;

/*
 * What a schema says.  `type` gives the annotation of an element or attribute
 * whose row, name and attributes are there already (content is not), or NONE;
 * it is called once for each in document order while a tree is read.
 */
struct xp_typing {
	uint32_t (*type)(void *ctx, const struct xp_tree *, uint32_t row);
	/* The name of an annotation; false for an anonymous type. */
	bool     (*name)(void *ctx, uint32_t type, struct slice *ns,
		    struct slice *local);
	/* Whether an annotation is, or derives from, a named type. */
	bool     (*derives)(void *ctx, uint32_t type, struct slice ns,
		    struct slice local);
	/* Whether an element of a name may stand for a declared one, as it or
	 * one of its substitution group; NULL: only as it. */
	bool     (*stands_for)(void *ctx, const struct xp_qname *,
		    struct slice ns, struct slice local);
	/* The typed value of text that has the annotation (Data Model, 6.2.2 and
	 * 6.3.2), added to the sequence.  0; 1: it has none (element-only
	 * content); -1: text that is not of its type. */
	int      (*value)(void *ctx, const struct xp_tree *, uint32_t row,
		    struct slice text, struct arena *, struct xp_seq *);
	void     *ctx;
};

/*
 * A tree whose rows are made when somebody first looks at a node: until then
 * `rows` is NULL.  Its nodes have their numbers before, so that there can be
 * items of them.
 */
struct xp_later {
	/* Makes the rows; what cannot be read is a document without content. */
	void (*fill)(void *ctx);
	/* The typed value of a node without its row, as of struct xp_typing;
	 * 2: not known, look at the row.  May be NULL. */
	int  (*value)(void *ctx, uint32_t row, struct arena *, struct xp_seq *);
	void *ctx;
};

/* Elements by name: the rows of name n are rows[first[n]] and on, rising. */
struct xp_named {
	uint32_t *first, *rows;
};

struct xp_tree {
	struct arena    *arena;
	const struct xp_row   *rows;
	const struct xp_qname *names;
	const struct slice    *texts;
	const struct xp_scope *scopes;
	const struct xp_key   *ids, *idrefs;	/* by hash, then row */
	uint32_t n_rows, n_names, n_texts, n_scopes, n_ids, n_idrefs;
	struct slice uri;		/* document-uri; SLICE_NONE: none */
	struct slice base;		/* base URI of the document */
	const struct xp_typing *typing;	/* NULL: none */
	const struct xp_later  *later;	/* NULL: the rows are there */
	bool             own;		/* the arena is its own, until its end */
	struct xp_named  named;		/* of such: made when first asked for */
};

/* The tree with its rows: before any of them is looked at. */
static inline const struct xp_tree *
xp_tree_ready(const struct xp_tree *t)
{
	if (t->rows == NULL && t->later != NULL)
		t->later->fill(t->later->ctx);
	assert(t->rows != NULL);
	return t;
}

struct xp_tree_error {
	const char *message;	/* in the arena given */
	uint32_t    line, column;
	bool        too_large;
};

/*
 * Reads a document.  `uri` and the bytes are borrowed for the call only. White
 * space between elements is kept.  NULL with *err filled where it is not well
 * formed, has a DOCTYPE or passes a limit; the sentence is in the arena given.
 * A tree has an arena of its own.  Free with xp_tree_free.
 */
struct xp_tree	*xp_tree_read(struct slice bytes, struct slice uri,
		    const struct xp_typing *, struct arena *,
		    struct xp_tree_error *);
/* The same for files that are not strangers', as those of a test suite: the
 * internal subset of a DOCTYPE counts (entities, defaults, which attributes are
 * ID, IDREF, IDREFS).  Nothing outside the file is read. */
struct xp_tree	*xp_tree_read_dtd(struct slice bytes, struct slice uri,
		    const struct xp_typing *, struct arena *,
		    struct xp_tree_error *);
void		 xp_tree_free(struct xp_tree *);	/* NULL is fine */
/* Fills ids and idrefs by the flags of the rows, in the tree's arena: for whoever
 * makes a tree otherwise than by reading. */
void		 xp_tree_index(struct xp_tree *);

/* The string value (Data Model, 5.13); in the arena where it is put together of
 * several texts. */
struct slice	 xp_tree_string(const struct xp_tree *, uint32_t row,
		    struct arena *);
/* Whether an element has child elements. */
bool		 xp_tree_has_elements(const struct xp_tree *, uint32_t element);
/* The namespace of a prefix ("": the default) at an element; "" for no default,
 * SLICE_NONE for an unbound prefix. */
struct slice	 xp_tree_namespace(const struct xp_tree *, uint32_t row,
		    struct slice prefix);
/* The namespaces in scope at an element, each prefix once, that of xml first
 * (NONE), then rows of scopes in their order; an array in the arena. */
uint32_t	 xp_tree_scopes(const struct xp_tree *, uint32_t row,
		    struct arena *, const uint32_t **scopes);
/* The value of an attribute, SLICE_NONE where it is not there. */
struct slice	 xp_tree_attribute(const struct xp_tree *, uint32_t element,
		    const char *ns, const char *local);
/* The base URI of a node: xml:base over the document's. */
struct slice	 xp_tree_base(const struct xp_tree *, uint32_t row,
		    struct arena *);
/* The elements below a row that have a name, rising, *n of them; NULL: they are
 * not known here, walk.  Made for a whole tree when a large part of it would be
 * walked. */
const uint32_t	*xp_tree_named(const struct xp_tree *, uint32_t row,
		    struct slice ns, struct slice local, uint32_t *n);
/* The first element that has an ID (15.5.2 of Functions and Operators), NONE. */
uint32_t	 xp_tree_id(const struct xp_tree *, struct slice id);
/* The next row with an IDREF to that ID, from position *at among idrefs on, which
 * begins with 0; NONE after the last. */
uint32_t	 xp_tree_idref(const struct xp_tree *, struct slice id,
		    uint32_t *at);

#endif
