/*
 * rewrite.h: rules that say where the documents below a URI are kept, as
 * catalogs and packages state them.  Rules and their strings live as long as
 * the set.
 */
#ifndef TAXONOMY_REWRITE_H
#define TAXONOMY_REWRITE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/slice.h"

struct rewrite {
	struct slice key;	/* what it rewrites, as rewrite_key makes it */
	struct slice to;	/* a URI that takes its place */
	uint32_t     owner;	/* a package's number; NONE: on disk */
	uint32_t     next;	/* the next rule of the same key, or NONE */
	bool         https;	/* it was written with https */
	bool         whole;	/* for exactly this URI, not what is below it */
};

/* Start with REWRITES(arena), end with rewrites_free; the arena is the
 * caller's. */
struct rewrites {
	struct arena *arena;
	VEC(struct rewrite) rules;
	struct table by_key;		/* the first rule of each key */
	VEC(size_t) lengths;		/* of the keys, the longest first */
};

#define REWRITES(a)	((struct rewrites){ .arena = (a) })
#define REWRITES_MAX	100000		/* rules in all */
#define REWRITE_KEY_MAX	4096		/* bytes of a key */

/* Adds a rule; -1 where there are too many, or it is too long. */
int	rewrites_add(struct rewrites *, struct slice from, struct slice to,
	    bool whole, uint32_t owner);
void	rewrites_free(struct rewrites *);

/*
 * The rules for a URI, the best first: the longest key, then the same scheme
 * (http or https), then the order of adding.
 *
 *	rewrite_begin(&s, &rules, uri, scratch);
 *	while ((rule = rewrite_next(&s, &tail)) != NULL)
 *		… rule->to followed by tail …
 */
struct rewrite_search {
	const struct rewrites *set;
	struct slice uri, key;
	size_t       length;		/* index in set->lengths */
	uint32_t     rule;		/* the next to look at, or NONE */
	bool         https, other;	/* other: the pass of the other scheme */
};

/* `uri` is absolute and normalised (uri_resolve); it and scratch outlive the
 * search. */
void	rewrite_begin(struct rewrite_search *, const struct rewrites *,
	    struct slice uri, struct arena *scratch);
const struct rewrite *rewrite_next(struct rewrite_search *,
	    struct slice *tail);

#endif
