/* collation_uca.h: what collation.c and collation_uca.c share. */
#ifndef XPATH_COLLATION_UCA_H
#define XPATH_COLLATION_UCA_H

#include "xpath/collation.h"

struct UCollator;

struct xp_collation {
	enum { XC_CODEPOINT, XC_ASCII, XC_UCA } kind;
	char *uri;			/* as it was asked for */
	size_t n_uri;
	struct UCollator *uca;		/* the rest is of UCA ones */
	bool units;			/* whether it has any: not `identical` */
	bool shifted;			/* variable ones are ignored … */
	uint32_t variable_top;		/* … those up to this primary weight */
	uint32_t mask;			/* of a unit: the levels that count */
};

/* The collation of the parameters "lang=nl;strength=primary"; -1: there is none
 * such, or no ICU. */
int	uca_open(struct xp_collation *, struct slice parameters);
void	uca_close(struct xp_collation *);
int	uca_compare(const struct xp_collation *, struct slice, struct slice);
struct slice	uca_key(const struct xp_collation *, struct slice,
		    struct arena *);
/* As xp_collation_find. */
int	uca_find(struct xp_eval *, const struct xp_collation *, enum xp_where,
	    struct slice text, struct slice part, size_t *from, size_t *to);

#endif
