/*
 * store.c: see store.h.  What every store does, whatever keeps it: the
 * columns of its tables, opening, reading.
 */
#include "store/store.h"

#include <stdio.h>
#include <time.h>

#include "base/mem.h"
#include "store/audit.h"
#include "store/concepts.h"
#include "store/driver.h"

/* --- the tables --- */

static const struct {
	const char *name;
	int         n;
	const char *columns, *order;
} tables[STORE_TABLES] = {
	[TABLE_SUBMISSION] = { "submission", 5,
	    "sha256,file,size,received_at,bytes", "sha256" },
	[TABLE_FILING] = { "filing", 14,
	    "id,submission,entity,report,year,period_end,version,status,facts,"
	    "errors,warnings,findings_dropped,taxonomy,software", "id" },
	[TABLE_CONCEPT] = { "concept", 4, "id,namespace,local,prefix", "id" },
	[TABLE_UNIT] = { "unit", 3, "filing,number,unit", "number" },
	[TABLE_CONTEXT] = { "context", 11,
	    "filing,number,entity_scheme,entity,period,period_start,"
	    "period_end,dimension_set,dimensions,segment,scenario",
	    "number" },
	[TABLE_TUPLE] = { "tuple", 12,
	    "filing,ordinal,parent,namespace,local,prefix,nil,xml_id,line,col,"
	    "byte_offset,byte_length", "ordinal" },
	[TABLE_DIMENSION] = { "dimension", 8,
	    "filing,dimension_set,position,axis_namespace,axis_local,"
	    "member_namespace,member_local,typed_value",
	    "dimension_set,position" },
	[TABLE_FACT] = { "fact_row", 19,
	    "filing,ordinal,tuple,concept,context,unit,language,value,"
	    "denominator,nil,amount,scale,decimals,precision,xml_id,line,col,"
	    "byte_offset,byte_length", "ordinal" },
	[TABLE_FINDING] = { "finding", 15,
	    "filing,ordinal,code,severity,source,message_nl,message_en,"
	    "help_nl,help_en,file,line,col,byte_offset,byte_length,facts",
	    "ordinal" },
	[TABLE_FINDING_FACT] = { "finding_fact", 6,
	    "filing,finding,position,fact,tuple,concept",
	    "finding,position" },
	[TABLE_AUDIT] = { "audit", 9,
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
	return tables[t].n;
}

int
store_filed_count(enum store_table t)
{
	return tables[t].n - (t == TABLE_FINDING_FACT ? 2 : 1);
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

int
store_make_tables(struct store *s)
{
	struct driver *d = s->driver;
	char at[STORE_TIME];
	int version;

	/* Another program may have done it since. */
	if (d->ops->version(d, &version) == -1)
		return -1;
	if (version == d->ops->latest())
		return 0;
	store_time(s, at);
	if (d->ops->migrate(d, version, at) == -1)
		return -1;
	return audit_append(s, version == 0 ? "created" : "migrated", at, 0,
	    NULL);
}

static int
bring_up_to_date(struct store *s)
{
	struct driver *d = s->driver;
	int rc;

	if (d->ops->begin(d) == -1)
		return -1;
	rc = store_make_tables(s);
	if (rc == 0)
		rc = d->ops->commit(d);
	if (rc == -1)
		d->ops->rollback(d);
	else
		s->bare = false;
	return rc;
}

bool
store_is_bare(const struct store *s)
{
	return s->bare && !s->grouped;
}

int
store_make_ready(struct store *s)
{
	return store_is_bare(s) ? bring_up_to_date(s) : 0;
}

static int
look_at_version(struct store *s)
{
	struct driver *d = s->driver;
	int version;

	if (d->ops->version(d, &version) == -1)
		return -1;
	s->bare = version == 0;
	return s->bare || version == d->ops->latest() ? 0 :
	    bring_up_to_date(s);
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
	s->concepts = concepts_new();
	s->clock = o->clock;
	if (s->clock.now == NULL)
		s->clock.now = system_now;
	if (ops->open(&s->driver, location, o) == -1 ||
	    (!o->read_only && look_at_version(s) == -1)) {
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
	store_abandon(s);
	s->driver->ops->close(s->driver);
	concepts_free(s->concepts);
	mem_free(s);
}

/* --- reading --- */

int
store_select(struct store *s, const char *sql, const struct store_value *args,
    size_t n, struct store_cursor **out, const char **why)
{
	struct driver *d = s->driver;
	int rc = store_make_ready(s);

	if (rc == 0)
		rc = d->ops->select(d, sql, args, n, out);
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

static struct slice
kept(struct driver *d, const struct store_cursor *c, int i, struct arena *a)
{
	return arena_copy(a, d->ops->column(c, i).text);
}

int
store_look_up(struct driver *d, const char *sha256, struct arena *a,
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
store_has_size(struct store *s, uint64_t size, const char **why)
{
	struct store_value key = store_int((int64_t)size);
	struct store_cursor *c;
	int rc;

	if (store_is_bare(s))
		return 0;
	if (store_select(s, "SELECT 1 FROM submission WHERE size = ?1 LIMIT 1",
	    &key, 1, &c, why) == -1)
		return -1;
	rc = store_next(c, why);
	store_end(c);
	return rc;
}

int
store_find(struct store *s, const char *sha256, struct arena *a,
    struct store_receipt *r, const char **why)
{
	int rc;

	if (store_is_bare(s))
		return 0;
	rc = store_look_up(s->driver, sha256, a, r);
	if (rc == -1)
		*why = s->driver->why;
	return rc;
}
