/*
 * concepts.c: what XBRL asks of the elements of a taxonomy: items (XBRL 2.1,
 * 5.1.1), tuples (4.9), hypercubes and dimensions (Dimensions 1.0, 2.2, 2.5).
 *
 * A tuple's content is judged once for each type; what is found is told of
 * each tuple of that type.
 */
#include "taxonomy/schema.h"

#include <assert.h>

#include "base/uri.h"
#include "base/xml.h"

/* What is wrong with the content of a type, for a tuple. */
struct tuple_type {
	bool     judged;
	uint32_t local;		/* name of an element declared inside, or NONE */
	uint32_t stranger;	/* name of an element that is no concept */
	uint32_t attribute;	/* name of an attribute of XBRL's own */
};

struct judge {
	struct dts *d;
	VEC(struct tuple_type) types;	/* by row */
	VEC(uint32_t) visited;		/* by particle: a stamp */
	uint32_t stamp;
	uint32_t item, tuple;		/* rows of xbrli:item, xbrli:tuple */
};

static struct finding *
complain(struct judge *j, enum finding_code code, const struct raw_element *e)
{
	struct finding *f = schema_finding_line(j->d, code, e->document,
	    e->line);

	schema_arg_name(j->d, f, "element", e->name);
	return f;
}

/* --- items: 5.1.1 --- */

static void
judge_item(struct judge *j, const struct raw_element *e,
    const struct img_element *row)
{
	const struct img_type *type;
	struct finding *f;

	if (!e->has_period)
		complain(j, F_xbrl_5_1_1_1_PeriodTypeMissing, e);
	if (row->type == NONE)
		return;
	type = &j->d->types.v[row->type];
	if (e->has_balance && type->item_type != ITEM_MONETARY)
		complain(j, F_xbrl_5_1_1_2_BalanceNotMonetary, e);
	if (type->item_type != ITEM_NOT)
		return;
	f = complain(j, F_xbrl_5_1_1_3_ItemType, e);
	if (type->name == NONE)
		finding_arg(f, "type", SLICE("anonymous"));
	else
		schema_arg_name(j->d, f, "type", type->name);
}

/* --- tuples: 4.9 --- */

static bool
is_concept(const struct judge *j, uint32_t element)
{
	uint8_t kind;

	if (element == j->item || element == j->tuple)
		return true;
	kind = j->d->elements.v[element].kind;
	return kind == EL_ITEM || kind == EL_TUPLE || kind == EL_HYPERCUBE ||
	    kind == EL_DIMENSION;
}

/* Every particle once: groups are shared, and could be very many paths. */
static void
judge_particle(struct judge *j, struct tuple_type *t, uint32_t row)
{
	const struct img_particle *p = &j->d->particles.v[row];
	uint32_t i, element;

	if (j->visited.v[row] == j->stamp)
		return;
	j->visited.v[row] = j->stamp;
	if (p->kind == PARTICLE_ELEMENT) {
		element = j->d->names.v[p->name].element;
		if (p->type != NONE && t->local == NONE)
			t->local = p->name;
		else if (p->type == NONE && element != NONE &&
		    !is_concept(j, element) && t->stranger == NONE)
			t->stranger = p->name;
		return;
	}
	if (p->kind == PARTICLE_ANY)
		return;
	for (i = 0; i < p->count; i++)
		if (schema_step(j->d, NONE, 0))
			judge_particle(j, t, p->first + i);
}

static bool
is_xbrl_namespace(struct slice ns)
{
	return slice_is(ns, NS_XBRLI) || slice_is(ns, NS_LINK) ||
	    slice_is(ns, NS_XL) || slice_is(ns, NS_XLINK);
}

static struct tuple_type *
tuple_type(struct judge *j, uint32_t row)
{
	const struct img_type *type = &j->d->types.v[row];
	struct tuple_type *t;
	uint32_t i;

	assert(row < j->d->types.n);
	while (j->types.n < j->d->types.n)
		(void)VEC_ADD(&j->types);
	while (j->visited.n < j->d->particles.n)
		VEC_PUSH(&j->visited, 0);
	t = &j->types.v[row];
	if (t->judged)
		return t;
	*t = (struct tuple_type){ true, NONE, NONE, NONE };
	j->stamp++;
	if (type->particle != NONE)
		judge_particle(j, t, type->particle);
	for (i = 0; i < type->n_uses; i++) {
		uint32_t name = j->d->uses.v[type->uses + i].name;

		if (is_xbrl_namespace(dts_text(j->d,
		    j->d->names.v[name].ns))) {
			t->attribute = name;
			break;
		}
	}
	return t;
}

static void
judge_tuple(struct judge *j, const struct raw_element *e,
    const struct img_element *row)
{
	const struct img_type *type;
	const struct tuple_type *t;

	if (e->has_period)
		complain(j, F_xbrl_4_9_TuplePeriodType, e);
	if (e->has_balance)
		complain(j, F_xbrl_4_9_TupleBalance, e);
	/* A tuple of anyType itself says nothing that could be wrong. */
	if (row->type == NONE || row->type == j->d->schemas->any_type)
		return;
	type = &j->d->types.v[row->type];
	if (type->content == CONTENT_MIXED)
		complain(j, F_xbrl_4_9_TupleMixed, e);
	if (type->content == CONTENT_SIMPLE)
		complain(j, F_xbrl_4_9_TupleSimpleContent, e);
	t = tuple_type(j, row->type);
	if (t->local != NONE)
		schema_arg_name(j->d, complain(j, F_xbrl_4_9_TupleChildLocal,
		    e), "child", t->local);
	if (t->stranger != NONE)
		schema_arg_name(j->d, complain(j, F_xbrl_4_9_TupleChildConcept,
		    e), "child", t->stranger);
	if (t->attribute != NONE)
		schema_arg_name(j->d, complain(j, F_xbrl_4_9_TupleTypeAttribute,
		    e), "attribute", t->attribute);
}

/* --- typed dimensions: Dimensions 1.0, 2.5.2.1.1 --- */

static void
judge_domain(struct judge *j, const struct raw_element *e,
    struct img_element *row)
{
	struct dts *d = j->d;
	struct arena_mark m = arena_mark(d->arena);
	struct slice fragment, uri;
	struct finding *f = NULL;
	uint32_t document, node = NONE;

	uri = uri_split(arena_copy(d->arena, dts_text(d, e->typed_domain)),
	    &fragment);
	document = dts_document(d, uri);
	if (fragment.n == 0) {
		f = complain(j, F_xbrldte_TypedDimensionURIError, e);
	} else if (document == NONE) {
		f = complain(j, F_xbrldte_OutOfDTSSchemaError, e);
	} else if (d->documents.v[document].kind == DOC_SCHEMA ||
	    d->documents.v[document].kind == DOC_LINKBASE) {
		node = dts_anchor_find(d, document, fragment);
		if (node == NONE || NODE_KIND(node) != NODE_ELEMENT ||
		    d->elements.v[NODE_ROW(node)].flags & EL_ABSTRACT)
			f = complain(j, F_xbrldte_TypedDimensionError, e);
	}
	if (f != NULL)
		finding_arg(f, "target", dts_text(d, e->typed_domain));
	if (node != NONE && NODE_KIND(node) == NODE_ELEMENT)
		row->typed_domain = NODE_ROW(node);
	arena_reset(d->arena, m);
}

static void
judge_element(struct judge *j, const struct raw_element *e)
{
	struct img_element *row = &j->d->elements.v[e->row];

	switch ((enum element_kind)row->kind) {
	case EL_HYPERCUBE:
		if (!(row->flags & EL_ABSTRACT))
			complain(j, F_xbrldte_HypercubeElementIsNotAbstractError,
			    e);
		judge_item(j, e, row);
		break;
	case EL_DIMENSION:
		if (!(row->flags & EL_ABSTRACT))
			complain(j, F_xbrldte_DimensionElementIsNotAbstractError,
			    e);
		judge_item(j, e, row);
		break;
	case EL_ITEM:
		judge_item(j, e, row);
		break;
	case EL_TUPLE:
		judge_tuple(j, e, row);
		break;
	case EL_OTHER:
	case EL_RESOURCE:
	case EL_ARC:
	case EL_EXTENDED:
	case EL_PART:
		break;
	}
	if (!e->has_typed_domain)
		return;
	if (row->kind != EL_DIMENSION) {
		complain(j, F_xbrldte_TypedDomainRefError, e);
		return;
	}
	row->flags |= EL_TYPED;
	judge_domain(j, e, row);
}

static uint32_t
element_named(const struct dts *d, const char *ns, const char *local)
{
	uint32_t name = dts_name_find(d, slice_of(ns), slice_of(local));

	return name == NONE ? NONE : d->names.v[name].element;
}

void
concepts_check(struct dts *d)
{
	struct schema_set *set = d->schemas;
	struct judge j = { .d = d };
	size_t i;

	j.item = element_named(d, NS_XBRLI, "item");
	j.tuple = element_named(d, NS_XBRLI, "tuple");
	for (i = 0; i < set->elements.n; i++)
		if (set->elements.v[i]->row != NONE)
			judge_element(&j, set->elements.v[i]);
	VEC_FREE(&j.types);
	VEC_FREE(&j.visited);
}
