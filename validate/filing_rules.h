/*
 * filing_rules.h: the filing rules of the Dutch channel from the inside.  Each
 * rule is one function, named after its code, and one row of the table in
 * filing_rules.c; the files are
 *
 *	filing_rules_bytes.c	FR-NL-1.01 to 1.05, 2.06: the bytes as submitted
 *	filing_rules_instance.c	FR-NL-1.06 to 6.01: names, contexts, units, facts
 *	filing_rules_guide.c	FG-NL: guidelines, which warn
 *	filing_rules_text.c	FR-NL-5.11: formatting in texts
 *	filing_rules_kvk.c	FR-KVK, BR-KVK: the Trade Register
 *	filing_rules_entry.c	FR-KVK-2.03: the published entry points
 *
 * A rule reads the report and adds findings; the report's taxonomy may be
 * NULL.  Everything a struct filing points to is borrowed.
 */
#ifndef VALIDATE_FILING_RULES_H
#define VALIDATE_FILING_RULES_H

#include "validate/rule.h"
#include "validate/validate.h"

struct filing {
	const struct report *r;
	struct findings     *fs;
	struct arena        *arena;	/* lives as long as the run */
	struct slice         text;	/* the whole document as UTF-8 */
	struct moment        today;	/* the day of filing, at midnight */
	const struct utr    *utr;	/* that of the options, or NULL */
};

typedef void filing_rule(struct filing *);

/* The first places of a rule about bytes; more are not named. */
#define FILING_MAX_PLACES	100

filing_rule rule_fr_nl_1_01, rule_fr_nl_1_02, rule_fr_nl_1_03,
    rule_fr_nl_1_04, rule_fr_nl_1_05, rule_fr_nl_1_06, rule_fr_nl_2_03,
    rule_fr_nl_2_04, rule_fr_nl_2_05, rule_fr_nl_2_06, rule_fr_nl_2_07,
    rule_fr_nl_3_01, rule_fr_nl_3_02, rule_fr_nl_3_03, rule_fr_nl_3_04,
    rule_fr_nl_4_01, rule_fr_nl_4_02, rule_fr_nl_5_01, rule_fr_nl_5_03,
    rule_fr_nl_5_06, rule_fr_nl_5_11, rule_fr_nl_6_01;
filing_rule rule_fg_nl_03, rule_fg_nl_04, rule_fg_nl_05, rule_fg_nl_09,
    rule_fg_nl_11;
filing_rule rule_fr_kvk_1_01, rule_fr_kvk_2_01, rule_fr_kvk_2_02,
    rule_fr_kvk_2_03, rule_fr_kvk_5_01, rule_fr_kvk_5_02;
filing_rule rule_br_kvk_2_04, rule_br_kvk_3_01, rule_br_kvk_4_07,
    rule_br_kvk_4_10, rule_br_kvk_4_12, rule_br_kvk_4_16, rule_br_kvk_4_17,
    rule_br_kvk_4_20;

/* A finding at a span of the report. */
struct finding	*filing_at(struct filing *, enum finding_code, struct span);
/* The last part of the report's path. */
struct slice	 filing_name(const struct filing *);
/* What a fact's type comes down to; PRIM_ANY where it is not known. */
enum primitive	 filing_primitive(const struct filing *, const struct fact *);
/* Whether a namespace is one of the Dutch taxonomy, of any year, whose last
 * part is `dictionary`: "jenv-bw2-data". */
bool		 filing_is_dictionary(struct slice ns, const char *dictionary);

#endif
