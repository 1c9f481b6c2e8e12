/*
 * chain.h: operations that associate to the left, many in a row: 1 + 2 - 3,
 * a | b except c, a/b/c.
 *
 * As a tree each is the first operand of the next, as deep as the chain is
 * long.  They are walked in loops, the innermost first, so that only what is
 * nested otherwise counts as depth (expr.h, XP_MAX_DEPTH).
 */
#ifndef XPATH_CHAIN_H
#define XPATH_CHAIN_H

#include "xpath/expr.h"

enum xp_chain_kind { XH_NONE, XH_ARITHMETIC, XH_SET, XH_PATH };

static inline enum xp_chain_kind
xp_chain_kind(uint8_t op)
{
	return op == XO_ARITHMETIC ? XH_ARITHMETIC : op == XO_PATH ? XH_PATH :
	    op == XO_UNION || op == XO_INTERSECT || op == XO_EXCEPT ? XH_SET :
	    XH_NONE;
}

/* Whether an operation whose first operand is `first` goes on with its chain. */
static inline bool
xp_chains(uint8_t op, uint8_t first)
{
	return xp_chain_kind(op) != XH_NONE &&
	    xp_chain_kind(op) == xp_chain_kind(first);
}

static inline bool
xp_continues(const struct xp_expr *e, uint32_t op)
{
	const struct xp_op_row *row = &e->ops[op];

	return row->n_kids > 0 &&
	    xp_chains(row->op, e->ops[e->kids[row->kids]].op);
}

#define XP_CHAIN_FEW	8

struct xp_chain {
	uint32_t *v, n;		/* its operations, the outermost first */
	uint32_t  few[XP_CHAIN_FEW];
};

/* The chain that ends in an operation, which is one of its at least. Free with
 * xp_chain_end. */
void	xp_chain_begin(const struct xp_expr *, uint32_t op, struct xp_chain *);
void	xp_chain_end(struct xp_chain *);

#endif
