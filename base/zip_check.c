/*
 * zip_check.c: see zip_check.h.
 *
 * libzip 1.7 with ZIP_CHECKCONS asks of an entry whose sizes follow its data
 * that the three numbers of its local header be all zero or all right.  The
 * Finder of macOS leaves the checksum and the packed size zero and fills in the
 * size: right, but not all.  Here each number is looked at on its own.
 */
#include "base/zip_check.h"

#include <stdlib.h>

#define END_SIZE	22		/* end of central directory */
#define DIRECTORY_SIZE	46		/* one header there, without names */
#define LOCAL_SIZE	30
#define FOLLOW		8		/* bit 3: sizes follow the data */

#define ZIP64		0x0001		/* kinds of extra fields */
#define OTHER_NAME	0x7075

struct extent { uint64_t start, end; };
typedef VEC(struct extent) extents;

static uint32_t
number(struct slice s, uint64_t at, int bytes)
{
	uint32_t v = 0;
	int i;

	for (i = bytes - 1; i >= 0; i--)
		v = v << 8 | (unsigned char)s.s[at + (uint64_t)i];
	return v;
}

/* Whether n bytes at `at` lie before `end`. */
static bool
fits(uint64_t at, uint64_t n, uint64_t end)
{
	return at <= end && n <= end - at;
}

/* A number of the local header: the directory's, or zero if it may be. */
static bool
same_number(struct slice a, uint64_t local, uint64_t directory, bool follow)
{
	uint32_t v = number(a, local, 4);

	return v == number(a, directory, 4) || (follow && v == 0);
}

/* Whether one of n bytes of extra fields is of a kind, or they are no fields. */
static bool
has_field(struct slice a, uint64_t at, uint32_t n, uint32_t kind)
{
	uint64_t end = at + n;

	while (at < end) {
		if (!fits(at, 4, end) || number(a, at, 2) == kind)
			return true;
		at += 4 + number(a, at + 2, 2);
	}
	return at != end;
}

/* The entry whose directory header stands at `at`, and its data at `data`. */
static void
add_entry(struct slice a, uint64_t at, uint64_t data, zip_entries *out)
{
	uint32_t n_name = number(a, at + 28, 2), n = number(a, at + 30, 2);
	uint64_t extra = at + DIRECTORY_SIZE + n_name;

	VEC_PUSH(out, ((struct zip_entry){
	    .name = { a.s + at + DIRECTORY_SIZE, n_name },
	    .bytes = { a.s + data, number(a, at + 20, 4) },
	    .size = number(a, at + 24, 4), .crc = number(a, at + 16, 4),
	    .flags = number(a, at + 8, 2), .method = number(a, at + 10, 2),
	    .has_zip64 = has_field(a, extra, n, ZIP64),
	    .has_name = has_field(a, extra, n, OTHER_NAME) }));
}

/* The entry whose directory header stands at `at`: its local header agrees,
 * and what it takes lies before the directory. */
static bool
entry_agrees(struct slice a, uint64_t at, uint64_t directory, extents *all,
    zip_entries *out)
{
	uint64_t local = number(a, at + 42, 4);
	uint32_t n_name = number(a, at + 28, 2);
	bool follow = (number(a, at + 8, 2) & FOLLOW) != 0;
	uint64_t data;

	if (!fits(local, LOCAL_SIZE, directory) ||
	    memcmp(a.s + local, "PK\003\004", 4) != 0)
		return false;
	data = local + LOCAL_SIZE + n_name + number(a, local + 28, 2);
	if (number(a, local + 26, 2) != n_name || data > directory ||
	    !fits(data, number(a, at + 20, 4), directory))
		return false;
	VEC_PUSH(all, ((struct extent){ local,
	    data + number(a, at + 20, 4) }));
	add_entry(a, at, data, out);
	/* Flags, method, time and date stand in the same order in both. */
	return memcmp(a.s + local + 6, a.s + at + 8, 8) == 0 &&
	    same_number(a, local + 14, at + 16, follow) &&
	    same_number(a, local + 18, at + 20, follow) &&
	    same_number(a, local + 22, at + 24, follow) &&
	    memcmp(a.s + local + LOCAL_SIZE, a.s + at + DIRECTORY_SIZE,
	    n_name) == 0;
}

static int
by_start(const void *a, const void *b)
{
	const struct extent *x = a, *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

static bool
apart(extents *all)
{
	size_t i;

	if (all->n > 1)
		qsort(all->v, all->n, sizeof(all->v[0]), by_start);
	for (i = 1; i < all->n; i++)
		if (all->v[i].start < all->v[i - 1].end)
			return false;
	return true;
}

bool
zip_directory(struct slice a, zip_entries *out)
{
	uint64_t end, at, directory;
	extents all = { NULL, 0, 0 };
	uint32_t n, i;
	bool good = true;

	if (a.n < END_SIZE || a.n > UINT32_MAX)
		return false;
	end = a.n - END_SIZE;		/* an archive without a comment */
	if (memcmp(a.s + end, "PK\005\006", 4) != 0 ||
	    number(a, end + 4, 4) != 0 || number(a, end + 20, 2) != 0)
		return false;
	n = number(a, end + 10, 2);
	directory = at = number(a, end + 16, 4);
	if (n != number(a, end + 8, 2) || n == UINT16_MAX ||
	    directory > end || number(a, end + 12, 4) != end - directory)
		return false;
	for (i = 0; i < n && good; i++) {
		good = fits(at, DIRECTORY_SIZE, end) &&
		    memcmp(a.s + at, "PK\001\002", 4) == 0 &&
		    fits(at + DIRECTORY_SIZE, number(a, at + 28, 2) +
		    number(a, at + 30, 2) + number(a, at + 32, 2), end) &&
		    entry_agrees(a, at, directory, &all, out);
		if (good)
			at += DIRECTORY_SIZE + number(a, at + 28, 2) +
			    number(a, at + 30, 2) + number(a, at + 32, 2);
	}
	good = good && at == end && apart(&all);
	VEC_FREE(&all);
	return good;
}

bool
zip_agrees(struct slice a)
{
	zip_entries all = { NULL, 0, 0 };
	bool good = zip_directory(a, &all);

	VEC_FREE(&all);
	return good;
}
