/*
 * regex_fold.c: flag i (Functions and Operators, 7.6.1.1): characters are
 * case-variants where upper-case or lower-case, which may make several
 * characters of one, gives the same of both.  PCRE2 folds by another table of
 * Unicode; the rows are where the two differ, found by comparing all pairs.
 *
 * A reference to a group (\1) is compared by PCRE2's table only.
 */
#include "base/regex_translate.h"

static const struct variant {
	uint32_t c;
	uint32_t others[2];	/* beside those that PCRE2 knows; 0: none */
	bool     exact;		/* all that there are: PCRE2 knows too many */
} variants[] = {		/* ascending */
	{ 'I', { 0x131 }, false },	/* dotless i, in upper case I */
	{ 'i', { 0x131 }, false },
	{ 0x131, { 'i' }, false },
	{ 0x390, { 0x1fd3 }, false },	/* iota, the same in upper case */
	{ 0x3b0, { 0x1fe3 }, false },	/* upsilon */
	{ 0x3d1, { 0x3b8, 0x398 }, true },	/* theta symbol, small … */
	{ 0x3f4, { 0x3b8, 0x398 }, true },	/* and capital: of theta, not */
	{ 0x1fd3, { 0x390 }, false },		/* of each other */
	{ 0x1fe3, { 0x3b0 }, false },
	{ 0xfb05, { 0xfb06 }, false },	/* st, in upper case ST */
	{ 0xfb06, { 0xfb05 }, false },
};

#define N_VARIANTS	(sizeof(variants) / sizeof(*variants))

static void
put_others(struct buf *out, const struct variant *v)
{
	size_t i;

	for (i = 0; i < 2 && v->others[i] != 0; i++)
		regex_put_char(out, v->others[i]);
}

void
regex_fold_char(struct buf *out, uint32_t c)
{
	const struct variant *v = variants;
	size_t i;

	for (i = 0; i < N_VARIANTS && v->c != c; i++)
		v++;
	if (i == N_VARIANTS) {
		regex_put_char(out, c);
		return;
	}
	buf_puts(out, v->exact ? "(?-i:[" : "[");
	regex_put_char(out, c);
	put_others(out, v);
	buf_puts(out, v->exact ? "])" : "]");
}

void
regex_fold_range(struct buf *out, struct buf *exact, uint32_t lo, uint32_t hi)
{
	const struct variant *v;
	size_t i;

	for (i = 0; i < N_VARIANTS; i++) {
		v = &variants[i];
		if (v->c < lo || v->c > hi)
			continue;
		if (!v->exact) {
			put_others(out, v);
			continue;
		}
		regex_put_range(out, lo, v->c - 1);
		regex_put_char(exact, v->c);
		put_others(exact, v);
		lo = v->c + 1;
	}
	regex_put_range(out, lo, hi);
}
