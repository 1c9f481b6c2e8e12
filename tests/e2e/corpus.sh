#!/bin/bash
# corpus.sh: real filings: how many are read, how many facts they have. The
# archives are unpacked beside the build, never into the repository's tree.
. "$(dirname "$0")/lib.sh.inc"
[ -d "$shared/corpus" ] || skip_all "$shared/corpus absent"

work=${CORPUS:-$tmp/corpus}
mkdir -p "$work"
unpack() {
	[ -d "$work/$1" ] || tar --zstd -xf "$shared/corpus/$1.tar.zst" -C "$work"
}
standard() {
	printf '{"map":{"http://":"%s/http/","https://":"%s/https/"}}' \
	    "$(realpath "$shared/standard-schemas")" \
	    "$(realpath "$shared/standard-schemas")" >"$tmp/standard.json"
}
standard

# count FOLDER CATALOG: "files facts" over all reports in an archive.
count() {
	$rek validate --catalog "$work/$1/$2" --catalog "$tmp/standard.json" \
	    --format json "$work/$1" >"$tmp/$1.json" 2>"$tmp/$1.err"
	grep -o '^{"file":.*"facts":[0-9]*,"contexts"' "$tmp/$1.json" |
	    sed 's/.*"facts":\([0-9]*\),"contexts"/\1/' |
	    awk '{ n++; s += $1 } END { print n + 0, s + 0 }'
}

# archive catalog filings facts
while read -r name catalog filings facts; do
	unpack "$name"
	is "$(count "$name" "$catalog")" "$filings $facts" \
	    "$name: $filings filings, $facts facts"
done <<'LIST'
tw-gaap catalog.json 131 47568
pgc2007 catalog-stub.json 114 25741
ferc catalog.json 44 287742
LIST
finish
