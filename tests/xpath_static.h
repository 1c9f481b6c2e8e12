/*
 * xpath_static.h: a static context for tests of XPath: prefixes xs, fn, p, q, t;
 * a library of functions T that has one of each kind; any variable but
 * $unknown.
 */
#ifndef TESTS_XPATH_STATIC_H
#define TESTS_XPATH_STATIC_H

#include "base/names.h"
#include "xpath/parse.h"

static inline struct slice
test_namespace(void *ctx, struct slice prefix)
{
	static const char *const bound[][2] = { { "xs", NS_XSD },
	    { "fn", NS_XPATH_FN }, { "p", "P" }, { "q", "Q" }, { "t", "T" } };

	(void)ctx;
	for (size_t i = 0; i < sizeof(bound) / sizeof(*bound); i++)
		if (slice_is(prefix, bound[i][0]))
			return slice_of(bound[i][1]);
	return SLICE_NONE;
}

static inline bool
test_variable(void *ctx, struct slice ns, struct slice local)
{
	(void)ctx;
	(void)ns;
	return !slice_is(local, "unknown");
}

static inline bool
test_type(void *ctx, struct slice ns, struct slice local)
{
	(void)ctx;
	return slice_is(ns, "P") && slice_is(local, "type");
}

static inline bool
test_declared(void *ctx, struct slice ns, struct slice local, bool attribute)
{
	(void)ctx;
	return slice_is(ns, "P") &&
	    slice_is(local, attribute ? "att" : "declared");
}

static const struct xp_signature test_signatures[] = {
	{ "any", 0, XP_MANY, "item()*", "item()*" },
	{ "boolean", 1, 1, "xs:boolean", "item()*" },
	{ "two", 2, 2, "xs:string?", "xs:anyAtomicType?,xs:string?" },
	{ "two", 3, 3, "xs:string?", "xs:anyAtomicType?,xs:string?,numeric" },
	{ "nodes", 0, 0, "node()*", "" },
	{ "node", 0, 0, "node()?", "" },
	{ "number", 0, 0, "numeric", "" },
	{ "string", 0, 0, "xs:string", "" },
	{ "text", 0, 0, "xs:string", "" },
};
static const struct xp_library test_library = { "T", test_signatures,
	sizeof(test_signatures) / sizeof(*test_signatures) };
static const struct xp_library *const test_libraries[] = { &test_library };

static const struct xp_static test_static = {
	.namespace = test_namespace, .element_ns = { "", 0 },
	.libraries = test_libraries, .n_libraries = 1,
	.variable = test_variable, .type = test_type,
	.declared = test_declared,
};

#endif
