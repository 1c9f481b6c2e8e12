#!/bin/bash
# qt3.sh: what `conformance` makes of a suite in the W3C's QT3 form: which cases
# are run, what each kind of assertion asks, and what is said of the rest. The
# suite is our own; the W3C's is run by conformance.sh.
. "$(dirname "$0")/lib.sh.inc"

ns=http://www.w3.org/2010/09/qt-fots-catalog
suite=$tmp/suite
mkdir -p "$suite/docs" "$suite/sets"
printf '<d><a n="1">x</a><a n="2">y</a></d>' >"$suite/docs/d.xml"
printf '<a n="2">y</a>\n' >"$suite/sets/y.out"
echo '1 + 1' >"$suite/sets/sum.xp"
cat >"$suite/catalog.xml" <<XML
<catalog xmlns="$ns" test-suite="own" version="1">
  <environment name="doc"><source role="." file="docs/d.xml" uri="http://example.org/d.xml"/></environment>
  <environment name="typed"><schema uri="http://example.org/s" file="docs/s.xsd"/></environment>
  <test-set name="assertions" file="sets/assertions.xml"/>
  <test-set name="dependencies" file="sets/dependencies.xml"/>
  <test-set name="environments" file="sets/environments.xml"/>
  <test-set name="held-back" file="sets/gone.xml"/>
</catalog>
XML

# cases: lines of NAME|INSIDE THE CASE as test cases.
cases() {
	local name inside
	while IFS='|' read -r name inside; do
		[ -n "$name" ] || continue
		printf '<test-case name="%s"><description/><created by="x" on="2026-01-01"/>%s</test-case>\n' \
		    "$name" "$inside"
	done
}

# Of each pair of assertions one holds and one does not.
# EXPRESSION|ASSERTION THAT HOLDS|ONE THAT DOES NOT
pairs() {
	cat <<'PAIRS'
1 + 1|<assert>$result = 2</assert>|<assert>$result = 3</assert>
1 + 1|<assert-eq>2.0</assert-eq>|<assert-eq>3</assert-eq>
1 to 3|<assert-count>3</assert-count>|<assert-count>2</assert-count>
1 to 3|<assert-deep-eq>1, 2, 3</assert-deep-eq>|<assert-deep-eq>3, 2, 1</assert-deep-eq>
1 to 3|<assert-permutation>3, 1, 2</assert-permutation>|<assert-permutation>3, 3, 2</assert-permutation>
()|<assert-empty/>|<assert-count>1</assert-count>
0|<assert-count>1</assert-count>|<assert-empty/>
1 + 1|<assert-type>xs:integer</assert-type>|<assert-type>xs:string</assert-type>
1 = 1|<assert-true/>|<assert-false/>
1 = 2|<assert-false/>|<assert-true/>
'x'|<assert-string-value>x</assert-string-value>|<assert-true/>
1 to 3|<assert-string-value>1 2 3</assert-string-value>|<assert-string-value>1  2 3</assert-string-value>
1 to 3|<assert-string-value normalize-space="true"> 1  2 3 </assert-string-value>|<assert-string-value> 1 2 3</assert-string-value>
1 +|<error code="XPST0003"/>|<error code="XPTY0004"/>
1 +|<error code="*"/>|<assert-empty/>
1|<assert-eq>1</assert-eq>|<error code="*"/>
1|<not><error code="*"/></not>|<not><assert-eq>1</assert-eq></not>
1 +|<error code="XPST0003"/>|<not><assert-eq>1</assert-eq></not>
fn:error(fn:QName('urn:e', 'e:mine'))|<error code="Q{urn:e}mine"/>|<error code="Q{urn:f}mine"/>
1|<all-of><assert-eq>1</assert-eq><assert-count>1</assert-count></all-of>|<all-of><assert-eq>1</assert-eq><assert-count>2</assert-count></all-of>
1|<any-of><assert-eq>2</assert-eq><assert-count>1</assert-count></any-of>|<any-of><assert-eq>2</assert-eq><assert-count>2</assert-count></any-of>
/d/a[2]|<assert-xml><![CDATA[<a n='2'>y</a>]]></assert-xml>|<assert-xml><![CDATA[<a n='2'>y</a>z]]></assert-xml>
/d/a[2]|<assert-xml file="y.out"/>|<assert-xml><![CDATA[<a n='3'>y</a>]]></assert-xml>
/d/a|<assert-xml><![CDATA[<a n='1'>x</a><a n='2'>y</a>]]></assert-xml>|<assert-xml><![CDATA[<a n='2'>y</a><a n='1'>x</a>]]></assert-xml>
1, 2, /d/a[1]/text(), 3|<assert-xml>1 2x3</assert-xml>|<assert-xml>1 2 x 3</assert-xml>
/|<assert-xml><![CDATA[<d><a n='1'>x</a><a n='2'>y</a></d>]]></assert-xml>|<assert-xml><![CDATA[<d><a n='1'>x<a n='2'>y</a></a></d>]]></assert-xml>
/d/a/@n|<assert-serialization-error code="SENR0001"/>|<assert-serialization-error code="SERE0003"/>
PAIRS
}
pairs >"$tmp/pairs"
{
	echo "<test-set name='assertions' xmlns='$ns'><description/>"
	n=0
	while IFS='|' read -r test holds other; do
		n=$((n + 1))
		printf 'holds-%s|<environment ref="doc"/><test>%s</test><result>%s</result>\n' "$n" "$test" "$holds"
		printf 'not-%s|<environment ref="doc"/><test>%s</test><result>%s</result>\n' "$n" "$test" "$other"
	done <"$tmp/pairs" | cases
	echo '</test-set>'
} >"$suite/sets/assertions.xml"
n=$(wc -l <"$tmp/pairs")

# What a dependency does: NAME|TYPE|VALUE|MORE
dependencies() {
	cat <<'LIST'
run-xp20|spec|XP20|
run-xp20-later|spec|XP20+ XQ10+|
run-all|spec|XP20 XP30 XQ10|
run-xml|xml-version|1.0|
run-xsd|xsd-version|1.0|
run-without|feature|staticTyping|satisfied="false"
out-xp30|spec|XP30+|
out-xq|spec|XQ10+|
out-xp30-only|spec|XP30 XQ30+|
skip-static|feature|staticTyping|
skip-schema|feature|schemaImport|
skip-xml|xml-version|1.1|
skip-xsd|xsd-version|1.1|
skip-unknown|feature|telepathy|
skip-stable|feature|collection-stability|satisfied="false"
LIST
}
{
	echo "<test-set name='dependencies' xmlns='$ns'><description/><dependency type='spec' value='XP30+'/>"
	while IFS='|' read -r name type value more; do
		# The version of the set holds where a case says none.
		version=
		[ "$type" = spec ] || version='<dependency type="spec" value="XP20+"/>'
		printf '%s|%s<dependency type="%s" value="%s" %s/><test>1</test><result><assert-eq>1</assert-eq></result>\n' \
		    "$name" "$version" "$type" "$value" "$more"
	done < <(dependencies) | cases
	echo 'out-by-set|<test>1</test><result><assert-eq>1</assert-eq></result>' | cases
	echo '</test-set>'
} >"$suite/sets/dependencies.xml"

{
	echo "<test-set name='environments' xmlns='$ns'><description/>"
	cat <<'XML'
<environment name="own">
  <source role="$d" file="../docs/d.xml"/>
  <source file="../docs/d.xml" uri="http://example.org/other.xml"/>
  <param name="p" select="40 + 2"/>
  <namespace prefix="e" uri="http://example.org/e"/>
  <static-base-uri uri="http://example.org/base/"/>
  <collection uri="http://example.org/all"><source file="../docs/d.xml"/></collection>
</environment>
<environment name="baseless"><static-base-uri uri="#UNDEFINED"/></environment>
XML
	cases <<'CASES'
run-catalog|<environment ref="doc"/><test>count(/d/a)</test><result><assert-eq>2</assert-eq></result>
run-variable|<environment ref="own"/><test>count($d/d/a)</test><result><assert-eq>2</assert-eq></result>
run-param|<environment ref="own"/><test>$p</test><result><assert-eq>42</assert-eq></result>
run-namespace|<environment ref="own"/><test>namespace-uri-from-QName(xs:QName('e:x'))</test><result><assert-string-value>http://example.org/e</assert-string-value></result>
run-base|<environment ref="own"/><test>static-base-uri()</test><result><assert-string-value>http://example.org/base/</assert-string-value></result>
run-no-base|<environment ref="baseless"/><test>static-base-uri()</test><result><assert-empty/></result>
run-doc|<environment ref="own"/><test>count(doc('http://example.org/other.xml')/d/a)</test><result><assert-eq>2</assert-eq></result>
run-same|<environment ref="own"/><test>doc('http://example.org/other.xml') is doc('http://example.org/other.xml')</test><result><assert-true/></result>
run-file|<test>count(doc('../docs/d.xml')/d/a)</test><result><assert-eq>2</assert-eq></result>
run-outside|<test>doc('../../outside.xml')</test><result><error code="FODC0002"/></result>
run-web|<test>doc('http://example.org/d.xml')</test><result><error code="FODC0002"/></result>
run-collection|<environment ref="own"/><test>count(collection('http://example.org/all')/d/a)</test><result><assert-eq>2</assert-eq></result>
run-local|<environment><param name="q" select="'x'"/></environment><test>$q</test><result><assert-eq>'x'</assert-eq></result>
run-no-variable|<test>$q</test><result><error code="XPST0008"/></result>
run-no-context|<test>.</test><result><error code="XPDY0002"/></result>
run-in-file|<test file="sum.xp"/><result><assert-eq>2</assert-eq></result>
skip-schema|<environment ref="typed"/><test>1</test><result><assert-eq>1</assert-eq></result>
skip-module|<module uri="http://example.org/m" file="m.xq"/><test>1</test><result><assert-eq>1</assert-eq></result>
CASES
	echo '</test-set>'
} >"$suite/sets/environments.xml"
echo '<x/>' >"$tmp/outside.xml"

$rek conformance --format json "$suite" >"$tmp/all.json" 2>"$tmp/err"
is "$?" 1 "cases that fail: status 1"
is "$(cat "$tmp/err")" "" "and nothing on standard error"
is "$(grep -o '"absent_sets":[0-9]*' "$tmp/all.json")" '"absent_sets":1' "a test set that is not there is counted"

# result FILE: "testcase id result" of each case.
results() {
	sed -n 's/^{"testcase":"\([^"]*\)","id":"\([^"]*\)",.*"result":"\([a-z]*\)".*/\1 \2 \3/p' "$1"
}
results "$tmp/all.json" >"$tmp/all"
is "$(grep -c 'holds-.* passed$' "$tmp/all")" "$n" "each kind of assertion holds where it should"
is "$(grep 'holds-.*' "$tmp/all" | grep -v 'passed$')" "" "and each of those is told as passed"
is "$(grep -c 'not-.* failed$' "$tmp/all")" "$n" "each kind of assertion fails where it should"
is "$(grep '[ ]run-' "$tmp/all" | grep -v ' passed$')" "" "what applies is run and passes"
is "$(grep -c '[ ]run-.* passed$' "$tmp/all")" 22 "so many are run"
is "$(grep '[ ]skip-' "$tmp/all" | grep -v ' skipped$')" "" "what needs a feature that is not here is skipped"
is "$(grep -c '[ ]skip-.* skipped$' "$tmp/all")" 8 "so many are skipped"
is "$(grep -c '[ ]out-' "$tmp/all")" 0 "what is for another language is no case of this run"
is "$(sed -n 's/.*"left_out":\([0-9]*\),.*/\1/p' "$tmp/all.json")" 4 "so many are left out"
is "$(grep -c '^{"count":[0-9]*,"reason":"needs ' "$tmp/all.json")" 7 "each reason is counted"
is "$(sed -n 's/^{"count":\([0-9]*\),"reason":"needs schema import.*/\1/p' "$tmp/all.json")" 2 \
    "the same reason once, with its number"
is "$(cut -d' ' -f1 "$tmp/all" | sort -u | tr '\n' ' ')" \
    "sets/assertions.xml sets/dependencies.xml sets/environments.xml " \
    "test sets go by their path below what was asked for"

$rek conformance "$suite" >"$tmp/text" 2>"$tmp/err"
is "$(tail -n 1 "$tmp/text")" "$((n + 22)) passed, $n failed, 8 skipped" "the last line of the text is the sum"
is "$(grep -c 'not run: needs ' "$tmp/text")" 7 "the text has the reasons too"
is "$(grep -c '^1 test sets of the catalog are not there$' "$tmp/text")" 1 "and what is not there"
$rek conformance --jobs 1 --format json "$suite" >"$tmp/one.json" 2>"$tmp/err"
cmp -s "$tmp/all.json" "$tmp/one.json"
ok $? "the same with one process"

$rek conformance --format json "$suite/catalog.xml" >"$tmp/catalog.json" 2>"$tmp/err"
is "$(results "$tmp/catalog.json" | wc -l)" "$(wc -l <"$tmp/all")" "the catalog by its name is the same suite"
$rek conformance --format json "$suite/sets/environments.xml" >"$tmp/set.json" 2>"$tmp/err"
is "$?" 0 "a test set alone: status 0"
is "$(results "$tmp/set.json" | grep -c ' passed$')" 16 "it knows the environments of the catalog above it"
$rek conformance --format json "$suite/sets" >"$tmp/sets.json" 2>"$tmp/err"
is "$(results "$tmp/sets.json" | wc -l)" "$(wc -l <"$tmp/all")" "and so does a folder of test sets"

printf 'sets/assertions.xml\tnot-%s\tits own slip\n' $(seq 1 "$n") >"$tmp/slips.txt"
$rek conformance --slips "$tmp/slips.txt" "$suite" >"$tmp/text" 2>"$tmp/err"
is "$?" 0 "slips: status 0"
is "$(tail -n 1 "$tmp/text")" "$((n + 22)) passed, 0 failed, $((n + 8)) skipped" "slips are skipped"
is "$(grep -c '^skipped .*; its own slip$' "$tmp/text")" "$n" "with their reason"

# What is wrong with a suite is told.
mkdir "$tmp/wrong"
{
	echo "<test-set name='wrong' xmlns='$ns'><description/>"
	cases <<'CASES'
no-environment|<environment ref="nowhere"/><test>1</test><result><assert-eq>1</assert-eq></result>
no-file|<test file="nowhere.xp"/><result><assert-eq>1</assert-eq></result>
no-test|<result><assert-eq>1</assert-eq></result>
unknown|<test>1</test><result><assert-feeling/></result>
empty-not|<test>1</test><result><not/></result>
CASES
	echo '</test-set>'
} >"$tmp/wrong/set.xml"
$rek conformance "$tmp/wrong" >"$tmp/text" 2>"$tmp/err"
is "$?" 1 "a suite with mistakes: status 1"
is "$(grep -c '^rekenschap conformance: .*set.xml: ' "$tmp/err")" 5 "each case that cannot be read is told"
is "$(tail -n 1 "$tmp/text")" "0 passed, 0 failed, 0 skipped" "none of them is run"
finish
