# messages.awk: base/messages/*.txt to codes.h, catalogue.c or docs/findings.md.
# awk -v want=h|c|md -f base/messages.awk base/messages/*.txt
#
# Stanzas are sorted by nobody: the order of the files is the order of the
# enum, which no file format depends on (codes travel as text).
#
# One code may have several sentences: a third word on the code line names the
# variant, which becomes part of the enum's name and of nothing else.

function die(msg) {
	printf "%s:%d: %s\n", FILENAME, FNR, msg > "/dev/stderr"
	failed = 1
	exit 1
}
function ident(code,   s) {
	s = code
	gsub(/[^A-Za-z0-9]/, "_", s)
	return "F_" s
}
function quote(s) {
	gsub(/\\/, "\\\\", s)
	gsub(/"/, "\\\"", s)
	return "\"" s "\""
}
function names(s,   list, n, i, a, out) {
	out = " "
	while (match(s, /\{[a-z_]+\}/)) {
		if (index(out, " " substr(s, RSTART, RLENGTH) " ") == 0)
			out = out substr(s, RSTART, RLENGTH) " "
		s = substr(s, RSTART + RLENGTH)
	}
	n = split(out, a, " ")
	for (i = 1; i <= n; i++)
		list[i] = a[i]
	return n == 0 ? "" : sorted(list, n)
}
function sorted(a, n,   i, j, t, s) {
	for (i = 2; i <= n; i++)
		for (j = i; j > 1 && a[j - 1] > a[j]; j--) {
			t = a[j]; a[j] = a[j - 1]; a[j - 1] = t
		}
	s = ""
	for (i = 1; i <= n; i++)
		s = s " " a[i]
	return s
}
# The name that a heading gets as a target: small letters, digits and hyphens.
function anchor(s) {
	s = tolower(s)
	gsub(/[^a-z0-9 _-]/, "", s)
	gsub(/ /, "-", s)
	return s
}
# docs/findings.md: the families (files) with their codes, then each code with
# its variants under one heading, where the first of them stands.
function write_page(   i, k, done) {
	print "# Every finding\n"
	print "Made from `base/messages/` by `make docs`. Words in {braces} are filled in; the sentence in italics is" \
	    "\nwhat to do about it. `rekenschap rules` prints the same.\n"
	for (i = 1; i <= n; i++) {
		if (origin[i] != origin[i - 1])
			print "* [" origin[i] "](#" anchor(origin[i]) ")"
		if (!((origin[i], head[i]) in done))
			print "  * [`" head[i] "`](#" anchor(head[i]) ")"
		done[origin[i], head[i]] = 1
	}
	for (i = 1; i <= n; i++) {
		if (origin[i] != origin[i - 1])
			print "\n## " origin[i]
		if (done[origin[i], head[i]] == 2)
			continue
		done[origin[i], head[i]] = 2
		print "\n### `" head[i] "`"
		for (k = i; k <= n && origin[k] == origin[i]; k++)
			if (head[k] == head[i])
				print "\n" page[k]
	}
}
function finish() {
	if (code == "")
		return
	if (!("source" in f) || !("nl" in f) || !("en" in f) ||
	    !("help-nl" in f) || !("help-en" in f))
		die(code " lacks one of source, nl, en, help-nl, help-en")
	if (names(f["nl"]) != names(f["en"]))
		die(code " names other {arguments} in Dutch than in English")
	n++
	id[n] = ident(code (variant == "" ? "" : "_" variant))
	row[n] = "\t{ " quote(code) ", " \
	    quote(code (variant == "" ? "" : "#" variant)) ",\n\t  SEVERITY_" toupper(severity) ", " \
	    quote(f["source"]) ",\n\t  { " quote(f["nl"]) ",\n\t    " \
	    quote(f["en"]) " },\n\t  { " quote(f["help-nl"]) ",\n\t    " \
	    quote(f["help-en"]) " } },"
	origin[n] = from
	head[n] = code
	page[n] = severity " · " f["source"] "\n\n" \
	    "* **nl** " f["nl"] " *" f["help-nl"] "*\n" \
	    "* **en** " f["en"] " *" f["help-en"] "*\n"
	delete f
	code = ""
}

/^#/ || /^[ \t]*$/ { next }
{
	key = $1
	rest = $0
	sub(/^[^ \t]+[ \t]+/, "", rest)
}
key == "code" {
	finish()
	from = FILENAME
	sub(/^.*\//, "", from)
	sub(/\.txt$/, "", from)
	split(rest, part, " ")
	code = part[1]
	severity = part[2]
	if (severity != "error" && severity != "warning" && severity != "note")
		die("severity of " code " is none of error, warning, note")
	variant = part[3]
	if (code " " variant in seen)
		die(code " stands twice")
	seen[code " " variant] = 1
	next
}
key == "source" || key == "nl" || key == "en" || key == "help-nl" ||
key == "help-en" {
	if (key in f)
		die(key " stands twice in " code)
	f[key] = rest
	next
}
{ die("unknown key " key) }

END {
	if (failed)
		exit 1
	finish()
	if (failed)
		exit 1
	if (want == "md") {
		write_page()
		exit
	}
	print "/* Made from base/messages/ by base/messages.awk. Do not edit. */"
	if (want == "h") {
		print "#ifndef BASE_CODES_H\n#define BASE_CODES_H\n"
		print "enum finding_code {"
		for (i = 1; i <= n; i++)
			print "\t" id[i] ","
		print "\tFINDING_CODES\n};\n\n#endif"
	} else {
		print "#include \"base/finding.h\"\n#include \"base/catalogue.h\"\n"
		print "const struct message catalogue[FINDING_CODES] = {"
		for (i = 1; i <= n; i++)
			print row[i]
		print "};"
	}
}
