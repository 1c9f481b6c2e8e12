/*
 * report.h: what evaluating has to say: errors of expressions, assertions that
 * are not satisfied, what could not be evaluated.
 */
#ifndef FORMULA_REPORT_H
#define FORMULA_REPORT_H

#include "formula/run.h"

/* The errors that were told: each once for an expression. */
struct findings_told;
struct findings_told	*findings_told_new(void);
void			 findings_told_free(struct findings_told *);

/* The error of a parameter (SEC_PARAMETERS): its value, or its type. */
void	report_parameter_error(struct formula_run *, uint32_t parameter,
	    const struct xp_error *);
/* What a parameter is called, without a prefix. */
struct slice	report_parameter_name(const struct formula_run *,
	    uint32_t parameter);
/* That a set is not evaluated further, and why: `of` is the filter or the
 * instance that formula:CustomFilter, OtherInstance or OtherOutput is about. */
void	report_limit(struct formula_run *, const struct img_variable_set *);
void	report_unsupported(struct formula_run *,
	    const struct img_variable_set *, enum finding_code,
	    struct slice of);
/* An evaluation that does not satisfy its assertion, which is counted. */
void	report_unsatisfied(const struct evaluation *);
/* What people know a set by: the id of its assertion, its own, or its element's
 * name. */
struct slice	report_set_name(const struct taxonomy *,
		    const struct img_variable_set *);

#endif
