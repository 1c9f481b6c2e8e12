/*
 * sha256.c: see sha256.h.  FIPS 180-4 by nettle, which is ready at once:
 * libcrypto reads its configuration and gathers its providers first.
 */
#include "base/sha256.h"

#include <nettle/sha2.h>

#include "base/mem.h"

struct sha256 {
	struct sha256_ctx ctx;
};

void
sha256(struct slice bytes, unsigned char digest[SHA256_SIZE])
{
	struct sha256_ctx ctx;

	sha256_init(&ctx);
	sha256_update(&ctx, bytes.n, (const uint8_t *)bytes.s);
	sha256_digest(&ctx, SHA256_SIZE, digest);
}

struct sha256 *
sha256_new(void)
{
	struct sha256 *h = mem_calloc(1, sizeof(*h));

	sha256_init(&h->ctx);
	return h;
}

void
sha256_add(struct sha256 *h, struct slice bytes)
{
	sha256_update(&h->ctx, bytes.n, (const uint8_t *)bytes.s);
}

void
sha256_end(struct sha256 *h, unsigned char digest[SHA256_SIZE])
{
	sha256_digest(&h->ctx, SHA256_SIZE, digest);
	mem_free(h);
}

void
sha256_hex(const unsigned char digest[SHA256_SIZE], char hex[SHA256_HEX])
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < SHA256_SIZE; i++) {
		hex[2 * i] = digits[digest[i] >> 4];
		hex[2 * i + 1] = digits[digest[i] & 15];
	}
	hex[SHA256_HEX - 1] = '\0';
}
