/*
 * calculation_sets.c: facts grouped for calculations; see calculation.h.
 *
 * A total meets its contributors where context and unit are equal (XBRL 2.1,
 * 4.10: s-equal; Calculations 1.1: the same entity, period and dimensions).
 * That pair becomes one number, the aspect, and a group is an element in an
 * aspect, found by hashing: the cost is linear in facts.
 */
#include "validate/calculation.h"

#include <stdlib.h>

struct aspect {			/* while grouping */
	uint32_t context, unit;		/* the classes of both */
};

struct grouping {
	struct calc *c;
	uint32_t    *class_of;		/* by context, v11 only */
	struct table aspects;
	VEC(struct aspect) aspect_rows;
	struct aspect last;		/* facts of one context come in runs */
	uint32_t    last_aspect;
};

bool
calc_is_nil(const struct calc *c, uint32_t fact)
{
	return (c->report->facts.v[fact].flags & FACT_NIL) != 0;
}

/* A numeric item whose concept, context and unit are all known. */
static bool
is_usable(const struct calc *c, const struct fact *f)
{
	const struct report *r = c->report;

	return f->element < c->n_elements && (f->flags & FACT_TUPLE) == 0 &&
	    f->context < r->contexts.n && f->unit < r->units.n;
}

void
calc_mark(struct calc *c)
{
	const struct report *r = c->report;
	uint32_t i;

	c->n_elements = taxonomy_count(r->taxonomy, SEC_ELEMENTS);
	c->marks = arena_alloc(c->arena, c->n_elements);
	for (i = 0; i < r->facts.n; i++)
		if (is_usable(c, &r->facts.v[i]))
			c->marks[r->facts.v[i].element] |= CALC_REPORTED;
}

/* --- aspects --- */

static bool
same_context(const void *ctx, uint32_t row, const void *key)
{
	const struct context *all = ctx, *a = &all[row], *b = key;

	return a->entity == b->entity && a->period == b->period &&
	    a->dimension_set == b->dimension_set &&
	    a->segment == b->segment && a->scenario == b->scenario;
}

uint32_t *
context_classes(const struct report *r, struct arena *arena)
{
	struct table classes = { .slots = NULL };
	const struct context *x;
	uint32_t *class_of, i, row;
	uint64_t h;

	class_of = arena_alloc(arena,
	    (r->contexts.n + 1) * sizeof(*class_of));
	for (i = 0; i < r->contexts.n; i++) {
		x = &r->contexts.v[i];
		h = hash_mix(hash_salt(), x->entity);
		h = hash_mix(h, x->period);
		h = hash_mix(h, x->dimension_set);
		h = hash_mix(hash_mix(h, x->segment), x->scenario);
		row = table_find(&classes, h, same_context, r->contexts.v, x);
		if (row == NONE)
			table_add(&classes, h, row = i);
		class_of[i] = row;
	}
	table_free(&classes);
	return class_of;
}

static uint32_t
aspect_of(struct grouping *g, const struct fact *f)
{
	const struct report *r = g->c->report;
	struct aspect a = { g->class_of != NULL ? g->class_of[f->context] :
	    r->contexts.v[f->context].s_equal, r->units.v[f->unit].s_equal };
	uint64_t key = (uint64_t)a.context << 32 | a.unit;
	uint32_t row;

	if (g->last_aspect != NONE && a.context == g->last.context &&
	    a.unit == g->last.unit)
		return g->last_aspect;
	row = table_find_int(&g->aspects, key);
	if (row == NONE) {
		row = (uint32_t)g->aspect_rows.n;
		VEC_PUSH(&g->aspect_rows, a);
		table_add_int(&g->aspects, key, row);
	}
	g->last = a;
	g->last_aspect = row;
	return row;
}

/* --- groups --- */

static uint32_t
find_group(const struct calc *c, uint32_t element, uint32_t aspect)
{
	if (element >= c->n_elements || c->groups_of[element] == NONE)
		return NONE;
	return table_find_int(&c->group_table,
	    (uint64_t)element << 32 | aspect);
}

static uint32_t
group_of(struct calc *c, uint32_t element, uint32_t aspect)
{
	uint32_t row = find_group(c, element, aspect);
	struct calc_group *g;

	if (row != NONE)
		return row;
	row = (uint32_t)c->groups.n;
	g = VEC_ADD(&c->groups);
	g->element = element;
	g->aspect = aspect;
	g->next = c->groups_of[element];
	c->groups_of[element] = row;
	c->n_groups_of[element]++;
	table_add_int(&c->group_table, (uint64_t)element << 32 | aspect, row);
	return row;
}

/* Facts into `members`, a group after another, ascending within each. */
static void
fill_members(struct calc *c, const uint32_t *group, size_t n_facts)
{
	uint32_t i, at = 0;

	for (i = 0; i < c->groups.n; i++) {
		c->groups.v[i].first = at;
		at += c->groups.v[i].n;
		c->groups.v[i].n = 0;
	}
	c->n_members = at;
	c->members = arena_alloc(c->arena, (at + 1) * sizeof(*c->members));
	for (i = 0; i < n_facts; i++)
		if (group[i] != NONE) {
			struct calc_group *g = &c->groups.v[group[i]];

			c->members[g->first + g->n++] = i;
		}
}

void
calc_group_facts(struct calc *c, bool *in_tuples)
{
	const struct report *r = c->report;
	struct grouping g = { .c = c, .last_aspect = NONE };
	uint32_t *group, i;
	const struct fact *f;

	*in_tuples = false;
	c->groups_of = arena_alloc(c->arena,
	    (c->n_elements + 1) * sizeof(*c->groups_of));
	memset(c->groups_of, 0xff, (c->n_elements + 1) *
	    sizeof(*c->groups_of));
	c->n_groups_of = arena_alloc(c->arena,
	    (c->n_elements + 1) * sizeof(*c->n_groups_of));
	group = mem_calloc(r->facts.n + 1, sizeof(*group));
	if (c->v11)
		g.class_of = context_classes(r, c->arena);
	for (i = 0; i < r->facts.n; i++) {
		f = &r->facts.v[i];
		group[i] = NONE;
		if (!is_usable(c, f) ||
		    (c->marks[f->element] & CALC_WANTED) == 0)
			continue;
		if (c->v11 && f->parent != NONE) {
			*in_tuples = true;
			continue;
		}
		group[i] = group_of(c, f->element, aspect_of(&g, f));
		c->groups.v[group[i]].n++;
	}
	fill_members(c, group, r->facts.n);
	mem_free(group);
	table_free(&g.aspects);
	VEC_FREE(&g.aspect_rows);
}

/* --- totals and contributors --- */

/* The element a relationship ends at, if facts of it are grouped. */
static uint32_t
part_of(const struct calc *c, uint32_t relationship)
{
	const struct img_relationship *rel =
	    taxonomy_relationship(c->report->taxonomy, relationship);
	uint32_t to;

	if (rel == NULL || NODE_KIND(rel->to) != NODE_ELEMENT)
		return NONE;
	to = NODE_ROW(rel->to);
	return to < c->n_elements && c->groups_of[to] != NONE ? to : NONE;
}

static void
add_match(struct calc *c, uint32_t total, uint32_t relationship,
    uint32_t part)
{
	struct calc_match m = { total, relationship, part };

	if (total != NONE && part != NONE)
		VEC_PUSH(&c->matches, m);
}

/* Each total looks for its contributors. */
static void
join_from_totals(struct calc *c, const struct calc_run *run)
{
	uint32_t g, i, rel;

	for (g = c->groups_of[run->from]; g != NONE; g = c->groups.v[g].next)
		for (i = 0; i < c->reported.n; i++) {
			rel = c->reported.v[i];
			add_match(c, g, rel, find_group(c, part_of(c, rel),
			    c->groups.v[g].aspect));
		}
}

static int
by_total(const void *x, const void *y)
{
	const struct calc_match *a = x, *b = y;

	if (a->total != b->total)
		return a->total < b->total ? -1 : 1;
	return (a->relationship > b->relationship) -
	    (a->relationship < b->relationship);
}

/* Each contributor looks for its total. */
static void
join_from_parts(struct calc *c, const struct calc_run *run)
{
	uint32_t g, i, rel;

	for (i = 0; i < c->reported.n; i++) {
		rel = c->reported.v[i];
		for (g = c->groups_of[part_of(c, rel)]; g != NONE;
		    g = c->groups.v[g].next)
			add_match(c, find_group(c, run->from,
			    c->groups.v[g].aspect), rel, g);
	}
	if (c->matches.n > 1)
		qsort(c->matches.v, c->matches.n, sizeof(*c->matches.v),
		    by_total);
}

/* From whichever side asks the fewer questions, so that neither many totals
 * with absent contributors nor the reverse cost their product. */
void
calc_join(struct calc *c, const struct calc_run *run)
{
	uint64_t from_parts = 0;
	uint32_t i, part;

	c->matches.n = c->reported.n = 0;
	for (i = run->first; i < run->first + run->n; i++) {
		if ((part = part_of(c, i)) == NONE)
			continue;
		VEC_PUSH(&c->reported, i);
		from_parts += c->n_groups_of[part];
	}
	if ((uint64_t)c->n_groups_of[run->from] * c->reported.n <= from_parts)
		join_from_totals(c, run);
	else
		join_from_parts(c, run);
}

uint32_t
calc_same_total(const struct calc *c, uint32_t i)
{
	uint32_t n = i;

	while (n < c->matches.n && c->matches.v[n].total ==
	    c->matches.v[i].total)
		n++;
	return n - i;
}

/* --- what the rules ask --- */

/* An empty element takes the default or fixed value of its declaration (XML
 * Schema Part 1, 3.3.1). */
static struct slice
value_of(const struct calc *c, const struct fact *f)
{
	const struct img_element *e;

	if (slice_trim(f->value).n > 0)
		return f->value;
	e = taxonomy_element(c->report->taxonomy, f->element);
	if (e == NULL || (e->flags & (EL_HAS_DEFAULT | EL_HAS_FIXED)) == 0)
		return f->value;
	return taxonomy_text(c->report->taxonomy, e->value);
}

bool
calc_operand(const struct calc *c, uint32_t fact, struct operand *o)
{
	const struct fact *f = &c->report->facts.v[fact];
	struct slice denominator = SLICE_NONE;

	if ((f->flags & (FACT_NIL | FACT_BAD_ACCURACY | FACT_MARKUP)) != 0)
		return false;
	if ((f->flags & FACT_FRACTION) != 0) {
		denominator = fact_denominator(f);
		if (denominator.s == NULL)
			return false;
	}
	return operand_parse(o, value_of(c, f), denominator, f->decimals,
	    f->precision, c->arena);
}

struct slice
calc_role(const struct calc *c, uint32_t network)
{
	const struct taxonomy *t = c->report->taxonomy;
	const struct img_network *net = taxonomy_network(t, network);

	return net == NULL ? SLICE("?") : taxonomy_text(t, net->role);
}

bool
calc_weight(const struct calc *c, const struct img_relationship *rel,
    struct dec *weight)
{
	return dec_parse_float(weight, slice_trim(taxonomy_text(
	    c->report->taxonomy, rel->weight)), c->arena) == 0;
}

struct finding *
calc_finding(const struct calc *c, enum finding_code code, uint32_t fact)
{
	const struct fact *f = &c->report->facts.v[fact];
	struct finding *x = finding_add(c->findings, code,
	    report_place(c->report, f->span));

	finding_arg(x, "concept", report_qname(c->report, f->name, c->arena));
	return x;
}

void
calc_arg(struct finding *x, const char *name, struct dec d)
{
	struct buf b = BUF_ANY;

	dec_print(&b, d);
	finding_arg(x, name, buf_get(&b));
	buf_free(&b);
}

void
calc_amounts(const struct calc *c, struct finding *x, struct dec reported,
    struct dec computed)
{
	struct dec zero = DEC_ZERO, difference;

	difference = dec_sub(reported, computed, c->arena);
	zero.scale = reported.scale;	/* adding it restores zeros */
	calc_arg(x, "reported", reported);
	calc_arg(x, "computed", dec_add(dec_canonical(computed, c->arena),
	    zero, c->arena));
	calc_arg(x, "difference", dec_add(dec_canonical(difference, c->arena),
	    zero, c->arena));
}
