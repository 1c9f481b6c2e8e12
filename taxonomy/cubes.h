/*
 * cubes.h: the dimensional relationships of a DTS while they are compiled
 * (Dimensions 1.0, 2): what dimension.c, dimension_rules.c, domains.c and
 * cubes.c share.  Internal to taxonomy/.
 *
 * (1) Roles are numbered in the order in which networks name them; the base
 *     sets of one arcrole and link role are taken together.
 * (2) Only arcs whose ends are of the right kind become edges, so what walks
 *     them need not ask again.
 * (3) An edge knows the role in which its consecutive relationships stand:
 *     its xbrldt:targetRole, or else its own role (2.4.2).
 * (4) Nothing is walked twice with the same result: results are kept by
 *     (role, element), which is the number of the first edge that starts there.
 */
#ifndef TAXONOMY_CUBES_H
#define TAXONOMY_CUBES_H

#include "taxonomy/dts.h"

enum dim_arc {
	DIM_HAS_CUBE,		/* all and notAll (2.3) */
	DIM_CUBE_DIMENSION,	/* hypercube-dimension (2.2.2) */
	DIM_DOMAIN,		/* dimension-domain (2.5.3) */
	DIM_MEMBER,		/* domain-member (2.5.3.2) */
	DIM_DEFAULT,		/* dimension-default (2.7) */
	DIM_ARCS
};

struct dim_edge {
	uint32_t role;		/* number of its own link role */
	uint32_t from, to;	/* elements */
	uint32_t target;	/* role number where it goes on */
	uint32_t relationship;	/* row */
	uint32_t network;	/* row */
	bool     not_all;
	bool     unusable;	/* xbrldt:usable="false" (2.5.3.3) */
	bool     closed;	/* xbrldt:closed="true" (2.3.3) */
	bool     segment;	/* xbrldt:contextElement (2.3.2) */
};

struct dim_edges {		/* by role, from, relationship */
	VEC(struct dim_edge) all;
	struct table by_from;	/* (role, from) to the first edge */
};

struct dim_walk;		/* domains.c: scratch of a walk */

struct drs {
	struct dts      *d;
	struct dim_edges edges[DIM_ARCS];
	struct table     role_table;	/* place of the URI to role number */
	VEC(struct istr) roles;
	struct table     role_refs;	/* (document, URI) that has a roleRef */
	struct dim_walk *walk;
	uint64_t         work;		/* steps taken, against MAX_DIM_WORK */
};

/*
 * Steps that compiling the dimensions of one DTS may take: a few seconds and
 * some hundred megabytes at the very most.  EIOPA's 2.4.0, the largest at
 * hand, takes 350,000.
 */
#define MAX_DIM_WORK	(UINT64_C(1) << 26)
#define DIM_WORD_WORK	4	/* of a word of a domain */
#define DIM_HEIR_WORK	16	/* of an heir of a cube */

/* Counts n steps; false where the budget is spent (the dts is then marked
 * as too large, and what is left out is nobody's). */
bool	drs_work(struct drs *, uint64_t n);

/* Two row numbers as a key of an integer table. */
static inline uint64_t
drs_key(uint32_t a, uint32_t b)
{
	return (uint64_t)a << 32 | b;
}

/* The first of the edges that start at the element in the role, or NONE; they
 * follow each other, *count of them. */
uint32_t	drs_from(const struct drs *, enum dim_arc, uint32_t role,
		    uint32_t element, uint32_t *count);

/* dimension_rules.c: judges the ends and attributes of an arc with one of the
 * arcroles of Dimensions 1.0; false where it means nothing. */
struct dim_rule;
const struct dim_rule	*dimension_rule(struct slice arcrole);
enum dim_arc		 dimension_rule_arc(const struct dim_rule *);
bool			 dimension_rule_not_all(const struct dim_rule *);
bool			 dimension_arc(struct drs *, const struct dim_rule *,
			    const struct img_relationship *);

/* A finding about a relationship, at its place, with {source}, {target}. */
struct finding	*dimension_finding(struct dts *, enum finding_code,
		    uint32_t relationship);
/* Sets {name} to the QName of an element as people write it. */
void		 dimension_qname(const struct dts *, struct finding *,
		    const char *name, uint32_t element);

/* domains.c: the row in SEC_DOMAINS of a dimension's valid members where its
 * dimension-domain arcs are in that role.  Equal domains share a row. */
uint32_t	 domain_of(struct drs *, uint32_t dimension, uint32_t role);
/* The same of the usable members below an item in that role (NONE: one that no
 * network has), itself only where head_usable says so. */
uint32_t	 domain_below(struct drs *, uint32_t head, uint32_t role,
		    bool head_usable);
/* Whether the row has the member. */
bool		 domain_has(const struct dts *, uint32_t domain,
		    uint32_t element);
/* The elements that inherit from the element what it has in the role (2.6.1),
 * itself first; valid until the next walk. */
const uint32_t	*primary_items(struct drs *, uint32_t element, uint32_t role,
		    size_t *n);
void		 dim_walk_free(struct dim_walk *);	/* NULL is fine */

/* enum_concepts.c: the domains of enumeration concepts. */
void		 enum_domains_finish(struct drs *);

/* cubes.c: cubes, their dimensions, primary items. */
void		 cubes_finish(struct drs *);

#endif
