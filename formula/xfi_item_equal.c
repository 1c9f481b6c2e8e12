/*
 * xfi_item_equal.c: equality of items and tuples (function registry, 80202 to
 * 80204, 80207 to 80209, 80211 to 80216; XBRL 2.1, 4.10), by their rows.
 */
#include "formula/xfi_local.h"
#include "formula/xfi_equal.h"
#include "ingest/equal.h"

#define MAX_DEPTH	256	/* of tuples in tuples */

#define EQUAL_C	1
#define EQUAL_U	2
#define EQUAL_V	4
#define EQUAL_P	8

/* --- two facts --- */

static int
c_equal(struct xp_eval *ev, const struct xfi_node *x,
    const struct xfi_node *y)
{
	uint32_t a = xfi_fact_row(x)->context, b = xfi_fact_row(y)->context;
	const struct report *r = x->of->report, *s = y->of->report;

	if (a == NONE || b == NONE)
		return a == b;
	if (r == s)
		return r->contexts.v[a].s_equal == r->contexts.v[b].s_equal;
	return xfi_nodes_s_equal(ev, xfi_item(x->of,
	    r->contexts.v[a].nodes.context), xfi_item(y->of,
	    s->contexts.v[b].nodes.context));
}

static bool
p_equal(const struct xfi_node *x, const struct xfi_node *y)
{
	return x->of == y->of &&
	    xfi_fact_row(x)->parent == xfi_fact_row(y)->parent;
}

/* 1 or 0; -1 with the error. */
static int
equal(struct xp_eval *ev, const struct xfi_node *x, const struct xfi_node *y,
    unsigned how)
{
	const struct report *r = x->of->report, *s = y->of->report;
	const struct fact *a = xfi_fact_row(x), *b = xfi_fact_row(y);

	if ((how & EQUAL_P) && !p_equal(x, y))
		return 0;
	if ((how & EQUAL_U) && !facts_u_equal(r, a, s, b))
		return 0;
	if ((how & EQUAL_V) && !facts_v_equal(r, a, s, b, ev->arena))
		return 0;
	return how & EQUAL_C ? c_equal(ev, x, y) : 1;
}

/* --- sequences --- */

/* All of a sequence must be items, or items and tuples; their rows. */
static int
rows_of(struct xp_eval *ev, const struct xp_seq *s, bool tuples,
    struct xfi_node **rows)
{
	uint32_t i;

	*rows = arena_alloc(ev->arena, s->n * sizeof(**rows));
	if (xp_spend(ev, s->n) == -1)
		return -1;
	for (i = 0; i < s->n; i++) {
		(*rows)[i] = xfi_node(xfi_host(ev), xp_items(s)[i]);
		if ((*rows)[i].kind == XFI_ITEM ||
		    (tuples && (*rows)[i].kind == XFI_TUPLE))
			continue;
		return tuples ? xfi_fail(ev, "ElementIsNotXbrlConcept",
		    "a node is neither an item nor a tuple") :
		    xfi_fail(ev, "NodeIsNotXbrlItem", "a node is no item");
	}
	return 0;
}

/* Each with the one in its place. */
static int
in_order(struct xp_eval *ev, const struct xp_seq *args, unsigned how,
    struct xp_seq *out)
{
	bool tuples = how == EQUAL_P;
	struct xfi_node *x, *y;
	uint32_t i;
	int same = args[0].n == args[1].n;

	if (rows_of(ev, &args[0], tuples, &x) == -1 ||
	    rows_of(ev, &args[1], tuples, &y) == -1)
		return -1;
	for (i = 0; same == 1 && i < args[0].n; i++)
		same = equal(ev, &x[i], &y[i], how);
	return same == -1 ? -1 : xfi_result(out, xp_boolean(same == 1));
}

/* Each with any, as sets: a node that is there twice counts once. */
static int
as_sets(struct xp_eval *ev, const struct xp_seq *args, unsigned how,
    struct xp_seq *out)
{
	struct xp_seq a = xfi_set(ev, &args[0]), b = xfi_set(ev, &args[1]);
	struct xfi_node *x, *y;
	uint32_t i, k;
	int same = a.n == b.n, found;

	if (rows_of(ev, &a, false, &x) == -1 ||
	    rows_of(ev, &b, false, &y) == -1)
		return -1;
	for (i = 0; same == 1 && i < a.n; i++) {
		found = 0;
		for (k = 0; found == 0 && k < b.n; k++)
			found = xp_spend(ev, 1) == -1 ? -1 :
			    equal(ev, &x[i], &y[k], how);
		same = found;
	}
	return same == -1 ? -1 : xfi_result(out, xp_boolean(same == 1));
}

#define EQUAL(name, function, how)					\
	int								\
	name(struct xp_eval *ev, const struct xp_seq *args, unsigned n,	\
	    struct xp_seq *out)						\
	{								\
		(void)n;						\
		return function(ev, args, how, out);			\
	}

EQUAL(xfi_u_equal, in_order, EQUAL_U)
EQUAL(xfi_v_equal, in_order, EQUAL_V | EQUAL_C)
EQUAL(xfi_c_equal, in_order, EQUAL_C)
EQUAL(xfi_p_equal, in_order, EQUAL_P)
EQUAL(xfi_cu_equal, in_order, EQUAL_C | EQUAL_U)
EQUAL(xfi_pc_equal, in_order, EQUAL_P | EQUAL_C)
EQUAL(xfi_pcu_equal, in_order, EQUAL_P | EQUAL_C | EQUAL_U)
EQUAL(xfi_u_equal_set, as_sets, EQUAL_U)
EQUAL(xfi_v_equal_set, as_sets, EQUAL_V | EQUAL_C)
EQUAL(xfi_c_equal_set, as_sets, EQUAL_C)

/* --- duplicates --- */

static bool
same_name(const struct xfi_node *x, const struct xfi_node *y)
{
	const struct name *a =
	    &x->of->report->names.v[xfi_fact_row(x)->name];
	const struct name *b =
	    &y->of->report->names.v[xfi_fact_row(y)->name];

	return slice_eq(a->local, b->local) && slice_eq(a->ns, b->ns);
}

static bool
identical(const struct xfi_node *x, const struct xfi_node *y)
{
	return x->of == y->of && x->row == y->row;
}

int
xfi_duplicate_item(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	struct xfi_node x, y;
	int same = 0;

	(void)n_args;
	if (xfi_want(ev, &args[0], XFI_ITEM, &x) == -1 ||
	    xfi_want(ev, &args[1], XFI_ITEM, &y) == -1)
		return -1;
	if (!identical(&x, &y) && same_name(&x, &y))
		same = equal(ev, &x, &y, EQUAL_P | EQUAL_C | EQUAL_U);
	return same == -1 ? -1 : xfi_result(out, xp_boolean(same == 1));
}

/* The next fact after `row` that stands in the tuple itself; NONE. */
static uint32_t
next_child(const struct report *r, uint32_t tuple, uint32_t row)
{
	const struct span *s = &r->facts.v[tuple].span;

	for (row++; row < r->facts.n &&
	    r->facts.v[row].span.offset < s->offset + s->length; row++)
		if (r->facts.v[row].parent == tuple)
			return row;
	return NONE;
}

static uint32_t
count_children(const struct xfi_node *x)
{
	const struct report *r = x->of->report;
	uint32_t n = 0, row = x->row;

	while ((row = next_child(r, x->row, row)) != NONE)
		n++;
	return n;
}

static int	same_tuples(struct xp_eval *, const struct xfi_node *,
		    const struct xfi_node *, int depth);

/* Whether a child of one tuple has its like in the other. */
static int
has_like(struct xp_eval *ev, const struct xfi_node *child,
    const struct xfi_node *other, int depth)
{
	const struct report *r = other->of->report;
	struct xfi_node y = *other;
	uint32_t row = other->row;
	int same = 0;

	while (same == 0 &&
	    (row = next_child(r, other->row, row)) != NONE) {
		y.row = row;
		y.kind = r->facts.v[row].flags & FACT_TUPLE ? XFI_TUPLE :
		    XFI_ITEM;
		if (xp_spend(ev, 1) == -1)
			return -1;
		if (y.kind != child->kind || !same_name(child, &y))
			continue;
		same = y.kind == XFI_TUPLE ?
		    same_tuples(ev, child, &y, depth + 1) :
		    equal(ev, child, &y, EQUAL_C | EQUAL_U | EQUAL_V);
	}
	return same;
}

/* Tuples of one name whose children are alike: items that are c-equal, u-equal
 * and v-equal, tuples that are alike. */
static int
same_tuples(struct xp_eval *ev, const struct xfi_node *x,
    const struct xfi_node *y, int depth)
{
	const struct report *r = x->of->report;
	struct xfi_node child = *x;
	uint32_t row = x->row;
	int same = 1;

	if (depth > MAX_DEPTH)
		return xp_fail(ev, "FORG0001", "tuples are nested too deeply");
	if (count_children(x) != count_children(y))
		return 0;
	while (same == 1 && (row = next_child(r, x->row, row)) != NONE) {
		child.row = row;
		child.kind = r->facts.v[row].flags & FACT_TUPLE ? XFI_TUPLE :
		    XFI_ITEM;
		same = has_like(ev, &child, y, depth);
	}
	return same;
}

int
xfi_duplicate_tuple(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	struct xfi_node x, y;
	int same = 0;

	(void)n_args;
	if (xfi_want(ev, &args[0], XFI_TUPLE, &x) == -1 ||
	    xfi_want(ev, &args[1], XFI_TUPLE, &y) == -1)
		return -1;
	if (!identical(&x, &y) && same_name(&x, &y) && p_equal(&x, &y))
		same = same_tuples(ev, &x, &y, 0);
	return same == -1 ? -1 : xfi_result(out, xp_boolean(same == 1));
}
