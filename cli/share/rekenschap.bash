# Completion of rekenschap for bash.
_rekenschap()
{
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}

	case $before in
	--lang) mapfile -t COMPREPLY < <(compgen -W 'nl en' -- "$word") ;;
	--color) mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "$word") ;;
	--calculation) mapfile -t COMPREPLY < <(compgen -W '1.0 1.1 xbrl21' -- "$word") ;;
	--format) mapfile -t COMPREPLY < <(compgen -W 'text json sarif csv html xml' -- "$word") ;;
	taxonomy) mapfile -t COMPREPLY < <(compgen -W 'compile info verify add list remove' -- "$word") ;;
	rekenschap) mapfile -t COMPREPLY < <(compgen -W 'validate facts taxonomy ingest report rules conformance' -- "$word") ;;
	*)
		case $word in
		-*) mapfile -t COMPREPLY < <(compgen -W '--package --catalog --image --cache --no-library --format
		    --calculation --no-calculation --store --entity --year --consolidated --jobs --slips --lang
		    --quiet --color --help' -- "$word") ;;
		*) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
		esac
		;;
	esac
}
complete -o filenames -F _rekenschap rekenschap
