/*
 * page.h: from the statement document to a web page, by report/html.xsl with
 * report/html.css in it, which are built into the program.
 */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/slice.h"

/* One self-contained page (HTML that is well-formed XML too) from a statement
 * document. 0, or -1 with *why, in the arena. */
int	page_html(struct buf *, struct slice document, struct arena *,
	    const char **why);

#endif
