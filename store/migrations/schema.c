/*
 * schema.c: what the migrations make of an empty database, as a C file: the
 * statements that make the same at once.  A tool of the build.
 *
 * Tables, indexes, views and triggers in the order in which they came to be;
 * then the rows that the migrations wrote.  What they made and dropped again
 * does not come up: that is the point.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/migrations.h"

static sqlite3 *db;

static _Noreturn void
die(const char *what)
{
	fprintf(stderr, "schema: %s: %s\n", what, sqlite3_errmsg(db));
	exit(1);
}

/* A statement as a C string, a line of it a line. */
static void
print(const char *sql)
{
	printf("\t\"");
	for (; *sql != '\0'; sql++)
		if (*sql == '\n')
			printf("\\n\"\n\t\"");
		else if (*sql == '\t')
			printf("\\t");
		else if (*sql == '"' || *sql == '\\')
			printf("\\%c", *sql);
		else
			putchar(*sql);
	printf("\",\n");
}

/* The first column of each row, a statement. */
static void
print_each(const char *sql)
{
	sqlite3_stmt *stmt;
	int rc;

	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
		die(sql);
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
		print((const char *)sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
	if (rc != SQLITE_DONE)
		die(sql);
}

/* The rows of a table, by a statement each; of the planner's, which is there
 * once ANALYZE was asked for. */
static void
print_rows(const char *table)
{
	sqlite3_stmt *stmt;
	char *sql;

	sql = sqlite3_mprintf("SELECT 'SELECT ''INSERT INTO %q VALUES ('' || ' "
	    "|| group_concat('quote(' || name || ')', ' || '','' || ') || ' || "
	    "'')'' FROM %q' FROM pragma_table_info(%Q)", table, table, table);
	if (sql == NULL || sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) !=
	    SQLITE_OK || sqlite3_step(stmt) != SQLITE_ROW)
		die(table);
	print_each((const char *)sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
	sqlite3_free(sql);
}

static void
print_all_rows(void)
{
	sqlite3_stmt *stmt;

	if (sqlite3_prepare_v2(db, "SELECT name FROM sqlite_schema WHERE type "
	    "= 'table' ORDER BY rowid", -1, &stmt, NULL) != SQLITE_OK)
		die("tables");
	while (sqlite3_step(stmt) == SQLITE_ROW)
		print_rows((const char *)sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
}

int
main(void)
{
	int i;

	if (sqlite3_open(":memory:", &db) != SQLITE_OK)
		die("opening");
	for (i = 0; i < store_migration_count; i++)
		if (sqlite3_exec(db, store_migrations[i].sql, NULL, NULL,
		    NULL) != SQLITE_OK)
			die(store_migrations[i].name);
	printf("/* Made from store/migrations/ by schema.c. Do not edit. */\n"
	    "#include \"store/migrations.h\"\n\n"
	    "const char *const store_schema[] = {\n");
	print_each("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND "
	    "name NOT LIKE 'sqlite%' ORDER BY rowid");
	print("ANALYZE sqlite_schema");
	print_all_rows();
	printf("};\n\nconst int store_schema_count =\n"
	    "\t(int)(sizeof(store_schema) / sizeof(store_schema[0]));\n");
	sqlite3_close(db);
	return fflush(stdout) == 0 ? 0 : 1;
}
