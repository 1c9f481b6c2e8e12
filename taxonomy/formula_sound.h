/*
 * formula_sound.h: whether the rows of formulas in an image make sense.  Internal
 * to taxonomy/: asked once of an image, before the first of them is used.
 */
#ifndef TAXONOMY_FORMULA_SOUND_H
#define TAXONOMY_FORMULA_SOUND_H

#include "taxonomy/taxonomy.h"

#define MAX_FILTER_DEPTH	64	/* the deepest known is 4 */
/* A filter and all that are in it, each as often as one walks into it. */
#define MAX_FILTERS_WITHIN	200000

/* The sums of the sections have been compared. */
bool	formula_is_sound(const struct taxonomy *);

#endif
