/*
 * rules.h: a rule as `rekenschap rules` shows it, wherever it comes from: the
 * program's own findings, or the assertions of a taxonomy.
 */
#ifndef CLI_RULES_H
#define CLI_RULES_H

#include "base/finding.h"
#include "base/mem.h"
#include "base/slice.h"
#include "taxonomy/taxonomy.h"

/* A variable of an expression and what it stands for. */
struct rule_name {
	struct slice name;		/* without the $ */
	struct slice label[2];		/* by enum lang */
	struct slice otherwise;		/* its fallback value; SLICE_NONE: none */
};

/* Strings are SLICE_NONE where there is no such thing; they live in the arena, or
 * as long as the taxonomy. */
struct listed_rule {
	struct slice  code;
	enum severity severity;
	struct slice  source;		/* law, specification */
	struct slice  title[2];		/* by enum lang */
	struct slice  text[2];		/* with {…} where values come */
	struct slice  help[2];
	struct slice  test, given;	/* XPath */
	VEC(struct rule_name) names;
};
typedef VEC(struct listed_rule) listed_rules;

void	rules_of_findings(listed_rules *);
/* The assertions of a taxonomy, in its order. */
void	rules_of_taxonomy(listed_rules *, const struct taxonomy *,
	    struct arena *);
void	listed_rules_free(listed_rules *);

#endif
