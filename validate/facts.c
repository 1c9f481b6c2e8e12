/*
 * facts.c: items and tuples as such (XBRL 2.1, 4.3, 4.6 and 4.9).
 *
 * 4.6:   what is reported is declared, an item or a tuple, and not abstract.
 * 4.6.1: an item has a contextRef to a context of the report.
 * 4.6.2: a numeric item has a unitRef to a unit of the report, others none.
 * 4.6.3: a numeric item that is not nil has decimals or precision, not both;
 *        nil, fraction and non-numeric items have neither.
 * 4.7.2: the context's period is of the concept's period type.
 * 4.9:   a tuple holds what its declaration says (tuples.c).
 *
 * xsi:nil and xsi:type are judged in xsi.c.
 */
#include "validate/rule.h"
#include "validate/tuples.h"
#include "validate/validate.h"
#include "validate/xsi.h"

/* --- the concept --- */

/* Whether the fact has a declaration to be held against. */
static bool
check_declared(const struct report *r, uint32_t row, struct findings *fs)
{
	const struct img_element *e = rule_element(r, &r->facts.v[row]);

	if (e == NULL) {
		(void)rule_fact(fs, F_xbrl_4_6_ConceptUndeclared, r, row);
		return false;
	}
	if (!taxonomy_is_item(e) && e->kind != EL_TUPLE) {
		(void)rule_fact(fs, F_xbrl_4_6_NotAConcept, r, row);
		return false;
	}
	if (e->flags & EL_ABSTRACT)
		(void)rule_fact(fs, F_xbrl_4_6_AbstractReported, r, row);
	return true;
}

/* --- 4.6.1, 4.6.2 --- */

static void
check_context_ref(const struct report *r, uint32_t row, struct findings *fs)
{
	const struct fact *f = &r->facts.v[row];

	if ((f->flags & FACT_HAS_CONTEXT) == 0)
		(void)rule_fact(fs, F_xbrl_4_6_1_ContextRefMissing, r, row);
	else if (f->context == NONE)
		finding_arg(rule_fact(fs, F_xbrl_4_6_1_ContextRefUnresolved,
		    r, row), "context", report_dangling(r, row, false));
}

static void
check_unit_ref(const struct report *r, uint32_t row, bool numeric,
    struct findings *fs)
{
	const struct fact *f = &r->facts.v[row];
	bool has = (f->flags & FACT_HAS_UNIT) != 0;

	if (has && !numeric)
		(void)rule_fact(fs, F_xbrl_4_6_2_UnitRefNotAllowed, r, row);
	else if (!has && numeric)
		(void)rule_fact(fs, F_xbrl_4_6_2_UnitRefMissing, r, row);
	else if (has && f->unit == NONE)
		finding_arg(rule_fact(fs, F_xbrl_4_6_2_UnitRefUnresolved, r,
		    row), "unit", report_dangling(r, row, true));
}

/* --- 4.6.3 to 4.6.5 --- */

static void
check_accuracy(const struct report *r, uint32_t row,
    const struct img_type *type, struct findings *fs)
{
	const struct fact *f = &r->facts.v[row];
	bool decimals = f->decimals != DECIMALS_NONE;
	bool precision = f->precision != DECIMALS_NONE;
	bool bad = (f->flags & FACT_BAD_ACCURACY) != 0;

	if (bad)
		(void)rule_fact(fs, F_xbrl_4_6_4_AccuracyValue, r, row);
	if (type->item_type < ITEM_NUMERIC || type->item_type == ITEM_FRACTION
	    || (f->flags & FACT_NIL)) {
		if (decimals || precision || bad)
			(void)rule_fact(fs, f->flags & FACT_NIL ?
			    F_xbrl_4_6_3_AccuracyNotAllowed_Nil :
			    type->item_type == ITEM_FRACTION ?
			    F_xbrl_4_6_3_AccuracyNotAllowed_Fraction :
			    F_xbrl_4_6_3_AccuracyNotAllowed, r, row);
	} else if (decimals && precision) {
		(void)rule_fact(fs, F_xbrl_4_6_3_DecimalsAndPrecision, r, row);
	} else if (!decimals && !precision && !bad) {
		(void)rule_fact(fs, F_xbrl_4_6_3_DecimalsMissing, r, row);
	}
}

/* --- 4.7.2 --- */

static void
check_period(const struct report *r, uint32_t row,
    const struct img_element *e, struct findings *fs)
{
	const struct fact *f = &r->facts.v[row];
	const struct context *c;
	enum period_kind kind;

	if (f->context == NONE || e->period == PERIOD_TYPE_NONE)
		return;
	c = &r->contexts.v[f->context];
	if (c->period >= r->periods.n)
		return;
	kind = r->periods.v[c->period].kind;
	if (kind == PERIOD_BAD ||
	    (kind == PERIOD_INSTANT) == (e->period == PERIOD_TYPE_INSTANT))
		return;
	finding_arg(rule_fact(fs, e->period == PERIOD_TYPE_INSTANT ?
	    F_xbrl_4_7_2_PeriodType_Instant :
	    F_xbrl_4_7_2_PeriodType_Duration, r, row), "context",
	    report_string(r, c->id));
}

/* --- items, all of it --- */

static void
check_item(const struct report *r, uint32_t row, const struct img_element *e,
    const struct img_type *type, struct findings *fs)
{
	const struct fact *f = &r->facts.v[row];

	check_context_ref(r, row, fs);
	check_period(r, row, e, fs);
	if (type == NULL)
		return;
	check_unit_ref(r, row, type->item_type >= ITEM_NUMERIC, fs);
	check_accuracy(r, row, type, fs);
	if (f->flags & FACT_MARKUP && type->content == CONTENT_SIMPLE &&
	    (f->flags & FACT_NIL) == 0)
		(void)rule_fact(fs, F_xbrl_4_6_MarkupInValue, r, row);
}

struct check {
	const struct report *r;
	struct findings     *fs;
	uint64_t             work;	/* on content models, of all tuples */
};

static void
check_fact(struct check *k, uint32_t row)
{
	const struct report *r = k->r;
	const struct fact *f = &r->facts.v[row];
	const struct img_element *e = rule_element(r, f);
	const struct img_type *type;

	if (!check_declared(r, row, k->fs)) {
		if (f->flags & FACT_HAS_CONTEXT)
			check_context_ref(r, row, k->fs);
		return;
	}
	type = taxonomy_type(r->taxonomy, f->type);
	if (e->kind == EL_TUPLE)
		tuple_check(r, row, type, &k->work, k->fs);
	else
		check_item(r, row, e, type, k->fs);
	xsi_check(r, row, e, k->fs);
}

/* Without a taxonomy it is said already: nothing to hold facts against. */
static bool
begin(void *ctx, const struct report *r, const struct validate_options *o,
    struct findings *fs)
{
	(void)o;
	*(struct check *)ctx = (struct check){ r, fs, 0 };
	return r->taxonomy != NULL;
}

static void
facts(void *ctx, uint32_t first, uint32_t end)
{
	uint32_t i;

	for (i = first; i < end; i++)
		check_fact(ctx, i);
}

const struct fact_rule rule_facts = { sizeof(struct check), begin, facts,
	NULL };
