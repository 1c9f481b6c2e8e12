/*
 * decide.h: which comparison made a test true or false, and what its sides
 * were.
 *
 * The test of an assertion is evaluated once more, from its root down: of what
 * is joined by and, or, if, not, some, every, that part which decided.
 */
#ifndef FORMULA_DECIDE_H
#define FORMULA_DECIDE_H

#include "formula/run.h"

enum rounded { ROUNDED_NOT, ROUNDED_WHOLE, ROUNDED_DIGITS, ROUNDED_UP,
	ROUNDED_DOWN };

struct decided {
	const struct xp_expr *x;
	struct xp_seq  *slots;		/* as they were there */
	enum xp_compare sign;		/* how the left had to be to the right */
	uint32_t        left, right;	/* operations */
	struct xp_seq   values[2];	/* atomized */
	/* abs(left - right) <= allowed; NONE: another form. */
	uint32_t        allowed;
	struct xp_seq   allowed_value;
	bool            strict;		/* it had to be less */
	/* round(left) = round(right); what they are rounded. */
	enum rounded    rounded;
	struct xp_seq   after[2];
	int64_t         digits;		/* ROUNDED_DIGITS */
	/* A function of the taxonomy's own decided: its name; NULL.  Where it
	 * has margins (NS_INTERVAL) allowed_value is what they add up to. */
	const char     *function;
	bool            margins;
};

/*
 * Fills in *out for an expression that gave that truth in the evaluation; false
 * where it was no comparison that decided, or evaluating it fails now.  Its
 * values are in run->d.arena.
 */
bool	decide(const struct evaluation *, uint32_t expression,
	    const struct xp_focus *, bool truth, struct decided *out);
/* The values of an expression's outer variables by slot, the other slots
 * empty; NULL where one has none, or the expression has not compiled. */
struct xp_seq	*decide_slots(const struct evaluation *, uint32_t expression,
		    const struct xp_expr **);

/* The number that a sequence is, exactly; false where it is none. */
bool	decide_number(const struct xp_seq *, struct dec *, struct arena *);

#endif
