#!/bin/bash
# completion.sh: what TAB offers; and that it offers what the commands take.
. "$(dirname "$0")/lib.sh.inc"
. cli/share/rekenschap.bash

# tab WORD…: what is offered for the last word, in order.
tab() {
	COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
	_rekenschap
	echo "${COMPREPLY[@]}"
}

is "$(tab rekenschap va)" validate "a command"
is "$(tab ./build/rekenschap va)" validate "by a path"
is "$(tab rekenschap --lang nl va)" validate "after a global option"
is "$(tab rekenschap --lang = nl --quiet re)" report "after --lang=nl --quiet"
is "$(tab rekenschap '')" \
    "validate facts taxonomy ingest report store rules xpath conformance" "all commands"
is "$(tab rekenschap --v)" --version "an option without a command"
is "$(tab rekenschap --lang '')" "nl en" "languages"
is "$(tab rekenschap --lang = n)" nl "languages after an equals sign"
is "$(tab rekenschap --lang en taxonomy ve)" verify "a command of a command"
is "$(tab rekenschap store '')" verify "that of the store"
is "$(tab rekenschap validate --format '')" "text json sarif" "formats of validate"
is "$(tab rekenschap facts --format '')" "csv json" "formats of facts"
is "$(tab rekenschap --lang nl report --format '')" "html csv json xml" \
    "formats of report"
is "$(tab rekenschap ingest x --format = j)" json "formats of ingest"
is "$(tab rekenschap report --cons)" --consolidated "an option of its own"
is "$(tab rekenschap facts --cons)" "" "and of no other"
is "$(tab rekenschap report --entity '')" "" "nothing where nothing is known"
is "$(tab rekenschap validate samples/va)" samples/valid "files"
is "$(tab rekenschap validate --package bas)" base "files of an option"

# Each option that is offered is one of the command's help.
for command in validate facts taxonomy ingest report store rules xpath conformance; do
	$rek --lang en "$command" --help >"$tmp/help" 2>&1
	strange=
	for option in $(tab rekenschap $command -); do
		grep -qwe "$option" "$tmp/help" || strange="$strange $option"
	done
	is "$strange" "" "$command: no option that it has not"
	for option in $(grep -oE -e '--[a-z-]+' "$tmp/help" | sort -u); do
		case " $(tab rekenschap $command --) " in
		*" $option "*) ;;
		*) strange="$strange $option" ;;
		esac
	done
	is "$strange" "" "$command: all options that it has"
done
finish
