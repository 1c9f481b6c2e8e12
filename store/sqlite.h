/* sqlite.h: what the files of the SQLite driver share; private to store/. */
#ifndef STORE_SQLITE_H
#define STORE_SQLITE_H

#include <sqlite3.h>

#include "store/driver.h"
#include "store/early_write.h"

#define SQLITE_KEPT	12	/* questions that stay prepared */

struct sqlite {
	struct driver d;		/* first: a driver is one of these */
	sqlite3      *db;
	bool          young;		/* sqlite.c, (6) */
	struct early_write early;	/* of a young one */
	sqlite3_stmt *inserts[STORE_TABLES][2];	/* of a row, of many; NULL
						 * until first used */
	struct kept {
		sqlite3_stmt *stmt;	/* NULL: none */
		bool          busy;
		uint64_t      used;	/* when last */
	} kept[SQLITE_KEPT];
	uint64_t      asked;
	const struct row_source *source;	/* of the insert that runs */
	bool                     source_failed;
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
/* Whether this connection has the exclusive lock of the file, so that nobody
 * else can read or write it.  Who writes to a log has none. */
bool	sqlite_is_alone(struct sqlite *);
/* The first column of the first row. */
int	sqlite_number(struct sqlite *, const char *sql, int64_t *);

/* sqlite_insert.c: see driver.h; what the connection needs for it. */
int	sqlite_insert_init(struct sqlite *);
int	sqlite_insert(struct driver *, enum store_table,
	    const struct row_source *);

/* sqlite_rows.c: see driver.h; the statements that are kept. */
int	sqlite_bind(sqlite3_stmt *, int i, const struct store_value *);
void	sqlite_forget(struct sqlite *);
int	sqlite_select(struct driver *, const char *sql,
	    const struct store_value *, size_t n, struct store_cursor **);
int	sqlite_next(struct store_cursor *);
struct store_value sqlite_column(const struct store_cursor *, int i);
void	sqlite_end(struct store_cursor *);

/* sqlite_check.c: see driver.h */
int	sqlite_check(struct driver *);
int	sqlite_check_definitions(struct driver *);

#endif
