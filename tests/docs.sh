#!/bin/bash
# docs.sh: the pages that are made from the code and from a run of the tests
# are those of this code and this run. TAP; run after all other tests.
set -u
cd "$(dirname "$0")/.." || exit 2
n=0

current() {
	n=$((n + 1))
	if diff <("${@:2}") "$1" >build/docs.diff; then
		echo "ok $n - $1 is current"
	else
		echo "not ok $n - $1 is not current: make docs"
		sed 's/^/# /' build/docs.diff | head -n 20
	fi
}

current docs/findings.md awk -v want=md -f base/messages.awk base/messages/*.txt
if [ -d ../shared/conformance ]; then
	current docs/conformance.md tests/conformance/doc.sh build/tap
else
	n=$((n + 1))
	echo "ok $n - docs/conformance.md is current # SKIP ../shared/conformance absent"
fi
echo "1..$n"
