/*
 * filter_forms.c: the kinds of filters, and those that need no more than a few
 * lines: Concept Filters 1.0, Unit Filters 1.0, Tuple Filters 1.0, Value Filters
 * 1.0, General Filters 1.0.
 */
#include "base/names.h"
#include "formula/filter_local.h"
#include "formula/typing.h"
#include "formula/xfi_local.h"
#include "ingest/operand.h"
#include "xpath/eval.h"

/* --- concepts (Concept Filters 1.0, 2) --- */

static const struct img_element *
concept(const struct ask *q)
{
	return taxonomy_element(q->run->t, q->x->element);
}

/* All items as names of the report. */
static int
prepare_names(const struct ask *q, struct prepared *p)
{
	VEC(uint32_t) names = { NULL, 0, 0 };
	struct item_name *some;
	uint32_t i, k, n;
	int rc = 0;

	for (i = 0; i < q->f->n_items && rc != -1; i++) {
		rc = ask_items(q, formula_filter_item(q->run->t,
		    q->f->items + i), &some, &n);
		for (k = 0; rc != -1 && k < n; k++)
			if (some[k].report != NONE)
				VEC_PUSH(&names, some[k].report);
	}
	if (rc != -1)
		prepared_names(q, p, names.v, (uint32_t)names.n);
	VEC_FREE(&names);
	return rc;
}

int
passes_names(const struct ask *q)
{
	return prepared_has(q->p, q->x->name);
}

static int
passes_period_type(const struct ask *q)
{
	const struct img_element *e = concept(q);

	return e != NULL && e->kind != EL_TUPLE && e->period == q->f->value;
}

static int
passes_balance(const struct ask *q)
{
	const struct img_element *e = concept(q);

	return e != NULL && e->kind != EL_TUPLE &&
	    e->balance == (q->f->value > BALANCE_CREDIT ? BALANCE_NONE :
	    q->f->value);
}

/* The first item as a name of the taxonomy. */
static int
prepare_row(const struct ask *q, struct prepared *p)
{
	struct item_name name = { NONE, NONE };
	int rc = ask_item(q, formula_filter_item(q->run->t, q->f->items),
	    &name);

	p->row = rc == 1 ? name.taxonomy : NONE;
	return rc == -1 ? -1 : 0;
}

static int
prepare_attribute(const struct ask *q, struct prepared *p)
{
	struct xp_item item;
	int rc;

	if (prepare_row(q, p) == -1)
		return -1;
	if (q->f->test == NONE)
		return 0;
	if ((rc = ask_atom(q, q->f->test, &item)) == 1)
		p->value = xp_one(item);
	p->nothing = rc == 0;
	return rc == -1 ? -1 : 0;
}

/* Whether the typed value of an attribute equals the wanted one. */
static int
attribute_is(const struct ask *q, const struct img_element *e,
    const struct img_attribute *a)
{
	struct xfi_report *x = q->run->host->reports.v[0];
	struct xp_error err = { .position = 0 };
	struct xp_eval ev = { .d = &q->run->d, .arena = q->run->d.arena,
	    .err = &err };
	struct xp_seq value = XP_EMPTY;
	int rc;

	(void)e;
	if (typing_attribute(x->typing, NONE, a, ev.arena, &value) != 0 ||
	    value.n != 1)
		return 0;
	rc = xp_compare(&ev, XC_EQ, *xp_items(&value),
	    *xp_items(&q->p->value), NULL);
	return rc == -1 ? ask_failed(q, q->f->test, &err) : rc;
}

static int
passes_attribute(const struct ask *q)
{
	const struct img_element *e = concept(q);
	const struct img_attribute *a;
	uint32_t i;

	for (i = 0; e != NULL && i < e->n_attributes; i++) {
		a = taxonomy_attribute(q->run->t, e->attributes + i);
		if (a == NULL)		/* a damaged image: there are no more */
			break;
		if (a->name != q->p->row)
			continue;
		if (q->f->test == NONE)
			return 1;
		return q->p->nothing ? 0 : attribute_is(q, e, a);
	}
	return 0;
}

static int
passes_data_type(const struct ask *q)
{
	const struct img_element *e = concept(q);
	const struct img_name *n = taxonomy_name(q->run->t, q->p->row);

	if (e == NULL || n == NULL || n->type == NONE || e->type == NONE)
		return 0;
	return q->f->flags & FILTER_STRICT ? e->type == n->type :
	    taxonomy_derives(q->run->t, e->type, n->type, 0);
}

static int
passes_substitution(const struct ask *q)
{
	const struct img_element *e = concept(q);
	const struct img_name *n = taxonomy_name(q->run->t, q->p->row);

	if (e == NULL || n == NULL || n->element == NONE ||
	    e->substitution == NONE)
		return 0;
	return q->f->flags & FILTER_STRICT ? e->substitution == n->element :
	    taxonomy_substitutes(q->run->t, e->substitution, n->element);
}

/* --- units (Unit Filters 1.0, 2) --- */

static int
passes_single_measure(const struct ask *q)
{
	const struct report *r = q->run->report;
	const struct unit *u;

	if (q->x->unit == NONE)
		return 0;
	u = &r->units.v[q->x->unit];
	return u->n_numerator == 1 && u->n_denominator == 0 &&
	    prepared_has(q->p, r->measures.v[u->measures]);
}

static int
passes_measures_test(const struct ask *q)
{
	return q->x->unit == NONE ? 0 : ask_truth(q, q->f->test,
	    q->run->report->units.v[q->x->unit].node);
}

/* --- tuples (Tuple Filters 1.0, 2) --- */

/* Whether the report's own root is among the names: it is the parent of facts
 * that stand in no tuple. */
static bool
root_is_wanted(const struct ask *q)
{
	const struct img_filter_item *item =
	    formula_filter_item(q->run->t, q->f->items);
	uint32_t root = taxonomy_find_name(q->run->t, SLICE(NS_XBRLI),
	    SLICE("xbrl"));
	struct item_name name;

	return item != NULL && root != NONE && ask_item(q, item, &name) == 1 &&
	    name.taxonomy == root;
}

static int
prepare_parent(const struct ask *q, struct prepared *p)
{
	if (prepare_names(q, p) == -1)
		return -1;
	p->absent_passes = root_is_wanted(q);
	return 0;
}

static int
passes_parent(const struct ask *q)
{
	const struct fact *v = q->run->report->facts.v;

	return q->x->parent == NONE ? q->p->absent_passes :
	    prepared_has(q->p, v[q->x->parent].name);
}

static int
passes_ancestor(const struct ask *q)
{
	const struct fact *v = q->run->report->facts.v;
	uint32_t at;

	if (q->p->absent_passes)
		return 1;
	for (at = q->x->parent; at != NONE; at = v[at].parent)
		if (prepared_has(q->p, v[at].name))
			return 1;
	return 0;
}

/* --- values (Value Filters 1.0, 2) --- */

static int
passes_nil(const struct ask *q)
{
	return (q->x->flags & FACT_NIL) != 0;
}

static int
prepare_precision(const struct ask *q, struct prepared *p)
{
	struct xp_item item;
	struct xp_error err;
	int rc = ask_atom(q, q->f->test, &item);

	p->nothing = rc == 0;
	if (rc != 1)
		return rc;
	if (xp_numeric_kind(item.type) == XT_NONE && (item.type == XT_STRING ||
	    item.type == XT_UNTYPED) && slice_is(xp_slice(item), "INF")) {
		p->minimum = DECIMALS_INF;
		return 0;
	}
	if (xp_cast(item, XT_INTEGER, q->run->d.arena, &item, &err) == -1)
		return ask_failed(q, q->f->test, &err);
	if (!xp_int64(item, &p->minimum))
		p->minimum = INT64_MAX;
	return 0;
}

static int
passes_precision(const struct ask *q)
{
	struct arena *a = q->run->d.arena;
	struct arena_mark mark = arena_mark(a);
	struct operand o;
	bool good;

	if (q->p->nothing || !report_is_numeric(q->run->report, q->x) ||
	    (q->x->flags & (FACT_NIL | FACT_FRACTION)) != 0)
		return 0;
	good = operand_parse(&o, q->x->value, SLICE_NONE, q->x->decimals,
	    q->x->precision, a) && operand_precision(&o) >= q->p->minimum;
	arena_reset(a, mark);
	return good;
}

/* --- any (General Filters 1.0, 2) --- */

static int
passes_general(const struct ask *q)
{
	return q->f->test == NONE ? 1 : ask_truth(q, q->f->test, q->x->node);
}

static int
passes_always(const struct ask *q)
{
	(void)q;
	return 1;
}

/* Nothing can be said: whoever uses it is not evaluated (plan.c). */
static int
passes_unknown(const struct ask *q)
{
	(void)q;
	return 0;
}

const struct filter_form filter_forms[FILTER_KINDS] = {
	[FILTER_CONCEPT_NAME] = { BY_NOTHING, prepare_names, passes_names,
	    false },
	[FILTER_CONCEPT_PERIOD_TYPE] = { BY_NOTHING, NULL, passes_period_type,
	    false },
	[FILTER_CONCEPT_BALANCE] = { BY_NOTHING, NULL, passes_balance, false },
	[FILTER_CONCEPT_ATTRIBUTE] = { BY_CONCEPT, prepare_attribute,
	    passes_attribute, false },
	[FILTER_CONCEPT_DATA_TYPE] = { BY_CONCEPT, prepare_row,
	    passes_data_type, false },
	[FILTER_CONCEPT_SUBSTITUTION] = { BY_CONCEPT, prepare_row,
	    passes_substitution, false },
	[FILTER_AND] = { BY_NOTHING, NULL, passes_always, false },
	[FILTER_OR] = { BY_NOTHING, NULL, passes_always, false },
	[FILTER_EXPLICIT_DIMENSION] = { BY_NOTHING, prepare_explicit,
	    passes_explicit, true },
	[FILTER_TYPED_DIMENSION] = { BY_CONTEXT, prepare_typed, passes_typed,
	    true },
	[FILTER_ENTITY_TEST] = { BY_CONTEXT, NULL, passes_entity_test, true },
	[FILTER_ENTITY_SCHEME] = { BY_CONTEXT, prepare_entity, passes_entity,
	    true },
	[FILTER_ENTITY_SCHEME_PATTERN] = { BY_CONTEXT, prepare_entity,
	    passes_entity, true },
	[FILTER_ENTITY_IDENTIFIER] = { BY_CONTEXT, prepare_entity,
	    passes_entity, true },
	[FILTER_ENTITY_IDENTIFIER_PATTERN] = { BY_CONTEXT, prepare_entity,
	    passes_entity, true },
	[FILTER_GENERAL] = { BY_FACT, NULL, passes_general, false },
	[FILTER_MATCH] = { BY_NOTHING, NULL, passes_match, false },
	[FILTER_PERIOD] = { BY_CONTEXT, NULL, passes_period_test, true },
	[FILTER_PERIOD_START] = { BY_NOTHING, prepare_period, passes_period,
	    true },
	[FILTER_PERIOD_END] = { BY_NOTHING, prepare_period, passes_period,
	    true },
	[FILTER_PERIOD_INSTANT] = { BY_NOTHING, prepare_period, passes_period,
	    true },
	[FILTER_FOREVER] = { BY_NOTHING, NULL, passes_forever, true },
	[FILTER_INSTANT_DURATION] = { BY_NOTHING, NULL,
	    passes_instant_duration, true },
	[FILTER_RELATIVE] = { BY_NOTHING, NULL, passes_relative, false },
	[FILTER_SEGMENT] = { BY_CONTEXT, NULL, passes_occ, true },
	[FILTER_SCENARIO] = { BY_CONTEXT, NULL, passes_occ, true },
	[FILTER_PARENT] = { BY_NOTHING, prepare_parent, passes_parent, false },
	[FILTER_ANCESTOR] = { BY_NOTHING, prepare_parent, passes_ancestor,
	    false },
	[FILTER_SIBLING] = { BY_NOTHING, NULL, passes_sibling, false },
	[FILTER_LOCATION] = { BY_NOTHING, NULL, passes_location, false },
	[FILTER_SINGLE_MEASURE] = { BY_NOTHING, prepare_names,
	    passes_single_measure, false },
	[FILTER_GENERAL_MEASURES] = { BY_UNIT, NULL, passes_measures_test,
	    false },
	[FILTER_NIL] = { BY_NOTHING, NULL, passes_nil, false },
	[FILTER_PRECISION] = { BY_FACT, prepare_precision, passes_precision,
	    false },
	[FILTER_ASPECT_COVER] = { BY_NOTHING, NULL, passes_always, false },
	[FILTER_CONCEPT_RELATION] = { BY_NOTHING, prepare_relation,
	    passes_names, false },
	[FILTER_UNKNOWN] = { BY_NOTHING, NULL, passes_unknown, false },
};
