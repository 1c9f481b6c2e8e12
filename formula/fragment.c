/* fragment.c: see fragment.h.  Rows stand in document order, so a walk over an
 * element is a walk over rows; nothing recurses. */
#include "formula/fragment.h"

#include <stdlib.h>

#include "base/names.h"

static const struct xp_row *
row_of(struct fragment f)
{
	return &f.tree->rows[f.row];
}

static const struct xp_qname *
name_of(const struct xp_tree *t, uint32_t row)
{
	return &t->names[t->rows[row].name];
}

bool
fragment_is(struct fragment f, const char *ns)
{
	return row_of(f)->kind == XK_ELEMENT &&
	    slice_is(name_of(f.tree, f.row)->ns, ns);
}

/* --- namespaces --- */

/* Whether a text may hold a QName with the prefix. */
static bool
mentions(struct slice text, struct slice prefix)
{
	const char *at;

	if (prefix.n == 0)
		return false;
	while (text.n > prefix.n && (at = memmem(text.s, text.n, prefix.s,
	    prefix.n)) != NULL) {
		text = slice_from(text, (size_t)(at - text.s) + prefix.n);
		if (text.n > 0 && text.s[0] == ':')
			return true;
	}
	return false;
}

/* Whether anything in the element needs the prefix. */
static bool
needs(struct fragment f, struct slice prefix)
{
	const struct xp_tree *t = f.tree;
	uint32_t i;

	for (i = f.row; i < row_of(f)->end; i++) {
		const struct xp_row *r = &t->rows[i];

		if (r->kind == XK_ELEMENT || (r->kind == XK_ATTRIBUTE &&
		    t->names[r->name].prefix.n > 0))
			if (slice_eq(t->names[r->name].prefix, prefix))
				return true;
		if ((r->kind == XK_ATTRIBUTE || r->kind == XK_TEXT) &&
		    mentions(t->texts[r->text], prefix))
			return true;
	}
	return false;
}

static void
declare(struct buf *b, const struct xp_tree *t, const struct xp_scope *s)
{
	struct slice prefix = t->texts[s->prefix];

	buf_printf(b, " xmlns%s%.*s=\"", prefix.n > 0 ? ":" : "",
	    SLICE_ARG(prefix));
	buf_xml(b, t->texts[s->ns]);
	buf_char(b, '"');
}

/* Whether a prefix is declared from scope `s` on before scope `before`. */
static bool
declared_before(const struct xp_tree *t, uint32_t s, uint32_t before)
{
	for (; s != before && s != NONE; s = t->scopes[s].outer)
		if (slice_eq(t->texts[t->scopes[s].prefix],
		    t->texts[t->scopes[before].prefix]))
			return true;
	return false;
}

/* What is declared on an element; on the outermost one all that is needed. */
static void
put_namespaces(struct buf *b, struct fragment f, uint32_t row)
{
	const struct xp_tree *t = f.tree;
	const struct xp_row *r = &t->rows[row];
	uint32_t s, stop = NONE;

	if (row != f.row)
		stop = t->rows[r->parent].scope;
	for (s = r->scope; s != NONE && s != stop; s = t->scopes[s].outer) {
		struct slice prefix = t->texts[t->scopes[s].prefix];

		if (slice_is(prefix, "xml") || (row == f.row &&
		    (declared_before(t, r->scope, s) || !needs(f, prefix) ||
		    (prefix.n == 0 && t->texts[t->scopes[s].ns].n == 0))))
			continue;
		declare(b, t, &t->scopes[s]);
	}
}

/* --- writing --- */

void
fragment_text(struct buf *b, struct slice text, bool attribute)
{
	size_t i, from = 0;

	for (i = 0; i < text.n; i++) {
		char c = text.s[i];

		if (c != '\r' && (!attribute || (c != '\n' && c != '\t')))
			continue;
		buf_xml(b, (struct slice){ text.s + from, i - from });
		buf_printf(b, "&#%d;", c);
		from = i + 1;
	}
	if (from < text.n)
		buf_xml(b, slice_from(text, from));
}

static void
put_name(struct buf *b, const struct xp_qname *q)
{
	buf_slice(b, q->prefix);
	if (q->prefix.n > 0)
		buf_char(b, ':');
	buf_slice(b, q->local);
}

/* The row after the attributes of an element. */
static uint32_t
put_start(struct buf *b, struct fragment f, uint32_t row)
{
	const struct xp_tree *t = f.tree;
	uint32_t i;

	buf_char(b, '<');
	put_name(b, name_of(t, row));
	put_namespaces(b, f, row);
	for (i = row + 1; i < t->rows[row].end &&
	    t->rows[i].kind == XK_ATTRIBUTE; i++) {
		buf_char(b, ' ');
		put_name(b, name_of(t, i));
		buf_puts(b, "=\"");
		fragment_text(b, t->texts[t->rows[i].text], true);
		buf_char(b, '"');
	}
	buf_puts(b, i == t->rows[row].end ? "/>" : ">");
	return i;
}

void
fragment_write(struct buf *b, struct fragment f)
{
	const struct xp_tree *t = f.tree;
	uint32_t i = f.row, open = NONE, end = row_of(f)->end;

	while (i < end || open != NONE) {
		if (open != NONE && i == t->rows[open].end) {
			buf_puts(b, "</");
			put_name(b, name_of(t, open));
			buf_char(b, '>');
			open = open == f.row ? NONE : t->rows[open].parent;
		} else if (t->rows[i].kind == XK_ELEMENT) {
			uint32_t row = i;

			i = put_start(b, f, i);
			if (i < t->rows[row].end)
				open = row;
		} else {
			if (t->rows[i].kind == XK_TEXT)
				fragment_text(b, t->texts[t->rows[i].text], false);
			i++;
		}
	}
}

/* --- keys --- */

struct looking {
	const struct xp_tree *tree;
	uint32_t element;
};

static struct slice
look_up(void *ctx, struct slice prefix)
{
	struct looking *l = ctx;

	return xp_tree_namespace(l->tree, l->element, prefix);
}

struct keying {
	const struct xp_tree *tree;
	struct simple_types  *types;
	struct arena         *arena;
};

static void
key_value(struct buf *b, const struct keying *k, uint32_t element,
    uint32_t type, struct slice text)
{
	struct looking l = { k->tree, element };

	if (type == NONE || k->types == NULL)
		buf_xml(b, slice_trim(text));
	else
		buf_xml(b, simple_type_key(k->types, type, text, look_up, &l,
		    k->arena));
}

static int
by_text(const void *a, const void *b)
{
	return slice_cmp(*(const struct slice *)a, *(const struct slice *)b);
}

static uint32_t
key_attributes(struct buf *b, const struct keying *k, uint32_t element)
{
	const struct xp_tree *t = k->tree;
	uint32_t n = 0, i, first = element + 1, end = first;
	struct slice *all;
	struct buf one = BUF_ANY;

	while (end < t->rows[element].end &&
	    t->rows[end].kind == XK_ATTRIBUTE)
		end++;
	all = arena_alloc(k->arena, (end - first) * sizeof(*all));
	for (i = first; i < end; i++) {
		const struct xp_qname *q = name_of(t, i);

		if (slice_is(q->ns, NS_XSI) || (q->ns.n == 0 &&
		    slice_is(q->local, "id")))
			continue;
		buf_clear(&one);
		buf_printf(&one, " {%.*s}%.*s=", SLICE_ARG(q->ns),
		    SLICE_ARG(q->local));
		key_value(&one, k, element, t->rows[i].type,
		    t->texts[t->rows[i].text]);
		all[n++] = arena_copy(k->arena, buf_get(&one));
	}
	buf_free(&one);
	if (n > 1)
		qsort(all, n, sizeof(*all), by_text);
	for (i = 0; i < n; i++)
		buf_slice(b, all[i]);
	return end;
}

void
fragment_key(struct buf *b, struct fragment f, struct simple_types *types,
    struct arena *a)
{
	const struct keying k = { f.tree, types, a };
	const struct xp_tree *t = f.tree;
	uint32_t i = f.row, open = NONE, end = row_of(f)->end;

	while (i < end || open != NONE) {
		if (open != NONE && i == t->rows[open].end) {
			buf_puts(b, "</>");
			open = open == f.row ? NONE : t->rows[open].parent;
		} else if (t->rows[i].kind == XK_ELEMENT) {
			const struct xp_qname *q = name_of(t, i);

			buf_printf(b, "<{%.*s}%.*s", SLICE_ARG(q->ns),
			    SLICE_ARG(q->local));
			open = i;
			i = key_attributes(b, &k, open);
			buf_char(b, '>');
			if (xp_tree_has_elements(t, open))
				continue;
			key_value(b, &k, open, t->rows[open].type,
			    xp_tree_string(t, open, a));
			i = t->rows[open].end;
		} else {
			if (t->rows[i].kind == XK_TEXT)
				buf_xml(b, slice_trim(
				    t->texts[t->rows[i].text]));
			i++;
		}
	}
}
