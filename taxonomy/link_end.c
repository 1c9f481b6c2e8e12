/*
 * link_end.c: what locators may point at and what relationships may connect
 * (XBRL 2.1, 5.2.2 to 5.2.6 and table 6 of 5.1.1.2; Generic Labels 1.0 and
 * Generic References 1.0, 2.1.1).
 */
#include "taxonomy/link.h"

/* --- locators in standard links (5.2.2.1, 5.2.3.1, 5.2.4.1 …) --- */

/* The arc that a link holds, and the resource that it holds and that its
 * locators may point at besides concepts. */
static const struct target {
	const char *link, *arc, *resource;
} targets[] = {
	{ "labelLink", "labelArc", "label" },		/* 5.2.2.1 */
	{ "referenceLink", "referenceArc", "reference" },	/* 5.2.3.1 */
	{ "presentationLink", "presentationArc", NULL },	/* 5.2.4.1 */
	{ "calculationLink", "calculationArc", NULL },	/* 5.2.5.1 */
	{ "definitionLink", "definitionArc", NULL },	/* 5.2.6.1 */
};

static const struct target *
target_of(const struct dts *d, const struct link *l)
{
	struct slice local = dts_text(d, d->names.v[l->name].local);
	size_t i;

	if ((l->flags & LINK_STANDARD) == 0)
		return NULL;
	for (i = 0; i < sizeof(targets) / sizeof(targets[0]); i++)
		if (slice_is(local, targets[i].link))
			return &targets[i];
	return NULL;			/* footnotes point at facts */
}

/* Whether a node is a resource of that element or one that substitutes. */
static bool
is_resource(const struct dts *d, uint32_t node, const char *ns,
    const char *local)
{
	return NODE_KIND(node) == NODE_RESOURCE &&
	    link_substitutes(d, link_node_element(d, node), ns, local);
}

static void
check_locator(struct dts *d, const struct link *l, const struct target *t,
    const struct link_end *e)
{
	struct finding *f;

	if (e->kind != END_LOC || e->node == NONE ||
	    link_is_concept(d, e->node) || (t->resource != NULL &&
	    is_resource(d, e->node, NS_LINK, t->resource)))
		return;
	f = finding_add(d->findings, F_xbrl_5_2_LocatorConcept,
	    dts_place_line(d, d->links->linkbases.v[l->linkbase].document,
	    e->line));
	finding_argf(f, "href", "%.*s#%.*s",
	    SLICE_ARG(dts_uri(d, e->document)),
	    SLICE_ARG(dts_text(d, e->fragment)));
	finding_arg(f, "element", slice_of(t->link));
}

/* --- custom elements in standard links (appendix A) --- */

/* Whether an element that the DTS declares stands in for what the content
 * model of a standard link asks for; what nothing declares is not judged. */
static bool
stands_in(const struct dts *d, uint32_t name, const char *local)
{
	return name >= d->names.n || d->names.v[name].element == NONE ||
	    local == NULL || link_substitutes(d, name, NS_LINK, local);
}

static void
misplaced(struct dts *d, const struct link *l, uint32_t parent, uint32_t name,
    uint32_t line)
{
	struct arena_mark m = arena_mark(d->links->arena);
	struct finding *f = finding_add(d->findings, F_xbrl_A_LinkbaseElement,
	    dts_place_line(d, d->links->linkbases.v[l->linkbase].document,
	    line));

	finding_arg(f, "element", link_qname(d, name, d->links->arena));
	finding_arg(f, "parent", parent == NONE ? SLICE("link:linkbase") :
	    link_qname(d, parent, d->links->arena));
	arena_reset(d->links->arena, m);
}

static void
check_children(struct dts *d, const struct link *l, const struct target *t)
{
	uint32_t i;

	for (i = 0; i < l->n_arcs; i++) {
		const struct link_arc *a = &d->links->arcs.v[l->arcs + i];

		if ((a->flags & ARC_STANDARD) == 0 &&
		    !stands_in(d, a->name, t->arc))
			misplaced(d, l, l->name, a->name, a->line);
	}
	for (i = 0; i < l->n_resources; i++) {
		const struct img_resource *r =
		    &d->resources.v[l->resources + i];
		struct slice ns = dts_text(d, d->names.v[r->name].ns);

		if (!slice_is(ns, NS_LINK) &&
		    !stands_in(d, r->name, t->resource))
			misplaced(d, l, l->name, r->name, r->line);
	}
}

void
link_check_locators(struct dts *d)
{
	const struct link_set *set = d->links;
	size_t i;
	uint32_t k;

	for (i = 0; i < set->links.n; i++) {
		const struct link *l = &set->links.v[i];
		const struct target *t = target_of(d, l);

		for (k = 0; t != NULL && k < l->n_ends; k++)
			check_locator(d, l, t, &set->ends.v[l->ends + k]);
		if (t != NULL)
			check_children(d, l, t);
		else if (d->names.v[l->name].element != NONE &&
		    !link_substitutes(d, l->name, NS_XL, "extended"))
			misplaced(d, l, NONE, l->name, l->line);
	}
}

/* --- what an arcrole connects --- */

static struct finding *
about(struct dts *d, enum finding_code code, const struct candidate *c)
{
	const struct link_set *set = d->links;
	const struct link_arc *a = &set->arcs.v[c->arc];
	uint32_t lb = set->links.v[a->link].linkbase;
	struct arena_mark m = arena_mark(set->arena);
	struct finding *f = finding_add(d->findings, code,
	    dts_place_line(d, set->linkbases.v[lb].document, a->line));

	finding_arg(f, "from", link_node_name(d, c->from, set->arena));
	finding_arg(f, "to", link_node_name(d, c->to, set->arena));
	arena_reset(set->arena, m);
	return f;
}

/* 5.1.1.3: an item of a numeric type; a type that is not there is not held
 * against it. */
static bool
is_numeric_item(const struct dts *d, uint32_t node)
{
	uint32_t type;

	if (!link_is_item(d, node))
		return false;
	type = d->elements.v[NODE_ROW(node)].type;
	return type >= d->types.n ||
	    d->types.v[type].item_type >= ITEM_NUMERIC;
}

/* A resource of the link that the arc stands in. */
static bool
is_local(const struct dts *d, const struct candidate *c)
{
	const struct link *l =
	    &d->links->links.v[d->links->arcs.v[c->arc].link];

	return NODE_ROW(c->to) - l->resources < l->n_resources;
}

/* 5.2.2.3, 5.2.3.3: from a concept to a resource of the same link; only a
 * prohibiting arc may name one elsewhere. */
static void
check_documentation(struct dts *d, const struct candidate *c,
    const char *resource, enum finding_code ends, enum finding_code remote)
{
	if (!link_is_concept(d, c->from) ||
	    !is_resource(d, c->to, NS_LINK, resource))
		(void)about(d, ends, c);
	else if (!is_local(d, c) &&
	    (d->links->arcs.v[c->arc].flags & ARC_PROHIBITED) == 0)
		(void)about(d, remote, c);
}

typedef bool (*node_test)(const struct dts *, uint32_t);

static void
both(struct dts *d, const struct candidate *c, node_test fits,
    enum finding_code code)
{
	if (!fits(d, c->from) || !fits(d, c->to))
		(void)about(d, code, c);
}

static void
check_standard(struct dts *d, const struct candidate *c, enum end_rule rule)
{
	switch (rule) {
	case RULE_PARENT_CHILD:
		both(d, c, link_is_concept, F_xbrl_5_2_4_2_ParentChildEnds);
		break;
	case RULE_SUMMATION:
		both(d, c, is_numeric_item, F_xbrl_5_2_5_2_SummationEnds);
		break;
	case RULE_CONCEPT_LABEL:
		check_documentation(d, c, "label", F_xbrl_5_2_2_3_LabelEnds,
		    F_xbrl_5_2_2_3_LabelRemote);
		break;
	case RULE_CONCEPT_REFERENCE:
		check_documentation(d, c, "reference",
		    F_xbrl_5_2_3_3_ReferenceEnds,
		    F_xbrl_5_2_3_3_ReferenceRemote);
		break;
	case RULE_GENERAL_SPECIAL:
		both(d, c, link_is_item, F_xbrl_5_2_6_2_1_GeneralSpecialEnds);
		break;
	case RULE_ESSENCE_ALIAS:
		both(d, c, link_is_item, F_xbrl_5_2_6_2_2_EssenceAliasEnds);
		break;
	case RULE_SIMILAR_TUPLES:
		both(d, c, link_is_tuple, F_xbrl_5_2_6_2_3_SimilarTuplesEnds);
		break;
	case RULE_REQUIRES:
		both(d, c, link_is_concept,
		    F_xbrl_5_2_6_2_4_RequiresElementEnds);
		break;
	case RULE_NONE:
	case RULE_ELEMENT_LABEL:
	case RULE_ELEMENT_REFERENCE:
		break;
	}
}

void
link_check_candidates(struct dts *d)
{
	const struct link_set *set = d->links;
	size_t i;

	for (i = 0; i < set->candidates.n; i++) {
		const struct candidate *c = &set->candidates.v[i];
		const struct link_base_set *s = &set->sets.v[c->set];

		if (s->standard)
			check_standard(d, c, s->rule);
		else if (s->rule == RULE_ELEMENT_LABEL &&
		    !is_resource(d, c->to, NS_GENERIC_LABEL, "label"))
			(void)about(d, F_gl_2_1_1_ElementLabelEnds, c);
		else if (s->rule == RULE_ELEMENT_REFERENCE &&
		    !is_resource(d, c->to, NS_GENERIC_REFERENCE,
		    "reference"))
			(void)about(d, F_gr_2_1_1_ElementReferenceEnds, c);
	}
}

/* --- effective relationships --- */

/* 5.1.1.2, table 6. */
static void
check_balance(struct dts *d, const struct candidate *c)
{
	const struct link_arc *a = &d->links->arcs.v[c->arc];
	const struct link_number *w;
	uint8_t from, to;
	int sign;
	struct finding *f;

	if (a->weight == NONE || !link_is_item(d, c->from) ||
	    !link_is_item(d, c->to))
		return;
	w = &d->links->numbers.v[a->weight];
	from = d->elements.v[NODE_ROW(c->from)].balance;
	to = d->elements.v[NODE_ROW(c->to)].balance;
	sign = dec_sign(w->value);
	if (from == BALANCE_NONE || to == BALANCE_NONE || sign == 0 ||
	    (from == to) == (sign > 0))
		return;
	f = about(d, F_xbrl_5_1_1_2_BalanceWeight, c);
	finding_arg(f, "weight", dts_text(d, w->text));
}

/* 5.2.6.2.2, condition 2. */
static void
check_alias(struct dts *d, const struct candidate *c)
{
	const struct img_element *x, *y;
	const char *what = NULL;

	if (!link_is_item(d, c->from) || !link_is_item(d, c->to))
		return;
	x = &d->elements.v[NODE_ROW(c->from)];
	y = &d->elements.v[NODE_ROW(c->to)];
	if (x->type != NONE && y->type != NONE && x->type != y->type)
		what = "type";
	else if (x->period != y->period)
		what = "periodType";
	else if (x->balance != BALANCE_NONE && y->balance != BALANCE_NONE &&
	    x->balance != y->balance)
		what = "balance";
	if (what != NULL)
		finding_arg(about(d, F_xbrl_5_2_6_2_2_EssenceAliasDiffers,
		    c), "attribute", slice_of(what));
}

void
link_check_relationships(struct dts *d)
{
	const struct link_set *set = d->links;
	size_t i;

	for (i = 0; i < set->candidates.n; i++) {
		const struct candidate *c = &set->candidates.v[i];
		const struct link_base_set *s = &set->sets.v[c->set];

		if (s->standard && s->rule == RULE_SUMMATION)
			check_balance(d, c);
		else if (s->standard && s->rule == RULE_ESSENCE_ALIAS)
			check_alias(d, c);
	}
}
