/*
 * dimension.c: Dimensions 1.0 (2012-01-25), section 2: from the relationships
 * of a DTS to cubes, domains, primary items and defaults.
 *
 * The networks are read once: every arc with one of the arcroles of the
 * specification is judged (dimension_rules.c) and becomes an edge; edges are
 * sorted by link role and source, and cubes.c and domains.c walk them.
 */
#include "taxonomy/cubes.h"

#include <stdlib.h>

#include "taxonomy/link.h"

/* --- roleRefs, for xbrldt:targetRole (2.4.3) --- */

/* Those of each document that lead to a roleType. */
static void
read_role_refs(struct drs *s)
{
	const struct link_set *links = s->d->links;
	size_t i;

	for (i = 0; links != NULL && i < links->refs.n; i++) {
		const struct link_ref *r = &links->refs.v[i];
		uint64_t key = drs_key(
		    links->linkbases.v[r->linkbase].document, r->uri.off);

		if (!r->arcrole && r->node != NONE &&
		    NODE_KIND(r->node) == NODE_ROLE &&
		    table_find_int(&s->role_refs, key) == NONE)
			table_add_int(&s->role_refs, key, (uint32_t)i);
	}
}

/* --- edges --- */

static uint32_t
role_number(struct drs *s, struct istr uri)
{
	uint32_t row = table_find_int(&s->role_table, uri.off);

	if (row != NONE)
		return row;
	row = (uint32_t)s->roles.n;
	VEC_PUSH(&s->roles, uri);
	table_add_int(&s->role_table, uri.off, row);
	return row;
}

static void
add_edge(struct drs *s, const struct dim_rule *rule, uint32_t network,
    uint32_t relationship)
{
	const struct img_relationship *r =
	    &s->d->relationships.v[relationship];
	struct dim_edge e = { .role = role_number(s,
	    s->d->networks.v[network].role) };

	e.from = NODE_ROW(r->from);
	e.to = NODE_ROW(r->to);
	e.target = r->target_role.len == 0 ? e.role :
	    role_number(s, r->target_role);
	e.relationship = relationship;
	e.network = network;
	e.not_all = dimension_rule_not_all(rule);
	e.unusable = (r->flags & REL_UNUSABLE) != 0;
	e.closed = (r->flags & REL_CLOSED) != 0;
	e.segment = (r->flags & REL_SEGMENT) != 0;
	VEC_PUSH(&s->edges[dimension_rule_arc(rule)].all, e);
}

static void
read_networks(struct drs *s)
{
	uint32_t n, i;

	for (n = 0; n < s->d->networks.n; n++) {
		struct img_network net = s->d->networks.v[n];
		const struct dim_rule *rule =
		    dimension_rule(dts_text(s->d, net.arcrole));

		for (i = net.first; rule != NULL &&
		    i < net.first + net.count; i++) {
			struct img_relationship r =
			    s->d->relationships.v[i];

			if (dimension_arc(s, rule, &r))
				add_edge(s, rule, n, i);
		}
	}
}

static int
cmp_u32(uint32_t a, uint32_t b)
{
	return a < b ? -1 : a > b;
}

static int
cmp_edges(const void *a, const void *b)
{
	const struct dim_edge *x = a, *y = b;
	int c = cmp_u32(x->role, y->role);

	if (c == 0)
		c = cmp_u32(x->from, y->from);
	return c != 0 ? c : cmp_u32(x->relationship, y->relationship);
}

static void
sort_edges(struct dim_edges *edges)
{
	uint32_t i;

	if (edges->all.n == 0)
		return;
	qsort(edges->all.v, edges->all.n, sizeof(*edges->all.v), cmp_edges);
	for (i = 0; i < edges->all.n; i++) {
		const struct dim_edge *e = &edges->all.v[i];

		if (i == 0 || e->role != e[-1].role || e->from != e[-1].from)
			table_add_int(&edges->by_from,
			    drs_key(e->role, e->from), i);
	}
}

uint32_t
drs_from(const struct drs *s, enum dim_arc arc, uint32_t role,
    uint32_t element, uint32_t *count)
{
	const struct dim_edges *edges = &s->edges[arc];
	uint32_t first = table_find_int(&edges->by_from,
	    drs_key(role, element)), i;

	*count = 0;
	if (first == NONE)
		return NONE;
	for (i = first; i < edges->all.n && edges->all.v[i].role == role &&
	    edges->all.v[i].from == element; i++)
		(*count)++;
	return first;
}

bool
drs_work(struct drs *s, uint64_t n)
{
	s->work += n;
	if (s->work > MAX_DIM_WORK)
		s->d->too_large = "too many ways through its tables";
	return s->work <= MAX_DIM_WORK;
}

/* --- defaults (2.7) --- */

static int
cmp_by_dimension(const void *a, const void *b)
{
	const struct dim_edge *x = a, *y = b;
	int c = cmp_u32(x->from, y->from);

	return c != 0 ? c : cmp_u32(x->relationship, y->relationship);
}

/*
 * A default holds in the whole DTS, whatever role its arc stands in (2.7.1);
 * several arcs may say the same, but not name several members (2.7.1.1).
 * The first one then counts.
 */
static void
defaults_finish(struct drs *s)
{
	struct dim_edges *edges = &s->edges[DIM_DEFAULT];
	struct img_default row = { NONE, NONE };
	struct finding *f;
	size_t i;

	if (edges->all.n == 0)
		return;
	qsort(edges->all.v, edges->all.n, sizeof(*edges->all.v),
	    cmp_by_dimension);
	for (i = 0; i < edges->all.n; i++) {
		const struct dim_edge *e = &edges->all.v[i];

		if (e->from != row.dimension) {
			row = (struct img_default){ e->from, e->to };
			VEC_PUSH(&s->d->defaults, row);
		} else if (e->to != row.member) {
			f = dimension_finding(s->d,
			    F_xbrldte_TooManyDefaultMembersError,
			    e->relationship);
			dimension_qname(s->d, f, "other", row.member);
		}
	}
}

void
dimension_finish(struct dts *d)
{
	struct drs s = { .d = d };
	size_t i;

	read_role_refs(&s);
	read_networks(&s);
	for (i = 0; i < DIM_ARCS; i++)
		sort_edges(&s.edges[i]);
	cubes_finish(&s);
	defaults_finish(&s);
	enum_domains_finish(&s);

	for (i = 0; i < DIM_ARCS; i++) {
		VEC_FREE(&s.edges[i].all);
		table_free(&s.edges[i].by_from);
	}
	VEC_FREE(&s.roles);
	table_free(&s.role_table);
	table_free(&s.role_refs);
	dim_walk_free(s.walk);
}
