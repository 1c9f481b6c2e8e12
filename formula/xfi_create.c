/*
 * xfi_create.c: xfi:create-element (function registry, 90801): an element in a
 * document of its own, made of a name, attributes, and a value or children.
 *
 * It lives in an arena of the host, for that of the evaluation may be reset
 * under a tree that the dynamic context still lists (xpath/eval.h).
 */
#include "base/xml.h"
#include "formula/xfi_local.h"

#define MAX_CREATED	((size_t)1 << 24)	/* rows of one element */

struct maker {
	struct xp_eval  *ev;
	struct xp_tree  *tree;
	VEC(struct xp_row)   rows;
	VEC(struct xp_qname) names;
	VEC(struct slice)    texts;
	VEC(struct xp_scope) scopes;
};

static uint32_t
add_text(struct maker *m, struct slice s)
{
	VEC_PUSH(&m->texts, s);
	return (uint32_t)m->texts.n - 1;
}

static uint32_t
add_name(struct maker *m, const struct xp_qname *q)
{
	VEC_PUSH(&m->names, *q);
	return (uint32_t)m->names.n - 1;
}

static struct xp_row *
add_row(struct maker *m, enum xp_kind kind, uint32_t parent)
{
	struct xp_row *r = VEC_ADD(&m->rows);

	r->kind = (uint8_t)kind;
	r->parent = parent;
	r->depth = (uint16_t)(parent == NONE ? 0 :
	    m->rows.v[parent].depth + 1);
	r->end = (uint32_t)m->rows.n;
	r->name = r->text = r->type = NONE;
	r->scope = kind == XK_ELEMENT && parent != NONE ?
	    m->rows.v[parent].scope : NONE;
	return r;
}

/* Declares the prefix of a name at an element, unless it is in force. */
static void
declare(struct maker *m, uint32_t element, const struct xp_qname *q)
{
	uint32_t s;

	for (s = m->rows.v[element].scope; s != NONE;
	    s = m->scopes.v[s].outer)
		if (slice_eq(m->texts.v[m->scopes.v[s].prefix], q->prefix)) {
			if (slice_eq(m->texts.v[m->scopes.v[s].ns], q->ns))
				return;
			break;
		}
	if (q->ns.n == 0 && s == NONE)
		return;
	VEC_PUSH(&m->scopes, ((struct xp_scope){ add_text(m, q->prefix),
	    add_text(m, q->ns), m->rows.v[element].scope }));
	m->rows.v[element].scope = (uint32_t)m->scopes.n - 1;
}

/* --- attributes --- */

static int
bad_attributes(struct xp_eval *ev, const char *why)
{
	return xfi_fail(ev, "AttributesNotNameValuePairs", "%s", why);
}

static int
add_attribute(struct maker *m, uint32_t element, struct xp_item name,
    struct xp_item value)
{
	struct xp_qname q = { .ns = SLICE(""), .prefix = SLICE("") };
	struct xp_row *r;
	struct slice text;

	if (name.type == XT_QNAME) {
		q = *name.u.qname;
	} else if (xp_derives((enum xp_type)name.type, XT_STRING) ||
	    name.type == XT_UNTYPED) {
		q.local = slice_trim(xp_slice(name));
		if (!is_ncname(q.local))
			return bad_attributes(m->ev, "a string that names an "
			    "attribute is a name without a prefix");
	} else {
		return bad_attributes(m->ev,
		    "an attribute is named by a string or a QName");
	}
	text = xp_string_of(m->ev->d, value, m->ev->arena);
	r = add_row(m, XK_ATTRIBUTE, element);
	r->name = add_name(m, &q);
	r->text = add_text(m, text);
	if (q.ns.n > 0)
		declare(m, element, &q);
	return 0;
}

static int
add_attributes(struct maker *m, uint32_t element, const struct xp_seq *s)
{
	uint32_t i;

	if (s->n % 2 != 0)
		return bad_attributes(m->ev, "an attribute has no value");
	for (i = 0; i < s->n; i += 2)
		if (add_attribute(m, element, xp_items(s)[i],
		    xp_items(s)[i + 1]) == -1)
			return -1;
	return 0;
}

/* --- children --- */

/* Copies a subtree of another tree; rows keep their distances. */
static int
copy_child(struct maker *m, uint32_t parent, struct xp_item node)
{
	const struct xp_tree *t = xp_tree_of(m->ev, node);
	uint32_t base = (uint32_t)m->rows.n, i, up;
	struct xp_row *r;

	if (xp_node_kind(t, node) != XK_ELEMENT)
		return xp_fail(m->ev, "XPTY0004", "a child is no element");
	if (m->rows.n + (t->rows[node.n].end - node.n) > MAX_CREATED ||
	    xp_spend(m->ev, t->rows[node.n].end - node.n) == -1)
		return xp_fail(m->ev, "FOER0000", "the element is too large");
	for (i = node.n; i < t->rows[node.n].end; i++) {
		const struct xp_row *old = &t->rows[i];

		up = i == node.n ? parent : base + (old->parent - node.n);
		r = add_row(m, (enum xp_kind)old->kind, up);
		r->end = base + (old->end - node.n);
		r->flags = old->flags;
		if (old->text != NONE)
			r->text = add_text(m, t->texts[old->text]);
		if (old->name == NONE)
			continue;
		r->name = add_name(m, &t->names[old->name]);
		if (old->kind == XK_ELEMENT || (old->kind == XK_ATTRIBUTE &&
		    t->names[old->name].ns.n > 0))
			declare(m, old->kind == XK_ELEMENT ? base +
			    (i - node.n) : up, &t->names[old->name]);
	}
	return 0;
}

static int
add_content(struct maker *m, uint32_t element, const struct xp_seq *args,
    unsigned n_args)
{
	struct slice value = SLICE("");
	uint32_t i;

	if (n_args > 2 && args[2].n > 0)
		value = xp_string_of(m->ev->d, *xp_items(&args[2]),
		    m->ev->arena);
	if (n_args > 3 && args[3].n > 0 && value.n > 0)
		return xfi_fail(m->ev, "MixedContentError",
		    "an element has a value or children, not both");
	if (value.n > 0)
		add_row(m, XK_TEXT, element)->text = add_text(m, value);
	for (i = 0; n_args > 3 && i < args[3].n; i++)
		if (copy_child(m, element, xp_items(&args[3])[i]) == -1)
			return -1;
	return 0;
}

/* --- the whole --- */

static void *
keep(struct arena *a, const void *v, size_t n)
{
	void *to = arena_alloc(a, n + 1);

	if (n > 0)
		memcpy(to, v, n);
	return to;
}

static void
own_texts(struct maker *m, struct arena *a)
{
	size_t i;

	for (i = 0; i < m->texts.n; i++)
		m->texts.v[i] = arena_copy(a, m->texts.v[i]);
	for (i = 0; i < m->names.n; i++) {
		struct xp_qname *q = &m->names.v[i];

		q->ns = arena_copy(a, q->ns);
		q->local = arena_copy(a, q->local);
		q->prefix = arena_copy(a, q->prefix);
	}
}

static int
finish(struct maker *m, struct xp_seq *out)
{
	struct arena *a = xfi_host(m->ev)->made;
	struct xp_tree *t = arena_alloc(a, sizeof(*t));
	int number;

	own_texts(m, a);
	t->arena = a;
	t->rows = keep(a, m->rows.v, m->rows.n * sizeof(*m->rows.v));
	t->names = keep(a, m->names.v, m->names.n * sizeof(*m->names.v));
	t->texts = keep(a, m->texts.v, m->texts.n * sizeof(*m->texts.v));
	t->scopes = keep(a, m->scopes.v, m->scopes.n * sizeof(*m->scopes.v));
	t->n_rows = (uint32_t)m->rows.n;
	t->n_names = (uint32_t)m->names.n;
	t->n_texts = (uint32_t)m->texts.n;
	t->n_scopes = (uint32_t)m->scopes.n;
	xp_tree_index(t);
	if ((number = xp_add_tree(m->ev->d, t)) == -1)
		return xp_fail(m->ev, "FOER0000", "too many elements are made");
	return xfi_result(out, xp_node((uint16_t)number, 1));
}

int
xfi_create_element(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	struct maker m = { .ev = ev };
	const struct xp_qname *name = xp_items(&args[0])->u.qname;
	struct xfi_host *h = xfi_host(ev);
	int rc = -1;

	if (h == NULL)
		return xp_fail(ev, "FODC0002", "there is no report here");
	if (h->made == NULL)
		h->made = arena_new();
	add_row(&m, XK_DOCUMENT, NONE);
	add_row(&m, XK_ELEMENT, 0)->name = add_name(&m, name);
	declare(&m, 1, name);
	if (add_attributes(&m, 1, &args[1]) == -1 ||
	    add_content(&m, 1, args, n_args) == -1)
		goto out;
	m.rows.v[0].end = m.rows.v[1].end = (uint32_t)m.rows.n;
	rc = finish(&m, out);
 out:
	VEC_FREE(&m.rows);
	VEC_FREE(&m.names);
	VEC_FREE(&m.texts);
	VEC_FREE(&m.scopes);
	return rc;
}
