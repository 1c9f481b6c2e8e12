/*
 * link_cycle.c: cycles in networks (XBRL 2.1, 5.1.4.3, and for the standard
 * arcroles 5.2.4.2, 5.2.6.2.1 and 5.2.6.2.2; Generic Links 1.0, 2.2.1).
 *
 * A network is a directed graph whose edges are pairs of nodes: relationships
 * that differ in nothing but attributes are one edge.  Networks of custom
 * arcs, or in custom links, are not judged unless the arcs are generic.
 */
#include "taxonomy/link.h"

#include "base/graph.h"

/* What the declaration of an arcrole allows; any where there is none. */
static enum cycles
declared(const struct dts *d, const struct table *by_uri, struct istr uri)
{
	uint32_t row = table_find_int(by_uri, uri.off);

	return row == NONE ? CYCLES_ANY :
	    (enum cycles)d->arcroles.v[row].cycles;
}

static enum cycles
allowed(const struct dts *d, const struct table *by_uri,
    const struct link_base_set *s, enum finding_code *code)
{
	*code = s->standard ? F_xbrl_5_1_4_3_Cycle :
	    F_xbrlgene_violatedCyclesConstraint;
	if (!s->standard && !s->generic)
		return CYCLES_ANY;
	if (link_arcrole_element(dts_text(d, s->arcrole)) == NULL)
		return declared(d, by_uri, s->arcrole);
	switch (s->standard ? s->rule : RULE_NONE) {
	case RULE_PARENT_CHILD:
		*code = F_xbrl_5_2_4_2_Cycle;
		return CYCLES_UNDIRECTED;
	case RULE_GENERAL_SPECIAL:
		*code = F_xbrl_5_2_6_2_1_Cycle;
		return CYCLES_UNDIRECTED;
	case RULE_ESSENCE_ALIAS:
		*code = F_xbrl_5_2_6_2_2_Cycle;
		return CYCLES_UNDIRECTED;
	case RULE_NONE:
	case RULE_SUMMATION:
	case RULE_CONCEPT_LABEL:
	case RULE_CONCEPT_REFERENCE:
	case RULE_SIMILAR_TUPLES:
	case RULE_REQUIRES:
	case RULE_ELEMENT_LABEL:
	case RULE_ELEMENT_REFERENCE:
		break;
	}
	return CYCLES_ANY;
}

static void
report(struct dts *d, enum finding_code code, uint32_t network, uint32_t row)
{
	const struct img_network *n = &d->networks.v[network];
	const struct img_relationship *r = &d->relationships.v[row];
	struct arena_mark m = arena_mark(d->links->arena);
	struct finding *f = finding_add(d->findings, code,
	    dts_place_line(d, r->document, r->line));

	finding_arg(f, "from", link_node_name(d, r->from, d->links->arena));
	finding_arg(f, "to", link_node_name(d, r->to, d->links->arena));
	finding_arg(f, "arcrole", dts_text(d, n->arcrole));
	finding_arg(f, "role", dts_text(d, n->role));
	arena_reset(d->links->arena, m);
}

static void
check_network(struct dts *d, struct graph *g, const struct table *by_uri,
    uint32_t network)
{
	const struct img_network *n = &d->networks.v[network];
	enum finding_code code;
	enum cycles cycles = allowed(d, by_uri,
	    link_network_set(d, network), &code);
	uint32_t row, i;

	if (cycles == CYCLES_ANY)
		return;
	graph_clear(g);
	for (i = n->first; i < n->first + n->count; i++)
		graph_add(g, d->relationships.v[i].from,
		    d->relationships.v[i].to, i);
	row = cycles == CYCLES_NONE ?	/* a directed one is one, too */
	    graph_undirected_cycle(g) : graph_directed_cycle(g);
	if (row != NONE)
		report(d, code, network, row);
}

void
link_check_cycles(struct dts *d)
{
	struct graph g = { .edges = { NULL, 0, 0 } };
	struct table by_uri = { NULL, 0, 0 };
	uint32_t i;

	for (i = 0; i < d->arcroles.n; i++)
		if (table_find_int(&by_uri, d->arcroles.v[i].uri.off) == NONE)
			table_add_int(&by_uri, d->arcroles.v[i].uri.off, i);
	for (i = 0; i < d->networks.n; i++)
		check_network(d, &g, &by_uri, i);
	table_free(&by_uri);
	graph_free(&g);
}
