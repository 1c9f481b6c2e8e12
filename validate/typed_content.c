/*
 * typed_content.c: see typed_content.h.
 *
 * (1) The member's only child is the element that xbrldt:typedDomainRef points
 *     at; an element of its substitution group is another element.
 * (2) What stands in it is judged by the schema: children by the content
 *     model, values by their types, to any depth.  A child takes the type that
 *     xsi:type names, or of the particle that names it, or of its global
 *     declaration; what has none is a wildcard's and left alone.
 */
#include "validate/typed_content.h"

#include "base/mem.h"
#include "taxonomy/simple_type.h"
#include "validate/content_model.h"

#define MAX_PARTICLES	1000	/* looked at for one name */

struct typed_check {
	const struct report *report;
	struct simple_types *types;
	uint32_t root;		/* content row where the last judgement began */
	VEC(uint32_t) type;	/* by content row from there on: its type */
	VEC(uint32_t) names;	/* of the children of one element */
	VEC(uint32_t) todo;	/* particles still to be looked at */
	uint64_t work;		/* on content models */
};

struct typed_check *
typed_check_new(const struct report *r)
{
	struct typed_check *k = mem_calloc(1, sizeof(*k));

	k->report = r;
	k->types = simple_types_new(r->taxonomy);
	return k;
}

void
typed_check_free(struct typed_check *k)
{
	if (k == NULL)
		return;
	simple_types_free(k->types);
	VEC_FREE(&k->type);
	VEC_FREE(&k->names);
	VEC_FREE(&k->todo);
	mem_free(k);
}

/* --- types of elements --- */

/* The declaration of a name in a content model: the particle's row, or NONE. */
static uint32_t
find_particle(struct typed_check *k, uint32_t root, const struct name *name)
{
	const struct taxonomy *t = k->report->taxonomy;
	uint32_t seen, i;

	k->todo.n = 0;
	VEC_PUSH(&k->todo, root);
	for (seen = 0; k->todo.n > 0 && seen < MAX_PARTICLES; seen++) {
		uint32_t row = k->todo.v[--k->todo.n];
		const struct img_particle *p = taxonomy_particle(t, row);
		const struct img_name *n;

		if (p == NULL || p->kind == PARTICLE_ANY)
			continue;
		if (p->kind != PARTICLE_ELEMENT) {
			for (i = 0; i < p->count; i++)
				VEC_PUSH(&k->todo, p->first + i);
			continue;
		}
		n = taxonomy_name(t, p->name);
		if (n != NULL &&
		    slice_eq(taxonomy_text(t, n->local), name->local) &&
		    slice_eq(taxonomy_text(t, n->ns), name->ns))
			return row;
	}
	return NONE;
}

/* The type of a content element inside one of type `parent`. */
static uint32_t
type_inside(struct typed_check *k, uint32_t parent, uint32_t name)
{
	const struct taxonomy *t = k->report->taxonomy;
	const struct img_type *type = taxonomy_type(t, parent);
	const struct img_particle *p = type == NULL ? NULL :
	    taxonomy_particle(t, find_particle(k, type->particle,
	    &k->report->names.v[name]));
	const struct img_element *e;

	if (p != NULL && p->type != NONE)
		return p->type;
	e = taxonomy_element(t, k->report->names.v[name].element);
	return e == NULL ? NONE : e->type;
}

/* --- values and children --- */

/* Prefixes of the file are not known here any more; the reader has looked
 * them up.  All count as bound. */
static struct slice
any_prefix(void *ctx, struct slice prefix)
{
	(void)ctx;
	(void)prefix;
	return SLICE("");
}

static bool
simple_good(struct typed_check *k, const struct context_element *c,
    const struct img_type *type, uint32_t row, struct arena *a,
    struct typed_verdict *v)
{
	if (c->has_children) {
		v->facet = "simple content";
		return false;
	}
	/* The text of a QName says little without its prefixes. */
	return type->primitive == PRIM_QNAME ||
	    type->primitive == PRIM_NOTATION ||
	    simple_type_check(k->types, row, c->text, any_prefix, NULL, a,
	    &v->facet) == NULL;
}

/* Whether row i of contents is inside the content element `root`, or it. */
static bool
inside(const struct report *r, uint32_t i, uint32_t root)
{
	return i == root || (i < r->contents.n && i > root &&
	    r->contents.v[i].parent != NONE &&
	    r->contents.v[i].parent >= root);
}

static bool
children_good(struct typed_check *k, uint32_t row, const struct img_type *type,
    struct typed_verdict *v)
{
	const struct report *r = k->report;
	uint32_t i, at;

	k->names.n = 0;
	for (i = row + 1; inside(r, i, row); i++)
		if (r->contents.v[i].parent == row)
			VEC_PUSH(&k->names, r->contents.v[i].name);
	if (type->content != CONTENT_MIXED &&
	    slice_trim(r->contents.v[row].text).n > 0) {
		v->facet = "element content";
		return false;
	}
	at = content_match_names(r, type->particle, k->names.v,
	    (uint32_t)k->names.n, &k->work);
	v->facet = at == CONTENT_UNKNOWN ? "content model (too complex)" :
	    "content model";
	return at == CONTENT_FITS;
}

static bool
content_good(struct typed_check *k, uint32_t row, uint32_t type_row,
    struct arena *a, struct typed_verdict *v)
{
	const struct taxonomy *t = k->report->taxonomy;
	const struct context_element *c = &k->report->contents.v[row];
	const struct img_type *type = taxonomy_type(t, type_row);
	const struct img_element *e;

	v->element = k->report->names.v[c->name].element;
	v->value = c->text;
	if (c->nil) {
		e = taxonomy_element(t, v->element);
		v->facet = "nillable";
		return e == NULL || (e->flags & EL_NILLABLE) != 0;
	}
	if (type == NULL)
		return true;
	if (type->content == CONTENT_SIMPLE)
		return simple_good(k, c, type, type_row, a, v);
	/* anyType holds anything. */
	return type->particle == NONE && type->content == CONTENT_MIXED ?
	    true : children_good(k, row, type, v);
}

struct typed_verdict
typed_check_element(struct typed_check *k, uint32_t root, uint32_t root_type,
    struct arena *a)
{
	const struct report *r = k->report;
	struct typed_verdict v = { TYPED_GOOD, NONE, SLICE(""), "" };
	uint32_t i, type;

	k->root = root;
	k->type.n = 0;
	for (i = root; inside(r, i, root); i++) {
		const struct context_element *c = &r->contents.v[i];

		if (c->xsi_type != NONE)
			type = c->xsi_type;
		else if (i == root)
			type = root_type;
		else
			type = type_inside(k, k->type.v[c->parent - root],
			    c->name);
		VEC_PUSH(&k->type, type);
		if (v.fault == TYPED_GOOD && !content_good(k, i, type, a, &v))
			v.fault = TYPED_VALUE;
	}
	return v;
}

uint32_t
typed_check_type(const struct typed_check *k, uint32_t row)
{
	return row >= k->root && row - k->root < k->type.n ?
	    k->type.v[row - k->root] : NONE;
}

struct simple_types *
typed_check_values(struct typed_check *k)
{
	return k->types;
}

struct typed_verdict
typed_check(struct typed_check *k, const struct dimension *d, uint32_t domain,
    struct arena *a)
{
	const struct report *r = k->report;
	struct typed_verdict v = { TYPED_GOOD, NONE, SLICE(""), "" };
	uint32_t root = d->content;

	if (d->n_content != 1 || root >= r->contents.n)
		return v;		/* the reader has said so */
	if (r->names.v[r->contents.v[root].name].element != domain) {
		v.fault = TYPED_ELEMENT;
		return v;
	}
	return typed_check_element(k, root,
	    taxonomy_element(r->taxonomy, domain)->type, a);
}
