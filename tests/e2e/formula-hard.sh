#!/bin/bash
# formula-hard.sh: rules that are slow elsewhere, or mean harm (bench/formula.awk
# makes them): the counts are right, each ends by itself, and what takes too much
# is refused by a sentence. A dense report on a real taxonomy evaluates whole.
. "$(dirname "$0")/lib.sh.inc"

# A sanitizer takes its time and its address space.
case $rek in *san*) seconds=300 memory=unlimited ;; *) seconds=60 memory=4000000 ;; esac

# judged KIND N: counts in $tmp/counts, findings in $tmp/out.
judged() {
	awk -v kind="$1" -v n="$2" -v out="$tmp/$1" -f tests/bench/formula.awk
	rm -f "$tmp/counts"
	(
		ulimit -v $memory
		exec timeout $seconds $rek validate --no-library --cache none --format json \
		    --lang en --assertions "$tmp/counts" "$tmp/$1.xbrl"
	) >"$tmp/out" 2>"$tmp/err"
	status=$?
	rm -f "$tmp/$1".*
}

# counted KIND N COUNTS WHAT: each assertion so often satisfied and not.
counted() {
	judged "$1" "$2"
	is "$(tail -n +2 "$tmp/counts" | tr '\n' ' ')" "$3 " "$4"
}
# 4^4 × 3^5: facts of nine concepts, each beside each.
counted sums 31 's,62208,0' '31 duplicates in a sum of nine: each combination counts'
counted sums 9 's,1,0' 'none is a duplicate: one evaluation'
counted rows 10 'r1,10,0 r2,1,0 r3,10,0 r4,10,0' '10 typed rows: by row, over all rows, joined, with a fallback value'
counted rows 1000 'r1,1000,0 r2,1,0 r3,1000,0 r4,1000,0' '1,000 typed rows: the same'
# A fourth of the facts each: notes and names without a row, and of a row each.
counted texts 4000 't1,2000,0 t2,1001000,0 t3,1,0' '4,000 equal texts: each note beside each name'
counted fallbacks 40 'f,40,0' '20 variables with fallback values: one evaluation a row'
counted fallbacks 1 'f,1,0' '20 variables with fallback values, one row'
counted filters-wide 40 'n,1,0' 'filters in filters by 65,536 ways'
judged chain 300
is "$(tail -n +2 "$tmp/counts")" 'e,1,0' 'parameters of parameters, 300 deep'
judged chain 20000
[ $status -le 1 ]
ok $? 'parameters of parameters, 20,000 deep: ends by itself'
counted contradictions 18 's,0,512' 'facts that contradict each other: each combination'

# refused KIND N CODE WHAT: ends by itself with a finding of that code.
refused() {
	judged "$1" "$2"
	findings <"$tmp/out" | grep -q "^$3 "
	ok $? "$4: $3"
	[ $status -le 1 ]
	ok $? "$4: ends by itself"
}
refused fallbacks-chain 8 'rek:XPathLimit\|^formula:TooMuchWork' 'a chain of fallback values that is millions of evaluations'
refused contradictions 90 formula:TooMuchWork '90 contradictions in a sum of nine'
counted long 100000 'e,1,0' 'a sum of 100,000 numbers'
refused product 600 formula:TooMuchWork 'a product of three'
refused sequences 80 formula:TooMuchWork '2^40 sequences'
refused filters 65 rek:TaxonomyTooLarge 'filters nested 65 deep'
refused filters 3000 rek:TaxonomyTooLarge 'filters nested 3,000 deep'
refused endless 1000 rek:XPathLimit 'an expression of 1,000,000,000 steps'
refused cycle 1 xbrlve:cyclicDependencies 'variables that hang on each other'
refused circle 1 rek:XPathLimit 'a function that is itself'
refused nested 1000 rek:XPathLimit 'three loops of 1,000'
refused recursion 1 rek:XPathLimit 'a function that calls itself'
refused branching 60 rek:XPathLimit 'a function that calls itself twice'
refused doubling 60 rek:XPathLimit 'parameters that double'
refused pattern 5000 rek:XPathLimit 'a pattern that tries every way'
refused parentheses 100000 rek:XPathLimit '100,000 parentheses'
refused long 300000 rek:XPathLimit 'a sum of 300,000 numbers, more than a megabyte'

# --- rules that run away, beside others ---

judged beside 600
is "$(sed -n 's/^\(g.*\)/\1/p' "$tmp/counts" | tr '\n' ' ')" 'g1,1,0 g2,1,0 g3,1,0 ' \
    'rules before and after two that run away are evaluated'
is "$(grep -o 'The assertion [a-z0-9]* was not evaluated completely' "$tmp/out" |
    cut -d' ' -f3 | tr '\n' ' ')" 'e p ' 'those that run away are told by name'
[ $status -le 1 ]
ok $? 'two rules that run away: the run ends by itself'

judged filters-ways 40
is "$(sed -n 's/^\(g.*\)/\1/p' "$tmp/counts")" 'g,1,0' \
    'filters in filters by many ways for each fact: the rule beside them is evaluated'
is "$(grep -o 'The assertion [a-z0-9]* was not evaluated completely' "$tmp/out" |
    cut -d' ' -f3)" n 'and theirs is told by name'

# --- a dense report ---

if [ ! -d "$shared/corpus" ]; then
	tests_run=$((tests_run + 1))
	echo "ok $tests_run - a dense report # SKIP $shared/corpus absent"
elif [ ! -x build/bench/dense ]; then
	tests_run=$((tests_run + 1))
	echo "ok $tests_run - a dense report # SKIP build/bench/dense absent: make bench-tools"
else
	tar --zstd -xf "$shared/corpus/acpr-ran.tar.zst" -C "$tmp"
	standard=$(realpath "$shared/standard-schemas")
	printf '{"map":{"http://":"%s/http/","https://":"%s/https/"}}' \
	    "$standard" "$standard" >"$tmp/standard.json"
	run="$rek validate --no-library --catalog $tmp/acpr-ran/catalog.json --catalog $tmp/standard.json --cache $tmp/images --format json"
	$run --no-formula "$tmp/acpr-ran/BILCANTON_RAN.xbrl" >/dev/null 2>&1
	build/bench/dense "$tmp"/images/*.image 1 50 >"$tmp/dense.xbrl" 2>"$tmp/made"
	read -r facts _ assertions bound <"$tmp/made"
	[ "$bound" -ge 5000 ]
	ok $? "a dense report: facts for all variables of $bound of $assertions assertions"
	$run --no-formula "$tmp/dense.xbrl" 2>/dev/null | findings >"$tmp/found"
	is "$(wc -l <"$tmp/found")" 0 "its $facts facts are valid but for formulas"
	$run --assertions "$tmp/counts" "$tmp/dense.xbrl" >"$tmp/out" 2>"$tmp/err"
	evaluated=$(awk -F , 'NR > 1 && $2 + $3 > 0 { n++ } END { print n + 0 }' "$tmp/counts")
	[ "$evaluated" -ge "$bound" ]
	ok $? "$evaluated of them evaluate"
	if [ -x build/tests/naive ]; then
		nice build/tests/naive "$tmp"/images/*.image "$tmp/dense.xbrl" 2 >"$tmp/naive" 2>"$tmp/err"
		status=$?
		read -r compared evaluate _ left differing <"$tmp/naive"
		[ "$status" -eq 0 ] && [ "$compared" -ge $((bound / 4)) ]
		ok $? "Variables 1.0, 4: nested loops count what the planner counts for $compared of every second assertion, $evaluate of which evaluate ($left take too many loops; $differing differ)"
		sed 's/^/# /' "$tmp/err" | head -n 5
	else
		tests_run=$((tests_run + 1))
		echo "ok $tests_run - nested loops over a dense report # SKIP build/tests/naive absent: make build/tests/naive"
	fi
fi
finish
