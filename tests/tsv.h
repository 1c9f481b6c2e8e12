/*
 * tsv.h: tests as rows of a table: columns with a tab between, # begins a
 * comment, %XX in a column is a byte where the reader of the column says so.
 */
#ifndef TESTS_TSV_H
#define TESTS_TSV_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/slice.h"

#define TSV_COLUMNS	8

struct tsv {
	FILE  *f;
	char  *line;
	size_t cap;
	int    number;				/* of the line, from 1 */
	struct slice column[TSV_COLUMNS];	/* NUL-terminated */
	int    n;				/* how many there are */
};

static inline bool
tsv_open(struct tsv *t, const char *path)
{
	memset(t, 0, sizeof(*t));
	return (t->f = fopen(path, "r")) != NULL;
}

/* The next row that is no comment and not empty. */
static inline bool
tsv_next(struct tsv *t)
{
	ssize_t n;
	char *s, *tab;

	while ((n = getline(&t->line, &t->cap, t->f)) != -1) {
		t->number++;
		if (n > 0 && t->line[n - 1] == '\n')
			t->line[n - 1] = '\0';
		if (t->line[0] == '#' || t->line[0] == '\0')
			continue;
		for (s = t->line, t->n = 0; t->n < TSV_COLUMNS; s = tab + 1) {
			if ((tab = strchr(s, '\t')) != NULL)
				*tab = '\0';
			t->column[t->n++] = slice_of(s);
			if (tab == NULL)
				break;
		}
		return true;
	}
	return false;
}

static inline void
tsv_close(struct tsv *t)
{
	if (t->f != NULL)
		fclose(t->f);
	free(t->line);		/* lint: of getline */
}

/* %XX becomes a byte, in place; "-" alone is the empty text. */
static inline struct slice
tsv_unescape(struct slice s)
{
	char *text = (char *)(uintptr_t)s.s, *to = text, hex[3] = { 0 };
	const char *from = text, *end = s.s + s.n;

	if (slice_is(s, "-"))
		return (struct slice){ s.s, 0 };
	for (; from < end; from++) {
		if (*from == '%' && end - from > 2) {
			hex[0] = from[1];
			hex[1] = from[2];
			*to++ = (char)strtol(hex, NULL, 16);
			from += 2;
		} else {
			*to++ = *from;
		}
	}
	return (struct slice){ s.s, (size_t)(to - text) };
}

#endif
