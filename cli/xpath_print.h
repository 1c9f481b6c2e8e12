/*
 * xpath_print.h: the value of an expression, one item a line.
 *
 * An atomic item is its string; a node its path, a tab, and its string value,
 * white space made single spaces and cut off after some characters.  Line ends,
 * tabs and other control characters are written as in JSON, so that a line is
 * always one item.
 */
#ifndef CLI_XPATH_PRINT_H
#define CLI_XPATH_PRINT_H

#include "cli/cli.h"
#include "xpath/xpath.h"

/* Prints the items to standard output, each behind its type and a tab where
 * `types`.  The exit status. */
int	xpath_print(struct cli *, const struct xp_dynamic *,
	    const struct xp_seq *, bool types);
/* One item without the line's end, for messages. */
void	xpath_print_item(struct buf *, const struct xp_dynamic *,
	    struct xp_item);
/* Text on one line, as above. */
void	xpath_print_text(struct buf *, struct slice);

#endif
