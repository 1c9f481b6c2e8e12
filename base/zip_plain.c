/*
 * zip_plain.c: see zip_plain.h.  APPNOTE 4.3.7 and 4.3.12 (headers), 4.4.4
 * (flags), 4.4.5 (methods), 4.5 (extra fields).
 *
 * The size that an entry declares is a claim: memory grows with what arrives.
 */
#include "base/zip_plain.h"

#include <limits.h>

#include <zlib.h>

#include "base/mem.h"

#define STORED		0
#define DEFLATED	8
#define FLAGS		0x080e	/* levels of deflate, sizes that follow, UTF-8 */
#define CHUNK		((size_t)64 * 1024)

static bool
is_ascii(struct slice s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.s[i] < 0x20 || s.s[i] > 0x7e)
			return false;
	return true;
}

static bool
is_plain(const struct zip_entry *e)
{
	return is_ascii(e->name) && (e->flags & ~(uint32_t)FLAGS) == 0 &&
	    e->size != UINT32_MAX && e->bytes.n != UINT32_MAX &&
	    !e->has_zip64 && !e->has_name &&
	    (e->method == DEFLATED || (e->method == STORED &&
	    e->bytes.n == e->size));
}

bool
zip_is_plain(struct slice archive, zip_entries *out)
{
	size_t i;

	if (!zip_directory(archive, out) || out->n == 0)
		return false;
	for (i = 0; i < out->n; i++)
		if (!is_plain(&out->v[i]))
			return false;
	return true;
}

/* What is inflated, of at most `limit` bytes, with room for one more; NULL. */
static char *
inflate_all(struct slice packed, size_t limit, size_t *n)
{
	z_stream z = { .next_in = (Bytef *)(uintptr_t)packed.s,
	    .avail_in = (uInt)packed.n };
	char *bytes = NULL;
	size_t cap = 0, room;
	int rc = Z_OK;

	*n = 0;
	if (packed.n > UINT_MAX || inflateInit2(&z, -MAX_WBITS) != Z_OK)
		return NULL;
	while (rc == Z_OK && *n <= limit) {
		mem_grow((void **)&bytes, &cap, *n + CHUNK, 1);
		room = cap - *n - 1;
		if (room > UINT_MAX)
			room = UINT_MAX;
		z.next_out = (Bytef *)bytes + *n;
		z.avail_out = (uInt)room;
		rc = inflate(&z, Z_NO_FLUSH);
		*n += room - z.avail_out;
	}
	if (rc != Z_STREAM_END || *n > limit || z.avail_in > 0) {
		mem_free(bytes);
		bytes = NULL;
	}
	(void)inflateEnd(&z);
	return bytes;
}

bool
zip_plain_read(const struct zip_entry *e, uint64_t limit, struct slice *out)
{
	char *bytes;
	size_t n = e->bytes.n;

	if (e->size > limit)
		return false;
	if (e->method == STORED) {
		bytes = mem_resize(NULL, n + 1, 1);
		if (n > 0)
			memcpy(bytes, e->bytes.s, n);
	} else if ((bytes = inflate_all(e->bytes, e->size, &n)) == NULL) {
		return false;
	}
	if (n != e->size || crc32_z(0, (const Bytef *)bytes, n) != e->crc) {
		mem_free(bytes);
		return false;
	}
	bytes[n] = '\0';
	*out = (struct slice){ bytes, n };
	return true;
}
