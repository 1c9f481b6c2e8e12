/*
 * open.c: open N IMAGE ENTRY CATALOG…: what it costs to get a taxonomy whose
 * image is in a cache, N times over with its pages in memory.
 *
 * Prints one line: µs (median) to map the image and check its head; µs
 * (median) for all that a command does before the first fact: read the
 * catalogs, make the key, open, see that the files it was made of are as they
 * were, find a concept by its name; kB of anonymous memory that the latter
 * takes the first time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "base/mem.h"
#include "taxonomy/image_open.h"
#include "taxonomy/taxonomy.h"

static double
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* Anonymous memory, counted page by page (proc(5), smaps_rollup). */
static long
anonymous_kb(void)
{
	FILE *f = fopen("/proc/self/smaps_rollup", "r");
	char line[256];
	long kb = -1;

	while (f != NULL && fgets(line, sizeof(line), f) != NULL)
		if (strncmp(line, "Anonymous:", 10) == 0)
			kb = strtol(line + 10, NULL, 10);
	if (f != NULL)
		(void)fclose(f);
	return kb;
}

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
median(double *v, size_t n)
{
	qsort(v, n, sizeof(*v), by_value);
	return v[n / 2];
}

static const char *
folder_of(const char *path, struct arena *a)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? "." : arena_copy(a, (struct slice){ path,
	    (size_t)(slash - path) }).s;
}

/* As a command does it; NULL, and a reason printed, where it cannot be had. */
static struct taxonomy *
get(char **argv, int n_catalogs, struct resolver *r, struct arena *a)
{
	struct taxonomy_options o = { .cache = folder_of(argv[2], a) };
	struct slice entry = slice_of(argv[3]);
	const char *why = NULL;
	struct taxonomy *t = NULL;
	int i;

	for (i = 0; i < n_catalogs; i++)
		if (resolver_add_catalog(r, argv[4 + i], &why) == -1)
			goto out;
	if (taxonomy_get(&t, &entry, 1, r, &o, a, &why) == 0)
		(void)taxonomy_find_element(t, SLICE("urn:none"),
		    SLICE("none"));
 out:
	if (t == NULL)
		fprintf(stderr, "open: %s\n", why);
	return t;
}

/* The taxonomy once as a command gets it, once only mapped; µs of each. */
static int
open_twice(int argc, char **argv, double *whole, double *mapped)
{
	struct arena *a = arena_new();
	struct resolver *r = resolver_new();
	double start = now_us();
	struct taxonomy *t = get(argv, argc - 4, r, a);
	const char *why = "was not there: it was compiled";
	int rc = -1;

	*whole = now_us() - start;
	if (t == NULL || !t->is_file)
		goto out;
	taxonomy_close(t);
	start = now_us();
	rc = taxonomy_open(&t, argv[2], a, &why);
	*mapped = now_us() - start;
	if (rc == -1)
		t = NULL;
 out:
	if (rc == -1)
		fprintf(stderr, "open: the image %s\n", why);
	taxonomy_close(t);
	resolver_free(r);
	arena_free(a);
	return rc;
}

int
main(int argc, char **argv)
{
	size_t n = argc < 4 ? 0 : strtoul(argv[1], NULL, 10), i;
	double *whole, *mapped;
	struct resolver *r;
	struct arena *a;
	long private;
	int rc = 0;

	if (n == 0) {
		fputs("usage: open N IMAGE ENTRY CATALOG…\n", stderr);
		return 2;
	}
	whole = mem_calloc(n, sizeof(*whole));
	mapped = mem_calloc(n, sizeof(*mapped));
	private = anonymous_kb();
	a = arena_new();
	r = resolver_new();
	taxonomy_close(get(argv, argc - 4, r, a));
	private = anonymous_kb() - private;
	resolver_free(r);
	arena_free(a);
	for (i = 0; i < n && rc == 0; i++)
		rc = open_twice(argc, argv, &whole[i], &mapped[i]);
	if (rc == 0)
		printf("%.0f %.0f %ld\n", median(mapped, n), median(whole, n),
		    private);
	mem_free(whole);
	mem_free(mapped);
	return rc == 0 ? 0 : 2;
}
