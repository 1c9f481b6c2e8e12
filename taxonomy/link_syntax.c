/*
 * link_syntax.c: the schema of linkbases (XBRL 2.1, appendix A: the xl, xlink
 * and xbrl-linkbase schemas) for the elements that they declare: which
 * attributes, which values, text or no text.  Custom elements have schemas of
 * their own; of them only the XLink attributes are looked at, by the readers.
 */
#include "taxonomy/link.h"

#define NS_XHTML	"http://www.w3.org/1999/xhtml"

/* Attributes of other namespaces that an element may have. */
enum others { OTHERS_NONE, OTHERS_XML, OTHERS_ANY };

struct rule {
	const char *local;
	const char *type;	/* xlink:type that it must have, or NULL */
	const char *xlink;	/* xlink attributes, "!": required */
	const char *plain;	/* attributes in no namespace, "!": required */
	enum others others;
	bool text;		/* may hold text */
};

#define SIMPLE_XLINK	"type! href! role arcrole title show actuate "
#define ARC_XLINK	"type! from! to! arcrole! title show actuate "
static const struct rule rules[] = {
	{ "linkbase", NULL, "", "id ", OTHERS_XML, false },
	{ "documentation", NULL, NULL, "", OTHERS_ANY, true },
	{ "roleRef", "simple", SIMPLE_XLINK, "roleURI! ", OTHERS_XML, false },
	{ "arcroleRef", "simple", SIMPLE_XLINK, "arcroleURI! ", OTHERS_XML,
	  false },
	{ "loc", "locator", "type! href! label! role title ", "",
	  OTHERS_NONE, false },
	{ "presentationArc", "arc", ARC_XLINK,
	  "order use priority preferredLabel ", OTHERS_ANY, false },
	{ "calculationArc", "arc", ARC_XLINK,
	  "order use priority weight! ", OTHERS_ANY, false },
	{ "definitionArc", "arc", ARC_XLINK, "order use priority ",
	  OTHERS_ANY, false },
	{ "labelArc", "arc", ARC_XLINK, "order use priority ", OTHERS_ANY,
	  false },
	{ "referenceArc", "arc", ARC_XLINK, "order use priority ",
	  OTHERS_ANY, false },
	{ "footnoteArc", "arc", ARC_XLINK, "order use priority ", OTHERS_ANY,
	  false },
	{ "label", "resource", "type! label! role title ", "id ", OTHERS_XML,
	  true },
	{ "footnote", "resource", "type! label! role title ", "id ",
	  OTHERS_XML, true },
	{ "reference", "resource", "type! label! role title ", "id ",
	  OTHERS_NONE, true },
	{ "presentationLink", "extended", "type! role! title ", "id ",
	  OTHERS_XML, false },
	{ "calculationLink", "extended", "type! role! title ", "id ",
	  OTHERS_XML, false },
	{ "definitionLink", "extended", "type! role! title ", "id ",
	  OTHERS_XML, false },
	{ "labelLink", "extended", "type! role! title ", "id ", OTHERS_XML,
	  false },
	{ "referenceLink", "extended", "type! role! title ", "id ",
	  OTHERS_XML, false },
	{ "footnoteLink", "extended", "type! role! title ", "id ",
	  OTHERS_XML, false },
};

static const struct rule *
rule_of(const xmlNode *node)
{
	size_t i;

	for (i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (xml_is(node, NS_LINK, rules[i].local))
			return &rules[i];
	return NULL;
}

/* Whether a list of words, each ended by a space, has the word. */
static bool
has_word(const char *list, const char *word)
{
	size_t n = strlen(word);
	const char *end;

	for (; *list != '\0'; list = end + 1) {
		size_t k;

		end = strchr(list, ' ');
		k = (size_t)(end - list);
		if (k > 0 && list[k - 1] == '!')
			k--;
		if (k == n && memcmp(list, word, n) == 0)
			return true;
	}
	return false;
}

/* --- findings --- */

static struct slice
name_of(struct link_reader *r, const xmlNode *node)
{
	if (node->ns == NULL || node->ns->prefix == NULL)
		return slice_of((const char *)node->name);
	return slice_of(arena_printf(r->scratch, "%s:%s",
	    (const char *)node->ns->prefix, (const char *)node->name));
}

static struct finding *
about(struct link_reader *r, enum finding_code code, const xmlNode *node)
{
	struct finding *f = finding_add(r->d->findings, code,
	    link_here(r, node));

	finding_arg(f, "element", name_of(r, node));
	return f;
}

void
link_misplaced(struct link_reader *r, const xmlNode *node)
{
	finding_arg(about(r, F_xbrl_A_LinkbaseElement, node), "parent",
	    name_of(r, node->parent));
}

void
link_bad_value(struct link_reader *r, const xmlNode *node,
    const char *attribute, struct slice value)
{
	struct finding *f = about(r, F_xbrl_A_LinkbaseValue, node);

	finding_arg(f, "attribute", slice_of(attribute));
	finding_arg(f, "value", value);
}

/* --- attributes --- */

static bool
is_one_of(const char *list, struct slice value)
{
	char word[32];

	if (value.n == 0 || value.n >= sizeof(word))
		return false;
	memcpy(word, value.s, value.n);
	word[value.n] = '\0';
	return has_word(list, word);
}

/* xml:lang and xml:space, which the schemas judge wherever they are met. */
static void
check_xml_attribute(struct link_reader *r, const xmlNode *node,
    const xmlAttr *a)
{
	struct slice v = xml_attr(node, NS_XML, (const char *)a->name,
	    r->scratch);

	if (strcmp((const char *)a->name, "lang") == 0 && v.n > 0 &&
	    !is_language(slice_trim(v)))
		link_bad_value(r, node, "xml:lang", v);
	if (strcmp((const char *)a->name, "space") == 0 &&
	    !is_one_of("default preserve ", slice_trim(v)))
		link_bad_value(r, node, "xml:space", v);
}

static void
check_xlink_value(struct link_reader *r, const xmlNode *node,
    const struct rule *rule, const char *local)
{
	static const struct {
		const char *local, *name, *values;
	} lists[] = {
		{ "show", "xlink:show", "new replace embed other none " },
		{ "actuate", "xlink:actuate",
		  "onLoad onRequest other none " },
	};
	struct slice v = xml_attr(node, NS_XLINK, local, r->scratch);
	size_t i;

	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		if (strcmp(local, lists[i].local) == 0 &&
		    !is_one_of(lists[i].values, v))
			link_bad_value(r, node, lists[i].name, v);
	if (strcmp(local, "type") == 0 && !slice_is(v, rule->type))
		link_bad_value(r, node, "xlink:type", v);
	if ((strcmp(local, "role") == 0 || strcmp(local, "arcrole") == 0) &&
	    slice_trim(v).n == 0)		/* 3.5.1.3, 3.5.1.4 */
		link_bad_value(r, node, strcmp(local, "role") == 0 ?
		    "xlink:role" : "xlink:arcrole", v);
	if ((strcmp(local, "label") == 0 || strcmp(local, "from") == 0 ||
	    strcmp(local, "to") == 0) && !is_ncname(slice_trim(v)))
		link_bad_value(r, node, arena_printf(r->scratch, "xlink:%s",
		    local), v);			/* 3.5.3.7.3 */
}

static void
check_plain_value(struct link_reader *r, const xmlNode *node,
    const char *local)
{
	struct slice v = slice_trim(xml_attr(node, NULL, local, r->scratch));

	if (strcmp(local, "id") == 0 && !is_ncname(v))
		link_bad_value(r, node, "id", v);
	if ((strcmp(local, "roleURI") == 0 ||
	    strcmp(local, "arcroleURI") == 0 ||
	    strcmp(local, "preferredLabel") == 0) && v.n == 0)
		link_bad_value(r, node, local, v);
}

static void
refuse(struct link_reader *r, const xmlNode *node, const xmlAttr *a)
{
	struct finding *f = about(r, F_xbrl_A_LinkbaseAttribute, node);

	if (a->ns != NULL && a->ns->prefix != NULL)
		finding_argf(f, "attribute", "%s:%s",
		    (const char *)a->ns->prefix, (const char *)a->name);
	else
		finding_arg(f, "attribute", slice_of((const char *)a->name));
}

static void
check_attribute(struct link_reader *r, const xmlNode *node,
    const struct rule *rule, const xmlAttr *a)
{
	const char *local = (const char *)a->name;
	const char *ns = a->ns == NULL ? NULL : (const char *)a->ns->href;

	if (ns == NULL) {
		if (has_word(rule->plain, local))
			check_plain_value(r, node, local);
		else
			refuse(r, node, a);
	} else if (strcmp(ns, NS_XSI) == 0) {
		return;
	} else if (strcmp(ns, NS_XLINK) == 0 && rule->xlink != NULL) {
		if (has_word(rule->xlink, local))
			check_xlink_value(r, node, rule, local);
		else
			refuse(r, node, a);
	} else if (strcmp(ns, NS_XML) == 0 && rule->others != OTHERS_NONE) {
		check_xml_attribute(r, node, a);
	} else if (rule->others != OTHERS_ANY || (rule->type == NULL &&
	    strcmp(ns, NS_LINK) == 0)) {	/* 3.5.2.3 */
		refuse(r, node, a);
	}
}

static void
check_required(struct link_reader *r, const xmlNode *node, const char *list,
    const char *ns, const char *prefix)
{
	const char *end;
	char local[32];

	for (; *list != '\0'; list = end + 1) {
		size_t k;

		end = strchr(list, ' ');
		k = (size_t)(end - list);
		if (k == 0 || k > sizeof(local) || list[k - 1] != '!')
			continue;
		memcpy(local, list, k - 1);
		local[k - 1] = '\0';
		if (xml_attr(node, ns, local, r->scratch).s == NULL)
			finding_argf(about(r,
			    F_xbrl_A_LinkbaseAttributeMissing, node),
			    "attribute", "%s%s", prefix, local);
	}
}

/* --- content --- */

/* Whether an element may stand inside a resource or documentation. */
static bool
may_hold(const struct rule *rule, const xmlNode *child)
{
	if (rule->type == NULL)			/* documentation: a string */
		return false;
	if (strcmp(rule->local, "reference") == 0)
		return true;			/* parts: link_role.c */
	return child->ns != NULL &&
	    strcmp((const char *)child->ns->href, NS_XHTML) == 0;
}

static bool
is_blank(const xmlNode *text)
{
	return slice_trim(slice_of((const char *)text->content)).n == 0;
}

static void
check_content(struct link_reader *r, xmlNode *node, const struct rule *rule)
{
	const bool linking = !rule->text && rule->type != NULL &&
	    strcmp(rule->type, "extended") != 0;
	xmlNode *n;

	for (n = node->children; n != NULL; n = n->next) {
		if ((n->type == XML_TEXT_NODE ||
		    n->type == XML_CDATA_SECTION_NODE) && !rule->text &&
		    !is_blank(n)) {
			(void)about(r, F_xbrl_A_LinkbaseText, node);
			return;
		}
		if (n->type != XML_ELEMENT_NODE)
			continue;
		/* Locators and arcs hold titles (3.5.3.7.4, 3.5.3.9.6). */
		if ((linking && !slice_is(xml_attr(n, NS_XLINK, "type",
		    r->scratch), "title")) ||
		    (rule->text && !may_hold(rule, n)))
			link_misplaced(r, n);
	}
}

bool
link_syntax(struct link_reader *r, xmlNode *node)
{
	const struct rule *rule = rule_of(node);
	const xmlAttr *a;

	if (rule == NULL)
		return false;
	for (a = node->properties; a != NULL; a = a->next)
		check_attribute(r, node, rule, a);
	if (rule->xlink != NULL)
		check_required(r, node, rule->xlink, NS_XLINK, "xlink:");
	check_required(r, node, rule->plain, NULL, "");
	check_content(r, node, rule);
	return true;
}
