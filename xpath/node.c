/*
 * node.c: items that are nodes: rows of trees, and namespace nodes, which are
 * none (tree.h).  Data Model, 5; document order: Data Model, 2.4.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "base/names.h"
#include "base/radix.h"
#include "xpath/eval.h"

#define FEW	48		/* nodes for which counting does not pay */

enum xp_kind
xp_node_kind(const struct xp_tree *t, struct xp_item node)
{
	return node.flags & XI_NS ? XK_NAMESPACE :
	    (enum xp_kind)t->rows[node.n].kind;
}

/* The declaration of a namespace node; NULL: that of xml. */
static const struct xp_scope *
scope_of(const struct xp_tree *t, struct xp_item node)
{
	return node.u.i == NONE ? NULL : &t->scopes[node.u.i];
}

bool
xp_node_name(const struct xp_tree *t, struct xp_item node,
    struct xp_qname *name)
{
	const struct xp_row *row = &t->rows[node.n];
	const struct xp_scope *scope;

	if (node.flags & XI_NS) {
		scope = scope_of(t, node);
		*name = (struct xp_qname){ .ns = SLICE(""),
		    .prefix = SLICE(""), .local = scope == NULL ?
		    SLICE("xml") : t->texts[scope->prefix] };
		return name->local.n > 0;
	}
	if (row->name == NONE)
		return false;
	*name = t->names[row->name];
	return true;
}

struct slice
xp_node_string(const struct xp_tree *t, struct xp_item node,
    struct arena *arena)
{
	const struct xp_scope *scope;

	if (!(node.flags & XI_NS))
		return xp_tree_string(t, node.n, arena);
	scope = scope_of(t, node);
	return scope == NULL ? SLICE(NS_XML) : t->texts[scope->ns];
}

bool
xp_node_parent(const struct xp_tree *t, struct xp_item node,
    struct xp_item *parent)
{
	uint32_t row = node.flags & XI_NS ? node.n : t->rows[node.n].parent;

	if (row == NONE)
		return false;
	*parent = xp_node(node.tree, row);
	return true;
}

/* --- document order --- */

int
xp_node_order(struct xp_item a, struct xp_item b)
{
	/* Of namespaces that of xml comes first: NONE + 1 is 0. */
	uint32_t in_a = (uint32_t)a.u.i + 1, in_b = (uint32_t)b.u.i + 1;

	if (a.tree != b.tree)
		return a.tree < b.tree ? -1 : 1;
	if (a.n != b.n)
		return a.n < b.n ? -1 : 1;
	if ((a.flags ^ b.flags) & XI_NS)
		return a.flags & XI_NS ? 1 : -1;
	if (!(a.flags & XI_NS))
		return 0;
	return in_a < in_b ? -1 : in_a > in_b;
}

static int
by_order(const void *a, const void *b)
{
	return xp_node_order(*(const struct xp_item *)a,
	    *(const struct xp_item *)b);
}

static bool
is_sorted(const struct xp_item *v, uint32_t n)
{
	uint32_t i;

	for (i = 1; i < n; i++)
		if (xp_node_order(v[i - 1], v[i]) >= 0)
			return false;
	return true;
}

/* Whether all are rows of one tree. */
static bool
is_plain(const struct xp_item *v, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		if (v[i].tree != v[0].tree || (v[i].flags & XI_NS))
			return false;
	return true;
}

static void
sort_rows(struct xp_item *v, uint32_t n)
{
	uint64_t *rows = mem_resize(NULL, n, sizeof(*rows));
	uint32_t i;

	for (i = 0; i < n; i++)
		rows[i] = (uint64_t)v[i].n << 32;
	radix_sort(rows, n);
	for (i = 0; i < n; i++)
		v[i].n = (uint32_t)(rows[i] >> 32);
	mem_free(rows);
}

void
xp_sort_nodes(struct xp_seq *s)
{
	struct xp_item *v = s->u.many;
	uint32_t i, n = s->n, kept = 1;

	if (n < 2 || is_sorted(v, n))
		return;
	if (n > FEW && is_plain(v, n))
		sort_rows(v, n);
	else
		qsort(v, n, sizeof(*v), by_order);
	for (i = 1; i < n; i++)
		if (!xp_node_is(v[i], v[kept - 1]))
			v[kept++] = v[i];
	s->n = kept;
}
