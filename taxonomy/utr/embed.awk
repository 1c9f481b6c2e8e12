# embed.awk: units.tsv to a C file that has the units registry in it.
# LC_ALL=C awk -f taxonomy/utr/embed.awk taxonomy/utr/units.tsv

BEGIN { FS = "\t"; n = 0 }

function die(msg) {
	printf "%s:%d: %s\n", FILENAME, FNR, msg > "/dev/stderr"
	failed = 1
	exit 1
}
function quote(s) {
	gsub(/\\/, "\\\\", s)
	gsub(/"/, "\\\"", s)
	return "\"" s "\""
}
# "prefix:name" as the two fields that C wants, name first.
function qname(s,   colon) {
	if (s == "")
		return "\"\", \"\""
	colon = index(s, ":")
	if (colon == 0)
		return quote(s) ", \"\""
	if (!(substr(s, 1, colon - 1) in ns))
		die("no such prefix: " s)
	return quote(substr(s, colon + 1)) ", " quote(ns[substr(s, 1, colon - 1)])
}

/^#/ || /^[ \t]*$/ { next }
$1 == "prefix" {
	if (NF != 3)
		die("not a line of prefix, name, namespace")
	ns[$2] = $3
	next
}
NF != 8 || $2 == "" || $6 == "" { die("not a line of eight fields") }
{
	if (($1 in seen) && seen[$1] ~ (" " $6 " "))
		die($1 " stands twice as " $6)
	seen[$1] = seen[$1] " " $6 " "
	row[n++] = "\t{ " qname($1) ",\n\t  " qname($2) ", " quote($3) ",\n\t  " \
	    qname($4) ", " qname($5) ",\n\t  " quote($6) ", " quote($7) ", " quote($8) " },"
}

END {
	if (failed)
		exit 1
	print "/* Made from taxonomy/utr/units.tsv by embed.awk. Do not edit. */"
	print "#include \"taxonomy/utr_table.h\"\n"
	print "const struct utr_unit utr_units[] = {"
	for (i = 0; i < n; i++)
		print row[i]
	printf "};\n\nconst size_t utr_unit_count = %d;\n", n
}
