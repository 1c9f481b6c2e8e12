#!/bin/bash
# filing-rules.sh: --filing-rules and --today of the commands, and suites that
# are stated in codes of the filing rules.
. "$(dirname "$0")/lib.sh.inc"

for f in samples/valid/*.xbrl; do
	got=$($rek validate --package "$package" --filing-rules nl --format json "$f" 2>&1)
	is "$?" 0 "$f: meets nl"
	is "$(echo "$got" | findings)" "" "$f: without a warning"
done

cp samples/valid/po-2022.xbrl "$tmp/po 2022.xml"
nl() { $rek validate --package "$package" "$@" --format json "$tmp/po 2022.xml" 2>"$tmp/err" | findings; }
is "$(nl)" "" "without the option nothing is asked"
is "$(nl --filing-rules none)" "" "nor with none"
is "$(nl --filing-rules nl | cut -d' ' -f1,2)" "NL.FR-NL-1.06 error" "a file name with a space"
is "$(nl --filing-rules nl-kvk | cut -d' ' -f1 | LC_ALL=C sort | tr '\n' ' ')" \
    "NL.FR-KVK-1.01 NL.FR-KVK-2.03 NL.FR-NL-1.06 " "and what the Trade Register asks"

$rek --lang en validate --filing-rules nl-oops "$tmp/po 2022.xml" >"$tmp/out" 2>"$tmp/err"
is "$?" 2 "unknown rules are a wrong use"
$rek --lang en validate --filing-rules nl --today 2026-02-30 "$tmp/po 2022.xml" >"$tmp/out" 2>"$tmp/err"
is "$?" 2 "a day that there is not too"
is "$(cat "$tmp/err")" "rekenschap validate: --today '2026-02-30' is no date (YYYY-MM-DD)" "it says so"

is "$($rek ingest --package "$package" --store "$tmp/s.db" --filing-rules nl --format json \
    "$tmp/po 2022.xml" 2>&1 | grep -o '"status":"[a-z]*".*"errors":[0-9]*' | sed 's/"facts.*"err/"err/')" \
    '"status":"rejected","errors":1' "ingest asks them too"
is "$($rek --lang en rules NL.FR-NL-1.01 | head -1)" "NL.FR-NL-1.01 (error)" "rules lists them"

# A suite of our own: two folders whose catalogs say different things of the
# same address, a case that must find its code, one that must find none.
for y in a b; do
	mkdir -p "$tmp/suite/$y/cases" "$tmp/suite/$y/stubs"
	echo '{"map": {"http://example.org/": "stubs/"}}' >"$tmp/suite/$y/catalog.json"
	cat >"$tmp/suite/$y/stubs/t.xsd" <<XSD
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance" targetNamespace="http://example.org/$y" xmlns:$y="http://example.org/$y">
<xs:import namespace="http://www.xbrl.org/2003/instance" schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
<xs:element name="Text" id="t" type="xbrli:stringItemType" substitutionGroup="xbrli:item" xbrli:periodType="duration"/>
</xs:schema>
XSD
	report() {
		cat <<XBRL
<xbrli:xbrl xml:lang="nl" xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:$y="http://example.org/$y">
<link:schemaRef xlink:type="simple" xlink:href="http://example.org/t.xsd"/>
<xbrli:context id="c"><xbrli:entity><xbrli:identifier scheme="http://example.org/s">1</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:startDate>2024-01-01</xbrli:startDate><xbrli:endDate>2024-12-31</xbrli:endDate></xbrli:period></xbrli:context>
<$y:Text contextRef="c">$1</$y:Text>
</xbrli:xbrl>
XBRL
	}
	report '' >"$tmp/suite/$y/cases/empty.xbrl"
	report 'tekst' >"$tmp/suite/$y/cases/good.xbrl"
	cat >"$tmp/suite/$y/cases/t.xml" <<XML
<testcase name="FR-NL-5.03">
<variation id="found"><data><instance readMeFirst="true">empty.xbrl</instance></data><result><error>NL.FR-NL-5.03</error></result></variation>
<variation id="missed"><data><instance readMeFirst="true">good.xbrl</instance></data><result><error>NL.FR-NL-5.03</error></result></variation>
<variation id="none"><data><instance readMeFirst="true">good.xbrl</instance></data><result/></variation>
</testcase>
XML
done
run() { $rek conformance --format json "$@" "$tmp/suite" 2>"$tmp/err" | sed -n 's/.*"id":"\([a-z]*\)".*"result":"\([a-z]*\)".*/\1 \2/p' | tr '\n' ' '; }
is "$(run --filing-rules nl)" "found passed missed failed none passed found passed missed failed none passed " \
    "each folder has its own catalog; a code expected is found; none is none"
is "$(run)" "found passed missed failed none failed found passed missed failed none failed " \
    "by default with the Trade Register's, which ask for a currency"
is "$(run --filing-rules none)" "found failed missed failed none passed found failed missed failed none passed " \
    "and without any where that is asked for"
finish
