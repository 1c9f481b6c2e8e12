/*
 * units.c: units of measure (XBRL 2.1, 4.8).
 *
 * 4.8.2: the measures of monetary and shares items, and the measures that the
 *        namespace of XBRL has.
 * 4.8.4: a unit is written reduced: no measure on both sides of the divide.
 *
 * Whether an item has a unit at all is a rule of 4.6.2 and stands in facts.c.
 */
#include "validate/units.h"

#include "base/names.h"
#include "ingest/describe.h"
#include "validate/rule.h"
#include "validate/validate.h"

static void
unit_arg(struct finding *f, const struct report *r, uint32_t unit)
{
	struct buf b = BUF_ANY;

	describe_unit(&b, r, unit);
	finding_arg(f, "unit", buf_get(&b));
	buf_free(&b);
}

static struct finding *
unit_finding(struct findings *fs, enum finding_code code,
    const struct report *r, const struct unit *u, uint32_t measure)
{
	struct arena *a = arena_new();
	struct finding *f = rule_at(fs, code, r, u->span);

	finding_arg(f, "unit", report_string(r, u->id));
	finding_arg(f, "measure", report_qname(r, measure, a));
	arena_free(a);
	return f;
}

/* 4.8.2: only pure and shares are measures of XBRL's own namespace. */
static void
check_measures(const struct report *r, const struct unit *u,
    struct findings *fs)
{
	uint32_t i, n = u->n_numerator + u->n_denominator;

	for (i = 0; i < n; i++) {
		uint32_t m = r->measures.v[u->measures + i];
		const struct name *name = &r->names.v[m];

		if (slice_is(name->ns, NS_XBRLI) &&
		    !slice_is(name->local, "pure") &&
		    !slice_is(name->local, "shares"))
			(void)unit_finding(fs, F_xbrl_4_8_2_MeasureUnknown, r,
			    u, m);
	}
}

/* The order in which the measures of a unit stand: namespace, local name. */
static int
compare_measures(const struct report *r, uint32_t a, uint32_t b)
{
	const struct name *x = &r->names.v[a], *y = &r->names.v[b];
	int c = slice_cmp(x->ns, y->ns);

	return c != 0 ? c : slice_cmp(x->local, y->local);
}

/* 4.8.4: both lists are sorted, so one walk meets every common measure. */
static void
check_reduced(const struct report *r, const struct unit *u,
    struct findings *fs)
{
	const uint32_t *top = r->measures.v + u->measures;
	const uint32_t *bottom = top + u->n_numerator;
	uint32_t i = 0, k = 0;
	int c;

	while (i < u->n_numerator && k < u->n_denominator) {
		c = compare_measures(r, top[i], bottom[k]);
		if (c == 0) {
			(void)unit_finding(fs, F_xbrl_4_8_4_UnitNotReduced, r,
			    u, top[i]);
			return;
		}
		if (c < 0)
			i++;
		else
			k++;
	}
}

/* The only measure of a unit without a divide, or NULL. */
static const struct name *
only_measure(const struct report *r, const struct unit *u)
{
	return u->n_numerator == 1 && u->n_denominator == 0 ?
	    &r->names.v[r->measures.v[u->measures]] : NULL;
}

static bool
is_currency(const struct name *n)
{
	size_t i;

	if (n == NULL || !slice_is(n->ns, NS_ISO4217) || n->local.n != 3)
		return false;
	for (i = 0; i < 3; i++)
		if (n->local.s[i] < 'A' || n->local.s[i] > 'Z')
			return false;
	return true;
}

static bool
is_xbrli(const struct name *n, const char *local)
{
	return n != NULL && slice_is(n->ns, NS_XBRLI) &&
	    slice_is(n->local, local);
}

/* 4.8.2: whether the unit fits the item type; FINDING_CODES where it does. */
static enum finding_code
misfit(enum item_type type, const struct name *only)
{
	switch (type) {
	case ITEM_MONETARY:
		return is_currency(only) ? FINDING_CODES :
		    F_xbrl_4_8_2_MonetaryUnit;
	case ITEM_SHARES:
		return is_xbrli(only, "shares") ? FINDING_CODES :
		    F_xbrl_4_8_2_SharesUnit;
	case ITEM_PURE:		/* 4.8.2 asks nothing of a pureItemType */
	case ITEM_NOT:
	case ITEM_NONNUMERIC:
	case ITEM_NUMERIC:
	case ITEM_FRACTION:
		break;
	}
	return FINDING_CODES;
}

bool
unit_suits(const struct report *r, const struct img_type *type,
    const struct unit *u)
{
	return misfit((enum item_type)type->item_type, only_measure(r, u)) ==
	    FINDING_CODES;
}

static void
check_fact(const struct report *r, uint32_t row, struct findings *fs)
{
	const struct fact *f = &r->facts.v[row];
	const struct img_type *type;
	enum finding_code code;

	if (f->unit == NONE)
		return;
	type = taxonomy_type(r->taxonomy, f->type);
	if (type == NULL)
		return;
	code = misfit((enum item_type)type->item_type,
	    only_measure(r, &r->units.v[f->unit]));
	if (code != FINDING_CODES)
		unit_arg(rule_fact(fs, code, r, row), r, f->unit);
}

struct check {
	const struct report *r;
	struct findings     *fs;
};

static bool
begin(void *ctx, const struct report *r, const struct validate_options *o,
    struct findings *fs)
{
	size_t i;

	(void)o;
	*(struct check *)ctx = (struct check){ r, fs };
	for (i = 0; i < r->units.n; i++) {
		check_measures(r, &r->units.v[i], fs);
		check_reduced(r, &r->units.v[i], fs);
	}
	return r->taxonomy != NULL;
}

static void
facts(void *ctx, uint32_t first, uint32_t end)
{
	const struct check *k = ctx;
	uint32_t i;

	for (i = first; i < end; i++)
		check_fact(k->r, i, k->fs);
}

const struct fact_rule rule_units = { sizeof(struct check), begin, facts,
	NULL };
