#!/bin/bash
# rules-said.sh: what is said of a rule of the education taxonomy that is
# broken: both sides, the difference, what rounding allows, in both languages.
. "$(dirname "$0")/lib.sh.inc"

$rek validate --package "$package" --assertions "$tmp/probe.csv" \
    samples/valid/po-2022.xbrl >/dev/null 2>&1
[ -s "$tmp/probe.csv" ] || skip_all "this version does not evaluate assertions"

said() { # SAMPLE EDITS LANGUAGE TEXT NAME
	awk -v edits="$2" -f tests/rules/edit.awk "samples/valid/$1-2022.xbrl" >"$tmp/r.xbrl"
	$rek --lang "$3" validate --package "$package" "$tmp/r.xbrl" >"$tmp/out" 2>"$tmp/err"
	grep -qF -- "$4" "$tmp/out"
	ok $? "$5"
}

edits='EquityAndLiabilities@I_2022_S=11030475; Equity@I_2022_S=5615053; EquityGeneralReserve@I_2022_S=5615053'
said po "$edits" nl 'Totaal activa (1) is 11.029.475, maar Totaal passiva (2) is 11.030.475. Verschil: 1.000; door afronding mag 1.' \
    "a balance sheet that does not balance, in Dutch"
said po "$edits" en 'Total assets (1) is 11,029,475, but Total equity and liabilities (2) is 11,030,475. Difference: 1,000; rounding allows 1.' \
    "and in English"
grep -q ': warning ' "$tmp/out"
ok $? "is a warning"
said po 'ReceivablesTrade@I_2022_S=-5' nl 'Debiteuren is negatief: -5.' "a line of many is named by its label"
said po '-TelephoneNumberContact@D_2022; -ContactName@D_2022' nl \
    'Van de contactpersoon ontbreekt: naam, telefoonnummer.' "what is missing is named"
grep -q ': fout ' "$tmp/out"
ok $? "is an error"
said po 'identifier@I_2021_S=90000009' nl \
    'KvK-nummer is 90000001, maar in het verslag komt ook 90000009 (http://www.kvk.nl/kvk-id) voor.' "another entity"
said po 'measure=USD' nl 'De opgegeven valuta is EUR.' "another currency"
grep -qF 'Andere valuta in het verslag: USD.' "$tmp/out"
ok $? "is named"
said po 'FinancialReportingPeriodCurrentStartDate@D_2022=2022-02-01' nl \
    'Opgegeven is: 2022-02-01 tot en met 2022-12-31.' "dates"
said po '-FinancialReportingPeriodCurrentStartDate@D_2022' nl \
    'Opgegeven is: geen begin tot en met 2022-12-31.' "and their absence"
said po '-Sector@D_2022' nl 'Sector moet één keer in het verslag staan: PO, VO, MBO, HBO of WO.' "what must be there once"
finish
