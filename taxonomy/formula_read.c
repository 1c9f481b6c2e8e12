/*
 * formula_read.c: from resources of extended links to objects of formulas, while
 * the tree is there: variable sets, variables, parameters (Variables 1.0, 3),
 * assertions (Validation 1.0) and what else is a resource of its own.
 */
#include "taxonomy/formulas.h"

#include <stdlib.h>

#include "xpath/value.h"

#define NS_VALIDATION	"http://xbrl.org/2008/validation"
#define NS_TUPLE	"http://xbrl.org/2010/formula/tuple"
#define NS_CFI		"http://xbrl.org/2010/custom-function"

/* --- the set --- */

struct formula_set *
formula_set_of(struct dts *d)
{
	if (d->formulas == NULL)
		d->formulas = mem_calloc(1, sizeof(*d->formulas));
	return d->formulas;
}

void
formula_set_free(struct formula_set *set)
{
	int i;

	if (set == NULL)
		return;
	VEC_FREE(&set->objects);
	VEC_FREE(&set->implementations);
	VEC_FREE(&set->arc_names);
	VEC_FREE(&set->copies);
	VEC_FREE(&set->can_cover);
	VEC_FREE(&set->within);
	VEC_FREE(&set->bound);
	VEC_FREE(&set->seen);
	VEC_FREE(&set->needs);
	VEC_FREE(&set->calls);
	for (i = 0; i < FORMULA_ARCS; i++)
		VEC_FREE(&set->edges[i]);
	table_free(&set->index);
	table_free(&set->object_table);
	table_free(&set->text_table);
	table_free(&set->list_table);
	table_free(&set->scope_table);
	table_free(&set->expression_table);
	table_free(&set->code_table);
	table_free(&set->filter_table);
	table_free(&set->variable_table);
	table_free(&set->arc_table);
	mem_free(set);
}

/* --- attributes --- */

struct slice
formula_attr(struct link_reader *r, const xmlNode *n, const char *local)
{
	return xml_attr(n, NULL, local, r->scratch);
}

bool
formula_flag(struct link_reader *r, const xmlNode *n, const char *local)
{
	struct slice v = formula_attr(r, n, local);

	if (v.s == NULL)
		return false;
	v = slice_trim(v);
	return slice_is(v, "true") || slice_is(v, "1");
}

uint32_t
formula_attr_expression(struct link_reader *r, const xmlNode *n,
    const char *local)
{
	struct slice v = formula_attr(r, n, local);

	return v.s == NULL ? NONE : formula_intern_expression(r, n, v);
}

uint32_t
formula_name(struct link_reader *r, const xmlNode *n, struct slice text)
{
	struct slice ns, local;
	struct finding *f;

	if (text.s == NULL)
		return NONE;
	if (xml_qname(n, text, false, r->scratch, &ns, &local) == 0)
		return dts_name(r->d, ns, local);
	formula_set_of(r->d)->nameless = true;
	if (!is_qname(slice_trim(text)))
		return NONE;		/* XML Schema says so */
	f = finding_add(r->d->findings,
	    F_xbrlve_variableNameResolutionFailure, link_here(r, n));
	finding_arg(f, "name", slice_trim(text));
	return NONE;
}

uint32_t
formula_qname(struct link_reader *r, const xmlNode *n, struct slice text)
{
	struct slice ns, local;

	if (text.s == NULL ||
	    xml_qname(n, text, true, r->scratch, &ns, &local) != 0)
		return NONE;
	return dts_name(r->d, ns, local);
}

/* --- kinds of resources --- */

static void
read_output(struct link_reader *r, xmlNode *n, struct formula_object *o)
{
	struct formula_set *set = formula_set_of(r->d);
	struct img_variable_set *s;
	uint32_t output;

	set->nameless = false;
	output = formula_read_output(r, n);
	s = &r->d->variable_sets.v[o->row];
	s->owner = output;
	r->d->outputs.v[output].set = o->row;
	if (set->nameless) {		/* a source */
		s->flags |= SET_BROKEN;
		o->state |= WITHOUT_NAMES;
	}
}

static void
read_set(struct link_reader *r, xmlNode *n, struct formula_object *o)
{
	struct img_variable_set s = { .kind = o->sub, .owner = NONE,
	    .expression = NONE, .resource = o->resource };
	struct slice model = formula_attr(r, n, "aspectModel");
	struct finding *f;

	if (formula_flag(r, n, "implicitFiltering"))
		s.flags |= SET_IMPLICIT;
	if (model.s != NULL && slice_is(slice_trim(model), "dimensional")) {
		s.flags |= SET_DIMENSIONAL;
	} else if (model.s == NULL ||
	    !slice_is(slice_trim(model), "non-dimensional")) {
		s.flags |= SET_BROKEN;	/* Variables 1.0, 2 */
		o->state |= WITHOUT_MODEL;
		f = finding_add(r->d->findings, F_xbrlve_unknownAspectModel,
		    link_here(r, n));
		finding_arg(f, "model", model);
	}
	if (s.kind == SET_FORMULA)
		s.expression = formula_attr_expression(r, n, "value");
	else if (s.kind != SET_TUPLE)
		s.expression = formula_attr_expression(r, n, "test");
	o->row = (uint32_t)r->d->variable_sets.n;
	VEC_PUSH(&r->d->variable_sets, s);
	if (s.kind == SET_FORMULA || s.kind == SET_TUPLE)
		read_output(r, n, o);
}

static void
read_variable(struct link_reader *r, xmlNode *n, struct formula_object *o)
{
	o->expression = formula_attr_expression(r, n,
	    o->sub == VARIABLE_FACT ? "fallbackValue" : "select");
	if (formula_flag(r, n, "bindAsSequence"))
		o->flags |= VARIABLE_SEQUENCE;
	if (o->sub == VARIABLE_FACT && formula_flag(r, n, "nils"))
		o->flags |= VARIABLE_NILS;
	if (o->sub == VARIABLE_FACT && formula_flag(r, n, "matches"))
		o->flags |= VARIABLE_MATCHES;
}

/* 3.2; an instance is one too. */
static void
read_parameter(struct link_reader *r, xmlNode *n, struct formula_object *o)
{
	struct img_parameter p = { .turn = NONE, .type = XT_NONE,
	    .flags = o->sub, .resource = o->resource };
	struct slice as = formula_attr(r, n, "as"), ns, local;

	p.name = formula_qname(r, n, formula_attr(r, n, "name"));
	p.expression = formula_attr_expression(r, n, "select");
	p.as = formula_qname(r, n, as);
	if (as.s != NULL &&
	    xml_qname(n, as, true, r->scratch, &ns, &local) == 0 &&
	    slice_is(ns, NS_XSD))
		p.type = (uint8_t)xp_type_named(local);
	if (formula_flag(r, n, "required"))
		p.flags |= PARAMETER_REQUIRED;
	o->row = (uint32_t)r->d->parameters.n;
	VEC_PUSH(&r->d->parameters, p);
}

static void
read_consistency(struct link_reader *r, xmlNode *n, struct formula_object *o)
{
	o->expression = formula_attr_expression(r, n,
	    "absoluteAcceptanceRadius");
	o->second = formula_attr_expression(r, n,
	    "proportionalAcceptanceRadius");
	if (formula_flag(r, n, "strict"))
		o->flags |= ASSERTION_STRICT;
}

static void
read_severity(struct link_reader *r, xmlNode *n, struct formula_object *o)
{
	if (o->sub == ASSERTION_COMPUTED)
		o->expression = formula_attr_expression(r, n, "severity");
}

/* --- which is which --- */

static const struct kind {
	const char *local, *ns;
	enum formula_kind kind;
	uint8_t sub;
} kinds[] = {				/* by local name, for bsearch */
	{ "assertionSet", NS_VALIDATION, OBJECT_ASSERTION_SET, 0 },
	{ "consistencyAssertion", NS_CONSISTENCY, OBJECT_CONSISTENCY, 0 },
	{ "equalityDefinition", NS_VARIABLE, OBJECT_EQUALITY, 0 },
	{ "error", NS_SEVERITY_10, OBJECT_SEVERITY, ASSERTION_ERROR },
	{ "existenceAssertion", NS_EXISTENCE, OBJECT_SET, SET_EXISTENCE },
	{ "expression", NS_SEVERITY_20, OBJECT_SEVERITY, ASSERTION_COMPUTED },
	{ "factVariable", NS_VARIABLE, OBJECT_VARIABLE, VARIABLE_FACT },
	{ "formula", NS_FORMULA, OBJECT_SET, SET_FORMULA },
	{ "function", NS_VARIABLE, OBJECT_FUNCTION, 0 },
	{ "generalVariable", NS_VARIABLE, OBJECT_VARIABLE, VARIABLE_GENERAL },
	{ "implementation", NS_CFI, OBJECT_IMPLEMENTATION, 0 },
	{ "instance", NS_INSTANCE, OBJECT_PARAMETER, PARAMETER_INSTANCE },
	{ "message", NS_MESSAGE, OBJECT_MESSAGE, 0 },
	{ "ok", NS_SEVERITY_10, OBJECT_SEVERITY, ASSERTION_OK },
	{ "parameter", NS_VARIABLE, OBJECT_PARAMETER, 0 },
	{ "precondition", NS_VARIABLE, OBJECT_PRECONDITION, 0 },
	{ "tuple", NS_TUPLE, OBJECT_SET, SET_TUPLE },
	{ "valueAssertion", NS_VALUE, OBJECT_SET, SET_VALUE },
	{ "warning", NS_SEVERITY_10, OBJECT_SEVERITY, ASSERTION_WARNING },
};

static int
by_local(const void *key, const void *row)
{
	return strcmp(key, ((const struct kind *)row)->local);
}

/* Severities have two namespaces that mean the same here. */
static bool
ns_fits(const struct kind *k, const char *ns)
{
	return strcmp(ns, k->ns) == 0 || (k->kind == OBJECT_SEVERITY &&
	    strcmp(ns, NS_SEVERITY_20) == 0);
}

static const struct kind *
kind_of(const xmlNode *n)
{
	const struct kind *k = bsearch(n->name, kinds,
	    sizeof(kinds) / sizeof(kinds[0]), sizeof(kinds[0]), by_local);

	return k != NULL && ns_fits(k, (const char *)n->ns->href) ? k : NULL;
}

static void
read_object(struct link_reader *r, xmlNode *n, struct formula_object *o)
{
	switch ((enum formula_kind)o->kind) {
	case OBJECT_SET:
		read_set(r, n, o);
		break;
	case OBJECT_VARIABLE:
		read_variable(r, n, o);
		break;
	case OBJECT_PARAMETER:
		read_parameter(r, n, o);
		break;
	case OBJECT_PRECONDITION:
	case OBJECT_EQUALITY:
		o->expression = formula_attr_expression(r, n, "test");
		break;
	case OBJECT_CONSISTENCY:
		read_consistency(r, n, o);
		break;
	case OBJECT_MESSAGE:
		o->row = formula_read_message(r, n, o->resource);
		break;
	case OBJECT_SEVERITY:
		read_severity(r, n, o);
		break;
	case OBJECT_FUNCTION:
		o->row = formula_read_function(r, n, o->resource);
		break;
	case OBJECT_IMPLEMENTATION:
		o->row = formula_read_implementation(r, n);
		break;
	case OBJECT_FILTER:
	case OBJECT_ASSERTION_SET:
		break;
	}
}

bool
formula_read(struct link_reader *r, xmlNode *n, uint32_t resource)
{
	struct formula_object o = { .resource = resource, .row = NONE,
	    .expression = NONE, .second = NONE };
	const struct kind *k;
	enum filter_kind filter;
	uint8_t value;
	struct formula_set *set;

	if (n->ns == NULL || !slice_starts(slice_of(
	    (const char *)n->ns->href), SLICE("http://xbrl.org/20")))
		return false;
	if ((k = kind_of(n)) != NULL) {
		o.kind = (uint8_t)k->kind;
		o.sub = k->sub;
		read_object(r, n, &o);
	} else if (formula_filter_kind(n, &filter, &value)) {
		o.kind = OBJECT_FILTER;
		o.sub = (uint8_t)filter;
		o.row = formula_read_filter(r, n, filter, value, resource);
	} else {
		return false;
	}
	set = formula_set_of(r->d);
	table_add_int(&set->object_table, resource,
	    (uint32_t)set->objects.n);
	VEC_PUSH(&set->objects, o);
	return true;
}

/* Variables 1.0, 3.5.1; Consistency Assertions; Variables Scope. */
void
formula_read_arc(struct link_reader *r, xmlNode *n, uint32_t arc)
{
	struct slice name = formula_attr(r, n, "name");
	struct formula_arc_name row = { .arc = arc };
	struct formula_set *set;

	if (name.s == NULL || n->ns == NULL || !slice_starts(slice_of(
	    (const char *)n->ns->href), SLICE("http://xbrl.org/20")))
		return;
	set = formula_set_of(r->d);
	row.name = formula_name(r, n, name);
	table_add_int(&set->arc_table, arc, (uint32_t)set->arc_names.n);
	VEC_PUSH(&set->arc_names, row);
}
