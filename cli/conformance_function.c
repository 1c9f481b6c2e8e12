/* conformance_function.c: see conformance_function.h: reading. */
#include "cli/conformance_function.h"

#include <string.h>

#include "base/xml.h"
#include "taxonomy/xfi.h"

static bool
is_ours(const xmlNode *n, const char *local)
{
	return xml_is(n, NS_CONFORMANCE, local);
}

/* --- expressions --- */

static void
keep_prefixes(struct suite *s, const xmlNode *n, struct function_text *t)
{
	VEC(struct function_prefix) found = { NULL, 0, 0 };
	struct function_prefix *kept;
	const xmlNs *ns;
	size_t i;

	for (; n != NULL && n->type == XML_ELEMENT_NODE; n = n->parent)
		for (ns = n->nsDef; ns != NULL; ns = ns->next)
			VEC_PUSH(&found, ((struct function_prefix){
			    arena_copy(s->arena, slice_of(ns->prefix == NULL ?
			    "" : (const char *)ns->prefix)),
			    arena_copy(s->arena, slice_of(ns->href == NULL ?
			    "" : (const char *)ns->href)) }));
	kept = arena_alloc(s->arena, (found.n + 1) * sizeof(*kept));
	for (i = 0; i < found.n; i++)
		kept[i] = found.v[i];
	t->prefixes = kept;
	t->n_prefixes = found.n;
	VEC_FREE(&found);
}

static struct function_text
read_text(struct suite *s, const xmlNode *n)
{
	struct function_text t = { .text = arena_copy(s->arena,
	    xml_text(n, s->arena)) };

	keep_prefixes(s, n, &t);
	return t;
}

/* --- a variation --- */

static const char *
beside(struct suite *s, const char *testcase, struct slice href)
{
	const char *slash = strrchr(testcase, '/');

	return slash == NULL ? arena_copy(s->arena, href).s :
	    arena_printf(s->arena, "%.*s/%.*s", (int)(slash - testcase),
	    testcase, SLICE_ARG(href));
}

static void
read_inputs(struct suite *s, struct variation *v, struct function_case *c,
    xmlNode *inputs)
{
	struct slice href;
	xmlNode *n;

	for (n = xml_element(inputs->children); n != NULL;
	    n = xml_element(n->next)) {
		if (xml_is(n, NS_CONFORMANCE_FUNCTION, "call")) {
			c->call = read_text(s, n);
			continue;
		}
		href = xml_attr(n, NS_XLINK, "href", s->arena);
		if (href.s == NULL)
			continue;
		if (is_ours(n, "instance"))
			c->instance = beside(s, v->testcase, href);
		else if (is_ours(n, "schema") || is_ours(n, "linkbase"))
			VEC_PUSH(&c->dts, beside(s, v->testcase, href));
	}
}

static void
read_outputs(struct suite *s, struct variation *v, struct function_case *c,
    xmlNode *outputs)
{
	xmlNode *n;

	for (n = xml_element(outputs->children); n != NULL;
	    n = xml_element(n->next)) {
		if (xml_is(n, NS_CONFORMANCE_FUNCTION, "test"))
			VEC_PUSH(&c->tests, read_text(s, n));
		if (is_ours(n, "error"))
			VEC_PUSH(&v->errors, suite_read_error(s, n));
	}
}

const struct function_case *
function_read(struct suite *s, struct variation *v, xmlNode *variation)
{
	struct function_case *c = NULL;
	xmlNode *n;

	for (n = xml_element(variation->children); n != NULL;
	    n = xml_element(n->next)) {
		if (!is_ours(n, "inputs") && !is_ours(n, "outputs"))
			continue;
		if (c == NULL)
			c = arena_alloc(s->arena, sizeof(*c));
		if (is_ours(n, "inputs"))
			read_inputs(s, v, c, n);
		else
			read_outputs(s, v, c, n);
	}
	if (c != NULL)
		v->expect = EXPECT_ERRORS;
	return c;
}

void
function_free(const struct function_case *c)
{
	struct function_case *own = (struct function_case *)(uintptr_t)c;

	if (own == NULL)
		return;
	VEC_FREE(&own->tests);
	VEC_FREE(&own->dts);
}
