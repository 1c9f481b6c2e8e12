/*
 * hash.h: 64-bit hashes (XXH3) and an open-addressed table of row numbers.
 *
 * Tables that live in a process are salted at random against chosen
 * collisions; tables inside a taxonomy image use HASH_FIXED, since an image
 * must be the same bytes on every machine.  No output ever depends on the
 * order of a hash table.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"

#define HASH_FIXED	UINT64_C(0)

/* The salt of this process; fixed where REKENSCHAP_HASH_SALT is set. */
uint64_t	hash_salt(void);
uint64_t	hash_bytes(const void *, size_t n, uint64_t salt);
/* Mixes two hashes or integers into one; the order matters. */
uint64_t	hash_mix(uint64_t a, uint64_t b);

/*
 * A table maps a hash to a row of the caller's own array.  The caller's
 * function says whether a row is the wanted one.  A slot has half of the hash,
 * which sorts out nearly all others, so that eight of them share a cache line.
 */
struct table {
	struct table_slot { uint32_t tag, row; } *slots;
	uint64_t *keys;			/* of tables of integers, by slot */
	size_t    size, used;		/* size is a power of two, or 0 */
};

typedef bool (*table_is)(const void *ctx, uint32_t row, const void *key);

/* The row, or NONE. */
uint32_t	table_find(const struct table *, uint64_t hash, table_is,
		    const void *ctx, const void *key);
/* Begins to fetch what table_find will look at, where there is other work to
 * do meanwhile. */
void		table_fetch(const struct table *, uint64_t hash);
/* Makes an empty table large enough for n rows. */
void		table_reserve(struct table *, size_t n);
/* Adds a row that is not there yet. */
void		table_add(struct table *, uint64_t hash, uint32_t row);
void		table_free(struct table *);

/* The same with a 64-bit integer as the whole key; a table is of one kind. */
uint32_t	table_find_int(const struct table *, uint64_t key);
void		table_add_int(struct table *, uint64_t key, uint32_t row);

#endif
