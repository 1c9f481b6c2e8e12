/*
 * link_names.c: what XBRL 2.1 itself names in links: its extended links, arcs
 * and resources, its roles (tables 8 and 9, sections 3.5.3.3 and 4.11) and
 * arcroles (3.5.3.9.4), and what nodes are called when people read of them.
 */
#include "taxonomy/link.h"

#include "taxonomy/taxonomy.h"

#define ROLE_PREFIX	"http://www.xbrl.org/2003/role/"
/* Longer chains of substitution groups than this are not followed. */
#define MAX_HEADS	64

static bool
in_list(const char *const *list, struct slice s)
{
	for (; *list != NULL; list++)
		if (slice_is(s, *list))
			return true;
	return false;
}

bool
link_is_standard_link(struct slice ns, struct slice local)
{
	static const char *const links[] = {
		"presentationLink", "calculationLink", "definitionLink",
		"labelLink", "referenceLink", "footnoteLink", NULL
	};

	return slice_is(ns, NS_LINK) && in_list(links, local);
}

bool
link_is_standard_arc(struct slice ns, struct slice local)
{
	static const char *const arcs[] = {
		"presentationArc", "calculationArc", "definitionArc",
		"labelArc", "referenceArc", "footnoteArc", NULL
	};

	return slice_is(ns, NS_LINK) && in_list(arcs, local);
}

bool
link_is_standard_resource(struct slice ns, struct slice local)
{
	static const char *const resources[] = {
		"label", "reference", "footnote", NULL
	};

	return slice_is(ns, NS_LINK) && in_list(resources, local);
}

/* --- roles --- */

static const char *const label_roles[] = {		/* table 8 */
	"label", "terseLabel", "verboseLabel", "positiveLabel",
	"positiveTerseLabel", "positiveVerboseLabel", "negativeLabel",
	"negativeTerseLabel", "negativeVerboseLabel", "zeroLabel",
	"zeroTerseLabel", "zeroVerboseLabel", "totalLabel",
	"periodStartLabel", "periodEndLabel", "documentation",
	"definitionGuidance", "disclosureGuidance", "presentationGuidance",
	"measurementGuidance", "commentaryGuidance", "exampleGuidance", NULL
};
static const char *const reference_roles[] = {		/* table 9 */
	"reference", "definitionRef", "disclosureRef",
	"mandatoryDisclosureRef", "recommendedDisclosureRef",
	"unspecifiedDisclosureRef", "presentationRef", "measurementRef",
	"commentaryRef", "exampleRef", NULL
};
static const char *const footnote_roles[] = { "footnote", NULL };
static const char *const link_roles[] = { "link", NULL };
static const char *const linkbase_roles[] = {		/* table 2 */
	"calculationLinkbaseRef", "definitionLinkbaseRef",
	"labelLinkbaseRef", "presentationLinkbaseRef",
	"referenceLinkbaseRef", NULL
};
static const struct {
	const char *const *roles;
	const char *element;		/* NULL: the extended links */
} role_lists[] = {
	{ label_roles, "label" },
	{ reference_roles, "reference" },
	{ footnote_roles, "footnote" },
	{ link_roles, NULL },
	{ linkbase_roles, "linkbaseRef" },
};
#define N_ROLE_LISTS	(sizeof(role_lists) / sizeof(role_lists[0]))

/* The list that has the role, or N_ROLE_LISTS. */
static size_t
role_list(struct slice role)
{
	size_t i;

	if (!slice_starts(role, SLICE(ROLE_PREFIX)))
		return N_ROLE_LISTS;
	role = slice_from(role, sizeof(ROLE_PREFIX) - 1);
	for (i = 0; i < N_ROLE_LISTS; i++)
		if (in_list(role_lists[i].roles, role))
			break;
	return i;
}

bool
link_is_standard_role(struct slice role)
{
	return role_list(role) < N_ROLE_LISTS;
}

bool
link_role_fits(struct slice role, struct slice local)
{
	size_t i = role_list(role);

	if (i == N_ROLE_LISTS)
		return true;
	if (role_lists[i].element == NULL)
		return link_is_standard_link(SLICE(NS_LINK), local);
	return slice_is(local, role_lists[i].element);
}

/* --- arcroles --- */

static const struct {
	const char *arcrole;
	const char *element;		/* of XBRL 2.1's own; NULL: another's */
	enum end_rule rule;
} arcroles[] = {
	{ ARCROLE_PARENT_CHILD, "presentationArc", RULE_PARENT_CHILD },
	{ ARCROLE_SUMMATION, "calculationArc", RULE_SUMMATION },
	{ ARCROLE_SUMMATION_11, NULL, RULE_SUMMATION },
	{ ARCROLE_CONCEPT_LABEL, "labelArc", RULE_CONCEPT_LABEL },
	{ ARCROLE_CONCEPT_REF, "referenceArc", RULE_CONCEPT_REFERENCE },
	{ ARCROLE_GENERAL_SPECIAL, "definitionArc", RULE_GENERAL_SPECIAL },
	{ ARCROLE_ESSENCE_ALIAS, "definitionArc", RULE_ESSENCE_ALIAS },
	{ ARCROLE_SIMILAR_TUPLES, "definitionArc", RULE_SIMILAR_TUPLES },
	{ ARCROLE_REQUIRES, "definitionArc", RULE_REQUIRES },
	{ ARCROLE_FACT_FOOTNOTE, "footnoteArc", RULE_NONE },
	{ ARCROLE_ELEMENT_LABEL, NULL, RULE_ELEMENT_LABEL },
	{ ARCROLE_ELEMENT_REF, NULL, RULE_ELEMENT_REFERENCE },
};
#define N_ARCROLES	(sizeof(arcroles) / sizeof(arcroles[0]))

const char *
link_arcrole_element(struct slice arcrole)
{
	size_t i;

	for (i = 0; i < N_ARCROLES; i++)
		if (slice_is(arcrole, arcroles[i].arcrole))
			return arcroles[i].element;
	return NULL;
}

enum end_rule
link_arcrole_rule(struct slice arcrole)
{
	size_t i;

	for (i = 0; i < N_ARCROLES; i++)
		if (slice_is(arcrole, arcroles[i].arcrole))
			return arcroles[i].rule;
	return RULE_NONE;
}

/* --- elements and nodes --- */

bool
link_substitutes(const struct dts *d, uint32_t name, const char *ns,
    const char *local)
{
	uint32_t head = dts_name_find(d, slice_of(ns), slice_of(local));
	uint32_t element, i;

	if (head == NONE || name == NONE)
		return false;
	if (name == head)
		return true;
	element = d->names.v[name].element;
	for (i = 0; i < MAX_HEADS && element < d->elements.n; i++) {
		if (d->elements.v[element].name == head)
			return true;
		element = d->elements.v[element].substitution;
	}
	return false;
}

/* The content model of gen:link lets in no other arcs, so one that no schema
 * of the DTS declares is a generic arc there. */
bool
link_is_generic_arc(const struct dts *d, uint32_t link, uint32_t arc)
{
	return link_substitutes(d, arc, NS_GEN, "arc") ||
	    (arc < d->names.n && d->names.v[arc].element == NONE &&
	    link == dts_name_find(d, SLICE(NS_GEN), SLICE("link")));
}

struct slice
link_qname(const struct dts *d, uint32_t name, struct arena *a)
{
	const struct img_name *n;
	struct slice prefix;

	if (name >= d->names.n)
		return SLICE("?");
	n = &d->names.v[name];
	prefix = dts_text(d, n->prefix);
	if (prefix.n == 0 && slice_is(dts_text(d, n->ns), NS_LINK))
		prefix = SLICE("link");
	if (prefix.n == 0)
		return arena_copy(a, dts_text(d, n->local));
	return slice_of(arena_printf(a, "%.*s:%.*s", SLICE_ARG(prefix),
	    SLICE_ARG(dts_text(d, n->local))));
}

uint32_t
link_node_element(const struct dts *d, uint32_t node)
{
	uint32_t row = NODE_ROW(node);

	if (NODE_KIND(node) == NODE_ELEMENT && row < d->elements.n)
		return d->elements.v[row].name;
	if (NODE_KIND(node) == NODE_RESOURCE && row < d->resources.n)
		return d->resources.v[row].name;
	return NONE;
}

struct slice
link_node_name(const struct dts *d, uint32_t node, struct arena *a)
{
	uint32_t row = NODE_ROW(node), name = link_node_element(d, node);

	if (NODE_KIND(node) == NODE_ROLE && row < d->roles.n)
		return arena_copy(a, dts_text(d, d->roles.v[row].uri));
	if (NODE_KIND(node) == NODE_ARCROLE && row < d->arcroles.n)
		return arena_copy(a, dts_text(d, d->arcroles.v[row].uri));
	if (NODE_KIND(node) == NODE_RESOURCE && row < d->resources.n &&
	    dts_resource_id(d, row).n > 0)
		return slice_of(arena_printf(a, "%.*s#%.*s",
		    SLICE_ARG(link_qname(d, name, a)),
		    SLICE_ARG(dts_resource_id(d, row))));
	return link_qname(d, name, a);
}

/* The kind of a global element; EL_OTHER for everything else. */
static enum element_kind
kind_of(const struct dts *d, uint32_t node)
{
	uint32_t row = NODE_ROW(node);

	if (NODE_KIND(node) != NODE_ELEMENT || row >= d->elements.n)
		return EL_OTHER;
	return (enum element_kind)d->elements.v[row].kind;
}

bool
link_is_tuple(const struct dts *d, uint32_t node)
{
	return kind_of(d, node) == EL_TUPLE;
}

bool
link_is_item(const struct dts *d, uint32_t node)
{
	switch (kind_of(d, node)) {
	case EL_ITEM:
	case EL_HYPERCUBE:
	case EL_DIMENSION:
		return true;
	case EL_OTHER:
	case EL_TUPLE:
	case EL_RESOURCE:
	case EL_ARC:
	case EL_EXTENDED:
	case EL_PART:
		return false;
	}
	return false;
}

bool
link_is_concept(const struct dts *d, uint32_t node)
{
	return link_is_item(d, node) || link_is_tuple(d, node);
}
