/*
 * document.h: documents that expressions of a run ask for by fn:doc (Functions and
 * Operators, 15.5.4).
 */
#ifndef FORMULA_DOCUMENT_H
#define FORMULA_DOCUMENT_H

#include "formula/run.h"

/* As struct xp_dynamic wants it: the number of a document's tree; -1: it is not
 * to be had.  Documents come from where taxonomies come from. */
int	document_open(struct xp_dynamic *, struct slice uri);
void	documents_free(struct formula_run *);

#endif
