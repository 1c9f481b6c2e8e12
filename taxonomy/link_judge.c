/*
 * link_judge.c: a linkbase's custom elements and attributes by the schemas
 * that link_hints.c finds for them: XML Schema 1.0 part 1, 3.3.4
 * (cvc-elt), 3.4.4 (cvc-complex-type), 3.10.4 (cvc-wildcard).
 *
 * (1) What is judged are the outermost elements of the namespaces given, with
 *     all that is in them: may they stand where they stand, and are they as
 *     their declaration says.  Of other elements, attributes of hinted
 *     namespaces by their global declarations; lax.c judges those that the DTS
 *     declares.
 * (2) What link_syntax.c has a rule for is left to it, wherever it stands.
 * (3) Of what is wrong with content in one outermost element the first fault
 *     is told; of attributes all.
 */
#include "taxonomy/link.h"

#include "taxonomy/attribute_use.h"
#include "taxonomy/typed_content.h"

struct link_judge {
	struct dts            *d;
	const struct taxonomy *t;
	const struct intern   *elements_of, *attributes_of;	/* namespaces */
	const char            *file;
	struct arena          *scratch;
	/* The tree as rows. */
	VEC(xmlNode *)              nodes;	/* by row of elements */
	VEC(struct content_element) elements;
	VEC(struct attribute)       attributes;
	VEC(struct name)            names;
	struct table                name_table;
	struct typed_check    *check;
	struct content_view    view;
};

/* --- the tree as rows --- */

struct name_key {
	struct slice ns, local;
};

static bool
name_is(const void *ctx, uint32_t row, const void *key)
{
	const struct link_judge *j = ctx;
	const struct name_key *k = key;

	return slice_eq(j->names.v[row].local, k->local) &&
	    slice_eq(j->names.v[row].ns, k->ns);
}

static uint32_t
name_row(struct link_judge *j, const xmlNs *ns, const xmlChar *local)
{
	struct name_key k = { ns == NULL ? SLICE("") :
	    slice_of((const char *)ns->href), slice_of((const char *)local) };
	uint64_t h = hash_mix(hash_bytes(k.ns.s, k.ns.n, hash_salt()),
	    hash_bytes(k.local.s, k.local.n, hash_salt()));
	uint32_t row = table_find(&j->name_table, h, name_is, j, &k);
	struct name n = { .ns = k.ns, .local = k.local,
	    .prefix = SLICE("") };

	if (row != NONE)
		return row;
	if (ns != NULL && ns->prefix != NULL)
		n.prefix = slice_of((const char *)ns->prefix);
	n.element = taxonomy_find_element(j->t, k.ns, k.local);
	row = (uint32_t)j->names.n;
	VEC_PUSH(&j->names, n);
	table_add(&j->name_table, h, row);
	return row;
}

static void
read_xsi(struct link_judge *j, struct content_element *e, const xmlNode *node,
    const xmlAttr *a)
{
	struct slice value = xml_attr(node, NS_XSI, (const char *)a->name,
	    j->scratch), ns, local;
	const struct img_name *n = NULL;

	if (strcmp((const char *)a->name, "nil") == 0) {
		e->has_nil = true;
		e->nil = slice_is(slice_trim(value), "true") ||
		    slice_is(slice_trim(value), "1");
	} else if (strcmp((const char *)a->name, "type") == 0) {
		if (xml_qname(node, value, true, j->scratch, &ns,
		    &local) == 0)
			n = taxonomy_name(j->t, taxonomy_find_name(j->t, ns,
			    local));
		e->xsi_type = n == NULL ? NONE : n->type;
		e->type_unknown = e->xsi_type == NONE;
	}
}

static void
read_attributes(struct link_judge *j, struct content_element *e,
    const xmlNode *node)
{
	const xmlAttr *a;
	struct attribute row;

	e->attributes = (uint32_t)j->attributes.n;
	for (a = node->properties; a != NULL; a = a->next) {
		const char *ns = a->ns == NULL ? NULL :
		    (const char *)a->ns->href;

		if (ns != NULL && strcmp(ns, NS_XSI) == 0) {
			read_xsi(j, e, node, a);
			continue;
		}
		row.name = name_row(j, a->ns, a->name);
		row.value = xml_attr(node, ns, (const char *)a->name,
		    j->scratch);
		VEC_PUSH(&j->attributes, row);
	}
	e->n_attributes = (uint32_t)j->attributes.n - e->attributes;
}

/* Its own text; beside children the first piece that is not white space. */
static struct slice
own_text(struct link_judge *j, const xmlNode *node, bool has_children)
{
	const xmlNode *n;

	if (!has_children)
		return xml_text(node, j->scratch);
	for (n = node->children; n != NULL; n = n->next)
		if ((n->type == XML_TEXT_NODE ||
		    n->type == XML_CDATA_SECTION_NODE) && slice_trim(
		    slice_of((const char *)n->content)).n > 0)
			return slice_of((const char *)n->content);
	return SLICE("");
}

static void
read_element(struct link_judge *j, xmlNode *node, uint32_t parent)
{
	struct content_element e = { .parent = parent, .dimension = NONE,
	    .xsi_type = NONE, .scope = (uint32_t)j->elements.n };

	e.name = name_row(j, node->ns, node->name);
	e.has_children = xml_element(node->children) != NULL;
	e.text = own_text(j, node, e.has_children);
	read_attributes(j, &e, node);
	VEC_PUSH(&j->elements, e);
	VEC_PUSH(&j->nodes, node);
}

/* In document order, so that the parent is the last row above that holds the
 * node. */
static void
read_tree(struct link_judge *j, xmlNode *root)
{
	uint32_t parent = NONE;
	xmlNode *n;

	for (n = root; n != NULL; n = xml_next(root, n)) {
		if (n->type != XML_ELEMENT_NODE)
			continue;
		if (j->nodes.n > 0) {
			parent = (uint32_t)j->nodes.n - 1;
			while (j->nodes.v[parent] != n->parent)
				parent = j->elements.v[parent].parent;
		}
		read_element(j, n, parent);
	}
}

/* A prefix_lookup's ways: no default namespace is "". */
static struct slice
look_up(const void *owner, uint32_t scope, struct slice prefix)
{
	const struct link_judge *j = owner;
	struct slice ns = xml_namespace(j->nodes.v[scope], prefix);

	return ns.s == NULL && prefix.n == 0 ? SLICE("") : ns;
}

/* --- findings --- */

static struct slice
qname(const struct link_judge *j, uint32_t name)
{
	const struct name *n = &j->names.v[name];

	return n->prefix.n == 0 ? n->local : slice_of(arena_printf(
	    j->scratch, "%.*s:%.*s", SLICE_ARG(n->prefix),
	    SLICE_ARG(n->local)));
}

static struct finding *
about(const struct link_judge *j, enum finding_code code, uint32_t row)
{
	const struct content_element *e = &j->elements.v[row];
	struct finding *f = finding_add(j->d->findings, code,
	    (struct place){ .file = j->file,
	    .line = xml_line(j->nodes.v[row]) });

	finding_arg(f, "element", qname(j, e->name));
	return f;
}

static void
attribute_finding(const struct link_judge *j, uint32_t row,
    struct slice attribute, const char *facet)
{
	struct finding *f = about(j, F_xsd_cvc_assess_attr_Linkbase, row);

	finding_arg(f, "attribute", attribute);
	finding_arg(f, "facet", slice_of(facet));
}

/* --- rules (1) --- */

/* Whether a name is of the namespaces that are judged. */
static bool
is_of(const struct intern *namespaces, const struct link_judge *j,
    uint32_t name)
{
	struct slice ns = j->names.v[name].ns;

	return intern_find(namespaces,
	    ns.n == 0 ? SLICE(NO_NAMESPACE) : ns) != NONE;
}

/* Parts of references that the DTS declares are judged in lax.c. */
static bool
is_judged(const struct link_judge *j, uint32_t row)
{
	uint32_t name = j->elements.v[row].name;

	return is_of(j->elements_of, j, name) &&
	    (is_of(j->attributes_of, j, name) ||
	    !link_is_part(j->nodes.v[row]));
}

/* The readers of links say where what is no part of a link may not stand, and
 * custom locators; not what may stand in references and generic links. */
static bool
is_told(const struct link_judge *j, uint32_t row)
{
	static const char *const types[] = { "extended", "arc", "resource",
	    "title" };
	const xmlNode *node = j->nodes.v[row];
	struct slice type = xml_attr(node, NS_XLINK, "type", j->scratch);
	size_t i;

	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (slice_is(type, types[i]))
			return false;
	return link_has_rule(node->parent) && !link_is_part(node) &&
	    !xml_is(node->parent, NS_GEN, "link");
}

/* cvc-complex-type.2.4 of its parent, for this child. */
static void
check_place(struct link_judge *j, uint32_t row)
{
	const struct content_element *e = &j->elements.v[row];
	const struct content_element *parent;
	const struct img_element *declared;

	if (e->parent == NONE)
		return;
	parent = &j->elements.v[e->parent];
	declared = taxonomy_element(j->t, j->names.v[parent->name].element);
	if (declared == NULL || parent->xsi_type != NONE ||
	    typed_check_takes(j->check, declared->type,
	    &j->names.v[e->name]) || is_told(j, row))
		return;
	finding_arg(about(j, F_xbrl_A_LinkbaseElement, row), "parent",
	    qname(j, parent->name));
}

static void
check_attributes(struct link_judge *j, uint32_t row, uint32_t type_row)
{
	const struct content_element *e = &j->elements.v[row];
	const struct img_type *type = taxonomy_type(j->t, type_row);
	const char *facet;
	uint32_t i;

	for (i = e->attributes; i < e->attributes + e->n_attributes; i++) {
		const struct attribute *a = &j->attributes.v[i];

		facet = attribute_fault(&j->view,
		    typed_check_values(j->check), type, a, e->scope,
		    j->scratch);
		if (facet != NULL)
			attribute_finding(j, row, qname(j, a->name), facet);
	}
	facet = type == NULL ? NULL : attribute_missing(&j->view, type,
	    e->attributes, e->n_attributes);
	if (facet != NULL)
		attribute_finding(j, row, slice_of(facet), "required");
}

/* An outermost element and all that is in it; the row after these. */
static uint32_t
check_outermost(struct link_judge *j, uint32_t root)
{
	struct typed_verdict v = typed_check_element(j->check, root,
	    j->scratch);
	uint32_t end = content_after(&j->view, root), i;
	struct finding *f;

	check_place(j, root);
	if (v.fault != TYPED_GOOD &&
	    !link_has_rule(j->nodes.v[v.row])) {	/* (2) */
		f = about(j, F_xsd_cvc_assess_elt_Linkbase, v.row);
		finding_arg(f, "value", v.value);
		finding_arg(f, "facet", slice_of(v.facet));
	}
	for (i = root; i < end; i++)
		if (!typed_check_skipped(j->check, i) &&
		    !link_has_rule(j->nodes.v[i]))
			check_attributes(j, i, typed_check_type(j->check, i));
	return end;
}

/* Attributes of an element of other namespaces. */
static void
check_foreign(struct link_judge *j, uint32_t row)
{
	const struct content_element *e = &j->elements.v[row];
	const char *facet;
	uint32_t i;

	for (i = e->attributes; i < e->attributes + e->n_attributes; i++) {
		const struct attribute *a = &j->attributes.v[i];

		if (j->names.v[a->name].ns.n == 0 ||
		    !is_of(j->attributes_of, j, a->name))
			continue;
		facet = attribute_fault(&j->view,
		    typed_check_values(j->check), NULL, a, e->scope,
		    j->scratch);
		if (facet != NULL)
			attribute_finding(j, row, qname(j, a->name), facet);
	}
}

void
link_judge(struct dts *d, uint32_t document, xmlNode *root,
    const struct taxonomy *t, const struct intern *elements_of,
    const struct intern *attributes_of)
{
	struct link_judge j = { .d = d, .t = t, .elements_of = elements_of,
	    .attributes_of = attributes_of, .scratch = arena_new() };
	uint32_t row = 0;

	VEC_INIT(&j.elements);
	j.file = arena_copy(j.scratch, dts_uri(d, document)).s;
	read_tree(&j, root);
	j.view = (struct content_view){ .taxonomy = t, .names = j.names.v,
	    .elements = j.elements.v, .n_elements = (uint32_t)j.elements.n,
	    .attributes = j.attributes.v, .look_up = look_up, .owner = &j };
	j.check = typed_check_new(j.view);
	while (row < j.elements.n) {
		if (is_judged(&j, row)) {
			row = check_outermost(&j, row);
		} else {
			check_foreign(&j, row);
			row++;
		}
	}
	typed_check_free(j.check);
	VEC_FREE(&j.nodes);
	VEC_FREE(&j.elements);
	VEC_FREE(&j.attributes);
	VEC_FREE(&j.names);
	table_free(&j.name_table);
	arena_free(j.scratch);
}
