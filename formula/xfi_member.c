/*
 * xfi_member.c: members of explicit dimensions (function registry, 90213 and
 * 90214; Dimensions 1.0, 2.4 and 2.5).
 *
 * A domain is walked once: a member with the role in which its own arcs are
 * looked for (consecutive relationships) is a place, met once.  A member is
 * usable where some arc that leads to it says so.
 */
#include "base/hash.h"
#include "formula/xfi_local.h"

/* An element with the link role in which its members are. */
struct stop {
	uint32_t    element;
	struct istr role;
	bool        usable;
};

struct walk {
	const struct taxonomy *t;
	VEC(struct stop) places;
	struct table seen;		/* by role and element: the place */
};

static void
walk_free(struct walk *w)
{
	VEC_FREE(&w->places);
	table_free(&w->seen);
}

static void
meet(struct walk *w, const struct img_relationship *r, struct istr role)
{
	struct istr next = r->target_role.len > 0 ? r->target_role : role;
	uint64_t key;
	uint32_t row;
	bool usable = (r->flags & REL_UNUSABLE) == 0;

	if (NODE_KIND(r->to) != NODE_ELEMENT ||
	    taxonomy_element(w->t, NODE_ROW(r->to)) == NULL)
		return;
	key = (uint64_t)next.off << 32 | NODE_ROW(r->to);
	row = table_find_int(&w->seen, key);
	if (row < w->places.n) {
		w->places.v[row].usable |= usable;
		return;
	}
	table_add_int(&w->seen, key, (uint32_t)w->places.n);
	VEC_PUSH(&w->places, ((struct stop){ NODE_ROW(r->to), next,
	    usable }));
}

/* Meets what arcs of an arcrole lead to from an element; role SLICE_NONE: in
 * any role. */
static void
follow(struct walk *w, struct slice arcrole, struct slice role,
    uint32_t element)
{
	const struct img_relationship *r;
	uint32_t n, first, count, i;

	for (n = NONE; (n = taxonomy_next_network(w->t, n, arcrole, role)) != NONE;) {
		taxonomy_from(w->t, n, NODE(NODE_ELEMENT, element), &first,
		    &count);
		for (i = 0; i < count; i++) {
			r = taxonomy_relationship(w->t, first + i);
			if (r != NULL)
				meet(w, r, taxonomy_network(w->t, n)->role);
		}
	}
}

/* All below the places from `at` on. */
static int
descend(struct xp_eval *ev, struct walk *w, size_t at)
{
	for (; at < w->places.n; at++) {
		const struct stop p = w->places.v[at];

		if (xp_spend(ev, 1) == -1)
			return -1;
		follow(w, SLICE(ARCROLE_DOMAIN_MEMBER), taxonomy_text(w->t, p.role),
		    p.element);
	}
	return 0;
}

/* --- results --- */

/* 1: there, not usable; 2: usable. */
static void
mark(const struct walk *w, uint8_t *marks)
{
	size_t i;

	for (i = 0; i < w->places.n; i++)
		if (marks[w->places.v[i].element] < 2)
			marks[w->places.v[i].element] =
			    w->places.v[i].usable ? 2 : 1;
}

static void
add_member(struct xp_eval *ev, const struct taxonomy *t, uint32_t element,
    uint8_t *marks, struct xp_seq *out)
{
	if (marks[element] != 2)
		return;
	marks[element] = 1;		/* each once */
	xp_add(out, xfi_element_name(t, element, ev->arena), ev->arena);
}

/* --- the arguments --- */

static uint32_t
dimension_of(struct xp_eval *ev, const struct xfi_dts *d,
    const struct xp_seq *arg)
{
	uint32_t row = xfi_element(d, arg);
	const struct img_element *e = taxonomy_element(d->t, row);

	if (e != NULL && e->kind == EL_DIMENSION)
		return row;
	(void)xfi_fail(ev, "invalidDimensionQName", "%.*s is no dimension of "
	    "the taxonomy", SLICE_ARG(xp_items(arg)->u.qname->local));
	return NONE;
}

static struct slice
role_of(const struct xp_seq *arg)
{
	struct slice role = xp_arg_string(arg);

	return role.n == 0 ? SLICE(ROLE_LINK) : role;
}

/* --- 90213: a network of any arcrole --- */

struct axis {
	const char *name;
	bool self, deep;
};

static const struct axis *
axis_of(struct xp_eval *ev, const struct axis *axes, size_t n,
    const struct xp_seq *arg)
{
	struct slice name = xp_arg_string(arg);
	size_t i;

	for (i = 0; i < n; i++)
		if (slice_is(name, axes[i].name))
			return &axes[i];
	(void)xp_fail(ev, "FORG0006", "\"%.*s\" is no axis of this function",
	    SLICE_ARG(name));
	return NULL;
}

/* Targets below an element in a network of one role and arcrole. */
static int
below(struct xp_eval *ev, struct walk *w, struct slice arcrole,
    struct slice role, uint32_t element, bool deep)
{
	size_t at;

	follow(w, arcrole, role, element);
	for (at = 0; deep && at < w->places.n; at++) {
		if (xp_spend(ev, 1) == -1)
			return -1;
		follow(w, arcrole, role, w->places.v[at].element);
	}
	return 0;
}

static int
network_members(struct xp_eval *ev, const struct xfi_dts *d,
    const struct xp_seq *args, uint32_t dimension, const struct axis *axis,
    struct xp_seq *out)
{
	struct walk domain = { .t = d->t }, network = { .t = d->t };
	uint8_t *marks = mem_calloc(taxonomy_count(d->t, SEC_ELEMENTS), 1);
	uint32_t member = xfi_element(d, &args[1]);
	size_t i;
	int rc = -1;

	follow(&domain, SLICE(ARCROLE_DIM_DOMAIN), SLICE_NONE, dimension);
	if (descend(ev, &domain, 0) == -1)
		goto out;
	mark(&domain, marks);
	rc = 0;
	if (marks[member] == 0)
		goto out;
	if (axis->self)
		add_member(ev, d->t, member, marks, out);
	rc = below(ev, &network, xp_arg_string(&args[3]), role_of(&args[2]),
	    member, axis->deep);
	for (i = 0; rc == 0 && i < network.places.n; i++)
		add_member(ev, d->t, network.places.v[i].element, marks, out);
 out:
	walk_free(&domain);
	walk_free(&network);
	mem_free(marks);
	return rc;
}

int
xfi_filter_member_network_selection(struct xp_eval *ev,
    const struct xp_seq *args, unsigned n_args, struct xp_seq *out)
{
	static const struct axis axes[] = {
		{ "descendant-or-self", true, true },
		{ "child-or-self", true, false },
		{ "descendant", false, true }, { "child", false, false },
	};
	const struct axis *axis;
	struct xfi_dts d;
	uint32_t dimension;

	(void)n_args;
	*out = XP_EMPTY;
	axis = axis_of(ev, axes, sizeof(axes) / sizeof(axes[0]), &args[4]);
	if (axis == NULL || xfi_dts(ev, args, 5, 5, &d) == -1)
		return -1;
	/* What is no concept is a member of nothing. */
	if (!xfi_is_concept(d.t, xfi_element(&d, &args[1])))
		return 0;
	if ((dimension = dimension_of(ev, &d, &args[0])) == NONE)
		return -1;
	return network_members(ev, &d, args, dimension, axis, out);
}

/* --- 90214: a dimensional relationship set --- */

/* The domain of a dimension where a hypercube has it: roles follow targetRole
 * from arc to arc. */
static void
cube_domain(struct walk *w, const struct img_cube *c, struct istr role,
    uint32_t dimension)
{
	const struct img_relationship *all =
	    taxonomy_relationship(w->t, c->relationship);
	struct walk dimensions = { .t = w->t };
	size_t i;

	if (all != NULL && all->target_role.len > 0)
		role = all->target_role;
	follow(&dimensions, SLICE(ARCROLE_HYPERCUBE_DIM), taxonomy_text(w->t, role),
	    c->element);
	for (i = 0; i < dimensions.places.n; i++)
		if (dimensions.places.v[i].element == dimension)
			follow(w, SLICE(ARCROLE_DIM_DOMAIN), taxonomy_text(w->t,
			    dimensions.places.v[i].role), dimension);
	walk_free(&dimensions);
}

/* The domains of all hypercubes of a primary item; linkrole "": in all base
 * sets. */
static int
primary_domain(struct xp_eval *ev, struct walk *w, uint32_t primary,
    struct slice linkrole, uint32_t dimension)
{
	uint32_t first, count, i, k;

	taxonomy_primaries(w->t, primary, &first, &count);
	for (i = 0; i < count; i++) {
		const struct img_primary *p =
		    taxonomy_primary(w->t, first + i);
		const struct img_network *n = p == NULL ? NULL :
		    taxonomy_network(w->t, p->network);

		if (n == NULL || (linkrole.n > 0 &&
		    !slice_eq(taxonomy_text(w->t, n->role), linkrole)))
			continue;
		for (k = 0; k < p->n_cubes; k++) {
			const struct img_cube *c = taxonomy_cube(w->t,
			    taxonomy_primary_cube(w->t, p->cubes + k));

			if (xp_spend(ev, 1) == -1)
				return -1;
			if (c != NULL && !c->not_all)
				cube_domain(w, c, n->role, dimension);
		}
	}
	return descend(ev, w, 0);
}

/* What is below the places of a member. */
static int
below_member(struct xp_eval *ev, const struct walk *domain, struct walk *w,
    uint32_t member, bool deep)
{
	size_t i;

	for (i = 0; i < domain->places.n; i++)
		if (domain->places.v[i].element == member)
			follow(w, SLICE(ARCROLE_DOMAIN_MEMBER), taxonomy_text(w->t,
			    domain->places.v[i].role), member);
	return deep ? descend(ev, w, 0) : 0;
}

static int
drs_members(struct xp_eval *ev, const struct xfi_dts *d,
    const struct xp_seq *args, uint32_t dimension, const struct axis *axis,
    struct xp_seq *out)
{
	struct walk domain = { .t = d->t }, w = { .t = d->t };
	uint8_t *marks = mem_calloc(taxonomy_count(d->t, SEC_ELEMENTS), 1);
	size_t i;
	int rc = -1;

	if (primary_domain(ev, &domain, xfi_element(d, &args[1]),
	    xp_arg_string(&args[3]), dimension) == -1 ||
	    below_member(ev, &domain, &w, xfi_element(d, &args[2]),
	    axis->deep) == -1)
		goto out;
	mark(&domain, marks);
	for (i = 0; i < w.places.n; i++)
		add_member(ev, d->t, w.places.v[i].element, marks, out);
	rc = 0;
 out:
	walk_free(&domain);
	walk_free(&w);
	mem_free(marks);
	return rc;
}

int
xfi_filter_member_drs_selection(struct xp_eval *ev,
    const struct xp_seq *args, unsigned n_args, struct xp_seq *out)
{
	static const struct axis axes[] = {
		{ "DRS-descendant", false, true },
		{ "DRS-child", false, false },
	};
	const struct axis *axis;
	struct xfi_dts d;
	uint32_t dimension;

	(void)n_args;
	*out = XP_EMPTY;
	axis = axis_of(ev, axes, sizeof(axes) / sizeof(axes[0]), &args[4]);
	if (axis == NULL || xfi_dts(ev, args, 5, 5, &d) == -1)
		return -1;
	if (!xfi_is_concept(d.t, xfi_element(&d, &args[2])))
		return 0;
	if ((dimension = dimension_of(ev, &d, &args[0])) == NONE)
		return -1;
	if (!xfi_is_concept(d.t, xfi_element(&d, &args[1])))
		return xfi_fail(ev, "invalidPrimaryItemConceptQName",
		    "%.*s is no concept of the taxonomy",
		    SLICE_ARG(xp_items(&args[1])->u.qname->local));
	return drs_members(ev, &d, args, dimension, axis, out);
}
