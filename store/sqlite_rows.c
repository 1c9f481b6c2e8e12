/* sqlite_rows.c: rows out of SQLite; see driver.h. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "store/sqlite.h"

struct cursor {
	struct store_cursor c;		/* first */
	sqlite3_stmt *stmt;
	struct kept  *kept;		/* where it stays; NULL: nowhere */
};

static sqlite3_stmt *
stmt_of(const struct store_cursor *c)
{
	return ((const struct cursor *)(const void *)c)->stmt;
}

/* The bytes are the caller's and stay as long as the statement runs. */
int
sqlite_bind(sqlite3_stmt *stmt, int i, const struct store_value *v)
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

/* --- questions --- */

/* One that was asked before, in the same words, and is not under way. */
static struct kept *
find_kept(struct sqlite *s, const char *sql)
{
	size_t i;

	for (i = 0; i < SQLITE_KEPT; i++)
		if (s->kept[i].stmt != NULL && !s->kept[i].busy &&
		    strcmp(sqlite3_sql(s->kept[i].stmt), sql) == 0)
			return &s->kept[i];
	return NULL;
}

/* A place for another: the one least lately used. */
static struct kept *
free_place(struct sqlite *s)
{
	struct kept *place = NULL;
	size_t i;

	for (i = 0; i < SQLITE_KEPT; i++)
		if (!s->kept[i].busy && (place == NULL ||
		    s->kept[i].used < place->used))
			place = &s->kept[i];
	return place;
}

static int
prepare(struct sqlite *s, const char *sql, struct cursor *c)
{
	int rc;

	c->kept = find_kept(s, sql);
	if (c->kept == NULL) {
		rc = sqlite3_prepare_v3(s->db, sql, -1,
		    SQLITE_PREPARE_PERSISTENT, &c->stmt, NULL);
		if (rc != SQLITE_OK || (c->kept = free_place(s)) == NULL)
			return rc;
		sqlite3_finalize(c->kept->stmt);
		c->kept->stmt = c->stmt;
	}
	c->stmt = c->kept->stmt;
	c->kept->busy = true;
	c->kept->used = ++s->asked;
	return SQLITE_OK;
}

void
sqlite_forget(struct sqlite *s)
{
	size_t i;

	for (i = 0; i < SQLITE_KEPT; i++)
		sqlite3_finalize(s->kept[i].stmt);
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
	rc = prepare(s, sql, c);
	for (i = 0; i < n && rc == SQLITE_OK; i++)
		rc = sqlite_bind(c->stmt, (int)i + 1, &args[i]);
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
	struct cursor *own;

	if (c == NULL)
		return;
	own = (struct cursor *)(void *)c;
	if (own->kept == NULL) {
		sqlite3_finalize(own->stmt);
	} else {
		sqlite3_reset(own->stmt);
		sqlite3_clear_bindings(own->stmt);
		own->kept->busy = false;
	}
	mem_free(c);
}
