/*
 * formula.h: the formulas of a taxonomy over a report (Variables 1.0, Formula
 * 1.0, Validation 1.0, the three kinds of assertion, and what extends them).
 *
 *	formula_run(&result, report, &options, findings)
 *
 * wakes the variable sets that the report's concepts can evaluate, plans each as a
 * join (plan.h), evaluates it, counts, and reports what is not satisfied.  Who
 * needs more of each evaluation than its count (texts, output facts, a trace)
 * watches them: run.h.
 */
#ifndef FORMULA_FORMULA_H
#define FORMULA_FORMULA_H

#include "base/finding.h"
#include "ingest/ingest.h"
#include "xpath/value.h"
#include "xpath/xpath.h"

/* A parameter from outside (Variables 1.0, 2.2): its name as a QName with a
 * prefix that the taxonomy knows, {namespace}local or local, and its text. */
struct formula_given {
	struct slice name, value;
	enum xp_type type;		/* what to construct of the text before
					 * it is cast to @as; XT_ANY_ATOMIC (0):
					 * whatever the parameter is */
};

struct formula_run;
struct plan;
struct formula_output;
struct evaluation;

/* What each evaluation is shown to (run.h). */
struct formula_watch {
	/* An evaluation of a variable set; of an existence assertion once, when
	 * its evaluations are counted. */
	void (*evaluation)(void *ctx, const struct evaluation *);
	/* A set that was woken, before its first and after its last evaluation;
	 * may be NULL. */
	void (*begin)(void *ctx, struct formula_run *, uint32_t set,
	    const struct plan *);
	void (*end)(void *ctx, struct formula_run *, uint32_t set);
	/* An evaluation that a precondition (SEC_EXPRESSIONS) turned down; may
	 * be NULL. */
	void (*rejected)(void *ctx, const struct evaluation *,
	    uint32_t precondition);
	void  *ctx;
};

/*
 * Evaluations of all sets that one run may make, and bindings that it may try:
 * some, and so many more for each fact of the report.  What takes more than a
 * report of its size is worth is refused, however it is made.  How it is divided
 * over the rules says budget.h.
 */
#define FORMULA_EVALUATIONS		UINT64_C(2000000)
#define FORMULA_EVALUATIONS_A_FACT	200
#define FORMULA_STEPS			UINT64_C(50000000)
#define FORMULA_STEPS_A_FACT		5000
/* Likewise steps of all expressions; and bytes for one of them. */
#define FORMULA_XPATH_STEPS	UINT64_C(100000000)
#define FORMULA_XPATH_STEPS_A_FACT	2000
#define FORMULA_XPATH_MEMORY	((size_t)256 << 20)
/* Findings for each assertion; more are counted in the last of them. */
#define FORMULA_MAX_FINDINGS	20

struct formula_options {
	bool off;			/* nothing is evaluated */
	const struct formula_given *given;
	uint32_t n_given;
	/* Who watches beside the counts: n of them, in their order. */
	const struct formula_watch *const *watches;
	uint32_t n_watches;
	/* Where facts that formulas make go (output.h); NULL: only formulas that
	 * consistency assertions are about are evaluated. */
	struct formula_output *output;
	/* The id of one assertion, which alone is evaluated; SLICE_NONE: all.
	 * The others are then told as not evaluated. */
	struct slice only;
	/* The id of one assertion whose sets are planned, and shown to who
	 * watches, also where nothing can come of them; SLICE_NONE: none. */
	struct slice traced;
	/* How xfi:xbrl-instance and further documents are read; NULL: they are
	 * not.  Borrowed. */
	const struct ingest_options *ingest;
	uint64_t max_evaluations;	/* 0: FORMULA_EVALUATIONS… */
	uint64_t max_steps;		/* 0: FORMULA_STEPS… */
	struct xp_limits limits;	/* of expressions; 0: FORMULA_XPATH_… */
	uint32_t max_findings;		/* 0: FORMULA_MAX_FINDINGS */
	bool no_findings;		/* unsatisfied ones are only counted */
};

enum formula_state {
	FORMULA_EVALUATED,	/* also where that took no evaluation at all */
	FORMULA_BROKEN,		/* it has a static error: see the taxonomy's */
	FORMULA_FAILED,		/* an expression raised an error: see findings */
	FORMULA_LIMITED,	/* it would have taken too much */
	FORMULA_UNSUPPORTED,	/* it needs what is not evaluated: facts of
				 * other instances, a filter that is not known */
	FORMULA_UNREAD,		/* the report could not be read to its end */
	FORMULA_LEFT		/* off, or not the only one wanted */
};

/* What became of an assertion. */
struct formula_count {
	uint64_t satisfied, not_satisfied;
	enum formula_state state;
};

struct formula_result {
	/* By row of SEC_ASSERTIONS. */
	VEC(struct formula_count) assertions;
	uint64_t evaluations;		/* of all sets, with those of formulas */
	uint32_t left;			/* assertions in any other state than
					 * FORMULA_EVALUATED */
};

/*
 * Evaluates; the findings are added.  The report's taxonomy may be NULL or have
 * no formulas: then there is nothing to do.  What cannot be evaluated is a
 * finding too, and a state in the result, which the caller frees.
 */
void	formula_run(struct formula_result *, struct report *,
	    const struct formula_options *, struct findings *);
void	formula_result_free(struct formula_result *);
/* The counts as CSV, a row for each assertion of the DTS in their order, header
 * id,satisfied,not_satisfied. */
void	formula_counts_csv(struct buf *, const struct taxonomy *,
	    const struct formula_result *);

#endif
