/*
 * xbrl_xml_footnote.c: footnote links (XBRL 2.1, 4.11) and the references at
 * the head of a report (4.2 to 4.5).
 *
 * Elements in the substitution groups of link:footnoteLink and its parts may
 * have any name; xlink:type tells what they are (3.5.3).  Whether a name is
 * allowed there is for the validators, who have the row of the name.
 */
#include "ingest/xbrl_xml.h"

#include "base/uri.h"
#include "base/xml.h"

static struct slice
kept(struct reader *r, struct attrs a, const xmlChar *ns, const xmlChar *local)
{
	return reader_keep(r, attrs_get(a, ns, local));
}

/* --- references --- */

static enum ref_kind
kind_of(enum at at)
{
	return at == AT_SCHEMA_REF ? REF_SCHEMA :
	    at == AT_LINKBASE_REF ? REF_LINKBASE :
	    at == AT_ROLE_REF ? REF_ROLE : REF_ARCROLE;
}

void
references_start(struct reader *r, struct attrs a)
{
	const struct words *w = &r->words;
	struct report *p = r->report;
	struct frame *top = reader_top(r);
	struct reference *ref;

	if (!reader_has_room(r, p->references.n))
		return;
	top->row = (uint32_t)p->references.n;
	ref = VEC_ADD(&p->references);
	ref->kind = kind_of(top->at);
	ref->href = kept(r, a, w->ns_xlink, w->href);
	ref->uri = ref->href.s == NULL ? SLICE_NONE :
	    reader_resolve(r, p->arena, top->base, ref->href);
	ref->role_uri = kept(r, a, NULL, ref->kind == REF_ARCROLE ?
	    w->arcrole_uri : w->role_uri);
	ref->role = kept(r, a, w->ns_xlink, w->role);
	ref->arcrole = kept(r, a, w->ns_xlink, w->arcrole);
	ref->span = reader_here(r);
	if (ref->kind == REF_SCHEMA)
		r->has_schema_ref = true;
}

/* --- footnote links --- */

void
footnote_link_start(struct reader *r, struct attrs a)
{
	struct report *p = r->report;
	struct frame *top = reader_top(r);
	struct footnote_link *l;

	if (!reader_has_room(r, p->footnote_links.n))
		return;
	top->row = (uint32_t)p->footnote_links.n;
	l = VEC_ADD(&p->footnote_links);
	l->name = top->name;
	l->role = kept(r, a, r->words.ns_xlink, r->words.role);
	l->span = reader_here(r);
	ids_add(r, attrs_get(a, NULL, r->words.id), ID_OTHER, NONE);
}

void
footnote_link_end(struct reader *r)
{
	r->report->footnote_links.v[reader_top(r)->row].span =
	    reader_here(r);
}

static bool
is_ours(const struct reader *r, const struct frame *f)
{
	return rules_reserved(r->report->names.v[f->name].ns);
}

/* What a child of the link is, by its name or by its xlink:type; the link of
 * the standard lets in none but its own of the standard's elements. */
static enum at
part_of(struct reader *r, enum at known, struct attrs a)
{
	struct slice type;

	if (known != AT_OTHER ||
	    (is_ours(r, reader_top(r)) && is_ours(r, reader_parent(r))))
		return known;
	type = attrs_get(a, r->words.ns_xlink, r->words.type);
	if (type.s == NULL)
		return AT_OTHER;
	if (slice_is(type, "locator"))
		return AT_LOC;
	if (slice_is(type, "resource"))
		return AT_FOOTNOTE;
	if (slice_is(type, "arc"))
		return AT_ARC;
	return slice_is(type, "title") ? AT_DOCUMENTATION : AT_OTHER;
}

static void
foot_start(struct reader *r, struct attrs a)
{
	const struct words *w = &r->words;
	struct report *p = r->report;
	struct frame *top = reader_top(r);
	struct foot *f;

	if (!reader_has_room(r, p->footnotes.n))
		return;
	top->row = (uint32_t)p->footnotes.n;
	f = VEC_ADD(&p->footnotes);
	f->kind = top->at == AT_LOC ? FOOT_LOC :
	    top->at == AT_FOOTNOTE ? FOOT_RESOURCE : FOOT_ARC;
	f->link = reader_parent(r)->row;
	f->name = top->name;
	f->node = top->node;
	f->fact = NONE;
	f->label = kept(r, a, w->ns_xlink, w->label);
	f->title = kept(r, a, w->ns_xlink, w->title);
	f->role = kept(r, a, w->ns_xlink,
	    f->kind == FOOT_ARC ? w->arcrole : w->role);
	f->base = top->base;
	f->span = reader_here(r);
	if (f->kind == FOOT_LOC)
		f->href = kept(r, a, w->ns_xlink, w->href);
	if (f->kind == FOOT_RESOURCE) {
		f->lang = top->lang;
		f->id = kept(r, a, NULL, w->id);
		f->scope = namespaces_scope(r);
		f->own_lang = attrs_get(a, w->ns_xml, w->lang).s != NULL;
		ids_add(r, attrs_get(a, NULL, w->id), ID_OTHER, NONE);
	}
	if (f->kind != FOOT_ARC)
		return;
	f->from = kept(r, a, w->ns_xlink, w->from);
	f->to = kept(r, a, w->ns_xlink, w->to);
	f->order = kept(r, a, NULL, w->order);
	f->use = kept(r, a, NULL, w->use);
	f->priority = kept(r, a, NULL, w->priority);
}

/* What stands in a part of the link: XHTML in a footnote (4.11.1.2), titles in
 * a locator or an arc (3.5.3.7.4, 3.5.3.9.6). */
static void
check_inside(struct reader *r, struct attrs a)
{
	const struct frame *parent = reader_parent(r);
	struct slice ns = r->report->names.v[reader_top(r)->name].ns;
	struct slice type = attrs_get(a, r->words.ns_xlink, r->words.type);

	if (!is_ours(r, parent) || (parent->at == AT_FOOTNOTE ?
	    slice_is(ns, NS_XHTML) : type.s != NULL &&
	    slice_is(type, "title")))
		return;
	rules_content_finding(r, AT_FOOTNOTE_LINK,
	    names_print(r, reader_top(r)->name));
}

void
footnote_child(struct reader *r, enum at known, struct attrs a)
{
	struct frame *top = reader_top(r);

	top->at = AT_IGNORED;
	if (reader_parent(r)->at != AT_FOOTNOTE_LINK) {
		check_inside(r, a);
		return;
	}
	top->at = part_of(r, known, a);
	if (!rules_child(r, reader_parent(r), top->at)) {
		top->at = AT_IGNORED;
		return;
	}
	if (known != AT_OTHER)
		rules_attributes(r, a);
	if (top->at != AT_DOCUMENTATION)
		foot_start(r, a);
}

void
footnote_child_end(struct reader *r, struct slice raw)
{
	struct frame *top = reader_top(r);
	struct foot *f;

	if (top->at == AT_DOCUMENTATION)
		return;
	f = &r->report->footnotes.v[top->row];
	f->span = reader_here(r);
	if (f->kind == FOOT_RESOURCE)
		f->xml = raw;
}

/*
 * The fact a locator points at: "#id" of this document, also through xml:base
 * (3.5.3.7); element(id) of XPointer means the same.
 */
static uint32_t
locate(struct reader *r, const struct foot *f)
{
	struct report *p = r->report;
	struct slice fragment, uri;

	if (f->href.n > 0 && f->href.s[0] == '#' && f->base.s == NULL) {
		fragment = slice_from(f->href, 1);
	} else {
		uri = uri_split(reader_resolve(r, r->scratch, f->base,
		    f->href), &fragment);
		if (fragment.s == NULL || !slice_eq(uri, p->uri))
			return NONE;
	}
	if (slice_starts(fragment, SLICE("element(")) &&
	    slice_ends(fragment, SLICE(")"))) {
		fragment = slice_from(fragment, 8);
		fragment.n--;
	}
	return report_fact_by_id(p, fragment);
}

void
footnotes_resolve(struct reader *r)
{
	struct report *p = r->report;
	struct arena_mark mark;
	size_t i;

	for (i = 0; i < p->footnotes.n; i++) {
		if (p->footnotes.v[i].kind != FOOT_LOC ||
		    p->footnotes.v[i].href.s == NULL)
			continue;
		mark = arena_mark(r->scratch);
		p->footnotes.v[i].fact = locate(r, &p->footnotes.v[i]);
		arena_reset(r->scratch, mark);
	}
}
