/* sha256.h: SHA-256 through nettle. */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include "base/slice.h"

#define SHA256_SIZE	32
#define SHA256_HEX	65	/* hexadecimal digits and the NUL */

void	sha256(struct slice bytes, unsigned char digest[SHA256_SIZE]);
/* The same in pieces; sha256_end frees. */
struct sha256;
struct sha256	*sha256_new(void);
void	sha256_add(struct sha256 *, struct slice bytes);
void	sha256_end(struct sha256 *, unsigned char digest[SHA256_SIZE]);

void	sha256_hex(const unsigned char digest[SHA256_SIZE],
	    char hex[SHA256_HEX]);

#endif
