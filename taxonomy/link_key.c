/*
 * link_key.c: when arcs are equivalent (XBRL 2.1, 3.5.3.9.7.4).
 *
 * All attributes but use, priority and XLink's own count, compared as s-equal
 * (4.10): by value where the attribute's type is known, by text where not,
 * with the defaults that the arc's declaration gives.  A missing order is 1 (3.5.3.9.5).  Each
 * arc gets a number; equal numbers mean equal sets of attributes.
 */
#include "taxonomy/link.h"

#include <stdlib.h>

#include "taxonomy/lexical.h"

/* --- numbers --- */

static int
by_value(const void *a, const void *b, void *ctx)
{
	const struct link_number *n = ctx;
	const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return dec_cmp(n[x].value, n[y].value);
}

void
link_rank_numbers(struct link_set *set)
{
	struct link_number *v = set->numbers.v;
	uint32_t n = (uint32_t)set->numbers.n, i, rank = 0;
	uint32_t *order = mem_calloc(n, sizeof(*order));

	for (i = 0; i < n; i++)
		order[i] = i;
	qsort_r(order, n, sizeof(*order), by_value, v);
	for (i = 0; i < n; i++) {
		if (i > 0 && dec_cmp(v[order[i - 1]].value,
		    v[order[i]].value) != 0)
			rank++;
		v[order[i]].rank = rank;
	}
	mem_free(order);
}

/* --- attributes of an arc --- */

struct attribute {
	uint32_t    name;
	struct istr value;
};

struct keys {
	struct dts     *d;
	struct intern  *pool;
	struct arena   *scratch;
	VEC(struct attribute) list;	/* of the arc at hand */
	struct buf      text;
};

/* The declared type of an element; NONE where there is no declaration. */
static uint32_t
type_of(const struct dts *d, uint32_t name)
{
	uint32_t element = name < d->names.n ? d->names.v[name].element :
	    NONE;

	return element < d->elements.n ? d->elements.v[element].type : NONE;
}

/* The uses that a type declares; their number in *n. */
static const struct img_attribute_use *
uses_of(const struct dts *d, uint32_t type, uint32_t *n)
{
	const struct img_type *t;

	*n = 0;
	if (type >= d->types.n)
		return NULL;
	t = &d->types.v[type];
	if (t->uses > d->uses.n || t->n_uses > d->uses.n - t->uses)
		return NULL;
	*n = t->n_uses;
	return d->uses.v + t->uses;
}

/* What the schema makes of an attribute on an arc of that type. */
static enum primitive
primitive_of(const struct dts *d, uint32_t type, uint32_t attribute)
{
	uint32_t n, i, simple = d->names.v[attribute].attribute;
	const struct img_attribute_use *u = uses_of(d, type, &n);

	for (i = 0; i < n; i++)
		if (u[i].name == attribute && u[i].type != NONE)
			simple = u[i].type;
	return simple >= d->types.n ||
	    d->types.v[simple].variety != VARIETY_ATOMIC ? PRIM_ANY :
	    (enum primitive)d->types.v[simple].primitive;
}

/* s-equal values, equal text (4.10: x-equal). */
static void
add_value(struct keys *k, enum primitive p, struct istr value)
{
	struct slice s = dts_text(k->d, value);

	/* White space counts in text only. */
	buf_slice(&k->text, p <= PRIM_STRING ? s : value_canonical(p,
	    slice_trim(s), NULL, NULL, k->scratch));
	buf_char(&k->text, '\n');
}

static bool
is_exempt(const struct dts *d, uint32_t name)
{
	static const char *const known[] = {
		"order", "use", "priority", "weight", "preferredLabel", NULL
	};
	struct slice ns = dts_text(d, d->names.v[name].ns);
	struct slice local = dts_text(d, d->names.v[name].local);
	const char *const *p;

	if (slice_is(ns, NS_XLINK) || slice_is(ns, NS_XSI))
		return true;
	for (p = known; ns.n == 0 && *p != NULL; p++)
		if (slice_is(local, *p))
			return true;	/* use and priority; the others are
					 * compared by their fields */
	return false;
}

static int
by_name(const void *a, const void *b)
{
	const struct attribute *x = a, *y = b;

	return x->name < y->name ? -1 : x->name > y->name;
}

static bool
has(const struct keys *k, uint32_t name, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (k->list.v[i].name == name)
			return true;
	return false;
}

/* The other attributes, by name, with defaults and fixed values. */
static void
collect(struct keys *k, const struct link_arc *a, uint32_t type)
{
	const struct dts *d = k->d;
	const struct img_attribute_use *u;
	uint32_t i, n;
	size_t own;

	k->list.n = 0;
	for (i = 0; i < a->n_attributes; i++) {
		const struct img_attribute *x =
		    &d->attributes.v[a->attributes + i];

		if (!is_exempt(d, x->name))
			VEC_PUSH(&k->list, ((struct attribute){ x->name,
			    x->value }));
	}
	own = k->list.n;
	u = uses_of(d, type, &n);
	for (i = 0; i < n; i++)
		if (u[i].value.len > 0 && !is_exempt(d, u[i].name) &&
		    !has(k, u[i].name, own))
			VEC_PUSH(&k->list, ((struct attribute){ u[i].name,
			    u[i].value }));
	if (k->list.n > 1)
		qsort(k->list.v, k->list.n, sizeof(*k->list.v), by_name);
}

#define COMPARED	(ARC_GPL | ARC_HAS_CLOSED | ARC_HAS_USABLE | \
	ARC_CLOSED | ARC_UNUSABLE | ARC_SEGMENT | ARC_SCENARIO)

static uint32_t
key_of(struct keys *k, const struct link_arc *a)
{
	const struct link_number *n = k->d->links->numbers.v;
	uint32_t type = type_of(k->d, a->name);
	struct arena_mark m = arena_mark(k->scratch);
	uint32_t fixed[5];
	size_t i;

	fixed[0] = n[a->order].rank;
	fixed[1] = a->weight == NONE ? NONE : n[a->weight].rank;
	fixed[2] = a->preferred.off;
	fixed[3] = a->target_role.off;
	fixed[4] = a->flags & COMPARED;
	collect(k, a, type);
	buf_clear(&k->text);
	buf_add(&k->text, fixed, sizeof(fixed));
	for (i = 0; i < k->list.n; i++) {
		buf_add(&k->text, &k->list.v[i].name, sizeof(uint32_t));
		add_value(k, primitive_of(k->d, type, k->list.v[i].name),
		    k->list.v[i].value);
	}
	arena_reset(k->scratch, m);
	return intern_add(k->pool, buf_get(&k->text));
}

uint32_t *
link_keys(struct dts *d)
{
	struct link_set *set = d->links;
	uint32_t *out = mem_calloc(set->arcs.n, sizeof(*out));
	struct keys k = { .d = d, .pool = intern_new(),
	    .scratch = arena_new(), .text = BUF_ANY };
	size_t i;

	for (i = 0; i < set->arcs.n; i++)
		out[i] = key_of(&k, &set->arcs.v[i]);
	buf_free(&k.text);
	VEC_FREE(&k.list);
	arena_free(k.scratch);
	intern_free(k.pool);
	return out;
}
