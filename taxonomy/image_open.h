/*
 * image_open.h: a mapped image and checked access to its sections; the part
 * that taxonomy.c and lookup.c share.  Internal to taxonomy/.
 */
#ifndef TAXONOMY_IMAGE_OPEN_H
#define TAXONOMY_IMAGE_OPEN_H

#include "base/file.h"
#include "base/hash.h"
#include "taxonomy/taxonomy.h"

struct taxonomy {
	struct file  file;		/* of a mapped image */
	struct slice bytes;
	const struct img_section *table;
	uint64_t     checked;		/* bit per section: sum was compared */
	uint64_t     bad;		/* bit per section: and was wrong */
	bool         owns_bytes;	/* bytes are freed on close */
	bool         is_file;
	struct table role_table, arcrole_table;	/* filled on first question */
};

/* The rows of a section and how many; checks its sum the first time. */
const void	*section_rows(const struct taxonomy *, enum section,
		    uint32_t *count);

#endif
