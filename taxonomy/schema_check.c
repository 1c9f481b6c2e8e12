/*
 * schema_check.c: is the document a schema at all, by the schema for schemas
 * (XML Schema 1.0 part 1, appendix A): which elements stand where, which
 * attributes they have.  Values are judged where they are read.
 *
 * A rule holds for an element of that name in a place: directly in the
 * schema, elsewhere, with a `ref`, or in a parent of that name.
 */
#include "taxonomy/schema.h"

#include "base/xml.h"

#define GLOBAL	"#global"
#define REF	"#ref"
#define ANY	"#any"

struct rule {
	const char *name, *place;
	const char *required;	/* attributes, each followed by a space */
	const char *optional;	/* besides id */
	/* Groups in order, each "a|b" and how often: ? 1 * +, or ! for at most
	 * one and then nothing more.  An annotation may come first. */
	const char *children;
};

#define MODEL	"group|all|choice|sequence? "
#define ATTRS	"attribute|attributeGroup* anyAttribute? "
#define FACETS	"length|minLength|maxLength|pattern|enumeration|whiteSpace|" \
		"minInclusive|minExclusive|maxInclusive|maxExclusive|" \
		"totalDigits|fractionDigits* "
#define FACET(name)	{ name, ANY, "value ", "fixed ", "" }
#define OCCURS	"minOccurs maxOccurs "

/* The more particular place first; ANY last. */
static const struct rule rules[] = {
	{ "all", ANY, "", OCCURS, "element* " },
	{ "any", ANY, "", OCCURS "namespace processContents ", "" },
	{ "anyAttribute", ANY, "", "namespace processContents ", "" },
	{ "attribute", GLOBAL, "name ", "type default fixed ", "simpleType? " },
	{ "attribute", REF, "ref ", "use default fixed ", "" },
	{ "attribute", ANY, "name ", "type use default fixed form ",
	    "simpleType? " },
	{ "attributeGroup", GLOBAL, "name ", "", ATTRS },
	{ "attributeGroup", ANY, "ref ", "", "" },
	{ "choice", ANY, "", OCCURS, "element|group|choice|sequence|any* " },
	{ "complexContent", ANY, "", "mixed ", "restriction|extension1 " },
	{ "complexType", GLOBAL, "name ", "mixed abstract final block ",
	    "simpleContent|complexContent! " MODEL ATTRS },
	{ "complexType", ANY, "", "mixed ",
	    "simpleContent|complexContent! " MODEL ATTRS },
	{ "element", GLOBAL, "name ", "type substitutionGroup default fixed "
	    "nillable abstract final block ",
	    "simpleType|complexType? unique|key|keyref* " },
	{ "element", REF, "ref ", OCCURS, "" },
	{ "element", ANY, "name ", OCCURS "type default fixed nillable block "
	    "form ", "simpleType|complexType? unique|key|keyref* " },
	FACET("enumeration"),
	{ "extension", "simpleContent", "base ", "", ATTRS },
	{ "extension", ANY, "base ", "", MODEL ATTRS },
	{ "field", ANY, "xpath ", "", "" },
	FACET("fractionDigits"),
	{ "group", GLOBAL, "name ", "", "all|choice|sequence1 " },
	{ "group", ANY, "ref ", OCCURS, "" },
	{ "import", ANY, "", "namespace schemaLocation ", "" },
	{ "include", ANY, "schemaLocation ", "", "" },
	{ "key", ANY, "name ", "", "selector1 field+ " },
	{ "keyref", ANY, "name refer ", "", "selector1 field+ " },
	FACET("length"),
	{ "list", ANY, "", "itemType ", "simpleType? " },
	FACET("maxExclusive"), FACET("maxInclusive"), FACET("maxLength"),
	FACET("minExclusive"), FACET("minInclusive"), FACET("minLength"),
	{ "notation", ANY, "name ", "public system ", "" },
	FACET("pattern"),
	{ "redefine", ANY, "schemaLocation ", "",
	    "annotation|simpleType|complexType|group|attributeGroup* " },
	{ "restriction", "simpleType", "", "base ", "simpleType? " FACETS },
	{ "restriction", "simpleContent", "base ", "",
	    "simpleType? " FACETS ATTRS },
	{ "restriction", ANY, "base ", "", MODEL ATTRS },
	{ "schema", ANY, "", "targetNamespace version finalDefault "
	    "blockDefault attributeFormDefault elementFormDefault ",
	    "include|import|redefine|annotation* simpleType|complexType|group|"
	    "attributeGroup|element|attribute|notation|annotation* " },
	{ "selector", ANY, "xpath ", "", "" },
	{ "sequence", ANY, "", OCCURS, "element|group|choice|sequence|any* " },
	{ "simpleContent", ANY, "", "", "restriction|extension1 " },
	{ "simpleType", GLOBAL, "name ", "final ", "restriction|list|union1 " },
	{ "simpleType", ANY, "", "", "restriction|list|union1 " },
	FACET("totalDigits"),
	{ "union", ANY, "", "memberTypes ", "simpleType* " },
	{ "unique", ANY, "name ", "", "selector1 field+ " },
	FACET("whiteSpace"),
};

static bool
stands_in(const struct rule *rule, const xmlNode *node)
{
	const char *parent = node->parent == NULL ||
	    node->parent->type != XML_ELEMENT_NODE ? "" :
	    (const char *)node->parent->name;

	if (strcmp(rule->place, GLOBAL) == 0)
		return strcmp(parent, "schema") == 0 ||
		    strcmp(parent, "redefine") == 0;
	if (strcmp(rule->place, REF) == 0)
		return xmlHasNsProp(node, (const xmlChar *)"ref", NULL) !=
		    NULL;
	return strcmp(rule->place, ANY) == 0 ||
	    strcmp(rule->place, parent) == 0;
}

static const struct rule *
rule_of(const xmlNode *node)
{
	const char *name = (const char *)node->name;
	size_t i;

	for (i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (*rules[i].name == *name &&
		    strcmp(rules[i].name, name) == 0 &&
		    stands_in(&rules[i], node))
			return &rules[i];
	return NULL;
}

/* Whether the word is in a list whose words end in one of the marks. */
static bool
listed(const char *list, const char *word, const char *marks)
{
	size_t n = strlen(word), len;

	while (*list != '\0') {
		len = strcspn(list, marks);
		if (len == n && memcmp(list, word, n) == 0)
			return true;
		list += len + (list[len] != '\0');
	}
	return false;
}

/* --- attributes --- */

static void
check_attributes(struct schema_reader *r, const struct rule *rule,
    const xmlNode *node)
{
	const xmlAttr *a;
	const char *name, *p;
	char word[32];
	size_t n;

	for (a = node->properties; a != NULL; a = a->next) {
		name = (const char *)a->name;
		if (a->ns == NULL ? strcmp(name, "id") == 0 ||
		    listed(rule->required, name, " ") ||
		    listed(rule->optional, name, " ") :
		    strcmp((const char *)a->ns->href, NS_XSD) != 0)
			continue;
		finding_arg(schema_finding(r, F_xsd_AttributeNotAllowed, node),
		    "attribute", slice_of(name));
	}
	for (p = rule->required; *p != '\0'; p += n + 1) {
		n = strcspn(p, " ");
		memcpy(word, p, n);
		word[n] = '\0';
		if (xmlHasNsProp(node, (const xmlChar *)word, NULL) == NULL)
			finding_arg(schema_finding(r, F_xsd_AttributeMissing,
			    node), "attribute", slice_of(word));
	}
}

/* --- children --- */

/* Where an element is in its rule's list of groups. */
struct progress {
	const char *group;	/* the present one */
	unsigned    used;	/* how often in it */
};

static char
how_often(const char *group)
{
	return group[strcspn(group, " ") - 1];
}

static void
missing(struct schema_reader *r, const xmlNode *node, const char *group)
{
	size_t n = strcspn(group, " ") - 1;

	finding_arg(schema_finding(r, F_xsd_ElementMissing, node), "child",
	    (struct slice){ group, n });
}

static bool
group_has(const char *group, const char *name)
{
	char words[256];
	size_t n = strcspn(group, " ") - 1;

	memcpy(words, group, n);
	words[n] = '\0';
	return listed(words, name, "|");
}

/* Moves to the group that takes the child; false where none does. */
static bool
advance(struct schema_reader *r, const xmlNode *node, struct progress *at,
    const char *name)
{
	const char *g = at->group;
	struct progress was = *at;

	for (; *g != '\0'; g += strcspn(g, " ") + 1) {
		bool many = how_often(g) == '*' || how_often(g) == '+';

		if (group_has(g, name) &&
		    (g != at->group || many || at->used == 0))
			break;
	}
	if (*g == '\0')
		return false;
	for (; was.group != g; was.group += strcspn(was.group, " ") + 1) {
		if (was.used == 0 && (how_often(was.group) == '1' ||
		    how_often(was.group) == '+'))
			missing(r, node, was.group);
		was.used = 0;
	}
	was.used++;
	if (how_often(g) == '!') {
		was.group = g + strlen(g);
		was.used = 0;
	}
	*at = was;
	return true;
}

static void
check_children(struct schema_reader *r, const struct rule *rule,
    xmlNode *node)
{
	struct progress at = { rule->children, 0 };
	bool annotation = true;	/* still allowed */
	const char *name;
	xmlNode *n;

	for (n = xml_element(node->children); n != NULL;
	    n = xml_element(n->next)) {
		name = (const char *)n->name;
		if (n->ns != NULL && strcmp((const char *)n->ns->href,
		    NS_XSD) == 0 && ((annotation &&
		    strcmp(name, "annotation") == 0) ||
		    advance(r, node, &at, name))) {
			annotation = false;
			continue;
		}
		annotation = false;
		finding_arg(schema_finding(r, F_xsd_ElementNotAllowed, n),
		    "parent", slice_of((const char *)node->name));
	}
	for (; *at.group != '\0'; at.group += strcspn(at.group, " ") + 1) {
		if (at.used == 0 && (how_often(at.group) == '1' ||
		    how_often(at.group) == '+'))
			missing(r, node, at.group);
		at.used = 0;
	}
}

static bool
has_text(const xmlNode *node)
{
	const xmlNode *n;

	for (n = node->children; n != NULL; n = n->next)
		if ((n->type == XML_TEXT_NODE ||
		    n->type == XML_CDATA_SECTION_NODE) && n->content != NULL &&
		    slice_trim(slice_of((const char *)n->content)).n > 0)
			return true;
	return false;
}

void
schema_check(struct schema_reader *r, xmlNode *node)
{
	const struct rule *rule;
	xmlNode *n;

	if (xml_is(node, NS_XSD, "annotation")) {
		schema_id(r, node, NONE);
		return;			/* holds anything */
	}
	if (node->ns == NULL ||
	    strcmp((const char *)node->ns->href, NS_XSD) != 0 ||
	    (rule = rule_of(node)) == NULL)
		return;			/* its parent said so */
	check_attributes(r, rule, node);
	check_children(r, rule, node);
	if (has_text(node))
		schema_finding(r, F_xsd_TextNotAllowed, node);
	for (n = xml_element(node->children); n != NULL;
	    n = xml_element(n->next))
		schema_check(r, n);
}
