/*
 * extension.c: what an extension may not do (XBRL 2.1, 1.7): add anything to
 * the namespaces that the specification defines: of instances, of linkbases
 * and of XLink's types.
 *
 * (1) A namespace is what XBRL International publishes of it: every schema
 *     below its own address counts as the standard's, and so do all names that
 *     the schemas have that ship, wherever they are declared: a taxonomy may
 *     bring along copies.
 * (2) Those names are read from the schema that ships, and only where a schema
 *     of somebody else has one of the namespaces.
 */
#include "taxonomy/schema.h"

#include "base/intern.h"
#include "base/xml.h"
#include "taxonomy/standard.h"

static const struct {
	const char *ns, *schema;
} spaces[] = {
	{ NS_XBRLI, "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd" },
	{ NS_LINK, "http://www.xbrl.org/2003/xbrl-linkbase-2003-12-31.xsd" },
	{ NS_XL, "http://www.xbrl.org/2003/xl-2003-12-31.xsd" },
};
#define N_SPACES	(sizeof(spaces) / sizeof(spaces[0]))

struct extension {
	struct dts    *d;
	struct intern *names[N_SPACES];	/* "kind name"; NULL: not yet read */
	struct arena  *scratch;
};

/* (1) */
static bool
is_published(const struct dts *d, uint32_t document)
{
	static const char *const sites[] = { "http://www.xbrl.org/",
		"https://www.xbrl.org/", "http://xbrl.org/",
		"https://xbrl.org/" };
	struct slice uri = dts_uri(d, document);
	size_t i;

	for (i = 0; i < sizeof(sites) / sizeof(sites[0]); i++)
		if (slice_starts(uri, slice_of(sites[i])))
			return true;
	return standard_address(uri).s != NULL;
}

/* The row of spaces, or N_SPACES. */
static size_t
space_of(struct slice ns)
{
	size_t i;

	for (i = 0; i < N_SPACES && !slice_is(ns, spaces[i].ns); i++)
		continue;
	return i;
}

/* Simple and complex types share their names (XML Schema part 1, 2.5). */
static const char *
kind_of(const char *element)
{
	return strcmp(element, "simpleType") == 0 ||
	    strcmp(element, "complexType") == 0 ? "type" : element;
}

/* (2) */
static struct intern *
read_names(const char *schema, struct arena *a)
{
	struct intern *out = intern_new();
	struct xml_error err;
	xmlDoc *tree = xml_tree(standard_schema(slice_of(schema), NULL),
	    schema, a, &err);
	xmlNode *n;
	struct slice name;

	n = tree == NULL ? NULL :
	    xml_element(xmlDocGetRootElement(tree)->children);
	for (; n != NULL; n = xml_element(n->next))
		if ((name = xml_attr(n, NULL, "name", a)).n > 0)
			(void)intern_add(out, slice_of(arena_printf(a,
			    "%s %.*s", kind_of((const char *)n->name),
			    SLICE_ARG(name))));
	xmlFreeDoc(tree);
	return out;
}

static void
judge(struct extension *x, const char *kind, uint32_t name, uint32_t document,
    uint32_t line)
{
	const struct img_name *n = &x->d->names.v[name];
	size_t space = space_of(dts_text(x->d, n->ns));
	struct slice key;
	struct finding *f;

	if (space == N_SPACES || is_published(x->d, document))
		return;
	if (x->names[space] == NULL)
		x->names[space] = read_names(spaces[space].schema,
		    x->scratch);
	key = slice_of(arena_printf(x->scratch, "%s %s", kind,
	    dts_text(x->d, n->local).s));
	if (intern_find(x->names[space], key) != NONE)
		return;
	f = schema_finding_line(x->d, F_xbrl_1_7_NamespaceExtended, document,
	    line);
	finding_arg(f, "kind", slice_of(kind));
	schema_arg_name(x->d, f, "name", name);
	finding_arg(f, "namespace", slice_of(spaces[space].ns));
}

static void
judge_all(struct extension *x)
{
	static const char *const kinds[] = {
		[RAW_C_ATTRIBUTE] = "attribute", [RAW_C_GROUP] = "group",
		[RAW_C_ATTRIBUTE_GROUP] = "attributeGroup" };
	const struct schema_set *set = x->d->schemas;
	size_t i;

	for (i = 0; i < set->elements.n; i++)
		judge(x, "element", set->elements.v[i]->name,
		    set->elements.v[i]->document, set->elements.v[i]->line);
	for (i = 0; i < set->types.n; i++)
		if (set->types.v[i]->name != NONE)
			judge(x, "type", set->types.v[i]->name,
			    set->types.v[i]->document, set->types.v[i]->line);
	for (i = 0; i < set->globals.n; i++)
		judge(x, kinds[set->globals.v[i]->kind],
		    set->globals.v[i]->name, set->globals.v[i]->document,
		    set->globals.v[i]->line);
	for (i = 0; i < set->notations.n; i++)
		judge(x, "notation", set->notations.v[i].name,
		    set->notations.v[i].document, set->notations.v[i].line);
}

void
extension_check(struct dts *d)
{
	struct extension x = { .d = d };
	bool found = false;
	uint32_t i;

	for (i = 0; i < d->documents.n && !found; i++)
		found = d->documents.v[i].kind == DOC_SCHEMA &&
		    space_of(dts_text(d,
		    d->documents.v[i].target_namespace)) < N_SPACES &&
		    !is_published(d, i);
	if (!found)
		return;
	x.scratch = arena_new();
	judge_all(&x);
	for (i = 0; i < N_SPACES; i++)
		intern_free(x.names[i]);
	arena_free(x.scratch);
}
