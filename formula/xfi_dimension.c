/*
 * xfi_dimension.c: the dimensions of an item (function registry, 90300, 90301,
 * 90306 to 90312, 90403; Dimensions 1.0, 3).
 *
 * A default counts where the dimension is not reported for the item, whether
 * or not a hypercube would let it; what asks of the segment, or the scenario,
 * wants a hypercube of the item's concept there that has the dimension.
 */
#include "formula/xfi_equal.h"
#include "formula/xfi_local.h"

/* Where a value may stand. */
#define IN_SEGMENT	1
#define IN_SCENARIO	2
#define ANYWHERE	(IN_SEGMENT | IN_SCENARIO)

/* An item, a dimension of its DTS, and what the item says of it. */
struct asked {
	struct xfi_node item;		/* its row is the context's */
	const struct taxonomy *t;
	uint32_t concept;
	uint32_t dimension;
	const struct dimension *value;	/* NULL: it is not reported */
};

static const struct dimension *
reported(const struct xfi_node *context, uint32_t dimension)
{
	return report_dimension(context->of->report,
	    xfi_context_row(context), dimension);
}

/* The dimension of a QName, explicit or typed; NONE with an error. */
static uint32_t
dimension_of(struct xp_eval *ev, const struct taxonomy *t,
    const struct xp_seq *arg, bool typed)
{
	const struct xp_qname *q = xp_items(arg)->u.qname;
	uint32_t row = t == NULL ? NONE :
	    taxonomy_find_element(t, q->ns, q->local);
	const struct img_element *e = t == NULL ? NULL :
	    taxonomy_element(t, row);

	if (e != NULL && e->kind == EL_DIMENSION &&
	    ((e->flags & EL_TYPED) != 0) == typed)
		return row;
	(void)xfi_fail(ev, typed ? "invalidTypedDimensionQName" :
	    "invalidExplicitDimensionQName", "{%.*s}%.*s is no %s dimension "
	    "of the taxonomy", SLICE_ARG(q->ns), SLICE_ARG(q->local),
	    typed ? "typed" : "explicit");
	return NONE;
}

static int
ask(struct xp_eval *ev, const struct xp_seq *args, bool typed,
    struct asked *q)
{
	if (xfi_want(ev, &args[0], XFI_ITEM, &q->item) == -1)
		return -1;
	q->concept = xfi_fact_row(&q->item)->element;
	if (xfi_want_context(ev, &args[0], &q->item) == -1)
		return -1;
	q->t = q->item.of->report->taxonomy;
	q->dimension = dimension_of(ev, q->t, &args[1], typed);
	if (q->dimension == NONE)
		return -1;
	q->value = reported(&q->item, q->dimension);
	return 0;
}

static bool
cube_has(const struct taxonomy *t, const struct img_cube *c,
    uint32_t dimension)
{
	const struct img_cube_dimension *x;
	uint32_t i;

	for (i = 0; i < c->n_dimensions; i++) {
		x = taxonomy_cube_dimension(t, c->dimensions + i);
		if (x != NULL && x->dimension == dimension)
			return true;
	}
	return false;
}

/* Whether a hypercube of the concept has the dimension in that place. */
static bool
is_expected(const struct asked *q, unsigned where)
{
	uint32_t first, count, i, k;

	taxonomy_primaries(q->t, q->concept, &first, &count);
	for (i = 0; i < count; i++) {
		const struct img_primary *p =
		    taxonomy_primary(q->t, first + i);

		for (k = 0; p != NULL && k < p->n_cubes; k++) {
			const struct img_cube *c = taxonomy_cube(q->t,
			    taxonomy_primary_cube(q->t, p->cubes + k));

			if (c != NULL && !c->not_all && where ==
			    (c->segment ? IN_SEGMENT : IN_SCENARIO) &&
			    cube_has(q->t, c, q->dimension))
				return true;
		}
	}
	return false;
}

/* The member that the item has in a place, its default too; NONE. */
static uint32_t
member_in(const struct asked *q, unsigned where)
{
	if (q->value == NULL)
		return where == ANYWHERE || is_expected(q, where) ?
		    taxonomy_default_member(q->t, q->dimension) : NONE;
	return where & (q->value->in_segment ? IN_SEGMENT : IN_SCENARIO) ?
	    q->value->member : NONE;
}

/* --- explicit dimensions --- */

static int
explicit_value(struct xp_eval *ev, const struct xp_seq *args, unsigned where,
    struct xp_seq *out)
{
	struct asked q;
	uint32_t member;

	*out = XP_EMPTY;
	if (ask(ev, args, false, &q) == -1)
		return -1;
	if ((member = member_in(&q, where)) != NONE)
		*out = xp_one(xfi_element_name(q.t, member, ev->arena));
	return 0;
}

#define EXPLICIT_VALUE(name, where)					\
	int								\
	name(struct xp_eval *ev, const struct xp_seq *args, unsigned n,	\
	    struct xp_seq *out)						\
	{								\
		(void)n;						\
		return explicit_value(ev, args, where, out);		\
	}

EXPLICIT_VALUE(xfi_fact_explicit_dimension_value, ANYWHERE)
EXPLICIT_VALUE(xfi_fact_explicit_segment_dimension_value, IN_SEGMENT)
EXPLICIT_VALUE(xfi_fact_explicit_scenario_dimension_value, IN_SCENARIO)

int
xfi_fact_has_explicit_dimension(struct xp_eval *ev,
    const struct xp_seq *args, unsigned n_args, struct xp_seq *out)
{
	struct asked q;

	(void)n_args;
	if (ask(ev, args, false, &q) == -1)
		return -1;
	return xfi_result(out, xp_boolean(member_in(&q, ANYWHERE) != NONE));
}

int
xfi_fact_has_explicit_dimension_value(struct xp_eval *ev,
    const struct xp_seq *args, unsigned n_args, struct xp_seq *out)
{
	const struct xp_qname *name = xp_items(&args[2])->u.qname;
	struct asked q;
	uint32_t member, wanted;

	(void)n_args;
	if (ask(ev, args, false, &q) == -1)
		return -1;
	member = member_in(&q, ANYWHERE);
	wanted = taxonomy_find_element(q.t, name->ns, name->local);
	return xfi_result(out, xp_boolean(member != NONE &&
	    member == wanted));
}

/* --- typed dimensions --- */

int
xfi_fact_has_typed_dimension(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	struct asked q;

	(void)n_args;
	if (ask(ev, args, true, &q) == -1)
		return -1;
	return xfi_result(out, xp_boolean(q.value != NULL));
}

/* The typedMember of a dimension among the children of a node; NONE. */
static uint32_t
typed_member(struct xp_eval *ev, const struct xfi_report *x, uint32_t node,
    const struct xp_qname *dimension)
{
	struct xp_item at = xfi_item(x, node);
	const struct xp_tree *t = xp_tree_of(ev, at);
	struct slice name, prefix, ns;
	const char *colon;
	uint32_t i;

	if (node == 0 || node >= t->n_rows)
		return NONE;
	for (i = node + 1; i < t->rows[node].end; i = t->rows[i].end) {
		if (!xfi_is_element(ev, xfi_item(x, i), NS_XBRLDI,
		    "typedMember"))
			continue;
		name = xp_tree_attribute(t, i, NULL, "dimension");
		name = name.s == NULL ? SLICE("") : slice_trim(name);
		colon = name.n == 0 ? NULL : memchr(name.s, ':', name.n);
		prefix = (struct slice){ name.s, colon == NULL ? 0 :
		    (size_t)(colon - name.s) };
		if (colon != NULL)
			name = slice_from(name, prefix.n + 1);
		ns = xp_tree_namespace(t, i, prefix);
		if (slice_eq(name, dimension->local) &&
		    slice_eq(ns, dimension->ns))
			return i;
	}
	return NONE;
}

static uint32_t
member_node(struct xp_eval *ev, const struct xfi_node *n,
    const struct dimension *x, const struct xp_qname *q)
{
	const struct context_nodes *nodes = &xfi_context_row(n)->nodes;

	return typed_member(ev, n->of, x->in_segment ? nodes->segment :
	    nodes->scenario, q);
}

int
xfi_fact_typed_dimension_value(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	struct asked q;
	uint32_t row;

	(void)n_args;
	*out = XP_EMPTY;
	if (ask(ev, args, true, &q) == -1)
		return -1;
	if (q.value == NULL)
		return 0;
	row = member_node(ev, &q.item, q.value, xp_items(&args[1])->u.qname);
	if (row != NONE)
		*out = xp_one(xfi_item(q.item.of, row));
	return 0;
}

/* --- all dimensions of an item --- */

static void
add_name(struct xp_eval *ev, const struct taxonomy *t, uint32_t element,
    struct xp_seq *out)
{
	xp_add(out, xfi_element_name(t, element, ev->arena), ev->arena);
}

static int
reported_dimensions(struct xp_eval *ev, const struct xfi_node *n, bool typed,
    struct xp_seq *out)
{
	const struct report *r = n->of->report;
	const struct context *c = xfi_context_row(n);
	uint32_t i;

	for (i = 0; i < c->n_dimensions; i++) {
		const struct dimension *x =
		    &r->dimensions.v[c->dimensions + i];

		if (x->is_typed == typed && x->element != NONE)
			add_name(ev, r->taxonomy, x->element, out);
	}
	return xp_spend(ev, c->n_dimensions);
}

int
xfi_fact_explicit_dimensions(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	const struct img_default *x;
	const struct taxonomy *t;
	struct xfi_node n;
	uint32_t i;

	(void)n_args;
	*out = XP_EMPTY;
	if (xfi_want_context(ev, &args[0], &n) == -1)
		return -1;
	if ((t = n.of->report->taxonomy) == NULL)
		return 0;
	if (reported_dimensions(ev, &n, false, out) == -1)
		return -1;
	for (i = 0; i < taxonomy_count(t, SEC_DEFAULTS); i++) {
		x = taxonomy_default(t, i);
		if (x != NULL && reported(&n, x->dimension) == NULL)
			add_name(ev, t, x->dimension, out);
	}
	return xp_spend(ev, taxonomy_count(t, SEC_DEFAULTS));
}

int
xfi_fact_typed_dimensions(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	struct xfi_node n;

	(void)n_args;
	*out = XP_EMPTY;
	if (xfi_want_context(ev, &args[0], &n) == -1)
		return -1;
	return n.of->report->taxonomy == NULL ? 0 :
	    reported_dimensions(ev, &n, true, out);
}

/* --- s-equal2 (Dimensions 1.0, 2.6) --- */

/* Typed values, by their elements. */
static int
same_typed(struct xp_eval *ev, const struct xfi_node *a,
    const struct dimension *x, const struct xfi_node *b,
    const struct dimension *y, const struct xp_qname *q)
{
	uint32_t m, n;

	if (x == y)
		return 1;
	m = member_node(ev, a, x, q);
	n = member_node(ev, b, y, q);
	return m == NONE || n == NONE ? 0 : xfi_nodes_s_equal(ev,
	    xfi_item(a->of, m), xfi_item(b->of, n));
}

/* Whether two items of one report, or two, say the same of a dimension. */
static int
same_value(struct xp_eval *ev, const struct xfi_node *a,
    const struct xfi_node *b, const struct xp_qname *q)
{
	const struct report *r = a->of->report, *s = b->of->report;
	uint32_t d = r->taxonomy == NULL ? NONE :
	    taxonomy_find_element(r->taxonomy, q->ns, q->local);
	uint32_t e = s->taxonomy == NULL ? NONE :
	    taxonomy_find_element(s->taxonomy, q->ns, q->local);
	const struct dimension *x = d == NONE ? NULL : reported(a, d);
	const struct dimension *y = e == NONE ? NULL : reported(b, e);
	uint32_t m, n;

	if ((x != NULL && x->is_typed) || (y != NULL && y->is_typed))
		return x == NULL || y == NULL || x->is_typed != y->is_typed ?
		    0 : same_typed(ev, a, x, b, y, q);
	m = x != NULL ? x->member : d == NONE ? NONE :
	    taxonomy_default_member(r->taxonomy, d);
	n = y != NULL ? y->member : e == NONE ? NONE :
	    taxonomy_default_member(s->taxonomy, e);
	if (m == NONE || n == NONE)
		return m == n;
	return slice_eq(taxonomy_element_local(r->taxonomy, m),
	    taxonomy_element_local(s->taxonomy, n)) &&
	    slice_eq(taxonomy_element_ns(r->taxonomy, m),
	    taxonomy_element_ns(s->taxonomy, n));
}

int
xfi_fact_dimension_s_equal2(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	struct xfi_node a, b;
	int same;

	(void)n_args;
	if (xfi_want_context(ev, &args[0], &a) == -1 ||
	    xfi_want_context(ev, &args[1], &b) == -1)
		return -1;
	same = same_value(ev, &a, &b, xp_items(&args[2])->u.qname);
	return same == -1 ? -1 : xfi_result(out, xp_boolean(same == 1));
}
