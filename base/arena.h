/*
 * arena.h: memory with one lifetime.  What an arena hands out lives until
 * the arena is freed, or reset to a mark taken before; nothing is freed alone.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#include "base/slice.h"

struct arena;

struct arena_mark {
	void  *chunk;
	size_t used;
};

/* A new arena; free with arena_free. */
struct arena	 *arena_new(void);
/* NULL is fine. */
void		  arena_free(struct arena *);
/* n zeroed bytes, aligned for any type; never NULL. */
void		 *arena_alloc(struct arena *, size_t n);
/* Gives back what lies behind the first n bytes of the last thing handed out. */
void		  arena_trim(struct arena *, const void *last, size_t n);
/* A NUL-terminated copy; SLICE_NONE stays SLICE_NONE. */
struct slice	  arena_copy(struct arena *, struct slice);
/* A NUL-terminated copy of z. */
char		 *arena_string(struct arena *, const char *z);
/* A copy of two texts with a character between them; NUL-terminated. */
struct slice	  arena_pair(struct arena *, struct slice, char between,
		    struct slice);
/* printf into the arena. */
char		 *arena_printf(struct arena *, const char *fmt, ...)
		    __attribute__((format(printf, 2, 3)));
/* Bytes handed out so far, for limits and for tests. */
size_t		  arena_size(const struct arena *);

struct arena_mark arena_mark(const struct arena *);
/* Gives back everything handed out since the mark. */
void		  arena_reset(struct arena *, struct arena_mark);

#endif
