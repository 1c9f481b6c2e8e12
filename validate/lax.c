/*
 * lax.c: what XML Schema judges by whatever declarations it can find (XML
 * Schema 1.0 part 1, 3.10.1: processContents "lax").
 *
 * xbrli:segment and xbrli:scenario hold elements by a lax wildcard (XBRL 2.1,
 * 4.7.3.2 and 4.7.4), items have attributes of other namespaces by one.  What
 * is declared there must be valid, with all that is in it; what is not is left
 * alone, and its children are asked in their turn.
 *
 * (1) Declarations are those of the DTS, then those of the schemas that
 *     xsi:schemaLocation names (ingest/xbrl_xml_hints.c).  Attributes of facts
 *     that the DTS declares are judged in values.c.
 * (2) The second set of schemas is asked through a second view of the report's
 *     contents, whose names are looked up there.
 * (3) An xsi:type in content of the second set is not followed.
 */
#include "base/names.h"
#include "taxonomy/attribute_use.h"
#include "validate/rule.h"
#include "taxonomy/typed_content.h"
#include "validate/validate.h"

struct view {
	struct content_view       content;
	struct typed_check  *check;
};

struct lax {
	const struct report *report;
	/* As the schemas of hints have them. */
	struct name            *names;
	struct content_element *elements;
	struct view          views[2];
	uint32_t             n_views;
	struct findings     *findings;
	struct arena        *scratch;
	const struct context *context;
};

/* --- the second view (2) --- */

static void
open_view(struct lax *l)
{
	const struct report *r = l->report;
	struct content_view c = report_content(r);
	size_t i;

	l->names = mem_calloc(r->names.n, sizeof(*l->names));
	l->elements = mem_calloc(r->contents.n, sizeof(*l->elements));
	for (i = 0; i < r->names.n; i++) {
		l->names[i] = r->names.v[i];
		l->names[i].element = taxonomy_find_element(r->hinted,
		    r->names.v[i].ns, r->names.v[i].local);
	}
	for (i = 0; i < r->contents.n; i++) {
		l->elements[i] = r->contents.v[i];
		l->elements[i].xsi_type = NONE;
		l->elements[i].type_unknown = false;
	}
	c.taxonomy = r->hinted;
	c.names = l->names;
	c.elements = l->elements;
	l->views[l->n_views++] = (struct view){ c, typed_check_new(c) };
}

/* --- attributes --- */

static void
attribute_finding(struct lax *l, const struct content_element *c,
    struct slice attribute, const char *facet)
{
	struct finding *f = rule_at(l->findings, F_xsd_cvc_assess_attr,
	    l->report, c->span);

	finding_arg(f, "context", report_string(l->report, l->context->id));
	finding_arg(f, "element", report_qname(l->report, c->name,
	    l->scratch));
	finding_arg(f, "attribute", attribute);
	finding_arg(f, "facet", slice_of(facet));
}

/* cvc-complex-type.3, cvc-au; of an element without a type (NULL) what is
 * declared counts. */
static void
check_attribute(struct lax *l, const struct view *v,
    const struct content_element *c, const struct img_type *type,
    const struct attribute *a)
{
	const char *facet = attribute_fault(&v->content,
	    typed_check_values(v->check), type, a, c->scope, l->scratch);

	if (facet != NULL)
		attribute_finding(l, c, report_qname(l->report, a->name,
		    l->scratch), facet);
}

static void
check_attributes(struct lax *l, const struct view *v, uint32_t row,
    uint32_t type_row)
{
	const struct content_element *c = &v->content.elements[row];
	const struct img_type *type = taxonomy_type(v->content.taxonomy,
	    type_row);
	const char *facet;
	uint32_t i;

	for (i = 0; i < c->n_attributes; i++)
		check_attribute(l, v, c, type,
		    &v->content.attributes[c->attributes + i]);
	facet = type == NULL ? NULL : attribute_missing(&v->content, type,
	    c->attributes, c->n_attributes);
	if (facet != NULL)
		attribute_finding(l, c, slice_of(facet), "required");
}

/* --- elements --- */

/* Everything in a declared element, by that declaration. */
static void
check_declared(struct lax *l, const struct view *v, uint32_t row)
{
	const struct report *r = l->report;
	const struct content_element *c = &r->contents.v[row];
	struct typed_verdict verdict = typed_check_element(v->check, row,
	    l->scratch);
	uint32_t end = content_after(&v->content, row), i;
	struct finding *f;

	if (verdict.fault != TYPED_GOOD) {
		f = rule_at(l->findings, F_xsd_cvc_assess_elt, l->report,
		    c->span);
		finding_arg(f, "context", report_string(l->report,
		    l->context->id));
		finding_arg(f, "element", report_qname(l->report, c->name,
		    l->scratch));
		finding_arg(f, "value", verdict.value);
		finding_arg(f, "facet", slice_of(verdict.facet));
	}
	for (i = row; i < end; i++)
		if (!typed_check_skipped(v->check, i))
			check_attributes(l, v, i, typed_check_type(v->check, i));
}

/* Whether an element may stand there at all is said in contexts.c. */
static bool
is_strange(const struct report *r, const struct content_element *c)
{
	const struct img_element *e = taxonomy_element(r->taxonomy,
	    r->names.v[c->name].element);

	return slice_is(r->names.v[c->name].ns, NS_XBRLI) ||
	    (e != NULL && (taxonomy_is_item(e) || e->kind == EL_TUPLE));
}

static void
check_context(struct lax *l, const struct context *c)
{
	const struct report *r = l->report;
	uint32_t i = c->contents, end = i + c->n_contents, v;

	l->context = c;
	while (i < end) {
		const struct content_element *e = &r->contents.v[i];

		for (v = 0; v < l->n_views; v++)
			if (l->views[v].content.names[e->name].element != NONE)
				break;
		if (e->dimension != NONE) {
			i++;		/* Dimensions judges these */
		} else if (v == l->n_views) {
			for (v = 0; v < l->n_views; v++)
				check_attributes(l, &l->views[v], i, NONE);
			i++;
		} else {
			if (!is_strange(r, e))
				check_declared(l, &l->views[v], i);
			i = content_after(&l->views[v].content, i);
		}
	}
}

/* Attributes of facts that only the schemas of hints declare (1). */
static void
check_fact(struct lax *l, const struct view *hinted, uint32_t row)
{
	const struct fact *f = &l->report->facts.v[row];
	struct finding *out;
	const char *facet;
	uint32_t i;

	for (i = f->extras; i < f->extras + f->n_extras; i++) {
		const struct attribute *a = &l->report->attributes.v[i];

		if (l->report->names.v[a->name].ns.n == 0)
			continue;
		facet = attribute_fault(&hinted->content,
		    typed_check_values(hinted->check), NULL, a, f->scope,
		    l->scratch);
		if (facet == NULL)
			continue;
		out = rule_fact(l->findings, F_xsd_cvc_attribute_3, l->report,
		    row);
		finding_arg(out, "attribute", report_qname(l->report, a->name,
		    l->scratch));
		finding_arg(out, "value", a->value);
		finding_arg(out, "type", slice_of(facet));
	}
}

void
validate_lax(const struct report *r, const struct validate_options *o,
    struct findings *fs)
{
	struct lax l = { .report = r, .findings = fs };
	struct arena_mark mark;
	uint32_t i;

	(void)o;
	if (r->taxonomy == NULL)
		return;
	l.scratch = arena_new();
	(void)arena_alloc(l.scratch, 1);	/* a chunk that stays */
	mark = arena_mark(l.scratch);
	l.views[l.n_views++] = (struct view){ report_content(r),
	    typed_check_new(report_content(r)) };
	if (r->hinted != NULL)
		open_view(&l);
	for (i = 0; i < r->contexts.n; i++) {
		check_context(&l, &r->contexts.v[i]);
		arena_reset(l.scratch, mark);
	}
	for (i = 0; l.n_views > 1 && i < r->facts.n; i++) {
		check_fact(&l, &l.views[1], i);
		arena_reset(l.scratch, mark);
	}
	for (i = 0; i < l.n_views; i++)
		typed_check_free(l.views[i].check);
	mem_free(l.names);
	mem_free(l.elements);
	arena_free(l.scratch);
}
