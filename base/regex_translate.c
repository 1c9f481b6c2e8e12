/*
 * regex_translate.c: XML Schema 1.0 part 2 (second edition), appendix F, and
 * what XPath 2.0 adds to it (Functions and Operators, 7.6.1), to PCRE2. Numbers
 * in brackets are the productions of that appendix.
 *
 * (1) Every atom becomes one PCRE2 atom: a character, a class, or a group
 *     that does not capture; so a quantifier can be put behind it.
 * (2) Characters other than ASCII letters and digits are written \x{…}; no
 *     character of the expression can therefore mean anything to PCRE2.
 * (3) Subtraction is a negative look-ahead before the class it narrows:
 *     [a-z-[aeiou]] becomes (?:(?![aeiou])[a-z]).
 * (4) { } are metacharacters, as the text of F and XML Schema 1.1 have it
 *     (production [10] of 1.0 forgets them).
 * (5) `-` in a character group is a character only as first or last, or
 *     escaped (F.1, after [20]).
 * (6) \i and \c follow the names of XML 1.0, fifth edition, as parsers do.
 * (7) In an expression of XPath every ( is a captured group and has the number
 *     that PCRE2 gives it: no other group of the translation captures.
 * (8) Without regard to case (flag i) only characters and ranges are folded
 *     (regex_fold.c), escapes of sets are not: they are kept apart in a class,
 *     and PCRE2 is told not to fold them.
 */
#include "base/regex_translate.h"

#include <inttypes.h>

#include "base/utf8.h"

#define MAX_CODE_POINT	0x10ffff
#define MAX_OUTPUT	REGEX_MAX_OUTPUT
#define MAX_COUNT	INT32_MAX	/* libxml2's texts are shorter */
#define UNBOUNDED	REGEX_UNBOUNDED

struct translator {
	struct slice in;
	size_t       at;
	struct buf  *out;
	unsigned     flags;	/* REGEX_XPATH and its flags, or 0 */
	uint32_t     groups;	/* captured ones, opened so far */
	uint32_t     open[REGEX_MAX_DEPTH + 1];	/* those not yet closed */
	size_t       n_open;
	const char  *error;	/* the first trouble */
	size_t       error_at;
	bool         too_large;	/* what it is about */
};

#define FAIL(t, where, text)						\
	((t)->error = (text), (t)->error_at = (where), -1)
#define LIMIT(t, where, text)						\
	((t)->too_large = true, FAIL(t, where, text))

static const struct char_range spaces[] = {
	{ 0x09, 0x0a }, { 0x0d, 0x0d }, { 0x20, 0x20 }
};

/* XML 1.0 (fifth edition), 2.3 [4] NameStartChar. */
static const struct char_range name_start[] = {
	{ ':', ':' }, { 'A', 'Z' }, { '_', '_' }, { 'a', 'z' },
	{ 0xc0, 0xd6 }, { 0xd8, 0xf6 }, { 0xf8, 0x2ff }, { 0x370, 0x37d },
	{ 0x37f, 0x1fff }, { 0x200c, 0x200d }, { 0x2070, 0x218f },
	{ 0x2c00, 0x2fef }, { 0x3001, 0xd7ff }, { 0xf900, 0xfdcf },
	{ 0xfdf0, 0xfffd }, { 0x10000, 0xeffff }
};

/* XML 1.0 (fifth edition), 2.3 [4a] NameChar. */
static const struct char_range name_char[] = {
	{ '-', '.' }, { '0', ':' }, { 'A', 'Z' }, { '_', '_' }, { 'a', 'z' },
	{ 0xb7, 0xb7 }, { 0xc0, 0xd6 }, { 0xd8, 0xf6 }, { 0xf8, 0x37d },
	{ 0x37f, 0x1fff }, { 0x200c, 0x200d }, { 0x203f, 0x2040 },
	{ 0x2070, 0x218f }, { 0x2c00, 0x2fef }, { 0x3001, 0xd7ff },
	{ 0xf900, 0xfdcf }, { 0xfdf0, 0xfffd }, { 0x10000, 0xeffff }
};

/* [37] MultiCharEsc: either ranges or PCRE2's own words; both go inside []. */
static const struct multi {
	char name;
	bool complement;		/* of the ranges */
	const struct char_range *ranges;
	size_t n;
	const char *pcre;
} multis[] = {
#define RANGES(a)	(a), sizeof(a) / sizeof((a)[0]), NULL
	{ 's', false, RANGES(spaces) },
	{ 'S', true, RANGES(spaces) },
	{ 'i', false, RANGES(name_start) },
	{ 'I', true, RANGES(name_start) },
	{ 'c', false, RANGES(name_char) },
	{ 'C', true, RANGES(name_char) },
	{ 'd', false, NULL, 0, "\\p{Nd}" },
	{ 'D', false, NULL, 0, "\\P{Nd}" },
	{ 'w', false, NULL, 0, "\\p{L}\\p{M}\\p{N}\\p{S}" },
	{ 'W', false, NULL, 0, "\\p{P}\\p{Z}\\p{C}" },
#undef RANGES
};

/* [29] to [36]: a category, then the letters that may narrow it. */
static const struct category {
	char letter;
	const char *parts;
} categories[] = {
	{ 'L', "ultmo" }, { 'M', "nce" }, { 'N', "dlo" }, { 'P', "cdseifo" },
	{ 'Z', "slp" }, { 'S', "mcko" }, { 'C', "cfon" }
};

static int translate_regexp(struct translator *, int depth);
static int translate_class(struct translator *, int depth);

static bool
at_end(const struct translator *t)
{
	return t->at >= t->in.n;
}

/* The next byte, or NUL, which no expression holds. */
static char
peek(const struct translator *t)
{
	return at_end(t) ? '\0' : t->in.s[t->at];
}

static char
peek_second(const struct translator *t)
{
	return t->at + 1 < t->in.n ? t->in.s[t->at + 1] : '\0';
}

static bool
take(struct translator *t, char c)
{
	if (at_end(t) || t->in.s[t->at] != c)
		return false;
	t->at++;
	return true;
}

/* The next character; the expression was found to be UTF-8. */
static uint32_t
take_char(struct translator *t)
{
	struct slice rest = slice_from(t->in, t->at);

	t->at += utf8_length(rest);
	return utf8_decode(rest);
}

void
regex_put_char(struct buf *out, uint32_t c)
{
	if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	    (c >= 'a' && c <= 'z'))
		buf_char(out, (char)c);
	else
		buf_printf(out, "\\x{%" PRIx32 "}", c);
}

void
regex_put_range(struct buf *out, uint32_t lo, uint32_t hi)
{
	if (lo >= 0xd800 && lo <= 0xdfff)
		lo = 0xe000;
	if (hi >= 0xd800 && hi <= 0xdfff)
		hi = 0xd7ff;
	if (lo > hi)
		return;
	regex_put_char(out, lo);
	if (lo == hi)
		return;
	buf_char(out, '-');
	regex_put_char(out, hi);
}

/* Ascending ranges, or what lies between them. */
static void
put_ranges(struct buf *out, const struct char_range *r, size_t n,
    bool complement)
{
	uint32_t next = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		if (!complement)
			regex_put_range(out, r[i].lo, r[i].hi);
		else if (r[i].lo > next)
			regex_put_range(out, next, r[i].lo - 1);
		next = r[i].hi + 1;
	}
	if (complement && next <= MAX_CODE_POINT)
		regex_put_range(out, next, MAX_CODE_POINT);
}

/* --- escapes --- */

/* [24] SingleCharEsc: the character that \c stands for; 0: none. XPath adds
 * the dollar sign. */
static uint32_t
single_escape(const struct translator *t, char c)
{
	switch (c) {
	case '$':
		return (t->flags & REGEX_XPATH) != 0 ? '$' : 0;
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case 't':
		return '\t';
	default:
		return c != '\0' && strchr("\\|.?*+(){}-[]^", c) != NULL ?
		    (uint32_t)c : 0;
	}
}

static bool
is_category(struct slice name)
{
	size_t i;

	if (name.n != 1 && name.n != 2)
		return false;
	for (i = 0; i < sizeof(categories) / sizeof(categories[0]); i++)
		if (categories[i].letter == name.s[0])
			return name.n == 1 ||
			    strchr(categories[i].parts, name.s[1]) != NULL;
	return false;
}

/* [25] to [28]: {…} after \p or \P, which stood at `start`. */
static int
put_property(struct translator *t, size_t start, bool complement)
{
	struct char_range ranges[REGEX_BLOCK_RANGES];
	struct slice name;
	const char *end;
	size_t n;

	if (!take(t, '{'))
		return FAIL(t, start, "\\p and \\P want a name in braces");
	name = slice_from(t->in, t->at);
	if ((end = memchr(name.s, '}', name.n)) == NULL)
		return FAIL(t, start, "the brace after \\p is not closed");
	name.n = (size_t)(end - name.s);
	t->at += name.n + 1;
	if (is_category(name)) {
		buf_printf(t->out, "\\%c{%.*s}", complement ? 'P' : 'p',
		    SLICE_ARG(name));
		return 0;
	}
	if (!slice_starts(name, SLICE("Is")))
		return FAIL(t, start, "there is no such character category");
	if ((n = regex_block(slice_from(name, 2), ranges)) == 0)
		return FAIL(t, start, "there is no such block of characters");
	put_ranges(t->out, ranges, n, complement);
	return 0;
}

/* [23] and [37]: an escape that stands for a set; only inside []. The
 * backslash is taken.  1: it is a set; 0: no such escape; -1. */
static int
put_set_escape(struct translator *t, size_t start)
{
	char c = peek(t);
	size_t i;

	if (c == 'p' || c == 'P') {
		t->at++;
		return put_property(t, start, c == 'P') == -1 ? -1 : 1;
	}
	for (i = 0; i < sizeof(multis) / sizeof(multis[0]); i++) {
		if (multis[i].name != c)
			continue;
		t->at++;
		if (multis[i].pcre != NULL)
			buf_puts(t->out, multis[i].pcre);
		else
			put_ranges(t->out, multis[i].ranges, multis[i].n,
			    multis[i].complement);
		return 1;
	}
	return 0;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Whether a group was opened and closed before this place. */
static bool
is_closed(const struct translator *t, uint32_t group)
{
	size_t i;

	for (i = 0; i < t->n_open; i++)
		if (t->open[i] == group)
			return false;
	return group <= t->groups;
}

/* A back-reference, at its first digit (7.6.1): further digits belong to it
 * while there are so many groups before it. */
static int
translate_reference(struct translator *t, size_t start)
{
	uint32_t n = (uint32_t)(t->in.s[t->at++] - '0');

	while (is_digit(peek(t)) &&
	    n * 10 + (uint32_t)(peek(t) - '0') <= t->groups)
		n = n * 10 + (uint32_t)(t->in.s[t->at++] - '0');
	if (n == 0 || !is_closed(t, n))
		return FAIL(t, start, "a back-reference wants a group that "
		    "is closed before it");
	buf_printf(t->out, "\\g{%" PRIu32 "}", n);
	return 0;
}

/* An escape as an atom. */
static int
translate_escape(struct translator *t)
{
	size_t start = t->at++, mark = t->out->n;
	uint32_t c = single_escape(t, peek(t));
	bool fold = (t->flags & REGEX_FOLD) != 0;
	int rc;

	if (c != 0) {
		t->at++;
		regex_put_char(t->out, c);
		return 0;
	}
	if ((t->flags & REGEX_XPATH) != 0 && is_digit(peek(t)))
		return translate_reference(t, start);
	buf_puts(t->out, fold ? "(?-i:[" : "[");
	if ((rc = put_set_escape(t, start)) == 1) {
		buf_puts(t->out, fold ? "])" : "]");
		return 0;
	}
	t->out->n = mark;
	return rc == -1 ? -1 : FAIL(t, start, "there is no such escape");
}

/* --- character classes --- */

/* [20] charOrEsc: a character or an escape of one; 0: an escape of more. */
static uint32_t
take_single(struct translator *t)
{
	uint32_t c;

	if (peek(t) != '\\')
		return take_char(t);
	if ((c = single_escape(t, peek_second(t))) != 0)
		t->at += 2;
	return c;
}

/* Whether the hyphen at hand makes a range of what stands before it. */
static bool
is_range(const struct translator *t)
{
	return peek(t) == '-' && peek_second(t) != '\0' &&
	    strchr("[]-", peek_second(t)) == NULL;
}

/* An escape of a set as a member of a group, into `out`. */
static int
translate_set(struct translator *t, struct buf *out)
{
	struct buf *class = t->out;
	size_t start = t->at++;		/* the backslash */
	int rc;

	t->out = out;
	rc = put_set_escape(t, start);
	t->out = class;
	if (rc == 0)
		return FAIL(t, start, "there is no such escape");
	return rc == 1 ? 0 : -1;
}

/* [17] to [22]: one charRange or charClassEsc of a group; `sets` gets what is
 * not to be folded. */
static int
translate_member(struct translator *t, struct buf *sets)
{
	size_t start = t->at;
	uint32_t lo = take_single(t), hi = lo;

	if (lo == 0)
		return translate_set(t, sets);
	if (is_range(t)) {
		t->at++;
		if ((hi = take_single(t)) == 0)
			return FAIL(t, t->at, "a range wants one character");
		if (hi < lo)
			return FAIL(t, start, "a range ends before it begins");
	}
	if ((t->flags & REGEX_FOLD) != 0)
		regex_fold_range(t->out, sets, lo, hi);
	else
		regex_put_range(t->out, lo, hi);
	return 0;
}

/* (5): the first hyphen of a group, or the last, also before a subtraction. */
static bool
is_plain_hyphen(const struct translator *t, size_t first)
{
	return t->at == first || peek_second(t) == ']' ||
	    slice_starts(slice_from(t->in, t->at), SLICE("--["));
}

/* [14] to [16]: the group up to `]` or the subtraction that ends it. */
static int
translate_group(struct translator *t, size_t open, struct buf *sets,
    bool *subtracts)
{
	size_t first = t->at;

	*subtracts = false;
	while (peek(t) != ']') {
		if (at_end(t))
			return FAIL(t, open, "a [ is not closed");
		if (peek(t) == '[')
			return FAIL(t, t->at, "a [ here wants a \\");
		if (peek(t) == '-' && peek_second(t) == '[') {
			*subtracts = true;
			break;
		}
		if (peek(t) != '-') {
			if (translate_member(t, sets) == -1)
				return -1;
		} else if (is_plain_hyphen(t, first)) {
			regex_put_char(t->out, '-');
			t->at++;
		} else {
			return FAIL(t, t->at, "a hyphen here wants a \\");
		}
	}
	return t->at == first ? FAIL(t, open, "a class is empty") : 0;
}

/* The class written since `start` and the one since `middle`, which is taken
 * away from it: (3). */
static void
subtract(struct buf *out, size_t start, size_t middle)
{
	struct buf copy = BUF(MAX_OUTPUT);

	buf_add(&copy, out->s + start, out->n - start);
	out->n = start;
	buf_puts(out, "(?:(?!");
	buf_add(out, copy.s + (middle - start), copy.n - (middle - start));
	buf_char(out, ')');
	buf_add(out, copy.s, middle - start);
	buf_char(out, ')');
	buf_free(&copy);
}

/* The class of characters written since `start`, as [ or [^, and that of sets
 * which are not to be folded: (8). */
static void
add_sets(struct buf *out, size_t start, bool negative, struct slice sets)
{
	struct buf copy = BUF(MAX_OUTPUT);

	buf_add(&copy, out->s + start, out->n - start);
	out->n = start;
	buf_puts(out, negative ? "(?:(?!(?-i:[" : "(?:(?-i:[");
	buf_slice(out, sets);
	buf_puts(out, negative ? "]))" : "])|");
	buf_slice(out, buf_get(&copy));
	buf_char(out, ')');
	buf_free(&copy);
}

/* [13] to [15]: a class without what is subtracted from it. */
static int
translate_plain_class(struct translator *t, size_t open, bool *subtracts)
{
	struct buf sets = BUF(MAX_OUTPUT);
	bool negative = take(t, '^'), fold = (t->flags & REGEX_FOLD) != 0;
	size_t start = t->out->n;
	int rc;

	buf_puts(t->out, negative ? "[^" : "[");
	rc = translate_group(t, open, fold ? &sets : t->out, subtracts);
	buf_char(t->out, ']');
	if (rc == 0 && (t->out->full || sets.full))
		rc = LIMIT(t, open, "the expression is too large");
	if (rc == 0 && sets.n > 0)
		add_sets(t->out, start, negative, buf_get(&sets));
	buf_free(&sets);
	return rc;
}

/* [12] charClassExpr, at its `[`. */
static int
translate_class(struct translator *t, int depth)
{
	size_t open = t->at, start = t->out->n, middle;
	bool subtracts;

	if (depth > REGEX_MAX_DEPTH)
		return LIMIT(t, open, "classes are nested too deeply");
	t->at++;
	if (translate_plain_class(t, open, &subtracts) == -1)
		return -1;
	if (subtracts) {
		t->at++;		/* the hyphen */
		middle = t->out->n;
		if (translate_class(t, depth + 1) == -1)
			return -1;
		if (t->out->full)
			return LIMIT(t, open, "the expression is too large");
		subtract(t->out, start, middle);
	}
	if (!take(t, ']'))
		return FAIL(t, open, "a [ is not closed");
	return 0;
}

/* --- pieces --- */

/* [8] QuantExact.  No text is as long as MAX_COUNT: more is as good. */
static int
take_number(struct translator *t, uint32_t *n)
{
	size_t start = t->at;
	uint64_t x = 0;

	for (; peek(t) >= '0' && peek(t) <= '9'; t->at++)
		if (x < MAX_COUNT)
			x = x * 10 + (uint64_t)(peek(t) - '0');
	if (t->at == start)
		return FAIL(t, start, "a number is missing between braces");
	*n = x < MAX_COUNT ? (uint32_t)x : MAX_COUNT;
	return 0;
}

/* [4] to [8]; without a quantifier 1 to 1. */
static int
take_quantifier(struct translator *t, uint32_t *min, uint32_t *max)
{
	size_t start = t->at;

	*min = *max = 1;
	if (take(t, '?')) {
		*min = 0;
	} else if (take(t, '*')) {
		*min = 0;
		*max = UNBOUNDED;
	} else if (take(t, '+')) {
		*max = UNBOUNDED;
	} else if (take(t, '{')) {
		if (take_number(t, min) == -1)
			return -1;
		*max = *min;
		if (take(t, ',')) {
			*max = UNBOUNDED;
			if (peek(t) != '}' && take_number(t, max) == -1)
				return -1;
			if (*max == MAX_COUNT)
				*max = UNBOUNDED;
		}
		if (!take(t, '}'))
			return FAIL(t, start, "a { is not closed");
		if (*max < *min)
			return FAIL(t, start,
			    "a quantity ends before it begins");
	}
	return 0;
}

/* The quantifier behind the atom that was written since `start`; one of XPath
 * may be reluctant.  An atom of XPath that is more than one character is not
 * written twice: (7). */
static int
translate_quantifier(struct translator *t, size_t start, bool character)
{
	bool xpath = (t->flags & REGEX_XPATH) != 0, reluctant;
	size_t at = t->at;
	uint32_t min, max;

	if (take_quantifier(t, &min, &max) == -1)
		return -1;
	reluctant = xpath && t->at > at && take(t, '?');
	if (t->out->full)
		return LIMIT(t, t->at, "the expression is too large");
	if (min == 1 && max == 1)
		return 0;
	if (character && min == MAX_COUNT) {	/* that many there are never */
		t->out->n = start;
		buf_puts(t->out, "[]");
		return 0;
	}
	if (xpath && (!character || reluctant) && (min > REGEX_MAX_REPEAT ||
	    (max > REGEX_MAX_REPEAT && max != REGEX_UNBOUNDED)))
		return LIMIT(t, t->at, "a quantity is too large");
	regex_repeat(t->out, start, min, max);
	if (reluctant)
		buf_char(t->out, '?');
	return 0;
}

/* [9]: an expression in parentheses, at its (. */
static int
translate_parentheses(struct translator *t, int depth)
{
	bool captures = (t->flags & REGEX_XPATH) != 0;
	size_t start = t->at++;

	buf_puts(t->out, captures ? "(" : "(?:");
	if (captures && depth < REGEX_MAX_DEPTH)
		t->open[t->n_open++] = ++t->groups;
	if (translate_regexp(t, depth + 1) == -1)
		return -1;
	if (!take(t, ')'))
		return FAIL(t, start, "a ( is not closed");
	if (captures)
		t->n_open--;
	buf_char(t->out, ')');
	return 0;
}

/* 7.6.1: the anchors.  No line begins after a line feed that ends the text. */
static int
translate_anchor(struct translator *t, char c)
{
	bool lines = (t->flags & REGEX_LINES) != 0;

	t->at++;
	if (c == '^')
		buf_puts(t->out, lines ? "(?:\\A|(?<=\\n)(?!\\z))" : "(?:\\A)");
	else
		buf_puts(t->out, lines ? "(?:(?=\\n)|(?<!\\n)\\z)" :
		    "(?:\\z)");
	return 0;
}

/* [37a] WildcardEsc; XPath's is another one (7.6.1, 7.6.1.1). */
static void
translate_dot(struct translator *t)
{
	t->at++;
	if ((t->flags & REGEX_DOT_ALL) != 0)
		buf_puts(t->out, "(?s:.)");
	else if ((t->flags & REGEX_XPATH) != 0)
		buf_puts(t->out, "[^\\n]");
	else
		buf_puts(t->out, "[^\\n\\r]");
}

/* [9] atom. */
static int
translate_atom(struct translator *t, int depth)
{
	size_t start = t->at;
	char c = peek(t);

	if ((t->flags & REGEX_XPATH) != 0 && (c == '^' || c == '$'))
		return translate_anchor(t, c);
	switch (c) {
	case '(':
		return translate_parentheses(t, depth);
	case '[':
		return translate_class(t, depth + 1);
	case '\\':
		return translate_escape(t);
	case '.':
		translate_dot(t);
		return 0;
	case '?':
	case '*':
	case '+':
		return FAIL(t, start, "there is nothing to repeat");
	case '{':
	case '}':
	case ']':
		return FAIL(t, start, "a brace or bracket here wants a \\");
	default:
		if ((t->flags & REGEX_FOLD) != 0)
			regex_fold_char(t->out, take_char(t));
		else
			regex_put_char(t->out, take_char(t));
		return 0;
	}
}

/* Whether the atom at hand is one character, whatever it is. */
static bool
is_character(const struct translator *t)
{
	if (peek(t) == '\\')
		return !is_digit(peek_second(t));
	return strchr("(^$", peek(t)) == NULL;
}

/* [1] to [3]: up to the end or the `)` that closes what the caller opened. */
static int
translate_regexp(struct translator *t, int depth)
{
	size_t start;
	bool character;

	if (depth > REGEX_MAX_DEPTH)
		return LIMIT(t, t->at, "parentheses are nested too deeply");
	while (!at_end(t) && peek(t) != ')') {
		if (take(t, '|')) {
			buf_char(t->out, '|');
			continue;
		}
		start = t->out->n;
		character = is_character(t);
		if (translate_atom(t, depth) == -1 ||
		    translate_quantifier(t, start, character) == -1)
			return -1;
	}
	return 0;
}

/* Flag x (7.6.1.1): the expression without white space, but in classes. */
static struct slice
without_space(struct slice in, struct buf *out)
{
	size_t i, depth = 0;
	bool escaped = false;

	for (i = 0; i < in.n; i++) {
		if (is_xml_space(in.s[i]) && depth == 0)
			continue;
		buf_char(out, in.s[i]);
		if (escaped)
			escaped = false;
		else if (in.s[i] == '\\')
			escaped = true;
		else if (in.s[i] == '[')
			depth++;
		else if (in.s[i] == ']' && depth > 0)
			depth--;
	}
	return out->n == 0 ? SLICE("") : buf_get(out);
}

int
regex_translate(struct slice expression, unsigned flags, struct buf *out,
    struct regex_error *err)
{
	struct buf dense = BUF(REGEX_MAX_LENGTH + 1);
	struct translator t = { .in = expression, .out = out, .flags = flags };

	if ((flags & REGEX_SPACED) != 0 && expression.n <= REGEX_MAX_LENGTH)
		t.in = without_space(expression, &dense);
	if (expression.n > REGEX_MAX_LENGTH) {
		(void)LIMIT(&t, 0, "the expression is too long");
	} else if (!utf8_valid(expression) || (expression.n > 0 &&
	    memchr(expression.s, '\0', expression.n) != NULL)) {
		(void)FAIL(&t, 0, "the expression is not text");
	} else if (translate_regexp(&t, 0) == 0) {
		if (!at_end(&t))
			(void)FAIL(&t, t.at, "a ) closes nothing");
		else if (out->full)
			(void)LIMIT(&t, 0, "the expression is too large");
	}
	buf_free(&dense);
	if (t.error == NULL)
		return 0;
	err->message = t.error;
	err->position = t.error_at;
	err->too_large = t.too_large;
	return -1;
}
