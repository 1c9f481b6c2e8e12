/*
 * axes.c: see axes.h.
 *
 * An element's attributes stand right after it and belong to no axis but
 * attribute (and self, parent, ancestor), so the other walks step over them.
 * Of the two ends of a subtree a row knows one; its previous sibling is found
 * by climbing from the row before it, which costs no more than its depth.
 */
#include "xpath/axes.h"

#include "base/mem.h"
#include "base/names.h"

/* --- walks --- */

static uint32_t
skip_attributes(const struct xp_row *rows, uint32_t at, uint32_t stop)
{
	while (at < stop && rows[at].kind == XK_ATTRIBUTE)
		at++;
	return at;
}

/* The sibling before a row that is no attribute, or NONE. */
static uint32_t
previous(const struct xp_row *rows, uint32_t row)
{
	uint32_t parent = rows[row].parent, at = row - 1;

	if (parent == NONE || at == parent)
		return NONE;
	while (rows[at].parent != parent)
		at = rows[at].parent;
	return rows[at].kind == XK_ATTRIBUTE ? NONE : at;
}

/* The row before `at` in document order that is before the origin, no
 * ancestor of it and no attribute, or NONE. */
static uint32_t
preceding(const struct xp_row *rows, uint32_t at, uint32_t origin)
{
	while (at-- > 0)
		if (rows[at].kind != XK_ATTRIBUTE && rows[at].end <= origin)
			return at;
	return NONE;
}

struct xp_walk
xp_walk_begin(const struct xp_tree *t, uint32_t row, bool ns,
    enum xp_axis axis)
{
	const struct xp_row *r = &t->rows[row];
	struct xp_walk w = { .rows = t->rows, .axis = axis, .at = NONE,
	    .stop = NONE, .origin = row };
	bool sibling = !ns && r->kind != XK_ATTRIBUTE && r->parent != NONE;

	switch (axis) {
	case AXIS_CHILD:
	case AXIS_DESCENDANT:
		w.stop = ns ? 0 : r->end;
		w.at = skip_attributes(t->rows, row + 1, w.stop);
		break;
	case AXIS_DESCENDANT_OR_SELF:
		w.stop = ns ? 0 : r->end;
		w.at = row;
		break;
	case AXIS_ATTRIBUTE:
		w.stop = ns ? 0 : r->end;
		w.at = row + 1;
		break;
	case AXIS_FOLLOWING_SIBLING:
		w.stop = sibling ? t->rows[r->parent].end : 0;
		w.at = r->end;
		break;
	case AXIS_FOLLOWING:
		w.stop = t->n_rows;
		w.at = skip_attributes(t->rows, ns ? row + 1 : r->end, w.stop);
		break;
	case AXIS_SELF:
		w.at = ns ? NONE : row;
		break;
	case AXIS_ANCESTOR_OR_SELF:
		w.at = row;
		break;
	case AXIS_NAMESPACE:
		break;
	case AXIS_PARENT:
	case AXIS_ANCESTOR:
		w.at = ns ? row : r->parent;
		break;
	case AXIS_PRECEDING_SIBLING:
		w.at = sibling ? previous(t->rows, row) : NONE;
		break;
	case AXIS_PRECEDING:
		w.at = preceding(t->rows, row, row);
		break;
	}
	return w;
}

/* Of the axes that have an end, the row; then w->at is the one after it. */
static uint32_t
forward(struct xp_walk *w)
{
	uint32_t at = w->at;

	if (at >= w->stop)
		return NONE;
	switch (w->axis) {
	case AXIS_CHILD:
	case AXIS_FOLLOWING_SIBLING:
		w->at = w->rows[at].end;
		break;
	case AXIS_ATTRIBUTE:
		if (w->rows[at].kind != XK_ATTRIBUTE)
			return NONE;
		w->at = at + 1;
		break;
	case AXIS_DESCENDANT:
	case AXIS_DESCENDANT_OR_SELF:
	case AXIS_FOLLOWING:
		w->at = skip_attributes(w->rows, at + 1, w->stop);
		break;
	case AXIS_SELF: case AXIS_NAMESPACE: case AXIS_PARENT:
	case AXIS_ANCESTOR: case AXIS_PRECEDING_SIBLING: case AXIS_PRECEDING:
	case AXIS_ANCESTOR_OR_SELF:
		return NONE;
	}
	return at;
}

uint32_t
xp_walk_next(struct xp_walk *w)
{
	uint32_t at = w->at;

	if (w->stop != NONE)
		return forward(w);
	if (at == NONE)
		return NONE;
	switch (w->axis) {
	case AXIS_ANCESTOR:
	case AXIS_ANCESTOR_OR_SELF:
		w->at = w->rows[at].parent;
		break;
	case AXIS_PRECEDING_SIBLING:
		w->at = previous(w->rows, at);
		break;
	case AXIS_PRECEDING:
		w->at = preceding(w->rows, at, w->origin);
		break;
	case AXIS_CHILD: case AXIS_DESCENDANT: case AXIS_ATTRIBUTE:
	case AXIS_SELF: case AXIS_DESCENDANT_OR_SELF:
	case AXIS_FOLLOWING_SIBLING: case AXIS_FOLLOWING: case AXIS_NAMESPACE:
	case AXIS_PARENT:
		w->at = NONE;
		break;
	}
	return at;
}

/* --- node tests --- */

#define ANY_KIND	((1u << (XK_NAMESPACE + 1)) - 1)

static unsigned
principal(enum xp_axis axis)
{
	if (axis == AXIS_ATTRIBUTE)
		return 1u << XK_ATTRIBUTE;
	return 1u << (axis == AXIS_NAMESPACE ? XK_NAMESPACE : XK_ELEMENT);
}

static unsigned
kinds_of(enum xp_item_test test)
{
	switch (test) {
	case XIT_ITEM:
	case XIT_NODE:
		return ANY_KIND;
	case XIT_DOCUMENT:
		return 1u << XK_DOCUMENT;
	case XIT_ELEMENT:
	case XIT_SCHEMA_ELEMENT:
		return 1u << XK_ELEMENT;
	case XIT_ATTRIBUTE:
	case XIT_SCHEMA_ATTRIBUTE:
		return 1u << XK_ATTRIBUTE;
	case XIT_TEXT:
		return 1u << XK_TEXT;
	case XIT_COMMENT:
		return 1u << XK_COMMENT;
	case XIT_PI:
		return 1u << XK_PI;
	case XIT_ATOMIC:
	case XIT_EMPTY:
		break;
	}
	return 0;
}

struct xp_matcher
xp_matcher(const struct xp_expr *e, const struct xp_test *test,
    enum xp_axis axis)
{
	bool by_name = test->flags & (XTEST_PRINCIPAL | XTEST_HAS_NAME);
	struct xp_matcher m = {
		.kinds = test->flags & XTEST_PRINCIPAL ? principal(axis) :
		    kinds_of(test->test),
		.any_ns = !by_name || test->flags & XTEST_ANY_NS ||
		    test->test == XIT_PI,
		.any_local = !by_name || test->flags & XTEST_ANY_LOCAL,
		.e = e,
	};

	if (test->test == XIT_SCHEMA_ELEMENT) {
		m.any_ns = m.any_local = true;
		m.more = test;
	}
	if (!m.any_ns)
		m.ns = xp_str(e, test->ns);
	if (!m.any_local)
		m.local = xp_str(e, test->local);
	if ((test->flags & XTEST_HAS_TYPE) || test->inner != NONE)
		m.more = test;
	return m;
}

/* Types of what no schema has judged: Data Model, 3.3.1.1 and 2.6.2. */
static bool
is_untyped(uint8_t kind, struct slice type)
{
	return slice_is(type, "anyType") || (kind == XK_ELEMENT ?
	    slice_is(type, "untyped") : slice_is(type, "untypedAtomic") ||
	    slice_is(type, "anyAtomicType") || slice_is(type, "anySimpleType"));
}

/* element(*, type) and attribute(*, type): XPath 2.0, 2.5.4.3 and 2.5.4.5. */
static bool
match_type(const struct xp_matcher *m, const struct xp_tree *t,
    const struct xp_row *row)
{
	struct slice ns = xp_str(m->e, m->more->type_ns);
	struct slice local = xp_str(m->e, m->more->type_local);

	if ((row->flags & XR_NILLED) && !(m->more->flags & XTEST_NILLABLE))
		return false;
	if (row->type == NONE || t->typing == NULL)
		return slice_is(ns, NS_XSD) && is_untyped(row->kind, local);
	return (slice_is(ns, NS_XSD) && slice_is(local, "anyType")) ||
	    t->typing->derives(t->typing->ctx, row->type, ns, local);
}

/* schema-element(name): XPath 2.0, 2.5.4.4.  That a type comes of the declared
 * one follows from the substitution group. */
static bool
match_declared(const struct xp_matcher *m, const struct xp_tree *t,
    const struct xp_row *row)
{
	const struct xp_qname *name = &t->names[row->name];
	struct slice ns = xp_str(m->e, m->more->ns);
	struct slice local = xp_str(m->e, m->more->local);

	if (t->typing != NULL && t->typing->stands_for != NULL)
		return t->typing->stands_for(t->typing->ctx, name, ns, local);
	return slice_eq(name->local, local) && slice_eq(name->ns, ns);
}

/* document-node(element(…)): one element that matches, and no text (2.5.4.2). */
static bool
match_inner(const struct xp_matcher *m, const struct xp_tree *t, uint32_t row)
{
	struct xp_matcher inner = xp_matcher(m->e,
	    &m->e->tests[m->more->inner], AXIS_CHILD);
	struct xp_walk w = xp_walk_begin(t, row, false, AXIS_CHILD);
	uint32_t at, element = NONE;

	while ((at = xp_walk_next(&w)) != NONE) {
		if (t->rows[at].kind == XK_TEXT || (element != NONE &&
		    t->rows[at].kind == XK_ELEMENT))
			return false;
		if (t->rows[at].kind == XK_ELEMENT)
			element = at;
	}
	return element != NONE && xp_match_row(&inner, t, element);
}

bool
xp_match_row(const struct xp_matcher *m, const struct xp_tree *t,
    uint32_t row)
{
	const struct xp_row *r = &t->rows[row];
	const struct xp_qname *name;

	if (!(m->kinds >> r->kind & 1))
		return false;
	if (!m->any_local || !m->any_ns) {
		if (r->name == NONE)
			return false;
		name = &t->names[r->name];
		if ((!m->any_local && !slice_eq(name->local, m->local)) ||
		    (!m->any_ns && !slice_eq(name->ns, m->ns)))
			return false;
	}
	if (m->more == NULL)
		return true;
	if (m->more->test == XIT_SCHEMA_ELEMENT)
		return match_declared(m, t, r);
	if ((m->more->flags & XTEST_HAS_TYPE) && !match_type(m, t, r))
		return false;
	return m->more->inner == NONE || r->kind != XK_DOCUMENT ||
	    match_inner(m, t, row);
}

bool
xp_match_namespace(const struct xp_matcher *m, struct slice prefix)
{
	return (m->kinds >> XK_NAMESPACE & 1) && m->more == NULL &&
	    (m->any_local || slice_eq(prefix, m->local)) &&
	    (m->any_ns || m->ns.n == 0);
}
