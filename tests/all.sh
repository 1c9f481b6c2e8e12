#!/bin/bash
# all.sh: everything the gate runs, one stage after another; the last line is
# the sum of all stages: "N passed, N failed, N skipped".
set -u
cd "$(dirname "$0")/.." || exit 2

log=build/test.log
mkdir -p build
: >"$log"
broken=0

stage() {
	local name=$1
	shift
	echo "== $name"
	"$@" 2>&1 | tee -a "$log"
	if [ "${PIPESTATUS[0]}" -ne 0 ]; then
		echo "== $name: FAILED"
		broken=$((broken + 1))
	fi
}

make="make --no-print-directory"
stage build $make -j"$(nproc)" all package
stage 'browser packages' $make browser-deps
stage unit $make -j"$(nproc)" unit
stage e2e $make e2e
stage 'sanitizers: unit' $make -j"$(nproc)" SAN=address,undefined unit
stage 'sanitizers: e2e' $make -j"$(nproc)" SAN=address,undefined san-e2e
stage fuzz $make fuzz-smoke
stage docs tests/run.sh build/tap/docs tests/docs.sh

awk -v broken="$broken" '
/^[0-9]+ passed, [0-9]+ failed/ {
	passed += $1; failed += $3; skipped += $5
}
END {
	if (broken > 0 && failed == 0)
		failed = broken
	printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
	exit failed > 0
}' "$log"
