/* utf8.c: see utf8.h.  RFC 3629. */
#include "base/utf8.h"

static bool
is_tail(struct slice s, size_t i)
{
	return i < s.n && ((unsigned char)s.s[i] & 0xc0) == 0x80;
}

size_t
utf8_length(struct slice s)
{
	unsigned char a, b;

	if (s.n == 0)
		return 0;
	a = (unsigned char)s.s[0];
	if (a < 0x80)
		return 1;
	if (a < 0xc2 || a > 0xf4 || !is_tail(s, 1))
		return 0;
	if (a < 0xe0)
		return 2;
	b = (unsigned char)s.s[1];
	if ((a == 0xe0 && b < 0xa0) || (a == 0xed && b > 0x9f) ||
	    (a == 0xf0 && b < 0x90) || (a == 0xf4 && b > 0x8f) ||
	    !is_tail(s, 2))
		return 0;
	if (a < 0xf0)
		return 3;
	return is_tail(s, 3) ? 4 : 0;
}

uint32_t
utf8_decode(struct slice s)
{
	const unsigned char *p = (const unsigned char *)s.s;

	switch (utf8_length(s)) {
	case 1:
		return p[0];
	case 2:
		return (uint32_t)(p[0] & 0x1f) << 6 | (p[1] & 0x3f);
	case 3:
		return (uint32_t)(p[0] & 0x0f) << 12 |
		    (uint32_t)(p[1] & 0x3f) << 6 | (p[2] & 0x3f);
	case 4:
		return (uint32_t)(p[0] & 0x07) << 18 |
		    (uint32_t)(p[1] & 0x3f) << 12 |
		    (uint32_t)(p[2] & 0x3f) << 6 | (p[3] & 0x3f);
	default:
		return 0xfffd;
	}
}

size_t
utf8_encode(uint32_t c, char *out)
{
	static const unsigned char heads[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4, i;

	for (i = n; i-- > 1; c >>= 6)
		out[i] = (char)(0x80 | (c & 0x3f));
	out[0] = (char)(heads[n == 1 ? 0 : n] | c);
	return n;
}

size_t
utf8_count(struct slice s)
{
	size_t i = 0, n = 0, len;

	for (; i < s.n; i += len, n++)
		if ((len = utf8_length(slice_from(s, i))) == 0)
			len = 1;
	return n;
}

bool
utf8_valid(struct slice s)
{
	size_t i = 0, len;

	for (; i < s.n; i += len)
		if ((len = utf8_length(slice_from(s, i))) == 0)
			return false;
	return true;
}
