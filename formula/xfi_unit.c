/* xfi_unit.c: units (function registry, 80102 to 80105; XBRL 2.1, 4.8). */
#include "formula/xfi_local.h"

/* A fraction has no unit here, by the letter of the registry. */
int
xfi_unit(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *out)
{
	const struct fact *f;
	struct xfi_node n;

	(void)n_args;
	*out = XP_EMPTY;
	if (xfi_want(ev, &args[0], XFI_ITEM, &n) == -1)
		return -1;
	f = xfi_fact_row(&n);
	if (f->unit != NONE && (f->flags & FACT_FRACTION) == 0)
		*out = xp_one(xfi_item(n.of,
		    n.of->report->units.v[f->unit].node));
	return 0;
}

/* The measures among the children of an element. */
static void
add_measures(struct xp_eval *ev, const struct xp_tree *t, struct xp_item at,
    struct xp_seq *out)
{
	uint32_t row;

	for (row = at.n + 1; row < t->rows[at.n].end; row = t->rows[row].end) {
		struct xp_item child = xp_node(at.tree, row);

		if (xfi_is_element(ev, child, NS_XBRLI, "measure"))
			xp_add(out, child, ev->arena);
	}
}

static uint32_t
child_named(struct xp_eval *ev, const struct xp_tree *t, struct xp_item at,
    const char *local)
{
	uint32_t row;

	for (row = at.n + 1; row < t->rows[at.n].end; row = t->rows[row].end)
		if (xfi_is_element(ev, xp_node(at.tree, row), NS_XBRLI, local))
			return row;
	return NONE;
}

/* The measures of one side; those of a unit without a divide are its
 * numerator. */
static int
side(struct xp_eval *ev, const struct xp_seq *args, const char *local,
    bool numerator, struct xp_seq *out)
{
	const struct xp_tree *t;
	struct xp_item item;
	struct xfi_node n;
	uint32_t divide, part;

	*out = XP_EMPTY;
	if (xfi_want(ev, &args[0], XFI_UNIT, &n) == -1)
		return -1;
	item = *xp_items(&args[0]);
	t = xp_tree_of(ev, item);
	if (item.n >= t->n_rows)
		return 0;
	divide = child_named(ev, t, item, "divide");
	if (divide == NONE && numerator)
		add_measures(ev, t, item, out);
	if (divide == NONE)
		return 0;
	part = child_named(ev, t, xp_node(item.tree, divide), local);
	if (part != NONE)
		add_measures(ev, t, xp_node(item.tree, part), out);
	return 0;
}

int
xfi_unit_numerator(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	(void)n_args;
	return side(ev, args, "unitNumerator", true, out);
}

int
xfi_unit_denominator(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	(void)n_args;
	return side(ev, args, "unitDenominator", false, out);
}

int
xfi_measure_name(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	struct xp_item item = *xp_items(&args[0]);
	struct slice text, prefix = SLICE(""), ns;
	const struct xp_tree *t;
	const char *colon;

	(void)n_args;
	if (!xfi_is_element(ev, item, NS_XBRLI, "measure"))
		return xp_fail(ev, "XPTY0004", "an xbrli:measure is wanted");
	t = xp_tree_of(ev, item);
	text = slice_trim(xp_tree_string(t, item.n, ev->arena));
	colon = text.n == 0 ? NULL : memchr(text.s, ':', text.n);
	if (colon != NULL) {
		prefix = (struct slice){ text.s, (size_t)(colon - text.s) };
		text = slice_from(text, prefix.n + 1);
	}
	ns = xp_tree_namespace(t, item.n, prefix);
	if (ns.s == NULL || text.n == 0)
		return xp_fail(ev, "FONS0004", "the measure names nothing");
	return xfi_result(out, xp_name(ns, text, prefix, ev->arena));
}
