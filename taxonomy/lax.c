/*
 * lax.c: what a taxonomy's documents hold that is not of the standard, where
 * the DTS itself declares it (XML Schema 1.0 part 1, 3.10.1: processContents
 * "lax"): attributes of other namespaces on elements of schemas and on arcs,
 * elements in xs:appinfo.  What nothing declares is left alone.
 *
 * Values are held against the datatype and the enumeration of their type;
 * lengths, bounds and patterns of types are asked of reports only.
 */
#include "taxonomy/link.h"
#include "taxonomy/schema.h"

#include "taxonomy/lexical.h"

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
	xmlNode *n = top;

	while (n != NULL) {
		if (n->type == XML_ELEMENT_NODE) {
			note(r, n);
			if (n->children != NULL) {
				n = n->children;
				continue;
			}
		}
		while (n != top && n->next == NULL)
			n = n->parent;
		n = n == top ? NULL : n->next;
	}
}

/* --- once all is read --- */

static bool
is_enumerated(const struct dts *d, const struct img_type *t,
    struct slice value, struct arena *a)
{
	const enum primitive p = (enum primitive)t->primitive;
	struct slice want = value_canonical(p, value, NULL, NULL, a);
	uint32_t i;

	if (t->n_enumerations == 0 || lexical_is_name(p))
		return true;
	for (i = 0; i < t->n_enumerations; i++)
		if (slice_eq(want, value_canonical(p, dts_text(d,
		    d->enumerations.v[t->enumerations + i].value), NULL,
		    NULL, a)))
			return true;
	return false;
}

/* Whether a text may be a value of a type; lists, unions and what has no
 * simple content take all. */
static bool
may_be(const struct dts *d, uint32_t type, struct istr text, struct arena *a)
{
	struct arena_mark m = arena_mark(a);
	const struct img_type *t;
	struct slice value;
	bool good;

	if (type >= d->types.n)
		return true;
	t = &d->types.v[type];
	if (t->variety != VARIETY_ATOMIC || t->primitive <= PRIM_ANY ||
	    (t->content != CONTENT_SIMPLE && t->particle != NONE))
		return true;
	value = dts_text(d, text);
	if (t->white_space == WS_COLLAPSE)
		value = slice_trim(value);
	good = lexical_valid((enum primitive)t->primitive,
	    (enum builtin)t->builtin, value) && is_enumerated(d, t, value, a);
	arena_reset(a, m);
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
check_attributes(struct dts *d, uint32_t first, uint32_t n,
    enum finding_code code, uint32_t element, uint32_t document,
    uint32_t line, struct arena *a)
{
	struct finding *f;
	uint32_t i;

	for (i = first; i < first + n; i++) {
		const struct img_attribute *x = &d->attributes.v[i];

		if (d->names.v[x->name].attribute == NONE ||
		    is_judged(d, x->name) ||
		    may_be(d, d->names.v[x->name].attribute, x->value, a))
			continue;
		f = finding_add(d->findings, code,
		    dts_place_line(d, document, line));
		finding_arg(f, "element", link_qname(d, element, a));
		finding_arg(f, "attribute", link_qname(d, x->name, a));
		finding_arg(f, "value", dts_text(d, x->value));
	}
}

static void
check_note(struct dts *d, const struct raw_note *n, struct arena *a)
{
	uint32_t element = d->names.v[n->name].element;
	struct finding *f;

	if (element >= d->elements.n ||
	    may_be(d, d->elements.v[element].type, n->value, a))
		return;
	f = finding_add(d->findings, F_xsd_AppinfoValue,
	    dts_place_line(d, n->document, n->line));
	finding_arg(f, "element", link_qname(d, n->name, a));
	finding_arg(f, "value", dts_text(d, n->value));
}

void
lax_check(struct dts *d)
{
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; d->schemas != NULL && i < d->schemas->elements.n; i++) {
		const struct raw_element *e = d->schemas->elements.v[i];

		check_attributes(d, e->attributes, e->n_attributes,
		    F_xsd_AttributeValue, e->name, e->document, e->line, a);
	}
	for (i = 0; d->schemas != NULL && i < d->schemas->notes.n; i++)
		check_note(d, &d->schemas->notes.v[i], a);
	for (i = 0; d->links != NULL && i < d->links->arcs.n; i++) {
		const struct link_arc *x = &d->links->arcs.v[i];

		check_attributes(d, x->attributes, x->n_attributes,
		    F_xbrl_A_LinkbaseValue, x->name, d->links->linkbases.v[
		    d->links->links.v[x->link].linkbase].document, x->line,
		    a);
	}
	arena_free(a);
}
