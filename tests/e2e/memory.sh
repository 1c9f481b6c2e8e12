#!/bin/bash
# memory.sh: what a batch takes does not grow with its length.
. "$(dirname "$0")/lib.sh.inc"
measure=$(dirname "$rek")/bench/measure
[ -x "$measure" ] || skip_all "$measure absent: make bench-tools"
! nm "$rek" 2>/dev/null | grep -q __asan_init ||
    skip_all 'a sanitizer keeps what is freed'
"$measure" -m true >/dev/null 2>&1 || skip_all 'processes may not be traced here'
[ "$("$measure" -m true | cut -d ' ' -f 4)" = 0 ] || skip_all 'processes may not be traced here'

mkdir "$tmp/few" "$tmp/many"
for i in $(seq 130); do
	for kind in po vo mbo; do
		sed "/identifier/s/>[0-9]*</>$((90000000 + i))</" samples/valid/$kind-2022.xbrl >"$tmp/many/$kind-$i.xbrl"
		[ "$i" -gt 4 ] || cp "$tmp/many/$kind-$i.xbrl" "$tmp/few"
	done
done
validate() { "$measure" -m -o "$tmp/out" "$rek" validate --package "$package" "$@" | awk '{ print $3 }'; }
validate "$tmp/few" >/dev/null		# compiles and caches the taxonomies
for jobs in 1 2; do
	few=$(validate --jobs $jobs "$tmp/few")
	many=$(validate --jobs $jobs "$tmp/many")
	is "$(grep -cE "\([0-9]+ (feiten|facts), " "$tmp/out")" 390 "--jobs $jobs: 390 reports are judged"
	echo "# 12 reports: $few kB, 390 reports: $many kB"
	[ "$few" -gt 0 ] && [ $((many * 4)) -le $((few * 5)) ]
	ok $? "--jobs $jobs: 390 reports take no more memory than 12, give or take a quarter"
done
finish
