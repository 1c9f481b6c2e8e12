#!/bin/bash
# conformance.sh: the public suites, as whole folders: nothing fails but what
# tests/conformance/open.txt has, and nothing is skipped but what slips.txt there
# shows to be a suite's own slip, or needs a feature that is not here. How many
# pass is counted exactly. The totals are kept for docs/conformance.md.
. "$(dirname "$0")/lib.sh.inc"
[ -d "$shared/conformance" ] || skip_all "$shared/conformance absent"
totals=${TOTALS:-build/tap/suites.tsv}
mkdir -p "$(dirname "$totals")"
: >"$totals"
: >"$(dirname "$totals")/not_run.tsv"

while read -r suite variations passed; do
	$rek conformance --format json --slips tests/conformance/slips.txt \
	    "$shared/conformance/$suite" >"$tmp/$suite.json" 2>"$tmp/$suite.err"
	failed=$(sed -n 's/^{"testcase":"\([^"]*\)","id":"\([^"]*\)".*"result":"failed".*/\1 \2/p' \
	    "$tmp/$suite.json" | LC_ALL=C sort)
	open=$(awk -F'\t' -v suite="$suite" '!/^#/ && $1 == suite { print $2, $3 }' \
	    tests/conformance/open.txt | LC_ALL=C sort)
	is "$failed" "$open" "$suite: nothing fails but what tests/conformance/open.txt has"
	is "$(cat "$tmp/$suite.err")" "" "$suite: every document can be read"
	is "$(grep -c '^{"testcase"' "$tmp/$suite.json")" "$variations" \
	    "$suite: $variations variations"
	is "$(sed -n '1s/^{"passed":\([0-9]*\),.*/\1/p' "$tmp/$suite.json")" "$passed" \
	    "$suite: $passed of them pass"
	sed -n "1s/^{\"passed\":\([0-9]*\),\"failed\":\([0-9]*\),\"skipped\":\([0-9]*\),.*/$suite\t\1\t\2\t\3/p" \
	    "$tmp/$suite.json" >>"$totals"
	sed -n "s/^{\"count\":\([0-9]*\),\"reason\":\"\(.*\)\"}.*/$suite\t\1\t\2/p" \
	    "$tmp/$suite.json" >>"$(dirname "$totals")/not_run.tsv"
done < <(grep -v '^#' tests/conformance/suites.txt)
finish
