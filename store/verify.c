/*
 * verify.c: is all that was stored still so?  See store_verify.
 *
 * (1) The log from its first row; with each row that tells of a filing, the
 *     rows and bytes of that filing.
 * (2) A fact has the store's number of its concept; what was hashed is the
 *     number among those of its filing, and their names.
 * (3) A filing that was stored before AUDIT_ROW_CODE was hashed as its facts
 *     looked then, which is how the view `fact` shows them.
 * (4) Facts have no foreign key: that each is of a filing of the log is found
 *     by counting them.
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/hash.h"
#include "base/mem.h"
#include "store/audit.h"
#include "store/driver.h"

/* Columns of a submission. */
enum { SUBMISSION_HASHED = 4, SUBMISSION_BYTES = 4 };

struct verifying {
	struct driver *d;
	int64_t rows, filings, facts;	/* met so far */
	char    hash[SHA256_HEX];	/* of the row before */
	bool    bytes_good;
	struct table concepts;		/* of a filing: from the store's number */
	uint32_t n_concepts;		/* to its own, from 0 (2) */
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

/* --- a filing --- */

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

/* What a table's row is hashed as: n columns, from `first`. */
static void
digest_row(struct verifying *v, struct audit_digest *h, enum store_table t,
    struct store_value *row)
{
	int first = 1, n = store_filed_count(t);
	uint32_t own;

	if (t == TABLE_SUBMISSION) {
		v->bytes_good = is_bytes_of(row[SUBMISSION_BYTES].text,
		    row[0].text);
		first = 0;
		n = SUBMISSION_HASHED;
	} else if (t == TABLE_FILING) {
		first = 0;
		n = store_column_count(t);
	} else if (t == TABLE_CONCEPT) {
		table_add_int(&v->concepts, (uint64_t)row[0].number,
		    v->n_concepts++);
	} else if (t == TABLE_FACT) {
		own = table_find_int(&v->concepts,
		    (uint64_t)row[FACT_CONCEPT].number);
		row[FACT_CONCEPT] = store_int(own == NONE ? 0 :
		    (int64_t)own + 1);
		v->facts++;
	}
	audit_digest_row(h, row + first, n);
}

/* Adds the rows that a table has of a filing, as they are read back. */
static int
digest_table(struct verifying *v, struct audit_digest *h, enum store_table t,
    int64_t filing, uint32_t *count)
{
	struct store_value row[STORE_MAX_COLUMNS] = {
		{ STORE_NULL, 0, SLICE_NONE }
	};
	struct store_value key = store_int(filing);
	struct store_cursor *c = NULL;
	struct buf sql = BUF_ANY;
	int i, rc;

	if (t == TABLE_CONCEPT)		/* as the facts need them (2) */
		buf_puts(&sql, "SELECT c.id, c.namespace, c.local, c.prefix "
		    "FROM (SELECT concept, min(ordinal) AS first FROM fact_row "
		    "WHERE filing = ?1 GROUP BY concept) u JOIN concept c ON "
		    "c.id = u.concept ORDER BY u.first");
	else
		buf_printf(&sql, "SELECT %s FROM %s WHERE %s ORDER BY %s",
		    store_columns(t), store_table_name(t),
		    t == TABLE_SUBMISSION ? "sha256 = (SELECT submission FROM "
		    "filing WHERE id = ?1)" :
		    t == TABLE_FILING ? "id = ?1" : "filing = ?1",
		    store_table_order(t));
	if ((rc = v->d->ops->select(v->d, sql.s, &key, 1, &c)) == -1)
		goto out;
	while ((rc = v->d->ops->next(c)) == 1) {
		for (i = 0; i < store_column_count(t); i++)
			row[i] = v->d->ops->column(c, i);
		digest_row(v, h, t, row);
		++*count;
	}
 out:
	buf_free(&sql);
	v->d->ops->end(c);
	return rc;
}

static int
digest_filing(struct verifying *v, struct audit_digest *h, int64_t filing)
{
	uint32_t rows[STORE_TABLES] = { 0 };
	enum store_table t;
	int rc = 0;

	v->n_concepts = 0;
	for (t = TABLE_SUBMISSION; t <= LAST_OF_FILING && rc == 0; t++)
		rc = digest_table(v, h, t, filing, &rows[t]);
	table_free(&v->concepts);
	audit_digest_counts(h, rows);
	return rc;
}

/* (3) */
static const struct {
	enum store_table table;
	int         n;
	const char *sql;
} as_text[] = {
	{ TABLE_SUBMISSION, 4, "SELECT sha256,file,size,received_at,bytes FROM "
	  "submission WHERE sha256 = (SELECT submission FROM filing WHERE id = "
	  "?1)" },
	{ TABLE_FILING, 14, "SELECT id,submission,entity,report,year,"
	  "period_end,version,status,facts,errors,warnings,findings_dropped,"
	  "taxonomy,software FROM filing WHERE id = ?1" },
	{ TABLE_TUPLE, 12, "SELECT filing,ordinal,parent,namespace,local,"
	  "prefix,nil,xml_id,line,col,byte_offset,byte_length FROM tuple WHERE "
	  "filing = ?1 ORDER BY ordinal" },
	{ TABLE_DIMENSION, 8, "SELECT filing,dimension_set,position,"
	  "axis_namespace,axis_local,member_namespace,member_local,typed_value "
	  "FROM dimension WHERE filing = ?1 ORDER BY dimension_set,position" },
	{ TABLE_FACT, 29, "SELECT filing,ordinal,tuple,namespace,local,prefix,"
	  "entity_scheme,entity,period,period_start,period_end,unit,"
	  "dimension_set,dimensions,segment,scenario,language,value,"
	  "denominator,nil,amount,scale,decimals,precision,xml_id,line,col,"
	  "byte_offset,byte_length FROM fact WHERE filing = ?1 ORDER BY "
	  "ordinal" },
	{ TABLE_FINDING, 15, "SELECT filing,ordinal,code,severity,source,"
	  "message_nl,message_en,help_nl,help_en,file,line,col,byte_offset,"
	  "byte_length,facts FROM finding WHERE filing = ?1 ORDER BY ordinal" },
	{ TABLE_FINDING_FACT, 5, "SELECT filing,finding,position,fact,tuple "
	  "FROM finding_fact WHERE filing = ?1 ORDER BY finding,position" },
};

static int
digest_as_text(struct verifying *v, struct audit_digest *h, size_t table,
    int64_t filing)
{
	struct store_value row[STORE_MAX_COLUMNS] = {
		{ STORE_NULL, 0, SLICE_NONE }
	};
	struct store_value key = store_int(filing);
	struct store_cursor *c;
	int i, rc;

	if (v->d->ops->select(v->d, as_text[table].sql, &key, 1, &c) == -1)
		return -1;
	while ((rc = v->d->ops->next(c)) == 1) {
		for (i = 0; i < as_text[table].n; i++)
			row[i] = v->d->ops->column(c, i);
		audit_digest_text(h, row, as_text[table].n);
		if (as_text[table].table == TABLE_SUBMISSION)
			v->bytes_good = is_bytes_of(v->d->ops->column(c,
			    SUBMISSION_BYTES).text, row[0].text);
		v->facts += as_text[table].table == TABLE_FACT;
	}
	v->d->ops->end(c);
	return rc;
}

static int
digest_filing_as_text(struct verifying *v, struct audit_digest *h,
    int64_t filing)
{
	size_t i;
	int rc = 0;

	for (i = 0; i < sizeof(as_text) / sizeof(as_text[0]) && rc == 0; i++)
		rc = digest_as_text(v, h, i, filing);
	return rc;
}

static int
verify_filing(struct verifying *v, const struct store_value *log)
{
	struct audit_digest *h = audit_digest_new();
	int64_t filing = log[AUDIT_FILING].number;
	char hex[SHA256_HEX];
	int rc;

	v->filings++;
	v->bytes_good = false;
	rc = log[AUDIT_SCHEMA].number < AUDIT_ROW_CODE ?
	    digest_filing_as_text(v, h, filing) :
	    digest_filing(v, h, filing);
	audit_digest_end(h, hex);
	if (rc == -1)
		return -1;
	if (!slice_is(log[AUDIT_CONTENT].text, hex))
		return complain(v, "the rows of filing %" PRId64 " are not those "
		    "that were stored", filing);
	return v->bytes_good ? 0 : complain(v, "the bytes of filing %"
	    PRId64 " are not those that were received", filing);
}

/* --- the log --- */

static int
verify_row(struct verifying *v, const struct store_cursor *c)
{
	struct store_value row[AUDIT_COLUMNS];
	char hex[SHA256_HEX];
	int i;

	for (i = 0; i < AUDIT_COLUMNS; i++)
		row[i] = v->d->ops->column(c, i);
	v->rows++;
	if (row[AUDIT_SEQUENCE].number != v->rows)
		return complain(v, "row %" PRId64 " of the audit log is missing",
		    v->rows);
	if (!slice_is(row[AUDIT_PREVIOUS].text, v->hash))
		return complain(v, "row %" PRId64 " of the audit log does not "
		    "follow the row before it", v->rows);
	audit_hash_row(row, hex);
	if (!slice_is(row[AUDIT_HASH].text, hex))
		return complain(v, "row %" PRId64 " of the audit log was changed",
		    v->rows);
	memcpy(v->hash, hex, sizeof(hex));
	return row[AUDIT_FILING].type == STORE_NULL ? 0 :
	    verify_filing(v, row);
}

/* (1) */
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

/* Whether the log knows as many filings as there are filings, submissions,
 * and they have all the facts (4). */
static int
verify_counts(struct verifying *v)
{
	struct store_cursor *c;
	int64_t n[3] = { 0, 0, 0 };
	int rc, i;

	if (v->d->ops->select(v->d, "SELECT (SELECT count(*) FROM filing), "
	    "(SELECT count(*) FROM submission), (SELECT count(*) FROM "
	    "fact_row)", NULL, 0, &c) == -1)
		return -1;
	if ((rc = v->d->ops->next(c)) == 1)
		for (i = 0; i < 3; i++)
			n[i] = v->d->ops->column(c, i).number;
	v->d->ops->end(c);
	if (rc == -1)
		return -1;
	if (n[0] != v->filings || n[1] != v->filings)
		return complain(v, "the audit log knows %" PRId64 " filings, the "
		    "store another number", v->filings);
	return n[2] == v->facts ? 0 : complain(v, "there are facts that are of "
	    "no filing");
}

int
store_verify(struct store *s, char *head, const char **why)
{
	struct verifying v = { .d = s->driver };
	int rc;

	snprintf(v.hash, sizeof(v.hash), "%064d", 0);
	*why = s->driver->why;
	if (store_make_ready(s) == -1)
		return -1;
	if ((rc = s->driver->ops->check(s->driver)) != 0)
		return rc;
	if ((rc = verify_log(&v)) == 0)
		rc = verify_counts(&v);
	if (rc == 0)
		rc = s->driver->ops->check_definitions(s->driver);
	if (rc == 0)
		memcpy(head, v.hash, sizeof(v.hash));
	return rc;
}
