/*
 * xfi_equal.c: equality of nodes (function registry, 80200, 80201, 80205, 80206,
 * 80210, 80219; XBRL 2.1, 4.10).
 *
 * (1) X-equal: what A = B of XPath 1.0 says, with numbers as numbers (doubles, as
 *     4.10 has it), booleans as booleans and any other value as its text.
 * (2) S-equal elements have one name, s-equal attributes in any order and
 *     s-equal content in the same order.  An id does not count; contextRef and
 *     unitRef are what they refer to; units are multisets of measures.
 * (3) Of contexts and units of one report the reader has already said which
 *     are s-equal.
 */
#include "formula/xfi_equal.h"

#include "formula/xfi_local.h"
#include "ingest/equal.h"
#include "xpath/atomic.h"

#define MAX_DEPTH	300	/* more than a report may be deep */

/* --- values --- */

/* The typed value of a node: 0; 1: it has none; -1 with the error. */
static int
typed(struct xp_eval *ev, struct xp_item node, struct xp_seq *out)
{
	struct xp_seq one = xp_one(node);
	struct xp_error err = { .position = ev->position };

	if (xp_atomize(ev->d, &one, out, &err) == 0)
		return 0;
	if (slice_is(err.local, "FOTY0012"))
		return 1;
	*ev->err = err;
	return -1;
}

/* White space runs as one space, none at the ends. */
static struct slice
collapse(struct slice s, struct arena *a)
{
	char *to = arena_alloc(a, s.n + 1);
	struct slice out = { to, 0 };
	size_t i;

	s = slice_trim(s);
	for (i = 0; i < s.n; i++)
		if (!is_xml_space(s.s[i]))
			to[out.n++] = s.s[i];
		else if (!is_xml_space(s.s[i - 1]))
			to[out.n++] = ' ';
	return out;
}

/* Text as XPath 1.0 compares it: of a type whose white space means nothing,
 * without that. */
static struct slice
text_of(struct xp_eval *ev, struct xp_item node, const struct xp_seq *value)
{
	struct slice s = xp_node_string(xp_tree_of(ev, node), node,
	    ev->arena);

	return value->n == 1 && (xp_items(value)->type == XT_STRING ||
	    xp_items(value)->type == XT_UNTYPED) ? s :
	    collapse(s, ev->arena);
}

static bool
is_boolean(const struct xp_seq *s)
{
	return s->n == 1 && xp_items(s)->type == XT_BOOLEAN;
}

static bool
is_number(const struct xp_seq *s)
{
	return s->n == 1 &&
	    xp_numeric_kind((enum xp_type)xp_items(s)->type) != XT_NONE;
}

/* 1 or 0; -1 with the error. */
static int
x_equal(struct xp_eval *ev, struct xp_item a, struct xp_item b)
{
	struct xp_seq v = XP_EMPTY, w = XP_EMPTY;

	if (typed(ev, a, &v) == -1 || typed(ev, b, &w) == -1)
		return -1;
	if (is_number(&v) && is_number(&w))
		return xp_as_double(*xp_items(&v)) ==
		    xp_as_double(*xp_items(&w));
	if (is_boolean(&v) && is_boolean(&w))
		return xp_items(&v)->u.i == xp_items(&w)->u.i;
	return slice_eq(text_of(ev, a, &v), text_of(ev, b, &w));
}

/* Equal by `eq` of XPath 2.0; not, where types cannot be compared. */
static bool
same_value(struct xp_eval *ev, struct xp_item a, struct xp_item b)
{
	struct xp_error ignored = { .position = 0 };
	struct xp_eval probe = *ev;

	probe.err = &ignored;
	return xp_compare(&probe, XC_EQ, a, b, NULL) == 1;
}

/* The same, value by value. */
static int
same_values(struct xp_eval *ev, struct xp_item a, struct xp_item b)
{
	struct xp_seq v = XP_EMPTY, w = XP_EMPTY;
	int rv = typed(ev, a, &v), rw = typed(ev, b, &w);
	uint32_t i;

	if (rv == -1 || rw == -1)
		return -1;
	if (rv != rw || v.n != w.n)
		return 0;
	for (i = 0; i < v.n; i++)
		if (!same_value(ev, xp_items(&v)[i], xp_items(&w)[i]))
			return 0;
	return 1;
}

/* --- nodes --- */

/* The next child element or, if `text`, text that is no white space, of an
 * element after row `i` (first: the element itself); NONE. */
static uint32_t
next_child(const struct xp_tree *t, uint32_t element, uint32_t i, bool text)
{
	i = i == element ? i + 1 : t->rows[i].end;
	for (; i < t->rows[element].end; i = t->rows[i].end) {
		const struct xp_row *r = &t->rows[i];

		if (r->kind == XK_ELEMENT || (text && r->kind == XK_TEXT &&
		    slice_trim(t->texts[r->text]).n > 0))
			return i;
	}
	return NONE;
}

static bool
same_name(const struct xp_tree *t, uint32_t a, const struct xp_tree *u,
    uint32_t b)
{
	const struct xp_qname *x = &t->names[t->rows[a].name];
	const struct xp_qname *y = &u->names[u->rows[b].name];

	return slice_eq(x->local, y->local) && slice_eq(x->ns, y->ns);
}

static bool
is_attribute(const struct xp_tree *t, uint32_t row, const char *ns,
    const char *local)
{
	const struct xp_qname *q = &t->names[t->rows[row].name];

	return slice_is(q->local, local) && slice_is(q->ns, ns);
}

/* Attributes that say what an element is, not what it means. */
static bool
is_exempt(const struct xp_tree *t, uint32_t row)
{
	return is_attribute(t, row, "", "id") || is_attribute(t, row, NS_XSI,
	    "schemaLocation");
}

/* The attribute of an element that has the name of another's, or NONE. */
static uint32_t
attribute_like(const struct xp_tree *t, uint32_t element,
    const struct xp_tree *u, uint32_t like)
{
	uint32_t i;

	for (i = element + 1; i < t->rows[element].end &&
	    t->rows[i].kind == XK_ATTRIBUTE; i++)
		if (same_name(t, i, u, like))
			return i;
	return NONE;
}

static uint32_t
count_attributes(const struct xp_tree *t, uint32_t element, bool exempt)
{
	uint32_t i, n = 0;

	for (i = element + 1; i < t->rows[element].end &&
	    t->rows[i].kind == XK_ATTRIBUTE; i++)
		n += exempt || !is_exempt(t, i);
	return n;
}

/* --- s-equal --- */

static int	s_equal(struct xp_eval *, struct xp_item, struct xp_item,
		    int depth);

/* Contexts, and units, by what the reader found; -2: neither. */
static int
known_equal(struct xp_eval *ev, struct xp_item a, struct xp_item b)
{
	struct xfi_node x = xfi_node(xfi_host(ev), a);
	struct xfi_node y = xfi_node(xfi_host(ev), b);

	if (x.of == NULL || y.of == NULL || x.kind != y.kind)
		return -2;
	if (x.kind == XFI_CONTEXT && x.of == y.of)
		return xfi_context_row(&x)->s_equal ==
		    xfi_context_row(&y)->s_equal;
	if (x.kind == XFI_UNIT)
		return units_s_equal(x.of->report, x.row, y.of->report,
		    y.row);
	return -2;
}

/* What contextRef, or unitRef, of two items refers to; -2: it is no such
 * attribute. */
static int
same_reference(struct xp_eval *ev, struct xp_item a, struct xp_item b,
    const struct xp_tree *t, uint32_t attribute, int depth)
{
	struct xfi_node x = xfi_node(xfi_host(ev), a);
	struct xfi_node y = xfi_node(xfi_host(ev), b);
	const struct fact *f, *g;

	if (x.kind != XFI_ITEM || y.kind != XFI_ITEM)
		return -2;
	f = xfi_fact_row(&x);
	g = xfi_fact_row(&y);
	if (is_attribute(t, attribute, "", "unitRef"))
		return facts_u_equal(x.of->report, f, y.of->report, g);
	if (!is_attribute(t, attribute, "", "contextRef"))
		return -2;
	if (f->context == NONE || g->context == NONE)
		return f->context == g->context;
	return s_equal(ev, xfi_item(x.of,
	    x.of->report->contexts.v[f->context].nodes.context),
	    xfi_item(y.of,
	    y.of->report->contexts.v[g->context].nodes.context), depth + 1);
}

static int
same_attributes(struct xp_eval *ev, struct xp_item a, struct xp_item b,
    int depth)
{
	const struct xp_tree *t = xp_tree_of(ev, a), *u = xp_tree_of(ev, b);
	uint32_t i, like;
	int same;

	if (count_attributes(t, a.n, false) != count_attributes(u, b.n, false))
		return 0;
	for (i = a.n + 1; i < t->rows[a.n].end &&
	    t->rows[i].kind == XK_ATTRIBUTE; i++) {
		if (is_exempt(t, i))
			continue;
		if ((like = attribute_like(u, b.n, t, i)) == NONE)
			return 0;
		same = same_reference(ev, a, b, t, i, depth);
		if (same == -2)
			same = x_equal(ev, xp_node(a.tree, i),
			    xp_node(b.tree, like));
		if (same != 1)
			return same;
	}
	return 1;
}

static int
same_content(struct xp_eval *ev, struct xp_item a, struct xp_item b,
    int depth)
{
	const struct xp_tree *t = xp_tree_of(ev, a), *u = xp_tree_of(ev, b);
	uint32_t i = a.n, k = b.n;
	int same = 1;

	if (!xp_tree_has_elements(t, a.n) && !xp_tree_has_elements(u, b.n))
		return xfi_nodes_x_equal(ev, a, b);
	while (same == 1) {
		i = next_child(t, a.n, i, true);
		k = next_child(u, b.n, k, true);
		if (i == NONE || k == NONE)
			return i == k;
		same = s_equal(ev, xp_node(a.tree, i), xp_node(b.tree, k),
		    depth + 1);
	}
	return same;
}

static int
s_equal(struct xp_eval *ev, struct xp_item a, struct xp_item b, int depth)
{
	const struct xp_tree *t, *u;
	int same;

	if (depth > MAX_DEPTH)
		return xp_fail(ev, "FORG0001", "elements are nested too deeply");
	if (xp_spend(ev, 1) == -1)
		return -1;
	if (xp_node_is(a, b))
		return 1;
	if ((same = known_equal(ev, a, b)) != -2)
		return same;
	t = xp_tree_of(ev, a);
	u = xp_tree_of(ev, b);
	if (xp_node_kind(t, a) != xp_node_kind(u, b))
		return 0;
	switch (xp_node_kind(t, a)) {
	case XK_ELEMENT:
		if (!same_name(t, a.n, u, b.n))
			return 0;
		same = same_attributes(ev, a, b, depth);
		return same == 1 ? same_content(ev, a, b, depth) : same;
	case XK_DOCUMENT:
		return same_content(ev, a, b, depth);
	case XK_ATTRIBUTE:
		if (!same_name(t, a.n, u, b.n))
			return 0;
		return x_equal(ev, a, b);
	case XK_PI: case XK_TEXT: case XK_COMMENT: case XK_NAMESPACE:
		break;
	}
	return slice_eq(slice_trim(xp_node_string(t, a, ev->arena)),
	    slice_trim(xp_node_string(u, b, ev->arena)));
}

int
xfi_nodes_s_equal(struct xp_eval *ev, struct xp_item a, struct xp_item b)
{
	return s_equal(ev, a, b, 0);
}

/* Element-only content has no value: its text then, as XPath 1.0 had it. */
int
xfi_nodes_x_equal(struct xp_eval *ev, struct xp_item a, struct xp_item b)
{
	const struct xp_tree *t = xp_tree_of(ev, a), *u = xp_tree_of(ev, b);

	if ((xp_node_kind(t, a) == XK_ELEMENT && xp_tree_has_elements(t, a.n)) ||
	    (xp_node_kind(u, b) == XK_ELEMENT && xp_tree_has_elements(u, b.n)))
		return slice_eq(xp_node_string(t, a, ev->arena),
		    xp_node_string(u, b, ev->arena));
	return x_equal(ev, a, b);
}

/* --- sequences and sets --- */

typedef int node_equality(struct xp_eval *, struct xp_item, struct xp_item);

static int
identical(struct xp_eval *ev, struct xp_item a, struct xp_item b)
{
	(void)ev;
	return xp_node_is(a, b);
}

struct xp_seq
xfi_set(struct xp_eval *ev, const struct xp_seq *s)
{
	struct xp_seq set = XP_EMPTY;

	xp_append(&set, s, ev->arena);
	xp_sort_nodes(&set);
	return set;
}

static int
in_order(struct xp_eval *ev, const struct xp_seq *a, const struct xp_seq *b,
    node_equality *equal, struct xp_seq *out)
{
	int same = a->n == b->n;
	uint32_t i;

	for (i = 0; same == 1 && i < a->n; i++)
		same = xp_spend(ev, 1) == -1 ? -1 :
		    equal(ev, xp_items(a)[i], xp_items(b)[i]);
	return same == -1 ? -1 : xfi_result(out, xp_boolean(same == 1));
}

static int
as_sets(struct xp_eval *ev, const struct xp_seq *a, const struct xp_seq *b,
    node_equality *equal, struct xp_seq *out)
{
	int same = a->n == b->n, found;
	uint32_t i, k;

	for (i = 0; same == 1 && i < a->n; i++) {
		found = 0;
		for (k = 0; found == 0 && k < b->n; k++)
			found = xp_spend(ev, 1) == -1 ? -1 :
			    equal(ev, xp_items(a)[i], xp_items(b)[k]);
		same = found;
	}
	return same == -1 ? -1 : xfi_result(out, xp_boolean(same == 1));
}

int
xfi_identical_nodes(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	(void)n_args;
	return in_order(ev, &args[0], &args[1], identical, out);
}

int
xfi_x_equal(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *out)
{
	(void)n_args;
	return in_order(ev, &args[0], &args[1], xfi_nodes_x_equal, out);
}

int
xfi_s_equal(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *out)
{
	(void)n_args;
	return in_order(ev, &args[0], &args[1], xfi_nodes_s_equal, out);
}

/* Sets in document order: equal ones are so place by place. */
int
xfi_identical_node_set(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	struct xp_seq a = xfi_set(ev, &args[0]), b = xfi_set(ev, &args[1]);

	(void)n_args;
	return in_order(ev, &a, &b, identical, out);
}

int
xfi_s_equal_set(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	struct xp_seq a = xfi_set(ev, &args[0]), b = xfi_set(ev, &args[1]);

	(void)n_args;
	return as_sets(ev, &a, &b, xfi_nodes_s_equal, out);
}

/* --- nodes-correspond (80219) --- */

static int	correspond(struct xp_eval *, struct xp_item, struct xp_item,
		    int depth);

static int
attributes_correspond(struct xp_eval *ev, struct xp_item a, struct xp_item b)
{
	const struct xp_tree *t = xp_tree_of(ev, a), *u = xp_tree_of(ev, b);
	uint32_t i, like;
	int same = 1;

	if (count_attributes(t, a.n, true) != count_attributes(u, b.n, true))
		return 0;
	for (i = a.n + 1; same == 1 && i < t->rows[a.n].end &&
	    t->rows[i].kind == XK_ATTRIBUTE; i++) {
		if (is_attribute(t, i, "", "id") ||
		    (t->rows[i].flags & XR_ID) != 0)
			continue;
		like = attribute_like(u, b.n, t, i);
		same = like == NONE ? 0 : same_values(ev, xp_node(a.tree, i),
		    xp_node(b.tree, like));
	}
	return same;
}

static int
children_correspond(struct xp_eval *ev, struct xp_item a, struct xp_item b,
    int depth)
{
	const struct xp_tree *t = xp_tree_of(ev, a), *u = xp_tree_of(ev, b);
	uint32_t i = a.n, k = b.n;
	int same = 1;

	while (same == 1) {
		i = next_child(t, a.n, i, false);
		k = next_child(u, b.n, k, false);
		if (i == NONE || k == NONE)
			return i == k;
		same = correspond(ev, xp_node(a.tree, i), xp_node(b.tree, k),
		    depth + 1);
	}
	return same;
}

/* Whether an element has text of its own beside child elements. */
static bool
is_mixed(const struct xp_tree *t, uint32_t row)
{
	uint32_t i;

	for (i = row + 1; i < t->rows[row].end; i = t->rows[i].end)
		if (t->rows[i].kind == XK_TEXT &&
		    slice_trim(t->texts[t->rows[i].text]).n > 0)
			return true;
	return false;
}

/* Of element-only content there is no value to compare. */
static int
values_correspond(struct xp_eval *ev, struct xp_item a, struct xp_item b)
{
	const struct xp_tree *t = xp_tree_of(ev, a), *u = xp_tree_of(ev, b);

	if (xp_tree_has_elements(t, a.n) && !is_mixed(t, a.n))
		return xp_tree_has_elements(u, b.n) && !is_mixed(u, b.n);
	if (xp_tree_has_elements(u, b.n) && !is_mixed(u, b.n))
		return 0;
	if (xp_tree_has_elements(t, a.n) || xp_tree_has_elements(u, b.n))
		return slice_eq(xp_node_string(t, a, ev->arena),
		    xp_node_string(u, b, ev->arena));
	return same_values(ev, a, b);
}

static int
correspond(struct xp_eval *ev, struct xp_item a, struct xp_item b, int depth)
{
	const struct xp_tree *t = xp_tree_of(ev, a), *u = xp_tree_of(ev, b);
	enum xp_kind kind = xp_node_kind(t, a);
	int same;

	if (depth > MAX_DEPTH)
		return xp_fail(ev, "FORG0001", "elements are nested too deeply");
	if (xp_spend(ev, 1) == -1)
		return -1;
	if ((kind != XK_ELEMENT && kind != XK_ATTRIBUTE) ||
	    xp_node_kind(u, b) != kind || !same_name(t, a.n, u, b.n))
		return 0;
	if (kind == XK_ATTRIBUTE)
		return same_values(ev, a, b);
	if ((same = values_correspond(ev, a, b)) != 1 ||
	    (same = attributes_correspond(ev, a, b)) != 1)
		return same;
	return children_correspond(ev, a, b, depth);
}

int
xfi_nodes_correspond(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	int same = correspond(ev, *xp_items(&args[0]), *xp_items(&args[1]),
	    0);

	(void)n_args;
	return same == -1 ? -1 : xfi_result(out, xp_boolean(same == 1));
}
