/*
 * unicode.c: see unicode.h.
 *
 * (1) ASCII is mapped here and is in every normalization form; so is text below
 *     U+0300 in NFC: the usual text of a report never opens ICU.
 * (2) ICU counts in 32 bits; longer texts are refused before it is called.
 */
#include "base/unicode.h"

#include <unicode/ucasemap.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/late.h"
#include "base/mem.h"
#include "base/sonames.h"

#define MAX_TEXT	((size_t)1 << 29)

#define ICU_FUNCTIONS(F) F(ucasemap_open) F(ucasemap_utf8ToLower)	\
	F(ucasemap_utf8ToUpper) F(unorm2_getNFCInstance)		\
	F(unorm2_getNFDInstance) F(unorm2_getNFKCInstance)		\
	F(unorm2_getNFKDInstance) F(unorm2_normalize) F(u_strFromUTF8)	\
	F(u_strToUTF8)
LATE_LIBRARY(icu, ICU_FUNCTIONS);

/* The first byte that is not ASCII. */
static size_t
ascii_length(struct slice s)
{
	size_t i;

	for (i = 0; i < s.n && (unsigned char)s.s[i] < 0x80; i++)
		continue;
	return i;
}

static void
add_ascii_case(struct slice s, bool upper, struct buf *out)
{
	char first = upper ? 'a' : 'A', part[256];
	size_t i, n = 0;

	for (i = 0; i < s.n; i++) {
		part[n++] = (char)(s.s[i] ^ (s.s[i] >= first &&
		    s.s[i] <= first + 25 ? 0x20 : 0));
		if (n == sizeof(part) || i + 1 == s.n) {
			buf_add(out, part, n);
			n = 0;
		}
	}
}

/* One call of ICU into `text`, of `cap` bytes; the length it wants. */
static int32_t
map_case(const UCaseMap *map, struct slice s, bool upper, char *text,
    size_t cap, UErrorCode *status)
{
	*status = U_ZERO_ERROR;
	return (upper ? icu.ucasemap_utf8ToUpper : icu.ucasemap_utf8ToLower)(
	    map, text, (int32_t)cap, s.s, (int32_t)s.n, status);
}

enum unicode_result
unicode_case(struct slice s, bool upper, struct buf *out)
{
	static UCaseMap *map;		/* of no language; for good */
	UErrorCode status = U_ZERO_ERROR;
	size_t cap = s.n + s.n / 2 + 16;
	char *text;
	int32_t n;

	if (ascii_length(s) == s.n) {
		add_ascii_case(s, upper, out);
		return out->full ? UNICODE_TOO_LARGE : UNICODE_OK;
	}
	if (s.n > MAX_TEXT)
		return UNICODE_TOO_LARGE;
	if (!LATE_OPEN(icu, LIBICUUC))
		return UNICODE_ABSENT;
	if (map == NULL)
		map = icu.ucasemap_open("", 0, &status);
	if (U_FAILURE(status))
		return UNICODE_ABSENT;
	text = mem_resize(NULL, cap, 1);
	n = map_case(map, s, upper, text, cap, &status);
	if (status == U_BUFFER_OVERFLOW_ERROR) {
		text = mem_resize(text, (size_t)n, 1);
		n = map_case(map, s, upper, text, (size_t)n, &status);
	}
	if (U_SUCCESS(status))
		buf_add(out, text, (size_t)n);
	mem_free(text);
	return U_FAILURE(status) || out->full ? UNICODE_TOO_LARGE : UNICODE_OK;
}

/* Whether text is in the form already, told by its bytes: (1).  U+0300 is CC
 * 80; what may begin below it has smaller first bytes. */
static bool
is_plainly(struct slice s, enum unicode_form form)
{
	size_t i = ascii_length(s);

	if (form == UNICODE_NFC)
		while (i < s.n && (unsigned char)s.s[i] < 0xcc)
			i++;
	return i == s.n;
}

static const UNormalizer2 *
normalizer(enum unicode_form form, UErrorCode *status)
{
	switch (form) {
	case UNICODE_NFC:
		return icu.unorm2_getNFCInstance(status);
	case UNICODE_NFD:
		return icu.unorm2_getNFDInstance(status);
	case UNICODE_NFKC:
		return icu.unorm2_getNFKCInstance(status);
	case UNICODE_NFKD:
		return icu.unorm2_getNFKDInstance(status);
	}
	return NULL;
}

/* UTF-16 as UTF-8 behind what is in the buffer. */
static void
add_utf16(const UChar *text, int32_t n, struct buf *out, UErrorCode *status)
{
	size_t cap = (size_t)n * 3;
	char *bytes = mem_resize(NULL, cap + 1, 1);
	int32_t length = 0;

	(void)icu.u_strToUTF8(bytes, (int32_t)cap, &length, text, n, status);
	if (U_SUCCESS(*status))
		buf_add(out, bytes, (size_t)length);
	mem_free(bytes);
}

enum unicode_result
unicode_normalize(struct slice s, enum unicode_form form, struct buf *out)
{
	const UNormalizer2 *by;
	UErrorCode status = U_ZERO_ERROR;
	UChar *from, *to = NULL;
	int32_t n = 0, cap;

	if (is_plainly(s, form)) {
		buf_slice(out, s);
		return out->full ? UNICODE_TOO_LARGE : UNICODE_OK;
	}
	if (s.n > MAX_TEXT)
		return UNICODE_TOO_LARGE;
	if (!LATE_OPEN(icu, LIBICUUC))
		return UNICODE_ABSENT;
	by = normalizer(form, &status);
	from = mem_resize(NULL, s.n + 1, sizeof(*from));
	(void)icu.u_strFromUTF8(from, (int32_t)s.n, &n, s.s, (int32_t)s.n,
	    &status);
	if (U_FAILURE(status))
		goto out;
	cap = icu.unorm2_normalize(by, from, n, NULL, 0, &status);
	if (status != U_BUFFER_OVERFLOW_ERROR || cap > INT32_MAX / 3)
		goto out;
	status = U_ZERO_ERROR;
	to = mem_resize(NULL, (size_t)cap, sizeof(*to));
	cap = icu.unorm2_normalize(by, from, n, to, cap, &status);
	if (U_SUCCESS(status))
		add_utf16(to, cap, out, &status);
 out:
	mem_free(from);
	mem_free(to);
	return U_FAILURE(status) || out->full ? UNICODE_TOO_LARGE : UNICODE_OK;
}
