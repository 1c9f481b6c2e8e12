/*
 * output.h: the report that formulas make (Formula 1.0, 3).
 *
 *	struct formula_output *o = formula_output_new();
 *	options.output = o;			all formulas are evaluated
 *	formula_run(&result, report, &options, findings);
 *	formula_output_write(&buf, o, "out.xbrl");
 *
 * Each evaluation of a formula makes a fact, also one that is equal to another;
 * contexts and units are there once each.  Same input, same bytes.
 */
#ifndef FORMULA_OUTPUT_H
#define FORMULA_OUTPUT_H

#include "base/buf.h"
#include "formula/formula.h"

struct formula_output;

struct formula_output	*formula_output_new(void);
void			 formula_output_free(struct formula_output *);
				/* NULL is fine */
/* How many facts there are. */
uint64_t	formula_output_count(const struct formula_output *);
/*
 * Writes it as xBRL-XML, with the schemas of the report it was made of.  They are
 * named relative to the file at `path`, to which it goes, where they are files as
 * well; NULL: by their URIs.
 */
void	formula_output_write(struct buf *, const struct formula_output *,
	    const char *path);

#endif
