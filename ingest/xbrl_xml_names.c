/*
 * xbrl_xml_names.c: names, prefixes and attribute values while a report is
 * read.
 *
 * libxml2 keeps every name, prefix and namespace once, so in one parse equal
 * names have equal pointers.  A small table from the two pointers of a name to
 * its row answers nearly every question; the row is found by its text where
 * the pointers are new or where the name comes from a value (xs:QName).
 */
#include "ingest/xbrl_xml.h"

#include "base/xml.h"

static const xmlChar *
word(struct reader *r, const char *z)
{
	return xmlDictLookup(r->ctxt->dict, (const xmlChar *)z, -1);
}

void
words_init(struct reader *r)
{
	struct words *w = &r->words;

	w->id = word(r, "id");
	w->context_ref = word(r, "contextRef");
	w->unit_ref = word(r, "unitRef");
	w->decimals = word(r, "decimals");
	w->precision = word(r, "precision");
	w->scheme = word(r, "scheme");
	w->dimension = word(r, "dimension");
	w->nil = word(r, "nil");
	w->type = word(r, "type");
	w->lang = word(r, "lang");
	w->base = word(r, "base");
	w->href = word(r, "href");
	w->label = word(r, "label");
	w->role = word(r, "role");
	w->arcrole = word(r, "arcrole");
	w->from = word(r, "from");
	w->to = word(r, "to");
	w->title = word(r, "title");
	w->show = word(r, "show");
	w->actuate = word(r, "actuate");
	w->order = word(r, "order");
	w->use = word(r, "use");
	w->priority = word(r, "priority");
	w->role_uri = word(r, "roleURI");
	w->arcrole_uri = word(r, "arcroleURI");
	w->schema_location = word(r, "schemaLocation");
	w->no_ns_location = word(r, "noNamespaceSchemaLocation");
	w->ns_xml = word(r, NS_XML);
	w->ns_xsi = word(r, NS_XSI);
	w->ns_xlink = word(r, NS_XLINK);
}

void
names_free(struct reader *r)
{
	mem_free(r->slots);
	table_free(&r->names);
	table_free(&r->lexical_rows);
	VEC_FREE(&r->lexicals);
	table_free(&r->plain_types);
	table_free(&r->prefix_rows);
	VEC_FREE(&r->kinds);
	VEC_FREE(&r->types);
	VEC_FREE(&r->bindings);
	VEC_FREE(&r->prefixes);
	VEC_FREE(&r->ids);
	VEC_FREE(&r->other_ids);
	VEC_FREE(&r->id_keys);
}

/* --- rows by text --- */

struct qname { struct slice ns, local; };

static bool
is_name(const void *ctx, uint32_t row, const void *key)
{
	const struct report *p = ctx;
	const struct qname *q = key;

	return slice_eq(p->names.v[row].local, q->local) &&
	    slice_eq(p->names.v[row].ns, q->ns);
}

static void
resolve_name(struct reader *r, uint32_t row)
{
	const struct img_element *e;
	struct name *n = &r->report->names.v[row];

	n->element = taxonomy_find_element(r->report->taxonomy, n->ns,
	    n->local);
	e = taxonomy_element(r->report->taxonomy, n->element);
	r->kinds.v[row] = e == NULL ? EL_OTHER : e->kind;
	r->types.v[row] = e == NULL ? NONE : e->type;
}

uint32_t
names_add(struct reader *r, struct slice ns, struct slice local,
    struct slice prefix)
{
	struct report *p = r->report;
	struct qname q = { ns, local };
	uint64_t h = hash_mix(hash_bytes(ns.s, ns.n, hash_salt()),
	    hash_bytes(local.s, local.n, hash_salt()));
	uint32_t row = table_find(&r->names, h, is_name, p, &q);
	struct name *n;

	if (row != NONE)
		return row;
	row = (uint32_t)p->names.n;
	n = VEC_ADD(&p->names);
	n->ns = intern_get(p->strings, intern_add(p->strings, ns));
	n->local = intern_get(p->strings, intern_add(p->strings, local));
	n->prefix = intern_get(p->strings, intern_add(p->strings, prefix));
	n->element = NONE;
	VEC_PUSH(&r->kinds, EL_OTHER);
	VEC_PUSH(&r->types, NONE);
	table_add(&r->names, h, row);
	if (p->taxonomy != NULL)
		resolve_name(r, row);
	return row;
}

void
names_resolve(struct reader *r)
{
	uint32_t i;

	for (i = 0; i < r->report->names.n; i++)
		resolve_name(r, i);
}

/* --- rows by pointers --- */

static struct slice
slice_of_xml(const xmlChar *z)
{
	return z == NULL ? SLICE("") : slice_of((const char *)z);
}

static size_t
slot_hash(const xmlChar *local, const xmlChar *ns)
{
	uint64_t x = (uint64_t)(uintptr_t)local * UINT64_C(0x9e3779b97f4a7c15);

	x ^= (uint64_t)(uintptr_t)ns * UINT64_C(0xc2b2ae3d27d4eb4f);
	return (size_t)(x ^ (x >> 29));
}

static struct name_slot *
slot_find(struct reader *r, const xmlChar *local, const xmlChar *ns)
{
	size_t i = slot_hash(local, ns);

	for (;; i++) {
		struct name_slot *s = &r->slots[i & (r->n_slots - 1)];

		if ((s->local == local && s->ns == ns) || s->local == NULL)
			return s;
	}
}

static void
slots_enlarge(struct reader *r)
{
	struct name_slot *old = r->slots;
	size_t n = r->n_slots, i;

	r->n_slots = n == 0 ? 256 : n * 2;
	r->slots = mem_calloc(r->n_slots, sizeof(*r->slots));
	for (i = 0; i < n; i++)
		if (old[i].local != NULL)
			*slot_find(r, old[i].local, old[i].ns) = old[i];
	mem_free(old);
}

const struct name_slot *
names_slot(struct reader *r, const xmlChar *local, const xmlChar *ns,
    const xmlChar *prefix)
{
	struct name_slot *s;

	if (r->used_slots * 2 >= r->n_slots)
		slots_enlarge(r);
	s = slot_find(r, local, ns);
	if (s->local != NULL)
		return s;
	s->local = local;
	s->ns = ns;
	s->row = names_add(r, slice_of_xml(ns), slice_of_xml(local),
	    slice_of_xml(prefix));
	s->at = rules_known(slice_of_xml(ns), slice_of_xml(local));
	r->used_slots++;
	return s;
}

/* --- namespaces in scope --- */

/* The row of a prefix; libxml2's pointer for it, NULL for the default. */
static uint32_t
prefix_row(struct reader *r, const xmlChar *prefix, bool add)
{
	uint64_t key = (uint64_t)(uintptr_t)prefix;
	uint32_t row = table_find_int(&r->prefix_rows, key);

	if (row != NONE || !add)
		return row;
	row = (uint32_t)r->prefixes.n;
	VEC_PUSH(&r->prefixes, NONE);
	table_add_int(&r->prefix_rows, key, row);
	return row;
}

uint32_t
namespaces_scope(const struct reader *r)
{
	return r->bindings.n == 0 ? NONE :
	    r->bindings.v[r->bindings.n - 1].row;
}

/* The declaration as the report keeps it: its row. */
static uint32_t
keep_declaration(struct reader *r, const xmlChar *prefix, const xmlChar *ns)
{
	struct report *p = r->report;
	struct declaration d = {
		intern_add(p->strings, slice_of_xml(prefix)),
		intern_add(p->strings, slice_of_xml(ns)), namespaces_scope(r),
		false
	};

	VEC_PUSH(&p->namespaces, d);
	return (uint32_t)p->namespaces.n - 1;
}

bool
namespaces_push(struct reader *r, size_t n, const xmlChar **ns)
{
	size_t i;

	if (!reader_has_room(r, r->report->namespaces.n + n))
		return true;
	for (i = 0; i < n; i++) {
		uint32_t slot = prefix_row(r, ns[2 * i], true);
		uint32_t row = keep_declaration(r, ns[2 * i], ns[2 * i + 1]);
		struct binding *b = VEC_ADD(&r->bindings);

		b->row = row;
		b->prefix = ns[2 * i];
		b->ns = ns[2 * i + 1];
		b->slot = slot;
		b->outer = r->prefixes.v[slot];
		r->prefixes.v[slot] = (uint32_t)r->bindings.n - 1;
	}
	return r->bindings.n <= MAX_NAMESPACES;
}

void
namespaces_pop(struct reader *r, uint32_t keep)
{
	while (r->bindings.n > keep) {
		struct binding *b = &r->bindings.v[--r->bindings.n];

		r->prefixes.v[b->slot] = b->outer;
	}
}

struct binding *
namespaces_binding(struct reader *r, const xmlChar *prefix)
{
	uint32_t slot = prefix_row(r, prefix, false);
	uint32_t top = slot == NONE ? NONE : r->prefixes.v[slot];

	return top == NONE ? NULL : &r->bindings.v[top];
}

struct slice
namespaces_find(struct reader *r, struct slice prefix)
{
	const xmlChar *p = NULL;
	struct binding *b;

	if (slice_is(prefix, "xml"))
		return SLICE(NS_XML);
	if (prefix.n > 0) {
		p = xmlDictExists(r->ctxt->dict, (const xmlChar *)prefix.s,
		    (int)prefix.n);
		if (p == NULL)
			return SLICE_NONE;
	}
	b = namespaces_binding(r, p);
	if (b != NULL && b->ns != NULL && *b->ns != '\0') {
		r->report->namespaces.v[b->row].used = true;
		return slice_of_xml(b->ns);
	}
	return prefix.n == 0 ? SLICE("") : SLICE_NONE;
}

struct slice
namespaces_lookup(void *ctx, struct slice prefix)
{
	return namespaces_find(ctx, prefix);
}

static uint32_t
qname_row(struct reader *r, struct slice text)
{
	struct slice prefix = SLICE(""), local = text, ns;
	const char *colon;

	if (text.n == 0 || text.n > 50000)
		return NONE;
	colon = memchr(text.s, ':', text.n);
	if (colon != NULL) {
		prefix = (struct slice){ text.s, (size_t)(colon - text.s) };
		local = slice_from(text, prefix.n + 1);
	}
	if (!is_qname(text))
		return NONE;
	ns = namespaces_find(r, prefix);
	return ns.s == NULL ? NONE : names_add(r, ns, local, prefix);
}

static bool
is_lexical(const void *ctx, uint32_t row, const void *key)
{
	const struct lexical *a = &((const struct reader *)ctx)->lexicals.v[row];
	const struct lexical *b = key;

	return a->scope == b->scope && slice_eq(a->text, b->text);
}

/* The few dimensions and members of a report are named again and again. */
uint32_t
names_qname(struct reader *r, struct slice text)
{
	struct lexical l = { slice_trim(text), namespaces_scope(r), NONE };
	uint64_t h;
	uint32_t seen;

	if (text.s < r->text.s || text.s >= r->text.s + r->text.n)
		return qname_row(r, l.text);
	h = hash_mix(hash_bytes(l.text.s, l.text.n, hash_salt()), l.scope);
	seen = table_find(&r->lexical_rows, h, is_lexical, r, &l);
	if (seen != NONE)
		return r->lexicals.v[seen].row;
	l.row = qname_row(r, l.text);
	if (l.row != NONE) {
		table_add(&r->lexical_rows, h, (uint32_t)r->lexicals.n);
		VEC_PUSH(&r->lexicals, l);
	}
	return l.row;
}

uint32_t
names_qname_or_text(struct reader *r, struct slice text, bool *good)
{
	uint32_t row = names_qname(r, text);

	*good = row != NONE;
	if (row != NONE)
		return row;
	text = slice_trim(text);
	if (text.n > 200)
		text.n = 200;
	return names_add(r, SLICE(""), text, SLICE(""));
}

struct slice
names_print(struct reader *r, uint32_t row)
{
	return report_qname(r->report, row, r->scratch);
}

/* --- attributes --- */

struct slice
attrs_get(struct attrs a, const xmlChar *ns, const xmlChar *local)
{
	const xmlChar **v = a.v;
	size_t i;

	for (i = 0; i < a.n; i++, v += 5)
		if (v[0] == local && v[2] == ns)
			return (struct slice){ (const char *)v[3],
			    (size_t)(v[4] - v[3]) };
	return SLICE_NONE;
}

struct slice
reader_keep(struct reader *r, struct slice value)
{
	if (value.s == NULL)
		return SLICE_NONE;
	if (value.s >= r->text.s && value.s < r->text.s + r->text.n)
		return value;
	return arena_copy(r->report->arena, value);
}
