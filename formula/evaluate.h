/*
 * evaluate.h: a variable set from its plan to its counts.
 */
#ifndef FORMULA_EVALUATE_H
#define FORMULA_EVALUATE_H

#include "formula/run.h"

/* Evaluates a set: counts, findings, watches. */
void	evaluate_set(struct formula_run *, uint32_t set);

/* The duplicates of all that is bound, multiplied. */
uint64_t	evaluation_weight(const struct evaluation *);

/* --- evaluation.c --- */

/* Lets xff: functions ask the run. */
void	evaluation_asked_begin(struct formula_run *);

#endif
