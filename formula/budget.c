/* budget.c: see budget.h. */
#include "formula/budget.h"

#include "formula/run.h"

/* What is counted, and how far it may go, of each kind. */
struct meter { uint64_t *spent, *limit; };

static struct meter
meter_of(struct formula_run *run, enum budget_kind kind)
{
	switch (kind) {
	case BUDGET_EXPRESSIONS:
		return (struct meter){ &run->d.steps, &run->d.limits.steps };
	case BUDGET_BINDINGS:
		return (struct meter){ &run->steps, &run->max_steps };
	case BUDGET_EVALUATIONS:
	case BUDGETS:
		break;
	}
	return (struct meter){ &run->result->evaluations,
	    &run->max_evaluations };
}

void
budget_begin(struct formula_run *run, uint32_t n)
{
	unsigned i;

	run->sets_left = n + 1;
	for (i = 0; i < BUDGETS; i++) {
		uint64_t all = *meter_of(run, (enum budget_kind)i).limit;
		struct budget *b = &run->budgets[i];

		b->share = all / 2 / run->sets_left;
		b->pool = all - b->share * run->sets_left;
	}
}

void
budget_set_begin(struct formula_run *run)
{
	unsigned i;

	for (i = 0; i < BUDGETS; i++) {
		struct meter m = meter_of(run, (enum budget_kind)i);
		struct budget *b = &run->budgets[i];

		b->began = *m.spent;
		*m.limit = b->began + b->share +
		    (run->sets_left > 1 ? b->pool / 2 : b->pool);
	}
}

/* What is past the limit was refused, and so has not been done. */
void
budget_set_end(struct formula_run *run)
{
	unsigned i;

	for (i = 0; i < BUDGETS; i++) {
		struct meter m = meter_of(run, (enum budget_kind)i);
		struct budget *b = &run->budgets[i];

		if (*m.spent > *m.limit)
			*m.spent = *m.limit;
		b->pool = b->pool + b->share - (*m.spent - b->began);
	}
	if (run->sets_left > 1)
		run->sets_left--;
}

bool
budget_is_spent(const struct formula_run *run)
{
	return run->d.steps > run->d.limits.steps ||
	    run->steps > run->max_steps ||
	    run->result->evaluations > run->max_evaluations;
}
