/*
 * filed.h: a filing as the store has it, in memory: what a page is made of.
 * The narrow way in which this floor reads the store; nothing else here knows
 * SQL.  Everything lives as long as the struct filed.
 */
#ifndef REPORT_FILED_H
#define REPORT_FILED_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/slice.h"
#include "store/store.h"

enum filed_period { FILED_NO_PERIOD, FILED_INSTANT, FILED_DURATION,
	FILED_FOREVER };

/* A dimension and its value. */
struct filed_dimension {
	struct slice axis_ns, axis_local;
	struct slice member_ns, member_local;	/* none where typed */
	struct slice typed;		/* s == NULL: explicit */
};

/* A set of dimension values; number 0 is the empty one. */
struct filed_set {
	int64_t  number;		/* as the store has it */
	uint32_t first, n;		/* rows of dimensions */
};

struct filed_fact {
	int64_t      ordinal;		/* with the tuples, from 1 */
	struct slice ns, local;
	struct slice concept;		/* prefix:local, for people */
	struct slice entity;		/* of the context */
	struct slice start, end;	/* days; an instant has an end only */
	struct slice unit, lang, value, denominator, decimals;
	enum filed_period period;
	uint32_t     set;		/* row of sets */
	bool         nil;
	uint32_t     line, column;
	uint64_t     offset, length;
};

struct filed_finding {
	struct slice code, severity, source;
	struct slice message[2], help[2];	/* by enum lang */
	struct slice file;		/* s == NULL: the whole submission */
	uint32_t     line, column;
	uint64_t     offset, length;
	int64_t      n_facts;		/* it concerns, named or not */
	uint32_t     first, n;		/* rows of finding_facts */
};

struct filed {
	struct arena *arena;
	int64_t      id, year, version;
	int64_t      n_facts, n_errors, n_warnings, n_dropped;
	struct slice entity, report, period_end, status;
	struct slice file, sha256, received_at, software;
	struct slice bytes;		/* of the submission */
	bool         others;		/* the entity filed other reports for the
					 * year too: this one is the latest */
	VEC(struct filed_dimension) dimensions;
	VEC(struct filed_set)       sets;
	VEC(struct filed_fact)      facts;	/* by ordinal */
	VEC(struct filed_finding)   findings;
	VEC(uint32_t)               finding_facts;	/* rows of facts */
};

/* An empty filing, to be filled in: sets has its row 0. */
struct filed	*filed_new(void);
void		 filed_free(struct filed *);	/* NULL is fine */

/*
 * The current filing of an entity and year; where it filed several reports,
 * the latest.  1: *out has it; 0: there is none; -1 with *why.
 */
int	filed_read(struct filed **out, struct store *, struct slice entity,
	    int64_t year, const char **why);
/* What the store has of the entity, or at all where it has nothing of it:
 * "entity year", one a line, at most `most` lines. 0, or -1 with *why. */
int	filed_list(struct buf *, struct store *, struct slice entity,
	    unsigned most, const char **why);

#endif
