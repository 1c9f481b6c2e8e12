/*
 * generate_links.c: labels and references, the linkbases of the dictionary.
 *
 * They lie beside the schema they belong to and are the same for everybody.
 * Concepts have standard labels; link roles and enumeration values, which
 * are no concepts, have generic ones.
 */
#include "generate.h"

#include <stdio.h>
#include <string.h>

#define ELEMENT_LABEL "http://xbrl.org/arcrole/2008/element-label"
#define GENERIC "http://www.xbrl.org/2008/"

void
linkbase_open(struct gen *g)
{
	el(g, "link:linkbase");
	at(g, "xmlns:link", XBRL "linkbase");
	at(g, "xmlns:xlink", "http://www.w3.org/1999/xlink");
	at(g, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
}

void
linkbase_close(struct gen *g)
{
	end(g);
	doc_close(g);
}

static void
schema_location(struct gen *g, const char *pairs)
{
	at(g, "xsi:schemaLocation", pairs);
}

void
role_ref(struct gen *g, const struct row *role)
{
	el(g, "link:roleRef");
	at(g, "xlink:type", "simple");
	atf(g, "roleURI", "%slinkrole/%s", setting(g, "base"),
	    role->f[R_NAME]);
	atf(g, "xlink:href", "../%s/%s.xsd#%s_%s", spaces[SP_ROLES].dir,
	    spaces[SP_ROLES].name, spaces[SP_ROLES].prefix,
	    role->f[R_CONCEPT]);
	end(g);
}

void
arcrole_ref(struct gen *g, const char *uri, const char *href)
{
	el(g, "link:arcroleRef");
	at(g, "xlink:type", "simple");
	at(g, "arcroleURI", uri);
	at(g, "xlink:href", href);
	end(g);
}

/* Opens an extended link; role NULL stands for the standard link role. */
void
link_open(struct gen *g, const char *name, const struct row *role)
{
	el(g, name);
	at(g, "xlink:type", "extended");
	if (role == NULL)
		at(g, "xlink:role", XBRL "role/link");
	else
		atf(g, "xlink:role", "%slinkrole/%s", setting(g, "base"),
		    role->f[R_NAME]);
}

/* A locator; `from` is the folder of the linkbase. The label ends in `as`. */
void
locate(struct gen *g, const char *from, enum space sp, const char *name,
    const char *suffix, const char *as)
{
	bool here = strcmp(from, spaces[sp].dir) == 0;

	el(g, "link:loc");
	at(g, "xlink:type", "locator");
	atf(g, "xlink:href", "%s%s%s%s.xsd#%s_%s%s", here ? "" : "../",
	    here ? "" : spaces[sp].dir, here ? "" : "/", spaces[sp].name,
	    spaces[sp].prefix, name, suffix);
	atf(g, "xlink:label", "%s_%s%s_%s", spaces[sp].prefix, name, suffix,
	    as);
	end(g);
}

/* --- labels --- */

static void
label(struct gen *g, const char *owner, const char *role, enum lang lang,
    const char *s, const char *tail)
{
	el(g, "link:label");
	at(g, "xlink:type", "resource");
	atf(g, "xlink:label", "%s_lab", owner);
	atf(g, "xlink:role", XBRL "role/%s", role);
	at(g, "xml:lang", lang_code[lang]);
	text(g, s);
	text(g, tail);
	end(g);
}

/* A locator and the arc from it to all labels that will bear `owner`. */
static void
label_arc(struct gen *g, enum space sp, const char *name, const char *suffix,
    char *owner, size_t size)
{
	snprintf(owner, size, "%s_%s%s", spaces[sp].prefix, name, suffix);
	locate(g, spaces[sp].dir, sp, name, suffix, "loc");
	el(g, "link:labelArc");
	at(g, "xlink:type", "arc");
	at(g, "xlink:arcrole", XBRL "arcrole/concept-label");
	atf(g, "xlink:from", "%s_loc", owner);
	atf(g, "xlink:to", "%s_lab", owner);
	end(g);
}

static void
one_label(struct gen *g, enum space sp, const char *name, const char *suffix,
    enum lang lang, const char *s, const char *tail)
{
	char owner[MAX_ID];

	label_arc(g, sp, name, suffix, owner, sizeof(owner));
	label(g, owner, "label", lang, s, tail);
}

static void
item_labels(struct gen *g, const struct item *it, enum lang lang)
{
	char *const *f = it->r->f;
	const struct item *again;
	char owner[MAX_ID];
	size_t i;

	label_arc(g, SP_DATA, f[C_NAME], "", owner, sizeof(owner));
	label(g, owner, "label", lang, f[C_LABEL + (int)lang], "");
	if (f[C_TERSE][0] != '\0')
		label(g, owner, "terseLabel", lang, f[C_TERSE + (int)lang],
		    "");
	if (it->kind == TOTAL)
		label(g, owner, "totalLabel", lang, f[C_TOTAL + (int)lang],
		    "");
	for (i = 0; i < g->concepts.n; i++) {
		again = &g->item[i];
		if (again->kind != REPEAT || again->decl != it ||
		    again->r->f[C_PREFERRED][0] == '\0')
			continue;
		label(g, owner, strcmp(again->r->f[C_PREFERRED], "start") ==
		    0 ? "periodStartLabel" : "periodEndLabel", lang,
		    again->r->f[C_LABEL + (int)lang], "");
	}
}

static void
heading_labels(struct gen *g, enum lang lang)
{
	static const char *const title[] = { " [titel]", " [title]" };
	const struct row *r;
	const struct item *it;
	size_t i;

	for (i = 0; i < g->roles.n; i++) {
		r = &g->roles.row[i];
		one_label(g, SP_ABSTRACTS, r->f[R_CONCEPT], "Title", lang,
		    r->f[R_LABEL + (int)lang], title[lang]);
	}
	for (i = 0; i < g->concepts.n; i++) {
		it = &g->item[i];
		if (it->kind == TOTAL)
			one_label(g, SP_ABSTRACTS, it->r->f[C_NAME], "Title",
			    lang, it->r->f[C_LABEL + (int)lang], title[lang]);
		else if (it->kind == ABSTRACT)
			one_label(g, SP_ABSTRACTS, it->r->f[C_NAME], "", lang,
			    it->r->f[C_LABEL + (int)lang], "");
	}
}

static void
table_labels(struct gen *g, enum lang lang)
{
	static const char *const items[] = { " [posten]", " [line items]" };
	static const char *const table[] = { " [tabel]", " [table]" };
	const struct row *r;
	size_t i;

	for (i = 0; i < g->roles.n; i++) {
		r = &g->roles.row[i];
		one_label(g, SP_TABLES, r->f[R_CONCEPT], "LineItems", lang,
		    r->f[R_LABEL + (int)lang], items[lang]);
		one_label(g, SP_TABLES, r->f[R_CONCEPT], "Table", lang,
		    r->f[R_LABEL + (int)lang], table[lang]);
	}
}

static void
dimension_labels(struct gen *g, enum space sp, enum lang lang)
{
	const struct row *r;
	size_t i;

	for (i = 0; i < g->dims.n; i++) {
		r = &g->dims.row[i];
		if ((strcmp(r->f[D_KIND], "axis") == 0) == (sp == SP_AXES))
			one_label(g, sp, r->f[D_NAME], "", lang,
			    r->f[D_LABEL + (int)lang], "");
	}
}

static void
write_labels(struct gen *g, enum space sp, enum lang lang)
{
	size_t i;

	doc_open(g, "%s/%s-lab-%s.xml", spaces[sp].dir, spaces[sp].name,
	    lang_code[lang]);
	linkbase_open(g);
	link_open(g, "link:labelLink", NULL);
	if (sp == SP_ABSTRACTS)
		heading_labels(g, lang);
	else if (sp == SP_TABLES)
		table_labels(g, lang);
	else if (sp == SP_AXES || sp == SP_DOMAINS)
		dimension_labels(g, sp, lang);
	else
		for (i = 0; i < g->concepts.n; i++)
			if (declares(&g->item[i]))
				item_labels(g, &g->item[i], lang);
	end(g);
	linkbase_close(g);
}

/* --- generic labels: of roles and of enumeration values --- */

static void
generic_label(struct gen *g, enum space sp, const char *id, enum lang lang,
    const char *s)
{
	el(g, "link:loc");
	at(g, "xlink:type", "locator");
	atf(g, "xlink:href", "%s.xsd#%s", spaces[sp].name, id);
	atf(g, "xlink:label", "%s_loc", id);
	end(g);
	el(g, "gen:arc");
	at(g, "xlink:type", "arc");
	at(g, "xlink:arcrole", ELEMENT_LABEL);
	atf(g, "xlink:from", "%s_loc", id);
	atf(g, "xlink:to", "%s_lab", id);
	end(g);
	el(g, "label:label");
	at(g, "xlink:type", "resource");
	atf(g, "xlink:label", "%s_lab", id);
	at(g, "xlink:role", GENERIC "role/label");
	at(g, "xml:lang", lang_code[lang]);
	text(g, s);
	end(g);
}

static void
generic_open(struct gen *g, enum space sp, enum lang lang)
{
	static const char *const role[][2] = {
		{ GENERIC "role/label",
		    GENERIC "generic-label.xsd#standard-label" },
		{ GENERIC "role/link",
		    GENERIC "generic-link.xsd#standard-link-role" },
	};
	size_t i;

	doc_open(g, "%s/%s-generic-lab-%s.xml", spaces[sp].dir,
	    spaces[sp].name, lang_code[lang]);
	linkbase_open(g);
	at(g, "xmlns:gen", "http://xbrl.org/2008/generic");
	at(g, "xmlns:label", "http://xbrl.org/2008/label");
	schema_location(g, "http://xbrl.org/2008/generic "
	    GENERIC "generic-link.xsd http://xbrl.org/2008/label "
	    GENERIC "generic-label.xsd");
	for (i = 0; i < 2; i++) {
		el(g, "link:roleRef");
		at(g, "xlink:type", "simple");
		at(g, "roleURI", role[i][0]);
		at(g, "xlink:href", role[i][1]);
		end(g);
	}
	arcrole_ref(g, ELEMENT_LABEL,
	    GENERIC "generic-label.xsd#element-label");
	el(g, "gen:link");
	at(g, "xlink:type", "extended");
	at(g, "xlink:role", GENERIC "role/link");
}

static void
write_generic_labels(struct gen *g, enum lang lang)
{
	const struct row *r;
	char id[MAX_ID];
	size_t i;

	generic_open(g, SP_ROLES, lang);
	for (i = 0; i < g->roles.n; i++) {
		r = &g->roles.row[i];
		snprintf(id, sizeof(id), "%s_%s", spaces[SP_ROLES].prefix,
		    r->f[R_CONCEPT]);
		generic_label(g, SP_ROLES, id, lang,
		    r->f[R_LABEL + (int)lang]);
	}
	end(g);
	linkbase_close(g);

	generic_open(g, SP_CODES, lang);
	for (i = 0; i < g->codes.n; i++) {
		r = &g->codes.row[i];
		snprintf(id, sizeof(id), "%s_%s_%s", spaces[SP_CODES].prefix,
		    r->f[L_LIST], r->f[L_VALUE]);
		generic_label(g, SP_CODES, id, lang,
		    r->f[L_LABEL + (int)lang]);
	}
	end(g);
	linkbase_close(g);
}

/* --- references --- */

void
part(struct gen *g, const char *name, const char *value)
{
	if (*value == '\0')
		return;
	el(g, name);
	text(g, value);
	end(g);
}

static void
reference(struct gen *g, const struct item *it)
{
	const char *name = it->r->f[C_NAME];

	locate(g, spaces[SP_DATA].dir, SP_DATA, name, "", "loc");
	el(g, "link:referenceArc");
	at(g, "xlink:type", "arc");
	at(g, "xlink:arcrole", XBRL "arcrole/concept-reference");
	atf(g, "xlink:from", "%s_%s_loc", spaces[SP_DATA].prefix, name);
	atf(g, "xlink:to", "%s_%s_ref", spaces[SP_DATA].prefix, name);
	end(g);
	el(g, "link:reference");
	at(g, "xlink:type", "resource");
	atf(g, "xlink:label", "%s_%s_ref", spaces[SP_DATA].prefix, name);
	at(g, "xlink:role", XBRL "role/reference");
	part(g, "ref:Publisher", setting(g, "reference_publisher"));
	part(g, "ref:Name", setting(g, "reference_name"));
	part(g, "ref:Chapter", setting(g, "reference_chapter"));
	part(g, "ref:Paragraph", it->role->f[R_PARA]);
	part(g, "ref:Clause", it->r->f[C_REF]);
	end(g);
}

static void
write_references(struct gen *g)
{
	size_t i;

	doc_open(g, "%s/%s-ref.xml", spaces[SP_DATA].dir,
	    spaces[SP_DATA].name);
	linkbase_open(g);
	at(g, "xmlns:ref", "http://www.xbrl.org/2006/ref");
	schema_location(g, "http://www.xbrl.org/2006/ref "
	    "http://www.xbrl.org/2006/ref-2006-02-27.xsd");
	link_open(g, "link:referenceLink", NULL);
	for (i = 0; i < g->concepts.n; i++)
		if (declares(&g->item[i]) &&
		    g->item[i].r->f[C_REF][0] != '\0')
			reference(g, &g->item[i]);
	end(g);
	linkbase_close(g);
}

/* --- all of them --- */

void
write_links(struct gen *g)
{
	static const enum space labelled[] = { SP_DATA, SP_DOMAINS, SP_AXES,
	    SP_TABLES, SP_ABSTRACTS };
	size_t i;
	int lang;

	for (lang = 0; lang < N_LANG; lang++) {
		for (i = 0; i < sizeof(labelled) / sizeof(labelled[0]); i++)
			write_labels(g, labelled[i], (enum lang)lang);
		write_generic_labels(g, (enum lang)lang);
	}
	write_references(g);
	for (i = 0; i < g->roles.n; i++)
		write_sums(g, &g->roles.row[i]);
}
