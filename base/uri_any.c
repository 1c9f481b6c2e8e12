/*
 * uri_any.c: the lexical space of xs:anyURI (XML Schema 1.0 part 2, 3.2.17).
 *
 * What RFC 2396 does not allow is escaped first (XLink 1.0, 5.4); what that
 * leaves alone, "%", "#", "[" and "]", and the colon must then stand where RFC
 * 2396 as amended by RFC 2732 has them.
 */
#include "base/uri.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_hex_digit(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') ||
	    (c >= 'A' && c <= 'F');
}

/* Whether all of it are digits. */
static bool
is_number(struct slice s)
{
	while (s.n > 0 && is_digit(*s.s))
		s = slice_from(s, 1);
	return s.n == 0;
}

/* Up to a character, or all. */
static struct slice
before(struct slice s, char c)
{
	const char *at = s.n == 0 ? NULL : memchr(s.s, c, s.n);

	if (at != NULL)
		s.n = (size_t)(at - s.s);
	return s;
}

static bool
has_bracket(struct slice s)
{
	return s.n > 0 && (memchr(s.s, '[', s.n) != NULL ||
	    memchr(s.s, ']', s.n) != NULL);
}

/* RFC 2396, 3.1 */
static bool
is_scheme(struct slice s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (!is_letter(s.s[i]) && (i == 0 || (!is_digit(s.s[i]) &&
		    s.s[i] != '+' && s.s[i] != '-' && s.s[i] != '.')))
			return false;
	return s.n > 0;
}

/* RFC 2396, 3.2 and RFC 2732, 3: brackets only around the address of a host,
 * behind which only a port may stand. */
static bool
is_authority(struct slice s)
{
	const char *at = s.n == 0 ? NULL : memrchr(s.s, '@', s.n);
	size_t i;

	if (!has_bracket(s))
		return true;
	if (at != NULL) {
		if (has_bracket(before(s, '@')))
			return false;
		s = slice_from(s, (size_t)(at - s.s) + 1);
	}
	if (s.n < 4 || s.s[0] != '[')
		return false;
	for (i = 1; i < s.n && s.s[i] != ']'; i++)
		if (!is_hex_digit(s.s[i]) && s.s[i] != ':' && s.s[i] != '.')
			return false;
	if (i == s.n || i == 1)
		return false;
	s = slice_from(s, i + 1);
	return s.n == 0 ||
	    (s.s[0] == ':' && is_number(slice_from(s, 1)));
}

/* RFC 2396, 3 and 5, without fragment. */
static bool
is_uri_body(struct slice s)
{
	struct slice path = before(s, '?'), first = before(path, '/');
	struct slice scheme = before(first, ':');

	if (scheme.n < first.n) {
		if (!is_scheme(scheme))
			return false;
		s = slice_from(s, scheme.n + 1);
		if (s.n == 0 || s.s[0] == '[' || s.s[0] == ']')
			return false;	/* 3: a scheme alone is none */
		if (s.s[0] != '/')
			return true;	/* opaque: all of uric */
		path = before(s, '?');
	}
	if (path.n >= 2 && path.s[0] == '/' && path.s[1] == '/') {
		path = slice_from(path, 2);
		first = before(path, '/');
		if (!is_authority(first))
			return false;
		path = slice_from(path, first.n);
	}
	return !has_bracket(path);
}

bool
uri_is_any(struct slice s)
{
	struct slice body = before(s, '#');
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.s[i] == '%' && (i + 2 >= s.n ||
		    !is_hex_digit(s.s[i + 1]) || !is_hex_digit(s.s[i + 2])))
			return false;
	if (body.n < s.n && memchr(s.s + body.n + 1, '#', s.n - body.n - 1))
		return false;
	return is_uri_body(body);
}
