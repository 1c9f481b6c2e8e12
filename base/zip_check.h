/*
 * zip_check.h: does a ZIP archive agree with itself?  For archives that
 * libzip's own check refuses for a peculiarity of how they were written.
 */
#ifndef BASE_ZIP_CHECK_H
#define BASE_ZIP_CHECK_H

#include <stdbool.h>

#include "base/slice.h"

/*
 * Whether each entry of the directory has a local header of the same name,
 * method and time, whose checksum and sizes are the directory's or, where they
 * follow the data (APPNOTE 4.4.4, bit 3), zero; and no two entries share
 * bytes.  Only plain archives: one disk, no ZIP64, nothing before or after.
 */
bool	zip_agrees(struct slice archive);

#endif
