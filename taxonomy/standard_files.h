/*
 * standard_files.h: the rows that taxonomy/standard/embed.awk makes.  Ask
 * through standard.h.
 */
#ifndef TAXONOMY_STANDARD_FILES_H
#define TAXONOMY_STANDARD_FILES_H

#include <stddef.h>

#define HIDDEN	__attribute__((visibility("hidden")))

struct standard_file {
	const char *key;	/* the address without its scheme */
	const char *address;	/* the first that the catalog gives the file */
	const char *name;	/* below taxonomy/standard/ */
	const char *bytes, *end;
};

/* Sorted by the bytes of the key. */
extern const struct standard_file standard_files[] HIDDEN;
extern const size_t standard_file_count HIDDEN;

#endif
