#!/bin/bash
# samples.sh: the valid samples have no finding, each faulty one exactly those
# that samples/faulty/expected.tsv says, at those lines: of the specifications
# and of the taxonomy's rules.
. "$(dirname "$0")/lib.sh.inc"

# found FILE: "code severity line" of each finding of a JSON validation on
# standard input; the line is - where it is not one of the file.
found() {
	sed -n 's/^ {"code":"\([^"]*\)","severity":"\([a-z]*\)".*"file":"\([^"]*\)","line":\([0-9]*\).*/\1 \2 \4 \3/p' |
	    awk -v f="$1" '{ print $1, $2, $4 == f ? $3 : "-" }'
}

for f in samples/valid/*.xbrl; do
	got=$($rek validate --package "$package" --format json "$f" 2>"$tmp/err")
	is "$?" 0 "$f: exit 0"
	is "$(echo "$got" | found "$f")" "" "$f: no findings"
	has=$(echo "$got" | grep -c '"assertions":{"total":[1-9][0-9]*,"not_evaluated":0}')
	is "$has" 1 "$f: every rule of the taxonomy was judged"
done

rows=$(grep -v -e '^#' -e '^$' samples/faulty/expected.tsv)
for f in samples/faulty/*.xbrl; do
	file=$(basename "$f")
	want=$(echo "$rows" | awk -F'\t' -v f="$file" '$1 == f { print $2, $3, $4 }')
	got=$($rek validate --package "$package" --format json "$f" 2>"$tmp/err")
	rc=$?
	is "$(echo "$got" | found "$f")" "$want" "$file"
	status=0
	echo "$want" | grep -q ' error ' && status=1
	is "$rc" "$status" "$file: exit $status"
done
finish
