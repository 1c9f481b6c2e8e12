/*
 * xbrl_xml_context.c: contexts (XBRL 2.1, 4.7; Dimensions 1.0, 3.1.4).
 *
 * While a segment or scenario is read, a canonical form of it grows beside
 * the rows: names as their numbers, attributes by name with the defaults of
 * their types, values in the canonical form of their types.  Two are s-equal
 * (4.10) when these forms are the same bytes.  The form is only ever compared
 * within one report.
 */
#include "ingest/xbrl_xml.h"

#include <stdlib.h>

#include "base/xml.h"
#include "taxonomy/simple_type.h"

void
context_start(struct reader *r, struct attrs a)
{
	struct report *p = r->report;
	struct frame *top = reader_top(r);
	struct context_draft *d = &r->context;
	struct context *c;

	if (!reader_has_room(r, p->contexts.n))
		return;
	top->row = (uint32_t)p->contexts.n;
	c = VEC_ADD(&p->contexts);
	c->entity = c->period = NONE;
	c->dimensions = (uint32_t)p->dimensions.n;
	c->contents = (uint32_t)p->contents.n;
	c->nodes.context = top->node;
	c->span = reader_here(r);
	ids_add_context(r, attrs_get(a, NULL, r->words.id), top->row);
	d->scheme = d->identifier = SLICE("");
	d->start = d->end = (struct moment){ 0, 0, ZONE_NONE, false };
	d->kind = PERIOD_BAD;
	d->bad_period = false;
}

void
context_end(struct reader *r)
{
	struct report *p = r->report;
	uint32_t row = reader_top(r)->row;
	struct context *c = &p->contexts.v[row];
	struct context_draft *d = &r->context;
	struct period period = { PERIOD_BAD, d->start, d->end };

	if (!d->bad_period)
		period.kind = d->kind;
	c->span = reader_here(r);
	c->n_contents = (uint32_t)p->contents.n - c->contents;
	c->n_dimensions = (uint32_t)p->dimensions.n - c->dimensions;
	c->entity = aspects_entity(r, d->scheme, d->identifier);
	c->period = aspects_period(r, period);
	late_context(r, row);
}

/* --- canonical form --- */

/* Appends a value of a type: QNames by the number of their name, NaN as
 * something that equals nothing, as in XPath (4.10). */
static void
canon_value(struct reader *r, uint32_t type, struct slice value)
{
	const struct taxonomy *t = r->report->taxonomy;
	const struct img_type *ty = type == NONE || t == NULL ? NULL :
	    taxonomy_type(t, type);
	struct buf *b = &r->context.canon;
	uint32_t name;

	if (ty == NULL) {
		buf_xml(b, value);
		return;
	}
	if (ty->primitive == PRIM_QNAME && ty->variety == VARIETY_ATOMIC &&
	    (name = names_qname(r, value)) != NONE) {
		buf_printf(b, "&%u;", name);
		return;
	}
	value = simple_type_canonical(t, type, value, r->scratch);
	buf_xml(b, value);
	if ((ty->primitive == PRIM_FLOAT || ty->primitive == PRIM_DOUBLE) &&
	    slice_is(value, "NaN"))
		buf_printf(b, "&%u;", r->nodes);
}

/* The attribute use of a type for a name of the report, or NULL. */
static const struct img_attribute_use *
use_of(const struct reader *r, const struct img_type *ty, uint32_t name)
{
	const struct taxonomy *t = r->report->taxonomy;
	const struct name *n = &r->report->names.v[name];
	uint32_t i, row = taxonomy_find_name(t, n->ns, n->local);

	for (i = 0; row != NONE && ty != NULL && i < ty->n_uses; i++) {
		const struct img_attribute_use *u =
		    taxonomy_attribute_use(t, ty->uses + i);

		if (u != NULL && u->name == row)
			return u;
	}
	return NULL;
}

/* The type of an attribute on an element of type ty. */
static uint32_t
attribute_type(const struct reader *r, const struct img_type *ty,
    uint32_t name)
{
	const struct taxonomy *t = r->report->taxonomy;
	const struct img_attribute_use *u;
	const struct img_name *n;

	if (t == NULL)
		return NONE;
	u = use_of(r, ty, name);
	if (u != NULL)
		return u->type;
	n = taxonomy_name(t, taxonomy_find_name(t,
	    r->report->names.v[name].ns, r->report->names.v[name].local));
	return n == NULL ? NONE : n->attribute;
}

static void
canon_attribute(struct reader *r, const struct img_type *ty, uint32_t name,
    struct slice value)
{
	uint32_t type = attribute_type(r, ty, name);
	const struct img_type *at = type == NONE ? NULL :
	    taxonomy_type(r->report->taxonomy, type);

	if (at != NULL && at->builtin == BUILTIN_ID)
		ids_add(r, value, ID_OTHER, NONE);
	buf_printf(&r->context.canon, " %u=\"", name);
	canon_value(r, type, value);
	buf_char(&r->context.canon, '"');
}

static int
by_name(const void *a, const void *b)
{
	const struct attribute *x = a, *y = b;

	return (x->name > y->name) - (x->name < y->name);
}

static bool
has_attribute(const struct attribute *v, uint32_t n, uint32_t name)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		if (v[i].name == name)
			return true;
	return false;
}

/* Adds attributes that the type supplies to the end of report->attributes;
 * how many there are now from `first` on. */
static uint32_t
add_defaults(struct reader *r, const struct img_type *ty, uint32_t first,
    uint32_t n)
{
	struct report *p = r->report;
	uint32_t i, name, have = n;

	for (i = 0; ty != NULL && i < ty->n_uses; i++) {
		const struct img_attribute_use *u =
		    taxonomy_attribute_use(p->taxonomy, ty->uses + i);
		const struct img_name *in;
		struct attribute *a;

		if (u == NULL)		/* a damaged image: there are no more */
			break;
		in = u->value.len == 0 ? NULL :
		    taxonomy_name(p->taxonomy, u->name);
		if (in == NULL)
			continue;
		name = names_add(r, taxonomy_text(p->taxonomy, in->ns),
		    taxonomy_text(p->taxonomy, in->local), SLICE(""));
		if (have > 0 &&
		    has_attribute(p->attributes.v + first, have, name))
			continue;
		a = VEC_ADD(&p->attributes);
		a->name = name;
		a->value = taxonomy_text(p->taxonomy, u->value);
		n++;
	}
	return n;
}

static void
content_nil(struct reader *r, struct content_element *e, struct slice value)
{
	struct finding *f;

	e->has_nil = true;
	value = slice_trim(value);
	e->nil = slice_is(value, "true") || slice_is(value, "1");
	if (e->nil || slice_is(value, "false") || slice_is(value, "0"))
		return;
	f = reader_finding(r, F_xsi_NilNotBoolean);
	finding_arg(f, "element", names_print(r, reader_top(r)->name));
	finding_arg(f, "value", value);
}

/* Keeps the attributes of a content element, sorted by name, and appends
 * them to the canonical form.  xsi:nil counts, other xsi attributes do not. */
static void
content_attributes(struct reader *r, struct attrs a,
    struct content_element *e, const struct img_type *ty)
{
	struct report *p = r->report;
	uint32_t first = (uint32_t)p->attributes.n, n = 0, i;
	size_t k;

	for (k = 0; k < a.n; k++) {
		const xmlChar **v = a.v + 5 * k;
		struct attribute *at;

		if (v[2] == r->words.ns_xsi) {
			if (v[0] == r->words.nil)
				content_nil(r, e, (struct slice){
				    (const char *)v[3],
				    (size_t)(v[4] - v[3]) });
			continue;
		}
		at = VEC_ADD(&p->attributes);
		at->name = names_slot(r, v[0], v[2], v[1])->row;
		at->value = reader_keep(r, (struct slice){
		    (const char *)v[3], (size_t)(v[4] - v[3]) });
		n++;
	}
	n = add_defaults(r, ty, first, n);
	if (n > 1)
		qsort(p->attributes.v + first, n, sizeof(struct attribute),
		    by_name);
	for (i = 0; i < n; i++)
		canon_attribute(r, ty, p->attributes.v[first + i].name,
		    p->attributes.v[first + i].value);
	if (e->nil)
		buf_puts(&r->context.canon, " nil");
	e->attributes = first;
	e->n_attributes = n;
}

/* The type of a content element: xsi:type, or that of its declaration. */
static uint32_t
content_type(struct reader *r, uint32_t name, struct attrs a,
    struct content_element *c)
{
	const struct img_element *e;
	struct slice type;

	if (r->report->taxonomy == NULL)
		return NONE;
	type = attrs_get(a, r->words.ns_xsi, r->words.type);
	if (type.s != NULL) {
		c->xsi_type = reader_type_named(r, type);
		c->type_unknown = c->xsi_type == NONE;
	}
	if (c->xsi_type != NONE)
		return c->xsi_type;
	e = taxonomy_element(r->report->taxonomy,
	    r->report->names.v[name].element);
	return e == NULL ? NONE : e->type;
}

/* --- segment and scenario content --- */

static bool
in_segment(const struct reader *r)
{
	uint32_t i;

	for (i = r->depth; i > 0; i--)
		if (r->frames[i].at == AT_SEGMENT)
			return true;
	return false;
}

static void
content_start(struct reader *r, struct attrs a)
{
	struct report *p = r->report;
	struct frame *top = reader_top(r), *parent = reader_parent(r);
	struct content_element *e, draft = { .parent = NONE,
	    .dimension = NONE, .xsi_type = NONE };

	if (!reader_has_room(r, p->contents.n))
		return;
	top->at = AT_CONTENT;
	top->type = content_type(r, top->name, a, &draft);
	if (parent->at == AT_CONTENT) {
		draft.parent = parent->row;
		draft.dimension = p->contents.v[parent->row].dimension;
		p->contents.v[parent->row].has_children = true;
	} else if (parent->at == AT_TYPED) {
		draft.dimension = parent->row;
		if (p->dimensions.v[parent->row].n_content++ == 0)
			p->dimensions.v[parent->row].content =
			    (uint32_t)p->contents.n;
	} else {
		buf_clear(&r->context.canon);
	}
	top->row = (uint32_t)p->contents.n;
	draft.name = top->name;
	draft.scope = namespaces_scope(r);
	draft.in_segment = in_segment(r);
	draft.text = SLICE("");
	buf_char(&r->context.canon, '<');
	buf_number(&r->context.canon, top->name);
	content_attributes(r, a, &draft, top->type == NONE ? NULL :
	    taxonomy_type(p->taxonomy, top->type));
	buf_char(&r->context.canon, '>');
	e = VEC_ADD(&p->contents);
	*e = draft;
	e->span = reader_here(r);
}

/* Text before, between and after child elements; white space alone there is
 * layout unless the type is mixed. */
void
content_gap(struct reader *r, struct frame *frame, struct slice raw)
{
	struct content_element *e = &r->report->contents.v[frame->row];
	struct slice text;

	if (text_is_blank(raw))
		return;
	text = text_decode(raw, r->report->arena);
	buf_puts(&r->context.canon, "&t;");
	buf_xml(&r->context.canon, text);
	if (e->text.n == 0)		/* the first piece stands for all */
		e->text = text;
}

/* What an element has as its value where it is empty: the schema's default. */
static struct slice
content_default(struct reader *r, uint32_t name)
{
	const struct taxonomy *t = r->report->taxonomy;
	const struct img_element *e = t == NULL ? NULL :
	    taxonomy_element(t, r->report->names.v[name].element);

	if (e == NULL || (e->flags & (EL_HAS_DEFAULT | EL_HAS_FIXED)) == 0)
		return SLICE("");
	return taxonomy_text(t, e->value);
}

static void
content_end(struct reader *r, struct slice raw)
{
	struct frame *top = reader_top(r), *parent = reader_parent(r);
	struct context_draft *d = &r->context;
	struct content_element *e = &r->report->contents.v[top->row];

	if (!top->has_children) {
		e->text = text_decode(raw, r->report->arena);
		if (e->text.n == 0 && !e->nil)
			e->text = content_default(r, top->name);
		canon_value(r, top->type, e->text);
	}
	e->span = reader_here(r);
	buf_puts(&d->canon, "</>");
	if (parent->at != AT_SEGMENT && parent->at != AT_SCENARIO)
		return;
	buf_slice(&d->sequence, buf_get(&d->canon));
	buf_slice(&d->others, buf_get(&d->canon));
}

/* --- dimensions --- */

/* The name that a dimension or member is called by; *bad where it is none,
 * which is an error of the schema (xbrldi-2006.xsd) and no other. */
static uint32_t
dimension_name(struct reader *r, struct slice text, bool *bad)
{
	struct finding *f;
	bool good;
	uint32_t row = names_qname_or_text(r, text, &good);

	if (good)
		return row;
	*bad = true;
	if (text.s == NULL)		/* a missing attribute, said already */
		return row;
	f = reader_finding(r, F_xbrldi_NameNotResolved);
	finding_arg(f, "element", names_print(r, reader_top(r)->name));
	finding_arg(f, "value", slice_trim(text));
	return row;
}

static void
member_start(struct reader *r, enum at known, struct attrs a)
{
	struct report *p = r->report;
	struct frame *top = reader_top(r);
	struct dimension *m;
	struct slice name = attrs_get(a, NULL, r->words.dimension);
	bool bad = false;
	uint32_t row;

	if (!reader_has_room(r, p->dimensions.n))
		return;
	row = dimension_name(r, name, &bad);
	top->row = (uint32_t)p->dimensions.n;
	m = VEC_ADD(&p->dimensions);
	m->name = row;
	m->element = p->names.v[row].element;
	m->member = NONE;
	m->value = m->content = NONE;
	m->is_typed = known == AT_TYPED;
	m->bad = bad;
	m->in_segment = in_segment(r);
	m->span = reader_here(r);
	buf_clear(&r->context.canon);
}

static void
explicit_end(struct reader *r, struct slice raw)
{
	struct report *p = r->report;
	struct slice text = text_decode(raw, r->scratch);
	bool bad = false;
	uint32_t value = dimension_name(r, text, &bad);
	struct dimension *m = &p->dimensions.v[reader_top(r)->row];

	m->bad = m->bad || bad;
	m->value = value;
	m->member = p->names.v[value].element;
	m->span = reader_here(r);
	buf_char(&r->context.sequence, '{');
	buf_number(&r->context.sequence, m->name);
	buf_char(&r->context.sequence, '=');
	buf_number(&r->context.sequence, value);
	buf_char(&r->context.sequence, '}');
}

static void
typed_end(struct reader *r, struct slice raw)
{
	struct report *p = r->report;
	struct dimension *m = &p->dimensions.v[reader_top(r)->row];

	m->bad = m->bad || m->n_content != 1;	/* MemberContent */
	if (r->context.canon.n == 0)	/* empty, but not explicit: not 0 */
		buf_puts(&r->context.canon, "</>");
	late_text(r, LATE_TYPED, reader_top(r)->row,
	    buf_get(&r->context.canon));
	m->xml = slice_trim(raw);
	m->span = reader_here(r);
	buf_char(&r->context.sequence, '{');
	buf_number(&r->context.sequence, m->name);
	buf_char(&r->context.sequence, ':');
	buf_slice(&r->context.sequence, buf_get(&r->context.canon));
	buf_char(&r->context.sequence, '}');
}

/* --- the children of a context, whatever their depth --- */

static void
container_start(struct reader *r, bool segment)
{
	struct context *c =
	    &r->report->contexts.v[r->report->contexts.n - 1];

	buf_clear(&r->context.sequence);
	buf_clear(&r->context.others);
	buf_char(&r->context.sequence, segment ? 's' : 'c');
	if (segment)
		c->has_segment = true;
	else
		c->has_scenario = true;
}

static void
container_end(struct reader *r, bool segment)
{
	uint32_t row = (uint32_t)r->report->contexts.n - 1;

	late_text(r, segment ? LATE_ALL_SEGMENT : LATE_ALL_SCENARIO, row,
	    buf_get(&r->context.sequence));
	late_text(r, segment ? LATE_SEGMENT : LATE_SCENARIO, row,
	    buf_get(&r->context.others));
}

/* Where the parts of a context are; those of the first where there are two. */
static void
note_node(struct reader *r, enum at at)
{
	struct report *p = r->report;
	struct context_nodes *n = &p->contexts.v[p->contexts.n - 1].nodes;
	uint32_t *node = at == AT_ENTITY ? &n->entity :
	    at == AT_IDENTIFIER ? &n->identifier :
	    at == AT_SEGMENT ? &n->segment : at == AT_PERIOD ? &n->period :
	    at == AT_SCENARIO ? &n->scenario : NULL;

	if (node != NULL && *node == 0)
		*node = reader_top(r)->node;
}

void
context_child(struct reader *r, enum at known, struct attrs a)
{
	struct frame *top = reader_top(r), *parent = reader_parent(r);
	enum at want = known;

	if (parent->at == AT_CONTENT) {
		content_start(r, a);
		return;
	}
	if (parent->at == AT_TYPED || ((parent->at == AT_SEGMENT ||
	    parent->at == AT_SCENARIO) && known != AT_EXPLICIT &&
	    known != AT_TYPED))
		want = AT_CONTENT;
	top->at = want;
	if (!rules_child(r, parent, want) && want != AT_CONTENT) {
		top->at = AT_IGNORED;
		return;
	}
	if (want != AT_CONTENT) {
		rules_attributes(r, a);
		note_node(r, want);
	}
	if (want == AT_CONTENT)
		content_start(r, a);
	else if (want == AT_EXPLICIT || want == AT_TYPED)
		member_start(r, want, a);
	else if (want == AT_SEGMENT || want == AT_SCENARIO)
		container_start(r, want == AT_SEGMENT);
	else if (want == AT_IDENTIFIER)
		r->context.scheme = arena_copy(r->report->arena,
		    attrs_get(a, NULL, r->words.scheme));
}

static void
date_end(struct reader *r, struct slice raw, enum at at)
{
	struct slice text = text_collapse(text_decode(raw, r->scratch),
	    r->scratch);
	struct context_draft *d = &r->context;
	struct finding *f;
	struct moment m;

	if (r->options->layout)
		layout_date(r, text);
	if (reader_top(r)->has_children || moment_parse(&m, text) == -1) {
		f = reader_finding(r, F_xbrl_4_7_2_PeriodDate);
		finding_arg(f, "element", names_print(r, reader_top(r)->name));
		finding_arg(f, "value", text);
		d->bad_period = true;
		return;
	}
	if (at == AT_START_DATE) {
		d->start = moment_period_start(m);
		return;
	}
	d->end = moment_period_end(m);
	d->kind = at == AT_INSTANT ? PERIOD_INSTANT : PERIOD_DURATION;
}

static void
identifier_end(struct reader *r, struct slice raw)
{
	struct arena *arena = r->report->arena;
	struct context_draft *d = &r->context;
	struct finding *f;

	d->identifier = text_collapse(text_decode(raw, arena), arena);
	d->scheme = text_collapse(d->scheme, arena);
	if (d->scheme.s == NULL) {	/* reported as a missing attribute */
		d->scheme = SLICE("");
	} else if (d->scheme.n == 0) {
		f = reader_finding(r, F_xbrl_4_7_3_1_SchemeEmpty);
		finding_arg(f, "identifier", d->identifier);
	}
}

void
context_child_end(struct reader *r, struct slice raw)
{
	enum at at = reader_top(r)->at;

	if (at == AT_CONTENT) {
		content_end(r, raw);
		return;
	}
	rules_end(r);
	if (at == AT_IDENTIFIER)
		identifier_end(r, raw);
	else if (at == AT_START_DATE || at == AT_END_DATE || at == AT_INSTANT)
		date_end(r, raw, at);
	else if (at == AT_FOREVER)
		r->context.kind = PERIOD_FOREVER;
	else if (at == AT_EXPLICIT)
		explicit_end(r, raw);
	else if (at == AT_TYPED)
		typed_end(r, raw);
	else if (at == AT_SEGMENT || at == AT_SCENARIO)
		container_end(r, at == AT_SEGMENT);
	else if (at == AT_PERIOD && r->report->contexts.n > 0)
		r->report->contexts.v[r->report->contexts.n - 1].period_span =
		    reader_here(r);
}
