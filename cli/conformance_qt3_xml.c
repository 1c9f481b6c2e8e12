/*
 * conformance_qt3_xml.c: assert-xml of the QT3 suite: is a sequence, as it
 * would be serialized, the content expected?
 *
 * Both become lists of what a reader meets, in document order: an element, its
 * attributes by name, then its content one deeper.  A sequence is normalized
 * as XSLT 2.0 and XQuery 1.0 Serialization, 2 says: values become text with a
 * space between neighbours, documents their children, texts side by side one.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "cli/conformance_qt3_eval.h"
#include "xpath/eval.h"

struct met {
	enum xp_kind kind;
	uint32_t     depth;
	struct slice ns, local, text;
};

struct list {
	struct arena *arena;
	VEC(struct met) met;
	bool after_value;	/* what comes before was an atomic value */
};

static void
add_text(struct list *l, uint32_t depth, struct slice text)
{
	struct met *last = l->met.n == 0 ? NULL : &l->met.v[l->met.n - 1];

	if (text.n == 0)
		return;
	if (last != NULL && last->kind == XK_TEXT && last->depth == depth) {
		last->text = slice_of(arena_printf(l->arena, "%.*s%.*s",
		    SLICE_ARG(last->text), SLICE_ARG(text)));
		return;
	}
	last = VEC_ADD(&l->met);
	last->kind = XK_TEXT;
	last->depth = depth;
	last->text = text;
}

static void
add_row(struct list *l, const struct xp_tree *t, uint32_t row, uint32_t depth)
{
	const struct xp_row *r = &t->rows[row];
	struct met *m;

	if (r->kind == XK_TEXT) {
		add_text(l, depth, t->texts[r->text]);
		return;
	}
	m = VEC_ADD(&l->met);
	m->kind = (enum xp_kind)r->kind;
	m->depth = depth;
	m->ns = r->name == NONE ? SLICE("") : t->names[r->name].ns;
	m->local = r->name == NONE ? SLICE("") : t->names[r->name].local;
	m->text = r->text == NONE ? SLICE("") : t->texts[r->text];
}

static int
by_name(const void *x, const void *y)
{
	const struct met *a = x, *b = y;
	int order = slice_cmp(a->ns, b->ns);

	return order != 0 ? order : slice_cmp(a->local, b->local);
}

/* The rows from `row` to `end`; those at depth `top` are at 0 in the list. */
static void
add_rows(struct list *l, const struct xp_tree *t, uint32_t row, uint32_t end,
    uint32_t top)
{
	size_t first;

	while (row < end) {
		bool element = t->rows[row].kind == XK_ELEMENT;

		add_row(l, t, row, t->rows[row].depth - top);
		row++;
		if (!element)
			continue;
		first = l->met.n;
		for (; row < end && t->rows[row].kind == XK_ATTRIBUTE; row++)
			add_row(l, t, row, t->rows[row].depth - top);
		if (l->met.n > first)
			qsort(l->met.v + first, l->met.n - first,
			    sizeof(*l->met.v), by_name);
	}
}

static void
add_item(struct list *l, const struct qt3_eval *ev, struct xp_item item)
{
	const struct xp_tree *t;
	const struct xp_row *r;

	if (item.type != XT_NODE) {
		if (l->after_value)
			add_text(l, 0, SLICE(" "));
		add_text(l, 0, xp_string_of(&ev->d, item, l->arena));
		l->after_value = true;
		return;
	}
	l->after_value = false;
	t = ev->d.trees[item.tree];
	r = &t->rows[item.n];
	if (xp_node_kind(t, item) == XK_NAMESPACE)
		VEC_ADD(&l->met)->kind = XK_NAMESPACE;	/* in no text */
	else if (r->kind == XK_DOCUMENT)
		add_rows(l, t, item.n + 1, r->end, r->depth + 1u);
	else
		add_rows(l, t, item.n, r->end, r->depth);
}

static bool
same(const struct list *a, const struct list *b)
{
	const struct met *x, *y;
	size_t i;

	if (a->met.n != b->met.n)
		return false;
	for (i = 0; i < a->met.n; i++) {
		x = &a->met.v[i];
		y = &b->met.v[i];
		if (x->kind != y->kind || x->depth != y->depth ||
		    !slice_eq(x->ns, y->ns) || !slice_eq(x->local, y->local) ||
		    !slice_eq(x->text, y->text))
			return false;
	}
	return true;
}

/* A fragment as the content of an element, whose row is 1. */
static struct xp_tree *
read_fragment(struct slice xml, struct arena *a)
{
	struct xp_tree_error err;
	const char *end;

	if (slice_starts(xml, SLICE("<?xml ")) &&
	    (end = memchr(xml.s, '>', xml.n)) != NULL)
		xml = slice_trim(slice_from(xml, (size_t)(end - xml.s) + 1));
	return xp_tree_read(slice_of(arena_printf(a, "<w>%.*s</w>",
	    SLICE_ARG(xml))), SLICE_NONE, NULL, a, &err);
}

int
qt3_same_xml(struct qt3_eval *ev, const struct xp_seq *got, struct slice xml)
{
	struct list have = { .arena = ev->arena }, want = have;
	struct xp_tree *t = read_fragment(xml, ev->arena);
	uint32_t i;
	int rc;

	if (t == NULL)
		return -1;
	add_rows(&want, t, 2, t->rows[1].end, t->rows[1].depth + 1u);
	for (i = 0; i < got->n; i++)
		add_item(&have, ev, xp_items(got)[i]);
	rc = same(&have, &want);
	VEC_FREE(&have.met);
	VEC_FREE(&want.met);
	xp_tree_free(t);
	return rc;
}
