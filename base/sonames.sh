#!/bin/sh
# sonames.sh LIBRARY…: as a header, the file name of each library as the linker
# would note it in a program: #define LIBZIP "libzip.so.4".
set -eu
echo '/* Made by base/sonames.sh. */'
for library; do
	file=$("${CC:-cc}" -print-file-name="lib$library.so")
	name=$(readelf -d "$file" | sed -n 's/.*SONAME.*\[\(.*\)\]/\1/p')
	[ -n "$name" ]
	printf '#define LIB%s "%s"\n' \
	    "$(printf %s "$library" | tr '[:lower:]' '[:upper:]')" "$name"
done
