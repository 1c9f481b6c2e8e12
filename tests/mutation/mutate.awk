# mutate.awk: asks MUTANT at every place of a C file that names a finding, and
# writes those sites to the file `sites`. A constant in an initializer can ask
# nothing: there the code itself is the site (see mutant.h).
function site(name) {
	print name >> sites
	return name
}
/^[ \t]*(\/\*|\*)/ || /^[ \t]*case / {
	print
	next
}
/= \{/ && !/\};/ {
	table = 1
}
{
	out = ""
	rest = $0
	n = 0
	while (match(rest, /F_([a-z]|NL_)[A-Za-z0-9_]*/)) {
		code = substr(rest, RSTART, RLENGTH)
		before = RSTART == 1 ? "" : substr(rest, RSTART - 1, 1)
		out = out substr(rest, 1, RSTART - 1)
		rest = substr(rest, RSTART + RLENGTH)
		if (before ~ /[A-Za-z0-9_]/)
			out = out code
		else if (table)
			out = out code (site(code) == "" ? "" : "")
		else
			out = out "MUTANT(\"" site(FILENAME ":" FNR (n++ ? "." n : "")) "\", " code ")"
	}
	print out rest
}
/^[ \t]*\};/ {
	table = 0
}
