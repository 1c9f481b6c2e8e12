/*
 * identity.c: xs:unique, xs:key and xs:keyref in a report (XML Schema 1.0
 * part 1, 3.11.4 and 3.11.5; their XPath: 3.11.6).
 *
 * (1) Only where the schemas have any is the report walked through once more
 *     (ingest/walk.h): each element is assessed by its declaration, wherever it
 *     stands: facts, segments and scenarios, typed members, custom elements.
 * (2) An element whose declaration has constraints opens a scope for each; an
 *     element that the selector of an open scope finds becomes a target; what
 *     the fields of an open target find, elements or attributes, gives its
 *     key-sequence, once the target ends.  A path is compared with the stack
 *     of open elements, from its last step upwards.
 * (3) Values are equal in the value space of their types.  What is not valid
 *     by its type was said elsewhere and has none here; neither has what is
 *     nil.  What is in a skip wildcard is not looked at.
 * (4) A keyref is judged when its element ends, against the table of its key
 *     there: the element's own, then those of its children (identity_keys.h).
 * (5) The work may not pass a number of steps for each element met, and so
 *     grows with the report only.  Past that the rest is not judged.
 */
#include "validate/identity.h"

#include "base/xml.h"

#define WORK_BASE	1000000		/* steps; published schemas take few … */
#define WORK_ELEMENT	2000		/* … for each element */
#define MAX_NODES	(1u << 23)	/* key-sequences kept, some 50 bytes each */

/* --- work (5) --- */

static void
give_up(struct keys *k)
{
	if (!k->stopped)
		(void)rule_at(k->findings, F_rek_KeysTooComplex, k->report,
		    k->frames[k->depth].node.span);
	k->stopped = true;
	walk_stop(k->walk);
}

bool
keys_may(struct keys *k, uint64_t steps)
{
	k->work += steps;
	if (k->work > k->granted || k->nodes > MAX_NODES)
		give_up(k);
	return !k->stopped;
}

/* --- how an element is declared (1) --- */

static struct slice
attribute_of(const struct walk_element *e, const char *ns, const char *local)
{
	size_t i;

	for (i = 0; i < e->n_attributes; i++)
		if (slice_is(e->attributes[i].local, local) &&
		    slice_is(e->attributes[i].ns, ns))
			return e->attributes[i].value;
	return SLICE_NONE;
}

/* The type that an xsi:type names, or NONE. */
static uint32_t
type_named(struct keys *k, const struct taxonomy *t, struct slice text)
{
	const char *colon;
	const struct img_name *row;
	struct slice ns, local;
	size_t n;

	text = slice_trim(text);
	if (!is_qname(text))
		return NONE;
	colon = memchr(text.s, ':', text.n);
	n = colon == NULL ? 0 : (size_t)(colon - text.s);
	local = colon == NULL ? text : slice_from(text, n + 1);
	ns = walk_namespace(k->walk, (struct slice){ text.s, n });
	row = ns.s == NULL ? NULL :
	    taxonomy_name(t, taxonomy_find_name(t, ns, local));
	return row == NULL ? NONE : row->type;
}

static struct declared
declared_here(struct keys *k, struct frame *f, const struct walk_element *e,
    bool typed)
{
	const struct frame *parent = &k->frames[e->depth - 1];
	struct name name = { .ns = e->ns, .local = e->local };
	struct declared d;

	f->view = parent->view;
	name.element = taxonomy_find_element(f->view->t, e->ns, e->local);
	d = e->depth == 1 ? declared_globally(f->view->t, name.element) :
	    declared_inside(&k->declaring, f->view->t, parent->at, &name,
	    typed);
	if (d.declared || d.skipped || k->n_views < 2 ||
	    f->view != &k->views[0])
		return d;
	name.element = taxonomy_find_element(k->views[1].t, e->ns, e->local);
	if (name.element == NONE)
		return d;
	f->view = &k->views[1];		/* of the schemas that hints name */
	return declared_globally(f->view->t, name.element);
}

static struct declared
open_frame(struct keys *k, const struct walk_element *e)
{
	struct frame *f = &k->frames[e->depth];
	struct slice type = attribute_of(e, NS_XSI, "type");
	struct slice nil = attribute_of(e, NS_XSI, "nil");
	struct declared d;
	uint32_t named;

	k->frames[e->depth - 1].has_children = true;
	*f = (struct frame){ .ns = e->ns, .node = { e->span, e->node,
	    e->prefix, e->local }, .scopes = (uint32_t)k->scopes.n,
	    .targets = (uint32_t)k->targets.n,
	    .pending = (uint32_t)k->pending.n };
	d = declared_here(k, f, e, type.s != NULL);
	named = type.s == NULL || f->view != &k->views[0] ? NONE :
	    type_named(k, f->view->t, type);
	f->at = (struct assessed){ named == NONE ? d.type : named, d.skipped };
	f->flags = d.flags;
	f->value = d.value;
	if (nil.s != NULL) {
		nil = slice_trim(nil);
		f->nil = slice_is(nil, "true") || slice_is(nil, "1");
	}
	return d;
}

/* --- paths (2) --- */

static bool
step_takes(const struct taxonomy *t, uint32_t row, struct slice ns,
    struct slice local)
{
	const struct img_step *s = taxonomy_step(t, row);

	if (s == NULL)
		return false;
	switch ((enum step_kind)s->kind) {
	case STEP_NAME:
		return slice_eq(taxonomy_text(t, s->local), local) &&
		    slice_eq(taxonomy_text(t, s->ns), ns);
	case STEP_NAMESPACE:
		return slice_eq(taxonomy_text(t, s->ns), ns);
	case STEP_ANY:
		return true;
	}
	return false;
}

/* Whether a path, its attribute left aside, leads from the open element at
 * depth `from` to the innermost one. */
static bool
path_leads(struct keys *k, const struct taxonomy *t, const struct img_path *p,
    uint32_t from)
{
	uint32_t n = p->n_steps - (p->attribute != 0), below = k->depth - from;
	uint32_t i;

	if (p->n_steps == 0 && p->attribute)
		return false;		/* a damaged image */
	if (!keys_may(k, 1) || (p->deep ? below < n : below != n))
		return false;
	for (i = 0; i < n; i++) {
		const struct frame *f = &k->frames[k->depth - i];

		if (!keys_may(k, 1) || !step_takes(t, p->steps + n - 1 - i,
		    f->ns, f->node.local))
			return false;
	}
	return true;
}

/* --- scopes and targets --- */

static void
open_scopes(struct keys *k, const struct declared *d)
{
	const struct view *v = k->frames[k->depth].view;
	uint32_t row = d->identity > 0 ? d->identity - 1 :
	    d->element == NONE ? NONE : table_find_int(&v->first, d->element);
	const struct img_identity *id;

	for (; (id = taxonomy_identity(v->t, row)) != NULL; row++) {
		struct scope s = { .view = v, .id = id, .depth = k->depth };

		if (!keys_may(k, 1))
			break;
		if (id->kind == IDENTITY_KEYREF)
			s.refer = taxonomy_identity(v->t, id->refer);
		else
			s.own = key_table_new(id);
		if (id->n_fields > 0)
			VEC_PUSH(&k->scopes, s);
		else
			key_table_free(s.own);	/* the schema is wrong */
		if (id->more == 0)
			break;
	}
}

static bool
is_selected(struct keys *k, const struct scope *s)
{
	const struct img_path *p;
	uint32_t i;

	for (i = 0; i < s->id->n_paths; i++) {
		p = taxonomy_path(s->view->t, s->id->paths + i);
		if (p == NULL || p->field > 0)
			break;
		if (path_leads(k, s->view->t, p, s->depth))
			return true;
	}
	return false;
}

static void
open_targets(struct keys *k)
{
	uint32_t i, n;

	for (i = 0; i < k->scopes.n && !k->stopped; i++) {
		const struct scope *s = &k->scopes.v[i];

		if (!is_selected(k, s) || !keys_may(k, s->id->n_fields))
			continue;
		VEC_PUSH(&k->targets, ((struct target){ .scope = i,
		    .depth = k->depth, .values = (uint32_t)k->values.n }));
		for (n = 0; n < s->id->n_fields; n++)
			VEC_PUSH(&k->values, ((struct field_value){
			    .state = VALUE_ABSENT }));
	}
}

/* --- fields --- */

/* The number of a value in its value space, or NONE: not valid (3). */
static uint32_t
value_number(struct keys *k, const struct view *v, uint32_t type,
    struct slice text)
{
	struct simple_fault ignored;
	uint32_t n = NONE;

	if (keys_may(k, text.n / 16) && simple_type_judge(v->types, type, text,
	    walk_namespace, k->walk, k->scratch, &ignored))
		n = intern_add(k->texts, simple_type_key(v->types, type, text,
		    walk_namespace, k->walk, k->scratch));
	arena_reset(k->scratch, k->mark);
	return n;
}

/* A node that a field finds; NULL where another path of it has found it, or
 * where it is the second one (cvc-identity-constraint.3). */
static struct field_value *
found(struct keys *k, struct target *t, uint32_t field, uint32_t attribute)
{
	struct field_value *v = &k->values.v[t->values + field - 1];
	uint32_t ordinal = k->frames[k->depth].node.ordinal;

	if (v->state == VALUE_ABSENT) {
		*v = (struct field_value){ .ordinal = ordinal,
		    .attribute = attribute, .state = VALUE_UNKNOWN };
		return v;
	}
	if ((v->ordinal != ordinal || v->attribute != attribute) &&
	    t->bad_field == 0) {
		t->bad_field = field;
		t->code = F_xsd_cvc_identity_constraint_3_Several;
	}
	return NULL;
}

/* cvc-identity-constraint.3: a node of a field is of a simple type; where
 * schemas are missing, it may be. */
static void
not_simple(const struct view *v, struct target *t, uint32_t field)
{
	if (!v->whole || t->bad_field > 0)
		return;
	t->bad_field = field;
	t->code = F_xsd_cvc_identity_constraint_3_Type;
}

static void
found_element(struct keys *k, uint32_t target, uint32_t field)
{
	const struct frame *f = &k->frames[k->depth];
	const struct img_type *type = taxonomy_type(f->view->t, f->at.type);
	struct target *t = &k->targets.v[target];
	struct field_value *v = found(k, t, field, 0);

	if (v == NULL)
		return;
	v->nillable = (f->flags & EL_NILLABLE) != 0;
	if (type == NULL || type->content != CONTENT_SIMPLE)
		not_simple(f->view, t, field);
	else
		VEC_PUSH(&k->pending, t->values + field - 1);
}

static uint32_t
attribute_type(const struct frame *f, struct slice ns, struct slice local)
{
	static const char *const own[][2] = { { "nil", "boolean" },
	    { "type", "QName" }, { "noNamespaceSchemaLocation", "anyURI" } };
	const struct taxonomy *t = f->view->t;
	struct name name = { .ns = ns, .local = local };
	const struct img_name *row;
	size_t i;

	if (!slice_is(ns, NS_XSI))
		return attribute_find_named(t, taxonomy_type(t, f->at.type),
		    &name).type;
	for (i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
		row = !slice_is(local, own[i][0]) ? NULL : taxonomy_name(t,
		    taxonomy_find_name(t, SLICE(NS_XSD), slice_of(own[i][1])));
		if (row != NULL)
			return row->type;
	}
	return NONE;
}

static void
found_attribute(struct keys *k, uint32_t target, uint32_t field,
    uint32_t attribute, uint32_t type, struct slice text)
{
	const struct view *view = k->frames[k->depth].view;
	struct target *t = &k->targets.v[target];
	struct field_value *v = found(k, t, field, attribute);

	if (v == NULL)
		return;
	if (type == NONE) {
		not_simple(view, t, field);
		return;
	}
	v->key = value_number(k, view, type, text);
	if (v->key != NONE)
		v->state = VALUE_GOOD;
}

/* Attributes that are not there but have a default: sic-attrDefault. */
static void
default_attributes(struct keys *k, const struct walk_element *e,
    uint32_t target, const struct taxonomy *of, const struct img_path *p)
{
	const struct frame *f = &k->frames[k->depth];
	const struct taxonomy *t = f->view->t;
	const struct img_type *type = taxonomy_type(t, f->at.type);
	uint32_t i;

	for (i = 0; type != NULL && i < type->n_uses && keys_may(k, 1 +
	    e->n_attributes); i++) {
		const struct img_attribute_use *u =
		    taxonomy_attribute_use(t, type->uses + i);
		const struct img_name *n;
		struct slice ns, local;

		if (u == NULL)		/* a damaged image: there are no more */
			break;
		n = taxonomy_name(t, u->name);
		if (n == NULL || u->value.len == 0 ||
		    (u->flags & USE_PROHIBITED))
			continue;
		ns = taxonomy_text(t, n->ns);
		local = taxonomy_text(t, n->local);
		if (step_takes(of, p->steps + p->n_steps - 1, ns, local) &&
		    attribute_of(e, ns.s, local.s).s == NULL)
			found_attribute(k, target, p->field,
			    (uint32_t)e->n_attributes + i + 1, u->type,
			    taxonomy_text(t, u->value));
	}
}

static void
found_attributes(struct keys *k, const struct walk_element *e,
    uint32_t target, const struct taxonomy *of, const struct img_path *p)
{
	const struct frame *f = &k->frames[k->depth];
	const struct walk_attribute *a;
	uint32_t i;

	for (i = 0; i < e->n_attributes && keys_may(k, 1); i++) {
		a = &e->attributes[i];
		if (step_takes(of, p->steps + p->n_steps - 1, a->ns,
		    a->local))
			found_attribute(k, target, p->field, i + 1,
			    attribute_type(f, a->ns, a->local), a->value);
	}
	default_attributes(k, e, target, of, p);
}

/* What the fields of open targets find of the innermost element. */
static void
match_fields(struct keys *k, const struct walk_element *e)
{
	uint32_t i, n;

	for (i = 0; i < k->targets.n; i++) {
		const struct target *t = &k->targets.v[i];
		const struct scope *s = &k->scopes.v[t->scope];

		for (n = 0; n < s->id->n_paths && !k->stopped; n++) {
			const struct img_path *p = taxonomy_path(s->view->t,
			    s->id->paths + n);

			if (p == NULL || p->field > s->id->n_fields)
				break;
			if (p->field == 0 ||
			    !path_leads(k, s->view->t, p, t->depth))
				continue;
			if (p->attribute)
				found_attributes(k, e, i, s->view->t, p);
			else
				found_element(k, i, p->field);
		}
	}
}

/* The value of the innermost element, which fields wait for: 3.3.5, [schema
 * normalized value]. */
static void
settle_values(struct keys *k, struct slice raw)
{
	const struct frame *f = &k->frames[k->depth];
	struct slice text = walk_text(raw, k->scratch);
	uint32_t number = NONE, i;

	if (text.n == 0 && f->flags & (EL_HAS_DEFAULT | EL_HAS_FIXED))
		text = f->value;
	if (!f->nil && !f->has_children)
		number = value_number(k, f->view, f->at.type, text);
	for (i = f->pending; i < k->pending.n && number != NONE; i++) {
		k->values.v[k->pending.v[i]].key = number;
		k->values.v[k->pending.v[i]].state = VALUE_GOOD;
	}
	k->pending.n = f->pending;
	arena_reset(k->scratch, k->mark);
}

/* --- the walk --- */

static void
on_start(void *ctx, struct walk *w, const struct walk_element *e)
{
	struct keys *k = ctx;
	struct declared d;

	if (k->stopped)
		return;
	k->walk = w;
	k->depth = e->depth;
	k->granted += WORK_ELEMENT;
	d = open_frame(k, e);
	if (d.skipped)
		return;			/* (3) */
	open_scopes(k, &d);
	open_targets(k);
	match_fields(k, e);
}

static void
on_end(void *ctx, struct walk *w, struct slice raw, struct span span)
{
	struct keys *k = ctx;
	struct frame *f = &k->frames[k->depth];
	uint32_t i;

	(void)w;
	if (k->stopped)
		return;
	f->node.span = span;
	if (k->pending.n > f->pending)
		settle_values(k, raw);
	for (i = f->targets; i < k->targets.n && !k->stopped; i++)
		keys_target_end(k, &k->targets.v[i]);
	if (k->targets.n > f->targets)
		k->values.n = k->targets.v[f->targets].values;
	k->targets.n = f->targets;
	keys_scopes_end(k);
	k->depth--;
}

/* --- the whole --- */

static void
add_view(struct keys *k, const struct taxonomy *t)
{
	struct view *v = &k->views[k->n_views++];
	uint32_t n = taxonomy_count(t, SEC_IDENTITIES), i, element = NONE;

	v->t = t;
	v->whole = taxonomy_is_whole(t);
	v->types = simple_types_new(t);
	for (i = 0; i < n; i++) {
		const struct img_identity *id = taxonomy_identity(t, i);

		if (id != NULL && id->element != NONE &&
		    id->element != element)
			table_add_int(&v->first, id->element, i);
		element = id == NULL ? NONE : id->element;
	}
}

static void
free_all(struct keys *k)
{
	uint32_t i;

	keys_leave(k);
	for (i = 0; i < k->n_views; i++) {
		simple_types_free(k->views[i].types);
		table_free(&k->views[i].first);
	}
	declaring_free(&k->declaring);
	VEC_FREE(&k->scopes);
	VEC_FREE(&k->targets);
	VEC_FREE(&k->values);
	VEC_FREE(&k->pending);
	intern_free(k->texts);
	intern_free(k->sequences);
	arena_free(k->scratch);
	mem_free(k);
}

static bool
has_any(const struct taxonomy *t)
{
	return t != NULL && taxonomy_count(t, SEC_IDENTITIES) > 0;
}

void
validate_identity(const struct report *r, const struct validate_options *o,
    struct findings *fs)
{
	struct walk_handler h = { on_start, on_end, NULL };
	struct keys *k;

	(void)o;
	if (r->taxonomy == NULL || !r->whole ||
	    (!has_any(r->taxonomy) && !has_any(r->hinted)))
		return;
	k = mem_calloc(1, sizeof(*k));
	k->report = r;
	k->findings = fs;
	k->granted = WORK_BASE;
	k->texts = intern_new();
	k->sequences = intern_new();
	k->scratch = arena_new();
	(void)arena_alloc(k->scratch, 1);	/* a chunk that stays */
	k->mark = arena_mark(k->scratch);
	add_view(k, r->taxonomy);
	if (r->hinted != NULL)
		add_view(k, r->hinted);
	k->frames[0] = (struct frame){ .view = &k->views[0],
	    .at = { NONE, false } };
	h.ctx = k;
	(void)report_walk(r, &h);
	free_all(k);
}
