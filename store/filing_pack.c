/*
 * filing_pack.c: see filing_pack.h.
 *
 * (1) The head, then the rows table by table as row_code.h has them: the same
 *     bytes that the audit log hashes.  Last the places of the facts among
 *     them, each with its fact's concept, and of what comes after the facts:
 *     they are stored in another order.
 * (2) Nothing is believed of them: a row that is not there, or bytes that are
 *     of no row, are found when the rows are asked for.  A place with another
 *     concept than its fact's costs time only: it decides the order.
 */
#include "store/filing_pack.h"

#include <string.h>

#include "base/mem.h"
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

/* Where a fact begins; results are smaller than that. */
struct place {
	uint32_t at, concept;
};
#define PLACE	sizeof(struct place)

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
	VEC(struct place) places = { NULL, 0, 0 };
	enum store_table t;
	size_t start;
	uint32_t i;

	memcpy(head.sha256, f->sha256, sizeof(head.sha256));
	memcpy(head.rows, f->rows, sizeof(head.rows));
	buf_add(b, &head, sizeof(head));
	row_encode(b, texts, TEXTS);
	start = b->n;
	for (t = FIRST_OF_FILING; t <= LAST_OF_FILING; t++) {
		for (i = 0; i < f->rows[t]; i++) {
			if (t == TABLE_FACT)
				VEC_PUSH(&places, ((struct place){
				    (uint32_t)(b->n - start),
				    f->concept(f->ctx, i) }));
			if (f->row(f->ctx, t, i, v))
				row_encode(b, v, store_filed_count(t));
		}
		if (t == TABLE_FACT)
			VEC_PUSH(&places, ((struct place){
			    (uint32_t)(b->n - start), 0 }));
	}
	buf_add(b, places.v, places.n * PLACE);
	VEC_FREE(&places);
}

static struct place
place(const struct packed_filing *p, uint32_t i)
{
	struct place at;

	memcpy(&at, p->places + i * PLACE, PLACE);
	return at;
}

/* A fact's bytes (2). */
static bool
fact_bytes(const struct packed_filing *p, uint32_t i, struct slice *row)
{
	uint32_t from, to;

	if (i >= p->head.rows[TABLE_FACT])
		return false;
	from = place(p, i).at;
	to = place(p, i + 1).at;
	if (from > to || to > p->head.encoded.n)
		return false;
	*row = (struct slice){ p->head.encoded.s + from, to - from };
	return true;
}

static bool
next_row(struct packed_rows *r, struct store_value *v, int n)
{
	if (r->left == 0 || !row_decode(&r->rest, v, n))
		return false;
	return --r->left > 0 || r->rest.n == 0;
}

static bool
packed_row(void *ctx, enum store_table t, uint32_t i, struct store_value *v)
{
	struct packed_filing *p = ctx;
	int n = store_filed_count(t);
	struct slice fact;

	if (t == TABLE_FACT)
		return fact_bytes(p, i, &fact) && row_decode(&fact, v, n) &&
		    fact.n == 0;
	return next_row(t < TABLE_FACT ? &p->before : &p->after, v, n);
}

static uint32_t
packed_concept(void *ctx, uint32_t i)
{
	return place(ctx, i).concept;
}

/* What a text of the head is; SLICE_NONE where it is NULL. */
static bool
get_text(const struct store_value *v, struct slice *text)
{
	*text = v->text;
	return v->type == STORE_TEXT || v->type == STORE_NULL;
}

/* Whether there may be so many rows: one has a byte at least, and bytes that
 * are of none there are not. */
static bool
is_room(const struct packed_rows *r)
{
	return r->left <= r->rest.n && (r->left > 0) == (r->rest.n > 0);
}

/* The bytes after the head: the rows, of which the facts stand at their
 * places, and those (1). */
static int
part(struct packed_filing *p, struct slice bytes)
{
	struct store_filing *f = &p->head;
	size_t n = ((size_t)f->rows[TABLE_FACT] + 1) * PLACE;
	uint32_t first, end;
	enum store_table t;

	if (bytes.n < n)
		return -1;
	f->encoded = (struct slice){ bytes.s, bytes.n - n };
	p->places = bytes.s + f->encoded.n;
	first = place(p, 0).at;
	end = place(p, f->rows[TABLE_FACT]).at;
	if (first > end || end > f->encoded.n)
		return -1;
	p->before.rest = (struct slice){ f->encoded.s, first };
	p->after.rest = slice_from(f->encoded, end);
	for (t = FIRST_OF_FILING; t < TABLE_FACT; t++)
		p->before.left += f->rows[t];
	for (t = TABLE_FACT + 1; t <= LAST_OF_FILING; t++)
		p->after.left += f->rows[t];
	return is_room(&p->before) && is_room(&p->after) &&
	    (f->rows[TABLE_FACT] > 0 || first == end) ? 0 : -1;
}

int
filing_unpack(struct packed_filing *p, struct slice bytes)
{
	struct store_filing *f = &p->head;
	struct store_value texts[TEXTS];
	struct numbers head;
	struct slice rest;

	*p = (struct packed_filing){ .places = NULL };
	if (bytes.n < sizeof(head))
		return -1;
	memcpy(&head, bytes.s, sizeof(head));
	rest = slice_from(bytes, sizeof(head));
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
	f->row = packed_row;
	f->concept = packed_concept;
	f->ctx = p;
	if (!row_decode(&rest, texts, TEXTS) ||
	    !get_text(&texts[0], &f->entity) ||
	    !get_text(&texts[1], &f->report) ||
	    !get_text(&texts[2], &f->period_end) ||
	    !get_text(&texts[3], &f->taxonomy))
		return -1;
	return part(p, rest);
}
