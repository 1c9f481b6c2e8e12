/*
 * generate_schema.c: the schemas of the taxonomy.
 *
 * One schema for each namespace: types, codes (enumerations), items, domain
 * members, axes, tables (hypercubes and their line items), link roles,
 * abstract headings; and one for each entry point, which declares nothing
 * and only brings the others together.
 */
#include "generate.h"

#include <stdio.h>
#include <string.h>

#define LINKBASE_PROPERTY "http://www.w3.org/1999/xlink/properties/linkbase"

struct import {
	const char *prefix, *ns, *at;
};
static const struct import
    xbrli = { "xbrli", XBRL "instance", XBRL "xbrl-instance-2003-12-31.xsd" },
    link = { "link", XBRL "linkbase", XBRL "xbrl-linkbase-2003-12-31.xsd" },
    xbrldt = { "xbrldt", "http://xbrl.org/2005/xbrldt",
	"http://www.xbrl.org/2005/xbrldt-2005.xsd" },
    nonnum = { "nonnum", "http://www.xbrl.org/dtr/type/non-numeric",
	"http://www.xbrl.org/dtr/type/nonNumeric-2009-12-16.xsd" };

static void
declare(struct gen *g, const struct import *im)
{
	char name[32];

	snprintf(name, sizeof(name), "xmlns:%s", im->prefix);
	at(g, name, im->ns);
}

static void
import(struct gen *g, const struct import *im)
{
	el(g, "xs:import");
	at(g, "namespace", im->ns);
	at(g, "schemaLocation", im->at);
	end(g);
}

static void
own_namespace(struct gen *g, const char *attribute, enum space sp)
{
	atf(g, attribute, "%s%s/%s", setting(g, "base"), spaces[sp].dir,
	    spaces[sp].name);
}

static void
import_own(struct gen *g, enum space sp, const char *from)
{
	el(g, "xs:import");
	own_namespace(g, "namespace", sp);
	if (strcmp(from, spaces[sp].dir) == 0)
		atf(g, "schemaLocation", "%s.xsd", spaces[sp].name);
	else
		atf(g, "schemaLocation", "../%s/%s.xsd", spaces[sp].dir,
		    spaces[sp].name);
	end(g);
}

/* Opens the schema of one namespace; the caller adds namespaces, then more. */
static void
schema_open(struct gen *g, enum space sp)
{
	char name[32];

	doc_open(g, "%s/%s.xsd", spaces[sp].dir, spaces[sp].name);
	el(g, "xs:schema");
	at(g, "xmlns:xs", "http://www.w3.org/2001/XMLSchema");
	at(g, "xmlns:xlink", "http://www.w3.org/1999/xlink");
	declare(g, &link);
	declare(g, &xbrli);
	snprintf(name, sizeof(name), "xmlns:%s", spaces[sp].prefix);
	own_namespace(g, name, sp);
	own_namespace(g, "targetNamespace", sp);
	at(g, "attributeFormDefault", "unqualified");
	at(g, "elementFormDefault", "qualified");
}

static void
schema_close(struct gen *g)
{
	end(g);
	doc_close(g);
}

void
linkbase_ref(struct gen *g, const char *role, const char *href)
{
	el(g, "link:linkbaseRef");
	at(g, "xlink:type", "simple");
	at(g, "xlink:arcrole", LINKBASE_PROPERTY);
	at(g, "xlink:href", href);
	if (role != NULL)
		atf(g, "xlink:role", XBRL "role/%s", role);
	end(g);
}

/* The label linkbases of a schema lie beside it and bear its name. */
static void
label_refs(struct gen *g, enum space sp, bool generic)
{
	char href[MAX_ID];
	int lang;

	for (lang = 0; lang < N_LANG; lang++) {
		snprintf(href, sizeof(href), "%s-%slab-%s.xml",
		    spaces[sp].name, generic ? "generic-" : "",
		    lang_code[lang]);
		linkbase_ref(g, generic ? NULL : "labelLinkbaseRef", href);
	}
}

static void
annotate(struct gen *g, enum space sp, bool generic)
{
	char href[MAX_ID];

	el(g, "xs:annotation");
	el(g, "xs:appinfo");
	label_refs(g, sp, generic);
	if (sp == SP_DATA) {
		snprintf(href, sizeof(href), "%s-ref.xml", spaces[sp].name);
		linkbase_ref(g, "referenceLinkbaseRef", href);
	}
	end(g);
	end(g);
}

/* Opens an element declaration; the caller may add attributes, then end(). */
static void
element(struct gen *g, enum space sp, const char *name, const char *suffix,
    const char *group, bool abstract)
{
	el(g, "xs:element");
	atf(g, "id", "%s_%s%s", spaces[sp].prefix, name, suffix);
	atf(g, "name", "%s%s", name, suffix);
	at(g, "substitutionGroup", group);
	at(g, "nillable", "false");
	if (abstract)
		at(g, "abstract", "true");
}

static void
abstract_element(struct gen *g, enum space sp, const char *name,
    const char *suffix, const char *group, const char *type)
{
	element(g, sp, name, suffix, group, true);
	at(g, "type", type);
	at(g, "xbrli:periodType", "duration");
	end(g);
}

/* --- types and codes --- */

static void
facet(struct gen *g, const char *name, const char *value)
{
	if (*value == '\0')
		return;
	el(g, name);
	at(g, "value", value);
	end(g);
}

static void
type_open(struct gen *g, const char *name, const char *base)
{
	el(g, "xs:complexType");
	atf(g, "name", "%sItemType", name);
	el(g, "xs:simpleContent");
	el(g, "xs:restriction");
	atf(g, "base", "xbrli:%sItemType", base);
}

static void
type_close(struct gen *g)
{
	end(g);
	end(g);
	end(g);
}

static void
write_types(struct gen *g)
{
	const struct row *r;
	size_t i;

	schema_open(g, SP_TYPES);
	import(g, &xbrli);
	for (i = 0; i < g->types.n; i++) {
		r = &g->types.row[i];
		type_open(g, r->f[T_NAME], r->f[T_BASE]);
		facet(g, "xs:minLength", r->f[T_MIN]);
		facet(g, "xs:maxLength", r->f[T_MAX]);
		facet(g, "xs:fractionDigits", r->f[T_FRACTION]);
		facet(g, "xs:pattern", r->f[T_PATTERN]);
		type_close(g);
	}
	schema_close(g);
}

static void
write_codes(struct gen *g)
{
	const char *list = "";
	const struct row *r;
	size_t i;

	schema_open(g, SP_CODES);
	annotate(g, SP_CODES, true);
	import(g, &xbrli);
	import(g, &link);
	for (i = 0; i < g->codes.n; i++) {
		r = &g->codes.row[i];
		if (strcmp(list, r->f[L_LIST]) != 0) {
			if (i > 0)
				type_close(g);
			list = r->f[L_LIST];
			type_open(g, list, "token");
		}
		el(g, "xs:enumeration");
		atf(g, "id", "%s_%s_%s", spaces[SP_CODES].prefix, list,
		    r->f[L_VALUE]);
		at(g, "value", r->f[L_VALUE]);
		end(g);
	}
	if (g->codes.n > 0)
		type_close(g);
	schema_close(g);
}

/* --- items, headings --- */

static bool
is_type(const struct gen *g, const char *name)
{
	size_t i;

	for (i = 0; i < g->types.n; i++)
		if (strcmp(g->types.row[i].f[T_NAME], name) == 0)
			return true;
	return false;
}

static void
write_item(struct gen *g, const struct item *it)
{
	const char *const *f = (const char *const *)it->r->f;

	element(g, SP_DATA, f[C_NAME], "", "xbrli:item", false);
	if (strchr(f[C_TYPE], ':') != NULL)
		at(g, "type", f[C_TYPE]);
	else
		atf(g, "type", "%s:%sItemType", is_type(g, f[C_TYPE]) ?
		    spaces[SP_TYPES].prefix : spaces[SP_CODES].prefix,
		    f[C_TYPE]);
	at(g, "xbrli:periodType", f[C_PERIOD]);
	if (f[C_BALANCE][0] != '\0')
		at(g, "xbrli:balance", f[C_BALANCE]);
	end(g);
}

static void
write_data(struct gen *g)
{
	size_t i;

	schema_open(g, SP_DATA);
	own_namespace(g, "xmlns:ow-types", SP_TYPES);
	own_namespace(g, "xmlns:ow-codes", SP_CODES);
	annotate(g, SP_DATA, false);
	import(g, &xbrli);
	import(g, &link);
	import_own(g, SP_TYPES, spaces[SP_DATA].dir);
	import_own(g, SP_CODES, spaces[SP_DATA].dir);
	for (i = 0; i < g->concepts.n; i++)
		if (declares(&g->item[i]))
			write_item(g, &g->item[i]);
	schema_close(g);
}

static void
write_abstracts(struct gen *g)
{
	const struct item *it;
	size_t i;

	schema_open(g, SP_ABSTRACTS);
	annotate(g, SP_ABSTRACTS, false);
	import(g, &xbrli);
	import(g, &link);
	for (i = 0; i < g->roles.n; i++)
		abstract_element(g, SP_ABSTRACTS, g->roles.row[i].f[R_CONCEPT],
		    "Title", "xbrli:item", "xbrli:stringItemType");
	for (i = 0; i < g->concepts.n; i++) {
		it = &g->item[i];
		if (it->kind == TOTAL || it->kind == ABSTRACT)
			abstract_element(g, SP_ABSTRACTS, it->r->f[C_NAME],
			    it->kind == TOTAL ? "Title" : "", "xbrli:item",
			    "xbrli:stringItemType");
	}
	schema_close(g);
}

/* --- dimensions --- */

static void
write_domains(struct gen *g)
{
	const struct row *r;
	size_t i;

	schema_open(g, SP_DOMAINS);
	declare(g, &nonnum);
	annotate(g, SP_DOMAINS, false);
	import(g, &xbrli);
	import(g, &link);
	import(g, &nonnum);
	for (i = 0; i < g->dims.n; i++) {
		r = &g->dims.row[i];
		if (strcmp(r->f[D_KIND], "axis") != 0)
			abstract_element(g, SP_DOMAINS, r->f[D_NAME], "",
			    "xbrli:item", "nonnum:domainItemType");
	}
	schema_close(g);
}

static void
write_axes(struct gen *g)
{
	const struct row *r;
	size_t i;

	schema_open(g, SP_AXES);
	declare(g, &xbrldt);
	annotate(g, SP_AXES, false);
	import(g, &xbrli);
	import(g, &link);
	import(g, &xbrldt);
	for (i = 0; i < g->dims.n; i++) {
		r = &g->dims.row[i];
		if (strcmp(r->f[D_KIND], "axis") == 0)
			abstract_element(g, SP_AXES, r->f[D_NAME], "",
			    "xbrldt:dimensionItem", "xbrli:stringItemType");
	}
	schema_close(g);
}

static void
write_tables(struct gen *g)
{
	const char *name;
	size_t i;

	schema_open(g, SP_TABLES);
	declare(g, &xbrldt);
	annotate(g, SP_TABLES, false);
	import(g, &xbrli);
	import(g, &link);
	import(g, &xbrldt);
	for (i = 0; i < g->roles.n; i++) {
		name = g->roles.row[i].f[R_CONCEPT];
		abstract_element(g, SP_TABLES, name, "LineItems",
		    "xbrli:item", "xbrli:stringItemType");
		abstract_element(g, SP_TABLES, name, "Table",
		    "xbrldt:hypercubeItem", "xbrli:stringItemType");
	}
	schema_close(g);
}

/* --- link roles and entry points --- */

static void
write_role(struct gen *g, const struct row *r)
{
	static const char *const used[] = { "link:presentationLink",
	    "link:calculationLink", "link:definitionLink" };
	size_t i;

	el(g, "link:roleType");
	atf(g, "id", "%s_%s", spaces[SP_ROLES].prefix, r->f[R_CONCEPT]);
	atf(g, "roleURI", "%slinkrole/%s", setting(g, "base"), r->f[R_NAME]);
	el(g, "link:definition");
	text(g, r->f[R_LABEL]);
	end(g);
	for (i = 0; i < sizeof(used) / sizeof(used[0]); i++) {
		el(g, "link:usedOn");
		text(g, used[i]);
		end(g);
	}
	end(g);
}

static void
write_roles(struct gen *g)
{
	size_t i;

	schema_open(g, SP_ROLES);
	el(g, "xs:annotation");
	el(g, "xs:appinfo");
	label_refs(g, SP_ROLES, true);
	for (i = 0; i < g->roles.n; i++)
		write_role(g, &g->roles.row[i]);
	end(g);
	end(g);
	import(g, &link);
	schema_close(g);
}

void
write_schemas(struct gen *g)
{
	write_types(g);
	write_codes(g);
	write_data(g);
	write_domains(g);
	write_axes(g);
	write_tables(g);
	write_roles(g);
	write_abstracts(g);
}

static bool
has_sums(const struct gen *g, const struct row *role)
{
	size_t i;

	for (i = 0; i < g->concepts.n; i++)
		if (g->item[i].role == role &&
		    g->item[i].r->f[C_WEIGHT][0] != '\0')
			return true;
	return false;
}

static void
entry_linkbases(struct gen *g, const struct row *entry)
{
	const char *role;
	char href[MAX_ID], sector[16];
	size_t i;

	lower_case(sector, sizeof(sector), entry->f[E_SECTOR]);
	for (i = 0; i < g->roles.n; i++) {
		role = g->roles.row[i].f[R_NAME];
		snprintf(href, sizeof(href), "../presentation/ow-%s-%s-pre.xml",
		    role, sector);
		linkbase_ref(g, "presentationLinkbaseRef", href);
		snprintf(href, sizeof(href), "../validation/ow-%s-%s-def.xml",
		    role, sector);
		linkbase_ref(g, "definitionLinkbaseRef", href);
		if (!has_sums(g, &g->roles.row[i]))
			continue;
		snprintf(href, sizeof(href), "../validation/ow-%s-cal.xml",
		    role);
		linkbase_ref(g, "calculationLinkbaseRef", href);
	}
	formula_refs(g, entry);
}

void
write_entry(struct gen *g, const struct row *entry)
{
	static const enum space own[] = { SP_DATA, SP_DOMAINS, SP_AXES,
	    SP_TABLES, SP_ROLES, SP_ABSTRACTS };
	size_t i;

	doc_open(g, "entrypoints/%s.xsd", entry->f[E_NAME]);
	el(g, "xs:schema");
	at(g, "xmlns:xs", "http://www.w3.org/2001/XMLSchema");
	at(g, "xmlns:xlink", "http://www.w3.org/1999/xlink");
	declare(g, &link);
	atf(g, "targetNamespace", "%sentrypoints/%s", setting(g, "base"),
	    entry->f[E_NAME]);
	at(g, "attributeFormDefault", "unqualified");
	at(g, "elementFormDefault", "qualified");
	el(g, "xs:annotation");
	el(g, "xs:appinfo");
	entry_linkbases(g, entry);
	end(g);
	end(g);
	import(g, &link);
	for (i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		import_own(g, own[i], "entrypoints");
	schema_close(g);
}
