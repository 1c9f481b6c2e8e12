/*
 * sqlite_check.c: is a store in SQLite sound, and still the store that the
 * migrations made?
 */
#include <stdio.h>
#include <string.h>

#include "store/migrations.h"
#include "store/sqlite.h"

/* What SQLite says is wrong, on one line. */
static int
complain(struct sqlite *s, const char *what, const char *answer)
{
	char *c;

	snprintf(s->d.why, sizeof(s->d.why), "the store is damaged: %s (%s)",
	    what, answer == NULL ? "?" : answer);
	for (c = s->d.why; *c != '\0'; c++)
		if (*c == '\n')
			*c = ' ';
	return 1;
}

/* 0 where the pragma has no row, or one that says ok; 1 with d->why. */
static int
ask(struct sqlite *s, const char *pragma, const char *what)
{
	sqlite3_stmt *stmt = NULL;
	const char *answer;
	int rc, bad = 0;

	rc = sqlite3_prepare_v2(s->db, pragma, -1, &stmt, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW) {
		answer = (const char *)sqlite3_column_text(stmt, 0);
		if (answer == NULL || strcmp(answer, "ok") != 0)
			bad = complain(s, what, answer);
	} else if (rc != SQLITE_DONE) {
		bad = sqlite_fail(s, rc);
	}
	sqlite3_finalize(stmt);
	return (rc & 0xff) == SQLITE_CORRUPT ? 1 : bad;
}

int
sqlite_check(struct driver *d)
{
	struct sqlite *s = sqlite_of(d);
	int rc = ask(s, "PRAGMA integrity_check(1)",
	    "its pages do not fit together");

	return rc != 0 ? rc : ask(s, "PRAGMA foreign_key_check",
	    "a row refers to one that is not there");
}

/* --- definitions --- */

/* A store of no rows, as a new one is made; -1 with d.why. */
static int
make_model(struct sqlite *s, sqlite3 **out)
{
	int i, rc = sqlite3_open_v2(":memory:", out, SQLITE_OPEN_READWRITE |
	    SQLITE_OPEN_CREATE, NULL);

	for (i = 0; i < store_schema_count && rc == SQLITE_OK; i++)
		rc = sqlite3_exec(*out, store_schema[i], NULL, NULL, NULL);
	return rc == SQLITE_OK ? 0 : sqlite_fail(s, rc);
}

/* Whether the store has a table, view, index or trigger as the model has it:
 * 0, 1 with d.why, -1. */
static int
compare(struct sqlite *s, sqlite3_stmt *theirs, sqlite3_stmt *ours)
{
	const char *type = (const char *)sqlite3_column_text(theirs, 0);
	const char *name = (const char *)sqlite3_column_text(theirs, 1);
	int rc;

	sqlite3_reset(ours);
	sqlite3_bind_text(ours, 1, type, -1, SQLITE_STATIC);
	sqlite3_bind_text(ours, 2, name, -1, SQLITE_STATIC);
	sqlite3_bind_value(ours, 3, sqlite3_column_value(theirs, 2));
	rc = sqlite3_step(ours);
	if (rc == SQLITE_ROW)
		return 0;
	if (rc != SQLITE_DONE)
		return sqlite_fail(s, rc);
	snprintf(s->d.why, sizeof(s->d.why), "the %s %s of the store is gone, "
	    "or not the one that was made", type, name);
	return 1;
}

int
sqlite_check_definitions(struct driver *d)
{
	struct sqlite *s = sqlite_of(d);
	sqlite3_stmt *theirs = NULL, *ours = NULL;
	sqlite3 *model = NULL;
	int rc, bad = 0;

	if (make_model(s, &model) == -1) {
		bad = -1;
		goto out;
	}
	rc = sqlite3_prepare_v2(model, "SELECT type, name, sql FROM "
	    "sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' "
	    "ORDER BY rowid", -1, &theirs, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_prepare_v2(s->db, "SELECT 1 FROM sqlite_schema "
		    "WHERE type = ?1 AND name = ?2 AND sql = ?3", -1, &ours,
		    NULL);
	while (rc == SQLITE_OK && bad == 0 &&
	    sqlite3_step(theirs) == SQLITE_ROW)
		bad = compare(s, theirs, ours);
	if (rc != SQLITE_OK)
		bad = sqlite_fail(s, rc);
 out:
	sqlite3_finalize(theirs);
	sqlite3_finalize(ours);
	sqlite3_close_v2(model);
	return bad;
}
