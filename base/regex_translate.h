/*
 * regex_translate.h: an expression of XML Schema, or of XPath, as one of PCRE2.
 * Internal to base/regex*.c.
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

#define REGEX_MAX_OUTPUT	(1u << 20)	/* PCRE2 gives up far earlier */
#define REGEX_MAX_REPEAT	65535		/* PCRE2's own limit */
#define REGEX_UNBOUNDED		UINT32_MAX
/* Puts the quantifier behind the atom that was written since `start`. */
void	regex_repeat(struct buf *out, size_t start, uint32_t min, uint32_t max);

/* A character as PCRE2 writes it, also inside []. */
void	regex_put_char(struct buf *out, uint32_t c);
/* A range inside [], nothing where it ends before it begins; surrogates are no
 * characters and drop out. */
void	regex_put_range(struct buf *out, uint32_t lo, uint32_t hi);
/* Flag i: a character as an atom; a range inside [], of which `exact` gets what
 * PCRE2 must not fold. */
void	regex_fold_char(struct buf *out, uint32_t c);
void	regex_fold_range(struct buf *out, struct buf *exact, uint32_t lo,
	    uint32_t hi);

/* Appends the translation, not anchored; `flags` are those of regex.h, 0 for
 * XML Schema.  -1 with *err filled. */
int	regex_translate(struct slice expression, unsigned flags,
	    struct buf *out, struct regex_error *err);

#endif
