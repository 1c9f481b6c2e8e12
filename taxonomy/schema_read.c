/*
 * schema_read.c: the declarations of a schema (XML Schema 1.0 part 1, chapter
 * 3) into raw ones.  Nothing is looked up here; a name is a row of SEC_NAMES,
 * whether or not anything has that name.
 *
 * Recursion follows the nesting of the document, which libxml2 keeps under
 * 256 (base/xml.c).
 */
#include "taxonomy/schema.h"

#include "base/regex.h"
#include "base/uri.h"
#include "base/xml.h"

static struct raw_type *read_type(struct schema_reader *, xmlNode *,
    uint32_t name);
static struct raw_particle *read_particle(struct schema_reader *, xmlNode *);

/* The first child of that name, past annotations. */
static xmlNode *
child(xmlNode *node, const char *name)
{
	xmlNode *n;

	for (n = xml_element(node->children); n != NULL;
	    n = xml_element(n->next))
		if (xml_is(n, NS_XSD, name))
			return n;
	return NULL;
}

static bool
is_one_of(const xmlNode *n, const char *const *names)
{
	for (; *names != NULL; names++)
		if (xml_is(n, NS_XSD, *names))
			return true;
	return false;
}

/* A `type` attribute, or the type written inside. */
static struct raw_ref
read_type_of(struct schema_reader *r, xmlNode *node, const char *attr)
{
	struct raw_ref ref = { schema_ref(r, node, attr), NULL };
	xmlNode *n = child(node, "simpleType");

	if (n == NULL)
		n = child(node, "complexType");
	if (n == NULL)
		return ref;
	if (schema_attr(r, node, attr).s != NULL) {	/* one of the two */
		finding_arg(schema_finding(r, F_xsd_TypeTwice, node),
		    "attribute", slice_of(attr));
		return ref;
	}
	ref.here = read_type(r, n, NONE);
	return ref;
}

static struct istr
read_value(struct schema_reader *r, const xmlNode *node, bool *has_default,
    bool *has_fixed)
{
	struct slice value = xml_attr(node, NULL, "default", r->scratch);
	struct slice fixed = xml_attr(node, NULL, "fixed", r->scratch);

	*has_default = value.s != NULL;
	*has_fixed = fixed.s != NULL;
	if (*has_default && *has_fixed)	/* src-element.1, src-attribute.1 */
		schema_finding(r, F_xsd_DefaultAndFixed, node);
	return dts_string(r->d, *has_fixed ? fixed : value);
}

/* --- attributes: 3.2, 3.4.2, 3.6, 3.10 --- */

static struct raw_particle *
read_wildcard(struct schema_reader *r, xmlNode *node)
{
	static const char *const process[] = { "strict", "lax", "skip" };
	struct raw_particle *p = arena_alloc(r->set->arena, sizeof(*p));
	struct slice ns = schema_attr(r, node, "namespace");

	p->kind = RAW_ANY;
	p->name = NONE;
	p->type = RAW_REF_NONE;
	p->document = r->document;
	p->line = xml_line(node);
	p->min = p->max = 1;
	p->ns = dts_string(r->d, ns.s == NULL ? SLICE("##any") : ns);
	p->target = r->target_string;
	p->process = (uint8_t)schema_word(r, node, "processContents", process,
	    3, PROCESS_STRICT);
	schema_id(r, node, NONE);
	return p;
}

/* 3.2.6, no-xmlns and no-xsi. */
static void
judge_attribute_name(struct schema_reader *r, const xmlNode *node,
    uint32_t name)
{
	const struct img_name *n;

	if (name == NONE)
		return;
	n = &r->d->names.v[name];
	if (slice_is(dts_text(r->d, n->local), "xmlns") ||
	    slice_is(dts_text(r->d, n->ns), NS_XSI))
		schema_bad_value(r, node, "name", dts_text(r->d, n->local));
}

static struct raw_attribute *
read_attribute(struct schema_reader *r, xmlNode *node, bool global)
{
	static const char *const uses[] =
	    { "optional", "required", "prohibited" };
	static const char *const forms[] = { "unqualified", "qualified" };
	struct raw_attribute *a = arena_alloc(r->set->arena, sizeof(*a));
	bool has_default, has_fixed;
	int use;

	a->document = r->document;
	a->line = xml_line(node);
	a->name = schema_ref(r, node, "ref");
	a->reference = schema_attr(r, node, "ref").s != NULL;
	if (!a->reference)
		a->name = schema_name(r, node, global || schema_word(r, node,
		    "form", forms, 2, r->attributes_qualified) == 1);
	if (!a->reference)
		judge_attribute_name(r, node, a->name);
	a->type = a->reference ? RAW_REF_NONE : read_type_of(r, node, "type");
	a->value = read_value(r, node, &has_default, &has_fixed);
	a->valued = has_default || has_fixed;
	use = schema_word(r, node, "use", uses, 3, 0);
	if (has_default && use != 0)		/* src-attribute.2 */
		schema_finding(r, F_xsd_DefaultNotOptional, node);
	a->flags = use == 1 ? USE_REQUIRED : use == 2 ? USE_PROHIBITED : 0;
	if (has_fixed)
		a->flags |= USE_FIXED;
	schema_id(r, node, NONE);
	return a->name == NONE ? NULL : a;
}

static void
add_attribute(struct raw_attributes *list, struct raw_attribute *a)
{
	if (a == NULL)
		return;
	if (list->last == NULL)
		list->first = a;
	else
		list->last->next = a;
	list->last = a;
}

static struct raw_attribute *
read_attribute_group_ref(struct schema_reader *r, xmlNode *node)
{
	struct raw_attribute *a = arena_alloc(r->set->arena, sizeof(*a));

	a->group = true;
	a->document = r->document;
	a->line = xml_line(node);
	a->type = RAW_REF_NONE;
	a->name = schema_ref(r, node, "ref");
	schema_id(r, node, NONE);
	return a->name == NONE ? NULL : a;
}

/* The attributes among the children of a type, derivation or group. */
static void
read_attributes(struct schema_reader *r, xmlNode *node,
    struct raw_attributes *list)
{
	xmlNode *n;

	for (n = xml_element(node->children); n != NULL;
	    n = xml_element(n->next)) {
		if (xml_is(n, NS_XSD, "attribute"))
			add_attribute(list, read_attribute(r, n, false));
		else if (xml_is(n, NS_XSD, "attributeGroup"))
			add_attribute(list, read_attribute_group_ref(r, n));
		else if (xml_is(n, NS_XSD, "anyAttribute"))
			list->any = read_wildcard(r, n);
	}
}

/* --- content: 3.7 to 3.9 --- */

static void
read_local_element(struct schema_reader *r, xmlNode *node,
    struct raw_particle *p)
{
	static const char *const forms[] = { "unqualified", "qualified" };
	bool has_default, has_fixed;

	p->kind = RAW_LOCAL;
	p->name = schema_name(r, node, schema_word(r, node, "form", forms, 2,
	    r->elements_qualified) == 1);
	p->type = read_type_of(r, node, "type");
	p->nillable = schema_bool(r, node, "nillable", false);
	p->flags = elements_block(schema_final(r, node, "block",
	    BLOCK_ELEMENT, r->block_default));
	p->value = read_value(r, node, &has_default, &has_fixed);
	p->valued = has_default || has_fixed;
	if (p->valued)
		p->flags |= has_fixed ? EL_HAS_FIXED : EL_HAS_DEFAULT;
	p->identity = identity_read(r, node);
	if (xml_attr(node, NS_XBRLDT, "typedDomainRef", r->scratch).s != NULL)
		schema_finding(r, F_xbrldte_TypedDomainRefError, node);
}

static struct raw_particle *
read_group(struct schema_reader *r, xmlNode *node, struct raw_particle *p)
{
	struct raw_particle **tail = &p->first;
	xmlNode *n;

	p->kind = xml_is(node, NS_XSD, "sequence") ? RAW_SEQUENCE :
	    xml_is(node, NS_XSD, "choice") ? RAW_CHOICE : RAW_ALL;
	for (n = xml_element(node->children); n != NULL;
	    n = xml_element(n->next))
		if ((*tail = read_particle(r, n)) != NULL)
			tail = &(*tail)->next;
	return p;
}

/* A particle, or NULL where the node is none or may occur zero times. */
static struct raw_particle *
read_particle(struct schema_reader *r, xmlNode *node)
{
	static const char *const terms[] = { "element", "group", "sequence",
	    "choice", "all", "any", NULL };
	struct raw_particle *p;

	if (!is_one_of(node, terms))
		return NULL;
	if (xml_is(node, NS_XSD, "any")) {
		p = read_wildcard(r, node);
		schema_occurs(r, node, &p->min, &p->max);
		return p->max == 0 ? NULL : p;
	}
	p = arena_alloc(r->set->arena, sizeof(*p));
	p->document = r->document;
	p->line = xml_line(node);
	p->name = NONE;
	p->type = RAW_REF_NONE;
	schema_occurs(r, node, &p->min, &p->max);
	schema_id(r, node, NONE);
	if (xml_is(node, NS_XSD, "group")) {
		p->kind = RAW_GROUP;
		p->name = schema_ref(r, node, "ref");
	} else if (!xml_is(node, NS_XSD, "element")) {
		p = read_group(r, node, p);
		return p->max == 0 ? NULL : p;
	} else if (schema_attr(r, node, "ref").s != NULL) {
		p->kind = RAW_REFERENCE;
		p->name = schema_ref(r, node, "ref");
	} else {
		read_local_element(r, node, p);
	}
	return p->name == NONE || p->max == 0 ? NULL : p;
}

static struct raw_particle *
read_content(struct schema_reader *r, xmlNode *node)
{
	static const char *const models[] =
	    { "group", "sequence", "choice", "all", NULL };
	xmlNode *n;

	for (n = xml_element(node->children); n != NULL;
	    n = xml_element(n->next))
		if (is_one_of(n, models))
			return read_particle(r, n);
	return NULL;
}

/* --- simple types: 3.14; facets: part 2, 4.3 --- */

static const struct {
	const char *name;
	enum facet  kind;
} facets[] = {
	{ "enumeration", FACET_ENUMERATION }, { "pattern", FACET_PATTERN },
	{ "length", FACET_LENGTH }, { "minLength", FACET_MIN_LENGTH },
	{ "maxLength", FACET_MAX_LENGTH },
	{ "minInclusive", FACET_LOW_INCLUSIVE },
	{ "minExclusive", FACET_LOW_EXCLUSIVE },
	{ "maxInclusive", FACET_HIGH_INCLUSIVE },
	{ "maxExclusive", FACET_HIGH_EXCLUSIVE },
	{ "whiteSpace", FACET_WHITE_SPACE },
	{ "totalDigits", FACET_TOTAL_DIGITS },
	{ "fractionDigits", FACET_FRACTION_DIGITS },
};

/* Part 2, appendix F. */
static bool
is_pattern(struct schema_reader *r, const xmlNode *node, struct slice value)
{
	struct regex_error err = { .message = NULL };
	struct regex *re = regex_compile(value, &err);
	struct finding *f;

	regex_free(re);
	if (re != NULL)
		return true;
	f = schema_finding(r, err.too_large ? F_rek_PatternTooLarge :
	    F_xsd_Pattern, node);
	finding_arg(f, "value", value);
	finding_arg(f, "reason", slice_of(err.message));
	return false;
}

static struct raw_facet *
read_facet(struct schema_reader *r, xmlNode *node, enum facet kind)
{
	struct slice value = xml_attr(node, NULL, "value", r->scratch);
	struct slice ns, local;
	struct raw_facet *f;

	if (value.s == NULL)
		return NULL;		/* said by schema_check */
	f = arena_alloc(r->set->arena, sizeof(*f));
	f->kind = kind;
	f->line = xml_line(node);
	schema_id(r, node, NONE);
	if (kind != FACET_PATTERN && kind != FACET_ENUMERATION)
		value = slice_trim(value);
	f->value = dts_string(r->d, value);
	if (kind == FACET_ENUMERATION && xml_qname(node, value, true,
	    r->scratch, &ns, &local) == 0) {
		f->qname = true;
		f->ns = dts_string(r->d, ns);
	}
	if (kind == FACET_ENUMERATION)
		f->expanded = schema_expand(r, node, value);
	f->fixed = schema_bool(r, node, "fixed", false);
	return kind == FACET_PATTERN && !is_pattern(r, node, value) ? NULL : f;
}

static struct raw_facet *
read_facets(struct schema_reader *r, xmlNode *node)
{
	struct raw_facet *first = NULL, **tail = &first;
	xmlNode *n;
	size_t i;

	for (n = xml_element(node->children); n != NULL;
	    n = xml_element(n->next)) {
		for (i = 0; i < sizeof(facets) / sizeof(facets[0]); i++)
			if (xml_is(n, NS_XSD, facets[i].name))
				break;
		if (i < sizeof(facets) / sizeof(facets[0]) &&
		    (*tail = read_facet(r, n, facets[i].kind)) != NULL)
			tail = &(*tail)->next;
	}
	return first;
}

static void
add_member(struct schema_reader *r, struct raw_member ***tail,
    struct raw_ref type)
{
	struct raw_member *m = arena_alloc(r->set->arena, sizeof(*m));

	m->type = type;
	**tail = m;
	*tail = &m->next;
}

/* src-simple-type.2 to .4: what it is made of is named or written inside. */
static void
want_base(struct schema_reader *r, xmlNode *node, const char *attr)
{
	if (schema_attr(r, node, attr).n == 0 &&
	    child(node, "simpleType") == NULL)
		finding_arg(schema_finding(r, F_xsd_BaseMissing, node),
		    "attribute", slice_of(attr));
}

static void
read_union(struct schema_reader *r, xmlNode *node, struct raw_type *t)
{
	struct raw_member **tail = &t->members;
	struct slice list = schema_attr(r, node, "memberTypes");
	struct raw_ref ref = RAW_REF_NONE;
	xmlNode *n;
	size_t len;

	t->how = HOW_UNION;
	want_base(r, node, "memberTypes");
	while (list.n > 0) {
		for (len = 0; len < list.n && !is_xml_space(list.s[len]);)
			len++;
		ref.name = schema_ref_text(r, node, "memberTypes",
		    (struct slice){ list.s, len });
		if (ref.name != NONE)
			add_member(r, &tail, ref);
		list = slice_trim(slice_from(list, len));
	}
	ref.name = NONE;
	for (n = xml_element(node->children); n != NULL;
	    n = xml_element(n->next))
		if (xml_is(n, NS_XSD, "simpleType")) {
			ref.here = read_type(r, n, NONE);
			add_member(r, &tail, ref);
		}
}

static void
read_simple_type(struct schema_reader *r, xmlNode *node, struct raw_type *t)
{
	xmlNode *n;

	t->simple = true;
	if ((n = child(node, "restriction")) != NULL) {
		t->base = read_type_of(r, n, "base");
		want_base(r, n, "base");
		t->facets = read_facets(r, n);
	} else if ((n = child(node, "list")) != NULL) {
		t->how = HOW_LIST;
		t->base = read_type_of(r, n, "itemType");
		want_base(r, n, "itemType");
	} else if ((n = child(node, "union")) != NULL) {
		read_union(r, n, t);
	}
	if (n != NULL)
		schema_id(r, n, NONE);
}

/* --- complex types: 3.4 --- */

static void
read_derivation(struct schema_reader *r, xmlNode *node, struct raw_type *t)
{
	xmlNode *n = child(node, "restriction"), *inner;

	if (n == NULL) {
		n = child(node, "extension");
		t->how = HOW_EXTENSION;
	}
	if (n == NULL)
		return;			/* said by schema_check */
	t->base.name = schema_ref(r, n, "base");
	schema_id(r, n, NONE);
	read_attributes(r, n, &t->attributes);
	if (!t->simple_content) {
		t->content = read_content(r, n);
		return;
	}
	t->facets = read_facets(r, n);
	if (t->how == HOW_RESTRICTION &&
	    (inner = child(n, "simpleType")) != NULL)
		t->inner = read_type(r, inner, NONE);
}

static void
read_complex_type(struct schema_reader *r, xmlNode *node, struct raw_type *t)
{
	xmlNode *n = child(node, "simpleContent");

	t->mixed = schema_bool(r, node, "mixed", false);
	t->abstract = schema_bool(r, node, "abstract", false);
	if (n != NULL) {
		t->simple_content = true;
		t->mixed = false;
		read_derivation(r, n, t);
	} else if ((n = child(node, "complexContent")) != NULL) {
		t->mixed = schema_bool(r, n, "mixed", t->mixed);
		read_derivation(r, n, t);
	} else {			/* short for restricting anyType */
		t->content = read_content(r, node);
		read_attributes(r, node, &t->attributes);
	}
	if (n != NULL)
		schema_id(r, n, NONE);
}

static struct raw_type *
read_type(struct schema_reader *r, xmlNode *node, uint32_t name)
{
	struct raw_type *t = arena_alloc(r->set->arena, sizeof(*t));

	t->name = name;
	t->document = r->document;
	t->line = xml_line(node);
	t->row = t->on = NONE;
	t->base = RAW_REF_NONE;
	t->redefines = r->redefining && name != NONE;
	schema_id(r, node, NONE);
	if (xml_is(node, NS_XSD, "simpleType")) {
		t->final = schema_final(r, node, "final", FINAL_SIMPLE,
		    r->final_default);
		read_simple_type(r, node, t);
	} else {
		t->final = schema_final(r, node, "final", FINAL_COMPLEX,
		    r->final_default);
		t->block = schema_final(r, node, "block", FINAL_COMPLEX,
		    r->block_default);
		read_complex_type(r, node, t);
	}
	VEC_PUSH(&r->set->types, t);
	return t;
}

/* --- global elements: 3.3; XBRL 2.1, 5.1.1; Dimensions 1.0, 2.5.2 --- */

/* periodType and balance have their own columns. */
static bool
is_foreign(const xmlAttr *a)
{
	const char *ns = a->ns == NULL ? NULL : (const char *)a->ns->href;

	if (ns == NULL || strcmp(ns, NS_XSD) == 0)
		return false;
	return strcmp(ns, NS_XBRLI) != 0 ||
	    (strcmp((const char *)a->name, "periodType") != 0 &&
	    strcmp((const char *)a->name, "balance") != 0);
}

static void
read_foreign(struct schema_reader *r, const xmlNode *node,
    struct raw_element *e)
{
	const xmlAttr *a;

	e->attributes = (uint32_t)r->d->attributes.n;
	for (a = node->properties; a != NULL; a = a->next)
		if (is_foreign(a))
			dts_attribute(r->d, node, a, r->scratch);
	e->n_attributes = (uint32_t)r->d->attributes.n - e->attributes;
}

static void
read_xbrl(struct schema_reader *r, xmlNode *node, struct raw_element *e)
{
	struct slice period, balance, ref;

	period = xml_attr(node, NS_XBRLI, "periodType", r->scratch);
	balance = xml_attr(node, NS_XBRLI, "balance", r->scratch);
	ref = xml_attr(node, NS_XBRLDT, "typedDomainRef", r->scratch);
	e->has_period = period.s != NULL;
	e->has_balance = balance.s != NULL;
	e->has_typed_domain = ref.s != NULL;
	if (slice_is(slice_trim(period), "instant"))
		e->period = PERIOD_TYPE_INSTANT;
	else if (slice_is(slice_trim(period), "duration"))
		e->period = PERIOD_TYPE_DURATION;
	else if (e->has_period)
		schema_bad_value(r, node, "xbrli:periodType", period);
	if (slice_is(slice_trim(balance), "debit"))
		e->balance = BALANCE_DEBIT;
	else if (slice_is(slice_trim(balance), "credit"))
		e->balance = BALANCE_CREDIT;
	else if (e->has_balance)
		schema_bad_value(r, node, "xbrli:balance", balance);
	if (e->has_typed_domain)
		e->typed_domain = dts_string(r->d, uri_resolve(r->scratch,
		    xml_base(node, r->uri, r->scratch), slice_trim(ref)));
}

static void
read_element(struct schema_reader *r, xmlNode *node)
{
	struct raw_element *e;
	bool has_default, has_fixed;
	uint32_t name = schema_name(r, node, true);
	struct slice id = schema_attr(r, node, "id");

	if (name == NONE)
		return;
	e = arena_alloc(r->set->arena, sizeof(*e));
	e->name = name;
	e->document = r->document;
	e->line = xml_line(node);
	e->row = NONE;
	e->type = read_type_of(r, node, "type");
	e->substitution = schema_ref(r, node, "substitutionGroup");
	schema_id(r, node, ANCHOR_LATER);
	if (is_ncname(id))
		e->id = dts_string(r->d, id);
	if (schema_bool(r, node, "abstract", false))
		e->flags |= EL_ABSTRACT;
	if (schema_bool(r, node, "nillable", false))
		e->flags |= EL_NILLABLE;
	e->value = read_value(r, node, &has_default, &has_fixed);
	if (has_default)
		e->flags |= EL_HAS_DEFAULT;
	if (has_fixed)
		e->flags |= EL_HAS_FIXED;
	if (has_default || has_fixed)
		e->expanded = schema_expand(r, node,
		    dts_text(r->d, e->value));
	e->final = schema_final(r, node, "final", FINAL_COMPLEX,
	    r->final_default);
	e->block = schema_final(r, node, "block", BLOCK_ELEMENT,
	    r->block_default);
	e->identity = identity_read(r, node);
	read_foreign(r, node, e);
	read_xbrl(r, node, e);
	e->enumeration = enum_concept_read(r, node);
	VEC_PUSH(&r->set->elements, e);
}

/* --- other globals --- */

static void
read_global(struct schema_reader *r, xmlNode *node, enum raw_component kind)
{
	uint32_t name = schema_name(r, node, true);
	struct raw_global *g;

	if (name == NONE)
		return;
	g = arena_alloc(r->set->arena, sizeof(*g));
	g->kind = kind;
	g->name = name;
	g->document = r->document;
	g->line = xml_line(node);
	g->row = NONE;
	g->redefines = r->redefining;
	switch (kind) {
	case RAW_C_ATTRIBUTE:
		g->attribute = read_attribute(r, node, true);
		break;
	case RAW_C_GROUP:
		g->particle = read_content(r, node);
		schema_id(r, node, NONE);
		break;
	case RAW_C_ATTRIBUTE_GROUP:
		read_attributes(r, node, &g->attributes);
		schema_id(r, node, NONE);
		break;
	}
	VEC_PUSH(&r->set->globals, g);
}

void
schema_components(struct schema_reader *r, xmlNode *parent)
{
	xmlNode *n;

	for (n = xml_element(parent->children); n != NULL;
	    n = xml_element(n->next)) {
		if (xml_is(n, NS_XSD, "element")) {
			read_element(r, n);
		} else if (xml_is(n, NS_XSD, "complexType") ||
		    xml_is(n, NS_XSD, "simpleType")) {
			uint32_t name = schema_name(r, n, true);

			if (name != NONE)
				read_type(r, n, name);
		} else if (xml_is(n, NS_XSD, "attribute")) {
			read_global(r, n, RAW_C_ATTRIBUTE);
		} else if (xml_is(n, NS_XSD, "group")) {
			read_global(r, n, RAW_C_GROUP);
		} else if (xml_is(n, NS_XSD, "attributeGroup")) {
			read_global(r, n, RAW_C_ATTRIBUTE_GROUP);
		} else if (xml_is(n, NS_XSD, "notation")) {
			notation_read(r, n);
		} else if (xml_is(n, NS_XSD, "redefine") && !r->redefining) {
			r->redefining = true;
			schema_components(r, n);
			r->redefining = false;
		}
	}
}
