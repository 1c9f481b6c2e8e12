/* standard.c: see standard.h.  A binary search over the embedded files. */
#include "taxonomy/standard.h"

#include "taxonomy/standard_files.h"

static const struct standard_file *
find(struct slice uri)
{
	size_t low = 0, high = standard_file_count, mid;
	const char *hash = uri.n == 0 ? NULL : memchr(uri.s, '#', uri.n);
	int c;

	if (hash != NULL)
		uri.n = (size_t)(hash - uri.s);
	if (slice_starts(uri, SLICE("http://")))
		uri = slice_from(uri, 7);
	else if (slice_starts(uri, SLICE("https://")))
		uri = slice_from(uri, 8);
	else
		return NULL;
	while (low < high) {
		mid = low + (high - low) / 2;
		c = slice_cmp(uri, slice_of(standard_files[mid].key));
		if (c == 0)
			return &standard_files[mid];
		if (c < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

struct slice
standard_schema(struct slice uri, const char **name)
{
	const struct standard_file *f = find(uri);

	if (f == NULL)
		return SLICE_NONE;
	if (name != NULL)
		*name = f->name;
	return (struct slice){ f->bytes, (size_t)(f->end - f->bytes) };
}

struct slice
standard_address(struct slice uri)
{
	const struct standard_file *f = find(uri);

	return f == NULL ? SLICE_NONE : slice_of(f->address);
}
