/*
 * conformance_formula.h: a variation about formulas while it is judged: its
 * parameters go in, what formulas make and assertions say is kept, and held
 * against what the suite expects.
 */
#ifndef CLI_CONFORMANCE_FORMULA_H
#define CLI_CONFORMANCE_FORMULA_H

#include "cli/conformance.h"
#include "formula/output.h"

struct suite_formulas {
	const struct variation *variation;
	struct arena           *arena;
	struct formula_output  *output;
	VEC(struct suite_message) said;
	struct formula_watch    listener;
	const struct formula_watch *watches[1];
};

/* Sets what the options have of formulas. */
void	suite_formulas_begin(struct suite_formulas *, const struct variation *,
	    struct judge_options *, struct arena *);
/* Once all is judged, while the report is there: writes the first difference as
 * a sentence into reason, which stays as it is where there is none. */
void	suite_formulas_compare(struct suite_formulas *, const struct judged *,
	    const struct judge_options *, char *reason, size_t n);
void	suite_formulas_end(struct suite_formulas *);
/* Adds to the text of what a variation expects. */
void	suite_expect_formulas(struct buf *, const struct variation *);

#endif
