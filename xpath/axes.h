/*
 * axes.h: the axes of a path step (XPath 2.0, 3.2.1.1) as walks over rows, and
 * node tests (3.2.1.2).
 *
 * A walk gives row after row in the order of the axis: document order for
 * forward axes, the reverse of it for reverse ones.  The namespace axis has no
 * rows: its nodes come from xp_tree_scopes.
 */
#ifndef XPATH_AXES_H
#define XPATH_AXES_H

#include "xpath/expr.h"
#include "xpath/tree.h"

struct xp_walk {
	const struct xp_row *rows;
	uint32_t at, stop;	/* the next row; where it ends */
	uint32_t origin;	/* preceding axes: where it began */
	enum xp_axis axis;
};

/* Begins at a row; if `ns`, at a namespace node of that element, which itself
 * is never given. */
struct xp_walk	xp_walk_begin(const struct xp_tree *, uint32_t row, bool ns,
		    enum xp_axis);
uint32_t	xp_walk_next(struct xp_walk *);		/* NONE: no more */

static inline bool
xp_is_reverse(enum xp_axis axis)
{
	return axis >= AXIS_PARENT;
}

/* A node test made ready for an axis. */
struct xp_matcher {
	unsigned kinds;			/* bits 1 << enum xp_kind */
	bool     any_ns, any_local;	/* of the name */
	struct slice ns, local;
	const struct xp_test *more;	/* type and inner test; NULL: no more */
	const struct xp_expr *e;
};

struct xp_matcher xp_matcher(const struct xp_expr *, const struct xp_test *,
		    enum xp_axis);
bool		xp_match_row(const struct xp_matcher *,
		    const struct xp_tree *, uint32_t row);
/* The same for a namespace node, by its prefix. */
bool		xp_match_namespace(const struct xp_matcher *,
		    struct slice prefix);

#endif
