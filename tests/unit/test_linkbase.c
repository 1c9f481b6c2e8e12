/*
 * test_linkbase.c: links and networks (XBRL 2.1, 3.5 and 5.2): pairs, orders,
 * prohibition and overriding, cycles, labels, references and hrefs.  Expected
 * values are read off the specification.
 */
#include "tests/link_case.h"

/* --- questions --- */

static uint32_t
network(const struct dts *d, const char *arcrole, const char *role)
{
	uint32_t i;

	for (i = 0; i < d->networks.n; i++)
		if (slice_is(dts_text(d, d->networks.v[i].arcrole), arcrole) &&
		    slice_is(dts_text(d, d->networks.v[i].role), role))
			return i;
	return NONE;
}

static uint32_t
count(const struct dts *d, const char *arcrole)
{
	uint32_t i, n = 0;

	for (i = 0; i < d->networks.n; i++)
		if (slice_is(dts_text(d, d->networks.v[i].arcrole), arcrole))
			n += d->networks.v[i].count;
	return n;
}

static const char *
node_text(const struct dts *d, uint32_t node)
{
	uint32_t row = NODE_ROW(node);

	if (NODE_KIND(node) == NODE_ELEMENT)
		return dts_text(d, d->names.v[d->elements.v[row].name]
		    .local).s;
	if (NODE_KIND(node) == NODE_RESOURCE)
		return dts_text(d, d->resources.v[row].text).s;
	return "?";
}

/* "A>B A>C": the relationships of the arcrole in the order of the image. */
static const char *
pairs(const struct dts *d, const char *arcrole)
{
	struct buf b = BUF_ANY;
	const char *out;
	uint32_t i, k;

	for (i = 0; i < d->networks.n; i++) {
		const struct img_network *n = &d->networks.v[i];

		if (!slice_is(dts_text(d, n->arcrole), arcrole))
			continue;
		for (k = n->first; k < n->first + n->count; k++)
			buf_printf(&b, "%s%s>%s", b.n == 0 ? "" : " ",
			    node_text(d, d->relationships.v[k].from),
			    node_text(d, d->relationships.v[k].to));
	}
	out = arena_printf(arena, "%s", b.n == 0 ? "" : b.s);
	buf_free(&b);
	return out;
}

static void
is_pairs(const char *one, const char *two, const char *arcrole,
    const char *want, const char *name)
{
	struct dts *d = compile(one, two, NULL);

	is_str(pairs(d, arcrole), want, name);
	is_str(codes(d), "", arena_printf(arena, "%s: nothing wrong", name));
	dts_free(d);
}

/* --- pairs and orders (3.5.3.9, 3.5.3.9.5) --- */

static void
test_order(void)
{
	is_pairs(PRES(PC("A", "B", "order='2'") PC("A", "C", "order='1.0'")
	    PC("A", "D", "order='10'")), NULL, AR "parent-child",
	    "A>C A>B A>D", "order compares as a number");
	is_pairs(PRES(PC("A", "B", "order='1.5'") PC("A", "C", "")
	    PC("A", "D", "order='-3'")), NULL, AR "parent-child",
	    "A>D A>C A>B", "a missing order is 1");
	is_pairs(PRES(PC("A", "D", "order='1'") PC("A", "C", "order='1.00'")),
	    NULL, AR "parent-child", "A>D A>C",
	    "equal orders keep the order of the document");
	is_pairs(PRES(PC("A", "D", "order='1'")),
	    PRES(PC("A", "C", "order='1'")), AR "parent-child", "A>D A>C",
	    "and the order of the documents");
	is_pairs(PRES(PC("C", "D", "") PC("A", "B", "")), NULL,
	    AR "parent-child", "A>B C>D", "sorted by from");
}

static void
test_many(void)
{
	struct dts *d;
	uint32_t n;

	is_pairs(LB_BEGIN LINK("presentation", RO "link")
	    LOC("p", "A") LOC("q", "C") LOC("p", "B") LOC("q", "D")
	    PC("p", "q", "") LINK_END("presentation") LB_END, NULL,
	    AR "parent-child", "A>C A>D B>C B>D",
	    "an arc between shared labels is every pair (example 4)");
	d = compile(PRES(PC("A", "D", "") PC("A", "C", "order='2'")
	    PC("B", "C", "")), NULL, NULL);
	n = network(d, AR "parent-child", RO "link");
	is_int(d->networks.v[n].count, 3, "three relationships");
	is_str(node_text(d, d->relationships.v[d->inverse.v[
	    d->networks.v[n].first]].from), "A", "inverse by to: A>C first");
	is_str(node_text(d, d->relationships.v[d->inverse.v[
	    d->networks.v[n].first + 1]].from), "B", "then B>C");
	is_str(node_text(d, d->relationships.v[d->inverse.v[
	    d->networks.v[n].first + 2]].to), "D", "then A>D");
	dts_free(d);
}

/* --- prohibition and overriding (3.5.3.9.7.5, example 6) --- */

#define ARC_A	CALC("A", "C", "weight='1' priority='1'")
#define ONE_CALC(rest)	CALCS(CALC("A", "C", rest))

static void
overriding(const char *two, const char *three, uint32_t want,
    const char *name)
{
	struct dts *d = compile(CALCS(ARC_A), two, three);

	is_int(count(d, AR "summation-item"), want, name);
	is_str(codes(d), "", "nothing wrong");
	dts_free(d);
}

static void
test_prohibition(void)
{
	const char *b =
	    ONE_CALC("weight='1' use='prohibited' priority='2'");

	overriding(NULL, NULL, 1, "A alone stays");
	overriding(b, NULL, 0, "B prohibits A");
	overriding(b, ONE_CALC("weight='1' use='prohibited' priority='3'"), 0,
	    "C prohibits, too");
	overriding(b, ONE_CALC("weight='1' priority='4'"), 1,
	    "D overrides B");
	overriding(ONE_CALC("weight='1' priority='4'"),
	    ONE_CALC("weight='1' use='prohibited' priority='4'"), 0,
	    "F prohibits at the same priority");
	overriding(ONE_CALC("weight='1' use='prohibited' priority='0'"), NULL,
	    1, "a lower priority prohibits nothing");
	overriding(ONE_CALC("weight='1' priority='1'"), NULL, 1,
	    "of two alike one stays");
	overriding(ONE_CALC("weight='1' use='prohibited'"
	    " priority='99999999999999999999999'"), NULL, 0,
	    "a priority is any integer");
}

static void
test_equivalence(void)
{
	overriding(ONE_CALC("weight='2' use='prohibited' priority='9'"), NULL,
	    1, "another weight is another relationship");
	overriding(ONE_CALC("weight='+1.00' use='prohibited' priority='9'"),
	    NULL, 0, "1 and +1.00 are one weight");
	overriding(ONE_CALC("weight='1' order='2' use='prohibited'"
	    " priority='9'"), NULL, 1, "another order is another one");
	overriding(ONE_CALC("weight='1' order='1.0' use='prohibited'"
	    " priority='9'"), NULL, 0, "a missing order equals 1.0");
	overriding(ONE_CALC("weight='1' xlink:title='x' use='prohibited'"
	    " priority='9'"), NULL, 0, "XLink attributes are exempt");
	overriding(ONE_CALC("weight='1' t:x='1' use='prohibited'"
	    " priority='9'"), NULL, 1, "any other attribute counts");
	overriding(LB_BEGIN ROLE_REF("one") LINK("presentation", EX "one")
	    ALL_LOCS PC("A", "C", "use='prohibited' priority='9'")
	    LINK_END("presentation") LB_END, NULL, 1,
	    "another base set prohibits nothing");
	is_pairs(PRES(PC("A", "B", "order='1'")),
	    PRES(PC("A", "B", "order='2'")), AR "parent-child", "A>B A>B",
	    "the same child twice, at two orders");
}

/* --- networks --- */

static void
test_networks(void)
{
	struct dts *d = compile(
	    LB_BEGIN ROLE_REF("two") ROLE_REF("one")
	    LINK("presentation", EX "one") ALL_LOCS PC("A", "B", "")
	    LINK_END("presentation")
	    LINK("presentation", EX "two") ALL_LOCS PC("A", "C", "")
	    LINK_END("presentation")
	    LINK("presentation", EX "one") ALL_LOCS PC("A", "D", "")
	    LINK_END("presentation") LB_END,
	    DEFS("", DEF(AR "general-special", "C", "D", "")), NULL);

	is_int((long long)d->networks.n, 3, "links of one role make one network");
	is_int(network(d, AR "general-special", RO "link"), 0,
	    "networks by arcrole");
	is_int(network(d, AR "parent-child", EX "two"), 1,
	    "then by the role that was met first: its roleRef came first");
	is_int(network(d, AR "parent-child", EX "one"), 2, "then the other");
	is_str(pairs(d, AR "parent-child"), "A>C A>B A>D",
	    "the relationships with them");
	is_str(codes(d), "", "nothing wrong");
	dts_free(d);
}

static void
test_attributes(void)
{
	struct dts *d = compile(DEFS("", DEF(AR "requires-element", "A", "B",
	    "t:x='y' order='3.0' priority='2'")), NULL, NULL);
	const struct img_relationship *r = &d->relationships.v[0];

	is_int((long long)d->relationships.n, 1, "one relationship");
	is_slice(dts_text(d, r->order), "3.0", "the order as written");
	is_int(r->n_attributes, 2, "what is left besides");
	is_slice(dts_text(d, d->names.v[
	    d->attributes.v[r->attributes].name].ns), "http://example.com/t",
	    "its namespace");
	is_slice(dts_text(d, d->attributes.v[r->attributes].value), "y",
	    "its value");
	is_slice(dts_text(d, d->attributes.v[r->attributes + 1].value), "2",
	    "the priority too");
	dts_free(d);
}

/* --- cycles (5.1.4.3) --- */

#define RING(arc, role) arc(role, "A", "B", "") arc(role, "B", "C", "") \
	arc(role, "C", "A", "")
#define DIAMOND(role) DEF(role, "A", "B", "") DEF(role, "A", "C", "") \
	DEF(role, "B", "D", "") DEF(role, "C", "D", "")

static void
test_cycles(void)
{
	is_codes(PRES(PC("A", "B", "") PC("B", "C", "") PC("C", "A", "")),
	    "xbrl.5.2.4.2:Cycle", "parent-child: no directed cycle");
	is_codes(PRES(PC("A", "A", "")), "xbrl.5.2.4.2:Cycle",
	    "a node that is its own parent");
	is_codes(PRES(PC("A", "B", "") PC("A", "C", "") PC("B", "D", "")
	    PC("C", "D", "")), "", "parent-child: undirected cycles may be");
	is_codes(CALCS(CALC("C", "D", "weight='1'")
	    CALC("D", "C", "weight='1'")), "",
	    "summation-item: any cycles may be");
	is_codes(DEFS("", RING(DEF, AR "general-special")),
	    "xbrl.5.2.6.2.1:Cycle", "general-special: no directed cycle");
	is_codes(DEFS("", RING(DEF, AR "requires-element")), "",
	    "requires-element: any");
	is_codes(DEFS(ARCROLE_REF("none"), DIAMOND(EX "none")),
	    "xbrl.5.1.4.3:Cycle", "none: no undirected cycle");
	is_codes(DEFS(ARCROLE_REF("none"), DEF(EX "none", "A", "B", "")
	    DEF(EX "none", "A", "C", "")), "", "none: a tree is well");
	is_codes(DEFS(ARCROLE_REF("undirected"), DIAMOND(EX "undirected")),
	    "", "undirected: a diamond is well");
	is_codes(DEFS(ARCROLE_REF("undirected"), RING(DEF, EX "undirected")),
	    "xbrl.5.1.4.3:Cycle", "undirected: a ring is not");
	is_codes(DEFS(ARCROLE_REF("any"), RING(DEF, EX "any")), "",
	    "any: a ring is well");
}

static void
test_cycle_networks(void)
{
	struct dts *d = compile(
	    LB_BEGIN ROLE_REF("one") LINK("presentation", EX "one") ALL_LOCS
	    PC("A", "B", "") LINK_END("presentation") LB_END,
	    PRES(PC("B", "A", "")), NULL);

	is_str(codes(d), "", "two networks make no cycle together");
	dts_free(d);
	d = compile(PRES(PC("A", "B", "")), PRES(PC("B", "A", "")), NULL);
	is_str(codes(d), "xbrl.5.2.4.2:Cycle", "one network of two files");
	dts_free(d);
	d = compile(PRES(PC("A", "B", "")), PRES(PC("B", "A", "")),
	    PRES(PC("A", "B", "use='prohibited' priority='1'")));
	is_str(codes(d), "", "prohibition breaks a cycle");
	dts_free(d);
	d = compile(DEFS(ARCROLE_REF("none"), DEF(EX "none", "A", "B",
	    "order='1'")), DEFS(ARCROLE_REF("none"), DEF(EX "none", "A", "B",
	    "order='2'")), NULL);
	is_str(codes(d), "", "one edge twice is no cycle");
	dts_free(d);
}

/* --- labels (5.2.2) --- */

static void
test_labels(void)
{
	struct dts *d = compile(
	    LB_BEGIN "<labelLink xlink:type='extended' xlink:role='" RO
	    "link' xml:lang='nl'>\n" LOC("A", "A") LOC("B", "B")
	    "<label xlink:type='resource' xlink:label='b'>Bee</label>\n"
	    LABEL("a", "label", "Aye") LABEL("a2", "totalLabel", "Sum")
	    LABEL_ARC("B", "b", "") LABEL_ARC("A", "a2", "order='2'")
	    LABEL_ARC("A", "a", "") LINK_END("label") LB_END, NULL, NULL);

	is_str(codes(d), "", "labels: nothing wrong");
	is_int((long long)d->labels.n, 3, "three labels");
	is_str(node_text(d, NODE(NODE_RESOURCE, d->labels.v[0].resource)),
	    "Aye", "by node, then order");
	is_str(node_text(d, NODE(NODE_RESOURCE, d->labels.v[1].resource)),
	    "Sum", "the second of A");
	is_slice(dts_text(d, d->resources.v[d->labels.v[1].resource].role),
	    RO "totalLabel", "its role");
	is_slice(dts_text(d, d->resources.v[d->labels.v[2].resource].lang),
	    "nl", "the language of the link is inherited");
	is_slice(dts_text(d, d->resources.v[d->labels.v[0].resource].lang),
	    "en", "unless the label has its own");
	dts_free(d);
}

static void
test_label_prohibition(void)
{
	struct dts *d = compile(
	    LB_BEGIN LINK("label", RO "link") LOC("A", "A")
	    "<label xlink:type='resource' xlink:label='a' id='old'"
	    " xml:lang='en'>Old</label>\n" LABEL_ARC("A", "a", "")
	    LINK_END("label") LB_END,
	    LB_BEGIN LINK("label", RO "link") LOC("A", "A")
	    "<loc xlink:type='locator' xlink:href='l1.xml#old'"
	    " xlink:label='old'/>\n" LABEL("new", "label", "New")
	    LABEL_ARC("A", "old", "use='prohibited' priority='1'")
	    LABEL_ARC("A", "new", "") LINK_END("label") LB_END, NULL);

	is_str(codes(d), "", "a prohibiting arc may name a remote label");
	is_str(pairs(d, AR "concept-label"), "A>New", "the old label goes");
	is_int((long long)d->labels.n, 1, "one label is left");
	dts_free(d);
	is_codes(LB_BEGIN LINK("label", RO "link") LOC("A", "A")
	    "<label xlink:type='resource' xlink:label='a' id='old'"
	    " xml:lang='en'>Old</label>\n" LABEL_ARC("A", "a", "")
	    LINK_END("label") LINK("label", RO "link") LOC("B", "B")
	    "<loc xlink:type='locator' xlink:href='#old' xlink:label='o'/>\n"
	    LABEL_ARC("B", "o", "") LINK_END("label") LB_END,
	    "xbrl.5.2.2.3:LabelRemote", "another arc may not");
}

static void
test_references(void)
{
	struct dts *d = compile(LB_BEGIN LINK("reference", RO "link")
	    LOC("A", "A") "<reference xlink:type='resource' xlink:label='r'>"
	    "<t:Name>Law</t:Name><t:Number>7</t:Number></reference>\n"
	    ARC("reference", AR "concept-reference", "A", "r", "")
	    LINK_END("reference") LB_END, NULL, NULL);

	is_str(codes(d), "", "a reference whose parts nobody declared");
	is_int((long long)d->resources.n, 1, "one resource");
	is_int(d->resources.v[0].n_parts, 2, "two parts");
	is_slice(dts_text(d, d->parts.v[1].value), "7", "the second");
	is_slice(dts_text(d, d->names.v[d->parts.v[0].name].local), "Name",
	    "the name of the first");
	dts_free(d);
}

/* --- hrefs (3.5.4) --- */

#define POINTER(href) \
	LB_BEGIN LINK("presentation", RO "link") \
	"<loc xlink:type='locator' xlink:href='t.xsd#" href "'" \
	" xlink:label='x'/>\n" LOC("D", "D") PC("D", "x", "") \
	LINK_END("presentation") LB_END

static void
test_pointers(void)
{
	is_pairs(POINTER("element(A)"), NULL, AR "parent-child", "D>A",
	    "element() with an id");
	is_pairs(POINTER("element(/1/7)"), NULL, AR "parent-child", "D>B",
	    "element() with steps: the seventh child of the root");
	is_pairs(POINTER("element(/1/99)element(C)"), NULL,
	    AR "parent-child", "D>C", "the first that names something");
	is_codes(POINTER("xpointer(//*[1])"),
	    "xbrl.3.5.4:XPointer",
	    "no scheme but element()");
	is_codes(POINTER("nowhere"), "xbrl.3.5.3.7.2:LocatorTarget",
	    "an id that is not there");
	is_codes(POINTER("one"), "xbrl.5.2:LocatorConcept"
	    " xbrl.5.2.4.2:ParentChildEnds", "a role is no concept");
}

static void
test_base(void)
{
	is_pairs(LB_BEGIN "<presentationLink xlink:type='extended'"
	    " xlink:role='" RO "link' xml:base='below/'>\n"
	    "<loc xlink:type='locator' xlink:href='../t.xsd#A'"
	    " xlink:label='a'/><loc xlink:type='locator'"
	    " xlink:href='../t.xsd#B' xlink:label='b'/>\n" PC("a", "b", "")
	    LINK_END("presentation") LB_END, NULL, AR "parent-child", "A>B",
	    "xml:base on a link");
}

static void
test_preferred(void)
{
	struct dts *d = compile(PRES(PC("A", "B", "preferredLabel='" RO
	    "totalLabel'")), LABELS(LABEL("b", "totalLabel", "Sum")
	    LABEL_ARC("B", "b", "")), NULL);
	uint32_t n = network(d, AR "parent-child", RO "link");

	is_str(codes(d), "", "a preferred label that is there");
	is_slice(dts_text(d, d->relationships.v[d->networks.v[n].first]
	    .preferred), RO "totalLabel", "the role in the relationship");
	dts_free(d);
	d = compile(PRES(PC("A", "B", "preferredLabel='" RO "label'")),
	    LABELS("<label xlink:type='resource' xlink:label='b'"
	    " xml:lang='en'>B</label>" LABEL_ARC("B", "b", "")), NULL);
	is_str(codes(d), "", "a label without a role is the standard label");
	dts_free(d);
}

/* One arc between 2,001 locators and 2,000: four million pairs and more. */
static void
test_crowd(void)
{
	struct buf b = BUF_ANY, text = BUF_ANY;
	struct dts *d;
	unsigned i;

	buf_puts(&b, LB_BEGIN LINK("definition", RO "link"));
	for (i = 0; i < 4001; i++)
		buf_printf(&b, "<loc xlink:type='locator' xlink:href='t.xsd#%s'"
		    " xlink:label='%s'/>\n", i < 2001 ? "A" : "B",
		    i < 2001 ? "a" : "b");
	buf_puts(&b, "<definitionArc xlink:type='arc' xlink:arcrole='" AR
	    "requires-element' xlink:from='a' xlink:to='b'/>\n"
	    LINK_END("definition") LB_END);
	d = compile(b.s, NULL, NULL);
	is_str(codes(d), "rek:TaxonomyTooLarge", "2,001 times 2,000 ends");
	if (findings_count(d->findings) > 0)
		finding_text(&text, findings_get(d->findings, 0), LANG_NL);
	is_str(text.n > 0 ? text.s : "", "De taxonomie is groter dan deze "
	    "verwerker aankan: meer dan 4.000.000 relaties.", "in words");
	dts_free(d);
	buf_free(&text);
	buf_free(&b);
}

int
main(void)
{
	if (!begin())
		return skip_all("no temporary folder");
	test_order();
	test_many();
	test_prohibition();
	test_equivalence();
	test_networks();
	test_attributes();
	test_cycles();
	test_cycle_networks();
	test_labels();
	test_label_prohibition();
	test_references();
	test_pointers();
	test_base();
	test_preferred();
	test_crowd();
	return finish();
}
