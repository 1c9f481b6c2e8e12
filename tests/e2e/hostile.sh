#!/bin/bash
# hostile.sh: whatever is fed to it, the command answers with a finding or a
# sentence, within bounded memory and time.
. "$(dirname "$0")/lib.sh.inc"

head='<xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink">'

# judged NAME FILE STATUS [CODE]: ends by itself with that status; a finding
# of that code where one is given, else one line on standard error.
judged() {
	# A sanitizer reserves address space beyond any limit: only time then.
	(
		case $rek in *san*) ;; *) ulimit -v 4000000 ;; esac
		exec timeout 20 $rek validate --no-library --format json "$2"
	) >"$tmp/out" 2>"$tmp/err"
	is $? "$3" "$1: exit $3"
	if [ $# -gt 3 ]; then
		findings <"$tmp/out" | grep -q "^$4 "
		ok $? "$1: $4"
	else
		is "$(grep -c . "$tmp/err")" 1 "$1: one sentence"
	fi
}

printf '' >"$tmp/empty"
judged empty "$tmp/empty" 2
head -c 100000 /dev/urandom >"$tmp/binary"
judged binary "$tmp/binary" 2
mkfifo "$tmp/fifo"
judged 'a FIFO' "$tmp/fifo" 2
judged 'a device' /dev/zero 2
mkdir "$tmp/folder"
$rek validate "$tmp/folder" >"$tmp/out" 2>&1
is $? 2 "an empty folder: a check of nothing is no pass"

printf '<!DOCTYPE x [<!ENTITY a "b">]>%s</xbrl>' "$head" >"$tmp/doctype"
judged DOCTYPE "$tmp/doctype" 1 xml:DoctypeNotAllowed
{
	echo '<!DOCTYPE x [<!ENTITY l0 "lol">'
	for i in 1 2 3 4 5 6 7 8 9; do
		printf '<!ENTITY l%d "' $i
		for _ in 1 2 3 4 5 6 7 8 9 10; do printf '&l%d;' $((i - 1)); done
		echo '">'
	done
	printf ']>%s&l9;</xbrl>' "$head"
} >"$tmp/laughs"
judged 'a billion laughs' "$tmp/laughs" 1 xml:DoctypeNotAllowed
printf '<!DOCTYPE x SYSTEM "file:///etc/passwd">%s</xbrl>' "$head" >"$tmp/xxe"
judged 'an external DTD' "$tmp/xxe" 1 xml:DoctypeNotAllowed

{
	printf '%s' "$head"
	for _ in $(seq 10000); do printf '<a>'; done
} >"$tmp/deep"
judged '10,000 levels' "$tmp/deep" 1 xml:TooDeep
{
	printf '%s<link:schemaRef xlink:type="simple" xlink:href="' "$head"
	head -c 30000000 /dev/zero | tr '\0' a
	printf '"/></xbrl>'
} >"$tmp/attribute"
judged 'an attribute of 30 MB' "$tmp/attribute" 1 xml:TooLong
printf '%s<context id="c"><entity>' "$head" >"$tmp/cut"
judged truncated "$tmp/cut" 1 xml:NotWellFormed
printf '%s<a>\xff\xfe</a></xbrl>' "$head" >"$tmp/utf8"
judged 'bytes that are no UTF-8' "$tmp/utf8" 1 xml:NotWellFormed
printf '<?xml version="1.0" encoding="martian"?>%s</xbrl>' "$head" >"$tmp/enc"
judged 'an unknown encoding' "$tmp/enc" 1 xml:NotWellFormed
{
	printf '%s<a ' "$head"
	for i in $(seq 20000); do printf 'a%d="" ' "$i"; done
	printf '/></xbrl>'
} >"$tmp/attributes"
(timeout 20 $rek validate --no-library "$tmp/attributes" >/dev/null 2>&1)
rc=$?
[ $rc -eq 1 ] || [ $rc -eq 2 ]
ok $? "20,000 attributes: answered (exit $rc)"
echo '<html><body>error</body></html>' >"$tmp/html"
judged 'an HTML page' "$tmp/html" 1 xbrl.4.1:RootElement
chmod 000 "$tmp/html"
if [ "$(id -u)" -ne 0 ]; then
	judged 'an unreadable file' "$tmp/html" 2
fi
finish
