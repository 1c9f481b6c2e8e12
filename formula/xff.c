/*
 * xff.c: functions of the formula registry (80155 to 80158): what an expression
 * may ask of the evaluation of its variable set.  Outside of one, and in the
 * expressions that find its variables, they are an error.
 */
#include "formula/xfi_local.h"

int
xff_refuse(struct xp_eval *ev, const char *why)
{
	(void)xp_fail(ev, "invalidFunctionUse", "%s", why);
	ev->err->ns = SLICE(NS_XFF_ERROR);
	return -1;
}

static const struct xff_evaluation *
evaluation(struct xp_eval *ev)
{
	const struct xfi_host *h = xfi_host(ev);

	if (h != NULL && h->evaluation != NULL)
		return h->evaluation;
	(void)xff_refuse(ev, "no variable set is being evaluated here");
	return NULL;
}

int
xff_uncovered_aspect(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	const struct xff_evaluation *e = evaluation(ev);
	const struct xp_qname *dimension = n_args > 1 && args[1].n > 0 ?
	    xp_items(&args[1])->u.qname : NULL;

	*out = XP_EMPTY;
	return e == NULL ? -1 : e->uncovered_aspect(e->ctx, ev,
	    xp_arg_string(&args[0]), dimension, out);
}

int
xff_has_fallback_value(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	const struct xff_evaluation *e = evaluation(ev);
	bool has = false;

	(void)n_args;
	if (e == NULL || e->has_fallback(e->ctx, ev,
	    xp_items(&args[0])->u.qname, &has) == -1)
		return -1;
	return xfi_result(out, xp_boolean(has));
}

int
xff_uncovered_non_dimensional_aspects(struct xp_eval *ev,
    const struct xp_seq *args, unsigned n_args, struct xp_seq *out)
{
	const struct xff_evaluation *e = evaluation(ev);

	(void)args;
	(void)n_args;
	*out = XP_EMPTY;
	return e == NULL ? -1 : e->uncovered_aspects(e->ctx, ev, out);
}

int
xff_uncovered_dimensional_aspects(struct xp_eval *ev,
    const struct xp_seq *args, unsigned n_args, struct xp_seq *out)
{
	const struct xff_evaluation *e = evaluation(ev);

	(void)args;
	(void)n_args;
	*out = XP_EMPTY;
	return e == NULL ? -1 : e->uncovered_dimensions(e->ctx, ev, out);
}
