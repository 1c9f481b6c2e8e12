/* format.c: see format.h. */
#include "base/format.h"

#include "base/utf8.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* --- numbers --- */

struct number {
	bool minus;
	struct slice whole;	/* no leading zeros but the last */
	struct slice fraction;	/* without the point; s == NULL: none */
};

/* XML Schema 1.0 part 2, 3.2.3.1. False where it is something else. */
static bool
split_number(struct slice s, struct number *n)
{
	bool zero = true;
	size_t i, point;

	*n = (struct number){ false, SLICE_NONE, SLICE_NONE };
	if (s.n > 0 && (s.s[0] == '-' || s.s[0] == '+')) {
		n->minus = s.s[0] == '-';
		s = slice_from(s, 1);
	}
	for (point = 0; point < s.n && s.s[point] != '.'; point++)
		if (!is_digit(s.s[point]))
			return false;
	n->whole = (struct slice){ s.s, point };
	if (point < s.n)
		n->fraction = slice_from(s, point + 1);
	for (i = 0; i < n->fraction.n; i++)
		if (!is_digit(n->fraction.s[i]))
			return false;
	if (n->whole.n + n->fraction.n == 0)
		return false;
	for (i = 0; i < s.n; i++)
		zero = zero && (s.s[i] == '0' || s.s[i] == '.');
	if (zero)
		n->minus = false;
	while (n->whole.n > 1 && n->whole.s[0] == '0')
		n->whole = slice_from(n->whole, 1);
	return true;
}

static bool
is_zero(const struct number *n)
{
	size_t i;

	for (i = 0; i < n->whole.n; i++)
		if (n->whole.s[i] != '0')
			return false;
	for (i = 0; i < n->fraction.n; i++)
		if (n->fraction.s[i] != '0')
			return false;
	return true;
}

void
format_number(struct buf *b, struct slice s, enum lang lang, bool negate)
{
	struct number n;
	size_t i;

	s = slice_trim(s);
	if (!split_number(s, &n)) {
		buf_slice(b, s);
		return;
	}
	if (n.minus != (negate && !is_zero(&n)))
		buf_puts(b, "\xe2\x88\x92");	/* U+2212 minus sign */
	if (n.whole.n == 0)
		buf_char(b, '0');
	for (i = 0; i < n.whole.n; i++) {
		if (i > 0 && (n.whole.n - i) % 3 == 0)
			buf_char(b, lang == LANG_NL ? '.' : ',');
		buf_char(b, n.whole.s[i]);
	}
	if (n.fraction.n == 0)
		return;
	buf_char(b, lang == LANG_NL ? ',' : '.');
	buf_slice(b, n.fraction);
}

/* --- dates --- */

struct day {
	struct slice year;
	int month, day;
};

static int
two_digits(const char *s)
{
	return is_digit(s[0]) && is_digit(s[1]) ?
	    (s[0] - '0') * 10 + s[1] - '0' : 0;
}

/* YYYY-MM-DD and nothing after it. */
static bool
split_date(struct slice s, struct day *d)
{
	size_t i;

	if (s.n != 10 || s.s[4] != '-' || s.s[7] != '-')
		return false;
	for (i = 0; i < 4; i++)
		if (!is_digit(s.s[i]))
			return false;
	*d = (struct day){ { s.s, 4 }, two_digits(s.s + 5),
	    two_digits(s.s + 8) };
	return d->month >= 1 && d->month <= 12 && d->day >= 1 && d->day <= 31;
}

void
format_date(struct buf *b, struct slice s, enum lang lang)
{
	static const char *const months[2][12] = {
		{ "januari", "februari", "maart", "april", "mei", "juni",
		  "juli", "augustus", "september", "oktober", "november",
		  "december" },
		{ "January", "February", "March", "April", "May", "June",
		  "July", "August", "September", "October", "November",
		  "December" }
	};
	struct day d;

	s = slice_trim(s);
	if (!split_date(s, &d)) {
		buf_slice(b, s);
		return;
	}
	buf_printf(b, "%d %s %.*s", d.day, months[lang][d.month - 1],
	    SLICE_ARG(d.year));
}

void
format_duration(struct buf *b, struct slice start, struct slice end,
    enum lang lang)
{
	struct day from, to;

	if (split_date(start, &from) && split_date(end, &to) &&
	    slice_eq(from.year, to.year) && from.month == 1 && from.day == 1 &&
	    to.month == 12 && to.day == 31) {
		buf_slice(b, to.year);
		return;
	}
	format_date(b, start, lang);
	buf_puts(b, lang == LANG_NL ? " t/m " : " to ");
	format_date(b, end, lang);
}

/* --- units and texts --- */

/* One measure, without its prefix. */
static void
measure(struct buf *b, struct slice s)
{
	const char *colon = s.n == 0 ? NULL : memchr(s.s, ':', s.n);

	buf_slice(b, colon == NULL ? s :
	    slice_from(s, (size_t)(colon - s.s) + 1));
}

void
format_unit(struct buf *b, struct slice s, enum lang lang)
{
	size_t i, from = 0;

	(void)lang;
	if (slice_is(s, "iso4217:EUR")) {
		buf_puts(b, "euro");
		return;
	}
	for (i = 0; i <= s.n; i++) {
		if (i < s.n && s.s[i] != '/' && s.s[i] != '*')
			continue;
		measure(b, (struct slice){ s.s + from, i - from });
		if (i < s.n)
			buf_char(b, s.s[i]);
		from = i + 1;
	}
}

/* Whether a text is HTML that was escaped: it begins with an element. */
static bool
is_markup(struct slice s)
{
	s = slice_trim(s);
	return s.n > 2 && s.s[0] == '<' && s.s[1] != ' ' &&
	    memchr(s.s, '>', s.n) != NULL;
}

void
format_text(struct buf *b, struct slice s, size_t most)
{
	bool markup = is_markup(s), inside = false, space = false;
	size_t i = 0, len, n = 0;

	while (i < s.n && n < most) {
		char c = s.s[i];

		len = utf8_length(slice_from(s, i));
		if (len == 0)
			len = 1;
		if (is_xml_space(c)) {
			space = n > 0;
		} else if (markup && c == '<') {
			inside = true;
			space = n > 0;
		} else if (inside) {
			inside = c != '>';
		} else {
			if (space && ++n < most)
				buf_char(b, ' ');
			if (n >= most)
				break;
			space = false;
			buf_add(b, s.s + i, len);
			n++;
		}
		i += len;
	}
	if (i < s.n && slice_trim(slice_from(s, i)).n > 0)
		buf_puts(b, "\xe2\x80\xa6");
}
