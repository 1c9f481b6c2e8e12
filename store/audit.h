/*
 * audit.h: the append-only log in which each row carries the hash of the one
 * before; private to store/.
 *
 * A hash is SHA-256 over values written one after the other as
 *	type length ":" bytes
 * with type N (NULL), I (integer, in decimal), T (text) or B (bytes), and the
 * length in decimal: no two lists of values are written alike.
 */
#ifndef STORE_AUDIT_H
#define STORE_AUDIT_H

#include "base/buf.h"
#include "store/driver.h"

/* Writes values down in the form that is hashed. */
void	audit_write(struct buf *, const struct store_value *, int n);

/* The hash over the rows of a filing, which are added as they are stored. */
struct audit_digest;
struct audit_digest *audit_digest_new(void);
void	audit_digest_add(struct audit_digest *, const struct store_value *,
	    int n);
/* Ends it and frees it; hex may be NULL. */
void	audit_digest_end(struct audit_digest *, char *hex);

/* Adds a row, within the caller's transaction.  filing 0: none. */
int	audit_append(struct store *, const char *action, const char *at,
	    int64_t filing, const char *content);

#endif
