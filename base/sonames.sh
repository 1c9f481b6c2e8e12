#!/bin/sh
# sonames.sh: as a header, the file name of each library that is opened late, as
# the linker would note it in a program: #define LIBZIP "libzip.so.4".
set -eu
echo '/* Made by base/sonames.sh. */'
for library in zip exslt icuuc icui18n; do
	file=$("${CC:-cc}" -print-file-name="lib$library.so")
	name=$(readelf -d "$file" | sed -n 's/.*SONAME.*\[\(.*\)\]/\1/p')
	[ -n "$name" ]
	printf '#define LIB%s "%s"\n' \
	    "$(printf %s "$library" | tr '[:lower:]' '[:upper:]')" "$name"
done
