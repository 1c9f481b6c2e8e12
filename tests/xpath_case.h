/*
 * xpath_case.h: runs the lists of expressions in tests/xpath (README.md there).
 */
#ifndef TESTS_XPATH_CASE_H
#define TESTS_XPATH_CASE_H

#include "base/file.h"
#include "base/mem.h"
#include "base/names.h"
#include "tests/tap.h"
#include "xpath/xpath.h"

struct xpath_cases {
	struct arena *arena;
	struct slice specification, name, expression;
	unsigned line;
};

static inline struct slice
xpath_case_namespace(void *ctx, struct slice prefix)
{
	(void)ctx;
	if (slice_is(prefix, "fn"))
		return SLICE(NS_XPATH_FN);
	if (slice_is(prefix, "xs"))
		return SLICE(NS_XSD);
	if (slice_is(prefix, "err"))
		return SLICE(NS_XPATH_ERROR);
	return SLICE_NONE;
}

/* The value of an expression as the lists write it: "= …" or "! …". */
static inline void
xpath_case_value(struct slice expression, struct arena *arena,
    struct buf *out)
{
	struct xp_static names = { .namespace = xpath_case_namespace,
	    .element_ns = SLICE(""), .function_ns = SLICE_NONE };
	struct xp_dynamic d = { .arena = arena };
	struct xp_error err = { .message = SLICE("") };
	struct buf compiled = BUF_ANY;
	struct xp_focus focus = { .item = NULL };
	struct xp_seq result = XP_EMPTY;
	struct xp_expr e;
	uint32_t i;

	if (xp_compile(expression, &names, &compiled, arena, &err) == -1 ||
	    !xp_open(&e, buf_get(&compiled)) ||
	    xp_eval(&e, &d, &focus, NULL, &result, &err) == -1) {
		buf_puts(out, "! ");
		buf_slice(out, err.local);
	} else {
		buf_puts(out, result.n == 0 ? "= ()" : "=");
		for (i = 0; i < result.n; i++) {
			buf_puts(out, i == 0 ? " " : "|");
			buf_slice(out, xp_string_of(&d, xp_items(&result)[i],
			    arena));
		}
	}
	xp_dynamic_end(&d);
	buf_free(&compiled);
}

static inline void
xpath_case_check(struct xpath_cases *c, struct slice want)
{
	struct arena_mark mark = arena_mark(c->arena);
	struct buf got = BUF_ANY;

	xpath_case_value(c->expression, c->arena, &got);
	if (slice_is(want, "="))	/* one item, the empty string */
		want = SLICE("= ");
	if (!ok(slice_eq(buf_get(&got), want), "%.*s, %.*s: %.*s",
	    SLICE_ARG(c->specification), SLICE_ARG(c->name),
	    SLICE_ARG(c->expression)))
		printf("# line %u: got '%.*s', want '%.*s'\n", c->line,
		    SLICE_ARG(buf_get(&got)), SLICE_ARG(want));
	buf_free(&got);
	arena_reset(c->arena, mark);
}

static inline void
xpath_case_line(struct xpath_cases *c, struct slice line)
{
	if (line.n == 0 || line.s[0] == '#')
		return;
	if (line.s[0] == '@')
		c->specification = slice_from(line, 2);
	else if (line.s[0] != '\t')
		c->name = line;
	else if (line.s[1] == '=' || line.s[1] == '!')
		xpath_case_check(c, slice_from(line, 1));
	else
		c->expression = slice_from(line, 1);
}

/* Runs all cases of a file. */
static inline void
xpath_cases(const char *path)
{
	struct xpath_cases c = { .arena = arena_new() };
	struct slice all = SLICE_NONE, line;
	const char *end, *why;
	struct file f;

	if (ok(file_open(&f, path, c.arena, &why) == 0, "%s is there", path)) {
		for (all = f.bytes; all.n > 0;
		    all = slice_from(all, line.n + 1)) {
			line = all;
			if ((end = memchr(all.s, '\n', all.n)) != NULL)
				line.n = (size_t)(end - all.s);
			c.line++;
			xpath_case_line(&c, line);
		}
		file_close(&f);
	}
	arena_free(c.arena);
}

#endif
