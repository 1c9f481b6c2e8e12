#!/bin/bash
# bench.sh BUILD: speed and memory beside xmllint, side by side in one run.
#
# The report is PacifiCorp's (20.7 MB) from ../shared where that is there, and
# the VO sample made 500 times as large where not. One value changes before
# each run, so that nothing can be remembered of the report itself; the
# taxonomy's image is cached. Processor time of ours divided by xmllint's, the
# median of the pairs; then 10 and 100 times the report, for the slope.
set -eu
build=$1
rek=$build/rekenschap
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export XDG_CACHE_HOME=$tmp/cache
runs=${RUNS:-7}
large=${LARGE:-10 100}
mkdir -p "$build/tests"
for tool in enlarge measure; do
	[ "$build/tests/$tool" -nt tests/$tool.c ] ||
	    gcc -std=c11 -D_GNU_SOURCE -O2 -I. -I"$build/gen" \
	    -o "$build/tests/$tool" tests/$tool.c "$build/librekenschap.a"
done

shared=${SHARED:-../shared}
if [ -d "$shared/corpus" ]; then
	tar --zstd -xf "$shared/corpus/ferc.tar.zst" -C "$tmp"
	printf '{"map":{"http://":"%s/http/","https://":"%s/https/"}}' \
	    "$(realpath "$shared/standard-schemas")" \
	    "$(realpath "$shared/standard-schemas")" >"$tmp/standard.json"
	file=$(find "$tmp/ferc" -name 'PacifiCorp*2022*.xbrl' -o \
	    -name 'PacifiCorp_form1_Q4_1681846583.xbrl' | head -n 1)
	source="--catalog $tmp/ferc/catalog.json --catalog $tmp/standard.json"
	value=C001646
else
	echo "# $shared absent: the VO sample, made 500 times as large"
	"$build/tests/enlarge" samples/valid/vo-2022.xbrl 500 >"$tmp/vo.xbrl"
	file=$tmp/vo.xbrl
	source="--package $build/rekenschap-ow-2026.zip"
	value=2022-12-31
fi

# cpu COMMAND…: "microseconds kilobytes" of processor time and peak memory.
cpu() {
	"$build/tests/measure" "$@"
}
# change FILE N: another value of the same length in its first context.
change() {
	cp "$file" "$tmp/report.xbrl"
	sed -i "0,/$value/s//$(printf '%s' "$value" | sed "s/.\$/$(($1 % 10))/")/" \
	    "$tmp/report.xbrl"
}
median() {
	sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}
# shellcheck disable=SC2086
ours() { cpu "$rek" validate $source --format json "$1"; }

ours "$file" >/dev/null		# compiles and caches the taxonomy
size=$(stat -c %s "$file")
: >"$tmp/ratios"
for i in $(seq "$runs"); do
	change "$i"
	x=$(cpu xmllint --noout --stream "$tmp/report.xbrl")
	o=$(ours "$tmp/report.xbrl")
	echo "$o $x" | awk '{ printf "%.3f\n", $1 / $3 }' >>"$tmp/ratios"
	echo "$o" | awk '{ print $1 }' >>"$tmp/ours"
	echo "$o" | awk '{ print $2 }' >>"$tmp/memory"
done
ratio=$(median <"$tmp/ratios")
memory=$(median <"$tmp/memory")
echo "report: $(basename "$file"), $size bytes"
echo "processor time, ours / xmllint --noout --stream, median of $runs: $ratio"
echo "peak memory: $memory kB resident with the mapped file;" \
    "without it $(awk -v m="$memory" -v s="$size" \
    'BEGIN { printf "%.2f", (m * 1024 - s) / s }') times the file"

one=$(median <"$tmp/ours")
for n in $large; do
	"$build/tests/enlarge" "$file" "$n" >"$tmp/large.xbrl"
	bytes=$(stat -c %s "$tmp/large.xbrl")
	o=$(ours "$tmp/large.xbrl")
	echo "$n times: $(echo "$o" | awk -v one="$one" -v n="$n" -v b="$bytes" '{
		printf "%.2f s, %.2f of linear; memory without the file %.2f times the file",
		    $1 / 1e6, $1 / (one * n), ($2 * 1024 - b) / b }')"
	rm "$tmp/large.xbrl"
done
