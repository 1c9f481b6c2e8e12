/*
 * trace.c: see trace.h.
 *
 * (1) Sets of other assertions are shown too; they are passed over.  Those of
 *     a consistency assertion are its formulas.
 * (2) Of each outcome the first TRACE_MAX_EVALUATIONS are kept, all are counted.
 */
#include "formula/trace.h"

#include "formula/binding_words.h"
#include "formula/decide.h"
#include "formula/message.h"
#include "formula/plan.h"

static struct slice
copy(struct trace *t, struct slice s)
{
	return s.n == 0 ? SLICE("") : arena_copy(t->arena, s);
}

/* --- which assertion, which sets (1) --- */

static void
find_assertion(struct trace *t, const struct taxonomy *taxonomy)
{
	uint32_t i, n = taxonomy_count(taxonomy, SEC_ASSERTIONS);

	for (i = 0; i < n && !t->found; i++)
		if (slice_eq(formula_assertion_id(taxonomy,
		    formula_assertion(taxonomy, i)), t->id)) {
			t->found = true;
			t->assertion = i;
		}
}

static bool
is_traced(const struct trace *t, const struct taxonomy *taxonomy,
    uint32_t set)
{
	const struct img_assertion *a = t->found ?
	    formula_assertion(taxonomy, t->assertion) : NULL;
	uint32_t i;

	for (i = 0; a != NULL && i < a->n_sets; i++)
		if (formula_list(taxonomy, a->sets + i) == set)
			return true;
	return false;
}

static struct slice
source_of(struct trace *t, const struct taxonomy *taxonomy,
    uint32_t expression)
{
	const struct img_expression *x = formula_expression(taxonomy,
	    expression);

	return x == NULL ? SLICE("") : copy(t, slice_trim(formula_text(
	    taxonomy, x->source)));
}

/* --- the plan --- */

/* "$a, $b" of those positions that are bound by then: in the order of the plan
 * before step `turn`. */
static struct slice
names_of(struct trace *t, const struct plan *p, const uint32_t *positions,
    uint32_t n, uint32_t turn)
{
	struct buf b = BUF_ANY;
	struct slice s;
	uint32_t i, k;

	for (i = 0; i < n; i++) {
		const struct img_binding *row;
		uint32_t name = NONE;

		for (k = 0; k < turn && p->order[k] != positions[i]; k++)
			continue;
		if (positions[i] >= p->n)	/* it is bound outside */
			name = p->outer[positions[i] - p->n].name;
		else if (k == turn)
			continue;
		else if ((row = formula_binding(p->run->t, p->row->bindings +
		    positions[i])) != NULL)
			name = row->name;
		buf_puts(&b, b.n > 0 ? ", " : "");
		buf_slice(&b, binding_words_name(p->run->t, name, t->arena));
	}
	s = copy(t, buf_get(&b));
	buf_free(&b);
	return s;
}

static void
add_key(struct trace *t, const struct plan *p, struct traced_step *s,
    const struct term *term, uint32_t turn)
{
	const struct part *part = &term->part;
	struct slice with = names_of(t, p, term->providers,
	    term->n_providers, turn);
	struct traced_key *k;

	if (s->n_keys == TRACE_MAX_KEYS || with.n == 0)
		return;
	k = &s->keys[s->n_keys++];
	k->aspect = part->aspect;
	k->dimension = part->aspect == ASPECT_DIMENSION ? copy(t,
	    report_qname(p->run->report, part->which, t->arena)) : SLICE("");
	k->with = with;
}

static struct traced_step *
add_step(struct trace *t, const struct plan *p, uint32_t position)
{
	const struct img_binding *row = formula_binding(p->run->t,
	    p->row->bindings + position);
	const struct plan_variable *v = &p->v[position];
	struct traced_step *s = VEC_ADD(&t->steps);

	s->name = binding_words_name(p->run->t, row == NULL ? NONE :
	    row->name, t->arena);
	s->kind = v->kind;
	s->units = v->source == NULL ? 0 : v->source->n;
	s->sequence = v->sequence;
	s->fallback = v->fallback;
	s->tests = v->n_tests;
	return s;
}

static void
add_plan(struct trace *t, struct traced_set *set, const struct plan *p)
{
	uint32_t i, k;

	set->planned = true;
	set->why = p->state == PLAN_UNSUPPORTED ? p->why : NULL;
	set->empty = p->state == PLAN_EMPTY;
	for (i = 0; set->empty && i < p->n; i++)
		if (p->v[i].source != NULL)	/* the others: not looked for */
			(void)add_step(t, p, i);
	for (i = 0; i < p->n_order; i++) {
		const struct plan_variable *v = &p->v[p->order[i]];
		struct traced_step *s = add_step(t, p, p->order[i]);

		for (k = 0; k < v->n_terms; k++)
			add_key(t, p, s, &v->terms[k], i);
		for (k = 0; k < v->n_rest; k++)
			add_key(t, p, s, &v->rest[k], i);
	}
	set->n_steps = (uint32_t)t->steps.n - set->first_step;
}

/* --- sets --- */

static void
begin(void *ctx, struct formula_run *run, uint32_t set, const struct plan *p)
{
	struct trace *t = ctx;
	const struct img_variable_set *row = formula_set(run->t, set);
	const struct img_resource *r;
	struct traced_set *s;

	if (!t->found)
		find_assertion(t, run->t);
	/* A formula in the scope of another of the same assertion is left. */
	if (row == NULL || t->open || !is_traced(t, run->t, set))
		return;
	t->open = true;
	t->set = set;
	r = taxonomy_resource(run->t, row->resource);
	s = VEC_ADD(&t->sets);
	s->kind = (enum set_kind)row->kind;
	s->expression = source_of(t, run->t, row->expression);
	s->first_step = (uint32_t)t->steps.n;
	s->first = (uint32_t)t->evaluations.n;
	add_plan(t, s, p);
	if (r == NULL)
		return;
	s->name = copy(t, formula_text(run->t, r->id));
	s->line = r->line;
	s->document = taxonomy_document(run->t, r->document) == NULL ?
	    SLICE("") : copy(t, taxonomy_text(run->t,
	    taxonomy_document(run->t, r->document)->uri));
}

static void
end(void *ctx, struct formula_run *run, uint32_t set)
{
	struct trace *t = ctx;

	(void)run;
	if (t->open && set == t->set)
		t->open = false;
}

/* --- evaluations --- */

static struct slice
value_of(struct trace *t, const struct formula_run *run,
    const struct xp_seq *value)
{
	struct buf b = BUF_ANY;
	struct slice s;
	struct dec d;
	uint32_t i;

	if (decide_number(value, &d, t->arena))
		dec_print(&b, dec_canonical(d, t->arena));
	else
		for (i = 0; i < value->n && i < TRACE_MAX_FACTS; i++) {
			buf_puts(&b, i > 0 ? " " : "");
			buf_slice(&b, xp_string_of(&run->d,
			    xp_items(value)[i], t->arena));
		}
	if (value->n > TRACE_MAX_FACTS)
		buf_printf(&b, " … (%u)", value->n);
	s = copy(t, buf_get(&b));
	buf_free(&b);
	return s;
}

static void
add_bindings(struct trace *t, const struct evaluation *e)
{
	uint32_t i, k;

	for (i = 0; i < e->n_bound; i++) {
		const struct bound *bound = &e->bound[i];
		const struct img_binding *row = formula_binding(e->run->t,
		    e->row->bindings + i);
		struct traced_binding *b;

		if (bound->kind == BOUND_NOT || row == NULL)
			continue;
		b = VEC_ADD(&t->bindings);
		b->name = binding_words_name(e->run->t, row->name, t->arena);
		b->kind = bound->kind;
		if (bound->kind == BOUND_FACTS) {
			b->n_facts = bound->n;
			for (k = 0; k < bound->n && k < TRACE_MAX_FACTS; k++)
				b->facts[k] = bound->facts[k];
		} else {
			b->value = value_of(t, e->run, &bound->value);
		}
	}
}

static void
add_evaluation(struct trace *t, const struct evaluation *e,
    enum traced_outcome outcome, uint32_t precondition)
{
	struct traced_set *set = &t->sets.v[t->sets.n - 1];
	const struct evaluation *at;
	struct traced_evaluation *x;
	uint64_t before = set->count[outcome];

	/* Of an existence assertion the weight is how many it counted. */
	set->count[outcome] += set->kind == SET_EXISTENCE &&
	    outcome != TRACED_REJECTED ? 1 : e->weight;
	if (before >= TRACE_MAX_EVALUATIONS)
		return;
	x = VEC_ADD(&t->evaluations);
	set->n++;
	x->outcome = outcome;
	x->weight = e->weight;
	x->precondition = source_of(t, e->run->t, precondition);
	if (outcome == TRACED_MADE || set->kind == SET_EXISTENCE)
		x->value = value_of(t, e->run, &e->value);
	x->first = (uint32_t)t->bindings.n;
	for (at = e; at != NULL; at = at->outer)
		add_bindings(t, at);
	x->n = (uint32_t)t->bindings.n - x->first;
}

static void
evaluation(void *ctx, const struct evaluation *e)
{
	struct trace *t = ctx;

	if (!t->open || e->set != t->set || (e->outcome != OUTCOME_MADE &&
	    e->assertion != t->assertion))
		return;
	add_evaluation(t, e, e->outcome == OUTCOME_MADE ? TRACED_MADE :
	    evaluation_is_satisfied(e) ? TRACED_SATISFIED :
	    TRACED_UNSATISFIED, NONE);
}

static void
rejected(void *ctx, const struct evaluation *e, uint32_t precondition)
{
	struct trace *t = ctx;

	if (t->open && e->set == t->set)
		add_evaluation(t, e, TRACED_REJECTED, precondition);
}

/* --- from outside --- */

struct trace *
trace_new(struct slice id)
{
	struct trace *t = mem_calloc(1, sizeof(*t));

	t->arena = arena_new();
	t->id = copy(t, id);
	t->assertion = NONE;
	t->watch = (struct formula_watch){ .evaluation = evaluation,
	    .begin = begin, .end = end,
	    .rejected = rejected, .ctx = t };
	return t;
}

void
trace_free(struct trace *t)
{
	if (t == NULL)
		return;
	VEC_FREE(&t->sets);
	VEC_FREE(&t->steps);
	VEC_FREE(&t->evaluations);
	VEC_FREE(&t->bindings);
	arena_free(t->arena);
	mem_free(t);
}

const struct formula_watch *
trace_watch(struct trace *t)
{
	return &t->watch;
}
