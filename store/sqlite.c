/*
 * sqlite.c: a store in one SQLite file: opening, migrations, transactions,
 * and what SQLite's failures are called.
 *
 * (1) What is no store of ours is told apart before anything is written: by
 *     PRAGMA application_id, and by being empty where it is new.
 * (2) WAL with synchronous=FULL: a commit that returned has been synced.  A
 *     young store (6) has a rollback journal, for which the same holds: its
 *     truncation, which is the commit, is synced too.
 * (3) The tables, the identification and the version come into being in one
 *     transaction; a file left behind before it is an empty one.
 * (4) Who writes has triggers, foreign keys and checks off.  The triggers keep
 *     others from changing what is stored; this program never updates, deletes
 *     or replaces.  Checks and foreign keys of a filing's rows are looked at in
 *     filing_check.c.  All that would cost more than the rows do; keys, types
 *     and NOT NULL hold here as well.  Afterwards store_verify looks at types,
 *     foreign keys and hashes; checks it cannot have looked at, for SQLite
 *     leaves them out of a database that is opened for reading.
 * (5) A page of 16 kB takes a third of the time of four of 4 kB.
 * (6) A store is young until its first transaction is over, the one that makes
 *     its tables and may store many filings.  With a rollback journal its
 *     pages are written once; with a log twice, after their sums were made.
 *     But readers have to wait while such a transaction lasts, and each costs
 *     more syncs, so it is for a store which nobody knows yet.  After that,
 *     who writes next turns it to WAL, as soon as nobody reads it; SQLite's
 *     connections notice by themselves.  A young store is locked from the
 *     beginning of a transaction, for that is to wait for readers once, and
 *     not for each page that memory does not hold; and until it is unlocked
 *     its pages can go to the disk as they come (early_write.h).
 * (7) Debian's SQLite fills with zeros whatever is no longer needed, new pages
 *     too.  Nothing is ever deleted here.
 */
#include "store/sqlite.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/uri.h"
#include "store/migrations.h"

#define APPLICATION_ID	0x52656b73	/* "Reks" */
#define WAIT_MS		10000

/* --- failures --- */

static const struct {
	int rc;
	const char *sentence;
} sentences[] = {
	{ SQLITE_FULL, "the disk is full" },
	{ SQLITE_READONLY,
	    "the store or its folder is read-only, so nothing can be stored" },
	{ SQLITE_BUSY, "another program keeps the store locked; try again "
	    "when it is done" },
	{ SQLITE_LOCKED, "another program keeps the store locked; try again "
	    "when it is done" },
	{ SQLITE_CANTOPEN, "the store cannot be opened or made there: check "
	    "that the folder exists and may be written" },
	{ SQLITE_PERM, "access to the store is denied" },
	{ SQLITE_AUTH, "access to the store is denied" },
	{ SQLITE_NOTADB, "this is not a store: it is a file of another kind" },
	{ SQLITE_CORRUPT, "the store is damaged; put back a copy of it" },
	{ SQLITE_IOERR, "the disk reports an error while the store is read or "
	    "written" },
	{ SQLITE_TOOBIG, "the report is larger than a store takes (a thousand "
	    "million bytes)" },
};

int
sqlite_fail(struct sqlite *s, int rc)
{
	size_t i;
	int error = s->db == NULL ? 0 : sqlite3_system_errno(s->db);

	rc &= 0xff;
	if (rc == SQLITE_IOERR && (error == ENOSPC || error == EDQUOT))
		rc = SQLITE_FULL;	/* on the way to a sync, or the index */
	for (i = 0; i < sizeof(sentences) / sizeof(sentences[0]); i++)
		if (sentences[i].rc == rc) {
			snprintf(s->d.why, sizeof(s->d.why), "%s",
			    sentences[i].sentence);
			return -1;
		}
	snprintf(s->d.why, sizeof(s->d.why), "the store refuses: %s",
	    s->db == NULL ? sqlite3_errstr(rc) : sqlite3_errmsg(s->db));
	return -1;
}

static int
fail_with(struct sqlite *s, const char *sentence)
{
	snprintf(s->d.why, sizeof(s->d.why), "%s", sentence);
	return -1;
}

/* --- small things --- */

int
sqlite_run(struct sqlite *s, const char *sql)
{
	int rc = sqlite3_exec(s->db, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK ? 0 : sqlite_fail(s, rc);
}

bool
sqlite_is_alone(struct sqlite *s)
{
	int lock = SQLITE_LOCK_NONE;

	return sqlite3_file_control(s->db, "main", SQLITE_FCNTL_LOCKSTATE,
	    &lock) == SQLITE_OK && lock == SQLITE_LOCK_EXCLUSIVE;
}

int
sqlite_number(struct sqlite *s, const char *sql, int64_t *out)
{
	sqlite3_stmt *stmt = NULL;
	int rc;

	if ((rc = sqlite3_prepare_v2(s->db, sql, -1, &stmt, NULL)) !=
	    SQLITE_OK)
		return sqlite_fail(s, rc);
	rc = sqlite3_step(stmt);
	*out = rc == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : 0;
	sqlite3_finalize(stmt);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? 0 : sqlite_fail(s, rc);
}

/* --- opening --- */

static int
latest(void)
{
	return store_migration_count;
}

static int
version(struct driver *d, int *out)
{
	int64_t n = 0;

	if (sqlite_number(sqlite_of(d), "PRAGMA user_version", &n) == -1)
		return -1;
	*out = (int)n;
	return 0;
}

/* Whose file it is (1): ours, or nobody's yet, which makes it young. */
static int
check_identity(struct sqlite *s, bool read_only)
{
	int64_t application = 0, objects = 0, number = 0;

	if (sqlite_number(s, "PRAGMA application_id", &application) == -1 ||
	    sqlite_number(s, "PRAGMA user_version", &number) == -1 ||
	    sqlite_number(s, "SELECT count(*) FROM sqlite_schema",
	    &objects) == -1)
		return -1;
	if (application != APPLICATION_ID &&
	    (application != 0 || number != 0 || objects != 0))
		return fail_with(s, "this is a database of another "
		    "application, not a store");
	if (number > latest())
		return fail_with(s, "this store was made by a newer version "
		    "of Rekenschap; use that one");
	s->young = number == 0 && !read_only;
	if (read_only && number < latest())
		return fail_with(s, number == 0 ? "the store is empty: nothing "
		    "was ingested into it yet" : "this store was made by an "
		    "older version of Rekenschap; ingest a report to bring it "
		    "up to date");
	return 0;
}

/* To write-ahead logging; another program may be opening it too, and this is
 * the one lock that SQLite does not always wait for by itself. */
static int
set_journal(struct sqlite *s, unsigned wait_ms)
{
	sqlite3_stmt *stmt = NULL;
	unsigned waited;
	bool wal = false;
	int rc = SQLITE_OK;

	for (waited = 0; waited <= wait_ms; waited += 20) {
		rc = sqlite3_prepare_v2(s->db, "PRAGMA journal_mode = WAL", -1,
		    &stmt, NULL);
		if (rc == SQLITE_OK)
			rc = sqlite3_step(stmt);
		wal = rc == SQLITE_ROW && strcmp((const char *)
		    sqlite3_column_text(stmt, 0), "wal") == 0;
		sqlite3_finalize(stmt);
		stmt = NULL;
		if ((rc & 0xff) != SQLITE_BUSY)
			break;
		usleep(20000);
	}
	if (rc != SQLITE_ROW)
		return sqlite_fail(s, rc);
	return wal ? 0 : fail_with(s, "the store cannot be kept safely on this "
	    "kind of disk (no write-ahead log)");
}

static int
configure(struct sqlite *s, const struct store_options *o)
{
	unsigned wait = o->wait_ms == 0 ? WAIT_MS : o->wait_ms;

	sqlite3_extended_result_codes(s->db, 1);
	sqlite3_busy_timeout(s->db, (int)wait);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	if (!o->read_only && sqlite3_db_readonly(s->db, "main") == 1)
		return sqlite_fail(s, SQLITE_READONLY);
	if (check_identity(s, o->read_only) == -1 ||
	    sqlite_run(s, "PRAGMA cell_size_check = ON;"
	    "PRAGMA foreign_keys = OFF") == -1)
		return -1;
	if (o->read_only)
		return sqlite_run(s, "PRAGMA query_only = ON");
	if (sqlite_run(s, "PRAGMA page_size = 16384") == -1 ||	/* (5) */
	    (s->young ? sqlite_run(s, "PRAGMA journal_mode = TRUNCATE") :
	    set_journal(s, wait)) == -1)
		return -1;
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	return sqlite_run(s, "PRAGMA synchronous = FULL;"
	    "PRAGMA ignore_check_constraints = ON;"		/* (4) */
	    "PRAGMA secure_delete = OFF;"			/* (7) */
	    "PRAGMA cache_size = -1000") == -1 ? -1 : sqlite_insert_init(s);
}

/* The file as SQLite is to be told of it; NULL with d.why where it is none. */
static const char *
file_name(struct sqlite *s, const char *location, bool read_only,
    struct arena *a)
{
	uint64_t size;
	int64_t mtime;
	bool exists = access(location, F_OK) == 0;

	if (location[0] == '\0')
		(void)fail_with(s, "a store must have a name");
	else if (file_is_folder(location))
		(void)fail_with(s, "a store is a file, and this is a folder");
	else if (exists && file_stat(location, &size, &mtime) == -1)
		(void)fail_with(s, "a store is a regular file, and this is "
		    "none");
	else if (!exists && read_only)
		(void)fail_with(s, "there is no such store");
	else	/* ":memory:" would be no file at all */
		return location[0] == ':' ?
		    arena_printf(a, "./%s", location) : location;
	return NULL;
}

static int
connect_to(struct sqlite *s, const char *name, int flags,
    const struct store_options *o)
{
	int rc;

	sqlite3_close_v2(s->db);
	rc = sqlite3_open_v2(name, &s->db, flags | SQLITE_OPEN_EXRESCODE |
	    SQLITE_OPEN_NOMUTEX, o->vfs);
	return rc == SQLITE_OK ? configure(s, o) : sqlite_fail(s, rc);
}

/* Whether something is in the file that SQLite keeps beside the store. */
static bool
has_beside(const char *name, const char *end, struct arena *a)
{
	uint64_t size;
	int64_t mtime;

	return file_stat(arena_printf(a, "%s%s", name, end), &size,
	    &mtime) == 0 && size > 0;
}

/* A store that is only read, in a folder that may not be written, and which
 * nobody is writing: its log is empty, and SQLite must not make one. */
static int
connect_unchanging(struct sqlite *s, const char *name,
    const struct store_options *o, struct arena *a)
{
	struct slice uri = uri_of_path(a, name);

	if (has_beside(name, "-wal", a) || has_beside(name, "-journal", a))
		return -1;
	return connect_to(s, arena_printf(a, "%.*s?immutable=1",
	    SLICE_ARG(uri)), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, o);
}

static int
open_file(struct driver **out, const char *location,
    const struct store_options *o)
{
	struct sqlite *s = mem_calloc(1, sizeof(*s));
	struct arena *a = arena_new();
	const char *name;
	int rc = -1, error;

	s->d.ops = &driver_sqlite;
	early_write_forget(&s->early);
	*out = &s->d;
	if ((name = file_name(s, location, o->read_only, a)) == NULL)
		goto out;
	rc = connect_to(s, name, o->read_only ? SQLITE_OPEN_READONLY :
	    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, o);
	if (rc == -1 && o->read_only && sqlite3_extended_errcode(s->db) ==
	    SQLITE_READONLY_ROLLBACK)	/* who made it (6) broke off */
		rc = connect_to(s, name, SQLITE_OPEN_READWRITE, o);
	error = sqlite3_errcode(s->db) & 0xff;
	if (rc == -1 && o->read_only &&
	    (error == SQLITE_CANTOPEN || error == SQLITE_READONLY))
		rc = connect_unchanging(s, name, o, a);
 out:
	arena_free(a);
	return rc;
}

static void
close_file(struct driver *d)
{
	struct sqlite *s = sqlite_of(d);
	size_t i;

	for (i = 0; i < STORE_TABLES; i++) {
		sqlite3_finalize(s->inserts[i][0]);
		sqlite3_finalize(s->inserts[i][1]);
	}
	sqlite_forget(s);
	if (s->young)			/* the journal goes */
		sqlite3_exec(s->db, "PRAGMA journal_mode = DELETE", NULL, NULL,
		    NULL);
	sqlite3_close_v2(s->db);
	mem_free(s);
}

/* --- migrations and transactions --- */

/* A new store has its tables at once. */
static int
make_schema(struct sqlite *s)
{
	int i, rc = 0;

	for (i = 0; i < store_schema_count && rc == 0; i++)
		rc = sqlite_run(s, store_schema[i]);
	return rc;
}

static int
note_migration(struct sqlite *s, int i, const char *at)
{
	char *sql = sqlite3_mprintf("INSERT INTO migration VALUES (%d, %Q, %Q)",
	    i + 1, store_migrations[i].name, at);
	int rc = sql == NULL ? sqlite_fail(s, SQLITE_NOMEM) :
	    sqlite_run(s, sql);

	sqlite3_free(sql);
	return rc;
}

static int
migrate(struct driver *d, int from, const char *at)
{
	struct sqlite *s = sqlite_of(d);
	char sql[80];
	int i, rc = from == 0 ? make_schema(s) : 0;

	for (i = from; i < latest() && rc == 0; i++) {
		if (from > 0)
			rc = sqlite_run(s, store_migrations[i].sql);
		if (rc == 0)
			rc = note_migration(s, i, at);
	}
	snprintf(sql, sizeof(sql), "PRAGMA user_version = %d; "
	    "PRAGMA application_id = %d", latest(), APPLICATION_ID);
	return rc == 0 ? sqlite_run(s, sql) : rc;
}

/* (6) */
static void
grow_up(struct sqlite *s)
{
	int n;

	if (version(&s->d, &n) == 0 && n > 0 && set_journal(s, 0) == 0)
		s->young = false;
}

static int
begin(struct driver *d)
{
	struct sqlite *s = sqlite_of(d);

	if (s->young)
		grow_up(s);
	if (!s->young)
		return sqlite_run(s, "BEGIN IMMEDIATE");
	if (sqlite_run(s, "BEGIN EXCLUSIVE") == -1)
		return -1;
	s->young = sqlite_is_alone(s);	/* or another was first, and made it
					 * one with a log */
	if (s->young)
		early_write_begin(&s->early,
		    sqlite3_db_filename(s->db, "main"));
	return 0;
}

/* Before the file is unlocked; it may be already, by a failure. */
static void
end_early(struct sqlite *s)
{
	if (sqlite_is_alone(s))
		early_write_end(&s->early);
	early_write_forget(&s->early);
}

static int
commit(struct driver *d)
{
	struct sqlite *s = sqlite_of(d);

	end_early(s);
	return sqlite_run(s, "COMMIT");
}

static void
rollback(struct driver *d)
{
	struct sqlite *s = sqlite_of(d);

	if (s->db == NULL)
		return;
	end_early(s);
	/* Some failures have rolled back already; d.why keeps the first. */
	if (!sqlite3_get_autocommit(s->db))
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
}

const struct driver_ops driver_sqlite = {
	.open = open_file,
	.close = close_file,
	.version = version,
	.latest = latest,
	.migrate = migrate,
	.begin = begin,
	.commit = commit,
	.rollback = rollback,
	.insert = sqlite_insert,
	.select = sqlite_select,
	.next = sqlite_next,
	.column = sqlite_column,
	.end = sqlite_end,
	.check = sqlite_check,
	.check_definitions = sqlite_check_definitions
};
