/*
 * words.c: see words.h.  Brackets stand where the order of operations needs
 * them (XPath 2.0, A.4): each kind of operation has a rank, and one that binds
 * less than what is around it is put in brackets.
 */
#include "formula/words.h"

#include <math.h>

#include "base/format.h"
#include "base/mem.h"
#include "xpath/atomic.h"
#include "xpath/eval.h"

enum rank { RANK_ANY, RANK_OR, RANK_AND, RANK_COMPARE, RANK_RANGE, RANK_SUM,
	RANK_PRODUCT, RANK_UNION, RANK_TYPE, RANK_SIGN, RANK_PRIMARY };

struct writer {
	const struct words *w;
	struct buf *b;
	size_t end;			/* where b is full */
	bool bare;			/* see words.h */
	unsigned inside;		/* so many predicates and steps: "." is
					 * another one there */
};

static void	write_op(struct writer *, uint32_t op, enum rank around);

/* --- small things --- */

static const char *
word(const struct writer *x, const char *nl, const char *en)
{
	return x->w->lang == LANG_NL ? nl : en;
}

static uint32_t
kid(const struct xp_expr *e, const struct xp_op_row *op, uint32_t i)
{
	return e->kids[op->kids + i];
}

uint32_t
words_bare(const struct xp_expr *e, uint32_t op)
{
	while (e->ops[op].op == XO_SEQUENCE && e->ops[op].n_kids == 1)
		op = kid(e, &e->ops[op], 0);
	return op;
}

bool
words_is_call(const struct xp_expr *e, uint32_t op, const char *local)
{
	const struct xp_op_row *o = &e->ops[op];
	const struct xp_call_row *c;

	if (o->op != XO_CALL)
		return false;
	c = &e->calls[o->arg];
	return c->library == 0 && c->function < xp_fn.n &&
	    strcmp(xp_fn.signatures[c->function].local, local) == 0;
}

const char *
words_sign(enum xp_compare c)
{
	static const char *const signs[] = { "=", "≠", "<", "≤", ">", "≥" };

	return signs[c];
}

/* Functions of a taxonomy that stand for operators of two operands. */
static const struct {
	const char *ns, *local, *sign;
	uint8_t     rank;			/* enum rank */
} operators[] = {
	{ NS_INTERVAL, "numeric-equal", "=", RANK_COMPARE },
	{ NS_INTERVAL, "numeric-less-than", "<", RANK_COMPARE },
	{ NS_INTERVAL, "numeric-less-equal-than", "≤", RANK_COMPARE },
	{ NS_INTERVAL, "numeric-greater-than", ">", RANK_COMPARE },
	{ NS_INTERVAL, "numeric-greater-equal-than", "≥", RANK_COMPARE },
	{ NS_INTERVAL, "numeric-add", "+", RANK_SUM },
	{ NS_INTERVAL, "numeric-subtract", "−", RANK_SUM },
	{ NS_INTERVAL, "numeric-multiply", "×", RANK_PRODUCT },
	{ NS_INTERVAL, "numeric-divide", "/", RANK_PRODUCT },
};
#define N_OPERATORS	(sizeof(operators) / sizeof(operators[0]))

/* Which of them a call is of; N_OPERATORS: none. */
static size_t
operator_of(const struct words *w, const struct xp_op_row *op)
{
	const struct xp_call_row *c = &w->e->calls[op->arg];
	const struct xp_signature *s;
	size_t i = N_OPERATORS;

	if (c->library == 0 || op->n_kids != 2)
		return i;
	s = xp_signature_of(w->libraries, w->n_libraries, c);
	for (i = 0; s != NULL && i < N_OPERATORS; i++)
		if (strcmp(operators[i].local, s->local) == 0 &&
		    strcmp(operators[i].ns,
		    w->libraries[c->library - 1]->ns) == 0)
			return i;
	return N_OPERATORS;
}

/* Whether a call is the sum of what is listed in it: sum((a, b)); the list. */
static bool
is_sum(const struct words *w, const struct xp_op_row *op, uint32_t *list)
{
	const struct xp_call_row *c = &w->e->calls[op->arg];
	const struct xp_signature *s = xp_signature_of(w->libraries,
	    w->n_libraries, c);

	if (s == NULL || op->n_kids != 1 || strcmp(s->local, "sum") != 0 ||
	    (c->library != 0 && strcmp(NS_INTERVAL,
	    w->libraries[c->library - 1]->ns) != 0))
		return false;
	*list = words_bare(w->e, kid(w->e, op, 0));
	return w->e->ops[*list].op == XO_SEQUENCE &&
	    w->e->ops[*list].n_kids > 1;
}

static enum rank
rank_of(const struct words *w, const struct xp_op_row *op)
{
	uint32_t list;
	size_t i;

	switch ((enum xp_op)op->op) {
	case XO_IF: case XO_FOR: case XO_SOME: case XO_EVERY:
		return RANK_ANY;
	case XO_OR:
		return RANK_OR;
	case XO_AND:
		return RANK_AND;
	case XO_VALUE: case XO_GENERAL: case XO_IS: case XO_BEFORE:
	case XO_AFTER:
		return RANK_COMPARE;
	case XO_RANGE:
		return RANK_RANGE;
	case XO_ARITHMETIC:
		return op->flags == XA_ADD || op->flags == XA_SUBTRACT ?
		    RANK_SUM : RANK_PRODUCT;
	case XO_UNION: case XO_INTERSECT: case XO_EXCEPT:
		return RANK_UNION;
	case XO_INSTANCE: case XO_TREAT: case XO_CASTABLE:
		return RANK_TYPE;
	case XO_NEGATE: case XO_PLUS:
		return RANK_SIGN;
	case XO_CALL:
		i = operator_of(w, op);
		if (is_sum(w, op, &list))
			return RANK_SUM;
		return i == N_OPERATORS ? RANK_PRIMARY :
		    (enum rank)operators[i].rank;
	case XO_LITERAL: case XO_SEQUENCE: case XO_CAST: case XO_VARIABLE:
	case XO_CONTEXT: case XO_ROOT: case XO_PATH: case XO_STEP:
	case XO_FILTER: case XO_N:
		break;
	}
	return RANK_PRIMARY;
}

/* The operands with something between them. */
static void
write_kids(struct writer *x, const struct xp_op_row *op, uint32_t first,
    const char *between, enum rank rank)
{
	uint32_t i;

	for (i = first; i < op->n_kids && x->b->n < x->end; i++) {
		if (i > first)
			buf_puts(x->b, between);
		write_op(x, kid(x->w->e, op, i), rank);
	}
}

/* --- values --- */

static void
write_number(struct buf *b, struct dec d, enum lang lang, struct arena *a)
{
	struct buf text = BUF_ANY;

	dec_print(&text, dec_canonical(d, a));
	format_number(b, buf_get(&text), lang, false);
	buf_free(&text);
}

static void
write_quoted(struct buf *b, struct slice s)
{
	buf_puts(b, "“");
	format_text(b, s, 120);
	buf_puts(b, "”");
}

/* A date, with its time where it is not midnight. */
static void
write_moment(struct buf *b, struct slice s, enum lang lang)
{
	struct slice day = s, rest = SLICE("");

	if (s.n > 10 && s.s[10] == 'T') {
		day.n = 10;
		rest = slice_from(s, 11);
	}
	format_date(b, day, lang);
	if (rest.n > 0 && !slice_starts(rest, SLICE("00:00:00")))
		buf_printf(b, " %.*s", SLICE_ARG(rest));
}

void
words_item(struct buf *b, const struct xp_dynamic *d, struct xp_item item,
    enum lang lang, struct arena *a)
{
	enum xp_type numeric = xp_numeric_kind((enum xp_type)item.type);
	struct slice text;

	if (numeric == XT_INTEGER || numeric == XT_DECIMAL) {
		write_number(b, xp_dec(item), lang, a);
		return;
	}
	if (numeric != XT_NONE && isfinite(item.u.d) &&
	    fabs(item.u.d) < 1e30) {
		write_number(b, xp_double_dec(item.u.d, a), lang, a);
		return;
	}
	text = xp_string_of(d, item, a);
	if (item.type == XT_BOOLEAN)
		buf_puts(b, lang == LANG_EN ? (item.u.i ? "true" : "false") :
		    item.u.i ? "waar" : "onwaar");
	else if (item.type == XT_DATE || item.type == XT_DATETIME)
		write_moment(b, text, lang);
	else if (item.type >= XT_UNTYPED && item.type <= XT_ENTITY)
		write_quoted(b, text);
	else
		buf_slice(b, text);
}

static void
write_literal(struct writer *x, const struct xp_constant *c)
{
	struct slice text = xp_str(x->w->e, c->text), ns, prefix, local;

	if (c->type == XT_STRING) {
		write_quoted(x->b, text);
	} else if (c->type == XT_QNAME) {
		xp_constant_name(x->w->e, c, &ns, &prefix, &local);
		if (x->w->name != NULL &&
		    x->w->name(x->w->ctx, x->b, ns, local))
			return;
		buf_printf(x->b, "%.*s%s%.*s", SLICE_ARG(prefix),
		    prefix.n > 0 ? ":" : "", SLICE_ARG(local));
	} else {
		format_number(x->b, text, x->w->lang, false);
	}
}

static void
write_variable(struct writer *x, uint32_t slot)
{
	const struct xp_header *h = x->w->e->h;

	if (slot < h->n_variables)
		x->w->variable(x->w->ctx, x->b, slot, x->bare);
	else if (slot == h->n_variables)
		buf_char(x->b, 'x');
	else
		buf_printf(x->b, "x%u", slot - h->n_variables + 1);
}

/* --- operations --- */

static void
write_two(struct writer *x, const struct xp_op_row *op, const char *sign)
{
	enum rank rank = rank_of(x->w, op);

	write_op(x, kid(x->w->e, op, 0), rank);
	buf_printf(x->b, " %s ", sign);
	write_op(x, kid(x->w->e, op, 1), (enum rank)(rank + 1));
}

/* What an operation is the negative of; NONE where it is no negative. */
static uint32_t
negated(const struct words *w, uint32_t op)
{
	const struct xp_op_row *row = &w->e->ops[op];
	const struct xp_call_row *c;
	const struct xp_signature *s;

	if (row->op == XO_NEGATE)
		return kid(w->e, row, 0);
	if (row->op != XO_CALL || row->n_kids != 1)
		return NONE;
	c = &w->e->calls[row->arg];
	s = xp_signature_of(w->libraries, w->n_libraries, c);
	return s != NULL && c->library != 0 &&
	    strcmp(s->local, "numeric-unary-minus") == 0 &&
	    strcmp(w->libraries[c->library - 1]->ns, NS_INTERVAL) == 0 ?
	    kid(w->e, row, 0) : NONE;
}

/* a + b − c */
static void
write_sum(struct writer *x, const struct xp_op_row *list)
{
	const struct xp_expr *e = x->w->e;
	uint32_t i, op, inner;

	write_op(x, kid(e, list, 0), RANK_SUM);
	for (i = 1; i < list->n_kids && x->b->n < x->end; i++) {
		op = words_bare(e, kid(e, list, i));
		inner = negated(x->w, op);
		buf_puts(x->b, inner != NONE ? " − " : " + ");
		write_op(x, inner != NONE ? inner : op, RANK_PRODUCT);
	}
}

static void
write_loop(struct writer *x, const struct xp_op_row *op)
{
	buf_puts(x->b, op->op == XO_SOME ? word(x, "er is een ", "there is a ")
	    : word(x, "voor elke ", "for every "));
	write_variable(x, op->arg);
	buf_puts(x->b, word(x, " uit ", " in "));
	write_op(x, kid(x->w->e, op, 0), RANK_OR);
	buf_puts(x->b, op->op == XO_SOME ? word(x, " met ", " with ") :
	    op->op == XO_EVERY ? word(x, " geldt ", ": ") : ": ");
	write_op(x, kid(x->w->e, op, 1), RANK_OR);
}

static void
write_if(struct writer *x, const struct xp_op_row *op)
{
	buf_puts(x->b, word(x, "als ", "if "));
	write_op(x, kid(x->w->e, op, 0), RANK_OR);
	buf_puts(x->b, word(x, " dan ", " then "));
	write_op(x, kid(x->w->e, op, 1), RANK_OR);
	buf_puts(x->b, word(x, " en anders ", ", else "));
	write_op(x, kid(x->w->e, op, 2), RANK_OR);
}

/* Predicates, from that operand on. */
static void
write_predicates(struct writer *x, const struct xp_op_row *op, uint32_t i)
{
	x->inside++;
	for (; i < op->n_kids && x->b->n < x->end; i++) {
		buf_char(x->b, '[');
		write_op(x, kid(x->w->e, op, i), RANK_ANY);
		buf_char(x->b, ']');
	}
	x->inside--;
}

static void
write_filter(struct writer *x, const struct xp_op_row *op)
{
	write_op(x, kid(x->w->e, op, 0), RANK_PRIMARY);
	write_predicates(x, op, 1);
}

static void
write_path(struct writer *x, const struct xp_op_row *op)
{
	write_op(x, kid(x->w->e, op, 0), RANK_PRIMARY);
	buf_char(x->b, '/');
	x->inside++;
	write_op(x, kid(x->w->e, op, 1), RANK_PRIMARY);
	x->inside--;
}

/* What a step goes to: an element or attribute by its name. */
static void
write_step(struct writer *x, const struct xp_op_row *op)
{
	const struct xp_test *t = &x->w->e->tests[op->arg];

	if (op->flags == AXIS_ATTRIBUTE)
		buf_char(x->b, '@');
	else if (op->flags == AXIS_PARENT)
		buf_puts(x->b, "..");
	if (t->flags & XTEST_ANY_LOCAL)
		buf_char(x->b, '*');
	else
		buf_slice(x->b, xp_str(x->w->e, t->local));
	write_predicates(x, op, 0);
}

/* --- functions --- */

/* What stands before and behind the argument of a function of fn: with one. */
static const struct {
	const char *local;
	const char *before[2], *after[2];	/* by enum lang */
	uint8_t inside;				/* enum rank of the argument */
} phrases[] = {
	{ "not", { "niet ", "not " }, { "", "" }, RANK_PRIMARY },
	{ "abs", { "|", "|" }, { "|", "|" }, RANK_ANY },
	{ "sum", { "de som van ", "the sum of " }, { "", "" }, RANK_PRIMARY },
	{ "count", { "het aantal van ", "the number of " }, { "", "" },
	  RANK_PRIMARY },
	{ "max", { "het hoogste van ", "the highest of " }, { "", "" },
	  RANK_PRIMARY },
	{ "min", { "het laagste van ", "the lowest of " }, { "", "" },
	  RANK_PRIMARY },
	{ "avg", { "het gemiddelde van ", "the average of " }, { "", "" },
	  RANK_PRIMARY },
	{ "exists", { "", "" }, { " is er", " is there" }, RANK_PRIMARY },
	{ "empty", { "", "" }, { " is er niet", " is not there" },
	  RANK_PRIMARY },
	{ "round", { "", "" }, { " (afgerond)", " (rounded)" },
	  RANK_PRIMARY },
	{ "round-half-to-even", { "", "" }, { " (afgerond)", " (rounded)" },
	  RANK_PRIMARY },
	{ "numeric-unary-minus", { "−", "−" }, { "", "" }, RANK_SIGN },
	{ "string-length", { "de lengte van ", "the length of " },
	  { "", "" }, RANK_PRIMARY },
	{ "number", { "", "" }, { "", "" }, RANK_PRIMARY },
	{ "string", { "", "" }, { "", "" }, RANK_PRIMARY },
	{ "data", { "", "" }, { "", "" }, RANK_PRIMARY },
	{ "boolean", { "", "" }, { "", "" }, RANK_PRIMARY },
};

static bool
write_phrase(struct writer *x, const char *local, const struct xp_op_row *op)
{
	enum lang lang = x->w->lang;
	bool outer = x->bare;
	size_t i;

	for (i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++) {
		if (strcmp(phrases[i].local, local) != 0)
			continue;
		x->bare = strcmp(local, "empty") == 0 ||
		    strcmp(local, "exists") == 0;
		buf_puts(x->b, phrases[i].before[lang]);
		write_op(x, kid(x->w->e, op, 0), (enum rank)phrases[i].inside);
		buf_puts(x->b, phrases[i].after[lang]);
		x->bare = outer;
		return true;
	}
	return false;
}

/* not(empty(a)) and not(exists(a)): that it is there, that it is not. */
static bool
write_presence(struct writer *x, const struct xp_op_row *op)
{
	const struct xp_expr *e = x->w->e;
	uint32_t inner;

	if (op->n_kids != 1)
		return false;
	inner = words_bare(e, kid(e, op, 0));
	return e->ops[inner].n_kids == 1 && (words_is_call(e, inner, "empty") ?
	    write_phrase(x, "exists", &e->ops[inner]) :
	    words_is_call(e, inner, "exists") &&
	    write_phrase(x, "empty", &e->ops[inner]));
}

static void
write_call(struct writer *x, const struct xp_op_row *op)
{
	const struct xp_call_row *c = &x->w->e->calls[op->arg];
	const struct xp_signature *s = xp_signature_of(x->w->libraries,
	    x->w->n_libraries, c);
	bool ours;			/* fn:, and what says the same */
	uint32_t list;
	size_t i;

	if (s == NULL) {
		buf_char(x->b, '?');
		return;
	}
	i = operator_of(x->w, op);
	ours = c->library == 0 || strcmp(NS_INTERVAL,
	    x->w->libraries[c->library - 1]->ns) == 0;
	if (i < N_OPERATORS)
		write_two(x, op, operators[i].sign);
	else if (is_sum(x->w, op, &list))
		write_sum(x, &x->w->e->ops[list]);
	else if (c->library == 0 && strcmp(s->local, "not") == 0 &&
	    write_presence(x, op))
		return;
	else if (c->library == 0 && op->n_kids == 0 &&
	    strcmp(s->local, "true") == 0)
		buf_puts(x->b, word(x, "waar", "true"));
	else if (c->library == 0 && op->n_kids == 0 &&
	    strcmp(s->local, "false") == 0)
		buf_puts(x->b, word(x, "onwaar", "false"));
	else if (!ours || (op->n_kids != 1 &&
	    strcmp(s->local, "round-half-to-even") != 0) ||
	    !write_phrase(x, s->local, op)) {
		buf_printf(x->b, "%s(", s->local);
		write_kids(x, op, 0, "; ", RANK_ANY);
		buf_char(x->b, ')');
	}
}

/* --- all of them --- */

static const char *
arithmetic_sign(uint8_t flags)
{
	static const char *const signs[] = { "+", "−", "×", "/", "div",
	    "mod" };

	return flags < sizeof(signs) / sizeof(signs[0]) ? signs[flags] : "?";
}

static void
write_bare(struct writer *x, const struct xp_op_row *op)
{
	const struct xp_expr *e = x->w->e;

	switch ((enum xp_op)op->op) {
	case XO_LITERAL:
		write_literal(x, &e->constants[op->arg]);
		break;
	case XO_SEQUENCE:
		buf_char(x->b, '(');
		write_kids(x, op, 0, "; ", RANK_ANY);
		buf_char(x->b, ')');
		break;
	case XO_RANGE:
		write_two(x, op, word(x, "t/m", "to"));
		break;
	case XO_OR:
		write_kids(x, op, 0, word(x, " of ", " or "), RANK_AND);
		break;
	case XO_AND:
		write_kids(x, op, 0, word(x, " en ", " and "), RANK_COMPARE);
		break;
	case XO_VALUE:
	case XO_GENERAL:
		write_two(x, op, words_sign((enum xp_compare)op->flags));
		break;
	case XO_IS:
		write_two(x, op, "is");
		break;
	case XO_BEFORE:
		write_two(x, op, word(x, "staat voor", "is before"));
		break;
	case XO_AFTER:
		write_two(x, op, word(x, "staat na", "is after"));
		break;
	case XO_ARITHMETIC:
		write_two(x, op, arithmetic_sign(op->flags));
		break;
	case XO_NEGATE:
	case XO_PLUS:
		buf_puts(x->b, op->op == XO_NEGATE ? "−" : "+");
		write_kids(x, op, 0, "", RANK_SIGN);
		break;
	case XO_UNION:
		write_two(x, op, word(x, "met", "with"));
		break;
	case XO_INTERSECT:
		write_two(x, op, word(x, "die ook staan in", "also in"));
		break;
	case XO_EXCEPT:
		write_two(x, op, word(x, "zonder", "without"));
		break;
	case XO_INSTANCE:
	case XO_CASTABLE:
		write_kids(x, op, 0, "", RANK_PRIMARY);
		buf_puts(x->b, word(x, " is van het goede soort",
		    " is of the right kind"));
		break;
	case XO_TREAT:
	case XO_CAST:
		write_kids(x, op, 0, "", RANK_PRIMARY);
		break;
	case XO_FOR:
	case XO_SOME:
	case XO_EVERY:
		write_loop(x, op);
		break;
	case XO_IF:
		write_if(x, op);
		break;
	case XO_VARIABLE:
		write_variable(x, op->arg);
		break;
	case XO_CONTEXT:
		buf_puts(x->b, x->w->context == NULL || x->inside > 0 ?
		    "." : x->w->context);
		break;
	case XO_ROOT:
		buf_puts(x->b, word(x, "het verslag", "the report"));
		break;
	case XO_PATH:
		write_path(x, op);
		break;
	case XO_STEP:
		write_step(x, op);
		break;
	case XO_FILTER:
		write_filter(x, op);
		break;
	case XO_CALL:
		write_call(x, op);
		break;
	case XO_N:
		break;
	}
}

/* As deep as the expression is, which is bounded (xp_open). */
static void
write_op(struct writer *x, uint32_t at, enum rank around)
{
	const struct xp_op_row *op = &x->w->e->ops[words_bare(x->w->e, at)];
	bool brackets = rank_of(x->w, op) < around;

	if (x->b->n >= x->end)
		return;
	if (brackets)
		buf_char(x->b, '(');
	write_bare(x, op);
	if (brackets)
		buf_char(x->b, ')');
}

void
words_write(const struct words *w, uint32_t op, struct buf *b)
{
	struct writer x = { w, b, b->n + WORDS_MAX, false, 0 };

	write_op(&x, op, RANK_ANY);
	if (b->n >= x.end)
		buf_puts(b, "…");
}
