/* conformance_read.c: testcase documents and indexes into variations. */
#include <libxml/tree.h>
#include <string.h>

#include "base/file.h"
#include "base/uri.h"
#include "base/xml.h"
#include "cli/conformance_function.h"
#include "cli/conformance_qt3.h"

#define MAX_DEPTH	64
#define HEAD		65536	/* bytes in which the root begins */

static bool
is_named(const xmlNode *n, const char *local)
{
	return n->type == XML_ELEMENT_NODE &&
	    strcmp((const char *)n->name, local) == 0;
}

static struct slice
text_of(const xmlNode *n, struct arena *a)
{
	return slice_trim(xml_text(n, a));
}

const char *
suite_beside(struct arena *a, const char *file, struct slice name)
{
	const char *slash = strrchr(file, '/'), *path, *plain;
	int64_t mtime;
	uint64_t size;

	if (slash == NULL || (name.n > 0 && name.s[0] == '/'))
		path = arena_copy(a, name).s;
	else
		path = arena_printf(a, "%.*s/%.*s", (int)(slash - file), file,
		    SLICE_ARG(name));
	if (strchr(path, '%') == NULL || file_stat(path, &size, &mtime) == 0 ||
	    (plain = uri_unescape(a, slice_of(path))) == NULL)
		return path;
	return plain;
}

static xmlDoc *
parse(struct suite *s, const char *path, const char **why)
{
	struct xml_error err;
	struct file f;
	xmlDoc *doc;

	if (file_open(&f, path, s->arena, why) == -1)
		return NULL;
	doc = xml_tree(f.bytes, path, s->arena, &err);
	file_close(&f);
	if (doc == NULL)
		*why = err.message;
	return doc;
}

/* A prefix that the document does not declare agrees with any namespace. */
struct suite_error
suite_read_error(struct suite *s, const xmlNode *n)
{
	struct slice text = slice_trim(xml_text(n, s->arena)), ns = SLICE("");
	struct slice local = text;
	const char *colon = text.n == 0 ? NULL : memchr(text.s, ':', text.n);

	if (is_qname(text) && colon != NULL &&
	    xml_qname(n, text, false, s->arena, &ns, &local) == -1) {
		ns = SLICE("");
		local = slice_from(text, (size_t)(colon - text.s) + 1);
	}
	return (struct suite_error){ arena_copy(s->arena, ns),
	    arena_copy(s->arena, local) };
}

static void
read_result(struct suite *s, struct variation *v, xmlNode *result,
    const char *outpath)
{
	struct slice expected = xml_attr(result, NULL, "expected", s->arena);
	xmlNode *n;

	v->expect = slice_is(expected, "valid") ? EXPECT_VALID :
	    slice_is(expected, "invalid") ? EXPECT_INVALID : EXPECT_ERRORS;
	for (n = xml_element(result->children); n != NULL;
	    n = xml_element(n->next)) {
		if (is_named(n, "error"))
			VEC_PUSH(&v->errors, suite_read_error(s, n));
		else if (suite_read_formula(s, v, n))
			continue;
		else if (is_named(n, "file"))
			v->output = suite_beside(s->arena, v->testcase,
			    slice_of(arena_printf(s->arena, "%s/%.*s", outpath,
			    SLICE_ARG(text_of(n, s->arena)))));
	}
}

/* Where nothing is marked to be read first: the files of that kind. */
static void
start_from(struct suite *s, struct variation *v, xmlNode *data,
    const char *kind)
{
	xmlNode *n;

	for (n = xml_element(data->children); n != NULL;
	    n = xml_element(n->next))
		if (is_named(n, kind))
			VEC_PUSH(&v->start, suite_beside(s->arena, v->testcase,
			    text_of(n, s->arena)));
}

static void
read_data(struct suite *s, struct variation *v, xmlNode *data)
{
	static const char *const kinds[] = { "instance", "linkbase",
	    "schema", "xsd" };
	xmlNode *n;
	size_t i;

	for (n = xml_element(data->children); n != NULL;
	    n = xml_element(n->next)) {
		struct slice first = xml_attr(n, NULL, "readMeFirst",
		    s->arena);

		if (suite_read_formula(s, v, n))
			continue;
		if (slice_is(first, "true") || slice_is(first, "1"))
			VEC_PUSH(&v->start, suite_beside(s->arena, v->testcase,
			    text_of(n, s->arena)));
	}
	for (i = 0; v->start.n == 0 &&
	    i < sizeof(kinds) / sizeof(kinds[0]); i++)
		start_from(s, v, data, kinds[i]);
}

static void
read_variation(struct suite *s, xmlNode *node, const char *path,
    const char *outpath)
{
	struct variation *v = VEC_ADD(&s->variations);
	xmlNode *n;

	v->testcase = path;
	v->names_utr = suite_names_utr(node);
	v->id = arena_copy(s->arena, xml_attr(node, NULL, "id", s->arena)).s;
	v->name = arena_copy(s->arena,
	    xml_attr(node, NULL, "name", s->arena)).s;
	for (n = xml_element(node->children); n != NULL;
	    n = xml_element(n->next)) {
		if (is_named(n, "data"))
			read_data(s, v, n);
		else if (is_named(n, "result"))
			read_result(s, v, n, outpath);
	}
	if (v->id == NULL)
		v->id = "";
	v->function = function_read(s, v, node);
}

/* All variations below a testcase, also in groups. */
static void
read_testcase(struct suite *s, xmlNode *node, const char *path,
    const char *outpath, int depth)
{
	xmlNode *n;

	for (n = xml_element(node->children); n != NULL && depth < MAX_DEPTH;
	    n = xml_element(n->next)) {
		if (is_named(n, "variation"))
			read_variation(s, n, path, outpath);
		else
			read_testcase(s, n, path, outpath, depth + 1);
	}
}

static int read_file(struct suite *, const char *path, int depth,
    const char **why);

/* An index: testcase elements with a uri, wherever they stand. */
static void
read_index(struct suite *s, xmlNode *node, const char *path, int depth)
{
	const char *why, *file;
	xmlNode *n;

	for (n = xml_element(node->children); n != NULL;
	    n = xml_element(n->next)) {
		struct slice uri = xml_attr(n, NULL, "uri", s->arena);

		if (!is_named(n, "testcase") || uri.s == NULL) {
			if (depth < MAX_DEPTH)
				read_index(s, n, path, depth + 1);
			continue;
		}
		file = suite_beside(s->arena, path, uri);
		if (read_file(s, file, depth + 1, &why) == -1)
			VEC_PUSH(&s->troubles,
			    arena_printf(s->arena, "%s: %s", file, why));
	}
}

static int
read_file(struct suite *s, const char *path, int depth, const char **why)
{
	size_t first = s->variations.n;
	struct slice outpath;
	xmlNode *root;
	xmlDoc *doc;
	int rc = 0;

	if (depth > MAX_DEPTH) {
		*why = "indexes are nested too deeply";
		return -1;
	}
	if ((doc = parse(s, path, why)) == NULL)
		return -1;
	root = xmlDocGetRootElement(doc);
	outpath = xml_attr(root, NULL, "outpath", s->arena);
	if (is_named(root, "testcase")) {
		read_testcase(s, root, path, outpath.n > 0 ?
		    arena_copy(s->arena, outpath).s : "out", 0);
		suite_mark_filing(s, first, xml_attr(root, NULL, "name",
		    s->arena));
	} else if (is_named(root, "testcases") ||
	    is_named(root, "documentation") || is_named(root, "registry")) {
		read_index(s, root, path, depth);
	} else if (qt3_is_root(root)) {
		rc = qt3_read(s, root, path, why);
	} else {
		*why = "neither a testcase document nor an index";
		rc = -1;
	}
	xmlFreeDoc(doc);
	return rc;
}

/* The start tag of the root, from its "<" on. */
static struct slice
root_tag(struct slice bytes)
{
	const char *p = bytes.s, *end = bytes.s + (bytes.n < HEAD ? bytes.n :
	    HEAD), *close;

	while ((p = memchr(p, '<', (size_t)(end - p))) != NULL &&
	    end - p > 3 && (p[1] == '?' || p[1] == '!')) {
		/* A comment may have tags in it. */
		close = memcmp(p, "<!--", 4) == 0 ?
		    memmem(p, (size_t)(end - p), "-->", 3) : p + 1;
		if (close == NULL)
			return SLICE("");
		p = close;
	}
	if (p == NULL)
		return SLICE("");
	close = memchr(p, '>', (size_t)(end - p));
	return (struct slice){ p, (size_t)((close == NULL ? end : close) - p) };
}

/* Whether a start tag is of an element of that name, in any space. */
static bool
is_tag(struct slice tag, const char *local)
{
	struct slice name = slice_from(tag, 1);
	const char *colon;
	size_t n = 0;

	while (n < name.n && !is_xml_space(name.s[n]) && name.s[n] != '/')
		n++;
	name.n = n;
	colon = n == 0 ? NULL : memchr(name.s, ':', n);
	if (colon != NULL)
		name = slice_from(name, (size_t)(colon - name.s) + 1);
	return slice_is(name, local);
}

/* Whether the root of the file is a testcase or a test set. */
static bool
is_testcase(struct suite *s, const char *path)
{
	struct slice tag;
	struct file f;
	const char *why;
	bool yes;

	if (!slice_ends(slice_of(path), SLICE(".xml")) ||
	    file_open(&f, path, s->arena, &why) == -1)
		return false;
	tag = root_tag(f.bytes);
	yes = is_tag(tag, "testcase") ||
	    (is_tag(tag, "test-set") && qt3_looks_like(tag));
	file_close(&f);
	return yes;
}

static void
read_folder(struct suite *s, const char *folder, int depth)
{
	struct slice *names;
	const char *why, *catalog;
	size_t n, i;

	if ((catalog = qt3_catalog(folder, s->arena)) != NULL) {
		if (read_file(s, catalog, 0, &why) == -1)
			VEC_PUSH(&s->troubles,
			    arena_printf(s->arena, "%s: %s", catalog, why));
		return;
	}
	if (depth > MAX_DEPTH ||
	    file_list(folder, s->arena, &names, &n) == -1)
		return;
	for (i = 0; i < n; i++) {
		const char *path = arena_printf(s->arena, "%s/%s", folder,
		    names[i].s);

		if (file_is_folder(path))
			read_folder(s, path, depth + 1);
		else if (is_testcase(s, path) &&
		    read_file(s, path, 0, &why) == -1)
			VEC_PUSH(&s->troubles,
			    arena_printf(s->arena, "%s: %s", path, why));
	}
}

int
suite_read(struct suite *s, const char *path, const char **why)
{
	if (s->arena == NULL)
		s->arena = arena_new();
	if (file_is_folder(path)) {
		read_folder(s, path, 0);
		return 0;
	}
	return read_file(s, path, 0, why);
}

void
variation_free(struct variation *v)
{
	VEC_FREE(&v->start);
	VEC_FREE(&v->errors);
	VEC_FREE(&v->counts);
	VEC_FREE(&v->messages);
	VEC_FREE(&v->given);
	function_free(v->function);
}

void
suite_free(struct suite *s)
{
	size_t i;

	for (i = 0; i < s->variations.n; i++)
		variation_free(&s->variations.v[i]);
	VEC_FREE(&s->variations);
	VEC_FREE(&s->troubles);
	arena_free(s->arena);
}

/* The next field of a tab-separated line. */
static struct slice
field(struct slice *line)
{
	const char *tab = line->n == 0 ? NULL : memchr(line->s, '\t', line->n);
	struct slice f = tab == NULL ? *line :
	    (struct slice){ line->s, (size_t)(tab - line->s) };

	*line = slice_from(*line, f.n + 1);
	return f;
}

static void
mark_slip(struct suite *s, struct slice line)
{
	struct slice testcase = field(&line), id = field(&line);
	size_t i;

	for (i = 0; i < s->variations.n; i++) {
		struct variation *v = &s->variations.v[i];

		if (slice_is(id, v->id) &&
		    slice_ends(slice_of(v->testcase), testcase))
			v->slip = arena_copy(s->arena, line).s;
	}
}

int
suite_slips(struct suite *s, const char *path, const char **why)
{
	struct slice rest;
	struct file f;

	if (file_open(&f, path, s->arena, why) == -1)
		return -1;
	rest = f.bytes;
	while (rest.n > 0) {
		const char *nl = memchr(rest.s, '\n', rest.n);
		struct slice line = { rest.s, nl == NULL ? rest.n :
		    (size_t)(nl - rest.s) };

		if (line.n > 0 && line.s[0] != '#')
			mark_slip(s, line);
		rest = slice_from(rest, line.n + 1);
	}
	file_close(&f);
	return 0;
}
