#!/bin/sh
# deps.sh PACKAGE…: installs the Debian packages that are missing, as root or
# through sudo. COMMAND=PACKAGE installs only where the command is missing,
# wherever it came from. Says nothing where nothing is missing.
set -eu

missing=
for p in "$@"; do
	case $p in
	*=*)
		command -v "${p%%=*}" >/dev/null || missing="$missing ${p#*=}"
		continue
		;;
	esac
	dpkg-query -W -f '${Status}' "$p" 2>/dev/null |
	    grep -q 'install ok installed' || missing="$missing $p"
done
[ -n "$missing" ] || exit 0
echo "installing:$missing"
run=
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null || {
		echo "deps.sh: these packages are missing, and neither root nor" \
		    "sudo is here to install them:$missing" >&2
		exit 2
	}
	run=sudo
fi
export DEBIAN_FRONTEND=noninteractive
$run apt-get update -qq
# shellcheck disable=SC2086
$run apt-get install -y -qq --no-install-recommends $missing >/dev/null
