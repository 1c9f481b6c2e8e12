/*
 * xfi_navigate.h: relationships of a network as expressions have them.
 */
#ifndef FORMULA_XFI_NAVIGATE_H
#define FORMULA_XFI_NAVIGATE_H

#include "formula/xfi_local.h"

/* A relationship as an item: the DTS by its number above, its row below. */
struct xp_item	xfi_relationship_item(const struct xfi_dts *, uint32_t row);
/* The row that an item means, with its network.  0; -1 with XPTY0004. */
int	xfi_relationship(struct xp_eval *, const struct xp_seq *arg,
	    struct xfi_dts *, uint32_t *row, const struct img_network **);
/* The typed value of an attribute of its arc; empty where it is absent. */
int	xfi_arc_attribute(struct xp_eval *, const struct xfi_dts *,
	    const struct img_network *, const struct img_relationship *,
	    const struct xp_qname *, struct xp_seq *);
/* The network that has a relationship; NULL. */
const struct img_network *xfi_network_of(const struct taxonomy *,
		    uint32_t relationship);

#endif
