/*
 * xml_names.c: names of XML as texts (see xml.h): XML 1.0 (fifth edition), 2.3,
 * without the colon; and language codes.
 *
 * Nearly all are ASCII and many are long (ids of hundreds of bytes), so those
 * are judged many bytes at a time; the others a character at a time.
 */
#include "base/xml.h"

#include "base/utf8.h"

struct range {
	uint32_t first, last;
};

static const struct range name_start[] = {
	{ 'A', 'Z' }, { '_', '_' }, { 'a', 'z' }, { 0xc0, 0xd6 },
	{ 0xd8, 0xf6 }, { 0xf8, 0x2ff }, { 0x370, 0x37d },
	{ 0x37f, 0x1fff }, { 0x200c, 0x200d }, { 0x2070, 0x218f },
	{ 0x2c00, 0x2fef }, { 0x3001, 0xd7ff }, { 0xf900, 0xfdcf },
	{ 0xfdf0, 0xfffd }, { 0x10000, 0xeffff },
};

static const struct range name_more[] = {
	{ '-', '.' }, { '0', '9' }, { 0xb7, 0xb7 }, { 0x300, 0x36f },
	{ 0x203f, 0x2040 },
};

static bool
in(const struct range *r, size_t n, uint32_t c)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (c >= r[i].first && c <= r[i].last)
			return true;
	return false;
}

#define IN(table, c)	in(table, sizeof(table) / sizeof((table)[0]), c)

/* Whether all of s are name characters; if `start`, its first may begin one. */
static bool
all_name(struct slice s, bool start, bool colons)
{
	size_t n;
	uint32_t c;

	if (s.n == 0)
		return false;
	for (; s.n > 0; s = slice_from(s, n), start = false) {
		if ((n = utf8_length(s)) == 0)
			return false;
		c = utf8_decode(s);
		if (colons && c == ':')
			continue;
		if (!IN(name_start, c) && (start || !IN(name_more, c)))
			return false;
	}
	return true;
}

/* Thirty-two bytes at a time, as gcc and clang both have them. */
typedef uint8_t bytes32 __attribute__((vector_size(32)));
typedef uint64_t words4 __attribute__((vector_size(32)));

/* Clears the bytes of `all` that are no ASCII name characters in `p`: from '-'
 * to '9' there are "-./" and the digits. */
static inline void __attribute__((always_inline))
keep_names(bytes32 *all, const bytes32 *p)
{
	bytes32 c = *p;

	*all &= (bytes32)((((c | 32) - 'a') < 26) | (((c - '-') < 13) &
	    (c != '/')) | (c == '_'));
}

/* Whether all is ASCII letters, digits, "_", "-" and "." with a letter first:
 * nearly every name, and ids and labels of hundreds of bytes are common. */
static inline bool __attribute__((always_inline))
plain_name(struct slice s)
{
	bytes32 all = (bytes32){ 0 } - 1, c = (bytes32){ 0 } + 'a';
	size_t i;

	for (i = 0; i + sizeof(c) <= s.n; i += sizeof(c)) {
		memcpy(&c, s.s + i, sizeof(c));
		keep_names(&all, &c);
	}
	if (s.n >= sizeof(c))		/* the last ones, some of them again */
		memcpy(&c, s.s + s.n - sizeof(c), sizeof(c));
	else
		memcpy(&c, s.s, s.n);
	keep_names(&all, &c);
	return (((words4)all)[0] & ((words4)all)[1] & ((words4)all)[2] &
	    ((words4)all)[3]) == UINT64_MAX;
}

#ifdef __x86_64__
static bool __attribute__((target("avx2")))
plain_name_avx2(struct slice s)
{
	return plain_name(s);
}
#endif

static bool
is_plain_name(struct slice s)
{
	if (s.n == 0 || (unsigned)((s.s[0] | 32) - 'a') > 25)
		return false;
#ifdef __x86_64__
	if (__builtin_cpu_supports("avx2"))
		return plain_name_avx2(s);
#endif
	return plain_name(s);
}

bool
is_ncname(struct slice s)
{
	return is_plain_name(s) || all_name(s, true, false);
}

bool
is_qname(struct slice s)
{
	const char *colon = s.n == 0 ? NULL : memchr(s.s, ':', s.n);
	size_t n;

	if (colon == NULL)
		return is_ncname(s);
	n = (size_t)(colon - s.s);
	return is_ncname((struct slice){ s.s, n }) &&
	    is_ncname(slice_from(s, n + 1));
}

bool
is_nmtoken(struct slice s)
{
	return all_name(s, false, true);
}

/* XML 1.0, 2.3 [5]: a name token that an NCName or a colon begins. */
bool
is_xml_name(struct slice s)
{
	const char *colon = s.n == 0 ? NULL : memchr(s.s, ':', s.n);
	size_t n = colon == NULL ? s.n : (size_t)(colon - s.s);

	return is_nmtoken(s) &&
	    (n == 0 || is_ncname((struct slice){ s.s, n }));
}

/* XML Schema part 2, 3.3.3: [a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})* */
bool
is_language(struct slice s)
{
	size_t i, n = 0;
	bool first = true, letter, digit;

	for (i = 0; i < s.n; i++) {
		letter = (s.s[i] >= 'a' && s.s[i] <= 'z') ||
		    (s.s[i] >= 'A' && s.s[i] <= 'Z');
		digit = s.s[i] >= '0' && s.s[i] <= '9';
		if (s.s[i] == '-') {
			if (n == 0)
				return false;
			n = 0;
			first = false;
		} else if (!(letter || (digit && !first)) || ++n > 8) {
			return false;
		}
	}
	return n > 0;
}
