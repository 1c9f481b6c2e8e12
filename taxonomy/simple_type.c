/*
 * simple_type.c: see simple_type.h.  XML Schema 1.0 part 2, 4.1.4 (datatype
 * valid) and 4.3 (facets), over the types of a compiled image.
 *
 * (1) A type row holds all facets of its derivation, so a value is judged by
 *     one row; a list adds its item type, a union its members.
 * (2) Values are equal where their canonical texts are (value.c); the values
 *     of an enumeration become a hash table of those on first use.  One of a union
 *     has its member's datatype in front: a date in a time zone is the text of
 *     the moment it begins, and not that value.
 * (3) A regular expression is compiled once, on first use.
 * (4) An image may be hostile: members and items that lead back to themselves
 *     end at MAX_DEPTH or after MAX_VISITS types a value; ranges of rows end
 *     where their section does.
 */
#include "taxonomy/simple_type.h"

#include <stdio.h>

#include "base/hash.h"
#include "base/regex.h"
#include "taxonomy/lexical.h"

#define MAX_DEPTH	32
#define MAX_VISITS	4096	/* a union of all codes of all lists has 100 */

struct value_set {		/* the enumeration of one type */
	VEC(struct slice) values;	/* canonical */
	struct table      table;
};

struct simple_types {
	const struct taxonomy   *t;
	struct arena            *arena;		/* canonical enumerations */
	struct table             regex_table;	/* by text of the image */
	VEC(struct regex *)      regexes;	/* NULL: no expression */
	struct table             set_table;	/* by type row */
	VEC(struct value_set *)  sets;
};

/* One value being judged. */
struct judge {
	struct simple_types *st;
	prefix_lookup        lookup;
	void                *ctx;
	struct arena        *arena;
	struct simple_fault *fault;
	int                  depth, visits;
	bool                 in_list;
	bool                 keyed;	/* canonical: with the datatype */
};

static bool judge_type(struct judge *, uint32_t row, struct slice value);
static uint32_t find_member(struct judge *, const struct img_type *,
    struct slice value);
static struct slice canonical(struct judge *, uint32_t row,
    struct slice value);

struct simple_types *
simple_types_new(const struct taxonomy *t)
{
	struct simple_types *st = mem_calloc(1, sizeof(*st));

	st->t = t;
	st->arena = arena_new();
	return st;
}

void
simple_types_free(struct simple_types *st)
{
	size_t i;

	if (st == NULL)
		return;
	for (i = 0; i < st->regexes.n; i++)
		regex_free(st->regexes.v[i]);
	for (i = 0; i < st->sets.n; i++) {
		VEC_FREE(&st->sets.v[i]->values);
		table_free(&st->sets.v[i]->table);
		mem_free(st->sets.v[i]);
	}
	VEC_FREE(&st->regexes);
	VEC_FREE(&st->sets);
	table_free(&st->regex_table);
	table_free(&st->set_table);
	arena_free(st->arena);
	mem_free(st);
}

/* --- white space (4.3.6) --- */

static struct slice
replaced(struct slice s, struct arena *a)
{
	char *text;
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.s[i] != ' ' && is_xml_space(s.s[i]))
			break;
	if (i == s.n)
		return s;
	text = arena_alloc(a, s.n + 1);
	for (i = 0; i < s.n; i++)
		text[i] = is_xml_space(s.s[i]) ? ' ' : s.s[i];
	return (struct slice){ text, s.n };
}

static struct slice
collapsed(struct slice s, struct arena *a)
{
	char *text;
	size_t i, n = 0;

	s = slice_trim(s);
	for (i = 0; i < s.n; i++)
		if (is_xml_space(s.s[i]) &&
		    (s.s[i] != ' ' || is_xml_space(s.s[i + 1])))
			break;
	if (i >= s.n)
		return s;
	text = arena_alloc(a, s.n + 1);
	for (i = 0; i < s.n; i++) {
		if (!is_xml_space(s.s[i]))
			text[n++] = s.s[i];
		else if (text[n - 1] != ' ')
			text[n++] = ' ';
	}
	return (struct slice){ text, n };
}

static struct slice
normalized(const struct img_type *type, struct slice s, struct arena *a)
{
	if (s.s == NULL)
		s = (struct slice){ "", 0 };
	if (type->variety == VARIETY_LIST)
		return collapsed(s, a);
	if (type->variety == VARIETY_UNION)
		return s;		/* the member's, 4.3.6 */
	switch ((enum white_space)type->white_space) {
	case WS_PRESERVE:
		return s;
	case WS_REPLACE:
		return replaced(s, a);
	case WS_COLLAPSE:
		return collapsed(s, a);
	}
	return s;
}

struct slice
simple_type_normalize(const struct taxonomy *t, uint32_t type,
    struct slice value, struct arena *a)
{
	const struct img_type *row = type == NONE ? NULL :
	    taxonomy_type(t, type);

	return row == NULL ? value : normalized(row, value, a);
}

/* The next item of a list that is collapsed; false: there is none. */
static bool
next_item(struct slice *rest, struct slice *item)
{
	const char *space;

	if (rest->n == 0)
		return false;
	*item = *rest;
	if ((space = memchr(rest->s, ' ', rest->n)) != NULL)
		item->n = (size_t)(space - rest->s);
	*rest = slice_from(*rest, item->n + (space != NULL));
	return true;
}

/* --- faults --- */

static const struct {
	const char *name;
	const char *phrase;	/* %.*s: the limit */
} facets[] = {
	[SIMPLE_LEXICAL] = { NULL, "is not of its datatype" },
	[SIMPLE_PREFIX] = { "QName", "has a prefix that is not declared" },
	[SIMPLE_UNION] = { "union", "is valid for none of the types it may "
	    "have" },
	[SIMPLE_LENGTH] = { "length", "has another length than %.*s" },
	[SIMPLE_MIN_LENGTH] = { "minLength", "has a length under %.*s" },
	[SIMPLE_MAX_LENGTH] = { "maxLength", "has a length over %.*s" },
	[SIMPLE_TOTAL_DIGITS] = { "totalDigits", "has more than %.*s digits" },
	[SIMPLE_FRACTION_DIGITS] = { "fractionDigits",
	    "has more than %.*s fraction digits" },
	[SIMPLE_MIN_INCLUSIVE] = { "minInclusive", "is less than %.*s" },
	[SIMPLE_MIN_EXCLUSIVE] = { "minExclusive", "is not more than %.*s" },
	[SIMPLE_MAX_INCLUSIVE] = { "maxInclusive", "is more than %.*s" },
	[SIMPLE_MAX_EXCLUSIVE] = { "maxExclusive", "is not less than %.*s" },
	[SIMPLE_ENUMERATION] = { "enumeration",
	    "is not one of the values allowed" },
	[SIMPLE_PATTERN] = { "pattern", "does not match the pattern %.*s" },
	[SIMPLE_GAVE_UP] = { "pattern",
	    "takes too long to match the pattern %.*s" },
	[SIMPLE_CIRCULAR] = { "type", "has a type that contains itself" },
};

/* Always false, so that callers can return it. */
static bool
fail(struct judge *j, enum simple_facet facet, uint32_t type,
    struct slice value, struct slice limit)
{
	*j->fault = (struct simple_fault){ facet, facets[facet].name, type,
	    limit, value };
	return false;
}

static bool
fail_number(struct judge *j, enum simple_facet facet, uint32_t type,
    struct slice value, int32_t limit)
{
	return fail(j, facet, type, value,
	    slice_of(arena_printf(j->arena, "%d", (int)limit)));
}

/* --- facets (4.3) --- */

/* 4.3.1 to 4.3.3: n is in characters, octets or items. */
static bool
check_length(struct judge *j, uint32_t row, const struct img_type *type,
    struct slice value, size_t n)
{
	if (type->length >= 0 && n != (size_t)type->length)
		return fail_number(j, SIMPLE_LENGTH, row, value, type->length);
	if (type->min_length >= 0 && n < (size_t)type->min_length)
		return fail_number(j, SIMPLE_MIN_LENGTH, row, value,
		    type->min_length);
	if (type->max_length >= 0 && n > (size_t)type->max_length)
		return fail_number(j, SIMPLE_MAX_LENGTH, row, value,
		    type->max_length);
	return true;
}

static bool
has_length(const struct img_type *type)
{
	return type->length >= 0 || type->min_length >= 0 ||
	    type->max_length >= 0;
}

/*
 * 4.3.11 and 4.3.12: the value is i × 10^-n with |i| < 10^total, n <= total
 * and n <= fraction: zeros before the first digit of a fraction count, zeros
 * that change nothing do not.
 */
static bool
check_digits(struct judge *j, uint32_t row, const struct img_type *type,
    struct slice value)
{
	struct digits d;

	if (type->total_digits < 0 && type->fraction_digits < 0)
		return true;
	if (!digits_of(&d, value))
		return true;
	if (type->total_digits >= 0 &&
	    d.whole.n + d.fraction.n > (size_t)type->total_digits)
		return fail_number(j, SIMPLE_TOTAL_DIGITS, row, value,
		    type->total_digits);
	if (type->fraction_digits >= 0 &&
	    d.fraction.n > (size_t)type->fraction_digits)
		return fail_number(j, SIMPLE_FRACTION_DIGITS, row, value,
		    type->fraction_digits);
	return true;
}

/* 4.3.7 to 4.3.10: what cannot be compared is outside. */
static bool
check_bounds(struct judge *j, uint32_t row, const struct img_type *type,
    struct slice value)
{
	enum primitive p = (enum primitive)type->primitive;
	struct slice bound;
	enum order o;
	bool inclusive;

	if (type->flags & FACET_HAS_MIN) {
		bound = taxonomy_text(j->st->t, type->min);
		inclusive = type->flags & FACET_MIN_INCLUSIVE;
		o = value_compare(p, value, bound, j->arena);
		if (o != ORDER_GREATER && !(inclusive && o == ORDER_EQUAL))
			return fail(j, inclusive ? SIMPLE_MIN_INCLUSIVE :
			    SIMPLE_MIN_EXCLUSIVE, row, value, bound);
	}
	if (type->flags & FACET_HAS_MAX) {
		bound = taxonomy_text(j->st->t, type->max);
		inclusive = type->flags & FACET_MAX_INCLUSIVE;
		o = value_compare(p, value, bound, j->arena);
		if (o != ORDER_LESS && !(inclusive && o == ORDER_EQUAL))
			return fail(j, inclusive ? SIMPLE_MAX_INCLUSIVE :
			    SIMPLE_MAX_EXCLUSIVE, row, value, bound);
	}
	return true;
}

/* --- patterns (4.3.4) --- */

/* NULL where the expression is none: the compiler of the taxonomy said so. */
static struct regex *
find_regex(struct simple_types *st, struct istr text)
{
	uint64_t key = (uint64_t)text.off << 32 | text.len;
	uint32_t at = table_find_int(&st->regex_table, key);
	struct regex_error err;

	if (at != NONE)
		return st->regexes.v[at];
	table_add_int(&st->regex_table, key, (uint32_t)st->regexes.n);
	VEC_PUSH(&st->regexes, regex_compile(taxonomy_text(st->t, text),
	    &err));
	return st->regexes.v[st->regexes.n - 1];
}

/* The alternatives of one step, from row *i on, which moves behind them: 1
 * where one matches or is no expression, 0, or -1. */
static int
match_step(struct judge *j, struct slice value, uint32_t *i, uint32_t end)
{
	const struct img_pattern *p = taxonomy_pattern(j->st->t, *i);
	uint32_t step = p->step;
	struct regex *re;
	int best = 0, rc;

	for (; *i < end && (p = taxonomy_pattern(j->st->t, *i)) != NULL &&
	    p->step == step; ++*i) {
		if (best == 1)
			continue;
		re = find_regex(j->st, p->regex);
		rc = re == NULL ? 1 : regex_match(re, value);
		if (rc != 0)
			best = rc;
	}
	return best;
}

static bool
check_patterns(struct judge *j, uint32_t row, const struct img_type *type,
    struct slice value)
{
	const struct taxonomy *t = j->st->t;
	uint32_t i = type->patterns, end, first;
	int rc;

	if (__builtin_add_overflow(i, type->n_patterns, &end))
		end = UINT32_MAX;
	while (i < end && taxonomy_pattern(t, i) != NULL) {
		first = i;
		rc = match_step(j, value, &i, end);
		if (rc != 1)
			return fail(j, rc == 0 ? SIMPLE_PATTERN :
			    SIMPLE_GAVE_UP, row, value, taxonomy_text(t,
			    taxonomy_pattern(t, first)->regex));
	}
	return true;
}

/* --- enumerations (4.3.5) --- */

/* The datatype of a value that is a QName or NOTATION, of a union as its member
 * has it; else PRIM_NONE. */
static enum primitive
name_kind(struct judge *j, uint32_t row, struct slice value)
{
	const struct img_type *type = taxonomy_type(j->st->t, row);
	int depth;

	for (depth = 0; type != NULL && depth < MAX_DEPTH; depth++) {
		if (type->variety != VARIETY_UNION)
			return type->variety == VARIETY_ATOMIC &&
			    lexical_is_name((enum primitive)type->primitive) ?
			    (enum primitive)type->primitive : PRIM_NONE;
		type = taxonomy_type(j->st->t, find_member(j, type, value));
	}
	return PRIM_NONE;
}

/* What is of no datatype yet is compared as a string. */
static struct slice
with_datatype(enum primitive p, struct slice value, struct arena *a)
{
	char *text = arena_alloc(a, value.n + 1);

	if (p == PRIM_NONE || p == PRIM_ANY)
		p = PRIM_STRING;
	text[0] = (char)('A' + p);
	if (value.n > 0)
		memcpy(text + 1, value.s, value.n);
	return (struct slice){ text, value.n + 1 };
}

/* A name of the schema has its namespace with it, where it may be one. */
static struct slice
enumerated(struct judge *j, uint32_t row, const struct img_type *type,
    const struct img_enumeration *e)
{
	const struct taxonomy *t = j->st->t;
	const struct img_name *name = taxonomy_name(t, e->name);
	struct slice text = taxonomy_text(t, e->value);
	enum primitive p = name == NULL ? PRIM_NONE : name_kind(j, row, text);

	if (p == PRIM_NONE)
		return canonical(j, row, text);
	text = slice_of(arena_printf(j->arena, "{%.*s}%.*s",
	    SLICE_ARG(taxonomy_text(t, name->ns)),
	    SLICE_ARG(taxonomy_text(t, name->local))));
	return type->variety == VARIETY_UNION ? with_datatype(p, text,
	    j->arena) : text;
}

static bool
same_value(const void *set, uint32_t row, const void *key)
{
	const struct value_set *s = set;

	return slice_eq(s->values.v[row], *(const struct slice *)key);
}

static bool
set_has(const struct value_set *set, struct slice value)
{
	return table_find(&set->table, hash_bytes(value.s, value.n,
	    hash_salt()), same_value, set, &value) != NONE;
}

/* Prefixes of the schema are all bound: its compiler has looked. */
static struct slice
any_prefix(void *ctx, struct slice prefix)
{
	(void)ctx;
	return prefix.n == 0 ? SLICE("") : SLICE("bound");
}

static void
fill_set(struct judge *j, uint32_t row, const struct img_type *type,
    struct value_set *set)
{
	const struct img_enumeration *e;
	struct arena *scratch = j->arena;
	prefix_lookup lookup = j->lookup;
	struct slice value;
	uint32_t i;

	j->arena = j->st->arena;
	j->lookup = any_prefix;
	for (i = 0; i < type->n_enumerations; i++) {
		e = taxonomy_enumeration(j->st->t, type->enumerations + i);
		if (e == NULL)
			break;
		j->visits = 0;
		value = enumerated(j, row, type, e);
		if (set_has(set, value))
			continue;
		table_add(&set->table, hash_bytes(value.s, value.n,
		    hash_salt()), (uint32_t)set->values.n);
		VEC_PUSH(&set->values, value);
	}
	j->lookup = lookup;
	j->arena = scratch;
}

static struct value_set *
find_set(struct judge *j, uint32_t row, const struct img_type *type)
{
	struct simple_types *st = j->st;
	uint32_t at = table_find_int(&st->set_table, row);
	struct simple_fault *fault = j->fault, ignored;
	struct value_set *set;
	int visits = j->visits;

	if (at != NONE)
		return st->sets.v[at];
	set = mem_calloc(1, sizeof(*set));
	table_add_int(&st->set_table, row, (uint32_t)st->sets.n);
	VEC_PUSH(&st->sets, set);	/* first: the type may hold itself */
	j->fault = &ignored;
	fill_set(j, row, type, set);
	j->fault = fault;
	j->visits = visits;
	return set;
}

static bool
check_enumeration(struct judge *j, uint32_t row, const struct img_type *type,
    struct slice value)
{
	if (type->n_enumerations == 0 || (j->lookup == NULL &&
	    lexical_is_name((enum primitive)type->primitive)))
		return true;	/* without prefixes no QName is known */
	if (set_has(find_set(j, row, type), canonical(j, row, value)))
		return true;
	return fail(j, SIMPLE_ENUMERATION, row, value, (struct slice){ "", 0 });
}

/* --- varieties (4.1.4) --- */

static bool
judge_atomic(struct judge *j, uint32_t row, const struct img_type *type,
    struct slice value)
{
	enum primitive p = (enum primitive)type->primitive;
	enum builtin b = (enum builtin)type->builtin;
	size_t n;

	if (!lexical_valid(p, b, value)) {
		(void)fail(j, SIMPLE_LEXICAL, row, value,
		    (struct slice){ "", 0 });
		j->fault->name = lexical_name(p, b);
		return false;
	}
	if (lexical_is_name(p) && j->lookup != NULL &&
	    memchr(value.s, ':', value.n) != NULL &&
	    canonical(j, row, value).s[1] == '}')
		return fail(j, SIMPLE_PREFIX, row, value,
		    (struct slice){ "", 0 });
	if (has_length(type) && lexical_length(p, value, &n) &&
	    !check_length(j, row, type, value, n))
		return false;
	if (p == PRIM_DECIMAL && !check_digits(j, row, type, value))
		return false;
	return check_bounds(j, row, type, value);
}

/* 4.1.4, 2.2: every item is valid; a list in a list is none (2.5.1.2). */
static bool
judge_list(struct judge *j, uint32_t row, const struct img_type *type,
    struct slice value)
{
	struct slice rest = value, item;
	int visits = j->visits;
	size_t n = 0;
	bool good = true;

	if (j->in_list)
		return fail(j, SIMPLE_CIRCULAR, row, value,
		    (struct slice){ "", 0 });
	j->in_list = true;
	for (; good && next_item(&rest, &item); n++) {
		j->visits = visits;
		good = judge_type(j, type->item, item);
	}
	j->in_list = false;
	return good && (!has_length(type) ||
	    check_length(j, row, type, value, n));
}

/* The first member that takes the value, or NONE (2.5.1.3). */
static uint32_t
find_member(struct judge *j, const struct img_type *type, struct slice value)
{
	uint32_t i, member;

	for (i = 0; i < type->n_members; i++) {
		member = taxonomy_member_type(j->st->t, type->members + i);
		if (member == NONE || j->visits > MAX_VISITS)
			break;
		if (judge_type(j, member, value))
			return member;
	}
	return NONE;
}

/* The value as the member that took it sees it: what the union's own facets
 * are about. */
static bool
judge_union(struct judge *j, uint32_t row, const struct img_type *type,
    struct slice *value)
{
	struct simple_fault *fault = j->fault, ignored;
	const struct img_type *m;
	uint32_t member;

	j->fault = &ignored;
	member = find_member(j, type, *value);
	j->fault = fault;
	if (member == NONE)
		return fail(j, SIMPLE_UNION, row, slice_trim(*value),
		    (struct slice){ "", 0 });
	if ((m = taxonomy_type(j->st->t, member)) != NULL)
		*value = normalized(m, *value, j->arena);
	return true;
}

static bool
judge_variety(struct judge *j, uint32_t row, const struct img_type *type,
    struct slice *value)
{
	switch ((enum variety)type->variety) {
	case VARIETY_ATOMIC:
		return judge_atomic(j, row, type, *value);
	case VARIETY_LIST:
		return judge_list(j, row, type, *value);
	case VARIETY_UNION:
		return judge_union(j, row, type, value);
	}
	return true;
}

static bool
judge_type(struct judge *j, uint32_t row, struct slice value)
{
	const struct img_type *type = taxonomy_type(j->st->t, row);
	bool good;

	if (type == NULL || type->content != CONTENT_SIMPLE)
		return true;
	if (++j->visits > MAX_VISITS || j->depth >= MAX_DEPTH)
		return fail(j, SIMPLE_CIRCULAR, row, value,
		    (struct slice){ "", 0 });
	j->depth++;
	value = normalized(type, value, j->arena);
	good = judge_variety(j, row, type, &value) &&
	    check_enumeration(j, row, type, value) &&
	    check_patterns(j, row, type, value);
	j->depth--;
	return good;
}

/* --- canonical texts --- */

static struct slice
canonical_list(struct judge *j, uint32_t item_type, struct slice value)
{
	struct buf b = BUF_ANY;
	struct slice rest = value, item;

	if (j->keyed)
		buf_char(&b, '[');
	while (next_item(&rest, &item)) {
		if (b.n > 0)
			buf_char(&b, ' ');
		buf_slice(&b, canonical(j, item_type, item));
	}
	item = b.n == 0 ? (struct slice){ "", 0 } :
	    arena_copy(j->arena, buf_get(&b));
	buf_free(&b);
	return item;
}

static struct slice
canonical_union(struct judge *j, const struct img_type *type,
    struct slice value)
{
	struct simple_fault *fault = j->fault, ignored;
	bool keyed = j->keyed;
	uint32_t member;

	j->fault = &ignored;
	j->keyed = false;		/* enumerations are kept without */
	member = find_member(j, type, value);
	j->fault = fault;
	j->keyed = true;		/* (2) */
	value = member == NONE ? value : canonical(j, member, value);
	j->keyed = keyed;
	return value;
}

static struct slice
canonical(struct judge *j, uint32_t row, struct slice value)
{
	const struct img_type *type = taxonomy_type(j->st->t, row);

	if (type == NULL || type->content != CONTENT_SIMPLE ||
	    ++j->visits > MAX_VISITS || j->depth >= MAX_DEPTH)
		return value;
	value = normalized(type, value, j->arena);
	j->depth++;
	switch ((enum variety)type->variety) {
	case VARIETY_ATOMIC:
		value = value_canonical((enum primitive)type->primitive,
		    value, j->lookup, j->ctx, j->arena);
		if (j->keyed)
			value = with_datatype((enum primitive)type->primitive,
			    value, j->arena);
		break;
	case VARIETY_LIST:
		value = canonical_list(j, type->item, value);
		break;
	case VARIETY_UNION:
		value = canonical_union(j, type, value);
		break;
	}
	j->depth--;
	return value;
}

/* --- the questions --- */

bool
simple_type_judge(struct simple_types *st, uint32_t type, struct slice value,
    prefix_lookup lookup, void *ctx, struct arena *a,
    struct simple_fault *fault)
{
	struct judge j = { st, lookup, ctx, a, fault, 0, 0, false,
	    false };

	return judge_type(&j, type, value);
}

const char *
simple_type_check(struct simple_types *st, uint32_t type, struct slice value,
    prefix_lookup lookup, void *ctx, struct arena *a, const char **facet)
{
	struct simple_fault fault = { 0 };
	const char *phrase, *hole;

	if (simple_type_judge(st, type, value, lookup, ctx, a, &fault))
		return NULL;
	*facet = fault.name;
	if (fault.facet == SIMPLE_LEXICAL)
		return arena_printf(a, "is no %s", fault.name);
	phrase = facets[fault.facet].phrase;
	if ((hole = strstr(phrase, "%.*s")) == NULL)
		return phrase;
	return arena_printf(a, "%.*s%.*s%s", (int)(hole - phrase), phrase,
	    SLICE_ARG(fault.limit), hole + strlen("%.*s"));
}

bool
simple_type_takes_all(const struct taxonomy *t, uint32_t row)
{
	const struct img_type *type = taxonomy_type(t, row);

	if (type == NULL || type->content != CONTENT_SIMPLE)
		return true;
	return type->variety == VARIETY_ATOMIC &&
	    type->builtin == BUILTIN_NONE &&
	    (type->primitive == PRIM_STRING || type->primitive == PRIM_ANY ||
	    type->primitive == PRIM_NONE) &&
	    type->n_patterns == 0 && type->n_enumerations == 0 &&
	    (type->flags & (FACET_HAS_MIN | FACET_HAS_MAX)) == 0 &&
	    !has_length(type);
}

uint32_t
simple_type_member(struct simple_types *st, uint32_t row, struct slice value,
    prefix_lookup lookup, void *ctx, struct arena *a)
{
	const struct img_type *type = taxonomy_type(st->t, row);
	struct simple_fault ignored;
	struct judge j = { st, lookup, ctx, a, &ignored, 0, 0, false,
	    false };

	return type == NULL || type->variety != VARIETY_UNION ? row :
	    find_member(&j, type, value);
}

bool
simple_type_equal(struct simple_types *st, uint32_t type, struct slice a,
    struct slice b, prefix_lookup lookup, void *ctx, struct arena *arena)
{
	struct simple_fault ignored;
	struct judge j = { st, lookup, ctx, arena, &ignored, 0, 0, false,
	    false };
	struct slice left = canonical(&j, type, a);

	j.visits = 0;
	return slice_eq(left, canonical(&j, type, b));
}

struct slice
simple_type_key(struct simple_types *st, uint32_t type, struct slice value,
    prefix_lookup lookup, void *ctx, struct arena *a)
{
	struct simple_fault ignored;
	struct judge j = { .st = st, .lookup = lookup, .ctx = ctx, .arena = a,
	    .fault = &ignored, .keyed = true };

	return canonical(&j, type, value);
}

struct slice
simple_type_canonical(const struct taxonomy *t, uint32_t type,
    struct slice value, struct arena *a)
{
	const struct img_type *row = type == NONE ? NULL :
	    taxonomy_type(t, type);
	struct simple_fault ignored;
	struct judge j = { NULL, NULL, NULL, a, &ignored, 0, 0, false,
	    false };
	struct simple_types *st;

	if (row == NULL || row->content != CONTENT_SIMPLE)
		return value;
	if (row->variety == VARIETY_ATOMIC)
		return value_canonical((enum primitive)row->primitive,
		    normalized(row, value, a), NULL, NULL, a);
	st = simple_types_new(t);	/* which member takes it asks for all */
	j.st = st;
	value = canonical(&j, type, value);
	simple_types_free(st);
	return value;
}
