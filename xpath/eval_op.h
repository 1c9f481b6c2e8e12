/*
 * eval_op.h: what the files of the evaluator share: one function for each
 * kind of operation (expr.h).
 *
 * Each writes a sequence into *result, which is empty before.  It may share its
 * items with a variable or an operand (then cap is 0): who wants to write to
 * them makes a copy.  `want` says how many items are needed: an operation may
 * stop when it has so many.
 */
#ifndef XPATH_EVAL_OP_H
#define XPATH_EVAL_OP_H

#include "base/mem.h"
#include "xpath/chain.h"
#include "xpath/eval.h"

#define WANT_ALL	UINT32_MAX
/* Added to a number: any so many will do, whichever come first; a node may be
 * among them twice. */
#define WANT_ANY	(UINT32_C(1) << 31)

static inline bool
xp_enough(uint32_t n, uint32_t want)
{
	return want != WANT_ALL && n >= (want & ~WANT_ANY);
}

/* The same items, which stay somebody else's. */
static inline struct xp_seq
xp_share(const struct xp_seq *s)
{
	struct xp_seq same = *s;

	if (s->n == 1)
		return xp_one(*xp_items(s));
	same.cap = 0;
	return same;
}

static inline uint32_t
xp_kid(const struct xp_eval *ev, const struct xp_op_row *op, unsigned i)
{
	return ev->e->kids[op->kids + i];
}

static inline uint32_t
xp_at(const struct xp_eval *ev, const struct xp_op_row *op)
{
	return (uint32_t)(op - ev->e->ops);
}

/* --- eval.c --- */

/* The chain that ends in an operation, counted as work: 0, and it is freed with
 * xp_chain_end; -1 with the error. */
int	xp_chain_start(struct xp_eval *, const struct xp_op_row *,
	    struct xp_chain *);
/* The first operand of the innermost operation, which is the one at work. */
uint32_t xp_chain_operand(struct xp_eval *, const struct xp_chain *);
/* The next operation of a chain, from the innermost on, as the one at work;
 * NULL after the outermost. */
const struct xp_op_row *xp_chain_next(struct xp_eval *, struct xp_chain *);

int	xp_eval_want(struct xp_eval *, uint32_t op, uint32_t want,
	    struct xp_seq *);
/* The effective boolean value of an operation: 0, 1, -1. */
int	xp_eval_cond(struct xp_eval *, uint32_t op);
/* An operand that is atomized to one item at most: 1; 0: none; -1. */
int	xp_eval_atomic(struct xp_eval *, uint32_t op, struct xp_item *);
/* Fails where so many bytes more would be too many (rek:XPathLimit). */
int	xp_room(struct xp_eval *, size_t bytes);
/* Fails with the error of a cast and the like. */
int	xp_limit_error(struct xp_error *, const char *message);

/* --- atomize.c --- */

int	xp_atoms(struct xp_eval *, const struct xp_seq *, struct xp_seq *);

/* --- eval_loop.c: 3.3.1, 3.7, 3.9 --- */

int	xp_op_range(struct xp_eval *, const struct xp_op_row *, uint32_t want,
	    struct xp_seq *);
/* Of a range only the first and the last number, once where they are one. */
int	xp_range_ends(struct xp_eval *, const struct xp_op_row *,
	    struct xp_seq *);
int	xp_op_for(struct xp_eval *, const struct xp_op_row *, uint32_t want,
	    struct xp_seq *);
int	xp_op_quantified(struct xp_eval *, const struct xp_op_row *,
	    struct xp_seq *);

/* --- eval_path.c: 3.2, 3.3.2 --- */

int	xp_op_root(struct xp_eval *, struct xp_seq *);
int	xp_op_path(struct xp_eval *, const struct xp_op_row *, uint32_t want,
	    struct xp_seq *);
int	xp_op_step(struct xp_eval *, const struct xp_op_row *, uint32_t want,
	    struct xp_seq *);
/* Steps from one node, adding to *result. */
int	xp_step_from(struct xp_eval *, const struct xp_op_row *,
	    struct xp_item node, uint32_t want, struct xp_seq *result);

/* --- eval_filter.c: 3.2.2 --- */

int	xp_op_filter(struct xp_eval *, const struct xp_op_row *, uint32_t want,
	    struct xp_seq *);
/* The items for which a predicate is true, in their order. */
int	xp_predicate(struct xp_eval *, uint32_t op, const struct xp_seq *,
	    uint32_t want, struct xp_seq *);
/* The predicate's position where it is one number known without a context
 * item: 1, *at 0 where nothing has it; 0: it is none; -1. */
int	xp_position_of(struct xp_eval *, uint32_t op, uint32_t *at);

/* --- eval_set.c: 3.3.3 --- */

int	xp_op_set(struct xp_eval *, const struct xp_op_row *, struct xp_seq *);

/* --- eval_compare.c: 3.5 --- */

int	xp_op_value(struct xp_eval *, const struct xp_op_row *,
	    struct xp_seq *);
int	xp_op_general(struct xp_eval *, const struct xp_op_row *,
	    struct xp_seq *);
int	xp_op_nodes(struct xp_eval *, const struct xp_op_row *,
	    struct xp_seq *);

/* --- eval_type.c: 2.5.4, 3.10 --- */

int	xp_op_instance(struct xp_eval *, const struct xp_op_row *,
	    struct xp_seq *);
int	xp_op_treat(struct xp_eval *, const struct xp_op_row *, uint32_t want,
	    struct xp_seq *);
int	xp_op_cast(struct xp_eval *, const struct xp_op_row *,
	    struct xp_seq *);
/* Whether each item matches an item type. */
bool	xp_match_items(const struct xp_eval *, const struct xp_seq *,
	    const struct xp_test *);
/* Whether there may be so many. */
bool	xp_match_count(uint32_t n, uint32_t occurs);

/* --- eval_call.c: 3.1.5 --- */

int	xp_op_call(struct xp_eval *, const struct xp_op_row *,
	    struct xp_seq *);
/* Whether a call is of fn:last. */
bool	xp_is_last(const struct xp_eval *, const struct xp_op_row *);

#endif
