/* run.c: a run from its beginning to its end (formula.h). */
#include "formula/run.h"

#include <stdlib.h>

#include "formula/aspects.h"
#include "formula/duplicates.h"
#include "formula/document.h"
#include "formula/evaluate.h"
#include "formula/expression.h"
#include "formula/filter.h"
#include "formula/join.h"
#include "formula/produce.h"
#include "formula/report.h"
#include "formula/source.h"
#include "formula/xfi_local.h"

/* --- sets in the scope of others --- */

#define MAX_OUTER	64	/* deeper than any that is evaluated */

static int
by_outer(const void *a, const void *b)
{
	const struct run_scope *x = a, *y = b;

	if (x->outer != y->outer)
		return x->outer < y->outer ? -1 : 1;
	return x->inner < y->inner ? -1 : x->inner > y->inner;
}

/* Two relationships between the same two sets are one evaluation. */
static void
find_scopes(struct formula_run *run)
{
	const struct taxonomy *t = run->t;
	uint32_t n = taxonomy_count(t, SEC_SET_SCOPES) == 0 ? 0 :
	    taxonomy_count(t, SEC_VARIABLE_SETS), i, k;
	size_t kept = 0, j;

	for (i = 0; i < n; i++) {
		const struct img_variable_set *s = formula_set(t, i);

		for (k = 0; k < s->n_visible; k++) {
			const struct img_set_scope *v = formula_set_scope(t,
			    s->visible + k);

			if (v != NULL && v->set < n)
				VEC_PUSH(&run->scopes, ((struct run_scope){
				    v->set, i, v->name }));
		}
	}
	if (run->scopes.n > 1)
		qsort(run->scopes.v, run->scopes.n, sizeof(*run->scopes.v),
		    by_outer);
	for (j = 0; j < run->scopes.n; j++)
		if (kept == 0 || by_outer(&run->scopes.v[kept - 1],
		    &run->scopes.v[j]) != 0)
			run->scopes.v[kept++] = run->scopes.v[j];
		else if (run->scopes.v[kept - 1].name == NONE)
			run->scopes.v[kept - 1] = run->scopes.v[j];
	run->scopes.n = kept;
}

const struct run_scope *
run_scopes_of(const struct formula_run *run, uint32_t set, uint32_t *n)
{
	size_t low = 0, high = run->scopes.n, mid, end;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (run->scopes.v[mid].outer < set)
			low = mid + 1;
		else
			high = mid;
	}
	for (end = low; end < run->scopes.n &&
	    run->scopes.v[end].outer == set; end++)
		continue;
	*n = (uint32_t)(end - low);
	return *n == 0 ? NULL : &run->scopes.v[low];
}

/* --- its parts --- */

static void
run_begin(struct formula_run *run, struct report *r,
    const struct formula_options *o, struct findings *fs,
    struct formula_result *result)
{
	*run = (struct formula_run){ .report = r, .t = r->taxonomy,
	    .options = o, .findings = fs, .result = result,
	    .keep = arena_new(), .scratch = arena_new(),
	    .planning = arena_new() };
	run->max_steps = o->max_steps != 0 ? o->max_steps : FORMULA_STEPS +
	    FORMULA_STEPS_A_FACT * (uint64_t)r->facts.n;
	run->max_evaluations = o->max_evaluations != 0 ? o->max_evaluations :
	    FORMULA_EVALUATIONS + FORMULA_EVALUATIONS_A_FACT *
	    (uint64_t)r->facts.n;
	run->d.arena = run->scratch;
	run->d.limits = o->limits;
	if (run->d.limits.steps == 0)
		run->d.limits.steps = FORMULA_XPATH_STEPS +
		    FORMULA_XPATH_STEPS_A_FACT * (uint64_t)r->facts.n;
	if (run->d.limits.memory == 0)
		run->d.limits.memory = FORMULA_XPATH_MEMORY;
	run->host = xfi_host_new();
	run->host->ingest = o->ingest;
	run->d.host = run->host;
	(void)xfi_host_add(run->host, &run->d, r);
	run->d.base_uri = r->uri;
	run->d.document = document_open;
	evaluation_asked_begin(run);
	run->expressions = expressions_new(run);
	run->aspects = fact_aspects_new(run);
	run->verdicts = verdicts_new(run);
	run->classes = classes_new(run);
	run->sources = sources_new(run);
	run->joins = joins_new(run);
	run->told = findings_told_new();
	find_scopes(run);
}

static void
run_end(struct formula_run *run)
{
	VEC_FREE(&run->scopes);
	findings_told_free(run->told);
	joins_free(run->joins);
	sources_free(run->sources);
	classes_free(run->classes);
	verdicts_free(run->verdicts);
	fact_aspects_free(run->aspects);
	expressions_free(run->expressions);
	mem_free(run->parameters);
	mem_free(run->parameter_known);
	documents_free(run);
	xfi_host_free(run->host);
	xp_dynamic_end(&run->d);
	arena_free(run->planning);
	arena_free(run->scratch);
	arena_free(run->keep);
}

/* --- what is woken --- */

static void
wake(const struct taxonomy *t, uint32_t element, bool *woken, uint32_t n)
{
	uint32_t first, count, i, set;

	formula_woken(t, element, &first, &count);
	for (i = 0; i < count; i++)
		if ((set = formula_list(t, first + i)) < n)
			woken[set] = true;
}

static void
wake_all(const struct formula_run *run, bool *woken, uint32_t n)
{
	const struct report *r = run->report;
	bool *seen = mem_calloc(r->names.n + 1, sizeof(*seen));
	size_t i;

	for (i = 0; i < r->facts.n; i++) {
		const struct fact *f = &r->facts.v[i];

		if (seen[f->name])
			continue;
		seen[f->name] = true;
		if (f->element != NONE)
			wake(run->t, f->element, woken, n);
	}
	wake(run->t, NONE, woken, n);
	mem_free(seen);
}

/* Keeps a set and those in whose evaluations it is. */
static void
keep_outer(const struct formula_run *run, uint32_t set, bool *keep,
    unsigned depth)
{
	const struct img_variable_set *s = formula_set(run->t, set);
	uint32_t i;

	if (s == NULL || keep[set] || depth == MAX_OUTER)
		return;
	keep[set] = true;
	for (i = 0; i < s->n_visible; i++)
		keep_outer(run, formula_set_scope(run->t, s->visible + i)->set,
		    keep, depth + 1);
}

/* The sets of one assertion by its id, and those in whose evaluations they are;
 * NULL for no id. */
static bool *
sets_of(const struct formula_run *run, struct slice id, uint32_t n)
{
	bool *of = id.s == NULL ? NULL : mem_calloc((size_t)n + 1,
	    sizeof(*of));
	const struct img_assertion *a;
	uint32_t i, k, set;

	for (i = 0; of != NULL && i < run->result->assertions.n; i++) {
		a = formula_assertion(run->t, i);
		if (!slice_eq(formula_assertion_id(run->t, a), id))
			continue;
		for (k = 0; k < a->n_sets; k++)
			if ((set = formula_list(run->t, a->sets + k)) < n)
				keep_outer(run, set, of, 0);
	}
	return of;
}

/* Leaves only the sets of one assertion; the others are told as left. */
static void
wake_only(struct formula_run *run, bool *woken, uint32_t n)
{
	bool *keep = sets_of(run, run->options->only, n);
	uint32_t i;

	if (keep == NULL)
		return;
	for (i = 0; i < run->result->assertions.n; i++)
		if (!slice_eq(formula_assertion_id(run->t,
		    formula_assertion(run->t, i)), run->options->only))
			run->result->assertions.v[i].state = FORMULA_LEFT;
	for (i = 0; i < n; i++)
		woken[i] = woken[i] && keep[i];
	mem_free(keep);
}

/* Formulas are evaluated for what is made of them, or for sets that see their
 * bindings. */
static bool
is_wanted(const struct formula_run *run, uint32_t set)
{
	const struct img_variable_set *s = formula_set(run->t, set);
	uint32_t n;

	return (s->kind != SET_FORMULA && s->kind != SET_TUPLE) ||
	    produce_wants(run->producer, set) ||
	    run_scopes_of(run, set, &n) != NULL;
}

/* --- the whole --- */

static void
evaluate_sets(struct formula_run *run)
{
	uint32_t n = taxonomy_count(run->t, SEC_VARIABLE_SETS), i, wanted = 0;
	bool *woken = mem_calloc((size_t)n + 1, sizeof(*woken));

	wake_all(run, woken, n);
	wake_only(run, woken, n);
	run->traced = sets_of(run, run->options->traced, n);
	run->producer = produce_begin(run);
	for (i = 0; i < n; i++)
		wanted += woken[i] = (woken[i] ||
		    (run->traced != NULL && run->traced[i])) &&
		    is_wanted(run, i);
	budget_begin(run, wanted);
	budget_set_begin(run);
	parameters_begin(run);
	budget_set_end(run);
	for (i = 0; i < n; i++) {
		if (!woken[i])
			continue;
		budget_set_begin(run);
		evaluate_set(run, i);
		budget_set_end(run);
	}
	produce_end(run->producer);
	mem_free(run->traced);
	mem_free(woken);
}

static void
begin_result(struct formula_result *out, const struct taxonomy *t,
    enum formula_state state)
{
	uint32_t n = t == NULL ? 0 : state == FORMULA_LEFT ?
	    taxonomy_told(t, SEC_ASSERTIONS) :
	    taxonomy_count(t, SEC_ASSERTIONS), i;
	struct formula_count *c;

	*out = (struct formula_result){ .evaluations = 0 };
	for (i = 0; i < n; i++) {
		c = VEC_ADD(&out->assertions);
		c->state = state;
		if (state == FORMULA_EVALUATED &&
		    formula_assertion(t, i)->flags & ASSERTION_BROKEN)
			c->state = FORMULA_BROKEN;
	}
}

void
formula_run(struct formula_result *out, struct report *r,
    const struct formula_options *o, struct findings *fs)
{
	/* Of a report that breaks off, nodes are missing that facts are. */
	enum formula_state state = o->off ? FORMULA_LEFT : !r->whole ?
	    FORMULA_UNREAD : FORMULA_EVALUATED;
	struct formula_run run;
	uint32_t i;

	begin_result(out, r->taxonomy, state);
	if (state == FORMULA_EVALUATED && r->taxonomy != NULL &&
	    formula_any(r->taxonomy) && formula_whole(r->taxonomy)) {
		run_begin(&run, r, o, fs, out);
		evaluate_sets(&run);
		run_end(&run);
	}
	for (i = 0; i < out->assertions.n; i++)
		out->left += out->assertions.v[i].state != FORMULA_EVALUATED;
}

void
formula_result_free(struct formula_result *r)
{
	VEC_FREE(&r->assertions);
}

/* RFC 4180: quoted where it has to be. */
static void
csv_text(struct buf *b, struct slice s)
{
	size_t i;
	bool quote = false;

	for (i = 0; i < s.n; i++)
		quote |= s.s[i] == '"' || s.s[i] == ',' || s.s[i] == '\n' ||
		    s.s[i] == '\r';
	if (!quote) {
		buf_slice(b, s);
		return;
	}
	buf_char(b, '"');
	for (i = 0; i < s.n; i++) {
		if (s.s[i] == '"')
			buf_char(b, '"');
		buf_char(b, s.s[i]);
	}
	buf_char(b, '"');
}

void
formula_counts_csv(struct buf *b, const struct taxonomy *t,
    const struct formula_result *r)
{
	uint32_t i;

	buf_puts(b, "id,satisfied,not_satisfied\n");
	for (i = 0; i < r->assertions.n; i++) {
		const struct formula_count *c = &r->assertions.v[i];

		csv_text(b, formula_assertion_id(t, formula_assertion(t, i)));
		buf_printf(b, ",%llu,%llu\n", (unsigned long long)c->satisfied,
		    (unsigned long long)c->not_satisfied);
	}
}
