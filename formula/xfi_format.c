/*
 * xfi_format.c: xfi:format-number (function registry, 90701): format-number of
 * XSLT 2.0, 16.4, in the default decimal format.
 *
 * (1) Active characters of a picture are . , 0 # and ; all others are passive
 *     and come out as they are; % and the per-mille sign also scale.
 * (2) Values are exact: a double or float stands for the decimal it is.
 */
#include <math.h>

#include "formula/xfi_local.h"
#include "xpath/atomic.h"

#define PER_MILLE	"\xE2\x80\xB0"
#define MAX_PICTURE	1000
#define MAX_GROUPS	100

/* What a sub-picture says (16.4.3). */
struct picture {
	struct slice prefix, suffix;
	uint32_t min_integer, min_fraction, max_fraction;
	uint32_t groups[MAX_GROUPS];	/* digits right of each separator */
	uint32_t n_groups;
	uint32_t every;			/* groups of so many, on and on; 0: not */
	uint32_t fraction_groups[MAX_GROUPS];	/* digits left of each */
	uint32_t n_fraction_groups;
	int32_t  scale;			/* digits that % and per mille move */
};

static bool
is_active(char c)
{
	return c == '.' || c == ',' || c == '0' || c == '#' || c == ';';
}

/* --- reading a sub-picture --- */

/* The passive characters around the active ones; false where there are passive
 * ones between, or no digit. */
static bool
split(struct slice s, struct picture *p, struct slice *active)
{
	size_t first = 0, end = s.n, i;
	bool digit = false;

	while (first < s.n && !is_active(s.s[first]))
		first++;
	while (end > first && !is_active(s.s[end - 1]))
		end--;
	for (i = first; i < end; i++) {
		if (!is_active(s.s[i]))
			return false;
		digit |= s.s[i] == '0' || s.s[i] == '#';
	}
	p->prefix = (struct slice){ s.s, first };
	p->suffix = slice_from(s, end);
	*active = (struct slice){ s.s + first, end - first };
	return digit;
}

/* How often a text occurs in the passive characters. */
static unsigned
count(const struct picture *p, struct slice what)
{
	const struct slice both[2] = { p->prefix, p->suffix };
	unsigned n = 0;
	size_t i, k;

	for (k = 0; k < 2; k++)
		for (i = 0; i + what.n <= both[k].n; i++)
			n += memcmp(both[k].s + i, what.s, what.n) == 0;
	return n;
}

/* The digits of a part: signs of the one kind before those of the other. */
static bool
count_digits(struct slice part, char first, uint32_t *n_first,
    uint32_t *n_second)
{
	size_t i;

	*n_first = *n_second = 0;
	for (i = 0; i < part.n; i++) {
		if (part.s[i] == ',')
			continue;
		if (part.s[i] != first) {
			(*n_second)++;
		} else {
			if (*n_second > 0)
				return false;
			(*n_first)++;
		}
	}
	return true;
}

static bool
read_groups(struct slice part, bool from_right, uint32_t *groups,
    uint32_t *n_groups)
{
	uint32_t digits = 0;
	size_t i;

	*n_groups = 0;
	for (i = 0; i < part.n; i++) {
		char c = part.s[from_right ? part.n - 1 - i : i];

		if (c != ',') {
			digits++;
			continue;
		}
		if (*n_groups == MAX_GROUPS)
			return false;
		groups[(*n_groups)++] = digits;
	}
	return true;
}

/* Whether separators are as far apart as the first is from the point. */
static uint32_t
regular(const struct picture *p)
{
	uint32_t i;

	for (i = 0; i < p->n_groups; i++)
		if (p->groups[i] != p->groups[0] * (i + 1))
			return 0;
	return p->n_groups == 0 ? 0 : p->groups[0];
}

static bool
read_digits(struct slice active, struct picture *p)
{
	const char *point = memchr(active.s, '.', active.n);
	struct slice whole = active, fraction = SLICE("");
	uint32_t optional;

	if (point != NULL) {
		whole.n = (size_t)(point - active.s);
		fraction = slice_from(active, whole.n + 1);
		if (memchr(fraction.s, '.', fraction.n) != NULL ||
		    slice_ends(whole, SLICE(",")) ||
		    slice_starts(fraction, SLICE(",")))
			return false;
	}
	if (!count_digits(whole, '#', &optional, &p->min_integer) ||
	    !count_digits(fraction, '0', &p->min_fraction, &optional) ||
	    !read_groups(whole, true, p->groups, &p->n_groups) ||
	    !read_groups(fraction, false, p->fraction_groups,
	    &p->n_fraction_groups))
		return false;
	p->max_fraction = p->min_fraction + optional;
	if (p->min_integer == 0 && point == NULL)
		p->min_integer = 1;
	p->every = regular(p);
	return true;
}

static bool
read_picture(struct slice s, struct picture *p)
{
	unsigned percent, per_mille;
	struct slice active;

	*p = (struct picture){ .scale = 0 };
	if (!split(s, p, &active) || !read_digits(active, p))
		return false;
	percent = count(p, SLICE("%"));
	per_mille = count(p, SLICE(PER_MILLE));
	if (percent + per_mille > 1)
		return false;
	p->scale = percent ? 2 : per_mille ? 3 : 0;
	return true;
}

/* --- writing --- */

static bool
has_group(const struct picture *p, uint32_t digits)
{
	uint32_t i;

	if (p->every > 0)
		return digits % p->every == 0;
	for (i = 0; i < p->n_groups; i++)
		if (p->groups[i] == digits)
			return true;
	return false;
}

/* The integer part, of which `digits` are there, to its least length. */
static void
put_whole(struct buf *b, const struct picture *p, struct slice digits)
{
	size_t n = digits.n < p->min_integer ? p->min_integer : digits.n, i;

	for (i = n; i > 0; i--) {
		buf_char(b, i > digits.n ? '0' : digits.s[digits.n - i]);
		if (i > 1 && has_group(p, (uint32_t)(i - 1)))
			buf_char(b, ',');
	}
}

static void
put_fraction(struct buf *b, const struct picture *p, struct slice digits)
{
	size_t n = digits.n < p->min_fraction ? p->min_fraction : digits.n, i;
	uint32_t k = 0;

	if (n > 0)
		buf_char(b, '.');
	for (i = 0; i < n; i++) {
		if (k < p->n_fraction_groups && p->fraction_groups[k] == i) {
			buf_char(b, ',');
			k++;
		}
		buf_char(b, i < digits.n ? digits.s[i] : '0');
	}
}

/* The digits of a number that is not negative, no zeros around them. */
static void
put_number(struct buf *b, const struct picture *p, struct dec value,
    struct arena *a)
{
	struct buf text = BUF_ANY;
	struct slice whole, fraction = SLICE("");
	const char *point;

	value = dec_round(dec_shift(value, p->scale),
	    (int32_t)p->max_fraction, ROUND_HALF_EVEN, a);
	dec_print(&text, dec_canonical(value, a));
	whole = buf_get(&text);
	if ((point = memchr(whole.s, '.', whole.n)) != NULL) {
		fraction = slice_from(whole, (size_t)(point - whole.s) + 1);
		whole.n = (size_t)(point - whole.s);
	}
	while (whole.n > 0 && whole.s[0] == '0')
		whole = slice_from(whole, 1);
	if (whole.n == 0 && p->min_integer == 0 && fraction.n == 0 &&
	    p->min_fraction == 0)
		buf_char(b, '0');	/* not nothing at all */
	put_whole(b, p, whole);
	put_fraction(b, p, fraction);
	buf_free(&text);
}

/* --- the function --- */

static int
bad_picture(struct xp_eval *ev, struct slice picture)
{
	return xfi_fail(ev, "invalidPictureSyntax",
	    "\"%.*s\" is no picture of a number", SLICE_ARG(picture));
}

/* The sub-pictures of a picture: one or two. */
static int
pictures(struct xp_eval *ev, struct slice s, struct picture *positive,
    struct picture *negative, bool *both)
{
	const char *semicolon = s.n == 0 ? NULL : memchr(s.s, ';', s.n);
	struct slice first = s, second = SLICE("");

	if (s.n > MAX_PICTURE)
		return bad_picture(ev, (struct slice){ s.s, 100 });
	*both = semicolon != NULL;
	if (*both) {
		first.n = (size_t)(semicolon - s.s);
		second = slice_from(s, first.n + 1);
	}
	if (!read_picture(first, positive) || (*both && (second.n == 0 ||
	    memchr(second.s, ';', second.n) != NULL ||
	    !read_picture(second, negative))))
		return bad_picture(ev, s);
	if (!*both)
		*negative = *positive;
	return 0;
}

static void
put(struct buf *b, const struct picture *p, bool minus, bool infinite,
    struct dec value, struct arena *a)
{
	if (minus)
		buf_char(b, '-');
	buf_slice(b, p->prefix);
	if (infinite)
		buf_puts(b, "Infinity");
	else
		put_number(b, p, value, a);
	buf_slice(b, p->suffix);
}

int
xfi_format_number(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	const struct xp_item *x = xp_arg(&args[0]);
	struct picture positive = { .scale = 0 }, negative = positive;
	struct buf b = BUF_ANY;
	struct dec value = DEC_ZERO;
	bool both = false, less, infinite = false;
	double d = 0;

	(void)n_args;
	if (pictures(ev, xp_arg_string(&args[1]), &positive, &negative,
	    &both) == -1)
		return -1;
	if (x != NULL && xp_primitive((enum xp_type)x->type) == XT_DECIMAL) {
		value = xp_dec(*x);
	} else {
		d = x == NULL ? NAN : x->u.d;
		infinite = isinf(d);
		if (isnan(d))
			return xfi_result(out, xp_string(SLICE("NaN")));
		if (!infinite)
			value = xp_double_dec(d, ev->arena);
	}
	less = infinite ? d < 0 : dec_sign(value) < 0;
	if (less)
		value = dec_neg(value, ev->arena);
	put(&b, less ? &negative : &positive, less && !both, infinite, value,
	    ev->arena);
	*out = xp_one(xp_string(arena_copy(ev->arena, buf_get(&b))));
	buf_free(&b);
	return 0;
}
