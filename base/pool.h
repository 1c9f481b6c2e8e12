/*
 * pool.h: many independent pieces of work in several processes.  A piece that
 * crashes or takes too long costs itself, not the rest.
 */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <stddef.h>

enum pool_state { POOL_WAITING, POOL_RUNNING, POOL_DONE, POOL_CRASHED };

/*
 * Calls work(i, result, ctx) for every i below n, in `jobs` processes; result
 * points to record_size zeroed bytes shared with the caller, the i-th of
 * *records.  state[i] says how it ended (POOL_DONE or POOL_CRASHED; a piece
 * that runs over `seconds` counts as crashed).  Both arrays are handed over
 * and freed with pool_free.  0, or -1 where no process could be made.
 */
struct pool {
	size_t n, record_size, bytes;
	unsigned char *state;		/* enum pool_state of each */
	char  *records;
	void  *map;			/* private: what is shared */
};
typedef void (*pool_work)(size_t i, void *result, void *ctx);

int	pool_run(struct pool *, size_t n, size_t record_size, int jobs,
	    unsigned seconds, pool_work, void *ctx);
/* The result of piece i. */
void   *pool_record(const struct pool *, size_t i);
void	pool_free(struct pool *);
/* How many processors there are. */
int	pool_processors(void);

#endif
