/*
 * xfi_navigate.c: walks over networks (function registry, 90502, 90507, 90510).
 *
 * (1) The networks of an arcrole and a role, whatever their elements unless
 *     these are asked for; only what relates concepts counts.
 * (2) Depth first, a node's relationships in their effective order.  Where
 *     generations are not limited, an element that is on the path already is
 *     met once more but not walked on from.
 * (3) From xfi:root everything begins that no relationship leads to.
 */
#include "base/hash.h"
#include "formula/xfi_navigate.h"

#define MAX_MET	((size_t)1 << 24)	/* relationships in one result */

/* An element met, with the relationship by which it was; NONE: by none. */
struct met {
	uint32_t element, relationship;
};

/* Relationships of one element, still to be walked: rows of `rows`. */
struct level {
	uint32_t element;
	uint32_t next, end;
};

struct nav {
	struct xp_eval *ev;
	struct xfi_dts  dts;
	VEC(uint32_t)   networks;
	VEC(uint32_t)   rows;		/* relationships of all levels */
	VEC(struct level) levels;
	VEC(struct met) met;		/* the result */
};

static void
nav_free(struct nav *v)
{
	VEC_FREE(&v->networks);
	VEC_FREE(&v->rows);
	VEC_FREE(&v->levels);
	VEC_FREE(&v->met);
}

/* --- networks --- */

static bool
is_named(const struct taxonomy *t, uint32_t name, const struct xp_qname *q)
{
	return q == NULL || name == taxonomy_find_name(t, q->ns, q->local);
}

/* What is not named is NULL. */
static void
find_networks(struct nav *v, struct slice role, struct slice arcrole,
    const struct xp_qname *link, const struct xp_qname *arc)
{
	const struct taxonomy *t = v->dts.t;
	const struct img_network *n;
	uint32_t i;

	if (role.n == 0)
		role = SLICE(ROLE_LINK);
	for (i = NONE; (i = taxonomy_next_network(t, i, arcrole, role)) !=
	    NONE;) {
		n = taxonomy_network(t, i);
		if (is_named(t, n->link, link) && is_named(t, n->arc, arc))
			VEC_PUSH(&v->networks, i);
	}
}

static bool
relates_concepts(const struct img_relationship *r)
{
	return r != NULL && NODE_KIND(r->from) == NODE_ELEMENT &&
	    NODE_KIND(r->to) == NODE_ELEMENT;
}

/* Adds the relationships that start, or `up`: end, at an element to rows. */
static void
gather(struct nav *v, uint32_t element, bool up)
{
	const struct taxonomy *t = v->dts.t;
	uint32_t node = NODE(NODE_ELEMENT, element), first, count, i, row;
	size_t k;

	for (k = 0; k < v->networks.n; k++) {
		if (up)
			taxonomy_to(t, v->networks.v[k], node, &first,
			    &count);
		else
			taxonomy_from(t, v->networks.v[k], node, &first,
			    &count);
		for (i = 0; i < count; i++) {
			row = up ? taxonomy_inverse(t, first + i) : first + i;
			if (relates_concepts(taxonomy_relationship(t, row)))
				VEC_PUSH(&v->rows, row);
		}
	}
}

static uint32_t
other_end(const struct nav *v, uint32_t row, bool up)
{
	const struct img_relationship *r =
	    taxonomy_relationship(v->dts.t, row);

	return NODE_ROW(up ? r->from : r->to);
}

/* --- walking --- */

static void
push_level(struct nav *v, uint32_t element, bool up)
{
	struct level l = { .element = element, .next = (uint32_t)v->rows.n };

	gather(v, element, up);
	l.end = (uint32_t)v->rows.n;
	VEC_PUSH(&v->levels, l);
}

static bool
on_path(const struct nav *v, uint32_t element)
{
	size_t i;

	for (i = 0; i < v->levels.n; i++)
		if (v->levels.v[i].element == element)
			return true;
	return false;
}

/* All relationships down, or up, from an element; generations 0: all (2). */
static int
walk(struct nav *v, uint32_t element, bool up, uint64_t generations)
{
	struct level *l;
	uint32_t row, next;

	v->rows.n = 0;
	v->levels.n = 0;
	push_level(v, element, up);
	while (v->levels.n > 0) {
		l = &v->levels.v[v->levels.n - 1];
		if (l->next == l->end) {
			v->levels.n--;
			v->rows.n = v->levels.n == 0 ? 0 :
			    v->levels.v[v->levels.n - 1].end;
			continue;
		}
		row = v->rows.v[l->next++];
		next = other_end(v, row, up);
		if (xp_spend(v->ev, 1 + v->levels.n) == -1)
			return -1;
		if (v->met.n >= MAX_MET)
			return xp_fail(v->ev, "FOER0000",
			    "too many relationships");
		VEC_PUSH(&v->met, ((struct met){ next, row }));
		if (generations == 0 ? !on_path(v, next) :
		    v->levels.n < generations)
			push_level(v, next, up);
	}
	return 0;
}

/* The roots of the networks, in the order of their relationships (3). */
static void
find_roots(struct nav *v, uint32_t **roots, size_t *n)
{
	const struct taxonomy *t = v->dts.t;
	VEC(uint32_t) found = { NULL, 0, 0 };
	struct table seen = { .slots = NULL };
	size_t k;
	uint32_t i, element;

	for (k = 0; k < v->networks.n; k++) {
		const struct img_network *net =
		    taxonomy_network(t, v->networks.v[k]);

		for (i = 0; i < net->count; i++) {
			const struct img_relationship *r =
			    taxonomy_relationship(t, net->first + i);

			if (!relates_concepts(r))
				continue;
			element = NODE_ROW(r->from);
			if (table_find_int(&seen, element) != NONE)
				continue;
			table_add_int(&seen, element, element);
			v->rows.n = 0;
			gather(v, element, true);
			if (v->rows.n == 0)
				VEC_PUSH(&found, element);
		}
	}
	table_free(&seen);
	v->rows.n = 0;
	*roots = found.v;
	*n = found.n;
}

/* Siblings: other targets of each source of the element, or all, with the arcs
 * that lead to them. */
static int
find_siblings(struct nav *v, uint32_t element, bool self)
{
	VEC(uint32_t) parents = { NULL, 0, 0 };
	uint32_t target;
	size_t i, k;
	int rc = 0;

	v->rows.n = 0;
	gather(v, element, true);
	for (i = 0; i < v->rows.n; i++)
		VEC_PUSH(&parents, other_end(v, v->rows.v[i], true));
	for (i = 0; rc == 0 && i < parents.n; i++) {
		v->rows.n = 0;
		gather(v, parents.v[i], false);
		rc = xp_spend(v->ev, 1 + v->rows.n);
		for (k = 0; k < v->rows.n; k++) {
			target = other_end(v, v->rows.v[k], false);
			if (self || target != element)
				VEC_PUSH(&v->met, ((struct met){ target,
				    v->rows.v[k] }));
		}
	}
	VEC_FREE(&parents);
	return rc;
}

/* --- the source --- */

static bool
is_root(const struct xp_seq *arg)
{
	const struct xp_qname *q = xp_items(arg)->u.qname;

	return slice_is(q->ns, NS_XFI) && slice_is(q->local, "root");
}

/* A walk from each root; `own`: with the roots themselves, which are the first
 * generation then. */
static int
walk_roots(struct nav *v, uint64_t generations, bool own)
{
	uint32_t *roots;
	size_t n, i;
	int rc = 0;

	find_roots(v, &roots, &n);
	for (i = 0; rc == 0 && i < n; i++) {
		if (own)
			VEC_PUSH(&v->met, ((struct met){ roots[i], NONE }));
		if (!own || generations != 1)
			rc = walk(v, roots[i], false, own && generations > 0 ?
			    generations - 1 : generations);
	}
	mem_free(roots);
	return rc;
}

static int
bad_axis(struct xp_eval *ev, struct slice axis)
{
	return xp_fail(ev, "FORG0006", "\"%.*s\" is no axis of this function",
	    SLICE_ARG(axis));
}

static int
generations_of(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, unsigned at, uint64_t *out)
{
	int64_t n = 0;

	if (at < n_args && args[at].n > 0 &&
	    (!xp_int64(*xp_items(&args[at]), &n) || n < 0))
		return xp_fail(ev, "FORG0006",
		    "this is no number of generations");
	*out = (uint64_t)n;
	return 0;
}

/* --- 90507: relationships --- */

static int
relationships(struct nav *v, const struct xp_seq *args, struct slice axis,
    uint64_t generations)
{
	uint32_t source = xfi_element(&v->dts, &args[0]);
	bool root = is_root(&args[0]), one = slice_is(axis, "child") ||
	    slice_is(axis, "parent");

	if (one)
		generations = 1;
	if (!root && source == NONE)
		return 0;
	if (slice_is(axis, "descendant") || slice_is(axis, "child"))
		return root ? walk_roots(v, generations, false) :
		    walk(v, source, false, generations);
	if (slice_is(axis, "ancestor") || slice_is(axis, "parent"))
		return root ? 0 : walk(v, source, true, generations);
	if (slice_is(axis, "sibling"))
		return root ? 0 : find_siblings(v, source, false);
	if (!slice_is(axis, "sibling-or-descendant"))
		return bad_axis(v->ev, axis);
	if (root)
		return walk_roots(v, generations, false);
	return find_siblings(v, source, false) == -1 ? -1 :
	    walk(v, source, false, generations);
}

static const struct xp_qname *
name_at(const struct xp_seq *args, unsigned n_args, unsigned at)
{
	return at < n_args && args[at].n > 0 ?
	    xp_items(&args[at])->u.qname : NULL;
}

int
xfi_concept_relationships(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	struct nav v = { .ev = ev };
	uint64_t generations;
	size_t i;
	int rc;

	*out = XP_EMPTY;
	if (generations_of(ev, args, n_args, 4, &generations) == -1 ||
	    xfi_dts(ev, args, n_args, 7, &v.dts) == -1)
		return -1;
	find_networks(&v, xp_arg_string(&args[1]), xp_arg_string(&args[2]),
	    name_at(args, n_args, 5), name_at(args, n_args, 6));
	rc = relationships(&v, args, xp_arg_string(&args[3]), generations);
	for (i = 0; rc == 0 && i < v.met.n; i++)
		xp_add(out, xfi_relationship_item(&v.dts,
		    v.met.v[i].relationship), ev->arena);
	nav_free(&v);
	return rc;
}

/* --- 90510 --- */

static bool
is_abstract(const struct taxonomy *t, uint32_t element)
{
	const struct img_element *e = taxonomy_element(t, element);

	return e == NULL || (e->flags & EL_ABSTRACT) != 0;
}

int
xfi_distinct_non_abstract_parent_concepts(struct xp_eval *ev,
    const struct xp_seq *args, unsigned n_args, struct xp_seq *out)
{
	struct nav v = { .ev = ev };
	const struct img_relationship *r;
	struct table seen = { .slots = NULL };
	size_t i;
	int rc;

	*out = XP_EMPTY;
	if (xfi_dts(ev, args, n_args, 2, &v.dts) == -1)
		return -1;
	find_networks(&v, xp_arg_string(&args[0]), xp_arg_string(&args[1]),
	    NULL, NULL);
	rc = walk_roots(&v, 0, false);
	for (i = 0; rc == 0 && i < v.met.n; i++) {
		r = taxonomy_relationship(v.dts.t, v.met.v[i].relationship);
		if (is_abstract(v.dts.t, NODE_ROW(r->from)) ||
		    is_abstract(v.dts.t, NODE_ROW(r->to)) ||
		    table_find_int(&seen, r->from) != NONE)
			continue;
		table_add_int(&seen, r->from, r->from);
		xp_add(out, xfi_element_name(v.dts.t, NODE_ROW(r->from),
		    ev->arena), ev->arena);
	}
	table_free(&seen);
	nav_free(&v);
	return rc;
}

/* --- 90502: concepts --- */

/* Siblings of an element that no relationship leads to are the other roots. */
static int
siblings_or_roots(struct nav *v, uint32_t source, bool self)
{
	bool is_there = false;
	uint32_t *roots;
	size_t n, i;

	v->rows.n = 0;
	gather(v, source, true);
	if (v->rows.n > 0)
		return find_siblings(v, source, self);
	find_roots(v, &roots, &n);
	for (i = 0; i < n; i++)
		is_there |= roots[i] == source;
	for (i = 0; is_there && i < n; i++)
		if (self || roots[i] != source)
			VEC_PUSH(&v->met, ((struct met){ roots[i], NONE }));
	mem_free(roots);
	return xp_spend(v->ev, n);
}

/* A sibling and, if it is abstract, what is below it as far as abstract
 * concepts lead; below each once. */
static int
add_abstract(struct nav *v, struct met sibling, struct table *walked)
{
	VEC(struct met) queue = { NULL, 0, 0 };
	struct met m;
	size_t k;
	int rc = 0;

	VEC_PUSH(&queue, sibling);
	while (rc == 0 && queue.n > 0) {
		m = queue.v[--queue.n];
		VEC_PUSH(&v->met, m);
		if (!is_abstract(v->dts.t, m.element) ||
		    table_find_int(walked, m.element) != NONE)
			continue;
		table_add_int(walked, m.element, m.element);
		v->rows.n = 0;
		gather(v, m.element, false);
		rc = xp_spend(v->ev, 1 + v->rows.n);
		for (k = v->rows.n; k > 0; k--)
			VEC_PUSH(&queue, ((struct met){ other_end(v,
			    v->rows.v[k - 1], false), v->rows.v[k - 1] }));
	}
	VEC_FREE(&queue);
	return rc;
}

static int
with_abstract(struct nav *v, uint32_t source)
{
	VEC(struct met) siblings = { NULL, 0, 0 };
	struct table walked = { .slots = NULL };
	int rc = siblings_or_roots(v, source, false);
	size_t i;

	for (i = 0; i < v->met.n; i++)
		VEC_PUSH(&siblings, v->met.v[i]);
	v->met.n = 0;
	for (i = 0; rc == 0 && i < siblings.n; i++)
		rc = add_abstract(v, siblings.v[i], &walked);
	VEC_FREE(&siblings);
	table_free(&walked);
	return rc;
}

static int
concepts(struct nav *v, const struct xp_seq *args, struct slice axis,
    uint64_t generations)
{
	uint32_t source = xfi_element(&v->dts, &args[0]);
	bool self = slice_ends(axis, SLICE("-or-self"));
	bool root = is_root(&args[0]);

	if (slice_is(axis, "sibling-or-abstract-descendant"))
		return source == NONE ? 0 : with_abstract(v, source);
	if (self)
		axis.n -= strlen("-or-self");
	if (!slice_is(axis, "descendant") && !slice_is(axis, "ancestor") &&
	    !slice_is(axis, "sibling"))
		return bad_axis(v->ev, axis);
	if (root)
		return slice_is(axis, "descendant") ?
		    walk_roots(v, generations, true) : 0;
	if (source == NONE)
		return 0;
	if (slice_is(axis, "sibling"))
		return siblings_or_roots(v, source, self);
	if (self)
		VEC_PUSH(&v->met, ((struct met){ source, NONE }));
	return walk(v, source, slice_is(axis, "ancestor"), generations);
}

/* The values of one attribute, for all that was met; "" where it is absent. */
static int
add_attribute(struct nav *v, const struct xp_qname *q, struct xp_seq *out)
{
	struct xp_seq value;
	size_t i;

	for (i = 0; i < v->met.n; i++) {
		uint32_t row = v->met.v[i].relationship;

		value = XP_EMPTY;
		if (row != NONE && xfi_arc_attribute(v->ev, &v->dts,
		    xfi_network_of(v->dts.t, row),
		    taxonomy_relationship(v->dts.t, row), q, &value) == -1)
			return -1;
		if (value.n == 0)
			value = xp_one(xp_string(SLICE("")));
		xp_append(out, &value, v->ev->arena);
	}
	return 0;
}

int
xfi_navigate_relationships(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	struct nav v = { .ev = ev };
	uint64_t generations;
	size_t i;
	int rc;

	*out = XP_EMPTY;
	if (generations_of(ev, args, n_args, 4, &generations) == -1 ||
	    xfi_dts(ev, args, n_args, 6, &v.dts) == -1)
		return -1;
	find_networks(&v, xp_arg_string(&args[1]), xp_arg_string(&args[2]),
	    NULL, NULL);
	rc = concepts(&v, args, xp_arg_string(&args[3]), generations);
	for (i = 0; rc == 0 && i < v.met.n; i++)
		xp_add(out, xfi_element_name(v.dts.t, v.met.v[i].element,
		    ev->arena), ev->arena);
	for (i = 0; rc == 0 && n_args > 5 && i < args[5].n; i++)
		rc = add_attribute(&v, xp_items(&args[5])[i].u.qname, out);
	nav_free(&v);
	return rc;
}
