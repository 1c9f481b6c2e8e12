/*
 * xfi_label.c: roles, labels and footnotes (function registry, 90501, 90503 to
 * 90506).
 */
#include <ctype.h>

#include "base/hash.h"
#include "formula/xfi_local.h"

#define ROLE_FOOTNOTE	"http://www.xbrl.org/2003/role/footnote"

/* "()" and "''" both mean the default. */
static struct slice
or_default(const struct xp_seq *arg, const char *otherwise)
{
	struct slice s = xp_arg_string(arg);

	return s.n == 0 ? slice_of(otherwise) : s;
}

/* --- languages --- */

static bool
starts_language(struct slice s, struct slice prefix)
{
	size_t i;

	if (s.n < prefix.n || (s.n > prefix.n && s.s[prefix.n] != '-'))
		return false;
	for (i = 0; i < prefix.n; i++)
		if (tolower((unsigned char)s.s[i]) !=
		    tolower((unsigned char)prefix.s[i]))
			return false;
	return true;
}

/* How well a language serves a wish: 0 not at all; most where it is the very
 * same, else the more of its parts agree, else where it is a part of it. */
static size_t
language_fit(struct slice wish, struct slice have)
{
	if (wish.n == have.n && starts_language(wish, have))
		return SIZE_MAX;
	if (have.n > 0 && starts_language(wish, have))
		return 1 + have.n;
	return wish.n > 0 && starts_language(have, wish) ? 1 : 0;
}

/* --- labels --- */

struct label_wish {
	const struct taxonomy *t;
	struct slice role, lang;
	const struct img_resource *best;
	size_t fit;
};

static void
consider(struct label_wish *w, const struct img_relationship *r)
{
	const struct img_resource *x;
	size_t fit;

	if (r == NULL || NODE_KIND(r->to) != NODE_RESOURCE)
		return;
	x = taxonomy_resource(w->t, NODE_ROW(r->to));
	if (x == NULL || !slice_eq(taxonomy_text(w->t, x->role), w->role))
		return;
	fit = language_fit(w->lang, taxonomy_text(w->t, x->lang));
	if (fit > w->fit) {
		w->fit = fit;
		w->best = x;
	}
}

int
xfi_concept_label(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	struct label_wish w = { .role = or_default(&args[2], ROLE_LABEL),
	    .lang = xp_arg_string(&args[3]) };
	struct slice link = or_default(&args[1], ROLE_LINK);
	uint32_t element, n, first, count, i;
	struct xfi_dts d;

	if (xfi_dts(ev, args, n_args, 4, &d) == -1)
		return -1;
	w.t = d.t;
	element = xfi_element(&d, &args[0]);
	for (n = NONE; element != NONE && (n = taxonomy_next_network(d.t, n,
	    SLICE(ARCROLE_CONCEPT_LABEL), link)) != NONE;) {
		taxonomy_from(d.t, n, NODE(NODE_ELEMENT, element), &first,
		    &count);
		for (i = 0; i < count; i++)
			consider(&w, taxonomy_relationship(d.t, first + i));
	}
	return xfi_result(out, xp_string(w.best == NULL ? SLICE("") :
	    taxonomy_text(d.t, w.best->text)));
}

/* --- roles --- */

static int
definition(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    bool arcrole, struct xp_seq *out)
{
	const struct img_role *r;
	struct xfi_dts d;
	struct slice uri = xp_arg_string(&args[0]);

	*out = XP_EMPTY;
	if (xfi_dts(ev, args, n_args, 1, &d) == -1)
		return -1;
	r = arcrole ? taxonomy_arcrole(d.t, taxonomy_find_arcrole(d.t, uri)) :
	    taxonomy_role(d.t, taxonomy_find_role(d.t, uri));
	if (r != NULL && r->definition.len > 0)
		*out = xp_one(xp_string(taxonomy_text(d.t, r->definition)));
	return 0;
}

int
xfi_arcrole_definition(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	return definition(ev, args, n_args, true, out);
}

int
xfi_role_definition(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	return definition(ev, args, n_args, false, out);
}

/* Adds a role that is not there yet. */
static void
add_role(struct xp_eval *ev, struct slice role, struct xp_seq *out)
{
	uint32_t i;

	for (i = 0; i < out->n; i++)
		if (slice_eq(xp_slice(xp_items(out)[i]), role))
			return;
	xp_add(out, xp_text(XT_ANYURI, role), ev->arena);
}

/* Those of a report's own footnote links. */
static int
footnote_roles(struct xp_eval *ev, const struct report *r,
    struct slice arcrole, struct xp_seq *out)
{
	uint32_t last = NONE;
	size_t i;

	for (i = 0; i < r->footnotes.n; i++) {
		const struct foot *f = &r->footnotes.v[i];

		if (f->kind != FOOT_ARC || f->link == last ||
		    !slice_eq(f->role, arcrole))
			continue;
		last = f->link;
		if (xp_spend(ev, 1 + out->n) == -1)
			return -1;
		add_role(ev, r->footnote_links.v[last].role, out);
	}
	return xp_spend(ev, r->footnotes.n);
}

int
xfi_linkbase_link_roles(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	struct slice arcrole = xp_arg_string(&args[0]);
	struct xfi_dts d;
	uint32_t n;

	*out = XP_EMPTY;
	if (xfi_dts(ev, args, n_args, 1, &d) == -1)
		return -1;
	for (n = NONE; arcrole.n > 0 && (n = taxonomy_next_network(d.t, n,
	    arcrole, SLICE_NONE)) != NONE;) {
		if (xp_spend(ev, 1 + out->n) == -1)
			return -1;
		add_role(ev, taxonomy_text(d.t, taxonomy_network(d.t,
		    n)->role), out);
	}
	return d.number == 0 ? 0 : footnote_roles(ev,
	    xfi_host(ev)->reports.v[d.number - 1]->report, arcrole, out);
}

/* --- footnotes (XBRL 2.1, 4.11) --- */

struct foot_wish {
	const struct xfi_report *of;
	uint32_t     fact;
	struct slice link, arcrole, role, lang;
};

/* Whether a locator of the arc's link with the arc's xlink:from is of the fact,
 * between the rows of that link. */
static bool
starts_at(const struct report *r, size_t first, size_t end,
    struct slice label, uint32_t fact)
{
	size_t i;

	for (i = first; i < end; i++) {
		const struct foot *f = &r->footnotes.v[i];

		if (f->kind == FOOT_LOC && f->fact == fact &&
		    slice_eq(f->label, label))
			return true;
	}
	return false;
}

static bool
is_prohibited(const struct foot *arc)
{
	return arc->use.s != NULL &&
	    slice_is(slice_trim(arc->use), "prohibited");
}

/* The priority of an arc; what is no number is 0, the default. */
static int64_t
priority_of(const struct foot *arc)
{
	struct slice s = arc->priority.s == NULL ? SLICE("") :
	    slice_trim(arc->priority);
	bool negative = s.n > 0 && s.s[0] == '-';
	int64_t n = 0;

	for (s = slice_from(s, negative); s.n > 0 && s.s[0] >= '0' &&
	    s.s[0] <= '9' && n < INT64_MAX / 100; s = slice_from(s, 1))
		n = n * 10 + (s.s[0] - '0');
	return negative ? -n : n;
}

/* Whether another arc of the link prohibits one (3.5.3.9.7.5). */
static bool
is_overruled(const struct foot_wish *w, size_t first, size_t end,
    const struct foot *arc)
{
	const struct report *r = w->of->report;
	size_t i;

	for (i = first; i < end; i++) {
		const struct foot *f = &r->footnotes.v[i];

		if (f->kind == FOOT_ARC && is_prohibited(f) &&
		    slice_eq(f->role, arc->role) &&
		    slice_eq(f->to, arc->to) &&
		    priority_of(f) >= priority_of(arc) &&
		    starts_at(r, first, end, f->from, w->fact))
			return true;
	}
	return false;
}

/* The footnotes of one arc. */
static void
add_footnotes(struct xp_eval *ev, const struct foot_wish *w, size_t first,
    size_t end, const struct foot *arc, struct xp_seq *out)
{
	const struct report *r = w->of->report;
	size_t i;

	for (i = first; i < end; i++) {
		const struct foot *f = &r->footnotes.v[i];
		struct xp_item node;

		if (f->kind != FOOT_RESOURCE ||
		    !slice_eq(f->label, arc->to) ||
		    !slice_eq(f->role.s == NULL ? SLICE("") : f->role,
		    w->role) ||
		    language_fit(w->lang, report_string(r, f->lang)) == 0)
			continue;
		node = xfi_item(w->of, f->node);
		xp_add(out, xp_string(xp_node_string(xp_tree_of(ev, node),
		    node, ev->arena)), ev->arena);
	}
}

/* The arcs of one link: rows first to end. */
static int
link_footnotes(struct xp_eval *ev, const struct foot_wish *w, size_t first,
    size_t end, struct xp_seq *out)
{
	const struct report *r = w->of->report;
	size_t i;

	for (i = first; i < end; i++) {
		const struct foot *arc = &r->footnotes.v[i];

		if (arc->kind != FOOT_ARC || is_prohibited(arc) ||
		    !slice_eq(arc->role, w->arcrole))
			continue;
		if (xp_spend(ev, end - first) == -1)
			return -1;
		if (starts_at(r, first, end, arc->from, w->fact) &&
		    !is_overruled(w, first, end, arc))
			add_footnotes(ev, w, first, end, arc, out);
	}
	return 0;
}

int
xfi_fact_footnotes(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	struct foot_wish w = { .link = or_default(&args[1], ROLE_LINK),
	    .arcrole = or_default(&args[2], ARCROLE_FACT_FOOTNOTE),
	    .role = or_default(&args[3], ROLE_FOOTNOTE),
	    .lang = xp_arg_string(&args[4]) };
	struct xfi_node n = xfi_node(xfi_host(ev), *xp_items(&args[0]));
	const struct report *r;
	size_t i, end;

	(void)n_args;
	*out = XP_EMPTY;
	if (n.kind != XFI_ITEM && n.kind != XFI_TUPLE)
		return xp_fail(ev, "XPTY0004", "a fact is wanted");
	w.of = n.of;
	w.fact = n.row;
	r = n.of->report;
	for (i = 0; i < r->footnotes.n; i = end) {
		for (end = i + 1; end < r->footnotes.n &&
		    r->footnotes.v[end].link == r->footnotes.v[i].link; end++)
			;
		if (slice_eq(r->footnote_links.v[r->footnotes.v[i].link].role,
		    w.link) && link_footnotes(ev, &w, i, end, out) == -1)
			return -1;
	}
	return 0;
}
