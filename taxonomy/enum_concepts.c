/*
 * enum_concepts.c: enumeration concepts: Extensible Enumerations 1.0 (REC
 * 2014-10-29), 2, and 2.0 (REC 2020-02-12), 3 and 4.
 *
 * An item whose type is, or is derived from, one of the item types of these
 * specifications takes its values from a domain: the usable members below
 * the domain head in a link role, all three named by attributes of its
 * declaration.  The two versions say the same of the declaration; the type
 * tells whose attributes count and what its errors are called.
 *
 * (1) The attributes are read with the element, for a QName needs its scope.
 * (2) The declarations are judged when all types are known, abstract ones
 *     too: the constraints are on definitions.
 * (3) The domains are made when the networks are there, each once for its
 *     role, head and headUsable; equal ones share a row (domains.c).
 */
#include "taxonomy/cubes.h"
#include "taxonomy/schema.h"

#include <stdlib.h>

#include "base/names.h"
#include "base/xml.h"

#define N_VERSIONS	2	/* 1.0 and 2.0 */

static const struct version {
	const char *ns;
	const char *head_usable;	/* as written, for findings */
	enum finding_code no_domain, bad_domain, no_role;
} versions[N_VERSIONS] = {
	{ NS_ENUM, "enum:headUsable", F_enumte_MissingDomainError,
	  F_enumte_InvalidDomainError, F_enumte_MissingLinkRoleError },
	{ NS_ENUM2, "enum2:headUsable", F_enum2te_MissingDomainError,
	  F_enum2te_InvalidDomainError, F_enum2te_MissingLinkRoleError },
};

static const struct {
	int version;		/* row of versions */
	const char *type;
	enum enum_form form;
} forms[] = {
	{ 0, "enumerationItemType", ENUM_QNAME },
	{ 1, "enumerationItemType", ENUM_URI },
	{ 1, "enumerationSetItemType", ENUM_URI_SET },
};

static int
version_of(enum enum_form form)
{
	return form == ENUM_QNAME ? 0 : 1;
}

/* --- (1): the attributes of a declaration --- */

struct raw_enumeration {	/* by version */
	struct {
		bool has_domain, has_role, head_usable;
		uint32_t domain;	/* SEC_NAMES; NONE: no QName */
		struct istr role;
	} of[N_VERSIONS];
};

static bool
has_attributes(const xmlNode *node)
{
	const xmlAttr *a;
	size_t i;

	for (a = node->properties; a != NULL; a = a->next)
		for (i = 0; i < N_VERSIONS && a->ns != NULL; i++)
			if (strcmp((const char *)a->ns->href,
			    versions[i].ns) == 0)
				return true;
	return false;
}

static bool
read_boolean(struct schema_reader *r, const xmlNode *node,
    const struct version *v)
{
	struct slice s = xml_attr(node, v->ns, "headUsable", r->scratch);

	if (s.s == NULL)
		return false;
	s = slice_trim(s);
	if (slice_is(s, "true") || slice_is(s, "1"))
		return true;
	if (!slice_is(s, "false") && !slice_is(s, "0"))
		schema_bad_value(r, node, v->head_usable, s);
	return false;
}

const struct raw_enumeration *
enum_concept_read(struct schema_reader *r, const xmlNode *node)
{
	struct raw_enumeration *e;
	struct slice domain, role, ns, local;
	size_t i;

	if (!has_attributes(node))
		return NULL;
	e = arena_alloc(r->set->arena, sizeof(*e));
	for (i = 0; i < N_VERSIONS; i++) {
		domain = xml_attr(node, versions[i].ns, "domain", r->scratch);
		role = xml_attr(node, versions[i].ns, "linkrole", r->scratch);
		e->of[i].has_domain = domain.s != NULL;
		e->of[i].has_role = role.s != NULL;
		e->of[i].domain = NONE;
		if (domain.s != NULL && xml_qname(node, slice_trim(domain),
		    true, r->scratch, &ns, &local) == 0)
			e->of[i].domain = dts_name(r->d, ns, local);
		if (role.s != NULL)
			e->of[i].role = dts_string(r->d, slice_trim(role));
		e->of[i].head_usable = read_boolean(r, node, &versions[i]);
	}
	return e;
}

/* --- (2): the declarations --- */

/* The form by the row of a type, 1 + enum enum_form; 0: not known yet. */
struct form_table {
	const struct dts *d;
	uint8_t *of;
};

static bool
has_types(struct form_table *t)
{
	bool any = false;
	size_t i;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		uint32_t name = dts_name_find(t->d,
		    slice_of(versions[forms[i].version].ns),
		    slice_of(forms[i].type));
		uint32_t type = name == NONE ? NONE :
		    t->d->names.v[name].type;

		if (type == NONE)
			continue;
		t->of[type] = (uint8_t)(1 + forms[i].form);
		any = true;
	}
	return any;
}

/* What a type inherits, remembered for all types on the way. */
static enum enum_form
form_of(struct form_table *t, uint32_t type)
{
	uint8_t found = 1 + ENUM_NOT;
	uint32_t at;

	for (at = type; at != NONE; at = t->d->types.v[at].base)
		if (t->of[at] != 0) {
			found = t->of[at];
			break;
		}
	for (at = type; at != NONE && t->of[at] == 0;
	    at = t->d->types.v[at].base)
		t->of[at] = found;
	return (enum enum_form)(found - 1);
}

static struct finding *
complain(struct dts *d, enum finding_code code, const struct raw_element *e)
{
	struct finding *f = schema_finding_line(d, code, e->document, e->line);

	schema_arg_name(d, f, "concept", e->name);
	return f;
}

/* Whether a name that no element has may be in a document that is missing. */
static bool
may_be_missing(const struct dts *d, uint32_t name)
{
	return name != NONE && d->names.v[name].element == NONE &&
	    table_find_int(&d->schemas->incomplete,
	    d->names.v[name].ns.off) != NONE;
}

/* 2.0, 4, constraint 2: an item that is neither hypercube nor dimension. */
static uint32_t
domain_head(struct dts *d, const struct raw_element *e,
    const struct version *v, uint32_t name)
{
	uint32_t element = name == NONE ? NONE : d->names.v[name].element;
	struct finding *f;

	if (element != NONE && d->elements.v[element].kind == EL_ITEM)
		return element;
	if (may_be_missing(d, name))
		return NONE;
	f = complain(d, v->bad_domain, e);
	if (name != NONE)
		schema_arg_name(d, f, "domain", name);
	else
		finding_arg(f, "domain", SLICE("-"));
	return NONE;
}

static void
judge(struct dts *d, const struct raw_element *e, enum enum_form form)
{
	static const struct raw_enumeration nothing;
	const struct raw_enumeration *raw = e->enumeration == NULL ?
	    &nothing : e->enumeration;
	int i = version_of(form);
	struct img_enum_concept row = { .element = e->row, .head = NONE,
	    .domain = NONE, .role = raw->of[i].role, .form = (uint8_t)form,
	    .head_usable = raw->of[i].head_usable };

	if (raw->of[i].has_domain)
		row.head = domain_head(d, e, &versions[i], raw->of[i].domain);
	else
		complain(d, versions[i].no_domain, e);
	if (!raw->of[i].has_role) {
		complain(d, versions[i].no_role, e);
		row.head = NONE;
	}
	VEC_PUSH(&d->enum_concepts, row);
}

static int
cmp_rows(const void *a, const void *b)
{
	const struct img_enum_concept *x = a, *y = b;

	return x->element < y->element ? -1 : x->element > y->element;
}

void
enum_concepts_check(struct dts *d)
{
	const struct schema_set *set = d->schemas;
	struct form_table t = { d, mem_calloc(d->types.n, 1) };
	const bool any = has_types(&t);
	enum enum_form form;
	size_t i;

	for (i = 0; any && i < set->elements.n; i++) {
		const struct raw_element *e = set->elements.v[i];
		const struct img_element *row;

		if (e->row == NONE)
			continue;
		row = &d->elements.v[e->row];
		if (row->type == NONE || (row->kind != EL_ITEM &&
		    row->kind != EL_HYPERCUBE && row->kind != EL_DIMENSION))
			continue;
		if ((form = form_of(&t, row->type)) != ENUM_NOT)
			judge(d, e, form);
	}
	mem_free(t.of);
	if (d->enum_concepts.n > 0)
		qsort(d->enum_concepts.v, d->enum_concepts.n,
		    sizeof(*d->enum_concepts.v), cmp_rows);
}

/* --- (3): the domains --- */

void
enum_domains_finish(struct drs *s)
{
	struct dts *d = s->d;
	struct table known = { 0 };
	size_t i;

	for (i = 0; i < d->enum_concepts.n; i++) {
		struct img_enum_concept *c = &d->enum_concepts.v[i];
		uint64_t key = drs_key(c->role.off,
		    c->head << 1 | c->head_usable);
		uint32_t domain;

		if (c->head == NONE)
			continue;
		domain = table_find_int(&known, key);
		if (domain == NONE) {
			domain = domain_below(s, c->head,
			    table_find_int(&s->role_table, c->role.off),
			    c->head_usable != 0);
			table_add_int(&known, key, domain);
		}
		c->domain = domain;
	}
	table_free(&known);
}
