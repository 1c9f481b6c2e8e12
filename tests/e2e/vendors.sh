#!/bin/bash
# vendors.sh: docs/vendors.md as a vendor follows it: its files are written as
# they stand there, its commands run, and print what it says.
. "$(dirname "$0")/lib.sh.inc"

command -v zip >/dev/null || skip_all "no zip (Debian: zip)"
program=$(realpath "$rek")
page=$(realpath docs/vendors.md)
schema=$(realpath docs/statement.xsd)
rekenschap() {
	"$program" "$@"
}
cd "$tmp" || exit 2
mkdir -p fruit-2026/META-INF

# A file is a block of XML under a line with its name.
awk '/^`[^`]+`:$/ { file = $0; gsub(/[`:]/, "", file) }
/^```/ { writing = /^```xml$/; next }
writing { print >file }' "$page"
for f in fruit-2026/META-INF/*.xml fruit-2026/* report.xbrl; do
	[ -d "$f" ] || xmllint --nonet --noout "$f" 2>err
	ok $? "$f: well-formed"
done

# A command follows "$ ", what it prints is up to the next.
awk '/^```/ { on = /^```console$/; next }
on && sub(/^\$ /, "") { print >("command." ++n); printf "" >("want." n); next }
on { print >("want." n) }' "$page"
for ((i = 1; ; i++)); do
	[ -f "command.$i" ] || break
	eval "$(cat "command.$i")" >out 2>err
	is "$?" 0 "$(cat "command.$i")"
	tr -d '\r' <out >got
	is "$(cat got)" "$(cat "want.$i")" "prints what the page says"
done
ok $((i < 8)) "the page has commands"
rekenschap report --store fruit.db --package fruit-2026.zip --entity 90000009 \
    --year 2025 --format xml >statement.xml
xmllint --nonet --noout --schema "$schema" statement.xml 2>err
ok $? "the statement document follows its schema"
rekenschap validate report.xbrl >out 2>err
is "$?" 2 "without its package: exit 2"

# The keys that the page names.
rekenschap validate --package fruit-2026.zip --format json wrong.xbrl >out
rekenschap ingest --store fruit.db --package fruit-2026.zip --format json \
    report.xbrl >>out
for key in $(grep -oE '"[a-z_]+":' out | tr -d '":' | sort -u); do
	case $key in reports) continue ;; esac
	grep -q "\`$key\`" "$page"
	ok $? "the page names the key $key"
done
finish
