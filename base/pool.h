/*
 * pool.h: many independent pieces of work in several processes, their results
 * handed over in the order of the pieces.  A piece that crashes or takes too
 * long costs itself, not the rest.
 */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum pool_state { POOL_DONE, POOL_CRASHED };

/* Pieces that are under way or wait for their turn, at most, for each process:
 * what bounds the memory of the results. */
#define POOL_AHEAD	8
#define POOL_MAX_JOBS	256
#define POOL_IDLE_MS	20

struct pool_work {
	size_t   n;			/* pieces 0 … n - 1 */
	int      jobs;			/* processes; 1: all here, no fork, */
	unsigned seconds;		/* unless a piece may not take longer
					 * than so many; 0: as it likes */
	int      give_way;		/* by how much the processes are nicer
					 * (nice(2)) than the caller */
	void    *ctx;

	/* Here, before piece i is handed out, in order: false where it needs
	 * no worker (its result is empty then).  NULL: every one does. */
	bool   (*begin)(size_t i, void *ctx);
	/* In a worker: the result of piece i as bytes. */
	void   (*work)(size_t i, struct buf *result, void *ctx);
	/* Here, in order: what became of piece i; the bytes are good during
	 * the call.  Anything but 0 ends it all. */
	int    (*done)(size_t i, enum pool_state, struct slice result,
		    void *ctx);
	/* Here, once, when processes have their first pieces: time for what
	 * the first result needs.  NULL: it needs nothing. */
	void   (*started)(void *ctx);
	/* Here, when for POOL_IDLE_MS no worker had anything to say: time for
	 * what can wait, but not for long.  NULL: nothing can. */
	void   (*idle)(void *ctx);
};

/* 0 once all pieces are done; POOL_ENDED where done() said so, POOL_NO_PROCESS
 * where none could be made. */
enum { POOL_ENDED = 1, POOL_NO_PROCESS = -1 };
int	pool_run(const struct pool_work *);
/* How many processors there are. */
int	pool_processors(void);

#endif
