/*
 * evaluate.c: see evaluate.h: preconditions (Variables 1.0, 3.5.4), the tests of
 * value and existence assertions (Value Assertions 1.0, 2; Existence Assertions
 * 1.0, 2), the values of formulas (Formula 1.0, 2.1).
 */
#include "formula/evaluate.h"

#include "formula/bind.h"
#include "formula/expression.h"
#include "formula/produce.h"
#include "formula/report.h"
#include "formula/source.h"

#define MAX_SCOPES	16	/* sets in the scope of others */

/* A set under evaluation. */
struct judging {
	struct formula_run *run;
	struct plan        *p;
	struct formula_count *count;	/* NULL: it has no assertion */
	uint32_t            assertion;
	uint64_t            evaluations;
	unsigned            depth;
};

static int evaluate(struct formula_run *, uint32_t set,
    const struct evaluation *outer, unsigned depth);

static uint64_t
plus(uint64_t a, uint64_t b)
{
	uint64_t r;

	return __builtin_add_overflow(a, b, &r) ? UINT64_MAX : r;
}

uint64_t
evaluation_weight(const struct evaluation *e)
{
	uint64_t w = 1;
	uint32_t i;

	for (i = 0; i < e->n_bound; i++)
		if (e->bound[i].kind == BOUND_FACTS &&
		    __builtin_mul_overflow(w, e->bound[i].weight, &w))
			w = UINT64_MAX;
	return w;
}

/* --- who watches --- */

static void
show(const struct evaluation *e)
{
	const struct formula_options *o = e->run->options;
	struct arena_mark mark = arena_mark(e->run->scratch);
	uint32_t i;

	for (i = 0; i < o->n_watches; i++)
		o->watches[i]->evaluation(o->watches[i]->ctx, e);
	arena_reset(e->run->scratch, mark);
}

static void
tell_begin(struct formula_run *run, uint32_t set, const struct plan *p)
{
	const struct formula_options *o = run->options;
	uint32_t i;

	for (i = 0; i < o->n_watches; i++)
		if (o->watches[i]->begin != NULL)
			o->watches[i]->begin(o->watches[i]->ctx, run, set, p);
}

static void
tell_end(struct formula_run *run, uint32_t set)
{
	const struct formula_options *o = run->options;
	uint32_t i;

	for (i = 0; i < o->n_watches; i++)
		if (o->watches[i]->end != NULL)
			o->watches[i]->end(o->watches[i]->ctx, run, set);
}

/* --- truths --- */

/* The truth of an expression in an evaluation: 1, 0; -1 reported. */
static int
truth(const struct evaluation *e, uint32_t expression,
    const struct xp_focus *focus)
{
	const struct evaluation *before = e->run->now;
	struct xp_error err;
	int rc;

	e->run->now = e;
	rc = expression_truth(e->run, e, expression, focus, &err);
	e->run->now = before;
	if (rc == -1)
		run_report_error(e->run, expression, &err);
	return rc;
}

static void
tell_rejected(const struct evaluation *e, uint32_t precondition)
{
	const struct formula_options *o = e->run->options;
	uint32_t i;

	for (i = 0; i < o->n_watches; i++)
		if (o->watches[i]->rejected != NULL)
			o->watches[i]->rejected(o->watches[i]->ctx, e,
			    precondition);
}

static int
preconditions(const struct evaluation *e)
{
	uint32_t i, test;
	int rc = 1;

	for (i = 0; i < e->row->n_preconditions && rc == 1; i++) {
		test = formula_list(e->run->t, e->row->preconditions + i);
		rc = truth(e, test, NULL);
		if (rc == 0)
			tell_rejected(e, test);
	}
	return rc;
}

/* --- what comes out --- */

static void
count_outcome(const struct evaluation *e, uint64_t weight)
{
	struct formula_count *c;

	if (e->assertion >= e->run->result->assertions.n)
		return;
	c = &e->run->result->assertions.v[e->assertion];
	if (c->state == FORMULA_LEFT)	/* evaluated for those in its scope */
		return;
	if (e->outcome == OUTCOME_SATISFIED ||
	    e->outcome == OUTCOME_EXISTENCE_SATISFIED) {
		c->satisfied = plus(c->satisfied, weight);
	} else {
		c->not_satisfied = plus(c->not_satisfied, weight);
		report_unsatisfied(e);
	}
	show(e);
}

void
evaluation_judged(const struct evaluation *e)
{
	count_outcome(e, e->weight);
}

static int
judge_value(struct evaluation *e)
{
	int rc = e->row->expression == NONE ? 1 :
	    truth(e, e->row->expression, NULL);

	if (rc == -1)
		return BIND_FAILED;
	e->outcome = rc == 1 ? OUTCOME_SATISFIED : OUTCOME_UNSATISFIED;
	e->value = xp_one(xp_boolean(rc == 1));
	evaluation_judged(e);
	return BIND_DONE;
}

/* The value of a formula, and what hangs on it. */
static int
make_value(struct evaluation *e)
{
	struct arena_mark mark = arena_mark(e->run->scratch);
	struct xp_error err;

	e->outcome = OUTCOME_MADE;
	e->value = XP_EMPTY;
	if (e->row->expression != NONE && evaluation_eval(e,
	    e->row->expression, NULL, NULL, 0, &e->value, &err) == -1) {
		run_report_error(e->run, e->row->expression, &err);
		return BIND_FAILED;
	}
	show(e);
	produce_evaluation(e->run->producer, e);
	arena_reset(e->run->scratch, mark);
	return BIND_DONE;
}

/* A set that would see a fact that could not be made is not evaluated. */
static void
leave_inner(struct formula_run *run, uint32_t set)
{
	const struct img_variable_set *row = formula_set(run->t, set);
	struct formula_result *r = run->result;

	if ((row->kind == SET_VALUE || row->kind == SET_EXISTENCE) &&
	    row->owner < r->assertions.n &&
	    r->assertions.v[row->owner].state == FORMULA_EVALUATED)
		r->assertions.v[row->owner].state = FORMULA_FAILED;
}

/* Sets that see the bindings of this one (Variables Scope 1.0, 2.3). */
static int
evaluate_inner(struct judging *j, struct evaluation *e)
{
	uint32_t n, i;
	const struct run_scope *s = run_scopes_of(j->run, e->set, &n);
	int rc = BIND_DONE;

	for (i = 0; s != NULL && i < n && rc != BIND_TOO_MUCH; i++) {
		/* To plan one is work, for each evaluation around it. */
		j->run->steps += 1 + formula_set(j->run->t,
		    s[i].inner)->n_bindings;
		if (j->depth == MAX_SCOPES ||
		    j->run->steps > j->run->max_steps)
			return BIND_TOO_MUCH;
		e->made_name = s[i].name;
		if (s[i].name != NONE && e->made.kind == BOUND_NOT)
			leave_inner(j->run, s[i].inner);
		else
			rc = evaluate(j->run, s[i].inner, e, j->depth + 1);
	}
	return rc == BIND_TOO_MUCH ? rc : BIND_DONE;
}

static int
found(struct evaluation *e, void *ctx)
{
	struct judging *j = ctx;
	int rc = preconditions(e);

	if (rc != 1)
		return rc == -1 ? BIND_FAILED : BIND_DONE;
	j->evaluations = plus(j->evaluations, e->weight);
	j->run->result->evaluations++;
	if (j->run->result->evaluations > j->run->max_evaluations)
		return BIND_TOO_MUCH;
	switch ((enum set_kind)e->row->kind) {
	case SET_VALUE:
		rc = judge_value(e);
		break;
	case SET_FORMULA:
	case SET_TUPLE:
		rc = make_value(e);
		break;
	case SET_EXISTENCE:
		rc = BIND_DONE;
		break;
	}
	if (rc == BIND_DONE)
		rc = evaluate_inner(j, e);
	produce_forget(j->run->producer, e);
	return rc;
}

/* --- existence: once, with the number of evaluations --- */

static int
bind_only_parameters(struct plan *p, struct bound *bound)
{
	struct xp_error err;
	uint32_t i;

	for (i = 0; i < p->n; i++) {
		if (p->v[i].kind != BINDING_PARAMETER)
			continue;
		bound[i] = (struct bound){ .kind = BOUND_VALUE, .weight = 1 };
		if (parameter_value(p->run, p->v[i].target, &bound[i].value,
		    &err) == -1)
			return BIND_FAILED;
	}
	return BIND_DONE;
}

static int
judge_existence(struct judging *j)
{
	struct plan *p = j->p;
	struct bound *bound = arena_alloc(j->run->planning,
	    (p->n + 1) * sizeof(*bound));
	uint64_t n = j->evaluations > INT64_MAX ? INT64_MAX : j->evaluations;
	struct xp_item count = xp_integer((int64_t)n);
	struct xp_focus focus = { &count, 1, 1 };
	struct evaluation e = { .run = j->run, .set = p->set, .row = p->row,
	    .assertion = j->assertion, .bound = bound, .n_bound = p->n,
	    .outcome = OUTCOME_EXISTENCE_UNSATISFIED,	/* so far */
	    .weight = j->evaluations, .value = xp_one(count), .plan = p };
	int rc = bind_only_parameters(p, bound);

	if (rc != BIND_DONE)
		return rc;
	rc = p->row->expression == NONE ? n > 0 :
	    truth(&e, p->row->expression, &focus);
	if (rc == -1)
		return BIND_FAILED;
	e.outcome = rc == 1 ? OUTCOME_EXISTENCE_SATISFIED :
	    OUTCOME_EXISTENCE_UNSATISFIED;
	count_outcome(&e, 1);
	return BIND_DONE;
}

/* --- a set --- */

static int
state_of_plan(const struct plan *p)
{
	switch (p->state) {
	case PLAN_READY:
	case PLAN_EMPTY:
		return BIND_DONE;
	case PLAN_TOO_MUCH:
		return BIND_TOO_MUCH;
	case PLAN_FAILED:
	case PLAN_UNSUPPORTED:
		break;
	}
	return BIND_FAILED;
}

static void
conclude(struct judging *j, int rc)
{
	enum formula_state state = rc == BIND_TOO_MUCH ||
	    (rc == BIND_FAILED && budget_is_spent(j->run)) ? FORMULA_LIMITED :
	    j->p->state == PLAN_UNSUPPORTED ? FORMULA_UNSUPPORTED :
	    FORMULA_FAILED;

	if (rc == BIND_DONE)
		return;
	if (j->count != NULL)
		j->count->state = state;
	else
		produce_failed(j->run->producer, j->p->set, state);
	if (state == FORMULA_LIMITED)
		report_limit(j->run, j->p->row);
	else if (state == FORMULA_UNSUPPORTED)
		report_unsupported(j->run, j->p->row, j->p->why_code,
		    j->p->why_of);
}

static void
find_count(struct judging *j, const struct img_variable_set *row)
{
	j->assertion = NONE;
	if ((row->kind != SET_VALUE && row->kind != SET_EXISTENCE) ||
	    row->owner >= j->run->result->assertions.n)
		return;
	j->assertion = row->owner;
	j->count = &j->run->result->assertions.v[row->owner];
}

static int
evaluate(struct formula_run *run, uint32_t set,
    const struct evaluation *outer, unsigned depth)
{
	struct judging j = { .run = run, .depth = depth };
	const struct img_variable_set *row = formula_set(run->t, set);
	struct arena_mark planning = arena_mark(run->planning);
	struct arena_mark scratch = arena_mark(run->scratch);
	int rc;

	if (row == NULL || row->flags & SET_BROKEN)
		return BIND_DONE;
	find_count(&j, row);
	if (j.count != NULL && j.count->state == FORMULA_BROKEN)
		return BIND_DONE;
	j.p = plan_make(run, set, outer);
	tell_begin(run, set, j.p);
	rc = state_of_plan(j.p);
	if (j.p->state == PLAN_READY)
		rc = bind_all(j.p, outer, found, &j);
	if (rc == BIND_DONE && row->kind == SET_EXISTENCE)
		rc = judge_existence(&j);
	conclude(&j, rc);
	tell_end(run, set);
	arena_reset(run->scratch, scratch);
	arena_reset(run->planning, planning);
	return rc;
}

/* Whether nothing needs planning; an existence assertion is judged all the
 * same, and a trace wants to say why. */
static bool
comes_to_nothing(struct formula_run *run, uint32_t set,
    const struct img_variable_set *row)
{
	return row->kind != SET_EXISTENCE && run->options->only.s == NULL &&
	    (run->traced == NULL || !run->traced[set]) &&
	    source_comes_to_nothing(run, row);
}

void
evaluate_set(struct formula_run *run, uint32_t set)
{
	const struct img_variable_set *row = formula_set(run->t, set);

	if (row != NULL && row->n_visible == 0 &&
	    (row->flags & SET_BROKEN) == 0 && !comes_to_nothing(run, set, row))
		(void)evaluate(run, set, NULL, 0);
}
