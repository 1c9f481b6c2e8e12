/*
 * decimal.c: see decimal.h.
 *
 * (1) A coefficient whose magnitude is below 2^127 is in `c` and `big` is
 *     NULL; any other is in `big`.  So a value at a scale has one form, and
 *     -c never overflows.
 * (2) The limbs of a dec_big are never written once made; leading limbs are
 *     not zero.
 * (3) Scales stay within ±MAX_SCALE, and digits are bounded when parsed, so
 *     aligning two values costs a bounded amount of memory.
 * (4) Every function tries 128 bits first; what does not fit goes through
 *     natural.h in scratch memory.
 */
#include "base/decimal.h"

#include <assert.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/natural.h"

#define SMALL_MAX	(((uint128)1 << 127) - 1)
#define SMALL_DIGITS	38		/* 10^38 < 2^127 */
enum { MAX_SCALE = 4 * DEC_MAX_DIGITS };

struct dec_big {
	mp_size_t n;
	bool      negative;
	mp_limb_t limb[];
};

/* 10^k for k up to SMALL_DIGITS. */
static inline uint128
pow10_small(int32_t k)
{
	assert(k >= 0 && k <= SMALL_DIGITS);
	return k <= WORD_DIGITS ? pow10_word[k] :
	    (uint128)pow10_word[WORD_DIGITS] * pow10_word[k - WORD_DIGITS];
}

static inline uint128
magnitude(int128 c)
{
	return c < 0 ? -(uint128)c : (uint128)c;
}

static inline int128
with_sign(uint128 m, bool negative)
{
	return negative ? -(int128)m : (int128)m;
}

/* m × 10^k within 127 bits; false where it does not fit. */
static inline bool
scale_small(uint128 *m, int64_t k)
{
	uint128 r;

	if (*m == 0 || k == 0)
		return true;
	if (k > SMALL_DIGITS)
		return false;
	if (k <= WORD_DIGITS && *m <= UINT64_MAX)
		r = *m * pow10_word[k];	/* 64 by 64 bits: always fits 128 */
	else if (__builtin_mul_overflow(*m, pow10_small((int32_t)k), &r))
		return false;
	if (r > SMALL_MAX)
		return false;
	*m = r;
	return true;
}

static int32_t
clamp_scale(int64_t scale)
{
	return scale > MAX_SCALE ? MAX_SCALE :
	    scale < -MAX_SCALE ? -MAX_SCALE : (int32_t)scale;
}

/* The magnitude of a coefficient. */
static struct nat
nat_of(struct dec a)
{
	struct nat x;

	if (a.big == NULL)
		return nat_of_small(magnitude(a.c));
	x = nat_new(a.big->n);
	mpn_copyi(x.p, a.big->limb, a.big->n);
	x.n = a.big->n;
	return x;
}

/* Makes a value of x, which is freed. */
static struct dec
dec_of_nat(struct nat x, bool negative, int64_t scale, struct arena *arena)
{
	struct dec d = { 0, NULL, clamp_scale(scale) };
	struct dec_big *big;

	nat_trim(&x);
	if (x.n < 2 || (x.n == 2 && x.p[1] >> 63 == 0)) {
		uint128 m = x.n == 0 ? 0 : x.p[0];

		if (x.n == 2)
			m |= (uint128)x.p[1] << 64;
		d.c = with_sign(m, negative);
	} else {
		big = arena_alloc(arena, sizeof(*big) +
		    (size_t)x.n * sizeof(mp_limb_t));
		big->n = x.n;
		big->negative = negative;
		mpn_copyi(big->limb, x.p, x.n);
		d.big = big;
	}
	nat_free(x);
	return d;
}

static bool
is_negative(struct dec a)
{
	return a.big != NULL ? a.big->negative : a.c < 0;
}

int64_t
dec_digits(struct dec a)
{
	uint128 m;
	int64_t n;
	struct nat x, power;

	if (a.big == NULL) {
		m = magnitude(a.c);
		n = m > UINT64_MAX ? WORD_DIGITS : 0;
		while (n <= SMALL_DIGITS && m >= pow10_small((int32_t)n))
			n++;
		return n;
	}
	/* Exact, or one too many. */
	n = (int64_t)mpn_sizeinbase(a.big->limb, a.big->n, 10);
	x = nat_of(a);
	power = nat_pow10(n - 1);
	if (nat_cmp(x, power) < 0)
		n--;
	nat_free(x);
	nat_free(power);
	return n;
}

/* --- reading --- */

/* More than WORD_DIGITS digits, already known to be well formed. */
static void
parse_long(struct dec *out, struct slice s, size_t digits, int32_t scale,
    bool negative, struct arena *arena)
{
	unsigned char *text;
	struct nat x;
	size_t i, n = 0;
	uint128 m = 0;

	text = mem_resize(NULL, digits, 1);
	for (i = 0; i < s.n; i++)
		if (s.s[i] >= '0' && s.s[i] <= '9' &&
		    (n > 0 || s.s[i] != '0'))
			text[n++] = (unsigned char)(s.s[i] - '0');
	if (n <= SMALL_DIGITS) {
		for (i = 0; i < n; i++)
			m = m * 10 + text[i];
		*out = (struct dec){ with_sign(m, negative), NULL, scale };
	} else {
		/* A limb holds more than 19 digits. */
		x = nat_new((mp_size_t)(n / WORD_DIGITS + 1));
		x.n = mpn_set_str(x.p, text, n, 10);
		*out = dec_of_nat(x, negative, scale, arena);
	}
	mem_free(text);
}

int
dec_parse(struct dec *out, struct slice s, struct arena *arena)
{
	const char *p = s.s, *end, *point = NULL;
	bool negative = false;
	uint64_t acc = 0;
	size_t digits;
	int32_t scale;

	if (s.n == 0)
		return -1;
	end = p + s.n;
	if (*p == '-' || *p == '+')
		negative = *p++ == '-';
	s = slice_from(s, (size_t)(p - s.s));
	for (; p < end; p++) {
		unsigned d = (unsigned)(unsigned char)*p - '0';

		if (d <= 9)
			acc = acc * 10 + d;	/* may wrap: not used then */
		else if (*p == '.' && point == NULL)
			point = p;
		else
			return -1;
	}
	digits = s.n - (point != NULL);
	if (digits == 0)
		return -1;
	if (digits > DEC_MAX_DIGITS)
		return -2;
	scale = point == NULL ? 0 : (int32_t)(end - point - 1);
	if (digits > WORD_DIGITS) {
		parse_long(out, s, digits, scale, negative, arena);
		return 0;
	}
	out->c = with_sign(acc, negative);
	out->big = NULL;
	out->scale = scale;
	return 0;
}

/* An optional sign and digits, saturating; -1: no number. */
static int
parse_exponent(int64_t *out, struct slice s)
{
	bool negative = false;
	int64_t x = 0;
	size_t i = 0;

	if (s.n > 0 && (s.s[0] == '-' || s.s[0] == '+')) {
		negative = s.s[0] == '-';
		i++;
	}
	if (i == s.n)
		return -1;
	for (; i < s.n; i++) {
		if (s.s[i] < '0' || s.s[i] > '9')
			return -1;
		if (x < 1000000000)
			x = x * 10 + (s.s[i] - '0');
	}
	*out = negative ? -x : x;
	return 0;
}

int
dec_parse_float(struct dec *out, struct slice s, struct arena *arena)
{
	struct slice mantissa = s;
	int64_t exponent = 0, scale;
	size_t i;
	int rc;

	for (i = 0; i < s.n; i++)
		if (s.s[i] == 'e' || s.s[i] == 'E')
			break;
	if (i < s.n) {
		mantissa.n = i;
		if (parse_exponent(&exponent, slice_from(s, i + 1)) == -1)
			return -1;
	}
	if ((rc = dec_parse(out, mantissa, arena)) != 0)
		return rc;
	scale = out->scale - exponent;
	if (scale > DEC_MAX_DIGITS || scale < -DEC_MAX_DIGITS) {
		if (dec_sign(*out) != 0)
			return -2;
		scale = 0;
	}
	out->scale = (int32_t)scale;
	return 0;
}

struct dec
dec_of(int64_t x)
{
	return (struct dec){ x, NULL, 0 };
}

/* --- comparing --- */

int
dec_sign(struct dec a)
{
	if (a.big != NULL)
		return a.big->negative ? -1 : 1;
	return (a.c > 0) - (a.c < 0);
}

/* |a| against |b|, of the same power of ten: so aligning is cheap. */
static int
cmp_magnitudes(struct dec a, struct dec b)
{
	struct nat x, y;
	int r;

	x = nat_of(a);
	y = nat_of(b);
	if (a.scale < b.scale)
		nat_scale(&x, (int64_t)b.scale - a.scale);
	else
		nat_scale(&y, (int64_t)a.scale - b.scale);
	r = nat_cmp(x, y);
	nat_free(x);
	nat_free(y);
	return r;
}

int
dec_cmp(struct dec a, struct dec b)
{
	int sa = dec_sign(a), sb = dec_sign(b), r;
	uint128 x, y;
	int32_t ma, mb;

	if (sa != sb)
		return sa < sb ? -1 : 1;
	if (sa == 0)
		return 0;
	if (a.big == NULL && b.big == NULL) {
		x = magnitude(a.c);
		y = magnitude(b.c);
		if (a.scale >= b.scale ?
		    scale_small(&y, (int64_t)a.scale - b.scale) :
		    scale_small(&x, (int64_t)b.scale - a.scale))
			return x == y ? 0 : (x < y) == (sa > 0) ? -1 : 1;
	}
	ma = dec_magnitude(a);
	mb = dec_magnitude(b);
	r = ma != mb ? (ma < mb ? -1 : 1) : cmp_magnitudes(a, b);
	return sa * (r > 0 ? 1 : r < 0 ? -1 : 0);
}

int32_t
dec_magnitude(struct dec a)
{
	if (dec_sign(a) == 0)
		return 0;
	return (int32_t)(dec_digits(a) - 1 - a.scale);
}

/* Takes trailing zeros off m, which is not zero, at most `most`; how many. */
static int64_t
small_strip(uint128 *m, int64_t most)
{
	int64_t n = 0;
	uint64_t w;

	while (*m > UINT64_MAX && n < most && *m % 10 == 0) {
		*m /= 10;
		n++;
	}
	if (*m > UINT64_MAX)
		return n;
	for (w = (uint64_t)*m; n < most && w % 10 == 0; n++)
		w /= 10;
	*m = w;
	return n;
}

uint64_t
dec_hash(struct dec a, uint64_t salt)
{
	int64_t scale = a.scale;
	struct nat x;
	uint128 m;
	uint64_t h;

	if (dec_sign(a) == 0)
		return hash_mix(salt, 0);
	if (a.big == NULL) {
		m = magnitude(a.c);
		scale -= small_strip(&m, SMALL_DIGITS + 1);
		h = hash_mix(hash_mix(salt, (uint64_t)m), (uint64_t)(m >> 64));
	} else {
		/* What fits in 127 bits once stripped must hash as above. */
		x = nat_of(a);
		scale -= nat_strip(&x, INT32_MAX);
		if (x.n < 2 || (x.n == 2 && x.p[1] >> 63 == 0))
			h = hash_mix(hash_mix(salt, x.p[0]),
			    x.n == 2 ? x.p[1] : 0);
		else
			h = hash_bytes(x.p, (size_t)x.n * sizeof(*x.p), salt);
		nat_free(x);
	}
	return hash_mix(hash_mix(h, (uint64_t)scale), is_negative(a));
}

/* --- arithmetic --- */

struct dec
dec_neg(struct dec a, struct arena *arena)
{
	if (a.big == NULL) {
		a.c = -a.c;
		return a;
	}
	return dec_of_nat(nat_of(a), !a.big->negative, a.scale, arena);
}

static struct dec
add_long(struct dec a, struct dec b, struct arena *arena)
{
	struct nat x = nat_of(a), y = nat_of(b), r;
	int64_t scale = a.scale > b.scale ? a.scale : b.scale;
	bool na = is_negative(a), nb = is_negative(b), same = na == nb;

	nat_scale(&x, scale - a.scale);
	nat_scale(&y, scale - b.scale);
	if (nat_cmp(x, y) < 0) {
		r = x;
		x = y;
		y = r;
		na = nb;
	}
	r = nat_new(x.n + 1);
	if (same) {
		r.p[x.n] = y.n == 0 ? 0 : mpn_add(r.p, x.p, x.n, y.p, y.n);
		if (y.n == 0)
			mpn_copyi(r.p, x.p, x.n);
		r.n = x.n + 1;
	} else {
		if (y.n == 0)
			mpn_copyi(r.p, x.p, x.n);
		else
			mpn_sub(r.p, x.p, x.n, y.p, y.n);
		r.n = x.n;
	}
	nat_free(x);
	nat_free(y);
	return dec_of_nat(r, na, scale, arena);
}

struct dec
dec_add(struct dec a, struct dec b, struct arena *arena)
{
	struct dec r = { 0, NULL, a.scale };
	uint128 m;

	if (a.big != NULL || b.big != NULL)
		return add_long(a, b, arena);
	if (a.scale < b.scale) {
		m = magnitude(a.c);
		if (!scale_small(&m, (int64_t)b.scale - a.scale))
			return add_long(a, b, arena);
		a.c = with_sign(m, a.c < 0);
		r.scale = b.scale;
	} else if (a.scale > b.scale) {
		m = magnitude(b.c);
		if (!scale_small(&m, (int64_t)a.scale - b.scale))
			return add_long(a, b, arena);
		b.c = with_sign(m, b.c < 0);
	}
	if (__builtin_add_overflow(a.c, b.c, &r.c) ||
	    magnitude(r.c) > SMALL_MAX) {
		b.scale = a.scale = r.scale;
		return add_long(a, b, arena);
	}
	return r;
}

struct dec
dec_sub(struct dec a, struct dec b, struct arena *arena)
{
	return dec_add(a, dec_neg(b, arena), arena);
}

struct dec
dec_mul(struct dec a, struct dec b, struct arena *arena)
{
	int64_t scale = (int64_t)a.scale + b.scale;
	bool negative = is_negative(a) != is_negative(b);
	struct nat x, y, r;
	uint128 m;

	if (a.big == NULL && b.big == NULL &&
	    !__builtin_mul_overflow(magnitude(a.c), magnitude(b.c), &m) &&
	    m <= SMALL_MAX)
		return (struct dec){ with_sign(m, negative), NULL,
		    clamp_scale(scale) };
	x = nat_of(a);
	y = nat_of(b);
	r = nat_mul(x, y);
	nat_free(x);
	nat_free(y);
	return dec_of_nat(r, negative, scale, arena);
}

struct dec
dec_shift(struct dec a, int32_t n)
{
	a.scale = clamp_scale((int64_t)a.scale - n);
	return a;
}

/* --- rounding --- */

/* Whether the magnitude, cut off, goes up by one: `half` compares what was
 * cut with one half of the last place. */
static bool
goes_up(enum rounding mode, bool negative, bool odd, int half, bool rest)
{
	switch (mode) {
	case ROUND_HALF_EVEN:
		return half > 0 || (half == 0 && odd);
	case ROUND_HALF_UP:
		return half >= 0;
	case ROUND_DOWN:
		return false;
	case ROUND_FLOOR:
		return rest && negative;
	case ROUND_CEILING:
		return rest && !negative;
	}
	return false;
}

/* A magnitude that was cut off becomes a value, rounded. */
static struct dec
round_nat(struct nat x, bool negative, int64_t scale, enum rounding mode,
    int half, bool rest, struct arena *arena)
{
	bool odd = x.n > 0 && (x.p[0] & 1) != 0;
	struct nat r;

	if (goes_up(mode, negative, odd, half, rest)) {
		r = nat_new(x.n + 1);
		r.p[x.n] = x.n == 0 ? 1 : mpn_add_1(r.p, x.p, x.n, 1);
		r.n = x.n + 1;
		nat_free(x);
		x = r;
	}
	return dec_of_nat(x, negative, scale, arena);
}

static struct dec
round_long(struct dec a, int32_t decimals, enum rounding mode,
    struct arena *arena)
{
	struct nat x = nat_of(a);
	bool rest;
	int half;

	nat_unscale(&x, (int64_t)a.scale - decimals, &half, &rest);
	return round_nat(x, is_negative(a), decimals, mode, half, rest, arena);
}

struct dec
dec_round(struct dec a, int32_t decimals, enum rounding mode,
    struct arena *arena)
{
	int64_t cut;
	uint128 m, power, rest;
	int half = -1;

	if (decimals >= a.scale)
		return a;
	decimals = clamp_scale(decimals);
	cut = (int64_t)a.scale - decimals;
	if (a.big != NULL && cut <= dec_digits(a))
		return round_long(a, decimals, mode, arena);
	if (a.big != NULL || cut > SMALL_DIGITS) {
		/* Less than a tenth of the last place, or for 39 and more
		 * digits cut less than 2^127 / 10^39: below one half. */
		m = goes_up(mode, is_negative(a), false, half,
		    dec_sign(a) != 0);
		return (struct dec){ with_sign(m, is_negative(a)), NULL,
		    decimals };
	}
	m = magnitude(a.c);
	if (m <= UINT64_MAX && cut <= WORD_DIGITS) {
		power = pow10_word[cut];
		rest = (uint64_t)m % (uint64_t)power;
		m = (uint64_t)m / (uint64_t)power;
	} else {
		power = pow10_small((int32_t)cut);
		rest = m % power;
		m /= power;
	}
	half = rest * 2 < power ? -1 : rest * 2 > power;
	m += goes_up(mode, a.c < 0, m & 1, half, rest != 0);
	return (struct dec){ with_sign(m, a.c < 0), NULL, decimals };
}

/* --- division --- */

static struct dec
div_long(struct dec a, struct dec b, int64_t k, int32_t decimals,
    enum rounding mode, struct arena *arena)
{
	struct nat x = nat_of(a), y = nat_of(b);
	bool negative = is_negative(a) != is_negative(b), rest;
	int half;

	nat_scale(k < 0 ? &y : &x, k < 0 ? -k : k);
	nat_divide(&x, y, &half, &rest);
	nat_free(y);
	return round_nat(x, negative, decimals, mode, half, rest, arena);
}

struct dec
dec_div(struct dec a, struct dec b, int32_t decimals, enum rounding mode,
    struct arena *arena)
{
	bool negative = is_negative(a) != is_negative(b);
	uint128 x, y, q, rest;
	int64_t k;
	int half;

	assert(dec_sign(b) != 0);
	decimals = clamp_scale(decimals);
	/* The quotient of the coefficients, the one times 10^k. */
	k = (int64_t)decimals + b.scale - a.scale;
	if (a.big != NULL || b.big != NULL)
		return div_long(a, b, k, decimals, mode, arena);
	x = magnitude(a.c);
	y = magnitude(b.c);
	if (k < 0 ? !scale_small(&y, -k) : !scale_small(&x, k))
		return div_long(a, b, k, decimals, mode, arena);
	q = x / y;
	rest = x % y;
	half = rest > y - rest ? 1 : rest < y - rest ? -1 : 0;
	q += goes_up(mode, negative, q & 1, half, rest != 0);
	if (q > SMALL_MAX)
		return div_long(a, b, k, decimals, mode, arena);
	return (struct dec){ with_sign(q, negative), NULL, decimals };
}

struct dec
dec_rem(struct dec a, struct dec b, struct arena *arena)
{
	int64_t k = (int64_t)a.scale - b.scale;
	uint128 x, y;

	assert(dec_sign(b) != 0);
	if (a.big == NULL && b.big == NULL) {
		x = magnitude(a.c);
		y = magnitude(b.c);
		if (k < 0 ? scale_small(&x, -k) : scale_small(&y, k))
			return (struct dec){ with_sign(x % y, a.c < 0), NULL,
			    k < 0 ? b.scale : a.scale };
	}
	return dec_sub(a, dec_mul(b, dec_div(a, b, 0, ROUND_DOWN, arena),
	    arena), arena);
}

struct dec
dec_canonical(struct dec a, struct arena *arena)
{
	struct nat x;
	uint128 m;
	int64_t n;

	if (dec_sign(a) == 0)
		return DEC_ZERO;
	if (a.scale == 0)
		return a;
	m = a.big == NULL ? magnitude(a.c) : 0;
	if (a.scale > 0 && a.big == NULL) {
		n = small_strip(&m, a.scale);
		return (struct dec){ with_sign(m, a.c < 0), NULL,
		    (int32_t)(a.scale - n) };
	}
	if (a.scale < 0 && a.big == NULL && scale_small(&m, -(int64_t)a.scale))
		return (struct dec){ with_sign(m, a.c < 0), NULL, 0 };
	x = nat_of(a);
	if (a.scale < 0) {
		nat_scale(&x, -(int64_t)a.scale);
		return dec_of_nat(x, is_negative(a), 0, arena);
	}
	n = nat_strip(&x, a.scale);
	return dec_of_nat(x, is_negative(a), a.scale - n, arena);
}

/* --- writing --- */

static void
put_zeros(struct buf *b, int64_t n)
{
	static const char zeros[] = "00000000000000000000000000000000";

	for (; n > 0; n -= 32)
		buf_add(b, zeros, n < 32 ? (size_t)n : 32);
}

/* n digits without leading zeros ("" for zero), with the point in place. */
static void
put_digits(struct buf *b, const char *digits, size_t n, bool negative,
    int32_t scale)
{
	if (negative)
		buf_char(b, '-');
	if (scale <= 0) {
		buf_add(b, n == 0 ? "0" : digits, n == 0 ? 1 : n);
		if (n > 0)
			put_zeros(b, -(int64_t)scale);
		return;
	}
	if (n <= (size_t)scale) {
		buf_puts(b, "0.");
		put_zeros(b, scale - (int64_t)n);
		buf_add(b, digits, n);
		return;
	}
	buf_add(b, digits, n - (size_t)scale);
	buf_char(b, '.');
	buf_add(b, digits + n - (size_t)scale, (size_t)scale);
}

static void
print_long(struct buf *b, struct dec a)
{
	struct nat x = nat_of(a);
	size_t size = mpn_sizeinbase(x.p, x.n, 10) + 2, n, i, first = 0;
	unsigned char *text = mem_resize(NULL, size, 1);

	n = mpn_get_str(text, 10, x.p, x.n);
	for (i = 0; i < n; i++)
		text[i] = (unsigned char)(text[i] + '0');
	while (first < n && text[first] == '0')
		first++;
	put_digits(b, (const char *)text + first, n - first, a.big->negative,
	    a.scale);
	mem_free(text);
	nat_free(x);
}

void
dec_print(struct buf *b, struct dec a)
{
	char text[SMALL_DIGITS + 2];
	size_t i = sizeof(text);
	uint128 m;
	uint64_t w;

	if (a.big != NULL) {
		print_long(b, a);
		return;
	}
	for (m = magnitude(a.c); m > UINT64_MAX; m /= 10)
		text[--i] = (char)('0' + (int)(m % 10));
	for (w = (uint64_t)m; w > 0; w /= 10)
		text[--i] = (char)('0' + (int)(w % 10));
	put_digits(b, text + i, sizeof(text) - i, a.c < 0, a.scale);
}

/* A magnitude as a signed 64-bit integer. */
static bool
to_int64(uint128 m, bool negative, int64_t *out)
{
	if (m > (uint128)INT64_MAX + negative)
		return false;
	*out = negative ? (int64_t)-(int128)m : (int64_t)m;
	return true;
}

bool
dec_to_int64(struct dec a, int32_t scale_out, int64_t *out)
{
	int64_t k = (int64_t)scale_out - a.scale;
	uint128 m;
	struct nat x;
	bool rest, fits;
	int half;

	if (dec_sign(a) == 0) {
		*out = 0;
		return true;
	}
	if (a.big == NULL) {
		m = magnitude(a.c);
		if (k >= 0)
			return scale_small(&m, k) && to_int64(m, a.c < 0, out);
		if (-k > SMALL_DIGITS || m % pow10_small((int32_t)-k) != 0)
			return false;
		return to_int64(m / pow10_small((int32_t)-k), a.c < 0, out);
	}
	if (k >= 0 || -k > dec_digits(a))
		return false;
	x = nat_of(a);
	nat_unscale(&x, -k, &half, &rest);
	fits = !rest && x.n == 1 && to_int64(x.p[0], a.big->negative, out);
	nat_free(x);
	return fits;
}
