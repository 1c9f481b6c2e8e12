/*
 * footnotes.c: footnote links (XBRL 2.1, 4.11).
 *
 * 4.11.1.1:   a locator is a link:loc that points to an item or tuple of the
 *             same report.
 * 4.11.1.2:   a footnote has a language in force.
 * 4.11.1.3.1: a fact-footnote arc leads from a locator to a footnote.
 * 3.5.3.9:    the labels of an arc are there; a pair has one arc only.
 * 3.5.2.4, 3.5.2.5: roles and arcroles that are not standard are announced,
 * 5.1.3.4, 5.1.4.5: and used where their definition says.
 *
 * Rows of report->footnotes stand together link by link, so each link is
 * judged on its own rows, labels by hashing.
 */
#include "base/hash.h"
#include "base/names.h"
#include "validate/announced.h"
#include "validate/rule.h"
#include "validate/validate.h"

#define ROLE_FOOTNOTE	 "http://www.xbrl.org/2003/role/footnote"
#define STANDARD_ROLE	 "http://www.xbrl.org/2003/role/"
#define STANDARD_ARCROLE "http://www.xbrl.org/2003/arcrole/"

struct link {			/* one footnote link */
	const struct report *report;
	struct findings *findings;
	const struct announced *announced;
	size_t first, end;	/* rows of report->footnotes */
	struct table labels;	/* label to the first end that has it */
	struct table mixed;	/* label of locators and footnotes: first end */
	struct table pairs;	/* from and to of arcs */
};

static const struct foot *
foot(const struct link *l, size_t row)
{
	return &l->report->footnotes.v[row];
}

/* --- roles --- */

static bool
is_announced(const struct link *l, enum ref_kind kind, struct slice uri)
{
	return announced_first(l->announced, kind, uri) != NONE;
}

/* 5.1.3.4: the roleType says on which elements its role may be used. */
static bool
is_used_on(const struct report *r, const struct img_role *role,
    const struct name *element)
{
	uint32_t i;

	for (i = role->used_on; i < role->used_on + role->n_used_on; i++) {
		const struct img_name *n = taxonomy_name(r->taxonomy,
		    taxonomy_used_on(r->taxonomy, i));

		if (n != NULL && slice_eq(taxonomy_text(r->taxonomy,
		    n->local), element->local) && slice_eq(taxonomy_text(
		    r->taxonomy, n->ns), element->ns))
			return true;
	}
	return false;
}

/* A standard role has its one place; another one is announced, and used where
 * its definition says. */
static void
check_role(const struct link *l, struct slice role, const char *standard,
    uint32_t element, struct span span)
{
	const struct report *r = l->report;
	bool reserved = slice_starts(role, SLICE(STANDARD_ROLE));
	const struct img_role *type;
	enum finding_code code;

	if (role.n == 0 || slice_is(role, standard))
		return;
	type = r->taxonomy == NULL ? NULL : taxonomy_role(r->taxonomy,
	    taxonomy_find_role(r->taxonomy, role));
	if (!reserved && !is_announced(l, REF_ROLE, role))
		code = F_xbrl_3_5_2_4_RoleUndeclared;
	else if (type == NULL ? reserved :
	    !is_used_on(r, type, &r->names.v[element]))
		code = F_xbrl_5_1_3_4_FootnoteRoleUse;
	else
		return;
	finding_arg(rule_at(l->findings, code, r, span), "role", role);
}

/* The one standard arcrole (3.5.3.9.4), or one that is announced and used
 * where its definition says (5.1.4.5). */
static void
check_arcrole(const struct link *l, const struct foot *arc)
{
	const struct report *r = l->report;
	const struct name *name = &r->names.v[arc->name];
	bool reserved = slice_starts(arc->role, SLICE(STANDARD_ARCROLE));
	const struct img_role *type;
	enum finding_code code;

	if (arc->role.n == 0 || !slice_is(name->ns, NS_LINK) ||
	    slice_is(arc->role, ARCROLE_FACT_FOOTNOTE))
		return;
	type = r->taxonomy == NULL ? NULL : taxonomy_arcrole(r->taxonomy,
	    taxonomy_find_arcrole(r->taxonomy, arc->role));
	if (!reserved && !is_announced(l, REF_ARCROLE, arc->role))
		code = F_xbrl_3_5_2_5_ArcroleUndeclared;
	else if (type == NULL ? reserved : !is_used_on(r, type, name))
		code = F_xbrl_5_1_4_5_FootnoteArcroleUse;
	else
		return;
	finding_arg(rule_at(l->findings, code, r, arc->span), "role",
	    arc->role);
}

/* --- locators and footnotes --- */

static void
check_locator(const struct link *l, const struct foot *loc)
{
	if (loc->fact != NONE &&
	    slice_is(l->report->names.v[loc->name].ns, NS_LINK))
		return;
	finding_arg(rule_at(l->findings, F_xbrl_4_11_1_1_FootnoteLocator,
	    l->report, loc->span), "href", loc->href);
}

static void
check_footnote(const struct link *l, const struct foot *note)
{
	check_role(l, note->role, ROLE_FOOTNOTE, note->name, note->span);
	if (note->lang == 0 && slice_is(l->report->names.v[note->name].ns,
	    NS_LINK))
		(void)rule_at(l->findings,
		    F_xbrl_4_11_1_2_FootnoteLanguage, l->report, note->span);
}

/* --- arcs --- */

static bool
label_is(const void *ctx, uint32_t row, const void *key)
{
	const struct link *l = ctx;

	return slice_eq(foot(l, row)->label, *(const struct slice *)key);
}

static uint32_t
find_label(const struct link *l, struct slice label)
{
	return table_find(&l->labels,
	    hash_bytes(label.s, label.n, hash_salt()), label_is, l, &label);
}

static bool
pair_is(const void *ctx, uint32_t row, const void *key)
{
	const struct link *l = ctx;
	const struct foot *a = foot(l, row), *b = key;

	return slice_eq(a->from, b->from) && slice_eq(a->to, b->to);
}

static void
arc_finding(const struct link *l, const struct foot *arc,
    enum finding_code code)
{
	struct finding *f = rule_at(l->findings, code, l->report, arc->span);

	finding_arg(f, "from", arc->from);
	finding_arg(f, "to", arc->to);
}

/* XLink 5.1.3: at most one arc for a pair of labels. */
static void
check_pair(struct link *l, size_t row)
{
	const struct foot *arc = foot(l, row);
	uint64_t h = hash_mix(hash_bytes(arc->from.s, arc->from.n,
	    hash_salt()), hash_bytes(arc->to.s, arc->to.n, hash_salt()));

	if (table_find(&l->pairs, h, pair_is, l, arc) != NONE)
		arc_finding(l, arc, F_xbrl_3_5_3_9_FootnoteArcDuplicate);
	else
		table_add(&l->pairs, h, (uint32_t)row);
}

static bool
check_label(const struct link *l, const struct foot *arc, struct slice label)
{
	if (find_label(l, label) != NONE)
		return true;
	finding_arg(rule_at(l->findings,
	    F_xbrl_3_5_3_9_2_FootnoteArcUnresolved, l->report, arc->span),
	    "label", label);
	return false;
}

static void
check_arc(struct link *l, size_t row)
{
	const struct foot *arc = foot(l, row);
	uint32_t from, to;
	bool there;

	check_arcrole(l, arc);
	check_pair(l, row);
	there = check_label(l, arc, arc->from);
	if (!check_label(l, arc, arc->to) || !there ||
	    !slice_is(arc->role, ARCROLE_FACT_FOOTNOTE))
		return;
	from = find_label(l, arc->from);
	to = find_label(l, arc->to);
	/* A footnote of another link may be located: its locator has no fact,
	 * which check_locator has said already. */
	if (foot(l, from)->kind != FOOT_LOC ||
	    foot(l, to)->kind != FOOT_RESOURCE ||
	    table_find_int(&l->mixed, from) != NONE ||
	    table_find_int(&l->mixed, to) != NONE)
		arc_finding(l, arc, F_xbrl_4_11_1_3_1_FootnoteArcEnds);
}

static void
note_label(struct link *l, uint32_t row)
{
	struct slice label = foot(l, row)->label;
	uint32_t first = find_label(l, label);

	if (first == NONE)
		table_add(&l->labels, hash_bytes(label.s, label.n,
		    hash_salt()), row);
	else if (foot(l, first)->kind != foot(l, row)->kind &&
	    table_find_int(&l->mixed, first) == NONE)
		table_add_int(&l->mixed, first, row);
}

static void
check_link(struct link *l, uint32_t link)
{
	const struct footnote_link *fl = &l->report->footnote_links.v[link];
	size_t i;

	check_role(l, fl->role, ROLE_LINK, fl->name, fl->span);
	for (i = l->first; i < l->end; i++)
		if (foot(l, i)->kind != FOOT_ARC && foot(l, i)->label.n > 0)
			note_label(l, (uint32_t)i);
	for (i = l->first; i < l->end; i++)
		switch (foot(l, i)->kind) {
		case FOOT_LOC:
			check_locator(l, foot(l, i));
			break;
		case FOOT_RESOURCE:
			check_footnote(l, foot(l, i));
			break;
		case FOOT_ARC:
			check_arc(l, i);
			break;
		}
}

void
validate_footnotes(const struct report *r, const struct validate_options *o,
    struct findings *fs)
{
	struct announced announced = announced_new(r);
	size_t at = 0;
	uint32_t i;

	(void)o;
	for (i = 0; i < r->footnote_links.n; i++) {
		struct link l = { .report = r, .findings = fs,
		    .announced = &announced, .first = at };

		while (at < r->footnotes.n && r->footnotes.v[at].link == i)
			at++;
		l.end = at;
		check_link(&l, i);
		table_free(&l.labels);
		table_free(&l.mixed);
		table_free(&l.pairs);
	}
	announced_free(&announced);
}
