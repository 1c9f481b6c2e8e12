/* source.c: see source.h: filtering, and the cache of sources. */
#include "formula/source.h"

#include "formula/duplicates.h"
#include "formula/filter.h"
#include "formula/lists.h"

/* A source as it is found again: the words that its wish is made of. */
struct kept {
	const uint32_t *words;
	uint32_t        n;
	struct source   source;
	bool            failed, too_much;
};

/* The facts of a variable by the filters of its own that hang on the facts alone
 * and take no expression. */
struct base {
	const uint32_t *facts;
	uint32_t        n;
	bool            failed;
	bool            unknown;	/* a filter of an unknown kind */
	uint8_t         asked;
	uint64_t       *bits;		/* of many facts, where asked often */
};
#define MANY		64		/* facts */
#define OFTEN		4
#define MAX_BITS	((size_t)32 << 20)	/* bytes of all bases */

struct sources {
	struct formula_run *run;
	struct lists       *lists;
	struct base       **bases;		/* by variable */
	VEC(struct kept *)  kept;
	struct table        table;
	VEC(uint32_t)       words, facts;	/* scratch */
	uint64_t           *bits;		/* likewise, by fact: all 0 */
	size_t              used;		/* bytes of bits of bases */
	/* The report has items that are not whole, and nils. */
	bool                broken, nils;
	bool                one_name;	/* facts: all are of one concept */
};

/* An item is not whole, and has not the aspects that filters ask for, where its
 * context is not there, or a number's unit.  The report's findings say so; what
 * formulas would say of it is about something else. */
static bool
is_whole(const struct report *r, const struct fact *f)
{

	return (f->flags & FACT_TUPLE) != 0 || (f->context != NONE &&
	    (f->unit != NONE || !report_is_numeric(r, f)));
}

struct sources *
sources_new(struct formula_run *run)
{
	struct sources *s = mem_calloc(1, sizeof(*s));
	const struct report *r = run->report;
	size_t i;

	for (i = 0; i < r->facts.n; i++) {
		s->broken |= !is_whole(r, &r->facts.v[i]);
		s->nils |= (r->facts.v[i].flags & FACT_NIL) != 0;
	}
	s->run = run;
	s->lists = lists_new(run);
	s->bits = mem_calloc(run->report->facts.n / 64 + 1,
	    sizeof(*s->bits));
	s->bases = mem_calloc(taxonomy_count(run->t, SEC_VARIABLES),
	    sizeof(struct base *));
	return s;
}

void
sources_free(struct sources *s)
{
	size_t i;

	if (s == NULL)
		return;
	for (i = 0; i < s->kept.n; i++)
		source_indexes_free(&s->kept.v[i]->source);
	lists_free(s->lists);
	mem_free(s->bases);
	mem_free(s->bits);
	VEC_FREE(&s->kept);
	VEC_FREE(&s->words);
	VEC_FREE(&s->facts);
	table_free(&s->table);
	mem_free(s);
}

/* --- where filtering begins --- */

/* Lists that together have all facts of a variable: those of its concepts, or of
 * the members that a filter of it takes. */
struct beginning {
	bool                  concepts;
	struct filter_members m;
	uint32_t              n;	/* facts */
};

static uint32_t
concept_name(const struct sources *s, uint32_t element)
{
	const struct img_element *e = taxonomy_element(s->run->t, element);

	return e == NULL ? NONE : aspects_name(s->run->aspects, e->name);
}

static uint32_t
count_concepts(const struct sources *s, const struct img_variable *v)
{
	const uint32_t *list;
	uint32_t i, name, n = 0;

	for (i = 0; i < v->n_concepts; i++) {
		name = concept_name(s, formula_list(s->run->t,
		    v->concepts + i));
		if (name != NONE)
			n += lists_concept(s->lists, name, &list);
	}
	return n;
}

static uint32_t
count_members(struct sources *s, const struct filter_members *m)
{
	const uint32_t *list;
	uint32_t i, n = 0;

	if (m->dimension == NONE)
		return 0;
	if (m->any)
		return lists_member(s->lists, m->dimension, NONE, &list);
	for (i = 0; i < m->n; i++)
		n += lists_member(s->lists, m->dimension, m->members[i],
		    &list);
	return n;
}

/* Takes a use's list where it has fewer facts. */
static void
take_shorter(struct sources *s, const struct img_filter_use *u,
    struct beginning *best)
{
	struct beginning b = { .concepts = false };

	if (u->flags & FILTER_COMPLEMENT ||
	    !filter_members(s->run, u->filter, &b.m) || b.m.absent)
		return;
	b.n = count_members(s, &b.m);
	if (b.n < best->n)
		*best = b;
}

/* The one with the fewest facts. */
static struct beginning
find_beginning(struct sources *s, const struct img_variable *v)
{
	struct beginning best = { .concepts = true, .n = UINT32_MAX };
	uint32_t i;

	if (v->flags & VARIABLE_NAMED)
		best.n = count_concepts(s, v);
	for (i = 0; i < v->n_filters && best.n > 0; i++)
		take_shorter(s, formula_filter_use(s->run->t, v->filters + i),
		    &best);
	return best;
}

static void
add_list(struct sources *s, const uint32_t *list, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		VEC_PUSH(&s->facts, list[i]);
}

/* Adds the facts that several lists have, rising: by a bit for each. */
static void
mark_list(struct sources *s, const uint32_t *list, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		s->bits[list[i] / 64] |= UINT64_C(1) << (list[i] % 64);
}

static void
take_marked(struct sources *s)
{
	size_t words = s->run->report->facts.n / 64 + 1, w;
	uint64_t bits;

	for (w = 0; w < words; w++) {
		for (bits = s->bits[w]; bits != 0; bits &= bits - 1)
			VEC_PUSH(&s->facts, (uint32_t)(w * 64) +
			    (uint32_t)__builtin_ctzll(bits));
		s->bits[w] = 0;
	}
}

/* The facts of members, rising, into s->facts. */
static void
begin_members(struct sources *s, const struct beginning *b)
{
	const struct filter_members *m = &b->m;
	const uint32_t *list;
	uint32_t i, n;

	s->facts.n = 0;
	VEC_INIT(&s->facts);
	if (b->n == 0)
		return;
	if (m->any || m->n == 1) {
		n = lists_member(s->lists, m->dimension, m->any ? NONE :
		    m->members[0], &list);
		add_list(s, list, n);
		return;
	}
	for (i = 0; i < m->n; i++) {
		n = lists_member(s->lists, m->dimension, m->members[i],
		    &list);
		mark_list(s, list, n);
	}
	take_marked(s);
}

static void
begin_concepts(struct sources *s, const struct img_variable *v)
{
	uint32_t i, name, n;
	const uint32_t *list;

	s->facts.n = 0;
	VEC_INIT(&s->facts);
	for (i = 0; i < v->n_concepts; i++) {
		name = concept_name(s, formula_list(s->run->t,
		    v->concepts + i));
		if (name == NONE)
			continue;
		n = lists_concept(s->lists, name, &list);
		if (v->n_concepts == 1)
			add_list(s, list, n);
		else
			mark_list(s, list, n);
	}
	if (v->n_concepts > 1)
		take_marked(s);
}

/* The facts of a variable from which its filters go on, into s->facts. */
static void
begin(struct sources *s, const struct img_variable *v)
{
	struct beginning b = find_beginning(s, v);
	uint32_t i;

	s->one_name = b.concepts && b.n != UINT32_MAX && v->n_concepts == 1;
	if (!b.concepts) {
		begin_members(s, &b);
		return;
	}
	s->facts.n = 0;
	VEC_INIT(&s->facts);
	if (b.n == UINT32_MAX)
		for (i = 0; i < s->run->report->facts.n; i++)
			VEC_PUSH(&s->facts, i);
	else if (b.n > 0)
		begin_concepts(s, v);
}

/* --- filtering --- */

/* Whether a filter is applied to the base of a variable. */
static bool
is_of_base(const struct img_filter *f)
{
	return f->n_names == 0 && !filter_is_slow(f);
}

static bool
is_among(uint32_t x, const uint32_t *list, uint32_t n)
{
	uint32_t low = 0, high = n;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (list[mid] < x)
			low = mid + 1;
		else
			high = mid;
	}
	return low < n && list[low] == x;
}

static bool
member_passes(const struct filter_members *m, uint32_t member)
{
	if (member == NO_CONTEXT)
		return false;
	if (member == NONE)
		return m->absent;
	return m->any || (m->n == 1 ? m->members[0] == member :
	    is_among(member, m->members, m->n));
}

/* The same as sieve for members of a dimension. */
static void
sieve_members(struct sources *s, const struct filter_members *m,
    bool complement)
{
	const uint32_t *column = lists_column(s->lists, m->dimension,
	    s->facts.n);
	uint32_t fact;
	size_t i, n = 0;

	for (i = 0; i < s->facts.n; i++) {
		fact = s->facts.v[i];
		if (member_passes(m, column != NULL ? column[fact] :
		    lists_member_of(s->lists, fact, m->dimension)) !=
		    complement)
			s->facts.v[n++] = fact;
	}
	s->facts.n = n;
}

/* Keeps of s->facts those that pass a use.  False: an error. */
static bool
sieve(struct sources *s, const struct img_filter_use *u)
{
	struct filter_members m;
	size_t i, n = 0;
	int rc;

	if (s->facts.n == 0)
		return true;
	if (filter_members(s->run, u->filter, &m)) {
		sieve_members(s, &m, u->flags & FILTER_COMPLEMENT);
		return true;
	}
	for (i = 0; i < s->facts.n; i++) {
		aspects_fetch(s->run->report, s->facts.v, i, s->facts.n);
		rc = filter_use_passes(s->run, NULL, u, s->facts.v[i]);
		if (rc == -1)
			return false;
		if (rc == 1)
			s->facts.v[n++] = s->facts.v[i];
	}
	s->facts.n = n;
	return true;
}

/* Whether a filter says the same of all facts of one concept. */
static bool
is_of_name(const struct sources *s, const struct img_filter *f)
{
	const struct img_filter_item *item;
	uint32_t i;

	if (f->kind != FILTER_CONCEPT_NAME)
		return false;
	for (i = 0; i < f->n_items; i++) {
		item = formula_filter_item(s->run->t, f->items + i);
		if (item->expression != NONE)
			return false;
	}
	return true;
}

/* The same as sieve, of a filter of the base of a variable. */
static bool
sieve_base(struct sources *s, const struct img_filter_use *u)
{
	int rc;

	if (s->facts.n == 0 || !s->one_name ||
	    !is_of_name(s, formula_filter(s->run->t, u->filter)))
		return sieve(s, u);
	rc = filter_use_passes(s->run, NULL, u, s->facts.v[0]);
	if (rc == 0)
		s->facts.n = 0;
	return rc != -1;
}

/* Nils, where the variable does not take them, and items that are not whole. */
static void
drop(struct sources *s, bool nils)
{
	const struct report *r = s->run->report;
	const struct fact *f;
	size_t i, n = 0;

	nils = nils && s->nils;
	if (!nils && !s->broken)
		return;
	for (i = 0; i < s->facts.n; i++) {
		f = &r->facts.v[s->facts.v[i]];
		if (!(nils && (f->flags & FACT_NIL) != 0) &&
		    (!s->broken || is_whole(r, f)))
			s->facts.v[n++] = s->facts.v[i];
	}
	s->facts.n = n;
}

static struct base *
base_of(struct sources *s, uint32_t variable)
{
	const struct img_variable *v = formula_variable(s->run->t, variable);
	struct base *b = s->bases[variable];
	const struct img_filter_use *u;
	uint32_t i, *copy;

	if (b != NULL)
		return b;
	b = s->bases[variable] = arena_alloc(s->run->keep, sizeof(*b));
	begin(s, v);
	drop(s, (v->flags & VARIABLE_NILS) == 0);
	for (i = 0; i < v->n_filters && !b->failed && s->facts.n > 0; i++) {
		u = formula_filter_use(s->run->t, v->filters + i);
		b->unknown |= filter_unknown(s->run->t, u->filter) != NONE;
		if (is_of_base(formula_filter(s->run->t, u->filter)))
			b->failed = !sieve_base(s, u);
	}
	b->n = b->failed ? 0 : (uint32_t)s->facts.n;
	copy = arena_alloc(s->run->keep, b->n * sizeof(*copy));
	if (b->n > 0)
		memcpy(copy, s->facts.v, b->n * sizeof(*copy));
	b->facts = copy;
	if (b->failed && budget_is_spent(s->run))
		s->bases[variable] = NULL;	/* of another set it may not */
	return b;
}

/* --- sets that come to nothing --- */

/* A bit for each fact of a base; NULL: not worth it. */
static const uint64_t *
bits_of(struct sources *s, struct base *b)
{
	size_t words = s->run->report->facts.n / 64 + 1;
	uint32_t i;

	if (b->bits != NULL || b->n < MANY || b->asked++ < OFTEN)
		return b->bits;
	b->asked = OFTEN;
	if (words * sizeof(*b->bits) > MAX_BITS - s->used)
		return NULL;
	s->used += words * sizeof(*b->bits);
	b->bits = arena_alloc(s->run->keep, words * sizeof(*b->bits));
	for (i = 0; i < b->n; i++)
		b->bits[b->facts[i] / 64] |= UINT64_C(1) <<
		    (b->facts[i] % 64);
	return b->bits;
}

/* The facts of a base that are in a list, into s->facts: from the shorter one. */
static void
begin_shorter(struct sources *s, const struct beginning *list,
    struct base *b)
{
	const uint64_t *bits;
	size_t k, n = 0;
	uint32_t fact;

	if (list->concepts) {		/* there is no shorter one */
		s->facts.n = 0;
		VEC_INIT(&s->facts);
		add_list(s, b->facts, b->n);
		return;
	}
	begin_members(s, list);
	bits = bits_of(s, b);
	for (k = 0; k < s->facts.n; k++) {
		fact = s->facts.v[k];
		if (bits != NULL ? bits[fact / 64] >> (fact % 64) & 1 :
		    is_among(fact, b->facts, b->n))
			s->facts.v[n++] = fact;
	}
	s->facts.n = n;
}

/* Whether some fact of a base passes the filters of a set that are lists of
 * members. */
static bool
survives(struct sources *s, const struct img_variable_set *row,
    struct base *b)
{
	struct beginning best = { .concepts = true, .n = b->n };
	const struct img_filter_use *u;
	struct filter_members m;
	uint32_t i;

	for (i = 0; i < row->n_filters && best.n > 0; i++)
		take_shorter(s, formula_filter_use(s->run->t,
		    row->filters + i), &best);
	begin_shorter(s, &best, b);
	for (i = 0; i < row->n_filters && s->facts.n > 0; i++) {
		u = formula_filter_use(s->run->t, row->filters + i);
		if (filter_members(s->run, u->filter, &m))
			sieve_members(s, &m, u->flags & FILTER_COMPLEMENT);
	}
	return s->facts.n > 0;
}

/* The fact variables of a set, by their bases; false: nothing can be said. */
struct needed {
	struct base *least;	/* of those that must have facts */
	bool facts, nothing;
};

static bool
look_at_bases(struct sources *s, const struct img_variable_set *row,
    struct needed *out)
{
	const struct taxonomy *t = s->run->t;
	const struct img_binding *b;
	const struct img_variable *v;
	struct base *base;
	uint32_t i;

	for (i = 0; i < row->n_bindings; i++) {
		b = formula_binding(t, row->bindings + i);
		if (b->kind != BINDING_FACT)
			continue;
		v = formula_variable(t, b->target);
		base = base_of(s, b->target);
		if (base->failed || base->unknown || v->n_instances > 0)
			return false;
		out->facts = true;
		if (v->expression != NONE)
			continue;
		out->nothing |= base->n == 0;
		if (out->least == NULL || base->n < out->least->n)
			out->least = base;
	}
	return true;
}

bool
source_comes_to_nothing(struct formula_run *run,
    const struct img_variable_set *row)
{
	struct sources *s = run->sources;
	const struct img_binding *b;
	struct needed n = { NULL, false, false };
	uint32_t i;

	if (!look_at_bases(s, row, &n) || !n.facts)
		return false;
	if (n.nothing || n.least != NULL)
		return n.nothing || !survives(s, row, n.least);
	for (i = 0; i < row->n_bindings; i++) {	/* all may fall back */
		b = formula_binding(run->t, row->bindings + i);
		if (b->kind == BINDING_FACT &&
		    survives(s, row, base_of(s, b->target)))
			return false;
	}
	return true;
}

/* The facts of a variable's base that the filters of the set leave, by the
 * shorter way, into s->facts. */
static void
begin_wish(struct sources *s, const struct source_wish *w,
    struct base *b)
{
	struct beginning best = { .concepts = true, .n = b->n };
	uint32_t i;

	for (i = 0; i < w->n_of_set; i++)
		take_shorter(s, w->uses[i], &best);
	begin_shorter(s, &best, b);
}

/* The facts of a wish, rising, into s->facts: what is left to be filtered are
 * filters that name parameters, those of the set, and expressions, which only see
 * what the others let through.  False: an error. */
static bool
collect(struct sources *s, const struct source_wish *w)
{
	struct base *b = base_of(s, w->variable);
	const struct img_filter *f;
	uint32_t i;
	int slow;

	if (b->failed)
		return false;
	begin_wish(s, w, b);
	for (slow = 0; slow < 2; slow++)
		for (i = 0; i < w->n_uses && s->facts.n > 0; i++) {
			f = formula_filter(s->run->t, w->uses[i]->filter);
			if (filter_is_slow(f) == (slow == 1) &&
			    (i < w->n_of_set || !is_of_base(f)) &&
			    !sieve(s, w->uses[i]))
				return false;
		}
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
		if (k->failed && !k->too_much && budget_is_spent(run)) {
			*too_much = false;
			return NULL;	/* for another set it may be there */
		}
		row = (uint32_t)s->kept.n;
		VEC_PUSH(&s->kept, k);
		table_add(&s->table, h, row);
	}
	k = s->kept.v[row];
	*too_much = k->too_much;
	return k->failed ? NULL : &k->source;
}
