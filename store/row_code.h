/*
 * row_code.h: rows as bytes: what one process sends another, and what the
 * audit log hashes; private to store/.
 *
 * A value is a byte that says its type (0 NULL, 1 integer, 2 text, 3 bytes);
 * then of an integer n the number 2n, or -2n - 1 where it is negative; of text
 * and bytes their length and they themselves.  Numbers are written seven bits
 * to a byte, the lowest first, the high bit set in all bytes but the last.  No
 * two lists of values are written alike.
 */
#ifndef STORE_ROW_CODE_H
#define STORE_ROW_CODE_H

#include "base/buf.h"
#include "store/store.h"

/* Appends n values. */
void	row_encode(struct buf *, const struct store_value *, int n);
/* Takes n values off the front of the bytes, which the values point into;
 * false where there are none. */
bool	row_decode(struct slice *, struct store_value *, int n);

#endif
