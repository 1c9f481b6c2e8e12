/*
 * concepts.h: the numbers that concepts have in a store, each of which it has
 * once; private to store/.
 */
#ifndef STORE_CONCEPTS_H
#define STORE_CONCEPTS_H

#include "store/driver.h"

struct concepts;

struct concepts	*concepts_new(void);
void		 concepts_free(struct concepts *);
/* A transaction began: others may have given out numbers before it. */
void		 concepts_begin(struct concepts *);
/* Forgets the numbers: those that were given out since the transaction began
 * are gone with it. */
void		 concepts_forget(struct concepts *);
/* The number of the concept with these names (namespace, local, prefix),
 * which is given one where it has none yet, within a transaction.  0, or -1
 * with d->why. */
int		 concepts_number(struct concepts *, struct driver *,
		    const struct store_value name[3], int64_t *number);

#endif
