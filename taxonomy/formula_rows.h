/*
 * formula_rows.h: the rows of an image that formula linkbases become: part of
 * image.h, which says how rows refer to each other.  Read formula.h first: it
 * tells how they hang together.
 *
 * Numbers are row numbers unless a comment says otherwise, NONE where there is
 * none.  "first, n" are consecutive rows of the section that the comment names.
 * Where rows are of no section but are a list of numbers, they stand in
 * SEC_FORMULA_LISTS, and the comment says what the numbers are.
 */
#ifndef TAXONOMY_FORMULA_ROWS_H
#define TAXONOMY_FORMULA_ROWS_H

#include <stdint.h>

/* --- expressions (Variables 1.0, 1.7; xpath/expr.h) --- */

/*
 * An XPath expression with the namespaces in scope where it stands.  Equal
 * texts whose prefixes mean the same are one row, whoever uses them, and equal
 * compiled forms are there once.
 */
struct img_expression {
	struct fstr source;	/* as written */
	uint32_t    namespaces;	/* SEC_FORMULA_SCOPES: what prefixes mean */
	uint32_t    code;	/* SEC_FORMULA_CODE: first, in units of 8 bytes */
	uint32_t    code_size;	/* in bytes; 0: it does not compile, of which
				 * the image has a finding */
	uint32_t    names;	/* list of SEC_NAMES: the variable of each slot
				 * of the compiled form, in their order */
	uint32_t    n_names;
	uint32_t    document;	/* where it was first met */
	uint32_t    line;
};

struct img_scope {		/* what is in scope of an element */
	uint32_t    namespaces;	/* first in SEC_FORMULA_NAMESPACES */
	uint32_t    n_namespaces;
	struct fstr base;	/* base URI, where an expression asks for it and
				 * it is not its document's; else "" */
};

struct img_namespace {		/* of a scope: by prefix */
	struct istr prefix;	/* "" the default one */
	struct istr ns;
};

/* --- parameters (Variables 1.0, 3.2) and instances (Instances 1.0) --- */

#define PARAMETER_REQUIRED	1	/* no value unless given from outside */
#define PARAMETER_INSTANCE	2	/* it stands for an instance */
#define PARAMETER_BROKEN	4	/* its expression has a static error: it
					 * has no value but one from outside */
struct img_parameter {		/* by name */
	uint32_t    name;	/* SEC_NAMES: @name, no two alike */
	uint32_t    turn;	/* SEC_PARAMETERS: row i says which one is the
				 * i-th to be evaluated, so that each comes after
				 * those that its expression names; NONE: no
				 * more, the rest hang on each other in circles */
	uint32_t    expression;	/* @select, or NONE */
	uint32_t    as;		/* SEC_NAMES: @as, or NONE */
	uint8_t     type;	/* enum xp_type of @as; XT_NONE: none, or not
				 * of a built-in atomic type */
	uint8_t     flags;	/* PARAMETER_… */
	uint8_t     pad[2];
	uint32_t    resource;	/* SEC_RESOURCES: the element */
};

/* --- filters --- */

/* The aspects of the two aspect models (Variables 1.0, 2). */
enum aspect_kind {
	ASPECT_CONCEPT,
	ASPECT_LOCATION,
	ASPECT_ENTITY,			/* entity identifier: scheme and value */
	ASPECT_PERIOD,
	ASPECT_UNIT,
	ASPECT_SEGMENT,			/* non-dimensional model: complete */
	ASPECT_SCENARIO,
	ASPECT_NON_XDT_SEGMENT,		/* dimensional model: the remainder */
	ASPECT_NON_XDT_SCENARIO,
	ASPECT_DIMENSION,		/* one dimension, named beside it */
	ASPECT_DIMENSIONS,		/* all of them */
	ASPECT_ALL,			/* whatever the model has */
	ASPECTS
};
#define ASPECT_BIT(aspect)	(UINT32_C(1) << (aspect))

enum filter_kind {
	/* Concept Filters 1.0 */
	FILTER_CONCEPT_NAME,		/* items: the concepts, any of them */
	FILTER_CONCEPT_PERIOD_TYPE,	/* value: enum period_type */
	FILTER_CONCEPT_BALANCE,		/* value: enum balance; NONE: "none" */
	FILTER_CONCEPT_ATTRIBUTE,	/* item: its name; test: its value, or
					 * NONE: that it is there */
	FILTER_CONCEPT_DATA_TYPE,	/* item: the type; FILTER_STRICT */
	FILTER_CONCEPT_SUBSTITUTION,	/* item: the head; FILTER_STRICT */
	/* Boolean Filters 1.0: uses; with none of them no fact passes */
	FILTER_AND,
	FILTER_OR,
	/* Dimension Filters 1.0 */
	FILTER_EXPLICIT_DIMENSION,	/* items: the dimension, then members,
					 * any of them; no member: any value */
	FILTER_TYPED_DIMENSION,		/* item: the dimension; test or NONE */
	/* Entity Filters 1.0 */
	FILTER_ENTITY_TEST,		/* ef:identifier: test */
	FILTER_ENTITY_SCHEME,		/* test: the scheme */
	FILTER_ENTITY_SCHEME_PATTERN,	/* text: regular expression */
	FILTER_ENTITY_IDENTIFIER,	/* test: the scheme, second: the value */
	FILTER_ENTITY_IDENTIFIER_PATTERN, /* text */
	/* General Filters 1.0 */
	FILTER_GENERAL,			/* test; NONE: "true()" */
	/* Match Filters 1.0 */
	FILTER_MATCH,			/* value: enum aspect_kind; variable; item:
					 * the dimension of ASPECT_DIMENSION;
					 * FILTER_MATCH_ANY */
	/* Period Filters 1.0 */
	FILTER_PERIOD,			/* test */
	FILTER_PERIOD_START,		/* test: the date; second: time, or NONE */
	FILTER_PERIOD_END,
	FILTER_PERIOD_INSTANT,
	FILTER_FOREVER,
	FILTER_INSTANT_DURATION,	/* variable; value: enum boundary */
	/* Relative Filters 1.0 */
	FILTER_RELATIVE,		/* variable */
	/* Segment and Scenario Filters 1.0 */
	FILTER_SEGMENT,			/* test; NONE: that there is one */
	FILTER_SCENARIO,
	/* Tuple Filters 1.0 */
	FILTER_PARENT,			/* item: the parent's name */
	FILTER_ANCESTOR,		/* item */
	FILTER_SIBLING,			/* variable */
	FILTER_LOCATION,		/* variable; test: the path from it */
	/* Unit Filters 1.0 */
	FILTER_SINGLE_MEASURE,		/* item: the measure */
	FILTER_GENERAL_MEASURES,	/* test */
	/* Value Filters 1.0 */
	FILTER_NIL,
	FILTER_PRECISION,		/* test: the minimum */
	/* Aspect Cover Filters 1.0: passes every fact */
	FILTER_ASPECT_COVER,		/* items: ITEM_ASPECT, ITEM_DIMENSION,
					 * ITEM_EXCEPT */
	/* Concept Relation Filters 1.0 */
	FILTER_CONCEPT_RELATION,	/* five items, in this order: source
					 * (variable, name or expression), link
					 * role, link name, arcrole, arc name;
					 * value: enum relation_axis;
					 * generations; test, or NONE */
	FILTER_UNKNOWN,			/* an element that stands in for
					 * variable:filter and is none of these:
					 * nothing can be said of it; an item:
					 * its name */
	FILTER_KINDS
};
enum boundary { BOUNDARY_START, BOUNDARY_END };
enum relation_axis {
	AXIS_REL_CHILD_OR_SELF, AXIS_REL_CHILD, AXIS_REL_DESCENDANT,
	AXIS_REL_DESCENDANT_OR_SELF, AXIS_REL_PARENT, AXIS_REL_PARENT_OR_SELF,
	AXIS_REL_ANCESTOR, AXIS_REL_ANCESTOR_OR_SELF, AXIS_REL_SIBLING,
	AXIS_REL_SIBLING_OR_SELF, AXIS_REL_SIBLING_OR_DESCENDANT,
	AXIS_REL_NONE			/* there is no network: the item alone */
};

#define FILTER_STRICT		1	/* @strict: exactly that, not derived */
#define FILTER_MATCH_ANY	2	/* @matchAny */

/*
 * A filter, or many: filters that say the same, with equal items and uses, are
 * one row wherever they stand, so what it lets through needs finding once.
 */
struct img_filter {
	uint8_t     kind;	/* enum filter_kind */
	uint8_t     value;	/* as the kind says */
	uint8_t     flags;	/* FILTER_… */
	uint8_t     depth;	/* of filters in it: 0 for one without uses */
	uint32_t    aspects;	/* ASPECT_BITs that it covers where its use
				 * covers; of ASPECT_DIMENSION the items say
				 * which; and, or: those of the covering uses;
				 * aspect cover: those of its items */
	uint32_t    generations; /* concept relation: 0 where not given */
	uint32_t    variable;	/* SEC_NAMES: @variable, or NONE */
	uint32_t    test, second; /* SEC_EXPRESSIONS, or NONE */
	struct fstr text;	/* a pattern */
	uint32_t    items;	/* first in SEC_FILTER_ITEMS */
	uint32_t    n_items;
	uint32_t    uses;	/* first in SEC_FILTER_USES: of and, or */
	uint32_t    n_uses;
	uint32_t    names;	/* list of SEC_NAMES, rising: every variable
				 * that it or a filter in it names */
	uint32_t    n_names;	/* 0: what it lets through hangs on the facts
				 * alone (a parameter counts as a name) */
	uint32_t    resource;	/* SEC_RESOURCES: the first that says so */
};

enum item_kind {
	ITEM_NAME,		/* a QName: name, or expression */
	ITEM_MEMBER,		/* of an explicit dimension: name, expression or
				 * variable; axis, linkrole, arcrole */
	ITEM_SOURCE,		/* of a concept relation: the same three */
	ITEM_URI,		/* linkrole: the URI; or expression */
	ITEM_ASPECT,		/* value: enum aspect_kind */
	ITEM_DIMENSION,		/* name, or expression: a dimension covered */
	ITEM_EXCEPT		/* and one that is not */
};
struct img_filter_item {
	uint8_t     kind;	/* enum item_kind */
	uint8_t     axis;	/* ITEM_MEMBER: enum relation_axis */
	uint8_t     value;	/* ITEM_ASPECT: enum aspect_kind */
	uint8_t     given;	/* 0: an optional item that is not there */
	uint32_t    name;	/* SEC_NAMES, or NONE */
	uint32_t    expression;	/* SEC_EXPRESSIONS, or NONE */
	uint32_t    variable;	/* SEC_NAMES, or NONE */
	struct fstr linkrole;	/* ITEM_URI: the URI */
	struct fstr arcrole;
};

#define FILTER_COMPLEMENT	1	/* lets through what the filter does not */
#define FILTER_COVER		2	/* covers the filter's aspects */
struct img_filter_use {		/* a filter arc */
	uint32_t    filter;	/* SEC_FILTERS */
	uint32_t    flags;	/* FILTER_COMPLEMENT, FILTER_COVER */
};

/* --- variables (Variables 1.0, 3.3) --- */

enum variable_kind { VARIABLE_FACT, VARIABLE_GENERAL };
#define VARIABLE_SEQUENCE	1	/* @bindAsSequence */
#define VARIABLE_NILS		2	/* @nils */
#define VARIABLE_MATCHES	4	/* @matches */
#define VARIABLE_NAMED		8	/* concepts are all that it can bind */

/* A variable, or many: those that say the same are one row. */
struct img_variable {
	uint8_t     kind;	/* enum variable_kind */
	uint8_t     flags;	/* VARIABLE_… */
	uint8_t     pad[2];
	uint32_t    expression;	/* general: @select; fact: @fallbackValue or
				 * NONE */
	uint32_t    filters;	/* first in SEC_FILTER_USES */
	uint32_t    n_filters;
	uint32_t    names;	/* list of SEC_NAMES, rising: every variable
				 * and parameter that it names, the fallback
				 * value left out */
	uint32_t    n_names;
	uint32_t    concepts;	/* list of SEC_ELEMENTS, rising: where it is
				 * VARIABLE_NAMED, by its own filters */
	uint32_t    n_concepts;
	uint32_t    instances;	/* list of SEC_PARAMETERS: whose facts it
				 * binds (Instances 1.0) */
	uint32_t    n_instances; /* 0: those of the report */
	uint32_t    resource;	/* SEC_RESOURCES: the first that says so */
};

/* --- variable sets (Variables 1.0, 3.5) --- */

enum binding_kind { BINDING_FACT, BINDING_GENERAL, BINDING_PARAMETER };
struct img_binding {		/* a variable-set arc */
	uint32_t    name;	/* SEC_NAMES: what expressions of the set call it */
	uint8_t     kind;	/* enum binding_kind */
	uint8_t     pad[3];
	uint32_t    target;	/* SEC_VARIABLES; of a parameter SEC_PARAMETERS */
	uint32_t    needs;	/* list of positions in the set's bindings,
				 * rising and below its own: on which it hangs */
	uint32_t    n_needs;
};

enum set_kind { SET_FORMULA, SET_TUPLE, SET_VALUE, SET_EXISTENCE };
#define SET_IMPLICIT	1	/* @implicitFiltering */
#define SET_DIMENSIONAL	2	/* @aspectModel="dimensional" */
#define SET_BROKEN	4	/* it has a static error: not to be evaluated */
#define SET_ALWAYS	8	/* it may evaluate whatever concepts there are */
#define SET_ANY		16	/* each fact variable has a fallback value: it
				 * wakes by any one of them */
struct img_variable_set {
	uint8_t     kind;	/* enum set_kind */
	uint8_t     flags;	/* SET_… */
	uint8_t     pad[2];
	uint32_t    expression;	/* SEC_EXPRESSIONS: @value of a formula, @test
				 * of an assertion; NONE: an existence
				 * assertion or tuple without */
	uint32_t    bindings;	/* first in SEC_BINDINGS: each after those that
				 * it needs */
	uint32_t    n_bindings;
	uint32_t    filters;	/* first in SEC_FILTER_USES: of all its fact
				 * variables; never covering */
	uint32_t    n_filters;
	uint32_t    preconditions; /* list of SEC_EXPRESSIONS: all must be true */
	uint32_t    n_preconditions;
	uint32_t    visible;	/* first in SEC_SET_SCOPES */
	uint32_t    n_visible;
	uint32_t    owner;	/* SEC_ASSERTIONS of an assertion, SEC_OUTPUTS
				 * of a formula or tuple */
	uint32_t    wakes;	/* list of SEC_ELEMENTS, rising: it evaluates
				 * only where the report has a fact of one of
				 * them; empty where SET_ALWAYS */
	uint32_t    n_wakes;
	uint32_t    resource;	/* SEC_RESOURCES */
};

/* Variables-scope (Variables Scope 1.0): the bindings of `set` are visible
 * in, and each of its evaluations begins those of, the one that has this row. */
struct img_set_scope {
	uint32_t    set;	/* SEC_VARIABLE_SETS */
	uint32_t    name;	/* SEC_NAMES: of the fact that it makes, or NONE */
};

/* --- formulas (Formula 1.0, 2.1) and tuples --- */

#define SOURCE_UNCOVERED	(NONE - 1)	/* formula:uncovered */
struct img_output {
	uint32_t    set;	/* SEC_VARIABLE_SETS */
	uint32_t    source;	/* SEC_NAMES, SOURCE_UNCOVERED or NONE */
	uint32_t    precision, decimals;	/* SEC_EXPRESSIONS, or NONE */
	uint32_t    rules;	/* first in SEC_OUTPUT_RULES, as they stand */
	uint32_t    n_rules;
	uint32_t    instance;	/* SEC_PARAMETERS: where to; NONE: the output */
};

/* What aspect a rule is of, and below how it says it. */
enum rule_kind {
	OUTPUT_CONCEPT, OUTPUT_ENTITY, OUTPUT_PERIOD, OUTPUT_UNIT,
	OUTPUT_MULTIPLY, OUTPUT_DIVIDE,	/* of the OUTPUT_UNIT before them */
	OUTPUT_EXPLICIT, OUTPUT_TYPED,	/* dimension */
	OUTPUT_OCC_EMPTY, OUTPUT_OCC_FRAGMENTS, OUTPUT_OCC_XPATH,
	OUTPUT_LOCATION
};
enum rule_form {
	FORM_SOURCE,			/* as the source has it */
	FORM_NAME,			/* concept, member: name or expression;
					 * measure: expression */
	FORM_IDENTIFIER,		/* expression: scheme, second: value;
					 * NONE: as the source has it */
	FORM_FOREVER,
	FORM_INSTANT,			/* expression, or NONE */
	FORM_DURATION,			/* expression: start, second: end */
	FORM_XPATH,			/* expression */
	FORM_VALUE,			/* text */
	FORM_OMIT
};
#define RULE_AUGMENT	1		/* unit: @augment */
#define RULE_SCENARIO	2		/* open context component: scenario */
#define RULE_HAS_XDT	4		/* its fragments hold dimensions */
struct img_output_rule {
	uint8_t     kind;	/* enum rule_kind */
	uint8_t     form;	/* enum rule_form */
	uint8_t     flags;	/* RULE_… */
	uint8_t     pad;
	uint32_t    source;	/* nearest source (2.1.2.1): SEC_NAMES,
				 * SOURCE_UNCOVERED or NONE */
	uint32_t    own_source;	/* the same, of this element only: units */
	uint32_t    dimension;	/* SEC_NAMES, or NONE */
	uint32_t    name;	/* SEC_NAMES, or NONE */
	uint32_t    expression, second;	/* SEC_EXPRESSIONS, or NONE */
	struct fstr text;	/* XML: the children, each complete with the
				 * namespaces in scope */
};

/* --- assertions (Validation 1.0 and the three of it) --- */

enum assertion_kind { ASSERTION_VALUE, ASSERTION_EXISTENCE,
	ASSERTION_CONSISTENCY };
enum assertion_severity {
	ASSERTION_ERROR,		/* also where nothing is said */
	ASSERTION_WARNING,
	ASSERTION_OK,
	ASSERTION_COMPUTED		/* 2.0: severity gives one of "ERROR",
					 * "WARNING", "OK" */
};
#define ASSERTION_STRICT	1	/* consistency: @strict */
#define ASSERTION_BROKEN	2	/* it has a static error */
#define ASSERTION_GRADED	4	/* an arc states its severity */
struct img_assertion {
	uint8_t     kind;	/* enum assertion_kind */
	uint8_t     severity;	/* enum assertion_severity, if unsatisfied */
	uint8_t     flags;	/* ASSERTION_… */
	uint8_t     pad;
	uint32_t    sets;	/* list of SEC_VARIABLE_SETS: its own one; of a
				 * consistency assertion its formulas */
	uint32_t    n_sets;
	uint32_t    absolute;	/* consistency: SEC_EXPRESSIONS of the */
	uint32_t    proportional; /* acceptance radius, or NONE */
	uint32_t    bindings;	/* consistency: first in SEC_BINDINGS: names of */
	uint32_t    n_bindings;	/* parameters in the radius */
	uint32_t    computed;	/* SEC_EXPRESSIONS: of ASSERTION_COMPUTED */
	uint32_t    messages;	/* first in SEC_MESSAGE_USES: as ordered */
	uint32_t    n_messages;
	uint32_t    groups;	/* list of SEC_ASSERTION_SETS that it is in */
	uint32_t    n_groups;
	uint32_t    resource;	/* SEC_RESOURCES: its id, labels, place */
};

struct img_assertion_set {	/* validation:assertionSet */
	uint32_t    assertions;	/* list of SEC_ASSERTIONS, as ordered */
	uint32_t    n_assertions;
	uint32_t    resource;
};

/* --- messages (Generic Messages 1.0, Validation Messages 1.0) --- */

struct img_message {
	uint32_t    parts;	/* first in SEC_MESSAGE_PARTS */
	uint32_t    n_parts;
	struct fstr separator;	/* between items of a value; " " by default */
	uint32_t    resource;	/* SEC_RESOURCES: its role and language */
};
struct img_message_part {
	struct fstr text;	/* literally, or "" */
	uint32_t    expression;	/* SEC_EXPRESSIONS: its value after the text;
				 * or NONE: the last part */
};
struct img_message_use {
	uint32_t    message;	/* SEC_MESSAGES */
	uint32_t    satisfied;	/* 1: of satisfied evaluations; 0: of others */
};

/* --- custom functions (Variables 1.0, 3.1; Custom Functions 1.0) --- */

/*
 * Functions of one namespace are consecutive rows and one library of compiled
 * expressions: rows FORMULA_LIBRARIES, FORMULA_LIBRARIES + 1 … of their
 * xp_call_row, in the order of the rows here (formula.h).
 */
#define FUNCTION_IMPLEMENTED	1	/* in XPath, here */
struct img_function {
	uint32_t    name;	/* SEC_NAMES */
	uint16_t    library;	/* number of its library */
	uint16_t    row;	/* in the library */
	uint32_t    flags;	/* FUNCTION_… */
	uint32_t    inputs;	/* first in SEC_FUNCTION_INPUTS */
	uint32_t    n_inputs;
	struct fstr output_type; /* SequenceType, prefixes xs: and none */
	uint32_t    steps;	/* first in SEC_FUNCTION_STEPS */
	uint32_t    n_steps;
	uint32_t    output;	/* SEC_EXPRESSIONS, or NONE */
	uint32_t    resource;	/* of the signature */
};
struct img_function_input {
	struct fstr type;	/* SequenceType, as above */
	uint32_t    name;	/* SEC_NAMES: in the implementation, or NONE */
};
struct img_function_step {
	uint32_t    name;	/* SEC_NAMES: what the value is called after */
	uint32_t    expression;
};

/* --- equality of typed dimensions (Variables 1.0, 2) --- */

struct img_equality {		/* by element */
	uint32_t    element;	/* SEC_ELEMENTS: a typed domain */
	uint32_t    expression;	/* SEC_EXPRESSIONS: @test */
};

/* --- the index by which concepts wake variable sets --- */

struct img_wake {		/* by element */
	uint32_t    element;	/* SEC_ELEMENTS; NONE, the last: SET_ALWAYS */
	uint32_t    sets;	/* list of SEC_VARIABLE_SETS, rising */
	uint32_t    n_sets;
};

#endif
