#!/bin/bash
# image.sh: the compiled taxonomy in the cache: what is damaged, cut short or
# foreign is refused with a sentence and made afresh; what is still true is
# used without a look at any document.
. "$(dirname "$0")/lib.sh.inc"
report=samples/faulty/02-period-ends-before-it-starts.xbrl
cache=$tmp/images
rek_v() { $rek --lang en validate --no-library --package "$package" --cache "$cache" "$@"; }
image() { echo "$cache"/*.image; }

rek_v "$report" >"$tmp/want" 2>"$tmp/err"
is $? 1 'a report is judged, its taxonomy compiled'
is "$(cat "$tmp/err")" '' 'nothing is said of that'
cp "$(image)" "$tmp/good"
rek_v "$report" >"$tmp/out" 2>&1
cmp -s "$tmp/out" "$tmp/want"
ok $? 'from the cache: the same bytes'
sections=$(od -An -tu4 -j12 -N4 "$tmp/good" | tr -d ' ')

# refused NAME SENTENCE: what stands in the cache is not used, and made good.
refused() {
	rek_v "$report" >"$tmp/out" 2>"$tmp/err"
	is $? 1 "$1: judged as ever"
	cmp -s "$tmp/out" "$tmp/want"
	ok $? "$1: the same bytes"
	is "$(cat "$tmp/err")" "rekenschap validate: $report: the image in the cache was not used, and is made afresh: $2" \
	    "$1: with a sentence"
	cmp -s "$(image)" "$tmp/good"
	ok $? "$1: made afresh"
	rek_v "$report" 2>&1 >/dev/null | grep -q .
	is $? 1 "$1: and said once"
}
# byte OFFSET [FILE]: another byte there, in the cache's image unless told.
byte() {
	local old file=${2:-$(image)}
	old=$(od -An -tu1 -j"$1" -N1 "$file")
	# shellcheck disable=SC2059
	printf "\\x$(printf '%02x' $((old ^ 255)))" |
	    dd of="$file" bs=1 seek="$1" conv=notrunc status=none
}

byte 0
refused 'another file' 'the file is no taxonomy image'
byte 8
refused 'another version' 'the taxonomy image is of another version'
byte 40
refused 'a changed table of sections' 'the taxonomy image is damaged'
truncate -s 100 "$(image)"
refused 'an image of 100 bytes' 'the taxonomy image is cut short'
: >"$(image)"
refused 'an empty image' 'the taxonomy image is cut short'
truncate -s -1 "$(image)"
refused 'an image without its last byte' 'the taxonomy image is cut short'
truncate -s +8 "$(image)"
refused 'an image with bytes behind it' 'the taxonomy image is cut short'

# The last byte of every section that has any: found when it is first used;
# one that this report does not need does no harm.
found=0
for i in $(seq 0 $((sections - 1))); do
	read -r offset count size < <(od -An -tu8 -j$((32 + 32 * i)) -N24 "$tmp/good" | tr '\n' ' ')
	[ "$count" -gt 0 ] || continue
	cp "$tmp/good" "$(image)"
	byte $((offset + count * size - 1))
	rek_v "$report" >"$tmp/out" 2>"$tmp/err"
	if [ $? -ne 1 ] || ! cmp -s "$tmp/out" "$tmp/want"; then
		ok 1 "section $i is damaged: the same bytes"
	elif grep -q 'made afresh: the taxonomy image is damaged$' "$tmp/err"; then
		found=$((found + 1))
		cmp -s "$(image)" "$tmp/good"
		ok $? "section $i is damaged: told, made afresh, the same bytes"
	else
		is "$(cat "$tmp/err")" '' "section $i is damaged: not needed here"
	fi
	# What looks at all of it finds it at once.
	cp "$tmp/good" "$tmp/bad.image"
	byte $((offset + count * size - 1)) "$tmp/bad.image"
	$rek --lang en taxonomy info --image "$tmp/bad.image" http://example.org/x.xsd >/dev/null 2>"$tmp/err"
	is "$? $(cat "$tmp/err")" '2 rekenschap taxonomy: the taxonomy image is damaged' \
	    "section $i is damaged: taxonomy info refuses it"
done
[ $found -ge 5 ]
ok $? "sections in use are compared ($found)"

# Two that compile at once: each judges, and one good image stays.
rm -rf "$cache"
for i in 1 2 3 4; do
	rek_v "$report" >"$tmp/out.$i" 2>&1 &
done
wait
cat "$tmp"/out.? >"$tmp/all"
cat "$tmp/want" "$tmp/want" "$tmp/want" "$tmp/want" | cmp -s - "$tmp/all"
ok $? 'four that compile at once: the same bytes'
is "$(cd "$cache" && find . -type f | sed 's,.*/[0-9a-f]*\.,*.,' | LC_ALL=C sort | xargs)" '*.image ./lock' 'and one image stays, beside the lock'
cmp -s "$(image)" "$tmp/good"
ok $? 'which is the image, to the byte'

# A loose taxonomy, with a fault: its findings are part of the image; a change
# of a file, or a file that comes late, makes the image untrue.
schema() {
	cat <<XSD
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance" targetNamespace="urn:t">
<xs:import namespace="http://www.xbrl.org/2003/instance" schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
$1
<xs:element name="a" type="xbrli:monetaryItemType" substitutionGroup="xbrli:item"$2/>
</xs:schema>
XSD
}
mkdir "$tmp/loose"
loose() {
	$rek validate --no-library --format json --cache "$tmp/images2" "$tmp/loose/a.xsd" 2>/dev/null |
	    findings | tr '\n' ';'
}
schema '' '' >"$tmp/loose/a.xsd"
first=$(loose)
case $first in *xbrl.5.1.1.1:*) true ;; *) false ;; esac
ok $? "a concept without a period type is told ($first)"
is "$(loose)" "$first" 'and told again from the image'
schema '' ' xbrli:periodType="instant"' >"$tmp/loose/a.xsd"
is "$(loose)" '' 'a file that changed is read again'
schema '<xs:import namespace="urn:late" schemaLocation="late.xsd"/>' ' xbrli:periodType="instant"' >"$tmp/loose/a.xsd"
missing=$(loose)
case $missing in *xbrl.3.2:DocumentUnresolved*) true ;; *) false ;; esac
ok $? 'a file that is not there is missed'
is "$(loose)" "$missing" 'and missed again from the image'
echo '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:late"/>' >"$tmp/loose/late.xsd"
is "$(loose)" '' 'until it comes'
is "$(find "$tmp/images2" -name '*.image' | wc -l)" 1 'all that under one key'

# A package is known by its size and time.
cp "$package" "$tmp/p.zip"
of_package() { $rek validate --no-library --package "$tmp/p.zip" --cache "$tmp/images3" "$report" >/dev/null; }
of_package
of_package
is "$(find "$tmp/images3" -name '*.image' | wc -l)" 1 'a package: one key'
touch -d '2020-01-01' "$tmp/p.zip"
of_package
is "$(find "$tmp/images3" -name '*.image' | wc -l)" 2 'a package of another time: another key'
: >"$tmp/no-folder"
$rek validate --no-library --package "$package" --cache "$tmp/no-folder" "$report" >/dev/null 2>"$tmp/err"
is "$? $(cat "$tmp/err")" '1 ' 'a cache that cannot be written is no failure'

# No document is opened: the package is there by size and time alone. (libzip
# asks for the time zone, to read the dates of a package, and a sanitizer what
# process it is in.)
if command -v strace >/dev/null && strace -qq -o /dev/null true 2>/dev/null; then
	strace -f -qq -e trace=open,openat,openat2 -o "$tmp/trace" \
	    "$rek" validate --no-library --package "$package" --cache "$cache" "$report" >/dev/null 2>&1
	is "$(sed -n 's/.*"\([^"]*\)".*/\1/p' "$tmp/trace" |
	    grep -vE '\.so(\.[0-9.]+)?$|/ld\.so\.|\.image$|^/etc/localtime$|^/proc/self/' | sort -u | tr '\n' ' ')" \
	    "$package $report " 'opened: the package, the report, the image'
fi
finish
