/*
 * zip_plain.h: entries of archives that are as plain as archives can be, without
 * libzip: to open that library takes longer than to judge a small report.
 */
#ifndef BASE_ZIP_PLAIN_H
#define BASE_ZIP_PLAIN_H

#include "base/zip_check.h"

/*
 * Whether all that is in an archive is known by its directory: it agrees with
 * itself (zip_check.h) and has entries, whose names are ASCII, which are stored
 * or deflated, not encrypted, and have no fields that say otherwise.  Of any other
 * archive libzip knows what is wrong with it, or how it is read.  The entries are
 * added to *out either way.
 */
bool	zip_is_plain(struct slice archive, zip_entries *out);

/*
 * The bytes of an entry of such an archive, of at most `limit`, which the caller
 * frees with mem_free(out->s).  False: they are not what the directory says, and
 * libzip knows why.
 */
bool	zip_plain_read(const struct zip_entry *, uint64_t limit,
	    struct slice *out);

#endif
