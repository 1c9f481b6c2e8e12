/*
 * filing_check.c: see filing_check.h.
 *
 * (1) What a row refers to is of the same filing and was there before it.
 * (2) No two facts have the same ordinal, nor two tuples.
 */
#include "store/filing_check.h"

#include "base/mem.h"

/* Columns. */
enum {
	CONTEXT_PERIOD = 4,
	TUPLE_ORDINAL = 1, TUPLE_PARENT = 2, TUPLE_NIL = 6,
	DIMENSION_MEMBER = 6, DIMENSION_VALUE = 7,
	FACT_ORDINAL = 1, FACT_PARENT = 2, FACT_CONTEXT = 4, FACT_UNIT = 5,
	FACT_NIL = 9, FACT_AMOUNT = 10, FACT_SCALE = 11,
	FINDING_SEVERITY = 3,
	LINK_FINDING = 1, LINK_TUPLE = 4
};
#define MAX_SCALE	18

void
filing_check_begin(struct filing_check *c, const struct store_filing *f)
{
	*c = (struct filing_check){ .f = f, .n_ordinals =
	    (uint64_t)f->rows[TABLE_FACT] + f->rows[TABLE_TUPLE] };
	c->facts = mem_calloc(c->n_ordinals + 1, sizeof(*c->facts));
}

void
filing_check_end(struct filing_check *c)
{
	VEC_FREE(&c->tuples);
	mem_free(c->facts);
}

/* --- values --- */

static bool
is_null(const struct store_value *v)
{
	return v->type == STORE_NULL;
}

static bool
is_between(const struct store_value *v, int64_t least, int64_t most)
{
	return v->type == STORE_INT && v->number >= least &&
	    v->number <= most;
}

/* One of up to three words. */
static bool
is_one_of(const struct store_value *v, const char *const words[3])
{
	int i;

	for (i = 0; i < 3; i++)
		if (v->type == STORE_TEXT && slice_is(v->text, words[i]))
			return true;
	return false;
}

/* A number from 1 of the rows that a table has. */
static bool
is_number_of(const struct filing_check *c, enum store_table t,
    const struct store_value *v)
{
	return is_between(v, 1, c->f->rows[t]);
}

static bool
may_be_number_of(const struct filing_check *c, enum store_table t,
    const struct store_value *v)
{
	return is_null(v) || is_number_of(c, t, v);
}

/* --- ordinals (2) --- */

static bool
add_tuple(struct filing_check *c, const struct store_value *v)
{
	if (!is_between(v, 1, (int64_t)c->n_ordinals) ||
	    (c->tuples.n > 0 && c->tuples.v[c->tuples.n - 1] >= v->number))
		return false;
	VEC_PUSH(&c->tuples, v->number);
	return true;
}

/* NULL, or the ordinal of a tuple. */
static bool
may_be_tuple(const struct filing_check *c, const struct store_value *v)
{
	size_t lo = 0, hi = c->tuples.n, mid;

	if (is_null(v))
		return true;
	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (c->tuples.v[mid] < v->number)
			lo = mid + 1;
		else
			hi = mid;
	}
	return v->type == STORE_INT && lo < c->tuples.n &&
	    c->tuples.v[lo] == v->number;
}

/* A fact's concept is a number, and there are not so many. */
static bool
add_fact(struct filing_check *c, const struct store_value *ordinal,
    const struct store_value *concept)
{
	uint32_t *known;

	if (!is_between(ordinal, 1, (int64_t)c->n_ordinals))
		return false;
	known = &c->facts[ordinal->number];
	if (*known != 0)
		return false;
	*known = (uint32_t)concept->number;
	return true;
}

uint32_t
filing_check_concept(const struct filing_check *c, int64_t ordinal)
{
	return c->facts[ordinal];
}

static bool
may_be_fact(const struct filing_check *c, const struct store_value *v)
{
	return is_null(v) || (is_between(v, 1, (int64_t)c->n_ordinals) &&
	    c->facts[v->number] != 0);
}

/* --- rows --- */

static bool
fits_context(const struct store_value *v)
{
	static const char *const periods[3] = {
		"instant", "duration", "forever"
	};

	return is_null(&v[CONTEXT_PERIOD]) ||
	    is_one_of(&v[CONTEXT_PERIOD], periods);
}

static bool
fits_fact(struct filing_check *c, const struct store_value *v)
{
	return is_number_of(c, TABLE_CONCEPT, &v[FACT_CONCEPT]) &&
	    may_be_number_of(c, TABLE_CONTEXT, &v[FACT_CONTEXT]) &&
	    may_be_number_of(c, TABLE_UNIT, &v[FACT_UNIT]) &&
	    may_be_tuple(c, &v[FACT_PARENT]) &&
	    is_between(&v[FACT_NIL], 0, 1) &&
	    is_null(&v[FACT_AMOUNT]) == is_null(&v[FACT_SCALE]) &&
	    (is_null(&v[FACT_SCALE]) ||
	    is_between(&v[FACT_SCALE], 0, MAX_SCALE)) &&
	    add_fact(c, &v[FACT_ORDINAL], &v[FACT_CONCEPT]);
}

static bool
fits_finding(const struct store_value *v)
{
	static const char *const severities[3] = {
		"error", "warning", "note"
	};

	return is_one_of(&v[FINDING_SEVERITY], severities);
}

static bool
fits_link(const struct filing_check *c, const struct store_value *v)
{
	return is_number_of(c, TABLE_FINDING, &v[LINK_FINDING]) &&
	    is_null(&v[LINK_FACT]) != is_null(&v[LINK_TUPLE]) &&
	    may_be_fact(c, &v[LINK_FACT]) &&
	    may_be_tuple(c, &v[LINK_TUPLE]);
}

bool
filing_check_row(struct filing_check *c, enum store_table t, const struct store_value *v)
{
	switch (t) {
	case TABLE_CONTEXT:
		return fits_context(v);
	case TABLE_TUPLE:
		return is_between(&v[TUPLE_NIL], 0, 1) &&
		    may_be_tuple(c, &v[TUPLE_PARENT]) &&
		    add_tuple(c, &v[TUPLE_ORDINAL]);
	case TABLE_DIMENSION:
		return is_null(&v[DIMENSION_MEMBER]) !=
		    is_null(&v[DIMENSION_VALUE]);
	case TABLE_FACT:
		return fits_fact(c, v);
	case TABLE_FINDING:
		return fits_finding(v);
	case TABLE_FINDING_FACT:
		return fits_link(c, v);
	case TABLE_SUBMISSION:		/* the store's own */
	case TABLE_FILING:
	case TABLE_AUDIT:
	case TABLE_CONCEPT:		/* nothing is said of them */
	case TABLE_UNIT:
	case STORE_TABLES:
		return true;
	}
	return true;
}
