/*
 * types.c: every type with what it inherits written into its row (XML Schema
 * 1.0 part 1, 3.4 and 3.14; part 2, 4.1).
 *
 * (1) Rows were given out by declare.c and do not move.
 * (2) A type is derived after its base, its items and its members; where that
 *     goes round in a circle, or too deep, the type stands on anyType or
 *     anySimpleType instead.  Chains of `base` therefore end.
 */
#include "taxonomy/schema.h"

#include "base/xml.h"

/* --- references --- */

void
types_unresolved(struct dts *d, const char *kind, uint32_t name,
    uint32_t document, uint32_t line)
{
	struct finding *f;

	/* (3) of schema.c */
	if (table_find_int(&d->schemas->incomplete,
	    d->names.v[name].ns.off) != NONE)
		return;
	f = schema_finding_line(d, F_xsd_UnresolvedReference, document, line);
	finding_arg(f, "kind", slice_of(kind));
	schema_arg_name(d, f, "name", name);
}

uint32_t
types_row(struct dts *d, struct raw_ref ref, uint32_t document, uint32_t line)
{
	uint32_t row;

	if (ref.here != NULL)
		return ref.here->row;
	if (ref.name == NONE)
		return NONE;
	row = d->names.v[ref.name].type;
	if (row == NONE)
		types_unresolved(d, "type", ref.name, document, line);
	return row;
}

void
types_arg_type(struct dts *d, struct finding *f, const char *arg,
    uint32_t row)
{
	uint32_t name = row == NONE ? NONE : d->types.v[row].name;

	if (name == NONE)
		finding_arg(f, arg, SLICE("anonymous"));
	else
		schema_arg_name(d, f, arg, name);
}

/* Up the chain of bases; *how collects the steps. */
static bool
climbs_to(const struct dts *d, uint32_t type, uint32_t head, uint8_t *how)
{
	*how = 0;
	if (head == d->schemas->any_type)
		return true;
	while (type != NONE && type != head) {
		const struct img_type *t = &d->types.v[type];

		*how |= t->flags & TYPE_DERIVED_BY_EXTENSION ?
		    FINAL_EXTENSION : FINAL_RESTRICTION;
		type = t->base;
	}
	return type == head;
}

/* 3.14.6, cos-st-derived-ok.2.2.4: a member of a union, or derived from one. */
static bool
is_member(const struct dts *d, uint32_t type, uint32_t head, unsigned depth)
{
	const struct img_type *t = &d->types.v[head];
	uint32_t i, member;
	uint8_t how;

	if (t->variety != VARIETY_UNION || t->content != CONTENT_SIMPLE)
		return false;
	if (depth > MAX_SCHEMA_DEPTH || ++d->schemas->steps > MAX_SCHEMA_STEPS)
		return true;		/* not known to be wrong */
	for (i = t->members; i < t->members + t->n_members; i++) {
		member = d->member_types.v[i];
		if (climbs_to(d, type, member, &how) ||
		    is_member(d, type, member, depth + 1))
			return true;
	}
	return false;
}

bool
types_derived(const struct dts *d, uint32_t type, uint32_t head, uint8_t *how)
{
	if (climbs_to(d, type, head, how))
		return true;
	if (type == NONE || !is_member(d, type, head, 0))
		return false;
	*how = FINAL_RESTRICTION;
	return true;
}

/* --- what XBRL makes of a type: XBRL 2.1, 5.1.1.3 --- */

static uint8_t
own_item_type(const struct dts *d, const struct img_type *t)
{
	static const struct {
		const char *local;
		uint8_t     item;
	} special[] = {
		{ "monetaryItemType", ITEM_MONETARY },
		{ "sharesItemType", ITEM_SHARES },
		{ "pureItemType", ITEM_PURE },
		{ "fractionItemType", ITEM_FRACTION },
	};
	struct slice local;
	size_t i;

	if (t->name == NONE || t->flags & TYPE_SIMPLE ||
	    !slice_is(dts_text(d, d->names.v[t->name].ns), NS_XBRLI))
		return ITEM_NOT;
	local = dts_text(d, d->names.v[t->name].local);
	for (i = 0; i < sizeof(special) / sizeof(special[0]); i++)
		if (slice_is(local, special[i].local))
			return special[i].item;
	if (t->content != CONTENT_SIMPLE ||
	    !slice_ends(local, SLICE("ItemType")))
		return ITEM_NOT;
	return t->variety == VARIETY_ATOMIC && (t->primitive == PRIM_DECIMAL ||
	    t->primitive == PRIM_FLOAT || t->primitive == PRIM_DOUBLE) ?
	    ITEM_NUMERIC : ITEM_NONNUMERIC;
}

/* --- derivation --- */

static void derive(struct dts *, struct raw_type *, unsigned depth);

static void
bad_base(struct dts *d, const struct raw_type *t, uint32_t base)
{
	struct finding *f = schema_finding_line(d, F_xsd_DerivationBase,
	    t->document, t->line);

	types_arg_type(d, f, "base", base);
}

static void
circular(struct dts *d, const char *kind, uint32_t name, uint32_t document,
    uint32_t line)
{
	struct finding *f = schema_finding_line(d, F_xsd_CircularDefinition,
	    document, line);

	finding_arg(f, "kind", slice_of(kind));
	if (name == NONE)
		finding_arg(f, "name", SLICE("anonymous"));
	else
		schema_arg_name(d, f, "name", name);
}

/* A row to build on, derived itself; `otherwise` where it cannot be. */
static uint32_t
ready(struct dts *d, struct raw_type *t, uint32_t row, uint32_t otherwise,
    unsigned depth)
{
	struct raw_type *on = types_raw(d, row);

	if (on == NULL)			/* built in, or nothing */
		return row == NONE ? otherwise : row;
	if (on->state == RAW_NEW && depth >= MAX_SCHEMA_DEPTH) {
		schema_too_deep(d, t->document, t->line);
		return otherwise;
	}
	if (on->state == RAW_NEW)
		derive(d, on, depth + 1);
	if (on->state == RAW_DONE)
		return row;
	circular(d, "type", t->name, t->document, t->line);
	return otherwise;
}

static uint32_t
referred(struct dts *d, struct raw_type *t, struct raw_ref ref)
{
	if (t->original != NULL && ref.here == NULL && ref.name == t->name)
		return t->original->row;
	return types_row(d, ref, t->document, t->line);
}

/* ct-props-correct, st-props-correct: a final base is not derived from. */
static void
judge_final(struct dts *d, const struct raw_type *t, uint32_t base,
    uint8_t how)
{
	const struct raw_type *on = types_raw(d, base);
	struct finding *f;

	if (on == NULL || (on->final & how) == 0)
		return;
	f = schema_finding_line(d, F_xsd_DerivationFinal, t->document,
	    t->line);
	types_arg_type(d, f, "base", base);
}

/* 3.14.6, cos-list-of-atomic: a list is of atoms, or of unions of these. */
static bool
holds_list(const struct dts *d, uint32_t row, unsigned depth)
{
	const struct img_type *t = &d->types.v[row];
	uint32_t i;

	if (t->variety != VARIETY_UNION || depth > MAX_SCHEMA_DEPTH)
		return t->variety == VARIETY_LIST;
	for (i = t->members; i < t->members + t->n_members; i++)
		if (++d->schemas->steps > MAX_SCHEMA_STEPS ||
		    holds_list(d, d->member_types.v[i], depth + 1))
			return true;
	return false;
}

static void
derive_list(struct dts *d, struct raw_type *t, unsigned depth)
{
	struct img_type *row = &d->types.v[t->row];

	row->base = d->schemas->any_simple_type;
	row->variety = VARIETY_LIST;
	row->white_space = WS_COLLAPSE;
	row->item = ready(d, t, referred(d, t, t->base), row->base, depth);
	judge_final(d, t, row->item, FINAL_LIST);
	if (!(d->types.v[row->item].flags & TYPE_SIMPLE)) {
		bad_base(d, t, row->item);
		row->item = row->base;
	} else if (holds_list(d, row->item, 0)) {
		types_arg_type(d, schema_finding_line(d,
		    F_xsd_cos_list_of_atomic, t->document, t->line), "type",
		    row->item);
	}
}

static void
derive_union(struct dts *d, struct raw_type *t, unsigned depth)
{
	struct img_type *row = &d->types.v[t->row];
	VEC(uint32_t) members = { NULL, 0, 0 };
	struct raw_member *m;
	uint32_t member;
	size_t i;

	row->base = d->schemas->any_simple_type;
	row->variety = VARIETY_UNION;
	row->white_space = WS_PRESERVE;	/* its members decide: part 2, 4.3.6 */
	for (m = t->members; m != NULL; m = m->next) {
		member = ready(d, t, referred(d, t, m->type), NONE, depth);
		if (member == NONE)
			continue;
		judge_final(d, t, member, FINAL_UNION);
		if (d->types.v[member].flags & TYPE_SIMPLE)
			VEC_PUSH(&members, member);
		else
			bad_base(d, t, member);
	}
	row->members = (uint32_t)d->member_types.n;
	row->n_members = (uint32_t)members.n;
	for (i = 0; i < members.n; i++)
		VEC_PUSH(&d->member_types, members.v[i]);
	VEC_FREE(&members);
}

static void
derive_simple(struct dts *d, struct raw_type *t, unsigned depth)
{
	struct img_type *row = &d->types.v[t->row];
	uint32_t base;

	if (t->how == HOW_LIST) {
		derive_list(d, t, depth);
		return;
	}
	if (t->how == HOW_UNION) {
		derive_union(d, t, depth);
		return;
	}
	base = ready(d, t, referred(d, t, t->base),
	    d->schemas->any_simple_type, depth);
	if (!(d->types.v[base].flags & TYPE_SIMPLE)) {
		bad_base(d, t, base);
		base = d->schemas->any_simple_type;
	}
	judge_final(d, t, base, FINAL_RESTRICTION);
	if (base == d->schemas->any_simple_type && t->base.name != NONE &&
	    d->names.v[t->base.name].type == base)
		bad_base(d, t, base);		/* cos-st-restricts.1.1 */
	row->base = base;
	facets_inherit(row, &d->types.v[base]);
	facets_apply(d, t, t->row, base);
}

/* 3.4.2, the content type of a simpleContent; ct-props and src-ct.2. */
static void
derive_simple_content(struct dts *d, struct raw_type *t, unsigned depth)
{
	struct img_type *row = &d->types.v[t->row];
	const struct img_type *base = &d->types.v[row->base];
	uint32_t inner = NONE;

	row->content = CONTENT_SIMPLE;
	if (t->inner != NULL)
		inner = ready(d, t, t->inner->row,
		    d->schemas->any_simple_type, depth);
	if (inner != NONE)
		facets_inherit(row, &d->types.v[inner]);
	else if (base->content == CONTENT_SIMPLE)
		facets_inherit(row, base);
	else if (t->base.name != NONE &&
	    d->names.v[t->base.name].type != NONE)
		bad_base(d, t, row->base);
	/* A simple type can only be extended. */
	if (base->flags & TYPE_SIMPLE && t->how == HOW_RESTRICTION)
		bad_base(d, t, row->base);
	facets_apply(d, t, t->row, inner != NONE ? inner : row->base);
}

static void
derive_complex(struct dts *d, struct raw_type *t, unsigned depth)
{
	struct img_type *row = &d->types.v[t->row];
	uint8_t how = t->how == HOW_EXTENSION ? FINAL_EXTENSION :
	    FINAL_RESTRICTION;

	row->base = ready(d, t, referred(d, t, t->base), d->schemas->any_type,
	    depth);
	judge_final(d, t, row->base, how);
	if (t->abstract)
		row->flags |= TYPE_ABSTRACT;
	if (t->how == HOW_EXTENSION)
		row->flags |= TYPE_DERIVED_BY_EXTENSION;
	if (t->simple_content) {
		derive_simple_content(d, t, depth);
	} else if (d->types.v[row->base].flags & TYPE_SIMPLE) {
		bad_base(d, t, row->base);	/* src-ct.1 */
		row->base = d->schemas->any_type;
	}
	attributes_fill(d, t);
	particles_fill(d, t);
	row->item_type = own_item_type(d, row);
	if (row->item_type == ITEM_NOT)
		row->item_type = d->types.v[row->base].item_type;
}

static void
derive(struct dts *d, struct raw_type *t, unsigned depth)
{
	t->state = RAW_BUSY;
	if (t->simple)
		derive_simple(d, t, depth);
	else
		derive_complex(d, t, depth);
	t->state = RAW_DONE;
}

/* The type of a global attribute is looked up by its name. */
static void
attribute_types(struct dts *d)
{
	struct schema_set *set = d->schemas;
	size_t i;

	for (i = 0; i < set->globals.n; i++) {
		const struct raw_attribute *a = set->globals.v[i]->attribute;
		uint32_t type = set->any_simple_type;

		if (a == NULL || d->names.v[a->name].attribute != NONE)
			continue;
		if (a->type.name != NONE || a->type.here != NULL)
			type = types_row(d, a->type, a->document, a->line);
		d->names.v[a->name].attribute =
		    type == NONE ? set->any_simple_type : type;
	}
}

void
schema_finish(struct dts *d)
{
	struct schema_set *set = schema_set(d);
	size_t i;

	builtin_types(d);
	schema_inclusions(d);
	declare(d);
	extension_check(d);
	attribute_types(d);
	for (i = 0; i < set->types.n; i++)
		if (set->types.v[i]->state == RAW_NEW)
			derive(d, set->types.v[i], 0);
	elements_finish(d);
	ambiguity_check(d);
	consistent_check(d);
	identity_finish(d);
	derivation_check(d);
	constraints_check(d);
	schema_roles_finish(d);
	concepts_check(d);
	enum_concepts_check(d);
}
