/*
 * made_dimensions.c: what stands in the segment and scenario of a fact that a
 * formula makes: dimensions (Formula 1.0, 2.1.2.6) and, beside them or in the
 * other aspect model instead of them, whatever else (2.1.2.7).
 *
 * (1) Dimensions begin with those of the formula's source, or where that is
 *     formula:uncovered, those that some variable leaves uncovered.  Rules add,
 *     replace and leave out.
 * (2) A dimension stands where a hypercube of the concept wants it (Dimensions
 *     1.0, 2.3.2), else where it was taken from, else in the scenario.
 * (3) Open context components begin with those of the source, unless the first
 *     rule for that place is occEmpty; rules add to them in their order.
 */
#include <stdlib.h>

#include "base/names.h"
#include "formula/expression.h"
#include "formula/made.h"
#include "formula/xfi_local.h"

/* --- names --- */

static struct xp_qname
qname_of(const struct report *r, uint32_t row)
{
	const struct name *n = &r->names.v[row];

	return (struct xp_qname){ n->ns, n->local, n->prefix };
}

static struct xp_qname
element_name(const struct taxonomy *t, uint32_t element)
{
	return (struct xp_qname){ taxonomy_element_ns(t, element),
	    taxonomy_element_local(t, element),
	    taxonomy_element_prefix(t, element) };
}

/* --- the tree of the report --- */

static const struct xp_tree *
home_tree(const struct maker *m)
{
	return xp_tree_ready(m->run->d.trees[
	    m->run->host->reports.v[0]->number]);
}

/* The children of a segment or scenario, 0 for none; NONE after the last. */
static uint32_t
next_element(const struct xp_tree *t, uint32_t parent, uint32_t after)
{
	uint32_t i = after == NONE ? parent + 1 : t->rows[after].end;

	while (i < t->rows[parent].end && t->rows[i].kind != XK_ELEMENT)
		i = t->rows[i].end;
	return i < t->rows[parent].end ? i : NONE;
}

static uint32_t
container(const struct context *c, enum made_place place)
{
	return place == MADE_SEGMENT ? c->nodes.segment : c->nodes.scenario;
}

void
made_copy_components(struct maker *m, const struct context *c,
    enum made_place place, bool dimensional, fragments *out)
{
	uint32_t node = container(c, place), i = NONE;
	const struct xp_tree *t;

	/* Without content beside dimensions the tree is not needed. */
	if (node == 0 || (dimensional && (place == MADE_SEGMENT ?
	    c->segment : c->scenario) == 0))
		return;
	t = home_tree(m);
	if (node >= t->n_rows)
		return;
	while ((i = next_element(t, node, i)) != NONE) {
		const struct fragment f = { t, i };

		if (!dimensional || !fragment_is(f, NS_XBRLDI))
			VEC_PUSH(out, f);
	}
}

/* Whether a typedMember is of a dimension. */
static bool
is_of(const struct xp_tree *t, uint32_t row, const struct xp_qname *dimension)
{
	struct slice text = slice_trim(xp_tree_attribute(t, row, "",
	    "dimension")), prefix, ns;
	const char *colon = text.n == 0 ? NULL : memchr(text.s, ':', text.n);

	prefix = (struct slice){ text.s, colon == NULL ? 0 :
	    (size_t)(colon - text.s) };
	if (colon != NULL)
		text = slice_from(text, prefix.n + 1);
	if (!slice_eq(text, dimension->local))
		return false;
	ns = xp_tree_namespace(t, row, colon == NULL ? SLICE("") : prefix);
	return slice_eq(ns, dimension->ns);
}

static bool
typed_value(struct maker *m, const struct context *c,
    const struct made_dimension *d, struct fragment *out)
{
	const struct xp_tree *t = home_tree(m);
	uint32_t node = container(c, d->place), i = NONE;

	if (node == 0 || node >= t->n_rows)
		return false;
	while ((i = next_element(t, node, i)) != NONE) {
		const struct fragment f = { t, i };

		if (fragment_is(f, NS_XBRLDI) && is_of(t, i, &d->name)) {
			*out = (struct fragment){ t, next_element(t, i, NONE) };
			return out->row != NONE;
		}
	}
	return false;
}

/* --- dimensions --- */

static struct made_dimension *
find_dimension(struct made_context *c, uint32_t element)
{
	size_t i;

	for (i = 0; i < c->dimensions.n; i++)
		if (c->dimensions.v[i].element == element)
			return &c->dimensions.v[i];
	return NULL;
}

static void
remove_dimension(struct made_context *c, uint32_t element)
{
	struct made_dimension *d = find_dimension(c, element);

	if (d != NULL)
		*d = c->dimensions.v[--c->dimensions.n];
}

static void
set_dimension(struct made_context *c, const struct made_dimension *d)
{
	struct made_dimension *old = find_dimension(c, d->element);

	if (old != NULL)
		*old = *d;
	else
		VEC_PUSH(&c->dimensions, *d);
}

int
made_copy_dimension(struct maker *m, const struct context *c,
    const struct dimension *from, struct made_context *out)
{
	const struct report *r = m->run->report;
	struct made_dimension d = { .element = from->element,
	    .name = qname_of(r, from->name), .typed = from->is_typed,
	    .copied = true,
	    .place = from->in_segment ? MADE_SEGMENT : MADE_SCENARIO };

	if (from->element == NONE || from->bad)
		return -1;
	if (!d.typed) {
		if (from->member == taxonomy_default_member(m->run->t,
		    from->element))
			return 0;
		d.member = qname_of(r, from->value);
	} else if (!typed_value(m, c, &d, &d.value)) {
		return -1;
	}
	set_dimension(out, &d);
	return 0;
}

static int
by_element(const void *a, const void *b)
{
	const struct made_dimension *x = a, *y = b;

	return (x->element > y->element) - (x->element < y->element);
}

void
made_sort_dimensions(struct made_context *c)
{
	if (c->dimensions.n > 1)
		qsort(c->dimensions.v, c->dimensions.n,
		    sizeof(*c->dimensions.v), by_element);
}

static const struct context *
context_of(const struct making *k, const struct fact *f)
{
	return f == NULL || f->context == NONE ? NULL :
	    &k->m->run->report->contexts.v[f->context];
}

/* Those of a variable's fact that it leaves uncovered and no one has yet. */
static void
copy_uncovered(const struct making *k, uint32_t position)
{
	struct formula_run *run = k->m->run;
	struct uncovered u = evaluation_uncovered(k->e, position);
	const struct context *c = context_of(k,
	    &run->report->facts.v[k->e->bound[position].facts[0]]);
	uint32_t i;

	for (i = 0; c != NULL && i < c->n_dimensions; i++) {
		const struct dimension *d =
		    &run->report->dimensions.v[c->dimensions + i];

		if (run_dimension_uncovered(run, u, d->name) &&
		    find_dimension(&k->out->context, d->element) == NULL)
			(void)made_copy_dimension(k->m, c, d,
			    &k->out->context);
	}
}

/* What there is before any rule. */
static void
copy_source(const struct making *k)
{
	const struct report *r = k->m->run->report;
	const struct context *c;
	uint32_t i;

	if (k->o->source == SOURCE_UNCOVERED) {
		for (i = 0; i < k->e->n_bound; i++)
			if (k->e->bound[i].kind == BOUND_FACTS &&
			    k->e->bound[i].n > 0)
				copy_uncovered(k, i);
		return;
	}
	c = context_of(k, making_source(k, k->o->source, ASPECT_DIMENSIONS,
	    NONE));
	for (i = 0; c != NULL && i < c->n_dimensions; i++)
		(void)made_copy_dimension(k->m, c,
		    &r->dimensions.v[c->dimensions + i], &k->out->context);
}

/* As the source of a rule has it, if it does. */
static void
dimension_of_source(const struct making *k, const struct img_output_rule *r,
    uint32_t element)
{
	struct formula_run *run = k->m->run;
	const struct taxonomy *t = run->t;
	uint32_t name = run_report_name(run, taxonomy_element_ns(t, element),
	    taxonomy_element_local(t, element));
	const struct context *c = context_of(k, making_source(k, r->source,
	    ASPECT_DIMENSION, name));
	const struct dimension *d = c == NULL ? NULL :
	    report_dimension(run->report, c, element);

	remove_dimension(&k->out->context, element);
	if (d != NULL)
		(void)made_copy_dimension(k->m, c, d, &k->out->context);
}

/* 2.1.2.6.1 */
static int
member_of_rule(const struct making *k, const struct img_output_rule *r,
    struct made_dimension *d)
{
	const struct taxonomy *t = k->m->run->t;
	const struct img_name *n = taxonomy_name(t, r->name);
	struct xp_error err = { .position = 0 };
	uint32_t element;
	int rc;

	if (n != NULL) {
		d->member = (struct xp_qname){ taxonomy_text(t, n->ns),
		    taxonomy_text(t, n->local), taxonomy_text(t, n->prefix) };
	} else {
		rc = expression_name(k->m->run, k->e, r->expression, NULL,
		    &d->member, &err);
		if (rc == 0)
			return making_type_error(k, r->expression,
			    "the name of a member is wanted");
		if (rc == -1) {
			run_report_error(k->m->run, r->expression, &err);
			return -1;
		}
	}
	element = taxonomy_find_element(t, d->member.ns, d->member.local);
	if (element != NONE &&
	    element == taxonomy_default_member(t, d->element))
		remove_dimension(&k->out->context, d->element);
	else
		set_dimension(&k->out->context, d);
	return 0;
}

/* The XML that a rule has, in an element around it. */
static const struct xp_tree *
rule_tree(const struct making *k, const struct img_output_rule *r,
    uint32_t row)
{
	struct maker *m = k->m;
	struct buf b = BUF_ANY;
	struct xp_tree_error err;

	if (m->rule_trees[row] == NULL) {
		buf_puts(&b, "<rule>");
		buf_slice(&b, formula_text(m->run->t, r->text));
		buf_puts(&b, "</rule>");
		m->rule_trees[row] = xp_tree_read(buf_get(&b), SLICE_NONE,
		    typing_of_trees(m->run->host->reports.v[0]->typing),
		    m->run->keep, &err);
		buf_free(&b);
	}
	return m->rule_trees[row];
}

/* 2.1.2.6.2 */
static int
value_of_rule(const struct making *k, const struct img_output_rule *r,
    uint32_t row, struct made_dimension *d)
{
	struct formula_run *run = k->m->run;
	struct xp_error err = { .position = 0 };
	struct xp_seq v = XP_EMPTY;
	const struct xp_tree *t;

	d->value.row = NONE;
	if (r->form == FORM_VALUE) {
		t = rule_tree(k, r, row);
		if (t != NULL)
			d->value = (struct fragment){ t, next_element(t, 1,
			    NONE) };
	} else if (evaluation_eval(k->e, r->expression, NULL, NULL, 0, &v,
	    &err) == -1) {
		run_report_error(run, r->expression, &err);
		return -1;
	} else if (v.n == 1 && xp_items(&v)[0].type == XT_NODE) {
		struct xp_item node = xp_items(&v)[0];

		t = xp_tree_ready(run->d.trees[node.tree]);
		if (node.n < t->n_rows && t->rows[node.n].kind == XK_ELEMENT)
			d->value = (struct fragment){ t, node.n };
	}
	if (d->value.row == NONE)
		return making_fail(k,
		    F_xbrlfe_wrongXpathResultForTypedDimensionRule,
		    taxonomy_element_qname(run->t, d->element, run->scratch));
	set_dimension(&k->out->context, d);
	return 0;
}

static int
apply_rule(const struct making *k, const struct img_output_rule *r,
    uint32_t row)
{
	const struct taxonomy *t = k->m->run->t;
	const struct img_name *n = taxonomy_name(t, r->dimension);
	struct made_dimension d = { .element = n == NULL ? NONE :
	    taxonomy_find_element(t, taxonomy_text(t, n->ns),
	    taxonomy_text(t, n->local)), .place = MADE_SCENARIO };

	if (d.element == NONE)
		return 0;		/* a static error */
	d.name = element_name(t, d.element);
	d.typed = r->kind == OUTPUT_TYPED;
	switch ((enum rule_form)r->form) {
	case FORM_NAME:
		return member_of_rule(k, r, &d);
	case FORM_XPATH:
	case FORM_VALUE:
		return value_of_rule(k, r, row, &d);
	case FORM_OMIT:
		remove_dimension(&k->out->context, d.element);
		return 0;
	case FORM_SOURCE:
		dimension_of_source(k, r, d.element);
		return 0;
	case FORM_IDENTIFIER:
	case FORM_FOREVER:
	case FORM_INSTANT:
	case FORM_DURATION:
		break;
	}
	return 0;
}

/*
 * The hypercubes of a concept in one link role hold together (Dimensions 1.0,
 * 3.1.1), so dimensions are put where those of one role want them: of the role in
 * which the fewest of them have no place and the fewest that it wants have no valid
 * value, and then the fewest are moved from where they stood.
 */
#define NO_PLACE	1000000u	/* how bad that is */
#define NOT_THERE	1000u
#define MOVED		1u

static bool
cube_has(const struct taxonomy *t, const struct img_cube *cube,
    uint32_t dimension)
{
	const struct img_cube_dimension *d;
	uint32_t i;

	for (i = 0; i < cube->n_dimensions; i++) {
		d = taxonomy_cube_dimension(t, cube->dimensions + i);
		if (d != NULL && d->dimension == dimension)
			return true;
	}
	return false;
}

static enum made_place
cube_place(const struct img_cube *cube)
{
	return cube->segment ? MADE_SEGMENT : MADE_SCENARIO;
}

/* The i-th cube of a concept in a role that has to hold; NULL for another. */
static const struct img_cube *
cube_at(const struct taxonomy *t, const struct img_primary *p, uint32_t i)
{
	const struct img_cube *cube = taxonomy_cube(t,
	    taxonomy_primary_cube(t, p->cubes + i));

	return cube == NULL || cube->not_all ? NULL : cube;
}

/* Where a role wants a dimension: in a cube that has it; else where it stood, unless
 * a closed cube keeps it out; else in an open one.  false: nowhere. */
static bool
place_in_role(const struct taxonomy *t, const struct img_primary *p,
    const struct made_dimension *d, enum made_place *place)
{
	bool shut[2] = { false, false }, open[2] = { false, false };
	const struct img_cube *cube;
	uint32_t i;

	*place = d->place;
	for (i = 0; i < p->n_cubes; i++) {
		if ((cube = cube_at(t, p, i)) == NULL)
			break;		/* a damaged image */
		if (cube_has(t, cube, d->element)) {
			*place = cube_place(cube);
			return true;
		}
		open[cube_place(cube)] |= !cube->closed;
		shut[cube_place(cube)] |= cube->closed;
	}
	if (d->copied && !shut[d->place])
		return true;
	*place = shut[MADE_SCENARIO] || (open[MADE_SEGMENT] &&
	    !open[MADE_SCENARIO]) ? MADE_SEGMENT : MADE_SCENARIO;
	return !shut[*place];
}

/* Whether a context, or the default, has a valid value of a cube's dimension. */
static bool
has_value(const struct taxonomy *t, const struct img_cube_dimension *cd,
    struct made_context *c)
{
	const struct made_dimension *d = find_dimension(c, cd->dimension);
	uint32_t member;

	if (cd->domain == NONE)		/* typed */
		return d != NULL;
	member = d == NULL ? taxonomy_default_member(t, cd->dimension) :
	    taxonomy_find_element(t, d->member.ns, d->member.local);
	return member != NONE && taxonomy_domain_has(t, cd->domain, member);
}

/* How many dimensions of a role's cubes a context has no valid value of. */
static uint32_t
missing(const struct taxonomy *t, const struct img_primary *p,
    struct made_context *c)
{
	const struct img_cube_dimension *d;
	const struct img_cube *cube;
	uint32_t i, k, n = 0;

	for (i = 0; i < p->n_cubes; i++) {
		if ((cube = cube_at(t, p, i)) == NULL)
			break;		/* a damaged image */
		for (k = 0; k < cube->n_dimensions; k++) {
			d = taxonomy_cube_dimension(t, cube->dimensions + k);
			if (d == NULL)
				break;
			n += !has_value(t, d, c);
		}
	}
	return n;
}

static uint64_t
badness(const struct taxonomy *t, const struct img_primary *p,
    struct made_context *c)
{
	uint64_t bad = (uint64_t)NOT_THERE * missing(t, p, c);
	enum made_place place;
	size_t i;

	for (i = 0; i < c->dimensions.n; i++) {
		const struct made_dimension *d = &c->dimensions.v[i];

		if (!place_in_role(t, p, d, &place))
			bad += NO_PLACE;
		else if (d->copied && place != d->place)
			bad += MOVED;
	}
	return bad;
}

static void
place_dimensions(const struct making *k)
{
	const struct taxonomy *t = k->m->run->t;
	struct made_context *c = &k->out->context;
	const struct img_primary *p, *best = NULL;
	uint64_t least = UINT64_MAX, bad;
	uint32_t first, n, i;

	if (c->dimensions.n == 0)
		return;
	taxonomy_primaries(t, k->out->element, &first, &n);
	for (i = first; i < first + n; i++) {
		p = taxonomy_primary(t, i);
		if (p == NULL || (bad = badness(t, p, c)) >= least)
			continue;
		least = bad;
		best = p;
	}
	for (i = 0; best != NULL && i < c->dimensions.n; i++)
		(void)place_in_role(t, best, &c->dimensions.v[i],
		    &c->dimensions.v[i].place);
}

int
made_dimensions(const struct making *k)
{
	struct made_context *c = &k->out->context;
	uint32_t i;

	if (!c->dimensional)
		return 0;
	copy_source(k);
	for (i = 0; i < k->o->n_rules; i++) {
		const struct img_output_rule *r = formula_output_rule(
		    k->m->run->t, k->o->rules + i);

		if (r != NULL && (r->kind == OUTPUT_EXPLICIT ||
		    r->kind == OUTPUT_TYPED) && apply_rule(k, r,
		    k->o->rules + i) == -1)
			return -1;
	}
	made_sort_dimensions(c);
	place_dimensions(k);
	return 0;
}

/* --- open context components (2.1.2.7) --- */

static enum made_place
place_of(const struct img_output_rule *r)
{
	return r->flags & RULE_SCENARIO ? MADE_SCENARIO : MADE_SEGMENT;
}

static bool
is_component(const struct img_output_rule *r)
{
	return r->kind == OUTPUT_OCC_EMPTY ||
	    r->kind == OUTPUT_OCC_FRAGMENTS || r->kind == OUTPUT_OCC_XPATH;
}

static int
add_component(const struct making *k, const struct img_output_rule *r,
    struct fragment f)
{
	if (f.tree->rows[f.row].kind != XK_ELEMENT ||
	    (k->out->context.dimensional && fragment_is(f, NS_XBRLDI)))
		return making_fail(k, F_xbrlfe_badSubsequentOCCValue_Evaluated,
		    place_of(r) == MADE_SEGMENT ? SLICE("segment") :
		    SLICE("scenario"));
	VEC_PUSH(&k->out->context.occ[place_of(r)], f);
	return 0;
}

/* 2.1.2.7.2 */
static int
add_fragments(const struct making *k, const struct img_output_rule *r,
    uint32_t row)
{
	const struct xp_tree *t = rule_tree(k, r, row);
	uint32_t i = NONE;

	while (t != NULL && (i = next_element(t, 1, i)) != NONE)
		if (add_component(k, r, (struct fragment){ t, i }) == -1)
			return -1;
	return 0;
}

/* 2.1.2.7.3 */
static int
add_nodes(const struct making *k, const struct img_output_rule *r)
{
	struct formula_run *run = k->m->run;
	struct xp_error err = { .position = 0 };
	struct xp_seq v = XP_EMPTY;
	uint32_t i;

	if (evaluation_eval(k->e, r->expression, NULL, NULL, 0, &v,
	    &err) == -1) {
		run_report_error(run, r->expression, &err);
		return -1;
	}
	for (i = 0; i < v.n; i++) {
		struct xp_item node = xp_items(&v)[i];
		struct fragment f = { NULL, node.n };

		if (node.type != XT_NODE)
			return making_type_error(k, r->expression,
			    "elements are wanted");
		f.tree = xp_tree_ready(run->d.trees[node.tree]);
		if (node.n < f.tree->n_rows && add_component(k, r, f) == -1)
			return -1;
	}
	return 0;
}

static void
copy_components(const struct making *k, enum made_place place,
    uint32_t source)
{
	struct made_context *out = &k->out->context;
	uint32_t aspect = out->dimensional ? (place == MADE_SEGMENT ?
	    ASPECT_NON_XDT_SEGMENT : ASPECT_NON_XDT_SCENARIO) :
	    (place == MADE_SEGMENT ? ASPECT_SEGMENT : ASPECT_SCENARIO);
	const struct context *c = context_of(k, making_source(k, source,
	    aspect, NONE));

	if (c != NULL)
		made_copy_components(k->m, c, place, out->dimensional,
		    &out->occ[place]);
}

static int
make_place(const struct making *k, enum made_place place)
{
	const struct img_output_rule *r;
	bool first = true;
	uint32_t i;
	int rc = 0;

	for (i = 0; i < k->o->n_rules && rc == 0; i++) {
		r = formula_output_rule(k->m->run->t, k->o->rules + i);
		if (r == NULL || !is_component(r) || place_of(r) != place)
			continue;
		if (first && r->kind != OUTPUT_OCC_EMPTY)
			copy_components(k, place, r->source);
		first = false;
		if (r->kind == OUTPUT_OCC_FRAGMENTS)
			rc = add_fragments(k, r, k->o->rules + i);
		else if (r->kind == OUTPUT_OCC_XPATH)
			rc = add_nodes(k, r);
	}
	if (first)
		copy_components(k, place, k->o->source);
	return rc;
}

int
made_components(const struct making *k)
{
	return make_place(k, MADE_SEGMENT) == -1 ? -1 :
	    make_place(k, MADE_SCENARIO);
}
