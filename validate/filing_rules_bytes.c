/*
 * filing_rules_bytes.c: filing rules about the bytes of the submitted file:
 * FR-NL-1.01 to 1.05 and 2.06.
 *
 * (1) They look at all characters of the file, whatever they stand in: a
 *     comment, an instruction, a tag.  Nothing need be well-formed.
 * (2) A file that is not UTF-8 breaks FR-NL-1.05; the others look at what its
 *     characters are, as far as these can be made out.
 * (3) Each names its first FILING_MAX_PLACES places.
 */
#include "validate/filing_rules.h"

#include "base/utf8.h"

static const char bom[] = "\xEF\xBB\xBF";	/* U+FEFF */

/* --- places --- */

/* A finding at n bytes of the text, the next one of a rule that has found
 * *places so far; NULL where these are enough. */
static struct finding *
found(struct filing *f, unsigned *places, enum finding_code code, size_t at,
    size_t n)
{
	if ((*places)++ >= FILING_MAX_PLACES)
		return NULL;
	return filing_at(f, code, (struct span){ at, n });
}

/* Where the text begins, behind a byte order mark. */
static size_t
text_start(const struct filing *f)
{
	return slice_starts(f->text, slice_of(bom)) ? 3 : 0;
}

/* Basic Latin, Latin-1 Supplement and Currency Symbols (FR-NL-1.02). */
static bool
is_allowed(uint32_t c)
{
	return c <= 0xFF || (c >= 0x20A0 && c <= 0x20CF);
}

/* --- FR-NL-1.01: no byte order mark --- */

void
rule_fr_nl_1_01(struct filing *f)
{
	static const struct { const char *bytes; size_t n; } marks[] = {
		{ "\xFF\xFE\0\0", 4 }, { "\0\0\xFE\xFF", 4 },
		{ "\xEF\xBB\xBF", 3 }, { "\xFF\xFE", 2 }, { "\xFE\xFF", 2 },
	};
	size_t i;

	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		if (!slice_starts(f->r->file.bytes, (struct slice){
		    marks[i].bytes, marks[i].n }))
			continue;
		(void)finding_add(f->fs, F_NL_FR_NL_1_01, (struct place){
		    f->r->path, 1, 1, 0, marks[i].n });	/* of the file */
		return;
	}
}

/* --- FR-NL-1.02: only characters of three blocks --- */

/* The next byte that is no ASCII. */
static size_t
next_high(struct slice text, size_t i)
{
	while (i < text.n && (text.s[i] & 0x80) == 0)
		i++;
	return i;
}

void
rule_fr_nl_1_02(struct filing *f)
{
	struct finding *at;
	unsigned places = 0;
	uint32_t c;
	size_t i, n;

	for (i = next_high(f->text, text_start(f)); i < f->text.n;
	    i = next_high(f->text, i + (n == 0 ? 1 : n))) {
		struct slice rest = slice_from(f->text, i);

		n = utf8_length(rest);
		if (n == 0 || is_allowed(c = utf8_decode(rest)))
			continue;
		if ((at = found(f, &places, F_NL_FR_NL_1_02, i, n)) == NULL)
			return;
		finding_arg(at, "character", (struct slice){ rest.s, n });
		finding_argf(at, "codepoint", "U+%04X", c);
	}
}

/* --- FR-NL-1.03: no DOCTYPE --- */

/* Past a piece that begins and ends so; 0 where there is none. */
static size_t
skip(struct slice text, size_t i, const char *begin, const char *end)
{
	struct slice rest = slice_from(text, i);
	const char *stop;

	if (!slice_starts(rest, slice_of(begin)))
		return 0;
	rest = slice_from(rest, strlen(begin));
	stop = memmem(rest.s, rest.n, end, strlen(end));
	return stop == NULL ? text.n :
	    (size_t)(stop - text.s) + strlen(end);
}

/* It stands before the root, among comments and instructions. */
void
rule_fr_nl_1_03(struct filing *f)
{
	static const char doctype[] = "<!DOCTYPE";
	size_t i = text_start(f), next;
	unsigned places = 0;

	for (;;) {
		while (i < f->text.n && is_xml_space(f->text.s[i]))
			i++;
		if ((next = skip(f->text, i, "<?", "?>")) == 0 &&
		    (next = skip(f->text, i, "<!--", "-->")) == 0)
			break;
		i = next;
	}
	if (slice_starts(slice_from(f->text, i), slice_of(doctype)))
		(void)found(f, &places, F_NL_FR_NL_1_03, i, sizeof(doctype) - 1);
}

/* --- FR-NL-1.04: character references --- */

/* The value of the digits, at most 0x110000. */
static uint32_t
number(struct slice digits, uint32_t base)
{
	uint32_t v = 0;
	size_t i;

	for (i = 0; i < digits.n && v < 0x110000; i++) {
		char c = digits.s[i];
		uint32_t d = c <= '9' ? (uint32_t)(c - '0') :
		    (uint32_t)((c | 0x20) - 'a') + 10;

		v = v * base + d;
	}
	return v > 0x110000 ? 0x110000 : v;
}

static bool
all_of(struct slice s, const char *set)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.s[i] == '\0' || strchr(set, s.s[i]) == NULL)
			return false;
	return s.n > 0;
}

/* Whether what stands between & and ; is a reference, and not an allowed
 * one. */
static bool
is_forbidden_reference(struct slice s)
{
	static const char *const names[] = { "lt", "gt", "amp", "apos",
	    "quot" };
	size_t i;

	if (slice_starts(s, SLICE("#x")) || slice_starts(s, SLICE("#X"))) {
		s = slice_from(s, 2);
		return all_of(s, "0123456789abcdefABCDEF") &&
		    !is_allowed(number(s, 16));
	}
	if (slice_starts(s, SLICE("#"))) {
		s = slice_from(s, 1);
		return all_of(s, "0123456789") && !is_allowed(number(s, 10));
	}
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (slice_is(s, names[i]))
			return false;
	return s.n > 0;
}

/* The name or number after an &; n 0 where no ; follows it. */
static struct slice
reference_at(struct slice text, size_t i)
{
	size_t n = i + 1;

	while (n < text.n && n - i < 100 && text.s[n] != ';' &&
	    text.s[n] != '&' && text.s[n] != '<' && text.s[n] != '>' &&
	    text.s[n] != '"' && text.s[n] != '\'' && !is_xml_space(text.s[n]))
		n++;
	if (n >= text.n || text.s[n] != ';')
		return SLICE("");
	return (struct slice){ text.s + i + 1, n - i - 1 };
}

void
rule_fr_nl_1_04(struct filing *f)
{
	unsigned places = 0;
	const char *s = f->text.s, *amp;
	struct finding *at;
	size_t i = 0;

	while (i < f->text.n &&
	    (amp = memchr(s + i, '&', f->text.n - i)) != NULL) {
		struct slice name = reference_at(f->text, (size_t)(amp - s));

		i = (size_t)(amp - s);
		if (is_forbidden_reference(name)) {
			at = found(f, &places, F_NL_FR_NL_1_04, i, name.n + 2);
			if (at == NULL)
				return;
			finding_argf(at, "reference", "&%.*s;",
			    SLICE_ARG(name));
		}
		i++;
	}
}

/* --- FR-NL-1.05: UTF-8 --- */

/* What the declaration says is one thing, what the bytes are another. */
void
rule_fr_nl_1_05(struct filing *f)
{
	const struct encoding *e = &f->r->encoding;
	unsigned places = 0;
	size_t i, n;

	if (strcasecmp(e->name, "UTF-8") != 0) {
		finding_arg(filing_at(f, F_NL_FR_NL_1_05,
		    (struct span){ 0, 0 }), "encoding",
		    slice_of(e->name));
		return;
	}
	for (i = next_high(f->text, text_start(f)); i < f->text.n;
	    i = next_high(f->text, i + n)) {
		n = utf8_length(slice_from(f->text, i));
		if (n > 0)
			continue;
		(void)found(f, &places, F_NL_FR_NL_1_05_bytes, i, 1);
		return;
	}
}

/* --- FR-NL-2.06: no end of a CDATA section --- */

void
rule_fr_nl_2_06(struct filing *f)
{
	static const char end[] = "]]>";
	unsigned places = 0;
	struct slice rest;
	const char *at;

	for (rest = f->text; rest.n > 0; rest = slice_from(rest,
	    (size_t)(at - rest.s) + sizeof(end) - 1)) {
		at = memmem(rest.s, rest.n, end, sizeof(end) - 1);
		if (at == NULL || found(f, &places, F_NL_FR_NL_2_06,
		    (size_t)(at - f->text.s), sizeof(end) - 1) == NULL)
			return;
	}
}
