/*
 * test_store.c: the store: versions, duplicates, views, triggers, the audit
 * log and its tampering, and files that are no store.
 */
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "store/store.h"
#include "tests/store/sample_filing.h"
#include "tests/store/scratch.h"
#include "tests/tap.h"

static struct arena *arena;
static const char *why;

static struct store *
open_at(const char *where, bool read_only)
{
	const struct store_options o = {
		.clock = { sample_now, NULL }, .wait_ms = 60,
		.read_only = read_only
	};
	struct store *s;

	why = "";
	return store_open(&s, where, &o, arena, &why) == 0 ? s : NULL;
}

static struct store *
open_it(void)
{
	return open_at(path, false);
}

static struct store_receipt
put(struct store *s, const char *entity, int serial, uint32_t facts)
{
	struct store_receipt r = { .filing = -1 };
	struct sample sample;

	if (store_put(s, sample_make(&sample, entity, serial, facts), arena,
	    &r, &why) == -1)
		printf("# %s\n", why);
	return r;
}

/* The first column of the first row, as text; "" where there is none. */
static const char *
text_of(struct store *s, const char *sql)
{
	struct store_cursor *c;
	struct store_value v;
	const char *text = "";

	if (store_select(s, sql, NULL, 0, &c, &why) == -1)
		return why;
	if (store_next(c, &why) == 1) {
		v = store_column(c, 0);
		text = v.type == STORE_INT ?
		    arena_printf(arena, "%lld", (long long)v.number) :
		    v.type == STORE_NULL ? "NULL" :
		    arena_printf(arena, "%.*s", SLICE_ARG(v.text));
	}
	store_end(c);
	return text;
}

/* SQL by the back door; its error message, or "". */
static const char *
behind_its_back(const char *sql)
{
	sqlite3 *db = NULL;
	char *message = NULL;
	const char *text;

	sqlite3_open(path, &db);
	sqlite3_exec(db, sql, NULL, NULL, &message);
	text = message == NULL ? "" : arena_string(arena, message);
	sqlite3_free(message);
	sqlite3_close(db);
	return text;
}

/* --- filings --- */

static void
test_versions(void)
{
	struct store_receipt r;
	struct store *s = open_it();
	struct sample sample;

	if (!ok(s != NULL, "a store is made"))
		return;
	r = put(s, "99901", 1, 3);
	is_int(r.version, 1, "the first filing is version 1");
	is_int(r.status, FILING_REJECTED, "with an error it is rejected");
	is_int(r.facts, 3, "three facts");
	r = put(s, "99902", 2, 3);
	is_int(r.version, 1, "another entity has its own versions");
	r = put(s, "99901", 3, 4);
	is_int(r.version, 2, "the next report of the first is version 2");
	r = put(s, "99901", 1, 3);
	is_int(r.status, FILING_DUPLICATE, "the same bytes are a duplicate");
	is_int(r.version, 1, "of the version that they were");
	is_int(store_find(s, sample_make(&sample, "x", 3, 0)->sha256, arena,
	    &r, &why), 1, "a submission is found by its hash");
	is_slice(r.entity, "99901", "with whose it is");
	is_int(store_find(s, sample_make(&sample, "x", 9, 0)->sha256, arena,
	    &r, &why), 0, "one that is not there is not");
	is_str(text_of(s, "SELECT count(*) FROM submission"), "3",
	    "three submissions");
	is_str(text_of(s, "SELECT count(*) FROM fact"), "10", "ten facts");
	is_str(text_of(s, "SELECT group_concat(version) FROM current_filing "
	    "WHERE entity = '99901'"), "2", "the second version is current");
	is_str(text_of(s, "SELECT superseded_by FROM filing_version WHERE "
	    "entity = '99901' AND version = 1"), "3", "and supersedes the "
	    "first");
	is_str(text_of(s, "SELECT count(*) FROM current_fact WHERE "
	    "filing_entity = '99901'"), "4", "only its facts are current");
	is_str(text_of(s, "SELECT count(*) FROM accepted_filing"), "0",
	    "none is accepted");
	is_str(text_of(s, "SELECT received_at FROM submission"),
	    "2031-01-01T00:00:00Z", "the clock is a parameter");
	store_close(s);
}

/* The hash of the log, for "nothing changed". */
static void
test_duplicate_changes_nothing(void)
{
	char before[SHA256_HEX] = "", after[SHA256_HEX] = "";
	struct store *s = open_it();

	is_int(store_verify(s, before, &why), 0, "the store is in order");
	put(s, "99901", 1, 3);
	put(s, "99901", 1, 3);
	is_int(store_verify(s, after, &why), 0, "and still");
	is_str(after, before, "duplicates change nothing");
	is_str(text_of(s, "SELECT count(*) FROM audit"), "4",
	    "a row for the store and one for each filing");
	store_close(s);
}

static void
test_accepted(void)
{
	struct store *s = open_it();
	struct store_receipt r;
	struct sample sample;
	struct store_filing f = *sample_make(&sample, "99907", 70, 2);

	f.errors = f.warnings = 0;
	f.rows[TABLE_FINDING] = f.rows[TABLE_FINDING_FACT] = 0;
	is_int(store_put(s, &f, arena, &r, &why), 0, "without findings");
	is_int(r.status, FILING_ACCEPTED, "it is accepted");
	put(s, "99907", 71, 2);
	is_str(text_of(s, "SELECT version FROM current_filing WHERE entity = "
	    "'99907'"), "2", "a rejected version supersedes all the same");
	is_str(text_of(s, "SELECT version FROM accepted_filing WHERE entity = "
	    "'99907'"), "1", "the last accepted one can still be asked for");
	store_close(s);
}

static void
test_rows(void)
{
	struct store *s = open_it();

	is_str(text_of(s, "SELECT value FROM fact WHERE filing = 1 AND ordinal "
	    "= 2"), "-2.500", "the exact text of a value");
	is_str(text_of(s, "SELECT concept FROM fact WHERE filing = 1"),
	    "ex:Assets", "the concept for reading");
	is_str(text_of(s, "SELECT group_concat(value, ' ') FROM (SELECT value "
	    "FROM figure WHERE filing = 3 ORDER BY whole, rest)"),
	    "-2.500 -1.500 0.500 1.500", "figures sort by their amounts");
	is_str(text_of(s, "SELECT sum(whole) || ' ' || sum(rest) FROM figure "
	    "WHERE filing = 3 AND ordinal IN (2, 3)"),
	    "-3 -1000000000000000000", "and add up exactly");
	is_str(text_of(s, "SELECT json_extract(dimensions, '$.ex:Key') FROM "
	    "fact"), "\xc3\xa9", "dimensions are JSON");
	is_str(text_of(s, "SELECT typed_value FROM dimension WHERE filing = 1 "
	    "AND position = 2"), "\xc3\xa9", "and rows");
	is_str(text_of(s, "SELECT f.value FROM finding_fact l JOIN fact f ON "
	    "f.filing = l.filing AND f.ordinal = l.fact WHERE l.filing = 1"),
	    "-2.500", "a finding leads to its fact");
	is_str(text_of(s, "SELECT CAST(bytes AS TEXT) FROM submission s JOIN "
	    "filing f ON f.submission = s.sha256 WHERE f.id = 2"),
	    "<report n='2'/>", "the submission's bytes are there");
	is_str(text_of(s, "SELECT status || facts FROM receipt WHERE filing = "
	    "3"), "rejected4", "receipts can be read again");
	is_str(text_of(s, "SELECT count(*) FROM pragma_table_list WHERE type = "
	    "'table' AND name NOT LIKE 'sqlite%' AND NOT strict"), "0",
	    "all tables are strict");
	store_close(s);
}

/* A row that the tables refuse leaves nothing behind. */
static void
test_refused(void)
{
	struct store *s = open_it();
	struct store_receipt r;
	struct sample sample;
	struct store_filing f = *sample_make(&sample, "99908", 80, 0);

	/* Its findings name a fact that is not there. */
	is_int(store_put(s, &f, arena, &r, &why), -1, "a broken filing");
	ok(strlen(why) > 10, "the reason is given: %s", why);
	is_str(text_of(s, "SELECT count(*) FROM filing WHERE entity = "
	    "'99908'"), "0", "nothing of it is stored");
	f = *sample_make(&sample, "99908", 81, 1);
	sample.bytes[1] = 'R';
	is_int(store_put(s, &f, arena, &r, &why), -1, "bytes that changed "
	    "meanwhile are not stored");
	is_int(put(s, "99908", 82, 1).version, 1, "and the store goes on");
	store_close(s);
}

/* Several filings at once. */
static void
test_group(void)
{
	struct store *s = open_it(), *reader;
	struct store_receipt r;
	struct store_filing f;
	struct sample sample;

	is_int(store_begin(s, &why), 0, "a group is begun");
	is_int(put(s, "99912", 120, 2).version, 1, "a filing");
	is_int(put(s, "99912", 121, 2).version, 2, "its second version");
	is_int(put(s, "99912", 120, 2).status, FILING_DUPLICATE,
	    "what the group has is a duplicate");
	reader = open_at(path, true);
	is_str(text_of(reader, "SELECT count(*) FROM filing WHERE entity = "
	    "'99912'"), "0", "others do not see it yet");
	is_int(store_commit(s, &why), 0, "the group is committed");
	is_str(text_of(reader, "SELECT count(*) FROM filing WHERE entity = "
	    "'99912'"), "2", "and then do");
	store_close(reader);
	is_int(store_begin(s, &why), 0, "another group");
	put(s, "99912", 122, 2);
	f = *sample_make(&sample, "99912", 123, 2);
	f.mark ^= 1;
	is_int(store_put(s, &f, arena, &r, &why), -1, "a filing fails");
	is_str(text_of(s, "SELECT max(version) FROM filing WHERE entity = "
	    "'99912'"), "2", "nothing of its group is stored");
	is_int(put(s, "99912", 122, 2).version, 3, "what is put next is by "
	    "itself");
	is_int(store_begin(s, &why), 0, "a group");
	put(s, "99913", 124, 2);
	store_abandon(s);
	is_str(text_of(s, "SELECT count(*) FROM filing WHERE entity = "
	    "'99913'"), "0", "that is abandoned");
	is_int(put(s, "99913", 125, 2).version, 1, "and the store goes on");
	is_int(store_has_size(s, sizeof("<report n='125'/>") - 1, &why), 1,
	    "submissions are known by their size");
	is_int(store_has_size(s, 123456, &why), 0, "where there are any");
	store_close(s);
}

/* How SQLite would answer a question: "SCAN x" where by reading all of x. */
static const char *
plan(struct store *s, const char *sql)
{
	struct store_cursor *c;
	const char *text = "";

	if (store_select(s, arena_printf(arena, "EXPLAIN QUERY PLAN %s", sql),
	    NULL, 0, &c, &why) == -1)
		return why;
	while (store_next(c, &why) == 1)
		text = arena_printf(arena, "%s%.*s; ", text,
		    SLICE_ARG(store_column(c, 3).text));
	store_end(c);
	return text;
}

/* Facts are found by an index, whatever is asked of them. */
static void
test_plans(void)
{
	static const char *const questions[] = {
		"SELECT * FROM fact WHERE filing = 1 ORDER BY ordinal",
		"SELECT * FROM fact WHERE filing = 1 AND ordinal = 2",
		"SELECT value FROM fact WHERE local = 'Assets'",
		"SELECT value FROM fact WHERE concept = 'ex:Assets'",
		"SELECT value FROM current_fact WHERE filing_entity = '99901'",
		"SELECT entity, year, value FROM figure WHERE status = "
		    "'accepted' AND local = 'Assets' ORDER BY whole, rest",
		"SELECT f.value FROM finding_fact l JOIN fact f ON f.filing = "
		    "l.filing AND f.ordinal = l.fact WHERE l.filing = 1",
		"SELECT 1 FROM submission WHERE size = 1",
		"SELECT id FROM concept WHERE namespace = 'n' AND local = 'l' "
		    "AND prefix = 'p'",
	};
	struct store *s = open_it();
	const char *text;
	size_t i;

	for (i = 0; i < sizeof(questions) / sizeof(questions[0]); i++) {
		text = plan(s, questions[i]);
		ok(strstr(text, "SEARCH") != NULL &&
		    strstr(text, "SCAN r") == NULL &&
		    strstr(text, "SCAN x") == NULL &&
		    strstr(text, "SCAN u") == NULL &&
		    strstr(text, "SCAN c") == NULL &&
		    strstr(text, "SCAN s") == NULL, "by index: %s",
		    questions[i]);
		printf("# %s\n", text);
	}
	ok(strstr(plan(s, "SELECT * FROM fact_row WHERE filing = 1 AND "
	    "concept = 1 ORDER BY ordinal"), "TEMP B-TREE") == NULL,
	    "and those of a concept are in order");
	store_close(s);
}

/* --- trust --- */

static void
test_triggers(void)
{
	static const struct {
		const char *sql, *message;
	} cases[] = {
		{ "UPDATE audit SET at = 'x'",
		    "the audit log is never changed" },
		{ "DELETE FROM audit WHERE sequence = 3",
		    "the audit log is never shortened" },
		{ "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE "
		    "sequence = 2", "the audit log only grows at its end" },
		{ "UPDATE fact_row SET value = '1'", "a fact is never changed" },
		{ "DELETE FROM fact_row", "a fact is never removed" },
		{ "INSERT OR REPLACE INTO fact_row SELECT * FROM fact_row",
		    "nothing is added to a stored filing" },
		{ "UPDATE concept SET local = 'x'",
		    "a concept is never changed" },
		{ "DELETE FROM concept", "a concept is never removed" },
		{ "INSERT OR REPLACE INTO concept (id, namespace, local, "
		    "prefix) VALUES (1, 'n', 'l', 'p')",
		    "a concept is never replaced" },
		{ "UPDATE context SET entity = 'x'",
		    "a context is never changed" },
		{ "DELETE FROM context", "a context is never removed" },
		{ "INSERT INTO context SELECT filing, 9, entity_scheme, entity, "
		    "period, period_start, period_end, dimension_set, "
		    "dimensions, segment, scenario FROM context",
		    "nothing is added to a stored filing" },
		{ "UPDATE unit SET unit = 'x'", "a unit is never changed" },
		{ "DELETE FROM unit", "a unit is never removed" },
		{ "INSERT INTO unit VALUES (1, 9, 'x')",
		    "nothing is added to a stored filing" },
		{ "UPDATE fact SET value = '1'", "a fact is never changed" },
		{ "DELETE FROM fact", "a fact is never removed" },
		{ "INSERT OR REPLACE INTO fact (filing, ordinal, namespace, "
		    "local, prefix, dimension_set, dimensions, nil, line, col, "
		    "byte_offset, byte_length) VALUES (1, 2, '', '', '', 0, "
		    "'{}', 1, 0, 0, 0, 0)",
		    "nothing is added to a stored filing" },
		{ "UPDATE submission SET bytes = x''",
		    "a submission is never changed" },
		{ "INSERT OR REPLACE INTO submission SELECT * FROM submission",
		    "a submission is never replaced" },
		{ "UPDATE filing SET version = 9",
		    "a filing is never changed" },
		{ "DELETE FROM filing", "a filing is never removed" },
		{ "INSERT OR REPLACE INTO filing SELECT * FROM filing",
		    "a filing is never replaced" },
		{ "DELETE FROM finding", "a finding is never removed" },
		{ "UPDATE finding SET severity = 'note'",
		    "a finding is never changed" },
		{ "DELETE FROM finding_fact", "a finding is never removed" },
		{ "DELETE FROM tuple", "a tuple is never removed" },
		{ "DELETE FROM dimension", "a dimension is never removed" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		is_str(behind_its_back(cases[i].sql), cases[i].message,
		    cases[i].message);
}

static void
test_tampering(void)
{
	static const struct {
		const char *sql, *found, *name;
	} cases[] = {
		{ "DROP TRIGGER audit_stays_1; UPDATE audit SET at = "
		    "'2030-01-01T00:00:00Z' WHERE sequence = 2",
		    "row 2 of the audit log was changed",
		    "a changed row of the log" },
		{ "DROP TRIGGER audit_stays_2; DELETE FROM audit WHERE sequence "
		    "= 2", "row 2 of the audit log is missing",
		    "a row removed from the log" },
		{ "DROP TRIGGER audit_stays_2; DELETE FROM audit WHERE sequence "
		    "= 3", "the audit log knows 1 filings, the store another "
		    "number", "the last row removed" },
		{ "DROP TRIGGER audit_stays_1; UPDATE audit SET previous = "
		    "printf('%064d', 7) WHERE sequence = 3",
		    "row 3 of the audit log does not follow the row before it",
		    "a row hung on elsewhere" },
		{ "DROP TRIGGER fact_row_stays_1; UPDATE fact_row SET value = "
		    "'-2.501' WHERE filing = 1 AND ordinal = 2",
		    "the rows of filing 1 are not those that were stored",
		    "a changed value" },
		{ "DROP TRIGGER fact_row_stays_1; UPDATE fact_row SET "
		    "byte_offset = 7 WHERE filing = 1 AND ordinal = 2",
		    "the rows of filing 1 are not those that were stored",
		    "a fact traced to another place" },
		{ "DROP TRIGGER fact_row_stays_2; DELETE FROM fact_row WHERE "
		    "filing = 2 AND ordinal = 4",
		    "the rows of filing 2 are not those that were stored",
		    "a fact removed" },
		{ "DROP TRIGGER fact_row_stays_3; INSERT INTO fact_row SELECT "
		    "2, 99, tuple, concept, context, unit, language, value, "
		    "denominator, nil, amount, scale, decimals, precision, "
		    "xml_id, line, col, byte_offset, byte_length FROM fact_row "
		    "WHERE filing = 2 AND ordinal = 3",
		    "the rows of filing 2 are not those that were stored",
		    "a fact added" },
		{ "INSERT INTO fact_row SELECT 7, 99, tuple, concept, context, "
		    "unit, language, value, denominator, nil, amount, scale, "
		    "decimals, precision, xml_id, line, col, byte_offset, "
		    "byte_length FROM fact_row WHERE filing = 2 AND ordinal = 3",
		    "there are facts that are of no filing",
		    "a fact of no filing" },
		{ "DROP TRIGGER concept_stays_1; UPDATE concept SET local = "
		    "'Debts'",
		    "the rows of filing 1 are not those that were stored",
		    "another concept" },
		{ "DROP TRIGGER concept_stays_2; DELETE FROM concept",
		    "the rows of filing 1 are not those that were stored",
		    "no concept" },
		{ "DROP TRIGGER fact_row_stays_1; INSERT INTO concept "
		    "(namespace, local, prefix) VALUES ('n', 'Debts', 'ex'); "
		    "UPDATE fact_row SET concept = 2 WHERE filing = 2 AND "
		    "ordinal <> 2",
		    "the rows of filing 2 are not those that were stored",
		    "facts of another concept" },
		{ "DROP TRIGGER fact_row_stays_1; INSERT INTO concept "
		    "(namespace, local, prefix) VALUES ('n', 'Debts', 'ex'); "
		    "UPDATE fact_row SET concept = 2 WHERE filing = 2",
		    "the store is damaged: a row refers to one that is not "
		    "there (finding_fact)", "a finding about none of them" },
		{ "DROP TRIGGER context_stays_1; UPDATE context SET period_end "
		    "= '2021-12-31' WHERE filing = 2",
		    "the rows of filing 2 are not those that were stored",
		    "another period" },
		{ "DROP TRIGGER unit_stays_1; UPDATE unit SET unit = "
		    "'iso4217:USD' WHERE filing = 1",
		    "the rows of filing 1 are not those that were stored",
		    "another currency" },
		{ "DROP TRIGGER unit_stays_3; INSERT INTO unit VALUES (1, 2, "
		    "'iso4217:USD')",
		    "the rows of filing 1 are not those that were stored",
		    "a unit more" },
		{ "CREATE TABLE x AS SELECT * FROM fact; UPDATE x SET value = "
		    "'1'; DROP VIEW fact; CREATE TABLE fact AS SELECT * FROM x",
		    "the view fact of the store is gone, or not the one that "
		    "was made", "a table in the place of the view" },
		{ "DROP TRIGGER fact_row_stays_1",
		    "the trigger fact_row_stays_1 of the store is gone, or not "
		    "the one that was made", "a trigger dropped" },
		{ "DROP TRIGGER finding_stays_1; UPDATE finding SET severity = "
		    "'note' WHERE filing = 2",
		    "the rows of filing 2 are not those that were stored",
		    "a finding made milder" },
		{ "DROP TRIGGER filing_stays_1; UPDATE filing SET entity = "
		    "'99909' WHERE id = 2",
		    "the rows of filing 2 are not those that were stored",
		    "a filing of somebody else" },
		{ "DROP TRIGGER submission_stays_1; UPDATE submission SET bytes "
		    "= CAST(replace(bytes, '2', '3') AS BLOB) WHERE rowid = 2",
		    "the bytes of filing 2 are not those that were received",
		    "changed bytes" },
		{ "PRAGMA foreign_keys = ON; INSERT INTO submission VALUES "
		    "(printf('%064d', 1), 'x', 0, 'x', x'')",
		    "the audit log knows 2 filings, the store another number",
		    "a submission slipped in" },
	};
	struct store *s;
	char head[SHA256_HEX];
	const char *error;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		remove_store();
		s = open_it();
		put(s, "99901", 1, 3);
		put(s, "99902", 2, 3);
		store_close(s);
		error = behind_its_back(cases[i].sql);
		if (*error != '\0')
			printf("# %s\n", error);
		s = open_it();
		is_int(store_verify(s, head, &why), 1, cases[i].name);
		is_str(why, cases[i].found, "is found");
		store_close(s);
	}
}

/* The log's hash, worked out from docs/data-model.md and nothing else. */
static void
test_documented_hash(void)
{
	unsigned char digest[SHA256_SIZE];
	char hex[SHA256_HEX], zeros[SHA256_HEX];
	struct store *s;
	char *text;

	remove_store();
	s = open_it();
	snprintf(zeros, sizeof(zeros), "%064d", 0);
	text = arena_printf(arena, "I1:1T20:2031-01-01T00:00:00ZT7:created"
	    "T%zu:%sI1:%sN0:N0:T64:%s", strlen(text_of(s,
	    "SELECT software FROM audit")), text_of(s,
	    "SELECT software FROM audit"), text_of(s, "PRAGMA user_version"),
	    zeros);
	sha256(slice_of(text), digest);
	sha256_hex(digest, hex);
	is_str(text_of(s, "SELECT hash FROM audit WHERE sequence = 1"), hex,
	    "the first row's hash is what the documentation says");
	is_int(store_verify(s, hex, &why), 0, "an empty store is in order");
	is_str(text_of(s, "SELECT hash FROM audit ORDER BY sequence DESC"),
	    hex, "verifying gives the last hash");
	store_close(s);
}

/* --- what is no store --- */

static void
refuses(const char *where, bool read_only, const char *sentence,
    const char *name)
{
	struct store *s = open_at(where, read_only);

	ok(s == NULL, "%s is refused", name);
	is_str(why, sentence, "with a sentence");
	store_close(s);
}

static void
write_file(const char *bytes, size_t n)
{
	remove_store();
	file_write(path, (struct slice){ bytes, n }, arena, &why);
}

static void
test_no_store(void)
{
	char fifo[260], junk[4096];

	refuses(folder, false, "a store is a file, and this is a folder",
	    "a folder");
	refuses("", false, "a store must have a name", "no name");
	refuses("postgresql://localhost/x", false, "this version keeps a store "
	    "in a file; a database server is not supported yet", "a server");
	refuses("/nonexistent/x.db", false, "the store cannot be opened or made "
	    "there: check that the folder exists and may be written",
	    "a folder that is not there");
	snprintf(fifo, sizeof(fifo), "%s/fifo", folder);
	mkfifo(fifo, 0600);
	refuses(fifo, false, "a store is a regular file, and this is none",
	    "a FIFO");
	unlink(fifo);
	write_file("<?xml version='1.0'?><a/>", 25);
	refuses(path, false, "this is not a store: it is a file of another "
	    "kind", "an XML file");
	memset(junk, 'x', sizeof(junk));
	write_file(junk, sizeof(junk));
	refuses(path, false, "this is not a store: it is a file of another "
	    "kind", "junk");
	remove_store();
	refuses(path, true, "there is no such store", "nothing, for reading,");
	write_file("", 0);
	refuses(path, true, "the store is empty: nothing was ingested into it "
	    "yet", "an empty file, for reading,");
}

static void
test_other_databases(void)
{
	struct slice before, after;
	struct store *s;
	struct file f;

	remove_store();
	behind_its_back("CREATE TABLE a (b); INSERT INTO a VALUES (1)");
	file_open(&f, path, arena, &why);
	before = arena_copy(arena, f.bytes);
	file_close(&f);
	refuses(path, false, "this is a database of another application, not "
	    "a store", "another application's database");
	file_open(&f, path, arena, &why);
	after = f.bytes;
	ok(slice_eq(before, after), "and left as it was");
	file_close(&f);
	remove_store();
	s = open_it();
	put(s, "99901", 1, 1);
	store_close(s);
	behind_its_back("PRAGMA user_version = 99");
	refuses(path, false, "this store was made by a newer version of "
	    "Rekenschap; use that one", "a newer store");
	behind_its_back("PRAGMA application_id = 7");
	refuses(path, false, "this is a database of another application, not "
	    "a store", "another application's with our tables");
}

static void
test_damage(void)
{
	char head[SHA256_HEX];
	struct store *s;
	struct stat st;
	off_t page;
	int fd, i;

	remove_store();
	s = open_it();
	for (i = 0; i < 20; i++)
		put(s, "99901", i, 50);
	store_close(s);
	fd = open(path, O_WRONLY);
	fstat(fd, &st);
	for (page = 60; page < st.st_size / 4096; page++)
		if (pwrite(fd, "\xff\xff\xff\xff\xff\xff", 6,
		    page * 4096) != 6)
			break;
	close(fd);
	s = open_it();
	ok(s == NULL || store_verify(s, head, &why) == 1,
	    "damage is found: %s", why);
	ok(strncmp(why, "the store is damaged", 20) == 0, "and called so");
	store_close(s);
}

static void
test_locked(void)
{
	struct store *s, *reader;
	sqlite3 *db = NULL;
	struct store_receipt r;
	struct sample sample;

	remove_store();
	s = open_it();
	put(s, "99901", 1, 3);
	sqlite3_open(path, &db);
	sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
	is_int(store_put(s, sample_make(&sample, "99901", 2, 3), arena, &r,
	    &why), -1, "while another program writes, a filing waits in vain");
	is_str(why, "another program keeps the store locked; try again when it "
	    "is done", "and says so");
	reader = open_at(path, true);
	ok(reader != NULL && strcmp(text_of(reader,
	    "SELECT count(*) FROM filing"), "1") == 0, "reading goes on");
	ok(reader != NULL && store_put(reader, sample_make(&sample, "99901", 2,
	    3), arena, &r, &why) == -1, "who reads cannot write");
	store_close(reader);
	sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
	sqlite3_close(db);
	is_int(put(s, "99901", 2, 3).version, 2, "then it is stored");
	store_close(s);
}

int
main(void)
{
	if (!scratch_begin(NULL))
		return skip_all("no folder to work in");
	arena = arena_new();
	test_versions();
	test_duplicate_changes_nothing();
	test_rows();
	test_accepted();
	test_refused();
	test_group();
	test_plans();
	test_triggers();
	test_tampering();
	test_documented_hash();
	test_no_store();
	test_other_databases();
	test_damage();
	test_locked();
	scratch_end();
	arena_free(arena);
	return done();
}
