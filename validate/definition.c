/*
 * definition.c: what definition relationships ask of a report.
 *
 * 5.2.6.2.4 (requires-element): where the one concept is reported, the other
 *           is too, anywhere in the report.
 * 5.2.6.2.2 (essence-alias): facts of the two concepts that are p-equal and
 *           c-equal are v-equal too, which includes their units (rule 3);
 *           where the essence is not reported, its aliases are v-equal to
 *           each other (rules 4 and 5).  What is nil is left out.  Nothing is
 *           inferred, which the specification leaves to the processor.
 *
 * Facts reported several times are compared each with each, by a few that
 * speak for all of them: numbers of one accuracy are equal to a number if the
 * least and the greatest are, as rounding keeps the order; of anything else
 * two that differ are enough, for nothing is equal to both.  There is one
 * finding for an alias fact.
 */
#include "base/hash.h"
#include "ingest/describe.h"
#include "ingest/equal.h"
#include "validate/rule.h"
#include "validate/validate.h"

#define MAX_SPEAKERS	100	/* accuracies of one concept at one place */

/* Facts of one kind; those of numbers of one accuracy and unit. */
struct speaker {
	uint32_t low, high;	/* facts: the least and the greatest */
	uint32_t next;		/* of the same group, or NONE */
	int32_t  decimals;
	bool     number;
};

/* The facts of an essence at one place; where there are none, of all its
 * aliases. */
struct group {
	uint32_t fact;		/* one of them: the place */
	uint32_t essence;	/* node */
	bool     is_essence;
	uint32_t speakers;	/* the first one, or NONE: all are nil */
};

/* The first fact of each element. */
struct reported {
	const struct report *report;
	uint32_t *first;	/* by element: fact or NONE */
	uint32_t *next;		/* by fact: the next of the same element */
	bool     *grouped;	/* by element: its facts are in groups */
	uint32_t  n;
	struct table group_table;	/* rows of `groups` */
	VEC(struct group) groups;
	VEC(struct speaker) speakers;
};

static void
reported_make(struct reported *m, const struct report *r)
{
	uint32_t i;

	m->report = r;
	m->n = taxonomy_count(r->taxonomy, SEC_ELEMENTS);
	m->first = mem_resize(NULL, m->n, sizeof(*m->first));
	m->next = mem_resize(NULL, r->facts.n, sizeof(*m->next));
	m->grouped = mem_calloc(m->n, sizeof(*m->grouped));
	memset(m->first, 0xff, m->n * sizeof(*m->first));
	for (i = (uint32_t)r->facts.n; i-- > 0;) {
		uint32_t e = r->facts.v[i].element;

		if (e >= m->n)
			continue;
		m->next[i] = m->first[e];
		m->first[e] = i;
	}
}

static uint32_t
first_fact(const struct reported *m, uint32_t node)
{
	return NODE_KIND(node) == NODE_ELEMENT && NODE_ROW(node) < m->n ?
	    m->first[NODE_ROW(node)] : NONE;
}

/* --- 5.2.6.2.4 --- */

static void
check_requires(struct reported *m, const struct img_relationship *rel,
    struct findings *fs)
{
	struct arena *a;
	uint32_t fact = first_fact(m, rel->from);

	if (fact == NONE || first_fact(m, rel->to) != NONE)
		return;
	a = arena_new();
	finding_arg(rule_fact(fs, F_xbrl_5_2_6_2_4_RequiredElementMissing,
	    m->report, fact), "required", taxonomy_element_qname(
	    m->report->taxonomy, NODE_ROW(rel->to), a));
	arena_free(a);
}

/* --- 5.2.6.2.2 --- */

static bool
same_place(const struct report *r, const struct fact *a,
    const struct fact *b)
{
	return a->parent == b->parent && a->context != NONE &&
	    b->context != NONE && r->contexts.v[a->context].s_equal ==
	    r->contexts.v[b->context].s_equal;
}

/* What two facts must share to be compared, as one number. */
static uint64_t
place_hash(const struct report *r, const struct fact *f)
{
	return hash_mix(hash_mix(hash_salt(), f->parent),
	    f->context == NONE ? NONE : r->contexts.v[f->context].s_equal);
}

/* Whether two facts are v-equal, of which nil ones are left out. */
static bool
same_value(const struct report *r, const struct fact *x,
    const struct fact *y, struct arena *a)
{
	return x == y || ((x->flags | y->flags) & FACT_NIL) ||
	    facts_v_equal(r, x, r, y, a);
}

static void
alias_finding(const struct report *r, uint32_t essence, uint32_t alias,
    struct findings *fs)
{
	struct finding *f = rule_fact(fs,
	    F_xbrl_5_2_6_2_2_EssenceAliasInconsistency, r, essence);
	struct arena *a = arena_new();
	struct buf b = BUF_ANY;

	finding_arg(f, "alias", report_qname(r, r->facts.v[alias].name, a));
	describe_value(&b, &r->facts.v[essence]);
	finding_arg(f, "value", buf_get(&b));
	buf_clear(&b);
	describe_value(&b, &r->facts.v[alias]);
	finding_arg(f, "other", buf_get(&b));
	finding_fact(f, alias);
	buf_free(&b);
	arena_free(a);
}

/* --- groups --- */

static bool
group_is(const void *ctx, uint32_t row, const void *key)
{
	const struct reported *m = ctx;
	const struct group *known = &m->groups.v[row], *wanted = key;
	const struct fact *facts = m->report->facts.v;

	return known->essence == wanted->essence && same_place(m->report,
	    &facts[known->fact], &facts[wanted->fact]);
}

/* The group at the place of a fact; a new one if there is none. */
static struct group *
group_at(struct reported *m, uint32_t essence, uint32_t fact,
    bool is_essence)
{
	struct group g = { fact, essence, is_essence, NONE };
	uint64_t hash = hash_mix(place_hash(m->report,
	    &m->report->facts.v[fact]), essence);
	uint32_t row = table_find(&m->group_table, hash, group_is, m, &g);

	if (row == NONE) {
		row = (uint32_t)m->groups.n;
		table_add(&m->group_table, hash, row);
		VEC_PUSH(&m->groups, g);
	}
	return &m->groups.v[row];
}

/* Whether a fact is a number that rounding can make equal to another; *decimals
 * gets its accuracy. */
static bool
is_number(const struct report *r, const struct fact *f, struct dec *value,
    int32_t *decimals, struct arena *a)
{
	struct operand o;

	if (!report_is_numeric(r, f) || (f->flags & FACT_DENOMINATOR) != 0 ||
	    !operand_parse(&o, f->value, SLICE_NONE, f->decimals,
	    f->precision, a) || !operand_decimals(&o, decimals))
		return false;
	*value = o.n;
	return true;
}

/* Lets the fact speak within `s`; false where it is of another kind. */
static bool
spoken_for(struct reported *m, struct speaker *s, uint32_t fact,
    const struct speaker *own, struct dec value, struct arena *a)
{
	const struct report *r = m->report;
	const struct fact *facts = r->facts.v;
	struct dec bound;
	int32_t ignored;

	if (!own->number || !s->number)
		return !own->number && !s->number && same_value(r,
		    &facts[s->low], &facts[fact], a);
	if (s->decimals != own->decimals ||
	    !facts_u_equal(r, &facts[s->low], r, &facts[fact]))
		return false;
	if (is_number(r, &facts[s->low], &bound, &ignored, a) &&
	    dec_cmp(value, bound) < 0)
		s->low = fact;
	if (is_number(r, &facts[s->high], &bound, &ignored, a) &&
	    dec_cmp(value, bound) > 0)
		s->high = fact;
	return true;
}

static void
group_add(struct reported *m, struct group *g, uint32_t fact,
    struct arena *a)
{
	const struct fact *f = &m->report->facts.v[fact];
	struct speaker own = { .low = fact, .high = fact, .next = NONE };
	uint32_t i, n = 0, *end = &g->speakers;
	struct dec value;

	if (f->flags & FACT_NIL)
		return;
	own.number = is_number(m->report, f, &value, &own.decimals, a);
	for (i = g->speakers; i != NONE; i = m->speakers.v[i].next) {
		if (spoken_for(m, &m->speakers.v[i], fact, &own, value, a))
			return;
		n += m->speakers.v[i].number == own.number;
		end = &m->speakers.v[i].next;
	}
	if (n >= (own.number ? MAX_SPEAKERS : 2))
		return;
	*end = (uint32_t)m->speakers.n;
	VEC_PUSH(&m->speakers, own);
}

/* The first fact of the group that the fact is not v-equal to, or NONE. */
static uint32_t
contradicts(const struct reported *m, const struct group *g,
    const struct fact *f, struct arena *a)
{
	const struct fact *facts = m->report->facts.v;
	uint32_t i;

	for (i = g->speakers; i != NONE; i = m->speakers.v[i].next) {
		const struct speaker *s = &m->speakers.v[i];

		if (!same_value(m->report, &facts[s->low], f, a))
			return s->low;
		if (!same_value(m->report, &facts[s->high], f, a))
			return s->high;
	}
	return NONE;
}

static void
group_essences(struct reported *m, uint32_t node, struct arena *a)
{
	uint32_t i = first_fact(m, node);
	struct arena_mark mark = arena_mark(a);

	if (i == NONE || m->grouped[NODE_ROW(node)])
		return;
	m->grouped[NODE_ROW(node)] = true;
	for (; i != NONE; i = m->next[i]) {
		group_add(m, group_at(m, node, i, true), i, a);
		arena_reset(a, mark);
	}
}

static void
check_alias(struct reported *m, const struct img_relationship *rel,
    struct findings *fs)
{
	const struct report *r = m->report;
	struct arena *a = arena_new();
	struct arena_mark mark;
	struct group *g;
	uint32_t i, other;

	(void)arena_alloc(a, 1);	/* a chunk that stays */
	mark = arena_mark(a);
	group_essences(m, rel->from, a);
	for (i = first_fact(m, rel->to); i != NONE; i = m->next[i]) {
		g = group_at(m, rel->from, i, false);
		other = contradicts(m, g, &r->facts.v[i], a);
		if (other != NONE)
			alias_finding(r, other, i, fs);
		if (!g->is_essence)	/* rules 4 and 5 */
			group_add(m, g, i, a);
		arena_reset(a, mark);
	}
	arena_free(a);
}

static void
each_relationship(struct reported *m, const char *arcrole,
    void (*check)(struct reported *, const struct img_relationship *,
    struct findings *), struct findings *fs)
{
	const struct taxonomy *t = m->report->taxonomy;
	uint32_t n = NONE, i;

	while ((n = taxonomy_next_network(t, n, slice_of(arcrole),
	    SLICE_NONE)) != NONE) {
		const struct img_network *net = taxonomy_network(t, n);

		for (i = net->first; i - net->first < net->count; i++) {
			const struct img_relationship *rel =
			    taxonomy_relationship(t, i);

			if (rel == NULL)
				break;
			check(m, rel, fs);
		}
	}
}

void
validate_definition(const struct report *r,
    const struct validate_options *o, struct findings *fs)
{
	struct reported m = { .report = NULL };

	(void)o;
	if (r->taxonomy == NULL || taxonomy_next_network(r->taxonomy, NONE,
	    SLICE_NONE, SLICE_NONE) == NONE)
		return;
	reported_make(&m, r);
	each_relationship(&m, ARCROLE_REQUIRES, check_requires, fs);
	each_relationship(&m, ARCROLE_ESSENCE_ALIAS, check_alias, fs);
	mem_free(m.first);
	mem_free(m.next);
	mem_free(m.grouped);
	table_free(&m.group_table);
	VEC_FREE(&m.groups);
	VEC_FREE(&m.speakers);
}
