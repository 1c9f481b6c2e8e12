/* fuzz_image.c: strangers' bytes as a taxonomy image: an image is input too.
 * The checksums are made right, or nothing behind them would be reached. */
#include <string.h>

#include "tests/image_ask.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char *bytes = mem_resize(NULL, n + 1, 1);
	struct arena *a = arena_new();
	struct taxonomy *t;
	const char *why = NULL;

	memcpy(bytes, data, n);
	image_mend(bytes, n);
	if (taxonomy_open_bytes(&t, (struct slice){ bytes, n }, a,
	    &why) == 0) {
		image_ask(t, a);
		taxonomy_close(t);
	}
	arena_free(a);
	mem_free(bytes);
	return 0;
}
