#!/bin/bash
# sarif.sh: SARIF 2.1.0 as its specification asks: each rule once and only where
# it was met (3.49), results that point at it (3.27.6), the outcome of the run
# (3.20), the language (3.14.7).
. "$(dirname "$0")/lib.sh.inc"

command -v node >/dev/null || skip_all "no node (Debian: nodejs)"
# look LANG EXPRESSION FILE…: a value out of the run, `run`.
look() {
	local lang=$1 expression=$2
	shift 2
	$rek --lang "$lang" validate --package "$package" --format sarif "$@" \
	    2>"$tmp/err" | node -e '
		const log = JSON.parse(require("fs").readFileSync(0, "utf8"));
		const run = log.runs[0], rules = run.tool.driver.rules;
		console.log(String(eval(process.argv[1])));' "$expression"
}
sum=samples/faulty/01-sum-does-not-add-up.xbrl
order=samples/faulty/02-period-ends-before-it-starts.xbrl

is "$(look nl 'run.language' "$sum")" nl "the language: Dutch"
is "$(look en 'run.language' "$sum")" en "the language: English"
is "$(look en '[log.version, rules.length, run.results.length]' samples/valid)" \
    "2.1.0,0,0" "no finding: no rule, no result"
is "$(look en 'rules.map((r) => r.id)' "$order" "$order")" \
    xbrl.4.7.2:PeriodOrder,formula:AssertionUnsatisfied \
    "a rule that is met twice stands once"
is "$(look en 'run.results.every((r) => (r.ruleId + "/").startsWith(rules[r.ruleIndex].id + "/"))' samples/faulty)" \
    true "each result points at its rule"
is "$(look en 'new Set(rules.map((r) => r.id)).size === rules.length && rules.length > 10' samples/faulty)" \
    true "no two rules of one id"
is "$(look en 'rules.every((r) => run.results.some((x) => x.ruleId.split("/")[0] === r.id))' samples/faulty)" \
    true "no rule that was not met"
is "$(look en 'rules[0].defaultConfiguration.level' "$sum")" warning \
    "the level of a rule: warning"
is "$(look en 'rules[0].defaultConfiguration.level' "$order")" error \
    "the level of a rule: error"
is "$(look en '/[{}]/.test(JSON.stringify(rules.map((r) => r.shortDescription.text)))' samples/faulty)" \
    false "no placeholder in a rule"
is "$(look en 'run.results[0].message.text' "$order")" \
    "The period of context D_2022_S ends on 2022-01-01 but does not start until 2022-12-31. Correct the start or the end date of this period. A period must end later than it starts." \
    "the message: what is wrong, then what to do"
is "$(look en 'run.results[0].locations[0].physicalLocation.region.startLine' "$order")" \
    22 "the line"
total=$(grep -n '<ow-i:IncomeTotal[ >]' "$sum" | head -n 1 | cut -d: -f1)
is "$(look en 'run.results[0].relatedLocations.some((l) => l.physicalLocation.region.startLine === '"$total"' && l.message.text.includes("ow-i:IncomeTotal"))' "$sum")" \
    true "the facts concerned, at their lines"
is "$(look en '[run.invocations[0].executionSuccessful, run.invocations[0].toolExecutionNotifications]' "$order")" \
    "true," "findings are no failure of the run"
is "$(look en '[run.invocations[0].executionSuccessful, run.invocations[0].toolExecutionNotifications.map((n) => n.level + " " + (n.message.text !== "") + " " + n.locations[0].physicalLocation.artifactLocation.uri.includes("no-such-file"))]' \
    "$order" "$tmp/no-such-file.xbrl")" "false,error true true" \
    "a file that cannot be judged is"
printf '<a>{0}' >"$tmp/braces.xbrl"
is "$(look en 'run.results.every((r) => !/(^|[^{]){([^{]|$)/.test(r.message.text))' "$tmp/braces.xbrl")" \
    true "braces are doubled"
finish
