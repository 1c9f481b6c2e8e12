/*
 * calculation_10.c: summation-item as XBRL 2.1 has it (5.2.5.2, corrected
 * errata), with decimals, or with inferred precision as before 2011.
 *
 * (1) A total binds the contributors that are descendants of its parent, at
 *     any depth, in an s-equal context with an s-equal unit.
 * (2) It does not bind at all if it, or a contributor, is a duplicate (4.10):
 *     the same concept, parent, context and unit, whatever the values, nil
 *     included.
 * (3) Nil items neither contribute nor are totals.
 * (4) Each contributor is rounded to its own accuracy, weighted, summed; sum
 *     and total are compared at the total's accuracy.
 */
#include "validate/calculation.h"

struct rule10 {
	struct calc *c;
	uint32_t    *end;	/* by fact: the row after its last descendant */
	uint8_t     *duplicate;	/* by member */
	VEC(uint32_t) parts;	/* facts that contribute to this total */
};

/* Rows come in document order, so the descendants of a tuple are the rows
 * after it up to `end`. */
static void
find_ends(struct rule10 *x)
{
	const struct report *r = x->c->report;
	uint32_t i, parent;

	x->end = arena_alloc(x->c->arena, (r->facts.n + 1) * sizeof(*x->end));
	for (i = (uint32_t)r->facts.n; i-- > 0;) {
		if (x->end[i] == 0)
			x->end[i] = i + 1;
		parent = r->facts.v[i].parent;
		if (parent < i && x->end[parent] < x->end[i])
			x->end[parent] = x->end[i];
	}
}

/* (2) Members of a group that have the same parent. */
static void
find_duplicates(struct rule10 *x)
{
	const struct calc *c = x->c;
	struct table seen = { .slots = NULL };
	uint32_t g, i, row;
	uint64_t key;

	x->duplicate = arena_alloc(c->arena, c->n_members + 1);
	for (g = 0; g < c->groups.n; g++) {
		const struct calc_group *grp = &c->groups.v[g];

		for (i = grp->first; grp->n > 1 && i < grp->first + grp->n;
		    i++) {
			key = (uint64_t)g << 32 |
			    c->report->facts.v[c->members[i]].parent;
			row = table_find_int(&seen, key);
			if (row == NONE)
				table_add_int(&seen, key, i);
			else
				x->duplicate[row] = x->duplicate[i] = 1;
		}
	}
	table_free(&seen);
}

/* The first member of the group that is fact row `lo` or later. */
static uint32_t
member_from(const struct calc *c, const struct calc_group *g, uint32_t lo)
{
	uint32_t a = g->first, b = g->first + g->n, middle;

	while (a < b) {
		middle = a + (b - a) / 2;
		if (c->members[middle] < lo)
			a = middle + 1;
		else
			b = middle;
	}
	return a;
}

/* Adds the contributors of one relationship among rows lo … hi; false where
 * the total does not bind, or a value is none. */
static bool
add_parts(struct rule10 *x, struct summation *sum, const struct calc_group *g,
    const struct img_relationship *rel, uint32_t lo, uint32_t hi)
{
	struct calc *c = x->c;
	uint32_t i, fact;
	struct operand o;
	struct dec weight;

	if (!calc_weight(c, rel, &weight))
		return false;
	for (i = member_from(c, g, lo); i < g->first + g->n; i++) {
		if ((fact = c->members[i]) >= hi)
			break;
		if (calc_is_nil(c, fact))
			continue;
		if (x->duplicate[i] || !calc_operand(c, fact, &o))
			return false;
		summation_add(sum, &o, weight, c->arena);
		VEC_PUSH(&x->parts, fact);
	}
	return true;
}

/* Sums what contributes to the total in n matches; false where it does not
 * bind. */
static bool
bind(struct rule10 *x, const struct calc_match *m, uint32_t n, uint32_t total,
    struct summation *sum)
{
	struct calc *c = x->c;
	const struct report *r = c->report;
	uint32_t parent = r->facts.v[total].parent, lo = 0, i;
	uint32_t hi = (uint32_t)r->facts.n;

	if (parent < total) {
		lo = parent + 1;
		hi = x->end[parent];
	}
	x->parts.n = 0;
	summation_begin(sum, c->precision);
	for (i = 0; i < n; i++)
		if (!add_parts(x, sum, &c->groups.v[m[i].part],
		    taxonomy_relationship(r->taxonomy, m[i].relationship),
		    lo, hi))
			return false;
	return x->parts.n > 0;
}

static void
report_difference(struct rule10 *x, const struct calc_run *run,
    uint32_t total, const struct summation *sum, struct dec reported,
    struct dec computed)
{
	struct calc *c = x->c;
	struct finding *f;
	struct operand o;
	size_t i;
	int32_t accuracy;
	bool unknown = sum->unknown;

	if (!unknown && calc_operand(c, total, &o))
		unknown = c->precision ? operand_precision(&o) == 0 :
		    !operand_decimals(&o, &accuracy);
	f = calc_finding(c, unknown ?
	    F_xbrl_5_2_5_2_CalculationInconsistency_Unknown :
	    F_xbrl_5_2_5_2_CalculationInconsistency, total);
	if (!unknown)
		calc_amounts(c, f, reported, computed);
	finding_arg(f, "role", calc_role(c, run->network));
	finding_fact(f, total);
	for (i = 0; i < x->parts.n; i++)
		finding_fact(f, x->parts.v[i]);
}

static void
check_total(struct rule10 *x, const struct calc_run *run,
    const struct calc_match *m, uint32_t n, uint32_t member)
{
	struct calc *c = x->c;
	uint32_t total = c->members[member];
	struct arena_mark mark = arena_mark(c->arena);
	struct summation sum;
	struct dec reported, computed;
	struct operand o;

	if (x->duplicate[member] || calc_is_nil(c, total))
		return;
	if (calc_operand(c, total, &o) && bind(x, m, n, total, &sum) &&
	    !summation_agrees(&sum, &o, &reported, &computed, c->arena))
		report_difference(x, run, total, &sum, reported, computed);
	arena_reset(c->arena, mark);
}

static void
check_run(struct rule10 *x, const struct calc_run *run)
{
	const struct calc *c = x->c;
	const struct calc_match *m;
	const struct calc_group *g;
	uint32_t i, n, member;

	calc_join(x->c, run);
	for (i = 0; i < c->matches.n; i += n) {
		n = calc_same_total(c, i);
		m = &c->matches.v[i];
		g = &c->groups.v[m->total];
		for (member = g->first; member < g->first + g->n; member++)
			check_total(x, run, m, n, member);
	}
}

void
calculation_10(struct calc *c)
{
	struct rule10 x = { .c = c };
	uint32_t i;
	bool in_tuples;

	calc_group_facts(c, &in_tuples);
	find_ends(&x);
	find_duplicates(&x);
	for (i = 0; i < c->runs.n; i++)
		check_run(&x, &c->runs.v[i]);
	VEC_FREE(&x.parts);
}
