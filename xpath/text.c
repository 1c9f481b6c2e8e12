/*
 * text.c: see text.h.
 */
#include "xpath/text.h"

#include "xpath/eval_op.h"

#define BYTES_A_STEP	16

static size_t
left(const struct xp_eval *ev)
{
	size_t all = ev->d->limits.memory, used = arena_size(ev->arena);

	if (all == 0)
		all = XP_MEMORY;
	return used >= all ? 0 : all - used;
}

int
xp_too_much(struct xp_eval *ev)
{
	return xp_limit_error(ev->err, "the expression makes more text than is "
	    "allowed");
}

char *
xp_text_room(struct xp_eval *ev, size_t n)
{
	if (n > left(ev) || n > UINT32_MAX) {
		(void)xp_too_much(ev);
		return NULL;
	}
	if (xp_spend(ev, n / BYTES_A_STEP) == -1)
		return NULL;
	return arena_alloc(ev->arena, n + 1);
}

struct buf
xp_text_buf(const struct xp_eval *ev)
{
	size_t n = left(ev);

	return BUF(n < UINT32_MAX ? n : UINT32_MAX);
}

int
xp_text_give(struct xp_eval *ev, struct buf *b, struct xp_seq *result)
{
	char *s = b->full ? NULL : xp_text_room(ev, b->n);
	int rc = -1;

	if (b->full) {
		rc = xp_too_much(ev);
	} else if (s != NULL) {
		if (b->n > 0)
			memcpy(s, b->s, b->n);
		rc = xp_give_string((struct slice){ s, b->n }, result);
	}
	buf_free(b);
	return rc;
}

int
xp_give_string(struct slice s, struct xp_seq *result)
{
	*result = xp_one(xp_string(s.s == NULL ? SLICE("") : s));
	return 0;
}
