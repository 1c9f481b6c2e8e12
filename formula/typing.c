/* typing.c: see typing.h. */
#include "formula/typing.h"

#include "base/hash.h"
#include "base/names.h"
#include "base/xml.h"
#include "xpath/xpath.h"

#define MAX_DEPTH	32	/* of groups in a content model, of types */
#define UNKNOWN		(NONE - 1)
#define NO_PARTICLE	(NONE - 1)

struct typing {
	struct xp_typing      xp;
	const struct taxonomy *t;
	struct simple_types   *types;	/* made when a union asks */
	uint8_t               *atomic;	/* by type row: enum xp_type; XT_NONE:
					 * not looked at yet */
	uint32_t               n_types;
	const struct xp_tree  *tree;	/* whose names these are: */
	VEC(uint32_t)          names;	/* rows of SEC_NAMES, or UNKNOWN */
	struct table           local;	/* type and name: row of found */
	VEC(uint32_t)          found;	/* particle's type, or NO_PARTICLE */
};

/* --- names of a tree in the image --- */

static uint32_t
name_in_image(struct typing *ty, const struct xp_tree *tree, uint32_t name)
{
	const struct xp_qname *q = &tree->names[name];

	if (ty->tree != tree) {
		ty->tree = tree;
		ty->names.n = 0;
	}
	while (ty->names.n <= name)
		VEC_PUSH(&ty->names, UNKNOWN);
	if (ty->names.v[name] == UNKNOWN)
		ty->names.v[name] = taxonomy_find_name(ty->t, q->ns,
		    q->local);
	return ty->names.v[name];
}

static uint32_t
type_named(const struct typing *ty, struct slice ns, struct slice local)
{
	const struct img_name *n = taxonomy_name(ty->t,
	    taxonomy_find_name(ty->t, ns, local));

	return n == NULL ? NONE : n->type;
}

/* The type of the global element of a name; `none` where there is no such. */
static uint32_t
global_type(const struct typing *ty, uint32_t name, uint32_t none)
{
	const struct img_name *n = taxonomy_name(ty->t, name);
	const struct img_element *e = n == NULL ? NULL :
	    taxonomy_element(ty->t, n->element);

	return e == NULL ? none : e->type;
}

/* --- content models --- */

/* The type of the element particle with that name below a particle. */
static uint32_t
search(const struct typing *ty, uint32_t particle, uint32_t name, int depth)
{
	const struct img_particle *p = taxonomy_particle(ty->t, particle);
	uint32_t i, type;

	if (p == NULL || depth > MAX_DEPTH)
		return NO_PARTICLE;
	switch ((enum particle_kind)p->kind) {
	case PARTICLE_ELEMENT:
		if (p->name != name)
			return NO_PARTICLE;
		return p->type != NONE ? p->type :
		    global_type(ty, name, NO_PARTICLE);
	case PARTICLE_SEQUENCE: case PARTICLE_CHOICE: case PARTICLE_ALL:
		for (i = 0; i < p->count; i++) {
			type = search(ty, p->first + i, name, depth + 1);
			if (type != NO_PARTICLE)
				return type;
		}
		return NO_PARTICLE;
	case PARTICLE_ANY:
		return NO_PARTICLE;
	}
	return NO_PARTICLE;
}

/* The same, of a type's whole content model; asked once for each pair. */
static uint32_t
particle_type(struct typing *ty, uint32_t parent, uint32_t name)
{
	const struct img_type *t = taxonomy_type(ty->t, parent);
	uint64_t key = (uint64_t)parent << 32 | name;
	uint32_t row, type;

	if (t == NULL || t->particle == NONE || name == NONE)
		return NO_PARTICLE;
	row = table_find_int(&ty->local, key);
	if (row != NONE)
		return ty->found.v[row];
	type = search(ty, t->particle, name, 0);
	table_add_int(&ty->local, key, (uint32_t)ty->found.n);
	VEC_PUSH(&ty->found, type);
	return type;
}

/* --- annotations --- */

/* The type that xsi:type names, or NONE. */
static uint32_t
xsi_type(struct typing *ty, const struct xp_tree *tree, uint32_t row)
{
	struct slice text = xp_tree_attribute(tree, row, NS_XSI, "type");
	struct slice prefix = SLICE(""), ns;
	const char *colon;

	if (text.s == NULL)
		return NONE;
	text = slice_trim(text);
	colon = text.n == 0 ? NULL : memchr(text.s, ':', text.n);
	if (colon != NULL) {
		prefix = (struct slice){ text.s, (size_t)(colon - text.s) };
		text = slice_from(text, prefix.n + 1);
	}
	ns = xp_tree_namespace(tree, row, prefix);
	return ns.s == NULL ? NONE : type_named(ty, ns, text);
}

static uint32_t
element_type(struct typing *ty, const struct xp_tree *tree, uint32_t row)
{
	const struct xp_row *r = &tree->rows[row];
	const struct xp_row *parent = &tree->rows[r->parent];
	uint32_t name = name_in_image(ty, tree, r->name), type;

	if ((type = xsi_type(ty, tree, row)) != NONE)
		return type;
	if (parent->kind == XK_ELEMENT && parent->type != NONE) {
		type = particle_type(ty, parent->type, name);
		if (type != NO_PARTICLE)
			return type;
	}
	return global_type(ty, name, NONE);
}

/* The type of an attribute on an element of a type. */
static uint32_t
use_type(const struct typing *ty, uint32_t element, uint32_t name)
{
	const struct img_type *t = taxonomy_type(ty->t, element);
	const struct img_name *n = taxonomy_name(ty->t, name);
	const struct img_attribute_use *u;
	uint32_t i;

	if (n == NULL)
		return NONE;
	for (i = 0; t != NULL && i < t->n_uses; i++) {
		u = taxonomy_attribute_use(ty->t, t->uses + i);
		if (u != NULL && u->name == name && u->type != NONE)
			return u->type;
	}
	return n->attribute;
}

/* XML Schema 1.0 part 1, 3.2.7: these are declared by themselves. */
static uint32_t
xsi_attribute(const struct typing *ty, struct slice local)
{
	if (slice_is(local, "nil"))
		return type_named(ty, SLICE(NS_XSD), SLICE("boolean"));
	if (slice_is(local, "type"))
		return type_named(ty, SLICE(NS_XSD), SLICE("QName"));
	return NONE;
}

static uint32_t
annotate(void *ctx, const struct xp_tree *tree, uint32_t row)
{
	struct typing *ty = ctx;
	const struct xp_row *r = &tree->rows[row];
	const struct xp_qname *q;

	if (ty->t == NULL || r->name == NONE)
		return NONE;
	if (r->kind == XK_ELEMENT)
		return element_type(ty, tree, row);
	q = &tree->names[r->name];
	if (slice_is(q->ns, NS_XSI))
		return xsi_attribute(ty, q->local);
	return use_type(ty, tree->rows[r->parent].type,
	    name_in_image(ty, tree, r->name));
}

static bool
annotation_name(void *ctx, uint32_t type, struct slice *ns,
    struct slice *local)
{
	const struct typing *ty = ctx;
	const struct img_type *t = taxonomy_type(ty->t, type);
	const struct img_name *n = t == NULL ? NULL :
	    taxonomy_name(ty->t, t->name);

	if (n == NULL)
		return false;
	*ns = taxonomy_text(ty->t, n->ns);
	*local = taxonomy_text(ty->t, n->local);
	return true;
}

static bool
annotation_derives(void *ctx, uint32_t type, struct slice ns,
    struct slice local)
{
	const struct typing *ty = ctx;
	uint32_t base;

	if (slice_is(ns, NS_XSD) && slice_is(local, "anyType"))
		return true;
	base = type_named(ty, ns, local);
	return base != NONE && taxonomy_derives(ty->t, type, base, 0);
}

static bool
annotation_stands_for(void *ctx, const struct xp_qname *q, struct slice ns,
    struct slice local)
{
	const struct typing *ty = ctx;
	uint32_t head = ty->t == NULL ? NONE :
	    taxonomy_find_element(ty->t, ns, local);

	return head != NONE && taxonomy_substitutes(ty->t,
	    taxonomy_find_element(ty->t, q->ns, q->local), head);
}

/* --- values --- */

/* Where a built-in type has no name, as in images of parts: its primitive. */
static enum xp_type
of_primitive(enum primitive p)
{
	static const uint8_t types[] = {
		[PRIM_NONE] = XT_UNTYPED, [PRIM_ANY] = XT_UNTYPED,
		[PRIM_STRING] = XT_STRING, [PRIM_BOOLEAN] = XT_BOOLEAN,
		[PRIM_DECIMAL] = XT_DECIMAL, [PRIM_FLOAT] = XT_FLOAT,
		[PRIM_DOUBLE] = XT_DOUBLE, [PRIM_DURATION] = XT_DURATION,
		[PRIM_DATETIME] = XT_DATETIME, [PRIM_TIME] = XT_TIME,
		[PRIM_DATE] = XT_DATE, [PRIM_GYEARMONTH] = XT_GYEARMONTH,
		[PRIM_GYEAR] = XT_GYEAR, [PRIM_GMONTHDAY] = XT_GMONTHDAY,
		[PRIM_GDAY] = XT_GDAY, [PRIM_GMONTH] = XT_GMONTH,
		[PRIM_HEXBINARY] = XT_HEX, [PRIM_BASE64BINARY] = XT_BASE64,
		[PRIM_ANYURI] = XT_ANYURI, [PRIM_QNAME] = XT_QNAME,
		[PRIM_NOTATION] = XT_NOTATION,
	};

	return p < sizeof(types) ? (enum xp_type)types[p] : XT_UNTYPED;
}

enum xp_type
typing_atomic(struct typing *ty, uint32_t row)
{
	const struct img_type *first = taxonomy_type(ty->t, row), *t = first;
	enum xp_type type = XT_NONE;
	struct slice ns, local;
	uint32_t at = row;
	int depth;

	if (t == NULL)
		return XT_UNTYPED;
	if (ty->atomic[row] != XT_NONE)
		return (enum xp_type)ty->atomic[row];
	for (depth = 0; t != NULL && type == XT_NONE && depth < 1000;
	    depth++) {
		if (annotation_name(ty, at, &ns, &local) &&
		    slice_is(ns, NS_XSD)) {
			type = xp_type_named(local);
			break;
		}
		at = t->base;
		t = taxonomy_type(ty->t, at);
	}
	if (type == XT_NONE || type == XT_ANY_ATOMIC)
		type = of_primitive((enum primitive)first->primitive);
	ty->atomic[row] = (uint8_t)type;
	return type;
}

static int
name_value(enum xp_type type, struct slice text, prefix_lookup look_up,
    void *ctx, struct arena *a, struct xp_item *out)
{
	struct slice prefix = SLICE(""), local = text, ns;
	const char *colon = text.n == 0 ? NULL : memchr(text.s, ':', text.n);

	if (colon != NULL) {
		prefix = (struct slice){ text.s, (size_t)(colon - text.s) };
		local = slice_from(text, prefix.n + 1);
	}
	if (!is_ncname(local) || (colon != NULL && !is_ncname(prefix)))
		return -1;
	ns = look_up == NULL ? SLICE_NONE : look_up(ctx, prefix);
	if (ns.s == NULL)
		return -1;
	*out = xp_name(ns, local, prefix, a);
	out->type = (uint8_t)type;
	return 0;
}

static bool
is_whole(struct slice text)
{
	return text.n > 0 && memchr(text.s, '.', text.n) == NULL;
}

static int
atomic_value(enum xp_type type, struct slice text, prefix_lookup look_up,
    void *ctx, struct arena *a, struct xp_item *out)
{
	struct xp_error ignored = { .position = 0 };
	enum xp_type primitive = xp_primitive(type);
	struct dec d;

	if (type == XT_UNTYPED || primitive == XT_STRING ||
	    primitive == XT_ANYURI) {
		*out = xp_text(type, text);
		return 0;
	}
	if (primitive == XT_QNAME || primitive == XT_NOTATION)
		return name_value(type, text, look_up, ctx, a, out);
	if (primitive == XT_DECIMAL) {
		if (dec_parse(&d, text, a) != 0 ||
		    (xp_derives(type, XT_INTEGER) && !is_whole(text)))
			return -1;
		*out = xp_number(type, d, a);
		return 0;
	}
	return xp_cast(xp_text(XT_UNTYPED, text), type, a, out, &ignored);
}

static int	value_of(struct typing *, uint32_t type, struct slice,
		    prefix_lookup, void *, struct arena *, struct xp_seq *,
		    int depth);

static int
list_value(struct typing *ty, const struct img_type *t, struct slice text,
    prefix_lookup look_up, void *ctx, struct arena *a, struct xp_seq *out,
    int depth)
{
	struct slice word;

	for (;;) {
		text = slice_trim(text);
		if (text.n == 0)
			return 0;
		for (word = text; text.n > 0 && !is_xml_space(text.s[0]);)
			text = slice_from(text, 1);
		word.n -= text.n;
		if (value_of(ty, t->item, word, look_up, ctx, a, out,
		    depth + 1) != 0)
			return -1;
	}
}

/* 2.5.1.3: the first member type by which the text is valid. */
static int
union_value(struct typing *ty, uint32_t type, struct slice text,
    prefix_lookup look_up, void *ctx, struct arena *a, struct xp_seq *out,
    int depth)
{
	uint32_t member;

	if (ty->types == NULL)
		ty->types = simple_types_new(ty->t);
	member = simple_type_member(ty->types, type, text, look_up, ctx, a);
	if (member == NONE || member == type)
		return -1;
	return value_of(ty, member, text, look_up, ctx, a, out, depth + 1);
}

static int
value_of(struct typing *ty, uint32_t type, struct slice text,
    prefix_lookup look_up, void *ctx, struct arena *a, struct xp_seq *out,
    int depth)
{
	const struct img_type *t = taxonomy_type(ty->t, type);
	struct xp_item item;

	if (depth > MAX_DEPTH)
		return -1;
	if (t == NULL || (t->flags & TYPE_SIMPLE) == 0) {
		if (t != NULL && t->content == CONTENT_EMPTY)
			return 0;
		if (t != NULL && t->content == CONTENT_ELEMENTS)
			return 1;
		if (t == NULL || t->content == CONTENT_MIXED) {
			xp_add(out, xp_text(XT_UNTYPED, text), a);
			return 0;
		}
	}
	switch ((enum variety)t->variety) {
	case VARIETY_LIST:
		return list_value(ty, t, text, look_up, ctx, a, out, depth);
	case VARIETY_UNION:
		return union_value(ty, type, text, look_up, ctx, a, out,
		    depth);
	case VARIETY_ATOMIC:
		break;
	}
	text = simple_type_normalize(ty->t, type, text, a);
	if (atomic_value(typing_atomic(ty, type), text, look_up, ctx, a,
	    &item) != 0)
		return -1;
	xp_add(out, item, a);
	return 0;
}

int
typing_value(struct typing *ty, uint32_t type, struct slice text,
    prefix_lookup look_up, void *ctx, struct arena *a, struct xp_seq *out)
{
	if (ty->t == NULL)
		type = NONE;
	return value_of(ty, type, text, look_up, ctx, a, out, 0);
}

/* The namespace of the only prefix that an attribute's value has. */
struct value_scope {
	const struct typing *ty;
	const struct img_name *name;
};

static struct slice
look_up_value(void *ctx, struct slice prefix)
{
	const struct value_scope *s = ctx;

	if (prefix.n == 0 || s->name == NULL)
		return prefix.n == 0 ? SLICE("") : SLICE_NONE;
	return taxonomy_text(s->ty->t, s->name->ns);
}

int
typing_attribute(struct typing *ty, uint32_t element,
    const struct img_attribute *x, struct arena *a, struct xp_seq *out)
{
	struct value_scope scope = { ty, taxonomy_name(ty->t, x->qname) };
	struct slice text = taxonomy_text(ty->t, x->value);

	if (typing_value(ty, use_type(ty, element, x->name), text,
	    look_up_value, &scope, a, out) != 0)
		*out = xp_one(xp_text(XT_UNTYPED, text));
	return 0;
}

/* --- values of nodes --- */

struct tree_scope {
	const struct xp_tree *tree;
	uint32_t row;		/* an element */
};

static struct slice
look_up_node(void *ctx, struct slice prefix)
{
	const struct tree_scope *s = ctx;

	return xp_tree_namespace(s->tree, s->row, prefix);
}

static int
node_value(void *ctx, const struct xp_tree *tree, uint32_t row,
    struct slice text, struct arena *a, struct xp_seq *out)
{
	const struct xp_row *r = &tree->rows[row];
	struct tree_scope scope = { tree,
	    r->kind == XK_ATTRIBUTE ? r->parent : row };

	return typing_value(ctx, r->type, text, look_up_node, &scope, a, out);
}

/* --- the whole --- */

struct typing *
typing_new(const struct taxonomy *t)
{
	struct typing *ty = mem_calloc(1, sizeof(*ty));

	ty->t = t;
	ty->n_types = t == NULL ? 0 : taxonomy_count(t, SEC_TYPES);
	ty->atomic = mem_calloc(ty->n_types, 1);
	memset(ty->atomic, XT_NONE, ty->n_types);
	ty->xp = (struct xp_typing){ annotate, annotation_name,
	    annotation_derives, annotation_stands_for, node_value, ty };
	return ty;
}

void
typing_free(struct typing *ty)
{
	if (ty == NULL)
		return;
	simple_types_free(ty->types);
	mem_free(ty->atomic);
	VEC_FREE(&ty->names);
	VEC_FREE(&ty->found);
	table_free(&ty->local);
	mem_free(ty);
}

const struct xp_typing *
typing_of_trees(struct typing *ty)
{
	return &ty->xp;
}
