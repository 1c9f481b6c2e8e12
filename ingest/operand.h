/*
 * operand.h: what a numeric item says, and how exact that is (XBRL 2.1, 4.6.3 to
 * 4.6.6), for calculations and for equality.
 */
#ifndef INGEST_OPERAND_H
#define INGEST_OPERAND_H

#include "base/arena.h"
#include "base/decimal.h"
#include "ingest/report.h"

/* What a numeric item says: n / d, and how exact that is. */
struct operand {
	struct dec n;
	struct dec d;		/* 1 but for fractions; positive */
	int32_t    decimals;	/* number, DECIMALS_INF or DECIMALS_NONE */
	int32_t    precision;	/* the same */
};

/* Reads an item's value; false where it is no number (INF and NaN too). */
bool	operand_parse(struct operand *, struct slice value,
	    struct slice denominator, int32_t decimals, int32_t precision,
	    struct arena *);
/* XBRL 2.1, 4.6.6: decimals, stated or inferred, DECIMALS_INF for exact
 * values; false where nothing is known (precision 0). */
bool	operand_decimals(const struct operand *, int32_t *decimals);
/* XBRL 2.1 before 2011, 4.6.6: precision, stated or inferred; 0: unknown. */
int32_t	operand_precision(const struct operand *);
/* The decimals at which a value has `precision` significant figures; that comes
 * from a file and may be any number. */
int32_t	operand_decimals_at(struct dec value, int32_t precision);

#endif
