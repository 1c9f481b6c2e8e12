/*
 * rule.h: what the instance rules share: a finding about a fact, with the
 * fact's concept as {concept} and the fact itself attached.
 */
#ifndef VALIDATE_RULE_H
#define VALIDATE_RULE_H

#include "base/finding.h"
#include "ingest/report.h"

/* A finding at a fact: {concept} set, the fact named. */
struct finding	*rule_fact(struct findings *, enum finding_code,
		    const struct report *, uint32_t fact);
/* A finding at a span. */
struct finding	*rule_at(struct findings *, enum finding_code,
		    const struct report *, struct span);
/* The declaration of a fact's element, or NULL. */
const struct img_element *rule_element(const struct report *,
		    const struct fact *);

#endif
