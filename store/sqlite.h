/* sqlite.h: what the files of the SQLite driver share; private to store/. */
#ifndef STORE_SQLITE_H
#define STORE_SQLITE_H

#include <sqlite3.h>

#include "store/driver.h"

struct sqlite {
	struct driver d;		/* first: a driver is one of these */
	sqlite3      *db;
	sqlite3_stmt *inserts[STORE_TABLES];	/* NULL until first used */
};

static inline struct sqlite *
sqlite_of(struct driver *d)
{
	return (struct sqlite *)(void *)d;
}

/* Puts a sentence for SQLite's result code in d.why; returns -1. */
int	sqlite_fail(struct sqlite *, int rc);
/* Runs SQL that has no rows, or whose rows do not matter. */
int	sqlite_run(struct sqlite *, const char *sql);
/* The first column of the first row. */
int	sqlite_number(struct sqlite *, const char *sql, int64_t *);

/* sqlite_rows.c: see driver.h */
int	sqlite_insert(struct driver *, enum store_table,
	    const struct store_value *, int n);
int	sqlite_select(struct driver *, const char *sql,
	    const struct store_value *, size_t n, struct store_cursor **);
int	sqlite_next(struct store_cursor *);
struct store_value sqlite_column(const struct store_cursor *, int i);
void	sqlite_end(struct store_cursor *);

#endif
