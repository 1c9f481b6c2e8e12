# Completion of rekenschap for bash: first the command is found among the words,
# then what stands at the cursor is completed as that command takes it.

# The values of an option ($2) of a command ($1), if it takes one of a few.
_rekenschap_values()
{
	case $1/$2 in
	*/--lang) echo nl en ;;
	*/--color) echo auto always never ;;
	validate/--format) echo text json sarif ;;
	validate/--calculation) echo 1.0 1.1 1.1-truncation xbrl21 ;;
	*/--filing-rules) echo none nl nl-kvk ;;
	facts/--format) echo csv json ;;
	report/--format) echo html csv json xml ;;
	rules/--format) echo text json html ;;
	*/--format) echo text json ;;
	esac
}

_rekenschap_options()
{
	local sources='--package --catalog --image --cache --no-library --jobs'

	case $1 in
	validate) echo --format --calculation --no-calculation --utr --filing-rules --today \
	    --no-formula --parameter --assertions --trace --formula-output "$sources" ;;
	facts) echo --format "$sources" ;;
	taxonomy) echo --format -o "$sources" ;;
	ingest) echo --store --format --filing-rules --today "$sources" ;;
	report) echo --store --entity --year --format -o --consolidated "$sources" ;;
	store) echo --store ;;
	rules) echo --format --entry-point "$sources" ;;
	xpath) echo --type --plain --today "$sources" ;;
	conformance) echo --format --slips --filing-rules --today "$sources" ;;
	'') echo --version ;;
	esac
	echo --lang --quiet --color --help
}

_rekenschap_subcommands()
{
	case $1 in
	taxonomy) echo compile info verify add list remove ;;
	store) echo verify ;;
	'') echo validate facts taxonomy ingest report store rules xpath conformance ;;
	esac
}

_rekenschap()
{
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
	local command='' last='' sub='' values i

	COMPREPLY=()
	# "--lang=nl" comes as three words.
	if [ "$word" = = ]; then
		word=
	elif [ "$before" = = ] && [ "$COMP_CWORD" -ge 2 ]; then
		before=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	for ((i = 1; i < COMP_CWORD; i++)); do
		case $last in
		--lang | --color)
			if [ "${COMP_WORDS[i]}" != = ]; then
				last=
			fi
			continue
			;;
		esac
		last=${COMP_WORDS[i]}
		case $last in
		-* | =) ;;
		*)
			if [ -z "$command" ]; then
				command=$last
			elif [ -z "$sub" ]; then
				sub=$last
			fi
			;;
		esac
	done

	values=$(_rekenschap_values "$command" "$before")
	if [ -z "$values" ]; then
		case $before in
		--package | --catalog | --image | --cache | --store | --slips | --utr | -o)
			mapfile -t COMPREPLY < <(compgen -f -- "$word")
			return
			;;
		--entity | --year | --jobs | --today) return ;;
		esac
		case $word in
		-*) values=$(_rekenschap_options "$command") ;;
		*) [ -n "$sub" ] || values=$(_rekenschap_subcommands "$command") ;;
		esac
	fi
	if [ -n "$values" ]; then
		mapfile -t COMPREPLY < <(compgen -W "$values" -- "$word")
	else
		mapfile -t COMPREPLY < <(compgen -f -- "$word")
	fi
}
# bash looks a command up by its last part: ./build/rekenschap is one too.
complete -o filenames -F _rekenschap rekenschap
