/*
 * dimension_rules.c: what Dimensions 1.0, section 2, demands of each arc:
 * what stands at its ends, its contextElement, its targetRole.  What it demands
 * of the declarations themselves is in concepts.c.
 *
 * A primary item and a domain member are the same kind of declaration: an
 * item that is neither a hypercube nor a dimension (1.4, definitions of
 * primary item declaration and domain-member declaration).
 */
#include "taxonomy/cubes.h"

#include <assert.h>

#include "taxonomy/taxonomy.h"

/* --- ends of arcs --- */

typedef bool end_test(const struct img_element *);

static bool
is_primary(const struct img_element *e)
{
	return e->kind == EL_ITEM;
}

static bool
is_hypercube(const struct img_element *e)
{
	return e->kind == EL_HYPERCUBE;
}

static bool
is_dimension(const struct img_element *e)
{
	return e->kind == EL_DIMENSION;
}

static bool
is_explicit(const struct img_element *e)
{
	return e->kind == EL_DIMENSION && (e->flags & EL_TYPED) == 0;
}

struct dim_rule {
	const char *arcrole;
	enum dim_arc arc;
	bool not_all;
	end_test *source;
	enum finding_code source_code;
	end_test *target;
	enum finding_code target_code;
};

static const struct dim_rule rules[] = {
	/* 2.3.1.1 */
	{ ARCROLE_ALL, DIM_HAS_CUBE, false,
	  is_primary, F_xbrldte_HasHypercubeSourceError,
	  is_hypercube, F_xbrldte_HasHypercubeTargetError },
	{ ARCROLE_NOT_ALL, DIM_HAS_CUBE, true,
	  is_primary, F_xbrldte_HasHypercubeSourceError,
	  is_hypercube, F_xbrldte_HasHypercubeTargetError },
	/* 2.2.2.1 */
	{ ARCROLE_HYPERCUBE_DIM, DIM_CUBE_DIMENSION, false,
	  is_hypercube, F_xbrldte_HypercubeDimensionSourceError,
	  is_dimension, F_xbrldte_HypercubeDimensionTargetError },
	/* 2.5.3.1.1 */
	{ ARCROLE_DIM_DOMAIN, DIM_DOMAIN, false,
	  is_explicit, F_xbrldte_DimensionDomainSourceError,
	  is_primary, F_xbrldte_DimensionDomainTargetError },
	/* 2.5.3.2.1 */
	{ ARCROLE_DOMAIN_MEMBER, DIM_MEMBER, false,
	  is_primary, F_xbrldte_DomainMemberSourceError,
	  is_primary, F_xbrldte_DomainMemberTargetError },
	/* 2.7.1.1 */
	{ ARCROLE_DIM_DEFAULT, DIM_DEFAULT, false,
	  is_explicit, F_xbrldte_DimensionDefaultSourceError,
	  is_primary, F_xbrldte_DimensionDefaultTargetError },
};

const struct dim_rule *
dimension_rule(struct slice arcrole)
{
	size_t i;

	for (i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (slice_is(arcrole, rules[i].arcrole))
			return &rules[i];
	return NULL;
}

enum dim_arc
dimension_rule_arc(const struct dim_rule *rule)
{
	return rule->arc;
}

bool
dimension_rule_not_all(const struct dim_rule *rule)
{
	return rule->not_all;
}

static const struct img_element *
element_at(const struct dts *d, uint32_t node)
{
	return NODE_KIND(node) == NODE_ELEMENT &&
	    NODE_ROW(node) < d->elements.n ?
	    &d->elements.v[NODE_ROW(node)] : NULL;
}

/* --- findings --- */

void
dimension_qname(const struct dts *d, struct finding *f, const char *name,
    uint32_t element)
{
	const struct img_name *n;
	struct slice prefix, local;

	if (element >= d->elements.n)
		return;
	assert(d->elements.v != NULL);
	n = &d->names.v[d->elements.v[element].name];
	prefix = dts_text(d, n->prefix);
	local = dts_text(d, n->local);
	finding_argf(f, name, "%.*s%s%.*s", SLICE_ARG(prefix),
	    prefix.n == 0 ? "" : ":", SLICE_ARG(local));
}

static struct finding *
finding_of(struct dts *d, enum finding_code code,
    const struct img_relationship *r)
{
	struct finding *f = finding_add(d->findings, code,
	    dts_place_line(d, r->document, r->line));

	if (NODE_KIND(r->from) == NODE_ELEMENT)
		dimension_qname(d, f, "source", NODE_ROW(r->from));
	if (NODE_KIND(r->to) == NODE_ELEMENT)
		dimension_qname(d, f, "target", NODE_ROW(r->to));
	return f;
}

struct finding *
dimension_finding(struct dts *d, enum finding_code code,
    uint32_t relationship)
{
	assert(relationship < d->relationships.n);
	return finding_of(d, code, &d->relationships.v[relationship]);
}

/* --- attributes of arcs --- */

/*
 * 2.4.3: a targetRole must lead through a roleRef of its linkbase to a
 * roleType.  The standard link role needs none (XBRL 2.1, 3.5.2.4).
 */
static bool
target_role_resolves(const struct drs *s, const struct img_relationship *r)
{
	return r->target_role.len == 0 ||
	    slice_is(dts_text(s->d, r->target_role), ROLE_LINK) ||
	    table_find_int(&s->role_refs,
	    drs_key(r->document, r->target_role.off)) != NONE;
}

/* 2.3.2.1.  A wrong value was reported when the arc was read. */
static bool
context_element_good(struct drs *s, const struct img_relationship *r)
{
	switch (r->flags & (REL_SEGMENT | REL_SCENARIO)) {
	case 0:
		(void)finding_of(s->d,
		F_xbrldte_HasHypercubeMissingContextElementAttributeError, r);
		return false;
	case REL_SEGMENT | REL_SCENARIO:
		return false;
	}
	return true;
}

bool
dimension_arc(struct drs *s, const struct dim_rule *rule,
    const struct img_relationship *r)
{
	const struct img_element *from = element_at(s->d, r->from);
	const struct img_element *to = element_at(s->d, r->to);
	bool good = true;
	struct finding *f;

	if (from == NULL || !rule->source(from)) {
		(void)finding_of(s->d, rule->source_code, r);
		good = false;
	}
	if (to == NULL || !rule->target(to)) {
		(void)finding_of(s->d, rule->target_code, r);
		good = false;
	}
	if (rule->arc == DIM_HAS_CUBE && !context_element_good(s, r))
		good = false;
	if (!target_role_resolves(s, r)) {
		f = finding_of(s->d, F_xbrldte_TargetRoleNotResolvedError, r);
		finding_arg(f, "role", dts_text(s->d, r->target_role));
	}
	return good;
}
