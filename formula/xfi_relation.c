/*
 * xfi_relation.c: what a relationship says (function registry, 90508, 90509,
 * 90511 to 90514).
 *
 * Of an arc the image keeps what its effective relationship means.  It does
 * not keep use, which is "optional" in all of them, nor whether an order of 1
 * was written; of XLink's attributes it has the arcrole, and of the link the
 * role.
 */
#include "formula/xfi_navigate.h"

struct xp_item
xfi_relationship_item(const struct xfi_dts *d, uint32_t row)
{
	struct xp_item item = xp_integer((int64_t)d->number << 32 | row);

	item.type = XT_UNSIGNED_LONG;
	return item;
}

/* Networks have consecutive rows of relationships, in their order. */
const struct img_network *
xfi_network_of(const struct taxonomy *t, uint32_t relationship)
{
	uint32_t low = 0, high = taxonomy_count(t, SEC_NETWORKS), mid;
	const struct img_network *n;

	while (low < high) {
		mid = low + (high - low) / 2;
		n = taxonomy_network(t, mid);
		if (n->first + n->count <= relationship)
			low = mid + 1;
		else
			high = mid;
	}
	n = taxonomy_network(t, low);
	return n != NULL && relationship >= n->first &&
	    relationship - n->first < n->count ? n : NULL;
}

int
xfi_relationship(struct xp_eval *ev, const struct xp_seq *arg,
    struct xfi_dts *d, uint32_t *row, const struct img_network **network)
{
	int64_t number;

	if (!xp_int64(*xp_items(arg), &number) || number < 0 ||
	    number >> 32 > XFI_MAX_REPORTS)
		return xp_fail(ev, "XPTY0004", "this is no relationship");
	*row = (uint32_t)number;
	if (xfi_dts_numbered(ev, (uint32_t)(number >> 32), d) == -1)
		return xp_fail(ev, "XPTY0004", "this is no relationship");
	*network = xfi_network_of(d->t, *row);
	if (*network == NULL || taxonomy_relationship(d->t, *row) == NULL)
		return xp_fail(ev, "XPTY0004", "this is no relationship");
	return 0;
}

/* --- names --- */

static int
end_name(struct xp_eval *ev, const struct xp_seq *args, bool to,
    struct xp_seq *out)
{
	const struct img_relationship *r;
	const struct img_network *n;
	struct xfi_dts d;
	uint32_t row, node;

	if (xfi_relationship(ev, &args[0], &d, &row, &n) == -1)
		return -1;
	r = taxonomy_relationship(d.t, row);
	node = to ? r->to : r->from;
	if (NODE_KIND(node) != NODE_ELEMENT)
		return xp_fail(ev, "XPTY0004",
		    "the relationship has no concept there");
	return xfi_result(out, xfi_element_name(d.t, NODE_ROW(node),
	    ev->arena));
}

int
xfi_relationship_from_concept(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	(void)n_args;
	return end_name(ev, args, false, out);
}

int
xfi_relationship_to_concept(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	(void)n_args;
	return end_name(ev, args, true, out);
}

static int
element_name(struct xp_eval *ev, const struct xp_seq *args, bool link,
    struct xp_seq *out)
{
	const struct img_network *n;
	struct xfi_dts d;
	uint32_t row;

	if (xfi_relationship(ev, &args[0], &d, &row, &n) == -1)
		return -1;
	return xfi_result(out, xfi_name(d.t, link ? n->link : n->arc,
	    ev->arena));
}

int
xfi_relationship_name(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	(void)n_args;
	return element_name(ev, args, false, out);
}

int
xfi_relationship_link_name(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	(void)n_args;
	return element_name(ev, args, true, out);
}

/* --- attributes --- */

/* A text as a value of a built-in type; nothing where it is "". */
static int
built_in(struct xp_eval *ev, enum xp_type type, struct slice text,
    struct xp_seq *out)
{
	struct xp_error ignored = { .position = 0 };
	struct xp_item item = xp_text(XT_UNTYPED, text);

	if (text.n == 0)
		return 0;
	(void)xp_cast(item, type, ev->arena, &item, &ignored);
	return xfi_result(out, item);
}

/* The type row of the element of a name, or NONE. */
static uint32_t
type_of(const struct taxonomy *t, uint32_t name)
{
	const struct img_name *n = taxonomy_name(t, name);
	const struct img_element *e = n == NULL ? NULL :
	    taxonomy_element(t, n->element);

	return e == NULL ? NONE : e->type;
}

/* One of the rows of attributes of an element of a name. */
static int
kept_attribute(struct xp_eval *ev, const struct xfi_dts *d, uint32_t element,
    uint32_t first, uint32_t count, const struct xp_qname *q,
    struct xp_seq *out)
{
	uint32_t name = taxonomy_find_name(d->t, q->ns, q->local), i;
	const struct img_attribute *x;

	for (i = 0; name != NONE && i < count; i++) {
		x = taxonomy_attribute(d->t, first + i);
		if (x != NULL && x->name == name)
			return typing_attribute(d->typing,
			    type_of(d->t, element), x, ev->arena, out);
	}
	return 0;
}

/* Whether an arc is a presentation arc: others have gpl:preferredLabel. */
static bool
is_presentation(const struct taxonomy *t, const struct img_network *n)
{
	const struct img_name *name = taxonomy_name(t, n->arc);

	return name != NULL && taxonomy_text_is(t, name->ns, NS_LINK) &&
	    taxonomy_text_is(t, name->local, "presentationArc");
}

static int
plain_attribute(struct xp_eval *ev, const struct taxonomy *t,
    const struct img_network *n, const struct img_relationship *r,
    struct slice local, struct xp_seq *out)
{
	if (slice_is(local, "order"))
		return built_in(ev, XT_DECIMAL, taxonomy_text(t, r->order),
		    out);
	if (slice_is(local, "weight"))
		return built_in(ev, XT_DECIMAL, taxonomy_text(t, r->weight),
		    out);
	if (slice_is(local, "preferredLabel") && is_presentation(t, n))
		return built_in(ev, XT_ANYURI,
		    taxonomy_text(t, r->preferred), out);
	if (slice_is(local, "priority")) {
		if (out->n == 1 && out->u.one.type == XT_UNTYPED)
			return built_in(ev, XT_INTEGER,
			    xp_slice(out->u.one), out);
	}
	return 0;
}

static int
dimensional_attribute(struct xp_eval *ev, const struct taxonomy *t,
    const struct img_relationship *r, struct slice local, struct xp_seq *out)
{
	const char *context = r->flags & REL_SEGMENT ? "segment" :
	    r->flags & REL_SCENARIO ? "scenario" : "";

	if (slice_is(local, "closed") && (r->flags & REL_CLOSED) != 0)
		return xfi_result(out, xp_boolean(true));
	if (slice_is(local, "usable") && (r->flags & REL_UNUSABLE) != 0)
		return xfi_result(out, xp_boolean(false));
	if (slice_is(local, "contextElement"))
		return built_in(ev, XT_TOKEN, slice_of(context), out);
	if (slice_is(local, "targetRole"))
		return built_in(ev, XT_ANYURI,
		    taxonomy_text(t, r->target_role), out);
	return 0;
}

int
xfi_arc_attribute(struct xp_eval *ev, const struct xfi_dts *d,
    const struct img_network *n, const struct img_relationship *r,
    const struct xp_qname *q, struct xp_seq *out)
{
	*out = XP_EMPTY;
	if (kept_attribute(ev, d, n->arc, r->attributes, r->n_attributes, q,
	    out) == -1)
		return -1;
	if (q->ns.n == 0)
		return plain_attribute(ev, d->t, n, r, q->local, out);
	if (out->n > 0)
		return 0;
	if (slice_is(q->ns, NS_XBRLDT))
		return dimensional_attribute(ev, d->t, r, q->local, out);
	if (slice_is(q->ns, NS_XLINK) && slice_is(q->local, "arcrole"))
		return built_in(ev, XT_ANYURI, taxonomy_text(d->t,
		    n->arcrole), out);
	if (slice_is(q->ns, NS_XLINK) && slice_is(q->local, "type"))
		return built_in(ev, XT_STRING, SLICE("arc"), out);
	if ((slice_is(q->ns, NS_GPL) || slice_is(q->ns, NS_GPL_DRAFT)) &&
	    slice_is(q->local, "preferredLabel") && !is_presentation(d->t, n))
		return built_in(ev, XT_ANYURI,
		    taxonomy_text(d->t, r->preferred), out);
	return 0;
}

int
xfi_relationship_attribute(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	const struct img_network *n;
	struct xfi_dts d;
	uint32_t row;

	(void)n_args;
	if (xfi_relationship(ev, &args[0], &d, &row, &n) == -1)
		return -1;
	return xfi_arc_attribute(ev, &d, n, taxonomy_relationship(d.t, row),
	    xp_items(&args[1])->u.qname, out);
}

int
xfi_relationship_link_attribute(struct xp_eval *ev,
    const struct xp_seq *args, unsigned n_args, struct xp_seq *out)
{
	const struct xp_qname *q = xp_items(&args[1])->u.qname;
	const struct img_network *n;
	const struct img_link *link;
	struct xfi_dts d;
	uint32_t row;

	(void)n_args;
	*out = XP_EMPTY;
	if (xfi_relationship(ev, &args[0], &d, &row, &n) == -1)
		return -1;
	if (slice_is(q->ns, NS_XLINK))
		return slice_is(q->local, "role") ? built_in(ev, XT_ANYURI,
		    taxonomy_text(d.t, n->role), out) :
		    slice_is(q->local, "type") ? built_in(ev, XT_STRING,
		    SLICE("extended"), out) : 0;
	link = taxonomy_link(d.t, taxonomy_relationship(d.t, row)->link);
	return link == NULL ? 0 : kept_attribute(ev, &d, n->link,
	    link->attributes, link->n_attributes, q, out);
}
