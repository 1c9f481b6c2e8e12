/*
 * json.c: see json.h.  RFC 8259, strictly: no comments, no trailing commas, no
 * byte order mark, UTF-8 only, one value.  No recursion: what is open is kept
 * in json.stack.
 */
#include "base/json.h"

#include <stdint.h>

#include "base/buf.h"
#include "base/utf8.h"

void
json_begin(struct json *j, struct slice in)
{
	*j = (struct json){ .in = in, .kind = JSON_END };
}

static enum json_kind
fail(struct json *j, const char *error)
{
	j->error = error;
	j->raw = (struct slice){ j->in.s, 0 };
	j->begun = true;
	return j->kind = JSON_ERROR;
}

/* The byte at pos; -1 at the end. */
static int
peek(const struct json *j)
{
	return j->pos < j->in.n ? (unsigned char)j->in.s[j->pos] : -1;
}

static void
skip_space(struct json *j)
{
	while (j->pos < j->in.n && is_xml_space(j->in.s[j->pos]))
		j->pos++;
}

static bool
is_digit(int c)
{
	return c >= '0' && c <= '9';
}

static int
hex_value(int c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* Four hexadecimal digits at the start of s, or -1. */
static int32_t
hex4(struct slice s)
{
	int32_t v = 0;
	int i, d;

	if (s.n < 4)
		return -1;
	for (i = 0; i < 4; i++) {
		if ((d = hex_value((unsigned char)s.s[i])) == -1)
			return -1;
		v = v << 4 | d;
	}
	return v;
}

/* --- tokens --- */

/* Passes one character of a string at pos; NULL, or what is wrong with it. */
static const char *
pass_character(struct json *j)
{
	int c = peek(j);
	size_t n;

	if (c < 0x20)
		return "a control character in a string must be escaped";
	if (c != '\\') {
		n = utf8_length(slice_from(j->in, j->pos));
		j->pos += n;
		return n == 0 ? "a string is not UTF-8" : NULL;
	}
	if (j->pos + 1 >= j->in.n)
		return "the text ends within a string";
	c = (unsigned char)j->in.s[j->pos + 1];
	if (c == 'u') {
		if (hex4(slice_from(j->in, j->pos + 2)) == -1)
			return "\\u must be followed by four hexadecimal digits";
		j->pos += 6;
		return NULL;
	}
	if (c == '\0' || strchr("\"\\/bfnrt", c) == NULL)
		return "unknown escape in a string";
	j->pos += 2;
	return NULL;
}

/* The string at pos, which is a quote; 0 with j->raw, or -1 after fail. */
static int
read_string(struct json *j)
{
	size_t from = ++j->pos;
	const char *error;

	while (peek(j) != '"') {
		error = peek(j) == -1 ? "the text ends within a string" :
		    pass_character(j);
		if (error != NULL) {
			fail(j, error);
			return -1;
		}
	}
	j->raw = (struct slice){ j->in.s + from, j->pos - from };
	j->pos++;
	return 0;
}

/* Passes digits; false where there is none. */
static bool
pass_digits(struct json *j)
{
	size_t from = j->pos;

	while (is_digit(peek(j)))
		j->pos++;
	return j->pos > from;
}

static enum json_kind
read_number(struct json *j)
{
	size_t from = j->pos;

	if (peek(j) == '-')
		j->pos++;
	if (peek(j) == '0')
		j->pos++;
	else if (!pass_digits(j))
		return fail(j, "a number lacks its digits");
	if (is_digit(peek(j)))
		return fail(j, "a number must not begin with 0");
	if (peek(j) == '.') {
		j->pos++;
		if (!pass_digits(j))
			return fail(j, "a number lacks digits after its point");
	}
	if (peek(j) == 'e' || peek(j) == 'E') {
		j->pos++;
		if (peek(j) == '+' || peek(j) == '-')
			j->pos++;
		if (!pass_digits(j))
			return fail(j, "a number lacks digits in its exponent");
	}
	j->raw = (struct slice){ j->in.s + from, j->pos - from };
	j->after_value = true;
	return j->kind = JSON_NUMBER;
}

static enum json_kind
read_word(struct json *j)
{
	static const struct {
		struct slice   word;
		enum json_kind kind;
	} words[] = {
		{ { "true", 4 }, JSON_TRUE },
		{ { "false", 5 }, JSON_FALSE },
		{ { "null", 4 }, JSON_NULL },
	};
	struct slice rest = slice_from(j->in, j->pos);
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (slice_starts(rest, words[i].word)) {
			j->raw = (struct slice){ rest.s, words[i].word.n };
			j->pos += words[i].word.n;
			j->after_value = true;
			return j->kind = words[i].kind;
		}
	return fail(j, rest.n == 0 ? "the text ends where a value must stand" :
	    "a value must stand here");
}

static enum json_kind
open_container(struct json *j)
{
	char c = j->in.s[j->pos];

	if (j->depth == JSON_MAX_DEPTH)
		return fail(j, "objects and arrays are nested too deeply");
	j->raw = (struct slice){ j->in.s + j->pos, 1 };
	j->pos++;
	j->stack[j->depth++] = c;
	j->expect_key = c == '{';
	j->after_value = false;
	return j->kind = c == '{' ? JSON_OBJECT : JSON_ARRAY;
}

static enum json_kind
close_container(struct json *j)
{
	char c = j->stack[--j->depth];

	j->raw = (struct slice){ j->in.s + j->pos, 1 };
	j->pos++;
	j->expect_key = false;
	j->after_value = true;
	return j->kind = c == '{' ? JSON_OBJECT_END : JSON_ARRAY_END;
}

static enum json_kind
read_value(struct json *j)
{
	int c = peek(j);

	j->begun = true;
	if (c == '{' || c == '[')
		return open_container(j);
	if (c == '"') {
		if (read_string(j) == -1)
			return JSON_ERROR;
		j->after_value = true;
		return j->kind = JSON_STRING;
	}
	if (c == '-' || is_digit(c))
		return read_number(j);
	return read_word(j);
}

static enum json_kind
read_key(struct json *j)
{
	if (peek(j) != '"')
		return fail(j, "a key must stand here");
	if (read_string(j) == -1)
		return JSON_ERROR;
	skip_space(j);
	if (peek(j) != ':')
		return fail(j, "a colon must follow a key");
	j->pos++;
	j->expect_key = false;
	j->after_value = false;
	return j->kind = JSON_KEY;
}

enum json_kind
json_next(struct json *j)
{
	char top;
	bool opened;

	if (j->begun && (j->kind == JSON_END || j->kind == JSON_ERROR))
		return j->kind;
	skip_space(j);
	if (j->depth == 0) {
		if (!j->begun)
			return read_value(j);
		if (peek(j) != -1)
			return fail(j, "text follows the value");
		j->raw = (struct slice){ j->in.s, 0 };
		return j->kind = JSON_END;
	}
	top = j->stack[j->depth - 1];
	opened = j->kind == JSON_OBJECT || j->kind == JSON_ARRAY;
	if ((j->after_value || opened) && peek(j) == (top == '{' ? '}' : ']'))
		return close_container(j);
	if (j->after_value) {
		if (peek(j) != ',')
			return fail(j, "a comma or the end of the object or "
			    "array must stand here");
		j->pos++;
		skip_space(j);
		j->after_value = false;
		j->expect_key = top == '{';
	}
	return j->expect_key ? read_key(j) : read_value(j);
}

void
json_skip(struct json *j)
{
	int depth = j->depth;

	if (j->kind != JSON_OBJECT && j->kind != JSON_ARRAY)
		return;
	while (j->depth >= depth && j->kind != JSON_ERROR)
		json_next(j);
}

/* --- strings --- */

static void
add_utf8(struct buf *b, uint32_t c)
{
	char bytes[4];

	buf_add(b, bytes, utf8_encode(c, bytes));
}

/* Undoes the \u at the start of s, with the second half of a surrogate pair
 * where one follows; the bytes it took. */
static size_t
add_unicode(struct buf *b, struct slice s)
{
	uint32_t c = (uint32_t)hex4(slice_from(s, 2));
	int32_t low = -1;

	if (c < 0xd800 || c > 0xdfff) {
		add_utf8(b, c);
		return 6;
	}
	if (c < 0xdc00 && s.n >= 12 && s.s[6] == '\\' && s.s[7] == 'u')
		low = hex4(slice_from(s, 8));
	if (low < 0xdc00 || low > 0xdfff) {
		add_utf8(b, 0xfffd);
		return 6;
	}
	add_utf8(b, 0x10000 + ((c - 0xd800) << 10) + ((uint32_t)low - 0xdc00));
	return 12;
}

static char
unescape(char c)
{
	switch (c) {
	case 'b':
		return '\b';
	case 'f':
		return '\f';
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case 't':
		return '\t';
	}
	return c;
}

struct slice
json_string(const struct json *j, struct arena *arena)
{
	struct slice s = j->raw, result;
	struct buf b = BUF_ANY;
	const char *p;
	size_t n;

	if (s.n == 0 || memchr(s.s, '\\', s.n) == NULL)
		return s;
	while (s.n > 0) {
		p = memchr(s.s, '\\', s.n);
		n = p == NULL ? s.n : (size_t)(p - s.s);
		buf_add(&b, s.s, n);
		s = slice_from(s, n);
		if (s.n == 0)
			break;
		if (s.s[1] == 'u') {
			s = slice_from(s, add_unicode(&b, s));
		} else {
			buf_char(&b, unescape(s.s[1]));
			s = slice_from(s, 2);
		}
	}
	result = arena_copy(arena, buf_get(&b));
	buf_free(&b);
	return result;
}
