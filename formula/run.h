/*
 * run.h: one run of the formulas over one report, as the files of this folder
 * share it, and what an evaluation shows to who watches it (struct formula_watch
 * of formula.h): messages, output facts, traces.
 *
 *	binding ── evaluation_named() ──▶ bound: facts, or a fallback value, or a value
 *	expression ── evaluation_eval() ──▶ its value with those bindings
 *	aspect ── run_uncovered(), run_aspect(), evaluation_source() ──▶ of which fact
 *
 * An evaluation is good while the callback runs.  Facts are rows of the report.
 * Names are rows of the taxonomy's SEC_NAMES.
 *
 * Memory: run->keep lives as long as the run; run->scratch is given back after
 * each evaluation, and is what expressions are evaluated in.
 */
#ifndef FORMULA_RUN_H
#define FORMULA_RUN_H

#include "base/mem.h"
#include "formula/budget.h"
#include "formula/formula.h"
#include "formula/xfi.h"
#include "taxonomy/formula.h"

struct fact_aspects;		/* aspects.h */
struct expressions;		/* expression.h */
struct verdicts;		/* filter.h */
struct sources;			/* source.h */
struct classes;			/* duplicates.h */
struct joins;			/* join.h */
struct plan;			/* plan.h */
struct producer;		/* produce.h */
struct document;		/* document.c */
struct split;			/* decide.c */

/* --- what is bound --- */

enum bound_kind {
	BOUND_NOT,		/* not yet (while a set is being bound) */
	BOUND_FACTS,		/* one fact, or a sequence of them */
	BOUND_FALLBACK,		/* a fact variable with its fallback value */
	BOUND_VALUE		/* a general variable, a parameter */
};

struct bound {
	enum bound_kind kind;
	uint32_t        n;	/* facts */
	const uint32_t *facts;	/* BOUND_FACTS: rows, in document order */
	struct xp_seq   value;	/* what $name is; of BOUND_FACTS their nodes */
	uint64_t        weight;	/* how many duplicates of it there are that
				 * nothing can tell from it: 1 for itself */
};

enum outcome {
	OUTCOME_MADE,		/* of a formula or tuple: its value is there */
	OUTCOME_SATISFIED, OUTCOME_UNSATISFIED,	/* of an assertion */
	OUTCOME_EXISTENCE_SATISFIED, OUTCOME_EXISTENCE_UNSATISFIED
};

/* A value that a specification gives to expressions by name. */
struct named_value {
	struct slice  ns, local;
	struct xp_seq value;
};

struct evaluation {
	struct formula_run            *run;
	uint32_t                       set;	/* SEC_VARIABLE_SETS */
	const struct img_variable_set *row;
	uint32_t                       assertion; /* SEC_ASSERTIONS, or NONE */
	enum outcome                   outcome;
	/* Of a formula its @value, of a value assertion its @test; empty where
	 * there is none.  Of an existence assertion its count. */
	struct xp_seq                  value;
	/* By position in the set's bindings; of an existence assertion only
	 * parameters are bound, others BOUND_NOT. */
	const struct bound            *bound;
	uint32_t                       n_bound;
	/* For how many evaluations it stands: duplicates multiplied; of an
	 * existence assertion how many evaluations there were. */
	uint64_t                       weight;
	/* By variables-scope the evaluation in which it is; or NULL. */
	const struct evaluation       *outer;
	struct plan                   *plan;
	/* The fact that a formula made, by the name that it has in the set in its
	 * scope that is being evaluated (or NONE). */
	struct bound                   made;
	uint32_t                       made_name;
	struct xp_tree                *tree;	/* in which it is, or NULL */
	/* Names that a specification gives to messages beside: of a consistency
	 * assertion ca:aspect-matched-facts and ca:acceptance-radius, where
	 * `value` is that of the derived fact. */
	const struct named_value      *given;
	uint32_t                       n_given;
};

/* --- sets in the scope of others (Variables Scope 1.0) --- */

struct run_scope {
	uint32_t outer, inner;	/* SEC_VARIABLE_SETS */
	uint32_t name;		/* SEC_NAMES: of the fact that the outer one
				 * makes, or NONE */
};

/* --- a run --- */

struct formula_run {
	struct report                *report;
	const struct taxonomy        *t;
	const struct formula_options *options;
	struct findings              *findings;
	struct formula_result        *result;
	struct xfi_host              *host;
	struct xp_dynamic             d;	/* d.arena is scratch */
	struct arena                 *keep, *scratch;
	struct arena                 *planning;	/* for the set at work */

	struct expressions           *expressions;
	struct xp_seq                *parameters;	/* by parameter */
	uint8_t                      *parameter_known;	/* likewise */
	struct fact_aspects          *aspects;
	struct verdicts              *verdicts;
	struct sources               *sources;
	struct classes               *classes;
	struct joins                 *joins;
	VEC(struct document *)        documents;	/* that fn:doc read */
	struct producer              *producer;	/* or NULL */
	VEC(struct run_scope)         scopes;	/* by outer, then inner */
	bool                         *traced;	/* sets; or NULL */
	struct split                 *split;	/* decide.c, once asked */
	const struct evaluation      *now;	/* that expressions are in */
	uint64_t                      steps;	/* bindings tried */
	uint64_t                      visits;	/* of filters in filters */
	/* report.c: what was told; findings of the assertion at work. */
	struct findings_told         *told;
	uint64_t                      named;
	uint32_t                      named_of;
	struct finding               *last;
	uint64_t                      max_steps, max_evaluations;
	struct budget                 budgets[BUDGETS];
	uint32_t                      sets_left;	/* budget.h */
};

/* The sets that are evaluated in each evaluation of one, *n of them; NULL: none
 * is. */
const struct run_scope *run_scopes_of(const struct formula_run *,
		    uint32_t set, uint32_t *n);

/* --- evaluating (evaluate.c) --- */

/*
 * The value of an expression (SEC_EXPRESSIONS) of the set with the variables of
 * the evaluation; `more`, n of them, are values by name beside those, and go
 * before.  The context item is `focus` (NULL: the document of the report). In
 * run->scratch.  0; -1 with *err filled, also where the expression has not
 * compiled.
 */
int	evaluation_eval(const struct evaluation *, uint32_t expression,
	    const struct xp_focus *focus, const struct named_value *more,
	    uint32_t n, struct xp_seq *, struct xp_error *err);
/* What comes of an evaluation that has been judged: it is counted, shown to who
 * watches, and told where it is not satisfied. */
void	evaluation_judged(const struct evaluation *);
/* The finding for an error of an expression: where it stands, what is wrong. */
void	run_report_error(struct formula_run *, uint32_t expression,
	    const struct xp_error *);
/* The same at a resource (SEC_RESOURCES). */
void	run_report_error_at(struct formula_run *, uint32_t resource,
	    const struct xp_error *);

/* What a name is bound to in an evaluation or one around it; NULL where it is
 * none of its bindings.  *position: that of the binding, where not NULL and it
 * is the evaluation's own; else NONE. */
const struct bound *evaluation_named(const struct evaluation *, uint32_t name,
	    uint32_t *position);
/* "$name" of a binding of the set, in the arena. */
struct slice	evaluation_name(const struct evaluation *, uint32_t position,
		    struct arena *);

/* --- aspects (aspects.c; Variables 1.0, 2.5) --- */

/* The names of dimensions, rising (rows of the report's names): those of the
 * list, or all but those. */
struct dimension_list {
	const uint32_t *names;
	uint32_t        n;
	bool            but;
};
/* What a variable leaves uncovered (2.6): ASPECT_BITs of the aspect model of the
 * set, ASPECT_DIMENSIONS where it leaves any; those are a list (aspects.h). */
struct uncovered {
	uint32_t aspects;
	uint32_t dimensions;
};

/* Of a fact variable at a position of the set's bindings. */
struct uncovered evaluation_uncovered(const struct evaluation *,
		    uint32_t position);
/* Whether a dimension (a row of the report's names) is uncovered. */
bool		run_dimension_uncovered(const struct formula_run *,
		    struct uncovered, uint32_t dimension);
/*
 * The value of an aspect of a fact as a number: equal numbers are equal aspects
 * within the report; NONE: the fact has no such aspect.  `dimension` (a row of
 * the report's names) where the aspect is ASPECT_DIMENSION, else NONE.
 */
uint32_t	run_aspect(struct formula_run *, uint32_t fact,
		    enum aspect_kind, uint32_t dimension);
/* The row of the report's names that a QName is, or NONE. */
uint32_t	run_report_name(struct formula_run *, struct slice ns,
		    struct slice local);
/*
 * The fact that an aspect is taken from in an evaluation: `source` is a name
 * (rows of SEC_NAMES) or SOURCE_UNCOVERED (formula:uncovered), as in struct
 * img_output_rule. NONE where there is none: the variable is bound to nothing,
 * a fallback value or a general value, or (uncovered) no variable that has
 * facts leaves the aspect uncovered.
 */
uint32_t	evaluation_source(const struct evaluation *, uint32_t source,
		    enum aspect_kind, uint32_t dimension);

/* --- for findings --- */

/* The facts that an evaluation is about: those of its fact variables, each once,
 * as bound, then of the evaluations around it. Rows of the report, in
 * run->scratch. */
uint32_t	evaluation_facts(const struct evaluation *, const uint32_t **);

#endif
