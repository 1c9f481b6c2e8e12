/*
 * content_model.c: see content_model.h.
 *
 * A particle maps a set of positions in the list of children, where it may
 * start, to the set of positions where it may end.  Sets are bit rows, so a
 * model is matched in time proportional to particles × children, whatever
 * choices it has, and no determinism is assumed.
 */
#include "validate/content_model.h"

#include "base/arena.h"

#define MAX_DEPTH	64	/* of groups in groups */

struct match {
	const struct report *report;
	const uint32_t *children;	/* rows of report->names */
	uint32_t n;
	size_t words;		/* of a set: n + 1 positions */
	uint32_t furthest;	/* the last position any element reached */
	struct arena *arena;
};

typedef uint64_t *set;

static set
set_new(struct match *m)
{
	return arena_alloc(m->arena, m->words * sizeof(uint64_t));
}

static void
set_put(set s, uint32_t i)
{
	s[i / 64] |= UINT64_C(1) << (i % 64);
}

static bool
set_has(const uint64_t *s, uint32_t i)
{
	return s[i / 64] >> (i % 64) & 1;
}

static bool
set_is_empty(const struct match *m, const uint64_t *s)
{
	size_t i;

	for (i = 0; i < m->words; i++)
		if (s[i] != 0)
			return false;
	return true;
}

static void
set_join(const struct match *m, set to, const uint64_t *from)
{
	size_t i;

	for (i = 0; i < m->words; i++)
		to[i] |= from[i];
}

/* A child fits an element particle by name or by substitution (3.3.6). */
static bool
child_is(const struct match *m, uint32_t child, const struct img_particle *p)
{
	const struct taxonomy *t = m->report->taxonomy;
	const struct name *n = &m->report->names.v[m->children[child]];
	const struct img_name *want = taxonomy_name(t, p->name);

	if (want == NULL)
		return false;
	if (n->element == NONE)
		return slice_eq(n->local, taxonomy_text(t, want->local)) &&
		    slice_eq(n->ns, taxonomy_text(t, want->ns));
	if (p->type != NONE)			/* a local declaration */
		return taxonomy_element(t, n->element)->name == p->name;
	return taxonomy_substitutes(t, n->element, want->element);
}

/* Whether a child's namespace is among those of a wildcard (3.10.4). */
static bool
wildcard_takes(const struct match *m, uint32_t child,
    const struct img_particle *p)
{
	struct slice ns = m->report->names.v[m->children[child]].ns;
	struct slice list = taxonomy_text(m->report->taxonomy, p->ns);
	size_t i = 0, from;

	if (list.n == 0 || slice_is(list, "##any"))
		return true;
	if (slice_is(list, "##other"))	/* the target's own is not kept here */
		return ns.n > 0;
	while (i < list.n) {
		struct slice word;

		for (from = i; i < list.n && !is_xml_space(list.s[i]); i++)
			;
		word = (struct slice){ list.s + from, i - from };
		if (slice_eq(word, ns) ||
		    (slice_is(word, "##local") && ns.n == 0) ||
		    slice_is(word, "##targetNamespace"))
			return true;
		while (i < list.n && is_xml_space(list.s[i]))
			i++;
	}
	return false;
}

static set match_particle(struct match *, uint32_t, const uint64_t *, int);

static set
match_child(struct match *m, const struct img_particle *p,
    const uint64_t *start)
{
	set end = set_new(m);
	uint32_t i;

	for (i = 0; i < m->n; i++) {
		if (!set_has(start, i) || !(p->kind == PARTICLE_ANY ?
		    wildcard_takes(m, i, p) : child_is(m, i, p)))
			continue;
		set_put(end, i + 1);
		if (i + 1 > m->furthest)
			m->furthest = i + 1;
	}
	return end;
}

/* xs:all (3.8.4): each member at most once, in any order; from each start the
 * children are taken as long as an unused member fits. */
static set
match_all(struct match *m, const struct img_particle *p,
    const uint64_t *start)
{
	set end = set_new(m);
	bool *used = arena_alloc(m->arena, p->count + 1);
	uint32_t i, at, k, missing;

	for (i = 0; i <= m->n; i++) {
		if (!set_has(start, i))
			continue;
		memset(used, 0, p->count);
		for (at = i; at < m->n; at++) {
			for (k = 0; k < p->count; k++) {
				const struct img_particle *e =
				    taxonomy_particle(m->report->taxonomy,
				    p->first + k);

				if (e != NULL && !used[k] &&
				    child_is(m, at, e))
					break;
			}
			if (k == p->count)
				break;
			used[k] = true;
			if (at + 1 > m->furthest)
				m->furthest = at + 1;
		}
		for (missing = 0, k = 0; k < p->count; k++) {
			const struct img_particle *e = taxonomy_particle(
			    m->report->taxonomy, p->first + k);

			missing += e != NULL && !used[k] && e->min > 0;
		}
		if (missing == 0)
			set_put(end, at);
	}
	return end;
}

/* Once through the particle, its own min and max left aside. */
static set
match_once(struct match *m, const struct img_particle *p,
    const uint64_t *start, int depth)
{
	set end = set_new(m);
	uint32_t k;

	switch ((enum particle_kind)p->kind) {
	case PARTICLE_ELEMENT:
	case PARTICLE_ANY:
		return match_child(m, p, start);
	case PARTICLE_ALL:
		return match_all(m, p, start);
	case PARTICLE_CHOICE:
		for (k = 0; k < p->count; k++)
			set_join(m, end, match_particle(m, p->first + k,
			    start, depth + 1));
		return end;
	case PARTICLE_SEQUENCE:
		set_join(m, end, start);
		for (k = 0; k < p->count; k++)
			end = match_particle(m, p->first + k, end, depth + 1);
		return end;
	}
	return end;
}

static set
match_particle(struct match *m, uint32_t row, const uint64_t *start,
    int depth)
{
	const struct img_particle *p =
	    taxonomy_particle(m->report->taxonomy, row);
	set now = set_new(m), end = set_new(m);
	uint32_t times;
	bool same;

	if (p == NULL || depth > MAX_DEPTH)
		return end;
	set_join(m, now, start);
	if (p->min == 0)
		set_join(m, end, start);
	for (times = 1; p->max == UNBOUNDED || times <= p->max; times++) {
		const uint64_t *before = now;

		now = match_once(m, p, now, depth);
		if (set_is_empty(m, now))
			break;
		/* A round that changes nothing says what all later ones would. */
		same = memcmp(now, before, m->words * sizeof(*now)) == 0;
		if (times >= p->min || same)
			set_join(m, end, now);
		if (same)
			break;
	}
	return end;
}

uint32_t
content_match(const struct report *r, uint32_t particle,
    const uint32_t *children, uint32_t n)
{
	uint32_t *names = mem_calloc(n, sizeof(*names)), i, out;

	for (i = 0; i < n; i++)
		names[i] = r->facts.v[children[i]].name;
	out = content_match_names(r, particle, names, n);
	mem_free(names);
	return out;
}

uint32_t
content_match_names(const struct report *r, uint32_t particle,
    const uint32_t *children, uint32_t n)
{
	struct match m = { .report = r, .children = children, .n = n,
	    .words = (size_t)n / 64 + 1, .arena = arena_new() };
	set start = set_new(&m), end;
	uint32_t out;

	set_put(start, 0);
	end = particle == NONE ? start :
	    match_particle(&m, particle, start, 0);
	out = set_has(end, n) ? CONTENT_FITS : m.furthest;
	arena_free(m.arena);
	return out;
}
