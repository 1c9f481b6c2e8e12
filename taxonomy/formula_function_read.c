/*
 * formula_function_read.c: custom functions: signatures (Variables 1.0, 3.1)
 * and implementations in XPath (Custom Function Implementation 1.0, 2).
 */
#include "taxonomy/formulas.h"

#include "xpath/eval.h"
#include "xpath/value.h"
#include "taxonomy/xfi.h"

/*
 * A SequenceType as the functions of the evaluator have it: xs: is the prefix
 * of atomic types, whatever prefix they have here; a kind of node is "node()",
 * since what node it is is judged by what is done with it.  Types of schemas
 * that are not built in are "xs:anyAtomicType".
 */
static struct fstr
sequence_type(struct link_reader *r, const xmlNode *n, struct slice text)
{
	struct slice s = slice_trim(text.s == NULL ? SLICE("") : text);
	struct slice ns, local;
	const char *base = "item()";
	char occurs[2] = "";
	enum xp_type type;

	if (s.n > 0 && strchr("?*+", s.s[s.n - 1]) != NULL) {
		occurs[0] = s.s[s.n - 1];
		s.n--;
		s = slice_trim(s);
	}
	if (s.n > 0 && s.s[s.n - 1] == ')') {
		if (slice_starts(s, SLICE("empty-sequence")))
			base = "empty-sequence()";
		else if (!slice_starts(s, SLICE("item")))
			base = "node()";
	} else if (xml_qname(n, s, true, r->scratch, &ns, &local) == 0) {
		type = slice_is(ns, NS_XSD) ? xp_type_named(local) : XT_NONE;
		base = type == XT_NONE ? "xs:anyAtomicType" :
		    arena_printf(r->scratch, "xs:%s", xp_type_name(type));
	}
	return formula_intern_text(r->d, slice_of(arena_printf(r->scratch,
	    "%s%s", base, occurs)));
}

/* 3.1: types of XML Schema's own namespace have to be there. */
static void
check_type(struct link_reader *r, const xmlNode *n, struct slice text)
{
	struct slice s = slice_trim(text.s == NULL ? SLICE("") : text);
	struct slice ns, local;
	struct finding *f;

	if (s.n > 0 && strchr("?*+", s.s[s.n - 1]) != NULL)
		s.n--;
	if (xml_qname(n, s, true, r->scratch, &ns, &local) != 0 ||
	    !slice_is(ns, NS_XSD) || xp_type_named(local) != XT_NONE ||
	    slice_is(local, "anyType") || slice_is(local, "anySimpleType"))
		return;
	f = finding_add(r->d->findings,
	    F_xbrlve_invalidDatatypeInCustomFunctionSignature,
	    link_here(r, n));
	finding_arg(f, "type", text);
}

static void
read_input(struct link_reader *r, const xmlNode *n, struct img_function *f)
{
	struct img_function_input *i = VEC_ADD(&r->d->function_inputs);
	struct slice type = formula_attr(r, n, "type");

	check_type(r, n, type);
	i->type = sequence_type(r, n, type);
	i->name = NONE;
	f->n_inputs++;
}

/* The functions of a namespace that is XPath's or the registry's, or NULL. */
static const struct xp_library *
registry_of(struct slice ns)
{
	size_t i;

	for (i = 0; i < XFI_LIBRARIES; i++)
		if (slice_is(ns, xfi_libraries[i]->ns))
			return xfi_libraries[i];
	return slice_is(ns, xp_fn.ns) ? &xp_fn : NULL;
}

/* 3.1: namespaces of the registry's functions are not for others, nor that of
 * XPath's own (Functions and Operators, 1.3) and of its constructor functions
 * (17.1).  A signature of one that is there says what is known, and makes no
 * custom one. */
static void
check_namespace(struct link_reader *r, const xmlNode *n,
    const struct img_function *f)
{
	struct slice ns = f->name == NONE ? SLICE("") :
	    dts_text(r->d, r->d->names.v[f->name].ns);
	const struct xp_library *known = registry_of(ns);
	struct finding *x;
	uint16_t i;

	if (known == NULL && !slice_is(ns, NS_XSD))
		return;
	for (i = 0; known != NULL && i < known->n; i++)
		if (slice_is(dts_text(r->d, r->d->names.v[f->name].local),
		    known->signatures[i].local))
			return;
	x = finding_add(r->d->findings,
	    F_xbrlve_noProhibitedNamespaceForCustomFunction,
	    link_here(r, n));
	finding_arg(x, "name", formula_attr(r, n, "name"));
}

uint32_t
formula_read_function(struct link_reader *r, xmlNode *n, uint32_t resource)
{
	struct img_function f = { .output = NONE, .resource = resource };
	struct slice type = formula_attr(r, n, "output");

	f.name = formula_qname(r, n, formula_attr(r, n, "name"));
	check_type(r, n, type);
	check_namespace(r, n, &f);
	f.output_type = sequence_type(r, n, type);
	f.inputs = (uint32_t)r->d->function_inputs.n;
	for (n = xml_element(n->children); n != NULL;
	    n = xml_element(n->next))
		if (xml_is(n, NS_VARIABLE, "input"))
			read_input(r, n, &f);
	VEC_PUSH(&r->d->functions, f);
	return (uint32_t)r->d->functions.n - 1;
}

static void
read_step(struct link_reader *r, const xmlNode *n,
    struct formula_implementation *i)
{
	struct img_function_step s;

	s.name = formula_name(r, n, formula_attr(r, n, "name"));
	s.expression = formula_intern_expression(r, n, xml_text(n,
	    r->scratch));
	VEC_PUSH(&r->d->function_steps, s);
	i->n_steps++;
}

uint32_t
formula_read_implementation(struct link_reader *r, xmlNode *n)
{
	struct formula_set *set = formula_set_of(r->d);
	struct formula_implementation i = { .output = NONE };

	i.steps = (uint32_t)r->d->function_steps.n;
	set->copies.n = 0;
	for (n = xml_element(n->children); n != NULL;
	    n = xml_element(n->next)) {
		if (strcmp((const char *)n->name, "input") == 0)
			VEC_PUSH(&set->copies, formula_name(r, n,
			    formula_attr(r, n, "name")));
		else if (strcmp((const char *)n->name, "step") == 0)
			read_step(r, n, &i);
		else if (strcmp((const char *)n->name, "output") == 0)
			i.output = formula_intern_expression(r, n,
			    xml_text(n, r->scratch));
	}
	i.n_names = (uint32_t)set->copies.n;
	i.names = formula_intern_list(r->d, set->copies.v, i.n_names);
	VEC_PUSH(&set->implementations, i);
	return (uint32_t)set->implementations.n - 1;
}
