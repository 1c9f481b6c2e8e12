/*
 * facts.h: the facts of a report as a table: CSV, or xBRL-JSON.
 */
#ifndef REPORT_FACTS_H
#define REPORT_FACTS_H

#include "base/buf.h"
#include "ingest/report.h"

/*
 * CSV (RFC 4180, UTF-8) with a header; one row an item, those in tuples and
 * nil ones included: concept,entity,start,end,unit,dimensions,value,decimals,
 * language,line,offset,length. An instant has an end only. The buffer is given
 * to `full` and emptied whenever it is large; 0, or what `full` returned.
 */
int	facts_csv(const struct report *, struct buf *,
	    int (*full)(struct buf *, void *ctx), void *ctx);

/*
 * xBRL-JSON (Open Information Model 1.0, xBRL-JSON 1.0). *left_out gets how
 * many facts that form cannot hold (fractions; tuples lose their nesting).
 * Links and footnotes are in it, of more than a million links the first ones.
 */
void	facts_json(const struct report *, struct buf *, uint32_t *left_out);

#endif
