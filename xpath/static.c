/*
 * static.c: names, resolved in the static context (XPath 2.0, 2.1.1): prefixes,
 * variables, functions, and the constructor functions, which are casts.
 */
#include "xpath/parse.h"

#include "base/names.h"
#include "base/xml.h"

/* --- prefixes --- */

static struct slice
namespace_of(const struct xp_parser *p, struct slice prefix)
{
	if (p->st->namespace == NULL)
		return SLICE_NONE;
	return p->st->namespace(p->st->ctx, prefix);
}

struct slice
xp_resolve(struct xp_parser *p, struct xp_token name, struct slice otherwise)
{
	struct slice ns;

	if (name.prefix.n == 0)
		return otherwise.s == NULL ? SLICE("") : otherwise;
	ns = namespace_of(p, name.prefix);
	if (ns.s != NULL)
		return arena_copy(p->arena, ns);
	xp_wrong(p, "XPST0081", name.at, "the prefix \"%.*s\" stands for no "
	    "namespace", SLICE_ARG(name.prefix));
	return SLICE("");
}

/* --- variables --- */

void
xp_bind(struct xp_parser *p, struct xp_token name, struct slice ns,
    uint32_t *slot)
{
	struct xp_range_variable *v = arena_alloc(p->arena, sizeof(*v));

	v->ns = ns;
	v->local = name.local;
	v->slot = p->n_locals++;
	v->outer = p->scope;
	p->scope = v;
	if (p->max_locals < p->n_locals)
		p->max_locals = p->n_locals;
	*slot = v->slot;
}

void
xp_unbind(struct xp_parser *p)
{
	p->scope = p->scope->outer;
	p->n_locals--;
}

/* The slot of a variable from outside, a new one where it is met first. */
static uint32_t
outer_slot(struct xp_parser *p, struct slice ns, struct slice local)
{
	struct xp_variable v;
	struct buf key = BUF((size_t)2 * XP_MAX_SOURCE);
	uint32_t id;

	buf_slice(&key, local);		/* which has no "}" in it */
	buf_char(&key, '}');
	buf_slice(&key, ns);
	id = intern_add(p->names, buf_get(&key));	/* 0 is "" */
	buf_free(&key);
	if (id > p->variables.n) {
		v = (struct xp_variable){ .ns = xp_keep(p, ns),
		    .local = xp_keep(p, local), .slot = id - 1 };
		VEC_PUSH(&p->variables, v);
	}
	return id - 1;
}

struct xp_node *
xp_variable_node(struct xp_parser *p, struct xp_token name)
{
	struct xp_node *n = xp_node_new(p, XO_VARIABLE, name.at);
	struct slice ns = xp_resolve(p, name, SLICE(""));

	for (const struct xp_range_variable *v = p->scope; v != NULL;
	    v = v->outer)
		if (slice_eq(v->local, name.local) && slice_eq(v->ns, ns)) {
			n->arg = v->slot;
			n->props = P_LOCAL | P_ONE | P_SORTED | P_PEER;
			return n;
		}
	if (p->st->variable != NULL &&
	    !p->st->variable(p->st->ctx, ns, name.local))
		xp_wrong(p, "XPST0008", name.at, "there is no variable $%.*s",
		    SLICE_ARG(name.text));
	n->arg = outer_slot(p, ns, name.local);
	return n;
}

/* --- casts: 3.10.2 to 3.10.4; Functions and Operators, 5.1 and 17.1 --- */

/*
 * A string literal as xs:QName: only here are its prefixes known.  The constant
 * is {namespace}lexical; SLICE_NONE with *code where there is none.
 */
static struct slice
literal_qname(const struct xp_parser *p, struct slice text, const char **code)
{
	struct slice ns = p->st->element_ns, prefix;
	const char *colon;

	text = slice_trim(text);
	*code = "FORG0001";
	if (!is_qname(text))
		return SLICE_NONE;
	colon = memchr(text.s, ':', text.n);
	*code = "FONS0004";
	if (colon != NULL) {
		prefix = (struct slice){ text.s, (size_t)(colon - text.s) };
		ns = namespace_of(p, prefix);
		if (ns.s == NULL)
			return SLICE_NONE;
	}
	return slice_of(arena_printf(p->arena, "{%.*s}%.*s", SLICE_ARG(ns),
	    SLICE_ARG(text)));
}

static bool
is_string_literal(const struct xp_parser *p, const struct xp_node *n)
{
	return n->op == XO_LITERAL &&
	    p->constants.v[n->arg].type == XT_STRING;
}

/* The text of a constant that was just made: kept in bytes. */
static struct slice
constant_text(const struct xp_parser *p, uint32_t row)
{
	struct xp_str s = p->constants.v[row].text;

	return (struct slice){ s.n == 0 ? "" : p->bytes.s + s.at, s.n };
}

struct xp_node *
xp_cast_node(struct xp_parser *p, enum xp_op op, uint32_t at,
    struct xp_node *operand, enum xp_type type, bool optional)
{
	struct xp_node *n;
	struct slice text;
	const char *code;

	if (operand != NULL && type == XT_QNAME &&
	    is_string_literal(p, operand)) {
		text = literal_qname(p, constant_text(p, operand->arg), &code);
		if (text.s != NULL)
			operand->arg = xp_constant_new(p, XT_QNAME, text);
		else if (op == XO_CAST)
			xp_wrong(p, code, operand->position, "this string is "
			    "no QName of a known prefix");
		if (op == XO_CAST)
			return operand;
	}
	n = xp_node_new(p, op, at);
	if (!xp_node_add(p, n, operand))
		return NULL;
	n->arg = type;
	n->flags = optional ? 1 : 0;
	xp_analyse(p, n);
	return n;
}

/* --- functions --- */

/* xs:T(…): a cast that takes the empty sequence. */
static struct xp_node *
constructor(struct xp_parser *p, struct xp_token name, struct xp_node *args)
{
	enum xp_type type = xp_type_named(name.local);

	if (type == XT_NONE || type == XT_ANY_ATOMIC || type == XT_NOTATION ||
	    args->n_kids != 1) {
		xp_wrong(p, "XPST0017", name.at, args->n_kids == 1 ?
		    "there is no function %.*s" :
		    "%.*s does not take so many arguments",
		    SLICE_ARG(name.text));
		return args;
	}
	return xp_cast_node(p, XO_CAST, name.at, args->first, type, true);
}

/* The row of calls for a function; each function has one. */
static uint32_t
call_row(struct xp_parser *p, uint16_t library, uint16_t function,
    const struct xp_signature *s)
{
	uint64_t key = (uint64_t)library << 16 | function;
	struct xp_call_row row = { .library = library, .function = function,
	    .types = (uint32_t)p->seqtypes.n };
	uint32_t at = table_find_int(&p->functions, key);
	struct slice text = slice_of(s->parameters);
	struct xp_seqtype type;
	struct xp_test test;

	if (at != NONE)
		return at;
	while (xp_signature_type(&text, &test, &type.occurs)) {
		VEC_PUSH(&p->tests, test);
		type.test = (uint32_t)p->tests.n - 1;
		VEC_PUSH(&p->seqtypes, type);
		row.n_types++;
	}
	VEC_PUSH(&p->calls, row);
	at = (uint32_t)p->calls.n - 1;
	table_add_int(&p->functions, key, at);
	return at;
}

struct xp_node *
xp_call_node(struct xp_parser *p, struct xp_token name, struct xp_node *n)
{
	struct slice ns = xp_resolve(p, name, p->st->function_ns.s == NULL ?
	    SLICE(NS_XPATH_FN) : p->st->function_ns);
	bool known = false;

	if (slice_is(ns, NS_XSD))
		return constructor(p, name, n);
	for (uint32_t i = 0; i <= p->st->n_libraries; i++) {
		const struct xp_library *l = i == 0 ? &xp_fn :
		    p->st->libraries[i - 1];
		uint32_t row = NONE;

		if (slice_is(ns, l->ns))
			row = xp_function_find(l, name.local, n->n_kids,
			    &known);
		if (row != NONE) {
			n->arg = call_row(p, (uint16_t)i, (uint16_t)row,
			    &l->signatures[row]);
			xp_analyse(p, n);
			return n;
		}
	}
	xp_wrong(p, "XPST0017", name.at, known ? "%.*s does not take so many "
	    "arguments" : "there is no function %.*s", SLICE_ARG(name.text));
	return n;
}
