/*
 * test_xbrl_xml.c: the streaming reader of xBRL-XML, without a taxonomy: what
 * comes into the model, and which faults are found.  Reports that break off
 * and strangers are in test_xbrl_broken.c.
 */
#include "tests/xbrl_xml_case.h"

static struct slice
source(struct span s)
{
	return (struct slice){ t.report->file.bytes.s + s.offset,
	    (size_t)s.length };
}

static void
test_facts(void)
{
	static const char a[] = "<e:A id=\"f1\" contextRef=\"c1\" unitRef="
	    "\"u1\" decimals=\"-3\">1000</e:A>";
	const struct report *r;
	const struct fact *f;
	struct place place;

	read_text(HEAD SCHEMA C1 "  <e:A id=\"f1\" contextRef=\"c1\" "
	    "unitRef=\"u1\" decimals=\"-3\">1000</e:A>\n"
	    "<e:B contextRef=\" c1 \" xml:lang=\"nl-NL\">a&amp;b"
	    "<![CDATA[<c>]]><!-- no -->d&#x20AC;</e:B>\n"
	    "<e:C contextRef=\"c1\" xsi:nil=\"true\" e:x=\"y\"/>\n"
	    "<e:T><e:T2><e:A contextRef=\"c2\" unitRef=\"u1\" "
	    "precision=\"INF\">5</e:A></e:T2></e:T>\n"
	    "<e:D contextRef=\"c1\" unitRef=\"nope\" decimals=\"two\"> 7 "
	    "</e:D>"
	    "<e:F contextRef=\"c1\" unitRef=\"u1\"><xbrli:numerator>1"
	    "</xbrli:numerator><xbrli:denominator>3</xbrli:denominator>"
	    "</e:F>\n" U1
	    CTX("c2", "<xbrli:startDate>2022-01-01</xbrli:startDate>"
	    "<xbrli:endDate>2022-12-31</xbrli:endDate>") TAIL, "facts");
	no_findings("facts");
	r = t.report;
	is_int((long long)r->facts.n, 8, "eight facts, tuples included");
	is_int(r->n_items, 6, "six of them have a contextRef");
	f = r->facts.v;
	is_slice(f[0].value, "1000", "a value");
	is_int(f[0].decimals, -3, "decimals");
	is_int(f[0].precision, DECIMALS_NONE, "no precision");
	is_int(f[0].context, 0, "its context");
	is_int(f[0].unit, 0, "its unit, which comes later");
	is_slice(source(f[0].span), a, "its bytes");
	place = report_place(r, f[0].span);
	is_int(place.line, 5, "its line");
	is_int(place.column, 3, "its column");
	is_slice(report_fact_id(r, &f[0]), "f1", "its id");
	is_int(report_fact_by_id(r, SLICE("f1")), 0, "found by its id");
	is_int(report_fact_by_id(r, SLICE("c1")), NONE,
	    "a context is no fact");
	is_slice(f[1].value, "a&b<c>d\xE2\x82\xAC", "references and CDATA");
	is_slice(report_string(r, f[1].lang), "nl-nl", "xml:lang");
	is_int(f[1].context, 0, "white space around contextRef");
	ok((f[2].flags & FACT_NIL) != 0, "nil");
	is_int(f[2].n_extras, 1, "one other attribute");
	is_slice(r->attributes.v[f[2].extras].value, "y", "its value");
	ok((f[3].flags & FACT_TUPLE) != 0, "a tuple");
	is_int(f[4].parent, 3, "a tuple in a tuple");
	is_int(f[5].parent, 4, "an item in a tuple");
	is_int(f[5].precision, DECIMALS_INF, "precision INF");
	is_int(f[5].context, 1, "a context that comes later");
	is_int(f[6].unit, NONE, "an unknown unit");
	is_slice(report_dangling(r, 6, true), "nope", "its text is kept");
	ok((f[6].flags & FACT_BAD_ACCURACY) != 0, "decimals=two");
	is_int(f[6].decimals, DECIMALS_NONE, "is no number");
	is_slice(f[6].value, " 7 ", "white space is kept");
	ok((f[7].flags & FACT_FRACTION) != 0, "a fraction");
	is_slice(f[7].value, "1", "numerator");
	is_slice(fact_denominator(&f[7]), "3", "denominator");
	ok(report_dangling(r, 6, false).s == NULL &&
	    report_dangling(r, 0, true).s == NULL, "of nothing else");
	is_int(f[0].element, NONE, "no taxonomy, no element");
}

static void
test_lines(void)
{
	struct place place;

	read_text(HEAD SCHEMA C1 "<e:A contextRef=\"c1\">x\r\ny\rz</e:A>"
	    "<e:B contextRef=\"c1\">\xC3\xA9</e:B><e:C contextRef=\"c1\"\n"
	    " xml:lang=\"\">q</e:C>" TAIL, "lines");
	is_slice(t.report->facts.v[0].value, "x\ny\nz",
	    "line ends are normalised (XML 1.0, 2.11)");
	place = report_place(t.report, t.report->facts.v[1].span);
	is_int(place.line, 6, "line after a value's line");
	is_int(place.column, 10,
	    "a column counts characters from the line feed");
	place = report_place(t.report, t.report->facts.v[2].span);
	is_int(place.column, 10 + 28,
	    "é counts once, a start tag of two lines starts at its '<'");
	is_int(place.line, 6, "and on its first line");
	is_int(t.report->facts.v[2].lang, 0, "xml:lang=\"\" is no language");
}

static void
test_periods(void)
{
	const struct report *r;
	const struct context *c;

	read_text(HEAD SCHEMA C1
	    CTX("c2", "<xbrli:instant>2023-01-01T00:00:00</xbrli:instant>")
	    CTX("c3", "<xbrli:startDate>2022-01-01</xbrli:startDate>"
	    "<xbrli:endDate> 2022-12-31 </xbrli:endDate>")
	    CTX("c4", "<xbrli:startDate>2022-01-01T00:00:00"
	    "</xbrli:startDate><xbrli:endDate>2022-12-31T24:00:00"
	    "</xbrli:endDate>")
	    CTX("c5", "<xbrli:forever/>")
	    CTX("c6", "<xbrli:instant>2022-13-31</xbrli:instant>")
	    TAIL, "periods");
	r = t.report;
	c = r->contexts.v;
	is_int(c[0].period, c[1].period,
	    "a date ends at midnight (XBRL 2.1, 4.7.2)");
	is_int(c[0].s_equal, c[1].s_equal, "so these are s-equal");
	is_int(c[2].period, c[3].period, "startDate and endDate likewise");
	ok(c[0].period != c[2].period, "an instant is no duration");
	is_int(r->periods.v[c[4].period].kind, PERIOD_FOREVER, "forever");
	is_int(r->periods.v[c[5].period].kind, PERIOD_BAD, "no month 13");
	is_int(count_code(F_xbrl_4_7_2_PeriodDate), 1, "which is found");
	is_int(c[0].entity, c[5].entity, "one entity");
	is_int((long long)r->entities.n, 1, "only one");
}

#define EXPLICIT(d, m) "<xbrldi:explicitMember dimension=\"" d "\">" m	\
	"</xbrldi:explicitMember>"
#define TYPED(d, x) "<xbrldi:typedMember dimension=\"" d "\">" x		\
	"</xbrldi:typedMember>"
#define SCENARIO(id, x) "<xbrli:context id=\"" id "\">" ENTITY		\
	"<xbrli:period><xbrli:forever/></xbrli:period><xbrli:scenario>" x \
	"</xbrli:scenario></xbrli:context>\n"
#define SEGMENT(id, x) "<xbrli:context id=\"" id "\"><xbrli:entity>"	\
	"<xbrli:identifier scheme=\"http://s\">42</xbrli:identifier>"	\
	"<xbrli:segment>" x "</xbrli:segment></xbrli:entity>"		\
	"<xbrli:period><xbrli:forever/></xbrli:period></xbrli:context>\n"

static void
test_dimensions(void)
{
	const struct report *r;
	const struct context *c;
	const struct dimension *d;

	read_text(HEAD SCHEMA
	    SCENARIO("c1", EXPLICIT("e:D1", "e:M") TYPED("e:D2",
	    "<e:k z=\"1\" a=\"2\">7</e:k>"))
	    SCENARIO("c2", TYPED("e:D2", "\n <e:k a=\"2\" z='1'>7</e:k> ")
	    EXPLICIT("e:D1", " e:M "))
	    SEGMENT("c3", EXPLICIT("e:D1", "e:M") TYPED("e:D2",
	    "<e:k z=\"1\" a=\"2\">7</e:k>"))
	    SCENARIO("c4", EXPLICIT("e:D1", "e:M") TYPED("e:D2",
	    "<e:k z=\"1\" a=\"2\">8</e:k>"))
	    SCENARIO("c5", "<e:free><e:in>x</e:in></e:free>")
	    SCENARIO("c6", "<f:free xmlns:f=\"http://example.org/e\"><f:in>x"
	    "</f:in></f:free>")
	    SCENARIO("c7", "<p:explicitMember xmlns:p=\"http://xbrl.org/"
	    "2006/xbrldi\" xmlns:q=\"http://example.org/e\" "
	    "dimension=\"q:D1\">q:M</p:explicitMember>" TYPED("e:D2",
	    "<e:k z=\"1\" a=\"2\">7</e:k>"))
	    TAIL, "dimensions");
	no_findings("dimensions");
	r = t.report;
	c = r->contexts.v;
	is_int(c[0].n_dimensions, 2, "two dimensions");
	is_int(c[0].dimension_set, c[1].dimension_set,
	    "a set has no order");
	is_int(c[0].dimension_set, c[2].dimension_set,
	    "nor does it matter where it stands");
	ok(c[0].dimension_set != c[3].dimension_set, "another typed value");
	ok(c[0].s_equal != c[1].s_equal,
	    "s-equality minds the order (XBRL 2.1, 4.10)");
	ok(c[0].s_equal != c[2].s_equal, "and the place");
	is_int(c[4].dimension_set, 0, "no dimensions: set 0");
	ok(c[4].scenario != 0, "but something else");
	is_int(c[4].scenario, c[5].scenario, "prefixes do not matter");
	is_int(c[4].s_equal, c[5].s_equal, "for s-equality too");
	is_int(c[4].n_contents, 2, "two elements in it");
	is_int(r->contents.v[c[4].contents + 1].parent, c[4].contents,
	    "one in the other");
	is_slice(r->contents.v[c[4].contents + 1].text, "x", "with text");
	is_int(c[0].scenario, 0, "only dimensions: nothing else");
	is_int(c[0].s_equal, c[6].s_equal, "QNames, not their prefixes");
	d = &r->dimensions.v[c[0].dimensions];
	is_slice(r->names.v[d[0].name].local, "D1", "a dimension");
	is_slice(r->names.v[d[0].value].local, "M", "its member");
	is_int(d[0].typed, 0, "explicit");
	ok(d[1].is_typed && d[1].typed != 0, "typed");
	is_slice(d[1].xml, "<e:k z=\"1\" a=\"2\">7</e:k>", "as filed");
	is_int(d[1].n_content, 1, "one child");
	is_slice(r->names.v[r->contents.v[d[1].content].name].local, "k",
	    "its name");
	ok(!d[0].in_segment, "in the scenario");
}

/* More contexts than are numbered at once (ingest/xbrl_xml_late.c): each second
 * half says what the first does, a unit takes the id of one. */
#define MANY	600
static void
test_many_contexts(void)
{
	struct buf b = BUF_ANY;
	const struct context *c;
	size_t i, wrong = 0;

	buf_puts(&b, HEAD SCHEMA);
	for (i = 0; i < MANY; i++)
		buf_printf(&b, SCENARIO("%s%zu", TYPED("e:D2",
		    "<e:k>%zu</e:k>") "%s"), i % 2 ? "c" : "&#99;", i,
		    i % (MANY / 2), i % 3 ? "" : "<e:free/>");
	buf_printf(&b, "<xbrli:unit id=\"c%d\"><xbrli:measure>xbrli:pure"
	    "</xbrli:measure></xbrli:unit>", MANY - 1);
	buf_puts(&b, SCENARIO("c7", "<e:free/>") "<e:A contextRef=\"c598\"/>"
	    TAIL);
	read_bytes(buf_get(&b), "many contexts");
	buf_free(&b);
	is_int(count_code(F_xml_IdNotUnique), 2, "the later ones of two ids");
	is_int(findings_count(t.findings), 2, "and nothing else");
	c = t.report->contexts.v;
	for (i = 0; i < MANY / 2; i++)
		wrong += c[i].dimension_set != c[i + MANY / 2].dimension_set ||
		    c[i].s_equal != c[i + MANY / 2].s_equal ||
		    (i > 0 && c[i].dimension_set == c[i - 1].dimension_set) ||
		    c[i].scenario != (i % 3 ? 0 : c[MANY].scenario) ||
		    c[i].id == 0;
	is_int((long long)wrong, 0, "each as it should be");
	is_int(t.report->facts.v[0].context, 598, "found by its id");
	is_int(c[MANY].id, c[7].id, "an id that is taken is its text's");
}

#define UNIT(id, x) "<xbrli:unit id=\"" id "\">" x "</xbrli:unit>\n"
#define M(x) "<xbrli:measure>" x "</xbrli:measure>"
#define DIVIDE(a, b) "<xbrli:divide><xbrli:unitNumerator>" a		\
	"</xbrli:unitNumerator><xbrli:unitDenominator>" b		\
	"</xbrli:unitDenominator></xbrli:divide>"

static void
test_units(void)
{
	const struct unit *u;

	read_text(HEAD SCHEMA
	    UNIT("u1", M("e:a") M("e:b")) UNIT("u2", M(" e:b ") M("e:a"))
	    UNIT("u3", DIVIDE(M("e:a"), M("e:b") M("e:c")))
	    UNIT("u4", DIVIDE(M("e:a"), M("e:c") M("e:b")))
	    UNIT("u5", M("e:a") M("e:a") M("e:b"))
	    UNIT("u6", DIVIDE(M("e:b"), M("e:a")))
	    UNIT("u7", DIVIDE(M("e:a"), M("e:b"))) TAIL, "units");
	no_findings("units");
	u = t.report->units.v;
	is_int(u[0].s_equal, u[1].s_equal, "a unit is a set of measures");
	is_int(u[2].s_equal, u[3].s_equal, "below the line too");
	ok(u[0].s_equal != u[4].s_equal, "a multiset, that is");
	ok(u[5].s_equal != u[6].s_equal, "above and below differ");
	is_int(u[2].n_numerator, 1, "numerator");
	is_int(u[2].n_denominator, 2, "denominator");
	is_slice(t.report->names.v[t.report->measures.v[u[3].measures + 1]]
	    .local, "b", "measures are sorted");
}

static void
test_footnotes(void)
{
	const struct foot *f;

	read_text(HEAD SCHEMA C1 "<e:A id=\"a\" contextRef=\"c1\">x</e:A>"
	    "<link:footnoteLink xlink:type=\"extended\" xlink:role="
	    "\"http://www.xbrl.org/2003/role/link\" xml:lang=\"en\">"
	    "<link:loc xlink:type=\"locator\" xlink:href=\"#a\" "
	    "xlink:label=\"l\"/>"
	    "<link:loc xlink:type=\"locator\" xlink:href=\"r.xbrl#a\" "
	    "xlink:label=\"l\"/>"
	    "<link:loc xlink:type=\"locator\" xlink:href=\"q.xbrl#a\" "
	    "xlink:label=\"l\"/>"
	    "<link:loc xlink:type=\"locator\" xlink:href=\"#c1\" "
	    "xlink:label=\"l\"/>"
	    "<link:footnote xlink:type=\"resource\" xlink:label=\"n\" "
	    "xml:lang=\"NL\">Zie <b xmlns=\"http://www.w3.org/1999/xhtml\">"
	    "hier</b></link:footnote>"
	    "<e:arc xlink:type=\"arc\" xlink:from=\"l\" xlink:to=\"n\" "
	    "xlink:arcrole=\"http://www.xbrl.org/2003/arcrole/"
	    "fact-footnote\" order=\"2\"/></link:footnoteLink>\n" TAIL,
	    "footnotes");
	no_findings("footnotes");
	is_int((long long)t.report->footnotes.n, 6, "six parts");
	f = t.report->footnotes.v;
	is_int(f[0].fact, 0, "a locator by #id");
	is_int(f[1].fact, 0, "and by the document's own URI");
	is_int(f[2].fact, NONE, "another document");
	is_int(f[3].fact, NONE, "a context is no fact");
	is_int(f[4].kind, FOOT_RESOURCE, "a footnote");
	is_slice(report_string(t.report, f[4].lang), "nl", "its language");
	ok(f[4].own_lang, "which is its own");
	is_slice(f[4].xml, "Zie <b xmlns=\"http://www.w3.org/1999/xhtml\">"
	    "hier</b>", "its content as filed");
	is_int(f[5].kind, FOOT_ARC, "an arc by its xlink:type");
	is_slice(f[5].from, "l", "from");
	is_slice(f[5].order, "2", "order");
}

static void
test_references(void)
{
	const struct reference *f;

	read_text(HEAD "<link:schemaRef xml:base=\"http://b.org/x/\" "
	    "xlink:type=\"simple\" xlink:href=\"../e.xsd\"/>"
	    "<link:schemaRef xlink:type=\"simple\" xlink:href=\"f.xsd\"/>"
	    "<link:linkbaseRef xlink:type=\"simple\" xlink:href=\"l.xml\" "
	    "xlink:arcrole=\"http://www.w3.org/1999/xlink/properties/"
	    "linkbase\"/>"
	    "<link:roleRef xlink:type=\"simple\" xlink:href=\"r.xsd#x\" "
	    "roleURI=\"http://r\"/>" TAIL, "references");
	no_findings("references");
	f = t.report->references.v;
	is_int((long long)t.report->references.n, 4, "four references");
	is_slice(f[0].uri, "http://b.org/e.xsd", "xml:base counts");
	is_slice(f[1].uri, "http://example.org/f.xsd", "only where it is");
	is_int(f[2].kind, REF_LINKBASE, "a linkbaseRef");
	is_slice(f[3].uri, "http://example.org/r.xsd#x", "a fragment stays");
	is_slice(f[3].role_uri, "http://r", "roleURI");
}

/* One fault each: what is found, and how often. */
static const struct fault {
	const char       *body;
	enum finding_code code;
	uint32_t          n;
} faults[] = {
	{ "", F_xbrl_4_2_SchemaRefMissing, 1 },
	{ SCHEMA C1 SCHEMA, F_xbrl_4_1_XbrlContent, 1 },
	{ SCHEMA "<link:roleRef xlink:type=\"simple\" xlink:href=\"r#x\" "
	    "roleURI=\"r\"/><link:linkbaseRef xlink:type=\"simple\" "
	    "xlink:href=\"l\" xlink:arcrole=\"a\"/>",
	    F_xbrl_4_1_XbrlContent, 1 },
	{ SCHEMA "<xbrli:entity/>", F_xbrl_4_1_XbrlContent, 1 },
	{ SCHEMA "<xbrli:unheardOf/>", F_xbrl_4_1_XbrlContent, 1 },
	{ SCHEMA "loose text", F_xbrl_4_1_XbrlContent, 1 },
	{ SCHEMA "<!-- c --><![CDATA[x]]>", F_xbrl_4_1_XbrlContent, 1 },
	{ "<link:schemaRef xlink:type=\"simple\"/>",
	    F_xbrl_4_AttributeMissing, 1 },
	{ "<link:schemaRef xlink:type=\"extended\" xlink:href=\"e\"/>",
	    F_xbrl_3_5_XlinkType, 1 },
	{ SCHEMA "<xbrli:context id=\"c\"><xbrli:period><xbrli:forever/>"
	    "</xbrli:period>" ENTITY "</xbrli:context>",
	    F_xbrl_4_7_ContextContent, 2 },	/* period early, then missing */
	{ SCHEMA "<xbrli:context id=\"c\">" ENTITY "</xbrli:context>",
	    F_xbrl_4_7_ContextContent, 1 },
	{ SCHEMA "<xbrli:context>" ENTITY "<xbrli:period><xbrli:forever/>"
	    "</xbrli:period></xbrli:context>", F_xbrl_4_AttributeMissing, 1 },
	{ SCHEMA "<xbrli:context id=\"c\" x=\"y\">" ENTITY "<xbrli:period>"
	    "<xbrli:forever/></xbrli:period></xbrli:context>",
	    F_xbrl_4_AttributeNotAllowed, 1 },
	{ SCHEMA CTX("c", "<xbrli:startDate>2022-01-01</xbrli:startDate>"),
	    F_xbrl_4_7_2_PeriodContent, 1 },
	{ SCHEMA CTX("c", "<xbrli:forever>now</xbrli:forever>"),
	    F_xbrl_4_7_2_PeriodContent, 1 },
	{ SCHEMA CTX("c", "<xbrli:instant/>"), F_xbrl_4_7_2_PeriodDate, 1 },
	{ SCHEMA SCENARIO("c", ""), F_xbrl_4_7_4_ScenarioStructure, 1 },
	{ SCHEMA SEGMENT("c", "x<e:y/>"), F_xbrl_4_7_3_2_SegmentStructure,
	    1 },
	{ SCHEMA SEGMENT("c", TYPED("e:d", "")), F_xbrldi_MemberContent, 1 },
	{ SCHEMA SEGMENT("c", TYPED("e:d", "<e:a/><e:b/>")),
	    F_xbrldi_MemberContent, 1 },
	{ SCHEMA SEGMENT("c", EXPLICIT("e:d", "zz:m")),
	    F_xbrldi_NameNotResolved, 1 },
	{ SCHEMA UNIT("u", ""), F_xbrl_4_8_UnitContent, 1 },
	{ SCHEMA UNIT("u", M("e:a") DIVIDE(M("e:a"), M("e:b"))),
	    F_xbrl_4_8_UnitContent, 1 },
	{ SCHEMA UNIT("u", DIVIDE("", M("e:b"))),
	    F_xbrl_4_8_3_DivideContent, 1 },
	{ SCHEMA UNIT("u", M("zz:a")), F_xbrl_4_8_2_MeasureName, 1 },
	{ SCHEMA C1 C1, F_xml_IdNotUnique, 1 },
	{ SCHEMA C1 "<e:A id=\"c1\" contextRef=\"c1\"/>",
	    F_xml_IdNotUnique, 1 },
	{ SCHEMA "<e:A id=\"1x\" contextRef=\"c1\"/>", F_xml_IdNotAName, 1 },
	{ SCHEMA "<e:A id=\"a b\" contextRef=\"c1\"/>", F_xml_IdNotAName, 1 },
	{ SCHEMA "<e:A contextRef=\"c1\" xsi:nil=\"yes\"/>",
	    F_xsi_NilNotBoolean, 1 },
	{ SCHEMA "<e:F contextRef=\"c1\"><xbrli:numerator>1"
	    "</xbrli:numerator></e:F>", F_xbrl_5_1_1_3_FractionContent, 1 },
	{ SCHEMA "<e:T>words<e:A contextRef=\"c1\"/></e:T>",
	    F_xbrl_4_9_TupleText, 1 },
	{ SCHEMA "<link:footnoteLink xlink:type=\"extended\" xlink:role="
	    "\"r\"><e:what/></link:footnoteLink>",
	    F_xbrl_4_11_FootnoteLinkContent, 1 },
	{ SCHEMA "<zz:A contextRef=\"c1\"/>", F_xml_NamespaceError, 1 },
};

static void
test_faults(void)
{
	struct buf b = BUF_ANY;
	size_t i;

	for (i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		const char *code = message_of(faults[i].code)->code;

		buf_clear(&b);
		buf_puts(&b, HEAD);
		buf_puts(&b, faults[i].body);
		buf_puts(&b, TAIL);
		read_bytes(buf_get(&b), code);
		is_int(count_code(faults[i].code), faults[i].n, code);
		is_int(findings_count(t.findings), faults[i].n,
		    "and nothing else");
	}
	buf_free(&b);
}

int
main(void)
{
	if (!begin())
		return skip_all("no temporary file");
	test_facts();
	test_lines();
	test_periods();
	test_dimensions();
	test_many_contexts();
	test_units();
	test_footnotes();
	test_references();
	test_faults();
	return finish();
}
