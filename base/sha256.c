/* sha256.c: see sha256.h.  FIPS 180-4 by libcrypto's EVP interface. */
#include "base/sha256.h"

#include <openssl/evp.h>

#include "base/mem.h"

void
sha256(struct slice bytes, unsigned char digest[SHA256_SIZE])
{
	unsigned int n = 0;

	/* It fails only where memory does, or where libcrypto is broken: then
	 * all zeros, which no document has. */
	if (EVP_Digest(bytes.n == 0 ? "" : bytes.s, bytes.n, digest, &n,
	    EVP_sha256(), NULL) != 1 || n != SHA256_SIZE)
		mem_zero(digest, SHA256_SIZE);
}

struct sha256 {
	EVP_MD_CTX *ctx;
	bool        bad;
};

struct sha256 *
sha256_new(void)
{
	struct sha256 *h = mem_calloc(1, sizeof(*h));

	h->ctx = EVP_MD_CTX_new();
	h->bad = h->ctx == NULL ||
	    EVP_DigestInit_ex(h->ctx, EVP_sha256(), NULL) != 1;
	return h;
}

void
sha256_add(struct sha256 *h, struct slice bytes)
{
	if (!h->bad && bytes.n > 0)
		h->bad = EVP_DigestUpdate(h->ctx, bytes.s, bytes.n) != 1;
}

void
sha256_end(struct sha256 *h, unsigned char digest[SHA256_SIZE])
{
	unsigned int n = 0;

	if (h->bad || EVP_DigestFinal_ex(h->ctx, digest, &n) != 1)
		mem_zero(digest, SHA256_SIZE);
	EVP_MD_CTX_free(h->ctx);
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
