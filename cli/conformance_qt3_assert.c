/*
 * conformance_qt3_assert.c: whether the result of a case of the QT3 suite is
 * what it asserts.  An error makes every assertion false but those of errors;
 * which error it is counts, by its code.
 */
#include "base/file.h"
#include "base/mem.h"
#include "cli/conformance_qt3_eval.h"
#include "xpath/eval.h"

#define MAX_PERMUTATION	10000	/* items: its cost is their square */

static bool
say(struct qt3_eval *ev, const char *what, const struct xp_error *err)
{
	if (ev->reason->n == 0) {
		buf_printf(ev->reason, "%s: %.*s ", what,
		    SLICE_ARG(err->local));
		buf_plain(ev->reason, err->message);
	}
	return false;
}

/* The value of an expression about $result; false where it has none. */
static bool
ask(struct qt3_eval *ev, const char *before, struct slice text,
    const char *after, struct xp_seq *out)
{
	const struct xp_focus none = { NULL, 0, 0 };
	struct xp_error err = { .position = 0 };
	struct slice source = slice_of(arena_printf(ev->arena, "%s%.*s%s",
	    before, SLICE_ARG(text), after));

	if (qt3_evaluate(ev, source, &none, out, &err) == -1)
		return say(ev, "the assertion", &err);
	return true;
}

/* Whether an expression about $result is true. */
static bool
is_true(struct qt3_eval *ev, const char *before, struct slice text,
    const char *after)
{
	struct xp_error err = { .position = 0 };
	struct xp_seq value;
	int truth;

	if (!ask(ev, before, text, after, &value))
		return false;
	if ((truth = xp_truth(&value, &err)) == -1)
		return say(ev, "the assertion", &err);
	return truth == 1;
}

static bool
is_boolean(const struct qt3_eval *ev, bool which)
{
	const struct xp_item *item = xp_items(&ev->result);

	return ev->result.n == 1 && item->type == XT_BOOLEAN &&
	    (item->u.i != 0) == which;
}

static bool
has_count(const struct qt3_eval *ev, struct slice text)
{
	uint32_t n = 0;

	text = slice_trim(text);
	if (text.n == 0 || text.n > 9)
		return false;
	for (; text.n > 0; text = slice_from(text, 1)) {
		if (*text.s < '0' || *text.s > '9')
			return false;
		n = n * 10 + (uint32_t)(*text.s - '0');
	}
	return ev->result.n == n;
}

/* "Q{http://…}local", or a code of the specification.  XPath 2.0 has no code for
 * a limit of the processor, and we say so in one of ours; XPDY0130 is what
 * XPath 3.0 calls it. */
static bool
is_error(const struct qt3_eval *ev, struct slice code)
{
	const char *end;

	if (!ev->failed)
		return false;
	if (slice_is(code, "*"))
		return true;
	if (slice_is(code, "XPDY0130") &&
	    slice_is(ev->error.ns, NS_XPATH_LIMIT))
		return true;
	if (!slice_starts(code, SLICE("Q{")))
		return slice_is(ev->error.ns, NS_XPATH_ERROR) &&
		    slice_eq(ev->error.local, code);
	if ((end = memchr(code.s, '}', code.n)) == NULL)
		return false;
	return slice_eq(ev->error.ns, (struct slice){ code.s + 2,
	    (size_t)(end - code.s) - 2 }) && slice_eq(ev->error.local,
	    slice_from(code, (size_t)(end - code.s) + 1));
}

/* White space at the ends gone, and one space for more within. */
static struct slice
normalized(struct slice s, struct arena *a)
{
	char *out = arena_alloc(a, s.n + 1);
	size_t n = 0;

	s = slice_trim(s);
	for (; s.n > 0; s = slice_from(s, 1))
		if (!is_xml_space(*s.s))
			out[n++] = *s.s;
		else if (out[n - 1] != ' ')
			out[n++] = ' ';
	return (struct slice){ out, n };
}

static bool
has_string(struct qt3_eval *ev, const struct qt3_assertion *a)
{
	const struct xp_item *items = xp_items(&ev->result);
	struct buf b = BUF_ANY;
	struct slice got, want = a->text;
	uint32_t i;
	bool same;

	for (i = 0; i < ev->result.n; i++) {
		if (i > 0)
			buf_char(&b, ' ');
		buf_slice(&b, xp_string_of(&ev->d, items[i], ev->arena));
	}
	got = b.n == 0 ? SLICE("") : buf_get(&b);
	if (a->normalize) {
		got = normalized(got, ev->arena);
		want = normalized(want, ev->arena);
	}
	same = slice_eq(got, want);
	buf_free(&b);
	return same;
}

/* Takes an item equal to `item` out of those that are left. */
static bool
take(struct qt3_eval *ev, struct xp_item *left, uint32_t *n,
    struct xp_item item)
{
	struct xp_error err = { .position = 0 };
	struct xp_seq one = xp_one(item), other;
	uint32_t i;

	for (i = 0; i < *n; i++) {
		other = xp_one(left[i]);
		if (xp_deep_equal(&ev->d, &one, &other, SLICE_NONE, &err) == 1) {
			left[i] = left[--*n];
			return true;
		}
	}
	return false;
}

static bool
is_permutation(struct qt3_eval *ev, struct slice text)
{
	struct xp_item *left;
	struct xp_seq want;
	uint32_t n, i;

	if (!ask(ev, "(", text, "\n)", &want) || want.n != ev->result.n ||
	    want.n > MAX_PERMUTATION)
		return false;
	n = want.n;
	left = arena_alloc(ev->arena, n * sizeof(*left) + 1);
	for (i = 0; i < n; i++)
		left[i] = xp_items(&want)[i];
	for (i = 0; i < want.n; i++)
		if (!take(ev, left, &n, xp_items(&ev->result)[i]))
			return false;
	return true;
}

/* The content expected, also from a file. */
static bool
is_xml(struct qt3_eval *ev, const struct qt3_assertion *a)
{
	struct slice text = a->text;
	const char *why;
	struct file f;
	int same;

	if (a->file != NULL) {
		if (file_open(&f, a->file, ev->arena, &why) == -1) {
			buf_printf(ev->reason, "%s: %s", a->file, why);
			return false;
		}
		text = arena_copy(ev->arena, slice_trim(f.bytes));
		file_close(&f);
	}
	same = qt3_same_xml(ev, &ev->result, text);
	if (same == -1 && ev->reason->n == 0)
		buf_puts(ev->reason, "the content expected cannot be read");
	return same == 1;
}

/* What cannot be serialized: an attribute or a namespace by itself
 * (Serialization, 2). */
static bool
cannot_be_serialized(const struct qt3_eval *ev, struct slice code)
{
	const struct xp_item *items = xp_items(&ev->result);
	enum xp_kind kind;
	uint32_t i;

	if (!slice_is(code, "SENR0001") && !slice_is(code, "*"))
		return false;
	for (i = 0; i < ev->result.n; i++) {
		if (items[i].type != XT_NODE)
			continue;
		kind = xp_node_kind(ev->d.trees[items[i].tree], items[i]);
		if (kind == XK_ATTRIBUTE || kind == XK_NAMESPACE)
			return true;
	}
	return false;
}

static bool
holds_group(struct qt3_eval *ev, const struct qt3_assertion *a)
{
	const struct qt3_assertion *k;
	bool any = a->kind == QT3_ANY_OF;

	for (k = a->kids; k != NULL; k = k->next)
		if (qt3_holds(ev, k) == any)
			return any;
	return !any;
}

/* Recursion: as deep as assertions are nested, MAX_NESTING when read. */
bool
qt3_holds(struct qt3_eval *ev, const struct qt3_assertion *a)
{
	if (a->kind == QT3_ALL_OF || a->kind == QT3_ANY_OF)
		return holds_group(ev, a);
	if (a->kind == QT3_ERROR)
		return is_error(ev, a->text);
	if (ev->failed)
		return false;
	switch (a->kind) {
	case QT3_NOT:
		return !qt3_holds(ev, a->kids);
	case QT3_ASSERT:
		return is_true(ev, "", a->text, "");
	case QT3_EQ:
		return is_true(ev, "$result eq (", a->text, "\n)");
	case QT3_COUNT:
		return has_count(ev, a->text);
	case QT3_DEEP_EQ:
		return is_true(ev, "fn:deep-equal($result, (", a->text,
		    "\n))");
	case QT3_PERMUTATION:
		return is_permutation(ev, a->text);
	case QT3_XML:
		return is_xml(ev, a);
	case QT3_EMPTY:
		return ev->result.n == 0;
	case QT3_TYPE:
		return is_true(ev, "$result instance of ", a->text, "");
	case QT3_TRUE:
		return is_boolean(ev, true);
	case QT3_FALSE:
		return is_boolean(ev, false);
	case QT3_STRING_VALUE:
		return has_string(ev, a);
	case QT3_SERIALIZATION_ERROR:
		return cannot_be_serialized(ev, a->text);
	case QT3_SERIALIZATION_MATCHES:
	case QT3_ALL_OF:
	case QT3_ANY_OF:
	case QT3_ERROR:
	case QT3_N:
		break;
	}
	return false;
}
