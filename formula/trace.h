/*
 * trace.h: how one assertion was evaluated: the plan of its variable sets, what
 * their variables were bound to, what became of it.  For who writes rules; a
 * floor above writes it out (validate/output_trace.c).
 *
 *	struct trace *t = trace_new(SLICE("id"));
 *	options.watches = … trace_watch(t) …
 *	formula_run(…);
 *	… t->sets …
 *	trace_free(t);
 */
#ifndef FORMULA_TRACE_H
#define FORMULA_TRACE_H

#include "formula/run.h"

#define TRACE_MAX_EVALUATIONS	100	/* kept of each kind of outcome */
#define TRACE_MAX_FACTS		3	/* of a binding that are named */
#define TRACE_MAX_KEYS		16	/* of a step that are named */

enum traced_outcome { TRACED_SATISFIED, TRACED_UNSATISFIED, TRACED_REJECTED,
	TRACED_MADE, TRACED_OUTCOMES };

/* What a variable is joined by: an aspect, and of which variables bound before
 * it the value is. */
struct traced_key {
	uint32_t     aspect;	/* enum aspect_kind */
	struct slice dimension;	/* of ASPECT_DIMENSION; ASPECT_DIMENSIONS: all
				 * that both have */
	struct slice with;	/* "$a, $b" */
};

/* A variable in the order in which they are bound. */
struct traced_step {
	struct slice name;		/* "$total" */
	enum binding_kind kind;
	uint32_t     units;		/* facts, or sequences, to choose from */
	bool         sequence, fallback;
	uint32_t     tests;		/* filters that are asked for each */
	struct traced_key keys[TRACE_MAX_KEYS];
	uint32_t     n_keys;
};

struct traced_binding {
	struct slice    name;
	enum bound_kind kind;
	struct slice    value;		/* of one without facts */
	uint32_t        facts[TRACE_MAX_FACTS];
	uint32_t        n_facts;	/* there may be more than are named */
};

struct traced_evaluation {
	enum traced_outcome outcome;
	struct slice precondition;	/* that turned it down */
	struct slice value;		/* of an existence assertion its count,
					 * of a formula what it made */
	uint64_t     weight;
	uint32_t     first, n;		/* bindings of the trace */
};

struct traced_set {
	enum set_kind kind;
	struct slice  name;		/* id of its element, or "" */
	struct slice  expression;	/* test or value, as written */
	struct slice  document;
	uint32_t      line;
	bool          planned;
	bool          empty;		/* of what must have facts, something
					 * has none: the steps say what */
	const char   *why;		/* it was not evaluated; NULL */
	uint32_t      first_step, n_steps;
	uint32_t      first, n;		/* evaluations of the trace */
	uint64_t      count[TRACED_OUTCOMES];	/* all, named or not */
};

struct trace {
	struct slice  id;
	struct arena *arena;
	bool          found;		/* the taxonomy has such an assertion */
	struct formula_watch watch;
	uint32_t      assertion;	/* SEC_ASSERTIONS, once known */
	bool          open;		/* the last set is being evaluated: */
	uint32_t      set;		/* this one (SEC_VARIABLE_SETS) */
	VEC(struct traced_set)        sets;
	VEC(struct traced_step)       steps;
	VEC(struct traced_evaluation) evaluations;
	VEC(struct traced_binding)    bindings;
};

/* For the assertion with that id, which is copied. */
struct trace	*trace_new(struct slice id);
void		 trace_free(struct trace *);	/* NULL is fine */
/* What formula_options.watches wants; as long as the trace. */
const struct formula_watch *trace_watch(struct trace *);

#endif
