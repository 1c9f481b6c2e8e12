#!/bin/bash
# utr.sh: validate --utr, and where the table of the units registry comes from.
. "$(dirname "$0")/lib.sh.inc"

cat >"$tmp/a.xsd" <<'XSD'
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance"
    xmlns:num="http://www.xbrl.org/dtr/type/numeric" targetNamespace="http://example.org/a">
  <xs:import namespace="http://www.xbrl.org/2003/instance"
      schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
  <xs:import namespace="http://www.xbrl.org/dtr/type/numeric"
      schemaLocation="http://www.xbrl.org/dtr/type/numeric-2009-12-16.xsd"/>
  <xs:element name="Area" id="a_Area" type="num:areaItemType" substitutionGroup="xbrli:item"
      nillable="true" xbrli:periodType="instant"/>
</xs:schema>
XSD
# report UNIT VALUE…: an area, several times.
report() {
	local unit=$1 value
	shift
	cat <<XML
<xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase"
    xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:a="http://example.org/a"
    xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:utr="http://www.xbrl.org/2009/utr">
  <link:schemaRef xlink:type="simple" xlink:href="a.xsd"/>
  <xbrli:context id="c"><xbrli:entity><xbrli:identifier scheme="http://example.org/id">1</xbrli:identifier></xbrli:entity>
    <xbrli:period><xbrli:instant>2025-12-31</xbrli:instant></xbrli:period></xbrli:context>
  <xbrli:unit id="u"><xbrli:measure>$unit</xbrli:measure></xbrli:unit>
XML
	for value; do
		echo "  <a:Area contextRef=\"c\" unitRef=\"u\" decimals=\"0\">$value</a:Area>"
	done
	echo '</xbrli:xbrl>'
}
report utr:sqm 12 >"$tmp/metres.xbrl"
report iso4217:EUR 12 12 12 >"$tmp/euros.xbrl"
cat >"$tmp/own.xml" <<'XML'
<utr xmlns="http://www.xbrl.org/2009/utr" version="1.0"><units><unit id="u1"><unitId>EUR</unitId>
<unitName>Euro</unitName><nsUnit>http://www.xbrl.org/2003/iso4217</nsUnit><itemType>areaItemType</itemType>
<definition>x</definition><baseStandard/><status>REC</status><versionDate>2025-01-01</versionDate></unit></units></utr>
XML
sed 's/<itemType>.*<.itemType>//' "$tmp/own.xml" >"$tmp/bad.xml"

v() { $rek validate --no-library --lang en --format json "$@" 2>"$tmp/err"; }

v "$tmp/metres.xbrl" >"$tmp/out"
is "$?" 0 "a unit of the registry: status 0"
v "$tmp/euros.xbrl" >"$tmp/out"
is "$?" 1 "another: status 1"
is "$(findings <"$tmp/out")" "utre:error-NumericFactUtrInvalid error 8" \
    "one finding, of severity error, for all facts of the type with the unit"
is "$(grep -o '"value":"12"' "$tmp/out" | wc -l)" 3 "it names the three facts"
v --utr off "$tmp/euros.xbrl" >"$tmp/out"
is "$?" 0 "--utr off: no finding"
v --utr "$tmp/own.xml" "$tmp/euros.xbrl" >"$tmp/out"
is "$?" 0 "--utr FILE: its units count"
v --utr "$tmp/own.xml" "$tmp/metres.xbrl" >"$tmp/out"
is "$?" 1 "--utr FILE: and no others"
v --utr "$tmp/bad.xml" "$tmp/metres.xbrl" >"$tmp/out"
is "$?" 2 "a registry that breaks a rule: status 2"
is "$(cat "$tmp/err")" \
    "rekenschap validate: $tmp/bad.xml: is no units registry: line 1: itemType is missing" \
    "and one sentence"
is "$(cat "$tmp/out")" "" "and no results"
v --utr "$tmp/none.xml" "$tmp/metres.xbrl" >"$tmp/out"
is "$?" 2 "a registry that is not there: status 2"
v --utr "$tmp" "$tmp/metres.xbrl" >"$tmp/out"
is "$?" 2 "a folder: status 2"

# Which variations of a suite are held against a registry, and which one.
mkdir -p "$tmp/suite/one/two"
cp "$tmp/a.xsd" "$tmp/euros.xbrl" "$tmp/metres.xbrl" "$tmp/suite/one/two"
# testcase NAMESPACES RESULT: euros and metres for an area, what is expected.
testcase() {
	cat <<XML
<testcase $1><variation id="euros"><data><instance readMeFirst="true">euros.xbrl</instance></data><result>$2</result></variation>
<variation id="metres"><data><instance readMeFirst="true">metres.xbrl</instance></data><result>$3</result></variation></testcase>
XML
}
suite() { $rek conformance --no-library "$@" 2>&1 | tail -n 1; }
errors='xmlns:e="http://www.xbrl.org/2009/utr/errors"'
error='<error>e:error-NumericFactUtrInvalid</error>'
testcase '' '' '' >"$tmp/suite/one/two/case.xml"
is "$(suite "$tmp/suite")" "2 passed, 0 failed, 0 skipped" \
    "a suite that does not know the registry is not held against it"
testcase "$errors" "$error" '' >"$tmp/suite/one/two/case.xml"
is "$(suite "$tmp/suite")" "2 passed, 0 failed, 0 skipped" \
    "one that knows its errors is, by the one built in"
testcase "$errors" '' "$error" >"$tmp/suite/one/two/case.xml"
is "$(suite "$tmp/suite")" "0 passed, 2 failed, 0 skipped" "(and can fail)"
cp "$tmp/own.xml" "$tmp/suite/units.xml"
is "$(suite "$tmp/suite")" "2 passed, 0 failed, 0 skipped" \
    "one that brings a registry along, by that"
is "$(suite "$tmp/suite/one/two/case.xml")" "0 passed, 2 failed, 0 skipped" \
    "which is looked for within what was asked for"
cp "$tmp/bad.xml" "$tmp/suite/one/units.xml"
is "$(suite "$tmp/suite")" "0 passed, 2 failed, 0 skipped" \
    "the nearest counts; one that is refused fails its variations"

registry=$shared/standard-schemas/http/www.xbrl.org/utr
if [ -d "$registry" ]; then
	make --no-print-directory -s build/utr-table >/dev/null
	build/utr-table "$registry/2025-03-18/utr.xml" | cmp - taxonomy/utr/units.tsv
	ok $? "taxonomy/utr/units.tsv is made of the edition that its README names"
	# That of 2012-01-30 was a candidate, by another schema.
	for f in "$registry"/*/utr.xml; do
		[ "$f" = "$registry/2012-01-30/utr.xml" ] && continue
		v --utr "$f" "$tmp/metres.xbrl" >"$tmp/out"
		is "$?" 0 "the edition of $(basename "$(dirname "$f")") is read"
	done
fi
malformed=$shared/conformance/utr-structure/conf/utr-structure/malformed-utrs
if [ -d "$malformed" ]; then
	for f in "$malformed"/*.xml; do
		v --utr "$f" "$tmp/metres.xbrl" >"$tmp/out"
		is "$? $(grep -c 'is no units registry: line' "$tmp/err")" "2 1" \
		    "${f##*/}: refused with a sentence"
	done
fi
finish
