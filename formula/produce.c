/* produce.c: see produce.h. */
#include "formula/produce.h"

#include "formula/consistency.h"
#include "formula/output_local.h"

struct producer {
	struct formula_run    *run;
	struct maker           maker;
	struct formula_output *output;	/* or NULL */
	struct consistency    *consistency;	/* or NULL */
};

struct producer *
produce_begin(struct formula_run *run)
{
	struct consistency *c = consistency_new(run);
	struct producer *p;

	if (run->options->output == NULL && c == NULL)
		return NULL;
	p = mem_calloc(1, sizeof(*p));
	p->run = run;
	p->output = run->options->output;
	p->consistency = c;
	maker_begin(&p->maker, run);
	if (p->output != NULL)
		output_begin(p->output, run->report);
	return p;
}

bool
produce_wants(const struct producer *p, uint32_t set)
{
	return p != NULL && (p->output != NULL ||
	    consistency_wants(p->consistency, set));
}

/* What is done with a fact. */
static void
show(struct producer *p, const struct evaluation *e)
{
	if (p->output != NULL)
		output_add(p->output, &p->maker.made, e->weight);
	if (consistency_wants(p->consistency, e->set))
		consistency_judge(p->consistency, &p->maker, e);
}

void
produce_evaluation(struct producer *p, const struct evaluation *e)
{
	const struct evaluation *before = e->run->now;
	int rc;

	if (!produce_wants(p, e->set))
		return;
	e->run->now = e;
	rc = made_make(&p->maker, e);
	if (rc == 0)
		show(p, e);
	else
		produce_failed(p, e->set, FORMULA_FAILED);
	e->run->now = before;
}

void
produce_failed(struct producer *p, uint32_t set, enum formula_state state)
{
	if (p != NULL && consistency_wants(p->consistency, set))
		consistency_failed(p->consistency, set, state);
}

void
produce_end(struct producer *p)
{
	if (p == NULL)
		return;
	consistency_free(p->consistency);
	maker_end(&p->maker);
	mem_free(p);
}
