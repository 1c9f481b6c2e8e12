/*
 * formula_output_read.c: what a formula says of the fact that it makes: accuracy
 * (Formula 1.0, 2.1.1.1) and aspect rules (2.1.2), with the nearest source of
 * each (2.1.2.1).
 */
#include "taxonomy/formulas.h"

/* --- sources --- */

/* The source that an element itself gives; NONE where it gives none. */
static uint32_t
own_source(struct link_reader *r, const xmlNode *n)
{
	struct slice text = formula_attr(r, n, "source"), ns, local;

	if (text.s == NULL)
		return NONE;
	if (xml_qname(n, text, false, r->scratch, &ns, &local) == 0 &&
	    slice_is(ns, NS_FORMULA) && slice_is(local, "uncovered"))
		return SOURCE_UNCOVERED;
	return formula_name(r, n, text);
}

static uint32_t
nearest(uint32_t own, uint32_t outer)
{
	return own != NONE ? own : outer;
}

/* --- rules --- */

static struct img_output_rule *
add_rule(struct link_reader *r, const xmlNode *n, enum rule_kind kind,
    uint32_t outer)
{
	struct img_output_rule *rule = VEC_ADD(&r->d->output_rules);

	rule->kind = (uint8_t)kind;
	rule->form = FORM_SOURCE;
	rule->own_source = own_source(r, n);
	rule->source = nearest(rule->own_source, outer);
	rule->dimension = rule->name = NONE;
	rule->expression = rule->second = NONE;
	return rule;
}

/* A child that is qname or qnameExpression. */
static void
read_name(struct link_reader *r, struct img_output_rule *rule, xmlNode *n)
{
	for (n = xml_element(n->children); n != NULL;
	    n = xml_element(n->next)) {
		struct slice text = xml_text(n, r->scratch);

		if (strcmp((const char *)n->name, "qname") == 0)
			rule->name = formula_qname(r, n, text);
		else if (strcmp((const char *)n->name,
		    "qnameExpression") == 0)
			rule->expression = formula_intern_expression(r, n,
			    text);
		else
			continue;
		rule->form = FORM_NAME;
	}
}

/* Adds an element with all namespaces in scope there, complete in itself. */
static void
add_xml(struct buf *b, xmlNode *n)
{
	xmlNode *copy = xmlDocCopyNode(n, n->doc, 1), *up;
	xmlBuffer *out = xmlBufferCreate();
	const xmlNs *ns;

	for (up = n->parent; copy != NULL && up != NULL &&
	    up->type == XML_ELEMENT_NODE; up = up->parent)
		for (ns = up->nsDef; ns != NULL; ns = ns->next)
			(void)xmlNewNs(copy, ns->href, ns->prefix);
	if (copy != NULL && out != NULL &&
	    xmlNodeDump(out, n->doc, copy, 0, 0) > 0)
		buf_puts(b, (const char *)xmlBufferContent(out));
	xmlBufferFree(out);
	xmlFreeNode(copy);
}

static struct fstr
fragments(struct link_reader *r, xmlNode *n)
{
	struct buf b = BUF_ANY;
	struct fstr text;

	for (n = xml_element(n->children); n != NULL;
	    n = xml_element(n->next))
		add_xml(&b, n);
	text = formula_intern_text(r->d, buf_get(&b));
	buf_free(&b);
	return text;
}

/* 2.1.2.5 */
static void
read_period(struct link_reader *r, struct img_output_rule *rule, xmlNode *n)
{
	const char *local;

	if ((n = xml_element(n->children)) == NULL)
		return;
	local = (const char *)n->name;
	if (strcmp(local, "forever") == 0) {
		rule->form = FORM_FOREVER;
	} else if (strcmp(local, "instant") == 0) {
		rule->form = FORM_INSTANT;
		rule->expression = formula_attr_expression(r, n, "value");
	} else if (strcmp(local, "duration") == 0) {
		rule->form = FORM_DURATION;
		rule->expression = formula_attr_expression(r, n, "start");
		rule->second = formula_attr_expression(r, n, "end");
	}
}

/* 2.1.2.8 */
static void
read_unit(struct link_reader *r, uint32_t at, xmlNode *n)
{
	struct slice augment = formula_attr(r, n, "augment");
	uint32_t outer = r->d->output_rules.v[at].source;

	if (augment.s == NULL || formula_flag(r, n, "augment"))
		r->d->output_rules.v[at].flags |= RULE_AUGMENT;
	for (n = xml_element(n->children); n != NULL;
	    n = xml_element(n->next)) {
		const bool divide = strcmp((const char *)n->name,
		    "divideBy") == 0;
		struct img_output_rule *rule;
		uint32_t measure;

		if (!divide && strcmp((const char *)n->name,
		    "multiplyBy") != 0)
			continue;
		measure = formula_attr_expression(r, n, "measure");
		rule = add_rule(r, n, divide ? OUTPUT_DIVIDE :
		    OUTPUT_MULTIPLY, outer);
		rule->expression = measure;
		if (measure != NONE)
			rule->form = FORM_NAME;
	}
}

/* 2.1.2.6 */
static void
read_dimension(struct link_reader *r, struct img_output_rule *rule,
    xmlNode *n)
{
	const char *local;

	rule->dimension = formula_qname(r, n, formula_attr(r, n,
	    "dimension"));
	if ((n = xml_element(n->children)) == NULL)
		return;
	local = (const char *)n->name;
	if (strcmp(local, "member") == 0) {
		read_name(r, rule, n);
	} else if (strcmp(local, "omit") == 0) {
		rule->form = FORM_OMIT;
	} else if (strcmp(local, "xpath") == 0) {
		rule->form = FORM_XPATH;
		rule->expression = formula_intern_expression(r, n,
		    xml_text(n, r->scratch));
	} else if (strcmp(local, "value") == 0) {
		rule->form = FORM_VALUE;
		rule->text = fragments(r, n);
	}
}

/* 2.1.2.7 */
static void
read_component(struct link_reader *r, struct img_output_rule *rule,
    xmlNode *n)
{
	struct slice occ = formula_attr(r, n, "occ");

	if (occ.s != NULL && slice_is(slice_trim(occ), "scenario"))
		rule->flags |= RULE_SCENARIO;
	if (rule->kind == OUTPUT_OCC_FRAGMENTS) {
		rule->form = FORM_VALUE;
		rule->text = fragments(r, n);
		for (n = xml_element(n->children); n != NULL;
		    n = xml_element(n->next))
			if (n->ns != NULL && strcmp(
			    (const char *)n->ns->href, NS_XBRLDI) == 0)
				rule->flags |= RULE_HAS_XDT;
	} else if (rule->kind == OUTPUT_OCC_XPATH) {
		rule->expression = formula_attr_expression(r, n, "select");
		rule->form = FORM_XPATH;
	}
}

static void
read_entity(struct link_reader *r, struct img_output_rule *rule, xmlNode *n)
{
	rule->expression = formula_attr_expression(r, n, "scheme");
	rule->second = formula_attr_expression(r, n, "value");
	if (rule->expression != NONE || rule->second != NONE)
		rule->form = FORM_IDENTIFIER;
}

static void
read_rule(struct link_reader *r, xmlNode *n, uint32_t outer)
{
	static const struct {
		const char *local;
		enum rule_kind kind;
	} kinds[] = {
		{ "concept", OUTPUT_CONCEPT },
		{ "entityIdentifier", OUTPUT_ENTITY },
		{ "period", OUTPUT_PERIOD },
		{ "unit", OUTPUT_UNIT },
		{ "explicitDimension", OUTPUT_EXPLICIT },
		{ "typedDimension", OUTPUT_TYPED },
		{ "occEmpty", OUTPUT_OCC_EMPTY },
		{ "occFragments", OUTPUT_OCC_FRAGMENTS },
		{ "occXpath", OUTPUT_OCC_XPATH },
		{ "location", OUTPUT_LOCATION },
	};
	uint32_t at = (uint32_t)r->d->output_rules.n;
	struct img_output_rule *rule;
	size_t i, count = sizeof(kinds) / sizeof(kinds[0]);

	for (i = 0; i < count && strcmp((const char *)n->name,
	    kinds[i].local) != 0; i++)
		continue;
	if (i == count)
		return;
	rule = add_rule(r, n, kinds[i].kind, outer);
	switch (kinds[i].kind) {
	case OUTPUT_CONCEPT:
		read_name(r, rule, n);
		break;
	case OUTPUT_ENTITY:
		read_entity(r, rule, n);
		break;
	case OUTPUT_PERIOD:
		read_period(r, rule, n);
		break;
	case OUTPUT_UNIT:
		read_unit(r, at, n);
		break;
	case OUTPUT_EXPLICIT:
	case OUTPUT_TYPED:
		read_dimension(r, rule, n);
		break;
	case OUTPUT_OCC_EMPTY:
	case OUTPUT_OCC_FRAGMENTS:
	case OUTPUT_OCC_XPATH:
		read_component(r, rule, n);
		break;
	case OUTPUT_MULTIPLY:
	case OUTPUT_DIVIDE:
	case OUTPUT_LOCATION:
		break;
	}
}

static void
read_aspects(struct link_reader *r, xmlNode *n, uint32_t outer)
{
	outer = nearest(own_source(r, n), outer);
	for (n = xml_element(n->children); n != NULL;
	    n = xml_element(n->next))
		read_rule(r, n, outer);
}

uint32_t
formula_read_output(struct link_reader *r, xmlNode *n)
{
	struct img_output o = { .set = NONE, .precision = NONE,
	    .decimals = NONE, .instance = NONE };

	o.source = own_source(r, n);
	o.rules = (uint32_t)r->d->output_rules.n;
	for (n = xml_element(n->children); n != NULL;
	    n = xml_element(n->next)) {
		if (xml_is(n, NS_FORMULA, "precision"))
			o.precision = formula_intern_expression(r, n,
			    xml_text(n, r->scratch));
		else if (xml_is(n, NS_FORMULA, "decimals"))
			o.decimals = formula_intern_expression(r, n,
			    xml_text(n, r->scratch));
		else if (xml_is(n, NS_FORMULA, "aspects"))
			read_aspects(r, n, o.source);
	}
	o.n_rules = (uint32_t)r->d->output_rules.n - o.rules;
	VEC_PUSH(&r->d->outputs, o);
	return (uint32_t)r->d->outputs.n - 1;
}
