/*
 * test_formula.c: formulas in an image: what the rows of formula.h say of
 * linkbases that are written here.  What is wrong with formulas is asked in
 * tests/cases/formula-*.cases.
 */
#include "tests/folder.h"

#include "base/uri.h"
#include "taxonomy/dts.h"
#include "taxonomy/formula.h"
#include "taxonomy/image_write.h"

#define ARCROLE_08	"http://xbrl.org/arcrole/2008/"
#define ARCROLE_10	"http://xbrl.org/arcrole/2010/"
#define REF(arcrole, schema) \
	"<link:arcroleRef xlink:type='simple' arcroleURI='" arcrole "'" \
	" xlink:href='http://www.xbrl.org/" schema "'/>\n"
#define RESOURCE(element, label, attributes, content) \
	"<" element " xlink:type='resource' xlink:label='" label "'" \
	" id='" label "' " attributes ">" content "</" element ">\n"
#define ARC(element, arcrole, from, to, attributes) \
	"<" element " xlink:type='arc' xlink:arcrole='" arcrole "'" \
	" xlink:from='" from "' xlink:to='" to "' " attributes "/>\n"
#define VALUE(label, test) \
	RESOURCE("va:valueAssertion", label, "aspectModel='dimensional'" \
	" implicitFiltering='true' test=\"" test "\"", "")
#define EXISTENCE(label) \
	RESOURCE("ea:existenceAssertion", label, "aspectModel='dimensional'" \
	" implicitFiltering='true'", "")
#define FACT(label, attributes) \
	RESOURCE("variable:factVariable", label, attributes, "")
#define PARAMETER(name, attributes) \
	RESOURCE("variable:parameter", name, "name='" name "' " attributes, "")
#define NAMED(label, concepts) \
	RESOURCE("cf:conceptName", label, "", concepts)
#define CONCEPT(name) \
	"<cf:concept><cf:qname>a:" name "</cf:qname></cf:concept>"
#define VARIABLE(from, to, name) \
	ARC("variable:variableArc", ARCROLE_08 "variable-set", from, to, \
	"name='" name "'")
#define FILTER(from, to, complement, cover) \
	ARC("variable:variableFilterArc", ARCROLE_08 "variable-filter", from, \
	to, "complement='" complement "' cover='" cover "'")
#define IN_FILTER(from, to) \
	ARC("variable:variableFilterArc", ARCROLE_08 "boolean-filter", from, \
	to, "complement='false' cover='true'")

static const char schema[] =
"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'"
" xmlns:xbrli='http://www.xbrl.org/2003/instance' xmlns:a='urn:a'"
" targetNamespace='urn:a'>"
"<xs:import namespace='http://www.xbrl.org/2003/instance'"
" schemaLocation='http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd'/>"
"<xs:element name='A' id='A' type='xbrli:monetaryItemType'"
" substitutionGroup='xbrli:item' xbrli:periodType='instant'/>"
"<xs:element name='B' id='B' type='xbrli:monetaryItemType'"
" substitutionGroup='xbrli:item' xbrli:periodType='instant'/>"
"<xs:element name='C' id='C' type='xbrli:monetaryItemType'"
" substitutionGroup='xbrli:item' xbrli:periodType='instant'/>"
"</xs:schema>";

static const char begin[] =
"<link:linkbase xmlns:link='http://www.xbrl.org/2003/linkbase'"
" xmlns:xlink='http://www.w3.org/1999/xlink'"
" xmlns:xs='http://www.w3.org/2001/XMLSchema'"
" xmlns:gen='http://xbrl.org/2008/generic'"
" xmlns:variable='http://xbrl.org/2008/variable'"
" xmlns:formula='http://xbrl.org/2008/formula'"
" xmlns:va='http://xbrl.org/2008/assertion/value'"
" xmlns:ea='http://xbrl.org/2008/assertion/existence'"
" xmlns:validation='http://xbrl.org/2008/validation'"
" xmlns:cf='http://xbrl.org/2008/filter/concept'"
" xmlns:bf='http://xbrl.org/2008/filter/boolean'"
" xmlns:gf='http://xbrl.org/2008/filter/general'"
" xmlns:df='http://xbrl.org/2008/filter/dimension'"
" xmlns:msg='http://xbrl.org/2010/message'"
" xmlns:sev='http://xbrl.org/2022/assertion-severity'"
" xmlns:cfi='http://xbrl.org/2010/custom-function'"
" xmlns:a='urn:a'>\n"
"<link:roleRef xlink:type='simple'"
" roleURI='http://www.xbrl.org/2010/role/message'"
" xlink:href='http://www.xbrl.org/2010/generic-message.xsd#standard-message'/>"
REF(ARCROLE_08 "variable-set", "2008/variable.xsd#variable-set")
REF(ARCROLE_08 "variable-filter", "2008/variable.xsd#variable-filter")
REF(ARCROLE_08 "variable-set-filter", "2008/variable.xsd#variable-set-filter")
REF(ARCROLE_08 "variable-set-precondition",
    "2008/variable.xsd#variable-set-precondition")
REF(ARCROLE_08 "boolean-filter", "2008/boolean-filter.xsd#boolean-filter")
REF(ARCROLE_08 "assertion-set", "2008/validation.xsd#assertion-set")
REF(ARCROLE_10 "assertion-unsatisfied-message",
    "2010/validation-message.xsd#assertion-unsatisfied-message")
REF(ARCROLE_10 "function-implementation",
    "2010/custom-function-implementation.xsd#cfi-implementation")
REF("http://xbrl.org/arcrole/2022/assertion-unsatisfied-severity",
    "2022/assertion-severity.xsd#assertion-unsatisfied-severity")
"<gen:link xlink:type='extended'"
" xlink:role='http://www.xbrl.org/2003/role/link'>\n"
"<link:loc xlink:type='locator' xlink:href='a.xsd#A' xlink:label='loc-A'/>\n";

static struct resolver *resolver;
static struct taxonomy *t;
static struct slice bytes;

/* The taxonomy of one linkbase, whose body this is; it has no findings. */
static void
open_linkbase(const char *body)
{
	struct buf b = BUF_ANY;
	struct slice entry;
	struct dts *d;
	const char *why;
	uint32_t i;

	buf_puts(&b, begin);
	buf_puts(&b, body);
	buf_puts(&b, "</gen:link></link:linkbase>");
	entry = uri_of_path(arena, folder_put("f.xml", buf_get(&b)));
	buf_free(&b);
	d = dts_compile(resolver, &entry, 1);
	for (i = 0; i < findings_count(d->findings); i++)
		printf("# %s\n", message_of(findings_get(d->findings,
		    i)->code)->code);
	ok(findings_count(d->findings) == 0, "the taxonomy is without faults");
	bytes = image_write(d);
	dts_free(d);
	if (taxonomy_open_bytes(&t, bytes, arena, &why) != 0) {
		printf("Bail out! %s\n", why);
		exit(EXIT_FAILURE);
	}
}

static void
close_linkbase(void)
{
	taxonomy_close(t);
	mem_free((void *)(uintptr_t)bytes.s);
}

/* --- by name --- */

static uint32_t
name(const char *ns, const char *local)
{
	return taxonomy_find_name(t, slice_of(ns), slice_of(local));
}

static uint32_t
element(const char *local)
{
	return taxonomy_find_element(t, SLICE("urn:a"), slice_of(local));
}

static uint32_t
assertion_row(const char *id)
{
	const struct img_assertion *a;
	uint32_t i;

	for (i = 0; (a = formula_assertion(t, i)) != NULL; i++)
		if (slice_is(formula_assertion_id(t, a), id))
			return i;
	return NONE;
}

static uint32_t
set_row(const char *id)
{
	const struct img_assertion *a =
	    formula_assertion(t, assertion_row(id));

	return a == NULL ? NONE : formula_list(t, a->sets);
}

static const struct img_binding *
binding(const struct img_variable_set *s, const char *local)
{
	uint32_t parameter;

	return formula_binding(t, formula_resolve(t, s, name("", local),
	    &parameter));
}

static bool
source_is(uint32_t expression, const char *source)
{
	const struct img_expression *e = formula_expression(t, expression);

	return e != NULL && slice_is(formula_text(t, e->source), source);
}

/* The local names of what wakes a set, with spaces between. */
static const char *
wakes(const char *id)
{
	const struct img_variable_set *s = formula_set(t, set_row(id));
	struct buf b = BUF_ANY;
	const char *out;
	uint32_t i;

	for (i = 0; i < s->n_wakes; i++) {
		if (i > 0)
			buf_char(&b, ' ');
		buf_slice(&b, taxonomy_element_local(t,
		    formula_list(t, s->wakes + i)));
	}
	out = b.n == 0 ? "" : arena_copy(arena, buf_get(&b)).s;
	buf_free(&b);
	return out;
}

/* --- tests --- */

static void
test_sharing(void)
{
	const struct img_variable_set *s, *u;
	const struct img_variable *v;
	struct xp_expr x;

	open_linkbase(
	    VALUE("s", "$v gt 0") VALUE("u", "$w gt 0") VALUE("x", "$v gt 0")
	    FACT("v", "bindAsSequence='false'")
	    FACT("w", "bindAsSequence='false'")
	    NAMED("f", CONCEPT("A")) NAMED("g", CONCEPT("A"))
	    VARIABLE("s", "v", "v") VARIABLE("u", "w", "w")
	    VARIABLE("x", "v", "v")
	    FILTER("v", "f", "false", "true")
	    FILTER("w", "g", "false", "true"));
	s = formula_set(t, set_row("s"));
	u = formula_set(t, set_row("u"));
	is_int(taxonomy_count(t, SEC_FILTERS), 1, "equal filters are one row");
	is_int(taxonomy_count(t, SEC_VARIABLES), 1,
	    "variables with equal filters are one row");
	is_int(s->expression, formula_set(t, set_row("x"))->expression,
	    "equal expressions are one row");
	ok(s->expression != u->expression,
	    "expressions of other names are another");
	is_int(binding(s, "v")->target, binding(u, "w")->target,
	    "one variable by two names");
	v = formula_variable(t, binding(s, "v")->target);
	ok((v->flags & VARIABLE_NAMED) != 0 && v->n_concepts == 1 &&
	    formula_list(t, v->concepts) == element("A"),
	    "a variable that can bind one concept");
	ok(formula_open(t, s->expression, &x), "an expression is compiled");
	is_int(formula_list(t, formula_expression(t, s->expression)->names),
	    binding(s, "v")->name, "its slot is of the name of the binding");
	is_int(s->flags, SET_IMPLICIT | SET_DIMENSIONAL,
	    "attributes of the set");
	close_linkbase();
}

static void
test_namespaces(void)
{
	uint32_t s, u;

	open_linkbase(
	    VALUE("s", "1 eq 1") VALUE("u", "xs:QName('a:A') eq xs:QName('a:B')")
	    "<va:valueAssertion xmlns:b='urn:a' xlink:type='resource'"
	    " xlink:label='x' id='x' aspectModel='dimensional'"
	    " implicitFiltering='true'"
	    " test=\"xs:QName('b:A') eq xs:QName('b:B')\"/>");
	s = formula_set(t, set_row("s"))->expression;
	u = formula_set(t, set_row("u"))->expression;
	ok(slice_is(formula_namespace(t, u, SLICE("a")), "urn:a"),
	    "what a prefix means is kept");
	ok(formula_namespace(t, s, SLICE("a")).s == NULL,
	    "what no prefix of the expression means is not");
	ok(formula_open(t, formula_set(t, set_row("x"))->expression,
	    &(struct xp_expr){ .h = NULL }), "a prefix of the element itself");
	close_linkbase();
}

static void
test_order(void)
{
	const struct img_variable_set *s;
	const struct img_binding *b;
	uint32_t parameter;

	open_linkbase(
	    VALUE("s", "$v gt $limit")
	    RESOURCE("variable:generalVariable", "g",
	    "select='$v + $limit' bindAsSequence='false'", "")
	    FACT("v", "bindAsSequence='true' nils='true'")
	    PARAMETER("limit", "select='$base * 2' as='xs:decimal'")
	    PARAMETER("base", "select='1'")
	    RESOURCE("gf:general", "f", "test='. gt $w'", "")
	    FACT("w", "bindAsSequence='false'")
	    VARIABLE("s", "g", "g") VARIABLE("s", "v", "v")
	    VARIABLE("s", "w", "w") FILTER("v", "f", "true", "false"));
	s = formula_set(t, set_row("s"));
	is_int(s->n_bindings, 3, "all variables of a set");
	b = formula_binding(t, s->bindings);
	is_int(b->name, name("", "w"), "first the one that hangs on none");
	is_int(formula_binding(t, s->bindings + 1)->name, name("", "v"),
	    "then the one whose filter names it");
	b = formula_binding(t, s->bindings + 2);
	is_int(b->name, name("", "g"), "then the one that names that");
	ok(b->kind == BINDING_GENERAL && b->n_needs == 1 &&
	    formula_list(t, b->needs) == 1, "and it says on which it hangs");
	ok(formula_variable(t, binding(s, "v")->target)->flags ==
	    (VARIABLE_SEQUENCE | VARIABLE_NILS), "flags of a variable");
	is_int(formula_filter_use(t, formula_variable(t, binding(s,
	    "v")->target)->filters)->flags, FILTER_COMPLEMENT,
	    "flags of a filter's use");
	is_int(formula_resolve(t, s, name("", "limit"), &parameter), NONE,
	    "a parameter is no binding");
	is_int(parameter, formula_parameter(t, name("", "limit")),
	    "but a name all the same");
	is_int(formula_parameter_row(t, parameter)->type, XT_DECIMAL,
	    "the type of a parameter");
	is_int(formula_parameter_row(t, 0)->turn, formula_parameter(t,
	    name("", "base")), "the first parameter to be evaluated");
	is_int(formula_parameter_row(t, 1)->turn, parameter,
	    "and the one that hangs on it");
	close_linkbase();
}

static void
test_wakes(void)
{
	uint32_t first, count;

	open_linkbase(
	    VALUE("one", "$v gt 0") VALUE("two", "$v gt $w")
	    VALUE("any", "$f gt $g") VALUE("not", "$n gt 0")
	    VALUE("or", "$o gt 0") EXISTENCE("is") VALUE("none", "true()")
	    FACT("v", "bindAsSequence='false'")
	    FACT("w", "bindAsSequence='false'")
	    FACT("f", "bindAsSequence='false' fallbackValue='0'")
	    FACT("g", "bindAsSequence='false' fallbackValue='0'")
	    FACT("n", "bindAsSequence='false'")
	    FACT("o", "bindAsSequence='false'")
	    NAMED("a", CONCEPT("A")) NAMED("bc", CONCEPT("B") CONCEPT("C"))
	    RESOURCE("bf:orFilter", "or-a-bc", "", "")
	    FILTER("v", "a", "false", "true")
	    FILTER("w", "bc", "false", "true")
	    FILTER("f", "a", "false", "true")
	    FILTER("g", "bc", "false", "true")
	    FILTER("n", "a", "true", "true")
	    FILTER("o", "or-a-bc", "false", "true")
	    IN_FILTER("or-a-bc", "a") IN_FILTER("or-a-bc", "bc")
	    VARIABLE("one", "w", "v") VARIABLE("two", "v", "v")
	    VARIABLE("two", "w", "w") VARIABLE("any", "f", "f")
	    VARIABLE("any", "g", "g") VARIABLE("not", "n", "n")
	    VARIABLE("or", "o", "o") VARIABLE("is", "v", "v"));
	ok(strcmp(wakes("one"), "B C") == 0, "any concept of a filter");
	ok(strcmp(wakes("two"), "A") == 0,
	    "of two variables the one with fewer concepts");
	ok(strcmp(wakes("any"), "A B C") == 0,
	    "where all have fallback values, any of them");
	ok((formula_set(t, set_row("any"))->flags & SET_ANY) != 0,
	    "and the set says so");
	ok((formula_set(t, set_row("not"))->flags & SET_ALWAYS) != 0,
	    "a complement tells nothing");
	ok(strcmp(wakes("or"), "A B C") == 0, "an or-filter joins");
	ok((formula_set(t, set_row("is"))->flags & SET_ALWAYS) != 0,
	    "an existence assertion is always judged");
	ok((formula_set(t, set_row("none"))->flags & SET_ALWAYS) != 0,
	    "a set without variables evaluates once");
	formula_woken(t, element("A"), &first, &count);
	is_int(count, 3, "sets that a concept wakes");
	is_int(formula_list(t, first), set_row("two"), "the first of them");
	formula_woken(t, NONE, &first, &count);
	is_int(count, 3, "sets that are always awake");
	formula_woken(t, name("", "v"), &first, &count);
	formula_woken(t, 12345678, &first, &count);
	is_int(count, 0, "an element that is not there wakes none");
	close_linkbase();
}

static void
test_group(void)
{
	const struct img_variable_set *s;

	open_linkbase(
	    VALUE("s", "$v gt 0") FACT("v", "bindAsSequence='false'")
	    VARIABLE("s", "v", "v") NAMED("a", CONCEPT("A") CONCEPT("B"))
	    NAMED("b", CONCEPT("B") CONCEPT("C"))
	    FILTER("v", "b", "false", "true")
	    ARC("variable:variableSetFilterArc",
	    ARCROLE_08 "variable-set-filter", "s", "a", "complement='false'")
	    RESOURCE("variable:precondition", "p", "test='$v lt 9'", "")
	    RESOURCE("variable:precondition", "q", "test='$v gt 1'", "")
	    ARC("gen:arc", ARCROLE_08 "variable-set-precondition", "s", "p",
	    "order='2'")
	    ARC("gen:arc", ARCROLE_08 "variable-set-precondition", "s", "q",
	    "order='1'"));
	s = formula_set(t, set_row("s"));
	is_int(s->n_filters, 1, "a filter of the group");
	is_int(formula_filter_use(t, s->filters)->flags, 0,
	    "which never covers");
	ok(strcmp(wakes("s"), "B") == 0, "it narrows what wakes the set");
	is_int(s->n_preconditions, 2, "preconditions");
	ok(source_is(formula_list(t, s->preconditions), "$v gt 1"),
	    "in the order of their arcs");
	close_linkbase();
}

static void
test_filters(void)
{
	const struct img_filter *f;
	const struct img_filter_item *i;

	open_linkbase(
	    VALUE("s", "$v gt 0") FACT("v", "bindAsSequence='false'")
	    FACT("w", "bindAsSequence='false'") VARIABLE("s", "v", "v")
	    VARIABLE("s", "w", "w") FILTER("v", "and", "false", "true")
	    RESOURCE("bf:andFilter", "and", "", "") IN_FILTER("and", "dim")
	    IN_FILTER("and", "name") NAMED("name", CONCEPT("A"))
	    RESOURCE("df:explicitDimension", "dim", "",
	    "<df:dimension><df:qname>a:A</df:qname></df:dimension>"
	    "<df:member><df:variable>w</df:variable>"
	    "<df:linkrole>urn:role</df:linkrole>"
	    "<df:arcrole>urn:arcrole</df:arcrole><df:axis>child</df:axis>"
	    "</df:member>"));
	f = formula_filter(t, formula_filter_use(t, formula_variable(t,
	    binding(formula_set(t, set_row("s")), "v")->target)->filters)->filter);
	is_int(f->kind, FILTER_AND, "an and-filter");
	is_int(f->n_uses, 2, "with two in it");
	is_int(f->aspects, ASPECT_BIT(ASPECT_CONCEPT) |
	    ASPECT_BIT(ASPECT_DIMENSION), "covers what they cover");
	ok(f->n_names == 1 && formula_list(t, f->names) == name("", "w"),
	    "names what they name");
	f = formula_filter(t, formula_filter_use(t, f->uses)->filter);
	is_int(f->kind, FILTER_EXPLICIT_DIMENSION, "the first of them");
	is_int(f->n_items, 2, "a dimension and a member");
	i = formula_filter_item(t, f->items + 1);
	ok(i->kind == ITEM_MEMBER && i->variable == name("", "w") &&
	    i->axis == AXIS_REL_CHILD &&
	    slice_is(formula_text(t, i->linkrole), "urn:role") &&
	    slice_is(formula_text(t, i->arcrole), "urn:arcrole"),
	    "a member by a variable and an axis");
	close_linkbase();
}

static void
test_output(void)
{
	const struct img_variable_set *s;
	const struct img_output *o;
	const struct img_output_rule *r;

	open_linkbase(
	    RESOURCE("formula:formula", "s", "aspectModel='dimensional'"
	    " implicitFiltering='true' value='$v' source='v'",
	    "<formula:decimals>2</formula:decimals>"
	    "<formula:aspects source='formula:uncovered'>"
	    "<formula:concept><formula:qname>a:B</formula:qname>"
	    "</formula:concept><formula:period source='v'/>"
	    "<formula:unit augment='false'>"
	    "<formula:divideBy measure=\"xs:QName('a:B')\"/></formula:unit>"
	    "<formula:occFragments occ='scenario'><a:x>1</a:x>"
	    "</formula:occFragments></formula:aspects>")
	    FACT("v", "bindAsSequence='false'") VARIABLE("s", "v", "v"));
	s = formula_set(t, 0);
	o = formula_output(t, s->owner);
	ok(s->kind == SET_FORMULA && o->set == 0, "a formula");
	is_int(o->source, name("", "v"), "its source");
	ok(source_is(o->decimals, "2"), "its accuracy");
	is_int(o->n_rules, 5, "its rules");
	r = formula_output_rule(t, o->rules);
	ok(r->kind == OUTPUT_CONCEPT && r->form == FORM_NAME &&
	    r->name == name("urn:a", "B") && r->source == SOURCE_UNCOVERED,
	    "a concept, with the source of the group");
	r = formula_output_rule(t, o->rules + 1);
	ok(r->kind == OUTPUT_PERIOD && r->form == FORM_SOURCE &&
	    r->source == name("", "v"), "a period with its own source");
	r = formula_output_rule(t, o->rules + 2);
	ok(r->kind == OUTPUT_UNIT && (r->flags & RULE_AUGMENT) == 0,
	    "a unit that starts anew");
	r = formula_output_rule(t, o->rules + 3);
	ok(r->kind == OUTPUT_DIVIDE && r->form == FORM_NAME,
	    "and what divides it");
	r = formula_output_rule(t, o->rules + 4);
	ok(r->kind == OUTPUT_OCC_FRAGMENTS &&
	    (r->flags & RULE_SCENARIO) != 0 && strstr(formula_text(t,
	    r->text).s, "xmlns:a=\"urn:a\"") != NULL,
	    "a fragment that is complete in itself");
	close_linkbase();
}

static void
test_assertions(void)
{
	const struct img_assertion *a;
	const struct img_message *m;
	const struct img_message_part *p;
	const struct img_assertion_set *g;

	open_linkbase(
	    VALUE("s", "$v gt 0") EXISTENCE("e") FACT("v",
	    "bindAsSequence='false'") VARIABLE("s", "v", "v")
	    VARIABLE("e", "v", "v")
	    RESOURCE("msg:message", "m", "xml:lang='en'"
	    " xlink:role='http://www.xbrl.org/2010/role/message'",
	    "{{It}} is {$v}, not {$v + 1}.")
	    ARC("gen:arc", ARCROLE_10 "assertion-unsatisfied-message", "s",
	    "m", "")
	    "<link:loc xlink:type='locator' xlink:label='w'"
	    " xlink:href='http://www.xbrl.org/2022/severities.xml#WARNING'/>"
	    ARC("gen:arc",
	    "http://xbrl.org/arcrole/2022/assertion-unsatisfied-severity",
	    "s", "w", "")
	    RESOURCE("sev:expression", "x", "severity=\"'OK'\"", "")
	    ARC("gen:arc",
	    "http://xbrl.org/arcrole/2022/assertion-unsatisfied-severity",
	    "e", "x", "")
	    RESOURCE("validation:assertionSet", "g", "", "")
	    ARC("gen:arc", ARCROLE_08 "assertion-set", "g", "e", "order='1'")
	    ARC("gen:arc", ARCROLE_08 "assertion-set", "g", "s", "order='2'"));
	a = formula_assertion(t, assertion_row("s"));
	ok(a->kind == ASSERTION_VALUE && a->severity == ASSERTION_WARNING &&
	    (a->flags & ASSERTION_GRADED) != 0, "an assertion and its severity");
	is_int(a->n_messages, 1, "its message");
	m = formula_message(t, formula_message_use(t, a->messages)->message);
	is_int(m->n_parts, 3, "text, expression, text, expression, text");
	p = formula_message_part(t, m->parts);
	ok(slice_is(formula_text(t, p->text), "{It} is ") &&
	    source_is(p->expression, "$v"), "the first part");
	p = formula_message_part(t, m->parts + 2);
	ok(slice_is(formula_text(t, p->text), ".") && p->expression == NONE,
	    "the last part");
	ok(slice_is(taxonomy_text(t, taxonomy_resource(t,
	    m->resource)->lang), "en"), "its language");
	a = formula_assertion(t, assertion_row("e"));
	ok(a->severity == ASSERTION_COMPUTED && source_is(a->computed,
	    "'OK'"), "a severity by an expression");
	g = formula_assertion_set(t, 0);
	ok(g->n_assertions == 2 && formula_list(t, g->assertions) ==
	    assertion_row("e"), "a set of assertions, as ordered");
	ok(a->n_groups == 1 && formula_list(t, a->groups) == 0,
	    "an assertion knows its sets");
	close_linkbase();
}

static void
test_functions(void)
{
	const struct img_function *f;
	const struct xp_library *const *l;
	struct xp_expr x;
	uint16_t n;

	open_linkbase(
	    VALUE("s", "a:double(2) eq 4")
	    RESOURCE("variable:function", "sig",
	    "name='a:double' output='xs:decimal'",
	    "<variable:input type='xs:decimal?'/>")
	    RESOURCE("cfi:implementation", "impl", "", "<cfi:input name='n'/>"
	    "<cfi:step name='m'>$n + $n</cfi:step><cfi:output>$m</cfi:output>")
	    ARC("gen:arc", ARCROLE_10 "function-implementation", "sig",
	    "impl", ""));
	f = formula_function(t, 0);
	ok(f != NULL && f->name == name("urn:a", "double") &&
	    (f->flags & FUNCTION_IMPLEMENTED) != 0, "a custom function");
	if (f == NULL)
		return;
	ok(f->n_inputs == 1 && formula_function_input(t, f->inputs)->name ==
	    name("", "n") && slice_is(formula_text(t, formula_function_input(t,
	    f->inputs)->type), "xs:decimal?"), "its input");
	ok(f->n_steps == 1 && source_is(formula_function_step(t,
	    f->steps)->expression, "$n + $n") && source_is(f->output, "$m"),
	    "its step and output");
	l = formula_xp_libraries(t, arena, &n);
	ok(n == 3 && f->library == FORMULA_LIBRARIES && f->row == 0 &&
	    strcmp(l[n - 1]->signatures[0].parameters, "xs:decimal?") == 0,
	    "its library");
	is_int(formula_function_of_call(t, FORMULA_LIBRARIES, 0), 0,
	    "which leads back to it");
	ok(formula_open(t, formula_set(t, set_row("s"))->expression, &x) &&
	    xp_open_calls(&x, l, n), "an expression that calls it");
	ok(!xp_open_calls(&x, l, 2), "which is nothing without its library");
	close_linkbase();
}

int
main(void)
{
	if (!folder_begin())
		return EXIT_FAILURE;
	resolver = resolver_new();
	(void)folder_put("a.xsd", slice_of(schema));
	test_sharing();
	test_namespaces();
	test_order();
	test_wakes();
	test_group();
	test_filters();
	test_output();
	test_assertions();
	test_functions();
	resolver_free(resolver);
	folder_end();
	return done();
}
