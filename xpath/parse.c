/*
 * parse.c: from symbols to a tree of operations: expressions but paths and
 * types (XPath 2.0, 3.3 to 3.10 and A.1, A.4).
 *
 * (1) Operators are one table with the precedence of A.4; whatever does not
 *     associate may not stand beside its own kind.
 * (2) Recursion passes through xp_parse_single, which counts.
 */
#include "xpath/chain.h"
#include "xpath/parse.h"

#include <stdarg.h>
#include <stdio.h>

#define BYTES_MAX	((size_t)64 << 20)

/* --- errors --- */

static void __attribute__((format(printf, 4, 0)))
set_error(struct xp_parser *p, const char *code, uint32_t at, const char *fmt,
    va_list ap)
{
	char text[400];

	(void)vsnprintf(text, sizeof(text), fmt, ap);
	*p->err = (struct xp_error){ .ns = SLICE(NS_XPATH_ERROR),
	    .local = slice_of(arena_string(p->arena, code)),
	    .message = slice_of(arena_string(p->arena, text)),
	    .position = at };
}

void *
xp_syntax(struct xp_parser *p, uint32_t at, const char *fmt, ...)
{
	va_list ap;

	if (p->failed)
		return NULL;
	p->failed = true;
	va_start(ap, fmt);
	set_error(p, "XPST0003", at, fmt, ap);
	va_end(ap);
	return NULL;
}

void
xp_wrong(struct xp_parser *p, const char *code, uint32_t at, const char *fmt,
    ...)
{
	va_list ap;

	if (p->failed || p->wrong)
		return;
	p->wrong = true;
	va_start(ap, fmt);
	set_error(p, code, at, fmt, ap);
	va_end(ap);
}

/* A limit of ours: no error of the grammar, but nothing goes on either. */
static bool
too_large(struct xp_parser *p, uint32_t at, const char *what)
{
	if (p->failed)
		return false;
	p->wrong = false;
	xp_wrong(p, "XPathLimit", at, "%s", what);
	p->err->ns = SLICE(NS_XPATH_LIMIT);
	p->failed = true;
	return false;
}

void *
xp_expected(struct xp_parser *p, const char *what)
{
	if (p->t.kind == T_ERROR)
		return xp_syntax(p, p->t.at, "%s", p->lexer.message);
	if (p->t.kind == T_END)
		return xp_syntax(p, p->t.at, "expected %s, but the expression "
		    "ends here", what);
	return xp_syntax(p, p->t.at, "expected %s, found \"%.*s\"", what,
	    (int)(p->t.text.n > 40 ? 40 : p->t.text.n), p->t.text.s);
}

/* --- symbols --- */

void
xp_advance(struct xp_parser *p)
{
	p->t = p->next;
	if (p->t.kind != T_ERROR)
		p->next = xp_lex(&p->lexer);
}

bool
xp_at_keyword(const struct xp_parser *p, const char *word)
{
	return p->t.kind == T_NAME && slice_is(p->t.text, word);
}

bool
xp_take(struct xp_parser *p, enum xp_token_kind kind)
{
	if (p->t.kind != kind)
		return false;
	xp_advance(p);
	return true;
}

bool
xp_need(struct xp_parser *p, enum xp_token_kind kind, const char *what)
{
	if (xp_take(p, kind))
		return true;
	(void)xp_expected(p, what);
	return false;
}

bool
xp_need_keyword(struct xp_parser *p, const char *word)
{
	char what[32];

	if (xp_at_keyword(p, word)) {
		xp_advance(p);
		return true;
	}
	(void)snprintf(what, sizeof(what), "\"%s\"", word);
	(void)xp_expected(p, what);
	return false;
}

/* --- nodes --- */

struct xp_node *
xp_node_new(struct xp_parser *p, enum xp_op op, uint32_t at)
{
	struct xp_node *n = arena_alloc(p->arena, sizeof(*n));

	n->op = (uint8_t)op;
	n->height = 1;
	n->position = at;
	return n;
}

bool
xp_node_add(struct xp_parser *p, struct xp_node *n, struct xp_node *kid)
{
	int height;

	if (n == NULL || kid == NULL)
		return false;
	if (n->n_kids == UINT16_MAX)
		return too_large(p, kid->position, "there are more than "
		    "65,535 operands");
	height = kid->height + !(n->first == NULL && xp_chains(n->op, kid->op));
	if (height > XP_MAX_DEPTH)
		return too_large(p, kid->position, "the expression is nested "
		    "too deeply");
	if (n->height < height)
		n->height = (uint16_t)height;
	if (n->first == NULL)
		n->first = kid;
	else
		n->last->next = kid;
	n->last = kid;
	kid->next = NULL;
	n->n_kids++;
	n->props |= kid->props & P_POSITION;
	return true;
}

struct xp_node *
xp_node_two(struct xp_parser *p, enum xp_op op, uint32_t at,
    struct xp_node *a, struct xp_node *b)
{
	struct xp_node *n = xp_node_new(p, op, at);

	if (!xp_node_add(p, n, a))
		return NULL;
	if (b != NULL && !xp_node_add(p, n, b))
		return NULL;
	xp_analyse(p, n);
	return n;
}

struct xp_str
xp_keep(struct xp_parser *p, struct slice s)
{
	uint32_t id = intern_add(p->strings, s);

	if (p->string_at.n == 0)	/* of number 0, the empty string */
		VEC_PUSH(&p->string_at, 0);
	if (id == p->string_at.n) {
		VEC_PUSH(&p->string_at, (uint32_t)p->bytes.n);
		buf_slice(&p->bytes, s);
	}
	return (struct xp_str){ p->string_at.v[id], (uint32_t)s.n };
}

uint32_t
xp_constant_new(struct xp_parser *p, enum xp_type type, struct slice text)
{
	struct xp_constant c = { .type = type, .text = xp_keep(p, text) };

	VEC_PUSH(&p->constants, c);
	return (uint32_t)p->constants.n - 1;
}

struct slice
xp_unquote(struct xp_parser *p, struct slice text)
{
	char quote = text.s[0], *s;
	size_t n = 0;

	text = (struct slice){ text.s + 1, text.n - 2 };
	if (memchr(text.s, quote, text.n) == NULL)
		return text;
	s = arena_alloc(p->arena, text.n);
	for (size_t i = 0; i < text.n; i++) {
		s[n++] = text.s[i];
		if (text.s[i] == quote)
			i++;
	}
	return (struct slice){ s, n };
}

/* --- for, some, every, if: 3.7 to 3.9 --- */

/*
 * [4] ForExpr, [6] QuantifiedExpr behind their first word, and one variable
 * of them: each of the variables is an expression within the one before it.
 */
static struct xp_node *
binding(struct xp_parser *p, enum xp_op op, uint32_t at)
{
	struct xp_node *in, *body, *n;
	struct xp_token name;
	struct slice ns;
	uint32_t slot;

	if (++p->depth > XP_MAX_DEPTH) {
		(void)too_large(p, at, "the expression is nested too deeply");
		return NULL;
	}
	if (!xp_need(p, T_DOLLAR, "\"$\" and the name of a variable"))
		return NULL;
	name = p->t;
	if (!xp_need(p, T_NAME, "the name of a variable"))
		return NULL;
	ns = xp_resolve(p, name, SLICE(""));
	if (!xp_need_keyword(p, "in") || (in = xp_parse_single(p)) == NULL)
		return NULL;
	xp_bind(p, name, ns, &slot);
	if (xp_take(p, T_COMMA))
		body = binding(p, op, p->t.at);
	else if (xp_need_keyword(p, op == XO_FOR ? "return" : "satisfies"))
		body = xp_parse_single(p);
	else
		body = NULL;
	xp_unbind(p);
	p->depth--;
	if (body == NULL || (n = xp_node_two(p, op, at, in, body)) == NULL)
		return NULL;
	n->arg = slot;
	return n;
}

/* [7] IfExpr. */
static struct xp_node *
if_expr(struct xp_parser *p)
{
	struct xp_node *n = xp_node_new(p, XO_IF, p->t.at);

	xp_advance(p);
	xp_advance(p);
	if (!xp_node_add(p, n, xp_parse_expr(p)) ||
	    !xp_need(p, T_RPAREN, "\")\"") ||
	    !xp_need_keyword(p, "then") ||
	    !xp_node_add(p, n, xp_parse_single(p)) ||
	    !xp_need_keyword(p, "else") ||
	    !xp_node_add(p, n, xp_parse_single(p)))
		return NULL;
	xp_analyse(p, n);
	return n;
}

/* --- operators: A.4 --- */

enum level {
	L_OR = 1, L_AND, L_COMPARE, L_RANGE, L_ADD, L_MULTIPLY, L_UNION,
	L_INTERSECT, L_INSTANCE, L_TREAT, L_CASTABLE, L_CAST, L_TOP
};

static const struct operator {
	const char *word;	/* NULL: a symbol */
	const char *second;	/* the word that has to follow, or NULL */
	enum xp_token_kind symbol;
	uint8_t level, op, flags;
	bool associates;
} operators[] = {
	{ "or", NULL, T_NAME, L_OR, XO_OR, 0, true },
	{ "and", NULL, T_NAME, L_AND, XO_AND, 0, true },
	{ "eq", NULL, T_NAME, L_COMPARE, XO_VALUE, XC_EQ, false },
	{ "ne", NULL, T_NAME, L_COMPARE, XO_VALUE, XC_NE, false },
	{ "lt", NULL, T_NAME, L_COMPARE, XO_VALUE, XC_LT, false },
	{ "le", NULL, T_NAME, L_COMPARE, XO_VALUE, XC_LE, false },
	{ "gt", NULL, T_NAME, L_COMPARE, XO_VALUE, XC_GT, false },
	{ "ge", NULL, T_NAME, L_COMPARE, XO_VALUE, XC_GE, false },
	{ NULL, NULL, T_EQ, L_COMPARE, XO_GENERAL, XC_EQ, false },
	{ NULL, NULL, T_NE, L_COMPARE, XO_GENERAL, XC_NE, false },
	{ NULL, NULL, T_LT, L_COMPARE, XO_GENERAL, XC_LT, false },
	{ NULL, NULL, T_LE, L_COMPARE, XO_GENERAL, XC_LE, false },
	{ NULL, NULL, T_GT, L_COMPARE, XO_GENERAL, XC_GT, false },
	{ NULL, NULL, T_GE, L_COMPARE, XO_GENERAL, XC_GE, false },
	{ "is", NULL, T_NAME, L_COMPARE, XO_IS, 0, false },
	{ NULL, NULL, T_BEFORE, L_COMPARE, XO_BEFORE, 0, false },
	{ NULL, NULL, T_AFTER, L_COMPARE, XO_AFTER, 0, false },
	{ "to", NULL, T_NAME, L_RANGE, XO_RANGE, 0, false },
	{ NULL, NULL, T_PLUS, L_ADD, XO_ARITHMETIC, XA_ADD, true },
	{ NULL, NULL, T_MINUS, L_ADD, XO_ARITHMETIC, XA_SUBTRACT, true },
	{ NULL, NULL, T_STAR, L_MULTIPLY, XO_ARITHMETIC, XA_MULTIPLY, true },
	{ "div", NULL, T_NAME, L_MULTIPLY, XO_ARITHMETIC, XA_DIVIDE, true },
	{ "idiv", NULL, T_NAME, L_MULTIPLY, XO_ARITHMETIC, XA_IDIVIDE, true },
	{ "mod", NULL, T_NAME, L_MULTIPLY, XO_ARITHMETIC, XA_MOD, true },
	{ "union", NULL, T_NAME, L_UNION, XO_UNION, 0, true },
	{ NULL, NULL, T_BAR, L_UNION, XO_UNION, 0, true },
	{ "intersect", NULL, T_NAME, L_INTERSECT, XO_INTERSECT, 0, true },
	{ "except", NULL, T_NAME, L_INTERSECT, XO_EXCEPT, 0, true },
	{ "instance", "of", T_NAME, L_INSTANCE, XO_INSTANCE, 0, false },
	{ "treat", "as", T_NAME, L_TREAT, XO_TREAT, 0, false },
	{ "castable", "as", T_NAME, L_CASTABLE, XO_CASTABLE, 0, false },
	{ "cast", "as", T_NAME, L_CAST, XO_CAST, 0, false },
};

static const struct operator *
operator_here(const struct xp_parser *p)
{
	for (size_t i = 0; i < sizeof(operators) / sizeof(*operators); i++) {
		const struct operator *o = &operators[i];

		if (o->symbol == p->t.kind &&
		    (o->word == NULL || slice_is(p->t.text, o->word)))
			return o;
	}
	return NULL;
}

/* [20] UnaryExpr: of many signs only whether they change it is kept. */
static struct xp_node *
unary(struct xp_parser *p)
{
	uint32_t at = p->t.at;
	bool any = false, negative = false;
	struct xp_node *operand;

	while (p->t.kind == T_PLUS || p->t.kind == T_MINUS) {
		any = true;
		negative ^= p->t.kind == T_MINUS;
		xp_advance(p);
	}
	if ((operand = xp_parse_path(p)) == NULL || !any)
		return operand;
	return xp_node_two(p, negative ? XO_NEGATE : XO_PLUS, at, operand,
	    NULL);
}

/* "instance of", "treat as", "castable as", "cast as" behind the words. */
static struct xp_node *
typed(struct xp_parser *p, const struct operator *o, uint32_t at,
    struct xp_node *left)
{
	struct xp_node *n;
	enum xp_type type;
	uint32_t row;
	bool optional;

	if (o->op == XO_CAST || o->op == XO_CASTABLE) {
		if (!xp_parse_single_type(p, &type, &optional))
			return NULL;
		return xp_cast_node(p, o->op, at, left, type, optional);
	}
	if ((row = xp_parse_sequence_type(p)) == NONE)
		return NULL;
	if ((n = xp_node_two(p, o->op, at, left, NULL)) != NULL)
		n->arg = row;
	return n;
}

/*
 * [8] OrExpr to [19] CastExpr: what stands from here with operators of at
 * least `least`.  `most` is the highest that may follow: behind an operator
 * only those of its level or lower can, since the higher ones went to its
 * right operand; behind one that does not associate only lower ones may.
 */
static struct xp_node *
operation(struct xp_parser *p, unsigned least)
{
	struct xp_node *left = unary(p), *right;
	const struct operator *o, *before = NULL;
	unsigned most = L_TOP;
	uint32_t at;

	while (left != NULL && (o = operator_here(p)) != NULL &&
	    o->level >= least && o->level <= most) {
		at = p->t.at;
		xp_advance(p);
		if (o->second != NULL && !xp_need_keyword(p, o->second))
			return NULL;
		if (o->second != NULL)
			left = typed(p, o, at, left);
		else if ((right = operation(p, o->level + 1u)) == NULL)
			return NULL;
		else if (before == o && o->level <= L_AND &&
		    left->n_kids < UINT16_MAX)
			left = xp_node_add(p, left, right) ? left : NULL;
		else if ((left = xp_node_two(p, o->op, at, left, right)) !=
		    NULL)
			left->flags |= o->flags;
		before = o;
		most = o->associates ? o->level : o->level - 1u;
	}
	return left;
}

static struct xp_node *
single(struct xp_parser *p)
{
	uint32_t at = p->t.at;
	bool variable = p->next.kind == T_DOLLAR;

	if (variable && xp_at_keyword(p, "for")) {
		xp_advance(p);
		return binding(p, XO_FOR, at);
	}
	if (variable && xp_at_keyword(p, "some")) {
		xp_advance(p);
		return binding(p, XO_SOME, at);
	}
	if (variable && xp_at_keyword(p, "every")) {
		xp_advance(p);
		return binding(p, XO_EVERY, at);
	}
	if (p->next.kind == T_LPAREN && xp_at_keyword(p, "if"))
		return if_expr(p);
	return operation(p, L_OR);
}

struct xp_node *
xp_parse_single(struct xp_parser *p)
{
	struct xp_node *n;

	if (++p->depth > XP_MAX_DEPTH) {
		(void)too_large(p, p->t.at, "the expression is nested too "
		    "deeply");
		return NULL;
	}
	n = single(p);
	p->depth--;
	return n;
}

struct xp_node *
xp_parse_expr(struct xp_parser *p)
{
	struct xp_node *first = xp_parse_single(p), *n;

	if (first == NULL || p->t.kind != T_COMMA)
		return first;
	n = xp_node_new(p, XO_SEQUENCE, first->position);
	if (!xp_node_add(p, n, first))
		return NULL;
	while (xp_take(p, T_COMMA)) {
		if (n->n_kids == UINT16_MAX)	/* a row has no more */
			n = xp_node_two(p, XO_SEQUENCE, first->position, n,
			    NULL);
		if (!xp_node_add(p, n, xp_parse_single(p)))
			return NULL;
	}
	return n;
}

/* --- the whole --- */

static void
begin(struct xp_parser *p, struct slice source, const struct xp_static *st,
    struct arena *arena, struct xp_error *err)
{
	*p = (struct xp_parser){ .st = st, .arena = arena, .err = err,
	    .bytes = BUF(BYTES_MAX), .strings = intern_new(),
	    .names = intern_new() };
	xp_lex_begin(&p->lexer, source);
	p->next = xp_lex(&p->lexer);
	xp_advance(p);
}

static void
end(struct xp_parser *p)
{
	buf_free(&p->bytes);
	intern_free(p->strings);
	intern_free(p->names);
	table_free(&p->functions);
	VEC_FREE(&p->string_at);
	VEC_FREE(&p->constants);
	VEC_FREE(&p->tests);
	VEC_FREE(&p->seqtypes);
	VEC_FREE(&p->calls);
	VEC_FREE(&p->variables);
}

int
xp_compile(struct slice source, const struct xp_static *st, struct buf *out,
    struct arena *arena, struct xp_error *err)
{
	struct slice copy = arena_copy(arena, source.s == NULL ? SLICE("") :
	    source);
	struct xp_node *root = NULL;
	struct xp_parser p;
	uint32_t bad = 0;

	begin(&p, source.n > XP_MAX_SOURCE ? SLICE("") : copy, st, arena, err);
	if (source.n > XP_MAX_SOURCE)
		(void)too_large(&p, 0, "the expression is longer than a "
		    "megabyte");
	else if (!xp_characters(copy, &bad))
		(void)xp_syntax(&p, bad, "this character is none of XML's");
	else if ((root = xp_parse_expr(&p)) != NULL && p.t.kind != T_END)
		root = xp_expected(&p, "an operator or the end");
	if (!p.failed && !p.wrong)
		xp_certain(&p, root);
	if (!p.failed && !p.wrong)
		xp_write(&p, root, out);
	end(&p);
	return p.failed || p.wrong ? -1 : 0;
}
