/* test_radix.c: radix_sort against qsort, and that equal keys keep their order. */
#include "base/radix.h"

#include <stdlib.h>

#include "base/hash.h"
#include "tests/tap.h"

static int
by_all(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* The lower half counts up, so that a stable sort by the upper half is a sort
 * by the whole. */
static void
fill(uint64_t *v, size_t n, uint64_t mask)
{
	size_t i;

	for (i = 0; i < n; i++)
		v[i] = (hash_mix(n, i) & mask) << 32 | i;
}

static void
sorts(size_t n, uint64_t mask, const char *name)
{
	static uint64_t v[5000], want[5000];

	fill(v, n, mask);
	fill(want, n, mask);
	qsort(want, n, sizeof(*want), by_all);
	radix_sort(v, n);
	ok(n == 0 || memcmp(v, want, n * sizeof(*v)) == 0, "%s", name);
}

int
main(void)
{
	sorts(0, UINT32_MAX, "nothing");
	sorts(1, UINT32_MAX, "one");
	sorts(5000, UINT32_MAX, "5,000 of all sizes");
	sorts(5000, 0, "5,000 alike keep their order");
	sorts(5000, 7, "eight keys keep their order");
	sorts(5000, UINT64_C(0xffe00000), "the highest digit counts");
	return done();
}
