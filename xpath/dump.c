/*
 * dump.c: a compiled expression as text.
 *
 * An operation is (name operands…); a step (axis test predicates…).  A path
 * whose nodes come in order is path, another path/sort.  Names with a namespace
 * are Q{namespace}local; a variable from outside is $name, a range variable #
 * and its slot.
 */
#include "base/names.h"
#include "xpath/chain.h"
#include "xpath/parse.h"

struct dump {
	const struct xp_expr *e;
	const struct xp_library *const *libraries;
	uint16_t n_libraries;
	struct buf *out;
};

static const char *const op_names[XO_N] = {
	[XO_SEQUENCE] = "seq", [XO_RANGE] = "to", [XO_OR] = "or",
	[XO_AND] = "and", [XO_IS] = "is", [XO_BEFORE] = "<<",
	[XO_AFTER] = ">>", [XO_NEGATE] = "negate", [XO_PLUS] = "plus",
	[XO_UNION] = "union", [XO_INTERSECT] = "intersect",
	[XO_EXCEPT] = "except", [XO_INSTANCE] = "instance",
	[XO_TREAT] = "treat", [XO_CASTABLE] = "castable", [XO_CAST] = "cast",
	[XO_FOR] = "for", [XO_SOME] = "some", [XO_EVERY] = "every",
	[XO_IF] = "if", [XO_FILTER] = "filter",
};
static const char *const value_names[] = { "eq", "ne", "lt", "le", "gt", "ge" };
static const char *const general_names[] = { "=", "!=", "<", "<=", ">", ">=" };
static const char *const arithmetic_names[] = { "+", "-", "*", "div", "idiv",
	"mod" };
static const char *const axis_names[] = { "child", "descendant", "attribute",
	"self", "descendant-or-self", "following-sibling", "following",
	"namespace", "parent", "ancestor", "preceding-sibling", "preceding",
	"ancestor-or-self" };
static const char *const test_names[] = { "item", NULL, "node",
	"document-node", "element", "attribute", "schema-element",
	"schema-attribute", "text", "comment", "processing-instruction",
	"empty-sequence" };

static void
name(const struct dump *d, struct xp_str ns, struct xp_str local)
{
	if (ns.n > 0)
		buf_printf(d->out, "Q{%.*s}", SLICE_ARG(xp_str(d->e, ns)));
	buf_slice(d->out, xp_str(d->e, local));
}

static void
name_test(const struct dump *d, const struct xp_test *t)
{
	if ((t->flags & XTEST_ANY_NS) && !(t->flags & XTEST_ANY_LOCAL))
		buf_puts(d->out, "*:");
	else if (!(t->flags & XTEST_ANY_NS) && t->ns.n > 0)
		buf_printf(d->out, "Q{%.*s}", SLICE_ARG(xp_str(d->e, t->ns)));
	else if (!(t->flags & XTEST_ANY_NS) && t->flags & XTEST_ANY_LOCAL)
		buf_puts(d->out, "Q{}");
	if (t->flags & XTEST_ANY_LOCAL)
		buf_char(d->out, '*');
	else
		buf_slice(d->out, xp_str(d->e, t->local));
}

static void
test(const struct dump *d, const struct xp_test *t)
{
	if (t->flags & XTEST_PRINCIPAL) {
		name_test(d, t);
		return;
	}
	if (t->test == XIT_ATOMIC) {
		buf_printf(d->out, "xs:%s", t->flags & XTEST_NUMERIC ?
		    "numeric" : xp_type_name(t->atomic));
		return;
	}
	buf_puts(d->out, test_names[t->test]);
	buf_char(d->out, '(');
	if (t->inner != NONE && d->e->tests[t->inner].inner == NONE)
		test(d, &d->e->tests[t->inner]);
	if (t->flags & XTEST_HAS_NAME)
		name(d, t->ns, t->local);
	else if (t->flags & XTEST_HAS_TYPE)
		buf_char(d->out, '*');
	if (t->flags & XTEST_HAS_TYPE) {
		buf_puts(d->out, ", ");
		name(d, t->type_ns, t->type_local);
		if (t->flags & XTEST_NILLABLE)
			buf_char(d->out, '?');
	}
	buf_char(d->out, ')');
}

static void
sequence_type(const struct dump *d, uint32_t row)
{
	static const char *const occurs[] = { "", "?", "*", "+" };
	const struct xp_seqtype *s = &d->e->seqtypes[row];

	test(d, &d->e->tests[s->test]);
	buf_puts(d->out, occurs[s->occurs]);
}

static void
literal(const struct dump *d, const struct xp_constant *c)
{
	struct slice text = xp_str(d->e, c->text);

	if (c->type == XT_QNAME)
		buf_printf(d->out, "Q%.*s", SLICE_ARG(text));
	else if (c->type != XT_STRING)
		buf_slice(d->out, text);
	else
		buf_json(d->out, text);
}

static void
variable(const struct dump *d, uint32_t slot)
{
	const struct xp_variable *v;

	if (slot >= d->e->h->n_variables) {
		buf_printf(d->out, "#%u", slot);
		return;
	}
	v = &d->e->variables[slot];
	buf_char(d->out, '$');
	name(d, v->ns, v->local);
}

static void
function(const struct dump *d, const struct xp_op_row *op)
{
	const struct xp_call_row *c = &d->e->calls[op->arg];
	const struct xp_signature *s = xp_signature_of(d->libraries,
	    d->n_libraries, c);

	if (s == NULL)
		buf_printf(d->out, "call %u.%u", c->library, c->function);
	else if (c->library == 0)
		buf_printf(d->out, "fn:%s", s->local);
	else
		buf_printf(d->out, "Q{%s}%s",
		    d->libraries[c->library - 1]->ns, s->local);
}

/* The name of an operation with operands, or what comes before them. */
static void
head(const struct dump *d, const struct xp_op_row *op)
{
	switch ((enum xp_op)op->op) {
	case XO_VALUE:
		buf_puts(d->out, value_names[op->flags]);
		break;
	case XO_GENERAL:
		buf_puts(d->out, general_names[op->flags]);
		break;
	case XO_ARITHMETIC:
		buf_puts(d->out, arithmetic_names[op->flags]);
		break;
	case XO_PATH:
		buf_puts(d->out, op->flags & XP_SORTED ? "path" : "path/sort");
		break;
	case XO_STEP:
		buf_printf(d->out, "%s ", axis_names[op->flags]);
		test(d, &d->e->tests[op->arg]);
		break;
	case XO_CALL:
		function(d, op);
		break;
	case XO_FOR: case XO_SOME: case XO_EVERY:
		buf_printf(d->out, "%s ", op_names[op->op]);
		variable(d, op->arg);
		break;
	case XO_CASTABLE: case XO_CAST:
		buf_printf(d->out, "%s xs:%s%s", op_names[op->op],
		    xp_type_name(op->arg), op->flags != 0 ? "?" : "");
		break;
	case XO_INSTANCE: case XO_TREAT:
		buf_printf(d->out, "%s ", op_names[op->op]);
		sequence_type(d, op->arg);
		break;
	case XO_LITERAL: case XO_SEQUENCE: case XO_RANGE: case XO_OR:
	case XO_AND: case XO_IS: case XO_BEFORE: case XO_AFTER: case XO_NEGATE:
	case XO_PLUS: case XO_UNION: case XO_INTERSECT: case XO_EXCEPT:
	case XO_IF: case XO_VARIABLE: case XO_CONTEXT: case XO_ROOT:
	case XO_FILTER:
		buf_puts(d->out, op_names[op->op]);
		break;
	case XO_N:
		break;
	}
}

/* As deep as the expression, which is bounded (xp_open). */
static void
dump(const struct dump *d, uint32_t i)
{
	const struct xp_op_row *op = &d->e->ops[i];
	struct xp_chain c;
	uint32_t first = 0;

	switch (op->op) {
	case XO_LITERAL:
		literal(d, &d->e->constants[op->arg]);
		return;
	case XO_VARIABLE:
		variable(d, op->arg);
		return;
	case XO_CONTEXT:
		buf_char(d->out, '.');
		return;
	case XO_ROOT:
		buf_char(d->out, '/');
		return;
	}
	xp_chain_begin(d->e, i, &c);
	for (uint32_t k = 0; k < c.n; k++) {
		buf_puts(d->out, k == 0 ? "(" : " (");
		head(d, &d->e->ops[c.v[k]]);
	}
	for (; c.n > 0; c.n--) {
		op = &d->e->ops[c.v[c.n - 1]];
		for (uint32_t k = first; k < op->n_kids; k++) {
			buf_char(d->out, ' ');
			dump(d, d->e->kids[op->kids + k]);
		}
		buf_char(d->out, ')');
		first = 1;		/* the one before it is it */
	}
	xp_chain_end(&c);
}

void
xp_dump(const struct xp_expr *e, const struct xp_library *const *libraries,
    uint16_t n_libraries, struct buf *out)
{
	struct dump d = { e, libraries, n_libraries, out };

	dump(&d, e->h->root);
}
