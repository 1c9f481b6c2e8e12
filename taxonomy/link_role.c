/*
 * link_role.c: roles and arcroles of links (XBRL 2.1, 3.5.2.4, 3.5.2.5,
 * 5.1.3.4, 5.1.4.5; Generic Links 1.0, 2.1.1, 2.1.2, 2.2.1): absolute,
 * referred to in the linkbase, and used where their declaration allows.
 *
 * Standard links, arcs and resources fall under XBRL 2.1, generic links, the
 * resources in them and generic arcs under Generic Links; other custom
 * elements under neither.
 */
#include "taxonomy/link.h"

#include "base/uri.h"
#include "taxonomy/taxonomy.h"

/* One use of a role or arcrole, and the codes that its rules have. */
struct use {
	struct istr uri;
	uint32_t    name;		/* of the element that uses it */
	uint32_t    linkbase, line;
	bool        arcrole;
	enum finding_code not_absolute, no_ref, not_used_on;
};

static struct finding *
report(struct dts *d, const struct use *u, enum finding_code code)
{
	struct arena_mark m = arena_mark(d->links->arena);
	uint32_t in = d->links->linkbases.v[u->linkbase].document;
	struct finding *f = finding_add(d->findings, code,
	    dts_place_line(d, in, u->line));

	finding_arg(f, "role", dts_text(d, u->uri));
	finding_arg(f, "element", link_qname(d, u->name, d->links->arena));
	arena_reset(d->links->arena, m);
	return f;
}

/* The declaration that a reference leads to, NULL where there is none. */
static const struct img_role *
declaration(const struct dts *d, const struct link_ref *ref)
{
	uint32_t row = NODE_ROW(ref->node);

	if (ref->node == NONE)
		return NULL;
	if (!ref->arcrole && NODE_KIND(ref->node) == NODE_ROLE &&
	    row < d->roles.n)
		return &d->roles.v[row];
	if (ref->arcrole && NODE_KIND(ref->node) == NODE_ARCROLE &&
	    row < d->arcroles.n)
		return &d->arcroles.v[row];
	return NULL;
}

static bool
used_on(const struct dts *d, const struct img_role *role, uint32_t name)
{
	uint32_t i;

	for (i = 0; i < role->n_used_on; i++)
		if (d->used_on.v[role->used_on + i] == name)
			return true;
	return false;
}

static void
check_use(struct dts *d, const struct use *u)
{
	const struct img_role *role;
	uint32_t row;

	if (u->uri.len == 0)		/* absent, or reported as empty */
		return;
	if (!uri_is_absolute(dts_text(d, u->uri))) {
		(void)report(d, u, u->not_absolute);
		return;
	}
	row = link_ref_find(d->links, u->linkbase, u->arcrole, u->uri);
	if (row == NONE) {
		(void)report(d, u, u->no_ref);
		return;
	}
	role = declaration(d, &d->links->refs.v[row]);
	if (role != NULL && !used_on(d, role, u->name))
		(void)report(d, u, u->not_used_on);
}

/* --- references (3.5.2.4.2, 3.5.2.4.5, 3.5.2.5.2, 3.5.2.5.5) --- */

static void
check_ref(struct dts *d, const struct link_ref *ref)
{
	const struct img_role *role = declaration(d, ref);
	struct place p = dts_place_line(d,
	    d->links->linkbases.v[ref->linkbase].document, ref->line);
	struct finding *f;

	if (ref->document == NONE ||
	    d->documents.v[ref->document].kind >= DOC_BROKEN)
		return;
	if (role == NULL) {
		f = finding_add(d->findings, ref->arcrole ?
		    F_xbrl_3_5_2_5_2_ArcroleRefTarget :
		    F_xbrl_3_5_2_4_2_RoleRefTarget, p);
		finding_argf(f, "href", "%.*s#%.*s",
		    SLICE_ARG(dts_uri(d, ref->document)),
		    SLICE_ARG(dts_text(d, ref->fragment)));
	} else if (role->uri.off != ref->uri.off) {
		f = finding_add(d->findings, ref->arcrole ?
		    F_xbrl_3_5_2_5_5_ArcroleRefOther :
		    F_xbrl_3_5_2_4_5_RoleRefOther, p);
		finding_arg(f, "found", dts_text(d, role->uri));
	} else {
		return;
	}
	finding_arg(f, "role", dts_text(d, ref->uri));
}

/* --- links --- */

static void
check_link(struct dts *d, const struct link *l, bool generic)
{
	struct use u = { .uri = l->role, .name = l->name,
	    .linkbase = l->linkbase, .line = l->line };
	struct slice role = dts_text(d, l->role);
	struct slice local = dts_text(d, d->names.v[l->name].local);

	if ((l->flags & LINK_STANDARD) != 0) {
		u.not_absolute = F_xbrl_3_5_2_4_RoleNotAbsolute;
		u.no_ref = F_xbrl_3_5_2_4_RoleRefMissing;
		u.not_used_on = F_xbrl_5_1_3_4_RoleUsedOn;
		if (!link_is_standard_role(role))
			check_use(d, &u);
		else if (!link_role_fits(role, local))
			(void)report(d, &u, F_xbrl_3_5_3_3_StandardRole);
	} else if (generic) {
		u.not_absolute = F_xbrlgene_nonAbsoluteLinkRoleURI;
		u.no_ref = F_xbrlgene_missingRoleRefForLinkRole;
		u.not_used_on = F_xbrlgene_missingLinkRoleUsedOnValue;
		if (!slice_is(role, ROLE_LINK))
			check_use(d, &u);
	}
}

/* --- resources --- */

static void
check_resource(struct dts *d, const struct link *l, uint32_t row,
    bool generic)
{
	const struct img_resource *r = &d->resources.v[row];
	const struct img_name *n = &d->names.v[r->name];
	struct use u = { .uri = r->role, .name = r->name,
	    .linkbase = l->linkbase, .line = r->line };
	struct slice role = dts_text(d, r->role);
	struct slice local = dts_text(d, n->local);

	if (link_is_standard_resource(dts_text(d, n->ns), local)) {
		u.not_absolute = F_xbrl_3_5_2_4_RoleNotAbsolute;
		u.no_ref = F_xbrl_3_5_2_4_RoleRefMissing;
		u.not_used_on = F_xbrl_5_1_3_4_RoleUsedOn;
		if (!link_is_standard_role(role))
			check_use(d, &u);
		else if (!link_role_fits(role, local))
			(void)report(d, &u, F_xbrl_3_5_3_3_StandardRole);
	} else if (generic && !link_is_standard_role(role)) {
		/* Roles of XBRL 2.1 itself have no roleType to refer to. */
		u.not_absolute = F_xbrlgene_nonAbsoluteResourceRoleURI;
		u.no_ref = F_xbrlgene_missingRoleRefForResourceRole;
		u.not_used_on = F_xbrlgene_missingResourceRoleUsedOnValue;
		check_use(d, &u);
	}
}

/* 5.2.3.2; Generic References 1.0, 2.1: the parts of a reference substitute
 * for link:part.  What no schema of the DTS declares is not judged. */
static void
check_parts(struct dts *d, const struct img_resource *r, uint8_t *known)
{
	struct finding *f;
	uint32_t i;

	for (i = 0; i < r->n_parts; i++) {
		uint32_t name = d->parts.v[r->parts + i].name;

		if (known[name] == 0)
			known[name] = d->names.v[name].element == NONE ||
			    link_substitutes(d, name, NS_LINK, "part") ?
			    1 : 2;
		if (known[name] == 1)
			continue;
		f = finding_add(d->findings, F_xbrl_5_2_3_2_ReferencePart,
		    dts_place_line(d, r->document, r->line));
		finding_arg(f, "element", dts_text(d,
		    d->names.v[name].local));
	}
}

static void
check_all_parts(struct dts *d)
{
	uint8_t *known = mem_calloc(d->names.n, 1);
	uint32_t reference = dts_name_find(d, SLICE(NS_LINK),
	    SLICE("reference"));
	uint32_t generic = dts_name_find(d, SLICE(NS_GENERIC_REFERENCE),
	    SLICE("reference"));
	size_t i;

	for (i = 0; i < d->resources.n; i++)
		if (d->resources.v[i].name == reference ||
		    d->resources.v[i].name == generic)
			check_parts(d, &d->resources.v[i], known);
	mem_free(known);
}

/* --- arcs --- */

static void
check_arc(struct dts *d, const struct link *l, const struct link_arc *a)
{
	struct use u = { .uri = a->arcrole, .name = a->name,
	    .linkbase = l->linkbase, .line = a->line, .arcrole = true };
	const char *element = link_arcrole_element(dts_text(d, a->arcrole));

	if ((l->flags & LINK_STANDARD) != 0 &&
	    (a->flags & ARC_STANDARD) != 0) {
		u.not_absolute = F_xbrl_3_5_2_5_ArcroleNotAbsolute;
		u.no_ref = F_xbrl_3_5_2_5_ArcroleRefMissing;
		u.not_used_on = F_xbrl_5_1_4_5_ArcroleUsedOn;
		if (element == NULL)
			check_use(d, &u);
		else if (!slice_is(dts_text(d, d->names.v[a->name].local),
		    element))
			(void)report(d, &u, F_xbrl_3_5_3_9_4_ArcroleElement);
	} else if (link_is_generic_arc(d, l->name, a->name)) {
		u.not_absolute = F_xbrlgene_nonAbsoluteArcRoleURI;
		u.no_ref = F_xbrlgene_missingRoleRefForArcRole;
		u.not_used_on = F_xbrlgene_missingArcRoleUsedOnValue;
		check_use(d, &u);
	}
}

/* Each arcrole of each arc element once a run of arcs, not once an arc. */
static void
check_arcs(struct dts *d, const struct link *l)
{
	const struct link_arc *a, *last = NULL;
	uint32_t i;

	for (i = 0; i < l->n_arcs; i++) {
		a = &d->links->arcs.v[l->arcs + i];
		if (last != NULL && last->name == a->name &&
		    last->arcrole.off == a->arcrole.off)
			continue;
		check_arc(d, l, a);
		last = a;
	}
}

void
link_check_roles(struct dts *d)
{
	const struct link_set *set = d->links;
	size_t i;
	uint32_t k;

	for (i = 0; i < set->refs.n; i++)
		check_ref(d, &set->refs.v[i]);
	for (i = 0; i < set->links.n; i++) {
		const struct link *l = &set->links.v[i];
		bool generic = link_substitutes(d, l->name, NS_GEN, "link");

		check_link(d, l, generic);
		for (k = 0; k < l->n_resources; k++)
			check_resource(d, l, l->resources + k, generic);
		check_arcs(d, l);
	}
	check_all_parts(d);
}
