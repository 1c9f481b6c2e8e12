/*
 * slice.h: a piece of somebody else's bytes.  The pointer and the length
 * travel together; a slice is not NUL-terminated unless its maker says so.
 * s == NULL means "there is none", which differs from the empty string.
 */
#ifndef BASE_SLICE_H
#define BASE_SLICE_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct slice {
	const char *s;
	size_t      n;
};

#define SLICE_NONE	((struct slice){ NULL, 0 })
/* For literals only: SLICE("xbrl"). */
#define SLICE(lit)	((struct slice){ "" lit, sizeof(lit) - 1 })
/* For printf: "%.*s", SLICE_ARG(x). */
#define SLICE_ARG(x)	(int)(x).n, (x).s == NULL ? "" : (x).s

static inline struct slice
slice_of(const char *z)
{
	return (struct slice){ z, z == NULL ? 0 : strlen(z) };
}

static inline bool
slice_eq(struct slice a, struct slice b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.s, b.s, a.n) == 0);
}

static inline bool
slice_is(struct slice a, const char *z)
{
	return slice_eq(a, slice_of(z));
}

static inline bool
slice_starts(struct slice a, struct slice prefix)
{
	return a.n >= prefix.n && (prefix.n == 0 ||
	    memcmp(a.s, prefix.s, prefix.n) == 0);
}

static inline bool
slice_ends(struct slice a, struct slice suffix)
{
	return a.n >= suffix.n && (suffix.n == 0 ||
	    memcmp(a.s + a.n - suffix.n, suffix.s, suffix.n) == 0);
}

static inline struct slice
slice_from(struct slice a, size_t off)
{
	if (a.n == 0)		/* not even a zero is added to NULL */
		return a;
	return off >= a.n ? (struct slice){ a.s + a.n, 0 } :
	    (struct slice){ a.s + off, a.n - off };
}

/* White space of XML: space, tab, line feed, carriage return. */
static inline bool
is_xml_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Without the white space at both ends. */
static inline struct slice
slice_trim(struct slice a)
{
	assert(a.s != NULL || a.n == 0);
	while (a.n > 0 && is_xml_space(a.s[0])) {
		a.s++;
		a.n--;
	}
	while (a.n > 0 && is_xml_space(a.s[a.n - 1]))
		a.n--;
	return a;
}

/* Orders by bytes, the shorter first where one begins the other. */
int	slice_cmp(struct slice a, struct slice b);

#endif
