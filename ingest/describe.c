/* describe.c: see describe.h. */
#include "ingest/describe.h"

static void
measures(struct buf *b, const struct report *r, uint32_t first, uint32_t n)
{
	struct arena *a = arena_new();
	uint32_t i;

	for (i = first; i < first + n && i < r->measures.n; i++) {
		if (i > first)
			buf_char(b, '*');
		buf_slice(b, report_qname(r, r->measures.v[i], a));
	}
	arena_free(a);
}

void
describe_unit(struct buf *b, const struct report *r, uint32_t unit)
{
	const struct unit *u;

	if (unit >= r->units.n)
		return;
	u = &r->units.v[unit];
	measures(b, r, u->measures, u->n_numerator);
	if (u->n_denominator == 0)
		return;
	buf_char(b, '/');
	measures(b, r, u->measures + u->n_numerator, u->n_denominator);
}

static const struct period *
period_of(const struct report *r, uint32_t context)
{
	return context < r->contexts.n &&
	    r->contexts.v[context].period < r->periods.n ?
	    &r->periods.v[r->contexts.v[context].period] : NULL;
}

void
describe_start(struct buf *b, const struct report *r, uint32_t context)
{
	const struct period *p = period_of(r, context);

	if (p != NULL && p->kind == PERIOD_DURATION)
		moment_print(b, p->start);
}

void
describe_end(struct buf *b, const struct report *r, uint32_t context)
{
	const struct period *p = period_of(r, context);

	if (p != NULL && (p->kind == PERIOD_DURATION ||
	    p->kind == PERIOD_INSTANT))
		moment_print_end(b, p->end);
}

void
describe_period(struct buf *b, const struct report *r, uint32_t context)
{
	const struct period *p = period_of(r, context);

	if (p == NULL)
		return;
	if (p->kind == PERIOD_FOREVER)
		buf_puts(b, "forever");
	describe_start(b, r, context);
	if (p->kind == PERIOD_DURATION)
		buf_puts(b, " – ");
	describe_end(b, r, context);
}

struct slice
describe_axis(const struct report *r, const struct dimension *d,
    struct arena *a)
{
	return report_qname(r, d->name, a);
}

/* The text between the tags of a typed member's only element. */
static struct slice
inner_text(struct slice xml)
{
	const char *open, *close;
	size_t i;

	xml = slice_trim(xml);
	open = xml.n == 0 ? NULL : memchr(xml.s, '>', xml.n);
	if (open == NULL || open[-1] == '/')
		return SLICE("");
	open++;
	for (i = xml.n; i > 0 && xml.s[i - 1] != '<'; i--)
		;
	close = i == 0 ? open : xml.s + i - 1;
	return close < open ? SLICE("") :
	    (struct slice){ open, (size_t)(close - open) };
}

struct slice
describe_member(const struct report *r, const struct dimension *d,
    struct arena *a)
{
	if (d->typed == 0)
		return report_qname(r, d->value, a);
	return slice_trim(inner_text(d->xml));
}

void
describe_dimensions(struct buf *b, const struct report *r, uint32_t context)
{
	struct arena *a = arena_new();
	const struct context *c;
	uint32_t i;

	if (context >= r->contexts.n)
		goto out;
	c = &r->contexts.v[context];
	for (i = 0; i < c->n_dimensions; i++) {
		const struct dimension *d =
		    &r->dimensions.v[c->dimensions + i];

		if (i > 0)
			buf_char(b, ';');
		buf_slice(b, describe_axis(r, d, a));
		buf_char(b, '=');
		buf_slice(b, describe_member(r, d, a));
	}
 out:
	arena_free(a);
}

void
describe_decimals(struct buf *b, const struct fact *f)
{
	if (f->decimals == DECIMALS_INF)
		buf_puts(b, "INF");
	else if (f->decimals != DECIMALS_NONE)
		buf_printf(b, "%d", f->decimals);
}

void
describe_value(struct buf *b, const struct fact *f)
{
	if (f->flags & FACT_NIL) {
		buf_puts(b, "nil");
		return;
	}
	buf_slice(b, f->value);
	if (f->flags & FACT_FRACTION) {
		buf_char(b, '/');
		buf_slice(b, fact_denominator(f));
	}
}
