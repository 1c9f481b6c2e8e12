/*
 * made_key.c: contexts and units of facts, reported or made, as texts that are
 * equal where the aspects are (Variables 1.0, 2.1 and 2.2).
 */
#include "formula/made.h"

static void
key_name(struct buf *b, const struct xp_qname *q)
{
	buf_printf(b, "{%.*s}%.*s ", SLICE_ARG(q->ns), SLICE_ARG(q->local));
}

static void
key_period(struct buf *b, const struct period *p)
{
	struct moment start = p->kind == PERIOD_DURATION ? p->start :
	    (struct moment){ 0, 0, ZONE_NONE, false };
	struct moment end = p->kind == PERIOD_FOREVER ?
	    (struct moment){ 0, 0, ZONE_NONE, false } : p->end;

	buf_printf(b, "%d %jd.%u %d %jd.%u %d ", p->kind,
	    (intmax_t)start.seconds, start.nanos, start.zone != ZONE_NONE,
	    (intmax_t)end.seconds, end.nanos, end.zone != ZONE_NONE);
}

void
made_context_key(struct buf *b, const struct maker *m,
    const struct made_context *c)
{
	struct arena *a = m->run->scratch;
	unsigned place;
	size_t i;

	buf_printf(b, "%zu:%.*s %zu:%.*s ", c->scheme.n, SLICE_ARG(c->scheme),
	    c->identifier.n, SLICE_ARG(c->identifier));
	key_period(b, &c->period);
	for (i = 0; i < c->dimensions.n; i++) {
		const struct made_dimension *d = &c->dimensions.v[i];

		buf_printf(b, "%u=", d->element);
		if (d->typed)
			fragment_key(b, d->value, m->types, a);
		else
			key_name(b, &d->member);
	}
	for (place = 0; place < 2; place++) {
		buf_char(b, '|');
		for (i = 0; i < c->occ[place].n; i++)
			fragment_key(b, c->occ[place].v[i], m->types, a);
	}
}

void
made_unit_key(struct buf *b, const struct made_unit *u)
{
	size_t i;

	for (i = 0; i < u->numerator.n; i++)
		key_name(b, &u->numerator.v[i]);
	buf_puts(b, "per ");
	for (i = 0; i < u->denominator.n; i++)
		key_name(b, &u->denominator.v[i]);
}
