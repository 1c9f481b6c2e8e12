/*
 * group.c: facts as units (source.h, 1 and 2).
 */
#include "formula/duplicates.h"
#include "formula/source.h"

struct grouping {
	struct formula_run       *run;
	const struct source_wish *w;
	struct arena             *arena;	/* of the result */
	VEC(uint32_t)             facts;
	VEC(struct unit_of_facts) units;
};

static uint64_t
times(uint64_t a, uint64_t b)
{
	uint64_t r;

	return __builtin_mul_overflow(a, b, &r) ? UINT64_MAX : r;
}

/* --- facts one by one --- */

static void
add_single(struct grouping *g, uint32_t fact)
{
	struct unit_of_facts u = { (uint32_t)g->facts.n, 1, 1 };
	uint32_t class, unit;

	if (g->w->weighted && !is_alone(g->run, fact)) {
		class = class_of_duplicates(g->run, fact);
		if ((unit = mark_of(g->run, class)) != NONE) {
			g->units.v[unit].weight++;
			return;
		}
		mark_set(g->run, class, (uint32_t)g->units.n);
	}
	VEC_PUSH(&g->facts, fact);
	VEC_PUSH(&g->units, u);
}

/* --- sequences: one of each class of facts that are equal in all aspects --- */

/* The facts that a sequence can have at one of its places, with the duplicates
 * that each stands for. */
struct choice {
	uint32_t at, n;			/* in facts and weights */
};
struct choices {
	VEC(struct choice) places;
	VEC(uint32_t)      facts;
	VEC(uint64_t)      weights;
	uint32_t          *place;	/* by fact of the group, scratch */
};

/* The place of each fact of a group: their classes in order of appearance. */
static uint32_t
find_places(struct grouping *g, const uint32_t *facts, uint32_t n,
    uint32_t *place)
{
	uint32_t i, class, places = 0;

	marks_clear(g->run);
	for (i = 0; i < n; i++) {
		aspects_fetch(g->run->report, facts, i, n);
		class = class_of_aspects(g->run, facts[i], g->w->dimensional);
		place[i] = mark_of(g->run, class);
		if (place[i] == NONE) {
			place[i] = places++;
			mark_set(g->run, class, place[i]);
		}
	}
	return places;
}

/* Adds a fact to the place that is being filled. */
static void
add_choice(struct grouping *g, struct choices *c, struct choice *p,
    uint32_t fact)
{
	uint32_t i;

	for (i = 0; g->w->weighted && i < p->n; i++)
		if (class_of_duplicates(g->run, c->facts.v[p->at + i]) ==
		    class_of_duplicates(g->run, fact)) {
			c->weights.v[p->at + i]++;
			return;
		}
	VEC_PUSH(&c->facts, fact);
	VEC_PUSH(&c->weights, 1);
	p->n++;
}

static void
fill_places(struct grouping *g, struct choices *c, const uint32_t *facts,
    uint32_t n, uint32_t n_places)
{
	uint32_t *first = mem_calloc((size_t)n_places + 1, sizeof(*first));
	uint32_t *next = mem_calloc((size_t)n + 1, sizeof(*next));
	uint32_t i;
	struct choice *p;

	for (i = 0; i < n_places; i++)
		first[i] = NONE;
	for (i = n; i > 0; i--) {
		next[i - 1] = first[c->place[i - 1]];
		first[c->place[i - 1]] = i - 1;
	}
	c->places.n = c->facts.n = c->weights.n = 0;
	for (i = 0; i < n_places; i++) {
		uint32_t k;

		p = VEC_ADD(&c->places);
		p->at = (uint32_t)c->facts.n;
		for (k = first[i]; k != NONE; k = next[k])
			add_choice(g, c, p, facts[k]);
	}
	mem_free(first);
	mem_free(next);
}

/* Adds the unit of one choice at each place; `at` says which. */
static bool
add_chosen(struct grouping *g, const struct choices *c, const uint32_t *at)
{
	struct unit_of_facts u = { (uint32_t)g->facts.n,
	    (uint32_t)c->places.n, 1 };
	uint32_t i, k;

	if (g->facts.n + u.n > MAX_CHOSEN || g->units.n == MAX_CHOICES)
		return false;
	for (i = 0; i < u.n; i++) {
		k = c->places.v[i].at + at[i];
		VEC_PUSH(&g->facts, c->facts.v[k]);
		u.weight = times(u.weight, c->weights.v[k]);
	}
	VEC_PUSH(&g->units, u);
	return true;
}

/* The cartesian product of the places. */
static bool
add_product(struct grouping *g, const struct choices *c)
{
	uint32_t *at = mem_calloc(c->places.n + 1, sizeof(*at));
	size_t i;
	bool good;

	for (;;) {
		if (!(good = add_chosen(g, c, at)))
			break;
		for (i = c->places.n; i > 0 &&
		    ++at[i - 1] == c->places.v[i - 1].n; i--)
			at[i - 1] = 0;
		if (i == 0)
			break;
	}
	mem_free(at);
	return good;
}

static void
add_whole(struct grouping *g, const uint32_t *facts, uint32_t n)
{
	struct unit_of_facts u = { (uint32_t)g->facts.n, n, 1 };
	uint32_t i;

	for (i = 0; i < n; i++)
		VEC_PUSH(&g->facts, facts[i]);
	VEC_PUSH(&g->units, u);
}

/* The units of a group of facts. */
static bool
add_group(struct grouping *g, struct choices *c, const uint32_t *facts,
    uint32_t n)
{
	uint32_t n_places = n;

	if (!g->w->matches && n > 1)
		n_places = find_places(g, facts, n, c->place);
	if (n_places == n) {
		add_whole(g, facts, n);
		return true;
	}
	fill_places(g, c, facts, n, n_places);
	return add_product(g, c);
}

/* --- which facts are a group --- */

struct groups {
	struct formula_run       *run;
	const struct source_wish *w;
	const uint32_t           *facts;
	VEC(uint32_t)             heads;	/* first fact of each, by place */
};

static bool
same_group(const void *ctx, uint32_t row, const void *key)
{
	const struct groups *g = ctx;
	const uint32_t *values = key;
	uint32_t i;

	for (i = 0; i < g->w->n_group; i++)
		if (aspects_value(g->run->aspects, g->facts[g->heads.v[row]],
		    g->w->group[i]) != values[i])
			return false;
	return true;
}

/* The group of each fact; how many there are. */
static uint32_t
find_groups(struct formula_run *run, const struct source_wish *w,
    const uint32_t *facts, uint32_t n, uint32_t *group)
{
	struct groups g = { .run = run, .w = w, .facts = facts };
	uint32_t *values = mem_calloc((size_t)w->n_group + 1,
	    sizeof(*values)), i, k, count;
	struct table t = { NULL, NULL, 0, 0 };
	uint64_t h;

	for (i = 0; i < n; i++) {
		aspects_fetch(run->report, facts, i, n);
		for (k = 0; k < w->n_group; k++)
			values[k] = aspects_value(run->aspects, facts[i],
			    w->group[k]);
		h = hash_bytes(values, w->n_group * sizeof(*values),
		    hash_salt());
		group[i] = table_find(&t, h, same_group, &g, values);
		if (group[i] == NONE) {
			group[i] = (uint32_t)g.heads.n;
			table_add(&t, h, group[i]);
			VEC_PUSH(&g.heads, i);
		}
	}
	count = (uint32_t)g.heads.n;
	VEC_FREE(&g.heads);
	table_free(&t);
	mem_free(values);
	return count;
}

/* Groups in the order of their first facts, facts in theirs. */
static bool
add_groups(struct grouping *g, const uint32_t *facts, uint32_t n)
{
	uint32_t *group = mem_calloc((size_t)n + 1, sizeof(*group));
	uint32_t count = find_groups(g->run, g->w, facts, n, group), i;
	uint32_t *end = mem_calloc((size_t)count + 1, sizeof(*end));
	uint32_t *sorted = mem_calloc((size_t)n + 1, sizeof(*sorted));
	struct choices c = { .place = mem_calloc((size_t)n + 1,
	    sizeof(uint32_t)) };
	bool good = true;

	for (i = 0; i < n; i++)
		end[group[i]]++;
	for (i = 1; i < count; i++)
		end[i] += end[i - 1];
	for (i = n; i > 0; i--)
		sorted[--end[group[i - 1]]] = facts[i - 1];
	for (i = 0; i < count && good; i++)
		good = add_group(g, &c, sorted + end[i],
		    (i + 1 < count ? end[i + 1] : n) - end[i]);
	VEC_FREE(&c.places);
	VEC_FREE(&c.facts);
	VEC_FREE(&c.weights);
	mem_free(c.place);
	mem_free(group);
	mem_free(end);
	mem_free(sorted);
	return good;
}

/* --- the result --- */

bool
source_group(struct formula_run *run, const struct source_wish *w,
    const uint32_t *facts, uint32_t n, struct arena *arena,
    struct source *out)
{
	struct grouping g = { .run = run, .w = w, .arena = arena };
	struct unit_of_facts *units;
	uint32_t *copy, i;
	bool good = true;

	*out = (struct source){ .n = 0 };
	if (n == 0)
		return true;
	VEC_INIT(&g.facts);
	VEC_INIT(&g.units);
	if (w->sequence) {
		good = add_groups(&g, facts, n);
	} else {
		if (w->weighted)
			marks_clear(run);
		for (i = 0; i < n; i++)
			add_single(&g, facts[i]);
	}
	if (good) {
		copy = arena_alloc(arena, g.facts.n * sizeof(*copy));
		memcpy(copy, g.facts.v, g.facts.n * sizeof(*copy));
		units = arena_alloc(arena, g.units.n * sizeof(*units));
		memcpy(units, g.units.v, g.units.n * sizeof(*units));
		*out = (struct source){ .facts = copy, .units = units,
		    .n = (uint32_t)g.units.n };
	}
	VEC_FREE(&g.facts);
	VEC_FREE(&g.units);
	return good;
}
