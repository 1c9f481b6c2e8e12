/*
 * statement_network.c: presentation networks as rows (XBRL 2.1, 5.2.4).
 *
 * (1) The rows are those of a depth-first walk from the roots, children in
 *     the order of their arcs; a concept stands wherever arcs lead to it.
 * (2) An arc back to a concept above is not followed; depth and the number of
 *     rows are bounded, since arcs can make a small file a very large tree.
 * (3) A net has the dimensions in its own tree and those of the hypercubes
 *     that its link role gives its concepts (Dimensions 1.0, 2.2).
 */
#include "report/statement_parts.h"

#include <stdlib.h>

#define MAX_DEPTH	48
#define MAX_NET_ROWS	20000		/* of one network */
#define MAX_ROWS	1000000		/* of all networks */

struct walk {
	struct maker *m;
	struct net *net;
	uint32_t path[MAX_DEPTH];
};

/* What a label role says of the row (XBRL 2.1, 5.2.2.2.2, and the negated
 * roles of the link role registry). */
static uint32_t
role_flags(struct slice role)
{
	uint32_t flags = 0;

	if (slice_ends(role, SLICE("otalLabel")))
		flags |= ROW_TOTAL;
	if (slice_ends(role, SLICE("eriodStartLabel")))
		flags |= ROW_START;
	if (slice_ends(role, SLICE("eriodEndLabel")))
		flags |= ROW_END;
	if (slice_starts(role,
	    SLICE("http://www.xbrl.org/2009/role/negated")))
		flags |= ROW_NEGATED;
	return flags;
}

static uint32_t
element_flags(const struct taxonomy *t, uint32_t element)
{
	const struct img_element *e = taxonomy_element(t, element);
	const struct img_type *type = e == NULL ? NULL :
	    taxonomy_type(t, e->type);
	uint32_t flags = 0;

	if (e != NULL && e->flags & EL_ABSTRACT)
		flags |= ROW_ABSTRACT;
	if (type != NULL && type->item_type == ITEM_MONETARY)
		flags |= ROW_MONETARY;
	if (type != NULL && type->item_type >= ITEM_NUMERIC)
		flags |= ROW_NUMERIC;
	return flags;
}

static bool
on_path(const struct walk *w, uint32_t depth, uint32_t node)
{
	uint32_t i;

	for (i = 0; i < depth; i++)
		if (w->path[i] == node)
			return true;
	return false;
}

static void
walk_node(struct walk *w, uint32_t node, struct slice role, uint32_t parent,
    uint32_t depth)
{
	uint32_t first, count, i, row = (uint32_t)w->net->rows.n;
	struct net_row *r;

	if (depth >= MAX_DEPTH || w->net->rows.n >= MAX_NET_ROWS ||
	    w->m->n_rows >= MAX_ROWS) {
		w->m->st->cut = true;
		return;
	}
	if (NODE_KIND(node) != NODE_ELEMENT || NODE_ROW(node) >=
	    taxonomy_count(w->m->t, SEC_ELEMENTS) || on_path(w, depth, node))
		return;
	r = VEC_ADD(&w->net->rows);
	w->m->n_rows++;
	*r = (struct net_row){ NODE_ROW(node), parent, depth,
	    role_flags(role) | element_flags(w->m->t, NODE_ROW(node)), role };
	w->path[depth] = node;
	taxonomy_from(w->m->t, w->net->network, node, &first, &count);
	for (i = first; i < first + count; i++) {
		const struct img_relationship *rel =
		    taxonomy_relationship(w->m->t, i);

		if (rel != NULL)
			walk_node(w, rel->to,
			    taxonomy_text(w->m->t, rel->preferred), row,
			    depth + 1);
	}
}

static uint32_t
n_facts(const struct maker *m, uint32_t node)
{
	if (NODE_KIND(node) != NODE_ELEMENT ||
	    NODE_ROW(node) >= taxonomy_count(m->t, SEC_ELEMENTS))
		return 0;
	return m->first[NODE_ROW(node) + 1] - m->first[NODE_ROW(node)];
}

static bool
has_facts(const struct maker *m, const struct img_network *n)
{
	uint32_t i;

	for (i = n->first; i < n->first + n->count; i++) {
		const struct img_relationship *r =
		    taxonomy_relationship(m->t, i);

		if (r == NULL)
			return false;
		if (n_facts(m, r->to) > 0 || n_facts(m, r->from) > 0)
			return true;
	}
	return false;
}

/* Walks from each node that no arc leads to. Arcs are sorted by from. */
static void
read_network(struct maker *m, uint32_t row)
{
	const struct img_network *n = taxonomy_network(m->t, row);
	struct walk w = { .m = m };
	uint32_t i, first, count, last = NONE;

	if (n == NULL || n->first > UINT32_MAX - n->count || !has_facts(m, n))
		return;
	w.net = VEC_ADD(&m->nets);
	w.net->network = row;
	for (i = n->first; i < n->first + n->count; i++) {
		const struct img_relationship *r =
		    taxonomy_relationship(m->t, i);

		if (r == NULL || r->from == last)
			continue;
		last = r->from;
		taxonomy_to(m->t, row, r->from, &first, &count);
		if (count == 0)
			walk_node(&w, r->from, SLICE(""), NONE, 0);
	}
}

/* --- the order of the statements --- */

/* Definitions that begin with a number ("110 - Balance sheet") are made to be
 * sorted; otherwise the order of the image holds. */
static bool
is_numbered(struct slice s)
{
	return s.n > 1 && s.s[0] >= '0' && s.s[0] <= '9' &&
	    s.s[1] >= '0' && s.s[1] <= '9';
}

static struct slice
definition(const struct maker *m, const struct net *n)
{
	const struct img_network *w = taxonomy_network(m->t, n->network);
	const struct img_role *r = taxonomy_role(m->t,
	    taxonomy_find_role(m->t, taxonomy_text(m->t, w->role)));

	return r == NULL ? SLICE("") :
	    slice_trim(taxonomy_text(m->t, r->definition));
}

static int
by_definition(const void *a, const void *b, void *ctx)
{
	const struct net *x = a, *y = b;
	int order = slice_cmp(definition(ctx, x), definition(ctx, y));

	if (order != 0)
		return order;
	return x->network < y->network ? -1 : x->network > y->network;
}

static void
order_nets(struct maker *m)
{
	size_t i;

	for (i = 0; i < m->nets.n; i++)
		if (!is_numbered(definition(m, &m->nets.v[i])))
			return;
	if (m->nets.n > 1)
		qsort_r(m->nets.v, m->nets.n, sizeof(*m->nets.v),
		    by_definition, m);
}

void
networks_read(struct maker *m)
{
	uint32_t n = NONE, net;
	size_t i;

	while ((n = taxonomy_next_network(m->t, n,
	    SLICE(ARCROLE_PARENT_CHILD), SLICE_NONE)) != NONE)
		read_network(m, n);
	order_nets(m);
	for (net = 0; net < m->nets.n; net++)
		for (i = 0; i < m->nets.v[net].rows.n; i++) {
			uint32_t e = m->nets.v[net].rows.v[i].element;

			if (m->home[e] == NONE)
				m->home[e] = net;
		}
}

/* --- (3) --- */

static void
mark_cubes(struct maker *m, uint32_t net, const struct img_primary *p)
{
	uint32_t i, j;

	for (i = 0; i < p->n_cubes; i++) {
		const struct img_cube *c = taxonomy_cube(m->t,
		    taxonomy_primary_cube(m->t, p->cubes + i));

		for (j = 0; c != NULL && j < c->n_dimensions; j++) {
			const struct img_cube_dimension *d =
			    taxonomy_cube_dimension(m->t, c->dimensions + j);

			if (d != NULL && d->dimension <
			    taxonomy_count(m->t, SEC_ELEMENTS))
				m->axis[d->dimension] = net + 1;
		}
	}
}

void
network_mark_axes(struct maker *m, uint32_t net)
{
	const struct net *n = &m->nets.v[net];
	struct slice role = taxonomy_text(m->t,
	    taxonomy_network(m->t, n->network)->role);
	uint32_t first, count, i;
	size_t row;

	for (row = 0; row < n->rows.n; row++) {
		uint32_t e = n->rows.v[row].element;
		const struct img_element *el = taxonomy_element(m->t, e);

		if (el != NULL && el->kind == EL_DIMENSION)
			m->axis[e] = net + 1;
		taxonomy_primaries(m->t, e, &first, &count);
		for (i = first; i < first + count; i++) {
			const struct img_primary *p = taxonomy_primary(m->t, i);
			const struct img_network *w = p == NULL ? NULL :
			    taxonomy_network(m->t, p->network);

			if (w != NULL &&
			    slice_eq(taxonomy_text(m->t, w->role), role))
				mark_cubes(m, net, p);
		}
	}
}

bool
network_has_axes(const struct maker *m, uint32_t net, uint32_t fact)
{
	const struct filed *f = m->st->filed;
	const struct filed_set *s = &f->sets.v[f->facts.v[fact].set];
	uint32_t i;

	for (i = s->first; i < s->first + s->n; i++)
		if (m->axis_of[i] == NONE || m->axis[m->axis_of[i]] != net + 1)
			return false;
	return true;
}

bool
network_shows(const struct maker *m, uint32_t net, uint32_t fact)
{
	if (m->strict[fact])
		return network_has_axes(m, net, fact);
	return m->home[m->st->element_of[fact]] == net;
}
