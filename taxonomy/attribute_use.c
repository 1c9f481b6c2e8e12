/* attribute_use.c: see attribute_use.h. */
#include "taxonomy/attribute_use.h"

static bool
is_named(const struct taxonomy *t, const struct img_attribute_use *u,
    const struct name *n)
{
	const struct img_name *row = u == NULL ? NULL :
	    taxonomy_name(t, u->name);

	return row != NULL && slice_eq(taxonomy_text(t, row->local),
	    n->local) && slice_eq(taxonomy_text(t, row->ns), n->ns);
}

static const struct img_attribute_use *
use_of(const struct taxonomy *t, const struct img_type *type,
    const struct name *n)
{
	const struct img_attribute_use *u;
	uint32_t i;

	for (i = 0; type != NULL && i < type->n_uses; i++) {
		u = taxonomy_attribute_use(t, type->uses + i);
		if (u == NULL)
			break;
		if (is_named(t, u, n))
			return u;
	}
	return NULL;
}

/* The type of a global attribute, or NONE. */
static uint32_t
global_type(const struct taxonomy *t, const struct name *n)
{
	const struct img_name *row = taxonomy_name(t,
	    taxonomy_find_name(t, n->ns, n->local));

	return row == NULL ? NONE : row->attribute;
}

struct attribute_found
attribute_find(const struct content_view *c, const struct img_type *type,
    uint32_t name)
{
	return attribute_find_named(c->taxonomy, type, &c->names[name]);
}

struct attribute_found
attribute_find_named(const struct taxonomy *t, const struct img_type *type,
    const struct name *n)
{
	struct attribute_found out = { ATTRIBUTE_REFUSED,
	    use_of(t, type, n), NONE };
	const struct img_particle *any;
	uint8_t process = PROCESS_LAX;

	if (out.use != NULL) {
		out.state = out.use->flags & USE_PROHIBITED ?
		    ATTRIBUTE_REFUSED : ATTRIBUTE_USED;
		out.type = out.use->type;
		return out;
	}
	if (type != NULL) {
		any = taxonomy_particle(t, type->any_attribute);
		if ((type->flags & TYPE_ANY_ATTRIBUTE) == 0 || (any != NULL &&
		    !taxonomy_wildcard_takes(t, any, n->ns)))
			return out;
		if (any != NULL)
			process = any->process;
	}
	out.state = ATTRIBUTE_FREE;
	if (process == PROCESS_SKIP)
		return out;
	out.type = global_type(t, n);
	if (out.type != NONE)
		out.state = ATTRIBUTE_GLOBAL;
	else if (process == PROCESS_STRICT)
		out.state = ATTRIBUTE_UNDECLARED;
	return out;
}

const char *
attribute_fault(const struct content_view *c, struct simple_types *types,
    const struct img_type *type, const struct attribute *a, uint32_t scope,
    struct arena *arena)
{
	struct attribute_found at = attribute_find(c, type, a->name);
	struct content_scope at_place = { c, scope };
	struct simple_fault fault;

	switch (at.state) {
	case ATTRIBUTE_REFUSED:
		return "not allowed";
	case ATTRIBUTE_UNDECLARED:
		return "not declared";
	case ATTRIBUTE_FREE:
		return NULL;
	case ATTRIBUTE_USED:
	case ATTRIBUTE_GLOBAL:
		break;
	}
	if (at.type == NONE)
		return NULL;
	if (!simple_type_judge(types, at.type, a->value, content_lookup, &at_place,
	    arena, &fault))
		return fault.name;
	if (at.use == NULL || (at.use->flags & USE_FIXED) == 0 ||
	    simple_type_equal(types, at.type, a->value,
	    taxonomy_text(c->taxonomy, at.use->value), content_lookup, &at_place,
	    arena))
		return NULL;
	return "fixed";
}

bool
attribute_given(const struct content_view *c, uint32_t first, uint32_t n,
    const struct img_attribute_use *u)
{
	uint32_t i;

	for (i = first; i < first + n; i++)
		if (is_named(c->taxonomy, u,
		    &c->names[c->attributes[i].name]))
			return true;
	return false;
}

const char *
attribute_missing(const struct content_view *c, const struct img_type *type,
    uint32_t first, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < type->n_uses; i++) {
		const struct img_attribute_use *u =
		    taxonomy_attribute_use(c->taxonomy, type->uses + i);
		const struct img_name *name;

		if (u == NULL)
			break;
		name = taxonomy_name(c->taxonomy, u->name);
		if (name != NULL && u->flags & USE_REQUIRED &&
		    !attribute_given(c, first, n, u))
			return taxonomy_text(c->taxonomy, name->local).s;
	}
	return NULL;
}
