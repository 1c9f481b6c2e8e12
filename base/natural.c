/* natural.c: see natural.h. */
#include "base/natural.h"

#include "base/mem.h"

_Static_assert(GMP_NUMB_BITS == 64, "a uint128 is two limbs");

#define E19	UINT64_C(10000000000000000000)

const uint64_t pow10_word[WORD_DIGITS + 1] = {
	1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000,
	1000000000, UINT64_C(10000000000), UINT64_C(100000000000),
	UINT64_C(1000000000000), UINT64_C(10000000000000),
	UINT64_C(100000000000000), UINT64_C(1000000000000000),
	UINT64_C(10000000000000000), UINT64_C(100000000000000000),
	UINT64_C(1000000000000000000), E19
};

struct nat
nat_new(mp_size_t limbs)
{
	return (struct nat){ mem_resize(NULL, (size_t)limbs + 1,
	    sizeof(mp_limb_t)), 0 };
}

void
nat_free(struct nat x)
{
	mem_free(x.p);
}

void
nat_trim(struct nat *x)
{
	while (x->n > 0 && x->p[x->n - 1] == 0)
		x->n--;
}

struct nat
nat_of_small(uint128 m)
{
	struct nat x = nat_new(2);

	x.p[0] = (mp_limb_t)m;
	x.p[1] = (mp_limb_t)(m >> 64);
	x.n = 2;
	nat_trim(&x);
	return x;
}

struct nat
nat_mul(struct nat a, struct nat b)
{
	struct nat r = nat_new(a.n + b.n);

	if (a.n == 0 || b.n == 0)
		return r;
	if (a.n >= b.n)
		mpn_mul(r.p, a.p, a.n, b.p, b.n);
	else
		mpn_mul(r.p, b.p, b.n, a.p, a.n);
	r.n = a.n + b.n;
	nat_trim(&r);
	return r;
}

/* 10^k by repeated squaring. */
struct nat
nat_pow10(int64_t k)
{
	struct nat r = nat_of_small(1), square = nat_of_small(10), next;

	for (; k > 0; k >>= 1) {
		if (k & 1) {
			next = nat_mul(r, square);
			nat_free(r);
			r = next;
		}
		if (k > 1) {
			next = nat_mul(square, square);
			nat_free(square);
			square = next;
		}
	}
	nat_free(square);
	return r;
}

void
nat_scale(struct nat *x, int64_t k)
{
	struct nat power, r;

	if (k == 0 || x->n == 0)
		return;
	power = nat_pow10(k);
	r = nat_mul(*x, power);
	nat_free(power);
	nat_free(*x);
	*x = r;
}

int
nat_cmp(struct nat a, struct nat b)
{
	if (a.n != b.n)
		return a.n < b.n ? -1 : 1;
	return a.n == 0 ? 0 : mpn_cmp(a.p, b.p, a.n);
}

void
nat_divide(struct nat *x, struct nat y, int *half, bool *rest)
{
	struct nat q, r;

	q = nat_new(x->n);
	r = nat_new(y.n + 1);
	if (x->n < y.n) {
		mpn_copyi(r.p, x->p, x->n);
		r.n = x->n;
	} else {
		mpn_tdiv_qr(q.p, r.p, 0, x->p, x->n, y.p, y.n);
		q.n = x->n - y.n + 1;
		r.n = y.n;
	}
	nat_trim(&q);
	nat_trim(&r);
	*rest = r.n > 0;
	if (r.n > 0) {
		r.p[r.n] = mpn_lshift(r.p, r.p, r.n, 1);
		r.n++;
		nat_trim(&r);
	}
	*half = nat_cmp(r, y);
	nat_free(r);
	nat_free(*x);
	*x = q;
}

void
nat_unscale(struct nat *x, int64_t k, int *half, bool *rest)
{
	struct nat power = nat_pow10(k);

	nat_divide(x, power, half, rest);
	nat_free(power);
}

int64_t
nat_strip(struct nat *x, int64_t most)
{
	int64_t n = 0;

	while (most - n >= WORD_DIGITS && mpn_mod_1(x->p, x->n, E19) == 0) {
		mpn_divrem_1(x->p, 0, x->p, x->n, E19);
		nat_trim(x);
		n += WORD_DIGITS;
	}
	while (n < most && mpn_mod_1(x->p, x->n, 10) == 0) {
		mpn_divrem_1(x->p, 0, x->p, x->n, 10);
		nat_trim(x);
		n++;
	}
	return n;
}
