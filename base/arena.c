/*
 * arena.c: see arena.h.  Chunks form a stack; a chunk doubles up to 1 MiB,
 * and what is larger gets a chunk of its own.
 */
#include "base/arena.h"

#include <assert.h>
#include <stdarg.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>

#include "base/mem.h"

#define CHUNK_MIN	((size_t)4096)
#define CHUNK_MAX	((size_t)1 << 20)

struct chunk {
	struct chunk *below;
	size_t        used, size;
	alignas(max_align_t) char bytes[];
};

struct arena {
	struct chunk *top;
	size_t        total;
};

struct arena *
arena_new(void)
{
	return mem_calloc(1, sizeof(struct arena));
}

static void
chunk_pop(struct arena *a)
{
	struct chunk *c = a->top;

	a->top = c->below;
	a->total -= c->used;
	mem_free(c);
}

void
arena_free(struct arena *a)
{
	if (a == NULL)
		return;
	while (a->top != NULL)
		chunk_pop(a);
	mem_free(a);
}

static void
chunk_push(struct arena *a, size_t need)
{
	size_t size = a->top == NULL ? CHUNK_MIN : a->top->size * 2;
	struct chunk *c;

	if (size > CHUNK_MAX)
		size = CHUNK_MAX;
	if (size < need)
		size = need;
	c = mem_resize(NULL, 1, sizeof(*c) + size);
	c->below = a->top;
	c->used = 0;
	c->size = size;
	a->top = c;
}

static size_t
aligned(size_t n)
{
	return (n + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
}

/* The same as arena_alloc, but not zeroed. */
static void *
take(struct arena *a, size_t n)
{
	size_t need = aligned(n);
	void *p;

	if (need < n)			/* wrapped: nobody has so much */
		need = SIZE_MAX / 2;
	if (a->top == NULL || a->top->size - a->top->used < need)
		chunk_push(a, need);
	p = a->top->bytes + a->top->used;
	a->top->used += need;
	a->total += need;
	return p;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	void *p = take(a, n);

	mem_zero(p, n);
	return p;
}

void
arena_trim(struct arena *a, const void *last, size_t n)
{
	size_t at = (size_t)((const char *)last - a->top->bytes);
	size_t used = at + aligned(n);

	a->total -= a->top->used - used;
	a->top->used = used;
}

struct slice
arena_copy(struct arena *a, struct slice s)
{
	char *p;

	if (s.s == NULL)
		return SLICE_NONE;
	p = take(a, s.n + 1);
	memcpy(p, s.s, s.n);
	p[s.n] = '\0';
	return (struct slice){ p, s.n };
}

char *
arena_string(struct arena *a, const char *z)
{
	size_t n = strlen(z);
	char *p = arena_alloc(a, n + 1);

	memcpy(p, z, n);
	return p;
}

struct slice
arena_pair(struct arena *a, struct slice x, char between, struct slice y)
{
	char *p = arena_alloc(a, x.n + y.n + 2);

	if (x.n > 0)
		memcpy(p, x.s, x.n);
	p[x.n] = between;
	if (y.n > 0)
		memcpy(p + x.n + 1, y.s, y.n);
	return (struct slice){ p, x.n + 1 + y.n };
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *p;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	assert(n >= 0);
	p = take(a, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return p;
}

size_t
arena_size(const struct arena *a)
{
	return a->total;
}

struct arena_mark
arena_mark(const struct arena *a)
{
	return (struct arena_mark){ a->top,
	    a->top == NULL ? 0 : a->top->used };
}

void
arena_reset(struct arena *a, struct arena_mark m)
{
	while (a->top != m.chunk)
		chunk_pop(a);
	if (a->top != NULL) {
		a->total -= a->top->used - m.used;
		a->top->used = m.used;
	}
}
