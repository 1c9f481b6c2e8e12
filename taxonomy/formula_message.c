/*
 * formula_message.c: messages (Generic Messages 1.0): text with XPath expressions
 * in curly brackets, which stand for their value.
 *
 * In the text {{ and }} stand for the brackets themselves (2); in an
 * expression a bracket may stand in a string literal or a comment only.
 */
#include "taxonomy/formulas.h"

/* --- taking a text apart --- */

struct splitter {
	struct link_reader *r;
	const xmlNode      *node;
	struct slice        rest;
	struct buf          text;	/* that precedes the next expression */
	struct img_message *m;
};

static void
add_part(struct splitter *s, uint32_t expression)
{
	struct img_message_part p = { .expression = expression };

	p.text = formula_intern_text(s->r->d, buf_get(&s->text));
	buf_clear(&s->text);
	VEC_PUSH(&s->r->d->message_parts, p);
	s->m->n_parts++;
}

/* How long the string literal or comment is that a text begins with; 0: there
 * is none. */
static size_t
skipped(struct slice s)
{
	size_t i;
	int depth = 0;

	if (s.s[0] == '"' || s.s[0] == '\'') {
		for (i = 1; i < s.n && s.s[i] != s.s[0]; i++)
			continue;
		return i < s.n ? i + 1 : s.n;
	}
	if (!slice_starts(s, SLICE("(:")))
		return 0;
	for (i = 0; i + 1 < s.n; i++) {
		if (s.s[i] == '(' && s.s[i + 1] == ':')
			depth++, i++;
		else if (s.s[i] == ':' && s.s[i + 1] == ')')
			depth--, i++;
		if (depth == 0)
			return i + 1;
	}
	return s.n;
}

/* Where the expression at the start of a text ends: at the first "}" that is in
 * no literal and no comment, or, where none is, for a literal or comment that
 * does not end, at the first one at all; XPath says what is wrong with it then. */
static size_t
end_of_expression(struct slice s)
{
	struct slice rest = s;
	const char *first;
	size_t n;

	while (rest.n > 0 && rest.s[0] != '}') {
		n = skipped(rest);
		rest = slice_from(rest, n > 0 ? n : 1);
	}
	if (rest.n > 0)
		return s.n - rest.n;
	first = s.n == 0 ? NULL : memchr(s.s, '}', s.n);
	return first == NULL ? SIZE_MAX : (size_t)(first - s.s);
}

/* From after "{" to its "}": false where there is none. */
static bool
take_expression(struct splitter *s)
{
	struct slice inside = s->rest;

	inside.n = end_of_expression(s->rest);
	if (inside.n == SIZE_MAX)
		return false;
	s->rest = slice_from(s->rest, inside.n + 1);
	add_part(s, formula_intern_expression(s->r, s->node, inside));
	return true;
}

/* Generic Messages 1.0, 2. */
static void
split(struct splitter *s)
{
	while (s->rest.n > 0) {
		const char c = s->rest.s[0];
		const bool twice = s->rest.n > 1 && s->rest.s[1] == c;

		if (c != '{' && c != '}') {
			buf_char(&s->text, c);
			s->rest = slice_from(s->rest, 1);
		} else if (twice) {
			buf_char(&s->text, c);
			s->rest = slice_from(s->rest, 2);
		} else if (c == '}') {
			(void)finding_add(s->r->d->findings,
			    F_xbrlmsge_missingLeftCurlyBracketInMessage,
			    link_here(s->r, s->node));
			return;
		} else {
			s->rest = slice_from(s->rest, 1);
			if (take_expression(s))
				continue;
			(void)finding_add(s->r->d->findings,
			    F_xbrlmsge_missingRightCurlyBracketInMessage,
			    link_here(s->r, s->node));
			return;
		}
	}
}

uint32_t
formula_read_message(struct link_reader *r, xmlNode *n, uint32_t resource)
{
	struct img_message m = { .resource = resource };
	struct splitter s = { .r = r, .node = n, .text = BUF_ANY, .m = &m };
	struct slice separator = formula_attr(r, n, "separator");

	m.separator = formula_intern_text(r->d, separator.s == NULL ?
	    SLICE(" ") : separator);
	m.parts = (uint32_t)r->d->message_parts.n;
	s.rest = xml_text(n, r->scratch);
	split(&s);
	if (s.text.n > 0)
		add_part(&s, NONE);
	buf_free(&s.text);
	VEC_PUSH(&r->d->messages, m);
	return (uint32_t)r->d->messages.n - 1;
}
