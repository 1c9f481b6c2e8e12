/*
 * test_migration.c: a store that an earlier version made is brought up to
 * date: every column of every table reads as it did, its log still fits, and
 * what is changed in it is still found.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "store/migrations.h"
#include "store/store.h"
#include "tests/store/sample_filing.h"
#include "tests/store/scratch.h"
#include "tests/tap.h"

/* What earlier versions of the tables held. */
static const struct old {
	int         version;
	const char *rows;
	const char *head;	/* what `store verify` said then */
} olds[] = {
	{ 2, "tests/data/store-2.sql",
	    "733c15f31e3ef81e33c68b043c741e1e70cc500447b41aca2e0d487fb3455ec4" },
	{ 3, "tests/data/store-3.sql",
	    "84dc8b23d46730fe18d7fd8d124eded61f8f1aa0756bd25ad13ced67d5870121" },
};

static struct arena *arena;
static const char *why;

/* Runs SQL on the file; false with a diagnostic where that fails. */
static bool
run(const char *sql)
{
	sqlite3 *db = NULL;
	char *message = NULL;
	bool good;

	sqlite3_open(path, &db);
	good = sqlite3_exec(db, sql, NULL, NULL, &message) == SQLITE_OK;
	if (!good)
		printf("# %s\n", message == NULL ? "?" : message);
	sqlite3_free(message);
	sqlite3_close(db);
	return good;
}

static bool
make_old_store(const struct old *old)
{
	struct file rows;
	bool good = true;
	int i;

	remove_store();
	if (file_open(&rows, old->rows, arena, &why) == -1)
		return false;
	for (i = 0; i < old->version && good; i++)
		good = run(store_migrations[i].sql);
	good = good && run(arena_printf(arena, "BEGIN; %.*s; COMMIT",
	    SLICE_ARG(rows.bytes))) &&
	    run(arena_printf(arena, "PRAGMA application_id = 0x52656b73; "
	    "PRAGMA user_version = %d; PRAGMA journal_mode = WAL",
	    old->version));
	file_close(&rows);
	return good;
}

static int
one_row(void *ctx, int n, char **values, char **names)
{
	struct buf *b = ctx;
	int i;

	for (i = 0; i < n; i++)
		buf_printf(b, "%s=%s|", names[i],
		    values[i] == NULL ? "NULL" : values[i]);
	buf_char(b, '\n');
	return 0;
}

#define LINK	"filing, finding, position, fact, tuple FROM finding_fact"

/* Every column of every row, with its name and type, of what there is to
 * read by name. */
static const char *
transcript(void)
{
	static const char *const tables[] = {
		"submission ORDER BY sha256", "filing ORDER BY id",
		"fact ORDER BY filing, ordinal",
		"tuple ORDER BY filing, ordinal",
		"dimension ORDER BY filing, dimension_set, position",
		"finding ORDER BY filing, ordinal",
		"(SELECT " LINK ") ORDER BY filing, finding, position",
		"audit WHERE action <> 'migrated' ORDER BY sequence",
		"filing_version ORDER BY id", "current_filing ORDER BY id",
		"accepted_filing ORDER BY id", "receipt ORDER BY filing",
		"current_fact ORDER BY filing, ordinal",
		"figure ORDER BY filing, ordinal",
		"current_finding ORDER BY filing, ordinal"
	};
	struct buf b = BUF_ANY;
	sqlite3 *db = NULL;
	const char *text;
	size_t i;

	sqlite3_open(path, &db);
	for (i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		buf_printf(&b, "--- %s\n", tables[i]);
		if (sqlite3_exec(db, arena_printf(arena, "SELECT * FROM %s",
		    tables[i]), one_row, &b, NULL) != SQLITE_OK)
			buf_printf(&b, "%s\n", sqlite3_errmsg(db));
	}
	(void)sqlite3_exec(db, "SELECT ordinal, typeof(tuple), "
	    "typeof(namespace), typeof(period_start), typeof(unit), "
	    "typeof(dimension_set), typeof(segment), typeof(value), "
	    "typeof(denominator), typeof(nil), typeof(amount), "
	    "typeof(decimals), typeof(precision), typeof(xml_id), typeof(line) "
	    "FROM fact ORDER BY filing, ordinal", one_row, &b, NULL);
	sqlite3_close(db);
	text = arena_string(arena, b.s);
	buf_free(&b);
	return text;
}

/* Everything there is in an empty store, but for when it was made. */
static const char *
tables_and_rows(void)
{
	static const char *const questions[] = {
		"SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2",
		"SELECT * FROM power_of_ten ORDER BY scale",
		"SELECT * FROM sqlite_stat1 ORDER BY tbl, idx",
		"SELECT count(*) FROM filing"
	};
	struct buf b = BUF_ANY;
	sqlite3 *db = NULL;
	const char *text;
	size_t i;

	sqlite3_open(path, &db);
	for (i = 0; i < sizeof(questions) / sizeof(questions[0]); i++)
		if (sqlite3_exec(db, questions[i], one_row, &b, NULL) !=
		    SQLITE_OK)
			buf_printf(&b, "%s\n", sqlite3_errmsg(db));
	sqlite3_close(db);
	text = arena_string(arena, b.s);
	buf_free(&b);
	return text;
}

static struct store *
open_it(bool read_only)
{
	const struct store_options o = {
		.clock = { sample_now, NULL }, .read_only = read_only
	};
	struct store *s = NULL;

	return store_open(&s, path, &o, arena, &why) == 0 ? s : NULL;
}

/* The data of version 2 has a bit of everything. */
static void
test_data(void)
{
	const char *text;

	if (!ok(make_old_store(&olds[0]), "a store"))
		return;
	text = transcript();
	ok(strstr(text, "precision=INF") != NULL &&
	    strstr(text, "denominator=3") != NULL &&
	    strstr(text, "tuple=11") != NULL &&
	    strstr(text, "forever") != NULL &&
	    strstr(text, "decimals=-3") != NULL, "with a bit of everything");
}

/* A new store is made at once, and comes to what the migrations come to. */
static void
test_new(void)
{
	const char *by_migrations, *at_once;
	char head[SHA256_HEX];
	struct store *s;
	bool good = true;
	int i;

	remove_store();
	for (i = 0; i < store_migration_count && good; i++)
		good = run(store_migrations[i].sql);
	ok(good, "all migrations");
	by_migrations = tables_and_rows();
	remove_store();
	s = open_it(false);
	is_int(store_verify(s, head, &why), 0, "a new store");
	store_close(s);
	at_once = tables_and_rows();
	ok(strstr(at_once, "1000000 400 2 1") != NULL &&
	    strstr(at_once, "factor=1000000000000000000") != NULL,
	    "has what its planner and views need");
	ok(strcmp(at_once, by_migrations) == 0,
	    "has the tables and rows that the migrations make");
	ok(run("CREATE TEMP TABLE t (n CHECK (n = 10)); INSERT INTO t SELECT "
	    "sum(version) FROM migration"), "and says which they were");
}

static void
test_columns(const struct old *old)
{
	const char *before, *after;
	char head[SHA256_HEX] = "";
	struct store *s;
	size_t i;

	if (!ok(make_old_store(old), "a store of version %d", old->version))
		return;
	before = transcript();
	s = open_it(true);
	ok(s == NULL, "is not read before it is brought up to date");
	is_str(why, "this store was made by an older version of Rekenschap; "
	    "ingest a report to bring it up to date", "that is said");
	s = open_it(false);
	if (!ok(s != NULL, "is brought up to date: %s", why))
		return;
	after = transcript();
	for (i = 0; before[i] != '\0' && before[i] == after[i]; i++)
		;
	ok(before[i] == after[i], "every column reads as it did");
	if (before[i] != after[i])
		printf("# %.200s\n# %.200s\n", before + i, after + i);
	is_int(store_verify(s, head, &why), 0, "and is what was stored");
	ok(strcmp(head, old->head) != 0, "the log has one row more");
	store_close(s);
}

/* What version 4 says of the facts of version 3. */
static void
test_keys(void)
{
	struct buf b = BUF_ANY;
	sqlite3 *db = NULL;

	sqlite3_open(path, &db);
	(void)sqlite3_exec(db, "SELECT filing, finding, concept, fact FROM "
	    "finding_fact ORDER BY 1, 2", one_row, &b, NULL);
	is_slice(buf_get(&b),
	    "filing=1|finding=1|concept=1|fact=2|\n"
	    "filing=1|finding=2|concept=NULL|fact=NULL|\n"
	    "filing=2|finding=1|concept=3|fact=2|\n"
	    "filing=2|finding=2|concept=NULL|fact=NULL|\n",
	    "a finding has its fact's concept");
	buf_clear(&b);
	(void)sqlite3_exec(db, "SELECT count(*) AS n FROM finding_fact l JOIN "
	    "fact_row r ON (r.filing, r.concept, r.ordinal) = (l.filing, "
	    "l.concept, l.fact)", one_row, &b, NULL);
	is_slice(buf_get(&b), "n=2|\n", "by which the fact is found");
	sqlite3_close(db);
	buf_free(&b);
}

static void
test_goes_on(int64_t filing)
{
	struct store_receipt r = { .filing = -1 };
	char head[SHA256_HEX] = "";
	struct sample sample;
	struct store *s;

	s = open_it(false);
	is_int(store_put(s, sample_make(&sample, "99901", 9, 3), arena, &r,
	    &why), 0, "a filing is added");
	is_int(r.filing, filing, "under the next number");
	is_int(store_verify(s, head, &why), 0, "and all fits");
	store_close(s);
}

/* Old filings, whose facts were hashed as they look, and a new one. */
static void
test_tampering(void)
{
	static const struct {
		const char *sql, *found;
	} cases[] = {
		{ "DROP TRIGGER fact_row_stays_1; UPDATE fact_row SET value = "
		    "'1001' WHERE filing = 2 AND ordinal = 1",
		    "the rows of filing 2 are not those that were stored" },
		{ "DROP TRIGGER fact_row_stays_2; DELETE FROM fact_row WHERE "
		    "filing = 1 AND ordinal = 16",
		    "the rows of filing 1 are not those that were stored" },
		{ "DROP TRIGGER context_stays_1; UPDATE context SET segment = "
		    "'x' WHERE segment IS NOT NULL AND filing = 1",
		    "the rows of filing 1 are not those that were stored" },
		{ "DROP TRIGGER unit_stays_1; UPDATE unit SET unit = "
		    "'iso4217:USD' WHERE unit = 'iso4217:EUR' AND filing = 2",
		    "the rows of filing 2 are not those that were stored" },
		{ "DROP TRIGGER concept_stays_1; UPDATE concept SET namespace "
		    "= 'n' WHERE local = 'Flow'",
		    "the rows of filing 1 are not those that were stored" },
	};
	char head[SHA256_HEX];
	struct store *s;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (!make_old_store(&olds[0]) || (s = open_it(false)) == NULL) {
			ok(false, "a store to change: %s", why);
			continue;
		}
		store_close(s);
		ok(run(cases[i].sql), "%s", cases[i].sql);
		s = open_it(false);
		is_int(store_verify(s, head, &why), 1, "is found");
		is_str(why, cases[i].found, "in its filing");
		store_close(s);
	}
}

int
main(void)
{
	if (!scratch_begin(NULL))
		return skip_all("no folder to work in");
	arena = arena_new();
	test_new();
	test_data();
	test_columns(&olds[0]);
	test_goes_on(4);
	test_columns(&olds[1]);
	test_keys();
	test_goes_on(3);
	test_tampering();
	scratch_end();
	arena_free(arena);
	return done();
}
