/*
 * link_cycle.c: cycles in networks (XBRL 2.1, 5.1.4.3, and for the standard
 * arcroles 5.2.4.2, 5.2.6.2.1 and 5.2.6.2.2; Generic Links 1.0, 2.2.1).
 *
 * A network is a directed graph whose edges are pairs of nodes: relationships
 * that differ in nothing but attributes are one edge.  Networks of custom
 * arcs, or in custom links, are not judged unless the arcs are generic.
 */
#include "taxonomy/link.h"

#include <stdlib.h>

struct edge {
	uint32_t from, to;		/* nodes, then places in `nodes` */
	uint32_t row;			/* relationship */
};

/* One network's graph: its edges once each, by from. */
struct graph {
	VEC(struct edge) edges;
	VEC(uint32_t)    nodes;		/* sorted, each once */
	VEC(uint32_t)    first;		/* edge of each node, and the end */
};

static int
by_edge(const void *a, const void *b)
{
	const struct edge *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->to != y->to)
		return x->to < y->to ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

/* The place of a node in the sorted list that has it. */
static uint32_t
place_of(const struct graph *g, uint32_t node)
{
	const uint32_t *p = bsearch(&node, g->nodes.v, g->nodes.n,
	    sizeof(node), by_number);

	return (uint32_t)(p - g->nodes.v);
}

static void
collect_nodes(struct graph *g)
{
	size_t i, n = 0;

	g->nodes.n = 0;
	for (i = 0; i < g->edges.n; i++) {
		VEC_PUSH(&g->nodes, g->edges.v[i].from);
		VEC_PUSH(&g->nodes, g->edges.v[i].to);
	}
	if (g->nodes.n > 1)
		qsort(g->nodes.v, g->nodes.n, sizeof(*g->nodes.v), by_number);
	for (i = 0; i < g->nodes.n; i++)
		if (n == 0 || g->nodes.v[n - 1] != g->nodes.v[i])
			g->nodes.v[n++] = g->nodes.v[i];
	g->nodes.n = n;
}

static void
build(struct graph *g, const struct dts *d, const struct img_network *net)
{
	size_t i, n = 0;

	g->edges.n = 0;
	for (i = net->first; i < net->first + net->count; i++)
		VEC_PUSH(&g->edges, ((struct edge){
		    d->relationships.v[i].from, d->relationships.v[i].to,
		    (uint32_t)i }));
	if (g->edges.n > 1)
		qsort(g->edges.v, g->edges.n, sizeof(*g->edges.v), by_edge);
	for (i = 0; i < g->edges.n; i++)
		if (n == 0 || g->edges.v[n - 1].from != g->edges.v[i].from ||
		    g->edges.v[n - 1].to != g->edges.v[i].to)
			g->edges.v[n++] = g->edges.v[i];
	g->edges.n = n;
	collect_nodes(g);
	g->first.n = 0;
	for (i = 0; i < g->edges.n; i++) {
		g->edges.v[i].from = place_of(g, g->edges.v[i].from);
		g->edges.v[i].to = place_of(g, g->edges.v[i].to);
		while (g->first.n <= g->edges.v[i].from)
			VEC_PUSH(&g->first, (uint32_t)i);
	}
	while (g->first.n <= g->nodes.n)
		VEC_PUSH(&g->first, (uint32_t)g->edges.n);
}

/* --- the two searches; both give a relationship that closes a cycle --- */

enum { WHITE, GREY, BLACK };

/* Depth first with a stack of our own: an edge to a grey node closes one. */
static uint32_t
directed_from(const struct graph *g, uint32_t root, uint8_t *colour,
    uint32_t *next, uint32_t *stack)
{
	size_t depth = 0;

	stack[depth++] = root;
	colour[root] = GREY;
	next[root] = g->first.v[root];
	while (depth > 0) {
		uint32_t v = stack[depth - 1];
		const struct edge *e;

		if (next[v] == g->first.v[v + 1]) {
			colour[v] = BLACK;
			depth--;
			continue;
		}
		e = &g->edges.v[next[v]++];
		if (colour[e->to] == GREY)
			return e->row;
		if (colour[e->to] == WHITE) {
			colour[e->to] = GREY;
			next[e->to] = g->first.v[e->to];
			stack[depth++] = e->to;
		}
	}
	return NONE;
}

static uint32_t
find_directed(const struct graph *g)
{
	uint8_t *colour = mem_calloc(g->nodes.n, 1);
	uint32_t *next = mem_calloc(g->nodes.n, sizeof(*next));
	uint32_t *stack = mem_calloc(g->nodes.n, sizeof(*stack));
	uint32_t row = NONE, i;

	for (i = 0; i < g->nodes.n && row == NONE; i++)
		if (colour[i] == WHITE)
			row = directed_from(g, i, colour, next, stack);
	mem_free(stack);
	mem_free(next);
	mem_free(colour);
	return row;
}

static uint32_t
leader(uint32_t *up, uint32_t v)
{
	while (up[v] != v) {
		up[v] = up[up[v]];
		v = up[v];
	}
	return v;
}

/* An edge within a part that is already connected closes a cycle. */
static uint32_t
find_undirected(const struct graph *g)
{
	uint32_t *up = mem_calloc(g->nodes.n, sizeof(*up));
	uint32_t row = NONE, i;

	for (i = 0; i < g->nodes.n; i++)
		up[i] = i;
	for (i = 0; i < g->edges.n && row == NONE; i++) {
		uint32_t a = leader(up, g->edges.v[i].from);
		uint32_t b = leader(up, g->edges.v[i].to);

		if (a == b)
			row = g->edges.v[i].row;
		up[a] = b;
	}
	mem_free(up);
	return row;
}

/* --- which networks, which rule --- */

/* What the declaration of an arcrole allows; any where there is none. */
static enum cycles
declared(const struct dts *d, const struct table *by_uri, struct istr uri)
{
	uint32_t row = table_find_int(by_uri, uri.off);

	return row == NONE ? CYCLES_ANY :
	    (enum cycles)d->arcroles.v[row].cycles;
}

static enum cycles
allowed(const struct dts *d, const struct table *by_uri,
    const struct link_base_set *s, enum finding_code *code)
{
	*code = s->standard ? F_xbrl_5_1_4_3_Cycle :
	    F_xbrlgene_violatedCyclesConstraint;
	if (!s->standard && !s->generic)
		return CYCLES_ANY;
	if (link_arcrole_element(dts_text(d, s->arcrole)) == NULL)
		return declared(d, by_uri, s->arcrole);
	switch (s->standard ? s->rule : RULE_NONE) {
	case RULE_PARENT_CHILD:
		*code = F_xbrl_5_2_4_2_Cycle;
		return CYCLES_UNDIRECTED;
	case RULE_GENERAL_SPECIAL:
		*code = F_xbrl_5_2_6_2_1_Cycle;
		return CYCLES_UNDIRECTED;
	case RULE_ESSENCE_ALIAS:
		*code = F_xbrl_5_2_6_2_2_Cycle;
		return CYCLES_UNDIRECTED;
	case RULE_NONE:
	case RULE_SUMMATION:
	case RULE_CONCEPT_LABEL:
	case RULE_CONCEPT_REFERENCE:
	case RULE_SIMILAR_TUPLES:
	case RULE_REQUIRES:
	case RULE_ELEMENT_LABEL:
	case RULE_ELEMENT_REFERENCE:
		break;
	}
	return CYCLES_ANY;
}

static void
report(struct dts *d, enum finding_code code, uint32_t network, uint32_t row)
{
	const struct img_network *n = &d->networks.v[network];
	const struct img_relationship *r = &d->relationships.v[row];
	struct arena_mark m = arena_mark(d->links->arena);
	struct finding *f = finding_add(d->findings, code,
	    dts_place_line(d, r->document, r->line));

	finding_arg(f, "from", link_node_name(d, r->from, d->links->arena));
	finding_arg(f, "to", link_node_name(d, r->to, d->links->arena));
	finding_arg(f, "arcrole", dts_text(d, n->arcrole));
	finding_arg(f, "role", dts_text(d, n->role));
	arena_reset(d->links->arena, m);
}

static void
check_network(struct dts *d, struct graph *g, const struct table *by_uri,
    uint32_t network)
{
	enum finding_code code;
	uint32_t row = NONE;

	switch (allowed(d, by_uri, link_network_set(d, network), &code)) {
	case CYCLES_ANY:
		return;
	case CYCLES_UNDIRECTED:
		build(g, d, &d->networks.v[network]);
		row = find_directed(g);
		break;
	case CYCLES_NONE:		/* a directed one is one, too */
		build(g, d, &d->networks.v[network]);
		row = find_undirected(g);
		break;
	}
	if (row != NONE)
		report(d, code, network, row);
}

void
link_check_cycles(struct dts *d)
{
	struct graph g = { { NULL, 0, 0 }, { NULL, 0, 0 }, { NULL, 0, 0 } };
	struct table by_uri = { NULL, 0, 0 };
	uint32_t i;

	for (i = 0; i < d->arcroles.n; i++)
		if (table_find_int(&by_uri, d->arcroles.v[i].uri.off) == NONE)
			table_add_int(&by_uri, d->arcroles.v[i].uri.off, i);
	for (i = 0; i < d->networks.n; i++)
		check_network(d, &g, &by_uri, i);
	table_free(&by_uri);
	VEC_FREE(&g.edges);
	VEC_FREE(&g.nodes);
	VEC_FREE(&g.first);
}
