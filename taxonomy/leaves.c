/*
 * leaves.c: see leaves.h.
 *
 * Two leaves overlap (3.8.6) where they are elements of one name, where one is
 * in the substitution group of the other, where both are wildcards with a
 * namespace in common, or where a wildcard lets in the namespace of an element
 * or of a member of its substitution group.
 *
 * (1) A set of few leaves is searched; a larger one is indexed by name, by
 *     the heads above each name, and by namespace, so that a question costs
 *     the length of a substitution chain and the number of wildcards.
 * (2) Of one name two places are enough to overlap with any third.
 */
#include "taxonomy/leaves.h"

#include "taxonomy/wildcard.h"

#define SMALL	8
#define MAX_HEADS	MAX_SCHEMA_DEPTH	/* looked at above a member */

struct leaves *
leaves_new(const struct dts *d, struct group_spaces *spaces)
{
	struct leaves *s = mem_calloc(1, sizeof(*s));

	s->d = d;
	s->spaces = spaces;
	return s;
}

void
leaves_free(struct leaves *s)
{
	if (s == NULL)
		return;
	VEC_FREE(&s->v);
	VEC_FREE(&s->wild);
	VEC_FREE(&s->ns);
	table_free(&s->exact);
	table_free(&s->below);
	table_free(&s->known);
	mem_free(s);
}

void
group_spaces_free(struct group_spaces *g)
{
	table_free(&g->heads);
	table_free(&g->seen);
	VEC_FREE(&g->pairs);
}

/* The head that the element of this name substitutes for, as a name. */
static uint32_t
head_of(const struct dts *d, uint32_t name)
{
	uint32_t element = d->names.v[name].element;
	uint32_t head = element == NONE ? NONE :
	    d->elements.v[element].substitution;

	return head == NONE ? NONE : d->elements.v[head].name;
}

/* Whether the element is in the substitution group of head, at any depth. */
static bool
is_below(const struct dts *d, uint32_t name, uint32_t head)
{
	unsigned n;

	for (n = 0; n < MAX_HEADS && (name = head_of(d, name)) != NONE; n++)
		if (name == head)
			return true;
	return false;
}

/* --- namespaces of substitution groups --- */

static void
fill_spaces(const struct dts *d, struct group_spaces *g)
{
	size_t i;

	g->filled = true;
	for (i = 0; i < d->elements.n; i++) {
		uint32_t name = d->elements.v[i].name, head = name;
		struct istr ns = d->names.v[name].ns;

		while ((head = head_of(d, head)) != NONE) {
			uint64_t key = (uint64_t)head << 32 | ns.off;
			struct group_space pair = { ns,
			    table_find_int(&g->heads, head) };

			if (table_find_int(&g->seen, key) != NONE)
				break;	/* so have all heads above */
			table_add_int(&g->seen, key, 0);
			if (pair.next == NONE)
				table_add_int(&g->heads, head,
				    (uint32_t)g->pairs.n);
			else {		/* after the first */
				uint32_t first = pair.next;

				pair.next = g->pairs.v[first].next;
				g->pairs.v[first].next =
				    (uint32_t)g->pairs.n;
			}
			VEC_PUSH(&g->pairs, pair);
		}
	}
}

/* The first pair of a leaf, or NONE. */
static uint32_t
spaces_of(const struct dts *d, struct group_spaces *g, const struct leaf *l)
{
	if (!l->wide)
		return NONE;
	if (!g->filled)
		fill_spaces(d, g);
	return table_find_int(&g->heads, l->name);
}

/* --- two leaves --- */

static bool
wildcard_meets(const struct leaves *s, const struct leaf *wild,
    const struct leaf *l)
{
	const struct dts *d = s->d;
	const struct img_particle *w = &d->particles.v[wild->row];
	uint32_t i;

	if (l->name == NONE)
		return wildcard_overlap(d, w, &d->particles.v[l->row]);
	if (wildcard_takes(d, w, dts_text(d, d->names.v[l->name].ns)))
		return true;
	for (i = spaces_of(d, s->spaces, l); i != NONE;
	    i = s->spaces->pairs.v[i].next)
		if (wildcard_takes(d, w, dts_text(d,
		    s->spaces->pairs.v[i].ns)))
			return true;
	return false;
}

static bool
overlap(const struct leaves *s, const struct leaf *a, const struct leaf *b)
{
	if (a->name == NONE)
		return wildcard_meets(s, a, b);
	if (b->name == NONE)
		return wildcard_meets(s, b, a);
	return a->name == b->name ||
	    (a->wide && is_below(s->d, b->name, a->name)) ||
	    (b->wide && is_below(s->d, a->name, b->name));
}

/* --- the index (1) --- */

static void
know_space(struct leaves *s, struct istr ns, uint32_t leaf)
{
	struct leaf_space space = { ns, leaf };

	if (table_find_int(&s->known, ns.off) != NONE)
		return;
	table_add_int(&s->known, ns.off, 0);
	VEC_PUSH(&s->ns, space);
}

static void
index_leaf(struct leaves *s, uint32_t i)
{
	struct leaf *l = &s->v.v[i];
	uint32_t first, head, k, n = 0;

	if (l->name == NONE)
		return;
	first = table_find_int(&s->exact, l->name);
	if (first == NONE) {
		table_add_int(&s->exact, l->name, i);
	} else {
		l->next = s->v.v[first].next;
		s->v.v[first].next = i;
	}
	for (head = head_of(s->d, l->name); head != NONE && n++ < MAX_HEADS;
	    head = head_of(s->d, head))
		if (table_find_int(&s->below, head) == NONE)
			table_add_int(&s->below, head, i);
	know_space(s, s->d->names.v[l->name].ns, i);
	for (k = spaces_of(s->d, s->spaces, l); k != NONE;
	    k = s->spaces->pairs.v[k].next)
		know_space(s, s->spaces->pairs.v[k].ns, i);
}

/* Whether the set has this leaf, or enough of its name (2). */
static bool
has(const struct leaves *s, const struct leaf *l)
{
	uint32_t i, n = 0;

	if (l->name == NONE || !s->indexed) {
		for (i = 0; i < (l->name == NONE ? s->wild.n : s->v.n); i++)
			if (s->v.v[l->name == NONE ? s->wild.v[i] : i].place
			    == l->place)
				return true;
		return false;
	}
	for (i = table_find_int(&s->exact, l->name); i != NONE;
	    i = s->v.v[i].next, n++)
		if (s->v.v[i].place == l->place)
			return true;
	return n >= 2;
}

void
leaves_add(struct leaves *s, struct leaf l)
{
	uint32_t i;

	if (has(s, &l))
		return;
	l.next = NONE;
	if (l.name == NONE)
		VEC_PUSH(&s->wild, (uint32_t)s->v.n);
	VEC_PUSH(&s->v, l);
	if (s->indexed) {
		index_leaf(s, (uint32_t)s->v.n - 1);
	} else if (s->v.n > SMALL) {
		s->indexed = true;
		for (i = 0; i < s->v.n; i++)
			index_leaf(s, i);
	}
}

/* --- questions --- */

static const struct leaf *
find_wild(const struct leaves *s, const struct leaf *l)
{
	size_t i;

	for (i = 0; i < s->wild.n; i++) {
		const struct leaf *w = &s->v.v[s->wild.v[i]];

		if (w->place != l->place && overlap(s, w, l))
			return w;
	}
	if (l->name != NONE)
		return NULL;
	for (i = 0; i < s->ns.n; i++)
		if (wildcard_takes(s->d, &s->d->particles.v[l->row],
		    dts_text(s->d, s->ns.v[i].ns)))
			return &s->v.v[s->ns.v[i].leaf];
	return NULL;
}

/* A leaf of exactly that name elsewhere; `wide`: only one that is. */
static const struct leaf *
find_name(const struct leaves *s, uint32_t name, uint32_t place, bool wide)
{
	uint32_t i;

	for (i = table_find_int(&s->exact, name); i != NONE;
	    i = s->v.v[i].next)
		if (s->v.v[i].place != place && (!wide || s->v.v[i].wide))
			return &s->v.v[i];
	return NULL;
}

const struct leaf *
leaves_find(const struct leaves *s, const struct leaf *l)
{
	const struct leaf *found = NULL;
	uint32_t i, head, n = 0;

	if (!s->indexed) {
		for (i = 0; i < s->v.n; i++)
			if (s->v.v[i].place != l->place &&
			    overlap(s, &s->v.v[i], l))
				return &s->v.v[i];
		return NULL;
	}
	if ((found = find_wild(s, l)) != NULL || l->name == NONE)
		return found;
	if ((found = find_name(s, l->name, l->place, false)) != NULL)
		return found;
	for (head = head_of(s->d, l->name); head != NONE && n++ < MAX_HEADS;
	    head = head_of(s->d, head))
		if ((found = find_name(s, head, l->place, true)) != NULL)
			return found;
	if (!l->wide || (i = table_find_int(&s->below, l->name)) == NONE)
		return NULL;
	return &s->v.v[i];
}
