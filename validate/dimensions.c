/*
 * dimensions.c: XBRL Dimensions 1.0 (2012-01-25), section 3: the dimensions of
 * contexts (3.1.4) and the dimensional validity of facts (3.1.1).
 *
 * (1) A context is judged once, used or not.
 * (2) A fact whose context breaks a rule of 3.1.4 is not judged further: what
 *     its dimensions are is not known.  Neither is a dimension or a fact of a
 *     context that is not valid XML of its schema, which was said in reading.
 * (3) Facts are judged once for each concept and signature of a context: which
 *     dimensions it has, with which members, in which container, and whether
 *     there is other content.  Typed values make no difference.
 * (4) That no link role takes a fact is known only of a whole DTS: a document
 *     that is missing may hold the role that does (3.1.1: one is enough).
 *     Then one finding names the facts that found no place, and no more.
 */
#include "validate/validate.h"

#include "base/hash.h"
#include "ingest/describe.h"
#include "validate/cube_check.h"
#include "taxonomy/typed_content.h"

struct judged_context {
	struct finding *broken;		/* its first finding */
	uint32_t        signature;
	bool            unread;		/* its XML is not valid */
};

struct dims {
	const struct report *r;
	struct findings     *fs;
	struct arena        *arena;
	struct typed_check  *typed;
	struct judged_context *contexts;	/* by context */
	bool                 whole;	/* (4) */
	struct finding      *unplaced;	/* (4) */
	uint32_t             n_unplaced;
	struct table         verdict_table;	/* (element, signature) */
	VEC(struct cube_verdict) verdicts;
};

/* --- contexts (3.1.4) --- */

static struct finding *
context_finding(struct dims *k, enum finding_code code, uint32_t context,
    const struct dimension *d)
{
	const struct context *c = &k->r->contexts.v[context];
	struct finding *f = finding_add(k->fs, code,
	    report_place(k->r, d->span));

	finding_arg(f, "context", report_string(k->r, c->id));
	finding_arg(f, "dimension", describe_axis(k->r, d, k->arena));
	if (k->contexts[context].broken == NULL)
		k->contexts[context].broken = f;
	return f;
}

static const struct img_element *
dimension_element(const struct dims *k, const struct dimension *d)
{
	const struct img_element *e =
	    taxonomy_element(k->r->taxonomy, d->element);

	return e != NULL && e->kind == EL_DIMENSION ? e : NULL;
}

static void
check_explicit(struct dims *k, uint32_t context, const struct dimension *d)
{
	const struct img_element *e = dimension_element(k, d);
	struct finding *f;

	/* 3.1.4.5.2 */
	if (e == NULL || (e->flags & EL_TYPED) != 0)
		(void)context_finding(k,
		    F_xbrldie_ExplicitMemberNotExplicitDimensionError,
		    context, d);
	/* 3.1.4.5.3 */
	if (d->member == NONE) {
		f = context_finding(k,
		    F_xbrldie_ExplicitMemberUndefinedQNameError, context, d);
		finding_arg(f, "member", describe_member(k->r, d, k->arena));
		return;
	}
	/* 3.1.4.2, 2.7.1 */
	if (e != NULL && taxonomy_default_member(k->r->taxonomy, d->element)
	    == d->member) {
		f = context_finding(k,
		    F_xbrldie_DefaultValueUsedInInstanceError, context, d);
		finding_arg(f, "member", describe_member(k->r, d, k->arena));
	}
}

static void
check_typed(struct dims *k, uint32_t context, const struct dimension *d)
{
	const struct img_element *e = dimension_element(k, d);
	struct typed_verdict v;
	struct finding *f;

	/* 3.1.4.4.2 */
	if (e == NULL || (e->flags & EL_TYPED) == 0) {
		(void)context_finding(k,
		    F_xbrldie_TypedMemberNotTypedDimensionError, context, d);
		return;
	}
	/* 3.1.4.4.3; a domain that the taxonomy lacks is an error there. */
	if (e->typed_domain == NONE)
		return;
	v = typed_check(k->typed, d->content, d->n_content,
	    e->typed_domain, k->arena);
	if (v.fault == TYPED_GOOD)
		return;
	f = context_finding(k, v.fault == TYPED_ELEMENT ?
	    F_xbrldie_IllegalTypedDimensionContentError_Element :
	    F_xbrldie_IllegalTypedDimensionContentError_Value, context, d);
	finding_arg(f, "element", taxonomy_element_qname(k->r->taxonomy,
	    e->typed_domain, k->arena));
	finding_arg(f, "value", v.value);
	finding_arg(f, "facet", slice_of(v.facet));
}

/* 3.1.4.2: once, in segment and scenario together. Same dimensions stand side
 * by side; undeclared ones are told apart by name. */
static void
check_repeated(struct dims *k, uint32_t context)
{
	const struct context *c = &k->r->contexts.v[context];
	const struct dimension *d;
	uint32_t i;

	if (c->n_dimensions < 2)
		return;
	d = k->r->dimensions.v + c->dimensions;
	for (i = 1; i < c->n_dimensions; i++)
		if (d[i].element == d[i - 1].element &&
		    (d[i].element != NONE || d[i].name == d[i - 1].name))
			(void)context_finding(k,
			    F_xbrldie_RepeatedDimensionInInstanceError,
			    context, &d[i]);
}

static void
check_context(struct dims *k, uint32_t context)
{
	const struct context *c = &k->r->contexts.v[context];
	struct arena_mark m = arena_mark(k->arena);
	uint32_t i;

	for (i = 0; i < c->n_dimensions; i++) {
		const struct dimension *d =
		    &k->r->dimensions.v[c->dimensions + i];

		if (d->bad)
			k->contexts[context].unread = true;
		else if (!d->is_typed)
			check_explicit(k, context, d);
		else
			check_typed(k, context, d);
	}
	check_repeated(k, context);
	arena_reset(k->arena, m);
}

/* --- facts (3.1.1) --- */

/* Numbers contexts by what matters to cubes. */
static void
make_signatures(struct dims *k)
{
	struct intern *all = intern_new();
	struct buf b = BUF_ANY;
	uint32_t i, j;

	for (i = 0; i < k->r->contexts.n; i++) {
		const struct context *c = &k->r->contexts.v[i];
		char rest[2] = { c->segment != 0, c->scenario != 0 };

		buf_clear(&b);
		buf_add(&b, rest, sizeof(rest));
		for (j = 0; j < c->n_dimensions; j++) {
			const struct dimension *d =
			    &k->r->dimensions.v[c->dimensions + j];
			char where = d->in_segment;

			buf_add(&b, &d->element, sizeof(d->element));
			buf_add(&b, &d->member, sizeof(d->member));
			buf_add(&b, &where, 1);
		}
		k->contexts[i].signature = intern_add(all, buf_get(&b));
	}
	buf_free(&b);
	intern_free(all);
}

static const struct cube_verdict *
verdict_of(struct dims *k, uint32_t element, uint32_t context)
{
	uint64_t key = (uint64_t)element << 32 |
	    k->contexts[context].signature;
	uint32_t row = table_find_int(&k->verdict_table, key);
	struct cube_verdict v;

	if (row != NONE)
		return &k->verdicts.v[row];
	v = cube_check(k->r, element, &k->r->contexts.v[context]);
	row = (uint32_t)k->verdicts.n;
	VEC_PUSH(&k->verdicts, v);
	table_add_int(&k->verdict_table, key, row);
	return &k->verdicts.v[row];
}

/* The table's role. */
static struct slice
table_role(const struct taxonomy *t, uint32_t network)
{
	const struct img_network *n = taxonomy_network(t, network);

	return n == NULL ? SLICE("") : taxonomy_text(t, n->role);
}

static const enum finding_code codes[] = {
	[CUBE_MEMBER] = F_xbrldie_PrimaryItemDimensionallyInvalidError_Member,
	[CUBE_DEFAULT] =
	    F_xbrldie_PrimaryItemDimensionallyInvalidError_Default,
	[CUBE_MISSING] =
	    F_xbrldie_PrimaryItemDimensionallyInvalidError_Missing,
	[CUBE_SURPLUS] =
	    F_xbrldie_PrimaryItemDimensionallyInvalidError_Surplus,
	[CUBE_CONTENT] =
	    F_xbrldie_PrimaryItemDimensionallyInvalidError_Content,
	[CUBE_EXCLUDED] =
	    F_xbrldie_PrimaryItemDimensionallyInvalidError_Excluded,
};

static void
report_invalid(struct dims *k, uint32_t fact, const struct cube_verdict *v)
{
	const struct fact *item = &k->r->facts.v[fact];
	const struct taxonomy *t = k->r->taxonomy;
	const struct img_cube *cube = taxonomy_cube(t, v->cube);
	struct arena_mark m = arena_mark(k->arena);
	struct buf dimensions = BUF(1000);
	struct finding *f = finding_add(k->fs, codes[v->fault],
	    report_place(k->r, item->span));

	finding_fact(f, fact);
	finding_arg(f, "item", report_qname(k->r, item->name, k->arena));
	finding_arg(f, "context", report_string(k->r,
	    k->r->contexts.v[item->context].id));
	finding_arg(f, "table", table_role(t, v->network));
	finding_arg(f, "container", slice_of(cube != NULL &&
	    cube->segment != 0 ? "segment" : "scenario"));
	if (v->dimension != NONE)
		finding_arg(f, "dimension",
		    taxonomy_element_qname(t, v->dimension, k->arena));
	if (v->member != NONE)
		finding_arg(f, "member",
		    taxonomy_element_qname(t, v->member, k->arena));
	if (v->fault == CUBE_EXCLUDED) {
		describe_dimensions(&dimensions, k->r, item->context);
		finding_arg(f, "dimensions", buf_get(&dimensions));
	}
	buf_free(&dimensions);
	arena_reset(k->arena, m);
}

/* (4); the document that is missing is a finding of its own. */
static void
report_unplaced(struct dims *k, uint32_t fact)
{
	if (k->unplaced == NULL)
		k->unplaced = finding_add(k->fs,
		    F_xbrl_3_2_DimensionsNotJudged,
		    report_place(k->r, k->r->facts.v[fact].span));
	finding_fact(k->unplaced, fact);
	k->n_unplaced++;
}

/* --- all of it --- */

static bool
begin(void *ctx, const struct report *r, const struct validate_options *o,
    struct findings *fs)
{
	struct dims *k = ctx;
	uint32_t i;

	(void)o;
	if (r->taxonomy == NULL)
		return false;
	k->r = r;
	k->fs = fs;
	k->whole = taxonomy_is_whole(r->taxonomy);
	k->arena = arena_new();
	k->typed = typed_check_new(report_content(r));
	k->contexts = mem_calloc(r->contexts.n, sizeof(*k->contexts));
	for (i = 0; i < r->contexts.n; i++)
		check_context(k, i);
	make_signatures(k);
	return true;
}

static void
check_fact(struct dims *k, uint32_t fact)
{
	const struct fact *f = &k->r->facts.v[fact];
	const struct judged_context *c;
	const struct cube_verdict *v;

	if ((f->flags & FACT_TUPLE) != 0 || f->element == NONE ||
	    f->context >= k->r->contexts.n)
		return;
	c = &k->contexts[f->context];
	if (c->unread)
		return;
	if (c->broken != NULL) {
		finding_fact(c->broken, fact);
		return;
	}
	v = verdict_of(k, f->element, f->context);
	if (v->fault == CUBE_FITS)
		return;
	if (k->whole)
		report_invalid(k, fact, v);
	else
		report_unplaced(k, fact);
}

static void
facts(void *ctx, uint32_t first, uint32_t end)
{
	uint32_t i;

	for (i = first; i < end; i++)
		check_fact(ctx, i);
}

static void
end(void *ctx)
{
	struct dims *k = ctx;

	if (k->unplaced != NULL)
		finding_argf(k->unplaced, "count", "%u", k->n_unplaced);
	table_free(&k->verdict_table);
	VEC_FREE(&k->verdicts);
	mem_free(k->contexts);
	typed_check_free(k->typed);
	arena_free(k->arena);
}

const struct fact_rule rule_dimensions = { sizeof(struct dims), begin, facts,
	end };
