/*
 * domains.c: walks through domain-member networks (Dimensions 1.0, 2.5.3 and
 * 2.6.1): a dimension's valid members, and the heirs of a primary item.
 *
 * A walk follows each arc into the role where its consecutive relationships
 * stand (2.4.2), never twice through one element in one role, and never
 * recursing; so it ends whatever cycles there are, and costs what it reaches.
 */
#include "taxonomy/cubes.h"

#define USABLE		1
#define UNUSABLE	2

struct link_between {		/* a domain-member arc of a walk */
	uint32_t from, to;	/* elements; later places in `reached` */
	uint32_t role;
	uint32_t relationship;
};

struct root_list {		/* roots of a domain: triples in `roots` */
	size_t   first, n;
	uint32_t domain;
};

struct dim_walk {
	uint8_t  *state;	/* by element: USABLE, UNUSABLE; 0: not met */
	uint32_t *place;	/* by element: where in `reached` */
	uint32_t *seen;		/* by first member edge: walk that was there */
	uint32_t  walk;		/* number of this walk */
	VEC(uint32_t) reached;	/* elements met */
	VEC(uint32_t) todo;	/* first member edges */
	VEC(struct link_between) links;

	uint32_t *by_first;	/* by first dimension-domain edge: domain */
	VEC(uint32_t) roots;	/* member, role, unusable: three a root */
	VEC(struct root_list) lists;	/* of domains made so far */
	struct table list_table, domain_table;
};

/* --- the walk itself --- */

static uint32_t *
all_none(size_t n)
{
	uint32_t *v = mem_resize(NULL, n == 0 ? 1 : n, sizeof(*v));

	memset(v, 0xff, n * sizeof(*v));
	return v;
}

static struct dim_walk *
walk_of(struct drs *s)
{
	struct dim_walk *w;

	if (s->walk != NULL)
		return s->walk;
	w = mem_calloc(1, sizeof(*w));
	w->state = mem_calloc(s->d->elements.n, sizeof(*w->state));
	w->place = mem_calloc(s->d->elements.n, sizeof(*w->place));
	w->seen = mem_calloc(s->edges[DIM_MEMBER].all.n, sizeof(*w->seen));
	w->by_first = all_none(s->edges[DIM_DOMAIN].all.n);
	s->walk = w;
	return w;
}

void
dim_walk_free(struct dim_walk *w)
{
	if (w == NULL)
		return;
	mem_free(w->state);
	mem_free(w->place);
	mem_free(w->seen);
	mem_free(w->by_first);
	VEC_FREE(&w->reached);
	VEC_FREE(&w->todo);
	VEC_FREE(&w->links);
	VEC_FREE(&w->roots);
	VEC_FREE(&w->lists);
	table_free(&w->list_table);
	table_free(&w->domain_table);
	mem_free(w);
}

static void
walk_begin(struct dim_walk *w)
{
	size_t i;

	for (i = 0; i < w->reached.n; i++)
		w->state[w->reached.v[i]] = 0;
	w->reached.n = w->todo.n = w->links.n = 0;
	w->walk++;
}

/* Meets an element, to go on from it in the role. */
static void
meet(struct drs *s, uint32_t element, uint32_t role, uint8_t state)
{
	struct dim_walk *w = s->walk;
	uint32_t count, first;

	if (w->state[element] == 0) {
		w->place[element] = (uint32_t)w->reached.n;
		VEC_PUSH(&w->reached, element);
	}
	w->state[element] |= state;
	first = drs_from(s, DIM_MEMBER, role, element, &count);
	if (first == NONE || w->seen[first] == w->walk)
		return;
	w->seen[first] = w->walk;
	VEC_PUSH(&w->todo, first);
}

static void
walk_on(struct drs *s)
{
	struct dim_walk *w = s->walk;
	const struct dim_edge *all = s->edges[DIM_MEMBER].all.v;
	size_t n = s->edges[DIM_MEMBER].all.n;

	while (w->todo.n > 0) {
		uint32_t first = w->todo.v[--w->todo.n], i;

		for (i = first; i < n && all[i].role == all[first].role &&
		    all[i].from == all[first].from; i++) {
			struct link_between l = { all[i].from, all[i].to,
			    all[i].role, all[i].relationship };

			if (!drs_work(s, 1))
				return;
			VEC_PUSH(&w->links, l);
			meet(s, all[i].to, all[i].target,
			    all[i].unusable ? UNUSABLE : USABLE);
		}
	}
}

/* 2.6.1: heirs are found through domain-member arcs and their targetRoles;
 * xbrldt:usable has no say in it (2.5.3.3 speaks of domains only). */
const uint32_t *
primary_items(struct drs *s, uint32_t element, uint32_t role, size_t *n)
{
	struct dim_walk *w = walk_of(s);

	walk_begin(w);
	meet(s, element, role, USABLE);
	walk_on(s);
	*n = w->reached.n;
	return w->reached.v;
}

/* --- cycles in a domain (2.4.3) --- */

/*
 * Takes away, again and again, the places that no link leads to (or from,
 * where `backward`); what stays is on a cycle or leads to one.
 */
static void
peel(const struct dim_walk *w, bool *gone, bool backward)
{
	uint32_t *count = mem_calloc(w->reached.n + 1, sizeof(*count));
	uint32_t *start = mem_calloc(w->reached.n + 2, sizeof(*start));
	uint32_t *next = mem_calloc(w->links.n + 1, sizeof(*next));
	uint32_t *todo = mem_calloc(w->reached.n + 1, sizeof(*todo));
	size_t i, n = 0;

#define TAIL(l)	(backward ? (l)->to : (l)->from)
#define HEAD(l)	(backward ? (l)->from : (l)->to)
	for (i = 0; i < w->links.n; i++)
		start[TAIL(&w->links.v[i]) + 2]++;
	for (i = 2; i < w->reached.n + 2; i++)
		start[i] += start[i - 1];
	for (i = 0; i < w->links.n; i++) {
		const struct link_between *l = &w->links.v[i];

		next[start[TAIL(l) + 1]++] = HEAD(l);
		if (!gone[TAIL(l)])
			count[HEAD(l)]++;
	}
	for (i = 0; i < w->reached.n; i++)
		if (!gone[i] && count[i] == 0)
			todo[n++] = (uint32_t)i;
	while (n > 0) {
		uint32_t at = todo[--n], k;

		gone[at] = true;
		for (k = start[at]; k < start[at + 1]; k++)
			if (--count[next[k]] == 0 && !gone[next[k]])
				todo[n++] = next[k];
	}
#undef TAIL
#undef HEAD
	mem_free(count);
	mem_free(start);
	mem_free(next);
	mem_free(todo);
}

/*
 * The arcs of a domain are judged as if they stood in one extended link: a
 * directed cycle is an error, undirected ones are allowed for domain-member
 * arcs.  A cycle inside one role is not reported here: it is one of its base
 * set (XBRL 2.1, 5.1.4.3).  hypercube-dimension and dimension-domain arcs of
 * one set cannot close a cycle, so xbrldte:DRSUndirectedCycleError never
 * arises: from one hypercube in one role they are a tree two arcs deep.
 */
static void
check_cycles(struct drs *s, uint32_t dimension)
{
	struct dim_walk *w = s->walk;
	const struct link_between *one = NULL, *other = NULL;
	struct finding *f;
	bool *gone;
	size_t i;

	for (i = 1; i < w->links.n; i++)
		if (w->links.v[i].role != w->links.v[0].role)
			break;
	if (i >= w->links.n)
		return;
	for (i = 0; i < w->links.n; i++) {
		w->links.v[i].from = w->place[w->links.v[i].from];
		w->links.v[i].to = w->place[w->links.v[i].to];
	}
	gone = mem_calloc(w->reached.n, sizeof(*gone));
	peel(w, gone, false);
	peel(w, gone, true);
	for (i = 0; i < w->links.n; i++) {
		const struct link_between *l = &w->links.v[i];

		if (gone[l->from] || gone[l->to])
			continue;
		if (one == NULL)
			one = l;
		else if (other == NULL && l->role != one->role)
			other = l;
	}
	if (other != NULL) {
		f = dimension_finding(s->d, F_xbrldte_DRSDirectedCycleError,
		    other->relationship);
		dimension_qname(s->d, f, "dimension", dimension);
	}
	mem_free(gone);
}

/* --- domains as bitsets --- */

static bool
same_bits(const void *ctx, uint32_t row, const void *key)
{
	const struct dts *d = ctx;
	const struct img_domain *have = &d->domains.v[row];
	const struct img_domain *want = key;

	return have->base == want->base && have->n_words == want->n_words &&
	    (have->n_words == 0 ||
	    memcmp(d->domain_bits.v + have->bits, d->domain_bits.v +
	    want->bits, have->n_words * sizeof(uint64_t)) == 0);
}

/* Puts the bits at the end of the section; takes them back where an equal
 * domain is there already. */
static uint32_t
share_domain(struct drs *s, struct img_domain domain)
{
	struct dts *d = s->d;
	uint64_t h = hash_mix(domain.base, domain.n_words == 0 ? 0 :
	    hash_bytes(d->domain_bits.v + domain.bits,
	    domain.n_words * sizeof(uint64_t), hash_salt()));
	uint32_t row = table_find(&s->walk->domain_table, h, same_bits, d,
	    &domain);

	if (row != NONE) {
		d->domain_bits.n = domain.bits;
		return row;
	}
	row = (uint32_t)d->domains.n;
	VEC_PUSH(&d->domains, domain);
	table_add(&s->walk->domain_table, h, row);
	return row;
}

/*
 * 2.5.3.3: a member is valid where an arc makes it usable and no arc of the
 * domain makes it unusable.
 */
static uint32_t
make_domain(struct drs *s)
{
	struct dim_walk *w = s->walk;
	struct dts *d = s->d;
	struct img_domain domain = { .base = NONE,
	    .bits = (uint32_t)d->domain_bits.n };
	uint32_t max = 0;
	size_t i;

	for (i = 0; i < w->reached.n; i++) {
		uint32_t e = w->reached.v[i];

		if (w->state[e] != USABLE)
			continue;
		domain.base = e < domain.base ? e : domain.base;
		max = e > max ? e : max;
	}
	if (domain.base == NONE || !drs_work(s,
	    (uint64_t)((max - domain.base) / 64 + 1) * DIM_WORD_WORK)) {
		domain.base = 0;
		return share_domain(s, domain);
	}
	domain.n_words = (max - domain.base) / 64 + 1;
	mem_grow((void **)&d->domain_bits.v, &d->domain_bits.cap,
	    d->domain_bits.n + domain.n_words, sizeof(uint64_t));
	memset(d->domain_bits.v + domain.bits, 0,
	    domain.n_words * sizeof(uint64_t));
	d->domain_bits.n += domain.n_words;
	for (i = 0; i < w->reached.n; i++) {
		uint32_t at = w->reached.v[i] - domain.base;

		if (w->state[w->reached.v[i]] == USABLE)
			d->domain_bits.v[domain.bits + at / 64] |=
			    UINT64_C(1) << at % 64;
	}
	return share_domain(s, domain);
}

bool
domain_has(const struct dts *d, uint32_t domain, uint32_t element)
{
	const struct img_domain *dom = &d->domains.v[domain];
	uint32_t at = element - dom->base;

	return element >= dom->base && at / 64 < dom->n_words &&
	    (d->domain_bits.v[dom->bits + at / 64] >> at % 64 & 1) != 0;
}

/* --- equal roots, equal domain --- */

static bool
same_list(const void *ctx, uint32_t row, const void *key)
{
	const struct dim_walk *w = ctx;
	const struct root_list *have = &w->lists.v[row], *want = key;

	return have->n == want->n && memcmp(w->roots.v + have->first,
	    w->roots.v + want->first, have->n * sizeof(uint32_t)) == 0;
}

/* The list of the roots that edges first … first + count name. */
static struct root_list
root_list(struct drs *s, uint32_t first, uint32_t count)
{
	struct dim_walk *w = s->walk;
	struct root_list list = { w->roots.n, 0, NONE };
	uint32_t i;

	for (i = first; i < first + count; i++) {
		const struct dim_edge *e = &s->edges[DIM_DOMAIN].all.v[i];

		VEC_PUSH(&w->roots, e->to);
		VEC_PUSH(&w->roots, e->target);
		VEC_PUSH(&w->roots, e->unusable ? 1 : 0);
	}
	list.n = w->roots.n - list.first;
	return list;
}

static uint32_t
walk_domain(struct drs *s, uint32_t dimension, uint32_t first, uint32_t count)
{
	uint32_t i;

	walk_begin(s->walk);
	for (i = first; i < first + count; i++) {
		const struct dim_edge *e = &s->edges[DIM_DOMAIN].all.v[i];

		meet(s, e->to, e->target, e->unusable ? UNUSABLE : USABLE);
	}
	walk_on(s);
	check_cycles(s, dimension);
	return make_domain(s);
}

uint32_t
domain_of(struct drs *s, uint32_t dimension, uint32_t role)
{
	struct dim_walk *w = walk_of(s);
	struct root_list list;
	uint32_t count, row;
	uint32_t first = drs_from(s, DIM_DOMAIN, role, dimension, &count);
	uint64_t h;

	if (first == NONE) {		/* an empty domain: nothing is valid */
		walk_begin(w);
		return make_domain(s);
	}
	if (w->by_first[first] != NONE)
		return w->by_first[first];
	list = root_list(s, first, count);
	h = hash_bytes(w->roots.v + list.first, list.n * sizeof(uint32_t),
	    hash_salt());
	if ((row = table_find(&w->list_table, h, same_list, w, &list)) !=
	    NONE) {
		w->roots.n = list.first;
		w->by_first[first] = w->lists.v[row].domain;
		return w->by_first[first];
	}
	list.domain = walk_domain(s, dimension, first, count);
	table_add(&w->list_table, h, (uint32_t)w->lists.n);
	VEC_PUSH(&w->lists, list);
	w->by_first[first] = list.domain;
	return list.domain;
}

/*
 * Extensible Enumerations 2.0, 4: no arc that leads to the head counts for
 * it, so what a walk in a circle says of it is put right.
 */
uint32_t
domain_below(struct drs *s, uint32_t head, uint32_t role, bool head_usable)
{
	struct dim_walk *w = walk_of(s);

	walk_begin(w);
	meet(s, head, role, USABLE);
	walk_on(s);
	w->state[head] = head_usable ? USABLE : UNUSABLE;
	return make_domain(s);
}
