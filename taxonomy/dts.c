/*
 * dts.c: discovery of a DTS (XBRL 2.1, 3.2) and the tables that its readers
 * fill.
 *
 * (1) The rows of `documents` are the queue: a document is looked at when its
 *     turn comes, and its tree is dropped then.  With several jobs the next ones
 *     are read and parsed meanwhile (ahead.h).
 * (2) A document is known by its absolute URI without fragment; two names of
 *     one file are different documents, but for the standard's schemas.
 * (3) Strings are interned, so two istr of one dts are equal strings when
 *     their offsets are equal.
 */
#include "taxonomy/dts.h"

#include "base/uri.h"
#include "base/xml.h"
#include "taxonomy/ahead.h"
#include "taxonomy/schema.h"
#include "taxonomy/standard.h"
#include "taxonomy/xpointer.h"

#define MAX_DOCUMENTS	200000	/* the largest known DTS has 12,409 */

/* --- strings, names --- */


static bool
string_is(const void *ctx, uint32_t off, const void *key)
{
	const struct dts *d = ctx;
	const struct slice *s = key;

	return s->n < d->strings.n - off &&
	    memcmp(d->strings.v + off, s->s, s->n) == 0 &&
	    d->strings.v[off + s->n] == '\0';
}

struct istr
dts_string(struct dts *d, struct slice s)
{
	size_t inside;
	uint64_t h;
	uint32_t off;

	if (s.n == 0)
		return (struct istr){ 0, 0 };
	h = hash_bytes(s.s, s.n, hash_salt());
	off = table_find(&d->string_table, h, string_is, d, &s);
	if (off != NONE)
		return (struct istr){ off, (uint32_t)s.n };
	if (s.n >= NONE - d->strings.n - 1) {
		d->too_large = "more than 4 GB of text";
		return (struct istr){ 0, 0 };
	}
	off = (uint32_t)d->strings.n;
	/* s may be a piece of the table itself, which is about to move. */
	inside = d->strings.n > 0 && s.s >= d->strings.v &&
	    s.s < d->strings.v + d->strings.n ?
	    (size_t)(s.s - d->strings.v) : SIZE_MAX;
	mem_grow((void **)&d->strings.v, &d->strings.cap,
	    d->strings.n + s.n + 1, 1);
	if (inside != SIZE_MAX)
		s.s = d->strings.v + inside;
	memcpy(d->strings.v + off, s.s, s.n);
	d->strings.v[off + s.n] = '\0';
	d->strings.n += s.n + 1;
	/* A string with a NUL inside cannot be found again; XML has none. */
	table_add(&d->string_table, h, off);
	return (struct istr){ off, (uint32_t)s.n };
}

struct slice
dts_text(const struct dts *d, struct istr s)
{
	return (struct slice){ d->strings.v + s.off, s.len };
}

struct name_key {
	struct slice ns, local;
};

static uint64_t
name_hash(const struct name_key *k)
{
	return hash_mix(hash_bytes(k->ns.s, k->ns.n, hash_salt()),
	    hash_bytes(k->local.s, k->local.n, hash_salt()));
}

static bool
name_is(const void *ctx, uint32_t row, const void *key)
{
	const struct dts *d = ctx;
	const struct name_key *k = key;
	const struct img_name *n = &d->names.v[row];

	return slice_eq(dts_text(d, n->local), k->local) &&
	    slice_eq(dts_text(d, n->ns), k->ns);
}

/* What a value of the form prefix:name names there; NONE for any other. */
static uint32_t
name_in_value(struct dts *d, const xmlNode *node, struct slice value,
    struct arena *scratch)
{
	struct slice text = slice_trim(value), ns, local;

	if (text.n == 0 || memchr(text.s, ':', text.n) == NULL ||
	    xml_qname(node, text, false, scratch, &ns, &local) == -1)
		return NONE;
	return dts_name(d, ns, local);
}

void
dts_attribute(struct dts *d, const xmlNode *node, const xmlAttr *a,
    struct arena *scratch)
{
	const char *ns = a->ns == NULL ? NULL : (const char *)a->ns->href;
	const char *local = (const char *)a->name;
	struct slice value = xml_attr(node, ns, local, scratch);
	struct img_attribute row;
	struct istr prefix;

	row.name = dts_name(d, slice_of(ns), slice_of(local));
	row.value = dts_string(d, value);
	row.qname = name_in_value(d, node, value, scratch);
	if (a->ns != NULL && a->ns->prefix != NULL &&
	    d->names.v[row.name].prefix.len == 0) {
		prefix = dts_string(d, slice_of((const char *)a->ns->prefix));
		d->names.v[row.name].prefix = prefix;
	}
	VEC_PUSH(&d->attributes, row);
}

uint32_t
dts_name_find(const struct dts *d, struct slice ns, struct slice local)
{
	struct name_key k = { ns, local };

	return table_find(&d->name_table, name_hash(&k), name_is, d, &k);
}

uint32_t
dts_name(struct dts *d, struct slice ns, struct slice local)
{
	struct name_key k = { ns, local };
	uint64_t h = name_hash(&k);
	uint32_t row = table_find(&d->name_table, h, name_is, d, &k);
	struct img_name n;

	if (row != NONE)
		return row;
	n.ns = dts_string(d, ns);
	n.local = dts_string(d, local);
	n.element = n.type = n.attribute = NONE;
	n.prefix = (struct istr){ 0, 0 };
	row = (uint32_t)d->names.n;
	VEC_PUSH(&d->names, n);
	table_add(&d->name_table, h, row);
	return row;
}

/* --- documents --- */

static bool
document_is(const void *ctx, uint32_t row, const void *key)
{
	const struct dts *d = ctx;

	return slice_eq(dts_uri(d, row), *(const struct slice *)key);
}

struct slice
dts_uri(const struct dts *d, uint32_t document)
{
	return document < d->documents.n ?
	    dts_text(d, d->documents.v[document].uri) : SLICE_NONE;
}

/* (2) One of the standard's own schemas has one name, whatever alias it is
 * asked for by. */
static struct slice
canonical(struct slice uri)
{
	struct slice address = standard_address(uri);

	return address.s == NULL ? uri : address;
}

uint32_t
dts_document(const struct dts *d, struct slice uri)
{
	uri = canonical(uri);
	return table_find(&d->document_table,
	    hash_bytes(uri.s, uri.n, hash_salt()), document_is, d, &uri);
}

static uint32_t
request(struct dts *d, struct slice uri, struct place where, uint32_t by)
{
	uint32_t row = dts_document(d, uri);
	struct img_document doc = { .kind = DOC_MISSING };
	struct dts_request r;

	if (row != NONE)
		return row;
	if (d->documents.n >= MAX_DOCUMENTS) {
		d->too_large = "more than 200,000 documents";
		return NONE;
	}
	r.where = where;		/* may point into the string table */
	if (where.file != NULL)
		r.where.file = arena_string(d->arena, where.file);
	r.by = by;
	r.any_xml = true;
	doc.uri = dts_string(d, uri);
	row = (uint32_t)d->documents.n;
	VEC_PUSH(&d->documents, doc);
	VEC_PUSH(&d->requests, r);
	if (d->ahead != NULL)		/* else it is not to be read */
		ahead_ask(d->ahead, dts_text(d, doc.uri));
	table_add(&d->document_table, hash_bytes(uri.s, uri.n, hash_salt()),
	    row);
	return row;
}

uint32_t
dts_locate(struct dts *d, struct slice base, struct slice ref,
    struct place where)
{
	struct arena_mark m = arena_mark(d->arena);
	struct slice fragment, uri;
	uint32_t row, by;

	if (slice_trim(ref).n == 0)
		return NONE;
	by = where.file == NULL ? NONE :
	    dts_document(d, slice_of(where.file));
	uri = canonical(uri_split(uri_resolve(d->arena, base,
	    slice_trim(ref)), &fragment));
	if ((row = dts_document(d, uri)) == NONE)
		return request(d, uri, where, by);
	arena_reset(d->arena, m);
	return row;
}

uint32_t
dts_discover(struct dts *d, struct slice base, struct slice ref,
    struct place where)
{
	uint32_t row = dts_locate(d, base, ref, where);

	if (row != NONE)
		d->requests.v[row].any_xml = false;
	return row;
}

void
dts_add_hinted(struct dts *d, const struct dts *from, uint32_t document)
{
	const struct img_document *x = &from->documents.v[document];
	struct slice uri = dts_text(from, x->uri);
	const bool is_there = x->kind != DOC_MISSING;
	struct img_document *mine;
	uint32_t row;

	if (dts_document(d, uri) != NONE || (row = request(d, uri,
	    (struct place){ NULL, 0, 0, 0, 0 }, NONE)) == NONE)
		return;
	mine = &d->documents.v[row];
	mine->kind = DOC_HINTED;
	if (!is_there)
		return;
	mine->path = dts_string(d, dts_text(from, x->path));
	memcpy(mine->sha256, x->sha256, sizeof(mine->sha256));
	mine->size = x->size;
	mine->mtime_ns = x->mtime_ns;
	mine->source = x->source;
}

static void
missing(struct dts *d, uint32_t row, const char *why)
{
	struct img_unresolved u;
	struct finding *f;

	u.uri = d->documents.v[row].uri;
	u.document = d->requests.v[row].by;
	u.line = d->requests.v[row].where.line;
	VEC_PUSH(&d->unresolved, u);
	f = finding_add(d->findings, F_xbrl_3_2_DocumentUnresolved,
	    d->requests.v[row].where);
	finding_arg(f, "uri", dts_uri(d, row));
	finding_arg(f, "reason", slice_of(why));
}

static void
broken(struct dts *d, uint32_t row, const struct xml_error *err)
{
	struct place p = dts_place_line(d, row, err->line);
	struct finding *f;

	p.column = err->column;
	f = finding_add(d->findings, F_xbrl_3_2_DocumentNotXml, p);
	finding_arg(f, "uri", dts_uri(d, row));
	finding_arg(f, "reason", slice_of(err->message));
	d->documents.v[row].kind = DOC_BROKEN;
}

static void
read_tree(struct dts *d, uint32_t row, xmlDoc *doc)
{
	xmlNode *root = xmlDocGetRootElement(doc);
	struct finding *f;

	if (xml_is(root, NS_XSD, "schema")) {
		d->documents.v[row].kind = DOC_SCHEMA;
		schema_read(d, row, root);
	} else if (xml_is(root, NS_LINK, "linkbase")) {
		d->documents.v[row].kind = DOC_LINKBASE;
		linkbase_read(d, row, root);
	} else {
		d->documents.v[row].kind = DOC_OTHER;
		if (d->requests.v[row].any_xml)
			return;
		f = finding_add(d->findings, F_xbrl_3_2_DocumentNotTaxonomy,
		    dts_place(d, row, root));
		finding_arg(f, "uri", dts_uri(d, row));
		finding_arg(f, "element",
		    slice_of((const char *)root->name));
	}
}

static void
read_document(struct dts *d, uint32_t row)
{
	const struct ahead_document *read = ahead_take(d->ahead);
	struct img_document *doc = &d->documents.v[row];

	if (read->missing != NULL) {
		missing(d, row, read->missing);
		return;
	}
	doc->path = dts_string(d, slice_of(read->path));
	doc->size = read->size;
	doc->mtime_ns = read->source == SRC_FILE ? read->mtime_ns : 0;
	doc->source = (uint8_t)read->source;
	memcpy(doc->sha256, read->sha256, sizeof(doc->sha256));
	if (read->tree == NULL)
		broken(d, row, &read->error);
	else
		read_tree(d, row, read->tree);
}

struct place
dts_place_line(const struct dts *d, uint32_t document, uint32_t line)
{
	return (struct place){ .file = dts_uri(d, document).s, .line = line };
}

struct place
dts_place(const struct dts *d, uint32_t document, const xmlNode *node)
{
	return dts_place_line(d, document, xml_line(node));
}

/* --- anchors: what a fragment names --- */

static uint64_t
anchor_key(uint32_t document, uint32_t id)
{
	return (uint64_t)document << 32 | id;
}

void
dts_anchor(struct dts *d, uint32_t document, struct slice id, uint32_t node)
{
	uint64_t key = anchor_key(document, intern_add(d->ids, id));

	if (id.n == 0 || table_find_int(&d->anchor_table, key) != NONE)
		return;
	table_add_int(&d->anchor_table, key, (uint32_t)d->anchors.n);
	VEC_PUSH(&d->anchors, node);
}

uint32_t
dts_anchor_find(struct dts *d, uint32_t document, struct slice fragment)
{
	uint32_t id = intern_find(d->ids, fragment), node, row;

	row = id == NONE ? NONE : table_find_int(&d->anchor_table,
	    anchor_key(document, id));
	if (row != NONE)
		return d->anchors.v[row];
	if (document >= d->documents.n ||
	    d->documents.v[document].kind >= DOC_BROKEN)
		return NONE;
	node = xpointer_find(d, document, fragment);
	dts_anchor(d, document, fragment, node);
	return node;
}

struct slice
dts_resource_id(const struct dts *d, uint32_t resource)
{
	return resource < d->resource_ids.n ?
	    intern_get(d->ids, d->resource_ids.v[resource]) : SLICE("");
}

/* --- the whole --- */

static void
finish(struct dts *d)
{
	struct finding *f;

	schema_finish(d);
	if (!d->schemas_only)
		network_finish(d);
	lax_check(d);
	if (!d->schemas_only) {
		dimension_finish(d);
		formula_finish(d);
	}
	xpointer_free(d);
	link_check_hints(d);
	if (d->too_large != NULL) {
		f = finding_add(d->findings, F_rek_TaxonomyTooLarge,
		    (struct place){ NULL, 0, 0, 0, 0 });
		finding_arg(f, "reason", slice_of(d->too_large));
	}
}

static struct dts *
compile(struct resolver *r, const struct slice *entries, size_t n, int jobs,
    bool schemas_only)
{
	struct dts *d = mem_calloc(1, sizeof(*d));
	const struct place nowhere = { NULL, 0, 0, 0, 0 };
	uint32_t row;
	size_t i;

	xml_init();
	d->arena = arena_new();
	d->ids = intern_new();
	d->resolver = r;
	d->ahead = ahead_new(r, jobs);
	d->findings = findings_new();
	d->schemas_only = schemas_only;
	VEC_PUSH(&d->strings, '\0');	/* {0, 0} is the empty string */
	for (i = 0; i < n; i++) {
		struct img_entry e = { dts_string(d, canonical(entries[i])) };

		VEC_PUSH(&d->entries, e);
		row = request(d, canonical(entries[i]), nowhere, NONE);
		if (row != NONE)
			d->requests.v[row].any_xml = false;
	}
	for (row = 0; row < d->documents.n; row++)
		read_document(d, row);
	ahead_free(d->ahead);
	d->ahead = NULL;
	finish(d);
	findings_sort(d->findings);
	return d;
}

struct dts *
dts_compile(struct resolver *r, const struct slice *entries, size_t n)
{
	return compile(r, entries, n, 1, false);
}

struct dts *
dts_compile_jobs(struct resolver *r, const struct slice *entries, size_t n,
    int jobs)
{
	return compile(r, entries, n, jobs, false);
}

struct dts *
dts_compile_schemas(struct resolver *r, const struct slice *entries, size_t n)
{
	return compile(r, entries, n, 1, true);
}

void
dts_forget(struct dts *d)
{
	schema_set_free(d->schemas);
	link_set_free(d->links);
	formula_set_free(d->formulas);
	xpointer_free(d);
	table_free(&d->anchor_table);
	VEC_FREE(&d->anchors);
	VEC_FREE(&d->resource_ids);
	intern_free(d->ids);
	d->ids = NULL;
	d->schemas = NULL;
	d->links = NULL;
	d->formulas = NULL;
}

void
dts_free(struct dts *d)
{
	if (d == NULL)
		return;
	dts_forget(d);
	findings_free(d->findings);
	table_free(&d->string_table);
	table_free(&d->name_table);
	table_free(&d->document_table);
	VEC_FREE(&d->requests);
#define SECTION(sec, type, field)	VEC_FREE(&d->field);
#include "taxonomy/sections.h"
#undef SECTION
	arena_free(d->arena);
	mem_free(d);
}
