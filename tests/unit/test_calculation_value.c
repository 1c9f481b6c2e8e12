/*
 * test_calculation_value.c: accuracy and intervals of values: XBRL 2.1, 4.6.6,
 * and Calculations 1.1, 5.2.  A value is written as "100d0", "60p2" or "1/3":
 * d gives decimals, p precision, neither means exact.
 */
#include "tests/tap.h"

#include "validate/calculation.h"

static struct arena *arena;

static struct operand
amount(const char *text)
{
	struct operand o = { DEC_ZERO, { 1, NULL, 0 }, DECIMALS_NONE,
	    DECIMALS_NONE };
	size_t n = strcspn(text, "dp/");
	struct slice value = { text, n }, under = SLICE_NONE;

	if (text[n] == '/')
		under = slice_of(text + n + 1);
	if (!operand_parse(&o, value, under, DECIMALS_NONE, DECIMALS_NONE,
	    arena))
		ok(false, "'%s' is an amount", text);
	if (text[n] == 'd')
		o.decimals = (int32_t)strtol(text + n + 1, NULL, 10);
	if (text[n] == 'p')
		o.precision = (int32_t)strtol(text + n + 1, NULL, 10);
	return o;
}

/* The examples of XBRL 2.1, 4.6.6. */
static void
test_accuracy(void)
{
	static const struct { const char *in; int32_t decimals; } d[] = {
		{ "123p5", 2 }, { "123p1", -2 }, { "0.00123p2", 4 },
		{ "1000p1", -3 }, { "0p4", DECIMALS_INF },
		{ "999d-3", -3 }, { "12", DECIMALS_INF },
	};
	static const struct { const char *in; int32_t precision; } p[] = {
		{ "123d0", 3 }, { "123d2", 5 }, { "123d-2", 1 },
		{ "123d-3", 0 }, { "123d-4", 0 }, { "0.05d2", 1 },
		{ "0.05d1", 0 }, { "0d0", 0 }, { "0d2", 2 }, { "7p3", 3 },
		{ "12", DECIMALS_INF },
	};
	struct operand o;
	int32_t got;

	for (size_t i = 0; i < sizeof(d) / sizeof(*d); i++) {
		o = amount(d[i].in);
		ok(operand_decimals(&o, &got), "%s has decimals", d[i].in);
		is_int(got, d[i].decimals, "which are right");
	}
	o = amount("123p0");
	ok(!operand_decimals(&o, &got), "precision 0 says nothing");
	for (size_t i = 0; i < sizeof(p) / sizeof(*p); i++) {
		o = amount(p[i].in);
		is_int(operand_precision(&o), p[i].precision, p[i].in);
	}
	ok(!operand_parse(&o, SLICE("INF"), SLICE_NONE, 0, 0, arena) &&
	    !operand_parse(&o, SLICE("1"), SLICE("0"), 0, 0, arena),
	    "infinity and division by zero are no amounts");
}

static struct interval
interval(const char *text, bool truncation)
{
	struct operand o = amount(text);

	return interval_of(&o, truncation, arena);
}

static const char *
interval_text(struct interval i)
{
	struct buf b = BUF_ANY;
	char *s;

	buf_char(&b, i.lo_open ? '(' : '[');
	dec_print(&b, i.lo);
	buf_puts(&b, " ");
	dec_print(&b, i.hi);
	buf_char(&b, i.hi_open ? ')' : ']');
	s = arena_string(arena, b.s);
	buf_free(&b);
	return s;
}

static void
test_intervals(void)
{
	static const struct { const char *in, *round, *cut; } t[] = {
		{ "100d0", "[99.5 100.5]", "[100 101)" },
		{ "-100d0", "[-100.5 -99.5]", "(-101 -100]" },
		{ "0d0", "[-0.5 0.5]", "(-1 1)" },
		{ "1500d-2", "[1450 1550]", "[1500 1600)" },
		{ "7", "[7 7]", "[7 7]" },
		{ "1.25p3", "[1.245 1.255]", "[1.25 1.26)" },
	};
	struct interval meet, minus;

	for (size_t i = 0; i < sizeof(t) / sizeof(*t); i++) {
		is_str(interval_text(interval(t[i].in, false)), t[i].round,
		    arena_printf(arena, "%s rounded", t[i].in));
		is_str(interval_text(interval(t[i].in, true)), t[i].cut,
		    arena_printf(arena, "%s cut off", t[i].in));
	}
	minus = interval_scale(interval("100d0", true), dec_of(-2), arena);
	is_str(interval_text(minus), "(-202 -200]", "weight -2 turns it round");
	is_str(interval_text(interval_add(minus, interval("7d0", true),
	    arena)), "(-195 -192)", "sums are open where a part is");
	ok(interval_meet(interval("1d0", false), interval("2d0", false),
	    &meet), "[0.5 1.5] and [1.5 2.5] meet");
	is_str(interval_text(meet), "[1.5 1.5]", "in one value");
	ok(!interval_meet(interval("1d0", true), interval("2d0", true), &meet),
	    "[1 2) and [2 3) do not");
	ok(!interval_meet(interval("1", false), interval("3d0", false), &meet),
	    "1 and [2.5 3.5] do not");
	ok(dec_cmp(interval("1d2000000000", false).lo, dec_of(1)) < 0,
	    "absurd decimals cost nothing");
}

static bool
consistent(const char *a, const char *b, const char *c, bool truncation)
{
	struct operand all[3] = { amount(a), amount(b), amount(c) };
	struct interval meet;

	return operands_consistent(all, 3, truncation, &meet, arena);
}

static void
test_duplicates(void)
{
	struct operand o;

	ok(consistent("1000d-3", "1234d0", "1230d-1", false),
	    "roundings of one value");
	ok(!consistent("1000d0", "1001d0", "1000d0", false),
	    "the same decimals, other values, touching intervals");
	ok(!consistent("1000d-3", "1501d0", "1000d-3", false),
	    "no value in common");
	ok(consistent("1000d-3", "1500d0", "1000d-3", false),
	    "a border in common");
	ok(consistent("1000d-3", "1999d0", "1900d-2", true), "cut off");
	ok(!consistent("1000d-3", "2000d0", "1000d-3", true),
	    "an open border is not in common");
	ok(!consistent("1000d-3", "1400d-2", "1300d-2", false),
	    "pairwise is not enough");
	ok(consistent("5", "5.0", "5.00", false), "exact and equal");
	ok(consistent("1/3", "2/6", "3/9", false), "equal fractions");
	ok(!consistent("1/3", "2/6", "3/8", false), "other fractions");
	o = amount("123.4d0");
	ok(operand_has_excess(&o, arena), "123.4 to 0 decimals");
	o = amount("123.0d0");
	ok(!operand_has_excess(&o, arena), "123.0 to 0 decimals");
	o = amount("1250d-2");
	ok(operand_has_excess(&o, arena), "1250 to -2 decimals");
	o = amount("1250");
	ok(!operand_has_excess(&o, arena), "an exact one");
}

int
main(void)
{
	arena = arena_new();
	test_accuracy();
	test_intervals();
	test_duplicates();
	arena_free(arena);
	return done();
}
