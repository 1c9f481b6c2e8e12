/*
 * equal.h: when items are equal (XBRL 2.1, 4.10): u-equal, v-equal.  C-equal ones
 * have the same number s_equal in their contexts, p-equal ones the same parent.
 */
#ifndef INGEST_EQUAL_H
#define INGEST_EQUAL_H

#include "ingest/operand.h"
#include "ingest/report.h"

/* Whether two units are s-equal, of one report or two. */
bool	units_s_equal(const struct report *, uint32_t unit,
	    const struct report *, uint32_t other);
/* Units that are s-equal, or none in both. */
bool	facts_u_equal(const struct report *, const struct fact *,
	    const struct report *, const struct fact *);
/* Numbers equal to the accuracy that both have; where one has none, not. */
bool	operands_v_equal(const struct operand *, const struct operand *,
	    struct arena *);
/*
 * Numbers in the same unit and equal to the accuracy that both have, fractions
 * that are one number, anything else by its words; nil and nil.  A precision of
 * 0 leaves nothing to be equal.  Contexts do not count.
 */
bool	facts_v_equal(const struct report *, const struct fact *,
	    const struct report *, const struct fact *, struct arena *);

#endif
