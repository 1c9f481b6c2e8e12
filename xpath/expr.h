/*
 * expr.h: a compiled expression: a tree of operations in flat arrays, without
 * a pointer, so that it is kept in a taxonomy image and used where it is
 * mapped.
 *
 * The parser writes it, static analysis has resolved every name: variables are
 * slots, functions are rows of tables, types are numbers.  The evaluator walks
 * it.  Opening one (xp_open) checks that every number in it is in range and
 * that children come after their parents, so a damaged one is refused and no
 * walk runs in circles.
 */
#ifndef XPATH_EXPR_H
#define XPATH_EXPR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"

/* The comment says what kids (in order), arg and flags are. */
enum xp_op {
	XO_LITERAL,	/* arg: constant */
	XO_SEQUENCE,	/* kids: operands of the comma; none: () */
	XO_RANGE,	/* from, to */
	XO_OR, XO_AND,	/* two or more */
	XO_VALUE,	/* two; flags: enum xp_compare */
	XO_GENERAL,	/* two; flags: enum xp_compare */
	XO_IS, XO_BEFORE, XO_AFTER,	/* two */
	XO_ARITHMETIC,	/* two; flags: enum xp_arithmetic */
	XO_NEGATE, XO_PLUS,	/* one */
	XO_UNION, XO_INTERSECT, XO_EXCEPT,	/* two */
	XO_INSTANCE,	/* one; arg: sequence type */
	XO_TREAT,	/* one; arg: sequence type */
	XO_CASTABLE, XO_CAST,	/* one; arg: enum xp_type; flags: 1 for "?" */
	XO_FOR,		/* in, return; arg: slot of the range variable */
	XO_SOME, XO_EVERY,	/* in, satisfies; arg: slot */
	XO_IF,		/* condition, then, else */
	XO_VARIABLE,	/* arg: slot */
	XO_CONTEXT,	/* "." */
	XO_ROOT,	/* "/" alone or in front */
	XO_PATH,	/* left, right: E1/E2; flags: XP_… */
	XO_STEP,	/* kids: predicates; arg: node test; flags: enum xp_axis */
	XO_FILTER,	/* primary, then predicates */
	XO_CALL,	/* kids: arguments; arg: row of calls */
	XO_N
};

enum xp_compare { XC_EQ, XC_NE, XC_LT, XC_LE, XC_GT, XC_GE };
enum xp_arithmetic { XA_ADD, XA_SUBTRACT, XA_MULTIPLY, XA_DIVIDE, XA_IDIVIDE,
	XA_MOD };
enum xp_axis {
	AXIS_CHILD, AXIS_DESCENDANT, AXIS_ATTRIBUTE, AXIS_SELF,
	AXIS_DESCENDANT_OR_SELF, AXIS_FOLLOWING_SIBLING, AXIS_FOLLOWING,
	AXIS_NAMESPACE, AXIS_PARENT, AXIS_ANCESTOR, AXIS_PRECEDING_SIBLING,
	AXIS_PRECEDING, AXIS_ANCESTOR_OR_SELF
};
/* Of XO_PATH: the result comes out in document order without duplicates by
 * itself, so that no sorting is needed. */
#define XP_SORTED	1

struct xp_op_row {
	uint8_t  op;		/* enum xp_op */
	uint8_t  flags;
	uint16_t n_kids;
	uint32_t kids;		/* first in the array of kids */
	uint32_t arg;
	uint32_t position;	/* byte offset in the source */
};

/* A string of the compiled form: offset and length in its bytes. */
struct xp_str { uint32_t at, n; };

struct xp_constant {		/* a literal */
	uint32_t type;		/* XT_STRING, XT_INTEGER, XT_DECIMAL, XT_DOUBLE,
				 * XT_QNAME */
	struct xp_str text;	/* the string, or the number as written; a
				 * QName as {namespace}prefix:local or
				 * {namespace}local: xp_constant_name */
};

enum xp_item_test {
	XIT_ITEM,		/* item() */
	XIT_ATOMIC,		/* an atomic type */
	XIT_NODE,		/* node() */
	XIT_DOCUMENT,		/* document-node(…) */
	XIT_ELEMENT, XIT_ATTRIBUTE,
	XIT_SCHEMA_ELEMENT, XIT_SCHEMA_ATTRIBUTE,
	XIT_TEXT, XIT_COMMENT, XIT_PI,
	XIT_EMPTY		/* empty-sequence() */
};
#define XTEST_ANY_NS	1	/* *:name, * */
#define XTEST_ANY_LOCAL	2	/* prefix:*, * */
#define XTEST_HAS_NAME	4	/* element(name), processing-instruction(name),
				 * a name test but * */
#define XTEST_HAS_TYPE	8	/* element(*, type) */
#define XTEST_NILLABLE	16	/* element(*, type?) */
#define XTEST_PRINCIPAL	32	/* a name test; `test` is the axis' principal
				 * kind, of the namespace axis XIT_NODE */
#define XTEST_NUMERIC	64	/* in signatures: any numeric type; what is
				 * untyped becomes `atomic`, xs:double */

/* A node test of a step, and the item type of a sequence type. */
struct xp_test {
	uint8_t  test;		/* enum xp_item_test */
	uint8_t  flags;		/* XTEST_… */
	uint16_t atomic;	/* XIT_ATOMIC: enum xp_type */
	struct xp_str ns, local;	/* of the name */
	struct xp_str type_ns, type_local;
	uint32_t inner;		/* document-node(element(…)): a test before
				 * this one, or NONE */
};

enum xp_occurs { XOC_ONE, XOC_OPTIONAL, XOC_ANY, XOC_MANY };
struct xp_seqtype {
	uint32_t test;
	uint32_t occurs;	/* enum xp_occurs */
};

struct xp_call_row {
	uint16_t library;	/* number of the library, 0: fn: and xs: */
	uint16_t function;	/* row in it */
	uint32_t types;		/* first of the sequence types of its */
	uint32_t n_types;	/* parameters: xp_parameter */
};

/* A variable of the outside: what the caller gives a value. The n-th has slot
 * n. */
struct xp_variable {
	struct xp_str ns, local;
	uint32_t slot;
};

#define XP_MAGIC	0x31305058u	/* "XP01" */
/*
 * Sections in this order after the header, each aligned to 8. Ops stand level by
 * level: kids are numbered in the order of their parents, so that the array
 * of kids is 1, 2, 3 … and each op but the first is somebody's kid once.
 */
struct xp_header {
	uint32_t magic;
	uint32_t size;		/* of all, bytes */
	uint32_t n_ops, n_kids, n_constants, n_tests, n_seqtypes, n_calls;
	uint32_t n_variables;	/* outer ones: slots 0 … n_variables - 1 */
	uint32_t n_slots;	/* all slots */
	uint32_t n_bytes;	/* of strings */
	uint32_t root;		/* the op to begin with: 0 */
	uint32_t depth;		/* of the tree of ops, at most XP_MAX_DEPTH; a
				 * chain counts as one (chain.h) */
	uint32_t pad;
};

#define XP_MAX_DEPTH	512	/* of an expression: nesting, not length */
#define XP_MAX_SOURCE	(1u << 20)

/* The view of one: pointers into its bytes. */
struct xp_expr {
	const struct xp_header   *h;
	const struct xp_op_row   *ops;
	const uint32_t           *kids;
	const struct xp_constant *constants;
	const struct xp_test     *tests;
	const struct xp_seqtype  *seqtypes;
	const struct xp_call_row *calls;
	const struct xp_variable *variables;
	const char               *bytes;
};

static inline struct slice
xp_str(const struct xp_expr *e, struct xp_str s)
{
	return (struct slice){ e->bytes + s.at, s.n };
}

/* The type of the i-th parameter of a call; the last one repeats. */
static inline struct xp_seqtype
xp_parameter(const struct xp_expr *e, const struct xp_call_row *c, uint32_t i)
{
	return e->seqtypes[c->types + (i < c->n_types ? i : c->n_types - 1)];
}

/* The parts of an XT_QNAME constant. */
void	xp_constant_name(const struct xp_expr *, const struct xp_constant *,
	    struct slice *ns, struct slice *prefix, struct slice *local);

#endif
