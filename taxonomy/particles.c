/*
 * particles.c: the content model of a complex type, groups written out and
 * what is extended first (XML Schema 1.0 part 1, 3.4.2, 3.7 to 3.9).
 *
 * A group's children are consecutive rows.  A group that many types refer to,
 * and the content that many types extend, is built once: each reference is a
 * copy of its root row only.
 */
#include "taxonomy/schema.h"

struct building {
	struct dts        *d;
	struct raw_global *inside;	/* the group being built, or NULL */
	unsigned           depth;
};

static bool build(struct building *, const struct raw_particle *,
    struct img_particle *out, uint32_t *height);

static uint32_t
add_row(struct dts *d, const struct img_particle *p)
{
	VEC_PUSH(&d->particles, *p);
	return (uint32_t)d->particles.n - 1;
}

/* --- groups by name: 3.7 --- */

static void
circular(struct dts *d, const struct raw_particle *p)
{
	struct finding *f = schema_finding_line(d, F_xsd_CircularDefinition,
	    p->document, p->line);		/* mg-props-correct.2 */

	finding_arg(f, "kind", SLICE("group"));
	schema_arg_name(d, f, "name", p->name);
}

static void
build_global(struct building *b, struct raw_global *g)
{
	struct building inner = { b->d, g, b->depth };
	struct img_particle root;

	g->state = RAW_BUSY;
	if (g->particle != NULL && build(&inner, g->particle, &root,
	    &g->height))
		g->row = add_row(b->d, &root);
	g->state = RAW_DONE;
}

static bool
build_group(struct building *b, const struct raw_particle *p,
    struct img_particle *out, uint32_t *height)
{
	struct raw_global *g = types_global(b->d, RAW_C_GROUP, p->name);

	if (b->inside != NULL && b->inside->original != NULL &&
	    b->inside->name == p->name)
		g = b->inside->original;	/* it is redefined here */
	if (g == NULL) {
		types_unresolved(b->d, "group", p->name, p->document, p->line);
		return false;
	}
	if (g->state == RAW_BUSY) {
		circular(b->d, p);
		return false;
	}
	if (g->state == RAW_NEW)
		build_global(b, g);
	if (g->row == NONE)
		return false;
	*out = b->d->particles.v[g->row];
	out->min = p->min;
	out->max = p->max;
	*height = g->height;
	return true;
}

/* --- everything else --- */

static bool
build_children(struct building *b, const struct raw_particle *p,
    struct img_particle *out, uint32_t *height)
{
	VEC(struct img_particle) children = { NULL, 0, 0 };
	const struct raw_particle *c;
	struct img_particle child;
	uint32_t tallest = 0, h = 0;
	size_t i;

	for (c = p->first; c != NULL; c = c->next) {
		if (!build(b, c, &child, &h))
			continue;
		if (h > tallest)
			tallest = h;
		VEC_PUSH(&children, child);
	}
	out->kind = p->kind == RAW_SEQUENCE ? PARTICLE_SEQUENCE :
	    p->kind == RAW_CHOICE ? PARTICLE_CHOICE : PARTICLE_ALL;
	out->first = (uint32_t)b->d->particles.n;
	out->count = (uint32_t)children.n;
	for (i = 0; i < children.n; i++)
		VEC_PUSH(&b->d->particles, children.v[i]);
	VEC_FREE(&children);
	*height = tallest + 1;
	if (*height <= MAX_SCHEMA_DEPTH)
		return true;
	schema_too_deep(b->d, p->document, p->line);
	*height = 0;
	return false;
}

static void
build_element(struct building *b, const struct raw_particle *p,
    struct img_particle *out)
{
	out->kind = PARTICLE_ELEMENT;
	out->name = p->name;
	out->nillable = p->nillable;
	if (p->kind == RAW_REFERENCE) {
		if (b->d->names.v[p->name].element == NONE)
			types_unresolved(b->d, "element", p->name, p->document,
			    p->line);
		return;
	}
	out->ns = p->value;
	out->flags = p->flags;
	out->identity = p->identity;
	out->type = types_row(b->d, p->type, p->document, p->line);
	if (out->type == NONE)
		out->type = b->d->schemas->any_type;
}

/* One particle by value; its children, if any, are rows already.  False: it
 * is none. */
static bool
build(struct building *b, const struct raw_particle *p,
    struct img_particle *out, uint32_t *height)
{
	bool there = true;

	memset(out, 0, sizeof(*out));
	out->min = p->min;
	out->max = p->max;
	out->name = out->type = NONE;
	*height = 1;
	if (b->depth >= MAX_SCHEMA_DEPTH) {
		schema_too_deep(b->d, p->document, p->line);
		return false;
	}
	b->depth++;
	switch (p->kind) {
	case RAW_SEQUENCE:
	case RAW_CHOICE:
	case RAW_ALL:
		there = build_children(b, p, out, height);
		break;
	case RAW_GROUP:
		there = build_group(b, p, out, height);
		break;
	case RAW_REFERENCE:
	case RAW_LOCAL:
		build_element(b, p, out);
		break;
	case RAW_ANY:
		out->kind = PARTICLE_ANY;
		out->ns = p->ns;
		out->target = p->target;
		out->process = p->process;
		break;
	}
	b->depth--;
	return there;
}

/* What is extended, then what is added. */
static uint32_t
append(struct dts *d, struct raw_type *t, uint32_t before, uint32_t own)
{
	struct img_particle first = d->particles.v[before];
	struct img_particle second = d->particles.v[own];
	struct img_particle both = { .min = 1, .max = 1, .count = 2,
	    .name = NONE, .type = NONE, .kind = PARTICLE_SEQUENCE };

	if (t->height >= MAX_SCHEMA_DEPTH) {
		schema_too_deep(d, t->document, t->line);
		return own;
	}
	t->height++;
	both.first = add_row(d, &first);
	(void)add_row(d, &second);
	return add_row(d, &both);
}

/* A particle without content is none: 3.4.2, 2.1.2 and 2.1.3. */
static bool
says_nothing(const struct img_particle *p)
{
	return (p->kind == PARTICLE_SEQUENCE || p->kind == PARTICLE_ALL ||
	    (p->kind == PARTICLE_CHOICE && p->min == 0)) && p->count == 0;
}

static void
extend(struct dts *d, struct raw_type *t, struct img_type *row)
{
	const struct img_type *base = &d->types.v[row->base];
	const struct raw_type *on = types_raw(d, row->base);

	if (on != NULL && on->height > t->height)
		t->height = on->height;
	if (base->content == CONTENT_SIMPLE && row->particle == NONE) {
		facets_inherit(row, base);	/* only attributes are added */
		return;
	}
	if (row->particle == NONE)
		row->particle = base->particle;
	else if (base->particle != NONE)
		row->particle = append(d, t, base->particle, row->particle);
	row->content = t->mixed || base->content == CONTENT_MIXED ?
	    CONTENT_MIXED : row->particle == NONE ? CONTENT_EMPTY :
	    CONTENT_ELEMENTS;
}

void
particles_fill(struct dts *d, struct raw_type *t)
{
	struct building b = { d, NULL, 0 };
	struct img_type *row = &d->types.v[t->row];
	struct img_particle root;

	if (t->simple_content)
		return;
	if (t->content != NULL && build(&b, t->content, &root, &t->height) &&
	    !says_nothing(&root))
		row->particle = add_row(d, &root);
	row->content = t->mixed ? CONTENT_MIXED :
	    row->particle == NONE ? CONTENT_EMPTY : CONTENT_ELEMENTS;
	if (t->how == HOW_EXTENSION)
		extend(d, t, row);
}
