/*
 * filing_pack.c: see filing_pack.h.
 *
 * (1) The head, then the rows table by table; a row is its columns but the
 *     first, each a type and, by type, nothing, a number, or a length and text.
 * (2) All lengths are checked when it is unpacked; a row is then only read.
 */
#include "store/filing_pack.h"

#include <string.h>

#include "store/driver.h"

/* The numbers of the head. */
struct numbers {
	char     sha256[SHA256_HEX];
	int64_t  year;
	uint64_t dropped;
	uint32_t facts, errors, warnings;
	uint32_t rows[STORE_TABLES];
};

static void
put_value(struct buf *b, struct store_value v)
{
	uint64_t n = v.text.n;

	buf_char(b, (char)v.type);
	if (v.type == STORE_INT)
		buf_add(b, &v.number, sizeof(v.number));
	if (v.type != STORE_TEXT && v.type != STORE_BLOB)
		return;
	buf_add(b, &n, sizeof(n));
	buf_slice(b, v.text);
}

void
filing_pack(const struct store_filing *f, struct buf *b)
{
	struct numbers head = { .year = f->year,
	    .dropped = f->findings_dropped, .facts = f->facts,
	    .errors = f->errors, .warnings = f->warnings };
	struct store_value v[STORE_MAX_COLUMNS];
	enum store_table t;
	uint32_t i;
	int k;

	memcpy(head.sha256, f->sha256, sizeof(head.sha256));
	memcpy(head.rows, f->rows, sizeof(head.rows));
	buf_add(b, &head, sizeof(head));
	put_value(b, store_text(f->entity));
	put_value(b, store_text(f->report));
	put_value(b, store_text(f->period_end));
	put_value(b, store_text(f->taxonomy));
	for (t = TABLE_TUPLE; t <= TABLE_FINDING_FACT; t++)
		for (i = 0; i < f->rows[t]; i++) {
			f->row(f->ctx, t, i, v);
			for (k = 0; k < store_column_count(t) - 1; k++)
				put_value(b, v[k]);
		}
}

static bool
get_bytes(struct slice *rest, void *to, size_t n)
{
	if (rest->n < n)
		return false;
	memcpy(to, rest->s, n);
	*rest = slice_from(*rest, n);
	return true;
}

/* The next value; false where there is none. */
static bool
get_value(struct slice *rest, struct store_value *v)
{
	unsigned char type;
	uint64_t n;

	*v = (struct store_value){ STORE_NULL, 0, SLICE_NONE };
	if (!get_bytes(rest, &type, 1) || type > STORE_BLOB)
		return false;
	v->type = (enum store_type)type;
	if (v->type == STORE_NULL)
		return true;
	if (v->type == STORE_INT)
		return get_bytes(rest, &v->number, sizeof(v->number));
	if (!get_bytes(rest, &n, sizeof(n)) || n > rest->n)
		return false;
	v->text = (struct slice){ rest->s, (size_t)n };
	*rest = slice_from(*rest, (size_t)n);
	return true;
}

/* A text of the head; SLICE_NONE where it is NULL. */
static bool
get_text(struct slice *rest, struct slice *text)
{
	struct store_value v;

	if (!get_value(rest, &v) || (v.type != STORE_TEXT &&
	    v.type != STORE_NULL))
		return false;
	*text = v.text;
	return true;
}

/* Fills in the columns of the next row; i goes up by one (2). */
static void
next_row(void *ctx, enum store_table t, uint32_t i, struct store_value *v)
{
	struct packed_filing *p = ctx;
	int k;

	(void)i;
	for (k = 0; k < store_column_count(t) - 1; k++)
		(void)get_value(&p->rest, &v[k]);
}

static bool
rows_are_whole(const struct store_filing *f, struct slice rest)
{
	struct store_value v;
	enum store_table t;
	uint32_t i;
	int k;

	for (t = TABLE_TUPLE; t <= TABLE_FINDING_FACT; t++)
		for (i = 0; i < f->rows[t]; i++)
			for (k = 0; k < store_column_count(t) - 1; k++)
				if (!get_value(&rest, &v))
					return false;
	return rest.n == 0;
}

int
filing_unpack(struct packed_filing *p, struct slice bytes)
{
	struct store_filing *f = &p->head;
	struct numbers head;

	*p = (struct packed_filing){ .rest = bytes };
	if (!get_bytes(&p->rest, &head, sizeof(head)) ||
	    head.sha256[SHA256_HEX - 1] != '\0')
		return -1;
	memcpy(f->sha256, head.sha256, sizeof(f->sha256));
	memcpy(f->rows, head.rows, sizeof(f->rows));
	f->year = head.year;
	f->findings_dropped = head.dropped;
	f->facts = head.facts;
	f->errors = head.errors;
	f->warnings = head.warnings;
	f->row = next_row;
	f->ctx = p;
	if (!get_text(&p->rest, &f->entity) ||
	    !get_text(&p->rest, &f->report) ||
	    !get_text(&p->rest, &f->period_end) ||
	    !get_text(&p->rest, &f->taxonomy))
		return -1;
	return rows_are_whole(f, p->rest) ? 0 : -1;
}
