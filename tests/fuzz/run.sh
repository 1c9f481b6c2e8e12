#!/bin/bash
# run.sh SECONDS FUZZER…: each fuzzer from its saved seeds, for so long. TAP's
# counting line at the end. What breaks it is left in build/fuzz/.
set -u
seconds=$1
shift
passed=0 failed=0
for f in "$@"; do
	name=$(basename "$f")
	work=build/fuzz/corpus-$name
	seeds=tests/fuzz/seeds/${name#fuzz_}
	mkdir -p "$work"
	if [ "$name" = fuzz_image ]; then	# images change with their version
		seeds=build/fuzz/seeds-image
		mkdir -p "$seeds"
		build/rekenschap taxonomy compile --no-library \
		    tests/fuzz/seeds/schema/all.xsd -o "$seeds/all.image"
	fi
	dictionary=()
	[ ! -f "tests/fuzz/${name#fuzz_}.dict" ] ||
	    dictionary=("-dict=tests/fuzz/${name#fuzz_}.dict")
	more=()
	if [ "$name" = fuzz_xpath ]; then	# each expression of the tests
		more=(build/fuzz/seeds-xpath)
		rm -rf "${more[0]}"
		mkdir -p "${more[0]}"
		{
			grep -hv '^#' tests/data/xpath-*.tsv | cut -f3
			sed -n 's/^\t\([^=!]\)/\1/p' tests/xpath/*.txt
		} | awk -v dir="${more[0]}" 'NF > 0 && !seen[$0]++ {
			file = dir "/" ++n
			printf "%s", $0 > file
			close(file)
		}'
	fi
	if REKENSCHAP_HASH_SALT=1 "$f" -max_total_time="$seconds" -rss_limit_mb=2048 \
	    -timeout=20 -max_len=65536 -artifact_prefix="build/fuzz/$name-" \
	    -print_final_stats=1 "${dictionary[@]}" "$work" "$seeds" "${more[@]}" \
	    >"build/fuzz/$name.log" 2>&1; then
		echo "  $name: $(sed -n 's/^stat::number_of_executed_units: *//p' \
		    "build/fuzz/$name.log") runs in $seconds s, nothing found"
		passed=$((passed + 1))
	else
		echo "FAILED $name"
		tail -n 30 "build/fuzz/$name.log"
		failed=$((failed + 1))
	fi
done
echo "$passed passed, $failed failed, 0 skipped"
[ $failed -eq 0 ]
