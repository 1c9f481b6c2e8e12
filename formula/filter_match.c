/*
 * filter_match.c: filters that hold a fact against what another variable is
 * bound to: Match Filters 1.0, Relative Filters 1.0, tuple:sibling and
 * tuple:location of Tuple Filters 1.0.
 *
 * Most match filters are join keys of a plan and never come here (plan.h).
 */
#include "formula/filter_local.h"
#include "formula/plan.h"
#include "formula/xfi_local.h"

#define NS_MATCH_ERROR	"http://xbrl.org/2008/filter/match/error"

/* --- match (Match Filters 1.0, 2) --- */

bool
match_part(struct formula_run *run, const struct img_filter *f,
    struct part *p)
{
	const struct img_filter_item *item;

	*p = (struct part){ f->value, 0 };
	if (f->value != ASPECT_DIMENSION)
		return true;
	item = formula_filter_item(run->t, f->items);
	if (item == NULL || item->name == NONE)
		return false;
	p->which = aspects_name(run->aspects, item->name);
	return true;
}

/* The part of a filter; its dimension may be an expression. */
static int
ask_part(const struct ask *q, struct part *p)
{
	struct item_name name = { NONE, NONE };
	int rc;

	if (match_part(q->run, q->f, p))
		return 0;
	rc = ask_item(q, formula_filter_item(q->run->t, q->f->items), &name);
	p->which = name.report;
	return rc == -1 ? -1 : 0;
}

int
passes_match(const struct ask *q)
{
	struct fact_aspects *a = q->run->aspects;
	const struct bound *b = ask_bound(q, q->f->variable);
	bool any = q->f->flags & FILTER_MATCH_ANY;
	uint32_t own, other, i;
	struct part p;

	if (b == NULL || b->kind != BOUND_FACTS)
		return 0;
	if (ask_part(q, &p) == -1)
		return -1;
	own = aspects_value(a, q->fact, p);
	for (i = 0; i < b->n; i++) {
		other = aspects_value(a, b->facts[i], p);
		if (any && own == other)
			return 1;
		if (!any && other != aspects_value(a, b->facts[0], p))
			return ask_fail(q, NS_MATCH_ERROR,
			    "inconsistentMatchedVariableSequence",
			    "the facts that are to be matched differ");
	}
	return !any && own == aspects_value(a, b->facts[0], p);
}

/* --- relative (Relative Filters 1.0, 2) --- */

/* Dimensions that the fact has, by report or default, and that are not covered,
 * have the same value in the other. */
static bool
same_dimensions(struct formula_run *run, uint32_t fact, uint32_t other,
    uint32_t list)
{
	const struct report *r = run->report;
	uint32_t context = r->facts.v[fact].context, i, name;
	uint32_t with = r->facts.v[other].context;
	const struct context *c;
	const struct img_default *d;

	if (context == NONE)
		return with == NONE;
	c = &r->contexts.v[context];
	for (i = 0; i < c->n_dimensions; i++) {
		name = r->dimensions.v[c->dimensions + i].name;
		if (aspects_list_has(run->aspects, list, name) &&
		    aspects_dimension(run->aspects, context, name) !=
		    aspects_dimension(run->aspects, with, name))
			return false;
	}
	for (i = 0; (d = taxonomy_default(run->t, i)) != NULL; i++) {
		name = aspects_name(run->aspects, taxonomy_element(run->t,
		    d->dimension)->name);
		if (name != NONE && aspects_list_has(run->aspects, list, name) &&
		    aspects_dimension(run->aspects, context, name) == NONE &&
		    aspects_dimension(run->aspects, with, name) != NONE)
			return false;
	}
	return true;
}

static bool
is_relative(const struct ask *q, uint32_t other, struct uncovered u)
{
	uint32_t aspect;

	for (aspect = 0; aspect < ASPECTS; aspect++) {
		struct part p = { aspect, 0 };

		if ((u.aspects & ASPECT_BIT(aspect)) == 0 ||
		    aspect == ASPECT_DIMENSION || aspect == ASPECT_DIMENSIONS)
			continue;
		if (aspects_value(q->run->aspects, q->fact, p) !=
		    aspects_value(q->run->aspects, other, p))
			return false;
	}
	return same_dimensions(q->run, q->fact, other, u.dimensions);
}

int
passes_relative(const struct ask *q)
{
	const struct bound *b = ask_bound(q, q->f->variable);
	struct uncovered u;
	uint32_t i;

	if (b == NULL || b->kind != BOUND_FACTS)
		return 0;
	u = plan_relative(q->e, q->f->variable);
	for (i = 0; i < b->n; i++)
		if (!is_relative(q, b->facts[i], u))
			return 0;
	return 1;
}

/* --- tuples (Tuple Filters 1.0, 2.3 and 2.4) --- */

int
passes_sibling(const struct ask *q)
{
	const struct bound *b = ask_bound(q, q->f->variable);
	uint32_t i;

	if (b == NULL || b->kind != BOUND_FACTS)
		return 0;
	for (i = 0; i < b->n; i++)
		if (q->run->report->facts.v[b->facts[i]].parent !=
		    q->x->parent)
			return 0;
	return 1;
}

/* Whether one of the facts is among nodes. */
static bool
has_fact(const struct ask *q, const struct bound *b,
    const struct xp_seq *nodes)
{
	uint32_t i, k;

	for (i = 0; i < nodes->n; i++) {
		const struct xp_item *n = &xp_items(nodes)[i];

		for (k = 0; k < b->n && n->type == XT_NODE; k++)
			if (n->n == q->run->report->facts.v[b->facts[k]].node)
				return true;
	}
	return false;
}

int
passes_location(const struct ask *q)
{
	const struct bound *b = ask_bound(q, q->f->variable);
	struct arena *a = q->run->d.arena;
	struct arena_mark mark = arena_mark(a);
	struct xp_item item = xfi_fact(q->run->host, 0, q->fact);
	struct xp_focus f = { &item, 1, 1 };
	struct xp_seq nodes;
	struct xp_error err;
	int rc;

	if (b == NULL || b->kind != BOUND_FACTS)
		return 0;
	if (expression_eval(q->run, q->e, q->f->test, &f, &nodes, &err) == -1)
		return ask_failed(q, q->f->test, &err);
	rc = has_fact(q, b, &nodes);
	arena_reset(a, mark);
	return rc;
}
