/* xpointer.c: see xpointer.h. */
#include "taxonomy/xpointer.h"

#include <libxml/uri.h>

#include "base/xml.h"

#define MAX_STEPS	256

/* The element with this id below node, in document order, without recursion. */
static xmlNode *
by_id(xmlNode *root, struct slice id, struct arena *a)
{
	xmlNode *n = root;

	while (n != NULL) {
		if (n->type == XML_ELEMENT_NODE &&
		    slice_eq(xml_attr(n, NULL, "id", a), id))
			return n;
		if (n->type == XML_ELEMENT_NODE && n->children != NULL) {
			n = n->children;
			continue;
		}
		while (n != NULL && n != root && n->next == NULL)
			n = n->parent;
		n = n == NULL || n == root ? NULL : n->next;
	}
	return NULL;
}

static xmlNode *
child(xmlNode *first, unsigned long number)
{
	xmlNode *n = xml_element(first);

	while (n != NULL && --number > 0)
		n = xml_element(n->next);
	return n;
}

/* element(id), element(/1/2), element(id/1/2): what is between the brackets. */
static xmlNode *
walk(xmlDoc *doc, struct slice path, struct arena *a)
{
	xmlNode *n = NULL;
	size_t i = 0, steps = 0;

	while (i < path.n && path.s[i] != '/')
		i++;
	if (i > 0 && (n = by_id(xmlDocGetRootElement(doc),
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
		n = child(n == NULL ? doc->children : n->children, number);
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

	if (id.n > 0 && (i = dts_anchor_find(d, document, id)) != NONE)
		return i;
	if (xml_is(n, NS_XSD, "element") && n->parent != NULL &&
	    xml_is(n->parent, NS_XSD, "schema")) {
		name = dts_name_find(d,
		    xml_attr(n->parent, NULL, "targetNamespace", a),
		    xml_attr(n, NULL, "name", a));
		if (name != NONE && d->names.v[name].element != NONE)
			return NODE(NODE_ELEMENT, d->names.v[name].element);
	}
	for (i = 0; i < d->resources.n; i++)
		if (slice_is(xml_attr(n, NS_XLINK, "type", a), "resource") &&
		    d->resources.v[i].document == document &&
		    d->resources.v[i].line == line)
			return NODE(NODE_RESOURCE, i);
	/* There all the same; unique as schema_id makes it (schema_values.c). */
	return NODE(NODE_OTHER, (uint32_t)d->anchors.n);
}

static uint32_t
find_in(struct dts *d, uint32_t document, struct slice path)
{
	struct arena *a = arena_new();
	struct xml_error err;
	struct resolved r;
	const char *why;
	uint32_t node = NONE;
	struct slice uri = arena_copy(a, dts_uri(d, document));
	xmlDoc *doc;
	xmlNode *n;

	if (resolver_open(d->resolver, uri, &r, &why) == -1)
		goto out;
	if ((doc = xml_tree(r.bytes, uri.s, a, &err)) != NULL) {
		if ((n = walk(doc, path, a)) != NULL)
			node = node_of(d, document, n, a);
		xmlFreeDoc(doc);
	}
	resolver_release(&r);
 out:
	arena_free(a);
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
