/* statement_csv.c: see statement.h. */
#include "report/statement.h"

static void
cell(struct buf *b, struct slice s)
{
	buf_csv(b, s);
	buf_char(b, ',');
}

static void
dimensions(struct buf *b, const struct statements *st, uint32_t set)
{
	const struct filed *f = st->filed;
	struct buf text = BUF_ANY;
	uint32_t i;

	for (i = 0; set != NONE && i < f->sets.v[set].n; i++) {
		const struct filed_dimension *d =
		    &f->dimensions.v[f->sets.v[set].first + i];

		if (i > 0)
			buf_char(&text, ';');
		buf_slice(&text, d->axis_local);
		buf_char(&text, '=');
		buf_slice(&text, d->typed.s != NULL ? d->typed :
		    d->member_local);
	}
	cell(b, buf_get(&text));
	buf_free(&text);
}

/* The columns up to label. */
static void
row_head(struct buf *b, const struct statements *st, const struct sheet *s,
    const struct sheet_row *r, struct slice concept, const struct label *l)
{
	cell(b, s->title.text);
	buf_printf(b, "%u,", r->depth);
	buf_puts(b, r->flags & ROW_ABSTRACT ? "heading," :
	    r->flags & ROW_TOTAL ? "total," : "line,");
	cell(b, concept);
	cell(b, l->text);
	(void)st;
}

static void
figure_line(struct buf *b, const struct statements *st, const struct sheet *s,
    const struct figure *g)
{
	const struct filed_fact *f = &st->filed->facts.v[g->fact];
	const struct sheet_row *r = &s->rows.v[g->row];
	const struct sheet_column *c = &s->columns.v[g->column];
	struct label l = c->element != NONE ? c->label : r->label;

	if (l.text.s == NULL)
		l = label_concept(st->taxonomy, f->ns, f->local,
		    st->options.lang);
	row_head(b, st, s, r, f->concept, &l);
	cell(b, f->period == FILED_DURATION ? f->start : SLICE(""));
	cell(b, f->end);
	dimensions(b, st, f->set);
	cell(b, f->unit);
	cell(b, f->nil ? SLICE("") : f->value);
	cell(b, f->decimals);
	buf_printf(b, "%u,%llu,%llu\r\n", f->line,
	    (unsigned long long)f->offset, (unsigned long long)f->length);
}

static void
heading_line(struct buf *b, const struct statements *st,
    const struct sheet *s, const struct sheet_row *r)
{
	struct slice concept = SLICE("");

	if (r->element != NONE)
		concept = taxonomy_element_qname(st->taxonomy, r->element,
		    st->arena);
	row_head(b, st, s, r, concept, &r->label);
	buf_puts(b, ",,,,,,,,\r\n");
}

void
statement_csv(const struct statements *st, struct buf *b)
{
	size_t i, row, k;

	buf_puts(b, "statement,depth,kind,concept,label,start,end,dimensions,"
	    "unit,value,decimals,line,offset,length\r\n");
	for (i = 0; i < st->sheets.n; i++) {
		const struct sheet *s = &st->sheets.v[i];

		for (row = k = 0; row < s->rows.n; row++) {
			if (k >= s->figures.n || s->figures.v[k].row != row)
				heading_line(b, st, s, &s->rows.v[row]);
			for (; k < s->figures.n && s->figures.v[k].row == row;
			    k++)
				figure_line(b, st, s, &s->figures.v[k]);
		}
	}
}
