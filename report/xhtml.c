/*
 * xhtml.c: the content of a footnote by itself (fact_links.h).
 *
 * What is filed may use prefixes that are bound far above it.  It is read
 * again inside those bindings and written with none: elements of XHTML (and of
 * no namespace) by their local names, others with a binding of their own;
 * comments and processing instructions are left out.
 */
#include <libxml/tree.h>

#include "base/xml.h"
#include "report/fact_links.h"

#define NS_XHTML	"http://www.w3.org/1999/xhtml"

/* --- reading --- */

/* xmlns attributes for all that is in force; the innermost of a prefix. */
static void
bindings(struct buf *b, const struct report *r, uint32_t scope)
{
	struct intern *seen = intern_new();
	uint32_t i;

	for (i = scope; i < r->namespaces.n; i = r->namespaces.v[i].outer) {
		const struct declaration *d = &r->namespaces.v[i];
		struct slice prefix = report_string(r, d->prefix);
		struct slice ns = report_string(r, d->ns);
		struct slice key = d->prefix == 0 ? SLICE("xmlns") : prefix;

		if (intern_find(seen, key) != NONE ||
		    slice_is(prefix, "xml"))
			continue;
		intern_add(seen, key);
		if (ns.n == 0 && d->prefix != 0)
			continue;
		buf_printf(b, d->prefix == 0 ? " xmlns%.*s=\"" :
		    " xmlns:%.*s=\"", SLICE_ARG(prefix));
		buf_xml(b, ns);
		buf_char(b, '"');
	}
	intern_free(seen);
}

static xmlDoc *
read_note(const struct report *r, const struct foot *note, struct arena *a)
{
	struct buf b = BUF_ANY;
	struct xml_error err;
	xmlDoc *doc;

	buf_puts(&b, "<x");
	bindings(&b, r, note->scope);
	buf_char(&b, '>');
	buf_slice(&b, note->xml);
	buf_puts(&b, "</x>");
	doc = xml_tree(buf_get(&b), "footnote", a, &err);
	buf_free(&b);
	return doc;
}

/* --- writing --- */

static bool
is_plain(const xmlNs *ns)
{
	return ns == NULL || ns->prefix == NULL ||
	    strcmp((const char *)ns->href, NS_XHTML) == 0;
}

static void
tag_name(struct buf *b, const xmlNode *n)
{
	if (!is_plain(n->ns))
		buf_printf(b, "%s:", (const char *)n->ns->prefix);
	buf_puts(b, (const char *)n->name);
}

static void
attribute(struct buf *b, const xmlAttr *a)
{
	const xmlNode *text;

	if (a->ns != NULL && strcmp((const char *)a->ns->prefix, "xml") != 0)
		return;		/* XHTML has none of other namespaces */
	buf_printf(b, " %s%s=\"", a->ns == NULL ? "" : "xml:",
	    (const char *)a->name);
	for (text = a->children; text != NULL; text = text->next)
		if (text->content != NULL)
			buf_xml(b, slice_of((const char *)text->content));
	buf_char(b, '"');
}

static void
begin_tag(struct buf *b, const xmlNode *n)
{
	const xmlAttr *a;

	buf_char(b, '<');
	tag_name(b, n);
	if (n->ns != NULL && !is_plain(n->ns)) {
		buf_printf(b, " xmlns:%s=\"", (const char *)n->ns->prefix);
		buf_xml(b, slice_of((const char *)n->ns->href));
		buf_char(b, '"');
	}
	for (a = n->properties; a != NULL; a = a->next)
		attribute(b, a);
	buf_puts(b, n->children == NULL ? "/>" : ">");
}

static void
end_tag(struct buf *b, const xmlNode *n)
{
	buf_puts(b, "</");
	tag_name(b, n);
	buf_char(b, '>');
}

/* Before what is in it. */
static void
begin(struct buf *b, const xmlNode *n)
{
	if (n->type == XML_ELEMENT_NODE)
		begin_tag(b, n);
	else if ((n->type == XML_TEXT_NODE ||
	    n->type == XML_CDATA_SECTION_NODE) && n->content != NULL)
		buf_xml(b, slice_of((const char *)n->content));
}

static void
write_below(struct buf *b, const xmlNode *root)
{
	const xmlNode *n = root->children;

	while (n != NULL) {
		begin(b, n);
		if (n->type == XML_ELEMENT_NODE && n->children != NULL) {
			n = n->children;
			continue;
		}
		while (n->next == NULL && n->parent != root) {
			n = n->parent;
			end_tag(b, n);
		}
		n = n->next;
	}
}

void
fact_links_note(struct buf *b, const struct report *r,
    const struct foot *note)
{
	struct arena *a;
	xmlDoc *doc;

	if (note->xml.n == 0 || memchr(note->xml.s, '<', note->xml.n) == NULL) {
		buf_slice(b, note->xml);
		return;
	}
	a = arena_new();
	if ((doc = read_note(r, note, a)) != NULL)
		write_below(b, xmlDocGetRootElement(doc));
	else
		buf_slice(b, note->xml);
	xmlFreeDoc(doc);
	arena_free(a);
}
