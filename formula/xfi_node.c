/*
 * xfi_node.c: what a node of a report is, by its number: facts, contexts and
 * units stand in the report in document order, so it is found by halving.
 */
#include <stdarg.h>
#include <stdio.h>

#include "formula/xfi_local.h"

static struct xfi_report *
report_of(const struct xfi_host *h, struct xp_item item)
{
	size_t i;

	for (i = 0; i < h->reports.n; i++)
		if (h->reports.v[i]->number == item.tree)
			return h->reports.v[i];
	return NULL;
}

/* A column of node numbers in rows, rising. */
struct numbers {
	const char *at;
	size_t size;
};

static uint32_t
number_of(struct numbers v, size_t row)
{
	uint32_t number;

	memcpy(&number, v.at + row * v.size, sizeof(number));
	return number;
}

/* The last of the rows low to high - 1 whose number is not above the node's,
 * where that of low is not. */
static size_t
last_before(struct numbers v, size_t low, size_t high, uint32_t node)
{
	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (number_of(v, mid) <= node)
			low = mid;
		else
			high = mid;
	}
	return low;
}

/*
 * Rows of a report have about the same number of nodes each: the place of one is
 * nearly known by its number.  From there in steps that double, so that it takes
 * no more than twice a search by halves wherever it stands.
 */
uint32_t
xfi_row_before(const void *rows, size_t n, size_t size, size_t offset,
    uint32_t node)
{
	const struct numbers v = { (const char *)rows + offset, size };
	uint32_t first, last;
	size_t guess, low, high, step;

	if (n == 0 || (first = number_of(v, 0)) > node)
		return NONE;
	last = number_of(v, n - 1);
	if (last <= node)
		return (uint32_t)(n - 1);
	guess = (size_t)((uint64_t)(node - first) * (n - 1) / (last - first));
	low = high = guess;
	for (step = 1; number_of(v, low) > node; step *= 2) {
		high = low;
		low = low < step ? 0 : low - step;
	}
	if (high > low)
		return (uint32_t)last_before(v, low, high, node);
	for (step = 1; high < n && number_of(v, high) <= node; step *= 2) {
		low = high;
		high = n - high < step ? n : high + step;
	}
	return (uint32_t)last_before(v, low, high, node);
}

#define ROW_BEFORE(vec, type, member, node)				\
	xfi_row_before((vec)->v, (vec)->n, sizeof(*(vec)->v),		\
	    offsetof(struct type, member), node)

uint32_t
xfi_fact_of_node(const struct xfi_report *x, uint32_t node)
{
	const struct report *r = x->report;
	uint32_t fact = x->recent[node % RECENT_FACTS];

	if (fact < r->facts.n && r->facts.v[fact].node == node)
		return fact;
	fact = ROW_BEFORE(&r->facts, fact, node, node);
	return fact == NONE || r->facts.v[fact].node != node ? NONE : fact;
}

static enum xfi_kind
part_of(const struct context_nodes *n, uint32_t node)
{
	return node == n->context ? XFI_CONTEXT :
	    node == n->entity ? XFI_ENTITY :
	    node == n->identifier ? XFI_IDENTIFIER :
	    node == n->segment ? XFI_SEGMENT :
	    node == n->period ? XFI_PERIOD :
	    node == n->scenario ? XFI_SCENARIO : XFI_OTHER;
}

struct xfi_node
xfi_node(const struct xfi_host *h, struct xp_item item)
{
	struct xfi_node n = { XFI_OTHER, NULL, NONE };
	const struct report *r;

	if (h == NULL || !xp_is_node(item) || (item.flags & XI_NS) != 0 ||
	    (n.of = report_of(h, item)) == NULL || item.n == 0)
		return n;
	r = n.of->report;
	if (item.n == r->root_node) {
		n.kind = XFI_ROOT;
		return n;
	}
	n.row = xfi_fact_of_node(n.of, item.n);
	if (n.row != NONE) {
		n.kind = r->facts.v[n.row].flags & FACT_TUPLE ? XFI_TUPLE :
		    XFI_ITEM;
		return n;
	}
	n.row = ROW_BEFORE(&r->contexts, context, nodes.context, item.n);
	if (n.row != NONE && (n.kind = part_of(&r->contexts.v[n.row].nodes,
	    item.n)) != XFI_OTHER)
		return n;
	n.row = ROW_BEFORE(&r->units, unit, node, item.n);
	if (n.row != NONE && r->units.v[n.row].node == item.n)
		n.kind = XFI_UNIT;
	return n;
}

static const char *const kind_names[] = {
	[XFI_OTHER] = "node", [XFI_ROOT] = "xbrli:xbrl element",
	[XFI_ITEM] = "item", [XFI_TUPLE] = "tuple",
	[XFI_CONTEXT] = "context", [XFI_ENTITY] = "entity",
	[XFI_IDENTIFIER] = "identifier", [XFI_SEGMENT] = "segment",
	[XFI_PERIOD] = "period", [XFI_SCENARIO] = "scenario",
	[XFI_UNIT] = "unit",
};

int
xfi_want(struct xp_eval *ev, const struct xp_seq *arg, enum xfi_kind kind,
    struct xfi_node *n)
{
	const struct xp_item *item = xp_arg(arg);

	if (item != NULL && arg->n == 1)
		*n = xfi_node(xfi_host(ev), *item);
	if (item == NULL || arg->n != 1 || n->kind != kind)
		return xp_fail(ev, "XPTY0004", "one %s of a report is wanted",
		    kind_names[kind]);
	return 0;
}

int
xfi_want_context(struct xp_eval *ev, const struct xp_seq *arg,
    struct xfi_node *n)
{
	uint32_t context;

	if (xfi_want(ev, arg, XFI_ITEM, n) == -1)
		return -1;
	context = xfi_fact_row(n)->context;
	if (context == NONE)
		return xp_fail(ev, "XPTY0004", "the item has no context");
	n->row = context;
	n->kind = XFI_CONTEXT;
	return 0;
}

bool
xfi_is_element(const struct xp_eval *ev, struct xp_item item, const char *ns,
    const char *local)
{
	struct xp_qname name;
	const struct xp_tree *t;

	if (!xp_is_node(item))
		return false;
	t = xp_tree_of(ev, item);
	return xp_node_kind(t, item) == XK_ELEMENT &&
	    xp_node_name(t, item, &name) && slice_is(name.local, local) &&
	    slice_is(name.ns, ns);
}

int
xfi_fail(struct xp_eval *ev, const char *code, const char *fmt, ...)
{
	char text[300];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	(void)xp_fail(ev, code, "%s", text);
	ev->err->ns = SLICE(NS_XFI_ERROR);
	return -1;
}

/* --- by number --- */

struct xp_item
xfi_document(const struct xfi_host *h, uint32_t report)
{
	return xfi_item(h->reports.v[report], 0);
}

struct xp_item
xfi_root(const struct xfi_host *h, uint32_t report)
{
	const struct xfi_report *x = h->reports.v[report];

	return xfi_item(x, x->report->root_node);
}

struct xp_item
xfi_fact(const struct xfi_host *h, uint32_t report, uint32_t fact)
{
	struct xfi_report *x = h->reports.v[report];
	uint32_t node = x->report->facts.v[fact].node;

	x->recent[node % RECENT_FACTS] = fact;
	return xfi_item(x, node);
}

bool
xfi_fact_of(const struct xfi_host *h, struct xp_item item, uint32_t *report,
    uint32_t *fact)
{
	struct xfi_node n = xfi_node(h, item);

	if (n.kind != XFI_ITEM && n.kind != XFI_TUPLE)
		return false;
	*report = n.of->index;
	*fact = n.row;
	return true;
}
