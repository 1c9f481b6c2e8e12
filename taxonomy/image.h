/*
 * image.h: the layout of a compiled taxonomy, on disk and in memory alike.
 *
 * An image is one file, mapped read-only and used in place.  It starts with a
 * header and a table of sections; a section is an array of rows of one fixed
 * size, or the bytes of the string table.  Rows refer to strings by offset and
 * length within the string section and to other rows by their number in their
 * section; NONE (all ones) is "no such row".  Nothing is a pointer, so an
 * image is the same bytes wherever it is mapped.  Integers are little-endian.
 *
 * The rows below are written by the compiler (dts.h collects them, image.c
 * lays them out) and read through taxonomy.h, which checks every reference
 * before it follows it: an image is input too.
 *
 * Any change of a row or of its meaning raises IMAGE_VERSION.
 */
#ifndef TAXONOMY_IMAGE_H
#define TAXONOMY_IMAGE_H

#include <stdint.h>

#include "base/hash.h"
#include "base/slice.h"

#define IMAGE_MAGIC	"REKTAX\r\n"
#define IMAGE_VERSION	8

enum section {
	SEC_STRINGS,		/* bytes */
	SEC_ENTRIES,		/* struct img_entry */
	SEC_DOCUMENTS,		/* struct img_document */
	SEC_UNRESOLVED,		/* struct img_unresolved */
	SEC_NAMES,		/* struct img_name */
	SEC_PREFIXES,		/* struct img_prefix */
	SEC_NAME_HASH,		/* uint32_t, open addressing over SEC_NAMES */
	SEC_ELEMENTS,		/* struct img_element */
	SEC_ATTRIBUTES,		/* struct img_attribute: foreign attributes */
	SEC_TYPES,		/* struct img_type */
	SEC_PATTERNS,		/* struct img_pattern */
	SEC_ENUMERATIONS,	/* struct img_enumeration */
	SEC_MEMBER_TYPES,	/* uint32_t: types of a union */
	SEC_PARTICLES,		/* struct img_particle */
	SEC_ATTRIBUTE_USES,	/* struct img_attribute_use */
	SEC_IDENTITIES,		/* struct img_identity */
	SEC_PATHS,		/* struct img_path */
	SEC_STEPS,		/* struct img_step */
	SEC_ROLES,		/* struct img_role: roleTypes */
	SEC_ARCROLES,		/* struct img_role: arcroleTypes */
	SEC_USED_ON,		/* uint32_t: rows of SEC_NAMES */
	SEC_NETWORKS,		/* struct img_network */
	SEC_RELATIONSHIPS,	/* struct img_relationship, by network, from */
	SEC_LINKS,		/* struct img_link */
	SEC_INVERSE,		/* uint32_t: relationship rows, by network, to */
	SEC_RESOURCES,		/* struct img_resource */
	SEC_PARTS,		/* struct img_part: parts of references */
	SEC_LABELS,		/* struct img_label: by node, then order */
	SEC_CUBES,		/* struct img_cube */
	SEC_CUBE_DIMENSIONS,	/* struct img_cube_dimension */
	SEC_DOMAINS,		/* struct img_domain */
	SEC_DOMAIN_BITS,	/* uint64_t: bitsets over elements */
	SEC_PRIMARIES,		/* struct img_primary: by element, role */
	SEC_PRIMARY_CUBES,	/* uint32_t: rows of SEC_CUBES */
	SEC_DEFAULTS,		/* struct img_default */
	SEC_ENUM_CONCEPTS,	/* struct img_enum_concept: by element */
	SEC_FORMULA_TEXT,	/* bytes: struct fstr */
	SEC_FORMULA_LISTS,	/* uint32_t: rows, as their user says */
	SEC_FORMULA_CODE,	/* uint64_t: compiled expressions */
	SEC_EXPRESSIONS,	/* struct img_expression */
	SEC_FORMULA_SCOPES,	/* struct img_scope */
	SEC_FORMULA_NAMESPACES,	/* struct img_namespace */
	SEC_PARAMETERS,		/* struct img_parameter */
	SEC_FILTERS,		/* struct img_filter */
	SEC_FILTER_ITEMS,	/* struct img_filter_item */
	SEC_FILTER_USES,	/* struct img_filter_use */
	SEC_VARIABLES,		/* struct img_variable */
	SEC_BINDINGS,		/* struct img_binding */
	SEC_VARIABLE_SETS,	/* struct img_variable_set */
	SEC_SET_SCOPES,		/* struct img_set_scope */
	SEC_OUTPUTS,		/* struct img_output */
	SEC_OUTPUT_RULES,	/* struct img_output_rule */
	SEC_ASSERTIONS,		/* struct img_assertion */
	SEC_ASSERTION_SETS,	/* struct img_assertion_set */
	SEC_MESSAGES,		/* struct img_message */
	SEC_MESSAGE_PARTS,	/* struct img_message_part */
	SEC_MESSAGE_USES,	/* struct img_message_use */
	SEC_FUNCTIONS,		/* struct img_function */
	SEC_FUNCTION_INPUTS,	/* struct img_function_input */
	SEC_FUNCTION_STEPS,	/* struct img_function_step */
	SEC_EQUALITIES,		/* struct img_equality: by element */
	SEC_WAKES,		/* struct img_wake: by element */
	SEC_FINDINGS,		/* struct img_finding */
	SEC_FINDING_ARGS,	/* struct img_finding_arg */
	SECTIONS
};

struct img_header {
	char     magic[8];
	uint32_t version;
	uint32_t sections;		/* how many rows the table has */
	uint64_t size;			/* of the whole file */
	uint64_t checksum;		/* XXH3 of the section table */
};

struct img_section {
	uint64_t offset;		/* from the start of the file, 8-aligned */
	uint64_t count;			/* rows; bytes for the strings */
	uint64_t row_size;
	uint64_t checksum;		/* XXH3 of its bytes */
};

/* A string: NUL-terminated at off + len. {0, 0} is the empty string. */
struct istr {
	uint32_t off;
	uint32_t len;
};

/* The same in SEC_FORMULA_TEXT: what formulas alone say is apart, so that who
 * asks for none reads none of it. */
struct fstr {
	uint32_t off;
	uint32_t len;
};

/*
 * A node is what a relationship can start or end at: its kind in the top four
 * bits, a row number below.
 */
enum node_kind {
	NODE_ELEMENT,		/* SEC_ELEMENTS */
	NODE_RESOURCE,		/* SEC_RESOURCES */
	NODE_ROLE,		/* SEC_ROLES */
	NODE_ARCROLE,		/* SEC_ARCROLES */
	NODE_OTHER = 15		/* something in a document that is none of these */
};
#define NODE(kind, row)	((uint32_t)(kind) << 28 | (row))
#define NODE_KIND(n)	((enum node_kind)((n) >> 28))
#define NODE_ROW(n)	((n) & 0x0fffffff)

struct img_entry {
	struct istr uri;		/* absolute, no fragment */
};

enum document_kind {
	DOC_SCHEMA,
	DOC_LINKBASE,
	DOC_OTHER,			/* XML of another kind */
	DOC_BROKEN,			/* no well-formed XML */
	DOC_MISSING,			/* could not be had */
	DOC_HINTED			/* no part of the DTS: a schema that a
					 * linkbase names for itself; without
					 * a path it could not be had */
};
enum document_source { SRC_FILE, SRC_CATALOG, SRC_PACKAGE, SRC_STANDARD };

/* What linkbases of a document hold, one bit for each kind of extended link. */
#define HOLDS_CALCULATION	1
#define HOLDS_DEFINITION	2
#define HOLDS_LABEL		4
#define HOLDS_PRESENTATION	8
#define HOLDS_REFERENCE		16
#define HOLDS_OTHER		32	/* any other extended link */
#define HOLDS_LINKBASE		64	/* a linkbase at all */

struct img_document {
	struct istr uri;		/* what it is called: absolute */
	struct istr path;		/* where it was read: a path, or
					 * package.zip!entry, or standard:name */
	struct istr target_namespace;	/* of a schema */
	uint8_t     sha256[32];
	uint64_t    size;
	int64_t     mtime_ns;		/* SRC_FILE only */
	uint8_t     kind;		/* enum document_kind */
	uint8_t     source;		/* enum document_source */
	uint8_t     holds;		/* HOLDS_ bits */
	uint8_t     pad[5];
};

struct img_unresolved {
	struct istr uri;
	uint32_t    document;		/* that refers to it, or NONE */
	uint32_t    line;
};

/* The hash by which SEC_NAME_HASH is probed. */
static inline uint64_t
image_name_hash(struct slice ns, struct slice local)
{
	return hash_mix(hash_bytes(ns.s, ns.n, HASH_FIXED),
	    hash_bytes(local.s, local.n, HASH_FIXED));
}

struct img_name {
	struct istr ns;			/* "" for no namespace */
	struct istr local;
	uint32_t    element;		/* global element of this name, or NONE */
	uint32_t    type;		/* global type of this name, or NONE */
	uint32_t    attribute;		/* type of the global attribute, or NONE */
	struct istr prefix;		/* one that a document used, for display */
};

/* A prefix that names of elements have for display, and a namespace that it
 * stands for there; each pair once, in the order of SEC_ELEMENTS. */
#define MAX_PREFIXES	1000
struct img_prefix {
	struct istr prefix, ns;
};

enum element_kind {
	EL_OTHER,			/* in no substitution group of XBRL */
	EL_ITEM,
	EL_TUPLE,
	EL_HYPERCUBE,			/* items too, of xbrldt's groups */
	EL_DIMENSION,
	EL_RESOURCE, EL_ARC, EL_EXTENDED, EL_PART	/* of xl: and link: */
};
enum period_type { PERIOD_TYPE_NONE, PERIOD_TYPE_INSTANT, PERIOD_TYPE_DURATION };
enum balance { BALANCE_NONE, BALANCE_DEBIT, BALANCE_CREDIT };
#define EL_ABSTRACT	1
#define EL_NILLABLE	2
#define EL_TYPED	4		/* dimension with a typed domain */
#define EL_HAS_DEFAULT	8
#define EL_HAS_FIXED	16
#define EL_BLOCK_EXTENSION	32	/* {disallowed substitutions} */
#define EL_BLOCK_RESTRICTION	64
#define EL_BLOCK_SUBSTITUTION	128

struct img_element {
	uint32_t    name;		/* SEC_NAMES */
	uint32_t    type;		/* SEC_TYPES, or NONE: undeclared type */
	uint32_t    substitution;	/* SEC_ELEMENTS: head, or NONE */
	uint32_t    typed_domain;	/* SEC_ELEMENTS, or NONE */
	uint32_t    document;
	uint32_t    line;
	struct istr id;
	struct istr value;		/* default or fixed */
	uint32_t    attributes;		/* first foreign attribute */
	uint32_t    n_attributes;
	uint8_t     kind;		/* enum element_kind */
	uint8_t     period;		/* enum period_type */
	uint8_t     balance;		/* enum balance */
	uint8_t     flags;		/* EL_… */
};

struct img_attribute {
	uint32_t    name;
	struct istr value;
	uint32_t    qname;		/* SEC_NAMES: what the value names where it
					 * has the form prefix:name, or NONE */
};

/* The primitive that a simple type goes back to. */
enum primitive {
	PRIM_NONE,			/* complex content only */
	PRIM_ANY,			/* anySimpleType */
	PRIM_STRING, PRIM_BOOLEAN, PRIM_DECIMAL, PRIM_FLOAT, PRIM_DOUBLE,
	PRIM_DURATION, PRIM_DATETIME, PRIM_TIME, PRIM_DATE, PRIM_GYEARMONTH,
	PRIM_GYEAR, PRIM_GMONTHDAY, PRIM_GDAY, PRIM_GMONTH, PRIM_HEXBINARY,
	PRIM_BASE64BINARY, PRIM_ANYURI, PRIM_QNAME, PRIM_NOTATION
};
/* Built-in derivations whose lexical space facets cannot say. */
enum builtin {
	BUILTIN_NONE, BUILTIN_LANGUAGE, BUILTIN_NMTOKEN, BUILTIN_NAME,
	BUILTIN_NCNAME, BUILTIN_ID, BUILTIN_IDREF, BUILTIN_ENTITY,
	BUILTIN_INTEGER
};
enum variety { VARIETY_ATOMIC, VARIETY_LIST, VARIETY_UNION };
enum white_space { WS_PRESERVE, WS_REPLACE, WS_COLLAPSE };
enum content_kind { CONTENT_SIMPLE, CONTENT_EMPTY, CONTENT_ELEMENTS, CONTENT_MIXED };
/* What XBRL makes of an item type (XBRL 2.1, 4.8.2 and 5.1.1.3). */
enum item_type {
	ITEM_NOT, ITEM_NONNUMERIC, ITEM_NUMERIC, ITEM_MONETARY, ITEM_SHARES,
	ITEM_PURE, ITEM_FRACTION
};
#define FACET_MIN_INCLUSIVE	1	/* the bound is inclusive */
#define FACET_MAX_INCLUSIVE	2
#define FACET_HAS_MIN		4
#define FACET_HAS_MAX		8
#define TYPE_SIMPLE		16	/* xs:simpleType, not complex */
#define TYPE_ANY_ATTRIBUTE	32
#define TYPE_ABSTRACT		64
#define TYPE_DERIVED_BY_EXTENSION 128
/* {prohibited substitutions} of a complex type. */
#define BLOCK_EXTENSION		1
#define BLOCK_RESTRICTION	2

/*
 * A type with everything inherited already written into it: facets of all
 * steps (the narrowest bound, all pattern steps), all attribute uses, the
 * whole content model.
 */
struct img_type {
	uint32_t    name;		/* NONE: anonymous */
	uint32_t    base;		/* SEC_TYPES, or NONE: a built-in root */
	uint32_t    item;		/* item type of a list, or NONE */
	uint32_t    members;		/* union: first in SEC_MEMBER_TYPES */
	uint32_t    n_members;
	uint32_t    patterns;		/* first in SEC_PATTERNS */
	uint32_t    n_patterns;
	uint32_t    enumerations;	/* first in SEC_ENUMERATIONS */
	uint32_t    n_enumerations;	/* 0: not enumerated */
	uint32_t    uses;		/* first in SEC_ATTRIBUTE_USES */
	uint32_t    n_uses;
	uint32_t    particle;		/* SEC_PARTICLES: root, or NONE */
	uint32_t    any_attribute;	/* SEC_PARTICLES: a wildcard over
					 * attributes, or NONE */
	struct istr min, max;		/* lexical */
	int32_t     length, min_length, max_length;	/* -1: none */
	int32_t     total_digits, fraction_digits;	/* -1: none */
	uint32_t    document;
	uint32_t    line;
	uint8_t     variety;
	uint8_t     primitive;
	uint8_t     builtin;
	uint8_t     white_space;
	uint8_t     content;
	uint8_t     item_type;
	uint8_t     flags;		/* FACET_…, TYPE_… */
	uint8_t     block;		/* BLOCK_… */
};

struct img_pattern {
	uint32_t    step;		/* same step: alternatives; steps: all */
	struct istr regex;		/* XML Schema's own syntax */
};

struct img_enumeration {
	struct istr value;		/* white space normalised by its type */
	uint32_t    name;		/* SEC_NAMES for QNames, else NONE */
};

enum particle_kind {
	PARTICLE_ELEMENT, PARTICLE_SEQUENCE, PARTICLE_CHOICE, PARTICLE_ALL,
	PARTICLE_ANY
};
#define UNBOUNDED	UINT32_MAX
enum process_contents { PROCESS_STRICT, PROCESS_LAX, PROCESS_SKIP };

/* Groups list their children as consecutive rows from `first`. */
struct img_particle {
	uint32_t    min, max;
	uint32_t    first, count;	/* children of a group */
	uint32_t    name;		/* of an element; NONE otherwise */
	uint32_t    type;		/* of a local element; NONE: global ref */
	struct istr ns;			/* of a wildcard, its namespace attribute;
					 * of a local element, its default or
					 * fixed value */
	struct istr target;		/* of a wildcard, what ##other and
					 * ##targetNamespace speak of */
	uint8_t     kind;		/* enum particle_kind */
	uint8_t     process;		/* enum process_contents, of a wildcard */
	uint8_t     nillable;		/* of a local element */
	uint8_t     flags;		/* of a local element: EL_HAS_…, EL_BLOCK_… */
	uint32_t    identity;		/* of a local element, 1 + its first row of
					 * SEC_IDENTITIES; 0: it has none */
};

#define USE_REQUIRED	1
#define USE_FIXED	2
#define USE_PROHIBITED	4
struct img_attribute_use {
	uint32_t    name;
	uint32_t    type;		/* NONE: not known */
	struct istr value;		/* default or fixed */
	uint32_t    flags;		/* USE_… */
};

/*
 * Identity constraints (XML Schema 1.0 part 1, 3.11).  Those of one element
 * are consecutive rows.  Their XPath (3.11.6) is paths, alternatives of each
 * other where they are of one field; a path is steps.
 */
enum identity_kind { IDENTITY_UNIQUE, IDENTITY_KEY, IDENTITY_KEYREF };
struct img_identity {
	uint32_t    name;
	uint32_t    element;		/* SEC_ELEMENTS: a global one that has it;
					 * NONE: see img_particle */
	uint32_t    refer;		/* SEC_IDENTITIES: of a keyref, or NONE */
	uint32_t    paths;		/* first in SEC_PATHS: the selector's, then
					 * those of each field */
	uint32_t    n_paths;
	uint32_t    n_fields;		/* 0: it is wrong, and judges nothing */
	uint32_t    document;
	uint32_t    line;
	uint8_t     kind;		/* enum identity_kind */
	uint8_t     more;		/* the next row is of the same element */
	uint8_t     pad[2];
};

struct img_path {
	struct istr text;		/* the whole expression, as written */
	uint32_t    field;		/* from 1; 0: the selector */
	uint32_t    steps;		/* first in SEC_STEPS, of children; "." is
					 * none */
	uint32_t    n_steps;
	uint8_t     deep;		/* begins with ".//" */
	uint8_t     attribute;		/* the last step is of an attribute */
	uint8_t     pad[2];
};

enum step_kind { STEP_NAME, STEP_NAMESPACE, STEP_ANY };
struct img_step {
	struct istr ns, local;		/* as far as the kind says */
	uint8_t     kind;		/* enum step_kind */
	uint8_t     pad[3];
};

enum cycles { CYCLES_ANY, CYCLES_UNDIRECTED, CYCLES_NONE };
struct img_role {			/* roleType and arcroleType */
	struct istr uri;
	struct istr id;
	struct istr definition;		/* "" where none */
	uint32_t    document;
	uint32_t    line;
	uint32_t    used_on;		/* first in SEC_USED_ON */
	uint32_t    n_used_on;
	uint8_t     cycles;		/* enum cycles, arcroleTypes only */
	uint8_t     pad[7];
};

/*
 * A network (XBRL 2.1, 3.5.3.9.7.3): the effective relationships of one link
 * role, arcrole, extended link element and arc element.
 */
struct img_network {
	struct istr role;
	struct istr arcrole;
	uint32_t    link;		/* SEC_NAMES of the extended link */
	uint32_t    arc;		/* SEC_NAMES of the arc */
	uint32_t    first;		/* in SEC_RELATIONSHIPS and SEC_INVERSE */
	uint32_t    count;
};

/* An extended link, for its attributes; role and name are the network's. */
struct img_link {
	uint32_t    document;
	uint32_t    line;
	uint32_t    attributes;		/* all but XLink's, in SEC_ATTRIBUTES */
	uint32_t    n_attributes;
};

#define REL_CLOSED	1		/* xbrldt:closed="true" */
#define REL_UNUSABLE	2		/* xbrldt:usable="false" */
#define REL_SEGMENT	4		/* xbrldt:contextElement */
#define REL_SCENARIO	8		/* both: a value that it cannot have */
struct img_relationship {		/* in a network: by from, order, then document order */
	uint32_t    from;		/* node */
	uint32_t    to;			/* node */
	struct istr order;		/* as written, "1" by default */
	struct istr weight;		/* calculation arcs, "" else */
	struct istr preferred;		/* preferred label role, "" else */
	struct istr target_role;	/* xbrldt:targetRole, "" else */
	uint32_t    document;
	uint32_t    line;
	uint32_t    link;		/* SEC_LINKS: that the arc stands in */
	uint32_t    attributes;		/* all others but use, in SEC_ATTRIBUTES */
	uint16_t    n_attributes;
	uint16_t    flags;		/* REL_… */
};

struct img_resource {
	uint32_t    name;		/* element: link:label, gen:label … */
	struct istr role;
	struct istr lang;		/* "" where none */
	struct istr text;		/* its text content; "" for references */
	struct fstr id;			/* of formulas; "" of others */
	uint32_t    document;
	uint32_t    line;
	uint32_t    parts;		/* of a reference, first in SEC_PARTS */
	uint32_t    n_parts;
};

struct img_part {
	uint32_t    name;
	struct istr value;
};

struct img_label {			/* an effective concept- or element-label */
	uint32_t    node;		/* labelled: element, role, resource */
	uint32_t    resource;
};

/*
 * Dimensions, compiled (Dimensions 1.0, 2).  A cube row is one has-hypercube
 * relationship with its dimensions; a primary item has, in each link role
 * where it inherits any, the cubes that hold for it there.
 */
struct img_cube {
	uint32_t    element;		/* the hypercube */
	uint32_t    relationship;	/* the all or notAll arc */
	uint32_t    dimensions;		/* first in SEC_CUBE_DIMENSIONS */
	uint32_t    n_dimensions;
	uint8_t     not_all;
	uint8_t     closed;
	uint8_t     segment;		/* contextElement: 1 segment, 0 scenario */
	uint8_t     pad[5];
};

struct img_cube_dimension {		/* by dimension */
	uint32_t    dimension;
	uint32_t    domain;		/* SEC_DOMAINS; NONE: typed */
};

/* Usable members of a dimension's domain: bit i of the set is element
 * `base` + i. */
struct img_domain {
	uint32_t    base;
	uint32_t    bits;		/* first word in SEC_DOMAIN_BITS */
	uint32_t    n_words;
};

struct img_primary {
	uint32_t    element;
	uint32_t    network;		/* of the has-hypercube arc: its role */
	uint32_t    cubes;		/* first in SEC_PRIMARY_CUBES */
	uint32_t    n_cubes;
};

struct img_default {			/* by dimension */
	uint32_t    dimension;
	uint32_t    member;
};

/* An enumeration concept (Extensible Enumerations 1.0, 2; 2.0, 3 and 4). */
enum enum_form {
	ENUM_NOT,
	ENUM_QNAME,			/* 1.0: a QName */
	ENUM_URI,			/* 2.0: an expanded name URI */
	ENUM_URI_SET			/* 2.0: a list of them */
};
struct img_enum_concept {
	uint32_t    element;
	uint32_t    head;		/* SEC_ELEMENTS: domain head, or NONE */
	uint32_t    domain;		/* SEC_DOMAINS: what it may take; NONE:
					 * the declaration does not say */
	struct istr role;		/* link role of the domain */
	uint8_t     form;		/* enum enum_form */
	uint8_t     head_usable;
	uint8_t     pad[2];
};

struct img_finding {
	struct istr code;		/* the key of struct message */
	struct istr file;
	uint32_t    line;
	uint32_t    severity;
	uint32_t    args;		/* first in SEC_FINDING_ARGS */
	uint32_t    n_args;
};

struct img_finding_arg {
	struct istr name;
	struct istr value;
};

/* Rows of formula linkbases. */
#include "taxonomy/formula_rows.h"

#endif
