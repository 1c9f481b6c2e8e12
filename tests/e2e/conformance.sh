#!/bin/bash
# conformance.sh: XBRL International's suites, as whole folders. What fails is
# what tests/conformance/known.tsv says, no more and no less.
. "$(dirname "$0")/lib.sh.inc"
[ -d "$shared/conformance" ] || skip_all "$shared/conformance absent"

while read -r suite variations; do
	$rek conformance --format json "$shared/conformance/$suite" \
	    >"$tmp/$suite.json" 2>"$tmp/$suite.err"
	sed -n 's/^{"testcase":"\([^"]*\)","id":"\([^"]*\)".*"result":"failed".*/\1\t\2/p' \
	    "$tmp/$suite.json" | LC_ALL=C sort >"$tmp/failed"
	awk -F'\t' -v s="$suite" '$1 == s { print $2 "\t" $3 }' \
	    tests/conformance/known.tsv | LC_ALL=C sort >"$tmp/known"
	is "$(comm -23 "$tmp/failed" "$tmp/known")" "" "$suite: nothing fails that passed"
	is "$(comm -13 "$tmp/failed" "$tmp/known")" "" "$suite: nothing passes that is listed as failing"
	is "$(grep -c '^{"testcase"' "$tmp/$suite.json")" "$variations" \
	    "$suite: $variations variations"
done <<'LIST'
xbrl-2.1 483
dimensions-1.0 803
generic-links-1.0 47
utr 58
utr-structure 14
nl-filing-rules 180
LIST
finish
