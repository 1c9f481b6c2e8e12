/* plan.c: see plan.h: what each variable covers, filters, sources. */
#include "formula/plan.h"

#include "formula/expression.h"
#include "formula/filter.h"
#include "formula/plan_local.h"
#include "formula/report.h"

/* --- the bindings and what they need --- */

static void
add_needs(struct plan *p, uint32_t position, const struct img_binding *b)
{
	struct plan_variable *v = &p->v[position];
	uint32_t i, w, on;

	v->needs = arena_alloc(p->run->planning,
	    p->n_words * sizeof(*v->needs));
	for (i = 0; i < b->n_needs; i++) {
		on = formula_list(p->run->t, b->needs + i);
		if (on >= position)	/* an image that is damaged */
			continue;
		v->needs[on / 64] |= UINT64_C(1) << (on % 64);
		for (w = 0; w < p->n_words; w++)
			v->needs[w] |= p->v[on].needs[w];
	}
}

/* Variable Instances 1.0, 2: facts of other reports are not bound. */
static void
needs_instance(struct plan *p, uint32_t parameter)
{
	p->why = "it binds facts of other instances";
	p->why_code = F_formula_OtherInstance;
	p->why_of = report_parameter_name(p->run, parameter);
}

static void
begin_variables(struct plan *p)
{
	const struct taxonomy *t = p->run->t;
	uint32_t i, k;

	for (i = 0; i < p->n; i++) {
		const struct img_binding *b = formula_binding(t,
		    p->row->bindings + i);
		const struct img_variable *row;
		struct plan_variable *v = &p->v[i];

		v->kind = b->kind;
		v->target = b->target;
		add_needs(p, i, b);
		if (b->kind == BINDING_PARAMETER ||
		    (row = formula_variable(t, b->target)) == NULL)
			continue;
		v->sequence = row->flags & VARIABLE_SEQUENCE;
		v->matches = row->flags & VARIABLE_MATCHES;
		v->fallback = b->kind == BINDING_FACT &&
		    row->expression != NONE;
		p->n_facts += b->kind == BINDING_FACT;
		p->fallbacks |= v->fallback;
		if (row->n_instances > 0)
			needs_instance(p, formula_list(t, row->instances));
		if (b->kind == BINDING_GENERAL && v->sequence)
			continue;
		for (k = 0; k < i; k++)
			if (plan_bit(v->needs, k)) {
				p->v[k].needed = true;
				p->records |= p->v[k].fallback;
			}
	}
}

/* Variables Scope 1.0, 2.2: what is bound in the evaluations around it. */
static void
begin_outer(struct plan *p, const struct evaluation *outer)
{
	const struct evaluation *e;
	struct plan_outer *o;
	uint32_t i, n = 0;

	for (e = outer; e != NULL; e = e->outer)
		n += e->n_bound;
	p->outer = arena_alloc(p->run->planning, (n + 1) * sizeof(*p->outer));
	for (e = outer; e != NULL; e = e->outer)
		for (i = 0; i < e->n_bound; i++) {
			o = &p->outer[p->n_outer++];
			o->bound = &e->bound[i];
			o->name = formula_binding(p->run->t,
			    e->row->bindings + i)->name;
			if (e->bound[i].kind == BOUND_FACTS)
				o->uncovered = evaluation_uncovered(e, i);
		}
}

/* --- what a variable covers (Variables 1.0, 3.4.1) --- */

static uint32_t
model(const struct plan *p)
{
	const uint32_t both = ASPECT_BIT(ASPECT_CONCEPT) |
	    ASPECT_BIT(ASPECT_LOCATION) | ASPECT_BIT(ASPECT_ENTITY) |
	    ASPECT_BIT(ASPECT_PERIOD) | ASPECT_BIT(ASPECT_UNIT);

	return both | (p->dimensional ? ASPECT_BIT(ASPECT_NON_XDT_SEGMENT) |
	    ASPECT_BIT(ASPECT_NON_XDT_SCENARIO) :
	    ASPECT_BIT(ASPECT_SEGMENT) | ASPECT_BIT(ASPECT_SCENARIO));
}

struct cover {
	uint32_t aspects;
	uint32_t dimensions;		/* a list */
};

/* Adds what a use covers. False: an error. */
static bool
add_cover(struct plan *p, const struct img_filter_use *u, struct cover *c)
{
	const struct img_filter *f = formula_filter(p->run->t, u->filter);
	uint32_t list;

	if (f == NULL || (u->flags & FILTER_COVER) == 0)
		return true;
	if (filter_covers(p->run, NULL, u->filter, &list) == -1)
		return false;
	c->aspects |= f->aspects;
	c->dimensions = aspects_list_either(p->run->aspects, c->dimensions,
	    list);
	return true;
}

static struct uncovered
leaves(const struct plan *p, struct cover c)
{
	struct uncovered u = { model(p) & ~c.aspects, DIMENSIONS_NONE };

	if (c.aspects & ASPECT_BIT(ASPECT_ALL)) {
		u.aspects = 0;
		if (c.dimensions == DIMENSIONS_NONE)
			return u;
	}
	if (p->dimensional)
		u.dimensions = aspects_list_not(p->run->aspects,
		    c.dimensions);
	if (u.dimensions != DIMENSIONS_NONE)
		u.aspects |= ASPECT_BIT(ASPECT_DIMENSIONS);
	return u;
}

static bool
find_uncovered(struct plan *p, struct plan_variable *v)
{
	const struct img_variable *row = formula_variable(p->run->t,
	    v->target);
	struct cover all = { 0, DIMENSIONS_NONE }, others = all;
	const struct img_filter_use *u;
	const struct img_filter *f;
	uint32_t i;
	bool relative = false;

	for (i = 0; i < row->n_filters; i++) {
		u = formula_filter_use(p->run->t, row->filters + i);
		f = formula_filter(p->run->t, u->filter);
		if (f != NULL && f->kind == FILTER_RELATIVE) {
			relative |= (u->flags & FILTER_COVER) != 0;
			continue;
		}
		if (!add_cover(p, u, &others))
			return false;
	}
	v->relative = v->uncovered = leaves(p, others);
	if (relative)			/* it covers all that is left */
		v->uncovered = (struct uncovered){ 0, DIMENSIONS_NONE };
	return true;
}

/* --- its filters --- */

/* Whether all is known; else why the set is not evaluated. */
static bool
is_known(struct plan *p, uint32_t filter)
{
	const struct taxonomy *t = p->run->t;
	uint32_t row = filter_unknown(t, filter);
	const struct img_filter *f;
	const struct img_filter_item *what;
	const struct img_name *n = NULL;

	if (row == NONE)
		return true;
	if ((f = formula_filter(t, row)) != NULL && f->n_items > 0 &&
	    (what = formula_filter_item(t, f->items)) != NULL)
		n = taxonomy_name(t, what->name);
	p->why = "it has a filter of an unknown kind";
	p->why_code = F_formula_CustomFilter;
	p->why_of = n == NULL ? SLICE("?") : taxonomy_element_qname(t,
	    n->element, p->run->planning);
	return false;
}

/* Whether a use is a part of the key. */
static bool
is_key(const struct plan *p, const struct img_filter_use *u,
    const struct img_filter *f, struct part *part)
{
	return f->kind == FILTER_MATCH &&
	    (u->flags & FILTER_COMPLEMENT) == 0 &&
	    (f->flags & FILTER_MATCH_ANY) == 0 &&
	    match_part(p->run, f, part);
}

/* Filters while they are sorted: what is static, a key, or left to be tested. */
struct sorting {
	const struct img_filter_use **fixed, **tests;
	uint32_t     n_fixed, n_tests;
	struct part *keys;
	uint32_t    *providers;
	uint32_t     n_keys;
};

/* Of a binding, or from p->n on of one that the set sees. */
static uint32_t
position_of(const struct plan *p, uint32_t name)
{
	uint32_t i;

	for (i = 0; i < p->n; i++)
		if (formula_binding(p->run->t, p->row->bindings + i)->name ==
		    name)
			return i;
	for (i = 0; i < p->n_outer; i++)
		if (p->outer[i].name == name)
			return p->n + i;
	return NONE;
}

static void
sort_filters(struct plan *p, struct sorting *s, uint32_t first, uint32_t n)
{
	const struct taxonomy *t = p->run->t;
	const struct img_filter_use *u;
	const struct img_filter *f;
	uint32_t i;

	for (i = 0; i < n; i++) {
		u = formula_filter_use(t, first + i);
		f = formula_filter(t, u->filter);
		if (!is_known(p, u->filter))
			continue;
		if (is_key(p, u, f, &s->keys[s->n_keys])) {
			s->providers[s->n_keys++] = position_of(p, f->variable);
		} else if (filter_is_static(p->run, p->row, f)) {
			s->fixed[s->n_fixed++] = u;
		} else {
			s->tests[s->n_tests++] = u;
			p->dynamic = true;
		}
	}
}

static bool
needs_uses_of(const struct img_filter_use *u, const struct plan *p)
{
	return formula_filter(p->run->t, u->filter)->kind ==
	    FILTER_ASPECT_COVER;
}

static void
drop_covers(struct plan *p, struct sorting *s)
{
	uint32_t i, n = 0;

	for (i = 0; i < s->n_fixed; i++)
		if (!needs_uses_of(s->fixed[i], p))
			s->fixed[n++] = s->fixed[i];
	s->n_fixed = n;
}

/* What its source is to be, and the terms that are match filters. */
static void
wish(struct plan *p, struct plan_variable *v, bool weighted)
{
	const struct img_variable *row = formula_variable(p->run->t,
	    v->target);
	struct arena *a = p->run->planning;
	uint32_t n = p->row->n_filters + row->n_filters, i;
	struct sorting s = { .n_fixed = 0 };
	struct part *group;
	uint32_t n_of_set;

	/* NOLINTBEGIN(bugprone-sizeof-expression): they are pointers */
	s.fixed = arena_alloc(a, n * sizeof(*s.fixed));
	s.tests = arena_alloc(a, n * sizeof(*s.tests));
	/* NOLINTEND(bugprone-sizeof-expression) */
	s.keys = arena_alloc(a, (n + 1) * sizeof(*s.keys));
	s.providers = arena_alloc(a, n * sizeof(*s.providers));
	sort_filters(p, &s, p->row->filters, p->row->n_filters);
	drop_covers(p, &s);
	n_of_set = s.n_fixed;
	sort_filters(p, &s, row->filters, row->n_filters);
	drop_covers(p, &s);
	v->tests = s.tests;
	v->n_tests = s.n_tests;
	v->keys = s.keys;
	v->key_providers = s.providers;
	v->n_keys = s.n_keys;
	v->wish = (struct source_wish){ .variable = v->target,
	    .uses = s.fixed, .n_uses = s.n_fixed, .n_of_set = n_of_set,
	    .sequence = v->sequence,
	    .matches = v->matches, .dimensional = p->dimensional,
	    .weighted = weighted };
	if (!v->sequence)
		return;
	group = arena_alloc(a, (ASPECTS + s.n_keys) * sizeof(*group));
	n = 0;
	for (i = 0; i < ASPECTS; i++)
		if (v->uncovered.aspects & ASPECT_BIT(i))
			group[n++] = (struct part){ i,
			    i == ASPECT_DIMENSIONS ? v->uncovered.dimensions :
			    0 };
	for (i = 0; i < s.n_keys; i++)
		group[n++] = s.keys[i];
	v->wish.group = group;
	v->wish.n_group = n;
}

/* --- sources --- */

/* Whether expressions of the set can tell duplicates apart (source.h, 2). Those
 * of sets in its scope are not looked at: they might. */
static bool
may_weigh(const struct plan *p)
{
	struct formula_run *run = p->run;
	uint32_t i;

	if (run_scopes_of(run, p->set, &i) != NULL)
		return false;
	if (p->row->kind != SET_VALUE && p->row->kind != SET_EXISTENCE)
		return false;
	if (p->row->kind == SET_VALUE && p->row->expression != NONE &&
	    expression_knows_nodes(run, p->row->expression))
		return false;
	for (i = 0; i < p->row->n_preconditions; i++)
		if (expression_knows_nodes(run, formula_list(run->t,
		    p->row->preconditions + i)))
			return false;
	for (i = 0; i < p->n; i++)
		if (p->v[i].kind == BINDING_GENERAL &&
		    expression_knows_nodes(run, formula_variable(run->t,
		    p->v[i].target)->expression))
			return false;
	return true;
}

/* Filters that name variables may tell them apart as well. */
static bool
tests_know_nodes(const struct plan *p)
{
	const struct img_filter *f;
	uint32_t i, k, n;

	for (i = 0; i < p->n; i++)
		for (k = 0, n = p->v[i].n_tests; k < n; k++) {
			f = formula_filter(p->run->t,
			    p->v[i].tests[k]->filter);
			if (f->kind == FILTER_AND || f->kind == FILTER_OR ||
			    f->kind == FILTER_LOCATION)
				return true;
			if (f->test != NONE && expression_knows_nodes(p->run,
			    f->test))
				return true;
		}
	return false;
}

static enum plan_state
find_source(struct plan *p, struct plan_variable *v)
{
	struct source_wish w = v->wish;
	bool too_much;

	if (v->sequence && v->n_tests > 0)	/* bind.c groups what passes */
		w.sequence = w.weighted = false;
	v->source = source_get(p->run, &w, &too_much);
	if (v->source == NULL)
		return too_much ? PLAN_TOO_MUCH : PLAN_FAILED;
	return v->source->n == 0 && !v->fallback ? PLAN_EMPTY : PLAN_READY;
}

/* Those first that must have facts: without any there is no more to do. */
static enum plan_state
find_sources(struct plan *p)
{
	enum plan_state state = PLAN_READY;
	uint32_t i;
	bool any = p->n_facts == 0;
	int fallback;

	for (fallback = 0; fallback < 2 && state == PLAN_READY; fallback++)
		for (i = 0; i < p->n && state == PLAN_READY; i++) {
			if (p->v[i].kind != BINDING_FACT ||
			    p->v[i].fallback != (fallback == 1))
				continue;
			state = find_source(p, &p->v[i]);
			any |= state == PLAN_READY && p->v[i].source->n > 0;
		}
	/* 4.2: not every fact variable falls back. */
	return state == PLAN_READY && !any ? PLAN_EMPTY : state;
}

static enum plan_state
find_fallbacks(struct plan *p)
{
	struct formula_run *run = p->run;
	struct xp_error err;
	uint32_t i, row;
	int rc;

	for (i = 0; i < p->n; i++) {
		if (!p->v[i].fallback)
			continue;
		row = formula_variable(run->t, p->v[i].target)->expression;
		run->d.arena = run->planning;
		rc = expression_eval(run, NULL, row, NULL,
		    &p->v[i].fallback_value, &err);
		run->d.arena = run->scratch;
		if (rc == -1) {
			run_report_error(run, row, &err);
			return PLAN_FAILED;
		}
	}
	return PLAN_READY;
}

/* --- all together --- */

static enum plan_state
make(struct plan *p)
{
	enum plan_state state;
	bool weighted;
	uint32_t i;

	begin_variables(p);
	for (i = 0; i < p->n; i++)
		if (p->v[i].kind == BINDING_FACT &&
		    !find_uncovered(p, &p->v[i]))
			return PLAN_FAILED;
	weighted = may_weigh(p);
	for (i = 0; i < p->n; i++)
		if (p->v[i].kind == BINDING_FACT)
			wish(p, &p->v[i], weighted);
	if (p->why != NULL)
		return PLAN_UNSUPPORTED;
	if (weighted && p->dynamic && tests_know_nodes(p))
		for (i = 0; i < p->n; i++)
			p->v[i].wish.weighted = false;
	if ((state = find_sources(p)) != PLAN_READY ||
	    (state = find_fallbacks(p)) != PLAN_READY)
		return state;
	plan_terms(p);
	plan_order(p);
	return PLAN_READY;
}

struct plan *
plan_make(struct formula_run *run, uint32_t set,
    const struct evaluation *outer)
{
	struct plan *p = arena_alloc(run->planning, sizeof(*p));

	p->run = run;
	p->set = set;
	p->row = formula_set(run->t, set);
	p->n = p->row->n_bindings;
	p->n_words = p->n / 64 + 1;
	p->dimensional = p->row->flags & SET_DIMENSIONAL;
	p->implicit = p->row->flags & SET_IMPLICIT;
	p->filtering = NONE;
	p->v = arena_alloc(run->planning, (p->n + 1) * sizeof(*p->v));
	begin_outer(p, outer);
	p->state = make(p);
	return p;
}

struct uncovered
plan_relative(const struct evaluation *e, uint32_t name)
{
	const struct plan *p = e->plan;
	struct uncovered u = { 0, DIMENSIONS_NONE }, other;
	uint32_t position = position_of(p, name);

	if (p->filtering == NONE)
		return u;
	u = p->v[p->filtering].relative;
	if (position == NONE || (position < p->n &&
	    p->v[position].kind != BINDING_FACT))
		return u;
	other = position < p->n ? p->v[position].uncovered :
	    p->outer[position - p->n].uncovered;
	u.aspects &= other.aspects;
	u.dimensions = aspects_list_both(p->run->aspects, u.dimensions,
	    other.dimensions);
	return u;
}
