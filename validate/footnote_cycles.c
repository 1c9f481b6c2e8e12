/*
 * footnote_cycles.c: cycles among the arcs of footnote links (XBRL 2.1,
 * 5.1.4.3): an arcroleType says whether none, or only undirected ones, are
 * allowed.
 *
 * (1) A network is the arcs of one arcrole in links of one role; its nodes are
 *     facts and footnotes, its edges pairs of nodes, each once.
 * (2) An arc leads from each end with its one label to each with its other; a
 *     report with too many such pairs is judged as far as they go.
 * (3) An undirected cycle is an edge between nodes that are joined already; a
 *     directed one is what stays when nodes without incoming edges are taken
 *     away for as long as there are any.
 */
#include <stdlib.h>

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
	uint32_t *joined;		/* by node: towards its set's head */
	uint32_t *incoming, *queue;	/* by node */
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
	if (c == 0)
		c = compare(x->from, y->from);
	if (c == 0)
		c = compare(x->to, y->to);
	return c != 0 ? c : compare(x->row, y->row);
}

static bool
same_pair(const struct edge *a, const struct edge *b)
{
	return a->from == b->from && a->to == b->to;
}

static uint32_t
head_of(uint32_t *joined, uint32_t node)
{
	while (joined[node] != node)
		node = joined[node] = joined[joined[node]];
	return node;
}

/* An edge of edges first … end - 1 that closes an undirected cycle (3), or
 * NULL. */
static const struct edge *
undirected(struct cycles_of *c, size_t first, size_t end)
{
	size_t i;

	for (i = first; i < end; i++) {
		const struct edge *e = &c->edges.v[i];

		c->joined[e->from] = e->from;
		c->joined[e->to] = e->to;
	}
	for (i = first; i < end; i++) {
		const struct edge *e = &c->edges.v[i];
		uint32_t a, b;

		if (i > first && same_pair(e, e - 1))
			continue;
		a = head_of(c->joined, e->from);
		b = head_of(c->joined, e->to);
		if (a == b)
			return e;
		c->joined[a] = b;
	}
	return NULL;
}

/* The first edge that starts at a node, or beyond it. */
static size_t
first_from(const struct cycles_of *c, size_t first, size_t end, uint32_t node)
{
	while (first < end) {
		size_t middle = first + (end - first) / 2;

		if (c->edges.v[middle].from < node)
			first = middle + 1;
		else
			end = middle;
	}
	return first;
}

/* An edge on the way to or in a directed cycle (3), or NULL. */
static const struct edge *
directed(struct cycles_of *c, size_t first, size_t end)
{
	size_t i, n = 0, done = 0;
	const struct edge *e;

	for (i = first; i < end; i++)
		c->incoming[c->edges.v[i].from] =
		    c->incoming[c->edges.v[i].to] = 0;
	for (i = first; i < end; i++)
		c->incoming[c->edges.v[i].to]++;
	for (i = first; i < end; i++) {
		e = &c->edges.v[i];
		if ((i == first || e->from != e[-1].from) &&
		    c->incoming[e->from] == 0)
			c->queue[n++] = e->from;
	}
	for (; done < n; done++)
		for (i = first_from(c, first, end, c->queue[done]); i < end &&
		    c->edges.v[i].from == c->queue[done]; i++)
			if (--c->incoming[c->edges.v[i].to] == 0)
				c->queue[n++] = c->edges.v[i].to;
	for (i = first; i < end; i++)
		if (c->incoming[c->edges.v[i].from] > 0)
			return &c->edges.v[i];
	return NULL;
}

static void
judge_network(struct cycles_of *c, size_t first, size_t end)
{
	const struct foot *arc = &c->r->footnotes.v[c->edges.v[first].row];
	const struct edge *bad = allowed(c->r, arc) == CYCLES_NONE ?
	    undirected(c, first, end) : directed(c, first, end);

	if (bad == NULL)
		return;
	finding_arg(rule_at(c->fs, F_xbrl_5_1_4_3_FootnoteCycle, c->r,
	    c->r->footnotes.v[bad->row].span), "arcrole", arc->role);
}

static void
judge_all(struct cycles_of *c)
{
	size_t nodes = c->r->facts.n + c->r->footnotes.n, first, i;

	if (c->edges.n == 0)
		return;
	qsort(c->edges.v, c->edges.n, sizeof(*c->edges.v), by_network);
	c->joined = mem_calloc(nodes, sizeof(*c->joined));
	c->incoming = mem_calloc(nodes, sizeof(*c->incoming));
	c->queue = mem_calloc(nodes, sizeof(*c->queue));
	for (first = i = 0; i <= c->edges.n; i++) {
		const struct edge *a = &c->edges.v[first];

		if (i < c->edges.n && c->edges.v[i].role == a->role &&
		    c->edges.v[i].arcrole == a->arcrole)
			continue;
		judge_network(c, first, i);
		first = i;
	}
	mem_free(c->joined);
	mem_free(c->incoming);
	mem_free(c->queue);
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
	VEC_FREE(&c.edges);
	intern_free(c.roles);
}
