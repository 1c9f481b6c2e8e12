/* filter.c: see filter.h: which verdicts are kept, and how they are made. */
#include "formula/filter.h"

#include <stdlib.h>

#include "formula/filter_local.h"
#include "formula/report.h"

/* So many filters in filters that are looked into are a binding that is tried. */
#define VISITS_A_STEP	16

enum state { STATE_NEW, STATE_READY, STATE_FAILED };

/* What is known of a filter. */
struct judged {
	uint8_t         state;		/* of what is prepared: static ones */
	bool            fixed;		/* its expressions do not look at facts */
	bool            members;	/* filter_members may be asked; */
	bool            any;		/* it names none */
	enum domain     domain;
	struct prepared p;
	uint64_t        serial;		/* dynamic: for which bindings p is */
	uint64_t       *known, *yes;	/* bits over the domain */
};

struct verdicts {
	struct formula_run *run;
	struct judged     **judged;	/* by filter */
	uint32_t            n;
	uint64_t            serial;
	struct arena       *arena;	/* of what dynamic filters prepared */
	struct arena_mark   empty;
};

struct verdicts *
verdicts_new(struct formula_run *run)
{
	struct verdicts *v = mem_calloc(1, sizeof(*v));

	v->run = run;
	v->n = taxonomy_count(run->t, SEC_FILTERS);
	v->judged = mem_calloc(v->n, sizeof(struct judged *));
	v->serial = 1;
	v->arena = arena_new();
	v->empty = arena_mark(v->arena);
	return v;
}

void
verdicts_free(struct verdicts *v)
{
	uint32_t i;

	if (v == NULL)
		return;
	for (i = 0; i < v->n; i++)
		if (v->judged[i] != NULL)
			regex_free(v->judged[i]->p.regex);
	mem_free(v->judged);
	arena_free(v->arena);
	mem_free(v);
}

void
filter_rebound(struct formula_run *run)
{
	struct verdicts *v = run->verdicts;

	v->serial++;
	arena_reset(v->arena, v->empty);
}

/* --- what a filter is --- */

/* Whether its test has a node of its aspect as focus, and not the fact. */
static bool
tests_a_node(const struct img_filter *f)
{
	return f->kind == FILTER_PERIOD || f->kind == FILTER_ENTITY_TEST ||
	    f->kind == FILTER_SEGMENT || f->kind == FILTER_SCENARIO ||
	    f->kind == FILTER_GENERAL_MEASURES ||
	    f->kind == FILTER_TYPED_DIMENSION || f->kind == FILTER_GENERAL ||
	    f->kind == FILTER_LOCATION || f->kind == FILTER_CONCEPT_RELATION;
}

static bool
is_fixed(struct formula_run *run, const struct img_filter *f)
{
	uint32_t i;

	if (f->test != NONE && !tests_a_node(f) &&
	    !expression_is_fixed(run, f->test))
		return false;
	if (f->second != NONE && !expression_is_fixed(run, f->second))
		return false;
	for (i = 0; i < f->n_items; i++) {
		const struct img_filter_item *item =
		    formula_filter_item(run->t, f->items + i);

		if (item->expression != NONE &&
		    !expression_is_fixed(run, item->expression))
			return false;
	}
	return true;
}

static struct judged *
judged_of(struct formula_run *run, uint32_t filter, const struct img_filter *f)
{
	struct judged **at = &run->verdicts->judged[filter];
	struct judged *j;

	if (*at != NULL)
		return *at;
	j = *at = arena_alloc(run->keep, sizeof(*j));
	j->fixed = is_fixed(run, f);
	j->members = j->fixed && f->kind == FILTER_EXPLICIT_DIMENSION &&
	    f->n_names == 0;
	j->any = f->n_items == 1;
	j->domain = filter_forms[f->kind].domain;
	if (!j->fixed && j->domain != BY_NOTHING)
		j->domain = BY_FACT;
	return j;
}

bool
filter_is_static(const struct formula_run *run,
    const struct img_variable_set *set, const struct img_filter *f)
{
	uint32_t i, k, name;
	const struct img_binding *b;

	for (i = 0; i < f->n_names; i++) {
		name = formula_list(run->t, f->names + i);
		if (formula_parameter(run->t, name) == NONE ||
		    set->n_visible > 0)
			return false;
		for (k = 0; k < set->n_bindings; k++) {
			b = formula_binding(run->t, set->bindings + k);
			if (b->name == name && (b->kind != BINDING_PARAMETER ||
			    formula_parameter_row(run->t, b->target)->name !=
			    name))
				return false;
		}
	}
	return true;
}

#define MAX_NESTING	64

static uint32_t
unknown_in(const struct taxonomy *t, uint32_t row, unsigned depth)
{
	const struct img_filter *f = formula_filter(t, row);
	uint32_t i, found = NONE;

	if (f == NULL || f->kind == FILTER_UNKNOWN || depth > MAX_NESTING)
		return row;
	for (i = 0; i < f->n_uses && found == NONE; i++)
		found = unknown_in(t, formula_filter_use(t,
		    f->uses + i)->filter, depth + 1);
	return found;
}

uint32_t
filter_unknown(const struct taxonomy *t, uint32_t filter)
{
	return unknown_in(t, filter, 0);
}

bool
filter_is_slow(const struct img_filter *f)
{
	return filter_forms[f->kind].domain != BY_NOTHING ||
	    f->kind == FILTER_AND || f->kind == FILTER_OR;
}

/* --- kept verdicts (1) --- */

static uint32_t
domain_size(const struct report *r, enum domain d)
{
	switch (d) {
	case BY_CONCEPT:
		return (uint32_t)r->names.n;
	case BY_CONTEXT:
		return (uint32_t)r->contexts.n;
	case BY_UNIT:
		return (uint32_t)r->units.n;
	case BY_FACT:
		return (uint32_t)r->facts.n;
	case BY_NOTHING:
		break;
	}
	return 0;
}

static uint32_t
domain_row(const struct ask *q, enum domain d)
{
	switch (d) {
	case BY_CONCEPT:
		return q->x->name;
	case BY_CONTEXT:
		return q->x->context;
	case BY_UNIT:
		return q->x->unit;
	case BY_FACT:
		return q->fact;
	case BY_NOTHING:
		break;
	}
	return NONE;
}

static bool
bit(const uint64_t *bits, uint32_t i)
{
	return bits[i / 64] >> (i % 64) & 1;
}

static void
set_bit(uint64_t *bits, uint32_t i)
{
	bits[i / 64] |= UINT64_C(1) << (i % 64);
}

/* --- judging --- */

/* With what it looks for found for this fact alone. */
static int
judge_alone(struct ask *q)
{
	const struct filter_form *form = &filter_forms[q->f->kind];
	struct arena *arena = q->run->d.arena;
	struct arena_mark mark = arena_mark(arena);
	struct prepared p = { .row = NONE, .dimension = NONE,
	    .element = NONE };
	int rc = form->prepare == NULL ? 0 : form->prepare(q, &p);

	q->p = &p;
	if (rc == 0)
		rc = form->passes(q);
	q->p = NULL;
	regex_free(p.regex);
	arena_reset(arena, mark);
	return rc;
}

/* Finds what it looks for, kept in an arena. */
static int
prepare(struct ask *q, struct judged *j, struct arena *arena)
{
	const struct filter_form *form = &filter_forms[q->f->kind];
	struct arena *before = q->run->d.arena;
	int rc;

	regex_free(j->p.regex);
	j->p = (struct prepared){ .row = NONE, .dimension = NONE,
	    .element = NONE };
	if (form->prepare == NULL)
		return 0;
	q->run->d.arena = arena;
	rc = form->prepare(q, &j->p);
	q->run->d.arena = before;
	return rc;
}

/* What it looks for, found once; what a set had no budget left for, another one
 * may have. */
static enum state
first_state(struct ask *q, struct judged *j)
{
	if (prepare(q, j, q->run->keep) == 0)
		return STATE_READY;
	return budget_is_spent(q->run) ? STATE_NEW : STATE_FAILED;
}

/* A static one. */
static int
judge_static(struct ask *q, struct judged *j)
{
	if (!j->fixed)
		return judge_alone(q);
	if (j->state == STATE_NEW)
		j->state = (uint8_t)first_state(q, j);
	if (j->state != STATE_READY)
		return -1;
	q->p = &j->p;
	return filter_forms[q->f->kind].passes(q);
}

static int
judge_kept(struct ask *q, struct judged *j)
{
	uint32_t row = domain_row(q, j->domain), n;
	int rc;

	if (row == NONE)		/* no unit: nothing to look at */
		return 0;
	if (j->known == NULL) {
		n = domain_size(q->run->report, j->domain) / 64 + 1;
		j->known = arena_alloc(q->run->keep, n * sizeof(*j->known));
		j->yes = arena_alloc(q->run->keep, n * sizeof(*j->yes));
	}
	if (bit(j->known, row))
		return bit(j->yes, row);
	rc = judge_static(q, j);
	if (rc == -1)
		return -1;
	set_bit(j->known, row);
	if (rc == 1)
		set_bit(j->yes, row);
	return rc;
}

/* One that names what is bound (2). */
static int
judge_in(struct ask *q, struct judged *j)
{
	struct verdicts *v = q->run->verdicts;

	if (!j->fixed)
		return judge_alone(q);
	if (j->serial != v->serial) {
		if (prepare(q, j, v->arena) == -1)
			return -1;
		j->serial = v->serial;
	}
	q->p = &j->p;
	return filter_forms[q->f->kind].passes(q);
}

/* Boolean Filters 1.0, 2: without any use no fact passes, both. */
static int
passes_boolean(struct formula_run *run, const struct evaluation *e,
    const struct img_filter *f, uint32_t fact)
{
	bool and = f->kind == FILTER_AND;
	uint32_t i;
	int rc;

	for (i = 0; i < f->n_uses; i++) {
		if (++run->visits % VISITS_A_STEP == 0 &&
		    ++run->steps > run->max_steps)
			return -1;	/* budget_is_spent says why */
		rc = filter_use_passes(run, e, formula_filter_use(run->t,
		    f->uses + i), fact);
		if (rc == -1 || rc == !and)
			return rc;
	}
	return f->n_uses > 0 && and;
}

int
filter_passes(struct formula_run *run, const struct evaluation *e,
    uint32_t filter, uint32_t fact)
{
	const struct img_filter *f = formula_filter(run->t, filter);
	struct judged *j;
	struct ask q;

	if (f == NULL || f->kind >= FILTER_KINDS)
		return 0;
	if (f->kind == FILTER_AND || f->kind == FILTER_OR)
		return passes_boolean(run, e, f, fact);
	if (f->n_names == 0)
		e = NULL;
	q = (struct ask){ .run = run, .e = e, .f = f, .filter = filter,
	    .fact = fact, .x = &run->report->facts.v[fact] };
	if (q.x->context != NONE)
		q.c = &run->report->contexts.v[q.x->context];
	else if (filter_forms[f->kind].needs_context)
		return 0;
	j = judged_of(run, filter, f);
	if (e != NULL)
		return judge_in(&q, j);
	return j->domain == BY_NOTHING ? judge_static(&q, j) :
	    judge_kept(&q, j);
}

int
filter_use_passes(struct formula_run *run, const struct evaluation *e,
    const struct img_filter_use *u, uint32_t fact)
{
	const struct img_filter *f = formula_filter(run->t, u->filter);
	int rc;

	/* Aspect Cover Filters 1.0, 2: it filters nothing, complemented or not. */
	if (f == NULL || f->kind == FILTER_ASPECT_COVER)
		return 1;
	rc = filter_passes(run, e, u->filter, fact);
	return rc == -1 ? -1 : rc != ((u->flags & FILTER_COMPLEMENT) != 0);
}

bool
filter_members(struct formula_run *run, uint32_t filter,
    struct filter_members *out)
{
	struct judged *j = run->verdicts->judged[filter];
	const struct img_filter *f;
	struct ask q;

	if (j == NULL) {
		f = formula_filter(run->t, filter);
		if (f->kind != FILTER_EXPLICIT_DIMENSION || f->n_names > 0)
			return false;
		j = judged_of(run, filter, f);
	}
	if (!j->members)
		return false;
	if (j->state == STATE_NEW) {
		q = (struct ask){ .run = run, .filter = filter,
		    .f = formula_filter(run->t, filter) };
		j->state = (uint8_t)first_state(&q, j);
	}
	if (j->state != STATE_READY)
		return false;
	*out = (struct filter_members){ j->p.dimension, j->p.names,
	    j->p.n_names, j->any, j->p.absent_passes };
	return true;
}

/* --- what it covers --- */

/* The list of dimensions that the items of a filter name: those, or all but
 * those. */
static int
covers_items(struct formula_run *run, const struct evaluation *e,
    uint32_t filter, const struct img_filter *f, uint32_t *list)
{
	struct ask q = { .run = run, .e = e, .f = f, .filter = filter };
	uint32_t *names = mem_calloc((size_t)f->n_items + 1, sizeof(*names));
	uint32_t *except = mem_calloc((size_t)f->n_items + 1, sizeof(*except));
	uint32_t n = 0, n_except = 0, i;
	bool all = f->aspects & (ASPECT_BIT(ASPECT_DIMENSIONS) |
	    ASPECT_BIT(ASPECT_ALL)) && f->kind == FILTER_ASPECT_COVER;
	struct item_name name;
	int rc = 0;

	for (i = 0; i < f->n_items && rc != -1; i++) {
		const struct img_filter_item *item =
		    formula_filter_item(run->t, f->items + i);

		if (f->kind != FILTER_ASPECT_COVER && i > 0)
			break;		/* members */
		if (item->kind == ITEM_ASPECT)
			continue;
		if ((rc = ask_item(&q, item, &name)) != 1)
			continue;
		if (item->kind == ITEM_EXCEPT)
			except[n_except++] = name.report;
		else
			names[n++] = name.report;
	}
	if (rc != -1 && all)
		*list = aspects_list(run->aspects, except, n_except, true);
	else if (rc != -1)
		*list = aspects_list(run->aspects, names, n, false);
	mem_free(names);
	mem_free(except);
	return rc == -1 ? -1 : 0;
}

static int
covers_uses(struct formula_run *run, const struct evaluation *e,
    const struct img_filter *f, uint32_t *list)
{
	uint32_t i, one;

	*list = DIMENSIONS_NONE;
	for (i = 0; i < f->n_uses; i++) {
		const struct img_filter_use *u =
		    formula_filter_use(run->t, f->uses + i);

		if ((u->flags & FILTER_COVER) == 0)
			continue;
		if (filter_covers(run, e, u->filter, &one) == -1)
			return -1;
		*list = aspects_list_either(run->aspects, *list, one);
	}
	return 0;
}

int
filter_covers(struct formula_run *run, const struct evaluation *e,
    uint32_t filter, uint32_t *list)
{
	const struct img_filter *f = formula_filter(run->t, filter);
	const uint32_t dimensions = ASPECT_BIT(ASPECT_DIMENSION) |
	    ASPECT_BIT(ASPECT_DIMENSIONS) | ASPECT_BIT(ASPECT_ALL);

	*list = DIMENSIONS_NONE;
	if (f == NULL || (f->aspects & dimensions) == 0)
		return 0;
	if (f->kind == FILTER_AND || f->kind == FILTER_OR)
		return covers_uses(run, e, f, list);
	return covers_items(run, e, filter, f, list);
}
