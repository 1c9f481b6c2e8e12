/*
 * calculation.h: the parts of validate_calculation.  Private to the files
 * calculation*.c and their tests.
 *
 * The first half is arithmetic on values and knows no report; the second
 * groups the facts of a report so that totals meet their contributors by a
 * look-up.  Everything lives in the arena that is passed in.
 */
#ifndef VALIDATE_CALCULATION_H
#define VALIDATE_CALCULATION_H

#include "base/arena.h"
#include "base/decimal.h"
#include "base/hash.h"
#include "ingest/operand.h"
#include "ingest/report.h"
#include "validate/validate.h"

/* --- values (calculation_value.c) --- */

/* A weighted sum of rounded values (XBRL 2.1, 5.2.5.2). */
struct summation {
	bool       precision;	/* --calculation xbrl21 */
	bool       unknown;	/* a contributor of precision 0 */
	bool       unusable;	/* fractions that grow past all measure */
	struct dec n, d;	/* the sum so far, exact */
};

void	summation_begin(struct summation *, bool precision);
void	summation_add(struct summation *, const struct operand *,
	    struct dec weight, struct arena *);
/* Whether the sum, rounded as the total is, equals the total rounded;
 * both for the finding.  False also where an accuracy is unknown. */
bool	summation_agrees(const struct summation *, const struct operand *total,
	    struct dec *reported, struct dec *computed, struct arena *);

/* The values that a rounded amount may stand for: Calculations 1.1, 5.2.3
 * (rounded to nearest) and 5.2.4 (truncated). */
struct interval {
	struct dec lo, hi;
	bool       lo_open, hi_open;
};

struct interval	interval_of(const struct operand *, bool truncation,
		    struct arena *);
struct interval	interval_add(struct interval, struct interval, struct arena *);
struct interval	interval_scale(struct interval, struct dec weight,
		    struct arena *);
/* What both hold; false where that is nothing. */
bool	interval_meet(struct interval, struct interval, struct interval *);
/* Whether a value has digits beyond its decimals that are not zero. */
bool	operand_has_excess(const struct operand *, struct arena *);

/*
 * Duplicates of one value (Open Information Model, consistent duplicates):
 * their intervals have a value in common, and those of the same decimals are
 * equal.  *meet gets what they have in common.
 */
bool	operands_consistent(const struct operand *, size_t n, bool truncation,
	    struct interval *meet, struct arena *);
/* Whether all are the same value at the same decimals. */
bool	operands_complete(const struct operand *, size_t n, struct arena *);

/* --- facts (calculation_sets.c) --- */

/* The facts of one concept in equal contexts and units. */
struct calc_group {
	uint32_t element;
	uint32_t aspect;	/* equal for equal context and unit */
	uint32_t first, n;	/* in members */
	uint32_t next;		/* next group of this element, or NONE */
};

/* The total concept of a network with its relationships. */
struct calc_run {
	uint32_t network;
	uint32_t from;		/* element */
	uint32_t first, n;	/* relationships */
};

/* A total and one of its contributors, where both are reported. */
struct calc_match {
	uint32_t total;		/* group */
	uint32_t relationship;
	uint32_t part;		/* group */
};

struct calc {
	const struct report *report;
	struct findings     *findings;
	struct arena        *arena;
	bool     precision;		/* 1.0 with inferred precision */
	bool     truncation;		/* 1.1 */
	bool     v11;			/* Calculations 1.1, not XBRL 2.1 */

	VEC(struct calc_run)   runs;	/* whose total is reported */
	VEC(struct calc_group) groups;
	uint8_t   *marks;		/* by element: CALC_… */
	uint32_t  *groups_of;		/* by element: first group, or NONE */
	uint32_t  *n_groups_of;		/* by element */
	uint32_t   n_elements;
	uint32_t  *members;		/* fact rows by group, ascending */
	uint32_t   n_members;
	struct table group_table;	/* element and aspect */
	VEC(struct calc_match) matches;	/* of the run last joined */
	VEC(uint32_t) reported;		/* its relationships, while joining */
};

#define CALC_REPORTED	1		/* a numeric fact has it */
#define CALC_WANTED	2		/* it is in a run */

/* By context, the first with the same entity, period and dimensions, wherever
 * segment and scenario hold them: contexts in the sense of the Open Information
 * Model (Calculations 1.1, 5.1). */
uint32_t *context_classes(const struct report *, struct arena *);
/* Marks the concepts that are reported. */
void	calc_mark(struct calc *);
/* Groups the facts of wanted concepts. With v11 facts in tuples are left
 * out: *in_tuples says whether there were any. */
void	calc_group_facts(struct calc *, bool *in_tuples);
/* Fills matches with those of a run, by total and relationship. */
void	calc_join(struct calc *, const struct calc_run *);
/* How many matches from i on have the same total. */
uint32_t calc_same_total(const struct calc *, uint32_t i);
/* Reads the value of a fact; false where it has none. */
bool	calc_operand(const struct calc *, uint32_t fact, struct operand *);
bool	calc_is_nil(const struct calc *, uint32_t fact);
/* The role of a network. */
struct slice	calc_role(const struct calc *, uint32_t network);
/* The weight of a relationship; false where it is no number. */
bool	calc_weight(const struct calc *, const struct img_relationship *,
	    struct dec *);
/* A finding about a fact, with {concept} set. */
struct finding	*calc_finding(const struct calc *, enum finding_code,
		    uint32_t fact);
/* Sets {name} to an amount with its zeros. */
void	calc_arg(struct finding *, const char *name, struct dec);
/* Sets {reported}, {computed} and {difference}; the last two without zeros
 * that the first does not have. */
void	calc_amounts(const struct calc *, struct finding *, struct dec reported,
	    struct dec computed);

/* --- rules --- */

void	calculation_10(struct calc *);	/* calculation_10.c */
void	calculation_11(struct calc *);	/* calculation_11.c */

#endif
