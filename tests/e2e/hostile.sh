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

# --- taxonomies of strangers, beside their reports ---

# A schema $1.xsd with the declarations of standard input; a report $1 on it
# with one context, one unit and the facts of the file $tmp/facts.
strange() {
	mkdir -p "$(dirname "$1")"
	{
		cat <<'XSD'
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:t="urn:t" targetNamespace="urn:t" elementFormDefault="qualified">
<xs:import namespace="http://www.xbrl.org/2003/instance" schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
XSD
		cat
		echo '</xs:schema>'
	} >"$1.xsd"
	{
		printf '<xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:t="urn:t"><link:schemaRef xlink:type="simple" xlink:href="%s"/>' "${2:-$(basename "$1").xsd}"
		cat "$tmp/facts"
		echo '<context id="c"><entity><identifier scheme="s">e</identifier></entity><period><instant>2020-12-31</instant></period></context><unit id="u"><measure>iso4217:EUR</measure></unit></xbrl>'
	} >"$1"
}

# items FIRST LAST: declarations of items a<FIRST> to a<LAST>.
items() {
	awk -v i="$1" -v n="$2" 'BEGIN { for (; i <= n; i++) printf "<xs:element name=\"a%d\" id=\"a%d\" type=\"xbrli:monetaryItemType\" substitutionGroup=\"xbrli:item\" xbrli:periodType=\"instant\"/>\n", i, i }'
}

# tuple MODEL: the declaration of a tuple.
tuple() {
	printf '<xs:element name="tuple" substitutionGroup="xbrli:tuple"><xs:complexType><xs:complexContent><xs:restriction base="xs:anyType">%s</xs:restriction></xs:complexContent></xs:complexType></xs:element>\n' "$1"
}

# answers NAME FILE STATUS: ends by itself, in time, with that status.
answers() {
	(
		case $rek in *san*) ;; *) ulimit -v 4000000 ;; esac
		exec timeout 20 $rek validate --no-library --cache none "$2"
	) >"$tmp/out" 2>"$tmp/err"
	is $? "$3" "$1: exit $3"
}

awk 'BEGIN { print "<t:tuple>"; for (i = 1; i <= 3000; i++) printf "<t:a%d contextRef=\"c\" unitRef=\"u\" decimals=\"0\">1</t:a%d>\n", i, i; print "</t:tuple>" }' >"$tmp/facts"
{
	items 1 3000
	tuple "<xs:choice maxOccurs=\"unbounded\">$(awk 'BEGIN { for (i = 1; i <= 3000; i++) printf "<xs:element ref=\"t:a%d\"/>", i }')</xs:choice>"
} | strange "$tmp/t/choice"
answers 'a choice of 3,000 among 3,000 children' "$tmp/t/choice" 0

printf '<t:tuple><t:a0 contextRef="c" unitRef="u" decimals="0">1</t:a0><t:a0 contextRef="c" unitRef="u" decimals="0">1</t:a0></t:tuple>' >"$tmp/facts"
{
	items 0 0
	echo '<xs:group name="g0"><xs:sequence><xs:element ref="t:a0" minOccurs="0"/></xs:sequence></xs:group>'
	for i in $(seq 50); do
		printf '<xs:group name="g%d"><xs:sequence><xs:group ref="t:g%d"/><xs:group ref="t:g%d"/></xs:sequence></xs:group>' "$i" $((i - 1)) $((i - 1))
	done
	tuple '<xs:group ref="t:g50"/>'
} | strange "$tmp/t/groups"
# Which is ambiguous, too.
judged 'groups of two groups, 50 deep' "$tmp/t/groups" 1 rek:TupleTooComplex

# keys SELECTOR: a tuple in itself with a unique and a keyref to it.
keys() {
	printf '<xs:element name="tuple" substitutionGroup="xbrli:tuple"><xs:complexType><xs:choice minOccurs="0" maxOccurs="unbounded"><xs:element ref="t:tuple"/><xs:element ref="t:a0"/></xs:choice></xs:complexType><xs:unique name="u"><xs:selector xpath="%s"/><xs:field xpath="."/></xs:unique><xs:keyref name="r" refer="t:u"><xs:selector xpath="t:a0"/><xs:field xpath="."/></xs:keyref></xs:element>\n' "$1"
}

awk 'BEGIN { for (i = 0; i < 200; i++) printf "<t:tuple>"; for (i = 1; i <= 2000; i++) printf "<t:a0 contextRef=\"c\" unitRef=\"u\" decimals=\"0\">%d</t:a0>\n", i; for (i = 0; i < 200; i++) printf "</t:tuple>" }' >"$tmp/facts"
{
	items 0 0
	keys './/t:a0'
} | strange "$tmp/t/keys"
answers 'keys on 200 levels over 2,000 facts' "$tmp/t/keys" 0

awk 'BEGIN { print "<t:tuple>"; for (i = 1; i <= 300; i++) printf "<t:a0 contextRef=\"c\" unitRef=\"u\" decimals=\"0\">%d</t:a0>\n", i; print "</t:tuple>" }' >"$tmp/facts"
{
	items 0 0
	keys "$(awk 'BEGIN { for (i = 0; i < 20000; i++) printf "t:b/t:a0|"; print "t:a0" }')"
} | strange "$tmp/t/paths"
judged 'a selector of 20,000 paths' "$tmp/t/paths" 0 rek:KeysTooComplex

: >"$tmp/facts"
{
	printf '<xs:annotation '
	awk 'BEGIN { for (i = 0; i < 100000; i++) printf "p%d=\"\" ", i }'
	echo '/>'
} | strange "$tmp/t/crowd"
judged 'a schema element of 100,000 attributes' "$tmp/t/crowd" 1 xbrl.3.2:DocumentNotXml

# pointers FILE FRAGMENT...: a linkbase whose locators have these fragments.
pointers() {
	printf '<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"><link:presentationLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">'
	awk -v file="$1" '{ printf "<link:loc xlink:type=\"locator\" xlink:href=\"%s#%s\" xlink:label=\"l%d\"/>\n", file, $0, NR }'
	printf '</link:presentationLink></link:linkbase>'
}
linkbase='<xs:annotation><xs:appinfo><link:linkbaseRef xlink:type="simple" xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase" xlink:href="%s"/></xs:appinfo></xs:annotation>\n'
{
	printf "$linkbase" pointers.xml
	items 1 6000
} | strange "$tmp/t/pointers"
seq 3 6002 | sed 's|.*|element(/1/&)|' | pointers pointers.xsd >"$tmp/t/pointers.xml"
answers '6,000 element() pointers' "$tmp/t/pointers" 0
{
	printf "$linkbase" circle.xml
	items 1 1 | sed 's|id="a1"|id="element(/1/3)"|'
} | strange "$tmp/t/circle"
echo 'element(/1/3)' | pointers circle.xsd >"$tmp/t/circle.xml"
answers 'an id that points to itself' "$tmp/t/circle" 1

{
	awk 'BEGIN { for (i = 0; i < 2000; i++) printf "<link:roleRef xlink:type=\"simple\" xlink:href=\"roles.xsd#r\" roleURI=\"urn:%d\"/>", i; print "<link:roleRef xlink:type=\"simple\" xlink:href=\"roles.xsd#r\" roleURI=\"urn:1999\"/>" }'
} >"$tmp/facts"
items 1 1 | strange "$tmp/t/roles"
judged 'a role announced twice, after 2,000 others' "$tmp/t/roles" 1 xbrl.4.4:RoleRefTwice

# --- files that are not theirs to name ---

: >"$tmp/facts"
items 1 1 | strange "$tmp/other/private"
mkdir -p "$tmp/in/a/b/c"
items 1 1 | strange "$tmp/in/a/b/c/absolute" "file://$tmp/other/private.xsd"
judged 'a schemaRef to an absolute path elsewhere' "$tmp/in/a/b/c/absolute" 2
items 1 1 | strange "$tmp/in/a/b/c/escaped" "%2e%2e/%2e%2e/%2e%2e/%2e%2e/other/private.xsd"
judged 'a schemaRef with escaped steps up' "$tmp/in/a/b/c/escaped" 2
items 1 1 | strange "$tmp/in/a/b/c/link"
ln -sf "$tmp/other/private.xsd" "$tmp/in/a/b/c/link.xsd"
judged 'a schema that is a symbolic link elsewhere' "$tmp/in/a/b/c/link" 2
items 1 1 | strange "$tmp/in/a/b/c/passwd" file:///etc/passwd
judged 'a schemaRef to /etc/passwd' "$tmp/in/a/b/c/passwd" 2
items 1 1 | strange "$tmp/in/a/tax/near"
items 1 1 | strange "$tmp/in/a/b/c/up" ../../tax/near.xsd
answers 'a schemaRef two folders up' "$tmp/in/a/b/c/up" 0
printf '{"map":{"file://%s/other/":"%s/other/"}}' "$tmp" "$tmp" >"$tmp/allow.json"
$rek validate --no-library --cache none --catalog "$tmp/allow.json" "$tmp/in/a/b/c/absolute" >/dev/null 2>&1
is $? 0 'where a catalog leads there: read'
# An image made for one report opens no file to another.
$rek validate --no-library --cache "$tmp/images" "$tmp/other/private" >/dev/null 2>&1
$rek taxonomy info --no-library --cache "$tmp/images" "$tmp/other/private.xsd" >/dev/null 2>&1
$rek validate --no-library --cache "$tmp/images" "$tmp/in/a/b/c/absolute" >/dev/null 2>&1
is $? 2 'nor is it read from the cache'

mkdir -p "$tmp/loops"
cp "$tmp/empty" "$tmp/loops/nothing"
printf '%s</xbrl>' "$head" >"$tmp/loops/report"
for i in 1 2 3 4; do ln -s . "$tmp/loops/l$i"; done
answers 'folders that lead back to themselves' "$tmp/loops" 1

name=$tmp/$(printf 'a\033[31m\n\302\233b.xbrl')
printf '%s</xbrl>' "$head" >"$name"
$rek --lang en validate --no-library "$name" >"$tmp/out" 2>&1
! LC_ALL=C grep -q $'\033\\|\302\233' "$tmp/out"
ok $? 'a file name cannot drive the terminal'
finish
