/*
 * xpointer.c: see xpointer.h.
 *
 * A pointer costs a walk along siblings, and reading its document where that
 * is not the one kept.  Both are counted: pointers that a person writes stay
 * far below the limit, pointers made to cost their square do not.
 */
#include "taxonomy/xpointer.h"

#include <libxml/uri.h>

#include "base/xml.h"

#define MAX_STEPS	256
#define MAX_WORK	UINT64_C(500000000)	/* bytes read and nodes passed */

/* The document that the last pointer was about. */
struct pointed {
	uint32_t        document;
	struct arena   *arena;
	struct resolved bytes;
	xmlDoc         *tree;		/* NULL where it is none */
	uint64_t        work;
};

/* Whether one more step may be taken. */
static bool
may_step(struct pointed *p)
{
	return ++p->work <= MAX_WORK;
}

/* The element with this id below node, in document order, without recursion. */
static xmlNode *
by_id(struct pointed *p, xmlNode *root, struct slice id, struct arena *a)
{
	xmlNode *n;

	for (n = root; n != NULL && may_step(p); n = xml_next(root, n))
		if (n->type == XML_ELEMENT_NODE &&
		    slice_eq(xml_attr(n, NULL, "id", a), id))
			return n;
	return NULL;
}

static xmlNode *
child(struct pointed *p, xmlNode *first, unsigned long number)
{
	xmlNode *n = xml_element(first);

	while (n != NULL && --number > 0)
		n = may_step(p) ? xml_element(n->next) : NULL;
	return n;
}

/* element(id), element(/1/2), element(id/1/2): what is between the brackets. */
static xmlNode *
walk(struct pointed *p, struct slice path, struct arena *a)
{
	xmlNode *n = NULL;
	size_t i = 0, steps = 0;

	while (i < path.n && path.s[i] != '/')
		i++;
	if (i > 0 && (n = by_id(p, xmlDocGetRootElement(p->tree),
	    (struct slice){ path.s, i }, a)) == NULL)
		return NULL;
	while (i < path.n && path.s[i] == '/' && steps++ < MAX_STEPS) {
		unsigned long number = 0;
		size_t digits = 0;

		for (i++; i < path.n && path.s[i] >= '0' && path.s[i] <= '9' &&
		    digits < 9; i++, digits++)
			number = number * 10 + (unsigned long)(path.s[i] - '0');
		if (number == 0)
			return NULL;
		n = child(p, n == NULL ? p->tree->children : n->children,
		    number);
		if (n == NULL)
			return NULL;
	}
	return i == path.n ? n : NULL;
}

/* The node of image rows for an element of a tree. */
static uint32_t
node_of(struct dts *d, uint32_t document, xmlNode *n, struct arena *a)
{
	struct slice id = xml_attr(n, NULL, "id", a);
	uint32_t line = xml_line(n), i, name;

	/* An id that is no name could be a pointer itself, round and round. */
	if (is_ncname(id) && (i = dts_anchor_find(d, document, id)) != NONE)
		return i;
	if (xml_is(n, NS_XSD, "element") && n->parent != NULL &&
	    xml_is(n->parent, NS_XSD, "schema")) {
		name = dts_name_find(d,
		    xml_attr(n->parent, NULL, "targetNamespace", a),
		    xml_attr(n, NULL, "name", a));
		if (name != NONE && d->names.v[name].element != NONE)
			return NODE(NODE_ELEMENT, d->names.v[name].element);
	}
	if (!slice_is(xml_attr(n, NS_XLINK, "type", a), "resource"))
		return NODE(NODE_OTHER, (uint32_t)d->anchors.n);
	for (i = 0; i < d->resources.n && may_step(d->pointed); i++)
		if (d->resources.v[i].document == document &&
		    d->resources.v[i].line == line)
			return NODE(NODE_RESOURCE, i);
	/* There all the same; unique as schema_id makes it (schema_values.c). */
	return NODE(NODE_OTHER, (uint32_t)d->anchors.n);
}

void
xpointer_free(struct dts *d)
{
	struct pointed *p = d->pointed;

	if (p == NULL)
		return;
	xmlFreeDoc(p->tree);
	resolver_release(&p->bytes);
	arena_free(p->arena);
	mem_free(p);
	d->pointed = NULL;
}

/* Makes d->pointed the document; NULL where it cannot be had any more or the
 * limit is reached. */
static struct pointed *
open_pointed(struct dts *d, uint32_t document)
{
	struct pointed *p = d->pointed;
	uint64_t work = p == NULL ? 0 : p->work;
	struct xml_error err;
	const char *why;
	struct slice uri;

	if (work > MAX_WORK) {
		d->too_large = "too many element() pointers";
		return NULL;
	}
	if (p != NULL && p->document == document)
		return p->tree == NULL ? NULL : p;
	xpointer_free(d);
	p = d->pointed = mem_calloc(1, sizeof(*p));
	p->document = document;
	p->arena = arena_new();
	uri = arena_copy(p->arena, dts_uri(d, document));
	if (resolver_open(d->resolver, uri, &p->bytes, &why) == 0)
		p->tree = xml_tree(p->bytes.bytes, uri.s, p->arena, &err);
	p->work = work + 1000 + p->bytes.bytes.n;
	return p->tree == NULL ? NULL : p;
}

static uint32_t
find_in(struct dts *d, uint32_t document, struct slice path)
{
	struct pointed *p = open_pointed(d, document);
	struct arena_mark mark;
	uint32_t node = NONE;
	xmlNode *n;

	if (p == NULL)
		return NONE;
	mark = arena_mark(p->arena);
	if ((n = walk(p, path, p->arena)) != NULL)
		node = node_of(d, document, n, p->arena);
	arena_reset(p->arena, mark);
	return node;
}

uint32_t
xpointer_find(struct dts *d, uint32_t document, struct slice fragment)
{
	static const struct slice scheme = { "element(", 8 };
	size_t i, end;

	/* A pointer may have several parts; the first that names a node counts. */
	for (i = 0; i + scheme.n < fragment.n; i++) {
		uint32_t node;

		if (!slice_starts(slice_from(fragment, i), scheme))
			continue;
		for (end = i + scheme.n; end < fragment.n &&
		    fragment.s[end] != ')'; end++)
			;
		node = find_in(d, document, (struct slice){
		    fragment.s + i + scheme.n, end - i - scheme.n });
		if (node != NONE)
			return node;
	}
	if (memchr(fragment.s, '%', fragment.n) != NULL) {
		char *plain = xmlURIUnescapeString(fragment.s,
		    (int)fragment.n, NULL);
		uint32_t node = NONE;

		if (plain != NULL && !slice_eq(slice_of(plain), fragment))
			node = dts_anchor_find(d, document, slice_of(plain));
		xmlFree(plain);
		return node;
	}
	return NONE;
}
