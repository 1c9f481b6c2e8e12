/*
 * evaluation.c: what may be asked of an evaluation (run.h), by who watches it and
 * by the functions of the formula registry (xff:).
 */
#include "base/names.h"
#include "formula/aspects.h"
#include "formula/evaluate.h"
#include "formula/plan.h"
#include "formula/xfi_local.h"

/* --- names --- */

const struct bound *
evaluation_named(const struct evaluation *e, uint32_t name,
    uint32_t *position)
{
	const struct evaluation *at;
	uint32_t i;

	if (position != NULL)
		*position = NONE;
	for (at = e; at != NULL; at = at->outer) {
		if (at != e && at->made_name == name &&
		    at->made.kind != BOUND_NOT)
			return &at->made;
		for (i = 0; i < at->n_bound; i++) {
			if (formula_binding(at->run->t, at->row->bindings +
			    i)->name != name)
				continue;
			if (position != NULL && at == e)
				*position = i;
			return &at->bound[i];
		}
	}
	return NULL;
}

struct slice
evaluation_name(const struct evaluation *e, uint32_t position,
    struct arena *arena)
{
	const struct taxonomy *t = e->run->t;
	const struct img_binding *b = formula_binding(t,
	    e->row->bindings + position);
	const struct img_name *n = b == NULL ? NULL :
	    taxonomy_name(t, b->name);
	struct slice prefix;

	if (n == NULL)
		return SLICE("");
	prefix = taxonomy_text(t, n->prefix);
	if (n->ns.len == 0 || prefix.n == 0)
		return taxonomy_text(t, n->local);
	return arena_pair(arena, prefix, ':', taxonomy_text(t, n->local));
}

static void
add_facts(const struct bound *b, struct table *seen, uint32_t *facts,
    uint32_t *n)
{
	uint32_t i;

	for (i = 0; b->kind == BOUND_FACTS && i < b->n; i++) {
		if (table_find_int(seen, b->facts[i]) != NONE)
			continue;
		table_add_int(seen, b->facts[i], 0);
		facts[(*n)++] = b->facts[i];
	}
}

uint32_t
evaluation_facts(const struct evaluation *e, const uint32_t **out)
{
	struct arena *scratch = e->run->scratch;
	const struct evaluation *at;
	uint32_t most = 0, n = 0, i, *facts;
	struct table seen = { NULL, NULL, 0, 0 };

	for (at = e; at != NULL; at = at->outer)
		for (i = 0; i < at->n_bound; i++)
			if (at->bound[i].kind == BOUND_FACTS)
				most += at->bound[i].n;
	facts = arena_alloc(scratch, (most + 1) * sizeof(*facts));
	for (at = e; at != NULL; at = at->outer)
		for (i = 0; i < at->n_bound; i++)
			add_facts(&at->bound[i], &seen, facts, &n);
	table_free(&seen);
	*out = facts;
	return n;
}

/* --- aspects --- */

struct uncovered
evaluation_uncovered(const struct evaluation *e, uint32_t position)
{
	return e->plan->v[position].uncovered;
}

/* Whether a bound variable leaves an aspect uncovered, and has it. */
static bool
leaves(const struct evaluation *e, uint32_t position, enum aspect_kind aspect,
    uint32_t dimension)
{
	struct uncovered u = e->plan->v[position].uncovered;

	if (e->bound[position].kind != BOUND_FACTS)
		return false;
	if (aspect == ASPECT_DIMENSION || aspect == ASPECT_DIMENSIONS)
		return (u.aspects & ASPECT_BIT(ASPECT_DIMENSIONS)) != 0 &&
		    (dimension == NONE || aspects_list_has(e->run->aspects,
		    u.dimensions, dimension));
	return (u.aspects & ASPECT_BIT(aspect)) != 0;
}

/* Own variables go before those of the evaluations around it. */
static uint32_t
uncovered_source(const struct evaluation *e, enum aspect_kind aspect,
    uint32_t dimension)
{
	const struct evaluation *at;
	uint32_t i, first = NONE;

	for (at = e; at != NULL; at = at->outer)
		for (i = 0; i < at->n_bound; i++) {
			if (!leaves(at, i, aspect, dimension))
				continue;
			/* One that has it goes before one that only could. */
			if (run_aspect(e->run, at->bound[i].facts[0], aspect,
			    dimension) != NONE)
				return at->bound[i].facts[0];
			if (first == NONE)
				first = at->bound[i].facts[0];
		}
	return first;
}

uint32_t
evaluation_source(const struct evaluation *e, uint32_t source,
    enum aspect_kind aspect, uint32_t dimension)
{
	const struct bound *b;

	if (source == SOURCE_UNCOVERED)
		return uncovered_source(e, aspect, dimension);
	b = evaluation_named(e, source, NULL);
	return b == NULL || b->kind != BOUND_FACTS ? NONE : b->facts[0];
}

/* --- functions of the formula registry --- */

static const struct {
	const char *token;
	enum aspect_kind aspect;
} tokens[] = {
	{ "concept", ASPECT_CONCEPT },
	{ "location", ASPECT_LOCATION },
	{ "entity-identifier", ASPECT_ENTITY },
	{ "period", ASPECT_PERIOD },
	{ "unit", ASPECT_UNIT },
	{ "complete-segment", ASPECT_SEGMENT },
	{ "complete-scenario", ASPECT_SCENARIO },
	{ "non-XDT-segment", ASPECT_NON_XDT_SEGMENT },
	{ "non-XDT-scenario", ASPECT_NON_XDT_SCENARIO },
	{ "dimension", ASPECT_DIMENSION },
};
#define N_TOKENS	(sizeof(tokens) / sizeof(tokens[0]))

/* The evaluation whose variables are bound; NULL with the error (80155 to 80158).
 * An existence assertion is about all of its evaluations, not of one. */
static const struct evaluation *
under_way(struct formula_run *run, struct xp_eval *ev)
{
	const struct evaluation *e = run->now;

	if (e != NULL && e->outcome != OUTCOME_EXISTENCE_SATISFIED &&
	    e->outcome != OUTCOME_EXISTENCE_UNSATISFIED)
		return e;
	(void)xff_refuse(ev, e == NULL ? "no evaluation is complete here" :
	    "an existence assertion is of no one evaluation");
	return NULL;
}

/* The same, and its aspects are matched. */
static const struct evaluation *
matching(struct formula_run *run, struct xp_eval *ev)
{
	const struct evaluation *e = under_way(run, ev);

	if (e == NULL || e->row->flags & SET_IMPLICIT)
		return e;
	(void)xff_refuse(ev, "the variable set has no implicit filtering");
	return NULL;
}

/* The nodes of a function of a fact: xfi_… of an item. */
static int
of_fact(const struct evaluation *e, struct xp_eval *ev, uint32_t fact,
    xp_function *function, const struct xp_qname *dimension,
    struct xp_seq *out)
{
	struct xp_seq args[2] = { xp_one(xfi_fact(e->run->host, 0, fact)),
	    XP_EMPTY };

	if (dimension == NULL)
		return function(ev, args, 1, out);
	args[1] = xp_one(xp_name(dimension->ns, dimension->local,
	    dimension->prefix, ev->arena));
	return function(ev, args, 2, out);
}

static int
location_of(const struct evaluation *e, uint32_t fact, struct xp_seq *out)
{
	uint32_t parent = e->run->report->facts.v[fact].parent;

	*out = xp_one(parent == NONE ? xfi_root(e->run->host, 0) :
	    xfi_fact(e->run->host, 0, parent));
	return 0;
}

static int
dimension_of(const struct evaluation *e, struct xp_eval *ev, uint32_t fact,
    const struct xp_qname *name, struct xp_seq *out)
{
	const struct img_element *d = taxonomy_element(e->run->t,
	    taxonomy_find_element(e->run->t, name->ns, name->local));

	if (d == NULL)
		return 0;
	return of_fact(e, ev, fact, d->flags & EL_TYPED ?
	    xfi_fact_typed_dimension_value :
	    xfi_fact_explicit_dimension_value, name, out);
}

static int
aspect_of(const struct evaluation *e, struct xp_eval *ev, uint32_t fact,
    enum aspect_kind aspect, const struct xp_qname *dimension,
    struct xp_seq *out)
{
	const struct report *r = e->run->report;
	const struct fact *f = &r->facts.v[fact];

	if (aspect == ASPECT_CONCEPT) {
		const struct name *n = &r->names.v[f->name];

		*out = xp_one(xp_name(n->ns, n->local, n->prefix, ev->arena));
		return 0;
	}
	if (aspect == ASPECT_LOCATION)
		return location_of(e, fact, out);
	if (f->context == NONE)
		return 0;
	switch (aspect) {
	case ASPECT_ENTITY:
		return of_fact(e, ev, fact, xfi_identifier, NULL, out);
	case ASPECT_PERIOD:
		return of_fact(e, ev, fact, xfi_period, NULL, out);
	case ASPECT_UNIT:
		return f->unit == NONE ? 0 :
		    of_fact(e, ev, fact, xfi_unit, NULL, out);
	case ASPECT_SEGMENT:
		return of_fact(e, ev, fact, xfi_segment, NULL, out);
	case ASPECT_SCENARIO:
		return of_fact(e, ev, fact, xfi_scenario, NULL, out);
	case ASPECT_NON_XDT_SEGMENT:
		return of_fact(e, ev, fact, xfi_fact_segment_remainder, NULL,
		    out);
	case ASPECT_NON_XDT_SCENARIO:
		return of_fact(e, ev, fact, xfi_fact_scenario_remainder, NULL,
		    out);
	default:
		return dimension == NULL ? 0 :
		    dimension_of(e, ev, fact, dimension, out);
	}
}

static int
uncovered_aspect(void *ctx, struct xp_eval *ev, struct slice token,
    const struct xp_qname *dimension, struct xp_seq *out)
{
	struct formula_run *run = ctx;
	const struct evaluation *e = matching(run, ev);
	uint32_t which = NONE, fact;
	size_t i;

	*out = XP_EMPTY;
	if (e == NULL)
		return -1;
	for (i = 0; i < N_TOKENS && !slice_is(token, tokens[i].token); i++)
		continue;
	if (i == N_TOKENS)
		return xff_refuse(ev, "there is no such aspect");
	if (tokens[i].aspect == ASPECT_DIMENSION) {
		if (dimension == NULL)
			return 0;	/* 80155: an empty sequence */
		which = run_report_name(run, dimension->ns, dimension->local);
	}
	fact = uncovered_source(e, tokens[i].aspect, which);
	return fact == NONE ? 0 : aspect_of(e, ev, fact, tokens[i].aspect,
	    dimension, out);
}

static int
has_fallback(void *ctx, struct xp_eval *ev, const struct xp_qname *name,
    bool *has)
{
	struct formula_run *run = ctx;
	const struct evaluation *e = under_way(run, ev);
	const struct bound *b;
	uint32_t row = taxonomy_find_name(run->t, name->ns, name->local);

	if (e == NULL)
		return -1;
	/* What is no fact variable has none. */
	b = row == NONE ? NULL : evaluation_named(e, row, NULL);
	*has = b != NULL && b->kind == BOUND_FALLBACK;
	return 0;
}

static int
uncovered_aspects(void *ctx, struct xp_eval *ev, struct xp_seq *out)
{
	struct formula_run *run = ctx;
	const struct evaluation *e = matching(run, ev);
	size_t i;

	*out = XP_EMPTY;
	if (e == NULL)
		return -1;
	for (i = 0; i < N_TOKENS; i++)
		if (tokens[i].aspect != ASPECT_DIMENSION &&
		    uncovered_source(e, tokens[i].aspect, NONE) != NONE)
			xp_add(out, xp_text(XT_TOKEN,
			    slice_of(tokens[i].token)), ev->arena);
	return 0;
}

/* Of the dimensions that some bound fact reports or that have a default. */
static int
uncovered_dimensions(void *ctx, struct xp_eval *ev, struct xp_seq *out)
{
	struct formula_run *run = ctx;
	const struct evaluation *e = matching(run, ev);
	const struct report *r = run->report;
	bool *seen;
	uint32_t i;

	*out = XP_EMPTY;
	if (e == NULL)
		return -1;
	seen = arena_alloc(ev->arena, r->names.n + 1);
	for (i = 0; i < r->dimensions.n; i++) {
		uint32_t name = r->dimensions.v[i].name;
		const struct name *n = &r->names.v[name];

		if (seen[name])
			continue;
		seen[name] = true;
		if (uncovered_source(e, ASPECT_DIMENSION, name) != NONE)
			xp_add(out, xp_name(n->ns, n->local, n->prefix,
			    ev->arena), ev->arena);
	}
	return 0;
}

void
evaluation_asked_begin(struct formula_run *run)
{
	struct xff_evaluation *x = arena_alloc(run->keep, sizeof(*x));

	*x = (struct xff_evaluation){ uncovered_aspect, has_fallback,
	    uncovered_aspects, uncovered_dimensions, run };
	run->host->evaluation = x;
}
