/*
 * fn_string.c: functions on strings (Functions and Operators, 7.2 to 7.5).
 * Positions and lengths are of characters, never of bytes.
 */
#include <math.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "xpath/collation.h"
#include "xpath/text.h"

/* --- 7.2: code points --- */

/* XML 1.0, 2.2 [2] Char. */
static bool
is_char(int64_t c)
{
	return c == 0x9 || c == 0xa || c == 0xd || (c >= 0x20 && c <= 0xd7ff) ||
	    (c >= 0xe000 && c <= 0xfffd) || (c >= 0x10000 && c <= 0x10ffff);
}

int
fn_codepoints_to_string(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *result)
{
	const struct xp_item *items = xp_items(&args[0]);
	char *text = xp_text_room(ev, (size_t)args[0].n * 4);
	size_t n = 0;
	int64_t c;
	uint32_t i;

	(void)n_args;
	if (text == NULL)
		return -1;
	for (i = 0; i < args[0].n; i++) {
		if (!xp_int64(items[i], &c) || !is_char(c))
			return xp_fail(ev, "FOCH0001",
			    "a code point is no character of XML");
		n += utf8_encode((uint32_t)c, text + n);
	}
	return xp_give_string((struct slice){ text, n }, result);
}

/* The character at the start of *s, which is not empty, is taken off. */
static uint32_t
take_char(struct slice *s)
{
	size_t n = utf8_length(*s);
	uint32_t c = utf8_decode(*s);

	*s = slice_from(*s, n == 0 ? 1 : n);
	return c;
}

int
fn_string_to_codepoints(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *result)
{
	struct slice s = xp_arg_string(&args[0]);

	(void)n_args;
	*result = XP_EMPTY;
	if (xp_spend(ev, s.n) == -1)
		return -1;
	while (s.n > 0)
		xp_add(result, xp_integer(take_char(&s)), ev->arena);
	return 0;
}

/* --- 7.3: equality and comparison --- */

/* The collation of the argument `at`, or the default one. */
static const struct xp_collation *
collation_of(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    unsigned at)
{
	if (n_args <= at)
		return xp_default_collation(ev);
	return xp_collation(ev, xp_arg_string(&args[at]));
}

int
fn_compare(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	const struct xp_collation *c = collation_of(ev, args, n_args, 2);

	if (c == NULL)
		return -1;
	*result = XP_EMPTY;
	if (args[0].n > 0 && args[1].n > 0)
		*result = xp_one(xp_integer(xp_collate(c,
		    xp_arg_string(&args[0]), xp_arg_string(&args[1]))));
	return 0;
}

int
fn_codepoint_equal(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *result)
{
	(void)ev;
	(void)n_args;
	*result = XP_EMPTY;
	if (args[0].n > 0 && args[1].n > 0)
		*result = xp_one(xp_boolean(slice_eq(xp_arg_string(&args[0]),
		    xp_arg_string(&args[1]))));
	return 0;
}

/* --- 7.4: functions on string values --- */

int
fn_concat(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	struct buf b = xp_text_buf(ev);
	unsigned i;

	for (i = 0; i < n_args; i++)
		if (args[i].n > 0)
			buf_slice(&b, xp_string_of(ev->d, xp_only(&args[i]),
			    ev->arena));
	return xp_text_give(ev, &b, result);
}

int
fn_string_join(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	const struct xp_item *items = xp_items(&args[0]);
	struct slice between = xp_arg_string(&args[1]);
	struct buf b = xp_text_buf(ev);
	uint32_t i;

	(void)n_args;
	for (i = 0; i < args[0].n; i++) {
		if (i > 0)
			buf_slice(&b, between);
		buf_slice(&b, xp_slice(items[i]));
	}
	return xp_text_give(ev, &b, result);
}

/* 7.4.3: the character at p is in where round($start) <= p and p < round($start)
 * + round($length). */
int
fn_substring(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	struct slice s = xp_arg_string(&args[0]);
	double from = xp_round_arg(ev, &args[1]), to = INFINITY, p;
	size_t first, at = 0, n;

	if (n_args > 2)
		to = from + xp_round_arg(ev, &args[2]);
	if (xp_spend(ev, s.n / 16) == -1)
		return -1;
	for (p = 1; at < s.n && !(p >= from); p++)
		at += (n = utf8_length(slice_from(s, at))) == 0 ? 1 : n;
	if (isinf(to) && to > 0)
		return xp_give_string(slice_from(s, at), result);
	for (first = at; at < s.n && p < to; p++)
		at += (n = utf8_length(slice_from(s, at))) == 0 ? 1 : n;
	return xp_give_string((struct slice){ s.s + first, at - first }, result);
}

/* The argument, or without one the string of the context item: 0, or -1 with
 * XPDY0002. */
static int
string_or_context(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct slice *s)
{
	if (n_args > 0) {
		*s = xp_arg_string(&args[0]);
		return 0;
	}
	if (ev->focus.item == NULL)
		return xp_fail(ev, "XPDY0002", "there is no context item");
	*s = xp_string_of(ev->d, *ev->focus.item, ev->arena);
	return 0;
}

int
fn_string_length(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *result)
{
	struct slice s;

	if (string_or_context(ev, args, n_args, &s) == -1 ||
	    xp_spend(ev, s.n / 16) == -1)
		return -1;
	*result = xp_one(xp_integer((int64_t)utf8_count(s)));
	return 0;
}

int
fn_normalize_space(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *result)
{
	struct slice s;
	char *text;
	size_t i, n = 0;

	if (string_or_context(ev, args, n_args, &s) == -1)
		return -1;
	s = slice_trim(s);
	if ((text = xp_text_room(ev, s.n)) == NULL)
		return -1;
	for (i = 0; i < s.n; i++)
		if (!is_xml_space(s.s[i]))
			text[n++] = s.s[i];
		else if (!is_xml_space(s.s[i + 1]))	/* trimmed: not last */
			text[n++] = ' ';
	return xp_give_string((struct slice){ text, n }, result);
}

/* What ICU made of a text, as the result. */
static int
give_unicode(struct xp_eval *ev, enum unicode_result rc, struct buf *b,
    struct xp_seq *result)
{
	switch (rc) {
	case UNICODE_OK:
		return xp_text_give(ev, b, result);
	case UNICODE_ABSENT:
		buf_free(b);
		return xp_fail(ev, "FOER0000",
		    "ICU, which knows letters, is not on this machine");
	case UNICODE_TOO_LARGE:
		break;
	}
	buf_free(b);
	return xp_too_much(ev);
}

static bool
find_form(struct slice name, enum unicode_form *form)
{
	static const char *const names[] = { "NFC", "NFD", "NFKC", "NFKD" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (slice_is(name, names[i])) {
			*form = (enum unicode_form)i;
			return true;
		}
	return false;
}

/* 7.4.6; FULLY-NORMALIZED is none of the forms that an implementation must
 * have. */
int
fn_normalize_unicode(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *result)
{
	struct slice s = xp_arg_string(&args[0]), name = SLICE("NFC");
	enum unicode_form form = UNICODE_NFC;
	struct buf b = xp_text_buf(ev), upper = BUF(64);
	bool known;

	if (n_args > 1)
		name = slice_trim(xp_arg_string(&args[1]));
	if (name.n == 0)
		return xp_give_string(s, result);
	known = unicode_case(name, true, &upper) == UNICODE_OK &&
	    find_form(buf_get(&upper), &form);
	buf_free(&upper);
	if (!known)
		return xp_fail(ev, "FOCH0003",
		    "there is no normalization form '%.*s'", SLICE_ARG(name));
	return give_unicode(ev, unicode_normalize(s, form, &b), &b, result);
}

int
fn_upper_case(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	struct buf b = xp_text_buf(ev);

	(void)n_args;
	return give_unicode(ev, unicode_case(xp_arg_string(&args[0]), true,
	    &b), &b, result);
}

int
fn_lower_case(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	struct buf b = xp_text_buf(ev);

	(void)n_args;
	return give_unicode(ev, unicode_case(xp_arg_string(&args[0]), false,
	    &b), &b, result);
}

/* --- 7.4.9: translate --- */

#define DELETED	UINT32_MAX

/* What characters become: those of ASCII by a table, others by a hash of
 * numbers. */
struct mapping {
	uint32_t ascii[128];
	bool     seen[128];
	VEC(uint32_t) others;
	struct table rows;
};

/* The first mapping of a character holds. */
static void
map_char(struct mapping *m, uint32_t c, uint32_t to)
{
	if (c < 128) {
		if (!m->seen[c])
			m->ascii[c] = to;
		m->seen[c] = true;
	} else if (table_find_int(&m->rows, c) == NONE) {
		table_add_int(&m->rows, c, (uint32_t)m->others.n);
		VEC_PUSH(&m->others, to);
	}
}

static void
make_mapping(struct mapping *m, struct slice from, struct slice to)
{
	uint32_t c;

	for (c = 0; c < 128; c++)
		m->ascii[c] = c;
	while (from.n > 0) {
		c = take_char(&from);
		map_char(m, c, to.n > 0 ? take_char(&to) : DELETED);
	}
}

static uint32_t
mapped(const struct mapping *m, uint32_t c)
{
	uint32_t row;

	if (c < 128)
		return m->ascii[c];
	row = table_find_int(&m->rows, c);
	return row == NONE ? c : m->others.v[row];
}

int
fn_translate(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	struct slice s = xp_arg_string(&args[0]);
	struct mapping m = { .others = { NULL, 0, 0 } };
	struct buf b = xp_text_buf(ev);
	char bytes[4];
	uint32_t c;

	(void)n_args;
	if (xp_spend(ev, (args[1].n == 0 ? 0 : xp_arg(&args[1])->n) + s.n / 4)
	    == -1)
		return -1;
	make_mapping(&m, xp_arg_string(&args[1]), xp_arg_string(&args[2]));
	while (s.n > 0)
		if ((c = mapped(&m, take_char(&s))) != DELETED)
			buf_add(&b, bytes, utf8_encode(c, bytes));
	VEC_FREE(&m.others);
	table_free(&m.rows);
	return xp_text_give(ev, &b, result);
}

/* --- 7.5: looking for a part --- */

/* As xp_collation_find, of the first two arguments. */
static int
find(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    enum xp_where where, size_t *from, size_t *to)
{
	const struct xp_collation *c = collation_of(ev, args, n_args, 2);
	struct slice s = xp_arg_string(&args[0]);

	if (c == NULL || xp_spend(ev, s.n / 16) == -1)
		return -1;
	return xp_collation_find(ev, c, where, s, xp_arg_string(&args[1]),
	    from, to);
}

static int
give_found(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    enum xp_where where, struct xp_seq *result)
{
	size_t from, to;
	int found = find(ev, args, n_args, where, &from, &to);

	if (found == -1)
		return -1;
	*result = xp_one(xp_boolean(found == 1));
	return 0;
}

int
fn_contains(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	return give_found(ev, args, n_args, XW_FIRST, result);
}

int
fn_starts_with(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *result)
{
	return give_found(ev, args, n_args, XW_START, result);
}

int
fn_ends_with(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	return give_found(ev, args, n_args, XW_END, result);
}

int
fn_substring_before(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *result)
{
	struct slice s = xp_arg_string(&args[0]);
	size_t from, to;
	int found = find(ev, args, n_args, XW_FIRST, &from, &to);

	if (found == -1)
		return -1;
	s.n = found == 1 ? from : 0;
	return xp_give_string(s, result);
}

int
fn_substring_after(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *result)
{
	struct slice s = xp_arg_string(&args[0]);
	size_t from, to;
	int found = find(ev, args, n_args, XW_FIRST, &from, &to);

	if (found == -1)
		return -1;
	return xp_give_string(found == 1 ? slice_from(s, to) : SLICE(""), result);
}
