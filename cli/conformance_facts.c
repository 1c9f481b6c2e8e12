/*
 * conformance_facts.c: see conformance_facts.h.  Both sides are written as lines of
 * text, one an item: its name, its place (child numbers from the root), its
 * dimensions by name, each with whether it is there by default; the two texts
 * are compared.
 */
#include "cli/conformance_facts.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/xml.h"
#include "validate/dimensions_effective.h"

static void
qname(struct buf *b, struct slice ns, struct slice local)
{
	buf_printf(b, "{%.*s}%.*s", SLICE_ARG(ns), SLICE_ARG(local));
}

static int
by_text(const void *a, const void *b)
{
	return slice_cmp(*(const struct slice *)a, *(const struct slice *)b);
}

/* Adds the members in the order of their text, and ends the line. */
static void
end_line(struct buf *b, struct slice *members, size_t n)
{
	size_t i;

	if (n > 1)
		qsort(members, n, sizeof(*members), by_text);
	for (i = 0; i < n; i++)
		buf_printf(b, " %.*s", SLICE_ARG(members[i]));
	buf_char(b, '\n');
}

/* --- ours --- */

/* How many children of the root start before this byte. */
static uint32_t
root_position(const struct report *r, uint64_t offset)
{
	uint32_t n = 1;
	size_t i;

	for (i = 0; i < r->references.n; i++)
		n += r->references.v[i].span.offset < offset;
	for (i = 0; i < r->contexts.n; i++)
		n += r->contexts.v[i].span.offset < offset;
	for (i = 0; i < r->units.n; i++)
		n += r->units.v[i].span.offset < offset;
	for (i = 0; i < r->footnote_links.n; i++)
		n += r->footnote_links.v[i].span.offset < offset;
	for (i = 0; i < r->facts.n; i++)
		n += r->facts.v[i].parent == NONE &&
		    r->facts.v[i].span.offset < offset;
	return n;
}

static void
pointer(struct buf *b, const struct report *r, uint32_t row)
{
	const struct fact *f = &r->facts.v[row];
	uint32_t n = 1, i;

	if (f->parent == NONE) {
		buf_printf(b, "%u", root_position(r, f->span.offset));
		return;
	}
	for (i = f->parent + 1; i < row; i++)
		n += r->facts.v[i].parent == f->parent;
	pointer(b, r, f->parent);	/* as deep as the reader let it be */
	buf_printf(b, "/%u", n);
}

static void
our_item(struct buf *b, const struct report *r, uint32_t row,
    struct arena *a)
{
	const struct fact *f = &r->facts.v[row];
	const struct name *name = &r->names.v[f->name];
	const struct effective *e;
	struct slice *members;
	struct buf text = BUF_ANY;
	uint32_t n, i;

	qname(b, name->ns, name->local);
	buf_char(b, ' ');
	pointer(b, r, row);
	e = dimensions_effective(r, &r->contexts.v[f->context], a, &n);
	members = arena_alloc(a, n * sizeof(*members));
	for (i = 0; i < n; i++) {
		buf_clear(&text);
		qname(&text, taxonomy_element_ns(r->taxonomy, e[i].dimension),
		    taxonomy_element_local(r->taxonomy, e[i].dimension));
		buf_puts(&text, e[i].row == NONE ? "=true" : "=false");
		members[i] = arena_copy(a, buf_get(&text));
	}
	end_line(b, members, n);
	buf_free(&text);
}

/* --- theirs --- */

static void
their_qname(struct buf *b, xmlNode *n, struct arena *a)
{
	struct slice ns = SLICE(""), local = SLICE("");

	(void)xml_qname(n, slice_trim(xml_text(n, a)), true, a, &ns, &local);
	qname(b, ns, local);
}

static void
their_item(struct buf *b, xmlNode *item, struct arena *a)
{
	struct slice members[1000];
	struct buf text = BUF_ANY;
	size_t n = 0;
	xmlNode *k, *m;

	for (k = xml_element(item->children); k != NULL;
	    k = xml_element(k->next)) {
		if (xml_is(k, NULL, "qnElement")) {
			their_qname(b, k, a);
		} else if (xml_is(k, NULL, "sPointer")) {
			buf_char(b, ' ');
			buf_slice(b, slice_trim(xml_text(k, a)));
		} else if (n < 1000) {
			buf_clear(&text);
			m = xml_element(k->children);
			if (m != NULL)
				their_qname(&text, m, a);
			m = m == NULL ? NULL : xml_element(m->next);
			buf_char(&text, '=');
			if (m != NULL)
				buf_slice(&text, slice_trim(xml_text(m, a)));
			members[n++] = arena_copy(a, buf_get(&text));
		}
	}
	end_line(b, members, n);
	buf_free(&text);
}

static int
read_expected(struct buf *b, const char *path, struct arena *a)
{
	struct xml_error err;
	struct file f;
	const char *why;
	xmlDoc *doc;
	xmlNode *n;

	if (file_open(&f, path, a, &why) == -1)
		return -1;
	doc = xml_tree(f.bytes, path, a, &err);
	file_close(&f);
	if (doc == NULL)
		return -1;
	for (n = xml_element(xmlDocGetRootElement(doc)->children); n != NULL;
	    n = xml_element(n->next))
		their_item(b, n, a);
	xmlFreeDoc(doc);
	return 0;
}

/* The first line in which the two differ. */
static struct slice
line_at(struct slice s, size_t at)
{
	size_t from = at < s.n ? at : s.n, to;

	while (from > 0 && s.s[from - 1] != '\n')
		from--;
	for (to = from; to < s.n && s.s[to] != '\n'; to++)
		;
	return (struct slice){ s.s + from, to - from };
}

void
conformance_facts(const struct report *r, const char *path, char *reason,
    size_t n)
{
	struct arena *a = arena_new();
	struct buf ours = BUF_ANY, theirs = BUF_ANY;
	struct slice o, t;
	uint32_t i;
	size_t at = 0;

	for (i = 0; i < r->facts.n; i++)
		if (r->facts.v[i].context != NONE && r->taxonomy != NULL)
			our_item(&ours, r, i, a);
	if (read_expected(&theirs, path, a) == -1) {
		snprintf(reason, n, "the expected facts cannot be read");
		goto out;
	}
	o = buf_get(&ours);
	t = buf_get(&theirs);
	if (slice_eq(o, t))
		goto out;
	while (at < o.n && at < t.n && o.s[at] == t.s[at])
		at++;
	snprintf(reason, n, "facts differ: expected '%.*s', got '%.*s'",
	    SLICE_ARG(line_at(t, at)), SLICE_ARG(line_at(o, at)));
 out:
	buf_free(&ours);
	buf_free(&theirs);
	arena_free(a);
}
