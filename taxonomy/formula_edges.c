/*
 * formula_edges.c: the relationships of formulas, by arcrole: from the networks
 * of a DTS to edges between objects.  A relationship whose ends are not what its
 * arcrole asks for defines nothing, and is no error (Variables 1.0, 3.5); who uses
 * the edges looks at the kinds of their ends.
 */
#include "taxonomy/formulas.h"

#include <stdlib.h>

static const char *const arcroles[FORMULA_ARCS][2] = {
#define ARCROLE_08(name)	"http://xbrl.org/arcrole/2008/" name
#define ARCROLE_10(name)	"http://xbrl.org/arcrole/2010/" name
	[ARC_VARIABLE_SET] = { ARCROLE_08("variable-set"), NULL },
	[ARC_VARIABLE_FILTER] = { ARCROLE_08("variable-filter"), NULL },
	[ARC_SET_FILTER] = { ARCROLE_08("variable-set-filter"), NULL },
	[ARC_PRECONDITION] = { ARCROLE_08("variable-set-precondition"), NULL },
	[ARC_BOOLEAN] = { ARCROLE_08("boolean-filter"), NULL },
	[ARC_ASSERTION_SET] = { ARCROLE_08("assertion-set"), NULL },
	[ARC_CONSISTENCY_FORMULA] = {
	    ARCROLE_08("consistency-assertion-formula"), NULL },
	[ARC_CONSISTENCY_PARAMETER] = {
	    ARCROLE_08("consistency-assertion-parameter"), NULL },
	[ARC_SATISFIED] = { ARCROLE_10("assertion-satisfied-message"), NULL },
	[ARC_UNSATISFIED] = { ARCROLE_10("assertion-unsatisfied-message"),
	    NULL },
	[ARC_SEVERITY] = {
	    "http://xbrl.org/arcrole/2016/assertion-unsatisfied-severity",
	    "http://xbrl.org/arcrole/2022/assertion-unsatisfied-severity" },
	[ARC_IMPLEMENTATION] = { ARCROLE_10("function-implementation"), NULL },
	[ARC_EQUALITY] = { ARCROLE_08("equality-definition"), NULL },
	[ARC_INSTANCE_VARIABLE] = { ARCROLE_10("instance-variable"), NULL },
	[ARC_FORMULA_INSTANCE] = { ARCROLE_10("formula-instance"), NULL },
	[ARC_SCOPE] = { ARCROLE_10("variables-scope"), NULL },
#undef ARCROLE_08
#undef ARCROLE_10
};

static enum formula_arc
arc_of(struct slice arcrole)
{
	int i, k;

	if (!slice_starts(arcrole, SLICE("http://xbrl.org/arcrole/20")))
		return FORMULA_ARCS;
	for (i = 0; i < FORMULA_ARCS; i++)
		for (k = 0; k < 2 && arcroles[i][k] != NULL; k++)
			if (slice_is(arcrole, arcroles[i][k]))
				return (enum formula_arc)i;
	return FORMULA_ARCS;
}

int
formula_edge_by_to(const void *a, const void *b)
{
	const struct formula_edge *x = a, *y = b;

	if (x->to != y->to)
		return x->to < y->to ? -1 : 1;
	return x->relationship < y->relationship ? -1 :
	    x->relationship > y->relationship;
}

/* --- ends and attributes --- */

uint32_t
formula_object_of(const struct formula_set *set, uint32_t resource)
{
	return table_find_int(&set->object_table, resource);
}

static uint32_t
end_of(const struct formula_set *set, uint32_t node)
{
	return NODE_KIND(node) == NODE_RESOURCE ?
	    formula_object_of(set, NODE_ROW(node)) : NONE;
}

/* @complement and @cover. */
static uint8_t
flags_of(const struct dts *d, const struct img_relationship *r)
{
	uint8_t flags = 0;
	uint32_t i;

	for (i = 0; i < r->n_attributes; i++) {
		const struct img_attribute *a =
		    &d->attributes.v[r->attributes + i];
		const struct img_name *n = &d->names.v[a->name];
		struct slice local = dts_text(d, n->local);
		struct slice value = slice_trim(dts_text(d, a->value));

		if (n->ns.len != 0 || (!slice_is(value, "true") &&
		    !slice_is(value, "1")))
			continue;
		if (slice_is(local, "complement"))
			flags |= FILTER_COMPLEMENT;
		else if (slice_is(local, "cover"))
			flags |= FILTER_COVER;
	}
	return flags;
}

static bool
has_flags(enum formula_arc arc)
{
	return arc == ARC_VARIABLE_FILTER || arc == ARC_SET_FILTER ||
	    arc == ARC_BOOLEAN;
}

/* --- edges --- */

static void
add_edge(struct dts *d, enum formula_arc arc, uint32_t relationship)
{
	struct formula_set *set = d->formulas;
	const struct img_relationship *r =
	    &d->relationships.v[relationship];
	/* Candidates that are left are the relationships, row by row. */
	uint32_t named = table_find_int(&set->arc_table,
	    d->links->candidates.v[relationship].arc);
	struct formula_edge e = { .relationship = relationship };

	e.from = arc == ARC_EQUALITY ? r->from : end_of(set, r->from);
	e.to = end_of(set, r->to);
	e.name = named == NONE ? NONE : set->arc_names.v[named].name;
	if (has_flags(arc))
		e.flags = flags_of(d, r);
	VEC_PUSH(&set->edges[arc], e);
}

static int
by_from(const void *a, const void *b)
{
	const struct formula_edge *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->relationship < y->relationship ? -1 :
	    x->relationship > y->relationship;
}

void
formula_find_edges(struct dts *d)
{
	struct formula_set *set = d->formulas;
	uint32_t n, i;

	for (n = 0; n < d->networks.n; n++) {
		const struct img_network *net = &d->networks.v[n];
		enum formula_arc arc = arc_of(dts_text(d, net->arcrole));

		for (i = 0; arc != FORMULA_ARCS && i < net->count; i++)
			add_edge(d, arc, net->first + i);
	}
	for (i = 0; i < FORMULA_ARCS; i++)
		if (set->edges[i].n > 1)
			qsort(set->edges[i].v, set->edges[i].n,
			    sizeof(*set->edges[i].v), by_from);
}

const struct formula_edge *
formula_edges_of(const struct dts *d, enum formula_arc arc, uint32_t object,
    uint32_t *n)
{
	const formula_edges *all = &d->formulas->edges[arc];
	size_t low = 0, high = all->n, mid, end;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (all->v[mid].from < object)
			low = mid + 1;
		else
			high = mid;
	}
	for (end = low; end < all->n && all->v[end].from == object; end++)
		continue;
	*n = (uint32_t)(end - low);
	return *n == 0 ? NULL : &all->v[low];
}

/* --- for findings --- */

struct place
formula_place(const struct dts *d, uint32_t object)
{
	const struct img_resource *r =
	    &d->resources.v[d->formulas->objects.v[object].resource];

	return dts_place_line(d, r->document, r->line);
}

struct place
formula_edge_place(const struct dts *d, const struct formula_edge *e)
{
	const struct img_relationship *r =
	    &d->relationships.v[e->relationship];

	return dts_place_line(d, r->document, r->line);
}

struct slice
formula_object_name(const struct dts *d, uint32_t object)
{
	const struct formula_object *o = &d->formulas->objects.v[object];
	const struct img_resource *r = &d->resources.v[o->resource];
	struct slice id = dts_resource_id(d, o->resource);
	uint32_t name = r->name;

	if (id.n > 0)
		return id;
	if (o->kind == OBJECT_PARAMETER && o->row != NONE)
		name = d->parameters.v[o->row].name;
	else if (o->kind == OBJECT_FUNCTION)
		name = d->functions.v[o->row].name;
	return dts_text(d, d->names.v[name == NONE ? r->name : name].local);
}

struct slice
formula_name_text(const struct dts *d, uint32_t name, struct arena *arena)
{
	const struct img_name *n;
	struct slice local, ns;

	if (name == NONE)
		return SLICE("?");
	n = &d->names.v[name];
	local = dts_text(d, n->local);
	ns = dts_text(d, n->ns);
	if (ns.n == 0)
		return local;
	return slice_of(arena_printf(arena, "{%.*s}%.*s", SLICE_ARG(ns),
	    SLICE_ARG(local)));
}

struct finding *
formula_finding(struct dts *d, enum finding_code code, uint32_t object)
{
	struct finding *f = finding_add(d->findings, code,
	    formula_place(d, object));

	finding_arg(f, "object", formula_object_name(d, object));
	return f;
}
