/*
 * statement_message.c: a finding's sentence for who does not know the names
 * that taxonomies give.  The stored sentence says "ow-i:IncomeTotal" and
 * "26943236"; the page says the label, and 26.943.236.
 *
 * (1) Only the concepts of the finding's own facts are replaced, by the label
 *     of the row that shows the fact.
 * (2) Only where these have a unit are numbers written as in the tables, and
 *     only those of four digits or more, or with a minus.  Four digits that may
 *     be a year stay as they are, unless one of the facts has that value.  One
 *     that is written so already (1.234,50000) is left alone.
 * (3) The URI of a link role is replaced by the role's title.
 */
#include "base/format.h"
#include "report/statement.h"

#define DIGITS	4

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Whether a character can be part of a name or number. */
static bool
is_word(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    c == '_' || c == '-' || c == ':' || (unsigned char)c >= 0x80;
}

/* Whether a name or number ends before s. */
static bool
ends(struct slice s)
{
	if (s.n > 1 && s.s[0] == ':')
		return !is_word(s.s[1]);
	return s.n == 0 || s.s[0] == ':' || !is_word(s.s[0]);
}

/* The fact whose concept stands at the start of s; NONE where none does. */
static uint32_t
concept_at(const struct filed *f, const struct filed_finding *n,
    struct slice s)
{
	uint32_t i;

	for (i = 0; i < n->n; i++) {
		uint32_t fact = f->finding_facts.v[n->first + i];
		struct slice c = f->facts.v[fact].concept;

		if (c.n > 0 && slice_starts(s, c) &&
		    ends(slice_from(s, c.n)))
			return fact;
	}
	return NONE;
}

/* Whether s goes on at i with digits of a number that has begun: behind the
 * separator of its thousands or fraction (2). */
static bool
is_inside(struct slice s, size_t i)
{
	return i > 1 && is_digit(s.s[i]) && is_digit(s.s[i - 2]) &&
	    (s.s[i - 1] == '.' || s.s[i - 1] == ',');
}

/* Whether a number is the value of one of the finding's facts. */
static bool
is_value(const struct filed *f, const struct filed_finding *n,
    struct slice number)
{
	uint32_t i;

	for (i = 0; i < n->n; i++)
		if (slice_eq(slice_trim(f->facts.v[f->finding_facts.v[
		    n->first + i]].value), number))
			return true;
	return false;
}

static bool
may_be_year(struct slice s)
{
	return s.n == 4 && (slice_starts(s, SLICE("19")) ||
	    slice_starts(s, SLICE("20")));
}

/* The length of the amount at the start of s, or 0 (2). */
static size_t
amount_at(const struct filed *f, const struct filed_finding *n,
    struct slice s)
{
	size_t i = 0, digits;
	bool minus = s.n > 0 && s.s[0] == '-';

	i = minus;
	while (i < s.n && is_digit(s.s[i]))
		i++;
	digits = i - minus;
	if (digits == 0 || (digits < DIGITS && !minus))
		return 0;
	if (i + 1 < s.n && s.s[i] == '.' && is_digit(s.s[i + 1]))
		for (i++; i < s.n && is_digit(s.s[i]); i++)
			;
	if (!ends(slice_from(s, i)))
		return 0;
	s.n = i;
	return may_be_year(s) && !is_value(f, n, s) ? 0 : i;
}

/* The length of the role's URI at the start of s, with its title, or 0 (3). */
static size_t
role_at(const struct statements *st, struct slice s, struct slice *title)
{
	size_t n = 0;

	while (n < s.n && !is_xml_space(s.s[n]) && s.s[n] != ')')
		n++;
	while (n > 0 && strchr(".,;:", s.s[n - 1]) != NULL)
		n--;
	s.n = n;
	if (st->taxonomy == NULL || memchr(s.s, ':', n) == NULL)
		return 0;
	*title = label_role(st->taxonomy, s, st->options.lang).text;
	return title->n > 0 ? n : 0;
}

static void
put_quoted(struct buf *b, struct slice text)
{
	buf_puts(b, "\xe2\x80\x9c");
	format_text(b, text, 200);
	buf_puts(b, "\xe2\x80\x9d");
}

/* What the page calls the concept of a fact (1). */
static struct label
name_of(const struct statements *st, uint32_t fact)
{
	const struct filed_fact *f = &st->filed->facts.v[fact];

	return st->shown[fact] != NULL ? *st->shown[fact] :
	    label_concept(st->taxonomy, f->ns, f->local, st->options.lang);
}

void
statement_message(struct buf *b, const struct statements *st,
    const struct filed_finding *n)
{
	enum lang lang = st->options.lang;
	struct slice s = n->message[lang], title;
	bool amounts = n->n > 0 && st->filed->facts.v[
	    st->filed->finding_facts.v[n->first]].unit.n > 0;
	size_t i = 0, len;
	uint32_t fact;

	while (i < s.n) {
		struct slice rest = slice_from(s, i);
		bool fresh = i == 0 || (!is_word(s.s[i - 1]) &&
		    s.s[i - 1] != '/' && !is_inside(s, i));

		if (fresh && (fact = concept_at(st->filed, n, rest)) != NONE) {
			put_quoted(b, name_of(st, fact).text);
			i += st->filed->facts.v[fact].concept.n;
		} else if (fresh && amounts && (len = amount_at(st->filed, n,
		    rest)) > 0) {
			format_number(b, (struct slice){ rest.s, len }, lang,
			    false);
			i += len;
		} else if ((i == 0 || s.s[i - 1] == '(' ||
		    is_xml_space(s.s[i - 1])) &&
		    (len = role_at(st, rest, &title)) > 0) {
			put_quoted(b, title);
			i += len;
		} else {
			buf_char(b, s.s[i++]);
		}
	}
}
