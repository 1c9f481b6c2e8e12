/*
 * ahead.c: see ahead.h.
 *
 * (1) Documents are begun in the order in which they were asked for, by
 *     whoever has nothing else to do: a thread, or the caller while the
 *     document whose turn it is is still being read.  So the order in which
 *     they are handed out, and with it the image, does not depend on how many
 *     threads there are.
 * (2) What was read and waits for its turn is bounded: once the sources of those
 *     that wait come to WINDOW bytes, nobody begins one until they are down to
 *     half of that (a thread that is woken for each document sleeps more than
 *     it works).  Beyond that there is at most one document a thread, and as
 *     much again that is done with (4).
 * (3) A thread touches its document and nothing else.  The resolver has a lock
 *     of its own; libxml2 keeps no state between trees.
 * (4) A tree that was handed out and is done with is freed by whoever comes
 *     next, like the rest of the work.
 */
#include "taxonomy/ahead.h"

#include <assert.h>
#include <pthread.h>

#include "base/mem.h"

#define MAX_THREADS	7	/* a third finds nothing to do already */
#define WINDOW	((size_t)2 << 20)	/* bytes of XML; as trees ten times */

struct reading {
	struct ahead_document is;
	struct arena *arena;		/* the sentence of the error */
	struct reading *next;		/* in `spent` */
	bool          done;
	char          uri[];
};

struct ahead {
	struct resolver *resolver;
	pthread_mutex_t  source;	/* who holds it has the resolver */
	pthread_mutex_t  lock;		/* of all that follows */
	pthread_cond_t   work;		/* a thread may find something to do */
	pthread_cond_t   done;		/* a document was read */
	VEC(struct reading *) document;	/* in the order asked for */
	size_t           begun;		/* documents that somebody has begun */
	size_t           taken;		/* handed out */
	size_t           waiting;	/* bytes read and not handed out */
	bool             full;		/* nobody begins a document now (2) */
	struct reading  *spent;		/* to be freed, and their bytes */
	size_t           spent_bytes;
	bool             over;
	int              n_threads;
	pthread_t        thread[MAX_THREADS];
};

/* --- one document --- */

static void
reading_free(struct reading *d)
{
	xmlFreeDoc(d->is.tree);
	arena_free(d->arena);
	mem_free(d);
}

static int
open_source(struct ahead *a, struct reading *d, struct resolved *r)
{
	int rc;

	pthread_mutex_lock(&a->source);
	rc = resolver_open(a->resolver, slice_of(d->uri), r, &d->is.missing);
	pthread_mutex_unlock(&a->source);
	return rc;
}

/* Opens, sums up and parses a document. */
static void
read_source(struct ahead *a, struct reading *d)
{
	struct resolved r;

	d->arena = arena_new();
	if (open_source(a, d, &r) == -1)
		return;
	d->is.missing = NULL;
	d->is.path = r.path;
	d->is.size = r.bytes.n;
	d->is.mtime_ns = r.mtime_ns;
	d->is.source = r.source;
	sha256(r.bytes, d->is.sha256);
	d->is.tree = xml_tree(r.bytes, d->uri, d->arena, &d->is.error);
	resolver_release(&r);
}

/* --- shared work; the lock is held where these begin and end --- */

/* Whether there is a document to begin (2). */
static bool
may_begin(const struct ahead *a)
{
	return a->begun < a->document.n && !a->full;
}

static void
read_next(struct ahead *a)
{
	struct reading *d = a->document.v[a->begun++];

	pthread_mutex_unlock(&a->lock);
	read_source(a, d);
	pthread_mutex_lock(&a->lock);
	a->waiting += d->is.size;
	a->full |= a->waiting >= WINDOW;
	d->done = true;
	pthread_cond_signal(&a->done);
}

static void
free_spent(struct ahead *a)
{
	struct reading *d = a->spent, *next;

	a->spent = NULL;
	a->spent_bytes = 0;
	pthread_mutex_unlock(&a->lock);
	for (; d != NULL; d = next) {
		next = d->next;
		reading_free(d);
	}
	pthread_mutex_lock(&a->lock);
}

static void *
work(void *ctx)
{
	struct ahead *a = ctx;

	pthread_mutex_lock(&a->lock);
	while (!a->over) {
		if (a->spent != NULL)
			free_spent(a);
		else if (may_begin(a))
			read_next(a);
		else
			pthread_cond_wait(&a->work, &a->lock);
	}
	pthread_mutex_unlock(&a->lock);
	return NULL;
}

/* --- the caller's side --- */

struct ahead *
ahead_new(struct resolver *r, int jobs)
{
	struct ahead *a = mem_calloc(1, sizeof(*a));

	a->resolver = r;
	pthread_mutex_init(&a->source, NULL);
	pthread_mutex_init(&a->lock, NULL);
	pthread_cond_init(&a->work, NULL);
	pthread_cond_init(&a->done, NULL);
	while (a->n_threads < jobs - 1 && a->n_threads < MAX_THREADS &&
	    pthread_create(&a->thread[a->n_threads], NULL, work, a) == 0)
		a->n_threads++;
	return a;
}

void
ahead_ask(struct ahead *a, struct slice uri)
{
	struct reading *d = mem_calloc(1, sizeof(*d) + uri.n + 1);

	memcpy(d->uri, uri.s, uri.n);
	pthread_mutex_lock(&a->lock);
	VEC_PUSH(&a->document, d);
	if (may_begin(a))
		pthread_cond_signal(&a->work);
	pthread_mutex_unlock(&a->lock);
}

/* The document that was taken last is done with (4). */
static void
put_back(struct ahead *a)
{
	struct reading *d;

	if (a->taken == 0)
		return;
	d = a->document.v[a->taken - 1];
	a->document.v[a->taken - 1] = NULL;
	d->next = a->spent;
	a->spent = d;
	a->spent_bytes += d->is.size;
	if (a->n_threads == 0 || a->spent_bytes > WINDOW)
		free_spent(a);
}

/* The next document is handed out. */
static struct reading *
hand_out(struct ahead *a)
{
	struct reading *d = a->document.v[a->taken++];

	a->waiting -= d->is.size;
	if (a->full && a->waiting <= WINDOW / 2) {
		a->full = false;
		pthread_cond_broadcast(&a->work);
	}
	return d;
}

const struct ahead_document *
ahead_take(struct ahead *a)
{
	const struct reading *d;

	pthread_mutex_lock(&a->lock);
	put_back(a);
	assert(a->taken < a->document.n);
	d = a->document.v[a->taken];
	while (!d->done) {		/* rather than wait, help (1) */
		if (a->begun == a->taken || may_begin(a))
			read_next(a);
		else if (a->spent != NULL)
			free_spent(a);
		else
			pthread_cond_wait(&a->done, &a->lock);
	}
	d = hand_out(a);
	pthread_mutex_unlock(&a->lock);
	return &d->is;
}

void
ahead_free(struct ahead *a)
{
	size_t i;
	int k;

	if (a == NULL)
		return;
	pthread_mutex_lock(&a->lock);
	a->over = true;
	pthread_cond_broadcast(&a->work);
	pthread_mutex_unlock(&a->lock);
	for (k = 0; k < a->n_threads; k++)
		pthread_join(a->thread[k], NULL);
	pthread_mutex_lock(&a->lock);
	free_spent(a);
	pthread_mutex_unlock(&a->lock);
	for (i = a->taken == 0 ? 0 : a->taken - 1; i < a->document.n; i++)
		reading_free(a->document.v[i]);	/* which are not put back */
	VEC_FREE(&a->document);
	pthread_cond_destroy(&a->done);
	pthread_cond_destroy(&a->work);
	pthread_mutex_destroy(&a->lock);
	pthread_mutex_destroy(&a->source);
	mem_free(a);
}
