/* facts_csv.c: see facts.h. */
#include "ingest/describe.h"
#include "report/facts.h"

#define FULL	((size_t)1 << 20)

/* Ends one field that was written to `cell`. */
static void
cell(struct buf *b, struct buf *text, char after)
{
	buf_csv(b, buf_get(text));
	buf_char(b, after);
	buf_clear(text);
}

static void
row(struct buf *b, const struct report *r, const struct fact *f,
    struct buf *text, struct arena *a)
{
	const struct context *c = f->context == NONE ? NULL :
	    &r->contexts.v[f->context];
	struct place p = report_place(r, f->span);

	buf_csv(b, report_qname(r, f->name, a));
	buf_char(b, ',');
	if (c != NULL && c->entity < r->entities.n)
		buf_csv(b, r->entities.v[c->entity].identifier);
	buf_char(b, ',');
	describe_start(text, r, f->context);
	cell(b, text, ',');
	describe_end(text, r, f->context);
	cell(b, text, ',');
	describe_unit(text, r, f->unit);
	cell(b, text, ',');
	describe_dimensions(text, r, f->context);
	cell(b, text, ',');
	if ((f->flags & FACT_NIL) == 0)
		describe_value(text, f);
	cell(b, text, ',');
	describe_decimals(text, f);
	cell(b, text, ',');
	if (!report_is_numeric(r, f))
		buf_csv(b, report_string(r, f->lang));
	buf_printf(b, ",%u,%llu,%llu\r\n", p.line,
	    (unsigned long long)p.offset, (unsigned long long)p.length);
}

int
facts_csv(const struct report *r, struct buf *b,
    int (*full)(struct buf *, void *ctx), void *ctx)
{
	struct buf text = BUF_ANY;
	struct arena *a = arena_new();
	int rc = 0;
	size_t i;

	buf_puts(b, "concept,entity,start,end,unit,dimensions,value,decimals,"
	    "language,line,offset,length\r\n");
	for (i = 0; i < r->facts.n && rc == 0; i++) {
		const struct fact *f = &r->facts.v[i];
		struct arena_mark m = arena_mark(a);

		if (f->flags & FACT_HAS_CONTEXT)
			row(b, r, f, &text, a);
		if (b->n > FULL)
			rc = full(b, ctx);
		arena_reset(a, m);
	}
	if (rc == 0)
		rc = full(b, ctx);
	buf_free(&text);
	arena_free(a);
	return rc;
}
