#!/bin/bash
# report.sh: filings out of the store as page, table, xBRL-JSON and statement
# document: the figures are those that were filed, nothing is lost, and what is
# not there is said.
. "$(dirname "$0")/lib.sh.inc"

store=$tmp/store.db
report() {
	$rek --lang nl report --store "$store" --package "$package" "$@" \
	    2>"$tmp/err"
}
# has FILE TEXT NAME
has() {
	grep -qF -- "$2" "$1"
	ok $? "$3"
}
# count XPATH FILE
count() {
	xmllint --huge --nonet --xpath "count($1)" "$2" 2>/dev/null
}
q() { # an element of the statement document, by its local name
	echo "//*[local-name()='$1']"
}

$rek ingest --store "$store" --package "$package" samples/valid \
    samples/faulty/01-sum-does-not-add-up.xbrl >"$tmp/ingested" 2>"$tmp/err"
is "$?" 0 "the samples are stored"

# --- every format of the three boards ---

for board in 99901 99902 99903; do
	for format in xml html csv json; do
		report --entity $board --year 2022 --format $format \
		    -o "$tmp/$board.$format"
		is "$?" 0 "$board: $format"
	done
	xmllint --nonet --noout --schema docs/statement.xsd \
	    "$tmp/$board.xml" 2>"$tmp/err"
	is "$?" 0 "$board: the document follows docs/statement.xsd"
	xmllint --nonet --noout "$tmp/$board.html" 2>"$tmp/err"
	is "$?" 0 "$board: the page is well-formed"
	# What a browser would fetch: anything with a scheme in an attribute or
	# a style that loads (xmlns is a name).
	is "$(sed 's/ xmlns="[^"]*"//' "$tmp/$board.html" |
	    grep -cE '<(script|link|img|iframe|object|embed)|(src|href|action)="[a-z]+:|@import|url\(')" \
	    0 "$board: the page loads nothing"
	facts=$(count "$(q fact)" "$tmp/$board.xml")
	is "$(count "$(q fact)[not(@id = //@fact)]" "$tmp/$board.xml")" 0 \
	    "$board: each of its $facts facts stands in a statement"
	is "$(grep -oE 'id="f[0-9]+"' "$tmp/$board.html" | sort -u | wc -l)" \
	    "$facts" "$board: and in the list of the page"
	is "$(grep -o '"value":' "$tmp/$board.json" | wc -l)" "$facts" \
	    "$board: and in xBRL-JSON"
done

# --- figures, labels, columns (published ones: samples/README.md) ---

has "$tmp/99902.html" '<html xmlns="http://www.w3.org/1999/xhtml" lang="nl"' "Dutch says so"
has "$tmp/99902.html" 'Totaal materiële vaste activa' "a total label"
has "$tmp/99902.html" '>247.007.000</a>' "a published figure, in Dutch notation"
has "$tmp/99902.html" 'Bedragen in euro, afgerond op duizenden.' "what the amounts are in"
has "$tmp/99902.html" 'In orde' "the verdict"
has "$tmp/99902.csv" 'Balans,3,total,ow-i:PropertyPlantEquipment,Totaal materiële vaste activa,,2022-12-31,FinancialStatementsTypeAxis=ConsolidatedMember,iso4217:EUR,247007000,-3,' "a line of CSV"

columns() { # of the balance sheet: period and member
	xmllint --nonet --xpath "$(q statement)[*[local-name()='title']='Balans']$(q column)/*[local-name()='period']/@end" "$1" |
	    grep -o '[0-9-]*' | tr '\n' ' '
}
first_group() {
	xmllint --nonet --xpath "string($(q statement)[*[local-name()='title']='Balans']$(q group)[1]/*/*[local-name()='label'])" "$1"
}
is "$(columns "$tmp/99902.xml")" \
    "2022-12-31 2021-12-31 2022-12-31 2021-12-31 " \
    "this year beside last year, separate and consolidated"
is "$(first_group "$tmp/99902.xml")" Enkelvoudig "separate comes first"
report --entity 99902 --year 2022 --format xml --consolidated \
    -o "$tmp/consolidated.xml"
is "$(first_group "$tmp/consolidated.xml")" Geconsolideerd \
    "consolidated first where that is asked for"
row="$(q row)[*[local-name()='label']='Beginstand liquide middelen']"
is "$(xmllint --nonet --xpath "$row/*/*[local-name()='figure']/@value" "$tmp/99902.xml" | grep -o '[0-9]*' | tr '\n' ' ')" \
    "206164000 56649000 " "cash at the start is that of the day before"

$rek report --store "$store" --package "$package" --lang en --entity 99902 \
    --year 2022 >"$tmp/en.html" 2>"$tmp/err"
is "$?" 0 "English"
has "$tmp/en.html" 'lang="en"' "English says so"
has "$tmp/en.html" '>247,007,000</a>' "English notation"
has "$tmp/en.html" 'Total tangible fixed assets' "English labels"

# --- from a figure to its bytes ---

line=$(grep ',ow-i:PropertyPlantEquipment,' "$tmp/99902.csv" | head -n 1 | tr -d '\r')
offset=$(echo "$line" | awk -F, '{ print $(NF - 1) }')
length=${line##*,}
bytes=$(tail -c +$((offset + 1)) samples/valid/vo-2022.xbrl | head -c "$length")
is "$bytes" '<ow-i:PropertyPlantEquipment contextRef="I_2022_S" unitRef="EUR" decimals="-3">247007000</ow-i:PropertyPlantEquipment>' \
    "offset and length lead to the fact"

# --- a finding: on top, and at its line (99901 has the faulty one by now) ---

has "$tmp/99901.html" 'Geldig, maar kijk nog naar 1 punt' "the verdict counts: the network and the rule say the same"
has "$tmp/99901.html" 'Totaal baten (3) is 26.943.236, maar' "in plain words"
is "$(grep -c 'Het totaal “Totaal baten” is opgegeven als' "$tmp/99901.html")" 0 "and once"
is "$(count "$(q note)" "$tmp/99901.xml")" 1 "at its line too"
has "$tmp/99901.html" '<code>calc11e:inconsistentCalculationUsingRounding</code>' "with the code of the network"
has "$tmp/99901.html" '<code>OW-S-001</code>' "and of the rule"
has "$tmp/99901.html" 'Wat te doen:' "with what to do"
is "$(xmllint --nonet --xpath "string($(q row)[*[local-name()='note']]/*[local-name()='label'])" "$tmp/99901.xml")" \
    "Totaal baten" "the finding stands at its line"

# --- the same again, and without the taxonomy ---

report --entity 99903 --year 2022 >"$tmp/again.html"
cmp -s "$tmp/again.html" "$tmp/99903.html"
ok $? "the same bytes again"
$rek report --store "$store" --no-library --entity 99903 --year 2022 \
    --format xml >"$tmp/bare.xml" 2>"$tmp/err"
is "$?" 2 "without the taxonomy: exit 2"
has "$tmp/err" taxonomy "with the reason"
is "$(count "$(q figure)" "$tmp/bare.xml")" \
    "$(count "$(q fact)" "$tmp/bare.xml")" "and still every fact"

# --- what cannot be done is said in one sentence ---

refused() { # PATTERN NAME ARGS…
	local pattern=$1 name=$2
	shift 2
	$rek report "$@" >"$tmp/out" 2>"$tmp/err"
	is "$?" 2 "$name: exit 2"
	is "$(wc -l <"$tmp/err") $(grep -cE "$pattern" "$tmp/err")" "1 1" \
	    "$name: one sentence"
	is "$(wc -c <"$tmp/out")" 0 "$name: no output"
}
for f in pdf xlsx ixbrl; do
	refused "does not make $f" "$f" --store "$store" --entity 99902 \
	    --year 2022 --format $f
done
refused '99901 2022,99902 2022,99903 2022' "unknown entity" \
    --store "$store" --entity 12345 --year 2022
refused ': 99902 2022$' "unknown year" --store "$store" --entity 99902 --year 1999
refused 'no such store' "no store" --store "$tmp/none.db" --entity 1 --year 2022
refused 'give --store' "nothing asked" --entity 99902
refused 'no-such-folder' "no folder for the page" --store "$store" \
    --package "$package" --entity 99902 --year 2022 -o "$tmp/no-such-folder/x"
finish
