#!/bin/bash
# rules.sh: every rule of the education taxonomy on a report that keeps it and
# on one that breaks it (tests/rules/cases.tsv).
. "$(dirname "$0")/lib.sh.inc"

$rek validate --package "$package" --assertions "$tmp/probe.csv" \
    samples/valid/po-2022.xbrl >/dev/null 2>&1
[ -s "$tmp/probe.csv" ] || skip_all "this version does not evaluate assertions"

# judge SAMPLE EDITS: the counts of each assertion into $tmp/counts
judge() {
	local today edits=$2
	[ "$edits" = - ] && edits=
	today=$(grep -o 'today=[0-9-]*' <<<"$edits")
	awk -v edits="$edits" -f tests/rules/edit.awk "samples/valid/$1-2022.xbrl" >"$tmp/r.xbrl"
	rm -f "$tmp/counts"
	$rek validate --package "$package" ${today:+--parameter "$today"} \
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

# What rounding explains breaks nothing.
judge vo 'ReceivablesTrade@I_2022_C=3413000'
is "$(broken)" "" "what rounding to thousands explains breaks nothing"
judge po 'Assets@I_2022_S=11029476'
is "$(broken)" "" "nor does one euro"
finish
