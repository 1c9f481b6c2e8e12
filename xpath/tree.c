/*
 * tree.c: what one asks of a tree of rows.  See tree.h.
 */
#include "xpath/tree.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/radix.h"
#include "base/uri.h"

void
xp_tree_free(struct xp_tree *t)
{
	if (t == NULL)
		return;
	mem_free((void *)(uintptr_t)t->rows);
	mem_free((void *)(uintptr_t)t->names);
	mem_free((void *)(uintptr_t)t->texts);
	mem_free((void *)(uintptr_t)t->scopes);
	arena_free(t->arena);
	mem_free(t);
}

/* --- elements by name --- */

/* What is remembered of a tree is no change of it. */
static void
make_named(const struct xp_tree *t)
{
	struct xp_named *named = &((struct xp_tree *)(uintptr_t)t)->named;
	const struct xp_row *rows = t->rows;
	uint32_t *first = arena_alloc(t->arena, (t->n_names + (size_t)2) *
	    sizeof(*first)), i;

	for (i = 0; i < t->n_rows; i++)
		if (rows[i].kind == XK_ELEMENT)
			first[rows[i].name]++;
	for (i = 1; i <= t->n_names; i++)
		first[i] += first[i - 1];
	named->rows = arena_alloc(t->arena, (first[t->n_names] + (size_t)1) *
	    sizeof(*named->rows));
	for (i = t->n_rows; i > 0; i--)
		if (rows[i - 1].kind == XK_ELEMENT)
			named->rows[--first[rows[i - 1].name]] = i - 1;
	named->first = first;
}

/* The first of n rising rows that is no less than a row. */
static uint32_t
not_less(const uint32_t *rows, uint32_t n, uint32_t row)
{
	uint32_t low = 0, high = n;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (rows[mid] < row)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

const uint32_t *
xp_tree_named(const struct xp_tree *t, uint32_t row, struct slice ns,
    struct slice local, uint32_t *n)
{
	uint32_t end = t->rows[row].end, i, name = NONE, low;
	const uint32_t *rows;

	if (t->named.rows == NULL && (!t->own || end - row < t->n_rows / 2))
		return NULL;
	for (i = 0; i < t->n_names; i++) {
		if (!slice_eq(t->names[i].local, local) ||
		    !slice_eq(t->names[i].ns, ns))
			continue;
		if (name != NONE)	/* with another prefix */
			return NULL;
		name = i;
	}
	if (t->named.rows == NULL)
		make_named(t);
	if (name == NONE) {
		*n = 0;
		return t->named.rows;
	}
	rows = t->named.rows + t->named.first[name];
	*n = t->named.first[name + 1] - t->named.first[name];
	low = not_less(rows, *n, row + 1);
	*n = not_less(rows, *n, end) - low;
	return rows + low;
}

/* --- texts --- */

/* All text nodes from a row up to another, put together. */
static struct slice
join(const struct xp_tree *t, uint32_t from, uint32_t end, size_t n,
    struct arena *arena)
{
	char *to = arena_alloc(arena, n + 1);
	struct slice all = { to, n };
	uint32_t i;

	for (i = from; i < end; i++) {
		struct slice s;

		if (t->rows[i].kind != XK_TEXT)
			continue;
		s = t->texts[t->rows[i].text];
		if (s.n > 0)
			memcpy(to, s.s, s.n);
		to += s.n;
	}
	return all;
}

struct slice
xp_tree_string(const struct xp_tree *t, uint32_t row, struct arena *arena)
{
	const struct xp_row *r = &t->rows[row];
	struct slice one = SLICE("");
	uint32_t i, texts = 0, first = row;
	size_t n = 0;

	if (r->kind != XK_DOCUMENT && r->kind != XK_ELEMENT)
		return t->texts[r->text];
	for (i = row + 1; i < r->end; i++) {
		if (t->rows[i].kind != XK_TEXT)
			continue;
		one = t->texts[t->rows[i].text];
		n += one.n;
		if (texts++ == 0)
			first = i;
	}
	return texts < 2 ? one : join(t, first, r->end, n, arena);
}

bool
xp_tree_has_elements(const struct xp_tree *t, uint32_t element)
{
	uint32_t i;

	for (i = element + 1; i < t->rows[element].end; i = t->rows[i].end)
		if (t->rows[i].kind == XK_ELEMENT)
			return true;
	return false;
}

struct slice
xp_tree_attribute(const struct xp_tree *t, uint32_t element, const char *ns,
    const char *local)
{
	uint32_t i;

	for (i = element + 1; i < t->rows[element].end &&
	    t->rows[i].kind == XK_ATTRIBUTE; i++) {
		const struct xp_qname *name = &t->names[t->rows[i].name];

		if (slice_is(name->local, local) &&
		    slice_is(name->ns, ns == NULL ? "" : ns))
			return t->texts[t->rows[i].text];
	}
	return SLICE_NONE;
}

struct slice
xp_tree_base(const struct xp_tree *t, uint32_t row, struct arena *arena)
{
	VEC(struct slice) bases = { NULL, 0, 0 };
	struct slice base = t->base, own;

	for (; row != NONE; row = t->rows[row].parent) {
		if (t->rows[row].kind != XK_ELEMENT)
			continue;
		own = xp_tree_attribute(t, row, NS_XML, "base");
		if (own.s != NULL)
			VEC_PUSH(&bases, own);
	}
	while (bases.n > 0) {			/* the outermost first */
		own = bases.v[--bases.n];
		base = base.s == NULL ? own : uri_resolve(arena, base, own);
		base = uri_split(base, NULL);
	}
	VEC_FREE(&bases);
	return base;
}

/* --- namespaces --- */

struct slice
xp_tree_namespace(const struct xp_tree *t, uint32_t row, struct slice prefix)
{
	uint32_t s;

	if (slice_is(prefix, "xml"))
		return SLICE(NS_XML);
	for (s = t->rows[row].scope; s != NONE; s = t->scopes[s].outer)
		if (slice_eq(t->texts[t->scopes[s].prefix], prefix))
			return t->texts[t->scopes[s].ns];
	return prefix.n == 0 ? SLICE("") : SLICE_NONE;
}

/* Declarations by prefix, the innermost first, which is the one that counts;
 * those in force are left, in their order. */
static uint32_t
innermost(const struct xp_tree *t, uint64_t *v, uint32_t n)
{
	uint32_t i, kept = 0, s;

	radix_sort(v, n);
	for (i = 0; i < n; i++) {
		s = (uint32_t)v[i];
		if ((i > 0 && v[i] >> 32 == v[i - 1] >> 32) ||
		    t->texts[t->scopes[s].ns].n == 0)
			continue;
		v[kept++] = v[i];
	}
	for (i = 0; i < kept; i++)
		v[i] <<= 32;
	radix_sort(v, kept);
	return kept;
}

uint32_t
xp_tree_scopes(const struct xp_tree *t, uint32_t row, struct arena *arena,
    const uint32_t **scopes)
{
	VEC(uint64_t) v = { NULL, 0, 0 };
	uint32_t s, i, n, *all;

	for (s = t->rows[row].scope; s != NONE; s = t->scopes[s].outer)
		if (!slice_is(t->texts[t->scopes[s].prefix], "xml"))
			VEC_PUSH(&v, (uint64_t)t->scopes[s].prefix << 32 | s);
	n = innermost(t, v.v, (uint32_t)v.n);
	all = arena_alloc(arena, (n + 1) * sizeof(*all));
	all[0] = NONE;
	for (i = 0; i < n; i++)
		all[i + 1] = (uint32_t)(v.v[i] >> 32);
	VEC_FREE(&v);
	*scopes = all;
	return n + 1;
}

/* --- IDs --- */

typedef VEC(struct xp_key) keys;

/* Each word of a text, for IDREFS; an ID is one. */
static void
add_keys(keys *all, struct slice text, uint32_t row)
{
	struct slice word;

	for (;;) {
		text = slice_trim(text);
		if (text.n == 0)
			return;
		for (word = text; text.n > 0 && !is_xml_space(text.s[0]);)
			text = slice_from(text, 1);
		word.n -= text.n;
		VEC_PUSH(all, ((struct xp_key){
		    hash_bytes(word.s, word.n, HASH_FIXED), row }));
	}
}

static int
by_hash(const void *pa, const void *pb)
{
	const struct xp_key *a = pa, *b = pb;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return a->row < b->row ? -1 : a->row > b->row;
}

static const struct xp_key *
settle(keys *all, struct arena *arena)
{
	struct xp_key *v = NULL;

	if (all->n > 0) {
		qsort(all->v, all->n, sizeof(*all->v), by_hash);
		v = arena_alloc(arena, all->n * sizeof(*v));
		memcpy(v, all->v, all->n * sizeof(*v));
	}
	VEC_FREE(all);
	return v;
}

void
xp_tree_index(struct xp_tree *t)
{
	keys ids = { NULL, 0, 0 }, idrefs = { NULL, 0, 0 };
	uint32_t i;

	for (i = 0; i < t->n_rows; i++) {
		if (t->rows[i].flags & XR_ID)
			add_keys(&ids, xp_tree_string(t, i, t->arena), i);
		if (t->rows[i].flags & XR_IDREF)
			add_keys(&idrefs, xp_tree_string(t, i, t->arena), i);
	}
	t->n_ids = (uint32_t)ids.n;
	t->n_idrefs = (uint32_t)idrefs.n;
	t->ids = settle(&ids, t->arena);
	t->idrefs = settle(&idrefs, t->arena);
}

/* The first key that has a hash, or would stand there. */
static uint32_t
first_key(const struct xp_key *v, uint32_t n, uint64_t hash)
{
	uint32_t low = 0, high = n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (v[mid].hash < hash)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* Whether one of the words of a row is that. */
static bool
has_word(const struct xp_tree *t, uint32_t row, struct slice id)
{
	struct arena *arena = arena_new();
	struct slice s = xp_tree_string(t, row, arena);
	size_t i, from;
	bool found = false;

	for (i = from = 0; i <= s.n && !found; i++) {
		if (i < s.n && !is_xml_space(s.s[i]))
			continue;
		found = slice_eq(id, (struct slice){ s.s + from, i - from });
		from = i + 1;
	}
	arena_free(arena);
	return found;
}

uint32_t
xp_tree_id(const struct xp_tree *t, struct slice id)
{
	uint64_t hash = hash_bytes(id.s, id.n, HASH_FIXED);
	uint32_t i, row;

	for (i = first_key(t->ids, t->n_ids, hash); i < t->n_ids &&
	    t->ids[i].hash == hash; i++) {
		row = t->ids[i].row;
		if (has_word(t, row, id))
			return t->rows[row].kind == XK_ATTRIBUTE ?
			    t->rows[row].parent : row;
	}
	return NONE;
}

uint32_t
xp_tree_idref(const struct xp_tree *t, struct slice id, uint32_t *at)
{
	uint64_t hash = hash_bytes(id.s, id.n, HASH_FIXED);
	uint32_t i = *at, row;

	if (i == 0)
		i = first_key(t->idrefs, t->n_idrefs, hash);
	for (; i < t->n_idrefs && t->idrefs[i].hash == hash; i++) {
		row = t->idrefs[i].row;
		if (i > 0 && t->idrefs[i - 1].row == row &&
		    t->idrefs[i - 1].hash == hash)
			continue;		/* the same word twice */
		if (has_word(t, row, id)) {
			*at = i + 1;
			return row;
		}
	}
	return NONE;
}
