/*
 * pool.c: see pool.h.
 *
 * (1) Each worker hangs on a socket of its own: a number comes in, a result
 *     goes out.  Its end of file is the worker's end, whatever ended it.
 * (2) No piece is handed out more than `ahead` before the next one whose turn
 *     it is: results that wait are bounded in number.
 * (3) A worker lasts for many pieces; one that died is replaced.  A worker
 *     whose caller is gone reads an end of file and goes too.
 * (4) A worker has the numbers of its next pieces already, so that it need not
 *     wait where the caller is busy with a result.  But what waits behind a
 *     large piece could be done elsewhere: towards the end it has fewer.
 * (5) Between one result and the next the workers are listened to, so that
 *     none has to wait until all that are here were dealt with.
 * (6) Where the caller has much to do with each result, all wait for it in the
 *     end: then its workers give way to it.
 * (7) A worker for whom nothing is left goes while the caller is still busy.
 */
#include "base/pool.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"

#define MAX_RESULT	((uint64_t)1 << 31)
#define READ_LEAST	((size_t)1 << 16)
#define READ_MOST	((size_t)1 << 20)
#define QUEUE		4		/* (4) */
#define SEND_ROOM	(1 << 20)	/* asked for; the system gives less */

/* What stands before a result. */
struct head {
	uint64_t piece, n;
};

struct member {
	pid_t      pid;			/* 0: no process */
	int        fd;
	size_t     queue[QUEUE];	/* its pieces: at work on the first */
	int        n;
	struct buf in;			/* a head and the bytes so far */
};

/* A result that waits for its turn. */
struct waiting {
	bool       here;
	enum pool_state state;
	struct buf bytes;		/* with its head; or nothing */
};

struct crew {
	const struct pool_work *w;
	struct member  member[POOL_MAX_JOBS];
	int            jobs;
	size_t         next;		/* to be handed out */
	size_t         begun;		/* pieces that begin() was asked of */
	size_t         turn;		/* to be given to done() */
	size_t         ahead;
	struct waiting *ring;		/* of `ahead`, by number */
};

int
pool_processors(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > POOL_MAX_JOBS ? POOL_MAX_JOBS : (int)n;
}

/* --- the worker's side --- */

static bool
write_all(int fd, const void *bytes, size_t n)
{
	const char *p = bytes;
	ssize_t got;

	while (n > 0) {
		got = send(fd, p, n, MSG_NOSIGNAL);
		if (got == -1 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		p += got;
		n -= (size_t)got;
	}
	return true;
}

/* The head and the result together, as far as they go at once: the caller
 * wakes up once. */
static bool
write_result(int fd, const struct head *head, struct slice result)
{
	struct iovec v[2] = {
		{ .iov_base = (void *)(uintptr_t)head,
		  .iov_len = sizeof(*head) },
		{ .iov_base = (void *)(uintptr_t)result.s,
		  .iov_len = result.n }
	};
	const struct msghdr m = { .msg_iov = v,
	    .msg_iovlen = result.n == 0 ? 1 : 2 };
	ssize_t got;

	do
		got = sendmsg(fd, &m, MSG_NOSIGNAL);
	while (got == -1 && errno == EINTR);
	if (got < (ssize_t)sizeof(*head))
		return got >= 0 && write_all(fd, (const char *)head + got,
		    sizeof(*head) - (size_t)got) &&
		    write_all(fd, result.s, result.n);
	result = slice_from(result, (size_t)got - sizeof(*head));
	return write_all(fd, result.s, result.n);
}

/* Reads a piece's number; false at the end. */
static bool
read_piece(int fd, uint64_t *piece)
{
	ssize_t got;

	do
		got = recv(fd, piece, sizeof(*piece), MSG_WAITALL);
	while (got == -1 && errno == EINTR);
	return got == (ssize_t)sizeof(*piece);
}

static _Noreturn void
worker(const struct pool_work *w, int fd)
{
	struct buf result = BUF(MAX_RESULT);
	struct head head;

	if (w->give_way > 0)			/* (6) */
		(void)setpriority(PRIO_PROCESS, 0,
		    getpriority(PRIO_PROCESS, 0) + w->give_way);
	while (read_piece(fd, &head.piece)) {
		buf_clear(&result);
		alarm(w->seconds);
		w->work((size_t)head.piece, &result, w->ctx);
		alarm(0);
		if (result.full)
			break;		/* a result that does not fit */
		head.n = result.n;
		if (!write_result(fd, &head, buf_get(&result)))
			break;
	}
	_exit(result.full ? 1 : 0);
}

/* --- members --- */

static void
release(struct crew *c)
{
	size_t i;

	for (i = 0; i < (size_t)c->jobs; i++)
		buf_free(&c->member[i].in);
	for (i = 0; i < c->ahead; i++)
		buf_free(&c->ring[i].bytes);
	mem_free(c->ring);
	mem_free(c);
}

/* What a new process is and does: it has no use for the crew. */
static _Noreturn void
become_worker(struct crew *c, int fd)
{
	const struct pool_work *w = c->w;
	int i;

	for (i = 0; i < c->jobs; i++)
		if (c->member[i].pid != 0)
			close(c->member[i].fd);
	release(c);
	worker(w, fd);
}

/* Starts the member's process; -1 where none can be. */
static int
start(struct crew *c, struct member *m)
{
	const int room = SEND_ROOM;
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == -1)
		return -1;
	(void)setsockopt(pair[1], SOL_SOCKET, SO_SNDBUF, &room, sizeof(room));
	fflush(NULL);
	if ((m->pid = fork()) == -1) {
		m->pid = 0;
		close(pair[0]);
		close(pair[1]);
		return -1;
	}
	if (m->pid == 0) {
		close(pair[0]);
		become_worker(c, pair[1]);
	}
	close(pair[1]);
	m->fd = pair[0];
	buf_clear(&m->in);
	return 0;
}

/* It is done with the first of its pieces. */
static void
drop_first(struct member *m)
{
	m->n--;
	memmove(m->queue, m->queue + 1, (size_t)m->n * sizeof(*m->queue));
}

/* Ends the member's process. */
static void
stop(struct member *m)
{
	if (m->pid == 0)
		return;
	close(m->fd);
	while (waitpid(m->pid, NULL, 0) == -1 && errno == EINTR)
		;
	m->pid = 0;
}

/* Ends all of them, what they are at work on too. */
static void
stop_all(struct crew *c)
{
	int i;

	for (i = 0; i < c->jobs; i++) {
		if (c->member[i].pid != 0)
			kill(c->member[i].pid, SIGKILL);
		stop(&c->member[i]);
	}
}

/* --- results --- */

static struct waiting *
place_of(struct crew *c, size_t piece)
{
	return &c->ring[piece % c->ahead];
}

static void
keep_result(struct crew *c, size_t piece, enum pool_state state)
{
	struct waiting *p = place_of(c, piece);

	p->here = true;
	p->state = state;
}

/* Gives the result whose turn it is, if it is there, to done(). */
static int
give(struct crew *c)
{
	struct waiting *p = place_of(c, c->turn);
	int rc;

	if (!p->here)
		return 0;
	rc = c->w->done(c->turn++, p->state, p->bytes.n == 0 ? SLICE("") :
	    slice_from(buf_get(&p->bytes), sizeof(struct head)), c->w->ctx);
	p->here = false;
	buf_free(&p->bytes);
	return rc == 0 ? 0 : POOL_ENDED;
}

static bool
tell_piece(struct member *m, size_t piece)
{
	uint64_t number = piece;

	return write_all(m->fd, &number, sizeof(number));
}

/* Tells a new process all pieces of the member.  Where that fails it died of
 * the first, or does now: the end of file tells. */
static void
tell_queue(struct member *m)
{
	int i;

	for (i = 0; i < m->n; i++)
		if (!tell_piece(m, m->queue[i])) {
			kill(m->pid, SIGKILL);
			return;
		}
}

static void
lose_first(struct crew *c, struct member *m)
{
	keep_result(c, m->queue[0], POOL_CRASHED);
	drop_first(m);
}

/* The end of a member's process: its piece is lost with it; those after it
 * wait for another. */
static void
bury(struct crew *c, struct member *m)
{
	if (m->pid == 0)
		return;
	kill(m->pid, SIGKILL);
	stop(m);
	if (m->n > 0)
		lose_first(c, m);
}

/* New processes for the members whose pieces wait for one.  Where none is to be
 * had that is tried again while others are at work; after that they are
 * lost. */
static void
revive(struct crew *c)
{
	struct member *m;
	int i, alive = 0;

	for (i = 0; i < c->jobs; i++) {
		m = &c->member[i];
		if (m->n > 0 && m->pid == 0 && start(c, m) == 0)
			tell_queue(m);
		alive += m->n > 0 && m->pid != 0;
	}
	for (i = 0; i < c->jobs && alive == 0; i++)
		while (c->member[i].n > 0)
			lose_first(c, &c->member[i]);
}

/* Takes the result at the front of what a member sent, if all of it is here;
 * -1 where that is no result. */
static int
take_result(struct crew *c, struct member *m)
{
	struct waiting *place;
	struct head head;
	struct buf rest = BUF_ANY;
	size_t n;

	if (m->in.n < sizeof(head))
		return 0;
	memcpy(&head, m->in.s, sizeof(head));
	if (m->n == 0 || head.piece != m->queue[0] || head.n > MAX_RESULT)
		return -1;
	n = sizeof(head) + (size_t)head.n;
	if (m->in.n < n)
		return 0;
	if (m->in.n > n)
		buf_add(&rest, m->in.s + n, m->in.n - n);
	m->in.n = n;
	keep_result(c, m->queue[0], POOL_DONE);
	place = place_of(c, m->queue[0]);
	place->bytes = m->in;			/* which was empty */
	m->in = rest;
	drop_first(m);
	return 1;
}

/* How many bytes are asked for: what is missing of a result, as far as its head
 * says, but neither few nor all that one may claim. */
static size_t
bytes_missing(const struct member *m)
{
	struct head head = { .n = 0 };
	uint64_t n;

	if (m->in.n >= sizeof(head))
		memcpy(&head, m->in.s, sizeof(head));
	n = head.n > m->in.n ? head.n - m->in.n + sizeof(head) : 0;
	return n < READ_LEAST ? READ_LEAST : n > READ_MOST ? READ_MOST :
	    (size_t)n;
}

/* Takes in what a member sent; whole results are kept. */
static void
receive(struct crew *c, struct member *m)
{
	size_t n = bytes_missing(m);
	char *room = buf_room(&m->in, n);
	ssize_t got = room == NULL ? 0 : recv(m->fd, room, n, 0);
	int rc;

	if (got == -1 && errno == EINTR)
		return;
	if (got <= 0) {
		bury(c, m);
		return;
	}
	buf_added(&m->in, (size_t)got);
	while ((rc = take_result(c, m)) == 1)
		;
	if (rc == -1)
		bury(c, m);
}

/* --- handing out --- */

/* Settles the pieces that need no worker; whether one is left to hand out. */
static bool
has_piece(struct crew *c)
{
	const struct pool_work *w = c->w;

	while (c->next < w->n && c->next < c->turn + c->ahead) {
		if (c->begun > c->next || w->begin == NULL)
			return true;
		c->begun = c->next + 1;
		if (w->begin(c->next, w->ctx))
			return true;
		keep_result(c, c->next++, POOL_DONE);
	}
	return false;
}

/* Gives an idle member the next piece; one that died meanwhile is replaced.
 * -1 where no process can be had. */
static int
send_piece(struct crew *c, struct member *m)
{
	int tries;

	for (tries = 0; tries < 2; tries++) {
		if (m->pid == 0 && start(c, m) == -1)
			return -1;
		if (tell_piece(m, c->next)) {
			m->queue[m->n++] = c->next++;
			return 0;
		}
		stop(m);
	}
	return -1;
}

/* Gives the members that are at work their next pieces (4), who has fewest
 * first.  Of one that died its end of file tells. */
static void
hand_out_next(struct crew *c)
{
	struct member *m;
	size_t left;
	int i, n;

	for (n = 1; n < QUEUE; n++)
		for (i = 0; i < c->jobs; i++) {
			m = &c->member[i];
			left = c->w->n - c->next;
			if (m->n != n || m->pid == 0 || !has_piece(c) ||
			    left < (size_t)(n + 1) * (size_t)c->jobs)
				continue;
			if (tell_piece(m, c->next))
				m->queue[m->n++] = c->next++;
		}
}

/* Gives every idle member a piece, as far as there are any (2). */
static int
hand_out(struct crew *c)
{
	struct member *m;
	int i, alive = 0;

	revive(c);
	for (i = 0; i < c->jobs; i++) {
		m = &c->member[i];
		if (m->n > 0) {
			alive++;
			continue;
		}
		if (has_piece(c) && send_piece(c, m) == 0)
			alive++;
	}
	hand_out_next(c);
	return alive == 0 && c->next < c->w->n &&
	    c->next < c->turn + c->ahead ? POOL_NO_PROCESS : 0;
}

/* (7) */
static void
send_home(struct crew *c)
{
	int i;

	for (i = 0; i < c->jobs && c->next == c->w->n; i++)
		if (c->member[i].pid != 0 && c->member[i].n == 0)
			(void)shutdown(c->member[i].fd, SHUT_WR);
}

/* Listens to the members.  Waits until one says something, unless there is a
 * result to give: then it only takes in what is there (5). */
static void
listen_to(struct crew *c)
{
	bool busy = place_of(c, c->turn)->here;
	struct pollfd fds[POOL_MAX_JOBS];
	struct member *who[POOL_MAX_JOBS];
	nfds_t n = 0, k;
	int i, ready;

	for (i = 0; i < c->jobs; i++)
		if (c->member[i].pid != 0 && c->member[i].n > 0) {
			who[n] = &c->member[i];
			fds[n++] = (struct pollfd){ c->member[i].fd, POLLIN,
			    0 };
		}
	if (n == 0)
		return;
	ready = poll(fds, n, busy ? 0 : c->w->idle == NULL ? -1 :
	    POOL_IDLE_MS);
	if (ready == 0 && !busy && c->w->idle != NULL) {
		c->w->idle(c->w->ctx);
		ready = poll(fds, n, -1);
	}
	if (ready <= 0)
		return;
	for (k = 0; k < n; k++)
		if (fds[k].revents != 0)
			receive(c, who[k]);
}

static int
run_crew(const struct pool_work *w)
{
	struct crew *c = mem_calloc(1, sizeof(*c));
	size_t i;
	int rc = 0;

	c->w = w;
	c->jobs = w->jobs > POOL_MAX_JOBS ? POOL_MAX_JOBS : w->jobs;
	if ((size_t)c->jobs > w->n)
		c->jobs = (int)w->n;
	c->ahead = (size_t)c->jobs * POOL_AHEAD;
	c->ring = mem_calloc(c->ahead, sizeof(*c->ring));
	for (i = 0; i < (size_t)c->jobs; i++)
		c->member[i] = (struct member){ .in = BUF_ANY };
	rc = hand_out(c);
	if (rc == 0 && w->started != NULL)
		w->started(w->ctx);
	while (rc == 0 && c->turn < w->n) {
		rc = hand_out(c);
		if (rc == 0)
			listen_to(c);
		send_home(c);
		if (rc == 0)
			rc = give(c);
	}
	stop_all(c);
	release(c);
	return rc;
}

/* All of it here: a crash is a crash of the caller. */
static int
run_here(const struct pool_work *w)
{
	struct buf result = BUF(MAX_RESULT);
	size_t i;
	int rc = 0;

	for (i = 0; i < w->n && rc == 0; i++) {
		buf_clear(&result);
		if (w->begin == NULL || w->begin(i, w->ctx))
			w->work(i, &result, w->ctx);
		rc = w->done(i, POOL_DONE, buf_get(&result), w->ctx);
	}
	buf_free(&result);
	return rc == 0 ? 0 : POOL_ENDED;
}

int
pool_run(const struct pool_work *w)
{
	return (w->jobs > 1 || w->seconds > 0) && w->n > 0 ? run_crew(w) :
	    run_here(w);
}
