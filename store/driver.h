/*
 * driver.h: what a database must be able to do to be a store; private to
 * store/.  What is stored, and how it is hashed, is written once above this;
 * a driver knows its own SQL for making the tables, and no more.
 *
 * Functions return 0 (next: 1 for a row) or -1 with d->why set.
 */
#ifndef STORE_DRIVER_H
#define STORE_DRIVER_H

#include "store/store.h"

struct driver {
	const struct driver_ops *ops;
	char why[512];			/* the last failure, a sentence */
};

struct store_cursor {
	struct driver *driver;
};

/* Rows to be inserted, all columns of them: `next` makes the next one, whose
 * values stay good until it is called again; false where it cannot. */
struct row_source {
	uint32_t n;
	bool   (*next)(void *ctx, struct store_value *);
	void    *ctx;
};

struct driver_ops {
	/* Connects, and refuses what is no store.  *out is set in any case;
	 * d->why says what is wrong where -1. */
	int	(*open)(struct driver **out, const char *location,
		    const struct store_options *);
	void	(*close)(struct driver *);
	/* The version of the tables: 0 where there are none yet. */
	int	(*version)(struct driver *, int *);
	/* The version that migrate leads to. */
	int	(*latest)(void);
	/* Within a transaction: from `version` to the latest. */
	int	(*migrate)(struct driver *, int version, const char *at);
	/* A transaction that no other writer can come between. */
	int	(*begin)(struct driver *);
	int	(*commit)(struct driver *);	/* durable once 0 */
	void	(*rollback)(struct driver *);	/* never fails; none is fine */
	/* After a failure the transaction can only be rolled back. */
	int	(*insert)(struct driver *, enum store_table,
		    const struct row_source *);
	int	(*select)(struct driver *, const char *sql,
		    const struct store_value *, size_t n,
		    struct store_cursor **);
	int	(*next)(struct store_cursor *);
	struct store_value (*column)(const struct store_cursor *, int i);
	void	(*end)(struct store_cursor *);
	/* 0: its structure is sound; 1: d->why says what is not. */
	int	(*check)(struct driver *);
	/* The same of the tables, views and triggers: all there, as made. */
	int	(*check_definitions)(struct driver *);
};

extern const struct driver_ops driver_sqlite;

struct store {
	struct driver     *driver;
	struct store_clock clock;
	struct concepts   *concepts;
	bool               grouped;	/* between store_begin and its end */
	bool               bare;	/* it had no tables when the last
					 * transaction was over */
};

/*
 * A new store gets its tables in the transaction of its first filings: they
 * are a third of the time that one filing takes, half of that waiting for the
 * disk.  Until then it is bare (store_is_bare): whoever looks for a filing
 * finds none, and whoever asks anything else has the tables made.
 */
int	store_make_ready(struct store *);
/* Within a transaction: the tables as this version has them. */
int	store_make_tables(struct store *);
/* How many columns a table's row has. */
int	store_column_count(enum store_table);
/* How many of them a filing brings along, after the first: all, but for the
 * concept of a finding_fact, which is the store's number. */
int	store_filed_count(enum store_table);
enum { FACT_CONCEPT = 3 };		/* which column of a fact_row it is */
/* Inserts one row. */
int	store_insert_one(struct driver *, enum store_table,
	    const struct store_value *);
/* As store_find, with d->why. */
int	store_look_up(struct driver *, const char *sha256, struct arena *,
	    struct store_receipt *);
const char *store_table_name(enum store_table);
/* The columns that a filing's rows are ordered by. */
const char *store_table_order(enum store_table);
/* "2026-02-18T09:30:00Z" from the store's clock; 21 bytes. */
#define STORE_TIME	32
void	store_time(const struct store *, char at[STORE_TIME]);
/* What is noted as the maker of rows. */
#define STORE_SOFTWARE	"rekenschap " REKENSCHAP_VERSION

#endif
