/*
 * xbrl_xml_scope.c: what holds below an element or beyond it: the language,
 * the base URI, the types and taxonomy of the report; and the end, where
 * references between rows are resolved.
 */
#include "ingest/xbrl_xml.h"

#include "base/uri.h"
#include "base/xml.h"
#include "taxonomy/formula.h"

uint32_t
reader_lang(struct reader *r, struct attrs a, uint32_t inherited)
{
	struct slice s = attrs_get(a, r->words.ns_xml, r->words.lang);
	char low[64];
	size_t i;

	if (s.s == NULL)
		return inherited;
	s = slice_trim(s);
	if (s.n > sizeof(low))
		s.n = sizeof(low);	/* no language tag is so long */
	for (i = 0; i < s.n; i++)
		low[i] = s.s[i] >= 'A' && s.s[i] <= 'Z' ?
		    (char)(s.s[i] + ('a' - 'A')) : s.s[i];
	return intern_add(r->report->strings, (struct slice){ low, s.n });
}

struct slice
reader_resolve(struct reader *r, struct arena *arena, struct slice base,
    struct slice href)
{
	return uri_resolve(arena, base.s == NULL ? r->report->uri : base,
	    href);
}

struct slice
reader_base(struct reader *r, struct attrs a, struct slice base)
{
	struct slice s = attrs_get(a, r->words.ns_xml, r->words.base);

	if (s.s == NULL)
		return base;
	return reader_resolve(r, r->report->arena, base, slice_trim(s));
}

uint32_t
reader_type_named(struct reader *r, struct slice text)
{
	const struct taxonomy *t = r->report->taxonomy;
	const struct img_name *in;
	uint32_t name;

	if (t == NULL || (name = names_qname(r, text)) == NONE)
		return NONE;
	in = taxonomy_name(t, taxonomy_find_name(t,
	    r->report->names.v[name].ns, r->report->names.v[name].local));
	return in == NULL ? NONE : in->type;
}

/* The documents that the references name, in order, each once (3.2). */
static void
open_entries(struct reader *r)
{
	struct report *p = r->report;
	struct intern *seen = intern_new();
	VEC(struct slice) entries = { NULL, 0, 0 };
	struct slice uri, fragment;
	uint32_t n;
	size_t i;

	for (i = 0; i < p->references.n; i++) {
		if (p->references.v[i].uri.s == NULL)
			continue;
		uri = uri_split(p->references.v[i].uri, &fragment);
		n = intern_count(seen);
		intern_add(seen, uri);
		if (intern_count(seen) > n)
			VEC_PUSH(&entries, uri);
	}
	if (entries.n > 0 && taxonomy_get(&p->taxonomy, entries.v, entries.n,
	    r->options->resolver, &r->options->taxonomy, r->arena,
	    r->why) == -1) {
		p->taxonomy = NULL;
		r->rc = 1;
	}
	VEC_FREE(&entries);
	intern_free(seen);
}

/* 4.2: what is missing is missing of the root. */
static void
schema_ref_missing(struct reader *r)
{
	const struct frame *root = &r->frames[1];

	(void)finding_add(r->findings, F_xbrl_4_2_SchemaRefMissing,
	    report_place(r->report, span_between(root->start, root->inside)));
}

void
reader_open_taxonomy(struct reader *r)
{
	if (r->taxonomy_asked)
		return;
	r->taxonomy_asked = true;
	if (!r->has_schema_ref)
		schema_ref_missing(r);
	if (r->options->resolver != NULL)
		open_entries(r);
	if (r->report->taxonomy != NULL)
		names_resolve(r);
	r->numbering = r->options->nodes || (r->report->taxonomy != NULL &&
	    formula_any(r->report->taxonomy));
}

/* --- the end --- */

static void
forget_id(struct reader *r, uint32_t id, enum id_kind kind, uint32_t row)
{
	if (id < r->ids.n && r->ids.v[id].kind == kind &&
	    r->ids.v[id].row == row)
		r->ids.v[id].kind = ID_NONE;
}

static void
cut_off_context(struct reader *r, uint32_t row)
{
	struct report *p = r->report;
	struct context *c = &p->contexts.v[row];

	forget_id(r, c->id, ID_CONTEXT, row);
	p->dimensions.n = c->dimensions;
	p->contents.n = c->contents;
	p->contexts.n = row;
}

/* What was open when the document broke off: tuples end there, the rest was
 * never whole and is dropped. */
static void
cut_off(struct reader *r, struct frame *f)
{
	struct report *p = r->report;

	if (f->row == NONE)
		return;			/* there was no room for it */
	switch (f->at) {
	case AT_CONTEXT:
		cut_off_context(r, f->row);
		break;
	case AT_UNIT:
		forget_id(r, p->units.v[f->row].id, ID_UNIT, f->row);
		p->units.n = f->row;
		break;
	case AT_ITEM:
		p->n_items -= (p->facts.v[f->row].flags &
		    FACT_HAS_CONTEXT) != 0;
		p->facts.n = f->row;
		break;
	case AT_TUPLE:
		p->facts.v[f->row].span = span_between(f->start, r->last);
		break;
	case AT_LOC:
	case AT_FOOTNOTE:
	case AT_ARC:
		p->footnotes.n = f->row;
		break;
	case AT_FOOTNOTE_LINK:
		p->footnote_links.v[f->row].span = span_between(f->start,
		    r->last);
		break;
	case AT_OTHER: case AT_DOCUMENT: case AT_XBRL: case AT_SCHEMA_REF:
	case AT_LINKBASE_REF: case AT_ROLE_REF: case AT_ARCROLE_REF:
	case AT_ENTITY: case AT_IDENTIFIER: case AT_SEGMENT: case AT_PERIOD:
	case AT_START_DATE: case AT_END_DATE: case AT_INSTANT:
	case AT_FOREVER: case AT_SCENARIO: case AT_EXPLICIT: case AT_TYPED:
	case AT_CONTENT: case AT_MEASURE: case AT_DIVIDE:
	case AT_UNIT_NUMERATOR: case AT_UNIT_DENOMINATOR: case AT_NUMERATOR:
	case AT_DENOMINATOR: case AT_DOCUMENTATION: case AT_IGNORED: case ATS:
		break;
	}
}

void
reader_finish(struct reader *r)
{
	while (r->depth > 0)
		cut_off(r, &r->frames[r->depth--]);
	r->report->numbered = r->numbering;
	r->report->n_nodes = r->nodes;
	facts_resolve(r);
	ids_resolve(r);
	footnotes_resolve(r);
	hints_open(r);
}
