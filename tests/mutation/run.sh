#!/bin/bash
# run.sh [FOLDER…]: removes the rules of the folders (default: ingest, taxonomy,
# validate) one by one and prints those that no test misses; none should. A rule
# is a place in the code that raises a finding.
#
# A second tree, build/mutants/tree, is built once, in which each such place can
# be muted by the environment (mutant.h). Each test runs there once as it is,
# which tells what time it takes and by which places it comes; then each place
# is muted in turn and the tests that come by it run, the quickest first, until
# one fails. The suites of ../shared take part where they are there.
set -u
cd "$(dirname "$0")/../.." || exit 2
folders=("$@")
[ $# -gt 0 ] || folders=(ingest taxonomy validate)
root=$PWD
work=$root/build/mutants
tree=$work/tree
export SHARED=${SHARED:-$root/../shared}
SHARED=$(realpath -m "$SHARED")

plant() {
	local f
	mkdir -p "$tree"
	rm -f "$work/sites.new"
	while read -r f; do
		mkdir -p "$tree/$(dirname "$f")" "$work/new/$(dirname "$f")"
		if [[ $f == *.c && " ${folders[*]} " == *" ${f%%/*} "* ]]; then
			awk -v sites="$work/sites.new" -f tests/mutation/mutate.awk "$f" >"$work/new/$f"
		else
			cp "$f" "$work/new/$f"
		fi
		keep "$f"
	done < <(git ls-files --cached --others --exclude-standard)
	cp tests/mutation/mutant.c "$work/new/base/mutant.c"
	keep base/mutant.c
	sed 's|^#endif$|#include "tests/mutation/mutant.h"\n#endif|' base/finding.h >"$work/new/base/finding.h"
	sed '1i #define MUTANT_SELF' base/finding.c >"$work/new/base/finding.c"
	keep base/finding.h
	keep base/finding.c
	# What the project no longer has goes from the tree too.
	(cd "$tree" && find . -type f -not -path './build/*') | while read -r f; do
		[ -e "$work/new/$f" ] || rm "$tree/$f"
	done
	rm -rf "$work/new"
	LC_ALL=C sort -uV "$work/sites.new" >"$work/sites"
}

# A file that did not change keeps its time, so that make does little.
keep() {
	cmp -s "$work/new/$1" "$tree/$1" || cp -p "$work/new/$1" "$tree/$1"
}

# one TEST: whether it passes.
one() {
	case $1 in
	suite:*)
		build/rekenschap conformance --jobs 1 --format json \
		    "$SHARED/conformance/${1#suite:}" >"$work/out" 2>/dev/null
		if [ -n "${RECORD:-}" ]; then
			cp "$work/out" "$work/${1//[\/:]/_}.want"
		else
			cmp -s "$work/out" "$work/${1//[\/:]/_}.want"
		fi ;;
	cases:*)
		build/unit/test_cases "${1#cases:}" >"$work/out" 2>/dev/null ;;
	*)
		timeout 300 "$1" >"$work/out" 2>/dev/null && ! grep -q '^not ok' "$work/out" ;;
	esac 2>/dev/null
}

tests() {
	local f
	for f in tests/cases/*.cases; do
		echo "cases:$f"
	done
	for f in build/unit/test_*; do
		[[ -x $f && $f != *.* && $f != */test_cases ]] && echo "$f"
	done
	echo tests/e2e/samples.sh
	echo tests/e2e/hostile.sh
	[ -d "$SHARED/conformance" ] || return
	for f in xbrl-2.1 dimensions-1.0 generic-links-1.0 utr utr-structure nl-filing-rules; do
		echo "suite:$f"
	done
}

survey() {
	local t from to
	rm -rf "$work/cov"
	mkdir -p "$work/cov"
	: >"$work/tests"
	while read -r t; do
		from=$(date +%s%N)
		if RECORD=1 MUTANT_LOG=$work/cov/${t//[\/:]/_} one "$t"; then
			to=$(date +%s%N)
			echo "$(((to - from) / 1000)) $t" >>"$work/tests"
			touch "$work/cov/${t//[\/:]/_}"
		else
			echo "left out, fails without any mutation: $t"
			rm -f "$work/cov/${t//[\/:]/_}"
		fi
	done < <(tests)
	sort -n -o "$work/tests" "$work/tests"
}

mute() {
	local t
	while read -r _ t; do
		grep -qxF "$1" "$work/cov/${t//[\/:]/_}" || continue
		MUTANT=$1 one "$t" || return 0
	done <"$work/tests"
	return 1
}

plant
cd "$tree" || exit 2
make --no-print-directory -s -j"$(nproc)" BUILD=build CFLAGS='-O1 -Wno-error' all unit-programs package >"$work/make.log" 2>&1 || {
	tail -n 20 "$work/make.log"
	exit 2
}
survey
killed=0 survivors=0
while read -r site; do
	if mute "$site"; then
		killed=$((killed + 1))
	else
		survivors=$((survivors + 1))
		echo "survives: $site"
	fi
done <"$work/sites"
echo "$killed rules missed by a test, $survivors by none"
[ "$survivors" -eq 0 ]
