/*
 * zip.c: see zip.h.
 *
 * (1) libzip's ZIP_CHECKCONS compares the directory with the local headers and
 *     refuses duplicate names.  What it refuses for how the Finder of macOS
 *     writes is compared by zip_check.c instead.
 * (2) The sizes that an archive declares are claims: what is read is counted,
 *     and memory grows with what arrives, never with what is claimed.
 * (3) A name is plain UTF-8 text with slashes between its steps; any name that
 *     would lead out of the archive makes the whole archive refused.  So does
 *     a name twice, and one that is a file and a folder.
 * (4) The archive is read where it is mapped, not through a descriptor: after
 *     a fork both processes go on reading without a place in common.
 * (5) Of a plain archive (zip_plain.h) libzip is only opened where an entry is not
 *     what the directory says: then it is read as any other, and refused.
 */
#include "base/zip.h"

#include <assert.h>

#include <zip.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/late.h"
#include "base/mem.h"
#include "base/sonames.h"
#include "base/utf8.h"
#include "base/zip_check.h"
#include "base/zip_plain.h"

#define READ_CHUNK	((size_t)64 * 1024)
#define MAX_NAME	4096		/* bytes of a name */
#define MAX_STEPS	100		/* folders around an entry */

#define ZIP_FUNCTIONS(F) \
	F(zip_discard) F(zip_error_code_zip) F(zip_error_init) \
	F(zip_fclose) F(zip_file_get_error) F(zip_fopen_index) F(zip_fread) \
	F(zip_get_error) F(zip_get_name) F(zip_get_num_entries) \
	F(zip_open_from_source) F(zip_source_buffer_create) \
	F(zip_source_free) F(zip_stat_index)

LATE_LIBRARY(libzip, ZIP_FUNCTIONS);

struct zip_file {
	zip_t        *zip;		/* NULL: not opened (5) */
	zip_entries   plain;		/* n 0: of no plain archive */
	struct file   file;		/* mapped as long as it is open */
	struct arena *arena;		/* the names */
	VEC(struct slice) names;
	struct table  by_name;		/* rows of names */
};

/* Whether the steps of a name are all names; NULL, or what is wrong. */
static const char *
steps_trouble(struct slice name)
{
	struct slice rest = name, step;
	const char *slash;
	unsigned steps = 0;

	while (rest.n > 0) {
		slash = memchr(rest.s, '/', rest.n);
		step = (struct slice){ rest.s, slash == NULL ? rest.n :
		    (size_t)(slash - rest.s) };
		if (slice_is(step, "..") || slice_is(step, "."))
			return "the name of an entry has a step . or ..";
		if (step.n == 0)
			return "the name of an entry has an empty step";
		if (++steps > MAX_STEPS)
			return "the name of an entry has too many steps";
		rest = slice_from(rest, step.n + 1);
	}
	return NULL;
}

/* Whether a name may be used (3); 0, or the trouble with *why.  What the ZIP
 * specification forbids (APPNOTE 4.4.17.1: a drive, a leading slash, a
 * backslash) is told apart from what makes no tree of folders. */
static enum zip_trouble
name_trouble(struct slice name, const char **why)
{
	*why = NULL;
	if (name.n == 0)
		*why = "an entry has no name";
	else if (name.s[0] == '/' || (name.n > 1 && name.s[1] == ':'))
		*why = "the name of an entry begins at the root";
	else if (memchr(name.s, '\\', name.n) != NULL)
		*why = "the name of an entry has a backslash";
	else if (!utf8_valid(name))
		*why = "the name of an entry is not UTF-8";
	else if (name.n > MAX_NAME)
		*why = "the name of an entry is too long";
	if (*why != NULL)
		return ZIP_BAD_FORMAT;
	*why = steps_trouble(name);
	return *why == NULL ? ZIP_FINE : ZIP_BAD_STRUCTURE;
}

static bool
name_is(const void *ctx, uint32_t row, const void *key)
{
	const struct zip_file *z = ctx;

	return slice_eq(z->names.v[row], *(const struct slice *)key);
}

static uint64_t
hash_name(struct slice name)
{
	return hash_bytes(name.s, name.n, hash_salt());
}

static enum zip_trouble
add_name(struct zip_file *z, struct slice text, const char **why)
{
	struct slice name = arena_copy(z->arena, text);
	enum zip_trouble trouble = name_trouble(name, why);

	if (trouble != ZIP_FINE)
		return trouble;
	if (zip_file_find(z, name) != NONE) {
		*why = "two entries have the same name";
		return ZIP_BAD_STRUCTURE;
	}
	table_add(&z->by_name, hash_name(name), (uint32_t)z->names.n);
	VEC_PUSH(&z->names, name);
	return ZIP_FINE;
}

/* Takes the name of entry i over from libzip. */
static enum zip_trouble
read_name(struct zip_file *z, zip_uint64_t i, const char **why)
{
	/* Names as ZIP's own code pages have them become UTF-8. */
	const char *text = libzip.zip_get_name(z->zip, i, ZIP_FL_ENC_GUESS);
	zip_stat_t st;

	if (text == NULL || libzip.zip_stat_index(z->zip, i, 0, &st) == -1) {
		*why = "the name of an entry cannot be read";
		return ZIP_BAD_FORMAT;
	}
	if ((st.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
	    st.encryption_method != ZIP_EM_NONE) {
		*why = "the ZIP archive is encrypted";
		return ZIP_BAD_FORMAT;
	}
	return add_name(z, slice_of(text), why);
}

/* Whether a folder around an entry is an entry that is a file. */
static bool
is_in_file(const struct zip_file *z, struct slice name)
{
	size_t i;

	for (i = 1; i < name.n; i++)
		if (name.s[i] == '/' && zip_file_find(z,
		    (struct slice){ name.s, i }) != NONE)
			return true;
	return false;
}

static enum zip_trouble
read_names(struct zip_file *z, const char **why)
{
	zip_int64_t n = z->plain.n > 0 ? (zip_int64_t)z->plain.n :
	    libzip.zip_get_num_entries(z->zip, 0), i;
	enum zip_trouble trouble;

	if (n < 0 || n > ZIP_MAX_ENTRIES) {
		*why = "has too many entries";
		return ZIP_BAD_FORMAT;
	}
	for (i = 0; i < n; i++) {
		trouble = z->plain.n > 0 ?
		    add_name(z, z->plain.v[i].name, why) :
		    read_name(z, (zip_uint64_t)i, why);
		if (trouble != ZIP_FINE)
			return trouble;
	}
	for (i = 0; i < n; i++)
		if (is_in_file(z, z->names.v[i])) {
			*why = "an entry is a file and a folder";
			return ZIP_BAD_STRUCTURE;
		}
	return ZIP_FINE;
}

/* A constant sentence for libzip's trouble. */
static const char *
zip_reason(int code)
{
	switch (code) {
	case ZIP_ER_NOZIP:
		return "is not a ZIP archive";
	case ZIP_ER_INCONS:
		return "the ZIP archive contradicts itself";
	case ZIP_ER_EXISTS:
		return "two entries have the same name";
	case ZIP_ER_NOPASSWD:
	case ZIP_ER_WRONGPASSWD:
	case ZIP_ER_ENCRNOTSUPP:
		return "the ZIP archive is encrypted";
	case ZIP_ER_COMPNOTSUPP:
		return "the ZIP archive is compressed in an unknown way";
	case ZIP_ER_CRC:
		return "the checksum of an entry is wrong";
	}
	return "the ZIP archive is damaged";
}

/* Opens the mapped bytes as an archive (4). */
static enum zip_trouble
open_mapped(struct zip_file *z, const char **why)
{
	zip_error_t error;
	zip_source_t *source;

	if (!LATE_OPEN(libzip, LIBZIP)) {
		*why = "cannot be read: libzip is not on this machine";
		return ZIP_NO_FILE;
	}
	if (z->file.bytes.n == 0) {	/* libzip would begin a new one */
		*why = zip_reason(ZIP_ER_NOZIP);
		return ZIP_BAD_FORMAT;
	}
	libzip.zip_error_init(&error);
	source = libzip.zip_source_buffer_create(z->file.bytes.s, z->file.bytes.n, 0,
	    &error);
	if (source != NULL)
		z->zip = libzip.zip_open_from_source(source,
		    ZIP_RDONLY | ZIP_CHECKCONS, &error);
	if (source != NULL && z->zip == NULL &&
	    libzip.zip_error_code_zip(&error) == ZIP_ER_INCONS &&
	    zip_agrees(z->file.bytes))
		z->zip = libzip.zip_open_from_source(source, ZIP_RDONLY, &error);
	if (z->zip != NULL)
		return ZIP_FINE;
	libzip.zip_source_free(source);
	*why = zip_reason(libzip.zip_error_code_zip(&error));
	return libzip.zip_error_code_zip(&error) == ZIP_ER_EXISTS ?
	    ZIP_BAD_STRUCTURE : ZIP_BAD_FORMAT;
}

enum zip_trouble
zip_file_open(struct zip_file **out, const char *path, struct arena *arena,
    const char **why)
{
	struct zip_file *z = NULL;
	enum zip_trouble trouble;
	struct file file;

	/* file_open refuses what is no regular file, without waiting. */
	if (file_open(&file, path, arena, why) == -1)
		return ZIP_NO_FILE;
	z = mem_calloc(1, sizeof(*z));
	z->arena = arena_new();
	z->file = file;
	trouble = ZIP_FINE;
	if (!zip_is_plain(file.bytes, &z->plain)) {
		z->plain.n = 0;
		trouble = open_mapped(z, why);
	}
	if (trouble == ZIP_FINE)
		trouble = read_names(z, why);
	if (trouble == ZIP_FINE) {
		*out = z;
		z = NULL;		/* now the caller's */
	}
	zip_file_close(z);
	return trouble;
}

void
zip_file_close(struct zip_file *z)
{
	if (z == NULL)
		return;
	if (z->zip != NULL)
		libzip.zip_discard(z->zip);
	file_close(&z->file);
	table_free(&z->by_name);
	VEC_FREE(&z->names);
	VEC_FREE(&z->plain);
	arena_free(z->arena);
	mem_free(z);
}

uint32_t
zip_file_count(const struct zip_file *z)
{
	return (uint32_t)z->names.n;
}

struct slice
zip_file_name(const struct zip_file *z, uint32_t i)
{
	return i < z->names.n ? z->names.v[i] : SLICE_NONE;
}

uint32_t
zip_file_find(const struct zip_file *z, struct slice name)
{
	return table_find(&z->by_name, hash_name(name), name_is, z, &name);
}

/* Reads all of an entry; at most `limit` bytes may come (2). */
static int
read_all(zip_file_t *entry, uint64_t limit, struct slice *out,
    const char **why)
{
	char *bytes = NULL;
	size_t n = 0, cap = 0;
	zip_int64_t got;

	for (;;) {
		mem_grow((void **)&bytes, &cap, n + READ_CHUNK, 1);
		got = libzip.zip_fread(entry, bytes + n, READ_CHUNK);
		if (got < 0) {
			*why = zip_reason(
			    libzip.zip_error_code_zip(libzip.zip_file_get_error(entry)));
			break;
		}
		n += (size_t)got;
		if (n > limit) {
			*why = "an entry unpacks to more than it may";
			break;
		}
		if (got == 0) {
			bytes[n] = '\0';	/* there is room for a chunk */
			*out = (struct slice){ bytes, n };
			return 0;
		}
	}
	mem_free(bytes);
	return -1;
}

/* How many bytes an entry may unpack to: bounded by what it was packed in. */
static uint64_t
entry_limit(uint64_t packed)
{
	return packed < ZIP_MAX_ENTRY / ZIP_MAX_RATIO ?
	    (packed + 1) * ZIP_MAX_RATIO : ZIP_MAX_ENTRY;
}

static int
read_by_libzip(struct zip_file *z, uint32_t i, struct slice *out,
    const char **why)
{
	zip_file_t *entry;
	zip_stat_t st;
	int rc;

	if (z->zip == NULL && open_mapped(z, why) != ZIP_FINE)
		return -1;
	if (libzip.zip_stat_index(z->zip, i, 0, &st) == -1) {
		*why = "there is no such entry";
		return -1;
	}
	if ((entry = libzip.zip_fopen_index(z->zip, i, 0)) == NULL) {
		*why = zip_reason(libzip.zip_error_code_zip(
		    libzip.zip_get_error(z->zip)));
		return -1;
	}
	rc = read_all(entry, entry_limit((st.valid & ZIP_STAT_COMP_SIZE) ?
	    st.comp_size : 0), out, why);
	libzip.zip_fclose(entry);
	return rc;
}

int
zip_file_read(struct zip_file *z, uint32_t i, struct slice *out,
    const char **why)
{
	*out = SLICE_NONE;
	if (i >= z->names.n) {
		*why = "there is no such entry";
		return -1;
	}
	if (z->plain.n > 0 && zip_plain_read(&z->plain.v[i],
	    entry_limit(z->plain.v[i].bytes.n), out))
		return 0;
	return read_by_libzip(z, i, out, why);
}
