/*
 * xbrl_xml.h: the reader of xBRL-XML from the inside (XBRL 2.1, 4).  Only the
 * files xbrl_xml_*.c and aspects.c include it.
 *
 * (1) xbrl_xml_parser.c drives libxml2's SAX2 and notes tags; xbrl_xml.c gets
 *     them some hundreds at a time and keeps a stack of open elements.  What
 *     may stand where is a table (xbrl_xml_rules.c); what an element means is
 *     decided by the file of its kind: context, unit, fact, footnote.
 * (2) Positions are bytes of `text`, the document in UTF-8.
 * (3) No text is gathered from callbacks: the text of an element is a slice
 *     between its tags, decoded where it holds markup (xbrl_xml_text.c).
 */
#ifndef INGEST_XBRL_XML_H
#define INGEST_XBRL_XML_H

#include <libxml/parser.h>

#include "base/hash.h"
#include "ingest/encoding.h"
#include "ingest/ingest.h"

#define MAX_DEPTH	256		/* of elements; libxml2 stops at 257 */
#define MAX_ATTRIBUTES	4000		/* on one element; libxml2 is n² in them */
enum { MIN_CROWD = 5 * MAX_ATTRIBUTES };	/* bytes that hold more: a="" */
#define MAX_NAMES	100000		/* different ones; libxml2 is n² in them */
#define MAX_NAMESPACES	2000		/* in scope; every look-up passes them */

/* What an open element is. */
enum at {
	AT_OTHER,			/* a name that is not of this vocabulary */
	AT_DOCUMENT,			/* above the root */
	AT_XBRL,
	AT_SCHEMA_REF, AT_LINKBASE_REF, AT_ROLE_REF, AT_ARCROLE_REF,
	AT_CONTEXT, AT_ENTITY, AT_IDENTIFIER, AT_SEGMENT, AT_PERIOD,
	AT_START_DATE, AT_END_DATE, AT_INSTANT, AT_FOREVER, AT_SCENARIO,
	AT_EXPLICIT, AT_TYPED,
	AT_CONTENT,			/* in a segment, scenario, typed member */
	AT_UNIT, AT_MEASURE, AT_DIVIDE, AT_UNIT_NUMERATOR,
	AT_UNIT_DENOMINATOR,
	AT_ITEM, AT_TUPLE, AT_NUMERATOR, AT_DENOMINATOR,
	AT_FOOTNOTE_LINK, AT_LOC, AT_FOOTNOTE, AT_ARC, AT_DOCUMENTATION,
	AT_IGNORED,			/* in its place, but of no interest */
	ATS
};

struct frame {
	enum at      at;
	uint8_t      state;		/* of its content, see xbrl_xml_rules.c */
	bool         has_children;
	uint32_t     name;		/* row of names */
	uint32_t     row;		/* fact, context, dimension, content … */
	uint32_t     lang;		/* xml:lang in force */
	uint32_t     namespaces;	/* how many were in scope outside it */
	uint32_t     type;		/* of content: type row, or NONE */
	uint32_t     node;		/* see struct report */
	struct slice base;		/* xml:base in force, or SLICE_NONE */
	size_t       start;		/* its '<' */
	size_t       inside;		/* the byte after its start tag */
};

/* A name by libxml2's own pointers, which are unique in one parse. */
struct name_slot {
	const xmlChar *local, *ns;
	uint32_t       row;		/* of report->names */
	enum at        at;
};

struct binding {			/* a namespace declaration in scope */
	const xmlChar *prefix, *ns;	/* prefix NULL: the default */
	uint32_t       slot;		/* row of prefixes */
	uint32_t       outer;		/* the binding it hides, or NONE */
	uint32_t       row;		/* of report->namespaces */
};

/* A QName in a value, as it is written: it means the same in one scope. */
struct lexical {
	struct slice text;		/* in the text */
	uint32_t     scope;		/* see namespaces_scope */
	uint32_t     row;		/* of report->names */
};

enum id_kind { ID_NONE, ID_CONTEXT, ID_UNIT, ID_OTHER };
struct id_target {
	enum id_kind kind;
	uint32_t     row;
};

/* An id attribute of anything but a fact. */
struct other_id {
	uint32_t    string;
	struct span span;
};

/* Attributes as libxml2 hands them over: five pointers each. */
struct attrs {
	const xmlChar **v;
	size_t          n;
};

/* A start tag.  Names are libxml2's pointers; the values of attributes lie in
 * the text, or are gone once the tags noted with it are handed over. */
struct tag {
	const xmlChar *local, *prefix, *ns;
	const xmlChar **bound;		/* pairs: prefix, namespace */
	size_t         n_ns;
	struct attrs   attributes;
	size_t         at;		/* its '>' or '/>' */
};

/* Attribute names by libxml2's pointers. */
struct words {
	const xmlChar *id, *context_ref, *unit_ref, *decimals, *precision,
	    *scheme, *dimension, *nil, *type, *lang, *base, *href, *label,
	    *role, *arcrole, *from, *to, *title, *order, *use, *priority,
	    *role_uri, *arcrole_uri, *schema_location, *no_ns_location, *show,
	    *actuate;
	const xmlChar *ns_xml, *ns_xsi, *ns_xlink;
};

/* The context that is being read. */
struct context_draft {
	struct slice scheme, identifier;
	struct moment start, end;
	enum period_kind kind;
	bool         bad_period;
	struct buf   canon;		/* of the content element being read */
	struct buf   sequence;		/* of all in the segment or scenario */
	struct buf   others;		/* of what is no dimension there */
};

/* What waits for its number, see xbrl_xml_late.c. */
enum late_kind {
	LATE_TYPED,			/* of a row of dimensions: typed */
	LATE_SEGMENT, LATE_SCENARIO,	/* of contexts: their columns */
	LATE_ALL_SEGMENT, LATE_ALL_SCENARIO
};
struct late_text {
	enum late_kind kind;
	uint32_t       row;
	size_t         at, n;		/* in the bytes */
	uint64_t       hash;
};
struct late_id {			/* of a context */
	struct intern_key key;
	uint32_t          row;
	struct span       span;
};
struct late_context {
	uint32_t row;
	uint64_t hash;			/* of what is numbered next */
};
struct late {
	VEC(struct late_text)    texts;
	struct buf               bytes;
	VEC(struct late_id)      ids;
	VEC(struct late_context) contexts;
};

struct unit_draft {
	VEC(uint32_t) numerator, denominator;	/* rows of names */
};

/* The tables of aspects.c. */
struct range { uint32_t first, n; };
struct aspects {
	struct table entities, periods, sets, contexts, units;
	uint32_t     last_entity;
	VEC(struct range) dimension_sets;	/* from 1 */
	VEC(uint32_t) context_rows;	/* a context of each s-equal number */
	VEC(uint32_t) unit_rows;
};

struct reader {
	struct report   *report;
	const struct ingest_options *options;
	struct findings *findings;
	struct arena    *arena;		/* for *why */
	const char     **why;
	struct arena    *scratch;	/* reset after each child of the root … */
	struct arena_mark mark;		/* … to this */

	xmlParserCtxt   *ctxt;
	struct tags     *tags;		/* of xbrl_xml_parser.c */
	/* Gets each start tag, and the byte after each end tag. */
	void           (*start)(struct reader *, const struct tag *);
	void           (*end)(struct reader *, size_t after);
	const struct encoding *encoding;	/* of the report */
	struct slice     text;		/* encoding->text */
	size_t           fed;		/* bytes of text the parser has got */
	size_t           fetched;	/* bytes of the file, see file_fetch */
	size_t           open_tag;	/* last '<' of those, see feed_guard */
	bool             judged;	/* the tag there has been counted */
	size_t           next_line;	/* the line is noted from here on */
	bool             stopped;	/* nothing more is to be read; set it at
					 * any time */
	uint32_t         namespace_errors;
	bool             failed;	/* a fatal finding is there already */

	struct frame     frames[MAX_DEPTH + 1];
	uint32_t         depth;		/* of the innermost open frame */
	size_t           last;		/* the end of the last tag */
	uint32_t         last_unit_ref;	/* report->strings */
	uint32_t         nodes;		/* so far, see struct report */

	struct name_slot *slots;
	size_t           n_slots, used_slots;
	struct table     names;		/* over report->names */
	struct table     lexical_rows;
	VEC(struct lexical) lexicals;
	struct table     plain_types;	/* types without default accuracy */
	uint8_t          first_step[ATS], first_attribute[ATS];	/* of rules */
	VEC(uint8_t)     kinds;		/* enum element_kind by name; 0: none */
	VEC(uint32_t)    types;		/* their declared types by name, or NONE */
	VEC(struct binding) bindings;
	VEC(uint32_t)    prefixes;	/* the innermost binding of each */
	struct table     prefix_rows;	/* pointer of a prefix to its row */
	struct words     words;
	VEC(struct id_target) ids;	/* by row of report->strings */
	VEC(struct other_id) other_ids;
	VEC(uint64_t)    id_keys;	/* of all, see xbrl_xml_ids.c */

	bool             numbering;	/* texts count among nodes */
	bool             taxonomy_asked;
	bool             has_schema_ref;
	int              rc;		/* of the whole reading: 0 or 1 */
	struct context_draft context;
	struct late      late;
	struct unit_draft unit;
	struct aspects   aspects;
};

/* --- xbrl_xml.c --- */

static inline struct frame *
reader_top(struct reader *r)
{
	return &r->frames[r->depth];
}
/* The frame around the innermost one. */
static inline struct frame *
reader_parent(struct reader *r)
{
	return &r->frames[r->depth - 1];
}

/* From byte to byte of the text. */
static inline struct span
span_between(size_t start, size_t end)
{
	return (struct span){ start, end - start };
}
/* The innermost element, up to what was read of it. */
struct span	 reader_here(const struct reader *);
/* The place of a position by itself, for findings about no element. */
struct place	 reader_place(const struct reader *, size_t at);
/* A finding at the innermost element. */
struct finding	*reader_finding(struct reader *, enum finding_code);
/* false where a table is full: then a finding was added, reading stops. */
bool		 reader_has_room(struct reader *, size_t rows);

/* Begins the text, which is borrowed, with the frame around its root. */
void		 reader_open_text(struct reader *, const struct encoding *);
/* At a start tag: the new innermost frame, all but its name; *text is where
 * what stands before the tag ceases to be white space.  false where elements
 * are too deep: then a finding was added, reading stops. */
bool		 reader_push(struct reader *, const struct tag *, size_t *text);
/* At an end tag: the content of the innermost frame as filed; counts the nodes
 * since r->last. */
struct slice	 reader_inside(struct reader *, size_t after);

/* --- xbrl_xml_parser.c --- */

/* -1 where libxml2 cannot. */
int		 parser_new(struct reader *);
/* Parses the whole text, or until r->stopped; r->start and r->end get it. */
void		 parser_run(struct reader *);
void		 parser_free(struct reader *);

/* --- xbrl_xml_names.c --- */

void		 words_init(struct reader *);
void		 names_free(struct reader *);
/* The slot of an element or attribute name; ns may be NULL. */
const struct name_slot *names_slot(struct reader *, const xmlChar *local,
		    const xmlChar *ns, const xmlChar *prefix);
uint32_t	 names_add(struct reader *, struct slice ns, struct slice local,
		    struct slice prefix);
/* Looks up all names so far in the taxonomy, which was just opened. */
void		 names_resolve(struct reader *);
/* Declarations of a start tag; false where there are too many. */
bool		 namespaces_push(struct reader *, size_t n,
		    const xmlChar **ns);
void		 namespaces_pop(struct reader *, uint32_t keep);
/* What is in scope now, as a row of report->namespaces. */
uint32_t	 namespaces_scope(const struct reader *);
/* The binding of a prefix in scope (libxml2's pointer), or NULL. */
struct binding	*namespaces_binding(struct reader *, const xmlChar *prefix);
/* The namespace of a prefix in scope; SLICE_NONE where it is unbound. */
struct slice	 namespaces_find(struct reader *, struct slice prefix);
/* The same as a prefix_lookup of simple_type.h; ctx is the reader. */
struct slice	 namespaces_lookup(void *ctx, struct slice prefix);
/* The row of a lexical QName; NONE where it is none or is unbound. */
uint32_t	 names_qname(struct reader *, struct slice text);
/* The same, with a row of its text where it is none: never NONE. */
uint32_t	 names_qname_or_text(struct reader *, struct slice text,
		    bool *good);
/* An attribute's value; SLICE_NONE where it is absent. */
struct slice	 attrs_get(struct attrs, const xmlChar *ns,
		    const xmlChar *local);
/* The value as long as the report lives: in the mapped file or the arena. */
struct slice	 reader_keep(struct reader *, struct slice value);
/* "prefix:local" of a row of names, in the scratch arena. */
struct slice	 names_print(struct reader *, uint32_t row);

/* --- xbrl_xml_text.c --- */

/* The text of raw content: references resolved, comments and instructions
 * left out, line ends normalised, child elements and their text left out.
 * A slice of raw where nothing changes, else in the arena. */
struct slice	 text_decode(struct slice raw, struct arena *);
/* Whether content is white space, comments and instructions only. */
bool		 text_is_blank(struct slice raw);
/* White space collapsed (XML Schema part 2, 4.3.6). */
struct slice	 text_collapse(struct slice, struct arena *);

/* --- xbrl_xml_rules.c --- */

/* Notes where the tables speak of each element. */
void		 rules_init(struct reader *);
/* Which element of the vocabulary a name is; AT_OTHER for none. */
enum at		 rules_known(struct slice ns, struct slice local);
/* Whether the namespace is xbrli's or link's own. */
bool		 rules_reserved(struct slice ns);
/* The child may stand in its parent here; moves the state.  Where not, a
 * finding is added. */
bool		 rules_child(struct reader *, struct frame *parent,
		    enum at child);
/* At an end tag: is the content whole? */
void		 rules_end(struct reader *);
/* Text between tags where none may stand. */
void		 rules_gap(struct reader *, struct frame *parent,
		    struct slice raw);
/* What has element content only. */
bool		 rules_elements_only(enum at);
/* Required attributes are there and no others. */
void		 rules_attributes(struct reader *, struct attrs);
/* The content of the innermost structural element is not as it must be. */
void		 rules_content_finding(struct reader *, enum at,
		    struct slice found);

/* --- xbrl_xml_ids.c --- */

/* An id attribute of the innermost element: its string, 0 where it is bad. */
uint32_t	 ids_add(struct reader *, struct slice value, enum id_kind,
		    uint32_t row);
/* The same of a context, whose row gets it later (xbrl_xml_late.c). */
void		 ids_add_context(struct reader *, struct slice value,
		    uint32_t row);
/* Numbers those of contexts, in their order. */
void		 ids_late(struct reader *);
/* The same of a fact: its row of report->fact_ids. */
uint32_t	 ids_add_fact(struct reader *, struct slice value,
		    uint32_t row);
/* Room for the ids of so many facts. */
void		 ids_make_room(struct reader *, size_t facts);
/* At the end: which facts' ids are unique, and the index of those. */
void		 ids_resolve(struct reader *);

/* --- the kinds --- */

void		 references_start(struct reader *, struct attrs);
void		 context_start(struct reader *, struct attrs);
void		 context_end(struct reader *);
/* Children of a context, at any depth. */
void		 context_child(struct reader *, enum at known, struct attrs);
void		 context_child_end(struct reader *, struct slice raw);
/* Text between child elements of segment and scenario content. */
void		 content_gap(struct reader *, struct frame *, struct slice raw);
void		 unit_start(struct reader *, struct attrs);
void		 unit_measure(struct reader *, struct slice raw);
void		 unit_end(struct reader *);
void		 fact_start(struct reader *, struct attrs);
void		 fact_child(struct reader *, enum at known, struct attrs);
void		 fact_end(struct reader *, struct slice raw);
void		 fraction_end(struct reader *, struct slice raw);
/* contextRef and unitRef to rows, once all are known. */
void		 facts_resolve(struct reader *);
void		 footnote_link_start(struct reader *, struct attrs);
void		 footnote_child(struct reader *, enum at known, struct attrs);
void		 footnote_child_end(struct reader *, struct slice raw);
void		 footnote_link_end(struct reader *);
void		 footnotes_resolve(struct reader *);

/* --- xbrl_xml_late.c --- */

/* The number of a text goes to a row of a kind later. */
void		 late_text(struct reader *, enum late_kind, uint32_t row,
		    struct slice text);
/* A context is whole but for numbers. */
void		 late_context(struct reader *, uint32_t row);
/* Now. */
void		 late_finish(struct reader *);
void		 late_free(struct late *);

/* --- xbrl_xml_layout.c: what only rules about the form ask --- */

/* The innermost element, once its row is there. */
void		 layout_element(struct reader *, const xmlChar *prefix,
		    struct attrs);
/* A date of the context that is being read. */
void		 layout_date(struct reader *, struct slice text);
/* The item that ends: prefixes in its value. */
void		 layout_value(struct reader *, const struct fact *);

/* --- xbrl_xml_scope.c: what holds below an element --- */

/* The type row that a lexical QName names, or NONE. */
uint32_t	 reader_type_named(struct reader *, struct slice text);
/* xml:lang of an element, or what it inherits. */
uint32_t	 reader_lang(struct reader *, struct attrs, uint32_t inherited);
/* xml:base of an element over what it inherits. */
struct slice	 reader_base(struct reader *, struct attrs, struct slice base);
/* A reference resolved on the base in force, in the arena. */
struct slice	 reader_resolve(struct reader *, struct arena *,
		    struct slice base, struct slice href);
/* Opens the taxonomy of the references, once. */
void		 reader_open_taxonomy(struct reader *);
/* What is left to do at the end: rows cut off, references between rows. */
void		 reader_finish(struct reader *);

/* --- xbrl_xml_hints.c --- */

/* Notes the schemas that xsi:schemaLocation of an element names. */
void		 hints_add(struct reader *, struct attrs);
/* Opens those of namespaces that the DTS has no schema of. */
void		 hints_open(struct reader *);

/* --- aspects.c --- */

void		 aspects_free(struct aspects *);
uint32_t	 aspects_entity(struct reader *, struct slice scheme,
		    struct slice identifier);
uint32_t	 aspects_period(struct reader *, struct period);
/* In two steps, between which their place is fetched: sorts a context's
 * dimensions, their hash; the number of their set. */
uint64_t	 aspects_dimensions_hash(struct reader *, uint32_t first,
		    uint32_t n);
uint32_t	 aspects_dimensions(struct reader *, uint32_t first, uint32_t n,
		    uint64_t hash);
/* Likewise: the number of s-equal contexts of the one that is complete but for
 * it. */
uint64_t	 aspects_context_hash(struct reader *, uint32_t row);
uint32_t	 aspects_context(struct reader *, uint32_t row, uint64_t hash);
/* Sorts the unit's measures; its number. */
uint32_t	 aspects_unit(struct reader *, uint32_t row);

#endif
