/*
 * signature.c: the signatures of functions: finding them, and their types as
 * tests (XPath 2.0, 3.1.5; Functions and Operators, 1.4).
 */
#include "xpath/parse.h"

static const struct {
	const char *name;
	uint8_t test, flags;
	uint16_t atomic;
} words[] = {
	{ "item()", XIT_ITEM, 0, 0 },
	{ "node()", XIT_NODE, 0, 0 },
	{ "element()", XIT_ELEMENT, 0, 0 },
	{ "attribute()", XIT_ATTRIBUTE, 0, 0 },
	{ "document-node()", XIT_DOCUMENT, 0, 0 },
	{ "text()", XIT_TEXT, 0, 0 },
	{ "comment()", XIT_COMMENT, 0, 0 },
	{ "processing-instruction()", XIT_PI, 0, 0 },
	{ "empty-sequence()", XIT_EMPTY, 0, 0 },
	{ "none", XIT_EMPTY, 0, 0 },
	{ "numeric", XIT_ATOMIC, XTEST_NUMERIC, XT_DOUBLE },
};

/* The type at the start of *text up to a comma, and moves behind the comma. */
static struct slice
next_type(struct slice *text)
{
	struct slice s = slice_trim(*text);
	const char *comma = s.n == 0 ? NULL : memchr(s.s, ',', s.n);

	if (comma == NULL) {
		*text = SLICE("");
		return s;
	}
	*text = slice_from(s, (size_t)(comma - s.s) + 1);
	return slice_trim((struct slice){ s.s, (size_t)(comma - s.s) });
}

bool
xp_signature_type(struct slice *text, struct xp_test *test, uint32_t *occurs)
{
	struct slice s = next_type(text);
	char last = s.n == 0 ? '\0' : s.s[s.n - 1];
	enum xp_type type;

	*test = (struct xp_test){ .inner = NONE };
	*occurs = last == '?' ? XOC_OPTIONAL : last == '*' ? XOC_ANY :
	    last == '+' ? XOC_MANY : XOC_ONE;
	if (*occurs != XOC_ONE)
		s.n--;
	if (s.n == 0)
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (slice_is(s, words[i].name)) {
			test->test = words[i].test;
			test->flags = words[i].flags;
			test->atomic = words[i].atomic;
			return true;
		}
	type = slice_starts(s, SLICE("xs:")) ? xp_type_named(slice_from(s, 3)) :
	    XT_NONE;
	assert(type != XT_NONE);	/* a table of ours is wrong */
	test->test = XIT_ATOMIC;
	test->atomic = (uint16_t)type;
	return type != XT_NONE;
}

uint32_t
xp_function_find(const struct xp_library *l, struct slice local,
    uint32_t n_args, bool *known)
{
	for (uint32_t i = 0; i < l->n; i++) {
		const struct xp_signature *s = &l->signatures[i];

		if (s->local[0] != local.s[0] || !slice_is(local, s->local))
			continue;
		*known = true;
		if (n_args >= s->min_args &&
		    (s->max_args == XP_MANY || n_args <= s->max_args))
			return i;
	}
	return NONE;
}

const struct xp_signature *
xp_signature_of(const struct xp_library *const *libraries,
    uint16_t n_libraries, const struct xp_call_row *c)
{
	const struct xp_library *l = &xp_fn;

	if (c->library > 0) {
		if (c->library > n_libraries)
			return NULL;
		l = libraries[c->library - 1];
	}
	return c->function < l->n ? &l->signatures[c->function] : NULL;
}
