/* source.c: see source.h: filtering, and the cache of sources. */
#include "formula/source.h"

#include <stdlib.h>

#include "formula/duplicates.h"
#include "formula/filter.h"

/* A source as it is found again: the words that its wish is made of. */
struct kept {
	const uint32_t *words;
	uint32_t        n;
	struct source   source;
	bool            failed, too_much;
};

struct sources {
	struct formula_run *run;
	VEC(struct kept *)  kept;
	struct table        table;
	VEC(uint32_t)       words, facts;	/* scratch */
	/* Facts by the report's names: from first[name] on. */
	uint32_t           *first, *by_name;
};

struct sources *
sources_new(struct formula_run *run)
{
	struct sources *s = mem_calloc(1, sizeof(*s));
	const struct report *r = run->report;
	uint32_t i, *at;

	s->run = run;
	s->first = mem_calloc(r->names.n + 2, sizeof(*s->first));
	s->by_name = mem_calloc(r->facts.n + 1, sizeof(*s->by_name));
	at = s->first + 1;
	for (i = 0; i < r->facts.n; i++)
		at[r->facts.v[i].name]++;
	for (i = 1; i < r->names.n; i++)
		at[i] += at[i - 1];
	for (i = (uint32_t)r->facts.n; i > 0; i--)
		s->by_name[--at[r->facts.v[i - 1].name]] = i - 1;
	/* at[name] is where it begins now: as first[name + 1]. */
	for (i = 0; i < r->names.n; i++)
		s->first[i] = s->first[i + 1];
	s->first[r->names.n] = (uint32_t)r->facts.n;
	return s;
}

void
sources_free(struct sources *s)
{
	struct index *x;
	size_t i;

	if (s == NULL)
		return;
	for (i = 0; i < s->kept.n; i++)
		for (x = s->kept.v[i]->source.indexes; x != NULL; x = x->more)
			table_free(&x->table);
	VEC_FREE(&s->kept);
	VEC_FREE(&s->words);
	VEC_FREE(&s->facts);
	table_free(&s->table);
	mem_free(s->first);
	mem_free(s->by_name);
	mem_free(s);
}

/* --- filtering --- */

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Whether a fact passes all filters that are slow, or all that are not. */
static int
passes(struct formula_run *run, const struct source_wish *w, uint32_t fact,
    bool slow)
{
	uint32_t i;
	int rc;

	for (i = 0; i < w->n_uses; i++) {
		if (filter_is_slow(formula_filter(run->t,
		    w->uses[i]->filter)) != slow)
			continue;
		if ((rc = filter_use_passes(run, NULL, w->uses[i], fact)) != 1)
			return rc;
	}
	return 1;
}

/* Adds a fact if it is one of the variable's.  False: an error. */
static bool
consider(struct sources *s, const struct source_wish *w, bool nils,
    bool slow, uint32_t fact)
{
	int rc;

	if (!nils && s->run->report->facts.v[fact].flags & FACT_NIL)
		return true;
	rc = passes(s->run, w, fact, false);
	/* Expressions only see what the others let through. */
	if (rc == 1 && slow)
		rc = passes(s->run, w, fact, true);
	if (rc == 1)
		VEC_PUSH(&s->facts, fact);
	return rc != -1;
}

static bool
consider_concept(struct sources *s, const struct source_wish *w, bool nils,
    bool slow, uint32_t element)
{
	const struct img_element *e = taxonomy_element(s->run->t, element);
	uint32_t name = e == NULL ? NONE :
	    aspects_name(s->run->aspects, e->name), i;

	if (name == NONE)
		return true;
	for (i = s->first[name]; i < s->first[name + 1]; i++)
		if (!consider(s, w, nils, slow, s->by_name[i]))
			return false;
	return true;
}

/* The facts of a wish, rising, into s->facts.  False: an error. */
static bool
collect(struct sources *s, const struct source_wish *w)
{
	const struct img_variable *v = formula_variable(s->run->t,
	    w->variable);
	bool nils = v->flags & VARIABLE_NILS, slow = false;
	uint32_t i;

	s->facts.n = 0;
	VEC_INIT(&s->facts);
	for (i = 0; i < w->n_uses; i++)
		slow |= filter_is_slow(formula_filter(s->run->t,
		    w->uses[i]->filter));
	if ((v->flags & VARIABLE_NAMED) == 0) {
		for (i = 0; i < s->run->report->facts.n; i++)
			if (!consider(s, w, nils, slow, i))
				return false;
		return true;
	}
	for (i = 0; i < v->n_concepts; i++)
		if (!consider_concept(s, w, nils, slow,
		    formula_list(s->run->t, v->concepts + i)))
			return false;
	if (v->n_concepts > 1 && s->facts.n > 1)
		qsort(s->facts.v, s->facts.n, sizeof(uint32_t), by_number);
	return true;
}

/* --- the cache --- */

static void
push_wish(struct sources *s, const struct source_wish *w)
{
	uint32_t i;

	s->words.n = 0;
	VEC_PUSH(&s->words, w->variable);
	VEC_PUSH(&s->words, (uint32_t)w->sequence | (uint32_t)w->matches << 1 |
	    (uint32_t)w->dimensional << 2 | (uint32_t)w->weighted << 3);
	VEC_PUSH(&s->words, w->n_uses);
	for (i = 0; i < w->n_uses; i++) {
		VEC_PUSH(&s->words, w->uses[i]->filter);
		VEC_PUSH(&s->words, w->uses[i]->flags & FILTER_COMPLEMENT);
	}
	for (i = 0; w->sequence && i < w->n_group; i++) {
		VEC_PUSH(&s->words, w->group[i].aspect);
		VEC_PUSH(&s->words, w->group[i].which);
	}
}

static bool
is_kept(const void *ctx, uint32_t row, const void *key)
{
	const struct sources *s = ctx;
	const struct kept *k = s->kept.v[row];

	(void)key;
	return k->n == s->words.n && memcmp(k->words, s->words.v,
	    k->n * sizeof(uint32_t)) == 0;
}

static struct kept *
make(struct sources *s, const struct source_wish *w)
{
	struct arena *keep = s->run->keep;
	struct kept *k = arena_alloc(keep, sizeof(*k));
	uint32_t *words = arena_alloc(keep, s->words.n * sizeof(*words));

	memcpy(words, s->words.v, s->words.n * sizeof(*words));
	k->words = words;
	k->n = (uint32_t)s->words.n;
	if (!collect(s, w)) {
		k->failed = true;
		return k;
	}
	k->too_much = !source_group(s->run, w, s->facts.v,
	    (uint32_t)s->facts.n, keep, &k->source);
	k->failed = k->too_much;
	return k;
}

struct source *
source_get(struct formula_run *run, const struct source_wish *w,
    bool *too_much)
{
	struct sources *s = run->sources;
	uint32_t row;
	uint64_t h;
	struct kept *k;

	push_wish(s, w);
	h = hash_bytes(s->words.v, s->words.n * sizeof(uint32_t), hash_salt());
	row = table_find(&s->table, h, is_kept, s, NULL);
	if (row == NONE) {
		k = make(s, w);
		row = (uint32_t)s->kept.n;
		VEC_PUSH(&s->kept, k);
		table_add(&s->table, h, row);
	}
	k = s->kept.v[row];
	*too_much = k->too_much;
	return k->failed ? NULL : &k->source;
}

/* --- indexes --- */

struct probe {
	struct formula_run  *run;
	const struct source *source;
	const struct index  *index;
};

/* Units are equal in the parts of an index as their first facts are. */
static bool
is_unit(const void *ctx, uint32_t unit, const void *key)
{
	const struct probe *p = ctx;
	const uint32_t *values = key;
	uint32_t fact = p->source->facts[p->source->units[unit].at], i;

	for (i = 0; i < p->index->n_parts; i++)
		if (aspects_value(p->run->aspects, fact,
		    p->index->parts[i]) != values[i])
			return false;
	return true;
}

static void
fill_index(struct formula_run *run, const struct source *s, struct index *x)
{
	uint32_t *values = mem_calloc((size_t)x->n_parts + 1,
	    sizeof(*values));
	uint32_t *last = mem_calloc((size_t)s->n + 1, sizeof(*last));
	struct probe p = { run, s, x };
	uint32_t unit, i, first;
	uint64_t h;

	table_reserve(&x->table, s->n);
	for (unit = 0; unit < s->n; unit++) {
		x->next[unit] = NONE;
		for (i = 0; i < x->n_parts; i++)
			values[i] = aspects_value(run->aspects,
			    s->facts[s->units[unit].at], x->parts[i]);
		h = hash_bytes(values, x->n_parts * sizeof(*values),
		    hash_salt());
		first = table_find(&x->table, h, is_unit, &p, values);
		if (first == NONE) {
			table_add(&x->table, h, unit);
			last[unit] = unit;
		} else {
			x->next[last[first]] = unit;
			last[first] = unit;
		}
	}
	mem_free(values);
	mem_free(last);
}

struct index *
source_index(struct formula_run *run, struct source *s,
    const struct part *parts, uint32_t n_parts)
{
	struct index *x;
	struct part *copy;

	for (x = s->indexes; x != NULL; x = x->more)
		if (x->n_parts == n_parts && memcmp(x->parts, parts,
		    n_parts * sizeof(*parts)) == 0)
			return x;
	x = arena_alloc(run->keep, sizeof(*x));
	copy = arena_alloc(run->keep, n_parts * sizeof(*copy));
	memcpy(copy, parts, n_parts * sizeof(*copy));
	x->parts = copy;
	x->n_parts = n_parts;
	x->next = arena_alloc(run->keep, s->n * sizeof(*x->next));
	fill_index(run, s, x);
	x->more = s->indexes;
	s->indexes = x;
	return x;
}

uint32_t
source_find(struct formula_run *run, const struct source *s,
    const struct index *x, const uint32_t *values)
{
	struct probe p = { run, s, x };
	uint64_t h = hash_bytes(values, x->n_parts * sizeof(*values),
	    hash_salt());

	return table_find(&x->table, h, is_unit, &p, values);
}
