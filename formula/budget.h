/*
 * budget.h: how much work a rule may take, so that one that runs away is told by
 * name and the others are evaluated all the same.
 *
 * (1) A run has three budgets (formula.h): steps of expressions, bindings tried,
 *     evaluations.  None is ever exceeded.
 * (2) Half of each is divided equally over the sets that are to be evaluated and,
 *     as one more that comes first, the parameters: their share is theirs, whatever
 *     others do.
 * (3) The other half, and what others leave of their shares, is a pool.  Of that a
 *     set may take one half, the last set all.
 * (4) What a set sees of others (Variables Scope 1.0) is its own work.
 */
#ifndef FORMULA_BUDGET_H
#define FORMULA_BUDGET_H

#include <stdbool.h>
#include <stdint.h>

struct formula_run;

enum budget_kind { BUDGET_EXPRESSIONS, BUDGET_BINDINGS, BUDGET_EVALUATIONS,
	BUDGETS };

struct budget {
	uint64_t pool, share;
	uint64_t began;			/* spent when the set began */
};

/* The limits of the run are what there is to divide over n sets. */
void	budget_begin(struct formula_run *, uint32_t n);
/* The limits of the run become those of the next set, which has begun; it has
 * ended. */
void	budget_set_begin(struct formula_run *);
void	budget_set_end(struct formula_run *);
/* Whether the set at work has spent all that it may. */
bool	budget_is_spent(const struct formula_run *);

#endif
