/*
 * attributes.c: which attributes facts have beside those of XBRL itself
 * (XML Schema 1.0 part 1, 3.4.4 and 3.10.1).
 *
 * (1) One that the type does not declare is there only by a wildcard: item
 *     types let in those of other namespaces.  A strict one asks for a
 *     declaration (3.10.4).
 * (2) One that the type requires is there.
 *
 * Whether their values are valid is judged in values.c.
 */
#include "base/names.h"
#include "validate/attribute_use.h"
#include "validate/rule.h"
#include "validate/validate.h"

struct judge {
	const struct report *report;
	const struct taxonomy *taxonomy;
	struct findings *findings;
	struct arena *scratch;
};

/* decimals and precision that are no numbers are said by 4.6.4.  What is of
 * xsi: is not among these attributes. */
static bool
is_judged_elsewhere(const struct fact *f, const struct name *n)
{
	return f->flags & FACT_BAD_ACCURACY && n->ns.n == 0 &&
	    (slice_is(n->local, "decimals") ||
	    slice_is(n->local, "precision"));
}

static void
check_attribute(struct judge *j, uint32_t fact, const struct img_type *type,
    const struct attribute *a)
{
	const struct name *n = &j->report->names.v[a->name];
	enum attribute_state state;

	if (is_judged_elsewhere(&j->report->facts.v[fact], n))
		return;
	state = attribute_find(j->report, type, a->name).state;
	if (state == ATTRIBUTE_REFUSED || state == ATTRIBUTE_UNDECLARED)
		finding_arg(rule_fact(j->findings,
		    state == ATTRIBUTE_REFUSED ?
		    F_xbrl_4_6_AttributeNotAllowed : F_xsd_cvc_wildcard,
		    j->report, fact), "attribute",
		    report_qname(j->report, a->name, j->scratch));
}

/* (2); contextRef, unitRef, decimals and id have rules of their own. */
static void
check_required(struct judge *j, uint32_t fact, const struct img_type *type)
{
	static const char *const own[] = { "contextRef", "unitRef",
	    "decimals", "precision", "id" };
	const struct fact *f = &j->report->facts.v[fact];
	uint32_t i;
	size_t k;

	for (i = type->uses; i < type->uses + type->n_uses; i++) {
		const struct img_attribute_use *u =
		    taxonomy_attribute_use(j->taxonomy, i);
		const struct img_name *n;
		struct slice local;

		if (u == NULL)		/* a damaged image */
			break;
		n = taxonomy_name(j->taxonomy, u->name);
		if (n == NULL || (u->flags & USE_REQUIRED) == 0 ||
		    attribute_given(j->report, f->extras, f->n_extras, u))
			continue;
		local = taxonomy_text(j->taxonomy, n->local);
		for (k = 0; k < 5 && !slice_is(local, own[k]); k++)
			;
		if (k < 5 && n->ns.len == 0)
			continue;
		finding_arg(rule_fact(j->findings,
		    F_xbrl_4_6_AttributeMissing, j->report, fact),
		    "attribute", local);
	}
}

void
validate_attributes(const struct report *r,
    const struct validate_options *o, struct findings *fs)
{
	struct judge j = { .report = r, .taxonomy = r->taxonomy,
	    .findings = fs };
	uint32_t i, k;

	(void)o;
	if (r->taxonomy == NULL)
		return;
	j.scratch = arena_new();
	for (i = 0; i < r->facts.n; i++) {
		const struct fact *f = &r->facts.v[i];
		const struct img_type *type = f->element == NONE ? NULL :
		    taxonomy_type(r->taxonomy, report_type(r, f));
		struct arena_mark m = arena_mark(j.scratch);

		if (type == NULL)
			continue;
		for (k = f->extras; k < f->extras + f->n_extras; k++)
			check_attribute(&j, i, type, &r->attributes.v[k]);
		if (type->n_uses > 0)
			check_required(&j, i, type);
		arena_reset(j.scratch, m);
	}
	arena_free(j.scratch);
}
