# embed.awk: catalog.tsv to a C file that has the standard schemas in it.
# LC_ALL=C awk -v dir=taxonomy/standard -f embed.awk catalog.tsv
#
# The bytes come in by .incbin, which gcc's assembler and clang's both have;
# each file is followed by a NUL. The rows are sorted by address without its
# scheme, for the search in taxonomy/standard.c.

BEGIN { FS = "\t"; files = rows = 0 }

function die(msg) {
	printf "%s:%d: %s\n", FILENAME, FNR, msg > "/dev/stderr"
	failed = 1
	exit 1
}

/^#/ || /^[ \t]*$/ { next }
NF != 2 || $1 !~ /^https?:\/\/[!-~]+$/ || $2 !~ /^[A-Za-z0-9._\/-]+$/ {
	die("not a line of URL, tab, file name")
}
{
	key = $1
	sub(/^https?:\/\//, "", key)
	if (key in file)
		die(key " stands twice")
	if (!($2 in number)) {
		number[$2] = files
		name[files] = $2
		first[files++] = $1
	}
	file[key] = number[$2]
	# insertion sort: the list is short
	for (i = rows++; i > 0 && keys[i - 1] > key; i--)
		keys[i] = keys[i - 1]
	keys[i] = key
}

END {
	if (failed)
		exit 1
	print "/* Made from taxonomy/standard/ by embed.awk. Do not edit. */"
	print "#include \"taxonomy/standard_files.h\"\n"
	print "__asm__(\n\t\".pushsection .rodata\\n\""
	for (i = 0; i < files; i++) {
		printf "\t\".global standard_%d, standard_%d_end\\n\"\n", i, i
		printf "\t\".hidden standard_%d, standard_%d_end\\n\"\n", i, i
		printf "\t\"standard_%d: .incbin \\\"%s/%s\\\"\\n\"\n", i, dir, name[i]
		printf "\t\"standard_%d_end: .byte 0\\n\"\n", i
	}
	print "\t\".popsection\\n\");\n"
	for (i = 0; i < files; i++)
		printf "extern const char standard_%d[] HIDDEN, standard_%d_end[] HIDDEN;\n", i, i
	print "\nconst struct standard_file standard_files[] = {"
	for (i = 0; i < rows; i++) {
		n = file[keys[i]]
		printf "\t{ \"%s\", \"%s\",\n\t  \"%s\", standard_%d, standard_%d_end },\n", keys[i], first[n], name[n], n, n
	}
	printf "};\n\nconst size_t standard_file_count = %d;\n", rows
}
