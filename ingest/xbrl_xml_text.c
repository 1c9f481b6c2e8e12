/*
 * xbrl_xml_text.c: the characters between two tags, from their bytes.
 *
 * The parser has found the bytes well formed and no DOCTYPE is ever read, so
 * the only references are to characters and to the five predefined entities
 * (XML 1.0, 4.1 and 4.6); anything else here passes through as it stands.
 * Line ends become line feeds (2.11); comments, processing instructions and
 * child elements drop out; CDATA sections lose their brackets.
 */
#include "ingest/xbrl_xml.h"

#include "base/utf8.h"

/* Sixteen bytes at a time, as gcc and clang both have them. */
typedef uint8_t bytes16 __attribute__((vector_size(16)));
typedef uint64_t words2 __attribute__((vector_size(16)));

/* How many bytes at the start of s are text as they stand, up to the next '&',
 * '<' or carriage return. */
static size_t
plain_run(struct slice s)
{
	size_t i = 0;
	bytes16 c;
	words2 any;

	for (; i + sizeof(c) <= s.n; i += sizeof(c)) {
		memcpy(&c, s.s + i, sizeof(c));
		any = (words2)((c == '&') | (c == '<') | (c == '\r'));
		if ((any[0] | any[1]) != 0)
			break;
	}
	while (i < s.n && s.s[i] != '&' && s.s[i] != '<' && s.s[i] != '\r')
		i++;
	return i;
}

static int
digit_of(char c, uint32_t base)
{
	int d = c >= '0' && c <= '9' ? c - '0' :
	    c >= 'a' && c <= 'f' ? c - 'a' + 10 :
	    c >= 'A' && c <= 'F' ? c - 'A' + 10 : 99;

	return d < (int)base ? d : -1;
}

/*
 * The reference at the start of s, which is '&': writes its character to out
 * (four bytes of room), *n is how many.  The length of the reference; 0 where
 * it is none.
 */
static size_t
reference(struct slice s, char *out, size_t *n)
{
	static const struct { const char *name; size_t n; char c; } known[] = {
		{ "&lt;", 4, '<' }, { "&gt;", 4, '>' }, { "&amp;", 5, '&' },
		{ "&quot;", 6, '"' }, { "&apos;", 6, '\'' },
	};
	uint32_t base = 10, c = 0;
	size_t i;

	if (s.n < 3 || s.s[1] != '#') {
		for (i = 0; i < sizeof(known) / sizeof(*known); i++)
			if (s.n >= known[i].n &&
			    memcmp(s.s, known[i].name, known[i].n) == 0) {
				*out = known[i].c;
				*n = 1;
				return known[i].n;
			}
		return 0;
	}
	i = 2;
	if (s.s[i] == 'x') {
		base = 16;
		i++;
	}
	for (; i < s.n && digit_of(s.s[i], base) >= 0; i++) {
		c = c * base + (uint32_t)digit_of(s.s[i], base);
		if (c > 0x10FFFF)
			return 0;
	}
	if (i == s.n || s.s[i] != ';')
		return 0;
	*n = utf8_encode(c, out);
	return i + 1;
}

/* The length up to and with `end`, from `from` on; all where it is not there. */
static size_t
through(struct slice s, size_t from, const char *end)
{
	const char *p;

	if (from > s.n)
		from = s.n;
	p = memmem(s.s + from, s.n - from, end, strlen(end));
	return p == NULL ? s.n : (size_t)(p - s.s) + strlen(end);
}

/* The length of a tag: '>' within quotes does not end it. */
static size_t
tag_length(struct slice s)
{
	char quote = 0;
	size_t i;

	for (i = 1; i < s.n; i++) {
		if (quote != 0)
			quote = s.s[i] == quote ? 0 : quote;
		else if (s.s[i] == '"' || s.s[i] == '\'')
			quote = s.s[i];
		else if (s.s[i] == '>')
			return i + 1;
	}
	return s.n;
}

/* Markup at the start of s, which is '<'. */
enum markup { MARKUP_NOTHING, MARKUP_CDATA, MARKUP_OPEN, MARKUP_CLOSE,
	MARKUP_EMPTY };

static enum markup
markup(struct slice s, size_t *length)
{
	if (slice_starts(s, SLICE("<![CDATA["))) {
		*length = through(s, 9, "]]>");
		return MARKUP_CDATA;
	}
	if (slice_starts(s, SLICE("<!--"))) {
		*length = through(s, 4, "-->");
		return MARKUP_NOTHING;
	}
	if (slice_starts(s, SLICE("<?"))) {
		*length = through(s, 2, "?>");
		return MARKUP_NOTHING;
	}
	*length = tag_length(s);
	if (slice_starts(s, SLICE("</")))
		return MARKUP_CLOSE;
	return *length >= 2 && s.s[*length - 2] == '/' ? MARKUP_EMPTY :
	    MARKUP_OPEN;
}

/* A carriage return at the start of s is a line feed, or nothing before one;
 * how many bytes were written. */
static size_t
line_end(char *out, struct slice s)
{
	if (s.n > 1 && s.s[1] == '\n')
		return 0;
	*out = '\n';
	return 1;
}

/* Copies a CDATA section with line ends normalised; how much was written. */
static size_t
copy_lines(char *out, struct slice s)
{
	size_t n = 0, run;

	while (s.n > 0) {
		run = s.s[0] == '&' || s.s[0] == '<' ? 1 : plain_run(s);
		memcpy(out + n, s.s, run);
		n += run;
		s = slice_from(s, run);
		if (s.n > 0 && s.s[0] == '\r') {
			n += line_end(out + n, s);
			s = slice_from(s, 1);
		}
	}
	return n;
}

/* Writes the text of raw, which is no longer than raw; how much it is. */
static size_t
decode(char *out, struct slice s)
{
	size_t n = 0, length, wide;
	uint32_t inside = 0;		/* open child elements */

	for (; s.n > 0; s = slice_from(s, length)) {
		if (s.s[0] == '<') {
			switch (markup(s, &length)) {
			case MARKUP_CDATA:
				if (inside == 0 && length >= 12)
					n += copy_lines(out + n, (struct slice){
					    s.s + 9, length - 12 });
				break;
			case MARKUP_OPEN:
				inside++;
				break;
			case MARKUP_CLOSE:
				inside -= inside > 0;
				break;
			case MARKUP_NOTHING:
			case MARKUP_EMPTY:
				break;
			}
			continue;
		}
		length = wide = 0;
		if (s.s[0] == '&') {
			length = reference(s, out + n, &wide);
		} else if (s.s[0] == '\r') {
			wide = line_end(out + n, s);
			length = 1;
		}
		if (length == 0) {	/* also a '&' that begins no reference */
			wide = length = s.s[0] == '&' ? 1 : plain_run(s);
			memcpy(out + n, s.s, length);
		}
		n += inside == 0 ? wide : 0;
	}
	return n;
}

/* A reference is never shorter than its character: "&#9;" to "&#x10FFFF;"
 * are at least as long as one to four bytes, so raw.n bytes are room enough. */
struct slice
text_decode(struct slice raw, struct arena *arena)
{
	char *out;
	size_t n;

	if (plain_run(raw) == raw.n)
		return raw;
	out = arena_alloc(arena, raw.n + 4);
	n = decode(out, raw);
	out[n] = '\0';
	arena_trim(arena, out, n + 1);
	return (struct slice){ out, n };
}

bool
text_is_blank(struct slice s)
{
	size_t length, wide;
	char c[4];

	while (s.n > 0) {
		if (is_xml_space(s.s[0])) {
			length = 1;
		} else if (s.s[0] == '<') {
			if (markup(s, &length) == MARKUP_CDATA &&
			    length > 12 && slice_trim((struct slice){
			    s.s + 9, length - 12 }).n > 0)
				return false;
		} else if (s.s[0] == '&') {
			length = reference(s, c, &wide);
			if (length == 0 || wide != 1 || !is_xml_space(c[0]))
				return false;
		} else {
			return false;
		}
		s = slice_from(s, length);
	}
	return true;
}

struct slice
text_collapse(struct slice s, struct arena *arena)
{
	size_t i, n = 0;
	char *out;

	s = slice_trim(s);
	for (i = 0; i < s.n; i++)
		if (is_xml_space(s.s[i]) && (s.s[i] != ' ' ||
		    is_xml_space(s.s[i + 1])))
			break;
	if (i >= s.n)
		return s;
	out = arena_alloc(arena, s.n + 1);
	for (i = 0; i < s.n; i++)
		if (!is_xml_space(s.s[i]))
			out[n++] = s.s[i];
		else if (!is_xml_space(s.s[i + 1]))
			out[n++] = ' ';
	return (struct slice){ out, n };
}
