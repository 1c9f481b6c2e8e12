/*
 * conformance_qt3_eval.h: one case of the QT3 suite under way: shared by the
 * files that evaluate it and judge the result.  All of it lives in `arena`, but
 * the trees, which live in the cache.
 */
#ifndef CLI_CONFORMANCE_QT3_EVAL_H
#define CLI_CONFORMANCE_QT3_EVAL_H

#include "cli/conformance_qt3.h"
#include "xpath/xpath.h"

struct qt3_variable {
	struct qt3_variable *next;
	struct slice ns, local;
	struct xp_seq value;
};

struct qt3_eval {
	const struct qt3_case *c;
	struct qt3_cache *cache;
	struct arena     *arena;
	struct xp_static  st;
	struct xp_dynamic d;
	struct qt3_variable *variables;
	struct xp_seq     result;
	bool              failed;	/* there is an error, and no result */
	struct xp_error   error;
	struct buf       *reason;
};

/* Evaluates any expression in the case's environment. 0, or -1 with *err. */
int	qt3_evaluate(struct qt3_eval *, struct slice source,
	    const struct xp_focus *, struct xp_seq *, struct xp_error *err);
/* Whether an assertion holds; why not goes to `reason`, once. */
bool	qt3_holds(struct qt3_eval *, const struct qt3_assertion *);

/* --- conformance_qt3_xml.c --- */

/*
 * Whether a sequence is, serialized, the content `xml` (a fragment: elements and
 * text).  Compared are the names, attributes and text of both as trees, with
 * comments and processing instructions, without prefixes.  -1 where the
 * expected text cannot be read.
 */
int	qt3_same_xml(struct qt3_eval *, const struct xp_seq *,
	    struct slice xml);

#endif
