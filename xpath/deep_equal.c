/*
 * deep_equal.c: fn:deep-equal (Functions and Operators, 15.3.1).
 *
 * Two subtrees are compared row by row, both walked in document order, with
 * their depths: no recursion.  Comments and processing instructions count only
 * where they are compared themselves.
 */
#include <math.h>

#include "xpath/eval_op.h"

struct pair {
	struct xp_eval *ev;
	const struct xp_collation *collation;
	const struct xp_tree *a, *b;
};

static bool
is_nan(struct xp_item i)
{
	return (i.type == XT_DOUBLE || i.type == XT_FLOAT) && isnan(i.u.d);
}

/* Values that cannot be compared are not equal. */
static int
same_atoms(struct xp_eval *ev, struct xp_item a, struct xp_item b,
    const struct xp_collation *collation)
{
	int t;

	if (is_nan(a) && is_nan(b))
		return 1;
	t = xp_compare(ev, XC_EQ, a, b, collation);
	if (t == -1 && slice_is(ev->err->local, "XPTY0004")) {
		*ev->err = (struct xp_error){ .position = 0 };
		return 0;
	}
	return t;
}

static int
same_text(const struct pair *p, struct slice a, struct slice b)
{
	if (slice_eq(a, b))
		return 1;
	return xp_compare(p->ev, XC_EQ, xp_string(a), xp_string(b),
	    p->collation);
}

static bool
same_name(const struct xp_qname *a, const struct xp_qname *b)
{
	return slice_eq(a->local, b->local) && slice_eq(a->ns, b->ns);
}

/* The typed values of two rows; *simple gets false where one has none. */
static int
same_values(const struct pair *p, uint32_t a, uint32_t b, bool *simple)
{
	struct xp_eval *ev = p->ev;
	const struct xp_typing *ta = p->a->typing, *tb = p->b->typing;
	struct xp_seq va = XP_EMPTY, vb = XP_EMPTY;
	struct slice sa = xp_tree_string(p->a, a, ev->arena);
	struct slice sb = xp_tree_string(p->b, b, ev->arena);
	int rc = 0;

	*simple = true;
	if (p->a->rows[a].type == NONE || ta == NULL)
		xp_add(&va, xp_text(XT_UNTYPED, sa), ev->arena);
	else
		rc = ta->value(ta->ctx, p->a, a, sa, ev->arena, &va);
	if (rc == 0 && (p->b->rows[b].type == NONE || tb == NULL))
		xp_add(&vb, xp_text(XT_UNTYPED, sb), ev->arena);
	else if (rc == 0)
		rc = tb->value(tb->ctx, p->b, b, sb, ev->arena, &vb);
	if (rc != 0) {
		*simple = false;
		return 0;
	}
	return xp_same_deep(ev, &va, &vb, p->collation);
}

/* An attribute of an element by name; NONE. */
static uint32_t
attribute_like(const struct xp_tree *t, uint32_t element,
    const struct xp_qname *name)
{
	uint32_t i;

	for (i = element + 1; i < t->rows[element].end &&
	    t->rows[i].kind == XK_ATTRIBUTE; i++)
		if (same_name(&t->names[t->rows[i].name], name))
			return i;
	return NONE;
}

static uint32_t
count_attributes(const struct xp_tree *t, uint32_t element)
{
	uint32_t i = element + 1;

	while (i < t->rows[element].end && t->rows[i].kind == XK_ATTRIBUTE)
		i++;
	return i - element - 1;
}

static int
same_attributes(const struct pair *p, uint32_t a, uint32_t b)
{
	uint32_t n = count_attributes(p->a, a), i, other;
	bool simple;
	int t = 1;

	if (n != count_attributes(p->b, b) ||
	    xp_spend(p->ev, (uint64_t)n * n) == -1)
		return n != count_attributes(p->b, b) ? 0 : -1;
	for (i = a + 1; i <= a + n && t == 1; i++) {
		other = attribute_like(p->b, b,
		    &p->a->names[p->a->rows[i].name]);
		t = other == NONE ? 0 : same_values(p, i, other, &simple);
	}
	return t;
}

/* Whether a row counts among the content that is compared: white space
 * between elements where a type allows only those does not. */
static bool
counts(const struct pair *p, const struct xp_tree *t, uint32_t row)
{
	const struct xp_row *r = &t->rows[row], *parent;
	struct xp_seq s = XP_EMPTY;

	if (r->kind == XK_ELEMENT)
		return true;
	if (r->kind != XK_TEXT)
		return false;
	parent = &t->rows[r->parent];
	if (parent->type == NONE || t->typing == NULL ||
	    slice_trim(t->texts[r->text]).n > 0)
		return true;
	return t->typing->value(t->typing->ctx, t, r->parent, SLICE(""),
	    p->ev->arena, &s) != 1;
}

static uint32_t
next_row(const struct pair *p, const struct xp_tree *t, uint32_t row,
    uint32_t end)
{
	while (++row < end && !counts(p, t, row))
		;
	return row;
}

static bool
has_element(const struct xp_tree *t, uint32_t row)
{
	uint32_t i;

	for (i = row + 1; i < t->rows[row].end; i++)
		if (t->rows[i].kind == XK_ELEMENT)
			return true;
	return false;
}

/* Two rows by themselves: 0, 1, -1.  *whole: their content is judged, too. */
static int
same_row(const struct pair *p, uint32_t a, uint32_t b, bool *whole)
{
	const struct xp_row *ra = &p->a->rows[a], *rb = &p->b->rows[b];
	bool simple;
	int t;

	*whole = false;
	if (ra->kind != rb->kind)
		return 0;
	if (ra->kind == XK_TEXT)
		return same_text(p, p->a->texts[ra->text],
		    p->b->texts[rb->text]);
	if (ra->kind == XK_DOCUMENT)
		return 1;
	if (!same_name(&p->a->names[ra->name], &p->b->names[rb->name]))
		return 0;
	t = same_attributes(p, a, b);
	if (t != 1 || (ra->type == NONE && rb->type == NONE) ||
	    has_element(p->a, a) || has_element(p->b, b))
		return t;
	t = same_values(p, a, b, &simple);
	*whole = simple;
	return simple ? t : 1;
}

/* Elements or documents with all below them. */
static int
same_trees(const struct pair *p, uint32_t a, uint32_t b)
{
	uint32_t end_a = p->a->rows[a].end, end_b = p->b->rows[b].end;
	uint32_t top_a = p->a->rows[a].depth, top_b = p->b->rows[b].depth;
	bool whole;
	int t;

	while (a < end_a && b < end_b) {
		if (xp_spend(p->ev, 1) == -1)
			return -1;
		if (p->a->rows[a].depth - top_a != p->b->rows[b].depth - top_b)
			return 0;
		if ((t = same_row(p, a, b, &whole)) != 1)
			return t;
		if (whole) {
			a = p->a->rows[a].end - 1;
			b = p->b->rows[b].end - 1;
		}
		a = next_row(p, p->a, a, end_a);
		b = next_row(p, p->b, b, end_b);
	}
	return a >= end_a && b >= end_b;
}

static int
same_nodes(struct pair *p, struct xp_item a, struct xp_item b)
{
	enum xp_kind kind = xp_node_kind(p->a, a);
	struct xp_qname na = { .prefix = SLICE("") }, nb = na;
	bool simple;

	if (kind != xp_node_kind(p->b, b))
		return 0;
	if (kind == XK_ELEMENT || kind == XK_DOCUMENT)
		return same_trees(p, a.n, b.n);
	if (xp_node_name(p->a, a, &na) != xp_node_name(p->b, b, &nb) ||
	    !same_name(&na, &nb))
		return 0;
	if (kind == XK_ATTRIBUTE)
		return same_values(p, a.n, b.n, &simple);
	return same_text(p, xp_node_string(p->a, a, p->ev->arena),
	    xp_node_string(p->b, b, p->ev->arena));
}

int
xp_same_deep(struct xp_eval *ev, const struct xp_seq *a,
    const struct xp_seq *b, const struct xp_collation *collation)
{
	const struct xp_item *va = xp_items(a), *vb = xp_items(b);
	struct pair p = { ev, collation, NULL, NULL };
	uint32_t i;
	int t = 1;

	if (a->n != b->n)
		return 0;
	for (i = 0; i < a->n && t == 1; i++) {
		if (xp_spend(ev, 1) == -1)
			return -1;
		if (xp_is_node(va[i]) != xp_is_node(vb[i]))
			return 0;
		if (!xp_is_node(va[i])) {
			t = same_atoms(ev, va[i], vb[i], collation);
			continue;
		}
		p.a = xp_tree_of(ev, va[i]);
		p.b = xp_tree_of(ev, vb[i]);
		t = same_nodes(&p, va[i], vb[i]);
	}
	return t;
}

int
xp_deep_equal(struct xp_dynamic *d, const struct xp_seq *a,
    const struct xp_seq *b, struct slice collation, struct xp_error *err)
{
	struct xp_eval ev = { .d = d, .arena = d->arena, .err = err };
	const struct xp_collation *c = NULL;

	if (collation.s != NULL && (c = xp_collation(&ev, collation)) == NULL)
		return -1;
	return xp_same_deep(&ev, a, b, c);
}
