/* join.c: see join.h. */
#include "formula/join.h"

#include "base/intern.h"
#include "formula/expression.h"
#include "formula/xfi_local.h"

#define MAX_DEPTH	XP_MAX_DEPTH
#define NOT_YET		0		/* of values: else a number, see below */
#define GIVES_NOTHING	1
#define GIVES_OTHER	2
#define FIRST_VALUE	3		/* + the number of its text */

/* Kinds of values that are equal as their texts are; untyped ones are strings
 * where they meet strings. */
#define HAS_STRINGS	1
#define HAS_UNTYPED	2
#define HAS_OTHERS	4

struct join {
	uint32_t filter, expression;
	uint32_t of_fact, of_variables;	/* operations of the expression */
	uint32_t *values;		/* by fact */
	unsigned  has;			/* HAS_… of facts so far */
};

struct joins {
	VEC(struct join) all;
	uint32_t        *of_filter;	/* 1 + join, or 0: not looked at, NONE */
	struct intern   *texts;
};

struct joins *
joins_new(struct formula_run *run)
{
	struct joins *j = mem_calloc(1, sizeof(*j));

	j->of_filter = mem_calloc(taxonomy_count(run->t, SEC_FILTERS),
	    sizeof(*j->of_filter));
	j->texts = intern_new();
	return j;
}

void
joins_free(struct joins *j)
{
	size_t i;

	if (j == NULL)
		return;
	for (i = 0; i < j->all.n; i++)
		mem_free(j->all.v[i].values);
	VEC_FREE(&j->all);
	mem_free(j->of_filter);
	intern_free(j->texts);
	mem_free(j);
}

/* --- which tests are joins --- */

/* What a part of an expression hangs on. */
struct hangs { bool focus, variables; };

static void
look(const struct xp_expr *e, uint32_t op, bool focus, unsigned depth,
    struct hangs *h)
{
	const struct xp_op_row *o = &e->ops[op];
	uint32_t i;

	if (o->op == XO_VARIABLE && o->arg < e->h->n_variables)
		h->variables = true;
	if (focus && (o->op == XO_CONTEXT || o->op == XO_STEP ||
	    o->op == XO_ROOT || (o->op == XO_CALL &&
	    call_uses_focus(&e->calls[o->arg], o->n_kids))))
		h->focus = true;
	for (i = 0; i < o->n_kids && depth < MAX_DEPTH; i++)
		/* The right side of a path and predicates have a focus of
		 * their own. */
		look(e, e->kids[o->kids + i], focus && (i == 0 ?
		    o->op != XO_STEP : o->op != XO_PATH &&
		    o->op != XO_FILTER && o->op != XO_STEP), depth + 1, h);
}

/* Whether an operation is an equality of a fact and variables. */
static bool
is_join(const struct xp_expr *e, uint32_t op, struct join *j)
{
	const struct xp_op_row *o = &e->ops[op];
	struct hangs h[2] = { { false, false }, { false, false } };
	uint32_t side[2], i;

	if ((o->op != XO_GENERAL && o->op != XO_VALUE) || o->flags != XC_EQ)
		return false;
	for (i = 0; i < 2; i++) {
		side[i] = e->kids[o->kids + i];
		look(e, side[i], true, 0, &h[i]);
	}
	for (i = 0; i < 2; i++)
		if (h[i].focus && !h[i].variables && !h[1 - i].focus &&
		    h[1 - i].variables) {
			j->of_fact = side[i];
			j->of_variables = side[1 - i];
			return true;
		}
	return false;
}

static bool
find_join(struct formula_run *run, uint32_t filter, struct join *j)
{
	const struct img_filter *f = formula_filter(run->t, filter);
	const struct xp_expr *e;
	const struct xp_op_row *root;
	uint32_t i;

	if ((f->kind != FILTER_GENERAL && f->kind != FILTER_TYPED_DIMENSION) ||
	    f->test == NONE || (e = expression_view(run, f->test)) == NULL)
		return false;
	j->filter = filter;
	j->expression = f->test;
	root = &e->ops[e->h->root];
	if (root->op != XO_AND)
		return is_join(e, e->h->root, j);
	for (i = 0; i < root->n_kids; i++)
		if (is_join(e, e->kids[root->kids + i], j))
			return true;
	return false;
}

uint32_t
join_of(struct formula_run *run, uint32_t filter)
{
	struct joins *all = run->joins;
	struct join j = { .has = 0 };

	if (all->of_filter[filter] != 0)
		return all->of_filter[filter] == NONE ? NONE :
		    all->of_filter[filter] - 1;
	all->of_filter[filter] = NONE;
	if (!find_join(run, filter, &j))
		return NONE;
	j.values = mem_calloc(run->report->facts.n + 1, sizeof(*j.values));
	VEC_PUSH(&all->all, j);
	all->of_filter[filter] = (uint32_t)all->all.n;
	return (uint32_t)all->all.n - 1;
}

/* --- values --- */

/* The text by which an atomic value is equal to others of its kind; false: it has
 * none.  The first byte says the kind. */
static bool
text_of(struct formula_run *run, struct xp_item item, unsigned *kind,
    struct slice *text)
{
	struct slice s;

	*kind = item.type == XT_UNTYPED ? HAS_UNTYPED : HAS_STRINGS;
	if (item.type == XT_UNTYPED || item.type == XT_ANYURI ||
	    xp_derives(item.type, XT_STRING)) {
		s = xp_slice(item);
		*text = slice_of(arena_printf(run->d.arena, "s%.*s",
		    SLICE_ARG(s)));
		return true;
	}
	*kind = HAS_OTHERS;
	if (item.type == XT_QNAME) {
		*text = slice_of(arena_printf(run->d.arena, "q%.*s}%.*s",
		    SLICE_ARG(item.u.qname->local),
		    SLICE_ARG(item.u.qname->ns)));
		return true;
	}
	if (!xp_derives(item.type, XT_DECIMAL))
		return false;
	if (item.type != XT_DECIMAL && xp_derives(item.type, XT_INTEGER))
		item.type = XT_INTEGER;
	s = xp_string_of(&run->d, item, run->d.arena);
	*text = slice_of(arena_printf(run->d.arena, "d%.*s", SLICE_ARG(s)));
	return true;
}

/* The context item of the test for a fact; false: there is none, the fact does
 * not pass. */
static bool
focus_of(struct formula_run *run, const struct join *j, uint32_t fact,
    struct xp_item *item)
{
	const struct img_filter *f = formula_filter(run->t, j->filter);
	struct arena *a = run->d.arena;
	struct xp_error err = { .position = 0 };
	struct xp_eval ev = { .d = &run->d, .arena = a, .err = &err };
	const struct img_filter_item *dimension;
	struct xp_seq args[2], out = XP_EMPTY;

	*item = xfi_fact(run->host, 0, fact);
	if (f->kind == FILTER_GENERAL)
		return true;
	dimension = formula_filter_item(run->t, f->items);
	if (dimension == NULL || dimension->name == NONE ||
	    run->report->facts.v[fact].context == NONE)
		return false;
	args[0] = xp_one(*item);
	args[1] = xp_one(xfi_name(run->t, dimension->name, a));
	if (xfi_fact_typed_dimension_value(&ev, args, 2, &out) == -1 ||
	    out.n == 0)
		return false;
	*item = *xp_items(&out);
	return true;
}

/* One atomic value of a part of the test: 1; 0: nothing; -1: else. */
static int
atom_of(struct formula_run *run, const struct join *j, uint32_t op,
    const struct xp_focus *focus, const struct xp_seq *slots,
    struct xp_item *item)
{
	struct xp_seq value = XP_EMPTY, atoms = XP_EMPTY;
	struct xp_error err;

	if (xp_eval_part(expression_view(run, j->expression), op, &run->d,
	    focus, slots, &value, &err) == -1 ||
	    xp_atomize(&run->d, &value, &atoms, &err) == -1 || atoms.n > 1)
		return -1;
	if (atoms.n == 0)
		return 0;
	*item = *xp_items(&atoms);
	return 1;
}

static uint32_t
find_value(struct formula_run *run, struct join *j, uint32_t fact)
{
	const struct xp_expr *e = expression_view(run, j->expression);
	struct xp_seq *slots = arena_alloc(run->d.arena,
	    (e->h->n_slots + 1) * sizeof(*slots));
	struct xp_item item;
	struct xp_focus focus = { &item, 1, 1 };
	struct slice text;
	unsigned kind;
	int rc;

	if (!focus_of(run, j, fact, &item))
		return GIVES_NOTHING;
	rc = atom_of(run, j, j->of_fact, &focus, slots, &item);
	if (rc == 0)
		return GIVES_NOTHING;
	if (rc == -1 || !text_of(run, item, &kind, &text))
		return GIVES_OTHER;
	j->has |= kind;
	return FIRST_VALUE + intern_add(run->joins->texts, text);
}

static uint32_t
value_of(struct formula_run *run, uint32_t join, uint32_t fact)
{
	struct join *j = &run->joins->all.v[join];
	struct arena_mark mark;

	if (j->values[fact] != NOT_YET)
		return j->values[fact];
	mark = arena_mark(run->d.arena);
	j->values[fact] = find_value(run, j, fact);
	arena_reset(run->d.arena, mark);
	return j->values[fact];
}

bool
join_covers(struct formula_run *run, uint32_t join, const uint32_t *facts,
    uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		if (value_of(run, join, facts[i]) == GIVES_OTHER)
			return false;
	return true;
}

uint32_t
join_value(struct formula_run *run, uint32_t join, uint32_t fact)
{
	uint32_t value = value_of(run, join, fact);

	return value < FIRST_VALUE ? NONE : value;
}

/* --- probing --- */

enum join_result
join_probe(struct formula_run *run, const struct evaluation *e,
    uint32_t join, uint32_t *value)
{
	struct join *j = &run->joins->all.v[join];
	struct arena_mark mark = arena_mark(run->d.arena);
	enum join_result result = JOIN_UNKNOWN;
	struct xp_seq *slots = expression_slots(run, e, j->expression);
	struct xp_item item;
	struct slice text;
	unsigned kind;
	int rc = slots == NULL ? -1 : atom_of(run, j, j->of_variables, NULL,
	    slots, &item);

	if (rc == 0) {
		result = JOIN_NOTHING;
	} else if (rc == 1 && text_of(run, item, &kind, &text) &&
	    (kind != HAS_OTHERS || (j->has & HAS_UNTYPED) == 0) &&
	    (kind != HAS_UNTYPED || (j->has & HAS_OTHERS) == 0)) {
		*value = intern_find(run->joins->texts, text);
		result = *value == NONE ? JOIN_NOTHING : JOIN_VALUE;
		*value += FIRST_VALUE;
	}
	arena_reset(run->d.arena, mark);
	return result;
}
