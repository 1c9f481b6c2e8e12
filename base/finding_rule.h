/*
 * finding_rule.h: what a finding of a rule of a taxonomy (an assertion) has
 * beside its code: the rule's own sentence, the calculation by which it was
 * not satisfied, and what its variables were.
 *
 * Values stand as the rule's language writes them ("1234.5", "2022-12-31");
 * sentences as the reader's does ("1.234,5").
 */
#ifndef BASE_FINDING_RULE_H
#define BASE_FINDING_RULE_H

#include "base/finding.h"

#define FINDING_MAX_VARIABLES	32	/* more are not named */

/* A variable of the rule: facts of the finding, or a value. */
struct finding_variable {
	struct slice name;	/* "$total" */
	uint32_t     first, n;	/* which of the finding's facts it is */
	struct slice value;	/* of one without facts; "" for no items */
	bool         fallback;	/* there was no fact: the value stands in */
};

/* One side of a comparison. */
struct finding_side {
	struct slice words[2];	/* by enum lang: what it is */
	struct slice value;
};

struct finding_rule {
	struct slice id;	/* of the assertion; "" */
	struct slice code;	/* where the rule is its own code; "" */
	struct slice text[2];	/* its sentence, by enum lang */
	struct slice explained[2];	/* the calculation as a sentence; "" */
	struct slice test;	/* the expression, as written */
	struct slice sign;	/* of the comparison that decided: "="; "" where
				 * none did, and then no sides */
	struct finding_side left, right;
	struct slice difference;	/* left less right; "" no numbers */
	struct slice allowed;	/* how much it may be; "" nothing is said */
	const struct finding_variable *variables;
	uint32_t     n_variables;
	uint64_t     more;	/* unsatisfied evaluations without a finding */
};

/* Gives the finding its rule; everything is copied. */
void	finding_set_rule(struct finding *, const struct finding_rule *);
/* The calculation, and how often the rule was not satisfied besides; false
 * where there is nothing to add. */
bool	finding_explain(struct buf *, const struct finding *, enum lang);

#endif
