/*
 * fuzz_formula.c: strangers' bytes as a linkbase of formulas, compiled with a
 * small taxonomy (formula.xsd) and evaluated over a small report (formula.xbrl).
 * Budgets are small: what takes long has to be refused.  No linkbase becomes an
 * image that is taken for a damaged one.
 */
#include "base/buf.h"
#include "base/file.h"
#include "tests/fuzz/fuzz.h"

#define REPORT	"tests/fuzz/formula.xbrl"

static int linkbase, report;
static char report_path[64];

int	LLVMFuzzerInitialize(int *argc, char ***argv);

/* The report with the places that it names written in. */
static void
write_report(struct slice text, const char *folder)
{
	struct buf b = BUF_ANY;
	char path[64];
	size_t i;

	snprintf(path, sizeof(path), "/proc/self/fd/%d", linkbase);
	for (i = 0; i < text.n; i++) {
		struct slice left = slice_from(text, i);

		if (slice_starts(left, SLICE("\"@HERE@"))) {
			buf_printf(&b, "\"%s", folder);
			i += strlen("\"@HERE@") - 1;
		} else if (slice_starts(left, SLICE("\"@LINKBASE@"))) {
			buf_printf(&b, "\"%s", path);
			i += strlen("\"@LINKBASE@") - 1;
		} else {
			buf_char(&b, text.s[i]);
		}
	}
	if (write(report, b.s, b.n) != (ssize_t)b.n)
		abort();
	buf_free(&b);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct arena *a = arena_new();
	const char *folder = file_real_path("tests/fuzz", a);
	const char *why = "no folder tests/fuzz";
	struct file f;

	(void)argc;
	(void)argv;
	linkbase = memfd_create("linkbase", 0);
	report = memfd_create("report", 0);
	if (linkbase == -1 || report == -1 || folder == NULL ||
	    file_open(&f, REPORT, a, &why) == -1) {
		fprintf(stderr, "fuzz_formula: %s\n", why);
		exit(2);
	}
	snprintf(report_path, sizeof(report_path), "/proc/self/fd/%d", report);
	write_report(f.bytes, folder);
	file_close(&f);
	arena_free(a);
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *a = arena_new();
	struct judge_options o = { .ingest.resolver = resolver_new(),
	    .formula = { .max_evaluations = 2000, .max_steps = 20000,
	    .limits = { .steps = 200000, .memory = 32 << 20 } } };
	struct judged j;

	xml_init();
	if (ftruncate(linkbase, 0) == -1 ||
	    pwrite(linkbase, data, n, 0) != (ssize_t)n)
		abort();
	(void)judge_file(&j, report_path, &o, a);
	if (j.why != NULL && strstr(j.why, "damaged") != NULL)
		abort();		/* we made that image ourselves */
	judged_free(&j);
	resolver_free(o.ingest.resolver);
	arena_free(a);
	return 0;
}
