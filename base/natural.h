/*
 * natural.h: natural numbers of any size on GMP's mpn level, in scratch
 * memory, for decimal.c.  A struct nat is freed with nat_free.
 */
#ifndef BASE_NATURAL_H
#define BASE_NATURAL_H

#include <stdbool.h>
#include <stdint.h>

#include <gmp.h>

__extension__ typedef unsigned __int128 uint128;

struct nat {
	mp_limb_t *p;
	mp_size_t  n;		/* limbs; the last is not 0; n == 0: zero */
};

#define WORD_DIGITS	19	/* 10^19 < 2^64 */
/* 10^0 to 10^WORD_DIGITS. */
extern const uint64_t pow10_word[WORD_DIGITS + 1];

/* Zero, with room for so many limbs and one more. */
struct nat	nat_new(mp_size_t limbs);
void		nat_free(struct nat);
/* Forgets leading limbs that are 0. */
void		nat_trim(struct nat *);
struct nat	nat_of_small(uint128);
int		nat_cmp(struct nat, struct nat);
struct nat	nat_mul(struct nat, struct nat);
struct nat	nat_pow10(int64_t k);
/* x becomes x × 10^k. */
void		nat_scale(struct nat *x, int64_t k);
/* x becomes x / y, y not zero; *half says how the remainder compares with half
 * of y, *rest whether there is one. */
void		nat_divide(struct nat *x, struct nat y, int *half, bool *rest);
/* x becomes x / 10^k; *half says how the remainder compares with half of
 * 10^k, *rest whether there is one. */
void		nat_unscale(struct nat *x, int64_t k, int *half, bool *rest);
/* Takes trailing decimal zeros off x, which is not zero, at most `most`; says
 * how many. */
int64_t		nat_strip(struct nat *x, int64_t most);

#endif
