/*
 * filing_rules.c: the filing rules of the Dutch channel for XBRL instances
 * (SBR): which there are, and for whom.
 *
 * (1) `nl` is what every sender keeps, schools too: FR-NL and the guidelines
 *     FG-NL, which warn.  `nl-kvk` adds the Trade Register's FR-KVK, BR-KVK.
 * (2) Rules about bytes look at the submitted file; they find what they are
 *     about also where it is not well-formed or has a DOCTYPE.
 * (3) Rules that find something missing or unused run only where the document
 *     was read to its end (WHOLE): of a part nothing can be said to be absent.
 * (4) The rules for inline reports (NL-KVK) are not here: inline XBRL is not
 *     read yet.
 */
#include "validate/filing_rules.h"

#define WHOLE	1		/* needs the whole document */
#define KVK	2		/* only for the Trade Register */

static const struct row {
	filing_rule *rule;
	unsigned     flags;
} rows[] = {
	{ rule_fr_nl_1_01, 0 },
	{ rule_fr_nl_1_02, 0 },
	{ rule_fr_nl_1_03, 0 },
	{ rule_fr_nl_1_04, 0 },
	{ rule_fr_nl_1_05, 0 },
	{ rule_fr_nl_1_06, 0 },
	{ rule_fr_nl_2_03, 0 },
	{ rule_fr_nl_2_04, 0 },
	{ rule_fr_nl_2_05, 0 },
	{ rule_fr_nl_2_06, 0 },
	{ rule_fr_nl_2_07, 0 },
	{ rule_fr_nl_3_01, 0 },
	{ rule_fr_nl_3_02, 0 },
	{ rule_fr_nl_3_03, WHOLE },
	{ rule_fr_nl_3_04, 0 },
	{ rule_fr_nl_4_01, 0 },
	{ rule_fr_nl_4_02, WHOLE },
	{ rule_fr_nl_5_01, 0 },
	{ rule_fr_nl_5_03, 0 },
	{ rule_fr_nl_5_06, 0 },
	{ rule_fr_nl_5_11, 0 },
	{ rule_fr_nl_6_01, 0 },
	{ rule_fg_nl_03, 0 },
	{ rule_fg_nl_04, 0 },
	{ rule_fg_nl_05, WHOLE },
	{ rule_fg_nl_09, 0 },
	{ rule_fg_nl_11, 0 },
	{ rule_fr_kvk_1_01, KVK },
	{ rule_fr_kvk_2_01, KVK },
	{ rule_fr_kvk_2_02, KVK },
	{ rule_fr_kvk_2_03, KVK },
	{ rule_fr_kvk_5_01, KVK },
	{ rule_fr_kvk_5_02, KVK },
	{ rule_br_kvk_2_04, KVK },
	{ rule_br_kvk_3_01, KVK | WHOLE },
	{ rule_br_kvk_4_07, KVK },
	{ rule_br_kvk_4_10, KVK },
	{ rule_br_kvk_4_12, KVK | WHOLE },
	{ rule_br_kvk_4_16, KVK | WHOLE },
	{ rule_br_kvk_4_17, KVK },
	{ rule_br_kvk_4_20, KVK },
};

void
validate_filing_rules(const struct report *r,
    const struct validate_options *o, struct findings *fs)
{
	struct filing f = { .r = r, .fs = fs, .text = r->encoding.text,
	    .today = o->today, .utr = o->utr };
	size_t i;

	if (o->filing_rules == FILING_RULES_NONE)
		return;
	f.arena = arena_new();
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if ((rows[i].flags & KVK) != 0 &&
		    o->filing_rules != FILING_RULES_NL_KVK)
			continue;
		if ((rows[i].flags & WHOLE) == 0 || r->whole)
			rows[i].rule(&f);
	}
	arena_free(f.arena);
}

/* --- what the rules share --- */

struct finding *
filing_at(struct filing *f, enum finding_code code, struct span span)
{
	return rule_at(f->fs, code, f->r, span);
}

struct slice
filing_name(const struct filing *f)
{
	const char *slash = strrchr(f->r->path, '/');

	return slice_of(slash == NULL ? f->r->path : slash + 1);
}

enum primitive
filing_primitive(const struct filing *f, const struct fact *fact)
{
	const struct img_type *t = f->r->taxonomy == NULL ? NULL :
	    taxonomy_type(f->r->taxonomy, fact->type);

	return t == NULL ? PRIM_ANY : (enum primitive)t->primitive;
}

/* http://www.nltaxonomie.nl/nt19/jenv/20241211/dictionary/jenv-bw2-data */
bool
filing_is_dictionary(struct slice ns, const char *dictionary)
{
	struct slice tail = slice_of(dictionary);

	return slice_starts(ns, SLICE("http://www.nltaxonomie.nl/nt")) &&
	    slice_ends(ns, tail) && ns.n > tail.n &&
	    ns.s[ns.n - tail.n - 1] == '/';
}
