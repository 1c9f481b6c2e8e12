/*
 * test_formula_words.c: expressions in words (formula/words.h): what a reader
 * sees of the tests of assertions, in both languages.
 */
#include "formula/words.h"
#include "tests/tap.h"
#include "tests/xpath_static.h"

static const struct {
	const char *source, *nl, *en;
} cases[] = {
	{ "$a = $b + $c", "“a” = “b” + “c”", "“a” = “b” + “c”" },
	{ "$a - ($b - $c) ge 0", "“a” − (“b” − “c”) ≥ 0",
	  "“a” − (“b” − “c”) ≥ 0" },
	{ "($a - $b) - $c le 1000.5", "“a” − “b” − “c” ≤ 1.000,5",
	  "“a” − “b” − “c” ≤ 1,000.5" },
	{ "abs($a - $b) <= 2", "|“a” − “b”| ≤ 2", "|“a” − “b”| ≤ 2" },
	{ "$a = sum($b)", "“a” = de som van “b”", "“a” = the sum of “b”" },
	{ "$a = sum(($b, $c)) * 2", "“a” = (“b” + “c”) × 2",
	  "“a” = (“b” + “c”) × 2" },
	{ "$a = sum(($b, -$c, $a - $b))", "“a” = “b” − “c” + (“a” − “b”)",
	  "“a” = “b” − “c” + (“a” − “b”)" },
	{ "$a - sum(($b, $c))", "“a” − (“b” + “c”)",
	  "“a” − (“b” + “c”)" },
	{ "not($a = 1) and $b != 2 or $c lt 3",
	  "niet (“a” = 1) en “b” ≠ 2 of “c” < 3",
	  "not (“a” = 1) and “b” ≠ 2 or “c” < 3" },
	{ "($a = 1 or $b = 2) and $c = 3",
	  "(“a” = 1 of “b” = 2) en “c” = 3",
	  "(“a” = 1 or “b” = 2) and “c” = 3" },
	{ "if ($a > 0) then $b > 0 else true()",
	  "als “a” > 0 dan “b” > 0 en anders waar",
	  "if “a” > 0 then “b” > 0, else true" },
	{ "every $x in $a satisfies $x > 0",
	  "voor elke x uit “a” geldt x > 0", "for every x in “a”: x > 0" },
	{ "some $x in $a, $y in $b satisfies $x = $y",
	  "er is een x uit “a” met (er is een x2 uit “b” met x = x2)",
	  "there is a x in “a” with (there is a x2 in “b” with x = x2)" },
	{ "exists($a) and empty($b)", "“a” is er en “b” is er niet",
	  "“a” is there and “b” is not there" },
	{ "not(empty($a)) and not(exists(($b)))", "“a” is er en “b” is er niet",
	  "“a” is there and “b” is not there" },
	{ "round($a div 3) = -$b", "(“a” / 3) (afgerond) = −“b”",
	  "(“a” / 3) (rounded) = −“b”" },
	{ "round-half-to-even($a, 2) = $b", "“a” (afgerond) = “b”",
	  "“a” (rounded) = “b”" },
	{ "$a = 'open  text'", "“a” = “open text”", "“a” = “open text”" },
	{ "concat($a, $b, 'x') = 'y'",
	  "concat(“a”; “b”; “x”) = “y”",
	  "concat(“a”; “b”; “x”) = “y”" },
	{ "t:two($a, 'b') = 'c'", "two(“a”; “b”) = “c”",
	  "two(“a”; “b”) = “c”" },
	{ ". gt 0", "het aantal > 0", "het aantal > 0" },
	{ "$a/p:b[. = 1]/@c", "“a”/b[. = 1]/@c",
	  "“a”/b[. = 1]/@c" },
	{ "$a = (1 to 3)", "“a” = 1 t/m 3", "“a” = 1 to 3" },
	{ "$a idiv 2 = $a mod 2", "“a” div 2 = “a” mod 2",
	  "“a” div 2 = “a” mod 2" },
};

static const struct xp_expr *opened;

static void
variable(void *ctx, struct buf *b, uint32_t slot, bool bare)
{
	(void)ctx;
	(void)bare;
	buf_printf(b, "“%.*s”", SLICE_ARG(xp_str(opened,
	    opened->variables[slot].local)));
}

static void
check(size_t i)
{
	struct words w = { .libraries = test_libraries, .n_libraries = 1,
	    .variable = variable, .context = "het aantal" };
	struct arena *a = arena_new();
	struct buf bytes = BUF_ANY, text = BUF_ANY;
	struct xp_error err;
	struct xp_expr e;
	int lang;

	opened = w.e = &e;
	if (!ok(xp_compile(slice_of(cases[i].source), &test_static, &bytes, a,
	    &err) == 0 && xp_open(&e, buf_get(&bytes)), "%s compiles",
	    cases[i].source)) {
		arena_free(a);
		buf_free(&bytes);
		return;
	}
	for (lang = LANG_NL; lang <= LANG_EN; lang++) {
		w.lang = (enum lang)lang;
		buf_clear(&text);
		words_write(&w, e.h->root, &text);
		(void)is_slice(buf_get(&text), lang == LANG_NL ?
		    cases[i].nl : cases[i].en, cases[i].source);
	}
	buf_free(&bytes);
	buf_free(&text);
	arena_free(a);
}

/* A long one ends in an ellipsis. */
static void
check_long(void)
{
	struct words w = { .variable = variable };
	struct buf source = BUF_ANY, bytes = BUF_ANY, text = BUF_ANY;
	struct arena *a = arena_new();
	struct xp_error err;
	struct xp_expr e;
	int i;

	opened = w.e = &e;
	buf_puts(&source, "$a = 0");
	for (i = 0; i < 1000; i++)
		buf_puts(&source, " or $a = 1");
	ok(xp_compile(buf_get(&source), &test_static, &bytes, a, &err) == 0 &&
	    xp_open(&e, buf_get(&bytes)), "a long expression compiles");
	words_write(&w, e.h->root, &text);
	ok(text.n < 2 * WORDS_MAX && slice_ends(buf_get(&text), SLICE("…")),
	    "a long expression ends in an ellipsis");
	buf_free(&source);
	buf_free(&bytes);
	buf_free(&text);
	arena_free(a);
}

static void
item(struct xp_item i, enum lang lang, const char *want)
{
	struct xp_dynamic d = { .arena = arena_new() };
	struct buf b = BUF_ANY;

	words_item(&b, &d, i, lang, d.arena);
	(void)is_slice(buf_get(&b), want, want);
	buf_free(&b);
	arena_free(d.arena);
}

static void
check_items(void)
{
	struct arena *a = arena_new();
	struct xp_item date;
	struct xp_error err;

	item(xp_integer(-1234567), LANG_NL, "−1.234.567");
	item(xp_integer(1234567), LANG_EN, "1,234,567");
	item(xp_number(XT_DECIMAL, (struct dec){ 12500, NULL, 3 }, a),
	    LANG_NL, "12,5");
	item(xp_double(2.5e6), LANG_NL, "2.500.000");
	item(xp_boolean(true), LANG_NL, "waar");
	item(xp_boolean(false), LANG_EN, "false");
	item(xp_string(SLICE("text")), LANG_NL, "“text”");
	if (ok(xp_cast(xp_string(SLICE("2026-12-31")), XT_DATE, a, &date,
	    &err) == 0, "a date"))
		item(date, LANG_NL, "31 december 2026");
	if (ok(xp_cast(xp_string(SLICE("2026-12-31T00:00:00")), XT_DATETIME,
	    a, &date, &err) == 0, "a moment"))
		item(date, LANG_EN, "31 December 2026");
	arena_free(a);
}

int
main(void)
{
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check(i);
	check_long();
	check_items();
	return done();
}
