#!/bin/bash
# rules.sh: every rule of the education taxonomy on a report that keeps it and
# on one that breaks it (tests/rules/cases.tsv), and what is then said.
. "$(dirname "$0")/lib.sh.inc"

$rek validate --package "$package" --assertions "$tmp/probe.csv" \
    samples/valid/po-2022.xbrl >/dev/null 2>&1
[ -s "$tmp/probe.csv" ] || skip_all "this version does not evaluate assertions"

# judge SAMPLE EDITS: the counts of each assertion into $tmp/counts
judge() {
	local today
	today=$(grep -o 'today=[0-9-]*' <<<"$2")
	awk -v edits="${2#-}" -f tests/rules/edit.awk "samples/valid/$1-2022.xbrl" >"$tmp/r.xbrl"
	[ "$2" = - ] && cp "samples/valid/$1-2022.xbrl" "$tmp/r.xbrl"
	rm -f "$tmp/counts"
	$rek --lang "${3:-nl}" validate --package "$package" ${today:+--parameter "$today"} \
	    --assertions "$tmp/counts" "$tmp/r.xbrl" >"$tmp/out" 2>"$tmp/err"
}
broken() {
	awk -F, 'NR > 1 && $3 > 0 { print $1 }' "$tmp/counts" | sort | tr '\n' ' '
}

for sector in po vo mbo; do
	judge $sector -
	is "$(broken)" "" "$sector-2022.xbrl keeps all rules"
done

while IFS=$'\t' read -r id good keep bad break expect; do
	judge "$good" "$keep"
	awk -F, -v id="$id" '$1 == id && $2 > 0 && $3 == 0 { n = 1 } END { exit !n }' "$tmp/counts"
	ok $? "$id is kept"
	judge "$bad" "$break"
	is "$(broken)" "$expect " "$id is broken"
done < <(grep -v '^#' tests/rules/cases.tsv)

# A case for each rule there is, and no other.
is "$(grep -v '^#' tests/rules/cases.tsv | cut -f1 | sort)" \
    "$(grep -o '^OW-[^;]*' taxonomy/education/rules.csv | sort)" "each rule has its cases"

# What is said: both sides, the difference, what rounding allows.
edits='EquityAndLiabilities@I_2022_S=11030475; Equity@I_2022_S=5615053; EquityGeneralReserve@I_2022_S=5615053'
judge po "$edits" nl
grep -qF 'Totaal activa (1) is 11.029.475, maar Totaal passiva (2) is 11.030.475. Verschil: 1.000; door afronding mag 1.' "$tmp/out"
ok $? "a balance sheet that does not balance, in Dutch"
grep -q 'warning' "$tmp/out"
ok $? "is a warning"
judge po "$edits" en
grep -qF 'Total assets (1) is 11,029,475, but Total equity and liabilities (2) is 11,030,475. Difference: 1,000; rounding allows 1.' "$tmp/out"
ok $? "and in English"
judge po 'ReceivablesTrade@I_2022_S=-5' nl
grep -qF 'Debiteuren is negatief: -5.' "$tmp/out"
ok $? "a line of many is named by its label"
judge po '-TelephoneNumberContact@D_2022; -ContactName@D_2022' nl
grep -qF 'Van de contactpersoon ontbreekt: naam, telefoonnummer.' "$tmp/out"
ok $? "what is missing is named"
judge vo 'ReceivablesTrade@I_2022_C=3413000' nl
is "$(broken)" "" "what rounding to thousands explains breaks nothing"
judge po 'Assets@I_2022_S=11029476' nl
is "$(broken)" "" "nor does one euro"
finish
