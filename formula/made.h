/*
 * made.h: what a formula makes of one evaluation (Formula 1.0, 2.1): a fact by its
 * aspects, none of which is of any document yet.  Who makes one, who looks at it:
 *
 *	evaluation ──▶ made_make ──▶ struct made ──▶ output.c (a document)
 *	                                       └──▶ consistency.c (facts like it)
 *
 * (1) Names, texts and fragments live in run->scratch, in trees of the run, or in
 *     its taxonomy and report: as long as the evaluation.
 * (2) Of the dimensional aspect model dimensions are apart and `occ` is what is
 *     beside them; of the other one occ is all there is.
 * (3) Dimensions that have their default member are left out.
 */
#ifndef FORMULA_MADE_H
#define FORMULA_MADE_H

#include "base/intern.h"
#include "formula/fragment.h"
#include "formula/run.h"

/* Open context components (2.1.2.7). */
enum made_place { MADE_SEGMENT, MADE_SCENARIO };

struct made_dimension {
	uint32_t        element;	/* the dimension */
	struct xp_qname name;
	bool            typed;
	struct xp_qname member;		/* explicit */
	struct fragment value;		/* typed: its domain element */
	enum made_place place;
	bool            copied;		/* from a context of the report */
};

struct made_context {
	struct slice  scheme, identifier;
	struct period period;
	bool          dimensional;
	VEC(struct made_dimension) dimensions;	/* by element */
	fragments     occ[2];			/* by enum made_place */
};

/* Numerator and denominator, without measures that are in both; sorted. */
struct made_unit {
	VEC(struct xp_qname) numerator, denominator;
};

struct made {
	uint32_t            element;	/* its concept */
	struct xp_qname     name;
	bool                nil, numeric;
	struct xp_item      item;	/* its value, where it has one */
	struct slice        text;	/* the same where that is no QName */
	struct xp_qname     qname;	/* local "": it is none */
	int32_t             decimals, precision;	/* as of struct fact */
	struct made_context context;
	struct made_unit    unit;	/* of numeric ones */
};

struct maker {
	struct formula_run  *run;
	struct simple_types *types;	/* of the run's taxonomy */
	uint8_t             *stopped;	/* by set: an error was told */
	/* XML in rules, by row of SEC_OUTPUT_RULES, read when first needed. */
	struct xp_tree     **rule_trees;
	struct made          made;	/* made over and over */
};

void	maker_begin(struct maker *, struct formula_run *);
void	maker_end(struct maker *);

/*
 * Makes the fact of an evaluation (OUTCOME_MADE).  maker->made is good till the
 * next.  0; -1 where there is none: then the set has an error, which is told,
 * and its further evaluations make nothing.
 */
int	made_make(struct maker *, const struct evaluation *);
/* The context of a fact of the report, in the same form, in *out, which is empty
 * or was filled by this function.  0; -1: it is not to be had. */
int	made_context_of(struct maker *, uint32_t context, bool dimensional,
	    struct made_context *out);
void	made_context_free(struct made_context *);

/* A text that is the same for contexts with the same aspects and for no others,
 * wherever a dimension stands; and for units. */
void	made_context_key(struct buf *, const struct maker *,
	    const struct made_context *);
void	made_unit_key(struct buf *, const struct made_unit *);
/* The unit of a fact of the report in the same form, likewise. */
void	made_unit_of(const struct report *, uint32_t unit, struct made_unit *);

/* --- shared by the files made*.c --- */

/* One fact under way. */
struct making {
	struct maker                   *m;
	const struct evaluation        *e;
	const struct img_output        *o;
	struct made                    *out;
};

/* A finding about the formula, with {formula}; {what} is `what`, if any.  -1. */
int	making_fail(const struct making *, enum finding_code, struct slice what);
/* The error of an expression, XPTY0004 with this message.  -1. */
int	making_type_error(const struct making *, uint32_t expression,
	    const char *message);
/* Its atomized value: 1; 0: it is empty; -1, told. */
int	making_atom(const struct making *, uint32_t expression,
	    struct xp_item *);
/* The first rule of a kind from `from` on, and its place among the rules; NULL. */
const struct img_output_rule *making_rule(const struct making *,
	    enum rule_kind, uint32_t *from);
/* The fact that an aspect comes from; NONE: there is none. `dimension` is a
 * row of the report's names, or NONE. */
const struct fact *making_source(const struct making *, uint32_t source,
	    uint32_t aspect, uint32_t dimension);

int	made_dimensions(const struct making *);		/* 2.1.2.6 */
int	made_components(const struct making *);		/* 2.1.2.7 */
int	made_unit(const struct making *);		/* 2.1.2.8 */
/* Adds what a context of the report has in its segment or scenario, dimensions
 * left out of the dimensional model. */
void	made_copy_components(struct maker *, const struct context *,
	    enum made_place, bool dimensional, fragments *);
/* Adds a dimension of a context of the report. -1: its value is not there. */
int	made_copy_dimension(struct maker *, const struct context *,
	    const struct dimension *, struct made_context *);
void	made_sort_dimensions(struct made_context *);

#endif
