/*
 * validate.h: every rule over the fact model.  A validator reads the report
 * and its taxonomy, adds findings and changes nothing; each stands in a file
 * of its own with the sections it enforces, and is one row of the table in
 * validate.c.
 */
#ifndef VALIDATE_VALIDATE_H
#define VALIDATE_VALIDATE_H

#include "base/finding.h"
#include "ingest/report.h"
#include "taxonomy/utr.h"

/* By which rules sums are checked.  1.1 has two ways of rounding that are the
 * user's choice, not the report's: to the nearest (Calculations 1.1, 5.2.3) or
 * cut off (5.2.4). */
enum calculation { CALCULATION_AUTO, CALCULATION_10, CALCULATION_11,
	CALCULATION_11_TRUNCATION, CALCULATION_XBRL21, CALCULATION_OFF };

/* The filing rules of the Dutch channel: none, what every sender keeps, or
 * with the Trade Register's. */
enum filing_rules { FILING_RULES_NONE, FILING_RULES_NL, FILING_RULES_NL_KVK };

struct validate_options {
	enum calculation calculation;
	const struct utr *utr;	/* the units registry; NULL: the one built in */
	bool no_utr;		/* units are not held against a registry */
	enum filing_rules filing_rules;	/* they need report->layout */
	struct moment today;	/* the day of filing, as a date */
};

/* Runs all validators and sorts the findings into document order. The
 * report's taxonomy may be NULL: then only what needs none is judged. */
void	validate_report(const struct report *, const struct validate_options *,
	    struct findings *);

/* What can be said of a taxonomy without a report: its calculations (1.1, 4). */
void	validate_taxonomy(struct taxonomy *, const struct validate_options *,
	    struct findings *);

/*
 * A validator that looks at each fact by itself.  Those of them run together,
 * block by block of the facts, so that a fact is fetched from memory once and
 * not once for each.  The context, of that size and zeroed, is the runner's.
 */
struct fact_rule {
	size_t size;
	/* False where there is nothing to judge; the others are not called. */
	bool (*begin)(void *ctx, const struct report *,
	    const struct validate_options *, struct findings *);
	void (*facts)(void *ctx, uint32_t first, uint32_t end);
	void (*end)(void *ctx);		/* NULL: nothing */
};
/* One of them alone over all facts. */
void	validate_rule(const struct fact_rule *, const struct report *,
	    const struct validate_options *, struct findings *);

extern const struct fact_rule rule_units;	/* units.c: XBRL 2.1, 4.8 */
/* utr.c: Units Registry, Structure 1.0, 4 */
extern const struct fact_rule rule_utr;
/* facts.c: XBRL 2.1, 4.3 to 4.6, 4.9 (tuples) */
extern const struct fact_rule rule_facts;
extern const struct fact_rule rule_attributes;	/* attributes.c: which one has */
extern const struct fact_rule rule_values;	/* values.c: simple types */
/* registry_types.c: Data Type Registry */
extern const struct fact_rule rule_registry_types;
extern const struct fact_rule rule_ids;	/* ids.c: xs:ID, xs:IDREF, xs:ENTITY */
extern const struct fact_rule rule_dimensions;	/* dimensions.c: 3 */
extern const struct fact_rule rule_duplicates;	/* duplicates.c: OIM */

/* One validator a file. */
typedef void validator(const struct report *, const struct validate_options *,
	    struct findings *);
validator validate_references;	/* references.c: 4.2 to 4.5: schemaRef … */
validator validate_contexts;	/* contexts.c: XBRL 2.1, 4.7 */
validator validate_enumerations;	/* enumerations.c: choices */
validator validate_lax;		/* lax.c: segments, scenarios by XML Schema */
validator validate_identity;	/* identity.c: xs:unique, xs:key, xs:keyref */
validator validate_footnotes;	/* footnotes.c: XBRL 2.1, 4.11 */
validator validate_footnote_cycles;	/* footnote_cycles.c: 5.1.4.3 */
/* definition.c: XBRL 2.1, 5.2.6.2: essence-alias, requires-element */
validator validate_definition;
validator validate_calculation;	/* calculation.c: 5.2.5.2 and Calculations 1.1 */
validator validate_filing_rules; /* filing_rules.h: those of the option */

#endif
