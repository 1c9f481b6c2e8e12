/*
 * xml.h: libxml2 for strangers' documents: no network, no external entities,
 * no DTD, bounded depth.  Trees are for taxonomies, which are parsed once;
 * reports stream through ingest/.
 */
#ifndef BASE_XML_H
#define BASE_XML_H

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "base/arena.h"
#include "base/names.h"
#include "base/slice.h"

struct xml_error {
	const char *message;	/* in the arena given; one sentence, no newline */
	uint32_t    line, column;
};

/* Once per process, before anything else of libxml2: memory through the
 * default allocator, no network, errors to nobody. */
void	xml_init(void);

/* The tree of a document; NULL with *err filled.  Free with xmlFreeDoc. */
xmlDoc *xml_tree(struct slice bytes, const char *url, struct arena *,
	    struct xml_error *err);

/* The same judgement without a tree: false with *err filled.  `inside`: bytes
 * are what an element holds. */
bool	xml_is_well_formed(struct slice bytes, bool inside, struct arena *,
	    struct xml_error *err);

/*
 * The events of a document instead of a tree, under the same guards.  `handlers`
 * sets the callbacks of SAX2 that are wanted (what it leaves is libxml2's own,
 * and builds a tree); in them xml_user gives `user` back, of the first argument.
 * A DOCTYPE is refused, unless `dtd`: then its internal subset is read, and what
 * `handlers` sets for entityDecl bounds it.  False with *err filled.
 */
bool	xml_stream(struct slice bytes, const char *url,
	    void (*handlers)(xmlSAXHandler *), void *user, bool dtd,
	    struct arena *, struct xml_error *err);
void	*xml_user(void *ctxt);
/* Ends the reading from within a callback; the first message is told. */
void	xml_stop(void *ctxt, const char *message);

/* Whether the node is an element of that name. */
bool	xml_is(const xmlNode *, const char *ns, const char *local);
/* An attribute's value as a slice into the tree or the arena, as written but
 * for normalisation by the parser; SLICE_NONE where it is absent.  ns NULL:
 * no namespace. */
struct slice	xml_attr(const xmlNode *, const char *ns, const char *local,
		    struct arena *);
/* All text below the node, concatenated. */
struct slice	xml_text(const xmlNode *, struct arena *);
/* The next element from here on among siblings, NULL where none. */
xmlNode	*xml_element(xmlNode *);
/* The node after `node`, which is `top` or below it, in document order below
 * `top`; NULL after the last.  A walk over all of them needs no recursion. */
xmlNode	*xml_next(const xmlNode *top, const xmlNode *node);
/* What a prefix ("": the default) is bound to at a node; SLICE_NONE where to
 * nothing. */
struct slice	xml_namespace(const xmlNode *, struct slice prefix);
/* A lexical QName resolved in the node's scope. -1: unknown prefix or no
 * QName.  Without a prefix the default namespace counts if use_default. */
int	xml_qname(const xmlNode *, struct slice text, bool use_default,
	    struct arena *, struct slice *ns, struct slice *local);
/* The base URI in force: xml:base attributes over the document's URI. */
struct slice	xml_base(const xmlNode *, struct slice document_uri,
		    struct arena *);
/* The line, correct beyond 65,535. */
uint32_t	xml_line(const xmlNode *);

/* Lexical checks of XML names. */
bool	is_ncname(struct slice);
bool	is_qname(struct slice);
bool	is_xml_name(struct slice);		/* Name: with colons */
bool	is_nmtoken(struct slice);
bool	is_language(struct slice);

#endif
