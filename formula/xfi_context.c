/*
 * xfi_context.c: contexts and their parts (function registry, 80101, 80120 to
 * 80143, 90304, 90305; XBRL 2.1, 4.7).  Nodes of these are known by their
 * numbers; only what stands in a segment or scenario asks the tree.
 */
#include "formula/xfi_local.h"

/* --- from one node to another --- */

/* A part of the context of a node: entity, period, …, or the context. */
enum part { CONTEXT, ENTITY, IDENTIFIER, SEGMENT, PERIOD, SCENARIO };

static uint32_t
part_node(const struct context_nodes *n, enum part part)
{
	switch (part) {
	case CONTEXT:
		return n->context;
	case ENTITY:
		return n->entity;
	case IDENTIFIER:
		return n->identifier;
	case SEGMENT:
		return n->segment;
	case PERIOD:
		return n->period;
	case SCENARIO:
		return n->scenario;
	}
	return 0;
}

/* The part as result; none where it is not there and may be missing. */
static int
give(struct xp_eval *ev, const struct xfi_node *n, enum part part,
    bool optional, struct xp_seq *out)
{
	uint32_t node = part_node(&xfi_context_row(n)->nodes, part);

	*out = XP_EMPTY;
	if (node != 0)
		*out = xp_one(xfi_item(n->of, node));
	else if (!optional)
		return xp_fail(ev, "XPTY0004", "the context lacks a part");
	return 0;
}

static int
of_item(struct xp_eval *ev, const struct xp_seq *args, enum part part,
    bool optional, struct xp_seq *out)
{
	struct xfi_node n;

	return xfi_want_context(ev, &args[0], &n) == -1 ? -1 :
	    give(ev, &n, part, optional, out);
}

static int
of_part(struct xp_eval *ev, const struct xp_seq *args, enum xfi_kind kind,
    enum part part, bool optional, struct xp_seq *out)
{
	struct xfi_node n;

	return xfi_want(ev, &args[0], kind, &n) == -1 ? -1 :
	    give(ev, &n, part, optional, out);
}

#define OF_ITEM(name, part, optional)					\
	int								\
	name(struct xp_eval *ev, const struct xp_seq *args, unsigned n,	\
	    struct xp_seq *out)						\
	{								\
		(void)n;						\
		return of_item(ev, args, part, optional, out);		\
	}
#define OF_PART(name, kind, part, optional)				\
	int								\
	name(struct xp_eval *ev, const struct xp_seq *args, unsigned n,	\
	    struct xp_seq *out)						\
	{								\
		(void)n;						\
		return of_part(ev, args, kind, part, optional, out);	\
	}

OF_ITEM(xfi_context, CONTEXT, false)
OF_ITEM(xfi_period, PERIOD, false)
OF_ITEM(xfi_entity, ENTITY, false)
OF_ITEM(xfi_identifier, IDENTIFIER, false)
OF_ITEM(xfi_segment, SEGMENT, true)
OF_ITEM(xfi_scenario, SCENARIO, true)
OF_PART(xfi_context_period, XFI_CONTEXT, PERIOD, false)
OF_PART(xfi_context_entity, XFI_CONTEXT, ENTITY, false)
OF_PART(xfi_context_identifier, XFI_CONTEXT, IDENTIFIER, false)
OF_PART(xfi_entity_identifier, XFI_ENTITY, IDENTIFIER, false)
OF_PART(xfi_entity_segment, XFI_ENTITY, SEGMENT, true)
OF_PART(xfi_context_segment, XFI_CONTEXT, SEGMENT, true)
OF_PART(xfi_context_scenario, XFI_CONTEXT, SCENARIO, true)

/* --- the identifier --- */

static int
identifier(const struct xfi_node *n, bool scheme, struct xp_seq *out)
{
	const struct report *r = n->of->report;
	uint32_t row = xfi_context_row(n)->entity;
	const struct entity *e = row < r->entities.n ? &r->entities.v[row] :
	    NULL;

	if (e == NULL)
		return xfi_result(out, xp_text(scheme ? XT_ANYURI : XT_TOKEN,
		    SLICE("")));
	return xfi_result(out, scheme ? xp_text(XT_ANYURI, e->scheme) :
	    xp_text(XT_TOKEN, e->identifier));
}

int
xfi_identifier_value(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	struct xfi_node n;

	(void)n_args;
	return xfi_want(ev, &args[0], XFI_IDENTIFIER, &n) == -1 ? -1 :
	    identifier(&n, false, out);
}

int
xfi_identifier_scheme(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	struct xfi_node n;

	(void)n_args;
	return xfi_want(ev, &args[0], XFI_IDENTIFIER, &n) == -1 ? -1 :
	    identifier(&n, true, out);
}

int
xfi_fact_identifier_value(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	struct xfi_node n;

	(void)n_args;
	return xfi_want_context(ev, &args[0], &n) == -1 ? -1 :
	    identifier(&n, false, out);
}

int
xfi_fact_identifier_scheme(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	struct xfi_node n;

	(void)n_args;
	return xfi_want_context(ev, &args[0], &n) == -1 ? -1 :
	    identifier(&n, true, out);
}

/* --- what is no dimension in a segment or scenario --- */

static bool
is_member(const struct xp_qname *name)
{
	return slice_is(name->ns, NS_XBRLDI) &&
	    (slice_is(name->local, "explicitMember") ||
	    slice_is(name->local, "typedMember"));
}

static int
remainder_of(struct xp_eval *ev, const struct xp_seq *args, enum part part,
    struct xp_seq *out)
{
	const struct xp_tree *t;
	struct xp_item item;
	struct xfi_node n;
	uint32_t node, row;

	*out = XP_EMPTY;
	if (xfi_want_context(ev, &args[0], &n) == -1)
		return -1;
	if ((node = part_node(&xfi_context_row(&n)->nodes, part)) == 0)
		return 0;
	item = xfi_item(n.of, node);
	t = xp_tree_of(ev, item);
	if (node >= t->n_rows)
		return 0;
	for (row = node + 1; row < t->rows[node].end; row = t->rows[row].end)
		if (t->rows[row].kind == XK_ELEMENT &&
		    !is_member(&t->names[t->rows[row].name]))
			xp_add(out, xfi_item(n.of, row), ev->arena);
	return 0;
}

int
xfi_fact_segment_remainder(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	(void)n_args;
	return remainder_of(ev, args, SEGMENT, out);
}

int
xfi_fact_scenario_remainder(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	(void)n_args;
	return remainder_of(ev, args, SCENARIO, out);
}
