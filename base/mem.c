/* mem.c: see mem.h.  The only place that calls malloc's family directly. */
#include "base/mem.h"

#include <malloc.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define HUGE_PAGE	((size_t)2 << 20)
#define SLACK		((size_t)64)	/* malloc's own bytes behind a block */
#define EXPECT_MAX	((size_t)256 << 20)	/* beyond it huge pages no longer pay */

static void (*exhausted_handler)(void);
static bool ours;

static void
exhausted(void)
{
	static const char msg[] = "rekenschap: out of memory\n";

	if (exhausted_handler != NULL)
		exhausted_handler();
	if (write(STDERR_FILENO, msg, sizeof(msg) - 1) == -1)
		_exit(2);
	_exit(2);
}

void
mem_on_exhaustion(void (*handler)(void))
{
	exhausted_handler = handler;
}

void *
mem_calloc(size_t n, size_t size)
{
	void *p = calloc(n == 0 ? 1 : n, size == 0 ? 1 : size);

	if (p == NULL)
		exhausted();
	return p;
}

void *
mem_resize(void *p, size_t n, size_t size)
{
	void *q = reallocarray(p, n == 0 ? 1 : n, size == 0 ? 1 : size);

	if (q == NULL)
		exhausted();
	return q;
}

void
mem_free(void *p)
{
	free(p);
}

void
mem_is_ours(void)
{
	ours = true;
}

/*
 * The heap is made long enough at once, and what begins at the next boundary of
 * huge pages is to be of those.  A huge page is only had where no small one is
 * yet: so nothing beyond the boundary may be written before, and malloc writes
 * a few bytes right behind what it hands out.  The first block therefore takes
 * what the heap still had, and the second what lies before the boundary; both
 * are never touched nor freed, so they cost addresses and no memory.
 */
void
mem_expect(size_t bytes)
{
	static size_t expected;
	static void *volatile passed[2];	/* or the compiler leaves them out */
	char *end = sbrk(0), *first;
	size_t gap;

	if (!ours || bytes < 2 * HUGE_PAGE || bytes / 2 < expected ||
	    end == (void *)-1)
		return;
	expected = bytes;
	if (bytes > EXPECT_MAX)
		bytes = EXPECT_MAX;
	if (mallopt(M_TRIM_THRESHOLD, (int)bytes) != 1 ||
	    mallopt(M_MMAP_THRESHOLD, (int)bytes) != 1 ||
	    mallopt(M_TOP_PAD, (int)bytes) != 1)
		return;
	passed[0] = malloc(mallinfo2().keepcost);
	mallopt(M_TOP_PAD, (int)HUGE_PAGE);
	gap = -(uintptr_t)(end + SLACK) & (HUGE_PAGE - 1);
	first = end + SLACK + gap;
	if (first < (char *)sbrk(0))
		(void)madvise(first, (size_t)((char *)sbrk(0) - first),
		    MADV_HUGEPAGE);
	passed[1] = malloc(gap);
	(void)passed[0];
}

void
mem_grow(void **v, size_t *cap, size_t need, size_t size)
{
	size_t c = *cap == 0 ? 16 : *cap;

	if (need <= *cap)
		return;
	while (c < need)
		if (__builtin_mul_overflow(c, (size_t)2, &c))
			exhausted();
	*v = mem_resize(*v, c, size);
	*cap = c;
}

void
mem_zero(void *p, size_t n)
{
	memset(p, 0, n);
}
