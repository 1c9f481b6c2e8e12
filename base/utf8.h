/* utf8.h: the few questions about UTF-8 that need no library. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdint.h>

#include "base/slice.h"

/*
 * The length in bytes of the character at the start of s, or 0 where there
 * is none: overlong forms, surrogates and values over U+10FFFF are none.
 */
size_t	utf8_length(struct slice s);
/* The code point at the start of s, which utf8_length found good. */
uint32_t utf8_decode(struct slice s);
/* Writes a code point up to U+10FFFF, at most 4 bytes; how many. */
size_t	utf8_encode(uint32_t c, char *out);
/* The number of characters; bytes that are no UTF-8 count one each. */
size_t	utf8_count(struct slice s);
/* Whether all of s is UTF-8. */
bool	utf8_valid(struct slice s);

#endif
