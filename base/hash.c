/* hash.c: see hash.h. */
#include "base/hash.h"

#include <assert.h>
#include <stdlib.h>
#include <sys/random.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/mem.h"

uint64_t
hash_salt(void)
{
	static uint64_t salt;
	static bool known;

	if (known)
		return salt;
	if (getenv("REKENSCHAP_HASH_SALT") != NULL ||
	    getrandom(&salt, sizeof(salt), GRND_NONBLOCK) != sizeof(salt))
		salt = UINT64_C(0x9e3779b97f4a7c15);
	known = true;
	return salt;
}

/* What XXH3 makes of a seed before it hashes more than 240 bytes; made once for
 * the salt of the process.  The hash is the same. */
static const uint8_t *
secret_of_salt(void)
{
	static _Thread_local uint8_t secret[XXH3_SECRET_DEFAULT_SIZE];
	static _Thread_local bool known;

	if (!known)
		XXH3_generateSecret_fromSeed(secret, hash_salt());
	known = true;
	return secret;
}

uint64_t
hash_bytes(const void *p, size_t n, uint64_t salt)
{
	if (n > XXH3_MIDSIZE_MAX && salt == hash_salt())
		return XXH3_64bits_withSecret(p, n, secret_of_salt(),
		    XXH3_SECRET_DEFAULT_SIZE);
	return XXH3_64bits_withSeed(n == 0 ? "" : p, n, salt);
}

uint64_t
hash_mix(uint64_t a, uint64_t b)
{
	uint64_t x = (a ^ (a >> 32)) * UINT64_C(0x9e3779b97f4a7c15) + b;

	x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
	return x ^ (x >> 31);
}

/* Both the first slot and the tag come of these bits: a table has no more
 * than 2^32 slots. */
static uint32_t
tag_of(uint64_t hash)
{
	return (uint32_t)(hash ^ hash >> 32);
}

uint32_t
table_find(const struct table *t, uint64_t hash, table_is is,
    const void *ctx, const void *key)
{
	uint32_t tag = tag_of(hash);
	size_t i;

	if (t->size == 0)
		return NONE;
	for (i = tag & (t->size - 1); t->slots[i].row != NONE;
	    i = (i + 1) & (t->size - 1))
		if (t->slots[i].tag == tag &&
		    is(ctx, t->slots[i].row, key))
			return t->slots[i].row;
	return NONE;
}

void
table_fetch(const struct table *t, uint64_t hash)
{
	if (t->size > 0)
		__builtin_prefetch(&t->slots[tag_of(hash) & (t->size - 1)]);
}

/* Puts a row into the first free slot; which one that is. */
static size_t
put(struct table *t, uint32_t tag, uint32_t row)
{
	size_t i = tag & (t->size - 1);

	while (t->slots[i].row != NONE)
		i = (i + 1) & (t->size - 1);
	t->slots[i].tag = tag;
	t->slots[i].row = row;
	t->used++;
	return i;
}

static void
clear(struct table *t, size_t size)
{
	t->size = size;
	t->used = 0;
	t->slots = mem_resize(NULL, size, sizeof(*t->slots));
	memset(t->slots, 0xff, size * sizeof(*t->slots));
}

void
table_reserve(struct table *t, size_t n)
{
	size_t size = 16;

	assert(t->size == 0);
	while (size / 4 * 3 < n)
		size *= 2;
	clear(t, size);
}

static void
enlarge(struct table *t)
{
	struct table old = *t;
	size_t i, at;

	clear(t, old.size == 0 ? 16 : old.size * 2);
	if (old.keys != NULL)
		t->keys = mem_resize(NULL, t->size, sizeof(*t->keys));
	for (i = 0; i < old.size; i++) {
		if (old.slots[i].row == NONE)
			continue;
		at = put(t, old.slots[i].tag, old.slots[i].row);
		if (old.keys != NULL)
			t->keys[at] = old.keys[i];
	}
	mem_free(old.slots);
	mem_free(old.keys);
}

static size_t
add(struct table *t, uint64_t hash, uint32_t row)
{
	if ((t->used + 1) * 4 > t->size * 3)
		enlarge(t);
	return put(t, tag_of(hash), row);
}

void
table_add(struct table *t, uint64_t hash, uint32_t row)
{
	assert(t->keys == NULL);
	(void)add(t, hash, row);
}

void
table_free(struct table *t)
{
	mem_free(t->slots);
	mem_free(t->keys);
	*t = (struct table){ .slots = NULL };
}

uint32_t
table_find_int(const struct table *t, uint64_t key)
{
	uint32_t tag = tag_of(hash_mix(hash_salt(), key));
	size_t i;

	if (t->keys == NULL)
		return NONE;
	for (i = tag & (t->size - 1); t->slots[i].row != NONE;
	    i = (i + 1) & (t->size - 1))
		if (t->keys[i] == key)
			return t->slots[i].row;
	return NONE;
}

void
table_add_int(struct table *t, uint64_t key, uint32_t row)
{
	size_t at = add(t, hash_mix(hash_salt(), key), row);

	if (t->keys == NULL) {
		assert(t->used == 1);
		t->keys = mem_resize(NULL, t->size, sizeof(*t->keys));
	}
	t->keys[at] = key;
}
