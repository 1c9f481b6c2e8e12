/* image_write.h: a compiled dts as the bytes of an image (image.h). */
#ifndef TAXONOMY_IMAGE_WRITE_H
#define TAXONOMY_IMAGE_WRITE_H

#include "taxonomy/dts.h"

/* The bytes of the image, to be freed with mem_free(result.s).  The same dts
 * gives the same bytes on every machine.  Its rows are gone then. */
struct slice	image_write(struct dts *);

#endif
