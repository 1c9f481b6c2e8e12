/*
 * ingest.h: the one door.  Whatever the form, a report comes in here and
 * becomes a struct report; what is wrong with it becomes findings.
 */
#ifndef INGEST_INGEST_H
#define INGEST_INGEST_H

#include "base/finding.h"
#include "ingest/report.h"
#include "taxonomy/resolver.h"
#include "taxonomy/taxonomy.h"

#define INGEST_MAX_ROWS	(UINT32_C(1) << 31)	/* of any table of a report */

struct ingest_options {
	struct resolver *resolver;	/* borrowed; NULL: no taxonomy wanted */
	struct taxonomy_options taxonomy;
	struct slice uri;		/* the document's URI where it is not its
					 * path's (relative hrefs resolve on it) */
	bool         layout;	/* keep report->layout */
	bool         nodes;	/* number the nodes of the document, also where
				 * the taxonomy has no formulas that look */
	struct slice bytes;	/* the document where it is no file (a member of
				 * an archive); path only names it. Borrowed
				 * until report_free; s NULL: read path */
	size_t       read_chunk;	/* bytes the parser gets at a time, for
				 * tests; 0: as many as it asks for */
	uint32_t     max_rows;	/* facts, contexts, … each; 0: INGEST_MAX_ROWS */
};

/*
 * Reads the report at path.  0 with *out (free with report_free) and findings
 * added, also where the report is very wrong; -1 with *why (in the arena)
 * where the work cannot be done: no such file, a folder, no report at all.
 * Where an entry point cannot be had, the report is read without a taxonomy,
 * *why says so, and 1 is returned.
 */
int	ingest_file(struct report **out, const char *path,
	    const struct ingest_options *, struct findings *, struct arena *,
	    const char **why);

enum document_form { FORM_UNKNOWN, FORM_ZIP, FORM_XBRL, FORM_INLINE, FORM_JSON,
	FORM_SCHEMA, FORM_LINKBASE, FORM_XML };
/* What the first bytes say the document is, by its root element. */
enum document_form	ingest_sniff(struct slice bytes);

/* The reader of xBRL-XML (one of struct reader's kind as forms are added). */
int	xbrl_xml_read(struct report *, const struct ingest_options *,
	    struct findings *, struct arena *, const char **why);

#endif
