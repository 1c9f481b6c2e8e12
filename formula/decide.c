/*
 * decide.c: see decide.h.
 *
 * (1) A part is evaluated for its truth only where several parts are there to
 *     decide; it was without error when the test was evaluated, or was not
 *     looked at then, and an error now means that it is not what decided.
 * (2) Of an "and" that is false the first false part decides, of one that is
 *     true the first that a comparison can be found in; "or" the other way
 *     round; of "if" the branch taken, or where that is a constant its
 *     condition.
 * (3) Under "not" the comparison had to fail: its sign is turned.
 */
#include "formula/decide.h"

#include <math.h>

#include "formula/expression.h"
#include "formula/words.h"
#include "xpath/atomic.h"

#define MAX_LOOP	10000	/* items of some and every that are looked at */

struct search {
	struct formula_run    *run;
	const struct xp_expr  *x;
	const struct xp_focus *focus;
	struct xp_seq         *slots;
	bool                   truth;	/* of the comparison found */
};

static uint32_t	find(struct search *, uint32_t op, bool truth);

static uint32_t
kid(const struct xp_expr *x, uint32_t op, uint32_t i)
{
	return words_bare(x, x->kids[x->ops[op].kids + i]);
}

/* --- evaluating parts --- */

struct xp_seq *
decide_slots(const struct evaluation *e, uint32_t expression,
    const struct xp_expr **x)
{
	struct formula_run *run = e->run;
	const struct img_expression *row = formula_expression(run->t,
	    expression);
	struct xp_seq *slots;
	struct xp_error err;
	uint32_t i;

	*x = expression_view(run, expression);
	if (*x == NULL)
		return NULL;
	slots = arena_alloc(run->d.arena, ((*x)->h->n_slots + 1) *
	    sizeof(*slots));
	for (i = 0; i < row->n_names; i++) {
		uint32_t name = formula_list(run->t, row->names + i);
		const struct bound *b = evaluation_named(e, name, NULL);
		uint32_t parameter = formula_parameter(run->t, name);

		if (b != NULL && b->kind != BOUND_NOT)
			slots[i] = b->value;
		else if (parameter == NONE || parameter_value(run, parameter,
		    &slots[i], &err) == -1)
			return NULL;
	}
	return slots;
}

/* The value of a part as it is, and atomized. */
static bool
evaluate(struct search *s, uint32_t op, struct xp_seq *value,
    struct xp_seq *atoms)
{
	struct xp_error err;

	*value = *atoms = XP_EMPTY;
	return xp_eval_part(s->x, op, &s->run->d, s->focus, s->slots, value,
	    &err) == 0 && xp_atomize(&s->run->d, value, atoms, &err) == 0;
}

static bool
value_of(struct search *s, uint32_t op, struct xp_seq *atoms)
{
	struct xp_seq value;

	return evaluate(s, op, &value, atoms);
}

/* 0, 1, -1. */
static int
truth_of(struct search *s, uint32_t op)
{
	struct xp_seq value = XP_EMPTY;
	struct xp_error err;

	return xp_eval_part(s->x, op, &s->run->d, s->focus, s->slots, &value,
	    &err) == 0 ? xp_truth(&value, &err) : -1;
}

/* --- finding it --- */

/* and, or (2): all parts have a truth in common, or one decides. */
static uint32_t
find_logical(struct search *s, uint32_t op, bool truth)
{
	const struct xp_op_row *row = &s->x->ops[op];
	bool one = truth == (row->op == XO_OR);
	uint32_t i, found;

	for (i = 0; i < row->n_kids; i++) {
		if (one && truth_of(s, kid(s->x, op, i)) != truth)
			continue;
		found = find(s, kid(s->x, op, i), truth);
		if (found != NONE || one)
			return found;
	}
	return NONE;
}

static uint32_t
find_if(struct search *s, uint32_t op, bool truth)
{
	int t = truth_of(s, kid(s->x, op, 0));
	uint32_t found;

	if (t == -1)
		return NONE;
	found = find(s, kid(s->x, op, t ? 1 : 2), truth);
	return found != NONE ? found : find(s, kid(s->x, op, 0), t);
}

/* The first item for which the condition has that truth. */
static uint32_t
find_loop(struct search *s, uint32_t op, bool truth)
{
	const struct xp_op_row *row = &s->x->ops[op];
	struct xp_seq in = XP_EMPTY;
	struct xp_error err;
	uint32_t i;

	if (xp_eval_part(s->x, kid(s->x, op, 0), &s->run->d, s->focus,
	    s->slots, &in, &err) == -1)
		return NONE;
	for (i = 0; i < in.n && i < MAX_LOOP; i++) {
		s->slots[row->arg] = xp_one(xp_items(&in)[i]);
		if (truth_of(s, kid(s->x, op, 1)) == truth)
			return find(s, kid(s->x, op, 1), truth);
	}
	return NONE;
}

/* The name of the custom function that is called; NULL. */
static const struct img_name *
custom_name(const struct search *s, uint32_t op)
{
	const struct xp_call_row *c = &s->x->calls[s->x->ops[op].arg];
	const struct img_function *f = formula_function(s->run->t,
	    formula_function_of_call(s->run->t, c->library, c->function));

	return f == NULL ? NULL : taxonomy_name(s->run->t, f->name);
}

/* Implication (NS_EXTRA): its second argument, where the first is true. */
static bool
is_implication(const struct search *s, uint32_t op)
{
	const struct img_name *n = custom_name(s, op);

	return n != NULL && s->x->ops[op].n_kids == 2 &&
	    slice_is(taxonomy_text(s->run->t, n->ns), NS_EXTRA) &&
	    slice_is(taxonomy_text(s->run->t, n->local), "imp");
}

/* A function that compares its first two arguments, by its name: those of
 * taxonomies that compare with regard to accuracy. */
static uint32_t
find_call(struct search *s, uint32_t op, bool truth)
{
	const struct xp_op_row *row = &s->x->ops[op];

	if (is_implication(s, op))
		return find(s, kid(s->x, op, truth ? 0 : 1),
		    truth ? truth_of(s, kid(s->x, op, 0)) == 1 : false);

	if (words_is_call(s->x, op, "not") && row->n_kids == 1)
		return find(s, kid(s->x, op, 0), !truth);
	if (words_is_call(s->x, op, "boolean") && row->n_kids == 1)
		return find(s, kid(s->x, op, 0), truth);
	s->truth = truth;
	return row->n_kids >= 2 &&
	    s->x->calls[row->arg].library >= FORMULA_LIBRARIES ? op : NONE;
}

/* As deep as the expression is, which is bounded (xp_open). */
static uint32_t
find(struct search *s, uint32_t op, bool truth)
{
	op = words_bare(s->x, op);
	switch ((enum xp_op)s->x->ops[op].op) {
	case XO_VALUE:
	case XO_GENERAL:
		s->truth = truth;
		return op;
	case XO_AND:
	case XO_OR:
		return find_logical(s, op, truth);
	case XO_IF:
		return find_if(s, op, truth);
	case XO_SOME:
	case XO_EVERY:
		return find_loop(s, op, truth);
	case XO_CALL:
		return find_call(s, op, truth);
	case XO_LITERAL: case XO_SEQUENCE: case XO_RANGE: case XO_IS:
	case XO_BEFORE: case XO_AFTER: case XO_ARITHMETIC: case XO_NEGATE:
	case XO_PLUS: case XO_UNION: case XO_INTERSECT: case XO_EXCEPT:
	case XO_INSTANCE: case XO_TREAT: case XO_CASTABLE: case XO_CAST:
	case XO_FOR: case XO_VARIABLE: case XO_CONTEXT: case XO_ROOT:
	case XO_PATH: case XO_STEP: case XO_FILTER: case XO_N:
		break;
	}
	return NONE;
}

/* --- its form --- */

/* The sign that holds where this one fails. */
static enum xp_compare
turned(enum xp_compare c)
{
	static const enum xp_compare other[] = { XC_NE, XC_EQ, XC_GE, XC_GT,
	    XC_LE, XC_LT };

	return other[c];
}

/* The sign with its sides exchanged. */
static enum xp_compare
mirrored(enum xp_compare c)
{
	static const enum xp_compare other[] = { XC_EQ, XC_NE, XC_GT, XC_GE,
	    XC_LT, XC_LE };

	return other[c];
}

/* abs(a - b) <= c, on either side. */
static bool
is_within(struct decided *d)
{
	enum xp_compare sign = d->sign;
	uint32_t inside = d->left, limit = d->right, minus;

	if (words_is_call(d->x, d->right, "abs")) {
		inside = d->right;
		limit = d->left;
		sign = mirrored(sign);
	}
	if ((sign != XC_LE && sign != XC_LT) ||
	    !words_is_call(d->x, inside, "abs"))
		return false;
	minus = kid(d->x, inside, 0);
	if (d->x->ops[minus].op != XO_ARITHMETIC ||
	    d->x->ops[minus].flags != XA_SUBTRACT)
		return false;
	d->allowed = limit;
	d->strict = sign == XC_LT;
	d->left = kid(d->x, minus, 0);
	d->right = kid(d->x, minus, 1);
	d->sign = XC_EQ;
	return true;
}

static enum rounded
rounding(const struct xp_expr *x, uint32_t op)
{
	return words_is_call(x, op, "round") ||
	    (words_is_call(x, op, "round-half-to-even") &&
	    x->ops[op].n_kids == 1) ? ROUNDED_WHOLE :
	    words_is_call(x, op, "round-half-to-even") ? ROUNDED_DIGITS :
	    words_is_call(x, op, "ceiling") ? ROUNDED_UP :
	    words_is_call(x, op, "floor") ? ROUNDED_DOWN : ROUNDED_NOT;
}

/* round(a) = round(b), with the same digits: the sides are a and b. */
static bool
take_rounding(struct search *s, struct decided *d)
{
	struct xp_seq digits[2];
	uint32_t *sides[] = { &d->left, &d->right };
	int i;

	d->rounded = rounding(d->x, d->left);
	if (d->rounded == ROUNDED_NOT || rounding(d->x, d->right) !=
	    d->rounded)
		return d->rounded = ROUNDED_NOT, true;
	for (i = 0; i < 2; i++) {
		if (!value_of(s, *sides[i], &d->after[i]))
			return false;
		if (d->rounded == ROUNDED_DIGITS &&
		    (!value_of(s, kid(d->x, *sides[i], 1), &digits[i]) ||
		    digits[i].n != 1 || !xp_int64(*xp_items(&digits[i]),
		    &d->digits)))
			return false;
		*sides[i] = kid(d->x, *sides[i], 0);
	}
	return true;
}

/* What a comparing function is called tells how: numeric-less-equal-than. */
static bool
take_function(struct search *s, struct decided *d, uint32_t op)
{
	static const struct {
		const char     *part;
		enum xp_compare sign;
	} names[] = {
		{ "not-equal", XC_NE }, { "less-equal", XC_LE },
		{ "less-or-equal", XC_LE }, { "greater-equal", XC_GE },
		{ "greater-or-equal", XC_GE }, { "less", XC_LT },
		{ "greater", XC_GT }, { "equal", XC_EQ },
	};
	const struct img_name *n = custom_name(s, op);
	size_t i;

	d->function = n == NULL ? NULL :
	    taxonomy_text(s->run->t, n->local).s;
	for (i = 0; d->function != NULL &&
	    i < sizeof(names) / sizeof(names[0]); i++)
		if (strstr(d->function, names[i].part) != NULL) {
			d->sign = s->truth ? turned(names[i].sign) :
			    names[i].sign;
			d->margins = slice_is(taxonomy_text(s->run->t,
			    n->ns), NS_INTERVAL);
			return true;
		}
	return false;
}

/* --- numbers with margins (NS_INTERVAL) --- */

static struct slice
interval_namespace(void *ctx, struct slice prefix)
{
	(void)ctx;
	return slice_is(prefix, "i") ? SLICE(NS_INTERVAL) : SLICE_NONE;
}

/* "i:splitValueThreshold($v)": the function that tells a number and its margin
 * apart; compiled once in a run, where the taxonomy has one. */
struct split {
	bool           there;
	struct xp_expr x;
};

static struct split *
make_split(struct formula_run *run)
{
	struct split *split = arena_alloc(run->keep, sizeof(*split));
	struct xp_static st = { .namespace = interval_namespace,
	    .element_ns = SLICE(""), .function_ns = SLICE_NONE };
	struct buf bytes = BUF(1 << 16);
	struct xp_error err;

	st.libraries = expression_libraries(run, &st.n_libraries);
	if (xp_compile(SLICE("i:splitValueThreshold($v)"), &st, &bytes,
	    run->keep, &err) == 0 && xp_open(&split->x, arena_copy(run->keep,
	    buf_get(&bytes))))
		split->there = xp_open_calls(&split->x, st.libraries,
		    st.n_libraries);
	buf_free(&bytes);
	return split;
}

static const struct xp_expr *
split_of(struct formula_run *run)
{
	if (run->split == NULL)
		run->split = make_split(run);
	return run->split->there ? &run->split->x : NULL;
}

/* The two numbers of a side: its value, and how much it may be off. */
static bool
split_side(struct search *s, const struct xp_expr *split,
    const struct xp_seq *side, struct xp_seq *value, struct dec *margin)
{
	struct xp_seq split_up = XP_EMPTY, both = XP_EMPTY, off;
	struct xp_error err;

	if (xp_eval(split, &s->run->d, s->focus, side, &split_up,
	    &err) == -1 ||
	    xp_atomize(&s->run->d, &split_up, &both, &err) == -1 ||
	    both.n != 2)
		return false;
	*value = xp_one(xp_items(&both)[0]);
	off = xp_one(xp_items(&both)[1]);
	return decide_number(&off, margin, s->run->d.arena);
}

/* What the margins of both sides add up to is allowed. */
static void
take_margins(struct search *s, const struct xp_seq *sides, struct decided *d)
{
	struct arena *a = s->run->d.arena;
	struct xp_seq values[2];
	struct dec left, right;
	const struct xp_expr *split = split_of(s->run);

	d->margins = split != NULL &&
	    split_side(s, split, &sides[0], &values[0], &left) &&
	    split_side(s, split, &sides[1], &values[1], &right);
	if (!d->margins)
		return;
	d->values[0] = values[0];
	d->values[1] = values[1];
	d->allowed_value = xp_one(xp_number(XT_DECIMAL, dec_add(left, right,
	    a), a));
}

bool
decide(const struct evaluation *e, uint32_t expression,
    const struct xp_focus *focus, bool truth, struct decided *out)
{
	struct search s = { .run = e->run, .focus = focus };
	struct xp_seq sides[2];
	uint32_t op;

	*out = (struct decided){ .allowed = NONE };
	s.slots = decide_slots(e, expression, &s.x);
	if (s.slots == NULL)
		return false;
	op = find(&s, s.x->h->root, truth);
	if (op == NONE)
		return false;
	out->x = s.x;
	out->slots = s.slots;
	out->left = kid(s.x, op, 0);
	out->right = kid(s.x, op, 1);
	if (s.x->ops[op].op == XO_CALL) {
		if (!take_function(&s, out, op))
			return false;
	} else {
		out->sign = (enum xp_compare)s.x->ops[op].flags;
		if (s.truth)
			out->sign = turned(out->sign);
		if (!is_within(out) && !take_rounding(&s, out))
			return false;
	}
	if (!evaluate(&s, out->left, &sides[0], &out->values[0]) ||
	    !evaluate(&s, out->right, &sides[1], &out->values[1]) ||
	    (out->allowed != NONE &&
	    !value_of(&s, out->allowed, &out->allowed_value)))
		return false;
	if (out->margins)
		take_margins(&s, sides, out);
	return true;
}

bool
decide_number(const struct xp_seq *s, struct dec *d, struct arena *a)
{
	enum xp_type type;
	struct xp_item item;
	struct xp_error err;

	if (s->n != 1)
		return false;
	item = *xp_items(s);
	if (item.type == XT_UNTYPED &&
	    xp_cast(item, XT_DECIMAL, a, &item, &err) == -1)
		return false;
	type = xp_numeric_kind((enum xp_type)item.type);
	if (type == XT_INTEGER || type == XT_DECIMAL) {
		*d = xp_dec(item);
		return true;
	}
	if (type == XT_NONE || !isfinite(item.u.d) || fabs(item.u.d) >= 1e30)
		return false;
	*d = xp_double_dec(item.u.d, a);
	return true;
}
