/* ingest_line.h: see ingest_line.c. */
#ifndef CLI_INGEST_LINE_H
#define CLI_INGEST_LINE_H

#include "cli/cli.h"
#include "store/store.h"

void	ingest_line_json(struct buf *, const char *path, const char *sha256,
	    const struct store_receipt *);
void	ingest_line_text(struct buf *, const char *path,
	    const struct store_receipt *, enum lang);

#endif
