/*
 * schema.h: the declarations of all schemas of a DTS, as read, before names
 * are rows.  Private to schema*.c, types.c and their neighbours.
 *
 * schema.c reads a tree into these structures, schema_read.c the declarations
 * in it, roles.c what stands in its annotations.  schema_finish (types.c)
 * then makes the rows of image.h: builtin.c the types of XML Schema itself,
 * declare.c a row for every other one, types.c and facets.c what it is,
 * attributes.c its attributes, particles.c its content, elements.c the
 * elements; concepts.c judges what XBRL 2.1 and Dimensions 1.0 ask of those.
 *
 * Everything here lives in the arena of the set, which goes with the dts.
 */
#ifndef TAXONOMY_SCHEMA_H
#define TAXONOMY_SCHEMA_H

#include "taxonomy/dts.h"

/* Derivation and substitution chains, groups within groups: real ones stay
 * under 20; each level may cost a stack frame here and in the validator. */
#define MAX_SCHEMA_DEPTH	200
/* Rows that inheritance multiplies (attribute uses, patterns), and steps
 * through shared groups: a type of the largest known DTS takes about ten. */
#define MAX_INHERITED		4000000
/* usedOn in one role type; published ones have up to ten. */
#define MAX_USED_ON		256
#define MAX_SCHEMA_STEPS	100000000
/* Documents without a namespace, times the namespaces that include them. */
#define MAX_CHAMELEONS		4096

/* What {final} of a type forbids (XML Schema part 1, 3.4.2 and 3.14.2). */
#define FINAL_EXTENSION		1
#define FINAL_RESTRICTION	2
#define FINAL_LIST		4
#define FINAL_UNION		8
#define FINAL_ALL		15
/* What {block} of an element adds to these (3.3.2). */
#define BLOCK_SUBSTITUTION	16
/* What may stand where: 3.3.2, 3.4.2, 3.14.2. */
#define FINAL_COMPLEX		(FINAL_EXTENSION | FINAL_RESTRICTION)
#define FINAL_SIMPLE		(FINAL_LIST | FINAL_UNION | FINAL_RESTRICTION)
#define BLOCK_ELEMENT		(FINAL_COMPLEX | BLOCK_SUBSTITUTION)

struct raw_type;

/* A type by name, or written in place; neither: none is given. */
struct raw_ref {
	uint32_t         name;		/* SEC_NAMES, or NONE */
	struct raw_type *here;
};
#define RAW_REF_NONE	((struct raw_ref){ NONE, NULL })

struct raw_member {			/* of a union */
	struct raw_ref     type;
	struct raw_member *next;
};

enum facet {
	FACET_LENGTH, FACET_MIN_LENGTH, FACET_MAX_LENGTH, FACET_PATTERN,
	FACET_ENUMERATION, FACET_WHITE_SPACE, FACET_LOW_INCLUSIVE,
	FACET_LOW_EXCLUSIVE, FACET_HIGH_INCLUSIVE, FACET_HIGH_EXCLUSIVE,
	FACET_TOTAL_DIGITS, FACET_FRACTION_DIGITS,
	FACETS				/* how many; of none */
};

struct raw_facet {
	enum facet        kind;
	struct istr       value;
	struct istr       ns;		/* of an enumeration read as a QName */
	bool              qname;	/* the prefix of value is bound, to ns */
	struct slice      expanded;	/* of an enumeration, schema_expand */
	bool              fixed;
	uint32_t          line;
	struct raw_facet *next;
};

enum raw_kind {
	RAW_SEQUENCE, RAW_CHOICE, RAW_ALL,
	RAW_REFERENCE,			/* <element ref> */
	RAW_LOCAL,			/* <element name> */
	RAW_GROUP,			/* <group ref> */
	RAW_ANY				/* <any>, <anyAttribute> */
};

struct raw_particle {
	enum raw_kind        kind;
	uint32_t             min, max;
	uint32_t             name;	/* element or group */
	struct raw_ref       type;	/* of a local element */
	struct istr          ns;	/* of a wildcard, its namespace */
	struct istr          target;	/* of a wildcard, the schema's own */
	uint8_t              process;	/* enum process_contents */
	bool                 nillable;
	uint8_t              flags;	/* of a local element, EL_… */
	bool                 valued;	/* default or fixed is given: value */
	struct istr          value;
	uint32_t             identity;	/* of a local element, as in the image */
	uint32_t             document, line;
	struct raw_particle *first, *next;
};

struct raw_attribute {			/* a use, or a reference to a group */
	bool                  group;
	bool                  reference;	/* to a global attribute */
	bool                  valued;	/* default or fixed is given */
	uint32_t              name;
	struct raw_ref        type;
	struct istr           value;
	uint32_t              flags;	/* USE_… */
	uint32_t              document, line;
	struct raw_attribute *next;
};

/* The attributes of a type or an attribute group. */
struct raw_attributes {
	struct raw_attribute *first, *last;
	struct raw_particle  *any;	/* anyAttribute, or NULL */
};

enum raw_how { HOW_RESTRICTION, HOW_EXTENSION, HOW_LIST, HOW_UNION };
enum raw_state { RAW_NEW, RAW_BUSY, RAW_DONE };

struct raw_type {
	uint32_t              name;	/* NONE: anonymous */
	uint32_t              document, line;
	uint32_t              row;	/* SEC_TYPES, once finishing begins */
	uint32_t              on;	/* SEC_TYPES: whose facets it narrows */
	enum raw_how          how;
	bool                  simple;	/* xs:simpleType */
	bool                  simple_content;
	bool                  mixed, abstract;
	uint8_t               final;	/* FINAL_… */
	uint8_t               block;	/* FINAL_EXTENSION, FINAL_RESTRICTION */
	struct raw_ref        base;	/* of a list, its items */
	struct raw_type      *inner;	/* simpleType in a simpleContent */
	struct raw_member    *members;
	struct raw_facet     *facets;
	unsigned              fixed;	/* 1 << enum facet, inherited too */
	struct raw_particle  *content;
	struct raw_attributes attributes;
	struct raw_type      *original;	/* what this one redefines */
	bool                  redefines;
	enum raw_state        state;	/* of its derivation */
	uint32_t              height;	/* of its content model */
};

struct raw_enumeration;			/* enum_concepts.c */

struct raw_element {			/* global */
	uint32_t       name;
	uint32_t       document, line;
	uint32_t       row;		/* SEC_ELEMENTS; NONE: a duplicate */
	struct raw_ref type;
	uint32_t       substitution;	/* SEC_NAMES, or NONE */
	struct istr    id, value;
	struct slice   expanded;	/* value, schema_expand */
	struct istr    typed_domain;	/* absolute, with its fragment */
	uint32_t       attributes, n_attributes;
	uint32_t       identity;	/* 1 + its first of identities; 0: none */
	const struct raw_enumeration *enumeration;	/* NULL: none */
	bool           has_period, has_balance, has_typed_domain;
	enum raw_state state;		/* of its substitution chain */
	uint8_t        period, balance, flags, final, block;
};

/* A global attribute, group or attribute group. */
enum raw_component { RAW_C_ATTRIBUTE, RAW_C_GROUP, RAW_C_ATTRIBUTE_GROUP };
struct raw_global {
	enum raw_component    kind;
	uint32_t              name;
	uint32_t              document, line;
	struct raw_attribute *attribute;
	struct raw_particle  *particle;
	struct raw_attributes attributes;
	struct raw_global    *original, *redefined_by;
	bool                  redefines;
	enum raw_state        state;
	uint32_t              row;	/* of a group: its root particle */
	uint32_t              height;
	uint32_t              stamp;	/* of the type that saw it last */
};

/* A key, unique, keyref, and the row that it becomes; or a notation. */
struct raw_identity {
	uint32_t name;
	uint32_t refer;			/* of a keyref: the key's name, or NONE */
	uint32_t fields;		/* the bad ones too */
	uint32_t document, line;
	struct img_identity row;
};

enum inclusion { INCLUDE_IMPORT, INCLUDE_INCLUDE, INCLUDE_REDEFINE };
struct raw_inclusion {
	enum inclusion kind;
	uint32_t       from, to;	/* documents; to may be NONE */
	struct istr    ns;		/* of an import */
	uint32_t       line;
};

/* link:linkbaseRef of a schema, for the rule about its role (4.3.4). */
/* An element in xs:appinfo, without children: it may have a declaration. */
struct raw_note {
	uint32_t    name;
	struct istr value;
	uint32_t    document, line;
};

struct raw_linkbase_ref {
	uint32_t    from, to;		/* documents */
	struct istr role;		/* "" where none */
	uint32_t    line;
};

/* A schema without a target namespace, kept until it is known who includes
 * it: its components take the namespace of each (XML Schema part 1, 4.2.1). */
struct raw_chameleon {
	uint32_t document;
	xmlDoc  *tree;
	bool     read;			/* in one namespace at least */
};

struct schema_set {
	struct arena *arena;
	VEC(struct raw_type *)        types;
	VEC(struct raw_element *)     elements;
	VEC(struct raw_global *)      globals;
	VEC(struct raw_inclusion)     inclusions;
	VEC(struct raw_identity)      identities, notations;
	VEC(struct raw_linkbase_ref)  linkbase_refs;
	VEC(struct raw_note)          notes;
	VEC(struct raw_chameleon)     chameleons;
	struct table imports;		/* document and namespace: may refer */
	struct table components;	/* enum raw_component and name: globals */
	struct table incomplete;	/* namespaces with a document missing */
	struct table ids;		/* document and id: seen */
	struct table keyed;		/* elements with identities: the first */
	VEC(uint32_t) parts;		/* by document: union-find of includes */
	uint32_t     n_builtin;		/* rows of types made by builtin.c */
	uint32_t     any_type, any_simple_type;	/* rows */
	uint32_t     stamp;
	VEC(uint32_t) seen;		/* attributes.c: by name, a stamp */
	VEC(uint32_t) at;		/* attributes.c: by name, its use */
	uint64_t     steps;		/* of walks that inheritance multiplies */
	bool         too_large;		/* said once */
};

/* One schema document while it is read. */
struct schema_reader {
	struct dts        *d;
	struct schema_set *set;
	struct arena      *scratch;	/* goes when the document is read */
	uint32_t           document;
	struct slice       uri;
	struct slice       target;	/* target namespace, "" where none */
	struct istr        target_string;
	struct istr        prefix;	/* bound to it, for display */
	bool               elements_qualified, attributes_qualified;
	bool               chameleon;	/* target is the includer's */
	bool               redefining;
	uint8_t            final_default, block_default;
};

/* --- schema.c --- */
struct schema_set *schema_set(struct dts *);
/* Reads chameleons in every namespace that includes them; judges inclusions,
 * finds what is incomplete. */
void	schema_inclusions(struct dts *);
/* Whether two documents are joined by include or redefine. */
bool	schema_joined(struct schema_set *, uint32_t a, uint32_t b);
/* Where a node stands; good as long as the reader. */
struct place schema_place(const struct schema_reader *, const xmlNode *);
/* A finding at a node that names its element, or at a line. */
struct finding *schema_finding(struct schema_reader *, enum finding_code,
	    const xmlNode *);
struct finding *schema_finding_line(struct dts *, enum finding_code,
	    uint32_t document, uint32_t line);
/* "prefix:name" as argument; "{ns}name" where neither a prefix nor anything
 * of that name is known. */
void	schema_arg_name(struct dts *, struct finding *, const char *arg,
	    uint32_t name);
/* Says once that something passes a limit. */
void	schema_too_deep(struct dts *, uint32_t document, uint32_t line);
/* Says that the content of a type is too large to be judged. */
void	schema_not_judged(struct dts *, const struct raw_type *);
/* Counts a step of a walk; false once they are too many. */
bool	schema_step(struct dts *, uint32_t document, uint32_t line);

/* --- schema_values.c: attributes of a schema's elements --- */
struct slice schema_attr(struct schema_reader *, const xmlNode *,
	    const char *name);		/* trimmed; SLICE_NONE: absent */
void	schema_bad_value(struct schema_reader *, const xmlNode *,
	    const char *attr, struct slice value);
bool	schema_bool(struct schema_reader *, const xmlNode *, const char *name,
	    bool otherwise);
/* The place of the value in a list of words; `otherwise` where absent. */
int	schema_word(struct schema_reader *, const xmlNode *, const char *name,
	    const char *const *words, int n, int otherwise);
/* minOccurs and maxOccurs. */
void	schema_occurs(struct schema_reader *, const xmlNode *, uint32_t *min,
	    uint32_t *max);
/* A set of derivations, such as final or block, out of those allowed there;
 * #all is all of these. */
uint8_t	schema_final(struct schema_reader *, const xmlNode *, const char *name,
	    uint8_t allowed, uint8_t otherwise);
/* The name that a QName attribute refers to, or NONE. */
uint32_t schema_ref(struct schema_reader *, const xmlNode *, const char *attr);
uint32_t schema_ref_text(struct schema_reader *, const xmlNode *,
	    const char *attr, struct slice text);
/* A list of QNames, such as one, as `{namespace}local` each, in the arena of
 * the set; SLICE_NONE where something in it is none. */
struct slice schema_expand(struct schema_reader *, const xmlNode *,
	    struct slice text);
/* The name that a `name` attribute declares, or NONE. */
uint32_t schema_name(struct schema_reader *, const xmlNode *, bool qualified);
/* Checks and notes the id of an element, and the node it is for locators:
 * NONE, nothing of ours; ANCHOR_LATER, an element that gets its row later. */
#define ANCHOR_LATER	(NONE - 1)
void	schema_id(struct schema_reader *, const xmlNode *, uint32_t anchor);

/* --- schema_read.c: declarations --- */
void	schema_components(struct schema_reader *, xmlNode *parent);

/* --- identity.c: identity constraints, notations --- */
/* Those of an element: 1 + the row of the first in SEC_IDENTITIES, or 0. */
uint32_t identity_read(struct schema_reader *, xmlNode *element);
void	notation_read(struct schema_reader *, xmlNode *);
/* Makes the rows and judges them. */
void	identity_finish(struct dts *);
/* The same number of the element that a particle is. */
uint32_t identity_of(const struct dts *, const struct img_particle *);

/* --- schema_check.c: the schema for schemas --- */
void	schema_check(struct schema_reader *, xmlNode *root);

/* --- roles.c: xs:appinfo --- */
void	schema_appinfo(struct schema_reader *, xmlNode *root);
/* Role types and links of the standard that stand where they must not. */
void	schema_places(struct schema_reader *, xmlNode *root);
void	schema_roles_finish(struct dts *);

/* --- lax.c: what is of other namespaces but declared in the DTS --- */
/* Notes an element of an appinfo and all that is in it. */
void	lax_appinfo(struct schema_reader *, xmlNode *);
/* Judges it, and the attributes of elements and arcs; once all is read. */
void	lax_check(struct dts *);

/* --- builtin.c --- */
void	builtin_types(struct dts *);

/* --- declare.c --- */
/* Gives types and elements their rows and names what they name. */
void	declare(struct dts *);
/* Says that a name is declared a second time, where both belong together;
 * `first` NONE: the first is built in. */
void	declare_duplicate(struct dts *, const char *kind, uint32_t name,
	    uint32_t first, uint32_t document, uint32_t line);
/* The raw type of a row, NULL for a built-in one or NONE. */
struct raw_type *types_raw(const struct dts *, uint32_t row);

/* --- extension.c --- */
/* Whether schemas add to XBRL's own namespaces (XBRL 2.1, 1.7). */
void	extension_check(struct dts *);

/* --- types.c --- */
/* The row that a reference names; NONE and a finding where there is none. */
uint32_t types_row(struct dts *, struct raw_ref, uint32_t document,
	    uint32_t line);
/* A type by its name as argument, "anonymous" where it has none. */
void	types_arg_type(struct dts *, struct finding *, const char *arg,
	    uint32_t row);
/* A component of another kind by name, or NULL. */
struct raw_global *types_global(const struct dts *, enum raw_component,
	    uint32_t name);
/* Says that a reference names nothing, unless a document is missing. */
void	types_unresolved(struct dts *, const char *kind, uint32_t name,
	    uint32_t document, uint32_t line);
/* Whether `type` is `head` or derived from it; *how collects FINAL_… of the
 * steps between. */
bool	types_derived(const struct dts *, uint32_t type, uint32_t head,
	    uint8_t *how);

/* --- facets.c --- */
/* Copies what a simple type says of values from one row to another. */
void	facets_inherit(struct img_type *, const struct img_type *base);
/* `on` is the row whose facets the row has inherited. */
void	facets_apply(struct dts *, struct raw_type *, uint32_t row,
	    uint32_t on);
/* Whether values of the type may be, or hold, QNames or NOTATIONs. */
bool	facets_names(const struct dts *, const struct img_type *);

/* --- attributes.c, particles.c: for a row whose base is done --- */
void	attributes_fill(struct dts *, struct raw_type *);
void	particles_fill(struct dts *, struct raw_type *);

/* --- rules of types, once all rows are there --- */
void	ambiguity_check(struct dts *);		/* cos-nonambig */
void	consistent_check(struct dts *);		/* cos-element-consistent */
void	derivation_check(struct dts *);		/* 3.4.6 */
/* constraints.c: values of enumerations, bounds, defaults; IDs */
void	constraints_check(struct dts *);

/* --- elements.c, concepts.c --- */
/* {block} of an element as EL_BLOCK_…. */
uint8_t	elements_block(uint8_t block);
void	elements_finish(struct dts *);
void	concepts_check(struct dts *);

/* --- enum_concepts.c: Extensible Enumerations --- */
/* The attributes of these on an element, in the set's arena; NULL: none. */
const struct raw_enumeration *enum_concept_read(struct schema_reader *,
	    const xmlNode *);
/* Judges enumeration concepts and makes their rows, the domains left out. */
void	enum_concepts_check(struct dts *);

#endif
