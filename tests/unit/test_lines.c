/* Lines and columns that are found when they are asked for, against counting
 * every byte from the start. */
#include "ingest/lines.h"

#include <stdlib.h>

#include "base/mem.h"
#include "tests/tap.h"

/* The same, a character at a time. */
static void
count(struct slice text, size_t at, uint32_t *line, uint32_t *column)
{
	size_t i = slice_starts(text, SLICE("\xEF\xBB\xBF")) ? 3 : 0;

	*line = *column = 1;
	for (; i < at && i < text.n; i++) {
		if (text.s[i] == '\n') {
			++*line;
			*column = 1;
		} else if ((text.s[i] & 0xC0) != 0x80) {
			++*column;
		}
	}
}

/* Notes every `step` bytes, then asks for places in an order of chance. */
static void
check(struct slice text, size_t step, const char *name)
{
	struct lines *l = lines_new(text);
	uint32_t line, column, want_line, want_column, seed = 1;
	size_t at, i, bad = 0;

	for (at = step; at < text.n; at += step) {
		count(text, at, &line, &column);
		lines_note(l, at, line);
	}
	for (i = 0; i < 300; i++) {
		seed = seed * 1103515245 + 12345;
		at = i % 3 == 0 ? at + seed % 50 : seed % (text.n + 10);
		lines_at(l, at, &line, &column);
		count(text, at > text.n ? text.n : at, &want_line,
		    &want_column);
		bad += line != want_line || column != want_column;
	}
	is_int((long long)bad, 0, name);
	lines_free(l);
}

/* n bytes of a pattern. */
static struct slice
repeat(const char *pattern, size_t n)
{
	size_t len = strlen(pattern), i;
	char *s = mem_resize(NULL, n, 1);

	for (i = 0; i < n; i++)
		s[i] = pattern[i % len];
	return (struct slice){ s, n };
}

int
main(void)
{
	static const struct {
		const char *pattern, *name;
	} texts[] = {
		{ "ab\n", "short lines" },
		{ "a line of <tags> and text, not long\n\n", "and empty ones" },
		{ "caf\xC3\xA9 \xE2\x82\xAC\r\n", "characters of two and three" },
		{ "no end of line \xC3\xA9 ", "one line, longer than is looked" },
	};
	struct lines *l = lines_new(SLICE("\xEF\xBB\xBFx\ny"));
	uint32_t line, column;
	size_t i;

	lines_at(l, 3, &line, &column);
	ok(line == 1 && column == 1, "a byte order mark has no column");
	lines_at(l, 0, &line, &column);
	ok(line == 1 && column == 1, "nor has what is before its end");
	lines_at(l, 5, &line, &column);
	ok(line == 2 && column == 1, "the next line");
	lines_free(l);
	lines_free(NULL);
	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct slice text = repeat(texts[i].pattern, 100000);

		check(text, 100, texts[i].name);
		check(text, 70000, "the same, noted once");
		check(text, SIZE_MAX / 2, "the same, never noted");
		mem_free((void *)(uintptr_t)text.s);
	}
	return done();
}
