#!/bin/bash
# conformance.sh: the public suites, as whole folders: nothing fails, and
# nothing is skipped but what tests/conformance/slips.txt shows to be a suite's
# own slip. The totals are kept for docs/conformance.md.
. "$(dirname "$0")/lib.sh.inc"
[ -d "$shared/conformance" ] || skip_all "$shared/conformance absent"
totals=${TOTALS:-build/tap/suites.tsv}
mkdir -p "$(dirname "$totals")"
: >"$totals"

while read -r suite variations; do
	$rek conformance --format json --slips tests/conformance/slips.txt \
	    "$shared/conformance/$suite" >"$tmp/$suite.json" 2>"$tmp/$suite.err"
	failed=$(sed -n 's/^{"testcase":"\([^"]*\)","id":"\([^"]*\)".*"result":"failed".*/\1 \2/p' \
	    "$tmp/$suite.json" | LC_ALL=C sort)
	is "$failed" "" "$suite: nothing fails"
	is "$(cat "$tmp/$suite.err")" "" "$suite: every document can be read"
	is "$(grep -c '^{"testcase"' "$tmp/$suite.json")" "$variations" \
	    "$suite: $variations variations"
	sed -n "1s/^{\"passed\":\([0-9]*\),\"failed\":\([0-9]*\),\"skipped\":\([0-9]*\),.*/$suite\t\1\t\2\t\3/p" \
	    "$tmp/$suite.json" >>"$totals"
done < <(grep -v '^#' tests/conformance/suites.txt)
finish
