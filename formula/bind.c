/*
 * bind.c: see bind.h.
 *
 * (1) Variables are bound one after the other in the order of the plan.  The
 *     facts of one are found by what is bound already: the terms that have a
 *     provider make a key, and an index by just these terms has the units.
 * (2) A variable with a fallback value has it in an evaluation where no fact of
 *     it could be put beside what the others are bound to (4.2): an evaluation in
 *     which one could is superfluous.  That is asked of the index.
 * (3) It is asked early where the answer cannot change: once every term of a
 *     variable that has fallen back is fixed by what is bound, later ones agree
 *     with that, and a branch that is superfluous ends there.  So many variables
 *     with fallback values that share a key cost a probe each, not a power of two.
 * (4) Where facts or items hang on a variable with a fallback value through their
 *     filters, to bind it changes the others too.  Then evaluations are
 *     recorded (record.h), and one is superfluous that differs from a fuller one
 *     in nothing else than in such variables and what hangs on them.
 */
#include "formula/bind.h"

#include "formula/evaluate.h"
#include "formula/expression.h"
#include "formula/filter.h"
#include "formula/join.h"
#include "formula/record.h"

struct binder {
	struct plan       *p;
	struct formula_run *run;
	struct evaluation  e;
	struct bound      *bound;
	struct records    *records;	/* (4), or NULL */
	/* By position, of what has fallen back: at which level it became known
	 * that no fact agrees with what is bound, 1 and up; or 0. */
	uint32_t          *none;
	uint32_t          *last;	/* by position: the unit taken last */
	bind_found        *found;
	void              *ctx;
};

static int bind_step(struct binder *, uint32_t step);

/* --- steps are counted --- */

static int
spend(struct binder *b)
{
	return ++b->run->steps > b->run->max_steps ? BIND_TOO_MUCH : BIND_DONE;
}

static void
rebound(struct binder *b)
{
	if (b->p->dynamic)
		filter_rebound(b->run);
}

/* --- keys (1) --- */

/* What a provider is bound to. */
static const struct bound *
provided(const struct binder *b, uint32_t position)
{
	return position < b->p->n ? &b->bound[position] :
	    b->p->outer[position - b->p->n].bound;
}

/* The first fact of a provider that has any; NONE. */
static uint32_t
provider_fact(const struct binder *b, const struct term *t)
{
	uint32_t i;

	for (i = 0; i < t->n_providers; i++) {
		const struct bound *o = provided(b, t->providers[i]);

		if (o->kind == BOUND_FACTS)
			return o->facts[0];
	}
	return NONE;
}

/* Whether all facts of a match filter's provider agree: they have to
 * (Match Filters 1.0, 2). */
static bool
agree(struct binder *b, const struct term *t)
{
	const struct bound *o = provided(b, t->providers[0]);
	uint32_t i, value = aspects_value(b->run->aspects, o->facts[0],
	    t->part);

	for (i = 1; i < o->n; i++)
		if (aspects_value(b->run->aspects, o->facts[i], t->part) !=
		    value)
			return false;
	return true;
}

static int
disagreement(struct binder *b, const struct plan_variable *v)
{
	const struct xp_error err = {
		.ns = SLICE("http://xbrl.org/2008/filter/match/error"),
		.local = SLICE("inconsistentMatchedVariableSequence"),
		.message = SLICE("the facts that are to be matched differ") };

	run_report_error_at(b->run, formula_variable(b->run->t,
	    v->target)->resource, &err);
	return BIND_FAILED;
}

/*
 * The key of what is bound: *mask and the values of its terms in their order.
 * 1; 0: nothing can match; BIND_FAILED.  Dimensions that are in it already are
 * left out: as what is bound agrees, so does a fact with the second where it
 * agrees with the first; and the fewer keys there are, the fewer indexes.
 */
static int
make_key(struct binder *b, struct plan_variable *v, uint64_t *mask,
    uint32_t *values)
{
	uint64_t known = UINT64_MAX;
	uint32_t i, n = 0, fact;
	enum join_result joined;

	*mask = 0;
	for (i = 0; i < v->n_terms; i++) {
		const struct term *t = &v->terms[i];

		if (t->part.aspect == PART_JOIN) {
			joined = join_probe(b->run, &b->e, t->part.which,
			    &values[n]);
			if (joined == JOIN_NOTHING)
				return 0;
			if (joined == JOIN_UNKNOWN)
				continue;
			*mask |= UINT64_C(1) << i;
			n++;
			continue;
		}
		fact = provider_fact(b, t);
		if (fact == NONE && t->fixed)
			return 0;
		if (fact == NONE || plan_is_implied(v, t, known))
			continue;
		if (t->fixed && !agree(b, t))
			return disagreement(b, v);
		if (t->part.aspect == ASPECT_DIMENSIONS)
			known &= t->left_out;
		*mask |= UINT64_C(1) << i;
		values[n++] = aspects_value(b->run->aspects, fact, t->part);
	}
	return 1;
}

/* --- candidates --- */

/* Units of a variable that agree with what is bound, one after the other. */
struct candidates {
	struct plan_variable *v;
	uint32_t              position;
	uint64_t              mask;
	const struct index   *index;	/* NULL: all units */
	uint32_t              unit;	/* the next one, or NONE */
};

/* 0, or BIND_FAILED. */
static int
find_candidates(struct binder *b, uint32_t position, struct candidates *c)
{
	uint32_t values[MAX_TERMS];
	int rc;

	*c = (struct candidates){ .v = &b->p->v[position],
	    .position = position, .unit = NONE };
	rc = make_key(b, c->v, &c->mask, values);
	if (rc != 1)
		return rc;
	if (c->mask == 0) {
		c->unit = c->v->source->n > 0 ? 0 : NONE;
		return 0;
	}
	if (c->v->source->n == 0)
		return 0;
	c->index = plan_index(b->p, c->v, c->mask);
	c->unit = source_find(b->run, c->v->source, c->index, values);
	return 0;
}

static uint32_t
take_candidate(struct candidates *c)
{
	uint32_t unit = c->unit;

	if (unit == NONE)
		return NONE;
	if (c->index != NULL)
		c->unit = c->index->next[unit];
	else
		c->unit = unit + 1 < c->v->source->n ? unit + 1 : NONE;
	return unit;
}

/* Where units are taken one after the other, the facts of those that come soon
 * are fetched beforehand: of one far ahead the row, of a nearer one what it says
 * and its context.  What is found in an index mostly rises too: rows of a table
 * have their facts in one order. */
static void
fetch_ahead(struct binder *b, const struct candidates *c, uint32_t unit)
{
	const struct report *r = b->run->report;
	const struct source *s = c->v->source;
	uint32_t step = unit - b->last[c->position], fact;

	b->last[c->position] = unit;
	if (step == 0 || step > AHEAD_NEAR || s->n - unit <= 2 * AHEAD_FAR)
		return;
	__builtin_prefetch(&s->units[unit + 2 * AHEAD_FAR]);
	__builtin_prefetch(&s->facts[s->units[unit + AHEAD_FAR].at +
	    AHEAD_FAR]);
	aspects_fetch_row(r, s->facts[s->units[unit + AHEAD_FAR].at]);
	fact = s->facts[s->units[unit + AHEAD_NEAR].at];
	aspects_fetch_context(r, fact);
	mem_fetch(r->facts.v[fact].value.s, r->facts.v[fact].value.n);
}

/* Terms that are in no index, and filters that name variables: 1, 0,
 * BIND_FAILED. */
static int
passes(struct binder *b, struct plan_variable *v, uint32_t position,
    uint32_t fact)
{
	uint32_t i, with, before = b->p->filtering;
	int rc = 1;

	for (i = 0; i < v->n_rest; i++) {
		with = provider_fact(b, &v->rest[i]);
		if (with == NONE && !v->rest[i].fixed)
			continue;
		if (with == NONE || aspects_value(b->run->aspects, fact,
		    v->rest[i].part) != aspects_value(b->run->aspects, with,
		    v->rest[i].part))
			return 0;
	}
	b->p->filtering = position;
	for (i = 0; i < v->n_tests && rc == 1; i++)
		rc = filter_use_passes(b->run, &b->e, v->tests[i], fact);
	b->p->filtering = before;
	return rc;
}

static bool
is_tested(const struct plan_variable *v)
{
	return v->n_rest + v->n_tests > 0;
}

/* The next unit that passes what is tested: 1; 0: none; BIND_…. Of a sequence
 * that is tested, units are single facts here. */
static int
next_candidate(struct binder *b, struct candidates *c, uint32_t *unit)
{
	int rc;

	while ((*unit = take_candidate(c)) != NONE) {
		fetch_ahead(b, c, *unit);
		if (spend(b) != BIND_DONE)
			return BIND_TOO_MUCH;
		if (!is_tested(c->v))
			return 1;
		rc = passes(b, c->v, c->position, c->v->source->facts[
		    c->v->source->units[*unit].at]);
		if (rc != 0)
			return rc;
	}
	return 0;
}

/* --- fallback (2), (3) --- */

/* Whether a fact of a variable that has fallen back agrees with all that is
 * bound: 1, 0, BIND_…. */
static int
could_be_bound(struct binder *b, uint32_t position, uint64_t *mask)
{
	struct candidates c;
	uint32_t unit;
	int rc = find_candidates(b, position, &c);

	*mask = c.mask;
	return rc != 0 ? rc : next_candidate(b, &c, &unit);
}

/* Whether each term whose providers are not all decided is fixed by others. */
static bool
is_pinned(const struct binder *b, const struct plan_variable *v,
    uint64_t mask)
{
	uint64_t known = UINT64_MAX;
	uint32_t i, k;

	if (v->n_rest > 0)	/* tests hang on what is bound already */
		return false;
	for (i = 0; i < v->n_terms; i++)
		if (mask >> i & 1 && v->terms[i].part.aspect ==
		    ASPECT_DIMENSIONS)
			known &= v->terms[i].left_out;
	for (i = 0; i < v->n_terms; i++) {
		const struct term *t = &v->terms[i];

		if (mask >> i & 1 || plan_is_implied(v, t, known))
			continue;
		for (k = 0; k < t->n_providers; k++)
			if (provided(b, t->providers[k])->kind == BOUND_NOT)
				return false;
	}
	return true;
}

/* Whether some variable that fell back before the step would not have, now that
 * one more is bound: 1, 0, BIND_…. */
static int
is_superfluous_now(struct binder *b, uint32_t step)
{
	uint32_t i;
	uint64_t mask;
	int rc;

	for (i = 0; i < step && b->p->fallbacks; i++) {
		uint32_t position = b->p->order[i];
		const struct plan_variable *v = &b->p->v[position];

		if (b->bound[position].kind != BOUND_FALLBACK || v->needed ||
		    b->none[position] != 0)
			continue;
		rc = could_be_bound(b, position, &mask);
		if (rc < 0)
			return rc;
		if (rc == 1 && is_pinned(b, v, mask))
			return 1;
		if (rc == 0)
			b->none[position] = step + 1;
	}
	return 0;
}

/* What was known by this step's binding is not known any more. */
static void
forget(struct binder *b, uint32_t step)
{
	uint32_t i;

	for (i = 0; i < step && b->p->fallbacks; i++)
		if (b->none[b->p->order[i]] == step + 1)
			b->none[b->p->order[i]] = 0;
}

/* The same when all are bound, terms or not. */
static int
is_superfluous(struct binder *b)
{
	uint32_t i;
	uint64_t mask;
	int rc;

	for (i = 0; i < b->p->n && b->p->fallbacks; i++) {
		if (b->bound[i].kind != BOUND_FALLBACK ||
		    b->p->v[i].needed || b->none[i] != 0)
			continue;
		if ((rc = could_be_bound(b, i, &mask)) != 0)
			return rc;
	}
	return 0;
}

/* --- binding --- */

static void
put_facts(struct binder *b, uint32_t position, const uint32_t *facts,
    uint32_t n, uint64_t weight)
{
	struct bound *o = &b->bound[position];
	struct xp_seq nodes = XP_EMPTY;
	uint32_t i;

	/* What it says will be asked when the others are bound. */
	__builtin_prefetch(b->run->report->facts.v[facts[0]].value.s);
	if (n == 1)
		nodes = xp_one(xfi_fact(b->run->host, 0, facts[0]));
	else
		for (i = 0; i < n; i++)
			xp_add(&nodes, xfi_fact(b->run->host, 0, facts[i]),
			    b->run->scratch);
	*o = (struct bound){ BOUND_FACTS, n, facts, nodes, weight };
	rebound(b);
}

static void
put_value(struct binder *b, uint32_t position, enum bound_kind kind,
    struct xp_seq value)
{
	b->bound[position] = (struct bound){ .kind = kind, .value = value,
	    .weight = 1 };
	rebound(b);
}

static void
put_nothing(struct binder *b, uint32_t position)
{
	b->bound[position] = (struct bound){ .kind = BOUND_NOT };
	rebound(b);
}

/* With a unit bound at a step: goes on. */
static int
go_on(struct binder *b, uint32_t step)
{
	int rc = is_superfluous_now(b, step);

	if (rc == 0)
		rc = bind_step(b, step + 1);
	forget(b, step);
	return rc == 1 ? BIND_DONE : rc;
}

static int
bind_units(struct binder *b, uint32_t step, const struct source *s)
{
	uint32_t position = b->p->order[step], i;
	struct arena_mark mark;
	int rc = BIND_DONE;

	for (i = 0; i < s->n && rc == BIND_DONE; i++) {
		mark = arena_mark(b->run->scratch);
		put_facts(b, position, s->facts + s->units[i].at,
		    s->units[i].n, s->units[i].weight);
		rc = go_on(b, step);
		arena_reset(b->run->scratch, mark);
	}
	put_nothing(b, position);
	return rc;
}

/* A sequence whose facts are tested: those that pass are grouped here. */
static int
bind_tested_sequences(struct binder *b, uint32_t step, struct candidates *c,
    bool *any)
{
	struct arena_mark mark = arena_mark(b->run->scratch);
	VEC(uint32_t) facts = { NULL, 0, 0 };
	const struct unit_of_facts *u;
	struct source s;
	uint32_t unit;
	int rc;

	while ((rc = next_candidate(b, c, &unit)) == 1) {
		u = &c->v->source->units[unit];
		VEC_PUSH(&facts, c->v->source->facts[u->at]);
	}
	if (rc == 0 && !source_group(b->run, &c->v->wish, facts.v,
	    (uint32_t)facts.n, b->run->scratch, &s))
		rc = BIND_TOO_MUCH;
	*any = rc == 0 && s.n > 0;
	VEC_FREE(&facts);
	if (rc == 0)
		rc = bind_units(b, step, &s);
	arena_reset(b->run->scratch, mark);
	return rc;
}

static int
bind_candidates(struct binder *b, uint32_t step, struct candidates *c,
    bool *any)
{
	uint32_t position = b->p->order[step], unit;
	const struct source *s = c->v->source;
	struct arena_mark mark;
	int rc;

	if (c->v->sequence && c->v->n_tests > 0)
		return bind_tested_sequences(b, step, c, any);
	while ((rc = next_candidate(b, c, &unit)) == 1) {
		*any = true;
		mark = arena_mark(b->run->scratch);
		put_facts(b, position, s->facts + s->units[unit].at,
		    s->units[unit].n, s->units[unit].weight);
		rc = go_on(b, step);
		arena_reset(b->run->scratch, mark);
		put_nothing(b, position);
		if (rc != BIND_DONE)
			break;
	}
	return rc == 1 ? BIND_DONE : rc;
}

static int
bind_fact(struct binder *b, uint32_t step)
{
	uint32_t position = b->p->order[step];
	struct plan_variable *v = &b->p->v[position];
	struct candidates c;
	bool any = false;
	int rc;

	if ((rc = find_candidates(b, position, &c)) != 0)
		return rc;
	rc = bind_candidates(b, step, &c, &any);
	if (rc != BIND_DONE || !v->fallback)
		return rc;
	if (any && !v->needed && is_pinned(b, v, c.mask))
		return BIND_DONE;	/* a fact always goes before it */
	put_value(b, position, BOUND_FALLBACK, v->fallback_value);
	b->none[position] = any ? 0 : step + 1;
	rc = bind_step(b, step + 1);
	b->none[position] = 0;
	put_nothing(b, position);
	return rc;
}

/* Variables 1.0, 3.3: the whole value, or each item of it. */
static int
bind_general(struct binder *b, uint32_t step)
{
	uint32_t position = b->p->order[step], i;
	const struct plan_variable *v = &b->p->v[position];
	uint32_t select = formula_variable(b->run->t, v->target)->expression;
	struct arena_mark mark = arena_mark(b->run->scratch);
	struct xp_seq value;
	struct xp_error err;
	int rc = BIND_DONE;

	if (expression_eval(b->run, &b->e, select, NULL, &value,
	    &err) == -1) {
		run_report_error(b->run, select, &err);
		return BIND_FAILED;
	}
	if (v->sequence) {
		put_value(b, position, BOUND_VALUE, value);
		rc = bind_step(b, step + 1);
	}
	for (i = 0; !v->sequence && i < value.n && rc == BIND_DONE; i++) {
		if ((rc = spend(b)) != BIND_DONE)
			break;
		put_value(b, position, BOUND_VALUE,
		    xp_one(xp_items(&value)[i]));
		rc = bind_step(b, step + 1);
	}
	put_nothing(b, position);
	arena_reset(b->run->scratch, mark);
	return rc;
}

/* --- all are bound --- */

static bool
has_facts(const struct binder *b)
{
	uint32_t i;

	for (i = 0; i < b->p->n; i++)
		if (b->bound[i].kind == BOUND_FACTS)
			return true;
	return b->p->n_facts == 0;
}

static int
bind_complete(struct binder *b)
{
	int rc;

	if (!has_facts(b))
		return BIND_DONE;
	if ((rc = is_superfluous(b)) != 0)
		return rc == 1 ? BIND_DONE : rc;
	if (b->records != NULL && records_superfluous(b->records, &b->e))
		return BIND_DONE;
	b->e.weight = evaluation_weight(&b->e);
	return b->found(&b->e, b->ctx);
}

static int
bind_step(struct binder *b, uint32_t step)
{
	uint32_t position;

	if (step == b->p->n_order)
		return bind_complete(b);
	position = b->p->order[step];
	return b->p->v[position].kind == BINDING_FACT ? bind_fact(b, step) :
	    bind_general(b, step);
}

static int
bind_parameters(struct binder *b)
{
	struct xp_seq value;
	struct xp_error err;
	uint32_t i;

	for (i = 0; i < b->p->n; i++) {
		if (b->p->v[i].kind != BINDING_PARAMETER)
			continue;
		if (parameter_value(b->run, b->p->v[i].target, &value,
		    &err) == -1)
			return BIND_FAILED;
		put_value(b, i, BOUND_VALUE, value);
	}
	return BIND_DONE;
}

int
bind_all(struct plan *p, const struct evaluation *outer, bind_found *found,
    void *ctx)
{
	struct binder b = { .p = p, .run = p->run, .found = found,
	    .ctx = ctx };
	int rc;

	b.bound = arena_alloc(p->run->planning, (p->n + 1) *
	    sizeof(*b.bound));
	b.none = arena_alloc(p->run->planning, (p->n + 1) * sizeof(*b.none));
	b.last = arena_alloc(p->run->planning, (p->n + 1) * sizeof(*b.last));
	b.e = (struct evaluation){ .run = p->run, .set = p->set,
	    .row = p->row, .assertion = NONE, .bound = b.bound,
	    .n_bound = p->n, .weight = 1, .outer = outer, .plan = p };
	if (p->row->kind == SET_VALUE || p->row->kind == SET_EXISTENCE)
		b.e.assertion = p->row->owner;
	if (p->records)
		b.records = records_new(p);
	rebound(&b);
	if ((rc = bind_parameters(&b)) == BIND_DONE)
		rc = bind_step(&b, 0);
	records_free(b.records);
	return rc;
}
