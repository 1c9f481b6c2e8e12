/*
 * lexer.c: the terminal symbols of XPath 2.0 (XPath 2.0, A.2).
 *
 * (1) The longest possible symbol is taken (A.2.1).
 * (2) Two symbols of which neither delimits (names, numbers) need something
 *     between them (A.2.2): a number that runs into a name is an error.
 * (3) White space and comments, which nest, stand between symbols only: QNames
 *     and wildcards are single symbols (A.2.4.2, ws: explicit).
 */
#include "xpath/lexer.h"

#include "base/utf8.h"

struct range { uint32_t from, to; };

/* Namespaces in XML, [4], with the NameStartChar of XML, but the colon. */
static const struct range name_start[] = {
	{ 'A', 'Z' }, { '_', '_' }, { 'a', 'z' }, { 0xC0, 0xD6 },
	{ 0xD8, 0xF6 }, { 0xF8, 0x2FF }, { 0x370, 0x37D }, { 0x37F, 0x1FFF },
	{ 0x200C, 0x200D }, { 0x2070, 0x218F }, { 0x2C00, 0x2FEF },
	{ 0x3001, 0xD7FF }, { 0xF900, 0xFDCF }, { 0xFDF0, 0xFFFD },
	{ 0x10000, 0xEFFFF },
};
/* What a name may have beside those. */
static const struct range name_more[] = {
	{ '-', '.' }, { '0', '9' }, { 0xB7, 0xB7 }, { 0x300, 0x36F },
	{ 0x203F, 0x2040 },
};

static bool
in_ranges(uint32_t c, const struct range *v, size_t n)
{
	for (size_t i = 0; i < n && c >= v[i].from; i++)
		if (c <= v[i].to)
			return true;
	return false;
}

/* The bytes of a character that may begin a name; 0 where there is none. */
static size_t
start_char(struct slice s)
{
	size_t n = utf8_length(s);

	if (n == 0)
		return 0;
	return in_ranges(utf8_decode(s), name_start,
	    sizeof(name_start) / sizeof(*name_start)) ? n : 0;
}

static size_t
name_char(struct slice s)
{
	size_t n = utf8_length(s);

	if (n == 0)
		return 0;
	if (in_ranges(utf8_decode(s), name_more,
	    sizeof(name_more) / sizeof(*name_more)))
		return n;
	return start_char(s);
}

/* The bytes of the NCName at the start of s; 0 where there is none. */
static size_t
ncname(struct slice s)
{
	size_t n = start_char(s), more = n;

	while (more > 0) {
		more = name_char(slice_from(s, n));
		n += more;
	}
	return n;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static struct slice
rest(const struct xp_lexer *l)
{
	return slice_from(l->source, l->at);
}

void
xp_lex_begin(struct xp_lexer *l, struct slice source)
{
	*l = (struct xp_lexer){ .source = source };
}

bool
xp_characters(struct slice source, uint32_t *at)
{
	size_t i = 0, n;

	while (i < source.n) {
		struct slice s = slice_from(source, i);
		unsigned char c = (unsigned char)s.s[0];

		*at = (uint32_t)i;
		if ((n = utf8_length(s)) == 0)
			return false;
		if (c < 0x20 && !is_xml_space(s.s[0]))
			return false;
		if (n == 3 && utf8_decode(s) >= 0xFFFE)
			return false;
		i += n;
	}
	return true;
}

/* Behind a comment; where it is not closed it stays at its beginning. */
static bool
skip_comment(struct xp_lexer *l)
{
	size_t depth = 0, start = l->at;

	do {
		struct slice s = rest(l);

		if (s.n < 2) {
			l->at = start;
			return false;
		}
		if (s.s[0] == '(' && s.s[1] == ':') {
			depth++;
			l->at += 2;
		} else if (s.s[0] == ':' && s.s[1] == ')') {
			depth--;
			l->at += 2;
		} else {
			l->at++;
		}
	} while (depth > 0);
	return true;
}

/* Behind white space and comments; false: a comment has no end. */
static bool
skip_ignorable(struct xp_lexer *l)
{
	for (;;) {
		struct slice s = rest(l);

		if (s.n > 0 && is_xml_space(s.s[0]))
			l->at++;
		else if (s.n > 1 && s.s[0] == '(' && s.s[1] == ':') {
			if (!skip_comment(l))
				return false;
		} else
			return true;
	}
}

static struct xp_token
token(struct xp_lexer *l, enum xp_token_kind kind, size_t n)
{
	struct xp_token t = { .kind = kind, .at = (uint32_t)l->at };

	t.text = (struct slice){ l->source.s + l->at, n };
	l->at += n;
	return t;
}

static struct xp_token
broken(struct xp_lexer *l, const char *message)
{
	struct xp_token t = token(l, T_ERROR, 0);

	l->message = message;
	l->at = l->source.n;
	return t;
}

/* [74] StringLiteral: a quote inside is written twice. */
static struct xp_token
string(struct xp_lexer *l)
{
	struct slice s = rest(l);
	size_t i = 1;

	for (;; i++) {
		if (i >= s.n)
			return broken(l, "a string has no end");
		if (s.s[i] != s.s[0])
			continue;
		if (i + 1 >= s.n || s.s[i + 1] != s.s[0])
			return token(l, T_STRING, i + 1);
		i++;
	}
}

static size_t
digits(struct slice s, size_t i)
{
	while (i < s.n && is_digit(s.s[i]))
		i++;
	return i;
}

/* [71] to [73]: IntegerLiteral, DecimalLiteral, DoubleLiteral. */
static struct xp_token
number(struct xp_lexer *l)
{
	struct slice s = rest(l);
	enum xp_token_kind kind = T_INTEGER;
	size_t n = digits(s, 0), e;

	if (n < s.n && s.s[n] == '.') {
		kind = T_DECIMAL;
		n = digits(s, n + 1);
	}
	if (n < s.n && (s.s[n] == 'e' || s.s[n] == 'E')) {
		e = n + 1;
		if (e < s.n && (s.s[e] == '+' || s.s[e] == '-'))
			e++;
		if (digits(s, e) > e) {
			kind = T_DOUBLE;
			n = digits(s, e);
		}
	}
	if (start_char(slice_from(s, n)) > 0)
		return broken(l, "a number runs into a name: they need white "
		    "space between them");
	if (n < s.n && s.s[n] == '.')
		return broken(l, "a number runs into a point: they need white "
		    "space between them");
	return token(l, kind, n);
}

/* Names and what may follow one: a:b, a:*; a::b is a name and "::". */
static struct xp_token
name(struct xp_lexer *l)
{
	struct slice s = rest(l), after;
	size_t n = ncname(s), more;
	struct xp_token t;

	after = slice_from(s, n);
	if (after.n > 1 && after.s[0] == ':') {
		after = slice_from(after, 1);
		if (after.s[0] == '*') {
			t = token(l, T_PREFIX_STAR, n + 2);
			t.prefix = (struct slice){ s.s, n };
			return t;
		}
		if ((more = ncname(after)) > 0) {
			t = token(l, T_NAME, n + 1 + more);
			t.prefix = (struct slice){ s.s, n };
			t.local = (struct slice){ after.s, more };
			return t;
		}
	}
	t = token(l, T_NAME, n);
	t.prefix = SLICE("");
	t.local = t.text;
	return t;
}

/* "*" or "*:local". */
static struct xp_token
star(struct xp_lexer *l)
{
	struct slice s = rest(l);
	struct xp_token t;
	size_t n;

	if (s.n < 3 || s.s[1] != ':' || (n = ncname(slice_from(s, 2))) == 0)
		return token(l, T_STAR, 1);
	t = token(l, T_STAR_LOCAL, n + 2);
	t.local = slice_from(t.text, 2);
	return t;
}

/* The symbols of punctuation, longer ones before what they begin with. */
static const struct {
	char text[3];
	enum xp_token_kind kind;
} symbols[] = {
	{ "::", T_AXIS }, { "//", T_SLASHSLASH }, { "..", T_DOTDOT },
	{ "!=", T_NE }, { "<=", T_LE }, { ">=", T_GE }, { "<<", T_BEFORE },
	{ ">>", T_AFTER },
	{ "(", T_LPAREN }, { ")", T_RPAREN }, { "[", T_LBRACKET },
	{ "]", T_RBRACKET }, { ",", T_COMMA }, { "$", T_DOLLAR },
	{ ".", T_DOT }, { "@", T_AT }, { "/", T_SLASH }, { "|", T_BAR },
	{ "+", T_PLUS }, { "-", T_MINUS }, { "?", T_QUESTION }, { "=", T_EQ },
	{ "<", T_LT }, { ">", T_GT },
};

static struct xp_token
punctuation(struct xp_lexer *l)
{
	struct slice s = rest(l);

	for (size_t i = 0; i < sizeof(symbols) / sizeof(*symbols); i++) {
		struct slice text = slice_of(symbols[i].text);

		if (slice_starts(s, text))
			return token(l, symbols[i].kind, text.n);
	}
	return broken(l, "this character begins nothing in XPath 2.0");
}

struct xp_token
xp_lex(struct xp_lexer *l)
{
	struct slice s;

	if (!skip_ignorable(l))
		return broken(l, "a comment has no end");
	s = rest(l);
	if (s.n == 0)
		return token(l, T_END, 0);
	if (s.s[0] == '"' || s.s[0] == '\'')
		return string(l);
	if (is_digit(s.s[0]) || (s.s[0] == '.' && s.n > 1 && is_digit(s.s[1])))
		return number(l);
	if (s.s[0] == '*')
		return star(l);
	if (start_char(s) > 0)
		return name(l);
	return punctuation(l);
}
