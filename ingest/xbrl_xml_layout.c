/*
 * xbrl_xml_layout.c: what only rules about the form of the document ask
 * (report->layout): which namespaces anything needs, xml:lang and xsi:nil
 * wherever they stand, dates of periods that are not written as YYYY-MM-DD.
 * Called only where ingest_options.layout is set.
 */
#include "ingest/xbrl_xml.h"

static void
use_prefix(struct reader *r, const xmlChar *prefix)
{
	struct binding *b = namespaces_binding(r, prefix);

	if (b != NULL)
		r->report->namespaces.v[b->row].used = true;
}

static struct remark *
add_remark(struct reader *r, enum remark_kind kind)
{
	struct frame *top = reader_top(r);
	struct remark *m;

	if (!reader_has_room(r, r->report->layout.remarks.n))
		return NULL;
	m = VEC_ADD(&r->report->layout.remarks);
	*m = (struct remark){ .kind = kind, .name = top->name, .row = NONE,
	    .value = SLICE(""), .span = reader_here(r) };
	if (top->at == AT_ITEM || top->at == AT_TUPLE)
		m->row = top->row;
	return m;
}

static void
root_element(struct reader *r, struct slice lang)
{
	struct document_layout *layout = &r->report->layout;

	layout->kept = true;
	layout->root_namespaces = (uint32_t)r->report->namespaces.n;
	layout->has_root = reader_top(r)->at == AT_XBRL;
	layout->lang = reader_keep(r, lang);
	layout->root = reader_here(r);
}

void
layout_element(struct reader *r, const xmlChar *prefix, struct attrs a)
{
	struct slice lang = SLICE_NONE;
	struct remark *m;
	size_t i;

	use_prefix(r, prefix);
	for (i = 0; i < a.n; i++) {
		const xmlChar **v = a.v + 5 * i;

		if (v[2] == NULL)
			continue;
		use_prefix(r, v[1]);
		if (v[2] == r->words.ns_xml && v[0] == r->words.lang)
			lang = (struct slice){ (const char *)v[3],
			    (size_t)(v[4] - v[3]) };
		else if (v[2] == r->words.ns_xsi && v[0] == r->words.nil)
			(void)add_remark(r, REMARK_NIL);
	}
	if (r->depth == 1)
		root_element(r, lang);
	else if (lang.s != NULL && (r->report->layout.lang.s == NULL ||
	    !slice_eq(lang, r->report->layout.lang)) &&
	    (m = add_remark(r, REMARK_LANG)) != NULL)
		m->value = reader_keep(r, lang);
}

void
layout_date(struct reader *r, struct slice text)
{
	struct remark *m;

	if (is_plain_date(text) || (m = add_remark(r, REMARK_DATE)) == NULL)
		return;
	m->row = (uint32_t)r->report->contexts.n - 1;
	m->value = arena_copy(r->report->arena, text);
}

void
layout_value(struct reader *r, const struct fact *f)
{
	const struct taxonomy *t = r->report->taxonomy;
	const struct img_type *type = t == NULL ? NULL :
	    taxonomy_type(t, f->type);
	struct slice value = f->value;
	const char *colon;

	if (type == NULL || type->primitive != PRIM_QNAME || value.n == 0)
		return;
	value = slice_trim(value);
	colon = value.n == 0 ? NULL : memchr(value.s, ':', value.n);
	if (colon != NULL)
		(void)namespaces_find(r, (struct slice){ value.s,
		    (size_t)(colon - value.s) });
}
