# embed.awk: the stylesheets to a C file that has them in it.
# LC_ALL=C awk -f embed.awk report/html.xsl report/html.css

BEGIN {
	print "/* Made from report/ by embed.awk. Do not edit. */"
	print "#include <stddef.h>\n"
	print "#include \"report/page_files.h\"\n"
	print "__asm__(\n\t\".pushsection .rodata\\n\""
	for (i = 1; i < ARGC; i++) {
		printf "\t\".global page_%d, page_%d_end\\n\"\n", i, i
		printf "\t\".hidden page_%d, page_%d_end\\n\"\n", i, i
		printf "\t\"page_%d: .incbin \\\"%s\\\"\\n\"\n", i, ARGV[i]
		printf "\t\"page_%d_end: .byte 0\\n\"\n", i
	}
	print "\t\".popsection\\n\");\n"
	hidden = " __attribute__((visibility(\"hidden\")))"
	for (i = 1; i < ARGC; i++)
		printf "extern const char page_%d[]%s, page_%d_end[]%s;\n", i, hidden, i, hidden
	print "\nconst struct page_file page_files[] = {"
	for (i = 1; i < ARGC; i++) {
		name = ARGV[i]
		sub(/^.*\//, "", name)
		printf "\t{ \"%s\", page_%d, page_%d_end },\n", name, i, i
	}
	print "\t{ NULL, NULL, NULL }\n};"
}
