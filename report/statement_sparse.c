/*
 * statement_sparse.c: columns that say nothing new.
 *
 * The cash at the start of last year is reported for the cash flow statement,
 * where it stands as the opening amount.  Its concept is in the balance sheet
 * too and would make a whole column there, for the end of the year before
 * last.  Such a column is left out when (1) each of its figures stands on
 * another sheet too, (2) each of its rows keeps a figure in another column,
 * and (3) it has a figure in fewer than one in MANY rows that have any.
 */
#include "report/statement_parts.h"

#define MANY	8

/* On how many sheets each fact stands. */
static uint32_t *
count_sheets(const struct statements *st)
{
	uint32_t *n = mem_calloc(st->filed->facts.n + 1, sizeof(*n));
	uint32_t *last = mem_calloc(st->filed->facts.n + 1, sizeof(*last));
	uint32_t i;
	size_t k;

	for (i = 0; i < st->sheets.n; i++)
		for (k = 0; k < st->sheets.v[i].figures.n; k++) {
			uint32_t f = st->sheets.v[i].figures.v[k].fact;

			if (last[f] != i + 1)
				n[f]++;
			last[f] = i + 1;
		}
	mem_free(last);
	return n;
}

/* (1) and (3). */
static void
find_sparse(const struct sheet *s, const uint32_t *n, bool *sparse)
{
	uint32_t *filled = mem_calloc(s->columns.n, sizeof(*filled));
	size_t i, rows = 0;

	for (i = 0; i < s->columns.n; i++)
		sparse[i] = true;
	for (i = 0; i < s->figures.n; i++) {
		const struct figure *f = &s->figures.v[i];

		rows += i == 0 || f->row != s->figures.v[i - 1].row;
		filled[f->column]++;
		if (n[f->fact] < 2)
			sparse[f->column] = false;
	}
	for (i = 0; i < s->columns.n; i++)
		if ((size_t)filled[i] * MANY >= rows)
			sparse[i] = false;
	mem_free(filled);
}

/* (2): a row all of whose columns would go keeps them. */
static void
spare_rows(const struct sheet *s, bool *sparse)
{
	size_t i, from = 0, k;
	bool all = true;

	for (i = 0; i < s->figures.n; i++) {
		const struct figure *f = &s->figures.v[i];

		all = all && sparse[f->column];
		if (i + 1 < s->figures.n && s->figures.v[i + 1].row == f->row)
			continue;
		for (k = from; all && k <= i; k++)
			sparse[s->figures.v[k].column] = false;
		from = i + 1;
		all = true;
	}
}

static void
drop(struct sheet *s, const bool *sparse, uint32_t *n)
{
	uint32_t *now = mem_calloc(s->columns.n, sizeof(*now));
	size_t i, k = 0;

	for (i = 0; i < s->columns.n; i++) {
		now[i] = (uint32_t)k;
		if (!sparse[i])
			s->columns.v[k++] = s->columns.v[i];
	}
	s->columns.n = k;
	for (i = k = 0; i < s->figures.n; i++) {
		struct figure f = s->figures.v[i];

		if (sparse[f.column]) {
			n[f.fact]--;
			continue;
		}
		f.column = now[f.column];
		s->figures.v[k++] = f;
	}
	s->figures.n = k;
	mem_free(now);
}

void
sheets_drop_sparse(struct statements *st)
{
	uint32_t *n = count_sheets(st);
	size_t i, k;

	for (i = 0; i < st->sheets.n; i++) {
		struct sheet *s = &st->sheets.v[i];
		bool *sparse = mem_calloc(s->columns.n + 1, sizeof(*sparse));
		bool any = false;

		if (s->layout == LAYOUT_COLUMNS && s->columns.n > 1) {
			find_sparse(s, n, sparse);
			spare_rows(s, sparse);
		}
		for (k = 0; k < s->columns.n; k++)
			any = any || sparse[k];
		if (any)
			drop(s, sparse, n);
		mem_free(sparse);
	}
	mem_free(n);
}
