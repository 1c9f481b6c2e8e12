/*
 * identity.c: identity constraints and notations (XML Schema 1.0 part 1, 3.11
 * and 3.12): their names, what they refer to, and the little XPath that
 * selectors and fields may have.
 *
 * They are judged as declarations.  In a report, whose keys XBRL sets by rules
 * of its own, nobody looks at them.
 */
#include "taxonomy/schema.h"

#include "base/xml.h"

/* --- XPath: 3.11.6, c-selector-xpath and c-fields-xpaths --- */

struct path {
	struct schema_reader *r;
	const xmlNode        *node;
	struct slice          rest;
};

static bool
take(struct path *p, const char *token)
{
	p->rest = slice_trim(p->rest);
	if (!slice_starts(p->rest, slice_of(token)))
		return false;
	p->rest = slice_from(p->rest, strlen(token));
	return true;
}

/* *, prefix:*, or a QName whose prefix is bound. */
static bool
name_test(struct path *p)
{
	struct slice word, ns, local;
	size_t n = 0;

	if (take(p, "*"))
		return true;
	while (n < p->rest.n && !is_xml_space(p->rest.s[n]) &&
	    strchr("/|@*", p->rest.s[n]) == NULL)
		n++;
	word = (struct slice){ p->rest.s, n };
	p->rest = slice_from(p->rest, n);
	if (n > 1 && word.s[n - 1] == ':' && take(p, "*")) {
		word = slice_of(arena_printf(p->r->scratch, "%.*sx",
		    SLICE_ARG(word)));	/* any name of that prefix */
	}
	return n > 0 && xml_qname(p->node, word, false, p->r->scratch, &ns,
	    &local) == 0;
}

/* .//? Step (/ Step)*; the last step of a field may be an attribute. */
static bool
path(struct path *p, bool field)
{
	struct path start = *p;

	if (!take(p, ".") || !take(p, "//"))
		*p = start;
	for (;;) {
		if (field && (take(p, "@") || take(p, "attribute::")))
			return name_test(p);
		if (!take(p, ".")) {
			(void)take(p, "child::");
			if (!name_test(p))
				return false;
		}
		if (!take(p, "/"))
			return true;
	}
}

static void
check_xpath(struct schema_reader *r, const xmlNode *node, bool field)
{
	struct slice text = schema_attr(r, node, "xpath");
	struct path p = { r, node, text };
	bool good;

	if (text.s == NULL)
		return;			/* said by schema_check */
	do
		good = path(&p, field);
	while (good && take(&p, "|"));
	if (!good || slice_trim(p.rest).n > 0)
		schema_bad_value(r, node, "xpath", text);
}

/* --- reading --- */

void
identity_read(struct schema_reader *r, xmlNode *element)
{
	xmlNode *n, *part;

	for (n = xml_element(element->children); n != NULL;
	    n = xml_element(n->next)) {
		struct raw_identity id = { .document = r->document,
		    .line = xml_line(n), .refer = NONE };

		if (!xml_is(n, NS_XSD, "key") && !xml_is(n, NS_XSD, "unique")
		    && !xml_is(n, NS_XSD, "keyref"))
			continue;
		schema_id(r, n, NONE);
		id.name = schema_name(r, n, true);
		id.is_ref = xml_is(n, NS_XSD, "keyref");
		if (id.is_ref)
			id.refer = schema_ref(r, n, "refer");
		for (part = xml_element(n->children); part != NULL;
		    part = xml_element(part->next)) {
			bool field = xml_is(part, NS_XSD, "field");

			if (!field && !xml_is(part, NS_XSD, "selector"))
				continue;
			id.fields += field;
			check_xpath(r, part, field);
			schema_id(r, part, NONE);
		}
		if (id.name != NONE)
			VEC_PUSH(&r->set->identities, id);
	}
}

void
notation_read(struct schema_reader *r, xmlNode *node)
{
	struct raw_identity n = { .document = r->document,
	    .line = xml_line(node), .name = schema_name(r, node, true),
	    .refer = NONE };

	if (schema_attr(r, node, "public").s == NULL &&
	    schema_attr(r, node, "system").s == NULL)
		finding_arg(schema_finding(r, F_xsd_AttributeMissing, node),
		    "attribute", SLICE("public"));
	schema_id(r, node, NONE);
	if (n.name != NONE)
		VEC_PUSH(&r->set->notations, n);
}

/* --- once all are there --- */

/* sch-props-correct.2, for names of one kind. */
static void
index_names(struct dts *d, const struct raw_identity *v, size_t n,
    const char *kind, struct table *names)
{
	uint32_t i, first;

	for (i = 0; i < n; i++) {
		first = table_find_int(names, v[i].name);
		if (first == NONE)
			table_add_int(names, v[i].name, i);
		else
			declare_duplicate(d, kind, v[i].name,
			    v[first].document, v[i].document, v[i].line);
	}
}

/* c-props-correct: a keyref has the fields of its key. */
static void
judge_keyref(struct dts *d, const struct raw_identity *id,
    const struct table *names)
{
	uint32_t row = id->refer == NONE ? NONE :
	    table_find_int(names, id->refer);
	const struct raw_identity *key;
	struct finding *f;

	if (id->refer == NONE)
		return;
	key = row == NONE ? NULL : &d->schemas->identities.v[row];
	if (key == NULL || key->is_ref) {
		types_unresolved(d, "key", id->refer, id->document, id->line);
		return;
	}
	if (key->fields == id->fields)
		return;
	f = schema_finding_line(d, F_xsd_c_props_correct, id->document,
	    id->line);
	schema_arg_name(d, f, "name", id->name);
	schema_arg_name(d, f, "key", key->name);
}

/* Part 2, 3.2.19: the values of a NOTATION type are notations. */
static void
judge_notations(struct dts *d, const struct table *names)
{
	struct schema_set *set = d->schemas;
	size_t i;
	uint32_t k;

	for (i = 0; i < set->types.n; i++) {
		const struct raw_type *t = set->types.v[i];
		const struct img_type *row = &d->types.v[t->row];

		if (row->primitive != PRIM_NOTATION || t->facets == NULL)
			continue;
		for (k = row->enumerations; k < row->enumerations +
		    row->n_enumerations; k++) {
			uint32_t name = d->enumerations.v[k].name;

			if (name != NONE &&
			    table_find_int(names, name) == NONE)
				types_unresolved(d, "notation", name,
				    t->document, t->line);
		}
	}
}

void
identity_check(struct dts *d)
{
	struct schema_set *set = d->schemas;
	struct table keys = { .slots = NULL }, notations = { .slots = NULL };
	size_t i;

	index_names(d, set->identities.v, set->identities.n, "key", &keys);
	index_names(d, set->notations.v, set->notations.n, "notation",
	    &notations);
	for (i = 0; i < set->identities.n; i++)
		if (set->identities.v[i].is_ref)
			judge_keyref(d, &set->identities.v[i], &keys);
	judge_notations(d, &notations);
	table_free(&keys);
	table_free(&notations);
}
