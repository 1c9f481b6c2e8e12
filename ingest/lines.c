/*
 * lines.c: see lines.h.
 *
 * (1) A line is counted from the last place that was asked for or the last
 *     note before it, whichever is nearer.
 * (2) A column is counted from the last place that was asked for, if no line
 *     has ended since, or else from the line's own start.  Where that is more
 *     than LINES_BACK away (a document may be one line) the columns of all
 *     notes are counted, once, and it is counted from the nearest.
 */
#include "ingest/lines.h"

#include <string.h>

#include "base/mem.h"

struct point {
	size_t   at;
	uint32_t line, column;
};

struct lines {
	struct slice text;
	VEC(struct point) notes;	/* rising; columns of the first … */
	size_t       n_columns;		/* … so many are known */
	struct point last;		/* the last that was asked for */
};

struct lines *
lines_new(struct slice text)
{
	struct lines *l = mem_calloc(1, sizeof(*l));
	size_t start = slice_starts(text, SLICE("\xEF\xBB\xBF")) ? 3 : 0;

	l->text = text;
	l->last = (struct point){ start, 1, 1 };
	VEC_PUSH(&l->notes, l->last);
	l->n_columns = 1;
	return l;
}

void
lines_free(struct lines *l)
{
	if (l == NULL)
		return;
	VEC_FREE(&l->notes);
	mem_free(l);
}

void
lines_note(struct lines *l, size_t at, uint32_t line)
{
	if (at > l->notes.v[l->notes.n - 1].at && at <= l->text.n)
		VEC_PUSH(&l->notes, ((struct point){ at, line, 0 }));
}

static struct slice
between(const struct lines *l, size_t from, size_t to)
{
	return (struct slice){ l->text.s + from, to - from };
}

static uint32_t
count_lines(struct slice s)
{
	const char *p;
	uint32_t n = 0;

	while ((p = memchr(s.s, '\n', s.n)) != NULL) {
		s = slice_from(s, (size_t)(p - s.s) + 1);
		n++;
	}
	return n;
}

/* Characters: bytes that do not continue one. */
static uint32_t
count_characters(struct slice s)
{
	uint32_t n = 0;
	size_t i = 0, k;

	for (; i + 16 <= s.n; i += 16) {	/* sixteen at a time */
		uint8_t part = 0;

		for (k = 0; k < 16; k++)
			part = (uint8_t)(part + ((s.s[i + k] & 0xC0) != 0x80));
		n += part;
	}
	for (; i < s.n; i++)
		n += (s.s[i] & 0xC0) != 0x80;
	return n;
}

/* The column after s, which begins in column `from`. */
static uint32_t
column_after(struct slice s, uint32_t from)
{
	const char *nl = memrchr(s.s, '\n', s.n);

	if (nl != NULL) {
		s = slice_from(s, (size_t)(nl - s.s) + 1);
		from = 1;
	}
	return from + count_characters(s);
}

/* The last note at or before `at`; there is one at the start of the text. */
static size_t
note_before(const struct lines *l, size_t at)
{
	size_t low = 0, high = l->notes.n, mid;

	while (high - low > 1) {
		mid = low + (high - low) / 2;
		if (l->notes.v[mid].at <= at)
			low = mid;
		else
			high = mid;
	}
	return low;
}

/* The last line end of the LINES_BACK bytes before `at`, or NULL. */
static const char *
line_end_near(const struct lines *l, size_t at)
{
	size_t back = at < LINES_BACK ? at : LINES_BACK;

	return memrchr(l->text.s + at - back, '\n', back);
}

static uint32_t
column_from_notes(struct lines *l, size_t note, size_t at)
{
	struct point *p;

	for (; l->n_columns <= note; l->n_columns++) {
		p = &l->notes.v[l->n_columns];
		p->column = column_after(between(l, p[-1].at, p->at),
		    p[-1].column);
	}
	p = &l->notes.v[note];
	return column_after(between(l, p->at, at), p->column);
}

void
lines_at(struct lines *l, size_t at, uint32_t *line, uint32_t *column)
{
	size_t note, near;
	const char *end;
	struct point to;

	if (at > l->text.n)
		at = l->text.n;
	if (at < l->notes.v[0].at)
		at = l->notes.v[0].at;
	note = note_before(l, at);
	to = l->notes.v[note];
	near = at >= l->last.at && l->last.at >= to.at;
	if (near)
		to = l->last;
	to.line += count_lines(between(l, to.at, at));
	if (near)
		to.column = column_after(between(l, to.at, at), to.column);
	else if ((end = line_end_near(l, at)) != NULL)
		to.column = 1 + count_characters(between(l,
		    (size_t)(end + 1 - l->text.s), at));
	else
		to.column = column_from_notes(l, note, at);
	to.at = at;
	l->last = to;
	*line = to.line;
	*column = to.column;
}
