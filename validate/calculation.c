/*
 * calculation.c: which calculations hold, and by which specification.
 *
 * XBRL 2.1, 5.2.5.2 (calculation_10.c) or Calculations 1.1 (calculation_11.c).
 * With no wish expressed it is 1.1 where the DTS has relationships of its
 * arcrole, else 2.1.  Processing by 1.1 takes the relationships of both
 * arcroles (Calculations 1.1, 4.1), by 2.1 only those of its own.
 *
 * A network is read once, as runs of relationships from one total.  A run is
 * kept if a fact of the total is reported; what is kept decides which facts
 * are grouped, and each run is a hash join of its total's groups with those of
 * its contributors, from the side that has fewer.
 */
#include "validate/calculation.h"

/* Calculations 1.1, 4: items whose type derives from xs:decimal. */
static bool
is_decimal_item(const struct taxonomy *t, uint32_t node)
{
	const struct img_element *e;
	const struct img_type *type;

	if (NODE_KIND(node) != NODE_ELEMENT)
		return false;
	e = taxonomy_element(t, NODE_ROW(node));
	if (e == NULL || !taxonomy_is_item(e))
		return false;
	type = taxonomy_type(t, e->type);
	return type != NULL && type->primitive == PRIM_DECIMAL &&
	    type->variety == VARIETY_ATOMIC;
}

static struct slice
node_name(const struct calc *c, uint32_t node)
{
	if (NODE_KIND(node) != NODE_ELEMENT)
		return SLICE("?");
	return taxonomy_element_qname(c->report->taxonomy, NODE_ROW(node),
	    c->arena);
}

static void
bad_relationship(const struct calc *c, enum finding_code code,
    uint32_t network, const struct img_relationship *rel)
{
	const struct taxonomy *t = c->report->taxonomy;
	const struct img_document *d = taxonomy_document(t, rel->document);
	struct place place = { NULL, rel->line, 0, 0, 0 };
	struct finding *f;

	if (d != NULL)
		place.file = taxonomy_text(t, d->uri).s;
	f = finding_add(c->findings, code, place);
	finding_arg(f, "concept", node_name(c, rel->from));
	finding_arg(f, "part", node_name(c, rel->to));
	finding_arg(f, "role", calc_role(c, network));
}

/* Calculations 1.1, 4: relationships that it does not allow.  `seen` has,
 * by element, the last run that sums it, counted from 1. */
static void
check_relationship(const struct calc *c, uint32_t network,
    const struct img_relationship *rel, uint32_t *seen, uint32_t run)
{
	const struct taxonomy *t = c->report->taxonomy;
	uint32_t to = NODE_ROW(rel->to);

	if (!is_decimal_item(t, rel->from) || !is_decimal_item(t, rel->to))
		bad_relationship(c, F_calc11e_nonDecimalItemNode, network,
		    rel);
	if (NODE_KIND(rel->to) != NODE_ELEMENT || to >= c->n_elements)
		return;
	if (seen[to] == run)
		bad_relationship(c,
		    F_calc11e_duplicateCalculationRelationships, network, rel);
	seen[to] = run;
}

static void
keep_run(struct calc *c, const struct calc_run *run)
{
	const struct img_relationship *rel;
	uint32_t i, to;

	if (run->from >= c->n_elements ||
	    (c->marks[run->from] & CALC_REPORTED) == 0)
		return;
	c->marks[run->from] |= CALC_WANTED;
	for (i = run->first; i < run->first + run->n; i++) {
		rel = taxonomy_relationship(c->report->taxonomy, i);
		to = rel == NULL ? NONE : NODE_ROW(rel->to);
		if (to < c->n_elements && NODE_KIND(rel->to) == NODE_ELEMENT)
			c->marks[to] |= CALC_WANTED;
	}
	VEC_PUSH(&c->runs, *run);
}

/* Relationships of a network stand by from, so a run is consecutive. */
static void
read_network(struct calc *c, uint32_t network, uint32_t *seen, uint32_t *runs)
{
	const struct taxonomy *t = c->report->taxonomy;
	const struct img_network *net = taxonomy_network(t, network);
	const struct img_relationship *rel;
	struct calc_run run = { network, NONE, 0, 0 };
	uint32_t i, from = NONE;

	for (i = net->first; i - net->first < net->count; i++) {
		if ((rel = taxonomy_relationship(t, i)) == NULL)
			break;
		if (rel->from != from) {
			keep_run(c, &run);
			from = rel->from;
			run = (struct calc_run){ network,
			    NODE_KIND(from) == NODE_ELEMENT ? NODE_ROW(from) :
			    NONE, i, 0 };
			++*runs;
		}
		run.n++;
		if (seen != NULL)	/* 1.1 */
			check_relationship(c, network, rel, seen, *runs);
	}
	keep_run(c, &run);
}

static void
read_networks(struct calc *c, const char *arcrole, uint32_t *seen,
    uint32_t *runs)
{
	uint32_t n;

	for (n = NONE; (n = taxonomy_next_network(c->report->taxonomy, n,
	    slice_of(arcrole), SLICE_NONE)) != NONE;)
		read_network(c, n, seen, runs);
}

static bool
has_networks(const struct taxonomy *t, const char *arcrole)
{
	return taxonomy_next_network(t, NONE, slice_of(arcrole), SLICE_NONE)
	    != NONE;
}

/* The specification that is followed, AUTO decided. */
static enum calculation
chosen(const struct taxonomy *t, enum calculation wish)
{
	if (wish != CALCULATION_AUTO)
		return wish;
	return has_networks(t, ARCROLE_SUMMATION_11) ? CALCULATION_11 :
	    CALCULATION_10;
}

static void
run_calculations(struct calc *c)
{
	uint32_t *seen = NULL, runs = 0;

	calc_mark(c);
	if (c->v11) {
		seen = arena_alloc(c->arena,
		    (c->n_elements + 1) * sizeof(*seen));
		read_networks(c, ARCROLE_SUMMATION_11, seen, &runs);
	}
	read_networks(c, ARCROLE_SUMMATION, seen, &runs);
	if (c->runs.n == 0)
		return;
	if (c->v11)
		calculation_11(c);
	else
		calculation_10(c);
}

void
validate_calculation(const struct report *r, const struct validate_options *o,
    struct findings *fs)
{
	struct calc c = { .report = r, .findings = fs };
	enum calculation by;

	if (r->taxonomy == NULL || o->calculation == CALCULATION_OFF)
		return;
	by = chosen(r->taxonomy, o->calculation);
	c.truncation = by == CALCULATION_11_TRUNCATION;
	c.v11 = by == CALCULATION_11 || c.truncation;
	c.precision = by == CALCULATION_XBRL21;
	c.arena = arena_new();
	run_calculations(&c);
	table_free(&c.group_table);
	VEC_FREE(&c.groups);
	VEC_FREE(&c.runs);
	VEC_FREE(&c.matches);
	VEC_FREE(&c.reported);
	arena_free(c.arena);
}
