/*
 * made.c: the fact that a formula makes: its value and accuracy (Formula 1.0,
 * 2.1.1), its concept (2.1.2.3), entity (2.1.2.4) and period (2.1.2.5).
 *
 * An aspect without a rule of its own is that of the formula's source (2.1.2.2).
 */
#include "formula/made.h"

#include "formula/expression.h"
#include "formula/report.h"
#include "xpath/eval.h"

/* --- for all of the files --- */

int
making_fail(const struct making *k, enum finding_code code, struct slice what)
{
	struct formula_run *run = k->m->run;
	const struct img_resource *r = taxonomy_resource(run->t,
	    k->e->row->resource);
	const struct img_document *d = r == NULL ? NULL :
	    taxonomy_document(run->t, r->document);
	struct place at = { .file = d == NULL ? NULL :
	    taxonomy_text(run->t, d->uri).s, .line = r == NULL ? 0 :
	    r->line };
	struct finding *f = finding_add(run->findings, code, at);

	finding_arg(f, "formula", report_set_name(run->t, k->e->row));
	finding_arg(f, "what", what);
	return -1;
}

int
making_type_error(const struct making *k, uint32_t expression,
    const char *message)
{
	struct xp_error err = { .position = 0 };

	(void)xp_error_set(&err, "XPTY0004", message);
	run_report_error(k->m->run, expression, &err);
	return -1;
}

int
making_atom(const struct making *k, uint32_t expression, struct xp_item *out)
{
	struct xp_error err = { .position = 0 };
	int rc = expression_atom(k->m->run, k->e, expression, NULL, out, &err);

	if (rc == -1)
		run_report_error(k->m->run, expression, &err);
	return rc;
}

const struct img_output_rule *
making_rule(const struct making *k, enum rule_kind kind, uint32_t *from)
{
	const struct img_output_rule *r;

	for (; *from < k->o->n_rules; ++*from) {
		r = formula_output_rule(k->m->run->t, k->o->rules + *from);
		if (r != NULL && r->kind == kind)
			return r;
	}
	return NULL;
}

const struct fact *
making_source(const struct making *k, uint32_t source, uint32_t aspect,
    uint32_t dimension)
{
	uint32_t fact = source == NONE ? NONE : evaluation_source(k->e,
	    source, aspect, dimension);

	return fact == NONE ? NULL : &k->m->run->report->facts.v[fact];
}

/* The only rule of a kind, and the source of the aspect with or without it. */
static const struct img_output_rule *
only_rule(const struct making *k, enum rule_kind kind, uint32_t *source)
{
	uint32_t from = 0;
	const struct img_output_rule *r = making_rule(k, kind, &from);

	*source = r == NULL ? k->o->source : r->source;
	return r;
}

/* --- concept (2.1.2.3) --- */

static int
wrong_concept(const struct making *k, struct slice ns, struct slice local)
{
	return making_fail(k, F_xbrlfe_missingConceptRule_Unknown,
	    slice_of(arena_printf(k->m->run->scratch, "{%.*s}%.*s",
	    SLICE_ARG(ns), SLICE_ARG(local))));
}

static int
concept_named(const struct making *k, const struct img_output_rule *r)
{
	const struct taxonomy *t = k->m->run->t;
	const struct img_name *n = taxonomy_name(t, r->name);
	struct xp_qname q = { .ns = SLICE("") };
	struct xp_error err = { .position = 0 };
	int rc;

	if (n != NULL) {
		q.ns = taxonomy_text(t, n->ns);
		q.local = taxonomy_text(t, n->local);
	} else if ((rc = expression_name(k->m->run, k->e, r->expression, NULL,
	    &q, &err)) != 1) {
		if (rc == 0)
			return making_type_error(k, r->expression,
			    "the name of a concept is wanted");
		run_report_error(k->m->run, r->expression, &err);
		return -1;
	}
	k->out->element = taxonomy_find_element(t, q.ns, q.local);
	return k->out->element == NONE ? wrong_concept(k, q.ns, q.local) : 0;
}

static int
make_concept(const struct making *k)
{
	const struct taxonomy *t = k->m->run->t;
	const struct img_output_rule *r;
	const struct img_element *e;
	const struct img_type *type;
	const struct fact *f;
	uint32_t source;

	r = only_rule(k, OUTPUT_CONCEPT, &source);
	if (r != NULL && r->form == FORM_NAME) {
		if (concept_named(k, r) == -1)
			return -1;
	} else {
		f = making_source(k, source, ASPECT_CONCEPT, NONE);
		if (f == NULL || f->element == NONE)
			return making_fail(k, F_xbrlfe_undefinedSAV,
			    SLICE("concept"));
		k->out->element = f->element;
	}
	e = taxonomy_element(t, k->out->element);
	if (e == NULL || e->kind != EL_ITEM || (e->flags & EL_ABSTRACT) != 0)
		return wrong_concept(k, taxonomy_element_ns(t,
		    k->out->element), taxonomy_element_local(t,
		    k->out->element));
	k->out->name = (struct xp_qname){ taxonomy_element_ns(t,
	    k->out->element), taxonomy_element_local(t, k->out->element),
	    taxonomy_element_prefix(t, k->out->element) };
	k->out->numeric = taxonomy_is_numeric(t, e);
	type = taxonomy_type(t, e->type);
	if (type != NULL && type->item_type == ITEM_FRACTION) {
		report_unsupported(k->m->run, k->e->row, "it makes fractions");
		return -1;
	}
	return 0;
}

/* --- value (2.1.1) --- */

/* A number as its concept writes it: those of decimal types have no exponent. */
static int
number_text(const struct making *k, struct xp_item v, struct slice text)
{
	struct formula_run *run = k->m->run;
	const struct img_element *e = taxonomy_element(run->t,
	    k->out->element);
	const struct img_type *type = taxonomy_type(run->t, e->type);
	struct buf b = BUF_ANY;
	struct dec d;

	k->out->text = text;
	if (type == NULL || type->primitive != PRIM_DECIMAL ||
	    (v.type != XT_DOUBLE && v.type != XT_FLOAT))
		return 0;
	if (dec_parse_float(&d, text, run->scratch) != 0)
		return making_type_error(k, k->e->row->expression,
		    "the value is no decimal number");
	dec_print(&b, dec_canonical(d, run->scratch));
	k->out->text = arena_copy(run->scratch, buf_get(&b));
	buf_free(&b);
	return 0;
}

static int
make_value(const struct making *k)
{
	struct formula_run *run = k->m->run;
	struct xp_error err = { .position = 0 };
	struct xp_seq v = XP_EMPTY;
	struct xp_item item;

	if (xp_atomize(&run->d, &k->e->value, &v, &err) == -1) {
		run_report_error(run, k->e->row->expression, &err);
		return -1;
	}
	if (v.n > 1)
		return making_fail(k, F_xbrlfe_nonSingletonOutputValue,
		    slice_of(arena_printf(run->scratch, "%u", v.n)));
	k->out->nil = v.n == 0;
	k->out->text = SLICE("");
	k->out->qname = (struct xp_qname){ .local = SLICE("") };
	if (v.n == 0)
		return 0;
	k->out->item = item = xp_items(&v)[0];
	if (item.type == XT_QNAME || item.type == XT_NOTATION) {
		k->out->qname = *item.u.qname;
		return 0;
	}
	return number_text(k, item, xp_string_of(&run->d, item,
	    run->scratch));
}

/* --- accuracy (2.1.1.1) --- */

static int
accuracy(const struct making *k, uint32_t expression, int32_t *out)
{
	struct formula_run *run = k->m->run;
	struct xp_error err = { .position = 0 };
	struct xp_item item;
	int64_t i;
	int rc = making_atom(k, expression, &item);

	if (rc != 1)
		return rc;
	if (slice_is(slice_trim(xp_string_of(&run->d, item, run->scratch)),
	    "INF")) {
		*out = DECIMALS_INF;
		return 1;
	}
	if (xp_cast(item, XT_INTEGER, run->scratch, &item, &err) == -1 ||
	    !xp_int64(item, &i) || i <= INT32_MIN || i >= INT32_MAX)
		return making_type_error(k, expression,
		    "the accuracy is neither an integer nor INF");
	*out = (int32_t)i;
	return 1;
}

/* Where nothing says how accurate a number is, that is not known. */
static int
make_accuracy(const struct making *k)
{
	struct made *out = k->out;
	int rc = 0;

	out->decimals = out->precision = DECIMALS_NONE;
	if (!out->numeric || out->nil)
		return 0;
	if (k->o->decimals != NONE)
		rc = accuracy(k, k->o->decimals, &out->decimals);
	else if (k->o->precision != NONE)
		rc = accuracy(k, k->o->precision, &out->precision);
	if (rc == 1 && out->precision < 0 && out->precision != DECIMALS_NONE)
		return making_type_error(k, k->o->precision,
		    "a precision is below zero");
	if (rc == 0)
		out->precision = 0;
	return rc == -1 ? -1 : 0;
}

/* --- the context of a fact --- */

static const struct context *
context_of(const struct making *k, const struct fact *f)
{
	return f == NULL || f->context == NONE ? NULL :
	    &k->m->run->report->contexts.v[f->context];
}

/* --- entity (2.1.2.4) --- */

static int
string_value(const struct making *k, uint32_t expression, struct slice *out)
{
	struct xp_item item;
	int rc = making_atom(k, expression, &item);

	if (rc == 0)
		return making_type_error(k, expression, "a text is wanted");
	if (rc == 1)
		*out = xp_string_of(&k->m->run->d, item, k->m->run->scratch);
	return rc == -1 ? -1 : 0;
}

static int
make_entity(const struct making *k)
{
	const struct report *report = k->m->run->report;
	struct made_context *out = &k->out->context;
	const struct img_output_rule *r;
	const struct context *c;
	uint32_t source;

	r = only_rule(k, OUTPUT_ENTITY, &source);
	if (r == NULL || r->expression == NONE || r->second == NONE) {
		c = context_of(k, making_source(k, source, ASPECT_ENTITY,
		    NONE));
		if (c == NULL || c->entity == NONE)
			return making_fail(k, F_xbrlfe_undefinedSAV,
			    SLICE("entity-identifier"));
		out->scheme = report->entities.v[c->entity].scheme;
		out->identifier = report->entities.v[c->entity].identifier;
	}
	if (r != NULL && r->expression != NONE && string_value(k,
	    r->expression, &out->scheme) == -1)
		return -1;
	return r != NULL && r->second != NONE ? string_value(k, r->second,
	    &out->identifier) : 0;
}

/* --- period (2.1.2.5) --- */

/* A date or a date with a time; a date as an end is the midnight after it. */
static int
moment_value(const struct making *k, uint32_t expression, bool end,
    struct moment *out)
{
	struct formula_run *run = k->m->run;
	struct xp_item item;
	int rc = making_atom(k, expression, &item);

	if (rc == -1)
		return -1;
	if (rc == 0 || moment_parse(out, slice_trim(xp_string_of(&run->d,
	    item, run->scratch))) == -1)
		return making_type_error(k, expression,
		    "a date or a dateTime is wanted");
	*out = end ? moment_period_end(*out) : moment_period_start(*out);
	return 0;
}

static int
period_of_rule(const struct making *k, const struct img_output_rule *r,
    struct period *p)
{
	if (r->form == FORM_FOREVER)
		p->kind = PERIOD_FOREVER;
	if (r->form != FORM_DURATION)
		return r->form == FORM_INSTANT && r->expression != NONE ?
		    moment_value(k, r->expression, true, &p->end) : 0;
	if (r->expression != NONE &&
	    moment_value(k, r->expression, false, &p->start) == -1)
		return -1;
	return r->second != NONE ? moment_value(k, r->second, true, &p->end) :
	    0;
}

/* Whether a rule leaves something to its source. */
static bool
period_needs(const struct img_output_rule *r)
{
	return r == NULL || r->form == FORM_SOURCE ||
	    (r->form == FORM_INSTANT && r->expression == NONE) ||
	    (r->form == FORM_DURATION && (r->expression == NONE ||
	    r->second == NONE));
}

static int
make_period(const struct making *k)
{
	struct period *out = &k->out->context.period;
	const struct img_output_rule *r;
	const struct context *c;
	uint32_t source;

	*out = (struct period){ .kind = PERIOD_BAD };
	r = only_rule(k, OUTPUT_PERIOD, &source);
	if (period_needs(r)) {
		c = context_of(k, making_source(k, source, ASPECT_PERIOD,
		    NONE));
		if (c != NULL && c->period != NONE)
			*out = k->m->run->report->periods.v[c->period];
		/* Dates are taken of a period of the same kind only. */
		if (out->kind == PERIOD_BAD || (r != NULL &&
		    r->form == FORM_INSTANT && out->kind != PERIOD_INSTANT) ||
		    (r != NULL && r->form == FORM_DURATION &&
		    out->kind != PERIOD_DURATION))
			return making_fail(k, F_xbrlfe_undefinedSAV,
			    SLICE("period"));
	} else {
		out->kind = r->form == FORM_INSTANT ? PERIOD_INSTANT :
		    PERIOD_DURATION;
	}
	return r == NULL ? 0 : period_of_rule(k, r, out);
}

/* --- all of it --- */

static void
clear_context(struct made_context *c)
{
	c->dimensions.n = c->occ[0].n = c->occ[1].n = 0;
}

void
made_context_free(struct made_context *c)
{
	VEC_FREE(&c->dimensions);
	VEC_FREE(&c->occ[0]);
	VEC_FREE(&c->occ[1]);
}

int
made_context_of(struct maker *m, uint32_t row, bool dimensional,
    struct made_context *out)
{
	const struct report *r = m->run->report;
	const struct context *c = &r->contexts.v[row];
	uint32_t i;

	clear_context(out);
	if (c->entity == NONE || c->period == NONE ||
	    r->periods.v[c->period].kind == PERIOD_BAD)
		return -1;
	out->dimensional = dimensional;
	out->scheme = r->entities.v[c->entity].scheme;
	out->identifier = r->entities.v[c->entity].identifier;
	out->period = r->periods.v[c->period];
	for (i = 0; dimensional && i < c->n_dimensions; i++)
		if (made_copy_dimension(m, c,
		    &r->dimensions.v[c->dimensions + i], out) == -1)
			return -1;
	made_sort_dimensions(out);
	made_copy_components(m, c, MADE_SEGMENT, dimensional, &out->occ[0]);
	made_copy_components(m, c, MADE_SCENARIO, dimensional, &out->occ[1]);
	return 0;
}

static int
make_all(const struct making *k)
{
	clear_context(&k->out->context);
	k->out->context.dimensional =
	    (k->e->row->flags & SET_DIMENSIONAL) != 0;
	k->out->unit.numerator.n = k->out->unit.denominator.n = 0;
	if (make_concept(k) == -1 || make_value(k) == -1 ||
	    make_accuracy(k) == -1 || make_entity(k) == -1 ||
	    make_period(k) == -1 || made_dimensions(k) == -1 ||
	    made_components(k) == -1)
		return -1;
	return k->out->numeric ? made_unit(k) : 0;
}

int
made_make(struct maker *m, const struct evaluation *e)
{
	const struct making k = { m, e, formula_output(m->run->t,
	    e->row->owner), &m->made };

	if (m->stopped[e->set])
		return -1;
	if (k.o != NULL && e->row->kind == SET_FORMULA &&
	    k.o->instance == NONE && make_all(&k) == 0)
		return 0;
	if (k.o != NULL && e->row->kind == SET_TUPLE)
		report_unsupported(m->run, e->row, "it makes tuples");
	else if (k.o != NULL && k.o->instance != NONE)
		report_unsupported(m->run, e->row, "it makes facts of other instances");
	m->stopped[e->set] = 1;
	return -1;
}

void
maker_begin(struct maker *m, struct formula_run *run)
{
	const struct taxonomy *t = run->t;

	*m = (struct maker){ .run = run };
	m->types = simple_types_new(t);
	m->stopped = mem_calloc(taxonomy_count(t, SEC_VARIABLE_SETS), 1);
	m->rule_trees = mem_calloc(taxonomy_count(t, SEC_OUTPUT_RULES),
	    sizeof(struct xp_tree *));
}

void
maker_end(struct maker *m)
{
	uint32_t i, n = m->run == NULL ? 0 :
	    taxonomy_count(m->run->t, SEC_OUTPUT_RULES);

	for (i = 0; i < n; i++)
		xp_tree_free(m->rule_trees[i]);
	mem_free(m->rule_trees);
	mem_free(m->stopped);
	simple_types_free(m->types);
	made_context_free(&m->made.context);
	VEC_FREE(&m->made.unit.numerator);
	VEC_FREE(&m->made.unit.denominator);
	*m = (struct maker){ .run = NULL };
}
