/*
 * store.h: where submissions, filings, facts, findings and the audit log are
 * kept.  The same calls whatever keeps them: SQLite now (a path); a location
 * like postgresql://… is told apart and refused by this version.
 *
 * Promises: a filing is stored whole or not at all; once store_put returned 0,
 * or store_commit of its group, it is durable; nothing that is stored is ever
 * changed; the same bytes are stored once; each filing has a row in the audit
 * log, each row of which carries the hash of the one before.  docs/data-model.md has the tables.
 *
 * Calls that can fail return -1 and set *why to one English sentence, which
 * is good until the next call on the store.  Strings of a receipt live in the
 * arena given; values of a cursor's row until the next one.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/sha256.h"
#include "base/slice.h"

struct store;

/* Seconds since 1970-01-01T00:00:00Z; a parameter, so that tests repeat. */
struct store_clock {
	int64_t (*now)(void *arg);	/* NULL: the system's clock */
	void     *arg;
};

struct store_options {
	struct store_clock clock;
	bool        read_only;	/* it must be there; nothing is written */
	unsigned    wait_ms;	/* for another writer; 0: ten seconds */
	const char *vfs;	/* SQLite's file layer by name, for tests */
};

/* Opens a store; makes it where there is none, with its tables once they are
 * needed, and brings it up to date where it is older.  Free with store_close.
 * *why lives in the arena. */
int	store_open(struct store **, const char *location,
	    const struct store_options *, struct arena *, const char **why);
void	store_close(struct store *);		/* NULL is fine */

/* --- values and rows --- */

enum store_type { STORE_NULL, STORE_INT, STORE_TEXT, STORE_BLOB };

struct store_value {
	enum store_type type;
	int64_t         number;	/* STORE_INT */
	struct slice    text;	/* STORE_TEXT, STORE_BLOB */
};

/* The tables that are written, in the order of writing. */
enum store_table {
	TABLE_SUBMISSION, TABLE_FILING,
	TABLE_CONCEPT, TABLE_UNIT, TABLE_CONTEXT,
	TABLE_TUPLE, TABLE_DIMENSION, TABLE_FACT, TABLE_FINDING,
	TABLE_FINDING_FACT,
	TABLE_AUDIT,
	STORE_TABLES
};
#define STORE_MAX_COLUMNS	32
/* The tables whose rows a filing brings along. */
#define FIRST_OF_FILING	TABLE_CONCEPT
#define LAST_OF_FILING	TABLE_FINDING_FACT

/* --- writing --- */

/* A filing to be stored. Everything is borrowed for the call. */
struct store_filing {
	struct slice file;		/* its name, as given */
	struct slice bytes;		/* of the submission */
	char         sha256[SHA256_HEX];	/* of the bytes */
	uint64_t     mark;		/* of the bytes too: store_mark */
	struct slice entity, report, period_end;	/* "" for none */
	struct slice taxonomy;		/* hash of the DTS, or SLICE_NONE */
	int64_t      year;		/* 0: none */
	uint32_t     facts, errors, warnings;
	uint64_t     findings_dropped;

	/*
	 * The rows of its tables, FIRST_OF_FILING to LAST_OF_FILING: `row`
	 * fills in all columns but the first (the filing; of a concept its
	 * id), and the concept of a finding_fact, in the order of
	 * store_columns; they stay good until it is called again.  It is
	 * called once for each row, in order, only for facts in any order;
	 * false: there is none.  A fact's concept is the number, from 1, of
	 * one of this filing's concepts, each of which is there once, in the
	 * order in which the facts need them; `concept` tells it before the
	 * row is asked for (0: there is none).  Ordinals of facts and tuples
	 * are at most as many as there are facts and tuples.
	 */
	uint32_t     rows[STORE_TABLES];
	bool       (*row)(void *ctx, enum store_table, uint32_t i,
		    struct store_value *);
	uint32_t   (*concept)(void *ctx, uint32_t i);
	struct slice encoded;		/* all of them as row_code.h has it,
					 * or SLICE_NONE */
	void        *ctx;
};

enum filing_status { FILING_ACCEPTED, FILING_REJECTED, FILING_DUPLICATE };

/* What became of a submission. */
struct store_receipt {
	int64_t      filing;		/* id */
	struct slice entity, report, period_end;
	int64_t      year, version;	/* year 0: none */
	enum filing_status status;
	int64_t      facts, errors, warnings;
};

/* 1 where a submission of this size is there, 0 where none is; -1. */
int	store_has_size(struct store *, uint64_t size, const char **why);
/* 1 with the receipt, status FILING_DUPLICATE, where the bytes of this hash
 * are there; 0 where they are not; -1. */
int	store_find(struct store *, const char *sha256, struct arena *,
	    struct store_receipt *, const char **why);
/* 0 once the filing is durable (in a group: once store_commit returned 0), or
 * was there already (FILING_DUPLICATE, nothing changed); -1 with nothing of
 * it stored. */
int	store_put(struct store *, const struct store_filing *, struct arena *,
	    struct store_receipt *, const char **why);
/*
 * A group: what is stored between the two is durable, all of it, once
 * store_commit returned 0.  After any -1 nothing of the group is stored, and
 * it is over.  store_abandon ends it that way (none is fine).  Other writers
 * wait for as long as a group lasts.
 */
int	store_begin(struct store *, const char **why);
/* Whether store_begin has to make the tables first, which takes time. */
bool	store_is_bare(const struct store *);
int	store_commit(struct store *, const char **why);
void	store_abandon(struct store *);
/* What tells whether bytes are still those that were read, in this process
 * and those that it forked; no more than that. */
uint64_t store_mark(struct slice bytes);
const char *filing_status_name(enum filing_status);
/* "filing,ordinal,…": the columns of a table that rows fill in. */
const char *store_columns(enum store_table);

/* --- reading --- */

struct store_cursor;

/* Asks a view or table: SQL with ?1, ?2 … for the arguments.  Every order
 * that matters is in the SQL. End with store_end. */
int	store_select(struct store *, const char *sql,
	    const struct store_value *args, size_t n_args,
	    struct store_cursor **, const char **why);
/* 1: there is a row; 0: no more; -1. */
int	store_next(struct store_cursor *, const char **why);
/* A column of the row, from 0; text is NUL-terminated. */
struct store_value store_column(const struct store_cursor *, int i);
void	store_end(struct store_cursor *);	/* NULL is fine */

static inline struct store_value
store_int(int64_t n)
{
	return (struct store_value){ STORE_INT, n, SLICE_NONE };
}

/* SLICE_NONE is NULL. */
static inline struct store_value
store_text(struct slice s)
{
	return (struct store_value){ s.s == NULL ? STORE_NULL : STORE_TEXT, 0,
	    s };
}

/* --- trust --- */

/*
 * Checks everything: the database's own structure, every hash of the audit
 * log, that each filing has its one row there, that the rows of each filing
 * and the bytes of its submission are those that were stored.
 * 0: all is well, *head (SHA256_HEX) is the last hash; 1: *why says what is
 * not; -1: could not be done.
 */
int	store_verify(struct store *, char *head, const char **why);

#endif
