/*
 * fact_links.h: the links between facts, and from facts to footnotes, as the
 * Open Information Model has them: xBRL-XML 1.0 (REC 2021-10-13), 3.3.
 */
#ifndef REPORT_FACT_LINKS_H
#define REPORT_FACT_LINKS_H

#include "base/buf.h"
#include "ingest/report.h"

struct fact_link {
	uint32_t source;	/* row of facts */
	uint32_t target;	/* row of facts, or of footnotes */
	bool     is_note;	/* the latter */
	uint32_t type, group;	/* numbers in types and groups */
};

struct fact_links {
	VEC(struct fact_link) all;	/* by source, type, group; then in
					 * document order; none twice */
	struct intern *types;	/* arcroles */
	struct intern *groups;	/* roles of the extended links */
	VEC(uint32_t) notes;		/* footnotes that are linked to, in
					 * document order */
	bool cut;		/* there are more, past a million */
};

/* Fills the struct. */
void	fact_links_read(struct fact_links *, const struct report *);
void	fact_links_free(struct fact_links *);

/*
 * xhtml.c: the content of a footnote as an XHTML fragment (3.3.1): elements of
 * XHTML without prefix, whatever they have in the report.
 */
void	fact_links_note(struct buf *, const struct report *,
	    const struct foot *);

#endif
