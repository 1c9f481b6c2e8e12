/*
 * zip.h: reading ZIP archives that strangers made, through libzip.
 * Names are checked (no absolute paths, no "..", no backslashes, no
 * duplicates), entries are bounded in number, size and ratio.
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

/* 0, or -1 with *why a sentence. */
int	zip_file_open(struct zip_file **, const char *path, struct arena *,
	    const char **why);
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
