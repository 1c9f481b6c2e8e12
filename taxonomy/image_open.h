/*
 * image_open.h: a mapped image and checked access to its sections; the part
 * that taxonomy.c and lookup.c share.  Internal to taxonomy/.
 */
#ifndef TAXONOMY_IMAGE_OPEN_H
#define TAXONOMY_IMAGE_OPEN_H

#include "base/file.h"
#include "base/hash.h"
#include "taxonomy/taxonomy.h"

#define IMAGE_DAMAGED	"the taxonomy image is damaged"

struct taxonomy {
	struct file  file;		/* of a mapped image */
	struct slice bytes;
	const struct img_section *table;	/* NULL: a view, see below */
	struct { const void *rows; uint32_t count; } sections[SECTIONS];
	uint64_t     checked;		/* bit per section: sum was compared */
	uint64_t     bad;		/* bit per section: and was wrong */
	bool         bad_code;		/* formula_bad_code */
	bool         owns_bytes;	/* bytes are freed on close */
	bool         is_file;
	const char  *refused;		/* taxonomy_refused */
	struct table role_table, arcrole_table;	/* filled on first question */
};

struct dts;

/* A taxonomy that is being compiled, seen as if it were an image, but for
 * names (taxonomy_find_name and what builds on it) and findings.  Good until
 * a row is added. */
void		 taxonomy_view(struct taxonomy *, const struct dts *);

/* Compares the sum of a section, of a section of formulas those of all of them,
 * and looks at their rows (formula_sound.h); what is wrong has no rows from then
 * on. */
void		 section_check(const struct taxonomy *, enum section);

/* The rows of a section and how many; checks its sum the first time. */
static inline const void *
section_rows(const struct taxonomy *t, enum section sec, uint32_t *count)
{
	if ((t->checked >> sec & 1) == 0)
		section_check(t, sec);
	*count = t->sections[sec].count;
	return t->sections[sec].rows;
}
size_t		 section_row_size(enum section);

/* Compares the sums that were not compared yet. */
void		 taxonomy_check(const struct taxonomy *);

#endif
