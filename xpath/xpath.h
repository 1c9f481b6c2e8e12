/*
 * xpath.h: XPath 2.0 (W3C Recommendation of 14 December 2010, second edition)
 * with XQuery 1.0 and XPath 2.0 Functions and Operators.
 *
 *	text ─ xp_compile ─▶ bytes ─ xp_open ─▶ xp_expr ─ xp_eval ─▶ a sequence
 *
 * Compiling needs to know names only: namespaces, the signatures of functions,
 * which variables there are.  Evaluating needs values.  Between the two the
 * expression is bytes that can be kept (expr.h).
 */
#ifndef XPATH_XPATH_H
#define XPATH_XPATH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/slice.h"
#include "xpath/expr.h"
#include "xpath/tree.h"
#include "xpath/value.h"

#define NS_XPATH_ERROR	"http://www.w3.org/2005/xqt-errors"
/* Of what we ourselves say no to: rek:XPathLimit, too much work or memory. */
#define NS_XPATH_LIMIT	"urn:rekenschap:error"
#define NS_XPATH_FN	"http://www.w3.org/2005/xpath-functions"
#define CODEPOINT_COLLATION \
	"http://www.w3.org/2005/xpath-functions/collation/codepoint"

/*
 * What went wrong.  Codes are QNames: those of the specification (err:XPST0003,
 * err:FORG0001 …), of a library, or whatever fn:error was given.
 */
struct xp_error {
	struct slice  ns, local;
	struct slice  message;	/* English, one sentence, no newline */
	struct xp_seq value;	/* the error object of fn:error */
	uint32_t      position;	/* byte offset in the source */
	bool          of_node;	/* no fault of the expression: a node's text is
				 * not of the node's type */
};

struct xp_eval;

/* --- libraries of functions --- */

/*
 * A function: its name in the namespace of the library and its signature, each
 * type as a SequenceType: "xs:integer?", "node()*", "item()*", "numeric?" for any
 * numeric type.  Functions of several arities are several rows; where the last
 * parameter repeats (fn:concat), max_args is XP_MANY.
 */
struct xp_signature {
	const char *local;
	uint8_t     min_args, max_args;
	const char *result;
	const char *parameters;	/* types with "," between; "" */
};
#define XP_MANY	UINT8_MAX

/* Evaluates a call; arguments are converted to the types of the signature
 * already (XPath 2.0, 3.1.5).  0, or -1 with the error set (eval.h). */
typedef int xp_function(struct xp_eval *, const struct xp_seq *args,
	    unsigned n_args, struct xp_seq *result);

struct xp_library {
	const char *ns;
	const struct xp_signature *signatures;
	uint16_t n;
};

/* --- compiling --- */

struct xp_static {
	/* The namespace of a prefix, SLICE_NONE where it is unbound. fn, xs, xsi,
	 * xml are not predefined: the caller's function knows them or not. */
	struct slice (*namespace)(void *ctx, struct slice prefix);
	void *ctx;
	struct slice element_ns;	/* default for elements and types; "" */
	struct slice function_ns;	/* default for functions, or SLICE_NONE: fn: */
	/* Libraries beside fn: and xs:, numbered from 1. */
	const struct xp_library *const *libraries;
	uint16_t n_libraries;
	/* Variables known outside; NULL: any name is, and becomes one. Returns
	 * whether there is such a variable. */
	bool (*variable)(void *ctx, struct slice ns, struct slice local);
	/* Whether a schema has a type of that name (those of XML Schema are known),
	 * declares an element or attribute. NULL: none does. */
	bool (*type)(void *ctx, struct slice ns, struct slice local);
	bool (*declared)(void *ctx, struct slice ns, struct slice local,
		    bool attribute);
	bool (*collation)(void *ctx, struct slice uri);	/* unused: NULL */
};

/* Compiles into `out`, which is empty.  0; -1 with *err filled (XPST…, static
 * XPTY…, rek:XPathLimit where it is too large).  Everything in *err lives in the
 * arena. */
int	xp_compile(struct slice source, const struct xp_static *, struct buf *out,
	    struct arena *, struct xp_error *err);
/* Looks at compiled bytes, aligned to 8, which are borrowed; false where they
 * are none, or damaged. */
bool	xp_open(struct xp_expr *, struct slice);
/* Whether its calls are functions of these libraries, with their number of
 * arguments and types of parameters: asked once before it is evaluated with
 * libraries, since xp_open knows fn: only. */
bool	xp_open_calls(const struct xp_expr *, const struct xp_library *const *,
	    uint16_t n_libraries);
/* The operations as text, for tests and for people:
 * (path/ (child p:a) (filter . 1)).  Libraries as above, for names. */
void	xp_dump(const struct xp_expr *, const struct xp_library *const *,
	    uint16_t n_libraries, struct buf *);

/* --- evaluating --- */

struct xp_limits {
	uint64_t steps;		/* operations and items; 0: the default */
	size_t   memory;	/* bytes of the arena; 0: the default */
};
#define XP_STEPS	UINT64_C(2000000000)
#define XP_MEMORY	((size_t)1 << 30)

/*
 * All that stays the same over many evaluations (XPath 2.0, 2.1.2).  Zeroed,
 * with an arena, is a good one: no context, no documents, UTC.
 */
struct xp_dynamic {
	struct arena *arena;		/* of results; the caller resets it */
	const struct xp_tree **trees;	/* by number; see xp_item.tree */
	uint16_t n_trees, cap_trees;
	uint32_t depth;			/* of expressions that call others */
	/* Of the libraries given to xp_compile, in their order: a function for each
	 * signature. */
	xp_function *const *const *calls;
	/* Adds the tree of a document by xp_add_tree and gives its number; -1:
	 * there is none.  NULL: no document is. */
	int (*document)(struct xp_dynamic *, struct slice uri);
	/* The nodes of a collection ("": the default one); -1: there is none. */
	int (*collection)(struct xp_dynamic *, struct slice uri, struct xp_seq *);
	/* The URI that a name of the host's own for a collation stands for,
	 * SLICE_NONE where it has no such name.  NULL: it has none. */
	struct slice (*collation)(struct xp_dynamic *, struct slice uri);
	/* Gets what fn:trace is given; NULL: nobody looks. */
	void (*trace)(struct xp_dynamic *, struct slice label,
	    const struct xp_seq *);
	void *host;			/* of the libraries and of these */
	struct slice base_uri;		/* static base URI, or SLICE_NONE */
	struct slice default_collation;	/* SLICE_NONE: by code point */
	struct xp_time now;		/* current-dateTime(), with its zone */
	int16_t zone;			/* implicit time zone, minutes */
	struct xp_limits limits;
	uint64_t steps;			/* spent so far */
	bool compatible;		/* reserved: XPath 1.0 compatibility, false */
	struct xp_kept *kept;		/* of functions: kept.h */
};

/* The number of a tree that is added; -1: there are too many. Borrowed. */
int	xp_add_tree(struct xp_dynamic *, const struct xp_tree *);
/* Frees what grew in it: the array of trees, not the trees; what functions kept;
 * not the arena. */
void	xp_dynamic_end(struct xp_dynamic *);

/* The focus (2.1.2); item NULL: none. */
struct xp_focus {
	const struct xp_item *item;
	uint32_t position, size;
};

/*
 * Evaluates; `slots` are values of e->h->n_variables outer variables, by slot.
 * 0 with *result in the arena; -1 with *err filled.
 */
int	xp_eval(const struct xp_expr *, struct xp_dynamic *,
	    const struct xp_focus *, const struct xp_seq *slots,
	    struct xp_seq *result, struct xp_error *err);
/* Evaluates one operation of the expression, for who explains how it came to
 * its value: `slots` are all e->h->n_slots, those of range variables too. */
int	xp_eval_part(const struct xp_expr *, uint32_t op, struct xp_dynamic *,
	    const struct xp_focus *, const struct xp_seq *slots,
	    struct xp_seq *result, struct xp_error *err);
/* The effective boolean value of the result, without more of it than that takes
 * and with the arena as it was: 0 or 1; -1 with *err filled. */
int	xp_eval_truth(const struct xp_expr *, struct xp_dynamic *,
	    const struct xp_focus *, const struct xp_seq *slots,
	    struct xp_error *err);
/* Effective boolean value (2.4.3): 0 or 1; -1 with *err. */
int	xp_truth(const struct xp_seq *, struct xp_error *err);
/* Atomization (2.4.2): 0, or -1 with *err (FOTY0012). */
int	xp_atomize(struct xp_dynamic *, const struct xp_seq *, struct xp_seq *,
	    struct xp_error *err);
/* The string of an atomic item as fn:string gives it; of a node its string
 * value. */
struct slice	xp_string_of(const struct xp_dynamic *, struct xp_item,
		    struct arena *);
/* Casts an atomic item (Functions and Operators, 17).  QNames from strings need
 * `namespace` (may be NULL).  0; -1 with *err (FORG0001, XPTY0004, FOCA…). */
int	xp_cast(struct xp_item, enum xp_type, struct arena *, struct xp_item *,
	    struct xp_error *err);
/* deep-equal of two sequences by a collation (SLICE_NONE: the default): 0 or 1;
 * -1 with *err. */
int	xp_deep_equal(struct xp_dynamic *, const struct xp_seq *,
	    const struct xp_seq *, struct slice collation, struct xp_error *);

#endif
