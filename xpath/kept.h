/*
 * kept.h: what evaluations leave behind for the next one over the same struct
 * xp_dynamic, since making it costs more than using it: compiled regular
 * expressions and collations.  Bounded; freed by xp_dynamic_end.
 */
#ifndef XPATH_KEPT_H
#define XPATH_KEPT_H

#include "xpath/eval.h"

struct xp_patterns;		/* fn_regex.c */
struct xp_collations;		/* collation.c */

struct xp_kept {
	struct xp_patterns   *patterns;		/* NULL: none yet */
	struct xp_collations *collations;
};

/* That of an evaluation, made where there is none; never NULL. */
struct xp_kept	*xp_kept(struct xp_eval *);
void		 xp_kept_free(struct xp_dynamic *);

void		 xp_patterns_free(struct xp_patterns *);	/* NULL is fine */
void		 xp_collations_free(struct xp_collations *);	/* the same */

#endif
