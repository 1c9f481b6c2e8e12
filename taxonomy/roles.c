/*
 * roles.c: what stands in a schema's annotations (XBRL 2.1, 5.1.2 to 5.1.4):
 * references to linkbases, linkbases, role types and arcrole types, among the
 * nodes xs:schema/xs:annotation/xs:appinfo/node(), and what of it stands
 * elsewhere (also 5.2).
 */
#include "taxonomy/link.h"
#include "taxonomy/schema.h"

#include <stdlib.h>

#include "base/uri.h"
#include "base/xml.h"

#define ARCROLE_LINKBASE "http://www.w3.org/1999/xlink/properties/linkbase"

/* --- link:linkbaseRef: 5.1.2, with the attributes of 4.3 --- */

static void
judge_linkbase_ref(struct schema_reader *r, const xmlNode *node,
    struct slice href)
{
	struct slice type = xml_attr(node, NS_XLINK, "type", r->scratch);
	struct slice arcrole = xml_attr(node, NS_XLINK, "arcrole", r->scratch);

	if (!slice_is(type, "simple"))
		finding_arg(schema_finding(r, F_xbrl_4_3_1_LinkbaseRefType,
		    node), "value", type);
	if (href.n == 0)
		schema_finding(r, F_xbrl_4_3_2_LinkbaseRefHref, node);
	if (!slice_is(slice_trim(arcrole), ARCROLE_LINKBASE))
		finding_arg(schema_finding(r, F_xbrl_4_3_3_LinkbaseRefArcrole,
		    node), "href", href);
}

static void
read_linkbase_ref(struct schema_reader *r, xmlNode *node)
{
	struct slice href = xml_attr(node, NS_XLINK, "href", r->scratch);
	struct slice role = xml_attr(node, NS_XLINK, "role", r->scratch);
	struct raw_linkbase_ref ref = { .from = r->document,
	    .line = xml_line(node) };

	href = slice_trim(href);
	judge_linkbase_ref(r, node, href);
	link_check_linkbase_ref(r->d, r->document, node);
	if (r->d->schemas_only)
		return;
	ref.role = dts_string(r->d, slice_trim(role));
	ref.to = href.n == 0 ? NONE : dts_discover(r->d,
	    xml_base(node, r->uri, r->scratch), href,
	    schema_place(r, node));
	if (ref.to != NONE)
		VEC_PUSH(&r->set->linkbase_refs, ref);
}

/* --- link:roleType, link:arcroleType: 5.1.3, 5.1.4 --- */

static struct slice
required(struct schema_reader *r, const xmlNode *node, const char *name)
{
	struct slice s = schema_attr(r, node, name);

	if (s.s == NULL)
		finding_arg(schema_finding(r, F_xsd_AttributeMissing, node),
		    "attribute", slice_of(name));
	return s;
}

static void
judge_attributes(struct schema_reader *r, const xmlNode *node,
    const char *const *known)
{
	const xmlAttr *a;
	size_t i;

	for (a = node->properties; a != NULL; a = a->next) {
		if (a->ns != NULL &&
		    strcmp((const char *)a->ns->href, NS_XSI) == 0)
			continue;
		for (i = 0; a->ns == NULL && known[i] != NULL; i++)
			if (strcmp(known[i], (const char *)a->name) == 0)
				break;
		if (a->ns != NULL || known[i] == NULL)
			finding_arg(schema_finding(r,
			    F_xsd_AttributeNotAllowed, node), "attribute",
			    slice_of((const char *)a->name));
	}
}

/* 5.1.3.4, 5.1.4.4: no two usedOn that are s-equal. */
static void
read_used_on(struct schema_reader *r, const xmlNode *node,
    struct img_role *role)
{
	struct slice text = slice_trim(xml_text(node, r->scratch));
	struct slice ns, local;
	uint32_t name, i;
	struct finding *f;

	if (xml_qname(node, text, true, r->scratch, &ns, &local) == -1) {
		schema_bad_value(r, node, "usedOn", text);
		return;
	}
	name = dts_name(r->d, ns, local);
	for (i = 0; i < role->n_used_on; i++)
		if (r->d->used_on.v[role->used_on + i] == name)
			break;
	if (i < role->n_used_on) {
		f = schema_finding(r, F_xbrl_5_1_3_4_UsedOnTwice, node);
		finding_arg(f, "role", dts_text(r->d, role->uri));
		schema_arg_name(r->d, f, "name", name);
	} else if (i < MAX_USED_ON) {
		VEC_PUSH(&r->d->used_on, name);
		role->n_used_on++;
	} else {
		schema_too_deep(r->d, r->document, xml_line(node));
	}
}

static void
judge_text(struct schema_reader *r, const xmlNode *node)
{
	const xmlNode *n;

	for (n = node->children; n != NULL; n = n->next)
		if ((n->type == XML_TEXT_NODE ||
		    n->type == XML_CDATA_SECTION_NODE) &&
		    slice_trim(slice_of((const char *)n->content)).n > 0) {
			(void)schema_finding(r, F_xsd_TextNotAllowed, node);
			return;
		}
}

/* definition?, usedOn+, without attributes */
static void
read_role_content(struct schema_reader *r, xmlNode *node,
    struct img_role *role)
{
	static const char *const none[] = { NULL };
	bool defined = false, used = false;
	xmlNode *n;

	judge_text(r, node);
	for (n = xml_element(node->children); n != NULL;
	    n = xml_element(n->next))
		judge_attributes(r, n, none);

	role->used_on = (uint32_t)r->d->used_on.n;
	for (n = xml_element(node->children); n != NULL;
	    n = xml_element(n->next)) {
		if (xml_is(n, NS_LINK, "definition") && !defined && !used) {
			role->definition = dts_string(r->d,
			    xml_text(n, r->scratch));
			defined = true;
		} else if (xml_is(n, NS_LINK, "usedOn")) {
			read_used_on(r, n, role);
			used = true;
		} else {
			finding_arg(schema_finding(r, F_xsd_ElementNotAllowed,
			    n), "parent", slice_of((const char *)node->name));
		}
	}
	if (!used)
		finding_arg(schema_finding(r, F_xsd_ElementMissing, node),
		    "child", SLICE("usedOn"));
}

static void
read_role(struct schema_reader *r, xmlNode *node, bool arcrole)
{
	static const char *const cycles[] = { "any", "undirected", "none" };
	static const char *const role_attrs[] = { "roleURI", "id", NULL };
	static const char *const arcrole_attrs[] =
	    { "arcroleURI", "id", "cyclesAllowed", NULL };
	const char *attr = arcrole ? "arcroleURI" : "roleURI";
	struct slice uri = required(r, node, attr);
	struct slice id = schema_attr(r, node, "id");
	struct img_role role = { .document = r->document,
	    .line = xml_line(node) };
	uint32_t row = (uint32_t)(arcrole ? r->d->arcroles.n :
	    r->d->roles.n);

	judge_attributes(r, node, arcrole ? arcrole_attrs : role_attrs);
	if (uri.s != NULL && (uri.n == 0 || !uri_is_any(uri)))
		schema_bad_value(r, node, attr, uri);
	if (arcrole) {
		required(r, node, "cyclesAllowed");
		role.cycles = (uint8_t)schema_word(r, node, "cyclesAllowed",
		    cycles, 3, CYCLES_ANY);
	}
	role.uri = dts_string(r->d, uri);
	role.id = dts_string(r->d, id);
	schema_id(r, node, NODE(arcrole ? NODE_ARCROLE : NODE_ROLE, row));
	read_role_content(r, node, &role);
	if (arcrole)
		VEC_PUSH(&r->d->arcroles, role);
	else
		VEC_PUSH(&r->d->roles, role);
}

void
schema_appinfo(struct schema_reader *r, xmlNode *annotation)
{
	xmlNode *info, *n;

	for (info = xml_element(annotation->children); info != NULL;
	    info = xml_element(info->next)) {
		if (!xml_is(info, NS_XSD, "appinfo"))
			continue;
		for (n = xml_element(info->children); n != NULL;
		    n = xml_element(n->next)) {
			if (xml_is(n, NS_LINK, "linkbaseRef"))
				read_linkbase_ref(r, n);
			else if (xml_is(n, NS_LINK, "roleType"))
				read_role(r, n, false);
			else if (xml_is(n, NS_LINK, "arcroleType"))
				read_role(r, n, true);
			else if (xml_is(n, NS_LINK, "linkbase")) {
				if (!r->d->schemas_only)
					linkbase_read(r->d, r->document, n);
			} else
				lax_appinfo(r, n);
		}
	}
}

/* --- what stands elsewhere: 5.1.3, 5.1.4, 5.2 --- */

/* Whether a node is among xs:schema/xs:annotation/xs:appinfo/node(). */
static bool
is_in_appinfo(const xmlNode *node)
{
	const xmlNode *info = node->parent;

	return xml_is(info, NS_XSD, "appinfo") &&
	    xml_is(info->parent, NS_XSD, "annotation") &&
	    xml_is(info->parent->parent, NS_XSD, "schema");
}

static void
judge_place(struct schema_reader *r, const xmlNode *node)
{
	if (node->ns == NULL ||
	    strcmp((const char *)node->ns->href, NS_LINK) != 0)
		return;
	if (xml_is(node, NS_LINK, "roleType")) {
		if (!is_in_appinfo(node))
			schema_finding(r, F_xbrl_5_1_3_RoleTypePlace, node);
	} else if (xml_is(node, NS_LINK, "arcroleType")) {
		if (!is_in_appinfo(node))
			schema_finding(r, F_xbrl_5_1_4_ArcroleTypePlace, node);
	} else if (link_is_standard_link(SLICE(NS_LINK),
	    slice_of((const char *)node->name))) {
		if (!xml_is(node->parent, NS_LINK, "linkbase") ||
		    !is_in_appinfo(node->parent))
			schema_finding(r, F_xbrl_5_2_LinkPlace, node);
	}
}

/* Linkbases that stand where they may are judged by their own reader. */
void
schema_places(struct schema_reader *r, xmlNode *root)
{
	xmlNode *n = root;

	while (n != NULL) {
		if (n->type == XML_ELEMENT_NODE) {
			judge_place(r, n);
			if (n->children != NULL &&
			    !(xml_is(n, NS_LINK, "linkbase") &&
			    is_in_appinfo(n))) {
				n = n->children;
				continue;
			}
		}
		while (n != root && n->next == NULL)
			n = n->parent;
		n = n == root ? NULL : n->next;
	}
}

/* --- once all are there --- */

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

/* The same names, in whatever order. */
static bool
same_used_on(const struct dts *d, const struct img_role *a,
    const struct img_role *b)
{
	uint32_t x[MAX_USED_ON], y[MAX_USED_ON];

	if (a->n_used_on != b->n_used_on)
		return false;
	if (a->n_used_on == 0)
		return true;
	memcpy(x, d->used_on.v + a->used_on, a->n_used_on * sizeof(*x));
	memcpy(y, d->used_on.v + b->used_on, b->n_used_on * sizeof(*y));
	qsort(x, a->n_used_on, sizeof(*x), by_number);
	qsort(y, b->n_used_on, sizeof(*y), by_number);
	return memcmp(x, y, a->n_used_on * sizeof(*x)) == 0;
}

/*
 * S-equal (4.10), but for the id.  The definitions of the schemas that ship
 * are in our words, so they are not compared.
 */
static bool
s_equal(const struct dts *d, const struct img_role *a,
    const struct img_role *b)
{
	bool ours = d->documents.v[a->document].source == SRC_STANDARD ||
	    d->documents.v[b->document].source == SRC_STANDARD;

	return (ours || a->definition.off == b->definition.off) &&
	    a->cycles == b->cycles && same_used_on(d, a, b);
}

/* 5.1.3, 5.1.4: what the specification itself defines is not declared. */
static void
judge_standard(struct dts *d, const struct img_role *role, bool arcrole)
{
	struct slice uri = dts_text(d, role->uri);

	if (arcrole ? link_arcrole_element(uri) != NULL :
	    link_is_standard_role(uri))
		finding_arg(schema_finding_line(d, arcrole ?
		    F_xbrl_5_1_4_ArcroleTypeStandard :
		    F_xbrl_5_1_3_RoleTypeStandard, role->document,
		    role->line), "role", uri);
}

/* 5.1.3, 5.1.4: once in a schema; in a DTS more than once only if s-equal. */
static void
judge_roles(struct dts *d, const struct img_role *roles, size_t n,
    bool arcroles)
{
	struct table seen = { .slots = NULL };
	const struct img_role *role, *first;
	struct finding *f;
	uint32_t i, row;

	for (i = 0; i < n; i++) {
		role = &roles[i];
		row = table_find_int(&seen, role->uri.off);
		if (role->uri.len == 0)
			continue;
		judge_standard(d, role, arcroles);
		if (row == NONE) {
			table_add_int(&seen, role->uri.off, i);
			continue;
		}
		first = &roles[row];
		if (first->document == role->document)
			f = schema_finding_line(d, arcroles ?
			    F_xbrl_5_1_4_ArcroleTypeTwice :
			    F_xbrl_5_1_3_RoleTypeTwice, role->document,
			    role->line);
		else if (!s_equal(d, first, role))
			f = schema_finding_line(d, arcroles ?
			    F_xbrl_5_1_4_ArcroleTypeDiffers :
			    F_xbrl_5_1_3_RoleTypeDiffers, role->document,
			    role->line);
		else
			continue;
		finding_arg(f, "role", dts_text(d, role->uri));
		finding_arg(f, "other", dts_uri(d, first->document));
	}
	table_free(&seen);
}

void
schema_roles_finish(struct dts *d)
{
	judge_roles(d, d->roles.v, d->roles.n, false);
	judge_roles(d, d->arcroles.v, d->arcroles.n, true);
}
