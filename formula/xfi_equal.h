/*
 * xfi_equal.h: equality of nodes (XBRL 2.1, 4.10).
 */
#ifndef FORMULA_XFI_EQUAL_H
#define FORMULA_XFI_EQUAL_H

#include "xpath/eval.h"

/* Whether two nodes are s-equal, x-equal: 1 or 0; -1 with the error. */
int	xfi_nodes_s_equal(struct xp_eval *, struct xp_item, struct xp_item);
int	xfi_nodes_x_equal(struct xp_eval *, struct xp_item, struct xp_item);
/* The nodes of a sequence, each once, in document order. */
struct xp_seq	xfi_set(struct xp_eval *, const struct xp_seq *);

#endif
