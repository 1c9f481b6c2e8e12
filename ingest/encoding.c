/*
 * encoding.c: see encoding.h.
 *
 * (1) A byte order mark decides; then the first four bytes, where they can
 *     only be UTF-16 or UTF-32; then the XML declaration; else it is UTF-8.
 * (2) What is not UTF-8 is converted in blocks of at most BLOCK bytes of text;
 *     a mark is kept for each.  A position is led back by converting its block
 *     again up to it, so encodings whose bytes mean different things after a
 *     shift (ISO-2022, HZ, UTF-7) are refused.
 */
#include "ingest/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <strings.h>

#define BLOCK	1024		/* bytes of text between two marks */
#define SNIFF	1024		/* the XML declaration ends within these */

static const struct signature {
	const char *bytes;
	size_t      n, skip;	/* bytes to compare, bytes of the mark */
	const char *name;
} signatures[] = {
	{ "\xEF\xBB\xBF", 3, 0, "UTF-8" },	/* libxml2 skips this one */
	{ "\xFF\xFE\0\0", 4, 4, "UTF-32LE" },
	{ "\0\0\xFE\xFF", 4, 4, "UTF-32BE" },
	{ "\xFF\xFE", 2, 2, "UTF-16LE" },
	{ "\xFE\xFF", 2, 2, "UTF-16BE" },
	{ "<\0\0\0", 4, 0, "UTF-32LE" },
	{ "\0\0\0<", 4, 0, "UTF-32BE" },
	{ "<\0", 2, 0, "UTF-16LE" },
	{ "\0<", 2, 0, "UTF-16BE" },
};

/* Where ASCII bytes are always ASCII characters. */
static const char *const supersets[] = {
	"US-ASCII", "ASCII", "ISO-8859-", "ISO_8859-", "windows-125", "cp125",
	"latin1",
};

static const char *const stateful[] = {
	"ISO-2022", "ISO2022", "HZ", "UTF-7", "UTF7", "CSISO2022", "UNICODE-1",
};

static bool
starts_with_one_of(const char *name, const char *const *list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strncasecmp(name, list[i], strlen(list[i])) == 0)
			return true;
	return false;
}

static bool
is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

/* The name in encoding="…" of the declaration; false where there is none. */
static bool
declared(struct encoding *e, struct slice in)
{
	static const char word[] = "encoding";
	const char *p, *end, *stop;
	size_t n = 0;
	char quote;

	if (!slice_starts(in, SLICE("<?xml")) || in.n < 6)
		return false;
	stop = memmem(in.s, in.n < SNIFF ? in.n : SNIFF, "?>", 2);
	if (stop == NULL)
		return false;
	p = memmem(in.s, (size_t)(stop - in.s), word, sizeof(word) - 1);
	if (p == NULL)
		return false;
	p += sizeof(word) - 1;
	while (p < stop && (is_xml_space(*p) || *p == '='))
		p++;
	if (p == stop || (*p != '"' && *p != '\''))
		return false;
	quote = *p++;
	for (end = p; end < stop && is_name_char(*end); end++)
		continue;
	n = (size_t)(end - p);
	if (end == stop || *end != quote || n == 0 || n >= sizeof(e->name))
		return false;
	memcpy(e->name, p, n);
	e->name[n] = '\0';
	return true;
}

/* Sets the name; how many bytes to pass over. */
static size_t
detect(struct encoding *e)
{
	size_t i;

	memcpy(e->name, "UTF-8", 6);
	for (i = 0; i < sizeof(signatures) / sizeof(*signatures); i++) {
		const struct signature *s = &signatures[i];

		if (e->raw.n < s->n ||
		    memcmp(e->raw.s, s->bytes, s->n) != 0)
			continue;
		snprintf(e->name, sizeof(e->name), "%s", s->name);
		return s->skip;
	}
	if (declared(e, e->raw) && (strncasecmp(e->name, "UTF-16", 6) == 0 ||
	    strncasecmp(e->name, "UTF-32", 6) == 0 ||
	    strncasecmp(e->name, "UCS-", 4) == 0 ||
	    strncasecmp(e->name, "ISO-10646-UCS", 13) == 0)) {
		e->trouble = "the declared encoding is not that of the bytes";
		e->text.n = 0;
	}
	return 0;
}

static bool
all_ascii(struct slice s)
{
	unsigned char any = 0;
	size_t i;

	for (i = 0; i < s.n; i++)
		any |= (unsigned char)s.s[i];
	return any < 0x80;
}

/* Converts from raw + skip on; the text grows in a buffer of its own. */
static void
convert(struct encoding *e, iconv_t cd, size_t skip)
{
	char *in = (char *)(uintptr_t)(e->raw.s + skip), *v = NULL;
	size_t left = e->raw.n - skip, n = 0, cap = 0, rc = 0;

	while (left > 0) {
		size_t room = BLOCK;
		char *out;

		mem_grow((void **)&v, &cap, n + BLOCK, 1);
		VEC_PUSH(&e->marks, ((struct encoding_mark){ n,
		    (uint64_t)(in - e->raw.s) }));
		out = v + n;
		rc = iconv(cd, &in, &left, &out, &room);
		n = (size_t)(out - v);
		if (rc == (size_t)-1 && errno != E2BIG)
			break;
	}
	if (left > 0)
		e->trouble = errno == EINVAL ?
		    "the last character is cut off" :
		    "there are bytes that its encoding does not have";
	e->text = v == NULL ? SLICE("") : (struct slice){ v, n };
}

#if defined(__GNUC__) && !defined(__clang__)
/* gcc's analyzer takes the (iconv_t)-1 of a failure for a converter. */
#pragma GCC diagnostic ignored "-Wanalyzer-malloc-leak"
#endif

/* A converter to UTF-8 of what is in that encoding; false: there is none. */
static bool
converter(iconv_t *cd, const char *name)
{
	*cd = iconv_open("UTF-8", name);
	return *cd != (iconv_t)-1;
}

void
encoding_open(struct encoding *e, struct slice raw)
{
	iconv_t cd;
	size_t skip;

	*e = (struct encoding){ .raw = raw, .text = raw, .same = true };
	skip = detect(e);
	if (e->trouble != NULL || strcasecmp(e->name, "UTF-8") == 0 ||
	    strcasecmp(e->name, "UTF8") == 0)
		return;
	if (starts_with_one_of(e->name, supersets,
	    sizeof(supersets) / sizeof(*supersets)) && all_ascii(raw))
		return;
	if (starts_with_one_of(e->name, stateful,
	    sizeof(stateful) / sizeof(*stateful)) ||
	    !converter(&cd, e->name)) {
		e->trouble = "its encoding is not known";
		e->text.n = 0;
		return;
	}
	e->same = false;
	convert(e, cd, skip);
	iconv_close(cd);
}

void
encoding_close(struct encoding *e)
{
	if (!e->same && e->marks.n > 0)
		mem_free((void *)(uintptr_t)e->text.s);
	VEC_FREE(&e->marks);
}

uint64_t
encoding_offset(const struct encoding *e, uint64_t text)
{
	size_t low = 0, high = e->marks.n, left, room;
	char scrap[BLOCK], *in, *out = scrap;
	iconv_t cd;

	if (e->same || e->marks.n == 0)
		return text;
	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (e->marks.v[mid].text <= text)
			low = mid;
		else
			high = mid;
	}
	in = (char *)(uintptr_t)(e->raw.s + e->marks.v[low].raw);
	left = (size_t)(e->raw.n - e->marks.v[low].raw);
	room = (size_t)(text - e->marks.v[low].text);
	if (room == 0 || room > sizeof(scrap) ||
	    !converter(&cd, e->name))
		return (uint64_t)(in - e->raw.s);
	(void)iconv(cd, &in, &left, &out, &room);
	iconv_close(cd);
	return (uint64_t)(in - e->raw.s);
}
