/*
 * identity.c: identity constraints and notations (XML Schema 1.0 part 1, 3.11
 * and 3.12): their names, what they refer to, and the little XPath that
 * selectors and fields may have, as rows of the image.
 *
 * (1) A constraint becomes the row of its number in `identities` of the set,
 *     good or bad: those of one element stay side by side.
 * (2) One whose XPath is wrong keeps no fields and judges nothing.
 */
#include "taxonomy/schema.h"

#include "base/xml.h"

/* --- XPath: 3.11.6, c-selector-xpath and c-fields-xpaths --- */

struct xpath {
	struct schema_reader *r;
	const xmlNode        *node;
	struct slice          rest;
	struct img_path       path;	/* the one being read */
};

static bool
take(struct xpath *p, const char *token)
{
	p->rest = slice_trim(p->rest);
	if (!slice_starts(p->rest, slice_of(token)))
		return false;
	p->rest = slice_from(p->rest, strlen(token));
	return true;
}

/* The name of an axis, as long as two colons follow. */
static void
take_axis(struct xpath *p, const char *axis)
{
	struct xpath start = *p;

	if (!take(p, axis) || !take(p, "::"))
		*p = start;
}

static bool
takes_attribute(struct xpath *p)
{
	struct slice before;

	if (take(p, "@"))
		return true;
	before = p->rest;
	take_axis(p, "attribute");
	return p->rest.n != before.n;
}

/* *, prefix:*, or a QName whose prefix is bound. */
static bool
name_test(struct xpath *p)
{
	struct schema_reader *r = p->r;
	struct img_step step = { .kind = STEP_ANY };
	struct slice word, ns, local;
	size_t n = 0;

	if (!take(p, "*")) {
		while (n < p->rest.n && !is_xml_space(p->rest.s[n]) &&
		    strchr("/|@*", p->rest.s[n]) == NULL)
			n++;
		word = (struct slice){ p->rest.s, n };
		p->rest = slice_from(p->rest, n);
		step.kind = STEP_NAME;
		if (n > 1 && word.s[n - 1] == ':' && take(p, "*")) {
			word = slice_of(arena_printf(r->scratch, "%.*sx",
			    SLICE_ARG(word)));	/* any name of that prefix */
			step.kind = STEP_NAMESPACE;
		}
		if (n == 0 || xml_qname(p->node, word, false, r->scratch,
		    &ns, &local) != 0)
			return false;
		step.ns = dts_string(r->d, ns);
		if (step.kind == STEP_NAME)
			step.local = dts_string(r->d, local);
	}
	VEC_PUSH(&r->d->steps, step);
	p->path.n_steps++;
	return true;
}

/* .//? Step (/ Step)*; the last step of a field may be an attribute. */
static bool
path(struct xpath *p)
{
	struct xpath start = *p;

	if (take(p, ".") && take(p, "//"))
		p->path.deep = 1;
	else
		*p = start;
	for (;;) {
		if (p->path.field > 0 && takes_attribute(p)) {
			p->path.attribute = 1;
			return name_test(p);
		}
		if (!take(p, ".")) {
			take_axis(p, "child");
			if (!name_test(p))
				return false;
		}
		if (!take(p, "/"))
			return true;
	}
}

/* The paths of a selector (field 0) or a field; false where it is none. */
static bool
read_xpath(struct schema_reader *r, const xmlNode *node, uint32_t field)
{
	struct slice text = schema_attr(r, node, "xpath");
	struct xpath p = { .r = r, .node = node, .rest = text };
	bool good;

	if (text.s == NULL)
		return false;		/* said by schema_check */
	do {
		p.path = (struct img_path){ .field = field,
		    .text = dts_string(r->d, text),
		    .steps = (uint32_t)r->d->steps.n };
		good = path(&p);
		VEC_PUSH(&r->d->paths, p.path);
	} while (good && take(&p, "|"));
	if (good && slice_trim(p.rest).n == 0)
		return true;
	schema_bad_value(r, node, "xpath", text);
	return false;
}

/* --- reading --- */

/* (2) */
static void
read_parts(struct schema_reader *r, xmlNode *node, struct raw_identity *id)
{
	bool good = true, selector = false;
	xmlNode *part;

	id->row.paths = (uint32_t)r->d->paths.n;
	for (part = xml_element(node->children); part != NULL;
	    part = xml_element(part->next)) {
		bool field = xml_is(part, NS_XSD, "field");

		if (!field && !xml_is(part, NS_XSD, "selector"))
			continue;
		id->fields += field;
		good = good && selector == field;	/* once, and first */
		selector = true;
		good = read_xpath(r, part, field ? id->fields : 0) && good;
		schema_id(r, part, NONE);
	}
	id->row.n_paths = (uint32_t)r->d->paths.n - id->row.paths;
	id->row.n_fields = good && selector ? id->fields : 0;
}

uint32_t
identity_read(struct schema_reader *r, xmlNode *element)
{
	static const char *const kinds[] = {
		[IDENTITY_UNIQUE] = "unique", [IDENTITY_KEY] = "key",
		[IDENTITY_KEYREF] = "keyref"
	};
	uint32_t first = (uint32_t)r->set->identities.n + 1, n = 0;
	uint8_t kind;
	xmlNode *node;

	for (node = xml_element(element->children); node != NULL;
	    node = xml_element(node->next)) {
		struct raw_identity id = { .document = r->document,
		    .line = xml_line(node), .refer = NONE };

		for (kind = 0; kind < 3; kind++)
			if (xml_is(node, NS_XSD, kinds[kind]))
				break;
		if (kind == 3)
			continue;
		schema_id(r, node, NONE);
		id.name = schema_name(r, node, true);
		if (kind == IDENTITY_KEYREF)
			id.refer = schema_ref(r, node, "refer");
		id.row = (struct img_identity){ .name = id.name,
		    .element = NONE, .refer = NONE, .kind = kind,
		    .document = id.document, .line = id.line };
		read_parts(r, node, &id);
		if (id.name == NONE)
			continue;
		if (n++ > 0)
			r->set->identities.v[first + n - 3].row.more = 1;
		VEC_PUSH(&r->set->identities, id);
	}
	return n > 0 ? first : 0;
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
judge_keyref(struct dts *d, struct raw_identity *id, const struct table *names)
{
	uint32_t row = id->refer == NONE ? NONE :
	    table_find_int(names, id->refer);
	const struct raw_identity *key;
	struct finding *f;

	if (id->refer == NONE)
		return;
	key = row == NONE ? NULL : &d->schemas->identities.v[row];
	if (key == NULL || key->row.kind == IDENTITY_KEYREF) {
		types_unresolved(d, "key", id->refer, id->document, id->line);
		return;
	}
	if (key->fields == id->fields) {
		id->row.refer = row;
		return;
	}
	f = schema_finding_line(d, F_xsd_c_props_correct, id->document,
	    id->line);
	schema_arg_name(d, f, "name", id->name);
	schema_arg_name(d, f, "key", key->name);
}

/* (1); a declaration that is none, being the second, has none either. */
static void
make_rows(struct dts *d)
{
	struct schema_set *set = d->schemas;
	const struct raw_element *e;
	struct img_identity *row;
	size_t i;

	for (i = 0; i < set->identities.n; i++)
		VEC_PUSH(&d->identities, set->identities.v[i].row);
	for (i = 0; i < set->elements.n; i++) {
		e = set->elements.v[i];
		if (e->identity == 0 || e->row == NONE)
			continue;
		table_add_int(&set->keyed, e->row, e->identity);
		for (row = &d->identities.v[e->identity - 1];; row++) {
			row->element = e->row;
			if (row->more == 0)
				break;
		}
	}
}

uint32_t
identity_of(const struct dts *d, const struct img_particle *p)
{
	uint32_t element = d->names.v[p->name].element, found;

	if (p->type != NONE)
		return p->identity;
	found = element == NONE ? NONE :
	    table_find_int(&d->schemas->keyed, element);
	return found == NONE ? 0 : found;
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
identity_finish(struct dts *d)
{
	struct schema_set *set = d->schemas;
	struct table keys = { .slots = NULL }, notations = { .slots = NULL };
	size_t i;

	index_names(d, set->identities.v, set->identities.n, "key", &keys);
	index_names(d, set->notations.v, set->notations.n, "notation",
	    &notations);
	for (i = 0; i < set->identities.n; i++)
		judge_keyref(d, &set->identities.v[i], &keys);
	make_rows(d);
	judge_notations(d, &notations);
	table_free(&keys);
	table_free(&notations);
}
