/*
 * zip_check.h: does a ZIP archive agree with itself?  For archives that
 * libzip's own check refuses for a peculiarity of how they were written.
 */
#ifndef BASE_ZIP_CHECK_H
#define BASE_ZIP_CHECK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/slice.h"

/* An entry as the directory has it; the slices lie in the archive. */
struct zip_entry {
	struct slice name;
	struct slice bytes;	/* as packed */
	uint32_t     size, crc;	/* unpacked */
	uint32_t     flags, method;
	bool         has_zip64;	/* extra fields: 0x0001, */
	bool         has_name;	/* and 0x7075, another name */
};
typedef VEC(struct zip_entry) zip_entries;

/*
 * Whether each entry of the directory has a local header of the same name,
 * method and time, whose checksum and sizes are the directory's or, where they
 * follow the data (APPNOTE 4.4.4, bit 3), zero; and no two entries share
 * bytes.  Only plain archives: one disk, no ZIP64, nothing before or after.
 */
bool	zip_agrees(struct slice archive);
/* The same; the entries are added to *out as far as they agree. */
bool	zip_directory(struct slice archive, zip_entries *out);

#endif
