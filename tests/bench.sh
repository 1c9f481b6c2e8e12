#!/bin/bash
# bench.sh BUILD: speed and memory beside xmllint and a bare SAX2 pass, in one
# run: a table, the commands, and both into docs/performance.md with the date
# and the machine. ROWS="large small open compile batch growth hostile formula"
# takes some of it, and then the page stays as it is.
#
# Medians of at least five runs, in which ours and the yardsticks take turns;
# one value of the report changes before each turn; facts and findings are
# counted each time (bench/lib.sh.inc). What is measured, and where real
# filings are absent instead: docs/performance.md.
set -eu
cd "$(dirname "$0")/.."
build=${1:-build}
rek=$build/rekenschap
tools=$build/bench
package=$build/rekenschap-ow-2026.zip
shared=${SHARED:-../shared}
rows=${ROWS:-large small open compile batch growth hostile formula}
# Beside the program, not in /tmp, which may be memory: `ingest` must sync.
tmp=$(mktemp -d "$build/bench.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
export XDG_CACHE_HOME=$tmp/cache XDG_DATA_HOME=$tmp/data LC_ALL=C LANG=C
: >"$tmp/rows"
: >"$tmp/commands"
: >"$tmp/notes"

# shellcheck source=tests/bench/lib.sh.inc
. tests/bench/lib.sh.inc
# shellcheck source=tests/bench/input.sh.inc
. tests/bench/input.sh.inc
for part in $rows; do
	echo "# $part" >&2
	# shellcheck source=/dev/null
	. "tests/bench/$part.sh.inc"
done

# --- the table ---

widths='{ for (i = 1; i <= NF; i++) printf "%s%s", i == 1 ? "| " : " | ", $i; print " |" }'
{
	echo "$(date -u +%Y-%m-%d), commit $(git rev-parse --short HEAD 2>/dev/null || echo unknown)$(
	    [ -z "$(git status --porcelain --untracked-files=no 2>/dev/null)" ] || echo ' with changes')." \
	    "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores," \
	    "$(awk '/MemTotal/ { printf "%.0f GB", $2 / 1e6 }' /proc/meminfo), Linux $(uname -r)," \
	    "gcc $(gcc -dumpfullversion), libxml2 $(pkg-config --modversion libxml-2.0)."
	echo
	printf 'measure\tours\tyardstick\tvalue\tmark\tmet\n---\t---\t---\t---\t---\t---\n' |
	    awk -F '\t' "$widths"
	awk -F '\t' "$widths" "$tmp/rows"
	echo
	[ ! -s "$tmp/notes" ] || { cat "$tmp/notes"; echo; }
	echo 'The commands, each after `change` of the report:'
	echo
	echo '```'
	sed "s|$tmp/||g" "$tmp/commands" | awk '!seen[$0]++'
	echo '```'
} >"$tmp/table.md"
cat "$tmp/table.md"

if [ -z "${ROWS:-}" ] && [ -f docs/performance.md ]; then
	awk -v table="$tmp/table.md" '
	    /^<!-- bench -->$/ { print; print ""; inside = 1
		while ((getline line <table) > 0) print line
		print "" }
	    /^<!-- \/bench -->$/ { inside = 0 }
	    !inside && !/^<!-- bench -->$/' docs/performance.md >"$tmp/page.md"
	cp "$tmp/page.md" docs/performance.md
	echo "# written to docs/performance.md" >&2
fi
