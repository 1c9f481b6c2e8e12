/*
 * parse_path.c: paths, steps, predicates and primary expressions (XPath 2.0,
 * 3.1 and 3.2).
 */
#include "xpath/parse.h"

static const struct {
	const char *name;
	enum xp_axis axis;
} axes[] = {
	{ "child", AXIS_CHILD },
	{ "descendant", AXIS_DESCENDANT },
	{ "attribute", AXIS_ATTRIBUTE },
	{ "self", AXIS_SELF },
	{ "descendant-or-self", AXIS_DESCENDANT_OR_SELF },
	{ "following-sibling", AXIS_FOLLOWING_SIBLING },
	{ "following", AXIS_FOLLOWING },
	{ "namespace", AXIS_NAMESPACE },
	{ "parent", AXIS_PARENT },
	{ "ancestor", AXIS_ANCESTOR },
	{ "preceding-sibling", AXIS_PRECEDING_SIBLING },
	{ "preceding", AXIS_PRECEDING },
	{ "ancestor-or-self", AXIS_ANCESTOR_OR_SELF },
};

static uint32_t
add_test(struct xp_parser *p, struct xp_test test)
{
	VEC_PUSH(&p->tests, test);
	return (uint32_t)p->tests.n - 1;
}

/* Which kind a name test finds on an axis (3.2.1.1: the principal kind). */
static uint8_t
principal(enum xp_axis axis)
{
	if (axis == AXIS_ATTRIBUTE)
		return XIT_ATTRIBUTE;
	return axis == AXIS_NAMESPACE ? XIT_NODE : XIT_ELEMENT;
}

/* [36] NameTest: its row. */
static uint32_t
name_test(struct xp_parser *p, enum xp_axis axis)
{
	struct xp_test test = { .test = principal(axis),
	    .flags = XTEST_PRINCIPAL, .inner = NONE };
	struct slice otherwise = test.test == XIT_ELEMENT ?
	    p->st->element_ns : SLICE("");

	if (p->t.kind == T_STAR || p->t.kind == T_STAR_LOCAL)
		test.flags |= XTEST_ANY_NS;
	else
		test.ns = xp_keep(p, xp_resolve(p, p->t, otherwise));
	if (p->t.kind == T_STAR || p->t.kind == T_PREFIX_STAR)
		test.flags |= XTEST_ANY_LOCAL;
	else
		test.local = xp_keep(p, p->t.local);
	if (p->t.kind != T_STAR)
		test.flags |= XTEST_HAS_NAME;
	xp_advance(p);
	return add_test(p, test);
}

static bool
at_name_test(const struct xp_parser *p)
{
	return p->t.kind == T_NAME || p->t.kind == T_STAR ||
	    p->t.kind == T_PREFIX_STAR || p->t.kind == T_STAR_LOCAL;
}

/* [39] PredicateList, as further operands of a node. */
static bool
predicates(struct xp_parser *p, struct xp_node *n)
{
	while (xp_take(p, T_LBRACKET))
		if (!xp_node_add(p, n, xp_parse_expr(p)) ||
		    !xp_need(p, T_RBRACKET, "\"]\""))
			return false;
	return true;
}

/* A step behind its axis, or where the node test names it (NULL). */
static struct xp_node *
axis_step(struct xp_parser *p, uint32_t at, const enum xp_axis *named)
{
	struct xp_node *n = xp_node_new(p, XO_STEP, at);
	enum xp_axis axis = named == NULL ? AXIS_CHILD : *named;
	uint8_t kind;

	if (xp_at_kind_test(p)) {
		if ((n->arg = xp_parse_kind_test(p)) == NONE)
			return NULL;
		kind = p->tests.v[n->arg].test;
		if (named == NULL && (kind == XIT_ATTRIBUTE ||
		    kind == XIT_SCHEMA_ATTRIBUTE))	/* 3.2.4 */
			axis = AXIS_ATTRIBUTE;
	} else if (at_name_test(p) && p->next.kind != T_LPAREN) {
		n->arg = name_test(p, axis);
	} else {
		return xp_expected(p, "a node test");
	}
	n->flags = (uint8_t)axis;
	if (!predicates(p, n))
		return NULL;
	xp_analyse(p, n);
	return n;
}

/* A step that is written short: of an axis, to any node. */
static struct xp_node *
any_node(struct xp_parser *p, uint32_t at, enum xp_axis axis)
{
	struct xp_node *n = xp_node_new(p, XO_STEP, at);

	n->flags = (uint8_t)axis;
	n->arg = add_test(p, (struct xp_test){ .test = XIT_NODE,
	    .inner = NONE });
	xp_analyse(p, n);
	return n;
}

/* [29] ForwardStep, [32] ReverseStep with their axis written out. */
static struct xp_node *
named_axis(struct xp_parser *p)
{
	uint32_t at = p->t.at;

	for (size_t i = 0; i < sizeof(axes) / sizeof(*axes); i++)
		if (slice_is(p->t.text, axes[i].name)) {
			xp_advance(p);
			xp_advance(p);
			return axis_step(p, at, &axes[i].axis);
		}
	return xp_syntax(p, at, "\"%.*s\" is no axis", (int)(p->t.text.n > 40 ?
	    40 : p->t.text.n), p->t.text.s);
}

/* --- primary expressions: 3.1 --- */

static struct xp_node *
literal(struct xp_parser *p)
{
	struct xp_node *n = xp_node_new(p, XO_LITERAL, p->t.at);
	static const enum xp_type types[] = { [T_INTEGER] = XT_INTEGER,
	    [T_DECIMAL] = XT_DECIMAL, [T_DOUBLE] = XT_DOUBLE,
	    [T_STRING] = XT_STRING };

	if (p->t.kind != T_STRING && p->t.text.n > DEC_MAX_DIGITS)
		xp_wrong(p, "FOAR0002", p->t.at, "a number of so many digits "
		    "is not supported");
	n->arg = xp_constant_new(p, types[p->t.kind], p->t.kind == T_STRING ?
	    xp_unquote(p, p->t.text) : p->t.text);
	if (p->t.kind == T_STRING)
		n->props |= P_NO_NUMBER;
	n->props |= P_ONE;
	xp_advance(p);
	return n;
}

/* [46] ParenthesizedExpr. */
static struct xp_node *
parenthesized(struct xp_parser *p)
{
	uint32_t at = p->t.at;
	struct xp_node *n;

	xp_advance(p);
	if (xp_take(p, T_RPAREN))
		return xp_node_new(p, XO_SEQUENCE, at);
	n = xp_parse_expr(p);
	if (n == NULL || !xp_need(p, T_RPAREN, "\")\""))
		return NULL;
	return n;
}

/* A.3: names that no function without a prefix has. */
static bool
is_reserved(struct slice name)
{
	static const char *const names[] = { "attribute", "comment",
	    "document-node", "element", "empty-sequence", "if", "item", "node",
	    "processing-instruction", "schema-attribute", "schema-element",
	    "text", "typeswitch" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (slice_is(name, names[i]))
			return true;
	return false;
}

/* [48] FunctionCall. */
static struct xp_node *
call(struct xp_parser *p)
{
	struct xp_token name = p->t;
	struct xp_node *n = xp_node_new(p, XO_CALL, name.at);

	if (is_reserved(name.text))
		return xp_syntax(p, name.at, "\"%.*s(\" cannot stand here, and "
		    "is no function", SLICE_ARG(name.text));
	xp_advance(p);
	xp_advance(p);
	if (!xp_take(p, T_RPAREN)) {
		do {
			if (!xp_node_add(p, n, xp_parse_single(p)))
				return NULL;
		} while (xp_take(p, T_COMMA));
		if (!xp_need(p, T_RPAREN, "\",\" or \")\""))
			return NULL;
	}
	return xp_call_node(p, name, n);
}

/* [41] PrimaryExpr. */
static struct xp_node *
primary(struct xp_parser *p)
{
	struct xp_token t = p->t;
	struct xp_node *n;

	switch (t.kind) {
	case T_INTEGER: case T_DECIMAL: case T_DOUBLE: case T_STRING:
		return literal(p);
	case T_LPAREN:
		return parenthesized(p);
	case T_DOT:
		xp_advance(p);
		n = xp_node_new(p, XO_CONTEXT, t.at);
		xp_analyse(p, n);
		return n;
	case T_DOLLAR:
		xp_advance(p);
		t = p->t;
		if (!xp_need(p, T_NAME, "the name of a variable"))
			return NULL;
		return xp_variable_node(p, t);
	case T_NAME:
		return call(p);
	case T_END: case T_ERROR: case T_PREFIX_STAR: case T_STAR_LOCAL:
	case T_STAR: case T_RPAREN: case T_LBRACKET: case T_RBRACKET:
	case T_COMMA: case T_DOTDOT: case T_AT: case T_AXIS: case T_SLASH:
	case T_SLASHSLASH: case T_BAR: case T_PLUS: case T_MINUS:
	case T_QUESTION: case T_EQ: case T_NE: case T_LT: case T_LE:
	case T_GT: case T_GE: case T_BEFORE: case T_AFTER:
		break;
	}
	return xp_expected(p, "an expression");
}

/* [38] FilterExpr. */
static struct xp_node *
filter(struct xp_parser *p)
{
	struct xp_node *first = primary(p), *n;

	if (first == NULL || p->t.kind != T_LBRACKET)
		return first;
	n = xp_node_new(p, XO_FILTER, first->position);
	if (!xp_node_add(p, n, first) || !predicates(p, n))
		return NULL;
	xp_analyse(p, n);
	return n;
}

/* --- paths: 3.2 --- */

/* [27] StepExpr. */
static struct xp_node *
step(struct xp_parser *p)
{
	static const enum xp_axis attribute = AXIS_ATTRIBUTE;
	uint32_t at = p->t.at;

	if (xp_take(p, T_AT))
		return axis_step(p, at, &attribute);
	if (xp_take(p, T_DOTDOT)) {
		struct xp_node *n = any_node(p, at, AXIS_PARENT);

		if (!predicates(p, n))
			return NULL;
		xp_analyse(p, n);
		return n;
	}
	if (p->t.kind == T_NAME && p->next.kind == T_AXIS)
		return named_axis(p);
	if (xp_at_kind_test(p) || (at_name_test(p) &&
	    p->next.kind != T_LPAREN))
		return axis_step(p, at, NULL);
	return filter(p);
}

/* What a step can begin with: where "/" stands before it, it belongs to a
 * longer path (A.1.2, leading-lone-slash). */
static bool
at_step(const struct xp_parser *p)
{
	switch (p->t.kind) {
	case T_INTEGER: case T_DECIMAL: case T_DOUBLE: case T_STRING:
	case T_NAME: case T_PREFIX_STAR: case T_STAR_LOCAL: case T_STAR:
	case T_LPAREN: case T_DOLLAR: case T_DOT: case T_DOTDOT: case T_AT:
		return true;
	case T_END: case T_ERROR: case T_RPAREN: case T_LBRACKET:
	case T_RBRACKET: case T_COMMA: case T_AXIS: case T_SLASH:
	case T_SLASHSLASH: case T_BAR: case T_PLUS: case T_MINUS:
	case T_QUESTION: case T_EQ: case T_NE: case T_LT: case T_LE:
	case T_GT: case T_GE: case T_BEFORE: case T_AFTER:
		break;
	}
	return false;
}

/* [26] RelativePathExpr behind `left` and a slash, which stands at `at`. */
static struct xp_node *
relative(struct xp_parser *p, struct xp_node *left, uint32_t at, bool deep)
{
	for (;;) {
		if (deep)
			left = xp_path_node(p, at, left,
			    any_node(p, at, AXIS_DESCENDANT_OR_SELF));
		left = xp_path_node(p, at, left, step(p));
		if (left == NULL || (p->t.kind != T_SLASH &&
		    p->t.kind != T_SLASHSLASH))
			return left;
		at = p->t.at;
		deep = p->t.kind == T_SLASHSLASH;
		xp_advance(p);
	}
}

struct xp_node *
xp_parse_path(struct xp_parser *p)
{
	uint32_t at = p->t.at;
	bool deep = p->t.kind == T_SLASHSLASH;
	struct xp_node *left;

	if (deep || p->t.kind == T_SLASH) {
		xp_advance(p);
		left = xp_node_new(p, XO_ROOT, at);
		xp_analyse(p, left);
		if (!deep && !at_step(p))
			return left;
		return relative(p, left, at, deep);
	}
	left = step(p);
	at = p->t.at;
	deep = p->t.kind == T_SLASHSLASH;
	if (left == NULL || (!xp_take(p, T_SLASH) && !xp_take(p, T_SLASHSLASH)))
		return left;
	return relative(p, left, at, deep);
}
