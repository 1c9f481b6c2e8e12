/*
 * formula_sound.c: whether the rows of formulas in an image make sense: every
 * number in them is of a row that is there, every kind is one there is, and
 * nothing goes in circles.  An image is input; its checksums keep accidents out,
 * not who means harm.
 *
 * (1) All sections of formulas are looked at together, once, before the first of
 *     their rows is handed out (taxonomy.c).  So who plans and evaluates relies on
 *     what is here, and checks nothing again.
 * (2) It is linear: a row belongs to one owner at most, so what ranges name comes
 *     to no more than there are rows.  Lists are shared, and are bounded by
 *     MAX_LISTED instead, compiled expressions by MAX_CODE.
 * (3) A filter has filters only of earlier rows in it, so there is no circle; all
 *     that are in it, counted as often as they are met, are bounded too.
 * (4) Compiled expressions are looked at when they are first used (formula_open,
 *     xp_open): there are many, and few are woken.
 */
#include "taxonomy/formula_sound.h"

#include <stddef.h>

#include "taxonomy/formula.h"
#include "taxonomy/image_open.h"

#define MAX_LISTED	(UINT64_C(1) << 27)	/* numbers of lists, in all */
#define MAX_CODE	(UINT64_C(1) << 30)	/* bytes, in all */

/* --- what the fields are --- */

enum check {
	CHECK_ROW,		/* a row */
	CHECK_MAYBE,		/* or NONE */
	CHECK_SOURCE,		/* or NONE, or SOURCE_UNCOVERED */
	CHECK_RANGE,		/* first and n rows, this one's own */
	CHECK_LIST,		/* first and n of SEC_FORMULA_LISTS: rows */
	CHECK_TEXT,		/* struct fstr */
	CHECK_STRING,		/* struct istr */
	CHECK_KIND		/* one byte: less than `of` */
};

struct field {
	uint16_t section;
	uint16_t offset;
	uint8_t  check;
	uint8_t  of;		/* the section of the rows or the bytes; of
				 * CHECK_KIND the bound */
};

#define F(sec, type, field, check, of)	\
	{ sec, offsetof(struct type, field), CHECK_##check, of }
#define E(field, check, of)	F(SEC_EXPRESSIONS, img_expression, field, check, of)
#define P(field, check, of)	F(SEC_PARAMETERS, img_parameter, field, check, of)
#define FI(field, check, of)	F(SEC_FILTERS, img_filter, field, check, of)
#define IT(field, check, of) \
	F(SEC_FILTER_ITEMS, img_filter_item, field, check, of)
#define V(field, check, of)	F(SEC_VARIABLES, img_variable, field, check, of)
#define B(field, check, of)	F(SEC_BINDINGS, img_binding, field, check, of)
#define S(field, check, of) \
	F(SEC_VARIABLE_SETS, img_variable_set, field, check, of)
#define O(field, check, of)	F(SEC_OUTPUTS, img_output, field, check, of)
#define R(field, check, of) \
	F(SEC_OUTPUT_RULES, img_output_rule, field, check, of)
#define A(field, check, of)	F(SEC_ASSERTIONS, img_assertion, field, check, of)
#define FN(field, check, of)	F(SEC_FUNCTIONS, img_function, field, check, of)

static const struct field fields[] = {
	E(source, TEXT, SEC_FORMULA_TEXT), E(namespaces, ROW, SEC_FORMULA_SCOPES),
	E(names, LIST, SEC_NAMES), E(document, MAYBE, SEC_DOCUMENTS),
	F(SEC_FORMULA_SCOPES, img_scope, namespaces, RANGE,
	    SEC_FORMULA_NAMESPACES),
	F(SEC_FORMULA_SCOPES, img_scope, base, TEXT, SEC_FORMULA_TEXT),
	F(SEC_FORMULA_NAMESPACES, img_namespace, prefix, STRING, SEC_STRINGS),
	F(SEC_FORMULA_NAMESPACES, img_namespace, ns, STRING, SEC_STRINGS),

	P(name, ROW, SEC_NAMES), P(turn, MAYBE, SEC_PARAMETERS),
	P(expression, MAYBE, SEC_EXPRESSIONS), P(as, MAYBE, SEC_NAMES),
	P(resource, ROW, SEC_RESOURCES),

	FI(kind, KIND, FILTER_KINDS), FI(variable, MAYBE, SEC_NAMES),
	FI(test, MAYBE, SEC_EXPRESSIONS), FI(second, MAYBE, SEC_EXPRESSIONS),
	FI(text, TEXT, SEC_FORMULA_TEXT), FI(items, RANGE, SEC_FILTER_ITEMS),
	FI(uses, RANGE, SEC_FILTER_USES), FI(names, LIST, SEC_NAMES),
	FI(resource, ROW, SEC_RESOURCES),
	IT(kind, KIND, ITEM_EXCEPT + 1), IT(axis, KIND, AXIS_REL_NONE + 1),
	IT(value, KIND, ASPECTS + 1), IT(name, MAYBE, SEC_NAMES),
	IT(expression, MAYBE, SEC_EXPRESSIONS), IT(variable, MAYBE, SEC_NAMES),
	IT(linkrole, TEXT, SEC_FORMULA_TEXT), IT(arcrole, TEXT, SEC_FORMULA_TEXT),
	F(SEC_FILTER_USES, img_filter_use, filter, ROW, SEC_FILTERS),

	V(kind, KIND, VARIABLE_GENERAL + 1),
	V(expression, MAYBE, SEC_EXPRESSIONS),
	V(filters, RANGE, SEC_FILTER_USES), V(names, LIST, SEC_NAMES),
	V(concepts, LIST, SEC_ELEMENTS), V(instances, LIST, SEC_PARAMETERS),
	V(resource, ROW, SEC_RESOURCES),
	B(name, ROW, SEC_NAMES), B(kind, KIND, BINDING_PARAMETER + 1),

	S(kind, KIND, SET_EXISTENCE + 1),
	S(expression, MAYBE, SEC_EXPRESSIONS),
	S(bindings, RANGE, SEC_BINDINGS), S(filters, RANGE, SEC_FILTER_USES),
	S(preconditions, LIST, SEC_EXPRESSIONS),
	S(visible, RANGE, SEC_SET_SCOPES), S(wakes, LIST, SEC_ELEMENTS),
	S(resource, ROW, SEC_RESOURCES),
	F(SEC_SET_SCOPES, img_set_scope, set, ROW, SEC_VARIABLE_SETS),
	F(SEC_SET_SCOPES, img_set_scope, name, MAYBE, SEC_NAMES),

	O(set, ROW, SEC_VARIABLE_SETS), O(source, SOURCE, SEC_NAMES),
	O(precision, MAYBE, SEC_EXPRESSIONS),
	O(decimals, MAYBE, SEC_EXPRESSIONS),
	O(rules, RANGE, SEC_OUTPUT_RULES), O(instance, MAYBE, SEC_PARAMETERS),
	R(kind, KIND, OUTPUT_LOCATION + 1), R(form, KIND, FORM_OMIT + 1),
	R(source, SOURCE, SEC_NAMES), R(own_source, SOURCE, SEC_NAMES),
	R(dimension, MAYBE, SEC_NAMES), R(name, MAYBE, SEC_NAMES),
	R(expression, MAYBE, SEC_EXPRESSIONS),
	R(second, MAYBE, SEC_EXPRESSIONS), R(text, TEXT, SEC_FORMULA_TEXT),

	A(kind, KIND, ASSERTION_CONSISTENCY + 1),
	A(severity, KIND, ASSERTION_COMPUTED + 1),
	A(sets, LIST, SEC_VARIABLE_SETS), A(absolute, MAYBE, SEC_EXPRESSIONS),
	A(proportional, MAYBE, SEC_EXPRESSIONS),
	A(bindings, RANGE, SEC_BINDINGS), A(computed, MAYBE, SEC_EXPRESSIONS),
	A(messages, RANGE, SEC_MESSAGE_USES),
	A(groups, LIST, SEC_ASSERTION_SETS), A(resource, ROW, SEC_RESOURCES),
	F(SEC_ASSERTION_SETS, img_assertion_set, assertions, LIST,
	    SEC_ASSERTIONS),
	F(SEC_ASSERTION_SETS, img_assertion_set, resource, ROW,
	    SEC_RESOURCES),

	F(SEC_MESSAGES, img_message, parts, RANGE, SEC_MESSAGE_PARTS),
	F(SEC_MESSAGES, img_message, separator, TEXT, SEC_FORMULA_TEXT),
	F(SEC_MESSAGES, img_message, resource, ROW, SEC_RESOURCES),
	F(SEC_MESSAGE_PARTS, img_message_part, text, TEXT, SEC_FORMULA_TEXT),
	F(SEC_MESSAGE_PARTS, img_message_part, expression, MAYBE,
	    SEC_EXPRESSIONS),
	F(SEC_MESSAGE_USES, img_message_use, message, ROW, SEC_MESSAGES),

	FN(name, MAYBE, SEC_NAMES), FN(inputs, RANGE, SEC_FUNCTION_INPUTS),
	FN(output_type, TEXT, SEC_FORMULA_TEXT), FN(steps, RANGE, SEC_FUNCTION_STEPS),
	FN(output, MAYBE, SEC_EXPRESSIONS), FN(resource, ROW, SEC_RESOURCES),
	F(SEC_FUNCTION_INPUTS, img_function_input, type, TEXT, SEC_FORMULA_TEXT),
	F(SEC_FUNCTION_INPUTS, img_function_input, name, MAYBE, SEC_NAMES),
	F(SEC_FUNCTION_STEPS, img_function_step, name, MAYBE, SEC_NAMES),
	F(SEC_FUNCTION_STEPS, img_function_step, expression, MAYBE,
	    SEC_EXPRESSIONS),

	F(SEC_EQUALITIES, img_equality, element, ROW, SEC_ELEMENTS),
	F(SEC_EQUALITIES, img_equality, expression, MAYBE, SEC_EXPRESSIONS),
	F(SEC_WAKES, img_wake, element, MAYBE, SEC_ELEMENTS),
	F(SEC_WAKES, img_wake, sets, LIST, SEC_VARIABLE_SETS),
};

/* --- the fields, one after the other --- */

struct looking {
	const struct taxonomy *t;
	const char *rows[SECTIONS];
	uint32_t    n[SECTIONS];
	uint64_t    owned[SECTIONS];	/* rows that ranges have named */
	uint64_t    listed;
};

static bool
range_is_good(struct looking *l, const uint32_t *v, uint8_t of)
{
	l->owned[of] += v[1];
	return v[1] == 0 || (v[0] <= l->n[of] && v[1] <= l->n[of] - v[0] &&
	    l->owned[of] <= l->n[of]);
}

static bool
list_is_good(struct looking *l, const uint32_t *v, uint32_t bound)
{
	const uint32_t *list = (const void *)l->rows[SEC_FORMULA_LISTS];
	uint32_t n = l->n[SEC_FORMULA_LISTS], i, most = 0;

	if (v[1] == 0)
		return true;
	l->listed += v[1];
	if (v[0] > n || v[1] > n - v[0] || l->listed > MAX_LISTED)
		return false;
	for (i = 0; i < v[1]; i++)
		most = list[v[0] + i] > most ? list[v[0] + i] : most;
	return most < bound;
}

/* A field of all rows of its section. */
struct column {
	const char *at;
	size_t      size;
	uint32_t    n;
};

/* Whether each number is below a bound, or `free` and more. */
static bool
numbers_are_good(struct column c, uint32_t bound, uint64_t free)
{
	const char *at = c.at;
	bool bad = false;
	uint32_t i;

	for (i = 0; i < c.n; i++, at += c.size) {
		uint32_t v = *(const uint32_t *)(const void *)at;

		bad |= v >= bound && v < free;
	}
	return !bad;
}

static bool
kinds_are_good(struct column c, uint8_t bound)
{
	uint32_t i;

	for (i = 0; i < c.n; i++, c.at += c.size)
		if (*(const uint8_t *)c.at >= bound)
			return false;
	return true;
}

/* Strings within so many bytes, each with its NUL; struct istr as struct fstr. */
static bool
texts_are_good(struct column c, const char *bytes, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < c.n; i++, c.at += c.size) {
		const struct fstr *s = (const void *)c.at;

		if ((s->len > 0 || s->off > 0) && (s->off >= n ||
		    s->len >= n - s->off || bytes[s->off + s->len] != '\0'))
			return false;
	}
	return true;
}

static bool
field_is_good(struct looking *l, const struct field *f, struct column c)
{
	uint32_t bound = f->check == CHECK_KIND ? 0 : l->n[f->of], i;
	bool good = true;

	switch ((enum check)f->check) {
	case CHECK_ROW:
		return numbers_are_good(c, bound, UINT64_C(1) << 32);
	case CHECK_MAYBE:
		return numbers_are_good(c, bound, NONE);
	case CHECK_SOURCE:
		return numbers_are_good(c, bound, SOURCE_UNCOVERED);
	case CHECK_KIND:
		return kinds_are_good(c, f->of);
	case CHECK_TEXT:
	case CHECK_STRING:
		return texts_are_good(c, l->rows[f->of], bound);
	case CHECK_RANGE:
		for (i = 0; i < c.n && good; i++, c.at += c.size)
			good = range_is_good(l, (const void *)c.at, f->of);
		return good;
	case CHECK_LIST:
		for (i = 0; i < c.n && good; i++, c.at += c.size)
			good = list_is_good(l, (const void *)c.at, bound);
		return good;
	}
	return false;
}

static bool
fields_are_good(struct looking *l)
{
	size_t i;

	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		const struct field *f = &fields[i];

		if (!field_is_good(l, f, (struct column){
		    l->rows[f->section] + f->offset,
		    section_row_size((enum section)f->section),
		    l->n[f->section] }))
			return false;
	}
	return true;
}

/* --- what hangs on more than one field --- */

static bool
code_is_good(const struct looking *l)
{
	const struct img_expression *e = (const void *)
	    l->rows[SEC_EXPRESSIONS];
	uint64_t all = 0, size = l->n[SEC_FORMULA_CODE];
	uint32_t i;

	for (i = 0; i < l->n[SEC_EXPRESSIONS]; i++) {
		if (e[i].code_size > 0 && (e[i].code >= size ||
		    e[i].code_size > (size - e[i].code) * 8))
			return false;
		all += e[i].code_size;
	}
	return all <= MAX_CODE;
}

/* By name, each name once. */
static bool
parameters_are_good(const struct looking *l)
{
	const struct img_parameter *p = (const void *)l->rows[SEC_PARAMETERS];
	uint32_t n = l->n[SEC_PARAMETERS], i;

	for (i = 1; i < n; i++)
		if (p[i].name <= p[i - 1].name)
			return false;
	return true;
}

/* What kinds of filters have in `value`, as far as it is a number of something.
 * Items are counted by who reads them: a filter that is badly written has none. */
static bool
value_is_good(const struct img_filter *f)
{
	if (f->kind == FILTER_MATCH)
		return f->value <= ASPECT_DIMENSION;
	return f->kind != FILTER_CONCEPT_RELATION || f->value <= AXIS_REL_NONE;
}

/* (3) */
static bool
filters_are_good(const struct looking *l)
{
	const struct img_filter *f = (const void *)l->rows[SEC_FILTERS];
	const struct img_filter_use *u = (const void *)
	    l->rows[SEC_FILTER_USES];
	uint32_t n = l->n[SEC_FILTERS], i, k, in;
	uint32_t *within = mem_calloc((size_t)n + 1, sizeof(*within));
	bool good = true;

	for (i = 0; i < n && good; i++) {
		within[i] = 1;
		good = f[i].depth <= MAX_FILTER_DEPTH && value_is_good(&f[i]);
		for (k = 0; k < f[i].n_uses && good; k++) {
			in = u[f[i].uses + k].filter;
			good = in < i && f[in].depth < f[i].depth;
			within[i] += good ? within[in] : 0;
			good = good && within[i] <= MAX_FILTERS_WITHIN;
		}
	}
	mem_free(within);
	return good;
}

/* What a binding is bound to; on which others it hangs: on those before it
 * (`most`), but in a set that is broken, for it may be that. */
static bool
binding_is_good(struct looking *l, const struct img_binding *b,
    uint32_t most)
{
	const struct img_variable *v = (const void *)l->rows[SEC_VARIABLES];
	const uint32_t needs[2] = { b->needs, b->n_needs };

	if (!list_is_good(l, needs, most))
		return false;
	if (b->kind == BINDING_PARAMETER)
		return b->target < l->n[SEC_PARAMETERS];
	return b->target < l->n[SEC_VARIABLES] && v[b->target].kind ==
	    (b->kind == BINDING_FACT ? VARIABLE_FACT : VARIABLE_GENERAL);
}

static bool
set_is_good(struct looking *l, const struct img_variable_set *s)
{
	const struct img_binding *b = (const void *)l->rows[SEC_BINDINGS];
	uint32_t i;

	if (s->n_bindings > FORMULA_MAX_BINDINGS)
		return false;
	for (i = 0; i < s->n_bindings; i++)
		if (!binding_is_good(l, &b[s->bindings + i],
		    s->flags & SET_BROKEN ? s->n_bindings : i))
			return false;
	return true;
}

/* The assertion or output that a set is of is one of its kind. */
static bool
owner_is_good(const struct looking *l, const struct img_variable_set *s)
{
	const struct img_assertion *a = (const void *)l->rows[SEC_ASSERTIONS];

	if (s->owner == NONE)
		return true;
	switch ((enum set_kind)s->kind) {
	case SET_FORMULA:
	case SET_TUPLE:
		return s->owner < l->n[SEC_OUTPUTS];
	case SET_VALUE:
		return s->owner < l->n[SEC_ASSERTIONS] &&
		    a[s->owner].kind == ASSERTION_VALUE;
	case SET_EXISTENCE:
		return s->owner < l->n[SEC_ASSERTIONS] &&
		    a[s->owner].kind == ASSERTION_EXISTENCE;
	}
	return false;
}

static bool
assertion_is_good(const struct looking *l, const struct img_assertion *a)
{
	const struct img_binding *b = (const void *)l->rows[SEC_BINDINGS];
	uint32_t i;

	for (i = 0; i < a->n_bindings; i++)
		if (b[a->bindings + i].kind != BINDING_PARAMETER ||
		    b[a->bindings + i].target >= l->n[SEC_PARAMETERS])
			return false;
	return true;
}

static bool
sets_are_good(struct looking *l)
{
	const struct img_variable_set *s = (const void *)
	    l->rows[SEC_VARIABLE_SETS];
	const struct img_assertion *a = (const void *)l->rows[SEC_ASSERTIONS];
	uint32_t i;

	for (i = 0; i < l->n[SEC_VARIABLE_SETS]; i++)
		if (!set_is_good(l, &s[i]) || !owner_is_good(l, &s[i]))
			return false;
	for (i = 0; i < l->n[SEC_ASSERTIONS]; i++)
		if (!assertion_is_good(l, &a[i]))
			return false;
	return true;
}

bool
formula_is_sound(const struct taxonomy *t)
{
	struct looking l = { .t = t };
	unsigned i;

	for (i = SEC_FORMULA_TEXT; i <= SEC_WAKES; i++)
		l.rows[i] = section_rows(t, (enum section)i, &l.n[i]);
	l.rows[SEC_STRINGS] = section_rows(t, SEC_STRINGS,
	    &l.n[SEC_STRINGS]);
	l.n[SEC_NAMES] = taxonomy_count(t, SEC_NAMES);
	l.n[SEC_ELEMENTS] = taxonomy_count(t, SEC_ELEMENTS);
	l.n[SEC_RESOURCES] = taxonomy_count(t, SEC_RESOURCES);
	l.n[SEC_DOCUMENTS] = taxonomy_count(t, SEC_DOCUMENTS);
	return fields_are_good(&l) && code_is_good(&l) &&
	    parameters_are_good(&l) && filters_are_good(&l) &&
	    sets_are_good(&l);
}
