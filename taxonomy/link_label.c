/*
 * link_label.c: the labels of nodes, from concept-label and element-label
 * relationships, and whether the labels that arcs prefer are there (XBRL 2.1,
 * 5.2.4.2.1; Generic Preferred Label 1.0).
 *
 * Once made, the networks' relationships and the candidates of the link set
 * run alike: row i of one is row i of the other.
 */
#include "taxonomy/link.h"

#include <stdlib.h>

#include "taxonomy/taxonomy.h"

/* --- labels --- */

static int
compare(uint32_t a, uint32_t b)
{
	return a < b ? -1 : a > b;
}

static uint32_t
order_of(const struct link_set *set, uint32_t row)
{
	return set->numbers.v[set->arcs.v[set->candidates.v[row].arc].order]
	    .rank;
}

/* By node, then order, then as the networks have them. */
static int
by_node(const void *a, const void *b, void *ctx)
{
	const struct dts *d = ctx;
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	int r;

	if ((r = compare(d->relationships.v[x].from,
	    d->relationships.v[y].from)) != 0 ||
	    (r = compare(order_of(d->links, x), order_of(d->links, y))) != 0)
		return r;
	return compare(x, y);
}

static bool
is_label_rule(enum end_rule rule)
{
	return rule == RULE_CONCEPT_LABEL || rule == RULE_ELEMENT_LABEL;
}

void
link_make_labels(struct dts *d)
{
	VEC(uint32_t) rows = { NULL, 0, 0 };
	struct table seen = { .slots = NULL };
	uint32_t i, k;

	for (i = 0; i < d->networks.n; i++) {
		const struct img_network *n = &d->networks.v[i];

		if (!is_label_rule(link_network_set(d, i)->rule))
			continue;
		for (k = n->first; k < n->first + n->count; k++)
			if (NODE_KIND(d->relationships.v[k].to) ==
			    NODE_RESOURCE)
				VEC_PUSH(&rows, k);
	}
	if (rows.n > 0)
		qsort_r(rows.v, rows.n, sizeof(*rows.v), by_node, d);
	for (i = 0; i < rows.n; i++) {
		const struct img_relationship *r =
		    &d->relationships.v[rows.v[i]];
		struct img_label l = { r->from, NODE_ROW(r->to) };
		uint64_t key = (uint64_t)l.node << 32 | l.resource;

		if (table_find_int(&seen, key) != NONE)
			continue;	/* in two link roles: one label */
		table_add_int(&seen, key, i);
		VEC_PUSH(&d->labels, l);
	}
	table_free(&seen);
	VEC_FREE(&rows);
}

/* --- preferred labels --- */

/* The roles in which nodes have labels: concept-label, and either. */
struct roles {
	struct table concept, any;
};

static void
note_role(struct table *t, uint32_t node, struct istr role)
{
	uint64_t key = (uint64_t)node << 32 | role.off;

	if (table_find_int(t, key) == NONE)
		table_add_int(t, key, 0);
}

static void
note_roles(struct dts *d, struct roles *out)
{
	struct istr standard = dts_string(d, SLICE(ROLE_LABEL));
	uint32_t i, k;

	for (i = 0; i < d->networks.n; i++) {
		const struct img_network *n = &d->networks.v[i];
		enum end_rule rule = link_network_set(d, i)->rule;

		for (k = n->first; is_label_rule(rule) &&
		    k < n->first + n->count; k++) {
			const struct img_relationship *r =
			    &d->relationships.v[k];
			struct istr role;

			if (NODE_KIND(r->to) != NODE_RESOURCE)
				continue;
			role = d->resources.v[NODE_ROW(r->to)].role;
			if (role.len == 0)	/* 5.2.2.2.2, table 8 */
				role = standard;
			note_role(&out->any, r->from, role);
			if (rule == RULE_CONCEPT_LABEL)
				note_role(&out->concept, r->from, role);
		}
	}
}

static void
report(struct dts *d, enum finding_code code,
    const struct img_relationship *r)
{
	struct arena_mark m = arena_mark(d->links->arena);
	struct finding *f = finding_add(d->findings, code,
	    dts_place_line(d, r->document, r->line));

	finding_arg(f, "from", link_node_name(d, r->from, d->links->arena));
	finding_arg(f, "to", link_node_name(d, r->to, d->links->arena));
	finding_arg(f, "role", dts_text(d, r->preferred));
	arena_reset(d->links->arena, m);
}

struct preference {
	uint32_t from, to, role, row;
};

static int
by_preference(const void *a, const void *b)
{
	const struct preference *x = a, *y = b;
	int r;

	if ((r = compare(x->from, y->from)) != 0 ||
	    (r = compare(x->to, y->to)) != 0 ||
	    (r = compare(x->role, y->role)) != 0)
		return r;
	return compare(x->row, y->row);
}

typedef VEC(struct preference) preferences;

/* Generic Preferred Label 1.0: no two relationships of a network between the
 * same nodes prefer the same role. */
static void
check_duplicates(struct dts *d, const preferences *p)
{
	size_t i;

	if (p->n > 1)
		qsort(p->v, p->n, sizeof(*p->v), by_preference);
	for (i = 1; i < p->n; i++)
		if (p->v[i].from == p->v[i - 1].from &&
		    p->v[i].to == p->v[i - 1].to &&
		    p->v[i].role == p->v[i - 1].role)
			report(d, F_gple_duplicatePreferredLabel,
			    &d->relationships.v[p->v[i].row]);
}

static void
check_network(struct dts *d, const struct roles *roles, uint32_t network,
    preferences *p)
{
	const struct img_network *n = &d->networks.v[network];
	const struct link_base_set *s = link_network_set(d, network);
	uint32_t i;

	p->n = 0;
	for (i = n->first; i < n->first + n->count; i++) {
		const struct img_relationship *r = &d->relationships.v[i];
		const struct link_set *set = d->links;
		uint64_t key = (uint64_t)r->to << 32 | r->preferred.off;

		if (r->preferred.len == 0)
			continue;
		if (set->arcs.v[set->candidates.v[i].arc].flags & ARC_GPL) {
			VEC_PUSH(p, ((struct preference){ r->from, r->to,
			    r->preferred.off, i }));
			if (table_find_int(&roles->any, key) == NONE)
				report(d, F_gple_missingPreferredLabel, r);
		} else if (s->standard && s->rule == RULE_PARENT_CHILD &&
		    table_find_int(&roles->concept, key) == NONE) {
			report(d, F_xbrl_5_2_4_2_1_PreferredLabel, r);
		}
	}
	check_duplicates(d, p);
}

void
link_check_preferred(struct dts *d)
{
	struct roles roles = { { .slots = NULL }, { .slots = NULL } };
	preferences p = { NULL, 0, 0 };
	uint32_t i;

	if (d->unresolved.n > 0)	/* the label may be in what is missing */
		return;
	note_roles(d, &roles);
	for (i = 0; i < d->networks.n; i++)
		check_network(d, &roles, i, &p);
	VEC_FREE(&p);
	table_free(&roles.concept);
	table_free(&roles.any);
}
