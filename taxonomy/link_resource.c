/*
 * link_resource.c: resources of extended links (XBRL 2.1, 3.5.3.8): labels
 * and references, standard and generic, and any other element that has
 * xlink:type "resource", into rows of the image.
 */
#include "taxonomy/formulas.h"

/* 5.2.2.2.1: the language in force, the element's own or one above it. */
static struct slice
language(struct link_reader *r, const xmlNode *n)
{
	struct slice lang;

	for (; n != NULL && n->type == XML_ELEMENT_NODE; n = n->parent) {
		lang = xml_attr(n, NS_XML, "lang", r->scratch);
		if (lang.s != NULL)
			return slice_trim(lang);
	}
	return SLICE_NONE;
}

static bool
is_reference(const xmlNode *n)
{
	return xml_is(n, NS_LINK, "reference") ||
	    xml_is(n, NS_GENERIC_REFERENCE, "reference");
}

/* 5.2.3.2: what is inside a reference are its parts. */
static void
read_parts(struct link_reader *r, xmlNode *n, struct img_resource *res)
{
	struct img_part part;

	res->parts = (uint32_t)r->d->parts.n;
	for (n = xml_element(n->children); n != NULL;
	    n = xml_element(n->next)) {
		part.name = dts_name(r->d, n->ns == NULL ? SLICE("") :
		    slice_of((const char *)n->ns->href),
		    slice_of((const char *)n->name));
		part.value = dts_string(r->d, xml_text(n, r->scratch));
		VEC_PUSH(&r->d->parts, part);
	}
	res->n_parts = (uint32_t)r->d->parts.n - res->parts;
}

static void
check_language(struct link_reader *r, const xmlNode *n, struct slice lang)
{
	if (lang.s != NULL)
		return;
	if (xml_is(n, NS_LINK, "label"))	/* 5.2.2.2.1 */
		(void)finding_add(r->d->findings,
		    F_xbrl_5_2_2_2_1_LabelLanguage, link_here(r, n));
	else if (xml_is(n, NS_GENERIC_LABEL, "label"))
		(void)finding_add(r->d->findings,
		    F_gl_2_1_LabelLanguage, link_here(r, n));
	else if (xml_is(n, NS_MESSAGE, "message")) /* Generic Messages 1.0 */
		(void)finding_add(r->d->findings,
		    F_xbrlmsge_missingMessageLanguage, link_here(r, n));
}

uint32_t
link_read_resource(struct link_reader *r, xmlNode *n)
{
	struct img_resource res = { .document = r->document,
	    .line = xml_line(n) };
	struct slice lang = language(r, n);
	struct slice id = slice_trim(xml_attr(n, NULL, "id", r->scratch));
	uint32_t row;

	check_language(r, n, lang);
	res.name = dts_name(r->d, n->ns == NULL ? SLICE("") :
	    slice_of((const char *)n->ns->href),
	    slice_of((const char *)n->name));
	res.role = dts_string(r->d, slice_trim(xml_attr(n, NS_XLINK, "role",
	    r->scratch)));
	res.lang = dts_string(r->d, lang);
	row = (uint32_t)r->d->resources.n;
	if (is_reference(n))
		read_parts(r, n, &res);
	else if (formula_read(r, n, row))
		res.id = formula_intern_text(r->d, id);
	else
		res.text = dts_string(r->d, xml_text(n, r->scratch));
	VEC_PUSH(&r->d->resources, res);
	VEC_PUSH(&r->d->resource_ids, intern_add(r->d->ids, id));
	dts_anchor(r->d, r->document, id, NODE(NODE_RESOURCE, row));
	return row;
}
