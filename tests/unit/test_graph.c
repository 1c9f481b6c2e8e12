/*
 * test_graph.c: cycles in graphs: small ones of each kind, and a chain that is
 * far too long for recursion.
 */
#include "tests/tap.h"

#include "base/graph.h"

#define MOST	6		/* edges of a small graph */
#define LONG	1000000u

/* Edges end with a node 0; the row of an edge is its place, from 1. */
static const struct graph_case {
	const char *what;
	uint32_t edges[MOST + 1][2];
	bool directed, undirected;
} cases[] = {
	{ "no edges", { { 0, 0 } }, false, false },
	{ "one edge", { { 7, 9 } }, false, false },
	{ "an edge to itself", { { 7, 7 } }, true, true },
	{ "the same edge twice", { { 7, 9 }, { 7, 9 } }, false, false },
	{ "there and back", { { 7, 9 }, { 9, 7 } }, true, true },
	{ "three in a ring", { { 3, 1 }, { 1, 2 }, { 2, 3 } }, true, true },
	{ "two ways to one node",
	    { { 1, 2 }, { 1, 3 }, { 2, 4 }, { 3, 4 } }, false, true },
	{ "two trees", { { 1, 2 }, { 1, 3 }, { 5, 6 }, { 5, 7 } }, false,
	    false },
	{ "a ring that a tree leads to", { { 1, 2 }, { 1, 3 }, { 2, 4 },
	    { 4, 5 }, { 5, 4 } }, true, true },
	{ "nodes of any number", { { 4000000000, 1 }, { 1, 4000000000 } },
	    true, true }
};

static unsigned
fill(struct graph *g, const struct graph_case *c, bool backwards)
{
	unsigned n = 0, i;

	while (n < MOST && c->edges[n][0] != 0)
		n++;
	graph_clear(g);
	for (i = 0; i < n; i++) {
		unsigned k = backwards ? n - 1 - i : i;

		graph_add(g, c->edges[k][0], c->edges[k][1], k + 1);
	}
	return n;
}

static void
test_small(void)
{
	struct graph g = { .edges = { NULL, 0, 0 } };
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct graph_case *c = &cases[i];
		unsigned n = fill(&g, c, false);
		uint32_t row = graph_directed_cycle(&g);

		ok((row != NONE) == c->directed && (row == NONE ||
		    (row > 0 && row <= n)), "%s: directed", c->what);
		fill(&g, c, true);
		ok(graph_directed_cycle(&g) == row, "%s: backwards, the same",
		    c->what);
		fill(&g, c, false);
		row = graph_undirected_cycle(&g);
		ok((row != NONE) == c->undirected && (row == NONE ||
		    (row > 0 && row <= n)), "%s: undirected", c->what);
		fill(&g, c, true);
		ok(graph_undirected_cycle(&g) == row,
		    "%s: backwards, the same", c->what);
	}
	graph_free(&g);
}

static void
test_closes(void)
{
	struct graph g = { .edges = { NULL, 0, 0 } };

	graph_add(&g, 1, 2, 10);
	graph_add(&g, 2, 3, 11);
	graph_add(&g, 3, 2, 12);
	ok(graph_directed_cycle(&g) == 12,
	    "the edge is in the cycle, not on the way to it");
	graph_free(&g);
}

static void
test_long(void)
{
	struct graph g = { .edges = { NULL, 0, 0 } };
	uint32_t i;

	for (i = 0; i < LONG; i++)
		graph_add(&g, i, i + 1, i);
	ok(graph_directed_cycle(&g) == NONE, "a chain of a million edges");
	graph_clear(&g);
	for (i = 0; i < LONG; i++)
		graph_add(&g, i, (i + 1) % LONG, i);
	ok(graph_directed_cycle(&g) == LONG - 1, "a ring of a million edges");
	graph_free(&g);
}

int
main(void)
{
	test_small();
	test_closes();
	test_long();
	return done();
}
