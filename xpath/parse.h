/*
 * parse.h: what the files of the front end share: the parser's state and the
 * tree that it builds.  Not for callers of xpath.h.
 *
 *	lexer.c ─▶ parse.c, parse_path.c, parse_type.c ─▶ write.c
 *	                 │ names: static.c
 *	                 └ order of nodes, positions: analyse.c; types: certain.c
 *
 * Nodes and texts live in the caller's arena, tables in vectors that
 * xp_compile frees.  A function that returns a node returns NULL where the
 * parser has failed, and has said why.  Errors of syntax end the parse at
 * once; others (names that nobody knows) are kept until the syntax of the
 * whole is known to be right, for then the first of them is the error.
 */
#ifndef XPATH_PARSE_H
#define XPATH_PARSE_H

#include "base/hash.h"
#include "base/intern.h"
#include "base/mem.h"
#include "xpath/eval.h"
#include "xpath/lexer.h"

/* What is known of the value of a node (analyse.c). */
#define P_ONE		1	/* at most one item */
#define P_SORTED	2	/* nodes in document order, each once */
#define P_PEER		4	/* no node is within another */
#define P_POSITION	8	/* asks for position() or last() somewhere */
#define P_NO_NUMBER	16	/* no predicate takes it for a position */
/* Of XO_VARIABLE and the like: the slot is of a range variable. */
#define P_LOCAL		32

/* An operation, with its operands in a list. */
struct xp_node {
	uint8_t  op, flags;	/* enum xp_op; as in struct xp_op_row */
	uint8_t  props;		/* P_… */
	uint8_t  type;		/* the value is one item of this atomic type;
				 * XT_ANY_ATOMIC: not known (certain.c) */
	uint16_t height;	/* of the tree below it, itself counted, chains
				 * as one (chain.h) */
	uint32_t arg, position, n_kids;
	struct xp_node *first, *last, *next;
	const struct xp_certain *fails;	/* always (certain.c); NULL: perhaps */
};

struct xp_range_variable {
	struct slice ns, local;
	uint32_t slot;		/* counted from the first range variable */
	const struct xp_range_variable *outer;
};

struct xp_parser {
	struct xp_lexer  lexer;
	struct xp_token  t, next;	/* at hand; the one after it */
	const struct xp_static *st;
	struct arena    *arena;
	struct xp_error *err;		/* of syntax: failed; else the first */
	bool failed;			/* syntax or limits: nothing goes on */
	bool wrong;			/* another error is in *err */
	unsigned depth;

	const struct xp_range_variable *scope;
	uint32_t n_locals, max_locals;

	struct buf     bytes;		/* strings, each once: */
	struct intern *strings;
	VEC(uint32_t)  string_at;	/* by its number */
	struct intern *names;		/* of outer variables */
	struct table   functions;	/* library and row to row of calls */
	VEC(struct xp_constant) constants;
	VEC(struct xp_test)     tests;
	VEC(struct xp_seqtype)  seqtypes;
	VEC(struct xp_call_row) calls;
	VEC(struct xp_variable) variables;
};

/* --- parse.c --- */

/* Fails with XPST0003 at a place; returns NULL. */
void	*xp_syntax(struct xp_parser *, uint32_t at, const char *fmt, ...)
	    __attribute__((format(printf, 3, 4)));
/* Fails with "expected WHAT, found …" at the symbol at hand; returns NULL. */
void	*xp_expected(struct xp_parser *, const char *what);
/* Notes an error that is none of syntax; only the first counts. */
void	 xp_wrong(struct xp_parser *, const char *code, uint32_t at,
	    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* The next symbol. */
void	 xp_advance(struct xp_parser *);
/* Whether the symbol at hand is this keyword. */
bool	 xp_at_keyword(const struct xp_parser *, const char *);
/* Whether it is of a kind, and then goes behind it. */
bool	 xp_take(struct xp_parser *, enum xp_token_kind);
/* The same, or fails: expected `what`. */
bool	 xp_need(struct xp_parser *, enum xp_token_kind, const char *what);
bool	 xp_need_keyword(struct xp_parser *, const char *);
/* [2] Expr, [3] ExprSingle. */
struct xp_node *xp_parse_expr(struct xp_parser *);
struct xp_node *xp_parse_single(struct xp_parser *);

struct xp_node *xp_node_new(struct xp_parser *, enum xp_op, uint32_t at);
/* Adds an operand; false where the tree becomes too deep or too wide. */
bool	 xp_node_add(struct xp_parser *, struct xp_node *, struct xp_node *);
/* A node with two operands, of which none may be NULL for success. */
struct xp_node *xp_node_two(struct xp_parser *, enum xp_op, uint32_t at,
	    struct xp_node *, struct xp_node *);
/* A string kept in the compiled form. */
struct xp_str	 xp_keep(struct xp_parser *, struct slice);
/* A row of constants. */
uint32_t xp_constant_new(struct xp_parser *, enum xp_type, struct slice);
/* The text of a StringLiteral without its quotes. */
struct slice	 xp_unquote(struct xp_parser *, struct slice);

/* --- parse_path.c: 3.1, 3.2 --- */

/* [25] PathExpr. */
struct xp_node *xp_parse_path(struct xp_parser *);

/* --- parse_type.c: 2.5.3 --- */

/* [50] SequenceType: its row; NONE where the parser failed. */
uint32_t xp_parse_sequence_type(struct xp_parser *);
/* [49] SingleType. */
bool	 xp_parse_single_type(struct xp_parser *, enum xp_type *,
	    bool *optional);
/* Whether a kind test begins here, and [54] KindTest: its row. */
bool	 xp_at_kind_test(const struct xp_parser *);
uint32_t xp_parse_kind_test(struct xp_parser *);

/* --- static.c: 2.1.1 --- */

/* What the prefix of the name is bound to; "" with XPST0081 where to nothing.
 * Without a prefix: `otherwise`. */
struct slice	 xp_resolve(struct xp_parser *, struct xp_token,
	    struct slice otherwise);
/* A range variable becomes visible; later it is the outer one again. */
void	 xp_bind(struct xp_parser *, struct xp_token, struct slice ns,
	    uint32_t *slot);
void	 xp_unbind(struct xp_parser *);
/* A reference to a variable. */
struct xp_node *xp_variable_node(struct xp_parser *, struct xp_token);
/* A function call, whose arguments are the operands of `args`. */
struct xp_node *xp_call_node(struct xp_parser *, struct xp_token,
	    struct xp_node *args);
/* XO_CAST or XO_CASTABLE, or what is known of them now. */
struct xp_node *xp_cast_node(struct xp_parser *, enum xp_op, uint32_t at,
	    struct xp_node *, enum xp_type, bool optional);

/* --- analyse.c --- */

/* Fills in props, of a node whose operands are all there. */
void	 xp_analyse(const struct xp_parser *, struct xp_node *);
/* E1/E2: a path, or a simpler one that means the same. */
struct xp_node *xp_path_node(struct xp_parser *, uint32_t at,
	    struct xp_node *, struct xp_node *);

/* --- certain.c --- */

/* Notes XPTY0004 where every evaluation of the whole tree would raise it. */
void	 xp_certain(struct xp_parser *, struct xp_node *root);

/* --- open.c, write.c --- */

/* Where the sections begin, the end last: by the numbers of the header, which
 * are not too large.  *size: of all. */
enum { XP_SECTIONS = 8 };
void	 xp_layout(const struct xp_header *, uint64_t at[XP_SECTIONS],
	    uint64_t *size);
void	 xp_write(const struct xp_parser *, const struct xp_node *,
	    struct buf *);

/* --- signature.c --- */

/* The row for a name and a number of arguments: NONE where there is none.
 * *known: whether there is a function of that name. */
uint32_t xp_function_find(const struct xp_library *, struct slice local,
	    uint32_t n_args, bool *known);
/*
 * One type of a signature: the type at the start of *text, which is moved
 * behind it and a comma.  False where there is none.  "none" is
 * empty-sequence(), "numeric" xs:double with XTEST_NUMERIC.
 */
bool	 xp_signature_type(struct slice *text, struct xp_test *,
	    uint32_t *occurs);

#endif
