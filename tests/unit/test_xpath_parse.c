/*
 * test_xpath_parse.c: the front end of XPath 2.0: what expressions are compiled
 * into (tests/data/xpath-parse.tsv), where errors are, the limits, and compiled
 * bytes that are damaged.
 */
#include "tests/tap.h"
#include "tests/tsv.h"
#include "tests/xpath_static.h"

/* Compiles; the dump, or ! and the code. */
static struct slice
compiled(struct slice source, const struct xp_static *st, struct arena *a,
    struct xp_error *err)
{
	struct buf bytes = BUF_ANY, text = BUF_ANY;
	struct slice result;
	struct xp_expr e;

	if (xp_compile(source, st, &bytes, a, err) == -1)
		buf_printf(&text, "!%.*s", SLICE_ARG(err->local));
	else if (!xp_open(&e, buf_get(&bytes)) || !xp_open_calls(&e,
	    st->libraries, st->n_libraries))
		buf_puts(&text, "cannot be opened");
	else
		xp_dump(&e, st->libraries, st->n_libraries, &text);
	result = arena_copy(a, buf_get(&text));
	buf_free(&bytes);
	buf_free(&text);
	return result;
}

static bool
has_function(const char *local)
{
	bool known = false;

	(void)xp_function_find(&xp_fn, slice_of(local), 0, &known);
	return known;
}

static void
check_rows(const char *path)
{
	struct arena *a = arena_new();
	struct xp_error err;
	struct tsv t;

	if (!ok(tsv_open(&t, path), "%s can be read", path))
		return;
	while (tsv_next(&t)) {
		struct xp_static st = test_static;
		struct slice got;

		if (t.n > 4 && t.column[4].s[0] == '?') {
			if (!has_function(t.column[4].s + 1))
				continue;
		} else if (t.n > 4) {
			st.element_ns = t.column[4];
		}
		got = compiled(tsv_unescape(t.column[2]), &st, a, &err);
		if (!ok(slice_eq(got, t.column[3]), "XPath 2.0, %s: %s",
		    t.column[0].s, t.column[1].s))
			printf("# line %d: %s\n# got  %.*s\n# want %s\n# %.*s\n",
			    t.number, t.column[2].s, SLICE_ARG(got),
			    t.column[3].s, SLICE_ARG(slice_starts(got, SLICE("!")) ?
			    err.message : SLICE("")));
	}
	tsv_close(&t);
	arena_free(a);
}

/* --- where an error is --- */

static const struct {
	const char *source, *code;
	uint32_t position;
} places[] = {
	{ "1 + ", "XPST0003", 4 },
	{ "1 + )", "XPST0003", 4 },
	{ "(1, 2", "XPST0003", 5 },
	{ "a/b[c", "XPST0003", 5 },
	{ "1 div2", "XPST0003", 2 },
	{ "1div 2", "XPST0003", 0 },
	{ "1 + \"abc", "XPST0003", 4 },
	{ "1 + (: abc", "XPST0003", 4 },
	{ "1 + $unknown", "XPST0008", 5 },
	{ "1 + zz:a", "XPST0081", 4 },
	{ "1 + t:unknown()", "XPST0017", 4 },
	{ "1 instance of xs:foo", "XPST0051", 14 },
	{ "1 cast as xs:NOTATION", "XPST0080", 10 },
	{ "for $x in 1 return", "XPST0003", 18 },
	{ "if (a) then 1", "XPST0003", 13 },
	{ "a = b = c", "XPST0003", 6 },
	{ "2 * (1 + 'a')", "XPTY0004", 7 },
	{ "fn:not(fn:concat(1, fn:abs('a')))", "XPTY0004", 27 },
};

static void
check_places(void)
{
	struct arena *a = arena_new();
	struct xp_error err;

	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		struct slice got = compiled(slice_of(places[i].source),
		    &test_static, a, &err);

		if (ok(got.s[0] == '!' && slice_is(err.local, places[i].code) &&
		    err.position == places[i].position,
		    "XPath 2.0, 2.3.1: the place of the error in %s",
		    places[i].source))
			continue;
		printf("# got %.*s at %u: %.*s\n", SLICE_ARG(got),
		    got.s[0] == '!' ? err.position : 0,
		    SLICE_ARG(err.message));
	}
	arena_free(a);
}

/* --- limits --- */

/* `n` times `before`, `middle`, `n` times `after`. */
static struct slice
nested(struct arena *a, const char *before, size_t n, const char *middle,
    const char *after)
{
	struct buf text = BUF_ANY;
	struct slice s;

	for (size_t i = 0; i < n; i++)
		buf_puts(&text, before);
	buf_puts(&text, middle);
	for (size_t i = 0; i < n; i++)
		buf_puts(&text, after);
	s = arena_copy(a, buf_get(&text));
	buf_free(&text);
	return s;
}

static const struct {
	const char *name, *before, *middle, *after;
	size_t n;
	bool good;
} depths[] = {
	{ "400 parentheses", "(", "1", ")", 400, true },
	{ "100,000 parentheses", "(", "1", ")", 100000, false },
	{ "200 predicates", "a[", "1", "]", 200, true },
	{ "100,000 predicates", "a[", "1", "]", 100000, false },
	{ "200 calls", "t:boolean(", "1", ")", 200, true },
	{ "50,000 calls", "t:boolean(", "1", ")", 50000, false },
	{ "200 ifs", "if (1) then 2 else ", "3", "", 200, true },
	{ "50,000 ifs", "if (1) then 2 else ", "3", "", 50000, false },
	{ "200 loops", "for $x in 1 return ", "$x", "", 200, true },
	{ "50,000 loops", "for $x in 1 return ", "$x", "", 50000, false },
	{ "200 variables", "", "for $x in 1", ", $x in 1", 200, true },
	{ "500,000 signs", "-", "1", "", 500000, true },
	{ "300,000 comments", "(:", "1", ":)", 300000, false },
	{ "300,000 comments before a number", "(::)", "1", "", 250000, true },
	{ "60,000 items", "1,", "1", "", 60000, true },
	{ "500,000 items", "1,", "1", "", 500000, true },
	{ "60,000 conditions", "a and ", "b", "", 60000, true },
	{ "150,000 conditions", "a and ", "b", "", 150000, true },
	{ "500,000 additions", "1+", "1", "", 500000, true },
	{ "100,000 additions and multiplications", "2*1-", "1", "", 100000,
	    true },
	{ "500,000 unions", "a|", "b", "", 500000, true },
	{ "50,000 set operations", "a except b|", "b", "", 50000, true },
	{ "500,000 steps", "a/", "b", "", 500000, true },
	{ "300,000 steps to descendants", "a//", "b", "", 300000, true },
	{ "500 additions to the right", "1+(", "1", ")", 500, true },
	{ "1,000 additions to the right", "1+(", "1", ")", 1000, false },
	{ "1,000 kinds of operators in turn", "(a|1+", "b", ")", 1000, false },
	{ "more than a megabyte", " ", "1", "", XP_MAX_SOURCE, false },
	{ "a megabyte", " ", "1", "", XP_MAX_SOURCE - 1, true },
};

static void
check_depths(void)
{
	struct arena *a = arena_new();
	struct xp_error err;

	for (size_t i = 0; i < sizeof(depths) / sizeof(*depths); i++) {
		struct arena_mark m = arena_mark(a);
		struct slice source = nested(a, depths[i].before, depths[i].n,
		    depths[i].middle, depths[i].after);
		struct slice got;

		if (strncmp(depths[i].middle, "for", 3) == 0)
			source = slice_of(arena_printf(a, "%.*s return $x",
			    SLICE_ARG(source)));
		got = compiled(source, &test_static, a, &err);
		if (!ok((got.s[0] != '!') == depths[i].good,
		    "limits of an expression: %s", depths[i].name))
			printf("# %.*s\n", (int)(got.n > 100 ? 100 : got.n),
			    got.s);
		arena_reset(a, m);
	}
	arena_free(a);
}

/* --- damaged bytes --- */

static const char *const victims[] = {
	"1", "a/b[1][@c = 'x']//p:d", "for $x in $y, $z in 1 to 3 return $x + $z",
	"t:two(1.5, 'a', 1e3) instance of element(*, xs:integer?)*",
	"if (some $x in . satisfies $x is /) then -1 else \"p:a\" cast as xs:QName",
	"self::document-node(element(p:a))/(x | y except z)/string",
};

/* What a walk over an opened expression touches. */
static void
walk(const struct xp_expr *e)
{
	struct buf text = BUF_ANY;

	xp_dump(e, test_static.libraries, test_static.n_libraries, &text);
	buf_free(&text);
}

/* Every byte changed to some others: refused, or as good as another one. */
static void
damage(const char *source, uint32_t *refused, uint32_t *all)
{
	static const uint8_t changes[] = { 1, 2, 0x10, 0x80, 0xFF };
	struct arena *a = arena_new();
	struct buf bytes = BUF_ANY;
	struct xp_error err;
	struct xp_expr e;
	char *copy;

	if (xp_compile(slice_of(source), &test_static, &bytes, a, &err) == -1)
		goto out;
	for (size_t i = 0; i < bytes.n; i++)
		for (size_t k = 0; k < sizeof(changes); k++) {
			struct arena_mark m = arena_mark(a);

			/* A copy of its own size, so that a sanitizer sees. */
			copy = mem_resize(NULL, bytes.n, 1);
			memcpy(copy, bytes.s, bytes.n);
			copy[i] = (char)((uint8_t)copy[i] ^ changes[k]);
			++*all;
			if (xp_open(&e, (struct slice){ copy, bytes.n }))
				walk(&e);
			else
				++*refused;
			mem_free(copy);
			arena_reset(a, m);
		}
	for (size_t n = 0; n < bytes.n; n++) {
		copy = mem_resize(NULL, n, 1);
		memcpy(copy, bytes.s, n);
		++*all;
		*refused += !xp_open(&e, (struct slice){ copy, n });
		mem_free(copy);
	}
 out:
	buf_free(&bytes);
	arena_free(a);
}

static void
check_damage(void)
{
	for (size_t i = 0; i < sizeof(victims) / sizeof(*victims); i++) {
		uint32_t refused = 0, all = 0;

		damage(victims[i], &refused, &all);
		ok(refused > all / 4, "compiled bytes: %u of %u damages are "
		    "refused: %s", refused, all, victims[i]);
	}
}

int
main(void)
{
	check_rows("tests/data/xpath-parse.tsv");
	check_places();
	check_depths();
	check_damage();
	return done();
}
