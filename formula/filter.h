/*
 * filter.h: what filters let through (the filter specifications).
 *
 * (1) A filter that hangs on facts and parameters alone is static: its names,
 *     dates and members are found once; what an expression says of a fact is
 *     kept, once for each fact, context, unit or concept, whatever it looks at.
 * (2) Another one names variables of a set: it is judged in an evaluation, and
 *     what it needs of that is found anew whenever a binding changes
 *     (filter_rebound).
 * (3) A fact that has not the aspect that a filter is of does not pass it, and
 *     so passes its complement.
 */
#ifndef FORMULA_FILTER_H
#define FORMULA_FILTER_H

#include "formula/aspects.h"
#include "formula/run.h"

struct verdicts	*verdicts_new(struct formula_run *);
void		 verdicts_free(struct verdicts *);	/* NULL is fine */

/* Whether a fact passes a filter: 1 or 0; -1: an error, which is reported. `e`:
 * the evaluation under way; NULL of a static filter. */
int	filter_passes(struct formula_run *, const struct evaluation *e,
	    uint32_t filter, uint32_t fact);
/* The same of a use: complemented, if it is so. */
int	filter_use_passes(struct formula_run *, const struct evaluation *e,
	    const struct img_filter_use *, uint32_t fact);
/* Bindings of the evaluation under way have changed. */
void	filter_rebound(struct formula_run *);
/* Whether it hangs on facts and parameters alone in a set. */
bool	filter_is_static(const struct formula_run *,
	    const struct img_variable_set *, const struct img_filter *);
/* Whether judging it takes an expression for each fact. */
bool	filter_is_slow(const struct img_filter *);
/* A filter, or one in it, that is of a kind that is not known; or NONE. */
uint32_t	filter_unknown(const struct taxonomy *, uint32_t filter);

/* What an explicit dimension filter that hangs on the facts alone lets through. */
struct filter_members {
	uint32_t        dimension;	/* report's name; NONE: it has none */
	const uint32_t *members;	/* report's names, rising */
	uint32_t        n;
	bool            any;		/* any member */
	bool            absent;		/* what does not report it passes too */
};
/* False: it is no such filter. */
bool	filter_members(struct formula_run *, uint32_t filter,
	    struct filter_members *);

/* The dimensions that a filter covers where it is covering, as rows of the
 * report's names: a list. 0; -1: an error, which is reported. */
int	filter_covers(struct formula_run *, const struct evaluation *e,
	    uint32_t filter, uint32_t *dimensions);

#endif
