/*
 * package.c: see package.h.  Taxonomy Packages 1.0 (REC 2016-04-19).
 *
 * (1) A file of a package has a URI of its own, "file:///…/x.zip/" and its
 *     name: relative references of META-INF resolve against it, and the rule
 *     that every package adds for it finds the file again.
 * (2) A package that breaks the rules is used as far as it can be: its
 *     findings say what is wrong, and whoever asked decides.
 * (3) A package's catalog speaks of the package's own files only.
 */
#include "taxonomy/package.h"

#include <assert.h>

#include <libxml/xmlschemas.h>

#include "base/hash.h"
#include "base/uri.h"
#include "base/xml.h"
#include "base/zip.h"
#include "taxonomy/catalog.h"
#include "taxonomy/standard.h"

#define NS_PACKAGE	"http://xbrl.org/2016/taxonomy-package"
#define METADATA_SCHEMA	"http://www.xbrl.org/2016/taxonomy-package.xsd"
#define CATALOG_SCHEMA	"http://www.xbrl.org/2016/taxonomy-package-catalog.xsd"
#define MAX_META_FILE	((size_t)64 << 20)

/* What the steps of opening a package share. */
struct opening {
	struct package  *p;
	struct rewrites *rules;
	struct findings *findings;	/* or NULL */
	struct arena    *arena;
	uint32_t         owner;
	struct slice     top;		/* the top-level folder, with its slash */
};

/* The name of a file of the package as findings have it. */
static const char *
place_name(const struct opening *o, struct slice entry)
{
	return arena_printf(o->arena, "%s!%.*s", o->p->path,
	    SLICE_ARG(entry));
}

/* A finding with one argument; NULL where nobody listens. */
static struct finding *
found(const struct opening *o, enum finding_code code, const char *file,
    uint32_t line, const char *name, struct slice value)
{
	struct finding *f;

	if (o->findings == NULL)
		return NULL;
	f = finding_add(o->findings, code, (struct place){ .file = file,
	    .line = line });
	finding_arg(f, name, value);
	return f;
}

static void
add_arg(struct finding *f, const char *name, struct slice value)
{
	if (f != NULL)
		finding_arg(f, name, value);
}

/* --- 3.1: the folders --- */

static struct slice
first_step(struct slice name)
{
	const char *slash = memchr(name.s, '/', name.n);

	return (struct slice){ name.s, slash == NULL ? name.n :
	    (size_t)(slash - name.s) + 1 };
}

/* The top-level folder: the first that has a META-INF, or else the first; ""
 * where META-INF itself lies at the top. */
static struct slice
pick_top(const struct zip_file *zip)
{
	struct slice top = SLICE_NONE, name, step;
	uint32_t i, n = zip_file_count(zip);
	bool bare = false;

	for (i = 0; i < n; i++) {
		name = zip_file_name(zip, i);
		step = first_step(name);
		if (slice_starts(slice_from(name, step.n), SLICE("META-INF/")))
			return step;
		bare = bare || slice_is(step, "META-INF/");
		if (top.s == NULL && slice_ends(step, SLICE("/")))
			top = step;
	}
	return bare || top.s == NULL ? SLICE("") : top;
}

/* Settles on the top-level folder, and tells what stands beside it. */
static void
find_top(struct opening *o)
{
	struct slice step;
	uint32_t i, n = zip_file_count(o->p->zip);

	o->top = pick_top(o->p->zip);
	for (i = 0; i < n; i++) {
		step = first_step(zip_file_name(o->p->zip, i));
		if (!slice_eq(step, o->top))
			break;
	}
	if (i < n || n == 0)
		add_arg(found(o, F_tpe_invalidDirectoryStructure, o->p->path,
		    0, "package", slice_of(o->p->path)), "entry",
		    n == 0 ? SLICE("-") : step);
}

static bool
has_folder(const struct opening *o, struct slice folder)
{
	uint32_t i, n = zip_file_count(o->p->zip);

	for (i = 0; i < n; i++)
		if (slice_starts(zip_file_name(o->p->zip, i), folder))
			return true;
	return false;
}

/* The name of a file in META-INF. */
static struct slice
meta_name(const struct opening *o, const char *file)
{
	return slice_of(arena_printf(o->arena, "%.*sMETA-INF/%s",
	    SLICE_ARG(o->top), file));
}

/* --- documents and their schemas --- */

/* A file of META-INF as a tree; NULL where it is not there, or is none, which
 * is told by `code`. */
static xmlDoc *
read_meta(const struct opening *o, struct slice name, enum finding_code code)
{
	uint32_t i = zip_file_find(o->p->zip, name);
	const char *place = place_name(o, name), *why = NULL;
	struct xml_error err = { NULL, 0, 0 };
	struct slice bytes = SLICE_NONE;
	xmlDoc *doc = NULL;

	if (i == NONE)
		return NULL;
	if (zip_file_read(o->p->zip, i, &bytes, &why) == -1)
		err.message = why;
	else if (bytes.n > MAX_META_FILE)
		err.message = "it is larger than 64 MB";
	else
		doc = xml_tree(bytes, place, o->arena, &err);
	mem_free((void *)(uintptr_t)bytes.s);
	if (doc == NULL)
		add_arg(found(o, code, place, err.line, "file",
		    slice_of(place)), "reason", slice_of(err.message));
	return doc;
}

/* The first error of a schema validation. */
struct verdict {
	struct arena *arena;
	const char   *message;
	uint32_t      line;
};

static void
on_invalid(void *user, xmlError *error)
{
	struct verdict *v = user;

	if (v->message != NULL || error->level < XML_ERR_ERROR)
		return;
	v->message = arena_copy(v->arena, slice_trim(slice_of(
	    error->message == NULL ? "is not valid" : error->message))).s;
	v->line = error->line < 0 ? 0 : (uint32_t)error->line;
	if (error->node != NULL)
		v->line = xml_line(error->node);
}

static void
ignore(void *user, xmlError *error)
{
	(void)user;
	(void)error;
}

/* The tree of a standard schema without its imports: what the two schemas of
 * packages take from elsewhere they take by wildcard. */
static xmlDoc *
schema_tree(const struct opening *o, const char *uri)
{
	struct slice bytes = standard_schema(slice_of(uri), NULL);
	struct xml_error err;
	xmlDoc *doc = xml_tree(bytes, uri, o->arena, &err);
	xmlNode *n, *next;

	if (doc == NULL)
		return NULL;
	for (n = xmlDocGetRootElement(doc)->children; n != NULL; n = next) {
		next = n->next;
		if (!xml_is(n, NS_XSD, "import"))
			continue;
		xmlUnlinkNode(n);
		xmlFreeNode(n);
	}
	return doc;
}

/* Judges a tree by a standard schema; what is wrong is told by `code`. */
static void
judge(const struct opening *o, xmlDoc *doc, const char *schema_uri,
    const char *place, enum finding_code code)
{
	struct verdict v = { o->arena, NULL, 0 };
	xmlDoc *schema_doc = NULL;
	xmlSchemaParserCtxt *parser = NULL;
	xmlSchemaValidCtxt *valid = NULL;
	xmlSchema *schema = NULL;

	if (o->findings == NULL)
		return;
	if ((schema_doc = schema_tree(o, schema_uri)) != NULL)
		parser = xmlSchemaNewDocParserCtxt(schema_doc);
	if (parser != NULL) {
		xmlSchemaSetParserStructuredErrors(parser, ignore, NULL);
		schema = xmlSchemaParse(parser);
	}
	if (schema != NULL)
		valid = xmlSchemaNewValidCtxt(schema);
	assert(valid != NULL);		/* the schema is ours */
	if (valid != NULL) {
		xmlSchemaSetValidStructuredErrors(valid, on_invalid, &v);
		xmlSchemaValidateDoc(valid, doc);
	}
	if (v.message != NULL)
		add_arg(found(o, code, place, v.line, "file",
		    slice_of(place)), "reason", slice_of(v.message));
	xmlSchemaFreeValidCtxt(valid);
	xmlSchemaFree(schema);
	xmlSchemaFreeParserCtxt(parser);
	xmlFreeDoc(schema_doc);
}

/* --- 3.4: languages --- */

/* The language in force at a node; SLICE_NONE where none is. */
static struct slice
language_of(const xmlNode *node, struct arena *arena)
{
	struct slice lang;

	for (; node != NULL && node->type == XML_ELEMENT_NODE;
	    node = node->parent) {
		lang = xml_attr(node, NS_XML, "lang", arena);
		if (lang.s != NULL)
			return lang.n == 0 ? SLICE_NONE : lang;
	}
	return SLICE_NONE;
}

static bool
is_multilingual(const xmlNode *node)
{
	return xml_is(node, NS_PACKAGE, "name") ||
	    xml_is(node, NS_PACKAGE, "description") ||
	    xml_is(node, NS_PACKAGE, "publisher");
}

/* A hash of an element's name and language; languages ignore case. */
static uint64_t
hash_language(const xmlNode *node, struct slice lang)
{
	uint64_t h = hash_bytes(node->name, strlen((const char *)node->name),
	    hash_salt());
	size_t i;

	for (i = 0; i < lang.n; i++)
		h = hash_mix(h, (uint64_t)(lang.s[i] | 0x20));
	return h;
}

/* Checks the children of one element: each says its language, and no other of
 * its name has the same.  Equal 64-bit hashes are taken as equal. */
static void
check_languages(const struct opening *o, const xmlNode *parent,
    const char *place)
{
	struct table seen = { .slots = NULL };
	struct finding *f;
	struct slice lang;
	const xmlNode *n;
	uint64_t hash;

	for (n = parent->children; n != NULL; n = n->next) {
		if (!is_multilingual(n))
			continue;
		lang = language_of(n, o->arena);
		if (lang.s == NULL) {
			f = found(o, F_tpe_missingLanguageAttribute, place,
			    xml_line(n), "file", slice_of(place));
			add_arg(f, "element", slice_of((const char *)n->name));
			continue;
		}
		hash = hash_language(n, lang);
		if (table_find_int(&seen, hash) == NONE) {
			table_add_int(&seen, hash, 0);
			continue;
		}
		f = found(o, F_tpe_duplicateLanguagesForElement, place,
		    xml_line(n), "file", slice_of(place));
		add_arg(f, "element", slice_of((const char *)n->name));
		add_arg(f, "language", lang);
	}
	table_free(&seen);
}

/* Every xml:lang is a language: the schema takes the attribute by a wildcard
 * and its type (xs:language) from the schema of xml:, which is not imported
 * here. */
static void
check_language_names(const struct opening *o, const xmlNode *root,
    const char *place)
{
	const xmlNode *n;
	struct slice lang;

	for (n = root; n != NULL; n = xml_next(root, n)) {
		lang = n->type != XML_ELEMENT_NODE ? SLICE_NONE :
		    xml_attr(n, NS_XML, "lang", o->arena);
		if (lang.s != NULL && !is_language(slice_trim(lang)))
			add_arg(found(o, F_tpe_invalidMetaDataFile, place,
			    xml_line(n), "file", slice_of(place)), "reason",
			    slice_of(arena_printf(o->arena, "xml:lang '%.*s' "
			    "is no language", SLICE_ARG(lang))));
	}
}

/* --- 3.2: taxonomyPackage.xml --- */

/* Takes over one tp:entryPoint: a row for each of its documents (3.2.2). */
static void
read_entry_point(const struct opening *o, xmlNode *point, struct slice uri)
{
	struct slice name = SLICE(""), href;
	struct entry_point *e;
	xmlNode *n;

	for (n = point->children; n != NULL; n = n->next)
		if (xml_is(n, NS_PACKAGE, "name") && name.n == 0)
			name = arena_copy(o->arena,
			    slice_trim(xml_text(n, o->arena)));
	for (n = point->children; n != NULL; n = n->next) {
		if (!xml_is(n, NS_PACKAGE, "entryPointDocument"))
			continue;
		href = xml_attr(n, NULL, "href", o->arena);
		if (href.s == NULL)
			continue;
		e = VEC_ADD(&o->p->entries);
		e->uri = uri_resolve(o->arena, xml_base(n, uri, o->arena),
		    href);
		e->name = name;
	}
}

static void
read_metadata(const struct opening *o)
{
	struct slice name = meta_name(o, "taxonomyPackage.xml");
	const char *place = place_name(o, name);
	struct slice uri = uri_resolve(o->arena, o->p->base, name);
	xmlNode *root, *n, *point;
	xmlDoc *doc;

	if (!has_folder(o, meta_name(o, ""))) {
		add_arg(found(o, F_tpe_metadataDirectoryNotFound, o->p->path,
		    0, "package", slice_of(o->p->path)), "folder", o->top);
		return;
	}
	if (zip_file_find(o->p->zip, name) == NONE) {
		add_arg(found(o, F_tpe_metadataFileNotFound, o->p->path, 0,
		    "package", slice_of(o->p->path)), "file", name);
		return;
	}
	doc = read_meta(o, name, F_tpe_invalidMetaDataFile);
	if (doc == NULL)
		return;
	judge(o, doc, METADATA_SCHEMA, place, F_tpe_invalidMetaDataFile);
	root = xmlDocGetRootElement(doc);
	check_language_names(o, root, place);
	check_languages(o, root, place);
	for (n = root->children; n != NULL; n = n->next) {
		if (!xml_is(n, NS_PACKAGE, "entryPoints"))
			continue;
		for (point = n->children; point != NULL; point = point->next)
			if (xml_is(point, NS_PACKAGE, "entryPoint")) {
				check_languages(o, point, place);
				read_entry_point(o, point, uri);
			}
	}
	xmlFreeDoc(doc);
}

/* --- 3.3: catalog.xml --- */

/* One start string, one rule; start strings are compared as URIs. */
static void
check_start_strings(const struct opening *o, const xmlNode *root,
    const char *place)
{
	struct table seen = { .slots = NULL };
	struct slice from;
	const xmlNode *n;
	uint64_t hash;

	for (n = root->children; n != NULL; n = n->next) {
		if (!xml_is(n, NS_CATALOG, "rewriteURI"))
			continue;
		from = xml_attr(n, NULL, "uriStartString", o->arena);
		if (from.s == NULL)
			continue;
		from = uri_resolve(o->arena, SLICE_NONE, from);
		hash = hash_bytes(from.s, from.n, hash_salt());
		if (table_find_int(&seen, hash) == NONE)
			table_add_int(&seen, hash, 0);
		else
			add_arg(found(o,
			    F_tpe_multipleRewriteURIsForStartString, place,
			    xml_line(n), "file", slice_of(place)), "prefix",
			    from);
	}
	table_free(&seen);
}

static void
read_catalog(const struct opening *o)
{
	struct slice name = meta_name(o, "catalog.xml");
	const char *place = place_name(o, name);
	xmlDoc *doc = read_meta(o, name, F_tpe_invalidCatalogFile);
	const xmlNode *root;

	if (doc == NULL)
		return;
	root = xmlDocGetRootElement(doc);
	judge(o, doc, CATALOG_SCHEMA, place, F_tpe_invalidCatalogFile);
	check_start_strings(o, root, place);
	if (catalog_read_oasis(o->rules, root,
	    uri_resolve(o->arena, o->p->base, name), o->p->base, o->owner,
	    o->arena) == -1)
		add_arg(found(o, F_tpe_invalidCatalogFile, place, 0, "file",
		    slice_of(place)), "reason",
		    SLICE("it has too many rules, or one that is too long"));
	xmlFreeDoc(doc);
}

int
package_open(struct package *p, const char *path, uint32_t owner,
    struct rewrites *rules, struct findings *findings, struct arena *arena,
    const char **why)
{
	struct opening o = { p, rules, findings, arena, owner, SLICE("") };
	enum zip_trouble trouble;

	*p = (struct package){ .path = arena_string(arena, path) };
	trouble = zip_file_open(&p->zip, path, arena, why);
	if (trouble != ZIP_FINE) {
		p->zip = NULL;
		if (trouble == ZIP_NO_FILE)
			return -1;	/* which is no fault of a package */
		add_arg(found(&o, trouble == ZIP_BAD_STRUCTURE ?
		    F_tpe_invalidDirectoryStructure_Names :
		    F_tpe_invalidArchiveFormat, p->path, 0, "package",
		    slice_of(p->path)), "reason", slice_of(*why));
		return -1;
	}
	p->base = slice_of(arena_printf(arena, "%s/",
	    uri_of_path(arena, path).s));
	find_top(&o);
	if (zip_file_count(p->zip) > 0) {
		read_metadata(&o);
		read_catalog(&o);
	}
	if (rewrites_add(rules, p->base, p->base, false, owner) == -1) {
		*why = "the packages have too many rules, or its path is too "
		    "long";
		return -1;
	}
	return 0;
}

void
package_close(struct package *p)
{
	zip_file_close(p->zip);
	p->zip = NULL;
	VEC_FREE(&p->entries);
}
