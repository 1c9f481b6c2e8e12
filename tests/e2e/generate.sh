#!/bin/bash
# generate.sh: the tables of the education taxonomy: same tables, same bytes;
# what a table has wrong is told by its line, and then nothing is written.
. "$(dirname "$0")/lib.sh.inc"
generate=$(dirname "$rek")/generate
[ -x "$generate" ] || skip_all "$generate is not there (make package)"

"$generate" taxonomy/education "$tmp/a" "$tmp/a.zip"
is $? 0 "the tables are in order"
"$generate" taxonomy/education "$tmp/b" "$tmp/b.zip"
cmp -s "$tmp/a.zip" "$tmp/b.zip" && diff -r "$tmp/a" "$tmp/b" >/dev/null
ok $? "same tables, same bytes"

# row NAME ROW SAID: a row added to rules.csv, and what is told of it.
row() {
	cp taxonomy/education/*.csv "$tmp/"
	printf '%s\n' "$2" >>"$tmp/rules.csv"
	rm -rf "$tmp/out"
	"$generate" "$tmp" "$tmp/out" >/dev/null 2>"$tmp/err"
	is $? 1 "$1: 1"
	grep -qF "rules.csv:$(wc -l <"$tmp/rules.csv"): $3" "$tmp/err"
	ok $? "$1: told by its line"
	[ ! -e "$tmp/out" ]
	ok $? "$1: nothing is written"
}

cp taxonomy/education/*.csv "$tmp/"
echo 'OW-T-1;balance-sheet;PO;I;;1.1;[2] gt 0;;[line];sum;2;RJ:660;a;b;{#difference};d' >>"$tmp/rules.csv"
"$generate" "$tmp" "$tmp/one" 2>"$tmp/err"
is $? 0 "a rule may be added"
grep -q 'id="OW-T-1"' "$tmp/one/validation/ow-balance-sheet-rules-po.xml"
ok $? "it is in the linkbase of its sectors"
grep -q 'rules-po.xml' "$tmp/one/entrypoints/ow-rpt-jaarverantwoording-po.xsd" &&
	! grep -q 'rules-po.xml' "$tmp/one/entrypoints/ow-rpt-jaarverantwoording-wo.xsd"
ok $? "to which the entry points of those sectors lead"
row 'an id twice' 'OW-B-001;balance-sheet;;W;;1;;;[line] ge 0;;;;a;b;c;d' '"OW-B-001" is already there'
row 'an unknown line' 'OW-T-1;balance-sheet;;W;;9.9;;;[line] ge 0;;;;a;b;c;d' 'no line has the code "9.9"'
row 'an unknown statement' 'OW-T-1;nowhere;;W;;1;;;[line] ge 0;;;;a;b;c;d' 'unknown statement "nowhere"'
row 'an unknown severity' 'OW-T-1;balance-sheet;;X;;1;;;[line] ge 0;;;;a;b;c;d' 'the severity is E, W or I'
row 'an unknown sector' 'OW-T-1;balance-sheet;PO,QQ;W;;1;;;[line] ge 0;;;;a;b;c;d' 'unknown sector "QQ"'
row 'an unknown member' 'OW-T-1;balance-sheet;;W;;1@Nobody;;;[line] ge 0;;;;a;b;c;d' '"Nobody" is no member'
row 'an unknown source' 'OW-T-1;balance-sheet;;W;;1;;;[line] ge 0;;;XX:1;a;b;c;d' 'no source "XX" in sources.csv'
row 'nothing to check' 'OW-T-1;balance-sheet;;W;;1;;;;;;;a;b;c;d' 'a rule checks something, or that a line is there once'
row 'a sum without parts' 'OW-T-1;balance-sheet;;W;;1.1.1.1;;;[line];sum;;;;;;' 'the line has no parts'
row 'no tolerance' 'OW-T-1;balance-sheet;;W;;1;;;[line];[2];;;a;b;c;d' 'the tolerance is a whole number'
row 'no message' 'OW-T-1;balance-sheet;;W;;1;;;[line] ge 0;;;;a;b;c;' 'missing label (nl or en)'
row 'a line in the message only' 'OW-T-1;balance-sheet;;W;;1;;;[line] ge 0;;;;a;b;{[2]};d' '[2] is not in the rule'
row 'a line both needed and not' 'OW-T-1;balance-sheet;;W;;1;;;[line] ge [1?];;;;a;b;c;d' '"Assets" both must and need not be there'
row 'several lines in an expression' 'OW-T-1;balance-sheet;;W;;1;;;[line] ge [1.*];;;;a;b;c;d' 'only [line] can be several lines'
row 'a bracket left open' 'OW-T-1;balance-sheet;;W;;1;;;[line] ge [2;;;;a;b;c;d' 'a [ without its ]'
row 'a value left open' 'OW-T-1;balance-sheet;;W;;1;;;[line] ge 0;;;;a;b;{[line];d' 'a { without its }'
finish
