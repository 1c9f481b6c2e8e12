/*
 * test_schema_xbrl.c: what XBRL 2.1 (4.9, 5.1) and Dimensions 1.0 (2.2, 2.5)
 * make of a schema: small schemas, and the rows and findings they ask for.
 */
#include "tests/schema_case.h"

#define ITEM(name, type, more)						\
	"<xs:element name='" name "' id='t_" name "' type='" type "'"	\
	" substitutionGroup='xbrli:item' " more "/>"
#define INSTANT "xbrli:periodType='instant'"

static void
test_items(void)
{
	const struct img_element *e;

	compile_text(TAXONOMY(
	    ITEM("money", "xbrli:monetaryItemType", INSTANT
	    " xbrli:balance='debit' nillable='true' xmlns:o='urn:o'"
	    " o:hint='yes'")
	    ITEM("text", "xbrli:stringItemType", "xbrli:periodType='duration'"
	    " abstract='true'")
	    "<xs:complexType name='percent'><xs:simpleContent>"
	    "<xs:restriction base='xbrli:pureItemType'/></xs:simpleContent>"
	    "</xs:complexType>"
	    "<xs:complexType name='half'><xs:complexContent>"
	    "<xs:restriction base='xbrli:fractionItemType'><xs:sequence>"
	    "<xs:element ref='xbrli:numerator'/>"
	    "<xs:element ref='xbrli:denominator'/></xs:sequence>"
	    "</xs:restriction></xs:complexContent></xs:complexType>"
	    ITEM("ratio", "t:percent", INSTANT)
	    ITEM("part", "t:half", INSTANT)
	    "<xs:element name='sub' substitutionGroup='t:money'"
	    " type='xbrli:monetaryItemType' " INSTANT "/>"));
	clean("items");
	e = element("money");
	is_int(e->kind, EL_ITEM, "an item");
	is_int(e->period, PERIOD_TYPE_INSTANT, "instant");
	is_int(e->balance, BALANCE_DEBIT, "debit");
	is_int(e->flags, EL_NILLABLE, "nillable");
	is_int(e->n_attributes, 1, "one foreign attribute");
	is_str(local_of(d->attributes.v[e->attributes].name), "hint",
	    "by its name");
	is_int(dts_anchor_find(d, e->document, SLICE("t_money")),
	    NODE(NODE_ELEMENT, name_row(T, "money")->element),
	    "its id is an anchor");
	is_int(element("text")->flags, EL_ABSTRACT, "abstract");
	is_int(element("sub")->kind, EL_ITEM, "an item of an item");
	is_int(type(NS_XBRLI, "monetaryItemType")->item_type, ITEM_MONETARY,
	    "monetary");
	is_int(type(NS_XBRLI, "sharesItemType")->item_type, ITEM_SHARES,
	    "shares");
	is_int(type(NS_XBRLI, "integerItemType")->item_type, ITEM_NUMERIC,
	    "numeric");
	is_int(type(NS_XBRLI, "dateTimeItemType")->item_type,
	    ITEM_NONNUMERIC, "not numeric");
	is_int(type(T, "percent")->item_type, ITEM_PURE, "pure, derived");
	is_int(type(T, "half")->item_type, ITEM_FRACTION, "a fraction");
	is_int(type(NS_XBRLI, "contextEntityType")->item_type, ITEM_NOT,
	    "no item type");
	is_slice(dts_text(d, name_row(T, "money")->prefix), "t",
	    "a prefix to show");
}

static void
test_item_errors(void)
{
	compile_text(TAXONOMY(ITEM("a", "xbrli:stringItemType", "")));
	only("xbrl.5.1.1.1:PeriodTypeMissing", 1,
	    "XBRL 2.1, 5.1.1.1: no period type");
	compile_text(TAXONOMY(ITEM("a", "xbrli:stringItemType",
	    "xbrli:periodType='forever'")));
	only("xsd:AttributeValue", 1, "XBRL 2.1, 5.1.1.1: no such period type");
	compile_text(TAXONOMY(ITEM("a", "xbrli:stringItemType",
	    INSTANT " xbrli:balance='debit'")));
	only("xbrl.5.1.1.2:BalanceNotMonetary", 1,
	    "XBRL 2.1, 5.1.1.2: a text in debit");
	compile_text(TAXONOMY(ITEM("a", "xs:decimal", INSTANT)));
	only("xbrl.5.1.1.3:ItemType", 1, "XBRL 2.1, 5.1.1.3: no item type");
	compile_text(TAXONOMY("<xs:complexType name='x'><xs:simpleContent>"
	    "<xs:extension base='xbrli:stringItemType'><xs:attribute"
	    " name='more'/></xs:extension></xs:simpleContent>"
	    "</xs:complexType>" ITEM("a", "t:x", INSTANT)));
	only("xsd:DerivationFinal", 1,
	    "XBRL 2.1, 5.1.1.3: an item type is extended");
	compile_text("<xs:schema xmlns:xs='" XS "' targetNamespace=''/>");
	only("xbrl.5.1:EmptyTargetNamespace", 1,
	    "XBRL 2.1, 5.1: an empty namespace");
}

#define TUPLE(attrs, content)						\
	"<xs:element name='tu' substitutionGroup='xbrli:tuple' " attrs	\
	"><xs:complexType>" content "</xs:complexType></xs:element>"

static void
test_tuples(void)
{
	static const char plain[] = TAXONOMY(
	    ITEM("a", "xbrli:stringItemType", INSTANT)
	    "<xs:element name='stranger' type='xs:string'/>" "%s");
	static const struct {
		const char *tuple, *code;
	} cases[] = {
		{ TUPLE("", "<xs:sequence><xs:element ref='t:a'/>"
		    "</xs:sequence><xs:attribute name='id' type='xs:ID'/>"),
		    NULL },
		{ TUPLE(INSTANT, "<xs:sequence/>"),
		    "xbrl.4.9:TuplePeriodType" },
		{ TUPLE("xbrli:balance='debit'", "<xs:sequence/>"),
		    "xbrl.4.9:TupleBalance" },
		{ "<xs:element name='tu' substitutionGroup='xbrli:tuple'>"
		    "<xs:complexType mixed='true'/></xs:element>",
		    "xbrl.4.9:TupleMixed" },
		{ TUPLE("", "<xs:simpleContent><xs:extension base='xs:int'/>"
		    "</xs:simpleContent>"), "xbrl.4.9:TupleSimpleContent" },
		{ TUPLE("", "<xs:sequence><xs:element name='own'"
		    " type='xbrli:stringItemType'/></xs:sequence>"),
		    "xbrl.4.9:TupleChildLocal" },
		{ TUPLE("", "<xs:sequence><xs:choice><xs:element"
		    " ref='t:stranger'/></xs:choice></xs:sequence>"),
		    "xbrl.4.9:TupleChildConcept" },
		{ TUPLE("", "<xs:sequence/><xs:attribute"
		    " ref='xbrli:periodType'/>"),
		    "xbrl.4.9:TupleTypeAttribute" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		compile_text(arena_printf(arena, plain, cases[i].tuple));
		only(cases[i].code, cases[i].code != NULL,
		    cases[i].code == NULL ? "a good tuple" : cases[i].code);
	}
	is_int(element("tu")->kind, EL_TUPLE, "a tuple");
}

#define CUBE(name, head, more)						\
	"<xs:element name='" name "' type='xbrli:stringItemType'"	\
	" substitutionGroup='" head "' " INSTANT " " more "/>"

static void
test_dimensions(void)
{
	compile_text(TAXONOMY(
	    CUBE("c", "xbrldt:hypercubeItem", "abstract='true'")
	    CUBE("cc", "t:c", "abstract='true'")
	    CUBE("dim", "xbrldt:dimensionItem",
	    "abstract='true' xbrldt:typedDomainRef='a.xsd#t_dom'")
	    "<xs:element name='dom' id='t_dom' type='xs:int'/>"));
	clean("dimensions");
	is_int(element("cc")->kind, EL_HYPERCUBE, "a cube of a cube");
	is_int(element("dim")->kind, EL_DIMENSION, "a dimension");
	is_int(element("dim")->flags & EL_TYPED, EL_TYPED, "typed");
	is_int(element("dim")->typed_domain, name_row(T, "dom")->element,
	    "by that element");
	compile_text(TAXONOMY(CUBE("c", "xbrldt:hypercubeItem", "")
	    CUBE("e", "xbrldt:dimensionItem", "")));
	is_int(count("xbrldte:HypercubeElementIsNotAbstractError"), 1,
	    "Dimensions 1.0, 2.2.1: a cube is abstract");
	is_int(count("xbrldte:DimensionElementIsNotAbstractError"), 1,
	    "Dimensions 1.0, 2.5.1: a dimension is abstract");
	compile_text(TAXONOMY("<xs:element name='x' xbrldt:typedDomainRef="
	    "'#x' id='x'/>"));
	only("xbrldte:TypedDomainRefError", 1,
	    "Dimensions 1.0, 2.5.2.1.1: on a dimension");
	compile_text(TAXONOMY(CUBE("e", "xbrldt:dimensionItem",
	    "abstract='true' xbrldt:typedDomainRef='a.xsd'")));
	only("xbrldte:TypedDimensionURIError", 1,
	    "Dimensions 1.0, 2.5.2.1.1: a fragment");
	compile_text(TAXONOMY(CUBE("e", "xbrldt:dimensionItem",
	    "abstract='true' xbrldt:typedDomainRef='#c'")
	    "<xs:complexType name='c' id='c'/>"));
	only("xbrldte:TypedDimensionError", 1,
	    "Dimensions 1.0, 2.5.2.1.1: of an element");
	put("b.xsd", PLAIN("<xs:element name='x' id='x'/>"));
	compile_text(TAXONOMY(CUBE("e", "xbrldt:dimensionItem",
	    "abstract='true' xbrldt:typedDomainRef='b.xsd#x'")));
	only("xbrldte:OutOfDTSSchemaError", 1,
	    "Dimensions 1.0, 2.5.2.1.1: in the DTS");
}

#define LINK_IMPORT							\
	"<xs:import namespace='" NS_LINK "' schemaLocation="		\
	"'http://www.xbrl.org/2003/xbrl-linkbase-2003-12-31.xsd'/>"
#define ROLE(uri, id, body) \
	"<link:roleType roleURI='" uri "' id='" id "'>" body "</link:roleType>"
#define DEFINED	"<link:definition>D</link:definition>"
#define ON(name) "<link:usedOn>" name "</link:usedOn>"

static void
test_roles(void)
{
	compile_text(PLAIN(APPINFO(
	    ROLE("urn:r", "r", DEFINED ON("link:label") ON("link:reference"))
	    "<link:arcroleType arcroleURI='urn:a' id='a'"
	    " cyclesAllowed='undirected'>" ON("link:definitionArc")
	    "</link:arcroleType>") LINK_IMPORT));
	clean("roles");
	is_int((long long)d->roles.n, 1, "a role");
	is_slice(dts_text(d, d->roles.v[0].definition), "D", "its definition");
	is_int(d->roles.v[0].n_used_on, 2, "used on two");
	is_str(local_of(d->used_on.v[d->roles.v[0].used_on + 1]),
	    "reference", "in their order");
	is_int(dts_anchor_find(d, 0, SLICE("r")), NODE(NODE_ROLE, 0),
	    "its id is an anchor");
	is_int(dts_anchor_find(d, 0, SLICE("a")), NODE(NODE_ARCROLE, 0),
	    "so is an arcrole's");
	/* the standard schemas come after it */
	is_int(d->arcroles.v[0].cycles, CYCLES_UNDIRECTED, "cycles");

	compile_text(PLAIN(APPINFO(ROLE("urn:r", "r", ON("link:label")
	    "<link:usedOn xmlns:k='" NS_LINK "'>k:label</link:usedOn>"))));
	only("xbrl.5.1.3.4:UsedOnTwice", 1,
	    "XBRL 2.1, 5.1.3.4: usedOn by its name");
	compile_text(PLAIN(APPINFO(ROLE("urn:r", "r", ON("link:label"))
	    ROLE("urn:r", "s", ON("link:label")))));
	only("xbrl.5.1.3:RoleTypeTwice", 1,
	    "XBRL 2.1, 5.1.3: once in a schema");
	put("b.xsd", "<xs:schema xmlns:xs='" XS "' xmlns:link='" NS_LINK "'"
	    " targetNamespace='urn:b'>" APPINFO(ROLE("urn:r", "r",
	    ON("link:reference") ON("link:label"))) "</xs:schema>");
	compile_text(PLAIN(APPINFO(ROLE("urn:r", "q", ON("link:label")
	    ON("link:reference"))) "<xs:import namespace='urn:b'"
	    " schemaLocation='b.xsd'/>"));
	clean("XBRL 2.1, 5.1.3: twice in a DTS where equal");
	compile_text(PLAIN(APPINFO(ROLE("urn:r", "q", ON("link:label")))
	    "<xs:import namespace='urn:b' schemaLocation='b.xsd'/>"));
	only("xbrl.5.1.3:RoleTypeDiffers", 1,
	    "XBRL 2.1, 5.1.3: not where different");
	compile_text(PLAIN(APPINFO("<link:roleType id='9'/>"
	    "<link:arcroleType arcroleURI='#a#b' cyclesAllowed='all'>"
	    ON("no:body") DEFINED "</link:arcroleType>")));
	is_int(count("xsd:AttributeMissing"), 1, "no roleURI");
	is_int(count("xsd:ElementMissing"), 1, "no usedOn");
	is_int(count("xsd:ElementNotAllowed"), 1, "a definition after usedOn");
	is_int(count("xsd:AttributeValue"), 4,
	    "no name, no URI, no kind of cycle, no prefix");
}

static void
test_linkbase_refs(void)
{
	put("l.xml", "<link:linkbase xmlns:link='" NS_LINK "'/>");
	compile_text(PLAIN(APPINFO("<link:linkbaseRef xlink:type='simple'"
	    " xlink:href='l.xml' xlink:arcrole="
	    "'http://www.w3.org/1999/xlink/properties/linkbase'/>")));
	clean("a linkbaseRef");
	is_int((long long)d->documents.n, 2, "is discovered");
	is_int(d->documents.v[1].kind, DOC_LINKBASE, "as a linkbase");
	compile_text(PLAIN(APPINFO("<link:linkbaseRef xlink:type='locator'"
	    " xlink:arcrole='urn:x'/>")));
	is_int(count("xbrl.4.3.1:LinkbaseRefType"), 1, "4.3.1");
	is_int(count("xbrl.4.3.2:LinkbaseRefHref"), 1, "4.3.2");
	is_int(count("xbrl.4.3.3:LinkbaseRefArcrole"), 1, "4.3.3");
	mkdir(folder_path("sub"), 0700);
	put("sub/l.xml", "<link:linkbase xmlns:link='" NS_LINK "'/>");
	compile_text(PLAIN("<xs:annotation xml:base='sub/'><xs:appinfo>"
	    "<link:linkbaseRef xlink:type='simple' xlink:href='l.xml'"
	    " xlink:arcrole="
	    "'http://www.w3.org/1999/xlink/properties/linkbase'/>"
	    "</xs:appinfo></xs:annotation>"));
	ok(slice_ends(dts_uri(d, 1), SLICE("/sub/l.xml")), "by xml:base");
}

static void
test_standard(void)
{
	compile_text(TAXONOMY(""));
	clean("the schemas of XBRL 2.1 and Dimensions 1.0");
	is_int(d->elements.v[name_row(NS_LINK, "label")->element].kind,
	    EL_RESOURCE, "link:label is a resource");
	is_int(d->elements.v[name_row(NS_LINK, "labelArc")->element].kind,
	    EL_ARC, "link:labelArc is an arc");
	is_int(d->elements.v[name_row(NS_LINK, "labelLink")->element].kind,
	    EL_EXTENDED, "link:labelLink is an extended link");
	is_int(d->elements.v[name_row(NS_XBRLI, "item")->element].kind,
	    EL_OTHER, "xbrli:item itself is no concept");
	is_int(d->elements.v[name_row(NS_XBRLDT, "hypercubeItem")->element]
	    .kind, EL_OTHER, "nor is xbrldt:hypercubeItem");
	is_uses(type(NS_XBRLI, "decimalItemType"),
	    "id contextRef! unitRef! precision decimals",
	    "the attributes of a number");
}

int
main(void)
{
	if (!case_begin())
		return skip_all("no temporary folder");
	test_items();
	test_item_errors();
	test_tuples();
	test_dimensions();
	test_roles();
	test_linkbase_refs();
	test_standard();
	case_end();
	return done();
}
