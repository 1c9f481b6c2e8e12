/*
 * source.h: the facts that a variable can be bound to (Variables 1.0, 2.3),
 * before anything that other variables are bound to is looked at.
 *
 * (1) A unit is what one evaluation binds: a fact, or with bindAsSequence a
 *     sequence.  Facts that are equal in every aspect that the variable leaves
 *     uncovered are one sequence; of those in it that are equal in all aspects
 *     it has one, unless the variable matches="true", and every choice is a unit
 *     of its own.
 * (2) Duplicates that say the same in all aspects, value and accuracy are one
 *     unit with a weight, where nothing that looks at it can tell them apart.
 * (3) Filters that hang on other variables, and are not join keys of the plan,
 *     are for bind.c: of a sequence it then groups what passes.
 * (4) Sources and their indexes are kept for the run and shared by all sets
 *     that want the same.
 */
#ifndef FORMULA_SOURCE_H
#define FORMULA_SOURCE_H

#include "formula/aspects.h"

/* Facts in all units of one source; where duplicates in sequences make more,
 * that is too much (MAX_CHOICES units). */
#define MAX_CHOSEN	(UINT32_C(1) << 24)
#define MAX_CHOICES	(UINT32_C(1) << 20)

struct unit_of_facts {
	uint32_t at, n;		/* in facts of the source; rising */
	uint64_t weight;
};

/* The values of a part in a source: from `least` on, n of them, the last of
 * which is NONE where some unit has that. */
struct value_range {
	uint32_t least, n;
	bool     none;
};

/* Units by the values of some parts. */
struct index {
	const struct part *parts;
	uint32_t      n_parts;
	struct value_range *ranges;	/* by part */
	uint32_t     *direct;	/* first unit by the values' places in their
				 * ranges, where these are few; else NULL, and */
	struct table  table;	/* first unit by hash of the values */
	uint32_t     *next;	/* by unit: the next with equal values, or NONE */
	struct index *more;	/* of the same source */
};

struct source {
	const uint32_t             *facts;
	const struct unit_of_facts *units;
	uint32_t                    n;
	struct index               *indexes;
};

/* What a source is to be. */
struct source_wish {
	uint32_t variable;		/* SEC_VARIABLES */
	/* Static filters: the set's, n_of_set of them, then its own. */
	const struct img_filter_use *const *uses;
	uint32_t n_uses, n_of_set;
	bool     sequence, matches;
	bool     dimensional;		/* the aspect model */
	bool     weighted;		/* (2) */
	/* By what sequences are grouped: uncovered aspects, and parts of match
	 * filters. */
	const struct part *group;
	uint32_t           n_group;
};

struct sources	*sources_new(struct formula_run *);
void		 sources_free(struct sources *);	/* NULL is fine */

/* Whether a variable of a set that must have facts has none, or none has any
 * (Variables 1.0, 4.2), by what is judged fast; asked before a set is planned. */
bool		 source_comes_to_nothing(struct formula_run *,
		    const struct img_variable_set *);
/* The source of a wish, the same one for equal wishes.  NULL: an error, which is
 * reported; *too_much where it was only that. */
struct source	*source_get(struct formula_run *, const struct source_wish *,
		    bool *too_much);

/* Groups facts (n of them, rising) into units as the wish has it, in an arena.
 * False: there would be too many. */
bool		 source_group(struct formula_run *,
		    const struct source_wish *, const uint32_t *facts,
		    uint32_t n, struct arena *, struct source *out);

/* The index of a source by some parts, at least one; made where it is not there. */
struct index	*source_index(struct formula_run *, struct source *,
		    const struct part *, uint32_t n_parts);
/* The first unit whose parts have these values, or NONE; the next by
 * index->next. */
uint32_t	 source_find(struct formula_run *, const struct source *,
		    const struct index *, const uint32_t *values);
void		 source_indexes_free(struct source *);

#endif
