/*
 * consistency.c: see consistency.h.
 *
 * (1) What a fact is held against are the items that stand in the root of the
 *     report, have a value, and have its concept, context and unit: aspect-matched
 *     input facts.  All of them have to be consistent with it.
 * (2) Without any of them a strict assertion is satisfied by a fact without a
 *     value only, and one that is not strict is not evaluated.
 * (3) Numbers are consistent that differ by no more than the acceptance radius,
 *     whatever their accuracy; the proportional radius is that part of the
 *     number made.  Without a radius they have to be equal to the accuracy that
 *     both have; where one has none, there is nothing to be judged.
 * (4) Anything else is consistent that is the same value of the concept's type.
 *
 * Facts of a concept that is asked for are put into a table by their aspects
 * once, so each fact made costs one look-up and what it matches.
 */
#include "formula/consistency.h"

#include "base/hash.h"
#include "formula/expression.h"
#include "formula/report.h"
#include "ingest/equal.h"
#include "xpath/eval.h"

/* What became of one fact and one assertion. */
enum verdict { NOT_JUDGED, CONSISTENT, INCONSISTENT };

struct group {			/* facts with the same aspects */
	uint32_t element;
	bool     dimensional;		/* by which aspect model */
	uint32_t context, unit;		/* numbers of their keys */
	uint32_t first, last;		/* facts, by next_in_group */
};

struct link {			/* of a formula: an assertion about it */
	uint32_t assertion;
	uint32_t next;			/* of links, or NONE */
};

struct consistency {
	struct formula_run *run;
	uint32_t           *links_of;	/* by set: first link, or NONE */
	VEC(struct link)    links;

	/* Facts of the report, once some fact has been made. */
	uint32_t           *facts_of;	/* by element: first fact, or NONE */
	uint32_t           *next_fact;	/* by fact: of its element */
	uint32_t           *next_in_group[2];	/* by fact, by aspect model */
	bool               *grouped[2];	/* by element */
	uint32_t           *contexts[2];	/* by context: its key + 1; by
						 * aspect model */
	uint32_t           *units;	/* by unit: its key + 1 */
	struct intern      *keys;
	struct table        group_table;
	VEC(struct group)   groups;
	struct made_context context;	/* scratch */
	struct made_unit    unit;
	struct buf          buf;
};

static struct formula_count *
result_of(const struct consistency *c, uint32_t assertion)
{
	return &c->run->result->assertions.v[assertion];
}

/* --- which assertions there are --- */

static void
add_assertion(struct consistency *c, uint32_t assertion,
    const struct img_assertion *a)
{
	const struct taxonomy *t = c->run->t;
	uint32_t i, set, n = taxonomy_count(t, SEC_VARIABLE_SETS);

	for (i = 0; i < a->n_sets; i++) {
		struct link l = { assertion, NONE };

		if ((set = formula_list(t, a->sets + i)) >= n)
			continue;
		l.next = c->links_of[set];
		c->links_of[set] = (uint32_t)c->links.n;
		VEC_PUSH(&c->links, l);
	}
}

struct consistency *
consistency_new(struct formula_run *run)
{
	const struct taxonomy *t = run->t;
	uint32_t i, n = taxonomy_count(t, SEC_ASSERTIONS);
	uint32_t n_sets = taxonomy_count(t, SEC_VARIABLE_SETS);
	struct consistency *c = NULL;

	for (i = n; i > 0; i--) {	/* links are put before others */
		const struct img_assertion *a = formula_assertion(t, i - 1);

		if (a == NULL || a->kind != ASSERTION_CONSISTENCY ||
		    run->result->assertions.v[i - 1].state !=
		    FORMULA_EVALUATED)
			continue;
		if (c == NULL) {
			c = mem_calloc(1, sizeof(*c));
			c->run = run;
			c->buf = BUF_ANY;
			c->links_of = mem_calloc(n_sets, sizeof(uint32_t));
			memset(c->links_of, 0xff,
			    n_sets * sizeof(uint32_t));
		}
		add_assertion(c, i - 1, a);
	}
	return c;
}

void
consistency_free(struct consistency *c)
{
	unsigned i;

	if (c == NULL)
		return;
	mem_free(c->links_of);
	mem_free(c->facts_of);
	mem_free(c->next_fact);
	for (i = 0; i < 2; i++) {
		mem_free(c->next_in_group[i]);
		mem_free(c->grouped[i]);
		mem_free(c->contexts[i]);
	}
	mem_free(c->units);
	VEC_FREE(&c->links);
	VEC_FREE(&c->groups);
	table_free(&c->group_table);
	intern_free(c->keys);
	made_context_free(&c->context);
	VEC_FREE(&c->unit.numerator);
	VEC_FREE(&c->unit.denominator);
	buf_free(&c->buf);
	mem_free(c);
}

bool
consistency_wants(const struct consistency *c, uint32_t set)
{
	return c != NULL && c->links_of[set] != NONE;
}

void
consistency_failed(struct consistency *c, uint32_t set,
    enum formula_state state)
{
	uint32_t l;

	for (l = c->links_of[set]; l != NONE; l = c->links.v[l].next)
		result_of(c, c->links.v[l].assertion)->state = state;
}

/* --- the facts of the report by their aspects --- */

/* Chains the items in the root by concept, in the order of the document. */
static void
chain_facts(struct consistency *c)
{
	const struct report *r = c->run->report;
	uint32_t n = taxonomy_count(c->run->t, SEC_ELEMENTS), i;

	c->facts_of = mem_calloc(n, sizeof(uint32_t));
	memset(c->facts_of, 0xff, n * sizeof(uint32_t));
	c->next_fact = mem_calloc(r->facts.n, sizeof(uint32_t));
	for (i = 0; i < 2; i++) {
		c->next_in_group[i] = mem_calloc(r->facts.n,
		    sizeof(uint32_t));
		c->grouped[i] = mem_calloc(n, sizeof(bool));
		c->contexts[i] = mem_calloc(r->contexts.n, sizeof(uint32_t));
	}
	c->units = mem_calloc(r->units.n, sizeof(uint32_t));
	c->keys = intern_new();
	for (i = (uint32_t)r->facts.n; i > 0; i--) {
		const struct fact *f = &r->facts.v[i - 1];

		if (f->parent != NONE || f->element >= n ||
		    f->context == NONE ||
		    (f->flags & (FACT_TUPLE | FACT_NIL)) != 0)
			continue;
		c->next_fact[i - 1] = c->facts_of[f->element];
		c->facts_of[f->element] = i - 1;
	}
}

/* The number of a context by its aspects; 0: it has none that count. */
static uint32_t
context_key(struct consistency *c, struct maker *m, uint32_t row,
    bool dimensional)
{
	uint32_t *known = &c->contexts[dimensional][row];

	if (*known != 0)
		return *known - 1;
	buf_clear(&c->buf);
	if (made_context_of(m, row, dimensional, &c->context) == 0)
		made_context_key(&c->buf, m, &c->context);
	*known = intern_add(c->keys, buf_get(&c->buf)) + 1;
	return *known - 1;
}

static uint32_t
unit_key(struct consistency *c, uint32_t row)
{
	if (row == NONE)
		return 0;
	if (c->units[row] == 0) {
		buf_clear(&c->buf);
		made_unit_of(c->run->report, row, &c->unit);
		made_unit_key(&c->buf, &c->unit);
		c->units[row] = intern_add(c->keys, buf_get(&c->buf)) + 1;
	}
	return c->units[row] - 1;
}

static bool
is_group(const void *ctx, uint32_t row, const void *key)
{
	const struct consistency *c = ctx;
	const struct group *a = &c->groups.v[row], *b = key;

	return a->element == b->element && a->context == b->context &&
	    a->unit == b->unit && a->dimensional == b->dimensional;
}

static uint64_t
group_hash(const struct group *g)
{
	return hash_mix(hash_mix(hash_salt(), (uint64_t)g->element << 32 |
	    g->context), g->unit);
}

static void
group_facts(struct consistency *c, struct maker *m, uint32_t element,
    bool dimensional)
{
	const struct report *r = c->run->report;
	uint32_t *next = c->next_in_group[dimensional];
	uint32_t i, row;

	for (i = c->facts_of[element]; i != NONE; i = c->next_fact[i]) {
		const struct fact *f = &r->facts.v[i];
		struct group g = { element, dimensional, context_key(c, m,
		    f->context, dimensional), unit_key(c, f->unit), i, i };

		next[i] = NONE;
		row = table_find(&c->group_table, group_hash(&g), is_group, c,
		    &g);
		if (row == NONE) {
			table_add(&c->group_table, group_hash(&g),
			    (uint32_t)c->groups.n);
			VEC_PUSH(&c->groups, g);
		} else {
			next[c->groups.v[row].last] = i;
			c->groups.v[row].last = i;
		}
	}
}

/* The first of the facts that have the aspects of the one made; NONE. */
static uint32_t
matched_facts(struct consistency *c, struct maker *m)
{
	const struct made *made = &m->made;
	const bool model = made->context.dimensional;
	struct group g = { made->element, model, 0, 0, NONE, NONE };
	uint32_t row;

	if (c->facts_of == NULL)
		chain_facts(c);
	if (!c->grouped[model][made->element]) {
		c->grouped[model][made->element] = true;
		group_facts(c, m, made->element, model);
	}
	buf_clear(&c->buf);
	made_context_key(&c->buf, m, &made->context);
	g.context = intern_find(c->keys, buf_get(&c->buf));
	if (made->numeric) {
		buf_clear(&c->buf);
		made_unit_key(&c->buf, &made->unit);
		g.unit = intern_find(c->keys, buf_get(&c->buf));
	}
	row = table_find(&c->group_table, group_hash(&g), is_group, c, &g);
	return row == NONE ? NONE : c->groups.v[row].first;
}

/* --- values --- */

/* A fact made, what it is held against, one assertion. */
struct judging {
	struct consistency         *c;
	struct maker               *m;
	struct evaluation           e;	/* of the assertion */
	const struct img_assertion *a;
	struct operand              made;	/* of numbers */
	bool                        number;
	bool                        has_radius;
	struct dec                  radius;
	struct named_value          given[2];	/* for messages */
};

static struct slice
look_up_made(void *ctx, struct slice prefix)
{
	const struct made *m = ctx;

	(void)prefix;
	return m->qname.ns;
}

/* Texts and the like: one value of the type. */
static bool
same_value(const struct judging *j, const struct fact *f)
{
	struct maker *m = j->m;
	struct arena *a = m->run->scratch;
	struct in_scope scope = { m->run->report, f->scope };
	struct slice text = m->made.text;

	if (f->type == NONE)
		return slice_eq(f->value, text);
	if (m->made.qname.local.n > 0)
		text = slice_of(arena_printf(a, "q:%.*s",
		    SLICE_ARG(m->made.qname.local)));
	return slice_eq(simple_type_key(m->types, f->type, f->value,
	    report_lookup, &scope, a), simple_type_key(m->types, f->type,
	    text, look_up_made, &m->made, a));
}

static enum verdict
judge_number(const struct judging *j, const struct fact *f)
{
	struct arena *a = j->m->run->scratch;
	struct dec difference;
	struct operand o;
	int32_t d;

	if (!operand_parse(&o, f->value, fact_denominator(f), f->decimals,
	    f->precision, a))
		return NOT_JUDGED;	/* told elsewhere */
	if (j->has_radius) {
		difference = dec_sub(o.n, j->made.n, a);
		if (dec_sign(difference) < 0)
			difference = dec_neg(difference, a);
		return dec_cmp(difference, j->radius) <= 0 ? CONSISTENT :
		    INCONSISTENT;
	}
	if (!operand_decimals(&o, &d))
		return NOT_JUDGED;
	return operands_v_equal(&o, &j->made, a) ? CONSISTENT : INCONSISTENT;
}

static enum verdict
judge_fact(const struct judging *j, const struct fact *f)
{
	if (j->m->made.nil)
		return INCONSISTENT;
	if (j->number)
		return judge_number(j, f);
	return same_value(j, f) ? CONSISTENT : INCONSISTENT;
}

/* --- acceptance radius --- */

/* The parameters that the assertion has, by the names that it gives them. */
static struct named_value *
parameters(const struct judging *j, uint32_t *n)
{
	struct formula_run *run = j->m->run;
	struct named_value *v = arena_alloc(run->scratch,
	    j->a->n_bindings * sizeof(*v));
	struct xp_error ignored = { .position = 0 };
	uint32_t i;

	*n = 0;
	for (i = 0; i < j->a->n_bindings; i++) {
		const struct img_binding *b = formula_binding(run->t,
		    j->a->bindings + i);
		const struct img_name *name = b == NULL ? NULL :
		    taxonomy_name(run->t, b->name);

		if (name == NULL || b->kind != BINDING_PARAMETER ||
		    parameter_value(run, b->target, &v[*n].value,
		    &ignored) == -1)
			continue;
		v[*n].ns = taxonomy_text(run->t, name->ns);
		v[(*n)++].local = taxonomy_text(run->t, name->local);
	}
	return v;
}

static int
to_number(const struct judging *j, const struct xp_seq *v, struct dec *out)
{
	struct formula_run *run = j->m->run;
	struct xp_error ignored = { .position = 0 };
	struct xp_seq atoms = XP_EMPTY;

	if (xp_atomize(&run->d, v, &atoms, &ignored) == -1 || atoms.n != 1)
		return -1;
	return dec_parse_float(out, slice_trim(xp_string_of(&run->d,
	    xp_items(&atoms)[0], run->scratch)), run->scratch);
}

/* The radius is evaluated with the value made as its context.  -1, told. */
static int
find_radius(struct judging *j)
{
	struct formula_run *run = j->m->run;
	const bool part = j->a->absolute == NONE;
	uint32_t expression = part ? j->a->proportional : j->a->absolute, n;
	struct xp_focus focus = { &j->m->made.item, 1, 1 };
	struct named_value *named;
	struct xp_error err = { .position = 0 };
	struct xp_seq v = XP_EMPTY;

	j->has_radius = expression != NONE;
	if (!j->has_radius)
		return 0;
	named = parameters(j, &n);
	if (evaluation_eval(&j->e, expression, &focus, named, n, &v,
	    &err) == -1) {
		run_report_error(run, expression, &err);
		return -1;
	}
	if (to_number(j, &v, &j->radius) != 0) {
		(void)xp_error_set(&err, "XPTY0004", "a number is wanted");
		run_report_error(run, expression, &err);
		return -1;
	}
	if (part)
		j->radius = dec_mul(j->radius, j->made.n, run->scratch);
	if (dec_sign(j->radius) < 0)
		j->radius = dec_neg(j->radius, run->scratch);
	return 0;
}

/* --- judging --- */

/* The value made as a number; false: nothing can be said of it. */
static bool
read_number(struct judging *j)
{
	const struct made *m = &j->m->made;
	int32_t d;

	j->number = m->numeric && !m->nil;
	if (!j->number)
		return true;
	if (!operand_parse(&j->made, m->text, SLICE_NONE, m->decimals,
	    m->precision, j->m->run->scratch))
		return false;
	return j->a->absolute != NONE || j->a->proportional != NONE ||
	    operand_decimals(&j->made, &d);
}

static enum verdict
judge(struct judging *j, uint32_t first)
{
	const struct report *r = j->m->run->report;
	const uint32_t *next =
	    j->c->next_in_group[j->m->made.context.dimensional];
	enum verdict all = NOT_JUDGED, one;
	uint32_t i;

	if (first == NONE)
		return (j->a->flags & ASSERTION_STRICT) == 0 ? NOT_JUDGED :
		    j->m->made.nil ? CONSISTENT : INCONSISTENT;
	if (!read_number(j))
		return NOT_JUDGED;
	if (j->number && find_radius(j) == -1) {
		result_of(j->c, j->e.assertion)->state = FORMULA_FAILED;
		return NOT_JUDGED;
	}
	for (i = first; i != NONE && all != INCONSISTENT; i = next[i]) {
		one = judge_fact(j, &r->facts.v[i]);
		if (one != NOT_JUDGED)
			all = one;
	}
	return all;
}

/* What messages may ask for (Validation Messages 1.0, 3.1). */
static void
give_names(struct judging *j, uint32_t first)
{
	struct formula_run *run = j->m->run;
	const uint32_t *next =
	    j->c->next_in_group[j->m->made.context.dimensional];
	struct named_value *facts = &j->given[0], *radius = &j->given[1];
	uint32_t i;

	facts->ns = radius->ns = SLICE(NS_CONSISTENCY);
	facts->local = SLICE("aspect-matched-facts");
	radius->local = SLICE("acceptance-radius");
	for (i = first; i != NONE; i = next[i])
		xp_add(&facts->value, xfi_fact(run->host, 0, i), run->scratch);
	if (j->has_radius)
		radius->value = xp_one(xp_number(XT_DECIMAL, j->radius,
		    run->scratch));
	j->e.given = j->given;
	j->e.n_given = 2;
}

void
consistency_judge(struct consistency *c, struct maker *m,
    const struct evaluation *e)
{
	uint32_t first = NONE, l;
	bool looked = false;

	for (l = c->links_of[e->set]; l != NONE; l = c->links.v[l].next) {
		struct judging j = { .c = c, .m = m, .e = *e };
		enum verdict verdict;

		j.e.assertion = c->links.v[l].assertion;
		j.a = formula_assertion(c->run->t, j.e.assertion);
		if (result_of(c, j.e.assertion)->state != FORMULA_EVALUATED)
			continue;
		if (!looked)
			first = matched_facts(c, m);
		looked = true;
		verdict = judge(&j, first);
		if (verdict == NOT_JUDGED)
			continue;
		j.e.outcome = verdict == CONSISTENT ? OUTCOME_SATISFIED :
		    OUTCOME_UNSATISFIED;
		give_names(&j, first);
		evaluation_judged(&j.e);
	}
}
