/*
 * compare_many.h: general comparisons between two long sequences, but "!=".
 */
#ifndef XPATH_COMPARE_MANY_H
#define XPATH_COMPARE_MANY_H

#include "xpath/eval.h"

#define XP_CANNOT	2

/* Whether an item of one atomic sequence equals one of the other, as general
 * comparison means it: 0, 1, -1 with the error; XP_CANNOT: the types have no
 * common key, compare in pairs. */
int	xp_any_equal(struct xp_eval *, const struct xp_seq *,
	    const struct xp_seq *);
/* The same for "<", "<=", ">", ">=": where the types have an order in common. */
int	xp_any_ordered(struct xp_eval *, enum xp_compare,
	    const struct xp_seq *, const struct xp_seq *);
/* One pair, untyped items cast by the other's type: 0, 1, -1. */
int	xp_general_pair(struct xp_eval *, enum xp_compare, struct xp_item,
	    struct xp_item);

#endif
