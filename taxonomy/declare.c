/*
 * declare.c: every declaration gets its row and its name (XML Schema 1.0 part
 * 1, 3.15.2 and 4.2).
 *
 * (1) A name has one type, one element, one of each kind; the first in the
 *     order of the documents is it.  A second one is an error only where
 *     both surely belong to one schema: in one document, or in documents
 *     joined by include.  Two copies of a schema, imported from two places,
 *     are no error: an import is a hint (4.2.3).
 * (2) What redefines takes the name; inside it, that name is the original.
 */
#include "taxonomy/schema.h"

static bool
same_bytes(const struct dts *d, uint32_t a, uint32_t b)
{
	return memcmp(d->documents.v[a].sha256, d->documents.v[b].sha256,
	    sizeof(d->documents.v[a].sha256)) == 0;
}

/* sch-props-correct.2. `first` is NONE for a built-in type. */
void
declare_duplicate(struct dts *d, const char *kind, uint32_t name,
    uint32_t first, uint32_t document, uint32_t line)
{
	struct finding *f;

	if (first == NONE || (first != document &&
	    (!schema_joined(d->schemas, first, document) ||
	    same_bytes(d, first, document))))
		return;
	f = schema_finding_line(d, F_xsd_DuplicateComponent, document, line);
	finding_arg(f, "kind", slice_of(kind));
	schema_arg_name(d, f, "name", name);
	finding_arg(f, "other", dts_uri(d, first));
}

/* --- types --- */

struct raw_type *
types_raw(const struct dts *d, uint32_t row)
{
	const struct schema_set *set = d->schemas;

	if (row == NONE || row < set->n_builtin ||
	    row - set->n_builtin >= set->types.n)
		return NULL;
	return set->types.v[row - set->n_builtin];
}

static void
type_row(struct dts *d, struct raw_type *t)
{
	struct img_type *row;

	t->row = (uint32_t)d->types.n;
	row = VEC_ADD(&d->types);
	row->name = t->name;
	row->base = row->item = row->particle = row->any_attribute = NONE;
	row->document = t->document;
	row->line = t->line;
	row->length = row->min_length = row->max_length = -1;
	row->total_digits = row->fraction_digits = -1;
	row->primitive = PRIM_ANY;
	row->content = t->simple ? CONTENT_SIMPLE : CONTENT_EMPTY;
	row->flags = t->simple ? TYPE_SIMPLE : 0;
	row->block = (uint8_t)((t->block & FINAL_EXTENSION ?
	    BLOCK_EXTENSION : 0) | (t->block & FINAL_RESTRICTION ?
	    BLOCK_RESTRICTION : 0));
}

static const char *
type_kind(const struct raw_type *t)
{
	return t->simple ? "simpleType" : "complexType";
}

static void
declare_type(struct dts *d, struct raw_type *t)
{
	uint32_t *row = &d->names.v[t->name].type;
	struct raw_type *other;

	if (*row == NONE) {
		*row = t->row;
		return;
	}
	other = types_raw(d, *row);
	declare_duplicate(d, type_kind(t), t->name,
	    other == NULL ? NONE : other->document, t->document, t->line);
}

static void
redefine_type(struct dts *d, struct raw_type *t)
{
	uint32_t *row = &d->names.v[t->name].type;
	struct finding *f;

	t->original = types_raw(d, *row);
	if (t->original == NULL)
		types_unresolved(d, type_kind(t), t->name, t->document,
		    t->line);
	*row = t->row;
	if (t->base.name == t->name)		/* src-redefine.5 */
		return;
	f = schema_finding_line(d, F_xsd_src_redefine, t->document, t->line);
	schema_arg_name(d, f, "name", t->name);
}

static void
declare_types(struct dts *d)
{
	struct schema_set *set = d->schemas;
	struct raw_type *t;
	size_t i;

	for (i = 0; i < set->types.n; i++)
		type_row(d, set->types.v[i]);
	for (i = 0; i < set->types.n; i++) {
		t = set->types.v[i];
		if (t->name != NONE && !t->redefines)
			declare_type(d, t);
	}
	for (i = 0; i < set->types.n; i++) {
		t = set->types.v[i];
		if (t->name != NONE && t->redefines)
			redefine_type(d, t);
	}
}

/* --- attributes, groups, attribute groups --- */

static const char *const component_kinds[] = {
	[RAW_C_ATTRIBUTE] = "attribute", [RAW_C_GROUP] = "group",
	[RAW_C_ATTRIBUTE_GROUP] = "attributeGroup",
};

/* The tables hold a row in set->globals. */
static uint64_t
component_key(enum raw_component kind, uint32_t name)
{
	return (uint64_t)kind << 32 | name;
}

struct raw_global *
types_global(const struct dts *d, enum raw_component kind, uint32_t name)
{
	uint32_t row = table_find_int(&d->schemas->components,
	    component_key(kind, name));
	struct raw_global *g;

	if (row == NONE)
		return NULL;
	g = d->schemas->globals.v[row];
	return g->redefined_by == NULL ? g : g->redefined_by;
}

static void
declare_globals(struct dts *d)
{
	struct schema_set *set = d->schemas;
	struct raw_global *g, *other;
	uint32_t i;

	for (i = 0; i < set->globals.n; i++) {
		g = set->globals.v[i];
		if (g->redefines)
			continue;
		other = types_global(d, g->kind, g->name);
		if (other == NULL)
			table_add_int(&set->components,
			    component_key(g->kind, g->name), i);
		else
			declare_duplicate(d, component_kinds[g->kind], g->name,
			    other->document, g->document, g->line);
	}
	for (i = 0; i < set->globals.n; i++) {
		g = set->globals.v[i];
		if (!g->redefines)
			continue;
		other = types_global(d, g->kind, g->name);
		if (other == NULL) {
			types_unresolved(d, component_kinds[g->kind], g->name,
			    g->document, g->line);
			table_add_int(&set->components,
			    component_key(g->kind, g->name), i);
		} else if (!other->redefines) {
			g->original = other;
			other->redefined_by = g;
		}
	}
}

/* --- elements --- */

static void
declare_elements(struct dts *d)
{
	struct schema_set *set = d->schemas;
	struct raw_element *e;
	uint32_t *row;
	size_t i;

	for (i = 0; i < set->elements.n; i++) {
		e = set->elements.v[i];
		row = &d->names.v[e->name].element;
		if (*row != NONE) {
			declare_duplicate(d, "element", e->name,
			    d->elements.v[*row].document, e->document,
			    e->line);
		} else {
			struct img_element *out;

			*row = e->row = (uint32_t)d->elements.n;
			out = VEC_ADD(&d->elements);
			out->name = e->name;
			out->document = e->document;
			out->line = e->line;
			out->type = out->substitution = NONE;
			out->typed_domain = NONE;
		}
		dts_anchor(d, e->document, dts_text(d, e->id),
		    NODE(NODE_ELEMENT, d->names.v[e->name].element));
	}
}

void
declare(struct dts *d)
{
	declare_types(d);
	declare_globals(d);
	declare_elements(d);
}
