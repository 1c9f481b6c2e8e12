#!/bin/bash
# lint.sh: what tireless eyes see: gcc's analyzer, clang's warnings and
# clang-tidy, cppcheck, calls that we replace, formatting of white space.
# Each suppression carries its reason on its line.
set -u
cd "$(dirname "$0")/.." || exit 2
make --no-print-directory build/gen/base/codes.h build/gen/base/catalogue.c
flags="-std=c11 -D_GNU_SOURCE -I. -Ibuild/gen -DREKENSCHAP_VERSION=\"0\" $(
    pkg-config --cflags libxml-2.0 libxslt sqlite3 libzip)"
warn="-Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes
    -Wformat=2 -Wimplicit-fallthrough -Wvla -Werror"
files=$(git ls-files '*.c' | grep -v '^tests/fuzz/')
bad=0

say() { printf '== %s\n' "$1"; }
fail() { bad=$((bad + 1)); }

say 'banned calls'
# name|what to use instead
while IFS='|' read -r call instead; do
	if git grep -nE "(^|[^a-zA-Z0-9_])$call\(" -- '*.c' '*.h' \
	    ':!base/mem.c' ':!tests/standard' ':!taxonomy/education' | grep -vE '^[^:]*:[0-9]*: \*|/\* lint: '; then
		echo "   $call: use $instead"
		fail
	fi
done <<'LIST'
strcpy|arena_string or buf
strcat|buf
sprintf|snprintf or buf_printf
vsprintf|vsnprintf
atoi|strtol with its checks
strtok|slices
gets|getline
malloc|mem_calloc or an arena
calloc|mem_calloc or an arena
realloc|mem_resize or VEC
LIST

say 'white space, length, size'
git ls-files '*.c' '*.h' '*.sh' '*.md' '*.txt' '*.awk' | xargs grep -nE '[ 	]+$' && fail
git ls-files '*.c' '*.h' | xargs awk '
{ s = $0; gsub(/\t/, "        ", s); if (length(s) > 100) { print FILENAME ":" FNR ": over 100 columns"; bad = 1 } }
END { exit bad }' || fail
git ls-files '*.c' '*.h' | xargs wc -l | awk '$2 != "total" && $1 > 800 { print $2 ": " $1 " lines"; bad = 1 } END { exit bad }' || fail

say 'gcc -fanalyzer'
# shellcheck disable=SC2086
for f in $files; do
	gcc $flags $warn -O2 -fanalyzer -Wno-analyzer-null-argument -c -o /dev/null "$f" || fail
done
say clang
# shellcheck disable=SC2086
for f in $files; do
	clang $flags $warn -fsyntax-only "$f" || fail
done
say clang-tidy
# shellcheck disable=SC2086
clang-tidy --quiet --warnings-as-errors='*' $files -- $flags 2>/dev/null || fail
say cppcheck
cppcheck --quiet --error-exitcode=1 --std=c11 --enable=warning,performance,portability \
    --inline-suppr --suppressions-list=tests/cppcheck.txt -I. -Ibuild/gen \
    base taxonomy ingest validate store report cli || fail
echo "$bad kinds of trouble"
[ $bad -eq 0 ]
