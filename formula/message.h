/*
 * message.h: what an assertion says of an evaluation (Generic Messages 1.0,
 * Validation Messages 1.0) and how grave it is (Assertion Severity 1.0 and
 * 2.0).
 *
 * A message may be asked for while the evaluation is shown to who watches
 * (struct formula_watch), with its outcome in it.
 */
#ifndef FORMULA_MESSAGE_H
#define FORMULA_MESSAGE_H

#include "formula/run.h"

/*
 * The message of an evaluation of an assertion, satisfied or not, in the
 * language (a tag, "nl"), or where there is none in it by the rules of
 * message_choose.  1; 0: it has no message; -1 where an expression in it has no
 * value: that is a finding then, told once for each expression.
 */
int	message_text(const struct evaluation *, struct slice lang,
	    struct buf *);
/*
 * Which of an assertion's messages that is, a row of SEC_MESSAGES; NONE.  The
 * language goes first: that of the tag, its primary part, English, any; then
 * the role: the standard one, verbose, terse, any (Generic Messages 1.0, 2.3);
 * then the order.
 */
uint32_t	message_choose(const struct taxonomy *,
		    const struct img_assertion *, bool satisfied,
		    struct slice lang);
/* The severity of an evaluation that is not satisfied.  What computes it
 * wrongly is a finding, and an error then. */
enum severity	message_severity(const struct evaluation *);

/* Whether an evaluation satisfies its assertion. */
static inline bool
evaluation_is_satisfied(const struct evaluation *e)
{
	return e->outcome == OUTCOME_SATISFIED ||
	    e->outcome == OUTCOME_EXISTENCE_SATISFIED;
}

/* What "." is in expressions about an evaluation: of an existence assertion how
 * many evaluations there were; else NULL, as evaluation_eval wants it. */
const struct xp_focus	*evaluation_focus(const struct evaluation *,
			    struct xp_focus *, struct xp_item *);

#endif
