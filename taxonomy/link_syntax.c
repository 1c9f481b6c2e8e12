/*
 * link_syntax.c: the schemas of linkbases (XBRL 2.1, appendix A: xl, xlink and
 * xbrl-linkbase; Generic Links, Labels and References 1.0) for the elements
 * that they declare: which attributes, which values, text or no text.  Custom
 * elements have schemas of their own; of them only the XLink attributes are
 * looked at, by the readers.
 */
#include "taxonomy/link.h"

/* Attributes of other namespaces that an element may have. */
enum others { OTHERS_NONE, OTHERS_XML, OTHERS_ANY };

/* What an element may hold. */
enum holds {
	HOLDS_NOTHING, HOLDS_TITLES, HOLDS_TEXT, HOLDS_XHTML, HOLDS_PARTS,
	HOLDS_LINKS		/* no text; the elements are the readers' */
};

struct rule {
	const char *local;
	const char *type;	/* xlink:type that it must have, or NULL */
	const char *xlink;	/* xlink attributes, "!": required */
	const char *plain;	/* attributes in no namespace, "!": required */
	enum others others;
	enum holds holds;
};

#define SIMPLE_XLINK	"type! href! role arcrole title show actuate "
#define ARC_XLINK	"type! from! to! arcrole! title show actuate "
#define LINK_XLINK	"type! role! title "
#define RESOURCE_XLINK	"type! label! role title "
static const struct rule link_rules[] = {
	{ "linkbase", NULL, "", "id ", OTHERS_XML, HOLDS_LINKS },
	{ "documentation", NULL, NULL, "", OTHERS_ANY, HOLDS_TEXT },
	/* Its type, href and arcrole have rules of their own (4.3). */
	{ "linkbaseRef", NULL, "type href role arcrole title show actuate ",
	  "", OTHERS_XML, HOLDS_NOTHING },
	{ "roleRef", "simple", SIMPLE_XLINK, "roleURI! ", OTHERS_XML,
	  HOLDS_NOTHING },
	{ "arcroleRef", "simple", SIMPLE_XLINK, "arcroleURI! ", OTHERS_XML,
	  HOLDS_NOTHING },
	{ "loc", "locator", "type! href! label! role title ", "",
	  OTHERS_NONE, HOLDS_TITLES },
	{ "presentationArc", "arc", ARC_XLINK,
	  "order use priority preferredLabel ", OTHERS_ANY, HOLDS_TITLES },
	{ "calculationArc", "arc", ARC_XLINK,
	  "order use priority weight! ", OTHERS_ANY, HOLDS_TITLES },
	{ "definitionArc", "arc", ARC_XLINK, "order use priority ",
	  OTHERS_ANY, HOLDS_TITLES },
	{ "labelArc", "arc", ARC_XLINK, "order use priority ", OTHERS_ANY,
	  HOLDS_TITLES },
	{ "referenceArc", "arc", ARC_XLINK, "order use priority ",
	  OTHERS_ANY, HOLDS_TITLES },
	{ "footnoteArc", "arc", ARC_XLINK, "order use priority ", OTHERS_ANY,
	  HOLDS_TITLES },
	{ "label", "resource", RESOURCE_XLINK, "id ", OTHERS_XML,
	  HOLDS_XHTML },
	{ "footnote", "resource", RESOURCE_XLINK, "id ", OTHERS_XML,
	  HOLDS_XHTML },
	{ "reference", "resource", RESOURCE_XLINK, "id ", OTHERS_NONE,
	  HOLDS_PARTS },
	{ "presentationLink", "extended", LINK_XLINK, "id ", OTHERS_XML,
	  HOLDS_LINKS },
	{ "calculationLink", "extended", LINK_XLINK, "id ", OTHERS_XML,
	  HOLDS_LINKS },
	{ "definitionLink", "extended", LINK_XLINK, "id ", OTHERS_XML,
	  HOLDS_LINKS },
	{ "labelLink", "extended", LINK_XLINK, "id ", OTHERS_XML,
	  HOLDS_LINKS },
	{ "referenceLink", "extended", LINK_XLINK, "id ", OTHERS_XML,
	  HOLDS_LINKS },
	{ "footnoteLink", "extended", LINK_XLINK, "id ", OTHERS_XML,
	  HOLDS_LINKS },
	{ NULL, NULL, NULL, NULL, OTHERS_NONE, HOLDS_NOTHING }
};
static const struct rule generic_rules[] = {
	{ "link", "extended", LINK_XLINK, "id ", OTHERS_ANY, HOLDS_LINKS },
	{ "arc", "arc", ARC_XLINK, "order use priority id ", OTHERS_ANY,
	  HOLDS_TITLES },
	{ NULL, NULL, NULL, NULL, OTHERS_NONE, HOLDS_NOTHING }
};
static const struct rule generic_label_rules[] = {
	{ "label", "resource", RESOURCE_XLINK, "id ", OTHERS_XML,
	  HOLDS_XHTML },
	{ NULL, NULL, NULL, NULL, OTHERS_NONE, HOLDS_NOTHING }
};
static const struct rule generic_reference_rules[] = {
	{ "reference", "resource", RESOURCE_XLINK, "id ", OTHERS_NONE,
	  HOLDS_PARTS },
	{ NULL, NULL, NULL, NULL, OTHERS_NONE, HOLDS_NOTHING }
};
static const struct {
	const char *ns;
	const struct rule *rules;
} namespaces[] = {
	{ NS_LINK, link_rules },
	{ NS_GEN, generic_rules },
	{ NS_GENERIC_LABEL, generic_label_rules },
	{ NS_GENERIC_REFERENCE, generic_reference_rules },
};

static const struct rule *
rule_of(const xmlNode *node)
{
	const struct rule *r = NULL;
	size_t i;

	for (i = 0; node->ns != NULL &&
	    i < sizeof(namespaces) / sizeof(namespaces[0]); i++)
		if (strcmp((const char *)node->ns->href,
		    namespaces[i].ns) == 0)
			r = namespaces[i].rules;
	for (; r != NULL && r->local != NULL; r++)
		if (strcmp((const char *)node->name, r->local) == 0)
			return r;
	return NULL;
}

bool
link_has_rule(const xmlNode *node)
{
	return rule_of(node) != NULL;
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

/* A standard role has its one place, which is no locator.  Those of links and
 * resources are judged in link_role.c; published taxonomies use the role of
 * links on linkbaseRef, of which 4.3.4 says nothing. */
static void
check_locator_role(struct link_reader *r, const xmlNode *node,
    const struct rule *rule, struct slice role)
{
	struct finding *f;

	if (rule->type == NULL || strcmp(rule->type, "locator") != 0 ||
	    !link_is_standard_role(role))
		return;
	f = about(r, F_xbrl_3_5_3_3_StandardRole, node);
	finding_arg(f, "role", role);
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
	if (strcmp(local, "role") == 0)
		check_locator_role(r, node, rule, slice_trim(v));
	if (strcmp(local, "type") == 0 && rule->type != NULL &&
	    !slice_is(v, rule->type))
		link_bad_value(r, node, "xlink:type", v);
	if ((strcmp(local, "role") == 0 || (strcmp(local, "arcrole") == 0 &&
	    rule->type != NULL)) &&
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
		if (has_word(rule->xlink, local) ||
		    rule->others == OTHERS_ANY)
			check_xlink_value(r, node, rule, local);
		else
			refuse(r, node, a);
	} else if (strcmp(ns, NS_XML) == 0 && rule->others != OTHERS_NONE) {
		check_xml_attribute(r, node, a);
	} else if (rule->others != OTHERS_ANY || strcmp(ns, NS_XL) == 0) {
		refuse(r, node, a);	/* ##other: not that of the types */
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

static bool
is_blank(const xmlNode *text)
{
	return slice_trim(slice_of((const char *)text->content)).n == 0;
}

static bool
holds_text(const struct rule *rule)
{
	return rule->holds == HOLDS_TEXT || rule->holds == HOLDS_XHTML ||
	    rule->holds == HOLDS_PARTS;
}

/* Whether an element may stand inside; of parts link_role.c says which. */
static bool
may_hold(struct link_reader *r, const struct rule *rule, const xmlNode *child)
{
	switch (rule->holds) {
	case HOLDS_NOTHING:
	case HOLDS_TEXT:
		return false;
	case HOLDS_TITLES:	/* 3.5.3.7.4, 3.5.3.9.6 */
		return slice_is(xml_attr(child, NS_XLINK, "type",
		    r->scratch), "title");
	case HOLDS_XHTML:	/* 4.11.1.2, 5.2.2.2 */
		return child->ns != NULL &&
		    strcmp((const char *)child->ns->href, NS_XHTML) == 0;
	case HOLDS_PARTS:
	case HOLDS_LINKS:
		break;
	}
	return true;
}

static void
check_content(struct link_reader *r, xmlNode *node, const struct rule *rule)
{
	xmlNode *n;

	for (n = node->children; n != NULL; n = n->next) {
		if ((n->type == XML_TEXT_NODE ||
		    n->type == XML_CDATA_SECTION_NODE) &&
		    !holds_text(rule) && !is_blank(n)) {
			(void)about(r, F_xbrl_A_LinkbaseText, node);
			return;
		}
		if (n->type == XML_ELEMENT_NODE && !may_hold(r, rule, n))
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

/* Attributes of type xs:ID: unique among those of a document. */
void
link_check_id(struct link_reader *r, const xmlNode *node)
{
	const struct rule *rule = rule_of(node);
	struct slice id = slice_trim(xml_attr(node, NULL, "id", r->scratch));
	uint64_t key;

	if (rule == NULL || id.n == 0 || !has_word(rule->plain, "id"))
		return;
	key = (uint64_t)r->document << 32 | dts_string(r->d, id).off;
	if (table_find_int(&r->set->own_ids, key) != NONE)
		link_bad_value(r, node, "id", id);
	else
		table_add_int(&r->set->own_ids, key, 0);
}

/* 5.1.2: the linkbaseRef of a schema, but for what 4.3 says of it. */
void
link_check_linkbase_ref(struct dts *d, uint32_t document, xmlNode *node)
{
	struct link_reader r = { .d = d, .document = document,
	    .set = link_set_of(d), .scratch = arena_new() };
	uint32_t target;
	struct istr fragment;

	r.file = arena_copy(r.scratch, dts_uri(d, document)).s;
	(void)link_syntax(&r, node);
	(void)link_href(&r, node, false, &target, &fragment);	/* 3.5.4 */
	arena_free(r.scratch);
}
