/*
 * test_output.c: what sentences call things (validate/output_names.c): by
 * label in the language of the sentence, with the name behind it.
 */
#include "base/uri.h"
#include "tests/folder.h"
#include "validate/judge.h"
#include "validate/output.h"

#define ITEM(name, group)						\
	"<xs:element name='" name "' id='" name "' type="		\
	"'xbrli:stringItemType' substitutionGroup='" group "' abstract="	\
	"'true' nillable='true' xbrli:periodType='instant'/>"
#define LOC(name)							\
	"<link:loc xlink:type='locator' xlink:href='a.xsd#" name "'"	\
	" xlink:label='" name "'/>"
#define LABEL(name, lang, text)						\
	"<link:label xlink:type='resource' xlink:label='l" name "'"	\
	" xlink:role='http://www.xbrl.org/2003/role/label' xml:lang='"	\
	lang "'>" text "</link:label>"
#define LABELLED(name, nl, en)						\
	LOC(name) LABEL(name, "nl", nl) LABEL(name, "en", en)		\
	"<link:labelArc xlink:type='arc' xlink:from='" name "'"		\
	" xlink:to='l" name "' xlink:arcrole="				\
	"'http://www.xbrl.org/2003/arcrole/concept-label'/>"
#define ARC(arcrole, from, to, more)					\
	"<link:definitionArc xlink:type='arc' xlink:arcrole="		\
	"'http://xbrl.org/int/dim/arcrole/" arcrole "' xlink:from='"	\
	from "' xlink:to='" to "' " more "/>"

static const char schema[] =
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'"
    " xmlns:xbrli='http://www.xbrl.org/2003/instance'"
    " xmlns:link='http://www.xbrl.org/2003/linkbase'"
    " xmlns:xlink='http://www.w3.org/1999/xlink'"
    " xmlns:xbrldt='http://xbrl.org/2005/xbrldt' xmlns:a='urn:a'"
    " targetNamespace='urn:a' elementFormDefault='qualified'>"
    "<xs:annotation><xs:appinfo>"
    "<link:roleType roleURI='urn:r' id='r'><link:definition>By region"
    "</link:definition><link:usedOn>link:definitionLink</link:usedOn>"
    "</link:roleType>"
    "<link:linkbaseRef xlink:type='simple' xlink:href='a.xml' xlink:arcrole="
    "'http://www.w3.org/1999/xlink/properties/linkbase'/>"
    "</xs:appinfo></xs:annotation>"
    "<xs:import namespace='http://www.xbrl.org/2003/instance'"
    " schemaLocation='http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd'/>"
    "<xs:import namespace='http://xbrl.org/2005/xbrldt'"
    " schemaLocation='http://www.xbrl.org/2005/xbrldt-2005.xsd'/>"
    "<xs:element name='Sales' id='Sales' type='xbrli:stringItemType'"
    " substitutionGroup='xbrli:item' nillable='true'"
    " xbrli:periodType='instant'/>"
    ITEM("Cube", "xbrldt:hypercubeItem") ITEM("Region", "xbrldt:dimensionItem")
    ITEM("North", "xbrli:item") ITEM("South", "xbrli:item")
    ITEM("Bare", "xbrldt:dimensionItem") "</xs:schema>";

static const char linkbase[] =
    "<link:linkbase xmlns:link='http://www.xbrl.org/2003/linkbase'"
    " xmlns:xlink='http://www.w3.org/1999/xlink'"
    " xmlns:xbrldt='http://xbrl.org/2005/xbrldt'>"
    "<link:roleRef roleURI='urn:r' xlink:type='simple'"
    " xlink:href='a.xsd#r'/>"
    "<link:arcroleRef arcroleURI='http://xbrl.org/int/dim/arcrole/all'"
    " xlink:type='simple'"
    " xlink:href='http://www.xbrl.org/2005/xbrldt-2005.xsd#all'/>"
    "<link:arcroleRef arcroleURI="
    "'http://xbrl.org/int/dim/arcrole/hypercube-dimension' xlink:type='simple'"
    " xlink:href='http://www.xbrl.org/2005/xbrldt-2005.xsd"
    "#hypercube-dimension'/>"
    "<link:arcroleRef arcroleURI="
    "'http://xbrl.org/int/dim/arcrole/dimension-domain' xlink:type='simple'"
    " xlink:href='http://www.xbrl.org/2005/xbrldt-2005.xsd"
    "#dimension-domain'/>"
    "<link:labelLink xlink:type='extended'"
    " xlink:role='http://www.xbrl.org/2003/role/link'>"
    LABELLED("Sales", "Omzet", "Sales of goods")
    LABELLED("Region", "Gebied", "Area") LABELLED("South", "Zuid", "The South")
    "</link:labelLink>"
    "<link:definitionLink xlink:type='extended' xlink:role='urn:r'>"
    LOC("Sales") LOC("Cube") LOC("Region") LOC("North") LOC("Bare")
    ARC("all", "Sales", "Cube", "xbrldt:contextElement='scenario'")
    ARC("hypercube-dimension", "Cube", "Region", "")
    ARC("dimension-domain", "Region", "North", "")
    "</link:definitionLink></link:linkbase>";

static struct resolver *resolver;

/* The sentence of the only finding of a report with this scenario. */
static void
says(const char *scenario, enum lang lang, const char *want, const char *name)
{
	struct judge_options o = { .ingest.resolver = resolver };
	struct buf b = BUF_ANY;
	const char *path = folder_put("r.xml", slice_of(arena_printf(arena,
	    "<xbrli:xbrl xmlns:xbrli='http://www.xbrl.org/2003/instance'"
	    " xmlns:link='http://www.xbrl.org/2003/linkbase'"
	    " xmlns:xbrldi='http://xbrl.org/2006/xbrldi'"
	    " xmlns:xlink='http://www.w3.org/1999/xlink' xmlns:a='urn:a'>"
	    "<link:schemaRef xlink:type='simple' xlink:href='a.xsd'/>"
	    "<xbrli:context id='c'><xbrli:entity><xbrli:identifier"
	    " scheme='urn:s'>1</xbrli:identifier></xbrli:entity>"
	    "<xbrli:period><xbrli:instant>2025-12-31</xbrli:instant>"
	    "</xbrli:period>%s</xbrli:context>"
	    "<a:Sales contextRef='c'>x</a:Sales></xbrli:xbrl>", scenario)));
	struct judged j;

	(void)judge_file(&j, path, &o, arena);
	if (ok(findings_count(j.findings) == 1, "%s: one finding", name))
		output_message(&b, &j, findings_get(j.findings, 0), lang);
	is_slice(buf_get(&b), want, name);
	buf_free(&b);
	judged_free(&j);
}

/* A sentence with several names in one argument. */
static void
lists(const char *dimensions, const char *want, const char *name)
{
	struct judge_options o = { .ingest.resolver = resolver };
	struct buf b = BUF_ANY;
	struct finding *f;
	struct judged j;

	(void)judge_file(&j, folder_path("a.xsd"), &o, arena);
	f = finding_add(j.findings,
	    F_xbrldie_PrimaryItemDimensionallyInvalidError_Excluded,
	    (struct place){ .file = "x" });
	finding_arg(f, "item", SLICE("a:Sales"));
	finding_arg(f, "dimensions", slice_of(dimensions));
	finding_arg(f, "context", SLICE("a:South"));
	finding_arg(f, "table", SLICE("urn:none"));
	output_message(&b, &j, f, LANG_EN);
	is_slice(buf_get(&b), want, name);
	buf_free(&b);
	judged_free(&j);
}

int
main(void)
{
	if (!folder_begin())
		return skip_all("no temporary folder");
	resolver = resolver_new();
	(void)folder_put("a.xsd", slice_of(schema));
	(void)folder_put("a.xml", slice_of(linkbase));
	says("", LANG_EN, "“Sales of goods” (a:Sales) needs a value for the "
	    "dimension “Area” (a:Region), which context c does not have in the "
	    "right place (scenario; table “By region” (urn:r)).",
	    "a dimension that a context lacks has its label");
	says("", LANG_NL, "Bij “Omzet” (a:Sales) hoort een waarde voor dimensie "
	    "“Gebied” (a:Region), maar context c heeft die niet op de goede "
	    "plaats (scenario; tabel “By region” (urn:r)).",
	    "in the language of the sentence");
	says("<xbrli:scenario><xbrldi:explicitMember dimension='a:Region'>"
	    "a:South</xbrldi:explicitMember></xbrli:scenario>", LANG_EN,
	    "“Sales of goods” (a:Sales) cannot be combined with “The South” "
	    "(a:South) of the dimension “Area” (a:Region) (context c, table "
	    "“By region” (urn:r)).", "a member has its label");
	says("<xbrli:scenario><xbrldi:explicitMember dimension='a:Bare'>"
	    "a:South</xbrldi:explicitMember><xbrldi:explicitMember dimension="
	    "'a:Bare'>a:South</xbrldi:explicitMember></xbrli:scenario>",
	    LANG_EN, "Context c names the dimension a:Bare more than once.",
	    "what has no label is called by its name");
	says("<xbrli:scenario><xbrldi:explicitMember dimension='a:Region'>"
	    "a:South</xbrldi:explicitMember><xbrldi:explicitMember dimension="
	    "'a:Region'>a:South</xbrldi:explicitMember></xbrli:scenario>",
	    LANG_EN, "Context c names the dimension “Area” (a:Region) more "
	    "than once.", "also where the finding is about no fact");
	lists("a:Region=a:South;a:Bare=1", "The taxonomy expressly excludes "
	    "the combination of “Sales of goods” (a:Sales) with “Area” "
	    "(a:Region) = “The South” (a:South); a:Bare = 1 (context a:South, "
	    "table urn:none).",
	    "of a taxonomy without a report; a context's id is no name");
	resolver_free(resolver);
	folder_end();
	return done();
}
