/*
 * link_href.c: from xlink:href to a node (XBRL 2.1, 3.5.1.2, 3.5.3.7.2 and
 * 3.5.4), in two steps: while reading, the URI becomes a document's row and a
 * fragment; once all documents are there, the fragment becomes a node.
 */
#include "taxonomy/link.h"

#include <ctype.h>

#include "base/uri.h"
#include "taxonomy/taxonomy.h"

/* --- the form of a fragment (3.5.4) --- */

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* %XX undone (RFC 3986, 2.1), in the arena where there is any. */
static struct slice
unescape(struct slice s, struct arena *a)
{
	char *out;
	size_t i, n = 0;

	if (s.n == 0 || memchr(s.s, '%', s.n) == NULL)
		return s;
	out = arena_alloc(a, s.n + 1);
	for (i = 0; i < s.n; i++) {
		if (s.s[i] == '%' && i + 2 < s.n && hex(s.s[i + 1]) >= 0 &&
		    hex(s.s[i + 2]) >= 0) {
			out[n++] = (char)(hex(s.s[i + 1]) << 4 |
			    hex(s.s[i + 2]));
			i += 2;
		} else {
			out[n++] = s.s[i];
		}
	}
	return (struct slice){ out, n };
}

/* What is between the brackets: an id, a path of steps, or both (XPointer
 * element() scheme, 3). */
static bool
is_element_data(struct slice s)
{
	size_t i = 0;

	while (i < s.n && s.s[i] != '/')
		i++;
	if (i > 0 && !is_ncname((struct slice){ s.s, i }))
		return false;
	if (s.n == 0)
		return false;
	while (i < s.n) {
		size_t digits = 0;

		for (i++; i < s.n && isdigit((unsigned char)s.s[i]); i++)
			digits++;
		if (digits == 0 || (i < s.n && s.s[i] != '/'))
			return false;
	}
	return true;
}

/* A shorthand pointer, or pointers of the element() scheme alone. */
static bool
is_pointer(struct slice s)
{
	static const struct slice scheme = { "element(", 8 };
	size_t end;

	if (is_ncname(s))
		return true;
	do {
		if (!slice_starts(s, scheme))
			return false;
		for (end = scheme.n; end < s.n && s.s[end] != ')'; end++)
			;
		if (end == s.n || !is_element_data((struct slice){
		    s.s + scheme.n, end - scheme.n }))
			return false;
		s = slice_from(s, end + 1);
		while (s.n > 0 && is_xml_space(s.s[0]))
			s = slice_from(s, 1);
	} while (s.n > 0);
	return true;
}

bool
taxonomy_pointer_good(struct slice fragment, struct arena *a)
{
	return fragment.n == 0 || is_pointer(unescape(fragment, a));
}

/* --- while reading --- */

static bool
check_pointer(struct link_reader *r, const xmlNode *node, struct slice href,
    struct slice fragment)
{
	struct finding *f;

	if (taxonomy_pointer_good(fragment, r->scratch))
		return true;
	f = finding_add(r->d->findings, F_xbrl_3_5_4_XPointer,
	    link_here(r, node));
	finding_arg(f, "href", href);
	return false;
}

/* An extended link that is neither a standard nor a generic one. */
static bool
is_custom(const xmlNode *link)
{
	return link == NULL || link->ns == NULL ||
	    (strcmp((const char *)link->ns->href, NS_LINK) != 0 &&
	    strcmp((const char *)link->ns->href, NS_GEN) != 0);
}

/* xlink:href in two; SLICE_NONE where there is none. */
static struct slice
address_of(struct link_reader *r, const xmlNode *node, struct slice *fragment)
{
	return uri_split(slice_trim(xml_attr(node, NS_XLINK, "href",
	    r->scratch)), fragment);
}

/* Whether the href leads where the last one led, without an xml:base. */
static bool
is_as_last(struct link_reader *r, struct slice base, struct slice address,
    bool discover, bool custom)
{
	return r->last.node != NULL && r->last.discover == discover &&
	    r->last.custom == custom && base.s == r->file &&
	    slice_eq(address_of(r, r->last.node, NULL), address);
}

/* The document that an address leads to; NONE where it has no row. */
static uint32_t
find_document(struct link_reader *r, const xmlNode *node, struct slice base,
    struct slice address, bool discover)
{
	bool custom = is_custom(node->parent);
	uint32_t row;

	if (is_as_last(r, base, address, discover, custom))
		return r->last.document;
	if (address.n == 0)		/* RFC 2396, 4.2: this very document, */
		address = base = slice_of(r->file);	/* whatever base */
	if (!discover)
		row = dts_document(r->d, uri_resolve(r->scratch, base,
		    address));
	else
		row = custom ?
		    dts_locate(r->d, base, address, link_here(r, node)) :
		    dts_discover(r->d, base, address, link_here(r, node));
	r->last.node = base.s == r->file && row != NONE ? node : NULL;
	r->last.discover = discover;
	r->last.custom = custom;
	r->last.document = row;
	return row;
}

bool
link_href(struct link_reader *r, const xmlNode *node, bool discover,
    uint32_t *document, struct istr *fragment)
{
	struct slice href = xml_attr(node, NS_XLINK, "href", r->scratch);
	struct slice base, address, part;
	bool good;

	*document = NONE;
	*fragment = (struct istr){ 0, 0 };
	if (href.s == NULL)			/* link_syntax reported it */
		return true;
	href = slice_trim(href);
	base = xml_base(node, slice_of(r->file), r->scratch);
	address = uri_split(href, &part);
	good = check_pointer(r, node, href, part);
	*document = find_document(r, node, base, address, discover);
	*fragment = dts_string(r->d, *document != NONE ? part :
	    uri_resolve(r->scratch, base, href));
	return good;
}

/* --- once all is read --- */

/* A node of its own for what no image has a row for. */
static uint32_t
other(struct link_set *set, uint32_t document, struct istr fragment)
{
	uint64_t key = (uint64_t)document << 32 | fragment.off;
	uint32_t row = table_find_int(&set->other_table, key);

	if (row == NONE) {
		row = set->n_others++ & (OTHER_ELEMENT - 1);
		table_add_int(&set->other_table, key, row);
	}
	return NODE(NODE_OTHER, OTHER_ELEMENT | row);
}

/* The node of a fragment; the text is copied, for strings move as they grow. */
static uint32_t
find(struct dts *d, uint32_t document, struct istr fragment)
{
	struct arena_mark m = arena_mark(d->links->arena);
	uint32_t node = dts_anchor_find(d, document,
	    arena_copy(d->links->arena, dts_text(d, fragment)));

	arena_reset(d->links->arena, m);
	return node;
}

/* --- elements that no image has a row for --- */

static void
note_ids(struct dts *d, uint32_t document, xmlNode *top, struct arena *a)
{
	xmlNode *n;
	struct slice id;

	for (n = top; n != NULL; n = xml_next(top, n)) {
		if (n->type == XML_ELEMENT_NODE && n->properties != NULL &&
		    (id = slice_trim(xml_attr(n, NULL, "id", a))).n > 0)
			table_add_int(&d->links->id_table,
			    (uint64_t)document << 32 |
			    dts_string(d, id).off, document);
	}
}

/* The ids of a document that is read again, which happens once at most, and
 * only to documents in which an id seems to be missing. */
static void
read_ids(struct dts *d, uint32_t document)
{
	struct arena *a = arena_new();
	struct slice uri = arena_copy(a, dts_uri(d, document));
	struct xml_error err;
	struct resolved r;
	const char *why;
	xmlDoc *doc;

	if (resolver_open(d->resolver, uri, &r, &why) == 0) {
		if ((doc = xml_tree(r.bytes, uri.s, a, &err)) != NULL) {
			note_ids(d, document, xmlDocGetRootElement(doc), a);
			xmlFreeDoc(doc);
		}
		resolver_release(&r);
	}
	arena_free(a);
}

/* Whether an id names an element all the same: one in an appinfo, say; what
 * is in documents of another kind is not asked. */
static bool
is_there(struct dts *d, const struct link_end *e)
{
	struct link_set *set = d->links;

	if (d->documents.v[e->document].kind == DOC_OTHER)
		return true;
	if (table_find_int(&set->reread_table, e->document) == NONE) {
		table_add_int(&set->reread_table, e->document, e->document);
		read_ids(d, e->document);
	}
	return table_find_int(&set->id_table, (uint64_t)e->document << 32 |
	    e->fragment.off) != NONE;
}

static void
lost(struct dts *d, uint32_t in, const struct link_end *e)
{
	struct finding *f = finding_add(d->findings,
	    F_xbrl_3_5_3_7_2_LocatorTarget, dts_place_line(d, in, e->line));

	finding_argf(f, "href", "%.*s#%.*s",
	    SLICE_ARG(dts_uri(d, e->document)),
	    SLICE_ARG(dts_text(d, e->fragment)));
}

/* 3.5.3.7.2: a locator points to a document or to a fragment of one. */
static void
resolve_end(struct dts *d, const struct link *l, struct link_end *e)
{
	struct link_set *set = d->links;

	if (e->kind == END_RESOURCE)
		return;
	if (e->document == NONE) {
		if (e->kind == END_CUSTOM_LOC)
			e->node = other(set, NONE, e->fragment);
		return;
	}
	if (d->documents.v[e->document].kind >= DOC_BROKEN)
		return;				/* discovery reported it */
	if (e->fragment.len == 0) {
		e->node = NODE(NODE_OTHER, OTHER_DOCUMENT | e->document);
		return;
	}
	e->node = find(d, e->document, e->fragment);
	if (e->node != NONE || e->reported)
		return;
	if (e->kind == END_LOC && !is_there(d, e))
		lost(d, set->linkbases.v[l->linkbase].document, e);
	else
		e->node = other(set, e->document, e->fragment);
}

void
link_resolve(struct dts *d)
{
	struct link_set *set = d->links;
	size_t i, k;

	for (i = 0; i < set->links.n; i++) {
		const struct link *l = &set->links.v[i];

		for (k = 0; k < l->n_ends; k++)
			resolve_end(d, l, &set->ends.v[l->ends + k]);
	}
	for (i = 0; i < set->refs.n; i++) {
		struct link_ref *ref = &set->refs.v[i];

		if (ref->document != NONE && ref->fragment.len > 0)
			ref->node = find(d, ref->document, ref->fragment);
	}
}
