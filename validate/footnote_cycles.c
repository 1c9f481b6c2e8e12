/*
 * footnote_cycles.c: cycles among the arcs of footnote links (XBRL 2.1,
 * 5.1.4.3): an arcroleType says whether none, or only undirected ones, are
 * allowed.
 *
 * (1) A network is the arcs of one arcrole in links of one role; its nodes are
 *     facts and footnotes, its edges pairs of nodes, each once.
 * (2) An arc leads from each end with its one label to each with its other; a
 *     report with too many such pairs is judged as far as they go.
 */
#include <stdlib.h>

#include "base/graph.h"
#include "base/hash.h"
#include "base/intern.h"
#include "base/mem.h"
#include "base/names.h"
#include "validate/rule.h"
#include "validate/validate.h"

#define MAX_PAIRS	((size_t)1 << 20)	/* of ends that arcs join */

struct edge {
	uint32_t role, arcrole;		/* strings of the report */
	uint32_t from, to;		/* nodes */
	uint32_t row;			/* of footnotes: the arc */
};

struct cycles_of {
	const struct report *r;
	struct findings *fs;
	struct intern *roles;
	VEC(struct edge) edges;
	size_t pairs;			/* looked at so far (2) */
	struct graph graph;		/* of one network */
};

/* The ends of a link that have one label. */
struct ends {
	const struct report *r;
	struct table first;		/* a row of each label */
	uint32_t *next;			/* by row from `base`: the next of it */
	uint32_t *last;			/* of a first one: the last of it */
	size_t base;
};

static bool
label_is(const void *ctx, uint32_t row, const void *key)
{
	const struct ends *e = ctx;

	return slice_eq(e->r->footnotes.v[row].label,
	    *(const struct slice *)key);
}

static uint32_t
first_end(const struct ends *e, struct slice label)
{
	return table_find(&e->first, hash_bytes(label.s, label.n,
	    hash_salt()), label_is, e, &label);
}

/* Fact or footnote as a node; NONE for a locator of nothing. */
static uint32_t
node_of(const struct report *r, uint32_t row)
{
	const struct foot *f = &r->footnotes.v[row];

	return f->kind == FOOT_RESOURCE ? (uint32_t)r->facts.n + row :
	    f->fact;
}

static void
gather_ends(struct ends *e, size_t end)
{
	uint32_t at;
	size_t i;

	for (i = e->base; i < end; i++) {
		struct slice label = e->r->footnotes.v[i].label;

		e->next[i - e->base] = NONE;
		e->last[i - e->base] = (uint32_t)i;
		if (e->r->footnotes.v[i].kind == FOOT_ARC || label.n == 0)
			continue;
		if ((at = first_end(e, label)) == NONE) {
			table_add(&e->first, hash_bytes(label.s, label.n,
			    hash_salt()), (uint32_t)i);
			continue;
		}
		e->next[e->last[at - e->base] - e->base] = (uint32_t)i;
		e->last[at - e->base] = (uint32_t)i;
	}
}

/* The cycles that the arcrole of an arc allows; CYCLES_ANY where it is a
 * standard one or its declaration is not known. */
static uint8_t
allowed(const struct report *r, const struct foot *arc)
{
	const struct img_role *type;

	if (slice_is(arc->role, ARCROLE_FACT_FOOTNOTE))
		return CYCLES_ANY;
	type = taxonomy_arcrole(r->taxonomy,
	    taxonomy_find_arcrole(r->taxonomy, arc->role));
	return type == NULL ? CYCLES_ANY : type->cycles;
}

/* (2) */
static void
add_edges(struct cycles_of *c, const struct ends *e, uint32_t row,
    struct slice role)
{
	const struct foot *arc = &c->r->footnotes.v[row];
	struct edge edge = { .row = row };
	uint32_t from, to;

	edge.role = intern_add(c->roles, role);
	edge.arcrole = intern_add(c->roles, arc->role);
	for (from = first_end(e, arc->from); from != NONE;
	    from = e->next[from - e->base])
		for (to = first_end(e, arc->to); to != NONE;
		    to = e->next[to - e->base]) {
			if (c->pairs++ >= MAX_PAIRS)
				return;
			edge.from = node_of(c->r, from);
			edge.to = node_of(c->r, to);
			if (edge.from != NONE && edge.to != NONE)
				VEC_PUSH(&c->edges, edge);
		}
}

static void
gather_link(struct cycles_of *c, uint32_t link, size_t first, size_t end)
{
	struct ends e = { .r = c->r, .base = first };
	size_t i;

	e.next = mem_calloc(end - first, sizeof(*e.next));
	e.last = mem_calloc(end - first, sizeof(*e.last));
	gather_ends(&e, end);
	for (i = first; i < end; i++)
		if (c->r->footnotes.v[i].kind == FOOT_ARC &&
		    allowed(c->r, &c->r->footnotes.v[i]) != CYCLES_ANY)
			add_edges(c, &e, (uint32_t)i,
			    c->r->footnote_links.v[link].role);
	table_free(&e.first);
	mem_free(e.next);
	mem_free(e.last);
}

static int
compare(uint32_t a, uint32_t b)
{
	return a < b ? -1 : a > b;
}

static int
by_network(const void *a, const void *b)
{
	const struct edge *x = a, *y = b;
	int c = compare(x->role, y->role);

	if (c == 0)
		c = compare(x->arcrole, y->arcrole);
	return c != 0 ? c : compare(x->row, y->row);
}

/* Edges first … end - 1 are one network. */
static void
judge_network(struct cycles_of *c, size_t first, size_t end)
{
	const struct foot *arc = &c->r->footnotes.v[c->edges.v[first].row];
	uint32_t row;
	size_t i;

	graph_clear(&c->graph);
	for (i = first; i < end; i++)
		graph_add(&c->graph, c->edges.v[i].from, c->edges.v[i].to,
		    c->edges.v[i].row);
	row = allowed(c->r, arc) == CYCLES_NONE ?
	    graph_undirected_cycle(&c->graph) :
	    graph_directed_cycle(&c->graph);
	if (row != NONE)
		finding_arg(rule_at(c->fs, F_xbrl_5_1_4_3_FootnoteCycle, c->r,
		    c->r->footnotes.v[row].span), "arcrole", arc->role);
}

static void
judge_all(struct cycles_of *c)
{
	size_t first, i;

	if (c->edges.n == 0)
		return;
	qsort(c->edges.v, c->edges.n, sizeof(*c->edges.v), by_network);
	for (first = i = 0; i <= c->edges.n; i++) {
		const struct edge *a = &c->edges.v[first];

		if (i < c->edges.n && c->edges.v[i].role == a->role &&
		    c->edges.v[i].arcrole == a->arcrole)
			continue;
		judge_network(c, first, i);
		first = i;
	}
}

void
validate_footnote_cycles(const struct report *r,
    const struct validate_options *o, struct findings *fs)
{
	struct cycles_of c = { .r = r, .fs = fs };
	size_t at = 0, first;
	uint32_t i;

	(void)o;
	if (r->taxonomy == NULL || r->footnotes.n == 0 ||
	    r->facts.n + r->footnotes.n >= NONE)
		return;
	c.roles = intern_new();
	for (i = 0; i < r->footnote_links.n; i++) {
		first = at;
		while (at < r->footnotes.n && r->footnotes.v[at].link == i)
			at++;
		if (at > first)
			gather_link(&c, i, first, at);
	}
	judge_all(&c);
	graph_free(&c.graph);
	VEC_FREE(&c.edges);
	intern_free(c.roles);
}
