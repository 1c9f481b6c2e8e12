/*
 * format.h: values as people read them, in Dutch or English notation.  Digits
 * are moved about as text; no number is ever computed, let alone rounded.
 */
#ifndef BASE_FORMAT_H
#define BASE_FORMAT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/finding.h"
#include "base/slice.h"

/* "1234567.80" as "1.234.567,80" (nl) or "1,234,567.80" (en); `negate` turns
 * the sign.  What is no xs:decimal is printed as it is. */
void	format_number(struct buf *, struct slice, enum lang, bool negate);
/* "2022-12-31" as "31 december 2022"; what is no date as it is. */
void	format_date(struct buf *, struct slice, enum lang);
/* A duration by its first and last day: "2022" where it is that year. */
void	format_duration(struct buf *, struct slice start, struct slice end,
	    enum lang);
/* A unit: "euro", "TWD", "shares", "EUR/shares". */
void	format_unit(struct buf *, struct slice, enum lang);
/* Text on one line without markup, cut after `most` characters. */
void	format_text(struct buf *, struct slice, size_t most);

#endif
