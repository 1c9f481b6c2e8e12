/*
 * generate_statements.c: calculation, presentation and definition of the
 * statements.
 *
 * Presentation and definition linkbases are written for each entry point,
 * since a sector's form shows only that sector's lines; the calculation of a
 * statement is the same in every sector.
 *
 * A total stands twice in a presentation: as an abstract heading above its
 * parts, and as an amount with its total label below them.
 */
#include "generate.h"

#include <stdio.h>
#include <string.h>

#define DIM "http://xbrl.org/int/dim/arcrole/"
#define CALC "https://xbrl.org/2023/arcrole/summation-item"

/* --- calculation --- */

static void
sum_arc(struct gen *g, const struct item *it, unsigned order)
{
	el(g, "link:calculationArc");
	at(g, "xlink:type", "arc");
	at(g, "xlink:arcrole", CALC);
	atf(g, "xlink:from", "%s_%s_loc", spaces[SP_DATA].prefix,
	    it->parent->r->f[C_NAME]);
	atf(g, "xlink:to", "%s_%s_loc", spaces[SP_DATA].prefix,
	    it->r->f[C_NAME]);
	atf(g, "order", "%u", order);
	at(g, "weight", it->r->f[C_WEIGHT]);
	end(g);
}

static bool
in_sums(const struct gen *g, const struct item *it)
{
	size_t i;

	if (it->r->f[C_WEIGHT][0] != '\0')
		return true;
	for (i = 0; i < g->concepts.n; i++)
		if (g->item[i].parent == it &&
		    g->item[i].r->f[C_WEIGHT][0] != '\0')
			return true;
	return false;
}

void
write_sums(struct gen *g, const struct row *role)
{
	const char *dir = "validation";
	const struct item *it;
	unsigned order = 0;
	size_t i, n = 0;

	for (i = 0; i < g->concepts.n; i++)
		n += g->item[i].role == role && in_sums(g, &g->item[i]);
	if (n == 0)
		return;
	doc_open(g, "%s/ow-%s-cal.xml", dir, role->f[R_NAME]);
	linkbase_open(g);
	role_ref(g, role);
	arcrole_ref(g, CALC,
	    "http://www.xbrl.org/2023/calculation-1.1.xsd#summation-item");
	link_open(g, "link:calculationLink", role);
	for (i = 0; i < g->concepts.n; i++) {
		it = &g->item[i];
		if (it->role == role && in_sums(g, it))
			locate(g, dir, SP_DATA, it->r->f[C_NAME], "", "loc");
	}
	for (i = 0; i < g->concepts.n; i++) {
		it = &g->item[i];
		if (it->role == role && it->r->f[C_WEIGHT][0] != '\0')
			sum_arc(g, it, ++order);
	}
	end(g);
	linkbase_close(g);
}

/* --- presentation --- */

/* The locator label under which a row's own line stands. */
static void
line_label(char *to, size_t size, const struct item *it)
{
	const char *as = "loc";

	if (it->kind == REPEAT && it->r->f[C_PREFERRED][0] != '\0')
		as = it->r->f[C_PREFERRED];
	snprintf(to, size, "%s_%s_%s", spaces[it->kind == ABSTRACT ?
	    SP_ABSTRACTS : SP_DATA].prefix, it->r->f[C_NAME], as);
}

/* The locator label of what a row's parts hang under. */
static void
heading_label(char *to, size_t size, const struct item *it,
    const struct row *role)
{
	const char *prefix = spaces[SP_ABSTRACTS].prefix;

	if (it == NULL)
		snprintf(to, size, "%s_%sTitle_loc", prefix,
		    role->f[R_CONCEPT]);
	else if (it->kind == TOTAL)
		snprintf(to, size, "%s_%sTitle_loc", prefix,
		    it->r->f[C_NAME]);
	else
		line_label(to, size, it);
}

static void
line_locators(struct gen *g, const struct item *it)
{
	const char *dir = "presentation", *as = it->r->f[C_PREFERRED];
	const char *name = it->r->f[C_NAME];

	if (it->kind == ABSTRACT) {
		locate(g, dir, SP_ABSTRACTS, name, "", "loc");
		return;
	}
	if (it->kind == TOTAL)
		locate(g, dir, SP_ABSTRACTS, name, "Title", "loc");
	locate(g, dir, SP_DATA, name, "", *as == '\0' ? "loc" : as);
}

static void
child_arc(struct gen *g, const char *from, const char *to, unsigned order,
    const char *preferred)
{
	el(g, "link:presentationArc");
	at(g, "xlink:type", "arc");
	at(g, "xlink:arcrole", XBRL "arcrole/parent-child");
	at(g, "xlink:from", from);
	at(g, "xlink:to", to);
	atf(g, "order", "%u", order);
	if (preferred != NULL)
		atf(g, "preferredLabel", XBRL "role/%s", preferred);
	end(g);
}

/* The how-manieth line under its heading a row is, in this sector's form. */
static unsigned
place(const struct gen *g, const struct item *it, const char *sector)
{
	const struct item *k;
	unsigned n = 1;

	for (k = g->item; k < it; k++)
		n += k->role == it->role && form_parent(k) == form_parent(it)
		    && in_sector(k, sector);
	return n;
}

static unsigned
parts_of(const struct gen *g, const struct item *it, const char *sector)
{
	unsigned n = 0;
	size_t i;

	for (i = 0; i < g->concepts.n; i++)
		n += g->item[i].role == it->role &&
		    form_parent(&g->item[i]) == it &&
		    in_sector(&g->item[i], sector);
	return n;
}

static const char *
preferred_of(const struct item *it)
{
	const char *p = it->r->f[C_PREFERRED];

	if (strcmp(p, "start") == 0)
		return "periodStartLabel";
	if (strcmp(p, "end") == 0)
		return "periodEndLabel";
	return it->r->f[C_TERSE][0] != '\0' ? "terseLabel" : NULL;
}

static void
line_arcs(struct gen *g, const struct item *it, const char *sector)
{
	char above[MAX_ID], heading[MAX_ID], line[MAX_ID];

	heading_label(above, sizeof(above), form_parent(it), it->role);
	heading_label(heading, sizeof(heading), it, it->role);
	line_label(line, sizeof(line), it);
	child_arc(g, above, heading, place(g, it, sector),
	    it->kind == TOTAL ? NULL : preferred_of(it));
	if (it->kind == TOTAL)
		child_arc(g, heading, line, parts_of(g, it, sector) + 1,
		    "totalLabel");
}

static void
write_presentation(struct gen *g, const struct row *role, const char *sector,
    const char *file)
{
	const char *dir = "presentation";
	size_t i;

	doc_open(g, "%s/ow-%s-%s-pre.xml", dir, role->f[R_NAME], file);
	linkbase_open(g);
	role_ref(g, role);
	link_open(g, "link:presentationLink", role);
	locate(g, dir, SP_ABSTRACTS, role->f[R_CONCEPT], "Title", "loc");
	for (i = 0; i < g->concepts.n; i++)
		if (g->item[i].role == role && in_sector(&g->item[i], sector))
			line_locators(g, &g->item[i]);
	for (i = 0; i < g->concepts.n; i++)
		if (g->item[i].role == role && in_sector(&g->item[i], sector))
			line_arcs(g, &g->item[i], sector);
	end(g);
	linkbase_close(g);
}

/* --- definition: one closed hypercube for each statement --- */

struct node {
	enum space space;
	const char *name, *suffix;
};

static void
definition_arc(struct gen *g, const char *arcrole, struct node from,
    struct node to, unsigned order)
{
	el(g, "link:definitionArc");
	at(g, "xlink:type", "arc");
	atf(g, "xlink:arcrole", DIM "%s", arcrole);
	atf(g, "xlink:from", "%s_%s%s_loc", spaces[from.space].prefix,
	    from.name, from.suffix);
	atf(g, "xlink:to", "%s_%s%s_loc", spaces[to.space].prefix, to.name,
	    to.suffix);
	atf(g, "order", "%u", order);
}

/* The domain and its members, each under the row that it names as parent. */
static void
write_members(struct gen *g, const struct row *parent, struct node from)
{
	const struct row *r;
	struct node to = { SP_DOMAINS, "", "" };
	unsigned order = 0;
	size_t i;

	for (i = 0; i < g->dims.n; i++) {
		r = &g->dims.row[i];
		if (strcmp(r->f[D_PARENT], parent->f[D_NAME]) != 0)
			continue;
		to.name = r->f[D_NAME];
		locate(g, "validation", SP_DOMAINS, to.name, "", "loc");
		definition_arc(g, from.space == SP_AXES ? "dimension-domain" :
		    "domain-member", from, to, ++order);
		if (strcmp(r->f[D_USABLE], "no") == 0)
			at(g, "xbrldt:usable", "false");
		end(g);
		write_members(g, r, to); /* ends: parents come first */
	}
}

static void
write_default(struct gen *g, struct node axis)
{
	struct node to = { SP_DOMAINS, "", "" };
	size_t i;

	for (i = 0; i < g->dims.n; i++) {
		if (strcmp(g->dims.row[i].f[D_DEFAULT], axis.name) != 0)
			continue;
		to.name = g->dims.row[i].f[D_NAME];
		definition_arc(g, "dimension-default", axis, to, 1);
		end(g);
	}
}

static void
write_axis(struct gen *g, const struct row *axis, struct node table,
    unsigned order)
{
	struct node to = { SP_AXES, axis->f[D_NAME], "" };

	locate(g, "validation", SP_AXES, to.name, "", "loc");
	definition_arc(g, "hypercube-dimension", table, to, order);
	end(g);
	write_members(g, axis, to);
	write_default(g, to);
}

static void
write_primary_items(struct gen *g, const struct row *role, const char *sector,
    struct node lines)
{
	struct node to = { SP_DATA, "", "" };
	const struct item *it;
	unsigned order = 0;
	size_t i, k;

	for (i = 0; i < g->concepts.n; i++) {
		it = &g->item[i];
		if (it->role != role || it->kind == ABSTRACT ||
		    !in_sector(it, sector))
			continue;
		for (k = 0; k < i; k++)		/* shown twice, valid once */
			if (g->item[k].role == role &&
			    g->item[k].decl == it->decl)
				break;
		if (k < i)
			continue;
		to.name = it->r->f[C_NAME];
		locate(g, "validation", SP_DATA, to.name, "", "loc");
		definition_arc(g, "domain-member", lines, to, ++order);
		end(g);
	}
}

static void
dimension_arcroles(struct gen *g, bool axes)
{
	static const char *const used[] = { "all", "domain-member",
	    "hypercube-dimension", "dimension-domain", "dimension-default" };
	char href[MAX_ID], uri[MAX_ID];
	size_t i, n = axes ? 4 : 2;

	for (i = 0; axes && i < g->dims.n; i++)
		if (g->dims.row[i].f[D_DEFAULT][0] != '\0')
			n = 5;
	for (i = 0; i < n; i++) {
		snprintf(uri, sizeof(uri), DIM "%s", used[i]);
		snprintf(href, sizeof(href),
		    "http://www.xbrl.org/2005/xbrldt-2005.xsd#%s", used[i]);
		arcrole_ref(g, uri, href);
	}
}

static void
write_definition(struct gen *g, const struct row *role, const char *sector,
    const char *file)
{
	struct node lines = { SP_TABLES, role->f[R_CONCEPT], "LineItems" };
	struct node table = { SP_TABLES, role->f[R_CONCEPT], "Table" };
	const char *dir = "validation";
	unsigned order = 0;
	size_t i;

	doc_open(g, "%s/ow-%s-%s-def.xml", dir, role->f[R_NAME], file);
	linkbase_open(g);
	at(g, "xmlns:xbrldt", "http://xbrl.org/2005/xbrldt");
	role_ref(g, role);
	dimension_arcroles(g, role->f[R_AXES][0] != '\0');
	link_open(g, "link:definitionLink", role);
	locate(g, dir, SP_TABLES, lines.name, lines.suffix, "loc");
	locate(g, dir, SP_TABLES, table.name, table.suffix, "loc");
	definition_arc(g, "all", lines, table, 1);
	at(g, "xbrldt:contextElement", "scenario");
	at(g, "xbrldt:closed", "true");
	end(g);
	for (i = 0; i < g->dims.n; i++)
		if (in_list(role->f[R_AXES], g->dims.row[i].f[D_NAME]))
			write_axis(g, &g->dims.row[i], table, ++order);
	write_primary_items(g, role, sector, lines);
	end(g);
	linkbase_close(g);
}

void
write_statement_links(struct gen *g, const struct row *entry,
    const struct row *role)
{
	char file[16];

	lower_case(file, sizeof(file), entry->f[E_SECTOR]);
	write_presentation(g, role, entry->f[E_SECTOR], file);
	write_definition(g, role, entry->f[E_SECTOR], file);
}
