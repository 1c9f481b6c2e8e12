/*
 * certain.c: errors of type that are certain (XPath 2.0, 2.3.1): what an
 * expression is told when it is compiled, if every evaluation of it would end
 * in XPTY0004.
 *
 * (1) Of an operation it may be known that its value is one atomic item of some
 *     type.  Whether operators take such types is asked of the evaluator, with
 *     a value of each: it depends on nothing but the types.
 * (2) An operation fails for certain where its own operands do not fit, or one
 *     does that is evaluated whatever the others are.  A branch of "if", what
 *     a loop repeats, a predicate, all but the first behind a comma are not:
 *     perhaps nobody ever asks for them.
 * (3) Nodes are looked at with their operands before them, without recursion,
 *     for chains are long (chain.h).
 */
#include "xpath/parse.h"

#include "xpath/atomic.h"

struct xp_certain {
	uint32_t    position;
	const char *message;
};

struct certain {
	struct xp_parser *p;
	struct xp_dynamic d;
	struct xp_error   err;
	struct xp_eval    ev;		/* for samples (1) */
};

/* --- what is known of a value --- */

/* Any value of a type, or of the one that counts where operators are chosen. */
static bool
sample(struct certain *c, enum xp_type type, struct xp_item *item)
{
	static const char *const texts[XT_N_ATOMIC] = {
		[XT_UNTYPED] = "1", [XT_STRING] = "a", [XT_BOOLEAN] = "true",
		[XT_INTEGER] = "1", [XT_DECIMAL] = "1", [XT_FLOAT] = "1",
		[XT_DOUBLE] = "1", [XT_DURATION] = "P1D",
		[XT_YEAR_MONTH] = "P1M", [XT_DAY_TIME] = "P1D",
		[XT_DATETIME] = "2000-01-01T00:00:00", [XT_DATE] = "2000-01-01",
		[XT_TIME] = "00:00:00", [XT_GYEARMONTH] = "2000-01",
		[XT_GYEAR] = "2000", [XT_GMONTHDAY] = "--01-01",
		[XT_GDAY] = "---01", [XT_GMONTH] = "--01", [XT_HEX] = "00",
		[XT_BASE64] = "AA==", [XT_ANYURI] = "a",
	};
	enum xp_type kind = xp_numeric_kind(type);

	if (kind == XT_NONE)
		kind = xp_derives(type, XT_STRING) ? XT_STRING : type;
	if (kind == XT_QNAME) {
		*item = xp_name(SLICE(""), SLICE("a"), SLICE(""), c->ev.arena);
		return true;
	}
	return texts[kind] != NULL && xp_cast(xp_string(slice_of(texts[kind])),
	    kind, c->ev.arena, item, &c->err) == 0;
}

static bool
is_mismatch(const struct certain *c)
{
	return slice_is(c->err.local, "XPTY0004");
}

/* The node fails; the message is copied. */
static void
fail(struct certain *c, struct xp_node *n, uint32_t position,
    const char *message)
{
	struct xp_certain *f;

	if (n->fails != NULL)
		return;
	f = arena_alloc(c->p->arena, sizeof(*f));
	f->position = position;
	f->message = arena_string(c->p->arena, message);
	n->fails = f;
}

/* --- operations on atomic values --- */

static void
arithmetic(struct certain *c, struct xp_node *n)
{
	struct xp_item a, b, result;

	if (!sample(c, n->first->type, &a) || !sample(c, n->last->type, &b))
		return;
	if (xp_arithmetic(&c->ev, n->flags, a, b, &result) == 0)
		n->type = result.type;
	else if (is_mismatch(c))
		fail(c, n, n->position, c->err.message.s);
}

static void
comparison(struct certain *c, struct xp_node *n)
{
	struct xp_item a, b;
	bool untyped = n->first->type == XT_UNTYPED ||
	    n->last->type == XT_UNTYPED;

	if (n->op == XO_GENERAL)
		n->type = XT_BOOLEAN;
	if (!sample(c, n->first->type, &a) || !sample(c, n->last->type, &b))
		return;
	n->type = XT_BOOLEAN;
	if (n->op == XO_GENERAL && untyped)	/* is cast to the other */
		return;
	if (xp_compare(&c->ev, n->flags, a, b, NULL) == -1 && is_mismatch(c))
		fail(c, n, n->position, c->err.message.s);
}

static void
sign(struct certain *c, struct xp_node *n)
{
	enum xp_type type = n->first->type;

	if (type == XT_UNTYPED)
		n->type = XT_DOUBLE;
	else if (xp_numeric_kind(type) != XT_NONE)
		n->type = (uint8_t)xp_numeric_kind(type);
	else if (type != XT_ANY_ATOMIC)
		fail(c, n, n->position, "a sign stands before a value that is "
		    "no number");
}

static void
bounds(struct certain *c, struct xp_node *n)
{
	for (const struct xp_node *k = n->first; k != NULL; k = k->next)
		if (k->type != XT_ANY_ATOMIC && k->type != XT_UNTYPED &&
		    !xp_derives(k->type, XT_INTEGER))
			fail(c, n, n->position, "a range is from one integer "
			    "to another");
}

static void
nodes(struct certain *c, struct xp_node *n)
{
	for (const struct xp_node *k = n->first; k != NULL; k = k->next)
		if (k->type != XT_ANY_ATOMIC)
			fail(c, n, n->position, "an operand is no node");
}

static void
cast(struct certain *c, struct xp_node *n)
{
	struct xp_item item;

	if (n->op == XO_CASTABLE) {
		n->type = XT_BOOLEAN;
		return;
	}
	if (n->flags == 0 || n->first->type != XT_ANY_ATOMIC)
		n->type = (uint8_t)n->arg;
	if (sample(c, n->first->type, &item) && xp_cast(item, n->arg,
	    c->ev.arena, &item, &c->err) == -1 && is_mismatch(c))
		fail(c, n, n->position, arena_printf(c->ev.arena, "a value of "
		    "the type xs:%s cannot be cast to xs:%s",
		    xp_type_name(n->first->type), xp_type_name(n->arg)));
}

/* --- calls --- */

static bool
takes(const struct xp_test *parameter, enum xp_type type)
{
	if (parameter->test == XIT_ATOMIC)
		return xp_fit(parameter, type) != XF_NOT;
	return parameter->test == XIT_ITEM || parameter->test == XIT_EMPTY;
}

static void
call(struct certain *c, struct xp_node *n)
{
	const struct xp_parser *p = c->p;
	const struct xp_call_row *row = &p->calls.v[n->arg];
	const struct xp_signature *s = xp_signature_of(p->st->libraries,
	    p->st->n_libraries, row);
	struct slice text = slice_of(s->result);
	struct xp_test test;
	uint32_t i = 0, occurs;

	for (const struct xp_node *k = n->first; k != NULL; k = k->next) {
		test = p->tests.v[p->seqtypes.v[row->types + i].test];
		if (k->type != XT_ANY_ATOMIC && !takes(&test, k->type))
			fail(c, n, k->position, arena_printf(c->ev.arena,
			    "an argument of %s is an xs:%s", s->local,
			    xp_type_name(k->type)));
		i += i + 1 < row->n_types;
	}
	if (xp_signature_type(&text, &test, &occurs) && occurs == XOC_ONE &&
	    test.test == XIT_ATOMIC && !(test.flags & XTEST_NUMERIC))
		n->type = (uint8_t)test.atomic;
}

/* --- all operations --- */

/* How many operands, from the first on, are evaluated whatever happens (2). */
static uint32_t
always(const struct xp_node *n)
{
	switch ((enum xp_op)n->op) {
	case XO_RANGE: case XO_VALUE: case XO_GENERAL: case XO_IS:
	case XO_BEFORE: case XO_AFTER: case XO_ARITHMETIC: case XO_NEGATE:
	case XO_PLUS: case XO_UNION: case XO_INTERSECT: case XO_EXCEPT:
	case XO_INSTANCE: case XO_TREAT: case XO_CASTABLE: case XO_CAST:
	case XO_CALL:
		return n->n_kids;
	case XO_SEQUENCE: case XO_OR: case XO_AND: case XO_FOR: case XO_SOME:
	case XO_EVERY: case XO_IF: case XO_PATH:
		return n->n_kids > 0;
	case XO_LITERAL: case XO_VARIABLE: case XO_CONTEXT: case XO_ROOT:
	case XO_STEP: case XO_FILTER: case XO_N:
		break;
	}
	return 0;
}

static void
look(struct certain *c, struct xp_node *n)
{
	const struct xp_node *k = n->first;

	for (uint32_t i = always(n); i > 0; i--, k = k->next)
		if (k->fails != NULL && n->fails == NULL)
			n->fails = k->fails;
	switch ((enum xp_op)n->op) {
	case XO_LITERAL:
		n->type = (uint8_t)c->p->constants.v[n->arg].type;
		break;
	case XO_ARITHMETIC:
		arithmetic(c, n);
		break;
	case XO_VALUE: case XO_GENERAL:
		comparison(c, n);
		break;
	case XO_NEGATE: case XO_PLUS:
		sign(c, n);
		break;
	case XO_RANGE:
		bounds(c, n);
		break;
	case XO_UNION: case XO_INTERSECT: case XO_EXCEPT: case XO_IS:
	case XO_BEFORE: case XO_AFTER:
		nodes(c, n);
		break;
	case XO_CASTABLE: case XO_CAST:
		cast(c, n);
		break;
	case XO_CALL:
		call(c, n);
		break;
	case XO_OR: case XO_AND: case XO_SOME: case XO_EVERY: case XO_INSTANCE:
		n->type = XT_BOOLEAN;
		break;
	case XO_IF:
		if (n->first->next->type == n->last->type)
			n->type = n->last->type;
		break;
	case XO_SEQUENCE: case XO_TREAT: case XO_FOR: case XO_VARIABLE:
	case XO_CONTEXT: case XO_ROOT: case XO_PATH: case XO_STEP:
	case XO_FILTER: case XO_N:
		break;
	}
}

void
xp_certain(struct xp_parser *p, struct xp_node *root)
{
	struct certain c = { .p = p, .d.arena = arena_new() };
	VEC(struct xp_node *) queue = { NULL, 0, 0 };
	struct arena_mark mark = arena_mark(c.d.arena);
	size_t i;

	c.ev = (struct xp_eval){ .d = &c.d, .arena = c.d.arena,
	    .err = &c.err };
	VEC_PUSH(&queue, root);
	for (i = 0; i < queue.n; i++)
		for (struct xp_node *k = queue.v[i]->first; k != NULL;
		    k = k->next)
			VEC_PUSH(&queue, k);
	for (; i > 0; i--) {
		c.err = (struct xp_error){ .position = 0 };
		look(&c, queue.v[i - 1]);
		arena_reset(c.d.arena, mark);
	}
	if (root->fails != NULL)
		xp_wrong(p, "XPTY0004", root->fails->position, "%s",
		    root->fails->message);
	VEC_FREE(&queue);
	xp_dynamic_end(&c.d);
	arena_free(c.d.arena);
}
