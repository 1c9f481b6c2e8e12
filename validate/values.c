/*
 * values.c: is the value of each item one of its type?  XML Schema 1.0 part
 * 2, 4.1.4, as XBRL 2.1, 4.6 and 5.1.1.3, ask of the content of items.
 *
 * (1) An empty element has the default or fixed value of its declaration; one
 *     that is not empty has the fixed value (part 1, 3.3.4, 5).
 * (2) A fraction's numerator and denominator have the types that
 *     xbrli:numerator and xbrli:denominator are declared with.
 * (3) Nil facts, tuples, facts without a declaration or with markup in them
 *     are judged elsewhere (facts.c).
 * (4) Where a type is costly (patterns, enumerations, lists, unions) equal
 *     texts are judged once: the answers are kept by type and text.
 * (5) Attributes that no rule of XBRL names have the type of their use, or of
 *     their global declaration where a wildcard lets them in (part 1, 3.4.4,
 *     3, and 3.10.4); fixed ones their fixed value (part 1, 3.5.4).
 * (6) Prefixes of QName and NOTATION values mean what they are bound to at the
 *     fact (part 2, 3.2.18): answers about them are kept by that too.
 */
#include "validate/validate.h"

#include "base/hash.h"
#include "base/xml.h"
#include "taxonomy/simple_type.h"
#include "taxonomy/attribute_use.h"
#include "validate/rule.h"

#define MAX_KEPT	(1u << 20)	/* answers; each some 80 bytes */
#define MAX_KEPT_TEXT	256		/* longer texts hardly repeat */
#define MAX_ALLOWED	6		/* values named in a sentence */
#define AHEAD		8		/* facts whose text is fetched before */

enum cost {
	COST_UNKNOWN, COST_NONE, COST_SMALL, COST_GREAT,
	COST_NAMES		/* great, and different from scope to scope */
};

struct answer {
	uint32_t     type;
	uint32_t     scope;		/* (6); NONE where it does not matter */
	bool         good;
	struct slice text;		/* the report's */
	struct simple_fault fault;	/* its slices in `kept` */
};

struct values {
	const struct report *r;
	const struct taxonomy *t;
	struct findings     *fs;
	struct simple_types *types;
	struct arena        *scratch;	/* reset after every fact */
	struct arena_mark    mark;
	struct arena        *kept;
	uint8_t             *cost;	/* by type row */
	uint32_t             n_types;
	struct in_scope      in;	/* of the fact being judged */
	struct table         table;
	VEC(struct answer)   answers;
	uint32_t             numerator, denominator;	/* type rows */
};

/* --- findings --- */

static const enum finding_code codes[] = {
	[SIMPLE_LEXICAL] = F_xsd_cvc_datatype_valid,
	[SIMPLE_PREFIX] = F_xsd_cvc_datatype_valid_prefix,
	[SIMPLE_UNION] = F_xsd_cvc_datatype_valid_union,
	[SIMPLE_LENGTH] = F_xsd_cvc_length_valid,
	[SIMPLE_MIN_LENGTH] = F_xsd_cvc_minLength_valid,
	[SIMPLE_MAX_LENGTH] = F_xsd_cvc_maxLength_valid,
	[SIMPLE_TOTAL_DIGITS] = F_xsd_cvc_totalDigits_valid,
	[SIMPLE_FRACTION_DIGITS] = F_xsd_cvc_fractionDigits_valid,
	[SIMPLE_MIN_INCLUSIVE] = F_xsd_cvc_minInclusive_valid,
	[SIMPLE_MIN_EXCLUSIVE] = F_xsd_cvc_minExclusive_valid,
	[SIMPLE_MAX_INCLUSIVE] = F_xsd_cvc_maxInclusive_valid,
	[SIMPLE_MAX_EXCLUSIVE] = F_xsd_cvc_maxExclusive_valid,
	[SIMPLE_ENUMERATION] = F_xsd_cvc_enumeration_valid,
	[SIMPLE_PATTERN] = F_xsd_cvc_pattern_valid,
	[SIMPLE_GAVE_UP] = F_xsd_ValueNotJudged,
	[SIMPLE_CIRCULAR] = F_xsd_ValueNotJudged,
};

/* Datatypes that have a sentence of their own. */
static const struct {
	const char *datatype;
	enum finding_code code;
} lexical_codes[] = {
	{ "decimal", F_xsd_cvc_datatype_valid_number },
	{ "float", F_xsd_cvc_datatype_valid_number },
	{ "double", F_xsd_cvc_datatype_valid_number },
	{ "integer", F_xsd_cvc_datatype_valid_integer },
	{ "date", F_xsd_cvc_datatype_valid_date },
	{ "boolean", F_xsd_cvc_datatype_valid_boolean },
};

static enum finding_code
code_for(const struct simple_fault *fault)
{
	size_t i;

	if (fault->facet != SIMPLE_LEXICAL)
		return codes[fault->facet];
	if (fault->value.n == 0)
		return F_xsd_cvc_datatype_valid_empty;
	for (i = 0; i < sizeof(lexical_codes) / sizeof(lexical_codes[0]); i++)
		if (strcmp(lexical_codes[i].datatype, fault->name) == 0)
			return lexical_codes[i].code;
	return F_xsd_cvc_datatype_valid;
}

/* The first values of an enumeration, and … where there are more. */
static void
allowed_arg(struct finding *f, const struct values *v, uint32_t type)
{
	const struct img_type *row = taxonomy_type(v->t, type);
	const struct img_enumeration *e;
	struct buf b = BUF(1000);
	uint32_t i;

	for (i = 0; row != NULL && i < row->n_enumerations; i++) {
		e = taxonomy_enumeration(v->t, row->enumerations + i);
		if (e == NULL)
			break;
		if (i > 0)
			buf_puts(&b, ", ");
		if (i == MAX_ALLOWED) {
			buf_puts(&b, "…");
			break;
		}
		buf_slice(&b, taxonomy_text(v->t, e->value));
	}
	finding_arg(f, "allowed", buf_get(&b));
	buf_free(&b);
}

static void
add_finding(struct values *v, uint32_t fact, const struct simple_fault *fault)
{
	struct finding *f = rule_fact(v->fs, code_for(fault), v->r, fact);

	finding_arg(f, "value", fault->value);
	if (fault->facet == SIMPLE_LEXICAL)
		finding_arg(f, "datatype", slice_of(fault->name));
	else if (fault->facet == SIMPLE_ENUMERATION)
		allowed_arg(f, v, fault->type);
	else
		finding_arg(f, "limit", fault->limit);
}

/* --- judging --- */

static enum cost
cost_of(struct values *v, uint32_t type)
{
	const struct img_type *row;
	enum cost cost;

	if (type >= v->n_types)
		return COST_NONE;
	if (v->cost[type] != COST_UNKNOWN)
		return (enum cost)v->cost[type];
	row = taxonomy_type(v->t, type);
	if (row == NULL || simple_type_takes_all(v->t, type))
		cost = COST_NONE;
	else if (simple_type_holds(v->t, type) & SIMPLE_HOLDS_NAMES)
		cost = COST_NAMES;
	else if (row->variety == VARIETY_ATOMIC && row->n_patterns == 0 &&
	    row->n_enumerations == 0)
		cost = COST_SMALL;
	else
		cost = COST_GREAT;
	v->cost[type] = (uint8_t)cost;
	return cost;
}

static bool
same_answer(const void *ctx, uint32_t row, const void *key)
{
	const struct values *v = ctx;
	const struct answer *a = &v->answers.v[row], *b = key;

	return a->type == b->type && a->scope == b->scope &&
	    slice_eq(a->text, b->text);
}

/* (4): the answer kept for this type and text, made if it is not there. */
static const struct answer *
kept_answer(struct values *v, uint32_t type, enum cost cost,
    struct slice text)
{
	struct answer wanted = { .type = type, .text = text,
	    .scope = cost == COST_NAMES ? v->in.scope : NONE };
	uint64_t hash = hash_mix(hash_bytes(text.s, text.n, hash_salt()),
	    (uint64_t)wanted.scope << 32 | type);
	uint32_t row = table_find(&v->table, hash, same_answer, v, &wanted);

	if (row != NONE)
		return &v->answers.v[row];
	wanted.good = simple_type_judge(v->types, type, text, report_lookup,
	    &v->in, v->scratch, &wanted.fault);
	if (!wanted.good) {
		wanted.fault.limit = arena_copy(v->kept, wanted.fault.limit);
		wanted.fault.value = arena_copy(v->kept, wanted.fault.value);
	}
	table_add(&v->table, hash, (uint32_t)v->answers.n);
	VEC_PUSH(&v->answers, wanted);
	return &v->answers.v[v->answers.n - 1];
}

/* False with a finding where the text is no value of the type. */
static bool
check_text(struct values *v, uint32_t fact, uint32_t type, struct slice text)
{
	enum cost cost = cost_of(v, type);
	const struct answer *a;
	struct simple_fault fault;

	if (cost == COST_NONE)
		return true;
	if (text.s == NULL)
		text = SLICE("");
	if (cost >= COST_GREAT && text.n <= MAX_KEPT_TEXT &&
	    v->answers.n < MAX_KEPT) {
		a = kept_answer(v, type, cost, text);
		if (!a->good)
			add_finding(v, fact, &a->fault);
		return a->good;
	}
	if (simple_type_judge(v->types, type, text, report_lookup, &v->in,
	    v->scratch, &fault))
		return true;
	add_finding(v, fact, &fault);
	return false;
}

/* Whether the text is the fixed value of its declaration. */
static bool
is_fixed(struct values *v, uint32_t type, struct slice text,
    struct slice fixed)
{
	return simple_type_equal(v->types, type, text, fixed, report_lookup,
	    &v->in, v->scratch);
}

/* (1) */
static void
check_item(struct values *v, uint32_t row, const struct img_element *e)
{
	const struct fact *f = &v->r->facts.v[row];
	uint32_t type = f->type;
	struct slice fixed;
	struct finding *out;

	if (f->value.n == 0 && (e->flags & (EL_HAS_DEFAULT | EL_HAS_FIXED))) {
		if (cost_of(v, type) != COST_NAMES)	/* the schema's names */
			(void)check_text(v, row, type,
			    taxonomy_text(v->t, e->value));
		return;
	}
	if (!check_text(v, row, type, f->value) ||
	    (e->flags & EL_HAS_FIXED) == 0)
		return;
	fixed = taxonomy_text(v->t, e->value);
	if (is_fixed(v, type, f->value, fixed))
		return;
	out = rule_fact(v->fs, F_xsd_cvc_elt_5_2_2, v->r, row);
	finding_arg(out, "value", f->value);
	finding_arg(out, "limit", fixed);
}

/* --- attributes --- */

static void
attribute_finding(struct values *v, uint32_t fact, enum finding_code code,
    const struct attribute *a, const char *name, struct slice text)
{
	struct finding *f = rule_fact(v->fs, code, v->r, fact);

	finding_arg(f, "attribute", report_qname(v->r, a->name, v->scratch));
	finding_arg(f, "value", a->value);
	finding_arg(f, name, text);
}

/* What is wrong with an attribute is said by its datatype alone: schools do
 * not write attributes, software does. */
static void
check_attribute(struct values *v, uint32_t fact, const struct attribute *a)
{
	const struct content_view view = report_content(v->r);
	struct attribute_found at = attribute_find(&view, taxonomy_type(v->t,
	    v->r->facts.v[fact].type), a->name);
	const struct img_attribute_use *u = at.use;
	struct simple_fault fault;

	if (at.type == NONE)
		return;
	if (cost_of(v, at.type) != COST_NONE && !simple_type_judge(v->types,
	    at.type, a->value, report_lookup, &v->in, v->scratch, &fault))
		attribute_finding(v, fact, F_xsd_cvc_attribute_3, a, "type",
		    slice_of(fault.name));
	else if (u != NULL && (u->flags & USE_FIXED) && !is_fixed(v, at.type,
	    a->value, taxonomy_text(v->t, u->value)))
		attribute_finding(v, fact, F_xsd_cvc_au, a, "limit",
		    taxonomy_text(v->t, u->value));
}

/* (5), but for decimals and precision: facts.c has told of those. */
static void
check_attributes(struct values *v, uint32_t fact)
{
	const struct fact *f = &v->r->facts.v[fact];
	uint32_t i;

	for (i = f->extras; i < f->extras + f->n_extras; i++) {
		const struct attribute *a = &v->r->attributes.v[i];

		if ((f->flags & FACT_BAD_ACCURACY) == 0 ||
		    v->r->names.v[a->name].ns.n > 0)
			check_attribute(v, fact, a);
	}
}

static void
check_fact(struct values *v, uint32_t row)
{
	const struct fact *f = &v->r->facts.v[row];
	const struct img_element *e = taxonomy_element(v->t, f->element);

	v->in.scope = f->scope;
	if (e != NULL)
		check_attributes(v, row);
	if (e == NULL || (f->flags & (FACT_NIL | FACT_TUPLE | FACT_MARKUP)))
		return;
	if (f->flags & FACT_FRACTION) {
		(void)check_text(v, row, v->numerator, f->value);
		(void)check_text(v, row, v->denominator,
		    fact_denominator(f));
	} else {
		check_item(v, row, e);
	}
}

/* The type of an element of XBRL's own namespace, or NONE. */
static uint32_t
type_of(const struct taxonomy *t, struct slice local)
{
	const struct img_element *e = taxonomy_element(t,
	    taxonomy_find_element(t, SLICE(NS_XBRLI), local));

	return e == NULL ? NONE : e->type;
}

static bool
begin(void *ctx, const struct report *r, const struct validate_options *o,
    struct findings *fs)
{
	struct values *v = ctx;

	(void)o;
	if (r->taxonomy == NULL)
		return false;
	v->r = r;
	v->t = r->taxonomy;
	v->fs = fs;
	v->in = (struct in_scope){ r, NONE };
	v->types = simple_types_new(v->t);
	v->scratch = arena_new();
	v->kept = arena_new();
	v->n_types = taxonomy_count(v->t, SEC_TYPES);
	v->cost = mem_calloc(v->n_types, 1);
	v->numerator = type_of(v->t, SLICE("numerator"));
	v->denominator = type_of(v->t, SLICE("denominator"));
	(void)arena_alloc(v->scratch, 1);	/* a chunk that stays */
	v->mark = arena_mark(v->scratch);
	return true;
}

static void
facts(void *ctx, uint32_t first, uint32_t end)
{
	struct values *v = ctx;
	const struct report *r = v->r;
	uint32_t i;

	for (i = first; i < end; i++) {
		if (i + AHEAD < r->facts.n)	/* they lie far apart */
			mem_fetch(r->facts.v[i + AHEAD].value.s,
			    r->facts.v[i + AHEAD].value.n);
		check_fact(v, i);
		arena_reset(v->scratch, v->mark);
	}
}

static void
end(void *ctx)
{
	struct values *v = ctx;

	VEC_FREE(&v->answers);
	table_free(&v->table);
	mem_free(v->cost);
	arena_free(v->kept);
	arena_free(v->scratch);
	simple_types_free(v->types);
}

const struct fact_rule rule_values = { sizeof(struct values), begin, facts,
	end };
