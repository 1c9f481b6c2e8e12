/*
 * audit.c: see audit.h.
 *
 * (1) A row's hash is over all its other columns, `previous` among them; the
 *     first row's previous is 64 zeros.
 * (2) `content` of a filing is the hash over its rows in the order of enum
 *     store_table, and within a table in the order of its key; of the
 *     submission all columns but the bytes, whose hash is one of them.
 * (3) What is read back (verify.c) is hashed by the same code as what is
 *     written.
 */
#include "store/audit.h"

#include <stdio.h>

#include "base/mem.h"
#include "store/row_code.h"

#define PIECE	65536		/* how much is gathered before it is hashed */

/* --- hashing --- */

static void
write_one(struct buf *b, const struct store_value *v)
{
	static const char types[] = { 'N', 'I', 'T', 'B' };
	struct slice s = v->type == STORE_NULL ? SLICE_NONE : v->text;
	char digits[24], head[24];
	char *p = digits + sizeof(digits), *q = head + sizeof(head);
	uint64_t u = v->number < 0 ? -(uint64_t)v->number :
	    (uint64_t)v->number;
	size_t n;

	if (v->type == STORE_INT) {
		do
			*--p = (char)('0' + u % 10);
		while ((u /= 10) != 0);
		if (v->number < 0)
			*--p = '-';
		s = (struct slice){ p, (size_t)(digits + sizeof(digits) - p) };
	}
	*--q = ':';
	n = s.n;
	do
		*--q = (char)('0' + n % 10);
	while ((n /= 10) != 0);
	*--q = types[v->type];
	buf_add(b, q, (size_t)(head + sizeof(head) - q));
	buf_add(b, s.s, s.n);
}

void
audit_write(struct buf *b, const struct store_value *v, int n)
{
	int i;

	for (i = 0; i < n; i++)
		write_one(b, &v[i]);
}

struct audit_digest {
	struct sha256 *sha;
	struct buf     piece;
};

struct audit_digest *
audit_digest_new(void)
{
	struct audit_digest *d = mem_calloc(1, sizeof(*d));

	d->sha = sha256_new();
	d->piece = BUF_ANY;
	return d;
}

static void
flush(struct audit_digest *d)
{
	sha256_add(d->sha, buf_get(&d->piece));
	buf_clear(&d->piece);
}

void
audit_digest_text(struct audit_digest *d, const struct store_value *v, int n)
{
	audit_write(&d->piece, v, n);
	if (d->piece.n >= PIECE)
		flush(d);
}

void
audit_digest_row(struct audit_digest *d, const struct store_value *v, int n)
{
	row_encode(&d->piece, v, n);
	if (d->piece.n >= PIECE)
		flush(d);
}

void
audit_digest_bytes(struct audit_digest *d, struct slice encoded)
{
	flush(d);
	sha256_add(d->sha, encoded);
}

void
audit_digest_counts(struct audit_digest *d, const uint32_t rows[STORE_TABLES])
{
	struct store_value v[STORE_TABLES];
	enum store_table t;
	int n = 0;

	for (t = FIRST_OF_FILING; t <= LAST_OF_FILING; t++)
		v[n++] = store_int(rows[t]);
	audit_digest_row(d, v, n);
}

void
audit_digest_end(struct audit_digest *d, char *hex)
{
	unsigned char digest[SHA256_SIZE];

	flush(d);
	sha256_end(d->sha, digest);
	if (hex != NULL)
		sha256_hex(digest, hex);
	buf_free(&d->piece);
	mem_free(d);
}

/* --- rows --- */

void
audit_hash_row(const struct store_value v[AUDIT_COLUMNS],
    char hex[SHA256_HEX])
{
	struct audit_digest *d = audit_digest_new();

	audit_digest_text(d, v, AUDIT_HASH);
	audit_digest_end(d, hex);
}

/* The number and hash of the last row; 0 and zeros where there is none. */
static int
last_row(struct driver *d, int64_t *sequence, char hash[SHA256_HEX])
{
	struct store_cursor *c;
	int rc;

	*sequence = 0;
	snprintf(hash, SHA256_HEX, "%064d", 0);
	if (d->ops->select(d, "SELECT sequence, hash FROM audit ORDER BY "
	    "sequence DESC LIMIT 1", NULL, 0, &c) == -1)
		return -1;
	if ((rc = d->ops->next(c)) == 1) {
		*sequence = d->ops->column(c, 0).number;
		snprintf(hash, SHA256_HEX, "%.*s",
		    SLICE_ARG(d->ops->column(c, 1).text));
	}
	d->ops->end(c);
	return rc == -1 ? -1 : 0;
}

int
audit_append(struct store *s, const char *action, const char *at,
    int64_t filing, const char *content)
{
	struct driver *d = s->driver;
	char previous[SHA256_HEX], hash[SHA256_HEX];
	int64_t sequence;
	const struct store_value null = { STORE_NULL, 0, SLICE_NONE };
	struct store_value v[AUDIT_COLUMNS];

	if (last_row(d, &sequence, previous) == -1)
		return -1;
	v[AUDIT_SEQUENCE] = store_int(sequence + 1);
	v[AUDIT_AT] = store_text(slice_of(at));
	v[AUDIT_ACTION] = store_text(slice_of(action));
	v[AUDIT_SOFTWARE] = store_text(SLICE(STORE_SOFTWARE));
	v[AUDIT_SCHEMA] = store_int(d->ops->latest());
	v[AUDIT_FILING] = filing == 0 ? null : store_int(filing);
	v[AUDIT_CONTENT] = store_text(slice_of(content));
	v[AUDIT_PREVIOUS] = store_text(slice_of(previous));
	audit_hash_row(v, hash);
	v[AUDIT_HASH] = store_text(slice_of(hash));
	return store_insert_one(d, TABLE_AUDIT, v);
}
