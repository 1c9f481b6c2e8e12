/* fuzz_utr.c: strangers' bytes as a units registry, and questions to it. */
#include <stdint.h>

#include "base/arena.h"
#include "taxonomy/utr.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct utr_measure kilo = { SLICE("http://example.org/u"),
	    SLICE("kilo") };
	struct utr_measures plain = { &kilo, NULL, 1, 0 };
	struct utr_measures divided = { &kilo, &kilo, 1, 1 };
	struct arena *a = arena_new();
	const char *why;
	struct utr *u;
	size_t i;

	if (utr_read_bytes(&u, (struct slice){ (const char *)data, n }, a,
	    &why) == 0)
		for (i = 0; i < utr_count(u); i++) {
			struct slice type = slice_of(utr_unit(u, i)->type);

			(void)utr_takes(u, kilo.ns, type, &plain);
			(void)utr_takes(u, kilo.ns, type, &divided);
		}
	utr_free(u);
	arena_free(a);
	return 0;
}
