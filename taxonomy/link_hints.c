/*
 * link_hints.c: which schemas judge the custom elements and attributes of a
 * linkbase: those of the DTS, and those that the linkbase names itself by
 * xsi:schemaLocation and xsi:noNamespaceSchemaLocation (XML Schema 1.0 part 1,
 * 4.3.2).
 *
 * The latter are no part of the DTS (XBRL 2.1, 3.2): no concept, role or
 * document comes from them.  What is wrong in them is said too, by XML Schema
 * and by what XBRL 2.1 asks of schemas.
 *
 * (1) Elements that link_syntax.c knows are judged there, and schemas that
 *     ship judge nothing: the linkbases of the world hold little else.  A
 *     namespace that the DTS has a schema of needs no hint.
 * (2) For what is left the linkbase is read once more, when the DTS is whole:
 *     what it does not use is not needed.
 * (3) What judges is one set of schemas: the hinted ones, those of the DTS for
 *     the other namespaces that the linkbase uses, and what these import.
 *     Linkbases that need the same share it.
 * (4) A hint that leads nowhere is no fault.  Where a schema of the set cannot
 *     be had, what it would have said is not known: then the set is searched
 *     for faults, but the linkbase is not judged by it.
 * (5) Parts of references have no more than a value: lax.c judges them.
 */
#include "taxonomy/link.h"

#include "base/intern.h"
#include "base/uri.h"
#include "taxonomy/hints.h"
#include "taxonomy/image_open.h"
#include "taxonomy/image_write.h"
#include "taxonomy/standard.h"

#define MAX_ALL_HINTS	1000000	/* of one DTS */
#define MAX_SETS	64	/* each may cost what the DTS's schemas cost */

/* The namespaces that need no hint (1), and where they are declared. */
static const struct {
	const char *ns, *schema;	/* NULL: nowhere, or with link's own */
} ours[] = {
	{ NS_LINK, "http://www.xbrl.org/2003/xbrl-linkbase-2003-12-31.xsd" },
	{ NS_XLINK, NULL }, { NS_XL, NULL }, { NS_XBRLI, NULL },
	{ NS_XSI, NULL }, { NS_XSD, NULL }, { NS_XML, NULL },
	{ NS_XHTML, NULL },
	{ NS_GEN, "http://www.xbrl.org/2008/generic-link.xsd" },
	{ NS_GENERIC_LABEL, "http://www.xbrl.org/2008/generic-label.xsd" },
	{ NS_GENERIC_REFERENCE,
	  "http://www.xbrl.org/2008/generic-reference.xsd" },
};
#define N_OURS		(sizeof(ours) / sizeof(ours[0]))

static size_t
ours_of(struct slice ns)
{
	size_t i;

	for (i = 0; i < N_OURS && !slice_is(ns, ours[i].ns); i++)
		continue;
	return i;
}

/* --- while a linkbase is read --- */

/* uri "": that the namespace is used. */
static void
add(struct link_reader *r, struct slice ns, struct slice uri)
{
	struct link_set *set = r->set;
	struct link_hint h = { .document = r->document };
	uint32_t i;

	if (ours_of(ns) < N_OURS || r->n_hints >= MAX_HINTS ||
	    set->hints.n >= MAX_ALL_HINTS)
		return;
	h.ns = dts_string(r->d, ns);
	h.uri = dts_string(r->d, uri);
	for (i = 0; i < r->n_hints; i++) {
		const struct link_hint *was =
		    &set->hints.v[set->hints.n - 1 - i];

		if (was->ns.off == h.ns.off && was->uri.off == h.uri.off)
			return;
	}
	VEC_PUSH(&set->hints, h);
	r->n_hints++;
}

static void
add_hint(struct link_reader *r, const xmlNode *node, struct slice ns,
    struct slice location)
{
	struct slice fragment, uri = uri_split(uri_resolve(r->scratch,
	    xml_base(node, slice_of(r->file), r->scratch), location),
	    &fragment);

	if (uri.n > 0 && standard_address(uri).s == NULL)
		add(r, ns, uri);
}

/* (5) */
bool
link_is_part(const xmlNode *node)
{
	return xml_is(node->parent, NS_LINK, "reference") ||
	    xml_is(node->parent, NS_GENERIC_REFERENCE, "reference");
}

static void
note(struct link_reader *r, const xmlNode *node, const xmlAttr *a)
{
	const char *local = (const char *)a->name;
	struct slice value = xml_attr(node, NS_XSI, local, r->scratch);
	struct slice ns, location;

	if (strcmp(local, "schemaLocation") == 0)
		while (hint_next(&value, &ns, &location))
			add_hint(r, node, ns, location);
	else if (strcmp(local, "noNamespaceSchemaLocation") == 0 &&
	    slice_trim(value).n > 0)
		add_hint(r, node, SLICE(""), slice_trim(value));
}

/* Comes by every element: the declaration of a prefix is compared once. */
void
link_note_hints(struct link_reader *r, const xmlNode *node)
{
	const xmlAttr *a;

	if (node->ns != NULL && node->ns != r->used && !link_is_part(node)) {
		r->used = node->ns;
		add(r, slice_of((const char *)node->ns->href), SLICE(""));
	}
	for (a = node->properties; a != NULL; a = a->next) {
		if (a->ns == NULL || a->ns == r->not_xsi)
			continue;
		if (a->ns != r->xsi) {
			if (strcmp((const char *)a->ns->href, NS_XSI) != 0) {
				r->not_xsi = a->ns;
				continue;
			}
			r->xsi = a->ns;
		}
		note(r, node, a);
	}
}

/* --- sets of schemas (3) --- */

struct schemas {
	struct taxonomy *taxonomy;
	bool             whole;		/* (4) */
};

struct hints {
	struct dts    *d;
	struct arena  *scratch;		/* of one linkbase */
	VEC(struct schemas) sets;
	struct intern *keys;		/* the entries of each, from 1 */
	/* Schemas of the DTS: by namespace the first, by document the next. */
	struct table   first;
	VEC(uint32_t)  next;
	bool           too_many;	/* said once */
};

static void
index_schemas(struct hints *h)
{
	const struct dts *d = h->d;
	struct table last = { .slots = NULL };
	VEC(uint32_t) tails = { NULL, 0, 0 };
	uint32_t doc, at;

	VEC_INIT(&h->next);
	VEC_INIT(&tails);
	for (doc = 0; doc < d->documents.n; doc++) {
		uint32_t ns = d->documents.v[doc].target_namespace.off;

		VEC_PUSH(&h->next, NONE);
		if (d->documents.v[doc].kind != DOC_SCHEMA)
			continue;
		if ((at = table_find_int(&last, ns)) == NONE) {
			table_add_int(&h->first, ns, doc);
			table_add_int(&last, ns, (uint32_t)tails.n);
			VEC_PUSH(&tails, doc);
		} else {
			h->next.v[tails.v[at]] = doc;
			tails.v[at] = doc;
		}
	}
	VEC_FREE(&tails);
	table_free(&last);
}

static uint32_t
schema_of(struct hints *h, struct slice ns)
{
	return table_find_int(&h->first, dts_string(h->d, ns).off);
}

/* What is wrong in schemas that the DTS does not have, once for each; that
 * something cannot be found or is no schema is no fault here (4). */
static void
take_findings(struct dts *d, const struct dts *set)
{
	const uint32_t old = (uint32_t)d->documents.n;
	struct findings *kept = findings_new();
	uint32_t i, k, row;

	for (i = 0; i < set->documents.n; i++)
		if (set->documents.v[i].source != SRC_STANDARD)
			dts_add_hinted(d, set, i);
	for (i = 0; i < findings_count(set->findings); i++) {
		const struct finding *f = findings_get(set->findings, i);
		struct finding *copy;

		if (f->place.file == NULL ||
		    f->code == F_xbrl_3_2_DocumentUnresolved ||
		    f->code == F_xbrl_3_2_DocumentNotXml ||
		    f->code == F_xbrl_3_2_DocumentNotTaxonomy)
			continue;
		row = dts_document(d, slice_of(f->place.file));
		if (row == NONE || row < old)
			continue;
		copy = finding_add(kept, f->code, f->place);
		for (k = 0; k < f->n_args; k++)
			finding_arg(copy, f->args[k].name, f->args[k].value);
	}
	findings_append(d->findings, kept);
	findings_free(kept);
}

static struct schemas
make_set(struct dts *d, const struct slice *entries, size_t n)
{
	struct dts *set = dts_compile_schemas(d->resolver, entries, n);
	struct schemas out = { NULL, false };
	struct slice image;
	const char *why;

	take_findings(d, set);
	image = image_write(set);	/* which empties it */
	dts_free(set);
	if (taxonomy_open_bytes(&out.taxonomy, image, d->arena, &why) == -1) {
		mem_free((void *)(uintptr_t)image.s);
		out.taxonomy = NULL;
		return out;
	}
	out.taxonomy->owns_bytes = true;
	out.whole = taxonomy_is_whole(out.taxonomy);
	return out;
}

/* The set of these entries; NULL where there are too many. */
static const struct schemas *
find_set(struct hints *h, const struct slice *entries, size_t n,
    struct place where)
{
	struct buf key = BUF_ANY;
	struct schemas made;
	uint32_t row;
	size_t i;

	for (i = 0; i < n; i++)
		buf_printf(&key, "%.*s\n", SLICE_ARG(entries[i]));
	row = intern_find(h->keys, buf_get(&key));
	if (row == NONE && h->sets.n < MAX_SETS) {
		row = intern_add(h->keys, buf_get(&key));
		made = make_set(h->d, entries, n);
		VEC_PUSH(&h->sets, made);
	} else if (row == NONE && !h->too_many) {
		h->too_many = true;
		finding_argf(finding_add(h->d->findings,
		    F_rek_HintsNotJudged, where), "limit", "%d", MAX_SETS);
	}
	buf_free(&key);
	return row == NONE ? NULL : &h->sets.v[row - 1];
}

/* --- one linkbase --- */

/* One linkbase that names schemas that are needed. */
struct linkbase_hints {
	uint32_t       document;
	uint32_t       first, count;	/* rows of hints */
	struct intern *used;		/* namespaces of elements, attributes */
	struct intern *hinted;		/* of these, those that hints are for */
	struct intern *custom;		/* and those of elements, (1) */
	VEC(struct slice) entries;
};

static void
note_namespaces(struct intern *used, xmlNode *root)
{
	const xmlNs *last = NULL;
	const xmlAttr *a;
	xmlNode *n;

	for (n = root; n != NULL; n = xml_next(root, n)) {
		if (n->type != XML_ELEMENT_NODE)
			continue;
		if (n->ns == NULL)
			(void)intern_add(used, SLICE(NO_NAMESPACE));
		else if (n->ns != last)
			(void)intern_add(used,
			    slice_of((const char *)n->ns->href));
		last = n->ns;
		for (a = n->properties; a != NULL; a = a->next) {
			if (a->ns == NULL || a->ns == last)
				continue;
			(void)intern_add(used,
			    slice_of((const char *)a->ns->href));
			last = a->ns;
		}
	}
}

/* Whether the row of hints asks for a schema, or for a judgement by those
 * that the DTS has and that do not ship (1). */
static bool
is_needed(const struct hints *h, uint32_t row)
{
	const struct link_hint *x = &h->d->links->hints.v[row];
	uint32_t doc = table_find_int(&h->first, x->ns.off);

	if (x->uri.len > 0)
		return doc == NONE;
	return doc != NONE && standard_address(dts_uri(h->d, doc)).s == NULL;
}

/* The schemas that hints name for what is used and not in the DTS. */
static void
add_hinted(struct hints *h, struct linkbase_hints *l)
{
	const struct dts *d = h->d;
	uint32_t i;

	for (i = l->first; i < l->first + l->count; i++) {
		const struct link_hint *x = &d->links->hints.v[i];
		struct slice ns = dts_text(d, x->ns);

		if (!is_needed(h, i))
			continue;
		if (x->uri.len == 0) {
			(void)intern_add(l->custom, ns);
			continue;
		}
		if (intern_find(l->used, ns.n == 0 ? SLICE(NO_NAMESPACE) :
		    ns) == NONE)
			continue;
		(void)intern_add(l->hinted, ns.n == 0 ? SLICE(NO_NAMESPACE) : ns);
		VEC_PUSH(&l->entries, arena_copy(h->scratch,
		    dts_text(d, x->uri)));
	}
}

/* The schemas of the other namespaces that are used. */
static void
add_known(struct hints *h, struct linkbase_hints *l)
{
	uint32_t n = intern_count(l->used), i, doc;

	for (i = 1; i < n; i++) {
		struct slice ns = intern_get(l->used, i);
		size_t our = ours_of(ns);

		doc = schema_of(h, slice_is(ns, NO_NAMESPACE) ? SLICE("") : ns);
		if (our < N_OURS && (doc == NONE || our == 0)) {
			if (ours[our].schema != NULL)
				VEC_PUSH(&l->entries,
				    slice_of(ours[our].schema));
			continue;
		}
		if (our < N_OURS && ours[our].schema == NULL)
			continue;	/* comes with the linkbase's own */
		for (; doc != NONE; doc = h->next.v[doc])
			VEC_PUSH(&l->entries, arena_copy(h->scratch,
			    dts_uri(h->d, doc)));
	}
}

/* The namespaces that the set has a schema of after all (4). */
static void
judge_by(struct hints *h, const struct linkbase_hints *l, xmlNode *root,
    const struct taxonomy *set)
{
	struct intern *hinted = intern_new();
	uint32_t n = intern_count(l->hinted), i;

	for (i = 1; i < n; i++) {
		struct slice ns = intern_get(l->hinted, i);

		if (!hint_is_known(set, slice_is(ns, NO_NAMESPACE) ?
		    SLICE("") : ns))
			continue;
		(void)intern_add(hinted, ns);
		(void)intern_add(l->custom, ns);
	}
	link_judge(h->d, l->document, root, set, l->custom, hinted);
	intern_free(hinted);
}

static void
judge_tree(struct hints *h, struct linkbase_hints *l, xmlNode *root)
{
	const struct schemas *s;

	note_namespaces(l->used, root);
	add_hinted(h, l);
	if (l->entries.n == 0 && intern_count(l->custom) == 1)
		return;
	add_known(h, l);
	s = find_set(h, l->entries.v, l->entries.n, dts_place(h->d,
	    l->document, root));
	if (s != NULL && s->whole)
		judge_by(h, l, root, s->taxonomy);
}

/* (2) */
static void
judge_linkbase(struct hints *h, uint32_t first, uint32_t count)
{
	struct linkbase_hints l = { .first = first, .count = count,
	    .document = h->d->links->hints.v[first].document };
	struct resolved bytes;
	struct xml_error err;
	const char *why;
	struct slice uri;
	xmlDoc *tree;

	h->scratch = arena_new();
	uri = arena_copy(h->scratch, dts_uri(h->d, l.document));
	if (resolver_open(h->d->resolver, uri, &bytes, &why) == -1)
		goto out;
	l.used = intern_new();
	l.hinted = intern_new();
	l.custom = intern_new();
	tree = xml_tree(bytes.bytes, uri.s, h->scratch, &err);
	if (tree != NULL)
		judge_tree(h, &l, xmlDocGetRootElement(tree));
	xmlFreeDoc(tree);
	resolver_release(&bytes);
 out:
	intern_free(l.used);
	intern_free(l.hinted);
	intern_free(l.custom);
	VEC_FREE(&l.entries);
	arena_free(h->scratch);
}

void
link_check_hints(struct dts *d)
{
	struct hints h = { .d = d };
	uint32_t n = d->links == NULL ? 0 : (uint32_t)d->links->hints.n;
	uint32_t i, end;
	bool needed;
	size_t k;

	if (n == 0)
		return;
	index_schemas(&h);
	h.keys = intern_new();
	for (i = 0; i < n; i = end) {
		needed = false;
		for (end = i; end < n && d->links->hints.v[end].document ==
		    d->links->hints.v[i].document; end++)
			needed = needed || is_needed(&h, end);
		if (needed)
			judge_linkbase(&h, i, end - i);
	}
	for (k = 0; k < h.sets.n; k++)
		taxonomy_close(h.sets.v[k].taxonomy);
	VEC_FREE(&h.sets);
	VEC_FREE(&h.next);
	table_free(&h.first);
	intern_free(h.keys);
}
