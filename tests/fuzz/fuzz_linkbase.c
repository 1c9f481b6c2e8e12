/* fuzz_linkbase.c: strangers' bytes as a linkbase, all the way to the findings. */
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	fuzz_judge(data, n, NULL);
	return 0;
}
