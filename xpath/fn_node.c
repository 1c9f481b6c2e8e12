/*
 * fn_node.c: accessors (Functions and Operators, 2), functions on nodes (14),
 * fn:deep-equal (15.3.1), fn:id, fn:idref, fn:doc, fn:doc-available and
 * fn:collection (15.5.2 to 15.5.6).
 */
#include <math.h>

#include "base/uri.h"
#include "base/xml.h"
#include "xpath/eval_op.h"

/* --- the node a function is about --- */

/* The context item where a call has no argument for it. */
static int
context_item(struct xp_eval *ev, struct xp_item *item)
{
	*item = xp_node(0, 0);
	if (ev->focus.item == NULL)
		return xp_fail(ev, "XPDY0002", "there is no context item");
	*item = *ev->focus.item;
	return 0;
}

static int
context_node(struct xp_eval *ev, struct xp_item *node)
{
	if (context_item(ev, node) == -1)
		return -1;
	if (!xp_is_node(*node))
		return xp_fail(ev, "XPTY0004", "the context item is no node");
	return 0;
}

/* 1: the argument, or else the context item; 0: it is empty; -1. */
static int
the_node(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_item *node)
{
	if (n_args == 0)
		return context_node(ev, node) == -1 ? -1 : 1;
	if (args->n == 0)
		return 0;
	*node = *xp_items(args);
	return 1;
}

static int
give(struct xp_seq *result, struct xp_item item)
{
	*result = xp_one(item);
	return 0;
}

/* --- 2: accessors --- */

int
fn_node_name(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	const struct xp_item *node = xp_arg(args);
	struct xp_qname name;

	(void)n;
	if (node == NULL || !xp_node_name(xp_tree_of(ev, *node), *node, &name))
		return 0;
	return give(result, xp_name(name.ns, name.local, name.prefix,
	    ev->arena));
}

int
fn_nilled(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	const struct xp_item *node = xp_arg(args);
	const struct xp_tree *t;

	(void)n;
	if (node == NULL)
		return 0;
	t = xp_tree_of(ev, *node);
	if (xp_node_kind(t, *node) != XK_ELEMENT)
		return 0;
	return give(result, xp_boolean(t->rows[node->n].flags & XR_NILLED));
}

int
fn_string(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	struct xp_item item = xp_node(0, 0);

	if (n == 0 && context_item(ev, &item) == -1)
		return -1;
	if (n > 0 && args->n == 0)
		return give(result, xp_string(SLICE("")));
	if (n > 0)
		item = *xp_items(args);
	return give(result, xp_string(xp_is_node(item) ?
	    xp_node_string(xp_tree_of(ev, item), item, ev->arena) :
	    xp_string_of(ev->d, item, ev->arena)));
}

int
fn_data(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	(void)n;
	return xp_atoms(ev, args, result);
}

/* An anyURI of a text that may not be there. */
static int
give_uri(struct xp_seq *result, struct slice uri)
{
	return uri.s == NULL ? 0 : give(result, xp_text(XT_ANYURI, uri));
}

int
fn_base_uri(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	struct xp_item node = xp_node(0, 0);
	int rc = the_node(ev, args, n, &node);

	if (rc <= 0 || (node.flags & XI_NS))
		return rc == -1 ? -1 : 0;
	return give_uri(result, xp_tree_base(xp_tree_of(ev, node), node.n,
	    ev->arena));
}

int
fn_document_uri(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	const struct xp_item *node = xp_arg(args);
	const struct xp_tree *t;

	(void)n;
	if (node == NULL)
		return 0;
	t = xp_tree_of(ev, *node);
	return xp_node_kind(t, *node) != XK_DOCUMENT ? 0 :
	    give_uri(result, t->uri);
}

/* --- 14: names, numbers, languages, roots --- */

/* The name of the node a call is about: 1; 0: "" is the answer; -1. */
static int
the_name(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_qname *name)
{
	struct xp_item node = xp_node(0, 0);
	int rc = the_node(ev, args, n, &node);

	*name = (struct xp_qname){ .ns = SLICE(""), .local = SLICE(""),
	    .prefix = SLICE("") };
	return rc != 1 ? rc : xp_node_name(xp_tree_of(ev, node), node, name);
}

int
fn_name(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	struct xp_qname name;
	struct slice whole;

	if (the_name(ev, args, n, &name) == -1)
		return -1;
	whole = name.local;
	if (name.prefix.n > 0)
		whole = slice_of(arena_printf(ev->arena, "%.*s:%.*s",
		    SLICE_ARG(name.prefix), SLICE_ARG(name.local)));
	return give(result, xp_string(whole));
}

int
fn_local_name(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	struct xp_qname name;

	return the_name(ev, args, n, &name) == -1 ? -1 :
	    give(result, xp_string(name.local));
}

int
fn_namespace_uri(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	struct xp_qname name;

	return the_name(ev, args, n, &name) == -1 ? -1 :
	    give(result, xp_text(XT_ANYURI, name.ns));
}

/* What is no number is NaN. */
int
fn_number(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	struct xp_seq context, atoms = XP_EMPTY;
	struct xp_item item = xp_node(0, 0);

	if (n == 0) {
		if (context_item(ev, &item) == -1)
			return -1;
		context = xp_one(item);
		if (xp_atoms(ev, &context, &atoms) == -1)
			return -1;
		args = &atoms;
	}
	if (args->n == 1 && xp_cast(*xp_items(args), XT_DOUBLE, ev->arena,
	    &item, ev->err) == 0)
		return give(result, item);
	*ev->err = (struct xp_error){ .position = 0 };
	return give(result, xp_double((double)NAN));
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* A language is the asked one or a kind of it. */
static bool
is_language_of(struct slice lang, struct slice asked)
{
	size_t i;

	if (lang.n < asked.n || (lang.n > asked.n && lang.s[asked.n] != '-'))
		return false;
	for (i = 0; i < asked.n; i++)
		if (lower(lang.s[i]) != lower(asked.s[i]))
			return false;
	return true;
}

int
fn_lang(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	struct xp_item node = xp_node(0, 0);
	struct slice asked = xp_arg_string(args), lang = SLICE_NONE;
	const struct xp_tree *t;
	uint32_t row;

	if (the_node(ev, args + 1, n - 1, &node) == -1)
		return -1;
	t = xp_tree_of(ev, node);
	for (row = node.n; row != NONE && lang.s == NULL;
	    row = t->rows[row].parent)
		if (t->rows[row].kind == XK_ELEMENT)
			lang = xp_tree_attribute(t, row, NS_XML, "lang");
	return give(result, xp_boolean(lang.s != NULL &&
	    is_language_of(lang, asked)));
}

int
fn_root(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	struct xp_item node = xp_node(0, 0);
	int rc = the_node(ev, args, n, &node);

	return rc <= 0 ? rc : give(result, xp_node(node.tree, 0));
}

int
fn_deep_equal(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	const struct xp_collation *c = NULL;
	int t;

	if (n == 3 && (c = xp_collation(ev, xp_arg_string(&args[2]))) == NULL)
		return -1;
	if ((t = xp_same_deep(ev, &args[0], &args[1], c)) == -1)
		return -1;
	return give(result, xp_boolean(t));
}

/* --- 15.5: IDs --- */

/* The tree an ID is looked for in: its root has to be a document. */
static int
id_tree(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    uint16_t *tree)
{
	struct xp_item node = xp_node(0, 0);

	if (the_node(ev, args + 1, n - 1, &node) == -1)
		return -1;
	*tree = node.tree;
	if (xp_tree_of(ev, node)->rows[0].kind != XK_DOCUMENT)
		return xp_fail(ev, "FODC0001", "the node is of no document");
	return 0;
}

/* The next word of a text that is an ID; SLICE_NONE. */
static struct slice
next_id(struct slice *text)
{
	struct slice word;

	do {
		*text = slice_trim(*text);
		for (word = *text; text->n > 0 && !is_xml_space(text->s[0]);)
			*text = slice_from(*text, 1);
		word.n -= text->n;
	} while (word.n > 0 && !is_ncname(word));
	return word.n == 0 ? SLICE_NONE : word;
}

int
fn_id(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	const struct xp_item *v = xp_items(&args[0]);
	struct slice text, id;
	uint32_t i, row;
	uint16_t tree;

	if (id_tree(ev, args, n, &tree) == -1)
		return -1;
	for (i = 0; i < args[0].n; i++) {
		text = xp_slice(v[i]);
		while ((id = next_id(&text)).s != NULL) {
			if (xp_spend(ev, 1) == -1)
				return -1;
			row = xp_tree_id(ev->d->trees[tree], id);
			if (row != NONE)
				xp_add(result, xp_node(tree, row), ev->arena);
		}
	}
	xp_sort_nodes(result);
	return 0;
}

int
fn_idref(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	const struct xp_item *v = xp_items(&args[0]);
	uint32_t i, row, at;
	uint16_t tree;

	if (id_tree(ev, args, n, &tree) == -1)
		return -1;
	for (i = 0; i < args[0].n; i++) {
		at = 0;
		while ((row = xp_tree_idref(ev->d->trees[tree],
		    xp_slice(v[i]), &at)) != NONE) {
			if (xp_spend(ev, 1) == -1)
				return -1;
			xp_add(result, xp_node(tree, row), ev->arena);
		}
	}
	xp_sort_nodes(result);
	return 0;
}

/* --- 15.5: documents and collections --- */

/* A reference made absolute by the static base URI. */
static struct slice
absolute(struct xp_eval *ev, struct slice uri)
{
	return ev->d->base_uri.s == NULL ? uri :
	    uri_resolve(ev->arena, ev->d->base_uri, uri);
}

/* The tree of a document, known already or brought now; -1: there is none. */
static int
find_document(struct xp_eval *ev, struct slice uri)
{
	uint16_t i;

	for (i = 0; i < ev->d->n_trees; i++)
		if (ev->d->trees[i]->uri.s != NULL &&
		    slice_eq(ev->d->trees[i]->uri, uri))
			return i;
	return ev->d->document == NULL ? -1 : ev->d->document(ev->d, uri);
}

int
fn_doc(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	struct slice uri = xp_arg_string(args);
	int tree;

	(void)n;
	if (args->n == 0)
		return 0;
	if (!uri_is_any(uri))
		return xp_fail(ev, "FODC0005", "\"%.*s\" is no URI",
		    SLICE_ARG(uri));
	tree = find_document(ev, absolute(ev, uri));
	if (tree == -1)
		return xp_fail(ev, "FODC0002", "there is no document "
		    "\"%.*s\"", SLICE_ARG(uri));
	return give(result, xp_node((uint16_t)tree, 0));
}

int
fn_doc_available(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	struct slice uri = xp_arg_string(args);

	(void)n;
	return give(result, xp_boolean(args->n > 0 && uri_is_any(uri) &&
	    find_document(ev, absolute(ev, uri)) != -1));
}

int
fn_collection(struct xp_eval *ev, const struct xp_seq *args, unsigned n,
    struct xp_seq *result)
{
	struct slice uri = SLICE("");

	if (n > 0 && args->n > 0) {
		uri = xp_arg_string(args);
		if (!uri_is_any(uri))
			return xp_fail(ev, "FODC0004", "\"%.*s\" is no URI",
			    SLICE_ARG(uri));
		uri = absolute(ev, uri);
	}
	if (ev->d->collection == NULL ||
	    ev->d->collection(ev->d, uri, result) == -1)
		return xp_fail(ev, "FODC0002", "there is no collection "
		    "\"%.*s\"", SLICE_ARG(uri));
	return 0;
}
