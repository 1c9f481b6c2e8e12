/*
 * formula_wake.c: which concepts a report has to have for a variable set to
 * evaluate (formula.h, (4) and (5)).
 *
 * (1) What a filter lets through is known where it says names of concepts; and-
 *     filters meet, or-filters join what is known of those in them.  A
 *     complemented use tells nothing.
 * (2) A variable without a fallback value has to bind, so one such variable, the
 *     one with the fewest concepts, wakes the set.  Where all have one, any of
 *     them does: an evaluation in which all fact variables fell back is none.
 * (3) An existence assertion is satisfied or not by how many evaluations there
 *     are, none too; a set without fact variables evaluates once: both ALWAYS.
 */
#include "taxonomy/formulas.h"

#include <stdlib.h>

/* --- lists of elements --- */

/* What is known of something: a list, or nothing. */
struct known {
	uint32_t first, n;
	bool     is_known;
};

typedef VEC(uint32_t) numbers;

static const uint32_t *
list_of(const struct dts *d, const struct known *k)
{
	return d->formula_lists.v + k->first;
}

/* The sorted numbers become a list, each once. */
static struct known
keep(struct dts *d, numbers *v)
{
	struct known k = { .is_known = true };

	k.n = formula_sort_names(v->v, (uint32_t)v->n);
	k.first = formula_intern_list(d, v->v, k.n);
	v->n = 0;
	return k;
}

static struct known
meet(struct dts *d, struct known a, struct known b, numbers *scratch)
{
	const uint32_t *x, *y;
	uint32_t i = 0, k = 0;

	if (!a.is_known || !b.is_known)
		return a.is_known ? a : b;
	x = list_of(d, &a);
	y = list_of(d, &b);
	while (i < a.n && k < b.n) {
		if (x[i] == y[k])
			VEC_PUSH(scratch, x[i]);
		if (x[i] < y[k])
			i++;
		else
			k++;
	}
	return keep(d, scratch);
}

static void
join(const struct dts *d, const struct known *a, numbers *scratch)
{
	uint32_t i;

	for (i = 0; i < a->n; i++)
		VEC_PUSH(scratch, list_of(d, a)[i]);
}

/* --- filters (1) --- */

static struct known
of_names(struct dts *d, const struct img_filter *f, numbers *scratch)
{
	uint32_t i;

	for (i = 0; i < f->n_items; i++) {
		const struct img_filter_item *item =
		    &d->filter_items.v[f->items + i];

		if (item->expression != NONE) {
			scratch->n = 0;
			return (struct known){ 0, 0, false };
		}
		if (item->name != NONE &&
		    d->names.v[item->name].element != NONE)
			VEC_PUSH(scratch, d->names.v[item->name].element);
	}
	return keep(d, scratch);
}

static struct known
of_use(const struct known *all, const struct img_filter_use *use)
{
	return (use->flags & FILTER_COMPLEMENT) != 0 ?
	    (struct known){ 0, 0, false } : all[use->filter];
}

static struct known
of_and(struct dts *d, const struct known *all, uint32_t first, uint32_t n,
    numbers *scratch)
{
	struct known k = { 0, 0, false };
	uint32_t i;

	for (i = 0; i < n; i++)
		k = meet(d, k, of_use(all, &d->filter_uses.v[first + i]),
		    scratch);
	return k;
}

static struct known
of_or(struct dts *d, const struct known *all, const struct img_filter *f,
    numbers *scratch)
{
	uint32_t i;

	for (i = 0; i < f->n_uses; i++) {
		struct known k = of_use(all, &d->filter_uses.v[f->uses + i]);

		if (!k.is_known) {
			scratch->n = 0;
			return k;
		}
		join(d, &k, scratch);
	}
	return keep(d, scratch);
}

/* Filters in a filter are rows before it, so one pass is enough. */
static struct known *
know_filters(struct dts *d, numbers *scratch)
{
	struct known *all = mem_calloc(d->filters.n + 1, sizeof(*all));
	uint32_t i;

	for (i = 0; i < d->filters.n; i++) {
		const struct img_filter *f = &d->filters.v[i];

		if (f->kind == FILTER_CONCEPT_NAME)
			all[i] = of_names(d, f, scratch);
		else if (f->kind == FILTER_AND && f->n_uses > 0)
			all[i] = of_and(d, all, f->uses, f->n_uses, scratch);
		else if (f->kind == FILTER_OR || f->kind == FILTER_AND)
			all[i] = of_or(d, all, f, scratch);
	}
	return all;
}

void
formula_name_concepts(struct dts *d)
{
	numbers scratch = { NULL, 0, 0 };
	struct known *all = know_filters(d, &scratch), k;
	uint32_t i;

	for (i = 0; i < d->variables.n; i++) {
		struct img_variable *v = &d->variables.v[i];

		if (v->kind != VARIABLE_FACT)
			continue;
		k = of_and(d, all, v->filters, v->n_filters, &scratch);
		if (!k.is_known)
			continue;
		v->flags |= VARIABLE_NAMED;
		v->concepts = k.first;
		v->n_concepts = k.n;
	}
	for (i = 0; i < d->variable_sets.n; i++) {
		struct img_variable_set *s = &d->variable_sets.v[i];

		/* Until formula_make_wakes: what the group lets through. */
		k = of_and(d, all, s->filters, s->n_filters, &scratch);
		s->flags |= k.is_known ? 0 : SET_ALWAYS;
		s->wakes = k.first;
		s->n_wakes = k.n;
	}
	VEC_FREE(&scratch);
	mem_free(all);
}

/* --- sets (2), (3) --- */

static struct known
of_binding(struct dts *d, const struct img_binding *b, struct known group,
    numbers *scratch)
{
	const struct img_variable *v = &d->variables.v[b->target];
	struct known k = { v->concepts, v->n_concepts,
	    (v->flags & VARIABLE_NAMED) != 0 };

	return meet(d, k, group, scratch);
}

/* Facts of other instances are no facts of the report. */
static bool
is_of_report(const struct dts *d, const struct img_binding *b)
{
	return d->variables.v[b->target].n_instances == 0;
}

static struct known
of_set(struct dts *d, struct img_variable_set *s, struct known group,
    numbers *scratch)
{
	struct known best = { 0, 0, false }, k;
	numbers any = { NULL, 0, 0 };
	bool required = false, all_known = true, facts = false;
	uint32_t i;

	for (i = 0; i < s->n_bindings; i++) {
		const struct img_binding *b =
		    &d->bindings.v[s->bindings + i];

		if (b->kind != BINDING_FACT)
			continue;
		facts = true;
		k = is_of_report(d, b) ? of_binding(d, b, group, scratch) :
		    (struct known){ 0, 0, false };
		all_known = all_known && k.is_known;
		if (d->variables.v[b->target].expression != NONE) {
			join(d, &k, &any);
			continue;
		}
		required = true;
		if (k.is_known && (!best.is_known || k.n < best.n))
			best = k;
	}
	if (facts && !required && all_known) {
		s->flags |= SET_ANY;
		best = keep(d, &any);
	}
	VEC_FREE(&any);
	return best;
}

struct pair {
	uint32_t element, set;
};
typedef VEC(struct pair) pairs;

static int
by_element(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->element != y->element)
		return x->element < y->element ? -1 : 1;
	return x->set < y->set ? -1 : x->set > y->set;
}

static void
add_wakes(struct dts *d, pairs *all)
{
	numbers sets = { NULL, 0, 0 };
	struct img_wake w;
	size_t i, k;

	if (all->n > 1)
		qsort(all->v, all->n, sizeof(*all->v), by_element);
	for (i = 0; i < all->n; i = k) {
		for (k = i; k < all->n &&
		    all->v[k].element == all->v[i].element; k++)
			VEC_PUSH(&sets, all->v[k].set);
		w.element = all->v[i].element;
		w.n_sets = (uint32_t)sets.n;
		w.sets = formula_intern_list(d, sets.v, w.n_sets);
		VEC_PUSH(&d->wakes, w);
		sets.n = 0;
	}
	VEC_FREE(&sets);
}

void
formula_make_wakes(struct dts *d)
{
	numbers scratch = { NULL, 0, 0 };
	pairs all = { NULL, 0, 0 };
	uint32_t i, k;

	for (i = 0; i < d->variable_sets.n; i++) {
		struct img_variable_set *s = &d->variable_sets.v[i];
		struct known group = { s->wakes, s->n_wakes,
		    (s->flags & SET_ALWAYS) == 0 }, w;

		w = of_set(d, s, group, &scratch);
		s->flags &= (uint8_t)~SET_ALWAYS;
		if (s->kind == SET_EXISTENCE || !w.is_known) {
			s->flags |= SET_ALWAYS;
			s->wakes = s->n_wakes = 0;
			VEC_PUSH(&all, ((struct pair){ NONE, i }));
			continue;
		}
		s->wakes = w.first;
		s->n_wakes = w.n;
		for (k = 0; k < w.n; k++)
			VEC_PUSH(&all, ((struct pair){ list_of(d, &w)[k], i }));
	}
	add_wakes(d, &all);
	VEC_FREE(&scratch);
	VEC_FREE(&all);
}
