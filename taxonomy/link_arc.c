/*
 * link_arc.c: arcs (XBRL 2.1, 3.5.3.9) with every attribute that is none of
 * XLink's: those that the engine knows in fields, all others as they are.
 */
#include "taxonomy/formulas.h"

#include "base/uri.h"

/* --- attributes that the engine knows --- */

/* 3.5.3.9.5, 3.5.3.9.7.2, 5.2.5.2.1: the row of a decimal; `absent` where
 * there is none, `absent` and a finding where it is no decimal. */
static uint32_t
number(struct link_reader *r, const xmlNode *n, const char *local,
    bool integer, uint32_t absent, enum finding_code code)
{
	struct slice v = xml_attr(n, NULL, local, r->scratch);
	uint32_t row;
	struct finding *f;

	if (v.s == NULL)
		return absent;
	if (!integer || memchr(v.s, '.', v.n) == NULL) {
		row = link_number(r->set, r->d, v);
		if (row != NONE)
			return row;
	}
	f = finding_add(r->d->findings, code, link_here(r, n));
	finding_arg(f, "value", v);
	return absent;
}

/* 5.2.5.2.1: not zero. */
static void
check_weight(struct link_reader *r, const xmlNode *n,
    const struct link_arc *a)
{
	if (a->weight != NONE && xml_is(n, NS_LINK, "calculationArc") &&
	    dec_sign(r->set->numbers.v[a->weight].value) == 0)
		(void)finding_add(r->d->findings,
		    F_xbrl_5_2_5_2_1_WeightZero, link_here(r, n));
}

/* 3.5.3.9.7.1 */
static uint32_t
read_use(struct link_reader *r, const xmlNode *n)
{
	struct slice v = xml_attr(n, NULL, "use", r->scratch);
	struct finding *f;

	if (v.s == NULL || slice_is(slice_trim(v), "optional"))
		return 0;
	if (slice_is(slice_trim(v), "prohibited"))
		return ARC_PROHIBITED;
	f = finding_add(r->d->findings, F_xbrl_3_5_3_9_7_1_Use,
	    link_here(r, n));
	finding_arg(f, "value", v);
	return 0;
}

/* A boolean of the xbrldt schema: -1 absent or wrong. */
static int
boolean(struct link_reader *r, const xmlNode *n, const char *local,
    const char *name)
{
	struct slice v = xml_attr(n, NS_XBRLDT, local, r->scratch);
	struct slice t = slice_trim(v);

	if (v.s == NULL)
		return -1;
	if (slice_is(t, "true") || slice_is(t, "1"))
		return 1;
	if (slice_is(t, "false") || slice_is(t, "0"))
		return 0;
	link_bad_value(r, n, name, v);
	return -1;
}

/* Dimensions 1.0, 2.3 to 2.5. */
static void
read_dimensional(struct link_reader *r, const xmlNode *n, struct link_arc *a)
{
	int closed = boolean(r, n, "closed", "xbrldt:closed");
	int usable = boolean(r, n, "usable", "xbrldt:usable");
	struct slice where = xml_attr(n, NS_XBRLDT, "contextElement",
	    r->scratch);
	struct slice role = slice_trim(xml_attr(n, NS_XBRLDT, "targetRole",
	    r->scratch));

	if (closed != -1)
		a->flags |= ARC_HAS_CLOSED | (closed ? ARC_CLOSED : 0);
	if (usable != -1)
		a->flags |= ARC_HAS_USABLE | (usable ? 0 : ARC_UNUSABLE);
	if (slice_is(slice_trim(where), "segment"))
		a->flags |= ARC_SEGMENT;
	else if (slice_is(slice_trim(where), "scenario"))
		a->flags |= ARC_SCENARIO;
	else if (where.s != NULL) {
		a->flags |= ARC_SEGMENT | ARC_SCENARIO;
		link_bad_value(r, n, "xbrldt:contextElement", where);
	}
	if (uri_is_any(role))
		a->target_role = dts_string(r->d, role);
	else
		link_bad_value(r, n, "xbrldt:targetRole", role);
}

/* 5.2.4.2.1; Generic Preferred Label 1.0. */
static void
read_preferred(struct link_reader *r, const xmlNode *n, struct link_arc *a)
{
	struct slice v = xml_attr(n, NULL, "preferredLabel", r->scratch);

	if (v.s == NULL) {
		v = xml_attr(n, NS_GPL, "preferredLabel", r->scratch);
		if (v.s == NULL)
			v = xml_attr(n, NS_GPL_DRAFT, "preferredLabel",
			    r->scratch);
		if (v.s != NULL)
			a->flags |= ARC_GPL;
	}
	a->preferred = dts_string(r->d, slice_trim(v));
}

/* --- all others --- */

static bool
is_known(const char *ns, const char *local, uint32_t flags)
{
	static const char *const plain[] = {
		"order", "use", "weight", "preferredLabel", NULL
	};
	static const char *const dimensional[] = {
		"closed", "usable", "contextElement", "targetRole", NULL
	};
	const char *const *list;

	if (ns == NULL)
		list = plain;
	else if (strcmp(ns, NS_XLINK) == 0 || strcmp(ns, NS_XSI) == 0)
		return true;
	else if (strcmp(ns, NS_XBRLDT) == 0)
		list = dimensional;
	else
		return (flags & ARC_GPL) != 0 &&
		    (strcmp(ns, NS_GPL) == 0 ||
		    strcmp(ns, NS_GPL_DRAFT) == 0);
	for (; *list != NULL; list++)
		if (strcmp(*list, local) == 0)
			return true;
	return false;
}

static void
keep_attributes(struct link_reader *r, const xmlNode *n, struct link_arc *a)
{
	const xmlAttr *x;

	a->attributes = (uint32_t)r->d->attributes.n;
	for (x = n->properties; x != NULL; x = x->next) {
		if (is_known(x->ns == NULL ? NULL :
		    (const char *)x->ns->href, (const char *)x->name,
		    a->flags) || a->n_attributes == UINT16_MAX)
			continue;
		dts_attribute(r->d, n, x, r->scratch);
		a->n_attributes++;
	}
}

void
link_read_arc(struct link_reader *r, uint32_t link, xmlNode *n)
{
	struct slice ns = n->ns == NULL ? SLICE("") :
	    slice_of((const char *)n->ns->href);
	struct slice local = slice_of((const char *)n->name);
	struct link_arc a = { .link = link, .line = xml_line(n) };

	a.name = dts_name(r->d, ns, local);
	a.arcrole = dts_string(r->d, slice_trim(xml_attr(n, NS_XLINK,
	    "arcrole", r->scratch)));
	a.from = intern_add(r->labels, slice_trim(xml_attr(n, NS_XLINK,
	    "from", r->scratch)));
	a.to = intern_add(r->labels, slice_trim(xml_attr(n, NS_XLINK, "to",
	    r->scratch)));
	a.order = number(r, n, "order", false, NUMBER_ONE,
	    F_xbrl_3_5_3_9_5_Order);
	a.priority = number(r, n, "priority", true, NUMBER_ZERO,
	    F_xbrl_3_5_3_9_7_2_Priority);
	a.weight = number(r, n, "weight", false, NONE,
	    F_xbrl_5_2_5_2_1_Weight);
	a.flags = read_use(r, n) |
	    (link_is_standard_arc(ns, local) ? ARC_STANDARD : 0);
	check_weight(r, n, &a);
	read_dimensional(r, n, &a);
	read_preferred(r, n, &a);
	keep_attributes(r, n, &a);
	formula_read_arc(r, n, (uint32_t)r->set->arcs.n);
	VEC_PUSH(&r->set->arcs, a);
}
