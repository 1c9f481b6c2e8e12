# formula.awk: a report and a taxonomy whose rules it is judged by:
# awk -v kind=KIND -v n=N -v out=PATH -f formula.awk writes PATH.xbrl, PATH.xsd
# and PATH.xml, the rules. `kinds` of bench/formula.sh.inc tells what each is.
#
# With -v rules=no the schema does not lead to the rules.
function put(s) { printf "%s\n", s >(out "." to) }
function attribute(name, value) { return " " name "=\"" value "\"" }

# --- the schema ---

function item(name, type) {
	put("<xs:element" attribute("name", name) attribute("id", name) \
	    attribute("type", "xbrli:" type "ItemType") \
	    attribute("xbrli:periodType", "instant") \
	    " substitutionGroup=\"xbrli:item\" nillable=\"true\"/>")
}
function axis(name) {
	put("<xs:element" attribute("name", name) attribute("id", name) \
	    " type=\"xbrli:stringItemType\" xbrli:periodType=\"instant\" substitutionGroup=\"xbrldt:dimensionItem\" abstract=\"true\" xbrldt:typedDomainRef=\"#key\"/>")
}
function import(ns, file) {
	put("<xs:import" attribute("namespace", "http://xbrl.org/" ns) \
	    attribute("schemaLocation", "http://www.xbrl.org/" file ".xsd") "/>")
}
function schema(i) {
	to = "xsd"
	put("<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:xbrli=\"http://www.xbrl.org/2003/instance\" xmlns:link=\"http://www.xbrl.org/2003/linkbase\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:xbrldt=\"http://xbrl.org/2005/xbrldt\" targetNamespace=\"urn:t\" elementFormDefault=\"qualified\">")
	if (rules != "no")
		put("<xs:annotation><xs:appinfo><link:linkbaseRef xlink:type=\"simple\" xlink:arcrole=\"http://www.w3.org/1999/xlink/properties/linkbase\"" attribute("xlink:href", base ".xml") "/></xs:appinfo></xs:annotation>")
	put("<xs:import namespace=\"http://www.xbrl.org/2003/instance\" schemaLocation=\"http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd\"/>")
	import("2005/xbrldt", "2005/xbrldt-2005")
	import("2008/variable", "2008/variable")
	import("2008/assertion/value", "2008/value-assertion")
	import("2008/filter/boolean", "2008/boolean-filter")
	import("2008/filter/concept", "2008/concept-filter")
	import("2008/filter/dimension", "2008/dimension-filter")
	import("2008/filter/match", "2008/match-filter")
	import("2010/filter/aspect-cover", "2010/aspect-cover-filter")
	import("2010/custom-function", "2010/custom-function-implementation")
	import("2010/message", "2010/generic-message")
	put("<xs:element name=\"key\" id=\"key\" type=\"xs:string\"/>")
	for (i = 0; i < items(); i++)
		item("a" i, "decimal")
	item("note", "string")
	item("name", "string")
	axis("row")
	for (i = 0; i < 21; i++)
		axis("d" i)
	put("</xs:schema>")
}
function items() { return kind == "assertions" ? 1000 : 32 }

# --- the rules ---

function resource(element, label, more, inside) {
	put("<" element " xlink:type=\"resource\"" attribute("xlink:label", label) \
	    more (inside == "" ? "/>" : ">" inside "</" element ">"))
}
function arc(element, role, from, end, more) {
	put("<" element " xlink:type=\"arc\"" attribute("xlink:arcrole", "http://xbrl.org/arcrole/" role) \
	    attribute("xlink:from", from) attribute("xlink:to", end) more "/>")
}
# An assertion, then its variables.
function rule(id, test, more) {
	set = id
	resource("va:valueAssertion", id, attribute("id", id) \
	    attribute("aspectModel", "dimensional") \
	    attribute("implicitFiltering", loose ? "false" : "true") \
	    attribute("test", test) more)
}
function variable(name, concept, more) {
	label = set "." name
	resource("variable:factVariable", label, \
	    (more ~ /bindAsSequence/ ? "" : attribute("bindAsSequence", "false")) more)
	arc("variable:variableArc", "2008/variable-set", set, label, attribute("name", name))
	resource("cf:conceptName", label ".c", "", "<cf:concept><cf:qname>t:" concept "</cf:qname></cf:concept>")
	filter(label ".c", "true")
}
# A filter of the variable before it.
function filter(to, cover) {
	arc("variable:variableFilterArc", "2008/variable-filter", label, to, \
	    attribute("complement", "false") attribute("cover", cover))
}
function over(dimension) {
	resource("df:typedDimension", label "." dimension, "", "<df:dimension><df:qname>t:" dimension "</df:qname></df:dimension>")
	filter(label "." dimension, "true")
}
function repeat(s, times, all) {
	all = ""
	while (times > 0) {
		if (times % 2)
			all = all s
		s = s s
		times = int(times / 2)
	}
	return all
}
# f($n) is an expression of $n.
function custom(body) {
	resource("variable:function", "sig", " name=\"f:f\" output=\"xs:integer\"", "<variable:input type=\"xs:integer\"/>")
	resource("cfi:implementation", "imp", "", "<cfi:input name=\"n\"/><cfi:output>" body "</cfi:output>")
	arc("gen:arc", "2010/function-implementation", "sig", "imp")
}

function linkbase(i, k, sum) {
	to = "xml"
	put("<link:linkbase xmlns:link=\"http://www.xbrl.org/2003/linkbase\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:gen=\"http://xbrl.org/2008/generic\" xmlns:variable=\"http://xbrl.org/2008/variable\" xmlns:va=\"http://xbrl.org/2008/assertion/value\" xmlns:bf=\"http://xbrl.org/2008/filter/boolean\" xmlns:cf=\"http://xbrl.org/2008/filter/concept\" xmlns:df=\"http://xbrl.org/2008/filter/dimension\" xmlns:mf=\"http://xbrl.org/2008/filter/match\" xmlns:acf=\"http://xbrl.org/2010/filter/aspect-cover\" xmlns:cfi=\"http://xbrl.org/2010/custom-function\" xmlns:msg=\"http://xbrl.org/2010/message\" xmlns:f=\"urn:f\" xmlns:t=\"urn:t\">")
	refer("2008/variable-set", "2008/variable.xsd#variable-set")
	refer("2008/variable-filter", "2008/variable.xsd#variable-filter")
	refer("2008/boolean-filter", "2008/boolean-filter.xsd#boolean-filter")
	refer("2010/function-implementation", "2010/custom-function-implementation.xsd#cfi-implementation")
	refer("2010/assertion-unsatisfied-message", "2010/validation-message.xsd#assertion-unsatisfied-message")
	put("<link:roleRef xlink:type=\"simple\" roleURI=\"http://www.xbrl.org/2010/role/message\" xlink:href=\"http://www.xbrl.org/2010/generic-message.xsd#standard-message\"/>")
	put("<gen:link xlink:type=\"extended\" xlink:role=\"http://www.xbrl.org/2003/role/link\">")
	if (kind == "sums" || kind == "contradictions") {
		for (i = 1; i < 9; i++)
			sum = sum (i > 1 ? " + " : "") "$v" i
		rule("s", "$v0 eq " sum)
		for (i = 0; i < 9; i++)
			variable("v" i, "a" i)
	} else if (kind == "rows") {
		rule("r1", "$sum eq $one + $two")
		variable("sum", "a3"); variable("one", "a1"); variable("two", "a2")
		rule("r2", "$total eq sum($rows)")
		variable("total", "a0")
		variable("rows", "a1", " bindAsSequence=\"true\""); over("row")
		rule("r3", "$x eq $y")
		variable("x", "a1"); over("row")
		variable("y", "a4")
		resource("mf:matchDimension", "match", " dimension=\"t:row\" variable=\"x\"")
		filter("match", "true")
		rule("r4", "$x ge $y")
		variable("x", "a1"); variable("y", "a5", " fallbackValue=\"0\"")
	} else if (kind == "texts") {
		rule("t1", "string-length($note) gt 0")
		variable("note", "note")
		rule("t2", "$note eq $name")
		variable("note", "note"); variable("name", "name")
		rule("t3", "count(distinct-values($note)) eq 1")
		variable("note", "note", " bindAsSequence=\"true\""); over("row")
	} else if (kind == "assertions") {
		for (i = 0; i < n; i++) {
			rule("r" i, "$v ge " (i - 2 * n))
			variable("v", "a" i % 1000)
		}
	} else if (kind == "fallbacks") {
		for (i = 0; i < 20; i++)
			sum = sum (i > 0 ? " + " : "") "$v" i
		rule("f", sum " ge 0")
		for (i = 0; i < 20; i++) {
			variable("v" i, "a" i, " fallbackValue=\"0\""); over("d" i)
		}
	} else if (kind == "fallbacks-chain") {
		for (i = 0; i < 20; i++)
			sum = sum (i > 0 ? " + " : "") "$v" i
		rule("f", sum " ge 0")
		for (i = 0; i < 20; i++) {
			variable("v" i, "a" i, " fallbackValue=\"0\"")
			cover = "<acf:aspect>dimensions</acf:aspect>"
			for (k = i; k < i + 2; k++)
				cover = cover "<acf:excludeDimension><acf:qname>t:d" k "</acf:qname></acf:excludeDimension>"
			resource("acf:aspectCover", label ".r", "", cover)
			filter(label ".r", "true")
		}
	} else if (kind == "product") {
		loose = 1
		rule("p", "$v0 + $v1 + $v2 ge 0")
		for (i = 0; i < 3; i++)
			variable("v" i, "a" i)
	} else if (kind == "sequences") {
		rule("q", "sum($v0) ge 0")
		variable("v0", "a0", " bindAsSequence=\"true\""); over("row")
	} else if (kind == "filters") {
		rule("n", "$v0 ge 0")
		variable("v0", "a0")
		for (i = 0; i <= n; i++)
			resource(i % 2 ? "bf:orFilter" : "bf:andFilter", "b" i)
		for (i = 0; i < n; i++)
			arc("variable:variableFilterArc", "2008/boolean-filter", "b" i, "b" (i + 1), " complement=\"false\" cover=\"false\"")
		arc("variable:variableFilterArc", "2008/boolean-filter", "b" n, label ".c", " complement=\"false\" cover=\"false\"")
		filter("b0", "false")
	} else if (kind == "filters-wide" || kind == "filters-ways") {
		# 16 layers of n filters, each of the two after it: 2^16 paths.
		rule("n", "$v0 ge 0")
		variable("v0", "a0")
		for (i = 0; i < 16; i++)
			for (k = 0; k < n; k++)
				resource(i % 2 && kind == "filters-wide" ? "bf:orFilter" : "bf:andFilter", "b" i "." k)
		for (k = 0; k < n; k++) {
			for (i = 0; i < 15; i++) {
				arc("variable:variableFilterArc", "2008/boolean-filter", "b" i "." k, "b" (i + 1) "." k, " complement=\"false\" cover=\"false\"")
				arc("variable:variableFilterArc", "2008/boolean-filter", "b" i "." k, "b" (i + 1) "." ((k + 1) % n), " complement=\"false\" cover=\"false\"")
			}
			arc("variable:variableFilterArc", "2008/boolean-filter", "b15." k, label ".c", " complement=\"false\" cover=\"false\"")
			filter("b0." k, "false")
		}
		if (kind == "filters-ways") {
			rule("g", "$v3 ge 0")
			variable("v3", "a3")
		}
	} else if (kind == "endless") {
		rule("e", "every $i in 1 to " n * 1000000 " satisfies $i + $v0 gt 0")
		variable("v0", "a0")
	} else if (kind == "beside") {
		# Good rules before, between and after two that run away.
		rule("g1", "$v3 ge 0")
		variable("v3", "a3")
		rule("e", "every $i in 1 to " n * 1000000 " satisfies $i + $v4 gt 0")
		variable("v4", "a4")
		rule("g2", "sum(for $i in 1 to 1000 return $v5) ge 0")
		variable("v5", "a5")
		loose = 1
		rule("p", "$v0 + $v1 + $v2 ge 0")
		for (i = 0; i < 3; i++)
			variable("v" i, "a" i)
		rule("g3", "$v3 ge 0 and $v6 ge 0")
		variable("v3", "a3"); variable("v6", "a6")
	} else if (kind == "chain") {
		resource("variable:parameter", "p0", " name=\"p0\" select=\"1\"")
		for (i = 1; i <= n; i++)
			resource("variable:parameter", "p" i, attribute("name", "p" i) attribute("select", "$p" (i - 1)))
		rule("e", "$p" n " eq 1")
	} else if (kind == "cycle") {
		rule("e", "$x eq $y")
		for (i = 0; i < 2; i++) {
			resource("variable:generalVariable", "v" i, " bindAsSequence=\"false\"" attribute("select", i ? "$x" : "$y"))
			arc("variable:variableArc", "2008/variable-set", "e", "v" i, attribute("name", i ? "y" : "x"))
		}
	} else if (kind == "circle") {
		custom("f:f($n)")
		rule("e", "f:f(1) eq 1")
	} else if (kind == "nested") {
		rule("e", "count(for $i in 1 to " n ", $k in 1 to " n ", $l in 1 to " n " return $v0) gt 0")
		variable("v0", "a0")
	} else if (kind == "recursion") {
		custom("f:f($n + 1)")
		rule("e", "f:f(1) eq 1")
	} else if (kind == "branching") {
		custom("if ($n le 0) then 1 else f:f($n - 1) + f:f($n - 1)")
		rule("e", "f:f(" n ") gt 0")
	} else if (kind == "doubling") {
		resource("variable:parameter", "p0", " name=\"p0\" select=\"'ab'\"")
		for (i = 1; i <= n; i++)
			resource("variable:parameter", "p" i, attribute("name", "p" i) attribute("select", "concat($p" (i - 1) ", $p" (i - 1) ")"))
		rule("e", "string-length($p" n ") gt 0")
	} else if (kind == "pattern") {
		rule("e", "matches('" repeat("a", n) "b', '^(a+)+$')")
	} else if (kind == "parentheses") {
		rule("e", repeat("(", n) "1" repeat(")", n) " eq 1")
	} else if (kind == "long") {
		rule("e", "1" repeat(" + 1", n) " gt 0")
	} else if (kind == "message") {
		rule("e", "$v0 lt 0")
		variable("v0", "a0")
		resource("msg:message", "m", " xml:lang=\"en\" xlink:role=\"http://www.xbrl.org/2010/role/message\"", "{string-join(for $i in 1 to " n * 1000000 " return 'x', '')}")
		arc("gen:arc", "2010/assertion-unsatisfied-message", "e", "m")
	}
	put("</gen:link></link:linkbase>")
}
function refer(role, href) {
	put("<link:arcroleRef xlink:type=\"simple\"" attribute("arcroleURI", "http://xbrl.org/arcrole/" role) attribute("xlink:href", "http://www.xbrl.org/" href) "/>")
}

# --- the report ---

function context(id, inside) {
	put("<context" attribute("id", id) "><entity><identifier scheme=\"urn:s\">e</identifier></entity>" \
	    "<period><instant>2022-12-31</instant></period>" \
	    (inside == "" ? "" : "<scenario>" inside "</scenario>") "</context>")
}
function at(dimension, value) {
	return "<xbrldi:typedMember dimension=\"t:" dimension "\"><t:key>" value "</t:key></xbrldi:typedMember>"
}
function fact(name, where, value) {
	put("<t:" name attribute("contextRef", where) " unitRef=\"u\" decimals=\"0\">" value "</t:" name ">")
}
function text(name, where) {
	put("<t:" name attribute("contextRef", where) ">" words "</t:" name ">")
}
function facts(i, k, sum) {
	if (kind == "sums" || kind == "contradictions")
		for (i = 0; i < n; i++)
			fact("a" i % 9, "c", kind == "sums" ? (i % 9 ? 1 : 8) : i)
	else if (kind == "rows") {
		for (i = 1; i <= n; i++) {
			context("r" i, at("row", i))
			fact("a1", "r" i, i)
			fact("a2", "r" i, 2 * i)
			fact("a3", "r" i, 3 * i)
			fact("a4", "r" i, i)
			if (i % 3 == 0)
				fact("a5", "r" i, 1)
			sum += i
		}
		fact("a0", "c", sprintf("%.0f", sum))
	} else if (kind == "texts") {
		words = repeat("The same words again. ", 10)
		for (i = 0; i < n / 4; i++) {
			text("note", "c"); text("name", "c")
			context("r" i, at("row", i))
			text("note", "r" i); text("name", "r" i)
		}
	} else if (kind == "fallbacks") {
		# In each row every variable but one, by turns.
		for (i = 0; i < n; i++)
			for (k = 0; k < 20; k++) {
				if (k == i % 20)
					continue
				context("r" i "." k, at("row", i) at("d" k, k))
				fact("a" k, "r" i "." k, i)
			}
	} else if (kind == "fallbacks-chain") {
		for (i = 0; i < n; i++)
			for (k = 0; k < 20; k++) {
				context("r" i "." k, at("d" k, i) at("d" (k + 1), i))
				if ((i + k) % 7)
					fact("a" k, "r" i "." k, i)
			}
	} else if (kind == "product" || kind == "beside") {
		for (i = 0; i < n; i++)
			fact("a" i % 3, "c", i)
		for (i = 3; kind == "beside" && i < 7; i++)
			fact("a" i, "c", i)
	} else if (kind == "sequences") {
		for (i = 0; i < n; i++) {
			context("r" i, at("row", int(i / 2)))
			fact("a0", "r" i, i)
		}
	} else {
		for (i = 0; i < 10; i++)
			fact("a" i, "c", 1)
		for (i = 0; kind == "filters-ways" && i < 300; i++)
			fact("a0", "c", i)
	}
}

BEGIN {
	base = out
	sub(/.*\//, "", base)
	schema()
	linkbase()
	to = "xbrl"
	put("<xbrl xmlns=\"http://www.xbrl.org/2003/instance\" xmlns:link=\"http://www.xbrl.org/2003/linkbase\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:xbrldi=\"http://xbrl.org/2006/xbrldi\" xmlns:t=\"urn:t\">" \
	    "<link:schemaRef xlink:type=\"simple\"" attribute("xlink:href", base ".xsd") "/>")
	context("c")
	put("<unit id=\"u\"><measure>pure</measure></unit>")
	facts()
	put("</xbrl>")
}
