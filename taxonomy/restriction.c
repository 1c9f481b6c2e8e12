/*
 * restriction.c: see restriction.h.  The table of cos-particle-restrict, case
 * by case (XML Schema 1.0 part 1, 3.9.6, rcase-…).
 *
 * (1) What a model says to no purpose is taken out first: a group of one, a
 *     sequence in a sequence, a choice in a choice, an empty group.
 * (2) Where two lists are mapped in order, each particle takes the first that
 *     it can, as 3.9.6 is commonly read.
 * (3) The base may hold the head of a substitution group where the restriction
 *     holds its members: the head counts as the choice of all of them.
 * (4) The work is bounded; what is too large is not called wrong.
 */
#include "taxonomy/restriction.h"

#include "taxonomy/wildcard.h"

#define MAX_WORK	200000	/* nodes made or compared, of one type */
#define STEP_WORK	10	/* what one of them counts of all steps */

struct node {
	const struct img_particle *p;	/* of the leaf, or of the group */
	uint32_t      min, max;
	uint8_t       kind;		/* enum particle_kind */
	uint32_t      count;
	struct node **child;
};

struct work {
	const struct dts *d;
	struct arena     *arena;
	uint32_t          left;
};

static bool restricts(struct work *, const struct node *,
    const struct node *);

static bool
may_work(struct work *w)
{
	if (w->left > 0)
		w->left--;
	return w->left > 0;
}

/* --- models without what has no purpose (1) --- */

typedef VEC(struct node *) nodes;

static struct node *plain(struct work *, uint32_t row, unsigned depth);

/* Whether a child's own children stand as well in its parent. */
static bool
dissolves(const struct node *child, uint8_t parent)
{
	return child->kind == parent && child->min == 1 && child->max == 1 &&
	    (parent == PARTICLE_SEQUENCE || parent == PARTICLE_CHOICE);
}

static void
add_child(nodes *list, struct node *child, uint8_t parent)
{
	uint32_t i;

	if (!dissolves(child, parent)) {
		VEC_PUSH(list, child);
		return;
	}
	for (i = 0; i < child->count; i++)
		VEC_PUSH(list, child->child[i]);
}

static struct node *
plain_group(struct work *w, const struct img_particle *p, unsigned depth)
{
	struct node *n = arena_alloc(w->arena, sizeof(*n)), *child;
	nodes list = { NULL, 0, 0 };
	uint32_t i;

	for (i = 0; i < p->count && may_work(w); i++)
		if ((child = plain(w, p->first + i, depth + 1)) != NULL)
			add_child(&list, child, p->kind);
	*n = (struct node){ p, p->min, p->max, p->kind,
	    (uint32_t)list.n, NULL };
	n->child = arena_alloc(w->arena, (list.n + 1) * sizeof(void *));
	for (i = 0; i < list.n; i++)
		n->child[i] = list.v[i];
	VEC_FREE(&list);
	if (n->count == 1 && n->min == 1 && n->max == 1)
		return n->child[0];
	return n->count == 0 && (n->kind != PARTICLE_CHOICE || n->min == 0) ?
	    NULL : n;
}

/* NULL for what is empty. */
static struct node *
plain(struct work *w, uint32_t row, unsigned depth)
{
	const struct img_particle *p = &w->d->particles.v[row];
	struct node *n;

	if (depth > MAX_SCHEMA_DEPTH || !may_work(w)) {
		w->left = 0;
		return NULL;
	}
	if (p->kind != PARTICLE_ELEMENT && p->kind != PARTICLE_ANY)
		return plain_group(w, p, depth);
	n = arena_alloc(w->arena, sizeof(*n));
	*n = (struct node){ p, p->min, p->max, p->kind, 0, NULL };
	return n;
}

/* --- how often: 3.8.6, cos-seq-range, cos-choice-range --- */

static uint32_t
times(uint32_t a, uint32_t b)
{
	uint32_t n;

	if (a == 0 || b == 0)
		return 0;
	if (a == UNBOUNDED || b == UNBOUNDED)
		return UNBOUNDED;
	return __builtin_mul_overflow(a, b, &n) ? UNBOUNDED - 1 : n;
}

static uint32_t
plus(uint32_t a, uint32_t b)
{
	uint32_t n;

	if (a == UNBOUNDED || b == UNBOUNDED)
		return UNBOUNDED;
	return __builtin_add_overflow(a, b, &n) ? UNBOUNDED - 1 : n;
}

static void
total_range(const struct node *n, uint32_t *min, uint32_t *max)
{
	uint32_t low = 0, high = 0, i, a, b;

	if (n->kind == PARTICLE_ELEMENT || n->kind == PARTICLE_ANY) {
		*min = n->min;
		*max = n->max;
		return;
	}
	for (i = 0; i < n->count; i++) {
		total_range(n->child[i], &a, &b);
		if (n->kind != PARTICLE_CHOICE) {
			low = plus(low, a);
			high = plus(high, b);
		} else {
			low = i == 0 || a < low ? a : low;
			high = b > high ? b : high;
		}
	}
	*min = times(n->min, low);
	*max = times(n->max, high);
}

static bool
in_range(uint32_t min, uint32_t max, const struct node *b)
{
	return min >= b->min && (b->max == UNBOUNDED ||
	    (max != UNBOUNDED && max <= b->max));
}

static bool
emptiable(const struct node *n)
{
	uint32_t min, max;

	total_range(n, &min, &max);
	return min == 0;
}

/* --- the cases --- */

/* Whether `name` is in the substitution group of `head` (3). */
static bool
stands_in(struct work *w, uint32_t name, uint32_t head)
{
	const struct dts *d = w->d;
	uint32_t e = d->names.v[name].element;

	for (; e != NONE && may_work(w); e = d->elements.v[e].substitution)
		if (d->elements.v[e].name == head)
			return true;
	return false;
}

static uint32_t
type_of(const struct dts *d, const struct img_particle *p)
{
	uint32_t e = d->names.v[p->name].element;

	return p->type != NONE ? p->type :
	    e == NONE ? NONE : d->elements.v[e].type;
}

static bool
is_nillable(const struct dts *d, const struct img_particle *p)
{
	uint32_t e = d->names.v[p->name].element;

	return p->type != NONE ? p->nillable != 0 :
	    e == NONE || (d->elements.v[e].flags & EL_NILLABLE) != 0;
}

/* rcase-NameAndTypeOK */
static bool
name_and_type(struct work *w, const struct node *r, const struct node *b)
{
	const struct dts *d = w->d;
	uint32_t type = type_of(d, r->p), head = type_of(d, b->p);
	uint8_t how;

	if (!in_range(r->min, r->max, b))
		return false;
	if (r->p->name != b->p->name)
		return r->p->type == NONE && b->p->type == NONE &&
		    stands_in(w, r->p->name, b->p->name);
	if (is_nillable(d, r->p) && !is_nillable(d, b->p))
		return false;
	/* Clause 5: constraints belong to one declaration each. */
	if (identity_of(d, r->p) != 0 &&
	    identity_of(d, r->p) != identity_of(d, b->p))
		return false;
	return type == NONE || head == NONE ||
	    (types_derived(d, type, head, &how) &&
	    (how & FINAL_EXTENSION) == 0);
}

/* rcase-NSCompat, rcase-NSSubset, rcase-NSRecurseCheckCardinality: what stands
 * in the derived model is let in; how often is judged for the whole. */
static bool
let_in(struct work *w, const struct node *r, const struct node *b)
{
	const struct dts *d = w->d;
	uint32_t i;

	if (!may_work(w))
		return true;
	if (r->kind == PARTICLE_ELEMENT)
		return wildcard_takes(d, b->p,
		    dts_text(d, d->names.v[r->p->name].ns));
	if (r->kind == PARTICLE_ANY)
		return wildcard_subset(d, r->p, b->p) &&
		    r->p->process <= b->p->process;
	for (i = 0; i < r->count; i++)
		if (!let_in(w, r->child[i], b))
			return false;
	return true;
}

static bool
by_wildcard(struct work *w, const struct node *r, const struct node *b)
{
	uint32_t min, max;

	total_range(r, &min, &max);
	return in_range(min, max, b) && let_in(w, r, b);
}

/* Whether `b`, in a choice, is the head of a substitution group that stands in
 * it as the choice of its members (3): several of them find a place there. */
static bool
many_members(const struct node *b)
{
	return b->kind == PARTICLE_ELEMENT && b->p->type == NONE &&
	    b->min == 1 && b->max == 1;
}

/* rcase-Recurse; `lax`: rcase-RecurseLax, what is left may be missing. */
static bool
in_order(struct work *w, const struct node *r, const struct node *b, bool lax)
{
	uint32_t i, k = 0;

	if (!in_range(r->min, r->max, b))
		return false;
	for (i = 0; i < r->count; i++) {
		while (k < b->count && !restricts(w, r->child[i],
		    b->child[k])) {
			if (!lax && !emptiable(b->child[k]))
				return false;
			k++;
		}
		if (k == b->count)
			return false;
		if (!lax || !many_members(b->child[k]))
			k++;
	}
	for (; !lax && k < b->count; k++)
		if (!emptiable(b->child[k]))
			return false;
	return true;
}

/* rcase-RecurseUnordered */
static bool
unordered(struct work *w, const struct node *r, const struct node *b)
{
	bool *used = arena_alloc(w->arena, b->count + 1);
	uint32_t i, k;

	if (!in_range(r->min, r->max, b))
		return false;
	for (i = 0; i < r->count; i++) {
		for (k = 0; k < b->count; k++)
			if (!used[k] && restricts(w, r->child[i],
			    b->child[k]))
				break;
		if (k == b->count)
			return false;
		used[k] = true;
	}
	for (k = 0; k < b->count; k++)
		if (!used[k] && !emptiable(b->child[k]))
			return false;
	return true;
}

/* rcase-MapAndSum */
static bool
map_and_sum(struct work *w, const struct node *r, const struct node *b)
{
	uint32_t i, k;

	if (!in_range(times(r->min, r->count), times(r->max, r->count), b))
		return false;
	for (i = 0; i < r->count; i++) {
		for (k = 0; k < b->count; k++)
			if (restricts(w, r->child[i], b->child[k]))
				break;
		if (k == b->count)
			return false;
	}
	return true;
}

/* rcase-RecurseAsIfGroup */
static bool
as_if_group(struct work *w, const struct node *r, const struct node *b)
{
	struct node one = *r, *child[1] = { &one }, group = { NULL, 1, 1,
	    b->kind, 1, child };

	return restricts(w, &group, b);
}

/* (3): the members of the head's group are a choice. */
static bool
by_head(struct work *w, const struct node *r, const struct node *b)
{
	struct node one = *b, *child[1] = { &one }, group = { NULL, b->min,
	    b->max, PARTICLE_CHOICE, 1, child };
	uint32_t i;

	one.min = one.max = 1;
	if (b->p->type != NONE)
		return false;
	if (r->kind == PARTICLE_SEQUENCE)
		return map_and_sum(w, r, &group);
	if (r->kind != PARTICLE_CHOICE || !in_range(r->min, r->max, b))
		return false;
	for (i = 0; i < r->count; i++)
		if (!restricts(w, r->child[i], &one))
			return false;
	return true;
}

static bool
restricts_group(struct work *w, const struct node *r, const struct node *b)
{
	if (r->kind == PARTICLE_ANY)
		return false;
	if (r->kind == PARTICLE_ELEMENT)
		return as_if_group(w, r, b);
	if (r->kind == b->kind)
		return in_order(w, r, b, r->kind == PARTICLE_CHOICE);
	if (r->kind != PARTICLE_SEQUENCE)
		return false;
	return b->kind == PARTICLE_ALL ? unordered(w, r, b) :
	    map_and_sum(w, r, b);
}

static bool
restricts(struct work *w, const struct node *r, const struct node *b)
{
	if (!may_work(w))
		return true;		/* (4) */
	switch ((enum particle_kind)b->kind) {
	case PARTICLE_ELEMENT:
		return r->kind == PARTICLE_ELEMENT ? name_and_type(w, r, b) :
		    r->kind != PARTICLE_ANY && by_head(w, r, b);
	case PARTICLE_ANY:
		return by_wildcard(w, r, b);
	case PARTICLE_SEQUENCE:
	case PARTICLE_CHOICE:
	case PARTICLE_ALL:
		return restricts_group(w, r, b);
	}
	return true;
}

enum restriction
restriction_judge(const struct dts *d, uint32_t derived, uint32_t base)
{
	struct work w = { d, NULL, MAX_WORK };
	struct node *r, *b;
	enum restriction verdict = RESTRICTION_GOOD;

	if (d->schemas->steps > MAX_SCHEMA_STEPS)
		return RESTRICTION_UNKNOWN;
	w.arena = arena_new();
	r = plain(&w, derived, 0);
	b = plain(&w, base, 0);
	if (r == NULL)
		verdict = b == NULL || emptiable(b) ? RESTRICTION_GOOD :
		    RESTRICTION_BAD;
	else if (b == NULL || !restricts(&w, r, b))
		verdict = RESTRICTION_BAD;
	if (w.left == 0)
		verdict = RESTRICTION_UNKNOWN;
	d->schemas->steps += (MAX_WORK - w.left) * (uint64_t)STEP_WORK;
	arena_free(w.arena);
	return verdict;
}

bool
restriction_emptiable(const struct dts *d, uint32_t row)
{
	struct work w = { d, arena_new(), MAX_WORK };
	struct node *n = plain(&w, row, 0);
	bool is = n == NULL || w.left == 0 || emptiable(n);

	arena_free(w.arena);
	return is;
}
