/*
 * concepts.c: see concepts.h.
 *
 * (1) A concept once stored stays and keeps its number, so what was learned
 *     holds for as long as the store is open, until a rollback.
 * (2) At most MAX_KNOWN are remembered; then it begins anew.
 * (3) The store numbers them from 1 without a gap.  So the highest number,
 *     which nobody else changes until the transaction is over, tells whether
 *     there are any that are not remembered.
 */
#include "store/concepts.h"

#include "base/hash.h"
#include "base/mem.h"

#define MAX_KNOWN	100000

/* The names one after the other. */
struct known {
	const char *names;
	uint32_t    n[3];
	int64_t     number;
};

struct concepts {
	struct arena *arena;		/* of the names */
	struct table  table;
	VEC(struct known) known;
	int64_t       highest;		/* number in the store; -1: ask (3) */
};

struct concepts *
concepts_new(void)
{
	struct concepts *c = mem_calloc(1, sizeof(*c));

	c->arena = arena_new();
	c->highest = -1;
	return c;
}

void
concepts_free(struct concepts *c)
{
	if (c == NULL)
		return;
	table_free(&c->table);
	VEC_FREE(&c->known);
	arena_free(c->arena);
	mem_free(c);
}

void
concepts_begin(struct concepts *c)
{
	c->highest = -1;
}

void
concepts_forget(struct concepts *c)
{
	c->highest = -1;
	table_free(&c->table);
	VEC_FREE(&c->known);
	arena_free(c->arena);
	c->arena = arena_new();
}

static uint64_t
hash_of(const struct store_value name[3])
{
	uint64_t salt = hash_salt();

	return hash_mix(hash_bytes(name[0].text.s, name[0].text.n, salt),
	    hash_bytes(name[1].text.s, name[1].text.n, salt));
}

static bool
is(const void *ctx, uint32_t row, const void *key)
{
	const struct known *k = &((const struct concepts *)ctx)->known.v[row];
	const struct store_value *name = key;
	const char *at = k->names;
	int i;

	for (i = 0; i < 3; i++) {
		if (k->n[i] != name[i].text.n || (k->n[i] > 0 &&
		    memcmp(at, name[i].text.s, k->n[i]) != 0))
			return false;
		at += k->n[i];
	}
	return true;
}

static void
learn(struct concepts *c, uint64_t hash, const struct store_value name[3],
    int64_t number)
{
	size_t n = name[0].text.n + name[1].text.n + name[2].text.n;
	char *at = arena_alloc(c->arena, n + 1);
	struct known *k;
	int i;

	if (n > UINT32_MAX)
		return;
	table_add(&c->table, hash, (uint32_t)c->known.n);
	k = VEC_ADD(&c->known);
	k->names = at;
	k->number = number;
	for (i = 0; i < 3; i++) {
		k->n[i] = (uint32_t)name[i].text.n;
		if (k->n[i] > 0)
			memcpy(at, name[i].text.s, k->n[i]);
		at += k->n[i];
	}
}

static int
ask(struct driver *d, const char *sql, const struct store_value *args,
    size_t n, int64_t *number)
{
	struct store_cursor *c;
	int rc;

	if (d->ops->select(d, sql, args, n, &c) == -1)
		return -1;
	if ((rc = d->ops->next(c)) == 1)
		*number = d->ops->column(c, 0).number;
	d->ops->end(c);
	return rc;
}

/* The number as the store has it, or gives it. */
static int
number_in_store(struct concepts *c, struct driver *d,
    const struct store_value name[3], int64_t *number)
{
	struct store_value row[4] = { store_int(0), name[0], name[1],
	    name[2] };
	int rc;

	if (c->highest == -1 && ask(d, "SELECT coalesce(max(id), 0) FROM "
	    "concept", NULL, 0, &c->highest) == -1)
		return -1;
	if ((int64_t)c->known.n < c->highest) {		/* (3) */
		rc = ask(d, "SELECT id FROM concept WHERE namespace = ?1 AND "
		    "local = ?2 AND prefix = ?3", name, 3, number);
		if (rc != 0)
			return rc == 1 ? 0 : -1;
	}
	*number = ++c->highest;
	row[0] = store_int(*number);
	return store_insert_one(d, TABLE_CONCEPT, row);
}

int
concepts_number(struct concepts *c, struct driver *d,
    const struct store_value name[3], int64_t *number)
{
	uint64_t hash = hash_of(name);
	uint32_t row = table_find(&c->table, hash, is, c, name);

	if (row != NONE) {
		*number = c->known.v[row].number;
		return 0;
	}
	if (number_in_store(c, d, name, number) == -1)
		return -1;
	if (c->known.n == MAX_KNOWN)
		concepts_forget(c);
	learn(c, hash, name, *number);
	return 0;
}
