/*
 * network.c: from arcs to networks (XBRL 2.1, 3.5.3.9 and 3.5.3.9.7).
 *
 * An arc stands for every pair of its ends; the pairs fall into base sets;
 * of equivalent pairs prohibition and overriding leave one or none; what is
 * left are the relationships of the image.
 *
 * (1) Networks are ordered by arcrole, then by the order in which their roles
 *     were first met, then by the names of link and arc.
 * (2) Relationships of a network are ordered by from, order (by value), then
 *     as the documents have them; the inverse by to, then by row.
 */
#include "taxonomy/link.h"

#include <stdlib.h>

/* --- base sets --- */

struct set_key {
	uint32_t arcrole, role;		/* offsets: strings are interned */
	uint32_t link, arc;
};

static bool
set_is(const void *ctx, uint32_t row, const void *key)
{
	const struct link_set *set = ctx;
	const struct link_base_set *s = &set->sets.v[row];
	const struct set_key *k = key;

	return s->arcrole.off == k->arcrole && s->role.off == k->role &&
	    s->link == k->link && s->arc == k->arc;
}

static uint32_t
base_set(struct dts *d, struct table *t, const struct link *l,
    const struct link_arc *a)
{
	struct link_set *set = d->links;
	struct set_key k = { a->arcrole.off, l->role.off, l->name, a->name };
	uint64_t h = hash_bytes(&k, sizeof(k), hash_salt());
	uint32_t row = table_find(t, h, set_is, set, &k);
	struct link_base_set *s;

	if (row != NONE)
		return row;
	row = (uint32_t)set->sets.n;
	s = VEC_ADD(&set->sets);
	s->arcrole = a->arcrole;
	s->role = l->role;
	s->link = l->name;
	s->arc = a->name;
	s->role_order = link_role_order(set, l->role);
	s->rule = link_arcrole_rule(dts_text(d, a->arcrole));
	s->standard = (l->flags & LINK_STANDARD) != 0 &&
	    (a->flags & ARC_STANDARD) != 0;
	s->generic = link_is_generic_arc(d, l->name, a->name);
	table_add(t, h, row);
	return row;
}

/* --- pairs --- */

/* All pairs of an arc's ends (3.5.3.9); false where there are too many. */
static bool
expand(struct link_set *set, uint32_t row, uint32_t base, uint32_t key)
{
	const struct link_arc *a = &set->arcs.v[row];
	uint32_t i, k;

	if ((uint64_t)a->n_from * a->n_to >
	    MAX_CANDIDATES - set->candidates.n)
		return false;
	for (i = 0; i < a->n_from; i++)
		for (k = 0; k < a->n_to; k++) {
			struct candidate c = { .set = base, .key = key,
			    .arc = row };

			c.from = set->ends.v[a->from + i].node;
			c.to = set->ends.v[a->to + k].node;
			c.seq = (uint32_t)set->candidates.n;
			if (c.from != NONE && c.to != NONE)
				VEC_PUSH(&set->candidates, c);
		}
	return true;
}

static void
expand_all(struct dts *d)
{
	struct link_set *set = d->links;
	struct table t = { .slots = NULL };
	uint32_t *keys = link_keys(d), i;

	for (i = 0; i < set->arcs.n; i++) {
		const struct link_arc *a = &set->arcs.v[i];

		if (!expand(set, i, base_set(d, &t, &set->links.v[a->link],
		    a), keys[i])) {
			d->too_large = "more than 4,000,000 relationships";
			break;
		}
	}
	table_free(&t);
	mem_free(keys);
}

/* --- prohibition and overriding (3.5.3.9.7.5) --- */

static int
compare(uint32_t a, uint32_t b)
{
	return a < b ? -1 : a > b;
}

/* Equivalent pairs side by side, the highest priority first and of that the
 * prohibiting ones first, then in document order. */
static int
by_equivalence(const void *a, const void *b, void *ctx)
{
	const struct candidate *x = a, *y = b;
	const struct link_set *set = ctx;
	const struct link_arc *p = &set->arcs.v[x->arc];
	const struct link_arc *q = &set->arcs.v[y->arc];
	int r;

	if ((r = compare(x->set, y->set)) != 0 ||
	    (r = compare(x->from, y->from)) != 0 ||
	    (r = compare(x->to, y->to)) != 0 ||
	    (r = compare(x->key, y->key)) != 0 ||
	    (r = compare(set->numbers.v[q->priority].rank,
	    set->numbers.v[p->priority].rank)) != 0 ||
	    (r = compare(q->flags & ARC_PROHIBITED,
	    p->flags & ARC_PROHIBITED)) != 0)
		return r;
	return compare(x->seq, y->seq);
}

static bool
equivalent(const struct candidate *x, const struct candidate *y)
{
	return x->set == y->set && x->from == y->from && x->to == y->to &&
	    x->key == y->key;
}

/* Of each run of equivalent pairs the first stays unless it prohibits.  What
 * stays moves to the front, never past the pair before the one looked at. */
static void
reduce(struct link_set *set)
{
	struct candidate *c = set->candidates.v;
	size_t n = set->candidates.n, i, kept = 0;

	if (n == 0)
		return;
	qsort_r(c, n, sizeof(*c), by_equivalence, set);
	for (i = 0; i < n; i++) {
		const struct candidate x = c[i];

		if (i > 0 && equivalent(&c[i - 1], &x))
			continue;
		if ((set->arcs.v[x.arc].flags & ARC_PROHIBITED) == 0)
			c[kept++] = x;
	}
	set->candidates.n = kept;
}

/* --- networks --- */

static int
by_name(const struct dts *d, uint32_t a, uint32_t b)
{
	const struct img_name *x = &d->names.v[a], *y = &d->names.v[b];
	int r = slice_cmp(dts_text(d, x->ns), dts_text(d, y->ns));

	return r != 0 ? r :
	    slice_cmp(dts_text(d, x->local), dts_text(d, y->local));
}

static int
by_network(const void *a, const void *b, void *ctx)
{
	const struct dts *d = ctx;
	const struct link_base_set *s = d->links->sets.v;
	const struct link_base_set *x = &s[*(const uint32_t *)a];
	const struct link_base_set *y = &s[*(const uint32_t *)b];
	int r;

	if ((r = slice_cmp(dts_text(d, x->arcrole),
	    dts_text(d, y->arcrole))) != 0 ||
	    (r = compare(x->role_order, y->role_order)) != 0 ||
	    (r = by_name(d, x->link, y->link)) != 0)
		return r;
	return by_name(d, x->arc, y->arc);
}

/* Ranks the base sets in the order of the networks (1). */
static void
rank_sets(struct dts *d)
{
	struct link_set *set = d->links;
	uint32_t n = (uint32_t)set->sets.n, i;
	uint32_t *order = mem_calloc(n, sizeof(*order));

	for (i = 0; i < n; i++)
		order[i] = i;
	if (n > 0)
		qsort_r(order, n, sizeof(*order), by_network, d);
	for (i = 0; i < n; i++)
		set->sets.v[order[i]].rank = i;
	mem_free(order);
}

static int
by_relationship(const void *a, const void *b, void *ctx)
{
	const struct candidate *x = a, *y = b;
	const struct link_set *set = ctx;
	const struct link_number *n = set->numbers.v;
	int r;

	if ((r = compare(set->sets.v[x->set].rank,
	    set->sets.v[y->set].rank)) != 0 ||
	    (r = compare(x->from, y->from)) != 0 ||
	    (r = compare(n[set->arcs.v[x->arc].order].rank,
	    n[set->arcs.v[y->arc].order].rank)) != 0)
		return r;
	return compare(x->seq, y->seq);
}

static uint16_t
image_flags(uint32_t arc)
{
	uint16_t f = 0;

	if (arc & ARC_CLOSED)
		f |= REL_CLOSED;
	if (arc & ARC_UNUSABLE)
		f |= REL_UNUSABLE;
	if (arc & ARC_SEGMENT)
		f |= REL_SEGMENT;
	if (arc & ARC_SCENARIO)
		f |= REL_SCENARIO;
	return f;
}

static void
add_relationship(struct dts *d, const struct candidate *c)
{
	const struct link_set *set = d->links;
	const struct link_arc *a = &set->arcs.v[c->arc];
	const struct link *l = &set->links.v[a->link];
	struct img_relationship *r = VEC_ADD(&d->relationships);

	r->from = c->from;
	r->to = c->to;
	r->order = set->numbers.v[a->order].text;
	if (a->weight != NONE)
		r->weight = set->numbers.v[a->weight].text;
	r->preferred = a->preferred;
	r->target_role = a->target_role;
	r->document = set->linkbases.v[l->linkbase].document;
	r->line = a->line;
	r->link = a->link;
	r->attributes = a->attributes;
	r->n_attributes = (uint16_t)a->n_attributes;
	r->flags = image_flags(a->flags);
}

static void
add_network(struct dts *d, uint32_t row)
{
	const struct link_base_set *s = &d->links->sets.v[row];
	struct img_network *n = VEC_ADD(&d->networks);

	n->role = s->role;
	n->arcrole = s->arcrole;
	n->link = s->link;
	n->arc = s->arc;
	n->first = (uint32_t)d->relationships.n;
	VEC_PUSH(&d->links->network_sets, row);
}

/* The rows of the image; what is left of the candidates is in their order. */
static void
make_networks(struct dts *d)
{
	struct link_set *set = d->links;
	size_t i;

	rank_sets(d);
	if (set->candidates.n == 0)
		return;
	qsort_r(set->candidates.v, set->candidates.n,
	    sizeof(*set->candidates.v), by_relationship, set);
	for (i = 0; i < set->candidates.n; i++) {
		const struct candidate *c = &set->candidates.v[i];

		if (i == 0 || c[-1].set != c->set)
			add_network(d, c->set);
		add_relationship(d, c);
		d->networks.v[d->networks.n - 1].count++;
	}
}

const struct link_base_set *
link_network_set(const struct dts *d, uint32_t network)
{
	return &d->links->sets.v[d->links->network_sets.v[network]];
}

/* --- the inverse --- */

static int
by_to(const void *a, const void *b, void *ctx)
{
	const struct dts *d = ctx;
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	int r = compare(d->relationships.v[x].to, d->relationships.v[y].to);

	return r != 0 ? r : compare(x, y);
}

static void
make_inverse(struct dts *d)
{
	uint32_t i;

	for (i = 0; i < d->relationships.n; i++)
		VEC_PUSH(&d->inverse, i);
	for (i = 0; i < d->networks.n; i++) {
		const struct img_network *n = &d->networks.v[i];

		qsort_r(d->inverse.v + n->first, n->count,
		    sizeof(*d->inverse.v), by_to, d);
	}
}

void
network_finish(struct dts *d)
{
	if (d->links == NULL && d->schemas == NULL)
		return;
	(void)link_set_of(d);
	link_resolve(d);
	link_check_roles(d);
	link_check_linkbase_refs(d);
	link_check_locators(d);
	link_rank_numbers(d->links);
	expand_all(d);
	link_check_candidates(d);
	reduce(d->links);
	make_networks(d);
	make_inverse(d);
	link_make_labels(d);
	link_check_relationships(d);
	link_check_preferred(d);
	link_check_cycles(d);
}
