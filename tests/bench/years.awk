# years.awk: a sample of more years: awk -v n=N -f years.awk SAMPLE. All of it, and
# N - 1 times its contexts, four years earlier each, and its numbers in them: what
# rules add up and compare, in one report of one school.
function earlier(s, years, all) {
	all = ""
	while (match(s, />[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]</)) {
		all = all substr(s, 1, RSTART) sprintf("%04d", substr(s, RSTART + 1, 4) - years)
		s = substr(s, RSTART + 5)
	}
	return all s
}
function renamed(s, mark, k) {
	return gensub_(s, " " mark "=\"[^\"]*", "-" k)
}
# Puts something behind each match.
function gensub_(s, pattern, more, all) {
	all = ""
	while (match(s, pattern)) {
		all = all substr(s, 1, RSTART + RLENGTH - 1) more
		s = substr(s, RSTART + RLENGTH)
	}
	return all s
}
/<\/[a-z:]*xbrl>/ {
	for (k = 1; k < n; k++) {
		for (i = 1; i <= blocks; i++)
			print earlier(renamed(block[i], "id", k), 4 * k)
		for (i = 1; i <= facts; i++)
			print renamed(renamed(fact[i], "id", k), "contextRef", k)
	}
}
{ print }
/<[a-z:]*context / { blocks++; inside = 1 }
inside { block[blocks] = block[blocks] (block[blocks] == "" ? "" : "\n") $0 }
/<\/[a-z:]*context>/ { inside = 0 }
/ unitRef=/ { fact[++facts] = $0 }
