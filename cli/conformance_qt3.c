/*
 * conformance_qt3.c: the catalog and the test sets of the QT3 suite into
 * variations.
 *
 * (1) A dependency of a test set holds for its cases; the version of the
 *     language that a case asks for itself replaces that of its test set.
 * (2) A case without a version is for every language of the suite.
 * (3) The environments of the catalog are known in every test set: where one is
 *     read alone, those of the nearest catalog at or above its folder.
 */
#include <string.h>

#include "base/file.h"
#include "base/uri.h"
#include "base/xml.h"
#include "cli/conformance.h"
#include "cli/conformance_qt3.h"

#define HEAD	4096		/* bytes in which the root names its space */
#define MAX_UP	16		/* folders above a test set */

/* The environments of a catalog. */
struct qt3_suite {
	const char  *catalog;		/* its path; NULL: none was found */
	const char  *folder;		/* for which it was looked for */
	const char  *root;		/* below which files may be read */
	struct qt3_environment *environments;
};

/* A test set that is read. */
struct set {
	struct suite *suite;
	const struct qt3_suite *catalog;
	const char   *path;
	struct slice  base;
	xmlNode      *root;
	struct qt3_environment *environments;
};

static const char *
folder_of(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? "." : slash == path ? "/" :
	    arena_copy(a, (struct slice){ path, (size_t)(slash - path) }).s;
}

bool
qt3_is_root(const xmlNode *root)
{
	return xml_is(root, NS_QT3, "catalog") ||
	    xml_is(root, NS_QT3, "test-set");
}

bool
qt3_looks_like(struct slice bytes)
{
	return bytes.n > 0 && memmem(bytes.s, bytes.n < HEAD ? bytes.n : HEAD,
	    NS_QT3, sizeof(NS_QT3) - 1) != NULL;
}

static xmlDoc *
parse(const char *path, struct arena *a, const char **why)
{
	struct xml_error err;
	struct file f;
	xmlDoc *doc;

	if (file_open(&f, path, a, why) == -1)
		return NULL;
	doc = xml_tree(f.bytes, path, a, &err);
	file_close(&f);
	if (doc == NULL)
		*why = err.message;
	return doc;
}

const char *
qt3_catalog(const char *folder, struct arena *a)
{
	const char *path = arena_printf(a, "%s/catalog.xml", folder), *why;
	struct file f;
	xmlDoc *doc;
	bool yes;

	if (file_open(&f, path, a, &why) == -1)
		return NULL;
	yes = qt3_looks_like(f.bytes);
	file_close(&f);
	if (!yes || (doc = parse(path, a, &why)) == NULL)
		return NULL;
	yes = xml_is(xmlDocGetRootElement(doc), NS_QT3, "catalog");
	xmlFreeDoc(doc);
	return yes ? path : NULL;
}

/* The environments that are children of a node. */
static struct qt3_environment *
environments(xmlNode *node, const char *path, struct arena *a)
{
	struct qt3_environment *all = NULL, *e;
	xmlNode *n;

	for (n = xml_element(node->children); n != NULL;
	    n = xml_element(n->next)) {
		if (!xml_is(n, NS_QT3, "environment"))
			continue;
		e = qt3_environment(n, path, a);
		e->next = all;
		all = e;
	}
	return all;
}

/* --- dependencies --- */

static bool
is_satisfied(xmlNode *dependency, struct arena *a)
{
	struct slice v = xml_attr(dependency, NULL, "satisfied", a);

	return !slice_is(v, "false") && !slice_is(v, "0");
}

struct needs {
	bool        has_version, for_us;
	const char *missing;
};

/* What the dependencies among a node's children ask for. */
static struct needs
needs_of(xmlNode *node, struct arena *a)
{
	struct needs needs = { false, true, NULL };
	struct slice type, value;
	const char *missing;
	xmlNode *n;

	for (n = xml_element(node->children); n != NULL;
	    n = xml_element(n->next)) {
		if (!xml_is(n, NS_QT3, "dependency"))
			continue;
		type = xml_attr(n, NULL, "type", a);
		value = xml_attr(n, NULL, "value", a);
		if (slice_is(type, "spec")) {
			needs.has_version = true;
			needs.for_us &= qt3_is_for_us(value) ==
			    is_satisfied(n, a);
			continue;
		}
		missing = qt3_needs(type, value, is_satisfied(n, a), a);
		if (needs.missing == NULL)
			needs.missing = missing;
	}
	return needs;
}

/* --- cases --- */

static const struct qt3_environment *
named(const struct qt3_environment *e, struct slice name)
{
	for (; e != NULL; e = e->next)
		if (slice_eq(e->name, name))
			return e;
	return NULL;
}

/* The environment that a case names, or its own; false where there is none of
 * that name. */
static bool
find_environment(const struct set *s, xmlNode *n, struct qt3_case *c)
{
	struct arena *a = s->suite->arena;
	struct slice ref = xml_attr(n, NULL, "ref", a);

	if (ref.s == NULL) {
		c->environment = qt3_environment(n, s->path, a);
		return true;
	}
	c->environment = named(s->environments, ref);
	if (c->environment == NULL && s->catalog->catalog != NULL)
		c->environment = named(s->catalog->environments, ref);
	return c->environment != NULL;
}

/* The expression: its text, or that of the file it is in. */
static bool
read_test(const struct set *s, xmlNode *n, struct qt3_case *c)
{
	struct arena *a = s->suite->arena;
	struct slice name = xml_attr(n, NULL, "file", a);
	const char *path, *why;
	struct file f;

	if (name.s == NULL) {
		c->test = arena_copy(a, xml_text(n, a));
		return true;
	}
	path = uri_to_path(a, uri_resolve(a, s->base, name));
	if (path == NULL || file_open(&f, path, a, &why) == -1)
		return false;
	c->test = arena_copy(a, f.bytes);
	file_close(&f);
	return true;
}

/* Reads what is in a case; NULL, or what is wrong with it. */
static const char *
read_parts(const struct set *s, xmlNode *node, struct qt3_case *c)
{
	bool has_test = false;
	xmlNode *n;

	for (n = xml_element(node->children); n != NULL;
	    n = xml_element(n->next)) {
		if (xml_is(n, NS_QT3, "environment")) {
			if (!find_environment(s, n, c))
				return "names an environment that is not "
				    "there";
		} else if (xml_is(n, NS_QT3, "test")) {
			if (!(has_test = read_test(s, n, c)))
				return "its expression is in a file that is "
				    "not there";
		} else if (xml_is(n, NS_QT3, "result")) {
			c->result = qt3_result(n, s->path, s->suite->arena);
		} else if (xml_is(n, NS_QT3, "module")) {
			c->needs = "modules";
		}
	}
	return !has_test ? "has no expression" : c->result == NULL ?
	    "has an unknown assertion, or none" : NULL;
}

static void
read_case(const struct set *s, xmlNode *node, const struct needs *outer)
{
	struct suite *suite = s->suite;
	struct arena *a = suite->arena;
	struct needs needs = needs_of(node, a);
	struct slice name = arena_copy(a, xml_attr(node, NULL, "name", a));
	struct qt3_case *c;
	struct variation *v;
	const char *wrong;

	if (!(needs.has_version ? needs : *outer).for_us) {
		suite->left_out++;
		return;
	}
	c = arena_alloc(a, sizeof(*c));
	c->base = s->base;
	c->root = s->catalog->root;
	if ((wrong = read_parts(s, node, c)) != NULL) {
		VEC_PUSH(&suite->troubles, arena_printf(a, "%s: %.*s: %s",
		    s->path, SLICE_ARG(name), wrong));
		return;
	}
	if (needs.missing != NULL)
		c->needs = needs.missing;
	else if (outer->missing != NULL)
		c->needs = outer->missing;
	else if (c->environment != NULL && c->environment->needs != NULL)
		c->needs = c->environment->needs;
	else if (c->needs == NULL && qt3_asks(c->result,
	    QT3_SERIALIZATION_MATCHES))
		c->needs = qt3_needs(SLICE("feature"), SLICE("serialization"),
		    true, a);
	v = VEC_ADD(&suite->variations);
	v->testcase = s->path;
	v->id = v->name = name.s == NULL ? "" : name.s;
	v->qt3 = c;
	if (c->needs != NULL)
		v->slip = arena_printf(a, "needs %s", c->needs);
}

static void
read_set(struct suite *suite, const struct qt3_suite *catalog, xmlNode *root,
    const char *path)
{
	struct set s = { suite, catalog, path, uri_of_path(suite->arena, path),
	    root, environments(root, path, suite->arena) };
	struct needs needs = needs_of(root, suite->arena);
	xmlNode *n;

	for (n = xml_element(root->children); n != NULL;
	    n = xml_element(n->next))
		if (xml_is(n, NS_QT3, "test-case"))
			read_case(&s, n, &needs);
}

/* --- catalogs --- */

/* The folder as it is in URIs: absolute, without dots. */
static const char *
absolute(const char *folder, struct arena *a)
{
	const char *path = uri_to_path(a, uri_of_path(a, folder));

	return path == NULL ? folder : path;
}

/* The nearest catalog at or above a folder; the last answer is kept. */
static const struct qt3_suite *
nearest(struct suite *suite, const char *folder)
{
	struct arena *a = suite->arena;
	struct qt3_suite *q = suite->qt3;
	const char *up = absolute(folder, a), *why;
	xmlDoc *doc;
	unsigned i;

	if (q != NULL && strcmp(q->folder, folder) == 0)
		return q;
	q = arena_alloc(a, sizeof(*q));
	q->folder = folder;
	q->root = up;
	for (i = 0; i < MAX_UP && q->catalog == NULL; i++) {
		if ((q->catalog = qt3_catalog(up, a)) != NULL)
			q->root = up;
		if (strcmp(up, "/") == 0)
			break;
		up = folder_of(a, up);
	}
	if (q->catalog != NULL &&
	    (doc = parse(q->catalog, a, &why)) != NULL) {
		q->environments = environments(xmlDocGetRootElement(doc),
		    q->catalog, a);
		xmlFreeDoc(doc);
	}
	suite->qt3 = q;
	return q;
}

/* A test set of the catalog; one that is not there is counted. */
static void
read_member(struct suite *suite, const struct qt3_suite *q, const char *path)
{
	const char *why;
	int64_t mtime;
	uint64_t size;
	xmlDoc *doc;

	if (file_stat(path, &size, &mtime) == -1) {
		suite->absent++;
		return;
	}
	if ((doc = parse(path, suite->arena, &why)) == NULL) {
		VEC_PUSH(&suite->troubles, arena_printf(suite->arena,
		    "%s: %s", path, why));
		return;
	}
	read_set(suite, q, xmlDocGetRootElement(doc), path);
	xmlFreeDoc(doc);
}

static void
read_catalog(struct suite *suite, xmlNode *root, const char *path)
{
	struct arena *a = suite->arena;
	struct qt3_suite q = { path, NULL, NULL, NULL };
	const char *folder = folder_of(a, path);
	struct slice file;
	xmlNode *n;

	q.root = absolute(folder, a);
	q.environments = environments(root, path, a);
	for (n = xml_element(root->children); n != NULL;
	    n = xml_element(n->next)) {
		file = xml_attr(n, NULL, "file", a);
		if (xml_is(n, NS_QT3, "test-set") && file.n > 0)
			read_member(suite, &q, arena_printf(a, "%s/%.*s",
			    folder, SLICE_ARG(file)));
	}
}

int
qt3_read(struct suite *suite, xmlNode *root, const char *path,
    const char **why)
{
	if (!qt3_is_root(root)) {
		*why = "neither a catalog nor a test set";
		return -1;
	}
	if (xml_is(root, NS_QT3, "catalog"))
		read_catalog(suite, root, path);
	else
		read_set(suite, nearest(suite, folder_of(suite->arena, path)),
		    root, path);
	return 0;
}
