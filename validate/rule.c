/* rule.c: see rule.h. */
#include "validate/rule.h"

struct finding *
rule_at(struct findings *fs, enum finding_code code, const struct report *r,
    struct span span)
{
	return finding_add(fs, code, report_place(r, span));
}

struct finding *
rule_fact(struct findings *fs, enum finding_code code,
    const struct report *r, uint32_t fact)
{
	const struct fact *f = &r->facts.v[fact];
	struct finding *out = rule_at(fs, code, r, f->span);
	struct arena *a = arena_new();

	finding_arg(out, "concept", report_qname(r, f->name, a));
	finding_fact(out, fact);
	arena_free(a);
	return out;
}

const struct img_element *
rule_element(const struct report *r, const struct fact *f)
{
	return r->taxonomy == NULL ? NULL :
	    taxonomy_element(r->taxonomy, f->element);
}
