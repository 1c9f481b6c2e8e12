# embed.awk: the migrations to a C file that has them in it.
# LC_ALL=C awk -f embed.awk 0001-tables.sql 0002-views.sql …
#
# The bytes come in by .incbin, each file followed by a NUL.  A file is named
# NNNN-name.sql; the numbers run from 1 without a gap, for they become the
# version of the store.

function die(msg) {
	print msg > "/dev/stderr"
	exit 1
}

BEGIN {
	print "/* Made from store/migrations/ by embed.awk. Do not edit. */"
	print "#include \"store/migrations.h\"\n"
	print "__asm__(\n\t\".pushsection .rodata\\n\""
	for (i = 1; i < ARGC; i++) {
		name[i] = ARGV[i]
		sub(/^.*\//, "", name[i])
		if (name[i] !~ /^[0-9][0-9][0-9][0-9]-[a-z-]+\.sql$/)
			die(ARGV[i] ": is not named NNNN-name.sql")
		if (substr(name[i], 1, 4) + 0 != i)
			die(ARGV[i] ": number " i " was expected")
		printf "\t\".global store_sql_%d\\n\"\n", i
		printf "\t\".hidden store_sql_%d\\n\"\n", i
		printf "\t\"store_sql_%d: .incbin \\\"%s\\\"\\n\"\n", i, ARGV[i]
		print "\t\".byte 0\\n\""
	}
	print "\t\".popsection\\n\");\n"
	for (i = 1; i < ARGC; i++)
		printf "extern const char store_sql_%d[];\n", i
	print "\nconst struct migration store_migrations[] = {"
	for (i = 1; i < ARGC; i++)
		printf "\t{ \"%s\", store_sql_%d },\n", name[i], i
	printf "};\n\nconst int store_migration_count = %d;\n", ARGC - 1
}
