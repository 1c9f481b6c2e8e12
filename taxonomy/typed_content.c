/*
 * typed_content.c: see typed_content.h.  XML Schema 1.0 part 1: 3.3.4
 * (cvc-elt), 3.4.4 (cvc-type, cvc-complex-type), 3.10.4 (cvc-wildcard).
 *
 * (1) The member's only child is the element that xbrldt:typedDomainRef points
 *     at; an element of its substitution group is another element.
 * (2) What stands in it is judged by the schema, to any depth, each child by
 *     its declaration there (declared.h).
 */
#include "taxonomy/typed_content.h"

#include "base/mem.h"
#include "taxonomy/attribute_use.h"
#include "taxonomy/content_model.h"
#include "taxonomy/declared.h"

struct typed_check {
	struct content_view content;
	struct simple_types *types;
	uint32_t root;		/* content row where the last judgement began */
	VEC(struct assessed) rows;	/* by content row from there on */
	VEC(uint32_t) names;	/* of the children of one element */
	struct declaring declaring;
	uint64_t work;		/* on content models */
};

struct typed_check *
typed_check_new(struct content_view c)
{
	struct typed_check *k = mem_calloc(1, sizeof(*k));

	k->content = c;
	k->types = simple_types_new(c.taxonomy);
	return k;
}

void
typed_check_free(struct typed_check *k)
{
	if (k == NULL)
		return;
	simple_types_free(k->types);
	VEC_FREE(&k->rows);
	VEC_FREE(&k->names);
	declaring_free(&k->declaring);
	mem_free(k);
}

bool
typed_check_takes(struct typed_check *k, uint32_t type,
    const struct name *name)
{
	return declared_takes(&k->declaring, k->content.taxonomy, type, name);
}

/* --- values and children --- */

static bool
fault(struct typed_verdict *v, const char *facet)
{
	v->facet = facet;
	return false;
}

/* Whether the text is the value that the declaration gives what is empty. */
static bool
has_default(const struct content_element *c, const struct declared *d)
{
	return d->flags & (EL_HAS_DEFAULT | EL_HAS_FIXED) &&
	    (c->text.n == 0 || slice_eq(c->text, d->value));
}

static bool
simple_good(struct typed_check *k, const struct content_element *c,
    const struct declared *d, uint32_t row, struct arena *a,
    struct typed_verdict *v)
{
	struct content_scope at = { &k->content, c->scope };

	if (c->has_children)
		return fault(v, "simple content");
	if (c->xsi_type == NONE && has_default(c, d))
		return true;	/* the schema's own, its names resolved */
	if (simple_type_check(k->types, row, c->text, content_lookup, &at, a,
	    &v->facet) != NULL)
		return false;
	if (d->flags & EL_HAS_FIXED && !simple_type_equal(k->types, row,
	    c->text, d->value, content_lookup, &at, a))
		return fault(v, "fixed");	/* cvc-elt.5.2.2.2.2 */
	return true;
}

/* Whether row i of contents is inside the content element `root`, or it. */
static bool
inside(const struct content_view *c, uint32_t i, uint32_t root)
{
	return i == root || (i < c->n_elements && i > root &&
	    c->elements[i].parent != NONE &&
	    c->elements[i].parent >= root);
}

/* cvc-complex-type.2 */
static bool
children_good(struct typed_check *k, uint32_t row, const struct img_type *type,
    struct typed_verdict *v)
{
	const struct content_view *in = &k->content;
	const struct content_element *c = &in->elements[row];
	uint32_t i, at;

	if (type->content == CONTENT_EMPTY &&
	    (c->has_children || c->text.n > 0))
		return fault(v, "empty content");
	if (type->content != CONTENT_MIXED && slice_trim(c->text).n > 0)
		return fault(v, "element content");
	k->names.n = 0;
	for (i = row + 1; inside(in, i, row); i++)
		if (in->elements[i].parent == row)
			VEC_PUSH(&k->names, in->elements[i].name);
	at = content_match(in, type->particle, k->names.v,
	    (uint32_t)k->names.n, &k->work);
	if (at == CONTENT_FITS)
		return true;
	return fault(v, at == CONTENT_UNKNOWN ?
	    "content model (too complex)" : "content model");
}

/* cvc-elt.5.2.2 of mixed content; cvc-complex-type.2 */
static bool
complex_good(struct typed_check *k, uint32_t row, const struct declared *d,
    const struct img_type *type, struct typed_verdict *v)
{
	const struct content_element *c = &k->content.elements[row];

	if (d->flags & EL_HAS_FIXED && type->content == CONTENT_MIXED &&
	    (c->has_children || !has_default(c, d)))
		return fault(v, "fixed");
	return children_good(k, row, type, v);
}

/* cvc-elt.3 */
static bool
nil_good(const struct content_element *c, const struct declared *d,
    struct typed_verdict *v)
{
	if (c->has_nil && (d->flags & EL_NILLABLE) == 0)
		return fault(v, "nillable");
	if (c->nil && (c->has_children || c->text.n > 0))
		return fault(v, "nil");
	return !c->nil || (d->flags & EL_HAS_FIXED) == 0 || fault(v, "fixed");
}

/* cvc-elt.2 and 4, cvc-type.2; *type becomes the type that counts. */
static bool
type_good(const struct typed_check *k, const struct content_element *c,
    const struct declared *d, uint32_t *type, struct typed_verdict *v)
{
	const struct taxonomy *t = k->content.taxonomy;
	unsigned blocked = taxonomy_blocked(t, d->flags, d->type);
	const struct img_type *row;

	*type = c->xsi_type != NONE ? c->xsi_type : d->type;
	row = taxonomy_type(t, *type);
	if (d->missing)
		return fault(v, "not declared");
	if (d->flags & EL_ABSTRACT)
		return fault(v, "abstract");
	if (d->type != NONE && (c->type_unknown || (c->xsi_type != NONE &&
	    !taxonomy_derives(t, c->xsi_type, d->type, blocked))))
		return fault(v, "xsi:type");
	return row == NULL || (row->flags & TYPE_ABSTRACT) == 0 ||
	    fault(v, "abstract type");
}

static bool
content_good(struct typed_check *k, uint32_t row, const struct declared *d,
    uint32_t *type_row, struct arena *a, struct typed_verdict *v)
{
	const struct content_element *c = &k->content.elements[row];
	const struct img_type *type;

	v->element = k->content.names[c->name].element;
	v->value = c->text;
	if (!type_good(k, c, d, type_row, v) || !nil_good(c, d, v))
		return false;
	type = taxonomy_type(k->content.taxonomy, *type_row);
	if (c->nil || type == NULL)
		return true;
	return type->content == CONTENT_SIMPLE ?
	    simple_good(k, c, d, *type_row, a, v) :
	    complex_good(k, row, d, type, v);
}

/* The declaration of row i of contents, all before it judged. */
static struct declared
declared_at(struct typed_check *k, uint32_t i)
{
	const struct content_view *in = &k->content;
	const struct content_element *c = &in->elements[i];
	const struct name *name = &in->names[c->name];

	return i == k->root ? declared_globally(in->taxonomy, name->element) :
	    declared_inside(&k->declaring, in->taxonomy,
	    k->rows.v[c->parent - k->root], name, c->xsi_type != NONE);
}

struct typed_verdict
typed_check_element(struct typed_check *k, uint32_t root, struct arena *a)
{
	const struct content_view *in = &k->content;
	struct typed_verdict v = { TYPED_GOOD, NONE, NONE, SLICE(""), "" };
	uint32_t i;

	k->root = root;
	k->rows.n = 0;
	for (i = root; inside(in, i, root); i++) {
		struct declared d = declared_at(k, i);
		struct assessed now = { NONE, d.skipped };

		if (!now.skipped && v.fault == TYPED_GOOD &&
		    !content_good(k, i, &d, &now.type, a, &v)) {
			v.fault = TYPED_VALUE;
			v.row = i;
		}
		VEC_PUSH(&k->rows, now);
	}
	return v;
}

/* cvc-complex-type.3 and 4 of all that was judged without a fault. */
static void
check_attributes(struct typed_check *k, struct arena *a,
    struct typed_verdict *v)
{
	const struct content_view *in = &k->content;
	uint32_t i, n;

	for (i = 0; i < k->rows.n && v->fault == TYPED_GOOD; i++) {
		const struct content_element *c =
		    &in->elements[k->root + i];
		const struct img_type *type = taxonomy_type(in->taxonomy,
		    k->rows.v[i].type);
		const char *facet = NULL;

		if (k->rows.v[i].skipped)
			continue;
		for (n = 0; n < c->n_attributes && facet == NULL; n++) {
			facet = attribute_fault(in, k->types, type,
			    &in->attributes[c->attributes + n], c->scope, a);
			if (facet != NULL)
				v->value = in->attributes[c->attributes +
				    n].value;
		}
		if (facet == NULL && type != NULL)
			facet = attribute_missing(in, type, c->attributes,
			    c->n_attributes);
		if (facet == NULL)
			continue;
		v->fault = TYPED_VALUE;
		v->row = k->root + i;
		v->element = in->names[c->name].element;
		v->facet = facet;
	}
}

uint32_t
typed_check_type(const struct typed_check *k, uint32_t row)
{
	return row >= k->root && row - k->root < k->rows.n ?
	    k->rows.v[row - k->root].type : NONE;
}

bool
typed_check_skipped(const struct typed_check *k, uint32_t row)
{
	return row >= k->root && row - k->root < k->rows.n &&
	    k->rows.v[row - k->root].skipped;
}

struct simple_types *
typed_check_values(struct typed_check *k)
{
	return k->types;
}

struct typed_verdict
typed_check(struct typed_check *k, uint32_t root, uint32_t n, uint32_t domain,
    struct arena *a)
{
	const struct content_view *in = &k->content;
	struct typed_verdict v = { TYPED_GOOD, NONE, NONE, SLICE(""), "" };

	if (n != 1 || root >= in->n_elements)
		return v;		/* the reader has said so */
	if (in->names[in->elements[root].name].element != domain) {
		v.fault = TYPED_ELEMENT;
		return v;
	}
	v = typed_check_element(k, root, a);
	check_attributes(k, a, &v);
	return v;
}
