/*
 * consistent.c: what must hold of the elements of one content model together
 * (XML Schema 1.0 part 1, 3.8.6).
 *
 * cos-element-consistent: elements of one name have one type, those that come
 * in by a substitution group included.
 * cos-all-limited: xs:all is a content model by itself, once at most, and its
 * members are elements that occur once at most.
 *
 * Every particle of a model is looked at once, however many references lead
 * to it.
 */
#include "taxonomy/schema.h"

struct consistent {
	struct dts            *d;
	const struct raw_type *type;	/* being judged */
	uint32_t               stamp;
	uint32_t              *visited;	/* by particle: stamp */
	uint32_t              *named;	/* by name: stamp */
	uint32_t              *type_of;	/* by name: the type it has */
	uint32_t              *global;	/* by name: stamp, a reference */
	VEC(uint32_t)          local;	/* names declared in the model */
	bool                   said;	/* one finding a model */
	bool                   said_all;
};

static void
differs(struct consistent *c, uint32_t name)
{
	struct finding *f;

	if (c->said)
		return;
	c->said = true;
	f = schema_finding_line(c->d, F_xsd_cos_element_consistent,
	    c->type->document, c->type->line);
	types_arg_type(c->d, f, "type", c->type->row);
	schema_arg_name(c->d, f, "element", name);
}

static void
note_element(struct consistent *c, const struct img_particle *p)
{
	const struct dts *d = c->d;
	uint32_t element = d->names.v[p->name].element, type = p->type;

	if (type == NONE) {
		c->global[p->name] = c->stamp;
		type = element == NONE ? NONE : d->elements.v[element].type;
	} else if (element != NONE) {
		VEC_PUSH(&c->local, p->name);
	}
	if (c->named[p->name] != c->stamp) {
		c->named[p->name] = c->stamp;
		c->type_of[p->name] = type;
	} else if (c->type_of[p->name] != type && type != NONE &&
	    c->type_of[p->name] != NONE) {
		differs(c, p->name);
	}
}

/* A local element of the name of one that may stand in for a reference. */
static void
judge_members(struct consistent *c)
{
	const struct dts *d = c->d;
	size_t i;

	for (i = 0; i < c->local.n; i++) {
		uint32_t name = c->local.v[i];
		uint32_t member = d->names.v[name].element, head = member;

		while ((head = d->elements.v[head].substitution) != NONE &&
		    schema_step(c->d, c->type->document, c->type->line))
			if (c->global[d->elements.v[head].name] == c->stamp
			    && d->elements.v[member].type !=
			    c->type_of[name])
				differs(c, name);
	}
}

static void
bad_all(struct consistent *c)
{
	if (c->said_all)
		return;
	c->said_all = true;
	types_arg_type(c->d, schema_finding_line(c->d, F_xsd_cos_all_limited,
	    c->type->document, c->type->line), "type", c->type->row);
}

static void
visit(struct consistent *c, uint32_t row, bool top)
{
	const struct img_particle *p = &c->d->particles.v[row];
	uint32_t i;

	if (p->kind == PARTICLE_ALL && (!top || p->max != 1))
		bad_all(c);		/* cos-all-limited.1 */
	if (c->visited[row] == c->stamp)
		return;
	c->visited[row] = c->stamp;
	if (p->kind == PARTICLE_ELEMENT)
		note_element(c, p);
	if (p->kind == PARTICLE_ELEMENT || p->kind == PARTICLE_ANY)
		return;
	for (i = p->first; i < p->first + p->count; i++) {
		if (p->kind == PARTICLE_ALL && c->d->particles.v[i].max > 1)
			bad_all(c);	/* cos-all-limited.2 */
		if (schema_step(c->d, c->type->document, c->type->line))
			visit(c, i, false);
	}
}

void
consistent_check(struct dts *d)
{
	struct schema_set *set = d->schemas;
	struct consistent c = { .d = d };
	size_t i;

	c.visited = mem_calloc(d->particles.n, sizeof(*c.visited));
	c.named = mem_calloc(d->names.n, sizeof(*c.named));
	c.type_of = mem_calloc(d->names.n, sizeof(*c.type_of));
	c.global = mem_calloc(d->names.n, sizeof(*c.global));
	for (i = 0; i < set->types.n; i++) {
		const struct raw_type *t = set->types.v[i];
		const struct img_type *row = &d->types.v[t->row];

		if (t->simple || row->particle == NONE ||
		    (row->base != NONE &&
		    d->types.v[row->base].particle == row->particle))
			continue;
		c.type = t;
		c.stamp++;
		c.said = c.said_all = false;
		c.local.n = 0;
		visit(&c, row->particle, true);
		judge_members(&c);
	}
	mem_free(c.visited);
	mem_free(c.named);
	mem_free(c.type_of);
	mem_free(c.global);
	VEC_FREE(&c.local);
}
