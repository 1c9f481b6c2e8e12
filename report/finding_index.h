/*
 * finding_index.h: the findings of a filing by the facts that they name, and
 * which of them say the same.
 */
#ifndef REPORT_FINDING_INDEX_H
#define REPORT_FINDING_INDEX_H

#include "report/filed.h"

struct finding_index {
	uint32_t *first;	/* by fact, and one more: first in `findings` */
	uint32_t *findings;	/* rows of findings, ascending for each fact */
	uint32_t *same;		/* by finding: the one that says the same and
				 * is shown in its stead, or NONE */
};

void	finding_index_make(struct finding_index *, const struct filed *);
void	finding_index_free(struct finding_index *);

#endif
