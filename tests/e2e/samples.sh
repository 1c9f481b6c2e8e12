#!/bin/bash
# samples.sh: the valid samples have no finding, each faulty one exactly the
# finding that samples/faulty/expected.tsv says, at that line; what rules of the
# taxonomy say besides is left to rules.sh.
. "$(dirname "$0")/lib.sh.inc"

for f in samples/valid/*.xbrl; do
	got=$($rek validate --package "$package" --format json "$f" 2>"$tmp/err")
	is "$?" 0 "$f: exit 0"
	is "$(echo "$got" | findings)" "" "$f: no findings"
done

rows=$(grep -v -e '^#' -e '^$' samples/faulty/expected.tsv)
for f in samples/faulty/*.xbrl; do
	file=$(basename "$f")
	want=$(echo "$rows" | awk -F'\t' -v f="$file" '$1 == f { print $2, $3, $4 }')
	got=$($rek validate --no-formula --package "$package" --format json "$f" 2>"$tmp/err")
	rc=$?
	is "$(echo "$got" | findings)" "$want" "$file"
	status=0
	echo "$want" | grep -q ' error ' && status=1
	is "$rc" "$status" "$file: exit $status"
done
finish
