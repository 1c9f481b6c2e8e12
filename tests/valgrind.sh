#!/bin/bash
# valgrind.sh: the unit test programs ($UNITS) and one run of the commands
# ($REKENSCHAP) over the samples under valgrind: no invalid access, no value
# that was never set, no block that nobody frees.  TAP, for run.sh.
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/tests/e2e/lib.sh.inc"
cd "$root" || exit 2
command -v valgrind >/dev/null || skip_all 'valgrind absent'

# under NAME STATUS COMMAND…: valgrind has nothing to say, and the command
# ends with its usual status.
under() {
	local name=$1 want=$2 rc
	shift 2
	valgrind -q --leak-check=full --error-exitcode=9 \
	    --suppressions="$root/tests/valgrind.supp" \
	    --log-file="$tmp/log.%p" "$@" >"$tmp/out" 2>"$tmp/err" </dev/null
	rc=$?
	cat "$tmp"/log.* >"$tmp/said" 2>/dev/null
	rm -f "$tmp"/log.*
	[ $rc -eq "$want" ] && [ ! -s "$tmp/said" ]
	ok $? "$name"
	[ $rc -eq "$want" ] || echo "# exit $rc, want $want"
	sed 's/^/# /' "$tmp/said" | head -n 40
}

# The crash tests fork, and are killed on purpose: valgrind is no part of that.
for unit in ${UNITS:-build/unit/test_*}; do
	case $(basename "$unit") in
	store_crash) ;;
	*) under "$(basename "$unit")" 0 "$unit" ;;
	esac
done
taxonomy=(--package "$package")
store=(--store "$tmp/store.db" "${taxonomy[@]}")
for format in text json sarif; do
	under "validate, as $format" 0 "$rek" validate "${taxonomy[@]}" \
	    --format "$format" samples/valid/*.xbrl
done
under 'validate, faulty ones' 1 "$rek" validate "${taxonomy[@]}" samples/faulty
under 'validate, no report' 2 "$rek" validate "${taxonomy[@]}" README.md
under 'ingest' 0 "$rek" ingest "${store[@]}" samples/valid/po-2022.xbrl
under 'ingest, again' 0 "$rek" ingest "${store[@]}" samples/valid/po-2022.xbrl
under 'ingest, faulty' 1 "$rek" ingest "${store[@]}" \
    samples/faulty/06-letters-in-an-amount.xbrl
for format in html csv json xml; do
	under "report, as $format" 0 "$rek" report "${store[@]}" \
	    --entity 99901 --year 2022 --format "$format" -o "$tmp/page"
done
under 'facts' 0 "$rek" facts "${taxonomy[@]}" samples/valid/vo-2022.xbrl
finish
