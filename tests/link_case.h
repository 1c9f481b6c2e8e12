/*
 * link_case.h: small DTSs for tests of links: one schema with a handful of
 * concepts, roles and arcroles, and the linkbases of the case, in a folder of
 * its own.
 */
#ifndef TESTS_LINK_CASE_H
#define TESTS_LINK_CASE_H

#include "base/uri.h"
#include "taxonomy/dts.h"
#include "taxonomy/taxonomy.h"
#include "tests/folder.h"

#define LB_BEGIN \
	"<linkbase xmlns='http://www.xbrl.org/2003/linkbase'" \
	" xmlns:link='http://www.xbrl.org/2003/linkbase'" \
	" xmlns:gen='http://xbrl.org/2008/generic'" \
	" xmlns:label='http://xbrl.org/2008/label'" \
	" xmlns:gpl='http://xbrl.org/2013/preferred-label'" \
	" xmlns:t='http://example.com/t'" \
	" xmlns:xlink='http://www.w3.org/1999/xlink'>\n"
#define LB_END	"</linkbase>\n"
#define EX	"http://example.com/"
#define AR	"http://www.xbrl.org/2003/arcrole/"
#define RO	"http://www.xbrl.org/2003/role/"
#define LINK(kind, role) \
	"<" kind "Link xlink:type='extended' xlink:role='" role "'>\n"
#define LINK_END(kind)	"</" kind "Link>\n"
#define LOC(label, id) \
	"<loc xlink:type='locator' xlink:href='t.xsd#" id "'" \
	" xlink:label='" label "'/>\n"
#define ARC(kind, arcrole, from, to, rest) \
	"<" kind "Arc xlink:type='arc' xlink:arcrole='" arcrole "'" \
	" xlink:from='" from "' xlink:to='" to "' " rest "/>\n"
#define PC(from, to, rest) ARC("presentation", AR "parent-child", from, to, rest)
#define DEF(arcrole, from, to, rest) ARC("definition", arcrole, from, to, rest)
#define CALC(from, to, rest) ARC("calculation", AR "summation-item", from, to, rest)
#define ALL_LOCS LOC("A", "A") LOC("B", "B") LOC("C", "C") LOC("D", "D") \
	LOC("S", "S") LOC("T", "T")
#define ROLE_REF(name) \
	"<roleRef xlink:type='simple' roleURI='" EX name "'" \
	" xlink:href='t.xsd#" name "'/>\n"
#define ARCROLE_REF(name) \
	"<arcroleRef xlink:type='simple' arcroleURI='" EX name "'" \
	" xlink:href='t.xsd#" name "'/>\n"
#define LABEL(label, role, text) \
	"<label xlink:type='resource' xlink:label='" label "'" \
	" xlink:role='" RO role "' xml:lang='en'>" text "</label>\n"
#define LABEL_ARC(from, to, rest) \
	ARC("label", AR "concept-label", from, to, rest)
/* The body of one link of the standard role, all locators there. */
#define PRES(body) \
	LB_BEGIN LINK("presentation", RO "link") ALL_LOCS body \
	LINK_END("presentation") LB_END
#define CALCS(body) \
	LB_BEGIN LINK("calculation", RO "link") ALL_LOCS body \
	LINK_END("calculation") LB_END
#define DEFS(refs, body) \
	LB_BEGIN refs LINK("definition", RO "link") ALL_LOCS body \
	LINK_END("definition") LB_END
#define LABELS(body) \
	LB_BEGIN LINK("label", RO "link") LOC("A", "A") LOC("B", "B") body \
	LINK_END("label") LB_END

#define CONCEPT(name, type, extra) \
	"<element name='" name "' id='" name "' type='xbrli:" type "'" \
	" substitutionGroup='xbrli:item' nillable='true'" \
	" xbrli:periodType='instant' " extra "/>\n"

static const char schema_begin[] =
	"<schema xmlns='http://www.w3.org/2001/XMLSchema'"
	" xmlns:xbrli='http://www.xbrl.org/2003/instance'"
	" xmlns:link='http://www.xbrl.org/2003/linkbase'"
	" xmlns:gen='http://xbrl.org/2008/generic'"
	" xmlns:xlink='http://www.w3.org/1999/xlink'"
	" xmlns:t='http://example.com/t'"
	" targetNamespace='http://example.com/t'"
	" elementFormDefault='qualified'>\n<annotation><appinfo>\n"
	"<link:roleType roleURI='" EX "one' id='one'>"
	"<link:usedOn>link:presentationLink</link:usedOn></link:roleType>\n"
	"<link:roleType roleURI='" EX "two' id='two'>"
	"<link:usedOn>link:presentationLink</link:usedOn>"
	"<link:usedOn>gen:link</link:usedOn></link:roleType>\n"
	"<link:arcroleType arcroleURI='" EX "none' id='none'"
	" cyclesAllowed='none'>"
	"<link:usedOn>link:definitionArc</link:usedOn>"
	"<link:usedOn>gen:arc</link:usedOn></link:arcroleType>\n"
	"<link:arcroleType arcroleURI='" EX "undirected' id='undirected'"
	" cyclesAllowed='undirected'>"
	"<link:usedOn>link:definitionArc</link:usedOn></link:arcroleType>\n"
	"<link:arcroleType arcroleURI='" EX "any' id='any'"
	" cyclesAllowed='any'>"
	"<link:usedOn>link:definitionArc</link:usedOn></link:arcroleType>\n";

static const char schema_end[] =
	"</appinfo></annotation>\n"
	"<import namespace='http://www.xbrl.org/2003/instance'"
	" schemaLocation='http://www.xbrl.org/2003/"
	"xbrl-instance-2003-12-31.xsd'/>\n"
	"<import namespace='http://xbrl.org/2008/generic'"
	" schemaLocation='http://www.xbrl.org/2008/generic-link.xsd'/>\n"
	"<import namespace='http://xbrl.org/2008/label'"
	" schemaLocation='http://www.xbrl.org/2008/generic-label.xsd'/>\n"
	"<import namespace='http://www.xbrl.org/2003/XLink'"
	" schemaLocation='http://www.xbrl.org/2003/xl-2003-12-31.xsd'/>\n"
	CONCEPT("A", "monetaryItemType", "xbrli:balance='debit'")
	CONCEPT("B", "monetaryItemType", "xbrli:balance='credit'")
	CONCEPT("C", "monetaryItemType", "")
	CONCEPT("D", "monetaryItemType", "")
	CONCEPT("S", "stringItemType", "")
	"<element name='T' id='T' substitutionGroup='xbrli:tuple'>"
	"<complexType><complexContent><restriction base='anyType'>"
	"<sequence><element ref='t:C'/></sequence>"
	"</restriction></complexContent></complexType></element>\n"
	"<element name='title' substitutionGroup='xl:title'"
	" xmlns:xl='http://www.xbrl.org/2003/XLink'>"
	"<complexType mixed='true'><complexContent>"
	"<extension base='xl:titleType'/>"
	"</complexContent></complexType></element>\n"
	"</schema>\n";

/* --- a DTS --- */

static struct resolver *resolver;

/* Compiles the schema with up to three linkbases. */
static inline struct dts *
compile(const char *one, const char *two, const char *three)
{
	const char *const texts[3] = { one, two, three };
	struct buf b = BUF_ANY;
	struct slice entry;
	int i;

	buf_puts(&b, schema_begin);
	for (i = 0; i < 3 && texts[i] != NULL; i++) {
		const char *name = arena_printf(arena, "l%d.xml", i + 1);

		(void)folder_put(name, slice_of(texts[i]));
		buf_printf(&b, "<link:linkbaseRef xlink:type='simple'"
		    " xlink:href='%s' xlink:arcrole='http://www.w3.org/1999/"
		    "xlink/properties/linkbase'/>\n", name);
	}
	buf_puts(&b, schema_end);
	entry = uri_of_path(arena, folder_put("t.xsd", buf_get(&b)));
	buf_free(&b);
	return dts_compile(resolver, &entry, 1);
}

/* The distinct codes of the findings, sorted as they come. */
static inline const char *
codes(const struct dts *d)
{
	const char *out = "", *code, *last = "";
	uint32_t i;

	for (i = 0; i < findings_count(d->findings); i++) {
		code = message_of(findings_get(d->findings, i)->code)->code;
		if (strcmp(code, last) == 0)
			continue;
		out = arena_printf(arena, "%s%s%s", out,
		    *out == '\0' ? "" : " ", code);
		last = code;
	}
	return out;
}

static inline void
is_codes(const char *one, const char *want, const char *name)
{
	struct dts *d = compile(one, NULL, NULL);

	is_str(codes(d), want, name);
	dts_free(d);
}

static inline bool
begin(void)
{
	if (!folder_begin())
		return false;
	resolver = resolver_new();
	return true;
}

static inline int
finish(void)
{
	resolver_free(resolver);
	folder_end();
	return done();
}

#endif
