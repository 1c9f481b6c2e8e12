/*
 * test_pool.c: pieces of work in several processes: all results, in order,
 * each once, whatever the number of processes; one that dies costs itself.
 */
#include "base/pool.h"

#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "tests/tap.h"

enum { PIECES = 200 };

struct tally {
	int    crash_at, crash_to, hang_at, skip_at, end_at, large_at;
	size_t turn;			/* the next that done() should get */
	size_t begun;
	size_t lead;			/* of begin() on done(), at most */
	int    disorder, wrong, crashed, empty;
	size_t crash;
	pid_t  caller;
};

static bool
begin(size_t i, void *ctx)
{
	struct tally *t = ctx;

	t->disorder += i != t->begun++ || getpid() != t->caller;
	if (t->begun - t->turn > t->lead)
		t->lead = t->begun - t->turn;
	return (int)i != t->skip_at;
}

static void
work(size_t i, struct buf *result, void *ctx)
{
	struct tally *t = ctx;
	size_t k, n = (int)i == t->large_at ? 3000000 : i * 37 % 5000;

	if ((int)i >= t->crash_at && (int)i <= t->crash_to)
		raise(SIGKILL);
	if ((int)i == t->hang_at)
		for (;;)
			pause();
	buf_add(result, &i, sizeof(i));
	for (k = 0; k < n; k++)
		buf_char(result, (char)(i + k));
}

/* Whether the bytes are what work() makes of piece i. */
static bool
is_right(const struct tally *t, size_t i, struct slice r)
{
	size_t k, n = (int)i == t->large_at ? 3000000 : i * 37 % 5000;

	if (r.n != sizeof(i) + n || memcmp(r.s, &i, sizeof(i)) != 0)
		return false;
	for (k = 0; k < n; k++)
		if (r.s[sizeof(i) + k] != (char)(i + k))
			return false;
	return true;
}

static int
done_piece(size_t i, enum pool_state state, struct slice r, void *ctx)
{
	struct tally *t = ctx;

	t->disorder += i != t->turn++ || getpid() != t->caller;
	if (state == POOL_CRASHED) {
		t->crashed++;
		t->crash = i;
	} else if (r.n == 0) {
		t->empty++;
	} else {
		t->wrong += !is_right(t, i, r);
	}
	return (int)i == t->end_at ? -1 : 0;
}

static struct tally
run(struct tally t, size_t n, int jobs, unsigned seconds, int *rc)
{
	struct pool_work w = { .n = n, .jobs = jobs, .seconds = seconds,
	    .ctx = &t, .begin = begin, .work = work, .done = done_piece };

	t.caller = getpid();
	*rc = pool_run(&w);
	return t;
}

#define NEVER	{ .crash_at = -1, .crash_to = -1, .hang_at = -1, .skip_at = -1, \
	.end_at = -1, .large_at = -1 }

static void
test_all(int jobs)
{
	struct tally t = NEVER;
	int rc;

	t.large_at = 7;
	t = run(t, PIECES, jobs, 0, &rc);
	ok(rc == 0 && t.turn == PIECES && t.begun == PIECES,
	    "%d processes: every piece once", jobs);
	ok(t.disorder == 0, "%d processes: in order, in the caller", jobs);
	ok(t.wrong == 0 && t.crashed == 0 && t.empty == 0,
	    "%d processes: with its result", jobs);
	ok(t.lead <= (jobs == 1 ? 1 : (size_t)jobs * POOL_AHEAD),
	    "%d processes: not more ahead than is said", jobs);
}

static void
test_trouble(void)
{
	const struct tally none = NEVER;
	struct tally t = none;
	int rc;

	t.crash_at = t.crash_to = 50;
	t = run(t, PIECES, 3, 0, &rc);
	ok(rc == 0 && t.turn == PIECES && t.disorder == 0,
	    "a crash: all others are done, in order");
	ok(t.crashed == 1 && t.crash == 50 && t.wrong == 0,
	    "a crash: it costs its own piece");
	t = none;
	t.crash_at = 20;
	t.crash_to = 39;
	t = run(t, PIECES, 3, 0, &rc);
	ok(rc == 0 && t.turn == PIECES && t.disorder == 0 && t.wrong == 0 &&
	    t.crashed == 20 && t.crash == 39,
	    "crashes in a row: a piece given in advance is not lost");
	t = none;
	t.hang_at = 1;
	t = run(t, 6, 1, 1, &rc);
	ok(rc == 0 && t.crashed == 1 && t.crash == 1 && t.turn == 6,
	    "a piece that takes too long is ended");
	t = none;
	t.skip_at = 20;
	t = run(t, PIECES, 3, 0, &rc);
	ok(rc == 0 && t.empty == 1 && t.turn == PIECES && t.disorder == 0,
	    "a piece that needs no worker keeps its turn");
	t = none;
	t.end_at = 30;
	t = run(t, PIECES, 3, 0, &rc);
	ok(rc == POOL_ENDED && t.turn == 31, "done ends it");
	t = none;
	t.end_at = 30;
	t = run(t, PIECES, 1, 0, &rc);
	ok(rc == POOL_ENDED && t.turn == 31, "in one process too");
	t = run(none, 0, 3, 0, &rc);
	ok(rc == 0 && t.turn == 0, "no pieces");
	t = run(none, 2, 100, 0, &rc);
	ok(rc == 0 && t.turn == 2, "more processes than pieces");
}

/* How nice the process is. */
static void
work_nice(size_t i, struct buf *result, void *ctx)
{
	(void)i;
	(void)ctx;
	buf_printf(result, "%d", getpriority(PRIO_PROCESS, 0));
}

static int
done_nice(size_t i, enum pool_state state, struct slice r, void *ctx)
{
	(void)i;
	(void)state;
	buf_slice(ctx, r);
	buf_char(ctx, ' ');
	return 0;
}

static void
test_giving_way(void)
{
	int before = getpriority(PRIO_PROCESS, 0), theirs = before + 5;
	struct buf b = BUF_ANY, expected = BUF_ANY;
	struct pool_work w = { .n = 2, .jobs = 2, .give_way = 5, .ctx = &b,
	    .work = work_nice, .done = done_nice };

	theirs = theirs > 19 ? 19 : theirs;
	buf_printf(&expected, "%d %d ", theirs, theirs);
	ok(pool_run(&w) == 0 && slice_eq(buf_get(&b), buf_get(&expected)) &&
	    getpriority(PRIO_PROCESS, 0) == before,
	    "processes that give way are nicer than the caller");
	buf_free(&b);
	buf_free(&expected);
}

/* --- a caller that is busy with a result --- */

enum { PATIENCE = 10000 };		/* milliseconds; only a failure waits */

struct busy {
	atomic_int *worked;		/* pieces, in all processes */
	int         ends[2];		/* of a pipe that workers have too */
	int         others_worked;	/* while the caller had the first */
	bool        gone;		/* while it had the last */
};

static void
work_counted(size_t i, struct buf *result, void *ctx)
{
	const struct busy *b = ctx;

	(void)i;
	(void)result;
	atomic_fetch_add(b->worked, 1);
}

/* At the first result waits for others to be worked on, at the last for the
 * workers to be gone. */
static int
done_busy(size_t i, enum pool_state state, struct slice r, void *ctx)
{
	struct busy *b = ctx;
	struct pollfd end = { b->ends[0], POLLIN, 0 };
	int ms;

	(void)state;
	(void)r;
	if (i == 0) {
		close(b->ends[1]);
		for (ms = 0; ms < PATIENCE && atomic_load(b->worked) < 4; ms++)
			usleep(1000);
		b->others_worked = atomic_load(b->worked) - 1;
	}
	if (i == PIECES - 1)
		b->gone = poll(&end, 1, PATIENCE) == 1 &&
		    (end.revents & POLLHUP) != 0;
	return 0;
}

static void
test_busy_caller(void)
{
	struct busy b = { .gone = false };
	struct pool_work w = { .n = PIECES, .jobs = 1, .seconds = 60,
	    .ctx = &b, .work = work_counted, .done = done_busy };

	b.worked = mmap(NULL, sizeof(*b.worked), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (b.worked == MAP_FAILED || pipe(b.ends) == -1)
		exit(EXIT_FAILURE);
	ok(pool_run(&w) == 0 && atomic_load(b.worked) == PIECES,
	    "a caller that takes its time: every piece once");
	ok(b.others_worked >= 3, "a worker goes on while the caller is busy");
	ok(b.gone, "a worker for whom nothing is left goes meanwhile");
	close(b.ends[0]);
	munmap(b.worked, sizeof(*b.worked));
}

int
main(void)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	test_all(1);
	test_all(2);
	test_all(7);
	test_trouble();
	test_giving_way();
	test_busy_caller();
	return done();
}
