/* validate.c: the table of validators and the order in which they run. */
#include "validate/validate.h"

void
validate_report(const struct report *r, const struct validate_options *o,
    struct findings *fs)
{
	static validator *const all[] = {
		validate_references,
		validate_contexts,
		validate_units,
		validate_utr,
		validate_facts,
		validate_attributes,
		validate_values,
		validate_enumerations,
		validate_registry_types,
		validate_ids,
		validate_lax,
		validate_identity,
		validate_footnotes,
		validate_footnote_cycles,
		validate_definition,
		validate_dimensions,
		validate_calculation,
		validate_duplicates,
		validate_filing_rules,
	};
	size_t i;

	if (r->taxonomy != NULL)
		taxonomy_findings(r->taxonomy, fs);
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
