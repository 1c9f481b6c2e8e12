/* filter_relation.c: Concept Relation Filters 1.0. */
#include "formula/filter_local.h"
#include "formula/relation.h"
#include "formula/xfi_navigate.h"

enum { AT_SOURCE, AT_LINKROLE, AT_LINK, AT_ARCROLE, AT_ARC };

/* --- where it starts --- */

/* The element of a name; true with NONE for xfi:root. */
static bool
element_of(const struct ask *q, uint32_t name, uint32_t *element)
{
	const struct img_name *n = taxonomy_name(q->run->t, name);

	if (n == NULL)
		return false;
	*element = n->element;
	return n->element != NONE || (slice_is(taxonomy_text(q->run->t,
	    n->local), "root") && slice_is(taxonomy_text(q->run->t, n->ns),
	    NS_XFI));
}

static bool
element_of_qname(const struct ask *q, const struct xp_qname *n,
    uint32_t *element)
{
	*element = taxonomy_find_element(q->run->t, n->ns, n->local);
	return *element != NONE || (slice_is(n->local, "root") &&
	    slice_is(n->ns, NS_XFI));
}

/* 2.1: a variable's fact, of which the concept counts, or its QName. */
static bool
variable_element(const struct ask *q, uint32_t name, uint32_t *element)
{
	const struct bound *b = ask_bound(q, name);
	struct xp_seq value = b == NULL ? XP_EMPTY : b->value;
	uint32_t parameter;
	struct xp_error err;

	if (b != NULL && b->kind == BOUND_FACTS) {
		*element = q->run->report->facts.v[b->facts[0]].element;
		return *element != NONE;
	}
	if (b == NULL &&
	    (parameter = formula_parameter(q->run->t, name)) != NONE)
		(void)parameter_value(q->run, parameter, &value, &err);
	return value.n > 0 && xp_items(&value)->type == XT_QNAME &&
	    element_of_qname(q, xp_items(&value)->u.qname, element);
}

/* 1: *element; 0: it is nothing; -1. */
static int
source(const struct ask *q, const struct img_filter_item *item,
    uint32_t *element)
{
	struct xp_item value;
	int rc;

	if (item->variable != NONE)
		return variable_element(q, item->variable, element);
	if (item->name != NONE)
		return element_of(q, item->name, element);
	if (item->expression == NONE)
		return 0;
	rc = ask_atom(q, item->expression, &value);
	if (rc != 1)
		return rc;
	return value.type == XT_QNAME &&
	    element_of_qname(q, value.u.qname, element);
}

/* --- by what it goes --- */

static int
uri(const struct ask *q, const struct img_filter_item *item,
    struct slice *out)
{
	int rc = 1;

	*out = SLICE_NONE;
	if (!item->given)
		return 0;
	if (item->expression != NONE)
		rc = ask_text(q, item->expression, out);
	else
		*out = formula_text(q->run->t, item->linkrole);
	return rc == -1 ? -1 : 0;
}

static int
name_of(const struct ask *q, const struct img_filter_item *item,
    uint32_t *out)
{
	struct item_name name = { NONE, NONE };

	if (ask_item(q, item, &name) == -1)
		return -1;
	*out = name.taxonomy;
	return 0;
}

/* @test has a relationship as its context item. */
static int
counts(void *ctx, uint32_t row)
{
	const struct ask *q = ctx;
	struct xfi_dts d = { .t = q->run->t, .number = 1 };
	struct xp_item item = xfi_relationship_item(&d, row);
	struct xp_focus f = { &item, 1, 1 };
	struct xp_error err;
	int rc = expression_truth(q->run, q->e, q->f->test, &f, &err);

	return rc == -1 ? ask_failed(q, q->f->test, &err) : rc;
}

static int
names_of(const struct ask *q, struct prepared *p, const element_list *found)
{
	uint32_t *names = mem_calloc(found->n + 1, sizeof(*names)), n = 0;
	const struct img_element *e;
	size_t i;

	for (i = 0; i < found->n; i++) {
		if ((e = taxonomy_element(q->run->t, found->v[i])) == NULL)
			continue;
		names[n] = aspects_name(q->run->aspects, e->name);
		n += names[n] != NONE;
	}
	prepared_names(q, p, names, n);
	mem_free(names);
	return 0;
}

int
prepare_relation(const struct ask *q, struct prepared *p)
{
	const struct taxonomy *t = q->run->t;
	const uint32_t at = q->f->items;
	struct relation r = { .axis = q->f->value, .link = NONE, .arc = NONE,
	    .generations = q->f->generations };
	element_list found = { NULL, 0, 0 };
	int rc;

	if (q->f->n_items < 5)
		return 0;
	rc = source(q, formula_filter_item(t, at + AT_SOURCE), &r.source);
	if (rc != 1)
		return rc;
	if (uri(q, formula_filter_item(t, at + AT_LINKROLE),
	    &r.linkrole) == -1 || uri(q, formula_filter_item(t,
	    at + AT_ARCROLE), &r.arcrole) == -1 || name_of(q,
	    formula_filter_item(t, at + AT_LINK), &r.link) == -1 || name_of(q,
	    formula_filter_item(t, at + AT_ARC), &r.arc) == -1)
		return -1;
	if (q->f->test != NONE) {
		struct ask copy = *q;

		r.counts = counts;
		r.ctx = &copy;
		rc = relation_walk(t, &r, &found);
	} else {
		rc = relation_walk(t, &r, &found);
	}
	if (rc == 0)
		rc = names_of(q, p, &found);
	VEC_FREE(&found);
	return rc;
}
