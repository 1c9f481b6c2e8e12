/* slice.c: see slice.h. */
#include "base/slice.h"

int
slice_cmp(struct slice a, struct slice b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n == 0 ? 0 : memcmp(a.s, b.s, n);

	if (c != 0)
		return c;
	return (a.n > b.n) - (a.n < b.n);
}
