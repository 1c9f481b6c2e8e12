/*
 * plan.h: how the variables of a set are joined.
 *
 * (1) Two fact variables match on an aspect that both leave uncovered (Variables
 *     1.0, 3.5.3): what both leave uncovered is a term, a part of the key by
 *     which facts of the one are found with the facts of the other.  A match
 *     filter is a term too, whose provider is the variable that it names.
 * (2) Terms do not hang on the order in which variables are bound: whoever of a
 *     term's providers has facts gives the value, and where none has the term is
 *     left out.
 *     Variables that the set sees by variables-scope are bound before all of its
 *     own, and are providers as these are.
 * (3) Order: after what it needs; those that must have facts before those that
 *     may fall back; fewest units first, but such as are joined to what is bound
 *     before such as are not.  General variables that no fact hangs on come last.
 */
#ifndef FORMULA_PLAN_H
#define FORMULA_PLAN_H

#include "formula/source.h"

#define MAX_TERMS	64	/* of a variable: more are tested one by one */

struct term {
	struct part part;
	bool        fixed;	/* a match filter: without its provider's facts
				 * nothing is found; or a join */
	uint32_t   *providers;	/* positions; from p->n on p->outer */
	uint32_t    n_providers;
	/* Dimensions: of those that a term of the variable names (a bit each) and
	 * all others (OTHER_DIMENSIONS) the ones that it leaves out. */
	uint64_t    left_out;
};
#define OTHER_DIMENSIONS	(UINT64_C(1) << 63)

/* Indexes by the terms that were there. */
struct plan_index {
	uint64_t           mask;
	struct index      *index;
	struct plan_index *more;
};

struct plan_variable {
	enum binding_kind kind;
	uint32_t    target;		/* SEC_VARIABLES or SEC_PARAMETERS */
	bool        sequence, matches;
	bool        fallback;		/* it has a fallback value */
	struct xp_seq fallback_value;
	struct uncovered uncovered;
	struct uncovered relative;	/* what relative filters match on: all
					 * that its other filters do not cover */
	struct term *terms;
	uint32_t    n_terms;
	bool        many;		/* too many dimensions are named */
	struct term *rest;		/* beyond MAX_TERMS */
	uint32_t    n_rest;
	const struct img_filter_use **tests;	/* filters left */
	uint32_t    n_tests;
	struct part *keys;		/* match filters, and whom they name */
	uint32_t   *key_providers;	/* (NONE: nothing that has facts) */
	uint32_t    n_keys;
	struct source_wish wish;
	struct source *source;
	struct plan_index *indexes;
	/* It hangs on these, directly or by others: bits by position. */
	uint64_t   *needs;
	/* Some fact variable, or a general one that is bound item by item, hangs
	 * on it. */
	bool        needed;
};

enum plan_state {
	PLAN_READY,
	PLAN_EMPTY,		/* a variable has no facts and no fallback */
	PLAN_FAILED,		/* an error, which is reported */
	PLAN_TOO_MUCH,
	PLAN_UNSUPPORTED	/* see `why` */
};

/* A binding of an evaluation in whose scope the set is evaluated. */
struct plan_outer {
	const struct bound *bound;
	struct uncovered    uncovered;	/* nothing, where it has no facts */
	uint32_t            name;
};

struct plan {
	struct formula_run            *run;
	uint32_t                       set;
	const struct img_variable_set *row;
	enum plan_state                state;
	/* PLAN_UNSUPPORTED: for a trace; the finding, and what it is about. */
	const char                    *why;
	enum finding_code              why_code;
	struct slice                   why_of;
	struct plan_variable          *v;	/* by position */
	uint32_t                       n;
	struct plan_outer             *outer;	/* nearest first */
	uint32_t                       n_outer;
	uint32_t                      *order;	/* positions, without parameters */
	uint32_t                       n_order;
	uint32_t                       n_facts;	/* fact variables */
	bool                           dimensional, implicit;
	bool                           dynamic;	/* filters name variables */
	bool                           records;	/* a fallback variable is
						 * needed: bind.c, (4) */
	bool                           fallbacks;
	uint32_t                       filtering;	/* whose filters are at
							 * work */
	uint32_t                       n_words;	/* of needs */
};

/* Makes the plan of a set within an evaluation, or NULL, in run->planning: good
 * until that is reset. */
struct plan	*plan_make(struct formula_run *, uint32_t set,
		    const struct evaluation *outer);
/* For people, a line each: order, sources, keys (--trace). */
void		 plan_print(struct buf *, const struct plan *);

/* The index of a variable's source by the terms of a mask, not 0. */
struct index	*plan_index(struct plan *, struct plan_variable *,
		    uint64_t mask);

/* Whether a term of dimensions says no more than others do that leave `known`
 * out when they are taken together (all bits: nothing is known). */
static inline bool
plan_is_implied(const struct plan_variable *v, const struct term *t,
    uint64_t known)
{
	return t->part.aspect == ASPECT_DIMENSIONS && !v->many &&
	    (known & ~t->left_out) == 0;
}

/* What a relative filter of the variable at work matches on, with another. */
struct uncovered plan_relative(const struct evaluation *, uint32_t name);
/* The part of the key that a match filter is; false: that of a dimension whose
 * name has to be evaluated. */
bool		 match_part(struct formula_run *, const struct img_filter *,
		    struct part *);

static inline bool
plan_bit(const uint64_t *bits, uint32_t i)
{
	return bits[i / 64] >> (i % 64) & 1;
}

#endif
