/*
 * link.h: links while a taxonomy is compiled (XBRL 2.1, 3.5 and 5.2), shared
 * by the files that read, resolve and judge them and by nobody else.
 *
 * linkbase.c and link_read.c turn trees into the raw rows below; network.c
 * lets locators meet their nodes and makes networks; link_role.c, link_end.c,
 * link_cycle.c and link_label.c hold the rules.  Everything lives as long as
 * the struct link_set.
 *
 * (1) Rows are in reading order, which is that of discovery: document after
 *     document, each as its tree has them.
 * (2) The ends of one link that share an xlink:label stand side by side, in
 *     document order, so that an arc names a range of ends.
 */
#ifndef TAXONOMY_LINK_H
#define TAXONOMY_LINK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/decimal.h"
#include "base/intern.h"
#include "base/xml.h"
#include "taxonomy/dts.h"
#include "taxonomy/taxonomy.h"

#define NS_GENERIC_LABEL	"http://xbrl.org/2008/label"
#define NS_GENERIC_REFERENCE	"http://xbrl.org/2008/reference"
/* Generic Preferred Label 1.0, and the name that its drafts used. */

/* Relationships of one DTS, before prohibition; the largest known has 0.6
 * million.  More, as arcs between crowded labels can make, are refused. */
#define MAX_CANDIDATES		4000000

/* A fragment that is no node of an image still needs an identity (XBRL 2.1,
 * 4.10): rows of NODE_OTHER from here on are handed out by this part. */
#define OTHER_ELEMENT		UINT32_C(0x04000000)
#define OTHER_DOCUMENT		UINT32_C(0x08000000)

struct linkbase {
	uint32_t document;
	uint32_t line;
};

/* link:roleRef or link:arcroleRef. */
struct link_ref {
	struct istr uri;	/* roleURI, arcroleURI */
	struct istr fragment;
	uint32_t    document;	/* pointed at; NONE: the href is missing */
	uint32_t    node;	/* once resolved; NONE: nothing there */
	uint32_t    linkbase;
	uint32_t    line;
	bool        arcrole;
};

#define LINK_STANDARD	1	/* one of XBRL 2.1's six */
struct link {
	struct istr role;
	uint32_t    name;	/* SEC_NAMES of the extended link */
	uint32_t    linkbase;
	uint32_t    line;
	uint32_t    ends, n_ends;
	uint32_t    arcs, n_arcs;
	uint32_t    resources, n_resources;	/* rows of the image */
	uint32_t    flags;
};

enum end_kind {
	END_LOC,		/* link:loc */
	END_CUSTOM_LOC,		/* another locator: discovers nothing */
	END_RESOURCE
};
struct link_end {
	struct istr fragment;	/* a locator's; the whole URI where document
				 * is NONE; len 0: the document itself */
	uint32_t    document;	/* a locator's target; NONE: not in the DTS */
	uint32_t    node;	/* NONE: nothing that can be had */
	uint32_t    label;	/* while its link is read */
	uint32_t    line;
	uint8_t     kind;	/* enum end_kind */
	bool        reported;	/* its fragment is none (3.5.4) */
};

#define ARC_STANDARD	1	/* one of XBRL 2.1's six arc elements */
#define ARC_PROHIBITED	2
#define ARC_GPL		4	/* preferred is gpl:preferredLabel */
#define ARC_HAS_CLOSED	8
#define ARC_HAS_USABLE	16
#define ARC_CLOSED	32
#define ARC_UNUSABLE	64
#define ARC_SEGMENT	128
#define ARC_SCENARIO	256
struct link_arc {
	struct istr arcrole;
	struct istr preferred;
	struct istr target_role;
	uint32_t    name;	/* SEC_NAMES of the arc */
	uint32_t    link;
	uint32_t    from, n_from;	/* ends; while reading: label and 0 */
	uint32_t    to, n_to;
	uint32_t    order;	/* rows of numbers */
	uint32_t    priority;
	uint32_t    weight;	/* NONE: there is none */
	uint32_t    attributes;	/* all others, in SEC_ATTRIBUTES */
	uint32_t    n_attributes;
	uint32_t    line;
	uint32_t    flags;
};

/* A decimal that arcs use; equal values get equal ranks. */
struct link_number {
	struct istr text;	/* as written */
	struct dec  value;
	uint32_t    rank;	/* by value, once ranked */
};
#define NUMBER_ONE	0	/* the rows that are always there */
#define NUMBER_ZERO	1

/* What the arcs of a base set have to connect. */
enum end_rule {
	RULE_NONE, RULE_PARENT_CHILD, RULE_SUMMATION, RULE_CONCEPT_LABEL,
	RULE_CONCEPT_REFERENCE, RULE_GENERAL_SPECIAL, RULE_ESSENCE_ALIAS,
	RULE_SIMILAR_TUPLES, RULE_REQUIRES, RULE_ELEMENT_LABEL,
	RULE_ELEMENT_REFERENCE
};

/* A base set of arcs (XBRL 2.1, 3.5.3.9.7.3), later a network. */
struct link_base_set {
	struct istr arcrole, role;
	uint32_t    link, arc;		/* SEC_NAMES */
	uint32_t    role_order;		/* in which the roles were first met */
	uint32_t    rank;		/* among networks */
	enum end_rule rule;
	bool        standard;		/* standard arcs in a standard link */
	bool        generic;		/* generic arcs */
};

/* A relationship before prohibition and overriding. */
struct candidate {
	uint32_t set;		/* base set */
	uint32_t from, to;	/* nodes */
	uint32_t key;		/* equal: s-equal non-exempt attributes */
	uint32_t arc;
	uint32_t seq;		/* document order */
};

/* A schema that a linkbase names for itself (hints.h), or a namespace that its
 * elements are of. */
struct link_hint {
	struct istr ns;		/* "" for none */
	struct istr uri;	/* absolute; "": the namespace is used */
	uint32_t    document;	/* the linkbase's */
};

struct link_set {
	VEC(struct linkbase)      linkbases;
	VEC(struct link_ref)      refs;
	VEC(struct link)          links;
	VEC(struct link_end)      ends;
	VEC(struct link_arc)      arcs;
	VEC(struct link_number)   numbers;
	VEC(struct link_base_set) sets;
	VEC(struct candidate)     candidates;	/* at last the effective */
	VEC(uint32_t)             network_sets;	/* the set of each network */
	VEC(struct link_hint)     hints;	/* document after document */
	struct table number_table;	/* by offset of the text */
	struct table ref_table;		/* link_ref_key */
	struct table role_table;	/* by offset: order of first sight */
	struct table other_table;	/* by document and fragment: a node */
	struct table id_table;		/* by document and id: is there */
	struct table own_ids;		/* by document and id: of our elements */
	struct table reread_table;	/* documents whose ids those are */
	uint32_t     n_roles;
	uint32_t     n_others;
	struct arena *arena;
};

/* One tree being read. */
struct link_reader {
	struct dts      *d;
	struct link_set *set;
	struct arena    *scratch;
	struct intern   *labels;	/* of all links of the linkbase */
	const char      *file;		/* the document's URI, in scratch */
	uint32_t         document;
	uint32_t         linkbase;
	/* The last namespace declarations met that are, and are not, of XML
	 * Schema instances; hints of this document. */
	const xmlNs     *xsi, *not_xsi;
	const xmlNs     *used;		/* of the last element that has one */
	uint32_t         n_hints;
	/* The last node whose href led to a document, and how: most lead where
	 * the one before led, to another fragment. */
	struct {
		const xmlNode *node;	/* NULL: none yet */
		uint32_t       document;
		bool           discover, custom;
	} last;
};

/* --- linkbase.c --- */

/* The place of a node of the tree, its strings safe until scratch goes. */
struct place	link_here(const struct link_reader *, const xmlNode *);
/* The row of a decimal in numbers, NONE where it is none. */
uint32_t	link_number(struct link_set *, struct dts *, struct slice);
/* Notes a role, so that networks keep the order in which roles were met. */
uint32_t	link_role_order(struct link_set *, struct istr role);
/* The row of the roleRef or arcroleRef for a URI in a linkbase, or NONE. */
uint32_t	link_ref_find(const struct link_set *, uint32_t linkbase,
		    bool arcrole, struct istr uri);

/* --- link_read.c: one extended link, and a resource --- */

void		link_read(struct link_reader *, xmlNode *);
/* --- link_arc.c --- */
void		link_read_arc(struct link_reader *, uint32_t link, xmlNode *);
/* --- link_resource.c --- */
/* The row of the new resource; ns and local are its QName. */
uint32_t	link_read_resource(struct link_reader *, xmlNode *);

/* --- link_href.c --- */

/* The target of a href: the document's row (asked for where `discover`, else
 * only looked up) and its fragment; NONE and the absolute URI for one that is
 * not in the DTS.  False, and a finding, where the fragment is no XPointer as
 * 3.5.4 allows. */
bool		link_href(struct link_reader *, const xmlNode *, bool discover,
		    uint32_t *document, struct istr *fragment);
/* Locators and references meet their nodes; once all is read. */
void		link_resolve(struct dts *);

/* --- link_hints.c --- */

/* Notes the namespace of an element of a linkbase document and the schemas that
 * it names; namespaces that link_syntax.c judges and schemas that ship left
 * out. */
void		link_note_hints(struct link_reader *, const xmlNode *);

/* Whether an element is a part of a reference. */
bool		link_is_part(const xmlNode *);

/* --- link_judge.c --- */

/* Judges the elements of a linkbase that are of the namespaces given, and the
 * attributes of other elements that are, by a set of schemas that has all they
 * need (XML Schema 1.0 part 1, 3.3.4, 3.4.4). */
#define NO_NAMESPACE	"\n"	/* how those name it */
void		link_judge(struct dts *, uint32_t document, xmlNode *root,
		    const struct taxonomy *, const struct intern *elements_of,
		    const struct intern *attributes_of);

/* --- link_syntax.c --- */

/* Whether an element has a rule there. */
bool		link_has_rule(const xmlNode *);

/* Attributes and content of an element of the standard's namespaces for links
 * against their schemas; others are left alone.  True for an element it knows. */
bool		link_syntax(struct link_reader *, xmlNode *);
/* Whether the id of such an element is the only one in its document. */
void		link_check_id(struct link_reader *, const xmlNode *);
/* Reports an element where it may not stand. */
void		link_misplaced(struct link_reader *, const xmlNode *);
/* A value that its attribute cannot have. */
void		link_bad_value(struct link_reader *, const xmlNode *,
		    const char *attribute, struct slice value);

/* --- link_names.c --- */

bool		link_is_standard_link(struct slice ns, struct slice local);
bool		link_is_standard_arc(struct slice ns, struct slice local);
bool		link_is_standard_resource(struct slice ns, struct slice local);
/* Whether a role is one of XBRL 2.1's own, and where it may be used. */
bool		link_is_standard_role(struct slice role);
bool		link_role_fits(struct slice role, struct slice local);
/* The arc element of an arcrole of XBRL 2.1, NULL for others. */
const char     *link_arcrole_element(struct slice arcrole);
enum end_rule	link_arcrole_rule(struct slice arcrole);
/* Whether an arc element is a generic arc (Generic Links 1.0, 2.2). */
bool		link_is_generic_arc(const struct dts *, uint32_t link,
		    uint32_t arc);
/* Whether the element of a name is, or substitutes for, another. */
bool		link_substitutes(const struct dts *, uint32_t name,
		    const char *ns, const char *local);
/* "prefix:local" of an element for people, in the arena. */
struct slice	link_qname(const struct dts *, uint32_t name, struct arena *);
/* What a node is called, for people. */
struct slice	link_node_name(const struct dts *, uint32_t node,
		    struct arena *);
/* The QName of the element or resource of a node; NONE for others. */
uint32_t	link_node_element(const struct dts *, uint32_t node);
bool		link_is_concept(const struct dts *, uint32_t node);
bool		link_is_item(const struct dts *, uint32_t node);
bool		link_is_tuple(const struct dts *, uint32_t node);

/* --- link_key.c: order and equivalence of arcs (3.5.3.9.7.4) --- */

void		link_rank_numbers(struct link_set *);
/* For each arc a number: equal where the non-exempt attributes are s-equal.
 * Free with mem_free. */
uint32_t       *link_keys(struct dts *);

/* --- rules, once resolved --- */

void		link_check_roles(struct dts *);		/* link_role.c */
void		link_check_linkbase_refs(struct dts *);	/* link_ref.c */
void		link_check_locators(struct dts *);	/* link_end.c */
void		link_check_candidates(struct dts *);
void		link_check_relationships(struct dts *);
void		link_check_cycles(struct dts *);	/* link_cycle.c */
void		link_make_labels(struct dts *);		/* link_label.c */
void		link_check_preferred(struct dts *);
/* The base set that a network came from. */
const struct link_base_set *link_network_set(const struct dts *,
		    uint32_t network);

#endif
