/*
 * regex_repeat.c: quantities (XML Schema 1.0 part 2, F, [4] to [8]) for PCRE2,
 * which repeats at most REGEX_MAX_REPEAT times: more is written as repeated
 * repeats.
 */
#include <inttypes.h>

#include "base/regex_translate.h"

/* The atom between min and max times, neither beyond REGEX_MAX_REPEAT; an unbounded
 * max is allowed. */
static void
put_repeat(struct buf *out, struct slice atom, uint32_t min, uint32_t max)
{
	buf_slice(out, atom);
	if (max == REGEX_UNBOUNDED)
		buf_printf(out, "{%" PRIu32 ",}", min);
	else
		buf_printf(out, "{%" PRIu32 ",%" PRIu32 "}", min, max);
}

/* n times (or, if `optional`, up to n times) for an n of any size: full
 * rounds of REGEX_MAX_REPEAT, then what is left. */
static void
put_many(struct buf *out, struct slice atom, uint32_t n, bool optional)
{
	uint32_t rounds = n / REGEX_MAX_REPEAT, rest = n % REGEX_MAX_REPEAT;

	if (rounds > 0) {
		buf_puts(out, "(?:");
		put_repeat(out, atom, optional ? 0 : REGEX_MAX_REPEAT, REGEX_MAX_REPEAT);
		buf_char(out, ')');
		buf_printf(out, "{%" PRIu32 ",%" PRIu32 "}",
		    optional ? 0 : rounds, rounds);
	}
	put_repeat(out, atom, optional ? 0 : rest, rest);
}

/* The atom written since `start`, repeated more often than PCRE2 counts. */
static void
repeat_often(struct buf *out, size_t start, uint32_t min, uint32_t max)
{
	struct buf copy = BUF(REGEX_MAX_OUTPUT);
	struct slice atom;

	buf_add(&copy, out->s + start, out->n - start);
	atom = buf_get(&copy);
	out->n = start;
	buf_puts(out, "(?:");
	put_many(out, atom, min, false);
	if (max == REGEX_UNBOUNDED)
		put_repeat(out, atom, 0, REGEX_UNBOUNDED);
	else
		put_many(out, atom, max - min, true);
	buf_char(out, ')');
	buf_free(&copy);
}

void
regex_repeat(struct buf *out, size_t start, uint32_t min, uint32_t max)
{
	if (min <= REGEX_MAX_REPEAT &&
	    (max <= REGEX_MAX_REPEAT || max == REGEX_UNBOUNDED))
		put_repeat(out, (struct slice){ "", 0 }, min, max);
	else
		repeat_often(out, start, min, max);
}
