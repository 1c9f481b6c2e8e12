/* announced.c: see announced.h.  Found by hashing, so that thousands of roles
 * and of footnotes cost no square. */
#include "validate/announced.h"

struct role_key {
	struct slice uri;
	enum ref_kind kind;
};

static bool
is_key(const void *ctx, uint32_t row, const void *key)
{
	const struct role_key *k = key;
	const struct reference *ref = &((const struct report *)ctx)->
	    references.v[row];

	return ref->kind == k->kind && slice_eq(ref->role_uri, k->uri);
}

static uint64_t
hash_key(enum ref_kind kind, struct slice uri)
{
	return hash_mix(hash_bytes(uri.s, uri.n, hash_salt()),
	    (uint64_t)kind);
}

struct announced
announced_new(const struct report *r)
{
	struct announced a = { .report = r };
	uint32_t i;

	for (i = 0; i < r->references.n; i++) {
		const struct reference *ref = &r->references.v[i];

		if ((ref->kind == REF_ROLE || ref->kind == REF_ARCROLE) &&
		    announced_first(&a, ref->kind, ref->role_uri) == NONE)
			table_add(&a.rows, hash_key(ref->kind, ref->role_uri),
			    i);
	}
	return a;
}

void
announced_free(struct announced *a)
{
	table_free(&a->rows);
}

uint32_t
announced_first(const struct announced *a, enum ref_kind kind,
    struct slice uri)
{
	struct role_key key = { uri, kind };

	return table_find(&a->rows, hash_key(kind, uri), is_key, a->report,
	    &key);
}
