/*
 * formulas.h: formulas while a taxonomy is compiled, shared by the files that
 * read, join and judge them and by nobody else.
 *
 * Two steps.  While trees are there, formula_read turns each resource that is of
 * formulas into an object here and what hangs on it alone (expressions, items,
 * rules, parts of messages) into rows of the image.  Once all networks are
 * made, formula_finish gives objects their relationships, and so the rows that
 * formula.h speaks of.
 *
 * (1) Objects are in reading order.
 * (2) Texts, lists, scopes, expressions, filters and variables are interned: two
 *     equal ones are one row.
 * (3) Nothing here recurses but through filters in filters, to
 *     MAX_FILTER_DEPTH.
 */
#ifndef TAXONOMY_FORMULAS_H
#define TAXONOMY_FORMULAS_H

#include "base/buf.h"
#include "taxonomy/formula.h"
#include "taxonomy/formula_sound.h"
#include "taxonomy/link.h"

#define NS_MESSAGE	"http://xbrl.org/2010/message"
#define NS_SEVERITY_10	"http://xbrl.org/2016/assertion-severity"
#define NS_SEVERITY_20	"http://xbrl.org/2022/assertion-severity"

enum formula_kind {
	OBJECT_SET,		/* sub: enum set_kind; row: SEC_VARIABLE_SETS */
	OBJECT_VARIABLE,	/* sub: enum variable_kind */
	OBJECT_PARAMETER,	/* row: SEC_PARAMETERS, once sorted */
	OBJECT_FILTER,		/* row: SEC_FILTERS; NONE: and, or, not yet made */
	OBJECT_PRECONDITION,	/* expression */
	OBJECT_CONSISTENCY,	/* row: SEC_ASSERTIONS */
	OBJECT_ASSERTION_SET,	/* row: SEC_ASSERTION_SETS */
	OBJECT_MESSAGE,		/* row: SEC_MESSAGES */
	OBJECT_SEVERITY,	/* sub: enum assertion_severity */
	OBJECT_FUNCTION,	/* row: SEC_FUNCTIONS */
	OBJECT_IMPLEMENTATION,	/* row: implementations */
	OBJECT_EQUALITY		/* expression */
};

/* A resource that formulas are made of. */
struct formula_object {
	uint32_t resource;	/* SEC_RESOURCES */
	uint8_t  kind;		/* enum formula_kind */
	uint8_t  sub;
	uint8_t  flags;		/* of the row that it becomes */
	uint8_t  state;		/* while rows are made of it; of a set WITHOUT_… */
	uint32_t row;		/* or NONE */
	uint32_t expression;	/* what @test, @select, @value … say, or NONE */
	uint32_t second;	/* OBJECT_CONSISTENCY: proportional radius */
};

/* What of a set is not known, and has been told: nothing is said of what hangs on
 * it.  Likewise of a function: it is WITHOUT_CODE. */
#define WITHOUT_MODEL	1	/* its aspect model */
#define WITHOUT_NAMES	2	/* the name of some variable, or of a source */
#define WITHOUT_CODE	4	/* an implementation that can be called */

enum formula_arc {
	ARC_VARIABLE_SET, ARC_VARIABLE_FILTER, ARC_SET_FILTER,
	ARC_PRECONDITION, ARC_BOOLEAN, ARC_ASSERTION_SET,
	ARC_CONSISTENCY_FORMULA, ARC_CONSISTENCY_PARAMETER, ARC_SATISFIED,
	ARC_UNSATISFIED, ARC_SEVERITY, ARC_IMPLEMENTATION, ARC_EQUALITY,
	ARC_INSTANCE_VARIABLE, ARC_FORMULA_INSTANCE, ARC_SCOPE,
	FORMULA_ARCS
};

/* An effective relationship between objects. */
struct formula_edge {
	uint32_t from, to;	/* objects; NONE: none of them */
	uint32_t relationship;
	uint32_t name;		/* SEC_NAMES: of @name, or NONE */
	uint8_t  flags;		/* FILTER_COMPLEMENT, FILTER_COVER */
};
typedef VEC(struct formula_edge) formula_edges;

struct formula_implementation {	/* of a custom function */
	uint32_t names;		/* list: of its inputs */
	uint32_t n_names;
	uint32_t steps, n_steps;
	uint32_t output;
};

/* @name of an arc, as it was read: a prefix can be resolved there only. */
struct formula_arc_name {
	uint32_t arc;		/* of the link_set */
	uint32_t name;		/* SEC_NAMES; NONE: its prefix means nothing */
};

struct formula_need { uint32_t on, of; };	/* `of` hangs on `on` */
typedef VEC(struct formula_need) formula_needs;
struct formula_call { uint32_t function, expression; };	/* of a custom one */

#define CAN_NOT	UINT32_C(0x80000000)	/* an expression of it is wrong */

struct formula_set {
	VEC(struct formula_object)         objects;
	VEC(struct formula_implementation) implementations;
	VEC(struct formula_arc_name)       arc_names;	/* by arc */
	VEC(uint32_t)                      copies;	/* scratch */
	/* Of each filter the ASPECT_BITs that it could cover if all uses in it
	 * did, and CAN_NOT. */
	VEC(uint32_t)                      can_cover;
	VEC(uint32_t)                      within;	/* filters in each */
	VEC(uint32_t)                      bound;	/* object of each binding */
	VEC(uint32_t)                      seen;	/* sets, formula_set.c */
	struct table index;	/* positions by name, of one set's bindings: */
	uint32_t     indexed;	/* its first one and 1; 0: none's */
	formula_needs                      needs;	/* scratch */
	VEC(struct formula_call)           calls;	/* by expression */
	bool nameless;		/* the prefix of a name means nothing */
	formula_edges edges[FORMULA_ARCS];		/* by from */
	struct table object_table;	/* by resource */
	struct table text_table, list_table, scope_table, expression_table,
	    code_table, filter_table, variable_table, arc_table;
};

/* --- formula_read.c --- */

/* Reads a resource if it is of formulas: true then. */
bool		formula_read(struct link_reader *, xmlNode *, uint32_t resource);
/* Notes the name that an arc gives, if it gives one. */
void		formula_read_arc(struct link_reader *, xmlNode *, uint32_t arc);
struct formula_set *formula_set_of(struct dts *);
/* An attribute without a namespace. */
struct slice	formula_attr(struct link_reader *, const xmlNode *,
		    const char *local);
bool		formula_flag(struct link_reader *, const xmlNode *,
		    const char *local);
/* The expression of an attribute, or NONE. */
uint32_t	formula_attr_expression(struct link_reader *, const xmlNode *,
		    const char *local);
/* The name of a variable (Variables 1.0, 3.5.1: no prefix, no namespace);
 * NONE and xbrlve:variableNameResolutionFailure where its prefix means nothing. */
uint32_t	formula_name(struct link_reader *, const xmlNode *,
		    struct slice text);
/* Any other QName: the default namespace counts; NONE where it is none. */
uint32_t	formula_qname(struct link_reader *, const xmlNode *,
		    struct slice text);

/* --- formula_filter_read.c, formula_output_read.c, formula_message.c,
 *     formula_function_read.c --- */

/* The row of a filter of a kind. */
uint32_t	formula_read_filter(struct link_reader *, xmlNode *,
		    enum filter_kind, uint8_t value, uint32_t resource);
/* The enum filter_kind of an element, and what its name says besides; false
 * for one that is no filter. */
bool		formula_filter_kind(const xmlNode *, enum filter_kind *,
		    uint8_t *value);
/* The row in SEC_OUTPUTS. */
uint32_t	formula_read_output(struct link_reader *, xmlNode *);
uint32_t	formula_read_message(struct link_reader *, xmlNode *,
		    uint32_t resource);
uint32_t	formula_read_function(struct link_reader *, xmlNode *,
		    uint32_t resource);
uint32_t	formula_read_implementation(struct link_reader *, xmlNode *);

/* --- formula_intern.c --- */

struct fstr	formula_intern_text(struct dts *, struct slice);
struct slice	formula_text_of(const struct dts *, struct fstr);
/* The place of a list; equal ones share it. */
uint32_t	formula_intern_list(struct dts *, const uint32_t *, uint32_t n);
/* Sorts and keeps one of each. */
uint32_t	formula_sort_names(uint32_t *, uint32_t n);
/* The row of an expression that stands at a node. */
uint32_t	formula_intern_expression(struct link_reader *,
		    const xmlNode *, struct slice source);
/* The row of a filter: f's items and uses are the last rows of their sections,
 * and go where there is an equal one. */
uint32_t	formula_intern_filter(struct dts *, const struct img_filter *);
uint32_t	formula_intern_variable(struct dts *,
		    const struct img_variable *);

/* --- formula_edges.c --- */

void		formula_find_edges(struct dts *);
/* The edges of a kind that begin at an object. */
const struct formula_edge *formula_edges_of(const struct dts *,
		    enum formula_arc, uint32_t object, uint32_t *n);
/* For qsort: by where they end, then in the order of the relationships. */
int		formula_edge_by_to(const void *, const void *);
/* The object of a resource, or NONE. */
uint32_t	formula_object_of(const struct formula_set *,
		    uint32_t resource);
/* Where an object, or the arc of an edge, stands. */
struct place	formula_place(const struct dts *, uint32_t object);
struct place	formula_edge_place(const struct dts *,
		    const struct formula_edge *);
/* What people call an object: its id, else the name that it gives (parameters
 * and functions), else its element's name. */
struct slice	formula_object_name(const struct dts *, uint32_t object);
/* "prefix:local" or "local" of a name, in the arena. */
struct slice	formula_name_text(const struct dts *, uint32_t name,
		    struct arena *);
/* Adds a finding at an object with its name as {object}. */
struct finding *formula_finding(struct dts *, enum finding_code,
		    uint32_t object);

/* --- formula_order.c --- */

/* Numbers 0 … n - 1 in such an order that each comes after what it hangs on; how
 * many there are: fewer than n where some hang on themselves. Sorts the needs. */
uint32_t	formula_order(formula_needs *, uint32_t n, uint32_t *order);

/* Marks all of the n that hang on what is marked, however far away. Likewise. */
void		formula_spread(formula_needs *, bool *marked, uint32_t n);

/* --- once all is read, in this order --- */

void		formula_make_functions(struct dts *);	/* formula_function.c */
void		formula_compile(struct dts *);		/* formula_compile.c */
/* Expressions that call what cannot be called have no code. */
void		formula_check_functions(struct dts *);	/* formula_function.c */
void		formula_make_parameters(struct dts *);	/* formula_parameter.c */
/* The row of a parameter, once they are made; NONE where there is none. */
uint32_t	formula_find_parameter(const struct dts *, uint32_t name);
void		formula_make_filters(struct dts *);	/* formula_filter.c */
/* The filter that an arc leads to, or NONE. */
uint32_t	formula_filter_of(struct dts *, const struct formula_edge *);
/* The uses of filters that begin at an object, as the last rows of their
 * section. */
void		formula_add_uses(struct dts *, enum formula_arc,
		    uint32_t object, uint32_t *first, uint32_t *count);
void		formula_make_variables(struct dts *);	/* formula_variable.c */
void		formula_make_sets(struct dts *);	/* formula_set.c */
/* What sees what, once bindings are there; then, once outputs are judged, whether
 * that may be, and whether instances hang on themselves. formula_scope.c */
void		formula_make_scopes(struct dts *);
void		formula_check_scopes(struct dts *);
/* Whether a parameter stands for a standard instance (Variable Instances 1.0). */
#define STANDARD_INPUT	"standard-input-instance"
#define STANDARD_OUTPUT	"standard-output-instance"
bool		formula_is_standard(const struct dts *, uint32_t parameter,
		    const char *local);
/* What of a set is not known: WITHOUT_…. */
uint8_t		formula_without(const struct dts *, uint32_t set);
/* What a name means in a set. */
enum formula_meaning { MEANS_NOTHING, MEANS_VARIABLE, MEANS_PARAMETER,
	MEANS_VISIBLE };	/* MEANS_VISIBLE: by variables-scope */
enum formula_meaning formula_meaning(const struct dts *,
		    const struct img_variable_set *, uint32_t name,
		    uint32_t *binding);
/* Reports the names of an expression of a set that mean nothing, at an object. */
void		formula_check_names(struct dts *, uint32_t set,
		    uint32_t expression, uint32_t object);
/* formula_output.c, before assertions: those of broken formulas are broken. */
void		formula_check_outputs(struct dts *);
/* Concepts of variables and of groups, formula_wake.c. */
void		formula_name_concepts(struct dts *);
void		formula_make_assertions(struct dts *);	/* formula_assertion.c */
/* The variables of a message of an assertion (both objects), once the rows that
 * it is of are there. formula_message_check.c */
void		formula_check_message(struct dts *,
		    const struct img_assertion *, uint32_t message);
/* Those of an expression that belongs to an assertion, at an object: where one
 * means nothing, the assertion is broken. */
void		formula_check_beside(struct dts *, struct img_assertion *,
		    uint32_t expression, uint32_t object);
void		formula_make_equalities(struct dts *);	/* formula_variable.c */
void		formula_make_wakes(struct dts *);	/* formula_wake.c */

#endif
