/*
 * attributes.c: which attributes facts have beside those of XBRL itself
 * (XML Schema 1.0 part 1, 3.4.4 and 3.10.1).
 *
 * (1) One that the type does not declare is there only by a wildcard: item
 *     types let in those of other namespaces.  A strict one asks for a
 *     declaration (3.10.4).
 * (2) One that the type requires is there.  Most types require only those of
 *     XBRL, which have rules of their own: that is asked once a type.
 *
 * Whether their values are valid is judged in values.c.
 */
#include "base/mem.h"
#include "base/names.h"
#include "taxonomy/attribute_use.h"
#include "validate/rule.h"
#include "validate/validate.h"

/* What a type requires beside the attributes of XBRL. */
enum requires { REQUIRES_UNKNOWN, REQUIRES_NONE, REQUIRES_SOME };

struct judge {
	const struct report *report;
	const struct taxonomy *taxonomy;
	struct findings *findings;
	struct arena *scratch;
	uint8_t *requires;		/* by type */
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
	const struct content_view view = report_content(j->report);
	enum attribute_state state;

	if (is_judged_elsewhere(&j->report->facts.v[fact], n))
		return;
	state = attribute_find(&view, type, a->name).state;
	if (state == ATTRIBUTE_REFUSED || state == ATTRIBUTE_UNDECLARED)
		finding_arg(rule_fact(j->findings,
		    state == ATTRIBUTE_REFUSED ?
		    F_xbrl_4_6_AttributeNotAllowed : F_xsd_cvc_wildcard,
		    j->report, fact), "attribute",
		    report_qname(j->report, a->name, j->scratch));
}

/* Whether an attribute is required, and by no rule of its own. */
static bool
is_required(const struct taxonomy *t, const struct img_attribute_use *u)
{
	static const char *const own[] = { "contextRef", "unitRef",
	    "decimals", "precision", "id" };
	const struct img_name *n = taxonomy_name(t, u->name);
	size_t k;

	if (n == NULL || (u->flags & USE_REQUIRED) == 0)
		return false;
	for (k = 0; n->ns.len == 0 && k < 5; k++)
		if (taxonomy_text_is(t, n->local, own[k]))
			return false;
	return true;
}

/* (2); what the type requires is told as well. */
static enum requires
check_required(struct judge *j, uint32_t fact, const struct img_type *type)
{
	const struct taxonomy *t = j->taxonomy;
	const struct fact *f = &j->report->facts.v[fact];
	const struct content_view view = report_content(j->report);
	enum requires requires = REQUIRES_NONE;
	uint32_t i;

	for (i = type->uses; i < type->uses + type->n_uses; i++) {
		const struct img_attribute_use *u =
		    taxonomy_attribute_use(t, i);

		if (u == NULL)		/* a damaged image */
			break;
		if (!is_required(t, u))
			continue;
		requires = REQUIRES_SOME;
		if (!attribute_given(&view, f->extras, f->n_extras, u))
			finding_arg(rule_fact(j->findings,
			    F_xbrl_4_6_AttributeMissing, j->report, fact),
			    "attribute", taxonomy_text(t,
			    taxonomy_name(t, u->name)->local));
	}
	return requires;
}

static void
check_fact(struct judge *j, uint32_t fact)
{
	const struct fact *f = &j->report->facts.v[fact];
	uint32_t k, row = f->element == NONE ? NONE : f->type;
	const struct img_type *type = taxonomy_type(j->taxonomy, row);

	if (type == NULL)
		return;
	for (k = f->extras; k < f->extras + f->n_extras; k++)
		check_attribute(j, fact, type, &j->report->attributes.v[k]);
	if (j->requires[row] != REQUIRES_NONE)
		j->requires[row] = (uint8_t)check_required(j, fact, type);
}

static bool
begin(void *ctx, const struct report *r, const struct validate_options *o,
    struct findings *fs)
{
	struct judge *j = ctx;

	(void)o;
	if (r->taxonomy == NULL)
		return false;
	j->report = r;
	j->taxonomy = r->taxonomy;
	j->findings = fs;
	j->scratch = arena_new();
	j->requires = mem_calloc(taxonomy_count(r->taxonomy, SEC_TYPES), 1);
	return true;
}

static void
facts(void *ctx, uint32_t first, uint32_t end)
{
	struct judge *j = ctx;
	uint32_t i;

	for (i = first; i < end; i++) {
		struct arena_mark m = arena_mark(j->scratch);

		check_fact(j, i);
		arena_reset(j->scratch, m);
	}
}

static void
end(void *ctx)
{
	struct judge *j = ctx;

	mem_free(j->requires);
	arena_free(j->scratch);
}

const struct fact_rule rule_attributes = { sizeof(struct judge), begin, facts,
	end };
