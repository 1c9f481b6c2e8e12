/*
 * write.c: the compiled form of a tree of operations (expr.h).
 *
 * Ops are written level by level; range variables get the slots behind those
 * of the outer variables, which are all known only now.
 */
#include "xpath/parse.h"

static struct xp_op_row
row_of(const struct xp_parser *p, const struct xp_node *n, uint32_t kids)
{
	struct xp_op_row row = { .op = n->op, .flags = n->flags,
	    .n_kids = (uint16_t)n->n_kids, .kids = kids, .arg = n->arg,
	    .position = n->position };

	if (n->op == XO_FOR || n->op == XO_SOME || n->op == XO_EVERY ||
	    (n->op == XO_VARIABLE && n->props & P_LOCAL))
		row.arg += (uint32_t)p->variables.n;
	return row;
}

/* Zeros up to where a section begins. */
static void
pad(struct buf *out, uint64_t start, uint64_t at)
{
	while (out->n - start < at)
		buf_char(out, '\0');
}

void
xp_write(const struct xp_parser *p, const struct xp_node *root, struct buf *out)
{
	VEC(const struct xp_node *) queue = { NULL, 0, 0 };
	struct xp_header h = { .magic = XP_MAGIC, .depth = root->height,
	    .n_constants = (uint32_t)p->constants.n,
	    .n_tests = (uint32_t)p->tests.n,
	    .n_seqtypes = (uint32_t)p->seqtypes.n,
	    .n_calls = (uint32_t)p->calls.n,
	    .n_variables = (uint32_t)p->variables.n,
	    .n_slots = (uint32_t)p->variables.n + p->max_locals,
	    .n_bytes = (uint32_t)p->bytes.n };
	uint64_t at[XP_SECTIONS], size, start = out->n;
	uint32_t kids = 0;

	VEC_PUSH(&queue, root);
	for (size_t i = 0; i < queue.n; i++)
		for (const struct xp_node *k = queue.v[i]->first; k != NULL;
		    k = k->next)
			VEC_PUSH(&queue, k);
	h.n_ops = (uint32_t)queue.n;
	h.n_kids = h.n_ops - 1;
	xp_layout(&h, at, &size);
	h.size = (uint32_t)size;
	buf_add(out, &h, sizeof(h));
	for (size_t i = 0; i < queue.n; i++) {
		struct xp_op_row row = row_of(p, queue.v[i], kids);

		buf_add(out, &row, sizeof(row));
		kids += row.n_kids;
	}
	pad(out, start, at[1]);
	for (uint32_t i = 1; i < h.n_ops; i++)
		buf_add(out, &i, sizeof(i));
	pad(out, start, at[2]);
	buf_add(out, p->constants.v, p->constants.n * sizeof(*p->constants.v));
	pad(out, start, at[3]);
	buf_add(out, p->tests.v, p->tests.n * sizeof(*p->tests.v));
	pad(out, start, at[4]);
	buf_add(out, p->seqtypes.v, p->seqtypes.n * sizeof(*p->seqtypes.v));
	pad(out, start, at[5]);
	buf_add(out, p->calls.v, p->calls.n * sizeof(*p->calls.v));
	pad(out, start, at[6]);
	buf_add(out, p->variables.v, p->variables.n * sizeof(*p->variables.v));
	pad(out, start, at[7]);
	buf_slice(out, buf_get(&p->bytes));
	pad(out, start, size);
	VEC_FREE(&queue);
}
