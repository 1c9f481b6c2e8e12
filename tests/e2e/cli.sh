#!/bin/bash
# cli.sh: the contract of the command: exit statuses, languages, formats.
. "$(dirname "$0")/lib.sh.inc"
good=samples/valid/po-2022.xbrl
bad=samples/faulty/02-period-ends-before-it-starts.xbrl

$rek >/dev/null 2>&1
is $? 2 "no command: 2"
$rek frobnicate >/dev/null 2>"$tmp/err"
is $? 2 "unknown command: 2"
is "$(wc -l <"$tmp/err")" 1 "unknown command: one sentence"
$rek --help >"$tmp/en" 2>&1
is $? 0 "--help: 0"
$rek --lang nl --help >"$tmp/nl"
grep -q Opdrachten "$tmp/nl"
ok $? "--help in Dutch"
for c in validate facts taxonomy ingest report rules xpath conformance; do
	$rek $c --help >"$tmp/en" 2>"$tmp/err"
	is $? 0 "$c --help: 0"
	is "$(cat "$tmp/err")" "" "$c --help: nothing on standard error"
	$rek --lang nl $c --help | grep -q '^Gebruik'
	ok $? "$c --help in Dutch"
done

$rek validate --nonsense "$good" >/dev/null 2>"$tmp/err"
is $? 2 "unknown option: 2"
$rek validate --format xml "$good" >/dev/null 2>&1
is $? 2 "unknown format: 2"
$rek validate --package "$tmp/none.zip" "$good" >/dev/null 2>&1
is $? 2 "package that is not there: 2"
$rek validate "$tmp/none.xbrl" >/dev/null 2>"$tmp/err"
is $? 2 "file that is not there: 2"
is "$(wc -l <"$tmp/err")" 1 "file that is not there: one sentence"
$rek validate --no-library "$good" >/dev/null 2>"$tmp/err"
is $? 2 "entry point that cannot be had: 2"
grep -q -- --package "$tmp/err"
ok $? "entry point that cannot be had: says what to do"

$rek validate --package "$package" "$good" >"$tmp/out" 2>"$tmp/err"
is $? 0 "valid report: 0"
is "$(cat "$tmp/err")" "" "valid report: nothing on standard error"
$rek validate --package "$package" "$bad" >"$tmp/out"
is $? 1 "faulty report: 1"
$rek validate --package "$package" "$bad" "$good" >/dev/null
is $? 1 "two files: the worse status"
$rek validate --package "$package" "$bad" "$tmp/none" >/dev/null 2>&1
is $? 2 "one file missing: 2, the other still judged"

$rek --lang nl validate --package "$package" "$bad" >"$tmp/nl"
grep -q 'eindigt op' "$tmp/nl"
ok $? "the finding in Dutch"
$rek --lang en validate --package "$package" "$bad" | grep -q 'ends on'
ok $? "the finding in English"
for format in json sarif; do
	$rek validate --package "$package" --format $format "$bad" "$good" \
	    >"$tmp/a" 2>/dev/null
	$rek validate --package "$package" --format $format "$bad" "$good" \
	    >"$tmp/b" 2>/dev/null
	cmp -s "$tmp/a" "$tmp/b"
	ok $? "$format: the same bytes twice"
	if command -v node >/dev/null; then
		node -e 'JSON.parse(require("fs").readFileSync(0, "utf8"))' \
		    <"$tmp/a"
		ok $? "$format: well-formed"
	fi
done
$rek validate --package "$package" samples/valid >"$tmp/out"
is "$(grep -c ': valid' "$tmp/out")" 3 "a folder: every report in it"

$rek facts --package "$package" --format csv "$good" >"$tmp/facts.csv"
is $? 0 "facts: 0"
is "$(head -n 1 "$tmp/facts.csv" | tr -d '\r')" \
    "concept,entity,start,end,unit,dimensions,value,decimals,language,line,offset,length" \
    "facts: the columns"
is "$(($(wc -l <"$tmp/facts.csv") - 1))" 256 "facts: 256 in the PO sample"
# The bytes named are the fact.
IFS=, read -r concept _ _ _ _ _ _ _ _ _ offset length \
    < <(sed -n 2p "$tmp/facts.csv" | tr -d '\r')
tail -c +$((offset + 1)) "$good" | head -c "$length" >"$tmp/fact"
grep -q "^<${concept}[ >]" "$tmp/fact" && grep -q "</$concept>\$" "$tmp/fact"
ok $? "facts: offset and length are the bytes of the fact"

# --calculation VALUE: the code for a sum that does not add up; beside it the
# taxonomy's rule, which says so in any case.
while read -r value code; do
	$rek validate --package "$package" --calculation "$value" --format json \
	    samples/faulty/01-*.xbrl >"$tmp/out" 2>"$tmp/err"
	is "$(findings <"$tmp/out" | sed 's/ .*//' | tr '\n' ' ')" \
	    "${code:+$code }OW-S-001 " "--calculation $value"
done <<'EOF'
1.0
1.1 calc11e:inconsistentCalculationUsingRounding
1.1-truncation calc11e:inconsistentCalculationUsingTruncation
xbrl21
EOF
$rek validate --calculation 1.2 "$good" >"$tmp/out" 2>"$tmp/err"
is $? 2 "--calculation of another value: 2"

$rek validate --package "$package" "$good" >/dev/full 2>"$tmp/err"
is $? 2 "standard output full: 2"
finish
