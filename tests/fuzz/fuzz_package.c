/*
 * fuzz_package.c: strangers' bytes as a taxonomy package.  Bytes that begin
 * "PK" are the archive itself; the rest, cut at NULs, are the two files of
 * META-INF and the name of a third of an archive made here, for no mutation
 * gets its checksums right.
 */
#include <string.h>

#include <zip.h>

#include "tests/fuzz/fuzz.h"

static const uint8_t *
cut(const uint8_t **data, size_t *n, size_t *length)
{
	const uint8_t *from = *data, *nul = memchr(from, 0, *n);

	*length = nul == NULL ? *n : (size_t)(nul - from);
	*data += *length + (nul != NULL);
	*n -= *length + (nul != NULL);
	return from;
}

static void
add(zip_t *zip, const char *name, const uint8_t *bytes, size_t n)
{
	zip_source_t *s = zip_source_buffer(zip, bytes, n, 0);

	if (s == NULL)
		abort();
	if (zip_file_add(zip, name, s, ZIP_FL_ENC_UTF_8) < 0)
		zip_source_free(s);	/* no name for libzip: left out */
}

/* Makes the archive in memory and writes it to fd. */
static void
make_archive(int fd, const uint8_t *data, size_t n)
{
	zip_source_t *s = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *zip = s == NULL ? NULL : zip_open_from_source(s,
	    ZIP_TRUNCATE, NULL);
	const uint8_t *part[2];
	size_t length[2], got;
	char name[256], block[4096];

	if (zip == NULL)
		abort();
	zip_source_keep(s);
	part[0] = cut(&data, &n, &length[0]);
	part[1] = cut(&data, &n, &length[1]);
	add(zip, "t/META-INF/taxonomyPackage.xml", part[0], length[0]);
	add(zip, "t/META-INF/catalog.xml", part[1], length[1]);
	snprintf(name, sizeof(name), "%.*s", (int)(n > 255 ? 255 : n),
	    (const char *)data);
	if (name[0] != '\0')
		add(zip, name, (const uint8_t *)"<a/>", 4);
	if (zip_close(zip) == -1) {
		zip_discard(zip);
	} else if (zip_source_open(s) == 0) {
		while ((got = (size_t)zip_source_read(s, block,
		    sizeof(block))) > 0 && got <= sizeof(block))
			if (write(fd, block, got) != (ssize_t)got)
				abort();
		zip_source_close(s);
	}
	zip_source_free(s);
}

/* Opens everything that the package speaks of. */
static void
look_up(struct resolver *r)
{
	static const char *const uris[] = { "http://t/a.xsd",
	    "https://t/../a%2fb", "http://t/%2e%2e/x" };
	struct resolved got;
	struct slice uri, name;
	const char *why;
	uint32_t i;

	for (i = 0; i < 100 && resolver_entry_point(r, 0, i, &uri, &name);
	    i++)
		if (resolver_open(r, uri, &got, &why) == 0)
			resolver_release(&got);
	for (i = 0; i < sizeof(uris) / sizeof(uris[0]); i++)
		if (resolver_open(r, slice_of(uris[i]), &got, &why) == 0)
			resolver_release(&got);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct resolver *r = resolver_new();
	struct findings *fs = findings_new();
	struct buf b = BUF_ANY;
	const char *why;
	char path[64];
	uint32_t i;
	int fd = memfd_create("fuzz", 0);

	xml_init();
	if (fd == -1)
		abort();
	if (n < 2 || memcmp(data, "PK", 2) != 0)
		make_archive(fd, data, n);
	else if (write(fd, data, n) != (ssize_t)n)
		abort();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (resolver_add_package(r, path, fs, &why) == 0)
		look_up(r);
	for (i = 0; i < findings_count(fs); i++)
		finding_text(&b, findings_get(fs, i), LANG_NL);
	buf_free(&b);
	findings_free(fs);
	resolver_free(r);
	close(fd);
	return 0;
}
