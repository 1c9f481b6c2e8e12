/*
 * output_local.h: what output.c, output_write.c and produce.c share.
 */
#ifndef FORMULA_OUTPUT_LOCAL_H
#define FORMULA_OUTPUT_LOCAL_H

#include "base/intern.h"
#include "formula/made.h"
#include "formula/output.h"

struct output_prefix {
	struct slice ns, prefix;
};

struct output_fact {
	struct slice name;	/* as written */
	struct slice value;
	uint32_t     context, unit;	/* of interns; unit 0: none */
	int32_t      decimals, precision;
	bool         nil;
	uint64_t     copies;
};

struct formula_output {
	struct arena  *arena;
	struct intern *contexts;	/* by what stands in the element */
	struct intern *units;
	VEC(struct output_prefix) prefixes;
	VEC(struct output_prefix) liked;	/* as the report has them */
	VEC(struct slice)         schemas;	/* absolute */
	VEC(struct output_fact)   facts;
	uint64_t       n;
	struct buf     buf;		/* scratch */
};

/* What is taken over from the report: its schemas, its prefixes. */
void	output_begin(struct formula_output *, const struct report *);
void	output_add(struct formula_output *, const struct made *,
	    uint64_t copies);

#endif
