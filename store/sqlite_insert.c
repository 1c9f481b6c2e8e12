/*
 * sqlite_insert.c: rows into SQLite; see driver.h.
 *
 * (1) All rows of a table that a filing has go in by one statement, INSERT …
 *     SELECT from a virtual table that asks the source for the next row: a
 *     statement a row takes half as long again.
 *     A single row goes in by itself.
 * (2) OR ROLLBACK: a statement that fails ends the transaction, so SQLite
 *     need not keep what it would take to undo the statement only.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "store/sqlite.h"

#define SOURCE	"store_rows"

/* --- the virtual table (1) --- */

struct source_table {
	sqlite3_vtab   base;		/* first */
	struct sqlite *s;
};

struct source_cursor {
	sqlite3_vtab_cursor base;	/* first */
	struct sqlite      *s;
	uint32_t            i;
	struct store_value  row[STORE_MAX_COLUMNS];
};

static struct source_cursor *
cursor_of(sqlite3_vtab_cursor *c)
{
	return (struct source_cursor *)(void *)c;
}

static int
source_connect(sqlite3 *db, void *s, int argc, const char *const *argv,
    sqlite3_vtab **out, char **message)
{
	struct source_table *t = mem_calloc(1, sizeof(*t));
	struct buf sql = BUF_ANY;
	int i, rc;

	(void)argc;
	(void)argv;
	(void)message;
	buf_puts(&sql, "CREATE TABLE " SOURCE " (");
	for (i = 0; i < STORE_MAX_COLUMNS; i++)
		buf_printf(&sql, i == 0 ? "c%d" : ", c%d", i);
	buf_char(&sql, ')');
	rc = sqlite3_declare_vtab(db, sql.s);
	buf_free(&sql);
	t->s = s;
	*out = &t->base;
	return rc;
}

static int
source_disconnect(sqlite3_vtab *t)
{
	mem_free(t);
	return SQLITE_OK;
}

static int
source_best_index(sqlite3_vtab *t, sqlite3_index_info *info)
{
	(void)t;
	info->estimatedCost = 1000;
	return SQLITE_OK;
}

static int
source_open(sqlite3_vtab *t, sqlite3_vtab_cursor **out)
{
	struct source_cursor *c = mem_calloc(1, sizeof(*c));

	c->s = ((struct source_table *)(void *)t)->s;
	*out = &c->base;
	return SQLITE_OK;
}

static int
source_close(sqlite3_vtab_cursor *c)
{
	mem_free(c);
	return SQLITE_OK;
}

static int
fetch(struct source_cursor *c)
{
	const struct row_source *from = c->s->source;

	if (from == NULL || c->i >= from->n || from->next(from->ctx, c->row))
		return SQLITE_OK;
	c->s->source_failed = true;
	return SQLITE_ERROR;
}

static int
source_filter(sqlite3_vtab_cursor *c, int number, const char *text, int argc,
    sqlite3_value **argv)
{
	(void)number;
	(void)text;
	(void)argc;
	(void)argv;
	cursor_of(c)->i = 0;
	return fetch(cursor_of(c));
}

static int
source_next(sqlite3_vtab_cursor *c)
{
	cursor_of(c)->i++;
	return fetch(cursor_of(c));
}

static int
source_eof(sqlite3_vtab_cursor *c)
{
	const struct row_source *from = cursor_of(c)->s->source;

	return from == NULL || cursor_of(c)->i >= from->n;
}

/* The bytes are the source's and stay until the next row is asked for. */
static int
source_column(sqlite3_vtab_cursor *c, sqlite3_context *out, int i)
{
	const struct store_value *v = &cursor_of(c)->row[i];
	const char *s = v->text.s == NULL ? "" : v->text.s;

	switch (v->type) {
	case STORE_NULL:
		break;
	case STORE_INT:
		sqlite3_result_int64(out, v->number);
		break;
	case STORE_TEXT:
		sqlite3_result_text64(out, s, v->text.n, SQLITE_STATIC,
		    SQLITE_UTF8);
		break;
	case STORE_BLOB:
		sqlite3_result_blob64(out, s, v->text.n, SQLITE_STATIC);
		break;
	}
	return SQLITE_OK;
}

static int
source_rowid(sqlite3_vtab_cursor *c, sqlite3_int64 *out)
{
	*out = cursor_of(c)->i;
	return SQLITE_OK;
}

/* It has no xCreate: it is there, and cannot be made. */
static const sqlite3_module source_module = {
	.xConnect = source_connect,
	.xBestIndex = source_best_index,
	.xDisconnect = source_disconnect,
	.xOpen = source_open,
	.xClose = source_close,
	.xFilter = source_filter,
	.xNext = source_next,
	.xEof = source_eof,
	.xColumn = source_column,
	.xRowid = source_rowid
};

int
sqlite_insert_init(struct sqlite *s)
{
	int rc = sqlite3_create_module(s->db, SOURCE, &source_module, s);

	return rc == SQLITE_OK ? 0 : sqlite_fail(s, rc);
}

/* --- inserting --- */

/* The statement for one row, or for many. */
static int
prepare_insert(struct sqlite *s, enum store_table t, bool many)
{
	struct buf sql = BUF_ANY;
	int i, rc;

	buf_printf(&sql, "INSERT OR ROLLBACK INTO %s (%s) %s ",	/* (2) */
	    store_table_name(t), store_columns(t),
	    many ? "SELECT" : "VALUES (");
	for (i = 0; i < store_column_count(t); i++)
		buf_printf(&sql, many ? "%sc%d" : "%s?%d",
		    i == 0 ? "" : ", ", many ? i : i + 1);
	buf_puts(&sql, many ? " FROM " SOURCE : ")");
	rc = sqlite3_prepare_v3(s->db, sql.s, -1, SQLITE_PREPARE_PERSISTENT,
	    &s->inserts[t][many], NULL);
	buf_free(&sql);
	return rc == SQLITE_OK ? 0 : sqlite_fail(s, rc);
}

/* The only row of the source into the statement. */
static int
bind_row(struct sqlite *s, sqlite3_stmt *stmt, enum store_table t)
{
	struct store_value v[STORE_MAX_COLUMNS];
	int i, rc = SQLITE_OK;

	s->source_failed = !s->source->next(s->source->ctx, v);
	if (s->source_failed)
		return SQLITE_ERROR;
	for (i = 0; i < store_column_count(t) && rc == SQLITE_OK; i++)
		rc = sqlite_bind(stmt, i + 1, &v[i]);
	return rc;
}

int
sqlite_insert(struct driver *d, enum store_table t,
    const struct row_source *source)
{
	struct sqlite *s = sqlite_of(d);
	bool many = source->n != 1;
	sqlite3_stmt *stmt;
	int rc = SQLITE_OK;

	if (s->inserts[t][many] == NULL && prepare_insert(s, t, many) == -1)
		return -1;
	stmt = s->inserts[t][many];
	s->source = source;
	s->source_failed = false;
	if (!many)
		rc = bind_row(s, stmt, t);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(stmt);
	if (rc != SQLITE_DONE) {
		(void)sqlite_fail(s, rc);
		if (s->source_failed)
			snprintf(s->d.why, sizeof(s->d.why), "what was read of "
			    "it is damaged");
	}
	sqlite3_reset(stmt);
	s->source = NULL;
	if (rc != SQLITE_DONE)
		return -1;
	if (s->early.fd != -1 && sqlite_is_alone(s))
		early_write_go_on(&s->early);
	return 0;
}
