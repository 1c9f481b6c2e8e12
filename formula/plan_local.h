/* plan_local.h: what plan.c and plan_order.c share. */
#ifndef FORMULA_PLAN_LOCAL_H
#define FORMULA_PLAN_LOCAL_H

#include "formula/plan.h"

/* The terms of all fact variables (plan.h, 1); the order (3). */
void	plan_terms(struct plan *);
void	plan_order(struct plan *);

#endif
