#!/bin/bash
# packages.sh: taxonomy packages, the rules' register and the store's own check
# as a vendor meets them.
. "$(dirname "$0")/lib.sh.inc"
good=samples/valid/po-2022.xbrl
entry=https://rekenschap.example/taxonomie/ow/2026/entrypoints/ow-rpt-jaarverantwoording-po.xsd

# A ZIP that is no package: one stored file, written byte by byte.
printf 'PK\003\004\012\0\0\0\0\0\0\0\041\0\0\0\0\0\0\0\0\0\0\0\0\0\005\0\0\0a.txtPK\001\002\012\0\012\0\0\0\0\0\0\0\041\0\0\0\0\0\0\0\0\0\0\0\0\0\005\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0a.txtPK\005\006\0\0\0\0\001\0\001\0\063\0\0\0\043\0\0\0\0\0' >"$tmp/plain.zip"
$rek taxonomy add "$tmp/plain.zip" >/dev/null 2>"$tmp/err"
is $? 1 "taxonomy add of what is no package: 1"
grep -q 'tpe:' "$tmp/err"
ok $? "and says which rule it breaks"
is "$($rek taxonomy list)" "" "and does not keep it"

$rek taxonomy info "$package" >"$tmp/out"
is $? 0 "taxonomy info PACKAGE: 0"
grep -q "^$entry	" "$tmp/out"
ok $? "it lists the entry points"
$rek validate "$package" >/dev/null 2>"$tmp/err"
is $? 2 "validate PACKAGE: 2"
grep -q -- --package "$tmp/err"
ok $? "and says where a package goes"

$rek taxonomy add "$package" 2>/dev/null
is $? 0 "taxonomy add: 0"
$rek validate "$good" >/dev/null
is $? 0 "a package that is kept is found without --package"
$rek validate "$entry" >/dev/null
is $? 0 "an entry point is judged by its URI"
$rek taxonomy remove "$(basename "$package")"
is $? 0 "taxonomy remove: 0"
$rek validate "$good" >/dev/null 2>&1
is $? 2 "and then it is not found"

is "$($rek rules xbrl.4.7.2:PeriodOrder | grep -c '^xbrl')" 1 "rules CODE: that one"
$rek rules nonsense >/dev/null 2>&1
is $? 2 "rules of no such code: 2"

# The rules of a taxonomy, from its assertions.
of_taxonomy() {
	$rek --lang nl rules --package "$package" --entry-point "$entry" "$@"
}
# Those of the table that hold in sector PO.
want=$(grep '^OW-' taxonomy/education/rules.csv |
    awk -F';' '$3 == "" || ("," $3 ",") ~ /,PO,/ { print $1 }' | sort)
is "$(of_taxonomy | grep -o '^OW-[^ ]*' | sort)" "$want" "rules of a taxonomy: all of the sector"
of_taxonomy OW-B-001 >"$tmp/out"
is "$(head -n 1 "$tmp/out")" "OW-B-001 (warning)" "rules of a taxonomy: severity"
grep -qF 'Totaal activa (1) is gelijk aan Totaal passiva (2)' "$tmp/out"
ok $? "rules of a taxonomy: in words"
grep -qF '= if ($Assets eq $EquityAndLiabilities) then true() else abs($Assets - ($EquityAndLiabilities)) le 1 * ow-f:rounding(' "$tmp/out"
ok $? "rules of a taxonomy: the expression"
grep -qF 'Richtlijn Jaarverslag Onderwijs, 8, Balans, 1' "$tmp/out"
ok $? "rules of a taxonomy: the source"
is "$(of_taxonomy --format json | grep -c '"title":{"nl":"[^"]*","en":"[^"]*"},"message":{"nl":"[^"]*","en":"[^"]*"}')" \
    "$(wc -l <<<"$want")" "rules of a taxonomy, JSON: both languages"
of_taxonomy --format html >"$tmp/out" && xmllint --nonet --noout "$tmp/out"
ok $? "rules of a taxonomy, HTML: well-formed"
is "$(grep -c '<section id="OW-' "$tmp/out")" "$(wc -l <<<"$want")" "rules of a taxonomy, HTML: all of them"
of_taxonomy OW-Z >/dev/null 2>&1
is $? 2 "rules of a taxonomy, no such: 2"
$rek rules --entry-point https://example.org/none.xsd --no-library >/dev/null 2>&1
is $? 2 "rules of no taxonomy: 2"
$rek ingest --package "$package" --store "$tmp/s.db" "$good" >/dev/null
$rek store verify --store "$tmp/s.db" >"$tmp/out"
is $? 0 "store verify: 0"
sqlite3 "$tmp/s.db" 'PRAGMA writable_schema = ON;
    DELETE FROM sqlite_schema WHERE type = "trigger"; PRAGMA writable_schema = OFF;' 2>/dev/null
sqlite3 "$tmp/s.db" "UPDATE fact_row SET value = '1' WHERE filing = 1 AND
    ordinal = (SELECT min(ordinal) FROM fact_row)"
$rek store verify --store "$tmp/s.db" >"$tmp/out"
is $? 1 "store verify of a changed figure: 1"
grep -q 'the rows of filing 1 are not those' "$tmp/out"
ok $? "and says so"
finish
