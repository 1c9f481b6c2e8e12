/*
 * link_cycle.c: cycles in networks (XBRL 2.1, 5.1.4.3, and for the standard
 * arcroles 5.2.4.2, 5.2.6.2.1 and 5.2.6.2.2; Generic Links 1.0, 2.2.1).
 *
 * A network is a directed graph whose edges are pairs of nodes: relationships
 * that differ in nothing but attributes are one edge.
 *
 * (1) XBRL 2.1 asks it of standard arcs in standard links.  Generic Links asks
 *     it of all networks of an arcrole that a generic arc of the DTS has, of
 *     whatever arcs they are; then the finding is that of Generic Links.
 *     Networks of other custom arcs, or in other custom links, are not judged.
 * (2) A standard arcrole has no arcrole type that could forbid something.
 */
#include "taxonomy/link.h"

#include "base/graph.h"

struct cycle_check {
	struct dts  *d;
	struct graph graph;
	struct table declared;	/* by arcrole: row of arcroles */
	struct table generic;	/* arcroles that generic arcs have */
};

/* What the declaration of an arcrole allows; any where there is none. */
static enum cycles
declared(const struct cycle_check *c, struct istr uri)
{
	uint32_t row = table_find_int(&c->declared, uri.off);

	return row == NONE ? CYCLES_ANY :
	    (enum cycles)c->d->arcroles.v[row].cycles;
}

static enum cycles
allowed(const struct cycle_check *c, const struct link_base_set *s,
    enum finding_code *code)
{
	const bool generic =
	    table_find_int(&c->generic, s->arcrole.off) != NONE;

	*code = generic ? F_xbrlgene_violatedCyclesConstraint :
	    F_xbrl_5_1_4_3_Cycle;
	if (!s->standard && !generic)
		return CYCLES_ANY;
	if (link_arcrole_element(dts_text(c->d, s->arcrole)) == NULL)
		return declared(c, s->arcrole);
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
check_network(struct cycle_check *c, uint32_t network)
{
	struct dts *d = c->d;
	const struct img_network *n = &d->networks.v[network];
	enum finding_code code;
	enum cycles cycles = allowed(c, link_network_set(d, network), &code);
	uint32_t row, i;

	if (cycles == CYCLES_ANY)
		return;
	graph_clear(&c->graph);
	for (i = n->first; i < n->first + n->count; i++)
		graph_add(&c->graph, d->relationships.v[i].from,
		    d->relationships.v[i].to, i);
	row = cycles == CYCLES_NONE ?	/* a directed one is one, too */
	    graph_undirected_cycle(&c->graph) :
	    graph_directed_cycle(&c->graph);
	if (row != NONE)
		report(d, code, network, row);
}

/* The first row of each arcrole. */
static void
note(struct table *t, struct istr arcrole, uint32_t row)
{
	if (table_find_int(t, arcrole.off) == NONE)
		table_add_int(t, arcrole.off, row);
}

void
link_check_cycles(struct dts *d)
{
	struct cycle_check c = { .d = d };
	uint32_t i;

	for (i = 0; i < d->arcroles.n; i++)
		note(&c.declared, d->arcroles.v[i].uri, i);
	for (i = 0; i < d->links->sets.n; i++)
		if (d->links->sets.v[i].generic)
			note(&c.generic, d->links->sets.v[i].arcrole, i);
	for (i = 0; i < d->networks.n; i++)
		check_network(&c, i);
	table_free(&c.declared);
	table_free(&c.generic);
	graph_free(&c.graph);
}
