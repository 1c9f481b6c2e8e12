/*
 * xfi_accuracy.c: precision and decimals, stated or inferred (function registry,
 * 80153, 80154; XBRL 2.1, 4.6.4 to 4.6.6).
 */
#include "formula/xfi_local.h"
#include "ingest/operand.h"

/* What a numeric item says of itself.  0; 1: it is a fraction, which is exact
 * (4.6.3); -1 with xfie:ItemIsNotNumeric. */
static int
accuracy(struct xp_eval *ev, const struct xp_seq *args, struct operand *o)
{
	const struct fact *f;
	struct xfi_node n;

	if (xfi_want(ev, &args[0], XFI_ITEM, &n) == -1)
		return -1;
	f = xfi_fact_row(&n);
	if ((f->flags & FACT_FRACTION) != 0)
		return 1;
	if (f->decimals == DECIMALS_NONE && f->precision == DECIMALS_NONE)
		return xfi_fail(ev, "ItemIsNotNumeric",
		    "the item has neither precision nor decimals");
	if (!operand_parse(o, f->value, SLICE_NONE, f->decimals,
	    f->precision, ev->arena))	/* nil, or INF: nothing to infer from */
		*o = (struct operand){ .n = DEC_ZERO, .d = dec_of(1),
		    .decimals = f->decimals, .precision = f->precision };
	return 0;
}

static struct xp_item
inf(void)
{
	return xp_string(SLICE("INF"));
}

int
xfi_precision(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	struct operand o = { .precision = DECIMALS_INF,
	    .decimals = DECIMALS_NONE };
	struct xp_item item;
	int32_t p;

	(void)n_args;
	if (accuracy(ev, args, &o) == -1)
		return -1;
	p = operand_precision(&o);
	item = p == DECIMALS_INF ? inf() : xp_integer(p);
	if (p != DECIMALS_INF)
		item.type = XT_NON_NEGATIVE;
	return xfi_result(out, item);
}

int
xfi_decimals(struct xp_eval *ev, const struct xp_seq *args,
    unsigned n_args, struct xp_seq *out)
{
	struct operand o = { .precision = DECIMALS_INF,
	    .decimals = DECIMALS_NONE };
	int32_t d;

	(void)n_args;
	if (accuracy(ev, args, &o) == -1)
		return -1;
	if (!operand_decimals(&o, &d))
		return xfi_fail(ev, "ItemIsNotNumeric",
		    "from a precision of 0 no decimals follow");
	return xfi_result(out, d == DECIMALS_INF ? inf() : xp_integer(d));
}
