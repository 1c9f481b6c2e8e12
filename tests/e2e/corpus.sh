#!/bin/bash
# corpus.sh: real taxonomies and filings (docs/corpus.md): how many are read,
# how many facts they have, how many findings of each code, what is in their
# taxonomies. A number that changes is to be explained there before it is
# changed here. The archives are unpacked into a temporary folder (CORPUS=DIR
# keeps them); CORPUS_ALL=1 takes all of eiopa240 instead of three samples.
. "$(dirname "$0")/lib.sh.inc"
[ -d "$shared/corpus" ] || skip_all "$shared/corpus absent"

work=${CORPUS:-$tmp/corpus}
mkdir -p "$work"
work=$(realpath "$work")
for archive in tw-gaap pgc2007 ferc acpr-ran eiopa240 nt7 nt9 nt12-ez nt14-bd \
    sbr-wgnt dnb-ppi cbr-nso; do
	[ -d "$work/$archive" ] ||
	    tar --zstd -xf "$shared/corpus/$archive.tar.zst" -C "$work"
done
standard=$(realpath "$shared/standard-schemas")
printf '{"map":{"http://":"%s/http/","https://":"%s/https/"}}' \
    "$standard" "$standard" >"$tmp/standard.json"

# judge ARCHIVE CATALOG FILE...: sets $sizes to "filings facts contexts valid"
# and $codes to "code=number ...", sorted, "-" for none.
judge() {
	local name=$1 catalog=$2
	shift 2
	$rek validate --no-library --catalog "$work/$name/$catalog" \
	    --catalog "$tmp/standard.json" --format json "$@" \
	    >"$tmp/judged" 2>"$tmp/judged.err"
	sizes=$(sed -n 's/^{"file":.*"facts":\([0-9]*\),"contexts":\([0-9]*\),.*"valid":\([a-z]*\).*/\1 \2 \3/p' \
	    "$tmp/judged" | awk '{ n++; f += $1; c += $2; v += $3 == "true" }
	    END { print n + 0, f + 0, c + 0, v + 0 }')
	codes=$(sed -n 's/^ {"code":"\([^"]*\)".*/\1/p' "$tmp/judged" |
	    LC_ALL=C sort | uniq -c | awk '{ printf "%s%s=%s", s, $2, $1; s = " " }')
	codes=${codes:--}
}

# archive, catalog, files (by name, below the folder), then what is expected.
while IFS='|' read -r name catalog folder glob filings found; do
	mapfile -t files < <(find "$work/$name/$folder" -name "$glob" | LC_ALL=C sort)
	judge "$name" "$catalog" "${files[@]}"
	is "$sizes" "$filings" "$name $glob: filings facts contexts valid"
	is "$codes" "$found" "$name $glob: findings by code"
	is "$(grep -c . "$tmp/judged.err")" 0 "$name $glob: nothing else is said"
done <<'LIST'
tw-gaap|catalog.json|root/ci/complete|0*.xml|131 47568 960 123|xbrl.4.9:TupleAttribute=10
pgc2007|catalog-stub.json||*.xbrl|114 25741 3876 112|utre:error-NumericFactUtrInvalid=2 xbrl.4.10:InconsistentDuplicates=4 xbrl.5.2.5.2:CalculationInconsistency=15
ferc|catalog.json|inst|*.xbrl|44 287742 137032 42|dtr.xmlNodesItemType:NotWellFormed=1 xbrl.3.2:DimensionsNotJudged=2 xbrl.3.2:DocumentNotXml=4 xbrl.4.10:ConsistentDuplicates=4 xbrl.5.2.5.2:CalculationInconsistency=216
acpr-ran|catalog.json||BILCANTON_RAN.xbrl|1 339 323 0|formula:AssertionUnsatisfied=82
nt7|catalog.json|inst|*.xml|1 14 1 1|-
nt9|catalog.json|derived|*.xbrl|2 547 128 1|xbrldie:PrimaryItemDimensionallyInvalidError=125
sbr-wgnt|catalog.json|voorbeelden/extensible-enumeration/instances|*.xml|3 6 3 1|enum2ie:InvalidEnumerationSetValue=1 enum2ie:InvalidEnumerationValue=2 xsd:cvc-pattern-valid=1
LIST

# Rules of the taxonomy, on filings that were filled in at random: how many there
# are, how many are evaluated, how many are not satisfied by some evaluation,
# evaluations satisfied and not, findings by code (docs/corpus.md). A star: always.
while read -r star filing facts contexts valid want found; do
	[ -n "${CORPUS_ALL:-}" ] || [ "$star" = '*' ] || continue
	rm -f "$tmp/counts.csv"
	judge eiopa240 catalog-stub.json --assertions "$tmp/counts.csv" \
	    "$work/eiopa240/inst/${filing}_240_instance.xbrl"
	is "$sizes" "1 $facts $contexts $valid" \
	    "eiopa240 $filing: filings facts contexts valid"
	got=$(awk -F, 'NR > 1 { n++; e += $2 + $3 > 0; u += $3 > 0; s += $2; t += $3 }
	    END { print n "," e + 0 "," u + 0 "," s + 0 "," t + 0 }' "$tmp/counts.csv")
	is "$got" "$want" "eiopa240 $filing: rules, evaluated, broken; evaluations kept, broken"
	is "$codes" "$found" "eiopa240 $filing: findings by code"
done <<'LIST'
- aeb 13330 6138 0 3197,1819,824,1512,13339 formula:AssertionUnsatisfied=2032
* aes 13872 6216 0 3375,1947,1025,1476,14178 formula:AssertionUnsatisfied=2325
- afb 50 6 0 94,49,16,38,17 formula:AssertionUnsatisfied=17
- afg 47 5 0 91,48,14,39,15 formula:AssertionUnsatisfied=15
- afs 46 5 0 89,47,17,35,18 formula:AssertionUnsatisfied=18
- apg 913 339 1 3,2,0,10,0 -
- aps 1471 665 1 3,2,0,14,0 -
- arb 13240 6116 0 3066,1720,703,1534,13125 formula:AssertionUnsatisfied=1911
- arg 7726 3895 0 2197,1179,520,1026,7847 formula:AssertionUnsatisfied=1349
- ars 13777 6194 0 3234,1841,814,1572,13878 formula:AssertionUnsatisfied=2110
- qeb 1294 470 0 722,396,234,396,1839 formula:AssertionUnsatisfied=632
- qes 1349 469 0 749,410,248,414,1907 formula:AssertionUnsatisfied=654
- qfb 50 5 0 94,50,17,41,17 formula:AssertionUnsatisfied=17
- qfg 306 134 0 217,116,56,114,328 formula:AssertionUnsatisfied=108
- qfs 46 4 0 89,47,15,37,18 formula:AssertionUnsatisfied=18
- qrb 1217 457 0 656,359,215,358,1759 formula:AssertionUnsatisfied=611
- qrg 831 263 0 384,198,117,240,1143 formula:AssertionUnsatisfied=359
* qrs 1267 456 0 681,375,229,387,1813 formula:AssertionUnsatisfied=643
* spv 66 11 0 42,20,13,13,44 formula:AssertionUnsatisfied=32
* tep 17544 8214 1 3,2,0,114,0 -
LIST

# The two filings on a broken taxonomy: every fact is there, and in each two
# findings name the documents that are no XML.
judge ferc catalog.json "$work"/ferc/inst/ferc6-xbrl-2023/*.xbrl
is "$(sed -n 's/^ {"code":"xbrl.3.2:DocumentNotXml".*"file":"[^"]*\/\([^"\/]*\)","line":\([0-9]*\).*/\1 \2/p' \
    "$tmp/judged" | LC_ALL=C sort | uniq -c | awk '{ print $1, $2, $3 }')" \
    "2 sched-226_2023-04-01_pre.xml 1
2 sched-602_2023-04-01.xsd 1" "ferc form 6-2023: the documents that are HTML"

# Every assertion of the one whose counts another processor has told. A second
# opinion: where they differ, the specification decides.
$rek validate --no-library --catalog "$work/acpr-ran/catalog.json" \
    --catalog "$tmp/standard.json" --assertions "$tmp/counts.csv" \
    "$work/acpr-ran/BILCANTON_RAN.xbrl" >/dev/null 2>&1
is "$(LC_ALL=C sort "$tmp/counts.csv" | sha256sum)" \
    "$(LC_ALL=C sort "$shared/reference-results/acpr-ran.csv" | sha256sum)" \
    "acpr-ran: each assertion as often satisfied and not as told"
is "$(wc -l <"$tmp/counts.csv")" 7555 "acpr-ran: all assertions are counted"

# What is in a taxonomy: documents unresolved items tuples relationships
# assertions tables.
counts() {
	$rek taxonomy info --no-library --format json --catalog "$work/$1/$2" \
	    --catalog "$tmp/standard.json" "$3" 2>"$tmp/info.err" |
	    sed 's/.*"documents":\([0-9]*\),"unresolved":\([0-9]*\),.*"items":\([0-9]*\),"tuples":\([0-9]*\),.*"relationships":\([0-9]*\),.*"assertions":\([0-9]*\),"tables":\([0-9]*\).*/\1 \2 \3 \4 \5 \6 \7/'
}
while read -r name catalog url want; do
	is "$(counts "$name" "$catalog" "$url")" "$want" "$name: ${url##*/}"
done <<'LIST'
acpr-ran catalog.json http://acpr.banque-france.fr/xbrl/ran/fws/v1.2.1/mod/ran.xsd 781 0 5378 1 180052 7554 84
eiopa240 catalog-stub.json http://eiopa.europa.eu/eu/xbrl/s2md/fws/solvency/solvency2/2019-07-15/mod/aes.xsd 12408 0 6923 1 624901 3375 319
eiopa240 catalog-stub.json http://eiopa.europa.eu/eu/xbrl/s2md/fws/solvency/solvency2/2019-07-15/mod/tep.xsd 3114 0 6923 1 191914 3 538
eiopa240 catalog-stub.json http://eiopa.europa.eu/eu/xbrl/s2md/fws/solvency/solvency2/2019-07-15/mod/spv.xsd 502 0 6923 1 49110 42 14
dnb-ppi catalog.json http://www.dnb.nl/nl/fr/xbrl/fws/dnb-nr/ppi-2019-06/2019-12-31/mod/ppi-all.xsd 389 0 2113 1 41687 148 33
dnb-ppi catalog.json http://www.dnb.nl/nl/fr/xbrl/fws/dnb-nr/ppi-2019-06/2019-12-31/mod/ppi-j.xsd 317 0 2113 1 31861 94 21
dnb-ppi catalog.json http://www.dnb.nl/nl/fr/xbrl/fws/dnb-nr/ppi-2019-06/2019-12-31/mod/ppi-kw.xsd 323 0 2113 1 35009 118 22
nt12-ez catalog.json http://www.nltaxonomie.nl/nt12/ez/20170714.a/entrypoints/ez-rpt-ncgc-nederlandse-corporate-governance-code.xsd 45 0 60 2 675 0 0
nt14-bd catalog.json http://www.nltaxonomie.nl/nt14/bd/20191211/entrypoints/bd-rpt-ihz-aangifte-2019.xsd 78 0 2103 173 11938 0 0
nt14-bd catalog.json http://www.nltaxonomie.nl/nt14/bd/20191211/entrypoints/bd-rpt-ob-aangifte-2020.xsd 54 0 2079 173 9162 0 0
nt14-bd catalog.json http://www.nltaxonomie.nl/nt14/bd/20200219/entrypoints/bd-rpt-erf-aangifte-2020.xsd 65 0 2986 220 13576 0 0
nt7 catalog.json http://www.nltaxonomie.nl/7.0/report/bd/entrypoints/rpt-bd-omzetbelasting-2013.xsd 60 0 131 19 1738 0 0
nt7 catalog.json http://www.nltaxonomie.nl/7.0/report/bd/entrypoints/rpt-bd-vpb-aangifte-2012.xsd 82 0 917 50 5072 0 0
nt7 catalog.json http://www.nltaxonomie.nl/7.0/report/kvk/entrypoints/other/rpt-kvk-middelgrote-rechtspersoon-publicatiestukken-model-a-i-direct-2012.xsd 178 0 1491 34 12433 0 0
nt7 catalog.json http://www.nltaxonomie.nl/7.0/report/kvk/entrypoints/other/rpt-kvk-middelgrote-rechtspersoon-publicatiestukken-model-a-i-indirect-2012.xsd 178 0 1491 34 12443 0 0
nt7 catalog.json http://www.nltaxonomie.nl/7.0/report/kvk/entrypoints/other/rpt-kvk-middelgrote-rechtspersoon-publicatiestukken-model-a-j-direct-2012.xsd 178 0 1491 34 12431 0 0
nt7 catalog.json http://www.nltaxonomie.nl/7.0/report/kvk/entrypoints/other/rpt-kvk-middelgrote-rechtspersoon-publicatiestukken-model-a-j-indirect-2012.xsd 178 0 1491 34 12441 0 0
nt7 catalog.json http://www.nltaxonomie.nl/7.0/report/kvk/entrypoints/other/rpt-kvk-middelgrote-rechtspersoon-publicatiestukken-model-b-i-direct-2012.xsd 178 0 1491 34 12435 0 0
nt7 catalog.json http://www.nltaxonomie.nl/7.0/report/kvk/entrypoints/other/rpt-kvk-middelgrote-rechtspersoon-publicatiestukken-model-b-j-direct-2012.xsd 178 0 1491 34 12433 0 0
nt7 catalog.json http://www.nltaxonomie.nl/7.0/report/kvk/entrypoints/other/rpt-kvk-middelgrote-rechtspersoon-publicatiestukken-model-b-j-indirect-2012.xsd 178 0 1491 34 12443 0 0
nt7 catalog.json http://www.nltaxonomie.nl/7.0/report/kvk/entrypoints/rpt-kvk-middelgrote-rechtspersoon-publicatiestukken-2012.xsd 178 0 1491 34 12445 0 0
nt9 catalog.json http://www.nltaxonomie.nl/9.0/report/bd/entrypoints/bd-rpt-ihz-aangifte-2014.xsd 74 0 2514 186 11913 0 0
nt9 catalog.json http://www.nltaxonomie.nl/9.0/report/cbs/entrypoints/stat-vervoer/cbs-rpt-kwartaalenquete-zeevaart-2015.xsd 56 0 256 2 3163 0 0
nt9 catalog.json http://www.nltaxonomie.nl/9.0/report/kvk/entrypoints/algemeen/kvk-rpt-grote-rechtspersoon-2014.xsd 218 0 1546 34 12907 0 0
cbr-nso catalog-stub.json http://www.cbr.ru/xbrl/nso/bki/rep/2025-12-30/ep/ep_nso_bki_9d.xsd 78 0 6938 0 5423 11 7
cbr-nso catalog-stub.json http://www.cbr.ru/xbrl/nso/ins/rep/2025-12-30/ep/support_ep_all_nso_ins.xsd 732 3 7690 0 60761 809 275
cbr-nso catalog-stub.json http://www.cbr.ru/xbrl/nso/purcb/rep/2025-12-30/ep/ep_nso_purcb_nr.xsd 202 0 7562 0 15023 129 47
cbr-nso catalog-stub.json http://www.cbr.ru/xbrl/nso/srki/rep/2025-12-30/ep/support_ep_all_nso_sd.xsd 735 2 7924 0 53569 1315 294
LIST
finish
