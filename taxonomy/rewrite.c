/*
 * rewrite.c: see rewrite.h.
 *
 * A URI is looked up by the hash of each of its prefixes that is as long as
 * some key, so the cost is in the lengths that occur and not in the number of
 * rules: a package may bring a hundred thousand.
 */
#include "taxonomy/rewrite.h"

#include "base/uri.h"

/* The host ends where the path begins. */
static size_t
end_of_host(struct slice uri, size_t from)
{
	const char *slash = from >= uri.n ? NULL :
	    memchr(uri.s + from, '/', uri.n - from);

	return slash == NULL ? uri.n : (size_t)(slash - uri.s);
}

/* The URI as keys are compared: https as http, the host in lower case. */
static struct slice
make_key(struct arena *arena, struct slice uri, bool *https)
{
	size_t skip, i;
	char *p;

	*https = slice_starts(uri, SLICE("https://"));
	if (!*https && !slice_starts(uri, SLICE("http://")))
		return uri;
	skip = *https ? 8 : 7;
	p = arena_alloc(arena, uri.n + 1);
	memcpy(p, "http://", 7);
	memcpy(p + 7, uri.s + skip, uri.n - skip);
	for (i = 7; i < 7 + end_of_host(uri, skip) - skip; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] | 0x20);
	return (struct slice){ p, uri.n - skip + 7 };
}

static bool
key_is(const void *ctx, uint32_t row, const void *key)
{
	const struct rewrites *set = ctx;

	return slice_eq(set->rules.v[row].key, *(const struct slice *)key);
}

static uint32_t
find_key(const struct rewrites *set, struct slice key)
{
	return table_find(&set->by_key,
	    hash_bytes(key.s, key.n, hash_salt()), key_is, set, &key);
}

/* Notes a length of a key, kept in falling order. */
static void
add_length(struct rewrites *set, size_t length)
{
	size_t i = 0;

	while (i < set->lengths.n && set->lengths.v[i] > length)
		i++;
	if (i < set->lengths.n && set->lengths.v[i] == length)
		return;
	VEC_PUSH(&set->lengths, length);
	memmove(set->lengths.v + i + 1, set->lengths.v + i,
	    (set->lengths.n - 1 - i) * sizeof(*set->lengths.v));
	set->lengths.v[i] = length;
}

/* Puts rule `row` behind the others of its key, or notes a new key. */
static void
link_rule(struct rewrites *set, uint32_t row)
{
	struct slice key = set->rules.v[row].key;
	uint32_t at = find_key(set, key);

	if (at == NONE) {
		table_add(&set->by_key, hash_bytes(key.s, key.n, hash_salt()),
		    row);
		add_length(set, key.n);
		return;
	}
	while (set->rules.v[at].next != NONE)
		at = set->rules.v[at].next;
	set->rules.v[at].next = row;
}

int
rewrites_add(struct rewrites *set, struct slice from, struct slice to,
    bool whole, uint32_t owner)
{
	struct rewrite *rule;
	struct slice key;
	bool https;
	uint32_t at;
	int n = 0;

	from = uri_resolve(set->arena, SLICE_NONE, from);
	key = make_key(set->arena, from, &https);
	if (key.n == 0 || key.n > REWRITE_KEY_MAX ||
	    set->rules.n >= REWRITES_MAX)
		return -1;
	/* The same place for the same key again adds nothing; and more than a
	 * few places for one key are nobody's catalog. */
	for (at = find_key(set, key); at != NONE; at = set->rules.v[at].next) {
		const struct rewrite *r = &set->rules.v[at];

		if (slice_eq(r->to, to) && r->https == https &&
		    r->whole == whole && r->owner == owner)
			return 0;
		if (++n == 64)
			return -1;
	}
	rule = VEC_ADD(&set->rules);
	rule->key = key;
	rule->to = arena_copy(set->arena, to);
	rule->owner = owner;
	rule->next = NONE;
	rule->https = https;
	rule->whole = whole;
	link_rule(set, (uint32_t)set->rules.n - 1);
	return 0;
}

void
rewrites_free(struct rewrites *set)
{
	VEC_FREE(&set->rules);
	VEC_FREE(&set->lengths);
	table_free(&set->by_key);
}

void
rewrite_begin(struct rewrite_search *s, const struct rewrites *set,
    struct slice uri, struct arena *scratch)
{
	*s = (struct rewrite_search){ .set = set, .uri = uri, .rule = NONE };
	s->key = make_key(scratch, uri, &s->https);
	s->other = true;	/* as if a length before the first were done */
	s->length = SIZE_MAX;
}

/* On to the other scheme, or the next length with a key; false at the end. */
static bool
advance(struct rewrite_search *s)
{
	struct slice prefix = s->key;

	if (!s->other) {
		s->other = true;
		prefix.n = s->set->lengths.v[s->length];
		s->rule = find_key(s->set, prefix);
		return true;
	}
	s->other = false;
	while (++s->length < s->set->lengths.n) {
		prefix.n = s->set->lengths.v[s->length];
		if (prefix.n > s->key.n)
			continue;
		s->rule = find_key(s->set, prefix);
		if (s->rule != NONE)
			return true;
	}
	s->length--;		/* so that asking again ends again */
	s->other = true;
	return false;
}

const struct rewrite *
rewrite_next(struct rewrite_search *s, struct slice *tail)
{
	const struct rewrite *rule;
	size_t n;

	for (;;) {
		while (s->rule != NONE) {
			rule = &s->set->rules.v[s->rule];
			s->rule = rule->next;
			if ((rule->https != s->https) != s->other)
				continue;
			n = s->key.n - rule->key.n;
			if (rule->whole && n > 0)
				continue;
			*tail = slice_from(s->uri, s->uri.n - n);
			return rule;
		}
		if (!advance(s))
			return NULL;
	}
}
