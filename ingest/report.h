/*
 * report.h: a report in memory, whatever form it came in.
 *
 * The Open Information Model is the model: a fact has a concept, an entity, a
 * period, a unit, dimensions, a language, a value.  Aspect values are interned
 * rows, so "the same period" is the same number.  What only the XML form
 * knows (ids, tuples, nil, precision, fractions, segments that are no
 * dimensions, footnote links, bytes and lines) is kept beside it for the rules
 * that speak of it.
 *
 * Everything lives as long as the report; slices of values may point into the
 * mapped file, which the report holds open.  Spans are bytes of the text; where
 * these are in the file, in which line and column, report_place finds.
 */
#ifndef INGEST_REPORT_H
#define INGEST_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/file.h"
#include "base/finding.h"
#include "base/intern.h"
#include "base/mem.h"
#include "base/slice.h"
#include "ingest/encoding.h"
#include "ingest/lines.h"
#include "taxonomy/content.h"
#include "taxonomy/taxonomy.h"

#define DECIMALS_INF	INT32_MAX	/* decimals or precision "INF" */
#define DECIMALS_NONE	INT32_MIN	/* no such attribute */

#define FACT_NIL	1
#define FACT_TUPLE	2	/* a tuple: no context, children instead */
#define FACT_FRACTION	4	/* value is "numerator/denominator" */
#define FACT_HAS_UNIT	8	/* unitRef was there, resolved or not */
#define FACT_HAS_CONTEXT 16	/* contextRef was there, resolved or not */
#define FACT_MARKUP	32	/* element content where text belongs */
#define FACT_BAD_ACCURACY 64	/* decimals or precision is no number; as
				 * written it is among the extras then */
#define FACT_XSI_TYPE	128	/* xsi:type was there, resolved or not */
#define FACT_HAS_ID	256	/* an id was there, good or not */
#define FACT_HAS_NIL	512	/* xsi:nil was there, true or false */
#define FACT_DENOMINATOR 1024	/* of a fraction; it stands behind the value and
				 * a NUL, see fact_denominator */

struct fact {
	uint32_t     element;	/* taxonomy element; NONE: not declared */
	uint32_t     name;	/* row of report->names */
	uint32_t     context;	/* row of contexts, or NONE */
	uint32_t     unit;	/* row of units, or NONE */
	uint32_t     parent;	/* the tuple it stands in, or NONE */
	uint32_t     id;	/* row of report->fact_ids; 0: none */
	uint32_t     lang;	/* xml:lang in force, lower case; 0: none */
	uint32_t     type;	/* type row: the one that xsi:type names, or
				 * its element's; NONE where unknown */
	uint32_t     extras;	/* first row of attributes: all others, xml:lang
				 * too */
	uint32_t     node;	/* the number of its node, see struct report */
	uint32_t     scope;	/* namespaces in force, row of namespaces, or
				 * NONE: none are */
	uint16_t     n_extras;
	uint16_t     flags;	/* FACT_… */
	int32_t      decimals;	/* number, DECIMALS_INF or DECIMALS_NONE */
	int32_t      precision;
	struct slice value;	/* as filed, white space kept; tuples: none; of
				 * a fraction the numerator */
	struct span  span;	/* of the whole element */
};

/* A contextRef or unitRef that leads to none. */
struct dangling {
	uint32_t fact;
	uint32_t reference;	/* as written: report->strings */
	bool     to_unit;
};

/*
 * A namespace declaration.  What is in force at some place is a row of these
 * and the rows that `outer` leads to; the first one of a prefix holds.
 */
struct declaration {
	uint32_t prefix;	/* report->strings; 0: the default namespace */
	uint32_t ns;		/* 0: none, the default is undeclared */
	uint32_t outer;		/* row of report->namespaces, or NONE */
	bool     used;		/* some name needs it (see struct
				 * document_layout) */
};

/* A dimension with its value, in a context. */
struct dimension {
	uint32_t element;	/* the dimension; NONE: not declared */
	uint32_t member;	/* explicit: element; NONE: typed, or not declared */
	uint32_t typed;		/* typed: interned canonical text; 0: explicit */
	uint32_t name;		/* of the dimension, row of names */
	uint32_t value;		/* explicit: name of the member, row of names */
	bool     in_segment;	/* else in the scenario */
	bool     is_typed;	/* typedMember, also where it is empty */
	bool     bad;		/* a name in it is none, or it is empty */
	uint32_t content;	/* typed: first row of contents, its first child */
	uint32_t n_content;	/* typed: how many children it has */
	struct slice xml;	/* typed: its XML as filed */
	struct span  span;
};

enum period_kind { PERIOD_INSTANT, PERIOD_DURATION, PERIOD_FOREVER, PERIOD_BAD };

struct period {
	enum period_kind kind;
	struct moment start;	/* durations: inclusive, midnight of the date */
	struct moment end;	/* instants and ends: the midnight after a date */
};

struct entity {
	struct slice scheme, identifier;
};

/* The nodes of a context and of what stands in it (see struct report); 0 where
 * that is not there. */
struct context_nodes {
	uint32_t context, entity, identifier, segment, period, scenario;
};

struct context {
	uint32_t id;		/* report->strings */
	uint32_t entity;	/* row of entities */
	uint32_t period;	/* row of periods */
	uint32_t dimensions;	/* first row of report->dimensions, by element */
	uint32_t n_dimensions;
	uint32_t dimension_set;	/* equal for equal sets of dimension values,
				 * wherever they stand; 0: the empty set */
	uint32_t segment;	/* interned canonical form of what is there beside
				 * dimensions; 0: nothing */
	uint32_t scenario;
	uint32_t all_segment;	/* the same of all that is there, dimensions too */
	uint32_t all_scenario;
	uint32_t s_equal;	/* equal for s-equal contexts (XBRL 2.1, 4.10) */
	uint32_t contents;	/* first row of contents */
	uint32_t n_contents;
	bool     has_segment, has_scenario;
	struct context_nodes nodes;
	struct span span;
	struct span period_span;	/* of its period element */
};

struct unit {
	uint32_t id;		/* report->strings */
	uint32_t measures;	/* first row of report->measures: numerator, sorted */
	uint32_t n_numerator;	/* then the denominator's, sorted */
	uint32_t n_denominator;
	uint32_t s_equal;	/* equal for s-equal units */
	uint32_t node;		/* see struct report */
	struct span span;
};

/* A footnote link: locators, footnotes and arcs, for 4.11 and for output. */
enum foot_kind { FOOT_LOC, FOOT_RESOURCE, FOOT_ARC };
struct foot {
	enum foot_kind kind;
	uint32_t     link;	/* row of footnote_links */
	struct slice label;	/* xlink:label */
	struct slice href;	/* locators, as written */
	struct slice role;	/* footnotes; arcrole of arcs */
	struct slice from, to;	/* arcs */
	struct slice order, use, priority;	/* arcs, as written */
	struct slice title;
	uint32_t     lang;	/* footnotes: report->strings */
	struct slice xml;	/* footnotes: inner XML as filed */
	struct slice id;	/* footnotes: the id as written, or SLICE_NONE */
	uint32_t     scope;	/* footnotes: namespaces in force, as of facts */
	uint32_t     fact;	/* locators: the fact, or NONE */
	uint32_t     node;	/* see struct report */
	uint32_t     name;	/* element name, row of names */
	struct slice base;	/* xml:base in force, absolute, or SLICE_NONE */
	bool         own_lang;	/* footnotes: xml:lang stands on itself */
	struct span  span;
};
struct footnote_link {
	struct slice role;
	uint32_t     name;	/* element name: link:footnoteLink or a custom one */
	struct span  span;
};

/* schemaRef, linkbaseRef, roleRef, arcroleRef of the report. */
enum ref_kind { REF_SCHEMA, REF_LINKBASE, REF_ROLE, REF_ARCROLE };
struct reference {
	enum ref_kind kind;
	struct slice  href;	/* as written */
	struct slice  uri;	/* absolute, with fragment */
	struct slice  role_uri;	/* roleURI, arcroleURI */
	struct slice  role;	/* linkbaseRef: xlink:role, or SLICE_NONE */
	struct slice  arcrole;	/* linkbaseRef */
	struct span   span;
};

/*
 * What only rules about the form of the document ask (validate/filing_rules.h);
 * kept where ingest_options.layout is set, else empty.  A namespace declaration
 * is used where an element or an attribute has its prefix, or a QName in a value
 * does: of a dimension, member, measure, type or item.
 */
enum remark_kind {
	REMARK_NIL,		/* xsi:nil, whatever its value */
	REMARK_LANG,		/* xml:lang that is not the root's */
	REMARK_DATE		/* a date of a period that is no plain YYYY-MM-DD */
};
struct remark {
	enum remark_kind kind;
	uint32_t     name;	/* of the element, row of names */
	uint32_t     row;	/* NIL, LANG: the fact; DATE: the context; or NONE */
	struct slice value;	/* as written; NIL: none */
	struct span  span;
};
struct document_layout {
	bool         kept;
	bool         has_root;	/* an xbrli:xbrl was met */
	struct slice lang;	/* its xml:lang as written, or SLICE_NONE */
	struct span  root;	/* its start tag */
	uint32_t     root_namespaces;	/* so many of report->namespaces, the
					 * first ones, stand on the root */
	VEC(struct remark) remarks;	/* document order */
};

/* A schema that the report names for its own content (XML Schema 1.0 part 1,
 * 4.3.2): no part of the DTS. */
struct schema_hint {
	struct slice ns;	/* "" for none */
	struct slice uri;	/* absolute */
};

/*
 * Nodes have numbers: 0 is the document, then come its elements, attributes,
 * texts, comments and instructions in document order, an element's attributes
 * right after it, as the XPath data model has them (xpath/tree.h).  So the
 * place of a fact in a tree is known without the tree.
 */
struct report {
	struct arena    *arena;
	struct file      file;
	const char      *path;		/* as given */
	struct slice     uri;		/* of the document */
	struct encoding  encoding;	/* the text of the file */
	struct lines    *lines;		/* of the text; NULL: it is not open */
	struct intern   *strings;
	struct taxonomy *taxonomy;	/* owned; NULL where none could be had */
	struct taxonomy *hinted;	/* owned; of hints into namespaces that the
					 * DTS has no schema of; NULL: none */

	VEC(struct reference) references;
	VEC(struct schema_hint) hints;	/* xsi:schemaLocation, each once */
	VEC(struct name)      names;
	VEC(struct fact)      facts;	/* document order, tuples before children */
	VEC(struct dangling)  dangling;		/* by fact */
	VEC(struct context)   contexts;
	VEC(struct unit)      units;
	VEC(struct entity)    entities;
	VEC(struct period)    periods;
	VEC(struct dimension) dimensions;
	/* Elements in a segment or scenario that are no dimension, or inside
	 * a typed member. */
	VEC(struct content_element) contents;
	VEC(uint32_t)         measures;	/* rows of names */
	VEC(struct attribute) attributes;
	VEC(struct declaration) namespaces;
	VEC(struct footnote_link) footnote_links;
	VEC(struct foot)      footnotes;
	VEC(struct slice)     fact_ids;	/* from 1; not NUL-terminated */
	VEC(uint64_t)         facts_by_id;	/* half a hash and the fact, see
					 * report_fact_by_id */
	VEC(bool)             is_id;	/* by string: an id attribute has it that
					 * is not a fact's */
	uint32_t              n_items;	/* elements with a contextRef, a
					 * tuple that wrongly has one too */
	uint32_t              root_node;	/* of its outermost element */
	uint32_t              n_nodes;	/* all of them */
	bool                  numbered;	/* nodes have those numbers; if not, theirs
					 * rise, and are no place in a tree */
	bool                  encoding_utf8;	/* the file says so, or nothing */
	bool                  whole;	/* read to the end of its root */
	struct document_layout layout;
};

struct report	*report_new(void);
void		 report_free(struct report *);	/* NULL is fine */
/* Makes the text of the file's bytes, once. */
void		 report_open_text(struct report *);
/* Where a span is, for findings: line and column are 0 for SPAN_NONE. */
struct place	 report_place(const struct report *, struct span);
/* "prefix:Name" as the taxonomy or, failing that, the report names it. */
struct slice	 report_qname(const struct report *, uint32_t name,
		    struct arena *);
/* The prefix alone, or "". */
struct slice	 report_prefix(const struct report *, uint32_t name);
struct slice	 report_string(const struct report *, uint32_t id);
/* The denominator of a fraction as filed; SLICE_NONE where there is none. */
static inline struct slice
fact_denominator(const struct fact *f)
{
	return (f->flags & FACT_DENOMINATOR) == 0 ? SLICE_NONE :
	    slice_of(f->value.s + f->value.n + 1);
}
/* What the contextRef or unitRef of a fact says that leads to none. */
struct slice	 report_dangling(const struct report *, uint32_t fact,
		    bool to_unit);
/* Whether a fact is numeric by its concept's type. */
bool		 report_is_numeric(const struct report *, const struct fact *);
/* The context's first value of a dimension (an element), or NULL. */
const struct dimension *report_dimension(const struct report *,
		    const struct context *, uint32_t dimension);
/* The namespace that a prefix ("": the default) stands for in a scope, that of
 * a fact or a content element; "" for no default, SLICE_NONE for a prefix that
 * is unbound (Namespaces in XML 1.0, 6). */
struct slice	 report_namespace(const struct report *, uint32_t scope,
		    struct slice prefix);
/* The same as a prefix_lookup of simple_type.h; ctx is a struct in_scope. */
struct in_scope {
	const struct report *report;
	uint32_t scope;
};
struct slice	 report_lookup(void *ctx, struct slice prefix);
/* Its contents, as schemas judge them; good as long as nothing is read. */
struct content_view	 report_content(const struct report *);
/* A lexical QName in a scope as its namespace and local name (XML Schema 1.0
 * part 2, 3.2.18), white space around it left out.  False where it is no QName
 * or its prefix is unbound.  *ns lives with the report, *local in the text. */
bool		 report_expand(const struct report *, uint32_t scope,
		    struct slice text, struct slice *ns, struct slice *local);
/* The row of the fact with this id, or NONE. */
uint32_t	 report_fact_by_id(const struct report *, struct slice id);
/* What report->facts_by_id is sorted by, with the row below it. */
uint64_t	 report_id_key(struct slice id, uint32_t row);
/* Whether anything has this id by its attribute id. */
bool		 report_is_id(const struct report *, struct slice id);
/* The id of a fact, not NUL-terminated; SLICE_NONE where it has none. */
struct slice	 report_fact_id(const struct report *, const struct fact *);

#endif
