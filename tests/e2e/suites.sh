#!/bin/bash
# suites.sh: the manners in which testcase documents say what is read and what
# is expected.
. "$(dirname "$0")/lib.sh.inc"
mkdir -p "$tmp/suite"
cp docs/formula/*.x* "$tmp/suite/"
# A third of the income, to no stated accuracy: 1220 div 3 and 950 div 3.
sed -i '/formula:decimals/d; s/\$grants + \$other/($grants + $other) div 3/' "$tmp/suite/school-formulas.xml"
made() {
	$rek validate "$tmp/suite/parts.xbrl" --formula-output "$tmp/suite/made.xbrl" >"$tmp/out" 2>&1
	sed "s/>406[.][0-9]*</>$1</; s/>316[.][0-9]*</>$2</" "$tmp/suite/made.xbrl" >"$tmp/suite/$3.xml"
}
made 406.6666666666666667 316.66666666666667 fewer
made 406.66666666667 316.66666666666667 other
cat >"$tmp/suite/t.xml" <<'XML'
<testcase xmlns="http://xbrl.org/2008/conformance" xmlns:cfcn="http://xbrl.org/2008/conformance/function"
	xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xfi="http://www.xbrl.org/2008/function/instance"
	xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:e="http://www.w3.org/2005/xqt-errors" xmlns:f="http://example.org">
<variation id="counts"><data><instance readMeFirst="true">report.xbrl</instance></data>
	<result><assertionTests assertionID="total-income" countSatisfied="3" countNotSatisfied="1"/></result></variation>
<variation id="others"><data><instance readMeFirst="true">report.xbrl</instance></data>
	<result><assertionTests assertionID="total-income" countSatisfied="4" countNotSatisfied="1"/></result></variation>
<variation id="unmarked"><data><instance>report.xbrl</instance><linkbase>school-rules.xml</linkbase></data>
	<result><assertionTests assertionID="total-income" countSatisfied="3" countNotSatisfied="1"/></result></variation>
<variation id="unread"><data><schema>absent.xsd</schema></data><result expected="valid"/></variation>
<variation id="parameter"><data><parameter name="tolerance" datatype="xs:decimal" xmlns:xs="http://www.w3.org/2001/XMLSchema" value="30" xmlns=""/><instance readMeFirst="true">report.xbrl</instance></data>
	<result><assertionTests assertionID="total-income" countSatisfied="4" countNotSatisfied="0"/></result></variation>
<variation id="declared"><inputs><instance readMeFirst="true" xlink:href="report.xbrl"/><cfcn:call>xfi:period('x')</cfcn:call></inputs>
	<outputs><error>e:XPTY0004</error></outputs></variation>
<variation id="undeclared"><inputs><instance readMeFirst="true" xlink:href="report.xbrl"/><cfcn:call>xfi:period('x')</cfcn:call></inputs>
	<outputs><error>err:XPTY0004</error></outputs></variation>
<variation id="foreign"><inputs><instance readMeFirst="true" xlink:href="report.xbrl"/><cfcn:call>xfi:period('x')</cfcn:call></inputs>
	<outputs><error>f:XPTY0004</error></outputs></variation>
<variation id="bare"><inputs><instance readMeFirst="true" xlink:href="report.xbrl"/><cfcn:call>xfi:period('x')</cfcn:call></inputs>
	<outputs><error>
		XPTY0004 </error></outputs></variation>
<variation id="fewer"><data><instance readMeFirst="true">parts.xbrl</instance></data><result><instance>fewer.xml</instance></result></variation>
<variation id="other"><data><instance readMeFirst="true">parts.xbrl</instance></data><result><instance>other.xml</instance></result></variation>
</testcase>
XML
got() { sed -n "s/.*\"id\":\"$1\".*\"result\":\"\([a-z]*\)\".*/\1/p" "$tmp/out"; }
$rek conformance --format json "$tmp/suite" >"$tmp/out" 2>"$tmp/err"
is "$(got counts)" passed "how often an assertion is satisfied and not"
is "$(got others)" failed "and not another number"
is "$(got unmarked)" passed "where nothing is marked to be read first, the reports are read"
is "$(got unread)" failed "without reports what else there is"
is "$(got parameter)" passed "a parameter"
is "$(got declared)" passed "the code of an error by a prefix that the document declares"
is "$(got undeclared)" passed "a prefix that is not declared agrees with any namespace"
is "$(got foreign)" failed "one that is declared does not"
is "$(got bare)" passed "a code without a prefix, with white space around it"
is "$(got fewer)" passed "facts made are compared to the digits of a double, which all processors have"
is "$(got other)" failed "and to no fewer"
finish
