/*
 * regex_translate.h: an expression of XML Schema as one of PCRE2.  Internal to
 * base/regex*.c.
 */
#ifndef BASE_REGEX_TRANSLATE_H
#define BASE_REGEX_TRANSLATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/regex.h"
#include "base/slice.h"

struct char_range {
	uint32_t lo, hi;	/* code points, both included */
};

/* The most ranges that one block name stands for. */
#define REGEX_BLOCK_RANGES	3

/* The ranges of the block that \p{Is…} names, ascending; 0: no such block. */
size_t	regex_block(struct slice name,
	    struct char_range ranges[REGEX_BLOCK_RANGES]);

/* Appends the translation, not anchored; -1 with *err filled. */
int	regex_translate(struct slice expression, struct buf *out,
	    struct regex_error *err);

#endif
