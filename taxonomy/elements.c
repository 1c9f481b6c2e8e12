/*
 * elements.c: global elements as rows: type, substitution head, kind (XML
 * Schema 1.0 part 1, 3.3; XBRL 2.1, 4.6, 4.9; Dimensions 1.0, 2.2, 2.5).
 *
 * Chains of substitution are walked from each element upwards until one that
 * is settled, and settled on the way back: every element once, at any depth,
 * without recursion.  Nobody asks who substitutes for a head.
 */
#include "taxonomy/schema.h"

#include "base/xml.h"

/* What an element is that substitutes for one of these.  The heads are
 * themselves no concepts of any taxonomy, hypercubeItem included. */
static const struct {
	const char *ns, *local;
	uint8_t     kind;
} heads[] = {
	{ NS_XBRLI, "item", EL_ITEM },
	{ NS_XBRLI, "tuple", EL_TUPLE },
	{ NS_XBRLDT, "hypercubeItem", EL_HYPERCUBE },
	{ NS_XBRLDT, "dimensionItem", EL_DIMENSION },
	{ NS_XL, "resource", EL_RESOURCE },
	{ NS_XL, "arc", EL_ARC },
	{ NS_XL, "extended", EL_EXTENDED },
	{ NS_LINK, "part", EL_PART },
};
#define N_HEADS		(sizeof(heads) / sizeof(heads[0]))

struct chain {
	struct dts *d;
	uint32_t    head_rows[N_HEADS];
	VEC(struct raw_element *) path;
	VEC(struct raw_element *) of;	/* by row */
};

static uint8_t
kind_under(const struct chain *c, uint32_t head)
{
	size_t i;

	if (head == NONE)
		return EL_OTHER;
	for (i = 0; i < N_HEADS; i++)
		if (c->head_rows[i] == head)
			return heads[i].kind;
	return c->d->elements.v[head].kind;
}

static bool
is_head(const struct chain *c, uint32_t row)
{
	size_t i;

	for (i = 0; i < N_HEADS; i++)
		if (c->head_rows[i] == row)
			return true;
	return false;
}

static uint32_t
head_of(struct chain *c, const struct raw_element *e)
{
	uint32_t head;

	if (e->substitution == NONE)
		return NONE;
	head = c->d->names.v[e->substitution].element;
	if (head == NONE)
		types_unresolved(c->d, "element", e->substitution,
		    e->document, e->line);
	return head;
}

/* e-props-correct.4: the type is the head's or derived from it, in a way that
 * the head does not rule out. */
static void
judge_type(struct chain *c, const struct raw_element *e,
    const struct img_element *row)
{
	const struct dts *d = c->d;
	const struct img_element *head = &d->elements.v[row->substitution];
	struct finding *f;
	uint8_t how;

	if (row->type == NONE || head->type == NONE ||
	    (types_derived(d, row->type, head->type, &how) &&
	    (how & c->of.v[row->substitution]->final) == 0))
		return;
	f = schema_finding_line(c->d, F_xsd_SubstitutionType, e->document,
	    e->line);
	schema_arg_name(c->d, f, "element", e->name);
	schema_arg_name(c->d, f, "head", head->name);
}

uint8_t
elements_block(uint8_t block)
{
	return (uint8_t)((block & FINAL_EXTENSION ? EL_BLOCK_EXTENSION : 0) |
	    (block & FINAL_RESTRICTION ? EL_BLOCK_RESTRICTION : 0) |
	    (block & BLOCK_SUBSTITUTION ? EL_BLOCK_SUBSTITUTION : 0));
}

/* Its head, if any, is settled. */
static void
settle(struct chain *c, struct raw_element *e)
{
	struct dts *d = c->d;
	struct img_element *row = &d->elements.v[e->row];

	row->id = e->id;
	row->value = e->value;
	row->attributes = e->attributes;
	row->n_attributes = e->n_attributes;
	row->period = e->period;
	row->balance = e->balance;
	row->flags = e->flags | elements_block(e->block);
	row->kind = is_head(c, e->row) ? EL_OTHER :
	    kind_under(c, row->substitution);
	if (e->type.name != NONE || e->type.here != NULL)
		row->type = types_row(d, e->type, e->document, e->line);
	else if (e->substitution != NONE)	/* 3.3.2, {type definition} */
		row->type = row->substitution == NONE ? NONE :
		    d->elements.v[row->substitution].type;
	else
		row->type = d->schemas->any_type;
	if (e->expanded.s != NULL && row->type != NONE &&
	    facets_names(d, &d->types.v[row->type]) &&
	    d->types.v[row->type].variety != VARIETY_UNION)
		row->value = dts_string(d, e->expanded);
	if (row->substitution != NONE)
		judge_type(c, e, row);
	e->state = RAW_DONE;
}

static void
walk(struct chain *c, struct raw_element *e)
{
	struct dts *d = c->d;
	struct finding *f;
	uint32_t head;

	while (e != NULL && e->state == RAW_NEW) {
		e->state = RAW_BUSY;
		VEC_PUSH(&c->path, e);
		head = head_of(c, e);
		d->elements.v[e->row].substitution = head;
		e = head == NONE ? NULL : c->of.v[head];
	}
	if (e != NULL && e->state == RAW_BUSY) {	/* e-props-correct.6 */
		e = c->path.v[c->path.n - 1];
		d->elements.v[e->row].substitution = NONE;
		f = schema_finding_line(d, F_xsd_CircularDefinition,
		    e->document, e->line);
		finding_arg(f, "kind", SLICE("substitutionGroup"));
		schema_arg_name(d, f, "name", e->name);
	}
	while (c->path.n > 0)
		settle(c, c->path.v[--c->path.n]);
}

void
elements_finish(struct dts *d)
{
	struct schema_set *set = d->schemas;
	struct chain c = { .d = d };
	uint32_t name;
	size_t i;

	for (i = 0; i < N_HEADS; i++) {
		name = dts_name_find(d, slice_of(heads[i].ns),
		    slice_of(heads[i].local));
		c.head_rows[i] = name == NONE ? NONE :
		    d->names.v[name].element;
	}
	for (i = 0; i < set->elements.n; i++)
		if (set->elements.v[i]->row != NONE)
			VEC_PUSH(&c.of, set->elements.v[i]);
	for (i = 0; i < c.of.n; i++)
		walk(&c, c.of.v[i]);
	VEC_FREE(&c.path);
	VEC_FREE(&c.of);
}
