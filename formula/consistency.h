/*
 * consistency.h: consistency assertions (Consistency Assertions 1.0, 2.1 and 3): a
 * fact that a formula makes against the facts of the report that have its
 * aspects.
 */
#ifndef FORMULA_CONSISTENCY_H
#define FORMULA_CONSISTENCY_H

#include "formula/made.h"

struct consistency;

/* NULL where the taxonomy has no such assertion that can be judged. */
struct consistency	*consistency_new(struct formula_run *);
void			 consistency_free(struct consistency *);
				/* NULL is fine */
/* Whether an assertion is about a formula.  Of NULL: no. */
bool	consistency_wants(const struct consistency *, uint32_t set);
/* What becomes of the assertions about a formula that fails. */
void	consistency_failed(struct consistency *, uint32_t set,
	    enum formula_state);
/* Judges the fact just made by each assertion about its formula: counts, finding,
 * and who watches. */
void	consistency_judge(struct consistency *, struct maker *,
	    const struct evaluation *);

#endif
