/*
 * catalog.c: see catalog.h.
 *
 * Two forms, told apart by their first character:
 *
 *  - catalog.json, {"map": {prefix: folder}}: a folder is a path, relative to
 *    the folder of the catalog;
 *  - OASIS XML Catalogs 1.1, sections 6.5.1 to 6.5.7: rewriteURI,
 *    rewriteSystem, uri and system, in groups too, xml:base in force.  A
 *    schema is referred to by URI and never by a system identifier, but many
 *    catalogs that came with taxonomies were written for the latter: they
 *    count alike.
 */
#include "taxonomy/catalog.h"

#include "base/json.h"
#include "base/uri.h"
#include "base/xml.h"

static const char too_many[] = "has too many rules, or one that is too long";

/* --- catalog.json --- */

/* The path of `folder` as the catalog at `path` means it. */
static const char *
folder_path(const char *path, struct slice prefix, struct slice folder,
    struct arena *arena)
{
	const char *slash = strrchr(path, '/');
	int n = slash == NULL ? 0 : (int)(slash - path + 1);
	bool join = folder.n > 0 && !slice_ends(folder, SLICE("/")) &&
	    slice_ends(prefix, SLICE("/"));

	if (folder.n > 0 && folder.s[0] == '/')
		n = 0;
	return arena_printf(arena, "%.*s%s%.*s%s", n, path,
	    n == 0 && folder.n == 0 ? "./" : "", SLICE_ARG(folder),
	    join ? "/" : "");
}

static const char *
json_trouble(const struct json *j, struct arena *arena, const char *expected)
{
	if (j->kind == JSON_ERROR)
		return arena_printf(arena, "is no JSON: %s, at byte %zu",
		    j->error, j->pos);
	return expected;
}

/* The object {prefix: folder} whose '{' was just read. */
static int
read_map(struct json *j, struct rewrites *set, const char *path,
    struct arena *arena, const char **why)
{
	struct slice prefix, folder;

	while (json_next(j) == JSON_KEY) {
		prefix = json_string(j, arena);
		if (json_next(j) != JSON_STRING) {
			*why = json_trouble(j, arena,
			    "\"map\" must give a folder for every prefix");
			return -1;
		}
		folder = json_string(j, arena);
		if (folder.n > 0 && memchr(folder.s, '\0', folder.n) != NULL) {
			*why = "names a folder with a NUL in it";
			return -1;
		}
		if (rewrites_add(set, prefix, uri_of_path(arena,
		    folder_path(path, prefix, folder, arena)), false,
		    NONE) == -1) {
			*why = too_many;
			return -1;
		}
	}
	*why = json_trouble(j, arena, NULL);
	return j->kind == JSON_OBJECT_END ? 0 : -1;
}

static int
read_json(struct rewrites *set, struct slice bytes, const char *path,
    struct arena *arena, const char **why)
{
	struct json j;
	bool map = false, found = false;

	json_begin(&j, bytes);
	json_next(&j);
	while (json_next(&j) == JSON_KEY) {
		map = slice_is(json_string(&j, arena), "map");
		json_next(&j);
		if (!map) {
			json_skip(&j);
		} else if (j.kind != JSON_OBJECT) {
			*why = json_trouble(&j, arena,
			    "\"map\" must be an object");
			return -1;
		} else if (read_map(&j, set, path, arena, why) == -1) {
			return -1;
		}
		found = found || map;
	}
	if (json_next(&j) != JSON_END) {
		*why = json_trouble(&j, arena, "is no catalog");
		return -1;
	}
	if (!found)
		*why = "has no \"map\"";
	return found ? 0 : -1;
}

/* --- OASIS --- */

static const struct form {
	const char *element, *from, *to;
	bool whole;
} forms[] = {
	{ "rewriteURI", "uriStartString", "rewritePrefix", false },
	{ "rewriteSystem", "systemIdStartString", "rewritePrefix", false },
	{ "uri", "name", "uri", true },
	{ "system", "systemId", "uri", true },
};

/* Adds the rule that an element states, if it states one. */
static int
read_element(struct rewrites *set, const xmlNode *node, struct slice uri,
    struct slice within, uint32_t owner, struct arena *arena)
{
	struct slice from, to;
	size_t i;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (xml_is(node, NS_CATALOG, forms[i].element))
			break;
	if (i == sizeof(forms) / sizeof(forms[0]))
		return 0;
	from = xml_attr(node, NULL, forms[i].from, arena);
	to = xml_attr(node, NULL, forms[i].to, arena);
	if (from.s == NULL || to.s == NULL || slice_trim(from).n == 0)
		return 0;
	/* An empty prefix would be the catalog itself: its folder is meant. */
	to = uri_resolve(arena, xml_base(node, uri, arena),
	    slice_trim(to).n == 0 ? SLICE("./") : to);
	if (within.s != NULL && !slice_starts(to, within))
		return 0;
	return rewrites_add(set, from, to, forms[i].whole, owner);
}

int
catalog_read_oasis(struct rewrites *set, const xmlNode *root,
    struct slice uri, struct slice within, uint32_t owner,
    struct arena *arena)
{
	const xmlNode *node;

	for (node = root; node != NULL; node = xml_next(root, node))
		if (read_element(set, node, uri, within, owner, arena) == -1)
			return -1;
	return 0;
}

static int
read_xml(struct rewrites *set, struct slice bytes, const char *path,
    struct arena *arena, const char **why)
{
	struct xml_error err;
	const xmlNode *root;
	xmlDoc *doc;
	int rc = -1;

	if ((doc = xml_tree(bytes, path, arena, &err)) == NULL) {
		*why = arena_printf(arena, "is no XML: %s, line %u",
		    err.message, err.line);
		return -1;
	}
	root = xmlDocGetRootElement(doc);
	if (!xml_is(root, NS_CATALOG, "catalog"))
		*why = "is XML, but no OASIS catalog";
	else if (catalog_read_oasis(set, root, uri_of_path(arena, path),
	    SLICE_NONE, NONE, arena) == -1)
		*why = too_many;
	else
		rc = 0;
	xmlFreeDoc(doc);
	return rc;
}

int
catalog_read(struct rewrites *set, struct slice bytes, const char *path,
    struct arena *arena, const char **why)
{
	struct slice text = slice_trim(slice_starts(bytes,
	    SLICE("\xef\xbb\xbf")) ? slice_from(bytes, 3) : bytes);

	if (text.n > 0 && text.s[0] == '{')
		return read_json(set, text, path, arena, why);
	/* XML may be in UTF-16, whose first byte is none of '{' and '<'. */
	if (bytes.n > 0)
		return read_xml(set, bytes, path, arena, why);
	*why = "is empty";
	return -1;
}
