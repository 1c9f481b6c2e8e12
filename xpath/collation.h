/*
 * collation.h: collations (Functions and Operators, 7.3.1) beyond what eval.h
 * says of them: keys to hash by, and looking for a text by collation units (7.5).
 *
 * Known are:
 *	http://www.w3.org/2005/xpath-functions/collation/codepoint
 *	http://www.w3.org/2005/xpath-functions/collation/
 *	    html-ascii-case-insensitive
 *	http://www.w3.org/2013/collation/UCA, with parameters after a question
 *	    mark (Functions and Operators 3.1, 5.3.4), by ICU
 *	what the host's `collation` (xpath.h) makes one of these
 * A collation is good until the next one is asked for.
 */
#ifndef XPATH_COLLATION_H
#define XPATH_COLLATION_H

#include "xpath/eval.h"

#define ASCII_COLLATION \
	"http://www.w3.org/2005/xpath-functions/collation/" \
	"html-ascii-case-insensitive"
#define UCA_COLLATION	"http://www.w3.org/2013/collation/UCA"

/* Bytes that are equal where texts are equal by the collation, and only there:
 * the text itself, or in the arena. */
struct slice	xp_collation_key(const struct xp_collation *, struct slice,
		    struct arena *);

/* Where to look for a text in another. */
enum xp_where { XW_FIRST, XW_START, XW_END };
/*
 * The first place (or the start, or the end) of `text` whose collation units
 * are those of `part`: 1 with its bytes in *from and *to, 0 where there is none,
 * -1 with FOCH0004 where the collation has no units.
 */
int	xp_collation_find(struct xp_eval *, const struct xp_collation *,
	    enum xp_where, struct slice text, struct slice part, size_t *from,
	    size_t *to);

#endif
