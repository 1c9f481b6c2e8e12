/*
 * filter_dimension.c: Dimension Filters 1.0.
 *
 * (1) A fact that does not report an explicit dimension has its default member,
 *     where there is one, whatever hypercubes its concept is in.
 * (2) Members are given by name, by a variable, or as those that stand in a
 *     relation to one.
 */
#include "formula/filter_local.h"
#include "formula/relation.h"
#include "formula/xfi_local.h"

/* --- the dimension --- */

/* Fails where it is none of that form (xfie:invalid…DimensionQName). */
static int
prepare_dimension(const struct ask *q, struct prepared *p, bool typed)
{
	struct item_name name = { NONE, NONE };
	const struct img_name *row;
	const struct img_element *e = NULL;
	int rc = ask_item(q, formula_filter_item(q->run->t, q->f->items),
	    &name);

	if (rc == -1)
		return -1;
	if ((row = taxonomy_name(q->run->t, name.taxonomy)) != NULL)
		e = taxonomy_element(q->run->t, row->element);
	if (e == NULL || e->kind != EL_DIMENSION ||
	    ((e->flags & EL_TYPED) != 0) != typed)
		return ask_fail(q, NS_XFI_ERROR, typed ?
		    "invalidTypedDimensionQName" :
		    "invalidExplicitDimensionQName",
		    "the name is that of no such dimension");
	p->dimension = name.report;
	p->element = row->element;
	return 0;
}

/* What a fact reports of it; NULL. */
static const struct dimension *
reported(const struct ask *q)
{
	const struct dimension *v = q->run->report->dimensions.v;
	uint32_t i;

	for (i = 0; i < q->c->n_dimensions; i++)
		if (v[q->c->dimensions + i].name == q->p->dimension)
			return &v[q->c->dimensions + i];
	return NULL;
}

/* --- members (2) --- */

struct members {
	const struct ask      *q;
	const struct prepared *p;
	element_list           elements;	/* as far as they are any */
	VEC(uint32_t)          names;		/* report's names */
};

static void
add_member(struct members *m, uint32_t taxonomy_name_row, uint32_t report_name)
{
	const struct img_name *n = taxonomy_name(m->q->run->t,
	    taxonomy_name_row);

	if (n != NULL && n->element != NONE)
		VEC_PUSH(&m->elements, n->element);
	else if (report_name != NONE)
		VEC_PUSH(&m->names, report_name);
}

/* Of a variable: QNames, or facts whose member it is. */
static void
add_variable(struct members *m, uint32_t name)
{
	struct formula_run *run = m->q->run;
	const struct bound *b = ask_bound(m->q, name);
	struct xp_seq value = b == NULL ? XP_EMPTY : b->value;
	uint32_t i, parameter, member;
	struct item_name n;
	struct xp_error err;

	if (b != NULL && b->kind == BOUND_FACTS) {
		for (i = 0; i < b->n; i++) {
			member = aspects_dimension(run->aspects,
			    run->report->facts.v[b->facts[i]].context,
			    m->p->dimension);
			if (member == NONE)
				VEC_PUSH(&m->elements, taxonomy_default_member(
				    run->t, m->p->element));
			else if (run->report->names.v[member].element != NONE)
				VEC_PUSH(&m->elements,
				    run->report->names.v[member].element);
		}
		return;
	}
	if (b == NULL && (parameter = formula_parameter(run->t, name)) != NONE)
		(void)parameter_value(run, parameter, &value, &err);
	for (i = 0; i < value.n; i++) {
		const struct xp_item *item = &xp_items(&value)[i];

		if (item->type != XT_QNAME)
			continue;
		n = ask_qname(m->q, item->u.qname->ns, item->u.qname->local);
		add_member(m, n.taxonomy, n.report);
	}
}

static int
add_item(struct members *m, const struct img_filter_item *item)
{
	const struct taxonomy *t = m->q->run->t;
	size_t first = m->elements.n, end;
	struct item_name *names = NULL;
	struct relation r;
	uint32_t i, n = 0;

	if (item->variable != NONE)
		add_variable(m, item->variable);
	else if (ask_items(m->q, item, &names, &n) == -1)
		return -1;
	for (i = 0; i < n; i++)
		add_member(m, names[i].taxonomy, names[i].report);
	if (item->axis == AXIS_REL_NONE)
		return 0;
	/* The member stays only where the axis says so: taken from the list, it
	 * comes back by the walk. */
	for (end = m->elements.n; first < end; end--) {
		r = (struct relation){ .source = m->elements.v[end - 1],
		    .axis = item->axis,
		    .linkrole = formula_text(t, item->linkrole),
		    .arcrole = formula_text(t, item->arcrole),
		    .link = NONE, .arc = NONE };
		m->elements.v[end - 1] = NONE;
		(void)relation_walk(t, &r, &m->elements);
	}
	return 0;
}

static uint32_t
report_name_of(struct formula_run *run, uint32_t element)
{
	const struct img_element *e = taxonomy_element(run->t, element);

	return e == NULL ? NONE : aspects_name(run->aspects, e->name);
}

int
prepare_explicit(const struct ask *q, struct prepared *p)
{
	struct members m = { .q = q, .p = p };
	uint32_t standard, i, name;
	int rc;

	if (prepare_dimension(q, p, false) == -1)
		return -1;
	standard = taxonomy_default_member(q->run->t, p->element);
	p->absent_passes = q->f->n_items == 1 && standard != NONE;
	for (i = 1, rc = 0; i < q->f->n_items && rc == 0; i++)
		rc = add_item(&m, formula_filter_item(q->run->t,
		    q->f->items + i));
	for (i = 0; rc == 0 && i < m.elements.n; i++) {
		if (m.elements.v[i] != NONE && m.elements.v[i] == standard)
			p->absent_passes = true;
		name = report_name_of(q->run, m.elements.v[i]);
		if (name != NONE)
			VEC_PUSH(&m.names, name);
	}
	if (rc == 0)
		prepared_names(q, p, m.names.v, (uint32_t)m.names.n);
	VEC_FREE(&m.elements);
	VEC_FREE(&m.names);
	return rc;
}

int
passes_explicit(const struct ask *q)
{
	const struct dimension *d = reported(q);

	if (d == NULL)
		return q->p->absent_passes;
	return q->f->n_items == 1 || prepared_has(q->p, d->value);
}

/* --- typed dimensions --- */

int
prepare_typed(const struct ask *q, struct prepared *p)
{
	return prepare_dimension(q, p, true);
}

/* The test has the xbrldi:typedMember as its context item. */
static int
test_member(const struct ask *q)
{
	const struct img_element *e = taxonomy_element(q->run->t,
	    q->p->element);
	struct arena *a = q->run->d.arena;
	struct xp_error err = { .position = 0 };
	struct xp_eval ev = { .d = &q->run->d, .arena = a, .err = &err };
	struct xp_seq args[2], out = XP_EMPTY;

	args[0] = xp_one(xfi_fact(q->run->host, 0, q->fact));
	args[1] = xp_one(xfi_name(q->run->t, e->name, a));
	if (xfi_fact_typed_dimension_value(&ev, args, 2, &out) == -1)
		return ask_failed(q, q->f->test, &err);
	return out.n == 0 ? 0 : ask_truth(q, q->f->test, xp_items(&out)->n);
}

int
passes_typed(const struct ask *q)
{
	if (reported(q) == NULL)
		return 0;
	return q->f->test == NONE ? 1 : test_member(q);
}
