#!/bin/bash
# formula.sh: docs/formula.md: every command in it prints what stands below it;
# findings of assertions in each form of output, and on the page.
. "$(dirname "$0")/lib.sh.inc"

report=docs/formula/report.xbrl

# What a console block of the page has below the command that begins so.
told() {
	awk -v c="\$ $1" '$0 == "```" { on = 0 } on; index($0, c) == 1 &&
	    length($0) == length(c) { on = 1 }' docs/formula.md
}
run() {
	$rek "$@" 2>"$tmp/err" | sed "s,file://$PWD/,,"
}
is "$(run --lang en validate $report)" \
    "$(told "rekenschap --lang en validate $report")" \
    "the page's finding is what is printed"
is "$(run --lang en validate $report --trace total-income | sed -n '/^trace/,$p')" \
    "$(told "rekenschap --lang en validate $report --trace total-income | sed -n '/^trace/,\$p'")" \
    "the page's trace is what is printed"
is "$(cat "$tmp/err")" "" "nothing on standard error"
has() {
	case $1 in *"$2"*) is 1 1 "$3" ;; *) is "$1" "$2" "$3" ;; esac
}
nl=$(run --lang nl validate $report)
has "$nl" "Het totaal van de baten (1250) is niet de som" "the message in Dutch"
# shellcheck disable=SC1111 # the quotes that people read
has "$nl" 'Vereist is: “Totaal baten” = “Rijksbijdragen” + “Overige baten”. Links staat 1.250, rechts 1.220: een verschil van 30 (toegestaan: hoogstens 1).' \
    "the calculation in Dutch"
has "$(run --lang en validate $report --parameter tolerence=30)" \
    "no parameter of that name" "a parameter that the taxonomy does not have is told"
has "$(run --lang en validate $report --parameter tolerance=30)" \
    "valid (13 facts, 0 errors, 0 warnings)" "a parameter from outside"
is "$(run --lang en validate $report --no-formula 2>&1 |
    grep -c 'not evaluated')" 0 "--no-formula: who asked for it is not told"
has "$(run --lang en validate $report --trace no-such)" \
    "trace of no-such: the taxonomy has no assertion with this id" \
    "a trace of nothing"

# A rule that nothing came of: the trace says what there is no fact for.
mkdir "$tmp/none"
cp docs/formula/school* "$tmp/none"
grep -v '<school:Income ' $report >"$tmp/none/report.xbrl"
is "$(run --lang en validate "$tmp/none/report.xbrl" --trace total-income |
    sed -n '/^  plan/,$p')" \
    "$(told "rekenschap --lang en validate docs/formula/no-income.xbrl --trace total-income | sed -n '/^  plan/,\$p'")" \
    "the page's trace of a rule without facts is what is printed"
has "$(run --lang en validate $report --no-formula --trace total-income)" \
    "nothing was evaluated: the assertion has an error, or no formulas are evaluated" \
    "a trace without formulas"

if command -v node >/dev/null; then
	look() {
		run --lang en validate "$@" | node -e '
		const log = JSON.parse(require("fs").readFileSync(0, "utf8"));
		console.log(String(eval(process.argv[1])));' "$expression"
	}
	expression='const f = log.reports[0].findings[0]; [f.assertion, f.severity, f.comparison.left.value, f.comparison.sign, f.comparison.right.value, f.comparison.difference, f.comparison.allowed]'
	is "$(look $report --format json)" "total-income,warning,1250,=,1220,30,1" \
	    "json: the comparison"
	expression='const g = log.reports[0].findings[0]; g.facts.map((x) => x.variable + " " + x.concept + " " + x.value)'
	is "$(look $report --format json)" \
	    "\$income Income 1250,\$grants Grants 1000,\$other Other 220" \
	    "json: the facts of each variable"
	expression='JSON.stringify(log.reports[0].assertions)'
	is "$(look $report --format json)" '{"total":1,"not_evaluated":0}' \
	    "json: how many assertions there are"
	expression='const s = log.reports[0].trace.sets[0]; [s.satisfied, s.not_satisfied, s.rejected, s.plan.map((p) => p.variable).join(" "), s.evaluations.length, s.evaluations[4].precondition]'
	is "$(look $report --format json --trace total-income)" \
	    "3,1,1,\$income \$grants \$other,5,\$income ne 0" "json: the trace"
	expression='const r = log.runs[0].results[0]; [r.ruleId, r.level, r.relatedLocations[1].message.text]'
	is "$(look $report --format sarif)" \
	    "formula:AssertionUnsatisfied/total-income,warning,\$grants: Government grants, Grants = 1000 iso4217:EUR" \
	    "sarif: the result"
	expression='log.runs[0].invocations[0].toolExecutionNotifications'
	is "$(look $report --format sarif --no-formula)" undefined \
	    "sarif: nor is that a notification"
	expression='JSON.stringify(log.reports[0].assertions)'
	is "$(look $report --format json --no-formula)" \
	    '{"total":1,"not_evaluated":1}' "json: the numbers say it all the same"
fi

# A rule in the scope of another, which looks into a second report that is given.
mkdir "$tmp/then"
cp docs/formula/school* $report "$tmp/then"
sed 's/>1250</>1</' $report >"$tmp/then/then.xbrl"
arcrole() {
	echo "<link:arcroleRef xlink:type=\"simple\" arcroleURI=\"http://xbrl.org/arcrole/2010/$2\" xlink:href=\"http://www.xbrl.org/2010/$1.xsd#$2\"/>"
}
inner='<va:valueAssertion xlink:type="resource" xlink:label="in" id="inside"
	aspectModel="dimensional" implicitFiltering="true"
	test="$income lt 1250 or $previous//*[local-name() eq \x27Income\x27] = 1"/>
<i:instance xmlns:i="http://xbrl.org/2010/variable/instance"
	xlink:type="resource" xlink:label="i" name="previous"/>
<s:variablesScopeArc xmlns:s="http://xbrl.org/2010/variable/variables-scope"
	xlink:type="arc" xlink:from="rule" xlink:to="in"
	xlink:arcrole="http://xbrl.org/arcrole/2010/variables-scope"/>'
while IFS= read -r line; do
	case $line in
	*'<gen:link '*)
		arcrole variable-instance instance-variable
		arcrole variables-scope variables-scope
		printf '%s\n%b\n' "$line" "$inner" ;;
	*)
		printf '%s\n' "$line" ;;
	esac
done <docs/formula/school-rules.xml >"$tmp/then/school-rules.xml"
$rek --lang en validate "$tmp/then/report.xbrl" --parameter previous=then.xbrl \
    --assertions "$tmp/in.csv" >"$tmp/out" 2>&1
is "$(sort "$tmp/in.csv" | tr '\n' ' ')" \
    "id,satisfied,not_satisfied inside,4,0 total-income,3,1 " \
    "a rule in the scope of another: once in each of its evaluations"
has "$(run --lang en validate "$tmp/then/report.xbrl" --parameter previous=report.xbrl \
    --assertions "$tmp/in.csv"; cat "$tmp/in.csv")" "inside,3,1" \
    "the report that is judged may be given, too"
has "$(run --lang en validate "$tmp/then/report.xbrl")" \
    "The parameter previous has no value." "a report that is not given is told"

# Years 2001 on, in each of which the sum is wrong: $1 of them, $2 facts alike.
wrong() {
	sed '/<xbrli:context/,$d' $report
	echo '<xbrli:unit id="EUR"><xbrli:measure>iso4217:EUR</xbrli:measure></xbrli:unit>'
	for ((i = 2001; i <= 2000 + $1; i++)); do
		echo "<xbrli:context id=\"c$i\"><xbrli:entity><xbrli:identifier scheme=\"s\">1</xbrli:identifier></xbrli:entity>" \
		    "<xbrli:period><xbrli:startDate>$i-01-01</xbrli:startDate><xbrli:endDate>$i-12-31</xbrli:endDate></xbrli:period></xbrli:context>"
		for ((k = 0; k < $2; k++)); do
			echo "<school:Income contextRef=\"c$i\" unitRef=\"EUR\" decimals=\"0\">9</school:Income>"
		done
		echo "<school:Grants contextRef=\"c$i\" unitRef=\"EUR\" decimals=\"0\">5</school:Grants>"
	done
	echo '</xbrli:xbrl>'
}
cp docs/formula/school* "$tmp"
wrong 25 1 >"$tmp/many.xbrl"
many=$(run --lang en validate "$tmp/many.xbrl")
is "$(grep -c 'formula:AssertionUnsatisfied' <<<"$many")" 20 \
    "so many findings of one assertion"
is "$(grep 'more\.' <<<"$many" | sed 's/.*)\. //')" \
    "This check is not met 5 times more." "the last of them counts the others"
wrong 1 3 >"$tmp/alike.xbrl"
is "$(run --lang en validate "$tmp/alike.xbrl" --assertions "$tmp/c.csv" |
    grep -c 'formula:AssertionUnsatisfied'; tail -n 1 "$tmp/c.csv")" \
    "1
total-income,0,3" "duplicates are one finding, and counted"
has "$(run --lang en validate "$tmp/alike.xbrl" --trace total-income)" \
    "not satisfied (3 times, by duplicate facts)" "the trace says so"
# What formulas make (the page's second example).
parts=docs/formula/parts.xbrl
make() {
	$rek --lang en validate $parts --assertions "$tmp/counts.csv" \
	    --formula-output "$1" 2>"$tmp/err"
}
made=$(make "$tmp/made.xbrl"
	echo '$ grep income-agrees counts.csv'
	grep income-agrees "$tmp/counts.csv"
	echo '$ grep Income made.xbrl'
	grep Income "$tmp/made.xbrl")
is "$made" "$(told "rekenschap --lang en validate $parts --assertions counts.csv --formula-output made.xbrl")" \
    "the page's facts are what is made"
is "$(cat "$tmp/err")" "" "nothing on standard error"
make "$tmp/again.xbrl" >/dev/null
is "$(cmp "$tmp/made.xbrl" "$tmp/again.xbrl" 2>&1)" "" "the same bytes again"
cp docs/formula/parts.xbrl docs/formula/school* "$tmp/"
$rek validate "$tmp/parts.xbrl" --formula-output "$tmp/beside.xbrl" >/dev/null
has "$(cat "$tmp/beside.xbrl")" 'xlink:href="school.xsd"' \
    "the schema is named as it stands beside the file"
has "$($rek --lang en validate "$tmp/beside.xbrl")" \
    "valid (2 facts, 0 errors, 0 warnings)" "what is made can be read"
$rek --lang en validate $parts $report --formula-output "$tmp/two.xbrl" \
    >/dev/null 2>"$tmp/err"
is $? 2 "the facts of two reports go nowhere"
has "$(cat "$tmp/err")" "--formula-output are for one report" "and that is said"

# The page shows it where its facts stand.
$rek --lang nl ingest $report --store "$tmp/s.db" >/dev/null 2>"$tmp/err"
$rek --lang nl report --store "$tmp/s.db" --entity 41000 --year 2026 \
    -o "$tmp/p.html" 2>>"$tmp/err"
has "$(cat "$tmp/p.html")" "een verschil van 30 (toegestaan: hoogstens 1)." \
    "the page has the calculation"
is "$(grep -o '<ul class="about">.*' "$tmp/p.html" | head -n 1 |
    grep -o '<b>[0-9.]*</b>' | head -n 3 | tr -d '\n')" \
    "<b>1.250</b><b>1.000</b><b>220</b>" "the page names the facts"
is "$(grep -o 'class="mark warning" href="#n1"' "$tmp/p.html" | wc -l)" 3 \
    "the page leads to the finding from the line of each fact"
finish
