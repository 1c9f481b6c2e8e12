/*
 * fuzz.h: what the fuzzers share: a file in memory that has a path, since
 * everything is read through paths, and a resolver that knows the standard's
 * schemas only.
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/xml.h"
#include "validate/judge.h"

/* Judges the bytes as a file; findings and failures are both fine, a crash or
 * a leak is not. */
static inline void
fuzz_judge(const uint8_t *data, size_t n, const char *image)
{
	struct arena *a = arena_new();
	struct judge_options o = { .ingest.resolver = resolver_new(),
	    .ingest.taxonomy.image = image,
	    .validate.filing_rules = FILING_RULES_NL_KVK };
	struct judged j;
	char path[64];
	int fd = memfd_create("fuzz", 0);

	xml_init();
	if (fd == -1 || write(fd, data, n) != (ssize_t)n)
		abort();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	(void)judge_file(&j, path, &o, a);
	judged_free(&j);
	resolver_free(o.ingest.resolver);
	arena_free(a);
	close(fd);
}

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#endif
