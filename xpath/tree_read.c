/*
 * tree_read.c: a document as rows, through SAX2 (Data Model, 6; XML
 * Information Set).  See tree.h.
 *
 * (1) Guards are those of base/xml.h: nothing is fetched, depth, names,
 *     attributes and texts are bounded.
 * (2) The parser's own names are unique pointers: they are compared, not read.
 * (3) Texts next to each other are one node, whatever pieces the parser
 *     makes of them (Data Model, 6.7.3): a row is written at the next event.
 * (4) With a DOCTYPE, expansion is bounded by MAX_EXPANDED, beside libxml2's
 *     own limit on how much an entity may grow.
 */
#include "xpath/tree.h"

#include <libxml/SAX2.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/xml.h"

#define MAX_ROWS	(UINT32_C(1) << 28)
#define MAX_TEXT	((size_t)1 << 30)	/* between two tags */
#define MAX_EXPANDED	((size_t)64 << 20)	/* text of a document with DTD */
#define MAX_DECLARED	10000			/* attributes, entities of a DTD */

/* An attribute that the DOCTYPE declares as ID, IDREF or IDREFS. */
struct special {
	const char *element, *attribute;	/* as written, in the arena */
	uint8_t     flag;			/* XR_… */
};

struct name_key {		/* rows of texts */
	uint32_t prefix, local, ns;
};

struct reader {
	struct xp_tree *tree;
	VEC(struct xp_row)   rows;
	VEC(struct xp_qname) names;
	VEC(struct slice)    texts;
	VEC(struct xp_scope) scopes;
	VEC(const xmlChar *) words;	/* of the texts that are interned, */
	VEC(uint32_t)        word_text;	/* and their rows of texts */
	struct table  by_word, by_name;
	VEC(struct name_key) keys;	/* of names */
	VEC(struct special)  specials;
	struct buf    text;		/* characters not yet in a row */
	size_t        expanded;		/* bytes of text so far */
	unsigned      declared;
	uint32_t      open;		/* the element we are in, or row 0 */
	uint32_t      scope;		/* at that element */
	bool          dtd;
};

/* --- texts and names --- */

static uint32_t
add_text(struct reader *r, struct slice s)
{
	VEC_PUSH(&r->texts, arena_copy(r->tree->arena, s));
	return (uint32_t)r->texts.n - 1;
}

static bool
is_word(const void *ctx, uint32_t row, const void *key)
{
	const struct reader *r = ctx;

	return r->words.v[row] == key;
}

/* The row of texts of a name or namespace that the parser has once (2). */
static uint32_t
intern_word(struct reader *r, const xmlChar *word)
{
	uint64_t hash = hash_mix((uint64_t)(uintptr_t)word, HASH_FIXED);
	uint32_t row = table_find(&r->by_word, hash, is_word, r, word);

	if (row == NONE) {
		row = (uint32_t)r->words.n;
		VEC_PUSH(&r->words, word);
		VEC_PUSH(&r->word_text, add_text(r, word == NULL ? SLICE("") :
		    slice_of((const char *)word)));
		table_add(&r->by_word, hash, row);
	}
	return r->word_text.v[row];
}

static bool
is_name(const void *ctx, uint32_t row, const void *key)
{
	const struct name_key *a = &((const struct reader *)ctx)->keys.v[row];
	const struct name_key *b = key;

	return a->prefix == b->prefix && a->local == b->local &&
	    a->ns == b->ns;
}

static uint32_t
intern_name(struct reader *r, const xmlChar *prefix, const xmlChar *local,
    const xmlChar *ns)
{
	struct name_key k = { intern_word(r, prefix), intern_word(r, local),
	    intern_word(r, ns) };
	uint64_t hash = hash_mix(hash_mix(k.prefix, k.local), k.ns);
	uint32_t row = table_find(&r->by_name, hash, is_name, r, &k);

	if (row != NONE)
		return row;
	row = (uint32_t)r->keys.n;
	VEC_PUSH(&r->keys, k);
	VEC_PUSH(&r->names, ((struct xp_qname){ .ns = r->texts.v[k.ns],
	    .local = r->texts.v[k.local], .prefix = r->texts.v[k.prefix] }));
	table_add(&r->by_name, hash, row);
	return row;
}

/* --- rows --- */

static struct xp_row *
add_row(void *ctxt, struct reader *r, enum xp_kind kind)
{
	struct xp_row *row;
	int line = xmlSAX2GetLineNumber(ctxt);

	if (r->rows.n == MAX_ROWS)
		xml_stop(ctxt, "has too many nodes");
	row = VEC_ADD(&r->rows);
	row->kind = (uint8_t)kind;
	row->parent = r->open;
	row->depth = (uint16_t)(r->rows.v[r->open].depth + 1);
	row->end = (uint32_t)r->rows.n;
	row->name = row->text = row->type = NONE;
	row->scope = r->scope;
	row->line = line < 0 ? 0 : (uint32_t)line;
	return row;
}

/* What has gathered becomes a text node (3). */
static void
flush(void *ctxt, struct reader *r)
{
	struct xp_row *row;

	if (r->text.n == 0)
		return;
	row = add_row(ctxt, r, XK_TEXT);
	row->text = add_text(r, buf_get(&r->text));
	buf_clear(&r->text);
}

static void
on_characters(void *ctxt, const xmlChar *text, int n)
{
	struct reader *r = xml_user(ctxt);

	if (r->open == 0)
		return;
	buf_add(&r->text, text, (size_t)n);
	r->expanded += (size_t)n;
	if (r->text.full || (r->dtd && r->expanded > MAX_EXPANDED))
		xml_stop(ctxt, "has too much text");
}

/* Events within a DOCTYPE are of no node. */
static bool
in_subset(void *ctxt)
{
	return ((xmlParserCtxt *)ctxt)->inSubset != 0;
}

static void
on_comment(void *ctxt, const xmlChar *text)
{
	struct reader *r = xml_user(ctxt);

	if (in_subset(ctxt))
		return;
	flush(ctxt, r);
	add_row(ctxt, r, XK_COMMENT)->text = add_text(r,
	    slice_of((const char *)text));
}

static void
on_instruction(void *ctxt, const xmlChar *target, const xmlChar *text)
{
	struct reader *r = xml_user(ctxt);
	struct xp_row *row;
	xmlParserCtxt *parser = ctxt;

	if (in_subset(ctxt))
		return;
	flush(ctxt, r);
	target = xmlDictLookup(parser->dict, target, -1);
	row = add_row(ctxt, r, XK_PI);
	row->name = intern_name(r, NULL, target, NULL);
	row->text = add_text(r, text == NULL ? SLICE("") :
	    slice_of((const char *)text));
}

/* --- elements --- */

/* Declarations of one element; those of before stay behind them. */
static void
add_scopes(struct reader *r, int n, const xmlChar **ns)
{
	struct xp_scope scope;
	int i;

	for (i = 0; i < n; i++) {
		scope.prefix = intern_word(r, ns[(size_t)2 * (size_t)i]);
		scope.ns = intern_word(r, ns[(size_t)2 * (size_t)i + 1]);
		scope.outer = r->scope;
		r->scope = (uint32_t)r->scopes.n;
		VEC_PUSH(&r->scopes, scope);
	}
}

/* Whether a name is "p:local" as a DOCTYPE writes it. */
static bool
is_written(const char *declared, const struct xp_qname *name)
{
	struct slice d = slice_of(declared);

	if (name->prefix.n == 0)
		return slice_eq(d, name->local);
	return d.n == name->prefix.n + 1 + name->local.n &&
	    slice_starts(d, name->prefix) && d.s[name->prefix.n] == ':' &&
	    slice_ends(d, name->local);
}

/* What the DOCTYPE makes of an attribute. */
static uint8_t
special_flag(const struct reader *r, uint32_t element, uint32_t attribute)
{
	size_t i;

	for (i = 0; i < r->specials.n; i++)
		if (is_written(r->specials.v[i].element,
		    &r->names.v[element]) &&
		    is_written(r->specials.v[i].attribute,
		    &r->names.v[attribute]))
			return r->specials.v[i].flag;
	return 0;
}

/* The value of xml:id as that of any ID: without white space at its ends and
 * with one space for several within (xml:id Version 1.0, 4). */
static struct slice
collapse(struct reader *r, struct slice s)
{
	char *to = arena_alloc(r->tree->arena, s.n + 1);
	struct slice got = { to, 0 };
	size_t i;

	s = slice_trim(s);
	for (i = 0; i < s.n; i++) {
		if (!is_xml_space(s.s[i]))
			to[got.n++] = s.s[i];
		else if (!is_xml_space(s.s[i - 1]))
			to[got.n++] = ' ';
	}
	return got;
}

/* attr: local name, prefix, namespace, begin and end of the value. */
static void
add_attribute(void *ctxt, struct reader *r, const xmlChar **attr)
{
	struct slice value = { (const char *)attr[3],
	    (size_t)(attr[4] - attr[3]) };
	uint32_t name = intern_name(r, attr[1], attr[0], attr[2]);
	struct xp_row *row = add_row(ctxt, r, XK_ATTRIBUTE);
	const struct xp_qname *q = &r->names.v[name];

	row->name = name;
	row->scope = NONE;
	row->flags = special_flag(r, r->rows.v[r->open].name, name);
	if (slice_is(q->local, "id") && slice_is(q->ns, NS_XML)) {
		row->flags = XR_ID;
		value = collapse(r, value);
	}
	r->expanded += value.n;
	if (r->dtd && r->expanded > MAX_EXPANDED)
		xml_stop(ctxt, "has too much text");
	row->text = add_text(r, value);
}

static void
show_arrays(struct reader *r)
{
	struct xp_tree *t = r->tree;

	t->rows = r->rows.v;
	t->names = r->names.v;
	t->texts = r->texts.v;
	t->scopes = r->scopes.v;
	t->n_rows = (uint32_t)r->rows.n;
	t->n_names = (uint32_t)r->names.n;
	t->n_texts = (uint32_t)r->texts.n;
	t->n_scopes = (uint32_t)r->scopes.n;
}

static uint8_t
typed_flags(const struct xp_typing *ty, uint32_t type)
{
	struct slice xsd = SLICE(NS_XSD);

	if (ty->derives(ty->ctx, type, xsd, SLICE("ID")))
		return XR_ID;
	return ty->derives(ty->ctx, type, xsd, SLICE("IDREF")) ||
	    ty->derives(ty->ctx, type, xsd, SLICE("IDREFS")) ? XR_IDREF : 0;
}

/* Asks for the types of an element and its attributes. */
static void
annotate(struct reader *r, uint32_t element)
{
	const struct xp_typing *ty = r->tree->typing;
	struct slice nil;
	uint32_t i, type;

	show_arrays(r);
	for (i = element; i < r->rows.n; i++) {
		type = ty->type(ty->ctx, r->tree, i);
		r->rows.v[i].type = type;
		if (type != NONE)
			r->rows.v[i].flags |= typed_flags(ty, type);
	}
	nil = xp_tree_attribute(r->tree, element, NS_XSI, "nil");
	if (nil.s != NULL && (slice_is(slice_trim(nil), "true") ||
	    slice_is(slice_trim(nil), "1")))
		r->rows.v[element].flags |= XR_NILLED;
}

static void
on_start(void *ctxt, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *ns, int n_ns, const xmlChar **declared, int n_attr,
    int n_default, const xmlChar **attr)
{
	struct reader *r = xml_user(ctxt);
	uint32_t at;
	int i;

	(void)n_default;		/* they count as if written */
	flush(ctxt, r);
	at = (uint32_t)r->rows.n;
	add_scopes(r, n_ns, declared);
	add_row(ctxt, r, XK_ELEMENT)->name = intern_name(r, prefix, local, ns);
	r->open = at;
	for (i = 0; i < n_attr; i++)
		add_attribute(ctxt, r, attr + (ptrdiff_t)5 * i);
	r->rows.v[at].end = (uint32_t)r->rows.n;
	if (r->tree->typing != NULL)
		annotate(r, at);
}

static void
on_end(void *ctxt, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *ns)
{
	struct reader *r = xml_user(ctxt);
	struct xp_row *row;

	(void)local, (void)prefix, (void)ns;
	flush(ctxt, r);
	if (r->open == 0)
		return;
	row = &r->rows.v[r->open];
	row->end = (uint32_t)r->rows.n;
	r->open = row->parent;
	r->scope = r->rows.v[r->open].scope;
}

/* --- the internal subset of a DOCTYPE (4) --- */

static bool
is_one_too_many(void *ctxt, struct reader *r)
{
	if (r->declared++ < MAX_DECLARED)
		return false;
	xml_stop(ctxt, "its DOCTYPE declares too much");
	return true;
}

static void
on_declared_attribute(void *ctxt, const xmlChar *element,
    const xmlChar *name, int type, int def, const xmlChar *value,
    xmlEnumeration *values)
{
	struct reader *r = xml_user(ctxt);
	struct special *s;

	(void)def, (void)value;		/* the parser itself sees to defaults */
	xmlFreeEnumeration(values);
	if (is_one_too_many(ctxt, r) || (type != XML_ATTRIBUTE_ID &&
	    type != XML_ATTRIBUTE_IDREF && type != XML_ATTRIBUTE_IDREFS))
		return;
	s = VEC_ADD(&r->specials);
	s->element = arena_string(r->tree->arena, (const char *)element);
	s->attribute = arena_string(r->tree->arena, (const char *)name);
	s->flag = type == XML_ATTRIBUTE_ID ? XR_ID : XR_IDREF;
}

static void
on_entity(void *ctxt, const xmlChar *name, int type, const xmlChar *public,
    const xmlChar *system, xmlChar *content)
{
	if (!is_one_too_many(ctxt, xml_user(ctxt)))
		xmlSAX2EntityDecl(ctxt, name, type, public, system, content);
}

static void
set_handlers(xmlSAXHandler *sax)
{
	sax->startElementNs = on_start;
	sax->endElementNs = on_end;
	sax->characters = on_characters;
	sax->ignorableWhitespace = on_characters;
	sax->cdataBlock = on_characters;
	sax->comment = on_comment;
	sax->processingInstruction = on_instruction;
	sax->attributeDecl = on_declared_attribute;
	sax->elementDecl = NULL;
	sax->notationDecl = NULL;
	sax->reference = NULL;
	sax->entityDecl = on_entity;
}

/* --- the whole --- */

static struct xp_tree *
read_tree(struct slice bytes, struct slice uri, bool dtd,
    const struct xp_typing *typing, struct arena *arena,
    struct xp_tree_error *err)
{
	struct xp_tree *tree = mem_calloc(1, sizeof(*tree));
	struct reader r = { .tree = tree, .dtd = dtd, .scope = NONE,
	    .text = BUF(MAX_TEXT) };
	struct xml_error why = { NULL, 0, 0 };
	bool good;

	tree->arena = arena_new();
	tree->own = true;
	tree->typing = typing;
	tree->uri = tree->base = arena_copy(tree->arena, uri);
	VEC_PUSH(&r.rows, ((struct xp_row){ .kind = XK_DOCUMENT, .name = NONE,
	    .parent = NONE, .text = NONE, .type = NONE, .scope = NONE }));
	good = xml_stream(bytes, NULL, set_handlers, &r, dtd, arena, &why);
	r.rows.v[0].end = (uint32_t)r.rows.n;
	show_arrays(&r);
	VEC_FREE(&r.words);
	VEC_FREE(&r.word_text);
	VEC_FREE(&r.keys);
	VEC_FREE(&r.specials);
	table_free(&r.by_word);
	table_free(&r.by_name);
	buf_free(&r.text);
	if (good) {
		xp_tree_index(tree);
		return tree;
	}
	xp_tree_free(tree);
	*err = (struct xp_tree_error){ .message = why.message,
	    .line = why.line, .column = why.column };
	return NULL;
}

struct xp_tree *
xp_tree_read(struct slice bytes, struct slice uri,
    const struct xp_typing *typing, struct arena *arena,
    struct xp_tree_error *err)
{
	return read_tree(bytes, uri, false, typing, arena, err);
}

struct xp_tree *
xp_tree_read_dtd(struct slice bytes, struct slice uri,
    const struct xp_typing *typing, struct arena *arena,
    struct xp_tree_error *err)
{
	return read_tree(bytes, uri, true, typing, arena, err);
}
