/*
 * test_link_rules.c: what must not be in a linkbase (XBRL 2.1, 3.5, 5.1 and
 * 5.2; Generic Links 1.0): each case breaks one rule, or none.
 */
#include "tests/link_case.h"

/* --- rules, one finding each --- */

static const struct rule {
	const char *name, *code, *text;
} rules[] = {
	{ "an arc to an unknown label", "xbrl.3.5.3.9.3:ToUnknown",
	  PRES(PC("A", "Z", "")) },
	{ "an arc from an unknown label", "xbrl.3.5.3.9.2:FromUnknown",
	  PRES(PC("Z", "A", "")) },
	{ "two arcs with the same ends", "xbrl.3.5.3.9:DuplicateArcs",
	  DEFS("", DEF(AR "general-special", "A", "B", "")
	  DEF(AR "requires-element", "A", "B", "")) },
	{ "an order that is no number", "xbrl.3.5.3.9.5:Order",
	  PRES(PC("A", "B", "order='first'")) },
	{ "another use", "xbrl.3.5.3.9.7.1:Use",
	  PRES(PC("A", "B", "use='required'")) },
	{ "a priority that is no integer", "xbrl.3.5.3.9.7.2:Priority",
	  PRES(PC("A", "B", "priority='1.0'")) },
	{ "a role without a roleRef", "xbrl.3.5.2.4:RoleRefMissing",
	  LB_BEGIN LINK("presentation", EX "one") LINK_END("presentation")
	  LB_END },
	{ "a role that is not absolute", "xbrl.3.5.2.4:RoleNotAbsolute",
	  LB_BEGIN LINK("presentation", "one") LINK_END("presentation")
	  LB_END },
	{ "a role on an element that it is not for",
	  "xbrl.5.1.3.4:RoleUsedOn",
	  LB_BEGIN ROLE_REF("one") LINK("definition", EX "one")
	  LINK_END("definition") LB_END },
	{ "a roleRef to the wrong role", "xbrl.3.5.2.4.5:RoleRefOther",
	  LB_BEGIN "<roleRef xlink:type='simple' roleURI='" EX "x'"
	  " xlink:href='t.xsd#one'/>" LB_END },
	{ "a roleRef to no role", "xbrl.3.5.2.4.2:RoleRefTarget",
	  LB_BEGIN "<roleRef xlink:type='simple' roleURI='" EX "one'"
	  " xlink:href='t.xsd#A'/>" LB_END },
	{ "two roleRefs", "xbrl.3.5.2.4.5:RoleRefTwice",
	  LB_BEGIN ROLE_REF("one") ROLE_REF("one") LB_END },
	{ "two arcroleRefs", "xbrl.3.5.2.5.5:ArcroleRefTwice",
	  LB_BEGIN ARCROLE_REF("any") ARCROLE_REF("any") LB_END },
	{ "an arcroleRef to a role", "xbrl.3.5.2.5.2:ArcroleRefTarget",
	  LB_BEGIN "<arcroleRef xlink:type='simple' arcroleURI='" EX "any'"
	  " xlink:href='t.xsd#one'/>" LB_END },
	{ "an arcrole without an arcroleRef",
	  "xbrl.3.5.2.5:ArcroleRefMissing",
	  DEFS("", DEF(EX "any", "A", "B", "")) },
	{ "an arcrole on an arc that it is not for",
	  "xbrl.5.1.4.5:ArcroleUsedOn",
	  LB_BEGIN ARCROLE_REF("any") LINK("presentation", RO "link")
	  ALL_LOCS ARC("presentation", EX "any", "A", "B", "")
	  LINK_END("presentation") LB_END },
	{ "a standard arcrole on another arc",
	  "xbrl.3.5.3.9.4:ArcroleElement",
	  DEFS("", DEF(AR "parent-child", "A", "B", "")) },
	{ "a label role on a link", "xbrl.3.5.3.3:StandardRole",
	  LB_BEGIN LINK("label", RO "label") LINK_END("label") LB_END },
	{ "a weight of zero", "xbrl.5.2.5.2.1:WeightZero",
	  CALCS(CALC("C", "D", "weight='0.0'")) },
	{ "a weight that is no number", "xbrl.5.2.5.2.1:Weight",
	  CALCS(CALC("C", "D", "weight='1e3'")) },
	{ "no weight", "xbrl.A:LinkbaseAttributeMissing",
	  CALCS(CALC("C", "D", "")) },
	{ "debit and credit added up", "xbrl.5.1.1.2:BalanceWeight",
	  CALCS(CALC("A", "B", "weight='1'")) },
	{ "a text added up", "xbrl.5.2.5.2:SummationEnds",
	  CALCS(CALC("C", "S", "weight='1'")) },
	{ "a tuple added up", "xbrl.5.2.5.2:SummationEnds",
	  CALCS(CALC("C", "T", "weight='1'")) },
	{ "a label without a language", "xbrl.5.2.2.2.1:LabelLanguage",
	  LABELS("<label xlink:type='resource' xlink:label='a'>x</label>") },
	{ "a label arc between concepts", "xbrl.5.2.2.3:LabelEnds",
	  LABELS(LABEL_ARC("A", "B", "")) },
	{ "aliases of different types", "xbrl.5.2.6.2.2:EssenceAliasDiffers",
	  DEFS("", DEF(AR "essence-alias", "C", "S", "")) },
	{ "aliases of different balance",
	  "xbrl.5.2.6.2.2:EssenceAliasDiffers",
	  DEFS("", DEF(AR "essence-alias", "A", "B", "")) },
	{ "an alias of a tuple", "xbrl.5.2.6.2.2:EssenceAliasEnds",
	  DEFS("", DEF(AR "essence-alias", "C", "T", "")) },
	{ "a special tuple", "xbrl.5.2.6.2.1:GeneralSpecialEnds",
	  DEFS("", DEF(AR "general-special", "C", "T", "")) },
	{ "similar items", "xbrl.5.2.6.2.3:SimilarTuplesEnds",
	  DEFS("", DEF(AR "similar-tuples", "C", "D", "")) },
	{ "a preferred label that is not there",
	  "xbrl.5.2.4.2.1:PreferredLabel",
	  PRES(PC("A", "B", "preferredLabel='" RO "totalLabel'")) },
	{ "an element that is no link", "xbrl.A:LinkbaseElement",
	  LB_BEGIN "<t:x/>" LB_END },
	{ "a resource in a presentation link", "xbrl.A:LinkbaseElement",
	  PRES(LABEL("x", "label", "x")) },
	{ "text in a link", "xbrl.A:LinkbaseText", PRES("text") },
	{ "an attribute that arcs do not have", "xbrl.A:LinkbaseAttribute",
	  PRES(PC("A", "B", "id='x'")) },
	{ "documentation with a bare attribute", "xbrl.A:LinkbaseAttribute",
	  LB_BEGIN "<documentation x='1'>x</documentation>" LB_END },
	{ "an xlink:show that XLink does not know", "xbrl.A:LinkbaseValue",
	  PRES(PC("A", "B", "xlink:show='never'")) },
	{ "a label that is no NCName", "xbrl.A:LinkbaseValue",
	  LB_BEGIN LINK("presentation", RO "link") LOC("1", "A")
	  LINK_END("presentation") LB_END },
	{ "a locator that is no loc", "xbrl.5.2:CustomLocator",
	  LB_BEGIN LINK("presentation", RO "link")
	  "<t:loc xlink:type='locator' xlink:href='t.xsd#A'"
	  " xlink:label='a'/>" LINK_END("presentation") LB_END },
	{ "plain documentation is well", "",
	  LB_BEGIN "<documentation xml:lang='en' t:x='1'>x</documentation>"
	  LB_END },
	{ "titles are well", "",
	  PRES("<t:title xlink:type='title'>x</t:title>") },
	{ "aliases of one kind are well", "",
	  DEFS("", DEF(AR "essence-alias", "C", "D", "")) },
	{ "credit subtracted from debit is well", "",
	  CALCS(CALC("A", "B", "weight='-1'")) },
	{ "no balance, any weight", "",
	  CALCS(CALC("A", "C", "weight='-1'")) },
	{ "similar tuples are well", "",
	  DEFS("", DEF(AR "similar-tuples", "T", "T", "")) },
};

/* "XBRL 2.1, 3.5.3.9: two arcs with the same ends", where the code says which
 * section it is. */
static const char *
named(const struct rule *r)
{
	static char name[200];
	const char *end;

	if (r->code == NULL || strncmp(r->code, "xbrl.", 5) != 0 ||
	    (end = strchr(r->code, ':')) == NULL)
		return r->name;
	snprintf(name, sizeof(name), "XBRL 2.1, %.*s: %s",
	    (int)(end - r->code - 5), r->code + 5, r->name);
	return name;
}

static void
test_rules(void)
{
	size_t i;

	for (i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		is_codes(rules[i].text, rules[i].code, named(&rules[i]));
}

/* --- generic links --- */

#define GEN_LABEL_REF \
	"<arcroleRef xlink:type='simple'" \
	" arcroleURI='http://xbrl.org/arcrole/2008/element-label'" \
	" xlink:href='http://www.xbrl.org/2008/generic-label.xsd" \
	"#element-label'/>\n" \
	"<roleRef xlink:type='simple'" \
	" roleURI='http://www.xbrl.org/2008/role/label'" \
	" xlink:href='http://www.xbrl.org/2008/generic-label.xsd" \
	"#standard-label'/>\n"
#define GEN(role, body) \
	"<gen:link xlink:type='extended' xlink:role='" role "'>\n" body \
	"</gen:link>\n"
#define GEN_ARC(arcrole, from, to, rest) \
	"<gen:arc xlink:type='arc' xlink:arcrole='" arcrole "'" \
	" xlink:from='" from "' xlink:to='" to "' " rest "/>\n"
#define GEN_LABEL(label, attributes) \
	"<label:label xlink:type='resource' xlink:label='" label "'" \
	" xlink:role='http://www.xbrl.org/2008/role/label' " attributes \
	">G</label:label>\n"

static const struct rule generic_rules[] = {
	{ "a generic link", "", LB_BEGIN ROLE_REF("two") GEN(EX "two", "")
	  LB_END },
	{ "its role without a roleRef",
	  "xbrlgene:missingRoleRefForLinkRole",
	  LB_BEGIN GEN(EX "two", "") LB_END },
	{ "its role on another element",
	  "xbrlgene:missingLinkRoleUsedOnValue",
	  LB_BEGIN ROLE_REF("one") GEN(EX "one", "") LB_END },
	{ "its role not absolute", "xbrlgene:nonAbsoluteLinkRoleURI",
	  LB_BEGIN GEN("two", "") LB_END },
	{ "a generic arc without an arcroleRef",
	  "xbrlgene:missingRoleRefForArcRole",
	  LB_BEGIN GEN(RO "link", ALL_LOCS GEN_ARC(EX "none", "A", "B", ""))
	  LB_END },
	{ "its arcrole not absolute", "xbrlgene:nonAbsoluteArcRoleURI",
	  LB_BEGIN GEN(RO "link", ALL_LOCS GEN_ARC("none", "A", "B", ""))
	  LB_END },
	{ "its arcrole on another element",
	  "xbrlgene:missingArcRoleUsedOnValue",
	  LB_BEGIN ARCROLE_REF("any") GEN(RO "link", ALL_LOCS
	  GEN_ARC(EX "any", "A", "B", "")) LB_END },
	{ "a cycle of generic arcs", "xbrlgene:violatedCyclesConstraint",
	  LB_BEGIN ARCROLE_REF("none") GEN(RO "link", ALL_LOCS
	  GEN_ARC(EX "none", "A", "B", "") GEN_ARC(EX "none", "B", "A", ""))
	  LB_END },
	{ "a generic label", "",
	  LB_BEGIN GEN_LABEL_REF GEN(RO "link", LOC("A", "A")
	  GEN_LABEL("g", "xml:lang='en'")
	  GEN_ARC(ARCROLE_ELEMENT_LABEL, "A", "g", "")) LB_END },
	{ "a generic label without a language", "gl.2.1:LabelLanguage",
	  LB_BEGIN GEN_LABEL_REF GEN(RO "link", GEN_LABEL("g", "")) LB_END },
	{ "a label arc the wrong way", "gl.2.1.1:ElementLabelEnds",
	  LB_BEGIN GEN_LABEL_REF GEN(RO "link", LOC("A", "A")
	  GEN_LABEL("g", "xml:lang='en'")
	  GEN_ARC(ARCROLE_ELEMENT_LABEL, "g", "A", "")) LB_END },
	{ "a preferred label that is not there",
	  "gple:missingPreferredLabel",
	  DEFS(ARCROLE_REF("any"), DEF(EX "any", "A", "B",
	  "gpl:preferredLabel='" RO "label'")) },
	{ "a locator to a role is well", "",
	  LB_BEGIN GEN(RO "link", LOC("r", "one")) LB_END },
};

static void
test_generic(void)
{
	struct dts *d;
	size_t i;

	for (i = 0; i < sizeof(generic_rules) / sizeof(generic_rules[0]); i++)
		is_codes(generic_rules[i].text, generic_rules[i].code,
		    generic_rules[i].name);
	d = compile(LB_BEGIN GEN_LABEL_REF GEN(RO "link", LOC("r", "one")
	    GEN_LABEL("g", "xml:lang='en'")
	    GEN_ARC(ARCROLE_ELEMENT_LABEL, "r", "g", "")) LB_END, NULL, NULL);
	is_int((long long)d->labels.n, 1, "a role has a label");
	is_int(NODE_KIND(d->labels.v[0].node), NODE_ROLE, "of a role");
	dts_free(d);
}

int
main(void)
{
	if (!begin())
		return skip_all("no temporary folder");
	test_rules();
	test_generic();
	return finish();
}
