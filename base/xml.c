/*
 * xml.c: see xml.h.
 *
 * (1) Nothing is fetched: the loader of external entities returns nothing,
 *     for every document of the process.
 * (2) A DOCTYPE may stand in a schema, but it declares no entities and no more
 *     than a handful of default attributes: the parser is stopped at the first
 *     that does, before anything is expanded.
 * (3) libxml2's own limits stay (depth 256, 10 MB a text): no XML_PARSE_HUGE.
 * (4) In 2.9.14 attributes of one element cost their square, before any
 *     callback: they are counted in the bytes first.  An encoding in which
 *     that cannot be done is refused for documents that could hold so many.
 * (5) So do different names, beyond some ten thousand: its dictionary stops
 *     growing.  They are counted at each element.
 * (6) An element beyond line 65,534 carries its line in `psvi`, which neither
 *     the tree nor the schema module uses for elements.
 */
#include "base/xml.h"

#include <limits.h>
#include <strings.h>
#include <threads.h>

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#include "base/mem.h"
#include "base/uri.h"

#define MAX_DEFAULTS	64	/* W3C's own schemas declare under ten */
#define MAX_ATTRIBUTES	4000	/* of one element, namespaces included */
#define MIN_CROWD	((size_t)5 * MAX_ATTRIBUTES)	/* bytes: a="" */
#define MAX_NAMES	100000	/* different ones, namespaces included */
#define MAX_MESSAGE	300	/* bytes of a parser's sentence */

/* What xml_tree knows of one parse; in ctxt->_private. */
struct parse {
	struct arena     *arena;
	struct xml_error *err;
	struct slice      rest[3];	/* of the document, still to be read */
	size_t            size;		/* of the document */
	unsigned          defaults;
	bool              failed;
	bool              dtd;		/* may have one (xml_stream) */
	void             *user;		/* of xml_stream */
	startElementNsSAX2Func start;	/* its callback, behind ours */
};

/* --- nobody speaks to strangers --- */

static xmlParserInput *
load_nothing(const char *url, const char *id, xmlParserCtxt *ctxt)
{
	(void)url;
	(void)id;
	(void)ctxt;
	return NULL;
}

static void __attribute__((format(printf, 2, 3)))
say_nothing(void *ctx, const char *fmt, ...)
{
	(void)ctx;
	(void)fmt;
}

static void
init_once(void)
{
	xmlInitParser();
	xmlSetExternalEntityLoader(load_nothing);
	xmlSetGenericErrorFunc(NULL, say_nothing);
	xmlThrDefSetGenericErrorFunc(NULL, say_nothing);	/* new threads */
}

void
xml_init(void)
{
	static once_flag once = ONCE_FLAG_INIT;

	call_once(&once, init_once);
}

/* --- parsing --- */

/* A sentence of libxml2 on one line, without its newline. */
static const char *
one_line(struct arena *arena, const char *text)
{
	struct slice s = slice_trim(slice_of(text));
	char *copy;
	size_t i;

	if (s.n > MAX_MESSAGE)
		for (s.n = MAX_MESSAGE; s.n > 0 &&
		    ((unsigned char)s.s[s.n] & 0xc0) == 0x80;)
			s.n--;
	copy = arena_alloc(arena, s.n + 1);
	for (i = 0; i < s.n; i++)
		copy[i] = (unsigned char)s.s[i] < 0x20 ? ' ' : s.s[i];
	return copy;
}

/* The first trouble is the one that is told. */
static void
fail(struct parse *p, const char *message, int line, int column)
{
	if (p->failed)
		return;
	p->failed = true;
	p->err->message = message;
	p->err->line = line < 0 ? 0 : (uint32_t)line;
	p->err->column = column < 0 ? 0 : (uint32_t)column;
}

/* A namespace name that is no URI reference is passed over: Namespaces in XML
 * 1.0 (section 3) asks for one without making it a constraint, names are
 * compared as they are written, and published taxonomies have such names. */
static void
on_error(void *user, xmlError *error)
{
	xmlParserCtxt *ctxt = user;
	struct parse *p = ctxt->_private;

	if (error->level < XML_ERR_ERROR || p->failed ||
	    error->code == XML_WAR_NS_URI)
		return;
	fail(p, error->message == NULL ? "is not well-formed" :
	    one_line(p->arena, error->message), error->line, error->int2);
}

void
xml_stop(void *user, const char *message)
{
	xmlParserCtxt *ctxt = user;

	fail(ctxt->_private, message, xmlSAX2GetLineNumber(ctxt),
	    xmlSAX2GetColumnNumber(ctxt));
	xmlStopParser(ctxt);
}

static void
on_entity(void *user, const xmlChar *name, int type, const xmlChar *public,
    const xmlChar *system, xmlChar *content)
{
	(void)name;
	(void)type;
	(void)public;
	(void)system;
	(void)content;
	xml_stop(user, "its DOCTYPE declares entities, which is refused");
}

static void
on_attribute_declaration(void *user, const xmlChar *element,
    const xmlChar *name, int type, int def, const xmlChar *value,
    xmlEnumeration *tree)
{
	xmlParserCtxt *ctxt = user;
	struct parse *p = ctxt->_private;

	if (value != NULL && ++p->defaults > MAX_DEFAULTS) {
		xmlFreeEnumeration(tree);
		xml_stop(ctxt, "its DOCTYPE declares too many default attributes");
		return;
	}
	xmlSAX2AttributeDecl(user, element, name, type, def, value, tree);
}

/* A document of too many different names is stopped (5). */
static void
guard_names(xmlParserCtxt *ctxt)
{
	if (xmlDictSize(ctxt->dict) > MAX_NAMES)
		xml_stop(ctxt, "uses too many different names");
}

static void
on_start(void *user, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int n_ns, const xmlChar **ns, int n_attr,
    int n_default, const xmlChar **attr)
{
	xmlParserCtxt *ctxt = user;

	xmlSAX2StartElementNs(user, name, prefix, uri, n_ns, ns, n_attr,
	    n_default, attr);
	if (ctxt->node != NULL && ctxt->input->line >= USHRT_MAX)
		ctxt->node->psvi = (void *)(intptr_t)ctxt->input->line;
	guard_names(ctxt);
}

/* Where no tree is wanted. */
static void
on_start_only(void *user, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int n_ns, const xmlChar **ns, int n_attr,
    int n_default, const xmlChar **attr)
{
	(void)name, (void)prefix, (void)uri, (void)n_ns, (void)ns;
	(void)n_attr, (void)n_default, (void)attr;
	guard_names(user);
}

/* Where the events are somebody else's. */
static void
on_start_user(void *user, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int n_ns, const xmlChar **ns, int n_attr,
    int n_default, const xmlChar **attr)
{
	xmlParserCtxt *ctxt = user;
	const struct parse *p = ctxt->_private;

	p->start(user, name, prefix, uri, n_ns, ns, n_attr, n_default, attr);
	guard_names(ctxt);
}

static void
on_doctype(void *user, const xmlChar *name, const xmlChar *public,
    const xmlChar *system)
{
	(void)name, (void)public, (void)system;
	xml_stop(user, "has a DOCTYPE, which is refused");
}

/* --- tags with too many attributes (4) --- */

/* Code unit i of a document in units of one byte or of two. */
struct units {
	struct slice bytes;
	size_t       width, low;	/* of a unit; where its low byte is */
};

static unsigned
unit_at(const struct units *u, size_t i)
{
	const unsigned char *p = (const unsigned char *)u->bytes.s +
	    i * u->width;

	if (u->width == 1)
		return p[0];
	return p[u->low] | (unsigned)p[1 - u->low] << 8;
}

static struct units
units_of(struct slice bytes)
{
	struct units u = { bytes, 1, 0 };
	const unsigned char *p = (const unsigned char *)bytes.s;

	if (bytes.n < 4)
		return u;
	if ((p[0] == 0xff && p[1] == 0xfe) || (p[0] == '<' && p[1] == 0)) {
		u.width = 2;
	} else if ((p[0] == 0xfe && p[1] == 0xff) ||
	    (p[0] == 0 && p[1] == '<')) {
		u.width = 2;
		u.low = 1;
	}
	return u;
}

/* Whether the tag that begins before i has too many; it ends before n. */
static bool
is_crowded_tag(const struct units *u, size_t i, size_t n)
{
	unsigned c, quote = 0;
	size_t count = 0;

	for (; i < n && count <= MAX_ATTRIBUTES; i++) {
		c = unit_at(u, i);
		if (quote != 0)
			quote = c == quote ? 0 : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == '=')
			count++;
		else if (c == '>')
			break;
	}
	return count > MAX_ATTRIBUTES;
}

/* The next '<' from i on, or n; no tag goes beyond it. */
static size_t
next_tag(const struct units *u, size_t i, size_t n)
{
	const char *p;

	if (u->width == 1) {
		p = i >= n ? NULL : memchr(u->bytes.s + i, '<', n - i);
		return p == NULL ? n : (size_t)(p - u->bytes.s);
	}
	while (i < n && unit_at(u, i) != '<')
		i++;
	return i;
}

static bool
is_crowded(struct slice bytes)
{
	struct units u = units_of(bytes);
	size_t n = bytes.n / u.width, i, next;

	for (i = next_tag(&u, 0, n); i < n; i = next) {
		next = next_tag(&u, i + 1, n);
		if (next - i > MIN_CROWD && unit_at(&u, i + 1) != '!' &&
		    unit_at(&u, i + 1) != '?' &&
		    is_crowded_tag(&u, i + 1, next))
			return true;
	}
	return false;
}

/* Encodings in which a '<' is what it is in ASCII, or UTF-16. */
static bool
is_countable(const char *encoding)
{
	static const char *const known[] = { "UTF-8", "UTF8", "UTF-16",
	    "UTF16", "US-ASCII", "ASCII", "ISO-8859-", "ISO8859", "LATIN",
	    "WINDOWS-125", "CP125", "KOI8", "SHIFT_JIS", "EUC-", "GB", "BIG5" };
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strncasecmp(encoding, known[i], strlen(known[i])) == 0)
			return true;
	return false;
}

static void
on_document(void *user)
{
	xmlParserCtxt *ctxt = user;
	const struct parse *p = ctxt->_private;
	const xmlChar *encoding = ctxt->encoding != NULL ? ctxt->encoding :
	    ctxt->input->encoding;

	xmlSAX2StartDocument(user);
	if (encoding != NULL && p->size > MIN_CROWD &&
	    !is_countable((const char *)encoding))
		xml_stop(ctxt, "is too large for its encoding; use UTF-8");
}

/* Elements and their content are parsed and forgotten. */
static void
keep_nothing(xmlSAXHandler *sax)
{
	sax->startElementNs = on_start_only;
	sax->endElementNs = NULL;
	sax->characters = NULL;
	sax->ignorableWhitespace = NULL;
	sax->cdataBlock = NULL;
	sax->comment = NULL;
	sax->processingInstruction = NULL;
}

static void
keep_tree(xmlSAXHandler *sax)
{
	sax->startElementNs = on_start;
}

/* The document, which is empty but for its DOCTYPE unless a tree is wanted. */
/* The parser pulls the document: from memory it would copy it first. */
static int
pull(void *user, char *out, int len)
{
	struct parse *p = user;
	size_t i, n, done = 0;

	for (i = 0; i < sizeof(p->rest) / sizeof(*p->rest); i++) {
		n = (size_t)len - done;
		if (n > p->rest[i].n)
			n = p->rest[i].n;
		if (n > 0)
			memcpy(out + done, p->rest[i].s, n);
		p->rest[i] = slice_from(p->rest[i], n);
		done += n;
	}
	return (int)done;
}

static xmlDoc *
parse(struct parse *p, struct slice bytes, const char *url,
    void (*handlers)(xmlSAXHandler *), int options)
{
	struct xml_error *err = p->err;
	xmlParserCtxt *ctxt;
	xmlDoc *doc;

	xml_init();
	*err = (struct xml_error){ "is not an XML document", 0, 0 };
	if (bytes.n == 0 || bytes.n > INT_MAX) {
		err->message = bytes.n == 0 ? "is empty" :
		    "is larger than 2 GB";
		return NULL;
	}
	if (bytes.n > MIN_CROWD && is_crowded(bytes)) {
		err->message = "an element has too many attributes";
		return NULL;
	}
	if ((ctxt = xmlNewParserCtxt()) == NULL) {
		err->message = "out of memory";
		return NULL;
	}
	ctxt->_private = p;
	ctxt->sax->serror = on_error;
	ctxt->sax->startDocument = on_document;
	ctxt->sax->entityDecl = on_entity;
	ctxt->sax->unparsedEntityDecl = NULL;
	ctxt->sax->attributeDecl = on_attribute_declaration;
	handlers(ctxt->sax);
	if (p->user != NULL) {
		p->start = ctxt->sax->startElementNs;
		ctxt->sax->startElementNs = on_start_user;
		if (!p->dtd)
			ctxt->sax->internalSubset = on_doctype;
	}
	p->size = bytes.n;
	p->rest[1] = bytes;
	doc = xmlCtxtReadIO(ctxt, pull, NULL, p, url, NULL, options |
	    XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_COMPACT);
	if (doc != NULL && p->failed) {
		xmlFreeDoc(doc);
		doc = NULL;
	}
	xmlFreeParserCtxt(ctxt);
	return doc;
}

xmlDoc *
xml_tree(struct slice bytes, const char *url, struct arena *arena,
    struct xml_error *err)
{
	struct parse p = { .arena = arena, .err = err };

	return parse(&p, bytes, url, keep_tree, 0);
}

bool
xml_is_well_formed(struct slice bytes, bool inside, struct arena *arena,
    struct xml_error *err)
{
	struct parse p = { .arena = arena, .err = err };
	xmlDoc *doc;

	if (inside) {
		p.rest[0] = SLICE("<x>");
		p.rest[2] = SLICE("</x>");
	}
	doc = parse(&p, bytes, NULL, keep_nothing, 0);

	xmlFreeDoc(doc);
	return doc != NULL;
}

/* References are replaced by what they stand for, or the values of attributes
 * would come with "&#38;" for an ampersand. */
bool
xml_stream(struct slice bytes, const char *url,
    void (*handlers)(xmlSAXHandler *), void *user, bool dtd,
    struct arena *arena, struct xml_error *err)
{
	struct parse p = { .arena = arena, .err = err, .user = user,
	    .dtd = dtd };
	xmlDoc *doc = parse(&p, bytes, url, handlers, XML_PARSE_NOENT);

	xmlFreeDoc(doc);
	return doc != NULL;
}

void *
xml_user(void *ctxt)
{
	const struct parse *p = ((xmlParserCtxt *)ctxt)->_private;

	return p->user;
}

/* --- walking --- */

bool
xml_is(const xmlNode *node, const char *ns, const char *local)
{
	if (node == NULL || node->type != XML_ELEMENT_NODE ||
	    strcmp((const char *)node->name, local) != 0)
		return false;
	if (node->ns == NULL || node->ns->href == NULL)
		return ns == NULL || *ns == '\0';
	return ns != NULL && strcmp((const char *)node->ns->href, ns) == 0;
}

/* What a node of text says; SLICE_NONE for comments, instructions and so on. */
static struct slice
own_text(const xmlNode *node)
{
	if ((node->type == XML_TEXT_NODE ||
	    node->type == XML_CDATA_SECTION_NODE) && node->content != NULL)
		return slice_of((const char *)node->content);
	return SLICE_NONE;
}

struct slice
xml_text(const xmlNode *top, struct arena *arena)
{
	const xmlNode *first = top->children, *n;
	size_t size = 0;
	char *all, *end;

	if (first == NULL)
		return SLICE("");
	if (first->next == NULL && own_text(first).s != NULL)
		return own_text(first);
	for (n = first; n != NULL; n = xml_next(top, n))
		size += own_text(n).n;
	all = end = arena_alloc(arena, size + 1);
	for (n = first; n != NULL; n = xml_next(top, n)) {
		struct slice s = own_text(n);

		if (s.n > 0)
			memcpy(end, s.s, s.n);
		end += s.n;
	}
	return (struct slice){ all, size };
}

struct slice
xml_attr(const xmlNode *node, const char *ns, const char *local,
    struct arena *arena)
{
	const xmlAttr *a;

	for (a = node->properties; a != NULL; a = a->next) {
		if (strcmp((const char *)a->name, local) != 0)
			continue;
		if (a->ns == NULL ? ns == NULL : ns != NULL &&
		    strcmp((const char *)a->ns->href, ns) == 0)
			/* An attribute begins as a node does: 2.9's _xmlAttr */
			return xml_text((const xmlNode *)(const void *)a,
			    arena);
	}
	return SLICE_NONE;
}

xmlNode *
xml_element(xmlNode *node)
{
	while (node != NULL && node->type != XML_ELEMENT_NODE)
		node = node->next;
	return node;
}

xmlNode *
xml_next(const xmlNode *top, const xmlNode *node)
{
	if (node->type == XML_ELEMENT_NODE && node->children != NULL)
		return node->children;
	while (node != top && node->next == NULL)
		node = node->parent;
	return node == top ? NULL : node->next;
}

uint32_t
xml_line(const xmlNode *node)
{
	long line;

	if (node->type == XML_ELEMENT_NODE && node->line == USHRT_MAX &&
	    node->psvi != NULL)
		return (uint32_t)(intptr_t)node->psvi;
	line = xmlGetLineNo(node);
	return line < 0 ? 0 : (uint32_t)line;
}

/* The namespace bound to a prefix ("" for the default one); SLICE_NONE where
 * there is none. */
struct slice
xml_namespace(const xmlNode *node, struct slice prefix)
{
	const xmlNs *ns;

	if (slice_is(prefix, "xml"))
		return SLICE(NS_XML);
	for (; node != NULL && node->type == XML_ELEMENT_NODE;
	    node = node->parent)
		for (ns = node->nsDef; ns != NULL; ns = ns->next)
			if (slice_is(prefix, ns->prefix == NULL ? "" :
			    (const char *)ns->prefix))
				return ns->href == NULL ? SLICE("") :
				    slice_of((const char *)ns->href);
	return SLICE_NONE;
}

int
xml_qname(const xmlNode *node, struct slice text, bool use_default,
    struct arena *arena, struct slice *ns, struct slice *local)
{
	struct slice prefix = SLICE("");
	const char *colon;

	(void)arena;			/* both results point into the tree */
	text = slice_trim(text);
	if (!is_qname(text))
		return -1;
	colon = memchr(text.s, ':', text.n);
	*local = text;
	if (colon != NULL) {
		prefix = (struct slice){ text.s, (size_t)(colon - text.s) };
		*local = slice_from(text, prefix.n + 1);
	}
	*ns = SLICE("");
	if (prefix.n == 0 && !use_default)
		return 0;
	*ns = xml_namespace(node, prefix);
	if (ns->s == NULL && prefix.n > 0)
		return -1;
	if (ns->s == NULL)
		*ns = SLICE("");
	return 0;
}

struct slice
xml_base(const xmlNode *node, struct slice document_uri, struct arena *arena)
{
	VEC(struct slice) bases = { NULL, 0, 0 };
	struct slice base = document_uri, own;

	for (; node != NULL && node->type == XML_ELEMENT_NODE;
	    node = node->parent) {
		own = xml_attr(node, NS_XML, "base", arena);
		if (own.s != NULL)
			VEC_PUSH(&bases, own);
	}
	while (bases.n > 0) {			/* the outermost first */
		base = uri_resolve(arena, base, bases.v[--bases.n]);
		base = uri_split(base, NULL);
	}
	VEC_FREE(&bases);
	return base;
}
