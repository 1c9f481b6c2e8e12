/*
 * test_decimal.c: base/decimal.c against values worked out by hand, and
 * against a slow and obvious second implementation on GMP's mpz_t.
 */
#include "tests/tap.h"

#include <gmp.h>

#include "base/decimal.h"
#include "base/mem.h"

static struct arena *arena;

static struct dec
num(const char *text)
{
	struct dec d = DEC_ZERO;

	if (dec_parse_float(&d, slice_of(text), arena) != 0)
		ok(false, "'%s' is a number", text);
	return d;
}

static const char *
text_of(struct dec d)
{
	struct buf b = BUF_ANY;
	char *s;

	dec_print(&b, d);
	s = arena_string(arena, b.s);
	buf_free(&b);
	return s;
}

static void
is_dec(struct dec got, const char *want, const char *name)
{
	is_str(text_of(got), want, name);
}

static char *
repeat(char c, size_t n)
{
	char *s = arena_alloc(arena, n + 1);

	memset(s, c, n);
	return s;
}

static void
test_parse(void)
{
	static const char *const bad[] = { "", "-", "+", ".", "-.", "1.2.3",
		"1e5", " 1", "1 ", "--1", "+-1", "0x1", "1,5", "INF", "NaN",
		"1-", "\xd9\xa1" };
	static const struct { const char *in, *out; } good[] = {
		{ "0", "0" }, { "-0", "0" }, { "+7", "7" }, { "007", "7" },
		{ "1.", "1" }, { ".5", "0.5" }, { "-.50", "-0.50" },
		{ "-12.30", "-12.30" }, { "0.00", "0.00" }, { "-0.0", "0.0" },
		{ "9999999999999999999", "9999999999999999999" },
		{ "18446744073709551616", "18446744073709551616" },
		/* 38 and 39 digits, both sides of 2^127 */
		{ "99999999999999999999999999999999999999",
		  "99999999999999999999999999999999999999" },
		{ "170141183460469231731687303715884105727",
		  "170141183460469231731687303715884105727" },
		{ "170141183460469231731687303715884105728",
		  "170141183460469231731687303715884105728" },
		{ "-170141183460469231731687303715884105728",
		  "-170141183460469231731687303715884105728" },
		{ "-999999999999999999999999999999999999999.9",
		  "-999999999999999999999999999999999999999.9" },
		{ "0.00000000000000000000000000000000000000000000001",
		  "0.00000000000000000000000000000000000000000000001" },
	};
	struct dec d;
	char *s;

	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		ok(dec_parse(&d, slice_of(good[i].in), arena) == 0,
		    "'%s' is a decimal", good[i].in);
		is_dec(d, good[i].out, "and prints");
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		ok(dec_parse(&d, slice_of(bad[i]), arena) == -1,
		    "'%s' is none", bad[i]);
	ok(dec_parse(&d, SLICE_NONE, arena) == -1, "no text is none");

	s = repeat('7', 100);
	ok(dec_parse(&d, slice_of(s), arena) == 0 && d.big != NULL,
	    "100 digits");
	is_dec(d, s, "100 digits print");
	s = repeat('0', 100);
	memcpy(s + 95, "12345", 5);
	ok(dec_parse(&d, slice_of(s), arena) == 0 && d.big == NULL,
	    "100 digits, most of them leading zeros");
	is_dec(d, "12345", "leading zeros go");
	s = repeat('9', DEC_MAX_DIGITS);
	ok(dec_parse(&d, slice_of(s), arena) == 0, "the most digits allowed");
	ok(strcmp(text_of(d), s) == 0, "and they print");
	ok(dec_parse(&d, slice_of(repeat('9', DEC_MAX_DIGITS + 1)), arena) ==
	    -2, "one more is too many");
}

static void
test_parse_float(void)
{
	static const char *const bad[] = { "", "e5", "1e", "1e+", "1e5.0",
		"1e5e5", "INF", "-INF", "NaN", "1 e5", "1e 5" };
	struct dec d;

	is_dec(num("1e5"), "100000", "1e5");
	is_dec(num("-1.50E+2"), "-150", "-1.50E+2");
	is_dec(num("1.50e1"), "15.0", "1.50e1 keeps its digits");
	is_dec(num("12e-3"), "0.012", "12e-3");
	is_dec(num("0e400"), "0", "zero has no zeros before the point");
	is_dec(num("1E0000000000000000000002"), "100", "zeros in exponents");
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		ok(dec_parse_float(&d, slice_of(bad[i]), arena) == -1,
		    "'%s' is no number", bad[i]);
	is_int(dec_parse_float(&d, SLICE("1e2000000000"), arena), -2,
	    "1e2000000000 has too many digits");
	is_int(dec_parse_float(&d, SLICE("1e-99999999999999999999"), arena),
	    -2, "and so has a tiny one");
	is_int(dec_parse_float(&d, SLICE("0e99999999999999999999"), arena), 0,
	    "but zero is zero");
	is_int(dec_sign(d), 0, "exactly");
}

static void
test_compare(void)
{
	static const char *const rising[] = {
		"-1e200", "-170141183460469231731687303715884105729",
		"-170141183460469231731687303715884105728",
		"-170141183460469231731687303715884105727.5",
		"-170141183460469231731687303715884105727", "-10", "-9.99",
		"-1e-50", "0", "1e-100", "1.1e-100", "0.999", "1", "1.0000001",
		"99999999999999999999999999999999999999",
		"99999999999999999999999999999999999999.00000000001",
		"1e38", "1e39", "2e39", "1e300", "1e99999" };
	size_t n = sizeof(rising) / sizeof(*rising);
	bool good = true;

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			good &= dec_cmp(num(rising[i]), num(rising[j])) ==
			    (i > j) - (i < j);
	ok(good, "every pair of a rising list compares");
	is_int(dec_cmp(num("1.0"), num("1.00")), 0, "1.0 equals 1.00");
	is_int(dec_cmp(num("1e50"),
	    num("100000000000000000000000000000000000000000000000000.00")), 0,
	    "1e50 equals its digits");
	ok(dec_hash(num("1.0"), 5) == dec_hash(num("1.00"), 5), "equal hashes");
	ok(dec_hash(num("100"), 5) == dec_hash(num("1e2"), 5), "100 and 1e2");
	ok(dec_hash(num("1e60"), 5) == dec_hash(num(
	    "1000000000000000000000000000000000000000000000000000000000000.0"),
	    5), "1e60 short and long");
	ok(dec_hash(num("0.00"), 5) == dec_hash(num("0e7"), 5), "zeros");
	ok(dec_hash(num("1"), 5) != dec_hash(num("-1"), 5), "the sign counts");
	ok(dec_hash(num("1"), 5) != dec_hash(num("10"), 5), "the scale counts");
	ok(dec_hash(num("1"), 5) != dec_hash(num("1"), 6), "the salt counts");
	is_int(dec_sign(num("-0.00")), 0, "sign of zero");
	is_int(dec_sign(num("-1e60")), -1, "sign of a large negative");
}

static void
test_arithmetic(void)
{
	is_dec(dec_add(num("1.10"), num("2.2"), arena), "3.30", "1.10 + 2.2");
	is_dec(dec_add(num("1e3"), num("1"), arena), "1001", "1e3 + 1");
	is_dec(dec_sub(num("0.1"), num("0.3"), arena), "-0.2", "0.1 - 0.3");
	is_dec(dec_sub(num("5.00"), num("5"), arena), "0.00", "5.00 - 5");
	is_dec(dec_add(num("170141183460469231731687303715884105727"),
	    num("1"), arena), "170141183460469231731687303715884105728",
	    "past 2^127");
	is_dec(dec_add(num("170141183460469231731687303715884105728"),
	    num("-1"), arena), "170141183460469231731687303715884105727",
	    "and back");
	ok(dec_add(num("170141183460469231731687303715884105728"),
	    num("-1"), arena).big == NULL, "in 128 bits again");
	is_dec(dec_sub(num("-170141183460469231731687303715884105727"),
	    num("1"), arena), "-170141183460469231731687303715884105728",
	    "below -2^127 + 1");
	is_dec(dec_add(num("1e40"), num("-1e40"), arena), "0", "1e40 - 1e40");
	is_dec(dec_add(num("1e40"), num("1e-10"), arena),
	    "10000000000000000000000000000000000000000.0000000001",
	    "1e40 + 1e-10");
	is_dec(dec_add(num("-1e40"), num("0"), arena),
	    "-10000000000000000000000000000000000000000", "adding zero");
	is_dec(dec_mul(num("-1.5"), num("0.20"), arena), "-0.300",
	    "-1.5 x 0.20");
	is_dec(dec_mul(num("99999999999999999999"), num("99999999999999999999"),
	    arena), "9999999999999999999800000000000000000001",
	    "40 digits from 20 by 20");
	is_dec(dec_mul(num("99999999999999999999999999999999999999999"),
	    num("0"), arena), "0", "times zero");
	is_dec(dec_neg(num("99999999999999999999999999999999999999999"),
	    arena), "-99999999999999999999999999999999999999999", "negation");
	is_dec(dec_neg(num("0"), arena), "0", "negation of zero");
	is_dec(dec_shift(num("12.3"), 2), "1230", "12.3 shifted by 2");
	is_dec(dec_shift(num("12.3"), -2), "0.123", "12.3 shifted by -2");
	is_dec(dec_of(INT64_MIN), "-9223372036854775808", "the least int64");
}

static void
test_divide(void)
{
	static const struct {
		const char *a, *b;
		int decimals;
		const char *want[5];	/* by enum rounding */
	} t[] = {
		{ "1", "3", 3, { "0.333", "0.333", "0.333", "0.333",
		    "0.334" } },
		{ "-2", "3", 2, { "-0.67", "-0.67", "-0.66", "-0.67",
		    "-0.66" } },
		{ "5", "2", 0, { "2", "3", "2", "2", "3" } },
		{ "-7", "2", 0, { "-4", "-4", "-3", "-4", "-3" } },
		{ "7.50", "-0.25", 1, { "-30.0", "-30.0", "-30.0", "-30.0",
		    "-30.0" } },
		{ "1250", "1", -2, { "1200", "1300", "1200", "1200",
		    "1300" } },
		{ "1", "1e40", 40, {
		    "0.0000000000000000000000000000000000000001",
		    "0.0000000000000000000000000000000000000001",
		    "0.0000000000000000000000000000000000000001",
		    "0.0000000000000000000000000000000000000001",
		    "0.0000000000000000000000000000000000000001" } },
		{ "1e-40", "3", 2, { "0.00", "0.00", "0.00", "0.00",
		    "0.01" } },
		{ "170141183460469231731687303715884105727", "0.1", 0, {
		    "1701411834604692317316873037158841057270",
		    "1701411834604692317316873037158841057270",
		    "1701411834604692317316873037158841057270",
		    "1701411834604692317316873037158841057270",
		    "1701411834604692317316873037158841057270" } },
		{ "340282366920938463463374607431768211453", "2", 0, {
		    "170141183460469231731687303715884105726",
		    "170141183460469231731687303715884105727",
		    "170141183460469231731687303715884105726",
		    "170141183460469231731687303715884105726",
		    "170141183460469231731687303715884105727" } },
		{ "0", "-7", 5, { "0.00000", "0.00000", "0.00000", "0.00000",
		    "0.00000" } },
	};

	for (size_t i = 0; i < sizeof(t) / sizeof(*t); i++)
		for (int m = ROUND_HALF_EVEN; m <= ROUND_CEILING; m++)
			is_dec(dec_div(num(t[i].a), num(t[i].b), t[i].decimals,
			    (enum rounding)m, arena), t[i].want[m],
			    arena_printf(arena, "%s / %s to %d, mode %d",
			    t[i].a, t[i].b, t[i].decimals, m));
	is_dec(dec_rem(num("10"), num("3"), arena), "1", "10 rem 3");
	is_dec(dec_rem(num("-10"), num("3"), arena), "-1", "-10 rem 3");
	is_dec(dec_rem(num("10"), num("-3"), arena), "1", "10 rem -3");
	is_dec(dec_rem(num("4.5"), num("1.20"), arena), "0.90",
	    "4.5 rem 1.20");
	is_dec(dec_rem(num("1e40"), num("7"), arena), "4", "1e40 rem 7");
	is_dec(dec_rem(num("7"), num("1e40"), arena), "7", "7 rem 1e40");
	is_dec(dec_rem(num("1"), num("1e-40"), arena),
	    "0.0000000000000000000000000000000000000000", "1 rem 1e-40");
	is_int(dec_digits(num("0.00")), 0, "digits of zero");
	is_int(dec_digits(num("-0.0120")), 3, "of -0.0120");
	is_int(dec_digits(num("1e50")), 1, "of 1e50");
	is_int(dec_digits(num("999999999999999999999999999999999999999")), 39,
	    "of 39 nines");
}

static void
test_round(void)
{
	static const struct {
		const char *in;
		int decimals;
		const char *want[5];	/* by enum rounding */
	} t[] = {
		{ "2.5", 0, { "2", "3", "2", "2", "3" } },
		{ "3.5", 0, { "4", "4", "3", "3", "4" } },
		{ "-2.5", 0, { "-2", "-3", "-2", "-3", "-2" } },
		{ "-3.5", 0, { "-4", "-4", "-3", "-4", "-3" } },
		{ "2.51", 0, { "3", "3", "2", "2", "3" } },
		{ "-2.49", 0, { "-2", "-2", "-2", "-3", "-2" } },
		{ "0.5", 0, { "0", "1", "0", "0", "1" } },
		{ "-0.5", 0, { "0", "-1", "0", "-1", "0" } },
		{ "1.005", 2, { "1.00", "1.01", "1.00", "1.00", "1.01" } },
		{ "1.015", 2, { "1.02", "1.02", "1.01", "1.01", "1.02" } },
		{ "1.10", 5, { "1.10", "1.10", "1.10", "1.10", "1.10" } },
		{ "2.00", 1, { "2.0", "2.0", "2.0", "2.0", "2.0" } },
		{ "-2.00", 1, { "-2.0", "-2.0", "-2.0", "-2.0", "-2.0" } },
		{ "1250", -2, { "1200", "1300", "1200", "1200", "1300" } },
		{ "-1350", -2, { "-1400", "-1400", "-1300", "-1400",
		    "-1300" } },
		{ "49", -2, { "0", "0", "0", "0", "100" } },
		{ "50", -2, { "0", "100", "0", "0", "100" } },
		{ "-51", -2, { "-100", "-100", "0", "-100", "0" } },
		{ "1", -40, { "0", "0", "0", "0",
		    "10000000000000000000000000000000000000000" } },
		{ "0", -3, { "0", "0", "0", "0", "0" } },
		{ "99999999999999999999999999999999999999.5", 0, {
		    "100000000000000000000000000000000000000",
		    "100000000000000000000000000000000000000",
		    "99999999999999999999999999999999999999",
		    "99999999999999999999999999999999999999",
		    "100000000000000000000000000000000000000" } },
		{ "-1234567890123456789012345678901234567890.5", 0, {
		    "-1234567890123456789012345678901234567890",
		    "-1234567890123456789012345678901234567891",
		    "-1234567890123456789012345678901234567890",
		    "-1234567890123456789012345678901234567891",
		    "-1234567890123456789012345678901234567890" } },
		{ "5000000000000000000000000000000000000000000000", -46, {
		    "0",
		    "10000000000000000000000000000000000000000000000",
		    "0", "0",
		    "10000000000000000000000000000000000000000000000" } },
		{ "5000000000000000000000000000000000000000000001", -48, {
		    "0", "0", "0", "0",
		    "1000000000000000000000000000000000000000000000000" } },
	};

	for (size_t i = 0; i < sizeof(t) / sizeof(*t); i++)
		for (int m = ROUND_HALF_EVEN; m <= ROUND_CEILING; m++)
			is_dec(dec_round(num(t[i].in), t[i].decimals,
			    (enum rounding)m, arena), t[i].want[m],
			    arena_printf(arena, "%s to %d, mode %d", t[i].in,
			    t[i].decimals, m));
	is_int(dec_sign(dec_round(num("1e300"), INT32_MIN, ROUND_HALF_EVEN,
	    arena)), 0, "rounding to an absurd place is zero");
	is_dec(dec_round(num("1.5"), INT32_MAX, ROUND_HALF_EVEN, arena), "1.5",
	    "rounding to INT32_MAX changes nothing");
}

static void
test_forms(void)
{
	int64_t x;

	is_int(dec_magnitude(num("12.3")), 1, "magnitude of 12.3");
	is_int(dec_magnitude(num("0.0012")), -3, "of 0.0012");
	is_int(dec_magnitude(num("-999")), 2, "of -999");
	is_int(dec_magnitude(num("1000")), 3, "of 1000");
	is_int(dec_magnitude(num("0.00")), 0, "of zero");
	is_int(dec_magnitude(num("1e50")), 50, "of 1e50");
	is_int(dec_magnitude(num("99999999999999999999999999999999999999")),
	    37, "of 38 nines");
	is_int(dec_magnitude(num("100000000000000000000000000000000000000")),
	    38, "of 39 digits");
	is_int(dec_magnitude(num("999999999999999999999999999999999999999")),
	    38, "of 39 nines");
	is_int(dec_magnitude(num("1000000000000000000000000000000000000000")),
	    39, "of 40 digits");
	is_dec(dec_canonical(num("1.10"), arena), "1.1", "1.10");
	is_dec(dec_canonical(num("100"), arena), "100", "100");
	is_dec(dec_canonical(num("1.00"), arena), "1", "1.00");
	is_dec(dec_canonical(num("-0.000"), arena), "0", "-0.000");
	is_int(dec_canonical(num("1e3"), arena).scale, 0, "scale of 1e3");
	is_dec(dec_canonical(num(
	    "1234567890123456789012345678901234567890.12000000000000000000000"),
	    arena), "1234567890123456789012345678901234567890.12",
	    "a long one");
	is_dec(dec_canonical(num(
	    "1.0000000000000000000000000000000000000000000000000"), arena),
	    "1", "a long one that becomes short");

	ok(dec_to_int64(num("12.34"), 2, &x) && x == 1234, "12.34 in cents");
	ok(!dec_to_int64(num("12.345"), 2, &x), "12.345 is not whole cents");
	ok(dec_to_int64(num("12.340"), 2, &x) && x == 1234, "12.340 is");
	ok(dec_to_int64(num("9223372036854775807"), 0, &x) && x == INT64_MAX,
	    "the most");
	ok(!dec_to_int64(num("9223372036854775808"), 0, &x), "one more");
	ok(dec_to_int64(num("-9223372036854775808"), 0, &x) && x == INT64_MIN,
	    "the least");
	ok(!dec_to_int64(num("-9223372036854775809"), 0, &x), "one less");
	ok(dec_to_int64(num("1e50"), -45, &x) && x == 100000,
	    "a large one in large units");
	ok(!dec_to_int64(num("1e50"), -51, &x), "too large a unit");
	ok(dec_to_int64(
	    num("1234500000000000000000000000000000000000000000000"), -44, &x)
	    && x == 12345, "49 digits in large units");
	ok(dec_to_int64(num("0.000"), -9, &x) && x == 0, "zero always");
	ok(!dec_to_int64(num("1"), 30, &x), "1 in tiny units");
}

/* --- the second opinion: value = z × 10^-scale --- */

struct slow {
	mpz_t z;
	long  scale;
};

static uint64_t seed = UINT64_C(0x9e3779b97f4a7c15);

static uint32_t
random_below(uint32_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (uint32_t)(seed >> 33) % n;
}

static char *
random_text(void)
{
	size_t digits = 1 + random_below(random_below(4) == 0 ? 90 :
	    random_below(3) == 0 ? 41 : 12);
	size_t point = random_below(2) == 0 ? digits : random_below(
	    (uint32_t)digits + 1);
	char *s = arena_alloc(arena, digits + 4), *p = s;

	if (random_below(3) == 0)
		*p++ = '-';
	for (size_t i = 0; i < digits; i++) {
		if (i == point)
			*p++ = '.';
		switch (random_below(4)) {
		case 0: *p++ = '0'; break;
		case 1: *p++ = '5'; break;
		case 2: *p++ = '9'; break;
		default: *p++ = (char)('0' + random_below(10));
		}
	}
	return s;
}

static void
slow_set(struct slow *x, const char *text)
{
	char plain[512];
	size_t n = 0;
	const char *point = strchr(text, '.');

	for (const char *p = text; *p != '\0'; p++)
		if (*p != '.' && n < sizeof(plain) - 1)
			plain[n++] = *p;
	plain[n] = '\0';
	mpz_init_set_str(x->z, plain, 10);
	x->scale = point == NULL ? 0 : (long)strlen(point + 1);
}

static void
slow_rescale(struct slow *x, long scale)
{
	mpz_t power;

	mpz_init(power);
	mpz_ui_pow_ui(power, 10, (unsigned long)(scale - x->scale));
	mpz_mul(x->z, x->z, power);
	x->scale = scale;
	mpz_clear(power);
}

/* Whether d is z × 10^-scale. */
static bool
same(struct dec d, mpz_t z, long scale)
{
	const char *text = text_of(d);
	struct slow got;
	long most;
	bool equal;

	slow_set(&got, text);
	most = got.scale > scale ? got.scale : scale;
	struct slow want = { .scale = scale };
	mpz_init_set(want.z, z);
	slow_rescale(&got, most);
	slow_rescale(&want, most);
	equal = mpz_cmp(got.z, want.z) == 0;
	mpz_clear(got.z);
	mpz_clear(want.z);
	return equal;
}

/* z / y with the mode's own definition. */
static void
slow_quotient(mpz_t out, const mpz_t z, const mpz_t y, enum rounding mode)
{
	mpz_t twice, rest;

	mpz_inits(twice, rest, NULL);
	if (mode == ROUND_FLOOR) {
		mpz_fdiv_q(out, z, y);
	} else if (mode == ROUND_CEILING) {
		mpz_cdiv_q(out, z, y);
	} else {
		mpz_tdiv_qr(out, rest, z, y);
		mpz_mul_ui(twice, rest, 2);
		int c = mpz_cmpabs(twice, y);
		if ((mode == ROUND_HALF_UP && c >= 0) ||
		    (mode == ROUND_HALF_EVEN &&
		    (c > 0 || (c == 0 && mpz_odd_p(out))))) {
			if (mpz_sgn(z) * mpz_sgn(y) < 0)
				mpz_sub_ui(out, out, 1);
			else
				mpz_add_ui(out, out, 1);
		}
	}
	mpz_clears(twice, rest, NULL);
}

static void
slow_divide(mpz_t out, const mpz_t z, unsigned long k, enum rounding mode)
{
	mpz_t power;

	mpz_init(power);
	mpz_ui_pow_ui(power, 10, k);
	slow_quotient(out, z, power, mode);
	mpz_clear(power);
}

/* x / y to some decimals, and what is left of it, against d's. */
static int
compare_division(struct dec a, struct dec b, const struct slow *x,
    const struct slow *y, enum rounding mode)
{
	long decimals = (long)random_below(60) - 20, k;
	mpz_t p, q, r, power;
	int bad = 0;

	if (mpz_sgn(y->z) == 0)
		return 0;
	mpz_init_set(p, x->z);
	mpz_init_set(q, y->z);
	mpz_inits(r, power, NULL);
	k = decimals + y->scale - x->scale;
	mpz_ui_pow_ui(power, 10, (unsigned long)(k < 0 ? -k : k));
	if (k < 0)
		mpz_mul(q, q, power);
	else
		mpz_mul(p, p, power);
	slow_quotient(r, p, q, mode);
	if (decimals < 0) {
		mpz_ui_pow_ui(power, 10, (unsigned long)-decimals);
		mpz_mul(r, r, power);
	}
	bad += !same(dec_div(a, b, (int32_t)decimals, mode, arena), r,
	    decimals < 0 ? 0 : decimals);
	/* Of one scale the remainder is that of the whole numbers. */
	k = x->scale > y->scale ? x->scale : y->scale;
	mpz_ui_pow_ui(power, 10, (unsigned long)(k - x->scale));
	mpz_mul(p, x->z, power);
	mpz_ui_pow_ui(power, 10, (unsigned long)(k - y->scale));
	mpz_mul(q, y->z, power);
	mpz_tdiv_r(p, p, q);
	bad += !same(dec_rem(a, b, arena), p, k);
	mpz_clears(p, q, r, power, NULL);
	return bad;
}

static void
compare_one(int *bad)
{
	const char *ta = random_text(), *tb = random_text();
	struct dec a = num(ta), b = num(tb);
	struct slow x, y;
	mpz_t r;
	long most, cut;
	enum rounding mode = (enum rounding)random_below(5);

	slow_set(&x, ta);
	slow_set(&y, tb);
	mpz_init(r);
	mpz_mul(r, x.z, y.z);
	*bad += !same(dec_mul(a, b, arena), r, x.scale + y.scale);
	*bad += compare_division(a, b, &x, &y, mode);
	cut = random_below(50);
	slow_divide(r, x.z, (unsigned long)cut, mode);
	if (x.scale >= cut)
		*bad += !same(dec_round(a, (int32_t)(x.scale - cut), mode,
		    arena), r, x.scale - cut);
	else {
		mpz_t power;

		mpz_init(power);
		mpz_ui_pow_ui(power, 10, (unsigned long)(cut - x.scale));
		mpz_mul(r, r, power);
		*bad += !same(dec_round(a, (int32_t)(x.scale - cut), mode,
		    arena), r, 0);
		mpz_clear(power);
	}
	most = x.scale > y.scale ? x.scale : y.scale;
	slow_rescale(&x, most);
	slow_rescale(&y, most);
	mpz_add(r, x.z, y.z);
	*bad += !same(dec_add(a, b, arena), r, most);
	mpz_sub(r, x.z, y.z);
	*bad += !same(dec_sub(a, b, arena), r, most);
	int c = mpz_cmp(x.z, y.z);
	*bad += dec_cmp(a, b) != (c > 0) - (c < 0);
	*bad += (c == 0) != (dec_hash(a, 1) == dec_hash(b, 1));
	*bad += dec_cmp(dec_canonical(a, arena), a) != 0;
	*bad += dec_hash(dec_shift(dec_mul(a, num("1000"), arena), -3), 9) !=
	    dec_hash(a, 9);
	mpz_clears(r, x.z, y.z, NULL);
}

int
main(void)
{
	int bad = 0;

	arena = arena_new();
	test_parse();
	test_parse_float();
	test_compare();
	test_arithmetic();
	test_divide();
	test_round();
	test_forms();
	for (int i = 0; i < 5000; i++) {
		struct arena_mark mark = arena_mark(arena);

		compare_one(&bad);
		arena_reset(arena, mark);
	}
	is_int(bad, 0, "5,000 random pairs agree with the second opinion");
	arena_free(arena);
	return done();
}
