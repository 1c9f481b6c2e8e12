/*
 * naive.c: naive IMAGE REPORT [EVERY]: the value assertions of a taxonomy (each
 * of them, or every so many) over a report, by nested loops straight from the
 * words of Variables 1.0 (2 to 4), against what the planner counts.  It asks
 * the engine for values of expressions and for nothing else: what a variable
 * binds, what it covers, what matches and what is superfluous is found here by
 * looking at every fact.
 *
 * A set that takes more loops than it is worth, or a filter that is not known
 * here, is left out and counted.  One line: assertions compared, those of them
 * that evaluate, evaluations, left out, differing.  Exit status 1 where any
 * differs; each is named on standard error.
 */
#include <stdio.h>
#include <stdlib.h>

#include "formula/expression.h"
#include "validate/judge.h"

#define MAX_VARIABLES	24
#define MAX_WAS		4096	/* evaluations of a set */
#define MAX_STEPS	50000	/* of a set: facts tried, evaluations compared */

enum nkind { N_NOT, N_FACTS, N_FALLBACK };
struct nbound {
	enum nkind kind;
	uint32_t   at, n;	/* in candidates of the variable */
};

struct nvariable {
	const struct img_variable *row;
	uint32_t position;
	uint32_t *facts;		/* candidates, in groups of sequences */
	uint32_t  n;
	bool      sequence;
	struct xp_seq fallback;
};

/* A filter with its names looked up. */
struct nfilter {
	const struct img_filter *row;
	bool     known;		/* what it lets through is known here */
	uint32_t *elements;	/* by item, or NONE */
	uint32_t standard;	/* the default member of a dimension */
};

struct naive {
	struct formula_run    *run;
	const struct taxonomy *t;
	const struct report   *r;
	const struct img_variable_set *row;
	struct nvariable v[MAX_VARIABLES];
	uint32_t         n;
	struct nbound    b[MAX_VARIABLES];
	struct nbound    was[MAX_WAS][MAX_VARIABLES];
	uint32_t         n_was;
	struct bound     bound[MAX_VARIABLES];
	struct evaluation e;
	struct nfilter **filters;
	uint64_t         steps, yes, no, evaluations;
	bool             left;		/* it is no use */
};

struct told { uint64_t yes, no; bool known; };
struct all {
	struct told *sets;
	bool         done;
	uint32_t     every;
	uint64_t     evaluations;
};

/* --- filters --- */

static uint32_t
item_element(const struct naive *k, const struct img_filter *f, uint32_t i)
{
	const struct img_filter_item *item =
	    formula_filter_item(k->t, f->items + i);
	const struct img_name *name = item->expression != NONE ||
	    item->variable != NONE || item->axis != AXIS_REL_NONE ? NULL :
	    taxonomy_name(k->t, item->name);

	return name == NULL ? NONE : name->element;
}

/* Whether a filter is one that is known here. */
static bool
is_known(const struct naive *k, const struct nfilter *f)
{
	uint32_t i;

	if (f->row->n_names > 0)
		return false;
	switch (f->row->kind) {
	case FILTER_CONCEPT_NAME:
	case FILTER_EXPLICIT_DIMENSION:
	case FILTER_TYPED_DIMENSION:
	case FILTER_PARENT:
		for (i = 0; i < f->row->n_items; i++)
			if (f->elements[i] == NONE)
				return false;
		return f->row->test == NONE;
	case FILTER_GENERAL:
		return f->row->test != NONE;
	case FILTER_ASPECT_COVER:
		for (i = 0; i < f->row->n_items; i++)
			if (formula_filter_item(k->t, f->row->items +
			    i)->kind != ITEM_ASPECT && f->elements[i] == NONE)
				return false;
		return true;
	default:
		return false;
	}
}

static const struct nfilter *
filter_of(struct naive *k, uint32_t first, uint32_t i)
{
	uint32_t at = formula_filter_use(k->t, first + i)->filter, n;
	struct nfilter *f = k->filters[at];

	if (f != NULL)
		return f;
	f = k->filters[at] = arena_alloc(k->run->keep, sizeof(*f));
	f->row = formula_filter(k->t, at);
	f->elements = arena_alloc(k->run->keep, (f->row->n_items + 1) *
	    sizeof(*f->elements));
	f->standard = NONE;
	for (n = 0; n < f->row->n_items; n++)
		f->elements[n] = item_element(k, f->row, n);
	if (f->row->kind == FILTER_EXPLICIT_DIMENSION)
		f->standard = taxonomy_default_member(k->t, f->elements[0]);
	f->known = is_known(k, f);
	return f;
}

static const struct dimension *
dimension_of(const struct naive *k, const struct fact *f, uint32_t element)
{
	const struct context *c = &k->r->contexts.v[f->context];
	const struct dimension *d = &k->r->dimensions.v[c->dimensions];
	uint32_t i;

	for (i = 0; i < c->n_dimensions; i++)
		if (d[i].element == element)
			return &d[i];
	return NULL;
}

/* Dimension Filters 1.0: a dimension that is not reported has its default. */
static bool
has_member(const struct naive *k, const struct nfilter *f,
    const struct fact *x)
{
	const struct dimension *d = dimension_of(k, x, f->elements[0]);
	uint32_t member = d != NULL ? d->member : f->standard, i;

	for (i = 1; i < f->row->n_items; i++)
		if (member != NONE && f->elements[i] == member)
			return true;
	return f->row->n_items == 1 && member != NONE;
}

static bool
is_named(const struct nfilter *f, const struct fact *x)
{
	uint32_t i;

	for (i = 0; i < f->row->n_items; i++)
		if (f->elements[i] == x->element)
			return true;
	return false;
}

static bool
is_true_of(struct naive *k, const struct nfilter *f, uint32_t fact)
{
	struct arena_mark mark = arena_mark(k->run->d.arena);
	struct xp_item item = xfi_fact(k->run->host, 0, fact);
	const struct xp_focus focus = { &item, 1, 1 };
	struct xp_error err;
	struct xp_seq value = XP_EMPTY;
	int t = -1;

	if (expression_eval(k->run, NULL, f->row->test, &focus, &value, &err) == 0)
		t = xp_truth(&value, &err);
	k->left |= t == -1;
	arena_reset(k->run->d.arena, mark);
	return t == 1;
}

static bool
passes(struct naive *k, uint32_t first, uint32_t i, uint32_t fact)
{
	const struct nfilter *f = filter_of(k, first, i);
	const struct fact *x = &k->r->facts.v[fact], *parent;
	bool good = true;

	switch (f->row->kind) {
	case FILTER_CONCEPT_NAME:
		good = is_named(f, x);
		break;
	case FILTER_EXPLICIT_DIMENSION:
		good = has_member(k, f, x);
		break;
	case FILTER_TYPED_DIMENSION:
		good = dimension_of(k, x, f->elements[0]) != NULL;
		break;
	case FILTER_PARENT:
		parent = x->parent == NONE ? NULL :
		    &k->r->facts.v[x->parent];
		good = parent != NULL && is_named(f, parent);
		break;
	case FILTER_GENERAL:
		good = is_true_of(k, f, fact);
		break;
	default:			/* an aspect cover filter filters nothing */
		return true;
	}
	return good != ((formula_filter_use(k->t, first + i)->flags &
	    FILTER_COMPLEMENT) != 0);
}

/* --- aspects (Variables 1.0, 3.4.1, 3.5.3) --- */

/* Whether an aspect cover filter covers an aspect (of ASPECT_DIMENSION: which). */
static bool
cover_filter(const struct naive *k, const struct nfilter *f,
    enum aspect_kind aspect, uint32_t dimension)
{
	const struct img_filter_item *item;
	bool covers = false;
	uint32_t i;

	for (i = 0; i < f->row->n_items; i++) {
		item = formula_filter_item(k->t, f->row->items + i);
		if (item->kind == ITEM_EXCEPT && aspect == ASPECT_DIMENSION &&
		    f->elements[i] == dimension)
			return false;
		covers |= item->kind == ITEM_ASPECT ? item->value == aspect ||
		    item->value == ASPECT_ALL || (aspect == ASPECT_DIMENSION &&
		    item->value == ASPECT_DIMENSIONS) :
		    item->kind == ITEM_DIMENSION &&
		    aspect == ASPECT_DIMENSION &&
		    f->elements[i] == dimension;
	}
	return covers;
}

static bool
covers(struct naive *k, const struct nvariable *v,
    enum aspect_kind aspect, uint32_t dimension)
{
	uint32_t i;

	for (i = 0; i < v->row->n_filters; i++) {
		const struct img_filter_use *u =
		    formula_filter_use(k->t, v->row->filters + i);
		const struct nfilter *f;
		unsigned kind;

		if ((u->flags & FILTER_COVER) == 0)
			continue;
		f = filter_of(k, v->row->filters, i);
		kind = f->row->kind;
		if ((kind == FILTER_CONCEPT_NAME &&
		    aspect == ASPECT_CONCEPT) ||
		    (kind == FILTER_PARENT && aspect == ASPECT_LOCATION) ||
		    ((kind == FILTER_EXPLICIT_DIMENSION ||
		    kind == FILTER_TYPED_DIMENSION) &&
		    aspect == ASPECT_DIMENSION &&
		    f->elements[0] == dimension) ||
		    (kind == FILTER_ASPECT_COVER &&
		    cover_filter(k, f, aspect, dimension)))
			return true;
	}
	return false;
}

static uint32_t
value_of(const struct naive *k, const struct fact *f, enum aspect_kind aspect)
{
	const struct context *c = &k->r->contexts.v[f->context];

	switch (aspect) {
	case ASPECT_CONCEPT:
		return f->name;
	case ASPECT_LOCATION:
		return f->parent;
	case ASPECT_ENTITY:
		return c->entity;
	case ASPECT_PERIOD:
		return c->period;
	case ASPECT_UNIT:
		return f->unit == NONE ? NONE : k->r->units.v[f->unit].s_equal;
	case ASPECT_NON_XDT_SEGMENT:
		return c->segment;
	case ASPECT_NON_XDT_SCENARIO:
		return c->scenario;
	default:
		return 0;
	}
}

/* The dimensions of one that the other lacks or has otherwise, of those that
 * neither variable covers. */
static bool
differ(struct naive *k, const struct nvariable *v, const struct fact *f,
    const struct nvariable *w, const struct fact *g)
{
	const struct context *c = &k->r->contexts.v[f->context];
	const struct dimension *d = &k->r->dimensions.v[c->dimensions], *o;
	uint32_t i;

	for (i = 0; i < c->n_dimensions; i++) {
		o = dimension_of(k, g, d[i].element);
		if (o != NULL && o->member == d[i].member &&
		    o->typed == d[i].typed)
			continue;
		if (!covers(k, v, ASPECT_DIMENSION, d[i].element) &&
		    !covers(k, w, ASPECT_DIMENSION, d[i].element))
			return true;
	}
	return false;
}

static bool
match(struct naive *k, const struct nvariable *v, uint32_t x,
    const struct nvariable *w, uint32_t y)
{
	static const enum aspect_kind aspects[] = { ASPECT_CONCEPT,
	    ASPECT_LOCATION, ASPECT_ENTITY, ASPECT_PERIOD, ASPECT_UNIT,
	    ASPECT_NON_XDT_SEGMENT, ASPECT_NON_XDT_SCENARIO };
	const struct fact *f = &k->r->facts.v[x], *g = &k->r->facts.v[y];
	size_t i;

	for (i = 0; i < sizeof(aspects) / sizeof(aspects[0]); i++)
		if (value_of(k, f, aspects[i]) != value_of(k, g, aspects[i]) &&
		    !covers(k, v, aspects[i], NONE) &&
		    !covers(k, w, aspects[i], NONE))
			return false;
	return !differ(k, v, f, w, g) && !differ(k, w, g, v, f);
}

/* --- what a variable can bind --- */

static bool
is_candidate(struct naive *k, const struct nvariable *v, uint32_t fact)
{
	const struct fact *f = &k->r->facts.v[fact];
	uint32_t i;

	if (f->context == NONE ||
	    (f->flags & FACT_NIL && !(v->row->flags & VARIABLE_NILS)))
		return false;
	for (i = 0; i < v->row->n_filters; i++)
		if (!passes(k, v->row->filters, i, fact))
			return false;
	for (i = 0; i < k->row->n_filters; i++)
		if (!passes(k, k->row->filters, i, fact))
			return false;
	return true;
}

/* Facts of one sequence side by side.  With duplicates a sequence would be
 * many: that is left out. */
static void
group(struct naive *k, struct nvariable *v)
{
	const struct nvariable nothing = { .row = &(const struct img_variable){
	    .n_filters = 0 } };
	uint32_t i, j, end, fact;

	for (i = 0; i < v->n; i = end)
		for (end = i + 1, j = end; j < v->n; j++) {
			k->left |= match(k, &nothing, v->facts[i], &nothing,
			    v->facts[j]) || ++k->steps > MAX_STEPS;
			if (k->left)
				return;
			if (!match(k, v, v->facts[i], v, v->facts[j]))
				continue;
			fact = v->facts[j];
			memmove(v->facts + end + 1, v->facts + end,
			    (j - end) * sizeof(fact));
			v->facts[end++] = fact;
		}
}

static uint32_t
end_of_group(struct naive *k, const struct nvariable *v, uint32_t at)
{
	uint32_t end = at + 1;

	while (v->sequence && end < v->n && match(k, v, v->facts[at], v,
	    v->facts[end]))
		end++;
	return end;
}

static bool
uses_are_known(struct naive *k, uint32_t first, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		if (!filter_of(k, first, i)->known)
			return false;
	return true;
}

static void
begin_variable(struct naive *k, uint32_t position,
    const struct img_binding *b)
{
	struct nvariable *v = &k->v[k->n++];
	struct xp_error err;
	uint32_t i;

	*v = (struct nvariable){ .row = formula_variable(k->t, b->target),
	    .position = position };
	v->sequence = v->row->flags & VARIABLE_SEQUENCE;
	k->left |= b->kind != BINDING_FACT ||
	    !uses_are_known(k, v->row->filters, v->row->n_filters) ||
	    (v->row->expression != NONE && expression_eval(k->run, NULL,
	    v->row->expression, NULL, &v->fallback, &err) == -1);
	if (k->left)
		return;
	v->facts = arena_alloc(k->run->d.arena, (k->r->facts.n + 1) *
	    sizeof(*v->facts));
	for (i = 0; i < k->r->facts.n && !k->left; i++)
		if (is_candidate(k, v, i))
			v->facts[v->n++] = i;
	if (v->sequence && !k->left)
		group(k, v);
}

/* --- binding --- */

static void bind(struct naive *, uint32_t);

/* 4.2: whether an evaluation before it has facts where this one has fallback
 * values, and is the same elsewhere. */
static bool
is_superfluous(struct naive *k)
{
	uint32_t i, v;
	bool fuller;

	for (i = 0; i < k->n_was; i++) {
		const struct nbound *was = k->was[i];

		k->left |= ++k->steps > MAX_STEPS;
		for (v = 0, fuller = false; v < k->n; v++) {
			if (k->b[v].kind == N_FALLBACK)
				fuller |= was[v].kind == N_FACTS;
			else if (was[v].kind != N_FACTS ||
			    was[v].at != k->b[v].at)
				break;
		}
		if (v == k->n && fuller)
			return true;
	}
	return false;
}

/* 1, 0; -1: an error. */
static int
truth(struct naive *k, uint32_t expression)
{
	struct xp_seq value = XP_EMPTY;
	struct xp_error err;

	if (evaluation_eval(&k->e, expression, NULL, NULL, 0, &value,
	    &err) == -1)
		return -1;
	return xp_truth(&value, &err);
}

static void
judge(struct naive *k)
{
	struct arena_mark mark = arena_mark(k->run->d.arena);
	uint32_t i, v, f;
	int t = 1;

	for (v = 0; v < k->n; v++) {
		struct bound *o = &k->bound[k->v[v].position];

		*o = (struct bound){ .kind = BOUND_FALLBACK, .weight = 1,
		    .value = k->v[v].fallback };
		if (k->b[v].kind == N_FALLBACK)
			continue;
		o->kind = BOUND_FACTS;
		o->facts = k->v[v].facts + k->b[v].at;
		o->n = k->b[v].n;
		o->value = XP_EMPTY;
		for (f = 0; f < o->n; f++)
			xp_add(&o->value, xfi_fact(k->run->host, 0,
			    o->facts[f]), k->run->d.arena);
	}
	for (i = 0; i < k->row->n_preconditions && t == 1; i++)
		t = truth(k, formula_list(k->t, k->row->preconditions + i));
	if (t == 1) {
		k->evaluations++;
		t = truth(k, k->row->expression);
		k->yes += t == 1;
		k->no += t == 0;
	}
	k->left |= t == -1;
	arena_reset(k->run->d.arena, mark);
}

static void
complete(struct naive *k)
{
	bool any = false;
	uint32_t v;

	for (v = 0; v < k->n; v++)
		any |= k->b[v].kind == N_FACTS;
	if (!any || is_superfluous(k))
		return;
	if (k->n_was == MAX_WAS) {
		k->left = true;
		return;
	}
	memcpy(k->was[k->n_was++], k->b, sizeof(k->b));
	judge(k);
}

static bool
matches_others(struct naive *k, uint32_t v, uint32_t fact)
{
	uint32_t o;

	for (o = 0; o < v; o++)
		if (k->b[o].kind == N_FACTS && !match(k, &k->v[v], fact,
		    &k->v[o], k->v[o].facts[k->b[o].at]))
			return false;
	return true;
}

static void
bind(struct naive *k, uint32_t v)
{
	uint32_t at, end;

	if (v == k->n) {
		complete(k);
		return;
	}
	for (at = 0; at < k->v[v].n && !k->left; at = end) {
		end = end_of_group(k, &k->v[v], at);
		k->left |= ++k->steps > MAX_STEPS;
		if (!matches_others(k, v, k->v[v].facts[at]))
			continue;
		k->b[v] = (struct nbound){ N_FACTS, at, end - at };
		bind(k, v + 1);
	}
	if (k->v[v].row->expression != NONE && !k->left) {
		k->b[v] = (struct nbound){ .kind = N_FALLBACK };
		bind(k, v + 1);
	}
	k->b[v] = (struct nbound){ .kind = N_NOT };
}

/* --- a set --- */

static void
evaluate(struct naive *k, uint32_t set, struct told *told)
{
	struct arena_mark mark = arena_mark(k->run->d.arena);
	const struct img_binding *b;
	uint32_t i;

	k->row = formula_set(k->t, set);
	k->n = k->n_was = 0;
	k->steps = k->yes = k->no = 0;
	k->e = (struct evaluation){ .run = k->run, .set = set, .row = k->row,
	    .assertion = k->row->owner, .bound = k->bound,
	    .n_bound = k->row->n_bindings, .weight = 1 };
	k->left = k->row->kind != SET_VALUE || k->row->flags & SET_BROKEN ||
	    k->row->n_visible > 0 || k->row->n_bindings > MAX_VARIABLES ||
	    k->row->expression == NONE || !(k->row->flags & SET_IMPLICIT) ||
	    !(k->row->flags & SET_DIMENSIONAL) ||
	    !uses_are_known(k, k->row->filters, k->row->n_filters);
	for (i = 0; i < k->row->n_bindings && !k->left; i++) {
		b = formula_binding(k->t, k->row->bindings + i);
		begin_variable(k, i, b);
	}
	if (!k->left)
		bind(k, 0);
	*told = (struct told){ k->yes, k->no, !k->left };
	arena_reset(k->run->d.arena, mark);
}

/* Before the first set that the planner evaluates: all sets. */
static void
begin(void *ctx, struct formula_run *run, uint32_t set,
    const struct plan *plan)
{
	static struct naive k;
	struct all *all = ctx;
	uint32_t n = taxonomy_count(run->t, SEC_VARIABLE_SETS), i;

	(void)set;
	(void)plan;
	if (all->done)
		return;
	all->done = true;
	all->sets = mem_calloc(n, sizeof(*all->sets));
	k = (struct naive){ .run = run, .t = run->t, .r = run->report };
	k.filters = arena_alloc(run->keep, (taxonomy_count(run->t,
	    SEC_FILTERS) + 1) * sizeof(struct nfilter *));
	for (i = 0; i < n; i += all->every)
		evaluate(&k, i, &all->sets[i]);
	all->evaluations = k.evaluations;
}

static void
evaluation(void *ctx, const struct evaluation *e)
{
	(void)ctx;
	(void)e;
}

/* --- both --- */

static unsigned
compare(const struct judged *j, const struct all *all)
{
	const struct taxonomy *t = j->report->taxonomy;
	uint32_t n = taxonomy_count(t, SEC_VARIABLE_SETS), i;
	unsigned left = 0, differing = 0, compared = 0, evaluate = 0;

	for (i = 0; all->done && i < n; i += all->every) {
		const struct img_variable_set *row = formula_set(t, i);
		const struct told *told = &all->sets[i];
		const struct formula_count *c;

		if (!told->known) {
			left++;
			continue;
		}
		c = &j->formulas.assertions.v[row->owner];
		compared++;
		evaluate += told->yes + told->no > 0;
		if (c->satisfied == told->yes && c->not_satisfied == told->no)
			continue;
		differing++;
		fprintf(stderr, "%.*s: naive %llu satisfied, %llu not; "
		    "planner %llu, %llu\n",
		    SLICE_ARG(formula_assertion_id(t,
		    formula_assertion(t, row->owner))),
		    (unsigned long long)told->yes,
		    (unsigned long long)told->no,
		    (unsigned long long)c->satisfied,
		    (unsigned long long)c->not_satisfied);
	}
	printf("%u %u %llu %u %u\n", compared, evaluate,
	    (unsigned long long)all->evaluations, left, differing);
	return differing;
}

int
main(int argc, char **argv)
{
	struct arena *arena = arena_new();
	struct all all = { .every = 1 };
	const struct formula_watch w = { .evaluation = evaluation,
	    .begin = begin, .ctx = &all };
	const struct formula_watch *const watches[] = { &w };
	struct judge_options o = { .formula.watches = watches,
	    .formula.n_watches = 1, .formula.no_findings = true };
	struct resolver *resolver = resolver_new();
	struct judged j;
	unsigned differing = 1;

	if (argc == 4)
		all.every = (uint32_t)strtoul(argv[3], NULL, 10);
	if (argc < 3 || argc > 4 || all.every == 0) {
		fprintf(stderr, "usage: naive IMAGE REPORT [EVERY]\n");
		return 2;
	}
	o.ingest.resolver = resolver;
	o.ingest.taxonomy.image = argv[1];
	(void)judge_file(&j, argv[2], &o, arena);
	if (j.why != NULL || j.report == NULL)
		fprintf(stderr, "naive: %s\n", j.why == NULL ? "no report" :
		    j.why);
	else
		differing = compare(&j, &all);
	judged_free(&j);
	mem_free(all.sets);
	resolver_free(resolver);
	arena_free(arena);
	return differing > 0;
}
