#!/bin/bash
# xpath.sh: the command that evaluates an expression: what it prints, where it
# says an error is, its exit statuses.
. "$(dirname "$0")/lib.sh.inc"
report=samples/valid/po-2022.xbrl

# ask ARGUMENT…: the output, lines with "|" between, then the status if not 0.
ask() {
	$rek xpath "$@" >"$tmp/out" 2>"$tmp/err"
	status=$?
	[ ! -s "$tmp/out" ] || paste -sd'|' "$tmp/out"
	[ $status -eq 0 ] || echo "status $status"
}

cat >"$tmp/d.xml" <<'END'
<?style a?>
<r xmlns='urn:default' xmlns:p='urn:p' xmlns:link='urn:mine'>
	<p:a n='1'>one	 and
		two</p:a><p:a n='2'/><!--note--><b/>
	<link:c>x</link:c>
</r>
END
tab=$(printf '\t')

is "$(ask '1.10 + 2.20')" 3.3 "a value"
is "$(ask '(1 to 3, "a", true())')" '1|2|3|a|true' "an item a line"
is "$(ask '()')" '' "the empty sequence: no line"
is "$(ask "'a
b${tab}c&#x9;'")" 'a\nb\tc&#x9;' "a text of several lines is one line"
is "$(ask 'codepoints-to-string((9, 10, 13, 133, 8364))')" \
    '\t\n\r\u0085€' "control characters are written out"
is "$(ask -- '-1')" -1 "an expression with a dash in front, behind --"
is "$(ask --type '1, 1.0, 1e0, "a", xs:date("2020-01-31")')" \
    "xs:integer${tab}1|xs:decimal${tab}1|xs:double${tab}1|xs:string${tab}a|xs:date${tab}2020-01-31" \
    "--type: each item's type before it"

is "$(ask '/' "$tmp/d.xml")" "/${tab}one and two x" "the document is the context item"
is "$(ask '//p:a' "$tmp/d.xml")" "/r/p:a[1]${tab}one and two|/r/p:a[2]${tab}" \
    "a node: its path, and its text on one line"
is "$(ask '//@n' "$tmp/d.xml")" "/r/p:a[1]/@n${tab}1|/r/p:a[2]/@n${tab}2" "attributes"
is "$(ask '//comment(), //processing-instruction()' "$tmp/d.xml")" \
    "/r/comment()${tab}note|/processing-instruction(style)${tab}a" \
    "comments and instructions"
is "$(ask '//link:c/text()' "$tmp/d.xml")" "/r/link:c/text()${tab}x" \
    "a prefix of the outermost element goes before one that is known"
is "$(ask '//b, count(//*:b)' "$tmp/d.xml")" 1 \
    "a name without a prefix is in no namespace"
is "$(ask --type '/, //*:b, //@n[1], //comment()' "$tmp/d.xml" | sed "s/${tab}[^|]*//g")" \
    'document-node()|element(b)|attribute(n)|attribute(n)|comment()' "--type of nodes"
is "$(ask --plain 'count(//xbrli:context)' $report)" 7 "a report as plain XML"
is "$(ask 'count(xfi:facts-in-instance(/*))' --package "$package" $report)" 256 \
    "a report: the functions of the registry"
is "$(ask --type '(//*:RSIN)[1], data((//*:RSIN)[1])' --package "$package" $report |
    sed 's/Q{[^}]*}//')" \
    "element(ow-i:RSIN, rsinItemType)${tab}/xbrli:xbrl/ow-i:RSIN${tab}900000004|xs:token${tab}900000004" \
    "a report: the types of its taxonomy"
is "$(ask --plain --type 'data((//*:RSIN)[1])' $report)" \
    "xs:untypedAtomic${tab}900000004" "and without them as plain XML"
is "$(ask --no-library 'count(//xbrli:context)' $report)" '7
status 2' "a report whose taxonomy cannot be had: the value, and 2"
grep -q -- --package "$tmp/err"
ok $? "and what to do"
is "$(ask 'xfi:is-instant-period(1)')" 'status 2' "a function of the registry without a report"
is "$(ask "namespace-uri-from-QName(xs:QName('xbrldi:x'))")" \
    http://xbrl.org/2006/xbrldi "known prefixes without a document"
is "$(ask "doc-available('d.xml'), doc-available('e.xml')" "$tmp/d.xml")" \
    'true|false' "doc: the document itself and no other"
is "$(ask 'current-dateTime(), implicit-timezone()' --today 2031-02-03)" \
    '2031-02-03T00:00:00Z|PT0S' "--today is the day"
TZ=Asia/Tokyo $rek xpath "xs:dateTime('2020-01-01T00:00:00') eq
    xs:dateTime('2020-01-01T00:00:00Z')" >"$tmp/out"
is "$(cat "$tmp/out")" true "the time zone of the machine changes nothing"
$rek xpath "trace((1, 2), 'here')" >"$tmp/out" 2>"$tmp/err"
is "$(cat "$tmp/err")" "here: 1, 2" "trace goes to standard error"
$rek --quiet xpath "trace((1, 2), 'here')" >"$tmp/out" 2>"$tmp/err"
is "$(cat "$tmp/err" "$tmp/out" | paste -sd'|')" '1|2' "--quiet: no trace"

# Errors: the code, the sentence, the source with a caret.
is "$(ask '1 +')" 'status 2' "an error of syntax: 2"
is "$(sed 's/XPST0003: .*/XPST0003: …/' "$tmp/err")" "rekenschap xpath: err:XPST0003: …
    1 +
       ^" "an error of syntax: where"
is "$(ask "1,
	'ëë' ,  xs:integer('x') + 2")" 'status 2' "an error of evaluation: 2"
is "$(sed -n '2,$p' "$tmp/err")" "    ?'ëë' ,  xs:integer('x') + 2
             ^" "an error of evaluation: its line, the caret below its place"
$rek xpath "error(QName('urn:x', 'a:b'), 'so
there')" 2>"$tmp/err"
is "$(head -n 1 "$tmp/err")" 'rekenschap xpath: {urn:x}b: so\nthere' \
    "an error of another namespace"
long=$(printf '1 + %.0s' {1..100})
$rek xpath "$long\$x + $long 1" 2>"$tmp/err"
is "$(sed -n 1p "$tmp/err" | grep -c XPST0008)" 1 "no variables"
is "$(sed -n 2p "$tmp/err" | wc -L)" 104 "of a long line, what is around"
is "$(sed -n 3p "$tmp/err" | wc -L)" 65 "and the caret below it"

is "$(ask)" 'status 2' "no expression: 2"
is "$(ask 1 a b)" 'status 2' "too many arguments: 2"
is "$(ask 1 --today yesterday)" 'status 2' "--today that is no date: 2"
is "$(ask 1 "$tmp/none")" 'status 2' "a file that is not there: 2"
echo '<a><b></a>' >"$tmp/bad.xml"
is "$(ask 1 "$tmp/bad.xml")" 'status 2' "a file that is not well formed: 2"
is "$(cut -d: -f1-4 "$tmp/err")" "rekenschap xpath: $tmp/bad.xml:1:11" "and where"
printf '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>' >"$tmp/bad.xml"
is "$(ask 1 "$tmp/bad.xml")" 'status 2' "a DOCTYPE: 2"
# What docs/xpath.md shows is what happens.
awk -v dir="$tmp" -v rek="$rek" -v package="$package" '
/^```/ { inside = !inside; next }
inside && /^\$ rekenschap / {
	n++
	sub(/^\$ rekenschap/, rek)
	sub(/build\/rekenschap-ow-2026\.zip/, package)
	print > (dir "/ask" n)
	next
}
inside { print > (dir "/want" n) }' docs/xpath.md
i=1
while [ -f "$tmp/ask$i" ]; do
	is "$(bash "$tmp/ask$i" 2>&1)" "$(cat "$tmp/want$i")" \
	    "docs/xpath.md: $(cut -d' ' -f3- "$tmp/ask$i")"
	i=$((i + 1))
done
[ $i -gt 5 ]
ok $? "docs/xpath.md has examples"

$rek xpath '1 to 10' >/dev/full 2>"$tmp/err"
is $? 2 "standard output full: 2"
finish
