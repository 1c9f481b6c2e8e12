/*
 * double.c: xs:double and xs:float from and to text and decimals, each
 * correctly rounded, whatever the locale of the process is.
 */
#include "xpath/atomic.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define EXACT_INTEGER	(INT64_C(1) << 53)	/* and all below */
#define EXACT_POWER	22			/* 10^22 is a double */
#define TWO_62		(INT64_C(1) << 62)
#define FIVE_26		INT64_C(1490116119384765625)	/* 5^26 */

static const double power_of_ten[EXACT_POWER + 1] = {
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12,
	1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22
};

/* strtod with a point, whatever the process has set; glibc keeps one "C". */
static double
read_double(const char *z, bool single)
{
	locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	double d;

	if (c == (locale_t)0)
		return NAN;
	d = single ? (double)strtof_l(z, NULL, c) : strtod_l(z, NULL, c);
	freelocale(c);
	return d;
}

/* Of few digits and a small exponent: both are doubles exactly, so one
 * division or multiplication rounds correctly.  Not for a float, which it
 * would round twice. */
static bool
quick(struct dec d, double *out)
{
	if (d.big != NULL || d.c > EXACT_INTEGER || d.c < -EXACT_INTEGER ||
	    d.scale > EXACT_POWER || d.scale < -EXACT_POWER)
		return false;
	*out = d.scale >= 0 ? (double)d.c / power_of_ten[d.scale] :
	    (double)d.c * power_of_ten[-d.scale];
	return true;
}

/* --- reading --- */

bool
xp_double_parse(struct slice s, bool single, struct arena *arena, double *out)
{
	struct arena_mark mark = arena_mark(arena);
	struct dec d = DEC_ZERO;
	int rc;

	if (slice_is(s, "INF") || slice_is(s, "-INF")) {
		*out = s.n == 3 ? INFINITY : -INFINITY;
		return true;
	}
	if (slice_is(s, "NaN")) {
		*out = NAN;
		return true;
	}
	rc = dec_parse_float(&d, s, arena);
	if (rc == 0 && dec_sign(d) == 0)
		*out = s.s[0] == '-' ? -0.0 : 0.0;
	else if (rc != -1 && (rc != 0 || single || !quick(d, out)))
		*out = read_double(arena_copy(arena, s).s, single);
	arena_reset(arena, mark);
	return rc != -1;
}

static double
nearest(struct dec d, bool single)
{
	struct buf b = BUF_ANY;
	int32_t scale = d.scale;
	double x;

	if (!single && quick(d, &x))
		return x;
	d.scale = 0;
	dec_print(&b, d);
	buf_printf(&b, "e%d", -scale);
	x = read_double(b.s, single);
	buf_free(&b);
	return x;
}

double
xp_as_double(struct xp_item x)
{
	if (x.type == XT_DOUBLE || x.type == XT_FLOAT)
		return x.u.d;
	return nearest(xp_dec(x), false);
}

double
xp_as_float(struct xp_item x)
{
	if (x.type == XT_DOUBLE || x.type == XT_FLOAT)
		return (double)(float)x.u.d;
	return nearest(xp_dec(x), true);
}

struct dec
xp_double_dec(double x, struct arena *arena)
{
	int64_t m;
	int e, n;
	struct dec d;

	assert(isfinite(x));
	m = (int64_t)ldexp(frexp(x, &e), 53);
	e -= 53;
	if (m == 0)
		return DEC_ZERO;
	n = __builtin_ctzll((unsigned long long)m);
	e += n;
	d = dec_of(m / (INT64_C(1) << n));
	for (; e > 0; e -= n) {
		n = e < 62 ? e : 62;
		d = dec_mul(d, dec_of(INT64_C(1) << n), arena);
	}
	/* m / 2^k is m × 5^k / 10^k. */
	for (; e < 0; e += n) {
		int64_t five = FIVE_26;

		for (n = 26; n > -e; n--)
			five /= 5;
		d = dec_shift(dec_mul(d, dec_of(five), arena), -n);
	}
	return d;
}

/* --- writing --- */

struct figures {
	char digits[24];	/* without zeros at the end */
	int  n;
	int  exponent;		/* of the first digit */
};

/* x > 0 in so many digits; whether they read back as x. */
static bool
print_figures(struct figures *f, double x, int digits, bool single)
{
	char text[64], back[64];
	const char *p;

	/* The point may be of any locale: only digits are taken. */
	(void)snprintf(text, sizeof(text), "%.*e", digits - 1, x);
	f->n = 0;
	for (p = text; *p != 'e' && *p != '\0'; p++)
		if (*p >= '0' && *p <= '9' && f->n < digits)
			f->digits[f->n++] = *p;
	f->exponent = *p == 'e' ? (int)strtol(p + 1, NULL, 10) : 0;
	(void)snprintf(back, sizeof(back), "%.*se%d", f->n, f->digits,
	    f->exponent - (f->n - 1));
	while (f->n > 1 && f->digits[f->n - 1] == '0')
		f->n--;
	return read_double(back, single) == x;
}

/* The fewest digits that read back as x; a number of normal size is given
 * back by any text of 15 (6) digits that it was read from. */
static void
shortest(struct figures *f, double x, bool single)
{
	int least = single ? 6 : 15, most = single ? 9 : 17;

	if (x < (single ? 0x1p-126 : 0x1p-1022))
		least = 1;
	while (!print_figures(f, x, least, single) && least < most)
		least++;
}

static void
put_plain(struct buf *b, const struct figures *f)
{
	int i;

	if (f->exponent < 0) {
		buf_puts(b, "0.");
		for (i = -1; i > f->exponent; i--)
			buf_char(b, '0');
	}
	for (i = 0; i < f->n; i++) {
		if (i > 0 && i == f->exponent + 1)
			buf_char(b, '.');
		buf_char(b, f->digits[i]);
	}
	for (; i <= f->exponent; i++)
		buf_char(b, '0');
}

/* 17.1.2: from a millionth to below a million as a decimal, otherwise with an
 * exponent. */
void
xp_double_print(struct buf *b, double x, bool single)
{
	struct figures f;

	if (isnan(x)) {
		buf_puts(b, "NaN");
		return;
	}
	if (signbit(x))
		buf_char(b, '-');
	x = fabs(x);
	if (isinf(x)) {
		buf_puts(b, "INF");
	} else if (x == 0) {
		buf_char(b, '0');
	} else {
		shortest(&f, x, single);
		if (x >= 0.000001 && x < 1000000) {
			put_plain(b, &f);
			return;
		}
		buf_char(b, f.digits[0]);
		buf_char(b, '.');
		buf_add(b, f.n > 1 ? f.digits + 1 : "0",
		    f.n > 1 ? (size_t)f.n - 1 : 1);
		buf_printf(b, "E%d", f.exponent);
	}
}
