/*
 * fn_context.c: the focus and the static context (Functions and Operators,
 * 16.1, 16.2, 16.7), errors and traces (3, 4).
 */
#include "xpath/text.h"

static int
give_number(struct xp_eval *ev, uint32_t n, struct xp_seq *result)
{
	if (ev->focus.item == NULL)
		return xp_fail(ev, "XPDY0002", "there is no context item");
	*result = xp_one(xp_integer(n));
	return 0;
}

int
fn_position(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	(void)args;
	(void)n_args;
	return give_number(ev, ev->focus.position, result);
}

int
fn_last(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	(void)args;
	(void)n_args;
	return give_number(ev, ev->focus.size, result);
}

int
fn_default_collation(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *result)
{
	struct slice uri = ev->d->default_collation;

	(void)args;
	(void)n_args;
	return xp_give_string(uri.s == NULL ? SLICE(CODEPOINT_COLLATION) : uri,
	    result);
}

/* 3: without a code it is err:FOER0000. */
int
fn_error(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	const struct xp_item *code = n_args == 0 ? NULL : xp_arg(&args[0]);

	(void)result;
	(void)xp_fail(ev, "FOER0000", "the expression reports an error");
	if (code != NULL) {
		ev->err->ns = code->u.qname->ns;
		ev->err->local = code->u.qname->local;
	}
	if (n_args > 1)
		ev->err->message = xp_arg_string(&args[1]);
	if (n_args > 2)
		ev->err->value = args[2];
	return -1;
}

int
fn_trace(struct xp_eval *ev, const struct xp_seq *args, unsigned n_args,
    struct xp_seq *result)
{
	(void)n_args;
	if (ev->d->trace != NULL)
		ev->d->trace(ev->d, xp_arg_string(&args[1]), &args[0]);
	*result = args[0];
	return 0;
}
