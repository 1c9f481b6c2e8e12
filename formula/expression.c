/* expression.c: see expression.h. */
#include "formula/expression.h"

#include "base/hash.h"
#include "base/names.h"
#include "xpath/eval.h"

#define FEW_SLOTS	16

enum viewed { VIEW_NOT, VIEW_GOOD, VIEW_BAD };
#define FIXED_KNOWN	1	/* of `traits` */
#define FIXED		2
#define NODES_KNOWN	4
#define NODES		8
#define BASE_KNOWN	16
#define BASE		32

enum slot_kind { SLOT_BINDING, SLOT_PARAMETER, SLOT_OUTER };
struct slot {
	uint32_t kind;
	uint32_t at;		/* position, parameter, or name */
};

struct expressions {
	struct formula_run *run;
	struct xp_expr *views;
	uint8_t        *viewed, *traits;
	const struct xp_library *const *libraries;
	uint16_t        n_libraries;
	/* Slots of an expression in a set: first of slots. */
	struct table    maps;
	VEC(uint32_t)   first;
	VEC(struct slot) slots;
};

struct expressions *
expressions_new(struct formula_run *run)
{
	struct expressions *x = mem_calloc(1, sizeof(*x));
	uint32_t n = taxonomy_count(run->t, SEC_EXPRESSIONS);

	x->run = run;
	x->views = mem_calloc(n, sizeof(*x->views));
	x->viewed = mem_calloc(n, 1);
	x->traits = mem_calloc(n, 1);
	x->libraries = formula_xp_libraries(run->t, run->keep,
	    &x->n_libraries);
	run->d.calls = custom_calls(run->t, run->keep, x->n_libraries);
	return x;
}

const struct xp_library *const *
expression_libraries(const struct formula_run *run, uint16_t *n)
{
	*n = run->expressions->n_libraries;
	return run->expressions->libraries;
}

void
expressions_free(struct expressions *x)
{
	if (x == NULL)
		return;
	mem_free(x->views);
	mem_free(x->viewed);
	mem_free(x->traits);
	table_free(&x->maps);
	VEC_FREE(&x->first);
	VEC_FREE(&x->slots);
	mem_free(x);
}

static bool
open_view(struct formula_run *run, uint32_t row)
{
	struct expressions *x = run->expressions;

	if (!formula_open(run->t, row, &x->views[row]))
		return false;
	if (xp_open_calls(&x->views[row], x->libraries, x->n_libraries))
		return true;
	formula_bad_code(run->t);
	return false;
}

const struct xp_expr *
expression_view(struct formula_run *run, uint32_t row)
{
	struct expressions *x = run->expressions;

	if (formula_expression(run->t, row) == NULL)
		return NULL;
	if (x->viewed[row] == VIEW_NOT)
		x->viewed[row] = open_view(run, row) ? VIEW_GOOD : VIEW_BAD;
	return x->viewed[row] == VIEW_GOOD ? &x->views[row] : NULL;
}

/* --- what an expression hangs on --- */

bool
call_uses_focus(const struct xp_call_row *c, unsigned n_args)
{
	static const char *const never[] = { "true", "false", "current-date",
	    "current-dateTime", "current-time", "implicit-timezone",
	    "default-collation", "static-base-uri", "concat" };
	static const char *const always[] = { "lang", "id", "idref" };
	struct slice name;
	size_t i;

	if (c->library != 0)
		return false;
	name = slice_of(xp_fn.signatures[c->function].local);
	for (i = 0; i < sizeof(always) / sizeof(always[0]); i++)
		if (slice_is(name, always[i]))
			return true;
	if (n_args > 0)
		return false;
	for (i = 0; i < sizeof(never) / sizeof(never[0]); i++)
		if (slice_is(name, never[i]))
			return false;
	return true;
}

bool
expression_is_fixed(struct formula_run *run, uint32_t row)
{
	const struct xp_expr *e = expression_view(run, row);
	uint8_t *traits = &run->expressions->traits[row];
	uint32_t i;
	bool fixed = true;

	if (e == NULL)
		return true;
	if (*traits & FIXED_KNOWN)
		return *traits & FIXED;
	for (i = 0; i < e->h->n_ops && fixed; i++) {
		const struct xp_op_row *op = &e->ops[i];

		fixed = op->op != XO_CONTEXT && op->op != XO_ROOT &&
		    op->op != XO_STEP && (op->op != XO_CALL ||
		    !call_uses_focus(&e->calls[op->arg], op->n_kids));
	}
	*traits |= fixed ? FIXED_KNOWN | FIXED : FIXED_KNOWN;
	return fixed;
}

/* Functions of the registry that answer by what a fact says alone; every other
 * one, and custom functions, may see more. */
static bool
sees_values_only(const struct xp_call_row *c)
{
	static const char *const seeing[] = { "root", "id", "idref", "base-uri",
	    "document-uri", "doc", "collection", "trace", "index-of",
	    "deep-equal", "lang" };
	struct slice name;
	size_t i;

	if (c->library == LIBRARY_XFI) {
		name = slice_of(xfi_libraries[0]->signatures[
		    c->function].local);
		return (slice_starts(name, SLICE("fact-")) &&
		    !slice_ends(name, SLICE("footnotes"))) ||
		    slice_starts(name, SLICE("period"));
	}
	if (c->library != 0)
		return false;
	name = slice_of(xp_fn.signatures[c->function].local);
	for (i = 0; i < sizeof(seeing) / sizeof(seeing[0]); i++)
		if (slice_is(name, seeing[i]))
			return false;
	return true;
}

bool
expression_knows_nodes(struct formula_run *run, uint32_t row)
{
	const struct xp_expr *e = expression_view(run, row);
	uint8_t *traits = &run->expressions->traits[row];
	uint32_t i;
	bool nodes = false;

	if (e == NULL)
		return false;
	if (*traits & NODES_KNOWN)
		return *traits & NODES;
	for (i = 0; i < e->h->n_ops && !nodes; i++) {
		const struct xp_op_row *op = &e->ops[i];

		nodes = op->op == XO_STEP || op->op == XO_PATH ||
		    op->op == XO_ROOT || op->op == XO_IS ||
		    op->op == XO_BEFORE || op->op == XO_AFTER ||
		    op->op == XO_UNION || op->op == XO_INTERSECT ||
		    op->op == XO_EXCEPT || (op->op == XO_CALL &&
		    !sees_values_only(&e->calls[op->arg]));
	}
	*traits |= nodes ? NODES_KNOWN | NODES : NODES_KNOWN;
	return nodes;
}

/* Whether it asks for its base URI: what functions resolve is relative to the
 * document that the expression stands in. */
static bool
knows_base(struct formula_run *run, uint32_t row, const struct xp_expr *e)
{
	static const char *const asking[] = { "doc", "doc-available",
	    "collection", "resolve-uri", "static-base-uri" };
	uint8_t *traits = &run->expressions->traits[row];
	uint32_t i;
	size_t k;
	bool base = false;

	if (*traits & BASE_KNOWN)
		return *traits & BASE;
	for (i = 0; i < e->h->n_calls; i++)
		for (k = 0; k < sizeof(asking) / sizeof(asking[0]); k++)
			base |= e->calls[i].library == 0 &&
			    strcmp(xp_fn.signatures[e->calls[i].function]
			    .local, asking[k]) == 0;
	*traits |= base ? BASE_KNOWN | BASE : BASE_KNOWN;
	return base;
}

static void
set_base(struct formula_run *run, uint32_t row)
{
	const struct img_expression *e = formula_expression(run->t, row);
	const struct img_document *d = taxonomy_document(run->t, e->document);
	struct slice base = formula_base(run->t, row);

	if (base.n > 0)
		run->d.base_uri = base;
	else if (d != NULL)
		run->d.base_uri = taxonomy_text(run->t, d->uri);
}

/* --- variables --- */

/* What a name means where the set (NULL: none) is evaluated. */
static struct slot
resolve(struct formula_run *run, const struct img_variable_set *set,
    uint32_t name)
{
	uint32_t i, parameter;

	for (i = 0; set != NULL && i < set->n_bindings; i++)
		if (formula_binding(run->t, set->bindings + i)->name == name)
			return (struct slot){ SLOT_BINDING, i };
	parameter = formula_parameter(run->t, name);
	if (parameter != NONE && (set == NULL || set->n_visible == 0))
		return (struct slot){ SLOT_PARAMETER, parameter };
	return (struct slot){ SLOT_OUTER, name };
}

/* The slots of an expression in a set: row of x->slots. */
static uint32_t
slots_of(struct formula_run *run, const struct evaluation *e, uint32_t row)
{
	struct expressions *x = run->expressions;
	uint64_t key = (uint64_t)(e == NULL ? NONE : e->set) << 32 | row;
	uint32_t at = table_find_int(&x->maps, key), i, first;
	const struct img_expression *img = formula_expression(run->t, row);

	if (at != NONE)
		return x->first.v[at];
	first = (uint32_t)x->slots.n;
	for (i = 0; i < img->n_names; i++)
		VEC_PUSH(&x->slots, resolve(run, e == NULL ? NULL : e->row,
		    formula_list(run->t, img->names + i)));
	VEC_INIT(&x->slots);
	table_add_int(&x->maps, key, (uint32_t)x->first.n);
	VEC_PUSH(&x->first, first);
	return first;
}

static const struct named_value *
named(const struct formula_run *run, uint32_t name,
    const struct named_value *more, uint32_t n)
{
	const struct img_name *row = n == 0 ? NULL :
	    taxonomy_name(run->t, name);
	uint32_t i;

	for (i = 0; i < n && row != NULL; i++)
		if (slice_eq(taxonomy_text(run->t, row->local),
		    more[i].local) &&
		    slice_eq(taxonomy_text(run->t, row->ns), more[i].ns))
			return &more[i];
	return NULL;
}

static int
no_value(struct xp_error *err)
{
	return xp_error_set(err, "XPDY0002",
	    "a variable of the expression has no value here");
}

/* The value of a slot.  0; -1 with *err. */
static int
fill(struct formula_run *run, const struct evaluation *e, struct slot s,
    struct xp_seq *out, struct xp_error *err)
{
	const struct bound *b = NULL;
	uint32_t parameter;

	if (s.kind == SLOT_PARAMETER)
		return parameter_value(run, s.at, out, err);
	if (s.kind == SLOT_BINDING && e != NULL)
		b = &e->bound[s.at];
	else if (e != NULL)
		b = evaluation_named(e, s.at, NULL);
	if (s.kind == SLOT_OUTER && b == NULL &&
	    (parameter = formula_parameter(run->t, s.at)) != NONE)
		return parameter_value(run, parameter, out, err);
	if (b == NULL || b->kind == BOUND_NOT)
		return no_value(err);
	*out = b->value;
	return 0;
}

static int
fill_all(struct formula_run *run, const struct evaluation *e, uint32_t row,
    const struct named_value *more, uint32_t n_more, struct xp_seq *values,
    struct xp_error *err)
{
	const struct img_expression *img = formula_expression(run->t, row);
	uint32_t first = slots_of(run, e, row), i;
	const struct named_value *by_name;

	for (i = 0; i < img->n_names; i++) {
		by_name = named(run, formula_list(run->t, img->names + i),
		    more, n_more);
		if (by_name != NULL)
			values[i] = by_name->value;
		else if (fill(run, e, run->expressions->slots.v[first + i],
		    &values[i], err) == -1)
			return -1;
	}
	return 0;
}

struct xp_seq *
expression_slots(struct formula_run *run, const struct evaluation *e,
    uint32_t row)
{
	const struct xp_expr *view = expression_view(run, row);
	struct xp_seq *slots;
	struct xp_error err;

	if (view == NULL)
		return NULL;
	slots = arena_alloc(run->d.arena, (view->h->n_slots + 1) *
	    sizeof(*slots));
	return fill_all(run, e, row, NULL, 0, slots, &err) == -1 ? NULL :
	    slots;
}

/* --- evaluating --- */

/* What is to be evaluated: its slots filled and its focus. */
struct ready {
	const struct xp_expr *view;
	struct xp_seq  few[FEW_SLOTS], *slots;
	struct xp_item root;
	struct xp_focus focus;
};

static int
get_ready(struct ready *r, struct formula_run *run,
    const struct evaluation *e, uint32_t row, const struct xp_focus *focus,
    const struct named_value *more, uint32_t n_more, struct xp_error *err)
{
	*err = (struct xp_error){ .position = 0 };
	if ((r->view = expression_view(run, row)) == NULL) {
		err->local = SLICE("");		/* the taxonomy told it */
		return -1;
	}
	if (knows_base(run, row, r->view))
		set_base(run, row);
	r->slots = r->few;
	if (r->view->h->n_variables > FEW_SLOTS)
		r->slots = arena_alloc(run->d.arena,
		    r->view->h->n_variables * sizeof(*r->slots));
	r->root = xfi_root(run->host, 0);
	r->focus = focus != NULL ? *focus : (struct xp_focus){ &r->root, 1, 1 };
	return fill_all(run, e, row, more, n_more, r->slots, err);
}

int
expression_eval_with(struct formula_run *run, const struct evaluation *e,
    uint32_t row, const struct xp_focus *focus,
    const struct named_value *more, uint32_t n, struct xp_seq *out,
    struct xp_error *err)
{
	struct ready r;

	*out = XP_EMPTY;
	if (get_ready(&r, run, e, row, focus, more, n, err) == -1)
		return -1;
	return xp_eval(r.view, &run->d, &r.focus, r.slots, out, err);
}

int
expression_eval(struct formula_run *run, const struct evaluation *e,
    uint32_t row, const struct xp_focus *focus, struct xp_seq *out,
    struct xp_error *err)
{
	return expression_eval_with(run, e, row, focus, NULL, 0, out, err);
}

int
expression_truth(struct formula_run *run, const struct evaluation *e,
    uint32_t row, const struct xp_focus *focus, struct xp_error *err)
{
	struct ready r;

	if (get_ready(&r, run, e, row, focus, NULL, 0, err) == -1)
		return -1;
	return xp_eval_truth(r.view, &run->d, &r.focus, r.slots, err);
}

int
evaluation_eval(const struct evaluation *e, uint32_t row,
    const struct xp_focus *focus, const struct named_value *more, uint32_t n,
    struct xp_seq *out, struct xp_error *err)
{
	struct formula_run *run = e->run;
	const struct evaluation *before = run->now;
	int rc;

	run->now = e;
	rc = expression_eval_with(run, e, row, focus, more, n, out, err);
	run->now = before;
	return rc;
}

int
expression_atom(struct formula_run *run, const struct evaluation *e,
    uint32_t row, const struct xp_focus *focus, struct xp_item *item,
    struct xp_error *err)
{
	struct xp_seq value, atoms = XP_EMPTY;

	if (expression_eval(run, e, row, focus, &value, err) == -1 ||
	    xp_atomize(&run->d, &value, &atoms, err) == -1)
		return -1;
	if (atoms.n == 0)
		return 0;
	if (atoms.n > 1)
		return xp_error_set(err, "XPTY0004",
		    "the expression has several values where one is wanted");
	*item = *xp_items(&atoms);
	return 1;
}

int
expression_name(struct formula_run *run, const struct evaluation *e,
    uint32_t row, const struct xp_focus *focus, struct xp_qname *name,
    struct xp_error *err)
{
	struct xp_item item = xp_boolean(false);
	int rc = expression_atom(run, e, row, focus, &item, err);

	if (rc == 1 && item.type != XT_QNAME)
		return xp_error_set(err, "XPTY0004",
		    "the expression gives something else than an xs:QName");
	if (rc == 1)
		*name = *item.u.qname;
	return rc;
}
