/*
 * conformance_function.h: test cases of the XBRL function registry: an
 * expression over a report or a DTS, and what must be true of its result.
 */
#ifndef CLI_CONFORMANCE_FUNCTION_H
#define CLI_CONFORMANCE_FUNCTION_H

#include <libxml/tree.h>

#include "cli/conformance.h"
#include "ingest/ingest.h"

#define NS_CONFORMANCE		"http://xbrl.org/2008/conformance"
#define NS_CONFORMANCE_FUNCTION	"http://xbrl.org/2008/conformance/function"

/* An expression with the namespaces in scope where it stands. */
struct function_text {
	struct slice text;
	const struct function_prefix { struct slice prefix, ns; } *prefixes;
	size_t n_prefixes;
};

struct function_case {
	struct function_text call;
	VEC(struct function_text) tests;	/* of $result; each must hold */
	const char *instance;	/* the report that it is about, or NULL */
	VEC(const char *) dts;	/* schemas and linkbases, where there is none */
};

/* A variation with inputs, a call and outputs; NULL for one that is of another
 * kind.  Its expected errors go to the variation. */
const struct function_case *function_read(struct suite *, struct variation *,
	    xmlNode *);
void	function_free(const struct function_case *);

/* Runs a case.  What came out goes to `actual`, why it failed to `reason`. */
bool	function_run(const struct variation *, const struct ingest_options *,
	    struct buf *actual, struct buf *reason);

#endif
