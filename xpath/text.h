/*
 * text.h: what functions share when they make text.  A text counts as work by
 * its length, sixteen bytes a step, so that doubling one again and again ends
 * soon.
 */
#ifndef XPATH_TEXT_H
#define XPATH_TEXT_H

#include "base/buf.h"
#include "xpath/atomic.h"
#include "xpath/eval.h"

/* Room for n bytes in the arena, counted as work; NULL with the error where
 * that is more than the evaluation may use. */
char		*xp_text_room(struct xp_eval *, size_t n);
/* A buffer that holds no more than the evaluation may use. */
struct buf	xp_text_buf(const struct xp_eval *);
/* Makes the text of the buffer the result, an xs:string in the arena, and frees
 * the buffer; -1 with the error where it was full. */
int		xp_text_give(struct xp_eval *, struct buf *, struct xp_seq *result);
/* Fails: more text than the evaluation may use. */
int		xp_too_much(struct xp_eval *);
/* The result is an xs:string, borrowed. Always 0. */
int		xp_give_string(struct slice, struct xp_seq *result);

/* fn:round of an argument that is an xs:double (6.4.4). */
static inline double
xp_round_arg(struct xp_eval *ev, const struct xp_seq *arg)
{
	return xp_rounded(xp_only(arg), XR_ROUND, ev->arena).u.d;
}

#endif
