/*
 * judge.h: the whole way from a file to its findings, as the command, the
 * library and the conformance runner all go it.
 */
#ifndef VALIDATE_JUDGE_H
#define VALIDATE_JUDGE_H

#include "base/finding.h"
#include "formula/formula.h"
#include "ingest/ingest.h"
#include "ingest/report.h"
#include "taxonomy/resolver.h"
#include "validate/validate.h"

struct trace;			/* formula/trace.h */

/* A judged file. Free with judged_free. */
struct judged {
	const char      *path;
	struct report   *report;	/* NULL for a schema or linkbase */
	struct taxonomy *taxonomy;	/* of a schema or linkbase; else NULL */
	struct findings *findings;	/* sorted; never NULL */
	struct formula_result formulas;	/* of a report that was validated */
	struct trace    *trace;		/* of the assertion that was asked for;
					 * or NULL */
	const char      *why;		/* why the work could not be done whole,
					 * in the arena; NULL where it was */
	const char      *note;		/* something to tell beside, likewise */
};

struct judge_options {
	struct ingest_options   ingest;
	struct validate_options validate;
	struct formula_options  formula;
	struct slice            trace;	/* the id of an assertion, of which a
					 * trace is kept; n 0: none */
	bool                    read_only;	/* read, do not validate */
	bool                    reports_only;	/* a schema or linkbase is
						 * not judged: exit status 2 */
};

/*
 * Reads and validates a report, or compiles and checks a schema or linkbase.
 * The exit status of INTERFACE: 0 no error, 1 errors found, 2 with
 * out->why where the work could not be done; *out is filled in any case, as
 * far as it went.
 */
int	judge_file(struct judged *out, const char *path,
	    const struct judge_options *, struct arena *);
void	judged_free(struct judged *);

#endif
