/*
 * xfi.h: reports and taxonomies as expressions see them: the trees of reports
 * and the functions of the XBRL function registry (taxonomy/xfi.h names them).
 *
 *	struct xfi_host *h = xfi_host_new();
 *	struct xp_dynamic d = { .arena = …, .calls = xfi_calls,
 *	    .host = h };
 *	xfi_host_add(h, &d, report);	the target: functions that are given
 *					no node speak of its DTS
 *	xp_eval(&e, &d, &(struct xp_focus){ … xfi_document(h, 0) … }, …);
 *
 * A report's tree is made when an expression looks at a node that its rows do
 * not know by themselves: facts, contexts and their parts, units and the root
 * have items without it.
 */
#ifndef FORMULA_XFI_H
#define FORMULA_XFI_H

#include "ingest/ingest.h"
#include "taxonomy/xfi.h"
#include "xpath/xpath.h"

struct xfi_report;

/*
 * What xff: functions ask of the evaluation of a variable set.  Each returns 0,
 * or -1 with the error set (xff_refuse); they are asked only while expressions
 * run in which they may be used.
 */
struct xff_evaluation {
	/* The uncovered aspect by its token; the dimension, or NULL. */
	int (*uncovered_aspect)(void *ctx, struct xp_eval *,
	    struct slice aspect, const struct xp_qname *dimension,
	    struct xp_seq *);
	/* Whether the variable is a fact variable that has its fallback value. */
	int (*has_fallback)(void *ctx, struct xp_eval *,
	    const struct xp_qname *variable, bool *);
	/* xs:tokens; xs:QNames. */
	int (*uncovered_aspects)(void *ctx, struct xp_eval *, struct xp_seq *);
	int (*uncovered_dimensions)(void *ctx, struct xp_eval *,
	    struct xp_seq *);
	void *ctx;
};

struct xfi_host {
	VEC(struct xfi_report *) reports;	/* the first is the target */
	/* Where there is no report: the DTS of expressions, borrowed. */
	const struct taxonomy *taxonomy;
	struct typing *typing;		/* of that, made when asked for */
	struct arena *made;		/* of elements that expressions make */
	/* How xfi:xbrl-instance reads; NULL: it may not.  Borrowed. */
	const struct ingest_options *ingest;
	/* NULL: no such function may be used now. */
	const struct xff_evaluation *evaluation;
};

#define XFI_MAX_REPORTS	100	/* open at a time */

struct xfi_host	*xfi_host_new(void);
void		 xfi_host_free(struct xfi_host *);	/* NULL is fine */
/* Adds a report, which is borrowed, and its tree.  Its number among the
 * reports; -1: there are too many. */
int	xfi_host_add(struct xfi_host *, struct xp_dynamic *, struct report *);

/* The root of the report that a reference leads to, seen from the first one; it is
 * read if it is not there yet.  False: *why, in the arena. */
bool	xfi_host_open(struct xfi_host *, struct xp_dynamic *,
	    struct slice href, struct arena *, struct xp_item *root,
	    const char **why);
/* Forgets the elements that expressions made (xfi:create-element): for whoever
 * resets the arena of results, before they are too many. */
void	xfi_host_forget(struct xfi_host *, struct xp_dynamic *);

/* Of libraries 1 and 2, as struct xp_dynamic wants them. */
extern xp_function *const *const xfi_calls[XFI_LIBRARIES];

/* --- nodes of a report by its number --- */

struct xp_item	xfi_document(const struct xfi_host *, uint32_t report);
/* The xbrli:xbrl element. */
struct xp_item	xfi_root(const struct xfi_host *, uint32_t report);
struct xp_item	xfi_fact(const struct xfi_host *, uint32_t report,
		    uint32_t fact);
/* The report and the row of the fact that an item is; false for any other. */
bool		xfi_fact_of(const struct xfi_host *, struct xp_item,
		    uint32_t *report, uint32_t *fact);

/* Sets xffe:invalidFunctionUse; returns -1. */
int	xff_refuse(struct xp_eval *, const char *why);

#endif
