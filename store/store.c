/*
 * store.c: see store.h.  What every store does, whatever keeps it.
 *
 * (1) A filing is written in one transaction which no other writer can come
 *     between; its version is found in it, its audit row is the last of it.
 * (2) The submission's bytes are hashed once more before the transaction
 *     ends: a file that changed under our hands is not stored.
 */
#include "store/store.h"

#include <stdio.h>
#include <time.h>

#include "base/mem.h"
#include "store/audit.h"
#include "store/driver.h"

/* --- the tables --- */

static const struct {
	const char *name, *columns, *order;
} tables[STORE_TABLES] = {
	[TABLE_SUBMISSION] = { "submission",
	    "sha256,file,size,received_at,bytes", "sha256" },
	[TABLE_FILING] = { "filing",
	    "id,submission,entity,report,year,period_end,version,status,facts,"
	    "errors,warnings,findings_dropped,taxonomy,software", "id" },
	[TABLE_TUPLE] = { "tuple",
	    "filing,ordinal,parent,namespace,local,prefix,nil,xml_id,line,col,"
	    "byte_offset,byte_length", "ordinal" },
	[TABLE_DIMENSION] = { "dimension",
	    "filing,dimension_set,position,axis_namespace,axis_local,"
	    "member_namespace,member_local,typed_value",
	    "dimension_set,position" },
	[TABLE_FACT] = { "fact",
	    "filing,ordinal,tuple,namespace,local,prefix,entity_scheme,entity,"
	    "period,period_start,period_end,unit,dimension_set,dimensions,"
	    "segment,scenario,language,value,denominator,nil,amount,scale,"
	    "decimals,precision,xml_id,line,col,byte_offset,byte_length",
	    "ordinal" },
	[TABLE_FINDING] = { "finding",
	    "filing,ordinal,code,severity,source,message_nl,message_en,"
	    "help_nl,help_en,file,line,col,byte_offset,byte_length,facts",
	    "ordinal" },
	[TABLE_FINDING_FACT] = { "finding_fact",
	    "filing,finding,position,fact,tuple", "finding,position" },
	[TABLE_AUDIT] = { "audit",
	    "sequence,at,action,software,schema,filing,content,previous,hash",
	    "sequence" },
};

const char *
store_table_name(enum store_table t)
{
	return tables[t].name;
}

const char *
store_columns(enum store_table t)
{
	return tables[t].columns;
}

const char *
store_table_order(enum store_table t)
{
	return tables[t].order;
}

int
store_column_count(enum store_table t)
{
	const char *c;
	int n = 1;

	for (c = tables[t].columns; *c != '\0'; c++)
		n += *c == ',';
	return n;
}

const char *
filing_status_name(enum filing_status s)
{
	switch (s) {
	case FILING_ACCEPTED:
		return "accepted";
	case FILING_REJECTED:
		return "rejected";
	case FILING_DUPLICATE:
		return "duplicate";
	}
	return "rejected";
}

/* --- time --- */

static int64_t
system_now(void *arg)
{
	struct timespec ts = { 0, 0 };

	(void)arg;
	clock_gettime(CLOCK_REALTIME, &ts);
	return ts.tv_sec;
}

void
store_time(const struct store *s, char at[STORE_TIME])
{
	time_t t = (time_t)s->clock.now(s->clock.arg);
	struct tm tm;

	at[0] = '\0';
	if (gmtime_r(&t, &tm) != NULL)
		strftime(at, STORE_TIME, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

/* --- opening --- */

/* The driver of a location; a path where it is no address. */
static const struct driver_ops *
driver_of(const char *location)
{
	if (strncmp(location, "postgresql:", 11) == 0 ||
	    strncmp(location, "postgres:", 9) == 0)
		return NULL;
	return &driver_sqlite;
}

static int
bring_up_to_date(struct store *s)
{
	struct driver *d = s->driver;
	char at[STORE_TIME];
	int version, rc = -1;

	if (d->ops->version(d, &version) == -1)
		return -1;
	if (version == d->ops->latest())
		return 0;
	store_time(s, at);
	if (d->ops->begin(d) == -1)
		return -1;
	/* Another program may have done it since. */
	if (d->ops->version(d, &version) == -1)
		goto out;
	if (version < d->ops->latest() &&
	    (d->ops->migrate(d, version, at) == -1 ||
	    audit_append(s, version == 0 ? "created" : "migrated", at, 0,
	    NULL) == -1))
		goto out;
	rc = d->ops->commit(d);
 out:
	if (rc == -1)
		d->ops->rollback(d);
	return rc;
}

int
store_open(struct store **out, const char *location,
    const struct store_options *o, struct arena *a, const char **why)
{
	const struct driver_ops *ops = driver_of(location);
	struct store *s = NULL;
	int rc = -1;

	*out = NULL;
	if (ops == NULL) {
		*why = "this version keeps a store in a file; a database "
		    "server is not supported yet";
		return -1;
	}
	s = mem_calloc(1, sizeof(*s));
	s->clock = o->clock;
	if (s->clock.now == NULL)
		s->clock.now = system_now;
	if (ops->open(&s->driver, location, o) == -1 ||
	    (!o->read_only && bring_up_to_date(s) == -1)) {
		*why = arena_string(a, s->driver->why);
		goto out;
	}
	*out = s;
	s = NULL;
	rc = 0;
 out:
	store_close(s);
	return rc;
}

void
store_close(struct store *s)
{
	if (s == NULL)
		return;
	s->driver->ops->close(s->driver);
	mem_free(s);
}

/* --- reading --- */

int
store_select(struct store *s, const char *sql, const struct store_value *args,
    size_t n, struct store_cursor **out, const char **why)
{
	struct driver *d = s->driver;
	int rc = d->ops->select(d, sql, args, n, out);

	if (rc == -1)
		*why = d->why;
	return rc;
}

int
store_next(struct store_cursor *c, const char **why)
{
	int rc = c->driver->ops->next(c);

	if (rc == -1)
		*why = c->driver->why;
	return rc;
}

struct store_value
store_column(const struct store_cursor *c, int i)
{
	return c->driver->ops->column(c, i);
}

void
store_end(struct store_cursor *c)
{
	if (c != NULL)
		c->driver->ops->end(c);
}

/* --- filings --- */

/* One number that is always there. */
static int
number(struct driver *d, const char *sql, const struct store_value *args,
    size_t n, int64_t *out)
{
	struct store_cursor *c;
	int rc;

	if (d->ops->select(d, sql, args, n, &c) == -1)
		return -1;
	rc = d->ops->next(c);
	*out = rc == 1 ? d->ops->column(c, 0).number : 0;
	d->ops->end(c);
	return rc == -1 ? -1 : 0;
}

static struct slice
kept(struct driver *d, const struct store_cursor *c, int i, struct arena *a)
{
	return arena_copy(a, d->ops->column(c, i).text);
}

/* As store_find, with d->why. */
static int
find(struct driver *d, const char *sha256, struct arena *a,
    struct store_receipt *r)
{
	struct store_value key = store_text(slice_of(sha256));
	struct store_cursor *c;
	int rc;

	if (d->ops->select(d, "SELECT id, entity, report, period_end, year, "
	    "version, facts, errors, warnings FROM filing WHERE submission = "
	    "?1", &key, 1, &c) == -1)
		return -1;
	if ((rc = d->ops->next(c)) == 1)
		*r = (struct store_receipt){
			.filing = d->ops->column(c, 0).number,
			.entity = kept(d, c, 1, a),
			.report = kept(d, c, 2, a),
			.period_end = kept(d, c, 3, a),
			.year = d->ops->column(c, 4).number,
			.version = d->ops->column(c, 5).number,
			.status = FILING_DUPLICATE,
			.facts = d->ops->column(c, 6).number,
			.errors = d->ops->column(c, 7).number,
			.warnings = d->ops->column(c, 8).number
		};
	d->ops->end(c);
	return rc;
}

int
store_find(struct store *s, const char *sha256, struct arena *a,
    struct store_receipt *r, const char **why)
{
	int rc = find(s->driver, sha256, a, r);

	if (rc == -1)
		*why = s->driver->why;
	return rc;
}

/* The id and version that the filing gets (1). */
static int
number_filing(struct driver *d, const struct store_filing *f,
    struct store_receipt *r)
{
	const struct store_value key[] = {
		store_text(f->entity), store_text(f->report),
		store_int(f->year), store_text(f->period_end)
	};

	if (number(d, "SELECT coalesce(max(id), 0) + 1 FROM filing", NULL, 0,
	    &r->filing) == -1)
		return -1;
	return number(d, "SELECT coalesce(max(version), 0) + 1 FROM filing "
	    "WHERE entity = ?1 AND report = ?2 AND year = ?3 AND period_end = "
	    "?4", key, 4, &r->version);
}

/* Inserts a row and adds `hashed` of its columns to the digest. */
static int
put_row(struct driver *d, struct audit_digest *h, enum store_table t,
    const struct store_value *v, int hashed)
{
	audit_digest_add(h, v, hashed);
	return d->ops->insert(d, t, v, store_column_count(t));
}

static int
put_heads(struct driver *d, struct audit_digest *h,
    const struct store_filing *f, const struct store_receipt *r,
    const char *at)
{
	const struct store_value submission[] = {
		store_text(slice_of(f->sha256)), store_text(f->file),
		store_int((int64_t)f->bytes.n), store_text(slice_of(at)),
		{ STORE_BLOB, 0, f->bytes }
	};
	const struct store_value filing[] = {
		store_int(r->filing), store_text(slice_of(f->sha256)),
		store_text(f->entity), store_text(f->report),
		store_int(f->year), store_text(f->period_end),
		store_int(r->version),
		store_text(slice_of(filing_status_name(r->status))),
		store_int(f->facts), store_int(f->errors),
		store_int(f->warnings),
		store_int((int64_t)f->findings_dropped),
		store_text(f->taxonomy), store_text(SLICE(STORE_SOFTWARE))
	};

	/* The bytes are in the digest by their hash. */
	if (put_row(d, h, TABLE_SUBMISSION, submission, 4) == -1)
		return -1;
	return put_row(d, h, TABLE_FILING, filing, 14);
}

static int
put_rows(struct driver *d, struct audit_digest *h,
    const struct store_filing *f, int64_t filing)
{
	struct store_value v[STORE_MAX_COLUMNS];
	enum store_table t;
	uint32_t i;
	int n;

	v[0] = store_int(filing);
	for (t = TABLE_TUPLE; t <= TABLE_FINDING_FACT; t++) {
		n = store_column_count(t);
		for (i = 0; i < f->rows[t]; i++) {
			f->row(f->ctx, t, i, v + 1);
			if (put_row(d, h, t, v, n) == -1)
				return -1;
		}
	}
	return 0;
}

/* (2) */
static int
check_unchanged(struct driver *d, const struct store_filing *f)
{
	unsigned char digest[SHA256_SIZE];
	char hex[SHA256_HEX];

	sha256(f->bytes, digest);
	sha256_hex(digest, hex);
	if (strcmp(hex, f->sha256) == 0)
		return 0;
	snprintf(d->why, sizeof(d->why), "the file was changed by another "
	    "program while it was stored; try again");
	return -1;
}

/* Everything between begin and commit. */
static int
put_all(struct store *s, const struct store_filing *f,
    struct store_receipt *r)
{
	struct driver *d = s->driver;
	struct audit_digest *h = audit_digest_new();
	char content[SHA256_HEX], at[STORE_TIME];
	int rc;

	store_time(s, at);
	rc = number_filing(d, f, r);
	if (rc == 0)
		rc = put_heads(d, h, f, r, at);
	if (rc == 0)
		rc = put_rows(d, h, f, r->filing);
	if (rc == 0)
		rc = check_unchanged(d, f);
	audit_digest_end(h, content);
	return rc == -1 ? -1 :
	    audit_append(s, "stored", at, r->filing, content);
}

int
store_put(struct store *s, const struct store_filing *f, struct arena *a,
    struct store_receipt *out, const char **why)
{
	struct driver *d = s->driver;
	struct store_receipt r = {
		.entity = f->entity, .report = f->report,
		.period_end = f->period_end, .year = f->year,
		.status = f->errors > 0 ? FILING_REJECTED : FILING_ACCEPTED,
		.facts = f->facts, .errors = f->errors,
		.warnings = f->warnings
	};
	int rc;

	if (d->ops->begin(d) == -1) {
		*why = d->why;
		return -1;
	}
	if ((rc = find(d, f->sha256, a, out)) == 0) {
		r.entity = arena_copy(a, f->entity);
		r.report = arena_copy(a, f->report);
		r.period_end = arena_copy(a, f->period_end);
		if ((rc = put_all(s, f, &r)) == 0)
			rc = d->ops->commit(d);
		*out = r;
	} else if (rc == 1) {		/* there already: nothing to commit */
		d->ops->rollback(d);
		return 0;
	}
	if (rc == -1) {
		*why = d->why;
		d->ops->rollback(d);
	}
	return rc;
}
