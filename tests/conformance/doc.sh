#!/bin/bash
# doc.sh FOLDER: docs/conformance.md on standard output, from what a run of the
# tests left in FOLDER (build/tap): the totals of the suites and the own cases
# by specification.
set -u
cd "$(dirname "$0")/../.." || exit 2
tap=${1:-build/tap}

cat <<'TEXT'
# Conformance

This page is made by `make docs` from the last run of the tests.

## Public suites

`rekenschap conformance FOLDER` runs every testcase document below a folder. A variation passes when the set of error codes
found equals the set expected, by namespace and name; where a suite states only valid or invalid, when that agrees; where it
states an output, when that is equal too. `tests/e2e/conformance.sh` runs them as part of `make test` where
`../shared/conformance` is there.

| suite | variations | passed | failed | skipped |
|---|---:|---:|---:|---:|
TEXT
awk -F'\t' '{
	printf "| `%s` | %d | %d | %d | %d |\n", $1, $2 + $3 + $4, $2, $3, $4
	p += $2; f += $3; s += $4
} END { printf "| together | %d | %d | %d | %d |\n", p + f + s, p, f, s }' "$tap/suites.tsv"
cat <<'TEXT'

How our codes are compared with those of a suite: a specification's own codes by namespace and name; what XML Schema says
(`xsd:…`) and what the standard's own schemas say (`xbrl.A:…`) are the suites' one `sche:XmlSchemaError`; a calculation
inconsistency, a warning here, makes a variation "invalid" where the suite knows no codes. A suite that states its results in
codes of filing rules (`NL.…`) is judged on those alone; its reports are about one rule each and break others besides, so there
a variation passes when every code it names is found, and when none of the rules has anything to say where it names none.

`xpath-2.0-qt3` is the W3C's suite of XPath and XQuery. Of it those cases are run that apply to XPath 2.0: whose own `spec`
dependency, or else their test set's, names it, or that have none. An error counts as the one expected when its code is equal; a
limit of ours (`rek:XPathLimit`) is what later versions call `XPDY0130`. Content is compared as trees, without prefixes.

Skipped is what needs a feature that is not here:

| suite | cases | they need |
|---|---:|---|
TEXT
sed 's/needs //' "$tap/not_run.tsv" | awk -F'\t' '{ printf "| `%s` | %d | %s |\n", $1, $2, $3 }'
cat <<'TEXT'

and what `tests/conformance/slips.txt` shows to be the suite's own slip:

TEXT
awk -F'\t' '!/^#/ && NF == 3 { printf "- `%s`, %s: %s\n", $1, $2, $3; n++ }
    END { if (n == 0) print "- nothing." }' tests/conformance/slips.txt
cat <<'TEXT'

Open, and failing, is what `tests/conformance/open.txt` has:

TEXT
awk -F'\t' '!/^#/ && NF == 4 { printf "- `%s`, `%s`, %s: %s\n", $1, $2, $3, $4; n++ }
    END { if (n == 0) print "- nothing." }' tests/conformance/open.txt
cat <<'TEXT'

Not run yet, for what they ask is not built yet: table linkbase, inline, transformations.

## Own cases

What has no public suite, and what the suites leave open, is written from the text of the specifications: one case for each
MUST, its section in its name, in `tests/cases/` (as text) and `tests/unit/` (in C). By specification:

| specification | own cases |
|---|---:|
TEXT
# "ok N - SPECIFICATION, SECTION: sentence"
cat "$tap"/unit/*.tap | LC_ALL=C awk '
BEGIN {
	n = split("XBRL 2.1|Dimensions 1.0|Generic Links 1.0|Calculations 1.1|" \
	    "Extensible Enumerations 1.0|Extensible Enumerations 2.0|" \
	    "Taxonomy Packages 1.0|Units Registry 1.0|Data Type Registry|" \
	    "Link Role Registry|Duplicate Facts 1.0|XML Schema 1.0 part 1|" \
	    "XML Schema 1.0 part 2|Namespaces in XML 1.0|SBR filing rules|" \
	    "XPath 2.0|Functions and Operators|Data Model|" \
	    "Function Registry", name, "|")
}
/^ok [0-9]+ - / {
	sub(/^ok [0-9]+ - /, "")
	for (i = 1; i <= n; i++)
		if (index($0, name[i] ", ") == 1) {
			count[i]++
			all++
		}
}
END {
	for (i = 1; i <= n; i++)
		printf "| %s | %d |\n", name[i], count[i]
	printf "| together | %d |\n", all
}'
cat <<'TEXT'

XML Schema is checked against a second opinion besides: `tests/unit/test_*_oracle.c` compare our verdicts with those of
libxml2's validator, and list, with the section that decides, where they differ.

Whether the tests would miss a rule that broke is tested too: `make mutation` mutes every place in `ingest/`, `taxonomy/`
and `validate/` that raises a finding in turn, runs the tests that come by it, and prints the places that no test misses.
TEXT
