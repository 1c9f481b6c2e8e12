/* equal.c: see equal.h. */
#include "ingest/equal.h"

#include <stdlib.h>

/* --- units --- */

static int
order(const struct report *r, uint32_t a, const struct report *s, uint32_t b)
{
	const struct name *x = &r->names.v[a], *y = &s->names.v[b];
	int c = slice_cmp(x->local, y->local);

	return c != 0 ? c : slice_cmp(x->ns, y->ns);
}

static int
by_name(const void *a, const void *b, void *report)
{
	return order(report, *(const uint32_t *)a, report,
	    *(const uint32_t *)b);
}

static uint32_t *
sorted(const struct report *r, uint32_t first, uint32_t n)
{
	uint32_t *v = mem_calloc(n, sizeof(*v)), i;

	for (i = 0; i < n; i++)
		v[i] = r->measures.v[first + i];
	qsort_r(v, n, sizeof(*v), by_name, (void *)(uintptr_t)r);
	return v;
}

/* Measures stand sorted by the rows of their names, which are each report's own:
 * so they are sorted anew. */
static bool
same_measures(const struct report *r, uint32_t a, const struct report *s,
    uint32_t b, uint32_t n)
{
	uint32_t *x = sorted(r, a, n), *y = sorted(s, b, n), i;

	for (i = 0; i < n && order(r, x[i], s, y[i]) == 0; i++)
		;
	mem_free(x);
	mem_free(y);
	return i == n;
}

bool
units_s_equal(const struct report *r, uint32_t unit, const struct report *s,
    uint32_t other)
{
	const struct unit *a = &r->units.v[unit], *b = &s->units.v[other];

	if (r == s)
		return a->s_equal == b->s_equal;
	return a->n_numerator == b->n_numerator &&
	    a->n_denominator == b->n_denominator &&
	    same_measures(r, a->measures, s, b->measures, a->n_numerator) &&
	    same_measures(r, a->measures + a->n_numerator, s,
	    b->measures + b->n_numerator, a->n_denominator);
}

bool
facts_u_equal(const struct report *r, const struct fact *a,
    const struct report *s, const struct fact *b)
{
	if (a->unit == NONE || b->unit == NONE)
		return a->unit == b->unit;
	return units_s_equal(r, a->unit, s, b->unit);
}

/* --- values --- */

/* The first word of a text, which is taken off it. */
static struct slice
next_word(struct slice *text)
{
	struct slice word = slice_trim(*text);

	*text = word;
	while (text->n > 0 && !is_xml_space(text->s[0]))
		*text = slice_from(*text, 1);
	word.n -= text->n;
	return word;
}

/* Equal after XPath's normalize-space. */
static bool
same_words(struct slice x, struct slice y)
{
	struct slice u, v;

	do {
		u = next_word(&x);
		v = next_word(&y);
		if (!slice_eq(u, v))
			return false;
	} while (u.n > 0);
	return true;
}

/* Fractions are v-equal if they are one number in lowest terms. */
static bool
same_fraction(const struct operand *x, const struct operand *y,
    struct arena *a)
{
	return dec_cmp(dec_mul(x->n, y->d, a), dec_mul(y->n, x->d, a)) == 0;
}

bool
operands_v_equal(const struct operand *x, const struct operand *y,
    struct arena *a)
{
	int32_t d, e;

	if (!operand_decimals(x, &d) || !operand_decimals(y, &e))
		return false;
	if (e < d)
		d = e;
	if (d == DECIMALS_INF)
		return dec_cmp(x->n, y->n) == 0;
	return dec_cmp(dec_round(x->n, d, ROUND_HALF_EVEN, a),
	    dec_round(y->n, d, ROUND_HALF_EVEN, a)) == 0;
}

bool
facts_v_equal(const struct report *r, const struct fact *x,
    const struct report *s, const struct fact *y, struct arena *a)
{
	struct operand o, p;

	if ((x->flags | y->flags) & FACT_NIL)
		return (x->flags & y->flags & FACT_NIL) != 0;
	if (!facts_u_equal(r, x, s, y) ||
	    report_is_numeric(r, x) != report_is_numeric(s, y) ||
	    (fact_denominator(x).s == NULL) != (fact_denominator(y).s == NULL))
		return false;
	if (!report_is_numeric(r, x) ||
	    !operand_parse(&o, x->value, fact_denominator(x), x->decimals,
	    x->precision, a) ||
	    !operand_parse(&p, y->value, fact_denominator(y), y->decimals,
	    y->precision, a))
		return same_words(x->value, y->value);
	return fact_denominator(x).s != NULL ? same_fraction(&o, &p, a) :
	    operands_v_equal(&o, &p, a);
}
