/*
 * test_dimension.c: Dimensions 1.0, section 3, over reports read from files:
 * one small taxonomy, one report for each rule.
 */
#include "tests/folder.h"

#include "ingest/ingest.h"
#include "validate/dimensions_effective.h"
#include "validate/validate.h"

#define SCHEMA_HEAD							\
	"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'"	\
	" xmlns:xbrli='http://www.xbrl.org/2003/instance'"		\
	" xmlns:link='http://www.xbrl.org/2003/linkbase'"		\
	" xmlns:xlink='http://www.w3.org/1999/xlink'"			\
	" xmlns:xbrldt='http://xbrl.org/2005/xbrldt' xmlns:t='urn:t'"	\
	" targetNamespace='urn:t' elementFormDefault='qualified'>"	\
	"<xs:annotation><xs:appinfo>"					\
	"<link:linkbaseRef xlink:type='simple' xlink:href='t-def.xml'"	\
	" xlink:arcrole='http://www.w3.org/1999/xlink/properties/linkbase'/>" \
	"<link:roleType roleURI='urn:r' id='r'>"			\
	"<link:definition>The table</link:definition>"			\
	"<link:usedOn>link:definitionLink</link:usedOn></link:roleType>" \
	"</xs:appinfo></xs:annotation>"					\
	"<xs:import namespace='http://www.xbrl.org/2003/instance'"	\
	" schemaLocation='http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd'/>" \
	"<xs:import namespace='http://xbrl.org/2005/xbrldt'"		\
	" schemaLocation='http://www.xbrl.org/2005/xbrldt-2005.xsd'/>"
#define ITEM(name, abstract)						\
	"<xs:element name='" name "' id='" name "' type='xbrli:stringItemType'" \
	" substitutionGroup='xbrli:item' nillable='true' abstract='" abstract \
	"' xbrli:periodType='instant'/>"
#define OTHER(name, group, more)					\
	"<xs:element name='" name "' id='" name "' type='xbrli:stringItemType'" \
	" substitutionGroup='xbrldt:" group "' abstract='true'"		\
	" xbrli:periodType='instant' " more "/>"

static const char schema[] = SCHEMA_HEAD
	ITEM("a", "false") ITEM("b", "false") ITEM("c", "false")
	ITEM("lines", "true") ITEM("free", "false") ITEM("d", "false")
	ITEM("m", "true") ITEM("m1", "true") ITEM("m2", "true")
	ITEM("n", "true") ITEM("n1", "true") ITEM("other", "true")
	OTHER("cube", "hypercubeItem", "") OTHER("no", "hypercubeItem", "")
	OTHER("one", "hypercubeItem", "") OTHER("none", "hypercubeItem", "")
	OTHER("x", "dimensionItem", "") OTHER("y", "dimensionItem", "")
	OTHER("z", "dimensionItem", "xbrldt:typedDomainRef='#v'")
	OTHER("w", "dimensionItem", "xbrldt:typedDomainRef='#g'")
	"<xs:element name='v' id='v' type='xs:integer'/>"
	"<xs:element name='g' id='g'><xs:complexType><xs:sequence>"
	"<xs:element name='part' type='xs:date' maxOccurs='2'/>"
	"</xs:sequence></xs:complexType></xs:element>"
	"</xs:schema>";

#define LOC(name)							\
	"<link:loc xlink:type='locator' xlink:href='t.xsd#" name "'"	\
	" xlink:label='" name "'/>"
#define ARC(arcrole, from, to, more)					\
	"<link:definitionArc xlink:type='arc' xlink:from='" from "'"	\
	" xlink:to='" to "' xlink:arcrole='http://xbrl.org/int/dim/arcrole/" \
	arcrole "' " more "/>"
#define ARCROLE_REF(name)						\
	"<link:arcroleRef xlink:type='simple'"				\
	" arcroleURI='http://xbrl.org/int/dim/arcrole/" name "'"	\
	" xlink:href='http://www.xbrl.org/2005/xbrldt-2005.xsd#" name "'/>"

/*
 * lines (a, b) in a closed scenario cube: x of {m1}, y of {n, n1} by default
 * n, z typed; b not with m1 and n1 together.  c has an open segment cube of
 * x.  d is a line too, and stands in a second table that has no dimensions.
 * free has no cube.
 */
static const char linkbase[] =
	"<link:linkbase xmlns:link='http://www.xbrl.org/2003/linkbase'"
	" xmlns:xlink='http://www.w3.org/1999/xlink'"
	" xmlns:xbrldt='http://xbrl.org/2005/xbrldt'>"
	"<link:roleRef xlink:type='simple' roleURI='urn:r'"
	" xlink:href='t.xsd#r'/>"
	ARCROLE_REF("all") ARCROLE_REF("notAll")
	ARCROLE_REF("hypercube-dimension") ARCROLE_REF("dimension-domain")
	ARCROLE_REF("domain-member") ARCROLE_REF("dimension-default")
	"<link:definitionLink xlink:type='extended' xlink:role='urn:r'>"
	LOC("a") LOC("b") LOC("d") LOC("lines") LOC("cube") LOC("no") LOC("x")
	LOC("y") LOC("z") LOC("m") LOC("m1") LOC("m2") LOC("n") LOC("n1")
	ARC("domain-member", "lines", "a", "order='1'")
	ARC("domain-member", "lines", "b", "order='2'")
	ARC("domain-member", "lines", "d", "order='3'")
	ARC("all", "lines", "cube",
	    "xbrldt:contextElement='scenario' xbrldt:closed='true'")
	ARC("notAll", "b", "no", "xbrldt:contextElement='scenario'"
	    " xbrldt:targetRole='http://www.xbrl.org/2003/role/link'")
	ARC("hypercube-dimension", "cube", "x", "order='1'")
	ARC("hypercube-dimension", "cube", "y", "order='2'")
	ARC("hypercube-dimension", "cube", "z", "order='3'")
	ARC("dimension-domain", "x", "m", "xbrldt:usable='false'")
	ARC("domain-member", "m", "m1", "order='1'")
	ARC("domain-member", "m1", "m2", "order='1' xbrldt:usable='false'")
	ARC("dimension-domain", "y", "n", "")
	ARC("domain-member", "n", "n1", "")
	"</link:definitionLink>"
	"<link:definitionLink xlink:type='extended'"
	" xlink:role='http://www.xbrl.org/2003/role/link'>"
	LOC("y") LOC("n") LOC("n1") LOC("c") LOC("d") LOC("none") LOC("one") LOC("no") LOC("x")
	LOC("m1")
	ARC("dimension-domain", "y", "n1", "")
	ARC("dimension-default", "y", "n", "")
	ARC("all", "c", "one", "xbrldt:contextElement='segment'")
	ARC("all", "d", "none",
	    "xbrldt:contextElement='scenario' xbrldt:closed='true'")
	ARC("notAll", "d", "one",
	    "xbrldt:contextElement='scenario' xbrldt:closed='true'")
	ARC("hypercube-dimension", "one", "x", "")
	ARC("hypercube-dimension", "no", "x", "order='1'")
	ARC("hypercube-dimension", "no", "y", "order='2'")
	ARC("dimension-domain", "x", "m1", "")
	"</link:definitionLink></link:linkbase>";

#define EXPLICIT(d, m)							\
	"<xbrldi:explicitMember dimension='t:" d "'>t:" m		\
	"</xbrldi:explicitMember>"
#define TYPED(d, content)						\
	"<xbrldi:typedMember dimension='t:" d "'>" content		\
	"</xbrldi:typedMember>"
#define V(value)	TYPED("z", "<t:v>" value "</t:v>")

static const char *
instance(const char *segment, const char *scenario, const char *facts)
{
	const char *seg = *segment == '\0' ? "" : arena_printf(arena,
	    "<xbrli:segment>%s</xbrli:segment>", segment);
	const char *scen = *scenario == '\0' ? "" : arena_printf(arena,
	    "<xbrli:scenario>%s</xbrli:scenario>", scenario);

	return arena_printf(arena,
	    "<xbrli:xbrl xmlns:xbrli='http://www.xbrl.org/2003/instance'"
	    " xmlns:link='http://www.xbrl.org/2003/linkbase'"
	    " xmlns:xlink='http://www.w3.org/1999/xlink'"
	    " xmlns:xbrldi='http://xbrl.org/2006/xbrldi' xmlns:t='urn:t'>"
	    "<link:schemaRef xlink:type='simple' xlink:href='t.xsd'/>"
	    "<xbrli:context id='k'><xbrli:entity>"
	    "<xbrli:identifier scheme='urn:s'>1</xbrli:identifier>%s"
	    "</xbrli:entity><xbrli:period><xbrli:instant>2024-12-31"
	    "</xbrli:instant></xbrli:period>%s</xbrli:context>%s"
	    "</xbrli:xbrl>", seg, scen, facts);
}

static struct report *
read_report(const char *text, struct findings *fs)
{
	static int number;
	struct resolver *resolver = resolver_new();
	struct ingest_options o = { .resolver = resolver };
	struct report *r = NULL;
	const char *why = "?";
	const char *path = folder_put(arena_printf(arena, "i%d.xbrl",
	    ++number), slice_of(text));

	if (ingest_file(&r, path, &o, fs, arena, &why) != 0)
		printf("# %s: %s\n", path, why);
	resolver_free(resolver);
	return r;
}

/* The codes that rule_dimensions finds, without their prefix, and the
 * first sentence in *sentence. */
static const char *
judge(const char *text, const char **sentence)
{
	static const struct validate_options none;
	struct findings *reading = findings_new(), *fs = findings_new();
	struct report *r = read_report(text, reading);
	char *out = arena_string(arena, "");
	struct buf b = BUF_ANY;
	uint32_t i;

	*sentence = "";
	for (i = 0; i < findings_count(reading); i++)
		out = arena_printf(arena, "%s%s ", out,
		    message_of(findings_get(reading, i)->code)->code);
	if (r != NULL)
		taxonomy_findings(r->taxonomy, fs);
	if (r != NULL)
		validate_rule(&rule_dimensions, r, &none, fs);
	for (i = 0; i < findings_count(fs); i++) {
		const char *code =
		    message_of(findings_get(fs, i)->code)->code;

		out = arena_printf(arena, "%s%s%s", out, i == 0 ? "" : " ",
		    strncmp(code, "xbrldie:", 8) == 0 ? code + 8 : code);
	}
	if (findings_count(fs) > 0) {
		finding_text(&b, findings_get(fs, 0), LANG_EN);
		*sentence = arena_string(arena, b.s);
	}
	buf_free(&b);
	report_free(r);
	findings_free(reading);
	findings_free(fs);
	return out;
}

#define A	"<t:a contextRef='k'>1</t:a>"
#define B	"<t:b contextRef='k'>1</t:b>"
#define C	"<t:c contextRef='k'>1</t:c>"
#define D	"<t:d contextRef='k'>1</t:d>"
#define FREE	"<t:free contextRef='k'>1</t:free>"
#define INVALID	"PrimaryItemDimensionallyInvalidError"

static const struct {
	const char *name, *segment, *scenario, *facts, *codes, *says;
} cases[] = {
	/* 3.1.1 */
	{ "no cube, no dimensions", "", "", FREE, "", "" },
	{ "no cube, any dimensions", EXPLICIT("x", "other"), "", FREE, "",
	  "" },
	{ "all there", "", EXPLICIT("x", "m1") EXPLICIT("y", "n1") V("1"), A,
	  "", "" },
	{ "the default fills in", "", EXPLICIT("x", "m1") V("1"), A, "", "" },
	{ "dimension missing", "", V("1"), A, INVALID,
	  "t:a needs a value for the dimension t:x, which context k does not "
	  "have in the right place (scenario; table urn:r)." },
	{ "typed dimension missing", "", EXPLICIT("x", "m1"), A, INVALID,
	  "t:a needs a value for the dimension t:z, which context k does not "
	  "have in the right place (scenario; table urn:r)." },
	{ "not a member", "", EXPLICIT("x", "n1") V("1"), A, INVALID,
	  "t:a cannot be combined with t:n1 of the dimension t:x (context k, "
	  "table urn:r)." },
	{ "an unusable root", "", EXPLICIT("x", "m") V("1"), A, INVALID,
	  "t:a cannot be combined with t:m of the dimension t:x (context k, "
	  "table urn:r)." },
	{ "an unusable member", "", EXPLICIT("x", "m2") V("1"), A, INVALID,
	  "t:a cannot be combined with t:m2 of the dimension t:x (context k, "
	  "table urn:r)." },
	{ "each fact by itself", "", V("1"), A B FREE,
	  INVALID " " INVALID, NULL },
	{ "nil facts too", "", V("1"), "<t:a contextRef='k'"
	  " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
	  " xsi:nil='true'/>", INVALID, NULL },
	{ "valid in one of two tables", "", "", D, "", "" },
	{ "valid in the other", "", EXPLICIT("x", "m1") V("1"), D, "", "" },
	{ "valid in none: the nearest knows the dimension", "",
	  EXPLICIT("y", "n1"), D, INVALID,
	  "t:d needs a value for the dimension t:x, which context k does not "
	  "have in the right place (scenario; table urn:r)." },
	/* 3.1.2 */
	{ "the other container", EXPLICIT("x", "m1"), V("1"), A, INVALID,
	  "t:a needs a value for the dimension t:x, which context k does not "
	  "have in the right place (scenario; table urn:r)." },
	{ "notAll", "", EXPLICIT("x", "m1") EXPLICIT("y", "n1") V("1"), B,
	  INVALID, "The taxonomy expressly excludes the combination of t:b "
	  "with t:x=t:m1;t:y=t:n1;t:z=1 (context k, table urn:r)." },
	{ "notAll does not fit", "", EXPLICIT("x", "m1") V("1"), B, "", "" },
	/* 3.1.3 */
	{ "closed: another dimension", "",
	  EXPLICIT("x", "m1") V("1") TYPED("w",
	  "<t:g><t:part>2024-01-01</t:part></t:g>"), A, INVALID,
	  "t:a does not go with the dimension t:w here: the table that comes "
	  "nearest does not have it in scenario (context k, table urn:r)."
	  },
	{ "closed: other content", "", EXPLICIT("x", "m1") V("1")
	  "<t:v>1</t:v>", A, INVALID,
	  "With t:a the scenario of context k may hold dimensions only, but "
	  "there is something else in it (table urn:r)." },
	{ "closed says nothing of the other container", "<t:v>1</t:v>",
	  EXPLICIT("x", "m1") V("1"), A, "", "" },
	{ "nor of its dimensions", TYPED("w",
	  "<t:g><t:part>2024-01-01</t:part></t:g>"),
	  EXPLICIT("x", "m1") V("1"), A, "", "" },
	{ "the same dimensions in another place are another context", "",
	  EXPLICIT("x", "m1") V("1"), A "<xbrli:context id='l'><xbrli:entity>"
	  "<xbrli:identifier scheme='urn:s'>1</xbrli:identifier>"
	  "<xbrli:segment>" EXPLICIT("x", "m1") V("1") "</xbrli:segment>"
	  "</xbrli:entity><xbrli:period><xbrli:instant>2024-12-31"
	  "</xbrli:instant></xbrli:period></xbrli:context>"
	  "<t:a contextRef='l'>1</t:a>", INVALID, NULL },
	{ "open: other content and dimensions", EXPLICIT("x", "m1") V("1")
	  "<t:v>1</t:v>", "", C, "", "" },
	/* 3.1.4.2 */
	{ "the default named", "", EXPLICIT("x", "m1") EXPLICIT("y", "n")
	  V("1"), A, "DefaultValueUsedInInstanceError",
	  "Context k names t:n for the dimension t:y. That is the default "
	  "member, which must not be written down." },
	{ "twice in one container", "", EXPLICIT("x", "m1")
	  EXPLICIT("x", "m1") V("1"), A, "RepeatedDimensionInInstanceError",
	  "Context k names the dimension t:x more than once." },
	{ "once in each container, unused", EXPLICIT("x", "m1"),
	  EXPLICIT("x", "m1"), "", "RepeatedDimensionInInstanceError", NULL },
	/* 3.1.4.4 */
	{ "typed member of an explicit dimension", "",
	  TYPED("x", "<t:v>1</t:v>"), FREE,
	  "TypedMemberNotTypedDimensionError",
	  "Context k gives a typed value for t:x, which is not a typed "
	  "dimension of the taxonomy." },
	{ "typed member of an item", "", TYPED("a", "<t:v>1</t:v>"), FREE,
	  "TypedMemberNotTypedDimensionError", NULL },
	{ "another element", "", TYPED("z", "<t:g/>"), "",
	  "IllegalTypedDimensionContentError",
	  "In context k the value of the dimension t:z has to stand in the "
	  "element t:v." },
	{ "two elements: no schema allows it", "",
	  TYPED("z", "<t:v>1</t:v><t:v>2</t:v>"), "", "xbrldi:MemberContent ",
	  NULL },
	{ "nor no element", "", TYPED("z", ""), "", "xbrldi:MemberContent ",
	  NULL },
	{ "a bad value", "", V("1.5"), "",
	  "IllegalTypedDimensionContentError",
	  "In context k the value \"1.5\" of the dimension t:z is not allowed "
	  "for the element t:v (integer)." },
	{ "white space collapses", "", V(" 12 "), "", "", "" },
	{ "complex content", "", TYPED("w",
	  "<t:g><t:part>2024-01-01</t:part> <t:part>2024-01-02</t:part></t:g>"),
	  "", "", "" },
	{ "a bad value inside", "", TYPED("w",
	  "<t:g><t:part>2024-02-30</t:part></t:g>"), "",
	  "IllegalTypedDimensionContentError", NULL },
	{ "a child too many", "", TYPED("w", "<t:g><t:part>2024-01-01</t:part>"
	  "<t:part>2024-01-01</t:part><t:part>2024-01-01</t:part></t:g>"), "",
	  "IllegalTypedDimensionContentError", NULL },
	{ "a child too few", "", TYPED("w", "<t:g/>"), "",
	  "IllegalTypedDimensionContentError", NULL },
	/* 3.1.4.5 */
	{ "explicit member of a typed dimension", "", EXPLICIT("z", "m1"), "",
	  "ExplicitMemberNotExplicitDimensionError", NULL },
	{ "explicit member of a hypercube", "", EXPLICIT("cube", "m1"), "",
	  "ExplicitMemberNotExplicitDimensionError",
	  "Context k chooses a member for t:cube, which is not an explicit "
	  "dimension of the taxonomy." },
	{ "a dimension that is not there", "", EXPLICIT("q", "m1"), "",
	  "ExplicitMemberNotExplicitDimensionError", NULL },
	{ "a member that is not there", "", EXPLICIT("x", "q") V("1"), A,
	  "ExplicitMemberUndefinedQNameError",
	  "Context k chooses t:q for the dimension t:x, which the taxonomy does "
	  "not define." },
	{ "any global element will do", "", EXPLICIT("x", "v"), FREE, "", "" },
};

static void
test_cases(void)
{
	const char *says;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		is_str(judge(instance(cases[i].segment, cases[i].scenario,
		    cases[i].facts), &says), cases[i].codes, cases[i].name);
		if (cases[i].says != NULL && *cases[i].says != '\0')
			is_str(says, cases[i].says, "and says so");
	}
}

/* 2.7.1: defaults are effective wherever the context is silent. */
static void
test_effective(void)
{
	struct findings *fs = findings_new();
	struct report *r = read_report(instance("",
	    EXPLICIT("x", "m1") V("1"), FREE), fs);
	const struct effective *e;
	uint32_t n = 0;

	ok(r != NULL && r->contexts.n == 1, "read");
	if (r == NULL)
		goto out;
	e = dimensions_effective(r, &r->contexts.v[0], arena, &n);
	if (!is_int(n, 3, "two named and a default"))
		goto out;
	is_slice(taxonomy_element_local(r->taxonomy, e[0].dimension), "x",
	    "by element");
	ok(e[0].row != NONE && e[2].row != NONE, "from the context");
	is_slice(taxonomy_element_local(r->taxonomy, e[1].dimension), "y",
	    "the default's dimension");
	is_slice(taxonomy_element_local(r->taxonomy, e[1].member), "n",
	    "the default");
	ok(e[1].row == NONE, "is not in the context");
	report_free(r);
	r = read_report(instance("", EXPLICIT("y", "n1"), FREE), fs);
	(void)dimensions_effective(r, &r->contexts.v[0], arena, &n);
	is_int(n, 1, "no default where the context speaks");
out:
	report_free(r);
	findings_free(fs);
}

int
main(void)
{
	if (!folder_begin())
		return skip_all("no folder for files");
	(void)folder_put("t.xsd", slice_of(schema));
	(void)folder_put("t-def.xml", slice_of(linkbase));
	test_cases();
	test_effective();
	folder_end();
	return done();
}
