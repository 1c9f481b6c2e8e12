/* sqlite_rows.c: rows into SQLite and out of it; see driver.h. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "store/sqlite.h"

struct cursor {
	struct store_cursor c;		/* first */
	sqlite3_stmt *stmt;
};

static sqlite3_stmt *
stmt_of(const struct store_cursor *c)
{
	return ((const struct cursor *)(const void *)c)->stmt;
}

/* The bytes are the caller's and stay as long as the statement runs. */
static int
bind(sqlite3_stmt *stmt, int i, const struct store_value *v)
{
	const char *s = v->text.s == NULL ? "" : v->text.s;

	switch (v->type) {
	case STORE_NULL:
		return sqlite3_bind_null(stmt, i);
	case STORE_INT:
		return sqlite3_bind_int64(stmt, i, v->number);
	case STORE_TEXT:
		return sqlite3_bind_text64(stmt, i, s, v->text.n,
		    SQLITE_STATIC, SQLITE_UTF8);
	case STORE_BLOB:
		return sqlite3_bind_blob64(stmt, i, s, v->text.n,
		    SQLITE_STATIC);
	}
	return SQLITE_MISUSE;
}

static int
prepare_insert(struct sqlite *s, enum store_table t)
{
	struct buf sql = BUF_ANY;
	int i, rc;

	buf_printf(&sql, "INSERT INTO %s (%s) VALUES (", store_table_name(t),
	    store_columns(t));
	for (i = 1; i <= store_column_count(t); i++)
		buf_printf(&sql, i == 1 ? "?%d" : ", ?%d", i);
	buf_char(&sql, ')');
	rc = sqlite3_prepare_v3(s->db, sql.s, -1, SQLITE_PREPARE_PERSISTENT,
	    &s->inserts[t], NULL);
	buf_free(&sql);
	return rc == SQLITE_OK ? 0 : sqlite_fail(s, rc);
}

int
sqlite_insert(struct driver *d, enum store_table t,
    const struct store_value *v, int n)
{
	struct sqlite *s = sqlite_of(d);
	sqlite3_stmt *stmt;
	int i, rc = SQLITE_OK;

	if (s->inserts[t] == NULL && prepare_insert(s, t) == -1)
		return -1;
	stmt = s->inserts[t];
	for (i = 0; i < n && rc == SQLITE_OK; i++)
		rc = bind(stmt, i + 1, &v[i]);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(stmt);
	if (rc != SQLITE_DONE) {
		(void)sqlite_fail(s, rc);
		sqlite3_reset(stmt);
		return -1;
	}
	sqlite3_reset(stmt);
	return 0;
}

int
sqlite_select(struct driver *d, const char *sql,
    const struct store_value *args, size_t n, struct store_cursor **out)
{
	struct sqlite *s = sqlite_of(d);
	struct cursor *c = mem_calloc(1, sizeof(*c));
	size_t i;
	int rc;

	c->c.driver = d;
	rc = sqlite3_prepare_v2(s->db, sql, -1, &c->stmt, NULL);
	for (i = 0; i < n && rc == SQLITE_OK; i++)
		rc = bind(c->stmt, (int)i + 1, &args[i]);
	if (rc != SQLITE_OK) {
		(void)sqlite_fail(s, rc);
		sqlite_end(&c->c);
		*out = NULL;
		return -1;
	}
	*out = &c->c;
	return 0;
}

int
sqlite_next(struct store_cursor *c)
{
	int rc = sqlite3_step(stmt_of(c));

	if (rc == SQLITE_ROW)
		return 1;
	return rc == SQLITE_DONE ? 0 : sqlite_fail(sqlite_of(c->driver), rc);
}

struct store_value
sqlite_column(const struct store_cursor *c, int i)
{
	sqlite3_stmt *stmt = stmt_of(c);
	struct store_value v = { STORE_NULL, 0, SLICE_NONE };

	switch (sqlite3_column_type(stmt, i)) {
	case SQLITE_INTEGER:
		return store_int(sqlite3_column_int64(stmt, i));
	case SQLITE_BLOB:
		v.type = STORE_BLOB;
		v.text.s = sqlite3_column_blob(stmt, i);
		v.text.n = (size_t)sqlite3_column_bytes(stmt, i);
		if (v.text.s == NULL)
			v.text.s = "";	/* of no bytes */
		return v;
	case SQLITE_NULL:
		return v;
	}
	v.type = STORE_TEXT;		/* a computed double too */
	v.text.s = (const char *)sqlite3_column_text(stmt, i);
	v.text.n = (size_t)sqlite3_column_bytes(stmt, i);
	return v;
}

void
sqlite_end(struct store_cursor *c)
{
	if (c == NULL)
		return;
	sqlite3_finalize(stmt_of(c));
	mem_free(c);
}
