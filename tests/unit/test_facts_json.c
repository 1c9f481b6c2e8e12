/*
 * test_facts_json.c: facts as xBRL-JSON (xBRL-JSON 1.0, REC 2021-10-13): links
 * between facts and footnotes (5.3), aliases (1.4) and prefixes.  What is
 * expected follows from that, from xBRL-XML 1.0, 3.3, and from XBRL 2.1,
 * 3.5.3.9 (arcs, prohibition) and 4.11 (footnotes).
 */
#include "tests/folder.h"

#include "report/facts.h"
#include "validate/judge.h"

static const char schema[] =
	"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'"
	" xmlns:xbrli='http://www.xbrl.org/2003/instance'"
	" targetNamespace='urn:t' elementFormDefault='qualified'>"
	"<xs:import namespace='http://www.xbrl.org/2003/instance'"
	" schemaLocation='http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd'/>"
	"<xs:element name='a' id='a' type='xbrli:stringItemType'"
	" substitutionGroup='xbrli:item' xbrli:periodType='instant'/>"
	"<xs:element name='n' id='n' type='xbrli:QNameItemType'"
	" substitutionGroup='xbrli:item' xbrli:periodType='instant'/>"
	"<xs:element name='f' id='f' type='xbrli:fractionItemType'"
	" substitutionGroup='xbrli:item' xbrli:periodType='instant'/>"
	"</xs:schema>";

#define HEAD								\
	"<xbrli:xbrl xmlns:xbrli='http://www.xbrl.org/2003/instance'"	\
	" xmlns:link='http://www.xbrl.org/2003/linkbase'"		\
	" xmlns:xlink='http://www.w3.org/1999/xlink'"			\
	" xmlns:h='http://www.w3.org/1999/xhtml' xmlns:%s='urn:t'>"	\
	"<link:schemaRef xlink:type='simple' xlink:href='t.xsd'/>"	\
	"<xbrli:context id='c'><xbrli:entity>"				\
	"<xbrli:identifier scheme='urn:s'>1</xbrli:identifier>"		\
	"</xbrli:entity><xbrli:period>"					\
	"<xbrli:instant>2025-12-31</xbrli:instant>"			\
	"</xbrli:period></xbrli:context>"				\
	"<xbrli:unit id='u'><xbrli:measure>xbrli:pure</xbrli:measure>"	\
	"</xbrli:unit>"							\
	"<%s:a id='x' contextRef='c'>X</%s:a>"				\
	"<%s:a id='y' contextRef='c'>Y</%s:a>"				\
	"<%s:a contextRef='c'>Z</%s:a>"

#define LINK(role, parts)						\
	"<link:footnoteLink xlink:type='extended' xlink:role='" role "'>" \
	parts "</link:footnoteLink>"
#define STANDARD	"http://www.xbrl.org/2003/role/link"
#define LOC(id, label)							\
	"<link:loc xlink:type='locator' xlink:href='#" id "'"		\
	" xlink:label='" label "'/>"
#define NOTE(label, more, text)						\
	"<link:footnote xlink:type='resource' xlink:label='" label "'"	\
	" xlink:role='http://www.xbrl.org/2003/role/footnote' " more ">" \
	text "</link:footnote>"
#define ARC_OF(arcrole, from, to, more)					\
	"<link:footnoteArc xlink:type='arc' xlink:arcrole='" arcrole "'" \
	" xlink:from='" from "' xlink:to='" to "' " more "/>"
#define FOOTNOTE	"http://www.xbrl.org/2003/arcrole/fact-footnote"
#define ARC(from, to)	ARC_OF(FOOTNOTE, from, to, "")

#define INFO(prefix, more)						\
	"{\"documentInfo\":{\"documentType\":\"https://xbrl.org/2021/"	\
	"xbrl-json\",\"namespaces\":{\"" prefix "\":\"urn:t\","		\
	"\"scheme\":\"urn:s\"" more ",\"taxonomy\":[\"t.xsd\"]},\n"	\
	"\"facts\":{\n"
#define LINKED								\
	",\"xbrl\":\"https://xbrl.org/2021\"},"				\
	"\"linkTypes\":{\"footnote\":\"" FOOTNOTE "\"},"		\
	"\"linkGroups\":{\"_\":\"" STANDARD "\"}"
#define FACT(id, prefix, value, more)					\
	"\"" id "\":{\"value\":\"" value "\",\"dimensions\":{\"concept\":" \
	"\"" prefix ":a\",\"entity\":\"scheme:1\","			\
	"\"period\":\"2026-01-01T00:00:00\"}" more "}"
#define NAMED(id, value)						\
	"\"" id "\":{\"value\":\"" value "\",\"dimensions\":{\"concept\":" \
	"\"t:n\",\"entity\":\"scheme:1\","				\
	"\"period\":\"2026-01-01T00:00:00\"}}"
#define NOTED(id, value, more)						\
	",\n\"" id "\":{\"value\":\"" value "\",\"dimensions\":{\"concept\":" \
	"\"xbrl:note\",\"noteId\":\"" id "\"" more "}}"
#define NL	",\"language\":\"nl\""
#define LINKS(more)	",\"links\":{" more "}"
#define THREE(x, y, z)							\
	FACT("x", "t", "X", x) ",\n" FACT("y", "t", "Y", y) ",\n"	\
	FACT("f3", "t", "Z", z)
#define END	"\n}}\n"

static const struct {
	const char *name, *prefix, *links, *json;
} cases[] = {
	{ "without footnotes there are no links", "t", "",
	  INFO("t", "}") THREE("", "", "") END },
	{ "a footnote is a fact that another links to", "t",
	  LINK(STANDARD, LOC("x", "l") NOTE("n", "id='note' xml:lang='NL'",
	    "A &amp; B") ARC("l", "n")),
	  INFO("t", LINKED)
	  THREE(LINKS("\"footnote\":{\"_\":[\"note\"]}"), "", "")
	  NOTED("note", "A &amp; B", NL) END },
	{ "one without id gets one; labels that are shared lead everywhere",
	  "t",
	  LINK(STANDARD, LOC("x", "l") LOC("y", "l")
	    NOTE("n", "xml:lang='nl'", "1") NOTE("n", "xml:lang='nl'", "2")
	    ARC("l", "n")),
	  INFO("t", LINKED)
	  THREE(LINKS("\"footnote\":{\"_\":[\"n1\",\"n2\"]}"),
	    LINKS("\"footnote\":{\"_\":[\"n1\",\"n2\"]}"), "")
	  NOTED("n1", "1", NL) NOTED("n2", "2", NL) END },
	{ "ids stay apart: the footnote f3 is not the third fact", "t",
	  LINK(STANDARD, LOC("x", "l") NOTE("n", "id='f3' xml:lang='nl'",
	    "N") ARC("l", "n")),
	  INFO("t", LINKED)
	  FACT("x", "t", "X", LINKS("\"footnote\":{\"_\":[\"f3\"]}")) ",\n"
	  FACT("y", "t", "Y", "") ",\n" FACT("f3_", "t", "Z", "")
	  NOTED("f3", "N", NL) END },
	{ "a footnote that nothing leads to is not there", "t",
	  LINK(STANDARD, LOC("x", "l") NOTE("n", "xml:lang='nl'", "N")),
	  INFO("t", "}") THREE("", "", "") END },
	{ "equal relationships are one link", "t",
	  LINK(STANDARD, LOC("x", "l") NOTE("n", "xml:lang='nl'", "N")
	    LOC("x", "m") ARC("l", "n") ARC("m", "n")),
	  INFO("t", LINKED)
	  THREE(LINKS("\"footnote\":{\"_\":[\"n1\"]}"), "", "")
	  NOTED("n1", "N", NL) END },
	{ "a prohibited relationship is none", "t",
	  LINK(STANDARD, LOC("x", "l") NOTE("n", "xml:lang='nl'", "N")
	    LOC("x", "m") ARC("l", "n")
	    ARC_OF(FOOTNOTE, "m", "n", "use='prohibited'")),
	  INFO("t", "}") THREE("", "", "") END },
	{ "a higher priority stands", "t",
	  LINK(STANDARD, LOC("x", "l") NOTE("n", "xml:lang='nl'", "N")
	    LOC("x", "m") ARC_OF(FOOTNOTE, "l", "n", "priority='2'")
	    ARC_OF(FOOTNOTE, "m", "n", "use='prohibited' priority='1'")),
	  INFO("t", LINKED)
	  THREE(LINKS("\"footnote\":{\"_\":[\"n1\"]}"), "", "")
	  NOTED("n1", "N", NL) END },
	{ "facts link to facts; other types and groups have aliases", "t",
	  LINK("urn:r", LOC("x", "l") LOC("y", "m")
	    ARC_OF("urn:a", "l", "m", "")),
	  INFO("t", "},\"linkTypes\":{\"t1\":\"urn:a\"},"
	    "\"linkGroups\":{\"g1\":\"urn:r\"}")
	  THREE(LINKS("\"t1\":{\"g1\":[\"y\"]}"), "", "") END },
	{ "types hold groups, groups hold facts", "t",
	  LINK(STANDARD, LOC("x", "l") LOC("y", "m")
	    NOTE("n", "xml:lang='nl'", "N")
	    ARC("l", "n") ARC_OF("urn:a", "l", "m", ""))
	  LINK("urn:r", LOC("x", "l") NOTE("n", "xml:lang='nl'", "M")
	    ARC("l", "n")),
	  INFO("t", ",\"xbrl\":\"https://xbrl.org/2021\"},"
	    "\"linkTypes\":{\"footnote\":\"" FOOTNOTE "\",\"t1\":\"urn:a\"},"
	    "\"linkGroups\":{\"_\":\"" STANDARD "\",\"g1\":\"urn:r\"}")
	  THREE(LINKS("\"footnote\":{\"_\":[\"n1\"],\"g1\":[\"n2\"]},"
	    "\"t1\":{\"_\":[\"y\"]}"), "", "")
	  NOTED("n1", "N", NL) NOTED("n2", "M", NL) END },
	{ "labels are those of one extended link", "t",
	  LINK(STANDARD, LOC("x", "l") NOTE("n", "xml:lang='nl'", "N")
	    ARC("l", "n"))
	  LINK(STANDARD, LOC("y", "l")),
	  INFO("t", LINKED)
	  THREE(LINKS("\"footnote\":{\"_\":[\"n1\"]}"), "", "")
	  NOTED("n1", "N", NL) END },
	{ "XHTML stands without prefixes, texts escaped once", "t",
	  LINK(STANDARD, LOC("x", "l") NOTE("n", "xml:lang='nl'",
	    "<h:p class='c' xml:lang='en'>A &lt; <h:b>B</h:b><!-- no --><h:br/>"
	    "<![CDATA[<]]></h:p> t<q xmlns='http://www.w3.org/1999/xhtml'/>")
	    ARC("l", "n")),
	  INFO("t", LINKED)
	  THREE(LINKS("\"footnote\":{\"_\":[\"n1\"]}"), "", "")
	  NOTED("n1", "<p class=\\\"c\\\" xml:lang=\\\"en\\\">A &lt; "
	    "<b>B</b><br/>&lt;</p> t<q/>", NL) END },
	{ "a fraction is no fact to link to", "t",
	  "<t:f id='q' contextRef='c' unitRef='u'><xbrli:numerator>1"
	  "</xbrli:numerator><xbrli:denominator>3</xbrli:denominator></t:f>"
	  LINK(STANDARD, LOC("x", "l") LOC("q", "m")
	    ARC_OF("urn:a", "l", "m", "")),
	  INFO("t", "}") THREE("", "", "") END },
	{ "a QName has the prefix that the document says", "t",
	  "<t:n id='p' contextRef='c' xmlns:z='urn:t'> z:b </t:n>"
	  "<t:n id='q' contextRef='c' xmlns:z='urn:other'>"
	  "z:b</t:n>",
	  INFO("t", ",\"z\":\"urn:other\"}") THREE("", "", "")
	  ",\n" NAMED("p", "t:b") ",\n" NAMED("q", "z:b") END },
	{ "the prefix xbrl is that of the model", "xbrl", "",
	  INFO("ns0", "}") FACT("x", "ns0", "X", "") ",\n"
	  FACT("y", "ns0", "Y", "") ",\n" FACT("f3", "ns0", "Z", "") END },
};

static void
check(const char *name, const char *prefix, const char *links,
    const char *json)
{
	const char *p = prefix;
	const char *path = folder_put("r.xml", slice_of(arena_printf(arena,
	    HEAD "%s</xbrli:xbrl>", p, p, p, p, p, p, p, links)));
	struct judge_options o = { .read_only = true };
	struct resolver *resolver = resolver_new();
	struct buf b = BUF_ANY;
	struct judged j;
	uint32_t left_out;

	resolver_allow(resolver, folder);
	o.ingest.resolver = resolver;
	(void)judge_file(&j, path, &o, arena);
	if (ok(j.report != NULL, "%s: read", name)) {
		facts_json(j.report, &b, &left_out);
		is_slice(buf_get(&b), json, name);
	}
	judged_free(&j);
	buf_free(&b);
	resolver_free(resolver);
}

int
main(void)
{
	size_t i;

	if (!folder_begin())
		return skip_all("no folder for files");
	(void)folder_put("t.xsd", slice_of(schema));
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check(cases[i].name, cases[i].prefix, cases[i].links,
		    cases[i].json);
	folder_end();
	return done();
}
