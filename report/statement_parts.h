/* statement_parts.h: what the files that make statements share; private. */
#ifndef REPORT_STATEMENT_PARTS_H
#define REPORT_STATEMENT_PARTS_H

#include "report/statement.h"

/* A row of a presentation network, whether or not it has facts. */
struct net_row {
	uint32_t element;
	uint32_t parent;	/* row above, or NONE */
	uint32_t depth;
	uint32_t flags;		/* ROW_… */
	struct slice role;	/* preferred label */
};

struct net {
	uint32_t network;	/* SEC_NETWORKS */
	VEC(struct net_row) rows;	/* preorder */
};

struct maker {
	struct statements *st;
	const struct taxonomy *t;
	VEC(struct net) nets;		/* those with a concept that has facts */
	size_t    n_rows;		/* of all nets */
	size_t    budget;		/* how often a fact may still be looked at */
	uint32_t *first;		/* by element: first in by_element; one
					 * more at the end */
	uint32_t *by_element;		/* facts, by element, then document */
	uint32_t *home;			/* by element: first net with it */
	uint32_t *axis;			/* by element: last net that has this
					 * dimension, plus 1 */
	uint32_t *axis_of;		/* by dimension row: its element */
	uint32_t *member_of;		/* likewise; NONE typed or not declared */
	uint32_t *position;		/* by element: row in the net at hand */
	bool     *strict;		/* by fact: some net has all its axes */
	bool     *placed;		/* by fact: it stands on a sheet */
};

/* statement_network.c: all networks in the order of their roles. */
void	networks_read(struct maker *);
/* Marks the dimensions of a net, in its tree or its hypercubes. */
void	network_mark_axes(struct maker *, uint32_t net);
/* Whether all dimensions of the fact are marked for the net. */
bool	network_has_axes(const struct maker *, uint32_t net, uint32_t fact);
/* Whether the net shows the fact, of a concept that it has. */
bool	network_shows(const struct maker *, uint32_t net, uint32_t fact);

/* Takes one from the budget; false, and noted as cut, where it is spent. */
bool	maker_may(struct maker *);

/* statement_sheet.c: the sheet of a net, where a fact is on it. */
void	sheet_make(struct maker *, uint32_t net);
/* The last sheet: what has no place. */
void	sheet_rest(struct maker *);

/* statement_sparse.c: columns that other sheets make needless. */
void	sheets_drop_sparse(struct statements *);

/* statement_slots.c: the sets and periods by which a sheet's figures are
 * told apart. */
struct slot {
	uint32_t set, period;
};
struct pair {			/* a fact in a row of a net */
	uint32_t row, fact;
	uint32_t slot;		/* NONE: it has its place in another row */
};
struct slots {
	VEC(struct slot) v;	/* sorted */
	VEC(struct pair) pairs;
};
/* Fills in the slots of the pairs that are there. by_set: a slot is a set and
 * a period, not a period alone; rest_last: no dimensions come last. */
void	slots_make(const struct maker *, const struct net *, struct slots *,
	    bool by_set, bool rest_last);
/* Orders sets: as their members stand in the net at hand. */
int	slots_compare_sets(const struct maker *, uint32_t a, uint32_t b,
	    bool rest_last);
void	slots_free(struct slots *);

#endif
