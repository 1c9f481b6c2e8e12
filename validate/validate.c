/* validate.c: the tables of validators and the order in which they run. */
#include "validate/validate.h"

#define BLOCK	256		/* facts; their rows stay near the processor */

static const struct fact_rule *const by_fact[] = {
	&rule_units,
	&rule_utr,
	&rule_facts,
	&rule_attributes,
	&rule_values,
	&rule_registry_types,
	&rule_ids,
	&rule_dimensions,
	&rule_duplicates,
};
#define N_BY_FACT	(sizeof(by_fact) / sizeof(by_fact[0]))

static void
run_rules(const struct fact_rule *const *rules, size_t n,
    const struct report *r, const struct validate_options *o,
    struct findings *fs)
{
	void *ctx[N_BY_FACT] = { NULL };
	uint32_t first, end;
	size_t i;

	for (i = 0; i < n; i++) {
		ctx[i] = mem_calloc(1, rules[i]->size);
		if (!rules[i]->begin(ctx[i], r, o, fs)) {
			mem_free(ctx[i]);
			ctx[i] = NULL;
		}
	}
	for (first = 0; first < r->facts.n; first = end) {
		end = r->facts.n - first < BLOCK ? (uint32_t)r->facts.n :
		    first + BLOCK;
		for (i = 0; i < n; i++)
			if (ctx[i] != NULL)
				rules[i]->facts(ctx[i], first, end);
	}
	for (i = 0; i < n; i++) {
		if (ctx[i] != NULL && rules[i]->end != NULL)
			rules[i]->end(ctx[i]);
		mem_free(ctx[i]);
	}
}

void
validate_rule(const struct fact_rule *rule, const struct report *r,
    const struct validate_options *o, struct findings *fs)
{
	run_rules(&rule, 1, r, o, fs);
}

void
validate_report(const struct report *r, const struct validate_options *o,
    struct findings *fs)
{
	static validator *const all[] = {
		validate_references,
		validate_contexts,
		validate_enumerations,
		validate_lax,
		validate_identity,
		validate_footnotes,
		validate_footnote_cycles,
		validate_definition,
		validate_calculation,
		validate_filing_rules,
	};
	size_t i;

	if (r->taxonomy != NULL)
		taxonomy_findings(r->taxonomy, fs);
	run_rules(by_fact, N_BY_FACT, r, o, fs);
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		all[i](r, o, fs);
	findings_sort(fs);
}

void
validate_taxonomy(struct taxonomy *t, const struct validate_options *o,
    struct findings *fs)
{
	const struct report nothing = { .taxonomy = t };

	taxonomy_findings(t, fs);
	validate_calculation(&nothing, o, fs);
}
