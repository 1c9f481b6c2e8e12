/* relation.c: see relation.h. */
#include "formula/relation.h"

#include "base/hash.h"

struct walk {
	const struct taxonomy *t;
	const struct relation *r;
	element_list          *out;
	struct table           seen;	/* elements in *out */
	struct table           passed;	/* that the walk went on from */
};

static bool
is_wanted(const struct walk *w, uint32_t network)
{
	const struct img_network *n = taxonomy_network(w->t, network);

	return (w->r->link == NONE || n->link == w->r->link) &&
	    (w->r->arc == NONE || n->arc == w->r->arc);
}

static void
add(struct walk *w, uint32_t element)
{
	if (table_find_int(&w->seen, element) != NONE)
		return;
	table_add_int(&w->seen, element, 0);
	VEC_PUSH(w->out, element);
}

/* The row of the i-th relationship of a node, down or up. */
static uint32_t
relationship_at(const struct walk *w, bool down, uint32_t first, uint32_t i)
{
	return down ? first + i : taxonomy_inverse(w->t, first + i);
}

/* Adds to `next` the ends of the relationships of an element in a network. */
static int
step(struct walk *w, uint32_t network, uint32_t element, bool down,
    element_list *next)
{
	uint32_t node = NODE(NODE_ELEMENT, element), first, n, i, row, end;
	const struct img_relationship *rel;
	int rc;

	if (down)
		taxonomy_from(w->t, network, node, &first, &n);
	else
		taxonomy_to(w->t, network, node, &first, &n);
	for (i = 0; i < n; i++) {
		row = relationship_at(w, down, first, i);
		if ((rel = taxonomy_relationship(w->t, row)) == NULL)
			continue;
		end = down ? rel->to : rel->from;
		if (NODE_KIND(end) != NODE_ELEMENT)
			continue;
		rc = w->r->counts == NULL ? 1 :
		    w->r->counts(w->r->ctx, row);
		if (rc == -1)
			return -1;
		if (rc == 1)
			VEC_PUSH(next, NODE_ROW(end));
	}
	return 0;
}

/* One generation after the other, from the elements of `now`, which is used
 * up. */
static int
generations(struct walk *w, uint32_t network, element_list *now, bool down,
    uint32_t most)
{
	element_list next = { NULL, 0, 0 };
	uint32_t g;
	size_t i;
	int rc = 0;

	for (g = 0; rc == 0 && now->n > 0 && (most == 0 || g < most); g++) {
		next.n = 0;
		for (i = 0; rc == 0 && i < now->n; i++) {
			if (table_find_int(&w->passed, now->v[i]) != NONE)
				continue;
			table_add_int(&w->passed, now->v[i], 0);
			rc = step(w, network, now->v[i], down, &next);
		}
		for (i = 0; i < next.n; i++)
			add(w, next.v[i]);
		now->n = 0;
		for (i = 0; i < next.n; i++)
			VEC_PUSH(now, next.v[i]);
	}
	VEC_FREE(&next);
	return rc;
}

static int
generations_of(struct walk *w, uint32_t network, uint32_t element, bool down,
    uint32_t most)
{
	element_list now = { NULL, 0, 0 };
	int rc;

	VEC_PUSH(&now, element);
	rc = generations(w, network, &now, down, most);
	VEC_FREE(&now);
	return rc;
}

/* Elements from which relationships start and at which none end. */
static void
roots(struct walk *w, uint32_t network, element_list *out)
{
	const struct img_network *n = taxonomy_network(w->t, network);
	const struct img_relationship *rel;
	uint32_t i, last = NONE, first, count;

	for (i = 0; i < n->count; i++) {
		rel = taxonomy_relationship(w->t, n->first + i);
		if (rel == NULL || rel->from == last ||
		    NODE_KIND(rel->from) != NODE_ELEMENT)
			continue;
		last = rel->from;
		taxonomy_to(w->t, network, rel->from, &first, &count);
		if (count == 0)
			VEC_PUSH(out, NODE_ROW(rel->from));
	}
}

/* Of xfi:root: its children are the roots. */
static int
walk_roots(struct walk *w, uint32_t network)
{
	element_list top = { NULL, 0, 0 };
	uint32_t most = w->r->generations;
	size_t i;
	int rc = 0;

	roots(w, network, &top);
	for (i = 0; i < top.n; i++)
		add(w, top.v[i]);
	if ((w->r->axis == AXIS_REL_DESCENDANT ||
	    w->r->axis == AXIS_REL_DESCENDANT_OR_SELF) && most != 1)
		rc = generations(w, network, &top, true,
		    most == 0 ? 0 : most - 1);
	VEC_FREE(&top);
	return rc;
}

static int
siblings(struct walk *w, uint32_t network, bool descendants)
{
	element_list parents = { NULL, 0, 0 }, found = { NULL, 0, 0 };
	size_t i;
	int rc = step(w, network, w->r->source, false, &parents);

	if (rc == 0 && parents.n == 0)
		roots(w, network, &found);
	for (i = 0; rc == 0 && i < parents.n; i++)
		rc = step(w, network, parents.v[i], true, &found);
	for (i = 0; rc == 0 && i < found.n; i++)
		if (found.v[i] != w->r->source)
			add(w, found.v[i]);
	if (rc == 0 && descendants)
		rc = generations_of(w, network, w->r->source, true,
		    w->r->generations);
	VEC_FREE(&parents);
	VEC_FREE(&found);
	return rc;
}

static int
walk_network(struct walk *w, uint32_t network)
{
	uint32_t source = w->r->source, most = w->r->generations;

	if (source == NONE)
		return walk_roots(w, network);
	switch (w->r->axis) {
	case AXIS_REL_CHILD_OR_SELF:
	case AXIS_REL_CHILD:
		return generations_of(w, network, source, true, 1);
	case AXIS_REL_DESCENDANT:
	case AXIS_REL_DESCENDANT_OR_SELF:
		return generations_of(w, network, source, true, most);
	case AXIS_REL_PARENT:
	case AXIS_REL_PARENT_OR_SELF:
		return generations_of(w, network, source, false, 1);
	case AXIS_REL_ANCESTOR:
	case AXIS_REL_ANCESTOR_OR_SELF:
		return generations_of(w, network, source, false, most);
	case AXIS_REL_SIBLING:
	case AXIS_REL_SIBLING_OR_SELF:
		return siblings(w, network, false);
	case AXIS_REL_SIBLING_OR_DESCENDANT:
		return siblings(w, network, true);
	case AXIS_REL_NONE:
		break;
	}
	return 0;
}

static bool
has_self(enum relation_axis axis)
{
	return axis == AXIS_REL_CHILD_OR_SELF ||
	    axis == AXIS_REL_DESCENDANT_OR_SELF ||
	    axis == AXIS_REL_PARENT_OR_SELF ||
	    axis == AXIS_REL_ANCESTOR_OR_SELF ||
	    axis == AXIS_REL_SIBLING_OR_SELF || axis == AXIS_REL_NONE;
}

int
relation_walk(const struct taxonomy *t, const struct relation *r,
    element_list *out)
{
	struct walk w = { .t = t, .r = r, .out = out };
	uint32_t n = NONE;
	int rc = 0;

	if (r->source != NONE && has_self(r->axis))
		add(&w, r->source);
	while (rc == 0 && r->axis != AXIS_REL_NONE && (n =
	    taxonomy_next_network(t, n, r->arcrole, r->linkrole)) != NONE) {
		if (!is_wanted(&w, n))
			continue;
		table_free(&w.passed);
		w.passed = (struct table){ NULL, NULL, 0, 0 };
		rc = walk_network(&w, n);
	}
	table_free(&w.seen);
	table_free(&w.passed);
	return rc;
}
