/*
 * attributes.c: the attribute uses of a complex type, inherited ones first
 * (XML Schema 1.0 part 1, 3.4.2 and 3.6.2).
 *
 * Names are found back by number, not by search: set->seen holds for each
 * name the stamp of the type that used it last, set->at the row of that use.
 * A group that a type reaches twice counts once.
 */
#include "taxonomy/schema.h"
#include "taxonomy/wildcard.h"

#define IS_INHERITED	0x100	/* flags of a use while its type is filled */
#define IS_GONE		0x200

struct filling {
	struct dts          *d;
	struct schema_set   *set;
	struct raw_type     *type;
	struct img_particle  any;	/* its wildcard, if has_any */
	bool                 has_any;
	uint32_t             first;	/* of the uses of this type */
};

static void
name_room(struct schema_set *set, uint32_t name)
{
	while (set->seen.n <= name) {
		VEC_PUSH(&set->seen, 0);
		VEC_PUSH(&set->at, NONE);
	}
}

static void
mark(struct filling *f, uint32_t name, uint32_t use)
{
	name_room(f->set, name);
	f->set->seen.v[name] = f->set->stamp;
	f->set->at.v[name] = use;
}

/* The use of that name in this type, or NULL. */
static struct img_attribute_use *
used(struct filling *f, uint32_t name)
{
	name_room(f->set, name);
	if (f->set->seen.v[name] != f->set->stamp)
		return NULL;
	return &f->d->uses.v[f->set->at.v[name]];
}

static void
inherit(struct filling *f, const struct img_type *base)
{
	struct img_attribute_use use;
	uint32_t i;

	for (i = 0; i < base->n_uses; i++) {
		use = f->d->uses.v[base->uses + i];
		use.flags |= IS_INHERITED;
		mark(f, use.name, (uint32_t)f->d->uses.n);
		VEC_PUSH(&f->d->uses, use);
	}
}

/* The type and the value of a use. */
static struct img_attribute_use
resolve(struct filling *f, const struct raw_attribute *a)
{
	struct img_attribute_use use = { .name = a->name, .type = NONE,
	    .value = a->value, .flags = a->flags };
	const struct raw_global *global;

	if (!a->reference) {
		use.type = types_row(f->d, a->type, a->document, a->line);
		if (a->type.name == NONE && a->type.here == NULL)
			use.type = f->set->any_simple_type;
		return use;
	}
	use.type = f->d->names.v[a->name].attribute;
	global = types_global(f->d, RAW_C_ATTRIBUTE, a->name);
	if (use.type == NONE)
		types_unresolved(f->d, "attribute", a->name, a->document,
		    a->line);
	if (global != NULL && global->attribute != NULL && !a->valued) {
		use.value = global->attribute->value;
		use.flags |= global->attribute->flags & USE_FIXED;
	}
	return use;
}

static void
twice(struct filling *f, const struct raw_attribute *a)
{
	struct finding *bad = schema_finding_line(f->d, F_xsd_AttributeTwice,
	    a->document, a->line);

	schema_arg_name(f->d, bad, "name", a->name);
}

static void
add_use(struct filling *f, const struct raw_attribute *a)
{
	struct img_attribute_use *old = used(f, a->name);
	struct img_attribute_use use;

	if (a->flags & USE_PROHIBITED) {
		if (old != NULL && old->flags & IS_INHERITED)
			old->flags |= IS_GONE;
		return;
	}
	use = resolve(f, a);
	if (old == NULL) {
		mark(f, a->name, (uint32_t)f->d->uses.n);
		VEC_PUSH(&f->d->uses, use);
		return;
	}
	/* ct-props-correct.4: one use a name, unless a restriction narrows */
	if (!(old->flags & IS_INHERITED) || f->type->how == HOW_EXTENSION)
		twice(f, a);
	*old = use;
}

/* --- the wildcard: 3.4.2, 3.10.6 --- */

static void
no_wildcard(struct filling *f)
{
	types_arg_type(f->d, schema_finding_line(f->d, F_xsd_cos_aw_intersect,
	    f->type->document, f->type->line), "type", f->type->row);
}

/* Those of a type and of its groups hold together (cos-aw-intersect); the
 * first says how what it lets in is judged. */
static void
meet(struct filling *f, const struct raw_particle *any)
{
	struct img_particle other = { .ns = any->ns, .target = any->target };

	if (!f->has_any) {
		f->has_any = true;
		f->any = (struct img_particle){ .min = 1, .max = 1,
		    .name = NONE, .type = NONE, .ns = any->ns,
		    .target = any->target, .kind = PARTICLE_ANY,
		    .process = any->process };
	} else if (!wildcard_intersect(f->d, &f->any, &other, &f->any.ns,
	    &f->any.target)) {
		no_wildcard(f);
	}
}

static void add_list(struct filling *, const struct raw_attributes *,
    const struct raw_global *inside, unsigned depth);

static void
add_group(struct filling *f, const struct raw_attribute *a,
    const struct raw_global *inside, unsigned depth)
{
	struct raw_global *g = types_global(f->d, RAW_C_ATTRIBUTE_GROUP,
	    a->name);
	struct finding *bad;

	if (inside != NULL && inside->original != NULL &&
	    inside->name == a->name)
		g = inside->original;
	if (g == NULL) {
		types_unresolved(f->d, "attributeGroup", a->name, a->document,
		    a->line);
		return;
	}
	if (g->state == RAW_BUSY) {	/* src-attribute_group.3 */
		bad = schema_finding_line(f->d, F_xsd_CircularDefinition,
		    a->document, a->line);
		finding_arg(bad, "kind", SLICE("attributeGroup"));
		schema_arg_name(f->d, bad, "name", a->name);
		return;
	}
	if (g->stamp == f->set->stamp)
		return;
	if (depth >= MAX_SCHEMA_DEPTH) {
		schema_too_deep(f->d, a->document, a->line);
		return;
	}
	g->stamp = f->set->stamp;
	g->state = RAW_BUSY;
	add_list(f, &g->attributes, g, depth + 1);
	g->state = RAW_NEW;
}

/* `inside` is the group whose list this is, or NULL. */
static void
add_list(struct filling *f, const struct raw_attributes *list,
    const struct raw_global *inside, unsigned depth)
{
	const struct raw_attribute *a;

	for (a = list->first; a != NULL; a = a->next) {
		if (f->d->uses.n >= MAX_INHERITED ||
		    !schema_step(f->d, a->document, a->line)) {
			schema_too_deep(f->d, a->document, a->line);
			return;
		}
		if (a->group)
			add_group(f, a, inside, depth);
		else
			add_use(f, a);
	}
	if (list->any != NULL)
		meet(f, list->any);
	if (list->any != NULL && inside == NULL)
		f->any.process = list->any->process;	/* the type's own */
}

/* Takes out what a restriction prohibits, and the marks of filling. */
static uint32_t
compact(struct filling *f)
{
	struct img_attribute_use *v = f->d->uses.v;
	uint32_t to = f->first;
	size_t i;

	for (i = f->first; i < f->d->uses.n; i++) {
		if (v[i].flags & IS_GONE)
			continue;
		v[to] = v[i];
		v[to++].flags &= (uint32_t)~IS_INHERITED;
	}
	f->d->uses.n = to;
	return to - f->first;
}

/* --- the whole --- */

static void
fill_wildcard(struct filling *f, struct img_type *row,
    const struct img_type *base)
{
	uint32_t inherited = f->type->how == HOW_EXTENSION ?
	    base->any_attribute : NONE;

	row->any_attribute = inherited;
	if (f->has_any) {
		if (inherited != NONE && !wildcard_unite(f->d, &f->any,
		    &f->d->particles.v[inherited], &f->any.ns,
		    &f->any.target))
			no_wildcard(f);
		row->any_attribute = (uint32_t)f->d->particles.n;
		VEC_PUSH(&f->d->particles, f->any);
	}
	if (row->any_attribute != NONE)
		row->flags |= TYPE_ANY_ATTRIBUTE;
}

void
attributes_fill(struct dts *d, struct raw_type *t)
{
	struct filling f = { .d = d, .set = d->schemas, .type = t };
	struct img_type *row = &d->types.v[t->row];
	const struct img_type *base = &d->types.v[row->base];

	if (t->attributes.first == NULL) {	/* the very same uses */
		row->uses = base->uses;
		row->n_uses = base->n_uses;
		if (t->attributes.any != NULL)
			meet(&f, t->attributes.any);
	} else {
		f.first = (uint32_t)d->uses.n;
		f.set->stamp++;
		inherit(&f, base);
		add_list(&f, &t->attributes, NULL, 0);
		row->uses = f.first;
		row->n_uses = compact(&f);
	}
	fill_wildcard(&f, row, base);
}
