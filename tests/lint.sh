#!/bin/bash
# lint.sh: what tireless eyes see: gcc's analyzer, clang's warnings and
# clang-tidy, cppcheck, shellcheck, calls that we replace, formatting of white
# space.  Looks at files that git knows; the checks of C run side by side.
# What a checker is wrong about stands, with the reason, where it is silenced:
# in .clang-tidy, in tests/cppcheck.txt, or on the line.
set -u
cd "$(dirname "$0")/.." || exit 2
build=${BUILD:-build}
make --no-print-directory -s BUILD="$build" "$build/gen/base/codes.h" "$build/gen/base/sonames.h" \
    "$build/gen/base/catalogue.c" "$build/gen/taxonomy/compiler_id.h" || exit 2

read -ra packages < <(sed -n 's/^PKGS *:= *//p' Makefile)
read -ra flags < <(pkg-config --cflags "${packages[@]}")
flags=(-std=c11 -D_GNU_SOURCE -I. -I"$build/gen" -DREKENSCHAP_VERSION='"0"'
    -DREKENSCHAP_SHARE='"/"' "${flags[@]}")
warn=(-Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes
    -Wmissing-prototypes -Wformat=2 -Wimplicit-fallthrough -Wvla -Werror)
# Files that git knows and that are there.
known() { git ls-files "$@" | while read -r f; do [ -f "$f" ] && echo "$f"; done; }
mapfile -t c < <(known '*.c')
mapfile -t code < <(known '*.c' '*.h')
mapfile -t text < <(known '*.c' '*.h' '*.sh' '*.md' '*.txt' '*.awk' Makefile)
mapfile -t shell < <(known '*.sh' '*.sh.inc')
bad=0

say() { printf '== %s\n' "$1"; }
fail() { bad=$((bad + 1)); }

# each COMMAND…: the command on each C file, as many at once as there are
# processors; what one says comes out in one piece.
each() {
	printf '%s\0' "${c[@]}" | xargs -0 -P"$(nproc)" -I{} bash -c '
		out=$("$@" 2>&1)
		rc=$?
		[ $rc -eq 0 ] || printf "%s\n" "$out"
		exit $rc' each "$@"
}

say 'banned calls'
# name|what to use instead
while IFS='|' read -r call instead; do
	if grep -nE "(^|[^a-zA-Z0-9_])$call\(" "${code[@]}" |
	    grep -v -e '^base/mem\.c:' -e '^taxonomy/education/' |
	    grep -vE '^[^:]*:[0-9]*: \*|/\* lint: '; then
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
free|mem_free or an arena
LIST

say 'white space, length, size'
grep -nE '[ 	]+$' "${text[@]}" && fail
LC_ALL=C.UTF-8 awk '
{
	s = $0
	gsub(/\t/, "        ", s)
	if (length(s) > 100) {
		print FILENAME ":" FNR ": over 100 columns"
		bad = 1
	}
}
FNR == 801 { print FILENAME ": over 800 lines"; bad = 1 }
END { exit bad }' "${code[@]}" || fail

say shellcheck
# SC1091, SC2154, SC2034: what is sourced is not followed, nor who sources.
shellcheck -S warning -s bash -e SC1091,SC2154,SC2034 "${shell[@]}" || fail
say 'gcc -fanalyzer'
each gcc "${flags[@]}" "${warn[@]}" -O2 -fanalyzer \
    -fdiagnostics-path-format=separate-events -c -o /dev/null {} || fail
say clang
each clang "${flags[@]}" "${warn[@]}" -fsyntax-only {} || fail
say clang-tidy
each clang-tidy --quiet --warnings-as-errors='*' {} -- "${flags[@]}" || fail
say cppcheck
cppcheck --quiet --error-exitcode=1 --std=c11 \
    --enable=warning,performance,portability --inline-suppr \
    --suppressions-list=tests/cppcheck.txt -j"$(nproc)" "${flags[@]:1:3}" \
    "${c[@]}" || fail
echo "lint: ${#code[@]} files of C, $bad checks with findings"
[ $bad -eq 0 ]
