/* plan_order.c: the terms by which variables are joined, and their order. */
#include <stdlib.h>

#include "formula/join.h"
#include "formula/plan_local.h"

/* --- terms (plan.h, 1) --- */

struct terms {
	struct plan *p;
	VEC(struct term) all;
};

static struct term *
find_term(struct terms *t, struct part part, bool fixed)
{
	struct term *term;
	size_t i;

	for (i = 0; i < t->all.n && !fixed; i++) {
		term = &t->all.v[i];
		if (term->part.aspect == part.aspect &&
		    term->part.which == part.which && !term->fixed)
			return term;
	}
	term = VEC_ADD(&t->all);
	term->part = part;
	term->fixed = fixed;
	term->providers = arena_alloc(t->p->run->planning,
	    (fixed ? 1 : t->p->n + t->p->n_outer) *
	    sizeof(*term->providers));
	return term;
}

static void
add_provider(struct terms *t, struct part part, bool fixed, uint32_t position)
{
	struct term *term = find_term(t, part, fixed);

	if (position != NONE)
		term->providers[term->n_providers++] = position;
}

/* What two variables both leave uncovered. */
static void
add_pair(struct terms *t, const struct plan_variable *v,
    const struct uncovered *o, uint32_t other)
{
	uint32_t both = v->uncovered.aspects & o->aspects, i, list;

	for (i = 0; i < ASPECTS; i++)
		if (both & ASPECT_BIT(i) && i != ASPECT_DIMENSIONS)
			add_provider(t, (struct part){ i, 0 }, false, other);
	if ((both & ASPECT_BIT(ASPECT_DIMENSIONS)) == 0)
		return;
	list = aspects_list_both(t->p->run->aspects, v->uncovered.dimensions,
	    o->dimensions);
	if (list != DIMENSIONS_NONE)
		add_provider(t, (struct part){ ASPECT_DIMENSIONS, list },
		    false, other);
}

/* A test that compares the fact with what variables have. */
static void
add_join(struct terms *t, const struct plan_variable *v,
    const struct img_filter_use *u)
{
	uint32_t join = u->flags & FILTER_COMPLEMENT ? NONE :
	    join_of(t->p->run, u->filter);

	if (join != NONE && v->source->n > 0 && join_covers(t->p->run, join,
	    v->source->facts, v->source->n))
		add_provider(t, (struct part){ PART_JOIN, join }, true, NONE);
}

/* In one order, so that sets share indexes: fixed ones by their place. */
static int
by_part(const void *a, const void *b)
{
	const struct term *x = a, *y = b;

	if (x->fixed != y->fixed)
		return x->fixed ? -1 : 1;
	if (x->part.aspect != y->part.aspect)
		return x->part.aspect < y->part.aspect ? -1 : 1;
	return (x->part.which > y->part.which) -
	    (x->part.which < y->part.which);
}

/* The dimensions that terms of a variable name, sorted; at most 63. */
struct named {
	uint32_t names[63], n;
	bool     many;
};

static void
add_named(struct named *d, uint32_t name)
{
	uint32_t i;

	for (i = 0; i < d->n; i++)
		if (d->names[i] == name)
			return;
	d->many |= d->n == sizeof(d->names) / sizeof(d->names[0]);
	if (!d->many)
		d->names[d->n++] = name;
}

static void
find_left_out(struct plan *p, struct plan_variable *v)
{
	struct fact_aspects *a = p->run->aspects;
	const struct dimension_list *l;
	struct named d = { .n = 0 };
	uint32_t i, k;

	for (i = 0; i < v->n_terms && !d.many; i++) {
		if (v->terms[i].part.aspect != ASPECT_DIMENSIONS)
			continue;
		l = aspects_list_row(a, v->terms[i].part.which);
		for (k = 0; k < l->n && !d.many; k++)
			add_named(&d, l->names[k]);
	}
	v->many = d.many;
	for (i = 0; i < v->n_terms && !d.many; i++) {
		struct term *t = &v->terms[i];

		if (t->part.aspect != ASPECT_DIMENSIONS)
			continue;
		l = aspects_list_row(a, t->part.which);
		t->left_out = l->but ? 0 : OTHER_DIMENSIONS;
		for (k = 0; k < d.n; k++)
			if (!aspects_list_has(a, t->part.which, d.names[k]))
				t->left_out |= UINT64_C(1) << k;
	}
}

static void
find_terms(struct plan *p, uint32_t position)
{
	struct plan_variable *v = &p->v[position];
	struct terms t = { .p = p };
	size_t size;
	uint32_t i;

	for (i = 0; p->implicit && i < p->n; i++)
		if (i != position && p->v[i].kind == BINDING_FACT)
			add_pair(&t, v, &p->v[i].uncovered, i);
	for (i = 0; p->implicit && i < p->n_outer; i++)
		add_pair(&t, v, &p->outer[i].uncovered, p->n + i);
	for (i = 0; i < v->n_keys; i++)
		add_provider(&t, v->keys[i], true, v->key_providers[i]);
	for (i = 0; i < v->n_tests; i++)
		add_join(&t, v, v->tests[i]);
	if (t.all.n > 1)
		qsort(t.all.v, t.all.n, sizeof(*t.all.v), by_part);
	size = t.all.n * sizeof(*t.all.v);
	v->terms = arena_alloc(p->run->planning, size);
	if (size > 0)
		memcpy(v->terms, t.all.v, size);
	v->n_terms = (uint32_t)t.all.n;
	if (v->n_terms > MAX_TERMS) {	/* fixed ones are in front */
		v->rest = v->terms + MAX_TERMS;
		v->n_rest = v->n_terms - MAX_TERMS;
		v->n_terms = MAX_TERMS;
	}
	find_left_out(p, v);
	VEC_FREE(&t.all);
}

void
plan_terms(struct plan *p)
{
	uint32_t i;

	for (i = 0; i < p->n; i++)
		if (p->v[i].kind == BINDING_FACT)
			find_terms(p, i);
}

/* --- order (plan.h, 3) --- */

struct ordering {
	struct plan *p;
	bool *done, *joined;
};

static bool
is_ready(const struct ordering *o, uint32_t i)
{
	uint32_t k;

	for (k = 0; k < i; k++)
		if (!o->done[k] && plan_bit(o->p->v[i].needs, k))
			return false;
	return true;
}

/* Whether a is to be bound before b; both are ready. */
static bool
goes_before(const struct ordering *o, uint32_t a, uint32_t b)
{
	const struct plan_variable *x = &o->p->v[a], *y = &o->p->v[b];
	bool general_x = x->kind == BINDING_GENERAL;
	bool general_y = y->kind == BINDING_GENERAL;

	/* A general variable that others wait for, as soon as it can be; one
	 * that nobody does, in the end. */
	if (general_x || general_y) {
		if (general_x != general_y)
			return general_x ? x->needed : !y->needed;
		return a < b;
	}
	if (x->fallback != y->fallback)
		return y->fallback;
	if (o->joined[a] != o->joined[b])
		return o->joined[a];
	if (x->source->n != y->source->n)
		return x->source->n < y->source->n;
	return a < b;
}

static bool
are_joined(const struct plan *p, uint32_t a, uint32_t b)
{
	const struct plan_variable *x = &p->v[a], *y = &p->v[b];
	uint32_t i;

	for (i = 0; i < x->n_keys; i++)
		if (x->key_providers[i] == b)
			return true;
	return p->implicit && (x->uncovered.aspects & y->uncovered.aspects &
	    ~ASPECT_BIT(ASPECT_LOCATION)) != 0;
}

static void
take(struct ordering *o, uint32_t position)
{
	uint32_t i;

	o->done[position] = true;
	if (o->p->v[position].kind == BINDING_PARAMETER)
		return;
	o->p->order[o->p->n_order++] = position;
	if (o->p->v[position].kind != BINDING_FACT)
		return;
	for (i = 0; i < o->p->n; i++)
		if (!o->done[i] && o->p->v[i].kind == BINDING_FACT &&
		    !o->joined[i])
			o->joined[i] = are_joined(o->p, i, position);
}

/* Whether what is bound around the set finds facts of a variable. */
static bool
is_joined_outside(const struct plan *p, uint32_t position)
{
	const struct plan_variable *v = &p->v[position];
	uint32_t i, k;

	for (i = 0; i < v->n_terms; i++)
		for (k = 0; k < v->terms[i].n_providers; k++)
			if (v->terms[i].providers[k] >= p->n &&
			    v->terms[i].part.aspect != ASPECT_LOCATION)
				return true;
	return false;
}

void
plan_order(struct plan *p)
{
	struct arena *a = p->run->planning;
	struct ordering o = { p, arena_alloc(a, p->n + 1),
	    arena_alloc(a, p->n + 1) };
	uint32_t i, best;

	p->order = arena_alloc(a, (p->n + 1) * sizeof(*p->order));
	for (i = 0; i < p->n; i++)
		if (p->v[i].kind == BINDING_PARAMETER)
			take(&o, i);
		else
			o.joined[i] = is_joined_outside(p, i);
	for (;;) {
		best = NONE;
		for (i = 0; i < p->n; i++)
			if (!o.done[i] && is_ready(&o, i) &&
			    (best == NONE || goes_before(&o, i, best)))
				best = i;
		if (best == NONE)
			break;
		take(&o, best);
	}
}

/* --- indexes --- */

struct index *
plan_index(struct plan *p, struct plan_variable *v, uint64_t mask)
{
	struct part parts[MAX_TERMS];
	struct plan_index *x;
	uint32_t i, n = 0;

	for (x = v->indexes; x != NULL; x = x->more)
		if (x->mask == mask)
			return x->index;
	for (i = 0; i < v->n_terms; i++)
		if (mask >> i & 1)
			parts[n++] = v->terms[i].part;
	x = arena_alloc(p->run->planning, sizeof(*x));
	x->mask = mask;
	x->index = source_index(p->run, v->source, parts, n);
	x->more = v->indexes;
	v->indexes = x;
	return x->index;
}

/* --- for people --- */

static const char *const part_names[] = {
	[ASPECT_CONCEPT] = "concept", [ASPECT_LOCATION] = "location",
	[ASPECT_ENTITY] = "entity", [ASPECT_PERIOD] = "period",
	[ASPECT_UNIT] = "unit", [ASPECT_SEGMENT] = "segment",
	[ASPECT_SCENARIO] = "scenario",
	[ASPECT_NON_XDT_SEGMENT] = "other segment",
	[ASPECT_NON_XDT_SCENARIO] = "other scenario",
	[ASPECT_DIMENSION] = "dimension", [ASPECT_DIMENSIONS] = "dimensions",
	[ASPECT_ALL] = "all",
};

static void
print_part(struct buf *b, const struct plan *p, struct part part)
{
	const struct dimension_list *l;
	struct arena *a = p->run->scratch;
	uint32_t i;

	if (part.aspect == PART_JOIN) {
		buf_puts(b, "a comparison");
		return;
	}
	buf_puts(b, part_names[part.aspect]);
	if (part.aspect == ASPECT_DIMENSION && part.which != NONE)
		buf_printf(b, " %.*s", SLICE_ARG(report_qname(p->run->report,
		    part.which, a)));
	if (part.aspect != ASPECT_DIMENSIONS)
		return;
	l = aspects_list_row(p->run->aspects, part.which);
	for (i = 0; i < l->n; i++)
		buf_printf(b, "%s %.*s", i > 0 ? "," : l->but ? " but" : "",
		    SLICE_ARG(report_qname(p->run->report, l->names[i], a)));
}

static void
print_variable(struct buf *b, const struct plan *p,
    const struct evaluation *e, uint32_t position)
{
	const struct plan_variable *v = &p->v[position];
	uint32_t i;

	buf_printf(b, "$%.*s", SLICE_ARG(evaluation_name(e, position,
	    p->run->scratch)));
	if (v->kind == BINDING_GENERAL) {
		buf_puts(b, v->sequence ? ": a value" : ": each item of a "
		    "value");
	} else {
		buf_printf(b, ": %u %s%s", v->source->n, v->sequence ?
		    "sequences" : "facts", v->fallback ? ", or its fallback "
		    "value" : "");
		for (i = 0; i < v->n_terms; i++) {
			buf_puts(b, i == 0 ? "; joined by " : "; ");
			print_part(b, p, v->terms[i].part);
		}
		if (v->n_tests > 0)
			buf_printf(b, "; %u filters tested", v->n_tests);
	}
	buf_char(b, '\n');
}

void
plan_print(struct buf *b, const struct plan *p)
{
	static const char *const states[] = {
		[PLAN_READY] = "", [PLAN_EMPTY] = "a variable has no facts",
		[PLAN_FAILED] = "an expression has an error",
		[PLAN_TOO_MUCH] = "it would take too much",
		[PLAN_UNSUPPORTED] = "",
	};
	struct evaluation e = { .run = p->run, .set = p->set, .row = p->row };
	uint32_t i;

	if (p->state != PLAN_READY) {
		buf_puts(b, p->why != NULL ? p->why : states[p->state]);
		buf_char(b, '\n');
		return;
	}
	for (i = 0; i < p->n_order; i++)
		print_variable(b, p, &e, p->order[i]);
}
