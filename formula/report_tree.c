/*
 * report_tree.c: a report as a tree for expressions (xpath/tree.h).
 *
 * The reader of reports numbers nodes as the data model does (ingest/report.h),
 * so items of facts, contexts and units are there without the tree.  It is read
 * from the report's own bytes when an expression looks at a row; the value of a
 * fact comes from its row in the report and needs none.
 */
#include "formula/xfi_local.h"

/* --- values --- */

/* An empty element has the default value of its declaration (Data Model,
 * 6.2.4). */
static struct slice
value_or_default(const struct xfi_report *x, const struct fact *f)
{
	const struct img_element *e;

	if (f->value.n > 0 || x->report->taxonomy == NULL)
		return f->value;
	e = taxonomy_element(x->report->taxonomy, f->element);
	return e == NULL || (e->flags & (EL_HAS_DEFAULT | EL_HAS_FIXED)) == 0 ?
	    f->value : taxonomy_text(x->report->taxonomy, e->value);
}

int
report_tree_value(struct xfi_report *x, const struct fact *f, struct arena *a,
    struct xp_seq *out)
{
	struct in_scope scope = { x->report, f->scope };

	if ((f->flags & FACT_NIL) != 0)
		return 0;
	if ((f->flags & (FACT_TUPLE | FACT_FRACTION)) != 0)
		return 1;
	if ((f->flags & FACT_MARKUP) != 0)
		return 2;
	return typing_value(x->typing, f->type, value_or_default(x, f),
	    report_lookup, &scope, a, out);
}

static int
value(void *ctx, uint32_t node, struct arena *a, struct xp_seq *out)
{
	struct xfi_report *x = ctx;
	uint32_t fact = xfi_fact_of_node(x, node);

	return fact == NONE ? 2 :
	    report_tree_value(x, &x->report->facts.v[fact], a, out);
}

/* --- rows --- */

/* A document of elements without names and content, as many as there are
 * nodes: items of facts that were made before still have a row. */
static void
nothing(struct xfi_report *x)
{
	static const struct xp_qname name = { { "", 0 }, { "", 0 }, { "", 0 } };
	uint32_t n = x->report->n_nodes > 0 ? x->report->n_nodes : 1, i;

	x->empty = mem_calloc(n, sizeof(*x->empty));
	for (i = 0; i < n; i++)
		x->empty[i] = (struct xp_row){ .kind = XK_ELEMENT,
		    .end = i + 1, .text = NONE, .type = NONE, .scope = NONE };
	x->empty[0].kind = XK_DOCUMENT;
	x->empty[0].name = x->empty[0].parent = NONE;
	x->empty[0].end = n;
	x->tree.names = &name;
	x->tree.n_names = 1;
	x->tree.n_texts = x->tree.n_scopes = 0;
	x->tree.n_ids = x->tree.n_idrefs = 0;
	x->tree.rows = x->empty;
	x->tree.n_rows = n;
}

/* Whether the rows have the numbers that the report gave; they always do. */
static bool
agrees(const struct xfi_report *x)
{
	const struct report *r = x->report;
	size_t i;

	for (i = 0; i < r->facts.n; i++) {
		const struct fact *f = &r->facts.v[i];

		if (f->node >= x->tree.n_rows ||
		    x->tree.rows[f->node].kind != XK_ELEMENT ||
		    !slice_eq(x->tree.names[x->tree.rows[f->node].name].local,
		    r->names.v[f->name].local))
			return false;
	}
	return r->root_node < x->tree.n_rows;
}

static void
fill(void *ctx)
{
	struct xfi_report *x = ctx;
	struct xp_tree_error err;
	struct arena *scratch;

	if (x->tree.rows != NULL)
		return;
	scratch = arena_new();
	x->read = xp_tree_read(x->report->file.bytes, x->report->uri,
	    typing_of_trees(x->typing), scratch, &err);
	arena_free(scratch);
	if (x->read != NULL)
		x->tree = *x->read;
	x->tree.later = &x->later;
	if (x->read == NULL || !agrees(x))
		nothing(x);
}

void
report_tree_begin(struct xfi_report *x)
{
	x->typing = typing_new(x->report->taxonomy);
	x->later = (struct xp_later){ fill, value, x };
	x->tree.uri = x->tree.base = x->report->uri;
	x->tree.typing = typing_of_trees(x->typing);
	x->tree.later = &x->later;
}

void
report_tree_end(struct xfi_report *x)
{
	xp_tree_free(x->read);
	mem_free(x->empty);
	typing_free(x->typing);
}
