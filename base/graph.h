/*
 * graph.h: does a directed graph have a cycle?  Nodes are numbers of the
 * caller, in any order and with any gaps; edges that join the same two nodes
 * the same way are one edge.  Takes time in proportion to the edges, but for
 * sorting them, and no recursion.
 */
#ifndef BASE_GRAPH_H
#define BASE_GRAPH_H

#include <stdint.h>

#include "base/mem.h"

struct graph_edge {
	uint32_t from, to;
	uint32_t row;		/* the caller's name for the edge */
};

struct graph {			/* all zero: no edges; end with graph_free */
	VEC(struct graph_edge) edges;
	VEC(uint32_t)          nodes;	/* sorted, each once */
	VEC(uint32_t)          first;	/* edge of each node, and the end */
};

/* Forgets all edges, keeps the memory. */
void		graph_clear(struct graph *);
void		graph_add(struct graph *, uint32_t from, uint32_t to,
		    uint32_t row);
/* The row of an edge that closes a cycle, the same one whatever the order in
 * which edges were added (of equal ones the lowest row); NONE where there is
 * no cycle.  A directed cycle follows the edges, an undirected one goes
 * against them as well.  One search a set of edges: the search orders and
 * renames them. */
uint32_t	graph_directed_cycle(struct graph *);
uint32_t	graph_undirected_cycle(struct graph *);
void		graph_free(struct graph *);

#endif
