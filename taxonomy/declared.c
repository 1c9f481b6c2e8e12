/* declared.c: see declared.h. */
#include "taxonomy/declared.h"

#define MAX_PARTICLES	1000	/* looked at for one name */

void
declaring_free(struct declaring *k)
{
	VEC_FREE(&k->todo);
}

static bool
particle_takes(const struct taxonomy *t, const struct img_particle *p,
    const struct name *name)
{
	const struct img_name *n = taxonomy_name(t, p->name);

	if (p->kind == PARTICLE_ANY)
		return taxonomy_wildcard_takes(t, p, name->ns);
	if (n == NULL)
		return false;
	if (p->type == NONE && name->element != NONE)
		return taxonomy_takes_place(t, name->element, n->element);
	return slice_eq(taxonomy_text(t, n->local), name->local) &&
	    slice_eq(taxonomy_text(t, n->ns), name->ns);
}

/* The particle of a content model that takes a name, or NULL; those of
 * elements before wildcards. */
static const struct img_particle *
find_particle(struct declaring *k, const struct taxonomy *t, uint32_t root,
    const struct name *name)
{
	const struct img_particle *any = NULL;
	uint32_t seen, i;

	k->todo.n = 0;
	VEC_PUSH(&k->todo, root);
	for (seen = 0; k->todo.n > 0 && seen < MAX_PARTICLES; seen++) {
		uint32_t row = k->todo.v[--k->todo.n];
		const struct img_particle *p = taxonomy_particle(t, row);

		if (p == NULL)
			continue;
		if (p->kind == PARTICLE_ELEMENT || p->kind == PARTICLE_ANY) {
			if (!particle_takes(t, p, name))
				continue;
			if (p->kind == PARTICLE_ELEMENT)
				return p;
			any = p;
			continue;
		}
		for (i = 0; i < p->count && i < MAX_PARTICLES; i++)
			VEC_PUSH(&k->todo, p->first + i);
	}
	return any;
}

bool
declared_takes(struct declaring *k, const struct taxonomy *t, uint32_t type,
    const struct name *name)
{
	const struct img_type *row = taxonomy_type(t, type);

	return row == NULL || find_particle(k, t, row->particle, name) != NULL;
}

struct declared
declared_globally(const struct taxonomy *t, uint32_t element)
{
	const struct img_element *e = taxonomy_element(t, element);
	struct declared d = { .type = NONE, .flags = EL_NILLABLE,
	    .element = NONE };

	if (e != NULL)
		d = (struct declared){ .declared = true, .type = e->type,
		    .flags = e->flags, .element = element,
		    .value = taxonomy_text(t, e->value) };
	return d;
}

struct declared
declared_inside(struct declaring *k, const struct taxonomy *t,
    struct assessed parent, const struct name *name, bool typed)
{
	const struct img_type *type = taxonomy_type(t, parent.type);
	const struct img_particle *p = type == NULL ? NULL :
	    find_particle(k, t, type->particle, name);
	struct declared d = declared_globally(t, name->element);

	d.skipped = parent.skipped;
	if (p == NULL)			/* anyType, or told of the parent */
		return d;
	if (p->kind == PARTICLE_ANY) {
		d.skipped = p->process == PROCESS_SKIP;
		d.missing = p->process == PROCESS_STRICT &&
		    !d.declared && !typed;
	} else if (p->type != NONE) {
		d = (struct declared){ .declared = true, .type = p->type,
		    .flags = p->flags | (p->nillable ? EL_NILLABLE : 0u),
		    .value = taxonomy_text(t, p->ns), .element = NONE,
		    .identity = p->identity };
	}
	return d;
}
