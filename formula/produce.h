/*
 * produce.h: what comes of the evaluations of formulas in a run: facts for the
 * output (output.h), and judgements of consistency assertions.
 */
#ifndef FORMULA_PRODUCE_H
#define FORMULA_PRODUCE_H

#include "formula/run.h"

struct producer;

/* Before anything is evaluated; NULL where no formula need be made. */
struct producer	*produce_begin(struct formula_run *);
/* Whether a formula (a set) need be evaluated.  Of NULL: no. */
bool		 produce_wants(const struct producer *, uint32_t set);
/* An evaluation of a formula that is wanted, OUTCOME_MADE.  Where the fact has
 * a name in the scope of other sets, evaluation->made is its node, till
 * produce_forget; BOUND_NOT: there is none. */
void		 produce_evaluation(struct producer *, struct evaluation *);
void		 produce_forget(struct producer *, struct evaluation *);
/* That a formula was not evaluated to its end: so are assertions about it. */
void		 produce_failed(struct producer *, uint32_t set,
		    enum formula_state);
void		 produce_end(struct producer *);	/* NULL is fine */

#endif
