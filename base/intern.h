/*
 * intern.h: strings as small integers.  Equal strings get equal numbers,
 * 0, 1, 2 … in the order of first sight; number 0 is the empty string.
 * The slices returned are NUL-terminated and live as long as the pool.
 */
#ifndef BASE_INTERN_H
#define BASE_INTERN_H

#include <stdint.h>

#include "base/slice.h"

struct intern;

struct intern	*intern_new(void);
void		 intern_free(struct intern *);	/* NULL is fine */
/* The number of s; a new one if it was not there. */
uint32_t	 intern_add(struct intern *, struct slice s);
/* The same without a copy: s lives at least as long as the pool, and is not
 * NUL-terminated when it comes back unless it was. */
uint32_t	 intern_borrow(struct intern *, struct slice s);
/* intern_add in two steps: a key, while whose place is fetched there is time for
 * other work, and its number. */
struct intern_key { struct slice s; uint64_t hash; };
struct intern_key intern_key(const struct intern *, struct slice s);
uint32_t	 intern_add_key(struct intern *, struct intern_key);
/* The number of s, or NONE. */
uint32_t	 intern_find(const struct intern *, struct slice s);
struct slice	 intern_get(const struct intern *, uint32_t id);
/* How many there are. */
uint32_t	 intern_count(const struct intern *);

#endif
