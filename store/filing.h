/*
 * filing.h: from a judged report to the rows that are stored of it: whose it
 * is, which report, of which year; its facts, tuples, dimensions, findings.
 */
#ifndef STORE_FILING_H
#define STORE_FILING_H

#include "store/store.h"
#include "validate/judge.h"

struct filing;

/* The rows of a report that was read (j->report is not NULL), which are made
 * as they are asked for: j is borrowed until filing_free. */
struct filing	*filing_new(const struct judged *j);
const struct store_filing *filing_rows(const struct filing *);
void		 filing_free(struct filing *);	/* NULL is fine */

#endif
