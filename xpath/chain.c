/* chain.c: see chain.h. */
#include "xpath/chain.h"

#include "base/mem.h"

void
xp_chain_begin(const struct xp_expr *e, uint32_t op, struct xp_chain *c)
{
	uint32_t n = 1, i;

	for (i = op; xp_continues(e, i); i = e->kids[e->ops[i].kids])
		n++;
	c->v = n <= XP_CHAIN_FEW ? c->few :
	    mem_resize(NULL, n, sizeof(*c->v));
	c->n = n;
	for (i = 0; i < n; i++, op = e->kids[e->ops[op].kids])
		c->v[i] = op;
}

void
xp_chain_end(struct xp_chain *c)
{
	if (c->v != c->few)
		mem_free(c->v);
}
