/*
 * audit.c: see audit.h.
 *
 * (1) A row's hash is over all its other columns, `previous` among them; the
 *     first row's previous is 64 zeros.
 * (2) `content` of a filing is the hash over its rows in the order of enum
 *     store_table, and within a table in the order of its key; of the
 *     submission all columns but the bytes, whose hash is one of them.
 * (3) What is read back is hashed by the same code as what is written.
 */
#include "store/audit.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/mem.h"

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
audit_digest_add(struct audit_digest *d, const struct store_value *v, int n)
{
	audit_write(&d->piece, v, n);
	if (d->piece.n >= PIECE)
		flush(d);
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

/* The columns of a row, in the order of the table. */
enum { SEQUENCE, AT, ACTION, SOFTWARE, SCHEMA, FILING, CONTENT, PREVIOUS,
	HASH, COLUMNS };

static void
hash_row(const struct store_value v[COLUMNS], char hex[SHA256_HEX])
{
	struct audit_digest *d = audit_digest_new();

	audit_digest_add(d, v, HASH);
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
	struct store_value v[COLUMNS];

	if (last_row(d, &sequence, previous) == -1)
		return -1;
	v[SEQUENCE] = store_int(sequence + 1);
	v[AT] = store_text(slice_of(at));
	v[ACTION] = store_text(slice_of(action));
	v[SOFTWARE] = store_text(SLICE(STORE_SOFTWARE));
	v[SCHEMA] = store_int(d->ops->latest());
	v[FILING] = filing == 0 ? null : store_int(filing);
	v[CONTENT] = store_text(slice_of(content));
	v[PREVIOUS] = store_text(slice_of(previous));
	hash_row(v, hash);
	v[HASH] = store_text(slice_of(hash));
	return d->ops->insert(d, TABLE_AUDIT, v, COLUMNS);
}

/* --- verifying --- */

/* What a verification knows while it runs. */
struct verifying {
	struct driver *d;
	int64_t rows, filings;		/* met in the log so far */
	char    hash[SHA256_HEX];	/* of the row before */
	bool    bytes_good;
};

static int complain(struct verifying *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static int
complain(struct verifying *v, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(v->d->why, sizeof(v->d->why), fmt, ap);
	va_end(ap);
	return 1;
}

/* The submission's bytes, the last of its columns, against its hash. */
static bool
is_bytes_of(struct slice bytes, struct slice hex)
{
	unsigned char digest[SHA256_SIZE];
	char got[SHA256_HEX];

	sha256(bytes, digest);
	sha256_hex(digest, got);
	return slice_is(hex, got);
}

/* Adds the rows that a table has of a filing, as they are read back (3). */
static int
digest_table(struct verifying *v, struct audit_digest *h, enum store_table t,
    int64_t filing)
{
	struct store_value row[STORE_MAX_COLUMNS] = {
		{ STORE_NULL, 0, SLICE_NONE }
	};
	struct store_value key = store_int(filing);
	int i, n = store_column_count(t), rc;
	struct store_cursor *c = NULL;
	struct buf sql = BUF_ANY;

	buf_printf(&sql, "SELECT %s FROM %s WHERE %s ORDER BY %s",
	    store_columns(t), store_table_name(t), t == TABLE_SUBMISSION ?
	    "sha256 = (SELECT submission FROM filing WHERE id = ?1)" :
	    t == TABLE_FILING ? "id = ?1" : "filing = ?1",
	    store_table_order(t));
	if ((rc = v->d->ops->select(v->d, sql.s, &key, 1, &c)) == -1)
		goto out;
	while ((rc = v->d->ops->next(c)) == 1) {
		for (i = 0; i < n; i++)
			row[i] = v->d->ops->column(c, i);
		if (t == TABLE_SUBMISSION)
			v->bytes_good = is_bytes_of(row[--n].text,
			    row[0].text);
		audit_digest_add(h, row, n);
	}
 out:
	buf_free(&sql);
	v->d->ops->end(c);
	return rc;
}

static int
verify_filing(struct verifying *v, int64_t filing, struct slice content)
{
	struct audit_digest *h = audit_digest_new();
	char hex[SHA256_HEX];
	enum store_table t;
	int rc = 0;

	v->filings++;
	v->bytes_good = false;
	for (t = TABLE_SUBMISSION; t <= TABLE_FINDING_FACT && rc == 0; t++)
		rc = digest_table(v, h, t, filing);
	audit_digest_end(h, hex);
	if (rc == -1)
		return -1;
	if (!slice_is(content, hex))
		return complain(v, "the rows of filing %" PRId64 " are not those "
		    "that were stored", filing);
	return v->bytes_good ? 0 : complain(v, "the bytes of filing %"
	    PRId64 " are not those that were received", filing);
}

static int
verify_row(struct verifying *v, const struct store_cursor *c)
{
	struct store_value row[COLUMNS];
	char hex[SHA256_HEX];
	int i;

	for (i = 0; i < COLUMNS; i++)
		row[i] = v->d->ops->column(c, i);
	v->rows++;
	if (row[SEQUENCE].number != v->rows)
		return complain(v, "row %" PRId64 " of the audit log is missing",
		    v->rows);
	if (!slice_is(row[PREVIOUS].text, v->hash))
		return complain(v, "row %" PRId64 " of the audit log does not "
		    "follow the row before it", v->rows);
	hash_row(row, hex);
	if (!slice_is(row[HASH].text, hex))
		return complain(v, "row %" PRId64 " of the audit log was changed",
		    v->rows);
	memcpy(v->hash, hex, sizeof(hex));
	return row[FILING].type == STORE_NULL ? 0 :
	    verify_filing(v, row[FILING].number, row[CONTENT].text);
}

/* Whether the log knows as many filings as there are filings, submissions. */
static int
verify_counts(struct verifying *v)
{
	struct store_cursor *c;
	int64_t filings, submissions;
	int rc;

	if (v->d->ops->select(v->d, "SELECT (SELECT count(*) FROM filing), "
	    "(SELECT count(*) FROM submission)", NULL, 0, &c) == -1)
		return -1;
	if ((rc = v->d->ops->next(c)) == 1) {
		filings = v->d->ops->column(c, 0).number;
		submissions = v->d->ops->column(c, 1).number;
		rc = filings == v->filings && submissions == v->filings ? 0 :
		    complain(v, "the audit log knows %" PRId64 " filings, the "
		    "store another number", v->filings);
	}
	v->d->ops->end(c);
	return rc;
}

/* The log from its first row, each filing with it. */
static int
verify_log(struct verifying *v)
{
	struct store_cursor *c = NULL;
	int rc, bad = 0;

	if (v->d->ops->select(v->d, "SELECT sequence,at,action,software,"
	    "schema,filing,content,previous,hash FROM audit ORDER BY sequence",
	    NULL, 0, &c) == -1)
		return -1;
	while ((rc = v->d->ops->next(c)) == 1)
		if ((bad = verify_row(v, c)) != 0)
			break;
	v->d->ops->end(c);
	return bad != 0 ? bad : rc;
}

int
store_verify(struct store *s, char *head, const char **why)
{
	struct verifying v = { .d = s->driver };
	int rc;

	snprintf(v.hash, sizeof(v.hash), "%064d", 0);
	*why = s->driver->why;
	if ((rc = s->driver->ops->check(s->driver)) != 0)
		return rc;
	if ((rc = verify_log(&v)) == 0)
		rc = verify_counts(&v);
	if (rc == 0)
		memcpy(head, v.hash, sizeof(v.hash));
	return rc;
}
