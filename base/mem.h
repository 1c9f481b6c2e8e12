/*
 * mem.h: memory that is either there or ends the program.
 *
 * A report is read in a process of its own (a command, or a worker of the
 * service), so running out of memory is decided once, here: one sentence on
 * standard error and exit status 2.  A host that wants otherwise sets a
 * handler, which must not return.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>
#include <stdint.h>

/* "No such row": the index that every table here uses for absence. */
#define NONE UINT32_MAX

/* n zeroed bytes; never NULL, also for n == 0. Free with mem_free. */
void	*mem_calloc(size_t n, size_t size);
/* Resizes p (NULL: allocates) to n * size bytes; new bytes are not cleared. */
void	*mem_resize(void *p, size_t n, size_t size);
void	 mem_free(void *p);
/* Replaces what happens when memory runs out; NULL restores the default. */
void	 mem_on_exhaustion(void (*handler)(void));

/*
 * Says that about so many bytes will be wanted at once: the heap then grows
 * by them in one step, in huge pages where the kernel has them, for a page
 * that is touched first costs more than what is done with it.  Only a hint;
 * what is never touched costs nothing.  It changes how the whole process gets
 * memory, so it is taken only after mem_is_ours: the library leaves the
 * memory of its host alone.
 */
void	 mem_expect(size_t bytes);
/* The process is ours: called once by a program, never by the library. */
void	 mem_is_ours(void);

/*
 * Makes room in the array *v (capacity *cap, elements of `size` bytes) for
 * `need` elements in all, doubling; the multiplication is checked.
 */
void	 mem_grow(void **v, size_t *cap, size_t need, size_t size);

/*
 * A growing array: VEC(struct fact) facts; then facts.v[i], facts.n.
 * VEC_ADD returns a pointer to a new, zeroed element, valid until the next.
 * (NOLINT: the size of a pointer is meant where a vector holds pointers.)
 */
#define VEC(type)	struct { type *v; size_t n, cap; }
#define VEC_ROOM(a)							\
	((a)->n < (a)->cap ? (void)0 : mem_grow((void **)&(a)->v,	\
	&(a)->cap, (a)->n + 1,						\
	sizeof(*(a)->v))) /* NOLINT(bugprone-sizeof-expression) */
#define VEC_ADD(a)							\
	(VEC_ROOM(a), mem_zero(&(a)->v[(a)->n], sizeof(*(a)->v)),	\
	&(a)->v[(a)->n++])
#define VEC_PUSH(a, x)							\
	(VEC_ROOM(a), (void)((a)->v[(a)->n++] = (x)))
/* Room for some, so that v is never NULL and v + 0 is defined. */
#define VEC_INIT(a)							\
	mem_grow((void **)&(a)->v, &(a)->cap, 1, sizeof(*(a)->v))
#define VEC_FREE(a)							\
	(mem_free((a)->v), (a)->v = NULL, (a)->n = (a)->cap = 0)

void	 mem_zero(void *p, size_t n);

/* Begins to fetch n bytes that will be read soon; of many, the first few: the
 * processor sees by itself how it goes on. */
#define MEM_LINE	64
#define MEM_LINES	4
static inline void
mem_fetch(const void *p, size_t n)
{
	const char *at = p;
	size_t i;

	for (i = 0; i < n && i < (size_t)MEM_LINES * MEM_LINE; i += MEM_LINE)
		__builtin_prefetch(at + i);
}

#endif
