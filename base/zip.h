/*
 * zip.h: reading ZIP archives that strangers made, through libzip.
 * Names are checked (no absolute paths, no "..", no backslashes, no
 * duplicates, no file that is a folder), entries are bounded in number, size
 * and ratio, and none may be encrypted.
 */
#ifndef BASE_ZIP_H
#define BASE_ZIP_H

#include <stdint.h>

#include "base/arena.h"
#include "base/slice.h"

#define ZIP_MAX_ENTRIES	100000		/* the largest known taxonomy: 12,409 */
#define ZIP_MAX_ENTRY	((uint64_t)1 << 30)	/* bytes of one entry, unpacked */
#define ZIP_MAX_RATIO	1000		/* XBRL deflates up to 60:1 */

struct zip_file;

/* What can be wrong with an archive. */
enum zip_trouble {
	ZIP_FINE = 0,
	ZIP_NO_FILE,		/* there is no file to open */
	ZIP_BAD_FORMAT,		/* it breaks the rules of ZIP */
	ZIP_BAD_STRUCTURE	/* its names are no tree of folders */
};

/* ZIP_FINE, or the trouble with *why a sentence. */
enum zip_trouble	zip_file_open(struct zip_file **, const char *path,
	    struct arena *, const char **why);
void	zip_file_close(struct zip_file *);	/* NULL is fine */
uint32_t	zip_file_count(const struct zip_file *);
/* Lives as long as the zip_file. */
struct slice	zip_file_name(const struct zip_file *, uint32_t i);
/* The index of an entry by its exact name, or NONE. */
uint32_t	zip_file_find(const struct zip_file *, struct slice name);
/* The bytes of entry i in freshly allocated memory that the caller frees
 * with mem_free(out->s); -1 with *why. */
int	zip_file_read(struct zip_file *, uint32_t i, struct slice *out,
	    const char **why);

#endif
