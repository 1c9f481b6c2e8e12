/*
 * fuzz_report.c: strangers' bytes as a report, all the way to the findings.
 * Every report is judged by the education taxonomy (PO), compiled once, so
 * that what lies behind the taxonomy is reached too.
 */
#include "base/uri.h"
#include "tests/fuzz/fuzz.h"

#define ENTRY	"https://rekenschap.example/taxonomie/ow/2026/entrypoints/" \
		"ow-rpt-jaarverantwoording-po.xsd"
#define IMAGE	"build/fuzz/po.image"

int	LLVMFuzzerInitialize(int *argc, char ***argv);

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct resolver *r = resolver_new();
	struct arena *a = arena_new();
	struct slice entry = SLICE(ENTRY);
	const struct taxonomy_options one = { .jobs = 1 };
	const char *why;

	(void)argc;
	(void)argv;
	if (resolver_add_package(r, "build/rekenschap-ow-2026.zip", NULL,
	    &why) == -1 ||
	    taxonomy_compile(IMAGE, &entry, 1, r, &one, a, &why) == -1) {
		fprintf(stderr, "fuzz_report: %s\n", why);
		exit(2);
	}
	resolver_free(r);
	arena_free(a);
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	fuzz_judge(data, n, IMAGE);
	return 0;
}
