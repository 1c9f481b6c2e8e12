/*
 * bind.h: every combination of what the variables of a set can be bound to
 * (Variables 1.0, 4).
 */
#ifndef FORMULA_BIND_H
#define FORMULA_BIND_H

#include "formula/plan.h"

enum bind_result {
	BIND_DONE = 0,
	BIND_FAILED = -1,	/* an error, which is reported */
	BIND_TOO_MUCH = -2
};

/* Is shown each evaluation, its preconditions not yet asked: BIND_…. */
typedef int bind_found(struct evaluation *, void *ctx);

/* Binds the variables of a plan that is PLAN_READY. */
int	bind_all(struct plan *, const struct evaluation *outer,
	    bind_found *found, void *ctx);

#endif
