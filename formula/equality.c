/*
 * equality.c: see equality.h.  Each value is held against one of each class
 * there is; the test sees two facts that have the values.
 */
#include "formula/equality.h"

#include "base/hash.h"
#include "formula/expression.h"

#define NS_ASPECT_TEST	"http://xbrl.org/2008/variable/aspectTest"
#define CLASS		UINT32_C(0x40000000)	/* above all texts */
#define MAX_CLASSES	4096		/* of one domain: beyond, each is its own */

struct value_class {
	uint32_t definition;	/* SEC_EQUALITIES */
	uint32_t fact;		/* that has such a value */
};

struct equalities {
	struct formula_run *run;
	uint32_t           *facts;	/* by context: a fact in it, or NONE */
	VEC(struct value_class) classes;
	struct table        known;	/* class by hash of dimension and text */
};

struct equalities *
equalities_new(struct formula_run *run)
{
	struct equalities *e = mem_calloc(1, sizeof(*e));
	const struct report *r = run->report;
	uint32_t i;

	e->run = run;
	e->facts = mem_calloc(r->contexts.n + 1, sizeof(*e->facts));
	for (i = 0; i < r->contexts.n; i++)
		e->facts[i] = NONE;
	for (i = (uint32_t)r->facts.n; i > 0; i--)
		if (r->facts.v[i - 1].context != NONE)
			e->facts[r->facts.v[i - 1].context] = i - 1;
	return e;
}

void
equalities_free(struct equalities *e)
{
	if (e == NULL)
		return;
	mem_free(e->facts);
	VEC_FREE(&e->classes);
	table_free(&e->known);
	mem_free(e);
}

/* The definition of a dimension's domain, or NONE. */
static uint32_t
definition_of(const struct equalities *e, uint32_t dimension)
{
	const struct img_element *d = taxonomy_element(e->run->t, dimension);

	return d == NULL || d->typed_domain == NONE ? NONE :
	    formula_equality_of(e->run->t, d->typed_domain);
}

static bool
are_equal(const struct equalities *e, uint32_t definition, uint32_t a,
    uint32_t b)
{
	struct formula_run *run = e->run;
	uint32_t test = formula_equality(run->t, definition)->expression;
	struct named_value values[2] = {
		{ SLICE(NS_ASPECT_TEST), SLICE("a"),
		    xp_one(xfi_fact(run->host, 0, a)) },
		{ SLICE(NS_ASPECT_TEST), SLICE("b"),
		    xp_one(xfi_fact(run->host, 0, b)) },
	};
	struct arena_mark mark = arena_mark(run->d.arena);
	struct xp_seq out;
	struct xp_error err;
	int rc = expression_eval_with(run, NULL, test, NULL, values, 2, &out,
	    &err);

	if (rc == 0)
		rc = xp_truth(&out, &err);
	if (rc == -1)
		run_report_error(run, test, &err);
	arena_reset(run->d.arena, mark);
	return rc == 1;
}

static uint32_t
find_class(struct equalities *e, uint32_t definition, uint32_t fact)
{
	struct value_class *c;
	uint32_t i;

	for (i = 0; i < e->classes.n && i < MAX_CLASSES; i++)
		if (e->classes.v[i].definition == definition &&
		    are_equal(e, definition, e->classes.v[i].fact, fact))
			return i;
	c = VEC_ADD(&e->classes);
	*c = (struct value_class){ definition, fact };
	return (uint32_t)e->classes.n - 1;
}

uint32_t
equalities_class(struct equalities *e, uint32_t context, uint32_t row)
{
	const struct dimension *d = &e->run->report->dimensions.v[row];
	uint32_t definition = definition_of(e, d->element), class;
	uint64_t key;

	if (definition == NONE || e->facts[context] == NONE)
		return d->typed;
	/* As it is written: the test may tell apart what is s-equal. */
	key = hash_mix(hash_bytes(d->xml.s, d->xml.n, hash_salt()),
	    (uint64_t)d->element << 32 | d->typed);
	class = table_find_int(&e->known, key);
	if (class == NONE) {
		class = find_class(e, definition, e->facts[context]);
		table_add_int(&e->known, key, class);
	}
	return CLASS + class;
}
