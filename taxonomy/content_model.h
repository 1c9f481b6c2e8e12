/*
 * content_model.h: does a sequence of child elements fit a content model
 * (XML Schema 1.0 part 1, 3.8 and 3.9)?
 */
#ifndef TAXONOMY_CONTENT_MODEL_H
#define TAXONOMY_CONTENT_MODEL_H

#include "taxonomy/content.h"

#define CONTENT_FITS		UINT32_MAX
#define CONTENT_UNKNOWN		(UINT32_MAX - 1)

/*
 * Children are rows of the view's names, in document order.  CONTENT_FITS, or
 * the number of children that fit before the model could not go on: a number
 * below n is the place of the first child that is not expected, n says that
 * something required is missing at the end.  CONTENT_UNKNOWN where the model
 * is too complex to tell within the work allowed; *work, 0 at first, counts
 * what all questions about one document took.
 */
uint32_t	content_match(const struct content_view *, uint32_t particle,
		    const uint32_t *children, uint32_t n, uint64_t *work);

#endif
