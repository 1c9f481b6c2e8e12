/*
 * filing_pack.c: see filing_pack.h.
 *
 * (1) The head, then the rows table by table as row_code.h has them: the same
 *     bytes that the audit log hashes.
 * (2) Nothing is believed of them: a row that is not there, or bytes that are
 *     left over, are found when the rows are asked for.
 */
#include "store/filing_pack.h"

#include <string.h>

#include "store/driver.h"
#include "store/row_code.h"

/* The numbers of the head. */
struct numbers {
	char     sha256[SHA256_HEX];
	int64_t  year;
	uint64_t mark, dropped;
	uint32_t facts, errors, warnings;
	uint32_t rows[STORE_TABLES];
};

#define TEXTS	4	/* of the head */

void
filing_pack(const struct store_filing *f, struct buf *b)
{
	struct numbers head = { .year = f->year, .mark = f->mark,
	    .dropped = f->findings_dropped, .facts = f->facts,
	    .errors = f->errors, .warnings = f->warnings };
	const struct store_value texts[TEXTS] = {
		store_text(f->entity), store_text(f->report),
		store_text(f->period_end), store_text(f->taxonomy)
	};
	struct store_value v[STORE_MAX_COLUMNS];
	enum store_table t;
	uint32_t i;

	memcpy(head.sha256, f->sha256, sizeof(head.sha256));
	memcpy(head.rows, f->rows, sizeof(head.rows));
	buf_add(b, &head, sizeof(head));
	row_encode(b, texts, TEXTS);
	for (t = FIRST_OF_FILING; t <= LAST_OF_FILING; t++)
		for (i = 0; i < f->rows[t]; i++)
			if (f->row(f->ctx, t, i, v))
				row_encode(b, v, store_column_count(t) - 1);
}

/* Fills in the columns of the next row; i goes up by one (2). */
static bool
next_row(void *ctx, enum store_table t, uint32_t i, struct store_value *v)
{
	struct packed_filing *p = ctx;

	(void)i;
	if (p->left == 0 ||
	    !row_decode(&p->rest, v, store_column_count(t) - 1))
		return false;
	return --p->left > 0 || p->rest.n == 0;
}

/* What a text of the head is; SLICE_NONE where it is NULL. */
static bool
get_text(const struct store_value *v, struct slice *text)
{
	*text = v->text;
	return v->type == STORE_TEXT || v->type == STORE_NULL;
}

int
filing_unpack(struct packed_filing *p, struct slice bytes)
{
	struct store_filing *f = &p->head;
	struct store_value texts[TEXTS];
	struct numbers head;
	enum store_table t;

	*p = (struct packed_filing){ .left = 0 };
	if (bytes.n < sizeof(head))
		return -1;
	memcpy(&head, bytes.s, sizeof(head));
	p->rest = slice_from(bytes, sizeof(head));
	if (head.sha256[SHA256_HEX - 1] != '\0')
		return -1;
	memcpy(f->sha256, head.sha256, sizeof(f->sha256));
	memcpy(f->rows, head.rows, sizeof(f->rows));
	f->year = head.year;
	f->mark = head.mark;
	f->findings_dropped = head.dropped;
	f->facts = head.facts;
	f->errors = head.errors;
	f->warnings = head.warnings;
	f->row = next_row;
	f->ctx = p;
	if (!row_decode(&p->rest, texts, TEXTS) ||
	    !get_text(&texts[0], &f->entity) ||
	    !get_text(&texts[1], &f->report) ||
	    !get_text(&texts[2], &f->period_end) ||
	    !get_text(&texts[3], &f->taxonomy))
		return -1;
	f->encoded = p->rest;
	for (t = FIRST_OF_FILING; t <= LAST_OF_FILING; t++)
		p->left += f->rows[t];
	return p->left > 0 || p->rest.n == 0 ? 0 : -1;
}
