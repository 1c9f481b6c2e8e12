/*
 * lax.c: what a taxonomy's documents hold that is not of the standard, where
 * the DTS itself declares it (XML Schema 1.0 part 1, 3.10.1: processContents
 * "lax"): attributes of other namespaces on elements of schemas and on arcs,
 * elements in xs:appinfo.  What nothing declares is left alone.  And parts of
 * references, which have no more than a value (XBRL 2.1, 5.2.3.2); other custom
 * elements of linkbases are judged in link_judge.c.
 *
 * Values are judged as those of reports are (simple_type.h), through a view of
 * the unfinished image.  No row and no string is added here.
 */
#include "taxonomy/image_open.h"
#include "taxonomy/link.h"
#include "taxonomy/schema.h"
#include "taxonomy/simple_type.h"

struct lax {
	struct dts          *d;
	struct taxonomy      view;
	struct simple_types *types;
	struct arena        *scratch;
};

/* --- notes, while a schema is read --- */

static void
note(struct schema_reader *r, const xmlNode *node)
{
	struct raw_note n = { .document = r->document,
	    .line = xml_line(node) };
	const char *ns = node->ns == NULL ? NULL :
	    (const char *)node->ns->href;

	/* What is of XBRL's own in an appinfo is judged by its readers. */
	if (ns == NULL || strcmp(ns, NS_LINK) == 0 ||
	    xml_element(node->children) != NULL)
		return;
	n.name = dts_name(r->d, slice_of((const char *)node->ns->href),
	    slice_of((const char *)node->name));
	n.value = dts_string(r->d, xml_text(node, r->scratch));
	VEC_PUSH(&r->set->notes, n);
}

void
lax_appinfo(struct schema_reader *r, xmlNode *top)
{
	xmlNode *n;

	for (n = top; n != NULL; n = xml_next(top, n))
		if (n->type == XML_ELEMENT_NODE)
			note(r, n);
}

/* --- once all is read --- */

/* Whether a text may be a value of a type; what has no simple content takes
 * all, and of a QName only the form is judged. */
static bool
may_be(struct lax *l, uint32_t type, struct istr text)
{
	struct arena_mark m = arena_mark(l->scratch);
	struct simple_fault fault;
	bool good = type == NONE || simple_type_judge(l->types, type,
	    dts_text(l->d, text), NULL, NULL, l->scratch, &fault);

	arena_reset(l->scratch, m);
	return good;
}

/* Namespaces whose attributes have rules and findings of their own. */
static bool
is_judged(const struct dts *d, uint32_t name)
{
	struct slice ns = dts_text(d, d->names.v[name].ns);

	return slice_is(ns, NS_XBRLI) || slice_is(ns, NS_XBRLDT) ||
	    slice_is(ns, NS_XLINK) || slice_is(ns, NS_XML) ||
	    slice_is(ns, NS_XSI);
}

/* The attributes of one element: rows first … first + n. */
static void
check_attributes(struct lax *l, uint32_t first, uint32_t n,
    enum finding_code code, uint32_t element, uint32_t document,
    uint32_t line)
{
	struct dts *d = l->d;
	struct finding *f;
	uint32_t i;

	for (i = first; i < first + n; i++) {
		const struct img_attribute *x = &d->attributes.v[i];

		if (is_judged(d, x->name) ||
		    may_be(l, d->names.v[x->name].attribute, x->value))
			continue;
		f = finding_add(d->findings, code,
		    dts_place_line(d, document, line));
		finding_arg(f, "element", link_qname(d, element, l->scratch));
		finding_arg(f, "attribute", link_qname(d, x->name,
		    l->scratch));
		finding_arg(f, "value", dts_text(d, x->value));
	}
}

static void
check_note(struct lax *l, const struct raw_note *n)
{
	struct dts *d = l->d;
	uint32_t element = d->names.v[n->name].element;
	struct finding *f;

	if (element >= d->elements.n ||
	    may_be(l, d->elements.v[element].type, n->value))
		return;
	f = finding_add(d->findings, F_xsd_AppinfoValue,
	    dts_place_line(d, n->document, n->line));
	finding_arg(f, "element", link_qname(d, n->name, l->scratch));
	finding_arg(f, "value", dts_text(d, n->value));
}

/* --- parts of references --- */

enum part { PART_NEW, PART_FREE, PART_TYPED };	/* by name */

static enum part
kind_of_part(const struct lax *l, uint32_t name)
{
	uint32_t element = l->d->names.v[name].element;
	uint32_t type = element >= l->d->elements.n ? NONE :
	    l->d->elements.v[element].type;

	return type == NONE || simple_type_takes_all(&l->view, type) ?
	    PART_FREE : PART_TYPED;
}

static void
check_part(struct lax *l, const struct img_resource *r,
    const struct img_part *p)
{
	struct dts *d = l->d;
	struct arena_mark m = arena_mark(l->scratch);
	struct simple_fault fault;
	struct finding *f;

	if (!simple_type_judge(l->types,
	    d->elements.v[d->names.v[p->name].element].type,
	    dts_text(d, p->value), NULL, NULL, l->scratch, &fault)) {
		f = finding_add(d->findings, F_xsd_cvc_assess_elt_Linkbase,
		    dts_place_line(d, r->document, r->line));
		finding_arg(f, "element", link_qname(d, p->name,
		    l->scratch));
		finding_arg(f, "value", dts_text(d, p->value));
		finding_arg(f, "facet", slice_of(fault.name));
	}
	arena_reset(l->scratch, m);
}

static void
check_parts(struct lax *l)
{
	struct dts *d = l->d;
	uint8_t *kinds = mem_calloc(d->names.n, 1);
	uint32_t k;
	size_t i;

	for (i = 0; i < d->resources.n; i++) {
		const struct img_resource *r = &d->resources.v[i];

		for (k = r->parts; k < r->parts + r->n_parts; k++) {
			const struct img_part *p = &d->parts.v[k];

			if (kinds[p->name] == PART_NEW)
				kinds[p->name] = (uint8_t)kind_of_part(l,
				    p->name);
			if (kinds[p->name] == PART_TYPED)
				check_part(l, r, p);
		}
	}
	mem_free(kinds);
}

void
lax_check(struct dts *d)
{
	struct lax l = { .d = d };
	size_t i;

	taxonomy_view(&l.view, d);
	l.types = simple_types_new(&l.view);
	l.scratch = arena_new();
	for (i = 0; d->schemas != NULL && i < d->schemas->elements.n; i++) {
		const struct raw_element *e = d->schemas->elements.v[i];

		check_attributes(&l, e->attributes, e->n_attributes,
		    F_xsd_AttributeValue, e->name, e->document, e->line);
	}
	for (i = 0; d->schemas != NULL && i < d->schemas->notes.n; i++)
		check_note(&l, &d->schemas->notes.v[i]);
	for (i = 0; d->links != NULL && i < d->links->arcs.n; i++) {
		const struct link_arc *x = &d->links->arcs.v[i];

		check_attributes(&l, x->attributes, x->n_attributes,
		    F_xbrl_A_LinkbaseValue, x->name, d->links->linkbases.v[
		    d->links->links.v[x->link].linkbase].document, x->line);
	}
	check_parts(&l);
	simple_types_free(l.types);
	arena_free(l.scratch);
}
