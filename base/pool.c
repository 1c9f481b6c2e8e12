/*
 * pool.c: see pool.h.  The workers take the next number from a counter in
 * shared memory; one that dies leaves its piece marked as running, which the
 * parent turns into crashed before it starts another worker.
 */
#include "base/pool.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"

#define MAX_JOBS	256

struct shared {
	atomic_size_t next;
	unsigned char bytes[];		/* states, then records */
};

int
pool_processors(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > MAX_JOBS ? MAX_JOBS : (int)n;
}

void *
pool_record(const struct pool *p, size_t i)
{
	return p->records + i * p->record_size;
}

static void
worker(struct shared *s, const struct pool *p, unsigned seconds,
    size_t *current, pool_work work, void *ctx)
{
	size_t i;

	while ((i = atomic_fetch_add(&s->next, 1)) < p->n) {
		*current = i;
		p->state[i] = POOL_RUNNING;
		alarm(seconds);
		work(i, pool_record(p, i), ctx);
		p->state[i] = POOL_DONE;
	}
	_exit(0);
}

struct crew {
	struct { pid_t pid; } member[MAX_JOBS];
	size_t *current;		/* shared: the piece of each member */
	int     running;
};

static int
start(struct crew *c, int slot, struct shared *s, const struct pool *p,
    unsigned seconds, pool_work work, void *ctx)
{
	pid_t pid;

	c->current[slot] = p->n;
	fflush(NULL);
	if ((pid = fork()) == -1)
		return -1;
	if (pid == 0)
		worker(s, p, seconds, &c->current[slot], work, ctx);
	c->member[slot].pid = pid;
	c->running++;
	return 0;
}

/* Waits for one member to end; its slot, with *died set, or -1. */
static int
wait_one(struct crew *c, int jobs, int *died)
{
	int status, slot;
	pid_t pid;

	while ((pid = wait(&status)) == -1)
		if (errno != EINTR)
			return -1;
	for (slot = 0; slot < jobs; slot++)
		if (c->member[slot].pid == pid) {
			c->running--;
			c->member[slot].pid = 0;
			*died = !WIFEXITED(status) ||
			    WEXITSTATUS(status) != 0;
			return slot;
		}
	return -1;
}

static void *
share(size_t bytes)
{
	void *m = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	return m == MAP_FAILED ? NULL : m;
}

int
pool_run(struct pool *p, size_t n, size_t record_size, int jobs,
    unsigned seconds, pool_work work, void *ctx)
{
	size_t states = (n + 15) & ~(size_t)15;
	struct crew crew = { .running = 0 };
	struct shared *s;
	int slot, died, rc = 0;

	if (jobs > MAX_JOBS)
		jobs = MAX_JOBS;
	*p = (struct pool){ .n = n, .record_size = record_size };
	p->bytes = sizeof(*s) + 16 + states + n * record_size;
	if ((s = share(p->bytes)) == NULL)
		return -1;
	p->map = s;
	p->state = s->bytes + 16 - sizeof(*s) % 16;
	p->records = (char *)p->state + states;
	if ((crew.current = share(sizeof(size_t) * MAX_JOBS)) == NULL)
		return -1;
	for (slot = 0; slot < jobs; slot++)
		if (start(&crew, slot, s, p, seconds, work, ctx) == -1)
			break;
	while (crew.running > 0 &&
	    (slot = wait_one(&crew, jobs, &died)) != -1) {
		if (!died)
			continue;
		if (crew.current[slot] < n)
			p->state[crew.current[slot]] = POOL_CRASHED;
		if (start(&crew, slot, s, p, seconds, work, ctx) == -1)
			rc = -1;
	}
	if (n > 0 && atomic_load(&s->next) < n)
		rc = -1;
	munmap(crew.current, sizeof(size_t) * MAX_JOBS);
	return rc;
}

void
pool_free(struct pool *p)
{
	if (p->map != NULL)
		munmap(p->map, p->bytes);
	p->map = NULL;
}
