/*
 * facets.c: what a simple type, or simple content, says of its values (XML
 * Schema 1.0 part 2, 4.3), each step on top of the one before.
 *
 * (1) Bounds, lengths and digits keep the narrowest; a step that would widen
 *     them is an error and changes nothing.
 * (2) Patterns of one step are alternatives, patterns of different steps all
 *     hold; an enumeration replaces the one before it.
 * (3) A QName in a value means what its prefix is bound to in the schema.
 */
#include "taxonomy/schema.h"

#include "taxonomy/lexical.h"

#define MAX_NAMES_DEPTH	32	/* as far as values are judged */
#define MAX_NAMES_STEPS	4096

#define BOUNDS	(FACET_MIN_INCLUSIVE | FACET_MAX_INCLUSIVE | \
		FACET_HAS_MIN | FACET_HAS_MAX)

#define BIT(facet)	(1u << (facet))

static const char *const facet_names[] = {
	[FACET_LENGTH] = "length", [FACET_MIN_LENGTH] = "minLength",
	[FACET_MAX_LENGTH] = "maxLength", [FACET_PATTERN] = "pattern",
	[FACET_ENUMERATION] = "enumeration",
	[FACET_WHITE_SPACE] = "whiteSpace",
	[FACET_LOW_INCLUSIVE] = "minInclusive",
	[FACET_LOW_EXCLUSIVE] = "minExclusive",
	[FACET_HIGH_INCLUSIVE] = "maxInclusive",
	[FACET_HIGH_EXCLUSIVE] = "maxExclusive",
	[FACET_TOTAL_DIGITS] = "totalDigits",
	[FACET_FRACTION_DIGITS] = "fractionDigits",
};

/* Facets of a step while they are applied. */
struct step {
	struct dts      *d;
	struct raw_type *type;
	struct img_type *row;
	struct img_type  before;	/* the row as its base has it */
	unsigned         fixed;		/* BIT(facet): by a step before */
};

void
facets_inherit(struct img_type *t, const struct img_type *base)
{
	t->content = CONTENT_SIMPLE;
	t->variety = base->variety;
	t->primitive = base->primitive;
	t->builtin = base->builtin;
	t->white_space = base->white_space;
	t->item = base->item;
	t->members = base->members;
	t->n_members = base->n_members;
	t->patterns = base->patterns;
	t->n_patterns = base->n_patterns;
	t->enumerations = base->enumerations;
	t->n_enumerations = base->n_enumerations;
	t->min = base->min;
	t->max = base->max;
	t->length = base->length;
	t->min_length = base->min_length;
	t->max_length = base->max_length;
	t->total_digits = base->total_digits;
	t->fraction_digits = base->fraction_digits;
	t->flags = (uint8_t)((t->flags & ~BOUNDS) | (base->flags & BOUNDS));
}

static void
complain(struct step *s, enum finding_code code, const struct raw_facet *f)
{
	struct finding *bad = schema_finding_line(s->d, code,
	    s->type->document, f->line);

	finding_arg(bad, "facet", slice_of(facet_names[f->kind]));
	finding_arg(bad, "value", dts_text(s->d, f->value));
}

/* --- which facets a type may have: 4.1.5, cos-applicable-facets --- */

#define ALWAYS		(BIT(FACET_PATTERN) | BIT(FACET_ENUMERATION))
#define LENGTHS		(BIT(FACET_LENGTH) | BIT(FACET_MIN_LENGTH) | \
			BIT(FACET_MAX_LENGTH))
#define ORDERED		(BIT(FACET_LOW_INCLUSIVE) | \
			BIT(FACET_LOW_EXCLUSIVE) | \
			BIT(FACET_HIGH_INCLUSIVE) | \
			BIT(FACET_HIGH_EXCLUSIVE))
#define DIGITS		(BIT(FACET_TOTAL_DIGITS) | BIT(FACET_FRACTION_DIGITS))

static unsigned
applicable(const struct img_type *t)
{
	if (t->variety == VARIETY_UNION)
		return ALWAYS;
	if (t->variety == VARIETY_LIST)
		return ALWAYS | LENGTHS | BIT(FACET_WHITE_SPACE);
	switch ((enum primitive)t->primitive) {
	case PRIM_NONE:
	case PRIM_ANY:
		return ~0u;		/* nothing is known: nothing is wrong */
	case PRIM_STRING:
	case PRIM_HEXBINARY:
	case PRIM_BASE64BINARY:
	case PRIM_ANYURI:
	case PRIM_QNAME:
	case PRIM_NOTATION:
		return ALWAYS | LENGTHS | BIT(FACET_WHITE_SPACE);
	case PRIM_BOOLEAN:
		return BIT(FACET_PATTERN) | BIT(FACET_WHITE_SPACE);
	case PRIM_DECIMAL:
		return ALWAYS | ORDERED | DIGITS | BIT(FACET_WHITE_SPACE);
	case PRIM_FLOAT:
	case PRIM_DOUBLE:
	case PRIM_DURATION:
	case PRIM_DATETIME:
	case PRIM_TIME:
	case PRIM_DATE:
	case PRIM_GYEARMONTH:
	case PRIM_GYEAR:
	case PRIM_GMONTHDAY:
	case PRIM_GDAY:
	case PRIM_GMONTH:
		return ALWAYS | ORDERED | BIT(FACET_WHITE_SPACE);
	}
	return ~0u;
}

/* --- numbers --- */

static bool
small_number(struct slice s, int32_t *out)
{
	int64_t n = 0;
	size_t i;

	if (s.n > 1 && s.s[0] == '+')
		s = slice_from(s, 1);
	for (i = 0; i < s.n; i++) {
		if (s.s[i] < '0' || s.s[i] > '9')
			return false;
		n = n * 10 + (s.s[i] - '0');
		if (n > INT32_MAX)
			n = INT32_MAX;
	}
	*out = (int32_t)n;
	return s.n > 0;
}

/* A count that may only go up (low), down (high), or not change (neither). */
static void
apply_count(struct step *s, const struct raw_facet *f, int32_t *slot, bool up,
    bool down)
{
	int32_t n;

	if (!small_number(dts_text(s->d, f->value), &n) ||
	    (f->kind == FACET_TOTAL_DIGITS && n == 0))
		complain(s, F_xsd_FacetValue, f);
	else if (*slot >= 0 && ((n < *slot && !down) || (n > *slot && !up)))
		complain(s, F_xsd_FacetNotNarrower, f);
	else
		*slot = n;
}

static enum order
compare(struct step *s, struct slice a, struct slice b)
{
	struct arena_mark m = arena_mark(s->d->arena);
	enum order order = value_compare((enum primitive)s->row->primitive,
	    a, b, s->d->arena);

	arena_reset(s->d->arena, m);
	return order;
}

static void
apply_bound(struct step *s, const struct raw_facet *f)
{
	bool low = f->kind == FACET_LOW_INCLUSIVE ||
	    f->kind == FACET_LOW_EXCLUSIVE;
	bool inclusive = f->kind == FACET_LOW_INCLUSIVE ||
	    f->kind == FACET_HIGH_INCLUSIVE;
	unsigned has = low ? FACET_HAS_MIN : FACET_HAS_MAX;
	unsigned flag = low ? FACET_MIN_INCLUSIVE : FACET_MAX_INCLUSIVE;
	struct istr *slot = low ? &s->row->min : &s->row->max;
	enum order order;

	if (!lexical_valid((enum primitive)s->row->primitive,
	    (enum builtin)s->row->builtin, dts_text(s->d, f->value))) {
		complain(s, F_xsd_FacetValue, f);
		return;
	}
	if (s->row->flags & has) {
		order = compare(s, dts_text(s->d, f->value),
		    dts_text(s->d, *slot));
		if (order == (low ? ORDER_LESS : ORDER_GREATER)) {
			complain(s, F_xsd_FacetNotNarrower, f);
			return;
		}
		if (order == ORDER_EQUAL && !(s->row->flags & flag))
			inclusive = false;
	}
	*slot = f->value;
	s->row->flags = (uint8_t)((s->row->flags & ~flag) | has |
	    (inclusive ? flag : 0));
}

/* --- white space, patterns, enumerations --- */

static void
apply_white_space(struct step *s, const struct raw_facet *f)
{
	static const char *const words[] =
	    { [WS_PRESERVE] = "preserve", [WS_REPLACE] = "replace",
	    [WS_COLLAPSE] = "collapse" };
	struct slice v = dts_text(s->d, f->value);
	uint8_t i;

	for (i = 0; i < 3; i++)
		if (slice_is(v, words[i]))
			break;
	if (i == 3)
		complain(s, F_xsd_FacetValue, f);
	else if (i < s->row->white_space)
		complain(s, F_xsd_FacetNotNarrower, f);
	else
		s->row->white_space = i;
}

static void
apply_patterns(struct step *s)
{
	struct dts *d = s->d;
	const struct raw_facet *f;
	struct img_pattern p;
	uint32_t first = (uint32_t)d->patterns.n, step = 0, i;

	for (i = 0; i < s->row->n_patterns; i++) {
		p = d->patterns.v[s->row->patterns + i];
		step = p.step + 1;
		VEC_PUSH(&d->patterns, p);
	}
	for (f = s->type->facets; f != NULL; f = f->next) {
		if (f->kind != FACET_PATTERN)
			continue;
		p = (struct img_pattern){ step, f->value };
		VEC_PUSH(&d->patterns, p);
	}
	s->row->patterns = first;
	s->row->n_patterns = (uint32_t)d->patterns.n - first;
}

/* White space as the type has it (4.3.6). */
static struct istr
normalised(struct step *s, struct istr value)
{
	struct slice v = dts_text(s->d, value);
	struct arena_mark m;
	size_t i, n = 0;
	char *text;

	if (s->row->white_space == WS_PRESERVE)
		return value;
	m = arena_mark(s->d->arena);
	text = arena_alloc(s->d->arena, v.n + 1);
	for (i = 0; i < v.n; i++) {
		char c = is_xml_space(v.s[i]) ? ' ' : v.s[i];

		if (c != ' ' || s->row->white_space == WS_REPLACE ||
		    (n > 0 && text[n - 1] != ' '))
			text[n++] = c;
	}
	if (s->row->white_space == WS_COLLAPSE && n > 0 && text[n - 1] == ' ')
		n--;
	value = dts_string(s->d, (struct slice){ text, n });
	arena_reset(s->d->arena, m);
	return value;
}

static bool
names_in(const struct dts *d, const struct img_type *t, int depth,
    unsigned *steps)
{
	uint32_t i;

	if (depth > MAX_NAMES_DEPTH || ++*steps > MAX_NAMES_STEPS)
		return false;
	switch ((enum variety)t->variety) {
	case VARIETY_ATOMIC:
		return t->primitive == PRIM_QNAME ||
		    t->primitive == PRIM_NOTATION;
	case VARIETY_LIST:
		return t->item != NONE && names_in(d, &d->types.v[t->item],
		    depth + 1, steps);
	case VARIETY_UNION:
		for (i = 0; i < t->n_members; i++)
			if (names_in(d, &d->types.v[d->member_types.v[
			    t->members + i]], depth + 1, steps))
				return true;
		return false;
	}
	return false;
}

bool
facets_names(const struct dts *d, const struct img_type *t)
{
	unsigned steps = 0;

	return t->content == CONTENT_SIMPLE && names_in(d, t, 0, &steps);
}

/* The name that an enumeration's value is, where it is one. */
static uint32_t
value_name(struct dts *d, const struct raw_facet *f)
{
	struct slice v = slice_trim(dts_text(d, f->value));
	const char *colon = memchr(v.s, ':', v.n);

	if (colon != NULL)
		v = slice_from(v, (size_t)(colon - v.s) + 1);
	return dts_name(d, dts_text(d, f->ns), v);
}

/* (3): a list of names is kept expanded, a single name beside its text. */
static void
apply_enumerations(struct step *s)
{
	struct dts *d = s->d;
	bool names = facets_names(d, s->row);
	const struct raw_facet *f;
	struct img_enumeration e;

	s->row->enumerations = (uint32_t)d->enumerations.n;
	for (f = s->type->facets; f != NULL; f = f->next) {
		if (f->kind != FACET_ENUMERATION)
			continue;
		e.value = normalised(s, f->value);
		e.name = NONE;
		if (names && s->row->variety == VARIETY_LIST) {
			if (f->expanded.s != NULL)
				e.value = dts_string(d, f->expanded);
		} else if (names && f->qname) {
			e.name = value_name(d, f);
		} else if (names && s->row->variety == VARIETY_ATOMIC) {
			complain(s, F_xsd_FacetValue, f);
		}
		VEC_PUSH(&d->enumerations, e);
	}
	s->row->n_enumerations = (uint32_t)d->enumerations.n -
	    s->row->enumerations;
}

static void
apply(struct step *s, const struct raw_facet *f)
{
	struct img_type *row = s->row;

	switch (f->kind) {
	case FACET_LENGTH:
		apply_count(s, f, &row->length, false, false);
		break;
	case FACET_MIN_LENGTH:
		apply_count(s, f, &row->min_length, true, false);
		break;
	case FACET_MAX_LENGTH:
		apply_count(s, f, &row->max_length, false, true);
		break;
	case FACET_TOTAL_DIGITS:
		apply_count(s, f, &row->total_digits, false, true);
		break;
	case FACET_FRACTION_DIGITS:
		apply_count(s, f, &row->fraction_digits, false, true);
		break;
	case FACET_LOW_INCLUSIVE:
	case FACET_LOW_EXCLUSIVE:
	case FACET_HIGH_INCLUSIVE:
	case FACET_HIGH_EXCLUSIVE:
		apply_bound(s, f);
		break;
	case FACET_WHITE_SPACE:
		apply_white_space(s, f);
		break;
	case FACET_PATTERN:		/* by step, below */
	case FACET_ENUMERATION:
	case FACETS:
		break;
	}
}

/* --- a step as a whole --- */

/* Whether a facet that a base fixes is given as it was (4.3, {fixed}). */
static bool
is_unchanged(struct step *s, const struct raw_facet *f)
{
	const struct img_type *now = s->row, *was = &s->before;

	switch (f->kind) {
	case FACET_LENGTH:
		return now->length == was->length;
	case FACET_MIN_LENGTH:
		return now->min_length == was->min_length;
	case FACET_MAX_LENGTH:
		return now->max_length == was->max_length;
	case FACET_WHITE_SPACE:
		return now->white_space == was->white_space;
	case FACET_TOTAL_DIGITS:
		return now->total_digits == was->total_digits;
	case FACET_FRACTION_DIGITS:
		return now->fraction_digits == was->fraction_digits;
	case FACET_LOW_INCLUSIVE:
	case FACET_LOW_EXCLUSIVE:
		return compare(s, dts_text(s->d, now->min),
		    dts_text(s->d, was->min)) == ORDER_EQUAL;
	case FACET_HIGH_INCLUSIVE:
	case FACET_HIGH_EXCLUSIVE:
		return compare(s, dts_text(s->d, now->max),
		    dts_text(s->d, was->max)) == ORDER_EQUAL;
	case FACET_PATTERN:		/* these are never fixed */
	case FACET_ENUMERATION:
	case FACETS:
		break;
	}
	return true;
}

static void
contradict(struct step *s, enum facet a, enum facet b)
{
	struct finding *f = schema_finding_line(s->d, F_xsd_FacetsContradict,
	    s->type->document, s->type->line);

	types_arg_type(s->d, f, "type", s->type->row);
	finding_arg(f, "first", slice_of(facet_names[a]));
	finding_arg(f, "second", slice_of(facet_names[b]));
}

/* 4.3.1.4, 4.3.2.4, 4.3.12.4: facets that count. */
static void
judge_counts(struct step *s)
{
	const struct img_type *t = s->row, *was = &s->before;

	/* Beside length they may only be older than it. */
	if (t->length >= 0 && t->min_length >= 0 &&
	    (t->min_length != was->min_length || t->min_length > t->length))
		contradict(s, FACET_LENGTH, FACET_MIN_LENGTH);
	if (t->length >= 0 && t->max_length >= 0 &&
	    (t->max_length != was->max_length || t->max_length < t->length))
		contradict(s, FACET_LENGTH, FACET_MAX_LENGTH);
	if (t->min_length >= 0 && t->max_length >= 0 &&
	    t->min_length > t->max_length)
		contradict(s, FACET_MIN_LENGTH, FACET_MAX_LENGTH);
	if (t->total_digits >= 0 && t->fraction_digits > t->total_digits)
		contradict(s, FACET_FRACTION_DIGITS, FACET_TOTAL_DIGITS);
}

/* 4.3.7.4 to 4.3.10.4: bounds that leave nothing. */
static void
judge_bounds(struct step *s)
{
	const struct img_type *t = s->row;
	bool low = t->flags & FACET_MIN_INCLUSIVE;
	bool high = t->flags & FACET_MAX_INCLUSIVE;
	enum order order;

	if (!(t->flags & FACET_HAS_MIN) || !(t->flags & FACET_HAS_MAX))
		return;
	order = compare(s, dts_text(s->d, t->min), dts_text(s->d, t->max));
	if (order == ORDER_GREATER || (order == ORDER_EQUAL && low != high))
		contradict(s, low ? FACET_LOW_INCLUSIVE : FACET_LOW_EXCLUSIVE,
		    high ? FACET_HIGH_INCLUSIVE : FACET_HIGH_EXCLUSIVE);
}

/* The facet that cannot stand beside a bound: 4.3.8.4, 4.3.9.4. */
static enum facet
other_bound(enum facet kind)
{
	return kind == FACET_LOW_INCLUSIVE ? FACET_LOW_EXCLUSIVE :
	    kind == FACET_LOW_EXCLUSIVE ? FACET_LOW_INCLUSIVE :
	    kind == FACET_HIGH_INCLUSIVE ? FACET_HIGH_EXCLUSIVE :
	    kind == FACET_HIGH_EXCLUSIVE ? FACET_HIGH_INCLUSIVE :
	    FACETS;
}

/* One facet: applicable, given once, not fixed to something else. */
static void
apply_one(struct step *s, const struct raw_facet *f, unsigned *kinds)
{
	bool many = f->kind == FACET_PATTERN || f->kind == FACET_ENUMERATION;

	if (!(BIT(f->kind) & applicable(s->row))) {
		complain(s, F_xsd_FacetNotApplicable, f);
		return;
	}
	if (!many && *kinds & BIT(f->kind)) {	/* src-single-facet-value */
		complain(s, F_xsd_FacetTwice, f);
		return;
	}
	if (*kinds & BIT(other_bound(f->kind))) {
		contradict(s, other_bound(f->kind), f->kind);
		return;
	}
	*kinds |= BIT(f->kind);
	apply(s, f);
	if (s->fixed & BIT(f->kind) && !is_unchanged(s, f))
		complain(s, F_xsd_FacetFixed, f);
	if (f->fixed)
		s->type->fixed |= BIT(f->kind);
}

void
facets_apply(struct dts *d, struct raw_type *t, uint32_t row, uint32_t on)
{
	const struct raw_type *base = types_raw(d, on);
	struct step s = { d, t, &d->types.v[row], d->types.v[row],
	    base == NULL ? 0 : base->fixed };
	const struct raw_facet *f;
	unsigned kinds = 0;

	t->on = on;
	t->fixed = s.fixed;
	for (f = t->facets; f != NULL; f = f->next)
		apply_one(&s, f, &kinds);
	if (t->facets != NULL) {
		judge_counts(&s);
		judge_bounds(&s);
	}
	if (kinds & (BIT(FACET_PATTERN) | BIT(FACET_ENUMERATION)) &&
	    (d->patterns.n >= MAX_INHERITED ||
	    !schema_step(d, t->document, t->line))) {
		schema_too_deep(d, t->document, t->line);
		return;
	}
	if (kinds & BIT(FACET_PATTERN))
		apply_patterns(&s);
	if (kinds & BIT(FACET_ENUMERATION))
		apply_enumerations(&s);
}
