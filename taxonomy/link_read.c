/*
 * link_read.c: one extended link (XBRL 2.1, 3.5.3): its locators, resources
 * and arcs, and which locators and resources each arc names by their labels.
 */
#include "taxonomy/link.h"

#include <stdlib.h>

/* What a standard extended link may hold besides locators (5.2, 4.11.1). */
static const struct content {
	const char *link, *arc, *resource;
} contents[] = {
	{ "presentationLink", "presentationArc", NULL },
	{ "calculationLink", "calculationArc", NULL },
	{ "definitionLink", "definitionArc", NULL },
	{ "labelLink", "labelArc", "label" },
	{ "referenceLink", "referenceArc", "reference" },
	{ "footnoteLink", "footnoteArc", "footnote" },
};

static const struct content *
content_of(const xmlNode *link)
{
	size_t i;

	for (i = 0; i < sizeof(contents) / sizeof(contents[0]); i++)
		if (xml_is(link, NS_LINK, contents[i].link))
			return &contents[i];
	return NULL;
}

/* --- kinds of children --- */

enum child { CHILD_LOCATOR, CHILD_RESOURCE, CHILD_ARC, CHILD_TITLE,
	CHILD_OTHER };

/* By xlink:type; an element of ours that lacks it, by its name. */
static enum child
kind_of(struct link_reader *r, const xmlNode *n)
{
	static const struct {
		const char *type;
		enum child kind;
	} types[] = {
		{ "locator", CHILD_LOCATOR }, { "resource", CHILD_RESOURCE },
		{ "arc", CHILD_ARC }, { "title", CHILD_TITLE },
	};
	struct slice type = xml_attr(n, NS_XLINK, "type", r->scratch);
	struct slice ns = n->ns == NULL ? SLICE("") :
	    slice_of((const char *)n->ns->href);
	struct slice local = slice_of((const char *)n->name);
	size_t i;

	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (slice_is(type, types[i].type))
			return types[i].kind;
	if (xml_is(n, NS_LINK, "loc"))
		return CHILD_LOCATOR;
	if (link_is_standard_arc(ns, local))
		return CHILD_ARC;
	return link_is_standard_resource(ns, local) ? CHILD_RESOURCE :
	    CHILD_OTHER;
}

/* Whether the content model of a standard link lets the child in; a custom
 * element of another namespace may substitute for what it expects. */
static bool
fits(const struct content *c, const xmlNode *n, enum child kind)
{
	const bool ours = n->ns != NULL &&
	    strcmp((const char *)n->ns->href, NS_LINK) == 0;

	switch (kind) {
	case CHILD_LOCATOR:
	case CHILD_TITLE:
		return true;
	case CHILD_ARC:
		return !ours || xml_is(n, NS_LINK, c->arc);
	case CHILD_RESOURCE:		/* 5.2.4, 5.2.5, 5.2.6: none at all */
		return c->resource != NULL &&
		    (!ours || xml_is(n, NS_LINK, c->resource));
	case CHILD_OTHER:
		return xml_is(n, NS_LINK, "documentation");
	}
	return false;
}

/* gen:link holds gen:arc and what substitutes for it, none of the standard
 * arcs (Generic Links 1.0, 2.1). */
static bool
fits_generic(const xmlNode *n)
{
	return !xml_is(n->parent, NS_GEN, "link") || n->ns == NULL ||
	    !link_is_standard_arc(slice_of((const char *)n->ns->href),
	    slice_of((const char *)n->name));
}

/* --- ends --- */

static struct link_end *
add_end(struct link_reader *r, const xmlNode *n)
{
	struct link_end *e = VEC_ADD(&r->set->ends);

	e->document = e->node = NONE;
	e->line = xml_line(n);
	e->label = intern_add(r->labels, slice_trim(xml_attr(n, NS_XLINK,
	    "label", r->scratch)));
	return e;
}

/* 3.5.3.7.  Only link:loc makes its target part of the DTS (3.2). */
static void
read_locator(struct link_reader *r, const xmlNode *n, bool standard)
{
	const bool loc = xml_is(n, NS_LINK, "loc");
	struct link_end *e = add_end(r, n);
	uint32_t document;
	struct istr fragment;

	e->reported = !link_href(r, n, loc, &document, &fragment);
	e->kind = loc ? END_LOC : END_CUSTOM_LOC;
	e->document = document;
	e->fragment = fragment;
	if (standard && !loc)			/* 5.2.2.1 to 5.2.6.1 */
		finding_arg(finding_add(r->d->findings,
		    F_xbrl_5_2_CustomLocator, link_here(r, n)), "element",
		    slice_of((const char *)n->name));
}

static void
read_resource(struct link_reader *r, xmlNode *n)
{
	struct link_end *e = add_end(r, n);

	e->kind = END_RESOURCE;
	e->node = NODE(NODE_RESOURCE, link_read_resource(r, n));
}

/* --- labels become ranges of ends --- */

struct position {
	uint32_t label, at;
};

static int
by_label(const void *a, const void *b)
{
	const struct position *x = a, *y = b;

	if (x->label != y->label)
		return x->label < y->label ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* Ends of one label side by side, in document order (2). */
static void
group_ends(struct link_set *set, const struct link *l)
{
	struct link_end *ends, *copy;
	struct position *p;
	uint32_t i;

	if (l->n_ends < 2)
		return;
	ends = set->ends.v + l->ends;
	p = mem_calloc(l->n_ends, sizeof(*p));
	copy = mem_calloc(l->n_ends, sizeof(*copy));
	for (i = 0; i < l->n_ends; i++)
		p[i] = (struct position){ ends[i].label, i };
	qsort(p, l->n_ends, sizeof(*p), by_label);
	for (i = 0; i < l->n_ends; i++)
		copy[i] = ends[p[i].at];
	memcpy(ends, copy, l->n_ends * sizeof(*copy));
	mem_free(copy);
	mem_free(p);
}

/* The first of the ends whose label is not below the one given. */
static uint32_t
lower(const struct link_end *ends, uint32_t n, uint32_t label)
{
	uint32_t low = 0, high = n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (ends[mid].label < label)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* 3.5.3.9.2 and 3.5.3.9.3: a label names at least one end of the link. */
static void
name_ends(struct link_reader *r, const struct link *l,
    enum finding_code code, uint32_t line, uint32_t *first, uint32_t *count)
{
	const struct link_end *ends = r->set->ends.v + l->ends;
	uint32_t label = *first, at = lower(ends, l->n_ends, label);
	struct finding *f;

	*first = l->ends + at;
	*count = (label == NONE ? l->n_ends :
	    lower(ends, l->n_ends, label + 1)) - at;
	if (*count > 0 || intern_get(r->labels, label).n == 0)
		return;				/* absent: link_syntax */
	f = finding_add(r->d->findings, code, (struct place){
	    .file = r->file, .line = line });
	finding_arg(f, "label", intern_get(r->labels, label));
}

/* --- XLink duplicates (3.5.3.9) --- */

struct pair {
	uint32_t from, to, line;
};

static int
by_pair(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->to != y->to)
		return x->to < y->to ? -1 : 1;
	return x->line < y->line ? -1 : x->line > y->line;
}

/* While arcs still hold labels: no two arcs of a link share both. */
static void
find_duplicates(struct link_reader *r, const struct link *l)
{
	struct pair *p;
	struct finding *f;
	uint32_t i;

	if (l->n_arcs < 2)
		return;
	p = mem_calloc(l->n_arcs, sizeof(*p));
	for (i = 0; i < l->n_arcs; i++) {
		const struct link_arc *a = &r->set->arcs.v[l->arcs + i];

		p[i] = (struct pair){ a->from, a->to, a->line };
	}
	qsort(p, l->n_arcs, sizeof(*p), by_pair);
	for (i = 1; i < l->n_arcs; i++) {
		if (p[i].from != p[i - 1].from || p[i].to != p[i - 1].to ||
		    p[i].from == 0 || p[i].to == 0)	/* 0: absent */
			continue;
		f = finding_add(r->d->findings, F_xbrl_3_5_3_9_DuplicateArcs,
		    (struct place){ .file = r->file, .line = p[i].line });
		finding_arg(f, "from", intern_get(r->labels, p[i].from));
		finding_arg(f, "to", intern_get(r->labels, p[i].to));
	}
	mem_free(p);
}

static void
name_all_ends(struct link_reader *r, const struct link *l)
{
	uint32_t i;

	for (i = 0; i < l->n_arcs; i++) {
		struct link_arc *a = &r->set->arcs.v[l->arcs + i];

		name_ends(r, l, F_xbrl_3_5_3_9_2_FromUnknown, a->line,
		    &a->from, &a->n_from);
		name_ends(r, l, F_xbrl_3_5_3_9_3_ToUnknown, a->line, &a->to,
		    &a->n_to);
	}
}

/* --- the whole --- */

static void
read_child(struct link_reader *r, uint32_t link, const struct content *c,
    xmlNode *n)
{
	enum child kind = kind_of(r, n);

	(void)link_syntax(r, n);
	if (c != NULL ? !fits(c, n, kind) : !fits_generic(n))
		link_misplaced(r, n);
	switch (kind) {
	case CHILD_LOCATOR:
		read_locator(r, n, c != NULL);
		break;
	case CHILD_RESOURCE:
		read_resource(r, n);
		break;
	case CHILD_ARC:
		link_read_arc(r, link, n);
		break;
	case CHILD_TITLE:
	case CHILD_OTHER:
		break;
	}
}

/* Links and their rows in the image have the same numbers. */
static void
keep_attributes(struct link_reader *r, const xmlNode *node)
{
	struct img_link *l = VEC_ADD(&r->d->img_links);
	const xmlAttr *a;

	l->document = r->document;
	l->line = xml_line(node);
	l->attributes = (uint32_t)r->d->attributes.n;
	for (a = node->properties; a != NULL; a = a->next)
		if (a->ns == NULL || strcmp((const char *)a->ns->href,
		    NS_XLINK) != 0)
			dts_attribute(r->d, node, a, r->scratch);
	l->n_attributes = (uint32_t)r->d->attributes.n - l->attributes;
}

/* The row of a new link, its counts still open. */
static uint32_t
begin(struct link_reader *r, xmlNode *node)
{
	struct link_set *set = r->set;
	struct slice ns = node->ns == NULL ? SLICE("") :
	    slice_of((const char *)node->ns->href);
	struct slice local = slice_of((const char *)node->name);
	struct link l = { .linkbase = r->linkbase, .line = xml_line(node) };

	l.role = dts_string(r->d, slice_trim(xml_attr(node, NS_XLINK, "role",
	    r->scratch)));
	l.name = dts_name(r->d, ns, local);
	l.ends = (uint32_t)set->ends.n;
	l.arcs = (uint32_t)set->arcs.n;
	l.resources = (uint32_t)r->d->resources.n;
	l.flags = link_is_standard_link(ns, local) ? LINK_STANDARD : 0;
	(void)link_role_order(set, l.role);
	keep_attributes(r, node);
	VEC_PUSH(&set->links, l);
	return (uint32_t)set->links.n - 1;
}

void
link_read(struct link_reader *r, xmlNode *node)
{
	const struct content *c = content_of(node);
	uint32_t row = begin(r, node);
	struct link *l;
	xmlNode *n;

	(void)link_syntax(r, node);
	for (n = xml_element(node->children); n != NULL;
	    n = xml_element(n->next)) {
		struct arena_mark m = arena_mark(r->scratch);

		read_child(r, row, c, n);
		arena_reset(r->scratch, m);
	}
	l = &r->set->links.v[row];
	l->n_ends = (uint32_t)r->set->ends.n - l->ends;
	l->n_arcs = (uint32_t)r->set->arcs.n - l->arcs;
	l->n_resources = (uint32_t)r->d->resources.n - l->resources;
	group_ends(r->set, l);
	find_duplicates(r, l);
	name_all_ends(r, l);
}
