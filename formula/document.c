/*
 * document.c: see document.h.
 *
 * A document is typed by the schemas of the report's taxonomy; one whose root
 * names schemas of its own (xsi:schemaLocation) that the taxonomy does not have,
 * by those.  Where they cannot be had it is read all the same.
 */
#include "formula/document.h"

#include "base/names.h"
#include "base/uri.h"
#include "formula/xfi_local.h"
#include "taxonomy/hints.h"

#define MAX_DOCUMENTS	1000	/* of one run */

struct document {
	struct xp_tree  *tree;
	struct taxonomy *schemas;	/* its own, or NULL */
	struct typing   *typing;	/* by those */
};

static struct formula_run *
run_of(struct xp_dynamic *d)
{
	return (struct formula_run *)(void *)((char *)d -
	    offsetof(struct formula_run, d));
}

/* The schemas that the root names for namespaces that the taxonomy has none of,
 * as entry points in the arena; how many. */
static size_t
own_schemas(const struct formula_run *run, const struct xp_tree *t,
    struct slice uri, struct slice *entries, struct arena *a)
{
	struct slice text, ns, location;
	uint32_t i = 1;
	size_t n = 0;

	while (i < t->n_rows && t->rows[i].kind != XK_ELEMENT)
		i = t->rows[i].end;
	if (i >= t->n_rows)
		return 0;
	text = xp_tree_attribute(t, i, NS_XSI, "schemaLocation");
	while (n < MAX_HINTS && hint_next(&text, &ns, &location))
		if (!hint_is_known(run->t, ns))
			entries[n++] = uri_resolve(a, uri, location);
	return n;
}

/* Reads it again with the types of its own schemas, if it has any. */
static void
type_by_own(const struct formula_run *run, struct document *d,
    struct slice bytes, struct slice uri, struct arena *a)
{
	const struct ingest_options *o = run->options->ingest;
	struct taxonomy_options options = o->taxonomy;
	struct slice entries[MAX_HINTS];
	size_t n = own_schemas(run, d->tree, uri, entries, a);
	struct xp_tree_error err;
	struct xp_tree *tree;
	const char *ignored;

	options.image = NULL;		/* that is the report's */
	if (n == 0 || taxonomy_get(&d->schemas, entries, n, o->resolver,
	    &options, a, &ignored) == -1) {
		d->schemas = NULL;
		return;
	}
	d->typing = typing_new(d->schemas);
	tree = xp_tree_read(bytes, uri, typing_of_trees(d->typing), a, &err);
	if (tree == NULL)
		return;
	xp_tree_free(d->tree);
	d->tree = tree;
}

int
document_open(struct xp_dynamic *dynamic, struct slice uri)
{
	struct formula_run *run = run_of(dynamic);
	const struct ingest_options *o = run->options->ingest;
	struct document d = { NULL, NULL, NULL }, *kept;
	struct resolved bytes;
	struct xp_tree_error err;
	struct arena *a;
	const char *why;

	if (o == NULL || o->resolver == NULL ||
	    run->documents.n == MAX_DOCUMENTS ||
	    resolver_open(o->resolver, uri, &bytes, &why) == -1)
		return -1;
	a = arena_new();
	d.tree = xp_tree_read(bytes.bytes, uri,
	    typing_of_trees(run->host->reports.v[0]->typing), a, &err);
	if (d.tree != NULL)
		type_by_own(run, &d, bytes.bytes, uri, a);
	arena_free(a);
	resolver_release(&bytes);
	if (d.tree == NULL)
		return -1;
	kept = mem_calloc(1, sizeof(*kept));
	*kept = d;
	VEC_PUSH(&run->documents, kept);
	return xp_add_tree(dynamic, kept->tree);
}

void
documents_free(struct formula_run *run)
{
	size_t i;

	for (i = 0; i < run->documents.n; i++) {
		struct document *d = run->documents.v[i];

		xp_tree_free(d->tree);
		typing_free(d->typing);
		taxonomy_close(d->schemas);
		mem_free(d);
	}
	VEC_FREE(&run->documents);
}
