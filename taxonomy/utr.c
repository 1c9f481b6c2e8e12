/*
 * utr.c: the units registry in memory, and what it says of a type and a unit
 * (Units Registry, Structure 1.0, section 4).
 *
 * (1) Only definitions of status REC are looked up (section 5).
 * (2) Section 2: a unitId is defined once in a status, so a measure has at
 *     most one simple definition: everything is a look-up by a name.
 * (3) A namespace that a definition leaves out is "whatever namespace".
 * (4) A unit with a product on either side is no unit of the registry.
 */
#include "taxonomy/utr.h"

#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "taxonomy/utr_table.h"

struct utr {
	struct arena *arena;		/* of the rows; NULL: they are const */
	const struct utr_unit *units;
	size_t        n;
	uint32_t     *next;		/* the next complex one of this type, by
					 * its local name; NONE: the last */
	struct table  simple;		/* by id */
	struct table  complex;		/* by local name of the type: first */
	struct table  types;		/* by local name of the type */
	struct table  qualified;	/* by namespace and local name */
};

/* --- the tables --- */

struct key {
	struct slice ns, local;
};

static uint64_t
hash_of(struct slice s)
{
	return hash_bytes(s.s, s.n, hash_salt());
}

static uint64_t
hash_key(const struct key *k)
{
	return hash_mix(hash_of(k->ns), hash_of(k->local));
}

static bool
is_id(const void *ctx, uint32_t row, const void *key)
{
	const struct utr *u = ctx;

	return slice_is(*(const struct slice *)key, u->units[row].id);
}

static bool
is_type(const void *ctx, uint32_t row, const void *key)
{
	const struct utr *u = ctx;

	return slice_is(*(const struct slice *)key, u->units[row].type);
}

static bool
is_qualified(const void *ctx, uint32_t row, const void *key)
{
	const struct utr *u = ctx;
	const struct key *k = key;

	return slice_is(k->local, u->units[row].type) &&
	    slice_is(k->ns, u->units[row].type_ns);
}

static bool
in_effect(const struct utr_unit *d)
{
	return strcmp(d->status, "REC") == 0;
}

static uint32_t
find_type(const struct utr *u, const struct table *t, struct slice local)
{
	return table_find(t, hash_of(local), is_type, u, &local);
}

static void
add_type(struct utr *u, uint32_t row)
{
	const struct utr_unit *d = &u->units[row];
	struct key k = { slice_of(d->type_ns), slice_of(d->type) };

	if (find_type(u, &u->types, k.local) == NONE)
		table_add(&u->types, hash_of(k.local), row);
	if (table_find(&u->qualified, hash_key(&k), is_qualified, u, &k) ==
	    NONE)
		table_add(&u->qualified, hash_key(&k), row);
}

/* Complex definitions of one local name are a chain behind the first. */
static void
add_complex(struct utr *u, uint32_t row)
{
	struct slice type = slice_of(u->units[row].type);
	uint32_t first = find_type(u, &u->complex, type);

	if (first == NONE) {
		table_add(&u->complex, hash_of(type), row);
		return;
	}
	u->next[row] = u->next[first];
	u->next[first] = row;
}

struct utr *
utr_of(const struct utr_unit *units, size_t n, struct arena *arena)
{
	struct utr *u = mem_calloc(1, sizeof(*u));
	uint32_t i;

	u->arena = arena;
	u->units = units;
	u->n = n;
	u->next = mem_calloc(n, sizeof(*u->next));
	for (i = 0; i < n; i++) {
		u->next[i] = NONE;
		if (!in_effect(&units[i]))
			continue;
		add_type(u, i);
		if (utr_is_simple(&units[i]))
			table_add(&u->simple, hash_of(slice_of(units[i].id)),
			    i);
		else
			add_complex(u, i);
	}
	return u;
}

struct utr *
utr_builtin(void)
{
	return utr_of(utr_units, utr_unit_count, NULL);
}

void
utr_free(struct utr *u)
{
	if (u == NULL)
		return;
	table_free(&u->simple);
	table_free(&u->complex);
	table_free(&u->types);
	table_free(&u->qualified);
	mem_free(u->next);
	arena_free(u->arena);
	mem_free(u);
}

size_t
utr_count(const struct utr *u)
{
	return u->n;
}

const struct utr_unit *
utr_unit(const struct utr *u, size_t i)
{
	return &u->units[i];
}

bool
utr_is_simple(const struct utr_unit *d)
{
	return d->numerator[0] == '\0' && d->denominator[0] == '\0';
}

/* --- matches (section 4) --- */

/* Whether a definition's namespace, which may be open, is the one given. */
static bool
same_ns(const char *defined, struct slice ns)
{
	return defined[0] == '\0' || ns.s == NULL || slice_is(ns, defined);
}

/* "Type match" */
static bool
matches_type(const struct utr_unit *d, struct slice ns, struct slice local)
{
	return slice_is(local, d->type) && same_ns(d->type_ns, ns);
}

/* "Measure match": the simple definition of a measure, or NULL. */
static const struct utr_unit *
match_measure(const struct utr *u, struct slice ns, struct slice local)
{
	uint32_t row = table_find(&u->simple, hash_of(local), is_id, u,
	    &local);

	if (row == NONE || (u->units[row].ns[0] != '\0' &&
	    !slice_is(ns, u->units[row].ns)))
		return NULL;
	return &u->units[row];
}

bool
utr_has_measure(const struct utr *u, struct slice ns, struct slice local)
{
	return match_measure(u, ns, local) != NULL;
}

/* "Present in the UTR" */
bool
utr_has_type(const struct utr *u, struct slice ns, struct slice local)
{
	struct key exact = { ns, local }, any = { SLICE(""), local };

	if (ns.s == NULL)
		return find_type(u, &u->types, local) != NONE;
	return table_find(&u->qualified, hash_key(&any), is_qualified, u,
	    &any) != NONE || table_find(&u->qualified, hash_key(&exact),
	    is_qualified, u, &exact) != NONE;
}

static bool
measure_fits(const struct utr *u, struct slice ns, struct slice local,
    const struct utr_measure *m)
{
	const struct utr_unit *d = match_measure(u, m->ns, m->local);

	return d != NULL && matches_type(d, ns, local);
}

/* "Measure-to-type match" of a side of a division, whose type the definition
 * names: a type that is not in the registry limits nothing. */
static bool
side_fits(const struct utr *u, const char *ns, const char *local,
    const struct utr_measure *m)
{
	struct slice in = ns[0] == '\0' ? SLICE_NONE : slice_of(ns);

	return local[0] == '\0' || !utr_has_type(u, in, slice_of(local)) ||
	    measure_fits(u, in, slice_of(local), m);
}

/* "Division-to-type match" */
static bool
division_fits(const struct utr *u, struct slice ns, struct slice local,
    const struct utr_measures *m)
{
	uint32_t row = find_type(u, &u->complex, local);

	for (; row != NONE; row = u->next[row]) {
		const struct utr_unit *d = &u->units[row];

		if (same_ns(d->type_ns, ns) &&
		    side_fits(u, d->numerator_ns, d->numerator, m->top) &&
		    side_fits(u, d->denominator_ns, d->denominator, m->bottom))
			return true;
	}
	return false;
}

bool
utr_takes(const struct utr *u, struct slice ns, struct slice local,
    const struct utr_measures *m)
{
	if (m->n_top != 1 || m->n_bottom > 1)
		return false;
	return m->n_bottom == 0 ? measure_fits(u, ns, local, m->top) :
	    division_fits(u, ns, local, m);
}
