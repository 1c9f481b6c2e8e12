/*
 * record.c: see record.h.  Which variables have facts is a pattern; there are
 * few.  For a pattern and a set of variables that have to be the same, a table has
 * the hashes of what those were bound to.
 */
#include "formula/record.h"

#include "base/hash.h"

struct record {
	uint32_t pattern;
	size_t   digests;		/* first, one a position */
};

struct check {
	uint32_t pattern;
	uint64_t *same;			/* positions that have to be */
	size_t   upto;			/* records that are in the table */
	struct table table;
};

struct records {
	const struct plan    *p;
	VEC(struct record)    all;
	VEC(uint64_t)         digests;
	VEC(uint64_t *)       patterns;	/* positions with facts */
	VEC(struct check)     checks;
	uint64_t             *now, *fallen, *same;	/* of the one at hand */
};

static uint64_t *
bits_new(const struct plan *p)
{
	return mem_calloc(p->n_words, sizeof(uint64_t));
}

struct records *
records_new(const struct plan *p)
{
	struct records *r = mem_calloc(1, sizeof(*r));

	r->p = p;
	r->now = bits_new(p);
	r->fallen = bits_new(p);
	r->same = bits_new(p);
	return r;
}

void
records_free(struct records *r)
{
	size_t i;

	if (r == NULL)
		return;
	for (i = 0; i < r->patterns.n; i++)
		mem_free(r->patterns.v[i]);
	for (i = 0; i < r->checks.n; i++) {
		mem_free(r->checks.v[i].same);
		table_free(&r->checks.v[i].table);
	}
	VEC_FREE(&r->all);
	VEC_FREE(&r->digests);
	VEC_FREE(&r->patterns);
	VEC_FREE(&r->checks);
	mem_free(r->now);
	mem_free(r->fallen);
	mem_free(r->same);
	mem_free(r);
}

/* --- digests --- */

static uint64_t
digest_of(const struct records *r, const struct bound *b)
{
	struct formula_run *run = r->p->run;
	struct arena_mark mark = arena_mark(run->scratch);
	uint64_t h = hash_mix(hash_salt(), b->value.n);
	struct slice text;
	uint32_t i;

	if (b->kind == BOUND_FACTS)
		return hash_bytes(b->facts, b->n * sizeof(*b->facts),
		    hash_salt());
	for (i = 0; i < b->value.n; i++) {
		const struct xp_item *item = &xp_items(&b->value)[i];

		if (item->type == XT_NODE) {
			h = hash_mix(h, (uint64_t)item->tree << 32 | item->n);
			continue;
		}
		text = xp_string_of(&run->d, *item, run->scratch);
		h = hash_mix(h, item->type);
		h = hash_mix(h, hash_bytes(text.s, text.n, hash_salt()));
	}
	arena_reset(run->scratch, mark);
	return h;
}

/* --- one evaluation --- */

static void
set_bit(uint64_t *bits, uint32_t i)
{
	bits[i / 64] |= UINT64_C(1) << (i % 64);
}

/* Notes what has facts and what has fallen back; its digests go to the end. */
static bool
look_at(struct records *r, const struct evaluation *e)
{
	bool any = false;
	uint32_t i;

	memset(r->now, 0, r->p->n_words * sizeof(*r->now));
	memset(r->fallen, 0, r->p->n_words * sizeof(*r->fallen));
	for (i = 0; i < r->p->n; i++) {
		const struct bound *b = &e->bound[i];

		if (b->kind == BOUND_FACTS)
			set_bit(r->now, i);
		if (b->kind == BOUND_FALLBACK) {
			set_bit(r->fallen, i);
			any = true;
		}
		VEC_PUSH(&r->digests, b->kind == BOUND_FALLBACK ? 0 :
		    digest_of(r, b));
	}
	return any;
}

/* The positions that have to be the same in an evaluation of a pattern: false
 * where none of it could make this one superfluous. */
static bool
find_same(struct records *r, const struct evaluation *e,
    const uint64_t *pattern)
{
	uint64_t more = 0;
	uint32_t i, w;
	bool hangs;

	for (w = 0; w < r->p->n_words; w++)
		more |= pattern[w] & r->fallen[w];
	if (more == 0)
		return false;
	memset(r->same, 0, r->p->n_words * sizeof(*r->same));
	for (i = 0; i < r->p->n; i++) {
		if (e->bound[i].kind == BOUND_FALLBACK ||
		    r->p->v[i].kind == BINDING_PARAMETER)
			continue;
		for (w = 0, hangs = false; w < r->p->n_words; w++)
			hangs |= (r->p->v[i].needs[w] & pattern[w] &
			    r->fallen[w]) != 0;
		if (hangs)
			continue;
		if (e->bound[i].kind == BOUND_FACTS && !plan_bit(pattern, i))
			return false;
		set_bit(r->same, i);
	}
	return true;
}

static uint64_t
key_of(const struct records *r, const uint64_t *same, size_t digests)
{
	uint64_t h = hash_salt();
	uint32_t i;

	for (i = 0; i < r->p->n; i++)
		if (plan_bit(same, i))
			h = hash_mix(h, r->digests.v[digests + i]);
	return h;
}

static struct check *
find_check(struct records *r, uint32_t pattern)
{
	size_t size = r->p->n_words * sizeof(uint64_t), i;
	struct check *c;

	for (i = 0; i < r->checks.n; i++)
		if (r->checks.v[i].pattern == pattern &&
		    memcmp(r->checks.v[i].same, r->same, size) == 0)
			return &r->checks.v[i];
	c = VEC_ADD(&r->checks);
	c->pattern = pattern;
	c->same = bits_new(r->p);
	memcpy(c->same, r->same, size);
	return c;
}

/* Whether one of the pattern was the same where it has to be. */
static bool
was_there(struct records *r, uint32_t pattern, size_t digests)
{
	struct check *c = find_check(r, pattern);
	uint64_t key;

	for (; c->upto < r->all.n; c->upto++) {
		const struct record *x = &r->all.v[c->upto];

		if (x->pattern != pattern)
			continue;
		key = key_of(r, c->same, x->digests);
		if (table_find_int(&c->table, key) == NONE)
			table_add_int(&c->table, key, 0);
	}
	return table_find_int(&c->table, key_of(r, c->same, digests)) != NONE;
}

static uint32_t
pattern_now(struct records *r)
{
	size_t size = r->p->n_words * sizeof(uint64_t);
	uint64_t *copy;
	uint32_t i;

	for (i = 0; i < r->patterns.n; i++)
		if (memcmp(r->patterns.v[i], r->now, size) == 0)
			return i;
	copy = bits_new(r->p);
	memcpy(copy, r->now, size);
	VEC_PUSH(&r->patterns, copy);
	return i;
}

bool
records_superfluous(struct records *r, const struct evaluation *e)
{
	size_t digests = r->digests.n;
	bool any = look_at(r, e);
	uint32_t i;

	for (i = 0; any && i < r->patterns.n; i++)
		if (find_same(r, e, r->patterns.v[i]) &&
		    was_there(r, i, digests)) {
			r->digests.n = digests;
			return true;
		}
	VEC_PUSH(&r->all, ((struct record){ pattern_now(r), digests }));
	return false;
}
