/*
 * ambiguity.c: unique particle attribution (XML Schema 1.0 part 1, 3.8.6,
 * cos-nonambig): at every child it is clear, without looking ahead, by which
 * particle it is to be judged.
 *
 * The automaton of positions (appendix H) is not built.  Of each part of a
 * model three things are enough: the particles that can come first, those that
 * can follow when the part could also be at its end, and whether it can be
 * empty.  Where two parts meet, what may go on in the one and what may begin
 * the other must not overlap:
 *
 *   choice      the firsts of its members;
 *   sequence    what follows in the one before and the first of the next; if
 *               the one before can be empty, their firsts;
 *   repetition  what follows and the first, if there are two rounds.
 *
 * (1) Another round and the end of the particle are both open at one time only
 *     where minOccurs is less than maxOccurs, or a round can be empty: a{2},a
 *     is unambiguous.
 * (2) A group that is referred to twice stands in two places; one particle
 *     that is reached by two roads is still one particle.
 * (3) Sets are merged into the larger one, so a model costs about as much as
 *     it has particles.  Groups within groups may be exponential: the work of
 *     all types together is bounded.
 */
#include "taxonomy/leaves.h"

#define MAX_LEAVES	20000000	/* put into sets, of all types */
#define MAX_MODEL	2000000		/* … of one type */

struct part {
	struct leaves *first, *follow;
	bool           empty;		/* it can be */
};

struct model {
	struct dts          *d;
	struct group_spaces *spaces;
	uint64_t             work;	/* on all types */
	uint64_t             limit;	/* where this type gives up */
	const uint8_t       *blocked;	/* by element: no substitution */
	uint32_t             places;
	bool                 done;	/* found, or given up */
	bool                 found;
	struct leaf          a, b;
};

static struct part
part_new(struct model *m, bool empty)
{
	return (struct part){ leaves_new(m->d, m->spaces),
	    leaves_new(m->d, m->spaces), empty };
}

static void
part_free(struct part *p)
{
	leaves_free(p->first);
	leaves_free(p->follow);
}

static bool
may_work(struct model *m, size_t n)
{
	m->work += n + 1;
	if (m->work > m->limit)
		m->done = true;
	return !m->done;
}

/* Two sets that must not overlap. */
static void
meet(struct model *m, const struct leaves *a, const struct leaves *b)
{
	const struct leaf *other;
	size_t i;

	if (a->v.n > b->v.n) {
		const struct leaves *swap = a;

		a = b;
		b = swap;
	}
	if (!may_work(m, a->v.n))
		return;
	for (i = 0; i < a->v.n && !m->found; i++) {
		if ((other = leaves_find(b, &a->v.v[i])) == NULL)
			continue;
		m->found = m->done = true;
		m->a = a->v.v[i];
		m->b = *other;
	}
}

static void
copy_into(struct model *m, struct leaves *to, const struct leaves *from)
{
	size_t i;

	if (!may_work(m, from->v.n))
		return;
	for (i = 0; i < from->v.n; i++)
		leaves_add(to, from->v.v[i]);
}

/* *to gets both; *from is gone (3). */
static void
merge(struct model *m, struct leaves **to, struct leaves **from)
{
	struct leaves *small = *from, *large = *to;

	if (small->v.n > large->v.n) {
		small = *to;
		large = *from;
	}
	copy_into(m, large, small);
	leaves_free(small);
	*to = large;
	*from = NULL;
}

/* --- the parts of a model --- */

static void walk(struct model *, uint32_t row, struct part *out,
    unsigned depth);

static void
add_leaf(struct model *m, uint32_t row, struct part *out)
{
	const struct img_particle *p = &m->d->particles.v[row];
	uint32_t element;
	struct leaf l = { .row = row, .place = m->places++, .name = NONE };

	if (p->kind == PARTICLE_ELEMENT) {
		l.name = p->name;
		element = m->d->names.v[p->name].element;
		l.wide = p->type == NONE && element != NONE &&
		    !m->blocked[element];
	}
	if (may_work(m, 1))
		leaves_add(out->first, l);
}

/* One of the members of a choice, or of xs:all: any of the others may follow
 * there. */
static void
choose(struct model *m, struct part *out, struct part *next)
{
	meet(m, out->first, next->first);
	merge(m, &out->first, &next->first);
	merge(m, &out->follow, &next->follow);
}

static void
append(struct model *m, struct part *out, struct part *next)
{
	meet(m, out->follow, next->first);
	if (out->empty)
		meet(m, out->first, next->first);
	if (next->empty) {
		copy_into(m, out->follow, next->first);
		merge(m, &out->follow, &next->follow);
	} else {
		leaves_free(out->follow);
		out->follow = next->follow;
		next->follow = NULL;
	}
	if (out->empty)
		merge(m, &out->first, &next->first);
	out->empty = out->empty && next->empty;
}

static void
walk_group(struct model *m, const struct img_particle *p, struct part *out,
    unsigned depth)
{
	uint8_t kind = p->kind;
	uint32_t first = p->first, count = p->count, i;
	struct part next;

	out->empty = kind != PARTICLE_CHOICE || count == 0;
	for (i = 0; i < count && !m->done; i++) {
		next = part_new(m, false);
		walk(m, first + i, &next, depth + 1);
		if (kind == PARTICLE_SEQUENCE) {
			append(m, out, &next);
		} else {
			if (kind == PARTICLE_CHOICE)
				out->empty = out->empty || next.empty;
			else
				out->empty = out->empty && next.empty;
			choose(m, out, &next);
		}
		part_free(&next);
	}
	if (kind == PARTICLE_ALL)
		copy_into(m, out->follow, out->first);
}

static void
walk(struct model *m, uint32_t row, struct part *out, unsigned depth)
{
	const struct img_particle *p = &m->d->particles.v[row];

	if (depth > MAX_SCHEMA_DEPTH || !may_work(m, 0)) {
		m->done = true;
		return;
	}
	if (p->kind == PARTICLE_ELEMENT || p->kind == PARTICLE_ANY)
		add_leaf(m, row, out);
	else
		walk_group(m, p, out, depth);
	if (p->max > 1) {
		meet(m, out->follow, out->first);
		if (out->empty || p->min < p->max)	/* (1) */
			copy_into(m, out->follow, out->first);
	}
	out->empty = out->empty || p->min == 0;
}

/* --- types --- */

static void
arg_leaf(struct dts *d, struct finding *f, const char *arg,
    const struct leaf *l)
{
	if (l->name == NONE)
		finding_argf(f, arg, "any (%s)",
		    dts_text(d, d->particles.v[l->row].ns).s);
	else
		schema_arg_name(d, f, arg, l->name);
}

static void
judge_type(struct model *m, const struct raw_type *t)
{
	struct part whole = part_new(m, false);
	struct finding *f;

	m->places = 0;
	m->done = m->found = false;
	m->limit = m->work + MAX_MODEL < MAX_LEAVES ? m->work + MAX_MODEL :
	    MAX_LEAVES;
	walk(m, m->d->types.v[t->row].particle, &whole, 0);
	part_free(&whole);
	if (m->work > m->limit)
		schema_not_judged(m->d, t);
	if (!m->found)
		return;
	f = schema_finding_line(m->d, F_xsd_cos_nonambig, t->document,
	    t->line);
	types_arg_type(m->d, f, "type", t->row);
	arg_leaf(m->d, f, "first", m->a.place < m->b.place ? &m->a : &m->b);
	arg_leaf(m->d, f, "second", m->a.place < m->b.place ? &m->b : &m->a);
}

void
ambiguity_check(struct dts *d)
{
	struct schema_set *set = d->schemas;
	struct group_spaces spaces = { .filled = false };
	uint8_t *blocked = mem_calloc(d->elements.n, 1);
	struct model m = { .d = d, .spaces = &spaces,
	    .blocked = blocked };
	size_t i;

	for (i = 0; i < set->elements.n; i++)
		if (set->elements.v[i]->row != NONE)
			blocked[set->elements.v[i]->row] =
			    set->elements.v[i]->block & BLOCK_SUBSTITUTION;
	for (i = 0; i < set->types.n && m.work <= MAX_LEAVES; i++) {
		const struct raw_type *t = set->types.v[i];
		const struct img_type *row = &d->types.v[t->row];

		if (t->simple || row->particle == NONE ||
		    (row->base != NONE &&
		    d->types.v[row->base].particle == row->particle))
			continue;	/* its base has been judged */
		judge_type(&m, t);
	}
	group_spaces_free(&spaces);
	mem_free(blocked);
}
