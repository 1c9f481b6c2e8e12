/*
 * lines.c: see lines.h.
 *
 * (1) A line is counted from the last place that was asked for, if it is not
 *     far before this one, or else from there or the last note before it,
 *     whichever is nearer.
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

/* Goes on to byte `at`, by all that is between. */
static void
move_to(const struct lines *l, struct point *p, size_t at)
{
	struct slice s = between(l, p->at, at);
	const char *nl;

	while ((nl = memchr(s.s, '\n', s.n)) != NULL) {
		s = slice_from(s, (size_t)(nl - s.s) + 1);
		p->line++;
		p->column = 1;
	}
	p->column += count_characters(s);
	p->at = at;
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

/* The place of byte `at`, from a note before it. */
static struct point
find_from(struct lines *l, size_t note, size_t at)
{
	struct point to = l->notes.v[note];
	const char *end = line_end_near(l, at);

	to.line += count_lines(between(l, to.at, at));
	to.column = end == NULL ? column_from_notes(l, note, at) :
	    1 + count_characters(between(l, (size_t)(end + 1 - l->text.s),
	    at));
	to.at = at;
	return to;
}

void
lines_at(struct lines *l, size_t at, uint32_t *line, uint32_t *column)
{
	size_t note = 0;
	bool on;

	if (at > l->text.n)
		at = l->text.n;
	if (at < l->notes.v[0].at)
		at = l->notes.v[0].at;
	on = at >= l->last.at;
	if (!on || at - l->last.at > LINES_BACK) {	/* (1) */
		note = note_before(l, at);
		on = on && l->last.at >= l->notes.v[note].at;
	}
	if (on)
		move_to(l, &l->last, at);
	else
		l->last = find_from(l, note, at);
	*line = l->last.line;
	*column = l->last.column;
}
