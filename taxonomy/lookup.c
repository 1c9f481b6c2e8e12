/*
 * lookup.c: questions to a compiled taxonomy (taxonomy.h, second half).
 * Everything sorted is found by bisection, names and roles by hashing.
 */
#include "taxonomy/taxonomy.h"

#include "taxonomy/image_open.h"

/* --- names and elements --- */

uint32_t
taxonomy_find_name(const struct taxonomy *t, struct slice ns,
    struct slice local)
{
	uint32_t n, probes;
	const uint32_t *slots = section_rows(t, SEC_NAME_HASH, &n);
	uint64_t at = image_name_hash(ns, local);

	if (n == 0 || (n & (n - 1)) != 0)
		return NONE;
	for (probes = 0; probes < n; probes++, at++) {
		uint32_t row = slots[at & (n - 1)];
		const struct img_name *name = taxonomy_name(t, row);

		if (name == NULL)
			return NONE;
		if (slice_eq(taxonomy_text(t, name->local), local) &&
		    slice_eq(taxonomy_text(t, name->ns), ns))
			return row;
	}
	return NONE;
}

uint32_t
taxonomy_find_element(const struct taxonomy *t, struct slice ns,
    struct slice local)
{
	const struct img_name *name =
	    taxonomy_name(t, taxonomy_find_name(t, ns, local));

	return name == NULL ? NONE : name->element;
}

static const struct img_name *
element_name(const struct taxonomy *t, uint32_t element)
{
	const struct img_element *e = taxonomy_element(t, element);

	return e == NULL ? NULL : taxonomy_name(t, e->name);
}

struct slice
taxonomy_element_ns(const struct taxonomy *t, uint32_t element)
{
	const struct img_name *name = element_name(t, element);

	return name == NULL ? SLICE_NONE : taxonomy_text(t, name->ns);
}

struct slice
taxonomy_element_local(const struct taxonomy *t, uint32_t element)
{
	const struct img_name *name = element_name(t, element);

	return name == NULL ? SLICE_NONE : taxonomy_text(t, name->local);
}

struct slice
taxonomy_element_prefix(const struct taxonomy *t, uint32_t element)
{
	const struct img_name *name = element_name(t, element);
	struct slice prefix = SLICE_NONE;

	if (name != NULL)
		prefix = taxonomy_text(t, name->prefix);
	return prefix.s == NULL ? SLICE("") : prefix;
}

struct slice
taxonomy_element_qname(const struct taxonomy *t, uint32_t element,
    struct arena *a)
{
	const struct img_name *name = element_name(t, element);
	struct slice prefix, local;

	if (name == NULL)
		return SLICE_NONE;
	prefix = taxonomy_text(t, name->prefix);
	local = taxonomy_text(t, name->local);
	if (prefix.n == 0)
		return local;
	return arena_pair(a, prefix, ':', local);
}

uint32_t
taxonomy_find_qname(const struct taxonomy *t, struct slice qname)
{
	const char *colon = qname.n == 0 ? NULL : memchr(qname.s, ':', qname.n);
	const struct img_prefix *p;
	struct slice prefix, local;
	uint32_t i, element;

	if (colon == NULL)
		return NONE;
	prefix = (struct slice){ qname.s, (size_t)(colon - qname.s) };
	local = slice_from(qname, prefix.n + 1);
	for (i = 0; (p = taxonomy_prefix(t, i)) != NULL; i++) {
		if (!slice_eq(taxonomy_text(t, p->prefix), prefix))
			continue;
		element = taxonomy_find_element(t, taxonomy_text(t, p->ns),
		    local);
		if (element != NONE)
			return element;
	}
	return NONE;
}

bool
taxonomy_is_item(const struct img_element *e)
{
	return e != NULL && (e->kind == EL_ITEM || e->kind == EL_HYPERCUBE ||
	    e->kind == EL_DIMENSION);
}

bool
taxonomy_is_numeric(const struct taxonomy *t, const struct img_element *e)
{
	const struct img_type *type = e == NULL ? NULL :
	    taxonomy_type(t, e->type);

	return type != NULL && type->item_type >= ITEM_NUMERIC;
}

bool
taxonomy_substitutes(const struct taxonomy *t, uint32_t element,
    uint32_t head)
{
	const struct img_element *e;
	int depth;

	/* Real chains are a few steps long; a damaged one may be a circle. */
	for (depth = 0; depth < 1000; depth++) {
		if (element == head)
			return element != NONE;
		if ((e = taxonomy_element(t, element)) == NULL)
			return false;
		element = e->substitution;
	}
	return false;
}

/* --- roles --- */

static bool
role_is(const void *ctx, uint32_t row, const void *key)
{
	const struct taxonomy *t = ctx;

	return slice_eq(taxonomy_text(t, taxonomy_role(t, row)->uri),
	    *(const struct slice *)key);
}

static bool
arcrole_is(const void *ctx, uint32_t row, const void *key)
{
	const struct taxonomy *t = ctx;

	return slice_eq(taxonomy_text(t, taxonomy_arcrole(t, row)->uri),
	    *(const struct slice *)key);
}

/* Fills a table with all rows of a section, the first of equals counts. */
static void
index_roles(const struct taxonomy *t, struct table *table, enum section sec,
    table_is is)
{
	uint32_t n, i;
	const struct img_role *rows = section_rows(t, sec, &n);

	for (i = 0; i < n; i++) {
		struct slice uri = taxonomy_text(t, rows[i].uri);
		uint64_t h = hash_bytes(uri.s, uri.n, hash_salt());

		if (table_find(table, h, is, t, &uri) == NONE)
			table_add(table, h, i);
	}
}

/* The tables are a memory of the image, not a change of it. */
static struct taxonomy *
memory_of(const struct taxonomy *t)
{
	return (struct taxonomy *)(uintptr_t)t;
}

uint32_t
taxonomy_find_role(const struct taxonomy *t, struct slice uri)
{
	if (t->role_table.size == 0)
		index_roles(t, &memory_of(t)->role_table, SEC_ROLES, role_is);
	return table_find(&t->role_table,
	    hash_bytes(uri.s, uri.n, hash_salt()), role_is, t, &uri);
}

uint32_t
taxonomy_find_arcrole(const struct taxonomy *t, struct slice uri)
{
	if (t->arcrole_table.size == 0)
		index_roles(t, &memory_of(t)->arcrole_table, SEC_ARCROLES,
		    arcrole_is);
	return table_find(&t->arcrole_table,
	    hash_bytes(uri.s, uri.n, hash_salt()), arcrole_is, t, &uri);
}

/* --- networks --- */

uint32_t
taxonomy_next_network(const struct taxonomy *t, uint32_t after,
    struct slice arcrole, struct slice role)
{
	uint32_t n, i;
	const struct img_network *rows = section_rows(t, SEC_NETWORKS, &n);

	for (i = after == NONE ? 0 : after + 1; i < n; i++) {
		if (arcrole.s != NULL &&
		    !slice_eq(taxonomy_text(t, rows[i].arcrole), arcrole))
			continue;
		if (role.s != NULL &&
		    !slice_eq(taxonomy_text(t, rows[i].role), role))
			continue;
		return i;
	}
	return NONE;
}

/* The network's range, cut to what the section has. */
static void
network_range(const struct taxonomy *t, uint32_t network, uint32_t *first,
    uint32_t *end)
{
	const struct img_network *row = taxonomy_network(t, network);
	uint32_t n = taxonomy_count(t, SEC_RELATIONSHIPS);

	*first = *end = 0;
	if (row == NULL || row->first > n)
		return;
	*first = row->first;
	*end = row->count > n - row->first ? n : row->first + row->count;
}

/* What row i of a sorted list is sorted by. */
typedef uint32_t (*sort_key)(const struct taxonomy *, uint32_t row);

/* The first row in lo … hi whose key is not below `key`. */
static uint32_t
lower_bound(const struct taxonomy *t, uint32_t lo, uint32_t hi, uint32_t key,
    sort_key key_of)
{
	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (key_of(t, mid) < key)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* Rows lo … hi with exactly that key. */
static void
equal_range(const struct taxonomy *t, uint32_t lo, uint32_t hi, uint32_t key,
    sort_key key_of, uint32_t *first, uint32_t *count)
{
	*first = lower_bound(t, lo, hi, key, key_of);
	*count = key == NONE ? 0 :
	    lower_bound(t, *first, hi, key + 1, key_of) - *first;
}

static uint32_t
key_from(const struct taxonomy *t, uint32_t row)
{
	const struct img_relationship *r = taxonomy_relationship(t, row);

	return r == NULL ? NONE : r->from;
}

static uint32_t
key_to(const struct taxonomy *t, uint32_t row)
{
	const struct img_relationship *r =
	    taxonomy_relationship(t, taxonomy_inverse(t, row));

	return r == NULL ? NONE : r->to;
}

static uint32_t
key_label(const struct taxonomy *t, uint32_t row)
{
	const struct img_label *l = taxonomy_label_row(t, row);

	return l == NULL ? NONE : l->node;
}

static uint32_t
key_primary(const struct taxonomy *t, uint32_t row)
{
	const struct img_primary *p = taxonomy_primary(t, row);

	return p == NULL ? NONE : p->element;
}

static uint32_t
key_enum_concept(const struct taxonomy *t, uint32_t row)
{
	const struct img_enum_concept *c = taxonomy_enum_concept(t, row);

	return c == NULL ? NONE : c->element;
}

void
taxonomy_from(const struct taxonomy *t, uint32_t network, uint32_t node,
    uint32_t *first, uint32_t *count)
{
	uint32_t lo, hi;

	network_range(t, network, &lo, &hi);
	equal_range(t, lo, hi, node, key_from, first, count);
}

void
taxonomy_to(const struct taxonomy *t, uint32_t network, uint32_t node,
    uint32_t *first, uint32_t *count)
{
	uint32_t lo, hi;

	network_range(t, network, &lo, &hi);
	equal_range(t, lo, hi, node, key_to, first, count);
}

/* --- labels --- */

static struct slice
primary_subtag(struct slice lang)
{
	const char *dash = lang.n == 0 ? NULL : memchr(lang.s, '-', lang.n);

	return dash == NULL ? lang :
	    (struct slice){ lang.s, (size_t)(dash - lang.s) };
}

/* How well a label's language serves: 4 exact, 3 the same language, 2 English,
 * 1 any. */
static int
language_rank(struct slice have, struct slice want)
{
	if (slice_eq(have, want))
		return 4;
	if (slice_eq(primary_subtag(have), primary_subtag(want)))
		return 3;
	return slice_is(primary_subtag(have), "en") ? 2 : 1;
}

struct slice
taxonomy_label_exact(const struct taxonomy *t, uint32_t node,
    struct slice role, struct slice lang)
{
	uint32_t first, count, i;
	struct slice best = SLICE_NONE, best_lang = SLICE_NONE;
	int best_rank = 0;

	equal_range(t, 0, taxonomy_count(t, SEC_LABELS), node, key_label,
	    &first, &count);
	for (i = first; i < first + count; i++) {
		const struct img_resource *r = taxonomy_resource(t,
		    taxonomy_label_row(t, i)->resource);
		struct slice have;
		int rank;

		if (r == NULL || !slice_eq(taxonomy_text(t, r->role), role))
			continue;
		have = taxonomy_text(t, r->lang);
		rank = language_rank(have, lang);
		if (rank < best_rank || (rank == best_rank &&
		    slice_cmp(have, best_lang) >= 0))
			continue;
		best_rank = rank;
		best_lang = have;
		best = taxonomy_text(t, r->text);
	}
	return best;
}

struct slice
taxonomy_label(const struct taxonomy *t, uint32_t node, struct slice role,
    struct slice lang)
{
	struct slice label = taxonomy_label_exact(t, node, role, lang);

	if (label.s == NULL)
		label = taxonomy_label_exact(t, node, SLICE(ROLE_LABEL), lang);
	if (label.s == NULL)
		label = taxonomy_label_exact(t, node,
		    SLICE(ROLE_ELEMENT_LABEL), lang);
	return label;
}

/* --- dimensions --- */

bool
taxonomy_domain_has(const struct taxonomy *t, uint32_t domain,
    uint32_t element)
{
	const struct img_domain *d = taxonomy_domain(t, domain);
	uint32_t n, word;
	const uint64_t *words = section_rows(t, SEC_DOMAIN_BITS, &n);

	if (d == NULL || element < d->base)
		return false;
	word = (element - d->base) / 64;
	if (word >= d->n_words || d->bits >= n || word >= n - d->bits)
		return false;
	return words[d->bits + word] >> ((element - d->base) % 64) & 1;
}

uint32_t
taxonomy_default_member(const struct taxonomy *t, uint32_t dimension)
{
	uint32_t n, low = 0, high, mid;
	const struct img_default *d = section_rows(t, SEC_DEFAULTS, &n);

	for (high = n; low < high;) {
		mid = low + (high - low) / 2;
		if (d[mid].dimension < dimension)
			low = mid + 1;
		else
			high = mid;
	}
	return low < n && d[low].dimension == dimension &&
	    dimension != NONE ? d[low].member : NONE;
}

void
taxonomy_primaries(const struct taxonomy *t, uint32_t element,
    uint32_t *first, uint32_t *count)
{
	equal_range(t, 0, taxonomy_count(t, SEC_PRIMARIES), element,
	    key_primary, first, count);
}

uint32_t
taxonomy_next_member(const struct taxonomy *t, uint32_t domain,
    uint32_t after)
{
	const struct img_domain *d = taxonomy_domain(t, domain);
	uint32_t n, at, word;
	const uint64_t *words = section_rows(t, SEC_DOMAIN_BITS, &n);
	uint64_t left, found;

	if (d == NULL)
		return NONE;
	at = after == NONE || after < d->base ? 0 : after - d->base + 1;
	for (word = at / 64; word < d->n_words && d->bits < n &&
	    word < n - d->bits; word++) {
		left = words[d->bits + word];
		if (word == at / 64)
			left &= UINT64_MAX << at % 64;
		if (left == 0)
			continue;
		found = (uint64_t)d->base + (uint64_t)word * 64 +
		    (uint64_t)__builtin_ctzll(left);
		return found < NONE ? (uint32_t)found : NONE;
	}
	return NONE;
}

/* --- enumerations --- */

const struct img_enum_concept *
taxonomy_enumerated(const struct taxonomy *t, uint32_t element)
{
	uint32_t first, count;

	equal_range(t, 0, taxonomy_count(t, SEC_ENUM_CONCEPTS), element,
	    key_enum_concept, &first, &count);
	return count == 0 ? NULL : taxonomy_enum_concept(t, first);
}

/* The last # parts the two: a local name has none, a namespace may. */
uint32_t
taxonomy_find_uri(const struct taxonomy *t, struct slice uri)
{
	size_t i = uri.n;

	while (i > 0 && uri.s[i - 1] != '#')
		i--;
	return i < 2 ? NONE : taxonomy_find_element(t,
	    (struct slice){ uri.s, i - 1 }, slice_from(uri, i));
}
