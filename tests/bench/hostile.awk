# hostile.awk: a report that means harm, and its taxonomy beside it:
# awk -v kind=KIND -v n=N -v out=PATH -f hostile.awk writes PATH.xbrl, PATH.xsd
# and, where there are links, PATH.xml. `kinds` of bench/hostile.sh.inc tells
# what each is.
function put(s) { printf "%s\n", s >(out "." to) }
function attribute(name, value) { return " " name "=\"" value "\"" }

function element(name, more, base) {
	put("<xs:element" attribute("name", name) attribute("id", name) \
	    attribute("type", "xbrli:" base "ItemType") \
	    attribute("xbrli:periodType", "instant") more "/>")
}
function item(name, more) {
	element(name, more " substitutionGroup=\"xbrli:item\" nillable=\"true\"", "monetary")
}
function member(name) {
	element(name, " substitutionGroup=\"xbrli:item\" abstract=\"true\"", "string")
}
function fact(name, context, value, more) {
	put("<t:" name attribute("contextRef", context) \
	    " unitRef=\"u\" decimals=\"0\"" more ">" value "</t:" name ">")
}
function context(id, inside) {
	put("<context" attribute("id", id) "><entity><identifier scheme=\"urn:s\">e</identifier></entity>" \
	    "<period><instant>2022-12-31</instant></period>" inside "</context>")
}
function locator(name) {
	put("<link:loc xlink:type=\"locator\"" attribute("xlink:href", base ".xsd#" name) \
	    attribute("xlink:label", name) "/>")
}
function arc(name, role, from, to, order, more) {
	put("<link:" name " xlink:type=\"arc\"" attribute("xlink:arcrole", role) \
	    attribute("xlink:from", from) attribute("xlink:to", to) \
	    attribute("order", order) more "/>")
}
function dimension_arc(role, from, to, order, more) {
	arc("definitionArc", "http://xbrl.org/int/dim/arcrole/" role, from, to, order, more)
}
function sum_arc(from, to, order) {
	arc("calculationArc", "http://www.xbrl.org/2003/arcrole/summation-item", from, to, order, " weight=\"1\"")
}
function calculates() { return kind ~ /^calculation/ }

function links(i, k, side) {
	to = "xml"
	put("<link:linkbase xmlns:link=\"http://www.xbrl.org/2003/linkbase\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:xbrldt=\"http://xbrl.org/2005/xbrldt\">")
	if (kind == "domain") {
		put("<link:arcroleRef xlink:type=\"simple\" arcroleURI=\"http://xbrl.org/int/dim/arcrole/all\" xlink:href=\"http://www.xbrl.org/2005/xbrldt-2005.xsd#all\"/>")
		put("<link:arcroleRef xlink:type=\"simple\" arcroleURI=\"http://xbrl.org/int/dim/arcrole/hypercube-dimension\" xlink:href=\"http://www.xbrl.org/2005/xbrldt-2005.xsd#hypercube-dimension\"/>")
		put("<link:arcroleRef xlink:type=\"simple\" arcroleURI=\"http://xbrl.org/int/dim/arcrole/dimension-domain\" xlink:href=\"http://www.xbrl.org/2005/xbrldt-2005.xsd#dimension-domain\"/>")
		put("<link:arcroleRef xlink:type=\"simple\" arcroleURI=\"http://xbrl.org/int/dim/arcrole/domain-member\" xlink:href=\"http://www.xbrl.org/2005/xbrldt-2005.xsd#domain-member\"/>")
	}
	link = kind == "domain" ? "definitionLink" : "calculationLink"
	put("<link:" link " xlink:type=\"extended\" xlink:role=\"http://www.xbrl.org/2003/role/link\">")
	for (i = 0; i <= n; i++)
		locator("a" i)
	if (kind == "domain") {
		locator("cube"); locator("axis"); locator("m0")
		dimension_arc("all", "a0", "cube", 1, " xbrldt:contextElement=\"scenario\"")
		dimension_arc("hypercube-dimension", "cube", "axis", 1)
		dimension_arc("dimension-domain", "axis", "m0", 1)
		for (i = 1; i <= n; i++)
			locator("m" i)
		for (i = 1; i <= n; i++)
			dimension_arc("domain-member", "m" (i - 1), "m" i, 1)
	}
	# One total of n parts; n totals of one part; layers that are joined
	# each to each, n arcs in all.
	if (kind == "calculation-wide")
		for (i = 1; i <= n; i++)
			sum_arc("a0", "a" i, i)
	if (kind == "calculation-deep")
		for (i = 1; i <= n; i++)
			sum_arc("a" (i - 1), "a" i, 1)
	if (kind == "calculation-net") {
		side = 100
		for (i = 0; i + side < n / side + side; i += side)
			for (k = 0; k < side * side; k++)
				sum_arc("a" (i + int(k / side)), "a" (i + side + k % side), k)
	}
	put("</link:" link "></link:linkbase>")
}

function schema(i) {
	to = "xsd"
	put("<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:xbrli=\"http://www.xbrl.org/2003/instance\" xmlns:link=\"http://www.xbrl.org/2003/linkbase\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:xbrldt=\"http://xbrl.org/2005/xbrldt\" targetNamespace=\"urn:t\" elementFormDefault=\"qualified\">")
	if (linked)
		put("<xs:annotation><xs:appinfo><link:linkbaseRef xlink:type=\"simple\" xlink:arcrole=\"http://www.w3.org/1999/xlink/properties/linkbase\"" attribute("xlink:href", base ".xml") "/></xs:appinfo></xs:annotation>")
	put("<xs:import namespace=\"http://www.xbrl.org/2003/instance\" schemaLocation=\"http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd\"/>")
	put("<xs:import namespace=\"http://xbrl.org/2005/xbrldt\" schemaLocation=\"http://www.xbrl.org/2005/xbrldt-2005.xsd\"/>")
	for (i = 0; i <= (linked ? n : 0); i++)
		item("a" i)
	if (kind == "domain") {
		element("cube", " substitutionGroup=\"xbrldt:hypercubeItem\" abstract=\"true\"", "string")
		element("axis", " substitutionGroup=\"xbrldt:dimensionItem\" abstract=\"true\"", "string")
		for (i = 0; i <= n; i++)
			member("m" i)
	}
	put("</xs:schema>")
}

function crowd(i) {
	printf "<t:a0 contextRef=\"c\" unitRef=\"u\" decimals=\"0\"" >(out "." to)
	for (i = 1; i <= n; i++)
		printf kind == "attributes" ? " x%d=\"\"" : " xmlns:x%d=\"urn:%d\"", i, i >(out "." to)
	put(">1</t:a0>")
}

function facts(i) {
	if (kind == "contexts")
		for (i = 1; i <= n; i++) {
			context("c" i)
			fact("a0", "c" i, 1)
		}
	else if (kind == "duplicates" || kind == "contradictions")
		for (i = 1; i <= n; i++)
			fact("a0", "c", kind == "duplicates" ? 1 : i)
	else if (kind == "attributes" || kind == "namespaces")
		crowd()
	else if (kind == "namespaces-apart")
		for (i = 1; i <= n; i++)
			fact("a0", "c", 1, attribute("xmlns:x" i, "urn:" i))
	else if (kind == "domain") {
		context("d", "<scenario><xbrldi:explicitMember dimension=\"t:axis\">t:m" n "</xbrldi:explicitMember></scenario>")
		fact("a0", "d", 1)
	} else
		for (i = 0; i <= n; i++)
			fact("a" i, "c", 1)
}

BEGIN {
	base = out
	sub(/.*\//, "", base)
	linked = kind == "domain" || calculates()
	schema()
	if (linked)
		links()
	to = "xbrl"
	put("<xbrl xmlns=\"http://www.xbrl.org/2003/instance\" xmlns:link=\"http://www.xbrl.org/2003/linkbase\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:iso4217=\"http://www.xbrl.org/2003/iso4217\" xmlns:xbrldi=\"http://xbrl.org/2006/xbrldi\" xmlns:t=\"urn:t\">" \
	    "<link:schemaRef xlink:type=\"simple\"" attribute("xlink:href", base ".xsd") "/>")
	context("c")
	put("<unit id=\"u\"><measure>iso4217:EUR</measure></unit>")
	facts()
	put("</xbrl>")
}
