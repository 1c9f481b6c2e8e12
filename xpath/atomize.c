/*
 * atomize.c: the typed values of a sequence (XPath 2.0, 2.4.2; Data Model,
 * 5.15 and 6).
 */
#include "xpath/eval_op.h"

/* What `value` of struct xp_typing said of a node. */
static int
judge(int rc, struct xp_error *err)
{
	if (rc == 0)
		return 0;
	if (rc == 1)
		return xp_error_set(err, "FOTY0012", "an element whose type "
		    "has only elements in it has no value");
	(void)xp_error_set(err, "FORG0001", "the text of a node is not of "
	    "the node's type");
	err->of_node = true;
	return -1;
}

/* The node's items are added; 0, or -1 with the error. */
static int
add_typed(struct xp_dynamic *d, struct xp_item node, struct xp_seq *out,
    struct xp_error *err)
{
	const struct xp_tree *t = d->trees[node.tree];
	const struct xp_row *row;
	struct slice text;
	enum xp_kind kind;
	int rc;

	if (t->rows == NULL && t->later != NULL && t->later->value != NULL &&
	    (node.flags & XI_NS) == 0) {
		rc = t->later->value(t->later->ctx, node.n, d->arena, out);
		if (rc != 2)
			return judge(rc, err);
	}
	t = xp_tree_ready(t);
	kind = xp_node_kind(t, node);
	text = xp_node_string(t, node, d->arena);
	row = &t->rows[node.n];
	if (kind == XK_COMMENT || kind == XK_PI || kind == XK_NAMESPACE) {
		xp_add(out, xp_string(text), d->arena);
		return 0;
	}
	if (row->flags & XR_NILLED)
		return 0;
	if (row->type == NONE || t->typing == NULL || kind == XK_DOCUMENT ||
	    kind == XK_TEXT) {
		xp_add(out, xp_text(XT_UNTYPED, text), d->arena);
		return 0;
	}
	return judge(t->typing->value(t->typing->ctx, t, node.n, text,
	    d->arena, out), err);
}

int
xp_atomize(struct xp_dynamic *d, const struct xp_seq *in, struct xp_seq *out,
    struct xp_error *err)
{
	const struct xp_item *v = xp_items(in);
	uint32_t i;

	*out = XP_EMPTY;
	for (i = 0; i < in->n && v[i].type != XT_NODE; i++)
		;
	if (i == in->n) {		/* nothing to do: shared */
		*out = xp_share(in);
		return 0;
	}
	for (i = 0; i < in->n; i++)
		if (v[i].type != XT_NODE)
			xp_add(out, v[i], d->arena);
		else if (add_typed(d, v[i], out, err) == -1)
			return -1;
	return 0;
}

int
xp_atoms(struct xp_eval *ev, const struct xp_seq *in, struct xp_seq *out)
{
	if (in->n == 1 && xp_items(in)->type != XT_NODE) {
		*out = xp_one(*xp_items(in));
		return 0;
	}
	if (xp_spend(ev, in->n) == -1)
		return -1;
	return xp_atomize(ev->d, in, out, ev->err);
}
