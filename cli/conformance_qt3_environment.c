/*
 * conformance_qt3_environment.c: what a case of the QT3 suite is evaluated in,
 * and what is asserted about its result.
 */
#include <string.h>

#include "base/uri.h"
#include "base/xml.h"
#include "cli/conformance_qt3.h"

#define MAX_NESTING	16	/* of assertions */

struct reading {
	struct arena *arena;
	const char   *path;		/* of the document that is read */
	struct slice  base;		/* its URI */
	struct qt3_environment *e;
};

static struct slice
attr(xmlNode *n, const char *name, struct arena *a)
{
	return arena_copy(a, xml_attr(n, NULL, name, a));
}

static bool
is_true(xmlNode *n, const char *name, struct arena *a)
{
	struct slice v = xml_attr(n, NULL, name, a);

	return slice_is(v, "true") || slice_is(v, "1");
}

/* A file that an attribute names, beside the document. */
static const char *
file_of(xmlNode *n, const struct reading *r)
{
	struct slice file = xml_attr(n, NULL, "file", r->arena);

	return file.s == NULL ? NULL : uri_to_path(r->arena,
	    uri_resolve(r->arena, r->base, file));
}

/* --- the parts of an environment --- */

static struct qt3_source *
source(xmlNode *n, const struct reading *r)
{
	struct qt3_source *s = arena_alloc(r->arena, sizeof(*s));
	struct slice role = attr(n, "role", r->arena);
	struct slice uri = xml_attr(n, NULL, "uri", r->arena);
	struct slice validation = xml_attr(n, NULL, "validation", r->arena);

	if ((s->path = file_of(n, r)) == NULL)
		s->path = "";
	s->uri = uri.s == NULL ? SLICE_NONE :
	    uri_resolve(r->arena, r->base, uri);
	s->context = slice_is(role, ".");
	if (slice_starts(role, SLICE("$")))
		s->variable = slice_from(role, 1);
	if (validation.s != NULL && !slice_is(validation, "skip"))
		r->e->needs = qt3_needs(SLICE("feature"),
		    SLICE("schemaValidation"), true, r->arena);
	return s;
}

static void
read_source(xmlNode *n, const struct reading *r)
{
	struct qt3_source *s = source(n, r);

	s->next = r->e->sources;
	r->e->sources = s;
}

static void
read_schema(xmlNode *n, const struct reading *r)
{
	(void)n;
	r->e->needs = qt3_needs(SLICE("feature"), SLICE("schemaImport"), true,
	    r->arena);
}

static void
read_collection(xmlNode *n, const struct reading *r)
{
	struct qt3_collection *c = arena_alloc(r->arena, sizeof(*c));
	struct qt3_source **last = &c->sources;
	struct slice uri = xml_attr(n, NULL, "uri", r->arena);
	xmlNode *k;

	c->uri = uri.n == 0 ? SLICE("") : uri_resolve(r->arena, r->base, uri);
	for (k = xml_element(n->children); k != NULL;
	    k = xml_element(k->next)) {
		if (xml_is(k, NS_QT3, "source")) {
			*last = source(k, r);
			last = &(*last)->next;
		} else {
			r->e->needs = "collections of what is no document";
		}
	}
	c->next = r->e->collections;
	r->e->collections = c;
}

static void
read_param(xmlNode *n, const struct reading *r)
{
	struct qt3_param *p = arena_alloc(r->arena, sizeof(*p));
	struct slice name = attr(n, "name", r->arena);

	p->ns = SLICE("");
	p->local = name;
	(void)xml_qname(n, name, false, r->arena, &p->ns, &p->local);
	p->ns = arena_copy(r->arena, p->ns);
	p->local = arena_copy(r->arena, p->local);
	p->select = attr(n, "select", r->arena);
	if (p->select.s == NULL)
		p->select = SLICE("()");
	p->next = r->e->params;
	r->e->params = p;
}

static void
read_namespace(xmlNode *n, const struct reading *r)
{
	struct qt3_namespace *ns = arena_alloc(r->arena, sizeof(*ns));

	ns->prefix = attr(n, "prefix", r->arena);
	ns->uri = attr(n, "uri", r->arena);
	ns->next = r->e->namespaces;
	r->e->namespaces = ns;
}

static void
read_base(xmlNode *n, const struct reading *r)
{
	struct slice uri = attr(n, "uri", r->arena);

	r->e->has_base = true;
	r->e->base = slice_is(uri, "#UNDEFINED") ? SLICE_NONE : uri;
}

static void
read_collation(xmlNode *n, const struct reading *r)
{
	if (is_true(n, "default", r->arena))
		r->e->collation = attr(n, "uri", r->arena);
}

static void
read_context(xmlNode *n, const struct reading *r)
{
	r->e->context = attr(n, "select", r->arena);
}

static void
read_library(xmlNode *n, const struct reading *r)
{
	(void)n;
	r->e->needs = "a library of functions in another language";
}

/* Of resource and decimal-format nothing is read: what uses them is not in
 * XPath 2.0. */
static const struct {
	const char *name;
	void (*read)(xmlNode *, const struct reading *);
} parts[] = {
	{ "source", read_source },
	{ "schema", read_schema },
	{ "collection", read_collection },
	{ "param", read_param },
	{ "namespace", read_namespace },
	{ "static-base-uri", read_base },
	{ "collation", read_collation },
	{ "context-item", read_context },
	{ "function-library", read_library },
};

struct qt3_environment *
qt3_environment(xmlNode *node, const char *path, struct arena *a)
{
	struct reading r = { a, path, uri_of_path(a, path),
	    arena_alloc(a, sizeof(*r.e)) };
	xmlNode *n;
	size_t i;

	r.e->name = attr(node, "name", a);
	for (n = xml_element(node->children); n != NULL;
	    n = xml_element(n->next))
		for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
			if (xml_is(n, NS_QT3, parts[i].name))
				parts[i].read(n, &r);
	return r.e;
}

/* --- assertions --- */

/* A group of assertions in order; false where one of them is unknown. */
static bool
read_group(xmlNode *, const struct reading *, int depth,
    struct qt3_assertion **);

static bool
read_assertion(xmlNode *n, const struct reading *r, int depth,
    struct qt3_assertion *out)
{
	unsigned k;

	for (k = 0; k < QT3_N; k++)
		if (xml_is(n, NS_QT3, qt3_kind_name((enum qt3_kind)k)))
			break;
	if (k == QT3_N || depth > MAX_NESTING)
		return false;
	out->kind = (enum qt3_kind)k;
	out->normalize = is_true(n, "normalize-space", r->arena);
	out->file = file_of(n, r);
	if (out->kind == QT3_ALL_OF || out->kind == QT3_ANY_OF ||
	    out->kind == QT3_NOT)
		return read_group(n, r, depth + 1, &out->kids) &&
		    out->kids != NULL;
	out->text = out->kind == QT3_ERROR ||
	    out->kind == QT3_SERIALIZATION_ERROR ? attr(n, "code", r->arena) :
	    arena_copy(r->arena, xml_text(n, r->arena));
	return true;
}

static bool
read_group(xmlNode *node, const struct reading *r, int depth,
    struct qt3_assertion **out)
{
	xmlNode *n;

	for (n = xml_element(node->children); n != NULL;
	    n = xml_element(n->next)) {
		*out = arena_alloc(r->arena, sizeof(**out));
		if (!read_assertion(n, r, depth, *out))
			return false;
		out = &(*out)->next;
	}
	return true;
}

bool
qt3_asks(const struct qt3_assertion *a, enum qt3_kind kind)
{
	const struct qt3_assertion *k;

	for (k = a->kids; k != NULL; k = k->next)
		if (qt3_asks(k, kind))
			return true;
	return a->kind == kind;
}

struct qt3_assertion *
qt3_result(xmlNode *node, const char *path, struct arena *a)
{
	const struct reading r = { a, path, uri_of_path(a, path), NULL };
	struct qt3_assertion *all = arena_alloc(a, sizeof(*all));

	all->kind = QT3_ALL_OF;
	if (!read_group(node, &r, 0, &all->kids) || all->kids == NULL)
		return NULL;
	return all->kids->next == NULL ? all->kids : all;
}
