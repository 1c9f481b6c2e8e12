/*
 * regex_syntax.c: is a pattern a regular expression of XML Schema (1.0 part
 * 2, appendix F)?  Only what no reading of the grammar allows is refused: a
 * brace that begins no quantity may be a character, a hyphen may stand
 * anywhere in a class.
 */
#include "taxonomy/schema.h"

#include "base/utf8.h"

#define MAX_NESTING	100	/* of brackets; published patterns have 5 */

struct regex {
	struct slice rest;
	unsigned     depth;
	const char  *why;	/* the first thing wrong */
};

static bool
fail(struct regex *x, const char *why)
{
	if (x->why == NULL)
		x->why = why;
	return false;
}

static bool
at(const struct regex *x, char c)
{
	return x->rest.n > 0 && x->rest.s[0] == c;
}

static bool
take(struct regex *x, char c)
{
	if (!at(x, c))
		return false;
	x->rest = slice_from(x->rest, 1);
	return true;
}

static uint32_t
take_char(struct regex *x)
{
	size_t n = utf8_length(x->rest);
	uint32_t c;

	if (n == 0) {
		x->rest = slice_from(x->rest, 1);
		return 0xfffd;
	}
	c = utf8_decode(x->rest);
	x->rest = slice_from(x->rest, n);
	return c;
}

/* \p{Lu}, \P{IsBasicLatin}: past the letter p. */
static bool
category(struct regex *x)
{
	static const char *const known[] = { "L", "Lu", "Ll", "Lt", "Lm", "Lo",
	    "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd",
	    "Ps", "Pe", "Pi", "Pf", "Po", "Z", "Zs", "Zl", "Zp", "S", "Sm",
	    "Sc", "Sk", "So", "C", "Cc", "Cf", "Co", "Cn" };
	struct slice name;
	size_t i;

	if (!take(x, '{'))
		return fail(x, "\\p or \\P without a category in braces");
	name = x->rest;
	while (x->rest.n > 0 && !at(x, '}'))
		x->rest = slice_from(x->rest, 1);
	name.n -= x->rest.n;
	if (!take(x, '}'))
		return fail(x, "a category without its closing brace");
	if (slice_starts(name, SLICE("Is")) && name.n > 2)
		return true;
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (slice_is(name, known[i]))
			return true;
	return fail(x, "an unknown category in \\p or \\P");
}

/* Past the backslash. *c gets the character; *single says it is just one. */
static bool
escape(struct regex *x, uint32_t *c, bool *single)
{
	static const char one[] = "\\|.?*+(){}-[]^";
	char e;

	*single = true;
	if (x->rest.n == 0)
		return fail(x, "a backslash at the end");
	e = x->rest.s[0];
	x->rest = slice_from(x->rest, 1);
	*c = (unsigned char)e;
	if (e == 'n' || e == 'r' || e == 't') {
		*c = e == 'n' ? '\n' : e == 'r' ? '\r' : '\t';
		return true;
	}
	if (e != '\0' && strchr(one, e) != NULL)
		return true;
	*single = false;
	if (e == 'p' || e == 'P')
		return category(x);
	if (e != '\0' && strchr("sSiIcCdDwW", e) != NULL)
		return true;
	return fail(x, "a backslash before a character that needs none");
}

static bool
class_char(struct regex *x, uint32_t *c, bool *single)
{
	*single = true;
	if (take(x, '\\'))
		return escape(x, c, single);
	if (at(x, '['))
		return fail(x, "an unescaped [ inside a class");
	*c = take_char(x);
	return true;
}

/* Past the opening bracket of a class. */
static bool
class_body(struct regex *x)
{
	uint32_t low = 0, high = 0;
	bool single, any = false;

	if (++x->depth > MAX_NESTING)
		return fail(x, "too many brackets within brackets");
	(void)take(x, '^');
	while (x->rest.n > 0 && !at(x, ']')) {
		if (any && x->rest.n > 1 && at(x, '-') && x->rest.s[1] == '[') {
			x->rest = slice_from(x->rest, 2);
			if (!class_body(x))
				return false;
			if (!at(x, ']'))
				return fail(x,
				    "something after a class subtraction");
			break;
		}
		if (!class_char(x, &low, &single))
			return false;
		any = true;
		if (!single || !at(x, '-') || x->rest.n < 2 ||
		    x->rest.s[1] == ']' || x->rest.s[1] == '[')
			continue;
		x->rest = slice_from(x->rest, 1);
		if (!class_char(x, &high, &single))
			return false;
		if (single && high < low)
			return fail(x, "a range that ends before it begins");
	}
	if (!take(x, ']'))
		return fail(x, "a [ without its ]");
	if (!any)
		return fail(x, "an empty class");
	x->depth--;
	return true;
}

/* Digits; false where there are none. */
static bool
quantity(struct slice *s, uint64_t *n)
{
	size_t digits = 0;

	for (*n = 0; s->n > 0 && s->s[0] >= '0' && s->s[0] <= '9'; digits++) {
		if (*n < UINT32_MAX)
			*n = *n * 10 + (uint64_t)(s->s[0] - '0');
		*s = slice_from(*s, 1);
	}
	return digits > 0;
}

/* {n}, {n,}, {n,m}; a brace that begins none of these stays. */
static bool
braces(struct regex *x)
{
	struct slice s = slice_from(x->rest, 1);
	uint64_t low, high;

	if (!quantity(&s, &low))
		return true;
	high = low;
	if (s.n > 0 && s.s[0] == ',') {
		s = slice_from(s, 1);
		if (!quantity(&s, &high))
			high = UINT64_MAX;
	}
	if (s.n == 0 || s.s[0] != '}')
		return true;
	if (high < low)
		return fail(x, "a quantity whose maximum is below its minimum");
	x->rest = slice_from(s, 1);
	return true;
}

static bool
quantifier(struct regex *x)
{
	if (at(x, '{'))
		return braces(x);
	if (at(x, '?') || at(x, '*') || at(x, '+'))
		x->rest = slice_from(x->rest, 1);
	return true;
}

static bool
branches(struct regex *x)
{
	uint32_t c;
	bool single;

	if (++x->depth > MAX_NESTING)
		return fail(x, "too many brackets within brackets");
	while (x->rest.n > 0 && !at(x, ')')) {
		if (take(x, '|'))
			continue;
		if (at(x, '?') || at(x, '*') || at(x, '+'))
			return fail(x, "a ?, * or + with nothing before it");
		if (at(x, ']'))
			return fail(x, "a ] without its [");
		if (take(x, '(')) {
			if (!branches(x))
				return false;
			if (!take(x, ')'))
				return fail(x, "a ( without its )");
		} else if (take(x, '[')) {
			if (!class_body(x))
				return false;
		} else if (take(x, '\\')) {
			if (!escape(x, &c, &single))
				return false;
		} else {
			(void)take_char(x);
		}
		if (!quantifier(x))
			return false;
	}
	x->depth--;
	return true;
}

const char *
regex_syntax(struct slice pattern)
{
	struct regex x = { pattern, 0, NULL };

	if (branches(&x) && x.rest.n > 0)
		(void)fail(&x, "a ) without its (");
	return x.why;
}
