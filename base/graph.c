/* graph.c: see graph.h. */
#include "base/graph.h"

#include <stdlib.h>

void
graph_clear(struct graph *g)
{
	g->edges.n = 0;
}

void
graph_add(struct graph *g, uint32_t from, uint32_t to, uint32_t row)
{
	VEC_PUSH(&g->edges, ((struct graph_edge){ from, to, row }));
}

void
graph_free(struct graph *g)
{
	VEC_FREE(&g->edges);
	VEC_FREE(&g->nodes);
	VEC_FREE(&g->first);
}

/* --- order --- */

static int
by_edge(const void *a, const void *b)
{
	const struct graph_edge *x = a, *y = b;

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

/* Edges once each, by from; nodes become places in `nodes`. */
static void
order(struct graph *g)
{
	size_t i, n = 0;

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

/* --- the two searches --- */

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
		const struct graph_edge *e;

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

uint32_t
graph_directed_cycle(struct graph *g)
{
	uint32_t *next, *stack, row = NONE, i;
	uint8_t *colour;

	order(g);
	colour = mem_calloc(g->nodes.n, 1);
	next = mem_calloc(g->nodes.n, sizeof(*next));
	stack = mem_calloc(g->nodes.n, sizeof(*stack));
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
uint32_t
graph_undirected_cycle(struct graph *g)
{
	uint32_t *up, row = NONE, i;

	order(g);
	up = mem_calloc(g->nodes.n, sizeof(*up));
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
