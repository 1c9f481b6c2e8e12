/*
 * eval.h: what the files of the evaluator and of the function library share.
 * Not for callers of xpath.h; libraries of functions include it too.
 */
#ifndef XPATH_EVAL_H
#define XPATH_EVAL_H

#include "xpath/xpath.h"

struct xp_collation;

/* One evaluation under way. */
struct xp_eval {
	const struct xp_expr *e;
	struct xp_dynamic    *d;
	struct arena         *arena;	/* d->arena */
	struct xp_seq        *slots;	/* all e->h->n_slots */
	struct xp_focus       focus;
	struct xp_error      *err;
	uint32_t              position;	/* of the op at work, for errors */
	uint64_t              check;	/* steps at which limits are looked at */
	bool                  failed;	/* err->position is what it will be */
	const struct xp_call_row *call;	/* the function call at work */
};

/*
 * Memory: the arena is reset behind whatever ended as a truth value or a place in
 * a sequence (predicates, conditions of some and every).  So what a function
 * keeps beyond its result, a cache for one, is not in ev->arena.
 */

/* Sets the error with a code of the specification, "XPTY0004"; the message is
 * printf's.  One writes return xp_fail(…), which is -1. */
void	xp_raise(struct xp_eval *, const char *code, const char *fmt, ...)
	    __attribute__((format(printf, 3, 4)));
#define xp_fail(...)	(xp_raise(__VA_ARGS__), -1)
/* The same where there is an error only, message constant. */
int	xp_error_set(struct xp_error *, const char *code, const char *message);
/* Counts work; -1 with the error (limits of xp_dynamic) where it is too much. */
int	xp_spend(struct xp_eval *, uint64_t steps);

/* --- eval.c --- */
int	xp_eval_op(struct xp_eval *, uint32_t op, struct xp_seq *);

/* --- eval_type.c: XPath 2.0, 2.5.4 --- */
/* Whether a value matches a sequence type. */
bool	xp_matches(const struct xp_eval *, const struct xp_seq *,
	    const struct xp_seqtype *);

/* --- deep_equal.c --- */
/* xp_deep_equal within an evaluation: 0, 1, or -1 with the error. */
int	xp_same_deep(struct xp_eval *, const struct xp_seq *,
	    const struct xp_seq *, const struct xp_collation *);

/* --- node.c: items that are nodes --- */
static inline bool
xp_is_node(struct xp_item i)
{
	return i.type == XT_NODE;
}
enum xp_kind	xp_node_kind(const struct xp_tree *, struct xp_item node);
/* Of elements, attributes, instructions; of a namespace node its prefix, in no
 * namespace.  False: it has none. */
bool		xp_node_name(const struct xp_tree *, struct xp_item node,
		    struct xp_qname *);
struct slice	xp_node_string(const struct xp_tree *, struct xp_item node,
		    struct arena *);
/* False: the root. */
bool		xp_node_parent(const struct xp_tree *, struct xp_item node,
		    struct xp_item *parent);
/* The same node; document order: -1, 0, 1. */
static inline bool
xp_node_is(struct xp_item a, struct xp_item b)
{
	return a.tree == b.tree && a.n == b.n &&
	    (a.flags & XI_NS) == (b.flags & XI_NS) &&
	    (!(a.flags & XI_NS) || a.u.i == b.u.i);
}
int		xp_node_order(struct xp_item a, struct xp_item b);
/* Into document order, each node once, in place: the array is the caller's
 * own.  Linear, but where several trees or namespaces are in it. */
void		xp_sort_nodes(struct xp_seq *);
static inline const struct xp_tree *
xp_tree_of(const struct xp_eval *ev, struct xp_item node)
{
	return xp_tree_ready(ev->d->trees[node.tree]);
}

/* --- compare.c: Functions and Operators, 6 to 12; XPath 2.0, 3.5 --- */

/* A value comparison of two atomic items (untypedAtomic as string): 0 or 1, -1
 * with XPTY0004 where the types cannot be compared.  `collation` NULL: that of
 * the evaluation. */
int	xp_compare(struct xp_eval *, enum xp_compare, struct xp_item,
	    struct xp_item, const struct xp_collation *);
/* -1, 0, 1 for order-by purposes of min, max, distinct-values: 2 where one is NaN;
 * -2 with the error where they cannot be compared. */
int	xp_order(struct xp_eval *, struct xp_item, struct xp_item,
	    const struct xp_collation *);

/* --- arithmetic.c: 6.2, 6.3, 10.6 to 10.8 --- */
int	xp_arithmetic(struct xp_eval *, enum xp_arithmetic, struct xp_item,
	    struct xp_item, struct xp_item *);

/* --- collation.c: 7.3.1 --- */
/* The collation of a URI (relative to the static base URI); NULL with FOCH0002. */
const struct xp_collation *xp_collation(struct xp_eval *, struct slice uri);
const struct xp_collation *xp_default_collation(struct xp_eval *);
int	xp_collate(const struct xp_collation *, struct slice, struct slice);

/* --- functions.c, signature.c: the functions of fn:, library 0 --- */
extern const struct xp_library xp_fn;
extern xp_function *const xp_fn_calls[];	/* in the same order */
/* The signature of a function; NULL where its numbers are out of range.  The
 * types of its parameters are in the compiled form: xp_parameter (expr.h). */
const struct xp_signature *xp_signature_of(
	    const struct xp_library *const *, uint16_t n_libraries,
	    const struct xp_call_row *);

/* --- eval_call.c: XPath 2.0, 3.1.5 --- */
/* Whether a parameter of an atomic type takes a value of a type. */
enum xp_fit { XF_NOT, XF_AS_IT_IS, XF_CAST };
enum xp_fit	xp_fit(const struct xp_test *, enum xp_type);

/* --- arguments of functions --- */
/* The only item of an argument, NULL where it is empty. */
static inline const struct xp_item *
xp_arg(const struct xp_seq *s)
{
	return s->n == 0 ? NULL : xp_items(s);
}
/* An argument that its signature makes one item. */
static inline struct xp_item
xp_only(const struct xp_seq *s)
{
	return *xp_items(s);
}
/* The string of an optional argument, "" where it is empty. */
struct slice	xp_arg_string(const struct xp_seq *);

/* Every function of functions.h. */
#define FUNCTION(name, min, max, result, parameters, function) \
	xp_function function;
#include "xpath/functions.h"
#undef FUNCTION

#endif
