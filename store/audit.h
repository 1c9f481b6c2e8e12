/*
 * audit.h: the append-only log in which each row carries the hash of the one
 * before; private to store/.
 *
 * A row of the log is hashed as text: SHA-256 over values written one after
 * the other as
 *	type length ":" bytes
 * with type N (NULL), I (integer, in decimal), T (text) or B (bytes), and the
 * length in decimal: no two lists of values are written alike.  The rows of a
 * filing are hashed as row_code.h has them; those of a filing that was stored
 * before AUDIT_ROW_CODE, when many more columns were rows, as text.
 */
#ifndef STORE_AUDIT_H
#define STORE_AUDIT_H

#include "base/buf.h"
#include "store/driver.h"

#define AUDIT_ROW_CODE	3	/* the first version of the tables with it */

/* The columns of a row, in the order of the table. */
enum { AUDIT_SEQUENCE, AUDIT_AT, AUDIT_ACTION, AUDIT_SOFTWARE, AUDIT_SCHEMA,
	AUDIT_FILING, AUDIT_CONTENT, AUDIT_PREVIOUS, AUDIT_HASH,
	AUDIT_COLUMNS };

/* Writes values down in the form that is hashed. */
void	audit_write(struct buf *, const struct store_value *, int n);

/* The hash over the rows of a filing, which are added as they are stored. */
struct audit_digest;
struct audit_digest *audit_digest_new(void);
/* Adds values: as row_code.h has them, or as text. */
void	audit_digest_row(struct audit_digest *, const struct store_value *,
	    int n);
void	audit_digest_text(struct audit_digest *, const struct store_value *,
	    int n);
/* Adds rows that are encoded already. */
void	audit_digest_bytes(struct audit_digest *, struct slice);
/* Adds, last of all, how many rows each table of the filing has. */
void	audit_digest_counts(struct audit_digest *,
	    const uint32_t rows[STORE_TABLES]);
/* Ends it and frees it; hex may be NULL. */
void	audit_digest_end(struct audit_digest *, char *hex);

/* The hash of a row of the log, over its other columns. */
void	audit_hash_row(const struct store_value row[AUDIT_COLUMNS],
	    char hex[SHA256_HEX]);
/* Adds a row, within the caller's transaction.  filing 0: none. */
int	audit_append(struct store *, const char *action, const char *at,
	    int64_t filing, const char *content);

#endif
