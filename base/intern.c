/* intern.c: see intern.h. */
#include "base/intern.h"

#include <assert.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/mem.h"

struct intern {
	struct arena *arena;
	struct table  table;
	VEC(struct slice) strings;
};

struct intern *
intern_new(void)
{
	struct intern *p = mem_calloc(1, sizeof(*p));

	p->arena = arena_new();
	intern_add(p, SLICE(""));
	return p;
}

void
intern_free(struct intern *p)
{
	if (p == NULL)
		return;
	table_free(&p->table);
	VEC_FREE(&p->strings);
	arena_free(p->arena);
	mem_free(p);
}

static bool
is_string(const void *ctx, uint32_t row, const void *key)
{
	const struct intern *p = ctx;
	const struct slice *s = key;

	return slice_eq(p->strings.v[row], *s);
}

uint32_t
intern_find(const struct intern *p, struct slice s)
{
	return table_find(&p->table, hash_bytes(s.s, s.n, hash_salt()),
	    is_string, p, &s);
}

struct intern_key
intern_key(const struct intern *p, struct slice s)
{
	struct intern_key k = { s, hash_bytes(s.s, s.n, hash_salt()) };

	table_fetch(&p->table, k.hash);
	return k;
}

static uint32_t
add(struct intern *p, struct intern_key k, bool copy)
{
	uint32_t row = table_find(&p->table, k.hash, is_string, p, &k.s);

	if (row != NONE)
		return row;
	assert(p->strings.n < NONE);
	row = (uint32_t)p->strings.n;
	if (k.s.s == NULL)
		k.s = SLICE("");
	VEC_PUSH(&p->strings, copy ? arena_copy(p->arena, k.s) : k.s);
	table_add(&p->table, k.hash, row);
	return row;
}

uint32_t
intern_add_key(struct intern *p, struct intern_key k)
{
	return add(p, k, true);
}

uint32_t
intern_add(struct intern *p, struct slice s)
{
	return add(p, intern_key(p, s), true);
}

uint32_t
intern_borrow(struct intern *p, struct slice s)
{
	return add(p, intern_key(p, s), false);
}

struct slice
intern_get(const struct intern *p, uint32_t id)
{
	return id < p->strings.n ? p->strings.v[id] : SLICE_NONE;
}

uint32_t
intern_count(const struct intern *p)
{
	return (uint32_t)p->strings.n;
}
