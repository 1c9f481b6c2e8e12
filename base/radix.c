/* radix.c: see radix.h.  The lowest digit first, by counting: three digits. */
#include "base/radix.h"

#include <string.h>

#include "base/mem.h"

#define BITS	11
#define DIGITS	(1u << BITS)

void
radix_sort(uint64_t *v, size_t n)
{
	uint64_t *from = v, *to, *room, *swap;
	size_t at[DIGITS], i, sum, count;
	unsigned shift;

	if (n < 2)
		return;
	room = to = mem_resize(NULL, n, sizeof(*to));
	for (shift = 32; shift < 64; shift += BITS) {
		memset(at, 0, sizeof(at));
		for (i = 0; i < n; i++)
			at[from[i] >> shift & (DIGITS - 1)]++;
		for (i = sum = 0; i < DIGITS; i++) {
			count = at[i];
			at[i] = sum;
			sum += count;
		}
		for (i = 0; i < n; i++)
			to[at[from[i] >> shift & (DIGITS - 1)]++] = from[i];
		swap = from;
		from = to;
		to = swap;
	}
	if (from != v)
		memcpy(v, from, n * sizeof(*v));
	mem_free(room);
}
