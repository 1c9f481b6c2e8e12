/*
 * duplicates.c: facts that are reported more than once (XBRL 2.1, 4.10, and
 * the working group note "Handling Duplicate Facts in XBRL and Inline XBRL
 * 1.0", whose terms the Open Information Model took over).
 *
 * (1) Items are duplicates that have the same concept and parent, s-equal
 *     units, the same entity, period and dimensions (wherever these stand and
 *     in whatever order, unlike in 4.10) and, if they are texts, the same
 *     language.
 * (2) Complete duplicates (the same value at the same decimals) and those in
 *     several languages say nothing new: no finding.
 * (3) Numeric ones that differ in decimals and do not contradict each other
 *     are consistent: a note.  Those of the same decimals with other values,
 *     or without a value that all could stand for, are inconsistent.  What an
 *     amount could stand for is as in Calculations 1.1, 5.2.3, or where the
 *     user says that amounts were cut off, 5.2.4.
 * (4) Others are inconsistent if their values differ; a nil item differs from
 *     one that is not.
 * (5) Where the content model of a tuple takes a child more than once (4.9),
 *     as in a list of indicators, its items there are entries of that list:
 *     duplicates by the letter of 4.10 ("X is P-Equal to Y"), but they do not
 *     purport to be the same piece of information, so there is no finding.
 *
 * One pass over the facts notes a hash of each key, half of it, with the row
 * below it.  Sorted, what may have equal keys stands together, which a table
 * would need a look into far memory for each fact to find.  Only what does
 * have is chained and looked at again.
 */
#include "validate/validate.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/names.h"
#include "base/radix.h"
#include "validate/calculation.h"

#define MAX_DEPTH	64	/* of groups in a content model, of types */
#define AHEAD		32	/* facts that are fetched beforehand */
#define MAX_STEPS	100000	/* particles looked at for one element */

struct chain {
	uint32_t first, last, n;	/* facts */
};

/* Whether values of a type are in a language. */
enum text { TEXT_UNKNOWN, TEXT_NO, TEXT_YES };

struct duplicates {
	const struct report *report;
	struct findings     *findings;
	struct arena        *arena;
	VEC(uint64_t)        keys;	/* half a hash and the fact */
	uint32_t            *next;	/* by chained fact: the next, or NONE */
	uint32_t            *class_of;	/* by context: context_classes */
	VEC(struct chain)    chains;
	VEC(struct operand)  operands;
	struct table         rooms;	/* answers of room, by type and element */
	uint8_t             *texts;	/* by type: enum text */
	uint32_t             n_types;
	bool                 truncation;	/* amounts were cut off */
};

struct key {
	uint32_t name, parent, context, unit, lang;
};

/* A union of dates and moments: xbrli:dateUnion, what is derived from it. */
static bool
is_date_union(const struct taxonomy *t, const struct img_type *type)
{
	const struct img_type *member;
	uint32_t i;

	for (i = 0; i < type->n_members; i++) {
		member = taxonomy_type(t,
		    taxonomy_member_type(t, type->members + i));
		if (member == NULL || (member->primitive != PRIM_DATE &&
		    member->primitive != PRIM_DATETIME))
			return false;
	}
	return type->variety == VARIETY_UNION && type->n_members > 0;
}

static enum primitive
primitive_of(const struct report *r, const struct fact *f)
{
	const struct img_type *t = r->taxonomy == NULL ? NULL :
	    taxonomy_type(r->taxonomy, f->type);

	if (t == NULL)
		return PRIM_ANY;
	return is_date_union(r->taxonomy, t) ? PRIM_DATETIME :
	    (enum primitive)t->primitive;
}

/* Types of the data type registry whose values are in no language. */
static bool
is_type_without_language(const struct taxonomy *t, const struct img_type *type)
{
	static const char *const names[] = { "noLangStringItemType",
		"noLangTokenItemType", "domainItemType" };
	const struct img_name *name = taxonomy_name(t, type->name);
	size_t i;

	if (name == NULL || !slice_starts(taxonomy_text(t, name->ns),
	    SLICE(NS_DTR)))
		return false;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (slice_is(taxonomy_text(t, name->local), names[i]))
			return true;
	return false;
}

/* Texts: strings that are no names of something and no names of languages. */
static enum text
text_of(const struct taxonomy *t, const struct img_type *type)
{
	uint32_t depth;

	if (type == NULL || type->primitive == PRIM_ANY)
		return TEXT_YES;	/* not known */
	if (type->primitive != PRIM_STRING)
		return TEXT_NO;
	for (depth = 0; type != NULL && depth < MAX_DEPTH; depth++) {
		if (type->builtin == BUILTIN_LANGUAGE ||
		    (type->builtin >= BUILTIN_NAME &&
		    type->builtin <= BUILTIN_ENTITY) ||
		    is_type_without_language(t, type))
			return TEXT_NO;
		type = taxonomy_type(t, type->base);
	}
	return TEXT_YES;
}

static bool
is_text(const struct duplicates *d, const struct fact *f)
{
	const struct taxonomy *t = d->report->taxonomy;
	uint32_t type = f->type;

	if (type >= d->n_types)
		return true;
	if (d->texts[type] == TEXT_UNKNOWN)
		d->texts[type] = (uint8_t)text_of(t, taxonomy_type(t, type));
	return d->texts[type] == TEXT_YES;
}

/* (1) */
static struct key
key_of(const struct duplicates *d, const struct fact *f)
{
	const struct report *r = d->report;
	struct key k = { f->name, f->parent, d->class_of[f->context], NONE,
	    0 };

	if (f->unit < r->units.n)
		k.unit = r->units.v[f->unit].s_equal;
	if (f->lang != 0 && k.unit == NONE && is_text(d, f))
		k.lang = f->lang;
	return k;
}

static bool
same_key(const struct duplicates *d, uint32_t fact, uint32_t other)
{
	const struct key a = key_of(d, &d->report->facts.v[fact]);
	const struct key b = key_of(d, &d->report->facts.v[other]);

	return a.name == b.name && a.parent == b.parent &&
	    a.context == b.context && a.unit == b.unit && a.lang == b.lang;
}

static void
note_fact(struct duplicates *d, uint32_t fact)
{
	struct key k = key_of(d, &d->report->facts.v[fact]);
	uint64_t h = hash_mix(hash_salt(), (uint64_t)k.name << 32 | k.parent);

	h = hash_mix(h, (uint64_t)k.context << 32 | k.unit);
	h = hash_mix(h, k.lang);
	VEC_PUSH(&d->keys, h >> 32 << 32 | fact);
}

/* Chains facts with one hash, in the order of the document: as many chains as
 * there are keys, which is nearly always one. */
static void
chain_same(struct duplicates *d, const uint64_t *v, size_t n)
{
	size_t before = d->chains.n, i, k;

	for (i = 0; i < n; i++) {
		uint32_t fact = (uint32_t)v[i];
		struct chain *c;

		if (n - i > AHEAD)
			mem_fetch(&d->report->facts.v[(uint32_t)v[i + AHEAD]],
			    sizeof(struct fact));

		d->next[fact] = NONE;
		for (k = before; k < d->chains.n; k++)
			if (same_key(d, d->chains.v[k].first, fact))
				break;
		if (k == d->chains.n) {
			VEC_PUSH(&d->chains, ((struct chain){ fact, fact, 1 }));
			continue;
		}
		c = &d->chains.v[k];
		d->next[c->last] = fact;
		c->last = fact;
		c->n++;
	}
}

static int
by_first(const void *a, const void *b)
{
	uint32_t x = ((const struct chain *)a)->first;
	uint32_t y = ((const struct chain *)b)->first;

	return (x > y) - (x < y);
}

/* All chains, in the order of their first facts, whatever the hashes are. */
static void
chain_all(struct duplicates *d)
{
	const uint64_t *v = d->keys.v;
	size_t i, end;

	radix_sort(d->keys.v, d->keys.n);
	for (i = 0; i < d->keys.n; i = end) {
		for (end = i + 1; end < d->keys.n && v[end] >> 32 ==
		    v[i] >> 32; end++)
			continue;
		if (end - i > 1)
			chain_same(d, v + i, end - i);
	}
	if (d->chains.n > 1)
		qsort(d->chains.v, d->chains.n, sizeof(*d->chains.v),
		    by_first);
}

/* --- values --- */

/* White space runs as one space, none at the ends: equal texts. */
static bool
same_text(struct slice a, struct slice b)
{
	size_t i = 0, j = 0;

	a = slice_trim(a);
	b = slice_trim(b);
	while (i < a.n && j < b.n) {
		if (is_xml_space(a.s[i]) && is_xml_space(b.s[j])) {
			while (i < a.n && is_xml_space(a.s[i]))
				i++;
			while (j < b.n && is_xml_space(b.s[j]))
				j++;
		} else if (a.s[i++] != b.s[j++]) {
			return false;
		}
	}
	return i == a.n && j == b.n;
}

/* A date is not the dateTime of its midnight, nor is a moment without a zone
 * one with: those are compared as text. */
static bool
same_moment(struct slice a, struct slice b)
{
	struct moment x, y;

	if (moment_parse(&x, slice_trim(a)) != 0 ||
	    moment_parse(&y, slice_trim(b)) != 0 ||
	    x.date_only != y.date_only ||
	    (x.zone == ZONE_NONE) != (y.zone == ZONE_NONE))
		return same_text(a, b);
	return moment_cmp(x, y) == 0;
}

static bool
is_true(struct slice s)
{
	return slice_is(s, "true") || slice_is(s, "1");
}

static bool
is_boolean(struct slice s)
{
	return is_true(s) || slice_is(s, "false") || slice_is(s, "0");
}

/* QNames by what their prefixes are bound to where the facts stand; what is
 * none, and told as such, by its text. */
static bool
same_name(const struct report *r, const struct fact *a, const struct fact *b)
{
	struct slice ns_a, ns_b, local_a, local_b;

	if (!report_expand(r, a->scope, a->value, &ns_a, &local_a) ||
	    !report_expand(r, b->scope, b->value, &ns_b, &local_b))
		return same_text(slice_trim(a->value), slice_trim(b->value));
	return slice_eq(local_a, local_b) && slice_eq(ns_a, ns_b);
}

static bool
same_value(const struct report *r, const struct fact *a,
    const struct fact *b)
{
	struct slice x = slice_trim(a->value), y = slice_trim(b->value);

	if (((a->flags ^ b->flags) & FACT_NIL) != 0)
		return false;
	if ((a->flags & FACT_NIL) != 0)
		return true;
	switch (primitive_of(r, a)) {
	case PRIM_BOOLEAN:
		return is_boolean(x) && is_boolean(y) ?
		    is_true(x) == is_true(y) : same_text(x, y);
	case PRIM_DATE:
	case PRIM_DATETIME:
		return same_moment(x, y);
	case PRIM_QNAME:
		return same_name(r, a, b);
	case PRIM_NONE: case PRIM_ANY: case PRIM_STRING: case PRIM_DECIMAL:
	case PRIM_FLOAT: case PRIM_DOUBLE: case PRIM_DURATION:
	case PRIM_TIME: case PRIM_GYEARMONTH: case PRIM_GYEAR:
	case PRIM_GMONTHDAY: case PRIM_GDAY: case PRIM_GMONTH:
	case PRIM_HEXBINARY: case PRIM_BASE64BINARY: case PRIM_ANYURI:
	case PRIM_NOTATION:
		break;
	}
	return same_text(x, y);
}

/* --- findings --- */

static void
value_arg(struct finding *f, const char *name, const struct fact *fact)
{
	if ((fact->flags & FACT_NIL) != 0)
		finding_arg(f, name, SLICE("nil"));
	else if ((fact->flags & FACT_FRACTION) != 0)
		finding_argf(f, name, "%.*s/%.*s",
		    SLICE_ARG(slice_trim(fact->value)),
		    SLICE_ARG(slice_trim(fact_denominator(fact))));
	else
		finding_arg(f, name, slice_trim(fact->value));
}

/* A finding that names two facts of the chain and attaches all. */
static void
report_chain(struct duplicates *d, const struct chain *c,
    enum finding_code code, uint32_t other)
{
	const struct report *r = d->report;
	const struct fact *a = &r->facts.v[c->first], *b = &r->facts.v[other];
	struct finding *f = finding_add(d->findings, code,
	    report_place(r, a->span));
	uint32_t i;

	finding_arg(f, "concept", report_qname(r, a->name, d->arena));
	finding_argf(f, "count", "%u", c->n);
	value_arg(f, "first", a);
	value_arg(f, "second", b);
	for (i = c->first; i != NONE; i = d->next[i])
		finding_fact(f, i);
}

/* Begins to fetch the facts after one in a chain: what the next one says, where
 * the one behind it stands. */
static void
fetch_next(const struct duplicates *d, uint32_t fact)
{
	const struct fact *v = d->report->facts.v;
	uint32_t i = d->next[fact];

	if (i == NONE)
		return;
	__builtin_prefetch(v[i].value.s);
	if (d->next[i] != NONE)
		__builtin_prefetch(&v[d->next[i]].value);
}

/* Reads all values as numbers; false where one is nil or no number. */
static bool
read_numbers(struct duplicates *d, const struct chain *c)
{
	const struct report *r = d->report;
	const struct fact *f;
	struct slice denominator;
	uint32_t i;

	d->operands.n = 0;
	for (i = c->first; i != NONE; i = d->next[i]) {
		fetch_next(d, i);
		f = &r->facts.v[i];
		denominator = fact_denominator(f);
		if ((f->flags & (FACT_NIL | FACT_MARKUP)) != 0 ||
		    !operand_parse(VEC_ADD(&d->operands), f->value,
		    denominator, f->decimals, f->precision, d->arena))
			return false;
	}
	return true;
}

/* The first fact whose number or decimals are not the first one's. */
static uint32_t
first_other_number(const struct duplicates *d, const struct chain *c)
{
	const struct operand *all = d->operands.v;
	struct operand pair[2];
	uint32_t fact, i = 0, found = c->last;

	for (fact = c->first; fact != NONE; fact = d->next[fact], i++) {
		pair[0] = all[0];
		pair[1] = all[i];
		if (!operands_complete(pair, 2, d->arena)) {
			found = fact;
			if (dec_cmp(all[0].n, all[i].n) != 0)
				break;
		}
	}
	return found;
}

/* (3) */
static void
check_numbers(struct duplicates *d, const struct chain *c)
{
	struct interval meet;
	bool consistent;

	if (operands_complete(d->operands.v, d->operands.n, d->arena))
		return;
	consistent = operands_consistent(d->operands.v, d->operands.n,
	    d->truncation, &meet, d->arena);
	report_chain(d, c, consistent ? F_xbrl_4_10_ConsistentDuplicates :
	    F_xbrl_4_10_InconsistentDuplicates, first_other_number(d, c));
}

/* (4) */
static void
check_texts(struct duplicates *d, const struct chain *c)
{
	const struct report *r = d->report;
	uint32_t i;

	for (i = d->next[c->first]; i != NONE; i = d->next[i]) {
		fetch_next(d, i);
		if (!same_value(r, &r->facts.v[c->first], &r->facts.v[i])) {
			report_chain(d, c, F_xbrl_4_10_InconsistentDuplicates,
			    i);
			return;
		}
	}
}

/* How often a content model takes an element: 0, 1 or 2 for more; 2 too where
 * it takes too long to tell. */
static uint32_t
room(const struct taxonomy *t, uint32_t particle, uint32_t element,
    unsigned int depth, uint32_t *steps)
{
	const struct img_particle *p = taxonomy_particle(t, particle);
	const struct img_name *name;
	uint32_t n = 0, i;

	if (p == NULL || p->max == 0 || depth == 0)
		return 0;
	if (++*steps > MAX_STEPS)
		return 2;
	if (p->kind == PARTICLE_ELEMENT) {
		name = taxonomy_name(t, p->name);
		n = name != NULL && taxonomy_substitutes(t, element,
		    name->element);
	} else if (p->kind != PARTICLE_ANY) {
		for (i = 0; i < p->count && n < 2; i++) {
			uint32_t one = room(t, p->first + i, element,
			    depth - 1, steps);

			if (p->kind != PARTICLE_CHOICE)
				n += one;
			else if (one > n)
				n = one;
		}
	}
	return n > 1 || (n == 1 && p->max > 1) ? 2 : n;
}

/* (5) */
static bool
is_list(struct duplicates *d, const struct fact *f)
{
	const struct report *r = d->report;
	const struct img_type *t;
	uint32_t answer, steps = 0;
	uint64_t key;

	if (r->taxonomy == NULL || f->element == NONE ||
	    f->parent >= r->facts.n)
		return false;
	t = taxonomy_type(r->taxonomy, r->facts.v[f->parent].type);
	if (t == NULL || t->content == CONTENT_SIMPLE)
		return false;
	key = (uint64_t)t->particle << 32 | f->element;
	answer = table_find_int(&d->rooms, key);
	if (answer == NONE) {
		answer = room(r->taxonomy, t->particle, f->element, MAX_DEPTH,
		    &steps);
		table_add_int(&d->rooms, key, answer);
	}
	return answer > 1;
}

static void
check_chain(struct duplicates *d, const struct chain *c)
{
	const struct fact *f = &d->report->facts.v[c->first];
	struct arena_mark mark = arena_mark(d->arena);

	if (is_list(d, f))
		return;

	if ((report_is_numeric(d->report, f) || f->unit != NONE) &&
	    read_numbers(d, c))
		check_numbers(d, c);
	else
		check_texts(d, c);
	arena_reset(d->arena, mark);
}

static bool
begin(void *ctx, const struct report *r, const struct validate_options *o,
    struct findings *fs)
{
	struct duplicates *d = ctx;

	d->report = r;
	d->findings = fs;
	d->truncation = o->calculation == CALCULATION_11_TRUNCATION;
	d->arena = arena_new();
	d->n_types = r->taxonomy == NULL ? 0 :
	    taxonomy_count(r->taxonomy, SEC_TYPES);
	d->texts = mem_calloc(d->n_types, 1);
	d->next = mem_calloc(r->facts.n + 1, sizeof(*d->next));
	d->class_of = context_classes(r, d->arena);
	mem_grow((void **)&d->keys.v, &d->keys.cap, r->facts.n + 1,
	    sizeof(*d->keys.v));
	return true;
}

static void
facts(void *ctx, uint32_t first, uint32_t end)
{
	struct duplicates *d = ctx;
	const struct report *r = d->report;
	uint32_t i;

	for (i = first; i < end; i++)
		if ((r->facts.v[i].flags & FACT_TUPLE) == 0 &&
		    r->facts.v[i].context < r->contexts.n)
			note_fact(d, i);
}

static void
end(void *ctx)
{
	struct duplicates *d = ctx;
	size_t i;

	chain_all(d);
	for (i = 0; i < d->chains.n; i++)
		if (d->chains.v[i].n > 1)
			check_chain(d, &d->chains.v[i]);
	VEC_FREE(&d->keys);
	table_free(&d->rooms);
	VEC_FREE(&d->chains);
	VEC_FREE(&d->operands);
	mem_free(d->next);
	mem_free(d->texts);
	arena_free(d->arena);
}

const struct fact_rule rule_duplicates = { sizeof(struct duplicates), begin,
	facts, end };
