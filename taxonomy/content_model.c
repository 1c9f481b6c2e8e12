/*
 * content_model.c: see content_model.h.
 *
 * A particle maps a set of positions in the list of children, where it may
 * start, to the set of positions where it may end.  No determinism is assumed.
 *
 * (1) A set is a row of bits and the range of words in use, and what a level
 *     of the model needs is allocated once: a wide choice among many children
 *     costs its elements for each child and no more.
 * (2) In rounds that may be the last, a position that an earlier round reached
 *     has nothing new to tell and is left out.
 * (3) Groups that refer to groups twice make models that are exponential in
 *     their size.  The work is bounded, for the children of one element and
 *     for all that the caller asks together; where it is used up the answer is
 *     CONTENT_UNKNOWN.
 */
#include "taxonomy/content_model.h"

#include "base/arena.h"
#include "base/mem.h"

#define MAX_DEPTH	64	/* of groups in groups */

/* Particles tried. */
#define WORK_BASE	UINT64_C(100000)
#define WORK_CHILD	UINT64_C(30000)
#define WORK_TOTAL	UINT64_C(1000000000)
#define WORK_LAST	UINT64_C(1000)	/* when the total is used up */

/* Positions 0 to n; only words first to last-1 may have bits. */
typedef struct {
	uint64_t *v;
	size_t    first, last;
} set;

/* What one level of groups works with. */
struct level {
	set now, next, reached, part, rest;
};

struct match {
	const struct content_view *content;
	const uint32_t *children;	/* rows of names */
	uint32_t n;
	size_t words;		/* of a set: n + 1 positions */
	uint32_t furthest;	/* the last position any element reached */
	uint64_t work;		/* that may still be done */
	struct level *levels[MAX_DEPTH + 1];
	struct arena *arena;
};

static set
set_new(struct match *m)
{
	return (set){ arena_alloc(m->arena, m->words * sizeof(uint64_t)),
	    0, 0 };
}

static void
set_clear(set *s)
{
	if (s->first < s->last)
		memset(s->v + s->first, 0,
		    (s->last - s->first) * sizeof(*s->v));
	s->first = s->last = 0;
}

/* Makes the range hold words first to last-1 too. */
static void
set_widen(set *s, size_t first, size_t last)
{
	if (first >= last)
		return;
	if (s->first >= s->last) {
		s->first = first;
		s->last = last;
	}
	if (first < s->first)
		s->first = first;
	if (last > s->last)
		s->last = last;
}

static void
set_put(set *s, uint32_t i)
{
	set_widen(s, i / 64, i / 64 + 1);
	s->v[i / 64] |= UINT64_C(1) << (i % 64);
}

static bool
set_has(const set *s, uint32_t i)
{
	return s->v[i / 64] >> (i % 64) & 1;
}

/* Drops the empty words at both ends; whether none is left. */
static bool
set_is_empty(set *s)
{
	while (s->first < s->last && s->v[s->first] == 0)
		s->first++;
	while (s->first < s->last && s->v[s->last - 1] == 0)
		s->last--;
	return s->first >= s->last;
}

static void
set_join(set *to, const set *from)
{
	size_t i;

	set_widen(to, from->first, from->last);
	for (i = from->first; i < from->last; i++)
		to->v[i] |= from->v[i];
}

static bool
set_same(const set *a, const set *b)
{
	return a->first == b->first && a->last == b->last &&
	    memcmp(a->v + a->first, b->v + b->first,
	    (a->last - a->first) * sizeof(*a->v)) == 0;
}

/* Takes the positions of b out of a (2). */
static void
set_without(set *a, const set *b)
{
	size_t i;

	for (i = a->first; i < a->last; i++)
		a->v[i] &= ~b->v[i];
}

static void
set_swap(set *a, set *b)
{
	set t = *a;

	*a = *b;
	*b = t;
}

/* The first position at or after i, or n + 1. */
static uint32_t
set_next(const struct match *m, const set *s, uint32_t i)
{
	size_t w = i / 64 < s->first ? s->first : i / 64;
	uint64_t bits;

	for (; w < s->last; w++) {
		bits = s->v[w];
		if (w == i / 64)
			bits &= UINT64_MAX << (i % 64);
		if (bits != 0)
			return (uint32_t)(w * 64) +
			    (uint32_t)__builtin_ctzll(bits);
	}
	return m->n + 1;
}

/* Whether so much may still be done (3). */
static bool
may_work(struct match *m, size_t steps)
{
	if (m->work <= steps) {
		m->work = 0;
		return false;
	}
	m->work -= steps;
	return true;
}

static struct level *
level_at(struct match *m, int depth)
{
	struct level *l = m->levels[depth];

	if (l != NULL)
		return l;
	l = arena_alloc(m->arena, sizeof(*l));
	*l = (struct level){ set_new(m), set_new(m), set_new(m), set_new(m),
	    set_new(m) };
	m->levels[depth] = l;
	return l;
}

/* A child fits an element particle by name or by substitution (3.3.6). */
static bool
child_is(const struct match *m, uint32_t child, const struct img_particle *p)
{
	const struct taxonomy *t = m->content->taxonomy;
	const struct name *n = &m->content->names[m->children[child]];
	const struct img_name *want = taxonomy_name(t, p->name);

	if (want == NULL)
		return false;
	if (n->element == NONE)
		return slice_eq(n->local, taxonomy_text(t, want->local)) &&
		    slice_eq(n->ns, taxonomy_text(t, want->ns));
	if (p->type != NONE)			/* a local declaration */
		return taxonomy_element(t, n->element)->name == p->name;
	return taxonomy_takes_place(t, n->element, want->element);
}

static void match_particle(struct match *, uint32_t, const set *, set *, int);

static void
match_child(struct match *m, const struct img_particle *p, const set *start,
    set *end)
{
	uint32_t i;

	for (i = set_next(m, start, 0); i < m->n;
	    i = set_next(m, start, i + 1)) {
		if (!may_work(m, 1))
			return;
		if (!(p->kind == PARTICLE_ANY ? taxonomy_wildcard_takes(
		    m->content->taxonomy, p,
		    m->content->names[m->children[i]].ns) :
		    child_is(m, i, p)))
			continue;
		set_put(end, i + 1);
		if (i + 1 > m->furthest)
			m->furthest = i + 1;
	}
}

/* The unused member of an xs:all that takes a child, or its count. */
static uint32_t
find_member(struct match *m, const struct img_particle *p, const bool *used,
    uint32_t child)
{
	uint32_t k;

	for (k = 0; k < p->count && may_work(m, 1); k++) {
		const struct img_particle *e =
		    taxonomy_particle(m->content->taxonomy, p->first + k);

		if (e != NULL && !used[k] && child_is(m, child, e))
			return k;
	}
	return p->count;
}

/* xs:all (3.8.4): each member at most once, in any order; from each start the
 * children are taken as long as an unused member fits. */
static void
match_all(struct match *m, const struct img_particle *p, const set *start,
    set *end)
{
	struct arena_mark mark = arena_mark(m->arena);
	bool *used = arena_alloc(m->arena, (size_t)p->count + 1);
	uint32_t i, at, k, missing;

	for (i = set_next(m, start, 0); i <= m->n && may_work(m, p->count);
	    i = set_next(m, start, i + 1)) {
		memset(used, 0, p->count);
		for (at = i; at < m->n; at++) {
			if ((k = find_member(m, p, used, at)) == p->count)
				break;
			used[k] = true;
			if (at + 1 > m->furthest)
				m->furthest = at + 1;
		}
		for (missing = 0, k = 0; k < p->count; k++) {
			const struct img_particle *e = taxonomy_particle(
			    m->content->taxonomy, p->first + k);

			missing += e != NULL && !used[k] && e->min > 0;
		}
		if (missing == 0)
			set_put(end, at);
	}
	arena_reset(m->arena, mark);
}

static void
match_sequence(struct match *m, const struct img_particle *p,
    const set *start, set *end, int depth)
{
	struct level *l = level_at(m, depth);
	uint32_t k;

	set_clear(&l->part);
	set_join(&l->part, start);
	for (k = 0; k < p->count && !set_is_empty(&l->part); k++) {
		set_clear(&l->rest);
		match_particle(m, p->first + k, &l->part, &l->rest,
		    depth + 1);
		set_swap(&l->part, &l->rest);
	}
	set_join(end, &l->part);
}

/* Once through the particle, its own min and max left aside: adds to end. */
static void
match_once(struct match *m, const struct img_particle *p, const set *start,
    set *end, int depth)
{
	uint32_t k;

	switch ((enum particle_kind)p->kind) {
	case PARTICLE_ELEMENT:
	case PARTICLE_ANY:
		match_child(m, p, start, end);
		break;
	case PARTICLE_ALL:
		match_all(m, p, start, end);
		break;
	case PARTICLE_CHOICE:
		for (k = 0; k < p->count; k++)
			match_particle(m, p->first + k, start, end,
			    depth + 1);
		break;
	case PARTICLE_SEQUENCE:
		match_sequence(m, p, start, end, depth);
		break;
	}
}

/* All the rounds of a particle that may come more than once, or not at all. */
static void
match_rounds(struct match *m, const struct img_particle *p, const set *start,
    set *end, int depth)
{
	struct level *l = level_at(m, depth);
	uint32_t times;
	bool same;

	set_clear(&l->now);
	set_join(&l->now, start);
	set_clear(&l->reached);		/* by rounds that may be the last (2) */
	if (p->min == 0)
		set_join(&l->reached, start);
	for (times = 1; p->max == UNBOUNDED || times <= p->max; times++) {
		set_clear(&l->next);
		if (!may_work(m, 1 + (l->now.last - l->now.first) / 8))
			break;
		match_once(m, p, &l->now, &l->next, depth);
		if (set_is_empty(&l->next))
			break;
		/* A round that changes nothing says what all later ones would. */
		same = set_same(&l->now, &l->next);
		if (times >= p->min)
			set_without(&l->next, &l->reached);
		if (times >= p->min || same)
			set_join(&l->reached, &l->next);
		if (same || set_is_empty(&l->next))
			break;
		set_swap(&l->now, &l->next);
	}
	set_join(end, &l->reached);
}

/* Adds to end where the particle may end that starts at one of start. */
static void
match_particle(struct match *m, uint32_t row, const set *start, set *end,
    int depth)
{
	const struct img_particle *p =
	    taxonomy_particle(m->content->taxonomy, row);

	if (depth > MAX_DEPTH)
		m->work = 0;
	if (p == NULL ||
	    !may_work(m, 1 + (start->last - start->first) / 8))
		return;
	if (p->min == 1 && p->max == 1)
		match_once(m, p, start, end, depth);
	else
		match_rounds(m, p, start, end, depth);
}

uint32_t
content_match(const struct content_view *c, uint32_t particle,
    const uint32_t *children, uint32_t n, uint64_t *work)
{
	uint64_t granted = *work < WORK_TOTAL ? WORK_BASE + WORK_CHILD * n :
	    WORK_LAST + n;
	struct match m = { .content = c, .children = children, .n = n,
	    .words = (size_t)n / 64 + 1, .arena = arena_new() };
	set start = set_new(&m), end = set_new(&m);
	uint32_t out;

	if (granted > WORK_TOTAL)
		granted = WORK_TOTAL;
	m.work = granted;
	set_put(&start, 0);
	if (particle == NONE)
		set_put(&end, 0);
	else
		match_particle(&m, particle, &start, &end, 0);
	out = set_has(&end, n) ? CONTENT_FITS :
	    m.work == 0 ? CONTENT_UNKNOWN : m.furthest;
	*work += granted - m.work;
	arena_free(m.arena);
	return out;
}
