/*
 * unicode.h: what needs the tables of Unicode: full case mappings and the
 * normalization forms, by ICU, which is opened when text that is not plain is
 * first met (late.h).
 */
#ifndef BASE_UNICODE_H
#define BASE_UNICODE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/slice.h"

enum unicode_result {
	UNICODE_OK,
	UNICODE_ABSENT,		/* ICU is not on this machine */
	UNICODE_TOO_LARGE	/* text beyond the buffer, or beyond 2^29 bytes */
};

enum unicode_form { UNICODE_NFC, UNICODE_NFD, UNICODE_NFKC, UNICODE_NFKD };

/* Appends the text in upper or lower case (Unicode, 3.13: the full mappings,
 * of no language).  Text is UTF-8. */
enum unicode_result	unicode_case(struct slice, bool upper, struct buf *);
/* Appends the text in a normalization form (Unicode Annex 15). */
enum unicode_result	unicode_normalize(struct slice, enum unicode_form,
			    struct buf *);

#endif
