/* duplicates.c: see duplicates.h. */
#include "formula/duplicates.h"

#define ASPECT_PARTS	8

struct mark { uint32_t serial, value; };

struct classes {
	struct formula_run *run;
	uint32_t *aspects[2];		/* by model: class by fact */
	uint32_t *same;			/* class by fact */
	bool     *alone;		/* by fact */
	struct mark *marks;
	uint32_t  serial;
};

struct classes *
classes_new(struct formula_run *run)
{
	struct classes *c = mem_calloc(1, sizeof(*c));

	c->run = run;
	return c;
}

void
classes_free(struct classes *c)
{
	if (c == NULL)
		return;
	mem_free(c->aspects[0]);
	mem_free(c->aspects[1]);
	mem_free(c->same);
	mem_free(c->alone);
	mem_free(c->marks);
	mem_free(c);
}

/* --- equal in all aspects --- */

static const struct part model_parts[2][ASPECT_PARTS] = {
	{ { ASPECT_CONCEPT, 0 }, { ASPECT_LOCATION, 0 }, { ASPECT_ENTITY, 0 },
	    { ASPECT_PERIOD, 0 }, { ASPECT_UNIT, 0 }, { ASPECT_SEGMENT, 0 },
	    { ASPECT_SCENARIO, 0 }, { ASPECT_CONCEPT, 0 } },
	{ { ASPECT_CONCEPT, 0 }, { ASPECT_LOCATION, 0 }, { ASPECT_ENTITY, 0 },
	    { ASPECT_PERIOD, 0 }, { ASPECT_UNIT, 0 },
	    { ASPECT_NON_XDT_SEGMENT, 0 }, { ASPECT_NON_XDT_SCENARIO, 0 },
	    { ASPECT_DIMENSIONS, DIMENSIONS_ALL } },
};

static void
all_values(struct formula_run *run, uint32_t fact, bool dimensional,
    uint32_t *values)
{
	uint32_t i;

	for (i = 0; i < ASPECT_PARTS; i++)
		values[i] = aspects_value(run->aspects, fact,
		    model_parts[dimensional][i]);
}

struct model {
	struct formula_run *run;
	bool dimensional;
};

static bool
has_values(const void *ctx, uint32_t fact, const void *key)
{
	const struct model *m = ctx;
	uint32_t values[ASPECT_PARTS];

	all_values(m->run, fact, m->dimensional, values);
	return memcmp(values, key, sizeof(values)) == 0;
}

static uint32_t *
find_aspects(struct formula_run *run, bool dimensional)
{
	uint32_t n = (uint32_t)run->report->facts.n, i, first;
	uint32_t *class = mem_calloc((size_t)n + 1, sizeof(*class));
	uint32_t values[ASPECT_PARTS];
	struct model m = { run, dimensional };
	struct table t = { NULL, NULL, 0, 0 };
	uint64_t h;

	table_reserve(&t, n);
	for (i = 0; i < n; i++) {
		all_values(run, i, dimensional, values);
		h = hash_bytes(values, sizeof(values), hash_salt());
		first = table_find(&t, h, has_values, &m, values);
		if (first == NONE)
			table_add(&t, h, i);
		class[i] = first == NONE ? i : first;
	}
	table_free(&t);
	return class;
}

uint32_t
class_of_aspects(struct formula_run *run, uint32_t fact, bool dimensional)
{
	struct classes *c = run->classes;

	if (c->aspects[dimensional] == NULL)
		c->aspects[dimensional] = find_aspects(run, dimensional);
	return c->aspects[dimensional][fact];
}

/* --- the same --- */

/* A QName's value hangs on the namespaces where it stands, too. */
static bool
is_plain(const struct formula_run *run, const struct fact *f)
{
	const struct img_type *t = taxonomy_type(run->t, f->type);

	return t != NULL && t->primitive != PRIM_QNAME &&
	    t->primitive != PRIM_NOTATION && t->primitive != PRIM_NONE &&
	    t->variety == VARIETY_ATOMIC &&
	    (f->flags & (FACT_TUPLE | FACT_MARKUP | FACT_BAD_ACCURACY)) == 0;
}

static bool
says_the_same(const void *ctx, uint32_t fact, const void *key)
{
	const struct formula_run *run = ctx;
	const struct fact *a = &run->report->facts.v[fact];
	const struct fact *b = &run->report->facts.v[*(const uint32_t *)key];
	const uint32_t *class = run->classes->aspects[1];
	const uint32_t *other = run->classes->aspects[0];

	return class[fact] == class[*(const uint32_t *)key] &&
	    other[fact] == other[*(const uint32_t *)key] &&
	    a->decimals == b->decimals && a->precision == b->precision &&
	    a->lang == b->lang && a->type == b->type &&
	    a->n_extras == 0 && b->n_extras == 0 &&
	    ((a->flags ^ b->flags) & (FACT_NIL | FACT_FRACTION)) == 0 &&
	    slice_eq(a->value, b->value) &&
	    slice_eq(a->denominator, b->denominator);
}

static void
find_same(struct formula_run *run)
{
	struct classes *c = run->classes;
	const struct report *r = run->report;
	uint32_t n = (uint32_t)r->facts.n, i, first;
	struct table t = { NULL, NULL, 0, 0 };
	uint64_t h;

	(void)class_of_aspects(run, 0, true);
	(void)class_of_aspects(run, 0, false);
	c->same = mem_calloc((size_t)n + 1, sizeof(*c->same));
	c->alone = mem_calloc((size_t)n + 1, sizeof(*c->alone));
	for (i = 0; i < n; i++) {
		const struct fact *f = &r->facts.v[i];

		c->same[i] = i;
		c->alone[i] = true;
		if (!is_plain(run, f))
			continue;
		h = hash_mix(hash_bytes(f->value.s, f->value.n, hash_salt()),
		    c->aspects[1][i]);
		first = table_find(&t, h, says_the_same, run, &i);
		if (first == NONE) {
			table_add(&t, h, i);
			continue;
		}
		c->same[i] = first;
		c->alone[i] = c->alone[first] = false;
	}
	table_free(&t);
}

uint32_t
class_of_duplicates(struct formula_run *run, uint32_t fact)
{
	if (run->classes->same == NULL)
		find_same(run);
	return run->classes->same[fact];
}

bool
is_alone(struct formula_run *run, uint32_t fact)
{
	if (run->classes->same == NULL)
		find_same(run);
	return run->classes->alone[fact];
}

/* --- marks --- */

void
marks_clear(struct formula_run *run)
{
	struct classes *c = run->classes;

	if (c->marks == NULL)
		c->marks = mem_calloc(run->report->facts.n + 1,
		    sizeof(*c->marks));
	c->serial++;
}

uint32_t
mark_of(const struct formula_run *run, uint32_t fact)
{
	const struct mark *m = &run->classes->marks[fact];

	return m->serial == run->classes->serial ? m->value : NONE;
}

void
mark_set(struct formula_run *run, uint32_t fact, uint32_t value)
{
	run->classes->marks[fact] = (struct mark){ run->classes->serial,
	    value };
}
