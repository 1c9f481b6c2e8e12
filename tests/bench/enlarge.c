/*
 * enlarge.c: makes a report N times as large: enlarge FILE N > OUT.
 *
 * Everything from the first context to the end of the root stands N times,
 * each time with ids, references to them and entity identifiers of its own, so
 * that contexts and facts stay distinct, as in a larger report they would be.
 * It knows the text only, which is enough for reports written by machines.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"

/* What is followed by a name that each copy has for itself. */
static const char *const marks[] = {
	" id=\"", " contextRef=\"", " unitRef=\"", " xlink:href=\"#",
};

static size_t
mark_at(struct slice s, size_t i)
{
	size_t k;

	for (k = 0; k < sizeof(marks) / sizeof(marks[0]); k++) {
		size_t n = strlen(marks[k]);

		if (s.n - i > n && memcmp(s.s + i, marks[k], n) == 0)
			return n;
	}
	return 0;
}

/* The end of "identifier …>text" where text begins, or 0. */
static size_t
identifier_at(struct slice s, size_t i)
{
	static const char name[] = "identifier ";
	size_t k = i + sizeof(name) - 1;

	if (s.n - i < sizeof(name) || memcmp(s.s + i, name, k - i) != 0)
		return 0;
	while (k < s.n && s.s[k] != '>')
		k++;
	return k + 1 - i;
}

static void
write_copy(struct slice s, unsigned copy)
{
	size_t i = 0, from = 0, n;
	char stop;

	while (i < s.n) {
		if (s.s[i] == ' ' && (n = mark_at(s, i)) > 0)
			stop = '"';
		else if (s.s[i] == 'i' && (n = identifier_at(s, i)) > 0)
			stop = '<';
		else {
			i++;
			continue;
		}
		for (i += n; i < s.n && s.s[i] != stop; i++)
			;
		fwrite(s.s + from, 1, i - from, stdout);
		printf("-%u", copy);
		from = i;
	}
	fwrite(s.s + from, 1, s.n - from, stdout);
}

int
main(int argc, char **argv)
{
	struct arena *a = arena_new();
	const char *why, *first, *last;
	unsigned long n, i;
	struct file f;

	if (argc != 3 || (n = strtoul(argv[2], NULL, 10)) == 0) {
		fputs("usage: enlarge FILE N > OUT\n", stderr);
		return 2;
	}
	if (file_open(&f, argv[1], a, &why) == -1) {
		fprintf(stderr, "enlarge: %s: %s\n", argv[1], why);
		return 2;
	}
	first = memmem(f.bytes.s, f.bytes.n, "context id=", 11);
	last = memrchr(f.bytes.s, '<', f.bytes.n);
	while (first != NULL && first > f.bytes.s && *first != '<')
		first--;
	if (first == NULL || last == NULL || last < first) {
		fputs("enlarge: no context found\n", stderr);
		return 2;
	}
	fwrite(f.bytes.s, 1, (size_t)(first - f.bytes.s), stdout);
	for (i = 0; i < n; i++)
		write_copy((struct slice){ first, (size_t)(last - first) },
		    (unsigned)i);
	fwrite(last, 1, (size_t)(f.bytes.s + f.bytes.n - last), stdout);
	file_close(&f);
	arena_free(a);
	return fflush(stdout) == EOF ? 2 : 0;
}
