/* duplicates.c: see duplicates.h. */
#include "formula/duplicates.h"

/* Of the dimensional model, the other, and both: facts that are equal in both
 * cannot be told apart by any aspect. */
enum { OTHER_MODEL, DIMENSIONAL_MODEL, BOTH_MODELS, MODELS };

struct mark { uint32_t serial, value; };

struct classes {
	struct formula_run *run;
	uint32_t *contexts[MODELS];	/* class by context: a fact that has it */
	uint32_t *aspects[MODELS];	/* class by fact */
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
	int i;

	if (c == NULL)
		return;
	for (i = 0; i < MODELS; i++) {
		mem_free(c->contexts[i]);
		mem_free(c->aspects[i]);
	}
	mem_free(c->same);
	mem_free(c->alone);
	mem_free(c->marks);
	mem_free(c);
}

/* --- contexts that are equal in all aspects --- */

#define CONTEXT_PARTS	7
static const struct part context_parts[CONTEXT_PARTS] = {
	{ ASPECT_SEGMENT, 0 }, { ASPECT_SCENARIO, 0 },
	{ ASPECT_ENTITY, 0 }, { ASPECT_PERIOD, 0 },
	{ ASPECT_NON_XDT_SEGMENT, 0 }, { ASPECT_NON_XDT_SCENARIO, 0 },
	{ ASPECT_DIMENSIONS, DIMENSIONS_ALL },
};
static const struct { uint32_t first, n; } parts_of[MODELS] = {
	[OTHER_MODEL] = { 0, 4 }, [DIMENSIONAL_MODEL] = { 2, 5 },
	[BOTH_MODELS] = { 0, CONTEXT_PARTS },
};

struct model {
	struct formula_run *run;
	int which;
};

static size_t
context_key(const struct model *m, uint32_t fact, uint32_t *values)
{
	uint32_t i, n = parts_of[m->which].n;

	for (i = 0; i < n; i++)
		values[i] = aspects_value(m->run->aspects, fact,
		    context_parts[parts_of[m->which].first + i]);
	return n * sizeof(*values);
}

static bool
has_context(const void *ctx, uint32_t fact, const void *key)
{
	uint32_t values[CONTEXT_PARTS];
	size_t n = context_key(ctx, fact, values);

	return memcmp(values, key, n) == 0;
}

/* A context is known by the first fact that has one like it. */
static uint32_t *
find_contexts(const struct model *m)
{
	const struct report *r = m->run->report;
	uint32_t *class = mem_calloc(r->contexts.n + 1, sizeof(*class));
	uint32_t values[CONTEXT_PARTS], i, c;
	struct table t = { NULL, NULL, 0, 0 };
	uint64_t h;

	memset(class, 0xff, r->contexts.n * sizeof(*class));
	for (i = 0; i < r->facts.n; i++) {
		if ((c = r->facts.v[i].context) == NONE || class[c] != NONE)
			continue;
		h = hash_bytes(values, context_key(m, i, values), hash_salt());
		class[c] = table_find(&t, h, has_context, m, values);
		if (class[c] == NONE) {
			table_add(&t, h, i);
			class[c] = i;
		}
	}
	table_free(&t);
	return class;
}

/* --- facts that are --- */

#define FACT_PARTS	4
#define AHEAD		64	/* facts whose places are fetched beforehand */

static void
fact_key(const struct model *m, uint32_t fact, uint32_t *values)
{
	struct fact_aspects *a = m->run->aspects;
	uint32_t context = m->run->report->facts.v[fact].context;

	values[0] = aspects_value(a, fact,
	    (struct part){ ASPECT_CONCEPT, 0 });
	values[1] = aspects_value(a, fact,
	    (struct part){ ASPECT_LOCATION, 0 });
	values[2] = aspects_value(a, fact,
	    (struct part){ ASPECT_UNIT, 0 });
	values[3] = context == NONE ? NONE :
	    m->run->classes->contexts[m->which][context];
}

static bool
has_values(const void *ctx, uint32_t fact, const void *key)
{
	uint32_t values[FACT_PARTS];

	fact_key(ctx, fact, values);
	return memcmp(values, key, sizeof(values)) == 0;
}

static uint32_t *
find_aspects(const struct model *m)
{
	uint32_t n = (uint32_t)m->run->report->facts.n, i, k, first;
	uint32_t *class = mem_calloc((size_t)n + 1, sizeof(*class));
	uint32_t values[AHEAD][FACT_PARTS];
	struct table t = { NULL, NULL, 0, 0 };
	uint64_t h[AHEAD];

	table_reserve(&t, n);
	for (i = 0; i < n; i += AHEAD) {
		for (k = 0; k < AHEAD && i + k < n; k++) {
			fact_key(m, i + k, values[k]);
			h[k] = hash_bytes(values[k], sizeof(values[k]),
			    hash_salt());
			table_fetch(&t, h[k]);
		}
		for (k = 0; k < AHEAD && i + k < n; k++) {
			first = table_find(&t, h[k], has_values, m, values[k]);
			if (first == NONE)
				table_add(&t, h[k], i + k);
			class[i + k] = first == NONE ? i + k : first;
		}
	}
	table_free(&t);
	return class;
}

static uint32_t *
classes_of(struct formula_run *run, int which)
{
	struct classes *c = run->classes;
	const struct model m = { run, which };

	if (c->aspects[which] == NULL) {
		c->contexts[which] = find_contexts(&m);
		c->aspects[which] = find_aspects(&m);
	}
	return c->aspects[which];
}

uint32_t
class_of_aspects(struct formula_run *run, uint32_t fact, bool dimensional)
{
	return classes_of(run, dimensional ? DIMENSIONAL_MODEL :
	    OTHER_MODEL)[fact];
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
	const uint32_t *class = run->classes->aspects[BOTH_MODELS];

	return class[fact] == class[*(const uint32_t *)key] &&
	    a->decimals == b->decimals && a->precision == b->precision &&
	    a->lang == b->lang && a->type == b->type &&
	    a->n_extras == 0 && b->n_extras == 0 &&
	    ((a->flags ^ b->flags) & (FACT_NIL | FACT_FRACTION)) == 0 &&
	    slice_eq(a->value, b->value) &&
	    slice_eq(fact_denominator(a), fact_denominator(b));
}

static void
find_same(struct formula_run *run)
{
	struct classes *c = run->classes;
	const struct report *r = run->report;
	const uint32_t *class = classes_of(run, BOTH_MODELS);
	uint32_t n = (uint32_t)r->facts.n, i, first;
	struct table t = { NULL, NULL, 0, 0 };
	uint64_t h;

	c->same = mem_calloc((size_t)n + 1, sizeof(*c->same));
	c->alone = mem_calloc((size_t)n + 1, sizeof(*c->alone));
	for (i = 0; i < n; i++) {
		c->same[i] = i;
		c->alone[i] = class[i] == i;
		c->alone[class[i]] &= class[i] == i;
	}
	for (i = 0; i < n; i++) {
		const struct fact *f = &r->facts.v[i];

		if (n - i > AHEAD_NEAR && !c->alone[i + AHEAD_NEAR])
			mem_fetch(f[AHEAD_NEAR].value.s,
			    f[AHEAD_NEAR].value.n);
		if (c->alone[i])
			continue;
		c->alone[i] = true;
		if (!is_plain(run, f))
			continue;
		h = hash_mix(hash_bytes(f->value.s, f->value.n, hash_salt()),
		    class[i]);
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
