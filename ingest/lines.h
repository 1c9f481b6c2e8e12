/*
 * lines.h: the line and column of a byte of a text, found when somebody asks.
 *
 * A report has a hundred thousand places and findings at a few of them, so
 * nothing is counted while it is read, except that the parser's own count of
 * lines is noted now and then.  From the nearest note on, line ends are counted.
 */
#ifndef INGEST_LINES_H
#define INGEST_LINES_H

#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

struct lines;

/* Of a text in UTF-8, borrowed; a byte order mark has no column. */
struct lines	*lines_new(struct slice text);
void		 lines_free(struct lines *);	/* NULL is fine */
/* Byte `at` stands in this line; what is not beyond the last note is dropped. */
void		 lines_note(struct lines *, size_t at, uint32_t line);
/* The line of byte `at` and its column in characters, both from 1.  Asked in
 * the order of the text, each byte is counted once; in any other, the bytes of
 * a line, or up to LINES_BACK of them, each time. */
void		 lines_at(struct lines *, size_t at, uint32_t *line,
		    uint32_t *column);

#define LINES_BACK	((size_t)16 << 10)

#endif
