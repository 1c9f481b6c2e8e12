/*
 * constraints.c: what schemas say of values, held against the types: values
 * of enumerations and bounds (XML Schema 1.0 part 2, 4.3.5.4, 4.3.7.4 to
 * 4.3.10.4), defaults and fixed values (part 1, 3.2.6, 3.3.6, 3.5.6), and IDs,
 * of which an element has one and nothing has a default.
 *
 * All types have their rows; they are asked by the very judge of values that
 * reports are judged by (simple_type.h), through a view of the unfinished
 * image.  No row and no string is added here.
 *
 * Prefixes are not known here any more: of a QName only the form is judged.
 */
#include "taxonomy/image_open.h"
#include "taxonomy/restriction.h"
#include "taxonomy/simple_type.h"

struct constraints {
	struct dts          *d;
	struct taxonomy      view;
	struct simple_types *types;
	struct arena        *scratch;
};

/* NULL, or the facet that the value does not meet. */
static const char *
wrong_facet(struct constraints *c, uint32_t type, struct slice value)
{
	const char *facet = NULL;

	if (type == NONE || simple_type_takes_all(&c->view, type) ||
	    simple_type_check(c->types, type, value, NULL, NULL, c->scratch,
	    &facet) == NULL)
		return NULL;
	return facet;
}

/* --- facets --- */

static const char *
facet_of_values(enum facet kind)
{
	switch (kind) {
	case FACET_ENUMERATION:
		return "enumeration";
	case FACET_LOW_INCLUSIVE:
		return "minInclusive";
	case FACET_LOW_EXCLUSIVE:
		return "minExclusive";
	case FACET_HIGH_INCLUSIVE:
		return "maxInclusive";
	case FACET_HIGH_EXCLUSIVE:
		return "maxExclusive";
	case FACET_LENGTH:
	case FACET_MIN_LENGTH:
	case FACET_MAX_LENGTH:
	case FACET_PATTERN:
	case FACET_WHITE_SPACE:
	case FACET_TOTAL_DIGITS:
	case FACET_FRACTION_DIGITS:
	case FACETS:
		break;
	}
	return NULL;
}

/* Bounds that are wider than the base's, or no values at all, are said by
 * facets.c; a pattern speaks of how values are written, not of bounds. */
static bool
is_said(enum facet kind, const char *wrong)
{
	return kind != FACET_ENUMERATION && strcmp(wrong, "enumeration") != 0;
}

static void
judge_facets(struct constraints *c, const struct raw_type *t)
{
	const struct raw_facet *f;
	struct finding *bad;

	for (f = t->facets; f != NULL; f = f->next) {
		const char *name = facet_of_values(f->kind), *wrong;

		wrong = name == NULL ? NULL : wrong_facet(c, t->on,
		    dts_text(c->d, f->value));
		if (wrong == NULL || is_said(f->kind, wrong))
			continue;
		bad = schema_finding_line(c->d,
		    F_xsd_enumeration_valid_restriction, t->document,
		    f->line);
		types_arg_type(c->d, bad, "type", t->row);
		types_arg_type(c->d, bad, "base", t->on);
		finding_arg(bad, "facet", slice_of(name));
		finding_arg(bad, "value", dts_text(c->d, f->value));
		finding_arg(bad, "reason", slice_of(wrong));
	}
}

/* --- defaults and fixed values --- */

static bool
is_id(const struct dts *d, uint32_t type)
{
	return type != NONE && d->types.v[type].content == CONTENT_SIMPLE &&
	    d->types.v[type].variety == VARIETY_ATOMIC &&
	    d->types.v[type].builtin == BUILTIN_ID;
}

/* cos-valid-default: NULL, or why the value is none. */
static const char *
wrong_default(struct constraints *c, uint32_t type, struct slice value)
{
	const struct img_type *row;

	if (type == NONE)
		return NULL;
	row = &c->d->types.v[type];
	if (row->content == CONTENT_MIXED)		/* .2.2.2 */
		return row->particle == NONE || restriction_emptiable(c->d,
		    row->particle) ? NULL : "content model";
	if (row->content != CONTENT_SIMPLE)		/* .2.1 */
		return "element content";
	/* e-props-correct.5, a-props-correct.3 */
	return is_id(c->d, type) ? "ID" : wrong_facet(c, type, value);
}

static void
judge_default(struct constraints *c, uint32_t name, uint32_t type,
    struct istr value, uint32_t document, uint32_t line)
{
	const char *wrong = wrong_default(c, type, dts_text(c->d, value));
	struct finding *f;

	if (wrong == NULL)
		return;
	f = schema_finding_line(c->d, F_xsd_cos_valid_default, document, line);
	schema_arg_name(c->d, f, "name", name);
	finding_arg(f, "value", dts_text(c->d, value));
	finding_arg(f, "reason", slice_of(wrong));
}

/* What types_row says, without saying again what is missing. */
static uint32_t
row_of(const struct dts *d, struct raw_ref ref)
{
	return ref.here != NULL ? ref.here->row :
	    ref.name == NONE ? NONE : d->names.v[ref.name].type;
}

/* au-props-correct.2: what a declaration fixes stays so. */
static bool
keeps_fixed(const struct dts *d, const struct raw_attribute *a,
    const struct raw_attribute *global)
{
	return !(global->flags & USE_FIXED) || (a->flags & USE_FIXED &&
	    slice_eq(slice_trim(dts_text(d, a->value)),
	    slice_trim(dts_text(d, global->value))));
}

/* Part 2, 3.2.19: NOTATION serves by way of an enumeration. */
static void
judge_notation(struct constraints *c, uint32_t name, uint32_t type,
    uint32_t document, uint32_t line)
{
	const struct img_type *row = type == NONE ? NULL :
	    &c->d->types.v[type];

	if (row == NULL || row->content != CONTENT_SIMPLE ||
	    row->variety != VARIETY_ATOMIC ||
	    row->primitive != PRIM_NOTATION || row->n_enumerations > 0)
		return;
	schema_arg_name(c->d, schema_finding_line(c->d,
	    F_xsd_enumeration_required_notation, document, line), "name",
	    name);
}

static void
judge_attribute(struct constraints *c, const struct raw_attribute *a)
{
	const struct dts *d = c->d;
	const struct raw_global *g;
	struct finding *f;

	if (!a->reference)
		judge_notation(c, a->name, row_of(d, a->type), a->document,
		    a->line);
	if (!a->valued)
		return;
	judge_default(c, a->name, a->reference ?
	    d->names.v[a->name].attribute : row_of(d, a->type), a->value,
	    a->document, a->line);
	g = a->reference ? types_global(d, RAW_C_ATTRIBUTE, a->name) : NULL;
	if (g == NULL || g->attribute == NULL ||
	    keeps_fixed(d, a, g->attribute))
		return;
	f = schema_finding_line(c->d, F_xsd_au_props_correct, a->document,
	    a->line);
	schema_arg_name(c->d, f, "name", a->name);
	finding_arg(f, "value", dts_text(d, a->value));
	finding_arg(f, "limit", dts_text(d, g->attribute->value));
}

static void
judge_attributes(struct constraints *c, const struct raw_attributes *list)
{
	const struct raw_attribute *a;

	for (a = list->first; a != NULL; a = a->next)
		if (!a->group)
			judge_attribute(c, a);
}

/* ct-props-correct.5 */
static void
judge_ids(struct constraints *c, const struct raw_type *t)
{
	const struct img_type *row = &c->d->types.v[t->row];
	uint32_t i, n = 0;

	if (t->attributes.first == NULL)
		return;
	for (i = row->uses; i < row->uses + row->n_uses; i++)
		n += is_id(c->d, c->d->uses.v[i].type);
	if (n > 1)
		types_arg_type(c->d, schema_finding_line(c->d,
		    F_xsd_IdAttributeTwice, t->document, t->line), "type",
		    t->row);
}

/* Local elements, as deep as their document nests them. */
static void
judge_locals(struct constraints *c, const struct raw_particle *p)
{
	for (; p != NULL; p = p->next) {
		if (p->kind == RAW_LOCAL)
			judge_notation(c, p->name, row_of(c->d, p->type),
			    p->document, p->line);
		if (p->kind == RAW_LOCAL && p->valued)
			judge_default(c, p->name, row_of(c->d, p->type),
			    p->value, p->document, p->line);
		judge_locals(c, p->first);
	}
}

static void
judge_element(struct constraints *c, const struct raw_element *e)
{
	const struct img_element *row = &c->d->elements.v[e->row];

	judge_notation(c, e->name, row->type, e->document, e->line);
	if (e->flags & (EL_HAS_DEFAULT | EL_HAS_FIXED))
		judge_default(c, e->name, row->type, e->value, e->document,
		    e->line);
}

void
constraints_check(struct dts *d)
{
	struct schema_set *set = d->schemas;
	struct constraints c = { .d = d };
	size_t i;

	taxonomy_view(&c.view, d);
	c.types = simple_types_new(&c.view);
	c.scratch = arena_new();
	for (i = 0; i < set->types.n; i++) {
		const struct raw_type *t = set->types.v[i];
		struct arena_mark m = arena_mark(c.scratch);

		judge_facets(&c, t);
		judge_attributes(&c, &t->attributes);
		judge_locals(&c, t->content);
		judge_ids(&c, t);
		arena_reset(c.scratch, m);
	}
	for (i = 0; i < set->globals.n; i++) {
		judge_attributes(&c, &set->globals.v[i]->attributes);
		judge_locals(&c, set->globals.v[i]->particle);
		if (set->globals.v[i]->attribute != NULL)
			judge_attribute(&c, set->globals.v[i]->attribute);
	}
	for (i = 0; i < set->elements.n; i++)
		if (set->elements.v[i]->row != NONE)
			judge_element(&c, set->elements.v[i]);
	simple_types_free(c.types);
	arena_free(c.scratch);
}
