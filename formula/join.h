/*
 * join.h: filters that are comparisons of a fact with what another variable has,
 * as parts of a key.
 *
 * A test like ". = $a", or "text() = $a/xfi:fact-typed-dimension-value(…)", alone or
 * among others joined by "and", says that something of the fact alone equals
 * something of the variables alone (XPath 2.0, 3.5.2).  What the fact gives is
 * evaluated once a fact and numbered; what the variables give once a probe.  The
 * test itself is asked of what is found, so that a join only ever leaves out what
 * could not pass: values of one string, one decimal number or one QName are
 * numbered, and where there is anything else the join is not used.
 */
#ifndef FORMULA_JOIN_H
#define FORMULA_JOIN_H

#include "formula/aspects.h"

struct joins;

struct joins	*joins_new(struct formula_run *);
void		 joins_free(struct joins *);	/* NULL is fine */

/* The join that a filter is, NONE where it is none. */
uint32_t	 join_of(struct formula_run *, uint32_t filter);
/* Whether all facts have something that can be numbered, or nothing. */
bool		 join_covers(struct formula_run *, uint32_t join,
		    const uint32_t *facts, uint32_t n);
/* The number of what a fact gives; NONE: it gives nothing. */
uint32_t	 join_value(struct formula_run *, uint32_t join, uint32_t fact);

enum join_result { JOIN_VALUE, JOIN_NOTHING, JOIN_UNKNOWN };
/* The number of what the variables give in an evaluation; JOIN_NOTHING: no fact
 * can equal it; JOIN_UNKNOWN: facts have to be tested. */
enum join_result join_probe(struct formula_run *, const struct evaluation *,
		    uint32_t join, uint32_t *value);

#endif
