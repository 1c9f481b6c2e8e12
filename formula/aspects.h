/*
 * aspects.h: aspects of facts as integers (Variables 1.0, 2.5 and 2.8), so that
 * matching two facts is comparing numbers, and joining them a hash of numbers.
 *
 * (1) Dimensions are rows of the report's names.  What a variable leaves
 *     uncovered of them is a list: those, or all but those; lists are interned, 0
 *     is "none of them", 1 "all of them".
 * (2) All dimensions of a fact that a list has are one number, made once for each
 *     dimension set of the report and list.
 * (3) Typed values are equal by their canonical text, or where the taxonomy has
 *     an equality definition for the domain by that: they are sorted into
 *     classes, once, each value against one of each class.
 */
#ifndef FORMULA_ASPECTS_H
#define FORMULA_ASPECTS_H

#include "base/hash.h"
#include "formula/run.h"

#define DIMENSIONS_NONE	0
#define DIMENSIONS_ALL	1

/* A part of a key: an aspect; of ASPECT_DIMENSION the dimension, of
 * ASPECT_DIMENSIONS the list of them.  Or what a join says of a fact (join.h). */
#define PART_JOIN	ASPECTS
struct part {
	uint32_t aspect;	/* enum aspect_kind, or PART_JOIN */
	uint32_t which;		/* name, list, or join; else 0 */
};

struct fact_aspects	*fact_aspects_new(struct formula_run *);
void			 fact_aspects_free(struct fact_aspects *);

/* The report's name that a name of the taxonomy is, or NONE. */
uint32_t	aspects_name(struct fact_aspects *, uint32_t taxonomy_name);

/* --- lists of dimensions --- */

/* The row of a list; the names are sorted in place. */
uint32_t	aspects_list(struct fact_aspects *, uint32_t *names, uint32_t n,
		    bool but);
const struct dimension_list *aspects_list_row(const struct fact_aspects *,
		    uint32_t list);
bool		aspects_list_has(const struct fact_aspects *, uint32_t list,
		    uint32_t name);
/* The dimensions that are in both. */
uint32_t	aspects_list_both(struct fact_aspects *, uint32_t, uint32_t);
/* Those that are in one of them; those that are not in it. */
uint32_t	aspects_list_either(struct fact_aspects *, uint32_t, uint32_t);
uint32_t	aspects_list_not(struct fact_aspects *, uint32_t);

/* --- values --- */

/* The value of a part of a fact; NONE: it has no such aspect. */
uint32_t	aspects_value(struct fact_aspects *, uint32_t fact,
		    struct part);
/* Begins to fetch what values are made of, for who asks it of many facts: the
 * row of a fact that comes in a while (AHEAD_FAR), the context of a nearer one
 * (AHEAD_NEAR), whose row is there by then. */
#define AHEAD_FAR	16
#define AHEAD_NEAR	8
static inline void
aspects_fetch_row(const struct report *r, uint32_t fact)
{
	const struct fact *f = &r->facts.v[fact];

	__builtin_prefetch(f);
	__builtin_prefetch(&f->value);
}

static inline void
aspects_fetch_context(const struct report *r, uint32_t fact)
{
	uint32_t context = r->facts.v[fact].context;

	if (context == NONE)
		return;
	__builtin_prefetch(&r->contexts.v[context].entity);
	__builtin_prefetch(&r->contexts.v[context].all_scenario);
}

/* The same in a list of n facts at i. */
static inline void
aspects_fetch(const struct report *r, const uint32_t *facts, size_t i,
    size_t n)
{
	if (n - i <= AHEAD_FAR)
		return;
	aspects_fetch_row(r, facts[i + AHEAD_FAR]);
	aspects_fetch_context(r, facts[i + AHEAD_NEAR]);
}

/* The value of a dimension in a context, NONE where it is not reported. */
uint32_t	aspects_dimension(struct fact_aspects *, uint32_t context,
		    uint32_t dimension);

#endif
