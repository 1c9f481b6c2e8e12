/*
 * compare.c: are the schemas that we ship the standard's?  Each file of
 * taxonomy/standard is reduced to a sorted list of lines, one for each
 * declaration with its properties, QNames expanded and prose left out, and so
 * is the published file; the lists must be the same.  Then both are compiled
 * by libxml2: where the published one compiles, ours must.
 *
 * usage: compare [CATALOG [FOLDER [PUBLISHED]]]	TAP on stdout
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlschemastypes.h>

#include "base/arena.h"
#include "base/mem.h"

#define XS_NS	"http://www.w3.org/2001/XMLSchema"
#define XSI_NS	"http://www.w3.org/2001/XMLSchema-instance"
#define LINK_NS	"http://www.xbrl.org/2003/linkbase"

#define MAX_LINE	4096	/* of the catalog */
#define MAX_DIFF	20	/* lines shown for one file */
#define MAX_DEPTH	128	/* of a document */

struct lines {			/* their strings are in the arena */
	VEC(const char *) all;
};

struct row {
	const char *url;	/* without "http://" or "https://" */
	const char *path;	/* our file, below the folder */
};

static struct {
	struct arena *arena;
	VEC(struct row) catalog;
	const char *folder, *published;
	int ours;		/* whose files the entity loader serves */
	char *complaint;	/* first error of the schema compiler */
	int done, failed;	/* tests so far */
} run;

/* --- small helpers --- */

static void *
must(void *p)
{
	if (p == NULL) {
		printf("Bail out! out of memory\n");
		exit(2);
	}
	return p;
}

static char *
join(const char *a, const char *b, const char *c)
{
	return arena_printf(run.arena, "%s%s%s", a, b, c);
}

static void
cat(xmlBufferPtr b, const char *s)
{
	if (xmlBufferAdd(b, (const xmlChar *)s, (int)strlen(s)) != 0)
		must(NULL);
}

static void
cat_number(xmlBufferPtr b, unsigned n)
{
	char digits[16];

	snprintf(digits, sizeof(digits), "%u", n);
	cat(b, digits);
}

static const char *
text_of(xmlBufferPtr b)
{
	return (const char *)xmlBufferContent(b);
}

static int
is_file(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

static void
report(int ok, const char *what, const char *subject)
{
	run.failed += !ok;
	printf("%s %d - %s %s\n", ok ? "ok" : "not ok", ++run.done, subject,
	    what);
}

/* --- lists of lines --- */

static void
lines_add(struct lines *l, const char *s)
{
	VEC_PUSH(&l->all, arena_string(run.arena, s));
}

static void
lines_free(struct lines *l)
{
	VEC_FREE(&l->all);
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
lines_sort(struct lines *l)
{
	if (l->all.n > 0)
		qsort(l->all.v, l->all.n, sizeof(const char *), by_text);
}

/* Both sorted.  Prints what only one of them has; returns how many such lines
 * there are. */
static size_t
lines_diff(const struct lines *theirs, const struct lines *ours, int print)
{
	const char *const *a = theirs->all.v, *const *b = ours->all.v;
	size_t na = theirs->all.n, nb = ours->all.n;
	size_t i = 0, j = 0, count = 0;

	while (i < na || j < nb) {
		int c = i == na ? 1 : j == nb ? -1 : strcmp(a[i], b[j]);
		const char *line = c > 0 ? b[j] : a[i];

		if (c != 0 && count++ < MAX_DIFF && print)
			printf("# %c %s\n", c < 0 ? '-' : '+', line);
		i += c <= 0;
		j += c >= 0;
	}
	return count;
}

/* --- names and values, spelled the same whatever the prefixes --- */

static int
is_space(int c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static int
is_name_char(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' ||
	    c >= 0x80;
}

static void
cat_space(xmlNodePtr at, const char *prefix, xmlBufferPtr out)
{
	xmlNsPtr ns = xmlSearchNs(at->doc, at, (const xmlChar *)prefix);

	if (ns == NULL && prefix == NULL)
		return;
	cat(out, "{");
	cat(out, ns ? (const char *)ns->href : "unbound");
	cat(out, "}");
}

/* One QName of n bytes. */
static void
cat_qname(xmlNodePtr at, const char *s, size_t n, xmlBufferPtr out)
{
	const char *colon = memchr(s, ':', n), *prefix = NULL;

	if (colon != NULL) {
		prefix = arena_printf(run.arena, "%.*s", (int)(colon - s), s);
		n -= (size_t)(colon + 1 - s);
		s = colon + 1;
	}
	cat_space(at, prefix, out);
	xmlBufferAdd(out, (const xmlChar *)s, (int)n);
}

/* QNames separated by white space. */
static void
cat_qnames(xmlNodePtr at, const char *s, xmlBufferPtr out)
{
	const char *gap = "";

	for (;;) {
		size_t n = 0;

		while (is_space((unsigned char)*s))
			s++;
		while (s[n] != '\0' && !is_space((unsigned char)s[n]))
			n++;
		if (n == 0)
			return;
		cat(out, gap);
		cat_qname(at, s, n, out);
		gap = " ";
		s += n;
	}
}

/* The small XPath of xs:selector and xs:field: prefixes expanded, axes left
 * alone. */
static void
cat_path(xmlNodePtr at, const char *s, xmlBufferPtr out)
{
	while (*s != '\0') {
		size_t n = 0;

		while (is_name_char((unsigned char)s[n]))
			n++;
		if (n > 0 && s[n] == ':' && s[n + 1] != ':') {
			cat_space(at, arena_printf(run.arena, "%.*s", (int)n,
			    s), out);
			s += n + 1;
			continue;
		}
		n = n ? n : 1;
		xmlBufferAdd(out, (const xmlChar *)s, (int)n);
		s += n;
	}
}

/* Runs of white space become one blank, none at the ends. */
static void
cat_collapsed(const char *s, xmlBufferPtr out)
{
	int pending = 0, some = 0;

	for (; *s != '\0'; s++) {
		if (is_space((unsigned char)*s)) {
			pending = some;
			continue;
		}
		if (pending)
			cat(out, " ");
		xmlBufferAdd(out, (const xmlChar *)s, 1);
		pending = 0;
		some = 1;
	}
}

/* --- the attributes of one declaration --- */

typedef void (*cat_fn)(xmlNodePtr, const char *, xmlBufferPtr);

static const struct {
	const char *name;
	cat_fn cat;
} qname_attributes[] = {
	{ "type", cat_qnames }, { "ref", cat_qnames }, { "base", cat_qnames },
	{ "itemType", cat_qnames }, { "memberTypes", cat_qnames },
	{ "substitutionGroup", cat_qnames }, { "refer", cat_qnames },
	{ "xpath", cat_path },
};

static const struct {
	const char *name, *value;
} defaults[] = {	/* saying so or not is the same */
	{ "abstract", "false" }, { "attributeFormDefault", "unqualified" },
	{ "elementFormDefault", "unqualified" }, { "maxOccurs", "1" },
	{ "minOccurs", "1" }, { "mixed", "false" }, { "namespace", "##any" },
	{ "nillable", "false" }, { "processContents", "strict" },
	{ "use", "optional" },
};

static int
is_in(const xmlNode *n, const char *ns)
{
	return n->ns != NULL && strcmp((const char *)n->ns->href, ns) == 0;
}

static int
is_element(const xmlNode *n, const char *ns, const char *name)
{
	return n->type == XML_ELEMENT_NODE && is_in(n, ns) &&
	    strcmp((const char *)n->name, name) == 0;
}

/* Not part of what is declared: where a document is, in which language its
 * prose is, its version. */
static int
is_aside(const xmlAttr *a)
{
	const char *name = (const char *)a->name;
	const xmlNode *e = a->parent;

	if (a->ns != NULL)
		return xmlStrEqual(a->ns->href, (const xmlChar *)XSI_NS) ||
		    xmlStrEqual(a->ns->href, XML_XML_NAMESPACE);
	if (!is_in(e, XS_NS))
		return 0;
	return strcmp(name, "schemaLocation") == 0 ||
	    (strcmp(name, "version") == 0 && is_element(e, XS_NS, "schema"));
}

static int
is_default(const char *name, const char *value)
{
	for (size_t i = 0; i < sizeof(defaults) / sizeof(*defaults); i++)
		if (strcmp(name, defaults[i].name) == 0 &&
		    strcmp(value, defaults[i].value) == 0)
			return 1;
	return 0;
}

static void
cat_value(xmlNodePtr e, const char *name, const char *value, xmlBufferPtr out)
{
	size_t n = sizeof(qname_attributes) / sizeof(*qname_attributes);

	for (size_t i = 0; i < n; i++)
		if (strcmp(name, qname_attributes[i].name) == 0) {
			qname_attributes[i].cat(e, value, out);
			return;
		}
	if (strcmp(name, "value") == 0 || strcmp(name, "default") == 0 ||
	    strcmp(name, "fixed") == 0)
		cat(out, value);	/* white space counts */
	else
		cat_collapsed(value, out);
}

static void
add_attribute(struct lines *l, xmlNodePtr e, xmlAttrPtr a)
{
	int schema = a->ns == NULL && is_in(e, XS_NS);
	char *value = (char *)xmlNodeListGetString(e->doc, a->children, 1);
	const char *v = value ? value : "", *name = (const char *)a->name;
	xmlBufferPtr b = must(xmlBufferCreate());

	if (!is_aside(a) && !(schema && is_default(name, v))) {
		if (a->ns != NULL) {
			cat(b, "{");
			cat(b, (const char *)a->ns->href);
			cat(b, "}");
		}
		cat(b, name);
		cat(b, "=\"");
		if (schema)
			cat_value(e, name, v, b);
		else
			cat_collapsed(v, b);
		cat(b, "\"");
		lines_add(l, text_of(b));
	}
	xmlBufferFree(b);
	xmlFree(value);
}

static void
cat_attributes(xmlNodePtr e, xmlBufferPtr out)
{
	struct lines l = { { NULL, 0, 0 } };

	for (xmlAttrPtr a = e->properties; a != NULL; a = a->next)
		add_attribute(&l, e, a);
	lines_sort(&l);
	for (size_t i = 0; i < l.all.n; i++) {
		cat(out, " ");
		cat(out, l.all.v[i]);
	}
	lines_free(&l);
}

/* --- a document as lines --- */

static void dump(struct lines *, xmlNodePtr, const char *path, int depth);

/* Properties by which a child of xs:* is known when its place among its
 * siblings does not matter. */
static int
cat_key(xmlNodePtr e, int top, xmlBufferPtr out)
{
	static const char *const unordered[] = {
		"anyAttribute", "attribute", "attributeGroup", "enumeration",
		"import", "pattern", NULL
	};
	static const char *const keys[] = { "name", "ref", "namespace",
		"value", NULL };
	int known = top;

	for (size_t i = 0; unordered[i] != NULL; i++)
		known |= strcmp((const char *)e->name, unordered[i]) == 0;
	for (size_t i = 0; known && keys[i] != NULL; i++) {
		char *v = (char *)xmlGetNoNsProp(e, (const xmlChar *)keys[i]);

		if (v == NULL || is_default(keys[i], v)) {
			xmlFree(v);
			continue;
		}
		cat(out, "(");
		cat_value(e, keys[i], v, out);
		cat(out, ")");
		xmlFree(v);
		break;
	}
	return known;
}

static void
add_used_on(struct lines *l, xmlNodePtr e, const char *path)
{
	char *s = (char *)xmlNodeGetContent(e);
	xmlBufferPtr b = must(xmlBufferCreate());
	xmlBufferPtr q = must(xmlBufferCreate());

	cat_collapsed(s ? s : "", q);
	cat(b, path);
	cat(b, " usedOn ");
	cat_qnames(e, text_of(q), b);
	lines_add(l, text_of(b));
	xmlBufferFree(q);
	xmlBufferFree(b);
	xmlFree(s);
}

/* link:roleType, link:arcroleType or link:linkbaseRef within xs:appinfo. */
static void
add_role(struct lines *l, xmlNodePtr e)
{
	xmlBufferPtr b = must(xmlBufferCreate());

	cat(b, "/");
	cat(b, (const char *)e->name);
	cat_attributes(e, b);
	lines_add(l, text_of(b));
	for (xmlNodePtr c = e->children; c != NULL; c = c->next)
		if (is_element(c, LINK_NS, "usedOn"))
			add_used_on(l, c, text_of(b));
	xmlBufferFree(b);
}

static void
add_roles(struct lines *l, xmlNodePtr annotation)
{
	for (xmlNodePtr a = annotation->children; a != NULL; a = a->next) {
		if (!is_element(a, XS_NS, "appinfo"))
			continue;
		for (xmlNodePtr e = a->children; e != NULL; e = e->next)
			if (is_element(e, LINK_NS, "roleType") ||
			    is_element(e, LINK_NS, "arcroleType") ||
			    is_element(e, LINK_NS, "linkbaseRef"))
				add_role(l, e);
	}
}

static void
dump_child(struct lines *l, xmlNodePtr e, const char *path, unsigned *place,
    int depth)
{
	xmlBufferPtr b = must(xmlBufferCreate());

	cat(b, path);
	cat(b, "/");
	if (!is_in(e, XS_NS)) {
		cat(b, "{");
		cat(b, e->ns ? (const char *)e->ns->href : "");
		cat(b, "}");
	}
	cat(b, (const char *)e->name);
	if (!is_in(e, XS_NS) || !cat_key(e, depth == 1, b)) {
		cat(b, "[");
		cat_number(b, ++*place);
		cat(b, "]");
	}
	dump(l, e, text_of(b), depth);
	xmlBufferFree(b);
}

/* The line of e, then those of its children. */
static void
dump(struct lines *l, xmlNodePtr e, const char *path, int depth)
{
	xmlBufferPtr b = must(xmlBufferCreate());
	unsigned place = 0;

	cat(b, path);
	cat_attributes(e, b);
	for (xmlNodePtr c = e->children; c != NULL; c = c->next)
		if (c->type == XML_TEXT_NODE && !xmlIsBlankNode(c)) {
			cat(b, " text=");
			cat_collapsed((const char *)c->content, b);
		}
	lines_add(l, text_of(b));
	xmlBufferFree(b);
	for (xmlNodePtr c = e->children; c != NULL && depth < MAX_DEPTH;
	    c = c->next) {
		if (is_element(c, XS_NS, "annotation"))
			add_roles(l, c);
		else if (c->type == XML_ELEMENT_NODE)
			dump_child(l, c, path, &place, depth + 1);
	}
}

static int
lines_read(struct lines *l, const char *path)
{
	int fd = open(path, O_RDONLY);	/* names would go through load() */
	xmlDocPtr doc = xmlReadFd(fd, path, NULL, XML_PARSE_NONET |
	    XML_PARSE_NOERROR | XML_PARSE_NOWARNING);

	if (fd != -1)
		close(fd);
	if (doc == NULL || xmlDocGetRootElement(doc) == NULL) {
		printf("# not well-formed: %s\n", path);
		xmlFreeDoc(doc);
		return -1;
	}
	dump(l, xmlDocGetRootElement(doc), "", 0);
	lines_sort(l);
	xmlFreeDoc(doc);
	return 0;
}

/* --- the catalog --- */

static const char *
without_scheme(const char *url)
{
	const char *s = strstr(url, "://");

	return s ? s + 3 : url;
}

static void
catalog_add(const char *url, const char *path)
{
	struct row *row = VEC_ADD(&run.catalog);

	row->url = arena_string(run.arena, without_scheme(url));
	row->path = arena_string(run.arena, path);
}

static int
catalog_read(const char *path)
{
	FILE *f = fopen(path, "r");
	char line[MAX_LINE], *tab;

	if (f == NULL)
		return -1;
	while (fgets(line, sizeof(line), f) != NULL) {
		line[strcspn(line, "\r\n")] = '\0';
		if (line[0] == '#' || (tab = strchr(line, '\t')) == NULL)
			continue;
		*tab = '\0';
		catalog_add(line, tab + 1);
	}
	fclose(f);
	return 0;
}

static const char *
catalog_find(const char *url)
{
	url = without_scheme(url);
	for (size_t i = 0; i < run.catalog.n; i++)
		if (strcmp(run.catalog.v[i].url, url) == 0)
			return run.catalog.v[i].path;
	return NULL;
}

/* Is this the file's first, canonical, line? */
static int
catalog_is_first(size_t row)
{
	for (size_t i = 0; i < row; i++)
		if (strcmp(run.catalog.v[i].path,
		    run.catalog.v[row].path) == 0)
			return 0;
	return 1;
}

/* The published file for a URL, or NULL. */
static char *
published_path(const char *url)
{
	static const struct {
		const char *prefix, *below;
	} places[] = {
		{ "", "/http/" },
		{ "", "/https/" },
		{ "www.xbrl.org/", "/_formula-extension-schemas-svn-2015/" },
	};

	url = without_scheme(url);
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		size_t n = strlen(places[i].prefix);
		char *path;

		if (strncmp(url, places[i].prefix, n) != 0)
			continue;
		path = join(run.published, places[i].below, url + n);
		if (is_file(path))
			return path;
	}
	return NULL;
}

static char *
our_path(const char *url)
{
	const char *path = catalog_find(url);

	return path ? join(run.folder, "/", path) : NULL;
}

/* --- compiling --- */

/* Serves URLs from one side's files and nothing else; the document keeps its
 * URL. */
static xmlParserInputPtr
load(const char *url, const char *id, xmlParserCtxtPtr ctxt)
{
	char *path = run.ours ? our_path(url) : published_path(url);
	xmlParserInputBufferPtr buffer;
	xmlParserInputPtr input = NULL;

	(void)id;
	if (path == NULL)
		return NULL;
	buffer = xmlParserInputBufferCreateFilename(path,
	    XML_CHAR_ENCODING_NONE);
	if (buffer != NULL)
		input = xmlNewIOInputStream(ctxt, buffer,
		    XML_CHAR_ENCODING_NONE);
	if (input != NULL)
		input->filename = (char *)xmlStrdup((const xmlChar *)url);
	return input;
}

static void
complain(void *unused, xmlErrorPtr error)
{
	(void)unused;
	if (error->level < XML_ERR_ERROR || run.complaint != NULL ||
	    error->message == NULL)
		return;
	run.complaint = arena_string(run.arena, error->message);
	run.complaint[strcspn(run.complaint, "\n")] = '\0';
}

static int
compiles(const char *url, int ours)
{
	xmlSchemaParserCtxtPtr ctxt;
	xmlSchemaPtr schema;

	run.ours = ours;
	run.complaint = NULL;
	ctxt = must(xmlSchemaNewParserCtxt(url));
	xmlSchemaSetParserStructuredErrors(ctxt, complain, NULL);
	schema = xmlSchemaParse(ctxt);
	xmlSchemaFreeParserCtxt(ctxt);
	xmlSchemaFree(schema);
	return schema != NULL;
}

/* --- the tests --- */

static void
test_same(const struct row *row, const char *theirs)
{
	struct lines a = { { NULL, 0, 0 } }, b = { { NULL, 0, 0 } };
	char *ours = our_path(row->url);
	size_t differences;

	if (lines_read(&a, theirs) == -1 || lines_read(&b, ours) == -1) {
		report(0, "can be read", row->url);
	} else {
		differences = lines_diff(&a, &b, 0);
		report(differences == 0, "declares the same", row->url);
		lines_diff(&a, &b, 1);
		if (differences > MAX_DIFF)
			printf("# and %zu lines more\n",
			    differences - MAX_DIFF);
	}
	lines_free(&a);
	lines_free(&b);
}

static void
test_compiles(const struct row *row)
{
	char *url = join("http://", row->url, "");

	if (!compiles(url, 0)) {
		printf("# %s: the published one does not compile\n",
		    row->url);
	} else if (compiles(url, 1)) {
		report(1, "compiles", row->url);
	} else {
		report(0, "compiles", row->url);
		printf("# ours: %s\n",
		    run.complaint ? run.complaint : "no reason given");
	}
}

/* Files of ours in the place of something larger: they need only do for those
 * that import them. */
static const char *const stand_ins[] = { "inline/xhtml-inlinexbrl-1_1.xsd",
	"w3/mathml2.xsd" };

static int
is_stand_in(const char *path)
{
	for (size_t i = 0; i < sizeof(stand_ins) / sizeof(*stand_ins); i++)
		if (strcmp(path, stand_ins[i]) == 0)
			return 1;
	return 0;
}

static void
test_row(size_t i)
{
	const struct row *row = &run.catalog.v[i];
	const char *dot = strrchr(row->path, '.');
	char *theirs;

	if (is_stand_in(row->path)) {
		printf("# %s: stands in for more\n", row->url);
		test_compiles(row);
		return;
	}
	theirs = published_path(row->url);
	if (theirs == NULL) {
		printf("# %s: not published at this address\n", row->url);
		return;
	}
	test_same(row, theirs);
	if (dot != NULL && strcmp(dot, ".xsd") == 0 && catalog_is_first(i))
		test_compiles(row);
}

int
main(int argc, char **argv)
{
	const char *catalog = argc > 1 ? argv[1] :
	    "taxonomy/standard/catalog.tsv";
	struct stat st;

	run.folder = argc > 2 ? argv[2] : "taxonomy/standard";
	run.published = argc > 3 ? argv[3] : "../shared/standard-schemas";
	if (stat(run.published, &st) == -1) {
		printf("1..0 # SKIP ../shared/standard-schemas absent\n");
		return 0;
	}
	run.arena = arena_new();
	if (catalog_read(catalog) == -1) {
		printf("Bail out! no catalog %s\n", catalog);
		return 2;
	}
	xmlSetExternalEntityLoader(load);
	for (size_t i = 0; i < run.catalog.n; i++)
		test_row(i);
	printf("1..%d\n", run.done);
	VEC_FREE(&run.catalog);
	arena_free(run.arena);
	xmlSchemaCleanupTypes();
	xmlCleanupParser();
	return run.failed > 0;
}
