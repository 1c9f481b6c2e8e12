/*
 * filing_pack.h: a filing's rows as bytes, so that one process reads a report
 * and another, which alone has the store, stores it.
 */
#ifndef STORE_FILING_PACK_H
#define STORE_FILING_PACK_H

#include "base/buf.h"
#include "store/store.h"

/* Appends the filing: its hash, what it is of, its rows; not the name and the
 * bytes of its file, which both processes can have. */
void	filing_pack(const struct store_filing *, struct buf *);

/* Rows that are asked for one after the other. */
struct packed_rows {
	struct slice rest;		/* not yet asked for */
	uint64_t     left;
};

/* A filing made of such bytes, which are borrowed.  Its facts can be asked for
 * in any order, its other rows once, in the order of writing. */
struct packed_filing {
	struct store_filing head;	/* file and bytes are the caller's */
	/* private */
	struct packed_rows  before, after;	/* the facts */
	const char         *places;	/* of the facts */
};

/* 0, or -1 where the bytes are none: whoever read a stranger's report is not
 * trusted with lengths.  That a row is damaged is found when it is asked for. */
int	filing_unpack(struct packed_filing *, struct slice bytes);

#endif
