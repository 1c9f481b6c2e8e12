/* operand.c: see operand.h. */
#include "ingest/operand.h"

bool
operand_parse(struct operand *o, struct slice value, struct slice denominator,
    int32_t decimals, int32_t precision, struct arena *arena)
{
	*o = (struct operand){ DEC_ZERO, { 1, NULL, 0 }, decimals, precision };
	if (dec_parse_float(&o->n, slice_trim(value), arena) != 0)
		return false;
	if (denominator.s == NULL)
		return true;
	if (dec_parse_float(&o->d, slice_trim(denominator), arena) != 0 ||
	    dec_sign(o->d) == 0)
		return false;
	if (dec_sign(o->d) < 0) {
		o->n = dec_neg(o->n, arena);
		o->d = dec_neg(o->d, arena);
	}
	return true;
}

int32_t
operand_decimals_at(struct dec v, int32_t p)
{
	int64_t d = (int64_t)p - 1 - dec_magnitude(v);

	return d >= DECIMALS_INF ? DECIMALS_INF - 1 :
	    d <= -DECIMALS_INF ? -DECIMALS_INF + 1 : (int32_t)d;
}

bool
operand_decimals(const struct operand *o, int32_t *decimals)
{
	*decimals = DECIMALS_INF;
	if (o->decimals != DECIMALS_NONE) {
		*decimals = o->decimals;
		return true;
	}
	if (o->precision == 0)
		return false;
	if (o->precision == DECIMALS_NONE || o->precision == DECIMALS_INF ||
	    dec_sign(o->n) == 0)
		return true;
	*decimals = operand_decimals_at(o->n, o->precision);
	return true;
}

int32_t
operand_precision(const struct operand *o)
{
	int64_t p;

	if (o->precision != DECIMALS_NONE)
		return o->precision;
	if (o->decimals == DECIMALS_NONE || o->decimals == DECIMALS_INF)
		return DECIMALS_INF;
	p = o->decimals;
	if (dec_sign(o->n) != 0)
		p += dec_magnitude(o->n) + 1;
	return p <= 0 ? 0 : p >= DECIMALS_INF ? DECIMALS_INF - 1 : (int32_t)p;
}
