#!/bin/bash
# browser.sh: the pages of the samples in Chromium; see tests/browser/run.mjs.
. "$(dirname "$0")/lib.sh.inc"

command -v node >/dev/null || skip_all "no node (Debian: nodejs)"
store=$tmp/store.db
$rek ingest --store "$store" --package "$package" samples/valid/vo-2022.xbrl \
    samples/faulty/01-sum-does-not-add-up.xbrl >/dev/null 2>"$tmp/err"
$rek --lang nl report --store "$store" --package "$package" --entity 99902 \
    --year 2022 -o "$tmp/vo-nl.html" 2>>"$tmp/err" &&
    $rek --lang en report --store "$store" --package "$package" \
    --entity 99901 --year 2022 -o "$tmp/faulty-en.html" 2>>"$tmp/err" || {
	ok 1 "pages to look at"
	sed 's/^/# /' "$tmp/err"
	finish
	exit 1
}
node tests/browser/run.mjs "$tmp/vo-nl.html" "$tmp/faulty-en.html"
