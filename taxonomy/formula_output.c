/*
 * formula_output.c: the aspect rules of formulas (Formula 1.0, 2.1.2): is all
 * there that a fact needs, does each rule have where to take its value from.
 * What only an evaluation can tell is left to that.  A formula whose variables
 * are not in order is not judged: what its rules mean hangs on them.
 */
#include "taxonomy/formulas.h"

/* One formula under judgement. */
struct judged {
	struct dts                    *d;
	const struct img_output       *o;
	const struct img_variable_set *s;
	uint32_t                       set;
	uint32_t                       object;
};

static void
wrong(const struct judged *j, enum finding_code code)
{
	(void)formula_finding(j->d, code, j->object);
	j->d->variable_sets.v[j->set].flags |= SET_BROKEN;
}

static const struct img_output_rule *
rule_at(const struct judged *j, uint32_t i)
{
	return &j->d->output_rules.v[j->o->rules + i];
}

/* --- sources (2.1.2.1) --- */

/* The fact variable that a source names, NULL where it names none. */
static const struct img_variable *
source_variable(const struct judged *j, uint32_t source)
{
	uint32_t at;

	if (source == NONE || source == SOURCE_UNCOVERED ||
	    formula_meaning(j->d, j->s, source, &at) != MEANS_VARIABLE ||
	    j->d->bindings.v[j->s->bindings + at].kind != BINDING_FACT)
		return NULL;
	return &j->d->variables.v[j->d->bindings.v[j->s->bindings +
	    at].target];
}

static void
check_source(const struct judged *j, uint32_t source)
{
	const struct img_variable *v = source_variable(j, source);
	uint32_t at;

	if (source == NONE)
		return;
	if (source == SOURCE_UNCOVERED) {
		if ((j->s->flags & SET_IMPLICIT) == 0)
			wrong(j, F_xbrlfe_illegalUseOfUncoveredQName);
	} else if (v != NULL) {
		if (v->expression != NONE)
			wrong(j, F_xbrlfe_bindEmptySourceVariable);
	} else if (formula_meaning(j->d, j->s, source, &at) !=
	    MEANS_VISIBLE) {
		wrong(j, F_xbrlfe_nonexistentSourceVariable);
	}
}

/* Whether a variable's filters cover an aspect. */
static bool
covers(const struct dts *d, const struct img_variable *v, uint32_t aspect,
    uint32_t dimension)
{
	uint32_t i, k;

	for (i = 0; i < v->n_filters; i++) {
		const struct img_filter_use *use =
		    &d->filter_uses.v[v->filters + i];
		const struct img_filter *f = &d->filters.v[use->filter];

		if ((use->flags & FILTER_COVER) == 0 ||
		    (f->aspects & (ASPECT_BIT(aspect) |
		    ASPECT_BIT(ASPECT_ALL))) == 0)
			continue;
		if (aspect != ASPECT_DIMENSION)
			return true;
		for (k = 0; k < f->n_items; k++)
			if (d->filter_items.v[f->items + k].name ==
			    dimension)
				return true;
	}
	return false;
}

static uint32_t
aspect_of(const struct img_output_rule *r)
{
	switch ((enum rule_kind)r->kind) {
	case OUTPUT_CONCEPT:
		return ASPECT_CONCEPT;
	case OUTPUT_ENTITY:
		return ASPECT_ENTITY;
	case OUTPUT_PERIOD:
		return ASPECT_PERIOD;
	case OUTPUT_UNIT:
	case OUTPUT_MULTIPLY:
	case OUTPUT_DIVIDE:
		return ASPECT_UNIT;
	case OUTPUT_EXPLICIT:
	case OUTPUT_TYPED:
		return ASPECT_DIMENSION;
	case OUTPUT_LOCATION:
		return ASPECT_LOCATION;
	case OUTPUT_OCC_EMPTY:
	case OUTPUT_OCC_FRAGMENTS:
	case OUTPUT_OCC_XPATH:
		break;
	}
	return ASPECTS;
}

/* A rule that takes its value from facts that may differ in it. */
static void
check_sequence(const struct judged *j, const struct img_output_rule *r)
{
	const struct img_variable *v = source_variable(j, r->source);
	uint32_t aspect = aspect_of(r);

	if (v != NULL && (v->flags & VARIABLE_SEQUENCE) != 0 &&
	    r->form == FORM_SOURCE && aspect != ASPECTS &&
	    covers(j->d, v, aspect, r->dimension))
		wrong(j, F_xbrlfe_sequenceSAVConflicts);
}

static void
check_sources(const struct judged *j)
{
	const struct img_variable *v = source_variable(j, j->o->source);
	uint32_t i;

	check_source(j, j->o->source);
	if (v != NULL && (v->flags & VARIABLE_SEQUENCE) != 0)
		wrong(j, F_xbrlfe_defaultAspectValueConflicts);
	for (i = 0; i < j->o->n_rules; i++) {
		const struct img_output_rule *r = rule_at(j, i);

		if (r->source != j->o->source)
			check_source(j, r->source);
		check_sequence(j, r);
	}
}

/* --- rules that have to be there --- */

static const struct img_output_rule *
find_rule(const struct judged *j, enum rule_kind kind)
{
	uint32_t i;

	for (i = 0; i < j->o->n_rules; i++)
		if (rule_at(j, i)->kind == kind)
			return rule_at(j, i);
	return NULL;
}

static bool
is_complete(const struct img_output_rule *r)
{
	if (r->source != NONE)
		return true;
	switch ((enum rule_form)r->form) {
	case FORM_IDENTIFIER:
	case FORM_DURATION:
		return r->expression != NONE && r->second != NONE;
	case FORM_INSTANT:
		return r->expression != NONE;
	case FORM_SOURCE:
		return false;
	case FORM_NAME:
	case FORM_FOREVER:
	case FORM_XPATH:
	case FORM_VALUE:
	case FORM_OMIT:
		break;
	}
	return true;
}

static void
require(const struct judged *j, enum rule_kind kind,
    enum finding_code missing, enum finding_code incomplete)
{
	const struct img_output_rule *r = find_rule(j, kind);

	if (r == NULL && j->o->source == NONE)
		wrong(j, missing);
	else if (r != NULL && !is_complete(r))
		wrong(j, incomplete);
}

/* 2.1.2: an aspect has one rule; open context components may have more. */
static void
check_conflicts(const struct judged *j)
{
	struct table met = { .slots = NULL };
	uint32_t i;

	for (i = 0; i < j->o->n_rules; i++) {
		const struct img_output_rule *r = rule_at(j, i);
		uint32_t aspect = aspect_of(r);
		uint64_t key = (uint64_t)aspect << 32 | r->dimension;

		if (aspect == ASPECTS || r->kind == OUTPUT_MULTIPLY ||
		    r->kind == OUTPUT_DIVIDE)
			continue;
		if (table_find_int(&met, key) != NONE) {
			wrong(j, F_xbrlfe_conflictingAspectRules);
			break;
		}
		table_add_int(&met, key, 0);
	}
	table_free(&met);
}

/* --- what the concept asks for (2.1.2.3, 2.1.2.5, 2.1.2.8) --- */

enum known { KNOWN_NOT, KNOWN_NUMERIC, KNOWN_OTHER };

static enum known
known_of(const struct dts *d, uint32_t element)
{
	const struct img_element *e = &d->elements.v[element];
	uint8_t t = e->type >= d->types.n ? ITEM_NOT :
	    d->types.v[e->type].item_type;

	return t == ITEM_NOT ? KNOWN_NOT :
	    t == ITEM_NONNUMERIC ? KNOWN_OTHER : KNOWN_NUMERIC;
}

/* What all concepts that a variable can bind are; KNOWN_NOT where they differ or
 * cannot be told. */
static enum known
known_of_variable(const struct dts *d, const struct img_variable *v)
{
	enum known all = KNOWN_NOT, k;
	uint32_t i;

	if (v == NULL || (v->flags & VARIABLE_NAMED) == 0)
		return KNOWN_NOT;
	for (i = 0; i < v->n_concepts; i++) {
		k = known_of(d, d->formula_lists.v[v->concepts + i]);
		if (i > 0 && k != all)
			return KNOWN_NOT;
		all = k;
	}
	return all;
}

/* The one concept of the fact, if it can be told; else NONE. */
static uint32_t
output_concept(const struct judged *j)
{
	const struct img_output_rule *r = find_rule(j, OUTPUT_CONCEPT);
	const struct img_variable *v;

	if (r != NULL && r->form == FORM_NAME)
		return r->name == NONE ? NONE :
		    j->d->names.v[r->name].element;
	v = source_variable(j, r != NULL ? r->source : j->o->source);
	return v != NULL && (v->flags & VARIABLE_NAMED) != 0 &&
	    v->n_concepts == 1 ? j->d->formula_lists.v[v->concepts] : NONE;
}

static void
check_unit(const struct judged *j, enum known output)
{
	const struct img_output_rule *r = find_rule(j, OUTPUT_UNIT);
	const bool terms = find_rule(j, OUTPUT_MULTIPLY) != NULL ||
	    find_rule(j, OUTPUT_DIVIDE) != NULL;

	if (output == KNOWN_OTHER && r != NULL) {
		wrong(j, F_xbrlfe_conflictingAspectRules);
	} else if (output == KNOWN_NUMERIC && r == NULL) {
		if (j->o->source == NONE || known_of_variable(j->d,
		    source_variable(j, j->o->source)) == KNOWN_OTHER)
			wrong(j, F_xbrlfe_missingUnitRule);
	} else if (r != NULL && !terms && r->source == NONE) {
		wrong(j, F_xbrlfe_missingSAVForUnitRule);
	}
}

static void
check_period(const struct judged *j, uint32_t concept)
{
	const struct img_output_rule *r = find_rule(j, OUTPUT_PERIOD);
	uint8_t type = j->d->elements.v[concept].period;

	if (r == NULL)
		return;
	if ((type == PERIOD_TYPE_DURATION && r->form == FORM_INSTANT) ||
	    (type == PERIOD_TYPE_INSTANT && (r->form == FORM_DURATION ||
	    r->form == FORM_FOREVER)))
		wrong(j, F_xbrlfe_conflictingAspectRules);
}

static void
check_concept(const struct judged *j)
{
	uint32_t concept = output_concept(j);
	const struct img_output_rule *r = find_rule(j, OUTPUT_CONCEPT);
	enum known output;

	output = concept != NONE ? known_of(j->d, concept) :
	    known_of_variable(j->d, source_variable(j,
	    r != NULL ? r->source : j->o->source));
	if (r != NULL && r->form == FORM_NAME && concept == NONE)
		output = KNOWN_NOT;
	check_unit(j, output);
	if (concept != NONE)
		check_period(j, concept);
}

/* --- dimensions and open context components --- */

static bool
is_dimension(const struct dts *d, uint32_t name, bool typed)
{
	uint32_t element = name == NONE ? NONE : d->names.v[name].element;
	const struct img_element *e;

	if (element == NONE)
		return false;
	e = &d->elements.v[element];
	return e->kind == EL_DIMENSION &&
	    ((e->flags & EL_TYPED) != 0) == typed;
}

static void
check_dimension(const struct judged *j, const struct img_output_rule *r)
{
	const bool typed = r->kind == OUTPUT_TYPED;

	if ((j->s->flags & SET_DIMENSIONAL) == 0)
		wrong(j, F_xbrlfe_unrecognisedAspectRule);
	else if (!is_dimension(j->d, r->dimension, typed))
		wrong(j, typed ? F_xbrlfe_badUsageOfTypedDimensionRule :
		    F_xbrlfe_badUsageOfExplicitDimensionRule);
	else if (r->form == FORM_SOURCE && r->source == NONE)
		wrong(j, typed ? F_xbrlfe_missingSAVForTypedDimensionRule :
		    F_xbrlfe_missingSAVForExplicitDimensionRule);
}

static void
check_rules(const struct judged *j)
{
	uint32_t i;

	for (i = 0; i < j->o->n_rules; i++) {
		const struct img_output_rule *r = rule_at(j, i);

		if (r->kind == OUTPUT_EXPLICIT || r->kind == OUTPUT_TYPED)
			check_dimension(j, r);
		if ((r->flags & RULE_HAS_XDT) != 0 &&	/* 2.1.2.7.2 */
		    (j->s->flags & SET_DIMENSIONAL) != 0)
			wrong(j, F_xbrlfe_badSubsequentOCCValue);
		formula_check_names(j->d, j->set, r->expression, j->object);
		formula_check_names(j->d, j->set, r->second, j->object);
	}
	formula_check_names(j->d, j->set, j->o->decimals, j->object);
	formula_check_names(j->d, j->set, j->o->precision, j->object);
}

/* Instances 1.0: where the fact goes. */
static void
find_instance(struct judged *j, struct img_output *o)
{
	uint32_t n, i;
	const struct formula_edge *e = formula_edges_of(j->d,
	    ARC_FORMULA_INSTANCE, j->object, &n);

	for (i = 0; i < n; i++) {
		const struct formula_object *to = e[i].to == NONE ? NULL :
		    &j->d->formulas->objects.v[e[i].to];

		if (to != NULL && to->kind == OBJECT_PARAMETER &&
		    to->sub == PARAMETER_INSTANCE && to->row != NONE &&
		    !formula_is_standard(j->d, to->row, STANDARD_OUTPUT))
			o->instance = to->row;
	}
}

void
formula_check_outputs(struct dts *d)
{
	uint32_t i;

	for (i = 0; i < d->outputs.n; i++) {
		struct judged j = { .d = d, .o = &d->outputs.v[i] };

		j.set = j.o->set;
		j.s = &d->variable_sets.v[j.set];
		j.object = formula_object_of(d->formulas, j.s->resource);
		find_instance(&j, &d->outputs.v[i]);
		if ((j.s->flags & SET_BROKEN) != 0)
			continue;
		check_sources(&j);
		check_conflicts(&j);
		require(&j, OUTPUT_CONCEPT, F_xbrlfe_missingConceptRule,
		    F_xbrlfe_incompleteConceptRule);
		if (j.s->kind == SET_FORMULA) {
			require(&j, OUTPUT_ENTITY,
			    F_xbrlfe_missingEntityIdentifierRule,
			    F_xbrlfe_incompleteEntityIdentifierRule);
			require(&j, OUTPUT_PERIOD,
			    F_xbrlfe_missingPeriodRule,
			    F_xbrlfe_incompletePeriodRule);
			check_concept(&j);
		}
		check_rules(&j);
	}
}
