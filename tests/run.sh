#!/bin/bash
# run.sh FOLDER TEST…: runs TAP programs (C or shell), keeps what each printed
# in FOLDER, prints what failed, and closes with the line
# "N passed, N failed, N skipped". A test that dies, hangs or does not keep its
# plan counts as one failure more.
set -u

out=$1
shift
mkdir -p "$out"
passed=0 failed=0 skipped=0

one() {
	local test=$1 name tap rc ok not skip plan
	name=$(basename "$test" .sh)
	tap=$out/$name.tap
	timeout "${TEST_SECONDS:-600}" "$test" >"$tap" 2>"$tap.err" </dev/null
	rc=$?
	ok=$(grep -c '^ok ' "$tap")
	not=$(grep -c '^not ok ' "$tap")
	skip=$(grep -ci '^ok .*# skip' "$tap")
	plan=$(sed -n 's/^1\.\.\([0-9]*\).*/\1/p' "$tap" | tail -n 1)
	if [ "$plan" = 0 ]; then
		sed -n "s/^1\.\.0 # SKIP /  skipped $name: /p" "$tap"
		skipped=$((skipped + 1))
		[ $rc -eq 0 ] && return
	fi
	passed=$((passed + ok - skip))
	skipped=$((skipped + skip))
	failed=$((failed + not))
	grep -i '^ok .*# skip' "$tap" | sed "s/^/  $name: /"
	if [ "$not" -gt 0 ] || [ "${plan:-none}" != $((ok + not)) ] ||
	    { [ $rc -ne 0 ] && [ "$not" -eq 0 ]; }; then
		echo "FAILED $name (exit $rc, plan ${plan:-none}, $ok ok, $not not)"
		grep -A4 '^not ok' "$tap" | head -n 40
		tail -n 5 "$tap.err"
		[ "$not" -gt 0 ] || failed=$((failed + 1))
	fi
}

for t in "$@"; do
	one "$t"
done
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ]
