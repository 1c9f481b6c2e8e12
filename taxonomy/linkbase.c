/*
 * linkbase.c: reads one link:linkbase element (XBRL 2.1, 3.5.2): its roleRefs
 * and arcroleRefs, and hands its extended links to link_read.c.
 *
 * Standard and custom extended links are read alike: whatever has xlink:type
 * "extended" is one (3.5.3, Generic Links 1.0, 2.1).  The rules that need the
 * whole DTS wait for network_finish.
 */
#include "taxonomy/link.h"

#include "base/uri.h"

/* --- the set --- */

static uint32_t
add_number(struct link_set *set, struct istr text, struct dec value)
{
	struct link_number *n = VEC_ADD(&set->numbers);

	n->text = text;
	n->value = value;
	table_add_int(&set->number_table, text.off,
	    (uint32_t)set->numbers.n - 1);
	return (uint32_t)set->numbers.n - 1;
}

static struct link_set *
link_set_new(struct dts *d)
{
	struct link_set *set = mem_calloc(1, sizeof(*set));

	set->arena = arena_new();
	VEC_INIT(&set->linkbases);
	VEC_INIT(&set->refs);
	VEC_INIT(&set->links);
	VEC_INIT(&set->ends);
	VEC_INIT(&set->arcs);
	VEC_INIT(&set->sets);
	VEC_INIT(&set->candidates);
	VEC_INIT(&set->network_sets);
	VEC_INIT(&set->hints);
	(void)add_number(set, dts_string(d, SLICE("1")), dec_of(1));
	(void)add_number(set, dts_string(d, SLICE("0")), dec_of(0));
	return set;
}

struct link_set *
link_set_of(struct dts *d)
{
	if (d->links == NULL)
		d->links = link_set_new(d);
	return d->links;
}

void
link_set_free(struct link_set *set)
{
	if (set == NULL)
		return;
	VEC_FREE(&set->linkbases);
	VEC_FREE(&set->refs);
	VEC_FREE(&set->links);
	VEC_FREE(&set->ends);
	VEC_FREE(&set->arcs);
	VEC_FREE(&set->numbers);
	VEC_FREE(&set->sets);
	VEC_FREE(&set->candidates);
	VEC_FREE(&set->network_sets);
	VEC_FREE(&set->hints);
	table_free(&set->number_table);
	table_free(&set->ref_table);
	table_free(&set->role_table);
	table_free(&set->other_table);
	table_free(&set->id_table);
	table_free(&set->own_ids);
	table_free(&set->reread_table);
	arena_free(set->arena);
	mem_free(set);
}

uint32_t
link_number(struct link_set *set, struct dts *d, struct slice text)
{
	struct istr s = dts_string(d, slice_trim(text));
	uint32_t row = table_find_int(&set->number_table, s.off);
	struct dec value;

	if (row != NONE)
		return row;
	if (s.len == 0 ||
	    dec_parse(&value, dts_text(d, s), set->arena) != 0)
		return NONE;
	return add_number(set, s, value);
}

uint32_t
link_role_order(struct link_set *set, struct istr role)
{
	uint32_t order = table_find_int(&set->role_table, role.off);

	if (order == NONE) {
		order = set->n_roles++;
		table_add_int(&set->role_table, role.off, order);
	}
	return order;
}

struct place
link_here(const struct link_reader *r, const xmlNode *node)
{
	return (struct place){ .file = r->file, .line = xml_line(node) };
}

/* --- roleRef and arcroleRef (3.5.2.4, 3.5.2.5) --- */

static uint64_t
ref_key(uint32_t linkbase, bool arcrole, struct istr uri)
{
	return hash_mix((uint64_t)linkbase << 1 | arcrole, uri.off);
}

struct ref_key {
	uint32_t linkbase;
	bool arcrole;
	struct istr uri;
};

static bool
ref_is(const void *ctx, uint32_t row, const void *key)
{
	const struct link_set *set = ctx;
	const struct link_ref *ref = &set->refs.v[row];
	const struct ref_key *k = key;

	return ref->linkbase == k->linkbase && ref->arcrole == k->arcrole &&
	    ref->uri.off == k->uri.off;
}

uint32_t
link_ref_find(const struct link_set *set, uint32_t linkbase, bool arcrole,
    struct istr uri)
{
	struct ref_key k = { linkbase, arcrole, uri };

	return table_find(&set->ref_table, ref_key(linkbase, arcrole, uri),
	    ref_is, set, &k);
}

/* 3.5.2.4.5 and 3.5.2.5.5: once in a linkbase. */
static void
add_ref(struct link_reader *r, xmlNode *node, const struct link_ref *ref)
{
	struct finding *f;

	if (link_ref_find(r->set, r->linkbase, ref->arcrole, ref->uri) !=
	    NONE) {
		f = finding_add(r->d->findings, ref->arcrole ?
		    F_xbrl_3_5_2_5_5_ArcroleRefTwice :
		    F_xbrl_3_5_2_4_5_RoleRefTwice, link_here(r, node));
		finding_arg(f, "role", dts_text(r->d, ref->uri));
		return;
	}
	table_add(&r->set->ref_table,
	    ref_key(r->linkbase, ref->arcrole, ref->uri),
	    (uint32_t)r->set->refs.n);
	VEC_PUSH(&r->set->refs, *ref);
}

static void
read_ref(struct link_reader *r, xmlNode *node, bool arcrole)
{
	struct link_ref ref = { .node = NONE, .linkbase = r->linkbase,
	    .line = xml_line(node), .arcrole = arcrole };
	struct slice uri = xml_attr(node, NULL,
	    arcrole ? "arcroleURI" : "roleURI", r->scratch);

	(void)link_href(r, node, true, &ref.document, &ref.fragment);
	if (slice_trim(uri).n == 0)		/* link_syntax reported it */
		return;
	ref.uri = dts_string(r->d, slice_trim(uri));
	if (!arcrole)
		(void)link_role_order(r->set, ref.uri);
	add_ref(r, node, &ref);
}

/* --- the whole --- */

/* Every id that is no resource's names something all the same: a locator in a
 * generic link may point at any element (Generic Links 1.0, 2.1.3).  It comes
 * by every element of a linkbase document, so hints are noted there too. */
static void
anchor_others(struct link_reader *r, xmlNode *top)
{
	const bool whole = top->parent == (xmlNode *)top->doc;
	xmlNode *n;
	struct slice id;

	for (n = top; n != NULL; n = xml_next(top, n)) {
		if (n->type != XML_ELEMENT_NODE)
			continue;
		if (whole)		/* not within a schema */
			link_note_hints(r, n);
		if (n->properties == NULL)
			continue;
		if ((id = xml_attr(n, NULL, "id", r->scratch)).n > 0) {
			link_check_id(r, n);
			dts_anchor(r->d, r->document, slice_trim(id),
			    NODE(NODE_OTHER, OTHER_ELEMENT |
			    (r->set->n_others++ & (OTHER_ELEMENT - 1))));
		}
	}
}

static bool
is_extended(const struct link_reader *r, const xmlNode *n)
{
	return slice_is(xml_attr(n, NS_XLINK, "type", r->scratch),
	    "extended") || (n->ns != NULL &&
	    link_is_standard_link(slice_of((const char *)n->ns->href),
	    slice_of((const char *)n->name)));
}

static void
read_children(struct link_reader *r, xmlNode *linkbase)
{
	xmlNode *n;

	for (n = xml_element(linkbase->children); n != NULL;
	    n = xml_element(n->next)) {
		struct arena_mark m = arena_mark(r->scratch);

		if (xml_is(n, NS_LINK, "roleRef") ||
		    xml_is(n, NS_LINK, "arcroleRef")) {
			(void)link_syntax(r, n);
			read_ref(r, n, xml_is(n, NS_LINK, "arcroleRef"));
		} else if (xml_is(n, NS_LINK, "documentation")) {
			(void)link_syntax(r, n);
		} else if (is_extended(r, n)) {
			link_read(r, n);
		} else {
			link_misplaced(r, n);
		}
		arena_reset(r->scratch, m);
	}
}

void
linkbase_read(struct dts *d, uint32_t document, xmlNode *linkbase)
{
	struct link_reader r = { .d = d, .document = document };
	struct linkbase *lb;

	r.set = link_set_of(d);
	r.scratch = arena_new();
	r.labels = intern_new();
	r.file = arena_copy(r.scratch, dts_uri(d, document)).s;
	r.linkbase = (uint32_t)r.set->linkbases.n;
	lb = VEC_ADD(&r.set->linkbases);
	lb->document = document;
	lb->line = xml_line(linkbase);
	(void)link_syntax(&r, linkbase);
	read_children(&r, linkbase);
	anchor_others(&r, linkbase);
	intern_free(r.labels);
	arena_free(r.scratch);
}
