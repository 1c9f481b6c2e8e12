/*
 * calculation_11.c: Calculations 1.1 (Recommendation of 22 February 2023 with
 * its errata), section 5.
 *
 * (1) Total and contributors have the same entity, period, unit and
 *     dimensions; facts in tuples are left out (5, 5.1).
 * (2) An amount stands for an interval that its decimals and the way of
 *     rounding give (5.2.3, 5.2.4); duplicates for what their intervals have
 *     in common.
 * (3) Where duplicates contradict each other, or a value has more digits than
 *     its decimals allow, that is said once and its totals are not checked.
 * (4) A total holds if its interval and the weighted sum of the contributors'
 *     intervals have a value in common (5.2).
 * (5) A report that the Open Information Model has no place for (xBRL-XML
 *     1.0, 2.1: what it says of facts and contexts) is not checked.
 */
#include "validate/calculation.h"

enum state { UNREAD, READY, ALL_NIL, UNFIT };

struct group_value {
	enum state      state;
	struct interval interval;
	struct dec      value;		/* the most exact one, for the finding */
};

struct rule11 {
	struct calc        *c;
	struct group_value *values;	/* by group */
};

/* (3) The first fact of the group is named, the others are its company. */
static struct finding *
unfit(struct rule11 *x, uint32_t group, enum finding_code code)
{
	struct calc *c = x->c;
	const struct calc_group *g = &c->groups.v[group];
	struct finding *f = calc_finding(c, code, c->members[g->first]);
	uint32_t i;

	for (i = 0; i < g->n; i++)
		finding_fact(f, c->members[g->first + i]);
	return f;
}

static void
report_duplicates(struct rule11 *x, uint32_t group)
{
	struct finding *f = unfit(x, group, x->c->truncation ?
	    F_calc11e_disallowedDuplicateFactsUsingTruncation :
	    F_oime_disallowedDuplicateFacts);

	finding_argf(f, "count", "%u", x->c->groups.v[group].n);
}

static void
report_excess(const struct calc *c, uint32_t fact, const struct operand *o)
{
	struct finding *f = calc_finding(c, F_calc11e_excessDigits, fact);
	int32_t decimals = 0;

	(void)operand_decimals(o, &decimals);
	calc_arg(f, "amount", o->n);
	finding_argf(f, "decimals", "%d", decimals);
	finding_fact(f, fact);
}

/* Reads the operands of a group into all; how many are nil; -1 where one is
 * no number (which is a finding elsewhere). */
static int64_t
read_operands(struct rule11 *x, uint32_t group, struct operand *all,
    uint32_t *first_excess)
{
	struct calc *c = x->c;
	const struct calc_group *g = &c->groups.v[group];
	int64_t nils = 0;
	uint32_t i, n = 0;

	*first_excess = NONE;
	for (i = 0; i < g->n; i++) {
		if (calc_is_nil(c, c->members[g->first + i])) {
			nils++;
			continue;
		}
		if (!calc_operand(c, c->members[g->first + i], &all[n]))
			return -1;
		if (*first_excess == NONE &&
		    operand_has_excess(&all[n], c->arena)) {
			*first_excess = i;
			all[0] = all[n];
			return 0;
		}
		n++;
	}
	return nils;
}

static struct dec
most_exact(const struct operand *all, uint32_t n)
{
	uint32_t i, best = 0;
	int32_t most = INT32_MIN, decimals;

	for (i = 0; i < n; i++)
		if (operand_decimals(&all[i], &decimals) && decimals > most) {
			most = decimals;
			best = i;
		}
	return all[best].n;
}

static enum state
read_group(struct rule11 *x, uint32_t group, struct operand *all)
{
	struct calc *c = x->c;
	const struct calc_group *g = &c->groups.v[group];
	struct group_value *v = &x->values[group];
	uint32_t excess;
	int64_t nils = read_operands(x, group, all, &excess);

	if (nils == -1)
		return UNFIT;
	if (excess != NONE) {
		report_excess(c, c->members[g->first + excess], &all[0]);
		return UNFIT;
	}
	if (nils == g->n)
		return ALL_NIL;
	if (nils > 0 || !operands_consistent(all, g->n, c->truncation,
	    &v->interval, c->arena)) {
		report_duplicates(x, group);
		return UNFIT;
	}
	v->value = most_exact(all, g->n);
	return READY;
}

static const struct group_value *
value_of(struct rule11 *x, uint32_t group)
{
	struct group_value *v = &x->values[group];
	struct operand *all;

	if (v->state == UNREAD) {
		all = mem_calloc(x->c->groups.v[group].n, sizeof(*all));
		v->state = read_group(x, group, all);
		mem_free(all);
	}
	return v;
}

/* The weighted sum of intervals and of first values; how many were summed,
 * -1 where one is unfit. */
static int
sum_parts(struct rule11 *x, const struct calc_match *m, uint32_t n_matches,
    struct interval *sum, struct dec *computed)
{
	struct calc *c = x->c;
	const struct group_value *v;
	struct dec weight;
	uint32_t i;
	int n = 0;
	bool fit = true;

	*sum = (struct interval){ DEC_ZERO, DEC_ZERO, false, false };
	*computed = DEC_ZERO;
	for (i = 0; i < n_matches; i++) {
		v = value_of(x, m[i].part);
		if (v->state == UNFIT || !calc_weight(c,
		    taxonomy_relationship(c->report->taxonomy,
		    m[i].relationship), &weight))
			fit = false;
		if (v->state != READY || !fit)
			continue;
		*sum = interval_add(*sum, interval_scale(v->interval, weight,
		    c->arena), c->arena);
		*computed = dec_add(*computed, dec_mul(v->value, weight,
		    c->arena), c->arena);
		n++;
	}
	return fit ? n : -1;
}

static void
report_difference(struct rule11 *x, const struct calc_run *run,
    const struct calc_match *m, uint32_t n, struct dec computed)
{
	struct calc *c = x->c;
	const struct calc_group *g;
	struct finding *f = unfit(x, m->total, c->truncation ?
	    F_calc11e_inconsistentCalculationUsingTruncation :
	    F_calc11e_inconsistentCalculationUsingRounding);
	uint32_t i, member;

	calc_amounts(c, f, x->values[m->total].value, computed);
	finding_arg(f, "role", calc_role(c, run->network));
	for (i = 0; i < n; i++) {
		g = &c->groups.v[m[i].part];
		for (member = g->first; member < g->first + g->n; member++)
			finding_fact(f, c->members[member]);
	}
}

/* 5.2: a total against its contributors in this network. */
static void
check_total(struct rule11 *x, const struct calc_run *run,
    const struct calc_match *m, uint32_t n)
{
	struct interval sum, meet;
	const struct group_value *total;
	struct dec computed;
	int summed;

	summed = sum_parts(x, m, n, &sum, &computed);
	total = value_of(x, m->total);
	if (summed <= 0 || total->state != READY)
		return;
	if (!interval_meet(total->interval, sum, &meet))
		report_difference(x, run, m, n, computed);
}

/* xBRL-XML, 2.1.3: the domain of a typed dimension is of a simple type. */
static bool
is_complex(const struct taxonomy *t, const struct dimension *d)
{
	const struct img_element *e = !d->is_typed ? NULL :
	    taxonomy_element(t, d->element);
	const struct img_element *domain = e == NULL ? NULL :
	    taxonomy_element(t, e->typed_domain);
	const struct img_type *type = domain == NULL ? NULL :
	    taxonomy_type(t, domain->type);

	return type != NULL && (type->flags & TYPE_SIMPLE) == 0;
}

/* What the Open Information Model has no place for in a context; NULL where
 * all fits. */
static const char *
context_misfit(const struct report *r, const struct context *x)
{
	uint32_t i;

	if (x->segment != 0 || x->scenario != 0)
		return "segment, scenario";	/* 2.1.1 */
	for (i = 0; i < x->n_dimensions; i++)
		if (is_complex(r->taxonomy,
		    &r->dimensions.v[x->dimensions + i]))
			return "xs:complexType";
	return NULL;
}

/* The same of a fact: 2.1.5 and 2.1.7; `contexts` has that of each. */
static const char *
misfit(const struct report *r, const char **contexts, const struct fact *f)
{
	if ((f->flags & FACT_FRACTION) != 0)
		return "fraction";
	if (f->decimals == DECIMALS_NONE && f->precision == 0 &&
	    (f->flags & FACT_NIL) == 0)
		return "precision 0";
	return f->context >= r->contexts.n ? NULL : contexts[f->context];
}

/* Whether the report is one that the Open Information Model has: all of its
 * facts, not those that calculations touch only; a finding where not.  Where
 * there is nothing to calculate nobody asks. */
static bool
is_compatible(const struct calc *c)
{
	const struct report *r = c->report;
	const char **contexts, *reason;
	struct finding *f;
	uint32_t i;

	if (c->n_members == 0)
		return true;
	contexts = arena_alloc(c->arena,
	    (r->contexts.n + 1) * sizeof(*contexts));
	for (i = 0; i < r->contexts.n; i++)
		contexts[i] = context_misfit(r, &r->contexts.v[i]);
	for (i = 0; i < r->facts.n; i++) {
		reason = misfit(r, contexts, &r->facts.v[i]);
		if (reason == NULL)
			continue;
		f = calc_finding(c, F_calc11e_oimIncompatibleReportWarning, i);
		finding_arg(f, "reason", slice_of(reason));
		finding_fact(f, i);
		return false;
	}
	return true;
}

static void
warn_of_tuples(const struct calc *c)
{
	const struct report *r = c->report;
	const struct fact *f;
	uint32_t i;

	for (i = 0; i < r->facts.n; i++) {
		f = &r->facts.v[i];
		if (f->parent == NONE || f->element >= c->n_elements ||
		    (c->marks[f->element] & CALC_WANTED) == 0)
			continue;
		finding_fact(calc_finding(c, F_calc11e_tuplesInReportWarning,
		    i), i);
		return;
	}
}

void
calculation_11(struct calc *c)
{
	struct rule11 x = { .c = c };
	uint32_t i, k, n;
	bool in_tuples;

	calc_group_facts(c, &in_tuples);
	if (in_tuples)
		warn_of_tuples(c);
	if (!is_compatible(c))
		return;
	x.values = arena_alloc(c->arena,
	    (c->groups.n + 1) * sizeof(*x.values));
	for (i = 0; i < c->runs.n; i++) {
		calc_join(c, &c->runs.v[i]);
		for (k = 0; k < c->matches.n; k += n) {
			n = calc_same_total(c, k);
			check_total(&x, &c->runs.v[i], &c->matches.v[k], n);
		}
	}
}
