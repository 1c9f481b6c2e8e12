#!/bin/bash
# demo.sh BUILD: the main job on the samples: judge, store, render.
set -eu
build=$1
rek=$build/rekenschap
package=$build/rekenschap-ow-2026.zip
out=$build/demo
rm -rf "$out"
mkdir -p "$out"
export XDG_CACHE_HOME=$PWD/$build/demo/cache

echo "== two of the faulty samples"
for f in 01-sum-does-not-add-up 06-letters-in-an-amount; do
	$rek validate --package "$package" "samples/faulty/$f.xbrl" || true
done

start=$(date +%s%N)
echo
echo "== ingesting all samples into $out/store.db"
$rek ingest --package "$package" --store "$out/store.db" samples >"$out/ingest.txt" || true
cat "$out/ingest.txt"
echo
echo "== rendering"
for board in po:99901 vo:99902 mbo:99903; do
	$rek --lang nl report --package "$package" --store "$out/store.db" \
	    --entity "${board#*:}" --year 2022 -o "$out/${board%:*}-2022.html"
done
# A report whose sums do not add up, in a store of its own.
$rek --quiet ingest --package "$package" --store "$out/faulty.db" \
    samples/faulty/01-sum-does-not-add-up.xbrl >/dev/null
$rek --lang nl report --package "$package" --store "$out/faulty.db" \
    --entity 99901 --year 2022 -o "$out/sum-does-not-add-up.html"
end=$(date +%s%N)
echo "ingested and rendered in $(((end - start) / 1000000)) ms"
echo
echo "Look at:"
ls -1 "$out"/*.html
