#!/bin/bash
# jobs.sh: --jobs: the same bytes whatever their number; a file that costs its
# process costs no other; progress on a terminal, and only there.
. "$(dirname "$0")/lib.sh.inc"
files=(samples "$tmp/none.xbrl" Makefile samples/faulty samples/valid/po-2022.xbrl)
rek_v() { $rek validate --package "$package" "$@"; }

for format in text json sarif; do
	rek_v --format $format "${files[@]}" >"$tmp/1.out" 2>"$tmp/1.err"
	is $? 2 "validate $format: 2, for one file is missing"
	for jobs in 2 7; do
		rek_v --format $format --jobs $jobs "${files[@]}" >"$tmp/n.out" 2>"$tmp/n.err"
		is $? 2 "validate $format, $jobs jobs: the same status"
		cmp -s "$tmp/1.out" "$tmp/n.out"
		ok $? "validate $format, $jobs jobs: the same bytes"
		cmp -s "$tmp/1.err" "$tmp/n.err"
		ok $? "validate $format, $jobs jobs: the same reasons"
	done
done
rek_v --jobs 3 samples/valid >"$tmp/out"
is $? 0 "validate, 3 jobs: 0 where all is valid"
is "$(wc -l <"$tmp/out")" 3 "validate, 3 jobs: a line for each"
rek_v --jobs 2 --cache "$tmp/cold" samples/valid >/dev/null
is $? 0 "validate: two processes that compile into one cache at once"
is "$(find "$tmp/cold" -name '*.tmp' | wc -l)" 0 "and leave nothing half"
# One taxonomy, compiled by any number of threads, by several commands at once.
entry=$($rek taxonomy info --no-library "$package" | head -1 | cut -f1)
for jobs in 1 2 5; do
	$rek taxonomy compile --package "$package" --jobs $jobs "$entry" -o "$tmp/$jobs.image"
	is $? 0 "taxonomy compile, $jobs jobs: 0"
	cmp -s "$tmp/1.image" "$tmp/$jobs.image"
	ok $? "taxonomy compile, $jobs jobs: the same image"
done
for i in 1 2 3 4; do
	rek_v --jobs 2 --cache "$tmp/race" --format json samples/valid samples/faulty >"$tmp/race.$i" &
done
wait
for i in 2 3 4; do
	cmp -s "$tmp/race.1" "$tmp/race.$i"
	ok $? "four commands that compile at once: $i says what the first says"
done
is "$(find "$tmp/race" -type f ! -name '*.image' -printf '%f\n')" lock \
    "and leave images and a lock, nothing half"
rek_v --cache "$tmp/race" --format json samples/valid samples/faulty 2>"$tmp/err" |
    cmp -s - "$tmp/race.1"
ok $? "the images are used afterwards"
is "$(cat "$tmp/err")" "" "and sound"

rek_v --jobs 0 samples/valid >/dev/null 2>&1
is $? 2 "validate --jobs 0: 2"

for jobs in 1 3; do
	$rek ingest --package "$package" --now 2026-01-01T00:00:00 --jobs $jobs \
	    --store "$tmp/$jobs.db" --format json "${files[@]}" >"$tmp/i$jobs" 2>"$tmp/ie$jobs"
	is $? 2 "ingest, $jobs jobs: 2, for one file is missing"
	$rek store verify --store "$tmp/$jobs.db" >"$tmp/head$jobs"
	is $? 0 "ingest, $jobs jobs: the store is sound"
done
cmp -s "$tmp/i1" "$tmp/i3"
ok $? "ingest: the same lines in the same order"
cmp -s "$tmp/ie1" "$tmp/ie3"
ok $? "ingest: the same reasons"
is "$(sed 's/.*hash//' "$tmp/head1")" "$(sed 's/.*hash//' "$tmp/head3")" \
    "ingest: the same store, to the last hash"
$rek ingest --package "$package" --jobs 3 --store "$tmp/3.db" samples/valid >"$tmp/again"
is "$(grep -c duplicate "$tmp/again")" 3 "ingest, 3 jobs: what is stored is stored once"

# Filings are made durable several at once: whoever has a line has a filing,
# wherever it ends; and what was stored of a group was stored whole.
mkdir "$tmp/group"
for i in $(seq 40); do
	sed "s/99901/999$((10 + i))/" samples/valid/po-2022.xbrl >"$tmp/group/$i.xbrl"
	echo "<!-- $i -->" >>"$tmp/group/$i.xbrl"
done
lost=0
for s in 0.01 0.03 0.06 0.1 0.15 0.2; do
	rm -f "$tmp/k.db"*
	timeout -s KILL "$s" $rek ingest --package "$package" --jobs 2 --store "$tmp/k.db" \
	    --format json "$tmp/group" >"$tmp/lines" 2>/dev/null
	for sha in $(sed -n 's/.*"sha256":"\([0-9a-f]*\)".*}$/\1/p' "$tmp/lines"); do
		[ "$(sqlite3 "$tmp/k.db" "SELECT count(*) FROM filing f WHERE submission = '$sha' AND
		    facts = (SELECT count(*) FROM fact WHERE filing = f.id)")" = 1 ] || lost=$((lost + 1))
	done
	$rek ingest --package "$package" --jobs 2 --store "$tmp/k.db" "$tmp/group" >"$tmp/lines" 2>&1
	is "$(wc -l <"$tmp/lines")" 40 "ingest, killed after $s s, and once more: every line"
	$rek store verify --store "$tmp/k.db" >/dev/null
	ok $? "ingest, killed after $s s: the store is sound"
done
is $lost 0 "ingest: every line that was printed is of a filing that is there"
# A file that changes, or is gone, when its group is stored costs no other.
$rek ingest --package "$package" --now 2026-01-01T00:00:00 --jobs 2 --store "$tmp/g2.db" \
    --format json "$tmp/group" "$tmp/none.xbrl" "$tmp/group/7.xbrl" >"$tmp/lines" 2>"$tmp/err"
is $? 2 "ingest: 2, for one file is missing"
is "$(wc -l <"$tmp/lines")" 41 "a line for each of the others"
is "$(tail -n 1 "$tmp/lines" | grep -c '"status":"duplicate"')" 1 "and the last is there twice"
$rek ingest --package "$package" --now 2026-01-01T00:00:00 --store "$tmp/g1.db" --format json \
    "$tmp/group" "$tmp/none.xbrl" "$tmp/group/7.xbrl" 2>&1 >"$tmp/lines1" | cmp -s - "$tmp/err"
ok $? "ingest, one job: the same reasons"
cmp -s "$tmp/lines1" "$tmp/lines"
ok $? "and the same lines"
is "$($rek store verify --store "$tmp/g1.db" | sed 's/.*hash//')" \
    "$($rek store verify --store "$tmp/g2.db" | sed 's/.*hash//')" "and the same last hash"

# A group for which there is no room is stored as far as there is.  How far that
# is depends on where the groups end, and so on the clock.
$rek ingest --package "$package" --now 2026-01-01T00:00:00 --store "$tmp/room.db" \
    --format json "$tmp/group" >"$tmp/room" 2>/dev/null
for jobs in 1 2; do
	(
		trap '' XFSZ
		ulimit -f 800
		$rek ingest --package "$package" --now 2026-01-01T00:00:00 --jobs $jobs --store "$tmp/f$jobs.db" \
		    --format json "$tmp/group" >"$tmp/lines$jobs" 2>"$tmp/err$jobs"
	)
	is $? 2 "ingest, $jobs jobs: 2, for the disk is full"
	is "$($rek store verify --store "$tmp/f$jobs.db" | grep -c 'all is well')" 1 "and the store is sound"
	n=$(wc -l <"$tmp/lines$jobs")
	ok "$(((n > 1 && n < 40) ? 0 : 1))" "some are stored: $n of 40"
	head -n "$n" "$tmp/room" | cmp -s - "$tmp/lines$jobs"
	ok $? "the first ones, as where there is room"
	is "$(wc -l <"$tmp/err$jobs")" $((40 - n)) "the others have a reason"
done

# A report that needs more memory than there is, among others.
many=150
if nm "$rek" 2>/dev/null | grep -q __asan_init; then
	many=40
	echo "# a sanitizer build: memory cannot be bounded"
else
	awk '/<\/xbrli:xbrl>/ { for (i = 0; i < 300000; i++) print fact }
	    /contextRef=/ { fact = $0 } { print }' samples/valid/po-2022.xbrl >"$tmp/huge.xbrl"
	small=(samples/valid/po-2022.xbrl samples/valid/vo-2022.xbrl samples/faulty/02*)
	rek_v "${small[@]}" >"$tmp/small"
	(
		ulimit -v 120000
		rek_v --jobs 2 "${small[0]}" "$tmp/huge.xbrl" "${small[@]:1}" >"$tmp/out" 2>"$tmp/err"
	)
	is $? 2 "a file that ends its process: 2"
	is "$(grep -c 'huge.xbrl: checking it broke off' "$tmp/err")" 1 "with a sentence"
	is "$(grep -c 'huge.xbrl: not judged' "$tmp/out")" 1 "and a line in its turn"
	grep -v huge.xbrl "$tmp/out" | cmp -s - "$tmp/small"
	ok $? "the other files are judged as ever"
	(
		ulimit -v 120000
		$rek ingest --package "$package" --jobs 2 --store "$tmp/c.db" "${small[0]}" \
		    "$tmp/huge.xbrl" "${small[@]:1}" >"$tmp/out" 2>"$tmp/err"
	)
	is $? 2 "ingest, a file that ends its process: 2"
	is "$(wc -l <"$tmp/out")" 3 "the others are stored"
	is "$(grep -c 'huge.xbrl: reading it broke off' "$tmp/err")" 1 "and it has its sentence"
fi

# Progress: so many reports, compiled each time, take over a second.
if command -v script >/dev/null; then
	mkdir "$tmp/many"
	for i in $(seq $many); do
		cp samples/valid/po-2022.xbrl "$tmp/many/$i.xbrl"
	done
	all="$rek validate --cache none --package $package $tmp/many"
	TERM=xterm script -qec "$all >/dev/null" "$tmp/tty" </dev/null >/dev/null
	grep -qE "[0-9]+/$many, [0-9.]+/s, .*s left" "$tmp/tty"
	ok $? "progress on a terminal: done, rate, time left"
	TERM=xterm script -qec "$all --lang nl --jobs 2 >/dev/null" "$tmp/tty" </dev/null >/dev/null
	grep -qE "[0-9]+/$many, [0-9.]+/s, .*nog [0-9 min]+ s" "$tmp/tty"
	ok $? "progress in Dutch"
	TERM=xterm script -qec "$all --quiet >/dev/null" "$tmp/tty" </dev/null >/dev/null
	! grep -q "/$many" "$tmp/tty"
	ok $? "no progress where --quiet"
	$all 2>"$tmp/err" >/dev/null
	is "$(cat "$tmp/err")" "" "no progress where there is no terminal"
fi
finish
