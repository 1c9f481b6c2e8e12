/*
 * filing_rows.h: what filing.c gathers of a report and filing_rows.c makes
 * rows of; private to store/.
 */
#ifndef STORE_FILING_ROWS_H
#define STORE_FILING_ROWS_H

#include "store/filing.h"

/* The texts of a context, made once for all of its facts. */
struct context_text {
	struct slice scheme, identifier;
	struct slice period;		/* "instant" …, or SLICE_NONE */
	struct slice start, end;
	struct slice dimensions;	/* JSON */
	struct slice segment, scenario;
	uint32_t     set;
	uint32_t     number;		/* in the filing; 0: no fact has it */
};

struct name_text {
	struct slice ns, local, prefix;
	uint32_t     number;		/* as a concept; 0: no fact is of it */
};

struct unit_text {
	struct slice text;
	uint32_t     number;		/* in the filing; 0: no fact has it */
};

/* A fact or tuple that a finding names. */
struct finding_link {
	uint32_t finding, position, row;
};

/* A dimension of a set: a row of report->dimensions. */
struct set_member {
	uint32_t set, position, row;
};

struct filing {
	const struct judged *judged;
	const struct report *report;
	struct arena        *arena;
	struct store_filing  head;
	struct context_text *contexts;
	struct name_text    *names;
	struct unit_text    *units;
	struct name_text     no_name;	/* of a fact without */
	VEC(uint32_t)        facts, tuples;	/* rows of report->facts */
	/* What they need, in the order of their numbers, from 1. */
	VEC(const struct name_text *) used_names;
	VEC(uint32_t)        used_contexts, used_units;
	VEC(struct set_member)   members;
	VEC(struct finding_link) links;
	struct buf           text[4];	/* sentences of a finding's row */
};

/* See struct store_filing. ctx is a struct filing. */
bool	filing_row(void *ctx, enum store_table, uint32_t i,
	    struct store_value *);
uint32_t filing_fact_concept(void *ctx, uint32_t i);
/* The name of a fact, tuple or dimension. */
struct name_text *filing_concept(struct filing *, uint32_t row);
/* {"prefix:Axis":"prefix:Member",…}, sorted by axis; in the arena. */
struct slice	filing_dimensions(const struct report *,
		    const struct context *, struct arena *);
/* The value of a typed dimension as text; SLICE_NONE where it is explicit. */
struct slice	filing_typed_value(const struct report *,
		    const struct dimension *, struct arena *);

#endif
