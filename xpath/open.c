/*
 * open.c: compiled bytes, looked at before they are used: they come out of an
 * image, which is input (expr.h).
 *
 * (1) Every number is in range of what it points into.
 * (2) Ops stand level by level, each the kid of one op before it, so that no
 *     walk runs in circles or meets an op twice; they are not nested deeper
 *     than XP_MAX_DEPTH, chains (chain.h) left out.
 * (3) An op has the operands that its kind has.
 * (4) The types of parameters are those of the signature, for the functions rely
 *     on them.
 */
#include "xpath/chain.h"
#include "xpath/parse.h"

#include "base/xml.h"

#define FEW_OPS		256

static uint64_t
round_up(uint64_t n)
{
	return (n + 7) & ~UINT64_C(7);
}

void
xp_layout(const struct xp_header *h, uint64_t at[XP_SECTIONS], uint64_t *size)
{
	const uint64_t sizes[XP_SECTIONS] = {
		(uint64_t)h->n_ops * sizeof(struct xp_op_row),
		(uint64_t)h->n_kids * sizeof(uint32_t),
		(uint64_t)h->n_constants * sizeof(struct xp_constant),
		(uint64_t)h->n_tests * sizeof(struct xp_test),
		(uint64_t)h->n_seqtypes * sizeof(struct xp_seqtype),
		(uint64_t)h->n_calls * sizeof(struct xp_call_row),
		(uint64_t)h->n_variables * sizeof(struct xp_variable),
		h->n_bytes,
	};
	uint64_t here = round_up(sizeof(*h));

	for (int i = 0; i < XP_SECTIONS; i++) {
		at[i] = here;
		here = round_up(here + sizes[i]);
	}
	*size = here;
}

static bool
str_is_good(const struct xp_expr *e, struct xp_str s)
{
	return s.at <= e->h->n_bytes && s.n <= e->h->n_bytes - s.at;
}

/* --- constants --- */

static size_t
digits(struct slice s, size_t i)
{
	while (i < s.n && s.s[i] >= '0' && s.s[i] <= '9')
		i++;
	return i;
}

/* As the lexer takes numbers. */
static bool
number_is_good(uint32_t type, struct slice s)
{
	size_t n = digits(s, 0), whole = n, e;

	if (s.n > DEC_MAX_DIGITS)
		return false;
	if (type == XT_INTEGER)
		return n > 0 && n == s.n;
	if (n < s.n && s.s[n] == '.') {
		n = digits(s, n + 1);
		whole += n - whole - 1;
	}
	if (whole == 0)
		return false;
	if (type == XT_DECIMAL)
		return n == s.n;
	if (n >= s.n || (s.s[n] != 'e' && s.s[n] != 'E'))
		return false;
	e = n + 1;
	if (e < s.n && (s.s[e] == '+' || s.s[e] == '-'))
		e++;
	return digits(s, e) > e && digits(s, e) == s.n;
}

/* The last "}", which no lexical QName has; NULL: none. */
static const char *
brace(struct slice text)
{
	for (size_t i = text.n; i > 0; i--)
		if (text.s[i - 1] == '}')
			return text.s + i - 1;
	return NULL;
}

void
xp_constant_name(const struct xp_expr *e, const struct xp_constant *c,
    struct slice *ns, struct slice *prefix, struct slice *local)
{
	struct slice text = xp_str(e, c->text);
	const char *end = brace(text), *colon;

	*ns = (struct slice){ text.s + 1, (size_t)(end - text.s) - 1 };
	*local = slice_from(text, (size_t)(end - text.s) + 1);
	*prefix = SLICE("");
	colon = memchr(local->s, ':', local->n);
	if (colon == NULL)
		return;
	*prefix = (struct slice){ local->s, (size_t)(colon - local->s) };
	*local = slice_from(*local, prefix->n + 1);
}

static bool
constant_is_good(const struct xp_expr *e, const struct xp_constant *c)
{
	struct slice text;
	const char *end;

	if (!str_is_good(e, c->text))
		return false;
	text = xp_str(e, c->text);
	switch (c->type) {
	case XT_STRING:
		return true;
	case XT_INTEGER: case XT_DECIMAL: case XT_DOUBLE:
		return number_is_good(c->type, text);
	case XT_QNAME:
		end = brace(text);
		return end != NULL && text.s[0] == '{' && end > text.s &&
		    is_qname(slice_from(text, (size_t)(end - text.s) + 1));
	}
	return false;
}

/* --- tests, types, calls, variables --- */

static bool
test_is_good(const struct xp_expr *e, uint32_t i)
{
	const struct xp_test *t = &e->tests[i], *inner;

	if (t->test > XIT_EMPTY || t->atomic >= XT_N_ATOMIC ||
	    !str_is_good(e, t->ns) || !str_is_good(e, t->local) ||
	    !str_is_good(e, t->type_ns) || !str_is_good(e, t->type_local))
		return false;
	if (t->inner == NONE)
		return true;
	if (t->test != XIT_DOCUMENT || t->inner >= i)
		return false;
	inner = &e->tests[t->inner];
	return inner->test == XIT_ELEMENT || inner->test == XIT_SCHEMA_ELEMENT;
}

static bool
call_is_good(const struct xp_expr *e, const struct xp_call_row *c,
    const struct xp_signature *s)
{
	struct slice text;
	struct xp_test test;
	uint32_t occurs, n = 0;

	if (s == NULL)
		return false;
	for (text = slice_of(s->parameters);
	    xp_signature_type(&text, &test, &occurs); n++) {
		const struct xp_seqtype *type;
		const struct xp_test *t;

		if (n >= c->n_types)
			return false;
		type = &e->seqtypes[c->types + n];
		t = &e->tests[type->test];
		if (type->occurs != occurs || t->test != test.test ||
		    t->flags != test.flags || t->atomic != test.atomic ||
		    t->inner != NONE)
			return false;
	}
	return n == c->n_types;
}

/* But the types of libraries that are not known here. */
static bool
tables_are_good(const struct xp_expr *e)
{
	const struct xp_header *h = e->h;

	for (uint32_t i = 0; i < h->n_constants; i++)
		if (!constant_is_good(e, &e->constants[i]))
			return false;
	for (uint32_t i = 0; i < h->n_tests; i++)
		if (!test_is_good(e, i))
			return false;
	for (uint32_t i = 0; i < h->n_seqtypes; i++)
		if (e->seqtypes[i].test >= h->n_tests ||
		    e->seqtypes[i].occurs > XOC_MANY)
			return false;
	for (uint32_t i = 0; i < h->n_calls; i++) {
		const struct xp_call_row *c = &e->calls[i];

		if (c->types > h->n_seqtypes ||
		    c->n_types > h->n_seqtypes - c->types)
			return false;
		if (c->library == 0 && !call_is_good(e, c,
		    xp_signature_of(NULL, 0, c)))
			return false;
	}
	for (uint32_t i = 0; i < h->n_variables; i++)
		if (e->variables[i].slot != i ||
		    !str_is_good(e, e->variables[i].ns) ||
		    !str_is_good(e, e->variables[i].local))
			return false;
	return true;
}

/* --- operations --- */

enum arg { A_NONE, A_CONSTANT, A_TYPE, A_CAST, A_SLOT, A_RANGE_SLOT, A_TEST,
	A_CALL };

/* What each operation has: operands at least and at most, flags, argument. */
static const struct {
	uint32_t least, most;
	uint8_t flags;		/* the largest there is */
	uint8_t arg;
} shapes[XO_N] = {
	[XO_LITERAL] = { 0, 0, 0, A_CONSTANT },
	[XO_SEQUENCE] = { 0, UINT16_MAX, 0, A_NONE },
	[XO_RANGE] = { 2, 2, 0, A_NONE },
	[XO_OR] = { 2, UINT16_MAX, 0, A_NONE },
	[XO_AND] = { 2, UINT16_MAX, 0, A_NONE },
	[XO_VALUE] = { 2, 2, XC_GE, A_NONE },
	[XO_GENERAL] = { 2, 2, XC_GE, A_NONE },
	[XO_IS] = { 2, 2, 0, A_NONE },
	[XO_BEFORE] = { 2, 2, 0, A_NONE },
	[XO_AFTER] = { 2, 2, 0, A_NONE },
	[XO_ARITHMETIC] = { 2, 2, XA_MOD, A_NONE },
	[XO_NEGATE] = { 1, 1, 0, A_NONE },
	[XO_PLUS] = { 1, 1, 0, A_NONE },
	[XO_UNION] = { 2, 2, 0, A_NONE },
	[XO_INTERSECT] = { 2, 2, 0, A_NONE },
	[XO_EXCEPT] = { 2, 2, 0, A_NONE },
	[XO_INSTANCE] = { 1, 1, 0, A_TYPE },
	[XO_TREAT] = { 1, 1, 0, A_TYPE },
	[XO_CASTABLE] = { 1, 1, 1, A_CAST },
	[XO_CAST] = { 1, 1, 1, A_CAST },
	[XO_FOR] = { 2, 2, 0, A_RANGE_SLOT },
	[XO_SOME] = { 2, 2, 0, A_RANGE_SLOT },
	[XO_EVERY] = { 2, 2, 0, A_RANGE_SLOT },
	[XO_IF] = { 3, 3, 0, A_NONE },
	[XO_VARIABLE] = { 0, 0, 0, A_SLOT },
	[XO_CONTEXT] = { 0, 0, 0, A_NONE },
	[XO_ROOT] = { 0, 0, 0, A_NONE },
	[XO_PATH] = { 2, 2, XP_SORTED, A_NONE },
	[XO_STEP] = { 0, UINT16_MAX, AXIS_ANCESTOR_OR_SELF, A_TEST },
	[XO_FILTER] = { 2, UINT16_MAX, 0, A_NONE },
	[XO_CALL] = { 0, UINT16_MAX, 0, A_CALL },
};

static bool
takes(const struct xp_signature *s, uint32_t n_args)
{
	return s != NULL && n_args >= s->min_args &&
	    (s->max_args == XP_MANY || n_args <= s->max_args);
}

static bool
call_op_is_good(const struct xp_expr *e, const struct xp_op_row *op)
{
	const struct xp_call_row *c;

	if (op->arg >= e->h->n_calls)
		return false;
	c = &e->calls[op->arg];
	return (op->n_kids == 0 || c->n_types > 0) && (c->library > 0 ||
	    takes(xp_signature_of(NULL, 0, c), op->n_kids));
}

static bool
is_node_test(const struct xp_test *t)
{
	return t->test != XIT_ITEM && t->test != XIT_ATOMIC &&
	    t->test != XIT_EMPTY;
}

static bool
arg_is_good(const struct xp_expr *e, const struct xp_op_row *op)
{
	const struct xp_header *h = e->h;

	switch ((enum arg)shapes[op->op].arg) {
	case A_NONE:
		return true;
	case A_CONSTANT:
		return op->arg < h->n_constants;
	case A_TYPE:
		return op->arg < h->n_seqtypes;
	case A_CAST:
		return op->arg < XT_N_ATOMIC && op->arg != XT_ANY_ATOMIC &&
		    op->arg != XT_NOTATION;
	case A_SLOT:
		return op->arg < h->n_slots;
	case A_RANGE_SLOT:
		return op->arg < h->n_slots && op->arg >= h->n_variables;
	case A_TEST:
		return op->arg < h->n_tests && is_node_test(&e->tests[op->arg]);
	case A_CALL:
		return call_op_is_good(e, op);
	}
	return false;
}

static bool
op_is_good(const struct xp_expr *e, const struct xp_op_row *op)
{
	return op->op < XO_N && op->n_kids >= shapes[op->op].least &&
	    op->n_kids <= shapes[op->op].most &&
	    op->flags <= shapes[op->op].flags && arg_is_good(e, op);
}

/* (2); `depths` has room for all ops, and that of the first, 1. */
static bool
ops_are_good(const struct xp_expr *e, uint16_t *depths)
{
	const struct xp_header *h = e->h;
	uint32_t kids = 0, k, deepest = 1;

	for (uint32_t i = 0; i < h->n_ops; i++) {
		const struct xp_op_row *op = &e->ops[i];

		if (kids < i || op->kids != kids || !op_is_good(e, op) ||
		    op->n_kids > h->n_kids - kids)
			return false;
		for (k = 0; k < op->n_kids; k++, kids++) {
			uint32_t kid = e->kids[kids], depth = depths[i];

			if (kid != kids + 1)
				return false;
			if (k > 0 || !xp_chains(op->op, e->ops[kid].op))
				depth++;
			if (depth > XP_MAX_DEPTH)
				return false;
			if (deepest < depth)
				deepest = depth;
			depths[kid] = (uint16_t)depth;
		}
	}
	return kids == h->n_kids && deepest == h->depth;
}

static bool
all_ops_are_good(const struct xp_expr *e)
{
	uint16_t few[FEW_OPS] = { 1 }, *many;
	bool good;

	if (e->h->n_ops <= FEW_OPS)
		return ops_are_good(e, few);
	many = mem_calloc(e->h->n_ops, sizeof(*many));
	many[0] = 1;
	good = ops_are_good(e, many);
	mem_free(many);
	return good;
}

bool
xp_open(struct xp_expr *e, struct slice s)
{
	const struct xp_header *h = (const void *)s.s;
	uint64_t at[XP_SECTIONS], size;

	if (s.n < sizeof(*h) || ((uintptr_t)s.s & 7) != 0 ||
	    h->magic != XP_MAGIC)
		return false;
	xp_layout(h, at, &size);
	if (size != h->size || size > s.n || h->n_ops == 0 || h->root != 0 ||
	    h->n_kids != h->n_ops - 1 || h->n_slots < h->n_variables ||
	    h->n_slots - h->n_variables > XP_MAX_DEPTH)
		return false;
	*e = (struct xp_expr){ .h = h,
	    .ops = (const void *)(s.s + at[0]),
	    .kids = (const void *)(s.s + at[1]),
	    .constants = (const void *)(s.s + at[2]),
	    .tests = (const void *)(s.s + at[3]),
	    .seqtypes = (const void *)(s.s + at[4]),
	    .calls = (const void *)(s.s + at[5]),
	    .variables = (const void *)(s.s + at[6]),
	    .bytes = s.s + at[7] };
	return tables_are_good(e) && all_ops_are_good(e);
}

bool
xp_open_calls(const struct xp_expr *e, const struct xp_library *const *l,
    uint16_t n)
{
	for (uint32_t i = 0; i < e->h->n_calls; i++)
		if (!call_is_good(e, &e->calls[i],
		    xp_signature_of(l, n, &e->calls[i])))
			return false;
	for (uint32_t i = 0; i < e->h->n_ops; i++) {
		const struct xp_op_row *op = &e->ops[i];

		if (op->op == XO_CALL && !takes(xp_signature_of(l, n,
		    &e->calls[op->arg]), op->n_kids))
			return false;
	}
	return true;
}
