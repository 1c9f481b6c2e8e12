/*
 * schema.c: reads one xs:schema document (XML Schema 1.0 part 1, 4.2; XBRL
 * 2.1, 3.2 and 5.1) and settles which documents make which namespace.
 *
 * (1) What a schema refers to is asked for while it is read; its declarations
 *     become raw ones (schema.h) and the tree goes.
 * (2) A schema without a target namespace is kept until all documents are
 *     there, and is then read once for each namespace that includes it.
 * (3) A reference into a namespace of which a document could not be had is
 *     never called wrong: the missing document is the finding.
 */
#include "taxonomy/schema.h"

#include "base/xml.h"

/* --- the set --- */

struct schema_set *
schema_set(struct dts *d)
{
	struct schema_set *set = d->schemas;

	if (set != NULL)
		return set;
	set = mem_calloc(1, sizeof(*set));
	set->arena = arena_new();
	set->any_type = set->any_simple_type = NONE;
	d->schemas = set;
	return set;
}

void
schema_set_free(struct schema_set *set)
{
	size_t i;

	if (set == NULL)
		return;
	for (i = 0; i < set->chameleons.n; i++)
		xmlFreeDoc(set->chameleons.v[i].tree);
	VEC_FREE(&set->types);
	VEC_FREE(&set->elements);
	VEC_FREE(&set->globals);
	VEC_FREE(&set->inclusions);
	VEC_FREE(&set->identities);
	VEC_FREE(&set->notations);
	VEC_FREE(&set->linkbase_refs);
	VEC_FREE(&set->notes);
	VEC_FREE(&set->chameleons);
	VEC_FREE(&set->parts);
	VEC_FREE(&set->seen);
	VEC_FREE(&set->at);
	table_free(&set->imports);
	table_free(&set->components);
	table_free(&set->incomplete);
	table_free(&set->ids);
	table_free(&set->keyed);
	arena_free(set->arena);
	mem_free(set);
}

/* A table used as a set. */
static bool
note(struct table *t, uint64_t key)
{
	if (table_find_int(t, key) != NONE)
		return false;
	table_add_int(t, key, 0);
	return true;
}

static uint64_t
pair(uint32_t document, struct istr ns)
{
	return (uint64_t)document << 32 | ns.off;
}

/* --- findings --- */

struct finding *
schema_finding_line(struct dts *d, enum finding_code code, uint32_t document,
    uint32_t line)
{
	return finding_add(d->findings, code,
	    dts_place_line(d, document, line));
}

struct place
schema_place(const struct schema_reader *r, const xmlNode *node)
{
	return (struct place){ .file = r->uri.s, .line = xml_line(node) };
}

struct finding *
schema_finding(struct schema_reader *r, enum finding_code code,
    const xmlNode *node)
{
	struct finding *f = finding_add(r->d->findings, code,
	    schema_place(r, node));
	struct slice name = xml_attr(node, NULL, "name", r->scratch);

	if (name.n > 0)
		finding_argf(f, "element", "%s \"%.*s\"",
		    (const char *)node->name, SLICE_ARG(name));
	else
		finding_arg(f, "element", slice_of((const char *)node->name));
	return f;
}

void
schema_arg_name(struct dts *d, struct finding *f, const char *arg,
    uint32_t name)
{
	const struct img_name *n = &d->names.v[name];

	if (n->prefix.len > 0)
		finding_argf(f, arg, "%s:%s", dts_text(d, n->prefix).s,
		    dts_text(d, n->local).s);
	else if (n->ns.len > 0 && n->element == NONE && n->type == NONE)
		finding_argf(f, arg, "{%s}%s", dts_text(d, n->ns).s,
		    dts_text(d, n->local).s);
	else			/* the place says which schema it is of */
		finding_arg(f, arg, dts_text(d, n->local));
}

void
schema_too_deep(struct dts *d, uint32_t document, uint32_t line)
{
	if (d->schemas->too_large)
		return;
	d->schemas->too_large = true;
	schema_finding_line(d, F_rek_SchemaTooLarge, document, line);
}

void
schema_not_judged(struct dts *d, const struct raw_type *t)
{
	if (d->schemas->too_large)
		return;			/* said for all of them */
	types_arg_type(d, schema_finding_line(d, F_rek_ContentNotJudged,
	    t->document, t->line), "type", t->row);
}

bool
schema_step(struct dts *d, uint32_t document, uint32_t line)
{
	if (++d->schemas->steps <= MAX_SCHEMA_STEPS)
		return true;
	schema_too_deep(d, document, line);
	return false;
}

/* --- reading --- */

/* The prefix that the root binds to its target namespace. */
static struct istr
display_prefix(struct schema_reader *r, const xmlNode *root)
{
	const xmlNs *ns;

	for (ns = root->nsDef; ns != NULL; ns = ns->next)
		if (ns->prefix != NULL && ns->href != NULL && r->target.n > 0 &&
		    slice_is(r->target, (const char *)ns->href))
			return dts_string(r->d,
			    slice_of((const char *)ns->prefix));
	return (struct istr){ 0, 0 };
}

static struct schema_reader
reader(struct dts *d, uint32_t document, xmlNode *root, struct slice target,
    struct arena *scratch)
{
	static const char *const forms[] = { "unqualified", "qualified" };
	struct schema_reader r = { .d = d, .set = schema_set(d),
	    .scratch = scratch, .document = document };

	r.uri = arena_copy(scratch, dts_uri(d, document));
	r.target = target;
	r.target_string = dts_string(d, target);
	r.prefix = display_prefix(&r, root);
	r.elements_qualified = schema_word(&r, root, "elementFormDefault",
	    forms, 2, 0) == 1;
	r.attributes_qualified = schema_word(&r, root, "attributeFormDefault",
	    forms, 2, 0) == 1;
	r.final_default = schema_final(&r, root, "finalDefault", FINAL_ALL, 0);
	r.block_default = schema_final(&r, root, "blockDefault",
	    BLOCK_ELEMENT, 0);
	note(&r.set->imports, pair(document, r.target_string));
	return r;
}

/* XML Schema part 1, 4.2.3, src-import.1. */
static void
judge_import(struct schema_reader *r, const xmlNode *node, struct slice ns)
{
	struct finding *f;

	if (ns.n == 0 ? r->target.n > 0 : !slice_eq(ns, r->target))
		return;
	f = schema_finding(r, F_xsd_ImportOwnNamespace, node);
	finding_arg(f, "namespace", ns);
}

/* Asks for what an import, include or redefine names (XBRL 2.1, 3.2). */
static void
read_inclusion(struct schema_reader *r, xmlNode *node, enum inclusion kind)
{
	struct slice location = schema_attr(r, node, "schemaLocation");
	struct raw_inclusion in = { .kind = kind, .from = r->document,
	    .to = NONE, .line = xml_line(node) };
	struct slice ns;

	if (kind == INCLUDE_IMPORT) {
		ns = schema_attr(r, node, "namespace");
		judge_import(r, node, ns);
		in.ns = dts_string(r->d, ns);
		note(&r->set->imports, pair(r->document, in.ns));
	}
	if (kind == INCLUDE_REDEFINE)
		schema_finding(r, F_xbrl_5_1_5_Redefine, node);
	if (location.n > 0)
		in.to = dts_discover(r->d,
		    xml_base(node, r->uri, r->scratch), location,
		    schema_place(r, node));
	VEC_PUSH(&r->set->inclusions, in);
}

static void
read_references(struct schema_reader *r, xmlNode *root)
{
	xmlNode *n;

	for (n = xml_element(root->children); n != NULL;
	    n = xml_element(n->next)) {
		if (xml_is(n, NS_XSD, "annotation"))
			schema_appinfo(r, n);
		else if (xml_is(n, NS_XSD, "import"))
			read_inclusion(r, n, INCLUDE_IMPORT);
		else if (xml_is(n, NS_XSD, "include"))
			read_inclusion(r, n, INCLUDE_INCLUDE);
		else if (xml_is(n, NS_XSD, "redefine"))
			read_inclusion(r, n, INCLUDE_REDEFINE);
	}
}

static void
keep(struct schema_reader *r, xmlNode *root)
{
	struct raw_chameleon c = { r->document, xmlNewDoc(NULL), false };
	xmlNode *copy;

	if (c.tree == NULL)
		return;
	if ((copy = xmlDocCopyNode(root, c.tree, 1)) == NULL) {
		xmlFreeDoc(c.tree);
		return;
	}
	xmlDocSetRootElement(c.tree, copy);
	VEC_PUSH(&r->set->chameleons, c);
}

void
schema_read(struct dts *d, uint32_t document, xmlNode *root)
{
	struct arena *scratch = arena_new();
	struct slice target = xml_attr(root, NULL, "targetNamespace", scratch);
	struct schema_reader r;

	r = reader(d, document, root, slice_trim(target), scratch);
	d->documents.v[document].target_namespace = r.target_string;
	if (target.s != NULL && r.target.n == 0)
		schema_finding(&r, F_xbrl_5_1_EmptyTargetNamespace, root);
	schema_check(&r, root);
	schema_id(&r, root, NONE);
	read_references(&r, root);
	schema_places(&r, root);
	if (r.target.n > 0)
		schema_components(&r, root);
	else
		keep(&r, root);
	arena_free(scratch);
}

/* --- namespaces without a namespace: XML Schema part 1, 4.2.1 --- */

struct chameleon_use {
	uint32_t    document;
	struct istr target;
};

struct chameleon_work {
	struct dts *d;
	VEC(struct chameleon_use) queue;
	struct table seen;
	VEC(uint32_t) first;	/* by document: its inclusions start here */
};

static bool
is_schema(const struct dts *d, uint32_t document)
{
	return document < d->documents.n &&
	    d->documents.v[document].kind == DOC_SCHEMA;
}

static bool
is_nameless(const struct dts *d, uint32_t document)
{
	return is_schema(d, document) &&
	    d->documents.v[document].target_namespace.len == 0;
}

static void
wear(struct chameleon_work *w, uint32_t document, struct istr target)
{
	struct chameleon_use use = { document, target };

	if (!note(&w->seen, pair(document, target)))
		return;
	if (w->queue.n >= w->d->documents.n + MAX_CHAMELEONS) {
		schema_too_deep(w->d, document, 0);
		return;
	}
	VEC_PUSH(&w->queue, use);
}

/* Inclusions were noted document by document, in the order of their rows. */
static void
index_inclusions(struct chameleon_work *w)
{
	struct schema_set *set = w->d->schemas;
	size_t i = 0;
	uint32_t doc;

	for (doc = 0; doc <= w->d->documents.n; doc++) {
		while (i < set->inclusions.n &&
		    set->inclusions.v[i].from < doc)
			i++;
		VEC_PUSH(&w->first, (uint32_t)i);
	}
}

static void
wear_first(struct chameleon_work *w)
{
	struct schema_set *set = w->d->schemas;
	struct table included = { .slots = NULL },
	    imported = { .slots = NULL };
	uint32_t doc;
	size_t i;

	for (i = 0; i < set->inclusions.n; i++)
		if (set->inclusions.v[i].to != NONE)
			note(set->inclusions.v[i].kind == INCLUDE_IMPORT ?
			    &imported : &included, set->inclusions.v[i].to);
	for (doc = 0; doc < w->d->documents.n; doc++)
		if (is_schema(w->d, doc) && (!is_nameless(w->d, doc) ||
		    table_find_int(&included, doc) == NONE ||
		    table_find_int(&imported, doc) != NONE))
			wear(w, doc, w->d->documents.v[doc].target_namespace);
	table_free(&included);
	table_free(&imported);
}

static void
wear_next(struct chameleon_work *w, struct chameleon_use use)
{
	struct schema_set *set = w->d->schemas;
	size_t i;

	for (i = w->first.v[use.document]; i < w->first.v[use.document + 1];
	    i++)
		if (set->inclusions.v[i].kind != INCLUDE_IMPORT &&
		    is_nameless(w->d, set->inclusions.v[i].to))
			wear(w, set->inclusions.v[i].to, use.target);
}

/* What is wrong in it is said the first time it is read. */
static void
read_chameleon(struct dts *d, struct chameleon_use use)
{
	struct findings *heard = d->findings, *unheard = findings_new();
	struct arena *scratch = arena_new();
	struct raw_chameleon *c = NULL;
	struct schema_reader r;
	xmlNode *root;
	size_t i;

	for (i = 0; i < d->schemas->chameleons.n; i++)
		if (d->schemas->chameleons.v[i].document == use.document)
			c = &d->schemas->chameleons.v[i];
	if (c == NULL)
		goto out;
	root = xmlDocGetRootElement(c->tree);
	d->findings = unheard;
	r = reader(d, use.document, root,
	    arena_copy(scratch, dts_text(d, use.target)), scratch);
	r.chameleon = use.target.len > 0;
	if (!c->read)
		d->findings = heard;
	schema_components(&r, root);
	d->findings = heard;
	c->read = true;
 out:
	findings_free(unheard);
	arena_free(scratch);
}

static void
read_chameleons(struct dts *d)
{
	struct chameleon_work w = { .d = d };
	size_t i;

	if (d->schemas->chameleons.n == 0)
		return;
	index_inclusions(&w);
	wear_first(&w);
	for (i = 0; i < w.queue.n; i++) {
		struct chameleon_use use = w.queue.v[i];

		wear_next(&w, use);
		if (is_nameless(d, use.document))
			read_chameleon(d, use);
	}
	VEC_FREE(&w.queue);
	VEC_FREE(&w.first);
	table_free(&w.seen);
}

/* --- which documents belong together --- */

static uint32_t
part_of(struct schema_set *set, uint32_t doc)
{
	while (set->parts.v[doc] != doc) {
		set->parts.v[doc] = set->parts.v[set->parts.v[doc]];
		doc = set->parts.v[doc];
	}
	return doc;
}

bool
schema_joined(struct schema_set *set, uint32_t a, uint32_t b)
{
	return part_of(set, a) == part_of(set, b);
}

static void
join_documents(struct dts *d)
{
	struct schema_set *set = d->schemas;
	uint32_t doc, a, b;
	size_t i;

	for (doc = 0; doc < d->documents.n; doc++)
		VEC_PUSH(&set->parts, doc);
	for (i = 0; i < set->inclusions.n; i++) {
		const struct raw_inclusion *in = &set->inclusions.v[i];

		/* A chameleon would join all that include it. */
		if (in->kind == INCLUDE_IMPORT || !is_schema(d, in->to) ||
		    is_nameless(d, in->to))
			continue;
		a = part_of(set, in->from);
		b = part_of(set, in->to);
		set->parts.v[a < b ? b : a] = a < b ? a : b;
	}
}

/* src-import.3 and src-include.2: the namespaces agree. */
static void
judge_inclusion(struct dts *d, const struct raw_inclusion *in)
{
	struct istr want, have;
	struct finding *f;

	if (!is_schema(d, in->to))
		return;
	have = d->documents.v[in->to].target_namespace;
	want = in->kind == INCLUDE_IMPORT ? in->ns :
	    d->documents.v[in->from].target_namespace;
	if (have.off == want.off ||
	    (in->kind != INCLUDE_IMPORT && have.len == 0))
		return;
	f = schema_finding_line(d, in->kind == INCLUDE_IMPORT ?
	    F_xsd_ImportNamespace : F_xsd_IncludeNamespace, in->from,
	    in->line);
	finding_arg(f, "uri", dts_uri(d, in->to));
	finding_arg(f, "want", dts_text(d, want));
	finding_arg(f, "have", dts_text(d, have));
}

/* Notes the namespaces of which something is missing. */
static void
find_incomplete(struct dts *d)
{
	struct schema_set *set = d->schemas;
	struct table known = { .slots = NULL };
	uint32_t doc;
	size_t i;

	for (doc = 0; doc < d->documents.n; doc++)
		if (is_schema(d, doc))
			note(&known,
			    d->documents.v[doc].target_namespace.off);
	for (i = 0; i < set->inclusions.n; i++) {
		const struct raw_inclusion *in = &set->inclusions.v[i];
		struct istr ns = in->kind == INCLUDE_IMPORT ? in->ns :
		    d->documents.v[in->from].target_namespace;

		if (in->to == NONE ? table_find_int(&known, ns.off) == NONE :
		    !is_schema(d, in->to))
			note(&set->incomplete, ns.off);
	}
	table_free(&known);
}

void
schema_inclusions(struct dts *d)
{
	size_t i;

	join_documents(d);
	for (i = 0; i < d->schemas->inclusions.n; i++)
		judge_inclusion(d, &d->schemas->inclusions.v[i]);
	find_incomplete(d);
	read_chameleons(d);
}
