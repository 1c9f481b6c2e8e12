/*
 * explain.h: the finding for an assertion that is not satisfied: its sentence in
 * both languages, the facts of its variables, the calculation that failed.
 */
#ifndef FORMULA_EXPLAIN_H
#define FORMULA_EXPLAIN_H

#include "formula/run.h"

/*
 * Adds the finding for an evaluation that does not satisfy its assertion, while
 * the evaluation is shown (run.h).  It stands at the first fact that is bound,
 * and has the severity that the taxonomy gives it.
 */
struct finding	*explain_unsatisfied(const struct evaluation *);

/* An assertion as people know it: its label in the language, else its id. */
struct slice	explain_assertion(const struct taxonomy *,
		    const struct img_assertion *, enum lang);
/* What a test demands, in words: with the labels of the concepts that its
 * variables can bind.  In a list of rules, where nothing is bound. */
void	explain_test(struct buf *, const struct taxonomy *,
	    const struct img_variable_set *, enum lang);

/* Which assertions were not evaluated, and why, as a sentence; false where all
 * were, or where none was asked for. */
bool	explain_left(struct buf *, const struct formula_result *, enum lang);

#endif
