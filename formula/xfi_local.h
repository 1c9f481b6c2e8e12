/*
 * xfi_local.h: what the files of the function registry share.
 */
#ifndef FORMULA_XFI_LOCAL_H
#define FORMULA_XFI_LOCAL_H

#include "base/names.h"
#include "formula/typing.h"
#include "formula/xfi.h"
#include "xpath/eval.h"

/* --- report_tree.c --- */

#define RECENT_FACTS	64	/* a power of two */

struct xfi_report {
	struct report  *report;
	struct typing  *typing;
	struct xp_tree  tree;		/* its rows come later */
	struct xp_later later;
	struct xp_tree *read;		/* who owns the rows */
	struct xp_row  *empty;		/* or these, where none could be read */
	uint16_t        number;		/* of the tree */
	uint16_t        index;		/* of the report */
	/* Of one that xfi:xbrl-instance read: owned. */
	bool            owned;
	struct resolved bytes;
	/* Facts of which there were items, at the ends of their nodes' numbers:
	 * expressions ask what they say soon after. */
	uint32_t        recent[RECENT_FACTS];
};

/* The fact that a node is, or NONE. */
uint32_t	xfi_fact_of_node(const struct xfi_report *, uint32_t node);

/* Readies a new one, report and numbers being set. */
void	report_tree_begin(struct xfi_report *);
void	report_tree_end(struct xfi_report *);
/* The typed value of a fact is added, as of struct xp_typing; 2: not known without its
 * node. */
int	report_tree_value(struct xfi_report *, const struct fact *,
	    struct arena *, struct xp_seq *);

/* --- xfi_node.c: what a node is --- */

enum xfi_kind {
	XFI_OTHER,		/* none of the others, or of no report */
	XFI_ROOT, XFI_ITEM, XFI_TUPLE, XFI_CONTEXT, XFI_ENTITY,
	XFI_IDENTIFIER, XFI_SEGMENT, XFI_PERIOD, XFI_SCENARIO, XFI_UNIT
};

struct xfi_node {
	enum xfi_kind      kind;
	struct xfi_report *of;		/* NULL: a node of no report */
	uint32_t           row;		/* of facts, contexts or units */
};

/* Of rows that have ascending numbers of nodes at an offset, the last one whose
 * number is not beyond `node`; NONE. */
uint32_t	xfi_row_before(const void *rows, size_t n, size_t size,
		    size_t offset, uint32_t node);
/* What an item is. */
struct xfi_node	xfi_node(const struct xfi_host *, struct xp_item);
/* An argument that must be one node of a kind. 0; -1 with XPTY0004. */
int	xfi_want(struct xp_eval *, const struct xp_seq *arg, enum xfi_kind,
	    struct xfi_node *);
static inline struct xp_item
xfi_item(const struct xfi_report *r, uint32_t node)
{
	return xp_node(r->number, node);
}
static inline const struct fact *
xfi_fact_row(const struct xfi_node *n)
{
	return &n->of->report->facts.v[n->row];
}
static inline const struct context *
xfi_context_row(const struct xfi_node *n)
{
	return &n->of->report->contexts.v[n->row];
}
/* The context of an item that an argument must be; its row in *n. 0; -1 with
 * an error, also where it has none that is there. */
int	xfi_want_context(struct xp_eval *, const struct xp_seq *arg,
	    struct xfi_node *n);
/* Whether an item is an element of that name; looks at its tree. */
bool	xfi_is_element(const struct xp_eval *, struct xp_item, const char *ns,
	    const char *local);

/* Fails with a code of NS_XFI_ERROR.  Returns -1. */
int	xfi_fail(struct xp_eval *, const char *code, const char *fmt, ...)
	    __attribute__((format(printf, 3, 4)));

static inline struct xfi_host *
xfi_host(const struct xp_eval *ev)
{
	return ev->d->host;
}

/* --- xfi_dts.c: what an expression speaks of --- */

/* A DTS, and the types of its schemas. */
struct xfi_dts {
	const struct taxonomy *t;
	struct typing *typing;
	uint32_t number;	/* 0: without a report, else report + 1 */
};

/* The DTS of the target, or of the report whose root is argument `at`, if there
 * are so many.  0; -1 with an error. */
int	xfi_dts(struct xp_eval *, const struct xp_seq *args, unsigned n_args,
	    unsigned at, struct xfi_dts *);
/* The same by its number. */
int	xfi_dts_numbered(struct xp_eval *, uint32_t number, struct xfi_dts *);
/* The element that a QName argument names, or NONE. */
uint32_t	xfi_element(const struct xfi_dts *, const struct xp_seq *arg);
/* The same of an item or tuple of the DTS (not xbrli:item and xbrli:tuple
 * themselves); NONE with xfie:invalidConceptQName. */
uint32_t	xfi_concept(struct xp_eval *, const struct xfi_dts *,
		    const struct xp_seq *arg);
bool		xfi_is_concept(const struct taxonomy *, uint32_t element);
/* The QName of an element, or of a row of names. */
struct xp_item	xfi_element_name(const struct taxonomy *, uint32_t element,
		    struct arena *);
struct xp_item	xfi_name(const struct taxonomy *, uint32_t name,
		    struct arena *);

/* A sequence of one item, for results. */
static inline int
xfi_result(struct xp_seq *out, struct xp_item item)
{
	*out = xp_one(item);
	return 0;
}

#define XFI(name, min, max, result, parameters, function) xp_function function;
#define XFF(name, min, max, result, parameters, function) xp_function function;
#include "taxonomy/xfi_functions.h"
#undef XFI
#undef XFF

#endif
