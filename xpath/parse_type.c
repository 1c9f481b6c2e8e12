/*
 * parse_type.c: sequence types and kind tests (XPath 2.0, 2.5.3, 2.5.4).
 *
 * Names of types and of declared elements are looked up here; element and
 * attribute names in tests need not be declared (2.5.4.3).
 */
#include "xpath/parse.h"

#include "base/names.h"
#include "base/xml.h"

static const struct kind {
	const char *name;
	enum xp_item_test test;
} kinds[] = {
	{ "node", XIT_NODE },
	{ "text", XIT_TEXT },
	{ "comment", XIT_COMMENT },
	{ "processing-instruction", XIT_PI },
	{ "element", XIT_ELEMENT },
	{ "attribute", XIT_ATTRIBUTE },
	{ "document-node", XIT_DOCUMENT },
	{ "schema-element", XIT_SCHEMA_ELEMENT },
	{ "schema-attribute", XIT_SCHEMA_ATTRIBUTE },
};

static const struct kind *
kind_here(const struct xp_parser *p)
{
	if (p->t.kind != T_NAME || p->next.kind != T_LPAREN)
		return NULL;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (slice_is(p->t.text, kinds[i].name))
			return &kinds[i];
	return NULL;
}

bool
xp_at_kind_test(const struct xp_parser *p)
{
	return kind_here(p) != NULL;
}

static uint32_t
add_test(struct xp_parser *p, const struct xp_test *test)
{
	VEC_PUSH(&p->tests, *test);
	return (uint32_t)p->tests.n - 1;
}

/* Whether there is a type of that name, atomic or not. */
static bool
is_type(const struct xp_parser *p, struct slice ns, struct slice local)
{
	static const char *const more[] = { "anyType", "anySimpleType",
	    "untyped", "NMTOKENS", "IDREFS", "ENTITIES" };

	if (!slice_is(ns, NS_XSD))
		return p->st->type != NULL &&
		    p->st->type(p->st->ctx, ns, local);
	for (size_t i = 0; i < sizeof(more) / sizeof(*more); i++)
		if (slice_is(local, more[i]))
			return true;
	return xp_type_named(local) != XT_NONE;
}

/* [70] TypeName behind the comma of an element or attribute test. */
static bool
type_name(struct xp_parser *p, struct xp_test *test)
{
	struct xp_token name = p->t;
	struct slice ns;

	if (!xp_need(p, T_NAME, "the name of a type"))
		return false;
	ns = xp_resolve(p, name, p->st->element_ns);
	if (!is_type(p, ns, name.local))
		xp_wrong(p, "XPST0008", name.at, "there is no type %.*s",
		    SLICE_ARG(name.text));
	test->flags |= XTEST_HAS_TYPE;
	test->type_ns = xp_keep(p, ns);
	test->type_local = xp_keep(p, name.local);
	if (test->test == XIT_ELEMENT && xp_take(p, T_QUESTION))
		test->flags |= XTEST_NILLABLE;
	return true;
}

/* [64] ElementTest and [60] AttributeTest within the parentheses. */
static bool
element_or_attribute(struct xp_parser *p, struct xp_test *test)
{
	struct xp_token name = p->t;
	bool element = test->test == XIT_ELEMENT;

	if (p->t.kind == T_RPAREN)
		return true;
	if (!xp_take(p, T_STAR)) {
		if (!xp_need(p, T_NAME, "a name, \"*\" or \")\""))
			return false;
		test->flags |= XTEST_HAS_NAME;
		test->ns = xp_keep(p, xp_resolve(p, name,
		    element ? p->st->element_ns : SLICE("")));
		test->local = xp_keep(p, name.local);
	}
	return !xp_take(p, T_COMMA) || type_name(p, test);
}

/* [66] SchemaElementTest, [62] SchemaAttributeTest. */
static bool
declared(struct xp_parser *p, struct xp_test *test)
{
	struct xp_token name = p->t;
	bool attribute = test->test == XIT_SCHEMA_ATTRIBUTE;
	struct slice ns;

	if (!xp_need(p, T_NAME, "a name"))
		return false;
	ns = xp_resolve(p, name, attribute ? SLICE("") : p->st->element_ns);
	if (p->st->declared == NULL ||
	    !p->st->declared(p->st->ctx, ns, name.local, attribute))
		xp_wrong(p, "XPST0008", name.at, "no schema declares %.*s",
		    SLICE_ARG(name.text));
	test->flags |= XTEST_HAS_NAME;
	test->ns = xp_keep(p, ns);
	test->local = xp_keep(p, name.local);
	return true;
}

/* [59] PITest: the name, which may be written as a string. */
static bool
target(struct xp_parser *p, struct xp_test *test)
{
	struct xp_token name = p->t;
	struct slice local;

	if (p->t.kind == T_RPAREN)
		return true;
	if (name.kind == T_STRING) {
		local = slice_trim(xp_unquote(p, name.text));
		if (!is_ncname(local))
			xp_wrong(p, "XPTY0004", name.at, "%.*s is no name of a "
			    "processing instruction", SLICE_ARG(name.text));
		xp_advance(p);
	} else {
		local = name.local;
		if (name.kind == T_NAME && name.prefix.n > 0) {
			(void)xp_expected(p, "a name without a prefix");
			return false;
		}
		if (!xp_need(p, T_NAME, "a name, a string or \")\""))
			return false;
	}
	test->flags |= XTEST_HAS_NAME;
	test->local = xp_keep(p, local);
	return true;
}

/* [56] DocumentTest: what its only element is. */
static bool
document(struct xp_parser *p, struct xp_test *test)
{
	const struct kind *k = kind_here(p);

	if (p->t.kind == T_RPAREN)
		return true;
	if (k == NULL || (k->test != XIT_ELEMENT &&
	    k->test != XIT_SCHEMA_ELEMENT)) {
		(void)xp_expected(p, "element(…), schema-element(…) or \")\"");
		return false;
	}
	test->inner = xp_parse_kind_test(p);
	return test->inner != NONE;
}

uint32_t
xp_parse_kind_test(struct xp_parser *p)
{
	struct xp_test test = { .test = (uint8_t)kind_here(p)->test,
	    .inner = NONE };
	bool good = true;

	xp_advance(p);
	xp_advance(p);
	switch ((enum xp_item_test)test.test) {
	case XIT_ELEMENT: case XIT_ATTRIBUTE:
		good = element_or_attribute(p, &test);
		break;
	case XIT_SCHEMA_ELEMENT: case XIT_SCHEMA_ATTRIBUTE:
		good = declared(p, &test);
		break;
	case XIT_PI:
		good = target(p, &test);
		break;
	case XIT_DOCUMENT:
		good = document(p, &test);
		break;
	case XIT_ITEM: case XIT_ATOMIC: case XIT_NODE: case XIT_TEXT:
	case XIT_COMMENT: case XIT_EMPTY:
		break;
	}
	if (!good || !xp_need(p, T_RPAREN, "\")\""))
		return NONE;
	return add_test(p, &test);
}

/* [53] AtomicType: NONE of the types of XML Schema is an error, noted. */
static bool
atomic(struct xp_parser *p, enum xp_type *type)
{
	struct xp_token name = p->t;
	struct slice ns;

	*type = XT_NONE;
	if (!xp_need(p, T_NAME, "the name of a type"))
		return false;
	ns = xp_resolve(p, name, p->st->element_ns);
	if (slice_is(ns, NS_XSD))
		*type = xp_type_named(name.local);
	if (*type == XT_NONE)
		xp_wrong(p, "XPST0051", name.at, "there is no atomic type %.*s",
		    SLICE_ARG(name.text));
	return true;
}

bool
xp_parse_single_type(struct xp_parser *p, enum xp_type *type, bool *optional)
{
	uint32_t at = p->t.at;

	if (!atomic(p, type))
		return false;
	*optional = xp_take(p, T_QUESTION);
	if (*type == XT_NOTATION || *type == XT_ANY_ATOMIC)	/* 3.10.2 */
		xp_wrong(p, "XPST0080", at, "nothing is cast to xs:%s",
		    xp_type_name(*type));
	return true;
}

/* [52] ItemType but kind tests. */
static bool
item_type(struct xp_parser *p, struct xp_test *test)
{
	enum xp_type type;

	if (p->next.kind == T_LPAREN && xp_at_keyword(p, "item")) {
		xp_advance(p);
		xp_advance(p);
		test->test = XIT_ITEM;
		return xp_need(p, T_RPAREN, "\")\"");
	}
	if (p->t.kind == T_NAME && p->next.kind == T_LPAREN) {
		(void)xp_expected(p, "a type");
		return false;
	}
	if (!atomic(p, &type))
		return false;
	test->test = XIT_ATOMIC;
	test->atomic = (uint16_t)type;
	return true;
}

/* [51] OccurrenceIndicator: what can be one is one (A.1.2). */
static uint32_t
occurrence(struct xp_parser *p)
{
	if (xp_take(p, T_QUESTION))
		return XOC_OPTIONAL;
	if (xp_take(p, T_STAR))
		return XOC_ANY;
	return xp_take(p, T_PLUS) ? XOC_MANY : XOC_ONE;
}

uint32_t
xp_parse_sequence_type(struct xp_parser *p)
{
	struct xp_test test = { .inner = NONE };
	struct xp_seqtype type = { .occurs = XOC_ONE };

	if (p->next.kind == T_LPAREN && xp_at_keyword(p, "empty-sequence")) {
		xp_advance(p);
		xp_advance(p);
		if (!xp_need(p, T_RPAREN, "\")\""))
			return NONE;
		test.test = XIT_EMPTY;
		type.test = add_test(p, &test);
	} else if (xp_at_kind_test(p)) {
		if ((type.test = xp_parse_kind_test(p)) == NONE)
			return NONE;
		type.occurs = occurrence(p);
	} else {
		if (!item_type(p, &test))
			return NONE;
		type.test = add_test(p, &test);
		type.occurs = occurrence(p);
	}
	VEC_PUSH(&p->seqtypes, type);
	return (uint32_t)p->seqtypes.n - 1;
}
